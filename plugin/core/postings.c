/* postings.c - an article's postings put together, each term once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Occurrences with one term find each other by a mark in the vocabulary.  Then each run is sorted, and in the end the runs
 * are merged; most of them do not overlap.  Terms are compared by their first eight bytes as one number, which nearly always
 * tells.  The stems of sorted words are nearly in order, and are so before they are sorted. */
#include "postings.h"

#include <stdlib.h>

enum { SMALL_RUN = 8, ROOM = 256, MOST_KEPT = 1 << 16 };

struct posting_order {
    uint64_t head; /* of the term */
    uint32_t posting;
};

static bool widen(void *array, size_t *capacity, size_t count, size_t size)
{
    void **at = array;
    const size_t wanted = 2 * count + ROOM;
    void *larger = realloc(*at, wanted * size);
    if (!larger)
        return false;
    *at = larger;
    *capacity = wanted;
    return true;
}

/* Makes room for so many of `size` bytes in the array that *array points to. */
static inline bool reserve(void *array, size_t *capacity, size_t count, size_t size)
{
    return count <= *capacity || widen(array, capacity, count, size);
}

/* ---- Gathering -------------------------------------------------------------------------------- */

/* Which of an occurrence's terms a run is of. */
static uint32_t term_of(const struct occurrence *o, bool stems)
{
    return stems ? o->stem : o->word;
}

static inline __attribute__((always_inline)) bool add_posting(struct postings *p, struct term *term,
                                                              const struct occurrence *o, uint32_t number,
                                                              const struct posting_run *run)
{
    if (!reserve(&p->at, &p->capacity, p->count + 1, sizeof *p->at) ||
        !reserve(&p->term, &p->term_capacity, run->prefix_size + run->stems + term->size + TERM_INSIDE, 1))
        return false;
    term->number = (uint32_t)p->count;
    p->at[p->count++] = (struct posting){.seen = o, .term = number};
    return true;
}

/* Adds the stems of the words of a run, in their order. */
static bool add_stems(struct postings *p, struct vocabulary *v, const struct posting_run *words, uint32_t mark,
                      const struct posting_run *run)
{
    for (size_t i = words->next; i < words->end; i++) {
        const struct occurrence *o = p->at[p->order[i].posting].seen;
        if (o->stem == NO_TERM || v->terms[o->stem].mark == mark)
            continue;
        if (!add_posting(p, &v->terms[o->stem], o, o->stem, run))
            return false;
        v->terms[o->stem].mark = mark;
    }
    return true;
}

/* Counts the run's terms and their positions. */
static bool count_terms(struct postings *p, struct vocabulary *v, const struct occurrences *texts, uint32_t mark,
                        const struct posting_run *run)
{
    const bool stems = run->stems;
    for (; texts; texts = texts->next) {
        const bool placed = !stems || texts->stems_placed;
        for (size_t i = 0; i < texts->count; i++) {
            const struct occurrence *o = &texts->at[i];
            const uint32_t number = term_of(o, stems);
            if (number == NO_TERM)
                continue;
            struct term *term = &v->terms[number];
            if (term->mark != mark && !add_posting(p, term, o, number, run))
                return false;
            term->mark = mark;
            p->at[term->number].wdf += o->wdf;
            p->at[term->number].count += placed && o->position;
        }
    }
    return true;
}

static bool make_places(struct postings *p, size_t begin)
{
    size_t first = p->position_count;
    for (size_t i = begin; i < p->count; i++) {
        p->at[i].first = (uint32_t)first;
        first += p->at[i].count;
        p->at[i].count = 0;
    }
    return reserve(&p->positions, &p->position_capacity, first, sizeof *p->positions);
}

