/* office.c - the words of an office
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     office    = { specifier [ "and" specifier ] } core [ suffix | portfolio ]
 *     core      = an entry of the lexicon: office, rank, office head, honorific, or the plural of one
 *     portfolio = ( "of" | "for" ) [ "the" ] specifier { [ "and" ] specifier }     of ministers and secretaries
 *     suffix    = "elect" | "designate" | ...
 *
 * Of all readings the longest wins, and of two alike the one with the longer core: "chief executive" is an entry,
 * not the specifier "chief" of an "executive".  A portfolio goes before the head in the normal form: a
 * minister of finance is a finance minister. */
#include "office.h"

#include "unicode.h"

enum { SHORT = 3 }; /* bytes */

static const uint64_t core_bits =
    LEX_BIT(HONORIFIC) | LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD);

struct reader {
    const struct lexicon *lexicon;
    const struct tokens *tokens;
};

/* Whether an office may begin at token i by its word and the next: a quick first test, which most tokens do not pass. */
static bool may_begin(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i)
{
    const struct token *token = &tokens->at[i];
    const uint64_t classes = lexicon_classes(lexicon, token->word);
    if (classes & (core_bits | LEX_BIT(OFFICE_PLURAL)) || lexicon_phrase(lexicon, tokens, i, LEX_OFFICES))
        return true;
    if (!(classes & LEX_BIT(OFFICE_SPECIFIER)))
        return false;
    i += token[1].mark == '.' ? 2 : 1;
    i += tokens->at[i].mark == '-';
    return tokens->at[i].concerns & CONCERNS_OFFICES || token_is_word(tokens, i, "and");
}

static bool is_mark(const struct token *token, uint32_t mark)
{
    return token->kind == TOKEN_MARK && token->mark == mark;
}

/* Returns the next word's token behind token i - 1, a hyphen passed over; the count of tokens when what
 * follows does not belong to the same phrase. */
static uint32_t joined(const struct reader *r, uint32_t i)
{
    const struct token *token = &r->tokens->at[i];
    if (i < r->tokens->count && is_mark(token, '-') && !(token->shape & SHAPE_SPACE))
        token = &r->tokens->at[++i];
    if (i >= r->tokens->count || token->kind == TOKEN_MARK || token->shape & SHAPE_PARAGRAPH)
        return r->tokens->count;
    return i;
}

static bool possessive_before(const struct reader *r, uint32_t i)
{
    return r->tokens->at[i - 1].shape & SHAPE_POSSESSIVE;
}

/* The full stop of an abbreviation belongs to it, unless it ends the sentence. */
static uint32_t behind_stop(const struct reader *r, uint32_t last)
{
    const struct token *word = &r->tokens->at[last - 1], *stop = word + 1, *next = word + 2;
    bool acronym = word->shape & SHAPE_UPPER &&
                   memchr(r->tokens->text + word->begin, '.', word->end - word->begin);
    bool abbreviation = lexicon_classes(r->lexicon, word->word) & LEX_BIT(ABBREVIATION);
    if (last >= r->tokens->count || !is_mark(stop, '.') || stop->begin != word->end ||
        !(acronym || abbreviation))
        return last;
    if (last + 1 < r->tokens->count && !(next->shape & SHAPE_PARAGRAPH) &&
        (next->kind == TOKEN_MARK || abbreviation || !(next->shape & SHAPE_SENTENCE)))
        return last + 1;
    return last;
}

/* The classes of a singular that is the value of a plural. */
static uint64_t singular_classes(const struct reader *r, const char *value)
{
    struct view word = view_string(value);
    uint32_t number = lexicon_word(r->lexicon, unicode_fold_hash(word), word);
    uint64_t classes = number ? lexicon_classes(r->lexicon, number) & core_bits : 0;
    return classes ? classes : LEX_BIT(OFFICE); /* of several words: complete */
}

/* Short words must look like what they are: "PM" and "MD", but not the names "Md" and "Di"; "Ms" and "Gen", but not the
 * initials "MS" before a name in small letters. */
static bool case_fits(const struct reader *r, uint32_t i, uint64_t classes)
{
    const struct token *token = &r->tokens->at[i];
    if (token->stop - token->begin > SHORT || token->shape & SHAPE_LOWER)
        return true;
    if (classes & LEX_BIT(ABBREVIATION))
        return !(token->shape & SHAPE_UPPER && classes & LEX_BIT(HONORIFIC)) ||
               !(token[1].shape & SHAPE_TITLE);
    return !(token->shape & SHAPE_TITLE) || classes & LEX_BIT(HONORIFIC);
}

