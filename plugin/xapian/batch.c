/* batch.c - how many documents a database takes in before it writes them
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "batch.h"

#include <stdlib.h>

#include "fork_lock.h"

/* About 550 newswire articles, which was as good as 1,500 and better than 3,000 on 25 MB; in a large database at least
 * a SHAREth of it, since each time almost all of it is rewritten. */
enum { LEAST_POSTINGS = 100000, SHARE = 64 };

enum { STOCK_DOCUMENTS = 10000 }; /* stock Xapian's limit, which holds all the same */

/* What a database has been given since it was written. */
struct batch {
    const void *database;
    size_t documents, postings;
};

/* A process writes to few databases at a time.  One that finds no place takes another's, which then begins to count
 * anew. */
static struct batch batches[8];
static unsigned next_place;

static struct batch *batch_of(const void *database)
{
    for (size_t i = 0; i < sizeof batches / sizeof *batches; i++)
        if (batches[i].database == database)
            return &batches[i];
    struct batch *batch = &batches[next_place++ % (sizeof batches / sizeof *batches)];
    *batch = (struct batch){.database = database};
    return batch;
}

static int is_full(const struct batch *batch, size_t documents_in_all)
{
    return batch->documents >= STOCK_DOCUMENTS ||
           (batch->postings >= LEAST_POSTINGS && batch->documents >= documents_in_all / SHARE);
}

int batch_is_users(void)
{
    const char *threshold = getenv("XAPIAN_FLUSH_THRESHOLD");
    return threshold && atoi(threshold);
}

int batch_add(xap_database *database, const xap_document *document)
{
    size_t postings, documents;
    if (batch_is_users() || !xap_database_is_local(database))
        return 0;
    if (xap_document_terms(document, &postings) || xap_database_documents(database, &documents))
        return -1;
    fork_lock_hold();
    struct batch *batch = batch_of(xap_database_key(database));
    batch->documents++;
    batch->postings += postings;
    int full = is_full(batch, documents);
    if (full)
        batch->documents = batch->postings = 0;
    fork_lock_release();
    return full ? xap_database_commit(database) : 0;
}
