/* dates_words.c - what single words say to the reader of dates
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "dates.h"

uint32_t read_phrase(const struct reader *r, uint32_t i, enum lexicon_class class,
                     const char **value)
{
    if (i >= r->count || !((classes_at(r, i) | begins_at(r, i)) & (uint64_t)1 << class))
        return 0;
    uint32_t size = lexicon_match(r->lexicon, &r->passage->tokens, i, class, value);
    return size ? i + size : 0;
}

bool is_capital(const struct reader *r, uint32_t i)
{
    return i < r->count && (r->at[i].shape & (SHAPE_TITLE | SHAPE_UPPER | SHAPE_MIXED));
}

/* Whether the text around is in capitals, so that they mean nothing. */
bool in_capitals(const struct reader *r, uint32_t i)
{
    uint32_t begin = i > 4 ? i - 4 : 0, end = i + 5 < r->count ? i + 5 : r->count, words = 0;
    for (uint32_t k = begin; k < end; k++) {
        if (r->at[k].kind != TOKEN_WORD)
            continue;
        if (r->at[k].shape & (SHAPE_LOWER | SHAPE_MIXED))
            return false;
        if (r->at[k].shape & SHAPE_TITLE && r->at[k].end - r->at[k].begin > 1)
            return false;
        words++;
    }
    return words > 1;
}

bool is_name_before(const struct reader *r, uint32_t i, uint32_t end)
{
    const uint64_t dates =
        LEX_BIT(MONTH) | LEX_BIT(WEEKDAY) | LEX_BIT(DAY_PART) | LEX_BIT(TIME_UNIT);
    if (i == 0 || !is_capital(r, i) || !is_capital(r, end) || r->at[end].kind != TOKEN_WORD ||
        classes_at(r, end) & dates || in_capitals(r, i))
        return false;
    return is_the(r, i - 1) || (!preposition_before(r, i) && !(r->at[i].shape & SHAPE_SENTENCE));
}

enum unit unit_of(const struct reader *r, uint32_t i, bool *plural)
{
    static const struct {
        char code[3];
        enum unit unit;
    } codes[] = {{"y", UNIT_YEAR},    {"d", UNIT_DAY},       {"w", UNIT_WEEK},    {"m", UNIT_MONTH},
                 {"q", UNIT_QUARTER}, {"th", UNIT_HOUR},     {"tm", UNIT_MINUTE}, {"ts", UNIT_SECOND},
                 {"x", UNIT_PERIOD},  {"we", UNIT_WEEKEND},  {"h", UNIT_HALF},    {"2w", UNIT_FORTNIGHT},
                 {"e", UNIT_DECADE},  {"c", UNIT_CENTURY},   {"l", UNIT_MILLENNIUM}};
    *plural = false;
    if (!IS(r, i, TIME_UNIT))
        return UNIT_NONE;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_TIME_UNIT);
    for (size_t k = 0; k < sizeof codes / sizeof codes[0]; k++) {
        const char *code = codes[k].code;
        const size_t size = code[1] ? 2 : 1;
        if (value[0] != code[0] || (code[1] && value[1] != code[1]) || (value[size] && value[size] != '+'))
            continue;
        *plural = value[size] == '+';
        return codes[k].unit;
    }
    return UNIT_NONE;
}

/* "last", "this past" */
uint32_t read_direction(const struct reader *r, uint32_t i, struct direction *out)
{
    *out = (struct direction){0};
    if (!IS(r, i, DIRECTION))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_DIRECTION);
    char *rest;
    out->told = true;
    out->step = (int)strtol(value, &rest, 10);
    out->spoken = *rest == 's';
    out->beyond = *rest == 'b';
    if (out->step == THIS && IS(r, i + 1, DIRECTION)) {
        read_direction(r, i + 1, out);
        out->beyond = false;
        return i + 2;
    }
    return i + 1;
}

