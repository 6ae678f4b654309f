/* eval.c - masthead eval: how good a ranking is
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Either topics are put to a database, by one config or by two, or runs that were made elsewhere are
 * measured.  Both end in a table of measures, a row for each; the first is what the others are compared
 * with. */
#include "command.h"

#include "input.h"
#include "trial.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    struct trial_options trial;
    const char *against; /* another config, or "stock" */
    const char *output;
    bool stock, by_topic;
};

/* A topic that can be measured. */
struct row {
    const char *topic;
    struct judged judged;
};

/* What is measured, and the measures so far. */
struct table {
    struct judgments judgments;
    struct row *rows;
    size_t count;
};

/* One ranking of all topics. */
struct column {
    const char *name;
    struct measures *at; /* by row */
};

/* ---- What there is to measure ------------------------------------------------------------------- */

/* Lists the topics of the judgments that have a relevant document. */
static bool list_rows(struct table *table, const char *path)
{
    if (!judgments_read(path, &table->judgments))
        return false;
    const struct judgment *all = table->judgments.at;
    table->rows = allocate(NULL, table->judgments.count * sizeof *table->rows);
    for (size_t i = 0; i < table->judgments.count;) {
        struct row row = {all[i].topic, judgments_of(&table->judgments, all[i].topic)};
        if (measures_apply(&row.judged))
            table->rows[table->count++] = row;
        i += row.judged.count;
    }
    if (!table->count)
        complain("%s: no document is relevant to any topic", path);
    return table->count;
}

static struct measures measure_found(const struct row *row, struct found found)
{
    long *grades = allocate(NULL, found.count * sizeof *grades);
    for (size_t i = 0; i < found.count; i++)
        grades[i] = judged_grade(&row->judged, found.at[i].document, strlen(found.at[i].document));
    struct measures measures = measures_of(&row->judged, grades, found.count);
    free(grades);
    return measures;
}

static struct column measure_run(const struct table *table, const struct run *run, const char *name)
{
    struct column column = {name, allocate(NULL, table->count * sizeof *column.at)};
    for (size_t i = 0; i < table->count; i++)
        column.at[i] = measure_found(&table->rows[i], run_of(run, table->rows[i].topic));
    return column;
}

/* ---- The table ---------------------------------------------------------------------------------- */

static double mean(const struct column *column, size_t count, enum measure measure)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += column->at[i].at[measure];
    return sum / (double)count;
}

static void put_line(const char *name, int width, const char *format, const double *numbers)
{
    printf("%-*s", width, name);
    for (int i = 0; i < MEASURE_COUNT; i++)
        printf(format, numbers[i]);
    putchar('\n');
}

static void put_means(const struct table *table, const struct column *column, int width)
{
    double means[MEASURE_COUNT];
    for (int i = 0; i < MEASURE_COUNT; i++)
        means[i] = mean(column, table->count, (enum measure)i);
    put_line(column->name, width, "  %8.4f", means);
}

/* On how many topics the column is better than, like and worse than the first, by average precision. */
static void put_comparison(const struct table *table, const struct column *first,
                           const struct column *column, int width)
{
    double difference[MEASURE_COUNT], p[MEASURE_COUNT];
    double *a = allocate(NULL, table->count * sizeof *a),
           *b = allocate(NULL, table->count * sizeof *b);
    size_t better = 0, worse = 0;
    for (int m = 0; m < MEASURE_COUNT; m++) {
        for (size_t i = 0; i < table->count; i++) {
            a[i] = column->at[i].at[m];
            b[i] = first->at[i].at[m];
            better += m == MEASURE_MAP && a[i] > b[i] + 1e-9;
            worse += m == MEASURE_MAP && a[i] < b[i] - 1e-9;
        }
        difference[m] = mean(column, table->count, (enum measure)m) -
                        mean(first, table->count, (enum measure)m);
        p[m] = measures_p(a, b, table->count);
    }
    free(a);
    free(b);
    put_line("  against the first", width, "  %+8.4f", difference);
    put_line("  p", width, "  %8.4f", p);
    printf("  better on %zu, the same on %zu, worse on %zu\n", better,
           table->count - better - worse, worse);
}

static void put_topics(const struct table *table, const struct column *columns, size_t count)
{
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < count; k++) {
            printf("%s\t%s", table->rows[i].topic, columns[k].name);
            for (int m = 0; m < MEASURE_COUNT; m++)
                printf("\t%.4f", columns[k].at[i].at[m]);
            putchar('\n');
        }
}

static void put_table(const struct table *table, const struct column *columns, size_t count)
{
    int width = (int)strlen("  against the first");
    for (size_t k = 0; k < count; k++)
        if (width < (int)strlen(columns[k].name))
            width = (int)strlen(columns[k].name);
    char topics[48];
    snprintf(topics, sizeof topics, "%zu topic%s", table->count, table->count == 1 ? "" : "s");
    printf("%-*s", width, topics);
    for (int m = 0; m < MEASURE_COUNT; m++)
        printf("  %8s", measure_names[m]);
    putchar('\n');
    for (size_t k = 0; k < count; k++) {
        put_means(table, &columns[k], width);
        if (k)
            put_comparison(table, &columns[0], &columns[k], width);
    }
}

