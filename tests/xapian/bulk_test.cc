/* bulk_test.cc - documents loaded at once make the database that stock Xapian makes of them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each set of documents goes into two new databases, through Xapian and through bulk.h.  All that a reader can see
 * must be the same, also after both have been changed by stock Xapian; and Xapian's own check must find nothing
 * wrong.  Each set is loaded twice, all in memory, and with a run for every few documents; and in parts.  Some are loaded
 * with documents that others replace. */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <xapian.h>

#include "bulk.h"
#include "sound.h"
#include "test.h"

#if XAPIAN_MAJOR_VERSION < 2

namespace
{

typedef std::mt19937 chance;

struct term {
    uint32_t wdf;
    std::vector<uint32_t> positions;
};

struct document {
    uint32_t did;
    std::map<std::string, term> terms;
    std::map<uint32_t, std::string> values;
    std::string data;
};

struct documents {
    std::vector<document> list;
    std::map<std::string, std::string> metadata;
};

std::string folder; /* where the databases are */

std::string path_of(const std::string &name)
{
    return folder + "/" + name;
}

void remove_database(const std::string &path)
{
    if (DIR *d = opendir(path.c_str())) {
        while (dirent *entry = readdir(d))
            unlink((path + "/" + entry->d_name).c_str());
        closedir(d);
        rmdir(path.c_str());
    }
}

/* ---- Both ways ------------------------------------------------------------------------------------- */

Xapian::Document xapian_document(const document &from)
{
    Xapian::Document to;
    for (const auto &t : from.terms) {
        to.add_term(t.first, t.second.wdf);
        for (uint32_t position : t.second.positions)
            to.add_posting(t.first, position, 0);
    }
    for (const auto &v : from.values)
        to.add_value(v.first, v.second);
    to.set_data(from.data);
    return to;
}

void make_stock(const std::string &path, const documents &set, int block_size)
{
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE, block_size);
    for (const document &d : set.list)
        database.replace_document(d.did, xapian_document(d));
    for (const auto &m : set.metadata)
        database.set_metadata(m.first, m.second);
    database.commit();
}

bulk_status load_document(bulk *load, const document &d)
{
    bulk_status status = bulk_begin(load, d.did);
    for (auto t = d.terms.begin(); !status && t != d.terms.end(); ++t)
        status = bulk_term(load, t->first.data(), t->first.size(), t->second.wdf,
                           t->second.positions.data(), t->second.positions.size());
    for (auto v = d.values.begin(); !status && v != d.values.end(); ++v)
        status = bulk_value(load, v->first, v->second.data(), v->second.size());
    return status ? status : bulk_end(load, d.data.data(), d.data.size());
}

bulk_status load_all(bulk *load, const documents &set)
{
    bulk_status status = BULK_OK;
    for (auto d = set.list.begin(); !status && d != set.list.end(); ++d)
        status = load_document(load, *d);
    for (auto m = set.metadata.begin(); !status && m != set.metadata.end(); ++m)
        status = bulk_metadata(load, m->first.data(), m->first.size(), m->second.data(), m->second.size());
    return status;
}

bulk_status make_bulk(const std::string &path, const documents &set, int block_size, size_t budget, bulk_error *error)
{
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE, block_size);
    bulk *load;
    bulk_status status = bulk_open(path.c_str(), &load, error);
    if (status)
        return status;
    if (budget)
        bulk_set_budget(load, budget);
    status = load_all(load, set);
    bulk_failure(load, error);
    if (!status)
        status = bulk_commit(load, error);
    bulk_close(load);
    return status;
}

/* Leaves the documents as a part, with numbers that are less by `before`. */
bulk_status leave_part(const std::string &path, documents set, uint32_t before, int block_size, size_t budget,
                       bulk_error *error)
{
    for (document &d : set.list)
        d.did -= before;
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE, block_size);
    bulk *load;
    bulk_status status = bulk_open(path.c_str(), &load, error);
    if (status)
        return status;
    bulk_set_budget(load, budget);
    bulk_set_part(load);
    status = load_all(load, set);
    if (!status)
        status = bulk_leave(load, error);
    bulk_close(load);
    return status;
}

/* The documents numbered 1, 2, ... */
documents renumbered(documents set)
{
    for (size_t i = 0; i < set.list.size(); i++)
        set.list[i].did = static_cast<uint32_t>(i + 1);
    return set;
}

