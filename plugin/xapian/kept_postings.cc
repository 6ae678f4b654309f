/* kept_postings.cc - the posting lists of terms that are asked for again and again
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "kept_postings.h"

#include "database_state.h"
#include "fork_lock.h"

namespace
{

std::shared_ptr<const kept_list> unpack(const Xapian::Database &database, const std::string &term,
                                        Xapian::doccount count)
{
    auto list = std::make_shared<kept_list>();
    list->reserve(count + 1);
    const Xapian::PostingIterator end = database.postlist_end(term);
    for (Xapian::PostingIterator at = database.postlist_begin(term); at != end; ++at)
        list->push_back({*at, at.get_wdf()});
    list->push_back({kept_postings::END, 0});
    return list;
}

} // namespace

std::shared_ptr<kept_postings> kept_postings::of(const Xapian::Database &database)
{
    /* never freed: threads may search until the very end */
    static kept_by_state<kept_postings> &all = *new kept_by_state<kept_postings>;
    database_state now;
    if (!database_is_steady(database) || !database_state_read(database, now))
        return nullptr;
    return all.of(
        now, [](const kept_postings &) { return true; },
        [] { return std::make_shared<kept_postings>(); });
}

std::shared_ptr<const kept_list> kept_postings::find(const Xapian::Database &database,
                                                     const std::string &term)
{
    std::shared_ptr<const kept_list> list;
    if (!is_wanted(term, list))
        return list;
    const Xapian::doccount count = database.get_termfreq(term);
    if (count <= LONGEST)
        keep(term, list = unpack(database, term, count));
    return list;
}

/* Stores the term's list, if it is kept; returns whether it should be from now on. */
bool kept_postings::is_wanted(const std::string &term, std::shared_ptr<const kept_list> &list)
{
    fork_lock lock;
    const auto at = places.find(term);
    if (at != places.end()) {
        terms.splice(terms.begin(), terms, at->second);
        asked &found = terms.front();
        const bool first = !found.again;
        found.again = true; /* one that is too long is looked at once */
        list = found.list;
        return first;
    }
    terms.push_front({term, false, nullptr});
    places[term] = terms.begin();
    if (terms.size() > MOST_TERMS)
        drop_last();
    return false;
}

void kept_postings::keep(const std::string &term, const std::shared_ptr<const kept_list> &list)
{
    fork_lock lock;
    const auto at = places.find(term);
    if (at == places.end() || at->second->list)
        return;
    at->second->list = list;
    size += list->size();
    while (size > MOST)
        drop_last();
}

void kept_postings::drop_last()
{
    const asked &last = terms.back();
    size -= last.list ? last.list->size() : 0;
    places.erase(last.term);
    terms.pop_back();
}
