/* recency.h - newer articles count more
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An article of the reference day, or a later one, gets the weight; one that is as old as the half-life half of it, and so on:
 * weight * 2^(-age / half-life).  An article without a day gets nothing. */
#ifndef MASTHEAD_XAPIAN_RECENCY_H
#define MASTHEAD_XAPIAN_RECENCY_H

#include <cstdint>
#include <string>

#include <xapian.h>

enum { RECENCY_NO_DAY = INT32_MIN };

/* The number of a day that is written YYYYMMDD; RECENCY_NO_DAY when the text is none. */
std::int32_t recency_day(const std::string &packed);

class recency_source : public Xapian::PostingSource
{
    const Xapian::valueno slot;
    const std::int32_t newest; /* the reference day: its number */
    const double half_life, weight;
    Xapian::Database database;
    Xapian::ValueIterator value;
    bool begun = false;

  public:
    recency_source(Xapian::valueno slot_, std::int32_t newest_, double half_life_, double weight_)
        : slot(slot_), newest(newest_), half_life(half_life_), weight(weight_)
    {
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return 0;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return get_termfreq_max();
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return database.get_value_freq(slot);
    }
    Xapian::docid get_docid() const override
    {
        return value.get_docid();
    }
    bool at_end() const override
    {
        return begun && value == database.valuestream_end(slot);
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

#endif
