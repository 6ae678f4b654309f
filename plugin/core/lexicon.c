/* lexicon.c - a language pack's words and phrases
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Every word of every entry gets a number (1, 2, …) through one hash table with linear probing, so that
 * a text's token is looked up once whatever the number of classes.  Entries of one word hang on their
 * word in a chain.  Entries of several words hang on their first word, longest first; the words that follow are
 * compared by number.
 *
 *     file  = { line }
 *     line  = [ class | entry ] [ "#" comment ]
 *     class = "[" name "]"
 *     entry = word { ( " " | "-" ) word } [ "=" value ]
 *
 * A full stop at a word's end counts for nothing ("gen." is "gen").  One inside a word stands for both ways in which
 * scanning splits: "p.m." gives the entries "pm" and "p m". */
#include "config.h"

#include "lexicon.h"

#include <dirent.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "arena.h"
#include "error.h"
#include "scan.h"
#include "settings.h"
#include "unicode.h"

enum { NO_ENTRY = 0, MOST_WORDS = 16 };

struct word {
    uint32_t hash;
    uint32_t size;
    const char *text;
    uint64_t classes; /* in which it is an entry by itself */
    uint64_t begins;  /* in which it begins a longer entry */
    uint32_t entries; /* first of its own, 0 none */
    uint32_t phrases; /* first that it begins, longest first */
};

struct entry {
    const char *value;
    uint32_t next;  /* of the same word; 0 none */
    uint32_t words; /* index of the second word in `sequence` */
    uint16_t count; /* of words, the first included */
    uint8_t class;
};

/* The hash is here, too, so that a word that no entry has, as most, is found out without a look at others. */
struct slot {
    uint32_t hash, number; /* of a word; 0: free */
};

struct lexicon {
    struct arena arena;
    struct word *words; /* words[0] is no word */
    uint32_t word_count, word_capacity;
    struct entry *entries; /* entries[0] is no entry */
    uint32_t entry_count, entry_capacity;
    uint32_t *sequence;
    uint32_t sequence_count, sequence_capacity;
    struct slot *table; /* by hash */
    uint32_t mask;      /* size of the table less one */
    uint64_t classes;   /* LEX_BITs of those that have an entry */
    uint64_t fingerprint;
    atomic_uint shares; /* besides the first */
};

static const char *const class_names[LEX_CLASS_COUNT] = {
#define X(id, name) name,
    LEXICON_CLASSES(X)
#undef X
};

_Static_assert(LEX_CLASS_COUNT <= 64, "classes are bits of a uint64_t");

/* Returns an array with room for one more element, moved if need be; NULL when there is no memory, and
 * then the old one stays. */
static void *grown(void *at, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return at;
    uint32_t wanted = *capacity ? *capacity * 2 : 1024;
    void *moved = realloc(at, wanted * size);
    if (moved)
        *capacity = wanted;
    return moved;
}

static bool grow_words(struct lexicon *lexicon)
{
    void *at =
        grown(lexicon->words, lexicon->word_count, &lexicon->word_capacity, sizeof *lexicon->words);
    if (at)
        lexicon->words = at;
    return at;
}

static bool grow_entries(struct lexicon *lexicon)
{
    void *at = grown(lexicon->entries, lexicon->entry_count, &lexicon->entry_capacity,
                     sizeof *lexicon->entries);
    if (at)
        lexicon->entries = at;
    return at;
}

static bool grow_sequence(struct lexicon *lexicon)
{
    void *at = grown(lexicon->sequence, lexicon->sequence_count, &lexicon->sequence_capacity,
                     sizeof *lexicon->sequence);
    if (at)
        lexicon->sequence = at;
    return at;
}

static struct slot *slot_of(const struct lexicon *lexicon, uint32_t hash, struct view folded)
{
    uint32_t i = hash & lexicon->mask;
    for (; lexicon->table[i].number; i = (i + 1) & lexicon->mask) {
        if (lexicon->table[i].hash != hash)
            continue;
        const struct word *word = &lexicon->words[lexicon->table[i].number];
        if (word->size == folded.size && memcmp(word->text, folded.at, folded.size) == 0)
            break;
    }
    return &lexicon->table[i];
}

