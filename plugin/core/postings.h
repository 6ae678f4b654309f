/* postings.h - an article's postings put together, each term once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * terms.h gives every occurrence by itself.  An index takes a term faster when it comes once, with all its
 * positions, and the terms come in order.
 *
 *      postings_gather(&postings, vocabulary, "S", &headline);
 *      postings_gather(&postings, vocabulary, "", &body);
 *      postings_give(&postings, vocabulary, &sink); */
#ifndef MASTHEAD_CORE_POSTINGS_H
#define MASTHEAD_CORE_POSTINGS_H

#include "masthead.h"
#include "terms.h"

/* Where finished terms go, each once: with its whole wdf and its positions, which ascend; none comes twice, and
 * `count` may be 0.  Returns 0 to go on, anything else to stop. */
struct posting_sink {
    void *user;
    int (*posting)(void *user, const char *term, size_t size, uint32_t wdf, const uint32_t *positions, size_t count);
};

struct posting {
    const struct occurrence *seen; /* the first */
    uint32_t term;                 /* in the vocabulary */
    uint32_t wdf;
    uint32_t first, count; /* its positions */
};

/* The words of texts that share a prefix, or their stems. */
struct posting_run {
    const char *prefix;
    size_t prefix_size;
    bool stems;       /* with a Z before the prefix */
    bool mixed;       /* a term's positions may not ascend */
    size_t next, end; /* in order[] */
    uint64_t head;    /* what its terms begin with: Z and prefix, the first byte highest */
    unsigned shift;   /* by so many bits their own bytes are behind that */
};

/* All zero is a valid, empty object, one thread's.  It keeps its memory from article to article. */
struct postings {
    struct posting *at; /* run by run, as they are first seen */
    size_t count, capacity;
    struct posting_order *order; /* the same, each run in byte order, and twice the room, for sorting */
    size_t order_capacity;
    struct posting_run *runs;
    size_t run_count, run_capacity;
    uint32_t *positions;
    size_t position_count, position_capacity;
    char *term; /* the one that is given */
    size_t term_capacity;
};

/* Gathers the occurrences of texts that share a prefix, as two runs; the prefix must last until they are given.
 * NO_MEMORY. */
masthead_status postings_gather(struct postings *postings, struct vocabulary *vocabulary, const char *prefix,
                                const struct occurrences *texts);

/* Gives all terms in byte order.  Empties the object.  NO_MEMORY, or STOPPED by the sink. */
masthead_status postings_give(struct postings *postings, const struct vocabulary *vocabulary,
                              const struct posting_sink *sink);

/* The same, position by position; what a term adds to the wdf comes with its first posting. */
masthead_status postings_push(struct postings *postings, const struct vocabulary *vocabulary,
                              const masthead_sink *sink);

void postings_clear(struct postings *postings);
void postings_free(struct postings *postings);

#endif
