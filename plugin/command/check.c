/* check.c - masthead check: whether a config is right, and what it says
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "command.h"

#include <stdio.h>
#include <string.h>

/* Columns of the table, as wide as what is in them. */
struct widths {
    int name, prefix;
};

static const char *shown_prefix(const masthead_field *field)
{
    if (*field->prefix)
        return field->prefix;
    return field->kind == MASTHEAD_FIELD_DATE ? "-" : "\"\""; /* a second date has no terms */
}

static void widen(struct widths *widths, const char *name, const char *prefix)
{
    if (widths->name < (int)strlen(name))
        widths->name = (int)strlen(name);
    if (widths->prefix < (int)strlen(prefix))
        widths->prefix = (int)strlen(prefix);
}

static void put_row(const struct widths *widths, const char *name, const char *prefix,
                    const char *kind, const char *weight, const char *b, const char *slot)
{
    printf("  %-*s  %-*s  %-8s  %6s  %4s  %4s  ", widths->name, name, widths->prefix, prefix, kind,
           weight, b, slot);
}

static void put_field(const struct widths *widths, const masthead_field *field)
{
    static const char *const kinds[] = {"text", "byline", "dateline", "date", "keyword", "id"};
    char weight[32] = "-", b[32] = "-", slot[16] = "-";
    if (field->kind == MASTHEAD_FIELD_TEXT || field->kind == MASTHEAD_FIELD_BYLINE) {
        snprintf(weight, sizeof weight, "%g", field->weight);
        snprintf(b, sizeof b, "%g", field->b);
    }
    if (field->slot >= 0)
        snprintf(slot, sizeof slot, "%d", (int)field->slot);
    put_row(widths, field->name, shown_prefix(field), kinds[field->kind], weight, b, slot);
    for (size_t i = 0; i < field->from_count; i++)
        printf("%s%s", i ? ", " : "", field->from[i]);
    putchar('\n');
}

/* What is recognized in the text, below the fields. */
static void put_mentions(const struct widths *widths, const char *name, const char *prefix,
                         double weight)
{
    char number[32];
    snprintf(number, sizeof number, "%g", weight);
    put_row(widths, name, prefix, "mention", number, "-", "-");
    puts("(the texts)");
}

static void put_ranking(const masthead_settings *settings)
{
    printf("  ranking: bm25f, k1 %g", settings->k1);
    if (settings->recency_weight > 0)
        printf(", recency %g with a half-life of %g days", settings->recency_weight,
               settings->recency_half_life);
    putchar('\n');
}

static void put_config(const masthead *m, const char *path)
{
    const masthead_settings *settings = masthead_settings_of(m);
    struct widths widths = {(int)strlen("titles"), (int)strlen("prefix")};
    widen(&widths, "names", settings->name_prefix);
    widen(&widths, "titles", settings->title_prefix);
    widen(&widths, "dates", settings->date_prefix);
    for (size_t i = 0; i < masthead_field_count(m); i++)
        widen(&widths, masthead_field_at(m, i)->name, shown_prefix(masthead_field_at(m, i)));
    printf("%s: ok\n", path);
    put_row(&widths, "field", "prefix", "kind", "weight", "b", "slot");
    puts("from");
    for (size_t i = 0; i < masthead_field_count(m); i++)
        put_field(&widths, masthead_field_at(m, i));
    put_mentions(&widths, "names", settings->name_prefix, settings->name_weight);
    put_mentions(&widths, "titles", settings->title_prefix, settings->title_weight);
    put_mentions(&widths, "dates", settings->date_prefix, settings->date_weight);
    printf("  language: %s, 3/4 is %s\n", settings->language,
           settings->day_first ? "3 April" : "March 4");
    put_ranking(settings);
}

static int check(const char *path)
{
    masthead *m;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (masthead_open(path, NULL, &m, &err)) {
        fflush(stdout);
        fputs(masthead_error_text(&err),
              stderr); /* as compilers do, so that editors find the place */
        return STATUS_BAD;
    }
    put_config(m, path);
    masthead_close(m);
    return STATUS_GOOD;
}

int check_command(struct invocation *in)
{
    static const struct option options[] = {COMMON_OPTIONS, {0}};
    int status = STATUS_GOOD;
    if (next_option(in, "c:h", options) != OPTIONS_END)
        return in->status;
    if (in->config && optind < in->argc)
        return usage_error(in, "name the config once: with --config or without");
    if (optind == in->argc)
        return check(config_path(in));
    for (int i = optind; i < in->argc; i++)
        if (check(in->argv[i]))
            status = STATUS_BAD;
    return status;
}
