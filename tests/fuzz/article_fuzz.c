/* article_fuzz.c - any bytes as an article of several fields
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Form feeds part the fields; the first letter of each says which field it is ("p2021-08-17"), and what has none
 * is a body.  Mentions must lie in their text, disjoint and in order; terms must be ones that Xapian takes;
 * who asks for what was recognized finds the article; and an article that was used before gives the same
 * as a new one. */
#include "fuzz.h"
#include "masthead.h"

static masthead *m;
static masthead_article *used;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(masthead_open("conf/news.yaml", NULL, &m, NULL) == MASTHEAD_OK);
    CHECK(masthead_article_open(m, &used, NULL) == MASTHEAD_OK);
    return 0;
}

/* ---- What an article gives ---- */

struct term {
    char text[246];
    size_t size;
};

struct terms {
    struct term *at;
    size_t count, capacity;
    uint64_t hash;
};

static void mix(struct terms *terms, const void *at, size_t size)
{
    const unsigned char *bytes = at;
    for (size_t i = 0; i < size; i++)
        terms->hash = (terms->hash ^ bytes[i]) * UINT64_C(0x100000001b3);
}

static int take_term(void *user, const char *text, size_t size, uint32_t position, uint32_t wdf)
{
    struct terms *terms = user;
    CHECK(size > 0 && size <= 245 && text[0] != '\0');
    mix(terms, text, size);
    mix(terms, &position, sizeof position);
    mix(terms, &wdf, sizeof wdf);
    if (terms->count == terms->capacity) {
        terms->capacity = terms->capacity ? terms->capacity * 2 : 256;
        terms->at = realloc(terms->at, terms->capacity * sizeof *terms->at);
        CHECK(terms->at);
    }
    struct term *term = &terms->at[terms->count++];
    memcpy(term->text, text, size);
    term->text[size] = '\0';
    term->size = size;
    return 0;
}

static int take_value(void *user, uint32_t slot, const char *value, size_t size)
{
    mix(user, &slot, sizeof slot);
    mix(user, value, size);
    return 0;
}

