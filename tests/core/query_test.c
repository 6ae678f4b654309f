/* query_test.c - a field's value, and a whole query, in; the tree as text out
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "masthead.h"
#include "query_tree.h"
#include "test.h"

static masthead *m;

/* What the index of the tests knows, in byte order. */
static const char *const index_terms[] = {
    "XPal assad",
    "XPal assad, bashar",
    "XPassad",
    "XPassad, bashar",
    "XPbiden",
    "XPbiden, jill",
    "XPbiden, joe",
    "XPgaddafi",
    "XPgaddafi, muammar",
    "XPjohnson",
    "XPjohnson, alan",
    "XPjohnson, boris",
    "XPkennedy",
    "XPkennedy, j f",
    "XPkennedy, john",
    "XPkennedy, john f",
    "XPkennedy, robert f",
    "XPmay",
    "XPmay, theresa",
    "XPobrien",
    "XPobrien, pat",
    "XPshevardnadze",
    "XPshevardnadze, eduard",
    "XPsuu kyi",
    "XPsuu kyi, aung san",
    "XPxi",
    "XPxi, jinping",
    "XPzelensky",
    "XPzelensky, volodymyr",
    "XPzelic",
};

static int list_terms(void *user, const char *prefix, size_t size,
                      int (*each)(void *each_user, const char *term, size_t size), void *each_user)
{
    (void)user;
    for (size_t i = 0; i < sizeof index_terms / sizeof *index_terms; i++)
        if (strncmp(index_terms[i], prefix, size) == 0 &&
            each(each_user, index_terms[i], strlen(index_terms[i])))
            return 1;
    return 0;
}

static char printed[4000];

static void print(const char *format, ...)
{
    size_t used = strlen(printed);
    va_list list;
    va_start(list, format);
    vsnprintf(printed + used, sizeof printed - used, format, list);
    va_end(list);
}

/* A filter, which adds nothing to the score, is marked with #. */
static void print_tree(const masthead_query_node *node)
{
    switch (node->op) {
    case MASTHEAD_QUERY_NOTHING:
        print("nothing");
        break;
    case MASTHEAD_QUERY_TERM:
        print("%s%s", node->weight > 0 ? "" : "#", node->term);
        break;
    case MASTHEAD_QUERY_RANGE:
        print("%u:%s..%s", node->slot, node->from, node->to);
        break;
    case MASTHEAD_QUERY_WORDS:
        print("%s[%s]", node->prefix, node->term);
        break;
    case MASTHEAD_QUERY_AND:
    case MASTHEAD_QUERY_OR:
        for (size_t i = 0; i < node->child_count; i++) {
            print("%s", i == 0 ? "(" : node->op == MASTHEAD_QUERY_AND ? " AND " : " OR ");
            print_tree(node->children[i]);
        }
        print(")");
        break;
    }
}

static const masthead_query_field *field_named(const char *name)
{
    for (size_t i = 0; i < masthead_query_field_count(m); i++)
        if (strcmp(masthead_query_field_at(m, i)->name, name) == 0)
            return masthead_query_field_at(m, i);
    return NULL;
}

