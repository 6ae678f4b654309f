/* input.c - articles from files, as text or JSON Lines
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The names still to be read lie on a stack, the next one on top.  A folder that comes up is replaced by what is
 * in it, so that at most the entries of the folders on one path are in memory.
 *
 * A field is filled by the first of its metadata names, in the config's order, that has a value: `headline`
 * and `og:title` of one article are the same headline said twice, and its words count once.
 */
#include "config.h"

#include "command.h"
#include "input.h"
#include "utf8.h"
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

struct source {
    char *path;
    size_t id_at;    /* where in the path the id begins */
    bool is_operand; /* named by the user, not found in a folder */
};

struct input {
    const masthead *masthead;
    struct input_options options;
    struct source *stack;
    size_t depth, capacity;

    FILE *file; /* open while its lines are read */
    struct source source;
    size_t line;

    char *buffer; /* a line or a file */
    size_t buffer_size;
    json_t *object;
    json_t *digits; /* numbers as strings */
    struct story story;
    struct piece *pieces;
    size_t piece_count, piece_capacity;
    size_t other_files; /* in folders, of kinds that are not read */
};

static void out_of_memory(void)
{
    fputs("masthead: out of memory\n", stderr);
    exit(STATUS_BAD);
}

void *allocate(void *old, size_t size)
{
    void *new = realloc(old, size ? size : 1);
    if (!new)
        out_of_memory();
    return new;
}

/* For the JSON parser, which loses a character where it finds no room for it. */
static void *allocate_piece(size_t size)
{
    return allocate(NULL, size);
}

bool input_format_named(const char *name, enum input_format *format)
{
    if (strcmp(name, "text") == 0)
        *format = INPUT_TEXT;
    else if (strcmp(name, "jsonl") == 0)
        *format = INPUT_JSONL;
    else
        return false;
    return true;
}

/* ---- Which files -------------------------------------------------------------------------------- */

static void push(struct input *in, char *path, size_t id_at, bool is_operand)
{
    if (in->depth == in->capacity) {
        in->capacity = in->capacity ? in->capacity * 2 : 16;
        in->stack = allocate(in->stack, in->capacity * sizeof *in->stack);
    }
    in->stack[in->depth++] = (struct source){path, id_at, is_operand};
}

static char *copy(const char *string)
{
    size_t size = strlen(string) + 1;
    return memcpy(allocate(NULL, size), string, size);
}

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), e = strlen(ending);
    return n > e && strcasecmp(name + n - e, ending) == 0;
}

static bool is_jsonl(const char *name)
{
    return ends_in(name, ".jsonl") || ends_in(name, ".ndjson");
}

static bool is_text(const char *name)
{
    return ends_in(name, ".txt") || ends_in(name, ".text");
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_name_backwards(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*b)->d_name, (*a)->d_name);
}

/* Puts what is in a folder on the stack, the first name on top. */
static bool push_folder(struct input *in, const struct source *folder)
{
    struct dirent **entries;
    int count = scandir(folder->path, &entries, visible, by_name_backwards);
    if (count < 0) {
        complain("%s: %s", folder->path, strerror(errno));
        return false;
    }
    size_t size = strlen(folder->path);
    while (size > 1 && folder->path[size - 1] == '/')
        size--;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        char *path = allocate(NULL, size + strlen(name) + 2);
        sprintf(path, "%.*s/%s", (int)size, folder->path, name);
        push(in, path, folder->is_operand ? size + 1 : folder->id_at, false);
        free(entries[i]);
    }
    free(entries);
    return true;
}

struct input *input_open(const masthead *m, const struct input_options *options, char **files,
                         size_t count)
{
    struct input *in = allocate(NULL, sizeof *in);
    json_set_alloc_funcs(allocate_piece, free);
    *in = (struct input){.masthead = m, .options = *options};
    if (count == 0)
        push(in, copy("-"), 0, true);
    while (count-- > 0) {
        const char *slash = strrchr(files[count], '/');
        push(in, copy(files[count]), slash ? (size_t)(slash + 1 - files[count]) : 0, true);
    }
    return in;
}

static void close_file(struct input *in)
{
    if (in->file && in->file != stdin)
        fclose(in->file);
    in->file = NULL;
    free(in->source.path);
    in->source.path = NULL;
}

void input_close(struct input *in)
{
    if (in->other_files)
        complain("note: %zu file%s in folders left out, not being .txt, .text, .jsonl or .ndjson",
                 in->other_files, in->other_files == 1 ? "" : "s");
    close_file(in);
    while (in->depth > 0)
        free(in->stack[--in->depth].path);
    json_decref(in->object);
    json_decref(in->digits);
    free(in->stack);
    free(in->buffer);
    free(in->pieces);
    free(in);
}

