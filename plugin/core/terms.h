/* terms.h - tokens to the plain terms that stock Xapian makes
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_TERMS_H
#define MASTHEAD_CORE_TERMS_H

#include "arena.h"
#include "masthead.h"
#include "view.h"

struct stemmer; /* a Snowball stemmer, one thread's */

enum { TERM_BYTES = 245 }; /* the longest term that Xapian stores */

/* Opens the Snowball stemmer of a language ("en", "english"); *out is NULL for a language without one. */
masthead_status stemmer_open(const char *language, struct stemmer **out);
void stemmer_close(struct stemmer *stemmer);

/* Where the words of one text stand: positions[ordinal] is the term position of the word token with that ordinal, 0 when it has
 * none. */
struct word_positions {
    uint32_t *at; /* in the arena */
    uint32_t count;
};

/* Splits a text as Xapian's TermGenerator::index_text does, with the same terms, wdf and positions, and
 * pushes the terms into the sink (NULL: only positions are worked out).  *position is moved behind the text's last word.
 * NO_MEMORY or STOPPED. */
masthead_status terms_write(struct view text, const char *prefix, const masthead_text_options *options,
                            struct stemmer *stemmer, uint32_t *position, const masthead_sink *sink,
                            struct arena *arena, struct word_positions *positions);

#endif
