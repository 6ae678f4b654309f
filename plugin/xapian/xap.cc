/* xap.cc - the parts of Xapian that the adapter needs, for C
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "xap_host.h"

#include <cstdio>
#include <cstring>
#include <exception>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <vector>

#include "layout.h"
#include "loading.h"

namespace
{

/* What waits to be thrown in this thread.  It has no destructor, which glibc ends the process for when there is no memory
 * to note it down, and its place is there from the thread's beginning: an exception may say that memory has run out. */
struct {
    alignas(std::exception_ptr) unsigned char place[sizeof(std::exception_ptr)];
    bool full;
} thread_local kept __attribute__((tls_model("initial-exec")));

std::exception_ptr &kept_exception()
{
    return *std::launder(reinterpret_cast<std::exception_ptr *>(kept.place));
}

/* Calls `work`; an exception is kept and becomes -1. */
template <class Work> int guarded(Work work) noexcept
{
    try {
        work();
        return 0;
    } catch (...) {
        return xap_keep_exception();
    }
}

const Xapian::Document &of(const xap_document *document)
{
    return *reinterpret_cast<const Xapian::Document *>(document);
}

Xapian::Document &of(xap_document *document)
{
    return *reinterpret_cast<Xapian::Document *>(document);
}

const Xapian::WritableDatabase &of(const xap_database *database)
{
    return *reinterpret_cast<const Xapian::WritableDatabase *>(database);
}

Xapian::WritableDatabase &of(xap_database *database)
{
    return *reinterpret_cast<Xapian::WritableDatabase *>(database);
}

/* The only database inside, if it is one. */
const Xapian::Database::Internal *inside(const xap_database *database)
{
#if XAPIAN_MAJOR_VERSION >= 2
    return of(database).size() == 1 ? of(database).internal.get() : nullptr;
#else
    return of(database).internal.size() == 1 ? of(database).internal[0].get() : nullptr;
#endif
}

bool is_number(const std::string &term, std::size_t digits)
{
    return term.size() == 1 + digits &&
           term.find_first_not_of("0123456789", 1) == std::string::npos;
}

/* Collects the terms of one letter and so many digits that are not `keep`. */
void collect_other(const Xapian::Document &document, char letter, std::size_t digits,
                   const std::string &keep, std::vector<std::string> &out)
{
    const std::string prefix(1, letter);
    Xapian::TermIterator term = document.termlist_begin();
    for (term.skip_to(prefix); term != document.termlist_end() && (*term)[0] == letter; ++term)
        if (is_number(*term, digits) && *term != keep)
            out.push_back(*term);
}

#if XAPIAN_MAJOR_VERSION < 2

typedef std::map<std::string, layout_term> term_map;

/* The entry that the place is at, or a new one next to it; `inserted` tells which. */
term_map::iterator find_or_insert(term_map &terms, xap_place &place, std::string_view term, bool &inserted)
{
    static_assert(sizeof(term_map::iterator) == sizeof place.node && std::is_trivially_copyable_v<term_map::iterator>);
    term_map::iterator at = terms.end();
    if (place.node) {
        std::memcpy(static_cast<void *>(&at), &place.node, sizeof at);
        if (at->first == term)
            return at;
        ++at;
    }
    const std::size_t before = terms.size();
    at = terms.emplace_hint(at, std::string(term), layout_term{0, 0, {}});
    inserted = terms.size() > before;
    std::memcpy(&place.node, &at, sizeof at);
    return at;
}

/* What Document::add_posting() and add_term() do, for a position behind the others of its term; returns false, with
 * nothing done, for what is left to those. */
bool add_quickly(Xapian::Document &document, xap_place &place, std::string_view term, uint32_t position, uint32_t wdf)
{
    if (!place.node)
        document.termlist_count(); /* reads the terms of a document that is in a database */
    auto &inside = *document.internal;
    bool inserted = false;
    layout_term &entry = find_or_insert(inside.terms, place, term, inserted)->second;
    if (entry.split || (position && !entry.positions.empty() && position <= entry.positions.back()))
        return false;
    if (position) {
        entry.positions.push_back(position);
        inside.positions_modified = true;
    }
    entry.wdf += wdf;
    inside.termlist_size += inserted;
    return true;
}

#else

bool add_quickly(Xapian::Document &, xap_place &, std::string_view, uint32_t, uint32_t)
{
    return false;
}

#endif

} // namespace

bool xap_is_local(const Xapian::Database::Internal *database)
{
    return database && std::strcmp(typeid(*database).name(), "21GlassWritableDatabase") == 0;
}

int xap_keep_exception() noexcept
{
    xap_forget();
    new (kept.place) std::exception_ptr(std::current_exception());
    kept.full = true;
    return -1;
}

void xap_rethrow()
{
    if (!kept.full)
        return;
    std::exception_ptr exception = kept_exception();
    xap_forget();
    std::rethrow_exception(exception);
}

void xap_forget() noexcept
{
    if (kept.full)
        kept_exception().~exception_ptr();
    kept.full = false;
}

