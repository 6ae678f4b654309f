/* dates_points.c - points in time: days, weeks, months, quarters, years, times of day
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Words in this grammar are classes of the lexicon (dates.txt), so that a language is a list:
 *
 *     point  = ["the"] edge point | ["the"] edge-noun "of" point | core      "late last week", "the end of 1990"
 *     core   = figures | clock [date] | [direction] weekday [date] [time] | [direction] month [day] [year]
 *            | day month [year] | [direction] season [year] | [direction] holiday [year]
 *            | relative-day [part] | [direction] part [date] | [direction] unit
 *            | [year] ordinal unit [year] | decade | century | year
 */
#include <stdlib.h>

#include "dates.h"

/* ---- Years ---- */

/* "two" of "in 2014 two people": a number that counts what follows. */
static bool counts(const struct reader *r, uint32_t i)
{
    uint32_t k = pass_hyphen(r, i);
    uint64_t classes = classes_at(r, k);
    if (classes & (LEX_BIT(COUNTED) | LEX_BIT(MERIDIEM)))
        return true;
    bool plural;
    return unit_of(r, k, &plural) && plural;
}

static bool is_year_unit(const struct reader *r, uint32_t i)
{
    bool plural;
    return unit_of(r, i, &plural) == UNIT_YEAR && !plural;
}

/* "this year", "last year's", "the previous year" */
static uint32_t read_relative_year(const struct reader *r, uint32_t i, int *year)
{
    struct direction direction;
    uint32_t k = is_the(r, i) ? i + 1 : i, end = read_direction(r, k, &direction);
    if (!end && k == i)
        return 0;
    if (!end)
        end = k;
    if (IS(r, end, PERIOD_ADJECTIVE))
        end++;
    if (!is_year_unit(r, end))
        return 0;
    int step = direction.step == THIS ? 0 : direction.step;
    *year = point_shift(anchor_of(r, &direction), UNIT_YEAR, step).year;
    return end + 1;
}

/* "a year ago", "a year earlier" */
static uint32_t read_year_ago(const struct reader *r, uint32_t i, int *year)
{
    if (!is_a(r, i) || !is_year_unit(r, i + 1) || !IS(r, i + 2, AGO))
        return 0;
    if (lexicon_value(r->lexicon, r->at[i + 2].word, LEX_AGO)[0] != '-')
        return 0;
    *year = point_shift(r->context.day, UNIT_YEAR, -1).year;
    return i + 3;
}

/* What tells the year behind a month or quarter: ", 1990", "of 1990", "last year", "of the year". */
static uint32_t read_year_behind(const struct reader *r, uint32_t i, bool comma, int *year)
{
    bool sure;
    uint32_t k = i, end;
    bool of = has_role(r, i, "of") ||
              (preposition_before(r, i + 1) == 2 && read_digits(r, i + 1, 4, 4, year));
    if (of)
        k = i + 1;
    else if (comma && is_mark(r, i, ','))
        k = i + 1;
    if ((end = read_year(r, k, year, &sure)) != 0 && (sure || !counts(r, end)))
        return end;
    int two;
    if (is_mark(r, k, '\'') && joined(r, k + 1) && (end = read_digits(r, k + 1, 2, 2, &two)) != 0) {
        *year = 1900 + two;
        return end;
    }
    if (k != i && !of)
        return 0;
    if ((end = read_relative_year(r, k, year)) != 0)
        return of || !is_the(r, k) ? end : 0;
    return read_year_ago(r, k, year);
}

/* A bare year in figures: is it one? */
static bool stands_for_year(const struct reader *r, uint32_t i, uint32_t end, int year)
{
    int preposition = preposition_before(r, i);
    const struct token *before = &r->at[i - 1];
    if (counts(r, end) || (i > 0 && IS(r, i - 1, NUMBERED)))
        return false;
    if (i > 1 && is_mark(r, i - 1, '/') && r->at[i - 2].end - r->at[i - 2].begin < 3)
        return false; /* 32/8/2021 */
    if (i > 3 && is_mark(r, i - 1, '-') && is_mark(r, i - 3, '-') && joined(r, i) &&
        joined(r, i - 1) && joined(r, i - 2))
        return false; /* 138-2010-2015: a telephone */
    if (i > 0 && joined(r, i) && before->kind == TOKEN_MARK &&
        !strchr("(-'\"/,[", (int)(before->mark & 0x7f)))
        return false;
    if (i > 0 && joined(r, i) && before->kind != TOKEN_MARK)
        return false;
    if (i > 0 && (IS(r, i - 1, APPROXIMATION) || IS(r, i - 1, VAGUE_NUMBER) ||
                  before->mark == '$' || before->mark == '#'))
        return false;
    if (i > 1 && before->mark == '-' && joined(r, i) && r->at[i - 2].kind != TOKEN_WORD &&
        joined(r, i - 1) && !(r->at[i - 2].end - r->at[i - 2].begin == 4))
        return false; /* 133-2020: a code */
    if (is_mark(r, end, '-') && joined(r, end) && end + 1 < r->count && joined(r, end + 1) &&
        r->at[end + 1].kind == TOKEN_NUMBER && r->at[end + 1].end - r->at[end + 1].begin > 4)
        return false;
    if (is_mark(r, end, '%') || is_mark(r, end, 0x20ac))
        return false;
    if (year >= 1900 && year <= 2050)
        return true;
    return preposition == 2 || (preposition == 1 && year < 2100);
}

