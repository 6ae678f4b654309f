/* digest.h - the people, offices and days of an article, each once
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_DIGEST_H
#define MASTHEAD_DIGEST_H

#include "masthead.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What several mentions have in common. */
struct entry {
    const masthead_mention *mention; /* the one with the longest text */
    const char *value;               /* "biden, joe", "prime minister"; of a day "2021-08-17" */
    size_t count;                    /* of mentions */
    size_t first;                    /* the first mention's index */
    const char *const *titles;       /* of a person: the values of the titles given with the name */
    size_t title_count;
    int32_t begin, end; /* of a date: days from 1970-01-01, half open; equal when that is unknown */
};

struct entries {
    struct entry *at;
    size_t count;
};

/* Most mentioned first; days in order of time. */
struct digest {
    struct entries people, offices, days;
    const char **titles; /* what the people's titles point into */
};

/* Makes the digest of a resolved article, to be freed with digest_free(); valid as long as the article is. */
struct digest digest_of(const masthead_article *article);
void digest_free(struct digest *digest);

/* Days from 1970-01-01 of a YYYYMMDD in the Gregorian calendar. */
int32_t day_number(uint32_t packed);

/* Writes "Tuesday, 17 August 2021" (room for 40 bytes). */
void day_text(uint32_t packed, char *out);

#endif
