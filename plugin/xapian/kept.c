/* kept.c - entries that can still change, found by their keys
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "kept.h"

#include "fingerprints.h"

enum { LEAST_SLOTS = 64 };

/* Where the key is in the table, or would be. */
static size_t slot_of(const struct kept *kept, const uint8_t *key, size_t size)
{
    size_t slot = (size_t)fingerprint_of(key, size) & (kept->slot_count - 1);
    for (; kept->slots[slot]; slot = (slot + 1) & (kept->slot_count - 1)) {
        const struct bytes *found = &kept->entries[kept->slots[slot] - 1].key;
        if (found->size == size && memcmp(found->at, key, size) == 0)
            break;
    }
    return slot;
}

static bool grow_slots(struct kept *kept)
{
    const size_t count = kept->slot_count ? kept->slot_count * 2 : LEAST_SLOTS;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    free(kept->slots);
    kept->slots = slots;
    kept->slot_count = count;
    for (size_t i = 0; i < kept->entry_count; i++)
        slots[slot_of(kept, kept->entries[i].key.at, kept->entries[i].key.size)] = (uint32_t)i + 1;
    return true;
}

struct kept_entry *kept_find(const struct kept *kept, const uint8_t *key, size_t size)
{
    if (!kept->slot_count)
        return NULL;
    const uint32_t entry = kept->slots[slot_of(kept, key, size)];
    return entry ? &kept->entries[entry - 1] : NULL;
}

struct kept_entry *kept_entry(struct kept *kept, const uint8_t *key, size_t size)
{
    struct kept_entry *entry = kept_find(kept, key, size);
    if (entry)
        return entry;
    if ((kept->entry_count >= kept->slot_count / 2 && !grow_slots(kept)) ||
        !bytes_grow(&kept->entries, &kept->entry_capacity, kept->entry_count, 1, sizeof *kept->entries)) {
        errno = ENOMEM;
        return NULL;
    }
    entry = &kept->entries[kept->entry_count];
    *entry = (struct kept_entry){0};
    if (!bytes_add(&entry->key, key, size))
        return NULL;
    kept->slots[slot_of(kept, key, size)] = (uint32_t)++kept->entry_count;
    return entry;
}

static bool set(struct bytes *bytes, const void *from, size_t size)
{
    bytes->size = 0;
    return bytes_add(bytes, from, size);
}

bool kept_set(struct kept_entry *entry, const void *bytes, size_t size)
{
    return set(&entry->low, bytes, size);
}

bool kept_bound(struct kept_entry *entry, const uint8_t *low, size_t low_size, const uint8_t *high, size_t high_size,
                uint32_t count)
{
    const bool is_first = !entry->count;
    entry->count += count;
    const bool is_low = is_first || bytes_compare(low, low_size, entry->low.at, entry->low.size) < 0;
    const bool is_high = is_first || bytes_compare(high, high_size, entry->high.at, entry->high.size) > 0;
    return (!is_low || set(&entry->low, low, low_size)) && (!is_high || set(&entry->high, high, high_size));
}

static int compare(const void *a, const void *b)
{
    const struct kept_entry *x = a, *y = b;
    return bytes_compare(x->key.at, x->key.size, y->key.at, y->key.size);
}

void kept_sort(struct kept *kept)
{
    if (kept->entry_count)
        qsort(kept->entries, kept->entry_count, sizeof *kept->entries, compare);
    kept->slot_count = 0;
}

void kept_free(struct kept *kept)
{
    for (size_t i = 0; i < kept->entry_count; i++) {
        free(kept->entries[i].key.at);
        free(kept->entries[i].low.at);
        free(kept->entries[i].high.at);
    }
    free(kept->entries);
    free(kept->slots);
    *kept = (struct kept){0};
}
