/* glass_table.c - building a table of a glass database from front to back
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A tag that does not fit into what is left of a leaf is broken there when much would be lost otherwise. */
#include "config.h"

#include "glass_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "glass_block.h"

enum {
    ABOVE_HEAD = 7,
    ITEMS_IN_BLOCK = 4,   /* as many of the largest ones must fit */
    GREATEST_ITEM = 8194, /* that its size field can say */
    LOSS = 32             /* breaks a tag rather than leave more than this part of a block empty */
};

static size_t greatest_item(const struct glass_table *table)
{
    const size_t size = (table->block_size - GLASS_DIRECTORY - ITEMS_IN_BLOCK * GLASS_DIRECTORY_ENTRY) / ITEMS_IN_BLOCK;
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
    level->directory_end += GLASS_DIRECTORY_ENTRY;
    return level->block + level->items_begin;
}

/* ---- Leaves ---------------------------------------------------------------------------------------- */

static size_t head_of(size_t key_size, uint32_t number)
{
    return GLASS_LEAF_HEAD + key_size + (number > 1 ? GLASS_PIECE : 0);
}

static void put_leaf_item(struct glass_level *leaf, const struct glass_item *piece)
{
    const size_t size = head_of(piece->key_size, piece->piece) + piece->size;
    uint8_t *at = place_item(leaf, size);
    glass_put_2(at, (uint32_t)(size - GLASS_LEAF_HEAD) | piece->flags << 8);
    at[2] = (uint8_t)piece->key_size;
    memcpy(at + GLASS_LEAF_HEAD, piece->key, piece->key_size);
    at += GLASS_LEAF_HEAD + piece->key_size;
    if (piece->piece > 1) {
        glass_put_2(at, piece->piece);
        at += GLASS_PIECE;
    }
    memcpy(at, piece->bytes, piece->size);
}

/* The shortest divider between the leaf's last item and the one that comes. */
static void divide(const struct glass_level *leaf, const struct glass_item *next, struct glass_divider *divider)
{
    const uint8_t *item = leaf->block + leaf->items_begin;
    const size_t common = item[2] < next->key_size ? item[2] : next->key_size;
    size_t i = 0;
    while (i < common && item[GLASS_LEAF_HEAD + i] == next->key[i])
        i++;
    divider->key_size = (uint8_t)(i < next->key_size ? i + 1 : i);
    divider->piece = (uint16_t)next->piece;
    memcpy(divider->key, next->key, divider->key_size);
}

/* ---- Blocks ---------------------------------------------------------------------------------------- */

static void empty(const struct glass_table *table, struct glass_level *level)
{
    level->directory_end = GLASS_DIRECTORY;
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
    level->block[GLASS_LEVEL] = (uint8_t)height;
    glass_put_2(level->block + GLASS_GAP, (uint32_t)gap);
    glass_put_2(level->block + GLASS_GAP + 2, (uint32_t)gap);
    glass_put_2(level->block + GLASS_DIRECTORY_END, level->directory_end);
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
    if (room_of(level) < GLASS_DIRECTORY_ENTRY + ABOVE_HEAD + (size_t)divider->key_size) {
        const uint32_t number = table->blocks;
        if (!write_block(table, height) || !add_child(table, height + 1, &level->first, number))
            return false;
        level->first = *divider;
    }
    put_child(level, level->directory_end == GLASS_DIRECTORY ? &none : divider, child);
    return true;
}

static bool next_leaf(struct glass_table *table, const struct glass_item *next)
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

/* Takes a finished leaf as the one that is being filled. */
static void take_leaf(struct glass_level *leaf, const uint8_t *block, uint32_t block_size)
{
    memcpy(leaf->block, block, block_size);
    leaf->directory_end = glass_get_2(block + GLASS_DIRECTORY_END);
    leaf->items_begin = leaf->directory_end + glass_get_2(block + GLASS_GAP);
}

/* ---- The table ------------------------------------------------------------------------------------- */

