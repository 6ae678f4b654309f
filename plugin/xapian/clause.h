/* clause.h - the parts of a query string that are the config's own fields
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Stock Xapian hands a field's value to a callback one word at a time: person:"boris johnson"
 * would arrive as two words, date:2021-08-10..2021-08-17 as a range that no one knows.  So these
 * clauses are found first, and each gives way to the field's name with one made-up word, which
 * says where its value is:
 *
 *     person:"boris johnson" AND -office:mayor    ->    person:mhq0 AND -office:mhq1
 * person:(may OR "boris johnson")             ->    (person:mhq0 OR person:mhq1)
 *
 * All syntax around them is left to stock Xapian.  What stands in a quoted phrase, and every word
 * that is not one of the fields, stays as it is. */
#ifndef MASTHEAD_XAPIAN_CLAUSE_H
#define MASTHEAD_XAPIAN_CLAUSE_H

#include <stddef.h>

#include "masthead.h"

#ifdef __cplusplus
extern "C" {
#endif

struct clause {
    const masthead_query_field *field;
    size_t begin, end; /* its bytes in the query string; in a group without the field's name */
    char *value;       /* what is asked for, without quotes */
    size_t size;
    int in_group;   /* one of several values in brackets behind the field's name */
    int positional; /* NEAR or ADJ stands beside it */
    int spaced;     /* a blank was added behind its word */
};

struct clauses {
    struct clause *at;
    size_t count;
    char *text; /* the query string for stock Xapian */
    size_t size;
    char *values; /* that the clauses' values lie in */
};

/* What of stock Xapian's syntax is in use, and whose a field is. */
struct clause_syntax {
    int phrases;  /* FLAG_PHRASE: double quotes make phrases */
    int booleans; /* FLAG_BOOLEAN: AND, OR, brackets */
    int any_case; /* FLAG_BOOLEAN_ANY_CASE */
    int partial;  /* FLAG_PARTIAL: a word at the very end is not finished */
    /* Returns the field of that name when its clauses are to be found, else NULL. */
    const masthead_query_field *(*field)(void *user, const char *name, size_t size);
    /* Returns 1 when the host reads the range "begin..end" itself. */
    int (*host_range)(void *user, const char *begin, size_t begin_size, const char *end,
                      size_t end_size);
    void *user;
};

/* Finds the clauses of a query string, to be freed with clauses_free().  Returns 0, or -1 for want
 * of memory. */
int clauses_find(const struct clause_syntax *syntax, const char *query, size_t size,
                 struct clauses *out);

void clauses_free(struct clauses *clauses);

/* Returns the clause that a made-up word stands for, or NULL. */
const struct clause *clause_of_word(const struct clauses *clauses, const char *word, size_t size);

/* Writes a corrected form of the clauses' text with the clauses as they were typed in `query`; a
 * value out of a group gets its field's name.  The caller frees *out.  Returns 0, or -1 for want
 * of memory. */
int clauses_restore(const struct clauses *clauses, const char *query, const char *corrected,
                    size_t size, char **out, size_t *out_size);

#ifdef __cplusplus
}
#endif

#endif
