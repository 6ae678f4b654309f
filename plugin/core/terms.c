/* terms.c - tokens to the plain terms that stock Xapian makes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Per word, in this order (the options are those of Xapian::TermGenerator):
 *
 *   1. A word of more than max_word_bytes, or a stop word under STOP_ALL, gives nothing and takes no position.
 *   2. NONE, SOME, SOME_FULL_POS: the word, at the next position.
 *   3. All but NONE: its stem, with Z before the prefix unless the strategy is ALL.  SOME and SOME_FULL_POS stem no
 *      stop words (STOP_STEMMED), and only what begins with a letter.  ALL and ALL_Z: at the next position;
 *      SOME_FULL_POS: at the word's; SOME: without one.
 *
 * A run of CJK text, when asked for, gives c1 c1c2 c2 c2c3 c3 …; in 2. a pair takes no position, and with
 * Xapian 2 its stem has none either (unicode_pairs_placed). */
#include "terms.h"

#include <stdlib.h>

#include "scan.h"
#include "snowball.h"
#include "unicode.h"
#include "words.h"

/* What is to be found of each word. */
struct manner {
    bool plain, stems, some; /* the strategy gives plain words; stems; those of some words only */
    bool placed;             /* stems have positions */
    bool wanted;             /* the occurrences are asked for */
    bool stops;              /* there are stop words */
};

/* What most hosts want; a loop of its own is made of it, without all the questions. */
static const struct manner usual = {.plain = true, .stems = true, .some = true, .wanted = true};

/* A call of terms_find(). */
struct finder {
    const struct tokens *tokens;
    const masthead_text_options *options;
    struct manner manner;
    struct vocabulary *vocabulary;
    struct arena *arena;
    uint32_t position;
    struct word_positions *positions; /* room for all */
    struct occurrence *at;
    size_t count, capacity;
    bool failed; /* for want of memory */
};

/* ---- Stems ------------------------------------------------------------------------------------ */

/* Works out the stem of a word as the options have it; its size is 0 when there is none. */
static struct view stem_as_asked(struct finder *f, struct view word, char *room)
{
    const masthead_text_options *o = f->options;
    if (o->stem)
        return view_of(room, o->stem(o->user, word.at, word.size, room));
    struct view stem = snowball_stem(f->vocabulary->snowball, word);
    f->failed |= !stem.at;
    return stem;
}

static uint32_t new_stem(struct finder *f, uint32_t word)
{
    const struct term *term = &f->vocabulary->terms[word];
    char small[4 * TERM_BYTES + 16], *room = small;
    if (term->size > TERM_BYTES && !(room = malloc(4 * (size_t)term->size + 16))) {
        f->failed = true;
        return NO_TERM;
    }
    struct view text = stem_as_asked(f, term_text(term), room);
    uint32_t stem = NO_TERM;
    if (text.size && (stem = vocabulary_term(f->vocabulary, text)) == NO_TERM)
        f->failed = true;
    if (room != small)
        free(room);
    if (f->failed)
        return NO_TERM;
    f->vocabulary->terms[word].stem = stem;
    f->vocabulary->terms[word].stemming = f->vocabulary->stemming;
    return stem;
}

/* ---- Words ------------------------------------------------------------------------------------ */

static inline bool is_stop_word(const struct finder *f, masthead_stop_strategy mode, const struct term *word)
{
    const masthead_text_options *o = f->options;
    return o->stop_mode == mode && o->stop(o->user, term_text(word).at, word->size);
}

static inline uint32_t stem_of(struct finder *f, struct manner how, uint32_t word)
{
    const struct term *term = &f->vocabulary->terms[word];
    if (how.some && (!term->letter || (how.stops && is_stop_word(f, MASTHEAD_STOP_STEMMED, term))))
        return NO_TERM;
    return term->stemming == f->vocabulary->stemming ? term->stem : new_stem(f, word);
}

static bool grow(struct finder *f)
{
    const size_t capacity = f->capacity ? 2 * f->capacity : f->positions->count + 1;
    struct occurrence *at = arena_resize(f->arena, f->at, f->count * sizeof *at, capacity * sizeof *at);
    if (!at)
        return false;
    f->at = at;
    f->capacity = capacity;
    return true;
}

static inline void add(struct finder *f, uint32_t word, uint32_t stem, uint32_t position)
{
    if (f->count < f->capacity || grow(f))
        f->at[f->count++] = (struct occurrence){word, stem, position, f->options->wdf};
    else
        f->failed = true;
}

/* Returns the word's position, 0: it has none. */
static inline __attribute__((always_inline)) uint32_t find_word(struct finder *f, struct manner how, uint32_t word,
                                                                bool positional)
{
    const struct term *term = &f->vocabulary->terms[word];
    if (term->size > f->options->max_word_bytes || (how.stops && is_stop_word(f, MASTHEAD_STOP_ALL, term)))
        return 0;
    const uint32_t before = f->position;
    uint32_t stem = NO_TERM;
    if (how.plain)
        f->position += positional;
    if (how.stems && (stem = stem_of(f, how, word)) != NO_TERM)
        __builtin_prefetch(&f->vocabulary->terms[stem]); /* for who gathers them */
    if (!how.plain)
        f->position += how.placed && stem != NO_TERM;
    const uint32_t position = f->position != before ? f->position : 0;
    if (!how.wanted || f->failed)
        return position;
    if (!how.plain) {
        const bool as_word = f->options->strategy == MASTHEAD_STEM_ALL;
        if (stem != NO_TERM)
            add(f, as_word ? stem : NO_TERM, as_word ? NO_TERM : stem, position);
    } else if (how.placed && position != f->position && stem != NO_TERM) {
        add(f, word, NO_TERM, 0); /* of a pair, whose stem stands with its first character */
        add(f, NO_TERM, stem, f->position);
    } else {
        add(f, word, stem, position);
    }
    return position;
}

