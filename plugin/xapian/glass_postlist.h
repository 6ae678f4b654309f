/* glass_postlist.h - what is gathered under terms and slots, as the entries of a glass database
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The table "postlist" has several kinds of keys: two bytes that begin no term, and something behind them, or a term.
 * Its entries for terms, lengths and values are made of the records of runs.h, which have these keys:
 *
 *     a term (glass_put_term)          the number is the wdf, the bytes are the positions (glass_put_positions)
 *     GLASS_LENGTHS                    the number is the document's length
 *     GLASS_VALUES and a slot (uint)   the bytes are the value
 *
 * Functions that return false leave the reason in errno. */
#ifndef MASTHEAD_XAPIAN_GLASS_POSTLIST_H
#define MASTHEAD_XAPIAN_GLASS_POSTLIST_H

#include "glass_table.h"
#include "kept.h"
#include "runs_reader.h"

#define GLASS_METADATA "\0\xC0"     /* and a user's key */
#define GLASS_VALUE_BOUNDS "\0\xD0" /* and a slot */
#define GLASS_VALUES "\0\xD8"
#define GLASS_LENGTHS "\0\xE0"
enum { GLASS_KIND = 2, GLASS_SLOT_KEY = GLASS_KIND + GLASS_UINT }; /* bytes of these, and most of one with a slot */

/* The keys of a slot, each of at most GLASS_SLOT_KEY bytes, as glass_encode.h writes things. */
static inline uint8_t *glass_put_values_key(uint8_t *at, uint32_t slot)
{
    memcpy(at, GLASS_VALUES, GLASS_KIND);
    return glass_put_uint(at + GLASS_KIND, slot);
}

static inline uint8_t *glass_put_bounds_key(uint8_t *at, uint32_t slot)
{
    memcpy(at, GLASS_VALUE_BOUNDS, GLASS_KIND);
    return glass_put_last_uint(at + GLASS_KIND, slot);
}

/* Writes metadata and the bounds of values, which are an entry's bytes, or with a count its bounds, into the table, which
 * is empty.  Nothing that is kept can be found any more. */
bool glass_write_kept(struct kept *kept, struct glass_table *postlist);

/* Writes all that is still to be read into the two tables, whose keys until then come before. */
bool glass_write_postlists(struct runs_reader *runs, struct glass_table *postlist, struct glass_table *position);

#endif
