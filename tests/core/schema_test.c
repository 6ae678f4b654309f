/* schema_test.c - what an index remembers of its config, and how a difference is told
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "schema.h"

#include "malloc_fail.h"
#include "test.h"

/* The schema of a config, which the caller frees; NULL when the config is wrong. */
static char *schema_of(const char *config, uint64_t fingerprint)
{
    struct settings settings;
    char *schema = NULL;
    if (settings_read(view_string(config), "a", &settings, NULL))
        return NULL;
    schema_write(&settings, fingerprint, &schema);
    settings_free(&settings);
    return schema;
}

static const char news[] = "masthead: 1\n"
                           "language: en\n"
                           "fields:\n"
                           "  headline: {from: [title, headline], prefix: S, weight: 4}\n"
                           "  body: {from: [text], prefix: ''}\n"
                           "  published: {kind: date, slot: 0, formats: ['%d %B %Y', '%Y-%m-%d']}\n"
                           "  section: {kind: keyword, prefix: XS}\n";

static const char news_schema[] = "masthead 1\n"
                                  "language en\n"
                                  "words 00000000000000ab\n"
                                  "date-order mdy\n"
                                  "names XP\n"
                                  "titles XT\n"
                                  "dates XD\n"
                                  "lengths 1 \tS\n"
                                  "field body kind text\n"
                                  "field body prefix \n"
                                  "field body slot none\n"
                                  "field body from text\n"
                                  "field headline kind text\n"
                                  "field headline prefix S\n"
                                  "field headline slot none\n"
                                  "field headline from headline\ttitle\n"
                                  "field published kind date\n"
                                  "field published prefix D\n"
                                  "field published slot 0\n"
                                  "field published formats %d %B %Y\t%Y-%m-%d\n"
                                  "field published from published\n"
                                  "field section kind keyword\n"
                                  "field section prefix XS\n"
                                  "field section slot none\n"
                                  "field section from section\n";

/* Each line but the first: a change of `news`, and what a search with the changed config says of
 * an index that was made with `news`; NULL: nothing. */
static const struct {
    const char *name, *config, *says;
} rows[] = {
    {"the same in another order, with comments, weights and ranking",
     "# another\nranking: {k1: 2, recency: {half-life: 2 days, weight: 1}}\nfields:\n"
     "  section: {prefix: XS, kind: keyword, weight: 3}\n"
     "  body: {prefix: '', from: [Text], b: 0.1}\n"
     "  published: {formats: ['%d %B %Y', '%Y-%m-%d'], slot: 0, kind: date}\n"
     "  headline: {prefix: S, from: [headline, TITLE]}\n"
     "names: {weight: 9}\nmasthead: 1\n",
     NULL},
    {"a prefix",
     "masthead: 1\nfields:\n"
     "  headline: {from: [title, headline], prefix: T}\n"
     "  body: {from: [text], prefix: ''}\n"
     "  published: {kind: date, slot: 0, formats: ['%d %B %Y', '%Y-%m-%d']}\n"
     "  section: {kind: keyword, prefix: XS}\n",
     "field 'headline': prefix S in the index, T in the config"},
    {"a field more, a field less",
     "masthead: 1\nfields:\n"
     "  headline: {from: [title, headline], prefix: S}\n"
     "  body: {from: [text], prefix: ''}\n"
     "  published: {kind: date, slot: 0, formats: ['%d %B %Y', '%Y-%m-%d']}\n"
     "  desk: {kind: keyword, prefix: XS}\n",
     "field 'desk' is only in the config; field 'section' is only in the index"},
    {"the order of formats, a slot, a kind",
     "masthead: 1\nfields:\n"
     "  headline: {from: [title, headline], prefix: S, kind: byline}\n"
     "  body: {from: [text, main], prefix: ''}\n"
     "  published: {kind: date, formats: ['%Y-%m-%d', '%d %B %Y']}\n"
     "  section: {kind: keyword, prefix: XS}\n",
     "field 'body': from text in the index, main, text in the config; "
     "field 'headline': kind text in the index, byline in the config; "
     "field 'published': slot 0 in the index, none in the config; "
     "field 'published': formats %d %B %Y, %Y-%m-%d in the index, %Y-%m-%d, %d %B %Y in the "
     "config"},
    {"no formats any more",
     "masthead: 1\nfields:\n"
     "  headline: {from: [title, headline], prefix: S}\n"
     "  body: {from: [text], prefix: ''}\n"
     "  published: {kind: keyword, prefix: XPU, slot: 0}\n"
     "  section: {kind: keyword, prefix: XS}\n",
     "field 'published': kind date in the index, keyword in the config; "
     "field 'published': prefix D in the index, XPU in the config; "
     "field 'published': formats %d %B %Y, %Y-%m-%d in the index, none in the config"},
    {"the language and what is recognized",
     "masthead: 1\nlanguage: de\ndate-order: dmy\nnames: {prefix: XN}\ntitles: {prefix: XO}\n"
     "dates: {prefix: XDAY}\nfields:\n"
     "  headline: {from: [title, headline], prefix: S}\n"
     "  body: {from: [text], prefix: ''}\n"
     "  published: {kind: date, slot: 0, formats: ['%d %B %Y', '%Y-%m-%d']}\n"
     "  section: {kind: keyword, prefix: XS}\n",
     "language en in the index, de in the config; date-order mdy in the index, dmy in the config; "
     "names: prefix XP in the index, XN in the config; titles: prefix XT in the index, XO in the "
     "config; "
     "dates: prefix XD in the index, XDAY in the config"},
};

