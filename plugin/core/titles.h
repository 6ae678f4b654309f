/* titles.h - the noun phrase around an office
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_TITLES_H
#define MASTHEAD_CORE_TITLES_H

#include "arena.h"
#include "scan.h"

/* "the former British [prime minister]", "[director] of the Louvre". */
struct title_phrase {
    uint32_t begin, end; /* tokens [begin, end) */
    bool determined;     /* has an article, a pronoun or a possessive */
    bool indefinite;     /* the article is "a", "an", "another" ... */
    const char *status;  /* "former", "acting", or NULL */
    const char *body;    /* the country or institution if a list has it: its one form; else NULL */
    uint32_t body_begin; /* tokens of a body that no list has, when body_begin < body_end */
    uint32_t body_end;
};

/* Reads what stands around the office in tokens [first, last).  `plain` means that case tells nothing. */
struct title_phrase title_phrase(const struct lexicon *lexicon, const struct tokens *tokens,
                                 uint32_t first, uint32_t last, bool plain);

/* Stores what the title's modifier is, "former uk", in the arena or a list; NULL when there is none.  Returns false when there is no
 * memory. */
bool title_modifier(const struct lexicon *lexicon, const struct tokens *tokens, struct arena *arena,
                    const struct title_phrase *phrase, const char **out);

/* Where the office that is spoken of before token i begins: "held the post of speaker".  i when there is none. */
uint32_t title_behind_post(const struct tokens *tokens, uint32_t i);

/* The token behind the words that lead in a name at token i, "the chief, surnamed Liu"; i when there are none. */
uint32_t title_lead_in_end(const struct tokens *tokens, uint32_t i);

/* Where "now" or "also" before token i begins: "X, now an opposition senator,". */
uint32_t title_before_adverb(const struct tokens *tokens, uint32_t i);

#endif
