/* terms_test.cc - our terms against those of the real Xapian::TermGenerator
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Run with a number it tries so many times as many random texts; with file names it compares every line of the
 * files, and each file as a whole. */
extern "C" {
#include "arena.h"
#include "masthead.h"
#include "../core/write_terms.h"
#include "unicode.h"
#include "words.h"
}
#include "../core/test.h"

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>
#include <xapian.h>

namespace
{
enum stem_kind { SNOWBALL, CALLBACK, NO_STEMMER, STEM_KINDS };

/* One way to index a text. */
struct setup {
    masthead_stem_strategy strategy = MASTHEAD_STEM_SOME;
    masthead_stop_strategy stop_mode = MASTHEAD_STOP_STEMMED;
    bool stop = false, positions = true, ngrams = false;
    stem_kind stem = SNOWBALL;
    const char *prefix = "";
    unsigned longest = 64, wdf = 1, position = 0;
};

struct posting {
    unsigned wdf = 0;
    std::vector<unsigned> positions;
};
using postings = std::map<std::string, posting>;

const Xapian::SimpleStopper &stopper()
{
    static const char *const words[] = {"the", "of", "and", "a", "s", "don't", "us", "1"};
    static const Xapian::SimpleStopper stop(words, words + sizeof words / sizeof *words);
    return stop;
}

const Xapian::Stem &stemmer_of(stem_kind kind)
{
    static const Xapian::Stem stems[STEM_KINDS] = {Xapian::Stem("english"), Xapian::Stem("german"),
                                                   Xapian::Stem()};
    return stems[kind];
}

std::string with_xapian(const std::string &text, const setup &how, postings &out)
{
    static const Xapian::TermGenerator::stem_strategy strategies[] = {
        Xapian::TermGenerator::STEM_NONE, Xapian::TermGenerator::STEM_SOME,
        Xapian::TermGenerator::STEM_ALL, Xapian::TermGenerator::STEM_ALL_Z,
        Xapian::TermGenerator::STEM_SOME_FULL_POS};
    static const Xapian::TermGenerator::stop_strategy modes[] = {Xapian::TermGenerator::STOP_NONE,
                                                                 Xapian::TermGenerator::STOP_ALL,
                                                                 Xapian::TermGenerator::STOP_STEMMED};
    Xapian::TermGenerator generator;
    Xapian::Document document;
    generator.set_document(document);
    generator.set_stemmer(stemmer_of(how.stem));
    generator.set_stemming_strategy(strategies[how.strategy]);
    if (how.stop)
        generator.set_stopper(&stopper());
    generator.set_stopper_strategy(modes[how.stop_mode]);
    generator.set_max_word_length(how.longest);
    generator.set_termpos(how.position);
    if (how.ngrams)
        generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
    if (how.positions)
        generator.index_text(text, how.wdf, how.prefix);
    else
        generator.index_text_without_positions(text, how.wdf, how.prefix);
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        posting &p = out[*term];
        p.wdf = term.get_wdf();
        for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
            p.positions.push_back(*at);
    }
    return std::to_string(generator.get_termpos());
}

int add_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    posting &p = (*static_cast<postings *>(user))[std::string(term, size)];
    p.wdf += wdf;
    if (position && (p.positions.empty() || p.positions.back() != position))
        p.positions.push_back(position);
    return 0;
}

size_t stem_word(void *, const char *word, size_t size, char *out)
{
    std::string stem = stemmer_of(CALLBACK)(std::string(word, size));
    memcpy(out, stem.data(), stem.size());
    return stem.size();
}

int is_stop_word(void *, const char *word, size_t size)
{
    return stopper()(std::string(word, size));
}

