/* arena.h - memory that is freed all at once
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_ARENA_H
#define MASTHEAD_CORE_ARENA_H

#include "view.h"

/* Blocks of memory handed out front to back.  All zero is a valid, empty arena. */
struct arena {
    struct arena_block *blocks; /* newest first */
    char *next, *end;           /* free room in the newest block */
};

/* Returns `size` bytes aligned for any object, not cleared; NULL when there is no memory. */
void *arena_take(struct arena *arena, size_t size);

/* Copies bytes and adds a NUL; NULL when there is no memory. */
char *arena_copy(struct arena *arena, const char *at, size_t size);

/* Forgets all that was taken, but keeps the newest block for what comes next. */
void arena_reset(struct arena *arena);

/* Frees everything. */
void arena_free(struct arena *arena);

#endif
