/* bulk.c - loading many documents into an empty database at once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The tables are built under other names.  In an empty database no table's content counts, whatever its file holds
 * (the roots are "fake"); so at the commit the new files can take the places of the old ones one after the other, and
 * only the new version file, which comes last, makes them count. */
#include "config.h"

#include "bulk.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "glass_encode.h"
#include "glass_postlist.h"
#include "glass_table.h"
#include "glass_version.h"
#include "kept.h"
#include "runs.h"
#include "squeeze.h"

enum {
    MOST_TERM = 245,                                 /* as stock Xapian has it */
    MOST_TERM_KEY = GLASS_KEY - 1 - GLASS_SORTED_UINT, /* leaves room for what follows a term in a key */
    BUDGET = 32 << 20,
    TERMLIST_HEAD = 2 * GLASS_UINT,
    PACKED = 256 /* what fits into the byte that a term of a termlist begins with */
};

/* The tables that are built, in the order in which they are numbered. */
static const struct {
    const char *building, *name;
    bool always; /* stock Xapian makes the others when they get their first entry */
} tables[] = {
    {"postlist.tmp", "postlist.glass", true},
    {"docdata.tmp", "docdata.glass", false},
    {"termlist.tmp", "termlist.glass", true},
    {"position.tmp", "position.glass", false},
};
enum { TABLES = sizeof tables / sizeof *tables };

struct value {
    uint32_t slot;
    size_t begin, size;
};

/* The document that has been begun. */
struct document {
    uint32_t did;
    struct bytes bytes; /* keys, each followed by a record's bytes */
    struct runs_item *items;
    size_t item_count, item_capacity;
    struct value *values; /* their places in the bytes */
    size_t value_count, value_capacity;
    struct bytes termlist; /* TERMLIST_HEAD bytes, then the terms */
    struct bytes slots;
    uint32_t term_count, length, greatest_wdf;
    char last_term[MOST_TERM];
    size_t last_term_size;
};

struct bulk {
    enum bulk_status status; /* not OK: the load is lost */
    struct bulk_error error;
    char *path;
    int directory;
    size_t budget; /* bytes of postings in memory */
    bool has_files;
    struct glass_version version; /* as it will be */
    struct glass_table tables[TABLES];
    struct runs runs;
    struct kept kept; /* entries of the postlist table: metadata and the bounds of values */
    struct document document;
    struct squeeze squeeze;
};

static void set_error(struct bulk_error *error, const char *what, const char *path, int reason)
{
    snprintf(error->message, sizeof error->message, "cannot %s %.300s: %s", what, path, strerror(reason));
}

/* The load is lost for the reason in errno. */
static enum bulk_status lose(struct bulk *bulk)
{
    const int reason = errno;
    bulk->status = reason == ENOMEM ? BULK_NO_MEMORY : BULK_FAILED;
    set_error(&bulk->error, "load documents into", bulk->path, reason);
    return bulk->status;
}

/* ---- Opening --------------------------------------------------------------------------------------- */

static bool is_fit(const struct bulk *bulk)
{
    return glass_version_is_empty(&bulk->version) &&
           faccessat(bulk->directory, tables[GLASS_TERMLIST].name, W_OK, 0) == 0;
}

static char *copy(const char *text)
{
    const size_t size = strlen(text) + 1;
    char *at = malloc(size);
    return at ? memcpy(at, text, size) : NULL;
}

/* A load of nothing into nowhere. */
static struct bulk *new_bulk(void)
{
    struct bulk *bulk = calloc(1, sizeof *bulk);
    if (!bulk)
        return NULL;
    bulk->directory = -1;
    bulk->budget = BUDGET;
    bulk->runs = (struct runs)RUNS_INIT;
    for (size_t i = 0; i < TABLES; i++)
        bulk->tables[i] = (struct glass_table)GLASS_TABLE_INIT;
    return bulk;
}

