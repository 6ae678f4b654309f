/* query.c - query strings and their values to trees of terms
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A value is read by what reads articles: an office and a date go through the same scan and the same recognizers,
 * so that a query has the terms that an article with the same words has.
 *
 *     query = { clause }
 *     clause = name ":" value | words
 *     value  = '"' { character } '"' | word | [ day ] ".." [ day ] */
#include "query.h"

#include <stdio.h>
#include <stdlib.h>

#include "calendar.h"
#include "error.h"
#include "unicode.h"

struct masthead_query {
    struct arena arena;
    const masthead_query_node *root;
};

/* ---- Names of fields ---------------------------------------------------------------------------- */

static const struct {
    const char *name;
    masthead_query_kind kind;
} own_names[] = {
    {"person", MASTHEAD_QUERY_AS_PERSON},
    {"name", MASTHEAD_QUERY_AS_PERSON},
    {"office", MASTHEAD_QUERY_AS_OFFICE},
    {"date", MASTHEAD_QUERY_AS_DATE},
};

enum { OWN_NAMES = sizeof own_names / sizeof *own_names };

/* A name that query parsers take: letters, digits and _, a letter first. */
static bool can_be_typed(const char *name)
{
    if (!((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z')))
        return false;
    for (; *name; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
              (*name >= '0' && *name <= '9') || *name == '_'))
            return false;
    return true;
}

static bool is_taken(const struct masthead *m, const char *name)
{
    for (size_t i = 0; i < m->query_field_count; i++)
        if (strcmp(m->query_fields[i].public.name, name) == 0)
            return true;
    return false;
}

static void add_name(struct masthead *m, const char *name, const char *prefix,
                     masthead_query_kind kind, const masthead_field *field)
{
    if (can_be_typed(name) && !is_taken(m, name))
        m->query_fields[m->query_field_count++] = (struct query_field){{name, prefix, kind}, field};
}

static masthead_query_kind kind_of(const masthead_field *field)
{
    switch (field->kind) {
    case MASTHEAD_FIELD_DATE:
        return MASTHEAD_QUERY_AS_PUBLISHED;
    case MASTHEAD_FIELD_KEYWORD:
    case MASTHEAD_FIELD_ID:
        return MASTHEAD_QUERY_AS_KEYWORD;
    case MASTHEAD_FIELD_TEXT:
    case MASTHEAD_FIELD_BYLINE:
    case MASTHEAD_FIELD_DATELINE:
        break;
    }
    return MASTHEAD_QUERY_IN_TEXT;
}

masthead_status query_fields_read(struct masthead *m)
{
    const masthead_settings *settings = &m->settings.public;
    size_t most = OWN_NAMES;
    for (size_t i = 0; i < m->settings.field_count; i++)
        most += 1 + m->settings.fields[i].from_count;
    m->query_fields = arena_take(&m->settings.arena, most * sizeof *m->query_fields);
    if (!m->query_fields)
        return MASTHEAD_NO_MEMORY;
    for (int i = 0; i < OWN_NAMES; i++) {
        const char *prefix = own_names[i].kind == MASTHEAD_QUERY_AS_PERSON ? settings->name_prefix
                             : own_names[i].kind == MASTHEAD_QUERY_AS_OFFICE
                                 ? settings->title_prefix
                                 : settings->date_prefix;
        add_name(m, own_names[i].name, prefix, own_names[i].kind, NULL);
    }
    /* the fields' own names first: a metadata name of one must not hide another field */
    for (size_t i = 0; i < m->settings.field_count; i++) {
        const masthead_field *field = &m->settings.fields[i];
        add_name(m, field->name, field->prefix, kind_of(field), field);
    }
    for (size_t i = 0; i < m->settings.field_count; i++) {
        const masthead_field *field = &m->settings.fields[i];
        for (size_t k = 0; k < field->from_count; k++)
            add_name(m, field->from[k], field->prefix, kind_of(field), field);
    }
    return MASTHEAD_OK;
}

size_t masthead_query_field_count(const masthead *m)
{
    return m->query_field_count;
}

const masthead_query_field *masthead_query_field_at(const masthead *m, size_t index)
{
    return index < m->query_field_count ? &m->query_fields[index].public : NULL;
}

/* ---- Trees -------------------------------------------------------------------------------------- */

/* What is at hand while one query is read.  The first failure is kept in `status`; after it nothing more is built. */
struct reader {
    const struct masthead *m;
    const masthead_query_options *options;
    struct arena *arena;
    uint32_t begin, end; /* of the clause, in the query string */
    masthead_status status;
    masthead_error *err;
};

/* Children collected for one node, in a list since their number is not known. */
struct branch {
    const masthead_query_node *node;
    struct branch *next;
};

struct list {
    struct branch *first, **last;
    size_t count;
};

static void *take(struct reader *r, size_t size)
{
    void *taken = r->status ? NULL : arena_take(r->arena, size);
    if (!taken && !r->status)
        r->status = error_no_memory(r->err);
    return taken;
}

static masthead_query_node *make(struct reader *r, masthead_query_op op)
{
    masthead_query_node *node = take(r, sizeof *node);
    if (node)
        *node = (masthead_query_node){.op = op,
                                      .term = "",
                                      .prefix = "",
                                      .from = "",
                                      .to = "",
                                      .begin = r->begin,
                                      .end = r->end};
    return node;
}

static void push(struct reader *r, struct list *list, const masthead_query_node *node)
{
    struct branch *branch = node ? take(r, sizeof *branch) : NULL;
    if (!branch)
        return;
    *branch = (struct branch){node, NULL};
    *(list->first ? list->last : &list->first) = branch;
    list->last = &branch->next;
    list->count++;
}

/* Joins what was collected: a single child stands for itself. */
static const masthead_query_node *join(struct reader *r, masthead_query_op op,
                                       const struct list *list)
{
    if (list->count == 0)
        return make(r, MASTHEAD_QUERY_NOTHING);
    if (list->count == 1)
        return list->first->node;
    masthead_query_node *node = make(r, op);
    const masthead_query_node **children = take(r, list->count * sizeof *children);
    if (!node || !children)
        return NULL;
    node->children = children;
    node->child_count = list->count;
    for (const struct branch *branch = list->first; branch; branch = branch->next)
        *children++ = branch->node;
    return node;
}

static void push_term(struct reader *r, struct list *list, const char *prefix, struct view text,
                      double weight)
{
    size_t size = strlen(prefix);
    if (size + text.size > TERM_BYTES)
        return; /* no article has such a term */
    char *term = take(r, size + text.size + 1);
    masthead_query_node *node = make(r, MASTHEAD_QUERY_TERM);
    if (!term || !node)
        return;
    memcpy(term, prefix, size);
    memcpy(term + size, text.at, text.size);
    term[size + text.size] = '\0';
    node->term = term;
    node->term_size = size + text.size;
    node->weight = weight;
    push(r, list, node);
}

static void complain(struct reader *r, struct view value, const char *what)
{
    if (!r->status)
        r->status = error_set(r->err, MASTHEAD_BAD_INPUT, "'%.*s' %s",
                              (int)(value.size < 100 ? value.size : 100), value.at, what);
}

/* ---- Dates -------------------------------------------------------------------------------------- */

struct span {
    struct day from, to;
};

static int digits(struct view text, size_t at, size_t count)
{
    int number = 0;
    if (at + count > text.size)
        return -1;
    for (size_t i = at; i < at + count; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        number = number * 10 + (text.at[i] - '0');
    }
    return number;
}

static bool year_span(int year, struct span *out)
{
    *out = (struct span){{year, 1, 1}, {year, 12, 31}};
    return year >= MIN_YEAR && year <= MAX_YEAR;
}

static bool month_span(int year, int month, struct span *out)
{
    if (!calendar_valid(year, month, 1))
        return false;
    *out = (struct span){{year, month, 1}, {year, month, calendar_month_length(year, month)}};
    return true;
}

static bool day_span(int year, int month, int day, struct span *out)
{
    *out = (struct span){{year, month, day}, {year, month, day}};
    return calendar_valid(year, month, day);
}

/* Reads 2021, 2021-08, 202108, 2021-08-17, 20210817.  *known tells whether it has one of these forms. */
static bool numeric_span(struct view text, struct span *out, bool *known)
{
    int year = digits(text, 0, 4);
    *known = year >= 0;
    if (*known && text.size == 4)
        return year_span(year, out);
    if (*known && text.size == 6)
        return (*known = digits(text, 4, 2) >= 0) && month_span(year, digits(text, 4, 2), out);
    if (*known && text.size == 7)
        return (*known = text.at[4] == '-' && digits(text, 5, 2) >= 0) &&
               month_span(year, digits(text, 5, 2), out);
    if (*known && text.size == 8)
        return (*known = digits(text, 4, 4) >= 0) &&
               day_span(year, digits(text, 4, 2), digits(text, 6, 2), out);
    if (*known && text.size == 10)
        return (*known = text.at[4] == '-' && text.at[7] == '-' && digits(text, 5, 2) >= 0 &&
                         digits(text, 8, 2) >= 0) &&
               day_span(year, digits(text, 5, 2), digits(text, 8, 2), out);
    return *known = false;
}

/* Runs one recognizer over a value, as if it were an article's text; `out` is to be freed. */
static void recognize_value(struct reader *r, struct view value, recognize_fn *recognizer,
                            struct passage *passage, struct mentions *out)
{
    static const masthead_field field = {.name = "query", .prefix = "", .slot = -1};
    struct reading reading = {
        .settings = &r->m->settings.public,
        .lexicon = r->m->lexicon,
        .passages = passage,
        .passage_count = 1,
        .published = r->options->today,
        .arena = r->arena,
    };
    *passage = (struct passage){.field = &field};
    if (r->status)
        return;
    if (scan(r->m->lexicon, value, r->arena, &passage->tokens) || recognizer(&reading, out))
        r->status = error_no_memory(r->err);
}

/* A recognized date that is the whole value, or NULL. */
static const struct mention *whole(const struct mentions *mentions, const struct passage *passage)
{
    for (uint32_t i = 0; i < mentions->count; i++)
        if (mentions->at[i].first == 0 && mentions->at[i].last >= passage->tokens.count)
            return &mentions->at[i];
    return NULL;
}

/* Reads a date in digits or words as the days it stands for. */
static void read_span(struct reader *r, struct view value, struct span *out)
{
    bool known;
    if (numeric_span(value, out, &known))
        return;
    if (known) {
        complain(r, value, "is no day, month or year from 1600 to 2999");
        return;
    }
    struct mentions mentions = {0};
    struct passage passage;
    recognize_value(r, value, dates_recognize, &passage, &mentions);
    const struct mention *date = r->status ? NULL : whole(&mentions, &passage);
    if (!date || (date->type != MASTHEAD_DATE_DATE && date->type != MASTHEAD_DATE_TIME))
        complain(r, value, "is not a date");
    else if (date->grain == GRAIN_NONE)
        complain(r, value,
                 r->options->today ? "does not say which day" : "needs a day to be read against");
    else
        *out = (struct span){date->from, date->to};
    mentions_free(&mentions);
}

static struct view trim(struct view text)
{
    while (text.size && strchr(" \t\r\n", text.at[0]))
        text = view_of(text.at + 1, text.size - 1);
    while (text.size && strchr(" \t\r\n", text.at[text.size - 1]))
        text.size--;
    return text;
}

/* Reads "day", "day..day", "day..", "..day". */
static void read_days(struct reader *r, struct view value, struct span *out)
{
    *out = (struct span){{MIN_YEAR, 1, 1}, {MAX_YEAR, 12, 31}};
    size_t dots = 0;
    while (dots + 1 < value.size && !(value.at[dots] == '.' && value.at[dots + 1] == '.'))
        dots++;
    if (dots + 1 >= value.size) {
        read_span(r, value, out);
        return;
    }
    struct view left = trim(view_of(value.at, dots));
    struct view right = trim(view_of(value.at + dots + 2, value.size - dots - 2));
    struct span first = *out, last = *out;
    if (!left.size && !right.size)
        complain(r, value, "is a range without an end");
    if (left.size)
        read_span(r, left, &first);
    if (right.size)
        read_span(r, right, &last);
    *out = (struct span){first.from, last.to};
    if (!r->status && calendar_number(out->from) > calendar_number(out->to))
        complain(r, value, "ends before it begins");
}

/* The prefixes of the terms for a day, a month and a year. */
struct day_prefixes {
    const char *day, *month, *year;
};

static void push_number(struct reader *r, struct list *list, const char *prefix, int number,
                        int width, double weight)
{
    char text[16];
    int size = snprintf(text, sizeof text, "%0*d", width, number);
    push_term(r, list, prefix, view_of(text, (size_t)size), weight);
}

static void push_days(struct reader *r, struct list *list, int year, int month, int from, int to,
                      const struct day_prefixes *prefixes, double weight)
{
    if (from == 1 && to == calendar_month_length(year, month)) {
        push_number(r, list, prefixes->month, year * 100 + month, 6, weight);
        return;
    }
    for (int day = from; day <= to; day++)
        push_number(r, list, prefixes->day, (year * 100 + month) * 100 + day, 8, weight);
}

/* Covers a span with as few terms as there can be: whole years, whole months, days. */
static void push_span(struct reader *r, struct list *list, const struct span *span,
                      const struct day_prefixes *prefixes, double weight)
{
    for (int year = span->from.year; year <= span->to.year && !r->status; year++) {
        int first = year == span->from.year ? span->from.month : 1;
        int last = year == span->to.year ? span->to.month : 12;
        bool begins = year > span->from.year || (first == 1 && span->from.day == 1);
        bool ends = year < span->to.year || (last == 12 && span->to.day == 31);
        if (begins && ends) {
            push_number(r, list, prefixes->year, year, 4, weight);
            continue;
        }
        for (int month = first; month <= last; month++) {
            bool at_from = year == span->from.year && month == span->from.month;
            bool at_to = year == span->to.year && month == span->to.month;
            push_days(r, list, year, month, at_from ? span->from.day : 1,
                      at_to ? span->to.day : calendar_month_length(year, month), prefixes, weight);
        }
    }
}

static void read_spoken(struct reader *r, struct view value, struct list *list)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct day_prefixes prefixes = {settings->date_prefix, settings->date_prefix,
                                    settings->date_prefix};
    struct span span;
    read_days(r, value, &span);
    if (!r->status)
        push_span(r, list, &span, &prefixes, settings->date_weight);
}

/* The publication date has terms (Omega's D, M and Y); any other date field its value. */
static void read_published(struct reader *r, const struct query_field *field, struct view value,
                           struct list *list)
{
    static const struct day_prefixes omega = {"D", "M", "Y"};
    struct span span;
    read_days(r, value, &span);
    if (r->status)
        return;
    if (field->field == publication_field(r->m)) {
        push_span(r, list, &span, &omega, 0);
        return;
    }
    masthead_query_node *node = make(r, MASTHEAD_QUERY_RANGE);
    char *ends = take(r, 32);
    if (!node || !ends)
        return;
    snprintf(ends, 16, "%08u", calendar_packed(span.from));
    snprintf(ends + 16, 16, "%08u", calendar_packed(span.to));
    node->slot = (uint32_t)field->field->slot;
    node->from = ends;
    node->to = ends + 16;
    push(r, list, node);
}

/* ---- People ------------------------------------------------------------------------------------- */

enum { MOST_NAME_WORDS = 8 };

/* A person's name as typed, folded and split into words. */
struct asked {
    struct view words[MOST_NAME_WORDS];
    uint32_t count;
    uint32_t family; /* words before it are the family name when a comma says so; else 0 */
};

/* The words of a given name: "john f" of a term or of the query. */
static uint32_t split_words(struct view text, struct view words[MOST_NAME_WORDS])
{
    uint32_t count = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= text.size; i++)
        if (i == text.size || text.at[i] == ' ' || text.at[i] == '.') {
            if (i > begin && count < MOST_NAME_WORDS)
                words[count++] = view_of(text.at + begin, i - begin);
            begin = i + 1;
        }
    return count;
}

