/* nomemory.c - a process in which one allocation fails
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Loaded before all else, it lets allocation number NOMEMORY_AT fail; with NOMEMORY_LASTING all after it,
 * too.  At its end the process writes how many there were into the file NOMEMORY_COUNT. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *at, size_t size);
void *__libc_memalign(size_t unit, size_t size);

static long count, fails_at = -1;
static bool lasting;

/* The environment is read by hand: this runs before the C library is ready. */
static bool fails(void)
{
    if (fails_at < 0) {
        const char *at = getenv("NOMEMORY_AT");
        fails_at = 0;
        for (; at && *at >= '0' && *at <= '9'; at++)
            fails_at = fails_at * 10 + (*at - '0');
        lasting = getenv("NOMEMORY_LASTING") != NULL;
    }
    long number = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
    bool failed = fails_at && (number == fails_at || (lasting && number > fails_at));
    if (failed)
        errno = ENOMEM;
    return failed;
}

__attribute__((visibility("default"))) void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

__attribute__((visibility("default"))) void *calloc(size_t number, size_t size)
{
    return fails() ? NULL : __libc_calloc(number, size);
}

__attribute__((visibility("default"))) void *realloc(void *at, size_t size)
{
    return fails() ? NULL : __libc_realloc(at, size);
}

__attribute__((visibility("default"))) int posix_memalign(void **out, size_t unit, size_t size)
{
    void *taken = fails() ? NULL : __libc_memalign(unit, size);
    if (taken)
        *out = taken;
    return taken ? 0 : ENOMEM;
}

__attribute__((visibility("default"))) void *aligned_alloc(size_t unit, size_t size)
{
    return fails() ? NULL : __libc_memalign(unit, size);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("NOMEMORY_COUNT");
    int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    char text[32];
    if (file < 0)
        return;
    int size = snprintf(text, sizeof text, "%ld\n", count);
    if (write(file, text, (size_t)size) != size)
        _exit(99);
    close(file);
}