static void set_day(struct dating *out, struct point point)
{
    out->type = MASTHEAD_DATE_DATE;
    out->point = point;
}

/* ---- Times of day ---- */

/* "morning", "noon": what lexicon values say of the clock. */
static void part_of_day(const char *value, struct clock *clock)
{
    *clock = (struct clock){.minute = -1, .second = -1};
    if (value[0] >= '0' && value[0] <= '9') {
        clock->told = true;
        clock->hour = atoi(value);
        clock->minute = clock->hour == 24 ? -1 : 0; /* midnight is T24 */
        return;
    }
    clock->part[0] = (char)(value[0] - 32);
    clock->part[1] = (char)(value[1] - 32);
    clock->every = value[2] == '+';
}

/* What follows a day and belongs to it: "night", "at 5 p.m.", ", 17:00". */
static uint32_t read_time_behind(const struct reader *r, uint32_t i, struct clock *clock)
{
    const char *value;
    uint32_t k = pass_hyphen(r, i), end = read_phrase(r, k, LEX_DAY_PART, &value);
    if (end) {
        struct clock exact;
        uint32_t at = has_role(r, end, "at") ? end + 1 : end, next = read_clock(r, at, &exact);
        part_of_day(value, clock);
        if (next) {
            *clock = exact;
            return next;
        }
        return end;
    }
    k = is_mark(r, i, ',') ? i + 1 : i;
    if (has_role(r, k, "at"))
        k++;
    else if (k == i && r->at[i].kind == TOKEN_WORD)
        return 0;
    return read_clock(r, k, clock);
}

static uint32_t with_time(const struct reader *r, uint32_t end, struct dating *out)
{
    struct clock clock;
    uint32_t next = end < r->count ? read_time_behind(r, end, &clock) : 0;
    if (!next)
        return end;
    out->clock = clock;
    out->type = MASTHEAD_DATE_TIME;
    if (clock.every) { /* "Tuesday nights" */
        int weekday = out->point.year ? calendar_weekday(calendar_number((struct day){
                                            out->point.year, out->point.number, out->point.day}))
                                      : out->point.weekday;
        out->type = MASTHEAD_DATE_SET;
        out->point = (struct point){.grain = AT_DAY, .weekday = weekday};
    }
    return next;
}

/* ---- Months and their days ---- */

struct month_word {
    int number;
    bool abbreviation; /* a full stop may follow */
    char
        doubt; /* '?' may be another word, 'v' a verb, 'n' a given name, '!' needs a number; or 0 */
};

static uint32_t month_word(const struct reader *r, uint32_t i, struct month_word *out)
{
    if (!IS(r, i, MONTH))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_MONTH);
    char *rest;
    *out = (struct month_word){.number = (int)strtol(value, &rest, 10)};
    if (*rest == '.') {
        out->abbreviation = true;
        rest++;
    }
    out->doubt = *rest;
    if (out->number < 1 || out->number > 12)
        return 0;
    return out->abbreviation ? pass_stop(r, i + 1) : i + 1;
}

/* The day of a month: "17", "17th", "the seventeenth"; not the 20 of "in March 20 people". */
static uint32_t read_day_number(const struct reader *r, uint32_t i, int *day)
{
    uint32_t k = is_the(r, i) ? i + 1 : i, end;
    if (k == i && (end = read_digits(r, i, 1, 2, day)) != 0) {
        if (*day < 1 || *day > 31 || counts(r, end) || is_mark(r, end, '%') ||
            (is_mark(r, end, ':') && joined(r, end) && joined(r, end + 1) &&
             r->at[end + 1].kind == TOKEN_NUMBER))
            return 0;
        return end;
    }
    end = read_ordinal(r, k, day);
    bool plural;
    if (!end || *day > 31 || unit_of(r, pass_hyphen(r, end), &plural))
        return 0;
    return end;
}

/* Whether a lone month word is a month: "in May", not "may", "April Smith". */
static bool stands_for_month(const struct reader *r, uint32_t i, uint32_t end,
                             const struct month_word *word, const struct direction *direction)
{
    int preposition = preposition_before(r, i);
    bool led = direction->told || preposition == 2 || (i > 0 && IS(r, i - 1, DATE_EDGE)) ||
               (i > 1 && is_mark(r, i - 1, '-') && IS(r, i - 2, DATE_EDGE));
    if (!is_capital(r, i) && word->doubt)
        return false;
    switch (word->doubt) {
    case '!':
        return false;
    case '?':
        return led || preposition;
    case 'v':
        return led || (preposition && !in_capitals(r, i) && IS(r, end, DATE_PREPOSITION));
    case 'n':
        if (led || preposition || in_capitals(r, i))
            return true;
        return !(is_capital(r, end) && r->at[end].kind == TOKEN_WORD) &&
               !(i > 0 && is_capital(r, i - 1) && !(r->at[i - 1].shape & SHAPE_SENTENCE) &&
                 r->at[i - 1].kind == TOKEN_WORD);
    default:
        return true;
    }
}

