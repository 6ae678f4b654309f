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
    const struct join_source *sources;
    size_t count;
    const uint32_t *numbers; /* of the documents that the last source's replace, ascending; NULL: it is added, too */
    unsigned threads;
};

/* Writes the documents of the sources as the tables of the database, which is to be committed, with their numbers and
 * in their order: a document's number is greater by the last of the sources before.  Returns false with the reason in
 * errno; EINVAL: a document that is to be replaced is not there. */
bool join(struct building *into, const struct join_order *order);

#endif