static bool rehash(struct lexicon *lexicon)
{
    uint32_t size = lexicon->mask ? (lexicon->mask + 1) * 2 : 4096;
    struct slot *table = calloc(size, sizeof *table);
    if (!table)
        return false;
    for (uint32_t number = 1; number < lexicon->word_count; number++) {
        const uint32_t hash = lexicon->words[number].hash;
        uint32_t i = hash & (size - 1);
        while (table[i].number)
            i = (i + 1) & (size - 1);
        table[i] = (struct slot){hash, number};
    }
    free(lexicon->table);
    lexicon->table = table;
    lexicon->mask = size - 1;
    return true;
}

/* Returns the number of a folded word, a new one if need be; 0 when there is no memory. */
static uint32_t add_word(struct lexicon *lexicon, struct view folded)
{
    if (lexicon->word_count >= (lexicon->mask + 1) / 2 && !rehash(lexicon))
        return 0;
    uint32_t hash = unicode_fold_hash(folded);
    struct slot *slot = slot_of(lexicon, hash, folded);
    if (slot->number)
        return slot->number;
    char *text = arena_copy(&lexicon->arena, folded.at, folded.size);
    if (!text || !grow_words(lexicon))
        return 0;
    lexicon->words[lexicon->word_count] =
        (struct word){.hash = hash, .size = (uint32_t)folded.size, .text = text};
    *slot = (struct slot){hash, lexicon->word_count++};
    return slot->number;
}

/* Adds an entry of `count` words.  Its place among the others of its first word: longest first, and of
 * two alike in one class the later line wins. */
static bool add_entry(struct lexicon *lexicon, enum lexicon_class class, const uint32_t *numbers,
                      uint32_t count, const char *value)
{
    if (!grow_entries(lexicon))
        return false;
    uint32_t words = lexicon->sequence_count;
    for (uint32_t i = 1; i < count; i++) {
        if (!grow_sequence(lexicon))
            return false;
        lexicon->sequence[lexicon->sequence_count++] = numbers[i];
    }
    struct word *first = &lexicon->words[numbers[0]];
    uint32_t *link = count == 1 ? &first->entries : &first->phrases;
    *(count == 1 ? &first->classes : &first->begins) |= (uint64_t)1 << class;
    while (*link && lexicon->entries[*link].count > count)
        link = &lexicon->entries[*link].next;
    lexicon->entries[lexicon->entry_count] = (struct entry){.value = value,
                                                            .next = *link,
                                                            .words = words,
                                                            .count = (uint16_t)count,
                                                            .class = (uint8_t) class};
    lexicon->classes |= (uint64_t)1 << class;
    *link = lexicon->entry_count++;
    return true;
}

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
    struct lexicon *lexicon;
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
                                 uint32_t count, const char *value)
{
    struct lexicon *lexicon = source->lexicon;
    uint32_t numbers[MOST_WORDS];
    if (count == 0)
        return complain(source, at, "an entry without a word", view_of(NULL, 0), NULL);
    if (count > MOST_WORDS)
        return complain(source, at, "an entry of more than 16 words", view_of(NULL, 0), NULL);
    for (uint32_t i = 0; i < count; i++)
        if (!(numbers[i] = add_word(lexicon, words[i])))
            return error_no_memory(source->err);
    if (!add_entry(lexicon, (enum lexicon_class)source->class, numbers, count, value))
        return error_no_memory(source->err);
    return MASTHEAD_OK;
}

/* What an entry without a value of its own stands for: itself, with single spaces between its words. */
static char *own_value(struct lexicon *lexicon, struct view folded)
{
    char *value = arena_take(&lexicon->arena, folded.size + 1), *end = value;
    if (!value)
        return NULL;
    for (size_t i = 0; i < folded.size; i++) {
        bool parts = parts_words(folded.at[i]);
        if (folded.at[i] != '.' && !(parts && (end == value || end[-1] == ' ')))
            *end++ = parts ? ' ' : folded.at[i];
    }
    while (end > value && end[-1] == ' ')
        end--;
    *end = '\0';
    return value;
}

