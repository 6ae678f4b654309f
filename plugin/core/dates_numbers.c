/* dates_numbers.c - numbers, and dates and times written in figures
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     count   = figures ["1/2"] | small {("hundred" | "thousand") ["and"] [small]} ["and a half"]
 *     year    = YYYY | "nineteen" "ninety-six" | "two thousand" ["and"] [small]
 *     numeric = Y-M-D | Y/M/D | Y.M.D | D/M/Y | M/D/Y, the order of the last two from the settings, with
 *               - and . as well; YYYYMMDD; a time of day behind T
 *     clock   = H[:MM[:SS]] ["a.m." | "p.m."] [zone] | word ["o'clock" | "a.m."] | "noon"
 */
#include <stdlib.h>

#include "dates.h"

/* What is counted in news; far from overflow when it is multiplied. */
enum { GREATEST_COUNT = 1000000 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

uint32_t read_digits(const struct reader *r, uint32_t i, int least, int most, int *out)
{
    const struct token *token = &r->at[i];
    int size = (int)(token->stop - token->begin);
    if (i >= r->count || !(token->shape & SHAPE_DIGITS) || size < least || size > most)
        return 0;
    int value = 0;
    for (uint32_t k = token->begin; k < token->stop; k++)
        value = value * 10 + (r->text[k] - '0');
    *out = value;
    return i + 1;
}

/* "54", "1,500", "2.5": figures with commas in their places, and tenths or hundredths. */
static uint32_t read_figures(const struct reader *r, uint32_t i, struct amount *out)
{
    const struct token *token = &r->at[i];
    if (i >= r->count || token->kind != TOKEN_NUMBER || token->stop - token->begin > 9)
        return 0;
    int value = 0, group = 0, decimals = -1, fraction = 0;
    bool commas = false;
    for (uint32_t k = token->begin; k < token->stop; k++) {
        char c = r->text[k];
        if (is_digit(c) && decimals >= 0) {
            fraction = fraction * 10 + (c - '0');
            decimals++;
        } else if (is_digit(c)) {
            value = value * 10 + (c - '0');
            group++;
        } else if (c == ',' && decimals < 0 && (commas ? group == 3 : group <= 3)) {
            commas = true;
            group = 0;
        } else if (c == '.' && decimals < 0) {
            decimals = 0;
        } else {
            return 0;
        }
    }
    if ((commas && group != 3) || decimals == 0 || decimals > 2 || value > GREATEST_COUNT)
        return 0;
    out->count = value;
    out->percent = decimals == 1 ? fraction * 10 : decimals == 2 ? fraction : 0;
    return i + 1;
}

static uint32_t number_word(const struct reader *r, uint32_t i, int *value)
{
    *value = dates_at(r, i)->number;
    return *value < 0 ? 0 : i + 1;
}

uint32_t read_small(const struct reader *r, uint32_t i, int *value)
{
    uint32_t end = number_word(r, i, value);
    int one;
    if (!end || *value >= 100)
        return 0;
    if (*value >= 20 && *value % 10 == 0) {
        uint32_t next = number_word(r, pass_hyphen(r, end), &one);
        if (next && one >= 1 && one <= 9) {
            *value += one;
            return next;
        }
    }
    return end;
}

/* "two thousand one hundred and five"; "a hundred" */
static uint32_t count_words(const struct reader *r, uint32_t i, int *out)
{
    int total = 0, part = 0, value;
    uint32_t end = read_small(r, i, &part);
    if (!end) {
        if (!IS(r, i, ARTICLE) || !number_word(r, i + 1, &value) || value < 12)
            return 0; /* "a hundred", "a dozen" */
        part = 1;
        end = i + 1;
    }
    for (;;) {
        uint32_t at = pass_hyphen(r, end), next;
        if ((next = number_word(r, at, &value)) != 0 && value >= 100 && part > 0) {
            if (value > GREATEST_COUNT / part)
                return 0;
            part *= value;
            if (value >= 1000) {
                total += part;
                part = 0;
            }
            end = next;
            if (total + part > GREATEST_COUNT)
                return 0;
            continue;
        }
        if (total + part < 100 || part % 100)
            break;
        if (has_role(r, at, ROLE_AND))
            at++;
        if ((next = read_small(r, at, &value)) == 0)
            break;
        part += value;
        end = next;
    }
    *out = total + part;
    return end;
}

/* "1/2" behind a whole number */
static uint32_t read_half_figure(const struct reader *r, uint32_t i)
{
    int one, two;
    if (read_digits(r, i, 1, 1, &one) && one == 1 && is_mark(r, i + 1, '/') &&
        read_digits(r, i + 2, 1, 1, &two) && two == 2)
        return i + 3;
    return 0;
}

/* "and a half", "-and-a-half" */
static uint32_t read_and_half(const struct reader *r, uint32_t i)
{
    i = pass_hyphen(r, i);
    if (!has_role(r, i, ROLE_AND))
        return 0;
    i = pass_hyphen(r, i + 1);
    if (!IS(r, i, ARTICLE))
        return 0;
    i = pass_hyphen(r, i + 1);
    return has_role(r, i, ROLE_HALF) ? i + 1 : 0;
}

uint32_t read_count(const struct reader *r, uint32_t i, struct amount *out)
{
    uint32_t end, half;
    out->percent = 0;
    if (!(first_at(r, i) & (FIGURES | LEX_BIT(NUMBER) | LEX_BIT(ARTICLE))))
        return 0;
    if ((end = read_figures(r, i, out)) != 0) {
        half = read_half_figure(r, pass_hyphen(r, end));
        /* "two hundred" in figures and words: "5 hundred" is not news */
    } else if ((end = count_words(r, i, &out->count)) != 0) {
        half = 0;
    } else {
        return 0;
    }
    if (!half && !out->percent)
        half = read_and_half(r, end);
    if (half) {
        out->percent = 50;
        end = half;
    }
    return end;
}

/* Whether what follows the figures of a number is an ending of that kind: the "th" of "17th". */
static bool has_ending(const struct reader *r, uint32_t begin, uint32_t end, const char *kind)
{
    const char *value =
        is_letter(r->text[begin])
            ? lexicon_lookup(r->lexicon, view_of(r->text + begin, end - begin), LEX_NUMBER_ENDING)
            : NULL;
    return value && strcmp(value, kind) == 0;
}

uint32_t read_ordinal(const struct reader *r, uint32_t i, int *out)
{
    const struct token *token = &r->at[i];
    if (i >= r->count)
        return 0;
    if (token->kind == TOKEN_NUMBER) {
        uint32_t k = token->begin;
        int value = 0;
        while (k < token->stop && is_digit(r->text[k]) && value < 1000)
            value = value * 10 + (r->text[k++] - '0');
        *out = value;
        if (k == token->begin || value == 0)
            return 0;
        if (k == token->stop) /* "17.", where the language writes ordinals so */
            return value < 100 && is_mark(r, i + 1, '.') && joined(r, i + 1) && r->stops ? i + 2
                                                                                         : 0;
        return has_ending(r, k, token->stop, "ordinal") ? i + 1 : 0;
    }
    if ((*out = dates_at(r, i)->ordinal) > 0)
        return i + 1;
    int tens, one;
    if (number_word(r, i, &tens) && tens >= 20 && tens < 100 && tens % 10 == 0) {
        uint32_t next = pass_hyphen(r, i + 1);
        one = dates_at(r, next)->ordinal;
        *out = tens + one;
        return one >= 1 && one <= 9 ? next + 1 : 0;
    }
    return 0;
}

/* "nineteen ninety-six", "twenty twenty-one", "nineteen oh five", "two thousand and five" */
static uint32_t year_words(const struct reader *r, uint32_t i, int *year)
{
    int first, second;
    uint32_t end = number_word(r, i, &first), next;
    if (!end)
        return 0;
    if (first >= 16 && first <= 20 && (next = read_small(r, pass_hyphen(r, end), &second)) != 0 &&
        second >= 10) {
        *year = first * 100 + second;
        return next;
    }
    if (first >= 16 && first <= 19 && number_word(r, pass_hyphen(r, end), &second) &&
        second == 100) {
        *year = first * 100; /* "nineteen hundred" */
        end = pass_hyphen(r, end) + 1;
        next = read_small(r, end, &second);
        *year += next ? second : 0;
        return next ? next : end;
    }
    if (first == 2 && (end = count_words(r, i, &second)) != 0 && second >= 2000 && second < 2100) {
        *year = second;
        return end;
    }
    return 0;
}

uint32_t read_year_figures(const struct reader *r, uint32_t i, int *year)
{
    int told;
    uint32_t end = read_digits(r, i, 4, 4, &told);
    if (!end || told < MIN_YEAR || told > MAX_YEAR)
        return 0;
    *year = told;
    return end;
}

uint32_t read_year(const struct reader *r, uint32_t i, int *year, bool *sure)
{
    uint32_t end = read_year_figures(r, i, year);
    *sure = !end;
    return end ? end : IS(r, i, NUMBER) ? year_words(r, i, year) : 0;
}

/* Behind the "Jahre" of "1990er Jahre". */
static uint32_t behind_years(const struct reader *r, uint32_t i)
{
    bool plural;
    uint32_t k = pass_hyphen(r, i);
    return unit_of(r, k, &plural) == UNIT_YEAR && plural && r->stops ? k + 1 : i;
}

uint32_t read_decade(const struct reader *r, uint32_t i, int *year)
{
    uint32_t at = is_mark(r, i, '\'') && joined(r, i + 1) ? i + 1 : i;
    const struct token *token = &r->at[at];
    if (at < r->count && token->kind == TOKEN_NUMBER) {
        uint32_t k = token->begin;
        int value = 0;
        while (k < token->stop && is_digit(r->text[k]) && value < 10000)
            value = value * 10 + (r->text[k++] - '0');
        int digits = (int)(k - token->begin);
        bool plural = k < token->stop && has_ending(r, k, token->stop, "decade");
        bool possessive = k == token->stop && token->end == k + 2 && r->text[k] == '\'';
        if ((!plural && !possessive) || value % 10 || (digits != 4 && (digits != 2 || value < 20)))
            return 0;
        if (digits == 4 && (value < MIN_YEAR || value > MAX_YEAR))
            return 0;
        if (digits == 2 && at == i && !IS(r, i - 1, ARTICLE) && !IS(r, i - 1, DATE_EDGE) &&
            !is_mark(r, i - 1, '-'))
            return 0; /* "in her 80s" */
        *year = digits == 2 ? 1900 + value : value;
        return behind_years(r, at + 1);
    }
    if (at == i && IS(r, i, DECADE)) {
        *year = 1900 + lexicon_number(r->lexicon, token->word, LEX_DECADE, 0);
        return behind_years(r, i + 1);
    }
    return 0;
}

/* ---- In figures ---- */

/* The token behind the one that ends at byte `end`; 0 when a token goes on there. */
static uint32_t token_behind(const struct reader *r, uint32_t i, uint32_t end)
{
    while (i < r->count && r->at[i].end < end)
        i++;
    return i < r->count && r->at[i].end == end ? i + 1 : 0;
}

struct figures {
    const char *text;
    uint32_t at, end;
};

static bool eat_number(struct figures *f, int least, int most, int *value, int *digits)
{
    int count = 0;
    *value = 0;
    while (f->at < f->end && is_digit(f->text[f->at]) && count <= most) {
        *value = *value * 10 + (f->text[f->at++] - '0');
        count++;
    }
    *digits = count;
    return count >= least && count <= most;
}

static bool eat(struct figures *f, char c)
{
    if (f->at >= f->end || f->text[f->at] != c)
        return false;
    f->at++;
    return true;
}

/* T09:00, T09:00:30Z, " 09:00" is left to read_clock. */
static void eat_time(struct figures *f, struct clock *clock)
{
    struct figures next = *f;
    int hour, minute, second, digits;
    if (!eat(&next, 'T') || !eat_number(&next, 2, 2, &hour, &digits) || !eat(&next, ':') ||
        !eat_number(&next, 2, 2, &minute, &digits) || hour > 24 || minute > 59)
        return;
    *clock = (struct clock){.told = true, .hour = hour, .minute = minute, .second = -1};
    struct figures seconds = next;
    if (eat(&seconds, ':') && eat_number(&seconds, 2, 2, &second, &digits) && second < 60) {
        clock->second = second;
        next = seconds;
    }
    if (!eat(&next, 'Z') && next.at < next.end &&
        (next.text[next.at] == '+' || next.text[next.at] == '-')) {
        struct figures zone = next;
        zone.at++;
        if (eat_number(&zone, 2, 2, &hour, &digits) && eat(&zone, ':') &&
            eat_number(&zone, 2, 2, &minute, &digits))
            next = zone;
    }
    *f = next;
}

int full_year(const struct reader *r, int two)
{
    int near = r->context.known ? r->context.day.year : 2000;
    int year = near - near % 100 + two;
    if (year > near + 20)
        return year - 100;
    return year <= near - 80 ? year + 100 : year;
}

/* Whether figures are no part of longer ones; `range`: another date may be joined to them with a hyphen. */
static bool bounded(const struct reader *r, uint32_t begin, uint32_t end, bool range)
{
    if (begin > 0) {
        char c = r->text[begin - 1];
        bool joins = range && c == '-' && begin > 1 && is_digit(r->text[begin - 2]);
        if (!joins && (is_digit(c) || is_letter(c) || strchr("/.-:$#_+=", c)))
            return false;
    }
    if (end < r->passage->tokens.size) {
        char c = r->text[end];
        bool more = end + 1 < r->passage->tokens.size && is_digit(r->text[end + 1]);
        if (is_digit(c) || is_letter(c) || strchr("$%_=+", c) ||
            (strchr("/-:.,", c) && more && !(range && c == '-')))
            return false;
    }
    return true;
}

/* One of the orders of day and month; the other when only that is a date. */
static bool order(const struct reader *r, int first, int second, int year, struct point *point)
{
    bool day_first = r->reading->settings && r->reading->settings->day_first;
    int test = year ? year : 2000;
    for (int turn = 0; turn < 2; turn++, day_first = !day_first) {
        int month = day_first ? second : first, day = day_first ? first : second;
        if (calendar_valid(test, month, day)) {
            *point = (struct point){AT_DAY, year, month, day, 0};
            return true;
        }
    }
    return false;
}

/* 20210817 */
static bool compact(int number, struct point *point)
{
    *point = (struct point){AT_DAY, number / 10000, number / 100 % 100, number % 100, 0};
    return point->year >= 1900 && point->year < 2100 &&
           calendar_valid(point->year, point->number, point->day);
}

/* Whether a mark may stand between the parts of a date. */
static bool parts_date(char c)
{
    return c == '-' || c == '/' || c == '.';
}

uint32_t read_numeric(const struct reader *r, uint32_t i, struct point *point, struct clock *clock)
{
    const struct token *token = &r->at[i];
    if (i >= r->count || token->kind != TOKEN_NUMBER)
        return 0;
    struct figures f = {r->text, token->begin, (uint32_t)r->passage->tokens.size};
    int a, b, c, da, db, dc;
    if (token->shape & SHAPE_DIGITS && token->stop - token->begin != 8 &&
        (token->stop == f.end || !parts_date(r->text[token->stop])))
        return 0;
    *clock = (struct clock){0};
    if (!eat_number(&f, 1, 8, &a, &da) || f.at == f.end)
        return da == 8 && f.at == f.end && bounded(r, token->begin, f.at, false) &&
                       compact(a, point)
                   ? i + 1
                   : 0;
    if (da == 8)
        return bounded(r, token->begin, f.at, false) && compact(a, point) ? token_behind(r, i, f.at)
                                                                          : 0;
    char mark = f.text[f.at];
    if ((da > 2 && da != 4) || !parts_date(mark))
        return 0;
    f.at++;
    if (!eat_number(&f, 1, 2, &b, &db))
        return 0;
    struct figures two = f;
    if (eat(&f, mark) && eat_number(&f, 1, 4, &c, &dc)) {
        bool good;
        if (da == 4 && dc <= 2) { /* Y-M-D */
            *point = (struct point){AT_DAY, a, b, c, 0};
            good = calendar_valid(a, b, c);
        } else {
            good = da <= 2 && (dc == 4 || (dc == 2 && mark != '-' && (mark != '.' || db == 2))) &&
                   order(r, a, b, dc == 4 ? c : full_year(r, c), point);
        }
        if (!good)
            return 0;
        eat_time(&f, clock);
        return bounded(r, token->begin, f.at, mark == '/') ? token_behind(r, i, f.at) : 0;
    }
    f = two;
    if (da == 4 && db == 2 && mark == '-') { /* 2021-08; 2014-18 is a span of years */
        *point = (struct point){AT_MONTH, a, b, 0, 0};
        return b >= 1 && b <= 12 && a >= MIN_YEAR && a <= MAX_YEAR &&
                       bounded(r, token->begin, f.at, false)
                   ? token_behind(r, i, f.at)
                   : 0;
    }
    return 0;
}

uint32_t read_slashed(const struct reader *r, uint32_t i, struct point *point)
{
    int first, second;
    uint32_t end = read_digits(r, i, 1, 2, &first);
    if (!end || !is_mark(r, end, '/') || !joined(r, end) || !joined(r, end + 1) ||
        !(end = read_digits(r, end + 1, 1, 2, &second)) ||
        !bounded(r, r->at[i].begin, r->at[end - 1].end, false))
        return 0;
    return order(r, first, second, 0, point) ? end : 0;
}

/* ---- Times of day ---- */

/* "am", "p.m.", "P.M.", "p . m ."; its hours to add */
static uint32_t read_meridiem(const struct reader *r, uint32_t i, int *hours)
{
    if (IS(r, i, MERIDIEM)) {
        *hours = lexicon_number(r->lexicon, r->at[i].word, LEX_MERIDIEM, 0);
        bool initials = r->text[r->at[i].begin + 1] == '.';
        return initials ? pass_stop(r, i + 1) : i + 1;
    }
    if (i + 2 >= r->count || r->at[i].kind != TOKEN_WORD || r->at[i].end != r->at[i].begin + 1 ||
        !is_mark(r, i + 1, '.') || r->at[i + 2].end != r->at[i + 2].begin + 1)
        return 0;
    char both[2] = {r->text[r->at[i].begin], r->text[r->at[i + 2].begin]};
    const char *value = lexicon_lookup(r->lexicon, view_of(both, 2), LEX_MERIDIEM);
    if (!value)
        return 0;
    *hours = atoi(value);
    return pass_stop(r, i + 3);
}

static uint32_t read_zone(const struct reader *r, uint32_t i)
{
    uint32_t at = is_mark(r, i, '(') ? i + 1 : i;
    uint32_t size =
        at < r->count ? lexicon_match(r->lexicon, &r->passage->tokens, at, LEX_ZONE, NULL) : 0;
    if (!size || (r->at[at].shape & SHAPE_LOWER && size == 1))
        return 0;
    uint32_t end = at + size;
    if (is_mark(r, end - 1 + 1, '.') && r->text[r->at[end - 1].begin + 1] == '.')
        end++;
    if (at == i)
        return end;
    return is_mark(r, end, ')') ? end + 1 : 0;
}

/* "5", "5:30", "17:30:00", "8.30", "5pm": what stands in figures.  *glued: "pm" belongs to the token. */
static uint32_t clock_figures(const struct reader *r, uint32_t i, struct clock *clock, int *glued)
{
    const struct token *token = &r->at[i];
    if (i >= r->count || token->kind != TOKEN_NUMBER || token->stop - token->begin > 9)
        return 0;
    struct figures f = {r->text, token->begin, (uint32_t)r->passage->tokens.size};
    int hour, minute = -1, second = -1, digits;
    *glued = -1;
    if (!eat_number(&f, 1, 2, &hour, &digits) || hour > 24)
        return 0;
    bool colon = eat(&f, ':');
    if (colon || eat(&f, '.')) {
        if (!eat_number(&f, 2, 2, &minute, &digits) || minute > 59)
            return 0;
        struct figures next = f;
        if (colon && eat(&next, ':') && eat_number(&next, 2, 2, &second, &digits) && second < 60)
            f = next;
        else
            second = -1;
    }
    *clock = (struct clock){.told = true, .hour = hour, .minute = minute, .second = second};
    if (f.at < f.end && (f.text[f.at] | 0x20) != 0 && is_letter(f.text[f.at])) {
        uint32_t begin = f.at;
        while (f.at < f.end && is_letter(f.text[f.at]))
            f.at++;
        struct view word = view_of(r->text + begin, f.at - begin);
        bool initials = word.size == 1 && f.at + 2 <= f.end && f.text[f.at] == '.' &&
                        is_letter(f.text[f.at + 1]);
        char both[2] = {word.at[0], initials ? f.text[f.at + 1] : '\0'}; /* "5p.m." */
        const char *value =
            lexicon_lookup(r->lexicon, initials ? view_of(both, 2) : word, LEX_MERIDIEM);
        *glued = value ? atoi(value) : -1;
        uint32_t end = value ? token_behind(r, i, f.at + (initials ? 2 : 0)) : 0;
        return end && initials ? pass_stop(r, end) : end;
    }
    uint32_t end = token_behind(r, i, f.at);
    return end && bounded(r, token->begin, f.at, false) ? end : 0;
}

/* Whether what stands behind plain figures may make them a time of day. */
static bool tells_clock(const struct reader *r, uint32_t i)
{
    const struct token *token = &r->at[i];
    if (token->kind == TOKEN_MARK)
        return token->mark == ':' || token->mark == '.' || token->mark == '(';
    return token->end - token->begin == 1 || /* the p of "p . m ." */
           first_at(r, i) & (LEX_BIT(MERIDIEM) | LEX_BIT(ZONE)) || has_role(r, i, ROLE_CLOCK);
}

uint32_t read_clock(const struct reader *r, uint32_t i, struct clock *clock)
{
    if (i < r->count && r->at[i].kind == TOKEN_NUMBER && r->at[i].shape & SHAPE_DIGITS && !tells_clock(r, i + 1))
        return 0;
    int add = -1, value;
    uint32_t end = clock_figures(r, i, clock, &add), next;
    if (!end && read_digits(r, i, 4, 4, &value) && value / 100 < 24 && value % 100 < 60 &&
        (next = read_zone(r, i + 1)) != 0) { /* 0900 GMT */
        *clock =
            (struct clock){.told = true, .hour = value / 100, .minute = value % 100, .second = -1};
        return next;
    }
    bool colon = end && clock->minute >= 0 &&
                 memchr(r->text + r->at[i].begin, ':', r->at[end - 1].end - r->at[i].begin) != NULL;
    if (!end) {
        if (!number_word(r, i, &value) || value < 1 || value > 12)
            return 0;
        *clock = (struct clock){.told = true, .hour = value, .minute = -1, .second = -1};
        end = i + 1;
        next = read_small(r, pass_hyphen(r, end), &value); /* "nine thirty" */
        if (next && value >= 10 && value < 60) {
            clock->minute = value;
            end = next;
        }
    }
    bool said = add >= 0;
    if (!said && (next = read_meridiem(r, end, &add)) != 0) {
        said = true;
        end = next;
    }
    if (!said && has_role(r, end, ROLE_CLOCK)) {
        said = true;
        end++;
        if ((next = read_meridiem(r, end, &add)) != 0) /* "8 Uhr abends" */
            end = next;
    }
    if (said && add >= 0) {
        if (clock->hour == 12)
            clock->hour = add;
        else if (clock->hour < 12)
            clock->hour += add;
        if (clock->minute < 0)
            clock->minute = 0;
    }
    if ((next = read_zone(r, end)) != 0) {
        end = next;
        said = said || clock->minute >= 0;
    }
    clock->halved = add >= 0;
    clock->bare = !said;
    return said || (colon && clock->minute >= 0) ? end : 0;
}
