/* bm25f.cc - one word looked for in several fields at once, ranked by BM25F
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The posting lists of the word's terms are read side by side.  When the matcher says which weight a document must
 * reach, most documents are passed over by the wdf alone: a field is at least as long as the word is frequent in
 * it, so that weight * wdf / (base + slope * wdf) is the most that the field can add. */
#include "bm25f.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>

#include "recency.h"
#include "serial.h"

namespace
{

const double GRAIN = 1 / 68719476736.0; /* 2^-36 */
/* Adding this rounds a double to a multiple of the grain: 1.5 * 2^52 grains. */
const double ROUNDER = 1.5 * 4503599627370496.0 * GRAIN;

double saturated(double scale, double k1, double frequency)
{
    return frequency > 0 ? bm25f_rounded(scale * frequency / (k1 + frequency)) : 0;
}

/* How often a term stands in an article that has it: a term of no length may be one that only says that, without a wdf. */
double occurrences(const bm25f_term &term, double wdf)
{
    return term.field == bm25f_term::NO_FIELD ? std::max(1.0, wdf) : wdf;
}

double most_of(const bm25f_term &term, double wdf)
{
    wdf = occurrences(term, wdf);
    return wdf > 0 ? term.weight * wdf / (term.base + term.slope * wdf) : 0;
}

std::shared_ptr<const bm25f_word> read_word(const std::string &serialised)
{
    auto word = std::make_shared<bm25f_word>();
    serial_reader in(serialised);
    word->scale = in.real();
    word->k1 = in.real();
    word->field_count = in.small(bm25f_term::NO_FIELD);
    word->all = static_cast<Xapian::doccount>(in.number());
    word->count = static_cast<Xapian::doccount>(in.number());
    word->terms.resize(in.count());
    for (bm25f_term &term : word->terms) {
        term.term = in.string();
        term.field = in.small(bm25f_term::NO_FIELD);
        term.weight = in.real();
        term.base = in.real();
        term.slope = in.real();
        if (term.field != bm25f_term::NO_FIELD && term.field >= word->field_count)
            serial_reader::refuse();
    }
    word->counted.resize(in.count());
    for (std::string &term : word->counted)
        term = in.string();
    return word;
}

/* Stores where the iterator stands; false at its end. */
bool is_somewhere(const Xapian::PostingIterator &at, Xapian::docid &did)
{
    if (at == Xapian::PostingIterator())
        return false;
    did = *at;
    return true;
}

} // namespace

double bm25f_rounded(double score)
{
    return score + ROUNDER - ROUNDER;
}

/* ---- Beginning ------------------------------------------------------------------------------- */

void bm25f_source::init(const Xapian::Database &db)
{
    database = db;
    lengths = word->field_count ? field_length_reader(db, word->field_count)
                                : field_length_reader();
    current = 0;
    weight = -1;
    min_weight = min_frequency = 0;
    postings.clear();
    count();
    bound();
}

/* How many documents there are: what is known for sure, and a guess. */
void bm25f_source::count()
{
    const Xapian::doccount all = database.get_doccount();
    double sum = 0, exact = 0;
    least = likely = most = word->count;
    if (all == word->all && !word->counted.empty())
        return; /* the whole */
    least = 0;
    for (const bm25f_term &term : word->terms) {
        const Xapian::doccount frequency = database.get_termfreq(term.term);
        least = std::max(least, frequency);
        sum += frequency;
    }
    most = sum < all ? static_cast<Xapian::doccount>(sum) : all;
    likely = least + (most - least) / 2;
    for (const std::string &term : word->counted)
        exact += database.get_termfreq(term);
    if (!word->counted.empty() && exact >= least && exact <= most)
        least = likely = most = static_cast<Xapian::doccount>(exact);
}

/* How often a word can stand in a field need not be asked when it saves little. */
void bm25f_source::bound()
{
    enum { FEW = 1000 };
    double frequency = 0, bound = word->scale;
    for (const bm25f_term &term : word->terms)
        if (likely > FEW)
            frequency += most_of(term, database.get_wdf_upper_bound(term.term));
        else if (term.weight > 0)
            frequency += term.slope > 0 ? term.weight / term.slope
                                        : std::numeric_limits<double>::infinity();
    if (!std::isinf(frequency))
        bound = saturated(word->scale, word->k1, frequency);
    set_maxweight(frequency > 0 ? bound * (1 + 1e-12) + 2 * GRAIN : 0);
}

/* ---- Moving ---------------------------------------------------------------------------------- */

void bm25f_source::find_current()
{
    Xapian::docid first = std::numeric_limits<Xapian::docid>::max();
    for (const posting &each : postings)
        first = std::min(first, each.did);
    current = first;
    weight = -1;
}

/* Takes a term out when it has ended. */
void bm25f_source::keep_if_somewhere(std::size_t i)
{
    if (!is_somewhere(postings[i].at, postings[i].did))
        postings.erase(postings.begin() + static_cast<std::ptrdiff_t>(i));
}

void bm25f_source::leave_current()
{
    for (std::size_t i = postings.size(); i-- > 0;)
        if (postings[i].did == current) {
            ++postings[i].at;
            keep_if_somewhere(i);
        }
}

