/* dateline.h - the metadata that an article's text carries itself
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_DATELINE_H
#define MASTHEAD_CORE_DATELINE_H

#include "lexicon.h"
#include "masthead.h"
#include "view.h"

/* What a first line such as " date 2021-08-17 WASHINGTON — President …", "SALVADOR, Feb 26 -" or "PARIS (Reuters) -" says. */
struct dateline {
    uint32_t published;  /* YYYYMMDD of an explicit `date`; 0 if none */
    struct view place;   /* "WASHINGTON", in the text; empty if none */
    int month, day;      /* of a dateline with a day but no year; 0 if none */
    size_t text_begin;   /* where the article's own words begin */
};

/* Reads the beginning of a text.  Anything that is not a dateline leaves all empty and text_begin 0. */
struct dateline dateline_read(struct view text, const struct lexicon *lexicon);

#endif
