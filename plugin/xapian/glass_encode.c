/* glass_encode.c - how the glass format writes terms and positions
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Positions: the last one as a number; when there are more, then bits: the first, how many, and those between by
 * binary interpolation (Moffat and Stuiver, "Binary interpolative coding for effective index compression", 2000): the
 * one in the middle as one of the values that it can have between its neighbours, then the same for both halves. */
#include "glass_encode.h"

#include <string.h>

uint8_t *glass_put_term(uint8_t *at, const char *term, size_t size)
{
    const char *zero;
    while ((zero = memchr(term, 0, size))) {
        const size_t upto = (size_t)(zero - term) + 1;
        memcpy(at, term, upto);
        at[upto] = 0xFF;
        at += upto + 1;
        term += upto;
        size -= upto;
    }
    memcpy(at, term, size);
    return at + size;
}

/* Bits are filled into bytes from the lowest up. */
struct bits {
    uint8_t *at;
    uint64_t waiting;
    unsigned count; /* of those waiting, less than 8 between two calls */
};

static void put_bits(struct bits *bits, uint64_t value, unsigned count)
{
    bits->waiting |= value << bits->count;
    for (bits->count += count; bits->count >= 8; bits->count -= 8) {
        *bits->at++ = (uint8_t)bits->waiting;
        bits->waiting >>= 8;
    }
}

/* A value of which there are `range`.  When that is no power of two, the values in the middle take a bit less. */
static void put_value(struct bits *bits, uint64_t value, uint64_t range)
{
    unsigned width = range > 1 ? 64 - (unsigned)__builtin_clzll(range - 1) : 0;
    const uint64_t spare = (UINT64_C(1) << width) - range;
    const uint64_t middle = (range - spare) / 2;
    if (spare && value >= middle + spare)
        value = (value - middle - spare) | UINT64_C(1) << (width - 1);
    else if (spare && value >= middle)
        width--;
    put_bits(bits, value, width);
}

static void put_between(struct bits *bits, const uint32_t *positions, size_t first, size_t last)
{
    while (first + 1 < last) {
        const size_t middle = first + (last - first) / 2;
        const uint64_t range = (uint64_t)positions[last] - positions[first] - (last - first) + 1;
        if (range == 1) /* they are dense: nothing to tell */
            return;
        put_value(bits, positions[middle] - positions[first] - (middle - first), range);
        put_between(bits, positions, first, middle);
        first = middle;
    }
}

uint8_t *glass_put_positions(uint8_t *at, const uint32_t *positions, size_t count)
{
    const uint32_t first = positions[0], last = positions[count - 1];
    at = glass_put_uint(at, last);
    if (count == 1)
        return at;
    struct bits bits = {at, 0, 0};
    put_value(&bits, first, last);
    put_value(&bits, count - 2, last - first);
    put_between(&bits, positions, 0, count - 1);
    if (bits.count)
        *bits.at++ = (uint8_t)bits.waiting;
    return bits.at;
}
