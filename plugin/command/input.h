/* input.h - articles from files, as text or JSON Lines
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     struct input *in = input_open(m, &options, files, count);
 *     const struct story *story;
 *     enum input_status got;
 *     while ((got = input_next(in, &story)) != INPUT_END) { ... }
 *     input_close(in);
 *
 * An article stays in memory only until the next one is read, so memory does not grow with their number.
 */
#ifndef MASTHEAD_INPUT_H
#define MASTHEAD_INPUT_H

#include "masthead.h"
#include <stdbool.h>
#include <stddef.h>

enum input_format {
    INPUT_BY_NAME, /* JSON Lines when the name ends in .jsonl or .ndjson, else text */
    INPUT_TEXT,    /* the file is the article's body; its name is the id */
    INPUT_JSONL    /* an article a line, as a JSON object */
};

struct input_options {
    enum input_format format;
    bool clean; /* NUL characters and invalid UTF-8 are errors */
};

/* A value of a field of the article, as it was given. */
struct piece {
    const masthead_field *field;
    const char *text;
    size_t size;
};

/* One article.  Valid until the next is read. */
struct story {
    const char *file; /* as named in messages */
    size_t line;      /* from 1; 0: the article is the whole file */
    const char *id;   /* NULL: it has none */
    size_t id_size;
    bool id_is_number;
    const char *url; /* under the name "url"; NULL: it has none */
    size_t url_size;
    const struct piece *pieces; /* ordered as the config's fields */
    size_t piece_count;
};

enum input_status {
    INPUT_STORY, /* *story is set */
    INPUT_BAD, /* an article could not be read; the message was reported; the next call goes on behind it */
    INPUT_END
};

struct input;

/* Prepares to read `files` (standard input when there are none; "-" is standard input; the .txt, .text,
 * .jsonl and .ndjson files below a folder, ordered by name).  All arguments are borrowed until
 * input_close(). */
struct input *input_open(const masthead *m, const struct input_options *options, char **files,
                         size_t count);
void input_close(struct input *in);

enum input_status input_next(struct input *in, const struct story **story);

/* Reports what is wrong with an article: "masthead: FILE:LINE: MESSAGE". */
void story_complain(const struct story *story, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Reads a --from argument. */
bool input_format_named(const char *name, enum input_format *format);

/* Allocates or exits with a message: the command has nothing to save when memory runs out. */
void *allocate(void *old, size_t size);

#endif