std::vector<uint32_t> numbers_of(const documents &set)
{
    std::vector<uint32_t> numbers;
    for (const document &d : set.list)
        numbers.push_back(d.did);
    return numbers;
}

/* Loads the documents as so many parts, and joins them with those that replace some. */
bulk_status make_joined(const documents &set, const documents &replacing, int block_size, size_t count,
                        unsigned threads, bulk_error *error)
{
    std::vector<std::string> paths;
    std::vector<const char *> directories;
    const std::vector<uint32_t> numbers = numbers_of(replacing);
    const size_t parts = count + !numbers.empty();
    bulk_status status = BULK_OK;
    for (size_t i = 0; i < parts; i++)
        paths.push_back(path_of("part" + std::to_string(i)));
    for (size_t i = 0; !status && i < count; i++) {
        const size_t begin = set.list.size() * i / count, end = set.list.size() * (i + 1) / count;
        documents part{{}, set.metadata};
        part.list.assign(set.list.begin() + static_cast<long>(begin), set.list.begin() + static_cast<long>(end));
        const uint32_t before = begin ? set.list[begin - 1].did : 0;
        status = leave_part(paths[i], part, before, block_size, i % 2 ? 5000 : 1000000, error);
    }
    if (!status && parts > count)
        status = leave_part(paths[count], renumbered(replacing), 0, block_size, 1000000, error);
    for (const std::string &path : paths)
        directories.push_back(path.c_str());
    const bulk_joining how = {parts, threads, numbers.empty() ? nullptr : numbers.data(), numbers.size()};
    return status ? status : bulk_join(directories.data(), &how, error);
}

/* Loads the documents and then those that replace some. */
bulk_status make_replaced(const std::string &path, const documents &set, const documents &replacing, int block_size,
                          bulk_error *error)
{
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE, block_size);
    bulk *load, *second = nullptr;
    bulk_status status = bulk_open(path.c_str(), &load, error);
    if (status)
        return status;
    bulk_set_budget(load, 50000);
    status = load_all(load, set);
    if (!status)
        status = bulk_open_replacing(load, &second, error);
    if (!status)
        status = load_all(second, renumbered(replacing));
    if (!status)
        status = bulk_commit_replacing(load, second, numbers_of(replacing).data(), error);
    bulk_close(second);
    bulk_close(load);
    return status;
}

/* ---- Comparing ------------------------------------------------------------------------------------- */

/* What a reader sees, as lines. */
void describe_terms(std::ostream &out, const Xapian::Database &database, Xapian::TermIterator t,
                    const Xapian::TermIterator &end, bool in_document)
{
    for (; t != end; ++t) {
        out << "term " << *t << ' ' << t.get_termfreq();
        if (in_document) {
            out << " wdf " << t.get_wdf() << " at";
            for (auto p = t.positionlist_begin(); p != t.positionlist_end(); ++p)
                out << ' ' << *p;
        } else {
            out << ' ' << database.get_collection_freq(*t) << ' ' << database.get_wdf_upper_bound(*t);
            for (auto p = database.postlist_begin(*t); p != database.postlist_end(*t); ++p)
                out << ' ' << *p << ':' << p.get_wdf();
        }
        out << '\n';
    }
}

void describe_document(std::ostream &out, const Xapian::Database &database, uint32_t did)
{
    const Xapian::Document d = database.get_document(did);
    out << "document " << did << ' ' << database.get_doclength(did) << ' ' << database.get_unique_terms(did) << ' '
        << d.termlist_count() << ' ' << d.get_data() << '\n';
    for (auto v = d.values_begin(); v != d.values_end(); ++v)
        out << "value " << v.get_valueno() << ' ' << *v << '\n';
    describe_terms(out, database, database.termlist_begin(did), database.termlist_end(did), true);
}

void describe_slots(std::ostream &out, const Xapian::Database &database, const documents &set)
{
    std::map<uint32_t, bool> slots;
    for (const document &d : set.list)
        for (const auto &v : d.values)
            slots[v.first] = true;
    for (const auto &s : slots) {
        out << "slot " << s.first << ' ' << database.get_value_freq(s.first) << ' '
            << database.get_value_lower_bound(s.first) << ' ' << database.get_value_upper_bound(s.first);
        for (auto v = database.valuestream_begin(s.first); v != database.valuestream_end(s.first); ++v)
            out << ' ' << v.get_docid() << '=' << *v;
        out << '\n';
    }
}

