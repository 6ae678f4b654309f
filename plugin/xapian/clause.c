/* clause.c - the parts of a query string that are the config's own fields
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A pass over the string that keeps in step with stock Xapian's lexer as far as it decides where a
 * field's name can stand: at the beginning of a word, outside quoted phrases.
 *
 *     item   = phrase | bracket | clause | word | other character     clause = name ":" ( value |
 * "(" group ")" )     value  = part [ ".." [ part ] ] | ".." part     part   = '"' { character |
 * '""' } '"' | { character but blanks and ")" }     group  = { value | operator | clause | bracket
 * }
 *
 * A word runs on over single marks that stock Xapian keeps in a word or makes a phrase of ("AT&T",
 * "x-y", "a.b:c"), so that "x-person:y" holds no clause. */
#include "config.h"

#include "clause.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char word_mark[] = "mhq"; /* begins the made-up words */

enum { WORD_ROOM = 32 };

struct finder {
    const struct clause_syntax *syntax;
    const char *query;
    size_t size, at;
    struct clauses *out;
    size_t clause_room, text_room, values_size;
    const masthead_query_field **groups; /* the field of each open bracket, or NULL */
    size_t depth;
    size_t range_begin, range_end; /* see range_end() */
    bool beside_operator; /* NEAR or ADJ stands before the next item */
    struct clause *last;  /* the item before was this clause */
    bool failed;
};

/* ---- Characters ------------------------------------------------------------------------------ */

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

static char byte_at(const struct finder *f, size_t at)
{
    return at < f->size ? f->query[at] : '\0';
}

static bool is_one_of(char c, const char *marks)
{
    return c && strchr(marks, c);
}

/* Returns the length of the double quote at `at`, straight or curly; 0 when there is none. */
static size_t quote_at(const struct finder *f, size_t at)
{
    if (byte_at(f, at) == '"')
        return 1;
    bool curly =
        f->size - at >= 3 && at < f->size &&
        (memcmp(f->query + at, "\u201c", 3) == 0 || memcmp(f->query + at, "\u201d", 3) == 0);
    return curly ? 3 : 0;
}

static size_t character_at(const struct finder *f, size_t at)
{
    size_t length = 1;
    while (((unsigned char)byte_at(f, at + length) & 0xC0) == 0x80)
        length++;
    return length;
}

/* Returns the length of the word character at `at`, or 0.  All of Unicode counts but the blocks of
 * punctuation that touch words in running text. */
static size_t word_at(const struct finder *f, size_t at)
{
    unsigned char c = (unsigned char)byte_at(f, at), next = (unsigned char)byte_at(f, at + 1);
    bool mark = (c == 0xC2 && next < 0xC0) || (c == 0xE2 && (next == 0x80 || next == 0x81)) ||
                (c == 0xE3 && next == 0x80);
    if (c < 0x80)
        return is_name((char)c);
    return mark ? 0 : character_at(f, at);
}

/* Returns the length of marks at `at` that join the word before them to the one behind them; 0
 * when they do not. */
static size_t joint_at(const struct finder *f, size_t at)
{
    size_t length = 0;
    while (is_one_of(byte_at(f, at + length), ".-/:\\@"))
        length++;
    if (!length && at < f->size) {
        char c = f->query[at];
        if (c == '\'' || c == '&' || ((c == ',' || c == ';') && is_digit(f->query[at - 1])))
            length = 1;
        else if (f->size - at >= 3 && memcmp(f->query + at, "\u2019", 3) == 0)
            length = 3;
    }
    return length && word_at(f, at + length) ? length : 0;
}

/* ---- Output ---------------------------------------------------------------------------------- */

static bool grow(struct finder *f, void **array, size_t *room, size_t want, size_t item)
{
    if (want <= *room)
        return true;
    size_t wider = *room * 2 > want ? *room * 2 : want + 16;
    void *moved = realloc(*array, wider * item);
    if (!moved) {
        f->failed = true;
        return false;
    }
    *array = moved;
    *room = wider;
    return true;
}

