/* terms.h - tokens to the plain terms that stock Xapian makes
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_TERMS_H
#define MASTHEAD_CORE_TERMS_H

#include "arena.h"
#include "masthead.h"
#include "vocabulary.h"

struct tokens;

/* Where the words of one text stand: at[ordinal] is the term position of the word or number token with that ordinal
 * (scan.h), 0 when it has none: when it is too long, a stop word that is left out, or positions are not asked for.  Of
 * a token whose CJK text is split, it is the first of its terms' positions. */
struct word_positions {
    uint32_t *at; /* in the arena */
    uint32_t count;
};

/* A word of a text: the terms that it gives, by their numbers in the vocabulary; NO_TERM: none. */
struct occurrence {
    uint32_t word; /* or, without plain words, what stands in their place */
    uint32_t stem; /* with a Z before its prefix */
    uint32_t position, wdf; /* position 0: none */
};

/* Those of a text, in order. */
struct occurrences {
    const struct occurrence *at; /* in the arena */
    size_t count;
    bool stems_placed;              /* stems have the position, too */
    struct occurrences *next; /* those of another text that has the same prefix */
};

/* Splits a text as Xapian's TermGenerator::index_text does, into the same terms with the same wdf and positions.  The
 * tokens are scanned with the vocabulary.  A vocabulary for a language without stemmer, without options->stem, is Xapian's
 * Stem("none"): no stems, whatever the strategy.  options->stem is asked at least once in a call for every word that is to
 * be stemmed, not for each occurrence; with a stem_key not even that, if the word was asked for in an earlier call with
 * this vocabulary and key.
 *
 * As in Xapian, no term is longer than options->max_word_bytes and the prefix, or their stem; that may be more than
 * TERM_BYTES.  Xapian 1.4 gives position 0 to the stem of a CJK pair at the very beginning (SOME_FULL_POS, positions, n-grams,
 * and a stop word before it that is left out under STOP_ALL); here 0 is none.
 *
 * *position is moved behind the text's last word.  `out` may be NULL: only positions are worked out.  NO_MEMORY; *position,
 * *positions and *out are then as they were. */
masthead_status terms_find(const struct tokens *tokens, const masthead_text_options *options,
                           struct vocabulary *vocabulary, struct arena *arena, uint32_t *position,
                           struct word_positions *positions, struct occurrences *out);

#endif
