/* batch.h - how many documents a database takes in before it writes them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Stock Xapian keeps what is added in trees in memory and writes it after 10,000 documents.  Long before that the
 * trees are larger than the processor's cache, and most of the time goes into waiting for memory; but each time that
 * a large database is written it is rewritten almost whole.  So the batches grow with the database. */
#ifndef MASTHEAD_XAPIAN_BATCH_H
#define MASTHEAD_XAPIAN_BATCH_H

#include "xap.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Has the user set XAPIAN_FLUSH_THRESHOLD, and so said how many documents are written together? */
int batch_is_users(void);

/* To be called when stock Xapian has taken an article: commits when the batch is full, as stock Xapian does after
 * 10,000 documents.  Leaves alone a database that is in a transaction or in no files of this machine, and everything
 * when the user has set XAPIAN_FLUSH_THRESHOLD.  Returns 0, or -1 when an exception has been kept (xap.h).  Any thread
 * may call it. */
int batch_add(xap_database *database, const xap_document *document);

#ifdef __cplusplus
}
#endif

#endif
