/* bytes.h - bytes of which more and more come
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_BYTES_H
#define MASTHEAD_XAPIAN_BYTES_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* All zero is valid and empty.  To be freed: at. */
struct bytes {
    uint8_t *at;
    size_t size, capacity;
};

/* Makes room for so many more of `size` bytes in the array that *array points to.  Returns false when there is no
 * memory, with errno set; the array is then as it was. */
static inline bool bytes_grow(void *array, size_t *capacity, size_t count, size_t more, size_t size)
{
    if (more <= *capacity - count)
        return true;
    const size_t wanted = count + more + count / 2 + 256 / size;
    void *at, *larger;
    memcpy(&at, array, sizeof at);
    if (more > SIZE_MAX / 4 / size || !(larger = realloc(at, wanted * size))) {
        errno = ENOMEM;
        return false;
    }
    memcpy(array, &larger, sizeof larger);
    *capacity = wanted;
    return true;
}

/* Makes room for so many more bytes; false: no memory. */
static inline bool bytes_room(struct bytes *bytes, size_t more)
{
    return bytes_grow(&bytes->at, &bytes->capacity, bytes->size, more, 1);
}

static inline bool bytes_add(struct bytes *bytes, const void *from, size_t size)
{
    if (!bytes_room(bytes, size))
        return false;
    if (size)
        memcpy(bytes->at + bytes->size, from, size);
    bytes->size += size;
    return true;
}

/* The order of bytes: less than, equal to or greater than 0. */
static inline int bytes_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size)
{
    const int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

#endif
