/* loading.h - an empty database that is being loaded
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first articles that a new archive is given come by the thousand, and stock Xapian takes them in by trees in
 * memory that are merged into trees on disk.  Where there is nothing yet to merge with, the documents can be sorted
 * into the finished files instead (bulk.h), which is several times as fast.
 *
 * A load stands in for the database behind a host's handle.  It answers what it can (how many documents there are,
 * whether they have a term) and collects; with the first question or order that it cannot serve, and when the host
 * commits, it writes what it has, as one commit, and stock Xapian's own database takes over.  What the host sees is
 * the same, but that stock Xapian would have committed after every 10,000 documents without being asked, and that a child
 * process, which has a copy of what stock Xapian has not committed, has none of a load: it is told so by an exception.
 *
 * For masthead index, a load may end as a part of a larger one (BULK_PART in bulk.h): when the environment names its
 * database, what the host commits is left as a part, the database stays empty, and the host can do nothing more with it.
 * What cannot be loaded becomes a database as ever.
 *
 * Handles of one database share its load.  One thread at a time may use them, as Xapian has it. */
#ifndef MASTHEAD_XAPIAN_LOADING_H
#define MASTHEAD_XAPIAN_LOADING_H

#include <xapian.h>

/* To be called with a database that has just been opened with these flags, before it has a second handle: an empty one in files
 * of this machine is made ready for a load, unless the user has set XAPIAN_FLUSH_THRESHOLD.  Until one begins, it does
 * what stock Xapian does. */
void loading_open(Xapian::Database &database, int flags);

/* To be called when an article is about to be added: begins the load, if the database is still empty. */
void loading_begin(Xapian::Database &database);

/* Puts stock Xapian's own database back where a load is over.  Returns whether one is going on. */
bool loading_goes_on(Xapian::Database &database);

/* Returns a handle of stock Xapian's own databases, to compact them.  Throws InvalidOperationError, as stock Xapian does
 * when something has not been committed. */
Xapian::Database loading_committed(const Xapian::Database &database);

#endif
