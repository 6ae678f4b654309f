/* dateline.c - the metadata that an article's text carries itself
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     first line = ["date" day] [dateline] text
 *     dateline   = place {"," region} [[","] date] ["(" agency ")"] dash
 *     place      = one to five words in capitals ("NEW YORK", "RIO de JANEIRO", "WASHINGTON/KABUL"), or
 *                  capitalized words ("Tokyo") where a known agency or a date follows
 *     region     = one to three capitalized words ("N.J.", "West Germany")
 *     date       = month day | day month, ["," year]
 *     dash       = — or – or -- , - between spaces, _ after an agency
 *
 * A label in capitals ("BREAKING - ") is no place, and where the text goes on in capitals a place in
 * capitals says nothing unless a date or an agency stands with it. */
#include "dateline.h"

#include <stdlib.h>

#include "calendar.h"
#include "unicode.h"

enum { PLACE_WORDS = 5, REGION_WORDS = 3, REGIONS = 2, AGENCY_WORDS = 4, WORD_BYTES = 40 };

/* News agencies by the names they sign with. */
static const char *const agencies[] = {
    "AAP",  "AFP",      "AGERPRES", "ANADOLU",   "ANI",     "ANP",  "ANSA",  "ANTARA", "AP",
    "APA",  "BELGA",    "BERNAMA",  "BTA",       "CP",      "CTK",  "DPA",   "EFE",    "FARS",
    "IANS", "INTERFAX", "IRNA",     "ITAR-TASS", "JIJI",    "KUNA", "KYODO", "LUSA",   "MTI",
    "NTB",  "PA",       "PAP",      "PTI",       "REUTERS", "RIA",  "SANA",  "SPA",    "TASS",
    "TT",   "UPI",      "WAM",      "XINHUA",    "YONHAP",
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct reader {
    const char *text;
    size_t size, at;
    const struct lexicon
        *lexicon; /* its class "dateline word" and the names of months and weekdays */
};

/* A word of letters with the marks that names of places have inside. */
struct word {
    size_t begin, end;
    unsigned letters, capitals;
    bool starts_upper;
};

static bool more(const struct reader *r)
{
    return r->at < r->size;
}

static void skip_space(struct reader *r)
{
    uint32_t ch;
    unsigned length;
    while (more(r) && unicode_class_at(r->text, r->size, r->at, &ch, &length) & CHAR_SPACE)
        r->at += length;
}

/* Skips spaces and tabs, but no line end. */
static bool skip_blank(struct reader *r)
{
    size_t before = r->at;
    while (more(r) && (r->text[r->at] == ' ' || r->text[r->at] == '\t'))
        r->at++;
    return r->at > before;
}

static bool skip_char(struct reader *r, char c)
{
    if (!more(r) || r->text[r->at] != c)
        return false;
    r->at++;
    return true;
}

static bool skip_string(struct reader *r, const char *string)
{
    size_t size = strlen(string);
    if (r->size - r->at < size || memcmp(r->text + r->at, string, size) != 0)
        return false;
    r->at += size;
    return true;
}

static bool read_number(struct reader *r, int digits, int *out)
{
    int value = 0, count = 0;
    size_t at = r->at;
    for (; at < r->size && r->text[at] >= '0' && r->text[at] <= '9' && count <= digits;
         at++, count++)
        value = value * 10 + (r->text[at] - '0');
    if (count == 0 || count > digits)
        return false;
    r->at = at;
    *out = value;
    return true;
}

static bool inside_word(uint32_t ch)
{
    return ch == '\'' || ch == 0x2019 || ch == '-' || ch == '.' || ch == '/';
}

static bool read_word(struct reader *r, struct word *word)
{
    *word = (struct word){.begin = r->at, .end = r->at};
    uint32_t ch;
    unsigned length;
    for (size_t at = r->at; at < r->size; at += length) {
        const unsigned class = unicode_class_at(r->text, r->size, at, &ch, &length);
        if ((class & (CHAR_UPPER | CHAR_LOWER)) == 0) {
            bool after_dash = at > r->at && r->text[at - 1] == '-';
            if (!inside_word(ch) || word->letters == 0 || (ch == '-' && after_dash))
                break;
            continue; /* counts only when a letter follows */
        }
        if (word->letters == 0)
            word->starts_upper = class & CHAR_UPPER;
        word->letters++;
        word->capitals += (class & CHAR_UPPER) != 0;
        word->end = at + length;
    }
    if (word->letters == 0 || word->end - word->begin > WORD_BYTES)
        return false;
    r->at = word->end;
    if (skip_char(r, '.'))
        word->end = r->at;
    return true;
}

static bool is_agency(const struct reader *r, const struct word *word)
{
    size_t size = word->end - word->begin;
    for (size_t i = 0; i < COUNT(agencies); i++) {
        if (strlen(agencies[i]) != size)
            continue;
        size_t k = 0;
        while (k < size && (r->text[word->begin + k] == agencies[i][k] ||
                            (r->text[word->begin + k] ^ 0x20) == agencies[i][k]))
            k++;
        if (k == size)
            return true;
    }
    return false;
}

static bool has_role(const struct reader *r, const struct word *word, const char *role)
{
    const char *value = lexicon_lookup(
        r->lexicon, view_of(r->text + word->begin, word->end - word->begin), LEX_DATELINE_WORD);
    return value && strstr(value, role);
}

/* The number of a month, or with LEX_WEEKDAY of a weekday; 0 for other words. */
static int number_of(const struct reader *r, struct view word, enum lexicon_class class)
{
    const char *value = lexicon_lookup(r->lexicon, word, class);
    return value ? atoi(value) : 0;
}

/* "McALLEN" and the "de" of "RIO de JANEIRO" are capitals enough. */
static bool in_capitals(const struct reader *r, const struct word *word)
{
    const char *at = r->text + word->begin;
    unsigned small = word->letters - word->capitals;
    return small == 0 || (small == 1 && word->letters > 3 && at[0] == 'M' && at[1] == 'c');
}

static bool is_particle(const struct reader *r, const struct word *word)
{
    static const char *const particles[] = {"de", "da", "do",  "del", "la",
                                            "le", "of", "the", "sur", "am"};
    for (size_t i = 0; i < COUNT(particles); i++)
        if (view_equal(view_of(r->text + word->begin, word->end - word->begin),
                       view_string(particles[i])))
            return true;
    return false;
}

/* The words of a place; *capitals tells whether all are in capitals. */
static bool read_place(struct reader *r, struct view *place, bool *capitals)
{
    size_t begin = r->at, end = begin;
    unsigned letters = 0;
    int words = 0;
    struct word word;
    *capitals = true;
    for (;;) {
        struct reader next = *r;
        if (words > 0 && !skip_blank(&next))
            break;
        if (!read_word(&next, &word))
            break;
        bool particle = words > 0 && is_particle(r, &word);
        if (!particle && !word.starts_upper)
            break;
        if (words == 0 && has_role(r, &word, "label"))
            return false;
        *capitals = *capitals && (particle || in_capitals(r, &word));
        letters += word.letters;
        end = word.end;
        *r = next;
        if (++words > PLACE_WORDS ||
            number_of(r, view_of(r->text + word.begin, word.letters), LEX_MONTH))
            return false;
    }
    *place = view_of(r->text + begin, end - begin);
    return words > 0 && letters >= 3;
}

static int read_month(struct reader *r)
{
    struct reader next = *r;
    struct word word;
    if (!read_word(&next, &word))
        return 0;
    size_t size = word.end - word.begin;
    if (r->text[word.end - 1] == '.')
        size--;
    int month = number_of(r, view_of(r->text + word.begin, size), LEX_MONTH);
    if (month)
        *r = next;
    return month;
}

static bool is_month(const struct reader *r)
{
    struct reader next = *r;
    return read_month(&next) != 0;
}

static bool read_region(struct reader *r)
{
    struct reader next = *r;
    struct word word;
    int words = 0;
    while (words <= REGION_WORDS && !is_month(&next) && read_word(&next, &word) &&
           word.starts_upper) {
        *r = next;
        words++;
        if (!skip_blank(&next))
            break;
    }
    return words > 0 && words <= REGION_WORDS;
}

/* "March 3", "5 April", "March 3, 2021" */
static bool read_date(struct reader *r, struct dateline *out)
{
    struct reader next = *r;
    int day = 0, month = read_month(&next), year = 0;
    if (month) {
        skip_blank(&next);
        if (!read_number(&next, 2, &day))
            return false;
    } else {
        if (!read_number(&next, 2, &day))
            return false;
        skip_char(&next, '.');
        skip_blank(&next);
        month = read_month(&next);
    }
    struct reader behind = next;
    skip_char(&behind, ',');
    if (skip_blank(&behind) && read_number(&behind, 4, &year) && year >= MIN_YEAR)
        next = behind;
    else
        year = 0;
    if (!calendar_valid(year ? year : 2000, month, day))
        return false;
    if (year) {
        out->published = calendar_packed((struct day){year, month, day});
    } else {
        out->month = month;
        out->day = day;
    }
    *r = next;
    return true;
}

/* "(Reuters)"; *known tells whether the name is in the table. */
static bool read_agency(struct reader *r, bool *known)
{
    struct reader next = *r;
    struct word word;
    int words = 0;
    bool named_so = false;
    if (!skip_char(&next, '('))
        return false;
    while (words <= AGENCY_WORDS && read_word(&next, &word)) {
        named_so = word.letters >= 2 && (++words == 1 || has_role(r, &word, "agency"));
        *known = is_agency(r, &word);
        skip_blank(&next);
    }
    if (!named_so || words > AGENCY_WORDS || !skip_char(&next, ')'))
        return false;
    *r = next;
    return true;
}

static bool read_dash(struct reader *r, bool after_place)
{
    skip_blank(r);
    bool spaced = r->at > 0 && strchr(" \t", r->text[r->at - 1]);
    if (skip_string(r, "—") || skip_string(r, "–") || skip_string(r, "--"))
        return true;
    if (!after_place && skip_char(r, '_'))
        return true;
    if (!skip_char(r, '-'))
        return false;
    return (spaced || !after_place) && (!more(r) || strchr(" \t\r\n", r->text[r->at]));
}

/* Whether the next words, three at most, are all in capitals. */
static bool goes_on_in_capitals(struct reader r)
{
    struct word word;
    int words = 0;
    for (; words < 3; words++) {
        skip_space(&r);
        if (!read_word(&r, &word))
            break;
        if (word.capitals < word.letters)
            return false;
    }
    return words > 0;
}

/* "On Monday, July 4 -" and "Labor Day, Sept. 6 -" have a date behind capitalized words, but no place. */
static bool names_place(const struct reader *r)
{
    struct reader next = *r;
    struct word word;
    while (read_word(&next, &word)) {
        struct view text = view_of(r->text + word.begin, word.end - word.begin);
        if (number_of(r, text, LEX_WEEKDAY) || has_role(r, &word, "other"))
            return false;
        if (!skip_blank(&next))
            break;
    }
    return true;
}

/* "COVID - 19", "HELP - if": what follows the dash of a bare place is not a number or a small letter. */
static bool begins_sentence(struct reader r)
{
    uint32_t ch;
    unsigned length;
    return !more(&r) || !(unicode_class_at(r.text, r.size, r.at, &ch, &length) & (CHAR_LOWER | CHAR_DIGIT));
}

static bool read_dateline(struct reader *r, struct dateline *out)
{
    struct dateline found = *out;
    struct reader next = *r;
    bool capitals, known = false, agency = false, date = false;
    if (!read_place(&next, &found.place, &capitals))
        return false;
    for (int regions = 0;;) {
        skip_blank(&next);
        if (!date && read_date(&next, &found)) {
            date = true;
        } else if (read_agency(&next, &known)) {
            agency = true;
            break;
        } else if (skip_char(&next, ',')) {
            skip_blank(&next);
            if (!date && read_date(&next, &found))
                date = true;
            else if (date || ++regions > REGIONS || !read_region(&next))
                return false;
        } else {
            break;
        }
    }
    if (!capitals && !known && (!date || !names_place(r)))
        return false;
    if (!read_dash(&next, !agency && !date))
        return false;
    skip_space(&next);
    if (!date && !agency && (!begins_sentence(next) || goes_on_in_capitals(next)))
        return false;
    *out = found;
    *r = next;
    return true;
}

/* "date 2021-08-17 ", "Date: 2021-08-17 " */
static bool read_explicit(struct reader *r, struct dateline *out)
{
    struct reader next = *r;
    int year, month, day;
    bool plain = skip_string(&next, "date");
    if (!plain && !skip_string(&next, "Date") && !skip_string(&next, "DATE"))
        return false;
    if (!skip_char(&next, ':') && !plain)
        return false;
    skip_blank(&next);
    if (!read_number(&next, 4, &year) || !skip_char(&next, '-') || !read_number(&next, 2, &month) ||
        !skip_char(&next, '-') || !read_number(&next, 2, &day) || !calendar_valid(year, month, day))
        return false;
    if (more(&next) && !strchr(" \t\r\n", next.text[next.at]))
        return false;
    out->published = calendar_packed((struct day){year, month, day});
    skip_space(&next);
    *r = next;
    return true;
}

struct dateline dateline_read(struct view text, const struct lexicon *lexicon)
{
    struct dateline out = {0};
    struct reader r = {text.at, text.size, 0, lexicon};
    skip_space(&r);
    bool explicit_day = read_explicit(&r, &out);
    uint32_t published = out.published;
    bool place = read_dateline(&r, &out);
    if (explicit_day)
        out.published = published;
    if (explicit_day || place)
        out.text_begin = r.at;
    return out;
}
