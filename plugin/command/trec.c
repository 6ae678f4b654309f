/* trec.c - topics, judgments and runs in the formats of TREC
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "trec.h"

#include "command.h"
#include "input.h"
#include "utf8.h"
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\r\n\f\v";

/* ---- Lines -------------------------------------------------------------------------------------- */

/* A file that is read line by line. */
struct lines {
    const char *path;
    FILE *file;
    char *text; /* of this line, without its end */
    size_t size, room;
    size_t number; /* from 1 */
    bool failed;   /* which has been reported */
};

static bool refuse(struct lines *lines, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static bool refuse(struct lines *lines, const char *format, ...)
{
    char message[400];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    complain("%s:%zu: %s", lines->path, lines->number, message);
    lines->failed = true;
    return false;
}

static bool lines_open(struct lines *lines, const char *path)
{
    *lines = (struct lines){.path = path, .file = stdin};
    if (strcmp(path, "-") != 0)
        lines->file = fopen(path, "r");
    if (!lines->file)
        complain("%s: %s", path, strerror(errno));
    return lines->file;
}

/* Goes on to the next line that has something on it. */
static bool lines_next(struct lines *lines)
{
    ssize_t size;
    errno = 0;
    while (!lines->failed && (size = getline(&lines->text, &lines->room, lines->file)) >= 0) {
        lines->number++;
        lines->size = (size_t)size;
        while (lines->size && strchr("\r\n", lines->text[lines->size - 1]))
            lines->text[--lines->size] = '\0';
        if (memchr(lines->text, '\0', lines->size))
            return refuse(lines, "a NUL byte, so this is not a text file");
        if (utf8_valid_size(lines->text, lines->size) < lines->size)
            return refuse(lines, "not valid UTF-8");
        if (lines->text[strspn(lines->text, blanks)])
            return true;
    }
    if (ferror(lines->file)) {
        complain("%s: %s", lines->path, strerror(errno));
        lines->failed = true;
    }
    return false;
}

/* Returns whether all went well. */
static bool lines_close(struct lines *lines)
{
    free(lines->text);
    if (lines->file && lines->file != stdin)
        fclose(lines->file);
    return !lines->failed;
}

/* Splits a line into so many columns; `what` names them in the message when there are more or fewer. */
static bool split(struct lines *lines, char **columns, size_t count, const char *what)
{
    size_t found = 0;
    char *rest = lines->text;
    for (char *column; (column = strtok_r(rest, blanks, &rest)); found++)
        if (found < count)
            columns[found] = column;
    return found == count ? true
                          : refuse(lines, "%zu column%s where there must be %zu: %s", found,
                                   found == 1 ? "" : "s", count, what);
}

static bool read_whole(struct lines *lines, const char *column, const char *text, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(text, &end, 10);
    return end > text && !*end && !errno
               ? true
               : refuse(lines, "the %s must be a whole number, not '%.60s'", column, text);
}

static bool read_score(struct lines *lines, const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end > text && !*end && *out == *out
               ? true
               : refuse(lines, "the score must be a number, not '%.60s'", text);
}

static const char *copy(struct arena *arena, const char *text, size_t size)
{
    const char *made = arena_copy(arena, text, size);
    if (!made) {
        complain("out of memory");
        exit(STATUS_BAD);
    }
    return made;
}

/* Copies a topic's id, unless it is that of the line before: files are mostly in order. */
static const char *copy_topic(struct arena *arena, const char *topic, const char *last)
{
    return last && strcmp(last, topic) == 0 ? last : copy(arena, topic, strlen(topic));
}

/* Makes room for one more element. */
static void *roomier(void *at, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return at;
    *room = *room ? 2 * *room : 256;
    return allocate(at, *room * size);
}

/* The topic that element `i` of an array begins with. */
static const char *topic_at(const void *at, size_t size, size_t i)
{
    const char *topic;
    memcpy(&topic, (const char *)at + i * size, sizeof topic);
    return topic;
}

/* Returns where a topic's elements begin in an array that is ordered by topics, and stores how many they are. */
static size_t first_of_topic(const void *at, size_t all, size_t size, const char *topic, size_t *count)
{
    size_t begin = 0, end = all;
    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        if (strcmp(topic_at(at, size, middle), topic) < 0)
            begin = middle + 1;
        else
            end = middle;
    }
    while (end < all && strcmp(topic_at(at, size, end), topic) == 0)
        end++;
    *count = end - begin;
    return begin;
}

