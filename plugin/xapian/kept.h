/* kept.h - entries that can still change, found by their keys
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_KEPT_H
#define MASTHEAD_XAPIAN_KEPT_H

#include "bytes.h"

struct kept_entry {
    struct bytes key, low, high;
    uint32_t count;
};

/* All zero is valid and empty. */
struct kept {
    struct kept_entry *entries;
    size_t entry_count, entry_capacity;
    uint32_t *slots; /* hash table: 1 + index in entries, 0: free */
    size_t slot_count;
};

/* The key's entry; NULL: there is none. */
struct kept_entry *kept_find(const struct kept *kept, const uint8_t *key, size_t size);

/* The key's entry, a new one (empty, 0) if need be, until the next call; NULL: no memory. */
struct kept_entry *kept_entry(struct kept *kept, const uint8_t *key, size_t size);

/* Sets what an entry has; false: no memory. */
bool kept_set(struct kept_entry *entry, const void *bytes, size_t size);

/* Widens an entry's bounds so that they hold `low` and `high`, and adds to its count; false: no memory. */
bool kept_bound(struct kept_entry *entry, const uint8_t *low, size_t low_size, const uint8_t *high, size_t high_size,
                uint32_t count);

/* Puts the entries in the order of their keys.  Nothing can be found any more. */
void kept_sort(struct kept *kept);

void kept_free(struct kept *kept);

#endif
