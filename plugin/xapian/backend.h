/* backend.h - what stands behind a Xapian database: the interface of its back ends
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A Database is a handle of an object with virtual functions, one class for each format.  The class that all of these
 * derive from is not in Xapian's installed headers, nor is that of the postings which they give; libxapian exports the
 * first, with its type and its functions, and the order of these is fixed for a released version.  They are declared here for the versions of Xapian 1.4, so that a database can
 * be stood in for (loading.h); layout_check() calls one through these declarations before anything relies on them. */
#ifndef MASTHEAD_XAPIAN_BACKEND_H
#define MASTHEAD_XAPIAN_BACKEND_H

#include <string>

#include <xapian.h>

#if XAPIAN_MAJOR_VERSION < 2

class LeafPostList;
namespace Xapian
{
struct ReplicationInfo;
}

class Xapian::Database::Internal : public Xapian::Internal::intrusive_base
{
  public:
    typedef Xapian::TermIterator::Internal term_list;

    Internal(const Internal &) = delete;
    Internal &operator=(const Internal &) = delete;

    enum transaction { UNIMPLEMENTED = -1, NONE, UNFLUSHED, FLUSHED } transaction_state;

    virtual ~Internal();
    virtual void keep_alive();
    virtual void readahead_for_query(const Query &query);
    virtual doccount get_doccount() const = 0;
    virtual docid get_lastdocid() const = 0;
    virtual totallength get_total_length() const = 0;
    virtual termcount get_doclength(docid did) const = 0;
    virtual termcount get_unique_terms(docid did) const = 0;
    virtual void get_freqs(const std::string &term, doccount *termfreq, termcount *collfreq) const = 0;
    virtual doccount get_value_freq(valueno slot) const = 0;
    virtual std::string get_value_lower_bound(valueno slot) const = 0;
    virtual std::string get_value_upper_bound(valueno slot) const = 0;
    virtual termcount get_doclength_lower_bound() const;
    virtual termcount get_doclength_upper_bound() const;
    virtual termcount get_wdf_upper_bound(const std::string &term) const;
    virtual bool term_exists(const std::string &term) const = 0;
    virtual bool has_positions() const = 0;
    virtual LeafPostList *open_post_list(const std::string &term) const = 0;
    virtual ValueIterator::Internal *open_value_list(valueno slot) const;
    virtual term_list *open_term_list(docid did) const = 0;
    virtual term_list *open_allterms(const std::string &prefix) const = 0;
    virtual PositionIterator::Internal *open_position_list(docid did,
                                                           const std::string &term) const = 0;
    virtual Document::Internal *open_document(docid did, bool lazy) const = 0;
    virtual term_list *open_spelling_termlist(const std::string &word) const;
    virtual term_list *open_spelling_wordlist() const;
    virtual doccount get_spelling_frequency(const std::string &word) const;
    virtual void add_spelling(const std::string &word, termcount increase) const;
    virtual void remove_spelling(const std::string &word, termcount decrease) const;
    virtual term_list *open_synonym_termlist(const std::string &term) const;
    virtual term_list *open_synonym_keylist(const std::string &prefix) const;
    virtual void add_synonym(const std::string &term, const std::string &synonym) const;
    virtual void remove_synonym(const std::string &term, const std::string &synonym) const;
    virtual void clear_synonyms(const std::string &term) const;
    virtual std::string get_metadata(const std::string &key) const;
    virtual term_list *open_metadata_keylist(const std::string &prefix) const;
    virtual void set_metadata(const std::string &key, const std::string &value);
    virtual bool reopen();
    virtual void close() = 0;
    virtual void commit();
    virtual void cancel();
    virtual docid add_document(const Document &document);
    virtual void delete_document(docid did);
    virtual void delete_document(const std::string &term);
    virtual void replace_document(docid did, const Document &document);
    virtual docid replace_document(const std::string &term, const Document &document);
    virtual void request_document(docid did) const;
    virtual Document::Internal *collect_document(docid did) const;
    virtual void write_changesets_to_fd(int fd, const std::string &start_revision,
                                        bool need_whole_db, ReplicationInfo *info);
    virtual std::string get_revision_info() const;
    virtual std::string get_uuid() const;
    virtual void invalidate_doc_object(Document::Internal *document) const;
    virtual int get_backend_info(std::string *path) const = 0;
    virtual void get_used_docid_range(docid &first, docid &last) const;
    virtual bool locked() const;

  protected:
    Internal() : transaction_state(NONE)
    {
    }
};

/* What a LeafPostList is: the postings of one term.  A list stands before its first posting. */
class backend_postings : public Xapian::Internal::intrusive_base
{
  public:
    struct frequencies {
        Xapian::doccount termfreq, reltermfreq;
        Xapian::termcount collfreq;
        double max_part;
    };

    backend_postings(const backend_postings &) = delete;
    backend_postings &operator=(const backend_postings &) = delete;

    virtual ~backend_postings() = default;
    virtual Xapian::doccount get_termfreq_min() const = 0;
    virtual Xapian::doccount get_termfreq_max() const = 0;
    virtual Xapian::doccount get_termfreq_est() const = 0;
    virtual frequencies get_termfreq_est_using_stats(const void *stats) const = 0;
    virtual double get_maxweight() const = 0;
    virtual Xapian::docid get_docid() const = 0;
    virtual Xapian::termcount get_doclength() const = 0;
    virtual Xapian::termcount get_unique_terms() const = 0;
    virtual Xapian::termcount get_wdf() const = 0;
    virtual double get_weight() const = 0;
    virtual const std::string *get_sort_key() const = 0;
    virtual const std::string *get_collapse_key() const = 0;
    virtual bool at_end() const = 0;
    virtual double recalc_maxweight() = 0;
    virtual Xapian::PositionIterator::Internal *read_position_list() = 0;
    virtual Xapian::PositionIterator::Internal *open_position_list() const = 0;
    virtual backend_postings *next(double least_weight) = 0;
    virtual backend_postings *skip_to(Xapian::docid did, double least_weight) = 0;
    virtual backend_postings *check(Xapian::docid did, double least_weight, bool &valid) = 0;
    virtual Xapian::termcount count_matching_subqs() const = 0;
    virtual void gather_position_lists(void *lists) = 0;
    virtual std::string get_description() const = 0;
    virtual Xapian::doccount get_termfreq() const = 0;
    virtual backend_postings *open_nearby_postlist(const std::string &term) const = 0;
    virtual Xapian::termcount get_wdf_upper_bound() const = 0;

  protected:
    /* Of the matcher, which sets them. */
    const Xapian::Weight *weight = nullptr;
    bool need_doclength = false, need_unique_terms = false;
    std::string term;

    explicit backend_postings(const std::string &name) : term(name)
    {
    }
};

#else

/* Only the pointer to its virtual functions, and so its type, is needed. */
class Xapian::Database::Internal : public Xapian::Internal::intrusive_base
{
  public:
    virtual ~Internal();

    Internal() = delete;
};

#endif

#endif
