/* links_beside.c - titles before a name and beside one
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "linker.h"
#include "office.h"

enum {
    FAR = 24,          /* tokens from a name to what it "was named" */
    MOST_NAMES = 8,
    LONGEST_PLACE = 4, /* words behind "in", "the" among them */
    LONGEST_TRADE = 3, /* "political activist" */
    LONGEST_BODY = 6   /* words in small letters behind a body: "of the TUV union" */
};

/* ---- Before a name ------------------------------------------------------------------------------ */

/* The names of a list that begins with mention `name`: "Lavrov, Wang Yi and Jaishankar".  Between two of them stand
 * a comma, "and" and the next one's titles and country, no verb. */
static uint32_t read_names(const struct linker *l, uint32_t name, uint32_t *names)
{
    uint32_t count = 0, passage = at(l, name)->passage;
    names[count++] = name;
    for (uint32_t k = name + 1; linker_is_kind(l, k, passage, MASTHEAD_NAME) && count < MOST_NAMES; k++) {
        bool joined = false, placed = false;             /* "X of New York and Y" */
        uint32_t i = linker_bracket_end(l, at(l, k - 1)->last); /* "X (D-Ohio) and Y" */
        for (; i < at(l, k)->first && i < at(l, k - 1)->last + 8; i++) {
            placed |= token_is_word(l->tokens, i, "of") ||
                      (joined && token_is_word(l->tokens, i, "from"));
            if (linker_joins_names(l, i) || token_is_mark(l->tokens, i, ';'))
                joined = true;
            else if (placed && token_is_word(l->tokens, i, "from"))
                continue; /* "X; from Ulm, Y" */
            else if (!(classes_at(l, i) & (LEX_BIT(COUNTRY) | LEX_BIT(DEMONYM))) &&
                     !token_is_mark(l->tokens, i, '.') && !(placed && linker_is_capital(l, i)))
                break;
        }
        if (!joined || i < at(l, k)->first)
            break;
        names[count++] = k;
    }
    return count;
}

static void link_all(struct linker *l, uint32_t title, uint32_t name)
{
    uint32_t names[MOST_NAMES], count = read_names(l, name, names);
    bool linked = false;
    for (uint32_t i = 0; i < count; i++) {
        if (at(l, names[i])->person == NO_PERSON)
            continue;
        if (!linked) {
            linked = link_to(l, title, names[i]);
            continue;
        }
        struct mention another = *at(l, title);
        another.person = at(l, names[i])->person;
        l->no_memory |= !mentions_add(&l->extra, &another);
    }
}

/* The name behind title i + 1, whose phrase begins at a token: "governor and U.S. Senator X". */
static uint32_t joined_name(const struct linker *l, uint32_t i, uint32_t begin)
{
    const struct mention *next = at(l, i + 1);
    return linker_phrase_of(l, next).begin == begin ? linker_name_at(l, i + 1, next->last) : l->mentions->count;
}

/* Whether a title behind a body still belongs to the name: "head of Ajax Dr. X", but "adviser to President X". */
static bool passes(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    const struct mention *next = i + 1 < l->mentions->count ? at(l, i + 1) : NULL;
    if (!next || next->kind != MASTHEAD_TITLE || next->first > linker_bracket_end(l, phrase->end))
        return true;
    bool rank = linker_is_honorific(l, next) || classes_at(l, next->first) & LEX_BIT(RANK);
    return token_is_word(l->tokens, at(l, i)->last, "of")
               ? rank || linker_is_plural(l, next)
               : rank && next->first > at(l, i)->last + 1;
}

/* Whether the title stands right behind a name and a comma: "X, leader of". */
static bool is_beside(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t comma = phrase->begin ? phrase->begin - 1 : 0;
    uint32_t name = linker_name_before(l, i, comma);
    return token_is_mark(l->tokens, comma, ',') && name < l->mentions->count &&
           at(l, name)->last == comma;
}

/* The name behind a place that an office is "in", which token `in` says: "leader of the opposition in senate X", "senator from Ohio X". */
static uint32_t name_behind_place(const struct linker *l, uint32_t i, uint32_t in)
{
    uint32_t none = l->mentions->count, name = none;
    if (!token_is_word(l->tokens, in, "in") && !token_is_word(l->tokens, in, "from"))
        return none;
    for (uint32_t k = in + 1; k < in + LONGEST_PLACE && name == none; k++) {
        if (k >= l->tokens->count || l->tokens->at[k].kind != TOKEN_WORD || linker_is_verb(l, k))
            return none;
        name = linker_name_at(l, i, k + 1);
    }
    return name;
}

/* The name behind the words that lead it in at a token: "the chief, surnamed Liu". */
static uint32_t name_led_in(const struct linker *l, uint32_t i, uint32_t token)
{
    uint32_t end = title_lead_in_end(l->tokens, token);
    if (token_is_word(l->tokens, token, "named") || token_is_word(l->tokens, token, "called"))
        end++;
    return end > token ? linker_name_at(l, i, end) : l->mentions->count;
}

