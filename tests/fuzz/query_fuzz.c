/* query_fuzz.c - any bytes as a query, read against an index of our own
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The bytes are read as a whole query string and as the value of every query field.  The tree must keep to
 * what masthead.h promises, and be the same the second time; what is refused has a message. */
#include "fuzz.h"
#include "masthead.h"

static masthead *m;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(masthead_open("conf/news.yaml", NULL, &m, NULL) == MASTHEAD_OK);
    return 0;
}

/* In byte order, as an index lists its terms. */
static const char *const terms[] = {
    "XD2021",    "XD202108",       "XD20210810",   "XPbiden",   "XPbiden, j", "XPbiden, joe",
    "XPbiden, joseph", "XPjohnson", "XPjohnson, ", "XPjohnson, a b c d e f g h i", "XPjohnson, boris",
    "XPxi",      "XPxi, jinping",  "XTprime minister",
};

static int list_terms(void *user, const char *prefix, size_t size,
                      int (*each)(void *each_user, const char *term, size_t size), void *each_user)
{
    (void)user;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        if (strncmp(terms[i], prefix, size) == 0 &&
            each(each_user, terms[i], strlen(terms[i])) != 0)
            return 1;
    return 0;
}

static void check_node(const masthead_query_node *node, size_t size, int depth)
{
    CHECK(node && depth < 8 && node->op <= MASTHEAD_QUERY_WORDS);
    CHECK(node->begin <= node->end && node->end <= size && node->weight >= 0);
    CHECK(!node->child_count == !(node->op == MASTHEAD_QUERY_AND || node->op == MASTHEAD_QUERY_OR));
    if (node->op == MASTHEAD_QUERY_TERM)
        CHECK(node->term_size > 0 && node->term_size <= 245 && node->term[node->term_size] == '\0');
    if (node->op == MASTHEAD_QUERY_WORDS)
        CHECK(node->term_size > 0 && node->prefix && node->term[node->term_size] == '\0');
    if (node->op == MASTHEAD_QUERY_RANGE && *node->from && *node->to)
        CHECK(strcmp(node->from, node->to) <= 0);
    for (size_t i = 0; i < node->child_count; i++)
        check_node(node->children[i], size, depth + 1);
}

static void check_same(const masthead_query_node *a, const masthead_query_node *b)
{
    CHECK(a->op == b->op && a->child_count == b->child_count && a->term_size == b->term_size &&
          memcmp(a->term, b->term, a->term_size) == 0 && strcmp(a->from, b->from) == 0 &&
          strcmp(a->to, b->to) == 0);
    for (size_t i = 0; i < a->child_count; i++)
        check_same(a->children[i], b->children[i]);
}

static masthead_status read_query(const masthead_query_field *field, const char *text, size_t size,
                                  const masthead_query_options *options, masthead_query **out,
                                  masthead_error *err)
{
    return field ? masthead_query_value(m, field, text, size, options, out, err)
                 : masthead_query_open(m, text, size, options, out, err);
}

static void check_query(const masthead_query_field *field, const char *text, size_t size,
                        const masthead_query_options *options)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    masthead_query *query = NULL, *again = NULL;
    masthead_status status = read_query(field, text, size, options, &query, &err);
    CHECK(status == MASTHEAD_OK || status == MASTHEAD_BAD_INPUT);
    CHECK(status == err.status && !status == (query != NULL));
    CHECK(read_query(field, text, size, options, &again, NULL) == status);
    if (status) {
        CHECK(*err.message);
        return;
    }
    check_node(masthead_query_root(query), size, 0);
    check_same(masthead_query_root(query), masthead_query_root(again));
    masthead_query_close(query);
    masthead_query_close(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 5000)
        return 0;
    masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
    options.today = data[0] & 1 ? 20210817 : 0;
    options.terms = data[0] & 2 ? list_terms : NULL;
    size--;
    char *text = exact_copy(data + 1, size);
    check_query(NULL, text, size, &options);
    for (size_t i = 0; i < masthead_query_field_count(m); i++)
        check_query(masthead_query_field_at(m, i), text, size, &options);
    free(text);
    return 0;
}
