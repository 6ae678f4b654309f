/* lengths.h - what the ranking needs to know of an article besides its words
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_LENGTHS_H
#define MASTHEAD_CORE_LENGTHS_H

#include "arena.h"
#include "masthead.h"
#include "view.h"

struct masthead;

/* How often words stand in one field, and how often stems do. */
struct field_length {
    uint64_t words, stems;
};

/* The plain terms of one article, as far as they matter; all zero is none.  What grows lies in the article's
 * arena. */
struct lengths {
    struct field_length *fields; /* by their place in masthead_ranked_at() */
    struct view *main, *others;  /* words, and stems behind a Z: of the main field, and of all the rest */
    size_t main_count, main_capacity, other_count, other_capacity;
    bool unsorted; /* `main` is not in byte order */
};

/* Takes a term with its prefix; one that is no plain word of a ranked field is passed over.  NO_MEMORY. */
masthead_status lengths_add(const struct masthead *m, struct arena *arena, struct view term,
                            uint32_t wdf, struct lengths *lengths);

/* Pushes what follows from the terms into the sink.  STOPPED. */
masthead_status lengths_emit(const struct masthead *m, struct lengths *lengths,
                             const masthead_sink *sink);

#endif
