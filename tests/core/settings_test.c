/* settings_test.c - configs that are right, and what is said about those that are wrong
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each tests/bad/NAME.yaml is read, and the error compared with NAME.txt.  Run by hand with
 * --update this program writes the .txt files instead; look at what changed before you commit
 * it. */
#include "settings.h"

#include <dirent.h>

#include "file.h"
#include "malloc_fail.h"
#include "test.h"

/* ---- What a config says, as text ------------------------------------------------------------- */

static void add(char *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(char *out, const char *format, ...)
{
    size_t used = strlen(out);
    va_list list;
    va_start(list, format);
    vsnprintf(out + used, 4096 - used, format, list);
    va_end(list);
}

static void add_list(char *out, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(out, "%s%s", i ? "," : "", list[i]);
}

static void add_field(char *out, const masthead_field *field)
{
    static const char *const kinds[] = {"text", "byline", "dateline", "date", "keyword", "id"};
    add(out, "%s '%s' %s %.6g/%.6g", field->name, field->prefix, kinds[field->kind], field->weight,
        field->b);
    if (field->slot >= 0)
        add(out, " @%d", (int)field->slot);
    add(out, " < ");
    add_list(out, field->from, field->from_count);
    if (field->format_count) {
        add(out, " as ");
        add_list(out, field->formats, field->format_count);
    }
    add(out, "\n");
}

static void add_settings(char *out, const masthead_settings *s)
{
    add(out,
        "%s %s; names %s %.6g; titles %s %.6g; dates %s %.6g; places %s; k1 %.6g; %.8g days %.6g\n",
        s->language, s->day_first ? "dmy" : "mdy", s->name_prefix, s->name_weight, s->title_prefix,
        s->title_weight, s->date_prefix, s->date_weight, s->place_prefix, s->k1,
        s->recency_half_life, s->recency_weight);
}

/* Reads a config and returns what it says, or the error. */
static const char *read_config(struct view text, const char *name)
{
    static char out[4096];
    struct settings settings;
    masthead_error err = MASTHEAD_ERROR_INIT;
    out[0] = '\0';
    if (settings_read(text, name, &settings, &err)) {
        add(out, "%s", masthead_error_text(&err));
        return out;
    }
    for (size_t i = 0; i < settings.field_count; i++)
        add_field(out, &settings.fields[i]);
    add_settings(out, &settings.public);
    settings_free(&settings);
    return out;
}

/* ---- Right ones ------------------------------------------------------------------------------ */

static void test_news(void)
{
    char *text;
    size_t size;
    if (!ok(read_file(source_path("conf/news.yaml"), &text, &size, NULL) == MASTHEAD_OK,
            "conf/news.yaml can be read"))
        return;
    same(read_config(view_of(text, size), "news.yaml"),
         "headline 'S' text 2.5/0.5 < headline,title,og:title\n"
         "standfirst 'XSF' text 1.5/0.75 < standfirst,subtitle\n"
         "body '' text 1/0.6 < body,text\n"
         "byline 'A' byline 0.5/0.75 < byline,author\n"
         "dateline 'XL' dateline 1/0.75 < dateline\n"
         "published 'D' date 1/0.75 @0 < published,date,pubdate as %Y-%m-%d,%d %B %Y\n"
         "section 'XS' keyword 1/0.75 < section,category\n"
         "id 'Q' id 1/0.75 < id,url\n"
         "en mdy; names XP 2; titles XT 1; dates XD 1; places XL; k1 1.3; 30 days 0\n",
         "conf/news.yaml");
    free(text);
}

#define BODY      "masthead: 1\nfields: {body: {prefix: \"\"}}\n"
#define BODY_SAYS "body '' text 1/0.75 < body\n"
#define REST      "names XP 1; titles XT 1; dates XD 1; places XL; k1 1.2; 0 days 0\n"

static const struct {
    const char *name, *text, *says;
} rows[] = {
    {"the defaults", BODY, BODY_SAYS "en mdy; " REST},
    {"the version may come last", "fields: {body: {prefix: ''}}\nmasthead: 1",
     BODY_SAYS "en mdy; " REST},
    {"a byte order mark", "\xef\xbb\xbf" BODY, BODY_SAYS "en mdy; " REST},
    {"CR LF", "masthead: 1\r\nfields:\r\n  body:\r\n    prefix: \"\"\r\n",
     BODY_SAYS "en mdy; " REST},
    {"JSON", "{\"masthead\": 1, \"fields\": {\"body\": {\"prefix\": \"\", \"weight\": 2.5}}}",
     "body '' text 2.5/0.75 < body\nen mdy; " REST},
    {"a document's marks and a directive", "%YAML 1.1\n---\n" BODY "...\n",
     BODY_SAYS "en mdy; " REST},
    {"a language that YAML could take for a boolean", BODY "language: no\n",
     BODY_SAYS "no mdy; " REST},
    {"three letters", BODY "language: gsw\n", BODY_SAYS "gsw mdy; " REST},
    {"the day first", BODY "date-order: dmy\n", BODY_SAYS "en dmy; " REST},
    {"empty mappings", BODY "names: {}\ntitles: {}\ndates: {}\nranking: {recency: {}}\n",
     BODY_SAYS "en mdy; " REST},
    {"every prefix of the mentions",
     BODY "names: {prefix: N}\ntitles: {prefix: XOFFICE, weight: 0}\ndates: {weight: 1000}\n",
     BODY_SAYS "en mdy; names N 1; titles XOFFICE 0; dates XD 1000; places XL; k1 1.2; 0 days 0\n"},
    {"weeks", BODY "ranking: {k1: 0, recency: {half-life: 1.5 weeks}}",
     BODY_SAYS "en mdy; names XP 1; titles XT 1; dates XD 1; places XL; k1 0; 10.5 days 0\n"},
    {"a month", BODY "ranking: {k1: 10, recency: {half-life: 1 month}}",
     BODY_SAYS "en mdy; names XP 1; titles XT 1; dates XD 1; places XL; k1 10; 30.436875 days 0\n"},
    {"years, quoted", BODY "ranking: {recency: {half-life: '2  years', weight: 0}}",
     BODY_SAYS "en mdy; names XP 1; titles XT 1; dates XD 1; places XL; k1 1.2; 730.485 days 0\n"},
    {"recency with a date",
     "masthead: 1\nfields: {published: {kind: date, slot: 2147483647}}\n"
     "ranking: {recency: {half-life: 1 day, weight: 0.5}}",
     "published 'D' date 1/0.75 @2147483647 < published as %Y-%m-%d,%Y%m%d\n"
     "en mdy; names XP 1; titles XT 1; dates XD 1; places XL; k1 1.2; 1 days 0.5\n"},
    {"two dates",
     "masthead: 1\nfields:\n  a: {kind: date, prefix: D}\n"
     "  b: {kind: date, slot: 1, formats: ['%e %b %y']}",
     "a 'D' date 1/0.75 < a as %Y-%m-%d,%Y%m%d\nb '' date 1/0.75 @1 < b as %e %b %y\nen "
     "mdy; " REST},
    {"a second date beside a field without prefix",
     "masthead: 1\nfields:\n  a: {kind: date}\n  b: {kind: date, slot: 1}\n  c: {prefix: ''}",
     "a 'D' date 1/0.75 < a as %Y-%m-%d,%Y%m%d\nb '' date 1/0.75 @1 < b as %Y-%m-%d,%Y%m%d\n"
     "c '' text 1/0.75 < c\nen mdy; " REST},
    {"the prefix of a dateline is that of places",
     "masthead: 1\nfields: {d: {kind: dateline, prefix: L}, x: {prefix: XL}}",
     "d 'L' dateline 1/0.75 < d\nx 'XL' text 1/0.75 < x\n"
     "en mdy; names XP 1; titles XT 1; dates XD 1; places L; k1 1.2; 0 days 0\n"},
    {"a prefix that begins another",
     "masthead: 1\nfields: {a: {prefix: S}, b: {prefix: XS}, c: {prefix: XSF}}",
     "a 'S' text 1/0.75 < a\nb 'XS' text 1/0.75 < b\nc 'XSF' text 1/0.75 < c\nen mdy; " REST},
    {"exact decimals",
     "masthead: 1\nfields: {a: {prefix: S, weight: 999.999, b: 0}, b: {prefix: T, weight: 0.1, b: "
     "1}}",
     "a 'S' text 999.999/0 < a\nb 'T' text 0.1/1 < b\nen mdy; " REST},
    {"a list over several lines",
     "masthead: 1\nfields:\n  a:\n    prefix: S\n    from:\n      - \"dc:title\"\n      - 'Über "
     "schrift'\n      - 7\n",
     "a 'S' text 1/0.75 < dc:title,Über schrift,7\nen mdy; " REST},
};

/* Numbers are what strtod() of the C locale makes of them, to the last bit. */
static void test_numbers(void)
{
    static const char *const numbers[] = {"0.1",
                                          "0.3",
                                          "2.675",
                                          "999.9999999",
                                          "0.00000000000001",
                                          "1.10000000000000",
                                          "33.3333333333333"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[100];
        struct settings settings;
        snprintf(text, sizeof text, "masthead: 1\nfields: {a: {prefix: S, weight: %s}}",
                 numbers[i]);
        if (!ok(!settings_read(view_string(text), "a", &settings, NULL), "the number %s",
                numbers[i]))
            continue;
        ok(settings.fields[0].weight == strtod(numbers[i], NULL), "%s is exact", numbers[i]);
        settings_free(&settings);
    }
}

/* ---- Wrong ones ------------------------------------------------------------------------------ */

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in tests/bad that end in .yaml, sorted. */
static size_t list_bad(char *names[], size_t room)
{
    size_t count = 0;
    DIR *folder = opendir(source_path("tests/bad"));
    struct dirent *entry;
    while (folder && count < room && (entry = readdir(folder))) {
        size_t size = strlen(entry->d_name);
        if (size < 6 || strcmp(entry->d_name + size - 5, ".yaml") != 0)
            continue;
        names[count] = malloc(size + 1);
        strcpy(names[count++], entry->d_name);
    }
    if (folder)
        closedir(folder);
    qsort(names, count, sizeof *names, by_bytes);
    return count;
}

static void write_golden(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    ok(file && fputs(text, file) >= 0 && fclose(file) == 0, "%s is written", path);
}

static void compare_golden(const char *path, const char *got, const char *name)
{
    char *text, want[2000];
    size_t size;
    if (!ok(!read_file(path, &text, &size, NULL) && size < sizeof want, "%s has a message", name))
        return;
    memcpy(want, text, size);
    want[size] = '\0';
    free(text);
    same(got, want, name);
}

static void test_bad(bool update)
{
    char *names[400];
    size_t count = list_bad(names, 400);
    ok(count >= 100, "tests/bad has its configs (%zu)", count);
    for (size_t i = 0; i < count; i++) {
        char path[300], *text;
        size_t size;
        snprintf(path, sizeof path, "tests/bad/%s", names[i]);
        if (ok(!read_file(source_path(path), &text, &size, NULL), "%s can be read", path)) {
            const char *got = read_config(view_of(text, size), names[i]);
            strcpy(strrchr(path, '.'), ".txt");
            if (update)
                write_golden(source_path(path), got);
            else
                compare_golden(source_path(path), got, names[i]);
            free(text);
        }
        free(names[i]);
    }
}

static void test_sizes(void)
{
    size_t size = 1024 * 1024;
    char *text = malloc(size + 1);
    memset(text, ' ', size + 1);
    memcpy(text, BODY "#", sizeof BODY);
    same(read_config(view_of(text, size), "a"), BODY_SAYS "en mdy; " REST, "a file of 1 MiB");
    same(read_config(view_of(text, size + 1), "a"), "a: the file is larger than 1 MiB\n",
         "a larger file");
    for (size_t used = (size_t)snprintf(text, size, "masthead: 1\nfields:\n"), i = 0; i < 257; i++)
        used += (size_t)snprintf(text + used, size - used, "  f%zu: {kind: text}\n", i);
    same(read_config(view_of(text, strlen(text)), "a"),
         "a:3:3: there are more than 256 fields\n  f0: {kind: text}\n  ^\n", "too many fields");
    free(text);
    same(read_config(view_of(NULL, 0), "a"), "a:1:1: the config is empty\n", "no text at all");
}

/* ---- Files and memory ------------------------------------------------------------------------ */

static void test_files(void)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    char *text = NULL;
    size_t size = 7;
    ok(read_file("no/such.yaml", &text, &size, &err) == MASTHEAD_CANNOT_READ, "a missing file");
    ok(!text && size == 7, "what is out stays as it was");
    ok(strncmp(masthead_error_text(&err), "no/such.yaml: cannot be read: ", 30) == 0,
       "the message names it");
    ok(read_file(source_path("conf"), &text, &size, &err) == MASTHEAD_CANNOT_READ, "a folder");
}

