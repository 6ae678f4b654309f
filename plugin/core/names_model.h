/* names_model.h - weights, and the best labels under them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A linear-chain model: the score of the labels of a run is the sum of the weights of its features and of the
 * steps from label to label.  The weights come from conf/lang/en/names.model, made a table at build time. */
#ifndef MASTHEAD_CORE_NAMES_MODEL_H
#define MASTHEAD_CORE_NAMES_MODEL_H

#include "names_units.h"

/* The weights of one feature: for the first pass and for the second. */
struct name_weights {
    uint32_t id;
    int8_t of[2][LABEL_COUNT];
};

struct name_model {
    const struct name_weights *rows; /* by rising id */
    const uint32_t *starts; /* rows whose id has the upper bits b are [starts[b], starts[b + 1]) */
    uint32_t shift;         /* id >> shift gives b */
    const int16_t (
        *steps)[LABEL_COUNT + 1][LABEL_COUNT]; /* of each pass, from label (or the edge) to label */
};

extern const struct name_model name_model;

/* Labels all units, in two passes.  MASTHEAD_NO_MEMORY or MASTHEAD_OK. */
masthead_status name_model_label(const struct name_model *model, struct name_units *units);

/* Whether a name can go on so: only LAST and MIDDLE follow FIRST and MIDDLE. */
static inline bool name_step_allowed(uint32_t from, uint32_t to)
{
    bool inside = from == LABEL_FIRST || from == LABEL_MIDDLE;
    bool goes_on = to == LABEL_MIDDLE || to == LABEL_LAST;
    return inside == goes_on;
}

#endif
