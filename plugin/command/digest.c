/* digest.c - the people, offices and days of an article, each once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Mentions are sorted by what they stand for, so that those of one person lie side by side and become one
 * entry; then the entries are sorted for a reader. */
#include "digest.h"

#include "calendar.h"
#include "input.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A mention to be joined with others of the same key. */
struct item {
    const char *key;
    size_t key_size;
    const masthead_mention *mention;
    size_t index;
};

struct items {
    struct item *at;
    size_t count;
};

/* ---- Days --------------------------------------------------------------------------------------- */

int32_t day_number(uint32_t packed)
{
    return calendar_number(calendar_unpacked(packed));
}

void day_text(uint32_t packed, char *out)
{
    static const char *const days[] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                       "Monday",   "Tuesday", "Wednesday"};
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int32_t number = day_number(packed);
    snprintf(out, 40, "%s, %u %s %u", days[(number % 7 + 7) % 7], (unsigned)(packed % 100),
             months[(packed / 100 % 100 + 11) % 12], (unsigned)(packed / 10000));
}

/* The first day of a month, which may lie in the next years. */
static int32_t month_begin(int year, int month)
{
    return calendar_number((struct day){year + (month - 1) / 12, (month - 1) % 12 + 1, 1});
}

static bool months(struct entry *entry, int year, int first, int count)
{
    entry->begin = month_begin(year, first);
    entry->end = month_begin(year, first + count);
    return true;
}

static bool days(struct entry *entry, int32_t first, int count)
{
    entry->begin = first;
    entry->end = first + count;
    return true;
}

/* What stands behind the year of a value, and with which numbers. */
static bool read_part(struct entry *entry, int year, const char *part)
{
    static const char seasons[] = "SPSUFAWI";
    int a, b, used = 0;
    size_t size = strlen(part);
    const char *season = size == 3 ? strstr(seasons, part + 1) : NULL;
    if (sscanf(part, "-%2d-%2d%n", &a, &b, &used) == 2 && used == 6 && calendar_valid(year, a, b))
        return days(entry, calendar_number((struct day){year, a, b}), 1);
    if (sscanf(part, "-W%2d%n", &a, &used) == 1 && used == 4 && strcmp(part + 4, "-WE") == 0)
        return days(entry, calendar_week_begin(year, a) + 5, 2);
    if (used == 4 && size == 4 && part[1] == 'W')
        return days(entry, calendar_week_begin(year, a), 7);
    if (sscanf(part, "-Q%1d%n", &a, &used) == 1 && used == 3 && size == 3)
        return months(entry, year, a * 3 - 2, 3);
    if (sscanf(part, "-H%1d%n", &a, &used) == 1 && used == 3 && size == 3)
        return months(entry, year, a * 6 - 5, 6);
    if (season)
        return months(entry, year, 3 + (int)(season - seasons) / 2 * 3, 3);
    if (sscanf(part, "-%2d%n", &a, &used) == 1 && used == 3 && size == 3 && a >= 1 && a <= 12)
        return months(entry, year, a, 1);
    return size == 0 && months(entry, year, 1, 12);
}

/* Reads the days that a TIMEX3 value of a date or time stands for. */
static void read_days(struct entry *entry)
{
    char value[32];
    size_t digits = strspn(entry->value, "0123456789"), size = strcspn(entry->value, "T");
    entry->begin = entry->end = 0;
    if (size >= sizeof value)
        return;
    memcpy(value, entry->value, size);
    value[size] = '\0';
    int year = atoi(value);
    if (digits == 3 && size == 3)
        months(entry, year * 10, 1, 120);
    else if (digits == 4 && year > 0)
        read_part(entry, year, value + 4);
}

/* ---- Joining ------------------------------------------------------------------------------------ */

static int compare_keys(const struct item *a, const struct item *b)
{
    size_t shared = a->key_size < b->key_size ? a->key_size : b->key_size;
    int order = memcmp(a->key, b->key, shared);
    return order ? order : (a->key_size > b->key_size) - (a->key_size < b->key_size);
}

