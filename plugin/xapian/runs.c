/* runs.c - records of documents gathered under keys
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * In memory: a hash table finds a key's entry, and the entry the end of its chain.  A chain is made of slices of the
 * pool, each larger than the one before and ending with where the next begins, so that the many keys with one record
 * take little and those with many are few pieces.  What is slow about it is waiting for memory; so the records of a
 * document are added in a pipeline that asks for each place some records before it is needed.
 *
 * The format of records and runs is told in runs_format.h. */
#include "config.h"

#include "runs.h"

#include "glass_encode.h"
#include "runs_format.h"

enum {
    LEAST_SLOTS = 4096,
    LINK = 4,        /* bytes of a slice that say where the next begins */
    MARKED = 1 << 16 /* bytes of a run from one marked key to the next */
};

/* Bytes in the slices of a chain, less the link; the last size repeats. */
static const uint16_t slice_sizes[] = {12, 20, 36, 60, 124, 252, 508, 1020, 2044};
enum { LAST_SIZE = sizeof slice_sizes / sizeof *slice_sizes - 1 };

struct runs_slot {
    uint32_t hash, entry; /* entry: 1 + its index; 0: free */
};

/* A key.  Half a line of the processor's cache, and never across two. */
struct runs_entry {
    uint32_t key; /* in the pool */
    uint32_t tail, slice_end; /* where the next byte goes, and where its slice ends */
    uint32_t size;            /* of the chain */
    uint32_t last_document;
    uint32_t count, sum;
    uint16_t key_size;
    uint8_t slice; /* which size the last slice has */
};

bool runs_open(struct runs *runs, int directory, const char *name, size_t budget)
{
    *runs = (struct runs){.file = OUTFILE_INIT, .budget = budget};
    return outfile_open(&runs->file, directory, name);
}

/* ---- Records ---------------------------------------------------------------------------------------- */

bool runs_put(struct runs_records *records, size_t key, size_t bytes, uint32_t number)
{
    if (!bytes_grow(&records->items, &records->capacity, records->count, 1, sizeof *records->items))
        return false;
    records->items[records->count++] =
        (struct runs_item){.fingerprint = fingerprint_of(records->bytes.at + key, bytes - key),
                           .key = key,
                           .key_size = (uint16_t)(bytes - key),
                           .size = (uint32_t)(records->bytes.size - bytes),
                           .number = number};
    return true;
}

void runs_records_free(struct runs_records *records)
{
    free(records->bytes.at);
    free(records->items);
    *records = (struct runs_records){.count = 0};
}

/* ---- Adding ---------------------------------------------------------------------------------------- */

static void place_slot(struct runs *runs, struct runs_slot slot)
{
    size_t i = slot.hash & (runs->slot_count - 1);
    while (runs->slots[i].entry)
        i = (i + 1) & (runs->slot_count - 1);
    runs->slots[i] = slot;
}

/* The table stays at most half full with so many more entries. */
static bool grow_slots(struct runs *runs, size_t more)
{
    size_t count = runs->slot_count ? runs->slot_count : LEAST_SLOTS;
    while (count < 2 * (runs->entry_count + more))
        count *= 2;
    if (count == runs->slot_count)
        return true;
    struct runs_slot *old = runs->slots;
    const size_t old_count = runs->slot_count;
    runs->slots = calloc(count, sizeof *runs->slots);
    if (!runs->slots) {
        runs->slots = old;
        errno = ENOMEM;
        return false;
    }
    runs->slot_count = count;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].entry)
            place_slot(runs, old[i]);
    free(old);
    return true;
}

/* Appends a slice to the pool, and room for so many more bytes in front of it. */
static bool add_slice(struct runs *runs, struct runs_entry *entry, size_t before)
{
    const size_t size = before + slice_sizes[entry->slice] + LINK;
    if (runs->pool.size + size > UINT32_MAX) {
        errno = EFBIG;
        return false;
    }
    if (!bytes_room(&runs->pool, size))
        return false;
    entry->tail = (uint32_t)(runs->pool.size + before);
    entry->slice_end = entry->tail + slice_sizes[entry->slice];
    runs->pool.size += size;
    return true;
}

static bool next_slice(struct runs *runs, struct runs_entry *entry)
{
    const uint32_t link = entry->slice_end;
    entry->slice += entry->slice < LAST_SIZE;
    if (!add_slice(runs, entry, 0))
        return false;
    memcpy(runs->pool.at + link, &entry->tail, LINK);
    return true;
}

static bool append(struct runs *runs, struct runs_entry *entry, const uint8_t *bytes, size_t size)
{
    entry->size += (uint32_t)size;
    while (size > entry->slice_end - entry->tail) {
        const uint32_t part = entry->slice_end - entry->tail;
        memcpy(runs->pool.at + entry->tail, bytes, part);
        bytes += part;
        size -= part;
        if (!next_slice(runs, entry))
            return false;
    }
    memcpy(runs->pool.at + entry->tail, bytes, size);
    entry->tail += (uint32_t)size;
    return true;
}

