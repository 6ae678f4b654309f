/* query_tree.c - building the tree of a query
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "query_tree.h"

#include "error.h"

void *tree_take(struct reader *r, size_t size)
{
    void *taken = r->status ? NULL : arena_take(r->arena, size);
    if (!taken && !r->status)
        r->status = error_no_memory(r->err);
    return taken;
}

masthead_query_node *tree_make(struct reader *r, masthead_query_op op)
{
    masthead_query_node *node = tree_take(r, sizeof *node);
    if (node)
        *node = (masthead_query_node){.op = op,
                                      .term = "",
                                      .prefix = "",
                                      .from = "",
                                      .to = "",
                                      .begin = r->begin,
                                      .end = r->end};
    return node;
}

void tree_push(struct reader *r, struct list *list, const masthead_query_node *node)
{
    struct branch *branch = node ? tree_take(r, sizeof *branch) : NULL;
    if (!branch)
        return;
    *branch = (struct branch){node, NULL};
    *(list->first ? list->last : &list->first) = branch;
    list->last = &branch->next;
    list->count++;
}

const masthead_query_node *tree_join(struct reader *r, masthead_query_op op,
                                     const struct list *list)
{
    if (list->count == 0)
        return tree_make(r, MASTHEAD_QUERY_NOTHING);
    return list->count == 1 ? list->first->node : tree_gather(r, op, list);
}

const masthead_query_node *tree_gather(struct reader *r, masthead_query_op op,
                                       const struct list *list)
{
    masthead_query_node *node = tree_make(r, op);
    const masthead_query_node **children = tree_take(r, list->count * sizeof *children);
    if (!node || !children)
        return NULL;
    node->children = children;
    node->child_count = list->count;
    for (const struct branch *branch = list->first; branch; branch = branch->next)
        *children++ = branch->node;
    return node;
}

void tree_push_term(struct reader *r, struct list *list, const char *prefix, struct view text,
                    double weight)
{
    size_t size = strlen(prefix);
    if (size + text.size > TERM_BYTES)
        return; /* no article has such a term */
    char *term = tree_take(r, size + text.size + 1);
    masthead_query_node *node = tree_make(r, MASTHEAD_QUERY_TERM);
    if (!term || !node)
        return;
    memcpy(term, prefix, size);
    memcpy(term + size, text.at, text.size);
    term[size + text.size] = '\0';
    node->term = term;
    node->term_size = size + text.size;
    node->weight = weight * r->share;
    tree_push(r, list, node);
}

void tree_fail(struct reader *r, struct view value, const char *what)
{
    if (!r->status)
        r->status = error_set(r->err, MASTHEAD_BAD_INPUT, "'%.*s' %s",
                              (int)(value.size < 100 ? value.size : 100), value.at, what);
}

struct view tree_words(struct reader *r, const struct view *words, uint32_t count)
{
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++)
        size += words[i].size + 1;
    char *text = tree_take(r, size + 1);
    if (!text)
        return view_of(NULL, 0);
    char *end = text;
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            *end++ = ' ';
        memcpy(end, words[i].at, words[i].size);
        end += words[i].size;
    }
    return view_of(text, (size_t)(end - text));
}

void tree_recognize(struct reader *r, struct view value, recognize_fn *recognizer,
                    struct passage *passage, struct mentions *out)
{
    static const masthead_field field = {.name = "query", .prefix = "", .slot = -1};
    struct reading reading = {
        .settings = &r->m->settings.public,
        .lexicon = r->m->lexicon,
        .passages = passage,
        .passage_count = 1,
        .published = r->options->today,
        .arena = r->arena,
    };
    *passage = (struct passage){.field = &field};
    if (r->status)
        return;
    if (scan(r->m->lexicon, value, r->arena, &passage->tokens) || recognizer(&reading, out))
        r->status = error_no_memory(r->err);
}
