/* rescore_test.c - documents kept and scored by another config score as a search by that config scores them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The articles of seeds/ are indexed into a folder of the test's own. */
#include "config.h"

#include "search.h"
#include "test.h"
#include <dlfcn.h>
#include <math.h>
#include <unistd.h>

enum { ROOM = 64, TEXT = 1 << 16 };

static const struct search_functions *functions;
static char folder[] = "rescore_test.XXXXXX", base[TEXT];

/* Numbers of conf/news.yaml and what they become; the first config has none of 0, as keeping asks for. */
static const struct variant {
    const char *name, *from[6], *to[6];
} variants[] = {
    {"as it was kept", {"weight: 0.0"}, {"weight: 0.3"}},
    {"as shipped", {NULL}, {NULL}},
    {"headlines, and b", {"weight: 2.5, b: 0.5", "b: 0.6"}, {"weight: 9, b: 0", "b: 0.95"}},
    {"k1 of 0.1, recency", {"k1: 1.3", "weight: 0.0"}, {"k1: 0.1", "weight: 2.5"}},
    {"nothing but the text",
     {"weight: 2.5", "weight: 1.5", "weight: 0.5", "XP, weight: 2.0", "XT, weight: 1.0", "XD, weight: 1.0"},
     {"weight: 0", "weight: 0", "weight: 0", "XP, weight: 0", "XT, weight: 0", "XD, weight: 0"}},
    {"people, offices and days",
     {"XP, weight: 2.0", "XT, weight: 1.0", "XD, weight: 1.0"},
     {"XP, weight: 0.7", "XT, weight: 5", "XD, weight: 3"}},
};

enum { VARIANTS = sizeof variants / sizeof *variants };

static const char *const queries[] = {
    "kabul",
    "Psaki on Kabul",
    "President Biden and Boris Johnson on 16 August 2021",
    "prime minister Johnson told a White House press secretary of the long call on Monday night about the city "
    "of Kabul and the people who waited at the airport",
    "\"press secretary\" kabul",
    "kabul AND johnson",
    "kabul NOT psaki",
    "kabul -johnson biden",
    "person:\"jen psaki\" AND date:2021-08-16",
    "office:\"press secretary\" AND person:psaki",
    "headline:kabul call",
    "published:2021 johnson",
    "anglo-american white-house call",
    "kab* johnson",
    "#KabulCall @WhiteHouse",
};

/* ---- Configs ------------------------------------------------------------------------------------ */

static bool put_in_place(char *text, const char *from, const char *to)
{
    char *at = strstr(text, from);
    if (!at)
        return false;
    memmove(at + strlen(to), at + strlen(from), strlen(at + strlen(from)) + 1);
    memcpy(at, to, strlen(to));
    return true;
}

static masthead *config_of(const masthead *m, const struct variant *variant)
{
    static char text[TEXT + 256];
    masthead *out = NULL;
    strcpy(text, strstr(base, "\nfields:"));
    memmove(text + strlen("masthead: 1\nlanguage: en\n"), text, strlen(text) + 1);
    memcpy(text, "masthead: 1\nlanguage: en\n", strlen("masthead: 1\nlanguage: en\n"));
    for (int i = 0; i < 6 && variant->from[i]; i++)
        if (!put_in_place(text, variant->from[i], variant->to[i]))
            return NULL;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_reweigh(m, text, strlen(text), source_path("conf/news.yaml"), &out, &err))
        printf("# %s", masthead_error_text(&err));
    return out;
}

static masthead *open_base(void)
{
    masthead *m = NULL;
    FILE *file = fopen(source_path("conf/news.yaml"), "r");
    if (file) {
        base[fread(base, 1, sizeof base - 1, file)] = '\0';
        fclose(file);
    }
    return file && masthead_open(source_path("conf/news.yaml"), NULL, &m, NULL) == MASTHEAD_OK ? m : NULL;
}

/* ---- Searching ---------------------------------------------------------------------------------- */

/* What is found, by document. */
struct found {
    double scores[ROOM];
    size_t count;
};