enum { LONGEST_LINE = 500 };

static masthead_status read_entry(struct source *source, size_t at, struct view line)
{
    if (source->class < 0)
        return complain(source, at, "an entry before the first [class]", view_of(NULL, 0), NULL);
    if (line.size > LONGEST_LINE)
        return complain(source, at, "a line of more than 500 bytes", view_of(NULL, 0), NULL);
    const char *value = NULL;
    const char *equals = memchr(line.at, '=', line.size);
    struct view entry = line;
    if (equals) {
        entry = view_trim(view_of(line.at, (size_t)(equals - line.at)));
        struct view right =
            view_trim(view_of(equals + 1, (size_t)(line.at + line.size - equals - 1)));
        if (!right.size)
            return complain(source, at + (size_t)(equals - line.at), "nothing behind '='",
                            view_of(NULL, 0), NULL);
        char folded_value[3 * LONGEST_LINE];
        size_t size = unicode_fold(right, folded_value);
        value = arena_copy(&source->lexicon->arena, folded_value, size);
        if (!value)
            return error_no_memory(source->err);
    }
    char folded[3 * LONGEST_LINE], room[3 * LONGEST_LINE];
    struct view words[MOST_WORDS];
    struct view form = view_of(folded, unicode_fold(entry, folded));
    if (!value && !(value = own_value(source->lexicon, form)))
        return error_no_memory(source->err);
    uint32_t count = split(form, false, words, room);
    masthead_status status = add_words(source, at, words, count, value);
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

static uint64_t fnv1a(uint64_t hash, const char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)at[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static masthead_status read_list_file(struct lexicon *lexicon, const char *path,
                                      masthead_error *err)
{
    char *text;
    size_t size;
    masthead_status status = read_file(path, &text, &size, err);
    if (status)
        return status;
    struct source source = {lexicon, path, view_of(text, size), -1, err};
    lexicon->fingerprint = fnv1a(lexicon->fingerprint, text, size);
    status = read_list(&source);
    free(text);
    return status;
}

static int is_list(const struct dirent *item)
{
    size_t size = strlen(item->d_name);
    return size > 4 && item->d_name[0] != '.' && strcmp(item->d_name + size - 4, ".txt") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static masthead_status read_folder(struct lexicon *lexicon, const char *folder, masthead_error *err)
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
        if (!status) {
            size_t size = strlen(folder) + strlen(items[i]->d_name) + 2;
            char *path = malloc(size);
            if (path) {
                snprintf(path, size, "%s/%s", folder, items[i]->d_name);
                status = read_list_file(lexicon, path, err);
                free(path);
            } else {
                status = error_no_memory(err);
            }
        }
        free(items[i]);
    }
    free(items);
    return status;
}

masthead_status lexicon_open(const char *folder, struct lexicon **out, masthead_error *err)
{
    struct lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon)
        return error_no_memory(err);
    lexicon->fingerprint = UINT64_C(0xcbf29ce484222325);
    masthead_status status = MASTHEAD_OK;
    if (!grow_words(lexicon) || !grow_entries(lexicon) || !rehash(lexicon))
        status = error_no_memory(err);
    else
        lexicon->words[0] = (struct word){0};
    lexicon->word_count = lexicon->entry_count = 1;
    if (!status)
        status = read_folder(lexicon, folder, err);
    if (status)
        lexicon_close(lexicon);
    else
        *out = lexicon;
    return status;
}

void lexicon_close(struct lexicon *lexicon)
{
    if (!lexicon || atomic_fetch_sub(&lexicon->shares, 1) > 0)
        return;
    arena_free(&lexicon->arena);
    free(lexicon->words);
    free(lexicon->entries);
    free(lexicon->sequence);
    free(lexicon->table);
    free(lexicon);
}