/* "August 17, 2021", "Aug. 17", "August 2021", "last August" */
static uint32_t read_month(const struct reader *r, uint32_t i, const struct direction *direction,
                           enum tense tense, struct dating *out)
{
    struct month_word word;
    int day = 0, year = 0;
    uint32_t end = month_word(r, i, &word), next;
    if (!end)
        return 0;
    if ((next = read_day_number(r, end, &day)) != 0 && calendar_valid(2000, word.number, day)) {
        end = next;
        if ((next = read_year_behind(r, end, true, &year)) != 0 &&
            !calendar_valid(year ? year : 2000, word.number, day)) {
            *out = (struct dating){0}; /* 29 February 2021 */
            return next;
        }
        if (next)
            end = next;
        else if (direction->told && direction->step == 0)
            year = r->context.spoken.year;
        else
            year = month_year(&r->context, word.number, day, direction->step, tense);
        if (year && !calendar_valid(year, word.number, day))
            year = 0;
        set_day(out, (struct point){AT_DAY, year, word.number, day, 0});
        return with_time(r, end, out);
    }
    if (next) { /* 31 April: no day, and its year no year */
        uint32_t behind = read_year_behind(r, next, true, &year);
        *out = (struct dating){0};
        return behind ? behind : next;
    }
    if (tense != TENSE_PAST && has_deadline_before(r, i))
        tense = TENSE_DEADLINE;
    bool comma = is_mark(r, end, ',') && read_digits(r, end + 1, 4, 4, &year);
    next = read_year_behind(r, end, comma, &year);
    if (!next && !stands_for_month(r, i, end, &word, direction))
        return 0;
    if (next)
        end = next;
    else
        year = month_year(&r->context, word.number, 0, direction->step, tense);
    set_day(out, (struct point){AT_MONTH, year, word.number, 0, 0});
    return end;
}

/* "17 August 2021", "17th of August", "the eighth of March" */
static uint32_t read_day_month(const struct reader *r, uint32_t i, enum tense tense,
                               struct dating *out)
{
    struct month_word word;
    int day, year = 0;
    uint32_t k = is_the(r, i) ? i + 1 : i;
    uint32_t end = read_digits(r, k, 1, 2, &day), next;
    if (end)
        end = pass_stop(r, end) != end && IS(r, end + 1, MONTH) ? end + 1 : end;
    else
        end = read_ordinal(r, k, &day);
    if (!end || day < 1 || day > 31)
        return 0;
    end = pass_hyphen(r, end);
    if (has_role(r, end, "of"))
        end++;
    uint32_t month = end;
    if (!(end = month_word(r, month, &word)))
        return 0;
    if (word.doubt && !is_capital(r, month))
        return 0;
    uint32_t at = pass_hyphen(r, end);
    if ((next = read_year_behind(r, at, true, &year)) != 0 &&
        calendar_valid(year ? year : 2000, word.number, day))
        end = next;
    else if (next)
        end = next, day = 0; /* 29 February 2021 */
    else
        year = month_year(&r->context, word.number, day, 0, tense);
    if (!calendar_valid(2000, word.number, day)) {
        *out = (struct dating){0};
        return end;
    }
    if (year && !calendar_valid(year, word.number, day))
        year = 0;
    set_day(out, (struct point){AT_DAY, year, word.number, day, 0});
    return with_time(r, end, out);
}

/* ---- Weekdays ---- */

/* "of last week", "next week" behind a weekday */
static uint32_t read_week_behind(const struct reader *r, uint32_t i, struct point *week)
{
    struct direction direction;
    bool plural;
    uint32_t k = has_role(r, i, "of") ? i + 1 : i;
    if (is_the(r, k))
        k++;
    uint32_t end = read_direction(r, k, &direction);
    if (!end || unit_of(r, end, &plural) != UNIT_WEEK || plural)
        return 0;
    *week = point_shift(anchor_of(r, &direction), UNIT_WEEK,
                        direction.step == THIS ? 0 : direction.step);
    return end + 1;
}

/* "Friday", "last Friday", "Friday, Oct. 13", "Friday night", "Friday of last week" */
static uint32_t read_weekday(const struct reader *r, uint32_t i, const struct direction *direction,
                             enum tense tense, struct dating *out)
{
    if (!IS(r, i, WEEKDAY))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_WEEKDAY);
    int weekday = atoi(value);
    bool short_form = strchr(value, '!') != NULL, stopped = short_form || strchr(value, '.');
    uint32_t end = stopped ? pass_stop(r, i + 1) : i + 1, next;
    static const struct direction none;
    if (!is_capital(r, i))
        return 0;
    if (strchr(value, 's')) {
        *out = (struct dating){.type = MASTHEAD_DATE_SET,
                               .point = {.grain = AT_DAY, .weekday = weekday}};
        return end;
    }
    uint32_t k = is_mark(r, end, ',') ? end + 1 : end;
    if ((next = read_month(r, k, &none, tense, out)) != 0 ||
        (next = read_day_month(r, k, tense, out)) != 0) {
        if (out->point.grain == AT_DAY)
            return next;
        *out = (struct dating){0};
    }
    struct point point;
    struct clock clock;
    if ((next = read_numeric(r, k, &point, &clock)) != 0 && point.grain == AT_DAY) {
        set_day(out, point);
        return next;
    }
    if (short_form)
        return 0;
    if ((next = read_week_behind(r, end, &point)) != 0) {
        point = point_at(point, AT_DAY);
        set_day(out, point_shift(point, UNIT_DAY, weekday - 1));
        if (!point.year)
            out->point.weekday = weekday;
        return next;
    }
    if (direction->spoken && direction->step && r->context.spoken.grain == AT_DAY &&
        r->context.spoken.year)
        set_day(out, weekday_beside(&r->context.spoken, weekday, direction->step));
    else
        set_day(out, weekday_point(&r->context, weekday, direction->step, tense));
    return with_time(r, end, out);
}

