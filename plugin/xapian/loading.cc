/* loading.cc - an empty database that is being loaded
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "loading.h"

#if XAPIAN_MAJOR_VERSION < 2

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <new>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "batch.h"
#include "bulk.h"
#include "fingerprints.h"
#include "layout.h"
#include "outfile.h"
#include "sole_posting.h"
#include "xap_host.h"

namespace
{

using Xapian::docid;
using Xapian::termcount;
using Xapian::valueno;
typedef Xapian::Database::Internal backend;

/* All that a load has taken in is lost when the process is killed: the work of some minutes. */
constexpr uint32_t MOST_DOCUMENTS = 1000000;

const char ASIDE[] = "aside.tmp";

class load final : public backend
{
  public:
    load(backend *empty, int flags);
    ~load() override;

    /* Begins it, if the database is still empty. */
    void begin();

    bool goes_on() const
    {
        return documents && process == getpid();
    }

    /* Returns stock Xapian's own database, with everything in it. */
    backend &behind() const
    {
        if ((documents || outdated) && process != getpid())
            throw Xapian::InvalidOperationError("masthead: the database is being loaded by the parent of this process, "
                                                "which must commit() before it forks");
        if (left)
            throw Xapian::InvalidOperationError("masthead: the database is a part that was left to be joined to others");
        write();
        renew();
        pass_on();
        return *stock;
    }

    /* What a load answers itself. */

    Xapian::doccount get_doccount() const override
    {
        return goes_on() ? bulk_documents(documents) : behind().get_doccount();
    }

    docid get_lastdocid() const override
    {
        return goes_on() ? bulk_last(documents) : behind().get_lastdocid();
    }

    bool term_exists(const std::string &term) const override
    {
        return !lacks(term) && behind().term_exists(term);
    }

    LeafPostList *open_post_list(const std::string &term) const override
    {
        const docid sole = sole_document(term);
        if (sole)
            return sole_posting(this, sole, term, [](const backend *self, const std::string &name) {
                return static_cast<const load *>(self)->behind().open_post_list(name);
            });
        return (lacks(term) ? *stock : behind()).open_post_list(term);
    }

    std::string get_metadata(const std::string &key) const override
    {
        if (!goes_on())
            return behind().get_metadata(key);
        std::size_t size = 0;
        const char *value = bulk_get_metadata(documents, key.data(), key.size(), &size);
        return value ? std::string(value, size) : std::string();
    }

    void set_metadata(const std::string &key, const std::string &value) override
    {
        if (!goes_on() || !takes(bulk_metadata(documents, key.data(), key.size(), value.data(), value.size())))
            behind().set_metadata(key, value);
    }

    std::string get_uuid() const override
    {
        return stock->get_uuid();
    }

    int get_backend_info(std::string *path) const override
    {
        return stock->get_backend_info(path);
    }

    bool locked() const override
    {
        return stock->locked();
    }

    bool reopen() override
    {
        return goes_on() ? false : behind().reopen();
    }

    void keep_alive() override
    {
        stock->keep_alive();
    }

    docid add_document(const Xapian::Document &document) override
    {
        if (!has_room())
            return behind().add_document(document);
        const docid did = bulk_last(documents) + 1;
        return put(did, document) ? did : behind().add_document(document);
    }

    void replace_document(docid did, const Xapian::Document &document) override
    {
        if (!has_room() || !(did <= bulk_last(documents) ? put_aside(did, document) : put(did, document)))
            behind().replace_document(did, document);
    }

    docid replace_document(const std::string &term, const Xapian::Document &document) override
    {
        const docid sole = sole_document(term);
        if (!sole || !put_aside(sole, document))
            return lacks(term) ? add_document(document) : behind().replace_document(term, document);
        return sole;
    }

    void delete_document(const std::string &term) override
    {
        if (!lacks(term))
            behind().delete_document(term);
    }

    void commit() override
    {
        leave();
        if (!goes_on() && !outdated && !left)
            behind().commit();
        write();
        try {
            renew(); /* at once, since a child process that goes on with the files as they were would spoil them */
        } catch (const Xapian::Error &) {
            /* the next call tries again, and tells */
        }
    }

