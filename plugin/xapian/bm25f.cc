/* bm25f.cc - words looked for in several fields at once, ranked by BM25F
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "bm25f.h"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "bm25f_match.h"
#include "recency.h"
#include "serial.h"

namespace
{

bm25f_word read_word(serial_reader &in, unsigned field_count)
{
    bm25f_word word;
    word.scale = in.real();
    word.count = static_cast<Xapian::doccount>(in.number());
    word.terms.resize(in.count());
    for (bm25f_term &term : word.terms) {
        term.term = in.string();
        term.field = in.small(bm25f_term::NO_FIELD);
        term.weight = in.real();
        term.base = in.real();
        term.slope = in.real();
        if (term.field == bm25f_term::NO_FIELD ? term.slope > 0 : term.field >= field_count)
            serial_reader::refuse();
    }
    word.counted.resize(in.count());
    for (std::string &term : word.counted)
        term = in.string();
    return word;
}

std::shared_ptr<const bm25f_words> read_words(const std::string &serialised)
{
    auto words = std::make_shared<bm25f_words>();
    serial_reader in(serialised);
    words->k1 = in.real();
    words->field_count = in.small(bm25f_term::NO_FIELD);
    words->all = static_cast<Xapian::doccount>(in.number());
    words->list.resize(in.count());
    words->finding = in.small(static_cast<unsigned>(words->list.size()));
    for (auto &word : words->list)
        word = std::make_shared<bm25f_word>(read_word(in, words->field_count));
    return words;
}

void put_word(std::string &out, const bm25f_word &word)
{
    put_double(out, word.scale);
    put_number(out, word.count);
    put_number(out, word.terms.size());
    for (const bm25f_term &term : word.terms) {
        put_text(out, term.term);
        put_number(out, term.field);
        put_double(out, term.weight);
        put_double(out, term.base);
        put_double(out, term.slope);
    }
    put_number(out, word.counted.size());
    for (const std::string &term : word.counted)
        put_text(out, term);
}

/* As the query it stands for: "sheep | 4 * Ssheep". */
std::string described(const bm25f_word &word)
{
    std::string out;
    for (const bm25f_term &term : word.terms) {
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

} // namespace

/* ---- Words ----------------------------------------------------------------------------------- */

void bm25f_source::init(const Xapian::Database &db)
{
    match = std::make_shared<bm25f_match>(words, db);
    set_maxweight(match->most());
}

Xapian::doccount bm25f_source::get_termfreq_min() const
{
    return match->articles().least;
}

Xapian::doccount bm25f_source::get_termfreq_est() const
{
    return match->articles().likely;
}

Xapian::doccount bm25f_source::get_termfreq_max() const
{
    return match->articles().most;
}

Xapian::docid bm25f_source::get_docid() const
{
    return match->at();
}

bool bm25f_source::at_end() const
{
    return match->at_end();
}

double bm25f_source::get_weight() const
{
    return match->score();
}

void bm25f_source::next(double min_wt)
{
    match->next(min_wt);
}

void bm25f_source::skip_to(Xapian::docid did, double min_wt)
{
    match->skip_to(did, min_wt);
}

Xapian::PostingSource *bm25f_source::clone() const
{
    return new bm25f_source(words);
}

std::string bm25f_source::name() const
{
    return "masthead bm25f 2";
}

std::string bm25f_source::serialise() const
{
    std::string out;
    put_double(out, words->k1);
    put_number(out, words->field_count);
    put_number(out, words->all);
    put_number(out, words->list.size());
    put_number(out, words->finding);
    for (const auto &word : words->list)
        put_word(out, *word);
    return out;
}

Xapian::PostingSource *bm25f_source::unserialise(const std::string &serialised) const
{
    return new bm25f_source(read_words(serialised));
}

std::string bm25f_source::get_description() const
{
    std::string out;
    for (std::size_t i = 0; i < words->list.size(); i++) {
        if (i)
            out += i == words->finding ? " AND_MAYBE " : " OR ";
        out += described(*words->list[i]);
    }
    return out;
}

/* ---- How many of them ------------------------------------------------------------------------ */

Xapian::Query bm25f_query(const std::shared_ptr<const bm25f_words> &words)
{
    std::vector<Xapian::Query> parts = {Xapian::Query((new bm25f_source(words))->release())};
    for (std::size_t least = 2; least <= words->finding; least++)
        parts.push_back(Xapian::Query((new bm25f_several(least))->release()));
    return Xapian::Query(Xapian::Query::OP_AND_MAYBE, parts.begin(), parts.end());
}

/* Xapian 2 leaves out what can weigh nothing behind AND_MAYBE. */
constexpr double LEAST_WEIGHT = XAPIAN_MAJOR_VERSION >= 2 ? std::numeric_limits<double>::min() : 0;

void bm25f_several::init(const Xapian::Database &db)
{
    match = bm25f_match::latest();
    last = db.get_lastdocid();
    current = 0;
    set_maxweight(LEAST_WEIGHT);
}

bool bm25f_several::check(Xapian::docid did, double)
{
    current = did;
    return match && match->at() == did && match->matching() >= least;
}

void bm25f_several::skip_to(Xapian::docid did, double)
{
    current = std::max(current, did); /* behind AND_MAYBE only check() is asked */
}

void bm25f_several::next(double)
{
    current++;
}

Xapian::PostingSource *bm25f_several::clone() const
{
    return new bm25f_several(least);
}

std::string bm25f_several::name() const
{
    return "masthead several 1";
}

std::string bm25f_several::serialise() const
{
    std::string out;
    put_number(out, least);
    return out;
}

Xapian::PostingSource *bm25f_several::unserialise(const std::string &serialised) const
{
    serial_reader in(serialised);
    return new bm25f_several(in.small(UINT32_MAX));
}

std::string bm25f_several::get_description() const
{
    return std::to_string(least) + " of them";
}

void bm25f_register(Xapian::Registry &registry)
{
    registry.register_posting_source(bm25f_source(std::make_shared<bm25f_words>()));
    registry.register_posting_source(bm25f_several(0));
    registry.register_posting_source(nothing_source());
    registry.register_posting_source(recency_source(0, 0, 1, 0));
}