/* ---- Seasons, holidays, days told by their place ---- */

static uint32_t read_season(const struct reader *r, uint32_t i, const struct direction *direction,
                            bool the, enum tense tense, struct dating *out)
{
    if (!IS(r, i, SEASON))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_SEASON);
    int season = atoi(value), year;
    uint32_t end = i + 1, next = read_year_behind(r, end, false, &year);
    bool led = direction->told || preposition_before(r, i) == 2 ||
               (i > 0 && (IS(r, i - 1, DATE_EDGE) || is_mark(r, i - 1, '-')));
    if (!next && !led && !the)
        return 0;
    if (!next && has_role(r, end, "of"))
        return 0; /* "the fall of the wall" */
    if (!next && strchr(value, '?') && !led && !(the && preposition_before(r, i - 1)))
        return 0;
    if (next)
        end = next;
    else
        year = season_year(&r->context, season, direction->step, tense);
    set_day(out, (struct point){AT_SEASON, year, season, 0, 0});
    return end;
}

/* The day of a holiday in a year, by its lexicon value: "12-25", "11w4-4" (the fourth Thursday of
 * November; 5 is the last), "e-2" (two days before Easter). */
static bool holiday_day(const char *value, int year, struct point *out)
{
    char *rest;
    if (value[0] == 'e') {
        *out = point_of_day(easter(year) + (int)strtol(value + 1, NULL, 10));
        return true;
    }
    int month = (int)strtol(value, &rest, 10);
    if (*rest == '-') {
        *out = (struct point){AT_DAY, year, month, (int)strtol(rest + 1, NULL, 10), 0};
        return calendar_valid(year, month, out->day);
    }
    if (*rest != 'w' || month < 1 || month > 12)
        return false;
    int nth = (int)strtol(rest + 1, &rest, 10),
        weekday = *rest == '-' ? (int)strtol(rest + 1, NULL, 10) : 1;
    int32_t first = calendar_number((struct day){year, month, 1});
    int32_t day = first + (weekday - calendar_weekday(first) + 7) % 7 + (nth - 1) * 7;
    if (nth == 5 && calendar_day(day).month != month)
        day -= 7;
    *out = point_of_day(day);
    return true;
}

static uint32_t read_holiday(const struct reader *r, uint32_t i, const struct direction *direction,
                             enum tense tense, struct dating *out)
{
    const char *value;
    int year;
    struct point point;
    uint32_t end = read_phrase(r, i, LEX_HOLIDAY, &value), next;
    if (!end || !is_capital(r, i))
        return 0;
    next = read_year_behind(r, end, true, &year);
    if (value[0] == 'x') { /* kept by another calendar: only the year is known */
        if (!next)
            return 0;
        set_day(out, (struct point){.grain = AT_YEAR, .year = year});
        return next;
    }
    if (!holiday_day(value, next || !r->context.known ? (next ? year : 2000) : r->context.day.year,
                     &point))
        return 0;
    if (!next) {
        year = month_year(&r->context, point.number, point.day, direction->step, tense);
        if (!year &&
            !(value[0] >= '0' && value[0] <= '9' && strchr(value, '-') && !strchr(value, 'w')))
            point.number = point.day = 0;
        else if (year)
            holiday_day(value, year, &point);
    }
    point.year = year;
    set_day(out, point);
    return next ? next : with_time(r, end, out);
}

/* "yesterday", "tonight", "yesterday morning"; the value is an offset in days and a part of the day */
static uint32_t read_relative_day(const struct reader *r, uint32_t i, struct dating *out)
{
    const char *value;
    char *rest;
    uint32_t end = read_phrase(r, i, LEX_RELATIVE_DAY, &value);
    if (!end)
        return 0;
    set_day(out, point_shift(r->context.day, UNIT_DAY, (int)strtol(value, &rest, 10)));
    if (*rest) {
        part_of_day(rest, &out->clock);
        out->type = MASTHEAD_DATE_TIME;
    }
    return with_time(r, end, out);
}

/* A day that may stand behind a time of day: "Friday", "Nov. 9", "tomorrow", "on Friday". */
static uint32_t read_day_behind(const struct reader *r, uint32_t i, struct dating *out)
{
    static const struct direction none;
    enum tense tense = tense_of(r, i);
    uint32_t k = is_mark(r, i, ',') ? i + 1 : i, end;
    if (has_role(r, k, "of") || has_role(r, k, "on"))
        k++;
    struct dating day = {0};
    struct direction direction;
    uint32_t at = read_direction(r, k, &direction);
    if (!at) {
        direction = none;
        at = k;
    }
    if ((end = read_weekday(r, at, &direction, tense, &day)) == 0 &&
        (end = read_relative_day(r, k, &day)) == 0 &&
        (end = read_month(r, k, &none, tense, &day)) == 0)
        end = read_day_month(r, k, tense, &day);
    if (!end || day.point.grain != AT_DAY || day.type != MASTHEAD_DATE_DATE)
        return 0;
    out->point = day.point;
    return end;
}

