/* query_dates.c - days asked for, as the fewest terms that cover them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     value = day | [ day ] ".." [ day ]
 *     day   = 2021 | 2021-08 | 202108 | 2021-08-17 | 20210817 | 2021-W33 | 2021-Q3 | what dates_recognize() reads as a date */
#include <stdio.h>

#include "calendar.h"
#include "query_tree.h"

struct span {
    struct day from, to;
};

static int digits(struct view text, size_t at, size_t count)
{
    int number = 0;
    if (at + count > text.size)
        return -1;
    for (size_t i = at; i < at + count; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        number = number * 10 + (text.at[i] - '0');
    }
    return number;
}

static bool year_span(int year, struct span *out)
{
    *out = (struct span){{year, 1, 1}, {year, 12, 31}};
    return year >= MIN_YEAR && year <= MAX_YEAR;
}

static bool month_span(int year, int month, struct span *out)
{
    if (!calendar_valid(year, month, 1))
        return false;
    *out = (struct span){{year, month, 1}, {year, month, calendar_month_length(year, month)}};
    return true;
}

static bool day_span(int year, int month, int day, struct span *out)
{
    *out = (struct span){{year, month, day}, {year, month, day}};
    return calendar_valid(year, month, day);
}

/* An ISO week: of its last day's year there may be 53. */
static bool week_span(int year, int week, struct span *out)
{
    if (year < MIN_YEAR || year > MAX_YEAR || week < 1)
        return false;
    int32_t monday = calendar_week_begin(year, week);
    int of, number;
    calendar_iso_week(monday, &of, &number);
    *out = (struct span){calendar_day(monday), calendar_day(monday + 6)};
    return of == year && number == week;
}

static bool quarter_span(int year, int quarter, struct span *out)
{
    if (quarter < 1 || quarter > 4 || !calendar_valid(year, quarter * 3, 1))
        return false;
    *out = (struct span){{year, quarter * 3 - 2, 1},
                         {year, quarter * 3, calendar_month_length(year, quarter * 3)}};
    return true;
}

/* Reads 2021, 2021-08, 202108, 2021-08-17, 20210817, 2021-W33, 2021-Q3.  *known tells whether it has one of these forms. */
static bool numeric_span(struct view text, struct span *out, bool *known)
{
    int year = digits(text, 0, 4);
    *known = year >= 0;
    if (*known && text.size == 4)
        return year_span(year, out);
    if (*known && text.size == 6)
        return (*known = digits(text, 4, 2) >= 0) && month_span(year, digits(text, 4, 2), out);
    if (*known && text.size == 8 && text.at[4] == '-' && (text.at[5] | 0x20) == 'w')
        return (*known = digits(text, 6, 2) >= 0) && week_span(year, digits(text, 6, 2), out);
    if (*known && text.size == 7 && text.at[4] == '-' && (text.at[5] | 0x20) == 'q')
        return (*known = digits(text, 6, 1) >= 0) && quarter_span(year, digits(text, 6, 1), out);
    if (*known && text.size == 7)
        return (*known = text.at[4] == '-' && digits(text, 5, 2) >= 0) &&
               month_span(year, digits(text, 5, 2), out);
    if (*known && text.size == 8)
        return (*known = digits(text, 4, 4) >= 0) &&
               day_span(year, digits(text, 4, 2), digits(text, 6, 2), out);
    if (*known && text.size == 10)
        return (*known = text.at[4] == '-' && text.at[7] == '-' && digits(text, 5, 2) >= 0 &&
                         digits(text, 8, 2) >= 0) &&
               day_span(year, digits(text, 5, 2), digits(text, 8, 2), out);
    return *known = false;
}

/* A recognized date that is the whole value, or NULL. */
static const struct mention *whole(const struct mentions *mentions, const struct passage *passage)
{
    for (uint32_t i = 0; i < mentions->count; i++)
        if (mentions->at[i].first == 0 && mentions->at[i].last >= passage->tokens.count)
            return &mentions->at[i];
    return NULL;
}

