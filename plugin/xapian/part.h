/* part.h - a load that was left unfinished in its database's directory, for bulk_join() to finish
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_PART_H
#define MASTHEAD_XAPIAN_PART_H

#include "glass_version.h"
#include "kept.h"
#include "outfile.h"
#include "runs.h"

#define PART_RUNS "runs.tmp"

struct part {
    struct glass_version version; /* statistics of the documents, and the block sizes of the tables */
    struct kept kept;
    struct runs_index index;
    struct outfile runs, docdata, termlist;
};

#define PART_INIT {.runs = OUTFILE_INIT, .docdata = OUTFILE_INIT, .termlist = OUTFILE_INIT}

/* Leaves what makes a part of the files in the directory. */
bool part_write(int directory, const struct glass_version *version, const struct kept *kept,
                const struct runs_index *index);

/* Opens the part in the directory.  False with ENOENT: there is none. */
bool part_open(struct part *part, const char *path);

/* Takes the names of a part's files away, if it is there. */
bool part_remove(const char *path);

void part_close(struct part *part);

#endif
