/* runs_reader.h - records that were gathered in runs (runs.h), merged and read in the order of their keys
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_RUNS_READER_H
#define MASTHEAD_XAPIAN_RUNS_READER_H

#include "runs.h"

/* A file of runs that has been written.  All of it stays as it is while it is read. */
struct runs_input {
    const struct outfile *file;
    const struct runs_index *index;
    uint32_t before; /* documents of the inputs before: it is added to the numbers of this one's */
};

/* Keys from `from` on that are less than `to`; NULL: from the first, to the last. */
struct runs_range {
    const uint8_t *from, *to;
    size_t from_size, to_size;
};

/* All zero is valid and has nothing. */
struct runs_reader {
    struct runs_range range;
    struct runs_source *sources;
    size_t source_count;
    struct runs_source **heap, **group; /* those whose next key is to come, and those at the key, in order of the runs */
    size_t heap_count, group_count, group_at;
};

/* Begins to read the keys of the range. */
bool runs_reader_open(struct runs_reader *reader, const struct runs_input *inputs, size_t input_count,
                      const struct runs_range *range);

/* A key: the number of its records, and the sum of their numbers, of which 32 bits are kept. */
struct runs_key {
    const uint8_t *bytes;
    size_t size;
    uint32_t count, sum;
};

/* Stores the next key; it is valid until the next call.  Stores false in *more when there is none. */
bool runs_next_key(struct runs_reader *reader, struct runs_key *key, bool *more);

struct runs_record {
    uint32_t document, number;
    const uint8_t *bytes;
    size_t size;
};

/* Stores the next of the key's records, of which all have to be read; it is valid until the next call. */
bool runs_next_record(struct runs_reader *reader, struct runs_record *record);

void runs_reader_close(struct runs_reader *reader);

#endif
