/* bm25f_match.h - the articles of one database that have words, one after the other, with their scores
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_BM25F_MATCH_H
#define MASTHEAD_XAPIAN_BM25F_MATCH_H

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "bm25f.h"
#include "field_lengths.h"
#include "kept_postings.h"

/* Returns a score as the nearest whole multiple of 2^-36. */
double bm25f_rounded(double score);

/* How often a term stands in an article that has it: a term of no length may be one that only says that, without a wdf. */
inline double bm25f_occurrences(unsigned field, double wdf)
{
    return field == bm25f_term::NO_FIELD ? std::max(1.0, wdf) : wdf;
}

/* What a term's occurrences are divided by for the length of its field. */
inline double bm25f_norm(double base, double slope, double occurrences, std::uint16_t length)
{
    const double least = base + slope * occurrences;
    return std::max(length == field_lengths::UNKNOWN ? 1.0 : base + slope * length, least);
}

/* How often a word stands in an article, its fields weighted: a fraction, so that a word that stands in one field, as
 * most do, takes one division. */
struct bm25f_frequency {
    double above = 0, below = 1;

    void add(double weight, double occurrences, double norm)
    {
        above = above * norm + weight * occurrences * below;
        below *= norm;
    }
    double score(double scale, double k1) const
    {
        return above > 0 ? bm25f_rounded(scale * above / (k1 * below + above)) : 0;
    }
};

class bm25f_match : public std::enable_shared_from_this<bm25f_match>
{
    enum { SMALL_WDF = 8 };
    static const Xapian::docid END = kept_postings::END;

    /* Where one of the terms has got to. */
    struct posting {
        Xapian::PostingIterator at;
        std::shared_ptr<const kept_list> list; /* that is read instead of it, when it is kept, */
        const kept_posting *kept;              /* and the place in it */
        Xapian::docid did;
        const bm25f_term *term;
        Xapian::termcount wdf;  /* in the current article, once it has been looked at */
        double most[SMALL_WDF]; /* that the term alone can score, by the wdf */

        bool look();
        Xapian::termcount read_wdf() const
        {
            return list ? kept->wdf : at.get_wdf();
        }
        bool advance(Xapian::docid to);
    };

    struct word {
        const bm25f_word *about;
        double most;            /* that it can score */
        Xapian::doccount likely; /* how many articles have it */
        bool finds;
        std::vector<posting> postings; /* of terms that have not ended */
        Xapian::docid first;           /* of them */
    };

    struct article_count {
        Xapian::doccount least, likely, most;
    };

    const std::shared_ptr<const bm25f_words> words;
    Xapian::Database database;
    field_length_reader lengths;
    double shortest = 0; /* of the first field's */
    std::vector<word> list; /* what can score most in front */
    article_count found = {0, 0, 0};
    double most_of_all = 0, wanted = 0;
    /* An article with none of those that lead cannot reach the score that is wanted: all the others together cannot. */
    std::vector<word *> leading, following;
    std::vector<word *> here; /* of them those that the current article has, as far as is known */
    double spare = 0; /* what all that follow can score together */
    bool begun = false;
    Xapian::docid current = 0, floor = 1; /* where it stands; where it may go on */
    double weight = -1; /* of the current article; negative: not worked out yet */
    const std::uint16_t *row = nullptr; /* the lengths of its fields, once they have been looked up */

    article_count count(const bm25f_word &about) const;
    void add(const bm25f_word &about, bool finds);
    void open(word &w, kept_postings *kept);
    void open_all();
    void advance(word &w, Xapian::docid did);
    double lead(double min_wt, bool all);
    void choose_leading(double min_wt);
    Xapian::docid first_of_leading();
    void settle(double min_wt);
    bool reaches(double min_wt);
    double bound_of(word &w);
    double norm_of(const bm25f_term &term, double occurrences);
    double score_of(const word &w);

  public:
    bm25f_match(std::shared_ptr<const bm25f_words> words, const Xapian::Database &database);
    ~bm25f_match();
    bm25f_match(const bm25f_match &) = delete;
    bm25f_match &operator=(const bm25f_match &) = delete;

    /* The one that was made last in this thread, if it is there still: the sources that belong to it are set up right
     * after its own. */
    static std::shared_ptr<bm25f_match> latest();

    /* How many articles there are: what is known for sure, and a guess. */
    const article_count &articles() const
    {
        return found;
    }
    double most() const
    {
        return most_of_all;
    }

    /* Go to the next article, or to the first from `did` on, that scores so much; others may be passed over. */
    void next(double min_wt);
    void skip_to(Xapian::docid did, double min_wt);

    bool at_end() const
    {
        return current == END;
    }
    Xapian::docid at() const
    {
        return current;
    }
    double score();

    /* How many of the words that find articles are in the current one. */
    std::size_t matching();
};

#endif
