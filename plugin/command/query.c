/* query.c - masthead query: how a query is read, what it finds, and why
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "command.h"

#include "input.h"
#include "trial.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct options {
    struct trial_options trial;
    const char *explain;
};

/* ---- Terms for people --------------------------------------------------------------------------- */

/* A term taken apart. */
struct shown {
    const char *where; /* the field's name, "people" … */
    struct view word;
    bool stem;
};

/* Returns the length of the prefix: one capital, or X and more capitals. */
static size_t prefix_size(struct view term)
{
    size_t size = 0;
    while (size < term.size && term.at[size] >= 'A' && term.at[size] <= 'Z' &&
           (size == 0 || term.at[0] == 'X'))
        size++;
    return size;
}

/* What the config calls a prefix; NULL: nothing. */
static const char *prefix_name(const masthead *m, struct view prefix)
{
    const masthead_settings *settings = masthead_settings_of(m);
    const char *const own[][2] = {
        {settings->name_prefix, "person"}, {settings->title_prefix, "office"},
        {settings->date_prefix, "day"},    {settings->place_prefix, "place"},
        {"M", "month of publication"},     {"Y", "year of publication"}};
    for (size_t i = 0; i < masthead_field_count(m); i++)
        if (view_equal(view_string(masthead_field_at(m, i)->prefix), prefix))
            return masthead_field_at(m, i)->name;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (view_equal(view_string(own[i][0]), prefix))
            return own[i][1];
    return NULL;
}

static struct shown take_apart(const masthead *m, struct view term)
{
    struct shown shown = {.stem = term.size && *term.at == 'Z'};
    struct view bare = view_of(term.at + shown.stem, term.size - shown.stem);
    size_t size = prefix_size(bare);
    shown.where = prefix_name(m, view_of(bare.at, size));
    if (!shown.where) {
        shown.where = "term";
        size = 0;
    }
    if (size && size < bare.size && bare.at[size] == ':') /* before a capital */
        size++;
    shown.word = view_of(bare.at + size, bare.size - size);
    return shown;
}

static void put_term(const masthead *m, struct view term)
{
    struct shown shown = take_apart(m, term);
    printf("%s: %.*s%s", shown.where, (int)shown.word.size, shown.word.at, shown.stem ? "…" : "");
}

/* ---- What a query is read as -------------------------------------------------------------------- */

static void put_node(void *user, const struct search_node *node)
{
    const masthead *m = user;
    printf("  %*s", 2 * (int)node->depth, "");
    if (strcmp(node->op, "term") == 0)
        put_term(m, view_of(node->text, node->size));
    else
        printf("%s%s%.*s", node->op, node->size ? " " : "", (int)node->size, node->text);
    if (node->factor != 1)
        printf("  × %g", node->factor);
    putchar('\n');
}

static void put_hit(void *user, const struct search_hit *hit)
{
    unsigned long *rank = user;
    printf("%4lu  %12.6f  ", ++*rank, hit->score);
    if (hit->id)
        printf("%.*s\n", (int)hit->id_size, hit->id);
    else
        printf("#%u\n", hit->document);
}

/* ---- Why a document is where it is -------------------------------------------------------------- */

static void put_part(void *user, const struct search_part *part)
{
    const masthead *m = user;
    printf("%16.6f  ", part->score);
    put_term(m, view_of(part->term, part->size));
    putchar('\n');
}

static masthead_status explain(const struct trial *trial, const masthead *m, const char *id,
                               masthead_error *err)
{
    uint32_t document = 0;
    double score;
    masthead_status status = trial->functions->find(trial->search, id, strlen(id), &document, err);
    if (!status && !document && *id == '#')
        document = (uint32_t)strtoul(id + 1, NULL, 10);
    if (status)
        return status;
    if (!document) {
        snprintf(err->message, sizeof err->message, "there is no document '%.100s'", id);
        return err->status = MASTHEAD_BAD_INPUT;
    }
    printf("\n%s\n", id);
    status = trial->functions->explain(trial->search, document, put_part, (void *)m, &score, err);
    if (!status)
        printf("%16.6f  in all\n", score);
    return status;
}

/* ---- The command -------------------------------------------------------------------------------- */

static int query(const struct trial *trial, const masthead *m, const struct options *options,
                 const char *text)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    unsigned long rank = 0;
    masthead_status status = trial->functions->ask(trial->search, m, text, strlen(text), &err);
    if (!status)
        status = trial->functions->tree(trial->search, put_node, (void *)m, &err);
    if (!status)
        putchar('\n');
    if (!status)
        status = trial->functions->hits(trial->search, (uint32_t)options->trial.top, put_hit, &rank,
                                        &err);
    if (!status && options->explain)
        status = explain(trial, m, options->explain, &err);
    return status ? complain("%s", err.message) : STATUS_GOOD;
}

/* Joins the words of the command line with blanks. */
static char *join(char **words, size_t count)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += strlen(words[i]) + 1;
    char *text = allocate(NULL, size);
    *text = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(text, i ? " " : "");
        strcat(text, words[i]);
    }
    return text;
}

static int search(struct invocation *in, const struct options *options)
{
    if (!options->trial.database_count || optind == in->argc)
        return usage_error(in,
                           options->trial.database_count ? "which query?" : "which --database?");
    masthead *m = open_config(in);
    if (!m)
        return STATUS_BAD;
    struct trial trial = {.top = options->trial.top};
    int status = STATUS_BAD;
    if (trial_open(&trial, m, options->trial.databases, options->trial.database_count)) {
        char *text = join(in->argv + optind, (size_t)(in->argc - optind));
        status = query(&trial, m, options, text);
        free(text);
    }
    trial_close(&trial);
    masthead_close(m);
    return status;
}

int query_command(struct invocation *in)
{
    static const struct option long_options[] = {
        COMMON_OPTIONS, TRIAL_OPTIONS, {"explain", required_argument, NULL, 'e'}, {0}};
    struct options options = {.trial.top = 10};
    for (int c; (c = next_option(in, "c:hd:", long_options)) != OPTIONS_END;)
        switch (c) {
        case 'd':
        case 't':
            if (trial_option(in, c, &options.trial))
                return STATUS_USAGE;
            break;
        case 'e':
            options.explain = optarg;
            break;
        default:
            return in->status;
        }
    return search(in, &options);
}
