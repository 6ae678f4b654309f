/* lexicon_dates.h - what the words of a language pack say of dates, in numbers
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_LEXICON_DATES_H
#define MASTHEAD_CORE_LEXICON_DATES_H

#include "lexicon.h"

/* The units of time, the smallest first. */
enum unit {
    UNIT_NONE,
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEKEND,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_HALF,
    UNIT_PERIOD, /* the business year's part that the article is about */
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_MILLENNIUM
};

/* The roles of words in dates, those of the pattern in lexicon_values.c: the constant and the value. */
#define LEXICON_ROLES(X)                                                                           \
    X(AFTER, "after")                                                                              \
    X(AGE, "age")                                                                                  \
    X(AHEAD, "ahead")                                                                              \
    X(AND, "and")                                                                                  \
    X(AT, "at")                                                                                    \
    X(BEFORE, "before")                                                                            \
    X(CLOCK, "clock")                                                                              \
    X(ENDED, "ended")                                                                              \
    X(HALF, "half")                                                                                \
    X(OF, "of")                                                                                    \
    X(ON, "on")                                                                                    \
    X(OR, "or")                                                                                    \
    X(OTHER, "other")                                                                              \
    X(SO, "so")                                                                                    \
    X(TO, "to")

enum role {
    ROLE_NONE,
#define X(id, value) ROLE_##id,
    LEXICON_ROLES(X)
#undef X
};

enum {
    LEXICON_ARTICLE = 1, /* of prepositions */
    LEXICON_DEADLINE = 2,
    LEXICON_WHOLE = 4,
    LEXICON_PERFECT = 8, /* of tenses */
    LEXICON_STATE = 16,
    LEXICON_LIMIT = 32
};

/* What a word's own entries in the classes of dates say by their values, read once for all texts.  All is 0, but `number`
 * -1, where it is in no such class. */
struct lexicon_dates {
    uint32_t seconds; /* LEXICON_SECOND of the second words of the entries of these classes that it begins */
    int32_t number;
    int32_t ordinal;
    uint8_t role; /* enum role */
    char article; /* the first letter of its value */
    uint8_t unit; /* enum unit */
    bool plural; /* of the unit */
    int8_t step; /* of a direction */
    char step_mark; /* 's' or 'b' behind it, or 0 */
    uint8_t month;
    bool short_month; /* an abbreviation */
    char month_doubt; /* what stands behind, or 0 */
    uint8_t preposition; /* 1 weak, 2 strong */
    char tense; /* the first letter of its value */
    uint8_t more; /* what the values of a preposition or tense say besides: the bits above */
};
#define LEXICON_SECOND(word) ((uint32_t)1 << ((word) & 31))

/* What the word says of dates; of any word that says nothing, or 0: nothing. */
static inline const struct lexicon_dates *lexicon_dates(const struct lexicon *lexicon, uint32_t word)
{
    const struct lexicon_front *front = (const void *)lexicon;
    return &front->dates[front->dated[word]];
}

#endif
