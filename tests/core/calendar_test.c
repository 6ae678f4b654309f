/* calendar_test.c
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "calendar.h"
#include "test.h"

static const struct {
    int year, month, day;
    int32_t number;
    int weekday, iso_year, iso_week;
} days[] = {
    {1970, 1, 1, 0, 4, 1970, 1},        {1969, 12, 31, -1, 3, 1970, 1},
    {2000, 2, 29, 11016, 2, 2000, 9},   {2000, 3, 1, 11017, 3, 2000, 9},
    {2021, 8, 17, 18856, 2, 2021, 33},  {2020, 12, 31, 18627, 4, 2020, 53},
    {2021, 1, 3, 18630, 7, 2020, 53},   {2021, 1, 4, 18631, 1, 2021, 1},
    {2024, 12, 30, 20087, 1, 2025, 1},  {1600, 1, 1, -135140, 6, 1599, 52},
    {1963, 1, 4, -2554, 5, 1963, 1},    {1987, 10, 19, 6500, 1, 1987, 43},
    {1900, 2, 28, -25509, 3, 1900, 9},  {1900, 3, 1, -25508, 4, 1900, 9},
    {2999, 12, 31, 376199, 2, 3000, 1},
};

static const struct {
    int year, month, day;
    bool valid;
} validity[] = {
    {2021, 2, 28, true}, {2021, 2, 29, false}, {2020, 2, 29, true},  {1900, 2, 29, false},
    {2000, 2, 29, true}, {2021, 2, 31, false}, {2021, 4, 31, false}, {2021, 12, 31, true},
    {2021, 0, 1, false}, {2021, 13, 1, false}, {2021, 1, 0, false},  {1599, 12, 31, false},
    {1600, 1, 1, true},  {2999, 12, 31, true}, {3000, 1, 1, false},  {2021, -1, 1, false},
};

static const struct {
    const char *value, *format;
    uint32_t day; /* 0: does not fit */
} values[] = {
    {"2021-08-17", "%Y-%m-%d", 20210817},
    {" 2021-08-17 ", "%Y-%m-%d", 20210817},
    {"2021-8-7", "%Y-%m-%d", 20210807},
    {"2021-08-17T09:00Z", "%Y-%m-%d", 20210817},
    {"2021-08-17T09:00:30.250+02:00", "%Y-%m-%d", 20210817},
    {"2021-08-17 09:00", "%Y-%m-%d", 20210817},
    {"2021-08-17 9:00 pm", "%Y-%m-%d", 20210817},
    {"2021-08-17 09:00:00 -0500", "%Y-%m-%d", 20210817},
    {"2021-08-17T25:00", "%Y-%m-%d", 0},
    {"2021-08-17T09:61", "%Y-%m-%d", 0},
    {"2021-08-17 and more", "%Y-%m-%d", 0},
    {"2021-08-17x", "%Y-%m-%d", 0},
    {"2021-08-171", "%Y-%m-%d", 0},
    {"2021-02-31", "%Y-%m-%d", 0},
    {"21-08-17", "%Y-%m-%d", 0},
    {"", "%Y-%m-%d", 0},
    {"17 August 2021", "%d %B %Y", 20210817},
    {"17 aug 2021", "%d %B %Y", 20210817},
    {"17 Aug. 2021", "%d %b %Y", 20210817},
    {"5 SEPTEMBER 1987", "%d %b %Y", 19870905},
    {"5 Sept. 1987", "%d %b %Y", 19870905},
    {"1 Mai 2021", "%d %B %Y", 0},
    {"Marching 1 2021", "%B %d %Y", 0},
    {"17August2021", "%d %B %Y", 20210817},
    {"Tuesday, August 17, 2021", "%A, %B %d, %Y", 20210817},
    {"Tue, 17 Aug 2021 09:00:00 +0000", "%a, %d %b %Y %H:%M:%S %z", 20210817},
    {"Tue, 17 Aug 2021 09:00:00 GMT", "%a, %d %b %Y %H:%M:%S %Z", 20210817},
    {"Thurs 19 Aug 2021", "%a %d %b %Y", 20210819},
    {"26-FEB-1987 15:01:01.79", "%d-%b-%Y", 19870226},
    {" 2-MAR-1987", "%e-%b-%Y", 19870302},
    {"08/17/21", "%m/%d/%y", 20210817},
    {"17/08/69", "%d/%m/%y", 19690817},
    {"17/08/68", "%d/%m/%y", 20680817},
    {"20210817", "%Y%m%d", 20210817},
    {"100% 2021-08-17", "100%% %Y-%m-%d", 20210817},
    {"2021-08", "%Y-%m", 0},
    {"2021-08-17", "%Y-%m-%d %", 0},
    {"2021-08-17", "%Y-%m-%q", 0},
};

static const struct {
    const char *word;
    int month;
} months[] = {{"May", 5}, {"Sept", 9},   {"DEC", 12}, {"december", 12},
              {"ju", 0},  {"Marchs", 0}, {"", 0},     {"Jän", 0}};

static void every_day_comes_back(void)
{
    int32_t first = calendar_number((struct day){MIN_YEAR, 1, 1});
    int32_t last = calendar_number((struct day){MAX_YEAR, 12, 31});
    int weekday = calendar_weekday(first);
    bool good = true;
    for (int32_t n = first; n <= last && good; n++) {
        struct day day = calendar_day(n);
        good = calendar_number(day) == n && calendar_valid(day.year, day.month, day.day) &&
               calendar_weekday(n) == weekday;
        weekday = weekday % 7 + 1;
    }
    ok(good, "every day from 1600 to 2999 comes back from its number");
}

int main(void)
{
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        struct day day = {days[i].year, days[i].month, days[i].day};
        int year, week;
        calendar_iso_week(days[i].number, &year, &week);
        ok(calendar_number(day) == days[i].number &&
               calendar_weekday(days[i].number) == days[i].weekday && year == days[i].iso_year &&
               week == days[i].iso_week &&
               calendar_week_begin(year, week) == days[i].number - days[i].weekday + 1,
           "%d-%02d-%02d is day %d, got %d, weekday %d, week %d-%d", day.year, day.month, day.day,
           days[i].number, calendar_number(day), calendar_weekday(days[i].number), year, week);
    }
    for (size_t i = 0; i < sizeof validity / sizeof validity[0]; i++)
        ok(calendar_valid(validity[i].year, validity[i].month, validity[i].day) ==
               validity[i].valid,
           "%d-%d-%d is %s day", validity[i].year, validity[i].month, validity[i].day,
           validity[i].valid ? "a" : "no");
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct day day = {0, 0, 0};
        bool fits = calendar_parse(view_string(values[i].value), values[i].format, NULL, &day);
        ok((fits ? calendar_packed(day) : 0) == values[i].day && (fits || day.year == 0),
           "'%s' by '%s'", values[i].value, values[i].format);
    }
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
        ok(calendar_month_named(view_string(months[i].word)) == months[i].month, "month '%s'",
           months[i].word);
    struct day day = calendar_unpacked(20210817);
    ok(day.year == 2021 && day.month == 8 && day.day == 17 && calendar_packed(day) == 20210817,
       "a packed day comes back");
    every_day_comes_back();
    return done();
}
