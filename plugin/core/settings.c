/* settings.c - the YAML config as an immutable object
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Three steps.  document.c makes a tree of the text.  The tables below say which keys each
 * mapping may have, and how the value of each is read and where it goes; walking them fills a
 * draft.  What concerns several keys at once (two fields with one prefix) is then checked on the
 * whole draft, which still knows the places in the file, and the draft becomes the settings. */
#include "settings.h"

#include "document.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define FORMAT_VERSION "1"

enum {
    NAMES = 64,        /* the most metadata names or date formats of one field, */
    NAME_BYTES = 64,   /* bytes of a name */
    PREFIX_BYTES = 16 /* and of a prefix */
};

/* Days in a year and a month: the Gregorian mean, 146097 days in 400 years. */
static const double YEAR = 365.2425, MONTH = 365.2425 / 12;

struct list {
    const char *const *at;
    size_t count;
};

/* What the tables fill. */
struct draft {
    bool version; /* is known */
    int model, date_order;
    masthead_settings public;
    masthead_field *fields;
    const struct node **keys; /* of the fields */
    size_t field_count;
};

struct reader {
    struct document document;
    struct arena *arena; /* of the settings */
};

struct key;
typedef masthead_status set_fn(struct reader *r, const struct key *key, const struct node *node,
                               void *member);

/* A key that a mapping may have. */
struct key {
    const char *name;
    set_fn *set;
    size_t offset;      /* of the member that is set, in the object that the mapping fills */
    double least, most; /* of a number, both included */
    const char *const
        *choices; /* of a choice: its words, then NULL; the member becomes their index */
};

static masthead_status no_memory(const struct reader *r)
{
    return error_no_memory(r->document.err);
}

#define REFUSE(node, ...) document_refuse(&r->document, node, __VA_ARGS__)

/* ---- Words in messages ----------------------------------------------------------------------- */

/* A piece of the user's text made fit for a message: short, on one line, whole characters. */
struct shown {
    char text[72];
};

static struct shown show(struct view text)
{
    struct shown shown;
    size_t used = 0, i = 0, size;
    for (; i < text.size && used + 8 <= sizeof shown.text; i += size) {
        size = view_character(text, i); /* document.c has made sure that there is one */
        if (view_is_control(text, i))
            shown.text[used++] = ' ';
        else
            for (size_t k = 0; k < size; k++)
                shown.text[used++] = text.at[i + k];
    }
    strcpy(shown.text + used, i < text.size ? "…" : "");
    return shown;
}

#define SHOW(view) show(view).text

/* Writes "a, b, c" of the words as far as there is room. */
static const char *join(const char *const *words, size_t count, char *out, size_t room)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && used < room; i++)
        used += (size_t)snprintf(out + used, room - used, "%s%s", i ? ", " : "", words[i]);
    return out;
}

static masthead_status refuse_word(struct reader *r, const struct node *node, const char *what,
                                   const char *const *words, size_t count)
{
    char known[300];
    const char *near = error_nearest(node->text, words, count);
    if (near)
        return REFUSE(node, "%s '%s' (did you mean '%s'?)", what, SHOW(node->text), near);
    return REFUSE(node, "%s '%s' (known are: %s)", what, SHOW(node->text),
                  join(words, count, known, sizeof known));
}

/* ---- Mappings -------------------------------------------------------------------------------- */

enum { KEYS = 16 }; /* more than any table has */

static masthead_status refuse_key(struct reader *r, const struct node *node, const struct key *keys,
                                  size_t count)
{
    const char *names[KEYS];
    for (size_t i = 0; i < count; i++)
        names[i] = keys[i].name;
    return refuse_word(r, node, "unknown key", names, count);
}

static masthead_status refuse_twice(struct reader *r, const struct node *node,
                                    const struct node *first)
{
    return REFUSE(node, "key '%s' is given twice (first on line %u)", SHOW(node->text),
                  document_line(&r->document, first));
}

/* Fills an object from a mapping by a table of keys. */
static masthead_status read_map(struct reader *r, const char *name, const struct node *map,
                                const struct key *keys, size_t count, void *object)
{
    const struct node *seen[KEYS] = {0};
    if (map->kind != NODE_MAP)
        return REFUSE(map, "'%s' must be a mapping (key: value), not %s", name,
                      node_kind_name(map));
    for (const struct node *node = map->first; node; node = node->next) {
        size_t i = 0;
        while (i < count && !view_equal(node->text, view_string(keys[i].name)))
            i++;
        if (i == count)
            return refuse_key(r, node, keys, count);
        if (seen[i])
            return refuse_twice(r, node, seen[i]);
        seen[i] = node;
        masthead_status status =
            keys[i].set(r, &keys[i], node->value, (char *)object + keys[i].offset);
        if (status)
            return status;
    }
    return MASTHEAD_OK;
}

