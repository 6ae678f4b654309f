/* part.c - a load that was left unfinished
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Its files are the runs, the leaves of the tables that have been written as the documents came, and a list of numbers
 * and bytes (each with its size) that tells the rest: a number that stands for the format, the statistics, what is
 * kept, and the index of the runs. */
#include "config.h"

#include "part.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "building.h"
#include "bytes.h"
#include "glass_encode.h"
#include "join.h"

#define NAME "part.tmp"

enum { FORMAT = 1 };

/* ---- Writing --------------------------------------------------------------------------------------- */

/* What has been put; after a failure it stays as it was. */
struct writer {
    struct bytes bytes;
    bool failed;
};

static void put(struct writer *writer, uint64_t number)
{
    uint8_t at[GLASS_UINT];
    const size_t size = (size_t)(glass_put_uint(at, number) - at);
    writer->failed = writer->failed || !bytes_add(&writer->bytes, at, size);
}

static void put_bytes(struct writer *writer, const struct bytes *bytes)
{
    put(writer, bytes->size);
    writer->failed = writer->failed || !bytes_add(&writer->bytes, bytes->at, bytes->size);
}

static void put_statistics(struct writer *writer, const struct glass_version *version)
{
    put(writer, version->documents);
    put(writer, version->last_document);
    put(writer, version->least_length);
    put(writer, version->greatest_length);
    put(writer, version->greatest_wdf);
    put(writer, version->total_length);
    put(writer, version->roots[GLASS_DOCDATA].block_size);
    put(writer, version->roots[GLASS_TERMLIST].block_size);
}

static void put_kept(struct writer *writer, const struct kept *kept)
{
    put(writer, kept->entry_count);
    for (size_t i = 0; i < kept->entry_count; i++) {
        put_bytes(writer, &kept->entries[i].key);
        put_bytes(writer, &kept->entries[i].low);
        put_bytes(writer, &kept->entries[i].high);
        put(writer, kept->entries[i].count);
    }
}

static void put_index(struct writer *writer, const struct runs_index *index)
{
    put(writer, index->run_count);
    for (size_t i = 0; i < index->run_count; i++)
        put(writer, index->ends[i]);
    put(writer, index->mark_count);
    for (size_t i = 0; i < index->mark_count; i++) {
        put(writer, index->marks[i].offset);
        put(writer, index->marks[i].key);
        put(writer, index->marks[i].key_size);
    }
    put_bytes(writer, &index->keys);
}

static bool write_file(int directory, const struct bytes *bytes)
{
    struct outfile file = OUTFILE_INIT;
    const bool good = outfile_open(&file, directory, NAME) && outfile_write(&file, bytes->at, bytes->size) &&
                      outfile_flush(&file);
    const int reason = errno;
    outfile_close(&file);
    if (!good)
        unlinkat(directory, NAME, 0);
    errno = reason;
    return good;
}

bool part_write(int directory, const struct glass_version *version, const struct kept *kept,
                const struct runs_index *index)
{
    struct writer writer = {.failed = false};
    put(&writer, FORMAT);
    put_statistics(&writer, version);
    put_kept(&writer, kept);
    put_index(&writer, index);
    const bool good = !writer.failed && write_file(directory, &writer.bytes);
    free(writer.bytes.at);
    return good;
}

/* ---- Reading --------------------------------------------------------------------------------------- */

/* What is still to be read. */
struct reader {
    const uint8_t *at, *end;
    bool failed;
};

static bool fail(struct reader *reader, int reason)
{
    errno = reason;
    reader->failed = true;
    return false;
}

static uint64_t get(struct reader *reader)
{
    if (!reader->failed && reader->end - reader->at < GLASS_UINT)
        fail(reader, EIO);
    return reader->failed ? 0 : glass_get_uint(&reader->at);
}

/* How many things come, of which each takes at least a byte. */
static size_t get_count(struct reader *reader)
{
    const uint64_t count = get(reader);
    if (!reader->failed && count > (size_t)(reader->end - reader->at))
        fail(reader, EIO);
    return reader->failed ? 0 : (size_t)count;
}

