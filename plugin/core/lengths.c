/* lengths.c - what the ranking needs to know of an article besides its words
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * BM25F weighs a word by how long the field is that it stands in, against how long such fields are on average, and by how
 * many articles have the word in any field.  All of it is kept with each article in forms of which Xapian itself keeps the sums,
 * so that they stay right when any program deletes an article, over several databases, and over a network:
 *
 *   value      in slot MASTHEAD_LENGTHS_SLOT: the length of each ranked field, one after the other, seven bits a byte, the
 *              lowest first, the eighth bit set where more follow; fields of length 0 at the end are left out
 *   XMH:S      the article has the field whose prefix is S
 *   XMH:S5     bit 5 of that field's length is set: the sum of all lengths is the sum over k of 2^k times the number
 *              of articles that have the term for bit k
 *   XMHbiden   the article has "biden" in some ranked field, but not in the main one: the number of articles with
 *   XMHZbiden  the word is that of those with it in the main field and of those with this term; so for stems
 *
 * The terms have wdf 0 and add nothing to the document's length.  The length of a field is the sum of the wdf of its
 * words (of its stems, where a host has indexed nothing else), and MASTHEAD_LONGEST_FIELD at the most. */
#include "lengths.h"

#include "article.h"

/* ---- The fields ------------------------------------------------------------------------------- */

size_t masthead_ranked_count(const masthead *m)
{
    return m->settings.ranked_count;
}

const masthead_field *masthead_ranked_at(const masthead *m, size_t index)
{
    return index < m->settings.ranked_count ? m->settings.ranked[index] : NULL;
}

/* ---- Terms ------------------------------------------------------------------------------------ */

int masthead_plain_term_read(const masthead *m, const char *term, size_t size,
                             masthead_plain_term *out)
{
    size_t stem = size > 0 && term[0] == 'Z', at = stem;
    while (at < size && term[at] >= 'A' && term[at] <= 'Z')
        at++;
    struct view prefix = view_of(term + stem, at - stem);
    if (at == size || term[at] == ':')
        return 0;
    for (size_t i = 0; i < m->settings.ranked_count; i++)
        if (view_equal(view_string(m->settings.ranked[i]->prefix), prefix)) {
            *out = (masthead_plain_term){i, (int)stem, term + at, size - at};
            return 1;
        }
    return 0;
}

static bool add_to_list(struct arena *arena, struct term_list *list, uint32_t term)
{
    if (list->count == list->capacity) {
        const size_t wider = list->capacity ? list->capacity * 2 : 128;
        uint32_t *at = arena_resize(arena, list->at, list->capacity * sizeof *at, wider * sizeof *at);
        if (!at)
            return false;
        list->at = at;
        list->capacity = wider;
    }
    list->at[list->count++] = term;
    return true;
}

static bool add(const struct masthead *m, struct arena *arena, size_t field, bool stem, uint32_t term, uint32_t wdf,
                struct lengths *lengths)
{
    const size_t size = m->settings.ranked_count * sizeof *lengths->fields;
    if (!lengths->fields) {
        if (!(lengths->fields = arena_take(arena, size)))
            return false;
        memset(lengths->fields, 0, size);
    }
    struct field_length *length = &lengths->fields[field];
    *(stem ? &length->stems : &length->words) += wdf;
    return add_to_list(arena, field ? &lengths->others[stem] : &lengths->main[stem], term);
}

masthead_status lengths_add(const struct masthead *m, struct vocabulary *vocabulary, struct arena *arena,
                            struct view term, uint32_t wdf, struct lengths *lengths)
{
    masthead_plain_term plain;
    if (!masthead_plain_term_read(m, term.at, term.size, &plain))
        return MASTHEAD_OK;
    const uint32_t number = vocabulary_term(vocabulary, view_of(plain.word, plain.size));
    return number != NO_TERM && add(m, arena, plain.field, plain.stem, number, wdf, lengths) ? MASTHEAD_OK
                                                                                          : MASTHEAD_NO_MEMORY;
}

masthead_status lengths_add_postings(const struct masthead *m, const struct postings *postings, struct arena *arena,
                                     struct lengths *lengths)
{
    for (size_t k = 0; k < postings->run_count; k++) {
        const struct posting_run *run = &postings->runs[k];
        size_t field = 0;
        while (field < m->settings.ranked_count && strcmp(m->settings.ranked[field]->prefix, run->prefix) != 0)
            field++;
        if (field == m->settings.ranked_count)
            continue;
        for (size_t i = run->next; i < run->end; i++)
            if (!add(m, arena, field, run->stems, postings->at[i].term, postings->at[i].wdf, lengths))
                return MASTHEAD_NO_MEMORY;
    }
    return MASTHEAD_OK;
}