#define READ_MAP(name, map, table, object)                                                         \
    read_map(r, name, map, table, sizeof table / sizeof *table, object)

/* ---- Values ---------------------------------------------------------------------------------- */

/* Reads digits with an optional sign and fraction.  With at most 15 digits both the whole number
 * of all digits and the power of ten are exact in a double, so that the quotient is the nearest
 * double; strtod() would ask the locale. */
static bool read_number(struct view text, double *out)
{
    size_t at = 0, digits = 0, fraction = 0;
    bool minus = text.size > 0 && text.at[0] == '-', point = false;
    double value = 0, scale = 1;
    for (at = minus; at < text.size; at++) {
        if (text.at[at] == '.' && !point && digits) {
            point = true;
            continue;
        }
        if (text.at[at] < '0' || text.at[at] > '9' || ++digits > 15)
            return false;
        value = value * 10 + (text.at[at] - '0');
        fraction += point;
        scale *= point ? 10 : 1;
    }
    if (digits == 0 || (point && !fraction))
        return false;
    *out = (minus ? -value : value) / scale;
    return true;
}

static masthead_status take_number(struct reader *r, const struct key *key, const struct node *node,
                                   const char *what, double *out)
{
    double value;
    if (node->kind != NODE_SCALAR || node_is_null(node))
        return REFUSE(node, "'%s' must be %s, not %s", key->name, what, node_kind_name(node));
    if (node->quoted || !read_number(node->text, &value))
        return REFUSE(node, "'%s' must be %s, not '%s'%s", key->name, what, SHOW(node->text),
                      node->quoted ? " in quotes" : "");
    if (value < key->least || value > key->most)
        return REFUSE(node, "'%s' must be from %.10g to %.10g, not %s", key->name, key->least,
                      key->most, SHOW(node->text));
    *out = value;
    return MASTHEAD_OK;
}

static masthead_status set_number(struct reader *r, const struct key *key, const struct node *node,
                                  void *member)
{
    return take_number(r, key, node, "a number, as 2 or 0.75", member);
}

static masthead_status set_integer(struct reader *r, const struct key *key, const struct node *node,
                                   void *member)
{
    double value;
    masthead_status status = take_number(r, key, node, "a whole number, as 0 or 12", &value);
    if (status)
        return status;
    if (value != (double)(int32_t)value)
        return REFUSE(node, "'%s' must be a whole number, not %s", key->name, SHOW(node->text));
    *(int32_t *)member = (int32_t)value;
    return MASTHEAD_OK;
}

/* Stores a copy of a text that was checked. */
static masthead_status keep(struct reader *r, const struct node *node, const char **member)
{
    const char *copy = arena_copy(r->arena, node->text.at, node->text.size);
    if (!copy)
        return no_memory(r);
    *member = copy;
    return MASTHEAD_OK;
}

static masthead_status check_scalar(struct reader *r, const struct key *key,
                                    const struct node *node)
{
    if (node->kind == NODE_SCALAR && !node_is_null(node))
        return MASTHEAD_OK;
    return REFUSE(node, "'%s' must be one word or quoted text, not %s", key->name,
                  node_kind_name(node));
}

static masthead_status set_choice(struct reader *r, const struct key *key, const struct node *node,
                                  void *member)
{
    masthead_status status = check_scalar(r, key, node);
    if (status)
        return status;
    size_t count = 0;
    for (; key->choices[count]; count++)
        if (view_equal(node->text, view_string(key->choices[count]))) {
            *(int *)member = (int)count;
            return MASTHEAD_OK;
        }
    char what[48];
    snprintf(what, sizeof what, "unknown %s", key->name);
    return refuse_word(r, node, what, key->choices, count);
}

static masthead_status set_version(struct reader *r, const struct key *key, const struct node *node,
                                   void *member)
{
    if (node->kind != NODE_SCALAR || node->quoted || node_is_null(node))
        return REFUSE(node, "'%s' must be the number %s, not %s", key->name, FORMAT_VERSION,
                      node_kind_name(node));
    if (!view_equal(node->text, view_string(FORMAT_VERSION)))
        return REFUSE(node, "version %s of the config's format is not known; version %s is read",
                      SHOW(node->text), FORMAT_VERSION);
    *(bool *)member = true;
    return MASTHEAD_OK;
}

static masthead_status set_language(struct reader *r, const struct key *key,
                                    const struct node *node, void *member)
{
    masthead_status status = check_scalar(r, key, node);
    if (status)
        return status;
    size_t letters = 0;
    while (letters < node->text.size && node->text.at[letters] >= 'a' &&
           node->text.at[letters] <= 'z')
        letters++;
    if (letters != node->text.size || letters < 2 || letters > 3)
        return REFUSE(node,
                      "'language' must be a code of two or three small letters, as en, not '%s'",
                      SHOW(node->text));
    return keep(r, node, member);
}