/* Returns whether positions ever fall. */
static bool fill_places(struct postings *p, const struct vocabulary *v, const struct occurrences *texts, bool stems)
{
    bool mixed = false;
    uint32_t last = 0;
    for (; texts; texts = texts->next) {
        if (stems && !texts->stems_placed)
            continue;
        for (size_t i = 0; i < texts->count; i++) {
            const struct occurrence *o = &texts->at[i];
            if (term_of(o, stems) == NO_TERM || !o->position)
                continue;
            struct posting *posting = &p->at[v->terms[term_of(o, stems)].number];
            p->positions[posting->first + posting->count++] = o->position;
            p->position_count++;
            mixed |= o->position <= last;
            last = o->position;
        }
    }
    return mixed;
}

/* ---- Sorting ---------------------------------------------------------------------------------- */

static inline bool before(const struct postings *p, const struct vocabulary *v, const struct posting_order *a,
                          const struct posting_order *b)
{
    if (__builtin_expect(a->head == b->head, 0))
        return term_before(&v->terms[p->at[a->posting].term], &v->terms[p->at[b->posting].term]);
    return a->head < b->head;
}

static void sort_small(const struct postings *p, const struct vocabulary *v, struct posting_order *at, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct posting_order one = at[i];
        size_t to = i;
        for (; to > 0 && before(p, v, &one, &at[to - 1]); to--)
            at[to] = at[to - 1];
        at[to] = one;
    }
}

/* One of two, chosen without a branch: no processor could foretell it. */
static inline const struct posting_order *either(const struct posting_order *one, const struct posting_order *other,
                                                 bool take_other)
{
    const uintptr_t all = -(uintptr_t)take_other, at = (uintptr_t)one;
    return (const struct posting_order *)(at ^ ((at ^ (uintptr_t)other) & all));
}

/* Merges from[0, middle) and from[middle, end). */
static void merge(const struct postings *p, const struct vocabulary *v, const struct posting_order *from,
                  size_t middle, size_t end, struct posting_order *to)
{
    const struct posting_order *left = from, *right = from + middle;
    const struct posting_order *const left_end = right, *const right_end = from + end;
    if (middle >= end || !before(p, v, right, right - 1)) {
        memcpy(to, from, end * sizeof *to);
        return;
    }
    while (left < left_end && right < right_end) {
        const bool take_right = before(p, v, right, left);
        *to++ = *either(left, right, take_right);
        right += take_right;
        left += !take_right;
    }
    memcpy(to, left, (size_t)(left_end - left) * sizeof *to);
    memcpy(to + (left_end - left), right, (size_t)(right_end - right) * sizeof *to);
}

/* Puts the order of at[begin, count) into order[begin, count). */
static bool sort(struct postings *p, const struct vocabulary *v, size_t begin)
{
    const size_t count = p->count - begin;
    if (!reserve(&p->order, &p->order_capacity, begin + 2 * count, sizeof *p->order))
        return false;
    struct posting_order *from = p->order + begin, *to = from + count;
    for (size_t i = 0; i < count; i++)
        from[i] = (struct posting_order){term_head(&v->terms[p->at[begin + i].term]), (uint32_t)(begin + i)};
    for (size_t i = 0; i < count; i += SMALL_RUN)
        sort_small(p, v, from + i, count - i < SMALL_RUN ? count - i : SMALL_RUN);
    for (size_t run = SMALL_RUN; run < count; run *= 2) {
        for (size_t i = 0; i < count; i += 2 * run)
            merge(p, v, from + i, run, count - i < 2 * run ? count - i : 2 * run, to + i);
        struct posting_order *merged = to;
        to = from;
        from = merged;
    }
    if (from != p->order + begin)
        memcpy(p->order + begin, from, count * sizeof *from);
    return true;
}

/* ---- Runs ------------------------------------------------------------------------------------- */

static struct posting_run run_of(const char *prefix, bool stems)
{
    struct posting_run run = {.prefix = prefix, .prefix_size = strlen(prefix), .stems = stems};
    const size_t size = run.prefix_size + stems;
    for (size_t i = 0; i < 8; i++) {
        const char *byte = stems && i == 0 ? "Z" : prefix + i - stems;
        run.head = run.head << 8 | (i < size ? (uint8_t)*byte : 0);
    }
    run.shift = size < 8 ? 8 * (unsigned)size : 64;
    return run;
}

