/* titles.c - offices and honorifics
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the span of a title is: the office or honorific with the words that make it this office: "Deputy Prime
 * Minister", "national security adviser", "minister of finance", "Gov.-elect", "police chief".  Not in the
 * span but in `modifier` are the holder's time ("former", "acting") and the country, institution, company or
 * place ("U.K.", "White House", "of the Louvre").  Honorifics count only before a name.  A title without
 * a name ("the prime minister said") counts when it means a holder or the office, not a class of people.
 *
 * How it is found: office.c reads which words can be an office; the phrase around them, and case, decide
 * whether they are one here.
 *
 *   - Complete offices are titles wherever they stand, unless they name a thing (President Street).
 *   - Ranks are titles before a name or with a determiner; many are adjectives elsewhere (general, major).
 *   - Heads (secretary, chief, coach) need a specifier, a name beside them, or a body that they belong to; else
 *     they wait until the article has shown somebody under this title.
 *   - Plurals need names or a determiner. */
#include "titles.h"

#include "office.h"
#include "recognize.h"
#include "unicode.h"

enum {
    MOST_SHOWN = 32,
    LONGEST_PHRASE = 5,
    MOST_ADJECTIVES = 3,
    MOST_PROPER = 6,
    LONGEST_THING = 8,
    SHORT = 3
};

struct finder {
    const struct lexicon *lexicon;
    const struct tokens *tokens;
    struct arena *arena;
    struct mentions *out;
    uint32_t passage;
    uint32_t previous;             /* where the last title of this passage ends */
    bool plain;                    /* the text has no capitals: case tells nothing */
    const char *shown[MOST_SHOWN]; /* offices that the article has given to somebody */
    uint32_t shown_count;
    struct mentions waiting; /* heads alone */
};

static uint64_t classes_at(const struct finder *f, uint32_t i)
{
    return lexicon_classes(f->lexicon, f->tokens->at[i].word);
}

static bool is_word(const struct finder *f, uint32_t i)
{
    return i < f->tokens->count && f->tokens->at[i].kind == TOKEN_WORD;
}

/* A hyphen inside a word, not a dash, of one sign or of two. */
static bool is_hyphen(const struct finder *f, uint32_t i)
{
    return token_is_mark(f->tokens, i, '-') && !(i > 0 && token_is_mark(f->tokens, i - 1, '-')) &&
           !token_is_mark(f->tokens, i + 1, '-') &&
           f->tokens->text[f->tokens->at[i].begin] == '-' &&
           !(f->tokens->at[i].shape & SHAPE_SPACE) && !(f->tokens->at[i + 1].shape & SHAPE_SPACE);
}

static bool has_capital(const struct finder *f, uint32_t i)
{
    return is_word(f, i) && !(f->tokens->at[i].shape & SHAPE_LOWER);
}

static bool is_lower(const struct finder *f, uint32_t i)
{
    return is_word(f, i) && f->tokens->at[i].shape & SHAPE_LOWER;
}

static const uint64_t small_words =
    LEX_BIT(DETERMINER) | LEX_BIT(FUNCTION_WORD) | LEX_BIT(LINKING_VERB) | LEX_BIT(NAMING_VERB);
static const uint64_t name_words = LEX_BIT(GIVEN) | LEX_BIT(FAMILY) | LEX_BIT(NICKNAME);
static const uint64_t bodies = LEX_BIT(COUNTRY) | LEX_BIT(DEMONYM) | LEX_BIT(INSTITUTION);

uint32_t title_before_adverb(const struct tokens *tokens, uint32_t i)
{
    static const char *const adverbs[] = {"now",       "also",       "then",     "once",
                                          "currently", "previously", "formerly", "recently",
                                          "still",     "again",      "already"};
    return TOKEN_IS_AMONG(tokens, i - 1, adverbs) ? i - 1 : i;
}

uint32_t title_behind_post(const struct tokens *tokens, uint32_t i)
{
    static const char *const posts[] = {"post",   "office", "position", "title",   "role",
                                        "job",    "rank",   "posts",    "offices", "positions",
                                        "titles", "roles",  "figure"};
    if (i < 3 || !token_is_word(tokens, i - 1, "of") || !TOKEN_IS_AMONG(tokens, i - 2, posts) ||
        (token_is_word(tokens, i, "the") && token_is_word(tokens, i - 2, "office")))
        return i;
    return i - 2 - token_is_word(tokens, i - 3, "the");
}

/* ---- The phrase around an office ---------------------------------------------------------------- */

/* Finds the longest entry of a class that ends before token `end`: the token it begins at, or `end`. */
static uint32_t entry_before(const struct finder *f, uint32_t end, enum lexicon_class class,
                             const char **value)
{
    uint32_t most = end < LONGEST_PHRASE ? end : LONGEST_PHRASE;
    for (uint32_t size = most; size > 0; size--) {
        uint32_t word = f->tokens->at[end - size].word;
        uint64_t bits = size > 1 ? lexicon_begins(f->lexicon, word) : lexicon_classes(f->lexicon, word);
        if (bits >> class & 1 && lexicon_match(f->lexicon, f->tokens, end - size, class, value) == size)
            return end - size;
    }
    return end;
}

/* The classes of which an entry can end before token `end`. */
static uint64_t may_end_before(const struct finder *f, uint32_t end)
{
    uint64_t bits = end ? classes_at(f, end - 1) : 0;
    for (uint32_t size = 2; size <= LONGEST_PHRASE && size <= end; size++)
        bits |= lexicon_begins(f->lexicon, f->tokens->at[end - size].word);
    return bits;
}

static uint32_t body_before(const struct finder *f, uint32_t end, const char **value)
{
    static const enum lexicon_class order[] = {LEX_COUNTRY, LEX_DEMONYM, LEX_INSTITUTION};
    const uint64_t may = may_end_before(f, end);
    uint32_t longest = end;
    for (int i = 0; may & bodies && i < 3; i++) {
        const char *found;
        uint32_t begin = may >> order[i] & 1 ? entry_before(f, end, order[i], &found) : end;
        if (begin < longest && (has_capital(f, begin) || f->plain)) {
            longest = begin;
            *value = found;
        }
    }
    return longest;
}

static bool is_proper(const struct finder *f, uint32_t i)
{
    const struct token *token = &f->tokens->at[i];
    if (!has_capital(f, i) ||
        classes_at(f, i) & (small_words | LEX_BIT(WEEKDAY) | LEX_BIT(MONTH) | LEX_BIT(SAYING)))
        return false;
    return !(token->shape & SHAPE_SENTENCE) || !(classes_at(f, i) & LEX_BIT(COMMON));
}

/* "First", "Second": no part of the body that an office belongs to, "Second Prime Minister". */
static bool is_ordinal(const struct finder *f, uint32_t i)
{
    static const char *const words[] = {"first", "second", "third", "fourth", "fifth"};
    return TOKEN_IS_AMONG(f->tokens, i, words);
}

