/* dates_holidays.c - holidays, also those that other calendars move
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A holiday of the lexicon is a rule, with what is added to it:
 *
 *     rule = month "-" day                12-25
 *          | month "w" nth "-" weekday    11w4-4, the fourth Thursday of November; 5 is the last
 *          | "e" days                     from Easter Sunday; "o" from that of the Eastern churches
 *          | "i" month "-" day            of the tabular Islamic calendar
 *          | "j" days                     from Rosh Hashanah, the Jewish new year, of the same year; "k": from 1 Kislev
 *          | "n" | "d"                    the Chinese new year; Diwali
 *          | "x"                          kept by a calendar that is not known here: only a year says when
 *     more = [">" days later] ["+" days that it lasts]
 *
 * Calendars from Reingold and Dershowitz, Calendrical Calculations; Gregorian Easter by Meeus, Jones and Butcher, the
 * Julian one and new moons by Meeus, Astronomical Algorithms, chapters 8, 27 and 49.  Where a religious authority looks at the
 * sky, a day more or less is possible. */
#include <math.h>
#include <stdlib.h>

#include "dates.h"

enum {
    UNIX_EPOCH = 719163
}; /* 1970-01-01 in the days of Reingold and Dershowitz, from 0001-01-01 = 1 */

static int32_t easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return calendar_number((struct day){year, n / 31, n % 31 + 1});
}

static int32_t eastern_easter(int year)
{
    int a = year % 4, b = year % 7, c = year % 19;
    int d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7, n = d + e + 114;
    int behind = year / 100 - year / 400 - 2; /* days from the Julian to the Gregorian calendar */
    return calendar_number((struct day){year, n / 31, 1}) + n % 31 + behind;
}

/* Of the first such day of the Islamic year, counted from the Hijra. */
static int32_t islamic_day(int year, int month, int day)
{
    return 227015 - 1 + (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * (month - 1) + month / 2 +
           day - UNIX_EPOCH;
}

/* Days from the epoch of the Jewish calendar to the conjunction that begins a year, put off as its rules say. */
static int jewish_elapsed(int year)
{
    int months = (235 * year - 234) / 19;
    int64_t parts = 12084 + (int64_t)13753 * months;
    int day = 29 * months + (int)(parts / 25920);
    return 3 * (day + 1) % 7 < 3 ? day + 1 : day;
}

static int32_t jewish_new_year(int year)
{
    int before = jewish_elapsed(year - 1), at = jewish_elapsed(year),
        behind = jewish_elapsed(year + 1);
    int put_off = behind - at == 356 ? 2 : at - before == 382 ? 1 : 0;
    return -1373427 + at + put_off - UNIX_EPOCH;
}

/* The new moon number k from that of 2000-01-06, as a Julian day; good to a few minutes from 1600 to 2999. */
static double new_moon(int k)
{
    static const struct {
        double size;
        int sun, moon, node; /* multiples of M, M' and F */
    } terms[] = {{-.40720, 0, 1, 0}, {.17241, 1, 0, 0},  {.01608, 0, 2, 0},  {.01039, 0, 0, 2},
                 {.00739, -1, 1, 0}, {-.00514, 1, 1, 0}, {.00208, 2, 0, 0},  {-.00111, 0, 1, -2},
                 {-.00057, 0, 1, 2}, {.00056, 1, 2, 0},  {-.00042, 0, 3, 0}, {.00042, 1, 0, 2},
                 {.00038, 1, 0, -2}, {-.00024, -1, 2, 0}};
    const double degree = 3.14159265358979323846 / 180;
    double t = k / 1236.85, day = 2451550.09766 + 29.530588861 * k + .00015437 * t * t;
    double sun = (2.5534 + 29.10535670 * k) * degree, moon = (201.5643 + 385.81693528 * k) * degree;
    double node = (160.7108 + 390.67050284 * k) * degree, slowing = 1 - .002516 * t;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        double size = terms[i].size;
        for (int n = abs(terms[i].sun); n > 0; n--)
            size *= slowing;
        day += size * sin(terms[i].sun * sun + terms[i].moon * moon + terms[i].node * node);
    }
    return day;
}

/* The day of a moment in a zone so many hours east, counted from 1970. */
static int32_t day_in_zone(double julian, double hours)
{
    return (int32_t)floor(julian + .5 + hours / 24) - 2440588;
}

/* The number of the last new moon whose day in the zone is not behind the given one. */
static int new_moon_before(int32_t day, double hours)
{
    int k = (int)((day + 2440588 - 2451550) / 29.530588861) + 2;
    while (day_in_zone(new_moon(k), hours) > day)
        k--;
    return k;
}

/* The winter solstice falls in the eleventh month; the new year is the second new moon behind that month's, or the third when
 * that is before 21 January. */
static int32_t chinese_new_year(int year)
{
    double y = (year - 1 - 2000) / 1000.;
    double solstice = 2451900.05952 + 365242.74049 * y - .06223 * y * y;
    int k = new_moon_before(day_in_zone(solstice, 8), 8) + 2;
    int32_t day = day_in_zone(new_moon(k), 8);
    bool early = day < calendar_number((struct day){year, 1, 21});
    return early ? day_in_zone(new_moon(k + 1), 8) : day;
}

/* The evening before the new moon of the Indian month that ends between 17 October and 15 November. */
static int32_t diwali(int year)
{
    int32_t last = calendar_number((struct day){year, 11, 15});
    double moon = new_moon(new_moon_before(last, 5.5));
    return day_in_zone(moon - 18. / 24,
                       5.5); /* it is kept when the sun has set on the waning moon */
}

