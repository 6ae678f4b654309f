/* building.h - the tables of an empty glass database, while they are built
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_BUILDING_H
#define MASTHEAD_XAPIAN_BUILDING_H

#include "bulk.h"
#include "glass_table.h"
#include "glass_version.h"

enum { BUILDING_TABLES = GLASS_POSITION + 1 }; /* those that are built are the first of a database's */

struct building {
    int directory;
    bool has_files, is_unnamed;
    struct glass_version version; /* as it will be */
    struct glass_table tables[BUILDING_TABLES];
};

/* Finds the empty database in the directory, as bulk_open() does.  The building is to be closed in any case. */
enum bulk_status building_open(struct building *building, const char *path, struct bulk_error *error);

/* Makes the tables' files, unless they have been made. */
bool building_begin(struct building *building);

/* Ends a table, unless it is empty and stock Xapian would not make it. */
bool building_finish(struct building *building, size_t table);

/* Puts the finished tables in place, and then the version, which makes them count. */
bool building_commit(struct building *building);

/* Names of the tables' files until they are in place. */
const char *building_name(size_t table);

/* Takes the names of the tables' files away, which stay open. */
bool building_unname(struct building *building);

/* Closes the files, and removes them unless they are in place or are to be kept. */
void building_close(struct building *building, bool is_kept);

/* A message of what went wrong at a path. */
void building_error(struct bulk_error *error, const char *what, const char *path, int reason);

#endif