struct lexicon *lexicon_share(struct lexicon *lexicon)
{
    atomic_fetch_add(&lexicon->shares, 1);
    return lexicon;
}

uint64_t lexicon_fingerprint(const struct lexicon *lexicon)
{
    return lexicon->fingerprint;
}

bool lexicon_has(const struct lexicon *lexicon, enum lexicon_class class)
{
    return lexicon->classes >> class & 1;
}

uint32_t lexicon_word(const struct lexicon *lexicon, uint32_t hash, struct view folded)
{
    return slot_of(lexicon, hash, folded)->number;
}

uint64_t lexicon_classes(const struct lexicon *lexicon, uint32_t word)
{
    return lexicon->words[word].classes;
}

uint64_t lexicon_begins(const struct lexicon *lexicon, uint32_t word)
{
    return lexicon->words[word].begins;
}

const char *lexicon_value(const struct lexicon *lexicon, uint32_t word, enum lexicon_class class)
{
    for (uint32_t i = lexicon->words[word].entries; i; i = lexicon->entries[i].next)
        if (lexicon->entries[i].class == class)
            return lexicon->entries[i].value;
    return NULL;
}

const char *lexicon_lookup(const struct lexicon *lexicon, struct view word,
                           enum lexicon_class class)
{
    enum { LONGEST = 64 };
    char folded[3 * LONGEST];
    if (!word.size || word.size > LONGEST)
        return NULL;
    size_t size = unicode_fold(word, folded);
    uint32_t number = lexicon_word(lexicon, unicode_fold_hash(word), view_of(folded, size));
    return number ? lexicon_value(lexicon, number, class) : NULL;
}

int lexicon_number(const struct lexicon *lexicon, uint32_t word, enum lexicon_class class,
                   int otherwise)
{
    const char *value = lexicon_value(lexicon, word, class);
    if (!value)
        return otherwise;
    char *end;
    long number = strtol(value, &end, 10);
    return *end || end == value || number < INT32_MIN || number > INT32_MAX ? otherwise
                                                                            : (int)number;
}

/* Returns the token behind token i in an entry: a hyphen, and the full stop after a lone letter or an abbreviation, are
 * passed over. */
static uint32_t following(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i)
{
    const struct token *token = &tokens->at[i];
    if (token[1].kind != TOKEN_MARK)
        return i + 1;
    if (token[1].mark == '-')
        return i + 2;
    if (token[1].mark == '.' && (token->end - token->begin == 1 ||
                                 lexicon->words[token->word].classes & LEX_BIT(ABBREVIATION)))
        return i + 2;
    return i + 1;
}

/* Returns the token behind the last one of the entry's words, or 0 when they do not stand here. */
static uint32_t words_end(const struct lexicon *lexicon, const struct entry *entry,
                          const struct tokens *tokens, uint32_t i)
{
    for (uint32_t k = 0; k + 1 < entry->count; k++) {
        i = following(lexicon, tokens, i);
        if (i >= tokens->count || tokens->at[i].kind == TOKEN_MARK ||
            tokens->at[i].word != lexicon->sequence[entry->words + k])
            return 0;
    }
    return i + 1;
}

uint32_t lexicon_match(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                       enum lexicon_class class, const char **value)
{
    const struct word *word = &lexicon->words[tokens->at[i].word];
    uint64_t bit = (uint64_t)1 << class;
    if (word->begins & bit)
        for (uint32_t e = word->phrases; e; e = lexicon->entries[e].next) {
            const struct entry *entry = &lexicon->entries[e];
            uint32_t end = entry->class == class ? words_end(lexicon, entry, tokens, i) : 0;
            if (end) {
                if (value)
                    *value = entry->value;
                return end - i;
            }
        }
    if (!(word->classes & bit))
        return 0;
    if (value)
        *value = lexicon_value(lexicon, tokens->at[i].word, class);
    return 1;
}
