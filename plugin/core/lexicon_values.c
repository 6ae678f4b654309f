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

/* ---- What they say of dates ------------------------------------------------------------------ */

static enum role role_named(const char *value)
{
    static const char *const names[] = {"",
#define X(id, name) name,
                                        LEXICON_ROLES(X)
#undef X
    };
    for (size_t i = 1; i < sizeof names / sizeof *names; i++)
        if (strcmp(value, names[i]) == 0)
            return (enum role)i;
    return ROLE_NONE;
}

static enum unit unit_named(const char *value, size_t size)
{
    static const char names[][3] = {
        [UNIT_SECOND] = "ts",  [UNIT_MINUTE] = "tm",    [UNIT_HOUR] = "th", [UNIT_DAY] = "d",
        [UNIT_WEEKEND] = "we", [UNIT_WEEK] = "w",       [UNIT_FORTNIGHT] = "2w", [UNIT_MONTH] = "m",
        [UNIT_QUARTER] = "q",  [UNIT_HALF] = "h",       [UNIT_PERIOD] = "x", [UNIT_YEAR] = "y",
        [UNIT_DECADE] = "e",   [UNIT_CENTURY] = "c",    [UNIT_MILLENNIUM] = "l"};
    for (size_t i = UNIT_SECOND; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == size && memcmp(value, names[i], size) == 0)
            return (enum unit)i;
    return UNIT_NONE;
}

/* The words behind the first of a value. */
static uint8_t more_of(const char *value)
{
    static const struct {
        const char *word;
        uint8_t bit;
    } words[] = {{" article", LEXICON_ARTICLE}, {" deadline", LEXICON_DEADLINE}, {" whole", LEXICON_WHOLE},
                 {" perfect", LEXICON_PERFECT}, {" state", LEXICON_STATE},       {" limit", LEXICON_LIMIT}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(value, words[i].word))
            return words[i].bit;
    return 0;
}

void lexicon_tell(enum lexicon_class class, const char *value, struct lexicon_dates *out)
{
    enum { OF_PREPOSITION = LEXICON_ARTICLE | LEXICON_DEADLINE | LEXICON_WHOLE };
    char *rest;
    const long number = strtol(value, &rest, 10);
    switch (class) {
    case LEX_NUMBER:
        out->number = (int32_t)number;
        break;
    case LEX_ORDINAL:
        out->ordinal = (int32_t)number;
        break;
    case LEX_DATE_WORD:
        out->role = (uint8_t)role_named(value);
        break;
    case LEX_ARTICLE:
        out->article = value[0];
        break;
    case LEX_TIME_UNIT:
        out->plural = strchr(value, '+') != NULL;
        out->unit = (uint8_t)unit_named(value, strcspn(value, "+"));
        break;
    case LEX_DIRECTION:
        out->step = (int8_t)number;
        out->step_mark = *rest;
        break;
    case LEX_MONTH:
        out->month = (uint8_t)number;
        out->short_month = *rest == '.';
        out->month_doubt = rest[*rest == '.'];
        break;
    case LEX_DATE_PREPOSITION:
        out->preposition = value[0] == 's' ? 2 : 1;
        out->more = (uint8_t)((out->more & ~OF_PREPOSITION) | more_of(value));
        break;
    case LEX_TENSE:
        out->tense = value[0];
        out->more = (uint8_t)((out->more & OF_PREPOSITION) | more_of(value));
        break;
    default:
        break;
    }
}
