/* database_state.h - what is kept of a database for as long as it stays as it is
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_DATABASE_STATE_H
#define MASTHEAD_XAPIAN_DATABASE_STATE_H

#include <list>
#include <memory>
#include <string>

#include <xapian.h>

#include "fork_lock.h"

/* What a database that is no more than one is like at a time.  One that is being written to has no new revision before
 * it commits, but other figures. */
struct database_state {
    std::string uuid;
    Xapian::rev revision;
    Xapian::doccount articles;
    Xapian::docid last;
    Xapian::totallength length;

    bool operator==(const database_state &other) const
    {
        return uuid == other.uuid && revision == other.revision && articles == other.articles &&
               last == other.last && length == other.length;
    }
};

/* Returns false when the database's states cannot be told apart. */
bool database_state_read(const Xapian::Database &database, database_state &out);

/* Whether nothing at all in the database can change as long as this object is in use and its state is the same: it is one that is only
 * read, and on this machine. */
bool database_is_steady(const Xapian::Database &database);

/* One thing for each state of each database, shared by all that search it; of all threads. */
template <class Thing> class kept_by_state
{
    enum {
        MOST_STATES = 2,    /* of one database: that before a change is still in use for a while */
        MOST_DATABASES = 64 /* in all states */
    };
    struct known {
        database_state of;
        std::shared_ptr<Thing> thing;
    };
    std::list<known> list; /* what was used last in front, for who holds the lock */

    /* Drops what was not used for the longest time, of this database and of all. */
    void drop_old(const std::string &uuid)
    {
        std::size_t states = 0, databases = 0;
        for (auto at = list.begin(); at != list.end();) {
            bool same = at->of.uuid == uuid;
            if ((same && ++states > MOST_STATES) || ++databases > MOST_DATABASES)
                at = list.erase(at);
            else
                ++at;
        }
    }

  public:
    /* Returns the thing of a state for which fits(thing); else the one that make() returns. */
    template <class Fits, class Make>
    std::shared_ptr<Thing> of(const database_state &now, Fits fits, Make make)
    {
        fork_lock lock;
        for (auto at = list.begin(); at != list.end(); ++at)
            if (at->of == now && fits(*at->thing)) {
                list.splice(list.begin(), list, at);
                return at->thing;
            }
        list.push_front({now, make()});
        std::shared_ptr<Thing> thing = list.front().thing;
        drop_old(now.uuid);
        return thing;
    }
};

#endif
