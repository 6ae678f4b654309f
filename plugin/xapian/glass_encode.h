/* glass_encode.h - how the glass format writes numbers, keys and positions
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each function writes at a place where there is room enough, and returns where what it wrote ends. */
#ifndef MASTHEAD_XAPIAN_GLASS_ENCODE_H
#define MASTHEAD_XAPIAN_GLASS_ENCODE_H

#include <stddef.h>
#include <stdint.h>

enum {
    GLASS_UINT = 10,       /* most bytes of a number */
    GLASS_SORTED_UINT = 5, /* of a document's number in a key */
    GLASS_KEY = 255,       /* of a key */
    GLASS_TERM = 245       /* of a term, as stock Xapian has it */
};

/* A number: seven bits a byte, the lowest first, the high bit of all bytes but the last set. */
static inline uint8_t *glass_put_uint(uint8_t *at, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *at++ = (uint8_t)(number | 0x80);
    *at++ = (uint8_t)number;
    return at;
}

/* Reads such a number and moves *at behind it. */
static inline uint64_t glass_get_uint(const uint8_t **at)
{
    uint64_t number = *(*at)++;
    if (number < 0x80)
        return number;
    number &= 0x7F;
    for (unsigned shift = 7;; shift += 7) {
        const uint64_t byte = *(*at)++;
        number |= (byte & 0x7F) << (shift & 63);
        if (byte < 0x80)
            return number;
    }
}

/* A number at the end of a key: as few bytes as it needs, the lowest first. */
static inline uint8_t *glass_put_last_uint(uint8_t *at, uint32_t number)
{
    for (; number; number >>= 8)
        *at++ = (uint8_t)number;
    return at;
}

/* Fixed sizes, the highest byte first. */
static inline void glass_put_2(uint8_t *at, uint32_t number)
{
    at[0] = (uint8_t)(number >> 8);
    at[1] = (uint8_t)number;
}

static inline void glass_put_4(uint8_t *at, uint32_t number)
{
    glass_put_2(at, number >> 16);
    glass_put_2(at + 2, number);
}

static inline uint32_t glass_get_2(const uint8_t *at)
{
    return (uint32_t)at[0] << 8 | at[1];
}

/* A document's number in a key, such that keys sort as the numbers: two bytes below 2^15, else a byte whose leading
 * ones tell how many bytes come. */
static inline uint8_t *glass_put_sorted_uint(uint8_t *at, uint32_t number)
{
    if (number < 0x8000) {
        glass_put_2(at, number);
        return at + 2;
    }
    const unsigned size = number < 1u << 22 ? 3 : number < 1u << 29 ? 4 : 5;
    for (unsigned i = size; i-- > 1; number >>= 8)
        at[i] = (uint8_t)number;
    at[0] = (uint8_t)(number | 0xFFu << (10 - size));
    return at + size;
}

/* Reads such a number and moves *at behind it. */
static inline uint32_t glass_get_sorted_uint(const uint8_t **at)
{
    const uint8_t *from = *at;
    unsigned size = from[0] < 0x80 ? 2 : 3;
    while (from[0] >= 0x80 && size < GLASS_SORTED_UINT && from[0] & 0x80 >> (size - 2))
        size++;
    uint32_t number = from[0] & 0xFFu >> (size - 1);
    for (unsigned i = 1; i < size; i++)
        number = number << 8 | from[i];
    *at += size;
    return number;
}

/* A term in a key: a byte 255 behind each zero byte, so that what follows the term can begin with a zero byte.
 * Writes at most twice the size. */
uint8_t *glass_put_term(uint8_t *at, const char *term, size_t size);

/* The most bytes that so many positions take. */
static inline size_t glass_positions_bound(size_t count)
{
    return 4 * count + 24;
}

/* Positions, at least one, ascending. */
uint8_t *glass_put_positions(uint8_t *at, const uint32_t *positions, size_t count);

#endif
