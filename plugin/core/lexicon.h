/* lexicon.h - a language pack's words and phrases
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A language pack is a folder of text files (conf/lang/en/NAME.txt), read once.  A line `[class]` opens a
 * class; each line after it is an entry of that class, `word`, `several words`, or `entry = value`; `#` begins a
 * comment.  Entries are folded (see unicode_fold), so case and accents do not matter; a hyphen between words
 * counts as a space.  A word can be in many classes; all files together make one table, so that a token is looked up once.
 */
#ifndef MASTHEAD_CORE_LEXICON_H
#define MASTHEAD_CORE_LEXICON_H

#include <stdint.h>

#include "masthead.h"
#include "view.h"

/* The classes: the constant and the name in `[…]`.  At most 64. */
#define LEXICON_CLASSES(X)                                                                         \
    X(GIVEN, "given name")                                                                         \
    X(FAMILY, "family name")                                                                       \
    X(FAMILY_FIRST, "family name before given names") /* Xi, Kim, Nguyen */                        \
    X(NICKNAME, "nickname")                           /* = the given name it stands for */         \
    X(NAME_VARIANT, "name variant")                   /* = the spelling that it is found under */  \
    X(PARTICLE, "name particle")                      /* de, van der, bin, al */                   \
    X(NAME_SUFFIX, "name suffix")                     /* Jr, III */                                \
    X(SAYING, "verb of saying")                                                                    \
    X(PLACE, "place")                                                                              \
    X(ORGANISATION, "organisation") /* words that end an organisation's name, and names */         \
    X(COMMON, "common word")        /* frequent words that are capitalized only by position */     \
    X(ABBREVIATION, "abbreviation") /* a full stop after it does not end a sentence */             \
    X(HONORIFIC,                                                                                   \
      "honorific")      /* = the one form that its variants are indexed under, as all these: */    \
    X(OFFICE, "office") /* complete: prime minister, secretary of state */                         \
    X(RANK, "rank")     /* colonel, detective inspector */                                         \
    X(OFFICE_HEAD, "office head") /* secretary, adviser: with a specifier or a name */             \
    X(OFFICE_SPECIFIER,                                                                            \
      "office specifier")                 /* foreign, deputy: before a head, part of the office */ \
    X(OFFICE_SUFFIX, "office suffix")     /* elect, designate: behind it, part of the office */    \
    X(OFFICE_MODIFIER, "office modifier") /* former, acting: beside the office */                  \
    X(OFFICE_PLURAL, "office plural")     /* ministers = minister */                               \
    X(OFFICE_NICKNAME, "office nickname") /* boss = the offices whose holders are called so */      \
    X(OFFICE_FOLLOWER, "office follower") /* street, motors: what stands before it is no office */ \
    X(NOT_OFFICE, "not an office")        /* premier league, private eye */                        \
    X(DETERMINER, "determiner")                                                                    \
    X(FUNCTION_WORD, "function word")                                                              \
    X(LINKING_VERB, "linking verb")                                                                \
    X(NAMING_VERB, "naming verb")                                                                  \
    X(INSTITUTION, "institution")                                                                  \
    X(DEMONYM, "demonym") /* = country */                                                          \
    X(COUNTRY, "country")                                                                          \
    X(MONTH, "month")     /* = number */                                                           \
    X(WEEKDAY, "weekday") /* = number, Monday 1 */                                                 \
    X(NUMBER, "number")   /* = value */                                                            \
    X(ORDINAL, "ordinal") /* = value */                                                            \
    X(TIME_UNIT, "time unit")                                                                      \
    X(SEASON, "season")                                                                            \
    X(DAY_PART, "part of day")                                                                     \
    X(HOLIDAY, "holiday") /* = a rule of dates_holidays.c */                                       \
    X(RELATIVE_DAY, "relative day") /* = days from today, and a part of the day: -1ni */           \
    X(REFERENCE, "vague time")      /* = past_ref, present_ref, future_ref, pxx */                 \
    X(REFERENCE_NOUN, "vague time with article")                                                   \
    X(DIRECTION, "direction")      /* = -1, 1, 2 (this); s: from the date last spoken of */        \
    X(DATE_EDGE, "part of period") /* = adjective, noun, noun end */                               \
    X(PERIOD_ADJECTIVE, "adjective of period")                                                     \
    X(APPROXIMATION, "approximation") /* = point: of dates too; amount: not before an article */   \
    X(VAGUE_NUMBER, "vague number")                                                                \
    X(FREQUENCY, "frequency") /* = TIMEX3 value */                                                 \
    X(EVERY, "every")                                                                              \
    X(AGO, "ago")              /* = -1, 1; s: from the date last spoken of */                      \
    X(DECADE, "decade")        /* = its first year of a century */                                 \
    X(MERIDIEM, "half of day") /* = hours to add */                                                \
    X(ZONE, "time zone")                                                                           \
    X(ARTICLE, "article")                      /* = the, 1 (a), own (its) */                       \
    X(DATE_WORD, "date word")                  /* = its role in dates */                           \
    X(DATE_PREPOSITION, "preposition of time") /* = strong, weak */                                \
    X(TENSE, "tense")                          /* = future, past, to */                            \
    X(NUMBER_ENDING, "number ending")          /* = ordinal, decade: 17th, 1990s */                \
    X(DATELINE_WORD, "dateline word")          /* = label, other, agency, end of agency */         \
    X(PERIOD_NAME, "name of period")           /* = q1, h2, w (with a number behind: a week) */                                      \
    X(COUNTED, "counted noun")                 /* makes the number before it no year and no day */ \
    X(NUMBERED, "numbered noun")               /* makes the number behind it no year */            \
    X(FALSE_DATE, "no date")