std::string describe(const std::string &path, const documents &set)
{
    std::ostringstream out;
    const Xapian::Database database(path);
    out << database.get_doccount() << ' ' << database.get_lastdocid() << ' ' << database.get_avlength() << ' '
        << database.get_total_length() << ' ' << database.has_positions() << ' '
        << database.get_doclength_lower_bound() << ' ' << database.get_doclength_upper_bound() << '\n';
    for (auto p = database.postlist_begin(""); p != database.postlist_end(""); ++p)
        describe_document(out, database, *p);
    describe_terms(out, database, database.allterms_begin(), database.allterms_end(), false);
    describe_slots(out, database, set);
    for (auto m = database.metadata_keys_begin(); m != database.metadata_keys_end(); ++m)
        out << "metadata " << *m << ' ' << database.get_metadata(*m) << '\n';
    return out.str();
}

bool alike(const std::string &a, const std::string &b, const documents &set)
{
    const std::string x = describe(a, set), y = describe(b, set);
    if (x == y)
        return true;
    const auto at = std::mismatch(x.begin(), x.begin() + std::min(x.size(), y.size()), y.begin()).first - x.begin();
    const auto from = at > 100 ? at - 100 : 0;
    printf("# %s\n# stock %s\n# bulk  %s\n", a.c_str(), x.substr(from, 200).c_str(), y.substr(from, 200).c_str());
    return false;
}

/* ---- Sets of documents ----------------------------------------------------------------------------- */

std::string word(chance &random, size_t most)
{
    std::string s;
    for (size_t size = 1 + random() % most; s.size() < size;)
        s += static_cast<char>(random() % 8 ? 'a' + random() % 6 : random() % 256);
    return s;
}

std::vector<uint32_t> some_positions(chance &random, size_t most, uint32_t step)
{
    std::vector<uint32_t> positions;
    uint32_t at = random() % 3;
    for (size_t count = random() % (most + 1); positions.size() < count; at += 1 + random() % step)
        positions.push_back(at);
    return positions;
}

document some_document(chance &random, uint32_t did)
{
    document d{did, {{"word", {1, {}}}}, {}, {}}; /* Xapian's check thinks that a length of 0 means no terms */
    for (size_t count = random() % 60; count; count--) {
        const uint32_t step = random() % 4 ? 20 : random() % 2 ? 1 : 100000000;
        term t{static_cast<uint32_t>(random() % 8 ? random() % 4 : random() % 1000),
               some_positions(random, random() % 16 ? 4 : 30, step)};
        d.terms[word(random, random() % 16 ? 3 : 60)] = t;
    }
    for (size_t count = random() % 4; count; count--)
        d.values[random() % 8 ? random() % 5 : random()] = word(random, random() % 32 ? 8 : 3000);
    for (size_t count = random() % 4 ? random() % 100 : 0; count; count--)
        d.data += word(random, 30);
    return d;
}

documents some_documents(unsigned seed, size_t count)
{
    documents set;
    chance random(seed);
    uint32_t did = 0;
    while (set.list.size() < count) {
        did += random() % 8 ? 1 : 1 + random() % 40000;
        set.list.push_back(some_document(random, did));
    }
    for (size_t i = random() % 5; i; i--)
        set.metadata[word(random, 20)] = word(random, random() % 2 ? 20 : 5000);
    return set;
}

document simple(uint32_t did)
{
    return document{did, {{"word", {1, {1}}}}, {}, "data"};
}

documents nothing()
{
    return {};
}

documents only_metadata()
{
    return {{}, {{"key", "value"}, {std::string("\0\xff", 2), std::string("\0\0", 2)}, {std::string(253, 'k'), "long"}}};
}

documents one()
{
    return {{simple(1)}, {}};
}

documents empty_documents()
{
    documents set;
    for (uint32_t did : {1, 2, 70000})
        set.list.push_back(document{did, {}, {}, {}});
    set.list.push_back(document{70001, {}, {{3, "only a value"}}, {}});
    return set;
}

documents far_numbers()
{
    documents set;
    for (uint32_t did : {1u, 0x7fffu, 0x8000u, 0x3fffffu, 0x400000u, 0x1fffffffu, 0x20000000u, 0xffffffffu})
        set.list.push_back(simple(did));
    return set;
}

