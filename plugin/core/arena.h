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

/* Makes the piece that was taken or copied last larger or smaller where it is, if there is room; makes any
 * other piece larger by taking a new one and copying.  `size` is what it was taken with; NULL and 0 are a piece, too.
 * NULL when there is no memory; the old piece is then as it was.  Making it smaller never fails. */
void *arena_resize(struct arena *arena, void *piece, size_t size, size_t new_size);

/* Forgets all that was taken, but keeps the newest block for what comes next. */
void arena_reset(struct arena *arena);

/* Frees everything. */
void arena_free(struct arena *arena);

#endif
