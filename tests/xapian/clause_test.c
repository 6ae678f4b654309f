/* clause_test.c - the fields' clauses in a query string
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "clause.h"
#include "test.h"

static const masthead_query_field fields[] = {
    {"person", "XP", MASTHEAD_QUERY_AS_PERSON},
    {"date", "XD", MASTHEAD_QUERY_AS_DATE},
    {"published", "", MASTHEAD_QUERY_AS_PUBLISHED},
};

static const masthead_query_field *field(void *user, const char *name, size_t size)
{
    (void)user;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strlen(fields[i].name) == size && memcmp(fields[i].name, name, size) == 0)
            return &fields[i];
    return NULL;
}

/* The host of these tests reads ranges that end in a "$". */
static int host_range(void *user, const char *begin, size_t begin_size, const char *end,
                      size_t end_size)
{
    (void)user;
    (void)begin;
    return begin_size && end_size && end[end_size - 1] == '$';
}

enum { PHRASES = 1, BOOLEANS = 2, ANY_CASE = 4, PARTIAL = 8, DEFAULTS = PHRASES | BOOLEANS };

static struct clause_syntax syntax(unsigned flags)
{
    return (struct clause_syntax){!!(flags & PHRASES),
                                  !!(flags & BOOLEANS),
                                  !!(flags & ANY_CASE),
                                  !!(flags & PARTIAL),
                                  field,
                                  host_range,
                                  NULL};
}

/* A query, and what it becomes: the text for stock Xapian, then each clause as
 * " | name=value", with "~" behind one beside NEAR or ADJ. */
static const struct {
    const char *query, *want;
    unsigned flags;
} rows[] = {
    {"", "", DEFAULTS},
    {"sheep", "sheep", DEFAULTS},
    {"person:johnson", "person:mhq0 | person=johnson", DEFAULTS},
    {"person:\"boris johnson\"", "person:mhq0 | person=boris johnson", DEFAULTS},
    {"person:\xe2\x80\x9c"
     "boris johnson\xe2\x80\x9d now",
     "person:mhq0 now | person=boris johnson", DEFAULTS},
    {"person:\"the \"\"boss\"\"\"", "person:mhq0 | person=the \"boss\"", DEFAULTS},
    {"person:\"boris johnson", "person:mhq0 | person=boris johnson", DEFAULTS},
    {"person:jean-claude", "person:mhq0 | person=jean-claude", DEFAULTS},
    {"person:o'neill, sheep", "person:mhq0 , sheep | person=o'neill", DEFAULTS},
    {"person:a,date:2021", "person:mhq0 | person=a,date:2021", DEFAULTS},
    {"person:\"a b\"sheep", "person:mhq0 sheep | person=a b", DEFAULTS},
    {"date:2021-08-10..2021-08-17", "date:mhq0 | date=2021-08-10..2021-08-17", DEFAULTS},
    {"date:..2021-08-17 x", "date:mhq0 x | date=..2021-08-17", DEFAULTS},
    {"published:2021-08-17..", "published:mhq0 | published=2021-08-17..", DEFAULTS},
    {"date:\"1 august 2021\"..\"17 august 2021\"", "date:mhq0 | date=1 august 2021..17 august 2021",
     DEFAULTS},
    {"date:1..\"5,\" x", "date:mhq0 x | date=1..5,", DEFAULTS},
    {"date:1..5$", "date:1..5$", DEFAULTS},
    {"1..5 date:2021", "1..5 date:mhq0 | date=2021", DEFAULTS},
    {"sheep AND -person:may OR +date:2021",
     "sheep AND -person:mhq0 OR +date:mhq1 | person=may | date=2021", DEFAULTS},
    {"(person:may)", "(person:mhq0) | person=may", DEFAULTS},
    {"(sheep person:\"t may\") goat", "(sheep person:mhq0) goat | person=t may", DEFAULTS},
    {"person:(may OR \"boris johnson\")",
     "(person:mhq0 OR person:mhq1) | person=may | person=boris johnson", DEFAULTS},
    {"person:(may (x date:2021) -\"a b\") y",
     "(person:mhq0 (person:mhq1 date:mhq2) -person:mhq3) y | "
     "person=may | person=x | date=2021 | person=a b",
     DEFAULTS},
    {"person:(may or x)", "(person:mhq0 or person:mhq1) | person=may | person=x",
     DEFAULTS | ANY_CASE},
    {"person:(may or x)",
     "(person:mhq0 person:mhq1 person:mhq2) | person=may | person=or | person=x", DEFAULTS},
    {"person:may NEAR sheep", "person:mhq0 NEAR sheep | person=may~", DEFAULTS},
    {"sheep ADJ/3 person:may x", "sheep ADJ/3 person:mhq0 x | person=may~", DEFAULTS},
    {"person:may NEAR sheep", "person:mhq0 NEAR sheep | person=may", PHRASES},
    {"person:may x NEAR y", "person:mhq0 x NEAR y | person=may", DEFAULTS},
    {"\"person:may x\" person:x", "\"person:may x\" person:mhq0 | person=x", DEFAULTS},
    {"\"a \"\"person:may\" person:x", "\"a \"\"person:may\" person:mhq0 | person=x", DEFAULTS},
    {"\"\" person:may", "\"\" person:mhq0 | person=may", DEFAULTS},
    {"\"person:may", "\"person:may", DEFAULTS},
    {"\"person:may\"", "\"person:mhq0 | person=may\"", BOOLEANS},
    {"x-person:may", "x-person:may", DEFAULTS},
    {"a.b:c/person:may", "a.b:c/person:may", DEFAULTS},
    {"caf\xc3\xa9person:may", "caf\xc3\xa9person:may", DEFAULTS},
    {"\xe2\x80\x94person:may", "\xe2\x80\x94person:mhq0 | person=may", DEFAULTS},
    {"Person:may", "Person:may", DEFAULTS},
    {"person: may", "person: may", DEFAULTS},
    {"person:) x", "person:) x", DEFAULTS},
    {"person::may", "person::may", DEFAULTS},
    {"person:", "person:", DEFAULTS},
    {"person:\"\" x", "person:\"\" x", DEFAULTS},
    {"title:\"person:may\" person:x", "title:\"person:may\" person:mhq0 | person=x", DEFAULTS},
    {"person:may", "person:mhq0  | person=may", DEFAULTS | PARTIAL},
    {"person:may s", "person:mhq0 s | person=may", DEFAULTS | PARTIAL},
    {"person:(may", "(person:mhq0 | person=may", DEFAULTS},
    {"))) person:may", "))) person:mhq0 | person=may", DEFAULTS},
    {"person:mhq7", "person:mhq0 | person=mhq7", DEFAULTS},
};

