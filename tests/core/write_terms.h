/* write_terms.h - a text's terms one after the other, as Xapian adds them to a document
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_WRITE_TERMS_H
#define MASTHEAD_WRITE_TERMS_H

#include "terms.h"

/* Scans a text and pushes its terms into the sink, which may be NULL; the rest is as with terms_find(). */
masthead_status write_terms(struct view text, const char *prefix, const masthead_text_options *options,
                            struct vocabulary *vocabulary, uint32_t *position, const masthead_sink *sink,
                            struct arena *arena, struct word_positions *positions);

#endif
