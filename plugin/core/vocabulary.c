/* vocabulary.c - the words that texts have had so far
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Spellings lie in sets of four, two lines of the cache, chosen by a hash.  A word of up to sixteen bytes, as nearly all
 * are, is hashed and compared as two numbers of eight bytes.  Most words of a language are met once, most of a text belong
 * to a few thousand: a word that is met again moves to the front of its set, a new one takes the place of the last. */
#include "vocabulary.h"

#include <assert.h>
#include <stdlib.h>

#include "snowball.h"
#include "unicode.h"

enum { WAYS = SPELLING_WAYS, MOST_BYTES = 16, SET_BYTES = WAYS * sizeof(struct spelling) };

/* At the most 2 MB of spellings, and from one article to the next 6 MB of terms. */
enum { LEAST_SETS = 256, MOST_SETS = 1 << 14, LEAST_TERMS = 512, MOST_TERMS = 3 << 15 };

static_assert(SET_BYTES == 2 * CACHE_LINE && sizeof(struct term) == CACHE_LINE, "they fill lines");

struct term_slot {
    uint32_t hash, number; /* 1 + the number, 0: free */
};

masthead_status vocabulary_open(const char *language, const struct lexicon *lexicon, struct vocabulary **out)
{
    struct sb_stemmer *snowball;
    masthead_status status = snowball_open(language, &snowball);
    if (status)
        return status;
    struct vocabulary *v = calloc(1, sizeof *v);
    if (!v) {
        snowball_close(snowball);
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
    *v = (struct vocabulary){.lexicon = v->lexicon,
                             .snowball = v->snowball,
                             .stem_key = v->stem_key,
                             .stemming = v->stemming,
                             .mark = v->mark};
}

void vocabulary_close(struct vocabulary *v)
{
    if (!v)
        return;
    forget_all(v);
    snowball_close(v->snowball);
    free(v);
}

/* Returns memory that begins with a set and is all zero; *block is what is to be freed.  NULL: there is none. */
static void *take_lines(size_t size, void **block)
{
    char *taken = calloc(1, size + SET_BYTES);
    if (!taken)
        return NULL;
    *block = taken;
    return taken + (SET_BYTES - (uintptr_t)taken % SET_BYTES);
}

/* ---- Spellings -------------------------------------------------------------------------------- */

struct word_bytes word_bytes_of(struct view text, size_t begin, size_t end)
{
    const size_t size = end - begin;
    char room[MOST_BYTES] = {0};
    const char *at = text.at + begin;
    if (size > MOST_BYTES)
        return (struct word_bytes){.size = 0};
    if (text.size - begin < MOST_BYTES)
        at = memcpy(room, at, size);
    const uint64_t first = eight_first(eight_load(at), size < 8 ? (unsigned)size : 8);
    const uint64_t second = size <= 8 ? 0 : eight_first(eight_load(at + 8), (unsigned)size - 8);
    uint64_t hash = first * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 divided by the golden ratio */
    hash = (hash ^ hash >> 32 ^ second) * UINT64_C(0x9E3779B97F4A7C15);
    return (struct word_bytes){{first, second}, (uint32_t)size, (uint32_t)(hash >> 32)};
}

/* No word has a byte 0, so that these tell the size as well. */
static bool is_of(const struct spelling *spelling, const struct word_bytes *bytes)
{
    return ((spelling->bytes[0] ^ bytes->at[0]) | (spelling->bytes[1] ^ bytes->at[1])) == 0;
}

static struct spelling *set_of(const struct vocabulary *v, const struct word_bytes *bytes)
{
    return v->spellings + (bytes->key & (v->spelling_sets - 1)) * WAYS;
}

const struct spelling *vocabulary_find(struct vocabulary *v, const struct word_bytes *bytes)
{
    if (!bytes->size || !v->spelling_sets)
        return NULL;
    struct spelling *set = set_of(v, bytes);
    if (is_of(set, bytes))
        return set;
    for (unsigned i = 1; i < WAYS; i++)
        if (is_of(&set[i], bytes)) {
            const struct spelling found = set[i];
            set[i] = set[0];
            set[0] = found;
            return set;
        }
    return NULL;
}

static void put_spelling(struct vocabulary *v, const struct word_bytes *bytes, const struct spelling *spelling)
{
    struct spelling *set = set_of(v, bytes), *to = set;
    while (to->size && to < &set[WAYS - 1])
        to++;
    v->spelling_count += !to->size;
    *to = *spelling;
}

static bool grow_spellings(struct vocabulary *v)
{
    struct vocabulary wider = *v;
    wider.spelling_count = 0;
    wider.spelling_sets = v->spelling_sets ? 2 * v->spelling_sets : LEAST_SETS;
    wider.spellings = take_lines(wider.spelling_sets * SET_BYTES, &wider.spelling_block);
    if (!wider.spellings)
        return false;
    for (size_t i = 0; i < v->spelling_sets * WAYS; i++) {
        const struct spelling *spelling = &v->spellings[i];
        char text[MOST_BYTES];
        eight_store(spelling->bytes[0], text);
        eight_store(spelling->bytes[1], text + 8);
        const struct word_bytes bytes = word_bytes_of(view_of(text, spelling->size), 0, spelling->size);
        if (spelling->size)
            put_spelling(&wider, &bytes, spelling);
    }
    free(v->spelling_block);
    *v = wider;
    return true;
}

bool vocabulary_add(struct vocabulary *v, const struct word_bytes *bytes, const struct spelling *spelling)
{
    if (!bytes->size)
        return true;
    if (v->spelling_count >= v->spelling_sets * WAYS / 2 && v->spelling_sets < MOST_SETS && !grow_spellings(v))
        return false;
    struct spelling added = *spelling;
    memcpy(added.bytes, bytes->at, sizeof added.bytes);
    added.size = (uint8_t)bytes->size;
    put_spelling(v, bytes, &added);
    return true;
}

/* ---- Terms ------------------------------------------------------------------------------------ */

static bool begins_with_letter(struct view text)
{
    unsigned length;
    return text.size && unicode_class(unicode_read(text.at, text.size, 0, &length)) & CHAR_STEM;
}

/* Where a term's number is, or is to be put. */
static struct term_slot *slot_of(const struct vocabulary *v, uint32_t hash, struct view text)
{
    for (size_t at = hash;; at++) {
        struct term_slot *slot = &v->slots[at & (v->slot_count - 1)];
        if (!slot->number ||
            (slot->hash == hash && view_equal(term_text(&v->terms[slot->number - 1]), text)))
            return slot;
    }
}

static void put_slot(struct term_slot *slots, size_t count, struct term_slot slot)
{
    size_t at = slot.hash;
    while (slots[at & (count - 1)].number)
        at++;
    slots[at & (count - 1)] = slot;
}

static bool grow_slots(struct vocabulary *v)
{
    const size_t count = v->slot_count ? 2 * v->slot_count : 2 * LEAST_TERMS;
    struct term_slot *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < v->slot_count; i++)
        if (v->slots[i].number)
            put_slot(slots, count, v->slots[i]);
    free(v->slots);
    v->slots = slots;
    v->slot_count = count;
    return true;
}