static const char *nickname_of(const struct lexicon *lexicon, struct view word)
{
    uint32_t number = lexicon_word(lexicon, unicode_fold_hash(word), word);
    return number ? lexicon_value(lexicon, number, LEX_NICKNAME) : NULL;
}

/* The name that a nickname stands for, or the word itself. */
static struct view formal(const struct lexicon *lexicon, struct view word)
{
    const char *name = nickname_of(lexicon, word);
    return name ? view_string(name) : word;
}

/* "j" agrees with "joe", "joe" with "joseph". */
static bool words_agree(const struct lexicon *lexicon, struct view a, struct view b)
{
    if (a.size == 1 || b.size == 1)
        return a.at[0] == b.at[0];
    return view_equal(a, b) || view_equal(formal(lexicon, a), formal(lexicon, b));
}

/* Whether two given names can be one person's: the first words agree, and what follows in the one with fewer words agrees,
 * in order, with words of the other. */
static bool given_agree(const struct lexicon *lexicon, const struct view *a, uint32_t a_count,
                        const struct view *b, uint32_t b_count)
{
    if (a_count > b_count)
        return given_agree(lexicon, b, b_count, a, a_count);
    if (a_count == 0 || !words_agree(lexicon, a[0], b[0]))
        return false;
    uint32_t k = 1;
    for (uint32_t i = 1; i < a_count; i++, k++) {
        while (k < b_count && !words_agree(lexicon, a[i], b[k]))
            k++;
        if (k == b_count)
            return false;
    }
    return true;
}

