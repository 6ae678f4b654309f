/* postings_test.c - postings put together
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "postings.h"
#include "test.h"

struct one {
    const char *word, *stem;
    uint32_t position, wdf;
};

/* Texts with their prefixes, and their terms as term:wdf[positions]. */
static const struct {
    struct {
        const char *prefix;
        bool stems_placed;
        struct one words[6];
    } texts[3];
    const char *out;
} rows[] = {
    {{{"", false, {{"a", NULL, 1, 1}}}}, "a:1[1]"},
    {{{"", false, {{"the", "the", 1, 2}, {"cats", "cat", 2, 2}, {"the", "the", 3, 2}}}},
     "Zcat:2[] Zthe:4[] cats:2[2] the:4[1,3]"},
    {{{"", true, {{"the", "the", 1, 2}, {"cats", "cat", 2, 2}, {"the", "the", 3, 2}}}},
     "Zcat:2[2] Zthe:4[1,3] cats:2[2] the:4[1,3]"},
    {{{"", false, {{"b", NULL, 0, 1}, {"b", NULL, 0, 1}, {"a", NULL, 5, 0}, {"a", NULL, 4, 0}, {"a", NULL, 5, 0}}}},
     "a:0[4,5] b:2[]"},
    {{{"", false, {{"a", NULL, 0, 1}, {"a", NULL, 7, 1}}}}, "a:2[7]"},
    {{{"", true, {{NULL, "a", 3, 1}, {"a", NULL, 4, 1}}}}, "Za:1[3] a:1[4]"},
    {{{"", false, {{"minister", NULL, 1, 1}, {"ministers", NULL, 2, 1}, {"ministerial", NULL, 3, 1}, {"minist", NULL, 4, 1}}}},
     "minist:1[4] minister:1[1] ministerial:1[3] ministers:1[2]"},
    {{{"", false, {{"\xc3\xa9t\xc3\xa9", NULL, 1, 1}, {"zoo", NULL, 2, 1}, {"e", NULL, 3, 1}}}},
     "e:1[3] zoo:1[2] \xc3\xa9t\xc3\xa9:1[1]"},
    {{{"S", false, {{"fog", "fog", 1, 1}}}, {"", false, {{"17", NULL, 3, 1}, {"fogs", "fog", 4, 1}}}},
     "17:1[3] Sfog:1[1] ZSfog:1[] Zfog:1[] fogs:1[4]"},
    {{{"XSECTION", false, {{"sea", "sea", 1, 1}, {"air", "air", 2, 1}}}, {"XSECTIONS", false, {{"at", "at", 3, 1}}}},
     "XSECTIONSat:1[3] XSECTIONair:1[2] XSECTIONsea:1[1] ZXSECTIONSat:1[] ZXSECTIONair:1[] ZXSECTIONsea:1[]"},
    {{{"", false, {{"fog", "fog", 9, 1}, {"sea", "sea", 3, 1}}}, {"", false, {{"fog", "fog", 2, 5}}},
      {"", false, {{"Zfog", NULL, 4, 0}, {"air", NULL, 0, 1}}}},
     "Zfog:6[4] Zsea:1[] air:1[] fog:6[2,9] sea:1[3]"},
    {{{"Q", false, {{"X1", NULL, 0, 0}}}, {"QX", false, {{"1", NULL, 8, 1}, {"10", NULL, 9, 1}}}}, "QX1:1[8] QX10:1[9]"},
};

static struct vocabulary *vocabulary;
static struct postings postings;

static uint32_t number_of(const char *term)
{
    return term ? vocabulary_term(vocabulary, view_string(term)) : NO_TERM;
}

static void gather(const char *prefix, bool stems_placed, const struct one *words)
{
    struct occurrence occurrences[6];
    struct occurrences text = {.at = occurrences, .stems_placed = stems_placed};
    for (; text.count < 6 && (words[text.count].word || words[text.count].stem); text.count++) {
        const struct one *one = &words[text.count];
        occurrences[text.count] =
            (struct occurrence){number_of(one->word), number_of(one->stem), one->position, one->wdf};
    }
    ok(postings_gather(&postings, vocabulary, prefix, &text) == MASTHEAD_OK, "gathered");
}

struct output {
    char text[1000];
    size_t size;
};