documents extreme_terms()
{
    document d = simple(1);
    d.terms[std::string(245, 'x')] = {7, {1, 2, 3}};
    d.terms[std::string(245, '\xff')] = {7, {}};
    for (size_t zeros : {1, 2, 3, 4})
        for (const char *after : {"", "a", "\xff", "\x01"}) {
            d.terms[std::string(zeros, '\0') + after] = {1, {5}};
            d.terms["a" + std::string(zeros, '\0') + after] = {1, {6}};
            d.terms["aa" + std::string(zeros, '\0') + after + std::string(zeros, '\0')] = {0, {}};
        }
    document e = d;
    e.did = 40000;
    return {{d, e}, {}};
}

documents extreme_positions()
{
    document d = simple(3);
    d.terms["zero"] = {1, {0}};
    d.terms["zeroone"] = {1, {0, 1}};
    d.terms["last"] = {1, {0xfffffffe, 0xffffffff}};
    d.terms["both"] = {1, {0, 0xffffffff}};
    d.terms["three"] = {1, {0, 0x80000000, 0xffffffff}};
    for (uint32_t i = 0; i < 100000; i++) {
        d.terms["dense"].positions.push_back(i + 7);
        d.terms["even"].positions.push_back(2 * i);
        d.terms["sparse"].positions.push_back(i * 42000 + i % 41);
    }
    return {{d}, {}};
}

documents extreme_wdf()
{
    document d = simple(1);
    d.terms["most"] = {0xfffffff0, {}}; /* a few more are stock Xapian's mark for what is deleted */
    d.terms["nothing"] = {0, {}};
    document e = simple(2);
    e.terms["most"] = {126, {}};
    e.terms["packed"] = {127, {}};
    return {{d, e}, {}};
}

documents huge_tags()
{
    chance random(5);
    document d = simple(1);
    while (d.data.size() < 3000000)
        d.data += static_cast<char>(random());
    d.values[0] = std::string(1000000, 'v');
    d.values[0xffffffff] = d.data.substr(0, 500000);
    document e = simple(2);
    e.values[0] = "small";
    return {{d, e}, {{"large", d.data.substr(0, 100000)}}};
}

documents many_values()
{
    documents set;
    for (uint32_t did = 1; did < 40; did++) {
        set.list.push_back(simple(did));
        for (uint32_t slot = 0; slot < 600; slot += 1 + did % 3)
            set.list.back().values[slot * (1 + slot % 7 * 1000)] = std::string(1 + (slot * did) % 30, 'a' + did % 20);
    }
    return set;
}

documents long_list()
{
    documents set;
    for (uint32_t did = 1; did <= 100000; did++) {
        document d{did + did / 1000, {{"often", {did % 300, {}}}}, {}, {}};
        if (did % 50000 == 0)
            d.terms["wordy"] = {1, {1}};
        set.list.push_back(d);
    }
    return set;
}

documents many_terms()
{
    document d = simple(9);
    for (uint32_t i = 0; i < 40000; i++)
        d.terms["t" + std::to_string(i * 7919 % 1000003)] = {i % 5, {i}};
    return {{d, simple(10)}, {}};
}

documents no_positions()
{
    documents set = some_documents(77, 200);
    for (document &d : set.list)
        for (auto &t : d.terms)
            t.second.positions.clear();
    return set;
}

documents random_small()
{
    return some_documents(1, 40);
}

/* As large as make check has time for; the benchmark's databases are larger. */
documents random_large()
{
    return some_documents(2, 500);
}

const struct set {
    const char *name;
    documents (*make)();
} sets[] = {
    {"nothing", nothing},
    {"only metadata", only_metadata},
    {"one document", one},
    {"empty documents", empty_documents},
    {"numbers far apart", far_numbers},
    {"terms long and with zero bytes", extreme_terms},
    {"positions dense, sparse and great", extreme_positions},
    {"wdf of 0 and great", extreme_wdf},
    {"data and values larger than blocks", huge_tags},
    {"many values", many_values},
    {"100,000 postings of a term", long_list},
    {"40,000 terms in a document", many_terms},
    {"no positions", no_positions},
    {"random documents", random_small},
    {"many random documents", random_large},
};

/* ---- The same --------------------------------------------------------------------------------------- */