static masthead_status refuse_prefix(struct reader *r, const struct node *node, const char *why)
{
    return REFUSE(node, "prefix '%s' %s", SHOW(node->text), why);
}

/* Checks the shape that Omega's conventions give a prefix (omega, docs/termprefixes.rst): one
 * capital, or X and more capitals.  Who may have which is decided later. */
static masthead_status set_prefix(struct reader *r, const struct key *key, const struct node *node,
                                  void *member)
{
    masthead_status status = check_scalar(r, key, node);
    if (status)
        return status;
    struct view text = node->text;
    for (size_t i = 0; i < text.size; i++)
        if (text.at[i] < 'A' || text.at[i] > 'Z')
            return refuse_prefix(r, node, "must be of capital letters A to Z only, as S or XS");
    if (text.size > PREFIX_BYTES)
        return refuse_prefix(r, node, "is too long; 16 letters are the most");
    if (text.size > 1 && text.at[0] != 'X')
        return refuse_prefix(r, node, "must begin with X, as all of more than one letter do");
    if (text.size == 1 && text.at[0] == 'X')
        return refuse_prefix(r, node, "needs more letters after X");
    if (text.size == 1 && (text.at[0] == 'Z' || text.at[0] == 'R'))
        return refuse_prefix(r, node, "is Xapian's own");
    if (text.size >= 3 && memcmp(text.at, MASTHEAD_LENGTHS_PREFIX, 3) == 0)
        return refuse_prefix(r, node, "begins with " MASTHEAD_LENGTHS_PREFIX
                                      ", which Masthead keeps for itself");
    return keep(r, node, member);
}

/* ---- Lists of names and formats -------------------------------------------------------------- */

typedef masthead_status check_fn(struct reader *r, const struct node *node);

/* Reads a list of texts, each of which `check` approves. */
static masthead_status read_list(struct reader *r, const struct key *key, const struct node *node,
                                 check_fn *check, struct list *out)
{
    if (node->kind != NODE_LIST)
        return REFUSE(node, "'%s' must be a list, as [%s], not %s", key->name,
                      node->kind == NODE_SCALAR && !node_is_null(node) ? SHOW(node->text) : "…",
                      node_kind_name(node));
    if (node->count == 0)
        return REFUSE(node, "the list '%s' is empty", key->name);
    if (node->count > NAMES)
        return REFUSE(node, "the list '%s' has more than %d entries", key->name, NAMES);
    const char **at = arena_take(r->arena, node->count * sizeof *at);
    if (!at)
        return no_memory(r);
    size_t count = 0;
    for (const struct node *item = node->first; item; item = item->next) {
        masthead_status status;
        if (item->kind != NODE_SCALAR || node_is_null(item))
            return REFUSE(item, "an entry of '%s' must be a word or quoted text, not %s", key->name,
                          node_kind_name(item));
        if ((status = check(r, item)) || (status = keep(r, item, &at[count++])))
            return status;
    }
    *out = (struct list){at, count};
    return MASTHEAD_OK;
}

static masthead_status check_metadata_name(struct reader *r, const struct node *node)
{
    if (node->text.size == 0)
        return REFUSE(node, "an empty name");
    if (node->text.size > NAME_BYTES)
        return REFUSE(node, "the name '%s' is longer than %d bytes", SHOW(node->text), NAME_BYTES);
    for (size_t i = 0; i < node->text.size; i += view_character(node->text, i))
        if (view_is_control(node->text, i))
            return REFUSE(node, "the name '%s' holds a control character", SHOW(node->text));
    return MASTHEAD_OK;
}

static masthead_status set_from(struct reader *r, const struct key *key, const struct node *node,
                                void *member)
{
    masthead_field *field = member;
    struct list list;
    masthead_status status = read_list(r, key, node, check_metadata_name, &list);
    if (status)
        return status;
    field->from = list.at;
    field->from_count = list.count;
    return MASTHEAD_OK;
}

/* Approves a format that names one year, one month and one day in the conversions of
 * calendar_parse(). */
