/* dates_read.c - one expression of time
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     expression = reference | every | frequency | point | amount              whichever is longest
 *     every      = "every" [count] (unit | weekday | month | season | part of day)
 *     amount     = [approximation] ["the"] [direction] [count ["to" count]] [adjective] unit ["or so"]
 *                  [ago | ("before" | "after" | "from") point]
 *
 * Points are read by dates_points.c.  Every reader takes the token where its part may begin and returns the token
 * behind it, or 0. */
#include <stdlib.h>

#include "dates.h"

/* "Current Biology", "New Media Days": the capital of a name, not of a sentence. */
static bool is_part_of_name(const struct reader *r, uint32_t i)
{
    return is_capital(r, i) && !(r->at[i].shape & SHAPE_SENTENCE) && !in_capitals(r, i);
}

/* "recently", "the past" */
static uint32_t read_reference(const struct reader *r, uint32_t i, struct dating *out)
{
    uint32_t k = is_the(r, i) ? i + 1 : i;
    const char *value;
    uint32_t end = read_phrase(r, i, LEX_REFERENCE, &value);
    if (!end && k != i && (end = read_phrase(r, k, LEX_REFERENCE_NOUN, &value)) != 0) {
        bool plural;
        if (r->at[end].kind == TOKEN_WORD && end < r->count &&
            (unit_of(r, end, &plural) || IS(r, end, NUMBER) || IS(r, end, VAGUE_NUMBER) ||
             !preposition_before(r, i)))
            return 0;
        if (!preposition_before(r, i) && end < r->count && joined(r, end) &&
            r->at[end].kind == TOKEN_MARK && r->at[end].mark == '-')
            return 0;
    }
    if (!end || (is_part_of_name(r, i) && is_capital(r, end) && r->at[end].kind == TOKEN_WORD))
        return 0;
    *out = (struct dating){.type = value[1] == 'x' ? MASTHEAD_DATE_DURATION : MASTHEAD_DATE_DATE,
                           .fixed = value};
    return end;
}

/* "is printed daily"; not "daily newspapers", which says what they are */
static uint32_t read_frequency(const struct reader *r, uint32_t i, struct dating *out)
{
    const char *value;
    uint32_t end = read_phrase(r, i, LEX_FREQUENCY, &value);
    if (end < r->count && r->at[end].kind == TOKEN_WORD && !IS(r, end, DATE_PREPOSITION) &&
        !IS(r, end, FUNCTION_WORD))
        return 0;
    *out = (struct dating){.type = MASTHEAD_DATE_SET, .fixed = value};
    return end;
}

/* "each Thursday", "every two years", "every morning" */
static uint32_t read_every(const struct reader *r, uint32_t i, struct dating *out)
{
    bool plural;
    const char *value;
    if (!IS(r, i, EVERY))
        return 0;
    *out = (struct dating){.type = MASTHEAD_DATE_SET};
    bool other = has_role(r, i + 1, ROLE_OTHER);
    uint32_t k = other || IS(r, i + 1, PERIOD_ADJECTIVE) ? i + 2 : i + 1, end;
    struct amount amount = {.count = other ? 2 : 1};
    if ((end = read_count(r, k, &amount)) != 0 && amount.count > 0)
        k = pass_hyphen(r, end);
    if ((amount.unit = unit_of(r, k, &plural)) != UNIT_NONE) {
        out->amount = amount;
        return k + 1;
    }
    if (IS(r, k, WEEKDAY)) {
        out->point = (struct point){
            .grain = AT_DAY,
            .weekday = (int)(lexicon_value(r->lexicon, r->at[k].word, LEX_WEEKDAY)[0] - '0')};
        end = with_time(r, k + 1, out);
        out->type = MASTHEAD_DATE_SET;
        return end;
    }
    if (IS(r, k, MONTH) && is_capital(r, k)) {
        out->point = (struct point){
            AT_MONTH, 0, dates_at(r, k)->month, 0, 0};
        return k + 1;
    }
    if (IS(r, k, SEASON)) {
        out->point = (struct point){
            AT_SEASON, 0, atoi(lexicon_value(r->lexicon, r->at[k].word, LEX_SEASON)), 0, 0};
        return k + 1;
    }
    if ((end = read_phrase(r, k, LEX_DAY_PART, &value)) != 0 && value[0] >= 'a') {
        out->point.grain = AT_DAY;
        out->clock.part[0] = (char)(value[0] - 32);
        out->clock.part[1] = (char)(value[1] - 32);
        return end;
    }
    return 0;
}

