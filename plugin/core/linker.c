/* linker.c - what stands around a title
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "linker.h"

enum { MUCH = 2 };

bool linker_in_sentence(const struct linker *l, uint32_t from, uint32_t to)
{
    if (to > from + SENTENCE)
        return false;
    for (uint32_t i = from + 1; i <= to && i < l->tokens->count; i++)
        if (l->tokens->at[i].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH))
            return false;
    return true;
}

bool linker_begins_sentence(const struct linker *l, uint32_t i)
{
    return i == 0 || l->tokens->at[i].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH);
}

uint32_t linker_sentence_begin(const struct linker *l, uint32_t i)
{
    uint32_t least = i > SENTENCE ? i - SENTENCE : 0;
    while (i > least && !(l->tokens->at[i].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH)))
        i--;
    return i;
}

bool linker_is_plural(const struct linker *l, const struct mention *title)
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

bool linker_is_honorific(const struct linker *l, const struct mention *title)
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
    if (other->first - article > title->last + 1 || linker_is_honorific(l, other) || linker_is_plural(l, other))
        return;
    phrase->end = title->last;
    if (phrase->body_begin >= title->last)
        phrase->body_begin = phrase->body_end = 0;
}

/* "President X's deputy": with the titles before the owner's name. */
static void begin_with_owner(const struct linker *l, const struct mention *title,
                             struct title_phrase *phrase)
{
    const struct mention *m = title;
    while (m > l->mentions->at && m[-1].passage == title->passage && m[-1].first >= phrase->begin)
        m--;
    if (m == title || m->kind != MASTHEAD_NAME || m->first != phrase->begin)
        return;
    while (m > l->mentions->at && m[-1].passage == title->passage && m[-1].kind == MASTHEAD_TITLE &&
           m[-1].last == phrase->begin)
        phrase->begin = (--m)->first;
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
    begin_with_owner(l, title, &phrase);
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

struct title_phrase linker_phrase_of(const struct linker *l, const struct mention *title)
{
    struct read *read = &l->read[title - l->mentions->at];
    if (!read->known)
        *read = (struct read){true, read_phrase(l, title)};
    return read->phrase;
}

const char *linker_body_of(const struct mention *title, const struct title_phrase *phrase)
{
    if (!phrase->body && phrase->body_begin == phrase->body_end)
        return NULL;
    if (!title->modifier || !phrase->status)
        return title->modifier;
    size_t size = strlen(phrase->status);
    return title->modifier[size] == ' ' ? title->modifier + size + 1 : NULL;
}

bool linker_is_kind(const struct linker *l, uint32_t i, uint32_t passage,
                    masthead_mention_kind kind)
{
    return i < l->mentions->count && at(l, i)->passage == passage && at(l, i)->kind == kind;
}

uint32_t linker_title_before(const struct linker *l, uint32_t i)
{
    uint32_t passage = at(l, i)->passage;
    while (i > 0 && linker_is_kind(l, i - 1, passage, MASTHEAD_DATE))
        i--; /* "and now the president" */
    return i > 0 && linker_is_kind(l, i - 1, passage, MASTHEAD_TITLE) ? i - 1 : l->mentions->count;
}

uint32_t linker_name_at(const struct linker *l, uint32_t i, uint32_t token)
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

uint32_t linker_name_before(const struct linker *l, uint32_t i, uint32_t token)
{
    do
        i = l->names_before[i];
    while (i < l->mentions->count && at(l, i)->last > token);
    return i;
}

/* The first of the relatives that is not before a family. */
static uint32_t family_begin(const struct linker *l, struct view family)
{
    uint32_t low = 0, high = l->people->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (view_compare(l->relatives[middle].family, family) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct relative *linker_family(const struct linker *l, struct view family, uint32_t *count)
{
    uint32_t begin = family_begin(l, family), end = begin;
    while (end < l->people->count && end - begin < MOST_HOLDERS && view_equal(l->relatives[end].family, family))
        end++;
    *count = end - begin;
    return l->relatives + begin;
}

uint32_t linker_foremost_of(const struct linker *l, const struct candidates *among)
{
    uint32_t best = 0, second = 0, found = NO_PERSON;
    for (uint32_t k = 0; k < among->count; k++) {
        uint32_t count = l->named[among->person[k]];
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

/* Whether somebody comes into the article as a relative of another: "his widow, X". */
static bool is_kin(const struct linker *l, uint32_t person)
{
    static const char *const words[] = {"wife",   "husband",  "widow",   "widower",
                                        "son",    "daughter", "brother", "sister",
                                        "father", "mother",   "cousin"};
    uint32_t name = l->first_named[person];
    if (name == l->mentions->count)
        return false;
    const struct tokens *tokens = &l->reading->passages[at(l, name)->passage].tokens;
    uint32_t i = at(l, name)->first;
    i -= i > 0 && token_is_mark(tokens, i - 1, ',');
    return TOKEN_IS_AMONG(tokens, i - 1, words);
}

/* Who a name means.  A family name that several people have is that of the one the article is about, not of a relative. */
static uint32_t person_meant(const struct linker *l, uint32_t name)
{
    struct candidates all, own = {.count = 0};
    if (at(l, name)->person != NO_PERSON || !at(l, name)->value)
        return at(l, name)->person;
    const struct relative *family = linker_family(l, view_string(at(l, name)->value), &all.count);
    for (uint32_t i = 0; i < all.count; i++) {
        all.person[i] = family[i].person;
        if (!is_kin(l, family[i].person))
            own.person[own.count++] = family[i].person;
    }
    if (all.count < 2)
        return NO_PERSON;
    return own.count == 1 ? own.person[0] : linker_foremost_of(l, &all);
}

bool link_to(struct linker *l, uint32_t title, uint32_t name)
{
    if (name < l->mentions->count)
        at(l, title)->person = person_meant(l, name);
    return at(l, title)->person != NO_PERSON;
}

bool linker_is_capital(const struct linker *l, uint32_t i)
{
    return i < l->tokens->count && l->tokens->at[i].kind == TOKEN_WORD &&
           !(l->tokens->at[i].shape & SHAPE_LOWER);
}

bool linker_is_and(const struct linker *l, uint32_t i)
{
    return token_is_word(l->tokens, i, "and") || token_is_mark(l->tokens, i, '&');
}

bool linker_joins_names(const struct linker *l, uint32_t i)
{
    return linker_is_and(l, i) || token_is_mark(l->tokens, i, ',') || token_is_word(l->tokens, i, "of") ||
           token_is_word(l->tokens, i, "nor") || token_is_word(l->tokens, i, "or");
}

uint32_t linker_bracket_end(const struct linker *l, uint32_t i)
{
    for (uint32_t k = i + 1; k < i + ASIDE && token_is_mark(l->tokens, i, '('); k++)
        if (token_is_mark(l->tokens, k, ')'))
            return k + 1;
    return i;
}

bool linker_is_verb(const struct linker *l, uint32_t i)
{
    static const char *const auxiliaries[] = {"is",    "was", "has",   "had",    "will",
                                              "would", "can", "could", "may",    "might",
                                              "must",  "did", "does",  "should", "told"};
    if (i > 0 && i < l->tokens->count && l->tokens->at[i - 1].shape & SHAPE_POSSESSIVE)
        return false; /* "the USDA's state operations" */
    if (classes_at(l, i) & (LEX_BIT(SAYING) | LEX_BIT(LINKING_VERB) | LEX_BIT(NAMING_VERB)))
        return true;
    if (classes_at(l, i) & LEX_BIT(MONTH) && linker_is_capital(l, i))
        return false; /* "in May" */
    if (TOKEN_IS_AMONG(l->tokens, i, auxiliaries))
        return true;
    if (i >= l->tokens->count || !(l->tokens->at[i].shape & SHAPE_LOWER))
        return false;
    struct view text = token_text(l->tokens, i);
    return text.size > 3 && memcmp(text.at + text.size - 2, "ed", 2) == 0;
}

bool linker_is_plain_word(const struct linker *l, uint32_t i)
{
    return i < l->tokens->count && l->tokens->at[i].shape & SHAPE_LOWER && !linker_is_verb(l, i) &&
           !(classes_at(l, i) & (LEX_BIT(FUNCTION_WORD) | LEX_BIT(DETERMINER)));
}

uint32_t linker_clause_comma(const struct linker *l, uint32_t i)
{
    for (uint32_t k = i; k < i + CLAUSE && linker_in_sentence(l, k - 1, k) && !linker_is_verb(l, k); k++)
        if (token_is_mark(l->tokens, k, ','))
            return k;
    return 0;
}