/* ---- What is wrong ------------------------------------------------------------------------------ */

static void complain_at(const char *file, size_t line, const char *format, va_list list)
{
    char message[1024];
    vsnprintf(message, sizeof message, format, list);
    if (line)
        complain("%s:%zu: %s", file, line, message);
    else
        complain("%s: %s", file, message);
}

void story_complain(const struct story *story, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    complain_at(story->file, story->line, format, list);
    va_end(list);
}

/* Reports a mistake in what is being read. */
__attribute__((format(printf, 2, 3))) static enum input_status bad(struct input *in,
                                                                   const char *format, ...)
{
    va_list list;
    va_start(list, format);
    complain_at(in->story.file, in->story.line, format, list);
    va_end(list);
    return INPUT_BAD;
}

/* ---- Fields ------------------------------------------------------------------------------------- */

static void add_piece(struct input *in, const masthead_field *field, const char *text, size_t size)
{
    if (size == 0)
        return;
    if (in->piece_count == in->piece_capacity) {
        in->piece_capacity = in->piece_capacity ? in->piece_capacity * 2 : 16;
        in->pieces = allocate(in->pieces, in->piece_capacity * sizeof *in->pieces);
    }
    in->pieces[in->piece_count++] = (struct piece){field, text, size};
}

static bool check_clean(struct input *in, const char *key, const char *text, size_t size)
{
    if (!in->options.clean)
        return true;
    if (memchr(text, 0, size)) {
        bad(in, "'%s' holds a NUL character", key);
        return false;
    }
    size_t valid = utf8_valid_size(text, size);
    if (valid == size)
        return true;
    bad(in, "'%s' is not valid UTF-8: byte 0x%02X at %zu", key, (unsigned char)text[valid], valid);
    return false;
}

static bool is_exact(const masthead_field *field)
{
    return field->kind == MASTHEAD_FIELD_ID || field->kind == MASTHEAD_FIELD_KEYWORD ||
           field->kind == MASTHEAD_FIELD_DATE;
}

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "true or false";
    case JSON_NULL:
        return "null";
    default:
        return "a string";
    }
}

/* Reads one value under `key`; *added tells whether there was one. */
static bool add_value(struct input *in, const masthead_field *field, const char *key, json_t *value,
                      bool *added)
{
    if (json_is_string(value)) {
        const char *text = json_string_value(value);
        size_t size = json_string_length(value);
        if (!check_clean(in, key, text, size))
            return false;
        add_piece(in, field, text, size);
        *added = *added || size > 0;
        return true;
    }
    if (json_is_integer(value) && is_exact(field)) {
        json_t *digits = json_sprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
        if (!digits || json_array_append_new(in->digits, digits) != 0)
            out_of_memory();
        add_piece(in, field, json_string_value(digits), json_string_length(digits));
        *added = true;
        return true;
    }
    bad(in, "'%s' must be a string%s, not %s", key, is_exact(field) ? " or a whole number" : "",
        type_name(value));
    return false;
}

static bool add_key(struct input *in, const masthead_field *field, const char *key, json_t *value,
                    bool *added)
{
    if (json_is_null(value))
        return true;
    if (!json_is_array(value))
        return add_value(in, field, key, value, added);
    if (json_array_size(value) > 1 &&
        (field->kind == MASTHEAD_FIELD_ID || field->kind == MASTHEAD_FIELD_DATE)) {
        bad(in, "'%s' must be one value, not %zu", key, json_array_size(value));
        return false;
    }
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!add_value(in, field, key, json_array_get(value, i), added))
            return false;
    return true;
}

/* Adds what the article has under a metadata name; ASCII case does not count. */
static bool add_named(struct input *in, const masthead_field *field, const char *name, bool *added)
{
    const char *key;
    json_t *value;
    json_object_foreach(in->object, key,
                        value) if (strcasecmp(key, name) == 0 &&
                                   !add_key(in, field, key, value, added)) return false;
    return true;
}

static const masthead_field *body_field(const masthead *m)
{
    const masthead_field *field = masthead_field_from(m, "text", 4);
    if (!field)
        field = masthead_field_named(m, "body", 4);
    return field ? field : masthead_field_prefixed(m, "", 0);
}

