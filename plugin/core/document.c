/* document.c - a YAML file as a tree that knows where everything stands
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The text is checked first (size, UTF-8, no control characters), so that what libyaml then
 * finds wrong is the YAML alone.  libyaml's events become nodes one by one; recursion is bounded
 * by DOCUMENT_DEPTH. */
#include "document.h"

#include <stdarg.h>
#include <stdio.h>
#include <yaml.h>

static masthead_status refuse_at(const struct document *d, size_t at, const char *message)
{
    error_set(d->err, MASTHEAD_BAD_CONFIG, "%s", message);
    error_place(d->err, d->name, d->text, at);
    return MASTHEAD_BAD_CONFIG;
}

/* ---- The text -------------------------------------------------------------------------------- */

/* U+0085, next line, is white space in YAML. */
static bool is_space(struct view text, size_t at)
{
    char c = text.at[at];
    return c == '\t' || c == '\n' || c == '\r' || (c == '\xc2' && text.at[at + 1] == '\x85');
}

static masthead_status check_text(const struct document *d)
{
    if (d->text.size > DOCUMENT_BYTES) {
        error_set(d->err, MASTHEAD_BAD_CONFIG, "the file is larger than 1 MiB");
        error_file(d->err, d->name);
        return MASTHEAD_BAD_CONFIG;
    }
    for (size_t at = 0, size; at < d->text.size; at += size) {
        size = view_character(d->text, at);
        if (size == 0)
            return refuse_at(d, at, "not valid UTF-8");
        if (d->text.at[at] == '\0')
            return refuse_at(d, at, "a NUL byte, so this is not a text file");
        if (view_is_control(d->text, at) && !is_space(d->text, at))
            return refuse_at(d, at, "a control character");
    }
    return MASTHEAD_OK;
}

/* Returns the length of the line break at text[at], 0 if none: those of YAML 1.1, section 4.2. */
static size_t line_break(struct view text, size_t at)
{
    const char *p = text.at + at;
    size_t left = text.size - at;
    if (*p == '\r')
        return left > 1 && p[1] == '\n' ? 2 : 1;
    if (*p == '\n')
        return 1;
    if (left > 1 && memcmp(p, "\xc2\x85", 2) == 0)
        return 2;
    if (left > 2 && (memcmp(p, "\xe2\x80\xa8", 3) == 0 || memcmp(p, "\xe2\x80\xa9", 3) == 0))
        return 3;
    return 0;
}

/* The byte at a line and column of libyaml's.  Its marks have an index as well, but that one
 * counts the line breaks inside quoted scalars wrongly when they are CR LF (0.2.5). */
static size_t offset(struct view text, size_t line, size_t column)
{
    size_t at = 0;
    while (line > 0 && at < text.size) {
        size_t size = line_break(text, at);
        line -= size > 0;
        at += size > 0 ? size : 1;
    }
    for (; column > 0 && at < text.size; column--)
        at += view_character(text, at);
    return at;
}

/* ---- The tree -------------------------------------------------------------------------------- */

struct loader {
    struct document *document;
    yaml_parser_t parser;
    yaml_mark_t ended; /* behind the list or mapping that ended last */
};

static masthead_status refuse_mark(const struct document *d, yaml_mark_t mark, const char *message)
{
    return refuse_at(d, offset(d->text, mark.line, mark.column), message);
}

/* Says what libyaml found wrong. */
static masthead_status problem(const struct loader *l)
{
    const struct document *d = l->document;
    const yaml_parser_t *p = &l->parser;
    if (p->error == YAML_MEMORY_ERROR)
        return error_no_memory(d->err);
    char message[200];
    size_t at = offset(d->text, p->problem_mark.line, p->problem_mark.column);
    if (at < d->text.size && d->text.at[at] == '\t')
        return refuse_at(d, at, "a tab, where YAML wants spaces");
    snprintf(message, sizeof message, "not YAML: %s%s%s",
             p->problem ? p->problem : "cannot be read", p->context ? " " : "",
             p->context ? p->context : "");
    return refuse_at(d, at, message);
}

