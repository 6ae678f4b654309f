/* bench-analyze.c - how fast texts in memory become terms, all recognizers included, and what each stage takes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *      bench-analyze CONFIG DUMP
 *
 * DUMP is what `masthead feed` writes.  All of it is read several times, article by article for the whole and for the
 * words, and in batches for the other stages, as a clock takes too long to be asked between those of one short article.
 * The fastest time counts, as processor time, divided by the bytes of the texts. */
#include "article.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "file.h"

enum { ROUNDS = 7, BATCH = 8 };

enum stage { WORDS, NAMES, TITLES, DATES, RESOLVING, EMITTING, STAGES };

static const char *const stage_names[STAGES] = {
    "words: scanned, stemmed, put together", "names",
    "titles",                                "dates",
    "people and titles joined, the rest",    "terms of names, titles, dates"};

/* A value of an article. */
struct value {
    const masthead_field *field;
    size_t article;
    const char *text;
    size_t size;
};

static struct {
    struct value *values;
    size_t value_count, article_count, text_bytes;
} corpus;

static masthead_article *articles[BATCH];
static struct mentions found;
static unsigned long terms, mention_count; /* of one reading of the whole */

static int count_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    (void)user, (void)term, (void)size, (void)position, (void)wdf;
    terms++;
    return 0;
}

static int ignore_value(void *user, uint32_t slot, const char *value, size_t size)
{
    (void)user, (void)slot, (void)value, (void)size;
    return 0;
}

static const masthead_sink sink = {sizeof sink, NULL, count_term, ignore_value};

static void check(int status)
{
    if (!status)
        return;
    fputs("bench-analyze: out of memory\n", stderr);
    exit(1);
}

/* Gives the articles of a batch their values.  Returns the first value that is none of theirs. */
static const struct value *add_values(const struct value *value, size_t first, size_t count)
{
    masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    options.words = &sink;
    for (; value < corpus.values + corpus.value_count && value->article < first + count; value++) {
        masthead_article *a = articles[value->article - first];
        if (value->field->kind > MASTHEAD_FIELD_DATELINE)
            masthead_article_metadata(a, value->field->name, strlen(value->field->name), value->text, value->size,
                                      NULL);
        else
            check(masthead_article_text(a, value->field, value->text, value->size, &options, NULL, NULL));
    }
    return value;
}

static void recognize_one(const masthead_article *a, recognize_fn *recognizer)
{
    static struct arena arena;
    const struct reading reading = {.settings = &a->masthead->settings.public,
                                    .lexicon = a->masthead->lexicon,
                                    .passages = a->passages,
                                    .passage_count = a->passage_count,
                                    .published = 20210817,
                                    .arena = &arena,
                                    .names = articles[0]->names}; /* a program has one */
    arena_reset(&arena);
    found.count = 0;
    check(recognizer(&reading, &found));
}

/* Runs a stage over a batch; returns the time it takes. */
static double run_stage(enum stage stage, size_t count)
{
    static recognize_fn *const recognizers[STAGES] = {
        [NAMES] = names_recognize, [TITLES] = titles_recognize, [DATES] = dates_recognize};
    const double begun = seconds();
    for (size_t i = 0; i < count; i++) {
        if (recognizers[stage])
            recognize_one(articles[i], recognizers[stage]);
        else if (stage == RESOLVING)
            check(masthead_article_resolve(articles[i], NULL));
        else
            check(masthead_article_emit(articles[i], MASTHEAD_EMIT_MENTIONS | MASTHEAD_EMIT_METADATA, &sink, NULL));
    }
    return seconds() - begun;
}

static void read_in_stages(double taken[STAGES])
{
    const struct value *value = corpus.values;
    for (size_t first = 0; first < corpus.article_count; first += BATCH) {
        const size_t left = corpus.article_count - first, count = left < BATCH ? left : BATCH;
        value = add_values(value, first, count);
        for (enum stage stage = NAMES; stage < STAGES; stage++)
            taken[stage] += run_stage(stage, count);
        for (size_t i = 0; i < count; i++)
            masthead_article_reset(articles[i]);
    }
}

/* Reads the words of every article.  Returns the time. */
static double read_words(void)
{
    const double begun = seconds();
    const struct value *value = corpus.values;
    for (size_t i = 0; i < corpus.article_count; i++) {
        value = add_values(value, i, 1);
        masthead_article_reset(articles[0]);
    }
    return seconds() - begun;
}

