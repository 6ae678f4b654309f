/* glass_table.c - building a table of a glass database from front to back
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A block: revision (4 bytes), level (1), the size of the gap (2) and of all that is free (2), where the directory
 * ends (2), the directory (2 for each item: where it is), the gap, the items.
 *
 * An item of a leaf: its size less 3, with flags in the highest bits (2), the size of the key (1), the key, which
 * piece of the tag this is unless it is the first (2), the piece.  The table begins with an item of an empty key.
 *
 * An item above: a block of the level below (4), the size of the divider's key (1), the key, the piece (2).  The
 * block's keys are not less than the divider, those of the block before it are less.  The first divider in a block is
 * empty.
 *
 * A tag that does not fit into what is left of a leaf is broken there when much would be lost otherwise. */
#include "config.h"

#include "glass_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIRECTORY = 11, /* where it begins */
    ENTRY = 2,      /* of the directory */
    LEAF_HEAD = 3,  /* of an item, less the key and the piece */
    ABOVE_HEAD = 7,
    PIECE = 2,
    IS_COMPRESSED = 0x80,
    IS_LAST = 0x40,
    IS_FIRST = 0x20,
    ITEMS_IN_BLOCK = 4,  /* as many of the largest ones must fit */
    GREATEST_ITEM = 8194, /* that its size field can say */
    LOSS = 32            /* breaks a tag rather than leave more than this part of a block empty */
};

static size_t greatest_item(const struct glass_table *table)
{
    const size_t size = (table->block_size - DIRECTORY - ITEMS_IN_BLOCK * ENTRY) / ITEMS_IN_BLOCK;
    return size < GREATEST_ITEM ? size : GREATEST_ITEM;
}

static size_t room_of(const struct glass_level *level)
{
    return level->items_begin - level->directory_end;
}

/* Makes room for an item in a block that has it; returns where. */
static uint8_t *place_item(struct glass_level *level, size_t size)
{
    level->items_begin -= (uint32_t)size;
    glass_put_2(level->block + level->directory_end, level->items_begin);
    level->directory_end += ENTRY;
    return level->block + level->items_begin;
}

/* ---- Leaves ---------------------------------------------------------------------------------------- */

/* A piece of the tag under a key. */
struct piece {
    const uint8_t *key;
    size_t key_size;
    const uint8_t *bytes;
    size_t size;
    uint32_t number; /* from 1 */
    unsigned flags;
};

static size_t head_of(size_t key_size, uint32_t number)
{
    return LEAF_HEAD + key_size + (number > 1 ? PIECE : 0);
}

static void put_leaf_item(struct glass_level *leaf, const struct piece *piece)
{
    const size_t size = head_of(piece->key_size, piece->number) + piece->size;
    uint8_t *at = place_item(leaf, size);
    glass_put_2(at, (uint32_t)(size - LEAF_HEAD) | piece->flags << 8);
    at[2] = (uint8_t)piece->key_size;
    memcpy(at + LEAF_HEAD, piece->key, piece->key_size);
    at += LEAF_HEAD + piece->key_size;
    if (piece->number > 1) {
        glass_put_2(at, piece->number);
        at += PIECE;
    }
    memcpy(at, piece->bytes, piece->size);
}

/* The shortest divider between the leaf's last item and the one that comes. */
static void divide(const struct glass_level *leaf, const struct piece *next, struct glass_divider *divider)
{
    const uint8_t *item = leaf->block + leaf->items_begin;
    const size_t common = item[2] < next->key_size ? item[2] : next->key_size;
    size_t i = 0;
    while (i < common && item[LEAF_HEAD + i] == next->key[i])
        i++;
    divider->key_size = (uint8_t)(i < next->key_size ? i + 1 : i);
    divider->piece = (uint16_t)next->number;
    memcpy(divider->key, next->key, divider->key_size);
}

/* ---- Blocks ---------------------------------------------------------------------------------------- */

static void empty(const struct glass_table *table, struct glass_level *level)
{
    level->directory_end = DIRECTORY;
    level->items_begin = table->block_size;
}

static bool open_level(const struct glass_table *table, struct glass_level *level)
{
    level->block = malloc(table->block_size);
    if (!level->block)
        errno = ENOMEM;
    level->first.key_size = 0;
    level->first.piece = 0;
    empty(table, level);
    return level->block;
}

static bool write_block(struct glass_table *table, unsigned height)
{
    struct glass_level *level = &table->levels[height];
    const size_t gap = room_of(level);
    glass_put_4(level->block, table->revision);
    level->block[4] = (uint8_t)height;
    glass_put_2(level->block + 5, (uint32_t)gap);
    glass_put_2(level->block + 7, (uint32_t)gap);
    glass_put_2(level->block + 9, level->directory_end);
    memset(level->block + level->directory_end, 0, gap);
    empty(table, level);
    table->blocks++;
    return outfile_write(&table->file, level->block, table->block_size);
}

static void put_child(struct glass_level *level, const struct glass_divider *divider, uint32_t child)
{
    uint8_t *at = place_item(level, ABOVE_HEAD + divider->key_size);
    glass_put_4(at, child);
    at[4] = divider->key_size;
    memcpy(at + 5, divider->key, divider->key_size);
    glass_put_2(at + 5 + divider->key_size, divider->piece);
}