/* ---- Topics ------------------------------------------------------------------------------------- */

static bool read_topic(struct lines *lines, struct topics *topics)
{
    char *tab = strchr(lines->text, '\t');
    if (!tab || tab == lines->text)
        return refuse(lines, "a topic must be an id, a tab and a query");
    *tab = '\0';
    size_t blank = strcspn(lines->text, blanks);
    if (lines->text[blank])
        return refuse(lines, "the topic's id '%.60s' has a blank in it", lines->text);
    for (size_t i = 0; i < topics->count; i++)
        if (strcmp(topics->at[i].id, lines->text) == 0)
            return refuse(lines, "topic '%.60s' is given twice", lines->text);
    const char *text = tab + 1;
    topics->at[topics->count++] =
        (struct topic){copy(&topics->arena, lines->text, strlen(lines->text)),
                       copy(&topics->arena, text, strcspn(text, "\t"))};
    return true;
}

bool topics_read(const char *path, struct topics *out)
{
    struct lines lines;
    size_t room = 0;
    *out = (struct topics){0};
    if (!lines_open(&lines, path))
        return false;
    while (lines_next(&lines)) {
        out->at = roomier(out->at, out->count, &room, sizeof *out->at);
        if (!read_topic(&lines, out))
            break;
    }
    bool good = lines_close(&lines);
    if (good && !out->count) {
        complain("%s: there is no topic in it", path);
        good = false;
    }
    if (!good)
        topics_free(out);
    return good;
}

void topics_free(struct topics *topics)
{
    free(topics->at);
    arena_free(&topics->arena);
    *topics = (struct topics){0};
}

/* ---- Judgments ---------------------------------------------------------------------------------- */

static int by_topic_and_document(const void *a, const void *b)
{
    const struct judgment *x = a, *y = b;
    int order = strcmp(x->topic, y->topic);
    if (!order)
        order = strcmp(x->document, y->document);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static bool read_judgment(struct lines *lines, struct judgments *judgments)
{
    char *columns[4];
    struct judgment made = {.line = lines->number};
    if (!split(lines, columns, 4, "topic, iteration, document, grade") ||
        !read_whole(lines, "grade", columns[3], &made.grade))
        return false;
    if (made.grade > 30) /* a gain of 2^grade */
        return refuse(lines, "the grade must be 30 at most, not %ld", made.grade);
    const char *last = judgments->count ? judgments->at[judgments->count - 1].topic : NULL;
    made.topic = copy_topic(&judgments->arena, columns[0], last);
    made.document = copy(&judgments->arena, columns[2], strlen(columns[2]));
    judgments->at[judgments->count++] = made;
    return true;
}

/* Leaves out judgments that only repeat another; contradictions are errors. */
static bool unite(const char *path, struct judgments *judgments)
{
    size_t kept = 0;
    for (size_t i = 0; i < judgments->count; i++) {
        const struct judgment *at = &judgments->at[i], *before = &judgments->at[kept - (kept > 0)];
        if (!kept || strcmp(before->topic, at->topic) || strcmp(before->document, at->document)) {
            judgments->at[kept++] = *at;
        } else if (before->grade != at->grade) {
            complain("%s:%zu: document '%s' has the grade %ld for topic '%s', but %ld on line %zu",
                     path, at->line, at->document, at->grade, at->topic, before->grade,
                     before->line);
            return false;
        }
    }
    judgments->count = kept;
    return true;
}

bool judgments_read(const char *path, struct judgments *out)
{
    struct lines lines;
    size_t room = 0;
    *out = (struct judgments){0};
    if (!lines_open(&lines, path))
        return false;
    while (lines_next(&lines)) {
        out->at = roomier(out->at, out->count, &room, sizeof *out->at);
        if (!read_judgment(&lines, out))
            break;
    }
    bool good = lines_close(&lines);
    if (good && out->count)
        qsort(out->at, out->count, sizeof *out->at, by_topic_and_document);
    good = good && unite(path, out);
    if (!good)
        judgments_free(out);
    return good;
}

void judgments_free(struct judgments *judgments)
{
    free(judgments->at);
    arena_free(&judgments->arena);
    *judgments = (struct judgments){0};
}

struct judged judgments_of(const struct judgments *judgments, const char *topic)
{
    size_t count, begin = first_of_topic(judgments->at, judgments->count, sizeof *judgments->at, topic, &count);
    return (struct judged){judgments->at + begin, count};
}

long judged_grade(const struct judged *judged, const char *document, size_t size)
{
    size_t begin = 0, end = judged->count;
    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        const char *there = judged->at[middle].document;
        int order = strncmp(there, document, size);
        if (order == 0 && !there[size])
            return judged->at[middle].grade;
        if (order < 0)
            begin = middle + 1;
        else
            end = middle;
    }
    return 0;
}