static void put(const struct table *table, const struct options *options, struct column *columns,
                size_t count)
{
    if (options->by_topic)
        put_topics(table, columns, count);
    else
        put_table(table, columns, count);
    for (size_t k = 0; k < count; k++)
        free(columns[k].at);
}

/* ---- Searching ---------------------------------------------------------------------------------- */

static bool search_all(struct trial *trial, const struct table *table, const masthead *m,
                       const struct topics *topics, struct run *run)
{
    struct measures unused;
    time_t begun = time(NULL);
    for (size_t i = 0; i < topics->count; i++) {
        struct judged judged = judgments_of(&table->judgments, topics->at[i].id);
        if (!trial_topic(trial, m, &topics->at[i], &judged, run, &unused))
            return false;
        progress_share(begun, (double)(i + 1) / (double)topics->count, "searching");
    }
    progress_end();
    run_sort(run);
    return true;
}

static int write_run(const struct run *run, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return complain("%s: %s", path, strerror(errno));
    bool good = run_write(run, "masthead", file);
    if (fclose(file) && good)
        return complain("%s: %s", path, strerror(errno));
    return good ? STATUS_GOOD : STATUS_BAD;
}

static int eval_search(struct invocation *in, const struct options *options, struct table *table,
                       const struct topics *topics)
{
    bool second = options->against, second_stock = second && strcmp(options->against, "stock") == 0;
    struct invocation other = *in;
    other.config = options->against;
    masthead *m = open_config(in), *against = second && !second_stock ? open_config(&other) : NULL;
    struct trial trial = {.top = options->trial.top, .syntax = options->trial.syntax};
    struct run runs[2] = {{.count = 0}, {.count = 0}};
    struct column columns[2];
    int status = STATUS_BAD;
    if (m && (!second || second_stock || against) &&
        trial_open(&trial, m, options->trial.databases, options->trial.database_count) &&
        search_all(&trial, table, options->stock ? NULL : m, topics, &runs[0]) &&
        (!second || search_all(&trial, table, against, topics, &runs[1]))) {
        status = options->output ? write_run(&runs[0], options->output) : STATUS_GOOD;
        columns[0] = measure_run(table, &runs[0], options->stock ? "stock" : config_path(in));
        if (second)
            columns[1] = measure_run(table, &runs[1], options->against);
        put(table, options, columns, 1 + second);
    }
    run_free(&runs[0]);
    run_free(&runs[1]);
    trial_close(&trial);
    masthead_close(against);
    masthead_close(m);
    return status;
}

/* ---- Runs from elsewhere ------------------------------------------------------------------------ */

static int eval_runs(const struct options *options, const struct table *table, char **paths,
                     size_t count)
{
    struct column *columns = allocate(NULL, count * sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        struct run run;
        if (!run_read(paths[i], &run)) {
            free(columns);
            return STATUS_BAD;
        }
        columns[i] = measure_run(table, &run, paths[i]);
        run_free(&run);
    }
    put(table, options, columns, count);
    free(columns);
    return STATUS_GOOD;
}

/* ---- The command -------------------------------------------------------------------------------- */

static int eval(struct invocation *in, const struct options *options)
{
    char **operands = in->argv + optind;
    size_t count = (size_t)(in->argc - optind);
    struct table table = {.count = 0};
    struct topics topics = {.count = 0};
    int status = STATUS_BAD;
    bool search = options->trial.database_count;
    if (search ? count != 2 : count < 2)
        return usage_error(in, search ? "with a database: which topics, and which judgments?"
                                      : "which judgments, and which runs? (or which --database?)");
    if (list_rows(&table, operands[search]) && (!search || topics_read(operands[0], &topics)))
        status = search ? eval_search(in, options, &table, &topics)
                        : eval_runs(options, &table, operands + 1, count - 1);
    topics_free(&topics);
    free(table.rows);
    judgments_free(&table.judgments);
    return status;
}

int eval_command(struct invocation *in)
{
    static const struct option long_options[] = {COMMON_OPTIONS,
                                                 TRIAL_OPTIONS,
                                                 {"syntax", no_argument, NULL, 'x'},
                                                 {"against", required_argument, NULL, 'a'},
                                                 {"stock", no_argument, NULL, 's'},
                                                 {"output", required_argument, NULL, 'o'},
                                                 {"by-topic", no_argument, NULL, 'b'},
                                                 {0}};
    struct options options = {.trial.top = MEASURE_DEPTH};
    for (int c; (c = next_option(in, "c:hd:o:", long_options)) != OPTIONS_END;)
        switch (c) {
        case 'd':
        case 't':
        case 'x':
            if (trial_option(in, c, &options.trial))
                return STATUS_USAGE;
            break;
        case 'a':
            options.against = optarg;
            break;
        case 's':
            options.stock = true;
            break;
        case 'o':
            options.output = optarg;
            break;
        case 'b':
            options.by_topic = true;
            break;
        default:
            return in->status;
        }
    return eval(in, &options);
}