/* The name behind a field in small letters: "assistant secretary for international trade X".  Others than these are "for"
 * somebody: "spokesman for singer X". */
static uint32_t name_behind_field(const struct linker *l, uint32_t i, uint32_t end)
{
    static const char *const words[] = {"secretary", "undersecretary", "minister",     "director",
                                        "president", "commissioner",   "administrator"};
    const char *space = strrchr(at(l, i)->value, ' '), *head = space ? space + 1 : at(l, i)->value;
    uint32_t none = l->mentions->count, name = none, k = end + 1;
    if (!STRING_IS_AMONG(head, words) || !token_is_word(l->tokens, end, "for"))
        return none;
    while (name == none && k < end + LONGEST_PLACE && linker_is_plain_word(l, k)) {
        name = linker_name_at(l, i, ++k);
        if (name < none && at(l, name)->first != k)
            return none; /* "for mayor X" */
    }
    return name;
}

/* The name behind regions that "and" at token `end` joins to another: "director for Africa and the Gulf X". */
static uint32_t name_behind_regions(const struct linker *l, uint32_t i, uint32_t end)
{
    uint32_t none = l->mentions->count, name = none, k = end + 1;
    if (!linker_is_and(l, end))
        return none;
    k += token_is_word(l->tokens, k, "the");
    for (uint32_t least = k; name == none && k < least + LONGEST_PLACE && linker_is_capital(l, k);
         k++)
        name = linker_name_at(l, i, k + 1);
    return name;
}

/* The name that a title and its body stand before: "President of Finland X", "Prime Minister and Defence Minister X". */
static uint32_t name_behind(const struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    struct title_phrase phrase = linker_phrase_of(l, title);
    uint32_t none = l->mentions->count, next = linker_bracket_end(l, phrase.end);
    if (token_is_word(l->tokens, next, "surnamed"))
        return name_led_in(l, i, next);
    bool body = next > title->last + 1 || /* not "owner of Lowry Park" */
                (linker_is_kind(l, i + 1, title->passage, MASTHEAD_TITLE) && at(l, i + 1)->first == next);
    if (next > title->last + 1 && l->tokens->at[title->last + 1].shape & SHAPE_LOWER &&
        is_beside(l, i, &phrase))
        return none; /* "X, leader of coalition partner Y" */
    if (next > title->last && body && passes(l, i, &phrase)) {
        uint32_t name = linker_name_at(l, i, next);
        if (name == none)
            name = name_behind_regions(l, i, next);
        return name < none ? name : name_behind_place(l, i, next);
    }
    if (next > title->last && body)
        return none;
    bool sought = phrase.begin > 0 && token_is_word(l->tokens, phrase.begin - 1, "for");
    if (next == title->last && linker_is_and(l, next) && !phrase.determined && !sought &&
        linker_is_kind(l, i + 1, title->passage, MASTHEAD_TITLE))
        return joined_name(l, i, next + 1);
    uint32_t name = name_behind_field(l, i, next);
    return name < none ? name : name_behind_place(l, i, next);
}

/* The name behind a given name that was not found to belong to it: "Chancellor Nigel [Lawson]", "Army chief Said [Lee]"; or in the
 * bracket of "Dr. ([Ann]) Lee". */
static uint32_t name_behind_given(const struct linker *l, uint32_t i, uint32_t token)
{
    if (token_is_mark(l->tokens, token, '(') && token_is_mark(l->tokens, token + 2, ')') &&
        linker_is_capital(l, token + 3))
        return linker_name_at(l, i, token + 1);
    if (!(classes_at(l, token) & LEX_BIT(GIVEN) || token_is_word(l->tokens, token, "said")) ||
        !linker_is_capital(l, token) || linker_begins_sentence(l, token) ||
        l->tokens->at[token].shape & SHAPE_UPPER)
        return l->mentions->count;
    return linker_name_at(l, i, token + 1);
}

void link_before_name(struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    uint32_t none = l->mentions->count, closing = token_is_mark(l->tokens, title->last, ')');
    uint32_t name = linker_name_at(l, i, linker_bracket_end(l, title->last + closing)); /* "Gen. (retd) X" */
    if (name == none && linker_is_honorific(l, title) && token_is_word(l->tokens, title->last, "the"))
        name = linker_name_at(l, i, title->last + 1); /* "H.H. the Crown Prince X" */
    if (name == none)
        name = name_behind_given(l, i, title->last);
    if (name == none)
        name = name_behind(l, i);
    if (name == none)
        return;
    if (linker_is_plural(l, title))
        link_all(l, i, name);
    else
        link_to(l, i, name);
}

/* ---- Beside a name ------------------------------------------------------------------------------ */