struct person_search {
    struct reader *r;
    struct list *list;
    struct view given[MOST_NAME_WORDS]; /* as asked */
    uint32_t given_count;
    size_t skip; /* bytes of a term before its given name */
    double weight;
};

static int consider_term(void *user, const char *term, size_t size)
{
    struct person_search *search = user;
    struct view given[MOST_NAME_WORDS];
    uint32_t count = split_words(view_of(term + search->skip, size - search->skip), given);
    if (given_agree(search->r->m->lexicon, search->given, search->given_count, given, count))
        push_term(search->r, search->list, "", view_of(term, size), search->weight);
    return search->r->status != MASTHEAD_OK;
}

/* Joins words with spaces. */
static struct view joined(struct reader *r, const struct view *words, uint32_t count)
{
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++)
        size += words[i].size + 1;
    char *text = take(r, size + 1);
    if (!text)
        return view_of(NULL, 0);
    char *end = text;
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            *end++ = ' ';
        memcpy(end, words[i].at, words[i].size);
        end += words[i].size;
    }
    return view_of(text, (size_t)(end - text));
}

/* Looks for one reading of the name: a family name and a given name, under the forms that the index has. */
static void push_person(struct reader *r, struct list *list, struct view family,
                        const struct view *given, uint32_t given_count)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct view form = joined(r, given, given_count);
    struct view parts[2] = {family, form};
    if (r->status)
        return;
    char *text = take(r, family.size + form.size + 3);
    if (!text)
        return;
    int size = snprintf(text, family.size + form.size + 3, "%.*s, %.*s", (int)parts[0].size,
                        parts[0].at, (int)parts[1].size, parts[1].at);
    if (!r->options->terms) {
        push_term(r, list, settings->name_prefix, view_of(text, (size_t)size),
                  settings->name_weight);
        return;
    }
    size_t prefix = strlen(settings->name_prefix);
    char *begin = take(r, prefix + family.size + 3);
    if (!begin)
        return;
    struct person_search search = {.r = r,
                                   .list = list,
                                   .given_count = given_count,
                                   .skip = prefix + family.size + 2,
                                   .weight = settings->name_weight};
    memcpy(search.given, given, given_count * sizeof *given);
    snprintf(begin, prefix + family.size + 3, "%s%.*s, ", settings->name_prefix, (int)family.size,
             family.at);
    r->options->terms(r->options->user, begin, search.skip, consider_term, &search);
}