/* What must hold for positions by ordinal: as many as words, rising, and the same without a sink. */
bool sound(const std::string &text, const setup &how, const masthead_text_options &options,
           struct vocabulary *vocabulary, const word_positions &positions, uint32_t end, arena *arena)
{
    struct words words = {};
    struct span span;
    words.text = text.data();
    words.size = text.size();
    uint32_t count = 0, last = how.position;
    while (words_next(&words, &span))
        count++;
    if (count != positions.count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (positions.at[i] && (positions.at[i] <= last || positions.at[i] > end || !how.positions))
            return false;
        last = positions.at[i] ? positions.at[i] : last;
    }
    word_positions again;
    uint32_t position = how.position;
    return !write_terms(view_of(text.data(), text.size()), how.prefix, &options, vocabulary, &position,
                        nullptr, arena, &again) &&
           position == end && again.count == count &&
           (count == 0 || memcmp(again.at, positions.at, count * sizeof *again.at) == 0);
}

std::string with_masthead(const std::string &text, const setup &how, postings &out)
{
    static struct vocabulary *english, *none;
    if (!english)
        vocabulary_open("en", nullptr, &english), vocabulary_open("none", nullptr, &none);
    masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    options.strategy = how.strategy;
    options.stop_mode = how.stop_mode;
    options.max_word_bytes = how.longest;
    options.wdf = how.wdf;
    options.with_positions = how.positions;
    options.cjk_ngrams = how.ngrams;
    options.stop = how.stop ? is_stop_word : nullptr;
    options.stem = how.stem == CALLBACK ? stem_word : nullptr;
    struct vocabulary *vocabulary = how.stem == NO_STEMMER ? none : english;

    masthead_sink sink = {};
    sink.size = sizeof sink;
    sink.user = &out;
    sink.term = add_term;
    static struct arena arena;
    word_positions positions;
    uint32_t position = how.position;
    masthead_status status = write_terms(view_of(text.data(), text.size()), how.prefix, &options,
                                         vocabulary, &position, &sink, &arena, &positions);
    bool good = !status && sound(text, how, options, vocabulary, positions, position, &arena);
    arena_reset(&arena);
    return good ? std::to_string(position) : "unsound positions";
}

std::string printable(const std::string &text)
{
    std::string out;
    char hex[8];
    for (unsigned char byte : text)
        if (byte >= 0x20 && byte < 0x7f && byte != '\\')
            out += char(byte);
        else
            snprintf(hex, sizeof hex, "\\x%02x", byte), out += hex;
    return out.substr(0, 600);
}

std::string dump(const postings &all, const std::string &position)
{
    std::ostringstream out;
    for (const auto &term : all) {
        out << term.first << ':' << term.second.wdf << '[';
        for (unsigned at : term.second.positions)
            out << at << ' ';
        out << "] ";
    }
    return out.str() + "=> " + position;
}

unsigned long long compared, differing;

bool compare(const std::string &text, const setup &how)
{
    postings theirs, ours;
    std::string want = with_xapian(text, how, theirs), got = with_masthead(text, how, ours);
    want = dump(theirs, want);
    got = dump(ours, got);
    compared++;
    if (got == want)
        return true;
    if (differing++ < 20)
        printf("# text %s\n# strategy %d stop %d/%d positions %d ngrams %d stem %d prefix '%s' longest %u\n"
               "# want %s\n# got  %s\n",
               printable(text).c_str(), how.strategy, how.stop, how.stop_mode, how.positions, how.ngrams,
               how.stem, how.prefix, how.longest, printable(want).c_str(), printable(got).c_str());
    return false;
}

const char *const prefixes[] = {"", "S", "XSF"};

/* A text under every strategy, way to stop, prefix …; the rest vary along. */
bool compare_all(const std::string &text)
{
    static const unsigned longest[] = {64, 64, 10, 3, 300, 1};
    bool good = true;
    unsigned turn = 0;
    setup how;
    for (unsigned i = 0; i < 5 * 4 * 2 * 2 * 3 * STEM_KINDS; i++) {
        unsigned rest = i;
        auto choose = [&rest](unsigned count) {
            unsigned chosen = rest % count;
            rest /= count;
            return chosen;
        };
        how.strategy = masthead_stem_strategy(choose(5));
        unsigned stop = choose(4);
        how.stop = stop < 3;
        how.stop_mode = masthead_stop_strategy(stop % 3);
        how.positions = choose(2);
        how.ngrams = choose(2);
        how.prefix = prefixes[choose(3)];
        how.stem = stem_kind(choose(STEM_KINDS));
        how.longest = longest[turn % 6];
        how.wdf = turn % 7 == 6 ? 0 : 1 + turn % 3;
        how.position = turn % 5 == 4 ? 1000 : 0;
        turn++;
        good &= compare(text, how);
    }
    return good;
}

