/* glass_table.h - building a table of a glass database from front to back
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A table is a B-tree of keys and what belongs to them, their tags, in a file of blocks of one size.  When the keys
 * come in order, its leaves are filled one after the other, and of each level above only the last block is ever open.
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_GLASS_TABLE_H
#define MASTHEAD_XAPIAN_GLASS_TABLE_H

#include "glass_encode.h"
#include "glass_leaves.h"
#include "glass_version.h"
#include "outfile.h"

enum { GLASS_LEVELS = 10 }; /* as many as stock Xapian follows */

/* A key as the levels above the leaves have it. */
struct glass_divider {
    uint8_t key[GLASS_KEY];
    uint8_t key_size;
    uint16_t piece; /* which piece of the key's tag, from 1; 0 goes with an empty key, before all others */
};

/* The block of a level that is being filled: the directory of its items grows from the front, they from the end. */
struct glass_level {
    uint8_t *block; /* NULL: the tree is not that high */
    uint32_t directory_end, items_begin;
    struct glass_divider first; /* by which the level above finds the block */
};

struct glass_table {
    struct outfile file;
    uint32_t block_size, revision;
    uint32_t blocks; /* written */
    uint64_t entries;
    struct glass_level levels[GLASS_LEVELS];
};

#define GLASS_TABLE_INIT {.file = OUTFILE_INIT}

/* Makes the file of the directory and begins a table in it, whose blocks say that they are of the revision.  When
 * memory is missing, no file was made. */
bool glass_table_open(struct glass_table *table, int directory, const char *name, uint32_t block_size,
                      uint32_t revision);

/* The same for a piece of a table, whose leaves are to be appended to another. */
bool glass_table_open_piece(struct glass_table *table, int directory, const char *name, uint32_t block_size,
                            uint32_t revision);

/* Adds an entry, whose key, of 1 to GLASS_KEY bytes, is greater than all before.  A tag of more than 65,535 pieces is
 * refused (EFBIG). */
bool glass_table_add(struct glass_table *table, const uint8_t *key, size_t key_size, const uint8_t *tag,
                     size_t tag_size, bool is_compressed);

/* How large a tag may be to go in one piece into the leaf that is being filled, and into an empty one. */
size_t glass_table_room(const struct glass_table *table, size_t key_size);
size_t glass_table_most(const struct glass_table *table, size_t key_size);

/* Writes what is left of the leaves, for others to read them (glass_leaves.h).  Nothing more can be added. */
bool glass_table_end_leaves(struct glass_table *table);

/* Adds all leaves, with so many entries, of a piece that has blocks of the same size.  Its keys are greater than all
 * before. */
bool glass_table_append(struct glass_table *table, struct glass_leaves *leaves, uint64_t entries);

/* Ends the table, waits until its file is on the disk, and stores where its root is. */
bool glass_table_finish(struct glass_table *table, struct glass_root *root);

/* Frees what it has taken, finished or not. */
void glass_table_close(struct glass_table *table);

#endif
