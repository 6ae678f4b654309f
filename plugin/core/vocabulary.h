/* vocabulary.h - the words that texts have had so far
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Most words of a text have been in an earlier one.  So what follows from a word's bytes alone is worked out once and
 * kept: how it looks and what the lexicon has about it (a spelling), and the terms that stand for it and for its stem.
 * Terms have numbers, by which all that comes later tells them apart.
 *
 * One thread's.  It grows with the texts; vocabulary_trim() bounds it between two articles.  What a text needs of it lies
 * all over its memory; so every spelling and every term has a line of the processor's cache to itself. */
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

enum { CACHE_LINE = 64, TERM_INSIDE = 40 };

/* The bytes of a word of a text, and what they say of it whatever stands around it. */
struct spelling {
    alignas(CACHE_LINE) uint64_t begin[2]; /* its first sixteen bytes, the first lowest; 0 behind a shorter one */
    const char *behind;                    /* the others */
    uint32_t size;
    uint32_t key;        /* a hash of the bytes */
    uint32_t hash, word; /* these as in struct token (scan.h) */
    uint32_t term;       /* that it gives: see words_lower() */
    uint16_t shape;
    uint8_t kind;
    uint8_t ending; /* bytes of a possessive 's */
};

/* A term without its prefix. */
struct term {
    alignas(CACHE_LINE) union {
        char inside[TERM_INSIDE]; /* of one that fits, zeros behind it */
        struct {
            char begin[8];
            const char *text;
        } outside;
    } bytes;
    uint32_t size;
    uint32_t stem, stemming; /* the stem as a term, or NO_TERM; valid if `stemming` is the vocabulary's */
    uint32_t mark, number;   /* for who goes through many terms and finds some again: see vocabulary_mark() */
    bool letter;             /* begins with a letter of those that Xapian stems */
};

struct vocabulary {
    const struct lexicon *lexicon;
    struct sb_stemmer *snowball; /* NULL: the language has none */
    struct spelling *spellings;  /* a hash table; size 0: free */
    struct term *terms;
    struct term_slot *slots; /* a hash table of them */
    size_t spelling_slots, term_slots;
    uint32_t spelling_count, term_count, term_capacity;
    void *spelling_block, *term_block; /* the memory in which spellings and terms lie, from the first full line on */
    struct arena bytes;                /* of what is longer */
    const void *stem_key; /* whose stems are known: masthead_text_options.stem_key, or NULL: Snowball's */
    uint32_t stemming, mark;
};

/* Opens a vocabulary for texts of a language ("en", "english"), whose words are looked up in the lexicon, which may be
 * NULL.  NO_MEMORY. */
masthead_status vocabulary_open(const char *language, const struct lexicon *lexicon, struct vocabulary **out);

/* Frees it; it may be NULL. */
void vocabulary_close(struct vocabulary *v);

/* Forgets everything if it has become large.  All numbers are void then. */
void vocabulary_trim(struct vocabulary *v);

/* The spelling text[begin, end), with only its bytes filled in. */
struct spelling spelling_of(struct view text, size_t begin, size_t end);

/* Returns what is known of a spelling, until one is added; NULL: nothing. */
const struct spelling *vocabulary_find(const struct vocabulary *v, const struct spelling *bytes);

/* Says that a spelling will soon be looked for. */
static inline void vocabulary_prefetch(const struct vocabulary *v, const struct spelling *bytes)
{
    if (v->spelling_slots)
        __builtin_prefetch(&v->spellings[bytes->key & (v->spelling_slots - 1)]);
}

/* Adds a spelling that is not known yet.  False: no memory. */
bool vocabulary_add(struct vocabulary *v, const struct spelling *spelling);

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
