/* names_model.h - weights, and the best labels under them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A linear-chain model: the score of the labels of a run is the sum of the weights of its features and of the
 * steps from label to label.  The weights come from conf/lang/en/names.model, made a table at build time. */
#ifndef MASTHEAD_CORE_NAMES_MODEL_H
#define MASTHEAD_CORE_NAMES_MODEL_H

#include "names_units.h"

/* The weights of one feature, against those for no name, which are 0: for the other labels of the first pass and, behind them,
 * for those of the second, from the lowest byte on, each with WEIGHT_BIAS added.  Bytes two apart are summed at once, in
 * lanes of 16 bits that do not overflow. */
struct name_weights {
    uint32_t id;
    uint8_t biased[8]; /* four of each pass */
};

enum { WEIGHT_BIAS = 128 };

/* Which ids the model may know, by their places, which are their upper bits: for each 16 places, in the lower half a bit each that
 * some row has it, and in the upper half how many rows have smaller places. */
enum { PLACE_SHIFT = 14, SEEN_PLACES = 16 };

static inline uint32_t name_seen(const uint32_t *seen, uint32_t id)
{
    uint32_t place = id >> PLACE_SHIFT;
    return seen[place / SEEN_PLACES] >> place % SEEN_PLACES & 1;
}

struct name_model {
    const struct name_weights *rows; /* by rising id; the last is above all others */
    const uint32_t *seen;
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