static masthead_status check_format(struct reader *r, const struct node *node)
{
    static const struct part {
        const char *name, *conversions, *example;
    } parts[] = {{"year", "Yy", "%Y"}, {"month", "mbB", "%m"}, {"day", "de", "%d"}};
    unsigned seen[3] = {0};
    struct view text = node->text;
    for (size_t i = 0; i < text.size; i += view_character(text, i)) {
        if (view_is_control(text, i))
            return REFUSE(node, "the format '%s' holds a control character", SHOW(text));
        if (text.at[i] != '%')
            continue;
        if (++i == text.size)
            return REFUSE(node, "the format '%s' ends in a lone %%; write %%%% for a percent sign",
                          SHOW(text));
        if (!memchr("YymbBdeHMSaAZz%", text.at[i], 15)) {
            struct shown conversion = show(view_of(text.at + i, view_character(text, i)));
            return REFUSE(node,
                          "the format '%s' has %%%s, which is none of %%Y %%y %%m %%b %%B %%d %%e "
                          "%%H %%M %%S %%a %%A %%Z %%z %%%%",
                          SHOW(text), conversion.text);
        }
        for (size_t k = 0; k < 3; k++)
            seen[k] += strchr(parts[k].conversions, text.at[i]) != NULL;
    }
    for (size_t k = 0; k < 3; k++)
        if (seen[k] != 1)
            return REFUSE(node, "the format '%s' has %s %s, as %s", SHOW(text),
                          seen[k] ? "more than one" : "no", parts[k].name, parts[k].example);
    return MASTHEAD_OK;
}

static masthead_status set_formats(struct reader *r, const struct key *key, const struct node *node,
                                   void *member)
{
    masthead_field *field = member;
    struct list list;
    masthead_status status = read_list(r, key, node, check_format, &list);
    if (status)
        return status;
    field->formats = list.at;
    field->format_count = list.count;
    return MASTHEAD_OK;
}

/* ---- Fields ---------------------------------------------------------------------------------- */

static const char *const kinds[] = {[MASTHEAD_FIELD_TEXT] = "text",
                                    [MASTHEAD_FIELD_BYLINE] = "byline",
                                    [MASTHEAD_FIELD_DATELINE] = "dateline",
                                    [MASTHEAD_FIELD_DATE] = "date",
                                    [MASTHEAD_FIELD_KEYWORD] = "keyword",
                                    [MASTHEAD_FIELD_ID] = "id",
                                    NULL};

#define IN_FIELD(member) offsetof(masthead_field, member)

static masthead_status set_kind(struct reader *r, const struct key *key, const struct node *node,
                                void *member)
{
    int kind;
    masthead_status status = set_choice(r, key, node, &kind);
    if (!status)
        *(masthead_field_kind *)member = (masthead_field_kind)kind;
    return status;
}

static const struct key field_keys[] = {
    {"from", set_from, 0, 0, 0, NULL},
    {"prefix", set_prefix, IN_FIELD(prefix), 0, 0, NULL},
    {"weight", set_number, IN_FIELD(weight), 0, 1000, NULL},
    {"b", set_number, IN_FIELD(b), 0, 1, NULL},
    {"kind", set_kind, IN_FIELD(kind), 0, 0, kinds},
    {"slot", set_integer, IN_FIELD(slot), 0, INT32_MAX, NULL},
    {"formats", set_formats, 0, 0, 0, NULL},
};

/* A field's name stands before a colon in queries and in index scripts. */
static bool is_field_name(struct view name)
{
    if (name.size == 0 || name.size > NAME_BYTES)
        return false;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_')))
            return false;
    }
    return true;
}

/* Sets what the mapping left out and a kind of field implies. */
static void complete(masthead_field *field)
{
    static const char *const iso_formats[] = {"%Y-%m-%d", "%Y%m%d"};
    if (!field->prefix && field->kind == MASTHEAD_FIELD_DATELINE)
        field->prefix = "XL";
    if (!field->prefix && field->kind == MASTHEAD_FIELD_DATE)
        field->prefix = "D";
    if (field->kind == MASTHEAD_FIELD_DATE && !field->formats) {
        field->formats = iso_formats;
        field->format_count = sizeof iso_formats / sizeof *iso_formats;
    }
}

static bool has_slot(masthead_field_kind kind)
{
    return kind == MASTHEAD_FIELD_DATE || kind == MASTHEAD_FIELD_KEYWORD ||
           kind == MASTHEAD_FIELD_ID;
}

/* Checks the keys of one field against its kind. */
static masthead_status check_field(struct reader *r, const struct node *key,
                                   const masthead_field *field)
{
    const struct node *node;
    const char *kind = kinds[field->kind];
    if (!field->prefix)
        return REFUSE(key, "field '%s' needs a prefix%s", field->name,
                      field->kind == MASTHEAD_FIELD_TEXT ? ", as XF, or \"\" for the main text"
                                                         : "");
    if (field->prefix[0] == '\0' && field->kind != MASTHEAD_FIELD_TEXT)
        return REFUSE(node_value(key->value, "prefix"),
                      "a field of kind %s cannot have the prefix \"\"", kind);
    if (field->formats && field->kind != MASTHEAD_FIELD_DATE &&
        (node = node_key(key->value, "formats")))
        return REFUSE(node, "'formats' belongs to fields of kind date, and '%s' is of kind %s",
                      field->name, kind);
    if (field->slot >= 0 && !has_slot(field->kind))
        return REFUSE(
            node_key(key->value, "slot"),
            "'slot' belongs to fields of kind date, keyword or id, and '%s' is of kind %s",
            field->name, kind);
    return MASTHEAD_OK;
}

