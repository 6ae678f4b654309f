/* lexicon_values.h - what may stand behind `=` in a language pack
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_LEXICON_VALUES_H
#define MASTHEAD_CORE_LEXICON_VALUES_H

#include "lexicon_dates.h"

/* The pattern of a class's values; NULL when any text is one, "" when its entries have none. */
const char *lexicon_pattern(enum lexicon_class class);

/* Whether a value is one by the pattern. */
bool lexicon_fits(const char *pattern, const char *value);

/* Stores what a value of a class, if it fits, says of a word in dates. */
void lexicon_tell(enum lexicon_class class, const char *value, struct lexicon_dates *out);

#endif
