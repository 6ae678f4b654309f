/* query.c - query strings and their values to trees of terms
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A value is read by what reads articles: an office and a date go through the same scan and the same recognizers,
 * so that a query has the terms that an article with the same words has.
 *
 *     query = { clause }
 *     clause = name ":" value | words
 *     value  = '"' { character } '"' | word | [ day ] ".." [ day ] */
#include "query.h"

#include <stdlib.h>

#include "calendar.h"
#include "error.h"
#include "headline.h"
#include "office.h"
#include "query_tree.h"
#include "unicode.h"

struct masthead_query {
    struct arena arena;
    const masthead_query_node *root;
};

/* ---- Names of fields ---------------------------------------------------------------------------- */

static const struct {
    const char *name;
    masthead_query_kind kind;
} own_names[] = {
    {"person", MASTHEAD_QUERY_AS_PERSON},
    {"name", MASTHEAD_QUERY_AS_PERSON},
    {"office", MASTHEAD_QUERY_AS_OFFICE},
    {"date", MASTHEAD_QUERY_AS_DATE},
};

enum { OWN_NAMES = sizeof own_names / sizeof *own_names };

/* A name that query parsers take: letters, digits and _, a letter first. */
static bool can_be_typed(const char *name)
{
    if (!((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z')))
        return false;
    for (; *name; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
              (*name >= '0' && *name <= '9') || *name == '_'))
            return false;
    return true;
}

static bool is_taken(const struct masthead *m, const char *name)
{
    for (size_t i = 0; i < m->query_field_count; i++)
        if (strcmp(m->query_fields[i].public.name, name) == 0)
            return true;
    return false;
}

static void add_name(struct masthead *m, const char *name, const char *prefix,
                     masthead_query_kind kind, const masthead_field *field)
{
    if (can_be_typed(name) && !is_taken(m, name))
        m->query_fields[m->query_field_count++] = (struct query_field){{name, prefix, kind}, field};
}

static masthead_query_kind kind_of(const masthead_field *field)
{
    switch (field->kind) {
    case MASTHEAD_FIELD_DATE:
        return MASTHEAD_QUERY_AS_PUBLISHED;
    case MASTHEAD_FIELD_KEYWORD:
    case MASTHEAD_FIELD_ID:
        return MASTHEAD_QUERY_AS_KEYWORD;
    case MASTHEAD_FIELD_TEXT:
    case MASTHEAD_FIELD_BYLINE:
    case MASTHEAD_FIELD_DATELINE:
        break;
    }
    return MASTHEAD_QUERY_IN_TEXT;
}

masthead_status query_fields_read(struct masthead *m)
{
    const masthead_settings *settings = &m->settings.public;
    size_t most = OWN_NAMES;
    for (size_t i = 0; i < m->settings.field_count; i++)
        most += 1 + m->settings.fields[i].from_count;
    m->query_fields = arena_take(&m->settings.arena, most * sizeof *m->query_fields);
    if (!m->query_fields)
        return MASTHEAD_NO_MEMORY;
    for (int i = 0; i < OWN_NAMES; i++) {
        const char *prefix = own_names[i].kind == MASTHEAD_QUERY_AS_PERSON ? settings->name_prefix
                             : own_names[i].kind == MASTHEAD_QUERY_AS_OFFICE
                                 ? settings->title_prefix
                                 : settings->date_prefix;
        add_name(m, own_names[i].name, prefix, own_names[i].kind, NULL);
    }
    /* the fields' own names first: a metadata name of one must not hide another field */
    for (size_t i = 0; i < m->settings.field_count; i++) {
        const masthead_field *field = &m->settings.fields[i];
        add_name(m, field->name, field->prefix, kind_of(field), field);
    }
    for (size_t i = 0; i < m->settings.field_count; i++) {
        const masthead_field *field = &m->settings.fields[i];
        for (size_t k = 0; k < field->from_count; k++)
            add_name(m, field->from[k], field->prefix, kind_of(field), field);
    }
    return MASTHEAD_OK;
}

size_t masthead_query_field_count(const masthead *m)
{
    return m->query_field_count;
}

const masthead_query_field *masthead_query_field_at(const masthead *m, size_t index)
{
    return index < m->query_field_count ? &m->query_fields[index].public : NULL;
}

/* ---- Values -------------------------------------------------------------------------------------- */

/* An office as articles have it: "PM" is "prime minister"; what is no known office is looked for as typed. */
struct asked_office {
    const char *modifier; /* or NULL */
    const char *office;   /* NULL after a failure */
};

/* In queries case tells nothing, so that there are no capitals; and a full stop between small letters ends a word, so that
 * "U.K." is written "uk". */
static struct view in_small_letters(struct reader *r, struct view value)
{
    char *out = tree_take(r, 6 * value.size + 1);
    if (!out)
        return view_of(NULL, 0);
    char *folded = out + 3 * value.size;
    size_t size = unicode_fold(value, folded), kept = 0;
    for (size_t i = 0; i < size; i++)
        if (folded[i] != '.' || i == 0 || (i > 1 && !strchr(" .", folded[i - 2])))
            out[kept++] = folded[i];
    out[kept] = '\0';
    return view_of(out, kept);
}

static struct asked_office recognize_office(struct reader *r, struct view value)
{
    struct asked_office asked = {NULL, NULL};
    struct mentions mentions = {0};
    struct passage passage;
    struct view small = in_small_letters(r, value);
    tree_recognize(r, small, titles_recognize, &passage, &mentions);
    const struct mention *title = mentions.count ? &mentions.at[mentions.count - 1] : NULL;
    if (!r->status && title)
        asked = (struct asked_office){title->modifier, title->value};
    else if (!r->status)
        asked.office = small.at;
    mentions_free(&mentions);
    return asked;
}

static void read_office(struct reader *r, struct view value, struct list *list)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct asked_office asked = recognize_office(r, value);
    if (r->status)
        return;
    struct view words[2] = {view_string(asked.modifier ? asked.modifier : ""),
                            view_string(asked.office)};
    tree_push_term(r, list, settings->title_prefix,
                   asked.modifier ? tree_words(r, words, 2) : words[1], settings->title_weight);
}

static void read_keyword(struct reader *r, const masthead_field *field, struct view value,
                         struct list *list)
{
    char text[TERM_BYTES];
    struct view form = keyword_form(field, value, text);
    if (form.size)
        tree_push_term(r, list, field->prefix, form, 0);
}

static const masthead_query_node *read_words(struct reader *r, const char *prefix, struct view text)
{
    masthead_query_node *node = tree_make(r, MASTHEAD_QUERY_WORDS);
    char *copy = tree_take(r, text.size + 1);
    if (!node || !copy)
        return NULL;
    memcpy(copy, text.at, text.size);
    copy[text.size] = '\0';
    node->term = copy;
    node->term_size = text.size;
    node->prefix = prefix;
    node->weight = 1;
    return node;
}

static const masthead_query_node *read_value(struct reader *r, const struct query_field *field,
                                             struct view value)
{
    struct list list = {0};
    value = view_trim(value);
    if (!value.size)
        tree_fail(r, value, "is no value");
    if (r->status)
        return NULL;
    switch (field->public.kind) {
    case MASTHEAD_QUERY_IN_TEXT:
        return read_words(r, field->public.prefix, value);
    case MASTHEAD_QUERY_AS_PERSON:
        query_person(r, value, &list);
        break;
    case MASTHEAD_QUERY_AS_OFFICE:
        read_office(r, value, &list);
        break;
    case MASTHEAD_QUERY_AS_DATE:
        query_spoken(r, value, &list);
        break;
    case MASTHEAD_QUERY_AS_PUBLISHED:
        query_published(r, field, value, &list);
        break;
    case MASTHEAD_QUERY_AS_KEYWORD:
        read_keyword(r, field->field, value, &list);
        break;
    }
    return tree_join(r, MASTHEAD_QUERY_OR, &list);
}

static const masthead_query_options no_options = MASTHEAD_QUERY_OPTIONS_INIT;

/* Checks what the caller gives, opens an empty query and gets the reader ready to fill it. */
static masthead_status begin(const masthead *m, const masthead_query_options *options, size_t size,
                             masthead_error *err, masthead_query **out, struct reader *r)
{
    if (options && options->size != sizeof *options)
        return error_set(err, MASTHEAD_BAD_ARGUMENT, "masthead_query_options of an unknown size");
    if (options && options->today) {
        struct day day = calendar_unpacked(options->today);
        if (!calendar_valid(day.year, day.month, day.day))
            return error_set(err, MASTHEAD_BAD_ARGUMENT, "%u is no day", options->today);
    }
    if (size >= UINT32_MAX)
        return error_set(err, MASTHEAD_TOO_LARGE, "a query of 4 GiB or more");
    *out = calloc(1, sizeof **out);
    if (!*out)
        return error_no_memory(err);
    *r = (struct reader){.m = m,
                         .options = options ? options : &no_options,
                         .arena = &(*out)->arena,
                         .end = (uint32_t)size,
                         .share = 1,
                         .err = err};
    return MASTHEAD_OK;
}

static masthead_status end(struct reader *r, masthead_query *query, const masthead_query_node *root,
                           masthead_query **out)
{
    if (r->status) {
        masthead_query_close(query);
        return r->status;
    }
    query->root = root;
    *out = query;
    return MASTHEAD_OK;
}

masthead_status masthead_query_value(const masthead *m, const masthead_query_field *field,
                                     const char *value, size_t size,
                                     const masthead_query_options *options, masthead_query **out,
                                     masthead_error *err)
{
    masthead_query *query;
    struct reader r;
    masthead_status status = begin(m, options, size, err, &query, &r);
    if (status)
        return status;
    return end(&r, query, read_value(&r, (const struct query_field *)field, view_of(value, size)),
               out);
}

static const struct query_field *named(const struct masthead *m, struct view name)
{
    for (size_t i = 0; i < m->query_field_count; i++)
        if (view_equal(view_string(m->query_fields[i].public.name), name))
            return &m->query_fields[i];
    return NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A clause of a query string: where it ends, and, when a field's name begins it, the field and the value. */
struct clause {
    const struct query_field *field;
    struct view value;
    size_t end;
};

static struct clause read_clause(const struct masthead *m, struct view query, size_t at)
{
    struct clause clause = {.end = at};
    size_t colon = at;
    while (colon < query.size && query.at[colon] != ':' && query.at[colon] != '"' &&
           !is_blank(query.at[colon]))
        colon++;
    if (colon < query.size && query.at[colon] == ':')
        clause.field = named(m, view_of(query.at + at, colon - at));
    size_t begin_value = clause.field ? colon + 1 : at;
    bool quoted = begin_value < query.size && query.at[begin_value] == '"';
    size_t i = begin_value + quoted;
    while (i < query.size && (quoted ? query.at[i] != '"' : !is_blank(query.at[i])))
        i++;
    clause.end = i < query.size && quoted ? i + 1 : i;
    if (clause.field && clause.field->public.kind == MASTHEAD_QUERY_IN_TEXT)
        clause.value =
            view_of(query.at + begin_value, clause.end - begin_value); /* quotes and all */
    else
        clause.value = view_of(query.at + begin_value + quoted, i - begin_value - quoted);
    return clause;
}

/* What must match: the alternatives asked for in one field, or a word. */
struct group {
    struct list list;
    struct group *next;
};

/* The groups in the order in which they come up, and the one of each query field. */
struct groups {
    struct group *first, **last;
    struct group **of_field;
};

static struct group *group_of(struct reader *r, struct groups *groups,
                              const struct query_field *field)
{
    struct group **of_field = field ? &groups->of_field[field - r->m->query_fields] : NULL;
    if (of_field && *of_field)
        return *of_field;
    struct group *group = tree_take(r, sizeof *group);
    if (!group)
        return NULL;
    *group = (struct group){.next = NULL};
    *groups->last = group;
    groups->last = &group->next;
    if (of_field)
        *of_field = group;
    return group;
}

static void read_clauses(struct reader *r, struct view query, struct groups *groups)
{
    for (size_t at = 0; at < query.size && !r->status;) {
        if (is_blank(query.at[at])) {
            at++;
            continue;
        }
        struct clause clause = read_clause(r->m, query, at);
        r->begin = (uint32_t)at;
        r->end = (uint32_t)clause.end;
        struct group *group = group_of(r, groups, clause.field);
        if (group)
            tree_push(r, &group->list,
                      clause.field ? read_value(r, clause.field, clause.value)
                                   : read_words(r, "", view_of(query.at + at, clause.end - at)));
        at = clause.end > at ? clause.end : at + 1;
    }
    r->begin = 0;
    r->end = (uint32_t)query.size;
}

masthead_status masthead_query_open(const masthead *m, const char *text, size_t size,
                                    const masthead_query_options *options, masthead_query **out,
                                    masthead_error *err)
{
    masthead_query *query;
    struct reader r;
    masthead_status status = begin(m, options, size, err, &query, &r);
    if (status)
        return status;
    struct groups groups = {.last = &groups.first};
    size_t room = m->query_field_count * sizeof *groups.of_field;
    groups.of_field = tree_take(&r, room);
    if (groups.of_field) {
        memset(groups.of_field, 0, room);
        read_clauses(&r, view_of(text, size), &groups);
    }
    struct list all = {0};
    for (struct group *group = groups.first; group && !r.status; group = group->next)
        tree_push(&r, &all, tree_join(&r, MASTHEAD_QUERY_OR, &group->list));
    return end(&r, query, tree_join(&r, MASTHEAD_QUERY_AND, &all), out);
}

enum {
    HOLDER_WEIGHT = 4
}; /* times an office's and a person's: against articles that repeat both */

/* "XPlavrov, sergei" and "foreign minister" to "XTforeign minister: lavrov, sergei". */
static void push_holder(struct reader *r, struct list *list, const masthead_query_node *person,
                        const char *held)
{
    const masthead_settings *settings = &r->m->settings.public;
    size_t prefix = strlen(settings->name_prefix), size = strlen(held);
    char *text = tree_take(r, size + person->term_size);
    if (person->op != MASTHEAD_QUERY_TERM || !text)
        return;
    memcpy(text, held, size);
    memcpy(text + size, person->term + prefix, person->term_size - prefix);
    tree_push_term(r, list, settings->title_prefix,
                   view_of(text, size + person->term_size - prefix),
                   HOLDER_WEIGHT * (settings->title_weight + settings->name_weight));
}

static const masthead_query_node *read_holder(struct reader *r, struct view office,
                                              struct view person)
{
    char held[TERM_BYTES];
    struct list persons = {0}, list = {0};
    struct asked_office asked = recognize_office(r, view_trim(office));
    query_person(r, view_trim(person), &persons);
    const masthead_query_node *all = tree_join(r, MASTHEAD_QUERY_OR, &persons);
    if (!all || !office_held(r->m->lexicon, asked.modifier, asked.office, held, sizeof held))
        return tree_join(r, MASTHEAD_QUERY_OR, &list);
    for (size_t i = 0; i < all->child_count; i++)
        push_holder(r, &list, all->children[i], held);
    if (!all->child_count)
        push_holder(r, &list, all, held);
    return tree_join(r, MASTHEAD_QUERY_OR, &list);
}

masthead_status masthead_query_holder(const masthead *m, const char *office, size_t office_size,
                                      const char *person, size_t person_size,
                                      const masthead_query_options *options, masthead_query **out,
                                      masthead_error *err)
{
    masthead_query *query;
    struct reader r;
    masthead_status status = begin(m, options, person_size, err, &query, &r);
    if (status)
        return status;
    return end(&r, query,
               read_holder(&r, view_of(office, office_size), view_of(person, person_size)), out);
}

/* Each word of another article can weigh as much as the rarest one, which the headline is; so it weighs as much as all of
 * its words, doubly. */
static const masthead_query_node *read_headline(struct reader *r, struct view text)
{
    struct headline headline;
    struct list list = {0};
    headline_read(text, &headline);
    for (uint32_t i = 0; i < headline.count; i++) {
        char term[HEADLINE_FORM_BYTES + 1] = "\"";
        memcpy(term + 1, headline.form[i], headline.size[i]);
        tree_push_term(r, &list, r->m->settings.public.title_prefix,
                       view_of(term, headline.size[i] + 1), 2.0 * headline.words);
    }
    return tree_join(r, MASTHEAD_QUERY_OR, &list);
}

masthead_status masthead_query_headline(const masthead *m, const char *text, size_t size,
                                        masthead_query **out, masthead_error *err)
{
    masthead_query *query;
    struct reader r;
    masthead_status status = begin(m, NULL, size, err, &query, &r);
    if (status)
        return status;
    return end(&r, query, read_headline(&r, view_of(text, size)), out);
}

/* Adds the offices that a plain query speaks of, each as a node of its own. */
static void read_offices(struct reader *r, struct view text, struct list *list)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct mentions mentions = {0};
    struct passage passage;
    if (settings->title_weight == 0)
        return;
    tree_recognize(r, text, titles_recognize, &passage, &mentions);
    for (uint32_t i = 0; i < mentions.count && !r->status; i++) {
        const struct mention *title = &mentions.at[i];
        r->begin = title->begin;
        r->end = title->end;
        if (title->value)
            tree_push_term(r, list, settings->title_prefix, view_string(title->value),
                           settings->title_weight);
    }
    mentions_free(&mentions);
}

enum { MOST_PEOPLE = 16 }; /* whom one query may name */

/* What is spoken of in plain words counts this share of its weight: its words count already, and a long query that names
 * many people is about more than them. */
static const double mentioned_share = 0.25;

masthead_status masthead_query_mentions(const masthead *m, const char *text, size_t size,
                                        const masthead_query_options *options, masthead_query **out,
                                        masthead_error *err)
{
    masthead_query *query;
    struct reader r;
    struct query_person people[MOST_PEOPLE];
    struct list list = {0};
    const struct view view = view_of(text, size);
    masthead_status status = begin(m, options, size, err, &query, &r);
    if (status)
        return status;
    r.share = mentioned_share;
    uint32_t count =
        m->settings.public.name_weight > 0 ? query_people(&r, view, people, MOST_PEOPLE) : 0;
    for (uint32_t i = 0; i < count; i++)
        tree_push(&r, &list, people[i].node);
    read_offices(&r, view, &list);
    query_days(&r, view, &list);
    return end(&r, query, tree_gather(&r, MASTHEAD_QUERY_OR, &list), out);
}

const masthead_query_node *masthead_query_root(const masthead_query *q)
{
    return q->root;
}

void masthead_query_close(masthead_query *q)
{
    if (!q)
        return;
    arena_free(&q->arena);
    free(q);
}
