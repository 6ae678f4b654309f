/* bench-scan.c - how fast texts become tokens and terms
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *      bench-scan [FILE…]
 *
 * Every line of the files (without any, of the sample articles) is one text.  Each stage reads all of them several
 * times; the fastest time counts, as processor time. */
#include "arena.h"
#include "bench.h"
#include "file.h"
#include "lexicon.h"
#include "postings.h"
#include "scan.h"
#include "terms.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 7, LEAST_BYTES = 4 << 20 };

static struct lexicon *lexicon;
static struct vocabulary *vocabulary;
static struct postings postings;
static struct arena arena;
static unsigned long calls; /* what the stages work out is used, so that none is optimized away */

static void scan_stage(struct view text)
{
    struct tokens tokens;
    if (!scan(lexicon, text, &arena, &tokens))
        calls += tokens.count;
}

static void plain_scan_stage(struct view text)
{
    struct tokens tokens;
    if (!scan(NULL, text, &arena, &tokens))
        calls += tokens.count;
}

static void vocabulary_stage(struct view text)
{
    struct tokens tokens;
    if (!scan_with(vocabulary, text, &arena, &tokens))
        calls += tokens.count;
    vocabulary_trim(vocabulary);
}

static bool find_terms(struct view text, struct occurrences *found)
{
    static const masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    struct tokens tokens;
    struct word_positions positions;
    uint32_t position = 0;
    return !scan_with(vocabulary, text, &arena, &tokens) &&
           !terms_find(&tokens, &options, vocabulary, &arena, &position, &positions, found);
}

static void terms_stage(struct view text)
{
    struct occurrences found;
    if (find_terms(text, &found))
        calls += found.count;
    vocabulary_trim(vocabulary);
}

static int count_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    (void)user, (void)term;
    calls += size + position + wdf;
    return 0;
}

static void postings_stage(struct view text)
{
    static const masthead_sink sink = {sizeof sink, NULL, count_term, NULL};
    struct occurrences found;
    if (find_terms(text, &found) && !postings_gather(&postings, vocabulary, "", &found))
        calls += !postings_push(&postings, vocabulary, &sink);
    vocabulary_trim(vocabulary);
}

static void stock_stage(struct view text)
{
    calls += stock_terms(text.at, text.size);
}

/* Reads all lines once. */
static void read_lines(struct view all, void stage(struct view))
{
    const char *line = all.at, *end = all.at + all.size;
    while (line < end) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        stage(view_of(line, (size_t)(stop - line)));
        arena_reset(&arena);
        line = stop + 1;
    }
}

static double measure(const char *name, struct view all, void stage(struct view), double stock)
{
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double begin = seconds();
        read_lines(all, stage);
        double taken = seconds() - begin;
        best = taken < best ? taken : best;
    }
    double speed = (double)all.size / best / 1e6;
    printf("%-32s %8.1f MB/s", name, speed);
    if (stock > 0)
        printf("  %5.1f × stock", speed / stock);
    putchar('\n');
    return speed;
}

/* Adds a file's text to all. */
static void add(struct view *all, const char *name)
{
    masthead_error err;
    char *text;
    size_t size;
    if (read_file(name, &text, &size, &err)) {
        fprintf(stderr, "bench-scan: %s\n", err.message);
        exit(1);
    }
    char *larger = realloc((char *)all->at, all->size + size);
    if (!larger)
        exit(1);
    memcpy(larger + all->size, text, size);
    *all = view_of(larger, all->size + size);
    free(text);
}

int main(int argc, char **argv)
{
    const char *srcdir = getenv("srcdir");
    char sample[512], pack[512];
    struct view all = {NULL, 0};
    snprintf(sample, sizeof sample, "%s/seeds/articles.jsonl", srcdir ? srcdir : ".");
    snprintf(pack, sizeof pack, "%s/conf/lang/en", srcdir ? srcdir : ".");
    for (int i = 1; i < argc; i++)
        add(&all, argv[i]);
    while (all.size < LEAST_BYTES)
        add(&all, argc > 1 ? argv[argc - 1] : sample);
    masthead_error err;
    if (lexicon_open(pack, &lexicon, &err) || vocabulary_open("en", lexicon, &vocabulary)) {
        fprintf(stderr, "bench-scan: %s\n", err.message);
        return 1;
    }
    printf("%.1f MB\n", (double)all.size / 1e6);
    double stock = measure("Xapian::TermGenerator", all, stock_stage, 0);
    measure("scan, without a lexicon", all, plain_scan_stage, stock);
    measure("scan", all, scan_stage, stock);
    measure("scan, with a vocabulary", all, vocabulary_stage, stock);
    measure("... to terms", all, terms_stage, stock);
    measure("... put together, in order", all, postings_stage, stock);
    lexicon_close(lexicon);
    postings_free(&postings);
    vocabulary_close(vocabulary);
    arena_free(&arena);
    free((char *)all.at);
    return calls == 0;
}