    void close() override
    {
        leave();
        write();
        pass_on();
        stock->close(); /* commits what it has itself, or ends its transaction */
        outdated = false;
    }

    /* The rest is stock Xapian's. */

    void readahead_for_query(const Xapian::Query &query) override
    {
        behind().readahead_for_query(query);
    }

    Xapian::totallength get_total_length() const override
    {
        return behind().get_total_length();
    }

    termcount get_doclength(docid did) const override
    {
        return behind().get_doclength(did);
    }

    termcount get_unique_terms(docid did) const override
    {
        return behind().get_unique_terms(did);
    }

    void get_freqs(const std::string &term, Xapian::doccount *termfreq, termcount *collfreq) const override
    {
        behind().get_freqs(term, termfreq, collfreq);
    }

    Xapian::doccount get_value_freq(valueno slot) const override
    {
        return behind().get_value_freq(slot);
    }

    std::string get_value_lower_bound(valueno slot) const override
    {
        return behind().get_value_lower_bound(slot);
    }

    std::string get_value_upper_bound(valueno slot) const override
    {
        return behind().get_value_upper_bound(slot);
    }

    termcount get_doclength_lower_bound() const override
    {
        return behind().get_doclength_lower_bound();
    }

    termcount get_doclength_upper_bound() const override
    {
        return behind().get_doclength_upper_bound();
    }

    termcount get_wdf_upper_bound(const std::string &term) const override
    {
        return behind().get_wdf_upper_bound(term);
    }

    bool has_positions() const override
    {
        return behind().has_positions();
    }

    Xapian::ValueIterator::Internal *open_value_list(valueno slot) const override
    {
        return behind().open_value_list(slot);
    }

    term_list *open_term_list(docid did) const override
    {
        return behind().open_term_list(did);
    }

    term_list *open_allterms(const std::string &prefix) const override
    {
        return behind().open_allterms(prefix);
    }

    Xapian::PositionIterator::Internal *open_position_list(docid did, const std::string &term) const override
    {
        return behind().open_position_list(did, term);
    }

    Xapian::Document::Internal *open_document(docid did, bool lazy) const override
    {
        return behind().open_document(did, lazy);
    }

    term_list *open_spelling_termlist(const std::string &word) const override
    {
        return behind().open_spelling_termlist(word);
    }

    term_list *open_spelling_wordlist() const override
    {
        return behind().open_spelling_wordlist();
    }

    Xapian::doccount get_spelling_frequency(const std::string &word) const override
    {
        return behind().get_spelling_frequency(word);
    }

    void add_spelling(const std::string &word, termcount increase) const override
    {
        behind().add_spelling(word, increase);
    }

    void remove_spelling(const std::string &word, termcount decrease) const override
    {
        behind().remove_spelling(word, decrease);
    }

    term_list *open_synonym_termlist(const std::string &term) const override
    {
        return behind().open_synonym_termlist(term);
    }

    term_list *open_synonym_keylist(const std::string &prefix) const override
    {
        return behind().open_synonym_keylist(prefix);
    }

    void add_synonym(const std::string &term, const std::string &synonym) const override
    {
        behind().add_synonym(term, synonym);
    }

    void remove_synonym(const std::string &term, const std::string &synonym) const override
    {
        behind().remove_synonym(term, synonym);
    }

    void clear_synonyms(const std::string &term) const override
    {
        behind().clear_synonyms(term);
    }

    term_list *open_metadata_keylist(const std::string &prefix) const override
    {
        return behind().open_metadata_keylist(prefix);
    }

    void cancel() override
    {
        behind().cancel();
    }

    void delete_document(docid did) override
    {
        behind().delete_document(did);
    }

    void request_document(docid did) const override
    {
        behind().request_document(did);
    }

    Xapian::Document::Internal *collect_document(docid did) const override
    {
        return behind().collect_document(did);
    }

    void write_changesets_to_fd(int fd, const std::string &start_revision, bool need_whole_db, Xapian::ReplicationInfo *info) override
    {
        behind().write_changesets_to_fd(fd, start_revision, need_whole_db, info);
    }

    std::string get_revision_info() const override
    {
        return behind().get_revision_info();
    }

