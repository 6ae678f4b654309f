/* runs_reader.h - records that were gathered in runs (runs.h), merged and read in the order of their keys
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_RUNS_READER_H
#define MASTHEAD_XAPIAN_RUNS_READER_H

#include "runs.h"

/* Whose records the runs have. */
enum runs_kind {
    RUNS_ADDED,
    RUNS_REPLACING, /* those of documents that replace others */
    RUNS_REPLACED   /* what is no longer there of these others */
};

/* A file of runs that has been written.  All of it stays as it is while it is read. */
struct runs_input {
    const struct outfile *file;
    const struct runs_index *index;
    enum runs_kind kind;
    uint32_t before;         /* documents of the inputs before: it is added to the numbers of this one's */
    const uint32_t *numbers; /* REPLACING: of those whose numbers here are 1, 2, ... */
};

/* Keys from `from` on that are less than `to`; NULL: from the first, to the last. */
struct runs_range {
    const uint8_t *from, *to;
    size_t from_size, to_size;
};

struct runs_record {
    uint32_t document, number;
    const uint8_t *bytes;
    size_t size;
};

/* The records of one kind at a key, of which the next may be known. */
struct runs_stream {
    size_t at, end; /* in the group */
    struct runs_record next;
    bool has_next;
};

/* All zero is valid and has nothing. */
struct runs_reader {
    struct runs_range range;
    const uint8_t *replaced; /* a bit for each document; NULL: none */
    struct runs_stream added, replacing;
    struct runs_source *sources;
    size_t source_count;
    struct runs_source **heap, **group; /* those whose next key is to come; those at the key, in order of the runs */
    size_t heap_count, group_count, group_at;
};

/* Is the document's bit set? */
static inline bool runs_is_replaced(const uint8_t *replaced, uint32_t document)
{
    return replaced[document / 8] & 1 << document % 8;
}

/* Begins to read the keys of the range.  The inputs are in the order of their documents, those of a kind together, in
 * the order of the kinds.  Of documents whose bit is set in `replaced`, what was added is left out; NULL: there are
 * none. */
bool runs_reader_open(struct runs_reader *reader, const struct runs_input *inputs, size_t input_count,
                      const struct runs_range *range, const uint8_t *replaced);

/* A key: the number of its records, and the sum of their numbers, of which 32 bits are kept. */
struct runs_key {
    const uint8_t *bytes;
    size_t size;
    uint32_t count, sum;
};

/* Stores the next key; it is valid until the next call.  Stores false in *more when there is none. */
bool runs_next_key(struct runs_reader *reader, struct runs_key *key, bool *more);

/* Stores the next of the key's records, of which all have to be read; it is valid until the next call. */
bool runs_next_record(struct runs_reader *reader, struct runs_record *record);

void runs_reader_close(struct runs_reader *reader);

#endif