/* "JF" typed in capitals stands for "J. F.". */
static bool are_initials(struct view word)
{
    if (word.size < 2 || word.size > 3)
        return false;
    for (size_t i = 0; i < word.size; i++)
        if (word.at[i] < 'A' || word.at[i] > 'Z')
            return false;
    return true;
}

/* Folds a name as typed into words; a comma behind the family name is remembered. */
static void read_name(struct reader *r, struct view value, struct asked *out)
{
    *out = (struct asked){0};
    struct view raw[MOST_NAME_WORDS];
    const char *comma = memchr(value.at, ',', value.size);
    size_t family = comma ? (size_t)(comma - value.at) : 0;
    uint32_t family_words = split_words(view_of(value.at, family), raw);
    uint32_t count = family_words;
    if (comma)
        family++;
    struct view rest[MOST_NAME_WORDS];
    uint32_t rest_count = split_words(view_of(value.at + family, value.size - family), rest);
    for (uint32_t i = 0; i < rest_count && count < MOST_NAME_WORDS; i++)
        raw[count++] = rest[i];
    for (uint32_t i = 0; i < count; i++) {
        bool initials = are_initials(raw[i]) && (comma ? i >= family_words : i + 1 < count);
        char *text = take(r, 3 * raw[i].size + 1);
        if (!text)
            return;
        struct view word = view_of(text, unicode_fold(raw[i], text));
        for (size_t k = 0; initials && k < word.size && out->count < MOST_NAME_WORDS; k++)
            out->words[out->count++] = view_of(word.at + k, 1);
        if (!initials && word.size && out->count < MOST_NAME_WORDS)
            out->words[out->count++] = word;
        if (i + 1 == family_words)
            out->family = out->count;
    }
}

