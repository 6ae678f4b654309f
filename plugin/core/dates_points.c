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

uint32_t read_year_behind(const struct reader *r, uint32_t i, bool comma, int *year)
{
    const uint64_t years = YEAR_FIGURES | APOSTROPHE | LEX_BIT(NUMBER) | LEX_BIT(ARTICLE) | LEX_BIT(DIRECTION) |
                           LEX_BIT(DATE_WORD) | LEX_BIT(DATE_PREPOSITION);
    if (!(first_at(r, i) & years) && !(comma && is_mark(r, i, ',')))
        return 0;
    bool sure;
    uint32_t k = i, end;
    int told, two;
    bool of = has_role(r, i, ROLE_OF) ||
              (preposition_before(r, i + 1) == 2 && read_digits(r, i + 1, 4, 4, &told));
    if (of)
        k = i + 1;
    else if (comma && is_mark(r, i, ','))
        k = i + 1;
    if ((end = read_year(r, k, &told, &sure)) != 0 && (sure || !counts(r, end))) {
        *year = told;
        return end;
    }
    if (is_mark(r, k, '\'') && joined(r, k + 1) && (end = read_digits(r, k + 1, 2, 2, &two)) != 0) {
        *year = full_year(r, two);
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

/* "eight" of "eight in the evening" is 20. */
static void clock_in_part(struct clock *clock, const char *part)
{
    bool late = part[0] == 'A' || part[0] == 'E' || (part[0] == 'N' && clock->hour > 5);
    if (clock->told && !clock->halved && clock->hour < 12 && late)
        clock->hour += 12;
    clock->bare = false;
}

/* What follows a day and belongs to it: "night", "at 5 p.m.", ", 17:00". */
static uint32_t read_time_behind(const struct reader *r, uint32_t i, struct clock *clock)
{
    const char *value;
    uint32_t k = pass_hyphen(r, i), end = read_phrase(r, k, LEX_DAY_PART, &value);
    if (end) {
        struct clock exact;
        uint32_t at = has_role(r, end, ROLE_AT) ? end + 1 : end, next = read_clock(r, at, &exact);
        part_of_day(value, clock);
        if (next) {
            clock_in_part(&exact, clock->part);
            *clock = exact;
            return next;
        }
        return end;
    }
    k = is_mark(r, i, ',') ? i + 1 : i;
    if (has_role(r, k, ROLE_AT))
        k++;
    else if (k == i && r->at[i].kind == TOKEN_WORD)
        return 0;
    return read_clock(r, k, clock);
}

uint32_t with_time(const struct reader *r, uint32_t end, struct dating *out)
{
    struct clock clock;
    if (end >= r->count ||
        (r->at[end].kind == TOKEN_WORD && !(first_at(r, end) & (LEX_BIT(DAY_PART) | LEX_BIT(DATE_WORD)))))
        return end;
    uint32_t next = read_time_behind(r, end, &clock);
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

/* Behind a hyphen or a slash that joins two words: "23/Sep/2020". */
static uint32_t pass_joint(const struct reader *r, uint32_t i)
{
    return is_mark(r, i, '/') && joined(r, i) && joined(r, i + 1) ? i + 1 : pass_hyphen(r, i);
}

uint32_t month_word(const struct reader *r, uint32_t i, struct month_word *out)
{
    if (!IS(r, i, MONTH))
        return 0;
    const struct lexicon_dates *dates = dates_at(r, i);
    *out = (struct month_word){dates->month, dates->short_month, dates->month_doubt};
    return out->abbreviation ? pass_stop(r, i + 1) : i + 1;
}

uint32_t read_day_number(const struct reader *r, uint32_t i, int *day)
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
    bool plural, sure;
    int year;
    if (!end && k == i && (end = read_small(r, i, day)) != 0 &&
        (*day < 1 || (!ends_row(r, end, false) && !read_year(r, end, &year, &sure))))
        return 0; /* "May twenty-nine", not "In May two men" */
    if (!end || *day > 31 || unit_of(r, pass_hyphen(r, end), &plural))
        return 0;
    return end;
}

/* Which way the clause of a lone month looks. */
static enum tense month_tense(const struct reader *r, uint32_t i, const struct month_word *word, uint32_t lead)
{
    const enum tense tense = tense_led(r, lead);
    if (tense == TENSE_PAST || !has_deadline_before(r, i))
        return tense;
    if (tense == TENSE_FUTURE && preposition_before(r, i) == 1)
        return TENSE_DEADLINE; /* "will end by May" */
    return word->doubt == 'v' ? tense : TENSE_DEADLINE;
}

/* Whether a lone month word is a month: "in May", not "may", "April Smith". */
static bool stands_for_month(const struct reader *r, uint32_t i, uint32_t end,
                             const struct month_word *word, const struct direction *direction,
                             uint32_t lead)
{
    int preposition = preposition_before(r, i);
    bool led = direction->told || preposition == 2 || (i > 0 && IS(r, i - 1, DATE_EDGE)) ||
               (i > 1 && is_mark(r, i - 1, '-') && IS(r, i - 2, DATE_EDGE));
    if (!is_capital(r, i) && word->doubt)
        return false;
    bool span;
    if (i > 0 && r->previous.last == i - 1 && r->previous.point.grain == AT_MONTH &&
        read_link(r, i - 1, &span))
        return true; /* "from March to May" */
    switch (word->doubt) {
    case '!':
        return led && !(is_capital(r, end) && r->at[end].kind == TOKEN_WORD) &&
               pass_hyphen(r, end) == end; /* not "Jan Smith", "Mar-a-Lago" */
    case '?':
        return led || preposition;
    case 'v':
        return led || (preposition && !in_capitals(r, i) &&
                       (IS(r, end, DATE_PREPOSITION) || month_tense(r, i, word, lead) == TENSE_DEADLINE));
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

/* The year of a month or of a day in it that has none behind it: of the row it stands in, or as told by its direction and its
 * clause. */
static int year_of_month(const struct reader *r, uint32_t i, uint32_t end, int month, int day,
                         const struct direction *direction, uint32_t lead, const struct month_word *alone)
{
    const struct dating *first = &r->previous;
    bool span;
    int year = direction->told ? 0 : shared_year(r, end, month, day != 0);
    if (year)
        return year;
    if (direction->told && direction->step == 0)
        return r->context.spoken.year;
    if (!direction->told && i > 0 && first->last == i - 1 && first->point.year &&
        (first->point.grain == AT_MONTH || (day && first->point.grain == AT_DAY)) &&
        read_link(r, i - 1, &span) && span)
        return first->point.year + (month < first->point.number);
    const bool near = day && abs(month - r->context.day.number) < 6; /* whichever way the clause looks */
    return month_year(&r->context, month, day, direction->step,
                      near    ? TENSE_NONE
                      : alone ? month_tense(r, i, alone, lead)
                              : tense_led(r, lead));
}

/* "August 17, 2021", "Aug. 17", "August 2021", "last August" */
static uint32_t read_month(const struct reader *r, uint32_t i, const struct direction *direction,
                           uint32_t lead, struct dating *out)
{
    struct month_word word;
    int day = 0, year = 0;
    uint32_t end = month_word(r, i, &word), next;
    if (!end)
        return 0;
    if ((next = read_day_number(r, pass_joint(r, end), &day)) != 0 &&
        calendar_valid(2000, word.number, day)) {
        end = next;
        if ((next = read_year_behind(r, pass_joint(r, end), true, &year)) != 0 &&
            !calendar_valid(year ? year : 2000, word.number, day)) {
            *out = (struct dating){0}; /* 29 February 2021 */
            return next;
        }
        if (next)
            end = next;
        else
            year = year_of_month(r, i, end, word.number, day, direction, lead, NULL);
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
    bool comma = is_mark(r, end, ',') && read_digits(r, end + 1, 4, 4, &year);
    next = read_year_behind(r, end, comma, &year);
    if (!next && !shared_year(r, end, word.number, false) &&
        !stands_for_month(r, i, end, &word, direction, lead))
        return 0;
    if (next)
        end = next;
    else
        year = year_of_month(r, i, end, word.number, 0, direction, lead, &word);
    set_day(out, (struct point){AT_MONTH, year, word.number, 0, 0});
    return end;
}

uint32_t read_day_month(const struct reader *r, uint32_t i, uint32_t lead, struct dating *out)
{
    struct month_word word;
    int day, year = 0;
    uint32_t k = is_the(r, i) ? i + 1 : i;
    uint32_t end = read_digits(r, k, 1, 2, &day), next;
    if (end)
        end = pass_stop(r, end) != end && IS(r, end + 1, MONTH) ? end + 1 : end;
    else if ((end = read_ordinal(r, k, &day)) == 0 && (end = read_small(r, k, &day)) != 0 &&
             !IS(r, end, MONTH))
        return 0;
    if (!end || day < 1 || day > 31 || (i > 0 && r->at[i - 1].mark == '$'))
        return 0;
    end = pass_joint(r, end);
    if (has_role(r, end, ROLE_OF))
        end++;
    uint32_t month = end;
    if (!(end = month_word(r, month, &word)))
        return 0;
    if (word.doubt && !is_capital(r, month))
        return 0;
    static const struct direction none;
    uint32_t at = pass_joint(r, end);
    if ((next = read_year_behind(r, at, true, &year)) != 0 &&
        calendar_valid(year ? year : 2000, word.number, day))
        end = next;
    else if (next)
        end = next, day = 0; /* 29 February 2021 */
    else
        year = year_of_month(r, i, end, word.number, day, &none, lead, NULL);
    if (!calendar_valid(2000, word.number, day)) {
        *out = (struct dating){0};
        return end;
    }
    if (year && !calendar_valid(year, word.number, day))
        year = 0;
    set_day(out, (struct point){AT_DAY, year, word.number, day, 0});
    return with_time(r, end, out);
}

/* "2021-Aug-17", "2021/Aug/17" */
static uint32_t read_year_month_day(const struct reader *r, uint32_t i, struct dating *out)
{
    struct month_word word;
    int year, day;
    uint32_t end = read_digits(r, i, 4, 4, &year);
    if (!end || pass_joint(r, end) == end || !(end = month_word(r, pass_joint(r, end), &word)) ||
        pass_joint(r, end) == end || !(end = read_digits(r, pass_joint(r, end), 1, 2, &day)) ||
        !calendar_valid(year, word.number, day))
        return 0;
    set_day(out, (struct point){AT_DAY, year, word.number, day, 0});
    return end;
}

/* ---- Weekdays ---- */

/* "of last week", "next week" behind a weekday */
static uint32_t read_week_behind(const struct reader *r, uint32_t i, struct point *week)
{
    struct direction direction;
    bool plural;
    uint32_t k = has_role(r, i, ROLE_OF) ? i + 1 : i;
    if (is_the(r, k))
        k++;
    uint32_t end = read_direction(r, k, &direction);
    if (!end || unit_of(r, end, &plural) != UNIT_WEEK || plural)
        return 0;
    *week = point_shift(anchor_of(r, &direction), UNIT_WEEK,
                        direction.step == THIS ? 0 : direction.step);
    return end + 1;
}

/* "the 13th" behind "Friday": of the month near to publication in which that is such a weekday */
static uint32_t read_nth_weekday(const struct reader *r, uint32_t i, int weekday, uint32_t lead,
                                 struct point *out)
{
    static const int ahead[] = {0, 1, -1, 2}, behind[] = {0, -1, 1, -2};
    int day;
    uint32_t end = i < r->count ? read_ordinal(r, is_the(r, i) ? i + 1 : i, &day) : 0;
    bool plural;
    if (!end || !r->context.known || unit_of(r, end, &plural))
        return 0;
    const enum tense tense = tense_led(r, lead);
    for (int n = 0; n < 4; n++) {
        *out = point_shift(r->context.day, UNIT_MONTH, tense == TENSE_PAST ? behind[n] : ahead[n]);
        if (!calendar_valid(out->year, out->number, day) ||
            calendar_weekday(calendar_number((struct day){out->year, out->number, day})) != weekday)
            continue;
        out->grain = AT_DAY;
        out->day = day;
        return end;
    }
    return 0;
}

/* "Friday", "last Friday", "Friday, Oct. 13", "Friday night", "Friday of last week" */
static uint32_t read_weekday(const struct reader *r, uint32_t i, const struct direction *direction,
                             uint32_t lead, struct dating *out)
{
    if (!IS(r, i, WEEKDAY))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_WEEKDAY);
    char *rest;
    int weekday = (int)strtol(value, &rest, 10);
    bool short_form = strchr(value, '!') != NULL, stopped = short_form || strchr(value, '.');
    uint32_t end = stopped ? pass_stop(r, i + 1) : i + 1, next;
    static const struct direction none;
    if (strchr(value, 's')) {
        *out = (struct dating){.point = {.grain = AT_DAY, .weekday = weekday}};
        if (rest[0] != 's')
            part_of_day(rest, &out->clock);
        end = with_time(r, end, out);
        out->type = MASTHEAD_DATE_SET;
        return end;
    }
    if (!is_capital(r, i))
        return 0;
    if (rest[0] >= 'a' && rest[1] >= 'a') { /* "Montagabend" */
        set_day(out, weekday_point(&r->context, weekday, direction->step, tense_led(r, lead)));
        out->type = MASTHEAD_DATE_TIME;
        part_of_day(rest, &out->clock);
        return with_time(r, end, out);
    }
    uint32_t k = is_mark(r, end, ',') ? end + 1 : end;
    if ((next = read_month(r, k, &none, lead, out)) != 0 ||
        (next = read_day_month(r, k, lead, out)) != 0) {
        if (out->point.grain == AT_DAY)
            return next;
        *out = (struct dating){0};
    }
    struct point point;
    struct clock clock;
    if ((next = read_numeric(r, is_the(r, k) ? k + 1 : k, &point, &clock)) != 0 &&
        point.grain == AT_DAY) {
        set_day(out, point);
        return next;
    }
    if ((next = read_slashed(r, k, &point)) != 0) { /* "Friday 17/8" */
        point.year = month_year(&r->context, point.number, point.day, direction->step, tense_led(r, lead));
        set_day(out, point);
        return with_time(r, next, out);
    }
    if ((next = read_nth_weekday(r, end, weekday, lead, &point)) != 0) {
        set_day(out, point);
        return with_time(r, next, out);
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
    const struct dating *first = &r->previous;
    bool span;
    if (!direction->told && i > 0 && first->last == i - 1 && first->point.grain == AT_DAY &&
        first->point.year && IS(r, first->last - 1, WEEKDAY) && read_link(r, i - 1, &span) && span)
        set_day(out, weekday_beside(&first->point, weekday, 1));
    else if (direction->spoken && direction->step && r->context.spoken.grain == AT_DAY &&
             r->context.spoken.year)
        set_day(out, weekday_beside(&r->context.spoken, weekday, direction->step));
    else
        set_day(out, weekday_point(&r->context, weekday, direction->step, tense_led(r, lead)));
    return with_time(r, end, out);
}

/* ---- Seasons, days told by their place ---- */

static uint32_t read_season(const struct reader *r, uint32_t i, const struct direction *direction,
                            bool the, uint32_t lead, struct dating *out)
{
    if (!IS(r, i, SEASON))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_SEASON);
    int season = atoi(value), year;
    uint32_t end = i + 1, next = read_year_behind(r, end, false, &year);
    bool led = direction->told || preposition_before(r, i) == 2 ||
               (i > 0 && (IS(r, i - 1, DATE_EDGE) || is_mark(r, i - 1, '-')));
    bool span;
    uint32_t link = next ? 0 : read_link(r, end, &span);
    if (link && IS(r, link, SEASON) && read_year_behind(r, link + 1, false, &year)) {
        set_day(out, (struct point){AT_SEASON, year, season, 0, 0});
        return end; /* "in summer and autumn 2020" */
    }
    if (!next && ((!led && !the) || is_name_before(r, i, end)))
        return 0;
    if (!next && has_role(r, end, ROLE_OF))
        return 0; /* "the fall of the wall" */
    if (!next && strchr(value, '?') && !led && !(the && preposition_before(r, i - 1)))
        return 0;
    if (next)
        end = next;
    else
        year = season_year(&r->context, season, direction->step, tense_led(r, lead));
    set_day(out, (struct point){AT_SEASON, year, season, 0, 0});
    return end;
}

/* "yesterday", "tonight", "yesterday morning"; the value is an offset in days and a part of the day */
static uint32_t read_relative_day(const struct reader *r, uint32_t i, struct dating *out)
{
    const char *value;
    char *rest;
    uint32_t end = read_phrase(r, i, LEX_RELATIVE_DAY, &value);
    if (!end || (i > 0 && is_the(r, i - 1) && is_name_before(r, i, end)))
        return 0; /* "the Tonight Show" */
    if ((IS(r, i, DAY_PART) && is_capital(r, i) && !(r->at[i].shape & SHAPE_SENTENCE)))
        return 0; /* "morgen" is tomorrow, "Morgen" the morning */
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
    uint32_t k = is_mark(r, i, ',') ? i + 1 : i, end;
    if (has_role(r, k, ROLE_OF) || has_role(r, k, ROLE_ON))
        k++;
    struct dating day = {0};
    struct direction direction;
    uint32_t at = read_direction(r, k, &direction);
    if (!at) {
        direction = none;
        at = k;
    }
    if ((end = read_weekday(r, at, &direction, i, &day)) == 0 &&
        (end = read_relative_day(r, k, &day)) == 0 &&
        (end = read_month(r, k, &none, i, &day)) == 0)
        end = read_day_month(r, k, i, &day);
    bool part = day.type == MASTHEAD_DATE_TIME && day.clock.part[0];
    if (!end || day.point.grain != AT_DAY || (day.type != MASTHEAD_DATE_DATE && !part))
        return 0;
    out->point = day.point;
    if (part)
        clock_in_part(&out->clock, day.clock.part);
    return end;
}

/* "this morning", "last night", "in the evening" behind a time of day */
static uint32_t read_part_behind(const struct reader *r, uint32_t i, struct dating *out)
{
    struct direction direction = {0};
    struct clock part;
    const char *value;
    uint32_t k = is_mark(r, i, ',') ? i + 1 : i, end;
    if (preposition_before(r, k + 1) == 2 && is_the(r, k + 1))
        k += 2;
    else if ((end = read_direction(r, k, &direction)) != 0)
        k = end;
    else
        return 0;
    if (!(end = read_phrase(r, k, LEX_DAY_PART, &value)) || value[0] < 'a')
        return 0;
    part_of_day(value, &part);
    clock_in_part(&out->clock, part.part);
    if (direction.told)
        out->point =
            point_shift(r->context.day, UNIT_DAY, direction.step == THIS ? 0 : direction.step);
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
    if (!direction->told && (has_role(r, end, ROLE_OF) || is_the(r, end) || is_name_before(r, i, end)))
        return 0; /* "the night of the fire", "the night the fire", "the Morning Star" */
    bool spoken = direction->told ? direction->spoken : the && r->context.spoken.grain == AT_DAY;
    int step = direction->step == THIS ? 0 : direction->step;
    out->point = point_shift(spoken ? r->context.spoken : r->context.day, UNIT_DAY, step);
    return end;
}

/* "three in the morning", "7 on Friday evening": an hour that nothing else says is one */
static uint32_t read_bare_hour(const struct reader *r, uint32_t i, struct dating *out)
{
    struct amount hour;
    uint32_t end;
    if (!(preposition_before(r, i) || (i > 0 && has_role(r, i - 1, ROLE_AT))) || !(end = read_count(r, i, &hour)) ||
        hour.count < 1 || hour.count > 12 || hour.percent || preposition_before(r, end + 1) != 2 || !is_the(r, end + 1))
        return 0;
    *out = (struct dating){.type = MASTHEAD_DATE_TIME,
                           .point = r->context.day,
                           .clock = {.told = true, .hour = hour.count, .minute = 0, .second = -1}};
    return read_part_behind(r, end, out);
}

static uint32_t read_clock_day(const struct reader *r, uint32_t i, struct dating *out)
{
    struct clock clock;
    uint32_t end = read_clock(r, i, &clock), next;
    if (!end)
        return read_bare_hour(r, i, out);
    bool led = i == 0 || has_role(r, i - 1, ROLE_AT) ||
               (preposition_before(r, i) && !has_role(r, i - 1, ROLE_OF) && clock.second < 0) ||
               (r->at[i - 1].kind == TOKEN_MARK && r->at[i - 1].mark != '-');
    *out = (struct dating){.type = MASTHEAD_DATE_TIME, .clock = clock, .point = r->context.day};
    if (r->context.spoken.grain == AT_DAY && r->context.spoken.year)
        out->point = r->context.spoken;
    if ((next = read_day_behind(r, end, out)) != 0 || (next = read_part_behind(r, end, out)) != 0)
        return next;
    return clock.bare && !led ? 0 : end; /* "John 3:16" */
}

/* ---- Quarters, weeks, years and other units ---- */

/* "ended Sept. 30" behind a quarter */
static bool read_ended(const struct reader *r, uint32_t i, struct point *end_day)
{
    static const struct direction none;
    struct dating day = {0};
    if (!has_role(r, i, ROLE_ENDED) || !read_month(r, i + 1, &none, i + 1, &day) ||
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

/* The nth week, day, weekend or month of a year or month; 0 is the last.  Of an unknown one, itself. */
static bool nth_of(const struct point *whole, enum unit unit, int nth, struct point *out)
{
    bool year = whole->grain == AT_YEAR;
    if (!year && (whole->grain != AT_MONTH || unit == UNIT_MONTH))
        return false;
    *out = *whole;
    if (!whole->year || (!year && !whole->number))
        return true;
    struct point first = point_at(*whole, AT_DAY);
    if (year && unit == UNIT_MONTH) {
        *out = (struct point){AT_MONTH, whole->year, nth ? nth : 12, 0, 0};
        return nth <= 12;
    }
    int length = year ? calendar_month_length(whole->year, 2) + 337
                      : calendar_month_length(whole->year, whole->number);
    int step = unit == UNIT_DAY ? 1 : 7, day = nth ? (nth - 1) * step : length - 1;
    if (year &&
        unit !=
            UNIT_DAY) /* ISO weeks: the first has the fourth of January, the last the 28th of December */
        day = nth ? 3 + (nth - 1) * 7 : length - 4;
    *out = point_at(point_shift(first, UNIT_DAY, day), unit_grain(unit));
    return day < length;
}

/* "third quarter", "first half" with what tells its year */
static uint32_t read_nth(const struct reader *r, uint32_t i, int year, uint32_t lead,
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
    bool half = has_role(r, end, ROLE_HALF);
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
            year = quarter_year(&r->context, nth, tense_led(r, lead));
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
            if (!has_role(r, end, ROLE_OF))
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
    if (unit < UNIT_DAY || unit > UNIT_MONTH || (!next && !has_role(r, end, ROLE_OF)))
        return 0;
    struct dating base = {.point = {.grain = AT_YEAR, .year = year}};
    if (!next && !(end = read_point(r, end + 1, &base)))
        return 0; /* "the first week of June", "of next month" */
    return nth_of(&base.point, unit, nth, &out->point) ? end : 0;
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
    if ((next = read_nth(r, end, year, NO_LEAD, out)) != 0)
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
    bool plural;
    uint32_t end = read_year_figures(r, i, &year), next;
    if (!end) {
        end = read_relative_year(r, i, &year);
        if (!end || !(r->at[end - 1].shape & SHAPE_POSSESSIVE))
            return 0;
    }
    if ((next = read_nth(r, end, year, NO_LEAD, out)) != 0)
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
static struct point weekend(const struct reader *r, const struct direction *direction, uint32_t lead)
{
    if (!r->context.known)
        return (struct point){.grain = AT_WEEKEND};
    int weekday = calendar_weekday(r->context.today);
    int step = direction->told ? (direction->step == THIS ? 0 : direction->step)
               : weekday >= 6 || tense_led(r, lead) == TENSE_FUTURE ? 0
                                                       : -1;
    return point_shift(r->context.day, UNIT_WEEKEND, step);
}

/* "the week after next", "the day before Christmas", "the year before": behind "the" and a unit */
static uint32_t read_beside(const struct reader *r, uint32_t i, enum unit unit, struct dating *out)
{
    struct direction direction;
    struct dating base = {0};
    bool back = has_role(r, i, ROLE_BEFORE);
    if ((!back && !has_role(r, i, ROLE_AFTER)) || unit < UNIT_DAY || unit > UNIT_YEAR)
        return 0;
    uint32_t k = i + 1, end = read_direction(r, k, &direction);
    bool plural;
    if (end && !direction.spoken && direction.step == (back ? -1 : 1) &&
        !unit_of(r, end, &plural) && !IS(r, end, WEEKDAY) && !IS(r, end, MONTH)) {
        set_day(out, point_shift(r->context.day, unit, 2 * direction.step));
        return end;
    }
    if ((end = read_point(r, k, &base)) != 0 && base.type == MASTHEAD_DATE_DATE &&
        base.point.year && base.point.grain >= unit_grain(unit)) {
        set_day(out, point_shift(base.point, unit, back ? -1 : 1));
        return end;
    }
    if (k < r->count && r->at[k].kind != TOKEN_MARK)
        return 0;
    set_day(out, point_shift(r->context.spoken, unit, back ? -1 : 1));
    return k;
}

/* "the quarter", "last quarter of 1989", "the current period"; token `end` is behind the word. */
static uint32_t read_quarter_unit(const struct reader *r, uint32_t end, enum unit unit, const struct direction *direction,
                                  struct dating *out)
{
    const int step = direction->step == THIS ? 0 : direction->step;
    struct point day;
    int year;
    uint32_t next = read_year_behind(r, end, false, &year);
    if (has_role(r, end, ROLE_OF) && !next)
        return 0; /* "a quarter of the seats" */
    if (read_ended(r, end, &day))
        set_day(out, point_at(day, AT_QUARTER));
    else if (direction->told && direction->step == THIS)
        set_day(out, unit == UNIT_PERIOD ? current_quarter(r) : point_at(r->context.day, AT_QUARTER));
    else if (direction->told && step && !direction->spoken && unit == UNIT_QUARTER)
        set_day(out, point_shift(r->context.day, UNIT_QUARTER, step));
    else
        set_day(out, point_shift(current_quarter(r), UNIT_QUARTER, step));
    if (!next)
        return end;
    out->point.year = year;
    out->aside = true;
    return next;
}

/* "the day", "the following day" */
static uint32_t read_day_unit(const struct reader *r, uint32_t end, const struct direction *direction, bool the,
                              struct dating *out)
{
    const struct context *context = &r->context;
    if (!direction->told && has_role(r, end, ROLE_OF))
        return 0; /* "the day of the vote" */
    if (!direction->told)
        set_day(out, context->spoken.grain == AT_DAY ? context->spoken : context->day);
    else
        set_day(out, point_shift(the || direction->spoken ? context->spoken : context->day, UNIT_DAY,
                                 direction->step == THIS ? 0 : direction->step));
    return with_time(r, end, out);
}

/* "the week of Oct. 9", "the month of August": what stands behind "of" says it. */
static uint32_t read_unit_of(const struct reader *r, uint32_t end, enum unit unit, uint32_t lead, struct dating *out)
{
    static const struct direction none;
    struct dating base = {0};
    const uint32_t next = unit == UNIT_WEEK ? read_point(r, end + 1, &base) : read_month(r, end + 1, &none, lead, &base);
    if (!next || base.point.grain != (unit == UNIT_WEEK ? AT_DAY : AT_MONTH))
        return 0;
    set_day(out, unit == UNIT_WEEK ? point_at(base.point, AT_WEEK) : base.point);
    return next;
}

static uint32_t set_duration(struct dating *out, enum unit unit, uint32_t end)
{
    *out = (struct dating){.type = MASTHEAD_DATE_DURATION, .amount = {.unit = unit, .count = 1}};
    return end;
}

/* "last week", "the following month", "the quarter", "the current fiscal year" */
static uint32_t read_unit(const struct reader *r, uint32_t i, const struct direction *direction,
                          bool the, uint32_t lead, struct dating *out)
{
    bool plural, adjective = IS(r, i, PERIOD_ADJECTIVE);
    uint32_t k = adjective ? pass_hyphen(r, i + 1) : i, end = k + 1, next;
    enum unit unit = unit_of(r, k, &plural);
    if (!unit || plural || unit < UNIT_DAY || (!direction->told && !the))
        return 0;
    if (direction->told && is_capital(r, k) && i > 1 && is_mark(r, i - 2, '"') &&
        !in_capitals(r, i))
        return 0; /* "This Week", the programme */
    if (pass_hyphen(r, end) != end)
        return 0; /* "quarter-century", "quarter-to-quarter" */
    if (!direction->told && (next = read_beside(r, end, unit, out)) != 0)
        return next;
    if (!direction->told && i > 1 && dates_at(r, i - 2)->more & LEXICON_WHOLE)
        return set_duration(out, unit, end); /* "throughout the year": how long, not when */
    const bool of = has_role(r, end, ROLE_OF);
    switch (unit) {
    case UNIT_WEEKEND:
        set_day(out, weekend(r, direction, lead));
        return end;
    case UNIT_PERIOD:
        if (!direction->told && !adjective)
            return 0;
        return read_quarter_unit(r, end, unit, direction, out);
    case UNIT_QUARTER:
        return read_quarter_unit(r, end, unit, direction, out);
    case UNIT_FORTNIGHT:
        return set_duration(out, unit, end);
    case UNIT_HALF:
        return 0;
    case UNIT_DAY:
        return read_day_unit(r, end, direction, the, out);
    case UNIT_WEEK:
        if (of)
            return read_unit_of(r, end, unit, lead, out);
        break;
    case UNIT_MONTH:
        if (!direction->told && of && (next = read_unit_of(r, end, unit, lead, out)) != 0)
            return next;
        break;
    case UNIT_YEAR:
        if (!direction->told && of)
            return 0;
        if (!direction->told && has_role(r, end, ROLE_ENDED))
            return set_duration(out, unit, end);
        break;
    default:
        break;
    }
    set_day(out, point_shift(anchor_of(r, direction), unit, direction->step == THIS ? 0 : direction->step));
    return end;
}

/* "Q3 2019", "the first-half" in short: "2019-Q1", "H2" */
static uint32_t read_short_period(const struct reader *r, uint32_t i, struct dating *out)
{
    int year = 0;
    uint32_t k = i, end = read_year_figures(r, i, &year);
    if (end)
        k = pass_hyphen(r, end);
    if (!IS(r, k, PERIOD_NAME))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[k].word, LEX_PERIOD_NAME);
    int nth = value[1] - '0';
    if (value[0] == 'w') { /* "KW 33" */
        uint32_t behind = read_digits(r, k + 1, 1, 2, &nth), more;
        if (end || !behind || nth < 1 || nth > 53)
            return 0;
        more = read_year_behind(r, behind, false, &year);
        set_day(out, (struct point){AT_WEEK, more ? year : r->context.day.year, nth, 0, 0});
        return more ? more : behind;
    }
    uint32_t next = end ? 0 : read_year_behind(r, pass_hyphen(r, k + 1), false, &year);
    if (!end && !next)
        year = value[0] == 'q' ? quarter_year(&r->context, nth, TENSE_NONE) : r->context.day.year;
    set_day(out, (struct point){value[0] == 'q' ? AT_QUARTER : AT_HALF, year, nth, 0, 0});
    return next ? next : k + 1;
}

/* "fiscal 1989", "the year 2000", "fiscal year 1989" */
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

/* First sets of parts of a year, and of what a direction may stand before. */
#define PARTS_OF_YEAR                                                                              \
    (YEAR_FIGURES | LEX_BIT(DIRECTION) | LEX_BIT(TIME_UNIT) | LEX_BIT(PERIOD_ADJECTIVE) | LEX_BIT(PERIOD_NAME))
#define DIRECTED                                                                                   \
    (LEX_BIT(WEEKDAY) | LEX_BIT(MONTH) | LEX_BIT(SEASON) | LEX_BIT(HOLIDAY) | LEX_BIT(RELATIVE_DAY) | \
     LEX_BIT(DAY_PART) | LEX_BIT(TIME_UNIT) | LEX_BIT(PERIOD_ADJECTIVE))
/* "third-quarter results", "year-ago results", with what may stand before: not "the", which is the noun's.  Token k is behind
 * "the". */
static uint32_t read_quarter(const struct reader *r, uint32_t i, uint32_t k, uint32_t lead, struct dating *out)
{
    const uint64_t first = first_at(r, k);
    uint32_t end = 0;
    if (first & (YEAR_FIGURES | LEX_BIT(DIRECTION)))
        end = read_year_then(r, k, out);
    if (!end && first & LEX_BIT(TIME_UNIT))
        end = read_year_before(r, k, out);
    if (!end && IS(r, k, PERIOD_ADJECTIVE)) {
        uint32_t next = pass_hyphen(r, k + 1);
        if ((end = read_year_before(r, next, out)) == 0)
            end = read_nth(r, next, 0, lead, out);
        out->attributive = false;
    }
    if (!end && first & (r->ordinals | LEX_BIT(DIRECTION)))
        end = read_nth(r, k, 0, lead, out);
    return out->attributive && k != i ? 0 : end;
}

/* "17/8/2021", "2021-Aug-17", "5 p.m. Friday" */
static uint32_t read_written_in_figures(const struct reader *r, uint32_t i, struct dating *out)
{
    struct point point;
    struct clock clock;
    uint32_t end = read_numeric(r, i, &point, &clock);
    if (!end)
        return (end = read_year_month_day(r, i, out)) != 0 ? end : read_clock_day(r, i, out);
    set_day(out, point);
    out->clock = clock;
    if (clock.told)
        out->type = MASTHEAD_DATE_TIME;
    return !clock.told && point.grain == AT_DAY ? with_time(r, end, out) : end;
}

/* "17 August", the 9 of "9 to 12 June", the 7 of "May 5-7"; token k is behind "the". */
static uint32_t read_numbered_day(const struct reader *r, uint32_t i, uint32_t k, uint32_t lead, struct dating *out)
{
    const uint64_t behind = LEX_BIT(MONTH) | LEX_BIT(DATE_WORD) | LEX_BIT(DATE_PREPOSITION);
    uint32_t end;
    if (r->at[k].kind == TOKEN_NUMBER && r->at[k + 1].kind == TOKEN_WORD && !(first_at(r, k + 1) & behind))
        return read_next_of_row(r, i, out); /* "17 people" */
    if ((end = read_day_month(r, i, lead, out)) != 0 || (end = read_first_of_row(r, i, lead, out)) != 0)
        return end;
    return read_next_of_row(r, i, out);
}

/* "the third quarter", "Q3 2019", "fiscal 1989"; token k is behind "the". */
static uint32_t read_part_of_year(const struct reader *r, uint32_t i, uint32_t k, uint32_t lead, struct dating *out)
{
    uint32_t end = read_quarter(r, i, k, lead, out);
    if (end)
        return end;
    *out = (struct dating){0};
    return (end = read_short_period(r, k, out)) != 0 ? end : read_named_year(r, k, out);
}

/* "Friday", "August 17", "last summer", "Christmas", "tomorrow", "this morning", "next week"; `the` stands before them,
 * or, when they are known, is a part of the word before: "am" */
static uint32_t read_directed(const struct reader *r, uint32_t i, const struct direction *direction, bool the,
                              bool known, uint32_t lead, struct dating *out)
{
    const uint64_t first = first_at(r, i);
    uint32_t end;
    if (first & LEX_BIT(WEEKDAY) && (!the || direction->told) &&
        (end = read_weekday(r, i, direction, lead, out)) != 0)
        return end;
    if (first & LEX_BIT(MONTH) && (end = read_month(r, i, direction, lead, out)) != 0)
        return the && !direction->told ? 0 : end;
    if (first & LEX_BIT(SEASON) && (end = read_season(r, i, direction, known, lead, out)) != 0)
        return end;
    if (first & LEX_BIT(HOLIDAY) && (end = read_holiday(r, i, direction, lead, out)) != 0)
        return end;
    if (first & LEX_BIT(RELATIVE_DAY) && !direction->told && (end = read_relative_day(r, i, out)) != 0)
        return end;
    if (first & LEX_BIT(DAY_PART) && (end = read_part(r, i, direction, known, out)) != 0)
        return end;
    return first & (LEX_BIT(TIME_UNIT) | LEX_BIT(PERIOD_ADJECTIVE))
               ? read_unit(r, i, direction, known, lead, out)
               : 0;
}

static uint32_t read_core(const struct reader *r, uint32_t i, struct dating *out)
{
    const bool the = is_the(r, i);
    struct direction direction = {0};
    uint32_t k = the ? i + 1 : i, end;
    uint64_t first = first_at(r, k);
    int year;
    if (!(first & POINTS))
        return 0;
    if (!the && first & FIGURES) {
        if (i > 0 && IS(r, i - 1, NUMBERED))
            return 0; /* "version 10.11.12" */
        if ((end = read_written_in_figures(r, i, out)) != 0)
            return end;
    }
    if (first & (SHORT_FIGURES | r->ordinals) && (end = read_numbered_day(r, i, k, i, out)) != 0)
        return end;
    if (first & (PARTS_OF_YEAR | r->ordinals) && (end = read_part_of_year(r, i, k, i, out)) != 0)
        return end;
    if (first & FIGURES)
        *out = (struct dating){0};
    if (first & (ENDED_FIGURES | APOSTROPHE | LEX_BIT(DECADE)) && (end = read_decade(r, k, &year)) != 0) {
        set_day(out, (struct point){.grain = AT_DECADE, .year = year});
        return end;
    }
    if (first & LEX_BIT(DIRECTION) && (end = read_direction(r, k, &direction)) != 0) {
        k = end;
        first = first_at(r, k);
    }
    if (direction.beyond && !the && (IS(r, k, WEEKDAY) || IS(r, k, MONTH)))
        return 0;
    if (first & DIRECTED &&
        (end = read_directed(r, k, &direction, the, the || has_article_before(r, i), i, out)) != 0)
        return end;
    if (k != i || !(first & (FIGURES | LEX_BIT(NUMBER))))
        return 0;
    if (!(first & FIGURES) && (end = read_clock_day(r, i, out)) != 0)
        return end;
    return first & (YEAR_FIGURES | LEX_BIT(NUMBER)) ? read_bare_year(r, i, out) : 0;
}

/* "late", "the end of": the edge words of a point. */
static uint32_t read_edge(const struct reader *r, uint32_t i, struct dating *out)
{
    const char *value;
    uint32_t k = is_the(r, i) || is_a(r, i) ? i + 1 : i, end;
    if (!(first_at(r, k) & (LEX_BIT(DATE_EDGE) | LEX_BIT(PERIOD_ADJECTIVE))))
        return 0;
    if (IS(r, k, PERIOD_ADJECTIVE) && IS(r, k + 1, DATE_EDGE))
        k++;
    end = read_phrase(r, k, LEX_DATE_EDGE, &value);
    if (!end)
        return 0;
    bool noun = value[0] == 'n';
    if (noun) {
        bool plural;
        if (!has_role(r, end, ROLE_OF))
            return 0;
        enum unit unit = unit_of(r, end + 1, &plural);
        if (unit >= UNIT_WEEK && unit <= UNIT_YEAR && !plural) { /* "end of year" */
            set_day(out, point_at(r->context.day, unit_grain(unit)));
            return end + 2;
        }
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
    const uint64_t first = first_at(r, i);
    uint32_t end;
    if (!(first & POINTS))
        return 0;
    if (first & (LEX_BIT(ARTICLE) | LEX_BIT(DATE_EDGE) | LEX_BIT(PERIOD_ADJECTIVE)) && (end = read_edge(r, i, out)) != 0)
        return end;
    *out = (struct dating){0};
    if (first & (LEX_BIT(ARTICLE) | LEX_BIT(TIME_UNIT)) && (end = read_end_of_unit(r, i, out)) != 0)
        return end;
    return read_core(r, i, out);
}
