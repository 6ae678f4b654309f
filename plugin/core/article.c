/* article.c - one article, from its texts and metadata to what is recognized in them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Texts are scanned as they come, since term positions are asked for at once.  Recognizing waits until
 * the article is complete: who "Johnson" is, and which Tuesday, depends on all of it. */
#include "config.h"

#include "article.h"

#include <stdio.h>
#include <stdlib.h>

#include "calendar.h"
#include "dateline.h"
#include "emit.h"
#include "error.h"
#include "links.h"
#include "names_cache.h"
#include "unicode.h"

masthead_status masthead_article_open(const masthead *m, masthead_article **out,
                                      masthead_error *err)
{
    masthead_article *a = calloc(1, sizeof *a);
    if (!a)
        return error_no_memory(err);
    a->masthead = m;
    a->names = name_cache_open();
    masthead_status status = !a->names ? MASTHEAD_NO_MEMORY :
        vocabulary_open(m->settings.public.language, m->lexicon, &a->vocabulary);
    if (status) {
        name_cache_close(a->names);
        free(a);
        return status == MASTHEAD_NO_MEMORY ? error_no_memory(err)
                                            : error_set(err, status, "cannot load " STEMMER_LIBRARY);
    }
    *out = a;
    return MASTHEAD_OK;
}

void masthead_article_close(masthead_article *a)
{
    if (!a)
        return;
    vocabulary_close(a->vocabulary);
    name_cache_close(a->names);
    mentions_free(&a->mentions);
    postings_free(&a->postings);
    arena_free(&a->arena);
    free(a->passages);
    free(a->texts);
    free(a->values);
    free(a);
}

void masthead_article_reset(masthead_article *a)
{
    arena_reset(&a->arena);
    vocabulary_trim(a->vocabulary);
    postings_clear(&a->postings);
    a->passage_count = a->value_count = a->mentions.count = 0;
    a->position = a->published = a->told = 0;
    a->place = view_of(NULL, 0);
    a->people = (struct people){0};
    a->lengths = (struct lengths){0};
    a->public_mentions = NULL;
    a->resolved = false;
}

static bool grow_texts(masthead_article *a)
{
    if (a->passage_count < a->passage_capacity)
        return true;
    uint32_t capacity = a->passage_capacity ? a->passage_capacity * 2 : 8;
    struct passage *passages = realloc(a->passages, capacity * sizeof *passages);
    if (!passages)
        return false;
    a->passages = passages;
    struct article_text *texts = realloc(a->texts, capacity * sizeof *texts);
    if (!texts)
        return false;
    a->texts = texts;
    a->passage_capacity = capacity;
    return true;
}

/* How many texts the field has so far: the last of them is seldom far back. */
static uint32_t texts_of(const masthead_article *a, const masthead_field *field)
{
    for (uint32_t i = a->passage_count; i > 0; i--)
        if (a->passages[i - 1].field == field)
            return a->passages[i - 1].number + 1;
    return 0;
}

/* Works out where the text's words stand, and pushes them if they are asked for now. */
static masthead_status read_words(masthead_article *a, const struct passage *passage, struct article_text *about,
                                  uint32_t *behind)
{
    struct occurrences words;
    const masthead_sink *sink = about->options.words;
    if (terms_find(&passage->tokens, &about->options, a->vocabulary, &a->arena, behind, &about->positions, sink ? &words : NULL))
        return MASTHEAD_NO_MEMORY;
    if (!sink)
        return MASTHEAD_OK;
    if (!postings_gather(&a->postings, a->vocabulary, passage->field->prefix, &words))
        return postings_push(&a->postings, a->vocabulary, sink);
    postings_clear(&a->postings);
    return MASTHEAD_NO_MEMORY;
}

masthead_status masthead_article_text(masthead_article *a, const masthead_field *field,
                                      const char *text, size_t size,
                                      const masthead_text_options *options, uint32_t *position,
                                      masthead_error *err)
{
    static const masthead_text_options defaults = MASTHEAD_TEXT_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    if (!field || field->kind > MASTHEAD_FIELD_DATELINE || a->resolved)
        return error_set(err, MASTHEAD_BAD_ARGUMENT,
                         a->resolved ? "the article is resolved already" : "not a field for text");
    if (options->size != sizeof *options)
        return error_set(err, MASTHEAD_BAD_ARGUMENT, "masthead_text_options of an unknown size");
    if (size >= UINT32_MAX)
        return error_set(err, MASTHEAD_TOO_LARGE, "a text of 4 GiB or more");
    char *copy = grow_texts(a) ? arena_copy(&a->arena, text, size) : NULL;
    if (!copy)
        return error_no_memory(err);
    struct passage passage = {.field = field, .number = texts_of(a, field)};
    struct article_text about = {
        .options = *options, .position = position ? *position : a->position};
    uint32_t behind = about.position;
    if (scan_with(a->vocabulary, view_of(copy, size), &a->arena, &passage.tokens))
        return error_no_memory(err);
    masthead_status status = read_words(a, &passage, &about, &behind);
    if (status == MASTHEAD_STOPPED)
        return error_set(err, status, "stopped by the sink");
    if (status)
        return error_no_memory(err);
    a->passages[a->passage_count] = passage;
    a->texts[a->passage_count++] = about;
    a->position = behind;
    if (position)
        *position = behind;
    return MASTHEAD_OK;
}

