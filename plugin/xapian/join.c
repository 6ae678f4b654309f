/* join.c - parts of a load (part.h) joined into a database
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The tables of termlists and data are those of the parts one after the other, with other numbers of documents in the
 * keys.  The runs of all parts are merged as those of one load are; but so that several threads can do it, what the
 * keys can be is cut into ranges of about the same size, each of which makes a piece of the tables of postings and
 * positions.  At last the leaves of the pieces are copied behind those of the first, which is the table itself. */
#include "config.h"

#include "bulk.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "building.h"
#include "glass_leaves.h"
#include "glass_postlist.h"
#include "part.h"
#include "runs_format.h"
#include "runs_reader.h"

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

/* A mark, how many bytes lie between it and the next, and the keys where its key is. */
struct mark {
    const uint8_t *key;
    size_t key_size;
    uint64_t weight;
};

struct join {
    struct building building;
    struct part *parts;
    size_t part_count;
    struct kept kept;
    struct runs_input *inputs; /* the parts' runs */
    struct share *shares;
    size_t share_count;
};

/* ---- What the parts have --------------------------------------------------------------------------- */

static bool join_kept(struct kept *kept, const struct kept *of_part)
{
    for (size_t i = 0; i < of_part->entry_count; i++) {
        const struct kept_entry *from = &of_part->entries[i];
        struct kept_entry *to = kept_entry(kept, from->key.at, from->key.size);
        const struct bytes *low = &from->low, *high = &from->high;
        if (!to || !(from->count ? kept_bound(to, low->at, low->size, high->at, high->size, from->count)
                                 : kept_set(to, low->at, low->size)))
            return false;
    }
    return true;
}

static void join_statistics(struct glass_version *all, const struct glass_version *part)
{
    all->documents += part->documents;
    all->last_document += part->last_document;
    all->total_length += part->total_length;
    if (part->least_length && (!all->least_length || part->least_length < all->least_length))
        all->least_length = part->least_length;
    if (part->greatest_length > all->greatest_length)
        all->greatest_length = part->greatest_length;
    if (part->greatest_wdf > all->greatest_wdf)
        all->greatest_wdf = part->greatest_wdf;
}

static bool open_parts(struct join *join, const char *const *directories)
{
    for (size_t i = 0; i < join->part_count; i++)
        join->parts[i] = (struct part)PART_INIT;
    for (size_t i = 0; i < join->part_count; i++) {
        struct part *part = &join->parts[i];
        if (!part_open(part, directories[i]))
            return false;
        if (part->version.last_document > UINT32_MAX - join->building.version.last_document) {
            errno = EFBIG;
            return false;
        }
        join->inputs[i] = (struct runs_input){&part->runs, &part->index, join->building.version.last_document};
        join_statistics(&join->building.version, &part->version);
        if (!join_kept(&join->kept, &part->kept))
            return false;
    }
    return true;
}

/* ---- Ranges of keys -------------------------------------------------------------------------------- */

static int compare_marks(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    return runs_compare(x->key, x->key_size, y->key, y->key_size);
}

