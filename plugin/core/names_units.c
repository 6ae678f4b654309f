/* names_units.c - the words of an article that may be in a name, and the evidence about them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Three sweeps, all linear: the first over the tokens finds the units and enters their words in a hash table; the
 * second over the tokens counts lower-case uses of those words (a bitmap of hashes keeps most words of the text
 * from the table); the third over the runs counts their neighbours. */
#include "names_units.h"

#include <stdlib.h>

#include "config.h"

/* ---- Classes ------------------------------------------------------------------------------------ */

static const struct {
    uint64_t classes;
    uint32_t sig;
} sig_rows[] = {
    {LEX_BIT(GIVEN), SIG_GIVEN},
    {LEX_BIT(FAMILY), SIG_FAMILY},
    {LEX_BIT(PLACE), SIG_PLACE},
    {LEX_BIT(ORGANISATION) | LEX_BIT(INSTITUTION), SIG_ORGANISATION},
    {LEX_BIT(COMMON), SIG_COMMON},
    {LEX_BIT(HONORIFIC), SIG_HONORIFIC},
    {LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD) | LEX_BIT(OFFICE_PLURAL) |
         LEX_BIT(OFFICE_MODIFIER),
     SIG_OFFICE},
    {LEX_BIT(DEMONYM), SIG_DEMONYM},
    {LEX_BIT(COUNTRY), SIG_COUNTRY},
    {LEX_BIT(MONTH) | LEX_BIT(WEEKDAY) | LEX_BIT(HOLIDAY), SIG_CALENDAR},
    {LEX_BIT(PARTICLE), SIG_PARTICLE},
    {LEX_BIT(NAME_SUFFIX), SIG_SUFFIX},
    {LEX_BIT(SAYING), SIG_SAYING},
    {LEX_BIT(NUMBER) | LEX_BIT(ORDINAL), SIG_NUMERAL},
    {LEX_BIT(FAMILY_FIRST), SIG_FAMILY_FIRST},
};

enum { SIG_ROWS = sizeof sig_rows / sizeof *sig_rows };

static const uint64_t titles = LEX_BIT(HONORIFIC) | LEX_BIT(OFFICE) | LEX_BIT(RANK) |
                               LEX_BIT(OFFICE_HEAD) | LEX_BIT(OFFICE_SPECIFIER) |
                               LEX_BIT(OFFICE_MODIFIER) | LEX_BIT(OFFICE_PLURAL);

uint32_t name_classes_of(const struct lexicon *lexicon, const struct token *token)
{
    if (token->kind == TOKEN_MARK)
        return SIG_MARK;
    uint32_t sig = token->kind == TOKEN_NUMBER ? SIG_NUMBER : 0;
    if (!token->word)
        return sig;
    uint64_t classes = lexicon_classes(lexicon, token->word);
    for (int row = 0; row < SIG_ROWS; row++)
        sig |= classes & sig_rows[row].classes ? sig_rows[row].sig : 0;
    uint64_t begins = lexicon_begins(lexicon, token->word);
    if (begins & (LEX_BIT(PLACE) | LEX_BIT(COUNTRY)))
        sig |= SIG_PHRASE;
    if ((classes | begins) & titles)
        sig |= SIG_TITLE;
    return sig;
}

/* ---- Words -------------------------------------------------------------------------------------- */

static bool grow_table(struct name_units *units)
{
    uint32_t size = units->mask ? (units->mask + 1) * 2 : 512;
    uint32_t *table = calloc(size, sizeof *table);
    struct name_word *words = realloc(units->words, (size / 2 + 1) * sizeof *words);
    if (words)
        units->words = words;
    if (!table || !words) {
        free(table);
        return false;
    }
    for (uint32_t number = 1; number < units->word_count; number++) {
        uint32_t i = words[number].hash & (size - 1);
        while (table[i])
            i = (i + 1) & (size - 1);
        table[i] = number;
    }
    free(units->table);
    units->table = table;
    units->mask = size - 1;
    return true;
}

static uint32_t *word_slot(const struct name_units *units, uint32_t hash)
{
    uint32_t i = hash & units->mask;
    while (units->table[i] && units->words[units->table[i]].hash != hash)
        i = (i + 1) & units->mask;
    return &units->table[i];
}

/* Returns the number of the word, a new one if need be; 0 when there is no memory. */
static uint32_t enter_word(struct name_units *units, uint32_t hash)
{
    if (units->word_count > units->mask / 2 && !grow_table(units))
        return 0;
    uint32_t *slot = word_slot(units, hash);
    if (!*slot) {
        *slot = units->word_count++;
        units->words[*slot] = (struct name_word){.hash = hash};
    }
    return *slot;
}

