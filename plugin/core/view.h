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

/* Whether two strings are equal; mostly their first letters tell. */
static inline bool string_equal(const char *a, const char *b)
{
    return *a == *b && strcmp(a, b) == 0;
}

/* Whether a string is one of `count` others. */
static inline bool string_is_among(const char *string, const char *const *others, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (string_equal(string, others[i]))
            return true;
    return false;
}
#define STRING_IS_AMONG(string, others) string_is_among(string, others, sizeof(others) / sizeof *(others))

/* By bytes, a beginning before what goes on. */
static inline int view_compare(struct view a, struct view b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.at, b.at, size) : 0;
    return order ? order : a.size < b.size ? -1 : a.size > b.size;
}

/* Returns the length of the well-formed UTF-8 character at text[at] (Unicode 15, table 3-7), 0 if none. */
static inline size_t view_character(struct view text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.at + at;
    size_t left = text.size - at;
    if (p[0] < 0x80)
        return 1;
    size_t size = p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
    if (size == 0 || left < size)
        return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return size;
}

/* True for the characters that do no good in a message or a name: U+0000 to U+001F (tabs and line breaks
 * among them), U+007F to U+009F, and U+FFFE and U+FFFF, which are no characters. */
static inline bool view_is_control(struct view text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.at + at;
    size_t size = view_character(text, at);
    if (size == 3)
        return p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe;
    return size == 2 ? p[0] == 0xc2 && p[1] < 0xa0 : size == 1 && (p[0] < ' ' || p[0] == 0x7f);
}

/* Without the white space at both ends. */
static inline struct view view_trim(struct view text)
{
    while (text.size && memchr(" \t\r\n", text.at[0], 4))
        text = view_of(text.at + 1, text.size - 1);
    while (text.size && memchr(" \t\r\n", text.at[text.size - 1], 4))
        text.size--;
    return text;
}

#endif