    void invalidate_doc_object(Xapian::Document::Internal *document) const override
    {
        behind().invalidate_doc_object(document);
    }

    void get_used_docid_range(docid &first, docid &last) const override
    {
        behind().get_used_docid_range(first, last);
    }

  private:
    mutable Xapian::Internal::intrusive_ptr<backend> stock; /* has the database's lock */
    mutable struct bulk *documents = nullptr;               /* only while the load goes on */
    mutable bool outdated = false;                          /* `stock` does not know what the load has written */
    bool is_part = false, left = false;                     /* see leave() */
    mutable transaction passed_on = NONE;                   /* the last state that `stock` was told of */
    bool begun = false;
    const int reopening; /* flags */
    std::string directory; /* absolute: the host may go elsewhere */
    const pid_t process = getpid();
    mutable std::vector<Xapian::termpos> positions;
    bool gaps = false; /* not every number up to the last has a document */

    /* Documents that replace others of the load, which are put aside until it is written: where in a file they are,
     * serialised.  So that the terms can be asked for, those of all documents that have ever been put aside are known by
     * their fingerprints. */
    struct place {
        uint64_t offset;
        std::size_t size;
    };
    mutable std::map<docid, place> replacements;
    mutable struct outfile spool = OUTFILE_INIT;
    struct fingerprints replacement_terms = {};

    bool is_untouched() const;
    void write() const;
    void write_replacing() const;
    void leave();
    void renew() const;

    /* Tells stock Xapian whether a transaction goes on. */
    void pass_on() const
    {
        if (transaction_state != passed_on)
            stock->transaction_state = passed_on = transaction_state;
    }

    bool has_room() const;
    bool put(docid did, const Xapian::Document &document);
    bool put(struct bulk *into, docid did, const Xapian::Document &document) const;
    bool put_terms(struct bulk *into, const Xapian::Document &document) const;
    void put_values(struct bulk *into, const Xapian::Document &document) const;
    bool takes(bulk_status status, const struct bulk *where) const;
    bool takes(bulk_status status) const
    {
        return takes(status, documents);
    }
    [[noreturn]] void fail(const char *message) const;
    bool put_aside(docid did, const Xapian::Document &document);
    void open_aside();
    Xapian::Document read_aside(const place &where) const;
    docid sole_document(const std::string &term) const;

    bool lacks(const std::string &term) const
    {
        return goes_on() && !term.empty() &&
               bulk_term_document(documents, term.data(), term.size()) == BULK_NONE &&
               fingerprints_document(&replacement_terms, print_of(term)) == FINGERPRINTS_NONE;
    }

    static uint64_t print_of(const std::string &term)
    {
        return fingerprint_of(reinterpret_cast<const uint8_t *>(term.data()), term.size());
    }

    /* A child of fork() leaves the files to its parent. */
    void drop() const
    {
        if (goes_on())
            bulk_close(documents);
        documents = nullptr;
        replacements.clear();
        outfile_close(&spool);
    }
};

/* A failure is thrown as stock Xapian throws one; what has been collected is dropped, as stock Xapian does. */
void load::fail(const char *message) const
{
    const std::string text = std::string("masthead: ") + message;
    drop();
    throw Xapian::DatabaseError(text);
}

/* Returns false for UNFIT. */
bool load::takes(bulk_status status, const struct bulk *where) const
{
    if (status == BULK_OK || status == BULK_UNFIT)
        return status == BULK_OK;
    struct bulk_error error;
    bulk_failure(where, &error);
    if (status != BULK_NO_MEMORY)
        fail(error.message);
    drop();
    throw std::bad_alloc();
}

/* Is there nothing in the database, not even uncommitted? */
bool load::is_untouched() const
{
    const Xapian::Database database(stock.get());
    return stock->transaction_state == NONE && stock->get_lastdocid() == 0 &&
           database.metadata_keys_begin() == database.metadata_keys_end() &&
           database.spellings_begin() == database.spellings_end() &&
           database.synonym_keys_begin() == database.synonym_keys_end();
}

