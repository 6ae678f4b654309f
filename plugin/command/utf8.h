/* utf8.h - text that must be valid UTF-8 when it leaves
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_UTF8_H
#define MASTHEAD_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Reads the character at the beginning of `size` (at least 1) bytes and stores its length in bytes.  A byte that
 * is no part of valid UTF-8 (RFC 3629) is read as Xapian reads it, as the Latin-1 character of its value,
 * with the length 0. */
uint32_t utf8_read(const char *text, size_t size, size_t *length);

/* Writes a character (room for 4 bytes) and returns its length. */
size_t utf8_write(char *out, uint32_t character);

/* Returns the size of the longest valid beginning. */
size_t utf8_valid_size(const char *text, size_t size);

#endif