/* "Zamfara State": no verb, between its name and what follows. */
static bool is_state(const struct finder *f, uint32_t i)
{
    return has_capital(f, i) && token_is_word(f->tokens, i, "state");
}

/* Whether token i goes on with a body's name: the "Commerce" of "Chamber of Commerce", not of "Secretary of Commerce". */
static bool is_of_body(const struct finder *f, uint32_t i)
{
    return token_is_word(f->tokens, i - 1, "of") && is_proper(f, i - 2) &&
           !(classes_at(f, i - 2) & (LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD)));
}

/* Whether a word in small letters looks like a plural or a participle: "French voters", "Britain banned". */
static bool is_noun_or_verb(const struct finder *f, uint32_t i)
{
    struct view text = token_text(f->tokens, i);
    return text.size > 3 &&
           (text.at[text.size - 1] == 's' || memcmp(text.at + text.size - 2, "ed", 2) == 0);
}

/* "Liverpool", "Goldman Sachs": where the capitalized words before token `end` begin. */
static uint32_t proper_before(const struct finder *f, uint32_t end, uint32_t stop)
{
    uint32_t begin = end;
    while (begin > stop && end - begin < MOST_PROPER) {
        bool of = begin < end && begin > stop + 1 && is_of_body(f, begin);
        bool hyphen = begin > stop + 2 && is_hyphen(f, begin - 2) && is_proper(f, begin - 3) &&
                      !is_noun_or_verb(f, begin - 1); /* "Jama-ah", not "Ulm-based" */
        if ((!of && !hyphen && !is_proper(f, begin - 1) && !is_state(f, begin - 1)) ||
            (begin == end && is_ordinal(f, begin - 1)))
            break;
        begin -= 1 + (hyphen ? 2 : of);
        if (f->tokens->at[begin].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH))
            break;
        if (begin > 0 && f->tokens->at[begin - 1].shape & SHAPE_POSSESSIVE)
            break;
    }
    return begin;
}

/* The full stop of "U.S.", the mark of "workers'" and all of the "'s" of "Inc.'s" are passed over. */
static uint32_t before_stop(const struct finder *f, uint32_t end)
{
    if (end > 3 && token_is_word(f->tokens, end - 1, "s") &&
        token_is_mark(f->tokens, end - 3, '.') && token_is_mark(f->tokens, end - 2, '\'') &&
        is_word(f, end - 4) && f->tokens->at[end - 1].begin == f->tokens->at[end - 4].end + 2)
        return end - 3;
    if (end < 2 || !is_word(f, end - 2) ||
        f->tokens->at[end - 1].begin != f->tokens->at[end - 2].end)
        return end;
    if (token_is_mark(f->tokens, end - 1, '\''))
        return end - 1;
    if (token_is_mark(f->tokens, end - 1, '.') && f->tokens->at[end - 2].shape & SHAPE_UPPER &&
        memchr(token_text(f->tokens, end - 2).at, '.', token_text(f->tokens, end - 2).size))
        return end - 1;
    return end;
}

/* "a", "an", "another", "each", "every", "no"; of determiners only. */
static bool is_indefinite(struct view text)
{
    char c = text.at[0] | 0x20;
    return (c == 'a' && (text.size <= 2 || text.size == 7)) || c == 'e' ||
           (c == 'n' && text.size == 2);
}

/* A capitalized word ends before token i: "Tim Cook, chief executive". */
static bool name_ends(const struct finder *f, uint32_t i)
{
    return i > 0 && has_capital(f, i - 1) && !(classes_at(f, i - 1) & (small_words | bodies));
}

static bool belongs_to_body(const struct title_phrase *phrase)
{
    return phrase->body || phrase->body_begin < phrase->body_end;
}

/* The country or institution that ends before token i, with adjectives between it and the office: "Gabon's main", "U.S. federal".
 * Returns where it begins, or i. */
static uint32_t read_owner(const struct finder *f, uint32_t i, uint32_t passed,
                           struct title_phrase *phrase)
{
    const char *value;
    uint32_t end = before_stop(f, i);
    bool owner = f->tokens->at[end - 1].shape & SHAPE_POSSESSIVE;
    if (belongs_to_body(phrase) || passed == 0 || (passed > 1 && !owner) ||
        (!owner && is_noun_or_verb(f, i)) ||
        classes_at(f, i) & (LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD)))
        return i;
    uint32_t begin = body_before(f, end, &value);
    if (begin == end)
        return i;
    phrase->body = value;
    phrase->determined |= owner;
    phrase->begin = begin;
    return begin;
}

/* Where "the guerrilla group's" begins, which ends with token i; i when it has no article. */
static uint32_t owner_begin(const struct finder *f, uint32_t i)
{
    for (uint32_t k = i; k > 0 && i - k < MOST_ADJECTIVES; k--)
        if (classes_at(f, k - 1) & LEX_BIT(DETERMINER))
            return k - 1;
        else if (!is_lower(f, k - 1) || !is_lower(f, i))
            break;
    return i;
}

/* The "and" of "the first female and first African president". */
static bool joins_ordinals(const struct finder *f, uint32_t i)
{
    return i > 1 && token_is_word(f->tokens, i, "and") && is_ordinal(f, i + 1) &&
           (is_ordinal(f, i - 1) || is_ordinal(f, i - 2));
}

/* Words between an article and an office that count its holders: "the 46th president", "the only president". */
static bool is_counted(const struct finder *f, uint32_t i)
{
    uint16_t shape = f->tokens->at[i].shape;
    if (f->tokens->at[i].kind == TOKEN_NUMBER)
        return shape & SHAPE_LOWER && !(shape & SHAPE_DIGITS);
    if (classes_at(f, i) & LEX_BIT(FUNCTION_WORD))
        return joins_ordinals(f, i) || (token_is_word(f->tokens, i, "only") && i > 0 &&
                                        token_is_word(f->tokens, i - 1, "the"));
    return i > 0 && joins_ordinals(f, i - 1);
}

/* The article or possessive before the words of an office that begin at token `at`: "the powerful new", "a two-term",
 * "the company's". */