/* "The council's member states" has no council member; a king's counsel is one. */
static bool has_owner(const struct reader *r, uint32_t i, uint32_t size, const char *value)
{
    for (uint32_t k = i; k + 1 < i + size; k++)
        if (r->tokens->at[k].shape & SHAPE_POSSESSIVE && !strchr(value, '\''))
            return true;
    return false;
}

static bool read_core(const struct reader *r, uint32_t i, struct office *out)
{
    static const enum lexicon_class order[] = {LEX_OFFICE, LEX_RANK, LEX_OFFICE_HEAD, LEX_HONORIFIC,
                                               LEX_OFFICE_PLURAL};
    const uint32_t word = r->tokens->at[i].word;
    const uint64_t begins = lexicon_begins(r->lexicon, word), classes = lexicon_classes(r->lexicon, word) | begins;
    const char *value = NULL, *other;
    uint32_t longest = 0;
    uint64_t found = 0;
    if (!(classes & (core_bits | LEX_BIT(OFFICE_PLURAL))))
        return false;
    if (!(begins & core_bits) && !case_fits(r, i, classes))
        return false;
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        const uint64_t bit = (uint64_t)1 << order[k];
        uint32_t size = classes & bit ? lexicon_match(r->lexicon, r->tokens, i, order[k], &other) : 0;
        if (size == 0 || size < longest || has_owner(r, i, size, other))
            continue;
        if (size > longest) {
            longest = size;
            value = other;
            found = 0;
        }
        found |= bit;
    }
    if (!longest)
        return false;
    const bool plural = found == LEX_BIT(OFFICE_PLURAL);
    *out = (struct office){.first = i,
                           .last = i + longest,
                           .core = i,
                           .core_last = i + longest,
                           .classes = plural ? singular_classes(r, value) : found & ~LEX_BIT(OFFICE_PLURAL),
                           .plural = plural,
                           .parts = {value},
                           .part_count = 1};
    return true;
}

/* "the secretary of the party": said of a body, not of a field that a minister has. */
static bool is_no_portfolio(const char *specifier)
{
    static const char *const bodies[] = {"state",   "party",      "union", "district", "school",
                                         "college", "university", "force", "crown",    "community"};
    return STRING_IS_AMONG(specifier, bodies);
}

bool office_ends_body(const struct office *office)
{
    return office->part_count > 1 && is_no_portfolio(office->parts[0]);
}

static void add_part(struct office *office, uint32_t at, const char *part)
{
    if (office->part_count == OFFICE_PARTS)
        return;
    memmove(office->parts + at + 1, office->parts + at,
            (office->part_count - at) * sizeof *office->parts);
    office->parts[at] = part;
    office->part_count++;
}

static bool read_core(const struct reader *r, uint32_t i, struct office *out);

/* "and trade" of "industry and trade", not "and executive" of "and executive director". */
static bool goes_on(const struct reader *r, uint32_t behind)
{
    struct office other;
    uint32_t next = joined(r, behind);
    return next >= r->tokens->count || !read_core(r, next, &other);
}

/* Words that are no field of work, and so join no other: "executive and treasury secretary". */
static bool is_no_field(const char *specifier)
{
    static const char *const words[] = {"executive", "chief",     "head",    "managing", "deputy",
                                        "senior",    "principal", "special", "vice"};
    return STRING_IS_AMONG(specifier, words);
}

/* Whether "and" before token i joins another field, an office or somebody: not the "Drugs" of "Food and Drugs". */
static bool is_field_or_office(const struct reader *r, uint32_t i)
{
    struct office other;
    return i >= r->tokens->count ||
           lexicon_classes(r->lexicon, r->tokens->at[i].word) & LEX_BIT(DETERMINER) ||
           lexicon_match(r->lexicon, r->tokens, i, LEX_OFFICE_SPECIFIER, NULL) ||
           read_core(r, i, &other);
}

/* Whether what ends before token i is all of a field: the "research" of "director of research at Ajax", not of "director of
 * research services". */
static bool ends_field(const struct reader *r, uint32_t i)
{
    static const uint64_t small = LEX_BIT(DETERMINER) | LEX_BIT(FUNCTION_WORD) |
                                  LEX_BIT(LINKING_VERB) | LEX_BIT(NAMING_VERB) | LEX_BIT(SAYING) |
                                  LEX_BIT(HONORIFIC);
    static const uint64_t names = LEX_BIT(GIVEN) | LEX_BIT(FAMILY);
    if (i >= r->tokens->count || r->tokens->at[i].kind == TOKEN_MARK ||
        r->tokens->at[i].shape & (SHAPE_PARAGRAPH | SHAPE_SENTENCE))
        return true;
    uint64_t classes = lexicon_classes(r->lexicon, r->tokens->at[i].word);
    if (token_is_word(r->tokens, i, "and"))
        return is_field_or_office(r, joined(r, i + 1));
    return classes & small || (classes & names && !(r->tokens->at[i].shape & SHAPE_LOWER));
}

