/* dates_value.c - TIMEX3 values, and the days they cover
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The notation is that of the TimeML annotation guidelines 1.2.1, which extends ISO 8601: an unknown part
 * is X ("XXXX-08-17", "XXXX-WXX-5"), a decade is its first three digits, a century its first two. */
#include "dates.h"

static const char *const season_names[] = {"SP", "SU", "FA", "WI"};

struct buffer {
    char *at;
    size_t used;
};

/* What does not fit is left out. */
static void write(struct buffer *out, const char *text)
{
    while (*text && out->used < VALUE_SIZE - 1)
        out->at[out->used++] = *text++;
}

static void write_mark(struct buffer *out, char mark)
{
    if (out->used < VALUE_SIZE - 1)
        out->at[out->used++] = mark;
}

/* A number that is not negative, of so many digits or more, four at the most of these. */
static void write_number(struct buffer *out, int number, int digits)
{
    static const int tens[] = {1, 10, 100, 1000, 10000};
    size_t size = (size_t)digits;
    if (number >= tens[digits])
        for (int rest = number / tens[digits]; rest > 0; rest /= 10)
            size++;
    if (size >= VALUE_SIZE - out->used)
        return;
    out->used += size;
    for (char *at = out->at + out->used; size > 0; size--, number /= 10)
        *--at = (char)('0' + number % 10);
}

/* Of an unknown number, which is 0, as many X. */
static void write_known(struct buffer *out, int number, int digits)
{
    if (number)
        write_number(out, number, digits);
    else
        write(out, &"XXXX"[4 - digits]);
}

static void write_point(struct buffer *out, const struct point *point)
{
    switch (point->grain) {
    case AT_NOTHING:
        break;
    case AT_MILLENNIUM:
        write_number(out, point->year / 1000, 1);
        break;
    case AT_CENTURY:
        write_known(out, point->year / 100, 2);
        break;
    case AT_DECADE:
        write_known(out, point->year / 10, 3);
        break;
    case AT_YEAR:
        write_known(out, point->year, 4);
        break;
    case AT_HALF:
    case AT_QUARTER:
        write_known(out, point->year, 4);
        write(out, point->grain == AT_HALF ? "-H" : "-Q");
        write_known(out, point->number, 1);
        break;
    case AT_SEASON:
        write_known(out, point->year, 4);
        write_mark(out, '-');
        write(out, season_names[(point->number + 3) % 4]);
        break;
    case AT_MONTH:
        write_known(out, point->year, 4);
        write_mark(out, '-');
        write_known(out, point->number, 2);
        break;
    case AT_WEEK:
    case AT_WEEKEND:
        write_known(out, point->year, 4);
        write(out, "-W");
        write_known(out, point->number, 2);
        if (point->grain == AT_WEEKEND)
            write(out, "-WE");
        break;
    case AT_DAY:
        write_known(out, point->year, 4);
        if (point->weekday && !point->year) {
            write(out, "-WXX-");
            write_number(out, point->weekday, 1);
            break;
        }
        write_mark(out, '-');
        write_known(out, point->number, 2);
        write_mark(out, '-');
        write_known(out, point->day, 2);
        break;
    }
}

static void write_clock(struct buffer *out, const struct clock *clock)
{
    if (clock->told) {
        write_mark(out, 'T');
        write_number(out, clock->hour, 2);
        if (clock->minute >= 0) {
            write_mark(out, ':');
            write_number(out, clock->minute, 2);
        }
        if (clock->minute >= 0 && clock->second >= 0) {
            write_mark(out, ':');
            write_number(out, clock->second, 2);
        }
    } else if (clock->part[0]) {
        write_mark(out, 'T');
        write(out, clock->part);
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

static void write_units(struct buffer *out, int count, const char *unit)
{
    write_number(out, count, 1);
    write(out, unit);
}

static void write_amount(struct buffer *out, const struct amount *amount)
{
    int count = amount->count, percent = amount->percent;
    enum unit unit = amount->unit;
    write(out, units[unit].time ? "PT" : "P");
    if (unit == UNIT_PERIOD || count == SOME) {
        write(out, "X");
        write(out, units[unit].name);
        return;
    }
    if (unit == UNIT_FORTNIGHT)
        count *= 2;
    if ((unit == UNIT_DECADE || unit == UNIT_CENTURY) && count > 0) {
        write_units(out, count * (unit == UNIT_DECADE ? 10 : 100), "Y");
        return;
    }
    int rest = units[unit].next_count * percent;
    if (percent && (!units[unit].next || rest % 100)) {
        write_units(out, count, ".");
        write_number(out, percent % 10 ? percent : percent / 10, percent % 10 ? 2 : 1);
        write(out, units[unit].name);
        return;
    }
    if (count || !percent)
        write_units(out, count, units[unit].name);
    int next = percent ? rest / 100 : amount->more;
    const char *name = units[unit].next;
    if (!next)
        return;
    if (name[0] == 'T')
        write_mark(out, 'T');
    write_units(out, next, name + (name[0] == 'T'));
}

size_t dating_value(const struct dating *dating, char out[VALUE_SIZE])
{
    struct buffer buffer = {out, 0};
    if (dating->fixed) {
        write(&buffer, dating->fixed);
        for (size_t i = 0; i < buffer.used; i++) /* lexicon values are folded */
            if (out[i] >= 'a' && out[i] <= 'z')
                out[i] = (char)(out[i] - 32);
    } else if (dating->point.grain == AT_NOTHING && dating->amount.unit) {
        write_amount(&buffer, &dating->amount);
    } else {
        write_point(&buffer, &dating->point);
        write_clock(&buffer, &dating->clock);
    }
    return buffer.used;
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
