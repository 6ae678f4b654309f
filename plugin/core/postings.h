/* postings.h - a text's postings put together, each term once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * terms.h gives every occurrence by itself.  A document takes a term faster when it comes once, with all its
 * positions, and the terms come in order. */
#ifndef MASTHEAD_CORE_POSTINGS_H
#define MASTHEAD_CORE_POSTINGS_H

#include "masthead.h"

/* All zero is a valid, empty object, one thread's.  It keeps its memory from text to text. */
struct postings {
    struct posting_term *terms;
    struct posting_place *places;
    struct posting_order *order; /* twice as many as terms: sorting needs the other half */
    char *bytes;                 /* of the terms, one behind the other */
    uint32_t *slots;             /* hash table: 1 + index in terms, 0: free */
    size_t term_count, term_capacity, place_count, place_capacity, order_capacity;
    size_t byte_count, byte_capacity, slot_count;
    uint32_t *positions; /* of one term */
    size_t position_capacity;
};

/* Where finished terms go, each once: with its whole wdf and its positions, which ascend; none comes twice, and
 * `count` may be 0.  Returns 0 to go on, anything else to stop. */
struct posting_sink {
    void *user;
    int (*posting)(void *user, const char *term, size_t size, uint32_t wdf, const uint32_t *positions, size_t count);
    int (*value)(void *user, uint32_t slot, const char *value, size_t size); /* as in masthead_sink */
};

/* Adds a posting; the arguments are those of masthead_sink.term, with a struct postings as `user`.  Returns 0, or 1
 * when there is no memory. */
int postings_add(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf);

/* Pushes all terms in byte order, each with its positions in the order in which they were added; what a term adds to
 * the wdf comes with its first posting.  Empties the object.  NO_MEMORY, or STOPPED by the sink. */
masthead_status postings_push(struct postings *postings, const masthead_sink *sink);

/* Gives all terms in byte order.  Empties the object.  NO_MEMORY, or STOPPED by the sink. */
masthead_status postings_give(struct postings *postings, const struct posting_sink *sink);

void postings_clear(struct postings *postings);
void postings_free(struct postings *postings);

#endif