static masthead_status read_field(struct reader *r, const struct node *key, masthead_field *out)
{
    masthead_status status;
    const char *name = NULL;
    if (!is_field_name(key->text))
        return REFUSE(
            key,
            "the field name '%s' must be of A-Z a-z 0-9 - _, begin with a letter and be no "
            "longer than %d",
            SHOW(key->text), NAME_BYTES);
    if ((status = keep(r, key, &name)))
        return status;
    const char **from = arena_take(r->arena, sizeof *from);
    if (!from)
        return no_memory(r);
    *from = name;
    *out = (masthead_field){.name = name,
                            .kind = MASTHEAD_FIELD_TEXT,
                            .slot = -1,
                            .weight = 1.0,
                            .b = 0.75,
                            .from_count = 1,
                            .from = from};
    if ((status = READ_MAP(name, key->value, field_keys, out)))
        return status;
    complete(out);
    return check_field(r, key, out);
}

/* Metadata names are compared without regard to ASCII case. */
static bool same_name(struct view a, struct view b)
{
    if (a.size != b.size)
        return false;
    for (size_t i = 0; i < a.size; i++) {
        char c = a.at[i], d = b.at[i];
        c = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        d = (char)(d >= 'A' && d <= 'Z' ? d + 32 : d);
        if (c != d)
            return false;
    }
    return true;
}

static masthead_status set_fields(struct reader *r, const struct key *key, const struct node *node,
                                  void *member)
{
    struct draft *draft = member;
    if (node->kind != NODE_MAP)
        return REFUSE(node, "'%s' must be a mapping (name: {prefix: …}), not %s", key->name,
                      node_kind_name(node));
    if (node->count == 0)
        return REFUSE(node, "'fields' is empty, but a config needs one field at least");
    if (node->count > MOST_FIELDS)
        return REFUSE(node, "there are more than %d fields", MOST_FIELDS);
    draft->fields = arena_take(r->arena, node->count * sizeof *draft->fields);
    draft->keys = arena_take(&r->document.arena, node->count * sizeof *draft->keys);
    if (!draft->fields || !draft->keys)
        return no_memory(r);
    for (const struct node *field = node->first; field; field = field->next) {
        for (size_t i = 0; i < draft->field_count; i++)
            if (same_name(draft->keys[i]->text, field->text))
                return REFUSE(field, "field '%s' is given twice (first on line %u)",
                              SHOW(field->text), document_line(&r->document, draft->keys[i]));
        masthead_status status = read_field(r, field, &draft->fields[draft->field_count]);
        if (status)
            return status;
        draft->keys[draft->field_count++] = field;
    }
    return MASTHEAD_OK;
}

/* ---- The rest of the config ------------------------------------------------------------------ */

#define IN_PUBLIC(member) offsetof(masthead_settings, member)
#define WEIGHT(member)                                                                             \
    {                                                                                              \
        "weight", set_number, IN_PUBLIC(member), 0, 1000, NULL                                     \
    }

static const struct key names_keys[] = {{"prefix", set_prefix, IN_PUBLIC(name_prefix), 0, 0, NULL},
                                        WEIGHT(name_weight)};
static const struct key titles_keys[] = {
    {"prefix", set_prefix, IN_PUBLIC(title_prefix), 0, 0, NULL}, WEIGHT(title_weight)};
static const struct key dates_keys[] = {{"prefix", set_prefix, IN_PUBLIC(date_prefix), 0, 0, NULL},
                                        WEIGHT(date_weight)};

static masthead_status set_names(struct reader *r, const struct key *key, const struct node *node,
                                 void *member)
{
    return READ_MAP(key->name, node, names_keys, member);
}

static masthead_status set_titles(struct reader *r, const struct key *key, const struct node *node,
                                  void *member)
{
    return READ_MAP(key->name, node, titles_keys, member);
}

static masthead_status set_dates(struct reader *r, const struct key *key, const struct node *node,
                                 void *member)
{
    return READ_MAP(key->name, node, dates_keys, member);
}

