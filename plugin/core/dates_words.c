/* dates_words.c - what single words say to the reader of dates
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "dates.h"

uint32_t read_phrase(const struct reader *r, uint32_t i, enum lexicon_class class,
                     const char **value)
{
    const uint64_t bit = (uint64_t)1 << class;
    if (!(classes_at(r, i) & bit) && !(begins_at(r, i) & bit && may_go_on(r, i)))
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

/* "last", "this past" */
uint32_t read_direction(const struct reader *r, uint32_t i, struct direction *out)
{
    *out = (struct direction){0};
    if (!IS(r, i, DIRECTION))
        return 0;
    const struct lexicon_dates *dates = dates_at(r, i);
    out->told = true;
    out->step = dates->step;
    out->spoken = dates->step_mark == 's';
    out->beyond = dates->step_mark == 'b';
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
        if (dates_at(r, k - 1)->more & LEXICON_PERFECT)
            return true;
    return false;
}

/* Whether "to" at token k leads an infinitive to token i: "to meet Friday", not "according to reports on Friday". */
static bool is_infinitive(const struct reader *r, uint32_t k, uint32_t i)
{
    if (k + 1 >= i || r->at[k + 1].kind != TOKEN_WORD || !(r->at[k + 1].shape & SHAPE_LOWER) ||
        IS(r, k + 1, ARTICLE))
        return false;
    return !(k > 0 && dates_at(r, k - 1)->tense == 'n');
}

/* "was in the country until": what lasted is over, although "until" alone looks ahead. */
static bool lasted_before(const struct reader *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && k + 8 > i && !(r->at[k].shape & SHAPE_SENTENCE); k--)
        if (IS(r, k - 1, TENSE))
            return dates_at(r, k - 1)->more & LEXICON_STATE;
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
        const struct lexicon_dates *dates = dates_at(r, k);
        if (dates->tense == 'f')
            return is_perfect_before(r, k) || (dates->more & LEXICON_LIMIT && lasted_before(r, k))
                       ? TENSE_PAST
                       : TENSE_FUTURE;
        if (dates->tense == 'p')
            return TENSE_PAST;
        if (dates->tense == 't' && is_infinitive(r, k, i))
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

struct point anchor_of(const struct reader *r, const struct direction *direction)
{
    return direction->spoken ? r->context.spoken : r->context.day;
}
