/* runs_reader.c - records that were gathered in runs, merged
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A heap has the runs by their next keys.  The runs that have the key that is being read make a group: their chains
 * are read one after the other. */
#include "config.h"

#include "runs_reader.h"

#include "glass_encode.h"
#include "runs_format.h"

enum {
    LEAST_BUFFER = 1 << 13,
    MOST_BUFFER = 1 << 18,
    BUFFERS = 8 << 20 /* for all runs together, unless that is too little */
};

/* A run that is being read. */
struct runs_source {
    const struct runs_input *input;
    uint64_t offset, end;     /* what of its file is still to be read */
    uint8_t *buffer;
    size_t at, filled, capacity;
    uint64_t head;            /* of the key */
    uint8_t key[RUNS_KEY];
    size_t key_size;
    uint32_t count, sum, size; /* of the key, and of its chain */
    uint32_t left, document;  /* records still to be read, and the number of the last document */
};

/* Brings at least so many bytes into the buffer, if the run has them. */
static bool fill(struct runs_source *source, size_t size)
{
    if (source->filled - source->at >= size)
        return true;
    memmove(source->buffer, source->buffer + source->at, source->filled - source->at);
    source->filled -= source->at;
    source->at = 0;
    if (size > source->capacity &&
        !bytes_grow(&source->buffer, &source->capacity, source->filled, size - source->filled, 1))
        return false;
    const uint64_t left = source->end - source->offset;
    size_t wanted = source->capacity - source->filled, got;
    wanted = wanted < left ? wanted : (size_t)left;
    if (!outfile_read(source->input->file, source->offset, source->buffer + source->filled, wanted, &got))
        return false;
    source->offset += got;
    source->filled += got;
    if (got == wanted)
        return true;
    errno = EIO; /* somebody has cut the file */
    return false;
}

/* Reads what stands before the source's next chain; its key is empty at the end. */
static bool read_head(struct runs_source *source)
{
    if (!fill(source, RUNS_KEY_HEAD + RUNS_KEY))
        return false;
    source->key_size = 0;
    if (source->at == source->filled)
        return true;
    const uint8_t *at = source->buffer + source->at;
    source->key_size = (size_t)glass_get_uint(&at);
    memcpy(source->key, at, source->key_size);
    source->head = runs_head(at, source->key_size);
    at += source->key_size;
    source->count = (uint32_t)glass_get_uint(&at);
    source->sum = (uint32_t)glass_get_uint(&at);
    source->size = (uint32_t)glass_get_uint(&at);
    source->at = (size_t)(at - source->buffer);
    source->left = source->count;
    source->document = source->input->before;
    return true;
}

/* The same within the range. */
static bool read_key(const struct runs_reader *reader, struct runs_source *source)
{
    const struct runs_range *range = &reader->range;
    if (!read_head(source))
        return false;
    if (range->to && bytes_compare(source->key, source->key_size, range->to, range->to_size) >= 0)
        source->key_size = 0;
    return true;
}

static void skip(struct runs_source *source, size_t size)
{
    const size_t filled = source->filled - source->at, here = size < filled ? size : filled;
    source->at += here;
    source->offset += size - here;
}

/* Moves a source that has just been opened to the first key of the range. */
static bool find_first(const struct runs_reader *reader, struct runs_source *source)
{
    const struct runs_range *range = &reader->range;
    if (!read_key(reader, source))
        return false;
    while (range->from && source->key_size &&
           bytes_compare(source->key, source->key_size, range->from, range->from_size) < 0) {
        skip(source, source->size);
        if (!read_key(reader, source))
            return false;
    }
    return true;
}

/* A source with a smaller key comes first, and of those at one key the older run. */
static bool comes_before(const struct runs_source *a, const struct runs_source *b)
{
    if (a->head != b->head)
        return a->head < b->head;
    const int order = bytes_compare(a->key, a->key_size, b->key, b->key_size);
    return order ? order < 0 : a < b;
}