int xap_fail(const char *message)
{
    return guarded([&] { throw Xapian::InvalidOperationError(message); });
}

int xap_fail_memory(void)
{
    return guarded([] { throw std::bad_alloc(); });
}

const void *xap_document_key(const xap_document *document)
{
    return of(document).internal.get();
}

xap_document *xap_document_share(const xap_document *document)
{
    return xap_of(new (std::nothrow) Xapian::Document(of(document)));
}

void xap_document_release(xap_document *document)
{
    delete &of(document);
}

int xap_document_is_sole(const xap_document *document)
{
    return __atomic_load_n(&of(document).internal->_refs, __ATOMIC_ACQUIRE) == 1;
}

int xap_document_terms(const xap_document *document, size_t *count)
{
    return guarded([&] { *count = of(document).termlist_count(); });
}

int xap_document_each_term(const xap_document *document,
                       int (*each)(void *user, const char *term, size_t size, uint32_t wdf),
                       void *user)
{
    return guarded([&] {
#if XAPIAN_MAJOR_VERSION < 2
        of(document).termlist_count(); /* reads those of a document that is in a database */
        for (const auto &[term, entry] : of(document).internal->terms)
            if (!entry.is_deleted() && each(user, term.data(), term.size(), entry.wdf))
                break;
#else
        const Xapian::TermIterator end = of(document).termlist_end();
        for (Xapian::TermIterator term = of(document).termlist_begin(); term != end; ++term) {
            const std::string text = *term;
            if (each(user, text.data(), text.size(), term.get_wdf()))
                break;
        }
#endif
    });
}

int xap_document_remove_terms(xap_document *document, const char *prefix)
{
    return guarded([&] {
        const std::string head(prefix);
        std::vector<std::string> terms;
        Xapian::TermIterator term = of(document).termlist_begin();
        for (term.skip_to(head);
             term != of(document).termlist_end() && (*term).compare(0, head.size(), head) == 0;
             ++term)
            terms.push_back(*term);
        for (const std::string &found : terms)
            of(document).remove_term(found);
    });
}

int xap_document_add(xap_document *document, struct xap_place *place, const char *term, size_t size,
                     uint32_t position, uint32_t wdf)
{
    return guarded([&] {
        if (add_quickly(of(document), *place, std::string_view(term, size), position, wdf))
            return;
        if (position)
            of(document).add_posting(xapian_text(term, size), position, wdf);
        else
            of(document).add_term(xapian_text(term, size), wdf);
    });
}

int xap_document_value(const xap_document *document, uint32_t slot,
                       void (*each)(void *user, const char *value, size_t size), void *user)
{
    return guarded([&] {
        const std::string value = of(document).get_value(slot);
        each(user, value.data(), value.size());
    });
}

int xap_document_data(const xap_document *document,
                      void (*each)(void *user, const char *data, size_t size), void *user)
{
    return guarded([&] {
        const std::string data = of(document).get_data();
        each(user, data.data(), data.size());
    });
}

int xap_document_set_value(xap_document *document, uint32_t slot, const char *value, size_t size)
{
    return guarded([&] { of(document).add_value(slot, std::string(value, size)); });
}

int xap_document_remove_other_days(xap_document *document, uint32_t day)
{
    return guarded([&] {
        char days[16], months[16], years[16];
        std::snprintf(days, sizeof days, "D%08u", day);
        std::snprintf(months, sizeof months, "M%06u", day / 100);
        std::snprintf(years, sizeof years, "Y%04u", day / 10000);
        std::vector<std::string> others;
        collect_other(of(document), 'D', 8, days, others);
        collect_other(of(document), 'M', 6, months, others);
        collect_other(of(document), 'Y', 4, years, others);
        for (const std::string &term : others)
            of(document).remove_term(term);
    });
}

const void *xap_database_key(const xap_database *database)
{
    return inside(database);
}

int xap_database_is_local(const xap_database *database)
{
    return xap_is_local(inside(database));
}

int xap_database_load(xap_database *database)
{
    return guarded([&] { loading_begin(of(database)); });
}

int xap_database_documents(const xap_database *database, size_t *count)
{
    return guarded([&] { *count = of(database).get_doccount(); });
}

int xap_database_commit(xap_database *database)
{
    return guarded([&] {
        try {
            of(database).commit();
        } catch (const Xapian::InvalidOperationError &) {
            /* in a transaction */
        }
    });
}

int xap_database_metadata(const xap_database *database, const char *key,
                          void (*each)(void *user, const char *value, size_t size), void *user)
{
    return guarded([&] {
        std::string value;
        try {
            value = of(database).get_metadata(key);
        } catch (const Xapian::UnimplementedError &) {
        }
        each(user, value.data(), value.size());
    });
}

int xap_database_set_metadata(xap_database *database, const char *key, const char *value)
{
    return guarded([&] {
        try {
            of(database).set_metadata(key, value);
        } catch (const Xapian::UnimplementedError &) {
        }
    });
}