static struct runs_entry *new_entry(struct runs *runs, const uint8_t *key, size_t key_size)
{
    struct runs_entry *entry = &runs->entries[runs->entry_count];
    *entry = (struct runs_entry){.key = (uint32_t)runs->pool.size, .key_size = (uint16_t)key_size};
    if (!add_slice(runs, entry, key_size))
        return NULL;
    memcpy(runs->pool.at + entry->key, key, key_size);
    runs->entry_count++;
    return entry;
}

/* The key's entry, a new one if need be; NULL: no memory. */
static struct runs_entry *find(struct runs *runs, uint32_t document, const uint8_t *key, const struct runs_item *item)
{
    const uint32_t hash = (uint32_t)item->fingerprint;
    size_t i = hash & (runs->slot_count - 1);
    for (; runs->slots[i].entry; i = (i + 1) & (runs->slot_count - 1)) {
        struct runs_entry *entry = &runs->entries[runs->slots[i].entry - 1];
        if (runs->slots[i].hash == hash && entry->key_size == item->key_size &&
            memcmp(runs->pool.at + entry->key, key, item->key_size) == 0)
            return entry;
    }
    if (!fingerprints_add(&runs->keys, item->fingerprint, document))
        return NULL;
    struct runs_entry *entry = new_entry(runs, key, item->key_size);
    if (!entry)
        return NULL;
    runs->slots[i] = (struct runs_slot){hash, (uint32_t)runs->entry_count};
    return entry;
}

static bool add(struct runs *runs, uint32_t document, const uint8_t *key, const struct runs_item *item)
{
    uint8_t head[RUNS_RECORD];
    struct runs_entry *entry = find(runs, document, key, item);
    if (!entry)
        return false;
    uint8_t *end = glass_put_uint(head, document - entry->last_document);
    end = glass_put_uint(end, (uint64_t)item->number << 1 | (item->size > 0));
    if (item->size)
        end = glass_put_uint(end, item->size);
    if (!append(runs, entry, head, (size_t)(end - head)) ||
        (item->size && !append(runs, entry, key + item->key_size, item->size)))
        return false;
    if (entry->count == 1 && !fingerprints_add(&runs->keys, item->fingerprint, document))
        return false;
    entry->last_document = document;
    entry->count++;
    entry->sum += item->number;
    return true;
}

/* Asks for what the item's record will need: its slot, some items later the entry that the slot names, then the
 * chain's end. */
static void ask_for_slot(const struct runs *runs, const struct runs_item *item)
{
    __builtin_prefetch(&runs->slots[(uint32_t)item->fingerprint & (runs->slot_count - 1)]);
}

static const struct runs_entry *entry_to_be(const struct runs *runs, const struct runs_item *item)
{
    const uint32_t entry = runs->slots[(uint32_t)item->fingerprint & (runs->slot_count - 1)].entry;
    return entry ? &runs->entries[entry - 1] : NULL;
}

static void ask_for_chain(const struct runs *runs, const struct runs_entry *entry)
{
    if (!entry)
        return;
    __builtin_prefetch(runs->pool.at + entry->key);
    __builtin_prefetch(runs->pool.at + entry->tail, 1);
}

static bool is_full(const struct runs *runs)
{
    return runs->pool.size + runs->entry_count * (sizeof *runs->entries + 3 * sizeof *runs->slots) > runs->budget;
}

static bool write_run(struct runs *runs);

bool runs_add(struct runs *runs, uint32_t document, const struct runs_records *records)
{
    enum { STEP = 6 };
    const struct runs_item *items = records->items;
    const size_t count = records->count;
    if (!grow_slots(runs, count) ||
        !bytes_grow(&runs->entries, &runs->entry_capacity, runs->entry_count, count, sizeof *runs->entries))
        return false;
    for (size_t i = 0; i < count + 3 * STEP; i++) {
        if (i < count)
            ask_for_slot(runs, &items[i]);
        if (i >= STEP && i - STEP < count)
            __builtin_prefetch(entry_to_be(runs, &items[i - STEP]), 1);
        if (i >= 2 * STEP && i - 2 * STEP < count)
            ask_for_chain(runs, entry_to_be(runs, &items[i - 2 * STEP]));
        if (i >= 3 * STEP &&
            !add(runs, document, records->bytes.at + items[i - 3 * STEP].key, &items[i - 3 * STEP]))
            return false;
    }
    return !is_full(runs) || write_run(runs);
}

/* ---- Writing a run --------------------------------------------------------------------------------- */