static bool grow_terms(struct vocabulary *v)
{
    if (v->term_count >= UINT32_MAX / 4)
        return false;
    const uint32_t capacity = v->term_count ? 2 * v->term_count : LEAST_TERMS;
    void *block;
    struct term *terms = take_lines(capacity * sizeof *terms, &block);
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
    if ((v->term_count >= v->slot_count / 4 * 3 && !grow_slots(v)) ||
        (v->term_count == v->term_capacity && !grow_terms(v)))
        return NO_TERM;
    struct term_slot *slot = slot_of(v, hash, text);
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

/* ---- Trimming --------------------------------------------------------------------------------- */

/* Marks the terms of the spellings, and their stems. */
static uint32_t mark_known(struct vocabulary *v)
{
    const uint32_t mark = vocabulary_mark(v);
    for (size_t i = 0; i < v->spelling_sets * WAYS; i++) {
        if (!v->spellings[i].size)
            continue;
        struct term *term = &v->terms[v->spellings[i].term];
        term->mark = mark;
        if (term->stemming == v->stemming && term->stem != NO_TERM)
            v->terms[term->stem].mark = mark;
    }
    return mark;
}

/* Moves the marked terms to the front; moved[] becomes their new numbers.  Returns how many they are. */
static uint32_t move_terms(struct vocabulary *v, uint32_t mark, uint32_t *moved)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < v->term_count; i++)
        if (v->terms[i].mark == mark && v->terms[i].size <= TERM_INSIDE) {
            moved[i] = kept;
            v->terms[kept++] = v->terms[i];
        } else {
            moved[i] = NO_TERM;
        }
    return kept;
}

/* Puts new numbers in place of the old ones. */
static void renumber(struct vocabulary *v, const uint32_t *moved)
{
    memset(v->slots, 0, v->slot_count * sizeof *v->slots);
    for (uint32_t i = 0; i < v->term_count; i++) {
        struct term *term = &v->terms[i];
        const struct view text = term_text(term);
        put_slot(v->slots, v->slot_count, (struct term_slot){eight_hash(text.at, text.size), i + 1});
        if (term->stemming != v->stemming || term->stem == NO_TERM)
            continue;
        term->stem = moved[term->stem];
        if (term->stem == NO_TERM)
            term->stemming = 0;
    }
    for (size_t i = 0; i < v->spelling_sets * WAYS; i++)
        if (v->spellings[i].size)
            v->spellings[i].term = moved[v->spellings[i].term];
}

void vocabulary_trim(struct vocabulary *v)
{
    if (v->term_count <= MOST_TERMS)
        return;
    uint32_t *moved = v->term_capacity <= 2 * MOST_TERMS ? malloc(v->term_count * sizeof *moved) : NULL;
    if (!moved) { /* or it has had a text like no other */
        forget_all(v);
        return;
    }
    v->term_count = move_terms(v, mark_known(v), moved);
    renumber(v, moved);
    arena_free(&v->bytes);
    free(moved);
}
