/* names_features.h - what a unit is judged by
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A feature is a 32-bit hash of a template (what is looked at: "the word before") and a value (what stands
 * there).  The model has a row of weights for each that it knows.  Training and recognizing run the same code: the
 * recognizer sums up the weights; the trainer, which defines NAMES_TRAINING, has the features themselves and readable names
 * for them. */
#ifndef MASTHEAD_CORE_NAMES_FEATURES_H
#define MASTHEAD_CORE_NAMES_FEATURES_H

#include "names_cache.h"
#include "names_units.h"

#ifdef NAMES_TRAINING
enum { MOST_FEATURES = 64, FEATURE_NAME = 96, TEMPLATES = 100 };

struct features {
    uint32_t count;
    uint32_t id[MOST_FEATURES];
    char (*name)[FEATURE_NAME]; /* MOST_FEATURES */
    bool skip[TEMPLATES];       /* templates to leave out */
};
#endif

/* A value, and its number among those that the model knows; the trainer does not ask for it. */
struct name_fact {
    uint32_t value, number;
};

/* What is around a run of units. */
struct name_run {
    const struct tokens *tokens;
    uint32_t begin, end;            /* its units */
    struct name_look before, after; /* tokens beside it */
    uint32_t behind;                /* classes of after and the two behind it */
    struct name_fact first;         /* classes of the first unit */
    name_scores around;             /* what before and after come to */
};

/* A unit in its place. */
struct name_sight {
    const struct name_word *words;
    const struct name_run *run;
    const struct token *token;
    const struct name_look *left, *here, *right; /* the token and those beside it */
    uint32_t u, shape;
    struct name_fact classes;
};

/* Looks briefly at token i of a line of tokens [begin, end), and at where a unit stands.  When training, nothing adds anything. */
struct name_seen name_see(const struct name_units *units, const struct tokens *tokens, uint32_t begin, uint32_t end,
                          enum line_kind line, uint32_t i);
int name_see_place(const struct unit *unit);

/* Looks around the run of units [begin, end). */
void name_run_open(struct name_run *run, const struct name_units *units, uint32_t begin, uint32_t end);

#ifdef NAMES_TRAINING

/* The features of a unit of the run that do not depend on labels. */
void name_features(const struct name_units *units, const struct name_run *run, uint32_t u, struct features *out);

/* Those of the second pass of unit `u`, of the run [begin, end): what the first pass made of the unit, its neighbours and the
 * same words elsewhere in the article. */
void name_second_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end,
                          struct features *out);

/* The values that a glance at a unit looks at. */
struct name_glance_values {
    uint32_t word[NAME_SIDES], classes[NAME_SIDES], kind[NAME_SIDES], shape, place;
    struct view text[NAME_SIDES];
};
void name_glance_values(const struct name_units *units, const struct unit *unit, struct name_glance_values *out);

#else

/* What the features of each unit that do not depend on labels come to. */
void name_first_scores(const struct name_units *units, name_scores *scores);

/* Adds what those of the second pass come to: what the first pass made of the unit, its neighbours and the same words elsewhere in
 * the article. */
void name_second_scores(const struct name_units *units, name_scores *scores);

#endif

/* Enters the labels of the units in the counts of their words; those passed over are no names. */
void name_count_labels(struct name_units *units);

/* Looks at what counted labels say of each unit's word elsewhere, for the second pass. */
void name_see_elsewhere(struct name_units *units);

#endif
