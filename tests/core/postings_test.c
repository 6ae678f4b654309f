/* postings_test.c - postings put together
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "postings.h"
#include "test.h"

struct posting {
    const char *term;
    uint32_t position, wdf;
};

/* Each posting as `term@position:wdf`. */
static const struct {
    struct posting in[10];
    char out[100];
} rows[] = {
    {{{0}}, ""},
    {{{"a", 1, 1}}, "a@1:1"},
    {{{"the", 1, 2}, {"cat", 2, 2}, {"the", 3, 2}, {"Zcat", 0, 2}}, "Zcat@0:2 cat@2:2 the@1:4 the@3:0"},
    {{{"b", 0, 1}, {"b", 0, 1}, {"a", 5, 0}, {"a", 4, 0}}, "a@5:0 a@4:0 b@0:2"},
    {{{"a", 0, 1}, {"a", 7, 1}}, "a@7:2"},
    {{{"minister", 1, 1}, {"ministers", 2, 1}, {"ministerial", 3, 1}, {"minist", 4, 1}},
     "minist@4:1 minister@1:1 ministerial@3:1 ministers@2:1"},
    {{{"\xc3\xa9t\xc3\xa9", 1, 1}, {"zoo", 2, 1}, {"e", 3, 1}}, "e@3:1 zoo@2:1 \xc3\xa9t\xc3\xa9@1:1"},
};

struct output {
    char text[1000];
    size_t size;
};

static int show(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct output *out = user;
    out->size += (size_t)snprintf(out->text + out->size, sizeof out->text - out->size, "%s%.*s@%u:%u",
                                  out->size ? " " : "", (int)size, term, position, wdf);
    return 0;
}

/* Counts, and checks the order of, what is pushed. */
struct check {
    unsigned count, wrong, stop_at;
    char last[20];
};

static int check(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct check *check = user;
    check->wrong += size != 6 || memcmp(term, check->last, 6) <= 0 || wdf != 1 || position == 0;
    memcpy(check->last, term, 6);
    return ++check->count == check->stop_at;
}

static void add_many(struct postings *postings, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char term[20];
        snprintf(term, sizeof term, "%06u", i * 7919 % count);
        postings_add(postings, term, 6, i + 1, 1);
    }
}

int main(void)
{
    struct postings postings = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct output out = {"", 0};
        const masthead_sink sink = {sizeof sink, &out, show, NULL};
        for (const struct posting *p = rows[i].in; p->term; p++)
            postings_add(&postings, p->term, strlen(p->term), p->position, p->wdf);
        postings_push(&postings, &sink);
        same(out.text, rows[i].out, rows[i].out);
    }
    for (unsigned stop_at = 0; stop_at < 3; stop_at++) {
        struct check found = {.stop_at = stop_at};
        const masthead_sink sink = {sizeof sink, &found, check, NULL};
        add_many(&postings, 100000);
        ok(postings_push(&postings, &sink) == (stop_at ? MASTHEAD_STOPPED : MASTHEAD_OK) && !found.wrong &&
               found.count == (stop_at ? stop_at : 100000),
           "many, stopped at %u", stop_at);
    }
    postings_free(&postings);
    return done();
}
