/* lexicon_read.c - a language pack's files to tables
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Every word of every entry gets a number (1, 2, …) through one hash table with linear probing.  Entries of one word hang
 * on their word in a chain.  Entries of several words hang on their first word, longest first; the words that follow
 * are in a list of numbers.
 *
 *     file  = { line }
 *     line  = [ class | entry ] [ "#" comment ]
 *     class = "[" name "]"
 *     entry = word { ( " " | "-" ) word } [ "=" value ]
 *
 * A full stop at a word's end counts for nothing ("gen." is "gen").  One inside a word stands for both ways in which
 * scanning splits: "p.m." gives the entries "pm" and "p m". */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "error.h"
#include "file.h"
#include "lexicon.h"
#include "lexicon_table.h"
#include "lexicon_values.h"
#include "unicode.h"

enum { MOST_WORDS = 16 };

/* A table while it grows. */
struct draft {
    struct lexicon_bits *bits;
    uint32_t *dated;
    struct lexicon_dates *dates;
    struct lexicon_word *words;
    struct lexicon_entry *entries;
    uint32_t *sequence;
    struct lexicon_slot *slots;
    char *texts;
    uint32_t bits_capacity, dated_capacity, date_capacity, word_capacity, entry_capacity, sequence_capacity, text_capacity;
    struct lexicon_table table; /* all but the pointers */
};

static const char *const class_names[LEX_CLASS_COUNT] = {
#define X(id, name) name,
    LEXICON_CLASSES(X)
#undef X
};

_Static_assert(LEX_CLASS_COUNT <= 64, "classes are bits of a uint64_t");

/* ---- Tables that grow ------------------------------------------------------------------------ */

/* Makes room for `more` elements behind the first `count`.  False when there is no memory, and then the old room stays. */
static bool grow(void *array, uint32_t count, uint32_t more, uint32_t *capacity, size_t size)
{
    void *old;
    memcpy(&old, array, sizeof old);
    uint32_t wanted = *capacity ? *capacity : 1024;
    if (*capacity - count >= more)
        return true;
    while (wanted - count < more)
        wanted *= 2;
    void *moved = realloc(old, wanted * size);
    if (!moved)
        return false;
    memcpy(array, &moved, sizeof moved);
    *capacity = wanted;
    return true;
}

/* Adds a text and a NUL; returns its place, UINT32_MAX when there is no memory. */
static uint32_t add_text(struct draft *draft, struct view text)
{
    uint32_t at = draft->table.text_size;
    if (!grow(&draft->texts, at, (uint32_t)text.size + 1, &draft->text_capacity, 1))
        return UINT32_MAX;
    memcpy(draft->texts + at, text.at, text.size);
    draft->texts[at + text.size] = '\0';
    draft->table.text_size += (uint32_t)text.size + 1;
    return at;
}

static struct lexicon_slot *slot_of(const struct draft *draft, uint32_t hash, struct view folded)
{
    uint32_t i = hash & draft->table.mask;
    for (; draft->slots[i].number; i = (i + 1) & draft->table.mask) {
        const struct lexicon_word *word = &draft->words[draft->slots[i].number];
        if (word->hash == hash &&
            view_equal(view_of(draft->texts + word->text, word->size), folded))
            break;
    }
    return &draft->slots[i];
}

static bool rehash(struct draft *draft)
{
    uint32_t size = draft->table.mask ? (draft->table.mask + 1) * 2 : 4096;
    struct lexicon_slot *slots = calloc(size, sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t number = 1; number < draft->table.word_count; number++) {
        const uint32_t hash = draft->words[number].hash;
        uint32_t i = hash & (size - 1);
        while (slots[i].number)
            i = (i + 1) & (size - 1);
        slots[i] = (struct lexicon_slot){hash, number};
    }
    free(draft->slots);
    draft->slots = slots;
    draft->table.mask = size - 1;
    return true;
}