void bm25f_source::settle(double min_wt)
{
    if (min_wt != min_weight)
        set_min_weight(min_wt);
    for (find_current(); !postings.empty() && !reaches(min_wt); find_current())
        leave_current();
}

void bm25f_source::open()
{
    for (const bm25f_term &term : word->terms) {
        posting first = {database.postlist_begin(term.term), 0, &term, 0, {}};
        for (unsigned wdf = 0; wdf < SMALL_WDF; wdf++)
            first.most[wdf] = most_of(term, wdf);
        if (is_somewhere(first.at, first.did))
            postings.push_back(first);
    }
}

void bm25f_source::next(double min_wt)
{
    if (current)
        leave_current();
    else
        open();
    settle(min_wt);
}

void bm25f_source::skip_to(Xapian::docid did, double min_wt)
{
    if (!current)
        open();
    else if (current >= did)
        return;
    for (std::size_t i = postings.size(); i-- > 0;)
        if (postings[i].did < did) {
            postings[i].at.skip_to(did);
            keep_if_somewhere(i);
        }
    settle(min_wt);
}

/* ---- Weighing -------------------------------------------------------------------------------- */

/* Works out which tf gives the weight; a little less, for rounding. */
void bm25f_source::set_min_weight(double min_wt)
{
    min_weight = min_wt;
    const double wanted = min_wt - 4 * GRAIN;
    if (!(wanted > 0))
        min_frequency = 0;
    else if (wanted >= word->scale)
        min_frequency = std::numeric_limits<double>::infinity();
    else
        min_frequency = wanted * word->k1 / (word->scale - wanted) * (1 - 1e-9);
}

/* Looks at the terms of the current document; returns the most that its tf can be. */
double bm25f_source::frequency_bound()
{
    double sum = 0;
    for (posting &each : postings)
        if (each.did == current) {
            each.wdf = each.at.get_wdf();
            sum += each.wdf < SMALL_WDF ? each.most[each.wdf] : most_of(*each.term, each.wdf);
        }
    return sum;
}

/* What a term's occurrences are divided by for the length of its field. */
double bm25f_source::norm_of(const bm25f_term &term, double wdf)
{
    if (!(term.slope > 0))
        return term.base;
    const std::uint16_t length = lengths[current][term.field];
    const double shortest = term.base + term.slope * wdf;
    return length == field_lengths::UNKNOWN
               ? std::max(1.0, shortest)
               : std::max(term.base + term.slope * length, shortest);
}

/* The tf of the current document, which frequency_bound() has looked at. */
double bm25f_source::frequency()
{
    double sum = 0;
    for (const posting &each : postings) {
        const double wdf = each.did == current ? occurrences(*each.term, each.wdf) : 0;
        if (wdf > 0 && each.term->weight > 0)
            sum += each.term->weight * wdf / norm_of(*each.term, wdf);
    }
    return sum;
}

/* Whether the current document reaches the least weight that is of use. */
bool bm25f_source::reaches(double min_wt)
{
    if (!(min_frequency > 0))
        return true;
    if (frequency_bound() < min_frequency)
        return false;
    const double exact = frequency();
    if (exact < min_frequency)
        return false;
    weight = saturated(word->scale, word->k1, exact);
    return weight >= min_wt;
}

double bm25f_source::get_weight() const
{
    auto *self = const_cast<bm25f_source *>(this); /* the lengths are read when they are needed */
    if (weight < 0) {
        self->frequency_bound();
        self->weight = saturated(word->scale, word->k1, self->frequency());
    }
    return weight;
}

/* ---- Copies, and what is shown --------------------------------------------------------------- */

Xapian::PostingSource *bm25f_source::clone() const
{
    return new bm25f_source(word);
}

std::string bm25f_source::name() const
{
    return "masthead bm25f 1";
}

std::string bm25f_source::serialise() const
{
    std::string out;
    put_double(out, word->scale);
    put_double(out, word->k1);
    put_number(out, word->field_count);
    put_number(out, word->all);
    put_number(out, word->count);
    put_number(out, word->terms.size());
    for (const bm25f_term &term : word->terms) {
        put_text(out, term.term);
        put_number(out, term.field);
        put_double(out, term.weight);
        put_double(out, term.base);
        put_double(out, term.slope);
    }
    put_number(out, word->counted.size());
    for (const std::string &term : word->counted)
        put_text(out, term);
    return out;
}

Xapian::PostingSource *bm25f_source::unserialise(const std::string &serialised) const
{
    return new bm25f_source(read_word(serialised));
}

/* As the query it stands for: "sheep | 4 * Ssheep". */
std::string bm25f_source::get_description() const
{
    std::string out;
    for (const bm25f_term &term : word->terms) {
        out += out.empty() ? "" : " | ";
        if (term.weight != 1) {
            char factor[32];
            std::snprintf(factor, sizeof factor, "%g * ", term.weight);
            out += factor;
        }
        out += term.term;
    }
    return out;
}

void bm25f_register(Xapian::Registry &registry)
{
    registry.register_posting_source(bm25f_source(std::make_shared<bm25f_word>()));
    registry.register_posting_source(nothing_source());
    registry.register_posting_source(recency_source(0, 0, 1, 0));
}