/* Fills a field from the first of its names that has a value. */
static bool add_field(struct input *in, const masthead_field *field)
{
    bool added = false;
    for (size_t i = 0; i < field->from_count && !added; i++)
        if (!add_named(in, field, field->from[i], &added))
            return false;
    if (!added && !add_named(in, field, field->name, &added))
        return false;
    if (!added && field == body_field(in->masthead))
        return add_named(in, field, "text", &added);
    return true;
}

/* ---- One article -------------------------------------------------------------------------------- */

/* The id is what the article calls `id`, else what fills the config's id. */
static bool find_id(struct input *in)
{
    struct story *story = &in->story;
    json_t *id = json_object_get(in->object, "id");
    if (json_is_integer(id)) {
        json_t *digits = json_sprintf("%" JSON_INTEGER_FORMAT, json_integer_value(id));
        if (!digits || json_array_append_new(in->digits, digits) != 0)
            out_of_memory();
        story->id_is_number = true;
        id = digits;
    }
    if (json_is_string(id)) {
        story->id = json_string_value(id);
        story->id_size = json_string_length(id);
        return check_clean(in, "id", story->id, story->id_size);
    }
    if (id && !json_is_null(id)) {
        bad(in, "'id' must be a string or a whole number, not %s", type_name(id));
        return false;
    }
    for (size_t i = 0; i < in->piece_count && !story->id; i++)
        if (in->pieces[i].field->kind == MASTHEAD_FIELD_ID) {
            story->id = in->pieces[i].text;
            story->id_size = in->pieces[i].size;
        }
    return true;
}

static bool find_url(struct input *in)
{
    json_t *url = json_object_get(in->object, "url");
    if (!json_is_string(url) || json_string_length(url) == 0)
        return true;
    in->story.url = json_string_value(url);
    in->story.url_size = json_string_length(url);
    return check_clean(in, "url", in->story.url, in->story.url_size);
}

/* What the parser says against a line, without what cannot be shown. */
static enum input_status bad_json(struct input *in, json_error_t *error)
{
    for (char *p = error->text; *p; p++)
        if ((unsigned char)*p < 0x20 || (unsigned char)*p >= 0x7F)
            *p = '?';
    return bad(in, "invalid JSON at byte %d: %s", error->position, error->text);
}

static enum input_status read_object(struct input *in, const char *text, size_t size)
{
    json_error_t error;
    size_t flags = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY;
    json_decref(in->object);
    in->object = json_loadb(text, size, flags, &error);
    /* A number that is too large matters only if it is an id. */
    if (!in->object && json_error_code(&error) == json_error_numeric_overflow)
        in->object = json_loadb(text, size, flags | JSON_DECODE_INT_AS_REAL, &error);
    if (!in->object)
        return bad_json(in, &error);
    if (!json_is_object(in->object))
        return bad(in, "an article must be a JSON object, not %s", type_name(in->object));
    for (size_t i = 0; i < masthead_field_count(in->masthead); i++)
        if (!add_field(in, masthead_field_at(in->masthead, i)))
            return INPUT_BAD;
    return find_id(in) && find_url(in) ? INPUT_STORY : INPUT_BAD;
}

/* Reads the rest of the file.  Returns its size, or -1. */
static ssize_t read_rest(struct input *in)
{
    size_t size = 0;
    for (;;) {
        if (size + 1 >= in->buffer_size) {
            in->buffer_size = in->buffer_size ? in->buffer_size * 2 : 65536;
            in->buffer = allocate(in->buffer, in->buffer_size);
        }
        size_t got = fread(in->buffer + size, 1, in->buffer_size - size, in->file);
        size += got;
        if (got == 0)
            return ferror(in->file) ? -1 : (ssize_t)size;
    }
}

