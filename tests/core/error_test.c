/* error_test.c - messages with their place
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "error.h"

#include "test.h"

static const struct {
    const char *name, *text;
    size_t at;
    const char *says;
} rows[] = {
    {"the first byte", "a: 1\n", 0, "f:1:1: wrong\na: 1\n^\n"},
    {"in the second line", "a: 1\nbc: 2\n", 9, "f:2:5: wrong\nbc: 2\n    ^\n"},
    {"columns are characters", "ключ: 1", 10, "f:1:7: wrong\nключ: 1\n      ^\n"},
    {"a tab stands under a tab", "\ta\tb", 3, "f:1:4: wrong\n\ta\tb\n\t \t^\n"},
    {"behind the last line", "a: 1\n", 5, "f:2:1: wrong\n"},
    {"behind the last byte", "a: [", 4, "f:1:5: wrong\na: [\n    ^\n"},
    {"past the end", "a: [", 400, "f:1:5: wrong\na: [\n    ^\n"},
    {"an empty line", "a\n\nb", 2, "f:2:1: wrong\n"},
    {"CR LF", "a\r\nb\r\n", 3, "f:2:1: wrong\nb\n^\n"},
    {"control characters and odd bytes", "a\x1b[\xff\xe2\x80 b", 7,
     "f:1:7: wrong\na [??? b\n      ^\n"},
};

static void test_places(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        masthead_error err = MASTHEAD_ERROR_INIT;
        error_set(&err, MASTHEAD_BAD_CONFIG, "%s", "wrong");
        error_place(&err, "f", view_string(rows[i].text), rows[i].at);
        same(masthead_error_text(&err), rows[i].says, rows[i].name);
    }
}

static void test_long_lines(void)
{
    char line[1200];
    masthead_error err = MASTHEAD_ERROR_INIT;
    memset(line, 'x', sizeof line);
    for (size_t i = 1; i + 1 < sizeof line; i += 2)
        memcpy(line + i, "é", 2);
    error_set(&err, MASTHEAD_BAD_CONFIG, "wrong");
    error_place(&err, "f", view_of(line, sizeof line - 1), 1001);
    ok(err.column == 502, "the column of a place far to the right: %u", err.column);
    ok(strlen(err.excerpt) == 255 && strchr(masthead_error_text(&err), '^') == NULL,
       "what is shown of the line ends with a whole character, and there is no caret");
    memset(line, 'm', sizeof line);
    line[sizeof line - 1] = '\0';
    error_set(&err, MASTHEAD_BAD_CONFIG, "%s", line);
    error_place(&err, line, view_string(line), 254);
    const char *text = masthead_error_text(&err);
    ok(strlen(text) < sizeof err.text && text[strlen(text) - 1] == '\n',
       "everything at its longest");
}

static void test_without_place(void)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    ok(error_set(&err, MASTHEAD_BAD_INPUT, "no day %d", 32) == MASTHEAD_BAD_INPUT,
       "the status comes back");
    same(masthead_error_text(&err), "no day 32\n", "a message alone");
    error_file(&err, "a.txt");
    same(masthead_error_text(&err), "a.txt: no day 32\n", "with a file");
    error_set(&err, MASTHEAD_BAD_INPUT, "no day '%s'", "5\n\x1b[\xff\u00e9");
    same(masthead_error_text(&err), "no day '5  [?\u00e9'\n", "what it quotes stays on its line");
    ok(error_no_memory(&err) == MASTHEAD_NO_MEMORY && err.file[0] == '\0',
       "a new error forgets the place");
    ok(error_no_memory(NULL) == MASTHEAD_NO_MEMORY, "no error struct");
    error_place(NULL, "f", view_string("a"), 0);
    error_file(NULL, "f");
}

static void test_nearest(void)
{
    static const char *const keys[] = {"from", "prefix", "weight", "b", "kind", "slot", "formats"};
    static const struct {
        const char *word, *nearest;
    } words[] = {
        {"wieght", "weight"},  {"Weight", "weight"}, {"prefixes", "prefix"}, {"form", "from"},
        {"format", "formats"}, {"slots", "slot"},    {"colour", NULL},       {"", NULL},
        {"x", NULL},           {"kin", "kind"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        same(error_nearest(view_string(words[i].word), keys, 7), words[i].nearest, words[i].word);
}

int main(void)
{
    test_places();
    test_long_lines();
    test_without_place();
    test_nearest();
    return done();
}
