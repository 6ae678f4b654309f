/* wording.c - the plain words of a query string as they were meant
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "wording.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "unicode.h"

struct reworder {
    const struct wording_syntax *syntax;
    const char *query;
    size_t size, at;
    char *out;
    size_t out_size;
    bool excludes, operates; /* it has operators that do */
    bool changed;
    bool held;       /* what comes next belongs to a mark or operator before it */
    size_t word_end; /* of the last word so far */
};

/* ---- Looking at the query ----------------------------------------------------------------------- */

static char byte_at(const struct reworder *r, size_t at)
{
    return at < r->size ? r->query[at] : '\0';
}

/* Returns the length of the word character at `at`, or 0. */
static size_t word_at(const struct reworder *r, size_t at)
{
    unsigned length;
    if (at >= r->size)
        return 0;
    return unicode_class(unicode_read(r->query, r->size, at, &length)) & CHAR_WORD ? length : 0;
}

/* Returns the length of marks at `at` that make one item of the words on both sides, or 0. */
static size_t joint_at(const struct reworder *r, size_t at)
{
    size_t length = 0;
    while (at + length < r->size && memchr(".-/:\\@'&", r->query[at + length], 8))
        length++;
    if (!length && r->size - at >= 3 && memcmp(r->query + at, "\u2019", 3) == 0)
        length = 3;
    return word_at(r, at + length) ? length : 0;
}

/* Returns the length of the double quote at `at`, or 0. */
static size_t quote_at(const struct reworder *r, size_t at)
{
    if (byte_at(r, at) == '"')
        return 1;
    bool curly =
        at < r->size && r->size - at >= 3 &&
        (memcmp(r->query + at, "\u201c", 3) == 0 || memcmp(r->query + at, "\u201d", 3) == 0);
    return curly ? 3 : 0;
}

/* The next word, with what is joined to it. */
struct item {
    size_t first_end; /* of its first part */
    size_t end;
    bool is_field; /* a colon joins it */
};

static size_t word_end(const struct reworder *r, size_t at)
{
    while (word_at(r, at))
        at += word_at(r, at);
    return at;
}

static struct item item_at(const struct reworder *r, size_t at)
{
    struct item item = {.first_end = word_end(r, at)};
    item.end = item.first_end;
    for (size_t joint; item.end > at && (joint = joint_at(r, item.end));) {
        item.is_field |= memchr(r->query + item.end, ':', joint) != NULL;
        item.end = word_end(r, item.end + joint);
    }
    return item;
}

enum operator{
    OPERATOR_NONE,
    OPERATOR_JOINS,    /* AND, OR */
    OPERATOR_EXCLUDES, /* NOT, XOR */
    OPERATOR_NEARS     /* NEAR, ADJ */
};

static enum operator operator_at(const struct reworder *r, size_t at, size_t end)
{
    static const struct {
        const char *name;
        enum operator kind;
    } operators[] = {{"AND", OPERATOR_JOINS},    {"OR", OPERATOR_JOINS},
                     {"NOT", OPERATOR_EXCLUDES}, {"XOR", OPERATOR_EXCLUDES},
                     {"NEAR", OPERATOR_NEARS},   {"ADJ", OPERATOR_NEARS}};
    for (size_t i = 0; r->syntax->booleans && i < sizeof operators / sizeof *operators; i++) {
        const char *name = operators[i].name;
        bool same = strlen(name) == end - at;
        for (size_t k = at; k < end && same; k++) {
            char c = r->query[k], want = name[k - at];
            same = c == want || (r->syntax->any_case && c == want - 'A' + 'a');
        }
        if (same)
            return operators[i].kind;
    }
    return OPERATOR_NONE;
}

/* Finds out whether the query has operators, and whether something may be excluded: more is taken for that than is. */
static void look_for_operators(struct reworder *r)
{
    bool behind_word = false;
    for (size_t at = 0; at < r->size;) {
        struct item item = item_at(r, at);
        if (item.end == at) {
            r->excludes |= r->query[at] == '-' && at + 1 < r->size && r->query[at + 1] != ' ' && !behind_word;
            behind_word = false;
            at++;
        } else {
            enum operator kind = operator_at(r, at, item.first_end);
            r->operates |= kind != OPERATOR_NONE;
            r->excludes |= kind == OPERATOR_EXCLUDES;
            behind_word = true;
            at = item.end;
        }
    }
}

/* Whether a tag or an account is named here: "#KabulAirlift", "@OsloTimes". */
static bool is_tag(const struct reworder *r, size_t at)
{
    char mark = at > 0 ? r->query[at - 1] : '\0';
    return (mark == '#' || mark == '@') && r->word_end != at - 1;
}

/* Returns where the part of a tag that begins at `at` ends: before a capital behind a small letter or a digit, before the
 * last capital of several when a small letter follows it, between letters and digits, and before "_". */
static size_t part_end(const struct reworder *r, size_t at, size_t end)
{
    unsigned length, before = 0;
    for (size_t i = at; i < end; i += length) {
        unsigned here = unicode_class(unicode_read(r->query, end, i, &length)), skipped;
        unsigned after = i + length < end ? unicode_class(unicode_read(r->query, end, i + length, &skipped)) : 0;
        bool begins = (here & CHAR_UPPER && (before & (CHAR_LOWER | CHAR_DIGIT) || after & CHAR_LOWER)) ||
                      (here & CHAR_DIGIT && before & CHAR_LOWER);
        if (i > at && (begins || r->query[i] == '_'))
            return i;
        before = here;
    }
    return end;
}