/* ---- Amounts ---- */

/* "a", "several", "a couple of", "half a"; *article when only "a" stood there */
static uint32_t read_vague_count(const struct reader *r, uint32_t i, struct amount *out,
                                 bool *article)
{
    const char *value;
    *article = false;
    if ((has_role(r, i, ROLE_HALF) && is_a(r, i + 1)) || (is_a(r, i) && has_role(r, i + 1, ROLE_HALF))) {
        *out = (struct amount){.count = 0, .percent = 50};
        return i + 2;
    }
    uint32_t k = is_a(r, i) ? i + 1 : i, end = read_phrase(r, k, LEX_VAGUE_NUMBER, &value);
    if (end) {
        char *rest;
        *out = (struct amount){.count = (int)strtol(value, &rest, 10)};
        if (rest == value)
            out->count = SOME;
        else if (*rest == '.')
            out->percent = atoi(rest + 1) * 10; /* "2.5" */
        bool plural;
        if (out->count == 1 && !out->percent && (!unit_of(r, end, &plural) || plural))
            return 0; /* "all week", "another day": not "all weeks" */
        return end;
    }
    if (k == i)
        return 0;
    *article = true;
    *out = (struct amount){.count = 1};
    return k;
}

/* The second number of "12 to 18 months", "two or three weeks". */
static uint32_t read_range(const struct reader *r, uint32_t i, struct amount *out)
{
    struct amount second;
    uint32_t k = pass_hyphen(r, i);
    if (k == i && !has_role(r, i, ROLE_TO) && !has_role(r, i, ROLE_OR))
        return 0;
    if (k == i)
        k++;
    uint32_t end = read_count(r, k, &second);
    bool plural;
    if (!end || !unit_of(r, pass_hyphen(r, end), &plural))
        return 0;
    *out = (struct amount){.count = SOME};
    return end;
}

struct amount_words {
    bool article; /* "a year" */
    bool counted; /* a number or "several" */
    bool plural, the;
    bool hyphen; /* between the number and what follows */
    struct direction direction;
    bool adjective;
};

/* The words of an amount up to its unit. */
static uint32_t read_amount_words(const struct reader *r, uint32_t i, struct amount *amount,
                                  struct amount_words *words)
{
    uint32_t k = i, end;
    int nth;
    *words = (struct amount_words){0};
    *amount = (struct amount){.count = SOME};
    if (is_the(r, k)) {
        words->the = true;
        k++;
    }
    if ((end = read_direction(r, k, &words->direction)) != 0) {
        k = end;
    } else if (IS(r, k, ORDINAL) && (end = read_ordinal(r, k, &nth)) != 0 && nth == 1) {
        words->direction.told = true;
        k = end;
    } else if (unit_of(r, k, &words->plural) == UNIT_YEAR && !words->plural &&
               IS(r, pass_hyphen(r, k + 1), AGO) && pass_hyphen(r, k + 1) != k + 1) {
        words->direction.told = true; /* "the year-earlier nine months" */
        k += 3;
    }
    if ((end = read_count(r, k, amount)) != 0) {
        words->counted = true;
        k = end;
        if ((end = read_range(r, k, amount)) != 0)
            k = end;
    } else if ((end = read_vague_count(r, k, amount, &words->article)) != 0) {
        words->counted = !words->article;
        k = end;
    }
    if (words->counted) {
        words->hyphen = pass_hyphen(r, k) != k;
        k = pass_hyphen(r, k);
    }
    if (words->counted && !words->direction.told && (end = read_direction(r, k, &words->direction)))
        k = end; /* "the two previous years" */
    for (int n = 0; n < 2 && IS(r, k, PERIOD_ADJECTIVE); n++) {
        words->adjective = true;
        k = pass_hyphen(r, k + 1);
    }
    if (!words->counted && words->adjective && !words->article &&
        (end = read_count(r, k, amount)) != 0) {
        words->counted = true;
        k = pass_hyphen(r, end);
    }
    amount->unit = unit_of(r, k, &words->plural);
    return amount->unit && k > i ? k + 1 : amount->unit ? k + 1 : 0;
}

