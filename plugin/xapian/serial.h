/* serial.h - posting sources as bytes, to be sent to a server
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Numbers are of eight bytes, the lowest first; a text has its length before it. */
#ifndef MASTHEAD_XAPIAN_SERIAL_H
#define MASTHEAD_XAPIAN_SERIAL_H

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include <xapian.h>

inline void put_number(std::string &out, std::uint64_t number)
{
    for (int i = 0; i < 8; i++)
        out += static_cast<char>(number >> 8 * i & 255);
}

inline void put_double(std::string &out, double number)
{
    std::uint64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    put_number(out, bits);
}

inline void put_text(std::string &out, const std::string &text)
{
    put_number(out, text.size());
    out += text;
}

/* Reads them in the same order.  What is damaged is a Xapian::SerialisationError. */
class serial_reader
{
    const std::string &text;
    std::size_t at = 0;

  public:
    explicit serial_reader(const std::string &text_) : text(text_)
    {
    }
    [[noreturn]] static void refuse()
    {
        throw Xapian::SerialisationError("masthead: a part of the query arrived damaged");
    }
    std::uint64_t number()
    {
        std::uint64_t out = 0;
        if (text.size() - at < 8)
            refuse();
        for (int i = 0; i < 8; i++)
            out |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[at++])) << 8 * i;
        return out;
    }
    /* A number that is not greater than `most`. */
    unsigned small(unsigned most)
    {
        std::uint64_t out = number();
        if (out > most)
            refuse();
        return static_cast<unsigned>(out);
    }
    /* A number of things that take eight bytes at least. */
    std::size_t count()
    {
        return small(static_cast<unsigned>((text.size() - at) / 8));
    }
    /* A number that is finite and not negative. */
    double real()
    {
        std::uint64_t bits = number();
        double out;
        std::memcpy(&out, &bits, sizeof out);
        if (!(out >= 0) || std::isinf(out))
            refuse();
        return out;
    }
    std::string string()
    {
        std::uint64_t size = number();
        if (size > text.size() - at)
            refuse();
        at += static_cast<std::size_t>(size);
        return text.substr(at - static_cast<std::size_t>(size), static_cast<std::size_t>(size));
    }
};

#endif