void load::begin()
{
    std::string named;
    struct bulk_error error;
    if (begun || transaction_state != NONE || !is_untouched())
        return;
    begun = true;
    stock->get_backend_info(&named);
    const std::unique_ptr<char, void (*)(void *)> absolute(realpath(named.c_str(), nullptr), std::free);
    if (!absolute)
        return;
    directory = absolute.get();
    /* for what cannot be loaded for another reason, stock Xapian goes on */
    if (bulk_open(directory.c_str(), &documents, &error) == BULK_NO_MEMORY)
        throw std::bad_alloc();
    const char *part = std::getenv(BULK_PART);
    is_part = documents && part && directory == part;
    if (is_part)
        bulk_set_part(documents);
}

void load::write() const
{
    if (!goes_on())
        return;
    struct bulk_error error;
    if (replacements.empty())
        takes(bulk_commit(documents, &error));
    else
        write_replacing();
    outdated = true;
    drop();
}

void load::write_replacing() const
{
    struct bulk_error error;
    struct bulk *opened = nullptr;
    std::vector<docid> numbers;
    const bulk_status status = bulk_open_replacing(documents, &opened, &error);
    const std::unique_ptr<struct bulk, void (*)(struct bulk *)> replacing(opened, bulk_close);
    if (status == BULK_NO_MEMORY)
        throw std::bad_alloc();
    if (status)
        fail(error.message);
    for (const auto &[did, where] : replacements) {
        numbers.push_back(did);
        if (!put(opened, static_cast<docid>(numbers.size()), read_aside(where)))
            fail("a document cannot be loaded");
    }
    takes(bulk_commit_replacing(documents, opened, numbers.data(), &error));
}

/* At the end of a load that is to be a part (loading.h), leaves it as one. */
void load::leave()
{
    if (!goes_on() || !is_part || !replacements.empty() || transaction_state != NONE)
        return;
    struct bulk_error error;
    takes(bulk_leave(documents, &error));
    left = true;
    drop();
}

/* Has stock Xapian open the files anew.  Its lock is free for a moment; should another writer take it, this one waits
 * until that has finished. */
void load::renew() const
{
    if (!outdated || process != getpid())
        return;
    stock->close();
    stock = Xapian::WritableDatabase(directory, reopening).internal[0];
    outdated = false;
}

bool load::has_room() const
{
    return goes_on() && transaction_state == NONE && bulk_documents(documents) < MOST_DOCUMENTS &&
           bulk_last(documents) < UINT32_MAX;
}

/* Adds the document to the load; returns whether it fits. */
bool load::put(docid did, const Xapian::Document &document)
{
    gaps = gaps || did != bulk_last(documents) + 1;
    return put(documents, did, document);
}

bool load::put(struct bulk *into, docid did, const Xapian::Document &document) const
{
    try {
        const std::string data = document.get_data();
        takes(bulk_begin(into, did), into);
        if (put_terms(into, document)) {
            put_values(into, document);
            return takes(bulk_end(into, data.data(), data.size()), into);
        }
    } catch (...) {
        if (documents)
            bulk_abandon(into);
        throw;
    }
    bulk_abandon(into);
    return false;
}

void load::open_aside()
{
    const int folder = outfile_descriptor(AT_FDCWD, directory.c_str(), O_RDONLY | O_DIRECTORY);
    const bool good = folder >= 0 && outfile_open(&spool, folder, ASIDE) && unlinkat(folder, ASIDE, 0) == 0;
    const int reason = errno;
    if (folder >= 0)
        ::close(folder);
    if (!good)
        fail(std::strerror(reason));
}

/* Keeps the document until the one that it replaces has been written; returns false when it does not fit. */
bool load::put_aside(docid did, const Xapian::Document &document)
{
    if (gaps)
        return false;
    const std::string serialised = document.serialise();
    for (const auto &[term, entry] : document.internal->terms) {
        if (entry.is_deleted())
            continue;
        if (!bulk_takes_term(term.data(), term.size()))
            return false; /* it is for stock Xapian to refuse */
        if (!fingerprints_add(&replacement_terms, print_of(term), did))
            throw std::bad_alloc();
    }
    if (spool.fd < 0)
        open_aside();
    const place where = {outfile_size(&spool), serialised.size()};
    if (!outfile_write(&spool, serialised.data(), serialised.size()))
        fail(std::strerror(errno));
    replacements[did] = where;
    return true;
}

