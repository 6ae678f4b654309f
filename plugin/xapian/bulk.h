/* bulk.h - loading many documents into an empty database at once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Stock Xapian keeps what is added in trees in memory and inserts it into the tables item by item.  A load into an
 * empty database needs neither: the documents come in the order of their numbers, so their own tables are written
 * front to back at once; their postings are gathered under their terms, sorted and kept in a file, and merged into
 * the other tables at the end.  What comes out is a database as stock Xapian 1.4 makes it (its "glass" format),
 * densely packed.
 *
 *     struct bulk *bulk;
 *     struct bulk_error error;
 *     if (bulk_open("archive", &bulk, &error) == BULK_OK) {
 *         bulk_begin(bulk, 1);
 *         bulk_term(bulk, "moon", 4, 2, (const uint32_t[]){5, 9}, 2);
 *         bulk_value(bulk, 0, "20210817", 8);
 *         bulk_end(bulk, "data", 4);
 *         status = bulk_commit(bulk, &error);
 *         bulk_close(bulk);
 *     }
 *
 * Memory: some 40 MB, plus 14 to 27 bytes for each different term and what is kept of metadata and of the bounds of
 * the values; while a document is taken in, also the document.  A load belongs to one thread. */
#ifndef MASTHEAD_XAPIAN_BULK_H
#define MASTHEAD_XAPIAN_BULK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The variable of the environment in which masthead index tells the module, by its absolute path, which database is to
 * become a part.  A path that nothing else has, so that no other load is meant by chance. */
#define BULK_PART "MASTHEAD_PART"

/* Documents on their way into an empty database. */
struct bulk;

enum bulk_status {
    BULK_OK,
    BULK_UNFIT,    /* not for a load: see the function */
    BULK_FAILED,   /* the system refused something; the message says what */
    BULK_NO_MEMORY
};

struct bulk_error {
    char message[512];
};

/* After FAILED or NO_MEMORY from any of these functions but bulk_open() the load is lost: all of them return the same
 * again, and only bulk_close() is left.  The database is then as it was. */

/* Begins a load into the database in the directory.  The caller holds its writer's lock (this process has it open as
 * a WritableDatabase to which nothing has been added) until bulk_close().  UNFIT: there is no empty database of the
 * glass format of Xapian 1.4 with tables for terms; nothing was touched.  Files are made in the directory once the
 * first document ends; until the commit they have other names than those of the database. */
enum bulk_status bulk_open(const char *directory, struct bulk **bulk, struct bulk_error *error);

/* Sets how many bytes of postings are kept in memory; before the first document.  Otherwise it is 32 MB. */
void bulk_set_budget(struct bulk *bulk, size_t bytes);

/* Lets bulk_leave() end the load, rather than bulk_commit(); before the first document. */
void bulk_set_part(struct bulk *bulk);

/* Begins a document, whose number is greater than those of all before and is not 0. */
enum bulk_status bulk_begin(struct bulk *bulk, uint32_t did);

/* Adds a term: not empty, after those that the document has in byte order.  Its positions ascend, and there may be
 * none.  UNFIT: the term is longer than stock Xapian allows (245 bytes, or 249 when each zero byte counts as
 * two); the document has to be abandoned. */
enum bulk_status bulk_term(struct bulk *bulk, const char *term, size_t size, uint32_t wdf, const uint32_t *positions,
                           size_t count);

/* Does bulk_term() take the term? */
bool bulk_takes_term(const char *term, size_t size);

/* Adds a value, not empty.  Slots ascend. */
enum bulk_status bulk_value(struct bulk *bulk, uint32_t slot, const char *value, size_t size);

/* Ends the document with the data that it carries, which may be empty. */
enum bulk_status bulk_end(struct bulk *bulk, const char *data, size_t size);

/* Drops the document that was begun. */
void bulk_abandon(struct bulk *bulk);

/* Sets the metadata under the key, not empty, for the commit; an empty value removes it.  UNFIT: the key is longer
 * than stock Xapian allows (253 bytes). */
enum bulk_status bulk_metadata(struct bulk *bulk, const char *key, size_t key_size, const char *value, size_t size);

/* Returns the metadata set under the key, and stores its size; NULL: none.  It stays until the next call of
 * bulk_metadata(). */
const char *bulk_get_metadata(const struct bulk *bulk, const char *key, size_t key_size, size_t *size);

/* Returns the document that has the term, of those that have ended: its number, BULK_NONE or BULK_SEVERAL.  NONE is
 * always right; another answer is wrong once in 2^60 or so. */
enum { BULK_NONE = 0 };
#define BULK_SEVERAL UINT32_MAX
uint32_t bulk_term_document(const struct bulk *bulk, const char *term, size_t size);

/* How many documents have ended, and the number of the last. */
uint32_t bulk_documents(const struct bulk *bulk);
uint32_t bulk_last(const struct bulk *bulk);

/* Writes all that was added, as one new revision: afterwards, and after a crash at any moment, the database has all of
 * it or nothing.  Nothing more can be added.  Who has the database open for writing must open it again. */
enum bulk_status bulk_commit(struct bulk *bulk, struct bulk_error *error);

/* Begins a load of documents that replace some of those in a load that has a document, to which nothing more can be
 * added: numbered 1, 2, ... in the order of those that they replace.  Neither load can be left as a part.  UNFIT: the
 * database is no longer empty, as the message says. */
enum bulk_status bulk_open_replacing(struct bulk *bulk, struct bulk **replacing, struct bulk_error *error);

/* The same as bulk_commit() with documents replaced, whose numbers are given, ascending and as many as `replacing` has
 * documents.  When that is lost, so is the load.  It is still to be closed. */
enum bulk_status bulk_commit_replacing(struct bulk *bulk, struct bulk *replacing, const uint32_t *numbers,
                                       struct bulk_error *error);

/* Leaves all that was added in the directory as a part, for bulk_join() to finish.  The database stays empty.  Nothing
 * more can be added.  Only bulk_set_part() allows it, and does not forbid bulk_commit(). */
enum bulk_status bulk_leave(struct bulk *bulk, struct bulk_error *error);

/* Is there a part in the directory?  If so, stores how many documents it has; 0 if their numbers are not 1, 2, and so
 * on. */
bool bulk_is_part(const char *directory, uint32_t *documents);

/* How parts are to be joined.  Zero means none of it. */
struct bulk_joining {
    size_t count;             /* of parts */
    unsigned threads;         /* that share the work, at most */
    const uint32_t *replaced; /* documents that those of the last part replace, ascending; NULL: they are added */
    size_t replaced_count;
};

/* Joins the parts that were left in directories into a database in the first, with their documents in their order: a
 * document's number is greater by the last of the parts before.  The parts are gone afterwards.  UNFIT: there is no
 * part in one of them, or no empty database in the first, as the message says. */
enum bulk_status bulk_join(const char *const *directories, const struct bulk_joining *how, struct bulk_error *error);

/* Stores what went wrong, after a status of FAILED. */
void bulk_failure(const struct bulk *bulk, struct bulk_error *error);

/* Ends the load.  What is not committed is gone, temporary files, too.  NULL is allowed. */
void bulk_close(struct bulk *bulk);

#ifdef __cplusplus
}
#endif

#endif
