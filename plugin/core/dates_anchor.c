/* dates_anchor.c - which day, month or year a relative expression means
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * News is read against the day of publication: a bare weekday is the last one, the day of publication
 * itself included, unless its clause looks ahead; a day of a month is the nearest of its name, a bare month the
 * last that has begun. */
#include <stdlib.h>

#include "dates.h"

struct point point_of_day(int32_t number)
{
    struct day day = calendar_day(number);
    return (struct point){AT_DAY, day.year, day.month, day.day, 0};
}

void context_open(struct context *context, uint32_t published)
{
    struct day day = calendar_unpacked(published);
    *context = (struct context){.known = published && calendar_valid(day.year, day.month, day.day)};
    context->day = context->spoken = (struct point){.grain = AT_DAY};
    if (!context->known)
        return;
    context->today = calendar_number(day);
    context->day = context->spoken = point_of_day(context->today);
}

/* Whether a quarter can be reported on: it ended before the day of publication. */
static bool is_over(const struct context *context, const struct point *quarter)
{
    struct point now = point_at(context->day, AT_QUARTER);
    return !now.year || quarter->year < now.year ||
           (quarter->year == now.year && quarter->number < now.number);
}

void context_remember(struct context *context, const struct dating *dating)
{
    const struct point *point = &dating->point;
    if (dating->fixed)
        return;
    if (dating->type == MASTHEAD_DATE_DURATION && dating->amount.unit == UNIT_MONTH &&
        dating->amount.count % 3 == 0)
        context->quarter.grain = AT_NOTHING; /* "for the nine months": no longer about a quarter */
    if (dating->type > MASTHEAD_DATE_TIME || !point->year)
        return;
    if (point->grain == AT_QUARTER && !dating->aside && is_over(context, point))
        context->quarter = *point;
    if (point->grain != AT_WEEKEND && point->grain != AT_CENTURY && point->grain != AT_DECADE)
        context->spoken = *point;
}

bool context_narrates(const struct context *context)
{
    if (!context->spoken.year || context->dated <= 2 * context->pointed)
        return false;
    return !context->known || (context->dated >= 4 && context->dated > 4 * context->pointed &&
                               context->spoken.year < context->day.year - 2);
}

/* In a story the next month is of the same year, or of the next one. */
static int narrated_year(const struct context *context, int month)
{
    const struct point *spoken = &context->spoken;
    bool monthly = spoken->grain == AT_MONTH || spoken->grain == AT_DAY;
    return spoken->year + (monthly && month < spoken->number - 6);
}

enum grain unit_grain(enum unit unit)
{
    static const enum grain grains[] = {
        [UNIT_NONE] = AT_NOTHING,    [UNIT_SECOND] = AT_DAY,
        [UNIT_MINUTE] = AT_DAY,      [UNIT_HOUR] = AT_DAY,
        [UNIT_DAY] = AT_DAY,         [UNIT_WEEKEND] = AT_WEEKEND,
        [UNIT_WEEK] = AT_WEEK,       [UNIT_FORTNIGHT] = AT_WEEK,
        [UNIT_MONTH] = AT_MONTH,     [UNIT_QUARTER] = AT_QUARTER,
        [UNIT_HALF] = AT_HALF,       [UNIT_PERIOD] = AT_QUARTER,
        [UNIT_YEAR] = AT_YEAR,       [UNIT_DECADE] = AT_DECADE,
        [UNIT_CENTURY] = AT_CENTURY, [UNIT_MILLENNIUM] = AT_MILLENNIUM};
    return grains[unit];
}

/* The number of a point's first day. */
static int32_t first_day(const struct point *point)
{
    int month = 1, day = 1;
    switch (point->grain) {
    case AT_HALF:
        month = point->number == 2 ? 7 : 1;
        break;
    case AT_QUARTER:
        month = point->number ? point->number * 3 - 2 : 1;
        break;
    case AT_SEASON:
        month = point->number * 3;
        break;
    case AT_WEEK:
    case AT_WEEKEND:
        return calendar_week_begin(point->year, point->number ? point->number : 1);
    case AT_MONTH:
    case AT_DAY:
        month = point->number ? point->number : 1;
        day = point->day ? point->day : 1;
        break;
    default:
        break;
    }
    return calendar_number((struct day){point->year, month, day});
}

struct point point_at(struct point point, enum grain grain)
{
    if (!point.year || point.grain == grain)
        return point.grain == grain ? point : (struct point){.grain = grain};
    int32_t number = first_day(&point);
    struct day day = calendar_day(number);
    struct point out = {.grain = grain, .year = day.year};
    switch (grain) {
    case AT_MILLENNIUM:
        out.year -= out.year % 1000;
        break;
    case AT_CENTURY:
        out.year -= out.year % 100;
        break;
    case AT_DECADE:
        out.year -= out.year % 10;
        break;
    case AT_HALF:
        out.number = (day.month + 5) / 6;
        break;
    case AT_SEASON: /* winter begins in December and counts to the year it begins in */
        out.number = day.month < 3 ? 4 : day.month / 3;
        out.year -= day.month < 3;
        break;
    case AT_QUARTER:
        out.number = (day.month + 2) / 3;
        break;
    case AT_MONTH:
        out.number = day.month;
        break;
    case AT_WEEK:
    case AT_WEEKEND:
        calendar_iso_week(number, &out.year, &out.number);
        break;
    case AT_DAY:
        return point_of_day(number);
    default:
        break;
    }
    return out;
}

