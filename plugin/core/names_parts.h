/* names_parts.h - given names, family name and suffix
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_NAMES_PARTS_H
#define MASTHEAD_CORE_NAMES_PARTS_H

#include "names_units.h"

/* Splits the name of units [first, last] into parts, folded, in the arena of the reading: words apart by one space,
 * or by a hyphen where the text has one.  A single name is a family name.  False when there is no memory. */
bool name_parts(const struct name_units *units, uint32_t first, uint32_t last,
                struct person_name *out);

#endif
