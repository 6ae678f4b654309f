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

uint32_t calendar_packed(struct day day);       /* 20210817 */
struct day calendar_unpacked(uint32_t packed);  /* of a valid day */

/* The number of an English month or weekday (Monday 1) by its name or an abbreviation of three to five
 * letters ("Sept"), in any case and without a full stop; 0 when it is none. */
int calendar_month_named(struct view word);
int calendar_weekday_named(struct view word);

/* Reads a whole value by a strptime-like format: %Y %m %d %b %B %y %e %H %M %S %a %A %Z %z %% and white
 * space; English month names and their abbreviations.  What follows the format in the value makes it
 * fail, a time of day after a full date excepted (T09:00Z, " 09:00").  False when it does not fit or is
 * no day. */
bool calendar_parse(struct view value, const char *format, struct day *out);

#endif
