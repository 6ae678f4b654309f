/* words.h - where the words of a text are, as Xapian splits it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The one place that knows the rules of Xapian's TermGenerator, for scanning and for terms.  What is not the same in all
 * versions is in the characters' classes (unicode.h), which are those of the Xapian that the module is built for:
 *
 *   - A word is a run of word characters (unicode.h).
 *   - It goes on over one infix character: ' & · ״ ‧ ’ ‛ before any word character, and , . ; and their
 *     likes between two digits.  Joiners are infix, too, and vanish; with Xapian 1.4 also zero width spaces, with Xapian 2
 *     those between two digits, and soft hyphens that are not between two digits.
 *   - Up to three + and # belong to its end, unless a fourth or a word character follows.
 *   - Capitals A–Z with full stops between them, "U.N.C.L.E", are one word without the full stops, unless a
 *     word character follows.
 *   - If asked to, CJK text is not split into words but left to be made into n-grams.  A word that leads into it over an
 *     infix character goes on with the next word behind it: "AT&中 T" holds CJK text and then "at&t".
 *
 *      struct words words = {.text = text, .size = size};
 *      struct span span;
 *      while (words_next(&words, &span))
 *          … */
#ifndef MASTHEAD_CORE_WORDS_H
#define MASTHEAD_CORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum span_kind {
    SPAN_WORD, /* a word, or the last part of one */
    SPAN_PART, /* a part of a word that goes on behind CJK text, or is dropped when the text ends first */
    SPAN_CJK   /* CJK text */
};

struct span {
    size_t begin, end;
    uint8_t kind;
    bool acronym; /* the full stops between its letters are no part of the word */
};

/* The state between two spans.  Set text, size and ngrams. */
struct words {
    const char *text;
    size_t size;
    bool ngrams; /* give CJK text apart */
    bool inside; /* own: the last span was no whole word, or CJK text */
    size_t at;   /* own: behind the last span */
};

/* Stores the next span, false when there is none.  Spans of kind WORD only come when ngrams is false; a full stop
 * behind an acronym is not in its span. */
bool words_next(struct words *words, struct span *out);

/* Writes the bytes of the term that [begin, end) of a span of kind WORD or PART stands for and returns their
 * number: lower case, ’ as ', without joiners and an acronym's full stops.  It stops when they are more than
 * `limit`; `out` has room for limit + 4 bytes. */
size_t words_lower(const char *text, size_t begin, size_t end, bool acronym, char *out, size_t limit);

#endif
