/* fuzz.h - what the fuzzers share
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A fuzzer is one file, NAME_fuzz.c, and runs in a folder that has conf/ in it (tests/fuzz/run). */
#ifndef MASTHEAD_FUZZ_H
#define MASTHEAD_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "masthead.h"
#include "unicode.h"
#include "view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A copy that ends where its memory ends, so that reading past it is seen. */
static inline char *exact_copy(const void *at, size_t size)
{
    char *copy = malloc(size ? size : 1);
    CHECK(copy);
    if (size)
        memcpy(copy, at, size);
    return copy;
}

/* A message is text, on a line or three. */
static inline void check_error(masthead_error *err)
{
    struct view text = view_string(masthead_error_text(err));
    size_t lines = 0;
    CHECK(text.size > 0 && text.at[text.size - 1] == '\n');
    for (size_t i = 0, length; i < text.size; i += length) {
        CHECK((length = view_character(text, i)) > 0);
        lines += text.at[i] == '\n';
    }
    CHECK(lines <= 3);
}

/* Whether `at` lies between two characters of a text, as Xapian reads them. */
static inline bool between_characters(const char *text, size_t size, size_t at)
{
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        unsigned length;
        unicode_read(text, size, at - back, &length);
        if (length > back)
            return false;
    }
    return true;
}

#endif