/* "four flights a week", "358,000 a month": a number of something stands before. */
static bool is_rate(const struct reader *r, uint32_t i)
{
    for (uint32_t k = i; k > 0 && k + 2 > i; k--) {
        const struct token *token = &r->at[k - 1];
        if (token->kind == TOKEN_NUMBER || IS(r, k - 1, NUMBER))
            return true;
        if (token->kind == TOKEN_MARK || IS(r, k - 1, DATE_PREPOSITION) || IS(r, k - 1, TENSE))
            return false;
        if (IS(r, k - 1, COUNTED))
            return true;
    }
    return false;
}

/* Whether the words make an amount at all. */
static bool makes_amount(const struct reader *r, uint32_t i, uint32_t end,
                         const struct amount *amount, const struct amount_words *words)
{
    bool ago = IS(r, end, AGO);
    if (has_role(r, pass_hyphen(r, end), ROLE_AGE))
        return false; /* "55 years old", "8-month-old" */
    if (words->direction.told && words->direction.step == 0 && words->direction.spoken)
        return false; /* "that four days", "the same two weeks" */
    if (words->counted && amount->unit == UNIT_QUARTER && words->hyphen)
        return false; /* "three-quarters" */
    if (words->counted && !words->plural && words->the && !words->direction.told)
        return false; /* "the two-week crisis": without the article */
    if (words->counted)
        return amount->unit != UNIT_PERIOD && (amount->unit != UNIT_HALF);
    if (words->article) {
        if (words->plural || (!ago && is_rate(r, i)) || pass_hyphen(r, end) != end)
            return false; /* "months", "$2 a month", "a year-earlier profit" */
        if (amount->unit == UNIT_PERIOD)
            return words->adjective;
        return ago || (amount->unit != UNIT_SECOND && amount->unit != UNIT_QUARTER &&
                       amount->unit != UNIT_HALF);
    }
    if (is_part_of_name(r, end - 1) && is_capital(r, i))
        return false;
    if (!words->plural)
        return words->direction.told && amount->unit < UNIT_DAY && amount->unit != UNIT_SECOND &&
               words->the;
    if (amount->unit == UNIT_QUARTER || amount->unit == UNIT_SECOND || amount->unit == UNIT_HALF ||
        amount->unit == UNIT_PERIOD || amount->unit == UNIT_WEEKEND)
        return words->direction.told && amount->unit == UNIT_QUARTER;
    return true;
}

/* What "ago", "earlier" and "later" make of an amount. */
static bool shift_amount(const struct reader *r, const char *value, struct dating *out)
{
    bool back = value[0] == '-', spoken = value[strlen(value) - 1] == 's';
    struct amount amount = out->amount;
    int count = amount.count;
    if (count == SOME || amount.unit == UNIT_PERIOD || amount.unit == UNIT_HALF) {
        if (spoken)
            return false;
        *out = (struct dating){.fixed = back ? "past_ref" : "future_ref"};
        return true;
    }
    if (spoken && amount.unit < UNIT_DAY)
        return false;
    struct point base = spoken ? r->context.spoken : r->context.day;
    if (amount.unit == UNIT_YEAR && count == 1 && back && !amount.percent &&
        r->context.quarter.grain)
        base = r->context.quarter;
    bool quarter = base.grain == AT_QUARTER && amount.unit == UNIT_YEAR && count == 1;
    if (!quarter && amount.unit == UNIT_YEAR)
        base = spoken && base.grain == AT_YEAR ? base : r->context.day;
    if (amount.unit == UNIT_YEAR && (amount.percent || amount.more)) {
        amount.unit = UNIT_MONTH;
        count = count * 12 + amount.percent * 12 / 100 + amount.more;
    }
    *out =
        (struct dating){.type = amount.unit < UNIT_DAY ? MASTHEAD_DATE_TIME : MASTHEAD_DATE_DATE};
    if (amount.unit < UNIT_DAY)
        out->point = r->context.day;
    else if (quarter)
        out->point = point_shift(base, UNIT_QUARTER, back ? -4 : 4);
    else
        out->point = point_shift(base, amount.unit, back ? -count : count);
    out->aside = quarter;
    return true;
}

