/* search.h - searching as a program under the module searches, for the command
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The command does not link with libxapian: most of its work needs none, and loading it takes longer
 * than all that `masthead check` does.  What it needs to search is in masthead-adapter.so, which it loads
 * when it comes to that, and which hands out these functions:
 *
 *     const struct search_functions *x = masthead_adapter_search();
 *     struct search *s;
 *     if (x->open(paths, count, "Q", &s, &err) || x->ask(s, m, "boris johnson", 13, &err) ||
 *         x->hits(s, 10, put_hit, NULL, &err))
 *         complain("%s", err.message);
 *     x->close(s);
 *
 * Functions that can fail return a status and fill `err`: MASTHEAD_CANNOT_READ for what Xapian reports
 * about a database, MASTHEAD_BAD_INPUT for a query that it cannot parse. */
#ifndef MASTHEAD_XAPIAN_SEARCH_H
#define MASTHEAD_XAPIAN_SEARCH_H

#include <stddef.h>
#include <stdint.h>

#include "masthead.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Databases opened together, and the query asked last.  Belongs to one thread. */
struct search;

/* Documents with all that ranks them for a query. */
struct search_kept;

/* A document found. */
struct search_hit {
    uint32_t document; /* its number in the database, from 1 */
    double score;
    const char *id; /* its term with the prefix of ids, without the prefix; NULL when it has none */
    size_t id_size;
};

/* A node of the parsed query, each before its children. */
struct search_node {
    unsigned depth;
    const char *op;   /* "term", "or", "and maybe", …; static */
    double factor;    /* that the scores below it are multiplied with */
    const char *text; /* of a term, the term; of what has no other form, Xapian's description */
    size_t size;
};

/* What one term adds to the score of a document. */
struct search_part {
    const char *term;
    size_t size;
    double score;
};

typedef void search_hit_fn(void *user, const struct search_hit *hit);
typedef void search_node_fn(void *user, const struct search_node *node);
typedef void search_part_fn(void *user, const struct search_part *part);

struct search_functions {
    const char *version; /* of the module: must be that of the command, whose objects it is given */

    /* Opens databases (folders, stub files) as one. */
    masthead_status (*open)(const char *const *paths, size_t count, const char *id_prefix,
                            struct search **out, masthead_error *err);
    void (*close)(struct search *s);

    /* Parses a query string as a program with the config `m` loaded does that leaves Xapian's query
     * parser as it is but for the stemmer of the language and the database; NULL: without the module. */
    masthead_status (*ask)(struct search *s, const masthead *m, const char *query, size_t size,
                           masthead_error *err);

    /* Calls `each` for the best `count` documents, the best first. */
    masthead_status (*hits)(struct search *s, uint32_t count, search_hit_fn *each, void *user,
                            masthead_error *err);

    /* Calls `each` for the nodes of the query, in the order in which they are read. */
    masthead_status (*tree)(struct search *s, search_node_fn *each, void *user,
                            masthead_error *err);

    /* Stores the number of the document that has this id, 0 when there is none. */
    masthead_status (*find)(struct search *s, const char *id, size_t size, uint32_t *document,
                            masthead_error *err);

    /* Calls `each` for every part of the document's score, which add up to *score; *score is 0 when the query
     * does not find it. */
    masthead_status (*explain)(struct search *s, uint32_t document, search_part_fn *each,
                               void *user, double *score, masthead_error *err);

    /* Keeps documents, given by their numbers in ascending order, with what ranks them for the query asked last.  It
     * was asked by the config `m`, in which no weight and no `b` is 0: what weighs nothing would be missing. */
    masthead_status (*keep)(const struct search *s, const masthead *m, const uint32_t *documents, size_t count,
                            struct search_kept **out, masthead_error *err);

    /* Stores the score that each of these documents gets by a config that differs from the one they were kept by in
     * weights, b and k1 alone; a negative one where the query does not find it. */
    masthead_status (*rescore)(const struct search_kept *kept, const masthead *m, double *scores,
                               masthead_error *err);
    void (*release)(struct search_kept *kept);
};

typedef const struct search_functions *adapter_search_function(void);

adapter_search_function masthead_adapter_search;

#ifdef __cplusplus
}
#endif

#endif
