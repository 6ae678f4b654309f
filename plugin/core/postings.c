/* postings.c - a text's postings put together, each term once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Terms are found by a hash table.  They are sorted by their first eight bytes as one number, which settles most
 * comparisons, by merging runs of twice the length in each pass. */
#include "postings.h"

#include <stdbool.h>
#include <stdlib.h>

#include "eight.h"

enum { LEAST_SLOTS = 1024, KEPT_SLOTS = 4096 };
#define NONE UINT32_MAX

struct posting_term {
    size_t begin; /* its bytes */
    uint32_t size;
    uint32_t hash;
    uint32_t wdf;
    uint32_t first, last; /* places, NONE: it has none */
};

struct posting_place {
    uint32_t position, next;
};

struct posting_order {
    uint64_t head; /* the first eight bytes, the first of all highest */
    uint32_t term;
};

/* Makes room for so many more of `size` bytes in the array that *array points to. */
static bool grow(void *array, size_t *capacity, size_t count, size_t more, size_t size)
{
    void **at = array;
    if (count + more <= *capacity)
        return true;
    size_t wanted = 2 * (count + more) + 256;
    void *larger = realloc(*at, wanted * size);
    if (!larger)
        return false;
    *at = larger;
    *capacity = wanted;
    return true;
}

static bool grow_slots(struct postings *p)
{
    const size_t count = p->slot_count ? p->slot_count * 2 : LEAST_SLOTS;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < p->term_count; i++) {
        size_t slot = p->terms[i].hash & (count - 1);
        while (slots[slot])
            slot = (slot + 1) & (count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    free(p->slots);
    p->slots = slots;
    p->slot_count = count;
    return true;
}

static bool add_term(struct postings *p, const char *term, size_t size, uint32_t hash)
{
    if (!grow(&p->terms, &p->term_capacity, p->term_count, 1, sizeof *p->terms) ||
        !grow(&p->bytes, &p->byte_capacity, p->byte_count, size, 1))
        return false;
    memcpy(p->bytes + p->byte_count, term, size);
    p->terms[p->term_count++] = (struct posting_term){
        .begin = p->byte_count, .size = (uint32_t)size, .hash = hash, .first = NONE};
    p->byte_count += size;
    return true;
}

/* The term's entry, a new one if need be; NULL: no memory. */
static struct posting_term *find(struct postings *p, const char *term, size_t size)
{
    const uint32_t hash = eight_hash(term, size);
    if (p->term_count >= p->slot_count / 2 && !grow_slots(p))
        return NULL;
    size_t slot = hash & (p->slot_count - 1);
    for (; p->slots[slot]; slot = (slot + 1) & (p->slot_count - 1)) {
        struct posting_term *found = &p->terms[p->slots[slot] - 1];
        if (found->hash == hash && found->size == size && memcmp(p->bytes + found->begin, term, size) == 0)
            return found;
    }
    if (!add_term(p, term, size, hash))
        return NULL;
    p->slots[slot] = (uint32_t)p->term_count;
    return &p->terms[p->term_count - 1];
}

static bool add_place(struct postings *p, struct posting_term *term, uint32_t position)
{
    if (!grow(&p->places, &p->place_capacity, p->place_count, 1, sizeof *p->places))
        return false;
    const uint32_t place = (uint32_t)p->place_count++;
    p->places[place] = (struct posting_place){position, NONE};
    if (term->first == NONE)
        term->first = place;
    else
        p->places[term->last].next = place;
    term->last = place;
    return true;
}

int postings_add(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct postings *p = user;
    struct posting_term *entry = find(p, term, size);
    if (!entry || (position && !add_place(p, entry, position)))
        return 1;
    entry->wdf += wdf;
    return 0;
}

static bool before(const struct postings *p, const struct posting_order *a, const struct posting_order *b)
{
    if (a->head != b->head)
        return a->head < b->head;
    const struct posting_term *x = &p->terms[a->term], *y = &p->terms[b->term];
    const size_t common = x->size < y->size ? x->size : y->size;
    const int order = memcmp(p->bytes + x->begin, p->bytes + y->begin, common);
    return order ? order < 0 : x->size < y->size;
}

/* Merges the runs [begin, middle) and [middle, end). */
static void merge(const struct postings *p, const struct posting_order *from, struct posting_order *to, size_t begin,
                  size_t middle, size_t end)
{
    size_t left = begin, right = middle;
    for (size_t i = begin; i < end; i++) {
        bool take_left = left < middle && (right == end || !before(p, &from[right], &from[left]));
        to[i] = take_left ? from[left++] : from[right++];
    }
}

/* Returns the terms' order, in one half of p->order. */
static const struct posting_order *sort(const struct postings *p)
{
    const size_t count = p->term_count;
    struct posting_order *from = p->order, *to = p->order + count;
    for (size_t i = 0; i < count; i++) {
        char head[8] = {0};
        memcpy(head, p->bytes + p->terms[i].begin, p->terms[i].size < 8 ? p->terms[i].size : 8);
        from[i] = (struct posting_order){__builtin_bswap64(eight_load(head)), (uint32_t)i};
    }
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t begin = 0; begin < count; begin += 2 * run) {
            const size_t middle = begin + run < count ? begin + run : count;
            merge(p, from, to, begin, middle, middle + run < count ? middle + run : count);
        }
        struct posting_order *merged = to;
        to = from;
        from = merged;
    }
    return from;
}