static void read_determiner(const struct finder *f, uint32_t at, struct title_phrase *phrase)
{
    for (uint32_t i = at, passed = 0; i > 0 && passed <= MOST_ADJECTIVES; i--, passed++) {
        if (f->tokens->at[i].shape & SHAPE_PARAGRAPH)
            break;
        if (is_hyphen(f, i - 1) || (i < at && is_hyphen(f, i)))
            continue;
        if (has_capital(f, i - 1) || token_is_mark(f->tokens, i - 1, '.'))
            i = read_owner(f, i, passed, phrase);
        if (i == 0)
            break;
        if (is_counted(f, i - 1)) {
            passed--;
            continue;
        }
        if (!is_word(f, i - 1)) {
            bool aged = i > 2 && f->tokens->at[i - 2].kind == TOKEN_NUMBER; /* "X, 46," */
            if (i < at && token_is_mark(f->tokens, i - 1, ',') && name_ends(f, i - 1 - 2 * aged))
                phrase->begin = i; /* "X, longtime coach" */
            break;
        }
        uint64_t classes = classes_at(f, i - 1);
        if (i < at && (token_is_word(f->tokens, i - 1, "as") ||
                       (i > 1 && classes & LEX_BIT(NAMING_VERB) &&
                        classes_at(f, i - 2) & LEX_BIT(LINKING_VERB))))
            phrase->begin =
                i; /* "as trade house representative", "was elected committee chairman" */
        if (token_is_word(f->tokens, i - 1, "that") && belongs_to_body(phrase))
            break; /* "finding that Ohio prosecutors" */
        if (classes & LEX_BIT(DETERMINER)) {
            phrase->begin = i - 1;
            phrase->determined = true;
            phrase->indefinite = is_indefinite(token_text(f->tokens, i - 1));
            break;
        }
        if (f->tokens->at[i - 1].shape & SHAPE_POSSESSIVE && !(classes & small_words)) {
            phrase->begin = owner_begin(f, i - 1);
            phrase->determined = true;
            break;
        }
        if (classes & (small_words | LEX_BIT(SAYING)) || !is_lower(f, i - 1))
            break;
    }
}

/* "Bharatiya Janata Party (BJP) president": before the bracket. */
static uint32_t before_acronym(const struct finder *f, uint32_t i)
{
    return i > 3 && token_is_mark(f->tokens, i - 1, ')') && token_is_mark(f->tokens, i - 3, '(') &&
                   f->tokens->at[i - 2].shape & SHAPE_UPPER
               ? i - 3
               : i;
}

static void read_before(const struct finder *f, struct title_phrase *phrase)
{
    uint32_t at = phrase->begin;
    at -= at > 0 && has_capital(f, at - 1) && is_ordinal(f, at - 1);
    for (int turn = 0; turn < 4 && at > 0; turn++) {
        uint32_t end = at;
        if (f->tokens->at[at].shape & SHAPE_PARAGRAPH)
            break;
        if (is_hyphen(f, at - 1))
            end--;
        const char *value;
        uint32_t begin = phrase->status ? end : entry_before(f, end, LEX_OFFICE_MODIFIER, &value);
        if (begin < end) {
            phrase->status = value;
            at = begin;
            continue;
        }
        if (end < at)
            break;
        bool belongs = belongs_to_body(phrase);
        end = before_acronym(f, at);
        at = end < at ? end : at;
        end = before_stop(f, at);
        begin = body_before(f, end, &value);
        if (begin < end &&
            !(begin > 0 && token_is_word(f->tokens, begin - 1, "new"))) /* not "New Mexico" */
            phrase->body = belongs ? phrase->body : value; /* "the Republican Senate leader" */
        else if (belongs)
            break;
        else if ((begin = proper_before(f, end, 0)) < end) {
            phrase->body_begin = begin;
            phrase->body_end = end;
        } else {
            break;
        }
        while (begin > 1 && is_hyphen(f, begin - 1) && has_capital(f, begin - 2))
            begin -= 2; /* "African-American" */
        phrase->determined |= (f->tokens->at[end - 1].shape & SHAPE_POSSESSIVE) != 0 || end < at;
        if (end + 1 == at && token_is_mark(f->tokens, end, '.'))
            phrase->determined = false;
        at = begin;
    }
    phrase->begin = at;
    read_determiner(f, at, phrase);
}

/* A small word with a capital within a name: the "Another" of "Movement Another Way". */
static bool goes_on(const struct finder *f, uint32_t i)
{
    return has_capital(f, i) && !(f->tokens->at[i].shape & (SHAPE_SENTENCE | SHAPE_UPPER)) &&
           is_word(f, i + 1) && is_proper(f, i + 1);
}

/* The "de" of "Rio de Janeiro". */
static bool is_particle(const struct finder *f, uint32_t i)
{
    return is_lower(f, i) && classes_at(f, i) & LEX_BIT(PARTICLE) && is_proper(f, i + 1) &&
           !(classes_at(f, i) & small_words);
}

static uint32_t proper_end(const struct finder *f, uint32_t at)
{
    uint32_t end = at;
    while (end - at < MOST_PROPER &&
           (is_proper(f, end) || goes_on(f, end) ||
            (end > at && (is_state(f, end) || is_particle(f, end)))) &&
           !(f->tokens->at[end].shape & SHAPE_PARAGRAPH))
        end += is_hyphen(f, end + 1) && is_word(f, end + 2) ? 3 : 1; /* "Inter-Ministerial" */
    return end;
}

/* "Republic of Mauritius" is that country; "Bank of Mauritius" is not. */
static bool is_country_of(const struct finder *f, uint32_t i)
{
    static const char *const words[] = {"republic", "kingdom", "state", "government",
                                        "commonwealth"};
    return TOKEN_IS_AMONG(f->tokens, i, words);
}

/* The "and" of "Small and Medium Enterprises", not of "Poland and President Duda". */
static bool is_and_of_body(const struct finder *f, uint32_t i)
{
    struct office office;
    return token_is_word(f->tokens, i, "and") && is_proper(f, i + 1) &&
           !(classes_at(f, i + 1) & (name_words | bodies)) &&
           (is_proper(f, i + 2) || token_is_mark(f->tokens, i + 2, '(')) &&
           !office_read(f->lexicon, f->tokens, i + 1, &office);
}

/* The "for" of "Committee for Refugees", the "on" of "Committee on Rules". */
static bool is_purpose_of_body(const struct finder *f, uint32_t i)
{
    return (token_is_word(f->tokens, i, "for") || token_is_word(f->tokens, i, "on")) &&
           classes_at(f, i - 1) & LEX_BIT(ORGANISATION);
}

/* Reads on behind the capitalized words [begin, end) of a body: "Chamber of Commerce", "University of the West Indies".  Returns
 * where the body ends, and the country if it is one. */
static uint32_t body_end(const struct finder *f, uint32_t begin, uint32_t end, const char **country)
{
    while (end > begin && (token_is_word(f->tokens, end, "of") || is_and_of_body(f, end) ||
                           is_purpose_of_body(f, end))) {
        uint32_t next = end + 1 + token_is_word(f->tokens, end + 1, "the");
        uint32_t behind = proper_end(f, next);
        if (behind == next)
            break;
        if (is_country_of(f, end - 1) &&
            lexicon_match(f->lexicon, f->tokens, next, LEX_COUNTRY, country) < behind - next)
            *country = NULL;
        end = behind;
    }
    return end;
}

/* The name of the body that words in small letters describe: "of the state broadcaster Telka". */
static void read_proper_behind(const struct finder *f, uint32_t at, struct title_phrase *phrase)
{
    phrase->end = proper_end(f, at);
    if (belongs_to_body(phrase))
        return;
    phrase->body_begin = at;
    phrase->body_end = phrase->end;
}

