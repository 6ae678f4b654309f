/* error.c - filling a masthead_error
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "error.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

static bool continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Takes the piece of a character away that cutting a text may have left at its end. */
static void end_whole(char *text)
{
    size_t size = strlen(text), at = size;
    while (at > 0 && continues(text[at - 1]))
        at--;
    if (at > 0 && view_character(view_of(text, size), at - 1) == 0)
        text[at - 1] = '\0';
}

/* Copies a line, perhaps onto itself, and ends it with NUL.  What would spoil it, as control characters but tabs and bytes that
 * are not UTF-8, becomes one character each. */
static void copy_line(struct view line, char *out)
{
    for (size_t i = 0, size; i < line.size; i += size) {
        size = view_character(line, i);
        if (size == 0 || (view_is_control(line, i) && line.at[i] != '\t')) {
            *out++ = size == 0 ? '?' : ' ';
            size += size == 0;
        } else {
            memmove(out, line.at + i, size);
            out += size;
        }
    }
    *out = '\0';
}

masthead_status error_set(masthead_error *err, masthead_status status, const char *format, ...)
{
    if (!err)
        return status;
    va_list list;
    va_start(list, format);
    if (vsnprintf(err->message, sizeof err->message, format, list) >= (int)sizeof err->message)
        end_whole(err->message);
    va_end(list);
    copy_line(view_string(err->message), err->message); /* it can quote anything */
    err->status = status;
    err->line = err->column = 0;
    err->file[0] = err->excerpt[0] = '\0';
    return status;
}

masthead_status error_no_memory(masthead_error *err)
{
    return error_set(err, MASTHEAD_NO_MEMORY, "out of memory");
}

void error_file(masthead_error *err, const char *file)
{
    if (err)
        snprintf(err->file, sizeof err->file, "%s", file);
}

void error_place(masthead_error *err, const char *file, struct view text, size_t at)
{
    if (!err)
        return;
    error_file(err, file);
    if (at > text.size)
        at = text.size;
    size_t begin = at, end = at;
    while (begin > 0 && text.at[begin - 1] != '\n')
        begin--;
    while (end < text.size && text.at[end] != '\n' && text.at[end] != '\r')
        end++;
    err->line = err->column = 1;
    for (size_t i = 0; i < begin; i++)
        err->line += text.at[i] == '\n';
    for (size_t i = begin; i < at; i++)
        err->column += !continues(text.at[i]);
    size_t size = end - begin;
    if (size >= sizeof err->excerpt) {
        size = sizeof err->excerpt - 1;
        while (size > 0 && continues(text.at[begin + size]))
            size--;
    }
    copy_line(view_of(text.at + begin, size), err->excerpt);
}

/* Puts white space under the source line up to the column, tabs under tabs, so that the caret
 * fits. */
static void put_caret(const masthead_error *err, char *out, size_t room)
{
    size_t used = 0;
    uint32_t column = 1;
    for (const char *p = err->excerpt; *p && column < err->column && used + 3 < room; p++)
        if (!continues(*p)) {
            out[used++] = *p == '\t' ? '\t' : ' ';
            column++;
        }
    if (column < err->column || used + 3 > room)
        used = 0; /* beyond the part of the line that is shown */
    else
        used += (size_t)snprintf(out + used, room - used, "^\n");
    out[used] = '\0';
}

const char *masthead_error_text(masthead_error *err)
{
    size_t room = sizeof err->text, used = 0;
    char *out = err->text;
    if (err->file[0])
        used += (size_t)snprintf(out, room, "%s:", err->file);
    if (err->line)
        used += (size_t)snprintf(out + used, room - used, "%u:", err->line);
    if (err->line && err->column)
        used += (size_t)snprintf(out + used, room - used, "%u:", err->column);
    used += (size_t)snprintf(out + used, room - used, "%s%s\n", used ? " " : "", err->message);
    if (err->excerpt[0]) {
        used += (size_t)snprintf(out + used, room - used, "%s\n", err->excerpt);
        put_caret(err, out + used, room - used);
    }
    return err->text;
}

enum { LONGEST_WORD = 48 };

/* Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment). */
static size_t distance(struct view a, struct view b)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.size; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t best = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b.size];
}

const char *error_nearest(struct view word, const char *const *candidates, size_t count)
{
    const char *nearest = NULL;
    size_t least = word.size <= 3 ? 2 : 3; /* one edit in a short word, two in a longer one */
    if (word.size == 0 || word.size > LONGEST_WORD)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct view candidate = view_string(candidates[i]);
        if (candidate.size > LONGEST_WORD)
            continue;
        size_t edits = distance(word, candidate);
        if (edits < least && edits < candidate.size) {
            least = edits;
            nearest = candidates[i];
        }
    }
    return nearest;
}
