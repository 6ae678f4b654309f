/* vocabulary.c - the words that texts have had so far
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two hash tables, with open addressing and at most half full.  A word of up to sixteen bytes, as nearly all are, is
 * hashed and compared as two numbers of eight bytes. */
#include "vocabulary.h"

#include <errno.h>
#include <libstemmer.h>
#include <stdlib.h>

#include "eight.h"
#include "unicode.h"

enum { LEAST_SLOTS = 1024, INLINE_BYTES = 16 };

/* What is kept from one article to the next at the most; more than a day's news has. */
enum { MOST_SPELLINGS = 1 << 15, MOST_TERMS = 1 << 16 };

struct term_slot {
    uint32_t hash, number; /* 1 + the number, 0: free */
};

masthead_status vocabulary_open(const char *language, const struct lexicon *lexicon, struct vocabulary **out)
{
    errno = 0; /* no other way to tell an unknown language from a lack of memory */
    struct sb_stemmer *snowball = sb_stemmer_new(language, "UTF_8");
    if (!snowball && errno == ENOMEM)
        return MASTHEAD_NO_MEMORY;
    struct vocabulary *v = calloc(1, sizeof *v);
    if (!v) {
        sb_stemmer_delete(snowball);
        return MASTHEAD_NO_MEMORY;
    }
    v->snowball = snowball;
    v->lexicon = lexicon;
    v->stemming = 1;
    *out = v;
    return MASTHEAD_OK;
}

static void forget_all(struct vocabulary *v)
{
    free(v->spelling_block);
    free(v->term_block);
    free(v->slots);
    arena_free(&v->bytes);
    v->spelling_block = v->term_block = NULL;
    v->spellings = NULL;
    v->terms = NULL;
    v->slots = NULL;
    v->spelling_slots = v->term_slots = 0;
    v->spelling_count = v->term_count = v->term_capacity = 0;
}

void vocabulary_close(struct vocabulary *v)
{
    if (!v)
        return;
    forget_all(v);
    sb_stemmer_delete(v->snowball);
    free(v);
}

void vocabulary_trim(struct vocabulary *v)
{
    if (v->spelling_count > MOST_SPELLINGS || v->term_count > MOST_TERMS)
        forget_all(v);
}

/* Returns so many lines, all zero; *block is what is to be freed.  NULL: no memory. */
static void *take_lines(size_t count, void **block)
{
    char *taken = calloc(count + 1, CACHE_LINE);
    if (!taken)
        return NULL;
    *block = taken;
    return taken + (CACHE_LINE - (uintptr_t)taken % CACHE_LINE);
}

/* ---- Spellings -------------------------------------------------------------------------------- */

struct spelling spelling_of(struct view text, size_t begin, size_t end)
{
    const size_t size = end - begin;
    char room[INLINE_BYTES] = {0};
    const char *at = text.at + begin;
    if (text.size - begin < INLINE_BYTES)
        at = memcpy(room, at, text.size - begin);
    const uint64_t first = eight_first(eight_load(at), size < 8 ? (unsigned)size : 8);
    const uint64_t second = size <= 8 ? 0 : eight_first(eight_load(at + 8), size < 16 ? (unsigned)size - 8 : 8);
    uint64_t hash = (first ^ size) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 divided by the golden ratio */
    hash = (hash ^ hash >> 32 ^ second) * UINT64_C(0x9E3779B97F4A7C15);
    if (size > INLINE_BYTES)
        hash ^= eight_hash(at + INLINE_BYTES, size - INLINE_BYTES);
    return (struct spelling){.begin = {first, second},
                             .behind = size > INLINE_BYTES ? at + INLINE_BYTES : NULL,
                             .size = (uint32_t)size,
                             .key = (uint32_t)(hash ^ hash >> 32)};
}

static bool same_bytes(const struct spelling *a, const struct spelling *b)
{
    return a->begin[0] == b->begin[0] && a->begin[1] == b->begin[1] && a->size == b->size &&
           (a->size <= INLINE_BYTES || memcmp(a->behind, b->behind, a->size - INLINE_BYTES) == 0);
}

/* Where a spelling is, or is to be put. */
static struct spelling *spelling_slot(const struct vocabulary *v, const struct spelling *bytes)
{
    for (size_t at = bytes->key;; at++) {
        struct spelling *slot = &v->spellings[at & (v->spelling_slots - 1)];
        if (!slot->size || same_bytes(slot, bytes))
            return slot;
    }
}

const struct spelling *vocabulary_find(const struct vocabulary *v, const struct spelling *bytes)
{
    const struct spelling *slot = v->spelling_slots ? spelling_slot(v, bytes) : NULL;
    return slot && slot->size ? slot : NULL;
}

