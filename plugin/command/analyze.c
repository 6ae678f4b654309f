/* analyze.c - masthead analyze: show the names, titles and dates in articles
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "analyze.h"
#include "command.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct options {
    struct input_options input;
    const struct view_format *view;
    const char *published;
    bool keep_going;
};

struct analysis {
    const masthead *masthead;
    const struct options *options;
    masthead_article *article;
    struct passage *passages; /* of one article */
    size_t passage_count, passage_capacity;
    size_t articles, bad;
};

static const masthead_field *date_field(const masthead *m)
{
    for (size_t i = 0; i < masthead_field_count(m); i++)
        if (masthead_field_at(m, i)->kind == MASTHEAD_FIELD_DATE)
            return masthead_field_at(m, i);
    return NULL;
}

static void add_passage(struct analysis *analysis, const struct piece *piece)
{
    if (analysis->passage_count == analysis->passage_capacity) {
        analysis->passage_capacity =
            analysis->passage_capacity ? analysis->passage_capacity * 2 : 8;
        analysis->passages =
            allocate(analysis->passages, analysis->passage_capacity * sizeof *analysis->passages);
    }
    analysis->passages[analysis->passage_count++] =
        (struct passage){piece->field, piece->text, piece->size, 0, 0};
}

/* Gives the article one piece of what was read.  A day that cannot be read is reported, and the article
 * goes on without it. */
static masthead_status add_piece(struct analysis *analysis, const struct story *story,
                                 const struct piece *piece, masthead_error *err)
{
    masthead_field_kind kind = piece->field->kind;
    if (kind == MASTHEAD_FIELD_TEXT || kind == MASTHEAD_FIELD_BYLINE ||
        kind == MASTHEAD_FIELD_DATELINE) {
        add_passage(analysis, piece);
        return masthead_article_text(analysis->article, piece->field, piece->text, piece->size,
                                     NULL, NULL, err);
    }
    const char *name = piece->field->name;
    masthead_status status = masthead_article_metadata(analysis->article, name, strlen(name),
                                                       piece->text, piece->size, err);
    if (status != MASTHEAD_BAD_INPUT)
        return status;
    story_complain(story, "%s", err->message);
    analysis->bad++;
    return MASTHEAD_OK;
}

/* Finds the mentions of each passage: both come in the same order. */
static void share_mentions(struct analysis *analysis)
{
    const masthead_article *article = analysis->article;
    const masthead_mention *mention;
    size_t at = 0;
    uint32_t number = 0;
    for (size_t i = 0; i < analysis->passage_count; i++) {
        struct passage *passage = &analysis->passages[i];
        number = i > 0 && passage[-1].field == passage->field ? number + 1 : 0;
        passage->first = at;
        while ((mention = masthead_article_mention_at(article, at)) != NULL &&
               mention->field == passage->field && mention->passage == number)
            at++;
        passage->end = at;
    }
}

static masthead_status read_article(struct analysis *analysis, const struct story *story,
                                    masthead_error *err)
{
    masthead_status status = MASTHEAD_OK;
    bool dated = false;
    masthead_article_reset(analysis->article);
    analysis->passage_count = 0;
    for (size_t i = 0; i < story->piece_count && status == MASTHEAD_OK; i++) {
        dated = dated || story->pieces[i].field->kind == MASTHEAD_FIELD_DATE;
        status = add_piece(analysis, story, &story->pieces[i], err);
    }
    const char *published = analysis->options->published;
    if (published && !dated && status == MASTHEAD_OK) {
        const char *name = date_field(analysis->masthead)->name;
        status = masthead_article_metadata(analysis->article, name, strlen(name), published,
                                           strlen(published), err);
    }
    if (status == MASTHEAD_OK)
        status = masthead_article_resolve(analysis->article, err);
    if (status == MASTHEAD_OK)
        share_mentions(analysis);
    return status;
}

/* The first of a passage's mentions that ends behind a place. */
static size_t mention_behind(const struct reading *reading, const struct passage *passage,
                             size_t place)
{
    size_t first = passage->first, end = passage->end;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (masthead_article_mention_at(reading->article, middle)->end <= place)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

void walk_passage(const struct reading *reading, const struct passage *passage, size_t begin,
                  size_t end,
                  void (*put)(const char *text, size_t size, const masthead_mention *mention))
{
    size_t at = begin;
    for (size_t i = mention_behind(reading, passage, begin); i < passage->end; i++) {
        const masthead_mention *mention = masthead_article_mention_at(reading->article, i);
        if (mention->begin >= end)
            break;
        size_t from = mention->begin < at ? at : mention->begin;
        size_t to = mention->end < end ? mention->end : end;
        if (from >= to)
            continue;
        if (at < from)
            put(passage->text + at, from - at, NULL);
        put(passage->text + from, to - from, mention);
        at = to;
    }
    if (at < end)
        put(passage->text + at, end - at, NULL);
}

static bool analyze_story(struct analysis *analysis, const struct story *story)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (read_article(analysis, story, &err) != MASTHEAD_OK) {
        story_complain(story, "%s", err.message);
        return false;
    }
    struct reading reading = {story, analysis->article, analysis->passages,
                              analysis->passage_count};
    analysis->options->view->article(&reading);
    return true;
}

