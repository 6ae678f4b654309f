/* names_units.c - the words of an article that may be in a name, and the evidence about them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Sweeps, all linear: the first over the lines and the capitals finds the units, with what a glance at each tells; runs that are
 * hardly names are passed over, and the words of the others go into a hash table; the second over the tokens counts lower-case
 * uses of those words (a bitmap of hashes keeps most words of the text from the table); the third over the runs, those passed
 * over as well, counts their neighbours. */
#include "names_units.h"

#include "arena.h"
#include "config.h"
#include "names_features.h"

/* ---- Words -------------------------------------------------------------------------------------- */

/* Makes room for the words of all units. */
static bool make_table(struct name_units *units)
{
    struct arena *arena = units->reading->arena;
    uint32_t size = 64;
    while (size / 2 < units->count + 1)
        size *= 2;
    units->table = arena_take(arena, size * sizeof *units->table);
    units->words = arena_take(arena, (units->count + 1) * sizeof *units->words);
    if (!units->table || !units->words)
        return false;
    memset(units->table, 0, size * sizeof *units->table);
    units->mask = size - 1;
    units->words[0] = (struct name_word){0};
    units->word_count = 1;
    return true;
}

static uint32_t *word_slot(const struct name_units *units, uint32_t hash)
{
    uint32_t i = hash & units->mask;
    while (units->table[i] && units->words[units->table[i]].hash != hash)
        i = (i + 1) & units->mask;
    return &units->table[i];
}

