/* main.c - the masthead command: a table of subcommands and what they share
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "command.h"
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct command commands[] = {
    {"run", "[OPTION]... [--] PROGRAM [ARGUMENT]...",
     "run a program that uses Xapian with the module loaded",
     "Starts PROGRAM with the module loaded into it: an indexer (scriptindex, omindex, a script of\n"
     "your own) then indexes names, titles and dates, and a search program (quest, omega) finds\n"
     "articles by them.  Programs that PROGRAM starts do not load the module, unless PROGRAM does\n"
     "not use Xapian itself (a shell, env, nice).\n",
     run_command, true},
    {"check", "[OPTION]... [CONFIG]...", "tell whether a config is right, and what it says",
     "Reads each CONFIG (the one in use when none is named).  One that is right is shown as a table\n"
     "of its fields; what is wrong with one that is not is reported with its line and column.\n"
     "\n",
     check_command, false},
    {"script", "[OPTION]...", "print the index script for scriptindex that fits the config", "",
     script_command, false},
    {"feed", "[OPTION]... [FILE|DIR]...", "turn articles into the input of scriptindex",
     "Reads articles (standard input when no file is given) and writes them as scriptindex reads "
     "them:\n"
     "  masthead feed articles.jsonl | masthead run -- scriptindex DB <(masthead script)\n"
     "\n"
     "      --from FORMAT     text: a file is an article; jsonl: an article a line, as JSON\n"
     "                        (default: by the file's name, .jsonl being jsonl)\n"
     "  -k, --keep-going      report what cannot be read, leave it out and go on\n",
     feed_command, false},
    {"index", "[OPTION]... -o DB [FILE|DIR]...", "make a database from many articles, by several processes",
     "Reads articles (standard input when no file is given) as 'masthead feed' does, and makes the database\n"
     "that 'masthead run -- scriptindex DB' would make of them, by several processes of scriptindex at a\n"
     "time.  DB must not exist before, and does not exist after if anything fails.\n"
     "\n"
     "  -o, --output DB       the database to make\n"
     "  -j, --jobs NUMBER     how many processes (default: as many as there are processors)\n"
     "      --from FORMAT     text: a file is an article; jsonl: an article a line, as JSON\n"
     "                        (default: by the file's name, .jsonl being jsonl)\n"
     "  -k, --keep-going      report what cannot be read, leave it out and go on\n",
     index_command, false},
    {"analyze", "[OPTION]... [FILE|DIR]...", "show the names, titles and dates in articles",
     "Reads articles (standard input when no file is given) and shows what is recognized in them.\n"
     "\n"
     "      --from FORMAT     text: a file is an article; jsonl: an article a line, as JSON\n"
     "                        (default: by the file's name, .jsonl being jsonl)\n"
     "      --json            write one JSON object an article\n"
     "      --html            write one HTML page\n"
     "      --color[=WHEN]    always, never or auto (a terminal, and NO_COLOR is not set)\n"
     "      --published DATE  the day of publication of articles that do not say it\n"
     "  -k, --keep-going      report what cannot be read and go on\n",
     analyze_command, false},
    {"query", "[OPTION]... -d DB QUERY...", "show how a query is read, what it finds, and why",
     "Shows what QUERY is read as, by fields, people, offices and days, and the documents that it finds.\n"
     "\n"
     "  -d, --database DB     search in this database; several are searched as one\n"
     "      --explain ID      show what each part of the query adds to the score of a document\n"
     "      --top NUMBER      how many documents to show (default: 10)\n",
     query_command, false},
    {"eval", "[OPTION]... TOPICS JUDGMENTS | [OPTION]... JUDGMENTS RUN...",
     "measure a ranking by judged queries",
     "Searches for each topic (ID, tab, query) in a database and measures what is found by the judgments\n"
     "(TREC's qrels); or measures runs that were made elsewhere (TREC's format).  What is measured for the\n"
     "first config or run is compared with the others by a randomization test.\n"
     "\n"
     "  -d, --database DB     search in this database; several are searched as one\n"
     "      --against CONFIG  compare with another config; 'stock': with no module at all\n"
     "      --stock           search without the module\n"
     "  -o, --output RUN      write what was found, as a run in TREC's format\n"
     "      --top NUMBER      how many documents to look at for a topic (default: 1000)\n"
     "      --syntax          topics are in the query syntax (default: they are plain words)\n"
     "      --by-topic        print the measures of each topic\n",
     eval_command, false},
    {"tune", "[OPTION]... -d DB TOPICS JUDGMENTS", "fit the weights of a config to judged queries",
     "Fits weights, b and k1 to topics and judgments, tells what that gains on topics that were held\n"
     "out, and writes the numbers into the config, which keeps its comments and order.\n"
     "\n"
     "  -d, --database DB     search in this database; several are searched as one\n"
     "  -n, --dry-run         write nothing\n"
     "  -o, --output FILE     write the config there\n"
     "      --folds NUMBER    of how many parts of the topics each is held out in turn (default: 5)\n"
     "      --times NUMBER    how many times the topics are parted, each time otherwise (default: 1)\n"
     "      --measure NAME    what to fit: MAP, nDCG@10, MRR, P@5 or R@100 (default: MAP)\n"
     "      --top NUMBER      how many documents to look at for a topic (default: 200)\n"
     "      --syntax          topics are in the query syntax (default: they are plain words)\n",
     tune_command, false},
};

enum { command_count = sizeof commands / sizeof commands[0] };

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

/* ---- Messages ----------------------------------------------------------------------------------- */

