/* join.h - loads joined into one database
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_JOIN_H
#define MASTHEAD_XAPIAN_JOIN_H

#include "building.h"
#include "kept.h"
#include "runs_reader.h"

/* A load: its statistics with the block sizes of its tables, and what it has written. */
struct join_source {
    const struct glass_version *version;
    const struct kept *kept;
    const struct runs_index *index;
    const struct outfile *runs, *docdata, *termlist;
};

struct join_order {
    const struct join_source *sources; /* those that replace, last */
    size_t count, replacing;           /* how many, and how many of them replace: 0 or 1 */
    const uint32_t *numbers;           /* of the documents that the last one's replace, ascending */
    unsigned threads;
};

/* Writes the documents of the sources as the tables of the database, which is to be committed, with their numbers and
 * in their order: a document's number is greater by the last of the sources before.  Returns false with the reason in
 * errno; EINVAL: there is no document to be replaced, or not as many as replace. */
bool join(struct building *into, const struct join_order *order);

#endif
