/* analyze.h - the ways in which masthead analyze shows an article
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_ANALYZE_H
#define MASTHEAD_ANALYZE_H

#include "input.h"
#include "masthead.h"

/* A passage of an article with its mentions, in order of place. */
struct passage {
    const masthead_field *field;
    const char *text;
    size_t size;
    size_t first, end; /* its mentions: masthead_article_mention_at() */
};

/* An article that was read and resolved. */
struct reading {
    const struct story *story;
    const masthead_article *article;
    const struct passage *passages;
    size_t passage_count;
};

/* Writes to standard output the beginning of the whole, one article, and the end; NULL: there is none. */
struct view_format {
    void (*begin)(void);
    void (*article)(const struct reading *reading);
    void (*end)(void);
};

extern const struct view_format json_view, page_view, plain_view, colour_view;

/* Calls `put` for the stretches of a part of a passage's text in order, with the mention that a stretch is, or
 * NULL between mentions. */
void walk_passage(const struct reading *reading, const struct passage *passage, size_t begin,
                  size_t end,
                  void (*put)(const char *text, size_t size, const masthead_mention *mention));

#endif
