/* schema.c - the indexing part of a config as canonical text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     masthead 1
 *     language en
 *     words 6c62272e07bb0142
 *     date-order mdy
 *     names XP
 *     titles XT
 *     dates XD
 *     lengths 1 	S	XSF
 *     field body kind text
 *     field body prefix
 *     field body slot none
 *     field body from body	text
 *     field published formats %Y-%m-%d	%d %B %Y
 *     …
 *
 * A key is the first word of a line, or the first three when the first is `field`.  A value may
 * be empty; entries of a list stand between tabs, which no entry can hold.  Fields are sorted by
 * name, the names in `from`, whose order and case mean nothing, by themselves; formats are tried
 * in order and keep it.  Whatever has no part in indexing, as weights, is left out. */
#include "schema.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "error.h"

/* ---- Writing --------------------------------------------------------------------------------- */

/* Text that grows; `at` becomes NULL for good when there is no memory. */
struct text {
    char *at;
    size_t size, room;
};

static void put(struct text *text, const char *bytes, size_t size)
{
    if (!text->at)
        return;
    if (text->room - text->size <= size) {
        size_t room = (text->room + size) * 2;
        char *moved = realloc(text->at, room);
        if (!moved)
            free(text->at);
        text->at = moved;
        text->room = room;
        if (!moved)
            return;
    }
    memcpy(text->at + text->size, bytes, size);
    text->size += size;
    text->at[text->size] = '\0';
}

static void put_string(struct text *text, const char *string)
{
    put(text, string, strlen(string));
}

static void put_fact(struct text *text, const char *key, const char *value)
{
    put_string(text, key);
    put_string(text, " ");
    put_string(text, value);
    put_string(text, "\n");
}

static void begin_field_fact(struct text *text, const char *field, const char *key)
{
    put_string(text, "field ");
    put_string(text, field);
    put_string(text, " ");
    put_string(text, key);
    put_string(text, " ");
}

static void put_field_fact(struct text *text, const char *field, const char *key, const char *value)
{
    begin_field_fact(text, field, key);
    put_string(text, value);
    put_string(text, "\n");
}

static void put_list(struct text *text, const char *field, const char *key, const char *const *list,
                     size_t count)
{
    begin_field_fact(text, field, key);
    for (size_t i = 0; i < count; i++) {
        put_string(text, i ? "\t" : "");
        put_string(text, list[i]);
    }
    put_string(text, "\n");
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const masthead_field *const *)a)->name,
                  (*(const masthead_field *const *)b)->name);
}

/* Returns a copy in small letters (of ASCII, as names are compared); NULL when there is no
 * memory. */
static char *lower(struct arena *arena, const char *name)
{
    char *copy = arena_copy(arena, name, strlen(name));
    for (char *p = copy; p && *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p + 32);
    return copy;
}

static bool put_from(struct text *text, struct arena *arena, const masthead_field *field)
{
    const char **names = arena_take(arena, field->from_count * sizeof *names);
    for (size_t i = 0; names && i < field->from_count; i++)
        if (!(names[i] = lower(arena, field->from[i])))
            return false;
    if (!names)
        return false;
    qsort(names, field->from_count, sizeof *names, by_bytes);
    put_list(text, field->name, "from", names, field->from_count);
    return true;
}

static bool put_field(struct text *text, struct arena *arena, const masthead_field *field)
{
    static const char *const kinds[] = {"text", "byline", "dateline", "date", "keyword", "id"};
    char slot[16] = "none";
    if (field->slot >= 0)
        snprintf(slot, sizeof slot, "%" PRId32, field->slot);
    put_field_fact(text, field->name, "kind", kinds[field->kind]);
    put_field_fact(text, field->name, "prefix", field->prefix);
    put_field_fact(text, field->name, "slot", slot);
    if (field->format_count)
        put_list(text, field->name, "formats", field->formats, field->format_count);
    return put_from(text, arena, field);
}

