/* recognize.c - tokens to mentions
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Overlaps are settled in one sweep over the mentions in order of place.  Of two that share a token the
 * one of the stronger kind stays: a date beats a name ("Martin Luther King Day"), a name beats a title
 * ("Baker" the person, "Bishop" in "Bishop Auckland") unless all of it is in a longer one ("Vice-captain",
 * "Dalai Lama"); within one kind the longer stays. */
#include "recognize.h"

#include <stdlib.h>

/* Every recognizer has one row.  `rank` settles overlaps: the higher stays. */
static const struct {
    recognize_fn *recognize;
    masthead_mention_kind kind;
    int rank;
} recognizers[] = {
    {dates_recognize, MASTHEAD_DATE, 3},
    {names_recognize, MASTHEAD_NAME, 2},
    {titles_recognize, MASTHEAD_TITLE, 1},
};

enum { RECOGNIZERS = sizeof recognizers / sizeof *recognizers };

bool mentions_add(struct mentions *mentions, const struct mention *mention)
{
    if (mentions->count == mentions->capacity) {
        uint32_t capacity = mentions->capacity ? mentions->capacity * 2 : 64;
        struct mention *at = realloc(mentions->at, capacity * sizeof *at);
        if (!at)
            return false;
        mentions->at = at;
        mentions->capacity = capacity;
    }
    mentions->at[mentions->count++] = *mention;
    return true;
}

void mentions_free(struct mentions *mentions)
{
    free(mentions->at);
    *mentions = (struct mentions){0};
}

static int rank_of(masthead_mention_kind kind)
{
    for (int i = 0; i < RECOGNIZERS; i++)
        if (recognizers[i].kind == kind)
            return recognizers[i].rank;
    return 0;
}

static int by_place(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;
    if (a->passage != b->passage)
        return a->passage < b->passage ? -1 : 1;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return rank_of(b->kind) - rank_of(a->kind);
}

static bool overlap(const struct mention *a, const struct mention *b)
{
    return a->passage == b->passage && a->begin < b->end && b->begin < a->end;
}

/* Whether `a` is a title of several words that has all words of the name `b`. */
static bool contains(const struct mention *a, const struct mention *b)
{
    return a->kind == MASTHEAD_TITLE && b->kind == MASTHEAD_NAME && a->first <= b->first &&
           a->last >= b->last && a->last - a->first > 1;
}

static bool stronger(const struct mention *a, const struct mention *b)
{
    if (contains(a, b) || contains(b, a))
        return contains(a, b);
    if (a->kind != b->kind)
        return rank_of(a->kind) > rank_of(b->kind);
    return a->end - a->begin > b->end - b->begin;
}

/* Drops the weaker of overlapping mentions.  What is kept is disjoint and in order, so a mention need be compared with the
 * last ones kept only. */
static void settle(struct mentions *mentions)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < mentions->count; i++) {
        struct mention mention = mentions->at[i];
        uint32_t from = kept;
        bool keep = true;
        while (from > 0 && overlap(&mentions->at[from - 1], &mention) && keep) {
            keep = stronger(&mention, &mentions->at[from - 1]);
            from--;
        }
        if (!keep)
            continue;
        kept = from;
        mentions->at[kept++] = mention;
    }
    mentions->count = kept;
}

masthead_status recognize(const struct reading *reading, struct mentions *out)
{
    out->count = 0;
    for (int i = 0; i < RECOGNIZERS; i++) {
        masthead_status status = recognizers[i].recognize(reading, out);
        if (status)
            return status;
    }
    if (out->count)
        qsort(out->at, out->count, sizeof *out->at, by_place);
    settle(out);
    return MASTHEAD_OK;
}
