/* read_back.h - what a finished query is made of
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian shows a query's operators and terms.  What the module puts into one besides is found here. */
#ifndef MASTHEAD_XAPIAN_READ_BACK_H
#define MASTHEAD_XAPIAN_READ_BACK_H

#include <memory>
#include <string>

#include <xapian.h>

#include "bm25f.h"

/* Returns the words that a query looks for, a single one or several (bm25f_query); null when it is anything else. */
std::shared_ptr<const bm25f_words> read_words(const Xapian::Query &query);

/* Whether the query has, on its right, terms that only the host is to see (plan.cc). */
bool read_shows_terms(const Xapian::Query &query);

/* Whether it is the source that puts newer articles first. */
bool read_is_recency(const Xapian::Query &query);

/* Xapian's description without "Query(" and ")". */
std::string read_description(const Xapian::Query &query);

bool read_is_scale(const Xapian::Query &query);

/* The factor of a scaled query, which only its description tells: "2.5 * (…)". */
double read_factor(const Xapian::Query &query);

#endif
