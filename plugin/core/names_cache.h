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
#include <string.h>

#include "view.h"

/* Sums of weights for labels other than LABEL_OUT, which has none: four of the first pass, four of the second. */
typedef int16_t name_scores __attribute__((vector_size(16)));

/* What is kept is looked for by whole words of 64 bits: what was just written in parts cannot be read as a whole at once.  A token is
 * looked for by its hash, mark or length, its shape, its kind, whether its line is in capitals, and its word in the lexicon. */

/* Where a token is from a unit. */
enum name_side { NAME_LEFT, NAME_HERE, NAME_RIGHT, NAME_SIDES };

/* What is seen of a token at a glance: the SIG_ bits of a word, and what it adds to what a unit there comes to.  A unit that comes to less
 * than 0 is hardly of a name. */
struct name_seen {
    uint32_t classes;
    int8_t glance[NAME_SIDES];
};

/* Four of them are a line of the processor's cache. */
struct name_brief {
    uint64_t key; /* 0: nothing is here */
    struct name_seen seen;
};

/* A token beside a unit, or the unit's own, looked at closely.  A line of the processor's cache. */
struct name_look {
    alignas(64) uint64_t key; /* 0: nothing is here */
    uint32_t classes;
    uint16_t kind;
    uint16_t class_number, kind_number; /* of what the model knows */
    uint16_t self, before, after;       /* rows of weights: of a unit, and around a run */
    uint8_t small, capital;             /* its kinds in either case, of a word */
#ifdef NAMES_TRAINING
    struct view text;
#endif
    name_scores left, right; /* what it comes to beside a unit */
};

/* The word of a unit. */
struct name_self {
    uint64_t word, letters; /* hash, and classes and shape; the first and the last bytes.  0: nothing is here */
    name_scores scores;
};

/* Of one lexicon and one thread.  Each table has as many entries as the mask and one. */
struct name_cache {
    uint32_t mask;
    struct name_brief *briefs;
    struct name_look *looks;
    struct name_self *selves;
};

/* Opens an empty cache; NULL: no memory. */
struct name_cache *name_cache_open(void);

/* Frees it; it may be NULL. */
void name_cache_close(struct name_cache *cache);

/* Room for a cache of few entries. */
struct name_cache_room {
    struct name_brief briefs[8];
    struct name_look looks[8];
    struct name_self selves[8];
};

static inline struct name_cache name_cache_in(struct name_cache_room *room)
{
    memset(room, 0, sizeof *room);
    return (struct name_cache){7, room->briefs, room->looks, room->selves};
}

#endif
