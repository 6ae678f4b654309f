/* memory_test.c - each allocation fails in turn, from opening a config to answering a query
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Pieces of an arena fail like allocations, since most of them find room in a block that is there.  What is
 * wanted each time: MASTHEAD_NO_MEMORY, nothing left over, and an article that can be used again. */
#include "config.h"

#include "arena.h"
#include "article.h"
#include "malloc_fail.h"
#include "test.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

void *__real_arena_take(struct arena *arena, size_t size);
void *__wrap_arena_take(struct arena *arena, size_t size);
void *__real_arena_resize(struct arena *arena, void *piece, size_t size, size_t new_size);
void *__wrap_arena_resize(struct arena *arena, void *piece, size_t size, size_t new_size);
char *__real_arena_copy(struct arena *arena, const char *text, size_t size);
char *__wrap_arena_copy(struct arena *arena, const char *text, size_t size);

int __real_scandir(const char *path, struct dirent ***items, int (*keep)(const struct dirent *item),
                   int (*order)(const struct dirent **a, const struct dirent **b));
int __wrap_scandir(const char *path, struct dirent ***items, int (*keep)(const struct dirent *item),
                   int (*order)(const struct dirent **a, const struct dirent **b));

/* What the C library allocates is counted when it is to be freed here. */
int __wrap_scandir(const char *path, struct dirent ***items, int (*keep)(const struct dirent *item),
                   int (*order)(const struct dirent **a, const struct dirent **b))
{
    int count = __real_scandir(path, items, keep, order);
    malloc_state.live += count < 0 ? 0 : count + 1;
    return count;
}

void *__wrap_arena_take(struct arena *arena, size_t size)
{
    return malloc_fails_now() ? NULL : __real_arena_take(arena, size);
}

void *__wrap_arena_resize(struct arena *arena, void *piece, size_t size, size_t new_size)
{
    return new_size > size && malloc_fails_now()
               ? NULL
               : __real_arena_resize(arena, piece, size, new_size);
}

char *__wrap_arena_copy(struct arena *arena, const char *text, size_t size)
{
    return malloc_fails_now() ? NULL : __real_arena_copy(arena, text, size);
}

/* ---- Opening ---- */

static char folder[] = "/tmp/masthead-memory-XXXXXX";
static char pack[sizeof folder + 10], list[sizeof pack + 10];

/* A language pack that is soon read. */
static bool write_pack(void)
{
    if (!mkdtemp(folder))
        return false;
    snprintf(pack, sizeof pack, "%s/xx", folder);
    snprintf(list, sizeof list, "%s/a.txt", pack);
    FILE *file = mkdir(pack, 0700) == 0 ? fopen(list, "w") : NULL;
    if (!file)
        return false;
    fputs("[office]\nprime minister\np.m. = prime minister\nmayor\n[given name]\nann = f\nbo\n", file);
    return fclose(file) == 0;
}

static void remove_pack(void)
{
    unlink(list);
    rmdir(pack);
    rmdir(folder);
}

static void test_open(void)
{
    static const char config[] =
        "masthead: 1\nlanguage: xx\nfields:\n  headline: {from: [title], prefix: S}\n"
        "  body: {from: [text], prefix: \"\"}\n  published: {kind: date, formats: [\"%Y-%m-%d\"]}\n";
    masthead_open_options options = MASTHEAD_OPEN_OPTIONS_INIT;
    unsigned long tries = 0, wrong = 0;
    long live = malloc_live();
    options.lang_dir = folder;
    MALLOC_FAIL_EACH(n)
    {
        masthead *m = NULL;
        masthead_error err = MASTHEAD_ERROR_INIT;
        masthead_status status =
            masthead_open_text(config, strlen(config), "news.yaml", &options, &m, &err);
        wrong += status != (malloc_failed() ? MASTHEAD_NO_MEMORY : MASTHEAD_OK) ||
                 err.status != status || (status && m);
        masthead_close(m);
        wrong += malloc_live() != live;
        tries = n / 2;
    }
    ok(!wrong && tries > 30, "masthead_open_text() in %lu tries", tries);
}

/* ---- Articles ---- */

static const char *const texts[][2] = {
    {"headline", "Harbour board names Ito as chair"},
    {"standfirst", "The former minister takes over in May"},
    {"body",
     "HARWICK, Feb 26 - Former U.K. transport minister Yumi Ito was named chair of the harbour board on "
     "Monday. Ms. Ito, 51, succeeds Sir Ben Okafor Jr.\n\n\"We begin in two weeks,\" Ito said. Foreign "
     "ministers Ann Lavrov and Bo Wang met Prime Minister Jonas van der Dahl last Friday. The coach said "
     "no to the Johnsons. Coach Ann Lee: from 1 to 3 March, the early 1990s, every Monday, 3/4/2021.\n"
     "J. F. K. Mayer and Jon Fred Karl Mayer met the former Brixton chief, as deputy and acting "
     "director of the Louvre."},
    {"body", "Boris Johnson, mayor of Harwick, and Carrie Johnson spoke. Johnson left. He was mayor."},
    {"byline", "By Jean-Claude M\u00fcller and Ann Lee"},
    {"section", "Sport"},
    {"id", "17"},
    {"published", "2021-08-17"},
};

