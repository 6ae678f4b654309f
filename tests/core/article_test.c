/* article_test.c - an article's fields in, its terms and values out
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A row is an article, `name=value` lines as scriptindex has them, and its terms in byte order, each as
 * term:wdf[positions], then its values as slot=value. */
#include "article.h"
#include "test.h"

static masthead *m;

static const struct {
    const char *article;
    unsigned what;
    const char *terms;
} articles[] = {
    {"body=Fog closed the airport", MASTHEAD_EMIT_WORDS,
     "Zairport:1 Zclose:1 Zfog:1 Zthe:1 airport:1[4] closed:1[2] fog:1[1] the:1[3]"},
    {"headline=Fog\nbody=Fog", MASTHEAD_EMIT_WORDS, "Sfog:1[1] ZSfog:1 Zfog:1 fog:1[2]"},
    {"published=2021-08-17", MASTHEAD_EMIT_ALL, "D20210817:0 M202108:0 Y2021:0 0=20210817"},
    {"pubdate=17 August 2021", MASTHEAD_EMIT_ALL, "D20210817:0 M202108:0 Y2021:0 0=20210817"},
    {"section=World News\nid=T01", MASTHEAD_EMIT_ALL, "QT01:0 XSworld news:0"},
    {"dateline=NEW YORK, Feb 26 -", MASTHEAD_EMIT_METADATA, "XLnew york:0"},
    {"body= date 2021-08-17 LISBON \342\200\224 Fog closed the airport.", MASTHEAD_EMIT_METADATA,
     "D20210817:0 M202108:0 XLlisbon:0 Y2021:0 0=20210817"},
    {"published=2021-08-18\nbody= date 2021-08-17 LISBON \342\200\224 Fog.", MASTHEAD_EMIT_METADATA,
     "D20210818:0 M202108:0 XLlisbon:0 Y2021:0 0=20210818"},
    {"published=\nbody=", MASTHEAD_EMIT_ALL, ""},
    {"body=Jen Psaki spoke. Psaki smiled.", MASTHEAD_EMIT_MENTIONS,
     "XPpsaki:2[2,4] XPpsaki, jen:2[2,4]"},
    {"body=Pat O\342\200\231Brien left.", MASTHEAD_EMIT_MENTIONS,
     "XPobrien:1[2] XPobrien, pat:1[2]"},
    {"body=British Prime Minister Boris Johnson", MASTHEAD_EMIT_MENTIONS,
     "XPjohnson:1[5] XPjohnson, boris:1[5] XTprime minister:1[3] XTprime minister: johnson:1[3] "
     "XTprime minister: johnson, boris:1[3] XTuk prime minister:1[3]"},
    {"body=Former British Prime Minister Tony Blair", MASTHEAD_EMIT_MENTIONS,
     "XPblair:1[6] XPblair, tony:1[6] XTformer prime minister:1[4] "
     "XTformer prime minister: blair:1[4] XTformer prime minister: blair, tony:1[4] "
     "XTformer uk prime minister:1[4] XTprime minister:1[4]"},
    {"body=They told President Zorvath and Dr Ubbering of King Street", MASTHEAD_EMIT_MENTIONS,
     "XPubbering:1[7] XPzorvath:1[4] XTdr:1[6] XTpresident:1[3] XTpresident: zorvath:1[3]"},
    {"body=It told how King Ubuku Zork II and Mr Zorvath met", MASTHEAD_EMIT_MENTIONS,
     "XPzork:1[7] XPzork, ubuku:1[7] XPzorvath:1[10] XTking:1[4] XTking: zork:1[4] "
     "XTking: zork, ubuku:1[4] XTmr:1[9]"},
    {"body=Dr Tony Blair", MASTHEAD_EMIT_MENTIONS, "XPblair:1[3] XPblair, tony:1[3] XTdr:1[1]"},
    {"headline=Update: Rain falls in York", MASTHEAD_EMIT_MENTIONS,
     "XT\"rain falls in york:1 XT\"update rain falls in york:1"},
    {"published=2021-08-17\nbody=They met on Tuesday", MASTHEAD_EMIT_MENTIONS,
     "XD2021:1[4] XD202108:1[4] XD20210817:1[4]"},
    {"published=2021-08-18\nbody=LISBON, Aug 17 - Fog closed it today.", MASTHEAD_EMIT_MENTIONS,
     "XD2021:2[3,7] XD202108:2[3,7] XD20210817:2[3,7]"},
    {"published=2021-08-17\nbody=It ran from May 5 to 7", MASTHEAD_EMIT_MENTIONS,
     "XD2021:2[5,7] XD202105:2[5,7] XD20210505:1[5] XD20210506:1[5] XD20210507:2[5,7]"},
    {"body=They met in August 2021", MASTHEAD_EMIT_MENTIONS,
     "XD2021:1[5] XD202108:1[5] XD202108-:1[5]"},
    {"body=They met in the summer of 2021", MASTHEAD_EMIT_MENTIONS,
     "XD2021:1[7] XD202106:1[7] XD202107:1[7] XD202108:1[7]"},
    {"body=It rained from Feb 6 to Aug 1 2021", MASTHEAD_EMIT_MENTIONS,
     "XD2021:2[5,9] XD202102:1[5] XD20210206:1[5] XD202103:1[5] XD202104:1[5] XD202105:1[5] XD202106:1[5] XD202107:1[5] "
     "XD202108:2[5,9] XD20210801:1[9]"},
    {"body=They met on Tuesday", MASTHEAD_EMIT_MENTIONS, ""},
};