/* Random numbers by Marsaglia's xorshift with 64 bits: the same in every run. */
uint64_t state = 88172645463325252u;

unsigned below(unsigned count)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return unsigned((state >> 11) % count);
}

bool compare_some(const std::string &text, unsigned times)
{
    static const unsigned longest[] = {64, 64, 64, 10, 5, 3, 300};
    bool good = true;
    while (times--) {
        setup how;
        how.strategy = masthead_stem_strategy(below(5));
        how.stop = below(2);
        how.stop_mode = masthead_stop_strategy(below(3));
        how.positions = below(4) != 0;
        how.ngrams = below(2);
        how.prefix = prefixes[below(3)];
        how.stem = stem_kind(below(STEM_KINDS));
        how.longest = longest[below(7)];
        how.wdf = below(3);
        how.position = below(3) * 50;
        good &= compare(text, how);
    }
    return good;
}

std::string encode(unsigned ch)
{
    char bytes[4];
    return std::string(bytes, unicode_write(ch, bytes));
}

const char *const texts[] = {
    "",
    " ",
    "Prime Minister Boris Johnson said on Tuesday that Ms Psaki's plan wasn't his.",
    "U.N.C.L.E. U.N. U.K.s U.K.'s U.S.A A.B.c M&S AT&T. P.T.O. J.R.R. Tolkien A. B. a.b. U.S.-led X.Y.Z",
    "A.B.C A.B.. A.B.1 A.B. A.B A. A é.B É.B A.É A.B.É A.Bé A.B_ A.B'c A.B&C",
    "C++ C# C+++ C++++ C#+#x fish+chips fish+ +chips # + C+# a#b a++ b",
    "don't don’t don‛t don`t don''t 'tis rock'n'roll O'Brien's James' dogs’ 's",
    "1,000.50 1.2.3 1..2 1,a a,1 1;2 1:2 1'2 12.34. .5 5. 2021-08-17 17th 1990s 1·2 a·b 1⁄2 1;2",
    "co\xc2\xadoperate zero\xe2\x80\x8bwidth a\xe2\x80\x8d" "b a\xe2\x81\xa0" "b 1\xe2\x80\x8b" "2 a\xe2\x80\x8b\xe2\x80\x8b" "b",
    "e\xcc\x81lan \xcc\x81 a\xcc\x81\xcc\x81 na\xc3\xafve \xc4\xb0stanbul ST\xc5\xbe\xc5\xbd \xc8\xba\xc8\xba\xc8\xba",
    "\xff\xfe \xc3 \xe9t\xe9 caf\xe9 \xc3\x28 \xe2\x82 \xf0\x9f \xed\xa0\x80 \xc0\x80 \xf4\x90\x80\x80 a\xb7" "b\xe2\x80",
    "Grüße Straße ΑΘΗΝΑ Σίσυφος МОСКВА Москва́ שלום״א مرحبا भारत ไทย ნინო Ⅳ ½ x² ª º 𝐀𝐁 ǅ",
    "中文字 中 文字abc abc中文 ab'中 foo ab'中 cd&文 e.f. ab'中",
    "中U.N. U.N.中 A'中'B&文 x 中,文。日本語テスト ｶﾀｶﾅ ＡＢＣ １２ ㈱ 한국어 𠀀𠀁 C++中 1,中 中1 1中",
    "ภาษาไทย ก็ดี abcไทย ไทยabc ab'ไทย ດີ မြန်မာ ខ្មែរ ᄒ\xe1\x85\xa1 1ไ2 ไทยU.N. M&ไ C++ไ 𛀀𛀁 ｶﾞ",
    "soft\xc2\xadhyphen co\xc2\xad\xc2\xadop \xc2\xadx x\xc2\xad 1\xc2\xad" "2 a\xc2\xad" "1 U\xc2\xad.N. it\xc2\xad's "
    "zero\xe2\x80\x8bspace ไ\xe2\x80\x8bท ไ\xc2\xadท 1\xe2\x80\x8c" "2 a\xe2\x80\x8c\xc2\xad" "b",
    "emoji 😀 ❤️ 👩‍👩‍👧 🇬🇧 #tag @user a😀b",
    "under_score _ __init__ x_1 1_000",
    "tab\tnew\nline\r\nnbsp\xc2\xa0" "em\xe2\x80\x83" "end",
};

