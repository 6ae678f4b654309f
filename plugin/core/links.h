/* links.h - whose title it is
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_LINKS_H
#define MASTHEAD_CORE_LINKS_H

#include "people.h"

/* Links title mentions with the person who holds them (before a name, in apposition after it): sets `person` of title mentions.
 * Call it after people_resolve(). */
masthead_status links_resolve(const struct reading *reading, struct mentions *mentions, const struct people *people);

#endif