/* field, value, tree (or message); read on Wednesday 2021-08-18 with the index above */
static const struct {
    const char *field, *value, *tree;
} values[] = {
    {"person", "psaki", "XPpsaki"},
    {"date", "by 99999999", "'by 99999999' is not a date"},
    {"name", "Psaki", "XPpsaki"},
    {"person", "Wałęsa", "XPwalesa"},
    {"person", "boris johnson", "(XPboris johnson OR XPjohnson, boris)"},
    {"person", "Johnson, Boris", "XPjohnson, boris"},
    {"person", "B. Johnson", "(XPb johnson OR XPjohnson, boris)"},
    {"person", "j. biden", "(XPj biden OR XPbiden, jill OR XPbiden, joe)"},
    {"person", "Biden, Joe", "XPbiden, joe"},
    {"person", "r2,6d", "XPr2,6d"}, /* one word for Xapian */
    {"person", "joseph biden", "(XPjoseph biden OR XPbiden, joe)"},
    {"person", "John F. Kennedy",
     "(XPjohn f kennedy OR XPkennedy, j f OR XPkennedy, john OR XPkennedy, john f)"},
    {"person", "JF Kennedy",
     "(XPj f kennedy OR XPkennedy, j f OR XPkennedy, john OR XPkennedy, john f)"},
    {"person", "J.F. Kennedy",
     "(XPj f kennedy OR XPkennedy, j f OR XPkennedy, john OR XPkennedy, john f)"},
    {"person", "Robert Kennedy", "(XProbert kennedy OR XPkennedy, robert f)"},
    {"person", "Kennedy, Jack", "(XPkennedy, j f OR XPkennedy, john OR XPkennedy, john f)"},
    {"person", "xi jinping", "(XPxi jinping OR XPxi, jinping)"},
    {"person", "Pat O’Brien", "(XPpat obrien OR XPobrien, pat)"},
    {"person", "obrien", "XPobrien"},
    {"person", "al-Assad", "XPal assad"},
    {"person", "Bashar al Assad", "(XPbashar al assad OR XPal assad, bashar OR XPassad, bashar)"},
    {"person", "Qaddafi", "(XPqaddafi OR XPgaddafi)"},
    {"person", "Moammar Kadhafi", "(XPmoammar kadhafi OR XPgaddafi, muammar)"},
    {"person", "Zelenskyy", "(XPzelenskyy OR XPzelensky)"},
    {"person", "President Biden", "(XPpresident biden OR XPbiden)"},
    {"person", "Mr Joe Biden",
     "(XPmr joe biden OR XPjoe biden OR XPbiden, joe)"},
    {"person", "zelenski~", "(XPzelenski OR XPzelensky)"},
    {"person", "~zelenski", "(XPzelenski OR XPzelensky)"},
    {"person", "zelenzky", "XPzelenzky"},
    {"person", "zelenzky~", "(XPzelenzky OR XPzelensky)"},
    {"person", "shevardnadse~", "(XPshevardnadse OR XPshevardnadze)"},
    {"person", "chevarnadze~", "(XPchevarnadze OR XPshevardnadze)"},
    {"person", "bidden~", "(XPbidden OR XPbiden)"},
    {"person", "kennedi~", "(XPkennedi OR XPkennedy)"},
    {"person", "xa~", "XPxa"}, /* too short to be misspelt */
    {"person", "volodimir zelenskij~",
     "(XPvolodimir zelenskij OR XPvolodimir zelensky OR XPzelensky, volodymyr)"},
    {"person", "Johnsson, Boris~", "XPjohnson, boris"},
    {"person", "~", "'~' is no name"},
    {"person", " ", "'' is no value"},
    {"person", "...", "'...' is no name"},

    {"office", "queen's counsel", "XTqueen's counsel"},
    {"office", "king's counsel", "XTking's counsel"},
    {"office", "prime minister", "XTprime minister"},
    {"office", "PM", "XTprime minister"},
    {"office", "uk prime minister", "XTuk prime minister"},
    {"office", "british PM", "XTuk prime minister"},
    {"office", "Britain's prime minister", "XTuk prime minister"},
    {"office", "prime minister of the United Kingdom", "XTuk prime minister"},
    {"office", "prime minister of Great Britain", "XTuk prime minister"},
    {"office", "U.K. Prime Minister", "XTuk prime minister"},
    {"office", "russian foreign minister", "XTrussia foreign minister"},
    {"office", "russia foreign minister", "XTrussia foreign minister"},
    {"office", "foreign minister of russia", "XTrussia foreign minister"},
    {"office", "minister of foreign affairs of Russia", "XTrussia foreign minister"},
    {"office", "secretary of state of the united states", "XTus secretary of state"},
    {"office", "american secretary of state", "XTus secretary of state"},
    {"office", "white house press secretary", "XTwhite house press secretary"},
    {"office", "ceo", "XTchief executive officer"},
    {"office", "national security advisor", "XTnational security adviser"},
    {"office", "former prime minister", "XTformer prime minister"},
    {"office", "ex-president of France", "XTformer france president"},
    {"office", "former french president", "XTformer france president"},
    {"office", "acting us attorney general", "XTacting us attorney general"},
    {"office", "foreign minister", "XTforeign minister"},
    {"office", "Keeper of the Stars", "XTkeeper of the stars"},

    {"date", "2021", "XD2021"},
    {"date", "2021-08", "XD202108"},
    {"date", "202108", "XD202108"},
    {"date", "2021-08-17", "(XD20210817 OR XD202108-)"},
    {"date", "20210817", "(XD20210817 OR XD202108-)"},
    {"date", "August 2021", "XD202108"},
    {"date", "17 August 2021", "(XD20210817 OR XD202108-)"},
    {"date", "Aug. 17, 2021", "(XD20210817 OR XD202108-)"},
    {"date", "17 august 2021", "(XD20210817 OR XD202108-)"},
    {"date", "march 2021", "XD202103"},
    {"date", "may 2021", "XD202105"},
    {"date", "yesterday", "(XD20210817 OR XD202108-)"},
    {"date", "2021-08-16..2021-08-18", "(XD20210816 OR XD20210817 OR XD20210818 OR XD202108-)"},
    {"date", "2021-11-30..2022-02-01",
     "(XD20211130 OR XD202111- OR XD202112 OR XD202201 OR XD20220201 OR XD202202-)"},
    {"date", "last week",
     "(XD20210809 OR XD20210810 OR XD20210811 OR XD20210812 OR XD20210813 OR XD20210814 OR XD20210815 "
     "OR XD202108-)"},
    {"date", "two days ago", "(XD20210816 OR XD202108-)"},
    {"date", "the third quarter of 2020", "(XD202007 OR XD202008 OR XD202009)"},
    {"date", "2020-Q3", "(XD202007 OR XD202008 OR XD202009)"},
    {"date", "2020-W53..2021-01-02",
     "(XD20201228 OR XD20201229 OR XD20201230 OR XD20201231 OR XD202012- OR XD20210101 OR XD20210102 OR "
     "XD202101-)"},
    {"date", "2021-W53", "'2021-W53' is no day, month or year from 1600 to 2999"},
    {"date", "christmas 2020", "(XD20201225 OR XD202012-)"},
    {"date", "2019..2021", "(XD2019 OR XD2020 OR XD2021)"},
    {"date", "1999-12-31..2001", "(XD19991231 OR XD199912- OR XD2000 OR XD2001)"},
    {"date", "2998..", "(XD2998 OR XD2999)"},
    {"date", "..1601", "(XD1600 OR XD1601)"},
    {"date", "august 2021..september 2021", "(XD202108 OR XD202109)"},
    {"date", "2021-02-31", "'2021-02-31' is no day, month or year from 1600 to 2999"},
    {"date", "31 February 2021", "'31 February 2021' is not a date"},
    {"date", "1599", "'1599' is no day, month or year from 1600 to 2999"},
    {"date", "2021-13", "'2021-13' is no day, month or year from 1600 to 2999"},
    {"date", "2021..2020", "'2021..2020' ends before it begins"},
    {"date", "..", "'..' is a range without an end"},
    {"date", "prime minister", "'prime minister' is not a date"},
    {"date", "two days", "'two days' is not a date"},

    {"published", "2021-08-17", "#D20210817"},
    {"published", "2021-08-01..2021-08-03", "(#D20210801 OR #D20210802 OR #D20210803)"},
    {"published", "2021-01-01..2021-12-31", "#Y2021"},
    {"published", "2020-02-01..2020-02-29", "#M202002"},
    {"pubdate", "1963", "#Y1963"},

    {"section", "World News", "#XSworld news"},
    {"category", "world", "#XSworld"},
    {"id", "T01-Call", "#QT01-Call"},

    {"headline", "fog at airport", "S[fog at airport]"},
    {"title", "fog", "S[fog]"},
    {"author", "smith", "A[smith]"},
    {"body", "fog", "[fog]"},
};

