/* fingerprints.h - a set of 64-bit hashes
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_FINGERPRINTS_H
#define MASTHEAD_XAPIAN_FINGERPRINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is a valid, empty set. */
struct fingerprints {
    uint64_t *slots; /* 0: free */
    size_t slot_count, count;
};

/* A hash of bytes of which all 64 bits count. */
uint64_t fingerprint_of(const uint8_t *bytes, size_t size);

/* Adds one; false: no memory. */
bool fingerprints_add(struct fingerprints *set, uint64_t fingerprint);

bool fingerprints_has(const struct fingerprints *set, uint64_t fingerprint);

void fingerprints_free(struct fingerprints *set);

#endif
