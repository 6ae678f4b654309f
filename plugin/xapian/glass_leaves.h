/* glass_leaves.h - the leaves of a table that glass_table.h has built, from front to back
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_GLASS_LEAVES_H
#define MASTHEAD_XAPIAN_GLASS_LEAVES_H

#include "bytes.h"
#include "glass_block.h"
#include "outfile.h"

struct glass_leaves {
    const struct outfile *file;
    size_t block_size;
    uint64_t offset; /* of what is read next */
    uint8_t *buffer;
    size_t at, filled, capacity;
    const uint8_t *block; /* whose items are being read; NULL: none */
    size_t directory_at;
    struct bytes tag;
};

/* All of the file has been written, and it stays open. */
bool glass_leaves_open(struct glass_leaves *leaves, const struct outfile *file, size_t block_size);

/* The same to find entries here and there. */
bool glass_leaves_open_to_find(struct glass_leaves *leaves, const struct outfile *file, size_t block_size);

/* Stores the next leaf, valid until the next call; NULL: there is none. */
bool glass_leaves_next(struct glass_leaves *leaves, const uint8_t **block);

/* The first item of a leaf, which has one. */
struct glass_item glass_leaf_first(const uint8_t *block);

/* A key and its whole tag. */
struct glass_entry {
    const uint8_t *key, *tag;
    size_t key_size, tag_size;
    bool is_compressed;
};

/* Stores the next entry, valid until the next call.  Stores false in *more when there is none. */
bool glass_leaves_entry(struct glass_leaves *leaves, struct glass_entry *entry, bool *more);

/* Moves to the first entry whose key is not less. */
bool glass_leaves_find(struct glass_leaves *leaves, const uint8_t *key, size_t key_size);

void glass_leaves_close(struct glass_leaves *leaves);

#endif
