/* calendar.c - the proleptic Gregorian calendar
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Days are numbered in 400-year cycles of 146,097 days whose years begin on 1 March, so that the leap
 * day is a cycle's last and month lengths follow (153 m + 2) / 5. */
#include "calendar.h"

#include <stddef.h>
#include <string.h>

enum {
    CYCLE_DAYS = 146097,
    EPOCH = 719468 /* from 0000-03-01 to 1970-01-01 */
};

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int calendar_month_length(int year, int month)
{
    static const unsigned char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && leap(year));
}

bool calendar_valid(int year, int month, int day)
{
    return year >= MIN_YEAR && year <= MAX_YEAR && month >= 1 && month <= 12 && day >= 1 &&
           day <= calendar_month_length(year, month);
}

int32_t calendar_number(struct day day)
{
    int year = day.month <= 2 ? day.year - 1 : day.year;
    int cycle = (year >= 0 ? year : year - 399) / 400;
    int in_cycle = year - cycle * 400;
    int in_year = (153 * ((day.month + 9) % 12) + 2) / 5 + day.day - 1;
    return cycle * CYCLE_DAYS + in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + in_year - EPOCH;
}

struct day calendar_day(int32_t number)
{
    int32_t days = number + EPOCH;
    int cycle = (days >= 0 ? days : days - (CYCLE_DAYS - 1)) / CYCLE_DAYS;
    int in_cycle = days - cycle * CYCLE_DAYS;
    int year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int in_year = in_cycle - (365 * year + year / 4 - year / 100);
    int march = (5 * in_year + 2) / 153; /* months since March */
    struct day day;
    day.day = in_year - (153 * march + 2) / 5 + 1;
    day.month = march < 10 ? march + 3 : march - 9;
    day.year = year + cycle * 400 + (day.month <= 2);
    return day;
}

int calendar_weekday(int32_t number)
{
    int since_thursday = number % 7; /* 1970-01-01 was a Thursday */
    return (since_thursday + 7 + 3) % 7 + 1;
}

void calendar_iso_week(int32_t number, int *year, int *week)
{
    /* A week belongs to the year that its Thursday is in. */
    int32_t thursday = number - calendar_weekday(number) + 4;
    *year = calendar_day(thursday).year;
    *week = (thursday - calendar_number((struct day){*year, 1, 1})) / 7 + 1;
}

int32_t calendar_week_begin(int year, int week)
{
    int32_t fourth = calendar_number((struct day){year, 1, 4}); /* is in week 1 */
    return fourth - calendar_weekday(fourth) + 1 + (week - 1) * 7;
}

uint32_t calendar_packed(struct day day)
{
    return (uint32_t)(day.year * 10000 + day.month * 100 + day.day);
}

struct day calendar_unpacked(uint32_t packed)
{
    return (struct day){(int)(packed / 10000), (int)(packed / 100 % 100), (int)(packed % 100)};
}

/* ---- Reading a value by a format ---- */