/* "this morning", "last night", "the evening", "noon Saturday" */
static uint32_t read_part(const struct reader *r, uint32_t i, const struct direction *direction,
                          bool the, struct dating *out)
{
    const char *value;
    uint32_t end = read_phrase(r, i, LEX_DAY_PART, &value), next;
    if (!end)
        return 0;
    bool exact = value[0] >= '0' && value[0] <= '9';
    *out = (struct dating){.type = MASTHEAD_DATE_TIME};
    part_of_day(value, &out->clock);
    if (out->clock.every)
        return 0;
    if ((next = read_day_behind(r, end, out)) != 0)
        return next;
    bool led = (i > 0 && (IS(r, i - 1, DATE_EDGE) || is_mark(r, i - 1, '-')));
    if (!exact && !direction->told && !the && !led)
        return 0;
    if (!direction->told && (has_role(r, end, "of") || is_the(r, end)))
        return 0; /* "the night of the fire", "the night the fire" */
    bool spoken = direction->told ? direction->spoken : the && r->context.spoken.grain == AT_DAY;
    int step = direction->step == THIS ? 0 : direction->step;
    out->point = point_shift(spoken ? r->context.spoken : r->context.day, UNIT_DAY, step);
    return end;
}

static uint32_t read_clock_day(const struct reader *r, uint32_t i, struct dating *out)
{
    struct clock clock;
    uint32_t end = read_clock(r, i, &clock), next;
    if (!end)
        return 0;
    bool led = i == 0 || has_role(r, i - 1, "at") ||
               (preposition_before(r, i) && !has_role(r, i - 1, "of")) ||
               (r->at[i - 1].kind == TOKEN_MARK && r->at[i - 1].mark != '-');
    *out = (struct dating){.type = MASTHEAD_DATE_TIME, .clock = clock, .point = r->context.day};
    if (r->context.spoken.grain == AT_DAY && r->context.spoken.year)
        out->point = r->context.spoken;
    if ((next = read_day_behind(r, end, out)) != 0)
        return next;
    return clock.bare && !led ? 0 : end; /* "John 3:16" */
}

/* ---- Quarters, weeks, years and other units ---- */

/* "ended Sept. 30" behind a quarter */
static bool read_ended(const struct reader *r, uint32_t i, struct point *end_day)
{
    static const struct direction none;
    struct dating day = {0};
    if (!has_role(r, i, "ended") || !read_month(r, i + 1, &none, tense_of(r, i + 1), &day) ||
        !day.point.year)
        return false;
    *end_day = day.point;
    return true;
}

/* The quarter that the text is about; else the last that is over. */
static struct point current_quarter(const struct reader *r)
{
    if (r->context.quarter.grain)
        return r->context.quarter;
    return point_shift(r->context.day, UNIT_QUARTER, -1);
}

/* "third quarter", "first half" with what tells its year */
static uint32_t read_nth(const struct reader *r, uint32_t i, int year, enum tense tense,
                         struct dating *out)
{
    int nth;
    bool plural = false;
    uint32_t end = read_ordinal(r, i, &nth), next;
    if (!end) {
        struct direction direction;
        end = read_direction(r, i, &direction);
        if (!end || direction.step != -1 || direction.spoken)
            return 0;
        nth = 0; /* "the last quarter of 1989" */
    }
    out->attributive = pass_hyphen(r, end) != end;
    end = pass_hyphen(r, end);
    if (IS(r, end, PERIOD_ADJECTIVE))
        end = pass_hyphen(r, end + 1);
    bool half = has_role(r, end, "half");
    enum unit unit = half ? UNIT_HALF : unit_of(r, end, &plural);
    end++;
    if (unit == UNIT_CENTURY && nth > 0 && nth < 31 && !plural) {
        set_day(out, (struct point){.grain = AT_CENTURY, .year = (nth - 1) * 100});
        if (!out->point.year)
            return 0;
        return end;
    }
    if (plural)
        return 0;
    if ((next = read_year_behind(r, end, false, &year)) != 0)
        end = next;
    if (unit == UNIT_QUARTER) {
        if (nth > 4 || (nth == 0 && !next))
            return 0;
        nth = nth ? nth : 4;
        if (!year)
            year = quarter_year(&r->context, nth, tense);
        set_day(out, (struct point){AT_QUARTER, year, nth, 0, 0});
        out->aside = next && r->context.quarter.grain;
        return end;
    }
    if (unit == UNIT_HALF) {
        struct dating base = {0};
        if (nth > 2)
            return 0;
        nth = nth ? nth : 2;
        if (!next && !year) {
            if (!has_role(r, end, "of"))
                return 0;
            uint32_t at = is_the(r, end + 1) ? end + 2 : end + 1;
            if ((next = read_decade(r, at, &year)) == 0)
                return 0;
            base.point = (struct point){.grain = AT_DECADE, .year = year};
            set_day(out, base.point);
            return next;
        }
        set_day(out, (struct point){AT_HALF, year, nth, 0, 0});
        return end;
    }
    if ((unit == UNIT_WEEK || unit == UNIT_DAY || unit == UNIT_WEEKEND) && !next &&
        has_role(r, end, "of")) {
        static const struct direction none; /* "the first week of June" */
        struct dating base = {0};
        next = read_month(r, end + 1, &none, tense, &base);
        if (!next || base.point.grain != AT_MONTH)
            return 0;
        if (!base.point.year) {
            set_day(out, base.point);
            return next;
        }
        int length = calendar_month_length(base.point.year, base.point.number);
        int step = unit == UNIT_DAY ? 1 : 7, day = nth ? (nth - 1) * step + 1 : length;
        if (day > length)
            return 0;
        base.point.grain = AT_DAY;
        base.point.day = day;
        set_day(out, point_at(base.point, unit_grain(unit)));
        return next;
    }
    return 0;
}

