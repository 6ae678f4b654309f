/* glass_version.c - the version file of a glass database (iamglass)
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The format: 14 bytes that say what it is, 2 that say since when the format is so, the UUID, the revision, then for
 * each table its root, and the statistics; numbers as in glass_encode.h. */
#include "config.h"

#include "glass_version.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "glass_encode.h"
#include "outfile.h"

#define NAME "iamglass"
#define NEXT_NAME "v.tmp" /* as stock Xapian calls it */

enum { FAKE = 1, SEQUENTIAL = 2, LEVEL_SHIFT = 2, BLOCK_SIZE_SHIFT = 11, MOST = 1024 };

/* The format of 2016-03-14, the only one that Xapian 1.4 reads. */
static const uint8_t magic[16] = {0x0F, 0x0D, 'X', 'a', 'p', 'i', 'a', 'n', ' ', 'G', 'l', 'a', 's', 's', 0x04, 0x6E};

/* What is still to be read. */
struct reader {
    const uint8_t *at, *end;
    bool is_short; /* something was missing */
};

static uint64_t get(struct reader *reader)
{
    reader->is_short |= reader->at >= reader->end;
    return reader->is_short ? 0 : glass_get_uint(&reader->at);
}

static bool get_bytes(struct reader *reader, uint8_t *bytes, size_t size)
{
    if (size > (size_t)(reader->end - reader->at))
        return false;
    memcpy(bytes, reader->at, size);
    reader->at += size;
    return true;
}

static bool get_root(struct reader *reader, struct glass_root *root)
{
    root->block = (uint32_t)get(reader);
    const uint64_t flags = get(reader);
    root->is_fake = flags & FAKE;
    root->is_sequential = flags & SEQUENTIAL;
    root->level = (uint32_t)(flags >> LEVEL_SHIFT);
    root->entries = get(reader);
    root->block_size = (uint32_t)get(reader) << BLOCK_SIZE_SHIFT;
    root->compress_min = (uint32_t)get(reader);
    root->free_list_size = get(reader);
    return root->free_list_size <= sizeof root->free_list &&
           get_bytes(reader, root->free_list, root->free_list_size);
}

static void get_statistics(struct reader *reader, struct glass_version *version)
{
    version->documents = (uint32_t)get(reader);
    version->last_document = version->documents + (uint32_t)get(reader);
    version->least_length = (uint32_t)get(reader);
    version->greatest_wdf = (uint32_t)get(reader);
    version->greatest_length = version->greatest_wdf + (uint32_t)get(reader);
    version->oldest_changeset = (uint32_t)get(reader);
    version->total_length = get(reader);
    version->greatest_spelling_frequency = (uint32_t)get(reader);
}

/* The bytes are followed by a zero byte, at which every number ends. */
static bool parse(const uint8_t *bytes, size_t size, struct glass_version *version)
{
    struct reader reader = {bytes, bytes + size, false};
    uint8_t begin[sizeof magic];
    if (!get_bytes(&reader, begin, sizeof begin) || memcmp(begin, magic, sizeof magic) != 0 ||
        !get_bytes(&reader, version->uuid, sizeof version->uuid))
        return false;
    version->revision = (uint32_t)get(&reader);
    for (size_t i = 0; i < GLASS_TABLES; i++)
        if (!get_root(&reader, &version->roots[i]))
            return false;
    get_statistics(&reader, version);
    return reader.at == reader.end && !reader.is_short;
}

bool glass_version_read(int directory, struct glass_version *version)
{
    uint8_t bytes[MOST + 1];
    size_t size;
    struct outfile file = {.fd = outfile_descriptor(directory, NAME, O_RDONLY)};
    if (file.fd < 0)
        return false;
    bool good = outfile_read(&file, 0, bytes, MOST, &size);
    outfile_close(&file);
    bytes[good ? size : 0] = 0;
    return good && size < MOST && parse(bytes, size, version);
}

bool glass_version_is_empty(const struct glass_version *version)
{
    for (size_t i = 0; i < GLASS_TABLES; i++) {
        const uint32_t size = version->roots[i].block_size;
        if (!version->roots[i].is_fake || size < 2048 || size > 65536 || size & (size - 1))
            return false;
    }
    return version->last_document == 0 && version->greatest_spelling_frequency == 0;
}

void glass_version_count(struct glass_version *all, const struct glass_version *more)
{
    all->documents += more->documents;
    all->total_length += more->total_length;
    if (more->least_length && (!all->least_length || more->least_length < all->least_length))
        all->least_length = more->least_length;
    if (more->greatest_length > all->greatest_length)
        all->greatest_length = more->greatest_length;
    if (more->greatest_wdf > all->greatest_wdf)
        all->greatest_wdf = more->greatest_wdf;
}

static uint8_t *put_root(uint8_t *at, const struct glass_root *root)
{
    at = glass_put_uint(at, root->block);
    at = glass_put_uint(at, (uint64_t)root->level << LEVEL_SHIFT | (root->is_sequential ? SEQUENTIAL : 0) |
                                (root->is_fake ? FAKE : 0));
    at = glass_put_uint(at, root->entries);
    at = glass_put_uint(at, root->block_size >> BLOCK_SIZE_SHIFT);
    at = glass_put_uint(at, root->compress_min);
    at = glass_put_uint(at, root->free_list_size);
    memcpy(at, root->free_list, root->free_list_size);
    return at + root->free_list_size;
}

static uint8_t *put_statistics(uint8_t *at, const struct glass_version *version)
{
    at = glass_put_uint(at, version->documents);
    at = glass_put_uint(at, version->last_document - version->documents);
    at = glass_put_uint(at, version->least_length);
    at = glass_put_uint(at, version->greatest_wdf);
    at = glass_put_uint(at, version->greatest_length - version->greatest_wdf);
    at = glass_put_uint(at, version->oldest_changeset);
    at = glass_put_uint(at, version->total_length);
    return glass_put_uint(at, version->greatest_spelling_frequency);
}

static size_t serialize(const struct glass_version *version, uint8_t *bytes)
{
    uint8_t *at = bytes;
    memcpy(at, magic, sizeof magic);
    memcpy(at += sizeof magic, version->uuid, sizeof version->uuid);
    at = glass_put_uint(at + sizeof version->uuid, version->revision);
    for (size_t i = 0; i < GLASS_TABLES; i++)
        at = put_root(at, &version->roots[i]);
    return (size_t)(put_statistics(at, version) - bytes);
}

bool glass_version_write(int directory, const struct glass_version *version)
{
    uint8_t bytes[MOST + 1];
    struct outfile file = OUTFILE_INIT;
    const size_t size = serialize(version, bytes);
    const bool good = outfile_open(&file, directory, NEXT_NAME) && outfile_write(&file, bytes, size) &&
                      outfile_sync(&file);
    outfile_close(&file);
    if (good && renameat(directory, NEXT_NAME, directory, NAME) == 0)
        return true;
    const int reason = errno;
    unlinkat(directory, NEXT_NAME, 0);
    errno = reason;
    return false;
}
