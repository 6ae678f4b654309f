/* settings.h - the YAML config as an immutable object
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_SETTINGS_H
#define MASTHEAD_CORE_SETTINGS_H

#include "arena.h"
#include "masthead.h"
#include "view.h"

enum { MOST_FIELDS = 256 }; /* of a config */

/* What a config file says.  All strings live in the arena. */
struct settings {
    struct arena arena;
    masthead_settings public;
    masthead_field *fields;
    size_t field_count;
    const masthead_field **ranked; /* those of kind text and byline, sorted by prefix */
    size_t ranked_count;
};

/* Reads a config's text; `name` stands for the file in messages.  On success the caller frees
 * `out` with settings_free().  BAD_CONFIG with line and column, or NO_MEMORY. */
masthead_status settings_read(struct view text, const char *name, struct settings *out,
                              masthead_error *err);

void settings_free(struct settings *settings);

#endif