/* Reads "30 days" into days. */
static masthead_status set_half_life(struct reader *r, const struct key *key,
                                     const struct node *node, void *member)
{
    static const char *const units[] = {"day",   "days",   "week", "weeks",
                                        "month", "months", "year", "years"};
    const double days[] = {1, 7, MONTH, YEAR};
    masthead_status status = check_scalar(r, key, node);
    if (status)
        return status;
    struct view text = node->text;
    const char *space = memchr(text.at, ' ', text.size);
    size_t size = space ? (size_t)(space - text.at) : text.size, begin = size;
    while (begin < text.size && text.at[begin] == ' ')
        begin++;
    struct view unit = view_of(text.at + begin, text.size - begin);
    double number;
    size_t i = 0;
    while (i < 8 && !view_equal(unit, view_string(units[i])))
        i++;
    if (i == 8 || !read_number(view_of(text.at, size), &number))
        return REFUSE(node,
                      "'%s' must be a number of days, weeks, months or years, as 30 days, not '%s'",
                      key->name, SHOW(text));
    number *= days[i / 2];
    if (number < 1 || number > 1000 * YEAR)
        return REFUSE(node, "'%s' must be from 1 day to 1000 years, not %s", key->name, SHOW(text));
    *(double *)member = number;
    return MASTHEAD_OK;
}

static const struct key recency_keys[] = {
    {"half-life", set_half_life, IN_PUBLIC(recency_half_life), 0, 0, NULL},
    WEIGHT(recency_weight),
};

static masthead_status set_recency(struct reader *r, const struct key *key, const struct node *node,
                                   void *member)
{
    return READ_MAP(key->name, node, recency_keys, &((struct draft *)member)->public);
}

static const char *const models[] = {
    [MASTHEAD_RANK_BM25F] = "bm25f", [MASTHEAD_RANK_HOST] = "host", NULL};
static const char *const date_orders[] = {"mdy", "dmy", NULL};

static const struct key ranking_keys[] = {
    {"model", set_choice, offsetof(struct draft, model), 0, 0, models},
    {"k1", set_number, offsetof(struct draft, public.k1), 0, 10, NULL},
    {"recency", set_recency, 0, 0, 0, NULL},
};

static masthead_status set_ranking(struct reader *r, const struct key *key, const struct node *node,
                                   void *member)
{
    return READ_MAP(key->name, node, ranking_keys, member);
}

static const struct key config_keys[] = {
    {"masthead", set_version, offsetof(struct draft, version), 0, 0, NULL},
    {"language", set_language, offsetof(struct draft, public.language), 0, 0, NULL},
    {"date-order", set_choice, offsetof(struct draft, date_order), 0, 0, date_orders},
    {"fields", set_fields, 0, 0, 0, NULL},
    {"names", set_names, offsetof(struct draft, public), 0, 0, NULL},
    {"titles", set_titles, offsetof(struct draft, public), 0, 0, NULL},
    {"dates", set_dates, offsetof(struct draft, public), 0, 0, NULL},
    {"ranking", set_ranking, 0, 0, 0, NULL},
};

/* Other versions have other keys, so the version is looked at before all else. */
static masthead_status check_version(struct reader *r, const struct node *root)
{
    bool known;
    if (root->kind != NODE_MAP)
        return REFUSE(root, "a config must be a mapping (key: value), not %s",
                      node_kind_name(root));
    const struct node *node = node_value(root, "masthead");
    if (!node)
        return REFUSE(root, "the format's version is missing: begin with 'masthead: %s'",
                      FORMAT_VERSION);
    return set_version(r, &config_keys[0], node, &known);
}

/* ---- The config as a whole ------------------------------------------------------------------- */

/* Who has a prefix or slot.  `node` is the place in the file, NULL for a default that is not in
 * it. */
struct owner {
    const char *what, *name;
    const char *prefix;
    const struct node *node;
    bool is_date;
};

static bool is_before(const struct node *a, const struct node *b)
{
    return a->line < b->line || (a->line == b->line && a->column < b->column);
}

static masthead_status refuse_shared(struct reader *r, const struct owner *a, const struct owner *b)
{
    const struct owner *first = a, *second = b;
    if (!second->node || (first->node && is_before(second->node, first->node))) {
        first = b;
        second = a;
    }
    char prefix[PREFIX_BYTES + 4], line[32] = "by default";
    snprintf(prefix, sizeof prefix, first->prefix[0] ? "'%s'" : "\"\"%s", first->prefix);
    if (first->node)
        snprintf(line, sizeof line, "line %u", document_line(&r->document, first->node));
    return REFUSE(second->node, "prefix %s is already that of %s%s%s%s (%s)", prefix, first->what,
                  first->name[0] ? " '" : "", first->name, first->name[0] ? "'" : "", line);
}

static struct owner section_owner(const struct node *root, const char *what, const char *prefix)
{
    const struct node *map = node_value(root, what);
    return (struct owner){what, "", prefix, map ? node_value(map, "prefix") : NULL, false};
}