struct holiday {
    int32_t day;
    int days;
};

static int32_t nth_weekday(int year, int month, int nth, int weekday)
{
    int32_t first = calendar_number((struct day){year, month, 1});
    int32_t day = first + (weekday - calendar_weekday(first) + 7) % 7 + (nth - 1) * 7;
    return nth == 5 && calendar_day(day).month != month ? day - 7 : day;
}

/* The first day that the rule gives in a year, behind which `nth` may ask for the next: an Islamic year is shorter than a
 * Gregorian one. */
static bool holiday_in(const char *rule, int year, int nth, struct holiday *out)
{
    char *rest = (char *)rule + 1;
    int first = 0, second = 0, third = 0;
    if (rule[0] >= '0' && rule[0] <= '9')
        rest = (char *)rule;
    first = (int)strtol(rest, &rest, 10);
    char mark = *rest;
    if (mark == '-' || mark == 'w')
        second = (int)strtol(rest + 1, &rest, 10);
    if (mark == 'w')
        third = *rest == '-' ? (int)strtol(rest + 1, &rest, 10) : 1;
    switch (rule[0]) {
    case 'e':
        out->day = easter(year) + first;
        break;
    case 'o':
        out->day = eastern_easter(year) + first;
        break;
    case 'i': {
        int hijra = (int)((year - 622) * 1.0307) - 1;
        int32_t new_year = calendar_number((struct day){year, 1, 1});
        while (islamic_day(hijra, first, second) < new_year)
            hijra++;
        out->day = islamic_day(hijra + nth, first, second);
        if (calendar_day(out->day).year != year)
            return false;
        break;
    }
    case 'j':
        out->day = jewish_new_year(year + 3761) + first;
        break;
    case 'k': {
        int32_t begin = jewish_new_year(year + 3761);
        int length = jewish_new_year(year + 3762) - begin;
        out->day =
            begin + (length % 10 == 5 ? 60 : 59) + first; /* Heshvan has 30 days in a full year */
        break;
    }
    case 'n':
        out->day = chinese_new_year(year);
        break;
    case 'd':
        out->day = diwali(year);
        break;
    default:
        if (first < 1 || first > 12 || (mark == '-' && !calendar_valid(year, first, second)))
            return false;
        out->day = mark == 'w' ? nth_weekday(year, first, second, third)
                               : calendar_number((struct day){year, first, second});
    }
    if (*rest == '>')
        out->day += (int32_t)strtol(rest + 1, &rest, 10);
    out->days = *rest == '+' ? atoi(rest + 1) : 0;
    return nth == 0 || rule[0] == 'i';
}

/* How far a holiday is from today, as one prefers it: "last Easter" is behind, one in a clause that looks ahead is not. */
static int32_t distance(const struct context *context, const struct holiday *holiday, int direction,
                        enum tense tense)
{
    int32_t days = holiday->day - context->today;
    bool ahead = days > 0, over = days + holiday->days < 0;
    bool wrong = (direction == 1 && !ahead) || (direction == -1 && (ahead || days == 0)) ||
                 (direction == 0 && tense == TENSE_FUTURE && over && days < -92);
    if (direction == THIS)
        wrong = calendar_day(holiday->day).year != context->day.year;
    return labs(days) + (wrong ? 1000 : 0);
}

/* The one that is meant when no year is told: the nearest. */
static bool nearest(const struct context *context, const char *rule, int direction,
                    enum tense tense, struct holiday *out)
{
    int32_t best = INT32_MAX;
    for (int year = context->day.year - 1; year <= context->day.year + 1; year++)
        for (int nth = 0; nth < 2; nth++) {
            struct holiday holiday;
            if (!holiday_in(rule, year, nth, &holiday))
                continue;
            int32_t away = distance(context, &holiday, direction, tense);
            if (away >= best)
                continue;
            best = away;
            *out = holiday;
        }
    return best != INT32_MAX;
}

/* "the German Independence Day", "India's": another country's is on another day. */
static bool is_of_country(const struct reader *r, uint32_t i)
{
    return i > 0 && (IS(r, i - 1, DEMONYM) || IS(r, i - 1, COUNTRY));
}

uint32_t read_holiday(const struct reader *r, uint32_t i, const struct direction *direction,
                      uint32_t lead, struct dating *out)
{
    const char *rule;
    int year = 0;
    uint32_t end = read_phrase(r, i, LEX_HOLIDAY, &rule), next;
    if (!end || !is_capital(r, i) || is_name_before(r, i, end) ||
        (rule[strlen(rule) - 1] == '?' && is_of_country(r, i)))
        return 0;
    struct holiday holiday;
    if ((next = read_year_behind(r, end, true, &year)) != 0)
        end = next;
    bool fixed = rule[0] >= '0' && rule[0] <= '9' && !strchr(rule, 'w');
    *out = (struct dating){.type = MASTHEAD_DATE_DATE};
    if (rule[0] == 'x' || (next && (year < MIN_YEAR || !holiday_in(rule, year, 0, &holiday)))) {
        if (!next)
            return 0;
        out->point = (struct point){.grain = AT_YEAR, .year = year};
        return end;
    }
    if (next ||
        (r->context.known && nearest(&r->context, rule, direction->step, tense_led(r, lead), &holiday))) {
        out->point = point_of_day(holiday.day);
        out->days = holiday.days;
    } else if (fixed && holiday_in(rule, 2000, 0, &holiday)) {
        out->point = point_of_day(holiday.day);
        out->point.year = 0;
    } else {
        out->point = (struct point){.grain = AT_DAY};
    }
    return next ? end : with_time(r, end, out);
}