static void count(uint16_t *counter)
{
    if (*counter < UINT16_MAX)
        ++*counter;
}

/* ---- Lines -------------------------------------------------------------------------------------- */

/* A text is wrapped when lines within its paragraphs begin with words in lower case. */
static bool is_wrapped(const struct tokens *tokens)
{
    uint32_t lines = 0, small = 0;
    for (uint32_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        if (!(token->shape & SHAPE_LINE))
            continue;
        lines++;
        small += token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER &&
                 !(token->shape & SHAPE_PARAGRAPH);
    }
    return small * 5 > lines;
}

/* Whether a line break before token i separates sentences: always at a paragraph's start, at a line's
 * start only in texts that are not wrapped. */
static bool line_starts(const struct tokens *tokens, uint32_t i, bool wrapped)
{
    if (i == 0 || i >= tokens->count)
        return true;
    uint16_t shape = tokens->at[i].shape;
    return shape & SHAPE_PARAGRAPH || (shape & SHAPE_LINE && !wrapped);
}

/* Judges the line of tokens [begin, end). */
static enum line_kind kind_of_line(const struct tokens *tokens, uint32_t begin, uint32_t end)
{
    uint32_t words = 0, small = 0, capitals = 0, numbers = 0, title = 0;
    for (uint32_t i = begin; i < end; i++) {
        const struct token *token = &tokens->at[i];
        if (token->kind == TOKEN_NUMBER)
            numbers++;
        if (token->kind != TOKEN_WORD)
            continue;
        words++;
        small += token->shape & SHAPE_LOWER && token->end - token->begin > 3;
        capitals += token->shape & SHAPE_UPPER && !(token->shape & SHAPE_INITIAL);
        title += token->shape & (SHAPE_TITLE | SHAPE_MIXED) && !(token->shape & SHAPE_INITIAL);
    }
    if (capitals >= 2 && small == 0 && title * 4 <= capitals)
        return LINE_CAPITALS;
    if (numbers * 3 >= words && numbers >= 1 && small <= words / 3)
        return LINE_TABLE;
    if (small == 0 && words <= 4)
        return LINE_SHORT;
    if (small * 5 <= words && title >= 3)
        return LINE_TITLE;
    return LINE_PROSE;
}

/* ---- Units -------------------------------------------------------------------------------------- */

static bool has_capital(const struct token *token)
{
    return token->kind == TOKEN_WORD &&
           token->shape & (SHAPE_TITLE | SHAPE_UPPER | SHAPE_MIXED | SHAPE_INITIAL);
}

static bool is_mark(const struct token *token, uint32_t mark)
{
    return token->kind == TOKEN_MARK && token->mark == mark;
}

/* What stands between token i, the last of a unit, and the unit that may follow it; *next becomes that token. */
static enum unit_gap gap_behind(const struct tokens *tokens, uint32_t i, uint32_t *next)
{
    const struct token *at = &tokens->at[i];
    *next = i + 1;
    if (i + 1 >= tokens->count)
        return GAP_NONE;
    if (at[0].shape & SHAPE_POSSESSIVE && at[0].stop < at[0].end)
        return GAP_NONE;
    if (at[1].kind == TOKEN_WORD)
        return at[1].shape & SHAPE_SPACE ? GAP_SPACE : GAP_NONE;
    if (i + 2 >= tokens->count || at[1].shape & SHAPE_SPACE)
        return GAP_NONE;
    *next = i + 2;
    if (is_mark(&at[1], '-') && !(at[2].shape & SHAPE_SPACE))
        return GAP_HYPHEN;
    if (is_mark(&at[1], '.') && (at[0].shape & SHAPE_INITIAL || at[0].end - at[0].begin <= 3))
        return GAP_STOP;
    return GAP_NONE;
}

enum { LONGEST_PARTICLE = 8 };

static bool is_particle(const struct reading *reading, const struct token *token)
{
    return token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER && token->word &&
           token->end - token->begin <= LONGEST_PARTICLE &&
           lexicon_classes(reading->lexicon, token->word) & LEX_BIT(PARTICLE);
}

/* Whether particles from token i on lead to a capital: "van der Bellen", "al-Assad". */
static bool leads_to_capital(const struct reading *reading, const struct tokens *tokens, uint32_t i)
{
    for (int most = 3; most > 0; most--) {
        uint32_t next;
        if (!is_particle(reading, &tokens->at[i]))
            return has_capital(&tokens->at[i]);
        if (gap_behind(tokens, i, &next) == GAP_NONE)
            return false;
        i = next;
    }
    return has_capital(&tokens->at[i]);
}