static bool put_fields(struct text *text, const struct settings *settings)
{
    struct arena arena = {0};
    const masthead_field **order = arena_take(&arena, settings->field_count * sizeof *order);
    bool good = order != NULL;
    if (good) {
        for (size_t i = 0; i < settings->field_count; i++)
            order[i] = &settings->fields[i];
        qsort(order, settings->field_count, sizeof *order, by_name);
    }
    for (size_t i = 0; good && i < settings->field_count; i++)
        good = put_field(text, &arena, order[i]);
    arena_free(&arena);
    return good;
}

/* The ranked fields in the order in which an article's lengths are kept, behind the number of the form in which they
 * are. */
static void put_lengths(struct text *text, const struct settings *settings)
{
    put_string(text, "lengths 1 ");
    for (size_t i = 0; i < settings->ranked_count; i++) {
        put_string(text, i ? "\t" : "");
        put_string(text, settings->ranked[i]->prefix);
    }
    put_string(text, "\n");
}

masthead_status schema_write(const struct settings *settings, uint64_t fingerprint, char **out)
{
    const masthead_settings *public = &settings->public;
    struct text text = {.at = malloc(1024), .room = 1024};
    char words[20];
    snprintf(words, sizeof words, "%016" PRIx64, fingerprint);
    put_fact(&text, "masthead", "1");
    put_fact(&text, "language", public->language);
    put_fact(&text, "words", words);
    put_fact(&text, "date-order", public->day_first ? "dmy" : "mdy");
    put_fact(&text, "names", public->name_prefix);
    put_fact(&text, "titles", public->title_prefix);
    put_fact(&text, "dates", public->date_prefix);
    put_lengths(&text, settings);
    if (!put_fields(&text, settings) || !text.at) {
        free(text.at);
        return MASTHEAD_NO_MEMORY;
    }
    *out = text.at;
    return MASTHEAD_OK;
}

/* ---- Comparing ------------------------------------------------------------------------------- */

struct fact {
    struct view key, value;
    struct view field, member; /* "headline" and "prefix" of "field headline prefix"; empty */
};

/* Cuts off what stands before `end`, which is cut off as well. */
static struct view cut(struct view *rest, char end)
{
    const char *found = rest->size ? memchr(rest->at, end, rest->size) : NULL;
    size_t size = found ? (size_t)(found - rest->at) : rest->size;
    struct view piece = view_of(rest->at, size);
    *rest = view_of(rest->at + size + (found != NULL), rest->size - size - (found != NULL));
    return piece;
}

/* Cuts a fact off the front of a schema; false at its end. */
static bool next_fact(struct view *schema, struct fact *out)
{
    if (schema->size == 0)
        return false;
    struct view line = cut(schema, '\n');
    const char *begin = line.at;
    *out = (struct fact){.key = cut(&line, ' ')};
    if (view_equal(out->key, view_string("field"))) {
        out->field = cut(&line, ' ');
        out->member = cut(&line, ' ');
        out->key.size = (size_t)(out->member.at + out->member.size - begin);
    }
    out->value = line;
    return true;
}

static bool find_fact(struct view schema, struct view key, struct fact *out)
{
    while (next_fact(&schema, out))
        if (view_equal(out->key, key))
            return true;
    return false;
}

static bool has_field(struct view schema, struct view field)
{
    struct fact fact;
    while (next_fact(&schema, &fact))
        if (view_equal(fact.field, field))
            return true;
    return false;
}

/* Writes a value for people: lists with commas, control characters and bytes that are not UTF-8 away,
 * long ones cut to whole characters. */
static const char *show(struct view value, char out[64])
{
    size_t used = 0, i = 0, size;
    for (; i < value.size && used < 56; i += size) {
        size = view_character(value, i);
        if (value.at[i] == '\t')
            out[used++] = ',';
        if (size > 1)
            memcpy(out + used, value.at + i, size);
        else
            out[used] = size == 0 ? '?' : (unsigned char)value.at[i] < ' ' ? ' ' : value.at[i];
        size += size == 0;
        used += size;
    }
    strcpy(out + used, i < value.size ? "…" : "");
    return value.size ? out : "\"\"";
}

/* The differences found, joined, as many as there is room for. */
struct report {
    char text[sizeof((masthead_error *)0)->message];
    size_t used;
    unsigned left_out;
};