/* Offices that have a field behind them, and what their normal form ends with. */
struct fielded {
    const char *core, *head;
    bool body; /* as often they have a body behind them, "director of the energy department" */
};

static const struct fielded *fielded_office(const char *core)
{
    static const struct fielded all[] = {
        {"minister", "minister", false},
        {"secretary", "secretary", false},
        {"undersecretary", "undersecretary", false},
        {"secretary of state", "secretary", false},
        {"minister of state", "minister of state", false},
        {"undersecretary of state", "undersecretary of state", false},
        {"shadow minister", "shadow minister", false},
        {"high commissioner", "high commissioner", true},
        {"commissioner", "commissioner", true},
        {"director", "director", true}};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (string_equal(core, all[k].core))
            return &all[k];
    return NULL;
}

/* "of finance", "for health and social care", "of industry, trade and energy". */
static void read_portfolio(const struct reader *r, struct office *office)
{
    uint32_t at = office->part_count - 1, i = office->last;
    bool field = token_is_word(r->tokens, i, "of") || token_is_word(r->tokens, i, "for");
    const struct fielded *fielded = field ? fielded_office(office->parts[at]) : NULL;
    if (!fielded)
        return;
    i = joined(r, i + 1);
    if (token_is_word(r->tokens, i, "the") && !fielded->body)
        i = joined(r, i + 1);
    bool found = false;
    while (i < r->tokens->count) {
        const char *value;
        uint32_t size = lexicon_match(r->lexicon, r->tokens, i, LEX_OFFICE_SPECIFIER, &value);
        if (!size || is_no_portfolio(value) ||
            (found && (is_no_field(value) || !goes_on(r, i + size))) ||
            (fielded->body && !ends_field(r, i + size)))
            break;
        if (found)
            add_part(office, at++, "and");
        add_part(office, at++, value);
        office->parts[office->part_count - 1] = fielded->head;
        office->last = i + size;
        office->specified = found = true;
        i = office->last;
        bool comma = i < r->tokens->count && is_mark(&r->tokens->at[i], ',');
        if (comma && token_is_word(r->tokens, i + 1, "and"))
            i++;
        if (!comma && !token_is_word(r->tokens, i, "and"))
            break;
        i = joined(r, i + 1);
        if (i >= r->tokens->count || (comma && r->tokens->at[i].shape & SHAPE_LOWER))
            break;
    }
}

static void read_suffix(const struct reader *r, struct office *office)
{
    const struct token *behind = &r->tokens->at[office->last];
    bool stop = is_mark(&behind[0], '.') && is_mark(&behind[1], '-'); /* "Gov.-elect" */
    uint32_t i = joined(r, office->last + stop);
    const char *value;
    uint32_t size = i < r->tokens->count
                        ? lexicon_match(r->lexicon, r->tokens, i, LEX_OFFICE_SUFFIX, &value)
                        : 0;
    if (!size)
        return;
    office->last = i + size;
    add_part(office, office->part_count, value);
    office->specified = true;
}

static bool read_at(const struct reader *r, uint32_t i, unsigned depth, struct office *out);

/* Members of a parliament have no portfolio: a Labour MP is an MP of that party. */
static bool takes_specifier(const struct office *office)
{
    static const char *const members[] = {
        "mp", "mep", "msp", "td", "senator", "representative", "congressman", "congresswoman"};
    return office->classes != LEX_BIT(HONORIFIC) &&
           !(office->classes & LEX_BIT(OFFICE) && STRING_IS_AMONG(office->parts[0], members));
}

/* Words of degree, the only ones that go before a rank; an army chief who is a general is both. */
static bool is_degree(const char *specifier, const char *rank)
{
    static const char *const words[] = {"deputy", "senior", "junior",    "assistant",
                                        "vice",   "lead",   "presiding", "associate"};
    if (string_equal(specifier, "chief"))
        return string_equal(rank, "judge") || string_equal(rank, "magistrate") ||
               string_equal(rank, "prosecutor");
    return STRING_IS_AMONG(specifier, words);
}

/* Whether a specifier tells where the office is or how long it lasts rather than which it is: the governor of a province is a
 * provincial governor, and India's Union Home Minister a home minister; but a regional director is none of the others, and
 * a permanent secretary no secretary. */
