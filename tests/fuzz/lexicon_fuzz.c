/* lexicon_fuzz.c - any bytes as a language pack, and as a text in its language
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The bytes are two word lists and a text, parted by form feeds; without a text, the lists are one.  A pack that is read
 * finds the words of the text, and an article and queries of that text are read with it, whatever its values say.  One
 * that is not has a message in UTF-8 with its place. */
#include "config.h"

#include "arena.h"
#include "fuzz.h"
#include "lexicon.h"
#include "scan.h"

#include <sys/stat.h>
#include <unistd.h>

static const char config[] = "masthead: 1\nlanguage: xx\nfields:\n"
                             "  body: {from: [body], prefix: \"\"}\n"
                             "  byline: {from: [byline], prefix: A, kind: byline}\n"
                             "  dateline: {from: [dateline], prefix: XL, kind: dateline}\n"
                             "  published: {from: [published], prefix: D, kind: date, slot: 0, "
                             "formats: [\"%Y-%m-%d\", \"%A, %d %B %Y\"]}\n";
static char folder[64] = "/dev/shm/lexicon-fuzz-XXXXXX";
static char pack[80], paths[2][88], config_path[80];

static void leave(void)
{
    for (int i = 0; i < 2; i++)
        unlink(paths[i]);
    rmdir(pack);
    pack[strlen(pack) - strlen("/xx")] = '\0';
    rmdir(pack);
    rmdir(folder);
}

static void write_list(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "w");
    CHECK(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!mkdtemp(folder)) {
        strcpy(folder, "lexicon-fuzz-XXXXXX");
        CHECK(mkdtemp(folder));
    }
    snprintf(config_path, sizeof config_path, "%s/fuzz.yaml", folder);
    snprintf(pack, sizeof pack, "%s/lang", folder);
    CHECK(mkdir(pack, 0777) == 0);
    strcat(pack, "/xx");
    CHECK(mkdir(pack, 0777) == 0);
    for (int i = 0; i < 2; i++)
        snprintf(paths[i], sizeof paths[i], "%s/%d.txt", pack, i);
    atexit(leave);
    masthead *m;
    write_list(paths[0], NULL, 0);
    CHECK(masthead_open_text(config, strlen(config), config_path, NULL, &m, NULL) == MASTHEAD_OK);
    masthead_close(m);
    return 0;
}

static void check_words(const char *text, size_t size)
{
    struct lexicon *lexicon = NULL;
    struct arena arena = {0};
    struct tokens tokens;
    CHECK(lexicon_open(pack, &lexicon, NULL) == MASTHEAD_OK);
    CHECK(!scan(lexicon, view_of(text, size), &arena, &tokens));
    for (uint32_t i = 0; i < tokens.count; i++)
        for (int class = 0; class < LEX_CLASS_COUNT; class++) {
            const char *value = "";
            uint32_t count =
                lexicon_match(lexicon, &tokens, i, (enum lexicon_class) class, &value);
            CHECK(i + count <= tokens.count && (!count || value));
        }
    arena_free(&arena);
    lexicon_close(lexicon);
}

static int take_term(void *user, const char *text, size_t size, uint32_t position, uint32_t wdf)
{
    (void)user;
    (void)position;
    (void)wdf;
    CHECK(size > 0 && size <= 245 && text[0]);
    return 0;
}

static int take_value(void *user, uint32_t slot, const char *value, size_t size)
{
    (void)user;
    CHECK(slot != 0 || size == strlen("20210817"));
    CHECK(value && size > 0);
    return 0;
}

static void check_article(const masthead *m, const char *text, size_t size)
{
    static const char *const names[] = {"byline", "dateline", "published"};
    const masthead_sink sink = {sizeof sink, NULL, take_term, take_value};
    masthead_article *a;
    CHECK(masthead_article_open(m, &a, NULL) == MASTHEAD_OK);
    for (size_t i = 0; i < 3; i++) {
        masthead_status status = masthead_article_metadata(a, names[i], strlen(names[i]), text,
                                                           size < 100 ? size : 100, NULL);
        CHECK(status == MASTHEAD_OK || (status == MASTHEAD_BAD_INPUT && i == 2));
        if (status)
            masthead_article_metadata(a, names[i], strlen(names[i]), "2021-08-17", 10, NULL);
    }
    CHECK(!masthead_article_text(a, masthead_field_named(m, "body", 4), text, size, NULL, NULL, NULL));
    CHECK(!masthead_article_resolve(a, NULL));
    for (size_t i = 0; i < masthead_article_mention_count(a); i++)
        CHECK(masthead_article_mention_at(a, i)->value);
    CHECK(!masthead_article_emit(a, MASTHEAD_EMIT_ALL, &sink, NULL));
    masthead_article_close(a);
}

static void check_queries(const masthead *m, const char *text, size_t size)
{
    masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
    masthead_query *query;
    options.today = 20210817;
    if (!masthead_query_open(m, text, size, &options, &query, NULL))
        masthead_query_close(query);
    for (size_t i = 0; i < masthead_query_field_count(m); i++)
        if (!masthead_query_value(m, masthead_query_field_at(m, i), text, size, &options, &query, NULL))
            masthead_query_close(query);
}

/* The text is what stands behind both lists. */
static void check_pack(const masthead *m, const uint8_t *data, size_t size, size_t lists)
{
    size_t begin = size > lists + 1 ? lists + 1 : 0, end = size < begin + 2000 ? size : begin + 2000;
    char *text = exact_copy(data + begin, end - begin);
    check_words(text, end - begin);
    check_article(m, text, end - begin);
    check_queries(m, text, end - begin < 200 ? end - begin : 200);
    free(text);
}

/* Where a list that begins at `begin` ends. */
static size_t list_end(const uint8_t *data, size_t size, size_t begin)
{
    const uint8_t *feed = begin < size ? memchr(data + begin, '\f', size - begin) : NULL;
    return feed ? (size_t)(feed - data) : size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t first = list_end(data, size, 0), second = first < size ? first + 1 : size;
    size_t lists = list_end(data, size, second);
    masthead *m = NULL;
    masthead_error err = MASTHEAD_ERROR_INIT;
    write_list(paths[0], data, first);
    write_list(paths[1], data + second, lists - second);
    masthead_status status =
        masthead_open_text(config, strlen(config), config_path, NULL, &m, &err);
    CHECK(status == err.status && !status == (m != NULL));
    if (status) {
        CHECK(status == MASTHEAD_BAD_CONFIG);
        check_error(&err);
        CHECK(err.line > 0 && err.column > 0);
        return 0;
    }
    check_pack(m, data, size, lists);
    masthead_close(m);
    return 0;
}
