/* glass_leaves.c - the leaves of a table, from front to back
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * In a table that was built from front to back the leaves are in order in the file, with blocks of the levels above
 * between them.  What is read was written a short time ago by the same code; so only its size is checked. */
#include "config.h"

#include "glass_leaves.h"

enum { BUFFER = 1 << 18 };

bool glass_leaves_open(struct glass_leaves *leaves, const struct outfile *file, size_t block_size)
{
    *leaves = (struct glass_leaves){.file = file, .block_size = block_size};
    leaves->capacity = BUFFER / block_size * block_size;
    leaves->buffer = malloc(leaves->capacity);
    if (!leaves->buffer)
        errno = ENOMEM;
    return leaves->buffer;
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

void glass_leaves_close(struct glass_leaves *leaves)
{
    free(leaves->buffer);
    free(leaves->tag.at);
    *leaves = (struct glass_leaves){0};
}