/* "year-ago quarter", "year-earlier period", "year-ago third quarter", "year-earlier results" */
static uint32_t read_year_before(const struct reader *r, uint32_t i, struct dating *out)
{
    bool plural;
    if (!is_year_unit(r, i) || pass_hyphen(r, i + 1) == i + 1 || !IS(r, i + 2, AGO))
        return 0;
    struct point quarter = current_quarter(r);
    uint32_t end = i + 3, next;
    int year = r->context.known ? r->context.day.year - 1 : 0;
    if (quarter.year)
        year = quarter.year - 1;
    if ((next = read_nth(r, end, year, TENSE_NONE, out)) != 0)
        return next;
    enum unit unit = unit_of(r, end, &plural);
    if (plural)
        return 0;
    if (unit == UNIT_QUARTER || unit == UNIT_PERIOD || r->context.quarter.grain)
        set_day(out, point_shift(quarter, UNIT_QUARTER, -4));
    else
        set_day(out, (struct point){.grain = AT_YEAR, .year = year});
    out->aside = true;
    if (unit == UNIT_QUARTER || unit == UNIT_PERIOD || unit == UNIT_MONTH)
        return end + 1;
    out->attributive = true;
    return end;
}

/* "the 1988 third quarter", "this year's first quarter", "last year's quarter", "the 1989 period" */
static uint32_t read_year_then(const struct reader *r, uint32_t i, struct dating *out)
{
    int year = 0;
    bool sure, plural;
    uint32_t end = read_digits(r, i, 4, 4, &year) ? read_year(r, i, &year, &sure) : 0, next;
    if (!end) {
        end = read_relative_year(r, i, &year);
        if (!end || !(r->at[end - 1].shape & SHAPE_POSSESSIVE))
            return 0;
    }
    if ((next = read_nth(r, end, year, TENSE_NONE, out)) != 0)
        return next;
    enum unit unit = unit_of(r, end, &plural);
    if ((unit != UNIT_QUARTER && unit != UNIT_PERIOD) || plural)
        return 0;
    struct point quarter = current_quarter(r);
    quarter.year = year;
    set_day(out, quarter);
    out->aside = true;
    return end + 1;
}

/* "the weekend" is the last one, until the next one begins. */
static struct point weekend(const struct reader *r, const struct direction *direction,
                            enum tense tense)
{
    if (!r->context.known)
        return (struct point){.grain = AT_WEEKEND};
    int weekday = calendar_weekday(r->context.today);
    int step = direction->told ? (direction->step == THIS ? 0 : direction->step)
               : weekday >= 6 || tense == TENSE_FUTURE ? 0
                                                       : -1;
    return point_shift(r->context.day, UNIT_WEEKEND, step);
}

