/* recency.cc - newer articles count more
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "recency.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "bm25f_match.h"
#include "serial.h"

extern "C" {
#include "calendar.h"
}

namespace
{

enum { DAY_ZERO = 1 << 20 }; /* added to a day's number in bytes, which is never negative there */

} // namespace

std::int32_t recency_day(const std::string &packed)
{
    if (packed.size() != 8 || packed.find_first_not_of("0123456789") != std::string::npos)
        return RECENCY_NO_DAY;
    const int number = std::atoi(packed.c_str());
    const int year = number / 10000, month = number / 100 % 100, day = number % 100;
    return calendar_valid(year, month, day) ? calendar_number({year, month, day})
                                            : RECENCY_NO_DAY;
}

void recency_source::init(const Xapian::Database &db)
{
    database = db;
    begun = false;
    set_maxweight(weight);
}

double recency_source::get_weight() const
{
    const std::int32_t day = recency_day(*value);
    if (day == RECENCY_NO_DAY)
        return 0;
    const double age = day < newest ? newest - day : 0;
    return bm25f_rounded(weight * std::exp2(-age / half_life));
}

void recency_source::next(double)
{
    if (begun)
        ++value;
    else
        value = database.valuestream_begin(slot);
    begun = true;
}

void recency_source::skip_to(Xapian::docid did, double)
{
    if (!begun)
        next(0);
    if (!at_end())
        value.skip_to(did);
}

Xapian::PostingSource *recency_source::clone() const
{
    return new recency_source(slot, newest, half_life, weight);
}

std::string recency_source::name() const
{
    return "masthead recency 1";
}

std::string recency_source::serialise() const
{
    std::string out;
    put_number(out, slot);
    put_number(out, static_cast<std::uint64_t>(newest + DAY_ZERO));
    put_double(out, half_life);
    put_double(out, weight);
    return out;
}

Xapian::PostingSource *recency_source::unserialise(const std::string &serialised) const
{
    serial_reader in(serialised);
    const unsigned slot_read = in.small(UINT32_MAX);
    const std::int32_t day = static_cast<std::int32_t>(in.small(2 * DAY_ZERO)) - DAY_ZERO;
    const double half_life_read = in.real(), weight_read = in.real();
    return new recency_source(slot_read, day, half_life_read, weight_read);
}

std::string recency_source::get_description() const
{
    char text[80];
    std::snprintf(text, sizeof text, "%g * newest, half in %g days", weight, half_life);
    return text;
}
