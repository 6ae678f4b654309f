/* lexicon_values.c - what may stand behind `=` in a language pack
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Recognizers trust the values of the classes below, so that reading an article need not look for mistakes of a pack.
 *
 *     pattern     = alternative { "|" alternative }         the first that fits is taken
 *     alternative = { number | choice | option | character }
 *     number      = "{" least ".." most "}"                 a whole number without needless zeros
 *     choice      = "(" pattern ")"
 *     option      = "[" pattern "]"                         may be there
 *
 * Values are folded, so letters are small. */
#include "config.h"

#include "lexicon_values.h"

#include <stdlib.h>

#define DAY_PARTS "mo|mi|af|ev|ni|dt"
#define HOLIDAYS                                                                                   \
    "({1..12}(-{1..31}|w{1..5}-{1..7})|e{-200..200}|o{-200..200}|i{1..12}-{1..30}|j{-400..400}|"    \
    "k{0..400}|n|d|x)[>{-60..60}][+{1..60}][?]"

/* Classes without a row have any text as their values. */
static const char *const patterns[LEX_CLASS_COUNT] = {
    [LEX_FAMILY] = "",
    [LEX_FAMILY_FIRST] = "",
    [LEX_PARTICLE] = "",
    [LEX_NAME_SUFFIX] = "",
    [LEX_SAYING] = "",
    [LEX_PLACE] = "",
    [LEX_ORGANISATION] = "",
    [LEX_COMMON] = "",
    [LEX_ABBREVIATION] = "",
    [LEX_OFFICE_SUFFIX] = "",
    [LEX_OFFICE_FOLLOWER] = "",
    [LEX_NOT_OFFICE] = "",
    [LEX_DETERMINER] = "",
    [LEX_FUNCTION_WORD] = "",
    [LEX_LINKING_VERB] = "",
    [LEX_NAMING_VERB] = "",
    [LEX_MONTH] = "{1..12}[.][?|v|n][!]",
    [LEX_WEEKDAY] = "{1..7}[" DAY_PARTS "][s][!]",
    [LEX_NUMBER] = "{0..1000000}",
    [LEX_ORDINAL] = "{1..1000}",
    [LEX_TIME_UNIT] = "(ts|tm|th|d|we|w|2w|m|q|h|x|y|e|c|l)[+]",
    [LEX_SEASON] = "{1..4}[?]",
    [LEX_DAY_PART] = "12|24|(" DAY_PARTS ")[+]",
    [LEX_HOLIDAY] = HOLIDAYS,
    [LEX_RELATIVE_DAY] = "{-400..400}[" DAY_PARTS "]",
    [LEX_REFERENCE] = "past_ref|present_ref|future_ref|pxx",
    [LEX_REFERENCE_NOUN] = "past_ref|present_ref|future_ref",
    [LEX_DIRECTION] = "{-1..2}[s|b]",
    [LEX_DATE_EDGE] = "(adjective|noun)[ end]",
    [LEX_APPROXIMATION] = "point|amount",
    [LEX_VAGUE_NUMBER] = "some|{0..1000}[.{1..9}]",
    [LEX_FREQUENCY] = "p[t]{1..1000}(y|m|w|d|h|s)|"
                      "xxxx[-(xx-xx|xx|wxx-{1..7}|wxx)][t(" DAY_PARTS ")]",
    [LEX_EVERY] = "",
    [LEX_AGO] = "(-1|1)[s][<]",
    [LEX_DECADE] = "{0..90}",
    [LEX_MERIDIEM] = "{0..12}",
    [LEX_ZONE] = "",
    [LEX_ARTICLE] = "the|1|own",
    [LEX_DATE_WORD] = "after|age|ahead|and|at|before|clock|ended|half|of|on|or|other|so|to",
    [LEX_DATE_PREPOSITION] = "(strong|weak)[ (article|deadline|whole)]",
    [LEX_TENSE] = "future[ limit]|past[ (perfect|state)]|to|none",
    [LEX_NUMBER_ENDING] = "ordinal|decade",
    [LEX_DATELINE_WORD] = "label[ agency]|other|agency|end of agency",
    [LEX_PERIOD_NAME] = "q{1..4}|h{1..2}|w",
    [LEX_COUNTED] = "",
    [LEX_NUMBERED] = "",
    [LEX_FALSE_DATE] = "",
};

const char *lexicon_pattern(enum lexicon_class class)
{
    return patterns[class];
}

/* The place behind the bracket that closes what begins at `at`. */
static const char *behind_bracket(const char *at)
{
    for (int depth = 1; depth > 0; at++)
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
    return at;
}

/* Whether a number begins the value; *value moves behind it, *pattern behind "least..most}". */
static bool number_fits(const char **pattern, const char **value)
{
    enum { MOST_DIGITS = 7 };
    char *end;
    long least = strtol(*pattern, &end, 10), most = strtol(end + 2, &end, 10);
    *pattern = end + 1;
    bool negative = **value == '-';
    size_t size = strspn(*value + negative, "0123456789");
    if (size == 0 || size > MOST_DIGITS || ((*value)[negative] == '0' && (negative || size > 1)))
        return false;
    long number = strtol(*value, &end, 10);
    *value = end;
    return number >= least && number <= most;
}

static const char *rest_of(const char *pattern, const char *value);

/* What an alternative leaves of the value; NULL when it does not begin it. */
static const char *rest_of_alternative(const char *at, const char *value)
{
    while (*at && !strchr("|)]", *at)) {
        char c = *at++;
        if (c == '{') {
            if (!number_fits(&at, &value))
                return NULL;
        } else if (c == '(' || c == '[') {
            const char *rest = rest_of(at, value);
            if (!rest && c == '(')
                return NULL;
            value = rest ? rest : value;
            at = behind_bracket(at);
        } else if (*value++ != c) {
            return NULL;
        }
    }
    return value;
}

static const char *rest_of(const char *pattern, const char *value)
{
    const char *rest;
    while (!(rest = rest_of_alternative(pattern, value))) {
        while (*pattern && !strchr("|)]", *pattern))
            pattern = *pattern == '(' || *pattern == '[' ? behind_bracket(pattern + 1) : pattern + 1;
        if (*pattern++ != '|')
            return NULL;
    }
    return rest;
}

bool lexicon_fits(const char *pattern, const char *value)
{
    const char *rest = rest_of(pattern, value);
    return rest && *rest == '\0';
}