/* "of the Louvre", "to Japan", "at Leeds". */
static void read_behind(const struct finder *f, struct title_phrase *phrase)
{
    uint32_t at = phrase->end;
    if (!token_is_word(f->tokens, at, "of") && !token_is_word(f->tokens, at, "to") &&
        !token_is_word(f->tokens, at, "for") && !token_is_word(f->tokens, at, "at"))
        return;
    bool of = token_is_word(f->tokens, at, "of");
    at++;
    if (!of && is_word(f, at) && classes_at(f, at) & LEX_BIT(DETERMINER) &&
        is_indefinite(token_text(f->tokens, at)))
        return; /* "from the chief of staff to a Republican" */
    const char *value = NULL;
    static const enum lexicon_class order[] = {LEX_COUNTRY, LEX_INSTITUTION, LEX_DEMONYM};
    for (uint32_t skip = 0; skip < 2; skip++, at++) {
        uint32_t longest = 0;
        for (int i = 0; i < 3; i++) {
            const char *found;
            uint32_t size = at < f->tokens->count && (has_capital(f, at) || f->plain || skip)
                                ? lexicon_match(f->lexicon, f->tokens, at, order[i], &found)
                                : 0;
            if (size > longest) {
                longest = size;
                value = found;
            }
        }
        const char *country = NULL;
        uint32_t end = body_end(f, at, proper_end(f, at), &country);
        bool name_behind = longest && classes_at(f, at + longest) & name_words;
        if (longest && (at + longest >= end || longest > 1 || name_behind)) {
            phrase->end = at + longest;
            if (!belongs_to_body(phrase))
                phrase->body = value;
            return;
        }
        if (end > at) {
            phrase->end = end;
            if (!belongs_to_body(phrase)) {
                phrase->body = country;
                phrase->body_begin = at;
                phrase->body_end = country ? at : end;
            }
            return;
        }
        if (!(classes_at(f, at) & LEX_BIT(DETERMINER)))
            break;
    }
    uint32_t most = 3;
    for (uint32_t i = 0; of && i < most && is_lower(f, at) && !(classes_at(f, at) & small_words);
         i++) {
        phrase->end = ++at; /* "of the presidential office" */
        if (is_hyphen(f, at) && is_lower(f, at + 1)) {
            phrase->end = at += 2; /* "of the state-owned broadcaster" */
            most++;
        }
        if (token_is_word(f->tokens, at, "and") && is_lower(f, at + 1) &&
            !(classes_at(f, at + 1) & small_words)) {
            at++; /* "of public affairs and family policy" */
            most = 5;
        }
    }
    if (at == phrase->end && is_lower(f, at - 1) && is_proper(f, at) &&
        !(classes_at(f, at) & (name_words | bodies)))
        read_proper_behind(f, at, phrase);
}

static struct title_phrase read_phrase(const struct finder *f, uint32_t first, uint32_t last)
{
    struct title_phrase phrase = {.begin = first, .end = last};
    read_before(f, &phrase);
    read_behind(f, &phrase);
    if (phrase.end > last && !token_is_word(f->tokens, phrase.end, "of"))
        read_behind(f, &phrase); /* "of Egypt to Mauritius" */
    return phrase;
}

struct title_phrase title_phrase(const struct lexicon *lexicon, const struct tokens *tokens,
                                 uint32_t first, uint32_t last, bool plain)
{
    struct finder f = {.lexicon = lexicon, .tokens = tokens, .plain = plain};
    return read_phrase(&f, first, last);
}

/* Stores "former uk", in the arena or a list, or NULL when there is none.  False when there is no memory. */
static bool modifier_of(const struct finder *f, const struct title_phrase *phrase, const char **out)
{
    const char *body = phrase->body;
    if (!body && phrase->body_begin < phrase->body_end) {
        uint32_t from = f->tokens->at[phrase->body_begin].begin;
        uint32_t to = f->tokens->at[phrase->body_end - 1].stop;
        char *folded = arena_take(f->arena, 3 * (size_t)(to - from) + 1);
        if (!folded)
            return false;
        folded[unicode_fold(view_of(f->tokens->text + from, to - from), folded)] = '\0';
        body = *folded ? folded : NULL; /* nothing is left of combining marks alone */
    }
    *out = phrase->status ? phrase->status : body;
    if (!phrase->status || !body)
        return true;
    size_t size = strlen(phrase->status), body_size = strlen(body);
    char *both = arena_take(f->arena, size + body_size + 2);
    if (!both)
        return false;
    memcpy(both, phrase->status, size);
    both[size] = ' ';
    memcpy(both + size + 1, body, body_size + 1);
    *out = both;
    return true;
}

bool title_modifier(const struct lexicon *lexicon, const struct tokens *tokens, struct arena *arena,
                    const struct title_phrase *phrase, const char **out)
{
    struct finder f = {.lexicon = lexicon, .tokens = tokens, .arena = arena};
    struct title_phrase known = *phrase;
    const char *country;
    if (!known.body && known.body_begin < known.body_end &&
        lexicon_match(lexicon, tokens, known.body_begin, LEX_COUNTRY, &country) ==
            known.body_end - known.body_begin)
        known.body = country;
    return modifier_of(&f, &known, out);
}

/* ---- What stands beside an office --------------------------------------------------------------- */

/* "A. Lee" */
static bool is_initial(const struct finder *f, uint32_t i)
{
    return is_word(f, i) && f->tokens->at[i].shape & SHAPE_INITIAL &&
           token_is_mark(f->tokens, i + 1, '.') && has_capital(f, i + 2) &&
           !(classes_at(f, i) & bodies) &&
           !((f->tokens->at[i].shape | f->tokens->at[i + 2].shape) & SHAPE_PARAGRAPH);
}

/* Whether a name can begin at token i. */
static bool name_begins(const struct finder *f, uint32_t i)
{
    if (is_initial(f, i))
        return true;
    if (!is_word(f, i) || f->tokens->at[i].shape & (SHAPE_PARAGRAPH | SHAPE_SENTENCE))
        return false;
    uint64_t classes = classes_at(f, i), begins = lexicon_begins(f->lexicon, f->tokens->at[i].word);
    if (f->plain)
        return !(classes & (small_words | LEX_BIT(SAYING) | LEX_BIT(OFFICE_FOLLOWER)));
    if (i > 0 && f->tokens->at[i].shape & f->tokens->at[i - 1].shape & SHAPE_UPPER &&
        !(classes & name_words && !(classes & LEX_BIT(COMMON))))
        return false; /* "MAJOR NEW LENDING" */
    if (is_lower(f, i))
        return (classes | begins) & LEX_BIT(PARTICLE) &&
               (has_capital(f, i + 1) || has_capital(f, i + 2));
    if (classes & name_words)
        return !(classes & LEX_BIT(DETERMINER));
    if (classes & (small_words | LEX_BIT(SAYING) | LEX_BIT(WEEKDAY) | LEX_BIT(MONTH) | bodies |
                   LEX_BIT(OFFICE_FOLLOWER) | LEX_BIT(COMMON) | LEX_BIT(ORGANISATION)))
        return false;
    return true;
}