/* A name's readings: "Biden, Joe" says it all; else every split of "joe biden" into given and family name, and, for
 * two words, the family name first, as in "Xi Jinping".  The index decides which of them is somebody. */
static void read_person(struct reader *r, struct view value, struct list *list)
{
    struct asked name;
    read_name(r, value, &name);
    const masthead_settings *settings = &r->m->settings.public;
    if (r->status || !name.count) {
        complain(r, value, "is no name");
        return;
    }
    if (name.family && name.family < name.count) {
        push_person(r, list, joined(r, name.words, name.family), name.words + name.family,
                    name.count - name.family);
        return;
    }
    push_term(r, list, settings->name_prefix, joined(r, name.words, name.count),
              settings->name_weight);
    for (uint32_t i = 1; i < name.count; i++)
        push_person(r, list, joined(r, name.words + i, name.count - i), name.words, i);
    for (uint32_t i = 1; i < name.count && i <= 2; i++)
        push_person(r, list, joined(r, name.words, i), name.words + i, name.count - i);
}

/* ---- Offices, keywords -------------------------------------------------------------------------- */

/* The office as articles have it ("PM" is "prime minister"), with its modifier if it has one; what is no known office
 * is looked for as typed. */
static void read_office(struct reader *r, struct view value, struct list *list)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct mentions mentions = {0};
    struct passage passage;
    recognize_value(r, value, titles_recognize, &passage, &mentions);
    char *folded = take(r, 3 * value.size + 1);
    if (!r->status && mentions.count) {
        const struct mention *title = &mentions.at[mentions.count - 1];
        struct view words[2] = {view_string(title->modifier ? title->modifier : ""),
                                view_string(title->value)};
        push_term(r, list, settings->title_prefix, title->modifier ? joined(r, words, 2) : words[1],
                  settings->title_weight);
    } else if (!r->status) {
        push_term(r, list, settings->title_prefix, view_of(folded, unicode_fold(value, folded)),
                  settings->title_weight);
    }
    mentions_free(&mentions);
}

