/* field_lengths.h - how long the fields of a database's articles are
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The lengths are in a value slot (MASTHEAD_LENGTHS_SLOT), and reading a value for every article that a word stands in
 * would take longer than all the rest of a search.  So they are kept in memory, two bytes a field, for as long
 * as the database stays as it is, and are read a chunk of articles at a time when some of them have been asked for: a program
 * that asks one question reads what it needs for that. */
#ifndef MASTHEAD_XAPIAN_FIELD_LENGTHS_H
#define MASTHEAD_XAPIAN_FIELD_LENGTHS_H

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include <xapian.h>

/* The lengths of one database in one state, shared by all that search it.  Any thread may use it. */
class field_lengths
{
  public:
    enum { UNKNOWN = 65535 }; /* in every field of an article that has no lengths */
    enum { CHUNK = 256 };     /* articles; about what one block of a value stream holds */
    enum { FEW = 32 };        /* that are read singly before their chunk is */

    field_lengths(std::size_t field_count, Xapian::docid last);
    ~field_lengths();
    field_lengths(const field_lengths &) = delete;
    field_lengths &operator=(const field_lengths &) = delete;

    /* Returns those of a database that is no more than one, for `field_count` fields. */
    static std::shared_ptr<field_lengths> of(const Xapian::Database &database,
                                             std::size_t field_count);

  private:
    friend class field_length_reader;
    const std::size_t field_count;
    std::vector<std::atomic<std::uint16_t *>> chunks; /* null: not read yet */
    std::vector<std::atomic<std::uint8_t>> asked;     /* how many articles of each, up to FEW */
};

/* Looks up lengths, with a handle of the database to read chunks with.  Belongs to one thread. */
class field_length_reader
{
    Xapian::Database database;
    std::shared_ptr<field_lengths> lengths;
    Xapian::ValueIterator value;
    Xapian::docid reached = 0; /* the iterator stands at or behind it; 0: it has not begun */
    const std::uint16_t *rows = nullptr; /* of the chunk that was used last */
    Xapian::docid rows_begin = 1, rows_end = 0;
    std::vector<std::uint16_t> single;  /* of one article that was read without its chunk */
    std::vector<std::uint32_t> numbers; /* of a value */

    void go_to(Xapian::docid did);
    void read_value(std::uint16_t *row);
    const std::uint16_t *read_chunk(std::size_t number);
    const std::uint16_t *read_single(Xapian::docid did);
    const std::uint16_t *other_chunk(Xapian::docid did);

  public:
    field_length_reader() = default;
    field_length_reader(const Xapian::Database &database_, std::size_t field_count)
        : database(database_), lengths(field_lengths::of(database_, field_count))
    {
    }

    /* The lengths of an article's fields; valid until the next is asked for. */
    const std::uint16_t *operator[](Xapian::docid did)
    {
        return did >= rows_begin && did < rows_end
                   ? rows + (did - rows_begin) * lengths->field_count
                   : other_chunk(did);
    }
};

#endif