struct sum {
    uint64_t hash;
    size_t terms;
};

static int take_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct sum *sum = user;
    for (size_t i = 0; i < size; i++)
        sum->hash = (sum->hash ^ (unsigned char)term[i]) * UINT64_C(0x100000001b3);
    sum->hash = (sum->hash ^ position ^ wdf << 24) * UINT64_C(0x100000001b3);
    sum->terms++;
    return 0;
}

static masthead_status read_article(masthead_article *article, struct sum *sum)
{
    const masthead_sink sink = {sizeof sink, sum, take_term, NULL};
    masthead_status status = MASTHEAD_OK;
    *sum = (struct sum){0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
        status = masthead_article_metadata(article, texts[i][0], strlen(texts[i][0]), texts[i][1],
                                           strlen(texts[i][1]), NULL);
    if (!status)
        status = masthead_article_resolve(article, NULL);
    if (!status)
        status = masthead_article_emit(article, MASTHEAD_EMIT_ALL, &sink, NULL);
    return status;
}

static void test_article(const masthead *m)
{
    unsigned long tries = 0, wrong = 0;
    long live = malloc_live();
    struct sum good, sum;
    masthead_article *article;
    if (!ok(!masthead_article_open(m, &article, NULL) && !read_article(article, &good), "an article"))
        return;
    masthead_article_close(article);
    MALLOC_FAIL_EACH(n)
    {
        article = NULL;
        masthead_status status = masthead_article_open(m, &article, NULL);
        if (!status)
            status = read_article(article, &sum);
        wrong += status != (malloc_failed() ? MASTHEAD_NO_MEMORY : MASTHEAD_OK);
        malloc_state.armed = false;
        if (article) {
            masthead_article_reset(article);
            wrong += read_article(article, &sum) != MASTHEAD_OK || sum.hash != good.hash;
        }
        masthead_article_close(article);
        wrong += malloc_live() != live;
        tries = n / 2;
    }
    ok(!wrong && tries > 100, "an article from beginning to end in %lu tries (%lu wrong)", tries, wrong);
}

/* A text that could not be added leaves no trace. */
static void test_text(const masthead *m)
{
    const masthead_field *body = masthead_field_named(m, "body", 4);
    unsigned long wrong = 0;
    MALLOC_FAIL_EACH(n)
    {
        masthead_article *article = NULL;
        uint32_t position = 7;
        malloc_state.armed = false;
        masthead_article_open(m, &article, NULL);
        malloc_state.armed = true;
        masthead_status status = masthead_article_text(article, body, "Mr. Johnson", 11, NULL,
                                                       &position, NULL);
        wrong += position != (status ? 7 : 9);
        malloc_state.armed = false;
        wrong += masthead_article_resolve(article, NULL) != MASTHEAD_OK ||
                 masthead_article_mention_count(article) != (status ? 0 : 2);
        masthead_article_close(article);
    }
    ok(!wrong, "a text that could not be added leaves no trace");
}

/* ---- Queries ---- */

static int list_terms(void *user, const char *prefix, size_t size,
                      int (*each)(void *each_user, const char *term, size_t size), void *each_user)
{
    static const char *const terms[] = {"XPjohnson, b", "XPjohnson, boris", "XPjohnson, carrie"};
    (void)user;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        if (strncmp(terms[i], prefix, size) == 0 && each(each_user, terms[i], strlen(terms[i])))
            return 1;
    return 0;
}

static void test_query(const masthead *m)
{
    static const char query[] =
        "person:\"boris johnson\" person:\"Xi, Jinping\" office:\"former uk pm\" office:fog "
        "date:\"17 august 2021\"..yesterday published:2021-08 section:sport headline:\"fog at sea\" fog";
    masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
    unsigned long tries = 0, wrong = 0;
    long live = malloc_live();
    options.today = 20210818;
    options.terms = list_terms;
    MALLOC_FAIL_EACH(n)
    {
        masthead_query *q = NULL;
        masthead_error err = MASTHEAD_ERROR_INIT;
        masthead_status status =
            masthead_query_open(m, query, strlen(query), &options, &q, &err);
        wrong += status != (malloc_failed() ? MASTHEAD_NO_MEMORY : MASTHEAD_OK) ||
                 err.status != status || (status && q);
        masthead_query_close(q);
        wrong += malloc_live() != live;
        tries = n / 2;
    }
    ok(!wrong && tries > 50, "a query in %lu tries (%lu wrong)", tries, wrong);
}

int main(void)
{
    masthead *m;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_open(source_path("conf/news.yaml"), NULL, &m, &err)) {
        printf("Bail out! %s", masthead_error_text(&err));
        return EXIT_FAILURE;
    }
    if (ok(write_pack(), "a language pack is written"))
        test_open();
    remove_pack();
    test_article(m);
    test_text(m);
    test_query(m);
    masthead_close(m);
    ok(malloc_live() == 0, "nothing is left over");
    return done();
}