/* What stock Xapian does to a database later. */
void change(const std::string &path, const documents &set)
{
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
    chance random(9);
    const size_t share = 7 + set.list.size() / 50;
    for (const document &d : set.list)
        if (random() % share == 0)
            database.delete_document(d.did);
        else if (random() % share == 0)
            database.replace_document(d.did, xapian_document(some_document(random, d.did)));
    database.commit();
    if (set.list.empty() || set.list.back().did != 0xffffffff)
        for (int i = 0; i < 100; i++)
            database.add_document(xapian_document(some_document(random, 1)));
    database.set_metadata("key", "changed");
    database.set_metadata("added", std::string(3000, 'm'));
    database.commit();
}

void compact(const std::string &from, const std::string &to)
{
    remove_database(to);
    Xapian::Database(from).compact(to, Xapian::DBCOMPACT_NO_RENUMBER);
}

/* The same documents joined from parts as the stock database has. */
void test_joined(const std::string &name, const documents &set, const documents &replacing, int block_size)
{
    const struct {
        size_t parts;
        unsigned threads;
    } ways[] = {{1, 1}, {1, 3}, {2, 1}, {3, 2}, {7, 16}};
    for (const auto &way : ways) {
        bulk_error error = {""};
        const bulk_status status = make_joined(set, replacing, block_size, way.parts, way.threads, &error);
        const std::string joined = path_of("part0");
        ok(status == BULK_OK && is_sound(joined) && alike(path_of("stock"), joined, set),
           "%s: %zu parts joined by %u threads %s", name.c_str(), way.parts, way.threads, error.message);
    }
}

/* Some documents replaced by others, the first and the last among them, and once all. */
void test_replaced(const set &s, int block_size)
{
    const documents set = s.make();
    const std::string stock = path_of("stock"), bulk = path_of("bulk");
    for (unsigned share : {1, 2, 5}) {
        documents replacing;
        chance random(share);
        for (const document &d : set.list)
            if (share == 1 || random() % share == 0 || d.did == set.list.front().did || d.did == set.list.back().did)
                replacing.list.push_back(some_document(random, d.did));
        const std::string name = std::string(s.name) + ", one in " + std::to_string(share) + " replaced";
        make_stock(stock, set, block_size);
        {
            Xapian::WritableDatabase database(stock, Xapian::DB_OPEN);
            for (const document &d : replacing.list)
                database.delete_document(d.did);
            for (const document &d : replacing.list)
                database.replace_document(d.did, xapian_document(d));
        }
        bulk_error error = {""};
        const bulk_status status = make_replaced(bulk, set, replacing, block_size, &error);
        ok(status == BULK_OK && is_sound(bulk) && alike(stock, bulk, set), "%s %s", name.c_str(), error.message);
        test_joined(name, set, replacing, block_size);
    }
}

void test_set(const set &s, int block_size)
{
    const documents set = s.make();
    const std::string stock = path_of("stock"), bulk = path_of("bulk"), small = path_of("small");
    bulk_error error = {""};
    make_stock(stock, set, block_size);
    for (size_t budget : {5000, 0}) {
        const bulk_status status = make_bulk(bulk, set, block_size, budget, &error);
        ok(status == BULK_OK && is_sound(bulk) && alike(stock, bulk, set), "%s: blocks of %d%s %s", s.name, block_size,
           budget ? ", many runs" : "", error.message);
    }
    test_joined(s.name, set, {}, block_size);
    compact(bulk, small);
    ok(is_sound(small) && alike(stock, small, set), "%s: compacted", s.name);
    change(stock, set);
    change(bulk, set);
    ok(is_sound(bulk) && alike(stock, bulk, set), "%s: changed by stock Xapian", s.name);
}

} // namespace

int main()
{
    char name[] = "/tmp/bulk_test.XXXXXX";
    folder = mkdtemp(name);
    for (const set &s : sets)
        test_set(s, 8192);
    for (const set &s : sets)
        for (const char *chosen : {"one document", "empty documents", "data and values larger than blocks",
                                   "terms long and with zero bytes", "random documents"})
            if (s.name == std::string(chosen))
                test_replaced(s, 8192);
    for (int block_size : {2048, 65536})
        test_set(sets[sizeof sets / sizeof *sets - 1], block_size);
    for (const char *database : {"stock", "bulk", "small"})
        remove_database(path_of(database));
    for (int part = 0; part <= 7; part++)
        remove_database(path_of("part" + std::to_string(part)));
    rmdir(folder.c_str());
    return done();
}

#else
int main()
{
    printf("1..0 # SKIP the format is that of Xapian 1.4\n");
}
#endif
