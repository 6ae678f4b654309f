/* words.c - where the words of a text are, as Xapian splits it
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "words.h"

#include <string.h>

#include "eight.h"
#include "unicode.h"

enum { LONGEST_SUFFIX = 3 };

static unsigned class_at(const struct words *words, size_t at, unsigned *length)
{
    uint32_t ch;
    return unicode_class_at(words->text, words->size, at, &ch, length);
}

static bool word_at(const struct words *words, size_t at)
{
    unsigned length;
    return at < words->size && (class_at(words, at, &length) & CHAR_WORD);
}

static bool capital_at(const struct words *words, size_t at)
{
    return at < words->size && (unicode_ascii[(uint8_t)words->text[at]] & CHAR_UPPER);
}

static bool cjk_at(const struct words *words, size_t at, unsigned *length)
{
    return (uint8_t)words->text[at] >= 0x80 &&
           (class_at(words, at, length) & CHAR_CJK);
}

static bool infix_between_digits(uint32_t ch, unsigned class)
{
    switch (ch) {
    case ',':
    case '.':
    case ';':
    case 0x037E: /* Greek question mark, which looks like ; */
    case 0x0589: /* Armenian full stop */
    case 0x060D: /* Arabic date separator */
    case 0x07F8: /* N'Ko comma */
    case 0x2044: /* fraction slash */
    case 0xFE10: /* vertical comma, colon and semicolon */
    case 0xFE13:
    case 0xFE14:
        return true;
    default:
        return class & CHAR_JOINS_DIGITS;
    }
}

static bool infix(uint32_t ch, unsigned class)
{
    switch (ch) {
    case '\'':
    case '&':
    case 0x00B7: /* middle dot */
    case 0x05F4: /* Hebrew gershayim */
    case 0x2019: /* right single quotation mark */
    case 0x201B:
    case 0x2027: /* hyphenation point */
        return true;
    default:
        return class & CHAR_JOINS;
    }
}

/* Does a character that is in no word end every word?  Only for speed: ASCII that is neither infix nor suffix does. */
static bool ends_word(uint32_t ch)
{
    enum { LEAST = '#', MOST = ';' };
    static const uint32_t others = 1u << ('#' - LEAST) | 1u << ('&' - LEAST) | 1u << ('\'' - LEAST) |
                                   1u << ('+' - LEAST) | 1u << (',' - LEAST) | 1u << ('.' - LEAST) |
                                   1u << (';' - LEAST);
    return ch < LEAST || (ch > MOST && ch < 0x80) || (ch <= MOST && !(others >> (ch - LEAST) & 1));
}

/* The end of the word at `at` if it is plain: ASCII letters, and then an ASCII character that cannot go on with it.
 * Else `at`.  Only for speed: most words are. */
static size_t plain_end(const struct words *words, size_t at)
{
    const char *text = words->text;
    const size_t first = at;
    unsigned letters = 8;
    while (letters == 8 && words->size - at >= 8) {
        letters = eight_letters(eight_load(text + at));
        at += letters;
    }
    if (letters == 8 || at == first)
        return first;
    const uint8_t behind = (uint8_t)text[at];
    if (behind == '.') /* behind a single letter it may be an acronym's */
        return at - first > 1 ? at : first;
    return behind == ',' || (ends_word(behind) && !(unicode_ascii[behind] & CHAR_WORD)) ? at : first;
}

/* The end of initials with full stops between them that begin at `at`; `at` when there are none. */
static size_t acronym_end(const struct words *words, size_t at)
{
    size_t end = at + 1;
    if (!capital_at(words, at))
        return at;
    while (end < words->size && words->text[end] == '.' && capital_at(words, end + 1))
        end += 2;
    if (end == at + 1)
        return at;
    bool stop = end < words->size && words->text[end] == '.';
    return word_at(words, end + stop) ? at : end;
}

static size_t suffix_end(const struct words *words, size_t at)
{
    size_t end = at;
    while (end < words->size && (words->text[end] == '+' || words->text[end] == '#'))
        if (++end - at > LONGEST_SUFFIX)
            return at;
    return word_at(words, end) ? at : end;
}

/* Finds the end of the word, or part of a word, whose first character is at `at`. */
static size_t word_end(const struct words *words, size_t at, bool *part)
{
    const char *text = words->text;
    const size_t size = words->size;
    bool digit = false;

    for (;;) {
        const size_t first = at;
        unsigned letters = 8;
        while (letters == 8 && size - at >= 8) {
            letters = eight_letters(eight_load(text + at));
            at += letters;
        }
        while (at < size && (unicode_ascii[(uint8_t)text[at]] & CHAR_WORD))
            at++;
        if (at == size)
            return at;
        if (at > first)
            digit = unicode_ascii[(uint8_t)text[at - 1]] & CHAR_DIGIT;

        uint32_t ch = (uint8_t)text[at];
        unsigned length = 1, class = 0;
        if (ends_word(ch))
            return at;
        if (ch >= 0x80) {
            ch = unicode_read(text, size, at, &length);
            class = unicode_class(ch);
            if (words->ngrams && (class & CHAR_CJK))
                return at;
            if (class & CHAR_WORD) {
                digit = class & CHAR_DIGIT;
                at += length;
                continue;
            }
        }

        const size_t next = at + length;
        if (next == size)
            return suffix_end(words, at);
        unsigned next_class = class_at(words, next, &length);
        bool digits = digit && (next_class & CHAR_DIGIT);
        if (!(next_class & CHAR_WORD) || !(digits ? infix_between_digits(ch, class) : infix(ch, class)))
            return suffix_end(words, at);
        at = next;
        if (words->ngrams && (next_class & CHAR_CJK)) {
            *part = true;
            return at;
        }
    }
}

bool words_next(struct words *words, struct span *out)
{
    size_t at = words->at;
    unsigned length;

    while (at < words->size && !(class_at(words, at, &length) & CHAR_WORD))
        at += length;
    if (at >= words->size)
        return false;

    *out = (struct span){.begin = at, .kind = SPAN_WORD};
    out->end = words->at = words->inside ? at : plain_end(words, at);
    if (words->at > at)
        return true;
    if (words->ngrams && cjk_at(words, at, &length)) {
        do
            at += length;
        while (at < words->size && cjk_at(words, at, &length));
        out->kind = SPAN_CJK;
        words->inside = true;
    } else if (!words->inside && (at = acronym_end(words, at)) > out->begin) {
        out->acronym = true;
    } else {
        bool part = false;
        at = word_end(words, at, &part);
        out->kind = part ? SPAN_PART : SPAN_WORD;
        words->inside = part;
    }
    out->end = words->at = at;
    return true;
}

size_t words_lower(const char *text, size_t begin, size_t end, bool acronym, char *out, size_t limit)
{
    char *to = out;
    for (size_t at = begin; at < end && (size_t)(to - out) <= limit;) {
        const uint8_t byte = (uint8_t)text[at];
        if (byte < 0x80) {
            *to = (char)(unicode_ascii[byte] & CHAR_UPPER ? byte + ('a' - 'A') : byte);
            to += !(acronym && byte == '.');
            at++;
            continue;
        }
        unsigned length;
        uint32_t ch = unicode_read(text, end, at, &length);
        if (ch == 0x2019 || ch == 0x201B)
            *to++ = '\'';
        else if (!(unicode_class(ch) & (CHAR_JOINS | CHAR_JOINS_DIGITS))) /* in a word those vanish */
            to += unicode_write(unicode_lower(ch), to);
        at += length;
    }
    return (size_t)(to - out);
}