/* A comma, bracket or dash that sets something off. */
static bool sets_off(const struct linker *l, uint32_t i)
{
    return token_is_mark(l->tokens, i, ',') || token_is_mark(l->tokens, i, '(') ||
           token_is_mark(l->tokens, i, '-');
}

/* Whether a party stands at token i: the "D-Ohio" of "X, D-Ohio, the chairman". */
static bool is_party(const struct linker *l, uint32_t i)
{
    static const char *const letters[] = {"d", "r", "i"};
    return TOKEN_IS_AMONG(l->tokens, i, letters) && token_is_mark(l->tokens, i + 1, '-');
}

/* Whether between a name that ends before token `from` and the mark at token `to` nothing stands but an age, a party or a bracket:
 * "X, 51,", "X, D-Ohio,", "X (R-N.C.),". */
static bool is_aside(const struct linker *l, uint32_t from, uint32_t to)
{
    if (from < to && token_is_mark(l->tokens, from, '.'))
        from++; /* "Jr.," */
    if (from < to)
        from = linker_bracket_end(l, from);
    if (from >= to || !token_is_mark(l->tokens, from, ','))
        return from == to;
    if (is_party(l, from + 1))
        return to - from < ASIDE;
    return from + 2 == to && l->tokens->at[from + 1].kind == TOKEN_NUMBER;
}

/* Where what is set off with a title begins; 0 when it is not set off.  The body before it may have been taken for somebody: "X,
 * Fairchild president", "X, the Fairchild unit's president". */
static uint32_t behind_comma(const struct linker *l, const struct title_phrase *phrase)
{
    uint32_t begin = title_before_adverb(l->tokens, phrase->begin);
    uint32_t least = begin > ASIDE ? begin - ASIDE : 0;
    if (begin > 0 && (sets_off(l, begin - 1) || token_is_mark(l->tokens, begin - 1, ')')))
        return begin;
    for (; begin > least; begin--) {
        const struct token *before = &l->tokens->at[begin - 1];
        if (token_is_mark(l->tokens, begin - 1, ','))
            return begin < phrase->begin && !token_is_word(l->tokens, begin, "and") ? begin : 0;
        if (before->kind != TOKEN_WORD || before[1].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH) ||
            (before->shape & SHAPE_LOWER && !(before->shape & SHAPE_POSSESSIVE) &&
             !token_is_word(l->tokens, begin - 1, "the") &&
             !token_is_word(l->tokens, begin - 1, "and")))
            break;
    }
    return 0;
}

/* Where what is set off with a title begins when something that is no title comes first, "X, a lawyer and former senator,"; 0 when there
 * is nothing like that. */
static uint32_t behind_trade(const struct linker *l, const struct title_phrase *phrase)
{
    uint32_t begin = phrase->begin, least = begin > FAR ? begin - FAR : 0, found = 0;
    if (begin < 3 || !linker_is_and(l, begin - 1))
        return 0;
    for (uint32_t k = begin - 1; k > least; k--) {
        if (token_is_mark(l->tokens, k, ',')) {
            if (classes_at(l, k + 1) & LEX_BIT(DETERMINER))
                return k + 1;
            if (!linker_is_plain_word(l, k + 1))
                return found;
            found = k + 1; /* "X, activist, academic and leader" */
        } else if (l->tokens->at[k].kind == TOKEN_MARK || linker_is_verb(l, k) ||
                   l->tokens->at[k].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH)) {
            return found;
        }
    }
    return found;
}

/* Links a plural with all of the names that are joined to the one before it: "X and Y are the members", not
 * "met X, three vice presidents and". */
static bool link_to_all(struct linker *l, uint32_t title, uint32_t name)
{
    uint32_t names[MOST_NAMES], first = name;
    for (uint32_t k = linker_name_before(l, name, at(l, name)->first); k < l->mentions->count;
         k = linker_name_before(l, k, at(l, k)->first)) {
        uint32_t count = read_names(l, k, names);
        if (names[count - 1] < name)
            break;
        first = k;
    }
    if (first != name)
        link_all(l, title, first);
    return at(l, title)->person != NO_PERSON;
}

/* "X, the mayor,"; "X, 51, mayor of Y". */
static bool link_behind_comma(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t begin = behind_comma(l, phrase);
    if (begin == 0)
        begin = behind_trade(l, phrase);
    if (begin == 0)
        return false;
    uint32_t comma = begin - 1;
    comma += token_is_mark(l->tokens, comma, ')');
    uint32_t name = linker_name_before(l, i, comma);
    if (name < l->mentions->count && is_party(l, at(l, name)->first))
        name = linker_name_before(l, name, at(l, name)->first);
    if (name == l->mentions->count)
        return false;
    uint32_t last = at(l, name)->last;
    if (!is_aside(l, last, comma) || l->tokens->at[last - 1].shape & SHAPE_POSSESSIVE)
        return false;
    bool described =
        !phrase->determined && phrase->end > at(l, i)->last && phrase->begin == at(l, i)->first &&
        l->tokens->at[phrase->begin].shape & SHAPE_LOWER; /* "X, professor at Leeds said" */
    if (linker_is_verb(l, phrase->end) && !described && !token_is_mark(l->tokens, comma, '('))
        return false;
    return linker_is_plural(l, at(l, i)) ? link_to_all(l, i, name) : link_to(l, i, name);
}

