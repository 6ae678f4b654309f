/* names_cache.c - what the name recognizer has worked out about words
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "names_cache.h"

#include <stdlib.h>

enum { ENTRIES = 1 << 12, LINE = 64 };

struct whole {
    struct name_look looks[ENTRIES]; /* first, so that their lines are the processor's */
    struct name_brief briefs[ENTRIES];
    struct name_self selves[ENTRIES];
    struct name_cache cache;
    void *block;
};

struct name_cache *name_cache_open(void)
{
    char *block = calloc(1, sizeof(struct whole) + LINE);
    if (!block)
        return NULL;
    struct whole *whole = (void *)(block + (LINE - (uintptr_t)block % LINE));
    whole->block = block;
    whole->cache = (struct name_cache){ENTRIES - 1, whole->briefs, whole->looks, whole->selves};
    return &whole->cache;
}

void name_cache_close(struct name_cache *cache)
{
    if (cache)
        free(((struct whole *)(void *)cache->looks)->block);
}
