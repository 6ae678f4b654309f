/* command.h - what the subcommands of masthead share
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A subcommand is a row of the table in main.c and a function that reads its options with next_option():
 *
 *     int analyze_command(struct invocation *in)
 *     {
 *         static const struct option options[] = {COMMON_OPTIONS, {"json", no_argument, NULL, 'j'}, {0}};
 *         for (int c; (c = next_option(in, "+c:h", options)) != OPTIONS_END;)
 *             switch (c) {
 *             case 'j': ...
 *             default: return in->status;
 *             }
 *         ... in->argv[optind] is the first operand ...
 *     }
 */
#ifndef MASTHEAD_COMMAND_H
#define MASTHEAD_COMMAND_H

#include "masthead.h"
#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* Exit statuses. */
enum {
    STATUS_GOOD = 0,
    STATUS_BAD = 1,  /* something went wrong and was reported */
    STATUS_USAGE = 2 /* the command line is wrong */
};

struct invocation;

struct command {
    const char *name;
    const char *operands; /* behind the name in the synopsis: "[OPTION]... [FILE]..." */
    const char *summary;  /* one line, no full stop */
    const char *help;     /* the rest of --help, without the options that all have */
    int (*run)(struct invocation *in);
    bool
        becomes_program; /* it replaces itself with another program, which must find its signals as usual */
};

/* One run of a subcommand. */
struct invocation {
    const struct command *command;
    int argc; /* argv[0] is the subcommand's name */
    char **argv;
    const char *config; /* of --config, or NULL */
    int status;         /* what to exit with after an OPTIONS_STOP */
};

enum {
    OPTIONS_END = -1,
    OPTIONS_STOP = -2, /* --help was answered or a mistake reported: return in->status */
    OPTION_VERSION = 0x1000
};

/* Every subcommand's `struct option` table begins with these, its short options with "c:h"
 * ("+c:h" when operands end the options). */
/* clang-format off */
#define COMMON_OPTIONS \
    {"config", required_argument, NULL, 'c'}, \
    {"help", no_argument, NULL, 'h'}, \
    {"version", no_argument, NULL, OPTION_VERSION}
/* clang-format on */

/* Reads the next option as getopt_long() does, answering the common ones itself. */
int next_option(struct invocation *in, const char *short_options, const struct option *options);

/* Reports a wrong command line with a hint at --help; returns STATUS_USAGE. */
int usage_error(const struct invocation *in, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes "masthead: MESSAGE" and a newline on standard error; returns STATUS_BAD. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Returns the one of `count` words that is most like `word` and near enough to be meant, or NULL. */
const char *nearest(const char *word, const char *const *words, size_t count);

/* Returns the path of the config to use: the one named by --config, else conf/news.yaml beside the executable
 * (a build tree), else the installed one.  Static or the invocation's. */
const char *config_path(const struct invocation *in);

/* Opens that config.  Returns NULL when it cannot be, which has been reported. */
masthead *open_config(const struct invocation *in);

/* True once writing to standard output has failed; long work stops then.  main() reports it. */
bool output_failed(void);

/* Shows how far long work has come, once a second, when standard error is a terminal.  Messages and the end
 * take it away again. */
void progress(time_t begun, size_t articles);
void progress_end(void);

/* The same for work whose share that is done (0 to 1) is known: a bar, and what is being done. */
void progress_share(time_t begun, double share, const char *what);

/* The subcommands. */
int analyze_command(struct invocation *in);
int check_command(struct invocation *in);
int eval_command(struct invocation *in);
int query_command(struct invocation *in);
int run_command(struct invocation *in);
int index_command(struct invocation *in);
int feed_command(struct invocation *in);
int script_command(struct invocation *in);
int tune_command(struct invocation *in);

#endif
