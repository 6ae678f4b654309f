/* commands.h - a command fed from memory
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What main.c gives to the subcommands is here, too: messages are looked at, not shown. */
#ifndef MASTHEAD_FUZZ_COMMANDS_H
#define MASTHEAD_FUZZ_COMMANDS_H

#include "config.h"

#include <stdarg.h>

#include "../../plugin/command/command.h"
#include "fuzz.h"

/* Text that other programs read: valid UTF-8 without NUL; for people, without any control character. */
static inline void check_text(const char *text, size_t size, bool for_people)
{
    for (size_t i = 0; i < size;) {
        unsigned char c = (unsigned char)text[i];
        size_t length = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
        CHECK(length && i + length <= size && c);
        CHECK(!for_people || ((c >= 0x20 || c == '\n' || c == '\t') && c != 0x7F));
        for (size_t k = 1; k < length; k++)
            CHECK(((unsigned char)text[i + k] & 0xC0) == 0x80);
        i += length;
    }
}

int complain(const char *format, ...)
{
    char message[4096];
    va_list list;
    va_start(list, format);
    int size = vsnprintf(message, sizeof message, format, list);
    va_end(list);
    CHECK(size > 0 && (size_t)size < sizeof message && !strchr(message, '\n'));
    return STATUS_BAD;
}

int usage_error(const struct invocation *in, const char *format, ...)
{
    (void)in;
    (void)format;
    return STATUS_USAGE;
}

int next_option(struct invocation *in, const char *short_options, const struct option *options)
{
    (void)in;
    (void)short_options;
    (void)options;
    return OPTIONS_STOP;
}

masthead *open_config(const struct invocation *in)
{
    (void)in;
    return NULL;
}

bool output_failed(void)
{
    return false;
}

void progress(time_t begun, size_t count)
{
    (void)begun;
    (void)count;
}

void progress_end(void)
{
}

struct output {
    char *text;
    size_t size;
};

static struct {
    FILE *in, *out;
    struct output output;
    char *data;
} fed;

/* Standard input becomes the bytes, and standard output memory, until end_command(). */
static inline void begin_command(const uint8_t *data, size_t size)
{
    fed.data = exact_copy(data, size);
    fed.in = stdin;
    fed.out = stdout;
    stdin = fmemopen(fed.data, size, "r");
    stdout = open_memstream(&fed.output.text, &fed.output.size);
    CHECK(stdin && stdout);
}

static inline struct output end_command(void)
{
    CHECK(fclose(stdout) == 0);
    fclose(stdin);
    stdin = fed.in;
    stdout = fed.out;
    free(fed.data);
    return fed.output;
}

#endif
