/* runs.h - records of documents gathered under keys, in memory and in a file
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A record is a document's number, another number and bytes.  Each key has a chain of them.  When the chains have
 * grown to the budget, they are written to a file as a run, sorted by key, and memory is free again; runs_reader.h
 * merges the runs.  Since documents come in order, a key's records in one run all come before those in the next.
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_RUNS_H
#define MASTHEAD_XAPIAN_RUNS_H

#include "bytes.h"
#include "fingerprints.h"
#include "outfile.h"

enum { RUNS_KEY = 255 }; /* most bytes of a key */

/* A record to be added. */
struct runs_item {
    uint64_t fingerprint; /* of the key */
    size_t key;    /* where it begins in the records' bytes */
    uint32_t size; /* of the bytes behind it */
    uint32_t number;
    uint16_t key_size;
};

/* The records of a document.  All zero is valid and empty. */
struct runs_records {
    struct bytes bytes; /* keys, each followed by its record's bytes */
    struct runs_item *items;
    size_t count, capacity;
};

/* Adds a record.  Its key and bytes are the last of what has been put into the bytes, from `key` and `bytes` on. */
bool runs_put(struct runs_records *records, size_t key, size_t bytes, uint32_t number);

void runs_records_free(struct runs_records *records);

/* Where a key of a run is in the file. */
struct runs_mark {
    uint64_t offset;
    uint32_t key; /* in the keys */
    uint32_t key_size;
};

/* What a file of runs has where: each run, and some keys, among them the first of each run.  All zero is valid. */
struct runs_index {
    uint64_t *ends; /* of each run */
    size_t run_count, run_capacity;
    struct runs_mark *marks; /* in the order of the file */
    size_t mark_count, mark_capacity;
    struct bytes keys;
};

void runs_index_free(struct runs_index *index);

struct runs {
    struct outfile file;
    size_t budget;
    struct fingerprints keys; /* all that there have been */
    struct runs_index index;  /* of what is in the file */
    /* in memory */
    struct bytes pool; /* keys, each followed by the first slice of its chain, and further slices */
    struct runs_entry *entries;
    size_t entry_count, entry_capacity;
    struct runs_slot *slots;
    size_t slot_count;
};

#define RUNS_INIT {.file = OUTFILE_INIT}

/* Begins with nothing.  The file is made in the directory. */
bool runs_open(struct runs *runs, int directory, const char *name, size_t budget);

/* Adds a document's records.  Its number is greater than those before. */
bool runs_add(struct runs *runs, uint32_t document, const struct runs_records *records);

/* Writes what is in memory to the file, and frees the memory.  Nothing can be added any more. */
bool runs_end(struct runs *runs);

void runs_close(struct runs *runs);

#endif
