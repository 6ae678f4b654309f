/* bulk.c - loading many documents into an empty database at once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A document is gathered in memory until it ends: its keys, each with what its record has.  Then its data and its
 * termlist go into their tables, and the records into the runs (runs.h).  What can still change, metadata and the bounds
 * of values, is kept (kept.h).
 *
 * A load ends in one of three ways.  Its runs are merged into the tables of postings and positions, and all tables are
 * put in place (building.h).  With documents that replace some of its own, which are a second load in the same
 * directory, the two are joined into a third set of tables (join.h); all files of the two have lost their names by
 * then.  Or it is left as it is, for other processes to find it (part.h). */
#include "config.h"

#include "bulk.h"

#include <assert.h>
#include <unistd.h>

#include "building.h"
#include "glass_encode.h"
#include "glass_postlist.h"
#include "join.h"
#include "kept.h"
#include "part.h"
#include "runs.h"
#include "squeeze.h"

enum {
    MOST_TERM_KEY = GLASS_KEY - 1 - GLASS_SORTED_UINT, /* leaves room for what follows a term in a key */
    BUDGET = 32 << 20,
    TERMLIST_HEAD = 2 * GLASS_UINT,
    PACKED = 256 /* what fits into the byte that a term of a termlist begins with */
};

struct value {
    uint32_t slot;
    size_t begin, size;
};

/* The document that has been begun. */
struct document {
    uint32_t did;
    struct runs_records records;
    struct value *values; /* their places in the records' bytes */
    size_t value_count, value_capacity;
    struct bytes termlist; /* TERMLIST_HEAD bytes, then the terms */
    struct bytes slots;
    uint32_t term_count, length, greatest_wdf;
    char last_term[GLASS_TERM];
    size_t last_term_size;
};

struct bulk {
    enum bulk_status status; /* not OK: the load is lost */
    struct bulk_error error;
    char *path;
    size_t budget; /* bytes of postings in memory */
    bool is_part;  /* to be left as one */
    bool is_left;
    struct building building;
    struct runs runs;
    struct kept kept; /* entries of the postlist table: metadata and the bounds of values */
    struct document document;
    struct squeeze squeeze;
};

/* The load is lost for the reason in errno. */
static enum bulk_status lose(struct bulk *bulk)
{
    const int reason = errno;
    bulk->status = reason == ENOMEM ? BULK_NO_MEMORY : BULK_FAILED;
    building_error(&bulk->error, "load documents into", bulk->path, reason);
    return bulk->status;
}

/* ---- Opening --------------------------------------------------------------------------------------- */

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
    bulk->building.directory = -1;
    bulk->budget = BUDGET;
    bulk->runs = (struct runs)RUNS_INIT;
    return bulk;
}

static enum bulk_status open_database(struct bulk *bulk, const char *path, struct bulk_error *error)
{
    bulk->path = copy(path);
    if (!bulk->path)
        return BULK_NO_MEMORY;
    return building_open(&bulk->building, path, error);
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
    assert(!bulk->building.has_files);
    bulk->budget = bytes;
}

void bulk_set_part(struct bulk *bulk)
{
    assert(!bulk->building.has_files);
    bulk->is_part = true;
}

static bool make_files(struct bulk *bulk)
{
    const int directory = bulk->building.directory;
    return bulk->building.has_files ||
           (building_begin(&bulk->building) && runs_open(&bulk->runs, directory, PART_RUNS, bulk->budget) &&
            (bulk->is_part || unlinkat(directory, PART_RUNS, 0) == 0));
}

/* ---- A document ------------------------------------------------------------------------------------ */

static void empty(struct document *document)
{
    document->did = document->term_count = document->length = document->greatest_wdf = 0;
    document->records.bytes.size = document->termlist.size = document->slots.size = 0;
    document->records.count = document->value_count = document->last_term_size = 0;
}

