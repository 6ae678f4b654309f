/* recognizer.h - one recognizer on any bytes as the text of an article
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The text is in two passages, parted by the first form feed.  What is recognized must lie in its passage,
 * begin and end with characters and come in order, each kind by itself; the second time it is the same. */
#ifndef MASTHEAD_FUZZ_RECOGNIZER_H
#define MASTHEAD_FUZZ_RECOGNIZER_H

#include "arena.h"
#include "fuzz.h"
#include "recognize.h"

static struct lexicon *lexicon;

static inline void open_lexicon(void)
{
    CHECK(lexicon_open("conf/lang/en", &lexicon, NULL) == MASTHEAD_OK);
}

static inline void check_in_text(const struct mention *m, const struct passage *passages)
{
    const struct tokens *t = &passages[m->passage].tokens;
    CHECK(m->first < m->last && m->last <= t->count);
    CHECK(m->begin < m->end && m->end <= t->size);
    CHECK(m->begin >= t->at[m->first].begin && m->end <= t->at[m->last].end);
    CHECK(between_characters(t->text, t->size, m->begin));
    CHECK(between_characters(t->text, t->size, m->end));
}

static inline bool same_mention(const struct mention *a, const struct mention *b)
{
    return a->kind == b->kind && a->type == b->type && a->passage == b->passage &&
           a->begin == b->begin && a->end == b->end && a->grain == b->grain &&
           !a->value == !b->value && (!a->value || strcmp(a->value, b->value) == 0) &&
           view_equal(a->name.given, b->name.given) && view_equal(a->name.family, b->name.family);
}

static inline void fuzz_recognizer(recognize_fn *recognizer, const uint8_t *data, size_t size,
                                   void (*check)(const struct mention *mention))
{
    static const masthead_field field = {.name = "body", .prefix = "", .slot = -1};
    static const masthead_settings settings = {.day_first = 0};
    const uint8_t *feed = size ? memchr(data, '\f', size) : NULL;
    size_t sizes[2] = {feed ? (size_t)(feed - data) : size, feed ? size - 1 - sizes[0] : 0};
    char *texts[2] = {exact_copy(data, sizes[0]), exact_copy(feed ? feed + 1 : data, sizes[1])};
    struct arena arena = {0};
    struct passage passages[2] = {{.field = &field}, {.field = &field, .number = 1}};
    struct reading reading = {.settings = &settings,
                              .lexicon = lexicon,
                              .passages = passages,
                              .passage_count = feed ? 2 : 1,
                              .published = 20210817,
                              .arena = &arena};
    struct mentions once = {0}, twice = {0};
    for (uint32_t i = 0; i < reading.passage_count; i++)
        CHECK(!scan(lexicon, view_of(texts[i], sizes[i]), &arena, &passages[i].tokens));
    CHECK(!recognizer(&reading, &once) && !recognizer(&reading, &twice));
    CHECK(once.count == twice.count);
    for (uint32_t i = 0; i < once.count; i++) {
        const struct mention *m = &once.at[i];
        check_in_text(m, passages);
        check(m);
        CHECK(same_mention(m, &twice.at[i]));
    }
    mentions_free(&once);
    mentions_free(&twice);
    arena_free(&arena);
    free(texts[0]);
    free(texts[1]);
}

#endif
