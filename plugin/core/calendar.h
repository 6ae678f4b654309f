/* calendar.h - days, weeks and months of the proleptic Gregorian calendar
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Days are counted from 1970-01-01 = 0; years run from MIN_YEAR to MAX_YEAR. */
#ifndef MASTHEAD_CORE_CALENDAR_H
#define MASTHEAD_CORE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "view.h"

enum { MIN_YEAR = 1600, MAX_YEAR = 2999 };

struct day {
    int year, month, day; /* month 1–12, day 1–31 */
};

bool calendar_valid(int year, int month, int day);
int calendar_month_length(int year, int month);

int32_t calendar_number(struct day day); /* days since 1970-01-01 */
struct day calendar_day(int32_t number);

int calendar_weekday(int32_t number);                      /* 1 Monday … 7 Sunday (ISO 8601) */
void calendar_iso_week(int32_t number, int *year, int *week); /* ISO 8601 week date */
int32_t calendar_week_begin(int year, int week);              /* its Monday */

uint32_t calendar_packed(struct day day);       /* 20210817 */
struct day calendar_unpacked(uint32_t packed);  /* of a valid day */

/* The number of an English month or weekday (Monday 1) by its name or an abbreviation of three to five
 * letters ("Sept"), in any case and without a full stop; 0 when it is none. */
int calendar_month_named(struct view word);
int calendar_weekday_named(struct view word);

/* Names of months and weekdays that count beside the English ones, which mail and feeds use everywhere: returns the
 * number of a month, or with `weekday` that of a weekday (Monday 1); 0 when the word is none. */
struct calendar_names {
    int (*number)(const void *user, struct view word, bool weekday);
    const void *user;
};

/* Reads a whole value by a strptime-like format: %Y %m %d %b %B %y %e %H %M %S %a %A %Z %z %% and white
 * space; names of months and their abbreviations, of `names` too when it is not NULL.  What follows the format in the value makes it
 * fail, a time of day after a full date excepted (T09:00Z, " 09:00").  False when it does not fit or is
 * no day. */
bool calendar_parse(struct view value, const char *format, const struct calendar_names *names,
                    struct day *out);

#endif