/* Reads a date in words.  What is no date as typed may be one in capitals: "17 august 2021". */
static bool read_words(struct reader *r, struct view value, struct mention *out)
{
    bool found = false;
    char *capitals = tree_take(r, value.size + 1);
    for (int turn = 0; turn < 2 && !found && capitals && !r->status; turn++) {
        struct mentions mentions = {0};
        struct passage passage;
        for (size_t i = 0; i < value.size; i++)
            capitals[i] = value.at[i] >= 'a' && value.at[i] <= 'z' ? (char)(value.at[i] - 'a' + 'A')
                                                                   : value.at[i];
        tree_recognize(r, turn ? view_of(capitals, value.size) : value, dates_recognize, &passage,
                       &mentions);
        const struct mention *date = r->status ? NULL : whole(&mentions, &passage);
        found = date && (date->type == MASTHEAD_DATE_DATE || date->type == MASTHEAD_DATE_TIME);
        if (found)
            *out = *date;
        mentions_free(&mentions);
    }
    return found;
}

/* Reads a date in digits or words as the days it stands for. */
static void read_span(struct reader *r, struct view value, struct span *out)
{
    struct mention date;
    bool known;
    if (numeric_span(value, out, &known))
        return;
    if (known)
        tree_fail(r, value, "is no day, month or year from 1600 to 2999");
    else if (!read_words(r, value, &date))
        tree_fail(r, value, "is not a date");
    else if (date.grain == GRAIN_NONE)
        tree_fail(r, value,
                  r->options->today ? "does not say which day" : "needs a day to be read against");
    else
        *out = (struct span){date.from, date.to};
}

/* Reads "day", "day..day", "day..", "..day". */
static void read_days(struct reader *r, struct view value, struct span *out)
{
    *out = (struct span){{MIN_YEAR, 1, 1}, {MAX_YEAR, 12, 31}};
    size_t dots = 0;
    while (dots + 1 < value.size && !(value.at[dots] == '.' && value.at[dots + 1] == '.'))
        dots++;
    if (dots + 1 >= value.size) {
        read_span(r, value, out);
        return;
    }
    struct view left = view_trim(view_of(value.at, dots));
    struct view right = view_trim(view_of(value.at + dots + 2, value.size - dots - 2));
    struct span first = *out, last = *out;
    if (!left.size && !right.size)
        tree_fail(r, value, "is a range without an end");
    if (left.size)
        read_span(r, left, &first);
    if (right.size)
        read_span(r, right, &last);
    *out = (struct span){first.from, last.to};
    if (!r->status && calendar_number(out->from) > calendar_number(out->to))
        tree_fail(r, value, "ends before it begins");
}

/* What an article that only names the month is worth to someone who looks for a day in it. */
static const double month_for_day = 0.25;

/* The prefixes of the terms for a day, a month and a year, and what they are worth.  `loose`: articles that
 * only name the month of a day match too. */
struct day_terms {
    const char *day, *month, *year;
    double weight;
    bool loose;
};

static void push_number(struct reader *r, struct list *list, const char *prefix, const char *format,
                        int number, double weight)
{
    char text[16];
    int size = snprintf(text, sizeof text, format, number);
    tree_push_term(r, list, prefix, view_of(text, (size_t)size), weight);
}

static void push_days(struct reader *r, struct list *list, int year, int month, int from, int to,
                      const struct day_terms *terms)
{
    if (from == 1 && to == calendar_month_length(year, month)) {
        push_number(r, list, terms->month, "%06d", year * 100 + month, terms->weight);
        return;
    }
    for (int day = from; day <= to; day++)
        push_number(r, list, terms->day, "%08d", (year * 100 + month) * 100 + day, terms->weight);
    if (terms->loose)
        push_number(r, list, terms->month, "%06d-", year * 100 + month,
                    terms->weight * month_for_day);
}

/* Covers a span with as few terms as there can be: whole years, whole months, days. */
static void push_span(struct reader *r, struct list *list, const struct span *span,
                      const struct day_terms *terms)
{
    for (int year = span->from.year; year <= span->to.year && !r->status; year++) {
        int first = year == span->from.year ? span->from.month : 1;
        int last = year == span->to.year ? span->to.month : 12;
        bool begins = year > span->from.year || (first == 1 && span->from.day == 1);
        bool ends = year < span->to.year || (last == 12 && span->to.day == 31);
        if (begins && ends) {
            push_number(r, list, terms->year, "%04d", year, terms->weight);
            continue;
        }
        for (int month = first; month <= last; month++) {
            bool at_from = year == span->from.year && month == span->from.month;
            bool at_to = year == span->to.year && month == span->to.month;
            push_days(r, list, year, month, at_from ? span->from.day : 1,
                      at_to ? span->to.day : calendar_month_length(year, month), terms);
        }
    }
}

