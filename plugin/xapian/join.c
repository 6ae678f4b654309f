/* join.c - loads joined into one database
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The tables of termlists and data are those of the sources one after the other, with other numbers of documents in the
 * keys, and those that are replaced exchanged.  The runs of all sources are merged as those of one load are; but so
 * that several threads can do it, what the keys can be is cut into ranges of about the same size, each of which makes a
 * piece of the tables of postings and positions.  At last the leaves of the pieces are copied behind those of the
 * first, which is the table itself. */
#include "config.h"

#include "join.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "glass_leaves.h"
#include "glass_postlist.h"
#include "replaced.h"
#include "runs_format.h"

#define PIECE_NAME "piece.tmp"

enum {
    RANGES_A_THREAD = 4, /* so that the threads end at about the same time */
    MOST_THREADS = 16
};

/* Keys, and the pieces of the tables that are made of them. */
struct share {
    struct runs_range range;
    struct glass_table *postlist, *position;
    struct glass_table pieces[2];
};

/* A mark of a run, and how many bytes lie between it and the next. */
struct mark {
    const uint8_t *key;
    size_t key_size;
    uint64_t weight;
};

struct join {
    struct building *building;
    const struct join_order *order;
    size_t added;              /* sources that do not replace */
    struct kept kept;
    struct replaced replaced;
    struct runs_input *inputs; /* the sources' runs, then what is replaced */
    size_t input_count;
    struct share *shares;
    size_t share_count;
};

/* ---- What the sources have ------------------------------------------------------------------------- */

static bool join_kept(struct kept *kept, const struct kept *of_source)
{
    for (size_t i = 0; i < of_source->entry_count; i++) {
        const struct kept_entry *from = &of_source->entries[i];
        const struct bytes *low = &from->low, *high = &from->high;
        struct kept_entry *to = kept_entry(kept, from->key.at, from->key.size);
        if (!to || !(from->count ? kept_bound(to, low->at, low->size, high->at, high->size, from->count)
                                 : kept_set(to, low->at, low->size)))
            return false;
    }
    return true;
}

static bool add_source(struct join *join, const struct join_source *source, enum runs_kind kind)
{
    struct glass_version *version = &join->building->version;
    const uint32_t last = source->version->last_document;
    join->inputs[join->input_count++] = (struct runs_input){
        .file = source->runs, .index = source->index, .kind = kind, .numbers = join->order->numbers};
    if (kind == RUNS_ADDED) {
        if (last > UINT32_MAX - version->last_document) {
            errno = EFBIG;
            return false;
        }
        join->inputs[join->input_count - 1].before = version->last_document;
        version->last_document += last;
    }
    glass_version_count(version, source->version);
    return join_kept(&join->kept, source->kept);
}

static bool find_replaced(struct join *join, uint32_t document)
{
    size_t i = join->added;
    while (i && join->inputs[i - 1].before >= document)
        i--;
    if (!i) {
        errno = EINVAL;
        return false;
    }
    const struct join_source *source = &join->order->sources[i - 1];
    const uint32_t number = document - join->inputs[i - 1].before;
    struct glass_leaves leaves;
    const bool good = glass_leaves_open_to_find(&leaves, source->termlist,
                                                source->version->roots[GLASS_TERMLIST].block_size) &&
                      replaced_add(&join->replaced, document, &leaves, number, &join->kept);
    glass_leaves_close(&leaves);
    return good;
}

/* Takes what is replaced out of the statistics and what is kept. */
static bool find_all_replaced(struct join *join)
{
    struct glass_version *version = &join->building->version;
    const struct join_source *replacing = &join->order->sources[join->added];
    const uint32_t count = replacing->version->documents;
    if (!replaced_open(&join->replaced, join->building->directory, version->last_document))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!find_replaced(join, join->order->numbers[i]))
            return false;
    version->documents -= count;
    version->total_length -= join->replaced.length;
    if (!version->total_length)
        version->least_length = version->greatest_length = version->greatest_wdf = 0;
    return replaced_end(&join->replaced);
}