enum bulk_status bulk_begin(struct bulk *bulk, uint32_t did)
{
    struct document *document = &bulk->document;
    if (bulk->status)
        return bulk->status;
    assert(did > bulk->building.version.last_document && !document->did);
    empty(document);
    if (!bytes_room(&document->termlist, TERMLIST_HEAD))
        return lose(bulk);
    document->termlist.size = TERMLIST_HEAD;
    document->did = did;
    return BULK_OK;
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
    if (size > GLASS_TERM)
        return BULK_UNFIT;
    struct bytes *bytes = &document->records.bytes;
    if (!bytes_room(bytes, 2 * size + glass_positions_bound(count)))
        return lose(bulk);
    const size_t key = bytes->size;
    uint8_t *end = glass_put_term(bytes->at + key, term, size);
    const size_t key_end = (size_t)(end - bytes->at);
    if (key_end - key > MOST_TERM_KEY)
        return BULK_UNFIT;
    if (count)
        end = glass_put_positions(end, positions, count);
    bytes->size = (size_t)(end - bytes->at);
    if (!runs_put(&document->records, key, key_end, wdf) || !list_term(document, term, size, wdf))
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
    struct bytes *bytes = &document->records.bytes;
    if (!bytes_room(bytes, GLASS_SLOT_KEY + size) || !list_slot(document, slot) ||
        !bytes_grow(&document->values, &document->value_capacity, document->value_count, 1,
                    sizeof *document->values))
        return false;
    const size_t key = bytes->size;
    uint8_t *end = glass_put_values_key(bytes->at + key, slot);
    const size_t begin = (size_t)(end - bytes->at);
    memcpy(end, value, size);
    bytes->size = begin + size;
    document->values[document->value_count++] = (struct value){slot, begin, size};
    return runs_put(&document->records, key, begin, 0);
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
    const uint32_t least = bulk->building.version.roots[GLASS_DOCDATA].compress_min;
    bool is_smaller = false;
    if (least && size > least && !squeeze(&bulk->squeeze, data, size, &is_smaller))
        return false;
    return glass_table_add(&bulk->building.tables[GLASS_DOCDATA], key, key_size,
                           is_smaller ? bulk->squeeze.out.at : data, is_smaller ? bulk->squeeze.out.size : size,
                           is_smaller);
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
    return glass_table_add(&bulk->building.tables[GLASS_TERMLIST], key, key_size, document->termlist.at + begin,
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
           (!document->value_count || glass_table_add(&bulk->building.tables[GLASS_TERMLIST], key, key_size + 1,
                                                      document->slots.at, document->slots.size, false)) &&
           (!size || write_data(bulk, key, key_size, (const uint8_t *)data, size));
}

static bool count_value(struct bulk *bulk, const struct value *value)
{
    uint8_t key[GLASS_SLOT_KEY];
    const uint8_t *bytes = bulk->document.records.bytes.at + value->begin;
    const uint8_t *end = glass_put_bounds_key(key, value->slot);
    struct kept_entry *bounds = kept_entry(&bulk->kept, key, (size_t)(end - key));
    return bounds && kept_bound(bounds, bytes, value->size, bytes, value->size, 1);
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
    const struct glass_version one = {.documents = 1,
                                      .least_length = document->length,
                                      .greatest_length = document->length,
                                      .greatest_wdf = document->greatest_wdf,
                                      .total_length = document->length};
    glass_version_count(version, &one);
    version->last_document = document->did;
}

static bool add_length(struct document *document)
{
    struct bytes *bytes = &document->records.bytes;
    const size_t key = bytes->size;
    return bytes_add(bytes, GLASS_LENGTHS, GLASS_KIND) &&
           runs_put(&document->records, key, bytes->size, document->length);
}

enum bulk_status bulk_end(struct bulk *bulk, const char *data, size_t size)
{
    struct document *document = &bulk->document;
    if (bulk->status)
        return bulk->status;
    assert(document->did);
    if (!make_files(bulk) || !write_document(bulk, data, size) || !count_values(bulk) || !add_length(document) ||
        !runs_add(&bulk->runs, document->did, &document->records))
        return lose(bulk);
    count_document(&bulk->building.version, document);
    empty(document);
    return BULK_OK;
}

/* ---- Asking ---------------------------------------------------------------------------------------- */

uint32_t bulk_term_document(const struct bulk *bulk, const char *term, size_t size)
{
    uint8_t key[2 * GLASS_TERM];
    if (size > GLASS_TERM)
        return BULK_NONE;
    const uint8_t *end = glass_put_term(key, term, size);
    return fingerprints_document(&bulk->runs.keys, fingerprint_of(key, (size_t)(end - key)));
}

bool bulk_takes_term(const char *term, size_t size)
{
    uint8_t key[2 * GLASS_TERM];
    return size && size <= GLASS_TERM && glass_put_term(key, term, size) - key <= MOST_TERM_KEY;
}

uint32_t bulk_documents(const struct bulk *bulk)
{
    return bulk->building.version.documents;
}

uint32_t bulk_last(const struct bulk *bulk)
{
    return bulk->building.version.last_document;
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
    return entry && kept_set(entry, value, size) ? BULK_OK : lose(bulk);
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

static bool write_postlists(struct bulk *bulk)
{
    const struct runs_input input = {.file = &bulk->runs.file, .index = &bulk->runs.index};
    struct runs_reader reader = {.source_count = 0};
    struct glass_table *tables = bulk->building.tables;
    const bool good = glass_write_kept(&bulk->kept, &tables[GLASS_POSTLIST]) && runs_end(&bulk->runs) &&
                      runs_reader_open(&reader, &input, 1, &(struct runs_range){.from = NULL}, NULL) &&
                      glass_write_postlists(&reader, &tables[GLASS_POSTLIST], &tables[GLASS_POSITION]);
    runs_reader_close(&reader);
    return good;
}

static bool write_tables(struct bulk *bulk)
{
    if (!make_files(bulk) || !write_postlists(bulk))
        return false;
    for (size_t i = 0; i < BUILDING_TABLES; i++)
        if (!building_finish(&bulk->building, i))
            return false;
    return true;
}

static bool is_empty_load(const struct bulk *bulk)
{
    return !bulk->building.version.documents && !bulk->kept.entry_count;
}

enum bulk_status bulk_commit(struct bulk *bulk, struct bulk_error *error)
{
    assert(bulk->status || !bulk->document.did);
    if (!bulk->status && !is_empty_load(bulk) && (!write_tables(bulk) || !building_commit(&bulk->building)))
        lose(bulk);
    *error = bulk->error;
    return bulk->status;
}

/* Writes what is left of what has come, for others to read. */
static bool end(struct bulk *bulk)
{
    struct glass_table *tables = bulk->building.tables;
    return make_files(bulk) && glass_table_end_leaves(&tables[GLASS_DOCDATA]) &&
           glass_table_end_leaves(&tables[GLASS_TERMLIST]) && runs_end(&bulk->runs);
}

static struct join_source source_of(const struct bulk *bulk)
{
    const struct building *building = &bulk->building;
    return (struct join_source){.version = &building->version,
                                .kept = &bulk->kept,
                                .index = &bulk->runs.index,
                                .runs = &bulk->runs.file,
                                .docdata = &building->tables[GLASS_DOCDATA].file,
                                .termlist = &building->tables[GLASS_TERMLIST].file};
}

/* Lets other files have the names of the load's. */
static bool end_unnamed(struct bulk *bulk)
{
    const bool has_name = bulk->is_part;
    bulk->is_part = false;
    return end(bulk) && (!has_name || unlinkat(bulk->building.directory, PART_RUNS, 0) == 0) &&
           building_unname(&bulk->building);
}

enum bulk_status bulk_open_replacing(struct bulk *bulk, struct bulk **replacing, struct bulk_error *error)
{
    assert(bulk->status || bulk->building.has_files);
    if (!bulk->status && !end_unnamed(bulk))
        lose(bulk);
    *error = bulk->error;
    if (bulk->status)
        return bulk->status;
    building_error(error, "load documents into", bulk->path, EIO); /* should it be UNFIT now */
    const enum bulk_status status = bulk_open(bulk->path, replacing, error);
    if (!status)
        bulk_set_budget(*replacing, bulk->budget);
    return status;
}

static bool commit_joined(struct bulk *bulk, struct bulk *replacing, const uint32_t *numbers)
{
    struct building into;
    const struct join_source sources[] = {source_of(bulk), source_of(replacing)};
    const struct join_order order = {.sources = sources, .count = 2, .numbers = numbers};
    const bool is_open = building_open(&into, bulk->path, &bulk->error) == BULK_OK;
    const bool good = is_open && join(&into, &order) && building_commit(&into);
    const int reason = errno;
    building_close(&into, false);
    errno = reason;
    return good;
}

enum bulk_status bulk_commit_replacing(struct bulk *bulk, struct bulk *replacing, const uint32_t *numbers,
                                       struct bulk_error *error)
{
    assert(bulk->status || replacing->status || !replacing->document.did);
    if (!bulk->status && replacing->status) {
        bulk->status = replacing->status;
        bulk->error = replacing->error;
    }
    if (!bulk->status && (!end_unnamed(replacing) || !commit_joined(bulk, replacing, numbers)))
        lose(bulk);
    *error = bulk->error;
    return bulk->status;
}

static bool leave(struct bulk *bulk)
{
    const struct building *building = &bulk->building;
    return end(bulk) && part_write(building->directory, &building->version, &bulk->kept, &bulk->runs.index);
}

enum bulk_status bulk_leave(struct bulk *bulk, struct bulk_error *error)
{
    assert(bulk->is_part && (bulk->status || !bulk->document.did));
    if (!bulk->status && !leave(bulk))
        lose(bulk);
    bulk->is_left = !bulk->status;
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
    if (bulk->is_part && !bulk->is_left && bulk->building.has_files)
        unlinkat(bulk->building.directory, PART_RUNS, 0);
    building_close(&bulk->building, bulk->is_left);
    runs_close(&bulk->runs);
    kept_free(&bulk->kept);
    squeeze_free(&bulk->squeeze);
    runs_records_free(&bulk->document.records);
    free(bulk->document.values);
    free(bulk->document.termlist.at);
    free(bulk->document.slots.at);
    free(bulk->path);
    free(bulk);
}