static void get_bytes(struct reader *reader, struct bytes *bytes)
{
    const size_t size = get_count(reader);
    if (!reader->failed && !bytes_add(bytes, reader->at, size))
        fail(reader, ENOMEM);
    reader->at += reader->failed ? 0 : size;
}

static void get_statistics(struct reader *reader, struct glass_version *version)
{
    version->documents = (uint32_t)get(reader);
    version->last_document = (uint32_t)get(reader);
    version->least_length = (uint32_t)get(reader);
    version->greatest_length = (uint32_t)get(reader);
    version->greatest_wdf = (uint32_t)get(reader);
    version->total_length = get(reader);
    version->roots[GLASS_DOCDATA].block_size = (uint32_t)get(reader);
    version->roots[GLASS_TERMLIST].block_size = (uint32_t)get(reader);
}

static void get_kept(struct reader *reader, struct kept *kept)
{
    struct bytes key = {0};
    for (size_t count = get_count(reader); count && !reader->failed; count--) {
        key.size = 0;
        get_bytes(reader, &key);
        struct kept_entry *entry = reader->failed ? NULL : kept_entry(kept, key.at, key.size);
        if (!entry) {
            reader->failed = true;
            break;
        }
        get_bytes(reader, &entry->low);
        get_bytes(reader, &entry->high);
        entry->count = (uint32_t)get(reader);
    }
    free(key.at);
}

static void get_index(struct reader *reader, struct runs_index *index)
{
    const size_t runs = get_count(reader);
    if (!reader->failed && !bytes_grow(&index->ends, &index->run_capacity, 0, runs, sizeof *index->ends))
        fail(reader, ENOMEM);
    for (; index->run_count < runs && !reader->failed; index->run_count++)
        index->ends[index->run_count] = get(reader);
    const size_t marks = get_count(reader);
    if (!reader->failed && !bytes_grow(&index->marks, &index->mark_capacity, 0, marks, sizeof *index->marks))
        fail(reader, ENOMEM);
    for (; index->mark_count < marks && !reader->failed; index->mark_count++) {
        struct runs_mark *mark = &index->marks[index->mark_count];
        mark->offset = get(reader);
        mark->key = (uint32_t)get(reader);
        mark->key_size = (uint32_t)get(reader);
    }
    get_bytes(reader, &index->keys);
}

/* The whole file, and zero bytes, at which every number ends. */
static bool read_file(int directory, struct bytes *bytes)
{
    static const uint8_t zeros[GLASS_UINT];
    struct outfile file = OUTFILE_INIT;
    size_t got = 0;
    if (!outfile_open_written(&file, directory, NAME))
        return false;
    bool good = true;
    do {
        good = bytes_room(bytes, 1) &&
               outfile_read(&file, bytes->size, bytes->at + bytes->size, bytes->capacity - bytes->size, &got);
        bytes->size += good ? got : 0;
    } while (good && got);
    outfile_close(&file);
    return good && bytes_add(bytes, zeros, sizeof zeros);
}

static bool read_part(struct part *part, int directory)
{
    struct bytes bytes = {0};
    bool good = read_file(directory, &bytes);
    if (good) {
        struct reader reader = {.at = bytes.at, .end = bytes.at + bytes.size};
        if (get(&reader) != FORMAT)
            fail(&reader, EIO);
        get_statistics(&reader, &part->version);
        get_kept(&reader, &part->kept);
        get_index(&reader, &part->index);
        good = !reader.failed;
    }
    free(bytes.at);
    return good;
}

/* The files that a load leaves; in the tables of postings and positions there is nothing. */
enum { PART_FILES = 6 };

static const char *file_name(size_t i)
{
    const char *const names[PART_FILES] = {NAME,
                                           PART_RUNS,
                                           building_name(GLASS_DOCDATA),
                                           building_name(GLASS_TERMLIST),
                                           building_name(GLASS_POSTLIST),
                                           building_name(GLASS_POSITION)};
    return names[i];
}

