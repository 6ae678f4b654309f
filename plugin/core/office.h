/* office.h - the words of an office
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_OFFICE_H
#define MASTHEAD_CORE_OFFICE_H

#include "arena.h"
#include "scan.h"

enum { OFFICE_PARTS = 8 };

/* Words that can stand for an office or honorific; whether they do here is for titles.c to say. */
struct office {
    uint32_t first, last; /* tokens [first, last), an abbreviation's full stop included */
    uint32_t core;        /* the first token of the head or of the complete office */
    uint32_t core_last;
    uint64_t classes; /* LEX_BITs that the core is in: HONORIFIC, OFFICE, RANK, OFFICE_HEAD */
    bool specified;   /* words before or behind the core belong to it: "foreign minister" */
    bool plural;      /* "foreign ministers"; `classes` are then those of the singular */
    const char *parts[OFFICE_PARTS]; /* of the normal form, in order */
    uint32_t part_count;
};

/* Reads the longest office that begins at token i.  False when there is none. */
bool office_read(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                 struct office *out);

/* The one form that the office is indexed under, "deputy finance minister", in the arena or the lexicon;
 * NULL when there is no memory. */
const char *office_value(const struct office *office, struct arena *arena);

/* The holder's time that a title's modifier begins with: "former" of "former uk"; empty when it says none. */
struct view office_status(const struct lexicon *lexicon, const char *modifier);

/* Writes the office as it is said of its holder into `out`, before ": " and the holder's name: "foreign minister: "; of
 * one who is no longer in it "former foreign minister: ".  Returns false when the modifier says that nobody is in it yet,
 * or when it does not fit into `room` bytes. */
bool office_held(const struct lexicon *lexicon, const char *modifier, const char *office, char *out,
                 size_t room);

/* Whether the first word of the office can be the last of a body's name instead: the "party" of "party chairman". */
bool office_ends_body(const struct office *office);

/* Whether one who holds `office` can be called by `head` alone: "foreign minister" and "minister", "secretary of
 * state" and "secretary"; but not "vice president" and "president". */
bool office_is_kind_of(const struct lexicon *lexicon, const char *office, const char *head);

#endif
