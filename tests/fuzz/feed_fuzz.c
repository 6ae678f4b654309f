/* feed_fuzz.c - any bytes as the input of masthead feed
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first byte chooses between a text and JSON Lines.  What comes out must be records as scriptindex reads
 * them, as many as articles were counted, of the config's fields only. */
#include "commands.h"

#include "../../plugin/command/feed.c"

static masthead *m;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(masthead_open("conf/news.yaml", NULL, &m, NULL) == MASTHEAD_OK);
    return 0;
}

/* One line of a record: "name=value", or "=value" that goes on with the one before. */
static void check_line(const char *line, size_t size, bool first)
{
    const char *equals = memchr(line, '=', size);
    CHECK(equals && (!first || equals > line));
    size_t name_size = (size_t)(equals - line);
    CHECK(!name_size || masthead_field_named(m, line, name_size) ||
          (name_size == 3 && memcmp(line, "url", 3) == 0));
}

static void check_records(const char *text, size_t size, size_t articles)
{
    size_t records = 0, lines = 0;
    check_text(text, size, false);
    for (size_t begin = 0, end; begin < size; begin = end + 1) {
        const char *newline = memchr(text + begin, '\n', size - begin);
        CHECK(newline);
        end = (size_t)(newline - text);
        if (end > begin) {
            check_line(text + begin, end - begin, lines++ == 0);
            continue;
        }
        CHECK(lines > 0);
        lines = 0;
        records++;
    }
    CHECK(lines == 0 && records == articles);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 20000)
        return 0;
    struct command command = {.name = "feed"};
    char *words[] = {(char *)command.name, NULL};
    struct invocation in = {.command = &command, .argc = 1, .argv = words};
    struct feed feed = {.masthead = m, .keep_going = true};
    struct input_options options = {.clean = true,
                                    .format = data[0] & 1 ? INPUT_JSONL : INPUT_TEXT};
    begin_command(data + 1, size - 1);
    optind = 1;
    run(&in, &feed, &options);
    struct output output = end_command();
    check_records(output.text, output.size, feed.articles);
    free(output.text);
    return 0;
}