static inline __attribute__((always_inline)) void find_words(struct finder *f, struct manner how)
{
    enum { AHEAD = 12 };
    const struct tokens *tokens = f->tokens;
    uint32_t *place = f->positions->at;
    if (!f->vocabulary->terms)
        return; /* no words, only marks */
    for (uint32_t i = 0; i < tokens->count; i++) {
        if (i + AHEAD < tokens->count)
            __builtin_prefetch(&f->vocabulary->terms[tokens->at[i + AHEAD].term]);
        if (tokens->at[i].kind != TOKEN_MARK)
            *place++ = find_word(f, how, tokens->at[i].term, f->options->with_positions);
    }
}

/* ---- CJK text --------------------------------------------------------------------------------- */

/* The bytes of the word that is being put together: no more than are of use. */
struct part {
    char *word;
    size_t size, limit;
};

static uint32_t find_text(struct finder *f, struct view text, bool positional)
{
    const uint32_t word = vocabulary_term(f->vocabulary, text);
    struct manner how = f->manner;
    how.placed &= positional || unicode_pairs_placed;
    f->failed |= word == NO_TERM;
    return f->failed ? 0 : find_word(f, how, word, positional);
}

/* CJK text [begin, end) as single characters and pairs, as they are in the text.  Returns the first position. */
static uint32_t find_ngrams(struct finder *f, size_t begin, size_t end)
{
    const struct view text = view_of(f->tokens->text, f->tokens->size);
    uint32_t place = 0;
    while (begin < end && !f->failed) {
        unsigned first, second = 0;
        unicode_read(text.at, text.size, begin, &first);
        if (begin + first < end)
            unicode_read(text.at, text.size, begin + first, &second);
        uint32_t at = find_text(f, view_of(text.at + begin, first), f->options->with_positions);
        place = place ? place : at;
        if (second) {
            at = find_text(f, view_of(text.at + begin, first + second), false);
            place = place ? place : at;
        }
        begin += first;
    }
    return place;
}

/* Finds what one span gives; returns its first position. */
static uint32_t find_span(struct finder *f, const struct span *span, struct part *part)
{
    if (span->kind == SPAN_CJK)
        return find_ngrams(f, span->begin, span->end);
    if (part->size <= part->limit)
        part->size += words_lower(f->tokens->text, span->begin, span->end, span->acronym, part->word + part->size,
                                  part->limit - part->size);
    if (span->kind == SPAN_PART)
        return 0;
    const struct view word = view_of(part->word, part->size);
    part->size = 0;
    return word.size > f->options->max_word_bytes ? 0 : find_text(f, word, f->options->with_positions);
}

/* Splits the text again.  Its tokens, which do not split CJK text, are gone through alongside: a token's position is the
 * first that is found in it. */
static void find_split_words(struct finder *f)
{
    const struct tokens *tokens = f->tokens;
    struct words words = {.text = tokens->text, .size = tokens->size, .ngrams = true};
    struct part part = {.limit = f->options->max_word_bytes};
    struct span span;
    uint32_t token = 0;
    if (part.limit > 2 * tokens->size) /* no character doubles more than its size */
        part.limit = 2 * tokens->size;
    part.word = malloc(part.limit + 4);
    f->failed = !part.word;
    memset(f->positions->at, 0, f->positions->count * sizeof *f->positions->at);
    while (!f->failed && words_next(&words, &span)) {
        const uint32_t position = find_span(f, &span, &part);
        while (tokens->at[token].kind == TOKEN_MARK || tokens->at[token].end <= span.begin)
            token++;
        uint32_t *place = &f->positions->at[tokens->at[token].ordinal];
        *place = *place ? *place : position;
    }
    free(part.word);
}

masthead_status terms_find(const struct tokens *tokens, const masthead_text_options *options,
                           struct vocabulary *vocabulary, struct arena *arena, uint32_t *position,
                           struct word_positions *positions, struct occurrences *out)
{
    const masthead_stem_strategy strategy = options->strategy;
    const bool all = strategy == MASTHEAD_STEM_ALL || strategy == MASTHEAD_STEM_ALL_Z;
    const bool stems = strategy != MASTHEAD_STEM_NONE && (vocabulary->snowball || options->stem);
    const uint32_t count = tokens->at[tokens->count].ordinal;
    struct word_positions found = {arena_take(arena, count * sizeof *found.at), count};
    const struct manner manner = {.plain = !all,
                                  .stems = stems && (out || (all && options->with_positions)),
                                  .some = !all,
                                  .placed = strategy != MASTHEAD_STEM_SOME && options->with_positions,
                                  .wanted = out != NULL,
                                  .stops = options->stop != NULL};
    struct finder f = {.tokens = tokens,
                       .options = options,
                       .manner = manner,
                       .vocabulary = vocabulary,
                       .arena = arena,
                       .position = *position,
                       .positions = &found};
    const bool asks_itself = options->stem && !options->stem_key;
    if (!found.at)
        return MASTHEAD_NO_MEMORY;
    if (asks_itself)
        vocabulary_forget_stems(vocabulary);
    else
        vocabulary_stem_with(vocabulary, options->stem_key);
    if (options->cjk_ngrams)
        find_split_words(&f);
    else if (memcmp(&manner, &usual, sizeof usual) == 0)
        find_words(&f, usual);
    else
        find_words(&f, manner);
    if (asks_itself)
        vocabulary_forget_stems(vocabulary);
    if (f.failed)
        return MASTHEAD_NO_MEMORY;
    *position = f.position;
    *positions = found;
    if (out)
        *out = (struct occurrences){f.at, f.count, manner.placed, NULL};
    return MASTHEAD_OK;
}
