/* field_lengths.cc - how long the fields of a database's articles are
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "field_lengths.h"

#include <algorithm>
#include <list>
#include <string>

#include "fork_lock.h"
#include "masthead.h"

namespace
{

enum {
    MOST_STATES = 2,    /* of one database: that before a change is still in use for a while */
    MOST_DATABASES = 64 /* in all states */
};

/* What a database was like when its lengths were read.  A database that is being written to has no new revision
 * before it commits, but other figures. */
struct state {
    std::string uuid;
    Xapian::rev revision;
    Xapian::doccount articles;
    Xapian::docid last;
    Xapian::totallength length;
    std::size_t field_count;

    bool operator==(const state &other) const
    {
        return uuid == other.uuid && revision == other.revision && articles == other.articles &&
               last == other.last && length == other.length && field_count == other.field_count;
    }
};

/* Returns false when the database's states cannot be told apart. */
bool read_state(const Xapian::Database &database, std::size_t field_count, state &out)
{
    try {
        out = {database.get_uuid(),
               database.get_revision(),
               database.get_doccount(),
               database.get_lastdocid(),
               database.get_total_length(),
               field_count};
    } catch (const Xapian::UnimplementedError &) {
        return false;
    }
    return !out.uuid.empty();
}

struct known {
    state of;
    std::shared_ptr<field_lengths> lengths;
};

/* All that is kept, what was used last in front, for who holds the lock.  Never freed: threads may
 * search until the very end. */
std::list<known> &kept()
{
    static std::list<known> &all = *new std::list<known>;
    return all;
}

/* Drops what was not used for the longest time, of this database and of all. */
void drop_old(std::list<known> &list, const std::string &uuid)
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

} // namespace

field_lengths::field_lengths(std::size_t field_count_, Xapian::docid last)
    : field_count(field_count_), chunks(last / CHUNK + 1)
{
}

field_lengths::~field_lengths()
{
    for (auto &chunk : chunks)
        delete[] chunk.load(std::memory_order_relaxed);
}

std::shared_ptr<field_lengths> field_lengths::of(const Xapian::Database &database,
                                                 std::size_t field_count)
{
    state now;
    if (!read_state(database, field_count, now))
        return std::make_shared<field_lengths>(field_count, database.get_lastdocid());
    fork_lock lock;
    std::list<known> &list = kept();
    for (auto at = list.begin(); at != list.end(); ++at)
        if (at->of == now) {
            list.splice(list.begin(), list, at);
            return at->lengths;
        }
    list.push_front({now, std::make_shared<field_lengths>(field_count, now.last)});
    std::shared_ptr<field_lengths> lengths = list.front().lengths;
    drop_old(list, now.uuid);
    return lengths;
}

/* Reads a chunk; of two threads that do so at once, the first one's is kept. */
const std::uint16_t *field_length_reader::read_chunk(std::size_t number)
{
    const std::size_t fields = lengths->field_count;
    const Xapian::docid begin = static_cast<Xapian::docid>(number * field_lengths::CHUNK);
    std::unique_ptr<std::uint16_t[]> read(new std::uint16_t[field_lengths::CHUNK * fields]);
    std::fill_n(read.get(), field_lengths::CHUNK * fields, field_lengths::UNKNOWN);
    if (!reached || begin < reached)
        value = database.valuestream_begin(MASTHEAD_LENGTHS_SLOT);
    const Xapian::ValueIterator end = database.valuestream_end(MASTHEAD_LENGTHS_SLOT);
    std::vector<std::uint32_t> row(fields);
    if (value != end && begin)
        value.skip_to(begin);
    for (; value != end && value.get_docid() < begin + field_lengths::CHUNK; ++value) {
        const std::string text = *value;
        masthead_lengths_read(text.data(), text.size(), row.data(), fields);
        std::copy(row.begin(), row.end(), read.get() + (value.get_docid() - begin) * fields);
    }
    reached = begin + field_lengths::CHUNK;
    std::uint16_t *there = nullptr;
    if (lengths->chunks[number].compare_exchange_strong(there, read.get()))
        return read.release();
    return there;
}

const std::uint16_t *field_length_reader::other_chunk(Xapian::docid did)
{
    const std::size_t number = did / field_lengths::CHUNK;
    const std::uint16_t *chunk = lengths->chunks.at(number);
    if (!chunk)
        chunk = read_chunk(number);
    rows = chunk;
    rows_begin = static_cast<Xapian::docid>(number * field_lengths::CHUNK);
    rows_end = rows_begin + field_lengths::CHUNK;
    return rows + (did - rows_begin) * lengths->field_count;
}
