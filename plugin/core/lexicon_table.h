/* lexicon_table.h - a language pack's words and phrases as tables
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The packs that the library comes with are in it as such tables, made when it is compiled (build-aux/lexicon-tables.c):
 * to open one is then to make sure that nobody has changed its files.  Texts are places in one string, so that
 * nothing has to be worked out when the library is loaded. */
#ifndef MASTHEAD_CORE_LEXICON_TABLE_H
#define MASTHEAD_CORE_LEXICON_TABLE_H

#include <stdint.h>

#include "lexicon_dates.h"
#include "masthead.h"

struct lexicon_word {
    uint32_t hash;
    uint32_t text, size;
    uint32_t entries; /* first of its own, 0 none */
    uint32_t phrases; /* first that it begins, longest first */
    uint32_t seconds; /* LEXICON_SECOND of the second words of these: most words behind it are none */
};

struct lexicon_entry {
    uint32_t value; /* a text that NUL ends */
    uint32_t next;  /* of the same word; 0 none */
    uint32_t words; /* index of the second word in `sequence` */
    uint32_t second; /* the second word; 0 none */
    uint16_t count; /* of words, the first included */
    uint8_t class;
};

/* The hash is here, too, so that a word that no entry has, as most, is found out without a look at others. */
struct lexicon_slot {
    uint32_t hash, number; /* of a word; 0: free */
};

struct lexicon_table {
    struct lexicon_front front;
    const struct lexicon_word *words;    /* words[0] is no word */
    const struct lexicon_entry *entries; /* entries[0] is no entry */
    const uint32_t *sequence;
    const struct lexicon_slot *slots; /* by hash */
    const char *texts;
    uint32_t word_count, date_count, entry_count, sequence_count, text_size;
    uint32_t mask;    /* number of slots less one */
    uint64_t classes; /* LEX_BITs of those that have an entry */
    uint64_t fingerprint;
};

/* Reads all *.txt files of a folder, in byte order of their names.  On success the caller frees the table. */
masthead_status lexicon_read(const char *folder, struct lexicon_table *out, masthead_error *err);
void lexicon_table_free(struct lexicon_table *table);

/* Stores a hash of what lexicon_read() would read. */
masthead_status lexicon_contents(const char *folder, uint64_t *hash, masthead_error *err);

/* The tables that a lexicon looks up, for tests. */
struct lexicon;
const struct lexicon_table *lexicon_table_of(const struct lexicon *lexicon);

#endif
