/* dates_ranges.c - what dates in a row say for each other
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     row  = date link date        "June to August 1992", "9 to 12 June", "May 5-7", "Nov. 18 and Dec. 19, 2015"
 *     link = "-" | "to" | "through" | "until" | "and" | "or"
 *
 * The first takes its year from the last, and a bare number its month from the date beside it. */
#include "dates.h"

uint32_t read_link(const struct reader *r, uint32_t i, bool *span)
{
    *span = is_mark(r, i, '-') || has_role(r, i, ROLE_TO) ||
            (has_deadline_before(r, i + 1) && preposition_before(r, i + 1) == 2);
    return *span || has_role(r, i, ROLE_AND) || has_role(r, i, ROLE_OR) ? i + 1 : 0;
}

/* The month of a date that ends in its year, the month given by `month` when it names none: "Dec. 19, 2015",
 * "28 June 2020", "May 1992", "7, 2021" behind "May 5-". */
static uint32_t read_dated(const struct reader *r, uint32_t i, bool has_day, int *month, int *year)
{
    struct month_word word;
    int day;
    uint32_t k = i, end, next = read_day_number(r, i, &day);
    if (next)
        k = next;
    if ((end = month_word(r, k, &word)) != 0) {
        *month = word.number;
        k = !next && (next = read_day_number(r, end, &day)) != 0 ? next : end;
    } else if (!next || !has_day) {
        return 0;
    }
    return read_year_behind(r, k, next != 0 || is_mark(r, k, ','), year);
}

int shared_year(const struct reader *r, uint32_t i, int month, bool has_day)
{
    bool span;
    uint32_t k = i < r->count ? read_link(r, i, &span) : 0;
    int last = month, year;
    if (!k || !read_dated(r, k, has_day, &last, &year))
        return 0;
    return last < month && span ? year - 1 : year;
}

/* A day of the month in figures or as an ordinal, with a full stop where the language has one. */
static uint32_t read_bare_day(const struct reader *r, uint32_t i, int *day)
{
    uint32_t k = is_the(r, i) ? i + 1 : i, end = k == i ? read_digits(r, k, 1, 2, day) : 0;
    if (!end)
        end = read_ordinal(r, k, day);
    return end && *day >= 1 && *day <= 31 ? end : 0;
}

uint32_t read_first_of_row(const struct reader *r, uint32_t i, uint32_t lead, struct dating *out)
{
    struct dating last = {0};
    int day;
    bool span;
    uint32_t end = read_bare_day(r, i, &day), behind, next;
    if (!end || (i > 0 && joined(r, i) && r->at[i - 1].kind == TOKEN_MARK))
        return 0;
    next = read_link(r, end, &span);
    if (!next && (next = read_link(r, pass_stop(r, end), &span)) != 0)
        end = pass_stop(r, end);
    if (!next || !(behind = read_day_month(r, next, lead, &last)) || last.point.grain != AT_DAY ||
        !last.point.number)
        return 0;
    struct point point = last.point;
    if (day > point.day && span && point.year)
        point = point_shift(point_at(point, AT_MONTH), UNIT_MONTH, -1);
    point.grain = AT_DAY;
    point.day = day;
    if (!calendar_valid(point.year ? point.year : 2000, point.number, day))
        return 0;
    *out = (struct dating){.point = point};
    return end;
}

/* Whether a number behind a link goes on with the row, rather than counts something: "May 5 and 6 were", not
 * "May 5 and 6 others". */
bool ends_row(const struct reader *r, uint32_t i, bool tight)
{
    return tight || i >= r->count || r->at[i].kind == TOKEN_MARK || IS(r, i, DATE_PREPOSITION) ||
           IS(r, i, TENSE) || IS(r, i, FUNCTION_WORD) || IS(r, i, LINKING_VERB);
}

uint32_t read_next_of_row(const struct reader *r, uint32_t i, struct dating *out)
{
    const struct dating *first = &r->previous;
    struct point point = first->point;
    struct month_word word;
    bool span;
    int day, told;
    uint32_t end, month = first->first;
    if (i < 2 || first->last != i - 1 || point.grain != AT_DAY || !point.day || first->clock.told ||
        read_link(r, i - 1, &span) != i)
        return 0;
    while (month < first->last && !IS(r, month, MONTH))
        month++;
    if (!(end = month_word(r, month, &word)) || read_day_number(r, end, &told) != first->last)
        return 0;
    bool tight = is_mark(r, i - 1, '-') && joined(r, i);
    if (!(end = read_bare_day(r, i, &day)) || !ends_row(r, end, tight) || day <= point.day ||
        !calendar_valid(point.year ? point.year : 2000, point.number, day))
        return 0;
    point.day = day;
    int year;
    uint32_t next = read_year_behind(r, end, true, &year);
    if (next && year == point.year)
        end = next;
    *out = (struct dating){.point = point};
    return end;
}
