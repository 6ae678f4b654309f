/* index.c - masthead index: a new database from many articles, by several processes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     masthead feed ─▶ part 1 ─ scriptindex ─▶ sorted postings ─┐
 *                  ─▶ part 2 ─ scriptindex ─▶ sorted postings ─┼ join ─▶ DB
 *                  ─▶ …                                        ┘
 *
 * The parts are cut from the stream of articles in its order, and joined in it, so that the database is the one that
 * a single scriptindex would have made of the whole.  Each scriptindex with the module leaves what it has sorted when
 * it would write its tables (bulk.h), and these are written once, for all parts together.
 *
 * Where the module cannot do that (Xapian 2, XAPIAN_FLUSH_THRESHOLD), a part becomes a database, and xapian-compact
 * merges those.
 *
 * An article whose id came before is to replace that one.  The last ones of all such ids make a part of their own, in
 * the order of those that they replace, and are exchanged for them as the parts are joined.  That needs the numbers of
 * documents, which are known when every article became one; where one did not, or there are no parts to join, the
 * articles that came again are indexed into the result, in their order.
 *
 * All of it happens in a folder beside DB, which takes its name at the very end. */
#define _GNU_SOURCE
#include "config.h"

#include "bulk.h"
#include "command.h"
#include "dump.h"
#include "fingerprints.h"
#include "input.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    LEAST_PART = 512 * 1024,      /* bytes; below this, starting a process takes longer than its work */
    MOST_PART = 8 * 1024 * 1024,  /* unless there were too many; progress is told by parts */
    MERGED_AT_ONCE = 32,          /* databases, each of which is several open files */
    MOST_JOBS = 256,
    MOST_ARGUMENTS = MERGED_AT_ONCE + 8
};

/* What a job is about. */
static const char MERGING[] = "merging", CAME_AGAIN[] = "articles that came again";

/* A program that was started and has not been waited for. */
struct job {
    pid_t pid; /* 0: none */
    unsigned level, number;
    const char *what;   /* it is about; NULL: articles */
    size_t first, last; /* of them */
};

/* An article that came again. */
struct again {
    uint32_t number; /* of the document that it replaces */
    long long begin; /* in the file of these articles */
    size_t size;
};

struct load {
    const struct invocation *in;
    const char *id_name;
    const char *target;
    char folder[4096];
    long jobs;
    long long input_bytes; /* 0: not known */
    bool partial;          /* feed has left out articles and said so */
    time_t begun;
    struct job running[MOST_JOBS];
    struct job feed;
    /* the part that is being written */
    FILE *part;
    size_t part_bytes, part_limit, part_first;
    FILE *again; /* articles that replace others */
    struct again *agains;
    size_t again_count, again_capacity;
    uint32_t *replaced; /* documents that the last part replaces; NULL: there is no such part */
    size_t replaced_count;
    unsigned parts, done;
    unsigned long long bytes;
    size_t articles;
    uint32_t added;          /* of them, those that replace none */
    struct fingerprints ids; /* were two equal by chance, one article would replace the other */
};

static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
enum { SIGNALS = sizeof signals / sizeof *signals };

static volatile sig_atomic_t stopped; /* the signal that asked for it */

static void stop(int signal)
{
    stopped = signal;
}

/* ---- Files in the folder ------------------------------------------------------------------------ */

