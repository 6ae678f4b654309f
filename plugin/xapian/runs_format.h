/* runs_format.h - what a run looks like
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A record in a chain: the document's number less the one before in this run, twice the number plus whether there are
 * bytes, and if so their size and the bytes.  A key in a run: the size of the key, the key, the count, the sum, the
 * size of the chain and the chain.  Numbers are as glass_encode.h writes them. */
#ifndef MASTHEAD_XAPIAN_RUNS_FORMAT_H
#define MASTHEAD_XAPIAN_RUNS_FORMAT_H

#include <stddef.h>
#include <stdint.h>

enum {
    RUNS_RECORD = 15,  /* most bytes of a record, less its own */
    RUNS_KEY_HEAD = 32 /* most bytes of a key in a run, less the key and the chain */
};

/* The first eight bytes of a key, by which most can be told apart. */
static inline uint64_t runs_head(const uint8_t *key, size_t size)
{
    uint64_t head = 0;
    for (size_t i = 0; i < sizeof head; i++)
        head = head << 8 | (i < size ? key[i] : 0);
    return head;
}

#endif
