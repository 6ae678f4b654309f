/* replaced.c - documents of a load that others replace
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "replaced.h"

#include <unistd.h>

#include "glass_encode.h"
#include "glass_postlist.h"

enum { BUDGET = 8 << 20, TERM = 245 };

#define NAME "replaced.tmp"

bool replaced_open(struct replaced *replaced, int directory, uint32_t last)
{
    *replaced = (struct replaced)REPLACED_INIT;
    replaced->bits = calloc((size_t)last / 8 + 1, 1);
    if (!replaced->bits) {
        errno = ENOMEM;
        return false;
    }
    return runs_open(&replaced->runs, directory, NAME, BUDGET) && unlinkat(directory, NAME, 0) == 0;
}

/* Adds a record; its key is the last of the document's bytes, from `key` on. */
static bool add_item(struct replaced *replaced, size_t key, uint64_t number)
{
    const size_t size = replaced->bytes.size - key;
    if (!bytes_grow(&replaced->items, &replaced->item_capacity, replaced->item_count, 1, sizeof *replaced->items))
        return false;
    replaced->items[replaced->item_count++] =
        (struct runs_item){.fingerprint = fingerprint_of(replaced->bytes.at + key, size),
                           .key = key,
                           .key_size = (uint16_t)size,
                           .number = (uint32_t)number};
    return true;
}

static bool add_term(struct replaced *replaced, const uint8_t *term, size_t size, uint64_t wdf)
{
    const size_t key = replaced->bytes.size;
    if (!bytes_room(&replaced->bytes, 2 * size))
        return false;
    const uint8_t *end = glass_put_term(replaced->bytes.at + key, (const char *)term, size);
    replaced->bytes.size = (size_t)(end - replaced->bytes.at);
    return add_item(replaced, key, wdf);
}

/* Adds the terms and the length of a termlist as bulk.c writes it. */
static bool add_terms(struct replaced *replaced, const uint8_t *at, size_t size)
{
    const uint8_t *end = at + size;
    uint8_t term[TERM];
    size_t term_size = 0;
    const uint64_t length = size ? glass_get_uint(&at) : 0;
    for (uint64_t count = size ? glass_get_uint(&at) : 0, i = 0; i < count && at < end; i++) {
        const size_t first = i ? *at++ : 0, shared = i && first > term_size ? first % (term_size + 1) : first;
        const bool is_packed = first > term_size;
        const uint64_t packed = first / (term_size + 1);
        const size_t more = *at++;
        if (shared + more > TERM || more > (size_t)(end - at)) {
            errno = EIO;
            return false;
        }
        memcpy(term + shared, at, more);
        at += more;
        term_size = shared + more;
        if (!add_term(replaced, term, term_size, is_packed ? packed - 1 : glass_get_uint(&at)))
            return false;
    }
    replaced->length += length;
    const size_t key = replaced->bytes.size;
    return bytes_add(&replaced->bytes, GLASS_LENGTHS, GLASS_KIND) && add_item(replaced, key, length);
}

/* Adds the slots that have values. */
static bool add_slots(struct replaced *replaced, const uint8_t *at, size_t size, struct kept *kept)
{
    const uint8_t *end = at + size;
    for (uint32_t slot = 0; at < end; slot++) {
        uint8_t bounds[GLASS_KIND + GLASS_UINT];
        const size_t key = replaced->bytes.size;
        slot += (uint32_t)glass_get_uint(&at);
        memcpy(bounds, GLASS_VALUE_BOUNDS, GLASS_KIND);
        const uint8_t *bounds_end = glass_put_last_uint(bounds + GLASS_KIND, slot);
        struct kept_entry *entry = kept_find(kept, bounds, (size_t)(bounds_end - bounds));
        if (entry && entry->count && !--entry->count)
            entry->low.size = entry->high.size = 0;
        if (!bytes_room(&replaced->bytes, GLASS_KIND + GLASS_UINT))
            return false;
        memcpy(replaced->bytes.at + key, GLASS_VALUES, GLASS_KIND);
        const uint8_t *key_end = glass_put_uint(replaced->bytes.at + key + GLASS_KIND, slot);
        replaced->bytes.size = (size_t)(key_end - replaced->bytes.at);
        if (!add_item(replaced, key, 0))
            return false;
    }
    return true;
}

static bool has_key(const struct glass_entry *entry, const uint8_t *key, size_t size)
{
    return entry->key_size == size && memcmp(entry->key, key, size) == 0;
}

bool replaced_add(struct replaced *replaced, uint32_t document, struct glass_leaves *termlists, uint32_t number,
                  struct kept *kept)
{
    uint8_t key[GLASS_SORTED_UINT + 1];
    uint8_t *end = glass_put_sorted_uint(key, number);
    const size_t size = (size_t)(end - key);
    struct glass_entry entry;
    bool more;
    *end = 0; /* the key of the slots */
    replaced->bytes.size = replaced->item_count = 0;
    if (!glass_leaves_find(termlists, key, size) || !glass_leaves_entry(termlists, &entry, &more))
        return false;
    if (!more || !has_key(&entry, key, size)) {
        errno = EINVAL; /* there is no such document */
        return false;
    }
    if (!add_terms(replaced, entry.tag, entry.tag_size) || !glass_leaves_entry(termlists, &entry, &more) ||
        (more && has_key(&entry, key, size + 1) && !add_slots(replaced, entry.tag, entry.tag_size, kept)))
        return false;
    replaced->bits[document / 8] |= (uint8_t)(1 << document % 8);
    return runs_add(&replaced->runs, document, replaced->bytes.at, replaced->items, replaced->item_count);
}

bool replaced_end(struct replaced *replaced)
{
    return runs_end(&replaced->runs);
}

void replaced_close(struct replaced *replaced)
{
    free(replaced->bits);
    free(replaced->bytes.at);
    free(replaced->items);
    runs_close(&replaced->runs);
    *replaced = (struct replaced)REPLACED_INIT;
}