static bool add_child(struct glass_table *table, unsigned height, const struct glass_divider *divider, uint32_t child)
{
    static const struct glass_divider none;
    struct glass_level *level = &table->levels[height];
    if (height == GLASS_LEVELS) {
        errno = EFBIG;
        return false;
    }
    if (!level->block && !open_level(table, level))
        return false;
    if (room_of(level) < ENTRY + ABOVE_HEAD + (size_t)divider->key_size) {
        const uint32_t number = table->blocks;
        if (!write_block(table, height) || !add_child(table, height + 1, &level->first, number))
            return false;
        level->first = *divider;
    }
    put_child(level, level->directory_end == DIRECTORY ? &none : divider, child);
    return true;
}

static bool next_leaf(struct glass_table *table, const struct piece *next)
{
    struct glass_level *leaf = &table->levels[0];
    struct glass_divider divider;
    const uint32_t number = table->blocks;
    divide(leaf, next, &divider);
    if (!write_block(table, 0) || !add_child(table, 1, &leaf->first, number))
        return false;
    leaf->first = divider;
    return true;
}

/* ---- The table ------------------------------------------------------------------------------------- */

bool glass_table_open(struct glass_table *table, int directory, const char *name, uint32_t block_size,
                      uint32_t revision)
{
    *table = (struct glass_table){.file = OUTFILE_INIT, .block_size = block_size, .revision = revision};
    if (!outfile_open(&table->file, directory, name) || !open_level(table, &table->levels[0]))
        return false;
    put_leaf_item(&table->levels[0], &(struct piece){.key = (const uint8_t *)"", .bytes = (const uint8_t *)"",
                                                     .number = 1, .flags = IS_FIRST | IS_LAST});
    return true;
}

size_t glass_table_most(const struct glass_table *table, size_t key_size)
{
    return greatest_item(table) - head_of(key_size, 1);
}

size_t glass_table_room(const struct glass_table *table, size_t key_size)
{
    const size_t room = room_of(&table->levels[0]), head = ENTRY + head_of(key_size, 1);
    const size_t most = glass_table_most(table, key_size);
    return room < head ? 0 : room - head < most ? room - head : most;
}

/* How much of the rest of a tag goes into the leaf; SIZE_MAX: it is better to begin another one. */
static size_t size_here(const struct glass_table *table, size_t head, size_t rest)
{
    const size_t room = room_of(&table->levels[0]), most = greatest_item(table) - head;
    const size_t wanted = rest < most ? rest : most;
    if (room >= ENTRY + head + wanted)
        return wanted;
    return room > ENTRY + head + table->block_size / LOSS ? room - ENTRY - head : SIZE_MAX;
}

static bool add_piece(struct glass_table *table, struct piece *piece, size_t rest)
{
    const size_t head = head_of(piece->key_size, piece->number);
    piece->size = size_here(table, head, rest);
    if (piece->size == SIZE_MAX) {
        if (!next_leaf(table, piece))
            return false;
        piece->size = size_here(table, head, rest);
    }
    if (piece->size == rest)
        piece->flags |= IS_LAST;
    put_leaf_item(&table->levels[0], piece);
    return true;
}

bool glass_table_add(struct glass_table *table, const uint8_t *key, size_t key_size, const uint8_t *tag,
                     size_t tag_size, bool is_compressed)
{
    struct piece piece = {.key = key, .key_size = key_size, .bytes = tag, .number = 1, .flags = IS_FIRST};
    if (is_compressed)
        piece.flags |= IS_COMPRESSED;
    for (size_t rest = tag_size; !(piece.flags & IS_LAST); piece.number++) {
        if (piece.number > UINT16_MAX) {
            errno = EFBIG;
            return false;
        }
        if (!add_piece(table, &piece, rest))
            return false;
        piece.bytes += piece.size;
        rest -= piece.size;
        piece.flags &= ~(unsigned)IS_FIRST;
    }
    table->entries++;
    return true;
}

/* No block is free: a revision, how many blocks there are, and where the list begins and ends. */
static void put_free_list(const struct glass_table *table, struct glass_root *root)
{
    uint8_t *at = glass_put_uint(root->free_list, table->revision);
    at = glass_put_uint(at, table->blocks);
    memset(at, 0, 4);
    root->free_list_size = (size_t)(at + 4 - root->free_list);
}

bool glass_table_finish(struct glass_table *table, struct glass_root *root)
{
    unsigned height = 0;
    uint32_t number = table->blocks;
    bool good = write_block(table, 0);
    while (good && height + 1 < GLASS_LEVELS && table->levels[height + 1].block) {
        good = add_child(table, height + 1, &table->levels[height].first, number);
        height++;
        number = table->blocks;
        good = good && write_block(table, height);
    }
    *root = (struct glass_root){.entries = table->entries,
                                .block = number,
                                .level = height,
                                .is_sequential = true,
                                .block_size = table->block_size,
                                .compress_min = root->compress_min};
    put_free_list(table, root);
    return good && outfile_sync(&table->file);
}

void glass_table_close(struct glass_table *table)
{
    for (unsigned height = 0; height < GLASS_LEVELS; height++)
        free(table->levels[height].block);
    memset(table->levels, 0, sizeof table->levels);
    outfile_close(&table->file);
}