/* A month or weekday of the language pack. */
static int number_named(const void *lexicon, struct view word, bool weekday)
{
    const char *value = lexicon_lookup(lexicon, word, weekday ? LEX_WEEKDAY : LEX_MONTH);
    return value ? atoi(value) : 0;
}

static masthead_status read_date(const struct masthead *m, const masthead_field *field,
                                 struct view value, uint32_t *packed, masthead_error *err)
{
    struct calendar_names names = {number_named, m->lexicon};
    struct day day;
    for (size_t i = 0; i < field->format_count; i++)
        if (calendar_parse(value, field->formats[i], &names, &day)) {
            *packed = calendar_packed(day);
            return MASTHEAD_OK;
        }
    return error_set(err, MASTHEAD_BAD_INPUT,
                     "%s: '%.*s' is not a date in one of the config's formats", field->name,
                     (int)(value.size < 80 ? value.size : 80), value.at);
}

static masthead_status add_value(masthead_article *a, const masthead_field *field,
                                 struct view value, masthead_error *err)
{
    if (a->value_count == a->value_capacity) {
        uint32_t capacity = a->value_capacity ? a->value_capacity * 2 : 8;
        struct article_value *values = realloc(a->values, capacity * sizeof *values);
        if (!values)
            return error_no_memory(err);
        a->values = values;
        a->value_capacity = capacity;
    }
    char *copy = arena_copy(&a->arena, value.at, value.size);
    if (!copy)
        return error_no_memory(err);
    a->values[a->value_count++] = (struct article_value){field, view_of(copy, value.size)};
    return MASTHEAD_OK;
}

masthead_status masthead_article_metadata(masthead_article *a, const char *name, size_t name_size,
                                          const char *value, size_t size, masthead_error *err)
{
    const masthead_field *field = masthead_field_named(a->masthead, name, name_size);
    if (!field)
        field = masthead_field_from(a->masthead, name, name_size);
    if (!field)
        return error_set(err, MASTHEAD_BAD_ARGUMENT, "the config does not map '%.*s'",
                         (int)(name_size < 80 ? name_size : 80), name);
    if (field->kind <= MASTHEAD_FIELD_DATELINE)
        return masthead_article_text(a, field, value, size, NULL, NULL, err);
    struct view trimmed = view_trim(view_of(value, size));
    if (!trimmed.size)
        return MASTHEAD_OK;
    if (field->kind != MASTHEAD_FIELD_DATE)
        return add_value(a, field, trimmed, err);
    uint32_t packed = 0;
    masthead_status status = read_date(a->masthead, field, trimmed, &packed, err);
    if (status)
        return status;
    char digits[16];
    int count = snprintf(digits, sizeof digits, "%08u", packed);
    return add_value(a, field, view_of(digits, (size_t)count), err);
}

const masthead_field *publication_field(const struct masthead *m)
{
    for (size_t i = 0; i < m->settings.field_count; i++)
        if (m->settings.fields[i].kind == MASTHEAD_FIELD_DATE)
            return &m->settings.fields[i];
    return NULL;
}

static uint32_t packed_of(struct view digits)
{
    uint32_t packed = 0;
    for (size_t i = 0; i < digits.size; i++)
        packed = packed * 10 + (uint32_t)(digits.at[i] - '0');
    return packed;
}

/* The day of a dateline that tells no year, when it is at most a week before publication: "today" is that day. */
static uint32_t day_told(const struct dateline *line, uint32_t published)
{
    if (!line->month || !published)
        return published;
    struct day last = calendar_unpacked(published), day = {last.year, line->month, line->day};
    day.year -= day.month > last.month;
    if (!calendar_valid(day.year, day.month, day.day))
        return published;
    int32_t before = calendar_number(last) - calendar_number(day);
    return before >= 0 && before <= 7 ? calendar_packed(day) : published;
}