static bool is_adjective(const char *specifier, const struct office *office)
{
    static const char *const places[] = {"regional", "provincial", "municipal", "metropolitan",
                                         "district"};
    static const struct {
        const char *specifier, *cores[5];
    } only[] = {{"permanent", {"secretary", "undersecretary", "representative", "delegate"}},
                {"majority", {"leader", "whip", "speaker"}},
                {"minority", {"leader", "whip", "speaker"}}};
    const char *core = office->parts[office->part_count - 1];
    if (STRING_IS_AMONG(specifier, places))
        return office->specified || office->classes & LEX_BIT(OFFICE);
    if (string_equal(specifier, "union"))
        return string_equal(core, "minister") || string_equal(core, "home minister");
    for (size_t i = 0; i < sizeof only / sizeof *only; i++) {
        bool found = !string_equal(specifier, only[i].specifier);
        for (size_t k = 0; !found && only[i].cores[k]; k++)
            found = string_equal(core, only[i].cores[k]);
        if (!found)
            return true;
    }
    return false;
}

/* Whether a specifier is a body here, by its capital or the head's: the leader of a party is no leader of workers, "Labour leader",
 * and a presidential spokesman is one of a president's office, unless he is called "Presidential Spokesman". */
static bool is_body(const struct reader *r, uint32_t i, const char *specifier,
                    const struct office *office)
{
    if (string_equal(specifier, "presidential"))
        return r->tokens->at[office->core].shape & SHAPE_LOWER;
    return string_equal(specifier, "labor") && !(r->tokens->at[i].shape & SHAPE_LOWER) &&
           string_equal(office->parts[office->part_count - 1], "leader");
}

/* A specifier and the office behind it. */
static bool read_specified(const struct reader *r, uint32_t i, unsigned depth, struct office *out)
{
    const char *value;
    uint32_t size = lexicon_match(r->lexicon, r->tokens, i, LEX_OFFICE_SPECIFIER, &value);
    if (!size || depth + 2 >= OFFICE_PARTS)
        return false;
    uint32_t next = i + size;
    if (is_mark(&r->tokens->at[next], '.') &&
        lexicon_classes(r->lexicon, r->tokens->at[next - 1].word) & LEX_BIT(ABBREVIATION))
        next++;
    next = joined(r, next);
    if (next >= r->tokens->count || possessive_before(r, i + size))
        return false;
    bool paired = token_is_word(r->tokens, next, "and");
    if (paired && is_no_field(value))
        return false;
    if (paired) {
        next = joined(r, next + 1);
        if (next >= r->tokens->count ||
            !lexicon_match(r->lexicon, r->tokens, next, LEX_OFFICE_SPECIFIER, NULL))
            return false;
    }
    if (!read_at(r, next, depth + 1 + paired, out) || (paired && !out->specified) ||
        !takes_specifier(out) || is_adjective(value, out) || is_body(r, i, value, out) ||
        ((out->classes == LEX_BIT(RANK) || string_equal(out->parts[0], "justice")) &&
         !out->specified && !is_degree(value, out->parts[0])))
        return false;
    if (paired)
        add_part(out, 0, "and");
    add_part(out, 0, value);
    out->first = i;
    out->specified = true;
    return true;
}

static bool read_at(const struct reader *r, uint32_t i, unsigned depth, struct office *out)
{
    struct office longer;
    uint32_t word = r->tokens->at[i].word;
    uint64_t bits = lexicon_classes(r->lexicon, word) | lexicon_begins(r->lexicon, word);
    if (bits & LEX_BIT(NOT_OFFICE) && lexicon_match(r->lexicon, r->tokens, i, LEX_NOT_OFFICE, NULL))
        return false;
    bool found = read_core(r, i, out);
    if (found) {
        read_portfolio(r, out);
        read_suffix(r, out);
        out->last = behind_stop(r, out->last);
    }
    if (bits & LEX_BIT(OFFICE_SPECIFIER) && read_specified(r, i, depth, &longer) &&
        (!found || longer.last > out->last)) {
        *out = longer;
        found = true;
    }
    return found;
}

bool office_read(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                 struct office *out)
{
    struct reader r = {lexicon, tokens};
    struct office office;
    if (!may_begin(lexicon, tokens, i) || !read_at(&r, i, 0, &office))
        return false;
    *out = office;
    return true;
}

