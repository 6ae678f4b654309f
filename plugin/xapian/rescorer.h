/* rescorer.h - documents scored for a query by one config after another, without a search
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Weights are fitted by trying thousands of configs.  What a document has of a query's words stays the same in all of
 * them, and is read from the database once. */
#ifndef MASTHEAD_XAPIAN_RESCORER_H
#define MASTHEAD_XAPIAN_RESCORER_H

#include <cstdint>
#include <vector>

#include <xapian.h>

#include "bm25f.h"
#include "masthead.h"

class rescorer
{
  public:
    /* The query was made by a config without a weight or `b` of 0.  `documents` are in ascending order. */
    rescorer(const Xapian::Database &database, const Xapian::Query &query, const masthead *m,
             const std::vector<Xapian::docid> &documents);

    /* Stores the score of each document by another config; a negative one where the query does not find it. */
    void score(const masthead *m, double *out) const;

  private:
    typedef std::vector<double> column; /* by document */

    /* Which number of the config a word's score is a multiple of. */
    enum multiple { OF_NONE, OF_NAMES, OF_TITLES, OF_DATES, OF_HOLDERS };

    struct occurrence {
        std::uint32_t document; /* its place among those that are kept */
        std::uint32_t term;     /* its place in the word */
        Xapian::termcount wdf;
    };

    struct term {
        unsigned field;
        double weight; /* of a term of no field; those of fields are the config's */
    };

    struct word {
        double scale; /* without the multiple and k1 + 1 */
        multiple of;
        bool finds;
        std::vector<term> terms;
        std::vector<occurrence> list;  /* by document */
    };

    enum kind { WORDS, FIXED, RECENCY, ALL, ANY, MAYBE, FILTER, WITHOUT, BEST };

    struct node {
        enum kind kind;
        double factor;
        std::vector<node> parts;
        std::vector<word> words;
        column scores; /* FIXED and RECENCY: by the config it was made by */
    };

    /* A config's numbers, and what follows from them for all words. */
    struct numbers {
        struct field {
            double weight, base, slope;
        };
        const masthead_settings *settings;
        std::vector<field> fields;
        std::vector<double> norms; /* a row of fields a document: for its length */
    };

    std::vector<Xapian::docid> documents;
    std::size_t field_count;
    std::vector<std::uint16_t> lengths;  /* a row of fields a document */
    std::vector<double> slopes; /* by field, for a b of 1; 0: it has no lengths, or stands in no word */
    double recency; /* the weight it was made with */
    node root;

    static double multiple_of(const masthead_settings &settings, enum multiple of);
    static enum multiple multiple_of_term(const masthead *m, const std::string &term);
    static enum kind kind_of(const Xapian::Query &query);
    node read(const Xapian::Database &database, const Xapian::Query &query, const masthead *m, double factor);
    word read(const Xapian::Database &database, const bm25f_word &word, bool finds, const masthead *m);
    column search(const Xapian::Database &database, const Xapian::Query &query) const;
    void read_lengths(const Xapian::Database &database);
    numbers numbers_of(const masthead *m) const;
    void add(const word &word, const numbers &by, column &scores) const;
    column score(const node &node, const numbers &by) const;
    static double joined(enum kind kind, double left, double right);
};

#endif