static void read_keyword(struct reader *r, const masthead_field *field, struct view value,
                         struct list *list)
{
    char text[TERM_BYTES];
    struct view form = keyword_form(field, value, text);
    if (form.size)
        push_term(r, list, field->prefix, form, 0);
}

/* ---- Values and whole queries ------------------------------------------------------------------- */

static const masthead_query_node *read_words(struct reader *r, const char *prefix, struct view text)
{
    masthead_query_node *node = make(r, MASTHEAD_QUERY_WORDS);
    char *copy = take(r, text.size + 1);
    if (!node || !copy)
        return NULL;
    memcpy(copy, text.at, text.size);
    copy[text.size] = '\0';
    node->term = copy;
    node->term_size = text.size;
    node->prefix = prefix;
    node->weight = 1;
    return node;
}

static const masthead_query_node *read_value(struct reader *r, const struct query_field *field,
                                             struct view value)
{
    struct list list = {0};
    value = trim(value);
    if (!value.size)
        complain(r, value, "is no value");
    if (r->status)
        return NULL;
    switch (field->public.kind) {
    case MASTHEAD_QUERY_IN_TEXT:
        return read_words(r, field->public.prefix, value);
    case MASTHEAD_QUERY_AS_PERSON:
        read_person(r, value, &list);
        break;
    case MASTHEAD_QUERY_AS_OFFICE:
        read_office(r, value, &list);
        break;
    case MASTHEAD_QUERY_AS_DATE:
        read_spoken(r, value, &list);
        break;
    case MASTHEAD_QUERY_AS_PUBLISHED:
        read_published(r, field, value, &list);
        break;
    case MASTHEAD_QUERY_AS_KEYWORD:
        read_keyword(r, field->field, value, &list);
        break;
    }
    return join(r, MASTHEAD_QUERY_OR, &list);
}

