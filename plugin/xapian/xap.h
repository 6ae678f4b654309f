/* xap.h - the parts of Xapian that the adapter needs, for C
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A function here that can fail returns 0, or -1 after an exception of Xapian's.  The exception is
 * kept for this thread, and the function taken over that is on the stack throws it again once the
 * C code has returned (xap_rethrow() in xap_host.h): it reaches the host as if nothing stood
 * between. */
#ifndef MASTHEAD_XAPIAN_XAP_H
#define MASTHEAD_XAPIAN_XAP_H

#include <stddef.h>
#include <stdint.h>

#include "masthead.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Documents ------------------------------------------------------------------------------- */

/* A handle of a document; several handles can be of one document. */
typedef struct xap_document xap_document;

/* What tells documents apart: the same for all handles of one. */
const void *xap_document_key(const xap_document *document);

/* Makes another handle of the document, to be freed with xap_document_release().  NULL: no memory. */
xap_document *xap_document_share(const xap_document *document);
void xap_document_release(xap_document *document);

/* Returns whether this handle is the document's only one. */
int xap_document_is_sole(const xap_document *document);

/* Stores how many different terms the document has. */
int xap_document_terms(const xap_document *document, size_t *count);

/* Calls `each` with every term of the document and its wdf, in byte order, until it returns non-zero. */
int xap_document_each_term(const xap_document *document,
                       int (*each)(void *user, const char *term, size_t size, uint32_t wdf),
                       void *user);

/* Removes the terms that begin with the prefix. */
int xap_document_remove_terms(xap_document *document, const char *prefix);

/* Where in a document a term went; all zero: nowhere yet.  Holds as long as nothing else changes the document's terms. */
struct xap_place {
    void *node;
};

/* Adds a posting, or with position 0 a term without one.  Postings of the same term that follow each other, and terms in
 * byte order, are added faster when they share a place. */
int xap_document_add(xap_document *document, struct xap_place *place, const char *term, size_t size,
                     uint32_t position, uint32_t wdf);

/* Calls `each` with the value in the slot, which may be empty. */
int xap_document_value(const xap_document *document, uint32_t slot,
                       void (*each)(void *user, const char *value, size_t size), void *user);

/* Calls `each` with the data that the host keeps with the document, which may be empty. */
int xap_document_data(const xap_document *document,
                      void (*each)(void *user, const char *data, size_t size), void *user);

/* Sets the value in the slot; an empty one removes it. */
int xap_document_set_value(xap_document *document, uint32_t slot, const char *value, size_t size);

/* Removes Omega's terms for a day (D20210817), month (M202108) and year (Y2021) other than those
 * of the day given as YYYYMMDD. */
int xap_document_remove_other_days(xap_document *document, uint32_t day);

/* ---- Databases ------------------------------------------------------------------------------- */

/* A database that can be written. */
typedef struct xap_database xap_database;

/* What tells databases apart: the same for all handles of one. */
const void *xap_database_key(const xap_database *database);

/* Returns whether the database is one of files that this process writes itself. */
int xap_database_is_local(const xap_database *database);

/* An article is about to be added: when the database is empty, begins to load it (loading.h). */
int xap_database_load(xap_database *database);

/* Stores how many documents it has. */
int xap_database_documents(const xap_database *database, size_t *count);

/* Writes what has been added, unless the host is in a transaction. */
int xap_database_commit(xap_database *database);

/* Calls `each` with the metadata under the key, which may be empty.  A database that keeps none is
 * as one where it is empty. */
int xap_database_metadata(const xap_database *database, const char *key,
                          void (*each)(void *user, const char *value, size_t size), void *user);

/* Sets the metadata under the key, unless the database keeps none. */
int xap_database_set_metadata(xap_database *database, const char *key, const char *value);

/* ---- Failures of our own --------------------------------------------------------------------- */

/* Keeps a Xapian::InvalidOperationError with this message, to be thrown at the host.  Returns -1. */
int xap_fail(const char *message);

/* Keeps a std::bad_alloc.  Returns -1. */
int xap_fail_memory(void);

#ifdef __cplusplus
}
#endif

#endif