/* "last week", "the following month", "the quarter", "the current fiscal year" */
static uint32_t read_unit(const struct reader *r, uint32_t i, const struct direction *direction,
                          bool the, enum tense tense, struct dating *out)
{
    bool plural, adjective = IS(r, i, PERIOD_ADJECTIVE);
    uint32_t k = adjective ? pass_hyphen(r, i + 1) : i, end = k + 1, next;
    enum unit unit = unit_of(r, k, &plural);
    int year;
    struct point day;
    if (!unit || plural || unit < UNIT_DAY || (!direction->told && !the))
        return 0;
    if (direction->told && is_capital(r, k) && i > 1 && is_mark(r, i - 2, '"') &&
        !in_capitals(r, i))
        return 0; /* "This Week", the programme */
    if (pass_hyphen(r, end) != end)
        return 0; /* "quarter-century", "quarter-to-quarter" */
    int step = direction->step == THIS ? 0 : direction->step;
    if (!direction->told && i > 1 && IS(r, i - 2, DATE_PREPOSITION) &&
        strstr(lexicon_value(r->lexicon, r->at[i - 2].word, LEX_DATE_PREPOSITION), "whole")) {
        *out = (struct dating){.type = MASTHEAD_DATE_DURATION, .amount = {unit, 1, 0}};
        return end; /* "throughout the year": how long, not when */
    }
    switch (unit) {
    case UNIT_WEEKEND:
        set_day(out, weekend(r, direction, tense));
        return end;
    case UNIT_QUARTER:
    case UNIT_PERIOD:
        if (unit == UNIT_PERIOD && !direction->told && !adjective)
            return 0;
        if (has_role(r, end, "of") && !(next = read_year_behind(r, end, false, &year)))
            return 0; /* "a quarter of the seats" */
        if (read_ended(r, end, &day))
            set_day(out, point_at(day, AT_QUARTER));
        else if (direction->told && direction->step == THIS)
            set_day(out, unit == UNIT_PERIOD ? current_quarter(r)
                                             : point_at(r->context.day, AT_QUARTER));
        else if (direction->told && step && !direction->spoken && unit == UNIT_QUARTER)
            set_day(out, point_shift(r->context.day, UNIT_QUARTER, step));
        else
            set_day(out, point_shift(current_quarter(r), UNIT_QUARTER, step));
        if ((next = read_year_behind(r, end, false, &year)) != 0) {
            out->point.year = year;
            out->aside = true;
            end = next;
        }
        return end;
    case UNIT_WEEK: {
        struct dating base = {0}; /* "the week of Oct. 9" */
        if (has_role(r, end, "of")) {
            if ((next = read_point(r, end + 1, &base)) == 0 || base.point.grain != AT_DAY)
                return 0;
            set_day(out, point_at(base.point, AT_WEEK));
            return next;
        }
        break;
    }
    case UNIT_HALF:
        return 0;
    case UNIT_DAY:
        if (!direction->told && has_role(r, end, "of"))
            return 0; /* "the day of the vote" */
        if (!direction->told)
            set_day(out, r->context.spoken.grain == AT_DAY ? r->context.spoken : r->context.day);
        else
            set_day(out, point_shift(the || direction->spoken ? r->context.spoken : r->context.day,
                                     UNIT_DAY, step));
        return with_time(r, end, out);
    case UNIT_YEAR:
        if (!direction->told && has_role(r, end, "of"))
            return 0;
        if (!direction->told && has_role(r, end, "ended")) {
            *out = (struct dating){.type = MASTHEAD_DATE_DURATION, .amount = {UNIT_YEAR, 1, 0}};
            return end;
        }
        break;
    default:
        break;
    }
    set_day(out, point_shift(anchor_of(r, direction), unit, step));
    return end;
}

/* "fiscal 1989", "the year 2000", "fiscal year 1989" */
/* "Q3 2019", "the first-half" in short: "2019-Q1", "H2" */
static uint32_t read_short_period(const struct reader *r, uint32_t i, struct dating *out)
{
    int year = 0;
    uint32_t k = i, end = read_digits(r, i, 4, 4, &year);
    if (end)
        k = pass_hyphen(r, end);
    if (!IS(r, k, PERIOD_NAME))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[k].word, LEX_PERIOD_NAME);
    int nth = value[1] - '0';
    uint32_t next = end ? 0 : read_year_behind(r, pass_hyphen(r, k + 1), false, &year);
    if (!end && !next)
        year = value[0] == 'q' ? quarter_year(&r->context, nth, TENSE_NONE) : r->context.day.year;
    set_day(out, (struct point){value[0] == 'q' ? AT_QUARTER : AT_HALF, year, nth, 0, 0});
    return next ? next : k + 1;
}

static uint32_t read_named_year(const struct reader *r, uint32_t i, struct dating *out)
{
    int year;
    bool sure, fiscal = IS(r, i, PERIOD_ADJECTIVE);
    uint32_t k = fiscal ? i + 1 : i, end;
    bool unit = is_year_unit(r, k);
    if (!fiscal && !unit)
        return 0;
    end = read_year(r, unit ? k + 1 : k, &year, &sure);
    if (!end || (!unit && lexicon_value(r->lexicon, r->at[i].word, LEX_PERIOD_ADJECTIVE)[0] != 'f'))
        return 0;
    set_day(out, (struct point){.grain = AT_YEAR, .year = year});
    return end;
}

static uint32_t read_bare_year(const struct reader *r, uint32_t i, struct dating *out)
{
    int year;
    bool sure;
    uint32_t end = read_year(r, i, &year, &sure);
    if (!end || (!sure && !stands_for_year(r, i, end, year)))
        return 0;
    if (sure && year % 100 == 0 && preposition_before(r, i) != 2)
        return 0; /* "two thousand" */
    if (sure && (counts(r, end) || IS(r, end, NUMBER)))
        return 0;
    set_day(out, (struct point){.grain = AT_YEAR, .year = year});
    return end;
}

/* ---- The whole ---- */

/* "third-quarter results", "year-ago results", with what may stand before: not "the", which is the noun's. */
static uint32_t read_quarter(const struct reader *r, uint32_t i, enum tense tense,
                             struct dating *out)
{
    uint32_t k = is_the(r, i) ? i + 1 : i, end = read_year_then(r, k, out);
    if (!end)
        end = read_year_before(r, k, out);
    if (!end && IS(r, k, PERIOD_ADJECTIVE)) {
        uint32_t next = pass_hyphen(r, k + 1);
        if ((end = read_year_before(r, next, out)) == 0)
            end = read_nth(r, next, 0, tense, out);
        out->attributive = false;
    }
    if (!end)
        end = read_nth(r, k, 0, tense, out);
    return out->attributive && k != i ? 0 : end;
}

