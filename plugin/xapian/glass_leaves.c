/* glass_leaves.c - the leaves of a table, from front to back
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * In a table that was built from front to back the leaves are in order in the file, with blocks of the levels above
 * between them.  What is read was written a short time ago by the same code; so only its size is checked. */
#include "config.h"

#include "glass_leaves.h"

enum { BUFFER = 1 << 18 };

static bool open_leaves(struct glass_leaves *leaves, const struct outfile *file, size_t block_size, size_t blocks)
{
    *leaves = (struct glass_leaves){.file = file, .block_size = block_size, .capacity = blocks * block_size};
    leaves->buffer = malloc(leaves->capacity);
    if (!leaves->buffer)
        errno = ENOMEM;
    return leaves->buffer;
}

bool glass_leaves_open(struct glass_leaves *leaves, const struct outfile *file, size_t block_size)
{
    return open_leaves(leaves, file, block_size, BUFFER / block_size);
}

bool glass_leaves_open_to_find(struct glass_leaves *leaves, const struct outfile *file, size_t block_size)
{
    return open_leaves(leaves, file, block_size, 1);
}

static bool fill(struct glass_leaves *leaves)
{
    leaves->at = 0;
    if (!outfile_read(leaves->file, leaves->offset, leaves->buffer, leaves->capacity, &leaves->filled))
        return false;
    leaves->offset += leaves->filled;
    if (leaves->filled % leaves->block_size == 0)
        return true;
    errno = EIO; /* somebody has cut the file */
    return false;
}

bool glass_leaves_next(struct glass_leaves *leaves, const uint8_t **block)
{
    do {
        if (leaves->at == leaves->filled && !fill(leaves))
            return false;
        *block = leaves->filled ? leaves->buffer + leaves->at : NULL;
        leaves->at += leaves->filled ? leaves->block_size : 0;
    } while (*block && (*block)[GLASS_LEVEL]);
    return true;
}

struct glass_item glass_leaf_first(const uint8_t *block)
{
    return glass_get_item(block + glass_get_2(block + GLASS_DIRECTORY));
}

/* Stores the next item of any leaf. */
static bool next_item(struct glass_leaves *leaves, struct glass_item *item, bool *more)
{
    if (!leaves->block || leaves->directory_at == glass_get_2(leaves->block + GLASS_DIRECTORY_END)) {
        if (!glass_leaves_next(leaves, &leaves->block))
            return false;
        leaves->directory_at = GLASS_DIRECTORY;
    }
    *more = leaves->block;
    if (!leaves->block)
        return true;
    *item = glass_get_item(leaves->block + glass_get_2(leaves->block + leaves->directory_at));
    leaves->directory_at += GLASS_DIRECTORY_ENTRY;
    return true;
}

/* Gathers the other pieces of a tag. */
static bool gather(struct glass_leaves *leaves, struct glass_item *item)
{
    bool more = true;
    leaves->tag.size = 0;
    while (bytes_add(&leaves->tag, item->bytes, item->size) && !(item->flags & GLASS_IS_LAST)) {
        if (!next_item(leaves, item, &more))
            return false;
        if (!more) {
            errno = EIO; /* somebody has cut the file */
            return false;
        }
    }
    return item->flags & GLASS_IS_LAST;
}

bool glass_leaves_entry(struct glass_leaves *leaves, struct glass_entry *entry, bool *more)
{
    struct glass_item item;
    do {
        if (!next_item(leaves, &item, more))
            return false;
        if (!*more)
            return true;
    } while (!item.key_size); /* the item that a table begins with */
    *entry = (struct glass_entry){.tag = item.bytes, .tag_size = item.size,
                                  .is_compressed = item.flags & GLASS_IS_COMPRESSED};
    if (!(item.flags & GLASS_IS_LAST)) {
        if (!gather(leaves, &item))
            return false;
        entry->tag = leaves->tag.at;
        entry->tag_size = leaves->tag.size;
    }
    entry->key = item.key; /* of the last piece, since the first may be in a block that is no longer there */
    entry->key_size = item.key_size;
    return true;
}

/* Goes to a place between blocks. */
static void go_to(struct glass_leaves *leaves, uint64_t block)
{
    leaves->offset = block * leaves->block_size;
    leaves->at = leaves->filled = 0;
    leaves->block = NULL;
}

static int compare(const struct glass_item *item, const uint8_t *key, size_t key_size)
{
    return bytes_compare(item->key, item->key_size, key, key_size);
}

/* Does the leaf begin at the key's first piece or before? */
static bool begins_before(const uint8_t *block, const uint8_t *key, size_t key_size)
{
    const struct glass_item first = glass_leaf_first(block);
    const int order = compare(&first, key, key_size);
    return order < 0 || (order == 0 && first.piece == 1);
}

/* Moves to the last leaf that begins before the key, or to the first. */
static bool find_leaf(struct glass_leaves *leaves, const uint8_t *key, size_t key_size)
{
    uint64_t low = 0, high = outfile_size(leaves->file) / leaves->block_size;
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        const uint8_t *block;
        go_to(leaves, middle);
        if (!glass_leaves_next(leaves, &block))
            return false;
        if (block && begins_before(block, key, key_size))
            low = middle;
        else
            high = middle;
    }
    go_to(leaves, low);
    return true;
}

bool glass_leaves_find(struct glass_leaves *leaves, const uint8_t *key, size_t key_size)
{
    struct glass_item item;
    bool more;
    if (!find_leaf(leaves, key, key_size))
        return false;
    do
        if (!next_item(leaves, &item, &more))
            return false;
    while (more && (item.piece > 1 || compare(&item, key, key_size) < 0));
    if (more)
        leaves->directory_at -= GLASS_DIRECTORY_ENTRY; /* it is to be read again */
    return true;
}

void glass_leaves_close(struct glass_leaves *leaves)
{
    free(leaves->buffer);
    free(leaves->tag.at);
    *leaves = (struct glass_leaves){0};
}