static void put(struct finder *f, const char *text, size_t size)
{
    void *array = f->out->text;
    bool fits = grow(f, &array, &f->text_room, f->out->size + size + 1, 1);
    f->out->text = array;
    if (!fits)
        return;
    memcpy(f->out->text + f->out->size, text, size);
    f->out->size += size;
}

/* Copies the query string up to `end`. */
static void copy_to(struct finder *f, size_t end)
{
    put(f, f->query + f->at, end - f->at);
    f->at = end;
}

/* Writes what stands for the clause of that number behind its field's name; returns its length. */
static size_t write_word(size_t number, char word[WORD_ROOM])
{
    return (size_t)snprintf(word, WORD_ROOM, ":%s%zu", word_mark, number);
}

/* Puts the clause's name and made-up word in place of what was typed. */
static void put_clause(struct finder *f, struct clause *clause)
{
    char word[WORD_ROOM], behind = byte_at(f, clause->end);
    put(f, clause->field->name, strlen(clause->field->name));
    put(f, word, write_word(f->out->count, word));
    clause->spaced =
        clause->end < f->size ? !is_blank(behind) && behind != ')' : f->syntax->partial;
    if (clause->spaced)
        put(f, " ", 1);
    void *array = f->out->at;
    bool fits = grow(f, &array, &f->clause_room, f->out->count + 1, sizeof *f->out->at);
    f->out->at = array;
    if (!fits)
        return;
    f->out->at[f->out->count] = *clause;
    f->last = &f->out->at[f->out->count++];
    f->beside_operator = false;
    f->at = clause->end;
}

/* ---- Values ---------------------------------------------------------------------------------- */

static void keep(struct finder *f, struct clause *clause, char c)
{
    f->out->values[f->values_size++] = c;
    clause->size++;
}

/* Reads a quoted part; returns where it ends.  A straight quote ends at a straight one. */
static size_t read_quoted(struct finder *f, struct clause *clause, size_t at)
{
    bool curly = quote_at(f, at) == 3;
    for (at += quote_at(f, at); at < f->size;) {
        if (f->query[at] == '"' && byte_at(f, at + 1) == '"') {
            keep(f, clause, '"');
            at += 2;
        } else if (f->query[at] == '"' || (curly && quote_at(f, at))) {
            return at + quote_at(f, at);
        } else {
            keep(f, clause, f->query[at++]);
        }
    }
    return at;
}

static bool is_dots(const struct finder *f, size_t at)
{
    return byte_at(f, at) == '.' && byte_at(f, at + 1) == '.';
}

static size_t read_bare(struct finder *f, struct clause *clause, size_t at)
{
    while (at < f->size && !is_blank(f->query[at]) && f->query[at] != ')' && !is_dots(f, at))
        keep(f, clause, f->query[at++]);
    return at;
}

static size_t read_part(struct finder *f, struct clause *clause, size_t at)
{
    return quote_at(f, at) ? read_quoted(f, clause, at) : read_bare(f, clause, at);
}

/* Reads the value that begins at `at` into the clause.  Marks of the sentence around it are no
 * part of it. */
static void read_value(struct finder *f, struct clause *clause, size_t at)
{
    clause->value = f->out->values + f->values_size;
    clause->size = 0;
    size_t end = read_part(f, clause, at), last = at;
    if (is_dots(f, end)) {
        keep(f, clause, '.');
        keep(f, clause, '.');
        last = end + 2;
        end = read_part(f, clause, last);
    }
    if (!quote_at(f, last))
        while (clause->size && is_one_of(clause->value[clause->size - 1], ",;!?")) {
            clause->size--;
            f->values_size--;
            end--;
        }
    clause->end = end;
}

/* Returns the end of what begins at `at` for stock Xapian: a blank or a closing bracket.  It is looked for once. */
static size_t range_end(struct finder *f, size_t at)
{
    if (at < f->range_begin || at > f->range_end) {
        f->range_begin = f->range_end = at;
        while (f->range_end < f->size && !is_blank(f->query[f->range_end]) && f->query[f->range_end] != ')')
            f->range_end++;
    }
    return f->range_end;
}