enum { MOST_TERMS = 100 };

struct collected {
    char term[260];
    unsigned wdf, count, positions[10];
};

struct collection {
    struct collected at[MOST_TERMS];
    size_t count;
    char values[200];
};

static int take_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct collection *all = user;
    size_t i = 0;
    while (i < all->count &&
           !(strlen(all->at[i].term) == size && memcmp(all->at[i].term, term, size) == 0))
        i++;
    if (i == MOST_TERMS)
        return 1;
    struct collected *one = &all->at[i];
    if (i == all->count) {
        all->count++;
        *one = (struct collected){.wdf = 0};
        memcpy(one->term, term, size);
    }
    one->wdf += wdf;
    if (position && one->count < 10)
        one->positions[one->count++] = position;
    return 0;
}

static int take_value(void *user, uint32_t slot, const char *value, size_t size)
{
    struct collection *all = user;
    size_t used = strlen(all->values);
    snprintf(all->values + used, sizeof all->values - used, " %u=%.*s", slot, (int)size, value);
    return 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(((const struct collected *)a)->term, ((const struct collected *)b)->term);
}

static const char *print(struct collection *all)
{
    static char out[8000];
    size_t used = 0;
    qsort(all->at, all->count, sizeof *all->at, by_bytes);
    out[0] = '\0';
    for (size_t i = 0; i < all->count; i++) {
        const struct collected *one = &all->at[i];
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s:%u", i ? " " : "", one->term,
                                 one->wdf);
        for (unsigned k = 0; k < one->count; k++)
            used += (size_t)snprintf(out + used, sizeof out - used, "%c%u", k ? ',' : '[',
                                     one->positions[k]);
        if (one->count)
            used += (size_t)snprintf(out + used, sizeof out - used, "]");
    }
    snprintf(out + used, sizeof out - used, "%s", all->values + (used == 0 && *all->values));
    return out;
}

/* Adds the lines of a row as metadata. */
static bool fill(masthead_article *a, const char *lines, masthead_error *err)
{
    while (*lines) {
        size_t line = strcspn(lines, "\n"), name = strcspn(lines, "=");
        if (masthead_article_metadata(a, lines, name, lines + name + 1, line - name - 1, err))
            return false;
        lines += line + (lines[line] == '\n');
    }
    return true;
}

