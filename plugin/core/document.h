/* document.h - a YAML file as a tree that knows where everything stands
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Only what a config needs of YAML is read: mappings, lists and scalars.  Anchors, aliases,
 * tags, several documents and deep nesting are errors, so that a small file cannot stand for a
 * large tree. */
#ifndef MASTHEAD_CORE_DOCUMENT_H
#define MASTHEAD_CORE_DOCUMENT_H

#include <stdint.h>

#include "arena.h"
#include "error.h"
#include "masthead.h"
#include "view.h"

enum {
    DOCUMENT_BYTES = 1024 * 1024, /* the largest file */
    DOCUMENT_DEPTH = 4            /* mappings and lists inside one another */
};

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    bool quoted;           /* of a scalar: not written plain */
    bool flow;             /* of a list or mapping: in brackets or braces */
    uint32_t line, column; /* as YAML counts them, from 0 */
    uint32_t end_line, end_column; /* of a scalar, or of what is in brackets or braces: behind it */
    struct view text;      /* of a scalar; ends in NUL, holds no other */
    struct node *first;    /* of a list its first item; of a mapping its first key, a scalar */
    struct node *next;     /* the next item or key */
    struct node *value;    /* of a key; never NULL */
    uint32_t count;        /* of items or keys */
};

/* A file that is being read, and who is told what is wrong with it. */
struct document {
    struct view text;
    const char *name;
    masthead_error *err; /* may be NULL */
    struct arena arena;  /* holds the tree */
    struct node *root;
};

/* Reads `text` into a tree; text, name and error must outlive it.  A byte order mark is left
 * out.  Free the document with document_free() also when this fails: with BAD_CONFIG, saying
 * where, or NO_MEMORY. */
masthead_status document_read(struct view text, const char *name, struct document *out,
                              masthead_error *err);

void document_free(struct document *document);

/* Stores a BAD_CONFIG error that points at the node, and returns BAD_CONFIG. */
masthead_status document_refuse(const struct document *document, const struct node *node,
                                const char *format, ...) PRINTF_LIKE(3, 4);

/* Where the node begins, and what `end_line` and `end_column` say, as bytes in the document's text. */
size_t document_begin(const struct document *document, const struct node *node);
size_t document_end(const struct document *document, const struct node *node);

/* The line that the node stands on, from 1. */
unsigned document_line(const struct document *document, const struct node *node);

/* Returns the key of that name in a mapping, or NULL. */
const struct node *node_key(const struct node *map, const char *name);

/* Returns the value under that key, or NULL. */
const struct node *node_value(const struct node *map, const char *name);

/* True for an empty plain scalar, ~ or null: a key without a value. */
bool node_is_null(const struct node *node);

/* "a mapping", "a list", "nothing", "text" … for messages. */
const char *node_kind_name(const struct node *node);

#endif