Xapian::Document load::read_aside(const place &where) const
{
    std::string serialised(where.size, '\0');
    std::size_t size = 0;
    if (!outfile_flush(&spool) || !outfile_read(&spool, where.offset, &serialised[0], where.size, &size))
        fail(std::strerror(errno));
    if (size != where.size)
        fail(std::strerror(EIO));
    return Xapian::Document::unserialise(serialised);
}

/* The only document of the load that has the term; 0: none or several, or it is not certain. */
docid load::sole_document(const std::string &term) const
{
    if (!goes_on() || term.empty())
        return 0;
    const docid first = bulk_term_document(documents, term.data(), term.size());
    const docid aside = fingerprints_document(&replacement_terms, print_of(term));
    if (first == BULK_SEVERAL || aside == FINGERPRINTS_SEVERAL || (aside && first && aside != first))
        return 0;
    const docid did = aside ? aside : first;
    const auto replacement = replacements.find(did);
    if (replacement == replacements.end())
        return did;
    const Xapian::Document document = read_aside(replacement->second);
    document.termlist_count();
    return document.internal->terms.count(term) ? did : 0;
}

bool load::put_terms(struct bulk *into, const Xapian::Document &document) const
{
    document.termlist_count(); /* reads the terms of one that is in another database */
    for (const auto &[term, entry] : document.internal->terms) {
        if (entry.is_deleted())
            continue;
        const std::vector<Xapian::termpos> *sorted = &entry.positions;
        if (entry.split) {
            positions = entry.positions;
            std::inplace_merge(positions.begin(), positions.begin() + entry.split, positions.end());
            sorted = &positions;
        }
        if (!takes(bulk_term(into, term.data(), term.size(), entry.wdf, sorted->data(), sorted->size()), into))
            return false;
    }
    return true;
}

void load::put_values(struct bulk *into, const Xapian::Document &document) const
{
    document.values_count(); /* reads the values of one that is in another database */
    for (const auto &[slot, value] : document.internal->values)
        takes(bulk_value(into, slot, value.data(), value.size()), into);
}

load::load(backend *empty, int flags)
    : stock(empty), reopening((flags & (Xapian::DB_NO_SYNC | Xapian::DB_FULL_SYNC | Xapian::DB_DANGEROUS)) |
                              Xapian::DB_OPEN | Xapian::DB_RETRY_LOCK)
{
}

load::~load()
{
    try {
        if (transaction_state == NONE) {
            leave();
            write();
        }
    } catch (...) {
        /* as stock Xapian does */
    }
    drop();
    fingerprints_free(&replacement_terms);
}

load *load_inside(const Xapian::Database &database)
{
    return database.internal.size() == 1 ? dynamic_cast<load *>(database.internal[0].get()) : nullptr;
}

} // namespace

void loading_open(Xapian::Database &database, int flags)
{
    if (batch_is_users() || database.internal.size() != 1)
        return;
    backend *stock = database.internal[0].get();
    if (xap_is_local(stock) && !stock->get_lastdocid())
        database.internal[0] = new load(stock, flags);
}

void loading_begin(Xapian::Database &database)
{
    if (load *ready = load_inside(database))
        ready->begin();
}

bool loading_goes_on(Xapian::Database &database)
{
    const load *found = load_inside(database);
    if (!found || found->goes_on())
        return found;
    database.internal[0] = &found->behind(); /* which may have been the last to hold the load */
    return false;
}

Xapian::Database loading_committed(const Xapian::Database &database)
{
    Xapian::Database committed;
    for (const auto &inside : database.internal) {
        const load *found = dynamic_cast<load *>(inside.get());
        if (found && found->goes_on())
            throw Xapian::InvalidOperationError("Can't compact from a WritableDatabase with uncommitted changes - "
                                                "call commit() first");
        committed.internal.push_back(found ? &found->behind() : inside);
    }
    return committed;
}

#else

void loading_open(Xapian::Database &, int)
{
}

void loading_begin(Xapian::Database &)
{
}

bool loading_goes_on(Xapian::Database &)
{
    return false;
}

Xapian::Database loading_committed(const Xapian::Database &database)
{
    return database;
}

#endif