static void test_articles(void)
{
    masthead_article *a = NULL;
    masthead_article_open(m, &a, NULL);
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        static struct collection all;
        masthead_error err = MASTHEAD_ERROR_INIT;
        masthead_sink sink = {sizeof sink, &all, take_term, take_value};
        all.count = 0;
        all.values[0] = '\0';
        masthead_article_reset(a);
        if (!fill(a, articles[i].article, &err) || masthead_article_resolve(a, &err) ||
            masthead_article_emit(a, articles[i].what, &sink, &err))
            printf("# %s", masthead_error_text(&err));
        same(print(&all), articles[i].terms, articles[i].article);
    }
    masthead_article_close(a);
}

/* metadata that is refused, and the message */
static const struct {
    const char *line, *message;
} refused[] = {
    {"published=tomorrow", "published: 'tomorrow' is not a date in one of the config's formats"},
    {"published=2021-02-30",
     "published: '2021-02-30' is not a date in one of the config's formats"},
    {"colour=red", "the config does not map 'colour'"},
};

static int stop_at_once(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    (void)user, (void)term, (void)size, (void)position, (void)wdf;
    return 1;
}

static void test_refusals(void)
{
    masthead_article *a = NULL;
    masthead_article_open(m, &a, NULL);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        masthead_error err = MASTHEAD_ERROR_INIT;
        ok(!fill(a, refused[i].line, &err), "refused: %s", refused[i].line);
        same(err.message, refused[i].message, refused[i].line);
    }
    masthead_sink sink = {sizeof sink, NULL, stop_at_once, NULL};
    const masthead_field *body = masthead_field_named(m, "body", 4);
    const masthead_field *date = masthead_field_named(m, "published", 9);
    ok(masthead_article_emit(a, MASTHEAD_EMIT_ALL, &sink, NULL) == MASTHEAD_BAD_ARGUMENT,
       "nothing is emitted before the article is resolved");
    ok(masthead_article_text(a, date, "fog", 3, NULL, NULL, NULL) == MASTHEAD_BAD_ARGUMENT,
       "a date is no text");
    masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    options.size++;
    ok(masthead_article_text(a, body, "fog", 3, &options, NULL, NULL) == MASTHEAD_BAD_ARGUMENT,
       "options of an unknown size are refused");
    ok(masthead_article_text(a, body, "fog", 3, NULL, NULL, NULL) == MASTHEAD_OK, "a text");
    ok(masthead_article_resolve(a, NULL) == MASTHEAD_OK, "the article is resolved");
    ok(masthead_article_resolve(a, NULL) == MASTHEAD_BAD_ARGUMENT, "but not twice");
    ok(masthead_article_text(a, body, "fog", 3, NULL, NULL, NULL) == MASTHEAD_BAD_ARGUMENT,
       "nor does it take another text then");
    ok(masthead_article_emit(a, MASTHEAD_EMIT_ALL, &sink, NULL) == MASTHEAD_STOPPED,
       "a sink can stop");
    masthead_article_close(a);
    masthead_article_close(NULL);
}

static void test_positions(void)
{
    masthead_article *a = NULL;
    uint32_t position = 100;
    const masthead_field *body = masthead_field_named(m, "body", 4);
    masthead_article_open(m, &a, NULL);
    masthead_article_text(a, body, "one two", 7, NULL, &position, NULL);
    ok(position == 102, "the position is moved behind the last word");
    masthead_article_text(a, body, "three", 5, NULL, NULL, NULL);
    masthead_article_resolve(a, NULL);
    static struct collection all;
    masthead_sink sink = {sizeof sink, &all, take_term, take_value};
    masthead_article_emit(a, MASTHEAD_EMIT_WORDS, &sink, NULL);
    same(print(&all), "Zone:1 Zthree:1 Ztwo:1 one:1[101] three:1[103] two:1[102]",
         "a text without a position goes on where the last ended");
    masthead_article_close(a);
}

int main(void)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_open(source_path("conf/news.yaml"), NULL, &m, &err)) {
        printf("Bail out! %s", masthead_error_text(&err));
        return EXIT_FAILURE;
    }
    test_articles();
    test_refusals();
    test_positions();
    masthead_close(m);
    return done();
}
