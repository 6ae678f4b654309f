/* clause_fuzz.c - any bytes as a query string with the config's fields in it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first byte chooses what of stock Xapian's syntax is in use.  The clauses found must lie in the query, in
 * order; taking them out and putting them back gives the query again; and any correction of any text can
 * be restored. */
#include "../../plugin/xapian/clause.h"
#include "fuzz.h"

static const masthead_query_field fields[] = {
    {"person", "XP", MASTHEAD_QUERY_AS_PERSON},
    {"date", "XD", MASTHEAD_QUERY_AS_DATE},
    {"s", "XS", MASTHEAD_QUERY_AS_KEYWORD},
};

static const masthead_query_field *field_of(void *user, const char *name, size_t size)
{
    (void)user;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strlen(fields[i].name) == size && memcmp(fields[i].name, name, size) == 0)
            return &fields[i];
    return NULL;
}

static int host_range(void *user, const char *begin, size_t begin_size, const char *end,
                      size_t end_size)
{
    (void)user;
    (void)begin;
    return begin_size == 1 && end_size && end[end_size - 1] == '$';
}

static void check_clauses(const struct clauses *clauses, const char *query, size_t size)
{
    size_t behind = 0;
    for (size_t i = 0; i < clauses->count; i++) {
        const struct clause *clause = &clauses->at[i];
        char word[32];
        int length = snprintf(word, sizeof word, "mhq%zu", i);
        CHECK(clause->begin >= behind && clause->begin < clause->end && clause->end <= size);
        CHECK(clause->size > 0 && clause->size <= clause->end - clause->begin);
        CHECK(clause_of_word(clauses, word, (size_t)length) == clause);
        behind = clause->end;
    }
    if (clauses->count == 0 && !memchr(query, ':', size))
        CHECK(clauses->size == size && memcmp(clauses->text, query, size) == 0);
}

/* Whether what was taken out can be put back just as it was typed. */
static bool is_plain(const struct clauses *clauses, const char *query, size_t size)
{
    for (size_t i = 0; i < clauses->count; i++)
        if (clauses->at[i].in_group || clauses->at[i].spaced)
            return false;
    for (size_t i = 0; i + 3 <= size; i++)
        if (memcmp(query + i, "mhq", 3) == 0)
            return false;
    return !memchr(query, '(', size);
}

static void check_restore(const struct clauses *clauses, const char *query, size_t query_size,
                          const char *corrected, size_t size, bool same)
{
    char *text;
    size_t restored;
    CHECK(clauses_restore(clauses, query, corrected, size, &text, &restored) == 0);
    if (same)
        CHECK(restored == query_size && memcmp(text, query, restored) == 0);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 20000)
        return 0;
    struct clause_syntax syntax = {.phrases = data[0] & 1,
                                   .booleans = data[0] >> 1 & 1,
                                   .any_case = data[0] >> 2 & 1,
                                   .partial = data[0] >> 3 & 1,
                                   .field = field_of,
                                   .host_range = host_range};
    size--;
    char *query = exact_copy(data + 1, size);
    struct clauses clauses, again;
    CHECK(clauses_find(&syntax, query, size, &clauses) == 0);
    check_clauses(&clauses, query, size);
    CHECK(clauses_find(&syntax, query, size, &again) == 0);
    CHECK(again.size == clauses.size && memcmp(again.text, clauses.text, clauses.size) == 0);
    clauses_free(&again);
    check_restore(&clauses, query, size, clauses.text, clauses.size,
                  is_plain(&clauses, query, size));
    check_restore(&clauses, query, size, query, size, false);
    clauses_free(&clauses);
    free(query);
    return 0;
}