/* Lists the fields, then names, titles, dates and, when no field is one, the datelines. */
static size_t list_owners(const struct draft *draft, const struct node *root, struct owner *owners)
{
    size_t count = 0;
    for (size_t i = 0; i < draft->field_count; i++) {
        const masthead_field *field = &draft->fields[i];
        const struct node *node = node_value(draft->keys[i]->value, "prefix");
        bool is_date = field->kind == MASTHEAD_FIELD_DATE;
        if (!is_date || field->prefix[0])
            owners[count++] = (struct owner){"field", field->name, field->prefix,
                                             node ? node : draft->keys[i], is_date};
    }
    owners[count++] = section_owner(root, "names", draft->public.name_prefix);
    owners[count++] = section_owner(root, "titles", draft->public.title_prefix);
    owners[count++] = section_owner(root, "dates", draft->public.date_prefix);
    size_t datelines = 0;
    for (size_t i = 0; i < draft->field_count; i++)
        datelines += draft->fields[i].kind == MASTHEAD_FIELD_DATELINE;
    if (datelines == 0)
        owners[count++] =
            (struct owner){"the places of datelines", "", draft->public.place_prefix, NULL, false};
    return count;
}

/* Every prefix has one owner.  D, and with it M and Y, belong to the day of publication. */
static masthead_status check_prefixes(struct reader *r, const struct draft *draft)
{
    struct owner owners[MOST_FIELDS + 4];
    size_t count = list_owners(draft, r->document.root, owners);
    for (size_t i = 0; i < count; i++) {
        const char *prefix = owners[i].prefix;
        if (prefix[0] == '\0' && owners[i].name[0] == '\0')
            return REFUSE(owners[i].node, "'%s' cannot have the prefix \"\"", owners[i].what);
        if (prefix[0] && !prefix[1] && !owners[i].is_date && strchr("DMY", prefix[0]))
            return REFUSE(owners[i].node,
                          "prefix '%s' is kept for the day, month and year of publication", prefix);
        for (size_t k = 0; k < i; k++)
            if (strcmp(owners[k].prefix, prefix) == 0)
                return refuse_shared(r, &owners[k], &owners[i]);
    }
    return MASTHEAD_OK;
}

static masthead_status check_slots(struct reader *r, const struct draft *draft)
{
    for (size_t i = 0; i < draft->field_count; i++) {
        if (draft->fields[i].slot == MASTHEAD_LENGTHS_SLOT)
            return REFUSE(node_value(draft->keys[i]->value, "slot"),
                          "slot %d is the one that Masthead keeps for itself",
                          MASTHEAD_LENGTHS_SLOT);
        for (size_t k = 0; k < i; k++)
            if (draft->fields[i].slot >= 0 && draft->fields[i].slot == draft->fields[k].slot)
                return REFUSE(node_value(draft->keys[i]->value, "slot"),
                              "slot %d is already that of field '%s' (line %u)",
                              (int)draft->fields[i].slot, draft->fields[k].name,
                              document_line(&r->document, draft->keys[k]));
    }
    return MASTHEAD_OK;
}

/* The place of the name from[i] of a field. */
static const struct node *from_node(const struct node *key, size_t i)
{
    const struct node *list = node_value(key->value, "from");
    if (!list)
        return key;
    const struct node *item = list->first;
    while (i-- > 0)
        item = item->next;
    return item;
}

/* Looks for an earlier owner of a metadata name: its own field's list, or another field's list
 * or name. */
static masthead_status check_name(struct reader *r, const struct draft *draft, size_t i, size_t at)
{
    const masthead_field *field = &draft->fields[i];
    struct view name = view_string(field->from[at]);
    const struct node *node = from_node(draft->keys[i], at);
    for (size_t n = 0; n < at; n++)
        if (same_name(view_string(field->from[n]), name))
            return REFUSE(node, "'%s' stands twice in this list", SHOW(name));
    for (size_t k = 0; k < draft->field_count; k++) {
        const masthead_field *other = &draft->fields[k];
        if (k != i && same_name(view_string(other->name), name))
            return REFUSE(node, "'%s' is the name of another field (line %u)", SHOW(name),
                          document_line(&r->document, draft->keys[k]));
        for (size_t n = 0; k < i && n < other->from_count; n++)
            if (same_name(view_string(other->from[n]), name))
                return REFUSE(node, "'%s' fills field '%s' already (line %u)", SHOW(name),
                              other->name, document_line(&r->document, draft->keys[k]));
    }
    return MASTHEAD_OK;
}

/* A metadata name fills one field. */
static masthead_status check_names(struct reader *r, const struct draft *draft)
{
    for (size_t i = 0; i < draft->field_count; i++)
        for (size_t at = 0; at < draft->fields[i].from_count; at++) {
            masthead_status status = check_name(r, draft, i, at);
            if (status)
                return status;
        }
    return MASTHEAD_OK;
}