int complain(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    progress_end();
    fflush(stdout);
    fputs("masthead: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    return STATUS_BAD;
}

static bool progress_shown;

void progress(time_t begun, size_t articles)
{
    static time_t last;
    time_t now = time(NULL);
    if (now - begun < 2 || now == last || !isatty(STDERR_FILENO) || isatty(STDOUT_FILENO))
        return;
    last = now;
    progress_shown = true;
    fprintf(stderr, "\r%zu articles, %.0f a second \033[K", articles,
            (double)articles / (double)(now - begun));
    fflush(stderr);
}

void progress_share(time_t begun, double share, const char *what)
{
    enum { WIDTH = 30 };
    static const char full[WIDTH + 1] = "##############################";
    static time_t last;
    time_t now = time(NULL);
    if (now == last || !isatty(STDERR_FILENO))
        return;
    last = now;
    progress_shown = true;
    int done = (int)(share * WIDTH);
    fprintf(stderr, "\r[%.*s%*s] %3d%%  %s", done, full, WIDTH - done, "", (int)(share * 100), what);
    if (share > 0.02 && now > begun)
        fprintf(stderr, ", about %.0f s left", (double)(now - begun) * (1 - share) / share);
    fputs(" \033[K", stderr);
    fflush(stderr);
}

void progress_end(void)
{
    if (progress_shown)
        fputs("\r\033[K", stderr);
    progress_shown = false;
}

int usage_error(const struct invocation *in, const char *format, ...)
{
    const char *name = in && in->command ? in->command->name : NULL;
    va_list list;
    va_start(list, format);
    fputs("masthead: ", stderr);
    if (name)
        fprintf(stderr, "%s: ", name);
    vfprintf(stderr, format, list);
    va_end(list);
    fprintf(stderr, "\ntry 'masthead%s%s --help'\n", name ? " " : "", name ? name : "");
    return STATUS_USAGE;
}

/* Edits that make one word the other: insert, delete, replace, swap neighbours. */
static size_t distance(const char *a, const char *b)
{
    enum { most = 32 };
    size_t rows[3][most + 1], la = strlen(a), lb = strlen(b);
    if (la > most || lb > most)
        return most;
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= lb; j++)
        last[j] = j;
    for (size_t i = 1; i <= la; i++) {
        now[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[lb];
}

const char *nearest(const char *word, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t limit = strlen(word) < 5 ? 2 : 3; /* fewer edits than this */
    for (size_t i = 0; i < count; i++) {
        size_t edits = distance(word, words[i]);
        if (edits < limit) {
            best = words[i];
            limit = edits;
        }
    }
    return best;
}

/* ---- Options ------------------------------------------------------------------------------------ */

static void print_version(void)
{
    printf("masthead %s\n", masthead_version());
}

static void print_help(const struct command *command)
{
    printf("Usage: masthead %s %s\n", command->name, command->operands);
    printf("masthead %s: %s.\n", command->name, command->summary);
    printf("\n%s", command->help);
    puts("  -c, --config CONFIG   the config to use (default: the one installed)\n"
         "  -h, --help            show this help\n"
         "      --version         show the version");
}

static void print_commands(void)
{
    puts("Usage: masthead COMMAND [OPTION]...\n"
         "Makes the Xapian search engine understand news articles: names, titles, dates and "
         "fields.\n"
         "\n"
         "Commands:");
    for (size_t i = 0; i < command_count; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    puts("  help       show how to use a command\n"
         "\n"
         "'masthead COMMAND --help' shows the options of a command; 'man masthead' tells it all.");
}

/* Reports the option that getopt_long() could not read. */
static int option_error(const struct invocation *in, int c, const struct option *options)
{
    const char *word = in->argv[optind - 1];
    bool is_long = strncmp(word, "--", 2) == 0;
    if (c == ':') {
        if (is_long)
            return usage_error(in, "option '%s' needs a value", word);
        return usage_error(in, "option '-%c' needs a value", optopt);
    }
    if (!is_long || (optopt > 0 && optopt < 128))
        if (optopt && strchr(word, '=') == NULL)
            return usage_error(in, "unknown option '-%c'", optopt);
    if (optopt)
        return usage_error(in, "option '%.*s' takes no value", (int)strcspn(word, "="), word);
    const char *names[32];
    size_t count = 0;
    for (; options[count].name && count < sizeof names / sizeof names[0]; count++)
        names[count] = options[count].name;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    const char *near = nearest(name, names, count);
    if (near)
        return usage_error(in, "unknown option '%s' (did you mean '--%s'?)", word, near);
    return usage_error(in, "unknown option '%s'", word);
}

int next_option(struct invocation *in, const char *short_options, const struct option *options)
{
    /* A leading ':' (behind '+') tells a missing value from an unknown option. */
    char with_colon[64];
    snprintf(with_colon, sizeof with_colon, "%.*s:%s", *short_options == '+', short_options,
             short_options + (*short_options == '+'));
    opterr = 0;
    for (;;) {
        int c = getopt_long(in->argc, in->argv, with_colon, options, NULL);
        switch (c) {
        case 'c':
            in->config = optarg;
            continue;
        case 'h':
            print_help(in->command);
            in->status = STATUS_GOOD;
            return OPTIONS_STOP;
        case OPTION_VERSION:
            print_version();
            in->status = STATUS_GOOD;
            return OPTIONS_STOP;
        case ':':
        case '?':
            in->status = option_error(in, c, options);
            return OPTIONS_STOP;
        default:
            return c;
        }
    }
}

/* ---- The config --------------------------------------------------------------------------------- */

/* Returns a file beside the executable, in static memory, or NULL when there is none. */
static const char *beside_executable(const char *name)
{
    static char path[4096];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    char *slash = size > 0 ? memrchr(path, '/', (size_t)size) : NULL;
    if (!slash || (size_t)(slash + 1 - path) + strlen(name) >= sizeof path)
        return NULL;
    strcpy(slash + 1, name);
    return access(path, R_OK) == 0 ? path : NULL;
}

const char *config_path(const struct invocation *in)
{
    if (in->config)
        return in->config;
    const char *beside = beside_executable("conf/news.yaml");
    return beside ? beside : MASTHEAD_CONFIG;
}

/* Whether the config comes with language packs of its own. */
static bool has_packs(const char *config)
{
    char path[4096];
    const char *slash = strrchr(config, '/');
    int folder = slash ? (int)(slash + 1 - config) : 0;
    snprintf(path, sizeof path, "%.*slang", folder, config);
    return access(path, R_OK) == 0;
}

masthead *open_config(const struct invocation *in)
{
    masthead *m = NULL;
    masthead_error err = MASTHEAD_ERROR_INIT;
    masthead_open_options options = MASTHEAD_OPEN_OPTIONS_INIT;
    const char *path = config_path(in);
    /* In a build tree the packs are not installed yet. */
    if (!has_packs(path))
        options.lang_dir = beside_executable("conf/lang");
    if (masthead_open(path, &options, &m, &err) == MASTHEAD_OK)
        return m;
    fprintf(stderr, "masthead: %s", masthead_error_text(&err));
    return NULL;
}

/* ---- Running ------------------------------------------------------------------------------------ */

static int output_errno; /* why writing failed, when that was seen at once */

bool output_failed(void)
{
    int reason = errno;
    if (!ferror(stdout))
        return false;
    if (!output_errno)
        output_errno = reason;
    return true;
}

/* Flushes standard output; what could not be written is an error. */
static int finish_output(int status)
{
    errno = 0;
    bool bad = fflush(stdout) != 0 || ferror(stdout);
    if (!output_errno)
        output_errno = errno;
    if (fclose(stdout) != 0 && !bad) {
        bad = true;
        output_errno = errno;
    }
    if (!bad)
        return status;
    if (output_errno)
        complain("cannot write standard output: %s", strerror(output_errno));
    else
        complain("cannot write standard output");
    return status == STATUS_GOOD ? STATUS_BAD : status;
}

static int unknown_command(const char *name)
{
    const char *names[command_count];
    for (size_t i = 0; i < command_count; i++)
        names[i] = commands[i].name;
    const char *near = nearest(name, names, command_count);
    if (near)
        return usage_error(NULL, "unknown command '%s' (did you mean '%s'?)", name, near);
    return usage_error(NULL, "unknown command '%s'", name);
}

static int help_command(int argc, char **argv)
{
    if (argc > 2)
        return usage_error(NULL, "help takes one command");
    const struct command *command = argc == 2 ? find_command(argv[1]) : NULL;
    if (command)
        print_help(command);
    else if (argc == 2)
        return unknown_command(argv[1]);
    else
        print_commands();
    return STATUS_GOOD;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2)
        return usage_error(NULL, "a command is missing");
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
        return help_command(argc - 1, argv + 1);
    if (strcmp(name, "--version") == 0) {
        print_version();
        return STATUS_GOOD;
    }
    if (*name == '-')
        return usage_error(NULL, "unknown option '%s'", name);
    const struct command *command = find_command(name);
    if (!command)
        return unknown_command(name);
    struct invocation in = {.command = command, .argc = argc - 1, .argv = argv + 1};
    /* A reader that goes away is a failed write, reported as such, and not a silent death. */
    if (!command->becomes_program)
        signal(SIGPIPE, SIG_IGN);
    return command->run(&in);
}

int main(int argc, char **argv)
{
    return finish_output(dispatch(argc, argv));
}