static bool grow_spellings(struct vocabulary *v)
{
    struct vocabulary wider = *v;
    wider.spelling_slots = v->spelling_slots ? 2 * v->spelling_slots : LEAST_SLOTS;
    wider.spellings = take_lines(wider.spelling_slots, &wider.spelling_block);
    if (!wider.spellings)
        return false;
    for (size_t i = 0; i < v->spelling_slots; i++)
        if (v->spellings[i].size)
            *spelling_slot(&wider, &v->spellings[i]) = v->spellings[i];
    free(v->spelling_block);
    *v = wider;
    return true;
}

bool vocabulary_add(struct vocabulary *v, const struct spelling *spelling)
{
    const char *behind = NULL;
    if (v->spelling_count >= v->spelling_slots / 2 && !grow_spellings(v))
        return false;
    if (spelling->behind && !(behind = arena_copy(&v->bytes, spelling->behind, spelling->size - INLINE_BYTES)))
        return false;
    struct spelling *slot = spelling_slot(v, spelling);
    *slot = *spelling;
    slot->behind = behind;
    v->spelling_count++;
    return true;
}

/* ---- Terms ------------------------------------------------------------------------------------ */

static bool begins_with_letter(struct view text)
{
    unsigned length;
    return text.size && unicode_class(unicode_read(text.at, text.size, 0, &length)) & CHAR_STEM;
}

/* Where a term's number is, or is to be put. */
static struct term_slot *term_slot(const struct vocabulary *v, uint32_t hash, struct view text)
{
    for (size_t at = hash;; at++) {
        struct term_slot *slot = &v->slots[at & (v->term_slots - 1)];
        if (!slot->number ||
            (slot->hash == hash && view_equal(term_text(&v->terms[slot->number - 1]), text)))
            return slot;
    }
}

static bool grow_slots(struct vocabulary *v)
{
    const size_t count = v->term_slots ? 2 * v->term_slots : LEAST_SLOTS;
    struct term_slot *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < v->term_slots; i++) {
        size_t at = v->slots[i].hash;
        if (!v->slots[i].number)
            continue;
        while (slots[at & (count - 1)].number)
            at++;
        slots[at & (count - 1)] = v->slots[i];
    }
    free(v->slots);
    v->slots = slots;
    v->term_slots = count;
    return true;
}

static bool grow_terms(struct vocabulary *v)
{
    if (v->term_count >= UINT32_MAX / 4)
        return false;
    const uint32_t capacity = 2 * v->term_count + LEAST_SLOTS / 2;
    void *block;
    struct term *terms = take_lines(capacity, &block);
    if (!terms)
        return false;
    if (v->term_count)
        memcpy(terms, v->terms, v->term_count * sizeof *terms);
    free(v->term_block);
    v->term_block = block;
    v->terms = terms;
    v->term_capacity = capacity;
    return true;
}

static bool add_term(struct vocabulary *v, struct view text)
{
    struct term *term = &v->terms[v->term_count];
    const char *copy = text.size > TERM_INSIDE ? arena_copy(&v->bytes, text.at, text.size) : NULL;
    if (text.size > TERM_INSIDE && !copy)
        return false;
    *term = (struct term){.size = (uint32_t)text.size, .letter = begins_with_letter(text)};
    memcpy(term->bytes.inside, text.at, copy ? sizeof term->bytes.outside.begin : text.size);
    if (copy)
        term->bytes.outside.text = copy;
    v->term_count++;
    return true;
}

uint32_t vocabulary_term(struct vocabulary *v, struct view text)
{
    const uint32_t hash = eight_hash(text.at, text.size);
    if ((v->term_count >= v->term_slots / 2 && !grow_slots(v)) ||
        (v->term_count == v->term_capacity && !grow_terms(v)))
        return NO_TERM;
    struct term_slot *slot = term_slot(v, hash, text);
    if (slot->number)
        return slot->number - 1;
    if (!add_term(v, text))
        return NO_TERM;
    *slot = (struct term_slot){hash, v->term_count};
    return v->term_count - 1;
}

void vocabulary_forget_stems(struct vocabulary *v)
{
    if (++v->stemming)
        return;
    for (uint32_t i = 0; i < v->term_count; i++)
        v->terms[i].stemming = 0;
    v->stemming = 1;
}

void vocabulary_stem_with(struct vocabulary *v, const void *key)
{
    if (key == v->stem_key)
        return;
    v->stem_key = key;
    vocabulary_forget_stems(v);
}

uint32_t vocabulary_mark(struct vocabulary *v)
{
    if (++v->mark)
        return v->mark;
    for (uint32_t i = 0; i < v->term_count; i++)
        v->terms[i].mark = 0;
    return v->mark = 1;
}