/* ---- Runs --------------------------------------------------------------------------------------- */

static int by_topic_and_score(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    int order = x->topic == y->topic ? 0 : strcmp(x->topic, y->topic);
    if (order)
        return order;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

void run_add(struct run *run, const char *topic, const char *document, size_t size, double score,
             unsigned long rank)
{
    run->at = roomier(run->at, run->count, &run->room, sizeof *run->at);
    const char *last = run->count ? run->at[run->count - 1].topic : NULL;
    run->at[run->count++] = (struct finding){copy_topic(&run->arena, topic, last),
                                             copy(&run->arena, document, size), score, rank};
}

void run_sort(struct run *run)
{
    if (run->count)
        qsort(run->at, run->count, sizeof *run->at, by_topic_and_score);
}

static bool read_finding(struct lines *lines, struct run *run)
{
    char *columns[6];
    double score;
    long rank;
    if (!split(lines, columns, 6, "topic, Q0, document, rank, score, tag") ||
        !read_whole(lines, "rank", columns[3], &rank) || !read_score(lines, columns[4], &score))
        return false;
    if (rank < 0)
        return refuse(lines, "the rank must be 0 or more, not %ld", rank);
    run_add(run, columns[0], columns[2], strlen(columns[2]), score, (unsigned long)rank);
    return true;
}

bool run_read(const char *path, struct run *out)
{
    struct lines lines;
    *out = (struct run){0};
    if (!lines_open(&lines, path))
        return false;
    while (lines_next(&lines) && read_finding(&lines, out))
        ;
    bool good = lines_close(&lines);
    if (good)
        run_sort(out);
    else
        run_free(out);
    return good;
}

void run_free(struct run *run)
{
    free(run->at);
    arena_free(&run->arena);
    *run = (struct run){0};
}

bool run_write(const struct run *run, const char *tag, FILE *file)
{
    for (size_t i = 0; i < run->count; i++) {
        const struct finding *at = &run->at[i];
        if (!*at->document || strpbrk(at->document, blanks)) {
            complain("the document '%s' cannot be written into a run: its id has a blank",
                     at->document);
            return false;
        }
        fprintf(file, "%s Q0 %s %lu %.6f %s\n", at->topic, at->document, at->rank, at->score, tag);
    }
    return true;
}

struct found run_of(const struct run *run, const char *topic)
{
    size_t count, begin = first_of_topic(run->at, run->count, sizeof *run->at, topic, &count);
    return (struct found){run->at + begin, count};
}