/* Finds the day of publication and the place: in the metadata, else in the text's own first line.  A day that
 * the text states becomes a value of the publication field, as if it had been given. */
static masthead_status read_own_metadata(masthead_article *a, masthead_error *err)
{
    const masthead_field *field = publication_field(a->masthead);
    for (uint32_t i = 0; i < a->value_count && !a->published; i++)
        if (a->values[i].field == field)
            a->published = packed_of(a->values[i].value);
    for (uint32_t i = 0; i < a->passage_count; i++) {
        const struct passage *passage = &a->passages[i];
        bool body = passage->field->kind == MASTHEAD_FIELD_TEXT && !*passage->field->prefix;
        if (passage->number || !(body || passage->field->kind == MASTHEAD_FIELD_DATELINE))
            continue;
        struct dateline line = dateline_read(view_of(passage->tokens.text, passage->tokens.size),
                                             a->masthead->lexicon);
        if (!a->place.size)
            a->place = line.place;
        if (!a->told)
            a->told = day_told(&line, a->published);
        if (a->published || !line.published || !field)
            continue;
        char digits[16];
        int count = snprintf(digits, sizeof digits, "%08u", line.published);
        masthead_status status = add_value(a, field, view_of(digits, (size_t)count), err);
        if (status)
            return status;
        a->published = a->told = line.published;
    }
    if (!a->told)
        a->told = a->published;
    return MASTHEAD_OK;
}

static masthead_mention publish(const masthead_article *a, const struct mention *mention)
{
    const struct passage *passage = &a->passages[mention->passage];
    masthead_mention public = {
        .kind = mention->kind,
        .type = mention->type,
        .field = passage->field,
        .passage = passage->number,
        .begin = mention->begin,
        .end = mention->end,
        .text = passage->tokens.text + mention->begin,
        .value = mention->value ? mention->value : "",
        .modifier = mention->modifier,
    };
    if (mention->kind == MASTHEAD_TITLE && mention->person != NO_PERSON)
    public.of = a->people.at[mention->person].value;
    return public;
}

masthead_status masthead_article_resolve(masthead_article *a, masthead_error *err)
{
    if (a->resolved)
        return error_set(err, MASTHEAD_BAD_ARGUMENT, "the article is resolved already");
    masthead_status status = read_own_metadata(a, err);
    if (status)
        return status;
    struct reading reading = {
        .settings = &a->masthead->settings.public,
        .lexicon = a->masthead->lexicon,
        .passages = a->passages,
        .passage_count = a->passage_count,
        .published = a->told,
        .arena = &a->arena,
        .names = a->names,
    };
    if (recognize(&reading, &a->mentions) || people_resolve(&reading, &a->mentions, &a->people) ||
        links_resolve(&reading, &a->mentions, &a->people))
        return error_no_memory(err);
    a->public_mentions = arena_take(&a->arena, a->mentions.count * sizeof *a->public_mentions);
    if (!a->public_mentions)
        return error_no_memory(err);
    for (uint32_t i = 0; i < a->mentions.count; i++)
        a->public_mentions[i] = publish(a, &a->mentions.at[i]);
    a->resolved = true;
    return MASTHEAD_OK;
}

masthead_status masthead_article_term(masthead_article *a, const char *term, size_t size,
                                      uint32_t wdf, masthead_error *err)
{
    return lengths_add(a->masthead, a->vocabulary, &a->arena, view_of(term, size), wdf, &a->lengths)
               ? error_no_memory(err)
               : MASTHEAD_OK;
}

size_t masthead_article_mention_count(const masthead_article *a)
{
    return a->resolved ? a->mentions.count : 0;
}

const masthead_mention *masthead_article_mention_at(const masthead_article *a, size_t index)
{
    return index < masthead_article_mention_count(a) ? &a->public_mentions[index] : NULL;
}

uint32_t masthead_article_published(const masthead_article *a)
{
    return a->published;
}

/* The error of what emitting returned. */
static masthead_status emitted(masthead_status status, masthead_error *err)
{
    if (status == MASTHEAD_NO_MEMORY)
        return error_no_memory(err);
    return status ? error_set(err, status, "stopped by the sink") : MASTHEAD_OK;
}

masthead_status masthead_article_emit(const masthead_article *a, unsigned what,
                                      const masthead_sink *sink, masthead_error *err)
{
    if (!sink || sink->size != sizeof *sink || !a->resolved)
        return error_set(err, MASTHEAD_BAD_ARGUMENT,
                         a->resolved ? "masthead_sink of an unknown size"
                                     : "the article is not resolved");
    return emitted(emit(a, what, sink), err);
}
