/* trial.h - topics put to a database, and what comes of it
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_TRIAL_H
#define MASTHEAD_TRIAL_H

#include "measures.h"
#include "module.h"
#include "trec.h"
#include "view.h"

struct invocation;

enum { TRIAL_DATABASES = 64 }; /* the most that are searched as one */

/* What topics are put to. */
struct trial {
    const struct search_functions *functions;
    struct search *search;
    unsigned long top; /* how many documents are looked at */
    bool
        syntax; /* topics are in the query syntax; else all that means something in it is taken out */
};

/* Opens databases as one.  What fails has been reported. */
bool trial_open(struct trial *trial, const masthead *m, const char *const *databases, size_t count);
void trial_close(struct trial *trial);

/* What the command line says of it. */
struct trial_options {
    const char *databases[TRIAL_DATABASES];
    size_t database_count;
    unsigned long top;
    bool syntax;
};

/* Rows of a table of options that are given to trial_option(), as is 'x' for --syntax. */
/* clang-format off */
#define TRIAL_OPTIONS \
    {"database", required_argument, NULL, 'd'}, \
    {"top", required_argument, NULL, 't'}
/* clang-format on */

/* Takes one of these options.  Returns STATUS_USAGE when its value is wrong, which has been reported. */
int trial_option(const struct invocation *in, int c, struct trial_options *options);

/* Reads a number from 1 to 1000000. */
bool trial_read_number(const char *text, unsigned long *number);

/* Searches for a topic by a config (NULL: without the module) and measures what is found; adds it to
 * `run` unless that is NULL.  Returns false after an error of the database or the topic, which has been reported. */
bool trial_topic(struct trial *trial, const masthead *m, const struct topic *topic,
                 const struct judged *judged, struct run *run, struct measures *out);

/* What is found for a topic, kept to be ranked by other configs without a search. */
struct trial_kept {
    struct search_kept *kept;
    uint32_t *documents; /* in ascending order */
    long *grades;
    size_t count;
};

/* Keeps the best trial->top documents for a topic by the config `m`.  `full` is the same config with no weight and no `b` of 0.  Returns
 * false after an error, which has been reported; trial_forget() frees in any case. */
bool trial_keep(struct trial *trial, const masthead *m, const masthead *full, const struct topic *topic,
                const struct judged *judged, struct trial_kept *out);
void trial_forget(const struct trial *trial, struct trial_kept *kept);

/* Measures how another config ranks the documents. */
bool trial_rank(const struct trial *trial, const masthead *m, const struct trial_kept *kept,
                const struct judged *judged, struct measures *out);

/* Writes the words of a topic without what is query syntax: quotes, brackets, colons, operators in capitals, a
 * minus before a word, addresses of web pages.  `out` has room for text.size bytes.  Returns how many it took. */
size_t trial_plain_words(struct view text, char *out);

#endif
