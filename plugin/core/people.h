/* people.h - the mentions of one article joined into its people
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_PEOPLE_H
#define MASTHEAD_CORE_PEOPLE_H

#include "recognize.h"

/* One person of the article under the fullest name that it gives. */
struct person {
    struct person_name name;
    const char *value; /* "biden, joe"; "biden" when no given name is known; "jokowi" for a single name */
};

struct people {
    struct person *at; /* in the arena */
    uint32_t count;
};

/* Decides who every name mention is: sets `person` and `value` of the name mentions and fills *out.  A mention that could be
 * either of two people stays without a person (NO_PERSON) and its value is the surname alone. */
masthead_status people_resolve(const struct reading *reading, struct mentions *mentions, struct people *out);

#endif