/* Whether a token may be the second half of a Korean or Chinese given name: the "in" of "Moon Jae-in". */
static bool is_syllable(const struct token *token)
{
    return token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER &&
           token->stop - token->begin <= 5 && !(token->shape & SHAPE_NON_ASCII);
}

/* Returns the end of the place, country or organisation of several words that begins at token i; 0 when none does. */
static uint32_t phrase_end(const struct reading *reading, const struct tokens *tokens, uint32_t i)
{
    static const enum lexicon_class classes[] = {LEX_PLACE, LEX_COUNTRY, LEX_ORGANISATION};
    uint64_t begins = tokens->at[i].word ? lexicon_begins(reading->lexicon, tokens->at[i].word) : 0;
    uint32_t end = 0;
    for (size_t c = 0; begins && c < sizeof classes / sizeof *classes; c++) {
        uint32_t count = begins >> classes[c] & 1
                             ? lexicon_match(reading->lexicon, tokens, i, classes[c], NULL)
                             : 0;
        if (count > 1 && i + count > end)
            end = i + count;
    }
    return end;
}

struct finder {
    struct name_units *units;
    uint32_t capacity;
    const struct passage *passage;
    uint32_t passage_number;
    uint32_t begin, end; /* of the line */
    uint32_t inside;     /* the end of the last place or organisation of several words */
    bool wrapped;
};

static bool add_unit(struct finder *f, uint32_t i, enum unit_gap gap, enum line_kind line)
{
    struct name_units *units = f->units;
    if (units->count == f->capacity) {
        uint32_t capacity = f->capacity ? f->capacity * 2 : 256;
        struct unit *at = realloc(units->at, capacity * sizeof *at);
        if (!at)
            return false;
        units->at = at;
        f->capacity = capacity;
    }
    const struct token *token = &f->passage->tokens.at[i];
    uint32_t word = enter_word(units, token->hash);
    if (!word)
        return false;
    units->at[units->count++] = (struct unit){
        .passage = f->passage_number,
        .token = i,
        .begin = f->begin,
        .end = f->end,
        .word = word,
        .classes = name_classes(units, f->passage_number, i) | (i < f->inside ? SIG_INSIDE : 0),
        .gap = (uint8_t)gap,
        .line = (uint8_t)line,
        .starts = line_starts(&f->passage->tokens, i, f->wrapped) ? 2
                  : token->shape & SHAPE_SENTENCE                 ? 1
                                                                  : 0,
    };
    return true;
}

/* Whether a token has its capital from the sentence or the calendar and stands alone: "The", "But", "Monday". */
static bool is_plain(const struct name_units *units, uint32_t passage, uint32_t i)
{
    static const uint32_t maybe = SIG_GIVEN | SIG_FAMILY | SIG_FAMILY_FIRST | SIG_PARTICLE;
    const struct tokens *tokens = &units->reading->passages[passage].tokens;
    uint32_t classes = name_classes(units, passage, i), next;
    if (classes & maybe || !(classes & (SIG_COMMON | SIG_CALENDAR)) ||
        !(tokens->at[i].shape & SHAPE_TITLE) ||
        (!(tokens->at[i].shape & SHAPE_SENTENCE) && !(classes & SIG_CALENDAR)))
        return false;
    return gap_behind(tokens, i, &next) == GAP_NONE ||
           (!has_capital(&tokens->at[next]) && !is_particle(units->reading, &tokens->at[next]));
}

/* Adds the units of the line of tokens [begin, end). */
static bool find_in_line(struct finder *f, uint32_t begin, uint32_t end)
{
    const struct reading *reading = f->units->reading;
    const struct tokens *tokens = &f->passage->tokens;
    enum line_kind line = kind_of_line(tokens, begin, end);
    f->begin = begin;
    f->end = end;
    uint32_t follows = UINT32_MAX; /* the token that would go on with the run */
    enum unit_gap gap = GAP_NONE;
    for (uint32_t i = begin; i < end; i++) {
        const struct token *token = &tokens->at[i];
        if (!has_capital(token) && !(i == follows && gap == GAP_HYPHEN && is_syllable(token)) &&
            !(is_particle(reading, token) && leads_to_capital(reading, tokens, i)))
            continue;
        if (i != follows && is_plain(f->units, f->passage_number, i))
            continue;
        uint32_t inside = phrase_end(reading, tokens, i);
        f->inside = inside > f->inside ? inside : f->inside;
        if (!add_unit(f, i, i == follows ? gap : GAP_NONE, line))
            return false;
        gap = gap_behind(tokens, i, &follows);
        if (gap == GAP_NONE)
            follows = UINT32_MAX;
    }
    return true;
}

