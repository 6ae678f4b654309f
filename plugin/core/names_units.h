/* names_units.h - the words of an article that may be in a name, and the evidence about them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A unit is a word that begins with a capital, or a particle between such words.  Units that follow each
 * other with nothing but a hyphen or an abbreviation's full stop between them are a run; names never cross
 * runs.  Half of the runs can be told at a glance to be no names (name_see()), and are passed over.  Words of the others
 * are counted over all passages of the article, so that a word's use in one place is evidence in another. */
#ifndef MASTHEAD_CORE_NAMES_UNITS_H
#define MASTHEAD_CORE_NAMES_UNITS_H

#include "names_cache.h"
#include "recognize.h"

/* What a unit is of a name. */
enum name_label { LABEL_OUT, LABEL_FIRST, LABEL_MIDDLE, LABEL_LAST, LABEL_ONLY, LABEL_COUNT };

/* One word form of the article.  Counts stop at 65535. */
struct name_word {
    uint32_t hash;
    uint16_t small;           /* in lower case */
    uint16_t middle;          /* with a capital where nothing but the word itself asks for one */
    uint16_t honorific;       /* behind an honorific or office */
    uint16_t given;           /* behind a given name that begins a run */
    uint16_t leading;         /* a given name at the start of a run of two to four */
    uint16_t body;            /* before a word that ends an organisation's name */
    uint16_t as[LABEL_COUNT]; /* labels that the first pass gave it */
};

enum unit_gap { GAP_NONE, GAP_SPACE, GAP_HYPHEN, GAP_STOP };
enum line_kind { LINE_PROSE, LINE_CAPITALS, LINE_TITLE, LINE_TABLE, LINE_SHORT };

struct unit {
    uint32_t passage, token;
    uint32_t begin, end; /* of its line: tokens [begin, end) */
    uint32_t hash, word; /* of its token; its number in name_units.words */
    uint32_t classes;    /* SIG_ bits of its word */
    uint32_t run;        /* of the first of a run: how many units it has */
    uint8_t gap;         /* before it: enum unit_gap; GAP_NONE starts a run */
    uint8_t line;        /* enum line_kind */
    uint8_t starts;      /* 1: a sentence, 2: a line */
    uint8_t label;       /* enum name_label */
    uint8_t elsewhere;   /* for names_features.c */
    int16_t glance;      /* what it comes to at a glance: see struct name_seen */
    int16_t best;        /* of the first of a run: the highest glance in it */
};

/* Classes that matter for names, of a token.  Marks and numbers have their own. */
enum {
    SIG_GIVEN = 1 << 0,
    SIG_FAMILY = 1 << 1,
    SIG_PLACE = 1 << 2,
    SIG_ORGANISATION = 1 << 3,
    SIG_COMMON = 1 << 4,
    SIG_HONORIFIC = 1 << 5,
    SIG_OFFICE = 1 << 6,
    SIG_DEMONYM = 1 << 7,
    SIG_COUNTRY = 1 << 8,
    SIG_CALENDAR = 1 << 9,
    SIG_PARTICLE = 1 << 10,
    SIG_SUFFIX = 1 << 11,
    SIG_SAYING = 1 << 12,
    SIG_PHRASE = 1 << 13, /* begins the name of a place or country */
    SIG_NUMERAL = 1 << 14,
    SIG_NUMBER = 1 << 15,
    SIG_MARK = 1 << 16,
    SIG_FAMILY_FIRST = 1 << 17,
    SIG_INSIDE =
        1 << 18 /* of the name of a place, country or organisation that has several words */
};

struct name_units {
    const struct reading *reading;
    const struct name_cache *cache;
    struct unit *at;
    uint32_t count;
    uint32_t passed; /* units of runs that were passed over, behind the others: those with a word of another run */
    struct name_word *words; /* words[0] stands for words that were not counted */
    uint32_t word_count;
    uint32_t *table; /* word numbers, by hash */
    uint32_t mask;
};

/* Finds the units of all passages.  Runs that a glance tells to be no names are passed over: every unit of them comes to less than 0,
 * and none whose word is in a run that stays comes near it.  The words are not known yet.  They live in the reading's
 * arena.  MASTHEAD_NO_MEMORY or MASTHEAD_OK. */
masthead_status name_units_find(const struct reading *reading, const struct name_cache *cache, struct name_units *out);

/* Passes over the runs that a glance tells to be no names, as name_units_find() does at its end.  False: no memory. */
bool name_units_choose(struct name_units *units);

/* Counts the words of the units.  MASTHEAD_NO_MEMORY or MASTHEAD_OK. */
masthead_status name_units_count(struct name_units *units);

/* Returns the end of the run that begins at unit `begin`. */
static inline uint32_t name_run_end(const struct name_units *units, uint32_t begin)
{
    return begin + units->at[begin].run;
}

/* Classes that stand in the same order here and in the lexicon are moved together. */
_Static_assert(LEX_FAMILY == LEX_GIVEN + 1 && LEX_ORGANISATION == LEX_PLACE + 1 &&
                   LEX_COMMON == LEX_PLACE + 2 && LEX_OFFICE == LEX_HONORIFIC + 1 &&
                   LEX_COUNTRY == LEX_DEMONYM + 1 && LEX_MONTH == LEX_DEMONYM + 2 &&
                   LEX_NAME_SUFFIX == LEX_PARTICLE + 1 && LEX_SAYING == LEX_PARTICLE + 2,
               "the order of classes");

/* Returns the SIG_ bits of a token. */
static inline uint32_t name_classes(const struct lexicon *lexicon, const struct token *token)
{
    static const uint64_t offices =
        LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD) | LEX_BIT(OFFICE_PLURAL) | LEX_BIT(OFFICE_MODIFIER);
    if (!token->word)
        return token->kind == TOKEN_MARK ? SIG_MARK : token->kind == TOKEN_NUMBER ? SIG_NUMBER : 0;
    uint64_t classes = lexicon_classes(lexicon, token->word);
    uint64_t moved =
        (classes >> LEX_GIVEN & 3) * SIG_GIVEN | (classes >> LEX_PLACE & 7) * SIG_PLACE |
        (classes >> LEX_HONORIFIC & 3) * SIG_HONORIFIC |
        (classes >> LEX_DEMONYM & 7) * SIG_DEMONYM | (classes >> LEX_PARTICLE & 7) * SIG_PARTICLE |
        (classes >> LEX_FAMILY_FIRST & 1) * SIG_FAMILY_FIRST;
    return (uint32_t)moved | (classes & offices ? SIG_OFFICE : 0) |
           (classes & LEX_BIT(INSTITUTION) ? SIG_ORGANISATION : 0) |
           (classes & (LEX_BIT(WEEKDAY) | LEX_BIT(HOLIDAY)) ? SIG_CALENDAR : 0) |
           (classes & (LEX_BIT(NUMBER) | LEX_BIT(ORDINAL)) ? SIG_NUMERAL : 0) |
           (lexicon_begins(lexicon, token->word) & (LEX_BIT(PLACE) | LEX_BIT(COUNTRY)) ? SIG_PHRASE
                                                                                       : 0) |
           (token->kind == TOKEN_NUMBER ? SIG_NUMBER : 0);
}

/* The bytes of the name of units [first, last]: without a possessive, with the full stop of an initial or suffix at
 * its end. */
void name_span(const struct name_units *units, uint32_t first, uint32_t last, uint32_t *begin,
               uint32_t *end);

#endif
