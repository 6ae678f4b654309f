/* dates.c - dates, times, durations and sets
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One pass over the tokens looks at the few on which an expression can hang, its heads, and marks those before them
 * from which words that may go on lead to one: there it may begin.  What the reader finds there is resolved at once
 * against the day of publication and the dates spoken of before, written as a TIMEX3 value and added; the walk goes on
 * behind it. */
#include "dates.h"

#include "eight.h"

enum {
    MAY_OPEN = 1, /* an expression may begin here */
    MAY_LINK = 2, /* or go on here */
    IS_HEAD = 4,
    OPENS = 8 /* one may begin here, and words that may go on lead to a head */
};

/* Whether figures with other characters among them may be a date: 1990s, 5:30pm, 17.8.2021, 8.30 GMT; not 1,500 or 3.5. */
static bool mixed_stands_alone(const struct reader *r, uint32_t i)
{
    const struct token *token = &r->at[i];
    const char *begin = r->text + token->begin, *end = r->text + token->stop;
    const char *dot = memchr(begin, '.', (size_t)(end - begin));
    if (!dot || dot + 3 != end)
        return !dot ? !memchr(begin, ',', (size_t)(end - begin)) : end[-1] > '9' || dot + 3 < end;
    return end[-1] > '9' || is_mark(r, i + 1, '.') || r->at[i + 1].end - r->at[i + 1].begin <= 2 ||
           classes_at(r, i + 1) & (LEX_BIT(MERIDIEM) | LEX_BIT(ZONE)) ||
           has_role(r, i + 1, ROLE_CLOCK);
}

/* Whether figures may be a date by themselves: 1990, 17/8, 5:30, 5 p.m.; not 54. */
static bool stands_alone(const struct reader *r, uint32_t i)
{
    const struct token *token = &r->at[i], *next = token + 1;
    uint32_t size = token->stop - token->begin;
    if (!(token->shape & SHAPE_DIGITS))
        return mixed_stands_alone(r, i);
    if (size == 4 || size == 8)
        return true;
    if (i + 1 == r->count)
        return false;
    if (next->kind == TOKEN_MARK)
        return !(next->shape & SHAPE_SPACE) &&
               (next->mark == '-' || next->mark == '/' || next->mark == ':');
    return next->end - next->begin <= 2 || classes_at(r, i + 1) & LEX_BIT(MERIDIEM);
}

/* What a word is to the walk by itself that is no head. */
static uint8_t part_of_word(const struct reader *r, uint32_t i)
{
    const uint64_t classes = classes_at(r, i);
    if (classes & LEX_DATE_OPENINGS)
        return MAY_OPEN | MAY_LINK;
    if (!(classes & (LEX_BIT(DATE_PREPOSITION) | LEX_BIT(DATE_WORD))))
        return 0;
    return has_role(r, i, ROLE_HALF) ? MAY_OPEN | MAY_LINK : MAY_LINK; /* "earlier in the year" */
}

/* What a token is to the walk that is neither a head nor a number, but may stand in an expression. */
static uint8_t part_between(const struct reader *r, uint32_t i)
{
    const struct token *token = &r->at[i];
    if (token->kind == TOKEN_WORD)
        return part_of_word(r, i);
    if (token->kind == TOKEN_NUMBER)
        return 0;
    return token->mark == '\''                                      ? MAY_OPEN | MAY_LINK
           : token->mark == '-' || (r->stops && token->mark == '.') ? MAY_LINK
                                                                    : 0;
}

/* What a token that concerns dates is to the walk besides, if anything.  *inside moves behind the words of an opening: the
 * "than" of "more than". */
static uint8_t part_of(const struct reader *r, uint32_t i, uint32_t *inside)
{
    if (r->at[i].kind == TOKEN_NUMBER)
        return stands_alone(r, i) ? MAY_OPEN | IS_HEAD : MAY_OPEN | MAY_LINK;
    const struct tokens *tokens = &r->passage->tokens;
    const uint64_t classes = classes_at(r, i);
    const bool goes_on = may_go_on(r, i);
    if (classes & LEX_DATE_HEADS || (goes_on && lexicon_phrase(r->lexicon, tokens, i, LEX_DATE_HEADS)) ||
        has_role(r, i, ROLE_CLOCK))
        return MAY_OPEN | IS_HEAD;
    if (classes & LEX_BIT(NUMBER) && ((i > 0 && IS(r, i - 1, NUMBER)) || (i > 1 && IS(r, i - 2, NUMBER))))
        return MAY_OPEN | IS_HEAD; /* "nineteen ninety-six", "two thousand and five" */
    const uint32_t opening = goes_on ? lexicon_phrase(r->lexicon, tokens, i, LEX_DATE_OPENINGS) : 0;
    if (!opening)
        return 0;
    *inside = i + opening;
    return MAY_OPEN | MAY_LINK;
}

/* Marks the tokens at which the reader is worth calling: those from which words that may go on lead to the head at token i. */
static void open_before(const struct reader *r, uint8_t *parts, uint32_t i)
{
    do
        if (parts[i] & MAY_OPEN)
            parts[i] |= OPENS;
    while (i-- > 0 && ((parts[i] |= part_between(r, i)) & (MAY_LINK | IS_HEAD)) == MAY_LINK);
}

