/* trec.h - topics, judgments and runs in the formats of TREC
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     topics     ID <tab> TEXT                        a query a line; what a further tab begins is left out
 *     judgments  TOPIC ITERATION DOCUMENT GRADE       (qrels) a grade above 0 is relevant
 *     runs       TOPIC Q0 DOCUMENT RANK SCORE TAG     what a search found
 *
 * The columns of the latter two stand between blanks.  Empty lines count for nothing.  Each function that
 * reads reports what is wrong with its line, as "masthead: FILE:LINE: MESSAGE", and returns false; "-" is
 * standard input. */
#ifndef MASTHEAD_TREC_H
#define MASTHEAD_TREC_H

#include "arena.h"
#include <stdbool.h>
#include <stdio.h>

struct topic {
    const char *id;
    const char *text;
};

struct topics {
    struct arena arena;
    struct topic *at; /* in the order of the file */
    size_t count;
};

/* A document that was judged, or found. */
struct judgment {
    const char *topic, *document; /* the topic first, as in a finding: they are found alike */
    long grade;
    size_t line; /* of the file */
};

struct judgments {
    struct arena arena;
    struct judgment *at; /* ordered by topic, then document */
    size_t count;
};

/* A document found for a topic. */
struct finding {
    const char *topic, *document;
    double score;
    unsigned long rank;
};

struct run {
    struct arena arena;
    struct finding *at; /* ordered by topic, then as ranked */
    size_t count, room;
};

bool topics_read(const char *path, struct topics *out);
void topics_free(struct topics *topics);

bool judgments_read(const char *path, struct judgments *out);
void judgments_free(struct judgments *judgments);

/* The judgments of one topic. */
struct judged {
    const struct judgment *at;
    size_t count;
};

struct judged judgments_of(const struct judgments *judgments, const char *topic);

/* The grade of a document, 0 when it was not judged.  `document` need not end in NUL. */
long judged_grade(const struct judged *judged, const char *document, size_t size);

/* A topic's documents are ranked by their score; the rank decides among equal ones. */
bool run_read(const char *path, struct run *out);
void run_add(struct run *run, const char *topic, const char *document, size_t size, double score,
             unsigned long rank);
void run_sort(struct run *run);
void run_free(struct run *run);

/* Writes a run.  Returns false and reports a document whose id a run cannot hold, since it has a blank. */
bool run_write(const struct run *run, const char *tag, FILE *file);

/* What was found for one topic. */
struct found {
    const struct finding *at;
    size_t count;
};

struct found run_of(const struct run *run, const char *topic);

#endif
