/* omega.c - what masthead run does for the omega CGI program
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     request   = parameter {("&" | ";") parameter}
 *     parameter = ("START" | "END") ["." slot] "=" date | other
 *     date      = YYYY [MM [DD [HHMM]]] with -, / or . between its parts, also as %2D and %2F
 *
 * A GET request is in QUERY_STRING, a POST one on standard input, and a request by hand on the command line. */
#include "config.h"

#include "omega.h"

#include "calendar.h"
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { MOST_POSTED = 16 << 20, DATE_DIGITS = 12 };

static int number(const char *digits, int count)
{
    int value = 0;
    while (count-- > 0)
        value = value * 10 + (*digits++ - '0');
    return value;
}

static bool is_date(const char *digits, size_t count)
{
    if (count != 4 && count != 6 && count != 8 && count != DATE_DIGITS)
        return false;
    return calendar_valid(number(digits, 4), count > 4 ? number(digits + 4, 2) : 1,
                          count > 6 ? number(digits + 6, 2) : 1) &&
           (count < DATE_DIGITS || (number(digits + 8, 2) < 24 && number(digits + 10, 2) < 60));
}

/* The digits of a date; returns how many, 0 when it is none. */
static size_t read_date(const char *value, size_t size, char digits[DATE_DIGITS])
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        bool coded = size - i >= 3 && (strncasecmp(value + i, "%2d", 3) == 0 ||
                                       strncasecmp(value + i, "%2f", 3) == 0);
        if (value[i] >= '0' && value[i] <= '9' && count < DATE_DIGITS)
            digits[count++] = value[i];
        else if (coded)
            i += 2;
        else if (!strchr("-/.", value[i]) || !value[i])
            return 0;
    }
    return is_date(digits, count) ? count : 0;
}

/* Returns the length of "START=", "END.0=" and the like at the beginning of a parameter, or 0. */
static size_t limit_name(const char *at, size_t size)
{
    size_t name = size > 5 && memcmp(at, "START", 5) == 0 ? 5
                  : size > 3 && memcmp(at, "END", 3) == 0 ? 3
                                                          : 0;
    if (!name || (at[name] != '=' && at[name] != '.'))
        return 0;
    while (name < size && at[name] != '=')
        name++;
    return name < size ? name + 1 : 0;
}

/* Mends a request in its place: it never grows.  Returns its new length. */
static size_t mend(char *text, size_t size)
{
    size_t used = 0;
    for (size_t at = 0; at < size;) {
        size_t end = at;
        while (end < size && text[end] != '&' && text[end] != ';')
            end++;
        size_t name = limit_name(text + at, end - at);
        if (name) {
            char digits[DATE_DIGITS];
            size_t count = read_date(text + at + name, end - at - name, digits);
            memmove(text + used, text + at, name);
            memcpy(text + used + name, digits, count);
            used += name + count;
        } else {
            memmove(text + used, text + at, end - at);
            used += end - at;
        }
        if (end < size)
            text[used++] = text[end++];
        at = end;
    }
    return used;
}

static int mend_environment(void)
{
    const char *request = getenv("QUERY_STRING");
    char *copy = request ? strdup(request) : NULL;
    if (!request)
        return STATUS_GOOD;
    if (!copy)
        return complain("out of memory");
    copy[mend(copy, strlen(copy))] = '\0';
    int failed = setenv("QUERY_STRING", copy, 1);
    free(copy);
    return failed ? complain("out of memory") : STATUS_GOOD;
}

/* Puts a file that holds the mended request in the place of standard input. */
static int mend_posted(void)
{
    const char *method = getenv("REQUEST_METHOD"), *length = getenv("CONTENT_LENGTH");
    long size = length ? atol(length) : 0;
    if (!method || strcmp(method, "POST") != 0 || size <= 0 || size > MOST_POSTED)
        return STATUS_GOOD;
    char *text = malloc((size_t)size), room[32];
    FILE *file = tmpfile();
    size_t got = text && file ? fread(text, 1, (size_t)size, stdin) : 0;
    size_t used = got ? mend(text, got) : 0;
    snprintf(room, sizeof room, "%zu", used);
    bool failed = !text || !file || fwrite(text, 1, used, file) != used || fflush(file) ||
                  fseek(file, 0, SEEK_SET) || dup2(fileno(file), STDIN_FILENO) < 0 ||
                  setenv("CONTENT_LENGTH", room, 1);
    free(text);
    if (failed)
        return complain("cannot pass the request on: %s", strerror(errno));
    return STATUS_GOOD; /* the file lives on as standard input */
}

int omega_mend_request(char **program)
{
    const char *slash = strrchr(program[0], '/');
    if (strcmp(slash ? slash + 1 : program[0], "omega") != 0)
        return STATUS_GOOD;
    for (char **argument = program + 1; *argument; argument++)
        (*argument)[mend(*argument, strlen(*argument))] = '\0';
    int status = mend_environment();
    return status ? status : mend_posted();
}