/* "two days after Christmas", "three weeks from tomorrow" */
static uint32_t shift_from_point(const struct reader *r, uint32_t i, struct dating *out)
{
    struct dating base = {0};
    bool back = has_role(r, i, ROLE_BEFORE);
    if ((!back && !has_role(r, i, ROLE_AFTER)) || out->amount.count == SOME ||
        out->amount.unit < UNIT_DAY)
        return 0;
    uint32_t end = read_point(r, i + 1, &base);
    if (!end || base.type != MASTHEAD_DATE_DATE || base.point.grain != AT_DAY || !base.point.year)
        return 0;
    int count = back ? -out->amount.count : out->amount.count;
    struct point point;
    if (out->amount.unit == UNIT_WEEK || out->amount.unit == UNIT_FORTNIGHT) {
        point = point_shift(base.point, UNIT_DAY, count * (out->amount.unit == UNIT_WEEK ? 7 : 14));
    } else if (out->amount.unit == UNIT_DAY) {
        point = point_shift(base.point, UNIT_DAY, count);
    } else {
        point = point_shift(base.point, out->amount.unit, count);
    }
    *out = (struct dating){.point = point};
    return end;
}

/* "weeks and months" */
static uint32_t second_unit(const struct reader *r, uint32_t i)
{
    bool plural;
    if ((has_role(r, i, ROLE_AND) || has_role(r, i, ROLE_OR)) && unit_of(r, i + 1, &plural) && plural)
        return i + 2;
    return 0;
}

/* "and 30 minutes" behind "one hour", ", two months" behind "three years": returns i itself when there is no more. */
static uint32_t read_more(const struct reader *r, uint32_t i, struct amount *amount)
{
    struct amount more;
    bool plural;
    uint32_t k = has_role(r, i, ROLE_AND) || is_mark(r, i, ',') ? i + 1 : i;
    if (amount->count <= 0 || amount->percent || amount->unit > UNIT_YEAR)
        return i;
    uint32_t end = read_count(r, k, &more);
    enum unit unit = end ? unit_of(r, end, &plural) : UNIT_NONE;
    bool smaller = (amount->unit == UNIT_YEAR && unit == UNIT_MONTH) ||
                   (amount->unit == UNIT_DAY && unit == UNIT_HOUR) ||
                   (amount->unit == UNIT_HOUR && unit == UNIT_MINUTE) ||
                   (amount->unit == UNIT_MINUTE && unit == UNIT_SECOND);
    if (!smaller || more.count <= 0 || more.percent || (IS(r, end + 1, AGO) && is_mark(r, i, ',')))
        return i;
    amount->more = more.count;
    return end + 1;
}

/* The first set of amounts, and of what goes on with one that begins with a number or an article. */
#define AMOUNTS                                                                                    \
    (FIGURES | LEX_BIT(NUMBER) | LEX_BIT(ORDINAL) | LEX_BIT(VAGUE_NUMBER) | LEX_BIT(ARTICLE) |      \
     LEX_BIT(APPROXIMATION) | LEX_BIT(DIRECTION) | LEX_BIT(PERIOD_ADJECTIVE) | LEX_BIT(TIME_UNIT) | \
     LEX_BIT(DATE_WORD))
#define COUNTS (FIGURES | LEX_BIT(NUMBER) | LEX_BIT(ORDINAL) | LEX_BIT(ARTICLE))

