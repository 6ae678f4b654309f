/* names_cache.h - what the name recognizer has worked out about words
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Most words of a text have been in an earlier one, and much of what a unit is judged by is its word alone.  So that is
 * summed up once and kept from article to article.  Each table has one place for each word, where the newest of those that
 * belong there is; an entry holds all that it was made from, so that what is kept never changes what is found. */
#ifndef MASTHEAD_CORE_NAMES_CACHE_H
#define MASTHEAD_CORE_NAMES_CACHE_H

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>

/* Sums of weights for labels other than LABEL_OUT, which has none: four of the first pass, four of the second. */
typedef int16_t name_scores __attribute__((vector_size(16)));

/* A token beside a unit, or the unit's own. */
struct name_look {
    alignas(32) const struct token *token; /* NULL beyond the line */
    uint32_t value;                        /* its hash, mark or length */
    uint32_t word;                         /* of the lexicon */
    uint32_t classes;
    uint16_t form; /* what else it is looked up by; 0: nothing is here */
    uint16_t kind;
    uint8_t small, capital;                /* its kinds in either case, of a word */
    uint16_t class_number, kind_number;    /* of what the model knows */
};

/* The word of a unit. */
struct name_self {
    uint32_t hash, classes;
    uint32_t head, tail; /* bytes and the shape; 0: none */
    name_scores scores;
};

/* Of one lexicon and one thread.  Each table has as many entries as the mask and one. */
struct name_cache {
    uint32_t mask;
    struct name_look *looks;
    struct name_self *selves;
};

/* Opens an empty cache; NULL: no memory. */
struct name_cache *name_cache_open(void);

/* Frees it; it may be NULL. */
void name_cache_close(struct name_cache *cache);

/* Room for a cache of few entries, all zero. */
struct name_cache_room {
    struct name_look looks[8];
    struct name_self selves[8];
};

static inline struct name_cache name_cache_in(struct name_cache_room *room)
{
    return (struct name_cache){7, room->looks, room->selves};
}

#endif
