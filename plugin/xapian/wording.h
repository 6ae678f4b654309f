/* wording.h - the plain words of a query string as they were meant
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Queries are typed, and just as often pasted: a headline in Title Case or in capitals, a sentence with a quotation in
 * it.  Stock Xapian takes a capital for "this word and no other form of it", and a quotation for a phrase of which
 * not a word may be missing.  So a word is read as if its first letter were a small one,
 *
 *     Flood Warnings for Oslo     ->    flood warnings for oslo
 *
 * and, where words without an operator are alternatives, those in quotation marks that no keyboard has are looked for
 * singly as well:
 *
 *     he said “never again” today    ->    he said (“never again” OR never again) today
 *
 * There, too, when the query has no operator, a tag or an account that is written as one word is looked for as its words as
 * well, where capitals or underscores tell them:
 *
 *     #OsloFloods by @BergenNews24   ->    #osloFloods oslo floods by @bergenNews24 bergen news 24
 *
 * What is found is what stock Xapian finds, and more.  A query in which something is excluded stays as it is: there
 * more would mean less.  So do words in straight quotes, fields, operators, abbreviations ("U.S.") and a query that is
 * one quotation. */
#ifndef MASTHEAD_XAPIAN_WORDING_H
#define MASTHEAD_XAPIAN_WORDING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What of stock Xapian's syntax is in use. */
struct wording_syntax {
    int phrases;      /* FLAG_PHRASE */
    int booleans;     /* FLAG_BOOLEAN */
    int any_case;     /* FLAG_BOOLEAN_ANY_CASE */
    int alternatives; /* the default operator is OR */
};

/* Rewords a query string.  *out, which the caller frees, becomes NULL when there is nothing to change.  Returns 0, or -1 for
 * want of memory. */
int wording_plain(const struct wording_syntax *syntax, const char *query, size_t size, char **out,
                  size_t *out_size);

#ifdef __cplusplus
}
#endif

#endif