/* `words` is the run of the same texts' words, when the run is one of stems. */
static bool gather_run(struct postings *p, struct vocabulary *v, const char *prefix, const struct occurrences *texts,
                       bool stems, const struct posting_run *words)
{
    const size_t begin = p->count;
    const uint32_t mark = vocabulary_mark(v);
    struct posting_run run = run_of(prefix, stems);
    if ((words && !add_stems(p, v, words, mark, &run)) || !count_terms(p, v, texts, mark, &run))
        return false;
    if (p->count == begin)
        return true;
    if (!reserve(&p->runs, &p->run_capacity, p->run_count + 1, sizeof *p->runs) || !make_places(p, begin) ||
        !sort(p, v, begin))
        return false;
    run.mixed = fill_places(p, v, texts, stems);
    run.next = begin;
    run.end = p->count;
    p->runs[p->run_count++] = run;
    return true;
}

masthead_status postings_gather(struct postings *p, struct vocabulary *v, const char *prefix,
                                const struct occurrences *texts)
{
    const size_t runs = p->run_count;
    if (!gather_run(p, v, prefix, texts, false, NULL))
        return MASTHEAD_NO_MEMORY;
    const struct posting_run *words = p->run_count > runs ? &p->runs[runs] : NULL;
    return gather_run(p, v, prefix, texts, true, words) ? MASTHEAD_OK : MASTHEAD_NO_MEMORY;
}

/* ---- Giving ----------------------------------------------------------------------------------- */

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

/* The first eight bytes of a run's next term. */
static inline uint64_t next_head(const struct postings *p, const struct posting_run *run)
{
    return run->shift < 64 ? run->head | p->order[run->next].head >> run->shift : run->head;
}

static inline const struct posting *next_posting(const struct postings *p, const struct posting_run *run)
{
    return &p->at[p->order[run->next].posting];
}

/* The whole of a run's next term, in p->term or in the vocabulary. */
static inline struct view next_term(struct postings *p, const struct vocabulary *v, const struct posting_run *run)
{
    const struct term *term = &v->terms[next_posting(p, run)->term];
    const size_t head = run->prefix_size + run->stems;
    if (head == 0)
        return term_text(term);
    p->term[0] = 'Z';
    if (run->prefix_size)
        memcpy(p->term + run->stems, run->prefix, run->prefix_size);
    if (term->size <= TERM_INSIDE) /* there is room for all of it: to copy so many bytes is a few instructions */
        memcpy(p->term + head, term->bytes.inside, TERM_INSIDE);
    else
        memcpy(p->term + head, term->bytes.outside.text, term->size);
    return view_of(p->term, head + term->size);
}

/* How a run's next term stands to another term. */
static int compare_next(const struct postings *p, const struct vocabulary *v, const struct posting_run *run,
                        struct view other)
{
    const struct term *term = &v->terms[next_posting(p, run)->term];
    const struct view parts[] = {
        view_of("Z", run->stems), view_of(run->prefix, run->prefix_size), term_text(term)};
    for (size_t i = 0; i < 3; i++) {
        const size_t size = parts[i].size < other.size ? parts[i].size : other.size;
        const int order = memcmp(parts[i].at, other.at, size);
        if (order || size < parts[i].size)
            return order ? order : 1;
        other = view_of(other.at + size, other.size - size);
    }
    return other.size ? -1 : 0;
}

/* Finds the run whose next term comes first; NULL: all have ended.  *limit is the least head of the others. */
static struct posting_run *first_run(struct postings *p, const struct vocabulary *v, uint64_t *limit)
{
    struct posting_run *first = NULL;
    *limit = UINT64_MAX;
    for (size_t k = 0; k < p->run_count; k++) {
        struct posting_run *run = &p->runs[k];
        if (run->next == run->end)
            continue;
        const uint64_t head = next_head(p, run), least = first ? next_head(p, first) : UINT64_MAX;
        if (!first || head < least || (head == least && compare_next(p, v, run, next_term(p, v, first)) < 0)) {
            if (first)
                *limit = least;
            first = run;
        } else if (head < *limit) {
            *limit = head;
        }
    }
    return first;
}

