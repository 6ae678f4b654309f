/* links.c - whose title it is
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Five passes over the titles of the article, from the surest to the least sure; a title that has found its
 * holder is left alone by the later ones.
 *
 *   1. Before a name: "Prime Minister Jonas Dahl", "Vice Admiral Sir Ben Key", "foreign ministers Lavrov and Wang".
 *   2. Beside a name, in the same sentence: in apposition ("Jen Psaki, the press secretary,"; "the press secretary,
 *      Jen Psaki,"), as what somebody is or was made ("Berg became mayor", "named Berg mayor", "Berg, who was
 *      mayor"), or joined to a title that is ("president and chief executive").
 *   3. After a pronoun: "She had served as mayor" is said of whom the sentence before is about.
 *   4. Alone: "the mayor said" is the one person of the article who holds that office, by the same country or
 *      body, and not formerly; of several, the one spoken of just before, or much more than the others.
 *   5. Said of somebody who was not given it: "the BJP leader said" of the secretary of that party who speaks, "the
 *      former minister" of whom the sentence before is about; "His Majesty"; "the two presidents".
 *
 * A plural has several holders and becomes one mention for each of them. */
#include "links.h"

#include <stdlib.h>

#include "office.h"
#include "titles.h"
#include "unicode.h"

enum {
    MOST_HOLDERS = 64,
    FAR = 24,       /* tokens from a name to what it "was named" */
    NEAR = 60,      /* tokens in which one of several holders is the one meant */
    SENTENCE = 400, /* tokens that a sentence or a headline has at most */
    MOST_NAMES = 8,
    LONGEST_PLACE = 4, /* words behind "in", "the" among them */
    SHORTEST_PART = 5, /* letters of a body's name that can stand for all of it */
    LONGEST_TRADE = 3, /* "political activist" */
    LONGEST_BODY = 6,  /* words in small letters behind a body: "of the TUV union" */
    ASIDE = 14,        /* tokens of a bracket behind a name */
    SPEECH = 250,      /* tokens that are said by one before he is named again */
    MUCH = 2,
    LONGEST_NAME = 32, /* bytes of one word */
    TERM = 2           /* words of "second term", between "X's" and "as" */
};

struct holder {
    uint32_t person;
    uint32_t title; /* the mention that says so */
    const char *value;
    const char *status, *body;
};

struct candidates {
    uint32_t person[MOST_HOLDERS];
    uint32_t count;
};

struct read {
    bool known;
    struct title_phrase phrase;
};

struct linker {
    const struct reading *reading;
    const struct people *people;
    struct mentions *mentions;
    struct mentions extra; /* of plurals, put in place behind pass 3 */
    const struct tokens *tokens;
    struct read *read; /* of each mention */
    /* Of each mention: the name before it in its passage, or the count of mentions. */
    uint32_t *names_before;
    uint32_t *titles; /* those of the mentions that are titles */
    uint32_t title_count;
    struct holder holders[MOST_HOLDERS];
    uint32_t holder_count;
    bool no_memory;
};

static struct mention *at(const struct linker *l, uint32_t i)
{
    return &l->mentions->at[i];
}

static uint64_t classes_at(const struct linker *l, uint32_t i)
{
    return i < l->tokens->count ? lexicon_classes(l->reading->lexicon, l->tokens->at[i].word) : 0;
}

static bool in_sentence(const struct linker *l, uint32_t from, uint32_t to)
{
    if (to > from + SENTENCE)
        return false;
    for (uint32_t i = from + 1; i <= to && i < l->tokens->count; i++)
        if (l->tokens->at[i].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH))
            return false;
    return true;
}

static bool begins_sentence(const struct linker *l, uint32_t i)
{
    return i == 0 || l->tokens->at[i].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH);
}

static uint32_t sentence_begin(const struct linker *l, uint32_t i)
{
    uint32_t least = i > SENTENCE ? i - SENTENCE : 0;
    while (i > least && !(l->tokens->at[i].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH)))
        i--;
    return i;
}

static bool is_plural(const struct linker *l, const struct mention *title)
{
    uint32_t word = l->tokens->at[title->last - 1].word;
    if (token_is_word(l->tokens, title->first, "messrs") ||
        token_is_word(l->tokens, title->first, "mesdames"))
        return true;
    for (uint32_t i = title->first; i < title->last; i++)
        if (lexicon_match(l->reading->lexicon, l->tokens, i, LEX_OFFICE_PLURAL, NULL))
            return true;
    return lexicon_classes(l->reading->lexicon, word) & LEX_BIT(OFFICE_PLURAL);
}

static bool is_honorific(const struct linker *l, const struct mention *title)
{
    uint64_t classes = classes_at(l, title->first);
    return !(classes & (LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD))) &&
           title->first +
                   lexicon_match(l->reading->lexicon, l->tokens, title->first, LEX_HONORIFIC,
                                 NULL) +
                   token_is_mark(l->tokens, title->last - 1, '.') >=
               title->last;
}

/* "Aide to the Chairman": another office is no body of the first. */
static void drop_title_behind(const struct linker *l, const struct mention *title,
                              const struct mention *other, struct title_phrase *phrase)
{
    uint32_t article = token_is_word(l->tokens, other->first - 1, "the");
    if (other->first - article > title->last + 1 || is_honorific(l, other) || is_plural(l, other))
        return;
    phrase->end = title->last;
    if (phrase->body_begin >= title->last)
        phrase->body_begin = phrase->body_end = 0;
}

static struct title_phrase read_phrase(const struct linker *l, const struct mention *title)
{
    struct title_phrase phrase =
        title_phrase(l->reading->lexicon, l->tokens, title->first, title->last, false);
    /* "named Yumi Ito foreign minister": a person is no body that the office belongs to */
    for (const struct mention *m = title; m > l->mentions->at && m[-1].passage == title->passage;
         m--) {
        if (m[-1].last <= phrase.begin)
            break;
        if (m[-1].kind != MASTHEAD_NAME || m[-1].last > title->first ||
            l->tokens->at[m[-1].last - 1].shape & SHAPE_POSSESSIVE)
            continue;
        phrase.begin = m[-1].last;
        phrase.body = NULL;
        phrase.body_begin = phrase.body_end = 0;
        break;
    }
    /* "ambassador to the United Nations X", "president of the Lake Society Dr. X" */
    const struct mention *end = l->mentions->at + l->mentions->count;
    for (const struct mention *m = title;
         m < end && m->passage == title->passage && m->first < phrase.end; m++)
        if (m->kind != MASTHEAD_DATE && m->first >= title->last) {
            phrase.end = m->first;
            if (m->kind == MASTHEAD_TITLE)
                drop_title_behind(l, title, m, &phrase);
            break;
        }
    if (phrase.body_end > phrase.end)
        phrase.body_end = phrase.end;
    return phrase;
}

/* What stands around a title, read once for as long as the mentions stay where they are. */
static struct title_phrase phrase_of(const struct linker *l, const struct mention *title)
{
    struct read *read = &l->read[title - l->mentions->at];
    if (!read->known)
        *read = (struct read){true, read_phrase(l, title)};
    return read->phrase;
}

/* The country or body in a title's modifier, without the status before it. */
static const char *body_of(const struct mention *title, const struct title_phrase *phrase)
{
    if (!phrase->body && phrase->body_begin == phrase->body_end)
        return NULL;
    if (!title->modifier || !phrase->status)
        return title->modifier;
    size_t size = strlen(phrase->status);
    return title->modifier[size] == ' ' ? title->modifier + size + 1 : NULL;
}

static bool is_kind(const struct linker *l, uint32_t i, uint32_t passage,
                    masthead_mention_kind kind)
{
    return i < l->mentions->count && at(l, i)->passage == passage && at(l, i)->kind == kind;
}

/* The title that is the last mention before i but for dates, in its passage; the count of mentions when there is none. */
static uint32_t title_before(const struct linker *l, uint32_t i)
{
    uint32_t passage = at(l, i)->passage;
    while (i > 0 && is_kind(l, i - 1, passage, MASTHEAD_DATE))
        i--; /* "and now the president" */
    return i > 0 && is_kind(l, i - 1, passage, MASTHEAD_TITLE) ? i - 1 : l->mentions->count;
}

/* The name that begins at a token, looked for behind mention i; the count of mentions when there is none.  Titles
 * may stand before it: "Gen. Sir Nick Carter". */
