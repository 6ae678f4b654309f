/* scan.h - text to tokens
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One pass over the text gives every word, number and punctuation mark as a token, with its shape, its
 * lexicon word and its place.  Words and numbers are exactly the words that Xapian's TermGenerator finds, in their
 * order ("U.K." and "don't" are one, "al-Assad" and "2021-08-17" are several; words.h has the rules), and carry
 * the ordinal from which term positions are worked out.  White space, control characters, and invisible ones such as
 * soft hyphens give no token.
 *
 *      struct tokens tokens;
 *      if (scan(lexicon, text, &arena, &tokens) == MASTHEAD_OK)
 *          for (uint32_t i = 0; i < tokens.count; i++)
 *              … tokens.at[i] … */
#ifndef MASTHEAD_CORE_SCAN_H
#define MASTHEAD_CORE_SCAN_H

#include <stdint.h>

#include "lexicon.h"
#include "masthead.h"
#include "view.h"

enum token_kind {
    TOKEN_WORD,   /* any word that is no number; mostly it begins with a letter */
    TOKEN_NUMBER, /* begins with a digit: 17, 54,000, 3.5, 17th, 1990s */
    TOKEN_MARK    /* one punctuation mark or symbol: its character is in `mark` */
};

/* The first seven speak of words and numbers, and of what stands before `stop`.  A text in letters has one of LOWER,
 * TITLE, UPPER and MIXED; letters that have no case count as small.  "17" has none of them. */
enum token_shape {
    SHAPE_LOWER = 1 << 0,       /* no capital: "minister", "17th" */
    SHAPE_TITLE = 1 << 1,       /* its first letter is its only capital: "Biden", "J", "G20" */
    SHAPE_UPPER = 1 << 2,       /* two or more letters, all capitals: "NATO", "U.K", "COVID19" */
    SHAPE_MIXED = 1 << 3,       /* other: "McDonald", "eBay", "O'Brien" */
    SHAPE_INITIAL = 1 << 4,     /* one capital alone, or capitals with full stops between: "J", "J.F" */
    SHAPE_DIGITS = 1 << 5,      /* ASCII digits only: "17", not "54,000" */
    SHAPE_HAS_DIGIT = 1 << 6,   /* any digit */
    SHAPE_SPACE = 1 << 7,       /* white space stands before it, or it is the first of the text */
    SHAPE_LINE = 1 << 8,        /* the first of a line */
    SHAPE_PARAGRAPH = 1 << 9,   /* the first of a paragraph: of the text, or after an empty line */
    SHAPE_SENTENCE = 1 << 10,   /* the first word or number of a sentence, as far as marks and lines tell */
    SHAPE_POSSESSIVE = 1 << 11, /* ends in 's, before which `stop` is; or in s with an apostrophe behind, which is a
                                   mark and the next token */
    SHAPE_NON_ASCII = 1 << 12,
    SHAPE_CAPITAL = 1 << 13, /* a word that is not LOWER and has letters */
    SHAPE_LONG = 1 << 14     /* a word that is LOWER, of more than three bytes with its ending */
};

/* SHAPE_SENTENCE is set after . ! ? … and quotes and brackets that follow them, at the start of a paragraph or
 * line, and in a quotation that a comma or colon leads in.  It is not set on a word in lower case, nor in a line that
 * only continues a filled one, nor after an abbreviation or initials unless a common word follows that is no name. */

struct token {
    uint32_t begin, end; /* bytes in the text; an acronym's last full stop is a token of its own */
    uint32_t stop;       /* end without a possessive 's; else equal to end */
    uint32_t hash;       /* of the folded form of [begin, stop) without an acronym's full stops: "uk" of
                            "U.K"; see unicode_fold_hash.  A mark has none: 0 */
    uint32_t word;       /* of that form in the lexicon; 0 if none, or if it is longer than 64 bytes */
    uint32_t ordinal;    /* how many words and numbers come before it in the text: of a word or number, its index
                            in word_positions (terms.h).  CJK text that is split into n-grams as terms is still
                            one token here */
    uint32_t term;       /* of a word or number, when it was scanned with a vocabulary: its term there */
    uint32_t mark;       /* of a mark: its character, with quotes and dashes made plain (‘’ ' “” " –— -);
                            else 0 */
    uint16_t shape;
    uint8_t kind;
    uint8_t concerns; /* CONCERNS_ bits of a word (lexicon.h); numbers concern dates */
};

/* Some of the tokens of a text, in their order; UINT32_MAX stands behind the last. */
struct token_list {
    uint32_t *at, count;
};

/* A line of the text: its first token, and how many words, numbers aside, and SHAPE_LONG ones stand before it. */
struct token_line {
    uint32_t first, words, small;
};

/* The tokens of one text.  Two tokens of kind MARK and mark 0 stand before them and two behind, so that at[-2] to
 * at[count + 1] may be read; their ordinals are 0 and the number of words. */
struct tokens {
    const char *text;
    size_t size;
    struct token *at;
    uint32_t count;
    /* what recognizers look closer at, so that they need not go through all tokens */
    struct token_list capitals, of_dates, of_offices; /* SHAPE_CAPITAL, CONCERNS_DATES, CONCERNS_OFFICES */
    struct token_line *lines;                         /* one more for the end is behind the last */
    uint32_t line_count;
};

struct arena;
struct vocabulary;

/* Scans a text of less than 4 GiB into tokens that live in the arena and point into the text.  Without a lexicon
 * (NULL) no token has a word.  MASTHEAD_NO_MEMORY; *out is then as it was. */
masthead_status scan(const struct lexicon *lexicon, struct view text, struct arena *arena, struct tokens *out);

/* The same with the vocabulary's lexicon, and faster the more of the words it has. */
masthead_status scan_with(struct vocabulary *vocabulary, struct view text, struct arena *arena, struct tokens *out);

static inline struct view token_text(const struct tokens *t, uint32_t i)
{
    return view_of(t->text + t->at[i].begin, t->at[i].end - t->at[i].begin);
}

/* Whether token i is that word, given in lower-case ASCII; past the end it is none. */
static inline bool token_is_word(const struct tokens *t, uint32_t i, const char *word)
{
    if (i >= t->count || t->at[i].kind != TOKEN_WORD || t->at[i].end - t->at[i].begin != strlen(word))
        return false;
    for (uint32_t k = 0; word[k]; k++)
        if ((t->text[t->at[i].begin + k] | 0x20) != word[k])
            return false;
    return true;
}

/* Whether token i is one of `count` such words. */
bool token_is_among(const struct tokens *t, uint32_t i, const char *const *words, size_t count);
#define TOKEN_IS_AMONG(tokens, i, words) token_is_among(tokens, i, words, sizeof(words) / sizeof *(words))

/* Whether token i is that mark (see token.mark). */
static inline bool token_is_mark(const struct tokens *t, uint32_t i, uint32_t mark)
{
    return i < t->count && t->at[i].kind == TOKEN_MARK && t->at[i].mark == mark;
}

#endif
