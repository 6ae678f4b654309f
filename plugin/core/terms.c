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
 * A run of CJK text, when asked for, gives c1 c1c2 c2 c2c3 c3 …; in 2. a pair takes no position.
 *
 * Stemming takes most of the time, and most words of a text have been seen before: the stems of the last words are
 * kept in a table of fixed size, two places for every hash value. */
#include "terms.h"

#include <assert.h>
#include <errno.h>
#include <libstemmer.h>
#include <stdlib.h>

#include "eight.h"
#include "unicode.h"
#include "words.h"

enum { CACHE_SETS = 4096, CACHE_BYTES = 54 };
enum { PAIR_BYTES = 8 }; /* the longest pair of characters */

/* A word and, behind it, its stem; 64 bytes. */
struct cached {
    uint32_t hash, generation; /* generation 0: free */
    uint8_t size, stem_size;
    char text[CACHE_BYTES];
};

struct stemmer {
    struct sb_stemmer *snowball;
    const void *key;     /* whose stems are in the cache: options->stem_key, or NULL: Snowball's */
    uint32_t generation; /* of what may be used */
    struct cached cache[CACHE_SETS][2]; /* the newer first */
};

masthead_status stemmer_open(const char *language, struct stemmer **out)
{
    errno = 0; /* no other way to tell an unknown language from a lack of memory */
    struct sb_stemmer *snowball = sb_stemmer_new(language, "UTF_8");
    if (!snowball) {
        if (errno == ENOMEM)
            return MASTHEAD_NO_MEMORY;
        *out = NULL;
        return MASTHEAD_OK;
    }
    struct stemmer *stemmer = calloc(1, sizeof *stemmer);
    if (!stemmer) {
        sb_stemmer_delete(snowball);
        return MASTHEAD_NO_MEMORY;
    }
    stemmer->snowball = snowball;
    stemmer->generation = 1;
    *out = stemmer;
    return MASTHEAD_OK;
}

void stemmer_close(struct stemmer *stemmer)
{
    if (!stemmer)
        return;
    sb_stemmer_delete(stemmer->snowball);
    free(stemmer);
}

/* Makes all that is in the cache invalid; what comes into it now will be the key's. */
static void forget(struct stemmer *stemmer, const void *key)
{
    stemmer->key = key;
    if (++stemmer->generation == 0) {
        memset(stemmer->cache, 0, sizeof stemmer->cache);
        stemmer->generation = 1;
    }
}

/* A call of terms_write(). */
struct writer {
    const masthead_text_options *options;
    const masthead_sink *sink; /* NULL: only positions are asked for */
    struct stemmer *stemmer;
    uint32_t position;
    size_t limit;     /* bytes of the longest word */
    char *term;       /* prefix and word */
    char *stemmed;    /* Z, unless the strategy is ALL, prefix and stem */
    size_t term_head; /* bytes before the word */
    size_t stem_head; /* bytes before the stem */
    masthead_status status;
};

/* Writes the stem of a word without looking into the cache. */
static size_t compute_stem(struct writer *w, const char *word, size_t size, char *out)
{
    const masthead_text_options *o = w->options;
    if (o->stem)
        return o->stem(o->user, word, size, out);
    const sb_symbol *stem = sb_stemmer_stem(w->stemmer->snowball, (const sb_symbol *)word, (int)size);
    if (!stem) {
        w->status = MASTHEAD_NO_MEMORY;
        return 0;
    }
    size_t stem_size = (size_t)sb_stemmer_length(w->stemmer->snowball);
    assert(stem_size <= 4 * size + 16);
    memcpy(out, stem, stem_size);
    return stem_size;
}