bool glass_table_open_piece(struct glass_table *table, int directory, const char *name, uint32_t block_size,
                            uint32_t revision)
{
    *table = (struct glass_table){.file = OUTFILE_INIT, .block_size = block_size, .revision = revision};
    return open_level(table, &table->levels[0]) && outfile_open(&table->file, directory, name);
}

bool glass_table_open(struct glass_table *table, int directory, const char *name, uint32_t block_size,
                      uint32_t revision)
{
    if (!glass_table_open_piece(table, directory, name, block_size, revision))
        return false;
    put_leaf_item(&table->levels[0], &(struct glass_item){.key = (const uint8_t *)"",
                                                          .bytes = (const uint8_t *)"",
                                                          .piece = 1,
                                                          .flags = GLASS_IS_FIRST | GLASS_IS_LAST});
    return true;
}

size_t glass_table_most(const struct glass_table *table, size_t key_size)
{
    return greatest_item(table) - head_of(key_size, 1);
}

size_t glass_table_room(const struct glass_table *table, size_t key_size)
{
    const size_t room = room_of(&table->levels[0]), head = GLASS_DIRECTORY_ENTRY + head_of(key_size, 1);
    const size_t most = glass_table_most(table, key_size);
    return room < head ? 0 : room - head < most ? room - head : most;
}

/* How much of the rest of a tag goes into the leaf; SIZE_MAX: it is better to begin another one. */
static size_t size_here(const struct glass_table *table, size_t head, size_t rest)
{
    const size_t room = room_of(&table->levels[0]), most = greatest_item(table) - head;
    const size_t wanted = rest < most ? rest : most;
    if (room >= GLASS_DIRECTORY_ENTRY + head + wanted)
        return wanted;
    const size_t taken = GLASS_DIRECTORY_ENTRY + head;
    return room > taken + table->block_size / LOSS ? room - taken : SIZE_MAX;
}

static bool add_piece(struct glass_table *table, struct glass_item *piece, size_t rest)
{
    const size_t head = head_of(piece->key_size, piece->piece);
    piece->size = size_here(table, head, rest);
    if (piece->size == SIZE_MAX) {
        if (!next_leaf(table, piece))
            return false;
        piece->size = size_here(table, head, rest);
    }
    if (piece->size == rest)
        piece->flags |= GLASS_IS_LAST;
    put_leaf_item(&table->levels[0], piece);
    return true;
}

bool glass_table_add(struct glass_table *table, const uint8_t *key, size_t key_size, const uint8_t *tag,
                     size_t tag_size, bool is_compressed)
{
    struct glass_item piece = {.key = key, .key_size = key_size, .bytes = tag, .piece = 1, .flags = GLASS_IS_FIRST};
    if (is_compressed)
        piece.flags |= GLASS_IS_COMPRESSED;
    for (size_t rest = tag_size; !(piece.flags & GLASS_IS_LAST); piece.piece++) {
        if (piece.piece > UINT16_MAX) {
            errno = EFBIG;
            return false;
        }
        if (!add_piece(table, &piece, rest))
            return false;
        piece.bytes += piece.size;
        rest -= piece.size;
        piece.flags &= ~(unsigned)GLASS_IS_FIRST;
    }
    table->entries++;
    return true;
}

bool glass_table_end_leaves(struct glass_table *table)
{
    return (table->levels[0].directory_end == GLASS_DIRECTORY || write_block(table, 0)) &&
           outfile_flush(&table->file);
}

bool glass_table_append(struct glass_table *table, struct glass_leaves *leaves, uint64_t entries)
{
    const uint8_t *block;
    bool good;
    while ((good = glass_leaves_next(leaves, &block)) && block) {
        const struct glass_item first = glass_leaf_first(block);
        if (!next_leaf(table, &first))
            return false;
        take_leaf(&table->levels[0], block, table->block_size);
    }
    table->entries += entries;
    return good;
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
