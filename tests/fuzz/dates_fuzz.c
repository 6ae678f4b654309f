/* dates_fuzz.c - any bytes as the text of an article
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first bytes choose the day of publication and the order of day and month.  What is recognized must
 * lie in the text, in order, and its value must be of one of TIMEX3's forms. */
#include "arena.h"
#include "fuzz.h"
#include "recognize.h"

static struct lexicon *lexicon;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(lexicon_open("conf/lang/en", &lexicon, NULL) == MASTHEAD_OK);
    return 0;
}

/* Capitals, digits, and the marks of ISO 8601. */
static void check_value(const char *value)
{
    size_t size = strlen(value);
    CHECK(size >= 1 && size < 40);
    for (size_t i = 0; i < size; i++)
        CHECK((value[i] >= 'A' && value[i] <= 'Z') || (value[i] >= '0' && value[i] <= '9') ||
              (value[i] && strchr("-:._", value[i])));
}

static void check_mention(const struct mention *m, const struct tokens *t, uint32_t behind)
{
    CHECK(m->kind == MASTHEAD_DATE && m->type <= MASTHEAD_DATE_SET && m->passage == 0);
    CHECK(m->first >= behind && m->first < m->last && m->last <= t->count);
    CHECK(m->begin == t->at[m->first].begin && m->begin < m->end && m->end <= t->size);
    check_value(m->value);
    if (m->grain == GRAIN_NONE)
        return;
    CHECK(m->type == MASTHEAD_DATE_DATE || m->type == MASTHEAD_DATE_TIME);
    CHECK(calendar_valid(m->from.year, m->from.month, m->from.day));
    CHECK(calendar_valid(m->to.year, m->to.month, m->to.day) || m->to.year == MAX_YEAR + 1);
    CHECK(calendar_number(m->from) <= calendar_number(m->to));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4 || size > 20000)
        return 0;
    masthead_settings settings = {.day_first = data[0] & 1};
    uint32_t published = data[0] & 2
                             ? (uint32_t)((1600 + (data[1] * 256 + data[2]) % 1400) * 10000 +
                                          (data[3] % 12 + 1) * 100 + data[3] % 28 + 1)
                             : 0;
    struct arena arena = {0};
    struct passage passage = {0};
    struct mentions mentions = {0};
    char *text = malloc(size - 4 + 1); /* of its own, so that an overrun is seen */
    CHECK(text);
    memcpy(text, data + 4, size - 4);
    CHECK(scan(lexicon, view_of(text, size - 4), &arena, &passage.tokens) == MASTHEAD_OK);
    struct reading reading = {.settings = &settings,
                              .lexicon = lexicon,
                              .passages = &passage,
                              .passage_count = 1,
                              .published = published,
                              .arena = &arena};
    CHECK(dates_recognize(&reading, &mentions) == MASTHEAD_OK);
    for (uint32_t i = 0; i < mentions.count; i++)
        check_mention(&mentions.at[i], &passage.tokens, i ? mentions.at[i - 1].last : 0);
    mentions_free(&mentions);
    arena_free(&arena);
    free(text);
    return 0;
}
