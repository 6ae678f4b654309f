/* malloc_fail.h - let each allocation fail in turn
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Include it in one file of a program that links with $(MALLOC_FAIL_FLAGS).  The allocations of
 * the program and of the core then pass through here; those inside shared libraries do not.
 *
 *     MALLOC_FAIL_EACH(n) {
 *         masthead_status status = work();
 *         ok(malloc_failed() ? status == MASTHEAD_NO_MEMORY : status == MASTHEAD_OK, "…");
 *         … free what work() made …
 *     }
 *
 * runs the block with the first allocation failing, then the second, and so on, until none
 * failed.  Each is tried twice: it alone fails (n is even), and all after it fail, too (n is
 * odd).  ok() does not allocate through here, so it may be called inside. */
#ifndef MASTHEAD_MALLOC_FAIL_H
#define MASTHEAD_MALLOC_FAIL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *at, size_t size);
void __real_free(void *at);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *at, size_t size);
void __wrap_free(void *at);

static struct {
    bool armed, lasting;
    unsigned long left; /* allocations until one fails */
    unsigned long failures;
    long live; /* blocks that were taken and not given back */
} malloc_state;

static inline bool malloc_fails_now(void)
{
    if (!malloc_state.armed || malloc_state.left-- > 0)
        return false;
    malloc_state.failures++;
    malloc_state.left = malloc_state.lasting ? 0 : ULONG_MAX;
    return true;
}

static inline void *malloc_counted(void *at)
{
    malloc_state.live += at != NULL;
    return at;
}

void *__wrap_malloc(size_t size)
{
    return malloc_fails_now() ? NULL : malloc_counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return malloc_fails_now() ? NULL : malloc_counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *at, size_t size)
{
    if (malloc_fails_now())
        return NULL;
    void *moved = __real_realloc(at, size);
    return at ? moved : malloc_counted(moved);
}

void __wrap_free(void *at)
{
    malloc_state.live -= at != NULL;
    __real_free(at);
}

/* Lets the allocation number n / 2 from here on fail. */
static inline void malloc_fail_begin(unsigned long n)
{
    malloc_state.armed = true;
    malloc_state.lasting = n % 2;
    malloc_state.left = n / 2;
    malloc_state.failures = 0;
}

/* Whether one failed since malloc_fail_begin(). */
static inline bool malloc_failed(void)
{
    return malloc_state.failures > 0;
}

/* Ends it; true when there is more to try. */
static inline bool malloc_fail_end(void)
{
    malloc_state.armed = false;
    return malloc_failed();
}

/* Blocks in use that were allocated through here: the same before and after means that nothing
 * leaked. */
static inline long malloc_live(void)
{
    return malloc_state.live;
}

#define MALLOC_FAIL_EACH(n)                                                                        \
    for (unsigned long n = 0, n##_more = 1; n##_more; n++)                                         \
        for (bool n##_once = (malloc_fail_begin(n), true); n##_once;                               \
             n##_once = false, n##_more = malloc_fail_end() || n % 2 == 0)

#endif