/* "Dr. (Jorge) Alcocer": a given name that an editor put in. */
static bool name_begins_in_bracket(const struct finder *f, uint32_t i)
{
    return token_is_mark(f->tokens, i, '(') && token_is_mark(f->tokens, i + 2, ')') &&
           has_capital(f, i + 1) && classes_at(f, i + 1) & name_words && has_capital(f, i + 3);
}

/* Offices by which people are addressed ("Mr President"); as family names they are too rare to count. */
static bool is_form_of_address(const struct finder *f, uint32_t i)
{
    static const char *const forms[] = {
        "president",  "minister", "chancellor", "chairman", "chairwoman", "secretary",   "speaker",
        "ambassador", "governor", "mayor",      "senator",  "premier",    "commissioner"};
    const struct token *token = &f->tokens->at[i];
    char word[16];
    if (token->stop - token->begin >= sizeof word)
        return false;
    struct view text = view_of(f->tokens->text + token->begin, token->stop - token->begin);
    for (size_t k = 0; k < text.size; k++)
        word[k] = (char)(text.at[k] | 0x20);
    word[text.size] = '\0';
    return STRING_IS_AMONG(word, forms);
}

/* Whether token i may be a name, though it is an ordinary word or the end of a street's name, too: "Price", "Park".  links.c drops the title
 * when no name was found there. */
static bool name_may_begin(const struct finder *f, uint32_t i)
{
    const struct token *token = &f->tokens->at[i];
    return is_word(f, i) && !f->plain && token->shape & (SHAPE_TITLE | SHAPE_MIXED) &&
           !(token->shape & SHAPE_PARAGRAPH) &&
           (!(token->shape & SHAPE_SENTENCE) || token_is_mark(f->tokens, i - 1, '.')) &&
           !(classes_at(f, i) & (small_words | LEX_BIT(SAYING) | LEX_BIT(WEEKDAY) | LEX_BIT(MONTH) |
                                 bodies | LEX_BIT(ORGANISATION)));
}

/* "President Street", "King George Avenue", "the general public". */
static bool names_a_thing(const struct finder *f, const struct office *office,
                          const struct title_phrase *phrase)
{
    uint32_t next = office->last;
    const struct token *core = &f->tokens->at[office->core_last - 1];
    if (f->tokens->at[next - 1].shape & SHAPE_POSSESSIVE && office->core_last < office->last)
        return false; /* "the Minister for Finance's Mid Year Review" */
    if (f->tokens->at[next].shape & SHAPE_PARAGRAPH ||
        !(is_word(f, next) || core->shape & SHAPE_POSSESSIVE))
        return false;
    bool capital = has_capital(f, office->core);
    if (core->shape & SHAPE_POSSESSIVE && token_is_mark(f->tokens, next, '\''))
        next++;
    if (core->shape & SHAPE_POSSESSIVE)
        return capital && has_capital(f, next) && !(core->shape & SHAPE_UPPER) &&
               !(classes_at(f, next) & (LEX_BIT(DEMONYM) | LEX_BIT(COUNTRY))) &&
               !(phrase->determined && is_form_of_address(f, office->core_last - 1));
    bool described = !capital || core->shape & SHAPE_SENTENCE;
    if (is_lower(f, next))
        return described && !office->specified && !(office->classes & LEX_BIT(OFFICE)) &&
               classes_at(f, next) & LEX_BIT(OFFICE_FOLLOWER);
    if (!capital)
        return false;
    uint32_t most = core->shape & SHAPE_UPPER ? SHORT : LONGEST_THING; /* a headline goes on */
    for (uint32_t i = next; i < next + most && has_capital(f, i); i++) {
        uint64_t classes = classes_at(f, i);
        if (classes & LEX_BIT(OFFICE_FOLLOWER))
            return !(classes & name_words) ||
                   (i == next && !(office->classes & LEX_BIT(HONORIFIC)) &&
                    !(classes & LEX_BIT(FAMILY_FIRST))); /* not "President Park" */
        if (classes & LEX_BIT(ORGANISATION) && !(classes & name_words))
            return true;
        if (classes & (small_words | LEX_BIT(SAYING)) || f->tokens->at[i].shape & SHAPE_POSSESSIVE)
            break;
    }
    return false;
}

/* What follows is a mark or a small word; "U.S." is not "us". */
static bool ends_phrase(const struct finder *f, uint32_t i)
{
    if (!is_word(f, i) || f->tokens->at[i].shape & (SHAPE_PARAGRAPH | SHAPE_SENTENCE) ||
        f->tokens->at[i - 1].shape & SHAPE_POSSESSIVE)
        return true;
    uint64_t classes = classes_at(f, i);
    return classes & (small_words | LEX_BIT(SAYING) | LEX_BIT(WEEKDAY)) &&
           !(classes & LEX_BIT(COUNTRY) && has_capital(f, i));
}

/* "The judge who", "presiding over the case", "appointed by": a participle or a verb in the past. */
static bool is_participle(const struct finder *f, uint32_t i)
{
    struct view text = token_text(f->tokens, i);
    return is_lower(f, i) && text.size > 4 &&
           (memcmp(text.at + text.size - 2, "ed", 2) == 0 ||
            memcmp(text.at + text.size - 3, "ing", 3) == 0);
}

/* What follows a title that stands alone is a mark, a verb or a small word, not the noun that it would describe. */
static bool ends_alone(const struct finder *f, uint32_t i)
{
    if (ends_phrase(f, i))
        return true;
    struct view text = token_text(f->tokens, i);
    size_t size = text.size;
    return is_participle(f, i) ||
           (size > 3 && text.at[size - 1] == 's' && text.at[size - 2] != 's');
}

static bool starts_office(const struct finder *f, uint32_t i)
{
    uint64_t classes = classes_at(f, i) | lexicon_begins(f->lexicon, f->tokens->at[i].word);
    return classes & (LEX_BIT(HONORIFIC) | LEX_BIT(OFFICE) | LEX_BIT(RANK));
}

uint32_t title_lead_in_end(const struct tokens *tokens, uint32_t i)
{
    if (token_is_word(tokens, i, "surnamed"))
        return i + 1;
    return token_is_word(tokens, i, "identified") && token_is_word(tokens, i + 1, "as") ? i + 2 : i;
}

/* "The chief surnamed Liu", "the chief, identified as". */
static bool leads_in_name(const struct finder *f, uint32_t i)
{
    i += token_is_mark(f->tokens, i, ',');
    return title_lead_in_end(f->tokens, i) > i;
}

