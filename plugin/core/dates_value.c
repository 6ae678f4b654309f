/* dates_value.c - TIMEX3 values, and the days they cover
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The notation is that of the TimeML annotation guidelines 1.2.1, which extends ISO 8601: an unknown part
 * is X ("XXXX-08-17", "XXXX-WXX-5"), a decade is its first three digits, a century its first two. */
#include <stdarg.h>
#include <stdio.h>

#include "dates.h"

static const char *const season_names[] = {"SP", "SU", "FA", "WI"};

struct buffer {
    char *at;
    size_t used;
};

__attribute__((format(printf, 2, 3))) static void write(struct buffer *out, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    int size = vsnprintf(out->at + out->used, VALUE_SIZE - out->used, format, list);
    va_end(list);
    if (size > 0)
        out->used += (size_t)size;
    if (out->used >= VALUE_SIZE)
        out->used = VALUE_SIZE - 1;
}

static void write_year(struct buffer *out, int year)
{
    if (year)
        write(out, "%04d", year);
    else
        write(out, "XXXX");
}

/* Two digits, or XX. */
static void write_two(struct buffer *out, int number)
{
    if (number)
        write(out, "%02d", number);
    else
        write(out, "XX");
}

static void write_point(struct buffer *out, const struct point *point)
{
    switch (point->grain) {
    case AT_NOTHING:
        break;
    case AT_MILLENNIUM:
        write(out, "%d", point->year / 1000);
        break;
    case AT_CENTURY:
        write(out, point->year ? "%02d" : "XX", point->year / 100);
        break;
    case AT_DECADE:
        write(out, point->year ? "%03d" : "XXX", point->year / 10);
        break;
    case AT_YEAR:
        write_year(out, point->year);
        break;
    case AT_HALF:
    case AT_QUARTER:
        write_year(out, point->year);
        write(out, "-%c", point->grain == AT_HALF ? 'H' : 'Q');
        write(out, point->number ? "%d" : "X", point->number);
        break;
    case AT_SEASON:
        write_year(out, point->year);
        write(out, "-%s", season_names[(point->number + 3) % 4]);
        break;
    case AT_MONTH:
        write_year(out, point->year);
        write(out, "-");
        write_two(out, point->number);
        break;
    case AT_WEEK:
    case AT_WEEKEND:
        write_year(out, point->year);
        write(out, "-W");
        write_two(out, point->number);
        if (point->grain == AT_WEEKEND)
            write(out, "-WE");
        break;
    case AT_DAY:
        write_year(out, point->year);
        if (point->weekday && !point->year) {
            write(out, "-WXX-%d", point->weekday);
            break;
        }
        write(out, "-");
        write_two(out, point->number);
        write(out, "-");
        write_two(out, point->day);
        break;
    }
}

static void write_clock(struct buffer *out, const struct clock *clock)
{
    if (clock->told) {
        write(out, "T%02d", clock->hour);
        if (clock->minute >= 0)
            write(out, ":%02d", clock->minute);
        if (clock->minute >= 0 && clock->second >= 0)
            write(out, ":%02d", clock->second);
    } else if (clock->part[0]) {
        write(out, "T%s", clock->part);
    }
}

/* ---- Durations ---- */

/* `next` is the unit, and how many of it make one, that a half is told in. */
static const struct {
    const char *name;
    bool time;
    const char *next;
    int next_count;
} units[] = {
    [UNIT_SECOND] = {"S", true, NULL, 0},      [UNIT_MINUTE] = {"M", true, "S", 60},
    [UNIT_HOUR] = {"H", true, "M", 60},        [UNIT_DAY] = {"D", false, "TH", 24},
    [UNIT_WEEKEND] = {"WE", false, NULL, 0},   [UNIT_WEEK] = {"W", false, NULL, 0},
    [UNIT_FORTNIGHT] = {"W", false, NULL, 0},  [UNIT_MONTH] = {"M", false, NULL, 0},
    [UNIT_QUARTER] = {"Q", false, NULL, 0},    [UNIT_HALF] = {"H", false, NULL, 0},
    [UNIT_PERIOD] = {"X", false, NULL, 0},     [UNIT_YEAR] = {"Y", false, "M", 12},
    [UNIT_DECADE] = {"E", false, NULL, 0},     [UNIT_CENTURY] = {"C", false, NULL, 0},
    [UNIT_MILLENNIUM] = {"L", false, NULL, 0},
};

