/* near.h - names that are spelt nearly alike
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_NEAR_H
#define MASTHEAD_CORE_NEAR_H

#include <stdint.h>

#include "view.h"

enum { NOT_NEAR = UINT32_MAX, LONGEST_NEAR = 48 };

/* How far two folded names are apart: 0 when they sound alike, as "zelenskyy" and "zelenski", "khrushchev" and
 * "kruschev" do; the number of letters to add, drop, change or swap with the next when it is one, or two in a name of eight
 * letters or more; else NOT_NEAR. */
uint32_t near_distance(struct view a, struct view b);

/* The letters that a name may begin with that sounds like a name beginning with `letter`: a string that begins with it. */
const char *near_beginnings(char letter);

#endif
