/* terms.h - tokens to the plain terms that stock Xapian makes
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_TERMS_H
#define MASTHEAD_CORE_TERMS_H

#include "arena.h"
#include "masthead.h"
#include "view.h"

struct stemmer; /* a Snowball stemmer, one thread's */

enum { TERM_BYTES = 245 }; /* the longest term that Xapian stores */

/* Opens the Snowball stemmer of a language ("en", "english"); *out is NULL for a language without one.
 * NO_MEMORY. */
masthead_status stemmer_open(const char *language, struct stemmer **out);

/* Frees a stemmer, which may be NULL. */
void stemmer_close(struct stemmer *stemmer);

/* Where the words of one text stand: at[ordinal] is the term position of the word or number token with that ordinal
 * (scan.h), 0 when it has none: when it is too long, a stop word that is left out, or positions are not asked for.  Of
 * a token whose CJK text is split, it is the first of its terms' positions. */
struct word_positions {
    uint32_t *at; /* in the arena */
    uint32_t count;
};

/* Splits a text as Xapian's TermGenerator::index_text does, with the same terms, wdf and positions, and pushes
 * the terms into the sink (NULL: only positions are worked out) in the order in which Xapian adds them, every occurrence
 * by itself.  A null `stemmer` without options->stem is Xapian's Stem("none"): no stems, whatever the strategy.
 * options->stem is asked at least once in a call for every word that is to be stemmed, not for each occurrence; with a
 * stem_key not even that, if the word was asked for in an earlier call with this stemmer and key.
 *
 * As in Xapian, no term is longer than options->max_word_bytes and the prefix, or their stem; when that may be more than
 * TERM_BYTES, it is for the sink to refuse it.  Xapian gives position 0 to the stem of a CJK pair at the very beginning
 * (SOME_FULL_POS, positions, n-grams, and a stop word before it that is left out under STOP_ALL); here 0 is none.
 *
 * *position is moved behind the text's last word.  NO_MEMORY, or STOPPED by the sink; *position and *positions are then as
 * they were. */
masthead_status terms_write(struct view text, const char *prefix, const masthead_text_options *options,
                            struct stemmer *stemmer, uint32_t *position, const masthead_sink *sink,
                            struct arena *arena, struct word_positions *positions);

#endif
