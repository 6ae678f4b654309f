/* pending.h - articles whose texts have been indexed but whose document has not been added yet
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A host indexes texts into a document and adds the document to a database later, perhaps from
 * another thread, perhaps never.  The table keeps an article for each such document.  It owns a
 * handle of the document, so that its key stays its own, and lets go of documents that no one else
 * has a handle of.
 *
 * Any thread may call these functions.  An entry that was taken belongs to its taker. */
#ifndef MASTHEAD_XAPIAN_PENDING_H
#define MASTHEAD_XAPIAN_PENDING_H

#include "masthead.h"
#include "xap.h"

struct pending {
    xap_document *document;
    masthead_article *article;
    int positions_lost; /* a text's words did not get the positions that were expected */
    struct pending *next;
};

/* Takes the document's entry out of the table; NULL when it has none. */
struct pending *pending_take(const xap_document *document);

/* Makes an entry for the document, outside the table: one that was put away before, if there is
 * one.  NULL: no memory. */
struct pending *pending_open(const masthead *m, const xap_document *document);

/* Puts an entry into the table. */
void pending_put(struct pending *entry);

/* Ends an entry that is not in the table. */
void pending_close(struct pending *entry);

#endif
