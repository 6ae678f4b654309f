/* field_lengths.cc - how long the fields of a database's articles are
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "field_lengths.h"

#include <algorithm>
#include <string>

#include "database_state.h"
#include "masthead.h"

field_lengths::field_lengths(std::size_t field_count_, Xapian::docid last)
    : field_count(field_count_), chunks(last / CHUNK + 1), asked(last / CHUNK + 1)
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
    /* never freed: threads may search until the very end */
    static kept_by_state<field_lengths> &all = *new kept_by_state<field_lengths>;
    database_state now;
    if (!database_state_read(database, now))
        return std::make_shared<field_lengths>(field_count, database.get_lastdocid());
    return all.of(
        now, [&](const field_lengths &kept) { return kept.field_count == field_count; },
        [&] { return std::make_shared<field_lengths>(field_count, now.last); });
}

/* Brings the iterator to the first value from that article on. */
void field_length_reader::go_to(Xapian::docid did)
{
    if (!reached || did < reached)
        value = database.valuestream_begin(MASTHEAD_LENGTHS_SLOT);
    if (value != database.valuestream_end(MASTHEAD_LENGTHS_SLOT))
        value.skip_to(did);
    reached = did;
}

void field_length_reader::read_value(std::uint16_t *row)
{
    const std::string text = *value;
    numbers.resize(lengths->field_count);
    masthead_lengths_read(text.data(), text.size(), numbers.data(), numbers.size());
    std::copy(numbers.begin(), numbers.end(), row);
}

/* Reads a chunk; of two threads that do so at once, the first one's is kept. */
const std::uint16_t *field_length_reader::read_chunk(std::size_t number)
{
    const std::size_t fields = lengths->field_count;
    const Xapian::docid begin = static_cast<Xapian::docid>(number * field_lengths::CHUNK);
    const Xapian::ValueIterator end = database.valuestream_end(MASTHEAD_LENGTHS_SLOT);
    std::unique_ptr<std::uint16_t[]> read(new std::uint16_t[field_lengths::CHUNK * fields]);
    std::fill_n(read.get(), field_lengths::CHUNK * fields, field_lengths::UNKNOWN);
    for (go_to(begin); value != end && value.get_docid() < begin + field_lengths::CHUNK; ++value)
        read_value(read.get() + (value.get_docid() - begin) * fields);
    reached = begin + field_lengths::CHUNK;
    std::uint16_t *there = nullptr;
    if (lengths->chunks[number].compare_exchange_strong(there, read.get()))
        return read.release();
    return there;
}

const std::uint16_t *field_length_reader::read_single(Xapian::docid did)
{
    single.assign(lengths->field_count, field_lengths::UNKNOWN);
    go_to(did);
    if (value != database.valuestream_end(MASTHEAD_LENGTHS_SLOT) && value.get_docid() == did)
        read_value(single.data());
    return single.data();
}

const std::uint16_t *field_length_reader::other_chunk(Xapian::docid did)
{
    const std::size_t number = did / field_lengths::CHUNK;
    const std::uint16_t *chunk = lengths->chunks.at(number);
    if (!chunk && lengths->asked[number] < field_lengths::FEW) {
        lengths->asked[number]++;
        return read_single(did);
    }
    if (!chunk)
        chunk = read_chunk(number);
    rows = chunk;
    rows_begin = static_cast<Xapian::docid>(number * field_lengths::CHUNK);
    rows_end = rows_begin + field_lengths::CHUNK;
    return rows + (did - rows_begin) * lengths->field_count;
}
