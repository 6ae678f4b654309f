/* unicode.c - characters as Xapian sees them, and folding for comparison
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A letter folds to the base of its canonical decomposition (Unicode Character Database), where that is a
 * letter a–z; letters that have none (ø, ł, đ, æ …) fold to what English newspapers print for them. */
#include "unicode.h"

#include "eight.h"
#include "unicode-table.h"

unsigned unicode_class(uint32_t ch)
{
    if (ch > 0x10FFFF)
        return 0;
    return records[record_of[block_of[ch / BLOCK_SIZE] * BLOCK_SIZE + ch % BLOCK_SIZE]].class;
}

uint32_t unicode_lower(uint32_t ch)
{
    if (ch > 0x10FFFF)
        return ch;
    return ch + (uint32_t)records[record_of[block_of[ch / BLOCK_SIZE] * BLOCK_SIZE + ch % BLOCK_SIZE]].lower;
}

static bool continues(const char *at, size_t count)
{
    for (size_t i = 1; i <= count; i++)
        if (((uint8_t)at[i] & 0xC0) != 0x80)
            return false;
    return true;
}

uint32_t unicode_read(const char *text, size_t size, size_t at, unsigned *length)
{
    const char *p = text + at;
    const size_t left = size - at;
    const uint8_t first = (uint8_t)*p;
    const uint8_t second = left > 1 ? (uint8_t)p[1] : 0;

    *length = 1;
    if (first < 0xC2 || first > 0xF4) /* ASCII, a stray byte, or what no well-formed text has */
        return first;
    if (first < 0xE0) {
        if (left < 2 || !continues(p, 1))
            return first;
        *length = 2;
        return (first & 0x1Fu) << 6 | (second & 0x3Fu);
    }
    if (first < 0xF0) {
        if (left < 3 || !continues(p, 2) || (first == 0xE0 && second < 0xA0) || /* overlong */
            (first == 0xED && second >= 0xA0 && !HALVES_ARE_READ))             /* half of a surrogate pair */
            return first;
        *length = 3;
        return (first & 0x0Fu) << 12 | (second & 0x3Fu) << 6 | ((uint8_t)p[2] & 0x3Fu);
    }
    if (left < 4 || !continues(p, 3) || (first == 0xF0 && second < 0x90) || /* overlong */
        (first == 0xF4 && second >= 0x90))                                  /* past U+10FFFF */
        return first;
    *length = 4;
    return (first & 0x07u) << 18 | (second & 0x3Fu) << 12 | ((uint8_t)p[2] & 0x3Fu) << 6 |
           ((uint8_t)p[3] & 0x3Fu);
}

