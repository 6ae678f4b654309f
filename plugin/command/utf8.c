/* utf8.c - text that must be valid UTF-8 when it leaves
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "utf8.h"

uint32_t utf8_read(const char *text, size_t size, size_t *length)
{
    const unsigned char *p = (const unsigned char *)text;
    /* By the length: the least character that needs it, against longer forms than needed. */
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = p[0] < 0x80   ? 1
               : p[0] < 0xC2 ? 0
               : p[0] < 0xE0 ? 2
               : p[0] < 0xF0 ? 3
               : p[0] < 0xF5 ? 4
                             : 0;
    *length = 0;
    if (n == 0 || n > size)
        return p[0];
    uint32_t character = n == 1 ? p[0] : p[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return p[0];
        character = character << 6 | (p[i] & 0x3F);
    }
    if (character < least[n] || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000))
        return p[0];
    *length = n;
    return character;
}

size_t utf8_write(char *out, uint32_t character)
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t n = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; character >>= 6)
        out[i] = (char)(0x80 | (character & 0x3F));
    out[0] = (char)((0xF00u >> n & 0xF0) | character);
    return n;
}

size_t utf8_valid_size(const char *text, size_t size)
{
    size_t at = 0, length;
    while (at < size) {
        utf8_read(text + at, size - at, &length);
        if (length == 0)
            break;
        at += length;
    }
    return at;
}