static void test_values(void)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
        options.today = 20210818;
        options.terms = list_terms;
        masthead_query *query = NULL;
        masthead_error err = MASTHEAD_ERROR_INIT;
        const masthead_query_field *field = field_named(values[i].field);
        char name[300];
        snprintf(name, sizeof name, "%s:%s", values[i].field, values[i].value);
        printed[0] = '\0';
        size_t size = strlen(values[i].value);
        char *value =
            malloc(size + !size); /* ends without NUL: sanitizers see what reads past it */
        if (!ok(field && value, "%s is a field", values[i].field))
            exit(EXIT_FAILURE);
        memcpy(value, values[i].value, size);
        if (masthead_query_value(m, field, value, size, &options, &query, &err))
            print("%s", err.message);
        else
            print_tree(masthead_query_root(query));
        same(printed, values[i].tree, name);
        masthead_query_close(query);
        free(value);
    }
}

/* a query string and its tree, without an index and without a day */
static const struct {
    const char *query, *tree;
} queries[] = {
    {"", "nothing"},
    {"fog delays", "([fog] AND [delays])"},
    {"person:psaki", "XPpsaki"},
    {"person:psaki person:biden", "(XPpsaki OR XPbiden)"},
    {"person:psaki office:pm", "(XPpsaki AND XTprime minister)"},
    {"person:\"Biden, Joe\" fog", "(XPbiden, joe AND [fog])"},
    {"headline:\"fog at airport\" delays", "(S[\"fog at airport\"] AND [delays])"},
    {"published:2021-08 date:2020", "(#M202108 AND XD2020)"},
    {"http://example.org", "[http://example.org]"},
    {"\"person:psaki\"", "[\"person:psaki\"]"},
    {"person:\"psaki", "XPpsaki"},
    {"date:yesterday", "'yesterday' needs a day to be read against"},
    {"person:", "'' is no value"},
};

