/* scan.h - text to tokens
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One pass over the text gives every word, number and punctuation mark as a token, with its shape, its
 * lexicon word and its place.  Words are exactly the words that Xapian's TermGenerator finds (so "U.K."
 * and "don't" are one, "al-Assad" and "2021-08-17" are several), and carry the ordinal from which term positions are
 * worked out. */
#ifndef MASTHEAD_CORE_SCAN_H
#define MASTHEAD_CORE_SCAN_H

#include <stdint.h>

#include "lexicon.h"
#include "masthead.h"
#include "view.h"

enum token_kind {
    TOKEN_WORD,   /* begins with a letter */
    TOKEN_NUMBER, /* begins with a digit: 17, 54,000, 3.5, 17th, 1990s */
    TOKEN_MARK    /* one punctuation mark or symbol: its character is in `mark` */
};

enum token_shape {
    SHAPE_LOWER = 1 << 0,     /* no capital: "minister" */
    SHAPE_TITLE = 1 << 1,     /* a capital, then none: "Biden"; also a lone capital */
    SHAPE_UPPER = 1 << 2,     /* two or more letters, all capitals: "NATO", "U.K." */
    SHAPE_MIXED = 1 << 3,     /* other: "McDonald", "eBay" */
    SHAPE_INITIAL = 1 << 4,   /* one capital letter alone, or capitals with full stops between: "J", "J.F" */
    SHAPE_DIGITS = 1 << 5,    /* ASCII digits only */
    SHAPE_HAS_DIGIT = 1 << 6, /* */
    SHAPE_SPACE = 1 << 7,     /* white space stands before it, or it is the first */
    SHAPE_LINE = 1 << 8,      /* the first of a line */
    SHAPE_PARAGRAPH = 1 << 9, /* the first of a paragraph (after an empty line, or of the text) */
    SHAPE_SENTENCE = 1 << 10, /* the first of a sentence, as far as the marks tell (quotes count as marks) */
    SHAPE_POSSESSIVE = 1 << 11, /* ends in 's or s' : `stop` is where the word without it ends */
    SHAPE_NON_ASCII = 1 << 12
};

struct token {
    uint32_t begin, end; /* bytes in the text; an acronym's last full stop is a token of its own */
    uint32_t stop;       /* end without a possessive 's or '; else equal to end */
    uint32_t hash;       /* of the folded form of [begin, stop) without an acronym's full stops; see unicode_fold_hash */
    uint32_t word;       /* of that form in the lexicon; 0 if none */
    uint32_t ordinal;    /* of a word or number: how many come before it in the text.  Stock's n-grams of CJK
                            text are one token here */
    uint32_t mark;       /* of a mark: its character, with quotes and dashes made plain (‘’ ' “” " –— -) */
    uint16_t shape;
    uint8_t kind;
};

/* The tokens of one text, and room for `guard` tokens of kind MARK and mark 0 before and behind, so that
 * at[-2] and at[count + 1] may be read. */
struct tokens {
    const char *text;
    size_t size;
    struct token *at;
    uint32_t count;
};

struct arena;

/* Scans a text of less than 4 GiB into tokens that live in the arena.  MASTHEAD_NO_MEMORY. */
masthead_status scan(const struct lexicon *lexicon, struct view text, struct arena *arena, struct tokens *out);

static inline struct view token_text(const struct tokens *t, uint32_t i)
{
    return view_of(t->text + t->at[i].begin, t->at[i].end - t->at[i].begin);
}

#endif