static uint32_t name_at(const struct linker *l, uint32_t i, uint32_t token)
{
    uint32_t passage = at(l, i)->passage;
    for (uint32_t k = i + 1; k < l->mentions->count && at(l, k)->passage == passage; k++) {
        const struct mention *next = at(l, k);
        if (next->first > token)
            break;
        if (next->first < token)
            continue;
        if (next->kind == MASTHEAD_NAME)
            return k;
        if (next->kind != MASTHEAD_TITLE)
            break;
        token = next->last;
    }
    return l->mentions->count;
}

/* The last name that ends at or before a token; the count of mentions when there is none. */
static uint32_t name_before(const struct linker *l, uint32_t i, uint32_t token)
{
    do
        i = l->names_before[i];
    while (i < l->mentions->count && at(l, i)->last > token);
    return i;
}

/* Of several people, the one who is named at least MUCH times as often as each of the others. */
static uint32_t foremost_of(const struct linker *l, const struct candidates *among)
{
    uint32_t best = 0, second = 0, found = NO_PERSON;
    for (uint32_t k = 0; k < among->count; k++) {
        uint32_t count = 0;
        for (uint32_t i = 0; i < l->mentions->count; i++)
            count += at(l, i)->kind == MASTHEAD_NAME && at(l, i)->person == among->person[k];
        if (count > best) {
            second = best;
            best = count;
            found = among->person[k];
        } else if (count > second) {
            second = count;
        }
    }
    return best >= MUCH * second && best > 1 ? found : NO_PERSON;
}

/* Who a name means.  A family name that several people have is that of the one the article is about. */
static uint32_t person_meant(const struct linker *l, uint32_t name)
{
    struct candidates all = {.count = 0};
    if (at(l, name)->person != NO_PERSON || !at(l, name)->value)
        return at(l, name)->person;
    for (uint32_t i = 0; i < l->people->count && all.count < MOST_HOLDERS; i++)
        if (view_equal(l->people->at[i].name.family, view_string(at(l, name)->value)))
            all.person[all.count++] = i;
    return all.count > 1 ? foremost_of(l, &all) : NO_PERSON;
}

static bool link_to(struct linker *l, uint32_t title, uint32_t name)
{
    if (name < l->mentions->count)
        at(l, title)->person = person_meant(l, name);
    return at(l, title)->person != NO_PERSON;
}

static bool is_capital(const struct linker *l, uint32_t i)
{
    return i < l->tokens->count && l->tokens->at[i].kind == TOKEN_WORD &&
           !(l->tokens->at[i].shape & SHAPE_LOWER);
}

static bool is_and(const struct linker *l, uint32_t i)
{
    return token_is_word(l->tokens, i, "and") || token_is_mark(l->tokens, i, '&');
}

static bool joins_names(const struct linker *l, uint32_t i)
{
    return is_and(l, i) || token_is_mark(l->tokens, i, ',') || token_is_word(l->tokens, i, "of") ||
           token_is_word(l->tokens, i, "nor") || token_is_word(l->tokens, i, "or");
}

/* Where the bracket that opens at token i closes; i when it is no short one. */
static uint32_t bracket_end(const struct linker *l, uint32_t i)
{
    for (uint32_t k = i + 1; k < i + ASIDE && token_is_mark(l->tokens, i, '('); k++)
        if (token_is_mark(l->tokens, k, ')'))
            return k + 1;
    return i;
}

/* A verb: what stands before it is its subject and not set off. */
static bool is_verb(const struct linker *l, uint32_t i)
{
    static const char *const auxiliaries[] = {"is",    "was", "has",   "had",    "will",
                                              "would", "can", "could", "may",    "might",
                                              "must",  "did", "does",  "should", "told"};
    if (i > 0 && i < l->tokens->count && l->tokens->at[i - 1].shape & SHAPE_POSSESSIVE)
        return false; /* "the USDA's state operations" */
    if (classes_at(l, i) & (LEX_BIT(SAYING) | LEX_BIT(LINKING_VERB) | LEX_BIT(NAMING_VERB)))
        return true;
    for (size_t k = 0; k < sizeof auxiliaries / sizeof *auxiliaries; k++)
        if (token_is_word(l->tokens, i, auxiliaries[k]))
            return true;
    if (i >= l->tokens->count || !(l->tokens->at[i].shape & SHAPE_LOWER))
        return false;
    struct view text = token_text(l->tokens, i);
    return text.size > 3 && memcmp(text.at + text.size - 2, "ed", 2) == 0;
}

/* ---- Before a name ------------------------------------------------------------------------------ */

/* The names of a list that begins with mention `name`: "Lavrov, Wang Yi and Jaishankar".  Between two of them stand
 * a comma, "and" and the next one's titles and country, no verb. */
