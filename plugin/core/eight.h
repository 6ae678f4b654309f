/* eight.h - eight bytes of text at a time
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Most of a text is short words of ASCII letters.  To go through them byte by byte costs a mispredicted branch at the
 * end of each; here the bytes of a uint64_t are compared all at once, the first of the text being the lowest. */
#ifndef MASTHEAD_CORE_EIGHT_H
#define MASTHEAD_CORE_EIGHT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define EIGHT_TIMES(byte) (UINT64_C(0x0101010101010101) * (byte))

static inline uint64_t eight_in_order(uint64_t bytes)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(bytes);
#else
    return bytes;
#endif
}

static inline uint64_t eight_load(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return eight_in_order(bytes);
}

static inline void eight_store(uint64_t bytes, char *at)
{
    bytes = eight_in_order(bytes);
    memcpy(at, &bytes, sizeof bytes);
}

/* The first `count` bytes, 0 to 8, the others 0. */
static inline uint64_t eight_first(uint64_t bytes, unsigned count)
{
    return count < 8 ? bytes & ((UINT64_C(1) << 8 * count) - 1) : bytes;
}

/* Text of 1 to 7 bytes, the others 0. */
static inline uint64_t eight_load_few(const char *at, size_t count)
{
    if (count >= 4) { /* two halves, which may have bytes in common */
        uint32_t first, last;
        memcpy(&first, at, sizeof first);
        memcpy(&last, at + count - sizeof last, sizeof last);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        first = __builtin_bswap32(first);
        last = __builtin_bswap32(last);
#endif
        return first | (uint64_t)last << 8 * (count - sizeof last);
    }
    const uint64_t middle = (uint8_t)at[count / 2], last = (uint8_t)at[count - 1];
    return (uint8_t)at[0] | middle << 8 * (count / 2) | last << 8 * (count - 1);
}

/* A hash: multiplies and folds. */
static inline uint32_t eight_hash(const char *at, size_t size)
{
    uint64_t hash = size;
    for (size_t count; size; at += count, size -= count) {
        count = size < 8 ? size : 8;
        const uint64_t bytes = size < 8 ? eight_load_few(at, size) : eight_load(at);
        hash = (hash ^ bytes) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 divided by the golden ratio */
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

static inline bool eight_are_ascii(uint64_t bytes)
{
    return !(bytes & EIGHT_TIMES(0x80));
}

/* How many of the first bytes are ASCII letters. */
static inline unsigned eight_letters(uint64_t bytes)
{
    const uint64_t lower = (bytes | EIGHT_TIMES(0x20)) & EIGHT_TIMES(0x7F);
    const uint64_t from_a = lower + EIGHT_TIMES(0x80 - 'a');      /* bit 7 set: not less than a */
    const uint64_t past_z = lower + EIGHT_TIMES(0x80 - 'z' - 1); /* bit 7 set: more than z */
    const uint64_t others = ~(from_a & ~past_z & ~bytes) & EIGHT_TIMES(0x80);
    return others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
}

#endif
