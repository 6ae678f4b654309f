/* bench.h - what the benchmarks share
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_BENCH_H
#define MASTHEAD_BENCH_H

#include <stddef.h>
#include <time.h>

/* Processor time. */
static inline double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

#ifdef __cplusplus
extern "C"
#endif
/* Indexes a text as stock Xapian does, into a Document that is thrown away.  Returns the last position. */
unsigned stock_terms(const char *text, size_t size);

#endif
