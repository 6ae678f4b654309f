/* dates.c - dates, times, durations and sets
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The walk stops at tokens that may begin an expression: a mask of lexicon classes, or a number.  What the
 * reader finds there is resolved at once against the day of publication and the dates spoken of before, written as
 * a TIMEX3 value and added; the walk goes on behind it. */
#include "dates.h"

/* Classes that may begin an expression.  Articles are looked at again below. */
#define OPENING                                                                                    \
    (LEX_BIT(MONTH) | LEX_BIT(WEEKDAY) | LEX_BIT(NUMBER) | LEX_BIT(ORDINAL) | LEX_BIT(TIME_UNIT) | \
     LEX_BIT(SEASON) | LEX_BIT(DAY_PART) | LEX_BIT(HOLIDAY) | LEX_BIT(RELATIVE_DAY) |              \
     LEX_BIT(REFERENCE) | LEX_BIT(DIRECTION) | LEX_BIT(DATE_EDGE) | LEX_BIT(PERIOD_ADJECTIVE) |    \
     LEX_BIT(APPROXIMATION) | LEX_BIT(VAGUE_NUMBER) | LEX_BIT(FREQUENCY) | LEX_BIT(EVERY) |        \
     LEX_BIT(DECADE) | LEX_BIT(PERIOD_NAME) | LEX_BIT(FALSE_DATE))

static bool may_open(const struct reader *r, uint32_t i)
{
    const struct token *token = &r->at[i];
    if (token->kind == TOKEN_NUMBER)
        return true;
    if (token->kind == TOKEN_MARK)
        return token->mark == '\'' && r->at[i + 1].kind == TOKEN_NUMBER;
    if (!token->word)
        return false;
    uint64_t classes =
        lexicon_classes(r->lexicon, token->word) | lexicon_begins(r->lexicon, token->word);
    if (classes & OPENING)
        return true;
    if (!(classes & LEX_BIT(ARTICLE)) || i + 1 >= r->count)
        return classes & LEX_BIT(DATE_WORD) && IS(r, i + 1, ARTICLE); /* "half a year" */
    token++;
    if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_MARK)
        return true;
    classes = token->word ? lexicon_classes(r->lexicon, token->word) |
                                lexicon_begins(r->lexicon, token->word)
                          : 0;
    return (classes & (OPENING | LEX_BIT(REFERENCE_NOUN))) != 0;
}

static bool add(const struct reader *r, const struct dating *dating, uint32_t passage,
                struct mentions *out)
{
    char value[VALUE_SIZE];
    dating_value(dating, value);
    if (!value[0])
        return true; /* what is read as no date: 31 April */
    const struct token *last = &r->at[dating->last - 1];
    bool decade = dating->point.grain == AT_DECADE; /* the 's of "1990's" belongs to it */
    struct mention mention = {
        .kind = MASTHEAD_DATE,
        .type = dating->type,
        .passage = passage,
        .first = dating->first,
        .last = dating->last,
        .begin = r->at[dating->first].begin,
        .end = decade && last->kind == TOKEN_NUMBER ? last->end : last->stop,
        .person = NO_PERSON,
        .value = arena_copy(r->reading->arena, value, strlen(value)),
    };
    if (!mention.value)
        return false;
    if (dating->type <= MASTHEAD_DATE_TIME && !dating->fixed)
        mention.grain = point_days(&dating->point, &mention.from, &mention.to);
    return mentions_add(out, &mention);
}

masthead_status dates_recognize(const struct reading *reading, struct mentions *out)
{
    for (uint32_t p = 0; p < reading->passage_count; p++) {
        const struct passage *passage = &reading->passages[p];
        struct reader r = {.reading = reading,
                           .lexicon = reading->lexicon,
                           .passage = passage,
                           .at = passage->tokens.at,
                           .text = passage->tokens.text,
                           .count = passage->tokens.count};
        context_open(&r.context, reading->published);
        for (uint32_t i = 0; i < r.count;) {
            struct dating dating;
            if (!may_open(&r, i)) {
                i++;
                continue;
            }
            uint32_t none = read_phrase(&r, i, LEX_FALSE_DATE, NULL);
            uint32_t end = read_dating(&r, i, &dating);
            if (end > none) {
                if (!add(&r, &dating, p, out))
                    return MASTHEAD_NO_MEMORY;
                context_remember(&r.context, &dating);
            }
            i = end > none ? end : none ? none : i + 1;
        }
    }
    return MASTHEAD_OK;
}