static enum bulk_status open_database(struct bulk *bulk, const char *path, struct bulk_error *error)
{
    bulk->path = copy(path);
    if (!bulk->path)
        return BULK_NO_MEMORY;
    bulk->directory = outfile_descriptor(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
    if (bulk->directory < 0 && errno != ENOENT && errno != ENOTDIR) {
        set_error(error, "open", path, errno);
        return BULK_FAILED;
    }
    const bool good = bulk->directory >= 0 && glass_version_read(bulk->directory, &bulk->version) && is_fit(bulk);
    return good ? BULK_OK : BULK_UNFIT;
}

enum bulk_status bulk_open(const char *directory, struct bulk **bulk, struct bulk_error *error)
{
    struct bulk *b = new_bulk();
    if (!b)
        return BULK_NO_MEMORY;
    const enum bulk_status status = open_database(b, directory, error);
    if (status) {
        bulk_close(b);
        return status;
    }
    *bulk = b;
    return BULK_OK;
}

void bulk_set_budget(struct bulk *bulk, size_t bytes)
{
    assert(!bulk->has_files);
    bulk->budget = bytes;
}

static bool make_files(struct bulk *bulk)
{
    if (bulk->has_files)
        return true;
    bulk->has_files = true;
    bulk->version.revision++;
    for (size_t i = 0; i < TABLES; i++)
        if (!glass_table_open(&bulk->tables[i], bulk->directory, tables[i].building,
                              bulk->version.roots[i].block_size, bulk->version.revision))
            return false;
    return runs_open(&bulk->runs, bulk->directory, bulk->budget);
}

/* ---- A document ------------------------------------------------------------------------------------ */

static void empty(struct document *document)
{
    document->did = document->term_count = document->length = document->greatest_wdf = 0;
    document->bytes.size = document->termlist.size = document->slots.size = 0;
    document->item_count = document->value_count = document->last_term_size = 0;
}

enum bulk_status bulk_begin(struct bulk *bulk, uint32_t did)
{
    struct document *document = &bulk->document;
    if (bulk->status)
        return bulk->status;
    assert(did > bulk->version.last_document && !document->did);
    empty(document);
    if (!bytes_room(&document->termlist, TERMLIST_HEAD))
        return lose(bulk);
    document->termlist.size = TERMLIST_HEAD;
    document->did = did;
    return BULK_OK;
}

/* Adds a record; its key and bytes are the last of the document's, the key from `key` to `bytes`. */
static bool add_item(struct document *document, size_t key, size_t bytes, uint32_t number)
{
    const uint8_t *at = document->bytes.at + key;
    if (!bytes_grow(&document->items, &document->item_capacity, document->item_count, 1, sizeof *document->items))
        return false;
    document->items[document->item_count++] = (struct runs_item){.fingerprint = fingerprint_of(at, bytes - key),
                                                                .key = key,
                                                                .key_size = (uint16_t)(bytes - key),
                                                                .size = (uint32_t)(document->bytes.size - bytes),
                                                                .number = number};
    return true;
}

static size_t common_prefix(const char *a, size_t a_size, const char *b, size_t b_size)
{
    const size_t size = a_size < b_size ? a_size : b_size;
    size_t i = 0;
    while (i < size && a[i] == b[i])
        i++;
    return i;
}

/* A term in a termlist: how many bytes it shares with the one before, how many more it has, these, and the wdf.  A
 * small wdf goes into the first byte, as a multiple of what the shared bytes can be at most. */
static bool list_term(struct document *document, const char *term, size_t size, uint32_t wdf)
{
    if (!bytes_room(&document->termlist, size + 2 + GLASS_UINT))
        return false;
    uint8_t *at = document->termlist.at + document->termlist.size;
    const size_t last_size = document->last_term_size;
    const size_t shared = common_prefix(document->last_term, last_size, term, size);
    const uint64_t packed = (wdf + UINT64_C(1)) * (last_size + 1) + shared;
    const bool is_first = document->term_count == 0, is_packed = !is_first && wdf < 127 && packed < PACKED;
    if (!is_first)
        *at++ = (uint8_t)(is_packed ? packed : shared);
    *at++ = (uint8_t)(size - shared);
    memcpy(at, term + shared, size - shared);
    at += size - shared;
    if (!is_packed)
        at = glass_put_uint(at, wdf);
    document->termlist.size = (size_t)(at - document->termlist.at);
    memcpy(document->last_term + shared, term + shared, size - shared);
    document->last_term_size = size;
    return true;
}

enum bulk_status bulk_term(struct bulk *bulk, const char *term, size_t size, uint32_t wdf, const uint32_t *positions,
                           size_t count)
{
    struct document *document = &bulk->document;
    if (bulk->status)
        return bulk->status;
    assert(document->did && size);
    if (size > MOST_TERM)
        return BULK_UNFIT;
    if (!bytes_room(&document->bytes, 2 * size + glass_positions_bound(count)))
        return lose(bulk);
    const size_t key = document->bytes.size;
    uint8_t *end = glass_put_term(document->bytes.at + key, term, size);
    const size_t bytes = (size_t)(end - document->bytes.at);
    if (bytes - key > MOST_TERM_KEY)
        return BULK_UNFIT;
    if (count)
        end = glass_put_positions(end, positions, count);
    document->bytes.size = (size_t)(end - document->bytes.at);
    if (!add_item(document, key, bytes, wdf) || !list_term(document, term, size, wdf))
        return lose(bulk);
    document->term_count++;
    document->length += wdf;
    document->greatest_wdf = wdf > document->greatest_wdf ? wdf : document->greatest_wdf;
    return BULK_OK;
}

static bool list_slot(struct document *document, uint32_t slot)
{
    if (!bytes_room(&document->slots, GLASS_UINT))
        return false;
    const uint32_t next = document->value_count ? document->values[document->value_count - 1].slot + 1 : 0;
    uint8_t *end = glass_put_uint(document->slots.at + document->slots.size, slot - next);
    document->slots.size = (size_t)(end - document->slots.at);
    return true;
}

static bool add_value(struct document *document, uint32_t slot, const char *value, size_t size)
{
    if (!bytes_room(&document->bytes, GLASS_KIND + GLASS_UINT + size) || !list_slot(document, slot) ||
        !bytes_grow(&document->values, &document->value_capacity, document->value_count, 1,
                    sizeof *document->values))
        return false;
    const size_t key = document->bytes.size;
    memcpy(document->bytes.at + key, GLASS_VALUES, GLASS_KIND);
    uint8_t *end = glass_put_uint(document->bytes.at + key + GLASS_KIND, slot);
    const size_t begin = (size_t)(end - document->bytes.at);
    memcpy(end, value, size);
    document->bytes.size = begin + size;
    document->values[document->value_count++] = (struct value){slot, begin, size};
    return add_item(document, key, begin, 0);
}

enum bulk_status bulk_value(struct bulk *bulk, uint32_t slot, const char *value, size_t size)
{
    if (bulk->status)
        return bulk->status;
    assert(bulk->document.did && size);
    if (size > UINT32_MAX) {
        errno = EFBIG;
        return lose(bulk);
    }
    return add_value(&bulk->document, slot, value, size) ? BULK_OK : lose(bulk);
}

void bulk_abandon(struct bulk *bulk)
{
    empty(&bulk->document);
}

/* ---- The end of a document ------------------------------------------------------------------------- */

static bool write_data(struct bulk *bulk, const uint8_t *key, size_t key_size, const uint8_t *data, size_t size)
{
    const uint32_t least = bulk->version.roots[GLASS_DOCDATA].compress_min;
    bool is_smaller = false;
    if (least && size > least && !squeeze(&bulk->squeeze, data, size, &is_smaller))
        return false;
    return glass_table_add(&bulk->tables[GLASS_DOCDATA], key, key_size, is_smaller ? bulk->squeeze.out.at : data,
                           is_smaller ? bulk->squeeze.out.size : size, is_smaller);
}

/* The termlist begins with the document's length and how many terms there are; without terms it is empty.  It is not
 * compressed, though it may be: on articles that took two fifths of the time of a load, to make a third of the
 * termlists go away in a database that is half as large as stock Xapian's anyway. */
static bool write_termlist(struct bulk *bulk, const uint8_t *key, size_t key_size)
{
    struct document *document = &bulk->document;
    uint8_t head[TERMLIST_HEAD], *end = head;
    if (document->term_count) {
        end = glass_put_uint(end, document->length);
        end = glass_put_uint(end, document->term_count);
    }
    const size_t size = (size_t)(end - head), begin = TERMLIST_HEAD - size;
    memcpy(document->termlist.at + begin, head, size);
    return glass_table_add(&bulk->tables[GLASS_TERMLIST], key, key_size, document->termlist.at + begin,
                           document->termlist.size - begin, false);
}

static bool write_document(struct bulk *bulk, const char *data, size_t size)
{
    const struct document *document = &bulk->document;
    uint8_t key[GLASS_SORTED_UINT + 1];
    uint8_t *end = glass_put_sorted_uint(key, document->did);
    const size_t key_size = (size_t)(end - key);
    *end = 0; /* the key of the slots that have values */
    return write_termlist(bulk, key, key_size) &&
           (!document->value_count || glass_table_add(&bulk->tables[GLASS_TERMLIST], key, key_size + 1,
                                                      document->slots.at, document->slots.size, false)) &&
           (!size || write_data(bulk, key, key_size, (const uint8_t *)data, size));
}

static bool set_bytes(struct bytes *bytes, const void *from, size_t size)
{
    bytes->size = 0;
    return bytes_add(bytes, from, size);
}

static int compare(const uint8_t *value, size_t size, const struct bytes *bound)
{
    const int order = memcmp(value, bound->at, size < bound->size ? size : bound->size);
    return order ? order : (size > bound->size) - (size < bound->size);
}

static bool count_value(struct bulk *bulk, const struct value *value)
{
    uint8_t key[GLASS_KIND + sizeof value->slot];
    const uint8_t *bytes = bulk->document.bytes.at + value->begin;
    memcpy(key, GLASS_VALUE_BOUNDS, GLASS_KIND);
    const uint8_t *end = glass_put_last_uint(key + GLASS_KIND, value->slot);
    struct kept_entry *bounds = kept_entry(&bulk->kept, key, (size_t)(end - key));
    if (!bounds)
        return false;
    const bool is_first = bounds->count++ == 0;
    return (!(is_first || compare(bytes, value->size, &bounds->low) < 0) ||
            set_bytes(&bounds->low, bytes, value->size)) &&
           (!(is_first || compare(bytes, value->size, &bounds->high) > 0) ||
            set_bytes(&bounds->high, bytes, value->size));
}

static bool count_values(struct bulk *bulk)
{
    for (size_t i = 0; i < bulk->document.value_count; i++)
        if (!count_value(bulk, &bulk->document.values[i]))
            return false;
    return true;
}

static void count_document(struct glass_version *version, const struct document *document)
{
    const uint32_t length = document->length;
    version->documents++;
    version->last_document = document->did;
    version->total_length += length;
    if (length && (!version->least_length || length < version->least_length))
        version->least_length = length;
    if (length > version->greatest_length)
        version->greatest_length = length;
    if (document->greatest_wdf > version->greatest_wdf)
        version->greatest_wdf = document->greatest_wdf;
}

static bool add_length(struct document *document)
{
    const size_t key = document->bytes.size;
    return bytes_add(&document->bytes, GLASS_LENGTHS, GLASS_KIND) &&
           add_item(document, key, document->bytes.size, document->length);
}

enum bulk_status bulk_end(struct bulk *bulk, const char *data, size_t size)
{
    struct document *document = &bulk->document;
    if (bulk->status)
        return bulk->status;
    assert(document->did);
    if (!make_files(bulk) || !write_document(bulk, data, size) || !count_values(bulk) || !add_length(document) ||
        !runs_add(&bulk->runs, document->did, document->bytes.at, document->items, document->item_count))
        return lose(bulk);
    count_document(&bulk->version, document);
    empty(document);
    return BULK_OK;
}

/* ---- Asking ---------------------------------------------------------------------------------------- */

uint32_t bulk_term_document(const struct bulk *bulk, const char *term, size_t size)
{
    uint8_t key[2 * MOST_TERM];
    if (size > MOST_TERM)
        return BULK_NONE;
    const uint8_t *end = glass_put_term(key, term, size);
    return fingerprints_document(&bulk->runs.keys, fingerprint_of(key, (size_t)(end - key)));
}

uint32_t bulk_documents(const struct bulk *bulk)
{
    return bulk->version.documents;
}

uint32_t bulk_last(const struct bulk *bulk)
{
    return bulk->version.last_document;
}

/* ---- Metadata -------------------------------------------------------------------------------------- */

static size_t metadata_key(uint8_t *to, const char *key, size_t size)
{
    memcpy(to, GLASS_METADATA, GLASS_KIND);
    memcpy(to + GLASS_KIND, key, size);
    return GLASS_KIND + size;
}

enum bulk_status bulk_metadata(struct bulk *bulk, const char *key, size_t key_size, const char *value, size_t size)
{
    uint8_t whole[GLASS_KEY];
    if (bulk->status)
        return bulk->status;
    assert(key_size);
    if (key_size > GLASS_KEY - GLASS_KIND)
        return BULK_UNFIT;
    struct kept_entry *entry = kept_entry(&bulk->kept, whole, metadata_key(whole, key, key_size));
    return entry && set_bytes(&entry->low, value, size) ? BULK_OK : lose(bulk);
}

const char *bulk_get_metadata(const struct bulk *bulk, const char *key, size_t key_size, size_t *size)
{
    uint8_t whole[GLASS_KEY];
    if (key_size > GLASS_KEY - GLASS_KIND)
        return NULL;
    const struct kept_entry *entry = kept_find(&bulk->kept, whole, metadata_key(whole, key, key_size));
    if (!entry || !entry->low.size)
        return NULL;
    *size = entry->low.size;
    return (const char *)entry->low.at;
}

/* ---- The commit ------------------------------------------------------------------------------------ */

/* How many documents have a value in the slot, the least value with its size, and the greatest if that is another. */
static bool write_bounds(struct glass_table *table, const struct kept_entry *entry, struct bytes *tag)
{
    uint8_t head[2 * GLASS_UINT];
    uint8_t *end = glass_put_uint(head, entry->count);
    end = glass_put_uint(end, entry->low.size);
    const bool differ = compare(entry->low.at, entry->low.size, &entry->high) != 0;
    tag->size = 0;
    return bytes_add(tag, head, (size_t)(end - head)) && bytes_add(tag, entry->low.at, entry->low.size) &&
           (!differ || bytes_add(tag, entry->high.at, entry->high.size)) &&
           glass_table_add(table, entry->key.at, entry->key.size, tag->at, tag->size, false);
}

static bool write_kept(struct bulk *bulk)
{
    struct glass_table *table = &bulk->tables[GLASS_POSTLIST];
    struct bytes tag = {0};
    bool good = true;
    kept_sort(&bulk->kept);
    for (size_t i = 0; good && i < bulk->kept.entry_count; i++) {
        const struct kept_entry *entry = &bulk->kept.entries[i];
        if (entry->count)
            good = write_bounds(table, entry, &tag);
        else if (entry->low.size)
            good = glass_table_add(table, entry->key.at, entry->key.size, entry->low.at, entry->low.size, false);
    }
    free(tag.at);
    return good;
}

static bool write_tables(struct bulk *bulk)
{
    if (!make_files(bulk) || !write_kept(bulk) || !runs_read(&bulk->runs) ||
        !glass_write_postlists(&bulk->runs, &bulk->tables[GLASS_POSTLIST], &bulk->tables[GLASS_POSITION]))
        return false;
    for (size_t i = 0; i < TABLES; i++)
        if ((tables[i].always || bulk->tables[i].entries) &&
            !glass_table_finish(&bulk->tables[i], &bulk->version.roots[i]))
            return false;
    return true;
}

/* On a file system that does not keep the order in which names change, the version must not be there before the
 * tables. */
static bool put_in_place(const struct bulk *bulk)
{
    for (size_t i = 0; i < TABLES; i++)
        if (!bulk->version.roots[i].is_fake &&
            renameat(bulk->directory, tables[i].building, bulk->directory, tables[i].name) != 0)
            return false;
    if (fsync(bulk->directory) != 0 || !glass_version_write(bulk->directory, &bulk->version))
        return false;
    fsync(bulk->directory); /* it is done, whatever this returns */
    return true;
}

enum bulk_status bulk_commit(struct bulk *bulk, struct bulk_error *error)
{
    assert(bulk->status || !bulk->document.did);
    const bool is_empty = !bulk->version.documents && !bulk->kept.entry_count;
    if (!bulk->status && !is_empty && (!write_tables(bulk) || !put_in_place(bulk)))
        lose(bulk);
    *error = bulk->error;
    return bulk->status;
}

void bulk_failure(const struct bulk *bulk, struct bulk_error *error)
{
    *error = bulk->error;
}

void bulk_close(struct bulk *bulk)
{
    if (!bulk)
        return;
    for (size_t i = 0; i < TABLES; i++) {
        glass_table_close(&bulk->tables[i]);
        if (bulk->has_files)
            unlinkat(bulk->directory, tables[i].building, 0);
    }
    runs_close(&bulk->runs);
    kept_free(&bulk->kept);
    squeeze_free(&bulk->squeeze);
    free(bulk->document.bytes.at);
    free(bulk->document.items);
    free(bulk->document.values);
    free(bulk->document.termlist.at);
    free(bulk->document.slots.at);
    if (bulk->directory >= 0)
        close(bulk->directory);
    free(bulk->path);
    free(bulk);
}
