/* names_features.h - what a unit is judged by
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A feature is a 32-bit hash of a template (what is looked at: "the word before") and a value (what stands
 * there).  The model has a row of weights for each that it knows.  Training and recognizing run the same code; the trainer,
 * which defines NAMES_TRAINING, has readable names written besides. */
#ifndef MASTHEAD_CORE_NAMES_FEATURES_H
#define MASTHEAD_CORE_NAMES_FEATURES_H

#include "names_units.h"

enum { MOST_FEATURES = 64, FEATURE_NAME = 96, TEMPLATES = 100 };

/* Only those that the model may know are kept. */
struct features {
    uint32_t count;
    uint32_t id[MOST_FEATURES];
    uint32_t row_count;
    uint16_t row[MOST_FEATURES]; /* those whose rows a table tells: their numbers from 1 */
    const uint32_t *seen; /* of the model: see names_model.h */
#ifdef NAMES_TRAINING
    char (*name)[FEATURE_NAME]; /* MOST_FEATURES */
    bool skip[TEMPLATES];       /* templates to leave out */
#endif
};

/* A token beside a unit or the unit's own: what is asked of it again and again. */
struct name_look {
    const struct token *token; /* NULL beyond the line */
    uint32_t value, classes, kind;
    uint8_t small, capital; /* its kinds in either case, of a word */
};

/* Goes over the units of a run. */
struct name_sight {
    const struct name_units *units;
    const struct tokens *tokens;
    uint32_t u, begin, end;
    struct name_look left, here, right; /* unit u and the tokens beside it */
    struct name_look before, after;     /* the run */
    uint32_t behind;                    /* classes of after and the two behind it */
};

/* Begins with the first unit of the run [begin, end). */
void name_sight_open(struct name_sight *sight, const struct name_units *units, uint32_t begin,
                     uint32_t end);

/* The features of the unit at which it is that do not depend on labels; then it goes on to the next. */
void name_features(struct name_sight *sight, struct features *out);

/* Those of the second pass of unit `u`, of the run [begin, end): what the first pass made of the unit, its neighbours and the
 * same words elsewhere in the article. */
void name_second_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end,
                          struct features *out);

/* Enters the labels of the units in the counts of their words, for the second pass. */
void name_count_labels(struct name_units *units);

#endif