/* What random texts are made of: all that the rules of splitting look at. */
const unsigned pool[] = {
    'a',    'b',    's',    'Z',    'A',    'B',    0xe9,    0xc9,   '0',    '1',    '9',     '_',     ' ',
    ' ',    ' ',    '\n',   '.',    '.',    ',',    ';',    '\'',   '&',    '+',    '#',     '-',     ':',
    0x2019, 0x201b, 0x2018, 0xb7,   0x5f4,  0x2027, 0x200b, 0x200c, 0x200d, 0x200e, 0x2060,  0xfeff,  0xad,
    0x37e,  0x589,  0x60d,  0x7f8,  0x2044, 0xfe10, 0xfe13, 0xfe14, 0x301,  0x20dd, 0x903,   0x661,   0x967,
    0x4e2d, 0x6587, 0x3002, 0x30ab, 0x30fb, 0xff21, 0xff11, 0xff0e, 0xd55c, 0x3007, 0x20000, 0x2a700, 0x130,
    0x1e9e, 0x23a,  0x212a, 0x3a3,  0x416,  0x5d0,  0x1c5,  0x2164, 0xbd,   0x1d400, 0x1f600, 0x10ffff,
    0xe44,  0xe31,  0xe50,  0x1780, 0x1100, 0xff70, 0x1b000, 0};

std::string random_text(unsigned kind)
{
    std::string text;
    for (unsigned count = below(20); count; count--)
        switch (kind) {
        case 0:
            text += char(below(256));
            break;
        case 1:
            text += encode(pool[below(sizeof pool / sizeof *pool)]);
            break;
        case 2:
            text += encode(below(0x110000));
            break;
        default: {
            std::string ch = encode(pool[below(sizeof pool / sizeof *pool)]);
            text += below(4) ? ch : ch.substr(0, 1 + below(unsigned(ch.size())));
        }
        }
    return text;
}

void test_characters()
{
    using namespace Xapian::Unicode;
    const unsigned splitting = CHAR_CJK | CHAR_JOINS | CHAR_JOINS_DIGITS; /* the texts below show these */
    unsigned wrong = 0, first = 0;
    for (unsigned ch = 0; ch < 0x110000 + 10; ch++) {
        category c = get_category(ch);
        unsigned want = (is_wordchar(ch) ? CHAR_WORD : 0) | (is_whitespace(ch) ? CHAR_SPACE : 0);
        want |= c == DECIMAL_DIGIT_NUMBER ? CHAR_DIGIT : 0;
        want |= c == UPPERCASE_LETTER || c == TITLECASE_LETTER ? CHAR_UPPER : 0;
        want |= c == LOWERCASE_LETTER ? CHAR_LOWER : 0;
        want |= c >= LOWERCASE_LETTER && c <= OTHER_LETTER ? CHAR_STEM : 0;
        want |= c >= NON_SPACING_MARK && c <= COMBINING_SPACING_MARK ? CHAR_MARK : 0;
        want |= c == FORMAT ? CHAR_FORMAT : 0;
        if ((unicode_class(ch) & ~splitting) != want || unicode_lower(ch) != tolower(ch) ||
            (ch < 128 && unicode_ascii[ch] != unicode_class(ch)))
            first = wrong++ ? first : ch;
    }
    ok(wrong == 0, "every character has Xapian's category and lower case (%u wrong, first U+%04X)", wrong,
       first);
}

