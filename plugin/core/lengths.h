/* lengths.h - what the ranking needs to know of an article besides its words
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_LENGTHS_H
#define MASTHEAD_CORE_LENGTHS_H

#include "arena.h"
#include "masthead.h"
#include "postings.h"
#include "vocabulary.h"

struct masthead;

/* How often words stand in one field, and how often stems do. */
struct field_length {
    uint64_t words, stems;
};

/* Terms without their prefix, by their numbers in the vocabulary. */
struct term_list {
    uint32_t *at; /* in the arena */
    size_t count, capacity;
};

/* The plain terms of one article, as far as they matter; all zero is none. */
struct lengths {
    struct field_length *fields;          /* by their place in masthead_ranked_at(); in the arena */
    struct term_list main[2], others[2]; /* words, and stems: of the main field, and of all the rest */
};

/* Takes a term with its prefix; one that is no plain word of a ranked field is passed over.  NO_MEMORY. */
masthead_status lengths_add(const struct masthead *m, struct vocabulary *vocabulary, struct arena *arena,
                            struct view term, uint32_t wdf, struct lengths *lengths);

/* Takes all terms that have been gathered.  NO_MEMORY. */
masthead_status lengths_add_postings(const struct masthead *m, const struct postings *postings, struct arena *arena,
                                     struct lengths *lengths);

/* Pushes what follows from the terms into the sink.  STOPPED. */
masthead_status lengths_emit(const struct masthead *m, struct vocabulary *vocabulary, const struct lengths *lengths,
                             const masthead_sink *sink);

#endif