/* Writes the stem of a word and returns its length; 0: there is none. */
static size_t find_stem(struct writer *w, const char *word, size_t size, char *out)
{
    struct stemmer *stemmer = w->stemmer;
    if (!stemmer || size > CACHE_BYTES)
        return compute_stem(w, word, size, out);
    const uint32_t hash = eight_hash(word, size);
    struct cached *set = stemmer->cache[hash % CACHE_SETS];
    for (size_t i = 0; i < 2; i++) {
        const struct cached *c = &set[i];
        if (c->hash == hash && c->generation == stemmer->generation && c->size == size &&
            memcmp(c->text, word, size) == 0) {
            memcpy(out, c->text + size, c->stem_size);
            return c->stem_size;
        }
    }
    size_t stem_size = compute_stem(w, word, size, out);
    if (size + stem_size <= CACHE_BYTES && !w->status) {
        set[1] = set[0];
        set[0].hash = hash;
        set[0].generation = stemmer->generation;
        set[0].size = (uint8_t)size;
        set[0].stem_size = (uint8_t)stem_size;
        memcpy(set[0].text, word, size);
        memcpy(set[0].text + size, out, stem_size);
    }
    return stem_size;
}

static void push(struct writer *w, const char *term, size_t size, uint32_t position)
{
    if (w->sink && !w->status &&
        w->sink->term(w->sink->user, term, size, position, w->options->wdf) != 0)
        w->status = MASTHEAD_STOPPED;
}

static bool is_stop_word(const struct writer *w, masthead_stop_strategy mode, size_t size)
{
    const masthead_text_options *o = w->options;
    return o->stop && o->stop_mode == mode && o->stop(o->user, w->term + w->term_head, size);
}

static bool begins_with_letter(const char *word, size_t size)
{
    unsigned length;
    return unicode_class(unicode_read(word, size, 0, &length)) & CHAR_STEM;
}

static void write_stem(struct writer *w, size_t size)
{
    const masthead_stem_strategy strategy = w->options->strategy;
    const bool some = strategy == MASTHEAD_STEM_SOME || strategy == MASTHEAD_STEM_SOME_FULL_POS;
    const char *word = w->term + w->term_head;
    if (!w->sink && (some || !w->options->with_positions))
        return;
    if (some && (is_stop_word(w, MASTHEAD_STOP_STEMMED, size) || !begins_with_letter(word, size)))
        return;
    size_t stem_size = find_stem(w, word, size, w->stemmed + w->stem_head);
    if (!stem_size)
        return;
    uint32_t position = 0;
    if (strategy != MASTHEAD_STEM_SOME && w->options->with_positions)
        position = some ? w->position : ++w->position;
    push(w, w->stemmed, w->stem_head + stem_size, position);
}

/* Writes the word of `size` bytes that is in w->term. */
static void write_word(struct writer *w, size_t size, bool positional)
{
    const masthead_stem_strategy strategy = w->options->strategy;
    if (size > w->options->max_word_bytes || is_stop_word(w, MASTHEAD_STOP_ALL, size))
        return;
    if (strategy != MASTHEAD_STEM_ALL && strategy != MASTHEAD_STEM_ALL_Z)
        push(w, w->term, w->term_head + size, positional ? ++w->position : 0);
    if (strategy != MASTHEAD_STEM_NONE && (w->stemmer || w->options->stem))
        write_stem(w, size);
}

/* Writes CJK text [begin, end) as single characters and pairs, as they are in the text.  The part of a word
 * that is in w->term stays. */
static void write_ngrams(struct writer *w, struct view text, size_t begin, size_t end)
{
    const bool positions = w->options->with_positions;
    char *word = w->term + w->term_head, part[PAIR_BYTES];
    memcpy(part, word, sizeof part);
    while (begin < end && !w->status) {
        unsigned first, second = 0;
        unicode_read(text.at, text.size, begin, &first);
        if (begin + first < end)
            unicode_read(text.at, text.size, begin + first, &second);
        const size_t sizes[2] = {first, first + second};
        for (size_t i = 0; i < (second ? 2 : 1); i++) {
            memcpy(word, text.at + begin, sizes[i]);
            write_word(w, sizes[i], positions && i == 0);
        }
        begin += first;
    }
    memcpy(word, part, sizeof part);
}

