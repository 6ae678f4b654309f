/* bench-dates.c - how fast dates are recognized in scanned texts
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     bench-dates LANG_FOLDER [YYYYMMDD] < TEXT
 *
 * Reads one text, scans it, and recognizes its dates again and again for some seconds, between scans of the same text:
 * what a recognizer costs is told against what it is given.  bench-chrono does the same with chrono-node. */
#include "arena.h"
#include "recognize.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static char *read_all(FILE *file, size_t *size)
{
    size_t room = 1 << 20;
    char *text = malloc(room);
    *size = 0;
    while (text) {
        *size += fread(text + *size, 1, room - *size, file);
        if (*size < room)
            return text;
        char *more = realloc(text, room *= 2);
        if (!more)
            free(text);
        text = more;
    }
    return NULL;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC; /* of the processor: the machine may be busy */
}

int main(int argc, char **argv)
{
    struct lexicon *lexicon;
    masthead_error err = MASTHEAD_ERROR_INIT;
    size_t size;
    if (argc < 2) {
        fputs("usage: bench-dates LANG_FOLDER [YYYYMMDD] < TEXT\n", stderr);
        return 2;
    }
    char *text = read_all(stdin, &size);
    if (!text || lexicon_open(argv[1], &lexicon, &err)) {
        fprintf(stderr, "bench-dates: %s\n", text ? masthead_error_text(&err) : "no memory");
        return 1;
    }
    masthead_settings settings = {0};
    struct arena texts = {0}, values = {0};
    struct passage passage = {0};
    struct mentions mentions = {0};
    double begin = seconds();
    if (scan(lexicon, view_of(text, size), &texts, &passage.tokens))
        return 1;
    double scanned = seconds() - begin;
    struct reading reading = {.settings = &settings,
                              .lexicon = lexicon,
                              .passages = &passage,
                              .passage_count = 1,
                              .published = argc > 2 ? (uint32_t)atoi(argv[2]) : 20210817,
                              .arena = &values};
    double spent = 0;
    int rounds = 0;
    for (; spent < 3; rounds++) {
        struct arena again = {0};
        struct tokens tokens;
        begin = seconds();
        if (rounds && scan(lexicon, view_of(text, size), &again, &tokens))
            return 1;
        scanned = rounds ? (scanned * rounds + seconds() - begin) / (rounds + 1) : scanned;
        arena_free(&again);
        mentions.count = 0;
        arena_reset(&values);
        begin = seconds();
        if (dates_recognize(&reading, &mentions))
            return 1;
        spent += seconds() - begin;
    }
    printf("%zu bytes, %u tokens, %u dates: %.1f MB/s, %.2f of the time of the scan\n", size,
           passage.tokens.count, mentions.count, (double)size * rounds / spent / 1e6,
           spent / rounds / scanned);
    mentions_free(&mentions);
    arena_free(&texts);
    arena_free(&values);
    lexicon_close(lexicon);
    free(text);
    return 0;
}
