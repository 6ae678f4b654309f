/* script.c - masthead script: the index script that fits the config
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The record of a document holds what Omega's templates show (title, sample, url) and what a reader of a
 * result wants to know; the text itself is in the index and, cut short, in the sample.  The words of a
 * headline are indexed once, under their own prefix, as the ranking weighs the fields.
 */
#include "config.h"

#include "command.h"
#include "dump.h"
#include <stdio.h>
#include <string.h>

enum {
    SAMPLE_BYTES = 300, /* of a text in the record: about what Omega shows of a result */
    TERM_BYTES = 245    /* of a term, as Xapian has it; longer ones end in a hash */
};

/* The names under which Omega's own templates look for a field, by its prefix (its own convention: S is the
 * subject or title, A the author). */
static const char *record_name(const masthead_field *field)
{
    if (strcmp(field->prefix, "S") == 0)
        return "title";
    if (strcmp(field->prefix, "A") == 0)
        return "author";
    if (*field->prefix == 0)
        return "sample";
    return field->name;
}

static void put_names(const masthead *m, const masthead_field *field)
{
    dump_put_name(field->name);
    /* What identifies an article can be said only once; feed has chosen. */
    for (size_t i = 0; i < field->from_count && field->kind != MASTHEAD_FIELD_ID; i++) {
        const char *name = field->from[i];
        if (strcmp(name, field->name) != 0 && strcmp(name, "url") != 0 && dump_can_name(name) &&
            !masthead_field_named(m, name, strlen(name)))
            printf(" %s", name);
    }
    fputs(" :", stdout);
}

static void put_record(const char *name)
{
    fputs(" field=", stdout);
    dump_put_name(name);
}

/* The whole value becomes a term of at most what Xapian takes, a colon behind the prefix included. */
static void put_hash(const masthead_field *field)
{
    printf(" hash=%zu", TERM_BYTES - 1 - strlen(field->prefix));
}

static void put_slot(const masthead_field *field)
{
    if (field->slot >= 0)
        printf(" value=%d", (int)field->slot);
}

static void put_rule(const masthead *m, const masthead_field *field)
{
    const char *equals = *field->prefix ? "=" : "";
    put_names(m, field);
    switch (field->kind) {
    case MASTHEAD_FIELD_TEXT:
    case MASTHEAD_FIELD_BYLINE:
        if (*field->prefix == 0) {
            printf(" index truncate=%d", SAMPLE_BYTES);
            put_record(record_name(field));
            break;
        }
        put_record(record_name(field));
        printf(" index=%s", field->prefix);
        break;
    case MASTHEAD_FIELD_DATELINE:
        put_record(field->name);
        printf(" index=%s", *field->prefix ? field->prefix : masthead_settings_of(m)->place_prefix);
        break;
    case MASTHEAD_FIELD_DATE:
        put_record(field->name);
        put_slot(field);
        break;
    case MASTHEAD_FIELD_KEYWORD:
        put_record(field->name);
        put_slot(field);
        fputs(" lower", stdout);
        put_hash(field);
        printf(" boolean%s%s", equals, field->prefix);
        break;
    case MASTHEAD_FIELD_ID:
        put_record(field->name);
        put_slot(field);
        put_hash(field);
        printf(" boolean%s%s unique%s%s" UNIQUE_MISSING, equals, field->prefix, equals, field->prefix);
        break;
    }
    putchar('\n');
}

int script_command(struct invocation *in)
{
    static const struct option longs[] = {COMMON_OPTIONS, {NULL, 0, NULL, 0}};
    if (next_option(in, "c:h", longs) != OPTIONS_END)
        return in->status;
    if (optind < in->argc)
        return usage_error(in, "no operand is wanted, but '%s' was given", in->argv[optind]);
    masthead *m = open_config(in);
    if (!m)
        return STATUS_BAD;
    puts("# The index script for scriptindex that fits what `masthead feed` writes.");
    for (size_t i = 0; i < masthead_field_count(m); i++)
        put_rule(m, masthead_field_at(m, i));
    if (!masthead_field_named(m, "url", 3))
        puts("url : field=url");
    masthead_close(m);
    return STATUS_GOOD;
}