static uint32_t read_names(const struct linker *l, uint32_t name, uint32_t *names)
{
    uint32_t count = 0, passage = at(l, name)->passage;
    names[count++] = name;
    for (uint32_t k = name + 1; is_kind(l, k, passage, MASTHEAD_NAME) && count < MOST_NAMES; k++) {
        bool joined = false, placed = false;             /* "X of New York and Y" */
        uint32_t i = bracket_end(l, at(l, k - 1)->last); /* "X (D-Ohio) and Y" */
        for (; i < at(l, k)->first && i < at(l, k - 1)->last + 6; i++) {
            placed |= token_is_word(l->tokens, i, "of");
            if (joins_names(l, i))
                joined = true;
            else if (!(classes_at(l, i) & (LEX_BIT(COUNTRY) | LEX_BIT(DEMONYM))) &&
                     !token_is_mark(l->tokens, i, '.') && !(placed && is_capital(l, i)))
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
    return phrase_of(l, next).begin == begin ? name_at(l, i + 1, next->last) : l->mentions->count;
}

/* Whether a title behind a body still belongs to the name: "head of Ajax Dr. X", but "adviser to President X". */
static bool passes(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    const struct mention *next = i + 1 < l->mentions->count ? at(l, i + 1) : NULL;
    if (!next || next->kind != MASTHEAD_TITLE || next->first > bracket_end(l, phrase->end))
        return true;
    bool rank = is_honorific(l, next) || classes_at(l, next->first) & LEX_BIT(RANK);
    return token_is_word(l->tokens, at(l, i)->last, "of")
               ? rank || is_plural(l, next)
               : rank && next->first > at(l, i)->last + 1;
}

/* Whether the title stands right behind a name and a comma: "X, leader of". */
static bool is_beside(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t comma = phrase->begin ? phrase->begin - 1 : 0;
    uint32_t name = name_before(l, i, comma);
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
        if (k >= l->tokens->count || l->tokens->at[k].kind != TOKEN_WORD || is_verb(l, k))
            return none;
        name = name_at(l, i, k + 1);
    }
    return name;
}

/* The name that a title and its body stand before: "President of Finland X", "Prime Minister and Defence Minister X". */
static uint32_t name_behind(const struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    struct title_phrase phrase = phrase_of(l, title);
    uint32_t none = l->mentions->count, next = bracket_end(l, phrase.end);
    bool body = next > title->last + 1 || /* not "owner of Lowry Park" */
                (is_kind(l, i + 1, title->passage, MASTHEAD_TITLE) && at(l, i + 1)->first == next);
    if (next > title->last + 1 && l->tokens->at[title->last + 1].shape & SHAPE_LOWER &&
        is_beside(l, i, &phrase))
        return none; /* "X, leader of coalition partner Y" */
    if (next > title->last && body && passes(l, i, &phrase)) {
        uint32_t name = name_at(l, i, next);
        return name < none ? name : name_behind_place(l, i, next);
    }
    if (next > title->last && body)
        return none;
    bool sought = phrase.begin > 0 && token_is_word(l->tokens, phrase.begin - 1, "for");
    if (next == title->last && is_and(l, next) && !phrase.determined && !sought &&
        is_kind(l, i + 1, title->passage, MASTHEAD_TITLE))
        return joined_name(l, i, next + 1);
    return name_behind_place(l, i, next);
}

static void link_before_name(struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    uint32_t none = l->mentions->count, closing = token_is_mark(l->tokens, title->last, ')');
    uint32_t name = name_at(l, i, bracket_end(l, title->last + closing)); /* "Gen. (retd) X" */
    if (name == none && is_honorific(l, title) && token_is_word(l->tokens, title->last, "the"))
        name = name_at(l, i, title->last + 1); /* "H.H. the Crown Prince X" */
    if (name == none)
        name = name_behind(l, i);
    if (name == none)
        return;
    if (is_plural(l, title))
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
    bool letter = false;
    for (size_t k = 0; k < sizeof letters / sizeof *letters; k++)
        letter |= token_is_word(l->tokens, i, letters[k]);
    return letter && token_is_mark(l->tokens, i + 1, '-');
}

/* Whether between a name that ends before token `from` and the mark at token `to` nothing stands but an age, a party or a bracket:
 * "X, 51,", "X, D-Ohio,", "X (R-N.C.),". */
static bool is_aside(const struct linker *l, uint32_t from, uint32_t to)
{
    if (from < to && token_is_mark(l->tokens, from, '.'))
        from++; /* "Jr.," */
    if (from < to)
        from = bracket_end(l, from);
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

/* A word in small letters that is neither a verb nor one of the small words. */
static bool is_plain_word(const struct linker *l, uint32_t i)
{
    return i < l->tokens->count && l->tokens->at[i].shape & SHAPE_LOWER && !is_verb(l, i) &&
           !(classes_at(l, i) & (LEX_BIT(FUNCTION_WORD) | LEX_BIT(DETERMINER)));
}

/* Where what is set off with a title begins when something that is no title comes first, "X, a lawyer and former senator,"; 0 when there
 * is nothing like that. */
static uint32_t behind_trade(const struct linker *l, const struct title_phrase *phrase)
{
    uint32_t begin = phrase->begin, least = begin > FAR ? begin - FAR : 0, found = 0;
    if (begin < 3 || !is_and(l, begin - 1))
        return 0;
    for (uint32_t k = begin - 1; k > least; k--) {
        if (token_is_mark(l->tokens, k, ',')) {
            if (classes_at(l, k + 1) & LEX_BIT(DETERMINER))
                return k + 1;
            if (!is_plain_word(l, k + 1))
                return found;
            found = k + 1; /* "X, activist, academic and leader" */
        } else if (l->tokens->at[k].kind == TOKEN_MARK || is_verb(l, k) ||
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
    for (uint32_t k = name_before(l, name, at(l, name)->first); k < l->mentions->count;
         k = name_before(l, k, at(l, k)->first)) {
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
    uint32_t name = name_before(l, i, comma);
    if (name < l->mentions->count && is_party(l, at(l, name)->first))
        name = name_before(l, name, at(l, name)->first);
    if (name == l->mentions->count)
        return false;
    uint32_t last = at(l, name)->last;
    if (!is_aside(l, last, comma) || l->tokens->at[last - 1].shape & SHAPE_POSSESSIVE)
        return false;
    if (is_verb(l, phrase->end) && !token_is_mark(l->tokens, comma, '('))
        return false;
    return is_plural(l, at(l, i)) ? link_to_all(l, i, name) : link_to(l, i, name);
}

/* In "the chief of staff to the governor, X," the name is of the first: whether title i + 1 stands behind title i like that. */
static bool has_title_behind(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    if (!is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) || phrase->indefinite)
        return false;
    uint32_t link = phrase->end;
    return (token_is_word(l->tokens, link, "to") || token_is_word(l->tokens, link, "for") ||
            token_is_word(l->tokens, link, "of")) &&
           phrase_of(l, at(l, i + 1)).begin == link + 1;
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
    struct title_phrase phrase = phrase_of(l, at(l, i));
    return is_subject(l, &phrase) && has_title_behind(l, i, &phrase);
}

/* "president, Youth League (YL), X": behind the body between two commas, of which the first is at token i - 1; i when there is none. */
static uint32_t behind_body(const struct linker *l, uint32_t i)
{
    uint32_t end = i;
    while (end < i + LONGEST_BODY && end < l->tokens->count && is_capital(l, end))
        end++;
    end = bracket_end(l, end);
    return end > i && token_is_mark(l->tokens, end, ',') ? end + 1 : i;
}

/* The name behind what a person is, set off: "the founder, political activist X,". */
static uint32_t described_name(const struct linker *l, uint32_t i, uint32_t token)
{
    uint32_t k = token, none = l->mentions->count;
    while (k < token + LONGEST_TRADE && is_plain_word(l, k))
        k++;
    uint32_t name = k > token ? name_at(l, i, k) : none;
    return name < none && sets_off(l, at(l, name)->last) ? name : none;
}

/* Whether a title without an article is set off before its holder: "As mayor, X left", "One senator, X, left"; "Vice Admiral, X,". */
static bool introduces(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t before = phrase->begin ? phrase->begin - 1 : 0;
    return phrase->begin == 0 ||
           (begins_sentence(l, before) && token_is_word(l->tokens, before, "as")) ||
           token_is_word(l->tokens, before, "one") ||
           (begins_sentence(l, phrase->begin) && is_capital(l, at(l, i)->first));
}

/* A small word within the name of a body: "on the task force". */
static bool is_link(const struct linker *l, uint32_t i)
{
    static const char *const words[] = {"of", "for", "in", "on", "at", "the"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is_word(l->tokens, i, words[k]))
            return true;
    return false;
}

/* "the mayor, X,". */
static bool link_before_comma(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t comma = phrase->end;
    if (has_title_behind(l, i, phrase))
        comma = phrase_of(l, at(l, i + 1)).end;
    uint32_t first = title_before(l, i);
    if (first < l->mentions->count && is_of_first(l, first))
        return false;
    for (uint32_t k = 0;
         k < LONGEST_BODY && comma == phrase->end + k && comma > phrase->begin + 1 &&
         (is_plain_word(l, comma) || (phrase->determined && is_link(l, comma)));
         k++)
        comma++; /* "of the TUV union," */
    if (comma == phrase->end && comma > at(l, i)->last && is_and(l, comma))
        for (uint32_t k = comma + 1; k < comma + LONGEST_BODY && is_capital(l, k); k++)
            if (token_is_mark(l->tokens, k + 1, ',')) /* "to the Middle East and North Africa," */
                comma = k + 1;
    comma = bracket_end(l, comma);
    if (!sets_off(l, comma) || token_is_mark(l->tokens, comma, '-'))
        return false;
    bool joined = phrase->begin > 0 && token_is_word(l->tokens, phrase->begin - 1, "and");
    if (!phrase->determined && !at(l, i)->modifier && !joined && !is_of_first(l, i) &&
        !introduces(l, i, phrase))
        return false;
    uint32_t name = name_at(l, i, comma + 1);
    if (name == l->mentions->count && !phrase->determined)
        name = name_at(l, i, behind_body(l, comma + 1));
    if (name == l->mentions->count)
        name = described_name(l, i, comma + 1);
    if (name == l->mentions->count && is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) &&
        phrase_of(l, at(l, i + 1)).begin == comma + 1) /* "his deputy, British Gen. X" */
        name = name_at(l, i, at(l, i + 1)->first);
    if (name == l->mentions->count && is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) &&
        classes_at(l, comma + 1) & LEX_BIT(DETERMINER)) /* "the dean, the Very Rev X," */
        name = name_at(l, i, comma + 2);
    if (name == l->mentions->count || l->tokens->at[at(l, name)->last - 1].shape & SHAPE_POSSESSIVE)
        return false;
    if (phrase->indefinite && !sets_off(l, at(l, name)->last) && at(l, name)->first == comma + 1)
        return false; /* not "after talks with a mayor, X said", but "a mayor, X, said" and "a mayor, Sir X" */
    if (is_plural(l, at(l, i))) {
        link_all(l, i, name);
        return at(l, i)->person != NO_PERSON;
    }
    return link_to(l, i, name);
}

/* "The president is X", "whose commander is General X". */
static bool link_to_predicate(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    if (!phrase->determined || phrase->indefinite || is_plural(l, at(l, i)) ||
        !(classes_at(l, phrase->end) & LEX_BIT(LINKING_VERB)))
        return false;
    uint32_t name = name_at(l, i, phrase->end + 1);
    if (name == l->mentions->count || l->tokens->at[at(l, name)->last - 1].shape & SHAPE_POSSESSIVE)
        return false;
    return link_to(l, i, name);
}

/* "The two presidents were impeached: X and Y", "two presidents since 1860, X and Y". */
static bool link_to_list(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t names[MOST_NAMES], none = l->mentions->count;
    for (uint32_t k = phrase->end; is_plural(l, at(l, i)) && k < phrase->end + FAR; k++) {
        bool colon = token_is_mark(l->tokens, k, ':');
        uint32_t name = colon || token_is_mark(l->tokens, k, ',') ? name_at(l, i, k + 1) : none;
        if (name < none && (colon || read_names(l, name, names) > 1)) {
            link_all(l, i, name);
            return true;
        }
        if (!in_sentence(l, k, k + 1))
            break;
    }
    return false;
}

static bool is_pronoun(const struct linker *l, uint32_t i)
{
    return token_is_word(l->tokens, i, "he") || token_is_word(l->tokens, i, "she");
}

/* A word that begins a clause beside the main one. */
static bool is_conjunction(const struct linker *l, uint32_t i)
{
    static const char *const words[] = {"when",     "after",  "as",      "while", "before", "since",
                                        "although", "though", "because", "if",    "until"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (token_is_word(l->tokens, i, words[k]))
            return true;
    return false;
}

/* Where the main clause of a sentence begins: behind the comma in "When X left, Y". */
static uint32_t main_clause(const struct linker *l, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; is_conjunction(l, begin) && i < end; i++)
        if (token_is_mark(l->tokens, i, ','))
            return i;
    return begin;
}

/* The first name of the sentence that token i is in, of its main clause if there is one. */
static uint32_t subject_of(const struct linker *l, uint32_t title, uint32_t i)
{
    uint32_t begin = sentence_begin(l, i), found = l->mentions->count;
    uint32_t clause = main_clause(l, begin, i);
    for (uint32_t name = name_before(l, title, i); name < l->mentions->count;
         name = name_before(l, name, at(l, name)->first)) {
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
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (token_is_word(l->tokens, i - 1, "who"))
                return to;
            else if (token_is_word(l->tokens, i - 1, verbs[k]))
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

/* Where a name begins with the titles before it. */
static uint32_t name_and_titles(const struct linker *l, uint32_t name)
{
    uint32_t first = at(l, name)->first;
    for (uint32_t k = name; k > 0 && is_kind(l, k - 1, at(l, name)->passage, MASTHEAD_TITLE) &&
                            at(l, k - 1)->last == first;
         k--)
        first = phrase_of(l, at(l, k - 1)).begin;
    return first;
}

/* Whether a preposition stands before a name and its titles: "the office of President X". */
static bool is_object(const struct linker *l, uint32_t name)
{
    static const char *const prepositions[] = {"of",   "under",  "with", "for",  "from", "against",
                                               "than", "behind", "over", "into", "to"};
    uint32_t first = name_and_titles(l, name);
    for (size_t k = 0; first > 0 && k < sizeof prepositions / sizeof *prepositions; k++)
        if (token_is_word(l->tokens, first - 1, prepositions[k]))
            return true;
    return false;
}

/* The "by" of "X was chosen by Y as", Y being name `name`; 0 when there is none. */
static uint32_t agent_of(const struct linker *l, uint32_t name)
{
    uint32_t first = name_and_titles(l, name);
    return first > 2 && token_is_word(l->tokens, first - 1, "by") && is_verb(l, first - 2) &&
                   classes_at(l, first - 3) & LEX_BIT(LINKING_VERB)
               ? first - 1
               : 0;
}

/* The name before token `verb` in its sentence that can be its subject: not the Y of "X, an aide to Y, served as". */
static uint32_t holder_before(const struct linker *l, uint32_t title, uint32_t verb)
{
    uint32_t nearest = name_before(l, title, verb), name = nearest;
    while (name < l->mentions->count && in_sentence(l, at(l, name)->last, verb)) {
        uint32_t last = at(l, name)->last;
        uint32_t behind = last + token_is_mark(l->tokens, last, ',');
        if (last == verb || token_is_word(l->tokens, behind, "who") || !is_object(l, name))
            return name;
        name = name_before(l, name, at(l, name)->first);
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

/* "X could be mayor": nobody is yet. */
static bool is_possible(const struct linker *l, uint32_t verb)
{
    static const char *const words[] = {"could", "can", "might", "may", "cannot"};
    for (size_t k = 0; verb > 0 && k < sizeof words / sizeof *words; k++)
        if (token_is_word(l->tokens, verb - 1, words[k]))
            return true;
    return false;
}

/* Whether the word, in small letters, stands before the title: "new", but not of "New Jersey". */
static bool has_adjective(const struct linker *l, const struct mention *title,
                          const struct title_phrase *phrase, const char *word)
{
    for (uint32_t i = phrase->begin; i < title->first; i++)
        if (token_is_word(l->tokens, i, word) && l->tokens->at[i].shape & SHAPE_LOWER)
            return true;
    return false;
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
    bool purpose = !as && verb > 0 && token_is_word(l->tokens, verb - 1, "to");
    uint32_t name = purpose ? subject_of(l, i, verb) : holder_before(l, i, verb);
    if (name == l->mentions->count || verb - at(l, name)->last > FAR ||
        !in_sentence(l, at(l, name)->last, verb))
        return false;
    if ((classes_at(l, verb) & LEX_BIT(NAMING_VERB) && !is_passive(l, verb, phrase)) ||
        is_possible(l, verb) || has_adjective(l, at(l, i), phrase, "next"))
        return false;
    uint32_t taking = as ? taking_over(l, sentence_begin(l, verb), verb) : verb;
    if (taking < verb && !token_is_word(l->tokens, taking + 1, "by"))
        name = name_before(l, i, taking);
    uint32_t by = as && name < l->mentions->count ? agent_of(l, name) : 0;
    if (by)
        name = name_before(l, i, by);
    if (name < l->mentions->count &&
        (!in_sentence(l, at(l, name)->last, verb) || (as && names_another(l, name, verb))))
        return false; /* "He succeeded X as mayor" */
    if (name == l->mentions->count ||
        (l->tokens->at[at(l, name)->last - 1].shape & SHAPE_POSSESSIVE &&
         !(as && verb - at(l, name)->last <= TERM)))
        return false;
    for (uint32_t k = at(l, name)->last; k < verb; k++)
        if (is_pronoun(l, k) || token_is_word(l->tokens, k, "it") ||
            token_is_word(l->tokens, k, "they"))
            return false;
    return is_plural(l, at(l, i)) ? link_to_all(l, i, name) : link_to(l, i, name);
}

/* "They named X mayor"; "X MP". */
static bool link_to_object(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t adverb = title_before_adverb(l->tokens, phrase->begin);
    uint32_t name = name_before(l, i, adverb);
    if (name == l->mentions->count || at(l, name)->last != adverb ||
        l->tokens->at[phrase->begin - 1].shape & SHAPE_POSSESSIVE)
        return false;
    if (adverb < phrase->begin) /* "X, once mayor", "X currently mayor" */
        return link_to(l, i, name);
    if (at(l, i)->first == phrase->begin && l->tokens->at[phrase->begin].shape & SHAPE_UPPER)
        return link_to(l, i, name);
    for (uint32_t k = sentence_begin(l, phrase->begin); k < at(l, name)->first; k++)
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

/* "X, president and chief executive": joined to the title before, which is beside its name. */
static bool link_as_neighbour(struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    uint32_t neighbour = title_before(l, i);
    if (neighbour == l->mentions->count || phrase->begin == 0)
        return false;
    const struct mention *before = at(l, neighbour);
    uint32_t adverb = title_before_adverb(l->tokens, phrase->begin), join = adverb - 1;
    if (adverb == 0)
        return false;
    if (token_is_word(l->tokens, join, "as") && join > 0)
        join--;
    bool comma = join > 0 && token_is_mark(l->tokens, join - 1, ',');
    bool listed = token_is_mark(l->tokens, join, ',') && !phrase->determined &&
                  phrase_of(l, before).end == join; /* "X, chairman, president and" */
    if (phrase->end == at(l, i)->last && is_under(at(l, i)->value, before->value))
        return false;
    if (before->person == NO_PERSON || !(listed || is_and(l, join)) ||
        (phrase->indefinite && comma))
        return false;
    struct title_phrase its = phrase_of(l, before);
    for (uint32_t k = its.end; k < join; k++)
        if (join - its.end > FAR || is_verb(l, k) ||
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

/* "chairman and chief executive, X": joined to the title behind it. */
static void link_to_next(struct linker *l, uint32_t i)
{
    if (!is_kind(l, i + 1, at(l, i)->passage, MASTHEAD_TITLE) || at(l, i + 1)->person == NO_PERSON)
        return;
    struct title_phrase phrase = phrase_of(l, at(l, i)), next = phrase_of(l, at(l, i + 1));
    bool before_name = name_at(l, i + 1, at(l, i + 1)->last) < l->mentions->count;
    bool office = phrase.begin > 0 && token_is_word(l->tokens, phrase.begin - 1, "for");
    if (is_and(l, phrase.end) && next.begin == phrase.end + 1 && !office && !next.determined &&
        !(phrase.determined && before_name))
        at(l, i)->person = at(l, i + 1)->person;
}

/* A capitalized word follows, so that the holder is likely somebody whose name was not found. */
static bool has_unknown_holder(const struct linker *l, uint32_t i)
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

static void link_beside_name(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = phrase_of(l, at(l, i));
    if (has_unknown_holder(l, i))
        return;
    (void)(link_behind_comma(l, i, &phrase) || link_before_comma(l, i, &phrase) ||
           link_to_list(l, i, &phrase) || link_to_predicate(l, i, &phrase) ||
           link_to_object(l, i, &phrase) || link_to_subject(l, i, &phrase) ||
           link_as_neighbour(l, i, &phrase));
}

/* ---- After a pronoun ---------------------------------------------------------------------------- */

/* Whether "he", "she" stands at token i; `owner`: "his", "her". */
static bool is_anaphor(const struct linker *l, uint32_t i, bool owner)
{
    return owner ? token_is_word(l->tokens, i, "his") || token_is_word(l->tokens, i, "her")
                 : is_pronoun(l, i);
}

/* Whether "he" stands before a verb with no more than "has been" or "officially" between. */
static bool has_pronoun(const struct linker *l, uint32_t verb)
{
    for (uint32_t i = verb; i > 0 && verb - i < 3; i--)
        if (is_pronoun(l, i - 1))
            return true;
        else if (l->tokens->at[i - 1].kind == TOKEN_MARK)
            break;
    return false;
}

/* Whether the pronoun is the subject of a clause behind the main one, whose subject it takes up: "until she became". */
static bool is_subordinate(const struct linker *l, uint32_t pronoun)
{
    return pronoun > 0 && is_conjunction(l, pronoun - 1) &&
           !(l->tokens->at[pronoun - 1].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH));
}

/* Whether "his" or "her" stands before what somebody did "as" mayor: it need not be the subject's. */
static bool has_owner(const struct linker *l, uint32_t as)
{
    for (uint32_t i = as; i > 0 && as - i < TERM; i--)
        if (is_anaphor(l, i - 1, true))
            return true;
    return false;
}

/* Links with whom the pronoun of the sentence means: the subject of the nearest sentence with a name, or of this one when nobody else
 * is in it. */
static void link_by_anaphor(struct linker *l, uint32_t i, bool owner)
{
    struct title_phrase phrase = phrase_of(l, at(l, i));
    uint32_t verb = title_before_adverb(l->tokens, phrase.begin) - 1;
    bool as = phrase.begin > 0 && token_is_word(l->tokens, verb, "as");
    bool is =
        phrase.begin > 1 && classes_at(l, verb) & LEX_BIT(LINKING_VERB) && !is_possible(l, verb);
    bool named = phrase.begin > 0 && classes_at(l, verb) & LEX_BIT(NAMING_VERB);
    if ((phrase.indefinite && !(is && has_pronoun(l, verb))) ||
        (!owner && as && has_owner(l, verb)))
        return;
    if (owner ? !as : !(as || is || named)) {
        if (!has_unknown_holder(l, i))
            link_as_neighbour(l, i, &phrase);
        return;
    }
    uint32_t begin = sentence_begin(l, phrase.begin), pronoun = begin;
    while (pronoun < phrase.begin && !is_anaphor(l, pronoun, owner))
        pronoun++;
    uint32_t name = name_before(l, i, pronoun);
    if (name == l->mentions->count || pronoun - at(l, name)->last > NEAR ||
        (pronoun == phrase.begin && !is_anaphor(l, phrase.end, owner)))
        return;
    uint32_t subject = subject_of(l, i, at(l, name)->last);
    if (subject < l->mentions->count &&
        (at(l, name)->first < begin || at(l, subject)->person == at(l, name)->person ||
         (!owner && is_subordinate(l, pronoun) && !is_object(l, subject))))
        link_to(l, i, subject);
}

/* "They appointed him mayor": whom the sentence before is about. */
static bool link_by_object(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = phrase_of(l, at(l, i));
    uint32_t pronoun = phrase.begin ? phrase.begin - 1 : 0, none = l->mentions->count;
    pronoun -= pronoun > 0 && token_is_word(l->tokens, pronoun, "as");
    if (pronoun == 0 || !(classes_at(l, pronoun - 1) & LEX_BIT(NAMING_VERB)) ||
        !(token_is_word(l->tokens, pronoun, "him") || token_is_word(l->tokens, pronoun, "her")))
        return false;
    uint32_t name = name_before(l, i, sentence_begin(l, pronoun));
    if (name < none && pronoun - at(l, name)->last <= NEAR)
        link_to(l, i, subject_of(l, i, at(l, name)->last));
    return true;
}

/* "Before that she had served as mayor", "As mayor he had ...", "He is a former mayor". */
static void link_by_pronoun(struct linker *l, uint32_t i)
{
    if (!link_by_object(l, i))
        link_by_anaphor(l, i, false);
}

/* "His time as mayor", when the article names no mayor. */
static void link_by_owner(struct linker *l, uint32_t i)
{
    link_by_anaphor(l, i, true);
}

/* ---- Alone -------------------------------------------------------------------------------------- */

static bool is_past(const char *status)
{
    return status && (strcmp(status, "former") == 0 || strcmp(status, "late") == 0);
}

static void add_holder(struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    if (l->holder_count == MOST_HOLDERS || is_honorific(l, title))
        return;
    struct title_phrase phrase = phrase_of(l, title);
    l->holders[l->holder_count++] =
        (struct holder){title->person, i, title->value, phrase.status, body_of(title, &phrase)};
}

/* Whether `letters` are the first letters of the last words of `body`: "bjp" and "goa bharatiya janata party". */
static bool are_initials(const char *letters, const char *body)
{
    size_t i = strlen(letters), words = i;
    const char *of = strstr(body, " of "); /* "the Democratic Party of Japan" */
    for (const char *c = of ? of : body + strlen(body); c > body && i > 0; c--)
        if ((c - 1 == body || c[-2] == ' ') && c[-1] != letters[--i])
            return false;
    return words > 1 && i == 0;
}

/* "Ninth Army" and "Ninth Army Corps". */
static bool begins_with(const char *body, const char *part)
{
    size_t size = strlen(part);
    return size >= SHORTEST_PART && strncmp(body, part, size) == 0 && body[size] == ' ';
}

static bool same_body(const char *a, const char *b)
{
    return strcmp(a, b) == 0 || are_initials(a, b) || are_initials(b, a) || begins_with(a, b) ||
           begins_with(b, a);
}

/* Who leads a country, "the French leader"; of a body, anybody with an office is called so. */
static bool is_of_state(const char *office)
{
    static const char *const offices[] = {"president", "prime minister", "premier", "chancellor",
                                          "supreme leader"};
    for (size_t k = 0; k < sizeof offices / sizeof *offices; k++)
        if (strcmp(office, offices[k]) == 0)
            return true;
    return false;
}

/* What a title that stands alone says of its holder. */
struct asked {
    const char *value, *status, *body;
    uint32_t title; /* the mention */
    bool country;   /* `body` is a country or an institution */
    bool begins;    /* it begins a sentence */
    bool speaks;    /* "said" stands beside it */
    bool as;        /* "as president" may be said of any time */
    bool fresh;     /* "the new president" is not the outgoing one */
    uint32_t field; /* the first word of a body in small letters: "of the local paper"; 0 */
    uint32_t after; /* the mention that the holder's title comes behind */
};

/* Words for whoever is at the head of a body, and what such people are. */
static bool is_head(const char *office, bool *any)
{
    static const char *const heads[] = {"head",
                                        "chief",
                                        "leader",
                                        "boss",
                                        "president",
                                        "chairman",
                                        "chairwoman",
                                        "chair",
                                        "chairperson",
                                        "chief executive officer",
                                        "director",
                                        "governor",
                                        "commissioner",
                                        "director general",
                                        "secretary general",
                                        "general secretary",
                                        "managing director",
                                        "executive director",
                                        "commander"};
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
        if (strcmp(office, heads[k]) == 0) {
            *any = k < 4;
            return true;
        }
    return false;
}

/* "the bank's president" and "the bank's chief". */
static bool same_head(const char *office, const char *other)
{
    bool any, other_any;
    return is_head(office, &any) && is_head(other, &other_any) && (any || other_any);
}

/* "president elect" and "president". */
static bool is_elect(const char *office, const char *head)
{
    size_t size = strlen(head);
    return strncmp(office, head, size) == 0 && strcmp(office + size, " elect") == 0;
}

static bool can_mean(const struct holder *holder, const struct asked *asked)
{
    if (asked->after && strcmp(holder->value, asked->value) != 0)
        return false;
    bool leads = asked->body &&
                 ((strcmp(asked->value, "leader") == 0 &&
                   (is_of_state(holder->value) || strchr(holder->body ? holder->body : "", ' '))) ||
                  (holder->body && same_head(holder->value, asked->value)));
    bool fits = leads || office_is_kind_of(holder->value, asked->value) ||
                (asked->fresh && is_elect(holder->value, asked->value));
    if (!fits ||
        (is_past(asked->status) != is_past(holder->status) && !(asked->as && !asked->status)) ||
        (asked->fresh && holder->status))
        return false;
    return !asked->body ||
           (holder->body ? same_body(holder->body, asked->body) : is_past(asked->status));
}

static bool has(const struct candidates *candidates, uint32_t person)
{
    for (uint32_t i = 0; i < candidates->count; i++)
        if (candidates->person[i] == person)
            return true;
    return false;
}

/* Of several holders, the only one spoken of just before. */
static uint32_t nearest_of(const struct linker *l, uint32_t title, const struct candidates *among)
{
    uint32_t found = NO_PERSON, passage = at(l, title)->passage, first = at(l, title)->first;
    for (uint32_t i = title; i > 0 && at(l, i - 1)->passage == passage; i--) {
        const struct mention *mention = at(l, i - 1);
        if (first - mention->last > NEAR)
            break;
        if (mention->kind == MASTHEAD_DATE || mention->person == NO_PERSON ||
            !has(among, mention->person))
            continue;
        if (found != NO_PERSON && found != mention->person)
            return NO_PERSON;
        found = mention->person;
    }
    return found;
}

/* The first line of a text, when it is no sentence: "Prime minister's aide resigns". */
static bool in_headline(const struct linker *l, uint32_t i)
{
    if (i > SENTENCE)
        return false;
    for (uint32_t k = i; k > 0; k--)
        if (l->tokens->at[k].shape & (SHAPE_PARAGRAPH | SHAPE_SENTENCE))
            return false;
    uint32_t end = i + 1;
    while (end < l->tokens->count && end <= SENTENCE &&
           !(l->tokens->at[end].shape & SHAPE_PARAGRAPH))
        end++;
    return end <= SENTENCE && !token_is_mark(l->tokens, end - 1, '.');
}

/* An office that somebody is to have or the office itself: "named mayor", "for mayor", "the mayor's post". */
static bool is_vacant(const struct linker *l, const struct mention *title,
                      const struct title_phrase *phrase)
{
    static const char *const places[] = {"post", "job",    "position", "seat",
                                         "role", "salary", "race"};
    static const char *const becoming[] = {"become", "becomes", "became", "becoming"};
    uint32_t begin = phrase->begin;
    if (begin > 0 && token_is_word(l->tokens, begin - 1, "for") && !phrase->determined)
        return true;
    if (begin > 1 && classes_at(l, begin - 1) & LEX_BIT(NAMING_VERB) &&
        !token_is_word(l->tokens, begin - 2, "when") &&
        !token_is_word(l->tokens, begin - 2, "being"))
        return true;
    if (begin > 1 && classes_at(l, begin - 2) & LEX_BIT(NAMING_VERB) &&
        (token_is_word(l->tokens, begin - 1, "him") || token_is_word(l->tokens, begin - 1, "her")))
        return true;
    for (size_t k = 0; begin > 0 && k < sizeof becoming / sizeof *becoming; k++)
        if (token_is_word(l->tokens, begin - 1, becoming[k]))
            return true;
    for (size_t k = 0; k < sizeof places / sizeof *places; k++)
        if (token_is_word(l->tokens, title->last, places[k]))
            return true;
    if (begin > 1 && token_is_word(l->tokens, begin - 1, "of") &&
        token_is_word(l->tokens, begin - 2, "office"))
        return true;
    return title_behind_post(l->tokens, begin) < begin;
}

/* The first word of a body in small letters behind a title, "editor of the local paper"; 0 when there is none. */
static uint32_t field_of(const struct linker *l, const struct mention *title,
                         const struct title_phrase *phrase)
{
    if (phrase->end <= title->last || body_of(title, phrase))
        return 0;
    return title->last + 1 + token_is_word(l->tokens, title->last + 1, "the");
}

/* Whether the holder's title is not of another body in small letters. */
static bool same_field(const struct linker *l, const struct holder *holder, uint32_t field)
{
    const struct mention *title = at(l, holder->title);
    if (!field || &l->reading->passages[title->passage].tokens != l->tokens)
        return true;
    struct title_phrase phrase = phrase_of(l, title);
    uint32_t its = field_of(l, title, &phrase);
    return !its || l->tokens->at[its].hash == l->tokens->at[field].hash;
}

/* Those who hold the office that the title is said of: `all`, and of them who needs no country, as "the president" of the readers. */
static void find_holders(const struct linker *l, const struct asked *asked, struct candidates *all,
                         struct candidates *plain)
{
    for (uint32_t k = 0; k < l->holder_count; k++) {
        const struct holder *holder = &l->holders[k];
        if (holder->title < asked->after || !can_mean(holder, asked) ||
            !same_field(l, holder, asked->field))
            continue;
        if (!has(all, holder->person))
            all->person[all->count++] = holder->person;
        if (!holder->body && !has(plain, holder->person))
            plain->person[plain->count++] = holder->person;
    }
}

static void link_alone(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    struct title_phrase phrase = phrase_of(l, title);
    struct asked asked = {.value = title->value,
                          .status = phrase.status,
                          .body = body_of(title, &phrase),
                          .as = phrase.begin > 0 &&
                                (token_is_word(l->tokens, phrase.begin - 1, "as") ||
                                 classes_at(l, phrase.begin - 1) & LEX_BIT(NAMING_VERB)),
                          .fresh = has_adjective(l, title, &phrase, "new"),
                          .field = field_of(l, title, &phrase)};
    bool lower = l->tokens->at[title->first].shape & SHAPE_LOWER;
    if (is_plural(l, title) || is_honorific(l, title) || phrase.indefinite ||
        has_unknown_holder(l, i) || is_vacant(l, title, &phrase) ||
        has_adjective(l, title, &phrase, "next") ||
        (lower && !phrase.determined && !asked.body && !asked.as && !in_headline(l, title->first)))
        return;
    struct candidates all = {.count = 0}, plain = {.count = 0};
    find_holders(l, &asked, &all, &plain);
    if (all.count == 0 && asked.body &&
        (phrase.determined || phrase.body || phrase.end > title->last)) {
        asked.body = NULL; /* "The mayor of Ulm left.  Mayor X ..." */
        asked.after = i;
        find_holders(l, &asked, &all, &plain);
        all.count = 0;
    }
    if (all.count == 1)
        title->person = all.person[0];
    else if (all.count > 1)
        title->person = nearest_of(l, i, &all);
    if (title->person == NO_PERSON && plain.count == 1)
        title->person = plain.person[0];
    if (title->person == NO_PERSON && all.count > 1 && phrase.determined && !asked.as)
        title->person = foremost_of(l, &all);
}

/* "The minister will also become prime minister", "the prime minister, who is the chief executive". */
static void link_by_title(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = phrase_of(l, at(l, i));
    uint32_t before = title_before(l, i);
    if (phrase.begin == 0 || before == l->mentions->count ||
        !(classes_at(l, phrase.begin - 1) & LEX_BIT(LINKING_VERB)) || has_unknown_holder(l, i))
        return;
    const struct mention *subject = at(l, before);
    uint32_t from = phrase_of(l, subject).end;
    if (token_is_mark(l->tokens, from, ',') && token_is_word(l->tokens, from + 1, "who"))
        from++;
    if (from >= phrase.begin || phrase.begin - from > 4)
        return;
    for (uint32_t k = from; k < phrase.begin; k++)
        if (l->tokens->at[k].kind == TOKEN_MARK || !(l->tokens->at[k].shape & SHAPE_LOWER))
            return;
    at(l, i)->person = subject->person;
}

/* Words for many office-holders: who is called so need not have been given this very office before. */
static bool is_loose(const char *office)
{
    static const char *const words[] = {"leader",   "senator",    "mp",
                                        "lawmaker", "legislator", "parliamentarian"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strcmp(office, words[k]) == 0)
            return true;
    return false;
}

/* Whether "said" stands before or behind the title. */
static bool is_speaker(const struct linker *l, const struct title_phrase *phrase)
{
    return classes_at(l, phrase->end) & LEX_BIT(SAYING) ||
           (phrase->begin > 0 && classes_at(l, phrase->begin - 1) & LEX_BIT(SAYING));
}

/* Whether a country is spoken of in the sentence of token i. */
static bool in_sentence_with(const struct linker *l, uint32_t i, const char *country)
{
    const char *value;
    uint32_t begin = sentence_begin(l, i);
    for (uint32_t k = begin; k < l->tokens->count && (k <= i || in_sentence(l, k - 1, k)); k++)
        if ((lexicon_match(l->reading->lexicon, l->tokens, k, LEX_COUNTRY, &value) ||
             lexicon_match(l->reading->lexicon, l->tokens, k, LEX_DEMONYM, &value)) &&
            strcmp(value, country) == 0)
            return true;
    return false;
}

/* Whether a sentence that names the person speaks of the country, too. */
static bool is_of_country(const struct linker *l, uint32_t title, uint32_t person,
                          const char *country)
{
    for (uint32_t i = 0; i < l->mentions->count; i++)
        if (at(l, i)->passage == at(l, title)->passage && at(l, i)->kind == MASTHEAD_NAME &&
            at(l, i)->person == person && in_sentence_with(l, at(l, i)->first, country))
            return true;
    return false;
}

/* Whether one who holds an office can be meant by a title that nobody in the article was given: "the BJP leader" of the secretary of
 * the party, "the Egyptian president" of a president who is not said to be another country's, "the Dockside boss" of the club's
 * manager. */
static bool may_mean(const struct linker *l, const struct holder *holder, const struct asked *asked)
{
    bool past = is_past(asked->status), was = is_past(holder->status);
    if (past && asked->speaks)
        return !is_of_state(asked->value);
    if (past != was)
        return false;
    if (past || (is_loose(asked->value) && !(asked->country && is_of_state(holder->value))))
        return true;
    bool boss = strcmp(asked->value, "boss") == 0 || strcmp(asked->value, "captain") == 0;
    bool leads = strcmp(asked->value, "leader") == 0;
    if (strcmp(holder->value, "leader") == 0 && office_is_kind_of(asked->value, holder->value))
        return true; /* "the opposition leader" of a party's leader */
    return asked->body && (leads || office_is_kind_of(holder->value, asked->value)) &&
           (boss || (!holder->body && asked->country &&
                     is_of_country(l, asked->title, holder->person, asked->body)));
}

static bool person_may_mean(const struct linker *l, uint32_t person, const struct asked *asked)
{
    if (is_past(asked->status) && asked->begins && !is_of_state(asked->value))
        return person != NO_PERSON; /* "The former first lady left" */
    for (uint32_t k = 0; k < l->holder_count && person != NO_PERSON; k++)
        if (l->holders[k].person == person && may_mean(l, &l->holders[k], asked))
            return true;
    return false;
}

/* The last person before a token that "said" stands beside. */
static uint32_t last_speaker(const struct linker *l, uint32_t i, uint32_t token)
{
    uint32_t none = l->mentions->count;
    for (uint32_t name = name_before(l, i, token);
         name < none && token - at(l, name)->last < SPEECH; name = l->names_before[name]) {
        uint32_t first = name_and_titles(l, name);
        if (classes_at(l, at(l, name)->last) & LEX_BIT(SAYING) ||
            (first > 0 && classes_at(l, first - 1) & LEX_BIT(SAYING)))
            return at(l, name)->person;
    }
    return NO_PERSON;
}

/* Whom the sentence before a title is about; NO_PERSON when another of its people can be meant, too. */
static uint32_t topic_before(const struct linker *l, uint32_t i, uint32_t token,
                             const struct asked *asked)
{
    uint32_t none = l->mentions->count, name = name_before(l, i, token);
    if (name == none || token - at(l, name)->last > NEAR)
        return NO_PERSON;
    uint32_t subject = subject_of(l, i, at(l, name)->last);
    uint32_t person = subject < none ? at(l, subject)->person : NO_PERSON;
    if (at(l, name)->person != person && person_may_mean(l, at(l, name)->person, asked))
        return NO_PERSON;
    return person;
}

/* "The former minister said": when nobody has that office, who speaks or the sentence before is about. */
static void link_to_topic(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    struct title_phrase phrase = phrase_of(l, title);
    struct asked asked = {.value = title->value,
                          .status = phrase.status,
                          .body = body_of(title, &phrase),
                          .title = i,
                          .country = phrase.body,
                          .begins = begins_sentence(l, phrase.begin),
                          .speaks = is_speaker(l, &phrase),
                          .field = field_of(l, title, &phrase)};
    if (!token_is_word(l->tokens, phrase.begin, "the") ||
        !(asked.speaks || asked.body || asked.begins) || is_plural(l, title) ||
        is_honorific(l, title) || has_unknown_holder(l, i) || is_vacant(l, title, &phrase) ||
        has_adjective(l, title, &phrase, "new"))
        return;
    struct candidates all = {.count = 0}, plain = {.count = 0};
    find_holders(l, &asked, &all, &plain);
    if (all.count == 1)
        title->person = all.person[0]; /* one linked here before */
    if (all.count)
        return;
    uint32_t person = topic_before(l, i, phrase.begin, &asked);
    if (asked.speaks && !person_may_mean(l, person, &asked))
        person = last_speaker(l, i, phrase.begin);
    if (!person_may_mean(l, person, &asked))
        return;
    title->person = person;
    add_holder(l, i);
}

static bool says_two(const struct linker *l, const struct title_phrase *phrase, uint32_t first)
{
    uint32_t begin = phrase->begin ? phrase->begin - 1 : 0;
    for (uint32_t k = begin; k < first; k++)
        if (token_is_word(l->tokens, k, "two") || token_is_word(l->tokens, k, "both"))
            return true;
    return false;
}

/* "The two presidents", "both ministers", when the article has two of them. */
static void link_counted(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    struct title_phrase phrase = phrase_of(l, title);
    struct asked asked = {
        .value = title->value, .status = phrase.status, .body = body_of(title, &phrase)};
    struct candidates all = {.count = 0}, plain = {.count = 0};
    if (!is_plural(l, title) || !says_two(l, &phrase, title->first))
        return;
    find_holders(l, &asked, &all, &plain);
    if (all.count != 2)
        return;
    struct mention other = *title;
    title->person = all.person[0];
    other.person = all.person[1];
    l->no_memory |= !mentions_add(&l->extra, &other);
}

/* "His Majesty", "her excellency": said of one person as if it were an office. */
static bool is_style(const struct linker *l, const struct mention *title)
{
    return is_honorific(l, title) && strchr(title->value, ' ');
}

/* The one person of the article with exactly this office. */
static uint32_t only_holder(const struct linker *l, const char *office)
{
    uint32_t found = NO_PERSON;
    for (uint32_t k = 0; k < l->holder_count; k++) {
        const struct holder *holder = &l->holders[k];
        if (holder->person == found || strcmp(holder->value, office) != 0)
            continue;
        if (found != NO_PERSON)
            return NO_PERSON;
        found = holder->person;
    }
    return found;
}

/* "His Highness the Emir", whose title is linked; "His Majesty", when one person of the article is called so. */
static void link_style(struct linker *l, uint32_t i)
{
    static const char *const monarchs[][2] = {
        {"his majesty", "king"}, {"her majesty", "queen"}, {"his holiness", "pope"}};
    struct mention *title = at(l, i);
    uint32_t found = NO_PERSON;
    if (!is_style(l, title) || has_unknown_holder(l, i))
        return;
    if (token_is_word(l->tokens, title->last, "the") &&
        is_kind(l, i + 1, title->passage, MASTHEAD_TITLE) &&
        phrase_of(l, at(l, i + 1)).begin == title->last) {
        title->person = at(l, i + 1)->person;
        return;
    }
    for (uint32_t k = 0; k < l->mentions->count; k++) {
        const struct mention *other = at(l, k);
        if (other->kind != MASTHEAD_TITLE || other->person == NO_PERSON || other->person == found ||
            strcmp(other->value, title->value) != 0)
            continue;
        if (found != NO_PERSON)
            return;
        found = other->person;
    }
    title->person = found;
    for (size_t k = 0; k < sizeof monarchs / sizeof *monarchs && title->person == NO_PERSON; k++)
        if (strcmp(title->value, monarchs[k][0]) == 0)
            title->person = only_holder(l, monarchs[k][1]);
}

/* ---- All ---------------------------------------------------------------------------------------- */

/* "President Street", "Captain Field": what may be the end of another name, or an ordinary word, and was not found to be a person's. */
static bool is_thing(const struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    uint64_t classes = classes_at(l, title->last - 1), behind = classes_at(l, title->last);
    bool office =
        (classes & LEX_BIT(OFFICE) && !(classes & LEX_BIT(ABBREVIATION))) ||
        (title->last - title->first > 1 && l->tokens->at[title->first + 1].kind == TOKEN_WORD);
    return title->kind == MASTHEAD_TITLE && has_unknown_holder(l, i) &&
           behind & (LEX_BIT(OFFICE_FOLLOWER) | (office ? 0 : LEX_BIT(COMMON))) &&
           !(i + 1 < l->mentions->count && at(l, i + 1)->passage == title->passage &&
             at(l, i + 1)->first == title->last);
}

/* "General Automation", "Whitaker General Medical Corp", "a major KMW shareholder": what could be a rank before a
 * name that was not found is an ordinary word before capitals.  "Private Lowe" is not. */
static bool names_nobody(const struct linker *l, uint32_t i)
{
    if (is_thing(l, i))
        return true;
    const struct mention *title = at(l, i);
    const struct token *word = &l->tokens->at[title->first], *behind = word + 2;
    uint64_t classes = classes_at(l, title->first);
    if (title->kind != MASTHEAD_TITLE || title->last - title->first > 1 ||
        title->person != NO_PERSON || word->shape & SHAPE_UPPER ||
        classes & (LEX_BIT(OFFICE) | LEX_BIT(ABBREVIATION)) ||
        !(classes & (LEX_BIT(RANK) | LEX_BIT(COMMON))) || !has_unknown_holder(l, i))
        return false;
    if (classes_at(l, title->last) & (LEX_BIT(GIVEN) | LEX_BIT(FAMILY)) ||
        (is_kind(l, i + 1, title->passage, MASTHEAD_TITLE) && at(l, i + 1)->first == title->last))
        return false;
    bool capitals = title->last + 1 < l->tokens->count && behind->kind == TOKEN_WORD &&
                    !(behind->shape & (SHAPE_LOWER | SHAPE_SENTENCE | SHAPE_PARAGRAPH));
    return capitals || word->shape & SHAPE_LOWER;
}

static void drop_ranks_of_nobody(struct linker *l)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < l->mentions->count; i++) {
        l->tokens = &l->reading->passages[at(l, i)->passage].tokens;
        if (at(l, i)->kind != MASTHEAD_TITLE || !names_nobody(l, i))
            l->mentions->at[kept++] = *at(l, i);
    }
    l->mentions->count = kept;
}

/* A name before or behind a title was taken for the body that the office belongs to, or a part of it. */
static void trim_modifiers(struct linker *l)
{
    for (uint32_t k = 0; k < l->title_count && !l->no_memory; k++) {
        struct mention *title = at(l, l->titles[k]);
        if (!title->modifier)
            continue;
        l->tokens = &l->reading->passages[title->passage].tokens;
        struct title_phrase phrase = phrase_of(l, title);
        l->no_memory |= !title_modifier(l->reading->lexicon, l->tokens, l->reading->arena, &phrase,
                                        &title->modifier);
    }
}

static void each_title(struct linker *l, void (*link)(struct linker *l, uint32_t i))
{
    for (uint32_t k = 0; k < l->title_count && !l->no_memory; k++) {
        uint32_t i = l->titles[k];
        if (at(l, i)->person != NO_PERSON)
            continue;
        l->tokens = &l->reading->passages[at(l, i)->passage].tokens;
        link(l, i);
    }
}

/* The person whose family name stands behind a title and was not found to be a name: "District Attorney Vance's". */
static uint32_t person_named(const struct linker *l, uint32_t token)
{
    char folded[3 * LONGEST_NAME];
    uint32_t found = NO_PERSON;
    const struct token *word = &l->tokens->at[token];
    if (token >= l->tokens->count || word->stop - word->begin > LONGEST_NAME)
        return NO_PERSON;
    struct view text = view_of(l->tokens->text + word->begin, word->stop - word->begin);
    struct view family = view_of(folded, unicode_fold(text, folded));
    for (uint32_t i = 0; i < l->people->count; i++)
        if (view_equal(l->people->at[i].name.family, family)) {
            if (found != NO_PERSON)
                return NO_PERSON;
            found = i;
        }
    return found;
}

/* "Treasury Secretary Baker", when another Baker is in the article, too, and only one was secretary. */
static void link_namesake(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    uint32_t name = name_at(l, i, title->last), found = NO_PERSON;
    if (name == l->mentions->count && has_unknown_holder(l, i))
        title->person = person_named(l, title->last);
    if (name == l->mentions->count || at(l, name)->person != NO_PERSON || is_plural(l, title))
        return;
    struct title_phrase phrase = phrase_of(l, title);
    struct asked asked = {.value = title->value, .status = phrase.status};
    for (uint32_t k = 0; k < l->holder_count; k++) {
        uint32_t person = l->holders[k].person;
        if (person == found || !can_mean(&l->holders[k], &asked) ||
            !view_equal(l->people->at[person].name.family, view_string(at(l, name)->value)))
            continue;
        if (found != NO_PERSON)
            return;
        found = person;
    }
    if (found == NO_PERSON)
        return;
    title->person = at(l, name)->person = found;
    at(l, name)->value = l->people->at[found].value;
}

static void collect_holders(struct linker *l)
{
    for (uint32_t k = 0; k < l->title_count && !l->no_memory; k++) {
        uint32_t i = l->titles[k];
        if (at(l, i)->person == NO_PERSON)
            continue;
        l->tokens = &l->reading->passages[at(l, i)->passage].tokens;
        add_holder(l, i);
    }
}

static int by_place(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;
    if (a->passage != b->passage)
        return a->passage < b->passage ? -1 : 1;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->person < b->person ? -1 : a->person > b->person;
}

/* Puts the extra mentions of plurals behind the first of each, from the last to the first. */
static void insert_extra(struct linker *l)
{
    struct mentions *all = l->mentions;
    uint32_t old = all->count, left = l->extra.count;
    if (left)
        qsort(l->extra.at, left, sizeof *l->extra.at, by_place);
    for (uint32_t i = 0; i < left && !l->no_memory; i++)
        l->no_memory = !mentions_add(all, &l->extra.at[i]);
    if (l->no_memory) {
        all->count = old;
        return;
    }
    for (uint32_t to = all->count, from = old; left > 0;) {
        const struct mention *extra = &l->extra.at[left - 1], *last = &all->at[from - 1];
        bool behind = last->passage > extra->passage ||
                      (last->passage == extra->passage && last->begin > extra->begin);
        all->at[--to] = behind ? *last : *extra;
        from -= behind;
        left -= !behind;
    }
}

/* Makes room for what is read of the mentions, and notes the titles and the name before each mention, anew when some were dropped or inserted. */
static void note_mentions(struct linker *l)
{
    uint32_t none = l->mentions->count, name = none;
    l->names_before = arena_take(l->reading->arena, none * sizeof *l->names_before);
    l->read = arena_take(l->reading->arena, none * sizeof *l->read);
    l->titles = arena_take(l->reading->arena, none * sizeof *l->titles);
    l->title_count = 0;
    l->no_memory |= !l->names_before || !l->read || !l->titles;
    for (uint32_t i = 0; i < none && !l->no_memory; i++) {
        if (i > 0 && at(l, i)->passage != at(l, i - 1)->passage)
            name = none;
        l->read[i].known = false;
        l->names_before[i] = name;
        if (at(l, i)->kind == MASTHEAD_NAME)
            name = i;
        else if (at(l, i)->kind == MASTHEAD_TITLE)
            l->titles[l->title_count++] = i;
    }
}

masthead_status links_resolve(const struct reading *reading, struct mentions *mentions,
                              const struct people *people)
{
    struct linker l = {.reading = reading, .people = people, .mentions = mentions};
    if (people->count == 0) {
        drop_ranks_of_nobody(&l);
        return MASTHEAD_OK;
    }
    note_mentions(&l);
    trim_modifiers(&l);
    each_title(&l, link_before_name);
    drop_ranks_of_nobody(&l);
    note_mentions(&l);
    each_title(&l, link_beside_name);
    each_title(&l, link_to_next);
    each_title(&l, link_by_pronoun);
    insert_extra(&l);
    l.extra.count = 0;
    note_mentions(&l);
    collect_holders(&l);
    each_title(&l, link_namesake);
    each_title(&l, link_alone);
    each_title(&l, link_by_owner);
    each_title(&l, link_by_title);
    each_title(&l, link_to_topic);
    each_title(&l, link_style);
    each_title(&l, link_counted);
    insert_extra(&l);
    mentions_free(&l.extra);
    return l.no_memory ? MASTHEAD_NO_MEMORY : MASTHEAD_OK;
}