static bool add_sources(struct join *join)
{
    const struct join_order *order = join->order;
    join->inputs = calloc(order->count + 1, sizeof *join->inputs);
    if (!join->inputs) {
        errno = ENOMEM;
        return false;
    }
    for (size_t i = 0; i < join->added; i++)
        if (!add_source(join, &order->sources[i], RUNS_ADDED))
            return false;
    if (!order->numbers)
        return true;
    if (!find_all_replaced(join) || !add_source(join, &order->sources[join->added], RUNS_REPLACING))
        return false;
    join->inputs[join->input_count++] = (struct runs_input){
        .file = &join->replaced.runs.file, .index = &join->replaced.runs.index, .kind = RUNS_REPLACED};
    return true;
}

/* ---- Ranges of keys -------------------------------------------------------------------------------- */

static int compare_marks(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    return bytes_compare(x->key, x->key_size, y->key, y->key_size);
}

/* Stores the marks of all runs in the order of their keys. */
static bool gather_marks(const struct join *join, struct mark **marks, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < join->order->count; i++)
        n += join->order->sources[i].index->mark_count;
    struct mark *all = malloc((n + 1) * sizeof *all);
    if (!all) {
        errno = ENOMEM;
        return false;
    }
    n = 0;
    for (size_t i = 0; i < join->order->count; i++) {
        const struct runs_index *index = join->order->sources[i].index;
        for (size_t m = 0; m < index->mark_count; m++) {
            const struct runs_mark *mark = &index->marks[m];
            const uint64_t next = m + 1 < index->mark_count ? mark[1].offset : index->ends[index->run_count - 1];
            all[n++] = (struct mark){index->keys.at + mark->key, mark->key_size, next - mark->offset};
        }
    }
    qsort(all, n, sizeof *all, compare_marks);
    *marks = all;
    *count = n;
    return true;
}

static bool begins_at(const struct share *share, const struct mark *mark)
{
    const struct runs_range *range = &share->range;
    return range->from && bytes_compare(range->from, range->from_size, mark->key, mark->key_size) == 0;
}

/* Cuts what the keys can be into at most so many ranges. */
static void cut(struct join *join, const struct mark *marks, size_t mark_count, size_t most)
{
    uint64_t total = 0, before = 0;
    size_t count = 1;
    for (size_t i = 0; i < mark_count; i++)
        total += marks[i].weight;
    for (size_t i = 0; i < mark_count && count < most; before += marks[i++].weight) {
        struct share *last = &join->shares[count - 1];
        if (before < total / most * count || begins_at(last, &marks[i]))
            continue;
        last->range.to = marks[i].key;
        last->range.to_size = marks[i].key_size;
        last[1].range = (struct runs_range){.from = marks[i].key, .from_size = marks[i].key_size};
        count++;
    }
    join->share_count = count;
}

static bool make_pieces(struct join *join)
{
    struct building *building = join->building;
    for (size_t i = 0; i < join->share_count; i++) {
        struct share *share = &join->shares[i];
        share->postlist = i ? &share->pieces[0] : &building->tables[GLASS_POSTLIST];
        share->position = i ? &share->pieces[1] : &building->tables[GLASS_POSITION];
        share->pieces[0] = share->pieces[1] = (struct glass_table)GLASS_TABLE_INIT;
    }
    for (size_t i = 1; i < join->share_count; i++)
        for (size_t table = 0; table < 2; table++)
            if (!glass_table_open_piece(&join->shares[i].pieces[table], building->directory, PIECE_NAME,
                                        building->tables[table ? GLASS_POSITION : GLASS_POSTLIST].block_size,
                                        building->version.revision) ||
                unlinkat(building->directory, PIECE_NAME, 0) != 0)
                return false;
    return true;
}