/* In "the chief of staff to the governor, X," the name is of the first: whether title i + 1 stands behind title i like that. */
static bool has_title_behind(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    if (!linker_is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) || phrase->indefinite)
        return false;
    uint32_t link = phrase->end;
    return (token_is_word(l->tokens, link, "to") || token_is_word(l->tokens, link, "for") ||
            token_is_word(l->tokens, link, "of")) &&
           linker_phrase_of(l, at(l, i + 1)).begin == link + 1;
}

/* "The chief of staff to ...", "Chief of staff to ...": begins a sentence or has an article. */
static bool is_subject(const struct linker *l, const struct title_phrase *phrase)
{
    return phrase->determined || phrase->begin == 0 ||
           l->tokens->at[phrase->begin].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH);
}

/* Whether a name behind the title that stands behind title i is that of title i. */
static bool is_of_first(const struct linker *l, uint32_t i)
{
    struct title_phrase phrase = linker_phrase_of(l, at(l, i));
    return is_subject(l, &phrase) && has_title_behind(l, i, &phrase);
}

/* "president, Youth League (YL), X": behind the body between two commas, of which the first is at token i - 1; i when there is none. */
static uint32_t behind_body(const struct linker *l, uint32_t i)
{
    uint32_t end = i;
    while (end < i + LONGEST_BODY && end < l->tokens->count && linker_is_capital(l, end))
        end++;
    end = linker_bracket_end(l, end);
    return end > i && token_is_mark(l->tokens, end, ',') ? end + 1 : i;
}

/* "replacing", "succeeding": begins a clause. */
static bool is_gerund(const struct linker *l, uint32_t i)
{
    struct view text = token_text(l->tokens, i);
    return text.size > 5 && memcmp(text.at + text.size - 3, "ing", 3) == 0;
}

/* The name behind what a person is, set off: "the founder, political activist X,". */
static uint32_t described_name(const struct linker *l, uint32_t i, uint32_t token)
{
    uint32_t k = token, none = l->mentions->count;
    while (k < token + LONGEST_TRADE && linker_is_plain_word(l, k) && !is_gerund(l, k))
        k++;
    uint32_t name = k > token ? linker_name_at(l, i, k) : none;
    return name < none && sets_off(l, at(l, name)->last) ? name : none;
}

/* Whether a title without an article is set off before its holder: "As mayor, X left", "One senator, X, left"; "Vice Admiral, X,". */
static bool introduces(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t before = phrase->begin ? phrase->begin - 1 : 0;
    return phrase->begin == 0 ||
           (linker_begins_sentence(l, before) && token_is_word(l->tokens, before, "as")) ||
           token_is_word(l->tokens, before, "one") ||
           (linker_begins_sentence(l, phrase->begin) &&
            (linker_is_capital(l, at(l, i)->first) || phrase->begin < at(l, i)->first));
}

/* A small word within the name of a body: "on the task force". */
static bool is_link(const struct linker *l, uint32_t i)
{
    static const char *const words[] = {"of", "for", "in", "on", "at", "the"};
    return TOKEN_IS_AMONG(l->tokens, i, words);
}

/* Where title i ends with those that "and" joins to it: "to the deputy mayor and police chief". */
static uint32_t titles_end(const struct linker *l, uint32_t i)
{
    uint32_t end = linker_phrase_of(l, at(l, i)).end;
    while (linker_is_and(l, end) && linker_is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) &&
           linker_phrase_of(l, at(l, i + 1)).begin == end + 1)
        end = linker_phrase_of(l, at(l, ++i)).end;
    return end;
}

