/* pending.c - articles whose texts have been indexed but whose document has not been added yet
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A hash table of short chains.  Entries that died (their document has no other handle) are swept
 * out whenever the table is small, and else when it has doubled since the last sweep. */
#include "pending.h"

#include <stdint.h>
#include <stdlib.h>

#include "fork_lock.h"

enum {
    CHAINS = 256,
    SMALL = 16, /* entries that are cheap to look through every time */
    SPARE = 4   /* ended entries kept for the next documents */
};

static struct pending *chains[CHAINS];
static struct pending *spare;
static size_t count, spare_count, sweep_at = SMALL;

static struct pending **chain_of(const xap_document *document)
{
    uintptr_t key = (uintptr_t)xap_document_key(document);
    return &chains[(key >> 4 ^ key >> 12) % CHAINS];
}

/* Moves the dead entries of a chain to *dead. */
static void sweep_chain(struct pending **at, struct pending **dead)
{
    while (*at) {
        struct pending *entry = *at;
        if (!xap_document_is_sole(entry->document)) {
            at = &entry->next;
            continue;
        }
        *at = entry->next;
        entry->next = *dead;
        *dead = entry;
        count--;
    }
}

static struct pending *sweep(void)
{
    struct pending *dead = NULL;
    if (count == 0 || (count > SMALL && count < sweep_at))
        return NULL;
    for (size_t i = 0; i < CHAINS; i++)
        sweep_chain(&chains[i], &dead);
    sweep_at = count * 2 > SMALL ? count * 2 : SMALL;
    return dead;
}

static void close_all(struct pending *entry)
{
    while (entry) {
        struct pending *next = entry->next;
        pending_close(entry);
        entry = next;
    }
}

struct pending *pending_take(const xap_document *document)
{
    const void *key = xap_document_key(document);
    struct pending *found = NULL;
    fork_lock_hold();
    for (struct pending **at = chain_of(document); *at; at = &(*at)->next)
        if (xap_document_key((*at)->document) == key) {
            found = *at;
            *at = found->next;
            count--;
            break;
        }
    struct pending *dead = sweep();
    fork_lock_release();
    close_all(dead);
    return found;
}

static struct pending *take_spare(void)
{
    fork_lock_hold();
    struct pending *entry = spare;
    if (entry) {
        spare = entry->next;
        spare_count--;
    }
    fork_lock_release();
    return entry;
}

struct pending *pending_open(const masthead *m, const xap_document *document)
{
    struct pending *entry = take_spare();
    if (!entry) {
        entry = calloc(1, sizeof *entry);
        if (!entry || masthead_article_open(m, &entry->article, NULL)) {
            free(entry);
            return NULL;
        }
    }
    entry->next = NULL;
    entry->positions_lost = 0;
    entry->document = xap_document_share(document);
    if (!entry->document) {
        pending_close(entry);
        return NULL;
    }
    return entry;
}

void pending_put(struct pending *entry)
{
    fork_lock_hold();
    struct pending **chain = chain_of(entry->document);
    entry->next = *chain;
    *chain = entry;
    count++;
    fork_lock_release();
}

void pending_close(struct pending *entry)
{
    if (entry->document)
        xap_document_release(entry->document);
    entry->document = NULL;
    masthead_article_reset(entry->article);
    fork_lock_hold();
    if (spare_count < SPARE) {
        entry->next = spare;
        spare = entry;
        spare_count++;
        entry = NULL;
    }
    fork_lock_release();
    if (entry) {
        masthead_article_close(entry->article);
        free(entry);
    }
}