static bool push_term(const struct postings *p, const struct posting_term *term, const masthead_sink *sink)
{
    const char *bytes = p->bytes + term->begin;
    uint32_t place = term->first, wdf = term->wdf;
    do {
        const bool placed = place != NONE;
        if (sink->term(sink->user, bytes, term->size, placed ? p->places[place].position : 0, wdf))
            return false;
        place = placed ? p->places[place].next : NONE;
        wdf = 0;
    } while (place != NONE);
    return true;
}

masthead_status postings_push(struct postings *p, const masthead_sink *sink)
{
    masthead_status status = MASTHEAD_OK;
    if (!grow(&p->order, &p->order_capacity, 0, 2 * p->term_count, sizeof *p->order))
        return MASTHEAD_NO_MEMORY;
    const struct posting_order *order = sort(p);
    for (size_t i = 0; i < p->term_count && !status; i++)
        if (!push_term(p, &p->terms[order[i].term], sink))
            status = MASTHEAD_STOPPED;
    postings_clear(p);
    return status;
}

static int by_position(const void *a, const void *b)
{
    const uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return (one > other) - (one < other);
}

/* Makes positions ascend, each once; returns how many are left. */
static size_t settle(uint32_t *positions, size_t count)
{
    size_t kept = 1;
    while (kept < count && positions[kept] > positions[kept - 1])
        kept++;
    if (kept >= count)
        return count;
    qsort(positions, count, sizeof *positions, by_position);
    kept = 1;
    for (size_t i = 1; i < count; i++)
        if (positions[i] != positions[kept - 1])
            positions[kept++] = positions[i];
    return kept;
}

static bool give_term(struct postings *p, const struct posting_term *term, const struct posting_sink *sink)
{
    size_t count = 0;
    for (uint32_t place = term->first; place != NONE; place = p->places[place].next)
        p->positions[count++] = p->places[place].position;
    return sink->posting(sink->user, p->bytes + term->begin, term->size, term->wdf, p->positions,
                         settle(p->positions, count)) == 0;
}

masthead_status postings_give(struct postings *p, const struct posting_sink *sink)
{
    masthead_status status = MASTHEAD_OK;
    if (!grow(&p->order, &p->order_capacity, 0, 2 * p->term_count, sizeof *p->order) ||
        !grow(&p->positions, &p->position_capacity, 0, p->place_count, sizeof *p->positions))
        return MASTHEAD_NO_MEMORY;
    const struct posting_order *order = sort(p);
    for (size_t i = 0; i < p->term_count && !status; i++)
        if (!give_term(p, &p->terms[order[i].term], sink))
            status = MASTHEAD_STOPPED;
    postings_clear(p);
    return status;
}

void postings_clear(struct postings *p)
{
    if (p->slot_count > KEPT_SLOTS) { /* after a long text; to empty so many would take longer than a short one */
        free(p->slots);
        p->slots = NULL;
        p->slot_count = 0;
    } else if (p->term_count) {
        memset(p->slots, 0, p->slot_count * sizeof *p->slots);
    }
    p->term_count = p->place_count = p->byte_count = 0;
}

void postings_free(struct postings *p)
{
    free(p->terms);
    free(p->places);
    free(p->order);
    free(p->bytes);
    free(p->slots);
    free(p->positions);
    *p = (struct postings){0};
}
