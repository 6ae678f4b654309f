/* bm25f.h - words looked for in several fields at once, ranked by BM25F
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
    Xapian::doccount count; /* how many articles those are */
    double scale;           /* idf * (k1 + 1), and what this word counts against others */
};

/* Words that are looked for together. */
struct bm25f_words {
    enum { MOST = 16 }; /* that it is of use to put together */
    std::vector<std::shared_ptr<const bm25f_word>> list;
    std::size_t finding;  /* the first so many find articles; the others only add to the score of what is found */
    Xapian::doccount all; /* articles there are */
    double k1;
    unsigned field_count; /* that have lengths */
};

class bm25f_match;

/* A posting source for a Xapian::Query: all articles that have any of the words. */
class bm25f_source : public Xapian::PostingSource
{
    std::shared_ptr<const bm25f_words> words;
    std::shared_ptr<bm25f_match> match;

  public:
    explicit bm25f_source(std::shared_ptr<const bm25f_words> words_) : words(std::move(words_))
    {
    }

    const std::shared_ptr<const bm25f_words> &looked_for() const
    {
        return words;
    }

    Xapian::doccount get_termfreq_min() const override;
    Xapian::doccount get_termfreq_est() const override;
    Xapian::doccount get_termfreq_max() const override;
    Xapian::docid get_docid() const override;
    bool at_end() const override;
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

/* The query of words.  Xapian makes percentages of how many parts of a query match; so that each word is a part,
 *
 *     words AND_MAYBE (two of them OR three of them OR …)
 *
 * has, to the right of a source of several words, sources that weigh nothing and match with it. */
Xapian::Query bm25f_query(const std::shared_ptr<const bm25f_words> &words);

/* Says of the article at which the source that was set up before it stands whether so many of its words are in it. */
class bm25f_several : public Xapian::PostingSource
{
    const std::size_t least;
    std::shared_ptr<bm25f_match> match;
    Xapian::docid current = 0, last = 0;

  public:
    explicit bm25f_several(std::size_t least_) : least(least_)
    {
    }

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
        return last;
    }
    Xapian::docid get_docid() const override
    {
        return current;
    }
    bool at_end() const override
    {
        return current > last;
    }
    void next(double min_wt) override;
    void skip_to(Xapian::docid did, double min_wt) override;
    bool check(Xapian::docid did, double min_wt) override;
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

/* Makes the sources known to a registry, so that a server can read queries that have them. */
void bm25f_register(Xapian::Registry &registry);

#endif