static bool cut_into_shares(struct join *join, unsigned threads)
{
    struct mark *marks;
    size_t mark_count;
    const size_t most = threads > 1 ? threads * RANGES_A_THREAD : 1;
    join->shares = calloc(most, sizeof *join->shares);
    if (!join->shares) {
        errno = ENOMEM;
        return false;
    }
    if (!gather_marks(join, &marks, &mark_count))
        return false;
    cut(join, marks, mark_count, most);
    free(marks);
    return make_pieces(join);
}

/* ---- Work for threads ------------------------------------------------------------------------------ */

/* The entries of a table in some of the sources, one source after the other. */
struct entries {
    const struct join *join;
    size_t table, source, end;
    struct glass_leaves leaves;
    struct glass_entry entry;
    uint32_t document; /* of the entry, as it will be; 0: there is none */
    size_t number_size; /* bytes of the key that have its number now */
};

/* Moves to the first entry of the next source. */
static bool open_next(struct entries *entries)
{
    const struct join_source *source = &entries->join->order->sources[entries->source];
    return glass_leaves_open(&entries->leaves, entries->table == GLASS_DOCDATA ? source->docdata : source->termlist,
                             source->version->roots[entries->table].block_size);
}

/* Stores false in *is_there when the entry is of a document that is replaced. */
static void number(struct entries *entries, bool *is_there)
{
    const struct runs_input *input = &entries->join->inputs[entries->source];
    const uint8_t *replaced = entries->join->replaced.bits;
    const uint8_t *end = entries->entry.key;
    const uint32_t document = glass_get_sorted_uint(&end);
    entries->number_size = (size_t)(end - entries->entry.key);
    entries->document = input->kind == RUNS_REPLACING ? input->numbers[document - 1] : document + input->before;
    *is_there = input->kind == RUNS_REPLACING || !replaced || !runs_is_replaced(replaced, entries->document);
}

static bool next_entry(struct entries *entries)
{
    bool is_there = false;
    entries->document = 0;
    while (!is_there && entries->source < entries->end) {
        bool more;
        if ((!entries->leaves.buffer && !open_next(entries)) ||
            !glass_leaves_entry(&entries->leaves, &entries->entry, &more))
            return false;
        if (more) {
            number(entries, &is_there);
            continue;
        }
        glass_leaves_close(&entries->leaves);
        entries->source++;
        entries->document = 0;
    }
    return true;
}

static bool add_entry(struct glass_table *table, const struct entries *entries)
{
    const struct glass_entry *entry = &entries->entry;
    uint8_t key[GLASS_SORTED_UINT + GLASS_KEY];
    uint8_t *end = glass_put_sorted_uint(key, entries->document);
    const size_t rest = entry->key_size - entries->number_size;
    memcpy(end, entry->key + entries->number_size, rest);
    return glass_table_add(table, key, (size_t)(end - key) + rest, entry->tag, entry->tag_size, entry->is_compressed);
}

static bool join_entries(struct glass_table *table, struct entries *added, struct entries *replacing)
{
    bool good = next_entry(added) && next_entry(replacing);
    while (good && (added->document || replacing->document)) {
        struct entries *first =
            !added->document || (replacing->document && replacing->document < added->document) ? replacing : added;
        good = add_entry(table, first) && next_entry(first);
    }
    return good;
}

static bool join_table(struct join *join, size_t table)
{
    struct entries added = {.join = join, .table = table, .end = join->added};
    struct entries replacing = {.join = join, .table = table, .source = join->added, .end = join->order->count};
    const bool good = join_entries(&join->building->tables[table], &added, &replacing);
    glass_leaves_close(&added.leaves);
    glass_leaves_close(&replacing.leaves);
    return good && building_finish(join->building, table);
}

static bool join_docdata(struct join *join, size_t number)
{
    (void)number;
    return join_table(join, GLASS_DOCDATA);
}

static bool join_termlists(struct join *join, size_t number)
{
    (void)number;
    return join_table(join, GLASS_TERMLIST);
}

