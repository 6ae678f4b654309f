/* dates.h - inside of the date recognizer
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * dates.c walks over the tokens; dates_read.c reads one expression where its words allow one, with
 * dates_numbers.c for what is written in figures, dates_holidays.c for holidays and dates_ranges.c for dates in a
 * row; dates_anchor.c says which day or month a relative
 * expression means; dates_value.c writes the TIMEX3 value and the days it covers. */
#ifndef MASTHEAD_CORE_DATES_H
#define MASTHEAD_CORE_DATES_H

#include "lexicon_dates.h"
#include "recognize.h"

/* How exact a point in time is. */
enum grain {
    AT_NOTHING,
    AT_MILLENNIUM,
    AT_CENTURY,
    AT_DECADE,
    AT_YEAR,
    AT_HALF,
    AT_SEASON,
    AT_QUARTER,
    AT_MONTH,
    AT_WEEKEND,
    AT_WEEK,
    AT_DAY
};

/* A point in time.  A year of 0 is unknown; of a week it is the ISO year, of a decade or century the
 * first. */
struct point {
    enum grain grain;
    int year;
    int number;  /* half 1–2, season 1–4 from spring, quarter, month, ISO week; 0 unknown */
    int day;     /* of the month */
    int weekday; /* of a day whose date is unknown, 1 Monday; or 0 */
};

/* A time of day, as far as it was said. */
struct clock {
    bool told;          /* hour is known */
    int hour;           /* 0–24 */
    int minute, second; /* -1: not said */
    char part[3];       /* "MO", "NI" …; or "" */
    bool every;         /* "nights" */
    bool bare;          /* 17:30, without anything that says it is a time */
    bool halved;        /* "a.m." or "p.m." said which half of the day */
};

enum { SOME = -1 }; /* the count of "several days" */

struct amount {
    enum unit unit;
    int count;   /* or SOME */
    int percent; /* what comes on top: 50 in "two and a half years" */
    int more;    /* of the next smaller unit, of years months: 30 in "an hour and 30 minutes" */
};

/* An expression that was read. */
struct dating {
    masthead_date_type type;
    uint32_t first, last; /* tokens [first, last) */
    const char *fixed;    /* the whole value, of a word as "recently"; or NULL */
    struct point point;   /* of DATE and TIME, and of a SET such as "every Monday" */
    struct clock clock;
    struct amount amount; /* of DURATION and of other SETs */
    bool attributive; /* stands before a noun, whose the article is: "the third-quarter results" */
    bool aside;       /* is compared with: does not become what the text is about */
    int days;         /* how many a holiday lasts from its point on; 0: the point is all */
};

/* What relative expressions are read against. */
struct context {
    bool known;           /* the day of publication is */
    int32_t today;        /* its number */
    struct point day;     /* the same day */
    struct point spoken;  /* the last date spoken of, or the day of publication */
    struct point quarter; /* the quarter that the text is about; AT_NOTHING if none */
    int dated, pointed;   /* dates with years long past, and words such as "today" and "Monday", so far */
};

/* Which way a bare "Friday" or "March" points. */
enum tense { TENSE_NONE, TENSE_PAST, TENSE_FUTURE, TENSE_DEADLINE /* "by March" */ };

/* ---- dates_anchor.c ---- */

void context_open(struct context *context, uint32_t published);
void context_remember(struct context *context, const struct dating *dating);
/* Whether the text tells of the past year by year, so that its months are those of the year last spoken of. */
bool context_narrates(const struct context *context);

struct point point_of_day(int32_t number);
/* The point of a coarser or equal grain that holds it; of a finer one its first. */
struct point point_at(struct point point, enum grain grain);
/* The point `count` units later, at the unit's grain. */
struct point point_shift(struct point point, enum unit unit, int count);
enum grain unit_grain(enum unit unit);

/* Of "Friday" (direction 0 and its tense), "last Friday" (-1), "next Friday" (1), "this Friday" (2). */
enum { THIS = 2 };
struct point weekday_point(const struct context *context, int weekday, int direction,
                           enum tense tense);
