/* collection.cc - what the ranking needs to know of all articles together
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "collection.h"

#include <algorithm>
#include <cmath>
#include <list>

#include "fork_lock.h"

namespace
{

enum {
    LONGEST_TERM = 245, /* bytes, in Xapian */
    LENGTH_BITS = 16,   /* of MASTHEAD_LONGEST_FIELD */
    MOST_KEPT = 16
};

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

/* What tells that a database's averages are still the same: all that changes when articles come and go. */
std::string state_of(const masthead *m, const Xapian::Database &database)
{
    std::string state = database.get_uuid();
    if (state.empty())
        return state;
    try {
#if XAPIAN_MAJOR_VERSION >= 2
        if (database.size() != 1) /* its parts are out of reach */
            return std::string();
        state += '/' + std::to_string(database.get_revision());
#else
        for (const auto &part : database.internal) {
            state += '/';
            state += std::to_string(Xapian::Database(part.get()).get_revision());
        }
#endif
    } catch (const Xapian::UnimplementedError &) { /* a remote one does not tell */
    }
    for (std::size_t i = 0; i < masthead_ranked_count(m); i++)
        state.append(1, '/').append(masthead_ranked_at(m, i)->prefix);
    return state + '/' + std::to_string(database.get_doccount()) + '/' +
           std::to_string(database.get_lastdocid()) + '/' +
           std::to_string(database.get_total_length());
}

struct known {
    std::string state;
    std::vector<double> averages;
};

/* All that is kept, what was used last in front, for who holds the lock.  Never freed: threads may
 * search until the very end. */
std::list<known> &kept()
{
    static std::list<known> &all = *new std::list<known>;
    return all;
}

bool recall(const std::string &state, std::vector<double> &out)
{
    fork_lock lock;
    std::list<known> &list = kept();
    for (auto at = list.begin(); at != list.end(); ++at)
        if (at->state == state) {
            list.splice(list.begin(), list, at);
            out = at->averages;
            return true;
        }
    return false;
}

void remember(const std::string &state, const std::vector<double> &averages)
{
    fork_lock lock;
    std::list<known> &list = kept();
    list.push_front({state, averages});
    if (list.size() > MOST_KEPT)
        list.pop_back();
}

} // namespace

collection::collection(const masthead *m_, const Xapian::Database &database_)
    : m(m_), database(database_)
{
    const std::string state = state_of(m, database);
    if (!state.empty() && recall(state, averages))
        return;
    for (std::size_t i = 0; i < masthead_ranked_count(m); i++)
        averages.push_back(read_average(m, database, i));
    if (!state.empty())
        remember(state, averages);
}

Xapian::doccount collection::articles_with(const std::string &word, const std::string &in_main) const
{
    const std::string marker = collection_marker(word);
    return database.get_termfreq(in_main) + (marker.empty() ? 0 : database.get_termfreq(marker));
}

Xapian::doccount collection::articles_with(const std::vector<std::string> &terms) const
{
    Xapian::doccount sum = 0, all = database.get_doccount();
    for (const std::string &term : terms)
        sum += database.get_termfreq(term);
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