/* Set off behind a name or before one: "X, chief of the mission,", "the coach, X,". */
static bool in_apposition(const struct finder *f, const struct title_phrase *phrase)
{
    uint32_t begin = title_behind_post(f->tokens, title_before_adverb(f->tokens, phrase->begin));
    uint32_t end = phrase->end;
    bool comma = begin > 0 && (token_is_mark(f->tokens, begin - 1, ',') ||
                               token_is_mark(f->tokens, begin - 1, '(') ||
                               token_is_mark(f->tokens, begin - 1, '-'));
    bool aged = comma && begin > 3 && f->tokens->at[begin - 2].kind == TOKEN_NUMBER &&
                token_is_mark(f->tokens, begin - 3, ','); /* "X, 43, mayor of Y" */
    if (comma && (aged ? name_ends(f, begin - 3) : name_ends(f, begin - 1)) && ends_alone(f, end) &&
        !(is_word(f, end) && classes_at(f, end) & LEX_BIT(SAYING)))
        return true;
    if (begin > 0 && (token_is_word(f->tokens, begin - 1, "as") ||
                      classes_at(f, begin - 1) & LEX_BIT(LINKING_VERB)))
        return phrase->end > phrase->begin &&
               (phrase->body || !phrase->indefinite ||
                (belongs_to_body(phrase) && is_proper(f, end - 1))) &&
               ends_alone(f, end);
    if (begin > 0 && classes_at(f, begin - 1) & LEX_BIT(NAMING_VERB))
        return ends_alone(f, end);
    if (begin < title_before_adverb(f->tokens, phrase->begin) && ends_phrase(f, end))
        return true; /* "the post of speaker" */
    if (!token_is_mark(f->tokens, end, ',') || !(phrase->determined || phrase->status) ||
        (phrase->indefinite && !belongs_to_body(phrase)))
        return false;
    bool article = is_word(f, end + 1) && classes_at(f, end + 1) & LEX_BIT(DETERMINER);
    return article ? is_word(f, end + 2) && starts_office(f, end + 2) && has_capital(f, end + 2)
                   : name_begins(f, end + 1);
}

/* ---- Decisions ---------------------------------------------------------------------------------- */

enum verdict { NO, WAIT, YES, SHOWN /* and somebody holds it */ };

/* "PM", "CEO", "Gen.": short words must look like what they are. */
static bool short_form_fits(const struct finder *f, const struct office *office,
                            const struct title_phrase *phrase, bool named)
{
    const struct token *core = &f->tokens->at[office->core];
    if (office->core_last - office->core > 1 || core->stop - core->begin > SHORT ||
        office->classes & LEX_BIT(HONORIFIC) || f->plain)
        return true;
    if (office->first > 0 && !(core->shape & SHAPE_PARAGRAPH) &&
        (f->tokens->at[office->first - 1].kind == TOKEN_NUMBER ||
         token_is_mark(f->tokens, office->first - 1, '<')))
        return false;
    if (office->first > 1 && f->previous == office->first - 1 &&
        token_is_mark(f->tokens, office->first - 1, '('))
        return !(core->shape & SHAPE_LOWER); /* "director general of police (DGP)" */
    if (core->shape & SHAPE_UPPER && office->classes == LEX_BIT(OFFICE_HEAD) &&
        !(f->tokens->at[office->last].shape & SHAPE_UPPER))
        return false; /* "the SEC.  Last week" */
    if (classes_at(f, office->core) & LEX_BIT(ABBREVIATION))
        return named && has_capital(f, office->core);
    struct office other;
    if (core->shape & SHAPE_LOWER ||
        (has_capital(f, office->last) && !(classes_at(f, office->last) & name_words) &&
         office_read(f->lexicon, f->tokens, office->last, &other) &&
         other.classes & (LEX_BIT(OFFICE) | LEX_BIT(OFFICE_HEAD))))
        return false; /* "GM Chairman" */
    return !(office->classes & LEX_BIT(RANK)) || named || phrase->determined;
}

/* "Stephen King", "Mr Bishop", "John Major": the word is the family name. */
static bool is_family_name(const struct finder *f, const struct office *office,
                           const struct title_phrase *phrase)
{
    uint32_t i = office->first;
    if (office->specified || office->last - i > 1 || !has_capital(f, i) || f->plain ||
        !(classes_at(f, i) & name_words) || is_form_of_address(f, i))
        return false;
    if (i > 0 && i == f->previous)
        return true;
    if (i > 0 && has_capital(f, i - 1) && classes_at(f, i - 1) & LEX_BIT(GIVEN) &&
        !(f->tokens->at[i - 1].shape & SHAPE_POSSESSIVE))
        return true;
    bool proper = !phrase->body && phrase->body_begin < phrase->body_end && phrase->body_end == i &&
                  phrase->end == office->last; /* "Thermo King" */
    return proper || (!phrase->determined && !belongs_to_body(phrase) && !phrase->status);
}

/* Joined by "and" to the title before it. */
static bool is_joined(const struct finder *f, const struct title_phrase *phrase)
{
    return phrase->begin > 1 && phrase->begin - 1 == f->previous &&
           token_is_word(f->tokens, phrase->begin - 1, "and");
}

/* "a senior officer", "industry leaders say", "lead manager Union Bank": one of many, or no person at all. */
static bool is_any(const struct finder *f, const struct office *office,
                   const struct title_phrase *phrase)
{
    return is_lower(f, office->first) && !belongs_to_body(phrase) && !phrase->status &&
           !is_joined(f, phrase) && (phrase->indefinite || !phrase->determined);
}

/* Whether nothing but a country stands before the office. */
static bool is_land(const struct finder *f, const struct title_phrase *phrase)
{
    uint64_t classes = 0;
    for (uint32_t i = phrase->begin; i < phrase->end && !classes; i++)
        classes = classes_at(f, i) & (LEX_BIT(COUNTRY) | LEX_BIT(DEMONYM));
    return classes && phrase->body;
}

/* Where the office ends that "and" at token i joins, "and former chairman"; 0 when there is none. */
static uint32_t joins_office(const struct finder *f, uint32_t i)
{
    struct office other;
    uint32_t next = i + 1;
    if (!token_is_word(f->tokens, i, "and"))
        return 0;
    next += is_word(f, next) ? lexicon_match(f->lexicon, f->tokens, next, LEX_OFFICE_MODIFIER, NULL)
                             : 0;
    return is_word(f, next) && office_read(f->lexicon, f->tokens, next, &other) ? other.last : 0;
}

/* "co-founder and chief executive X". */
static bool shares_name(const struct finder *f, const struct office *office)
{
    uint32_t last = joins_office(f, office->last);
    return last && name_begins(f, last);
}

/* "..., transport secretary says": in headlines without an article. */
static bool says(const struct finder *f, const struct office *office,
                 const struct title_phrase *phrase)
{
    uint32_t begin = phrase->begin, next = office->last;
    bool starts = begin == 0 || f->tokens->at[begin].shape & SHAPE_PARAGRAPH ||
                  token_is_mark(f->tokens, begin - 1, ',') ||
                  token_is_mark(f->tokens, begin - 1, ':');
    struct view verb = token_text(f->tokens, next);
    return starts && office->specified && next == phrase->end && is_lower(f, next) &&
           classes_at(f, next) & LEX_BIT(SAYING) && verb.at[verb.size - 1] == 's';
}