static masthead_status add_node(struct loader *l, enum node_kind kind, const yaml_event_t *event,
                                struct node **out)
{
    struct node *node = arena_take(&l->document->arena, sizeof *node);
    if (!node)
        return error_no_memory(l->document->err);
    *node = (struct node){.kind = kind,
                          .line = (uint32_t)event->start_mark.line,
                          .column = (uint32_t)event->start_mark.column,
                          .end_line = (uint32_t)event->end_mark.line,
                          .end_column = (uint32_t)event->end_mark.column};
    *out = node;
    return MASTHEAD_OK;
}

static masthead_status read_scalar(struct loader *l, const yaml_event_t *event, struct node **out)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t size = event->data.scalar.length;
    if (memchr(value, '\0', size)) /* "\0" in double quotes */
        return refuse_mark(l->document, event->start_mark, "a NUL character");
    masthead_status status = add_node(l, NODE_SCALAR, event, out);
    if (status)
        return status;
    const char *copy = arena_copy(&l->document->arena, value, size);
    if (!copy)
        return error_no_memory(l->document->err);
    (*out)->text = view_of(copy, size);
    (*out)->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return MASTHEAD_OK;
}

static masthead_status read_node(struct loader *l, unsigned depth, struct node **out);

/* Reads the items or keys and values of a node up to its end. */
static masthead_status read_children(struct loader *l, unsigned depth, struct node *parent)
{
    struct node **link = &parent->first;
    for (;;) {
        masthead_status status = read_node(l, depth + 1, link);
        struct node *child = *link;
        if (status)
            return status;
        if (!child) {
            parent->end_line = (uint32_t)l->ended.line;
            parent->end_column = (uint32_t)l->ended.column;
            return MASTHEAD_OK;
        }
        if (parent->kind == NODE_MAP) {
            if (child->kind != NODE_SCALAR)
                return document_refuse(l->document, child, "a key must be a word, not %s",
                                       node_kind_name(child));
            if ((status = read_node(l, depth + 1, &child->value)))
                return status;
        }
        parent->count++;
        link = &child->next;
    }
}

static bool is_labelled(const yaml_event_t *event, const char **what)
{
    bool scalar = event->type == YAML_SCALAR_EVENT, list = event->type == YAML_SEQUENCE_START_EVENT;
    const void *anchor = scalar ? event->data.scalar.anchor
                         : list ? event->data.sequence_start.anchor
                                : event->data.mapping_start.anchor;
    const void *tag = scalar ? event->data.scalar.tag
                      : list ? event->data.sequence_start.tag
                             : event->data.mapping_start.tag;
    *what = anchor ? "anchors (&) are not read; write the value out" : "tags (!) are not read";
    return anchor || tag;
}

/* Makes a node of an event, with all that is inside it; NULL for the end of a list or mapping. */
static masthead_status read_event(struct loader *l, const yaml_event_t *event, unsigned depth,
                                  struct node **out)
{
    const struct document *d = l->document;
    const char *what;
    *out = NULL;
    if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT) {
        l->ended = event->end_mark;
        return MASTHEAD_OK;
    }
    if (event->type == YAML_ALIAS_EVENT)
        return refuse_mark(d, event->start_mark, "aliases (*) are not read; write the value out");
    if (is_labelled(event, &what))
        return refuse_mark(d, event->start_mark, what);
    if (event->type == YAML_SCALAR_EVENT)
        return read_scalar(l, event, out);
    if (depth >= DOCUMENT_DEPTH)
        return refuse_mark(d, event->start_mark, "nested more deeply than any key of a config");
    bool list = event->type == YAML_SEQUENCE_START_EVENT;
    masthead_status status = add_node(l, list ? NODE_LIST : NODE_MAP, event, out);
    if (status)
        return status;
    (*out)->flow = list ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                        : event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    return read_children(l, depth, *out);
}