static const masthead_query_options no_options = MASTHEAD_QUERY_OPTIONS_INIT;

/* Checks what the caller gives and opens an empty query. */
static masthead_status begin(const masthead_query_options *options, size_t size,
                             masthead_query **out, masthead_error *err)
{
    if (options && options->size != sizeof *options)
        return error_set(err, MASTHEAD_BAD_ARGUMENT, "masthead_query_options of an unknown size");
    if (options && options->today) {
        struct day day = calendar_unpacked(options->today);
        if (!calendar_valid(day.year, day.month, day.day))
            return error_set(err, MASTHEAD_BAD_ARGUMENT, "%u is no day", options->today);
    }
    if (size >= UINT32_MAX)
        return error_set(err, MASTHEAD_TOO_LARGE, "a query of 4 GiB or more");
    *out = calloc(1, sizeof **out);
    return *out ? MASTHEAD_OK : error_no_memory(err);
}

static masthead_status end(struct reader *r, masthead_query *query, const masthead_query_node *root,
                           masthead_query **out)
{
    if (r->status) {
        masthead_query_close(query);
        return r->status;
    }
    query->root = root;
    *out = query;
    return MASTHEAD_OK;
}

masthead_status masthead_query_value(const masthead *m, const masthead_query_field *field,
                                     const char *value, size_t size,
                                     const masthead_query_options *options, masthead_query **out,
                                     masthead_error *err)
{
    masthead_query *query;
    masthead_status status = begin(options, size, &query, err);
    if (status)
        return status;
    struct reader r = {.m = m,
                       .options = options ? options : &no_options,
                       .arena = &query->arena,
                       .end = (uint32_t)size,
                       .err = err};
    return end(&r, query, read_value(&r, (const struct query_field *)field, view_of(value, size)),
               out);
}