/* A view that is eaten from the front. */
struct input {
    const char *at, *end;
    const struct calendar_names *names; /* or NULL */
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_space(struct input *in)
{
    while (in->at < in->end && is_space(*in->at))
        in->at++;
}

static bool skip_char(struct input *in, char c)
{
    if (in->at == in->end || *in->at != c)
        return false;
    in->at++;
    return true;
}

/* Reads a number of at least `min` and at most `max` digits. */
static bool read_number(struct input *in, int min, int max, int *out)
{
    int value = 0, digits = 0;
    while (digits < max && in->at < in->end && is_digit(*in->at)) {
        value = value * 10 + (*in->at++ - '0');
        digits++;
    }
    if (digits < min)
        return false;
    *out = value;
    return true;
}

static bool same_letters(const char *text, const char *name, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if ((text[i] | 0x20) != name[i])
            return false;
    return true;
}

static const char *const month_names[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
static const char *const weekday_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday"};

/* Which of the names a word of `size` letters is, whole or its first three to five letters ("sept",
 * "thurs"); counted from 1, or 0. */
static int find_name(const char *text, size_t size, const char *const *names, int count)
{
    for (int i = 0; i < count; i++) {
        size_t whole = strlen(names[i]);
        bool fits = size == whole || (size >= 3 && size <= 5 && size < whole);
        if (fits && same_letters(text, names[i], size))
            return i + 1;
    }
    return 0;
}

static bool all_letters(struct view word)
{
    for (size_t i = 0; i < word.size; i++)
        if (!is_letter(word.at[i]))
            return false;
    return true;
}

int calendar_month_named(struct view word)
{
    return all_letters(word) ? find_name(word.at, word.size, month_names, 12) : 0;
}

int calendar_weekday_named(struct view word)
{
    return all_letters(word) ? find_name(word.at, word.size, weekday_names, 7) : 0;
}

/* Reads a name and the full stop that may stand after a short one.  Its number, or 0. */
static int read_name(struct input *in, bool weekday)
{
    size_t size = 0;
    while (in->at + size < in->end && (is_letter(in->at[size]) || (in->at[size] & 0x80)))
        size++;
    struct view word = view_of(in->at, size);
    int number = weekday ? calendar_weekday_named(word) : calendar_month_named(word);
    if (!number && in->names)
        number = in->names->number(in->names->user, word, weekday);
    if (number) {
        in->at += size;
        skip_char(in, '.');
    }
    return number;
}

/* Z, a name such as UTC or EST, +02:00, +0200, +02 */
static bool read_zone(struct input *in)
{
    int hours, minutes;
    if (skip_char(in, '+') || skip_char(in, '-')) {
        if (!read_number(in, 2, 2, &hours) || hours > 14)
            return false;
        if (skip_char(in, ':'))
            return read_number(in, 2, 2, &minutes) && minutes < 60;
        return !read_number(in, 2, 2, &minutes) || minutes < 60;
    }
    const char *begin = in->at;
    while (in->at < in->end && is_letter(*in->at))
        in->at++;
    return in->at > begin && in->at - begin <= 5;
}

/* What may follow a full date: T09:00, " 09:00:30.25", with a zone or am/pm behind. */
static bool read_time_of_day(struct input *in)
{
    int hour, minute, second;
    if (!skip_char(in, 'T')) {
        if (in->at == in->end || !is_space(*in->at))
            return false;
        skip_space(in);
    }
    if (!read_number(in, 1, 2, &hour) || hour > 24 || !skip_char(in, ':') ||
        !read_number(in, 2, 2, &minute) || minute > 59)
        return false;
    if (skip_char(in, ':')) {
        if (!read_number(in, 2, 2, &second) || second > 60)
            return false;
        if (skip_char(in, '.'))
            while (in->at < in->end && is_digit(*in->at))
                in->at++;
    }
    skip_space(in);
    return in->at == in->end || read_zone(in);
}

/* What a value has told so far. */
struct parts {
    struct day day;
    int weekday;
};

static bool read_part(struct input *in, char directive, struct parts *parts)
{
    int number;
    switch (directive) {
    case 'Y':
        return read_number(in, 4, 4, &parts->day.year);
    case 'y': /* as POSIX: 69–99 are 1969–1999, 00–68 are 2000–2068 */
        if (!read_number(in, 2, 2, &number))
            return false;
        parts->day.year = number + (number < 69 ? 2000 : 1900);
        return true;
    case 'm':
        return read_number(in, 1, 2, &parts->day.month);
    case 'd':
    case 'e':
        skip_space(in);
        return read_number(in, 1, 2, &parts->day.day);
    case 'b':
    case 'B':
        return (parts->day.month = read_name(in, false)) != 0;
    case 'a':
    case 'A':
        return (parts->weekday = read_name(in, true)) != 0;
    case 'H':
        return read_number(in, 1, 2, &number) && number <= 24;
    case 'M':
        return read_number(in, 1, 2, &number) && number <= 59;
    case 'S':
        return read_number(in, 1, 2, &number) && number <= 60;
    case 'Z':
    case 'z':
        return read_zone(in);
    case '%':
        return skip_char(in, '%');
    default:
        return false;
    }
}

bool calendar_parse(struct view value, const char *format, const struct calendar_names *names,
                    struct day *out)
{
    struct input in = {value.at, value.at + value.size, names};
    struct parts parts = {{0, 0, 0}, 0};
    while (in.at < in.end && is_space(in.end[-1]))
        in.end--;
    skip_space(&in);
    for (; *format; format++) {
        if (is_space(*format)) {
            skip_space(&in);
        } else if (*format != '%') {
            if (!skip_char(&in, *format))
                return false;
        } else {
            if (*++format == '\0' || !read_part(&in, *format, &parts))
                return false;
        }
    }
    if (!calendar_valid(parts.day.year, parts.day.month, parts.day.day))
        return false;
    if (in.at < in.end && (!read_time_of_day(&in) || in.at < in.end))
        return false;
    *out = parts.day;
    return true;
}