/* Returns the number of the word, a new one if need be. */
static uint32_t enter_word(struct name_units *units, uint32_t hash)
{
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

static bool has_capital(const struct token *token)
{
    return token->shape & SHAPE_CAPITAL;
}

/* A text is wrapped when lines within its paragraphs begin with words in lower case. */
static bool is_wrapped(const struct tokens *tokens)
{
    uint32_t lines = 0, small = 0;
    for (uint32_t i = 0; i < tokens->line_count; i++) {
        const struct token *token = &tokens->at[tokens->lines[i].first];
        if (!(token->shape & SHAPE_LINE))
            continue;
        lines++;
        small += (token->shape & (SHAPE_LOWER | SHAPE_PARAGRAPH)) == SHAPE_LOWER && token->kind == TOKEN_WORD;
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

/* Judges the line of tokens [begin, end).  Most are prose, which the first look tells. */
static enum line_kind kind_of_line(const struct tokens *tokens, uint32_t begin, uint32_t end,
                                   uint32_t words, uint32_t small)
{
    uint32_t capitals = 0, numbers = 0, title = 0;
    if (small > words / 3)
        return LINE_PROSE;
    for (uint32_t i = begin; i < end; i++) {
        const struct token *token = &tokens->at[i];
        numbers += token->kind == TOKEN_NUMBER;
        if (token->kind != TOKEN_WORD || token->shape & SHAPE_INITIAL)
            continue;
        capitals += (token->shape & SHAPE_UPPER) != 0;
        title += (token->shape & (SHAPE_TITLE | SHAPE_MIXED)) != 0;
    }
    if (capitals >= 2 && small == 0 && title * 4 <= capitals)
        return LINE_CAPITALS;
    if (numbers * 3 >= words && numbers >= 1)
        return LINE_TABLE;
    if (small == 0 && words <= 4)
        return LINE_SHORT;
    if (small * 5 <= words && title >= 3)
        return LINE_TITLE;
    return LINE_PROSE;
}

/* ---- Units -------------------------------------------------------------------------------------- */

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

/* The first of up to three particles, from token `from` on, that lead to the capital at token i: the "van" of "van der
 * Bellen"; i itself when there is none. */
static uint32_t particles_before(const struct reading *reading, const struct tokens *tokens,
                                 uint32_t from, uint32_t i)
{
    for (int most = 3; most > 0 && i > from; most--) {
        uint32_t before = i - 1, next;
        if (tokens->at[before].kind == TOKEN_MARK && before > from)
            before--;
        if (!is_particle(reading, &tokens->at[before]) ||
            gap_behind(tokens, before, &next) == GAP_NONE || next != i)
            break;
        i = before;
    }
    return i;
}

/* Whether a token may be the second half of a Korean or Chinese given name: the "in" of "Moon Jae-in". */
static bool is_syllable(const struct token *token)
{
    return token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER &&
           token->stop - token->begin <= 5 && !(token->shape & SHAPE_NON_ASCII);
}

struct finder {
    struct name_units *units;
    uint32_t capacity;
    const struct passage *passage;
    uint32_t passage_number;
    const uint32_t *capital; /* the next; UINT32_MAX behind the last */
    uint32_t begin, end; /* of the line */
    enum line_kind line; /* its kind */
    struct name_seen here, behind; /* the last unit's token and the one behind it */
    uint32_t run;      /* the first unit of the last run */
    uint32_t follows;  /* the token that would go on with the run, behind ... */
    enum unit_gap gap; /* ... such a gap; GAP_NONE when none would */
    bool wrapped;
};

static bool add_unit(struct finder *f, uint32_t i, uint32_t classes, int glance)
{
    struct name_units *units = f->units;
    const struct tokens *tokens = &f->passage->tokens;
    if (units->count == f->capacity) {
        const uint32_t capacity = f->capacity ? f->capacity * 2 : 64;
        struct unit *at = arena_resize(units->reading->arena, units->at, f->capacity * sizeof *at, capacity * sizeof *at);
        if (!at)
            return false;
        units->at = at;
        f->capacity = capacity;
    }
    const bool follows = i == f->follows;
    f->run = follows ? f->run : units->count;
    struct unit *unit = &units->at[units->count++], *first = &units->at[f->run];
    *unit = (struct unit){
        .passage = f->passage_number,
        .token = i,
        .hash = tokens->at[i].hash,
        .begin = f->begin,
        .end = f->end,
        .classes = classes,
        .gap = (uint8_t)(follows * f->gap), /* GAP_NONE is 0 */
        .line = (uint8_t)f->line,
        .starts = line_starts(tokens, i, f->wrapped) ? 2 : tokens->at[i].shape & SHAPE_SENTENCE ? 1 : 0,
        .best = INT16_MIN,
    };
    unit->glance = (int16_t)(glance + name_see_place(unit));
    first->run++;
    first->best = unit->glance > first->best ? unit->glance : first->best;
    return true;
}

/* Whether token i has its capital from the sentence or the calendar and stands alone: "The", "But", "Monday". */
static bool is_plain(const struct reading *reading, const struct tokens *tokens, uint32_t i, uint32_t classes)
{
    static const uint32_t maybe = SIG_GIVEN | SIG_FAMILY | SIG_FAMILY_FIRST | SIG_PARTICLE;
    uint32_t next;
    if (classes & maybe || !(classes & (SIG_COMMON | SIG_CALENDAR)) ||
        !(tokens->at[i].shape & SHAPE_TITLE) ||
        (!(tokens->at[i].shape & SHAPE_SENTENCE) && !(classes & SIG_CALENDAR)))
        return false;
    return gap_behind(tokens, i, &next) == GAP_NONE ||
           (!has_capital(&tokens->at[next]) && !is_particle(reading, &tokens->at[next]));
}

static struct name_seen see(const struct finder *f, uint32_t i)
{
    return name_see(f->units, &f->passage->tokens, f->begin, f->end, f->line, i);
}

/* Makes token i a unit if it is worth one. */
static bool take(struct finder *f, uint32_t i)
{
    const struct tokens *tokens = &f->passage->tokens;
    const bool follows = i == f->follows, adjacent = follows && f->units->at[f->units->count - 1].token + 1 == i;
    const struct name_seen here = adjacent ? f->behind : see(f, i);
    if (!follows && is_plain(f->units->reading, tokens, i, here.classes))
        return true;
    const struct name_seen before = adjacent ? f->here : see(f, i - 1);
    f->here = here;
    f->behind = see(f, i + 1);
    if (!add_unit(f, i, here.classes, before.glance[NAME_LEFT] + here.glance[NAME_HERE] + f->behind.glance[NAME_RIGHT]))
        return false;
    f->gap = gap_behind(tokens, i, &f->follows);
    if (f->gap == GAP_NONE)
        f->follows = UINT32_MAX;
    return true;
}

/* Adds the units of the line: its capitals, particles before them, and syllables behind a hyphen. */
static bool find_in_line(struct finder *f)
{
    const struct tokens *tokens = &f->passage->tokens;
    f->follows = UINT32_MAX;
    for (uint32_t from = f->begin; *f->capital < f->end;) {
        uint32_t i = *f->capital++;
        for (uint32_t k = particles_before(f->units->reading, tokens, from, i); k < i;
             k = f->follows)
            if (!take(f, k))
                return false;
        if (!take(f, i))
            return false;
        while (f->follows < f->end && f->gap == GAP_HYPHEN && is_syllable(&tokens->at[f->follows]))
            if (!take(f, i = f->follows))
                return false;
        from = i + 1;
    }
    return true;
}

/* Whether token i begins a line that stands for itself: in wrapped texts a paragraph. */
static bool begins_line(const struct finder *f, uint32_t i)
{
    return f->passage->tokens.at[i].shape & (f->wrapped ? SHAPE_PARAGRAPH : SHAPE_PARAGRAPH | SHAPE_LINE);
}

static bool find_in_passage(struct finder *f)
{
    const struct tokens *tokens = &f->passage->tokens;
    f->wrapped = is_wrapped(tokens);
    f->capital = tokens->capitals.at;
    for (const struct token_line *line = tokens->lines, *last = line + tokens->line_count, *next; line < last; line = next) {
        for (next = line + 1; next < last && !begins_line(f, next->first);)
            next++;
        f->begin = line->first;
        f->end = next->first;
        if (*f->capital >= f->end)
            continue;
        f->line = kind_of_line(tokens, f->begin, f->end, next->words - line->words, next->small - line->small);
        if (!find_in_line(f))
            return false;
    }
    return true;
}

/* ---- At a glance -------------------------------------------------------------------------------- */

/* How far below 0 is near it, for a unit whose word is in a run that stays: 8 are a factor of e (conf/lang/en/names.glance). */
enum { NEAR = 20 };

/* Words, or others of which the hash ends alike: a byte for each ending. */
enum { ENDINGS = 1 << 11 };
struct words_seen {
    uint8_t has[ENDINGS];
};

static void see_word(struct words_seen *seen, uint32_t hash)
{
    seen->has[hash % ENDINGS] = 1;
}

static bool may_have_seen(const struct words_seen *seen, uint32_t hash)
{
    return seen->has[hash % ENDINGS];
}

/* What a glance makes of a run. */
enum fate { STAYS, PASSED, FORGOTTEN };

/* What becomes of a run.  One that is passed over still says something of words in others. */
static enum fate fate_of(const struct unit *run, const struct words_seen *seen)
{
    enum fate fate = FORGOTTEN;
    if (run->best >= 0)
        return STAYS;
    for (const struct unit *end = run + run->run; run < end; run++)
        if (may_have_seen(seen, run->hash)) {
            if (run->glance >= -NEAR)
                return STAYS;
            fate = PASSED;
        }
    return fate;
}

bool name_units_choose(struct name_units *units)
{
    struct words_seen seen = {{0}};
    uint32_t stay = 0, passed = 0;
    struct unit *over = arena_take(units->reading->arena, (units->count + 1) * sizeof *over);
    if (!over)
        return false;
    for (uint32_t u = 0, end; u < units->count; u = end) {
        end = name_run_end(units, u);
        if (units->at[u].best >= 0)
            for (; u < end; u++)
                see_word(&seen, units->at[u].hash);
    }
    for (uint32_t u = 0, end; u < units->count; u = end) {
        end = name_run_end(units, u);
        const struct unit *run = &units->at[u];
        const enum fate fate = fate_of(run, &seen);
        if (fate == FORGOTTEN)
            continue;
        memmove(fate == STAYS ? &units->at[stay] : &over[passed], run, (end - u) * sizeof *run);
        stay += fate == STAYS ? end - u : 0;
        passed += fate == PASSED ? end - u : 0;
    }
    if (passed)
        memcpy(&units->at[stay], over, passed * sizeof *over);
    units->count = stay;
    units->passed = passed;
    return true;
}

/* ---- Counts ------------------------------------------------------------------------------------- */

/* Names of several words that are no people's. */
static const uint64_t places = LEX_BIT(PLACE) | LEX_BIT(COUNTRY) | LEX_BIT(ORGANISATION);

/* Counts tokens of a text whose word some unit may have: a list of them grows without a jump, since no processor could foresee
 * which they are.  A number's hash is no word's. */
static void count_small_in(struct name_units *units, const struct tokens *tokens, const struct words_seen *seen)
{
    enum { BATCH = 256 };
    uint32_t hashes[BATCH + 1];
    for (uint32_t begin = 0; begin < tokens->count; begin += BATCH) {
        const struct token *token = &tokens->at[begin];
        const struct token *const end = tokens->count - begin < BATCH ? tokens->at + tokens->count : token + BATCH;
        uint32_t found = 0;
        for (; token < end; token++) {
            hashes[found] = token->hash;
            found += may_have_seen(seen, token->hash) & ((token->shape & SHAPE_LOWER) != 0);
        }
        for (uint32_t i = 0; i < found; i++) {
            const uint32_t number = *word_slot(units, hashes[i]);
            if (number)
                count(&units->words[number].small);
        }
    }
}

static void count_small(struct name_units *units)
{
    struct words_seen seen = {{0}};
    for (uint32_t number = 1; number < units->word_count; number++)
        see_word(&seen, units->words[number].hash);
    for (uint32_t p = 0; p < units->reading->passage_count; p++)
        count_small_in(units, &units->reading->passages[p].tokens, &seen);
}

/* Finds the words of units that were passed over, as far as other units have them. */
static void find_words(struct name_units *units)
{
    for (uint32_t u = units->count; u < units->count + units->passed; u++)
        units->at[u].word = *word_slot(units, units->at[u].hash);
}

static void count_run(struct name_units *units, uint32_t begin, uint32_t end)
{
    const struct unit *first = &units->at[begin];
    if (first->line == LINE_CAPITALS)
        return;
    const struct reading *reading = units->reading;
    if (first->starts == 0 &&
        name_classes(reading->lexicon,
                     &reading->passages[first->passage].tokens.at[first->token - 1]) &
            (SIG_HONORIFIC | SIG_OFFICE))
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

/* Enters the words of the units, and marks those inside the name of a place or organisation that has several. */
static void enter_words(struct name_units *units)
{
    const struct reading *reading = units->reading;
    uint32_t passage = 0, inside = 0; /* the end of the last such name */
    for (uint32_t u = 0; u < units->count; u++) {
        struct unit *unit = &units->at[u];
        const struct tokens *tokens = &reading->passages[unit->passage].tokens;
        const uint32_t end = unit->token + lexicon_phrase(reading->lexicon, tokens, unit->token, places);
        inside = unit->passage != passage || end > inside ? end : inside;
        passage = unit->passage;
        unit->classes |= unit->token < inside ? SIG_INSIDE : 0;
        unit->word = enter_word(units, unit->hash);
    }
}

masthead_status name_units_count(struct name_units *units)
{
    if (!units->count)
        return MASTHEAD_OK;
    if (!make_table(units))
        return MASTHEAD_NO_MEMORY;
    enter_words(units);
    count_small(units);
    find_words(units);
    for (uint32_t u = 0, end; u < units->count + units->passed; u = end) {
        end = name_run_end(units, u);
        count_run(units, u, end);
    }
    return MASTHEAD_OK;
}

masthead_status name_units_find(const struct reading *reading, const struct name_cache *cache, struct name_units *out)
{
    *out = (struct name_units){.reading = reading, .cache = cache};
    struct finder f = {.units = out};
    for (uint32_t p = 0; p < reading->passage_count; p++) {
        f.passage = &reading->passages[p];
        f.passage_number = p;
        if (f.passage->tokens.count && !find_in_passage(&f))
            return MASTHEAD_NO_MEMORY;
    }
    return name_units_choose(out) ? MASTHEAD_OK : MASTHEAD_NO_MEMORY;
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
