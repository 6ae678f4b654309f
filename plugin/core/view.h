/* view.h - borrowed bytes
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_VIEW_H
#define MASTHEAD_CORE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Bytes that belong to somebody else; not ended by NUL. */
struct view {
    const char *at;
    size_t size;
};

static inline struct view view_of(const char *at, size_t size)
{
    return (struct view){at, size};
}

static inline struct view view_string(const char *string)
{
    return (struct view){string, strlen(string)};
}

static inline bool view_equal(struct view a, struct view b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.at, b.at, a.size) == 0);
}

#endif
