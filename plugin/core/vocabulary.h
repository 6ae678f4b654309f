/* vocabulary.h - the words that texts have had so far
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Most words of a text have been in an earlier one.  So what follows from a word's bytes alone is worked out once and
 * kept: how it looks and what the lexicon has about it (a spelling), and the terms that stand for it and for its stem.
 * Terms have numbers, by which all that comes later tells them apart.
 *
 * One thread's.  Spellings are kept in a cache of bounded size, terms until vocabulary_trim() is called between two
 * articles.  What a text needs lies all over this memory, so how many lines of the processor's cache it touches is what
 * counts. */
#ifndef MASTHEAD_CORE_VOCABULARY_H
#define MASTHEAD_CORE_VOCABULARY_H

#include <stdalign.h>
#include <stdint.h>

#include "arena.h"
#include "eight.h"
#include "masthead.h"
#include "view.h"

struct lexicon;
struct sb_stemmer;

enum { TERM_BYTES = 245 }; /* the longest term that Xapian stores */
#define NO_TERM UINT32_MAX

/* The bytes of a word, if there are no more than sixteen. */
struct word_bytes {
    uint64_t at[2]; /* the first lowest; 0 behind the last */
    uint32_t size;  /* 0: there are more */
    uint32_t key;   /* a hash */
};

/* What a word's bytes say whatever stands around it. */
struct spelling {
    uint64_t bytes[2];   /* as in word_bytes */
    uint32_t hash, word; /* these, and what has the same names below, as in struct token (scan.h) */
    uint32_t term;       /* that it gives: see words_lower() */
    uint16_t shape;
    uint8_t size; /* of the bytes, 0: there is none */
    uint8_t kind : 2, concerns : 2, ending : 4; /* bytes of a possessive 's */
};

enum { CACHE_LINE = 64, SPELLING_WAYS = 4, TERM_INSIDE = 40 };

/* A term without its prefix. */
struct term {
    alignas(CACHE_LINE) union { /* a line of its own */
        char inside[TERM_INSIDE]; /* of one that fits, zeros behind it */
        struct {
            char begin[8];
            const char *text;
        } outside;
    } bytes;
    uint32_t size;
    uint32_t stem, stemming; /* the stem as a term, or NO_TERM; valid if `stemming` is the vocabulary's */
    uint32_t mark, number;   /* for who goes through many terms and finds some again: see vocabulary_mark() */
    uint32_t letter : 1;     /* begins with a letter of those that Xapian stems */
    uint32_t looked_up : 1;  /* `word` is known */
    uint32_t word : 30;      /* in the lexicon, of a word that is folded to this term */
};

struct vocabulary {
    const struct lexicon *lexicon;
    struct sb_stemmer *snowball; /* NULL: the language has none */
    struct spelling *spellings;  /* in sets of SPELLING_WAYS, what was met last at the front */
    size_t spelling_sets, spelling_count;
    struct term *terms;
    uint32_t term_count, term_capacity;
    struct term_slot *slots; /* a hash table of the terms */
    size_t slot_count;
    void *spelling_block, *term_block; /* the memory in which they lie */
    struct arena bytes;                /* of terms that are longer */
    const void *stem_key; /* whose stems are known: masthead_text_options.stem_key, or NULL: Snowball's */
    uint32_t stemming, mark;
};

/* Opens a vocabulary for texts of a language ("en", "english"), whose words are looked up in the lexicon, which may be
 * NULL.  NO_MEMORY, or CANNOT_READ when libstemmer cannot be loaded. */
masthead_status vocabulary_open(const char *language, const struct lexicon *lexicon, struct vocabulary **out);

/* Frees it; it may be NULL. */
void vocabulary_close(struct vocabulary *v);

/* Forgets terms that stand for no known spelling, if there are many.  All numbers of terms are void then. */
void vocabulary_trim(struct vocabulary *v);

/* The bytes of text[begin, end). */
struct word_bytes word_bytes_of(struct view text, size_t begin, size_t end);

/* Returns what is known of a spelling, until the next is looked for or added; NULL: nothing. */
const struct spelling *vocabulary_find(struct vocabulary *v, const struct word_bytes *bytes);

/* Says that a spelling will soon be looked for. */
static inline void vocabulary_prefetch(const struct vocabulary *v, const struct word_bytes *bytes)
{
    if (v->spelling_sets)
        __builtin_prefetch(v->spellings + (bytes->key & (v->spelling_sets - 1)) * SPELLING_WAYS);
}

/* Adds what is known of a spelling that was not found; another one may be forgotten for it.  Long ones are not kept.
 * False: no memory. */
bool vocabulary_add(struct vocabulary *v, const struct word_bytes *bytes, const struct spelling *spelling);

/* Returns the number of a term, which is new if need be; NO_TERM: no memory.  Pointers to terms and to their text are void
 * then. */
uint32_t vocabulary_term(struct vocabulary *v, struct view text);

/* Makes all stems unknown, or those that do not come from where `key` says; NULL: Snowball. */
void vocabulary_forget_stems(struct vocabulary *v);
void vocabulary_stem_with(struct vocabulary *v, const void *key);

/* Returns a mark that no term has. */
uint32_t vocabulary_mark(struct vocabulary *v);

static inline struct view term_text(const struct term *term)
{
    return view_of(term->size <= TERM_INSIDE ? term->bytes.inside : term->bytes.outside.text, term->size);
}

/* The first eight bytes, the first of all highest, 0 behind a shorter one. */
static inline uint64_t term_head(const struct term *term)
{
    return __builtin_bswap64(eight_load(term->bytes.inside));
}

/* Whether a term comes before another in byte order. */
static inline bool term_before(const struct term *a, const struct term *b)
{
    const size_t common = a->size < b->size ? a->size : b->size;
    const int order = memcmp(term_text(a).at, term_text(b).at, common);
    return order ? order < 0 : a->size < b->size;
}

#endif
