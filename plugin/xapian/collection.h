/* collection.h - what the ranking needs to know of all articles together
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The figures come from the database that a query is parsed for, which may be several, also over a network, and go into
 * the query: all parts of the database then rank by the same. */
#ifndef MASTHEAD_XAPIAN_COLLECTION_H
#define MASTHEAD_XAPIAN_COLLECTION_H

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "masthead.h"

class collection
{
  public:
    /* What was read of the database, kept for as long as it stays as it is. */
    struct facts;

    /* Both must last as long as this. */
    collection(const masthead *m, const Xapian::Database &database);

    /* The schema that the database was indexed by; "" when the module did not index it. */
    const std::string &schema() const;

    /* Whether any article has words in the ranked field of that number. */
    bool has(std::size_t field) const;

    /* The average length of the field over the articles that have it; 0 when none has a length. */
    double average(std::size_t field) const;

    Xapian::doccount all() const
    {
        return database.get_doccount();
    }

    /* How many articles have a term. */
    Xapian::doccount articles_with(const std::string &term) const;

    /* How many articles have a word (with Z before it, a stem) in any ranked field.  `in_main` is its term in the
     * main field. */
    Xapian::doccount articles_with(const std::string &word, const std::string &in_main) const;

    /* How many articles have any of the terms, counting those twice that have two. */
    Xapian::doccount articles_with(const std::vector<std::string> &terms) const;

    /* The terms that begin with a prefix, in byte order, if there are few; null when there are many. */
    std::shared_ptr<const std::vector<std::string>> terms_with(const std::string &prefix) const;

    /* The weight of what so many articles have: Robertson and Spärck Jones's log((N - n + 0.5) / (n + 0.5)), with one added
     * to the fraction so that it is never negative. */
    double idf(Xapian::doccount articles) const;

  private:
    const masthead *m;
    const Xapian::Database &database;
    std::shared_ptr<facts> known;
};

/* Returns the term of the articles that have a word outside the main field only; "" when it would be too long. */
std::string collection_marker(const std::string &word);

#endif
