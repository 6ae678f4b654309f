/* forms.h - the forms under which a person's name is indexed and looked for
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_FORMS_H
#define MASTHEAD_CORE_FORMS_H

#include "lexicon.h"
#include "view.h"

enum { MOST_FORMS = 6, LONGEST_FORM = 245 };

/* Forms of one family name, the plainest first. */
struct forms {
    uint32_t count;
    uint32_t whole; /* the first so many stand for the whole family name, the rest for a part of it */
    struct view at[MOST_FORMS];
    char room[MOST_FORMS * LONGEST_FORM];
};

/* Writes a folded name as its terms have it: no apostrophes, and a space for every hyphen, so that "O'Brien" is "obrien" and
 * "al-Assad" is "al assad" however they are typed.  Returns the length; 0 when it is longer than LONGEST_FORM. */
size_t forms_plain(struct view folded, char *out);

/* Works out the forms of a folded family name:
 * - the plain form ("van der bellen"), and without its particles ("bellen");
 * - the spelling that the language pack gives for other transliterations ("qaddafi" → "gaddafi",
 *   "zelenskyy" → "zelensky");
 * - of a family name of several words, each end ("garcia marquez" → "garcia", "marquez"). */
void forms_of_family(const struct lexicon *lexicon, struct view family, struct forms *out);

/* Works out the forms to look for when a family name is asked for: the plain form and the language pack's spelling of it. */
void forms_asked(const struct lexicon *lexicon, struct view family, struct forms *out);

#endif
