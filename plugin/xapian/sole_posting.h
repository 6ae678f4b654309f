/* sole_posting.h - the postings of a term that only one document of a load has
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A host that looks for the document with an id wants its number and nothing else, and for that a load need not be
 * written.  Whatever else is asked of the postings comes from the database behind it, which is written then. */
#ifndef MASTHEAD_XAPIAN_SOLE_POSTING_H
#define MASTHEAD_XAPIAN_SOLE_POSTING_H

#include "backend.h"

#if XAPIAN_MAJOR_VERSION < 2

/* `load` gives the postings from the database behind it when it is asked again. */
LeafPostList *sole_posting(const Xapian::Database::Internal *load, Xapian::docid did, const std::string &term,
                           LeafPostList *(*behind)(const Xapian::Database::Internal *load, const std::string &term));

#endif

#endif
