/* lexicon.c - a language pack's words and phrases
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A text's token is looked up once whatever the number of classes (lexicon_read.c tells how the tables are made). */
#include "lexicon.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "error.h"
#include "lexicon_table.h"
#include "scan.h"
#include "unicode.h"

#include "lexicon-tables.h"

struct lexicon {
    struct lexicon_table table; /* first: see lexicon_front */
    bool compiled;              /* the table is a part of the library */
    bool stops;
    atomic_uint shares;         /* besides the first */
};

/* Finds the table of a pack that nobody has changed since the library was compiled. */
static bool find_compiled(uint64_t contents, struct lexicon_table *out)
{
    for (size_t i = 0; i < sizeof compiled / sizeof *compiled; i++)
        if (compiled[i].contents == contents) {
            *out = compiled[i].table;
            return true;
        }
    return false;
}

masthead_status lexicon_open(const char *folder, struct lexicon **out, masthead_error *err)
{
    uint64_t contents;
    struct lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon)
        return error_no_memory(err);
    masthead_status status = lexicon_contents(folder, &contents, err);
    lexicon->compiled = !status && find_compiled(contents, &lexicon->table);
    if (!status && !lexicon->compiled)
        status = lexicon_read(folder, &lexicon->table, err);
    if (status) {
        free(lexicon);
        return status;
    }
    lexicon->stops = lexicon_lookup(lexicon, view_string("stop"), LEX_NUMBER_ENDING) != NULL;
    *out = lexicon;
    return MASTHEAD_OK;
}

void lexicon_close(struct lexicon *lexicon)
{
    if (!lexicon || atomic_fetch_sub(&lexicon->shares, 1) > 0)
        return;
    if (!lexicon->compiled)
        lexicon_table_free(&lexicon->table);
    free(lexicon);
}

struct lexicon *lexicon_share(struct lexicon *lexicon)
{
    atomic_fetch_add(&lexicon->shares, 1);
    return lexicon;
}

const struct lexicon_table *lexicon_table_of(const struct lexicon *lexicon)
{
    return &lexicon->table;
}

uint64_t lexicon_fingerprint(const struct lexicon *lexicon)
{
    return lexicon->table.fingerprint;
}

bool lexicon_has(const struct lexicon *lexicon, enum lexicon_class class)
{
    return lexicon->table.classes >> class & 1;
}

uint32_t lexicon_word(const struct lexicon *lexicon, uint32_t hash, struct view folded)
{
    const struct lexicon_table *table = &lexicon->table;
    uint32_t i = hash & table->mask;
    for (; table->slots[i].number; i = (i + 1) & table->mask) {
        if (table->slots[i].hash != hash)
            continue;
        const struct lexicon_word *word = &table->words[table->slots[i].number];
        if (view_equal(view_of(table->texts + word->text, word->size), folded))
            break;
    }
    return table->slots[i].number;
}

bool lexicon_stops(const struct lexicon *lexicon)
{
    return lexicon->stops;
}

const char *lexicon_value(const struct lexicon *lexicon, uint32_t word, enum lexicon_class class)
{
    for (uint32_t i = lexicon->table.words[word].entries; i; i = lexicon->table.entries[i].next)
        if (lexicon->table.entries[i].class == class)
            return lexicon->table.texts + lexicon->table.entries[i].value;
    return NULL;
}

unsigned lexicon_concerns(const struct lexicon *lexicon, uint32_t word)
{
    const uint64_t classes = lexicon_classes(lexicon, word), begins = lexicon_begins(lexicon, word);
    const bool dates = lexicon_dates(lexicon, word)->role == ROLE_CLOCK || classes & (LEX_DATE_HEADS | LEX_BIT(NUMBER)) ||
                       begins & (LEX_DATE_HEADS | LEX_DATE_OPENINGS);
    return (dates ? CONCERNS_DATES : 0U) | ((classes | begins) & LEX_OFFICES ? CONCERNS_OFFICES : 0U);
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
                                 lexicon_classes(lexicon, token->word) & LEX_BIT(ABBREVIATION)))
        return i + 2;
    return i + 1;
}

/* Returns the token behind the last one of the entry's words, or 0 when they do not stand here. */
static uint32_t words_end(const struct lexicon *lexicon, const struct lexicon_entry *entry,
                          const struct tokens *tokens, uint32_t i)
{
    for (uint32_t k = 0; k + 1 < entry->count; k++) {
        i = following(lexicon, tokens, i);
        if (i >= tokens->count || tokens->at[i].kind == TOKEN_MARK ||
            tokens->at[i].word != lexicon->table.sequence[entry->words + k])
            return 0;
    }
    return i + 1;
}

/* Finds the longest entry of several words that begins at token i, whose word begins some of the classes, and is of one of them.
 * Returns the token behind it, or 0. */
static uint32_t find_phrase(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                            uint64_t classes, const struct lexicon_entry **out)
{
    const struct lexicon_word *first = &lexicon->table.words[tokens->at[i].word];
    const uint32_t second = tokens->at[following(lexicon, tokens, i)].word;
    uint32_t e = second && first->seconds & LEXICON_SECOND(second) ? first->phrases : 0;
    for (; e; e = lexicon->table.entries[e].next) {
        const struct lexicon_entry *entry = &lexicon->table.entries[e];
        if (entry->second != second || !(classes >> entry->class & 1))
            continue;
        uint32_t end = words_end(lexicon, entry, tokens, i);
        if (end) {
            *out = entry;
            return end;
        }
    }
    return 0;
}

uint32_t lexicon_phrase(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                        uint64_t classes)
{
    const struct lexicon_entry *entry;
    if (!(lexicon_begins(lexicon, tokens->at[i].word) & classes))
        return 0;
    uint32_t end = find_phrase(lexicon, tokens, i, classes, &entry);
    return end ? end - i : 0;
}

uint32_t lexicon_match(const struct lexicon *lexicon, const struct tokens *tokens, uint32_t i,
                       enum lexicon_class class, const char **value)
{
    const uint64_t bit = (uint64_t)1 << class;
    const uint32_t number = tokens->at[i].word;
    const struct lexicon_entry *entry;
    uint32_t end =
        lexicon_begins(lexicon, number) & bit ? find_phrase(lexicon, tokens, i, bit, &entry) : 0;
    if (end) {
        if (value)
            *value = lexicon->table.texts + entry->value;
        return end - i;
    }
    if (!(lexicon_classes(lexicon, number) & bit))
        return 0;
    if (value)
        *value = lexicon_value(lexicon, number, class);
    return 1;
}
