/* fingerprints.h - 64-bit hashes, and the documents that what they are of is in
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_FINGERPRINTS_H
#define MASTHEAD_XAPIAN_FINGERPRINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All zero is a valid, empty set. */
struct fingerprints {
    uint64_t *slots;     /* 0: free */
    uint32_t *documents; /* of each slot */
    size_t slot_count, count;
};

enum { FINGERPRINTS_NONE = 0 };
#define FINGERPRINTS_SEVERAL UINT32_MAX

/* A hash of bytes of which all 64 bits count. */
uint64_t fingerprint_of(const uint8_t *bytes, size_t size);

/* Adds one that is in the document; false: no memory. */
bool fingerprints_add(struct fingerprints *set, uint64_t fingerprint, uint32_t document);

/* Returns the only document that one was added with, SEVERAL or NONE. */
uint32_t fingerprints_document(const struct fingerprints *set, uint64_t fingerprint);

void fingerprints_free(struct fingerprints *set);

#ifdef __cplusplus
}
#endif

#endif
