/* bench-recognize.c - how fast scanned articles become mentions, recognizer by recognizer
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     bench-recognize LANG_FOLDER FILE...
 *
 * Each file is an article.  The recognizers take turns, so that what else the machine does strikes them alike. */
#include "bench.h"
#include "names_cache.h"
#include "people.h"
#include "recognize.h"

#include <stdio.h>
#include <stdlib.h>

struct bench_article {
    struct arena arena;
    struct passage passage;
};

static masthead_status join_people(const struct reading *reading, struct mentions *mentions)
{
    struct people people;
    masthead_status status = recognize(reading, mentions);
    return status ? status : people_resolve(reading, mentions, &people);
}

static const struct {
    const char *what;
    masthead_status (*run)(const struct reading *reading, struct mentions *out);
} stages[] = {{"names", names_recognize},
              {"titles", titles_recognize},
              {"dates", dates_recognize},
              {"all", recognize},
              {"all, and people", join_people}};

enum { STAGES = sizeof stages / sizeof *stages, ROUNDS = 15 };

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(1 << 24) : NULL;
    *size = text ? fread(text, 1, 1 << 24, file) : 0;
    if (file)
        fclose(file);
    return text;
}

/* Runs a stage over all articles; returns the seconds that it took, a negative number when memory ran out. */
static double run_stage(int stage, const struct lexicon *lexicon, struct name_cache *names,
                        struct bench_article *articles, int count, unsigned *found)
{
    masthead_settings settings = {0};
    double begin = seconds();
    *found = 0;
    for (int i = 0; i < count; i++) {
        struct arena arena = {0};
        struct mentions mentions = {0};
        struct reading reading = {.settings = &settings,
                                  .lexicon = lexicon,
                                  .passages = &articles[i].passage,
                                  .passage_count = 1,
                                  .published = 20210817,
                                  .arena = &arena,
                                  .names = names};
        if (stages[stage].run(&reading, &mentions))
            return -1;
        *found += mentions.count;
        mentions_free(&mentions);
        arena_free(&arena);
    }
    return seconds() - begin;
}

int main(int argc, char **argv)
{
    struct lexicon *lexicon;
    masthead_error err = MASTHEAD_ERROR_INIT;
    double bytes = 0, times[STAGES][ROUNDS];
    unsigned found[STAGES];
    if (argc < 3 || lexicon_open(argv[1], &lexicon, &err)) {
        fprintf(stderr, argc < 3 ? "usage: bench-recognize LANG_FOLDER FILE...\n" : "%s",
                masthead_error_text(&err));
        return EXIT_FAILURE;
    }
    int count = argc - 2;
    struct name_cache *names = name_cache_open();
    struct bench_article *articles = calloc((size_t)count, sizeof *articles);
    static masthead_field field = {.name = "body"};
    for (int i = 0; articles && i < count; i++) {
        size_t size;
        char *text = read_file(argv[i + 2], &size);
        articles[i].passage.field = &field;
        bytes += (double)size;
        if (!text ||
            scan(lexicon, view_of(text, size), &articles[i].arena, &articles[i].passage.tokens))
            return EXIT_FAILURE;
    }
    for (int round = 0; round < ROUNDS; round++)
        for (int stage = 0; stage < STAGES; stage++)
            times[stage][round] = run_stage(stage, lexicon, names, articles, count, &found[stage]);
    for (int stage = 0; stage < STAGES; stage++) {
        qsort(times[stage], ROUNDS, sizeof(double), by_size);
        printf("%-16s %7.1f MB/s, %u mentions\n", stages[stage].what,
               bytes / 1e6 / times[stage][ROUNDS / 2], found[stage]);
    }
    return EXIT_SUCCESS;
}
