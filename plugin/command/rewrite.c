/* rewrite.c - numbers of a config changed where they stand
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One change at a time: the text is read into a tree, which knows where the number stands or where it would,
 * the bytes there are replaced, and the next change begins anew. */
#include "config.h"

#include "rewrite.h"

#include "command.h"
#include "document.h"
#include "file.h"
#include "input.h"
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Numbers ------------------------------------------------------------------------------------ */

/* Writes at most three digits behind the point, as few as tell the number but one. */
static const char *write_number(double value, char out[32])
{
    int digits = value >= 100 ? 1 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    size_t size = (size_t)snprintf(out, 32, "%.*f", digits, value);
    while (size > 2 && out[size - 1] == '0' && out[size - 2] != '.')
        out[--size] = '\0';
    return out;
}

double rewrite_rounded(double value)
{
    char number[32];
    return strtod(write_number(value, number), NULL);
}

/* ---- One change --------------------------------------------------------------------------------- */

/* Bytes that go out of a text and what comes in for them. */
struct patch {
    size_t begin, end;
    char text[160];
};

/* The line break that the text uses. */
static const char *line_break(struct view text)
{
    const char *found = memchr(text.at, '\n', text.size);
    return found && found > text.at && found[-1] == '\r' ? "\r\n" : "\n";
}

static size_t end_of_line(struct view text, size_t at)
{
    while (at < text.size && text.at[at] != '\n' && text.at[at] != '\r')
        at++;
    return at;
}

/* Writes the rest of the keys and the number: "recency: {weight: 0.5}". */
static void write_entry(const char *const *keys, size_t count, const char *number, char *out,
                        size_t room)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(out + used, room - used, "%s%s: ", i ? "{" : "", keys[i]);
    used += (size_t)snprintf(out + used, room - used, "%s", number);
    for (size_t i = 1; i < count; i++)
        used += (size_t)snprintf(out + used, room - used, "}");
}

/* Returns the last key whose value ends on a known byte, that is, is no block of lines; NULL: none. */
static const struct node *last_plain(const struct node *map)
{
    const struct node *last = NULL;
    for (const struct node *key = map->first; key; key = key->next)
        if (key->value->kind == NODE_SCALAR
                ? key->value->line == key->value->end_line && !node_is_null(key->value)
                : key->value->flow)
            last = key;
    return last;
}

/* Where a new entry of the mapping goes, and what has to stand around it. */
static void place_entry(const struct document *d, const struct node *map, const char *entry,
                        struct patch *patch)
{
    const struct node *neighbour = last_plain(map);
    size_t begin = document_begin(d, map);
    if (map->flow && !map->first)
        patch->begin = begin + 1; /* {} */
    else if (neighbour)
        patch->begin = document_end(d, neighbour->value);
    else
        patch->begin = document_begin(d, map->first);
    const char *break_ = line_break(d->text);
    int indent = map->first ? (int)map->first->column : 0;
    if (map->flow)
        snprintf(patch->text, sizeof patch->text, "%s%s", neighbour ? ", " : "", entry);
    else if (neighbour)
        snprintf(patch->text, sizeof patch->text, "%s%*s%s", break_, indent, "", entry);
    else
        snprintf(patch->text, sizeof patch->text, "%s%s%*s", entry, break_, indent, "");
    if (!map->flow && neighbour) /* behind a comment on its line */
        patch->begin = end_of_line(d->text, patch->begin);
    patch->end = patch->begin;
}

static void find_patch(const struct document *d, const struct change *change, struct patch *patch)
{
    const struct node *at = d->root;
    char number[32], entry[120];
    size_t count = 0, depth = 0;
    while (count < REWRITE_KEYS && change->keys[count])
        count++;
    write_number(change->value, number);
    for (const struct node *value;
         depth < count && (value = node_value(at, change->keys[depth])) && !node_is_null(value);
         depth++)
        at = value;
    if (depth == count) {
        patch->begin = document_begin(d, at);
        patch->end = document_end(d, at);
        snprintf(patch->text, sizeof patch->text, "%s", number);
    } else {
        write_entry(change->keys + depth, count - depth, number, entry, sizeof entry);
        place_entry(d, at, entry, patch);
    }
}

static char *apply(struct view text, const struct patch *patch, size_t *size)
{
    size_t added = strlen(patch->text), rest = text.size - patch->end;
    char *out = allocate(NULL, patch->begin + added + rest + 1);
    memcpy(out, text.at, patch->begin);
    memcpy(out + patch->begin, patch->text, added);
    memcpy(out + patch->begin + added, text.at + patch->end, rest);
    *size = patch->begin + added + rest;
    out[*size] = '\0';
    return out;
}

char *rewrite_text(struct view text, const struct change *changes, size_t count, size_t *size)
{
    char *out = allocate(NULL, text.size + 1);
    memcpy(out, text.at, text.size);
    *size = text.size;
    for (size_t i = 0; i < count; i++) {
        struct document document;
        if (document_read(view_of(out, *size), "", &document, NULL) == MASTHEAD_OK) {
            struct patch patch;
            size_t mark = (size_t)(document.text.at - out); /* of the byte order, left out */
            find_patch(&document, &changes[i], &patch);
            patch.begin += mark;
            patch.end += mark;
            char *changed = apply(view_of(out, *size), &patch, size);
            document_free(&document);
            free(out);
            out = changed;
        } else {
            document_free(&document);
        }
    }
    return out;
}

/* ---- The file ----------------------------------------------------------------------------------- */

static bool fail(const char *path)
{
    complain("%s: %s", path, strerror(errno));
    return false;
}

/* Whether the file still holds what was read from it. */
static bool is_as_before(const char *path, struct view before)
{
    char *text;
    size_t size;
    if (read_file(path, &text, &size, NULL))
        return false;
    bool same = view_equal(view_of(text, size), before);
    free(text);
    return same;
}

/* Writes a file of that owner and mode.  The owner can be kept only by root; who may write it has the mode. */
static bool write_file(int file, struct view text, const struct stat *like)
{
    if (fchown(file, like->st_uid, like->st_gid) && errno != EPERM)
        return false;
    if (fchmod(file, like->st_mode & 07777))
        return false;
    while (text.size) {
        ssize_t written = write(file, text.at, text.size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text = view_of(text.at + written, text.size - (size_t)written);
    }
    return fsync(file) == 0;
}

bool rewrite_file(const char *path, struct view before, struct view text)
{
    char target[PATH_MAX], made[PATH_MAX + 16];
    struct stat like;
    if (!realpath(path, target) ||
        stat(target, &like)) /* what a link points at is replaced, not the link */
        return fail(path);
    snprintf(made, sizeof made, "%s.XXXXXX", target);
    int file = mkstemp(made);
    if (file < 0)
        return fail(made);
    bool written = write_file(file, text, &like);
    int reason = errno;
    if (close(file) && written) {
        written = false;
        reason = errno;
    }
    errno = reason;
    if (!written)
        fail(made);
    else if (!is_as_before(target, before))
        complain("%s: the file has changed meanwhile; it is left as it is", path);
    else if (rename(made, target) == 0)
        return true;
    else
        fail(path);
    unlink(made);
    return false;
}
