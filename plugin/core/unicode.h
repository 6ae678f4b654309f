/* unicode.h - characters as Xapian sees them, and folding for comparison
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The classes and the lower case come from a table that plugin/xapian/unicode-table.cc makes at build time
 * from the Xapian that the module is built for, so that words are split alike, to the letter.  Folding is our
 * own. */
#ifndef MASTHEAD_CORE_UNICODE_H
#define MASTHEAD_CORE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include "view.h"

enum {
    CHAR_WORD = 1,           /* may be in a word: Xapian::Unicode::is_wordchar */
    CHAR_DIGIT = 2,          /* decimal digit: Nd */
    CHAR_UPPER = 4,          /* capital: Lu or Lt */
    CHAR_LOWER = 8,          /* small letter: Ll */
    CHAR_STEM = 16,          /* a word that begins with it is stemmed: Ll, Lt, Lm, Lo */
    CHAR_SPACE = 32,         /* Xapian::Unicode::is_whitespace: Zs, Zl, Zp and control characters */
    CHAR_CJK = 64,           /* in words, which n-grams are made of when asked to; with Xapian 2 also Thai and the like */
    CHAR_MARK = 128,         /* combining mark: Mn, Mc, Me */
    CHAR_FORMAT = 256,       /* invisible: Cf, as soft hyphens and joiners */
    CHAR_JOINS = 512,        /* vanishes in a word, unless it is between two digits */
    CHAR_JOINS_DIGITS = 1024 /* vanishes between two digits */
};

enum { UNICODE_FOLD_BYTES = 4 }; /* the longest folded form of one character */

/* The CHAR_ bits of every ASCII character; 0 for the bytes from 128 on, which need unicode_read(). */
extern const uint8_t unicode_ascii[256];

/* Has the stem of a pair of CJK characters the position of the first?  Otherwise it has none. */
extern const bool unicode_pairs_placed;

/* Returns the CHAR_ bits of a character; 0 past U+10FFFF. */
unsigned unicode_class(uint32_t ch);

/* Returns the lower case that Xapian gives. */
uint32_t unicode_lower(uint32_t ch);

/* Reads the character at text[at], at < size, and stores its length in bytes.  Malformed UTF-8 is read
 * byte by byte as Latin-1, as Xapian::Utf8Iterator does; halves of surrogate pairs are malformed for Xapian 2. */
uint32_t unicode_read(const char *text, size_t size, size_t at, unsigned *length);

/* The CHAR_ bits of the character at text[at], at < size, which is stored with its length.  Most are ASCII. */
static inline unsigned unicode_class_at(const char *text, size_t size, size_t at, uint32_t *ch, unsigned *length)
{
    const uint8_t byte = (uint8_t)text[at];
    *ch = byte;
    *length = 1;
    if (byte < 0x80)
        return unicode_ascii[byte];
    *ch = unicode_read(text, size, at, length);
    return unicode_class(*ch);
}

/* Writes a character as UTF-8 and returns the number of bytes, 1 to 4. */
unsigned unicode_write(uint32_t ch, char out[4]);

/* Returns ' for every kind of apostrophe and single quote, " for double quotes, - for dashes and hyphens,
 * and any other character as it is. */
uint32_t unicode_plain(uint32_t ch);

/* Writes the folded form of one character and returns its length, 0 to UNICODE_FOLD_BYTES. */
unsigned unicode_fold_char(uint32_t ch, char out[UNICODE_FOLD_BYTES]);

/* Writes the folded form of a text: lower case, Latin letters without accents (é → e, ø → o, ß → ss), quotes
 * and dashes plain, other characters as they are; combining accents, soft hyphens and joiners vanish.  To
 * fold twice is to fold once.  `out` has room for 3 × size bytes.  Returns the length. */
size_t unicode_fold(struct view text, char *out);

/* Hash of the folded form of a text; equal folded forms give equal hashes.  Never 0. */
uint32_t unicode_fold_hash(struct view text);

/* The same, for who folds by bytes: begin with {0}, add every byte of the folded form or eight at once while the
 * size is a multiple of eight, end with fold_hash_end(). */
struct fold_hash {
    uint64_t hash;  /* of all full eights */
    uint64_t bytes; /* that follow them; the first is the lowest */
    uint32_t size;  /* bytes that were added */
};

static inline void fold_hash_eight(struct fold_hash *h, uint64_t bytes)
{
    h->hash = (h->hash ^ bytes) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 divided by the golden ratio */
    h->hash ^= h->hash >> 32;
    h->bytes = 0;
    h->size += 8;
}

static inline void fold_hash_add(struct fold_hash *h, char byte)
{
    const unsigned place = h->size % 8;
    h->bytes |= (uint64_t)(uint8_t)byte << 8 * place;
    h->size++;
    if (place == 7) {
        h->size -= 8;
        fold_hash_eight(h, h->bytes);
    }
}

/* Adds 1 to 8 bytes at once, the others being 0, while the size is a multiple of eight. */
static inline void fold_hash_some(struct fold_hash *h, uint64_t bytes, unsigned count)
{
    if (count == 8) {
        fold_hash_eight(h, bytes);
    } else {
        h->bytes = bytes;
        h->size += count;
    }
}

static inline uint32_t fold_hash_end(struct fold_hash h)
{
    const uint32_t size = h.size;
    fold_hash_eight(&h, h.bytes ^ (uint64_t)size << 56);
    return (uint32_t)h.hash ? (uint32_t)h.hash : 1;
}

#endif