static void test_queries(void)
{
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        masthead_query *query = NULL;
        masthead_error err = MASTHEAD_ERROR_INIT;
        printed[0] = '\0';
        if (masthead_query_open(m, queries[i].query, strlen(queries[i].query), NULL, &query, &err))
            print("%s", err.message);
        else
            print_tree(masthead_query_root(query));
        same(printed, queries[i].tree, queries[i].query);
        masthead_query_close(query);
    }
}

/* a plain query and the people it names, with the index above: words=terms; a single word is marked with * */
static const struct {
    const char *query, *people;
} plain[] = {
    {"boris johnson lockdown speech", "boris johnson=XPjohnson, boris"},
    {"what did Boris Johnson say in leeds", "Boris Johnson=XPjohnson, boris"},
    {"johnson lockdown", "johnson*=XPjohnson"},
    {"joseph biden's speech", "joseph biden's=XPbiden, joe"},
    {"biden and assad", "biden*=XPbiden; assad*=XPassad"},
    {"j. biden inauguration", "j. biden=(XPbiden, jill OR XPbiden, joe)"},
    {"xi jinping visit to france", "xi jinping=XPxi, jinping"},
    {"aung san suu kyi trial", "aung san suu kyi=XPsuu kyi, aung san"},
    {"the suu kyi trial", "suu kyi=XPsuu kyi"},
    {"bashar al-assad", "bashar al-assad=(XPal assad, bashar OR XPassad, bashar)"},
    {"pat o'brien wins", "pat o'brien=XPobrien, pat"},
    {"theresa may resigns", "theresa may=XPmay, theresa"},
    {"rain in may", ""},
    {"a kennedy half dollar", "kennedy*=XPkennedy"},
    {"boris, johnson", "johnson*=XPjohnson"},
    {"boris 7 johnson", "johnson*=XPjohnson"},
    {"john kennedy moammar kadhafi",
     "john kennedy=(XPkennedy, j f OR XPkennedy, john OR XPkennedy, john f); "
     "moammar kadhafi=XPgaddafi, muammar"},
    {"cheese prices", ""},
    {"", ""},
};

