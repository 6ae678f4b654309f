/* schema.h - the indexing part of a config as canonical text
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_SCHEMA_H
#define MASTHEAD_CORE_SCHEMA_H

#include <stdint.h>

#include "settings.h"

/* Writes the schema: one line a fact, "KEY VALUE\n", in an order that depends on the config's
 * meaning only. `fingerprint` is the language pack's.  The caller frees *out.  NO_MEMORY. */
masthead_status schema_write(const struct settings *settings, uint64_t fingerprint, char **out);

/* Compares two schemas: MASTHEAD_OK, or MASTHEAD_DIFFERS with a message that names what differs, as
 * "headline: prefix S in the index, T in the config". */
masthead_status schema_compare(struct view stored, struct view own, masthead_error *err);

/* Whether an index of the stored schema keeps the lengths of fields as one of our own schema does. */
bool schema_has_lengths(struct view stored, struct view own);

#endif