static masthead_status read_node(struct loader *l, unsigned depth, struct node **out)
{
    yaml_event_t event;
    if (!yaml_parser_parse(&l->parser, &event))
        return problem(l);
    masthead_status status = read_event(l, &event, depth, out);
    yaml_event_delete(&event);
    return status;
}

/* Takes the next event, which is of no interest but for its type. */
static masthead_status pass(struct loader *l, yaml_event_type_t *type, yaml_mark_t *mark)
{
    yaml_event_t event;
    if (!yaml_parser_parse(&l->parser, &event))
        return problem(l);
    *type = event.type;
    *mark = event.start_mark;
    yaml_event_delete(&event);
    return MASTHEAD_OK;
}

static masthead_status read_stream(struct loader *l)
{
    struct document *d = l->document;
    yaml_event_type_t type = YAML_NO_EVENT;
    yaml_mark_t mark = {0};
    masthead_status status;
    if ((status = pass(l, &type, &mark)) || (status = pass(l, &type, &mark)))
        return status;
    if (type == YAML_STREAM_END_EVENT)
        return refuse_at(d, 0, "the config is empty");
    if ((status = read_node(l, 0, &d->root)) || (status = pass(l, &type, &mark)) ||
        (status = pass(l, &type, &mark)))
        return status;
    if (type != YAML_STREAM_END_EVENT)
        return refuse_mark(d, mark, "a second document begins here, but a config is one");
    return MASTHEAD_OK;
}

masthead_status document_read(struct view text, const char *name, struct document *out,
                              masthead_error *err)
{
    if (text.size >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
        text = view_of(text.at + 3, text.size - 3);
    *out = (struct document){.text = text, .name = name, .err = err};
    masthead_status status = check_text(out);
    if (status)
        return status;
    struct loader loader = {.document = out};
    if (!yaml_parser_initialize(&loader.parser))
        return error_no_memory(err);
    yaml_parser_set_encoding(&loader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&loader.parser, (const unsigned char *)(text.size ? text.at : ""),
                                 text.size);
    status = read_stream(&loader);
    yaml_parser_delete(&loader.parser);
    return status;
}

void document_free(struct document *document)
{
    arena_free(&document->arena);
    document->root = NULL;
}

/* ---- Nodes ----------------------------------------------------------------------------------- */

masthead_status document_refuse(const struct document *d, const struct node *node,
                                const char *format, ...)
{
    char message[sizeof d->err->message];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    return refuse_at(d, document_begin(d, node), message);
}

size_t document_begin(const struct document *d, const struct node *node)
{
    return offset(d->text, node->line, node->column);
}

size_t document_end(const struct document *d, const struct node *node)
{
    return offset(d->text, node->end_line, node->end_column);
}

unsigned document_line(const struct document *d, const struct node *node)
{
    size_t at = document_begin(d, node);
    unsigned line = 1;
    for (size_t i = 0; i < at; i++)
        line += d->text.at[i] == '\n';
    return line;
}

const struct node *node_key(const struct node *map, const char *name)
{
    for (const struct node *key = map->first; key; key = key->next)
        if (view_equal(key->text, view_string(name)))
            return key;
    return NULL;
}

const struct node *node_value(const struct node *map, const char *name)
{
    const struct node *key = node_key(map, name);
    return key ? key->value : NULL;
}

bool node_is_null(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node->quoted &&
           (node->text.size == 0 || view_equal(node->text, view_string("~")) ||
            view_equal(node->text, view_string("null")));
}

const char *node_kind_name(const struct node *node)
{
    if (node->kind != NODE_SCALAR)
        return node->kind == NODE_LIST ? "a list" : "a mapping";
    return node_is_null(node) ? "nothing" : node->quoted ? "quoted text" : "a word";
}