static void test_plain(void)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
        options.terms = list_terms;
        struct arena arena = {0};
        masthead_error err = MASTHEAD_ERROR_INIT;
        struct reader r = {
            .m = m, .options = &options, .arena = &arena, .share = 1, .err = &err};
        struct query_person people[4];
        uint32_t count = query_people(&r, view_string(plain[i].query), people, 4);
        printed[0] = '\0';
        for (uint32_t p = 0; p < count; p++) {
            print("%s%.*s%s=", p ? "; " : "", (int)(people[p].end - people[p].begin),
                  plain[i].query + people[p].begin, people[p].whole ? "" : "*");
            print_tree(people[p].node);
        }
        same(printed, plain[i].people, plain[i].query);
        arena_free(&arena);
    }
}

/* a plain query and what it speaks of, with the index above */
static const struct {
    const char *query, *tree;
} mentions[] = {
    /* of a day, with what is published in the four weeks from it */
    {"boris johnson on 17 august 2021",
     "(XPjohnson, boris OR (XD20210817 OR XD202108-) OR ("
     "D20210817 OR D20210818 OR D20210819 OR D20210820 OR D20210821 OR D"
     "20210822 OR D20210823 OR D20210824 OR D20210825 OR D20210826 OR D2"
     "0210827 OR D20210828 OR D20210829 OR D20210830 OR D20210831 OR D20"
     "210901 OR D20210902 OR D20210903 OR D20210904 OR D20210905 OR D202"
     "10906 OR D20210907 OR D20210908 OR D20210909 OR D20210910 OR D2021"
     "0911 OR D20210912 OR D20210913"
     "))"},
    {"prime minister johnson in August 2021", "(XPjohnson OR XTprime minister OR XD202108)"},
    {"joseph biden", "(XPbiden, joe)"},
    {"PM on Brexit 2019", "(XTprime minister OR XD2019)"},
    {"may day march", ""},
    {"rain on tuesday", ""},
    {"", ""},
};

static void test_mentions(void)
{
    for (size_t i = 0; i < sizeof mentions / sizeof *mentions; i++) {
        masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
        options.terms = list_terms;
        masthead_query *query = NULL;
        printed[0] = '\0';
        if (!masthead_query_mentions(m, mentions[i].query, strlen(mentions[i].query), &options, &query,
                                     NULL) &&
            masthead_query_root(query)->child_count)
            print_tree(masthead_query_root(query));
        same(printed, mentions[i].tree, mentions[i].query);
        masthead_query_close(query);
    }
}

static void test_arguments(void)
{
    masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
    masthead_query *query = NULL;
    options.size = 3;
    ok(masthead_query_open(m, "fog", 3, &options, &query, NULL) == MASTHEAD_BAD_ARGUMENT && !query,
       "options of an unknown size are refused");
    options.size = sizeof options;
    options.today = 20210231;
    ok(masthead_query_open(m, "fog", 3, &options, &query, NULL) == MASTHEAD_BAD_ARGUMENT && !query,
       "a day that does not exist is refused");
    masthead_query_close(NULL);
}

int main(void)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_open(source_path("conf/news.yaml"), NULL, &m, &err)) {
        printf("Bail out! %s", masthead_error_text(&err));
        return EXIT_FAILURE;
    }
    test_values();
    test_queries();
    test_plain();
    test_mentions();
    test_arguments();
    masthead_close(m);
    return done();
}