static int show(void *user, const char *term, size_t size, uint32_t wdf, const uint32_t *positions, size_t count)
{
    struct output *out = user;
    const size_t room = sizeof out->text;
    out->size += (size_t)snprintf(out->text + out->size, room - out->size, "%s%.*s:%u[", out->size ? " " : "",
                                  (int)size, term, wdf);
    for (size_t i = 0; i < count; i++)
        out->size +=
            (size_t)snprintf(out->text + out->size, room - out->size, "%s%u", i ? "," : "", positions[i]);
    out->size += (size_t)snprintf(out->text + out->size, room - out->size, "]");
    return 0;
}

static void test_texts(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct output out = {"", 0};
        const struct posting_sink sink = {&out, show};
        for (size_t k = 0; k < 3 && rows[i].texts[k].prefix; k++)
            gather(rows[i].texts[k].prefix, rows[i].texts[k].stems_placed, rows[i].texts[k].words);
        postings_give(&postings, vocabulary, &sink);
        same(out.text, rows[i].out, "put together");
    }
}

/* Counts, and checks the order of, what is pushed. */
struct check {
    unsigned count, wrong, stop_at;
    char last[20];
};

static int check(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct check *check = user;
    check->wrong += size != 13 || memcmp(term, check->last, 13) <= 0 || wdf != 1 || position == 0;
    memcpy(check->last, term, 13);
    return ++check->count == check->stop_at;
}

/* Terms that have their first bytes in common. */
static void test_many(unsigned stop_at)
{
    enum { COUNT = 100000 };
    static struct occurrence occurrences[COUNT];
    struct check found = {.stop_at = stop_at};
    const struct occurrences text = {.at = occurrences, .count = COUNT};
    const masthead_sink sink = {sizeof sink, &found, check, NULL};
    for (unsigned i = 0; i < COUNT; i++) {
        char term[20];
        snprintf(term, sizeof term, "1%05u-%05u", i * 7919 % COUNT / 8, i * 7919 % COUNT);
        occurrences[i] = (struct occurrence){number_of(term), NO_TERM, i + 1, 1};
    }
    postings_gather(&postings, vocabulary, "X", &text);
    ok(postings_push(&postings, vocabulary, &sink) == (stop_at ? MASTHEAD_STOPPED : MASTHEAD_OK) && !found.wrong &&
           found.count == (stop_at ? stop_at : COUNT),
       "many, stopped at %u", stop_at);
}

/* Knows many words, the most frequent of them always. */
static void test_vocabulary(void)
{
    static const char *const frequent[] = {"fog", "Fog", "f", "sixteen__letters", "eight__8", "nine___99"};
    unsigned wrong = 0, missed = 0;
    for (uint32_t i = 0; i < 400000; i++) {
        char rare[20];
        snprintf(rare, sizeof rare, "%06u", i);
        const char *const word = i % 3 ? rare : frequent[i / 3 % 6];
        const struct word_bytes bytes = word_bytes_of(view_string(word), 0, strlen(word));
        const struct spelling *known = vocabulary_find(vocabulary, &bytes);
        if (known) {
            const struct term *term = &vocabulary->terms[known->term];
            wrong += !view_equal(term_text(term), view_string(word));
            wrong += term->stemming == vocabulary->stemming &&
                     !view_equal(term_text(&vocabulary->terms[term->stem]), view_string("stem"));
        } else {
            const struct spelling new = {.term = number_of(word)};
            vocabulary_add(vocabulary, &bytes, &new);
            const uint32_t stem = number_of("stem");
            vocabulary->terms[new.term].stem = stem;
            vocabulary->terms[new.term].stemming = vocabulary->stemming;
            missed += i % 3 == 0;
        }
        vocabulary_trim(vocabulary);
    }
    ok(!wrong && missed == 6, "many words: %u wrong, %u missed", wrong, missed);
    ok(vocabulary->term_count < 100000, "no more than fit");
    const struct view longer = view_string("seventeen_letters");
    const struct word_bytes bytes = word_bytes_of(longer, 0, longer.size);
    vocabulary_add(vocabulary, &bytes, &(struct spelling){.term = 0});
    ok(!vocabulary_find(vocabulary, &bytes), "long words are not kept");
}

int main(void)
{
    ok(vocabulary_open("none", NULL, &vocabulary) == MASTHEAD_OK, "a vocabulary");
    test_vocabulary();
    test_texts();
    for (unsigned stop_at = 0; stop_at < 3; stop_at++)
        test_many(stop_at);
    postings_free(&postings);
    vocabulary_close(vocabulary);
    return done();
}
