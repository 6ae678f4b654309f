/* replaced.c - documents of a load that others replace
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "replaced.h"

#include <unistd.h>

#include "glass_encode.h"
#include "glass_postlist.h"

enum { BUDGET = 8 << 20 };

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

static bool add_term(struct replaced *replaced, const uint8_t *term, size_t size, uint64_t wdf)
{
    struct bytes *bytes = &replaced->records.bytes;
    const size_t key = bytes->size;
    if (!bytes_room(bytes, 2 * size))
        return false;
    bytes->size = (size_t)(glass_put_term(bytes->at + key, (const char *)term, size) - bytes->at);
    return runs_put(&replaced->records, key, bytes->size, (uint32_t)wdf);
}

/* Adds the terms and the length of a termlist as bulk.c writes it. */
static bool add_terms(struct replaced *replaced, const uint8_t *at, size_t size)
{
    const uint8_t *end = at + size;
    uint8_t term[GLASS_TERM];
    size_t term_size = 0;
    const uint64_t length = size ? glass_get_uint(&at) : 0;
    for (uint64_t count = size ? glass_get_uint(&at) : 0, i = 0; i < count && at < end; i++) {
        const size_t first = i ? *at++ : 0, shared = i && first > term_size ? first % (term_size + 1) : first;
        const bool is_packed = first > term_size;
        const uint64_t packed = first / (term_size + 1);
        const size_t more = *at++;
        if (shared + more > GLASS_TERM || more > (size_t)(end - at)) {
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
    struct bytes *bytes = &replaced->records.bytes;
    const size_t key = bytes->size;
    return bytes_add(bytes, GLASS_LENGTHS, GLASS_KIND) &&
           runs_put(&replaced->records, key, bytes->size, (uint32_t)length);
}

/* One document less has a value in the slot. */
static void uncount_value(struct kept *kept, uint32_t slot)
{
    uint8_t key[GLASS_SLOT_KEY];
    const uint8_t *end = glass_put_bounds_key(key, slot);
    struct kept_entry *bounds = kept_find(kept, key, (size_t)(end - key));
    if (bounds && bounds->count && !--bounds->count)
        bounds->low.size = bounds->high.size = 0;
}

/* Adds the slots that have values. */
static bool add_slots(struct replaced *replaced, const uint8_t *at, size_t size, struct kept *kept)
{
    const uint8_t *end = at + size;
    struct bytes *bytes = &replaced->records.bytes;
    for (uint32_t slot = 0; at < end; slot++) {
        const size_t key = bytes->size;
        slot += (uint32_t)glass_get_uint(&at);
        uncount_value(kept, slot);
        if (!bytes_room(bytes, GLASS_SLOT_KEY))
            return false;
        bytes->size = (size_t)(glass_put_values_key(bytes->at + key, slot) - bytes->at);
        if (!runs_put(&replaced->records, key, bytes->size, 0))
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
    replaced->records.bytes.size = replaced->records.count = 0;
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
    return runs_add(&replaced->runs, document, &replaced->records);
}

bool replaced_end(struct replaced *replaced)
{
    return runs_end(&replaced->runs);
}

void replaced_close(struct replaced *replaced)
{
    free(replaced->bits);
    runs_records_free(&replaced->records);
    runs_close(&replaced->runs);
    *replaced = (struct replaced)REPLACED_INIT;
}