/* "Economic Justice and Dignity": goes on behind token i, with "and" and another capitalized word that is no office. */
static bool is_half_of_name(const struct finder *f, uint32_t i)
{
    struct office other;
    return token_is_word(f->tokens, i, "and") && has_capital(f, i - 1) && has_capital(f, i - 2) &&
           is_proper(f, i + 1) && !office_read(f->lexicon, f->tokens, i + 1, &other);
}

/* What somebody does rather than a post that somebody has, unless a name stands beside it: "the officer", "the PPP lawmaker". */
static bool is_occupation(const struct office *office)
{
    static const char *const words[] = {
        "officer",          "police officer",       "army officer",     "navy officer",
        "military officer", "intelligence officer", "security officer", "lawmaker",
        "legislator",       "parliamentarian"};
    return !office->specified && STRING_IS_AMONG(office->parts[0], words);
}

static enum verdict judge_head(const struct finder *f, const struct office *office,
                               const struct title_phrase *phrase)
{
    uint32_t last = office->last;
    if (phrase->indefinite && !office->specified && is_land(f, phrase) &&
        (phrase->end == last || is_lower(f, phrase->end - 1)) &&
        !(phrase->begin > 0 && token_is_mark(f->tokens, phrase->begin - 1, ',')))
        return NO; /* "is a major U.S. producer" */
    if (is_joined(f, phrase) && (phrase->end > last || ends_alone(f, last)))
        return YES; /* "a former manager and owner of the site" */
    if (in_apposition(f, phrase) || shares_name(f, office) || says(f, office, phrase) ||
        (phrase->end > office->last && name_begins(f, phrase->end)))
        return SHOWN;
    if (is_occupation(office))
        return NO;
    if (phrase->determined && leads_in_name(f, phrase->end))
        return SHOWN;
    if (office->specified)
        return is_any(f, office, phrase) ? NO : YES;
    uint32_t i = office->last;
    if (phrase->determined && !phrase->indefinite && joins_office(f, i))
        return YES;
    if (is_half_of_name(f, i))
        return NO;
    if (phrase->status && phrase->end > i && belongs_to_body(phrase))
        return YES; /* "a former adviser to the president" */
    if (belongs_to_body(phrase) && (ends_alone(f, i) || phrase->end > i) &&
        (phrase->determined || phrase->body || phrase->end > i) && !phrase->indefinite)
        return YES;
    return phrase->determined && !phrase->indefinite && ends_alone(f, i) ? WAIT : NO;
}

static enum verdict judge_plural(const struct finder *f, const struct office *office,
                                 const struct title_phrase *phrase, bool named)
{
    if (!named && has_capital(f, office->core) && !phrase->body &&
        phrase->body_begin < phrase->body_end && phrase->body_end == office->first &&
        !(f->tokens->at[office->first - 1].shape & SHAPE_POSSESSIVE))
        return NO; /* "the Association of City Mayors" */
    if (named && is_proper(f, office->first) && !office->specified && office->first > 0 &&
        is_proper(f, office->first - 1) && office->classes == LEX_BIT(OFFICE_HEAD))
        return NO; /* "National Pork Producers Council" */
    if ((office->classes & LEX_BIT(OFFICE) || (phrase->determined && !phrase->indefinite)) &&
        token_is_mark(f->tokens, phrase->end, ':') && name_begins(f, phrase->end + 1))
        return SHOWN; /* "we had two presidents: X and Y" */
    if (named)
        return has_capital(f, office->core) || office->classes & LEX_BIT(OFFICE) ||
                       office->specified
                   ? SHOWN
                   : YES;
    bool predicate = phrase->begin > 0 && (token_is_word(f->tokens, phrase->begin - 1, "as") ||
                                           classes_at(f, phrase->begin - 1) &
                                               (LEX_BIT(LINKING_VERB) | LEX_BIT(NAMING_VERB)));
    if (office->classes == LEX_BIT(HONORIFIC) || phrase->indefinite ||
        !(phrase->determined || predicate))
        return NO;
    if (token_is_mark(f->tokens, phrase->end, ',') && name_begins(f, phrase->end + 1))
        return YES; /* "two Democratic representatives, X and Y" */
    if (office->classes & LEX_BIT(OFFICE) || office->classes & LEX_BIT(RANK) ||
        (office->specified && phrase->body))
        return ends_alone(f, office->last) ? YES : NO;
    return NO;
}

/* "Hampshire Police spokesman", "provincial police Detective": the specifier is a part of another name or phrase. */
static bool is_named_body(const struct finder *f, const struct office *office)
{
    uint32_t first = office->first;
    bool group = first > 0 && token_is_word(f->tokens, first, "group");
    if ((office->core == first && !office->plural && !group) || f->plain)
        return false;
    for (uint32_t back = 1; back <= 3 && back <= first; back++)
        if (has_capital(f, first) && f->tokens->at[first - back].word &&
            lexicon_match(f->lexicon, f->tokens, first - back, LEX_INSTITUTION, NULL) > back)
            return true; /* "Conservative Party leader" */
    if (first > 1 && has_capital(f, first) && token_is_word(f->tokens, first - 1, "of") &&
        has_capital(f, first - 2) && office->core > first &&
        (is_lower(f, office->core) || classes_at(f, first - 2) & LEX_BIT(ORGANISATION)))
        return true; /* "Chamber of Commerce president", "Department of Trade Deputy Director" */
    if (first > 0 && has_capital(f, first) && is_proper(f, first - 1) &&
        !(f->tokens->at[first - 1].shape & SHAPE_POSSESSIVE) && (group || office_ends_body(office)))
        return true; /* "Libertarian Party Vice Chairman", "Farrow Group Chief Executive" */
    if (office->core == first)
        return false;
    if (has_capital(f, first) &&
        lexicon_match(f->lexicon, f->tokens, first, LEX_INSTITUTION, NULL) > 1)
        return true; /* "Labour Party leader" */
    if (is_lower(f, first) && has_capital(f, office->core))
        return !(f->tokens->at[office->core].shape & SHAPE_UPPER);
    return first > 0 && has_capital(f, first) && is_lower(f, office->core) &&
           is_proper(f, first - 1) &&
           !(f->tokens->at[first].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH)) &&
           !(f->tokens->at[first - 1].shape & SHAPE_POSSESSIVE) &&
           !(classes_at(f, first - 1) & (bodies | LEX_BIT(OFFICE_MODIFIER)));
}

/* Honorifics, ranks and abbreviations: with a capital they are hardly ever anything else. */
static bool stands_before_names(const struct finder *f, const struct office *office)
{
    uint64_t classes = classes_at(f, office->core);
    return has_capital(f, office->core) && !office->plural &&
           (classes & LEX_BIT(ABBREVIATION) ||
            (office->classes & (LEX_BIT(HONORIFIC) | LEX_BIT(RANK)) &&
             !(classes & LEX_BIT(COMMON))));
}

/* "King of the hill", "queen of soul": of no country. */
static bool is_figurative(const struct finder *f, const struct office *office)
{
    static const char *const words[] = {"king", "queen", "prince", "princess"};
    uint32_t next = office->last + 1;
    if (!token_is_word(f->tokens, office->last, "of"))
        return false;
    next += token_is_word(f->tokens, next, "the");
    return TOKEN_IS_AMONG(f->tokens, office->core, words) && is_lower(f, next) && !f->plain;
}