/* Returns the number of a folded word, a new one if need be; 0 when there is no memory, or no number. */
static uint32_t add_word(struct draft *draft, struct view folded)
{
    if (draft->table.word_count >> LEXICON_WORD_BITS)
        return 0;
    if (draft->table.word_count >= (draft->table.mask + 1) / 2 && !rehash(draft))
        return 0;
    uint32_t hash = unicode_fold_hash(folded);
    struct lexicon_slot *slot = slot_of(draft, hash, folded);
    if (slot->number)
        return slot->number;
    uint32_t text = add_text(draft, folded), number = draft->table.word_count;
    if (text == UINT32_MAX ||
        !grow(&draft->bits, number, 1, &draft->bits_capacity, sizeof *draft->bits) ||
        !grow(&draft->dated, number, 1, &draft->dated_capacity, sizeof *draft->dated) ||
        !grow(&draft->words, number, 1, &draft->word_capacity, sizeof *draft->words))
        return 0;
    draft->bits[number] = (struct lexicon_bits){0};
    draft->dated[number] = 0;
    draft->words[number] =
        (struct lexicon_word){.hash = hash, .text = text, .size = (uint32_t)folded.size};
    *slot = (struct lexicon_slot){hash, number};
    draft->table.word_count++;
    return number;
}

/* What nobody says anything of. */
static const struct lexicon_dates no_dates = {.number = -1};

/* Notes what an entry says of its first word in dates. */
static bool tell(struct draft *draft, enum lexicon_class class, const uint32_t *numbers, uint32_t count, uint32_t value)
{
    uint32_t *dated = &draft->dated[numbers[0]];
    if (!(LEX_DATES >> class & 1))
        return true;
    if (!*dated) {
        if (!grow(&draft->dates, draft->table.date_count, 1, &draft->date_capacity, sizeof *draft->dates))
            return false;
        draft->dates[draft->table.date_count] = no_dates;
        *dated = draft->table.date_count++;
    }
    if (count > 1)
        draft->dates[*dated].seconds |= LEXICON_SECOND(numbers[1]);
    else
        lexicon_tell(class, draft->texts + value, &draft->dates[*dated]);
    return true;
}

/* Adds an entry of `count` words.  Its place among the others of its first word: longest first, and of
 * two alike in one class the later line wins. */