/* The last such weekday before a known day (direction -1), the first behind it (1), or that which is not before it (0). */
struct point weekday_beside(const struct point *day, int weekday, int direction);
/* The year of a month, or of a day in it, that is said without one; the same directions. */
int month_year(const struct context *context, int month, int day, int direction, enum tense tense);
int quarter_year(const struct context *context, int quarter, enum tense tense);
int season_year(const struct context *context, int season, int direction, enum tense tense);

/* ---- dates_value.c ---- */

enum { VALUE_SIZE = 64 };
/* Writes the value, which no NUL ends; returns its size, 0: it is no date. */
size_t dating_value(const struct dating *dating, char out[VALUE_SIZE]);
/* The days that a point covers and the grain they give terms at; GRAIN_NONE when it gives none. */
enum date_grain point_days(const struct point *point, struct day *from, struct day *to);

/* ---- dates_numbers.c ---- */

/* What expressions are read from.  Readers take the token where something may begin and return the token
 * behind it, or 0 when it is not there; a year is then left as it was. */
struct reader {
    const struct reading *reading;
    const struct lexicon *lexicon;
    const struct passage *passage;
    const struct token *at;
    const char *text;
    uint32_t count;
    struct dating previous; /* the expression before */
    bool stops;             /* the language writes a full stop behind ordinals in figures */
    uint64_t ordinals;      /* the first set of ordinals: any figures, too, where that is so */
    struct context context;
};

static inline uint64_t classes_at(const struct reader *r, uint32_t i)
{
    return i < r->count ? lexicon_classes(r->lexicon, r->at[i].word) : 0;
}

static inline uint64_t begins_at(const struct reader *r, uint32_t i)
{
    return i < r->count ? lexicon_begins(r->lexicon, r->at[i].word) : 0;
}

#define IS(r, i, id) ((classes_at(r, i) & LEX_BIT(id)) != 0)

/* The bits of classes that no expression begins with tell of figures what they look like. */
#define SHORT_FIGURES LEX_BIT(GIVEN)        /* one or two digits: 17 */
#define YEAR_FIGURES LEX_BIT(FAMILY)        /* four: 1990 */
#define ENDED_FIGURES LEX_BIT(FAMILY_FIRST) /* with letters or 's: 17th, 5pm, 1990's */
#define OTHER_FIGURES LEX_BIT(NICKNAME)     /* 2.5, 1,500, 900 */
#define APOSTROPHE LEX_BIT(NAME_VARIANT)    /* the mark before '90s */
#define FIGURES (SHORT_FIGURES | YEAR_FIGURES | ENDED_FIGURES | OTHER_FIGURES)

static inline uint64_t figures_of(const struct token *token)
{
    const uint32_t size = token->stop - token->begin;
    if (token->kind != TOKEN_NUMBER)
        return token->mark == '\'' ? APOSTROPHE : 0;
    if (token->shape & (SHAPE_LOWER | SHAPE_TITLE | SHAPE_UPPER | SHAPE_MIXED))
        return ENDED_FIGURES;
    return (token->shape & SHAPE_POSSESSIVE ? ENDED_FIGURES : 0) |
           (!(token->shape & SHAPE_DIGITS) ? OTHER_FIGURES
            : size == 4                    ? YEAR_FIGURES
            : size <= 2                    ? SHORT_FIGURES
                                           : OTHER_FIGURES);
}

/* What token i may begin: the bits of the classes of dates it is in, those of longer entries included, and those of FIGURES.
 * A reader is called where this meets the bits that its expressions begin with, its first set (Aho and Ullman 1972,
 * section 5.1). */
static inline uint64_t first_at(const struct reader *r, uint32_t i)
{
    if (i >= r->count)
        return 0;
    return ((classes_at(r, i) | begins_at(r, i)) & LEX_DATES) | figures_of(&r->at[i]);
}
_Static_assert(LEX_MONTH > LEX_NAME_VARIANT, "figures have bits of their own");

/* What the values of a word say of dates; of what is no word, nothing. */
static inline const struct lexicon_dates *dates_at(const struct reader *r, uint32_t i)
{
    return lexicon_dates(r->lexicon, i < r->count ? r->at[i].word : 0);
}

static inline bool has_role(const struct reader *r, uint32_t i, enum role role)
{
    return dates_at(r, i)->role == role;
}