/* "the mayor, X,". */
static bool link_before_comma(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t comma = has_title_behind(l, i, phrase) ? titles_end(l, i + 1) : phrase->end;
    uint32_t first = linker_title_before(l, i);
    if (first < l->mentions->count && is_of_first(l, first))
        return false;
    for (uint32_t k = 0;
         k < LONGEST_BODY && comma == phrase->end + k && comma > phrase->begin + 1 &&
         (linker_is_plain_word(l, comma) || (phrase->determined && is_link(l, comma)));
         k++)
        comma++; /* "of the TUV union," */
    if (comma == phrase->end && comma > at(l, i)->last && linker_is_and(l, comma))
        for (uint32_t k = comma + 1; k < comma + LONGEST_BODY && linker_is_capital(l, k); k++)
            if (token_is_mark(l->tokens, k + 1, ',')) /* "to the Middle East and North Africa," */
                comma = k + 1;
    comma = linker_bracket_end(l, comma);
    if (!sets_off(l, comma) || token_is_mark(l->tokens, comma, '-'))
        return false;
    bool joined = phrase->begin > 0 && token_is_word(l->tokens, phrase->begin - 1, "and");
    if (!phrase->determined && !at(l, i)->modifier && !joined && !is_of_first(l, i) &&
        !introduces(l, i, phrase))
        return false;
    uint32_t name = linker_name_at(l, i, comma + 1);
    if (name == l->mentions->count && !phrase->determined)
        name = linker_name_at(l, i, behind_body(l, comma + 1));
    if (name == l->mentions->count)
        name = described_name(l, i, comma + 1);
    if (name == l->mentions->count)
        name = name_led_in(l, i, comma + 1);
    if (name == l->mentions->count && linker_is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) &&
        linker_phrase_of(l, at(l, i + 1)).begin == comma + 1) /* "his deputy, British Gen. X" */
        name = linker_name_at(l, i, at(l, i + 1)->first);
    if (name == l->mentions->count && linker_is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) &&
        classes_at(l, comma + 1) & LEX_BIT(DETERMINER)) /* "the dean, the Very Rev X," */
        name = linker_name_at(l, i, comma + 2);
    if (name == l->mentions->count || l->tokens->at[at(l, name)->last - 1].shape & SHAPE_POSSESSIVE)
        return false;
    if (phrase->indefinite && !sets_off(l, at(l, name)->last) && at(l, name)->first == comma + 1)
        return false; /* not "after talks with a mayor, X said", but "a mayor, X, said" and "a mayor, Sir X" */
    if (linker_is_plural(l, at(l, i))) {
        link_all(l, i, name);
        return at(l, i)->person != NO_PERSON;
    }
    return link_to(l, i, name);
}

/* "Party secretary and in charge of Ulm, Basel and Bern, X said": the title begins the sentence, and the first name in it, with
 * its own titles, stands before its verb. */
static bool link_at_beginning(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t next = i + 1, passage = at(l, i)->passage, none = l->mentions->count;
    bool led_in = phrase->begin > 0 && (token_is_mark(l->tokens, phrase->begin - 1, ':') ||
                                        token_is_mark(l->tokens, phrase->begin - 1, '-'));
    if (!(linker_begins_sentence(l, phrase->begin) || led_in) || phrase->indefinite ||
        linker_is_plural(l, at(l, i)) || linker_is_honorific(l, at(l, i)))
        return false;
    if (linker_is_kind(l, next, passage, MASTHEAD_TITLE))
        next = linker_name_at(l, next, at(l, next)->last);
    if (next == none || !linker_is_kind(l, next, passage, MASTHEAD_NAME))
        return false;
    uint32_t first = linker_name_and_titles(l, next), last = at(l, next)->last;
    uint32_t behind = linker_bracket_end(l, last);
    behind += behind > last && token_is_mark(l->tokens, behind, ',');
    if (first < at(l, i)->last || first - at(l, i)->last > FAR ||
        !token_is_mark(l->tokens, first - 1, ',') ||
        l->tokens->at[last - 1].shape & SHAPE_POSSESSIVE || !linker_is_verb(l, behind))
        return false;
    for (uint32_t k = at(l, i)->last; k < first; k++)
        if (linker_is_verb(l, k) || (k + 1 < first && !linker_in_sentence(l, k, k + 1)))
            return false;
    return link_to(l, i, next);
}

/* "The president is X", "whose commander is General X". */
static bool link_to_predicate(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    if (!phrase->determined || phrase->indefinite || linker_is_plural(l, at(l, i)) ||
        !(classes_at(l, phrase->end) & LEX_BIT(LINKING_VERB)))
        return false;
    uint32_t name = linker_name_at(l, i, phrase->end + 1);
    if (name == l->mentions->count || l->tokens->at[at(l, name)->last - 1].shape & SHAPE_POSSESSIVE)
        return false;
    return link_to(l, i, name);
}

/* "The two presidents were impeached: X and Y", "two presidents since 1860, X and Y". */
static bool link_to_list(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t names[MOST_NAMES], none = l->mentions->count;
    for (uint32_t k = phrase->end; linker_is_plural(l, at(l, i)) && k < phrase->end + FAR; k++) {
        bool colon = token_is_mark(l->tokens, k, ':');
        uint32_t name = colon || token_is_mark(l->tokens, k, ',') ? linker_name_at(l, i, k + 1) : none;
        if (name < none && (colon || read_names(l, name, names) > 1)) {
            link_all(l, i, name);
            return true;
        }
        if (!linker_in_sentence(l, k, k + 1))
            break;
    }
    return false;
}

