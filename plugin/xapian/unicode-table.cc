/* unicode-table.cc - prints plugin/core/unicode-table.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The table holds what the libxapian that the module is built for knows about every character, so that the
 * core splits words as it does.  What is no part of its interface and is not the same in all versions, its
 * TermGenerator is asked for by what it makes of small texts.  The table has two stages: a block number for every
 * 128 characters, and a record number for every character of a block; equal blocks and equal records are kept
 * once. */
extern "C" {
#include "unicode.h"
}

#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>
#include <xapian.h>

using namespace Xapian::Unicode;

namespace
{
constexpr unsigned characters = 0x110000, block_size = 128;

constexpr unsigned bit(category c)
{
    return 1u << c;
}

/* What Xapian's TermGenerator makes of a text. */
Xapian::Document terms_of(const std::string &text, Xapian::TermGenerator::stem_strategy strategy, bool ngrams)
{
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("en"));
    generator.set_stemming_strategy(strategy);
    if (ngrams)
        generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
    generator.index_text(text);
    return generator.get_document();
}

std::string utf8(unsigned ch)
{
    std::string bytes;
    append_utf8(bytes, ch);
    return bytes;
}

/* Whether a character between two others vanishes, so that they stand in one word. */
bool vanishes(char before, unsigned ch, char behind)
{
    const auto terms = terms_of(before + utf8(ch) + behind, Xapian::TermGenerator::STEM_NONE, false);
    return *terms.termlist_begin() == std::string{before, behind};
}

/* Whether two of a character are made into n-grams: each of them and the pair. */
bool gives_ngrams(unsigned ch)
{
    return terms_of(utf8(ch) + utf8(ch), Xapian::TermGenerator::STEM_NONE, true).termlist_count() == 2;
}

/* Whether half of a surrogate pair, in three bytes, is read as a character; it is no well-formed text. */
bool halves_are_read()
{
    return *Xapian::Utf8Iterator("\xed\xa0\x80") == 0xD800;
}

/* Whether the stem of a pair has a position. */
bool pairs_placed()
{
    const std::string pair = utf8(0x4e2d) + utf8(0x6587);
    const auto terms = terms_of(pair, Xapian::TermGenerator::STEM_ALL_Z, true);
    auto term = terms.termlist_begin();
    term.skip_to("Z" + pair);
    return term.positionlist_count() > 0;
}

struct rule {
    unsigned flag, categories;
};
constexpr rule rules[] = {
    {CHAR_DIGIT, bit(DECIMAL_DIGIT_NUMBER)},
    {CHAR_UPPER, bit(UPPERCASE_LETTER) | bit(TITLECASE_LETTER)},
    {CHAR_LOWER, bit(LOWERCASE_LETTER)},
    {CHAR_STEM,
     bit(LOWERCASE_LETTER) | bit(TITLECASE_LETTER) | bit(MODIFIER_LETTER) | bit(OTHER_LETTER)},
    {CHAR_MARK, bit(NON_SPACING_MARK) | bit(ENCLOSING_MARK) | bit(COMBINING_SPACING_MARK)},
    {CHAR_FORMAT, bit(FORMAT)}};

unsigned class_of(unsigned ch)
{
    unsigned flags = 0;
    for (const rule &r : rules)
        if (r.categories & bit(get_category(ch)))
            flags |= r.flag;
    if (is_wordchar(ch))
        flags |= CHAR_WORD | (gives_ngrams(ch) ? CHAR_CJK : 0);
    if (is_whitespace(ch))
        flags |= CHAR_SPACE;
    if (flags & CHAR_FORMAT)
        flags |= (vanishes('a', ch, 'b') ? CHAR_JOINS : 0) |
                 (vanishes('1', ch, '2') ? CHAR_JOINS_DIGITS : 0);
    return flags;
}

/* The number of a value; a new value gets the next one. */
template <typename Value> unsigned number(std::map<Value, unsigned> &numbers, std::vector<Value> &all,
                                          const Value &value)
{
    auto found = numbers.emplace(value, unsigned(all.size()));
    if (found.second)
        all.push_back(value);
    return found.first->second;
}

const char *type_for(size_t count)
{
    return count <= 0x100 ? "uint8_t" : "uint16_t";
}

void print(const char *name, const char *type, const std::vector<unsigned> &values)
{
    std::printf("static const %s %s[%zu] = {", type, name, values.size());
    for (size_t i = 0; i < values.size(); i++)
        std::printf("%s%u,", i % 24 ? "" : "\n", values[i]);
    std::printf("\n};\n");
}
} // namespace

int main()
{
    using record = std::pair<unsigned, int>; /* class, lower case minus character */
    using block = std::vector<unsigned>;
    std::map<record, unsigned> record_numbers;
    std::map<block, unsigned> block_numbers;
    std::vector<record> records;
    std::vector<block> blocks;
    std::vector<unsigned> first_stage, second_stage;

    for (unsigned begin = 0; begin < characters; begin += block_size) {
        block b;
        for (unsigned ch = begin; ch < begin + block_size; ch++)
            b.push_back(number(record_numbers, records, record(class_of(ch), int(tolower(ch)) - int(ch))));
        first_stage.push_back(number(block_numbers, blocks, b));
    }
    for (const block &b : blocks)
        second_stage.insert(second_stage.end(), b.begin(), b.end());

    std::printf("/* made by unicode-table from Xapian %s; not to be edited */\n", Xapian::version_string());
    std::printf("enum { BLOCK_SIZE = %u, HALVES_ARE_READ = %d };\n", block_size, halves_are_read());
    print("block_of", type_for(blocks.size()), first_stage);
    print("record_of", type_for(records.size()), second_stage);
    std::printf("static const struct {\n    uint16_t class;\n    int32_t lower;\n} records[%zu] = {\n",
                records.size());
    for (const record &r : records)
        std::printf("{%u,%d},", r.first, r.second);
    std::printf("\n};\n");
    std::printf("const uint8_t unicode_ascii[256] = {");
    for (unsigned ch = 0; ch < 128; ch++)
        std::printf("%s%u,", ch % 24 ? "" : "\n", class_of(ch));
    std::printf("\n};\nconst bool unicode_pairs_placed = %d;\n", pairs_placed());
    return std::fflush(stdout) || std::ferror(stdout);
}