/* `number` of `per` in a year, moved by `count`. */
static void shift_part(struct point *point, int per, int count)
{
    int index = point->year * per + point->number - 1 + count;
    point->year = index / per;
    point->number = index % per + 1;
}

struct point point_shift(struct point point, enum unit unit, int count)
{
    static const int years[] = {
        [UNIT_YEAR] = 1, [UNIT_DECADE] = 10, [UNIT_CENTURY] = 100, [UNIT_MILLENNIUM] = 1000};
    struct point out = point_at(point, unit_grain(unit));
    if (!out.year || abs(count) > 20000)
        return (struct point){.grain = unit_grain(unit)};
    switch (unit) {
    case UNIT_DAY:
    case UNIT_WEEK:
    case UNIT_FORTNIGHT:
    case UNIT_WEEKEND: {
        int days = unit == UNIT_DAY ? 1 : unit == UNIT_FORTNIGHT ? 14 : 7;
        out = point_at(point_of_day(first_day(&out) + count * days), unit_grain(unit));
        break;
    }
    case UNIT_MONTH:
        shift_part(&out, 12, count);
        break;
    case UNIT_QUARTER:
    case UNIT_PERIOD:
        shift_part(&out, 4, count);
        break;
    case UNIT_HALF:
        shift_part(&out, 2, count);
        break;
    case UNIT_YEAR:
    case UNIT_DECADE:
    case UNIT_CENTURY:
    case UNIT_MILLENNIUM:
        out.year += count * years[unit];
        break;
    default:
        break;
    }
    if (out.year < 1 || out.year > MAX_YEAR)
        return (struct point){.grain = out.grain};
    return out;
}

struct point weekday_point(const struct context *context, int weekday, int direction,
                           enum tense tense)
{
    if (!direction && context->spoken.grain == AT_DAY && context_narrates(context))
        return weekday_beside(&context->spoken, weekday, 0);
    if (!context->known)
        return (struct point){.grain = AT_DAY, .weekday = weekday};
    int today = calendar_weekday(context->today);
    int back = (today - weekday + 7) % 7;
    if (direction == THIS)
        return point_of_day(context->today - today + weekday);
    if (direction < 0)
        return point_of_day(context->today - (back ? back : 7));
    if (direction > 0 || (tense == TENSE_FUTURE && back))
        return point_of_day(context->today + 7 - back);
    return point_of_day(context->today - back);
}

struct point weekday_beside(const struct point *day, int weekday, int direction)
{
    int32_t number = calendar_number((struct day){day->year, day->number, day->day});
    int back = (calendar_weekday(number) - weekday + 7) % 7;
    if (direction == 0)
        return point_of_day(number + (7 - back) % 7);
    return point_of_day(direction < 0 ? number - (back ? back : 7) : number + 7 - back);
}

int month_year(const struct context *context, int month, int day, int direction, enum tense tense)
{
    if (!direction && context_narrates(context))
        return narrated_year(context, month);
    if (!context->known)
        return 0;
    int year = context->day.year;
    int months = month - context->day.number; /* from now, within the year */
    bool ahead = months > 0 || (months == 0 && day > context->day.day);
    bool behind = months < 0 || (months == 0 && day && day < context->day.day);
    if (direction == THIS)
        return year;
    if (direction < 0)
        return ahead || (months == 0 && !behind) ? year - 1 : year;
    if (direction > 0)
        return behind || (months == 0 && !ahead) ? year + 1 : year;
    if (day) { /* the nearest of its name */
        if (months > 6 || (months == 6 && tense != TENSE_FUTURE))
            return tense == TENSE_FUTURE ? year : year - 1;
        if (months < -6 || (months == -6 && tense == TENSE_FUTURE))
            return tense == TENSE_PAST ? year : year + 1;
        return year;
    }
    int distance = (months + 12) % 12;
    if (tense == TENSE_DEADLINE)
        return behind ? year + 1 : year;
    if (distance > 0 &&
        (tense == TENSE_FUTURE ? distance <= 5 : distance == 1 && tense == TENSE_NONE))
        return behind ? year + 1 : year;
    return ahead ? year - 1 : year;
}

int quarter_year(const struct context *context, int quarter, enum tense tense)
{
    if (!context->known)
        return 0;
    int now = (context->day.number + 2) / 3;
    int ahead = (quarter - now + 4) % 4;
    bool next = ahead == 1 && tense == TENSE_FUTURE;
    return context->day.year + (next ? quarter < now : -(quarter > now));
}

int season_year(const struct context *context, int season, int direction, enum tense tense)
{
    if (!direction && context_narrates(context))
        return context->spoken.year;
    if (!context->known)
        return 0;
    struct point now = point_at(context->day, AT_SEASON);
    if (direction == THIS)
        return season == 4 && now.number != 4   ? context->day.year
               : now.number == 4 && season == 4 ? now.year
                                                : context->day.year;
    if (direction < 0)
        return season < now.number ? now.year : now.year - 1;
    if (direction > 0)
        return season > now.number ? now.year : now.year + 1;
    if (tense == TENSE_FUTURE && (season - now.number + 4) % 4 <= 2)
        return season >= now.number ? now.year : now.year + 1;
    return season <= now.number ? now.year : now.year - 1;
}
