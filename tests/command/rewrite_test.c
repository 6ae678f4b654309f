/* rewrite_test.c - numbers of a config changed where they stand
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "command.h"
#include "input.h"
#include "rewrite.h"
#include "test.h"

/* What the rest of the command gives. */
int complain(const char *format, ...)
{
    (void)format;
    return STATUS_BAD;
}

void *allocate(void *old, size_t size)
{
    return realloc(old, size ? size : 1);
}

#define K1                                                                                         \
    {                                                                                              \
        {"ranking", "k1", NULL}, 1.375                                                             \
    }
#define HEADLINE                                                                                   \
    {                                                                                              \
        {"fields", "headline", "weight"}, 2                                                        \
    }
#define B                                                                                          \
    {                                                                                              \
        {"fields", "headline", "b"}, 0.05                                                          \
    }
#define RECENCY                                                                                    \
    {                                                                                              \
        {"ranking", "recency", "weight"}, 0.5                                                      \
    }

/* A text, a change, and the text after it. */
static const struct {
    const char *before;
    struct change change;
    const char *after;
} rows[] = {
    /* a number that is there */
    {"ranking: {k1: 1.2}\n", K1, "ranking: {k1: 1.38}\n"},
    {"ranking: { k1:   1.2   } # so\n", K1, "ranking: { k1:   1.38   } # so\n"},
    {"# a\nranking:\n  model: bm25f\n  k1: 1 # b\n\n# c", K1,
     "# a\nranking:\n  model: bm25f\n  k1: 1.38 # b\n\n# c"},
    {"ranking:\r\n  k1: 1\r\nnames: {}\r\n", K1, "ranking:\r\n  k1: 1.38\r\nnames: {}\r\n"},
    {"\xef\xbb\xbfranking: {k1: 1.2}", K1, "\xef\xbb\xbfranking: {k1: 1.38}"},
    {"a: \"\u00f8\u00f8\"\nranking: {m: \u00f8, k1: 1.2}", K1,
     "a: \"\u00f8\u00f8\"\nranking: {m: \u00f8, k1: 1.38}"},
    {"fields:\n  headline: {prefix: S, weight: 4.0, b: 0.4}\n", HEADLINE,
     "fields:\n  headline: {prefix: S, weight: 2.0, b: 0.4}\n"},
    {"ranking: {recency: {half-life: 30 days, weight: 0}}", RECENCY,
     "ranking: {recency: {half-life: 30 days, weight: 0.5}}"},
    /* one that is missing */
    {"fields:\n  headline: {prefix: S, weight: 4.0}\n", B,
     "fields:\n  headline: {prefix: S, weight: 4.0, b: 0.05}\n"},
    {"fields:\n  headline:\n    prefix: S # the S\n    from: [a, b]\n  x: {prefix: \"\"}\n", B,
     "fields:\n  headline:\n    prefix: S # the S\n    from: [a, b]\n    b: 0.05\n  x: {prefix: "
     "\"\"}\n"},
    {"fields:\n  headline:\n    from:\n      - a\n", B,
     "fields:\n  headline:\n    b: 0.05\n    from:\n      - a\n"},
    {"fields:\n  headline:\n    prefix: S # the S", B,
     "fields:\n  headline:\n    prefix: S # the S\n    b: 0.05"},
    {"fields:\r\n  headline:\r\n    prefix: S\r\n", B,
     "fields:\r\n  headline:\r\n    prefix: S\r\n    b: 0.05\r\n"},
    {"ranking: {}", K1, "ranking: {k1: 1.38}"},
    {"ranking: {recency: {half-life: 30 days}, model: bm25f}", RECENCY,
     "ranking: {recency: {half-life: 30 days, weight: 0.5}, model: bm25f}"},
    {"masthead: 1\nfields:\n  x: {prefix: \"\"}\n", K1,
     "masthead: 1\nranking: {k1: 1.38}\nfields:\n  x: {prefix: \"\"}\n"},
    {"masthead: 1\nranking: {k1: 2}\n", RECENCY,
     "masthead: 1\nranking: {k1: 2, recency: {weight: 0.5}}\n"},
};

/* A number, and what is written of it. */
static const struct {
    double value, rounded;
} numbers[] = {{0, 0},         {1, 1},         {0.05, 0.05},    {0.0004, 0},  {0.12345, 0.123},
               {1.2345, 1.23}, {12.345, 12.3}, {123.45, 123.5}, {1000, 1000}, {2.999, 3}};

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t size;
        char *after = rewrite_text(view_string(rows[i].before), &rows[i].change, 1, &size);
        same(after, rows[i].after, rows[i].before);
        ok(strlen(after) == size, "and its size");
        free(after);
    }
    const struct change changes[] = {K1, HEADLINE, B};
    size_t size;
    char *after = rewrite_text(view_string("fields:\n  headline: {prefix: S}\nranking: {k1: 1}\n"),
                               changes, 3, &size);
    same(after, "fields:\n  headline: {prefix: S, weight: 2.0, b: 0.05}\nranking: {k1: 1.38}\n",
         "several changes");
    free(after);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        ok(rewrite_rounded(numbers[i].value) == numbers[i].rounded, "%g", numbers[i].value);
    return done();
}
