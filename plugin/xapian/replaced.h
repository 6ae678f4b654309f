/* replaced.h - documents of a load that others replace
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Their records are left out when the runs are merged; but how many a key has, and the sum of their numbers, is needed
 * before they are read.  So what is left out is found in the termlists and makes a run of its own, to be subtracted.
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_REPLACED_H
#define MASTHEAD_XAPIAN_REPLACED_H

#include "glass_leaves.h"
#include "kept.h"
#include "runs.h"

struct replaced {
    uint8_t *bits; /* of each document: is it replaced? */
    struct runs runs;
    uint64_t length; /* of all */
    struct runs_records records; /* of a document */
};

#define REPLACED_INIT {.runs = RUNS_INIT}

/* Begins with none of the documents up to the last.  A file is made in the directory, and has no name any more when
 * this returns. */
bool replaced_open(struct replaced *replaced, int directory, uint32_t last);

/* Adds a document, whose number is greater than those before: what the table of termlists, in which it has the other
 * number, has of it.  Its values are no longer counted in what is kept. */
bool replaced_add(struct replaced *replaced, uint32_t document, struct glass_leaves *termlists, uint32_t number,
                  struct kept *kept);

/* Nothing more can be added; the runs can be read. */
bool replaced_end(struct replaced *replaced);

void replaced_close(struct replaced *replaced);

#endif