static enum verdict judge(const struct finder *f, const struct office *office,
                          const struct title_phrase *phrase)
{
    uint32_t next = office->last;
    bool named =
        name_begins(f, next) || (stands_before_names(f, office) &&
                                 (name_may_begin(f, next) || name_begins_in_bracket(f, next)));
    if (is_hyphen(f, next) || names_a_thing(f, office, phrase) ||
        !short_form_fits(f, office, phrase, named))
        return NO;
    if (office->first > 0 && is_hyphen(f, office->first - 1) && !phrase->status)
        return NO;
    if (is_named_body(f, office))
        return NO;
    if (office->plural)
        return judge_plural(f, office, phrase, named);
    bool capital = has_capital(f, office->core) || f->plain;
    if (named && !(f->tokens->at[next - 1].shape & SHAPE_POSSESSIVE) && !f->plain)
        return capital || office->classes != LEX_BIT(HONORIFIC) ? SHOWN : NO;
    if (office->classes == LEX_BIT(HONORIFIC)) {
        if (strchr(office->parts[0], ' ') && !office->plural &&
            !token_is_mark(f->tokens, next - 1, '.'))
            return capital ? YES : NO; /* "Her Majesty the Queen" */
        struct office other;
        return capital && is_word(f, next) && has_capital(f, next) &&
                       !(f->tokens->at[next].shape & SHAPE_SENTENCE) &&
                       (classes_at(f, next) & name_words ||
                        office_read(f->lexicon, f->tokens, next, &other))
                   ? YES
                   : NO;
    }
    if (is_family_name(f, office, phrase))
        return NO;
    if (f->plain && phrase->begin == 0 && phrase->end >= f->tokens->count)
        return YES; /* a query */
    if (office->classes & LEX_BIT(OFFICE)) {
        if (is_figurative(f, office))
            return NO;
        if (token_is_word(f->tokens, next, "to") && is_lower(f, office->first) &&
            office->first > 0 && !phrase->determined &&
            token_is_word(f->tokens, office->first, "minister"))
            return NO;
        return in_apposition(f, phrase) ? SHOWN : YES;
    }
    if (office->classes & LEX_BIT(OFFICE_HEAD))
        return office->first == f->previous && is_form_of_address(f, office->first)
                   ? YES
                   : judge_head(f, office, phrase);
    if (in_apposition(f, phrase))
        return SHOWN;
    bool common = classes_at(f, office->core) & LEX_BIT(COMMON) ||
                  token_is_word(f->tokens, office->core, "general") || /* "your general feeling" */
                  (token_is_word(f->tokens, office->core, "major") && !capital);
    if (!common && phrase->body && ends_alone(f, next))
        return YES;                                                /* "U.S. judge orders" */
    bool proper = common && phrase->body_begin < phrase->body_end; /* "RKO General" */
    return (capital ? !proper : phrase->determined) &&
                   (common ? ends_phrase(f, next) : ends_alone(f, next))
               ? YES
               : NO;
}

static void show(struct finder *f, const char *value)
{
    if (f->shown_count < MOST_SHOWN)
        f->shown[f->shown_count++] = value;
}

static bool was_shown(const struct finder *f, const char *value)
{
    for (uint32_t i = 0; i < f->shown_count; i++)
        if (office_is_kind_of(f->lexicon, f->shown[i], value))
            return true;
    return false;
}

/* Settles one office that can stand at a token.  Returns where to go on. */
static uint32_t settle(struct finder *f, const struct office *office, masthead_status *status)
{
    struct title_phrase phrase = read_phrase(f, office->first, office->last);
    enum verdict verdict = judge(f, office, &phrase);
    bool whole = (office->specified && is_any(f, office, &phrase)) ||
                 (office->plural && office->core == office->first); /* not "attorneys [general]" */
    if (verdict == NO)
        return whole ? office->last : office->first + 1;
    const char *value = office_value(office, f->arena);
    const struct token *last = &f->tokens->at[office->last - 1];
    struct mention mention = {.kind = MASTHEAD_TITLE,
                              .passage = f->passage,
                              .first = office->first,
                              .last = office->last,
                              .begin = f->tokens->at[office->first].begin,
                              .end = last->stop,
                              .value = value,
                              .person = NO_PERSON};
    if (!value || !modifier_of(f, &phrase, &mention.modifier) ||
        !mentions_add(verdict == WAIT ? &f->waiting : f->out, &mention)) {
        *status = MASTHEAD_NO_MEMORY;
        return f->tokens->count;
    }
    if (verdict == SHOWN ||
        (verdict == YES && office->classes == LEX_BIT(OFFICE_HEAD) && belongs_to_body(&phrase)))
        show(f, value);
    f->previous = office->last;
    return office->last;
}

/* No capital in the first words: the text is a query or was typed carelessly. */
static bool is_plain(const struct tokens *tokens)
{
    for (uint32_t i = 0; i < tokens->count && i < 100; i++)
        if (tokens->at[i].kind == TOKEN_WORD && !(tokens->at[i].shape & SHAPE_LOWER))
            return false;
    return true;
}

/* Reads what begins at token i.  Returns the token behind it, or behind i when there is nothing. */
static uint32_t read_at(struct finder *f, uint32_t i, masthead_status *status)
{
    struct office office;
    if (office_read(f->lexicon, f->tokens, i, &office))
        return settle(f, &office, status);
    uint32_t other = lexicon_begins(f->lexicon, f->tokens->at[i].word) & LEX_BIT(NOT_OFFICE)
                         ? lexicon_match(f->lexicon, f->tokens, i, LEX_NOT_OFFICE, NULL)
                         : 0;
    return other ? i + other : i + 1;
}

static masthead_status read_passage(struct finder *f)
{
    const struct token_list *list = &f->tokens->of_offices;
    masthead_status status = MASTHEAD_OK;
    uint32_t next = 0;
    f->previous = 0;
    f->plain = is_plain(f->tokens);
    for (uint32_t k = 0; k < list->count && !status; k++)
        if (list->at[k] >= next)
            next = read_at(f, list->at[k], &status);
    return status;
}

masthead_status titles_recognize(const struct reading *reading, struct mentions *out)
{
    struct finder f = {.lexicon = reading->lexicon, .arena = reading->arena, .out = out};
    masthead_status status = MASTHEAD_OK;
    for (uint32_t i = 0; i < reading->passage_count && !status; i++) {
        f.tokens = &reading->passages[i].tokens;
        f.passage = i;
        status = read_passage(&f);
    }
    for (uint32_t i = 0; i < f.waiting.count && !status; i++)
        if (was_shown(&f, f.waiting.at[i].value) && !mentions_add(out, &f.waiting.at[i]))
            status = MASTHEAD_NO_MEMORY;
    mentions_free(&f.waiting);
    return status;
}