/* ---- What follows ----------------------------------------------------------------------------- */

static uint32_t length_of(const struct field_length *field)
{
    uint64_t length = field->words ? field->words : field->stems;
    return length < MASTHEAD_LONGEST_FIELD ? (uint32_t)length : MASTHEAD_LONGEST_FIELD;
}

size_t masthead_length_term(const masthead *m, size_t field, int bit, char *out, size_t room)
{
    const char *prefix = masthead_ranked_at(m, field)->prefix;
    const size_t prefix_size = strlen(prefix);
    size_t size = sizeof MASTHEAD_LENGTHS_PREFIX; /* and a colon in place of its NUL */
    if (size + prefix_size + (bit >= 0) + (bit >= 10) > room)
        return 0;
    memcpy(out, MASTHEAD_LENGTHS_PREFIX ":", size);
    memcpy(out + size, prefix, prefix_size);
    size += prefix_size;
    if (bit >= 10)
        out[size++] = (char)('0' + bit / 10);
    if (bit >= 0)
        out[size++] = (char)('0' + bit % 10);
    return size;
}

static bool put_length(const struct masthead *m, size_t field, uint32_t length,
                       const masthead_sink *sink)
{
    for (int bit = -1; length && (bit < 0 || length >> bit); bit++) {
        char term[TERM_BYTES];
        size_t size = masthead_length_term(m, field, bit, term, sizeof term);
        if ((bit < 0 || length >> bit & 1) && sink->term(sink->user, term, size, 0, 0))
            return false;
    }
    return true;
}

static bool put_value(const struct masthead *m, const struct lengths *lengths,
                      const masthead_sink *sink)
{
    char value[MOST_FIELDS * 3];
    size_t size = 0, used = 0;
    for (size_t i = 0; i < m->settings.ranked_count; i++) {
        uint32_t length = length_of(&lengths->fields[i]);
        bool some = length > 0;
        for (; length > 127; length >>= 7)
            value[size++] = (char)(length | 128);
        value[size++] = (char)length;
        if (some)
            used = size;
    }
    return !used || !sink->value ||
           sink->value(sink->user, MASTHEAD_LENGTHS_SLOT, value, used) == 0;
}

static bool put_marker(const struct term *term, bool stem, const masthead_sink *sink)
{
    char text[TERM_BYTES];
    const size_t head = strlen(MASTHEAD_LENGTHS_PREFIX) + stem;
    if (head + term->size > sizeof text)
        return true;
    memcpy(text, MASTHEAD_LENGTHS_PREFIX "Z", head);
    memcpy(text + head, term_text(term).at, term->size);
    return sink->term(sink->user, text, head + term->size, 0, 0) == 0;
}

/* Pushes a marker for each of the others that are not among the main ones. */
static bool put_markers(struct vocabulary *v, const struct term_list *main, const struct term_list *others, bool stem,
                        const masthead_sink *sink)
{
    const uint32_t mark = vocabulary_mark(v);
    for (size_t i = 0; others->count && i < main->count; i++)
        v->terms[main->at[i]].mark = mark;
    for (size_t i = 0; i < others->count; i++) {
        struct term *term = &v->terms[others->at[i]];
        const bool marked = term->mark == mark;
        term->mark = mark;
        if (!marked && !put_marker(term, stem, sink))
            return false;
    }
    return true;
}

masthead_status lengths_emit(const struct masthead *m, struct vocabulary *vocabulary, const struct lengths *lengths,
                             const masthead_sink *sink)
{
    if (!lengths->fields)
        return MASTHEAD_OK;
    bool good = put_value(m, lengths, sink);
    if (!sink->term)
        return good ? MASTHEAD_OK : MASTHEAD_STOPPED;
    for (size_t i = 0; good && i < m->settings.ranked_count; i++)
        good = put_length(m, i, length_of(&lengths->fields[i]), sink);
    for (int stem = 0; good && stem < 2; stem++)
        good = put_markers(vocabulary, &lengths->main[stem], &lengths->others[stem], stem, sink);
    return good ? MASTHEAD_OK : MASTHEAD_STOPPED;
}

void masthead_lengths_read(const char *value, size_t size, uint32_t *lengths, size_t count)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t length = 0;
        for (unsigned shift = 0; at < size; shift += 7) {
            unsigned char byte = (unsigned char)value[at++];
            if (shift < 21)
                length |= (uint32_t)(byte & 127) << shift;
            if (byte < 128)
                break;
        }
        lengths[i] = length < MASTHEAD_LONGEST_FIELD ? length : MASTHEAD_LONGEST_FIELD;
    }
}