static const struct query_field *named(const struct masthead *m, struct view name)
{
    for (size_t i = 0; i < m->query_field_count; i++)
        if (view_equal(view_string(m->query_fields[i].public.name), name))
            return &m->query_fields[i];
    return NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A clause of a query string: where it ends, and, when a field's name begins it, the field and the value. */
struct clause {
    const struct query_field *field;
    struct view value;
    size_t end;
};

static struct clause read_clause(const struct masthead *m, struct view query, size_t at)
{
    struct clause clause = {.end = at};
    size_t colon = at;
    while (colon < query.size && query.at[colon] != ':' && query.at[colon] != '"' &&
           !is_blank(query.at[colon]))
        colon++;
    if (colon < query.size && query.at[colon] == ':')
        clause.field = named(m, view_of(query.at + at, colon - at));
    size_t begin_value = clause.field ? colon + 1 : at;
    bool quoted = begin_value < query.size && query.at[begin_value] == '"';
    size_t i = begin_value + quoted;
    while (i < query.size && (quoted ? query.at[i] != '"' : !is_blank(query.at[i])))
        i++;
    clause.value = view_of(query.at + begin_value + quoted, i - begin_value - quoted);
    clause.end = i < query.size && quoted ? i + 1 : i;
    return clause;
}

/* The alternatives asked for in one field, in the order in which fields come up. */
struct group {
    const struct query_field *field;
    struct list list;
    struct group *next;
};

static struct group *group_of(struct reader *r, struct group **groups,
                              const struct query_field *field)
{
    while (*groups && ((*groups)->field != field || !field))
        groups = &(*groups)->next;
    if (!*groups) {
        *groups = take(r, sizeof **groups);
        if (*groups)
            **groups = (struct group){.field = field};
    }
    return *groups;
}

masthead_status masthead_query_open(const masthead *m, const char *text, size_t size,
                                    const masthead_query_options *options, masthead_query **out,
                                    masthead_error *err)
{
    masthead_query *query;
    masthead_status status = begin(options, size, &query, err);
    if (status)
        return status;
    struct reader r = {
        .m = m, .options = options ? options : &no_options, .arena = &query->arena, .err = err};
    struct view whole_query = view_of(text, size);
    struct group *groups = NULL;
    for (size_t at = 0; at < size && !r.status;) {
        if (is_blank(text[at])) {
            at++;
            continue;
        }
        struct clause clause = read_clause(m, whole_query, at);
        r.begin = (uint32_t)at;
        r.end = (uint32_t)clause.end;
        struct group *group = group_of(&r, &groups, clause.field);
        if (group)
            push(&r, &group->list,
                 clause.field ? read_value(&r, clause.field, clause.value)
                              : read_words(&r, "", view_of(text + at, clause.end - at)));
        at = clause.end > at ? clause.end : at + 1;
    }
    struct list all = {0};
    r.begin = 0;
    r.end = (uint32_t)size;
    for (struct group *group = groups; group && !r.status; group = group->next)
        push(&r, &all, join(&r, MASTHEAD_QUERY_OR, &group->list));
    return end(&r, query, join(&r, MASTHEAD_QUERY_AND, &all), out);
}

const masthead_query_node *masthead_query_root(const masthead_query *q)
{
    return q->root;
}

void masthead_query_close(masthead_query *q)
{
    if (!q)
        return;
    arena_free(&q->arena);
    free(q);
}