static uint32_t read_amount(const struct reader *r, uint32_t i, struct dating *out)
{
    struct amount_words words;
    const uint64_t first = first_at(r, i) & AMOUNTS;
    if (!(first & ~COUNTS) && !(first_at(r, pass_hyphen(r, i + 1)) & AMOUNTS & ~LEX_BIT(APPROXIMATION)))
        return 0; /* "29.2 mln", "the company" */
    if (first == LEX_BIT(TIME_UNIT) && !dates_at(r, i)->plural && !is_mark(r, i + 1, '-'))
        return 0; /* "year" */
    const char *value = NULL;
    uint32_t k = read_phrase(r, i, LEX_APPROXIMATION, &value), end, next;
    *out = (struct dating){.type = MASTHEAD_DATE_DURATION};
    end = k ? read_amount_words(r, k, &out->amount, &words) : 0;
    if (!end || !makes_amount(r, i, end, &out->amount, &words))
        end = read_amount_words(r, k = i, &out->amount, &words);
    if (!end || !makes_amount(r, i, end, &out->amount, &words))
        return 0;
    if (k > i && words.the && value[0] == 'a')
        return 0; /* "over the next days": a preposition */
    if (!words.counted && words.plural && (next = second_unit(r, end)) != 0)
        end = next;
    struct amount extra = out->amount;
    if (out->amount.count > 0 && !out->amount.percent && has_role(r, end, ROLE_AND) &&
        is_a(r, end + 1) && has_role(r, end + 2, ROLE_HALF)) {
        extra.percent = 50; /* "a year and a half" */
        end += 3;
    }
    out->amount = extra;
    end = read_more(r, end, &out->amount);
    if (has_role(r, end, ROLE_OR) && has_role(r, end + 1, ROLE_SO))
        end += 2; /* "or so" */
    if (words.direction.step && words.plural && !words.counted)
        *out = (struct dating){.fixed = words.direction.step == 1 ? "future_ref" : "past_ref"};
    if (words.direction.told && has_role(r, end, ROLE_AHEAD))
        return end + 1;
    if (!words.direction.told && (next = read_phrase(r, end, LEX_AGO, &value)) != 0 &&
        value[strlen(value) - 1] != '<' && shift_amount(r, value, out))
        return next;
    if ((next = shift_from_point(r, end, out)) != 0)
        return next;
    if (has_role(r, end, ROLE_AHEAD) && words.the)
        return end + 1; /* "the weeks ahead" */
    return end;
}

/* "vor zwei Wochen": in some languages "ago" stands before the amount; their values end in < */
static uint32_t read_ago_before(const struct reader *r, uint32_t i, struct dating *out)
{
    if (!IS(r, i, AGO))
        return 0;
    const char *value = lexicon_value(r->lexicon, r->at[i].word, LEX_AGO);
    if (value[strlen(value) - 1] != '<')
        return 0;
    uint32_t end = read_amount(r, i + 1, out);
    return end && out->type == MASTHEAD_DATE_DURATION && shift_amount(r, value, out) ? end : 0;
}

/* "around Nov. 1" */
static uint32_t read_about_point(const struct reader *r, uint32_t i, struct dating *out)
{
    const char *value;
    uint32_t k = read_phrase(r, i, LEX_APPROXIMATION, &value);
    if (!k || value[0] != 'p')
        return 0;
    uint32_t end = read_point(r, k, out);
    return end && !is_the(r, k) ? end : 0;
}

/* The readers, with their first sets. */
static const struct {
    uint32_t (*read)(const struct reader *r, uint32_t i, struct dating *out);
    uint64_t first;
} readers[] = {
    {read_reference, LEX_BIT(REFERENCE) | LEX_BIT(ARTICLE)},
    {read_every, LEX_BIT(EVERY)},
    {read_frequency, LEX_BIT(FREQUENCY)},
    {read_point, POINTS},
    {read_amount, AMOUNTS},
    {read_ago_before, LEX_BIT(AGO)},
    {read_about_point, LEX_BIT(APPROXIMATION)},
};

uint32_t read_dating(struct reader *r, uint32_t i, struct dating *out)
{
    const uint64_t first = first_at(r, i);
    uint32_t longest = 0;
    for (size_t n = 0; n < sizeof readers / sizeof *readers; n++) {
        if (!(first & readers[n].first))
            continue;
        struct dating dating = {0};
        uint32_t end = readers[n].read(r, i, &dating);
        if (end <= longest || end > r->count)
            continue;
        longest = end;
        *out = dating;
    }
    out->first = i;
    out->last = longest;
    return longest;
}
