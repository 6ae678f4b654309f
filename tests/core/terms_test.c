/* terms_test.c - terms, positions and stems; the comparison with Xapian is tests/xapian/terms_test.cc
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "terms.h"
#include "test.h"
#include "write_terms.h"

/* Each term as `term@position`; without one when it has none. */
static const struct {
    const char *text, *prefix;
    masthead_stem_strategy strategy;
    masthead_stop_strategy stop_mode;
    int positions, ngrams;
    const char *terms, *places;
} rows[] = {
    {"", "", MASTHEAD_STEM_SOME, 0, 1, 0, "", ""},
    {"Biden speaks", "S", MASTHEAD_STEM_SOME, 0, 1, 0, "Sbiden@11 ZSbiden Sspeaks@12 ZSspeak", "11 12"},
    {"Biden speaks", "S", MASTHEAD_STEM_SOME, 0, 0, 0, "Sbiden ZSbiden Sspeaks ZSspeak", "0 0"},
    {"Biden speaks", "", MASTHEAD_STEM_NONE, 0, 1, 0, "biden@11 speaks@12", "11 12"},
    {"Biden speaks", "S", MASTHEAD_STEM_ALL, 0, 1, 0, "Sbiden@11 Sspeak@12", "11 12"},
    {"Biden speaks", "S", MASTHEAD_STEM_ALL_Z, 0, 1, 0, "ZSbiden@11 ZSspeak@12", "11 12"},
    {"He speaks", "", MASTHEAD_STEM_SOME_FULL_POS, 0, 1, 0, "he@11 Zhe@11 speaks@12 Zspeak@12", "11 12"},
    {"the 17th of U.K. talks", "", MASTHEAD_STEM_SOME, MASTHEAD_STOP_STEMMED, 1, 0,
     "the@11 17th@12 of@13 Zof uk@14 Zuk talks@15 Ztalk", "11 12 13 14 15"},
    {"the talks the end", "", MASTHEAD_STEM_SOME, MASTHEAD_STOP_ALL, 1, 0,
     "talks@11 Ztalk end@12 Zend", "0 11 0 12"},
    {"ab’中文d foo", "", MASTHEAD_STEM_NONE, 0, 1, 0, "ab'中文d@11 foo@12", "11 12"},
    {"ab’中文d foo", "", MASTHEAD_STEM_NONE, 0, 1, 1, "中@11 中文 文@12 ab'd@13 foo@14", "11 14"},
    {"ab’中 foo", "", MASTHEAD_STEM_NONE, 0, 1, 1, "中@11 ab'foo@12", "11 12"},
    {"foo ab’中 . ", "", MASTHEAD_STEM_NONE, 0, 1, 1, "foo@11 中@12", "11 12"},
};

struct output {
    char text[1000];
    size_t size;
    int calls, stop_at;
};

static int add_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct output *out = user;
    (void)wdf;
    if (++out->calls == out->stop_at)
        return 1;
    out->size += (size_t)snprintf(out->text + out->size, sizeof out->text - out->size, "%s%.*s",
                                  out->size ? " " : "", (int)size, term);
    if (position)
        out->size += (size_t)snprintf(out->text + out->size, sizeof out->text - out->size, "@%u",
                                      (unsigned)position);
    return 0;
}

static int is_the(void *user, const char *word, size_t size)
{
    (void)user;
    return size == 3 && memcmp(word, "the", 3) == 0;
}

/* A stemmer that appends what `user` points to. */
static size_t append(void *user, const char *word, size_t size, char *out)
{
    memcpy(out, word, size);
    out[size] = *(const char *)user;
    return size + 1;
}

static size_t no_stem(void *user, const char *word, size_t size, char *out)
{
    (void)user, (void)word, (void)size, (void)out;
    return 0;
}

static struct arena arena;
static struct vocabulary *english;
static struct word_positions positions;

static masthead_status write(const char *text, const char *prefix, const masthead_text_options *options,
                             struct output *out)
{
    const masthead_sink sink = {sizeof sink, out, add_term, NULL};
    uint32_t position = 10;
    *out = (struct output){.stop_at = out->stop_at};
    return write_terms(view_string(text), prefix, options, english, &position, &sink, &arena, &positions);
}

static void test_table(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
        struct output out = {.stop_at = 0};
        char places[100] = "";
        options.strategy = rows[i].strategy;
        options.stop_mode = rows[i].stop_mode;
        options.stop = is_the;
        options.with_positions = rows[i].positions;
        options.cjk_ngrams = rows[i].ngrams;
        write(rows[i].text, rows[i].prefix, &options, &out);
        same(out.text, rows[i].terms, rows[i].text);
        for (uint32_t word = 0; word < positions.count; word++)
            sprintf(places + strlen(places), "%s%u", word ? " " : "", (unsigned)positions.at[word]);
        same(places, rows[i].places, "positions by ordinal");
    }
}

static void test_stemmers(void)
{
    masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    struct output out = {.stop_at = 0};
    char letter = 'x';
    write("talks talks", "", &options, &out);
    same(out.text, "talks@11 Ztalk talks@12 Ztalk", "Snowball's stems");
    options.stem = append;
    options.user = &letter;
    write("talks", "", &options, &out);
    same(out.text, "talks@11 Ztalksx", "a caller's stems are not mixed with Snowball's");
    letter = 'y';
    write("talks", "", &options, &out);
    same(out.text, "talks@11 Ztalksy", "nor with those of another call");
    options.stem = NULL;
    write("talks", "", &options, &out);
    same(out.text, "talks@11 Ztalk", "nor afterwards");
    options.stem = no_stem;
    options.strategy = MASTHEAD_STEM_ALL;
    write("talks", "", &options, &out);
    ok(out.size == 0 && positions.count == 1 && positions.at[0] == 0, "a word without a stem has no place");
}

static void test_ends(void)
{
    masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    struct output out = {.stop_at = 3};
    ok(write("one two three", "", &options, &out) == MASTHEAD_STOPPED && out.calls == 3,
       "a sink can stop it");
    options.max_word_bytes = 3;
    out.stop_at = 0;
    write("one three two", "", &options, &out);
    same(out.text, "one@11 Zone two@12 Ztwo", "a word that is too long has no place");
    options.max_word_bytes = UINT32_MAX;
    write("one three", "", &options, &out);
    same(out.text, "one@11 Zone three@12 Zthree", "words may be of any length");
    struct vocabulary *none;
    ok(vocabulary_open("klingon", NULL, &none) == MASTHEAD_OK && !none->snowball, "a language without a stemmer");
    vocabulary_close(none);
}

int main(void)
{
    ok(vocabulary_open("english", NULL, &english) == MASTHEAD_OK && english->snowball, "English has a stemmer");
    test_table();
    test_stemmers();
    test_ends();
    vocabulary_close(english);
    arena_free(&arena);
    return done();
}
