/* read_back.cc - what a finished query is made of
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "read_back.h"

#include <cstdlib>

#include "recency.h"

namespace
{

/* Catches the words that a source of the module's looks for while a query is read back from its serialised form,
 * which is the one way in which Xapian lets a query's source be seen. */
class catcher : public bm25f_source
{
    std::shared_ptr<const bm25f_words> &caught;

  public:
    explicit catcher(std::shared_ptr<const bm25f_words> &caught_)
        : bm25f_source(nullptr), caught(caught_)
    {
    }
    PostingSource *clone() const override
    {
        return new catcher(caught);
    }
    PostingSource *unserialise(const std::string &serialised) const override
    {
        const std::unique_ptr<PostingSource> made(bm25f_source::unserialise(serialised));
        caught = static_cast<const bm25f_source &>(*made).looked_for();
        return made->clone();
    }
};

/* Returns the words that a source looks for; null when the query is anything else. */
std::shared_ptr<const bm25f_words> words_of_source(const Xapian::Query &query)
{
    std::shared_ptr<const bm25f_words> words;
    if (query.get_type() != Xapian::Query::LEAF_POSTING_SOURCE)
        return words;
    Xapian::Registry registry;
    registry.register_posting_source(catcher(words));
    registry.register_posting_source(nothing_source());
    try {
        Xapian::Query::unserialise(query.serialise(), registry);
    } catch (const Xapian::Error &) { /* a source that is not the module's */
    }
    return words;
}

} // namespace

std::shared_ptr<const bm25f_words> read_words(const Xapian::Query &query)
{
    if (query.get_type() != Xapian::Query::OP_AND_MAYBE)
        return words_of_source(query);
    const std::shared_ptr<const bm25f_words> words = words_of_source(query.get_subquery(0));
    return words && words->finding > 1 ? words : nullptr;
}

bool read_shows_terms(const Xapian::Query &query)
{
    if (query.get_type() != Xapian::Query::OP_AND_NOT)
        return false;
    const Xapian::Query right = query.get_subquery(1);
    return right.get_type() == Xapian::Query::OP_AND_MAYBE &&
           right.get_subquery(0).get_type() == Xapian::Query::LEAF_POSTING_SOURCE;
}

std::string read_description(const Xapian::Query &query)
{
    const std::string text = query.get_description();
    return text.size() < 7 ? text : text.substr(6, text.size() - 7);
}

bool read_is_scale(const Xapian::Query &query)
{
    return query.get_type() == Xapian::Query::OP_SCALE_WEIGHT;
}

double read_factor(const Xapian::Query &query)
{
    return std::strtod(read_description(query).c_str(), nullptr);
}

bool read_is_recency(const Xapian::Query &query)
{
    return query.get_type() == Xapian::Query::LEAF_POSTING_SOURCE &&
           query.serialise().find(recency_source(0, 0, 1, 1).name()) != std::string::npos;
}