static int by_key(const void *left, const void *right)
{
    const struct item *a = left, *b = right;
    int order = compare_keys(a, b);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int by_count(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return (a->first > b->first) - (a->first < b->first);
}

static int by_time(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if ((a->begin == a->end) != (b->begin == b->end))
        return a->begin == a->end ? 1 : -1;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return strcmp(a->value, b->value);
}

static void add(struct items *items, const char *key, size_t key_size,
                const masthead_mention *mention, size_t index)
{
    if (key_size > 0)
        items->at[items->count++] = (struct item){key, key_size, mention, index};
}

/* Makes one entry of the items of each key. */
static struct entries join(struct items *items)
{
    struct entries entries = {allocate(NULL, items->count * sizeof *entries.at), 0};
    qsort(items->at, items->count, sizeof *items->at, by_key);
    for (size_t i = 0; i < items->count; i++) {
        const struct item *item = &items->at[i];
        if (i == 0 || compare_keys(&items->at[i - 1], item) != 0)
            entries.at[entries.count++] = (struct entry){
                .mention = item->mention, .value = item->mention->value, .first = item->index};
        struct entry *entry = &entries.at[entries.count - 1];
        entry->count++;
        if (item->mention->end - item->mention->begin > entry->mention->end - entry->mention->begin)
            entry->mention = item->mention;
    }
    return entries;
}

/* Gives each person the titles that were said with the name, each once.  Both are sorted by the person's value. */
static void give_titles(struct digest *digest, struct items *held)
{
    digest->titles = allocate(NULL, held->count * sizeof *digest->titles);
    qsort(held->at, held->count, sizeof *held->at, by_key);
    size_t next = 0, taken = 0;
    for (size_t i = 0; i < digest->people.count; i++) {
        struct entry *person = &digest->people.at[i];
        person->titles = digest->titles + taken;
        while (next < held->count && strcmp(held->at[next].key, person->value) < 0)
            next++;
        for (; next < held->count && strcmp(held->at[next].key, person->value) == 0; next++) {
            const char *title = held->at[next].mention->value;
            bool known = *title == 0;
            for (size_t j = 0; j < person->title_count; j++)
                known = known || strcmp(person->titles[j], title) == 0;
            if (known)
                continue;
            digest->titles[taken++] = title;
            person->title_count++;
        }
    }
}

struct digest digest_of(const masthead_article *article)
{
    size_t count = masthead_article_mention_count(article);
    struct item *room = allocate(NULL, count * 4 * sizeof *room);
    struct items names = {room, 0}, offices = {room + count, 0}, days = {room + 2 * count, 0},
                 held = {room + 3 * count, 0};
    for (size_t i = 0; i < count; i++) {
        const masthead_mention *mention = masthead_article_mention_at(article, i);
        size_t size = strlen(mention->value);
        if (mention->kind == MASTHEAD_NAME)
            add(&names, mention->value, size, mention, i);
        else if (mention->kind == MASTHEAD_TITLE)
            add(&offices, mention->value, size, mention, i);
        else if (mention->type <= MASTHEAD_DATE_TIME && mention->value[0] >= '0' &&
                 mention->value[0] <= '9')
            add(&days, mention->value, strcspn(mention->value, "T"), mention, i);
        if (mention->kind == MASTHEAD_TITLE && mention->of)
            add(&held, mention->of, strlen(mention->of), mention, i);
    }
    struct digest digest = {.people = join(&names), .offices = join(&offices), .days = join(&days)};
    give_titles(&digest, &held);
    free(room);
    for (size_t i = 0; i < digest.days.count; i++)
        read_days(&digest.days.at[i]);
    qsort(digest.people.at, digest.people.count, sizeof *digest.people.at, by_count);
    qsort(digest.offices.at, digest.offices.count, sizeof *digest.offices.at, by_count);
    qsort(digest.days.at, digest.days.count, sizeof *digest.days.at, by_time);
    return digest;
}

void digest_free(struct digest *digest)
{
    free(digest->people.at);
    free(digest->offices.at);
    free(digest->days.at);
    free(digest->titles);
}
