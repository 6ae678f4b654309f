/* feed.c - masthead feed: articles as scriptindex's input
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A field is written under its own name in the config, whatever it was called in the article.  Everything that
 * can be wrong with an article is found before its first byte is written. */
#include "command.h"
#include "dump.h"
#include "input.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* How much of a text is read for a day of publication: its first line, and of that no more. */
enum { OPENING_BYTES = 1000 };

struct feed {
    const masthead *masthead;
    masthead_article *article; /* for the day of publication only */
    bool keep_going;
    size_t articles, skipped;
    time_t begun;
};

static masthead_status add_to_article(struct feed *feed, const struct piece *piece,
                                      masthead_error *err)
{
    const masthead_field *field = piece->field;
    const char *text = piece->text;
    size_t size = piece->size;
    switch (field->kind) {
    case MASTHEAD_FIELD_DATE:
    case MASTHEAD_FIELD_DATELINE:
        return masthead_article_metadata(feed->article, field->name, strlen(field->name), text,
                                         size, err);
    case MASTHEAD_FIELD_TEXT:
        if (*field->prefix)
            return MASTHEAD_OK;
        if (size > OPENING_BYTES) {
            size = OPENING_BYTES;
            while ((text[size] & 0xC0) == 0x80)
                size--;
        }
        const char *newline = memchr(text, '\n', size);
        if (newline && newline > text)
            size = (size_t)(newline - text);
        return masthead_article_text(feed->article, field, text, size, NULL, NULL, err);
    default:
        return MASTHEAD_OK;
    }
}

static const masthead_field *publication_field(const masthead *m)
{
    for (size_t i = 0; i < masthead_field_count(m); i++)
        if (masthead_field_at(m, i)->kind == MASTHEAD_FIELD_DATE)
            return masthead_field_at(m, i);
    return NULL;
}

/* Checks the dates of an article and finds its day of publication, YYYYMMDD, or 0 when it has none. */
static masthead_status read_published(struct feed *feed, const struct story *story,
                                      uint32_t *published, masthead_error *err)
{
    const masthead_field *day = publication_field(feed->masthead);
    bool dated = false;
    for (size_t i = 0; i < story->piece_count; i++)
        dated = dated || story->pieces[i].field == day;
    masthead_article_reset(feed->article);
    for (size_t i = 0; i < story->piece_count; i++) {
        if (dated && story->pieces[i].field->kind != MASTHEAD_FIELD_DATE)
            continue;
        masthead_status status = add_to_article(feed, &story->pieces[i], err);
        if (status != MASTHEAD_OK)
            return status;
    }
    masthead_status status = masthead_article_resolve(feed->article, err);
    if (status == MASTHEAD_OK)
        *published = masthead_article_published(feed->article);
    return status;
}

/* Whether the module will be able to read a day that is written so. */
static bool can_read_day(struct feed *feed, const masthead_field *field, const char *day)
{
    masthead_article_reset(feed->article);
    return masthead_article_metadata(feed->article, field->name, strlen(field->name), day,
                                     strlen(day), NULL) == MASTHEAD_OK;
}

