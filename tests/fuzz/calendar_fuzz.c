/* calendar_fuzz.c - any bytes as a date and its format, and as the beginning of an article
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first line is the format, as a config would have it; the rest is the value, and is read as a text
 * with a dateline, too. */
#include "calendar.h"
#include "dateline.h"
#include "fuzz.h"

static struct lexicon *lexicon;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(lexicon_open("conf/lang/en", &lexicon, NULL) == MASTHEAD_OK);
    return 0;
}

static bool same_day(struct day a, struct day b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void check_day(struct day day)
{
    struct day again;
    char text[32];
    CHECK(calendar_valid(day.year, day.month, day.day));
    CHECK(same_day(calendar_day(calendar_number(day)), day));
    CHECK(same_day(calendar_unpacked(calendar_packed(day)), day));
    int size = snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
    CHECK(calendar_parse(view_of(text, (size_t)size), "%Y-%m-%d", NULL, &again) && same_day(again, day));
}

static void check_dateline(struct view text)
{
    struct dateline line = dateline_read(text, lexicon);
    CHECK(line.text_begin <= text.size);
    if (line.place.size)
        CHECK(line.place.at >= text.at &&
              line.place.at + line.place.size <= text.at + line.text_begin);
    if (line.published)
        check_day(calendar_unpacked(line.published));
    if (line.month || line.day)
        CHECK(calendar_valid(2000, line.month, line.day));
    if (!line.published && !line.place.size && !line.month)
        CHECK(line.text_begin == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t format_size = end ? (size_t)(end - data) : 0;
    size_t value_size = end ? size - format_size - 1 : size;
    char *value = exact_copy(end ? end + 1 : data, value_size);
    char *format = malloc(format_size + 1);
    struct day day;
    CHECK(format);
    memcpy(format, data, format_size);
    format[format_size] = '\0';
    if (calendar_parse(view_of(value, value_size), format, NULL, &day))
        check_day(day);
    check_dateline(view_of(value, value_size));
    free(format);
    free(value);
    return 0;
}
