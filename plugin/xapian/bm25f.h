/* bm25f.h - one word looked for in several fields at once, ranked by BM25F
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 Extension to Multiple Weighted Fields", CIKM 2004; with a length
 * normalization for each field: Zaragoza, Craswell, Taylor, Saria & Robertson, "Microsoft Cambridge at TREC-13",
 * TREC 2004) adds up how often a word stands in each field before it saturates that, once:
 *
 *     tf = sum over fields of  weight * wdf / (1 - b + b * length / average length)
 *     score = idf * (k1 + 1) * tf / (k1 + tf)
 *
 * The length of a field is never taken as less than the wdf of the word in it; an article without
 * lengths has the average in all fields.  Scores are whole multiples of 2^-36, so that adding them up gives
 * the same sum in any order: the same to the last digit from one database and from several.
 *
 * All that is not in the article itself (idf, averages) is a part of the source and travels with it. */
#ifndef MASTHEAD_XAPIAN_BM25F_H
#define MASTHEAD_XAPIAN_BM25F_H

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "field_lengths.h"

/* A term that stands for the word in one field. */
struct bm25f_term {
    enum { NO_FIELD = 65535 };
    std::string term;
    unsigned field; /* its number among those that have lengths; NO_FIELD: of no length */
    double weight;
    double base;  /* 1 - b */
    double slope; /* b by the average length */
};

struct bm25f_word {
    std::vector<bm25f_term> terms;
    std::vector<std::string> counted; /* terms no two of which are in one article, and one of which every article
                                         with the word has; none: they are not known */
    Xapian::doccount count, all;      /* how many articles those are, and of how many */
    double scale; /* idf * (k1 + 1), and what this word counts against others */
    double k1;
    unsigned field_count; /* that have lengths */
};

/* A posting source for a Xapian::Query. */
class bm25f_source : public Xapian::PostingSource
{
    enum { SMALL_WDF = 8 };

    /* Where one of the terms has got to. */
    struct posting {
        Xapian::PostingIterator at;
        Xapian::docid did;
        const bm25f_term *term;
        Xapian::termcount wdf;     /* in the current document, once it has been looked at */
        double most[SMALL_WDF];    /* that the field can add to tf, by the wdf */
    };

    std::shared_ptr<const bm25f_word> word;
    Xapian::Database database;
    field_length_reader lengths;
    std::vector<posting> postings; /* of terms that have not ended */
    Xapian::docid current = 0;     /* 0: not begun */
    double weight = -1;            /* of the current document; negative: not worked out yet */
    double min_weight = 0, min_frequency = 0; /* what was asked for last, and the tf for it */
    Xapian::doccount least = 0, likely = 0, most = 0;

    void count();
    void bound();
    void open();
    void find_current();
    void keep_if_somewhere(std::size_t i);
    void leave_current();
    void settle(double min_wt);
    bool reaches(double min_wt);
    void set_min_weight(double min_wt);
    double frequency_bound();
    double norm_of(const bm25f_term &term, double wdf);
    double frequency();

  public:
    explicit bm25f_source(std::shared_ptr<const bm25f_word> word_) : word(std::move(word_))
    {
    }

    const std::shared_ptr<const bm25f_word> &looked_for() const
    {
        return word;
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return least;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return likely;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return most;
    }
    Xapian::docid get_docid() const override
    {
        return current;
    }
    bool at_end() const override
    {
        return current && postings.empty();
    }
    double get_weight() const override;
    void next(double min_wt) override;
    void skip_to(Xapian::docid did, double min_wt) override;
    void init(const Xapian::Database &db) override;
    PostingSource *clone() const override;
    std::string name() const override;
    std::string serialise() const override;
    PostingSource *unserialise(const std::string &serialised) const override;
    std::string get_description() const override;
};

/* A source that matches nothing, of which Xapian does not know that it does. */
class nothing_source : public Xapian::PostingSource
{
  public:
    Xapian::doccount get_termfreq_min() const override
    {
        return 0;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return 0;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return 0;
    }
    Xapian::docid get_docid() const override
    {
        return 0;
    }
    bool at_end() const override
    {
        return true;
    }
    void next(double) override
    {
    }
    void init(const Xapian::Database &) override
    {
    }
    PostingSource *clone() const override
    {
        return new nothing_source;
    }
    std::string name() const override
    {
        return "masthead nothing";
    }
    std::string serialise() const override
    {
        return std::string();
    }
    PostingSource *unserialise(const std::string &) const override
    {
        return new nothing_source;
    }
    std::string get_description() const override
    {
        return "nothing";
    }
};

/* Returns a score as the nearest whole multiple of 2^-36. */
double bm25f_rounded(double score);

/* Makes the sources known to a registry, so that a server can read queries that have them. */
void bm25f_register(Xapian::Registry &registry);

#endif
