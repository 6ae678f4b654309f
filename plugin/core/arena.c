/* arena.c - memory that is freed all at once
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t size; /* of data */
    alignas(max_align_t) char data[];
};

static bool add_block(struct arena *arena, size_t least)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(struct arena_block))
        return false;
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block)
        return false;
    block->older = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena->next = block->data;
    arena->end = block->data + size;
    return true;
}

void *arena_take(struct arena *arena, size_t size)
{
    const size_t unit = alignof(max_align_t);
    if (size > SIZE_MAX - unit)
        return NULL;
    size = (size + unit - 1) / unit * unit;
    bool room = arena->next && (size_t)(arena->end - arena->next) >= size;
    if (!room && !add_block(arena, size))
        return NULL;
    void *taken = arena->next;
    arena->next += size;
    return taken;
}

void *arena_resize(struct arena *arena, void *piece, size_t size, size_t new_size)
{
    const size_t unit = alignof(max_align_t);
    char *end = piece ? (char *)piece + (size + unit - 1) / unit * unit : NULL;
    if (piece && end == arena->next && new_size <= (size_t)(arena->end - (char *)piece)) {
        arena->next = (char *)piece + (new_size + unit - 1) / unit * unit;
        if (arena->next > arena->end)
            arena->next = arena->end;
        return piece;
    }
    if (piece && new_size <= size)
        return piece;
    void *larger = arena_take(arena, new_size);
    if (larger && size)
        memcpy(larger, piece, size);
    return larger;
}

char *arena_copy(struct arena *arena, const char *at, size_t size)
{
    if (size == SIZE_MAX)
        return NULL;
    char *copy = arena_take(arena, size + 1);
    if (!copy)
        return NULL;
    if (size)
        memcpy(copy, at, size);
    copy[size] = '\0';
    return copy;
}

static void free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
}

void arena_reset(struct arena *arena)
{
    struct arena_block *newest = arena->blocks;
    if (!newest)
        return;
    free_blocks(newest->older);
    newest->older = NULL;
    arena->next = newest->data;
    arena->end = newest->data + newest->size;
}

void arena_free(struct arena *arena)
{
    free_blocks(arena->blocks);
    *arena = (struct arena){0};
}