/* Stores the marks of all runs in the order of their keys. */
static bool gather_marks(const struct join *join, struct mark **marks, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < join->part_count; i++)
        n += join->parts[i].index.mark_count;
    struct mark *all = malloc((n + 1) * sizeof *all);
    if (!all) {
        errno = ENOMEM;
        return false;
    }
    n = 0;
    for (size_t i = 0; i < join->part_count; i++) {
        const struct runs_index *index = &join->parts[i].index;
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
    return range->from && runs_compare(range->from, range->from_size, mark->key, mark->key_size) == 0;
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
    struct building *building = &join->building;
    for (size_t i = 0; i < join->share_count; i++) {
        struct share *share = &join->shares[i];
        share->postlist = i ? &share->pieces[0] : &building->tables[GLASS_POSTLIST];
        share->position = i ? &share->pieces[1] : &building->tables[GLASS_POSITION];
        share->pieces[0] = share->pieces[1] = (struct glass_table)GLASS_TABLE_INIT;
    }
    for (size_t i = 1; i < join->share_count; i++)
        for (size_t table = 0; table < 2; table++)
            if (!glass_table_open_piece(&join->shares[i].pieces[table], building->directory, "piece.tmp",
                                        building->tables[table ? GLASS_POSITION : GLASS_POSTLIST].block_size,
                                        building->version.revision) ||
                unlinkat(building->directory, "piece.tmp", 0) != 0)
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

/* A document's number in a key. */
static uint32_t get_document(const uint8_t *key, size_t *size)
{
    if (key[0] < 0x80) {
        *size = 2;
        return glass_get_2(key);
    }
    unsigned bytes = 3;
    while (bytes < GLASS_SORTED_UINT && key[0] & 0x80 >> (bytes - 2))
        bytes++;
    uint32_t number = key[0] & (0xFFu >> (bytes - 1));
    for (unsigned i = 1; i < bytes; i++)
        number = number << 8 | key[i];
    *size = bytes;
    return number;
}

/* Adds the entries of a part's table, whose keys begin with the document's number. */
static bool add_entries(struct glass_table *table, const struct outfile *file, size_t block_size, uint32_t before)
{
    struct glass_leaves leaves;
    struct glass_entry entry;
    bool more, good = glass_leaves_open(&leaves, file, block_size);
    while (good && (good = glass_leaves_entry(&leaves, &entry, &more)) && more) {
        uint8_t key[GLASS_SORTED_UINT + GLASS_KEY];
        size_t size;
        uint8_t *end = glass_put_sorted_uint(key, get_document(entry.key, &size) + before);
        memcpy(end, entry.key + size, entry.key_size - size);
        good = glass_table_add(table, key, (size_t)(end - key) + entry.key_size - size, entry.tag, entry.tag_size,
                               entry.is_compressed);
    }
    glass_leaves_close(&leaves);
    return good;
}

static bool join_table(struct join *join, size_t table)
{
    for (size_t i = 0; i < join->part_count; i++) {
        const struct part *part = &join->parts[i];
        if (!add_entries(&join->building.tables[table], table == GLASS_DOCDATA ? &part->docdata : &part->termlist,
                         part->version.roots[table].block_size, join->inputs[i].before))
            return false;
    }
    return building_finish(&join->building, table);
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
                      runs_reader_open(&reader, join->inputs, join->part_count, &share->range) &&
                      glass_write_postlists(&reader, share->postlist, share->position) &&
                      (!number || (glass_table_end_leaves(share->postlist) && glass_table_end_leaves(share->position)));
    runs_reader_close(&reader);
    return good;
}

static bool join_pieces(struct join *join, size_t number)
{
    const size_t table = number ? GLASS_POSITION : GLASS_POSTLIST;
    struct glass_table *whole = &join->building.tables[table];
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
    return building_finish(&join->building, table);
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

static bool remove_parts(const char *const *directories, size_t count)
{
    int reason = 0;
    for (size_t i = 0; i < count; i++)
        if (!part_remove(directories[i]))
            reason = errno;
    errno = reason;
    return !reason;
}

static bool join_all(struct join *join, const char *const *directories, unsigned threads)
{
    /* the new tables will have the names of the parts' files */
    if (!open_parts(join, directories) || !remove_parts(directories, join->part_count) ||
        !building_begin(&join->building) || !cut_into_shares(join, threads))
        return false;
    const struct step first[] = {{join_termlists, 1}, {join_runs, join->share_count}, {join_docdata, 1}};
    const struct step last[] = {{join_pieces, 2}};
    return share_out(join, first, sizeof first / sizeof *first, threads) &&
           share_out(join, last, sizeof last / sizeof *last, threads) && building_commit(&join->building);
}

static void close_join(struct join *join)
{
    for (size_t i = 0; join->shares && i < join->share_count; i++)
        for (size_t table = 0; table < 2; table++)
            glass_table_close(&join->shares[i].pieces[table]);
    for (size_t i = 0; join->parts && i < join->part_count; i++)
        part_close(&join->parts[i]);
    free(join->shares);
    free(join->parts);
    free(join->inputs);
    kept_free(&join->kept);
    building_close(&join->building, false);
}

enum bulk_status bulk_join(const char *const *directories, size_t count, unsigned threads, struct bulk_error *error)
{
    struct join join = {.part_count = count};
    const char *path = directories[0];
    enum bulk_status status = building_open(&join.building, path, error);
    if (status == BULK_UNFIT)
        building_error(error, "load documents into", path, EEXIST);
    join.parts = calloc(count, sizeof *join.parts);
    join.inputs = calloc(count, sizeof *join.inputs);
    if (!join.parts || !join.inputs)
        status = BULK_NO_MEMORY;
    if (!status && !join_all(&join, directories, threads < MOST_THREADS ? threads : MOST_THREADS)) {
        const int reason = errno;
        status = reason == ENOMEM ? BULK_NO_MEMORY : reason == ENOENT ? BULK_UNFIT : BULK_FAILED;
        building_error(error, "load documents into", path, reason);
    }
    close_join(&join);
    if (status)
        remove_parts(directories, count);
    return status;
}