static enum input_status read_text(struct input *in)
{
    const masthead_field *body = body_field(in->masthead);
    struct story *story = &in->story;
    if (!body)
        return bad(in, "the config has no field for a text");
    ssize_t size = read_rest(in);
    if (size < 0)
        return bad(in, "%s", strerror(errno));
    if (size == 0 && in->file == stdin)
        return INPUT_END;
    if (in->options.clean) {
        const char *nul = memchr(in->buffer, 0, (size_t)size);
        size_t valid = utf8_valid_size(in->buffer, (size_t)size);
        if (nul)
            return bad(in, "not a text: NUL character at byte %zu", (size_t)(nul - in->buffer));
        if (valid != (size_t)size)
            return bad(in, "not valid UTF-8: byte 0x%02X at %zu", (unsigned char)in->buffer[valid],
                       valid);
    }
    if (in->file != stdin) {
        story->id = in->source.path + in->source.id_at;
        story->id_size = strlen(story->id);
        if (is_text(story->id))
            story->id_size = (size_t)(strrchr(story->id, '.') - story->id);
        const masthead_field *field = masthead_field_from(in->masthead, "id", 2);
        if (field && field->kind == MASTHEAD_FIELD_ID)
            add_piece(in, field, story->id, story->id_size);
    }
    size_t mark = size >= 3 && memcmp(in->buffer, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    add_piece(in, body, in->buffer + mark, (size_t)size - mark);
    return INPUT_STORY;
}

static bool is_blank(const char *text, size_t size)
{
    for (; size; text++, size--)
        if (*text != ' ' && *text != '\t' && *text != '\r' && *text != '\n')
            return false;
    return true;
}

/* Reads the next line that is not blank. */
static enum input_status read_line(struct input *in)
{
    for (;;) {
        errno = 0;
        ssize_t size = getline(&in->buffer, &in->buffer_size, in->file);
        if (size < 0) {
            if (feof(in->file))
                return INPUT_END;
            in->story.line = 0;
            return bad(in, "%s", strerror(errno));
        }
        in->story.line = ++in->line;
        size_t mark =
            in->line == 1 && size >= 3 && memcmp(in->buffer, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        while (size > 0 && (in->buffer[size - 1] == '\n' || in->buffer[size - 1] == '\r'))
            size--;
        if ((size_t)size > mark && !is_blank(in->buffer + mark, (size_t)size - mark))
            return read_object(in, in->buffer + mark, (size_t)size - mark);
    }
}

/* ---- All articles ------------------------------------------------------------------------------- */

/* Links to folders are followed when the user names them, not below a folder, where they may lead round in
 * a circle. */
static bool is_folder(const struct source *source)
{
    struct stat status;
    int failed = source->is_operand ? stat(source->path, &status) : lstat(source->path, &status);
    return !failed && S_ISDIR(status.st_mode);
}

static bool is_readable(const struct source *source)
{
    struct stat status;
    if (source->is_operand)
        return true;
    return (is_jsonl(source->path) || is_text(source->path)) &&
           !(stat(source->path, &status) == 0 && S_ISDIR(status.st_mode));
}

static void begin_story(struct input *in)
{
    in->story = (struct story){.file = in->source.path};
    if (strcmp(in->source.path, "-") == 0)
        in->story.file = "standard input";
    in->piece_count = 0;
    if (!in->digits && !(in->digits = json_array()))
        out_of_memory();
    json_array_clear(in->digits);
}

static enum input_format format_of(const struct input *in)
{
    if (in->options.format != INPUT_BY_NAME)
        return in->options.format;
    return is_jsonl(in->source.path) ? INPUT_JSONL : INPUT_TEXT;
}

/* Opens the source on top of the stack: INPUT_STORY when its articles can be read, INPUT_END when there
 * are none. */
static enum input_status open_next(struct input *in)
{
    while (in->depth > 0) {
        in->source = in->stack[--in->depth];
        in->line = 0;
        begin_story(in);
        bool standard = in->source.is_operand && strcmp(in->source.path, "-") == 0;
        if (!standard && is_folder(&in->source)) {
            bool good = push_folder(in, &in->source);
            close_file(in);
            if (!good)
                return INPUT_BAD;
            continue;
        }
        if (!is_readable(&in->source)) {
            in->other_files++;
            close_file(in);
            continue;
        }
        in->file = standard ? stdin : fopen(in->source.path, "r");
        if (in->file)
            return INPUT_STORY;
        bad(in, "%s", strerror(errno));
        close_file(in);
        return INPUT_BAD;
    }
    return INPUT_END;
}

enum input_status input_next(struct input *in, const struct story **story)
{
    for (;;) {
        if (!in->file) {
            close_file(in); /* the path of a text just read */
            enum input_status opened = open_next(in);
            if (opened != INPUT_STORY)
                return opened;
        }
        begin_story(in);
        enum input_status got;
        if (format_of(in) == INPUT_TEXT) {
            got = read_text(in);
            if (in->file != stdin)
                fclose(in->file);
            in->file = NULL;
            if (got == INPUT_END)
                continue;
        } else {
            got = read_line(in);
            if (got == INPUT_END || (got == INPUT_BAD && in->story.line == 0)) {
                close_file(in);
                if (got == INPUT_END)
                    continue;
            }
        }
        in->story.pieces = in->pieces;
        in->story.piece_count = in->piece_count;
        *story = &in->story;
        return got;
    }
}