/* "had been due": the clause looks ahead from the past. */
static bool is_perfect_before(const struct reader *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && k + 4 > i; k--)
        if (IS(r, k - 1, TENSE) &&
            strstr(lexicon_value(r->lexicon, r->at[k - 1].word, LEX_TENSE), "perfect"))
            return true;
    return false;
}

/* Whether "to" at token k leads an infinitive to token i: "to meet Friday", not "according to reports on Friday". */
static bool is_infinitive(const struct reader *r, uint32_t k, uint32_t i)
{
    if (k + 1 >= i || r->at[k + 1].kind != TOKEN_WORD || !(r->at[k + 1].shape & SHAPE_LOWER) ||
        IS(r, k + 1, ARTICLE))
        return false;
    return !(k > 0 && IS(r, k - 1, TENSE) &&
             strcmp(lexicon_value(r->lexicon, r->at[k - 1].word, LEX_TENSE), "none") == 0);
}

/* "was in the country until": what lasted is over, although "until" alone looks ahead. */
static bool lasted_before(const struct reader *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && k + 8 > i && !(r->at[k].shape & SHAPE_SENTENCE); k--)
        if (IS(r, k - 1, TENSE))
            return strstr(lexicon_value(r->lexicon, r->at[k - 1].word, LEX_TENSE), "state");
    return false;
}

static enum tense tense_of(const struct reader *r, uint32_t i)
{
    for (uint32_t k = i, steps = 0; k > 0 && steps < 14; steps++) {
        const struct token *token = &r->at[k];
        if (token->shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH))
            break;
        k--;
        if (!IS(r, k, TENSE))
            continue;
        const char *value = lexicon_value(r->lexicon, r->at[k].word, LEX_TENSE);
        if (value[0] == 'f')
            return is_perfect_before(r, k) || (strstr(value, "limit") && lasted_before(r, k))
                       ? TENSE_PAST
                       : TENSE_FUTURE;
        if (value[0] == 'p')
            return TENSE_PAST;
        if (value[0] == 't' && is_infinitive(r, k, i))
            return is_perfect_before(r, k) ? TENSE_PAST : TENSE_FUTURE;
    }
    return TENSE_NONE;
}

/* Whether one of the next words may need to know where its clause looks. */
static bool is_tensed(const struct reader *r, uint32_t i)
{
    const uint64_t tensed = LEX_BIT(MONTH) | LEX_BIT(WEEKDAY) | LEX_BIT(SEASON) | LEX_BIT(HOLIDAY) |
                            LEX_BIT(TIME_UNIT) | LEX_BIT(DATE_WORD);
    for (uint32_t k = i; k < i + 6 && k < r->count; k++)
        if ((classes_at(r, k) | begins_at(r, k)) & tensed)
            return true;
    return false;
}

enum tense tense_led(const struct reader *r, uint32_t lead)
{
    return lead != NO_LEAD && is_tensed(r, lead) ? tense_of(r, lead) : TENSE_NONE;
}

/* How strong a preposition of time stands before: 0 none, 1 "by", 2 "in". */
int preposition_before(const struct reader *r, uint32_t i)
{
    if (i == 0 || !IS(r, i - 1, DATE_PREPOSITION))
        return 0;
    return lexicon_value(r->lexicon, r->at[i - 1].word, LEX_DATE_PREPOSITION)[0] == 's' ? 2 : 1;
}

static bool preposition_is(const struct reader *r, uint32_t i, const char *kind)
{
    return i > 0 && IS(r, i - 1, DATE_PREPOSITION) &&
           strstr(lexicon_value(r->lexicon, r->at[i - 1].word, LEX_DATE_PREPOSITION), kind);
}

bool has_article_before(const struct reader *r, uint32_t i)
{
    return preposition_is(r, i, "article");
}

bool has_deadline_before(const struct reader *r, uint32_t i)
{
    return preposition_is(r, i, "deadline");
}

struct point anchor_of(const struct reader *r, const struct direction *direction)
{
    return direction->spoken ? r->context.spoken : r->context.day;
}
