/* names_model.h - weights, and the best labels under them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A linear-chain model: the score of the labels of a run is the sum of the weights of its features and of the
 * steps from label to label.  The weights come from conf/lang/en/names.model, made a table at build time. */
#ifndef MASTHEAD_CORE_NAMES_MODEL_H
#define MASTHEAD_CORE_NAMES_MODEL_H

#include "names_units.h"

/* Labels all units, in two passes.  MASTHEAD_NO_MEMORY or MASTHEAD_OK. */
masthead_status name_model_label(struct name_units *units);

/* Whether a name can go on so: only LAST and MIDDLE follow FIRST and MIDDLE. */
static inline bool name_step_allowed(uint32_t from, uint32_t to)
{
    bool inside = from == LABEL_FIRST || from == LABEL_MIDDLE;
    bool goes_on = to == LABEL_MIDDLE || to == LABEL_LAST;
    return inside == goes_on;
}

#endif
