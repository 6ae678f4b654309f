/* measures.c - how good a ranking is, and whether another is better
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "measures.h"

#include <math.h>
#include <stdlib.h>

#include "input.h"

const char *const measure_names[MEASURE_COUNT] = {"MAP", "nDCG@10", "MRR", "P@5", "R@100"};

enum { DCG_RANKS = 10, EXCHANGES = 100000 };

static double gain(long grade)
{
    return grade > 0 ? exp2((double)grade) - 1 : 0;
}

static double discounted(long grade, size_t rank)
{
    return gain(grade) / log2((double)(rank + 1));
}

static size_t relevant(const long *grades, size_t count)
{
    size_t relevant = 0;
    for (size_t i = 0; i < count; i++)
        relevant += grades[i] > 0;
    return relevant;
}

static int descending(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* The sum of the best order of what was judged. */
static double ideal(const struct judged *judged)
{
    long *grades = allocate(NULL, judged->count * sizeof *grades);
    double sum = 0;
    for (size_t i = 0; i < judged->count; i++)
        grades[i] = judged->at[i].grade;
    qsort(grades, judged->count, sizeof *grades, descending);
    for (size_t i = 0; i < judged->count && i < DCG_RANKS; i++)
        sum += discounted(grades[i], i + 1);
    free(grades);
    return sum;
}

static size_t all_relevant(const struct judged *judged)
{
    size_t all = 0;
    for (size_t i = 0; i < judged->count; i++)
        all += judged->at[i].grade > 0;
    return all;
}

bool measures_apply(const struct judged *judged)
{
    return all_relevant(judged) > 0;
}

struct measures measures_of(const struct judged *judged, const long *grades, size_t count)
{
    struct measures out = {{0}};
    double all = (double)all_relevant(judged), hits = 0, dcg = 0;
    if (count > MEASURE_DEPTH)
        count = MEASURE_DEPTH;
    for (size_t i = 0; i < count; i++) {
        if (i < DCG_RANKS)
            dcg += discounted(grades[i], i + 1);
        if (grades[i] <= 0)
            continue;
        hits++;
        out.at[MEASURE_MAP] += hits / (double)(i + 1) / all;
        if (hits == 1)
            out.at[MEASURE_MRR] = 1 / (double)(i + 1);
    }
    out.at[MEASURE_NDCG10] = dcg / ideal(judged);
    out.at[MEASURE_P5] = (double)relevant(grades, count < 5 ? count : 5) / 5;
    out.at[MEASURE_R100] = (double)relevant(grades, count < 100 ? count : 100) / all;
    return out;
}

uint64_t measures_chance(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* The sum of the differences, each with a sign by chance. */
static double exchanged(const double *differences, size_t count, uint64_t *state)
{
    double sum = 0;
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i++, bits >>= 1) {
        if (i % 64 == 0)
            bits = measures_chance(state);
        sum += bits & 1 ? differences[i] : -differences[i];
    }
    return sum;
}

double measures_p(const double *a, const double *b, size_t count)
{
    double *differences = allocate(NULL, count * sizeof *differences);
    double observed = 0;
    size_t differing = 0, as_large = 0;
    uint64_t state = 1;
    for (size_t i = 0; i < count; i++)
        if (a[i] != b[i])
            observed += differences[differing++] = a[i] - b[i];
    observed = fabs(observed) - 1e-12; /* sums in another order may differ in the last digits */
    for (size_t i = 0; i < EXCHANGES; i++)
        as_large += fabs(exchanged(differences, differing, &state)) >= observed;
    free(differences);
    return (double)as_large / EXCHANGES;
}