void query_spoken(struct reader *r, struct view value, struct list *list)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct day_terms terms = {settings->date_prefix, settings->date_prefix, settings->date_prefix,
                              settings->date_weight, true};
    struct span span;
    read_days(r, value, &span);
    if (!r->status)
        push_span(r, list, &span, &terms);
}

/* ---- Days in a plain query ----------------------------------------------------------------------- */

/* News of a day is published on it and in the days after, less and less: by half in each week.  (An exponential prior by
 * age, as in Li & Croft, "Time-based language models", CIKM 2003, from the day that the query names.) */
enum { REPORTED_DAYS = 28 };
static const double next_day = 0.9057236642639067; /* 2^(-1/7) */
static const double reported_share = 2; /* of the weight of dates */

static void push_reported(struct reader *r, struct day day, struct list *list)
{
    struct list days = {0};
    double weight = r->m->settings.public.date_weight, share = r->share;
    int32_t first = calendar_number(day);
    r->share = reported_share;
    for (int32_t i = 0; i < REPORTED_DAYS && publication_field(r->m); i++, weight *= next_day)
        push_number(r, &days, "D", "%08d", (int)calendar_packed(calendar_day(first + i)), weight);
    r->share = share;
    if (days.count)
        tree_push(r, list, tree_join(r, MASTHEAD_QUERY_OR, &days));
}

static bool has_letter(struct view text, char from, char to)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.at[i] >= from && text.at[i] <= to)
            return true;
    return false;
}

/* Adds the days that the text speaks of, each for itself.  `digits_only`: of those without a digit ("may", "march") it is
 * not known whether they are days at all. */
static void push_spoken(struct reader *r, struct view text, bool digits_only, struct list *list)
{
    const masthead_settings *settings = &r->m->settings.public;
    const struct day_terms terms = {settings->date_prefix, settings->date_prefix,
                                    settings->date_prefix, settings->date_weight, true};
    struct mentions mentions = {0};
    struct passage passage;
    tree_recognize(r, text, dates_recognize, &passage, &mentions);
    for (uint32_t i = 0; i < mentions.count && !r->status; i++) {
        const struct mention *date = &mentions.at[i];
        const struct span span = {date->from, date->to};
        struct list days = {0};
        if (date->grain == GRAIN_NONE ||
            (digits_only && !has_letter(view_of(text.at + date->begin, date->end - date->begin),
                                        '0', '9')))
            continue;
        r->begin = date->begin;
        r->end = date->end;
        push_span(r, &days, &span, &terms);
        tree_push(r, list, tree_join(r, MASTHEAD_QUERY_OR, &days));
        if (calendar_number(span.from) == calendar_number(span.to))
            push_reported(r, span.from, list);
    }
    mentions_free(&mentions);
}

void query_days(struct reader *r, struct view text, struct list *list)
{
    size_t before = list->count;
    if (r->m->settings.public.date_weight == 0)
        return;
    if (!has_letter(text, 'A', 'Z') && has_letter(text, '0', '9')) { /* "17 august 2021" */
        char *capitals = tree_take(r, text.size + 1);
        for (size_t i = 0; capitals && i < text.size; i++)
            capitals[i] = text.at[i] >= 'a' && text.at[i] <= 'z' ? (char)(text.at[i] - 'a' + 'A')
                                                                   : text.at[i];
        push_spoken(r, view_of(capitals, text.size), true, list);
    }
    if (list->count == before)
        push_spoken(r, text, false, list);
}

/* The publication date has terms (Omega's D, M and Y); any other date field its value. */
void query_published(struct reader *r, const struct query_field *field, struct view value,
                     struct list *list)
{
    static const struct day_terms omega = {"D", "M", "Y", 0, false};
    struct span span;
    read_days(r, value, &span);
    if (r->status)
        return;
    if (field->field == publication_field(r->m)) {
        push_span(r, list, &span, &omega);
        return;
    }
    masthead_query_node *node = tree_make(r, MASTHEAD_QUERY_RANGE);
    char *ends = tree_take(r, 32);
    if (!node || !ends)
        return;
    snprintf(ends, 16, "%08u", calendar_packed(span.from));
    snprintf(ends + 16, 16, "%08u", calendar_packed(span.to));
    node->slot = (uint32_t)field->field->slot;
    node->from = ends;
    node->to = ends + 16;
    tree_push(r, list, node);
}
