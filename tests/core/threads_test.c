/* threads_test.c - one opened config in eight threads
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each thread reads articles and queries of its own and opens the config anew, and must get what one thread
 * alone gets. */
#include "masthead.h"
#include "test.h"

#include <pthread.h>

enum { THREADS = 8, ROUNDS = 25 };

static masthead *m;
static const char *path;

static void mix(uint64_t *hash, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        *hash = (*hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
}

static int take_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    mix(user, term, size);
    *(uint64_t *)user += position + wdf;
    return 0;
}

static int take_value(void *user, uint32_t slot, const char *value, size_t size)
{
    (void)slot;
    mix(user, value, size);
    return 0;
}

static void mix_tree(uint64_t *hash, const masthead_query_node *node)
{
    mix(hash, node->term, node->term_size);
    for (size_t i = 0; i < node->child_count; i++)
        mix_tree(hash, node->children[i]);
}

static uint64_t read_article(masthead_article *article, unsigned round)
{
    char text[400];
    uint64_t hash = 0;
    const masthead_sink sink = {sizeof sink, &hash, take_term, take_value};
    int size = snprintf(text, sizeof text,
                        "HARWICK, Feb 26 - Former U.K. transport minister Yumi Ito was named chair of the "
                        "harbour board on Monday. Ms. Ito, %u, succeeds Sir Ben Okafor Jr., who left on %u "
                        "August 2019. \"We begin soon,\" Ito said. The chair met Prime Minister Ann Lee.",
                        round + 20, round % 28 + 1);
    masthead_article_reset(article);
    masthead_article_metadata(article, "published", 9, "2021-08-17", 10, NULL);
    masthead_article_metadata(article, "body", 4, text, (size_t)size, NULL);
    if (masthead_article_resolve(article, NULL) ||
        masthead_article_emit(article, MASTHEAD_EMIT_ALL, &sink, NULL))
        return 0;
    return hash;
}

static uint64_t read_query(unsigned round)
{
    char text[200];
    uint64_t hash = 1;
    masthead_query *query = NULL;
    int size = snprintf(text, sizeof text,
                        "person:\"boris johnson\" office:\"uk pm\" date:\"%u august 2021\" section:Sport fog",
                        round % 28 + 1);
    if (masthead_query_open(m, text, (size_t)size, NULL, &query, NULL))
        return 0;
    mix_tree(&hash, masthead_query_root(query));
    masthead_query_close(query);
    return hash;
}

static bool open_again(void)
{
    masthead *another = NULL;
    if (masthead_open(path, NULL, &another, NULL))
        return false;
    const char *schema = masthead_schema(another);
    bool same = masthead_schema_compare(m, schema, strlen(schema), NULL) == MASTHEAD_OK;
    masthead_close(another);
    return same;
}

static uint64_t articles[ROUNDS], queries[ROUNDS];

static void *work(void *wrong)
{
    masthead_article *article;
    if (masthead_article_open(m, &article, NULL)) {
        ++*(unsigned *)wrong;
        return NULL;
    }
    for (unsigned round = 0; round < ROUNDS; round++)
        *(unsigned *)wrong +=
            read_article(article, round) != articles[round] || read_query(round) != queries[round];
    *(unsigned *)wrong += !open_again();
    masthead_article_close(article);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    unsigned wrong[THREADS] = {0}, all = 0, started = 0;
    masthead_article *article;
    path = source_path("conf/news.yaml");
    if (masthead_open(path, NULL, &m, NULL) || masthead_article_open(m, &article, NULL)) {
        printf("Bail out! the config cannot be opened\n");
        return EXIT_FAILURE;
    }
    bool good = true;
    for (unsigned round = 0; round < ROUNDS; round++) {
        articles[round] = read_article(article, round);
        queries[round] = read_query(round);
        good = good && articles[round] && queries[round];
    }
    masthead_article_close(article);
    ok(good, "one thread reads articles and queries");
    while (started < THREADS && !pthread_create(&threads[started], NULL, work, &wrong[started]))
        started++;
    for (unsigned i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        all += wrong[i];
    }
    ok(started == THREADS && !all, "%u threads read the same", started);
    masthead_close(m);
    return done();
}