static bool add_entry(struct draft *draft, enum lexicon_class class, const uint32_t *numbers,
                      uint32_t count, uint32_t value)
{
    const uint32_t words = draft->table.sequence_count, number = draft->table.entry_count;
    if (!grow(&draft->entries, number, 1, &draft->entry_capacity, sizeof *draft->entries) ||
        !grow(&draft->sequence, words, count, &draft->sequence_capacity, sizeof *draft->sequence) ||
        !tell(draft, class, numbers, count, value))
        return false;
    memcpy(draft->sequence + words, numbers + 1, (count - 1) * sizeof *numbers);
    draft->table.sequence_count += count - 1;
    struct lexicon_word *first = &draft->words[numbers[0]];
    uint32_t *link = count == 1 ? &first->entries : &first->phrases;
    struct lexicon_bits *bits = &draft->bits[numbers[0]];
    *(count == 1 ? &bits->classes : &bits->begins) |= (uint64_t)1 << class;
    first->seconds |= count > 1 ? LEXICON_SECOND(numbers[1]) : 0;
    while (*link && draft->entries[*link].count > count)
        link = &draft->entries[*link].next;
    draft->entries[number] = (struct lexicon_entry){.value = value,
                                                    .next = *link,
                                                    .words = words,
                                                    .second = count > 1 ? numbers[1] : 0,
                                                    .count = (uint16_t)count,
                                                    .class = (uint8_t) class};
    *link = draft->table.entry_count++;
    draft->table.classes |= (uint64_t)1 << class;
    return true;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static bool parts_words(char c)
{
    return c == ' ' || c == '\t' || c == '-';
}

/* Splits a folded entry into words at spaces, hyphens and, when asked, at full stops inside a word.  Returns the count,
 * 0 when there are none, MOST_WORDS + 1 when there are too many. */
static uint32_t split(struct view folded, bool at_stops, struct view *words, char *room)
{
    uint32_t count = 0;
    size_t used = 0, begin = 0;
    for (size_t i = 0; i <= folded.size; i++) {
        char c = i < folded.size ? folded.at[i] : ' ';
        if (parts_words(c) || (c == '.' && at_stops)) {
            if (used > begin + 2 && memcmp(room + used - 2, "'s", 2) == 0)
                used -= 2; /* scanning looks a possessive up without its ending */
            if (used == begin)
                continue;
            if (count == MOST_WORDS)
                return MOST_WORDS + 1;
            words[count++] = view_of(room + begin, used - begin);
            begin = used;
        } else if (c != '.') {
            room[used++] = c;
        }
    }
    return count;
}

struct source {
    struct draft *draft;
    const char *file;
    struct view text;
    int class; /* -1 before the first */
    masthead_error *err;
};

static masthead_status complain(const struct source *source, size_t at, const char *what,
                                struct view word, const char *nearest)
{
    if (nearest)
        error_set(source->err, MASTHEAD_BAD_CONFIG, "%s '%.*s' (did you mean '%s'?)", what,
                  (int)word.size, word.at, nearest);
    else if (word.size)
        error_set(source->err, MASTHEAD_BAD_CONFIG, "%s '%.*s'", what, (int)word.size, word.at);
    else
        error_set(source->err, MASTHEAD_BAD_CONFIG, "%s", what);
    error_place(source->err, source->file, source->text, at);
    return MASTHEAD_BAD_CONFIG;
}

static masthead_status read_class(struct source *source, size_t at, struct view line)
{
    if (line.at[line.size - 1] != ']')
        return complain(source, at, "a class line must end in ']'", view_of(NULL, 0), NULL);
    struct view name = view_trim(view_of(line.at + 1, line.size - 2));
    for (int i = 0; i < LEX_CLASS_COUNT; i++)
        if (view_equal(name, view_string(class_names[i]))) {
            source->class = i;
            return MASTHEAD_OK;
        }
    return complain(source, at + (size_t)(name.at - line.at), "unknown class", name,
                    error_nearest(name, class_names, LEX_CLASS_COUNT));
}

/* Adds the words of an entry, and the entry. */
static masthead_status add_words(struct source *source, size_t at, const struct view *words,
                                 uint32_t count, uint32_t value)
{
    uint32_t numbers[MOST_WORDS];
    if (count == 0)
        return complain(source, at, "an entry without a word", view_of(NULL, 0), NULL);
    if (count > MOST_WORDS)
        return complain(source, at, "an entry of more than 16 words", view_of(NULL, 0), NULL);
    for (uint32_t i = 0; i < count; i++)
        if (!(numbers[i] = add_word(source->draft, words[i])))
            return error_no_memory(source->err);
    if (!add_entry(source->draft, (enum lexicon_class)source->class, numbers, count, value))
        return error_no_memory(source->err);
    return MASTHEAD_OK;
}

enum { LONGEST_LINE = 500 };

/* What an entry without a value of its own stands for: itself, with single spaces between its words. */
static struct view own_value(struct view folded, char *out)
{
    char *end = out;
    for (size_t i = 0; i < folded.size; i++) {
        bool parts = parts_words(folded.at[i]);
        if (folded.at[i] != '.' && !(parts && (end == out || end[-1] == ' ')))
            *end++ = parts ? ' ' : folded.at[i];
    }
    while (end > out && end[-1] == ' ')
        end--;
    return view_of(out, (size_t)(end - out));
}

/* Looks whether the class takes a value, which is written at `at`; `written` is what stands there. */
static masthead_status check_value(const struct source *source, size_t at, struct view written,
                                   const char *value)
{
    const char *class = class_names[source->class];
    const char *pattern = lexicon_pattern((enum lexicon_class)source->class);
    if (!pattern || (*pattern ? lexicon_fits(pattern, value) : !written.size))
        return MASTHEAD_OK;
    if (*pattern)
        error_set(source->err, MASTHEAD_BAD_CONFIG, "a value of [%s] reads %s, not '%.40s'", class,
                  pattern, value);
    else
        error_set(source->err, MASTHEAD_BAD_CONFIG, "an entry of [%s] has no value", class);
    error_place(source->err, source->file, source->text, at);
    return MASTHEAD_BAD_CONFIG;
}

static masthead_status read_entry(struct source *source, size_t at, struct view line)
{
    if (source->class < 0)
        return complain(source, at, "an entry before the first [class]", view_of(NULL, 0), NULL);
    if (line.size > LONGEST_LINE)
        return complain(source, at, "a line of more than 500 bytes", view_of(NULL, 0), NULL);
    char folded[3 * LONGEST_LINE], room[3 * LONGEST_LINE];
    struct view words[MOST_WORDS], entry = line, right = view_of(line.at, 0);
    const char *equals = memchr(line.at, '=', line.size);
    if (equals) {
        entry = view_trim(view_of(line.at, (size_t)(equals - line.at)));
        right = view_trim(view_of(equals + 1, (size_t)(line.at + line.size - equals - 1)));
        if (!right.size)
            return complain(source, at + (size_t)(equals - line.at), "nothing behind '='",
                            view_of(NULL, 0), NULL);
    }
    struct view form = view_of(folded, unicode_fold(entry, folded));
    uint32_t value = add_text(source->draft, equals ? view_of(room, unicode_fold(right, room))
                                                    : own_value(form, room));
    if (value == UINT32_MAX)
        return error_no_memory(source->err);
    uint32_t count = split(form, false, words, room);
    masthead_status status = add_words(source, at, words, count, value);
    if (!status)
        status = check_value(source, at + (size_t)(right.at - line.at), right,
                             source->draft->texts + value);
    if (status || !memchr(form.at, '.', form.size))
        return status;
    uint32_t more = split(form, true, words, room);
    if (more == count)
        return MASTHEAD_OK;
    return add_words(source, at, words, more, value);
}

/* Looks for what is no text, so that a message can show the line it speaks of. */
static masthead_status check_text(const struct source *source)
{
    struct view text = source->text;
    for (size_t at = 0, size; at < text.size; at += size) {
        const char *what = NULL;
        size = view_character(text, at);
        if (size == 0)
            what = "not valid UTF-8";
        else if (text.at[at] == '\0')
            what = "a NUL byte, so this is not a text file";
        else if (view_is_control(text, at) && !memchr("\t\n\r", text.at[at], 3))
            what = "a control character";
        if (what)
            return complain(source, at, what, view_of(NULL, 0), NULL);
    }
    return MASTHEAD_OK;
}

static masthead_status read_list(struct source *source)
{
    struct view text = source->text;
    masthead_status checked = check_text(source);
    if (checked)
        return checked;
    for (size_t begin = 0, end; begin < text.size; begin = end + 1) {
        for (end = begin; end < text.size && text.at[end] != '\n';)
            end++;
        struct view line = view_of(text.at + begin, end - begin);
        const char *comment = memchr(line.at, '#', line.size);
        if (comment)
            line.size = (size_t)(comment - line.at);
        line = view_trim(line);
        if (!line.size)
            continue;
        size_t at = (size_t)(line.at - text.at);
        masthead_status status =
            line.at[0] == '[' ? read_class(source, at, line) : read_entry(source, at, line);
        if (status)
            return status;
    }
    return MASTHEAD_OK;
}

/* ---- Files ----------------------------------------------------------------------------------- */

static int is_list(const struct dirent *item)
{
    size_t size = strlen(item->d_name);
    return size > 4 && item->d_name[0] != '.' && strcmp(item->d_name + size - 4, ".txt") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* What is done with the path of each list, until it fails. */
typedef masthead_status list_fn(void *user, const char *path, masthead_error *err);

static masthead_status visit(const char *folder, const char *name, list_fn *each, void *user,
                             masthead_error *err)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path)
        return error_no_memory(err);
    snprintf(path, size, "%s/%s", folder, name);
    masthead_status status = each(user, path, err);
    free(path);
    return status;
}