bool linker_is_pronoun(const struct linker *l, uint32_t i)
{
    return token_is_word(l->tokens, i, "he") || token_is_word(l->tokens, i, "she");
}

bool linker_is_conjunction(const struct linker *l, uint32_t i)
{
    static const char *const words[] = {"when",     "after",  "as",      "while", "before", "since",
                                        "although", "though", "because", "if",    "until"};
    return TOKEN_IS_AMONG(l->tokens, i, words);
}

/* Where the main clause of a sentence begins: behind the comma in "When X left, Y". */
static uint32_t main_clause(const struct linker *l, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; linker_is_conjunction(l, begin) && i < end; i++)
        if (token_is_mark(l->tokens, i, ','))
            return i;
    return begin;
}

uint32_t linker_subject_of(const struct linker *l, uint32_t title, uint32_t i)
{
    uint32_t begin = linker_sentence_begin(l, i), found = l->mentions->count;
    uint32_t clause = main_clause(l, begin, i);
    for (uint32_t name = linker_name_before(l, title, i); name < l->mentions->count;
         name = linker_name_before(l, name, at(l, name)->first)) {
        if (at(l, name)->first < begin ||
            (at(l, name)->first < clause && found < l->mentions->count))
            break;
        found = name;
    }
    return found;
}

/* The verb of taking over an office in tokens [from, to): "X succeeded Y as mayor"; `to` when there is none. */
static uint32_t taking_over(const struct linker *l, uint32_t from, uint32_t to)
{
    static const char *const verbs[] = {"succeed", "succeeds", "succeeded", "succeeding",
                                        "replace", "replaces", "replaced",  "replacing"};
    for (uint32_t i = to; i > from; i--)
        if (token_is_word(l->tokens, i - 1, "who"))
            return to;
        else if (TOKEN_IS_AMONG(l->tokens, i - 1, verbs))
            return i - 1;
    return to;
}

/* "has been named", ", named": not "has named"; and "X named mayor" where nobody stands behind the verb. */
static bool is_passive(const struct linker *l, uint32_t verb, const struct title_phrase *phrase)
{
    struct view text = token_text(l->tokens, verb);
    if (verb + 1 == phrase->begin && !phrase->determined && text.size > 3 &&
        memcmp(text.at + text.size - 2, "ed", 2) == 0)
        return true;
    for (uint32_t k = verb; k > 0 && verb - k < 2; k--)
        if (classes_at(l, k - 1) & LEX_BIT(LINKING_VERB) || token_is_mark(l->tokens, k - 1, ','))
            return true;
    return false;
}

uint32_t linker_name_and_titles(const struct linker *l, uint32_t name)
{
    uint32_t first = at(l, name)->first;
    for (uint32_t k = name; k > 0 && linker_is_kind(l, k - 1, at(l, name)->passage, MASTHEAD_TITLE) &&
                            at(l, k - 1)->last == first;
         k--)
        first = linker_phrase_of(l, at(l, k - 1)).begin;
    return first;
}

bool linker_is_object(const struct linker *l, uint32_t name)
{
    static const char *const prepositions[] = {"of",   "under",  "with", "for",  "from", "against",
                                               "than", "behind", "over", "into", "to"};
    uint32_t first = linker_name_and_titles(l, name);
    return TOKEN_IS_AMONG(l->tokens, first - 1, prepositions);
}

/* The "by" of "X was chosen by Y as", Y being name `name`; 0 when there is none. */
static uint32_t agent_of(const struct linker *l, uint32_t name)
{
    uint32_t first = linker_name_and_titles(l, name);
    return first > 2 && token_is_word(l->tokens, first - 1, "by") && linker_is_verb(l, first - 2) &&
                   classes_at(l, first - 3) & LEX_BIT(LINKING_VERB)
               ? first - 1
               : 0;
}

/* The name before token `verb` in its sentence that can be its subject: not the Y of "X, an aide to Y, served as". */
static uint32_t holder_before(const struct linker *l, uint32_t title, uint32_t verb)
{
    uint32_t nearest = linker_name_before(l, title, verb), name = nearest;
    while (name < l->mentions->count && linker_in_sentence(l, at(l, name)->last, verb)) {
        uint32_t last = at(l, name)->last;
        uint32_t behind = last + token_is_mark(l->tokens, last, ',');
        bool owner = l->tokens->at[last - 1].shape & SHAPE_POSSESSIVE &&
                     !token_is_word(l->tokens, verb, "as"); /* "X's term as mayor" */
        if (last == verb || token_is_word(l->tokens, behind, "who") ||
            !(owner || linker_is_object(l, name)))
            return name;
        name = linker_name_before(l, name, at(l, name)->first);
    }
    return nearest;
}