static bool find_in_passage(struct finder *f)
{
    const struct tokens *tokens = &f->passage->tokens;
    f->wrapped = is_wrapped(tokens);
    f->inside = 0;
    uint32_t begin = 0;
    for (uint32_t i = 1; i <= tokens->count; i++) {
        if (!line_starts(tokens, i, f->wrapped))
            continue;
        if (!find_in_line(f, begin, i))
            return false;
        begin = i;
    }
    return true;
}

/* ---- Counts ------------------------------------------------------------------------------------- */

enum { BITMAP = 1 << 14 };

static void count_small(struct name_units *units)
{
    uint64_t seen[BITMAP / 64] = {0};
    for (uint32_t number = 1; number < units->word_count; number++) {
        uint32_t bit = units->words[number].hash % BITMAP;
        seen[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    for (uint32_t p = 0; p < units->reading->passage_count; p++) {
        const struct tokens *tokens = &units->reading->passages[p].tokens;
        for (uint32_t i = 0; i < tokens->count; i++) {
            const struct token *token = &tokens->at[i];
            uint32_t bit = token->hash % BITMAP;
            if (token->kind != TOKEN_WORD || !(token->shape & SHAPE_LOWER) ||
                !(seen[bit / 64] >> bit % 64 & 1))
                continue;
            uint32_t number = *word_slot(units, token->hash);
            if (number)
                count(&units->words[number].small);
        }
    }
}

static void count_run(struct name_units *units, uint32_t begin, uint32_t end)
{
    const struct unit *first = &units->at[begin];
    if (first->line == LINE_CAPITALS)
        return;
    if (first->starts == 0 &&
        name_classes(units, first->passage, first->token - 1) & (SIG_HONORIFIC | SIG_OFFICE))
        count(&units->words[first->word].honorific);
    for (uint32_t u = begin; u < end; u++) {
        struct name_word *word = &units->words[units->at[u].word];
        if (units->at[u].starts == 0 && first->line == LINE_PROSE)
            count(&word->middle);
        if (u > begin && units->at[u - 1].classes & SIG_HONORIFIC)
            count(&word->honorific);
        if (u == begin + 1 && first->classes & SIG_GIVEN &&
            !(first->classes & (SIG_COMMON | SIG_PLACE)) && end - begin <= 4)
            count(&word->given);
        if (u + 1 < end && units->at[u + 1].classes & SIG_ORGANISATION)
            count(&word->body);
    }
    if (end - begin >= 2 && end - begin <= 4 && first->classes & SIG_GIVEN)
        count(&units->words[first->word].leading);
}

static bool make_classes(struct name_units *units)
{
    const struct reading *reading = units->reading;
    units->classes = calloc(reading->passage_count + 1, sizeof *units->classes);
    for (uint32_t p = 0; units->classes && p < reading->passage_count; p++) {
        units->classes[p] = calloc(reading->passages[p].tokens.count + 1, sizeof **units->classes);
        if (!units->classes[p])
            return false;
    }
    return units->classes != NULL;
}

masthead_status name_units_find(const struct reading *reading, struct name_units *out)
{
    *out = (struct name_units){.reading = reading};
    if (!grow_table(out) || !make_classes(out))
        return MASTHEAD_NO_MEMORY;
    out->words[0] = (struct name_word){0};
    out->word_count = 1;
    struct finder f = {.units = out};
    for (uint32_t p = 0; p < reading->passage_count; p++) {
        f.passage = &reading->passages[p];
        f.passage_number = p;
        if (f.passage->tokens.count && !find_in_passage(&f))
            return MASTHEAD_NO_MEMORY;
    }
    if (!out->count)
        return MASTHEAD_OK;
    count_small(out);
    for (uint32_t u = 0; u < out->count;) {
        uint32_t end = name_run_end(out, u);
        count_run(out, u, end);
        u = end;
    }
    return MASTHEAD_OK;
}

void name_units_free(struct name_units *units)
{
    for (uint32_t p = 0; units->classes && p < units->reading->passage_count; p++)
        free(units->classes[p]);
    free(units->classes);
    free(units->at);
    free(units->words);
    free(units->table);
    *units = (struct name_units){0};
}

/* ---- Spans -------------------------------------------------------------------------------------- */

void name_span(const struct name_units *units, uint32_t first, uint32_t last, uint32_t *begin,
               uint32_t *end)
{
    const struct unit *unit = &units->at[last];
    const struct tokens *tokens = &units->reading->passages[unit->passage].tokens;
    const struct token *token = &tokens->at[unit->token];
    *begin = tokens->at[units->at[first].token].begin;
    *end = token->stop;
    bool stops = token->shape & SHAPE_INITIAL || unit->classes & SIG_SUFFIX;
    if (stops && token->stop == token->end && is_mark(&token[1], '.') &&
        token[1].begin == token->end)
        *end = token[1].end;
}