/* Writes the day of publication as YYYY-MM-DD; as it was given when the config has no such format. */
static void put_published(struct feed *feed, const struct story *story, uint32_t published)
{
    const masthead_field *field = publication_field(feed->masthead);
    char day[32];
    if (!field || !published)
        return;
    int size = snprintf(day, sizeof day, "%04u-%02u-%02u", (unsigned)(published / 10000),
                        (unsigned)(published / 100 % 100), (unsigned)(published % 100));
    if (can_read_day(feed, field, day)) {
        dump_put_value(field->name, day, (size_t)size);
        return;
    }
    for (size_t i = 0; i < story->piece_count; i++)
        if (story->pieces[i].field == field)
            dump_put_value(field->name, story->pieces[i].text, story->pieces[i].size);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Values that stand for one thing lose the white space around them; texts stay as they are. */
static void put_piece(const struct piece *piece)
{
    const char *text = piece->text;
    size_t size = piece->size;
    masthead_field_kind kind = piece->field->kind;
    if (kind == MASTHEAD_FIELD_ID || kind == MASTHEAD_FIELD_KEYWORD ||
        kind == MASTHEAD_FIELD_DATE) {
        while (size && is_space(*text))
            text++, size--;
        while (size && is_space(text[size - 1]))
            size--;
    }
    if (size)
        dump_put_value(piece->field->name, text, size);
}

/* A record that has only an id tells scriptindex to delete the article. */
static bool is_empty(const struct story *story)
{
    for (size_t i = 0; i < story->piece_count; i++)
        if (story->pieces[i].field->kind != MASTHEAD_FIELD_ID)
            return false;
    return true;
}

static bool feed_story(struct feed *feed, const struct story *story)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    uint32_t published = 0;
    if (is_empty(story)) {
        story_complain(story, "there is nothing to index");
        return false;
    }
    if (read_published(feed, story, &published, &err) != MASTHEAD_OK) {
        story_complain(story, "%s", err.message);
        return false;
    }
    const masthead_field *day = publication_field(feed->masthead);
    for (size_t i = 0; i < story->piece_count; i++)
        if (story->pieces[i].field->kind == MASTHEAD_FIELD_ID)
            put_piece(&story->pieces[i]);
    put_published(feed, story, published);
    for (size_t i = 0; i < story->piece_count; i++)
        if (story->pieces[i].field != day && story->pieces[i].field->kind != MASTHEAD_FIELD_ID)
            put_piece(&story->pieces[i]);
    if (story->url && !masthead_field_named(feed->masthead, "url", 3))
        dump_put_value("url", story->url, story->url_size);
    putchar('\n');
    return true;
}

static void show_progress(const struct feed *feed)
{
    if (feed->articles % 256 == 0)
        progress(feed->begun, feed->articles);
}

static void feed_all(struct feed *feed, struct input *in)
{
    const struct story *story;
    enum input_status got;
    while (!output_failed() && (got = input_next(in, &story)) != INPUT_END) {
        if (got == INPUT_STORY && feed_story(feed, story)) {
            feed->articles++;
            show_progress(feed);
            continue;
        }
        feed->skipped++;
        if (!feed->keep_going)
            return;
    }
}

static int run(const struct invocation *in, struct feed *feed, const struct input_options *options)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_article_open(feed->masthead, &feed->article, &err) != MASTHEAD_OK)
        return complain("%s", err.message);
    struct input *input =
        input_open(feed->masthead, options, in->argv + optind, (size_t)(in->argc - optind));
    feed->begun = time(NULL);
    feed_all(feed, input);
    progress_end();
    input_close(input);
    masthead_article_close(feed->article);
    if (feed->skipped && feed->keep_going)
        complain("%zu article%s, %zu skipped", feed->articles, feed->articles == 1 ? "" : "s",
                 feed->skipped);
    return feed->skipped ? STATUS_BAD : STATUS_GOOD;
}

int feed_command(struct invocation *in)
{
    enum { FROM = 256 };
    static const struct option longs[] = {COMMON_OPTIONS,
                                          {"from", required_argument, NULL, FROM},
                                          {"keep-going", no_argument, NULL, 'k'},
                                          {NULL, 0, NULL, 0}};
    struct input_options options = {.clean = true};
    struct feed feed = {0};
    for (int c; (c = next_option(in, "c:hk", longs)) != OPTIONS_END;)
        switch (c) {
        case FROM:
            if (!input_format_named(optarg, &options.format))
                return usage_error(in, "--from is text or jsonl, not '%s'", optarg);
            break;
        case 'k':
            feed.keep_going = true;
            break;
        default:
            return in->status;
        }
    masthead *m = open_config(in);
    if (!m)
        return STATUS_BAD;
    feed.masthead = m;
    int status = run(in, &feed, &options);
    masthead_close(m);
    return status;
}