const char *office_value(const struct office *office, struct arena *arena)
{
    size_t size = 0;
    if (office->part_count == 1)
        return office->parts[0];
    for (uint32_t i = 0; i < office->part_count; i++)
        size += strlen(office->parts[i]) + 1;
    char *value = arena_take(arena, size), *end = value;
    if (!value)
        return NULL;
    for (uint32_t i = 0; i < office->part_count; i++) {
        size_t length = strlen(office->parts[i]);
        if (i)
            *end++ = ' ';
        memcpy(end, office->parts[i], length);
        end += length;
    }
    *end = '\0';
    return value;
}

struct view office_status(const struct lexicon *lexicon, const char *modifier)
{
    struct view status = view_of(modifier, modifier ? strcspn(modifier, " ") : 0);
    uint32_t word = status.size ? lexicon_word(lexicon, unicode_fold_hash(status), status) : 0;
    bool is = word && lexicon_classes(lexicon, word) & LEX_BIT(OFFICE_MODIFIER);
    return is ? status : view_of(modifier, 0);
}

bool office_held(const struct lexicon *lexicon, const char *modifier, const char *office, char *out,
                 size_t room)
{
    static const struct {
        const char *status, *said; /* NULL: of nobody */
    } times[] = {{"former", "former "}, {"late", "former "}, {"future", NULL}, {"incoming", NULL}};
    struct view status = office_status(lexicon, modifier);
    const char *said = "";
    for (size_t i = 0; status.size && i < sizeof times / sizeof *times; i++)
        if (view_equal(status, view_string(times[i].status)))
            said = times[i].said;
    if (!said)
        return false;
    const size_t begins = strlen(said), size = strlen(office);
    if (begins + size + sizeof ": " > room)
        return false;
    memcpy(out, said, begins);
    memcpy(out + begins, office, size);
    memcpy(out + begins + size, ": ", sizeof ": ");
    return true;
}

/* Words before a head that make it another office, not a kind of it: a vice president is no president. */
static bool makes_another(struct view before, const char *head)
{
    static const char *const words[] = {"vice",  "deputy", "assistant", "shadow",
                                        "prime", "under",  "lieutenant"};
    if (strcmp(head, "general") == 0)
        return !view_equal(before, view_string("lieutenant")) &&
               !view_equal(before, view_string("major")) &&
               !view_equal(before, view_string("brigadier"));
    if (strcmp(head, "colonel") == 0 || strcmp(head, "commander") == 0 ||
        strcmp(head, "admiral") == 0)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (view_equal(before, view_string(words[i])))
            return true;
    return false;
}

/* Whether holders of an office are called by another, too: "premier", "boss". */
static bool is_called(const struct lexicon *lexicon, const char *office, const char *head)
{
    const char *all = lexicon_lookup(lexicon, view_string(head), LEX_OFFICE_NICKNAME);
    for (size_t size; all && *all; all += size + strspn(all + size, ", ")) {
        size = strcspn(all, ",");
        if (strlen(office) == size && memcmp(office, all, size) == 0)
            return true;
    }
    return false;
}

/* "Foreign secretary" and "foreign minister". */
static bool is_same_field(const char *office, const char *head)
{
    static const char secretary[] = " secretary", minister[] = " minister";
    size_t size = strlen(office), head_size = strlen(head);
    if (size < sizeof secretary || head_size < sizeof minister)
        return false;
    size -= sizeof secretary - 1;
    head_size -= sizeof minister - 1;
    return size == head_size && strcmp(office + size, secretary) == 0 &&
           strcmp(head + size, minister) == 0 && memcmp(office, head, size) == 0;
}

static bool is_named_as_kind(const char *office, const char *head)
{
    size_t size = strlen(office), head_size = strlen(head);
    if (size < head_size)
        return false;
    if (size == head_size)
        return strcmp(office, head) == 0;
    if (memcmp(office, head, head_size) == 0 && strncmp(office + head_size, " of ", 4) == 0)
        return true;
    static const char of_state[] = " of state";
    size_t least = sizeof of_state - 1 + head_size;
    if (size > least && strcmp(office + size - (sizeof of_state - 1), of_state) == 0 &&
        memcmp(office + size - least, head, head_size) == 0)
        return office[size - least - 1] == ' '; /* "legal affairs minister of state" */
    const char *end = office + size - head_size;
    if (strcmp(end, head) != 0 || end[-1] != ' ')
        return false;
    const char *begin = --end;
    while (begin > office && begin[-1] != ' ')
        begin--;
    return !makes_another(view_of(begin, (size_t)(end - begin)), head);
}

bool office_is_kind_of(const struct lexicon *lexicon, const char *office, const char *head)
{
    return is_named_as_kind(office, head) || is_same_field(office, head) || is_called(lexicon, office, head);
}