static void show(const struct clauses *clauses, char *out, size_t room)
{
    int size = snprintf(out, room, "%.*s", (int)clauses->size, clauses->text);
    for (size_t i = 0; i < clauses->count; i++)
        size += snprintf(out + size, room - (size_t)size, " | %s=%.*s%s",
                         clauses->at[i].field->name, (int)clauses->at[i].size, clauses->at[i].value,
                         clauses->at[i].positional ? "~" : "");
}

static void test_clauses(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct clause_syntax how = syntax(rows[i].flags);
        struct clauses clauses;
        char got[500];
        if (!ok(clauses_find(&how, rows[i].query, strlen(rows[i].query), &clauses) == 0, "found"))
            continue;
        show(&clauses, got, sizeof got);
        same(got, rows[i].want, *rows[i].query ? rows[i].query : "nothing");
        clauses_free(&clauses);
    }
}

/* A query, what a spelling correction made of its text, and what the host is to see. */
static const struct {
    const char *query, *corrected, *want;
} corrections[] = {
    {"shep person:\"boris johnson\" gaot", "sheep person:mhq0 goat",
     "sheep person:\"boris johnson\" goat"},
    {"person:\"a b\"shep", "person:mhq0 sheep", "person:\"a b\"sheep"},
    {"person:(may OR \"a b\") shep", "(person:mhq0 OR person:mhq1) sheep",
     "(person:may OR person:\"a b\") sheep"},
    {"date:2021..2022 shep date:2020", "date:mhq0 sheep date:mhq1",
     "date:2021..2022 sheep date:2020"},
    {"shep", "sheep", "sheep"},
};

static void test_corrections(void)
{
    for (size_t i = 0; i < sizeof corrections / sizeof *corrections; i++) {
        struct clause_syntax how = syntax(DEFAULTS);
        struct clauses clauses;
        char *text = NULL, got[200] = "";
        size_t size = 0;
        clauses_find(&how, corrections[i].query, strlen(corrections[i].query), &clauses);
        if (clauses_restore(&clauses, corrections[i].query, corrections[i].corrected,
                            strlen(corrections[i].corrected), &text, &size) == 0)
            snprintf(got, sizeof got, "%.*s", (int)size, text);
        same(got, corrections[i].want, corrections[i].query);
        free(text);
        clauses_free(&clauses);
    }
}

static void test_words(void)
{
    struct clause_syntax how = syntax(DEFAULTS);
    struct clauses clauses;
    clauses_find(&how, "person:a date:2021", 18, &clauses);
    ok(clause_of_word(&clauses, "mhq1", 4) == &clauses.at[1], "a made-up word has its clause");
    ok(!clause_of_word(&clauses, "mhq2", 4) && !clause_of_word(&clauses, "mhq", 3) &&
           !clause_of_word(&clauses, "mhq1x", 5) && !clause_of_word(&clauses, "johnson", 7) &&
           !clause_of_word(&clauses, "mhq99999999999999999999999", 26),
       "other words have none");
    clauses_free(&clauses);
}

/* A NUL character ends a word as a space does. */
static void test_nul(void)
{
    struct clause_syntax how = syntax(DEFAULTS);
    struct clauses clauses;
    clauses_find(&how, "x\0.person:may", 14, &clauses);
    ok(clauses.count == 1, "a NUL joins no words");
    clauses_free(&clauses);
}

/* Any bytes: nothing is read out of bounds, and what holds no colon stays as it is. */
static void test_any_bytes(void)
{
    static const char pieces[][8] = {
        "person:", "\"",           "(",    ")",     " ", "date:", "..", "x",
        "\xe2",    "\xe2\x80\x9c", "\xff", "NEAR ", "-", ",",     "'",  "\xc2"};
    unsigned state = 1, wrong = 0;
    for (int round = 0; round < 20000; round++) {
        char query[64];
        size_t size = 0;
        struct clause_syntax how = syntax((unsigned)round & 15);
        struct clauses clauses;
        for (int i = 0; i < 6; i++) {
            state = state * 1103515245 + 12345;
            const char *piece = pieces[state >> 16 & 15];
            memcpy(query + size, piece, strlen(piece));
            size += strlen(piece);
        }
        char *exact = malloc(size);
        memcpy(exact, query, size);
        wrong += clauses_find(&how, exact, size, &clauses) != 0;
        wrong += clauses.count == 0 && !memchr(query, ':', size) &&
                 (clauses.size != size || memcmp(clauses.text, query, size) != 0);
        clauses_free(&clauses);
        free(exact);
    }
    ok(!wrong, "any bytes can be read");
}

int main(void)
{
    test_clauses();
    test_corrections();
    test_words();
    test_nul();
    test_any_bytes();
    return done();
}
