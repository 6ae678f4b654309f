/* kept_postings.h - the posting lists of terms that are asked for again and again
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian unpacks a posting list each time it is read, with several calls for each article.  So the list of a term that is asked for
 * the second time is kept unpacked, for as long as the database stays as it is and there is room: a program that asks one question keeps
 * nothing. */
#ifndef MASTHEAD_XAPIAN_KEPT_POSTINGS_H
#define MASTHEAD_XAPIAN_KEPT_POSTINGS_H

#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <xapian.h>

struct kept_posting {
    Xapian::docid did;
    Xapian::termcount wdf;
};

typedef std::vector<kept_posting> kept_list; /* by rising docid; the last is no article but END */

/* Those of one database in one state.  Any thread may use them. */
class kept_postings
{
  public:
    enum : Xapian::docid { END = 0xffffffff };

    /* Returns those of a database that is no more than one; null when it may change. */
    static std::shared_ptr<kept_postings> of(const Xapian::Database &database);

    /* Returns the list of a term; null when it is not kept. */
    std::shared_ptr<const kept_list> find(const Xapian::Database &database, const std::string &term);

  private:
    enum {
        LONGEST = 1 << 19, /* articles in one list: 4 MiB, */
        MOST = 1 << 22,    /* and in all: 32 MiB */
        MOST_TERMS = 20000 /* with or without a list */
    };
    struct asked {
        std::string term;
        bool again;
        std::shared_ptr<const kept_list> list; /* null: not kept */
    };
    std::list<asked> terms; /* what was asked for last in front */
    std::unordered_map<std::string, std::list<asked>::iterator> places;
    std::size_t size = 0; /* of all lists */

    bool is_wanted(const std::string &term, std::shared_ptr<const kept_list> &list);
    void keep(const std::string &term, const std::shared_ptr<const kept_list> &list);
    void drop_last();
};

#endif