unsigned unicode_write(uint32_t ch, char out[4])
{
    if (ch < 0x80) {
        out[0] = (char)ch;
        return 1;
    }
    if (ch < 0x800) {
        out[0] = (char)(0xC0 | ch >> 6);
        out[1] = (char)(0x80 | (ch & 0x3F));
        return 2;
    }
    if (ch < 0x10000) {
        out[0] = (char)(0xE0 | ch >> 12);
        out[1] = (char)(0x80 | (ch >> 6 & 0x3F));
        out[2] = (char)(0x80 | (ch & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | ch >> 18);
    out[1] = (char)(0x80 | (ch >> 12 & 0x3F));
    out[2] = (char)(0x80 | (ch >> 6 & 0x3F));
    out[3] = (char)(0x80 | (ch & 0x3F));
    return 4;
}

uint32_t unicode_plain(uint32_t ch)
{
    switch (ch) {
    case '`':
    case 0x00B4: /* acute accent */
    case 0x02B9: /* modifier letters: prime, ʻokina, apostrophe, … */
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0x02BE:
    case 0x02BF:
    case 0x02C8:
    case 0x055A: /* Armenian apostrophe */
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032: /* prime */
    case 0x2035:
    case 0x2039:
    case 0x203A:
    case 0xFF07:
        return '\'';
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033: /* double prime */
    case 0x2036:
    case 0xFF02:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212: /* minus */
    case 0x2E3A: /* two-em dash, three-em dash */
    case 0x2E3B:
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
        return '-';
    default:
        return ch;
    }
}

/* What Latin letters fold to, one character a letter: a–z themselves, a capital one of the pairs below, `.`
 * the letter's own lower case. */
static const struct {
    uint32_t first, last;
    const char *folded;
} latin[] = {
    {0x00C0, 0x028B,
     "aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTy"  /* U+00C0 */
     "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll"  /* U+0100 */
     "lllnnnnnnNnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"  /* U+0140 */
     "bbbb..occdddd.eaeffg..iikkl..nnooo..pp.....ttttuu.vyyzz........."  /* U+0180 */
     "....ZZZLLLJJJaaiioouuuuuuuuuueaaaaAAggggkkoooo..jZZZgg..nnaaAAoo"  /* U+01C0 */
     "aaaaeeeeiiiioooorrrruuuusstt..hhnd..zzaaeeooooooooyylntj..acclts"  /* U+0200 */
     "z..bu.eejjqqrryy...bo.dd.a.e....g.......ii.l......n..o.........."  /* U+0240 */
     "........tu.v"},                                                    /* U+0280 */
    {0x1E00, 0x1EFF,
     "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"   /* U+1E00 */
     "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"   /* U+1E40 */
     "wwwwwwwwwwxxxxyyzzzzzzhtwy..ssS.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"   /* U+1E80 */
     "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy....yy"}, /* U+1EC0 */
    {0x2C60, 0x2C6C, "lllprathhkkzz"},                                   /* U+2C60 */
};
static const char pairs[26][2] = {
    ['A' - 'A'] = "ae", ['I' - 'A'] = "ij", ['J' - 'A'] = "nj",  ['L' - 'A'] = "lj", ['N' - 'A'] = "'n",
    ['O' - 'A'] = "oe", ['S' - 'A'] = "ss", ['T' - 'A'] = "th", ['Z' - 'A'] = "dz"};

static bool vanishes(uint32_t ch)
{
    return (ch >= 0x0300 && ch <= 0x036F) || (ch >= 0xFE00 && ch <= 0xFE0F) || /* variation selectors */
           (unicode_class(ch) & CHAR_FORMAT);
}

unsigned unicode_fold_char(uint32_t ch, char out[UNICODE_FOLD_BYTES])
{
    if (vanishes(ch))
        return 0;
    ch = unicode_lower(unicode_plain(ch));
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++) {
        if (ch < latin[i].first || ch > latin[i].last)
            continue;
        char base = latin[i].folded[ch - latin[i].first];
        if (base >= 'A' && base <= 'Z') {
            memcpy(out, pairs[base - 'A'], 2);
            return 2;
        }
        if (base != '.')
            ch = (uint8_t)base;
        break;
    }
    return unicode_write(ch, out);
}

/* Folds eight ASCII characters. */
static uint64_t fold_eight(uint64_t bytes)
{
    const uint64_t from_a = bytes + EIGHT_TIMES(0x80 - 'A');     /* bit 7 set: not less than A */
    const uint64_t past_z = bytes + EIGHT_TIMES(0x80 - 'Z' - 1); /* bit 7 set: more than Z */
    const uint64_t capitals = from_a & ~past_z & EIGHT_TIMES(0x80);
    const uint64_t others = (bytes ^ EIGHT_TIMES('`')) + EIGHT_TIMES(0x7F); /* bit 7 set: no grave accent */
    const uint64_t quotes = ~others & EIGHT_TIMES(0x80);
    return (bytes | capitals >> 2) ^ (quotes >> 7) * ('`' ^ '\'');
}

/* Folds the character at text[at].  Returns how many bytes it wrote. */
static unsigned fold_one(struct view text, size_t at, unsigned *length, char out[UNICODE_FOLD_BYTES])
{
    if ((unsigned char)text.at[at] >= 0x80)
        return unicode_fold_char(unicode_read(text.at, text.size, at, length), out);
    out[0] = (char)fold_eight((uint8_t)text.at[at]);
    *length = 1;
    return 1;
}

/* Reads up to eight characters at text[at] and folds them.  Returns how many, 0 when they are not all ASCII. */
static inline unsigned fold_some(struct view text, size_t at, uint64_t *folded)
{
    const size_t left = text.size - at;
    const uint64_t bytes = left < 8 ? eight_load_few(text.at + at, left) : eight_load(text.at + at);
    *folded = fold_eight(bytes);
    return !eight_are_ascii(bytes) ? 0 : left < 8 ? (unsigned)left : 8;
}

size_t unicode_fold(struct view text, char *out)
{
    size_t size = 0;
    unsigned length, written;
    uint64_t folded;
    for (size_t at = 0; at < text.size; at += length, size += written) {
        length = written = fold_some(text, at, &folded);
        if (length > 2) {
            eight_store(folded, out + size); /* of three bytes each has room for eight */
        } else if (length) {
            out[size] = (char)folded;
            out[size + length - 1] = (char)(folded >> 8 * (length - 1));
        } else {
            written = fold_one(text, at, &length, out + size);
        }
    }
    return size;
}

uint32_t unicode_fold_hash(struct view text)
{
    struct fold_hash hash = {0};
    unsigned length;
    uint64_t folded;
    for (size_t at = 0; at < text.size; at += length) {
        char character[UNICODE_FOLD_BYTES];
        if (hash.size % 8 == 0 && (length = fold_some(text, at, &folded))) {
            fold_hash_some(&hash, folded, length);
            continue;
        }
        unsigned written = fold_one(text, at, &length, character);
        for (unsigned i = 0; i < written; i++)
            fold_hash_add(&hash, character[i]);
    }
    return fold_hash_end(hash);
}
