/* names_features.h - what a unit is judged by
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A feature is a 32-bit hash of a template (what is looked at: "the word before") and a value (what stands
 * there).  The model has a row of weights for each that it knows.  Training and recognizing run the same code. */
#ifndef MASTHEAD_CORE_NAMES_FEATURES_H
#define MASTHEAD_CORE_NAMES_FEATURES_H

#include "names_units.h"

enum { MOST_FEATURES = 80, FEATURE_NAME = 96 };

struct features {
    uint32_t count;
    uint32_t id[MOST_FEATURES];
    char (*name)
        [FEATURE_NAME]; /* MOST_FEATURES readable names are written here, for training; or NULL */
};

/* The features of unit `u`, of the run [begin, end), that do not depend on labels. */
void name_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end,
                   struct features *out);

/* Those of the second pass: what the first pass made of the unit, its neighbours and the same words elsewhere in the
 * article. */
void name_second_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end,
                          struct features *out);

/* Enters the labels of the units in the counts of their words, for the second pass. */
void name_count_labels(struct name_units *units);

#endif