/* Whether the host reads "name:from..to" itself, as stock Xapian would split it. */
static bool is_host_range(struct finder *f, size_t begin, size_t end)
{
    for (size_t i = begin + 1; i < end && !is_blank(f->query[i]) && f->query[i] != '('; i++)
        if (is_dots(f, i)) {
            size_t to = i + 2;
            return f->syntax->host_range(f->syntax->user, f->query + begin, i - begin,
                                         f->query + to, range_end(f, to) - to);
        }
    return false;
}

/* ---- Items ----------------------------------------------------------------------------------- */

static void end_item(struct finder *f)
{
    f->last = NULL;
    f->beside_operator = false;
}

/* A quoted phrase; a quote right before another one is none. */
static void read_phrase(struct finder *f)
{
    size_t at = f->at + quote_at(f, f->at);
    while (at < f->size && is_blank(f->query[at]))
        at++;
    if (!quote_at(f, at)) {
        while (at < f->size &&
               (!quote_at(f, at) || (byte_at(f, at) == '"' && byte_at(f, at + 1) == '"')))
            at += quote_at(f, at) ? 2 : 1;
    }
    copy_to(f, at < f->size ? at + quote_at(f, at) : f->size);
    end_item(f);
}

static void open_bracket(struct finder *f, const masthead_query_field *field)
{
    f->groups[f->depth++] = field;
    put(f, "(", 1);
    end_item(f);
}

static const masthead_query_field *group_field(const struct finder *f)
{
    return f->depth ? f->groups[f->depth - 1] : NULL;
}

static size_t word_end(const struct finder *f, size_t at)
{
    while (word_at(f, at))
        at += word_at(f, at);
    return at;
}

/* Whether the word at `at` is one of the operators that stand between items, and whether it asks
 * for nearness. */
static bool is_operator(const struct finder *f, size_t at, size_t end, bool *near)
{
    static const char *const operators[] = {"AND", "OR", "NOT", "XOR", "NEAR", "ADJ"};
    char word[5];
    if (!f->syntax->booleans || end - at > 4)
        return false;
    for (size_t i = at; i < end; i++) {
        char c = f->query[i];
        word[i - at] = f->syntax->any_case && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    word[end - at] = '\0';
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strcmp(word, operators[i]) == 0) {
            *near = i >= 4;
            return true;
        }
    return false;
}

static void read_operator(struct finder *f, size_t end, bool near)
{
    if (near && f->last)
        f->last->positional = 1;
    if (near && byte_at(f, end) == '/')
        for (end++; is_digit(byte_at(f, end));)
            end++;
    copy_to(f, end);
    f->last = NULL;
    f->beside_operator = near;
}

/* Reads the clause whose name is the word up to `colon`; false when it is none. */
static bool read_clause(struct finder *f, size_t colon)
{
    struct clause clause = {.begin = f->at, .positional = f->beside_operator};
    char next = byte_at(f, colon + 1);
    if (byte_at(f, colon) != ':' || colon + 1 >= f->size || is_blank(next) || next == ')' ||
        next == ':')
        return false;
    clause.field = f->syntax->field(f->syntax->user, f->query + f->at, colon - f->at);
    if (!clause.field)
        return false;
    if (next == '(' && f->syntax->booleans) {
        f->at = colon + 2;
        open_bracket(f, clause.field);
        return true;
    }
    size_t values_size = f->values_size;
    read_value(f, &clause, colon + 1);
    if (!clause.size || is_host_range(f, f->at, clause.end)) {
        f->values_size = values_size;
        return false;
    }
    put_clause(f, &clause);
    return true;
}

/* Reads a value inside a group's brackets. */
static void read_group_value(struct finder *f)
{
    struct clause clause = {
        .begin = f->at, .field = group_field(f), .in_group = 1, .positional = f->beside_operator};
    read_value(f, &clause, f->at);
    if (clause.size) {
        put_clause(f, &clause);
    } else {
        copy_to(f, clause.end > f->at ? clause.end : f->at + 1);
        end_item(f);
    }
}