/* The path of a database made of parts (level 0: of one), or of what belongs to it.  Static, for a few calls. */
static const char *path_of(const struct load *load, unsigned level, unsigned number, const char *suffix)
{
    static char paths[MOST_ARGUMENTS][4200];
    static unsigned turn;
    char *path = paths[turn++ % MOST_ARGUMENTS];
    snprintf(path, sizeof paths[0], "%s/%u-%u%s", load->folder, level, number, suffix);
    return path;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about, (void)kind, (void)where;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- Programs ----------------------------------------------------------------------------------- */

/* In the child: becomes the program, with its messages in the log. */
static void become(char *const *arguments, int output, const char *log)
{
    int messages = log ? open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : STDERR_FILENO;
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    signal(SIGPIPE, SIG_DFL);
    if (messages >= 0 && nothing >= 0 && dup2(output >= 0 ? output : nothing, STDOUT_FILENO) >= 0 &&
        dup2(messages, STDERR_FILENO) >= 0 && (output >= 0 || dup2(nothing, STDIN_FILENO) >= 0))
        execvp(arguments[0], arguments);
    fprintf(stderr, "%s: %s\n", arguments[0], strerror(errno));
    _exit(127);
}

/* Returns 0 in a new process, whose signals are as usual, and -1, which has been reported, when there is none.  A
 * signal that is sent to it ends it from the beginning on. */
static pid_t start_process(struct job *job, const char *what)
{
    sigset_t all, before;
    fflush(NULL);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    const pid_t pid = fork();
    const int reason = errno;
    for (size_t i = 0; pid == 0 && i < SIGNALS; i++)
        if (signal(signals[i], SIG_DFL) == SIG_IGN)
            signal(signals[i], SIG_IGN);
    if (pid == 0)
        prctl(PR_SET_PDEATHSIG, SIGTERM);
    job->pid = pid > 0 ? pid : 0;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (pid < 0)
        complain("cannot start %s: %s", what, strerror(reason));
    return pid;
}

/* Starts a program.  Its output goes to `output` and its messages where ours go, or to nowhere and a log. */
static bool start(struct job *job, const char *const *arguments, int output, const char *log)
{
    const pid_t pid = start_process(job, arguments[0]);
    if (pid == 0)
        become((char *const *)arguments, output, log);
    return pid > 0;
}

/* Shows the last line of a program's log, without the name with which our own begin. */
static void report(const struct load *load, const struct job *job, int status)
{
    char line[512] = "", next[512], articles[64];
    const char *log = path_of(load, job->level, job->number, ".log");
    FILE *file = fopen(log, "r");
    while (file && fgets(next, sizeof next, file))
        if (*next != '\n')
            memcpy(line, next, sizeof line);
    if (file)
        fclose(file);
    line[strcspn(line, "\n")] = '\0';
    if (WIFSIGNALED(status))
        snprintf(line, sizeof line, "ended by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    snprintf(articles, sizeof articles, "articles %zu to %zu", job->first, job->last);
    complain("%s: %s", job->what ? job->what : articles,
             strncmp(line, "masthead: ", 10) == 0 ? line + 10 : *line ? line : "failed without a message");
}

/* Waits until one of the running programs has ended.  False when it failed, which has been reported. */
static bool wait_for_one(struct load *load)
{
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    if (pid < 0)
        return false;
    if (pid == load->feed.pid) {
        load->feed.pid = 0;
        load->partial = status != 0;
        return true;
    }
    for (long i = 0; i < load->jobs; i++) {
        struct job *job = &load->running[i];
        if (job->pid != pid)
            continue;
        job->pid = 0;
        load->done++;
        unlink(path_of(load, job->level, job->number, ".dump"));
        if (status && !stopped)
            report(load, job, status);
        return status == 0;
    }
    return true;
}

static size_t running(const struct load *load)
{
    size_t count = 0;
    for (long i = 0; i < load->jobs; i++)
        count += load->running[i].pid != 0;
    return count;
}

/* Waits until at most so many programs are running. */
static bool wait_until(struct load *load, size_t count)
{
    while (!stopped && running(load) > count)
        if (!wait_for_one(load))
            return false;
    return !stopped;
}

/* A free place for a program, or NULL when one that is running has failed. */
static struct job *free_place(struct load *load, unsigned level, unsigned number, const char *what)
{
    if (!wait_until(load, (size_t)load->jobs - 1))
        return NULL;
    struct job *job = load->running;
    while (job->pid)
        job++;
    *job = (struct job){.level = level, .number = number, .what = what};
    return job;
}

static void end_all(struct load *load)
{
    if (load->feed.pid)
        kill(load->feed.pid, SIGTERM);
    for (long i = 0; i < load->jobs; i++)
        if (load->running[i].pid)
            kill(load->running[i].pid, SIGTERM);
    while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
        ;
}

/* ---- Parts -------------------------------------------------------------------------------------- */

static bool start_scriptindex(struct load *load, struct job *job, const char *database, const char *dump)
{
    const char *const arguments[] = {"/proc/self/exe", "run", "-c", config_path(load->in), "--", "scriptindex",
                                     database, path_of(load, 0, 0, ".script"), dump, NULL};
    return start(job, arguments, -1, path_of(load, job->level, job->number, ".log"));
}

/* How large the next part is to be: small at first, so that all processes begin soon, and towards the end, so that they
 * end at about the same time; and so that there are never more than some hundred, each of which is three open files. */
static size_t next_limit(const struct load *load)
{
    const unsigned long long most = load->bytes / 64 > MOST_PART ? load->bytes / 64 : MOST_PART;
    const long long left = load->input_bytes - (long long)load->bytes, share = left / (2 * load->jobs);
    unsigned long long limit = LEAST_PART + load->bytes / (unsigned long long)load->jobs;
    if (load->jobs == 1)
        return (size_t)most;
    if (load->input_bytes && share < (long long)limit)
        limit = share > LEAST_PART ? (unsigned long long)share : LEAST_PART;
    return (size_t)(limit < most ? limit : most);
}

static bool begin_part(struct load *load)
{
    const char *path = path_of(load, 0, ++load->parts, ".dump");
    load->part = fopen(path, "we");
    load->part_first = load->articles;
    load->part_bytes = 0;
    load->part_limit = next_limit(load);
    return load->part || (complain("%s: %s", path, strerror(errno)), false);
}

/* Closes a file that was written. */
static bool finish_file(FILE *file)
{
    bool bad = ferror(file);
    if (!fclose(file) && !bad)
        return true;
    complain("cannot write the articles of a part: %s", strerror(errno));
    return false;
}

static bool end_part(struct load *load)
{
    FILE *part = load->part;
    load->part = NULL;
    if (!finish_file(part))
        return false;
    struct job *job = free_place(load, 0, load->parts, load->replaced ? CAME_AGAIN : NULL);
    if (!job)
        return false;
    job->first = load->part_first;
    job->last = load->articles;
    const char *database = path_of(load, 0, load->parts, "");
    return (setenv(BULK_PART, database, 1) == 0 || (complain("%s", strerror(errno)), false)) &&
           start_scriptindex(load, job, database, path_of(load, 0, load->parts, ".dump"));
}

/* The bytes of a record that say its id: feed writes them first.  0: it has none. */
static size_t id_size(const struct load *load, const char *record, size_t size)
{
    if (!load->id_name || !dump_is_field(record, load->id_name))
        return 0;
    const char *end = memchr(record, '\n', size);
    while (end[1] == '=')
        end = memchr(end + 1, '\n', size - (size_t)(end + 1 - record));
    return (size_t)(end - record);
}

/* Keeps an article that came again until the end. */
static bool put_again(struct load *load, const char *record, size_t size, uint32_t number)
{
    if (load->again_count == load->again_capacity) {
        const size_t capacity = load->again_capacity * 2 + 64;
        struct again *larger = realloc(load->agains, capacity * sizeof *larger);
        if (!larger)
            return complain("out of memory"), false;
        load->agains = larger;
        load->again_capacity = capacity;
    }
    load->agains[load->again_count++] = (struct again){number, ftello(load->again), size};
    return fwrite(record, 1, size, load->again) == size ||
           (complain("cannot write an article that came again: %s", strerror(errno)), false);
}

/* Puts an article, a whole record, where it belongs. */
static bool add_article(struct load *load, const char *record, size_t size)
{
    const size_t id = id_size(load, record, size);
    const uint64_t print = fingerprint_of((const uint8_t *)record, id);
    const uint32_t number = id ? fingerprints_document(&load->ids, print) : FINGERPRINTS_NONE;
    load->articles++;
    load->bytes += size;
    if (number)
        return put_again(load, record, size, number);
    load->added++;
    if (id && !fingerprints_add(&load->ids, print, load->added))
        return complain("out of memory"), false;
    if (!load->part && !begin_part(load))
        return false;
    fwrite(record, 1, size, load->part);
    load->part_bytes += size;
    return load->part_bytes < load->part_limit || end_part(load);
}

static bool read_articles(struct load *load, FILE *stream)
{
    char *record = NULL, *line = NULL;
    size_t size = 0, room = 0, line_room = 0;
    ssize_t length;
    bool good = true;
    while (good && !stopped && (length = getline(&line, &line_room, stream)) > 0) {
        if (size + (size_t)length + 1 > room) {
            room = 2 * (size + (size_t)length + 1);
            char *larger = realloc(record, room);
            if (!larger) {
                good = !complain("out of memory");
                break;
            }
            record = larger;
        }
        memcpy(record + size, line, (size_t)length + 1);
        size += (size_t)length;
        if (*line != '\n')
            continue;
        good = add_article(load, record, size);
        size = 0;
    }
    free(record);
    free(line);
    return good && !stopped;
}

/* ---- Articles that came again ------------------------------------------------------------------- */

static int compare_agains(const void *a, const void *b)
{
    const struct again *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

/* Keeps the last of each id, in the order of the documents. */
static bool sort_agains(struct load *load)
{
    load->replaced = calloc(load->again_count, sizeof *load->replaced);
    if (!load->replaced)
        return complain("out of memory"), false;
    qsort(load->agains, load->again_count, sizeof *load->agains, compare_agains);
    for (size_t i = 0; i < load->again_count; i++) {
        const struct again *again = &load->agains[i];
        if (i + 1 < load->again_count && again[1].number == again->number)
            continue;
        load->agains[load->replaced_count] = *again;
        load->replaced[load->replaced_count++] = again->number;
    }
    return true;
}

static bool copy_article(const struct load *load, const struct again *again, FILE *to)
{
    char *record = malloc(again->size);
    const bool good = record &&
                      pread(fileno(load->again), record, again->size, (off_t)again->begin) == (ssize_t)again->size &&
                      fwrite(record, 1, again->size, to) == again->size;
    free(record);
    return good;
}

/* Makes the last part, of the articles that replace others. */
static bool begin_replacing(struct load *load)
{
    if (fflush(load->again))
        return complain("cannot write the articles that came again: %s", strerror(errno)), false;
    if (!sort_agains(load) || !begin_part(load))
        return false;
    for (size_t i = 0; i < load->replaced_count; i++)
        if (!copy_article(load, &load->agains[i], load->part))
            return complain("cannot copy an article that came again: %s", strerror(errno)), false;
    return end_part(load);
}

/* ---- Merging ------------------------------------------------------------------------------------ */

/* In a process of its own: joins the parts [first, last], as bulk_join() does. */
static int join(const struct load *load, unsigned first, unsigned last)
{
    const unsigned count = last - first + 1;
    const struct bulk_joining how = {.count = count,
                                     .threads = (unsigned)load->jobs,
                                     .replaced = load->replaced,
                                     .replaced_count = load->replaced_count};
    const char **directories = calloc(count, sizeof *directories);
    struct bulk_error error;
    enum bulk_status status = directories ? BULK_OK : BULK_NO_MEMORY;
    for (unsigned i = 0; !status && i < count; i++) {
        directories[i] = strdup(path_of(load, 0, first + i, ""));
        status = directories[i] ? BULK_OK : BULK_NO_MEMORY;
    }
    if (!status)
        status = bulk_join(directories, &how, &error);
    return status ? complain("%s", status == BULK_NO_MEMORY ? "out of memory" : error.message) : STATUS_GOOD;
}

static bool start_joining(struct load *load, unsigned first, unsigned last)
{
    struct job *job = free_place(load, 0, first, MERGING);
    const pid_t pid = job ? start_process(job, MERGING) : -1;
    if (pid == 0) {
        if (!freopen(path_of(load, 0, first, ".log"), "we", stderr))
            _exit(STATUS_BAD);
        const int status = join(load, first, last);
        fflush(stderr);
        _exit(status);
    }
    return pid > 0 && wait_until(load, 0);
}

/* Are there only parts, in which the documents have the numbers that they should have? */
static bool all_are_parts(const struct load *load)
{
    uint32_t documents = 0, sum = 0;
    for (unsigned i = 1; i <= load->parts; i++, sum += documents)
        if (!bulk_is_part(path_of(load, 0, i, ""), &documents))
            return false;
    return !load->replaced || (documents == load->replaced_count && sum - documents == load->added);
}

/* Takes back the part of the articles that replace others. */
static void drop_replacing(struct load *load)
{
    if (!load->replaced)
        return;
    free(load->replaced);
    load->replaced = NULL;
    remove_tree(path_of(load, 0, load->parts--, ""));
}

/* Makes a database of each part that is none. */
static bool finish_parts(struct load *load)
{
    uint32_t documents;
    for (unsigned i = 1; i <= load->parts; i++)
        if (bulk_is_part(path_of(load, 0, i, ""), &documents) && !start_joining(load, i, i))
            return false;
    return true;
}

/* Starts to merge the databases [first, last] of a level into one of the next. */
static bool start_merging(struct load *load, unsigned level, unsigned first, unsigned last)
{
    const char *arguments[MOST_ARGUMENTS] = {"xapian-compact"};
    unsigned count = 1, number = (first - 1) / MERGED_AT_ONCE + 1;
    for (unsigned i = first; i <= last; i++)
        arguments[count++] = path_of(load, level, i, "");
    arguments[count] = path_of(load, level + 1, number, "");
    struct job *job = free_place(load, level + 1, number, MERGING);
    return job && start(job, arguments, -1, path_of(load, level + 1, number, ".log"));
}

/* Merges all parts; the result is the first database of the level that is stored. */
static bool merge(struct load *load, unsigned *level_of_all)
{
    unsigned level = 0;
    *level_of_all = 0;
    if (!all_are_parts(load))
        drop_replacing(load);
    if (all_are_parts(load))
        return start_joining(load, 1, load->parts);
    if (!finish_parts(load))
        return false;
    unsigned count = load->parts;
    while (count > 1) {
        for (unsigned first = 1; first <= count; first += MERGED_AT_ONCE) {
            unsigned last = first + MERGED_AT_ONCE - 1;
            if (!start_merging(load, level, first, last < count ? last : count))
                return false;
        }
        if (!wait_until(load, 0))
            return false;
        for (unsigned i = 1; i <= count; i++)
            remove_tree(path_of(load, level, i, ""));
        level++;
        count = (count + MERGED_AT_ONCE - 1) / MERGED_AT_ONCE;
    }
    *level_of_all = level;
    return true;
}

/* Lets the articles that came again replace what is in the merged database, unless they have. */
static bool replace(struct load *load, const char *database)
{
    if (!load->again_count || load->replaced)
        return true;
    struct job *job = free_place(load, 0, 0, CAME_AGAIN);
    return job && start_scriptindex(load, job, database, path_of(load, 0, 0, ".dump")) && wait_until(load, 0);
}

/* ---- The whole ---------------------------------------------------------------------------------- */

static bool write_script(struct load *load)
{
    const char *path = path_of(load, 0, 0, ".script");
    const char *const arguments[] = {"/proc/self/exe", "script", "-c", config_path(load->in), NULL};
    int output = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    struct job *job = free_place(load, 0, 0, "the index script");
    if (output < 0)
        return complain("%s: %s", path, strerror(errno)), false;
    bool good = job && start(job, arguments, output, path_of(load, 0, 0, ".log")) && wait_until(load, 0);
    close(output);
    return good;
}

/* Starts feed with the operands and the options that are its own. */
static FILE *start_feed(struct load *load, const char **options, size_t option_count)
{
    const size_t operands = (size_t)(load->in->argc - optind);
    const char **arguments = calloc(operands + option_count + 6, sizeof *arguments);
    size_t count = 0;
    int ends[2] = {-1, -1};
    if (!arguments || pipe2(ends, O_CLOEXEC)) {
        free(arguments);
        complain("%s", strerror(errno));
        return NULL;
    }
    arguments[count++] = "/proc/self/exe";
    arguments[count++] = "feed";
    arguments[count++] = "-c";
    arguments[count++] = config_path(load->in);
    for (size_t i = 0; i < option_count; i++)
        arguments[count++] = options[i];
    arguments[count++] = "--";
    for (size_t i = 0; i < operands; i++)
        arguments[count++] = load->in->argv[(size_t)optind + i];
    bool good = start(&load->feed, arguments, ends[1], NULL);
    free(arguments);
    close(ends[1]);
    FILE *stream = good ? fdopen(ends[0], "re") : NULL;
    if (!stream)
        close(ends[0]);
    return stream;
}

/* Feeds the articles to scriptindex, part by part. */
static bool index_parts(struct load *load, const char **options, size_t option_count, bool keep_going)
{
    FILE *stream = start_feed(load, options, option_count);
    if (!stream)
        return false;
    bool good = read_articles(load, stream);
    fclose(stream);
    while (good && load->feed.pid)
        good = wait_for_one(load) && !stopped;
    good = good && (!load->partial || keep_going);
    if (good && !load->parts)
        good = begin_part(load); /* no article at all: an empty database */
    if (good && load->part)
        good = end_part(load);
    if (good && load->again_count)
        good = begin_replacing(load);
    while (good && running(load)) {
        progress_share(load->begun, (double)load->done / (load->parts + 1), "indexing");
        good = wait_for_one(load) && !stopped;
    }
    return good;
}

static bool give_name(const struct load *load, const char *database)
{
    if (rename(database, load->target) == 0)
        return true;
    complain("%s: %s", load->target, strerror(errno));
    return false;
}

static bool index_all(struct load *load, const char **options, size_t option_count, bool keep_going)
{
    const char *again = path_of(load, 0, 0, ".dump");
    if (!write_script(load))
        return false;
    load->again = fopen(again, "w+e");
    if (!load->again)
        return complain("%s: %s", again, strerror(errno)), false;
    if (!index_parts(load, options, option_count, keep_going))
        return false;
    progress_share(load->begun, 0.95, "merging");
    unsigned level = 0;
    return merge(load, &level) && replace(load, path_of(load, level, 1, "")) &&
           give_name(load, path_of(load, level, 1, ""));
}

/* The bytes of the operands, 0 when they cannot be known. */
static long long measure_input(const struct invocation *in)
{
    struct stat about;
    long long sum = 0;
    if (optind == in->argc)
        return fstat(STDIN_FILENO, &about) == 0 && S_ISREG(about.st_mode) ? about.st_size : 0;
    for (int i = optind; i < in->argc; i++) {
        if (stat(in->argv[i], &about) || !S_ISREG(about.st_mode))
            return 0;
        sum += about.st_size;
    }
    return sum;
}

static bool make_folder(struct load *load)
{
    size_t size = strlen(load->target);
    while (size > 1 && load->target[size - 1] == '/')
        size--;
    if (snprintf(load->folder, sizeof load->folder, "%.*s.XXXXXX", (int)size, load->target) >=
        (int)sizeof load->folder)
        errno = ENAMETOOLONG;
    else if (mkdtemp(load->folder)) {
        char absolute[PATH_MAX];
        if (realpath(load->folder, absolute) && strlen(absolute) < sizeof load->folder) {
            strcpy(load->folder, absolute);
            return true;
        }
        rmdir(load->folder);
    }
    complain("%s: %s", load->target, strerror(errno));
    return false;
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = stop};
    for (size_t i = 0; i < SIGNALS; i++) {
        struct sigaction before;
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
}

static int run_load(struct load *load, const char **options, size_t option_count, bool keep_going)
{
    struct stat about;
    if (lstat(load->target, &about) == 0)
        return complain("%s exists already; to add to it, use 'masthead run -- scriptindex'", load->target);
    masthead *m = open_config(load->in);
    if (!m)
        return STATUS_BAD;
    for (size_t i = 0; i < masthead_field_count(m) && !load->id_name; i++)
        if (masthead_field_at(m, i)->kind == MASTHEAD_FIELD_ID)
            load->id_name = masthead_field_at(m, i)->name;
    int status = STATUS_BAD;
    if (make_folder(load)) {
        load->begun = time(NULL);
        load->input_bytes = measure_input(load->in);
        catch_signals();
        bool good = index_all(load, options, option_count, keep_going);
        progress_end();
        end_all(load);
        if (load->part)
            fclose(load->part);
        if (load->again)
            fclose(load->again);
        remove_tree(load->folder);
        status = good && !load->partial ? STATUS_GOOD : STATUS_BAD;
    }
    fingerprints_free(&load->ids);
    free(load->agains);
    free(load->replaced);
    masthead_close(m);
    if (stopped) {
        signal(stopped, SIG_DFL);
        raise(stopped);
    }
    return status;
}

static long processors(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
    return count < MOST_JOBS ? count : MOST_JOBS;
}

int index_command(struct invocation *in)
{
    enum { FROM = 256 };
    static const struct option longs[] = {COMMON_OPTIONS,
                                          {"from", required_argument, NULL, FROM},
                                          {"jobs", required_argument, NULL, 'j'},
                                          {"keep-going", no_argument, NULL, 'k'},
                                          {"output", required_argument, NULL, 'o'},
                                          {NULL, 0, NULL, 0}};
    static struct load load;
    const char *options[3];
    size_t option_count = 0;
    const char *from = NULL;
    enum input_format format;
    bool keep_going = false;
    char *end;
    load.in = in;
    load.jobs = processors();
    for (int c; (c = next_option(in, "c:hj:ko:", longs)) != OPTIONS_END;)
        switch (c) {
        case FROM:
            if (!input_format_named(optarg, &format))
                return usage_error(in, "--from is text or jsonl, not '%s'", optarg);
            from = optarg;
            break;
        case 'j':
            load.jobs = strtol(optarg, &end, 10);
            if (end == optarg || *end || load.jobs < 1 || load.jobs > MOST_JOBS)
                return usage_error(in, "--jobs is a number from 1 to %d, not '%s'", MOST_JOBS, optarg);
            break;
        case 'k':
            keep_going = true;
            break;
        case 'o':
            load.target = optarg;
            break;
        default:
            return in->status;
        }
    if (!load.target || !*load.target)
        return usage_error(in, "--output is missing: the database to make");
    if (from) {
        options[option_count++] = "--from";
        options[option_count++] = from;
    }
    if (keep_going)
        options[option_count++] = "--keep-going";
    return run_load(&load, options, option_count, keep_going);
}
