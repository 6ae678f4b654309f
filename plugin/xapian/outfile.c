/* outfile.c - a file that is written front to back in large pieces
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 18, AFTER_STANDARD = 3 };

int outfile_descriptor(int directory, const char *name, int flags)
{
    const int fd = openat(directory, name, flags | O_CLOEXEC, 0666);
    if (fd < 0 || fd >= AFTER_STANDARD)
        return fd;
    const int moved = fcntl(fd, F_DUPFD_CLOEXEC, AFTER_STANDARD);
    const int reason = errno;
    close(fd);
    errno = reason;
    return moved;
}

bool outfile_open(struct outfile *file, int directory, const char *name)
{
    file->filled = 0;
    file->written = 0;
    file->buffer = malloc(BUFFER);
    if (!file->buffer) {
        errno = ENOMEM;
        return false;
    }
    file->fd = outfile_descriptor(directory, name, O_RDWR | O_CREAT | O_TRUNC);
    return file->fd >= 0;
}

bool outfile_open_written(struct outfile *file, int directory, const char *name)
{
    struct stat about;
    *file = (struct outfile){.fd = outfile_descriptor(directory, name, O_RDONLY)};
    if (file->fd < 0 || fstat(file->fd, &about) != 0)
        return false;
    file->written = (uint64_t)about.st_size;
    return true;
}

static bool write_all(struct outfile *file, const uint8_t *bytes, size_t size)
{
    while (size) {
        const ssize_t done = pwrite(file->fd, bytes, size, (off_t)file->written);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            file->written += (size_t)done;
            bytes += done;
            size -= (size_t)done;
        }
    }
    return true;
}

bool outfile_flush(struct outfile *file)
{
    const size_t filled = file->filled;
    file->filled = 0;
    return write_all(file, file->buffer, filled);
}

bool outfile_write(struct outfile *file, const void *bytes, size_t size)
{
    if (size > BUFFER - file->filled && !outfile_flush(file))
        return false;
    if (size > BUFFER)
        return write_all(file, bytes, size);
    memcpy(file->buffer + file->filled, bytes, size);
    file->filled += size;
    return true;
}

bool outfile_sync(struct outfile *file)
{
    return outfile_flush(file) && fdatasync(file->fd) == 0;
}

void outfile_close(struct outfile *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
    free(file->buffer);
    file->buffer = NULL;
}

bool outfile_read(const struct outfile *file, uint64_t offset, void *bytes, size_t size, size_t *read)
{
    size_t total = 0;
    while (total < size) {
        const ssize_t done = pread(file->fd, (uint8_t *)bytes + total, size - total, (off_t)(offset + total));
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        if (done == 0)
            break;
        total += (size_t)done;
    }
    *read = total;
    return true;
}
