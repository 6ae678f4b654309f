/* article.h - inside of masthead and masthead_article
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_ARTICLE_H
#define MASTHEAD_CORE_ARTICLE_H

#include "lexicon.h"
#include "people.h"
#include "recognize.h"
#include "settings.h"
#include "terms.h"

struct masthead {
    struct settings settings;
    struct lexicon *lexicon;
    char *schema;
};

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
    struct stemmer *stemmer;
    struct passage *passages; /* with texts[i] */
    struct article_text *texts;
    uint32_t passage_count, passage_capacity;
    struct article_value *values;
    uint32_t value_count, value_capacity;
    uint32_t position; /* behind the last text */
    uint32_t published;
    struct view place;
    struct mentions mentions;
    masthead_mention *public_mentions; /* in the arena */
    struct people people;
    bool resolved;
};

#endif