static int by_text(const void *left, const void *right)
{
    const struct term *a = left, *b = right;
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

static bool has_term(const struct terms *terms, const char *text, size_t size)
{
    struct term wanted = {.size = size};
    CHECK(size <= 245);
    memcpy(wanted.text, text, size);
    return terms->count && bsearch(&wanted, terms->at, terms->count, sizeof *terms->at, by_text);
}

static int list_terms(void *user, const char *prefix, size_t size,
                      int (*each)(void *each_user, const char *term, size_t size), void *each_user)
{
    const struct terms *terms = user;
    for (size_t i = 0; i < terms->count; i++) {
        const struct term *term = &terms->at[i];
        if (term->size >= size && memcmp(term->text, prefix, size) == 0 &&
            (i == 0 || by_text(term, term - 1)) && each(each_user, term->text, term->size))
            return 1;
    }
    return 0;
}

/* ---- Asking ---- */

static bool matches(const masthead_query_node *node, const struct terms *terms)
{
    switch (node->op) {
    case MASTHEAD_QUERY_TERM:
        return has_term(terms, node->term, node->term_size);
    case MASTHEAD_QUERY_AND:
        for (size_t i = 0; i < node->child_count; i++)
            if (!matches(node->children[i], terms))
                return false;
        return true;
    case MASTHEAD_QUERY_OR:
        for (size_t i = 0; i < node->child_count; i++)
            if (matches(node->children[i], terms))
                return true;
        return false;
    case MASTHEAD_QUERY_RANGE:
    case MASTHEAD_QUERY_WORDS:
        return true;
    case MASTHEAD_QUERY_NOTHING:
        break;
    }
    return false;
}

static const masthead_query_field *field_named(const char *name)
{
    for (size_t i = 0; i < masthead_query_field_count(m); i++)
        if (strcmp(masthead_query_field_at(m, i)->name, name) == 0)
            return masthead_query_field_at(m, i);
    return NULL;
}

static bool finds(const char *field, const char *value, struct terms *terms)
{
    masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
    masthead_query *query;
    options.terms = list_terms;
    options.user = terms;
    if (masthead_query_value(m, field_named(field), value, strlen(value), &options, &query, NULL))
        return false;
    bool found = matches(masthead_query_root(query), terms);
    masthead_query_close(query);
    return found;
}

/* A day, month or year. */
static bool is_calendar_date(const char *value)
{
    size_t size = strlen(value);
    return (size == 4 || size == 7 || size == 10) && strspn(value, "0123456789-") == size &&
           strspn(value, "0123456789") == 4;
}

static void ask(const masthead_mention *mention, struct terms *terms)
{
    static const char *const fields[] = {"person", "office", "date"};
    if (mention->kind == MASTHEAD_DATE && !is_calendar_date(mention->value))
        return;
    /* who has more words than a query of a person takes, or is longer than a term, is not looked for */
    size_t words = 1;
    for (const char *c = mention->value; *c; c++)
        words += *c == ' ' || *c == '-' || *c == '.';
    if (!*mention->value || strlen(mention->value) > 60 || words > 8)
        return;
    if (!finds(fields[mention->kind], mention->value, terms)) {
        fprintf(stderr, "%s:%s finds nothing\n", fields[mention->kind], mention->value);
        abort();
    }
}

/* ---- One article ---- */

static void check_mentions(const masthead_article *article)
{
    const masthead_mention *last = NULL;
    for (size_t i = 0; i < masthead_article_mention_count(article); i++) {
        const masthead_mention *mention = masthead_article_mention_at(article, i);
        CHECK(mention->begin < mention->end && mention->value && mention->field);
        bool same_place = last && last->field == mention->field && last->passage == mention->passage;
        /* the title of several people is a mention for each */
        CHECK(!same_place || mention->begin >= last->end ||
              (mention->begin == last->begin && mention->end == last->end &&
               mention->kind == MASTHEAD_TITLE && last->kind == MASTHEAD_TITLE));
        CHECK(mention->kind == MASTHEAD_TITLE || (!mention->of && !mention->modifier));
        last = mention;
    }
}

static void add(masthead_article *article, char letter, const char *text, size_t size)
{
    for (size_t i = 0; i < masthead_field_count(m); i++) {
        const masthead_field *field = masthead_field_at(m, i);
        if (field->name[0] != letter)
            continue;
        masthead_status status = masthead_article_metadata(article, field->name,
                                                           strlen(field->name), text, size, NULL);
        CHECK(status == MASTHEAD_OK || (status == MASTHEAD_BAD_INPUT && field->kind == MASTHEAD_FIELD_DATE));
        return;
    }
    CHECK(masthead_article_text(article, masthead_field_named(m, "body", 4), text, size, NULL, NULL,
                                NULL) == MASTHEAD_OK);
}

static void read_article(masthead_article *article, const char *data, size_t size,
                         struct terms *terms)
{
    const masthead_sink sink = {sizeof sink, terms, take_term, take_value};
    *terms = (struct terms){0};
    for (size_t begin = 0, end; begin < size; begin = end + 1) {
        for (end = begin; end < size && data[end] != '\f';)
            end++;
        char *text = exact_copy(data + begin, end - begin);
        add(article, end > begin ? text[0] : 'b', text + (end > begin), end - begin - (end > begin));
        free(text);
    }
    CHECK(masthead_article_resolve(article, NULL) == MASTHEAD_OK);
    check_mentions(article);
    CHECK(masthead_article_emit(article, MASTHEAD_EMIT_ALL, &sink, NULL) == MASTHEAD_OK);
    for (size_t i = 0; i < masthead_article_mention_count(article); i++) {
        const masthead_mention *mention = masthead_article_mention_at(article, i);
        const uint32_t facts[] = {mention->kind,  mention->type, mention->passage,
                                  mention->begin, mention->end};
        mix(terms, facts, sizeof facts);
        mix(terms, mention->value, strlen(mention->value));
        if (mention->of)
            mix(terms, mention->of, strlen(mention->of));
        CHECK(between_characters(mention->text - mention->begin, mention->end, mention->begin));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 20000)
        return 0;
    masthead_article *fresh;
    struct terms terms, again;
    masthead_article_reset(used);
    read_article(used, (const char *)data, size, &terms);
    CHECK(masthead_article_open(m, &fresh, NULL) == MASTHEAD_OK);
    read_article(fresh, (const char *)data, size, &again);
    CHECK(terms.count == again.count && terms.hash == again.hash);
    if (terms.count)
        qsort(terms.at, terms.count, sizeof *terms.at, by_text);
    for (size_t i = 0; i < masthead_article_mention_count(fresh); i++)
        ask(masthead_article_mention_at(fresh, i), &terms);
    masthead_article_close(fresh);
    free(terms.at);
    free(again.at);
    return 0;
}
