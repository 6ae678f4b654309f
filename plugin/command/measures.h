/* measures.h - how good a ranking is, and whether another is better
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * For one topic with R relevant documents (grade above 0), of which the ranking has some among its first 1000:
 *
 *     MAP      average precision: the mean over the R of the share of relevant documents among all down to
 *              that one, 0 for one not found (Voorhees & Harman, TREC: Experiment and Evaluation in
 *              Information Retrieval, 2005, chapter 3)
 *     nDCG@10  the sum over the first 10 of (2^grade - 1) / log2(1 + rank), over the same sum of the best order
 *              there can be (Järvelin & Kekäläinen 2002, with the gain of Burges et al. 2005)
 *     MRR      1 / the rank of the first relevant document (Voorhees 1999)
 *     P@5      the share of relevant documents among the first 5
 *     R@100    the share of the R among the first 100
 *
 * A grade below 0 counts as 0.  Over several topics each is the mean. */
#ifndef MASTHEAD_MEASURES_H
#define MASTHEAD_MEASURES_H

#include <stddef.h>
#include <stdint.h>

#include "trec.h"

enum measure { MEASURE_MAP, MEASURE_NDCG10, MEASURE_MRR, MEASURE_P5, MEASURE_R100, MEASURE_COUNT };

/* "MAP", "nDCG@10" … */
extern const char *const measure_names[MEASURE_COUNT];

enum { MEASURE_DEPTH = 1000 };

struct measures {
    double at[MEASURE_COUNT];
};

/* True when there is a relevant document; what cannot be found is not measured. */
bool measures_apply(const struct judged *judged);

/* Measures a ranking of which the grades of the documents are given, from the first. */
struct measures measures_of(const struct judged *judged, const long *grades, size_t count);

/* Returns how probable a mean difference as large as that between a and b, in either direction, would be if it were
 * chance which of a[i] and b[i] is which: Fisher's randomization test for pairs (Smucker, Allan &
 * Carterette, CIKM 2007).  Of the 2^count exchanges 100,000 are tried, always the same ones. */
double measures_p(const double *a, const double *b, size_t count);

/* Returns the next 64 bits of chance; the same for the same state (SplitMix64: Steele, Lea & Flood, OOPSLA 2014). */
uint64_t measures_chance(uint64_t *state);

#endif
