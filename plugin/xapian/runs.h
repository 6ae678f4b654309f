/* runs.h - records of documents gathered under keys, in memory and in a file, and read back in the order of the keys
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A record is a document's number, another number and bytes.  Each key has a chain of them.  When the chains have
 * grown to the budget, they are written to a file as a run, sorted by key, and memory is free again; reading merges
 * the runs.  Since documents come in order, a key's records in one run all come before those in the next.
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_RUNS_H
#define MASTHEAD_XAPIAN_RUNS_H

#include "bytes.h"
#include "fingerprints.h"
#include "outfile.h"

enum { RUNS_KEY = 255 }; /* most bytes of a key */

/* A record to be added: its key lies at an offset of some bytes, and behind it the record's bytes. */
struct runs_item {
    uint64_t fingerprint; /* of the key */
    size_t key;
    uint32_t size; /* of the bytes */
    uint32_t number;
    uint16_t key_size;
};

struct runs {
    struct outfile file;
    size_t budget;
    struct fingerprints keys; /* all that there have been */
    /* in memory */
    struct bytes pool; /* keys, each followed by the first slice of its chain, and further slices */
    struct runs_entry *entries;
    size_t entry_count, entry_capacity;
    struct runs_slot *slots;
    size_t slot_count;
    /* in the file */
    uint64_t *ends; /* of each run */
    size_t run_count, run_capacity;
    /* being read */
    struct runs_source *sources;
    struct runs_source **heap, **group; /* those whose next key is to come, and those at the key, in order of the runs */
    size_t heap_count, group_count, group_at;
};

#define RUNS_INIT {.file = OUTFILE_INIT}

/* Begins with nothing.  The file is made in the directory, and has no name any more when this returns. */
bool runs_open(struct runs *runs, int directory, size_t budget);

/* Adds a document's records.  Its number is greater than those before. */
bool runs_add(struct runs *runs, uint32_t document, const uint8_t *bytes, const struct runs_item *items, size_t count);

/* Begins to read.  Nothing can be added any more. */
bool runs_read(struct runs *runs);

/* A key: the number of its records, and the sum of their numbers, of which 32 bits are kept. */
struct runs_key {
    const uint8_t *bytes;
    size_t size;
    uint32_t count, sum;
};

/* Stores the next key; it is valid until the next call.  Stores false in *more when there is none. */
bool runs_next_key(struct runs *runs, struct runs_key *key, bool *more);

struct runs_record {
    uint32_t document, number;
    const uint8_t *bytes;
    size_t size;
};

/* Stores the next of the key's records, of which all have to be read; it is valid until the next call. */
bool runs_next_record(struct runs *runs, struct runs_record *record);

void runs_close(struct runs *runs);

#endif