static void test_memory(void)
{
    static const char text[] =
        "masthead: 1\nlanguage: en\nfields:\n  body: {from: [body, text], prefix: \"\"}\n"
        "  published: {kind: date, formats: [\"%Y-%m-%d\"]}\nnames: {prefix: XN}\n";
    bool good = true;
    long live = malloc_live();
    unsigned long tries = 0;
    MALLOC_FAIL_EACH(n)
    {
        struct settings settings;
        masthead_error err = MASTHEAD_ERROR_INIT;
        masthead_status status = settings_read(view_string(text), "a", &settings, &err);
        good = good && status == (malloc_failed() ? MASTHEAD_NO_MEMORY : MASTHEAD_OK);
        good = good && err.status == status;
        if (!status)
            settings_free(&settings);
        tries = n;
    }
    ok(good && tries >= 4, "settings_read() with each allocation failing (%lu)", tries / 2);
    good = true;
    MALLOC_FAIL_EACH(n)
    {
        char *file = NULL;
        size_t size;
        masthead_status status = read_file(source_path("conf/news.yaml"), &file, &size, NULL);
        good = good && status == (malloc_failed() ? MASTHEAD_NO_MEMORY : MASTHEAD_OK);
        free(file);
    }
    ok(good, "read_file() with each allocation failing");
    ok(malloc_live() == live, "nothing is left over");
}

int main(int argc, char **argv)
{
    test_news();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        same(read_config(view_string(rows[i].text), "row"), rows[i].says, rows[i].name);
    test_numbers();
    test_bad(argc > 1 && strcmp(argv[1], "--update") == 0);
    test_sizes();
    test_files();
    test_memory();
    return done();
}
