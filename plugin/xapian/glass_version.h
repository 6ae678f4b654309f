/* glass_version.h - the version file of a glass database (iamglass)
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * It holds where the root of each table is at the newest revision, and the statistics.  To put another in its place is
 * to commit. */
#ifndef MASTHEAD_XAPIAN_GLASS_VERSION_H
#define MASTHEAD_XAPIAN_GLASS_VERSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GLASS_POSTLIST, GLASS_DOCDATA, GLASS_TERMLIST, GLASS_POSITION, GLASS_SPELLING, GLASS_SYNONYM, GLASS_TABLES };

/* Of a table. */
struct glass_root {
    uint64_t entries;
    uint32_t block, level;
    bool is_fake;       /* nothing of the table's file counts: it is empty */
    bool is_sequential; /* its leaves are in order in the file */
    uint32_t block_size;
    uint32_t compress_min; /* tags longer than this may be compressed; 0: none */
    uint8_t free_list[64]; /* what is known of free blocks, packed */
    size_t free_list_size;
};

struct glass_version {
    uint8_t uuid[16];
    uint32_t revision;
    struct glass_root roots[GLASS_TABLES];
    uint32_t documents, last_document;
    uint32_t least_length, greatest_length; /* of a document; the least is of those that are not empty */
    uint32_t greatest_wdf;
    uint32_t oldest_changeset;
    uint64_t total_length;
    uint32_t greatest_spelling_frequency;
};

/* Reads the version file of the directory.  Returns false when there is none that can be read, or it is of another
 * format. */
bool glass_version_read(int directory, struct glass_version *version);

/* Returns whether the database has never been written to. */
bool glass_version_is_empty(const struct glass_version *version);

/* Adds the documents of another to the statistics, except the number of the last. */
void glass_version_count(struct glass_version *all, const struct glass_version *more);

/* Puts the version in place of that of the directory, at once and durably.  False: it is as it was, and errno tells
 * why. */
bool glass_version_write(int directory, const struct glass_version *version);

#endif
