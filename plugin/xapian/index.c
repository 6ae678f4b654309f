/* index.c - the index side: from a host's texts to terms in its document
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The plain words of a text, exactly those of stock Xapian, go into the document at once, made here
 * or by stock Xapian itself.  Names, titles and dates stay in an article beside the document
 * (pending.h) until the host adds it: who "Johnson" is can depend on the last line.  A value that the index script has put into a date field's slot
 * is read as that field's metadata and gives way to the form that sorts; a value that is no date
 * of the config's formats (omindex keeps a packed time there) is someone else's and stays.  The day
 * of issue that a web page states is in omindex's record of it. */
#include "config.h"

#include "index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pending.h"

static const char schema_key[] = "masthead";

int index_text_begins(const struct mapped_text *text)
{
    size_t terms = 1;
    struct pending *entry = pending_take(text->document);
    if (!entry)
        return 0;
    int status = xap_document_terms(text->document, &terms);
    if (terms)
        pending_put(entry);
    else
        pending_close(entry);
    return status;
}

/* Where terms and values go. */
struct target {
    xap_document *document;
    struct xap_place place;
    int positions_lost;
};

static int write_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct target *target = user;
    return xap_document_add(target->document, &target->place, term, size,
                            target->positions_lost ? 0 : position, wdf);
}

int index_text_ends(const masthead *m, struct mapped_text *text)
{
    struct pending *entry = pending_take(text->document);
    if (!entry)
        entry = pending_open(m, text->document);
    if (!entry)
        return xap_fail_memory();
    struct target target = {text->document, {NULL}, 0};
    const masthead_sink words = {sizeof words, &target, write_term, NULL};
    uint32_t position = text->position;
    text->options.words = text->words_too ? &words : NULL;
    masthead_status status = masthead_article_text(entry->article, text->field, text->text,
                                                   text->size, &text->options, &position, NULL);
    if (text->words_too)
        text->position_after = position;
    else if (status == MASTHEAD_OK && position != text->position_after)
        entry->positions_lost = 1;
    pending_put(entry);
    if (status == MASTHEAD_STOPPED)
        return -1;
    return status == MASTHEAD_NO_MEMORY ? xap_fail_memory() : 0;
}

/* A document on its way into a database. */
struct adding {
    const masthead *m;
    xap_database *database;
    xap_document *document;
    struct pending *entry; /* NULL: nothing of it is the config's so far */
    int schema_checked;
    int dated; /* a date has been read */
};

struct schema_check {
    const masthead *m;
    size_t size;
    masthead_status status;
    masthead_error error;
};

static void compare_schema(void *user, const char *value, size_t size)
{
    struct schema_check *check = user;
    check->size = size;
    if (size)
        check->status = masthead_schema_compare(check->m, value, size, &check->error);
}

/* A database remembers the schema that its first article was indexed by. */
static int check_schema(struct adding *adding)
{
    struct schema_check check = {adding->m, 0, MASTHEAD_OK, MASTHEAD_ERROR_INIT};
    if (adding->schema_checked)
        return 0;
    if (xap_database_load(adding->database) ||
        xap_database_metadata(adding->database, schema_key, compare_schema, &check))
        return -1;
    adding->schema_checked = 1;
    if (check.status) {
        char message[sizeof check.error.message + 100];
        snprintf(message, sizeof message,
                 "masthead: this database was indexed with another config: %s",
                 check.error.message);
        return xap_fail(message);
    }
    return check.size ? 0
                      : xap_database_set_metadata(adding->database, schema_key,
                                                  masthead_schema(adding->m));
}

/* A date field's value while it is read. */
struct date_value {
    const masthead_field *field;
    masthead_article *article;
    masthead_status status;
    size_t size;
};

static void read_date(void *user, const char *value, size_t size)
{
    struct date_value *date = user;
    date->size = size;
    if (size)
        date->status = masthead_article_metadata(date->article, date->field->name,
                                                 strlen(date->field->name), value, size, NULL);
}

/* Gives the entry's article the date that stands in the field's slot and takes it out of there;
 * *taken tells whether there was one. */
static int take_date(struct adding *adding, struct pending *entry, const masthead_field *field,
                     int *taken)
{
    struct date_value date = {field, entry->article, MASTHEAD_OK, 0};
    uint32_t slot = (uint32_t)field->slot;
    if (xap_document_value(adding->document, slot, read_date, &date))
        return -1;
    if (date.status == MASTHEAD_NO_MEMORY)
        return xap_fail_memory();
    *taken = date.size && date.status == MASTHEAD_OK;
    if (!*taken)
        return 0;
    return check_schema(adding) || xap_document_set_value(adding->document, slot, "", 0);
}

/* The same for all date fields.  A document without mapped texts becomes an article when it has a
 * date. */
static int take_dates(struct adding *adding)
{
    for (size_t i = 0; i < masthead_field_count(adding->m); i++) {
        const masthead_field *field = masthead_field_at(adding->m, i);
        int taken = 0;
        if (field->kind != MASTHEAD_FIELD_DATE || field->slot < 0)
            continue;
        struct pending *entry =
            adding->entry ? adding->entry : pending_open(adding->m, adding->document);
        if (!entry)
            return xap_fail_memory();
        int failed = take_date(adding, entry, field, &taken);
        adding->dated |= taken;
        if (taken)
            adding->entry = entry;
        else if (!adding->entry)
            pending_close(entry);
        if (failed)
            return -1;
    }
    return 0;
}