static void take(void *user, const struct search_hit *hit)
{
    struct found *found = user;
    if (hit->document < ROOM)
        found->scores[hit->document] = hit->score;
    found->count++;
}

static struct found search(struct search *s, const masthead *m, const char *query)
{
    struct found found = {.count = 0};
    masthead_error err = MASTHEAD_ERROR_INIT;
    for (size_t i = 0; i < ROOM; i++)
        found.scores[i] = -1;
    if (functions->ask(s, m, query, strlen(query), &err) || functions->hits(s, ROOM, take, &found, &err))
        printf("# %s: %s\n", query, err.message);
    return found;
}

static void compare(struct search *s, const char *query, masthead *const *configs)
{
    uint32_t documents[ROOM];
    double scores[ROOM];
    size_t count = 0;
    struct search_kept *kept = NULL;
    masthead_error err = MASTHEAD_ERROR_INIT;
    struct found all = search(s, configs[0], query);
    for (uint32_t i = 1; i < ROOM; i++)
        documents[count++] = i; /* those that are not found, or not there, as well */
    ok(all.count > 0, "%s: something is found", query);
    if (!ok(functions->keep(s, configs[0], documents, count, &kept, &err) == MASTHEAD_OK, "%s: kept", query))
        return;
    for (int v = 0; v < VARIANTS; v++) {
        struct found found = search(s, configs[v], query);
        bool good = functions->rescore(kept, configs[v], scores, &err) == MASTHEAD_OK;
        for (size_t i = 0; i < count; i++)
            if (fabs(scores[i] - found.scores[documents[i]]) > 1e-9) {
                printf("# document %u: %.12f, in a search %.12f\n", documents[i], scores[i],
                       found.scores[documents[i]]);
                good = false;
            }
        ok(good, "%s: %s", query, variants[v].name);
    }
    functions->release(kept);
}

static bool make_archive(void)
{
    char command[2048];
    if (!mkdtemp(folder))
        return false;
    snprintf(command, sizeof command, "./masthead index -c '%s' -o %s/db '%s' 2>/dev/null",
             source_path("conf/news.yaml"), folder, source_path("seeds/articles.jsonl"));
    return system(command) == 0;
}

static bool load(void)
{
    void *adapter = dlopen(".libs/masthead-adapter.so", RTLD_NOW | RTLD_LOCAL);
    void *found = adapter ? dlsym(adapter, "masthead_adapter_search") : NULL;
    adapter_search_function *get;
    memcpy(&get, &found, sizeof get);
    if (found)
        functions = get();
    else
        printf("# %s\n", dlerror());
    return found;
}

int main(void)
{
    const char *sanitizers = getenv("SANITIZERS");
    if (sanitizers && *sanitizers) {
        puts("1..0 # SKIP built with sanitizers: stock scriptindex loads the module");
        return EXIT_SUCCESS;
    }
    char path[64], command[2048];
    snprintf(command, sizeof command, "'%s' scriptindex >&2", source_path("tests/has-hosts"));
    if (system(command) != 0) {
        puts("1..0 # SKIP stock scriptindex is missing or of another Xapian than the module");
        return EXIT_SUCCESS;
    }
    masthead *m = open_base(), *configs[VARIANTS] = {NULL};
    const char *const paths[] = {path};
    struct search *s = NULL;
    masthead_error err = MASTHEAD_ERROR_INIT;
    bool good = m && load() && make_archive();
    for (int v = 0; v < VARIANTS && good; v++)
        good = ok((configs[v] = config_of(m, &variants[v])) != NULL, "config: %s", variants[v].name);
    snprintf(path, sizeof path, "%s/db", folder);
    if (ok(good && functions->open(paths, 1, "Q", &s, &err) == MASTHEAD_OK, "open"))
        for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
            compare(s, queries[i], configs);
    if (s)
        functions->close(s);
    for (int v = 0; v < VARIANTS; v++)
        masthead_close(configs[v]);
    masthead_close(m);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command) == 0 ? done() : EXIT_FAILURE;
}