static bool join_runs(struct join *join, size_t number)
{
    struct share *share = &join->shares[number];
    struct runs_reader reader = {.source_count = 0};
    const bool good = (number || glass_write_kept(&join->kept, share->postlist)) &&
                      runs_reader_open(&reader, join->inputs, join->input_count, &share->range, join->replaced.bits) &&
                      glass_write_postlists(&reader, share->postlist, share->position) &&
                      (!number || (glass_table_end_leaves(share->postlist) && glass_table_end_leaves(share->position)));
    runs_reader_close(&reader);
    return good;
}

static bool join_pieces(struct join *join, size_t number)
{
    const size_t table = number ? GLASS_POSITION : GLASS_POSTLIST;
    struct glass_table *whole = &join->building->tables[table];
    for (size_t i = 1; i < join->share_count; i++) {
        struct glass_table *piece = &join->shares[i].pieces[number];
        struct glass_leaves leaves;
        const bool good = glass_leaves_open(&leaves, &piece->file, piece->block_size) &&
                          glass_table_append(whole, &leaves, piece->entries);
        glass_leaves_close(&leaves);
        if (!good)
            return false;
        glass_table_close(piece);
    }
    return building_finish(join->building, table);
}

/* Pieces of work that do not touch each other. */
struct work {
    struct join *join;
    const struct step {
        bool (*run)(struct join *join, size_t number);
        size_t count; /* run with 0, 1, ... */
    } *steps;
    size_t step_count;
    atomic_size_t next;
    atomic_int failure; /* errno of the first that failed */
};

static void *work_on(void *user)
{
    struct work *work = user;
    while (!atomic_load(&work->failure)) {
        size_t number = atomic_fetch_add(&work->next, 1), step = 0;
        while (step < work->step_count && number >= work->steps[step].count)
            number -= work->steps[step++].count;
        if (step == work->step_count)
            break;
        int none = 0;
        if (!work->steps[step].run(work->join, number))
            atomic_compare_exchange_strong(&work->failure, &none, errno ? errno : EIO);
    }
    return NULL;
}

/* Does the steps by several threads, or as many of them as can be had. */
static bool share_out(struct join *join, const struct step *steps, size_t step_count, unsigned threads)
{
    struct work work = {.join = join, .steps = steps, .step_count = step_count};
    pthread_t others[MOST_THREADS];
    unsigned count = 0;
    while (count + 1 < threads && pthread_create(&others[count], NULL, work_on, &work) == 0)
        count++;
    work_on(&work);
    while (count)
        pthread_join(others[--count], NULL);
    errno = atomic_load(&work.failure);
    return !errno;
}

/* ---- The whole ------------------------------------------------------------------------------------- */

static bool join_all(struct join *join)
{
    const unsigned threads = join->order->threads < MOST_THREADS ? join->order->threads : MOST_THREADS;
    if (!building_begin(join->building) || !add_sources(join) || !cut_into_shares(join, threads))
        return false;
    const struct step first[] = {{join_termlists, 1}, {join_runs, join->share_count}, {join_docdata, 1}};
    const struct step last[] = {{join_pieces, 2}};
    return share_out(join, first, sizeof first / sizeof *first, threads) &&
           share_out(join, last, sizeof last / sizeof *last, threads);
}

bool join(struct building *into, const struct join_order *order)
{
    struct join join = {
        .building = into, .order = order, .added = order->count - (order->numbers != NULL), .replaced = REPLACED_INIT};
    const bool good = join_all(&join);
    const int reason = errno;
    for (size_t i = 0; join.shares && i < join.share_count; i++)
        for (size_t table = 0; table < 2; table++)
            glass_table_close(&join.shares[i].pieces[table]);
    free(join.shares);
    free(join.inputs);
    kept_free(&join.kept);
    replaced_close(&join.replaced);
    errno = reason;
    return good;
}
