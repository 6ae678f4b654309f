/* query.h - what stands before a colon in a query
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_QUERY_H
#define MASTHEAD_CORE_QUERY_H

#include "article.h"

/* A name before the colon, and the field it stands for (NULL: people, offices and days spoken of). */
struct query_field {
    masthead_query_field public;
    const masthead_field *field;
};

/* Works out the names of the config's query fields; they live in the settings' arena.  NO_MEMORY. */
masthead_status query_fields_read(struct masthead *m);

#endif
