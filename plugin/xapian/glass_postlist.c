/* glass_postlist.c - what is gathered under terms and slots, as the entries of a glass database
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A list of postings is cut into chunks.  A chunk: '1' if it is the last, else '0'; the last document's number less
 * the first's; the first document's wdf; then for each document its number less that before less 1, and its wdf.  The
 * first chunk has the term as its key and begins with the number of documents, the sum of the wdf, and the first
 * document's number less 1.  The keys of the others end with the number of their first document.
 *
 * The lengths of documents are such a list whose first two numbers are 0.
 *
 * A chunk of values: the first value with its size; then for each document its number less that before less 1, and
 * its value with its size.  All keys end with the number of the first document.
 *
 * Chunks are cut so that they fill the leaves. */
#include "config.h"

#include "glass_postlist.h"

enum {
    CHUNK = 2000,    /* as large as stock Xapian makes them */
    LEAST = 256,     /* a leaf with less room than this is not worth a chunk */
    HEAD = 24,       /* most bytes of what stands before the first wdf */
    POSTING = 10     /* most bytes of a posting */
};

/* ---- What is kept ---------------------------------------------------------------------------------- */

/* How many documents have a value in the slot, the least value with its size, and the greatest if that is another. */
static bool write_bounds(struct glass_table *table, const struct kept_entry *entry, struct bytes *tag)
{
    uint8_t head[2 * GLASS_UINT];
    uint8_t *end = glass_put_uint(head, entry->count);
    end = glass_put_uint(end, entry->low.size);
    const bool differ = bytes_compare(entry->low.at, entry->low.size, entry->high.at, entry->high.size) != 0;
    tag->size = 0;
    return bytes_add(tag, head, (size_t)(end - head)) && bytes_add(tag, entry->low.at, entry->low.size) &&
           (!differ || bytes_add(tag, entry->high.at, entry->high.size)) &&
           glass_table_add(table, entry->key.at, entry->key.size, tag->at, tag->size, false);
}

bool glass_write_kept(struct kept *kept, struct glass_table *postlist)
{
    struct bytes tag = {0};
    bool good = true;
    kept_sort(kept);
    for (size_t i = 0; good && i < kept->entry_count; i++) {
        const struct kept_entry *entry = &kept->entries[i];
        if (entry->count)
            good = write_bounds(postlist, entry, &tag);
        else if (entry->low.size)
            good = glass_table_add(postlist, entry->key.at, entry->key.size, entry->low.at, entry->low.size, false);
    }
    free(tag.at);
    return good;
}

/* ---- Chunks ---------------------------------------------------------------------------------------- */

/* An entry on its way into the table. */
struct chunk {
    struct glass_table *table;
    uint8_t key[GLASS_KEY + 1 + GLASS_SORTED_UINT];
    size_t stem;        /* bytes of the key that all chunks have */
    struct bytes bytes; /* HEAD bytes, then the chunk */
    size_t limit;       /* when it is full */
    uint32_t first, last; /* documents */
};

/* Begins a chunk. */
static void begin(struct chunk *chunk, uint32_t document)
{
    const size_t key_size = chunk->stem + 1 + GLASS_SORTED_UINT;
    size_t room = glass_table_room(chunk->table, key_size);
    if (room < LEAST + HEAD)
        room = glass_table_most(chunk->table, key_size);
    chunk->limit = room - HEAD < CHUNK ? room : CHUNK + HEAD;
    chunk->bytes.size = HEAD;
    chunk->first = document;
}

static bool put_number(struct chunk *chunk, uint64_t number)
{
    if (!bytes_room(&chunk->bytes, GLASS_UINT))
        return false;
    chunk->bytes.size = (size_t)(glass_put_uint(chunk->bytes.at + chunk->bytes.size, number) - chunk->bytes.at);
    return true;
}

/* ---- Values ---------------------------------------------------------------------------------------- */

static bool write_values(struct chunk *chunk)
{
    uint8_t *end = glass_put_sorted_uint(chunk->key + chunk->stem, chunk->first);
    return glass_table_add(chunk->table, chunk->key, (size_t)(end - chunk->key), chunk->bytes.at + HEAD,
                           chunk->bytes.size - HEAD, false);
}

static bool add_value(struct chunk *chunk, const struct runs_record *record)
{
    if (chunk->last && chunk->bytes.size + POSTING + record->size > chunk->limit) {
        if (!write_values(chunk))
            return false;
        chunk->last = 0;
    }
    if (!chunk->last)
        begin(chunk, record->document);
    else if (!put_number(chunk, record->document - chunk->last - 1))
        return false;
    chunk->last = record->document;
    return put_number(chunk, record->size) && bytes_add(&chunk->bytes, record->bytes, record->size);
}