static void write_amount(struct buffer *out, const struct amount *amount)
{
    int count = amount->count, percent = amount->percent;
    enum unit unit = amount->unit;
    write(out, units[unit].time ? "PT" : "P");
    if (unit == UNIT_PERIOD || count == SOME) {
        write(out, "X%s", units[unit].name);
        return;
    }
    if (unit == UNIT_FORTNIGHT)
        count *= 2;
    if (unit == UNIT_DECADE && count > 0) {
        write(out, "%dY", count * 10);
        return;
    }
    if (unit == UNIT_CENTURY && count > 0) {
        write(out, "%dY", count * 100);
        return;
    }
    int rest = units[unit].next_count * percent;
    if (percent && (!units[unit].next || rest % 100)) {
        write(out, percent % 10 ? "%d.%02d%s" : "%d.%d%s", count,
              percent % 10 ? percent : percent / 10, units[unit].name);
        return;
    }
    if (count || !percent)
        write(out, "%d%s", count, units[unit].name);
    int next = percent ? rest / 100 : amount->more;
    if (next && units[unit].next[0] == 'T')
        write(out, "T%d%s", next, units[unit].next + 1);
    else if (next)
        write(out, "%d%s", next, units[unit].next);
}

void dating_value(const struct dating *dating, char out[VALUE_SIZE])
{
    struct buffer buffer = {out, 0};
    out[0] = '\0';
    if (dating->fixed) {
        for (const char *c = dating->fixed; *c; c++) /* lexicon values are folded */
            write(&buffer, "%c", *c >= 'a' && *c <= 'z' ? *c - 32 : *c);
    } else if (dating->point.grain == AT_NOTHING && dating->amount.unit) {
        write_amount(&buffer, &dating->amount);
    } else {
        write_point(&buffer, &dating->point);
        write_clock(&buffer, &dating->clock);
    }
}

/* ---- Days ---- */

static void months(struct day *from, struct day *to, int year, int first, int count)
{
    int last = first + count - 1;
    *from = (struct day){year, first, 1};
    *to = (struct day){year + (last - 1) / 12, (last - 1) % 12 + 1, 0};
    to->day = calendar_month_length(to->year, to->month);
}

enum date_grain point_days(const struct point *point, struct day *from, struct day *to)
{
    int year = point->year;
    if (year < MIN_YEAR || year > MAX_YEAR)
        return GRAIN_NONE;
    switch (point->grain) {
    case AT_DECADE:
        *from = (struct day){year, 1, 1};
        *to = (struct day){year + 9, 12, 31};
        return GRAIN_YEAR;
    case AT_YEAR:
        months(from, to, year, 1, 12);
        return GRAIN_YEAR;
    case AT_HALF:
        if (!point->number)
            return GRAIN_NONE;
        months(from, to, year, point->number * 6 - 5, 6);
        return GRAIN_MONTH;
    case AT_QUARTER:
        if (!point->number)
            return GRAIN_NONE;
        months(from, to, year, point->number * 3 - 2, 3);
        return GRAIN_MONTH;
    case AT_SEASON:
        months(from, to, year, point->number * 3, 3);
        return GRAIN_MONTH;
    case AT_MONTH:
        if (!point->number)
            return GRAIN_NONE;
        months(from, to, year, point->number, 1);
        return GRAIN_MONTH;
    case AT_WEEK:
    case AT_WEEKEND: {
        if (!point->number)
            return GRAIN_NONE;
        int32_t monday = calendar_week_begin(year, point->number);
        *from = calendar_day(monday + (point->grain == AT_WEEKEND ? 5 : 0));
        *to = calendar_day(monday + 6);
        return GRAIN_DAY;
    }
    case AT_DAY:
        if (!point->number || !point->day)
            return GRAIN_NONE;
        *from = *to = (struct day){year, point->number, point->day};
        return GRAIN_DAY;
    default:
        return GRAIN_NONE;
    }
}