/* The first date is the day of publication, under D, M and Y; any other is a value only. */
static masthead_status check_dates(struct reader *r, struct draft *draft)
{
    const masthead_field *first = NULL;
    for (size_t i = 0; i < draft->field_count; i++) {
        masthead_field *field = &draft->fields[i];
        const struct node *node = node_value(draft->keys[i]->value, "prefix");
        if (field->kind != MASTHEAD_FIELD_DATE)
            continue;
        if (!first && strcmp(field->prefix, "D") != 0)
            return REFUSE(node, "the prefix of the first date, the day of publication, is D");
        if (first && node)
            return REFUSE(node, "a second date has no prefix; it is kept in its slot");
        if (first && field->slot < 0)
            return REFUSE(draft->keys[i],
                          "field '%s' needs a slot, as only the first date ('%s') has terms",
                          field->name, first->name);
        if (first)
            field->prefix = "";
        else
            first = field;
    }
    return MASTHEAD_OK;
}

/* At most one field is the dateline: its prefix becomes that of places. */
static masthead_status check_datelines(struct reader *r, struct draft *draft)
{
    const masthead_field *first = NULL;
    for (size_t i = 0; i < draft->field_count; i++) {
        if (draft->fields[i].kind != MASTHEAD_FIELD_DATELINE)
            continue;
        if (first)
            return REFUSE(draft->keys[i], "field '%s' is of kind dateline already; one is the most",
                          first->name);
        first = &draft->fields[i];
        draft->public.place_prefix = first->prefix;
    }
    return MASTHEAD_OK;
}

/* Recency needs to know what is recent. */
static masthead_status check_recency(struct reader *r, const struct draft *draft)
{
    if (draft->public.recency_weight == 0)
        return MASTHEAD_OK;
    const struct node *recency = node_value(node_value(r->document.root, "ranking"), "recency");
    const struct node *node = node_key(recency, "weight");
    if (draft->public.recency_half_life == 0)
        return REFUSE(node, "recency with a weight needs a half-life, as 30 days");
    for (size_t i = 0; i < draft->field_count; i++)
        if (draft->fields[i].kind == MASTHEAD_FIELD_DATE && draft->fields[i].slot >= 0)
            return MASTHEAD_OK;
    return REFUSE(node, "recency with a weight needs a field of kind date with a slot");
}

static masthead_status check_whole(struct reader *r, struct draft *draft)
{
    masthead_status status;
    if (!draft->fields)
        return REFUSE(r->document.root, "'fields' is missing");
    if ((status = check_dates(r, draft)) || (status = check_datelines(r, draft)) ||
        (status = check_prefixes(r, draft)) || (status = check_slots(r, draft)) ||
        (status = check_names(r, draft)))
        return status;
    return check_recency(r, draft);
}

static masthead_status read_draft(struct reader *r, struct draft *draft)
{
    const struct node *root = r->document.root;
    masthead_status status = check_version(r, root);
    if (!status)
        status = READ_MAP("masthead", root, config_keys, draft);
    return status ? status : check_whole(r, draft);
}

static int by_prefix(const void *a, const void *b)
{
    return strcmp((*(const masthead_field *const *)a)->prefix,
                  (*(const masthead_field *const *)b)->prefix);
}

/* Lists the fields in whose words articles are looked for. */
static bool rank_fields(struct settings *settings)
{
    settings->ranked = arena_take(&settings->arena, settings->field_count * sizeof *settings->ranked);
    if (!settings->ranked)
        return false;
    for (size_t i = 0; i < settings->field_count; i++) {
        const masthead_field *field = &settings->fields[i];
        if (field->kind == MASTHEAD_FIELD_TEXT || field->kind == MASTHEAD_FIELD_BYLINE)
            settings->ranked[settings->ranked_count++] = field;
    }
    qsort(settings->ranked, settings->ranked_count, sizeof *settings->ranked, by_prefix);
    return true;
}

masthead_status settings_read(struct view text, const char *name, struct settings *out,
                              masthead_error *err)
{
    struct arena arena = {0};
    struct reader reader = {.arena = &arena};
    struct draft draft = {.public = {.language = "en",
                                     .name_prefix = "XP",
                                     .title_prefix = "XT",
                                     .date_prefix = "XD",
                                     .place_prefix = "XL",
                                     .name_weight = 1.0,
                                     .title_weight = 1.0,
                                     .date_weight = 1.0,
                                     .k1 = 1.2}};
    masthead_status status = document_read(text, name, &reader.document, err);
    if (!status)
        status = read_draft(&reader, &draft);
    document_free(&reader.document);
    if (status) {
        arena_free(&arena);
        return status;
    }
    draft.public.day_first = draft.date_order;
    draft.public.ranking = (masthead_ranking)draft.model;
    *out = (struct settings){arena, draft.public, draft.fields, draft.field_count, NULL, 0};
    if (!rank_fields(out)) {
        settings_free(out);
        return error_no_memory(err);
    }
    return MASTHEAD_OK;
}

void settings_free(struct settings *settings)
{
    arena_free(&settings->arena);
    *settings = (struct settings){0};
}