/* An entry to be sorted: most are told apart by the first eight bytes of the key. */
struct order {
    uint64_t head;
    uint32_t entry;
};

static int compare_entries(const void *a, const void *b, void *user)
{
    const struct order *x = a, *y = b;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    const struct runs *runs = user;
    const struct runs_entry *p = &runs->entries[x->entry], *q = &runs->entries[y->entry];
    return bytes_compare(runs->pool.at + p->key, p->key_size, runs->pool.at + q->key, q->key_size);
}

static struct order *sort(struct runs *runs)
{
    struct order *order = malloc((runs->entry_count + 1) * sizeof *order);
    if (!order) {
        errno = ENOMEM;
        return NULL;
    }
    for (size_t i = 0; i < runs->entry_count; i++) {
        const struct runs_entry *entry = &runs->entries[i];
        order[i] = (struct order){runs_head(runs->pool.at + entry->key, entry->key_size), (uint32_t)i};
    }
    qsort_r(order, runs->entry_count, sizeof *order, compare_entries, runs);
    return order;
}

static bool write_chain(struct runs *runs, const struct runs_entry *entry)
{
    uint32_t at = entry->key + entry->key_size, rest = entry->size;
    for (size_t slice = 0;; slice += slice < LAST_SIZE) {
        const uint32_t size = slice_sizes[slice], part = rest < size ? rest : size;
        if (!outfile_write(&runs->file, runs->pool.at + at, part))
            return false;
        rest -= part;
        if (!rest)
            return true;
        memcpy(&at, runs->pool.at + at + size, sizeof at);
    }
}

static bool write_entry(struct runs *runs, const struct runs_entry *entry)
{
    uint8_t head[RUNS_KEY_HEAD + RUNS_KEY];
    uint8_t *end = glass_put_uint(head, entry->key_size);
    memcpy(end, runs->pool.at + entry->key, entry->key_size);
    end = glass_put_uint(end + entry->key_size, entry->count);
    end = glass_put_uint(end, entry->sum);
    end = glass_put_uint(end, entry->size);
    return outfile_write(&runs->file, head, (size_t)(end - head)) && write_chain(runs, entry);
}

static void forget(struct runs *runs)
{
    runs->pool.size = 0;
    runs->entry_count = 0;
    memset(runs->slots, 0, runs->slot_count * sizeof *runs->slots);
}

static bool add_mark(struct runs_index *index, uint64_t offset, const uint8_t *key, size_t key_size)
{
    if (!bytes_grow(&index->marks, &index->mark_capacity, index->mark_count, 1, sizeof *index->marks))
        return false;
    index->marks[index->mark_count++] = (struct runs_mark){offset, (uint32_t)index->keys.size, (uint32_t)key_size};
    return bytes_add(&index->keys, key, key_size);
}

static bool write_entries(struct runs *runs, const struct order *order)
{
    uint64_t next_mark = 0;
    for (size_t i = 0; i < runs->entry_count; i++) {
        const struct runs_entry *entry = &runs->entries[order[i].entry];
        const uint64_t offset = outfile_size(&runs->file);
        if (offset >= next_mark) {
            if (!add_mark(&runs->index, offset, runs->pool.at + entry->key, entry->key_size))
                return false;
            next_mark = offset + MARKED;
        }
        if (!write_entry(runs, entry))
            return false;
    }
    return true;
}

static bool write_run(struct runs *runs)
{
    struct runs_index *index = &runs->index;
    if (!bytes_grow(&index->ends, &index->run_capacity, index->run_count, 1, sizeof *index->ends))
        return false;
    struct order *order = sort(runs);
    if (!order)
        return false;
    const bool good = write_entries(runs, order);
    free(order);
    index->ends[index->run_count++] = outfile_size(&runs->file);
    forget(runs);
    return good;
}

/* ---- The end --------------------------------------------------------------------------------------- */

/* Frees what only adding needs. */
static void free_memory(struct runs *runs)
{
    free(runs->pool.at);
    free(runs->entries);
    free(runs->slots);
    runs->pool = (struct bytes){0};
    runs->entries = NULL;
    runs->slots = NULL;
    runs->entry_count = runs->entry_capacity = runs->slot_count = 0;
}

bool runs_end(struct runs *runs)
{
    if (runs->entry_count && !write_run(runs))
        return false;
    free_memory(runs);
    return outfile_flush(&runs->file);
}

void runs_index_free(struct runs_index *index)
{
    free(index->ends);
    free(index->marks);
    free(index->keys.at);
    *index = (struct runs_index){0};
}

void runs_close(struct runs *runs)
{
    free_memory(runs);
    runs_index_free(&runs->index);
    fingerprints_free(&runs->keys);
    outfile_close(&runs->file);
    *runs = (struct runs){.file = OUTFILE_INIT};
}