static bool open_writer(struct writer *w, struct view text, const char *prefix)
{
    const size_t most = w->options->max_word_bytes, prefix_size = strlen(prefix);
    w->limit = text.size < most / 2 ? 2 * text.size : most; /* no character doubles more than its size */
    w->term_head = prefix_size;
    w->stem_head = prefix_size + (w->options->strategy != MASTHEAD_STEM_ALL);
    w->term = calloc(1, w->term_head + w->limit + PAIR_BYTES);
    w->stemmed = malloc(w->stem_head + 4 * w->limit + 16);
    if (!w->term || !w->stemmed)
        return false;
    memcpy(w->term, prefix, prefix_size);
    w->stemmed[0] = 'Z';
    memcpy(w->stemmed + w->stem_head - prefix_size, prefix, prefix_size);
    return true;
}

/* Collects the positions of the words in the order of their ordinals.  Those count the words that scanning finds,
 * which does not split CJK text; when it is split, the same words are found once more alongside. */
struct ordinals {
    struct arena *arena;
    struct word_positions *out;
    uint32_t capacity;
    struct words words;
    struct span span;
    bool alongside;
};

static bool add_position(struct ordinals *o, uint32_t position)
{
    struct word_positions *out = o->out;
    if (out->count == o->capacity) {
        size_t capacity = o->capacity ? (size_t)o->capacity * 2 : o->words.size / 8 + 16;
        uint32_t *at = arena_resize(o->arena, out->at, out->count * sizeof *at, capacity * sizeof *at);
        if (!at)
            return false;
        out->at = at;
        o->capacity = capacity < UINT32_MAX ? (uint32_t)capacity : UINT32_MAX;
    }
    out->at[out->count++] = position;
    return true;
}

/* Gives the word around text[begin] a position, if it has none yet. */
static bool place_word(struct ordinals *o, size_t begin, uint32_t position)
{
    if (!o->alongside)
        return add_position(o, position);
    while (o->span.end <= begin && words_next(&o->words, &o->span))
        if (!add_position(o, 0))
            return false;
    uint32_t *at = &o->out->at[o->out->count - 1];
    if (!*at)
        *at = position;
    return true;
}

static bool place_rest(struct ordinals *o)
{
    while (o->alongside && words_next(&o->words, &o->span))
        if (!add_position(o, 0))
            return false;
    return true;
}

static void write_text(struct writer *w, struct view text, struct ordinals *ordinals)
{
    const masthead_text_options *o = w->options;
    struct words words = {.text = text.at, .size = text.size, .ngrams = o->cjk_ngrams};
    struct span span;
    size_t size = 0; /* of the word that is in w->term */

    while (!w->status && words_next(&words, &span)) {
        const uint32_t before = w->position;
        if (span.kind == SPAN_CJK) {
            write_ngrams(w, text, span.begin, span.end);
        } else {
            if (size <= w->limit)
                size += words_lower(text.at, span.begin, span.end, span.acronym,
                                    w->term + w->term_head + size, w->limit - size);
            if (span.kind == SPAN_WORD) {
                write_word(w, size, o->with_positions);
                size = 0;
            }
        }
        if (!place_word(ordinals, span.begin, w->position != before ? before + 1 : 0))
            w->status = MASTHEAD_NO_MEMORY;
    }
    if (!w->status && !place_rest(ordinals))
        w->status = MASTHEAD_NO_MEMORY;
}

masthead_status terms_write(struct view text, const char *prefix, const masthead_text_options *options,
                            struct stemmer *stemmer, uint32_t *position, const masthead_sink *sink,
                            struct arena *arena, struct word_positions *positions)
{
    struct writer w = {.options = options, .sink = sink, .stemmer = stemmer, .position = *position};
    struct word_positions found = {NULL, 0};
    struct ordinals ordinals = {.arena = arena,
                                .out = &found,
                                .words = {.text = text.at, .size = text.size},
                                .alongside = options->cjk_ngrams};

    const bool asks_itself = options->stem && !options->stem_key;
    if (stemmer && (asks_itself || options->stem_key != stemmer->key))
        forget(stemmer, options->stem_key);
    if (open_writer(&w, text, prefix))
        write_text(&w, text, &ordinals);
    else
        w.status = MASTHEAD_NO_MEMORY;
    if (stemmer && asks_itself)
        forget(stemmer, NULL);
    free(w.term);
    free(w.stemmed);
    if (w.status)
        return w.status;
    *position = w.position;
    *positions = found;
    return MASTHEAD_OK;
}