static masthead_status visit_lists(const char *folder, list_fn *each, void *user,
                                   masthead_error *err)
{
    struct dirent **items;
    int count = scandir(folder, &items, is_list, by_bytes);
    if (count < 0)
        return errno == ENOMEM
                   ? error_no_memory(err)
                   : error_set(err, MASTHEAD_CANNOT_READ, "cannot read the language pack '%s': %s",
                               folder, strerror(errno));
    masthead_status status = MASTHEAD_OK;
    if (count == 0)
        status = error_set(err, MASTHEAD_CANNOT_READ, "the language pack '%s' has no word lists",
                           folder);
    for (int i = 0; i < count; i++) {
        if (!status)
            status = visit(folder, items[i]->d_name, each, user, err);
        free(items[i]);
    }
    free(items);
    return status;
}

static uint64_t fnv1a(uint64_t hash, const char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static masthead_status read_list_file(void *user, const char *path, masthead_error *err)
{
    struct draft *draft = user;
    char *text;
    size_t size;
    masthead_status status = read_file(path, &text, &size, err);
    if (status)
        return status;
    struct source source = {draft, path, view_of(text, size), -1, err};
    draft->table.fingerprint = fnv1a(draft->table.fingerprint, text, size);
    status = read_list(&source);
    free(text);
    return status;
}

static bool begin(struct draft *draft)
{
    if (!grow(&draft->bits, 0, 1, &draft->bits_capacity, sizeof *draft->bits) ||
        !grow(&draft->dated, 0, 1, &draft->dated_capacity, sizeof *draft->dated) ||
        !grow(&draft->dates, 0, 1, &draft->date_capacity, sizeof *draft->dates) ||
        !grow(&draft->words, 0, 1, &draft->word_capacity, sizeof *draft->words) ||
        !grow(&draft->entries, 0, 1, &draft->entry_capacity, sizeof *draft->entries) ||
        !rehash(draft))
        return false;
    draft->bits[0] = (struct lexicon_bits){0};
    draft->dated[0] = 0;
    draft->dates[0] = no_dates;
    draft->words[0] = (struct lexicon_word){0};
    draft->entries[0] = (struct lexicon_entry){0};
    draft->table.word_count = draft->table.date_count = draft->table.entry_count = 1;
    return true;
}

masthead_status lexicon_read(const char *folder, struct lexicon_table *out, masthead_error *err)
{
    struct draft draft = {.table = {.fingerprint = UINT64_C(0xcbf29ce484222325)}};
    masthead_status status =
        begin(&draft) ? visit_lists(folder, read_list_file, &draft, err) : error_no_memory(err);
    draft.table.front.bits = draft.bits;
    draft.table.front.dated = draft.dated;
    draft.table.front.dates = draft.dates;
    draft.table.words = draft.words;
    draft.table.entries = draft.entries;
    draft.table.sequence = draft.sequence;
    draft.table.slots = draft.slots;
    draft.table.texts = draft.texts;
    if (status)
        lexicon_table_free(&draft.table);
    else
        *out = draft.table;
    return status;
}

void lexicon_table_free(struct lexicon_table *table)
{
    free((void *)table->front.bits);
    free((void *)table->front.dated);
    free((void *)table->front.dates);
    free((void *)table->words);
    free((void *)table->entries);
    free((void *)table->sequence);
    free((void *)table->slots);
    free((void *)table->texts);
}

/* ---- Whether they are what they were --------------------------------------------------------- */

/* Multiplies and folds, so that no change of eight bytes is lost. */
static uint64_t mix(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 divided by the golden ratio */
    return hash ^ hash >> 32;
}

/* A hash in four strands, which a processor works out side by side. */
static uint64_t hash_text(const char *text, size_t size)
{
    enum { STRANDS = 4 };
    uint64_t strand[STRANDS] = {size, 1, 2, 3}, bytes[STRANDS];
    for (; size >= sizeof bytes; text += sizeof bytes, size -= sizeof bytes) {
        memcpy(bytes, text, sizeof bytes);
        for (int i = 0; i < STRANDS; i++)
            strand[i] = mix(strand[i], bytes[i]);
    }
    memset(bytes, 0, sizeof bytes);
    memcpy(bytes, text, size);
    for (int i = 0; i < STRANDS; i++)
        strand[i] = mix(strand[i], bytes[i]);
    return mix(mix(mix(strand[0], strand[1]), strand[2]), strand[3]);
}

static masthead_status hash_file(void *user, const char *path, masthead_error *err)
{
    uint64_t *hash = user;
    char *text;
    size_t size;
    masthead_status status = read_file(path, &text, &size, err);
    if (status)
        return status;
    *hash = mix(*hash, hash_text(text, size));
    free(text);
    return MASTHEAD_OK;
}

masthead_status lexicon_contents(const char *folder, uint64_t *hash, masthead_error *err)
{
    uint64_t contents = 0;
    masthead_status status = visit_lists(folder, hash_file, &contents, err);
    if (!status)
        *hash = contents;
    return status;
}
