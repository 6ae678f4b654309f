/* dump.c - scriptindex's input and its index script, which must fit each other
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "dump.h"
#include <stdio.h>

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool dump_can_name(const char *name)
{
    if (!is_alphanumeric(*name))
        return false;
    while (is_alphanumeric(*name) || *name == '_')
        name++;
    return *name == 0;
}

static char plain(char c)
{
    return is_alphanumeric(c) ? c : '_';
}

void dump_put_name(const char *name)
{
    for (; *name; name++)
        putchar(plain(*name));
}

bool dump_is_field(const char *line, const char *name)
{
    while (*name && *line == plain(*name))
        line++, name++;
    return !*name && *line == '=';
}

void dump_put_value(const char *name, const char *value, size_t size)
{
    dump_put_name(name);
    putchar('=');
    for (size_t at = 0; at < size;) {
        size_t end = at;
        while (end < size && value[end] != '\n' && value[end] != '\r')
            end++;
        fwrite(value + at, 1, end - at, stdout);
        if (end < size) {
            fputs("\n=", stdout);
            end += value[end] == '\r' && end + 1 < size && value[end + 1] == '\n' ? 2 : 1;
        }
        at = end;
    }
    putchar('\n');
}