/* ---- Writing it anew ---------------------------------------------------------------------------- */

static void put(struct reworder *r, const char *text, size_t size)
{
    memcpy(r->out + r->out_size, text, size);
    r->out_size += size;
}

static void copy_to(struct reworder *r, size_t end)
{
    put(r, r->query + r->at, end - r->at);
    r->at = end;
}

/* Puts a word with a small letter at its beginning. */
static void put_small(struct reworder *r, size_t begin, size_t end)
{
    unsigned length;
    uint32_t first = unicode_read(r->query, r->size, begin, &length), small = unicode_lower(first);
    if (small != first) {
        r->changed = true;
        r->out_size += unicode_write(small, r->out + r->out_size);
        begin += length;
    }
    put(r, r->query + begin, end - begin);
}

/* Puts the words that a tag was made of. */
static void put_parts(struct reworder *r, size_t begin, size_t end)
{
    for (size_t at = begin, next; at < end; at = next) {
        next = part_end(r, at, end);
        if (r->query[at] == '_')
            at++;
        if (at < next && at + word_at(r, at) < next) { /* a letter by itself says nothing */
            put(r, " ", 1);
            put_small(r, at, next);
            r->changed = true;
        }
    }
}

/* A single letter and a full stop, as in U.S. */
static bool is_initial(const struct reworder *r, size_t at, const struct item *item)
{
    return item->first_end - at == word_at(r, at) && byte_at(r, item->first_end) == '.';
}

/* Whether the word at hand is a tag of several words that can be looked for singly as well. */
static bool splits(const struct reworder *r, const struct item *item)
{
    char next = byte_at(r, item->end);
    return is_tag(r, r->at) && r->syntax->alternatives && !r->operates && !r->held && item->end == item->first_end &&
           next != '*' && next != '~' && part_end(r, r->at, item->end) < item->end;
}

static void read_word(struct reworder *r)
{
    struct item item = item_at(r, r->at);
    bool single = item.end == item.first_end || byte_at(r, item.first_end) == '/'; /* NEAR/3 */
    enum operator kind = single ? operator_at(r, r->at, item.first_end) : OPERATOR_NONE;
    bool field = item.is_field || byte_at(r, item.end) == ':';
    if (kind || field || is_initial(r, r->at, &item)) {
        copy_to(r, item.end);
    } else {
        put_small(r, r->at, item.end);
        if (splits(r, &item))
            put_parts(r, r->at, item.end);
        r->at = item.end;
    }
    r->word_end = item.end;
    r->held = kind == OPERATOR_NEARS || field;
}

/* Whether NEAR or ADJ stands at `at`, behind blanks. */
static bool is_before_near(const struct reworder *r, size_t at)
{
    while (at < r->size && r->query[at] == ' ')
        at++;
    return operator_at(r, at, item_at(r, at).first_end) == OPERATOR_NEARS;
}

/* Whether a word begins in the range. */
static bool has_word(const struct reworder *r, size_t begin, size_t end)
{
    while (begin < end && !word_at(r, begin))
        begin++;
    return begin < end;
}

/* Puts the words of a quotation singly. */
static void put_singly(struct reworder *r, size_t begin, size_t end)
{
    for (size_t at = begin; at < end;) {
        size_t word_end = at;
        while (word_end < end && word_at(r, word_end))
            word_end += word_at(r, word_end);
        if (word_end > at) {
            put(r, " ", 1);
            put_small(r, at, word_end);
            at = word_end;
        } else {
            at++;
        }
    }
    r->changed = true;
}

static void read_quotation(struct reworder *r)
{
    size_t begin = r->at, words = begin + quote_at(r, begin), end = words;
    while (end < r->size && !quote_at(r, end))
        end++;
    size_t behind = end < r->size ? end + quote_at(r, end) : r->size;
    bool singly = words - begin == 3 && end < r->size && r->syntax->alternatives &&
                  r->syntax->booleans && has_word(r, words, end) && !r->held &&
                  !is_before_near(r, behind) &&
                  (has_word(r, 0, begin) || has_word(r, behind, r->size));
    if (singly)
        put(r, "(", 1);
    copy_to(r, behind);
    if (singly) {
        put(r, " OR", 3);
        put_singly(r, words, end);
        put(r, ")", 1);
    }
    r->held = false;
}

static void read_item(struct reworder *r)
{
    if (r->syntax->phrases && quote_at(r, r->at)) {
        read_quotation(r);
    } else if (word_at(r, r->at)) {
        read_word(r);
    } else {
        char c = r->query[r->at];
        r->held = c == '+' || c == '~' || c == ':' || (r->held && (c == ' ' || c == '#' || c == '@'));
        copy_to(r, r->at + 1);
    }
}

int wording_plain(const struct wording_syntax *syntax, const char *query, size_t size, char **out,
                  size_t *out_size)
{
    struct reworder r = {.syntax = syntax, .query = query, .size = size, .word_end = SIZE_MAX};
    *out = NULL;
    look_for_operators(&r);
    if (r.excludes)
        return 0;
    /* Each byte at most twice with a blank before every other, 5 more bytes a quotation, and room for a longer small
     * letter. */
    r.out = malloc(4 * size + 8);
    if (!r.out)
        return -1;
    while (r.at < size)
        read_item(&r);
    if (r.changed) {
        *out = r.out;
        *out_size = r.out_size;
    } else {
        free(r.out);
    }
    return 0;
}
