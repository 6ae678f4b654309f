/* file.c - a file's contents
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "error.h"

enum { FILE_BYTES = 64 << 20 };

static masthead_status refuse_file(const char *path, const char *why, masthead_error *err)
{
    error_set(err, MASTHEAD_CANNOT_READ, "cannot be read: %s", why);
    error_file(err, path);
    return MASTHEAD_CANNOT_READ;
}

/* Returns how large the file says it is, and a little more, so that its end is seen. */
static size_t expected(FILE *file)
{
    struct stat about;
    return fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= FILE_BYTES
               ? (size_t)about.st_size + 1
               : 16 * 1024;
}

/* Reads what is left of a stream into memory that grows. */
static masthead_status read_stream(FILE *file, const char *path, char **text, size_t *size,
                                   masthead_error *err)
{
    size_t used = 0, room = 0, got;
    char *at = NULL;
    do {
        if (used == room) {
            size_t larger = room ? room * 2 : expected(file);
            char *moved = realloc(at, larger);
            if (!moved) {
                free(at);
                return error_no_memory(err);
            }
            at = moved;
            room = larger;
        }
        got = fread(at + used, 1, room - used, file);
        used += got;
    } while (got > 0 && used <= FILE_BYTES);
    if (ferror(file) || used > FILE_BYTES) {
        free(at);
        return refuse_file(path, ferror(file) ? strerror(errno) : "larger than 64 MiB", err);
    }
    *text = at;
    *size = used;
    return MASTHEAD_OK;
}

masthead_status read_file(const char *path, char **text, size_t *size, masthead_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return refuse_file(path, strerror(errno), err);
    masthead_status status = read_stream(file, path, text, size, err);
    fclose(file);
    return status;
}
