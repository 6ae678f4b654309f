/* names_id.h - the numbers of features
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_NAMES_ID_H
#define MASTHEAD_CORE_NAMES_ID_H

#include <stdint.h>

static inline uint32_t name_mix(uint32_t h)
{
    h ^= h >> 16;
    h *= 0x7feb352dU;
    h ^= h >> 15;
    h *= 0x846ca68bU;
    return h ^ h >> 16;
}

/* Of two values one; of a template and a value the feature's id. */
static inline uint32_t name_joined(uint32_t a, uint32_t b)
{
    return name_mix(a * 0x9e3779b1U + b);
}

/* Templates with few values, and how many: a table tells the rows of their features. */
#define NAME_SMALL_TEMPLATES(X)                                                                    \
    X(1, 1)                                                                                        \
    X(10, 128)                                                                                     \
    X(13, 4)                                                                                       \
    X(37, 32)                                                                                      \
    X(40, 128)                                                                                     \
    X(42, 256)                                                                                     \
    X(43, 4096)                                                                                    \
    X(50, 16)                                                                                      \
    X(70, 8)                                                                                       \
    X(71, 512)                                                                                     \
    X(72, 4096)                                                                                    \
    X(73, 8192)                                                                                    \
    X(74, 4096)                                                                                    \
    X(75, 4096)                                                                                    \
    X(76, 512)                                                                                     \
    X(77, 64)                                                                                      \
    X(90, 256)                                                                                     \
    X(91, 4096)                                                                                    \
    X(92, 4096)                                                                                    \
    X(93, 4096)

#endif
