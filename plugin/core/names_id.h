/* names_id.h - the numbers of features
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_NAMES_ID_H
#define MASTHEAD_CORE_NAMES_ID_H

#include <stdint.h>

/* Of two values one. */
static inline uint32_t name_joined(uint32_t a, uint32_t b)
{
    uint64_t hash = (a * UINT64_C(0x9e3779b97f4a7c15) ^ b) * UINT64_C(0xd6e8feb86659fd93);
    return (uint32_t)(hash >> 32 ^ hash);
}

/* The id of a feature: of a template, and one or two values. */
static inline uint32_t name_id(uint32_t template, uint32_t a, uint32_t b)
{
    uint64_t hash = ((uint64_t)b << 32 | a) * UINT64_C(0x9e3779b97f4a7c15) + template * UINT64_C(0xd6e8feb86659fd93);
    hash = (hash ^ hash >> 32) * UINT64_C(0xff51afd7ed558ccd);
    return (uint32_t)(hash >> 32);
}

/* Which ids the model may know: a bit for each of their upper bits. */
enum { NAME_SEEN_SHIFT = 14, NAME_SEEN_BITS = 64, NAME_SEEN = 1 << (32 - NAME_SEEN_SHIFT) };

static inline uint32_t name_seen(const uint64_t *seen, uint32_t id)
{
    uint32_t place = id >> NAME_SEEN_SHIFT;
    return seen[place / NAME_SEEN_BITS] >> place % NAME_SEEN_BITS & 1;
}

/* Where a feature that the model knows is: ids with the same upper bits are a bucket, which has a number so that they are
 * apart from one another and from all others (build-aux/names-table.c). */
enum { NAME_PLACES = 1 << 15, NAME_BUCKETS = 1 << 13 };

static inline uint32_t name_bucket(uint32_t id)
{
    return id >> 19;
}

static inline uint32_t name_place(uint32_t id, uint16_t turn)
{
    return (id & 0x7ffff) * (2U * turn + 1) >> 4 & (NAME_PLACES - 1);
}

/* Where a word that the model knows is: found in the same way, by its hash. */
enum { NAME_KNOWN = 1 << 14, NAME_KNOWN_BUCKETS = 1 << 12 };

static inline uint32_t name_known_mixed(uint32_t hash)
{
    return hash * 0x9e3779b1U; /* 2^32 divided by the golden ratio: marks and numbers have small values */
}

static inline uint32_t name_known_bucket(uint32_t hash)
{
    return name_known_mixed(hash) >> 20;
}

static inline uint32_t name_known_place(uint32_t hash, uint16_t turn)
{
    return (name_known_mixed(hash) & 0xfffff) * (2U * turn + 1) >> 6 & (NAME_KNOWN - 1);
}

/* Values that are numbered, from 1, where the model knows them, so that a table can tell the rows of features of two such
 * values: how many values there are at the most, or 0 when any number may be one. */
#define NAME_DOMAINS(X)                                                                            \
    X(here, 0)       /* classes of a unit */                                                       \
    X(near, 0)       /* of a token beside it */                                                    \
    X(kind, 4096)    /* of a token beside it */                                                    \
    X(shape, 256)    /* of the token before it */                                                  \
    X(shapes, 8192)  /* of the unit and the token behind it */

/* Templates whose values are words, or what stands in their place: all that is known of a word is in one place. */
#define NAME_WORDS(X) X(2) X(3) X(4) X(54) X(55)

enum {
#define X(template) NAME_WORD_##template,
    NAME_WORDS(X)
#undef X
        NAME_WORD_TEMPLATES
};

/* Templates whose features a table tells the rows of, with the domains of their values, or how many values there are. */
#define NAME_TABLES(X)                                                                             \
    X(1, 1, 1)                                                                                     \
    X(10, 128, 1)                                                                                  \
    X(12, shape, shapes)                                                                           \
    X(13, 4, 1)                                                                                    \
    X(30, here, 1)                                                                                 \
    X(31, near, 1)                                                                                 \
    X(32, near, 1)                                                                                 \
    X(33, near, here)                                                                              \
    X(34, here, near)                                                                              \
    X(36, here, 64)                                                                                \
    X(37, 32, 1)                                                                                   \
    X(40, 128, 1)                                                                                  \
    X(41, 16, here)                                                                                \
    X(42, 256, 1)                                                                                  \
    X(43, 4096, 1)                                                                                 \
    X(50, 16, 1)                                                                                   \
    X(51, 16, here)                                                                                \
    X(52, 16, here)                                                                                \
    X(56, 16, near)                                                                                \
    X(57, 16, near)                                                                                \
    X(58, near, near)                                                                              \
    X(70, 8, 1)                                                                                    \
    X(71, 512, 1)                                                                                  \
    X(72, 4096, 1)                                                                                 \
    X(73, 8192, 1)                                                                                 \
    X(74, 4096, 1)                                                                                 \
    X(75, 4096, 1)                                                                                 \
    X(76, 512, 1)                                                                                  \
    X(77, 64, 1)                                                                                   \
    X(90, 256, 1)                                                                                  \
    X(91, 4096, 1)                                                                                 \
    X(92, kind, 1)                                                                                 \
    X(93, kind, 1)                                                                                 \
    X(94, kind, 256)                                                                               \
    X(95, 256, kind)                                                                               \
    X(96, kind, kind)                                                                              \
    X(99, 256, here)

/* What a glance at a unit looks at besides the words: the classes and kinds of the tokens beside it and its own, the shape of its own, and
 * where it stands: its line's kind, how it starts, and the gap before it. */
enum { NAME_KIND_VALUES = 4096, NAME_SHAPE_VALUES = 64, NAME_PLACE_VALUES = 128 };

static inline uint32_t name_place_value(uint32_t line, uint32_t starts, uint32_t gap)
{
    return line | starts << 3 | gap << 5;
}

/* Scores of paths are times this, so that what they came from can be added: the best of several is found without a jump, and of
 * some that are equally good the one from the first label. */
enum { NAME_PATH = 8, NAME_NEVER = -(1 << 24) };

/* A value of a domain of any numbers, by which its number is looked for from this place on. */
struct name_number {
    uint32_t value;
    uint16_t number; /* 0: nothing is here */
};
enum { NAME_NUMBERS = 1 << 10 };

static inline uint32_t name_number_place(uint32_t value)
{
    return value * 0x9e3779b1U >> 22;
}

#endif