static void push(struct runs_reader *reader, struct runs_source *source)
{
    struct runs_source **heap = reader->heap;
    size_t i = reader->heap_count++;
    for (; i && comes_before(source, heap[(i - 1) / 2]); i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = source;
}

static struct runs_source *pop(struct runs_reader *reader)
{
    struct runs_source **heap = reader->heap, *first = heap[0], *last = heap[--reader->heap_count];
    size_t i = 0, child;
    while ((child = 2 * i + 1) < reader->heap_count) {
        child += child + 1 < reader->heap_count && comes_before(heap[child + 1], heap[child]);
        if (!comes_before(heap[child], last))
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return first;
}

/* ---- Opening --------------------------------------------------------------------------------------- */

static size_t buffer_size(const struct runs_reader *reader)
{
    const size_t size = BUFFERS / (reader->source_count + 1);
    return size < LEAST_BUFFER ? LEAST_BUFFER : size > MOST_BUFFER ? MOST_BUFFER : size;
}

/* Where to begin in the run, whose first mark is given: at its last mark that is not behind the first key wanted.
 * Moves on to the first mark of the next run. */
static uint64_t begin_of(const struct runs_index *index, size_t run, size_t *mark, const struct runs_range *range)
{
    uint64_t offset = index->marks[*mark].offset;
    for (; *mark < index->mark_count && index->marks[*mark].offset < index->ends[run]; ++*mark) {
        const struct runs_mark *at = &index->marks[*mark];
        if (range->from &&
            bytes_compare(index->keys.at + at->key, at->key_size, range->from, range->from_size) <= 0)
            offset = at->offset;
    }
    return offset;
}

static bool open_source(struct runs_reader *reader, struct runs_source *source)
{
    if (!bytes_grow(&source->buffer, &source->capacity, 0, buffer_size(reader), 1) || !find_first(reader, source))
        return false;
    if (source->key_size)
        push(reader, source);
    return true;
}

static bool open_input(struct runs_reader *reader, struct runs_source *sources, const struct runs_input *input)
{
    const struct runs_index *index = input->index;
    size_t mark = 0;
    for (size_t run = 0; run < index->run_count; run++) {
        sources[run] = (struct runs_source){.input = input,
                                            .offset = begin_of(index, run, &mark, &reader->range),
                                            .end = index->ends[run]};
        if (!open_source(reader, &sources[run]))
            return false;
    }
    return true;
}

bool runs_reader_open(struct runs_reader *reader, const struct runs_input *inputs, size_t input_count,
                      const struct runs_range *range, const uint8_t *replaced)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < input_count; i++)
        count += inputs[i].index->run_count;
    *reader = (struct runs_reader){.range = *range, .replaced = replaced, .source_count = count};
    reader->sources = calloc(count + 1, sizeof *reader->sources);
    reader->heap = calloc(count + 1, sizeof *reader->heap);
    reader->group = calloc(count + 1, sizeof *reader->group);
    if (!reader->sources || !reader->heap || !reader->group) {
        errno = ENOMEM;
        return false;
    }
    for (size_t i = 0; i < input_count; i++) {
        if (!open_input(reader, reader->sources + at, &inputs[i]))
            return false;
        at += inputs[i].index->run_count;
    }
    return true;
}

/* ---- Reading --------------------------------------------------------------------------------------- */

static bool read_record(struct runs_source *source, struct runs_record *record)
{
    if (!fill(source, RUNS_RECORD))
        return false;
    const uint8_t *at = source->buffer + source->at;
    source->left--;
    record->document = source->document += (uint32_t)glass_get_uint(&at);
    const uint64_t number = glass_get_uint(&at);
    record->number = (uint32_t)(number >> 1);
    record->size = number & 1 ? (size_t)glass_get_uint(&at) : 0;
    source->at = (size_t)(at - source->buffer);
    if (!fill(source, record->size))
        return false;
    record->bytes = source->buffer + source->at;
    source->at += record->size;
    return true;
}

