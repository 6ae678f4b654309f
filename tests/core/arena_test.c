/* arena_test.c
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "arena.h"
#include "test.h"

#include <stdint.h>

int main(void)
{
    struct arena arena = {0};
    char *first = arena_copy(&arena, "headline", 8);
    ok(first && strcmp(first, "headline") == 0, "a copy ends in NUL");
    void *number = arena_take(&arena, 3);
    ok(number && (uintptr_t)arena_take(&arena, 8) % sizeof(void *) == 0, "what is taken is aligned");
    char *large = arena_take(&arena, 5000000);
    ok(large != NULL, "a large piece gets a block of its own");
    memset(large, 'x', 5000000);
    ok(strcmp(first, "headline") == 0, "what was taken stays as it was");
    arena_reset(&arena);
    ok(arena.blocks != NULL && arena_take(&arena, 100) == (void *)large, "a reset keeps the newest block");
    arena_free(&arena);
    ok(arena.blocks == NULL, "freeing leaves an empty arena");
    arena_reset(&arena);
    ok(arena_copy(&arena, NULL, 0) != NULL, "an empty arena can be reset and used");
    ok(arena_take(&arena, SIZE_MAX) == NULL, "an impossible size is refused");
    arena_free(&arena);
    ok(arena_take(&arena, 0) != NULL, "nothing is taken from an empty arena without failing");
    arena_free(&arena);
    return done();
}
