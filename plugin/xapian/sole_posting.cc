/* sole_posting.cc - the postings of a term that only one document of a load has
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "sole_posting.h"

#if XAPIAN_MAJOR_VERSION < 2

namespace
{

typedef LeafPostList *behind_function(const Xapian::Database::Internal *load, const std::string &term);

class sole final : public backend_postings
{
  public:
    sole(const Xapian::Database::Internal *database, Xapian::docid number, const std::string &name,
         behind_function *opens_behind)
        : backend_postings(name), load(database), did(number), open_behind(opens_behind)
    {
    }

    Xapian::doccount get_termfreq() const override
    {
        return 1;
    }

    Xapian::docid get_docid() const override
    {
        return did;
    }

    bool at_end() const override
    {
        return position > did;
    }

    backend_postings *next(double) override
    {
        return move(position < did ? did : END);
    }

    backend_postings *skip_to(Xapian::docid to, double) override
    {
        return move(to <= did ? did : END);
    }

    /* The rest is that of the list behind it. */

    Xapian::doccount get_termfreq_min() const override
    {
        return found().get_termfreq_min();
    }

    Xapian::doccount get_termfreq_max() const override
    {
        return found().get_termfreq_max();
    }

    Xapian::doccount get_termfreq_est() const override
    {
        return found().get_termfreq_est();
    }

    frequencies get_termfreq_est_using_stats(const void *stats) const override
    {
        return found().get_termfreq_est_using_stats(stats);
    }

    double get_maxweight() const override
    {
        return found().get_maxweight();
    }

    Xapian::termcount get_doclength() const override
    {
        return found().get_doclength();
    }

    Xapian::termcount get_unique_terms() const override
    {
        return found().get_unique_terms();
    }

    Xapian::termcount get_wdf() const override
    {
        return found().get_wdf();
    }

    double get_weight() const override
    {
        return found().get_weight();
    }

    const std::string *get_sort_key() const override
    {
        return found().get_sort_key();
    }

    const std::string *get_collapse_key() const override
    {
        return found().get_collapse_key();
    }

    double recalc_maxweight() override
    {
        return found().recalc_maxweight();
    }

    Xapian::PositionIterator::Internal *read_position_list() override
    {
        return found().read_position_list();
    }

    Xapian::PositionIterator::Internal *open_position_list() const override
    {
        return found().open_position_list();
    }

    backend_postings *check(Xapian::docid to, double least_weight, bool &valid) override
    {
        return found().check(to, least_weight, valid);
    }

    Xapian::termcount count_matching_subqs() const override
    {
        return found().count_matching_subqs();
    }

    void gather_position_lists(void *lists) override
    {
        found().gather_position_lists(lists);
    }

    std::string get_description() const override
    {
        return found().get_description();
    }

    backend_postings *open_nearby_postlist(const std::string &name) const override
    {
        return found().open_nearby_postlist(name);
    }

    Xapian::termcount get_wdf_upper_bound() const override
    {
        return found().get_wdf_upper_bound();
    }

  private:
    static constexpr uint64_t END = UINT64_C(1) << 32;

    const Xapian::Internal::intrusive_ptr<const Xapian::Database::Internal> load;
    const Xapian::docid did;
    behind_function *const open_behind;
    uint64_t position = 0; /* 0: before the posting; the document's number: at it */
    mutable Xapian::Internal::intrusive_ptr<backend_postings> list; /* nullptr: not asked for yet */

    backend_postings *move(uint64_t to)
    {
        position = to;
        list = nullptr;
        return nullptr;
    }

    backend_postings &found() const
    {
        if (!list.get()) {
            list = reinterpret_cast<backend_postings *>(open_behind(load.get(), term));
            if (position)
                list->skip_to(position < END ? did : UINT32_MAX, 0);
        }
        return *list;
    }
};

} // namespace

LeafPostList *sole_posting(const Xapian::Database::Internal *load, Xapian::docid did, const std::string &term,
                           behind_function *behind)
{
    return reinterpret_cast<LeafPostList *>(new sole(load, did, term, behind));
}

#endif
