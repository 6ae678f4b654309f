/* building.c - the tables of an empty glass database, while they are built
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The tables are built under other names.  In an empty database no table's content counts, whatever its file holds
 * (the roots are "fake"); so at the commit the new files can take the places of the old ones one after the other, and
 * only the new version file, which comes last, makes them count. */
#include "config.h"

#include "building.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The tables, in the order in which they are numbered. */
static const struct {
    const char *building, *name;
    bool always; /* stock Xapian makes the others when they get their first entry */
} tables[BUILDING_TABLES] = {
    {"postlist.tmp", "postlist.glass", true},
    {"docdata.tmp", "docdata.glass", false},
    {"termlist.tmp", "termlist.glass", true},
    {"position.tmp", "position.glass", false},
};

void building_error(struct bulk_error *error, const char *what, const char *path, int reason)
{
    snprintf(error->message, sizeof error->message, "cannot %s %.300s: %s", what, path, strerror(reason));
}

const char *building_name(size_t table)
{
    return tables[table].building;
}

static bool is_fit(const struct building *building)
{
    return glass_version_is_empty(&building->version) &&
           faccessat(building->directory, tables[GLASS_TERMLIST].name, W_OK, 0) == 0;
}

enum bulk_status building_open(struct building *building, const char *path, struct bulk_error *error)
{
    *building = (struct building){.directory = outfile_descriptor(AT_FDCWD, path, O_RDONLY | O_DIRECTORY)};
    for (size_t i = 0; i < BUILDING_TABLES; i++)
        building->tables[i] = (struct glass_table)GLASS_TABLE_INIT;
    if (building->directory < 0 && errno != ENOENT && errno != ENOTDIR) {
        building_error(error, "open", path, errno);
        return BULK_FAILED;
    }
    const bool good = building->directory >= 0 && glass_version_read(building->directory, &building->version) &&
                      is_fit(building);
    return good ? BULK_OK : BULK_UNFIT;
}

bool building_begin(struct building *building)
{
    if (building->has_files)
        return true;
    building->has_files = true;
    building->version.revision++;
    for (size_t i = 0; i < BUILDING_TABLES; i++)
        if (!glass_table_open(&building->tables[i], building->directory, tables[i].building,
                              building->version.roots[i].block_size, building->version.revision))
            return false;
    return true;
}

bool building_finish(struct building *building, size_t table)
{
    struct glass_table *t = &building->tables[table];
    return (!tables[table].always && !t->entries) || glass_table_finish(t, &building->version.roots[table]);
}

/* On a file system that does not keep the order in which names change, the version must not be there before the
 * tables. */
bool building_commit(struct building *building)
{
    for (size_t i = 0; i < BUILDING_TABLES; i++)
        if (!building->version.roots[i].is_fake &&
            renameat(building->directory, tables[i].building, building->directory, tables[i].name) != 0)
            return false;
    if (fsync(building->directory) != 0 || !glass_version_write(building->directory, &building->version))
        return false;
    fsync(building->directory); /* it is done, whatever this returns */
    return true;
}

bool building_unname(struct building *building)
{
    for (size_t i = 0; i < BUILDING_TABLES; i++)
        if (unlinkat(building->directory, tables[i].building, 0) != 0)
            return false;
    building->is_unnamed = true;
    return true;
}

void building_close(struct building *building, bool is_kept)
{
    for (size_t i = 0; i < BUILDING_TABLES; i++) {
        glass_table_close(&building->tables[i]);
        if (building->has_files && !building->is_unnamed && !is_kept)
            unlinkat(building->directory, tables[i].building, 0);
    }
    if (building->directory >= 0)
        close(building->directory);
    building->directory = -1;
}