/* The classes that speak of dates: MONTH and those behind it. */
#define LEX_DATES (~(LEX_BIT(MONTH) - 1))

enum lexicon_class {
#define X(id, name) LEX_##id,
    LEXICON_CLASSES(X)
#undef X
        LEX_CLASS_COUNT
};

#define LEX_BIT(id) ((uint64_t)1 << LEX_##id)

/* Classes of words of which one stands in every expression of time, or begins in it ... */
#define LEX_DATE_HEADS                                                                             \
    (LEX_BIT(MONTH) | LEX_BIT(WEEKDAY) | LEX_BIT(TIME_UNIT) | LEX_BIT(SEASON) |                    \
     LEX_BIT(DAY_PART) | LEX_BIT(HOLIDAY) | LEX_BIT(RELATIVE_DAY) | LEX_BIT(REFERENCE) |           \
     LEX_BIT(REFERENCE_NOUN) | LEX_BIT(FREQUENCY) | LEX_BIT(DECADE) | LEX_BIT(PERIOD_NAME) |       \
     LEX_BIT(FALSE_DATE))

/* ... of those with which one may begin before it ... */
#define LEX_DATE_OPENINGS                                                                          \
    (LEX_BIT(NUMBER) | LEX_BIT(ORDINAL) | LEX_BIT(DIRECTION) | LEX_BIT(DATE_EDGE) |                \
     LEX_BIT(EVERY) | LEX_BIT(PERIOD_ADJECTIVE) | LEX_BIT(APPROXIMATION) | LEX_BIT(VAGUE_NUMBER) | \
     LEX_BIT(ARTICLE) | LEX_BIT(AGO))

/* ... and of those that an office, or what only looks like one, can begin with. */
#define LEX_OFFICES                                                                                \
    (LEX_BIT(HONORIFIC) | LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD) |                 \
     LEX_BIT(OFFICE_PLURAL) | LEX_BIT(OFFICE_SPECIFIER) | LEX_BIT(NOT_OFFICE))

/* Whom a token concerns.  Those that concern dates are the heads of expressions, as far as a word tells by itself, and what
 * begins an opening of several words: the "more" of "more than"; words that may only stand before a head are found from
 * there. */
enum { CONCERNS_DATES = 1, CONCERNS_OFFICES = 2 };

struct lexicon;
struct tokens;

/* Reads all *.txt files of the folder, in byte order of their names.  Fails with CANNOT_READ, BAD_CONFIG
 * (unknown class, a value that the class does not take …) with the place, or NO_MEMORY. */
masthead_status lexicon_open(const char *folder, struct lexicon **out, masthead_error *err);
void lexicon_close(struct lexicon *lexicon);

/* Returns the same lexicon once more: it lasts until each share of it has been closed.  Any thread may share or
 * close. */
struct lexicon *lexicon_share(struct lexicon *lexicon);

/* A hash of the contents: part of the schema, since it decides what is indexed. */
uint64_t lexicon_fingerprint(const struct lexicon *lexicon);

/* Whether a class has any entry. */
bool lexicon_has(const struct lexicon *lexicon, enum lexicon_class class);

enum { LEXICON_WORD_BITS = 23 }; /* of the number of a word */

/* Returns the number of a folded word, 0 when no entry has it.  `hash` is unicode_fold_hash() of it. */
uint32_t lexicon_word(const struct lexicon *lexicon, uint32_t hash, struct view folded);

/* A lexicon begins with what is asked of every token, several times. */
struct lexicon_front {
    const struct lexicon_bits {
        uint64_t classes, begins;
    } * bits; /* of each word */
    const uint32_t *dated; /* of each word, which of the `dates` tells of it; the first tells of none */
    const struct lexicon_dates *dates; /* lexicon_dates.h */
};

/* The LEX_BITs of the classes in which the word is an entry by itself; of any word 0: none. */
static inline uint64_t lexicon_classes(const struct lexicon *lexicon, uint32_t word)
{
    return ((const struct lexicon_front *)(const void *)lexicon)->bits[word].classes;
}

/* The LEX_BITs of the classes in which it begins an entry of several words; of any word 0: none. */
static inline uint64_t lexicon_begins(const struct lexicon *lexicon, uint32_t word)
{
    return ((const struct lexicon_front *)(const void *)lexicon)->bits[word].begins;
}

/* Whom a word concerns, by the entries that it is or begins: CONCERNS_ bits. */
unsigned lexicon_concerns(const struct lexicon *lexicon, uint32_t word);

/* Whether the language writes a full stop behind ordinals in figures: "17.". */
bool lexicon_stops(const struct lexicon *lexicon);

/* The value of the word's own entry in a class: what stands behind `=`, or the entry itself.  NULL when it is
 * not in the class. */
const char *lexicon_value(const struct lexicon *lexicon, uint32_t word, enum lexicon_class class);

/* The value of a word as it stands in a text, not folded; NULL when it is not in the class. */
const char *lexicon_lookup(const struct lexicon *lexicon, struct view word,
                           enum lexicon_class class);

/* The value as a number; `otherwise` when the word is not in the class or its value is no number. */
int lexicon_number(const struct lexicon *lexicon, uint32_t word, enum lexicon_class class,
                   int otherwise);

/* Finds the longest entry of a class, of one or several words, that begins at token i.  Returns how many
 * tokens it spans (hyphens and full stops after abbreviations inside it included), or 0.  *value, when not NULL, becomes its
 * value. */
uint32_t lexicon_match(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                       enum lexicon_class class, const char **value);

/* Returns how many tokens the longest entry of several words spans that begins at token i and is of one of the classes whose
 * LEX_BITs are given, or 0. */
uint32_t lexicon_phrase(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                        uint64_t classes);

#endif
