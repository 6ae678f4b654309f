/* unicode.h - characters as Xapian sees them, and folding for comparison
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The categories and the lower case come from a table that is made at build time from the Xapian that the
 * module is built for (build-aux), so that words are split alike, to the letter. */
#ifndef MASTHEAD_CORE_UNICODE_H
#define MASTHEAD_CORE_UNICODE_H

#include <stdint.h>

#include "view.h"

enum {
    CHAR_WORD = 1,   /* may be in a word: Xapian::Unicode::is_wordchar */
    CHAR_DIGIT = 2,  /* decimal digit, Nd */
    CHAR_UPPER = 4,  /* Lu or Lt */
    CHAR_LOWER = 8,  /* Ll */
    CHAR_STEM = 16,  /* a word that begins with it is stemmed: Ll, Lt, Lm, Lo */
    CHAR_SPACE = 32, /* Xapian::Unicode::is_whitespace */
    CHAR_CJK = 64,   /* split into n-grams when asked to */
    CHAR_MARK = 128  /* Mn, Mc, Me */
};

/* Returns the CHAR_ bits of a character. */
unsigned unicode_class(uint32_t ch);

/* Returns the lower case that Xapian gives. */
uint32_t unicode_lower(uint32_t ch);

/* Reads the character at text[at], at < size, and stores its length in bytes.  Malformed UTF-8 is read
 * byte by byte as Latin-1, as Xapian::Utf8Iterator does. */
uint32_t unicode_read(const char *text, size_t size, size_t at, unsigned *length);

/* Writes a character as UTF-8 and returns the number of bytes, 1 to 4. */
unsigned unicode_write(uint32_t ch, char out[4]);

/* Writes the folded form of a text: lower case, without accents (é → e, ø → o, ß → ss), every apostrophe as
 * ', every dash as -, other characters as they are; soft hyphens and joiners vanish.  `out` has room for
 * 3 × size bytes.  Returns the length. */
size_t unicode_fold(struct view text, char *out);

/* Hash of the folded form of a text; equal folded forms give equal hashes.  Never 0. */
uint32_t unicode_fold_hash(struct view text);

#endif
