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

#include "linker.h"
#include "unicode.h"

enum { LONGEST_NAME = 32 }; /* bytes of one word */

/* "President Street", "Captain Field": what may be the end of another name, or an ordinary word, and was not found to be a person's. */
static bool is_thing(const struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    uint64_t classes = classes_at(l, title->last - 1), behind = classes_at(l, title->last);
    bool office =
        (classes & LEX_BIT(OFFICE) && !(classes & LEX_BIT(ABBREVIATION))) ||
        (title->last - title->first > 1 && l->tokens->at[title->first + 1].kind == TOKEN_WORD);
    return title->kind == MASTHEAD_TITLE && linker_has_unknown_holder(l, i) &&
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
        !(classes & (LEX_BIT(RANK) | LEX_BIT(COMMON))) || !linker_has_unknown_holder(l, i))
        return false;
    if (classes_at(l, title->last) & (LEX_BIT(GIVEN) | LEX_BIT(FAMILY)) ||
        (linker_is_kind(l, i + 1, title->passage, MASTHEAD_TITLE) && at(l, i + 1)->first == title->last))
        return false;
    bool capitals = title->last + 1 < l->tokens->count && behind->kind == TOKEN_WORD &&
                    !(behind->shape & (SHAPE_LOWER | SHAPE_SENTENCE | SHAPE_PARAGRAPH));
    return capitals || word->shape & SHAPE_LOWER;
}

/* Returns whether some were dropped. */
static bool drop_ranks_of_nobody(struct linker *l)
{
    uint32_t kept = 0, count = l->mentions->count;
    for (uint32_t i = 0; i < l->mentions->count; i++) {
        l->tokens = &l->reading->passages[at(l, i)->passage].tokens;
        if (at(l, i)->kind != MASTHEAD_TITLE || !names_nobody(l, i))
            l->mentions->at[kept++] = *at(l, i);
    }
    l->mentions->count = kept;
    return kept < count;
}

