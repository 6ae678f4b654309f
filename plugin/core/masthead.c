/* masthead.c - opening a config, and what it says
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "article.h"
#include "error.h"
#include "file.h"
#include "query.h"
#include "schema.h"

#include "config.h"

uint32_t masthead_abi(void)
{
    return MASTHEAD_ABI;
}

const char *masthead_version(void)
{
    return PACKAGE_VERSION;
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Stores the path of the language pack in `path`: in the folder that the caller names, or beside the config,
 * or where it was installed.  False when it does not fit. */
static bool find_pack(const char *name, const char *lang_dir, const char *language, char *path,
                      size_t room)
{
    int size;
    if (lang_dir) {
        size = snprintf(path, room, "%s/%s", lang_dir, language);
        return size > 0 && (size_t)size < room;
    }
    const char *slash = strrchr(name, '/');
    int folder = slash ? (int)(slash - name) : 1;
    size = snprintf(path, room, "%.*s/lang/%s", folder, slash ? name : ".", language);
    if (size > 0 && (size_t)size < room && is_folder(path))
        return true;
    size = snprintf(path, room, "%s/%s", MASTHEAD_LANG_DIR, language);
    return size > 0 && (size_t)size < room;
}

static masthead_status open_pack(struct masthead *m, const char *name, const char *lang_dir,
                                 masthead_error *err)
{
    char path[4096];
    if (!find_pack(name, lang_dir, m->settings.public.language, path, sizeof path))
        return error_set(err, MASTHEAD_BAD_ARGUMENT, "the language pack's path is too long");
    return lexicon_open(path, &m->lexicon, err);
}

/* Works out what follows from the settings and the language pack. */
static masthead_status complete(struct masthead *m, masthead_error *err)
{
    masthead_status status =
        schema_write(&m->settings, lexicon_fingerprint(m->lexicon), &m->schema);
    if (!status)
        status = query_fields_read(m);
    return status ? error_no_memory(err) : MASTHEAD_OK;
}

static masthead_status end(masthead_status status, struct masthead *m, masthead **out)
{
    if (status)
        masthead_close(m);
    else
        *out = m;
    return status;
}

masthead_status masthead_open_text(const char *text, size_t size, const char *name,
                                   const masthead_open_options *options, masthead **out,
                                   masthead_error *err)
{
    if (options && options->size != sizeof *options)
        return error_set(err, MASTHEAD_BAD_ARGUMENT, "masthead_open_options of an unknown size");
    struct masthead *m = calloc(1, sizeof *m);
    if (!m)
        return error_no_memory(err);
    masthead_status status = settings_read(view_of(text, size), name, &m->settings, err);
    if (!status)
        status = open_pack(m, name, options ? options->lang_dir : NULL, err);
    return end(status ? status : complete(m, err), m, out);
}

masthead_status masthead_reweigh(const masthead *old, const char *text, size_t size,
                                 const char *name, masthead **out, masthead_error *err)
{
    struct masthead *m = calloc(1, sizeof *m);
    if (!m)
        return error_no_memory(err);
    masthead_status status = settings_read(view_of(text, size), name, &m->settings, err);
    if (!status) {
        m->lexicon = lexicon_share(old->lexicon);
        status = complete(m, err);
    }
    if (!status) {
        status = schema_compare(view_string(old->schema), view_string(m->schema), err);
        if (status)
            error_file(err, name);
    }
    return end(status, m, out);
}

masthead_status masthead_open(const char *path, const masthead_open_options *options,
                              masthead **out, masthead_error *err)
{
    char *text;
    size_t size;
    masthead_status status = read_file(path, &text, &size, err);
    if (status)
        return status;
    status = masthead_open_text(text, size, path, options, out, err);
    free(text);
    return status;
}

void masthead_close(masthead *m)
{
    if (!m)
        return;
    settings_free(&m->settings);
    lexicon_close(m->lexicon);
    free(m->schema);
    free(m);
}

size_t masthead_field_count(const masthead *m)
{
    return m->settings.field_count;
}

const masthead_field *masthead_field_at(const masthead *m, size_t index)
{
    return index < m->settings.field_count ? &m->settings.fields[index] : NULL;
}

const masthead_field *masthead_field_named(const masthead *m, const char *name, size_t size)
{
    for (size_t i = 0; i < m->settings.field_count; i++)
        if (view_equal(view_string(m->settings.fields[i].name), view_of(name, size)))
            return &m->settings.fields[i];
    return NULL;
}

static char lower_ascii(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool equal_in_any_case(const char *name, struct view other)
{
    if (strlen(name) != other.size)
        return false;
    for (size_t i = 0; i < other.size; i++)
        if (lower_ascii(name[i]) != lower_ascii(other.at[i]))
            return false;
    return true;
}

const masthead_field *masthead_field_from(const masthead *m, const char *name, size_t size)
{
    for (size_t i = 0; i < m->settings.field_count; i++) {
        const masthead_field *field = &m->settings.fields[i];
        for (size_t k = 0; k < field->from_count; k++)
            if (equal_in_any_case(field->from[k], view_of(name, size)))
                return field;
    }
    return NULL;
}

const masthead_field *masthead_field_prefixed(const masthead *m, const char *prefix, size_t size)
{
    for (size_t i = 0; i < m->settings.field_count; i++) {
        const masthead_field *field = &m->settings.fields[i];
        if (field->kind <= MASTHEAD_FIELD_DATELINE &&
            view_equal(view_string(field->prefix), view_of(prefix, size)))
            return field;
    }
    return NULL;
}

const masthead_settings *masthead_settings_of(const masthead *m)
{
    return &m->settings.public;
}

const char *masthead_schema(const masthead *m)
{
    return m->schema;
}

masthead_status masthead_schema_compare(const masthead *m, const char *schema, size_t size,
                                        masthead_error *err)
{
    return schema_compare(view_of(schema, size), view_string(m->schema), err);
}

int masthead_schema_has_lengths(const masthead *m, const char *schema, size_t size)
{
    return schema_has_lengths(view_of(schema, size), view_string(m->schema));
}
