/* headline.h - the terms by which a headline is found as a whole
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_HEADLINE_H
#define MASTHEAD_CORE_HEADLINE_H

#include <stdint.h>

#include "view.h"

enum {
    HEADLINE_BYTES = 600, /* longer texts are no headlines */
    HEADLINE_FORMS = 4,
    HEADLINE_FORM_BYTES = 200
};

/* The forms of one headline: in whole, without its kicker, without its source, without both. */
struct headline {
    char form[HEADLINE_FORMS][HEADLINE_FORM_BYTES];
    size_t size[HEADLINE_FORMS];
    uint32_t count; /* 0: the text is no headline */
    uint32_t words; /* in the whole */
};

void headline_read(struct view text, struct headline *out);

/* The headline that a text begins with: its first line when an empty one follows; empty when there is none. */
struct view headline_of(struct view text);

#endif
