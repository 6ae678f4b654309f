/* test.h - a test prints TAP: one line a row, then the plan
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_TEST_H
#define MASTHEAD_TEST_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int test_rows, test_failures;

/* Prints the outcome of one row under the name it is given, on one line. */
__attribute__((format(printf, 2, 3))) static inline bool ok(bool good, const char *format, ...)
{
    char name[200];
    va_list list;
    va_start(list, format);
    vsnprintf(name, sizeof name, format, list);
    va_end(list);
    for (char *p = name; *p; p++)
        if (*p == '\n' || *p == '#')
            *p = ' ';
    printf("%sok %d - %s\n", good ? "" : "not ", ++test_rows, name);
    test_failures += !good;
    return good;
}

/* The same for two strings (NULL is a value); shows both when they differ. */
static inline bool same(const char *got, const char *want, const char *name)
{
    bool good = got && want ? strcmp(got, want) == 0 : got == want;
    if (!ok(good, "%s", name))
        printf("# got  %s\n# want %s\n", got ? got : "(null)", want ? want : "(null)");
    return good;
}

/* Prints the plan and returns the exit status. */
static inline int done(void)
{
    printf("1..%d\n", test_rows);
    return test_failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* A file of the source tree, from the environment that `make check` sets; "." when run by hand. */
static inline const char *source_path(const char *name)
{
    static char paths[4][512];
    static int turn;
    const char *srcdir = getenv("srcdir");
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", srcdir ? srcdir : ".", name);
    return path;
}

#endif
