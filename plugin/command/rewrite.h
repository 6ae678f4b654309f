/* rewrite.h - numbers of a config changed where they stand
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A config is the user's: comments, order, line breaks and the spelling of what does not change stay as they
 * are. */
#ifndef MASTHEAD_REWRITE_H
#define MASTHEAD_REWRITE_H

#include "masthead.h"
#include "view.h"
#include <stdbool.h>

enum { REWRITE_KEYS = 3 };

/* A number under keys: {"fields", "headline", "weight"}, {"ranking", "k1"}. */
struct change {
    const char *keys[REWRITE_KEYS]; /* NULL behind the last */
    double value;
};

/* Rounds a number to what is written of it: three digits that count, three behind the point at most. */
double rewrite_rounded(double value);

/* Returns the text of a config with the changes made, in memory that the caller frees, and stores its size.  A
 * key that is missing is put behind its neighbours.  The text must be that of a config that can be
 * opened. */
char *rewrite_text(struct view text, const struct change *changes, size_t count, size_t *size);

/* Puts `text` in place of a file at once, so that nobody finds it half-written, and keeps its owner and mode.
 * `before` is what the file held when it was read: if it holds anything else now, it is left alone.  Returns false when
 * something went wrong, which has been reported. */
bool rewrite_file(const char *path, struct view before, struct view text);

#endif