/* "X chose a diplomat as envoy": whether between a name and "as" somebody else is given the office. */
static bool names_another(const struct linker *l, uint32_t name, uint32_t as)
{
    for (uint32_t k = at(l, name)->last; k < as; k++)
        if (classes_at(l, k) & LEX_BIT(NAMING_VERB) &&
            !(classes_at(l, k) & LEX_BIT(LINKING_VERB)) &&
            !(k > 0 && classes_at(l, k - 1) & LEX_BIT(LINKING_VERB)) && k + 1 < as &&
            classes_at(l, k + 1) & LEX_BIT(DETERMINER))
            return true;
    return false;
}

bool linker_is_possible(const struct linker *l, uint32_t verb)
{
    static const char *const words[] = {"could", "can", "might", "may", "cannot"};
    return TOKEN_IS_AMONG(l->tokens, verb - 1, words);
}

bool linker_has_adjective(const struct linker *l, const struct mention *title,
                          const struct title_phrase *phrase, const char *word)
{
    for (uint32_t i = phrase->begin; i < title->first; i++)
        if (token_is_word(l->tokens, i, word) && l->tokens->at[i].shape & SHAPE_LOWER)
            return true;
    return false;
}

/* "Upon taking the post of mayor, X left": whoever the clause that a sentence begins with is about, when it names nobody. */
static bool link_behind_clause(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t begin = linker_sentence_begin(l, phrase->begin), none = l->mentions->count;
    uint32_t name = linker_name_before(l, i, phrase->begin);
    if (name < none && at(l, name)->first >= begin)
        return false;
    const uint32_t comma = linker_clause_comma(l, phrase->end);
    name = comma ? linker_name_at(l, i, comma + 1) : none;
    return name < none && !(l->tokens->at[at(l, name)->last - 1].shape & SHAPE_POSSESSIVE) &&
           !linker_joins_names(l, at(l, name)->last) && link_to(l, i, name);
}

/* "X is the mayor", "X, who became mayor", "X resigned as mayor", "X has been named mayor", "X's term as mayor". */
static bool link_to_subject(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t adverb = title_before_adverb(l->tokens, phrase->begin);
    uint32_t begin_phrase = title_behind_post(l->tokens, adverb), verb = begin_phrase - 1;
    bool as = begin_phrase > 0 && token_is_word(l->tokens, verb, "as");
    if (begin_phrase == 0 || l->tokens->at[at(l, i)->last - 1].shape & SHAPE_POSSESSIVE ||
        !(as || begin_phrase < adverb ||
          classes_at(l, verb) & (LEX_BIT(LINKING_VERB) | LEX_BIT(NAMING_VERB))))
        return false;
    if (link_behind_clause(l, i, phrase))
        return true;
    bool purpose = !as && verb > 0 && token_is_word(l->tokens, verb - 1, "to");
    uint32_t name = purpose ? linker_subject_of(l, i, verb) : holder_before(l, i, verb);
    if (name == l->mentions->count || verb - at(l, name)->last > FAR ||
        !linker_in_sentence(l, at(l, name)->last, verb))
        return false;
    if ((classes_at(l, verb) & LEX_BIT(NAMING_VERB) && !is_passive(l, verb, phrase)) ||
        linker_is_possible(l, verb) || linker_has_adjective(l, at(l, i), phrase, "next"))
        return false;
    uint32_t taking = as ? taking_over(l, linker_sentence_begin(l, verb), verb) : verb;
    if (taking < verb && !token_is_word(l->tokens, taking + 1, "by"))
        name = linker_name_before(l, i, taking);
    uint32_t by = as && name < l->mentions->count ? agent_of(l, name) : 0;
    if (by)
        name = linker_name_before(l, i, by);
    if (name < l->mentions->count &&
        (!linker_in_sentence(l, at(l, name)->last, verb) || (as && names_another(l, name, verb))))
        return false; /* "He succeeded X as mayor" */
    if (name == l->mentions->count ||
        (l->tokens->at[at(l, name)->last - 1].shape & SHAPE_POSSESSIVE &&
         !(as && verb - at(l, name)->last <= TERM)))
        return false;
    for (uint32_t k = at(l, name)->last; k < verb; k++)
        if (linker_is_pronoun(l, k) || token_is_word(l->tokens, k, "it") ||
            token_is_word(l->tokens, k, "they"))
            return false;
    return linker_is_plural(l, at(l, i)) ? link_to_all(l, i, name) : link_to(l, i, name);
}

/* "They named X mayor"; "X MP". */
static bool link_to_object(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t adverb = title_before_adverb(l->tokens, phrase->begin);
    uint32_t name = linker_name_before(l, i, adverb);
    if (name == l->mentions->count || at(l, name)->last != adverb ||
        l->tokens->at[phrase->begin - 1].shape & SHAPE_POSSESSIVE)
        return false;
    if (adverb < phrase->begin) /* "X, once mayor", "X currently mayor" */
        return link_to(l, i, name);
    if (at(l, i)->first == phrase->begin && l->tokens->at[phrase->begin].shape & SHAPE_UPPER)
        return link_to(l, i, name);
    for (uint32_t k = linker_sentence_begin(l, phrase->begin); k < at(l, name)->first; k++)
        if (classes_at(l, k) & LEX_BIT(NAMING_VERB))
            return link_to(l, i, name);
    return false;
}

