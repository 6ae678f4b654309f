/* snowball.h - the stemmers of libstemmer
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * libstemmer has tables of all languages, which the dynamic linker would have to work out in every process that has the core in
 * it, and most never stem: a program that searches stems with Xapian.  So it is loaded when the first stemmer is asked
 * for. */
#ifndef MASTHEAD_CORE_SNOWBALL_H
#define MASTHEAD_CORE_SNOWBALL_H

#include "masthead.h"
#include "view.h"

struct sb_stemmer;

/* Stores the stemmer of a language, NULL when there is none, to be closed with snowball_close().  NO_MEMORY, or CANNOT_READ
 * when libstemmer cannot be loaded. */
masthead_status snowball_open(const char *language, struct sb_stemmer **out);
void snowball_close(struct sb_stemmer *stemmer); /* may be NULL */

/* Returns the stem of a word, which the stemmer owns until it is asked again; at NULL: no memory. */
struct view snowball_stem(struct sb_stemmer *stemmer, struct view word);

#endif