static void read_word(struct finder *f)
{
    size_t end = word_end(f, f->at);
    bool near = false;
    if (read_clause(f, end))
        return;
    if (is_operator(f, f->at, end, &near)) {
        read_operator(f, end, near);
        return;
    }
    if (group_field(f)) {
        read_group_value(f);
        return;
    }
    for (size_t joint; (joint = joint_at(f, end));)
        end = word_end(f, end + joint);
    copy_to(f, end);
    end_item(f);
}

static void read_item(struct finder *f)
{
    char c = f->query[f->at];
    if (quote_at(f, f->at) && group_field(f))
        read_group_value(f);
    else if (quote_at(f, f->at) && f->syntax->phrases)
        read_phrase(f);
    else if (word_at(f, f->at))
        read_word(f);
    else if (c == '(' && f->syntax->booleans) {
        f->at++;
        open_bracket(f, group_field(f));
    } else {
        if (c == ')' && f->depth)
            f->depth--;
        copy_to(f, f->at + character_at(f, f->at));
        if (!is_blank(c))
            end_item(f);
    }
}

static size_t count_brackets(const char *query, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += query[i] == '(';
    return count;
}

int clauses_find(const struct clause_syntax *syntax, const char *query, size_t size,
                 struct clauses *out)
{
    *out = (struct clauses){0};
    struct finder f = {.syntax = syntax, .query = query, .size = size, .out = out};
    f.groups = calloc(count_brackets(query, size) + 1, sizeof *f.groups);
    out->values = malloc(size + 1);
    f.failed = !f.groups || !out->values;
    put(&f, "", 0);
    while (f.at < size && !f.failed)
        read_item(&f);
    free(f.groups);
    if (f.failed)
        clauses_free(out);
    return f.failed ? -1 : 0;
}

void clauses_free(struct clauses *clauses)
{
    free(clauses->at);
    free(clauses->text);
    free(clauses->values);
    *clauses = (struct clauses){0};
}

const struct clause *clause_of_word(const struct clauses *clauses, const char *word, size_t size)
{
    size_t mark = strlen(word_mark), number = 0;
    if (size <= mark || size >= WORD_ROOM || memcmp(word, word_mark, mark) != 0)
        return NULL;
    for (size_t i = mark; i < size; i++) {
        if (!is_digit(word[i]) || number > clauses->count)
            return NULL;
        number = number * 10 + (size_t)(word[i] - '0');
    }
    return number < clauses->count ? &clauses->at[number] : NULL;
}

/* Finds the words that stand for the clause of that number. */
static const char *find_word(const struct clauses *clauses, size_t number, const char *text,
                             size_t size, size_t *length)
{
    char word[WORD_ROOM];
    const char *name = clauses->at[number].field->name;
    size_t name_size = strlen(name), word_size = write_word(number, word);
    for (size_t i = 0; i + name_size + word_size <= size; i++)
        if (memcmp(text + i, name, name_size) == 0 &&
            memcmp(text + i + name_size, word, word_size) == 0) {
            *length = name_size + word_size;
            return text + i;
        }
    return NULL;
}

static void append(char **to, const char *text, size_t size)
{
    memcpy(*to, text, size);
    *to += size;
}

int clauses_restore(const struct clauses *clauses, const char *query, const char *corrected,
                    size_t size, char **out, size_t *out_size)
{
    const char *from = corrected, *end = corrected + size;
    size_t room = size + 1;
    for (size_t i = 0; i < clauses->count; i++)
        room += strlen(clauses->at[i].field->name) + 1 + clauses->at[i].end - clauses->at[i].begin;
    char *text = malloc(room), *to = text;
    if (!text)
        return -1;
    for (size_t i = 0; i < clauses->count; i++) {
        const struct clause *clause = &clauses->at[i];
        size_t length;
        const char *found = find_word(clauses, i, from, (size_t)(end - from), &length);
        if (!found)
            continue;
        append(&to, from, (size_t)(found - from));
        if (clause->in_group) {
            append(&to, clause->field->name, strlen(clause->field->name));
            append(&to, ":", 1);
        }
        append(&to, query + clause->begin, clause->end - clause->begin);
        from = found + length + (clause->spaced && found + length < end);
    }
    append(&to, from, (size_t)(end - from));
    *out = text;
    *out_size = (size_t)(to - text);
    return 0;
}