static bool add_values(struct chunk *chunk, struct runs_reader *runs, const struct runs_key *key)
{
    struct runs_record record;
    for (uint32_t i = 0; i < key->count; i++)
        if (!runs_next_record(runs, &record) || !add_value(chunk, &record))
            return false;
    return write_values(chunk);
}

/* ---- Postings -------------------------------------------------------------------------------------- */

/* Puts the head right before the postings, and writes the chunk.  `list` is given for the first one. */
static bool write_chunk(struct chunk *chunk, const struct runs_key *list, size_t first_key, bool is_last)
{
    uint8_t head[HEAD], *end = head;
    size_t key_size = first_key;
    if (list) {
        const bool lengths = memcmp(chunk->key, GLASS_LENGTHS, GLASS_KIND) == 0;
        end = glass_put_uint(end, lengths ? 0 : list->count);
        end = glass_put_uint(end, lengths ? 0 : list->sum);
        end = glass_put_uint(end, chunk->first - 1);
    } else {
        key_size = (size_t)(glass_put_sorted_uint(chunk->key + chunk->stem, chunk->first) - chunk->key);
    }
    *end++ = is_last ? '1' : '0';
    end = glass_put_uint(end, chunk->last - chunk->first);
    const size_t size = (size_t)(end - head);
    memcpy(chunk->bytes.at + HEAD - size, head, size);
    return glass_table_add(chunk->table, chunk->key, key_size, chunk->bytes.at + HEAD - size,
                           chunk->bytes.size - HEAD + size, false);
}

static bool add_positions(struct glass_table *position, struct chunk *chunk, const struct runs_record *record)
{
    if (!record->size)
        return true;
    const uint8_t *end = glass_put_sorted_uint(chunk->key + chunk->stem, record->document);
    return glass_table_add(position, chunk->key, (size_t)(end - chunk->key), record->bytes, record->size, false);
}

/* The chunk has room for the posting. */
static void add_posting(struct chunk *chunk, const struct runs_record *record)
{
    uint8_t *at = chunk->bytes.at + chunk->bytes.size;
    if (chunk->bytes.size > HEAD)
        at = glass_put_uint(at, record->document - chunk->last - 1);
    at = glass_put_uint(at, record->number);
    chunk->bytes.size = (size_t)(at - chunk->bytes.at);
    chunk->last = record->document;
}

static bool add_postings(struct chunk *chunk, struct runs_reader *runs, const struct runs_key *key,
                         struct glass_table *position)
{
    struct runs_record record;
    const struct runs_key *list = key;
    for (uint32_t i = 0; i < key->count; i++) {
        if (!runs_next_record(runs, &record) || !add_positions(position, chunk, &record))
            return false;
        if (i && chunk->bytes.size + POSTING > chunk->limit) {
            if (!write_chunk(chunk, list, key->size, false))
                return false;
            list = NULL;
            begin(chunk, record.document);
        } else if (!i) {
            begin(chunk, record.document);
        }
        add_posting(chunk, &record);
    }
    return write_chunk(chunk, list, key->size, true);
}

/* ---- All ------------------------------------------------------------------------------------------- */

static bool is_kind(const struct runs_key *key, const char *kind)
{
    return key->size >= GLASS_KIND && memcmp(key->bytes, kind, GLASS_KIND) == 0;
}

static bool add_key(struct chunk *chunk, struct runs_reader *runs, const struct runs_key *key, struct glass_table *position)
{
    const bool values = is_kind(key, GLASS_VALUES), kind = values || is_kind(key, GLASS_LENGTHS);
    memcpy(chunk->key, key->bytes, key->size);
    chunk->key[key->size] = 0; /* ends a term */
    chunk->stem = key->size + !kind;
    chunk->last = 0;
    chunk->bytes.size = 0;
    if (!bytes_room(&chunk->bytes, HEAD + CHUNK + HEAD))
        return false;
    return values ? add_values(chunk, runs, key) : add_postings(chunk, runs, key, position);
}

bool glass_write_postlists(struct runs_reader *runs, struct glass_table *postlist, struct glass_table *position)
{
    struct chunk chunk = {.table = postlist};
    struct runs_key key;
    bool more, good;
    while ((good = runs_next_key(runs, &key, &more)) && more)
        if (!(good = add_key(&chunk, runs, &key, position)))
            break;
    free(chunk.bytes.at);
    return good;
}
