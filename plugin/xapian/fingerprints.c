/* fingerprints.c - 64-bit hashes, and the documents that what they are of is in
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A hash table with linear probing, up to 7/8 full. */
#include "fingerprints.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_SLOTS = 1024 };

/* Multiplies and folds: every bit of the product's upper half depends on all of both. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    const unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t fingerprint_of(const uint8_t *bytes, size_t size)
{
    uint64_t hash = size ^ UINT64_C(0xA0761D6478BD642F);
    while (size) {
        uint64_t eight = 0;
        const size_t count = size < sizeof eight ? size : sizeof eight;
        memcpy(&eight, bytes, count);
        hash = mix(hash ^ eight, UINT64_C(0x9E3779B97F4A7C15)); /* 2^64 divided by the golden ratio */
        bytes += count;
        size -= count;
    }
    hash = mix(hash, UINT64_C(0xD6E8FEB86659FD93));
    return hash ? hash : 1;
}

/* The slot that has the fingerprint, or the free one that it would go into. */
static size_t slot_of(const struct fingerprints *set, uint64_t fingerprint)
{
    size_t slot = fingerprint & (set->slot_count - 1);
    while (set->slots[slot] && set->slots[slot] != fingerprint)
        slot = (slot + 1) & (set->slot_count - 1);
    return slot;
}

static void place(struct fingerprints *set, uint64_t fingerprint, uint32_t document)
{
    const size_t slot = slot_of(set, fingerprint);
    if (set->slots[slot] && set->documents[slot] != document)
        document = FINGERPRINTS_SEVERAL;
    set->count += !set->slots[slot];
    set->slots[slot] = fingerprint;
    set->documents[slot] = document;
}

static bool grow(struct fingerprints *set)
{
    struct fingerprints larger = {.slot_count = set->slot_count ? set->slot_count * 2 : LEAST_SLOTS};
    larger.slots = calloc(larger.slot_count, sizeof *larger.slots);
    larger.documents = malloc(larger.slot_count * sizeof *larger.documents);
    if (!larger.slots || !larger.documents) {
        fingerprints_free(&larger);
        errno = ENOMEM;
        return false;
    }
    for (size_t i = 0; i < set->slot_count; i++)
        if (set->slots[i])
            place(&larger, set->slots[i], set->documents[i]);
    fingerprints_free(set);
    *set = larger;
    return true;
}

bool fingerprints_add(struct fingerprints *set, uint64_t fingerprint, uint32_t document)
{
    if (set->count >= set->slot_count / 8 * 7 && !grow(set))
        return false;
    place(set, fingerprint, document);
    return true;
}

uint32_t fingerprints_document(const struct fingerprints *set, uint64_t fingerprint)
{
    if (!set->slot_count)
        return FINGERPRINTS_NONE;
    const size_t slot = slot_of(set, fingerprint);
    return set->slots[slot] ? set->documents[slot] : FINGERPRINTS_NONE;
}

void fingerprints_free(struct fingerprints *set)
{
    free(set->slots);
    free(set->documents);
    *set = (struct fingerprints){0};
}