/* Reads a time as the day it falls on, written in the first of the field's formats that takes it. */
static void read_seconds(struct date_value *date, const char *number)
{
    char *end;
    time_t seconds = (time_t)strtoll(number, &end, 10);
    struct tm time;
    if (end == number || *end || !gmtime_r(&seconds, &time))
        return;
    date->status = MASTHEAD_BAD_INPUT;
    for (size_t i = 0; i < date->field->format_count && date->status == MASTHEAD_BAD_INPUT; i++) {
        char day[128];
        size_t size = strftime(day, sizeof day, date->field->formats[i], &time);
        if (size)
            read_date(date, day, size);
    }
}

/* omindex's record of a page has a line "created=1630627200" when the page says when it was issued
 * ("dcterms.issued" and the like): seconds since 1970, UTC. */
static void read_record(void *user, const char *record, size_t size)
{
    static const char key[] = "created=";
    struct date_value *date = user;
    const char *end = record + size;
    for (const char *line = record; line < end;) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        size_t length = (size_t)((line_end ? line_end : end) - line);
        char number[24];
        if (length > sizeof key - 1 && length < sizeof number &&
            memcmp(line, key, sizeof key - 1) == 0) {
            size_t digits = length - (sizeof key - 1);
            memcpy(number, line + sizeof key - 1, digits);
            number[digits] = '\0';
            read_seconds(date, number);
            return;
        }
        line += length + 1;
    }
}

static int take_record(struct adding *adding)
{
    const masthead_field *field = NULL;
    for (size_t i = 0; !field && i < masthead_field_count(adding->m); i++)
        if (masthead_field_at(adding->m, i)->kind == MASTHEAD_FIELD_DATE)
            field = masthead_field_at(adding->m, i);
    if (!adding->entry || adding->dated || !field)
        return 0;
    struct date_value date = {field, adding->entry->article, MASTHEAD_OK, 0};
    if (xap_document_data(adding->document, read_record, &date))
        return -1;
    return date.status == MASTHEAD_NO_MEMORY ? xap_fail_memory() : 0;
}

static void note_size(void *user, const char *value, size_t size)
{
    (void)value;
    *(size_t *)user = size;
}

/* A slot that is still taken holds a value of the host's own. */
static int write_value(void *user, uint32_t slot, const char *value, size_t size)
{
    struct target *target = user;
    size_t held = 0;
    if (xap_document_value(target->document, slot, note_size, &held))
        return -1;
    return held ? 0 : xap_document_set_value(target->document, slot, value, size);
}

struct telling {
    masthead_article *article;
    masthead_status status;
};

static int tell_term(void *user, const char *term, size_t size, uint32_t wdf)
{
    struct telling *telling = user;
    telling->status = masthead_article_term(telling->article, term, size, wdf, NULL);
    return telling->status != MASTHEAD_OK;
}

/* Tells the article of the words that stock Xapian has made, for the lengths of its fields, in place of those that the
 * document may have kept from before. */
static int tell_terms(masthead_article *article, xap_document *document)
{
    struct telling telling = {article, MASTHEAD_OK};
    if (xap_document_remove_terms(document, MASTHEAD_LENGTHS_PREFIX) ||
        xap_document_set_value(document, MASTHEAD_LENGTHS_SLOT, "", 0) ||
        xap_document_each_term(document, tell_term, &telling))
        return -1;
    return telling.status ? xap_fail_memory() : 0;
}

static int write_article(struct pending *entry, xap_document *document)
{
    if (tell_terms(entry->article, document))
        return -1;
    struct target target = {document, {NULL}, entry->positions_lost};
    masthead_sink sink = {sizeof sink, &target, write_term, write_value};
    masthead_status status = masthead_article_resolve(entry->article, NULL);
    if (status == MASTHEAD_OK && masthead_article_published(entry->article) &&
        xap_document_remove_other_days(document, masthead_article_published(entry->article)))
        return -1;
    if (status == MASTHEAD_OK)
        status = masthead_article_emit(
            entry->article,
            MASTHEAD_EMIT_MENTIONS | MASTHEAD_EMIT_METADATA | MASTHEAD_EMIT_LENGTHS, &sink, NULL);
    if (status == MASTHEAD_STOPPED)
        return -1;
    return status ? xap_fail_memory() : 0;
}

int index_document(const masthead *m, xap_database *database, xap_document *document, int *article)
{
    size_t terms = 1;
    struct adding adding = {m, database, document, pending_take(document), 0, 0};
    int failed = adding.entry && xap_document_terms(document, &terms);
    if (!terms) {
        pending_close(adding.entry);
        adding.entry = NULL;
    }
    failed = failed || (adding.entry && check_schema(&adding)) || take_dates(&adding) ||
             take_record(&adding) || (adding.entry && write_article(adding.entry, document));
    *article = adding.entry != NULL;
    if (adding.entry)
        pending_close(adding.entry);
    return failed ? -1 : 0;
}