static void add(struct report *report, const char *format, ...) PRINTF_LIKE(2, 3);
static void add(struct report *report, const char *format, ...)
{
    enum { ENDING = 24 }; /* room for "; and 1000 more" */
    char piece[300];
    va_list list;
    va_start(list, format);
    vsnprintf(piece, sizeof piece, format, list);
    va_end(list);
    size_t size = strlen(piece);
    if (report->left_out || report->used + size + 2 + ENDING > sizeof report->text) {
        report->left_out++;
        return;
    }
    report->used +=
        (size_t)sprintf(report->text + report->used, "%s%s", report->used ? "; " : "", piece);
}

/* What a key without a field is about. */
static const char *subject(struct view key)
{
    static const char *const subjects[][2] = {{"masthead", "version of the config's format"},
                                              {"names", "names: prefix"},
                                              {"titles", "titles: prefix"},
                                              {"dates", "dates: prefix"},
                                              {"language", "language"},
                                              {"date-order", "date-order"}};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (view_equal(key, view_string(subjects[i][0])))
            return subjects[i][1];
    return NULL;
}

/* Tells of a fact that is not the same in the index as in the config; either may be missing. */
static void tell(struct report *report, const struct fact *fact, const struct view *stored,
                 const struct view *own)
{
    char field[64], member[64], in_index[64], in_config[64];
    const char *there = stored ? show(*stored, in_index) : "none";
    const char *here = own ? show(*own, in_config) : "none";
    const char *what = subject(fact->key);
    if (fact->field.size)
        add(report, "field '%s': %s %s in the index, %s in the config", show(fact->field, field),
            show(fact->member, member), there, here);
    else
        add(report, "%s %s in the index, %s in the config", what ? what : show(fact->key, member),
            there, here);
}

/* The word lists of another language differ of course. */
static void tell_words(struct report *report, struct view stored, struct view own)
{
    struct fact there, here;
    char language[64];
    if (find_fact(stored, view_string("language"), &there) &&
        find_fact(own, view_string("language"), &here) && view_equal(there.value, here.value))
        add(report, "the word lists of language '%s' differ", show(here.value, language));
}

/* Tells of the facts of one schema that the other has not, or, when `own` is the first, has
 * otherwise. */
static void tell_of(struct report *report, struct view facts, struct view other, bool facts_are_own)
{
    struct view rest = facts, told = {0};
    struct fact fact, match;
    char name[64];
    while (next_fact(&rest, &fact)) {
        bool found = find_fact(other, fact.key, &match);
        if (view_equal(fact.key, view_string("lengths")))
            continue; /* follows from the fields */
        if (found && (!facts_are_own || view_equal(fact.value, match.value)))
            continue;
        if (fact.field.size && !has_field(other, fact.field)) {
            if (!view_equal(fact.field, told))
                add(report, "field '%s' is only in the %s", show(fact.field, name),
                    facts_are_own ? "config" : "index");
            told = fact.field;
        } else if (view_equal(fact.key, view_string("words")) && found) {
            tell_words(report, other, facts);
        } else if (facts_are_own) {
            tell(report, &fact, found ? &match.value : NULL, &fact.value);
        } else {
            tell(report, &fact, &fact.value, NULL);
        }
    }
}

bool schema_has_lengths(struct view stored, struct view own)
{
    struct fact there, here;
    return find_fact(stored, view_string("lengths"), &there) &&
           find_fact(own, view_string("lengths"), &here) && view_equal(there.value, here.value);
}

masthead_status schema_compare(struct view stored, struct view own, masthead_error *err)
{
    struct report report = {.used = 0};
    if (view_equal(stored, own))
        return MASTHEAD_OK;
    if (stored.size < 9 || memcmp(stored.at, "masthead ", 9) != 0)
        return error_set(err, MASTHEAD_DIFFERS,
                         "what the index says about its config cannot be read");
    tell_of(&report, own, stored, true);
    tell_of(&report, stored, own, false);
    if (report.left_out)
        sprintf(report.text + report.used, "; and %u more", report.left_out);
    if (!report.used && !schema_has_lengths(stored, own))
        add(&report, "the index does not keep how long the fields are");
    if (!report.used)
        add(&report, "the index's facts are not in the config's order");
    return error_set(err, MASTHEAD_DIFFERS, "%s", report.text);
}
