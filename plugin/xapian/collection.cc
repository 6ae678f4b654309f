/* collection.cc - what the ranking needs to know of all articles together
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "collection.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <unordered_map>

#include "database_state.h"
#include "fork_lock.h"
#include "layout.h"

namespace
{

enum {
    LONGEST_TERM = 245, /* bytes, in Xapian */
    LENGTH_BITS = 16,   /* of MASTHEAD_LONGEST_FIELD */
    MOST_KEPT = 16,     /* databases */
    MOST_TERMS = 10000, /* of one of them about which something is kept */
    FEW_TERMS = 64      /* in a list that is kept */
};

/* Returns the schema that the database was indexed by. */
std::string read_schema(const Xapian::Database &database)
{
    try {
        return database.size() ? database.get_metadata("masthead") : std::string();
    } catch (const Xapian::Error &) { /* a search with the same trouble will report it */
        return std::string();
    }
}

Xapian::doccount frequency(const masthead *m, const Xapian::Database &database, std::size_t field,
                           int bit)
{
    char term[LONGEST_TERM];
    std::size_t size = masthead_length_term(m, field, bit, term, sizeof term);
    return size ? database.get_termfreq(std::string(term, size)) : 0;
}

bool has_terms(const Xapian::Database &database, const std::string &prefix)
{
    return database.allterms_begin(prefix) != database.allterms_end(prefix);
}

/* Negative: no article has the field.  (A walk over the terms would pass over each article that has them.) */
double read_average(const masthead *m, const Xapian::Database &database, std::size_t field)
{
    Xapian::doccount articles = frequency(m, database, field, -1);
    double sum = 0;
    for (int bit = 0; articles && bit < LENGTH_BITS; bit++)
        sum += std::ldexp(frequency(m, database, field, bit), bit);
    if (articles)
        return sum / articles;
    const std::string prefix = masthead_ranked_at(m, field)->prefix;
    return has_terms(database, prefix) || has_terms(database, "Z" + prefix) ? 0 : -1;
}

/* What tells that a database's averages are still the same: all that changes when articles come and go.  *steady: nothing at all
 * can be otherwise while the text is the same. */
std::string state_of(const masthead *m, const Xapian::Database &database, bool *steady)
{
    *steady = database_is_steady(database);
    if (!database.size())
        return std::string();
    std::string state = database.get_uuid();
    if (state.empty())
        return state;
#if XAPIAN_MAJOR_VERSION >= 2
    if (database.size() != 1) /* its parts are out of reach */
        return std::string();
    try {
        state += '/' + std::to_string(database.get_revision());
    } catch (const Xapian::UnimplementedError &) { /* a remote one does not tell */
    }
#else
    try {
        for (const auto &part : database.internal) {
            state += '/';
            state += std::to_string(Xapian::Database(part.get()).get_revision());
        }
    } catch (const Xapian::UnimplementedError &) {
    }
#endif
    for (std::size_t i = 0; i < masthead_ranked_count(m); i++)
        state.append(1, '/').append(masthead_ranked_at(m, i)->prefix);
    return state + '/' + std::to_string(database.get_doccount()) + '/' +
           std::to_string(database.get_lastdocid()) + '/' +
           std::to_string(database.get_total_length());
}

} // namespace

struct collection::facts {
    std::string state, schema;
    bool steady;
    std::vector<double> averages; /* of the lengths of fields; negative: no article has the field */
    /* For who holds the lock: how many articles have a term, and which terms begin with a prefix. */
    std::unordered_map<std::string, Xapian::doccount> counts;
    std::unordered_map<std::string, std::shared_ptr<const std::vector<std::string>>> lists;

    /* Returns what is kept of a term or prefix in one of them, worked out now if need be. */
    template <class Value, class Work>
    Value keep(std::unordered_map<std::string, Value> &all, const std::string &key, Work work)
    {
        if (steady) {
            fork_lock lock;
            const auto at = all.find(key);
            if (at != all.end())
                return at->second;
        }
        const Value value = work();
        if (steady) {
            fork_lock lock;
            if (all.size() >= MOST_TERMS)
                all.clear();
            all[key] = value;
        }
        return value;
    }
};

namespace
{

typedef std::list<std::shared_ptr<collection::facts>> fact_list;

/* All that is kept, what was used last in front, for who holds the lock.  Never freed: threads may
 * search until the very end. */
fact_list &kept()
{
    static fact_list &all = *new fact_list;
    return all;
}

std::shared_ptr<collection::facts> recall(const std::string &state)
{
    fork_lock lock;
    fact_list &list = kept();
    for (auto at = list.begin(); at != list.end(); ++at)
        if ((*at)->state == state) {
            list.splice(list.begin(), list, at);
            return *list.begin();
        }
    return nullptr;
}

void remember(const std::shared_ptr<collection::facts> &facts)
{
    fork_lock lock;
    fact_list &list = kept();
    list.push_front(facts);
    if (list.size() > MOST_KEPT)
        list.pop_back();
}

} // namespace

collection::collection(const masthead *m_, const Xapian::Database &database_)
    : m(m_), database(database_)
{
    bool steady;
    const std::string state = state_of(m, database, &steady);
    if (!state.empty() && (known = recall(state)))
        return;
    known = std::make_shared<facts>();
    known->state = state;
    known->steady = steady;
    known->schema = read_schema(database);
    for (std::size_t i = 0; !known->schema.empty() && i < masthead_ranked_count(m); i++)
        known->averages.push_back(read_average(m, database, i));
    if (!state.empty())
        remember(known);
}

const std::string &collection::schema() const
{
    return known->schema;
}

bool collection::has(std::size_t field) const
{
    return known->averages[field] >= 0;
}

double collection::average(std::size_t field) const
{
    return has(field) ? known->averages[field] : 0;
}

Xapian::doccount collection::articles_with(const std::string &term) const
{
    return known->keep(known->counts, term, [&] { return database.get_termfreq(term); });
}

std::shared_ptr<const std::vector<std::string>>
collection::terms_with(const std::string &prefix) const
{
    typedef std::shared_ptr<const std::vector<std::string>> list;
    return known->keep(known->lists, prefix, [&] {
        auto terms = std::make_shared<std::vector<std::string>>();
        const Xapian::TermIterator end = database.allterms_end(prefix);
        for (Xapian::TermIterator at = database.allterms_begin(prefix); at != end; ++at) {
            if (terms->size() == FEW_TERMS)
                return list();
            terms->push_back(*at);
        }
        return list(terms);
    });
}

Xapian::doccount collection::articles_with(const std::string &word, const std::string &in_main) const
{
    const std::string marker = collection_marker(word);
    return articles_with(in_main) + (marker.empty() ? 0 : articles_with(marker));
}

Xapian::doccount collection::articles_with(const std::vector<std::string> &terms) const
{
    Xapian::doccount sum = 0, all = database.get_doccount();
    for (const std::string &term : terms)
        sum += articles_with(term);
    return std::min(sum, all);
}

double collection::idf(Xapian::doccount articles) const
{
    const double all = database.get_doccount(), with = articles;
    return std::log(1 + (all - with + 0.5) / (with + 0.5));
}

std::string collection_marker(const std::string &word)
{
    const std::string marker = MASTHEAD_LENGTHS_PREFIX + word;
    return marker.size() <= LONGEST_TERM ? marker : std::string();
}
