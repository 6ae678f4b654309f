/* outfile.h - a file that is written front to back in large pieces
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_OUTFILE_H
#define MASTHEAD_XAPIAN_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* `fd` is -1 before it is open. */
struct outfile {
    int fd;
    uint8_t *buffer;
    size_t filled;
    uint64_t written; /* bytes before those in the buffer */
};

#define OUTFILE_INIT {-1, NULL, 0, 0}

/* Opens a file of the directory as openat() does, but never as one of the standard streams. */
int outfile_descriptor(int directory, const char *name, int flags);

/* Makes the file, or empties it, for writing and reading. */
bool outfile_open(struct outfile *file, int directory, const char *name);

/* Opens a file that is there for reading. */
bool outfile_open_written(struct outfile *file, int directory, const char *name);

bool outfile_write(struct outfile *file, const void *bytes, size_t size);

/* How many bytes it has. */
static inline uint64_t outfile_size(const struct outfile *file)
{
    return file->written + file->filled;
}

/* Hands what is in the buffer to the system. */
bool outfile_flush(struct outfile *file);

/* Flushes, and waits until it is on the disk. */
bool outfile_sync(struct outfile *file);

void outfile_close(struct outfile *file);

/* Reads so many bytes, or as many as there are before the end of the file; stores how many. */
bool outfile_read(const struct outfile *file, uint64_t offset, void *bytes, size_t size, size_t *read);

#ifdef __cplusplus
}
#endif

#endif
