/* error.h - filling a masthead_error
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_ERROR_H
#define MASTHEAD_CORE_ERROR_H

#include "masthead.h"
#include "view.h"

#if defined(__GNUC__)
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
#else
#define PRINTF_LIKE(at, first)
#endif

/* Stores a status and a message without a place; returns the status.  `err` may be NULL. */
masthead_status error_set(masthead_error *err, masthead_status status, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* The same for NO_MEMORY. */
masthead_status error_no_memory(masthead_error *err);

/* Adds the name of the file to an error that was set. */
void error_file(masthead_error *err, const char *file);

/* Adds the place to an error that was set: file name, and the byte offset `at` in the file's
 * text, from which line, column (in characters) and the excerpt are worked out. */
void error_place(masthead_error *err, const char *file, struct view text, size_t at);

/* Finds the candidate that is one or two edits away from `word`; NULL when none is near.  For
 * "did you mean". */
const char *error_nearest(struct view word, const char *const *candidates, size_t count);

#endif