/* Marks the tokens from `from` on, to `to` at the most, that are inside an opening. */
static void mark_inside(uint8_t *parts, uint32_t from, uint32_t to, uint32_t inside)
{
    for (; from < to && from < inside; from++)
        parts[from] = MAY_LINK;
}

/* What each token is to the walk, as far as it asks; a few more behind the last, which are nothing. */
static uint8_t *make_parts(const struct reader *r, struct arena *arena)
{
    const size_t size = (size_t)r->count + sizeof(uint64_t);
    const struct token_list *list = &r->passage->tokens.of_dates;
    uint32_t inside = 0, marked = 0;
    uint8_t *parts = arena_take(arena, size);
    if (!parts)
        return NULL;
    memset(parts, 0, size);
    for (uint32_t k = 0; k < list->count; k++) {
        const uint32_t i = list->at[k];
        mark_inside(parts, marked, i + 1, inside);
        marked = i + 1;
        parts[i] |= part_of(r, i, &inside);
        if (parts[i] & IS_HEAD)
            open_before(r, parts, i);
    }
    mark_inside(parts, marked, r->count, inside);
    return parts;
}

/* The next token, from token i on, at which an expression may begin. */
static uint32_t next_opening(const struct reader *r, const uint8_t *parts, uint32_t i)
{
    const uint32_t row = r->previous.last ? r->previous.last + 1 : UINT32_MAX; /* the 7 of "May 5-7" */
    uint32_t next = i;
    for (uint64_t opens; next < r->count; next += 8)
        if ((opens = eight_load((const char *)parts + next) & EIGHT_TIMES(OPENS)) != 0) {
            next += (uint32_t)__builtin_ctzll(opens) / 8;
            break;
        }
    next = next < r->count ? next : r->count;
    return row >= i && row < next && (parts[row] | part_between(r, row)) & MAY_OPEN ? row : next;
}

static bool add(const struct reader *r, const struct dating *dating, uint32_t passage,
                struct mentions *out)
{
    char value[VALUE_SIZE];
    const size_t size = dating_value(dating, value);
    if (!size)
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
        .value = arena_copy(r->reading->arena, value, size),
    };
    if (!mention.value)
        return false;
    if (dating->type <= MASTHEAD_DATE_TIME && !dating->fixed)
        mention.grain = point_days(&dating->point, &mention.from, &mention.to);
    if (mention.grain == GRAIN_DAY && dating->days > 1)
        mention.to = calendar_day(calendar_number(mention.from) + dating->days - 1);
    return mentions_add(out, &mention);
}

/* The days between two dates of a row are meant as well: "from March to May", "May 5-7". */
static void join_row(const struct reader *r, struct mention *from)
{
    const struct mention *to = from + 1;
    bool span;
    if (from->grain != GRAIN_NONE && from->grain == to->grain &&
        read_link(r, from->last, &span) == to->first && span &&
        calendar_number(from->to) < calendar_number(to->from))
        from->to = to->to;
}

/* Whether an expression has a year of its own, and one that counts from publication has not. */
static void count_manner(struct reader *r, const struct dating *dating)
{
    struct context *context = &r->context;
    for (uint32_t i = dating->first; i < dating->last; i++) {
        int year;
        if (figures_of(&r->at[i]) & YEAR_FIGURES && read_digits(r, i, 4, 4, &year) && year == dating->point.year) {
            context->dated += !context->known || year < context->day.year - 1;
            return;
        }
    }
    for (uint32_t i = dating->first; i < dating->last; i++)
        if (classes_at(r, i) & (LEX_BIT(WEEKDAY) | LEX_BIT(RELATIVE_DAY) | LEX_BIT(REFERENCE))) {
            context->pointed++;
            return;
        }
}

static masthead_status recognize_passage(struct reader *r, uint32_t number, struct mentions *out)
{
    const uint8_t *parts = make_parts(r, r->reading->arena);
    if (!parts)
        return MASTHEAD_NO_MEMORY;
    uint32_t begin = out->count;
    for (uint32_t i = 0; (i = next_opening(r, parts, i)) < r->count;) {
        struct dating dating;
        uint32_t none = read_phrase(r, i, LEX_FALSE_DATE, NULL);
        uint32_t end = read_dating(r, i, &dating);
        if (end > none) {
            if (!add(r, &dating, number, out))
                return MASTHEAD_NO_MEMORY;
            if (out->count > begin + 1)
                join_row(r, &out->at[out->count - 2]);
            context_remember(&r->context, &dating);
            count_manner(r, &dating);
            r->previous = dating;
        }
        i = end > none ? end : none ? none : i + 1;
    }
    return MASTHEAD_OK;
}

masthead_status dates_recognize(const struct reading *reading, struct mentions *out)
{
    const bool stops = lexicon_stops(reading->lexicon);
    struct context context;
    context_open(&context, reading->published);
    for (uint32_t p = 0; p < reading->passage_count; p++) {
        const struct tokens *tokens = &reading->passages[p].tokens;
        struct reader r = {.reading = reading,
                           .lexicon = reading->lexicon,
                           .passage = &reading->passages[p],
                           .at = tokens->at,
                           .text = tokens->text,
                           .count = tokens->count,
                           .stops = stops,
                           .ordinals = ENDED_FIGURES | LEX_BIT(NUMBER) | LEX_BIT(ORDINAL) | (stops ? FIGURES : 0),
                           .context = context};
        masthead_status status = recognize_passage(&r, p, out);
        if (status)
            return status;
    }
    return MASTHEAD_OK;
}