/* Whether the first office is the second's deputy, so that hardly anybody holds both. */
static bool is_under(const char *office, const char *head)
{
    size_t size = strlen(office), head_size = strlen(head);
    return (strncmp(office, "vice ", 5) == 0 || strncmp(office, "deputy ", 7) == 0) &&
           size > head_size && strcmp(office + size - head_size, head) == 0;
}

bool link_as_neighbour(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t neighbour = linker_title_before(l, i);
    if (neighbour == l->mentions->count || phrase->begin == 0)
        return false;
    const struct mention *before = at(l, neighbour);
    uint32_t adverb = title_before_adverb(l->tokens, phrase->begin), join = adverb - 1;
    if (adverb == 0)
        return false;
    if (!phrase->determined && join > 0 && linker_is_plain_word(l, join) &&
        linker_is_and(l, join - 1))
        adverb = join--; /* "and second vice president" */
    if (token_is_word(l->tokens, join, "as") && join > 0)
        join--;
    bool comma = join > 0 && token_is_mark(l->tokens, join - 1, ',');
    bool listed = token_is_mark(l->tokens, join, ',') && !phrase->determined &&
                  linker_phrase_of(l, before).end == join; /* "X, chairman, president and" */
    if (phrase->end == at(l, i)->last && is_under(at(l, i)->value, before->value))
        return false;
    if (before->person == NO_PERSON || !(listed || linker_is_and(l, join)) ||
        (phrase->indefinite && comma))
        return false;
    struct title_phrase its = linker_phrase_of(l, before);
    for (uint32_t k = its.end; k < join; k++)
        if (join - its.end > FAR || linker_is_verb(l, k) ||
            l->tokens->at[before->last - 1].shape & SHAPE_POSSESSIVE ||
            l->tokens->at[k].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH))
            return false; /* "president of A in B, and former chairman of C" */
    bool new_person = phrase->determined && its.determined && adverb == phrase->begin &&
                      !token_is_word(l->tokens, phrase->begin - 1, "as");
    if (new_person)
        return false;
    at(l, i)->person = before->person;
    return true;
}

void link_to_next(struct linker *l, uint32_t i)
{
    if (!linker_is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) || at(l, i + 1)->person == NO_PERSON)
        return;
    struct title_phrase phrase = linker_phrase_of(l, at(l, i)), next = linker_phrase_of(l, at(l, i + 1));
    bool before_name = linker_name_at(l, i + 1, at(l, i + 1)->last) < l->mentions->count;
    uint32_t first = linker_title_before(l, i);
    if (first < l->mentions->count && is_of_first(l, first))
        return; /* "The adviser to the mayor and spokesman, X," */
    bool office = phrase.begin > 0 && token_is_word(l->tokens, phrase.begin - 1, "for");
    if (linker_is_and(l, phrase.end) && next.begin == phrase.end + 1 && !office && !next.determined &&
        !(phrase.determined && before_name))
        at(l, i)->person = at(l, i + 1)->person;
}

bool linker_has_unknown_holder(const struct linker *l, uint32_t i)
{
    uint32_t behind = at(l, i)->last + token_is_mark(l->tokens, at(l, i)->last, ')');
    const struct token *next = &l->tokens->at[behind];
    if (l->tokens->at[at(l, i)->first].shape & next->shape & SHAPE_UPPER &&
        !(classes_at(l, behind) & (LEX_BIT(GIVEN) | LEX_BIT(FAMILY))))
        return false; /* "FRENCH MINISTER RENEWS CLAIMS" */
    return behind < l->tokens->count && next->kind == TOKEN_WORD &&
           !(next->shape & (SHAPE_LOWER | SHAPE_SENTENCE | SHAPE_PARAGRAPH)) &&
           !(next[-1].shape & SHAPE_POSSESSIVE) &&
           !(classes_at(l, behind) &
             (LEX_BIT(WEEKDAY) | LEX_BIT(SAYING) | LEX_BIT(FUNCTION_WORD) | LEX_BIT(LINKING_VERB)));
}

void link_beside_name(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = linker_phrase_of(l, at(l, i));
    if (linker_has_unknown_holder(l, i))
        return;
    (void)(link_behind_comma(l, i, &phrase) || link_before_comma(l, i, &phrase) ||
           link_at_beginning(l, i, &phrase) || link_to_list(l, i, &phrase) ||
           link_to_predicate(l, i, &phrase) || link_to_object(l, i, &phrase) ||
           link_to_subject(l, i, &phrase) || link_as_neighbour(l, i, &phrase));
}
