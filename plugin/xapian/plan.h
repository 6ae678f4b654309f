/* plan.h - a query as stock Xapian has read it, made one that ranks by the config
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_PLAN_H
#define MASTHEAD_XAPIAN_PLAN_H

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <xapian.h>

#include "bm25f.h"
#include "collection.h"
#include "masthead.h"

class plan
{
    struct plain_word;
    struct plain_words;
    struct alternative;
    typedef std::vector<std::shared_ptr<const bm25f_word>> word_list;

    const masthead *m;
    const collection &articles;
    std::vector<std::string> shown; /* terms that the host is to see */
    std::unordered_set<std::string> is_shown;
    /* What the queries are that were made of words, by Xapian's own object of each. */
    std::unordered_map<const void *, std::pair<Xapian::Query, std::shared_ptr<const bm25f_words>>> made;

    void show(const std::string &term);
    void show(const plain_word &word, const std::vector<std::size_t> &fields, bool seen);
    std::string term_of(const plain_word &word, std::size_t field) const;
    std::shared_ptr<const bm25f_word> in_fields(const plain_word &word,
                                                const std::vector<std::size_t> &fields,
                                                double weight);
    Xapian::Query together(const word_list &finding, const word_list &adding);
    std::shared_ptr<const bm25f_words> made_of(const Xapian::Query &query) const;
    bool read_leaf(const Xapian::Query &query, plain_word &out) const;
    bool read_words(const Xapian::Query &query, plain_words &out) const;
    bool read_plain(const Xapian::Query &query, std::vector<plain_word> &out) const;
    static std::vector<unsigned> unite(std::vector<plain_word> &words);
    bool continues(const Xapian::Query &first, const Xapian::Query &query, plain_words &out) const;
    Xapian::Query weighed(const plain_words &words, const std::vector<Xapian::Query> &queries,
                          double weight);
    std::vector<Xapian::Query> alternatives(const Xapian::Query &query);
    Xapian::Query rebuilt(const Xapian::Query &query, std::size_t count);

  public:
    /* Both must last as long as this; the articles were indexed with the lengths of the config's fields. */
    plan(const masthead *m, const collection &articles);

    /* Puts sources that rank by BM25F in place of the words of ranked fields.  What the query finds stays the
     * same. */
    Xapian::Query ranked(const Xapian::Query &query);

    /* The same for a query that is nothing but words of the main field, one or several, which are looked for in every ranked
     * field; false when it is anything else. */
    bool ranked_in_all(const Xapian::Query &query, Xapian::Query &out);

    struct weighted_term {
        std::string text;
        double weight;
    };

    /* A query for any of the terms, which stand for one thing: a person under several names.  A term of half the weight counts
     * as one that stands there half as often. */
    Xapian::Query any_of(const std::vector<weighted_term> &terms);

    /* Alternatives, and a query with others that it does not need; words among them become one source. */
    Xapian::Query any(const std::vector<Xapian::Query> &queries);
    Xapian::Query maybe(const Xapian::Query &query, const Xapian::Query &more);

    /* Adds the terms that the sources hide from the host: it marks them in texts and lists them. */
    Xapian::Query with_terms(const Xapian::Query &query) const;
};

#endif
