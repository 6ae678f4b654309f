/* index.h - the index side: from a host's texts to terms in its document
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Functions return 0, or -1 when an exception has been kept for the host (see xap.h). */
#ifndef MASTHEAD_XAPIAN_INDEX_H
#define MASTHEAD_XAPIAN_INDEX_H

#include "masthead.h"
#include "xap.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A text that the host gives to a TermGenerator. */
struct mapped_text {
    const masthead_field *field; /* that the config maps the prefix to */
    xap_document *document;
    const char *text;
    size_t size;
    masthead_text_options options; /* as the generator is set */
    int words_too;                 /* the words are to be made here, not by stock Xapian */
    uint32_t position;             /* the generator's before the text */
    uint32_t position_after;       /* and behind it: set by who makes the words */
};

/* To be called before the text is indexed: a document that the host has emptied since
 * starts a new article. */
int index_text_begins(const struct mapped_text *text);

/* To be called next, when stock Xapian has made the text's words if it is to make them: adds the text to the
 * document's article. */
int index_text_ends(const masthead *m, struct mapped_text *text);

/* To be called before stock Xapian adds the document to the database: adds what was found in its
 * texts, and the values and terms of its day of publication.  Refuses a database that was indexed
 * by another schema.  The terms stay in the document, so adding it again adds nothing more.  *article
 * becomes 1 when there were such texts. */
int index_document(const masthead *m, xap_database *database, xap_document *document, int *article);

#ifdef __cplusplus
}
#endif

#endif