static void analyze_all(struct analysis *analysis, struct input *in)
{
    const struct story *story;
    enum input_status got;
    while (!output_failed() && (got = input_next(in, &story)) != INPUT_END) {
        if (got == INPUT_STORY && analyze_story(analysis, story)) {
            analysis->articles++;
            continue;
        }
        analysis->bad++;
        if (!analysis->options->keep_going)
            return;
    }
}

/* Checks --published before anything is read. */
static int check_published(const struct invocation *in, const masthead *m,
                           masthead_article *article, const char *published)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    const masthead_field *field = date_field(m);
    if (!field)
        return usage_error(in, "--published: the config has no field of kind date");
    if (masthead_article_metadata(article, field->name, strlen(field->name), published,
                                  strlen(published), &err) != MASTHEAD_OK)
        return usage_error(in, "--published: %s", err.message);
    return STATUS_GOOD;
}

static int analyze(const struct invocation *in, const masthead *m, const struct options *options)
{
    struct analysis analysis = {.masthead = m, .options = options};
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_article_open(m, &analysis.article, &err) != MASTHEAD_OK)
        return complain("%s", err.message);
    int status = options->published ? check_published(in, m, analysis.article, options->published)
                                    : STATUS_GOOD;
    if (status == STATUS_GOOD) {
        struct input *input =
            input_open(m, &options->input, in->argv + optind, (size_t)(in->argc - optind));
        if (options->view->begin)
            options->view->begin();
        analyze_all(&analysis, input);
        if (options->view->end)
            options->view->end();
        input_close(input);
        status = analysis.bad ? STATUS_BAD : STATUS_GOOD;
        if (analysis.bad && options->keep_going)
            complain("%zu article%s, %zu error%s", analysis.articles,
                     analysis.articles == 1 ? "" : "s", analysis.bad, analysis.bad == 1 ? "" : "s");
    }
    masthead_article_close(analysis.article);
    free(analysis.passages);
    return status;
}

/* The view for a terminal that a --color argument asks for, or NULL. */
static const struct view_format *colour_wanted(const char *when)
{
    if (strcmp(when, "always") == 0)
        return &colour_view;
    if (strcmp(when, "never") == 0)
        return &plain_view;
    if (strcmp(when, "auto") != 0)
        return NULL;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool wanted =
        isatty(STDOUT_FILENO) && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
    return wanted ? &colour_view : &plain_view;
}

int analyze_command(struct invocation *in)
{
    enum { FROM = 256, JSON, HTML, COLOUR, PUBLISHED };
    static const struct option longs[] = {COMMON_OPTIONS,
                                          {"from", required_argument, NULL, FROM},
                                          {"json", no_argument, NULL, JSON},
                                          {"html", no_argument, NULL, HTML},
                                          {"color", optional_argument, NULL, COLOUR},
                                          {"colour", optional_argument, NULL, COLOUR},
                                          {"published", required_argument, NULL, PUBLISHED},
                                          {"keep-going", no_argument, NULL, 'k'},
                                          {NULL, 0, NULL, 0}};
    struct options options = {.view = colour_wanted("auto")};
    for (int c; (c = next_option(in, "c:hk", longs)) != OPTIONS_END;)
        switch (c) {
        case FROM:
            if (!input_format_named(optarg, &options.input.format))
                return usage_error(in, "--from is text or jsonl, not '%s'", optarg);
            break;
        case JSON:
            options.view = &json_view;
            break;
        case HTML:
            options.view = &page_view;
            break;
        case COLOUR:
            options.view = colour_wanted(optarg ? optarg : "always");
            if (!options.view)
                return usage_error(in, "--color is always, never or auto, not '%s'", optarg);
            break;
        case PUBLISHED:
            options.published = optarg;
            break;
        case 'k':
            options.keep_going = true;
            break;
        default:
            return in->status;
        }
    masthead *m = open_config(in);
    if (!m)
        return STATUS_BAD;
    int status = analyze(in, m, &options);
    masthead_close(m);
    return status;
}