static inline bool is_the(const struct reader *r, uint32_t i)
{
    return dates_at(r, i)->article == 't';
}

static inline bool is_a(const struct reader *r, uint32_t i)
{
    return dates_at(r, i)->article == '1';
}

static inline enum unit unit_of(const struct reader *r, uint32_t i, bool *plural)
{
    const struct lexicon_dates *dates = dates_at(r, i);
    *plural = dates->plural;
    return (enum unit)dates->unit;
}

/* Whether an entry of several words that speaks of dates may begin at word i, by the word behind it: it seldom does. */
static inline bool may_go_on(const struct reader *r, uint32_t i)
{
    const struct token *next = &r->at[i + 1];
    const uint32_t second = next->kind == TOKEN_MARK ? next[1].word : next->word; /* behind a hyphen or a full stop */
    return second && dates_at(r, i)->seconds & LEXICON_SECOND(second);
}

static inline bool is_mark(const struct reader *r, uint32_t i, uint32_t mark)
{
    return i < r->count && r->at[i].kind == TOKEN_MARK && r->at[i].mark == mark;
}

static inline bool joined(const struct reader *r, uint32_t i)
{
    return i < r->count && !(r->at[i].shape & SHAPE_SPACE);
}

/* Behind a hyphen that joins two words, else i itself. */
static inline uint32_t pass_hyphen(const struct reader *r, uint32_t i)
{
    return is_mark(r, i, '-') && joined(r, i) && joined(r, i + 1) ? i + 1 : i;
}

/* Behind the full stop of an abbreviation, else i itself. */
static inline uint32_t pass_stop(const struct reader *r, uint32_t i)
{
    return is_mark(r, i, '.') ? i + 1 : i;
}

uint32_t read_digits(const struct reader *r, uint32_t i, int least, int most, int *out);
/* "twenty-four", "54", "two and a half", "2 1/2" */
uint32_t read_count(const struct reader *r, uint32_t i, struct amount *out);
/* "third", "3rd", "twenty-first" */
uint32_t read_ordinal(const struct reader *r, uint32_t i, int *out);
/* "twenty-four", "seven": in words, less than a hundred */
uint32_t read_small(const struct reader *r, uint32_t i, int *out);
/* The year that two digits stand for: of the century up to twenty years behind publication. */
int full_year(const struct reader *r, int two);
/* A year in four digits. */
uint32_t read_year_figures(const struct reader *r, uint32_t i, int *year);
/* A year in four digits or in words; *sure when no other reading is likely. */
uint32_t read_year(const struct reader *r, uint32_t i, int *year, bool *sure);
/* "1990s", "'90s", "nineties": its first year */
uint32_t read_decade(const struct reader *r, uint32_t i, int *year);
/* 2021-08-17, 17/8/21, 8.17.2021, 2021/08/17, 2021-08-17T09:00Z, 20210817 */
uint32_t read_numeric(const struct reader *r, uint32_t i, struct point *point, struct clock *clock);
/* 17/8: a day of a month */
uint32_t read_slashed(const struct reader *r, uint32_t i, struct point *point);
/* 5 p.m., 5:30pm EST, 17:00, 8.30pm, noon; five o'clock */
uint32_t read_clock(const struct reader *r, uint32_t i, struct clock *clock);

/* ---- dates_words.c ---- */

/* A word that directs: "last" -1, "next" 1, "this" THIS, "that" 0. */
struct direction {
    bool told;
    int step;
    bool spoken; /* counts from the date last spoken of: "the following month" */
    bool beyond; /* before a day or month it means what lies behind that: "past Aug. 31" */
};

/* "last", "this past" */
uint32_t read_direction(const struct reader *r, uint32_t i, struct direction *out);
/* The longest entry of a class, and its value. */
uint32_t read_phrase(const struct reader *r, uint32_t i, enum lexicon_class class,
                     const char **value);
bool is_capital(const struct reader *r, uint32_t i);
/* Whether the text around is in capitals, so that they mean nothing. */
bool in_capitals(const struct reader *r, uint32_t i);
/* Whether the capitalized words from i to `end` go on as a name: "the Winter Olympics", "Easter Island". */
bool is_name_before(const struct reader *r, uint32_t i, uint32_t end);
/* Which way the clause looks before token `lead`, where an expression begins; of NO_LEAD neither.  Readers hand `lead` on,
 * as few need to know. */
