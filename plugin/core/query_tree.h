/* query_tree.h - building the tree of a query
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_QUERY_TREE_H
#define MASTHEAD_CORE_QUERY_TREE_H

#include "query.h"

/* What is at hand while one query is read.  The first failure is kept in `status`; after it nothing more
 * is built, so that callers need to look only once. */
struct reader {
    const struct masthead *m;
    const masthead_query_options *options;
    struct arena *arena;
    uint32_t begin, end; /* of the clause, in the query string */
    double share;        /* of their weight that terms get */
    masthead_status status;
    masthead_error *err;
};

/* One child of a list. */
struct branch {
    const masthead_query_node *node;
    struct branch *next;
};

/* Children collected for one node, in a list since their number is not known.  All zero is an empty list. */
struct list {
    struct branch *first, **last;
    size_t count;
};

/* Takes memory that lives as long as the query; NULL after a failure. */
void *tree_take(struct reader *r, size_t size);

/* Makes a node without children; NULL after a failure. */
masthead_query_node *tree_make(struct reader *r, masthead_query_op op);

/* Adds a node to a list; NULL is passed over. */
void tree_push(struct reader *r, struct list *list, const masthead_query_node *node);

/* Adds a term; one that is longer than Xapian stores is left out, since no article has it. */
void tree_push_term(struct reader *r, struct list *list, const char *prefix, struct view text,
                    double weight);

/* Joins what was collected: a single child stands for itself, none for NOTHING. */
const masthead_query_node *tree_join(struct reader *r, masthead_query_op op,
                                     const struct list *list);

/* The same in a node of its own, however many they are. */
const masthead_query_node *tree_gather(struct reader *r, masthead_query_op op,
                                       const struct list *list);

/* Joins words with spaces between; empty after a failure. */
struct view tree_words(struct reader *r, const struct view *words, uint32_t count);

/* Fails with BAD_INPUT: "'value' what". */
void tree_fail(struct reader *r, struct view value, const char *what);

/* Runs one recognizer over a value as if it were an article's text.  The caller frees `out`. */
void tree_recognize(struct reader *r, struct view value, recognize_fn *recognizer,
                    struct passage *passage, struct mentions *out);

/* The readers of values: each adds alternatives to a list. */
void query_person(struct reader *r, struct view value, struct list *list);

/* A person whom words of a plain query name. */
struct query_person {
    uint32_t begin, end; /* those words, in bytes of the text */
    bool whole;          /* several words: a given and a family name, or a family name of several words */
    const masthead_query_node *node; /* the terms that the index has of that name, one or an OR */
};

/* Finds the people that a plain query, in whatever case, speaks of: stretches of words that are names of people in the
 * index; the longest first, and no word twice.  A single word counts when the index has it as a family name and it is
 * no ordinary word, place or title.  Fills out[0] to out[most - 1] in the order of the text and returns how many; 0 when the index's
 * terms are not at hand, and after a failure. */
uint32_t query_people(struct reader *r, struct view text, struct query_person *out, uint32_t most);

/* Adds the days that a plain query speaks of, each as a node of its own. */
void query_days(struct reader *r, struct view text, struct list *list);

void query_spoken(struct reader *r, struct view value, struct list *list);
void query_published(struct reader *r, const struct query_field *field, struct view value,
                     struct list *list);

#endif