static masthead_status give_next(struct postings *p, const struct vocabulary *v, struct posting_run *run,
                                 const struct posting_sink *sink)
{
    const struct posting *posting = next_posting(p, run);
    const struct view term = next_term(p, v, run);
    uint32_t *positions = p->positions + posting->first;
    run->next++;
    return sink->posting(sink->user, term.at, term.size, posting->wdf, positions,
                         run->mixed ? settle(positions, posting->count) : posting->count)
               ? MASTHEAD_STOPPED
               : MASTHEAD_OK;
}

/* Gives a term that several runs may have. */
static masthead_status give_shared(struct postings *p, const struct vocabulary *v, struct posting_run *first,
                                   const struct posting_sink *sink)
{
    const struct view term = next_term(p, v, first);
    uint32_t wdf = 0;
    size_t count = 0;
    for (size_t k = 0; k < p->run_count; k++) {
        struct posting_run *run = &p->runs[k];
        if (run->next == run->end || compare_next(p, v, run, term) != 0)
            continue;
        const struct posting *posting = next_posting(p, run);
        if (!reserve(&p->positions, &p->position_capacity, p->position_count + count + posting->count,
                     sizeof *p->positions))
            return MASTHEAD_NO_MEMORY;
        memcpy(p->positions + p->position_count + count, p->positions + posting->first,
               posting->count * sizeof *p->positions);
        count += posting->count;
        wdf += posting->wdf;
        run->next++;
    }
    uint32_t *positions = p->positions + p->position_count;
    return sink->posting(sink->user, term.at, term.size, wdf, positions, settle(positions, count)) ? MASTHEAD_STOPPED
                                                                                                : MASTHEAD_OK;
}

masthead_status postings_give(struct postings *p, const struct vocabulary *v, const struct posting_sink *sink)
{
    masthead_status status = MASTHEAD_OK;
    struct posting_run *run;
    uint64_t limit;
    if (!reserve(&p->positions, &p->position_capacity, 1, sizeof *p->positions)) /* what has none points into it, too */
        return MASTHEAD_NO_MEMORY;
    while (!status && (run = first_run(p, v, &limit))) {
        if (next_head(p, run) >= limit)
            status = give_shared(p, v, run, sink);
        while (!status && run->next < run->end && next_head(p, run) < limit)
            status = give_next(p, v, run, sink);
    }
    postings_clear(p);
    return status;
}

struct pushing {
    const masthead_sink *sink;
};

static int push_posting(void *user, const char *term, size_t size, uint32_t wdf, const uint32_t *positions,
                        size_t count)
{
    const masthead_sink *sink = ((const struct pushing *)user)->sink;
    if (count == 0)
        return sink->term(sink->user, term, size, 0, wdf);
    for (size_t i = 0; i < count; i++)
        if (sink->term(sink->user, term, size, positions[i], i ? 0 : wdf))
            return 1;
    return 0;
}

masthead_status postings_push(struct postings *p, const struct vocabulary *v, const masthead_sink *sink)
{
    struct pushing pushing = {sink};
    const struct posting_sink each = {&pushing, push_posting};
    return postings_give(p, v, &each);
}

void postings_clear(struct postings *p)
{
    p->count = p->run_count = p->position_count = 0;
    if (p->capacity > MOST_KEPT || p->position_capacity > MOST_KEPT) /* after a text like no other */
        postings_free(p);
}

void postings_free(struct postings *p)
{
    free(p->at);
    free(p->order);
    free(p->runs);
    free(p->positions);
    free(p->term);
    *p = (struct postings){0};
}