static bool open_files(struct part *part, int directory)
{
    return outfile_open_written(&part->runs, directory, PART_RUNS) &&
           outfile_open_written(&part->docdata, directory, building_name(GLASS_DOCDATA)) &&
           outfile_open_written(&part->termlist, directory, building_name(GLASS_TERMLIST));
}

bool part_remove(const char *path)
{
    const int directory = outfile_descriptor(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
    int reason = directory < 0 ? errno : 0;
    for (size_t i = 0; directory >= 0 && i < PART_FILES; i++)
        if (unlinkat(directory, file_name(i), 0) != 0 && errno != ENOENT)
            reason = errno;
    if (directory >= 0)
        close(directory);
    errno = reason;
    return !reason;
}

bool bulk_is_part(const char *directory, uint32_t *documents)
{
    struct part part = PART_INIT;
    const bool is_part = part_open(&part, directory);
    *documents = is_part && part.version.documents == part.version.last_document ? part.version.documents : 0;
    part_close(&part);
    return is_part;
}

bool part_open(struct part *part, const char *path)
{
    *part = (struct part)PART_INIT;
    const int directory = outfile_descriptor(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
    if (directory < 0)
        return false;
    const bool good = read_part(part, directory) && open_files(part, directory);
    const int reason = errno;
    close(directory);
    errno = reason;
    return good;
}

void part_close(struct part *part)
{
    kept_free(&part->kept);
    runs_index_free(&part->index);
    outfile_close(&part->runs);
    outfile_close(&part->docdata);
    outfile_close(&part->termlist);
}

/* ---- Joining --------------------------------------------------------------------------------------- */

static bool open_parts(struct part *parts, struct join_source *sources, const char *const *directories, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct part *part = &parts[i];
        if (!part_open(part, directories[i]))
            return false;
        sources[i] = (struct join_source){&part->version, &part->kept, &part->index, &part->runs, &part->docdata,
                                          &part->termlist};
    }
    return true;
}

static struct part *new_parts(size_t count)
{
    struct part *parts = calloc(count, sizeof *parts);
    for (size_t i = 0; parts && i < count; i++)
        parts[i] = (struct part)PART_INIT;
    return parts;
}

static bool remove_parts(const char *const *directories, size_t count)
{
    int reason = 0;
    for (size_t i = 0; i < count; i++)
        if (!part_remove(directories[i]))
            reason = errno;
    errno = reason;
    return !reason;
}

/* The new tables will have the names of the parts' files. */
static bool join_parts(struct building *into, const char *const *directories, const struct bulk_joining *how)
{
    struct part *parts = new_parts(how->count);
    struct join_source *sources = calloc(how->count, sizeof *sources);
    const struct join_order order = {.sources = sources,
                                     .count = how->count,
                                     .numbers = how->replaced,
                                     .threads = how->threads};
    errno = ENOMEM;
    bool good = parts && sources && open_parts(parts, sources, directories, how->count);
    if (good && how->replaced && parts[how->count - 1].version.documents != how->replaced_count) {
        errno = EINVAL;
        good = false;
    }
    good = good && remove_parts(directories, how->count) && join(into, &order) && building_commit(into);
    const int reason = errno;
    for (size_t i = 0; parts && i < how->count; i++)
        part_close(&parts[i]);
    free(parts);
    free(sources);
    errno = reason;
    return good;
}

enum bulk_status bulk_join(const char *const *directories, const struct bulk_joining *how, struct bulk_error *error)
{
    struct building into;
    const char *path = directories[0];
    enum bulk_status status = building_open(&into, path, error);
    if (status == BULK_UNFIT)
        building_error(error, "load documents into", path, EEXIST);
    if (!status && !join_parts(&into, directories, how)) {
        const int reason = errno;
        status = reason == ENOMEM ? BULK_NO_MEMORY : reason == ENOENT ? BULK_UNFIT : BULK_FAILED;
        building_error(error, "load documents into", path, reason);
    }
    building_close(&into, false);
    if (status)
        remove_parts(directories, how->count);
    return status;
}
