/* article.h - inside of masthead and masthead_article
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_ARTICLE_H
#define MASTHEAD_CORE_ARTICLE_H

#include "lengths.h"
#include "lexicon.h"
#include "people.h"
#include "postings.h"
#include "recognize.h"
#include "settings.h"
#include "terms.h"

struct query_field;

struct masthead {
    struct settings settings;
    struct lexicon *lexicon;
    char *schema;
    struct query_field *query_fields; /* in the settings' arena */
    size_t query_field_count;
};

/* The config's first date field: the day of publication.  NULL when it has none. */
const masthead_field *publication_field(const struct masthead *m);

/* A keyword or an id as its term has it behind the prefix: a keyword in lower case, an id as it is with Omega's colon
 * where one is needed.  Empty when it is too long for a term. */
struct view keyword_form(const masthead_field *field, struct view value, char room[TERM_BYTES]);

/* A text, how its words are to be made into terms, and where they stand. */
struct article_text {
    masthead_text_options options;
    uint32_t position; /* before its first word */
    struct word_positions positions;
};

struct article_value {
    const masthead_field *field;
    struct view value; /* in the arena; of a date YYYYMMDD */
};

struct masthead_article {
    const struct masthead *masthead;
    struct arena arena;
    struct vocabulary *vocabulary;
    struct name_cache *names;
    struct postings postings; /* empty, but while terms are pushed */
    struct passage *passages; /* with texts[i] */
    struct article_text *texts;
    uint32_t passage_count, passage_capacity;
    struct article_value *values;
    uint32_t value_count, value_capacity;
    uint32_t position; /* behind the last text */
    uint32_t published;
    uint32_t told; /* the day on which the text was written, by its dateline; else published */
    struct view place;
    struct mentions mentions;
    masthead_mention *public_mentions; /* in the arena */
    struct people people;
    struct lengths lengths; /* of the terms that were told */
    bool resolved;
};

#endif