static void test_differences(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        masthead_error err = MASTHEAD_ERROR_INIT;
        char *schema = schema_of(rows[i].config, 0xab);
        if (!ok(schema != NULL, "%s: the config is right", rows[i].name))
            continue;
        masthead_status status =
            schema_compare(view_string(news_schema), view_string(schema), &err);
        same(status ? err.message : NULL, rows[i].says, rows[i].name);
        free(schema);
    }
}

/* The words of the language pack, and schemas that no config of today gives. */
static void test_stored(void)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    char *schema = schema_of(news, 0xac);
    struct view own = view_string(news_schema);
    ok(schema_compare(own, view_string(schema), &err) == MASTHEAD_DIFFERS, "another pack");
    same(err.message, "the word lists of language 'en' differ", "another pack's message");
    free(schema);
    static const struct {
        const char *stored, *says;
    } stored[] = {
        {"", "what the index says about its config cannot be read"},
        {"garbage\n", "what the index says about its config cannot be read"},
        {"field", "what the index says about its config cannot be read"},
    };
    for (size_t i = 0; i < sizeof stored / sizeof *stored; i++) {
        ok(schema_compare(view_string(stored[i].stored), own, &err) == MASTHEAD_DIFFERS,
           "stored: %s", stored[i].stored);
        same(err.message, stored[i].says, stored[i].stored);
    }
    char *later = malloc(sizeof news_schema + 100);
    sprintf(later, "masthead 2\nshape \x01round\nfield\nfield body\n%s",
            strchr(news_schema, '\n') + 1);
    ok(schema_compare(view_string(later), own, &err) == MASTHEAD_DIFFERS, "a later version");
    ok(strncmp(err.message,
               "version of the config's format 2 in the index, 1 in the config; "
               "shape  round in the index, none in the config",
               109) == 0,
       "its message: %s", err.message);
    for (size_t size = 0; size < sizeof news_schema - 1; size++) {
        char *part = malloc(size ? size : 1); /* so that reading past the end shows */
        memcpy(part, news_schema, size);
        test_failures += schema_compare(view_of(part, size), own, &err) != MASTHEAD_DIFFERS;
        free(part);
    }
    ok(test_failures == 0, "every part of a schema differs from the whole");
    free(later);
}

/* A config of many fields against one of many others: the message tells how many did not fit. */
static void test_many(void)
{
    char a[4000] = "masthead: 1\nfields:\n", b[4000] = "masthead: 1\nfields:\n";
    for (int i = 0; i < 20; i++) {
        sprintf(a + strlen(a), "  a%d: {prefix: XA%c}\n", i, 'A' + i);
        sprintf(b + strlen(b), "  b%d: {prefix: XB%c}\n", i, 'A' + i);
    }
    masthead_error err = MASTHEAD_ERROR_INIT;
    char *stored = schema_of(a, 1), *own = schema_of(b, 1);
    ok(schema_compare(view_string(stored), view_string(own), &err) == MASTHEAD_DIFFERS,
       "forty fields");
    const char *last = strrchr(err.message, ';');
    same(last, "; and 26 more", "the last words of the message");
    ok(schema_compare(view_string(stored), view_string(own), NULL) == MASTHEAD_DIFFERS,
       "no error struct");
    free(stored);
    free(own);
}

static void test_memory(void)
{
    struct settings settings;
    settings_read(view_string(news), "a", &settings, NULL);
    bool good = true;
    long live = malloc_live();
    MALLOC_FAIL_EACH(n)
    {
        char *schema = NULL;
        masthead_status status = schema_write(&settings, 0xab, &schema);
        good = good && status == (malloc_failed() ? MASTHEAD_NO_MEMORY : MASTHEAD_OK);
        good = good && (status ? schema == NULL : strcmp(schema, news_schema) == 0);
        free(schema);
    }
    ok(good, "schema_write() with each allocation failing");
    ok(malloc_live() == live, "nothing is left over");
    settings_free(&settings);
}

int main(void)
{
    char *schema = schema_of(news, 0xab);
    same(schema, news_schema, "the schema of a config");
    ok(schema_compare(view_string(news_schema), view_string(schema), NULL) == MASTHEAD_OK,
       "is its own");
    free(schema);
    test_differences();
    test_stored();
    test_many();
    test_memory();
    return done();
}