/* A name before or behind a title was taken for the body that the office belongs to, or a part of it. */
static void trim_modifiers(struct linker *l)
{
    for (uint32_t k = 0; k < l->title_count && !l->no_memory; k++) {
        struct mention *title = at(l, l->titles[k]);
        if (!title->modifier)
            continue;
        l->tokens = &l->reading->passages[title->passage].tokens;
        struct title_phrase phrase = linker_phrase_of(l, title);
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
    uint32_t count;
    const struct token *word = &l->tokens->at[token];
    if (token >= l->tokens->count || word->stop - word->begin > LONGEST_NAME)
        return NO_PERSON;
    struct view text = view_of(l->tokens->text + word->begin, word->stop - word->begin);
    const struct relative *family = linker_family(l, view_of(folded, unicode_fold(text, folded)), &count);
    return count == 1 ? family->person : NO_PERSON;
}

/* "Treasury Secretary Baker", when another Baker is in the article, too, and only one was secretary. */
static void link_namesake(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    uint32_t name = linker_name_at(l, i, title->last), found = NO_PERSON;
    if (name == l->mentions->count && linker_has_unknown_holder(l, i))
        title->person = person_named(l, title->last);
    if (name == l->mentions->count || at(l, name)->person != NO_PERSON || linker_is_plural(l, title))
        return;
    struct title_phrase phrase = linker_phrase_of(l, title);
    struct asked asked = {.value = title->value, .status = phrase.status};
    for (uint32_t k = 0; k < l->holder_count; k++) {
        uint32_t person = l->holders[k].person;
        if (person == found || !linker_can_mean(l, &l->holders[k], &asked) ||
            !view_equal(l->people->at[person].name.family, view_string(at(l, name)->value)))
            continue;
        if (found != NO_PERSON)
            return;
        found = person;
    }
    if (found == NO_PERSON)
        return;
    title->person = at(l, name)->person = found;
    l->named[found]++;
    at(l, name)->value = l->people->at[found].value;
}

static void collect_holders(struct linker *l)
{
    for (uint32_t k = 0; k < l->title_count && !l->no_memory; k++) {
        uint32_t i = l->titles[k];
        if (at(l, i)->person == NO_PERSON)
            continue;
        l->tokens = &l->reading->passages[at(l, i)->passage].tokens;
        linker_add_holder(l, i);
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

/* Puts the extra mentions of plurals behind the first of each, from the last to the first.  Returns whether there are some. */
static bool insert_extra(struct linker *l)
{
    struct mentions *all = l->mentions;
    uint32_t old = all->count, left = l->extra.count;
    if (!left)
        return false;
    qsort(l->extra.at, left, sizeof *l->extra.at, by_place);
    l->extra.count = 0;
    for (uint32_t i = 0; i < left && !l->no_memory; i++)
        l->no_memory = !mentions_add(all, &l->extra.at[i]);
    if (l->no_memory) {
        all->count = old;
        return false;
    }
    for (uint32_t to = all->count, from = old; left > 0;) {
        const struct mention *extra = &l->extra.at[left - 1], *last = &all->at[from - 1];
        bool behind = last->passage > extra->passage ||
                      (last->passage == extra->passage && last->begin > extra->begin);
        all->at[--to] = behind ? *last : *extra;
        from -= behind;
        left -= !behind;
    }
    return true;
}

static int by_family(const void *left, const void *right)
{
    const struct relative *a = left, *b = right;
    int order = view_compare(a->family, b->family);
    return order ? order : a->person < b->person ? -1 : a->person > b->person;
}

static void note_people(struct linker *l)
{
    uint32_t count = l->people->count;
    struct relative *relatives = arena_take(l->reading->arena, count * sizeof *relatives);
    l->first_named = arena_take(l->reading->arena, count * sizeof *l->first_named);
    l->named = arena_take(l->reading->arena, count * sizeof *l->named);
    l->no_memory |= !relatives || !l->first_named || !l->named;
    if (l->no_memory)
        return;
    for (uint32_t i = 0; i < count; i++)
        relatives[i] = (struct relative){l->people->at[i].name.family, i};
    qsort(relatives, count, sizeof *relatives, by_family);
    l->relatives = relatives;
}

/* Makes room for what is read of the mentions. */
static void take_notes(struct linker *l)
{
    uint32_t count = l->mentions->count;
    l->names_before = arena_take(l->reading->arena, count * sizeof *l->names_before);
    l->next_named = arena_take(l->reading->arena, count * sizeof *l->next_named);
    l->read = arena_take(l->reading->arena, count * sizeof *l->read);
    l->titles = arena_take(l->reading->arena, count * sizeof *l->titles);
    l->title_count = 0;
    l->no_memory |= !l->names_before || !l->next_named || !l->read || !l->titles;
}

/* Notes the titles, the name before each mention, and the mentions of each person, anew when some were dropped or inserted. */
static void note_mentions(struct linker *l)
{
    uint32_t none = l->mentions->count, name = none;
    take_notes(l);
    for (uint32_t i = 0; i < l->people->count && !l->no_memory; i++) {
        l->first_named[i] = none;
        l->named[i] = 0;
    }
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
    for (uint32_t i = none; i-- > 0 && !l->no_memory;) { /* from the last, so that the first is found first */
        uint32_t person = at(l, i)->person;
        if (at(l, i)->kind != MASTHEAD_NAME || person == NO_PERSON)
            continue;
        l->next_named[i] = l->first_named[person];
        l->first_named[person] = i;
        l->named[person]++;
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
    note_people(&l);
    note_mentions(&l);
    trim_modifiers(&l);
    each_title(&l, link_before_name);
    if (drop_ranks_of_nobody(&l))
        note_mentions(&l);
    each_title(&l, link_beside_name);
    each_title(&l, link_to_next);
    each_title(&l, link_by_pronoun);
    each_title(&l, link_by_speaker);
    if (insert_extra(&l))
        note_mentions(&l);
    collect_holders(&l);
    each_title(&l, link_namesake);
    each_title(&l, link_alone);
    each_title(&l, link_by_owner);
    each_title(&l, link_by_title);
    each_title(&l, link_ahead);
    each_title(&l, link_to_topic);
    each_title(&l, link_style);
    each_title(&l, link_counted);
    insert_extra(&l);
    mentions_free(&l.extra);
    return l.no_memory ? MASTHEAD_NO_MEMORY : MASTHEAD_OK;
}
