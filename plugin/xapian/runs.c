/* runs.c - records of documents gathered under keys
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * In memory: a hash table finds a key's entry, and the entry the end of its chain.  A chain is made of slices of the
 * pool, each larger than the one before and ending with where the next begins, so that the many keys with one record
 * take little and those with many are few pieces.  What is slow about it is waiting for memory; so the records of a
 * document are added in a pipeline that asks for each place some records before it is needed.
 *
 * A record in a chain: the document's number less the one before in this run, twice the number plus whether there are
 * bytes, and if so their size and the bytes.  A key in a run: the size of the key, the key, the count, the sum, the
 * size of the chain and the chain.  Numbers are as glass_encode.h writes them. */
#include "config.h"

#include "runs.h"

#include <fcntl.h>
#include <unistd.h>

#include "glass_encode.h"

#define NAME "runs.tmp"

enum {
    LEAST_SLOTS = 4096,
    LINK = 4,      /* bytes of a slice that say where the next begins */
    RECORD = 15,   /* most bytes of a record, less its own */
    KEY_HEAD = 32, /* most bytes of a key in a run, less the key and the chain */
    LEAST_BUFFER = 1 << 13,
    MOST_BUFFER = 1 << 18,
    BUFFERS = 8 << 20 /* for all runs together, unless that is too little */
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

bool runs_open(struct runs *runs, int directory, size_t budget)
{
    *runs = (struct runs){.file = OUTFILE_INIT, .budget = budget};
    return outfile_open(&runs->file, directory, NAME) && unlinkat(directory, NAME, 0) == 0;
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
    uint8_t head[RECORD];
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

bool runs_add(struct runs *runs, uint32_t document, const uint8_t *bytes, const struct runs_item *items, size_t count)
{
    enum { STEP = 6 };
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
            !add(runs, document, bytes + items[i - 3 * STEP].key, &items[i - 3 * STEP]))
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

static uint64_t head_of(const uint8_t *key, size_t size)
{
    uint64_t head = 0;
    for (size_t i = 0; i < sizeof head; i++)
        head = head << 8 | (i < size ? key[i] : 0);
    return head;
}

static int compare_keys(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size)
{
    const int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

static int compare_entries(const void *a, const void *b, void *user)
{
    const struct order *x = a, *y = b;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    const struct runs *runs = user;
    const struct runs_entry *p = &runs->entries[x->entry], *q = &runs->entries[y->entry];
    return compare_keys(runs->pool.at + p->key, p->key_size, runs->pool.at + q->key, q->key_size);
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
        order[i] = (struct order){head_of(runs->pool.at + entry->key, entry->key_size), (uint32_t)i};
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
    uint8_t head[KEY_HEAD + RUNS_KEY];
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

static bool write_run(struct runs *runs)
{
    if (!bytes_grow(&runs->ends, &runs->run_capacity, runs->run_count, 1, sizeof *runs->ends))
        return false;
    struct order *order = sort(runs);
    if (!order)
        return false;
    bool good = true;
    for (size_t i = 0; good && i < runs->entry_count; i++)
        good = write_entry(runs, &runs->entries[order[i].entry]);
    free(order);
    runs->ends[runs->run_count++] = runs->file.written + runs->file.filled;
    forget(runs);
    return good;
}

/* ---- Reading --------------------------------------------------------------------------------------- */

/* A run that is being read. */
struct runs_source {
    uint64_t offset, end;     /* what of the file is still to be read */
    uint8_t *buffer;
    size_t at, filled, capacity;
    uint64_t head;            /* of the key */
    uint8_t key[RUNS_KEY];
    size_t key_size;
    uint32_t count, sum;      /* of the key */
    uint32_t left, document;  /* records still to be read, and the number of the last document */
};

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

/* Brings at least so many bytes into the buffer, if the run has them. */
static bool fill(struct runs *runs, struct runs_source *source, size_t size)
{
    if (source->filled - source->at >= size)
        return true;
    memmove(source->buffer, source->buffer + source->at, source->filled - source->at);
    source->filled -= source->at;
    source->at = 0;
    if (size > source->capacity &&
        !bytes_grow(&source->buffer, &source->capacity, source->filled, size - source->filled, 1))
        return false;
    const uint64_t left = source->end - source->offset;
    size_t wanted = source->capacity - source->filled, got;
    wanted = wanted < left ? wanted : (size_t)left;
    if (!outfile_read(&runs->file, source->offset, source->buffer + source->filled, wanted, &got))
        return false;
    source->offset += got;
    source->filled += got;
    if (got == wanted)
        return true;
    errno = EIO; /* somebody has cut the file */
    return false;
}

/* Reads what stands before the source's next chain; its key is empty at the end. */
static bool read_key(struct runs *runs, struct runs_source *source)
{
    if (!fill(runs, source, KEY_HEAD + RUNS_KEY))
        return false;
    source->key_size = 0;
    if (source->at == source->filled)
        return true;
    const uint8_t *at = source->buffer + source->at;
    source->key_size = (size_t)glass_get_uint(&at);
    memcpy(source->key, at, source->key_size);
    source->head = head_of(at, source->key_size);
    at += source->key_size;
    source->count = (uint32_t)glass_get_uint(&at);
    source->sum = (uint32_t)glass_get_uint(&at);
    glass_get_uint(&at);
    source->at = (size_t)(at - source->buffer);
    source->left = source->count;
    source->document = 0;
    return true;
}

/* A source with a smaller key comes first, and of those at one key the older run. */
static bool comes_before(const struct runs_source *a, const struct runs_source *b)
{
    if (a->head != b->head)
        return a->head < b->head;
    const int order = compare_keys(a->key, a->key_size, b->key, b->key_size);
    return order ? order < 0 : a < b;
}

static void push(struct runs *runs, struct runs_source *source)
{
    struct runs_source **heap = runs->heap;
    size_t i = runs->heap_count++;
    for (; i && comes_before(source, heap[(i - 1) / 2]); i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = source;
}

static struct runs_source *pop(struct runs *runs)
{
    struct runs_source **heap = runs->heap, *first = heap[0], *last = heap[--runs->heap_count];
    size_t i = 0, child;
    while ((child = 2 * i + 1) < runs->heap_count) {
        child += child + 1 < runs->heap_count && comes_before(heap[child + 1], heap[child]);
        if (!comes_before(heap[child], last))
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return first;
}

static size_t buffer_size(const struct runs *runs)
{
    const size_t size = BUFFERS / (runs->run_count + 1);
    return size < LEAST_BUFFER ? LEAST_BUFFER : size > MOST_BUFFER ? MOST_BUFFER : size;
}

static bool open_source(struct runs *runs, size_t i)
{
    struct runs_source *source = &runs->sources[i];
    source->offset = i ? runs->ends[i - 1] : 0;
    source->end = runs->ends[i];
    if (!bytes_grow(&source->buffer, &source->capacity, 0, buffer_size(runs), 1) || !read_key(runs, source))
        return false;
    if (source->key_size)
        push(runs, source);
    return true;
}

bool runs_read(struct runs *runs)
{
    if (runs->entry_count && !write_run(runs))
        return false;
    free_memory(runs);
    const size_t count = runs->run_count;
    runs->sources = calloc(count + 1, sizeof *runs->sources);
    runs->heap = calloc(count + 1, sizeof *runs->heap);
    runs->group = calloc(count + 1, sizeof *runs->group);
    if (!runs->sources || !runs->heap || !runs->group) {
        errno = ENOMEM;
        return false;
    }
    if (!outfile_flush(&runs->file))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!open_source(runs, i))
            return false;
    return true;
}

/* Moves the sources of the key that has been read to their next. */
static bool leave_key(struct runs *runs)
{
    for (size_t i = 0; i < runs->group_count; i++) {
        if (!read_key(runs, runs->group[i]))
            return false;
        if (runs->group[i]->key_size)
            push(runs, runs->group[i]);
    }
    runs->group_count = runs->group_at = 0;
    return true;
}

static bool has_key(const struct runs_source *source, const struct runs_source *first)
{
    return source->head == first->head &&
           compare_keys(source->key, source->key_size, first->key, first->key_size) == 0;
}

bool runs_next_key(struct runs *runs, struct runs_key *key, bool *more)
{
    if (!leave_key(runs))
        return false;
    *more = runs->heap_count > 0;
    if (!*more)
        return true;
    *key = (struct runs_key){0};
    do {
        const struct runs_source *source = runs->group[runs->group_count++] = pop(runs);
        key->count += source->count;
        key->sum += source->sum;
    } while (runs->heap_count && has_key(runs->heap[0], runs->group[0]));
    key->bytes = runs->group[0]->key;
    key->size = runs->group[0]->key_size;
    return true;
}

bool runs_next_record(struct runs *runs, struct runs_record *record)
{
    runs->group_at += !runs->group[runs->group_at]->left;
    struct runs_source *source = runs->group[runs->group_at];
    if (!fill(runs, source, RECORD))
        return false;
    const uint8_t *at = source->buffer + source->at;
    source->left--;
    record->document = source->document += (uint32_t)glass_get_uint(&at);
    const uint64_t number = glass_get_uint(&at);
    record->number = (uint32_t)(number >> 1);
    record->size = number & 1 ? (size_t)glass_get_uint(&at) : 0;
    source->at = (size_t)(at - source->buffer);
    if (!fill(runs, source, record->size))
        return false;
    record->bytes = source->buffer + source->at;
    source->at += record->size;
    return true;
}

void runs_close(struct runs *runs)
{
    for (size_t i = 0; runs->sources && i < runs->run_count; i++)
        free(runs->sources[i].buffer);
    free(runs->sources);
    free(runs->heap);
    free(runs->group);
    free(runs->ends);
    free_memory(runs);
    fingerprints_free(&runs->keys);
    outfile_close(&runs->file);
    *runs = (struct runs){.file = OUTFILE_INIT};
}