/* UTF-8, well formed and not, is read as Xapian reads it: all of three bytes, and four after F0 to F4. */
void test_reading()
{
    unsigned wrong = 0;
    for (unsigned bits = 0; bits < 1u << 24; bits += bits < 0xc00000 ? 0x10101 * 61 : 7) {
        char bytes[5] = {char(bits >> 16), char(bits >> 8), char(bits), char(0x80 + bits % 71), 'x'};
        for (size_t size = 1; size <= 5; size++) {
            size_t at = 0;
            for (Xapian::Utf8Iterator i(bytes, size); i != Xapian::Utf8Iterator(); ++i) {
                unsigned length = 0;
                if (at >= size || unicode_read(bytes, size, at, &length) != *i) {
                    wrong++;
                    break;
                }
                at += length;
            }
            wrong += at != size;
        }
    }
    ok(wrong == 0, "UTF-8 is read as Xapian reads it (%u wrong)", wrong);
}

void test_infixes()
{
    bool good = true;
    std::string text;
    for (unsigned ch = 0; ch < 0x20000; ch++) {
        std::string c = encode(ch);
        text += "a" + c + "b 1" + c + "2 B" + c + " ";
        if (ch % 128 == 127) {
            setup how;
            good &= compare(text, how);
            how.ngrams = true;
            good &= compare(text, how);
            text.clear();
        }
    }
    ok(good, "every character between letters, between digits and behind a letter");
}

void test_pairs()
{
    bool good = true;
    for (unsigned first = 0; first < 128; first++)
        for (unsigned second = 0; second < 128; second++) {
            std::string pair = {char(first), char(second)};
            good &= compare_some(pair + "a" + pair + "B" + pair + "C.D" + pair + "1" + pair + "2 E" + pair, 2);
        }
    ok(good, "every pair of ASCII characters");
}

void test_long_words()
{
    std::string word(10000, 'a'), joined, broken(5000, char(0xe9)), capitals;
    for (unsigned i = 0; i < 3000; i++)
        joined += "a\xe2\x80\x8b", capitals += "A.";
    const std::string all = word + " " + joined + "b " + broken + " " + capitals + " " + capitals + "b end";
    bool good = compare_some(all, 50);
    for (unsigned longest : {9999u, 10000u, 3001u, 3000u, 20000u, 0xffffffffu}) {
        setup how;
        how.longest = longest;
        good &= compare(all, how);
    }
    for (unsigned size = 60; size < 70; size++)
        good &= compare_some(std::string(size, 'x') + " y " + std::string(size / 2, char(0xe9)), 20);
    ok(good, "words of thousands of letters");
}

void test_random(unsigned times)
{
    static const char *const names[] = {"bytes", "characters that matter", "characters of all kinds",
                                        "characters cut short"};
    static const unsigned counts[] = {2500, 10000, 2500, 5000};
    for (unsigned kind = 0; kind < 4; kind++) {
        bool good = true;
        for (unsigned i = 0; i < counts[kind] * times; i++)
            good &= compare_some(random_text(kind), 3);
        ok(good, "%u random texts of %s", counts[kind] * times, names[kind]);
    }
}

int compare_files(int count, char **names)
{
    for (int i = 0; i < count; i++) {
        const unsigned long long before = compared, wrong = differing;
        std::ifstream file(names[i], std::ios::binary);
        std::string line, all;
        unsigned long lines = 0;
        setup how;
        auto both = [&how](const std::string &text) {
            for (bool ngrams : {false, true}) {
                how.ngrams = ngrams;
                compare(text, how);
            }
        };
        while (std::getline(file, line)) {
            how.strategy = masthead_stem_strategy(lines++ % 5);
            how.stop = lines % 2;
            both(line);
            all += line + '\n';
        }
        how = setup();
        both(all);
        ok(differing == wrong, "%s: %lu lines, %llu comparisons", names[i], lines, compared - before);
    }
    return done();
}
} // namespace

int main(int argc, char **argv)
{
    const int times = argc > 1 ? atoi(argv[1]) : 1;
    if (times < 1)
        return compare_files(argc - 1, argv + 1);
    test_characters();
    test_reading();
    for (const char *text : texts)
        ok(compare_all(text), "%s", printable(text).c_str());
    ok(compare_all(std::string("nul\0in a\0b", 10)), "NUL");
    test_infixes();
    test_pairs();
    test_long_words();
    test_random(unsigned(times));
    printf("# %llu comparisons\n", compared);
    return done();
}