/* Reads every article from its texts to its terms before the next.  Returns the time. */
static double read_whole(void)
{
    const double begun = seconds();
    const struct value *value = corpus.values;
    terms = mention_count = 0;
    for (size_t i = 0; i < corpus.article_count; i++) {
        value = add_values(value, i, 1);
        check(masthead_article_resolve(articles[0], NULL));
        check(masthead_article_emit(articles[0], MASTHEAD_EMIT_MENTIONS | MASTHEAD_EMIT_METADATA, &sink, NULL));
        mention_count += masthead_article_mention_count(articles[0]);
        masthead_article_reset(articles[0]);
    }
    return seconds() - begun;
}

static void add_to_corpus(const masthead *m, const char *name, size_t name_size, const char *text, size_t size)
{
    const masthead_field *field = masthead_field_named(m, name, name_size);
    if (!field)
        return;
    if (corpus.value_count % 4096 == 0) {
        struct value *larger = realloc(corpus.values, (corpus.value_count + 4096) * sizeof *larger);
        check(!larger);
        corpus.values = larger;
    }
    corpus.values[corpus.value_count++] = (struct value){field, corpus.article_count, text, size};
    if (field->kind <= MASTHEAD_FIELD_DATELINE)
        corpus.text_bytes += size;
}

/* Reads the records of a dump (plugin/command/dump.h), in place. */
static void read_dump(const masthead *m, char *dump)
{
    char *line = dump;
    while (*line) {
        if (*line == '\n') {
            corpus.article_count++;
            line++;
            continue;
        }
        char *equals = strchr(line, '='), *end = strchr(line, '\n');
        if (!equals || !end)
            break;
        char *text = equals + 1, *to = text, *from = text;
        for (;;) {
            memmove(to, from, (size_t)(end - from));
            to += end - from;
            char *next = end[1] == '=' ? strchr(end + 1, '\n') : NULL;
            if (!next)
                break;
            *to++ = '\n';
            from = end + 2;
            end = next;
        }
        char *behind = end + 1;
        add_to_corpus(m, line, (size_t)(equals - line), text, (size_t)(to - text));
        line = behind;
    }
}

static void show(const char *name, double taken, double all)
{
    const double megabytes = (double)corpus.text_bytes / 1e6;
    printf("%-40s %7.2f ms a MB  %5.1f %%  %7.1f MB/s\n", name, 1e3 * taken / megabytes, 100 * taken / all,
           megabytes / taken);
}

int main(int argc, char **argv)
{
    masthead *m;
    masthead_error err = MASTHEAD_ERROR_INIT;
    char *dump;
    size_t size;
    double best[STAGES], all = 1e9, recognizers = 0;
    if (argc != 3) {
        fputs("usage: bench-analyze CONFIG DUMP\n", stderr);
        return 2;
    }
    if (masthead_open(argv[1], NULL, &m, &err) || read_file(argv[2], &dump, &size, &err)) {
        fprintf(stderr, "bench-analyze: %s\n", err.message);
        return 1;
    }
    for (size_t i = 0; i < BATCH; i++)
        check(masthead_article_open(m, &articles[i], NULL));
    read_dump(m, dump);
    for (int round = 0; round < ROUNDS; round++) {
        double taken[STAGES] = {0};
        taken[WORDS] = read_words();
        read_in_stages(taken);
        double whole = read_whole();
        all = whole < all ? whole : all;
        for (int i = 0; i < STAGES; i++)
            best[i] = round && best[i] < taken[i] ? best[i] : taken[i];
    }
    for (enum stage stage = NAMES; stage <= DATES; stage++)
        recognizers += best[stage];
    best[RESOLVING] -= recognizers; /* which it runs once more */
    printf("%zu articles, %.1f MB of text, %lu postings, %lu mentions\n", corpus.article_count,
           (double)corpus.text_bytes / 1e6, terms, mention_count);
    for (int i = 0; i < STAGES; i++)
        show(stage_names[i], best[i], all);
    show("recognizers together", recognizers, all);
    show("all, article by article", all, all);
    mentions_free(&found);
    for (size_t i = 0; i < BATCH; i++)
        masthead_article_close(articles[i]);
    masthead_close(m);
    free(corpus.values);
    free(dump);
    return 0;
}