#define NO_LEAD UINT32_MAX
enum tense tense_led(const struct reader *r, uint32_t lead);
/* How strong a preposition of time stands before: 0 none, 1 "by", 2 "in". */
static inline int preposition_before(const struct reader *r, uint32_t i)
{
    return i > 0 ? dates_at(r, i - 1)->preposition : 0;
}

/* "am", "im", which hold an article, stand before. */
static inline bool has_article_before(const struct reader *r, uint32_t i)
{
    return i > 0 && dates_at(r, i - 1)->more & LEXICON_ARTICLE;
}

/* "by", "until" stand before. */
static inline bool has_deadline_before(const struct reader *r, uint32_t i)
{
    return i > 0 && dates_at(r, i - 1)->more & LEXICON_DEADLINE;
}

struct point anchor_of(const struct reader *r, const struct direction *direction);

/* ---- dates_points.c ---- */

struct month_word {
    int number;
    bool abbreviation; /* a full stop may follow */
    char doubt; /* '?' may be another word, 'v' a verb, 'n' a given name, '!' needs a number; or 0 */
};

uint32_t month_word(const struct reader *r, uint32_t i, struct month_word *out);
/* The day of a month: "17", "17th", "the seventeenth"; not the 20 of "in March 20 people". */
uint32_t read_day_number(const struct reader *r, uint32_t i, int *day);
/* "17 August 2021", "17th of August" */
uint32_t read_day_month(const struct reader *r, uint32_t i, uint32_t lead, struct dating *out);
/* What tells the year behind a month or quarter: ", 1990", "of 1990", "last year", "of the year". */
uint32_t read_year_behind(const struct reader *r, uint32_t i, bool comma, int *year);
/* The first set of points. */
#define POINTS                                                                                     \
    (FIGURES | APOSTROPHE | LEX_BIT(NUMBER) | LEX_BIT(ORDINAL) | LEX_BIT(DIRECTION) | LEX_BIT(PERIOD_NAME) | \
     LEX_BIT(DECADE) | LEX_BIT(WEEKDAY) | LEX_BIT(MONTH) | LEX_BIT(SEASON) | LEX_BIT(HOLIDAY) | LEX_BIT(RELATIVE_DAY) | \
     LEX_BIT(DAY_PART) | LEX_BIT(TIME_UNIT) | LEX_BIT(PERIOD_ADJECTIVE) | LEX_BIT(DATE_EDGE) | LEX_BIT(ARTICLE))

/* A point in time: DATE or TIME, or the SET of all "Mondays". */
uint32_t read_point(const struct reader *r, uint32_t i, struct dating *out);

/* ---- dates_ranges.c ---- */

/* What joins two dates: "to", "-", "and"; *span when the days between belong to them. */
uint32_t read_link(const struct reader *r, uint32_t i, bool *span);
/* Whether a number that ends before token i goes on with a date, rather than counts something. */
bool ends_row(const struct reader *r, uint32_t i, bool tight);
/* The year that a month, or a day of it, has from the date it is linked to at token i; 0: none. */
int shared_year(const struct reader *r, uint32_t i, int month, bool has_day);
/* "9" of "9 to 12 June", "7" of "May 5-7" */
uint32_t read_first_of_row(const struct reader *r, uint32_t i, uint32_t lead, struct dating *out);
uint32_t read_next_of_row(const struct reader *r, uint32_t i, struct dating *out);

/* ---- dates_holidays.c ---- */

/* "Christmas Eve", "Ramadan 2021" */
uint32_t read_holiday(const struct reader *r, uint32_t i, const struct direction *direction,
                      uint32_t lead, struct dating *out);
/* What follows a day and belongs to it: "night", "at 5 p.m.". */
uint32_t with_time(const struct reader *r, uint32_t end, struct dating *out);

/* ---- dates_read.c ---- */

/* Reads the longest expression that begins at token i. */
uint32_t read_dating(struct reader *r, uint32_t i, struct dating *out);

#endif