/* Whether one of the next words may need to know where its clause looks. */
static bool is_tensed(const struct reader *r, uint32_t i)
{
    const uint64_t tensed = LEX_BIT(MONTH) | LEX_BIT(WEEKDAY) | LEX_BIT(SEASON) | LEX_BIT(HOLIDAY) |
                            LEX_BIT(TIME_UNIT) | LEX_BIT(DATE_WORD);
    for (uint32_t k = i; k < i + 6 && k < r->count; k++)
        if ((r->classes[k] | r->begins[k]) & tensed)
            return true;
    return false;
}

static uint32_t read_core(const struct reader *r, uint32_t i, struct dating *out)
{
    static const struct direction none;
    struct direction direction = none;
    struct point point;
    struct clock clock;
    uint32_t k = i, end;
    int year;
    if (r->at[i].kind == TOKEN_NUMBER) {
        if ((end = read_numeric(r, i, &point, &clock)) != 0) {
            set_day(out, point);
            out->clock = clock;
            if (clock.told)
                out->type = MASTHEAD_DATE_TIME;
            if (!clock.told && point.grain == AT_DAY)
                return with_time(r, end, out);
            return end;
        }
        if ((end = read_clock_day(r, i, out)) != 0)
            return end;
    }
    enum tense tense = is_tensed(r, i) ? tense_of(r, i) : TENSE_NONE;
    if ((end = read_day_month(r, i, tense, out)) != 0)
        return end;
    bool the = is_the(r, i);
    if (the)
        k = i + 1;
    if ((end = read_quarter(r, i, tense, out)) != 0)
        return end;
    *out = (struct dating){0};
    if ((end = read_short_period(r, k, out)) != 0)
        return end;
    if ((end = read_named_year(r, k, out)) != 0)
        return end;
    if ((end = read_decade(r, k, &year)) != 0) {
        set_day(out, (struct point){.grain = AT_DECADE, .year = year});
        return end;
    }
    if ((end = read_direction(r, k, &direction)) != 0)
        k = end;
    if (direction.beyond && !the && (IS(r, k, WEEKDAY) || IS(r, k, MONTH)))
        return 0;
    if ((!the || direction.told) && (end = read_weekday(r, k, &direction, tense, out)) != 0)
        return end;
    if ((end = read_month(r, k, &direction, tense, out)) != 0)
        return the && !direction.told ? 0 : end;
    if ((end = read_season(r, k, &direction, the, tense, out)) != 0)
        return end;
    if ((end = read_holiday(r, k, &direction, tense, out)) != 0)
        return end;
    if (!direction.told && (end = read_relative_day(r, k, out)) != 0)
        return end;
    if ((end = read_part(r, k, &direction, the, out)) != 0)
        return end;
    if ((end = read_unit(r, k, &direction, the, tense, out)) != 0)
        return end;
    if (k == i && !direction.told) {
        if ((end = read_clock_day(r, i, out)) != 0)
            return end;
        return read_bare_year(r, i, out);
    }
    return 0;
}

/* "late", "the end of": the edge words of a point. */
static uint32_t read_edge(const struct reader *r, uint32_t i, struct dating *out)
{
    const char *value;
    uint32_t k = is_the(r, i) || is_a(r, i) ? i + 1 : i, end;
    if (IS(r, k, PERIOD_ADJECTIVE) && IS(r, k + 1, DATE_EDGE))
        k++;
    end = read_phrase(r, k, LEX_DATE_EDGE, &value);
    if (!end)
        return 0;
    bool noun = value[0] == 'n';
    if (noun) {
        if (!has_role(r, end, "of"))
            return 0;
        end = read_point(r, end + 1, out);
        return end && out->type == MASTHEAD_DATE_DATE ? end : 0;
    }
    if (preposition_before(r, end + 1) == 2 && is_the(r, end + 1))
        end++; /* "earlier in the year" */
    return read_core(r, pass_hyphen(r, end), out);
}

/* "year-end", "year's end", "month end" */
static uint32_t read_end_of_unit(const struct reader *r, uint32_t i, struct dating *out)
{
    bool plural;
    const char *value;
    uint32_t k = is_the(r, i) ? i + 1 : i, edge = pass_hyphen(r, k + 1);
    enum unit unit = unit_of(r, k, &plural);
    if ((unit != UNIT_YEAR && unit != UNIT_MONTH && unit != UNIT_QUARTER) || plural ||
        read_phrase(r, edge, LEX_DATE_EDGE, &value) != edge + 1 || !strstr(value, "end"))
        return 0;
    set_day(out, point_at(r->context.day, unit_grain(unit)));
    if (edge != k + 1 && out->point.year) { /* "year-end" is a day, "the end of the year" a time */
        struct point next = point_shift(out->point, unit, 1);
        set_day(out, point_shift(point_at(next, AT_DAY), UNIT_DAY, -1));
    }
    return edge + 1;
}

uint32_t read_point(const struct reader *r, uint32_t i, struct dating *out)
{
    uint32_t end = read_edge(r, i, out);
    if (!end) {
        *out = (struct dating){0};
        end = read_end_of_unit(r, i, out);
    }
    if (!end) {
        *out = (struct dating){0};
        end = read_core(r, i, out);
    }
    return end;
}
