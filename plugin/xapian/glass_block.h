/* glass_block.h - what a block of a table of a glass database looks like
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
 * empty. */
#ifndef MASTHEAD_XAPIAN_GLASS_BLOCK_H
#define MASTHEAD_XAPIAN_GLASS_BLOCK_H

#include "glass_encode.h"

enum {
    GLASS_LEVEL = 4,          /* where in a block its level is */
    GLASS_GAP = 5,
    GLASS_DIRECTORY_END = 9,
    GLASS_DIRECTORY = 11,     /* where it begins */
    GLASS_DIRECTORY_ENTRY = 2,
    GLASS_LEAF_HEAD = 3,      /* bytes of an item, less the key and the piece */
    GLASS_PIECE = 2,
    GLASS_IS_COMPRESSED = 0x80, /* flags, in the first byte of an item */
    GLASS_IS_LAST = 0x40,
    GLASS_IS_FIRST = 0x20,
    GLASS_ITEM_SIZE = 0x1FFF  /* what the flags leave of the first two bytes */
};

/* An item of a leaf. */
struct glass_item {
    const uint8_t *key;
    size_t key_size;
    const uint8_t *bytes;
    size_t size;
    uint32_t piece; /* from 1 */
    unsigned flags;
};

static inline struct glass_item glass_get_item(const uint8_t *at)
{
    const unsigned flags = at[0] & ~(unsigned)(GLASS_ITEM_SIZE >> 8);
    const size_t size = (glass_get_2(at) & GLASS_ITEM_SIZE) + GLASS_LEAF_HEAD, key_size = at[2];
    const size_t head = GLASS_LEAF_HEAD + key_size + (flags & GLASS_IS_FIRST ? 0 : GLASS_PIECE);
    return (struct glass_item){.key = at + GLASS_LEAF_HEAD,
                               .key_size = key_size,
                               .bytes = at + head,
                               .size = size - head,
                               .piece = flags & GLASS_IS_FIRST ? 1 : glass_get_2(at + head - GLASS_PIECE),
                               .flags = flags};
}

#endif
