/* recognize.h - tokens to mentions
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Recognizers are peers behind one function type.  Each reads all passages of an article and adds the
 * mentions of its kind; none calls another.  Where mentions overlap, recognize() keeps one of them. */
#ifndef MASTHEAD_CORE_RECOGNIZE_H
#define MASTHEAD_CORE_RECOGNIZE_H

#include "arena.h"
#include "calendar.h"
#include "masthead.h"
#include "scan.h"

enum { NO_PERSON = UINT32_MAX };

/* One text of the article, scanned. */
struct passage {
    const masthead_field *field;
    uint32_t number; /* which text of its field, from 0 */
    struct tokens tokens;
};

/* What recognizers read. */
struct reading {
    const masthead_settings *settings;
    const struct lexicon *lexicon;
    const struct passage *passages;
    uint32_t passage_count;
    uint32_t published;  /* YYYYMMDD, or 0 */
    struct arena *arena; /* for normal forms: lives as long as the article */
    struct name_cache *names; /* or NULL */
};

/* The parts of a person's name, folded; views may be empty. */
struct person_name {
    struct view given;  /* "joe", "john f" */
    struct view family; /* "biden", "van der bellen" */
    struct view suffix; /* "jr" */
};

/* A stretch of days that a date stands for, at the grain it was said in. */
enum date_grain { GRAIN_NONE, GRAIN_DAY, GRAIN_MONTH, GRAIN_YEAR };

struct mention {
    masthead_mention_kind kind;
    masthead_date_type type;  /* of a date */
    uint32_t passage;         /* index in reading.passages */
    uint32_t first, last;     /* tokens [first, last) */
    uint32_t begin, end;      /* bytes */
    const char *value;        /* normal form, in the arena; NULL until resolved */
    uint32_t person;          /* of a name: who; of a title: whose; index of people, or NO_PERSON */
    const char *modifier;     /* of a title: or NULL */
    struct person_name name;  /* of a name: what it says itself */
    enum date_grain grain;    /* of a date that gives terms: DATE and TIME with a known year; else GRAIN_NONE */
    struct day from, to;      /* both included: "August 2021" is 2021-08-01 to 2021-08-31 */
};

struct mentions {
    struct mention *at;
    uint32_t count, capacity;
};

/* Adds a copy of `mention`.  False when there is no memory. */
bool mentions_add(struct mentions *mentions, const struct mention *mention);
void mentions_free(struct mentions *mentions);

/* Adds the mentions of one kind, in any order.  MASTHEAD_NO_MEMORY or MASTHEAD_OK. */
typedef masthead_status recognize_fn(const struct reading *reading, struct mentions *out);

recognize_fn names_recognize, titles_recognize, dates_recognize;

/* Runs all recognizers, settles overlaps and sorts by passage and place. */
masthead_status recognize(const struct reading *reading, struct mentions *out);

#endif