/* Moves the sources of the key that has been read to their next. */
static bool leave_key(struct runs_reader *reader)
{
    struct runs_record left;
    for (size_t i = 0; i < reader->group_count; i++) {
        struct runs_source *source = reader->group[i];
        while (source->left)
            if (!read_record(source, &left))
                return false;
        if (!read_key(reader, source))
            return false;
        if (source->key_size)
            push(reader, source);
    }
    reader->group_count = reader->group_at = 0;
    return true;
}

static bool has_key(const struct runs_source *source, const struct runs_source *first)
{
    return source->head == first->head &&
           bytes_compare(source->key, source->key_size, first->key, first->key_size) == 0;
}

/* Gathers the sources that have the next key. */
static void gather(struct runs_reader *reader, struct runs_key *key)
{
    size_t count[RUNS_REPLACED + 1] = {0};
    *key = (struct runs_key){.count = 0};
    do {
        const struct runs_source *source = reader->group[reader->group_count++] = pop(reader);
        const enum runs_kind kind = source->input->kind;
        key->count += kind == RUNS_REPLACED ? 0 - source->count : source->count;
        key->sum += kind == RUNS_REPLACED ? 0 - source->sum : source->sum;
        count[kind]++;
    } while (reader->heap_count && has_key(reader->heap[0], reader->group[0]));
    key->bytes = reader->group[0]->key;
    key->size = reader->group[0]->key_size;
    reader->added = (struct runs_stream){.at = 0, .end = count[RUNS_ADDED]};
    reader->replacing =
        (struct runs_stream){.at = count[RUNS_ADDED], .end = count[RUNS_ADDED] + count[RUNS_REPLACING]};
}

bool runs_next_key(struct runs_reader *reader, struct runs_key *key, bool *more)
{
    do {
        if (!leave_key(reader))
            return false;
        *more = reader->heap_count > 0;
        if (!*more)
            return true;
        gather(reader, key);
    } while (!key->count);
    return true;
}

/* Finds the next record of a stream, if it has one. */
static bool look_ahead(const struct runs_reader *reader, struct runs_stream *stream)
{
    while (!stream->has_next && stream->at < stream->end) {
        struct runs_source *source = reader->group[stream->at];
        const struct runs_input *input = source->input;
        if (!source->left) {
            stream->at++;
            continue;
        }
        if (!read_record(source, &stream->next))
            return false;
        if (input->kind == RUNS_REPLACING)
            stream->next.document = input->numbers[stream->next.document - 1];
        stream->has_next = input->kind == RUNS_REPLACING || !runs_is_replaced(reader->replaced, stream->next.document);
    }
    return true;
}

/* The next record when some documents are replaced. */
static bool next_of_both(struct runs_reader *reader, struct runs_record *record)
{
    struct runs_stream *added = &reader->added, *replacing = &reader->replacing;
    if (!look_ahead(reader, added) || !look_ahead(reader, replacing))
        return false;
    const bool is_first = replacing->has_next && replacing->next.document < added->next.document;
    struct runs_stream *first = !added->has_next || is_first ? replacing : added;
    *record = first->next;
    if (first->has_next) {
        first->has_next = false;
        return true;
    }
    errno = EIO; /* somebody has changed the file */
    return false;
}

bool runs_next_record(struct runs_reader *reader, struct runs_record *record)
{
    if (reader->replaced)
        return next_of_both(reader, record);
    reader->group_at += !reader->group[reader->group_at]->left;
    return read_record(reader->group[reader->group_at], record);
}

void runs_reader_close(struct runs_reader *reader)
{
    for (size_t i = 0; reader->sources && i < reader->source_count; i++)
        free(reader->sources[i].buffer);
    free(reader->sources);
    free(reader->heap);
    free(reader->group);
    *reader = (struct runs_reader){.source_count = 0};
}
