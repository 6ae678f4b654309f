/* lexicon-tables.c - make the C tables of language packs
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     lexicon-tables FOLDER... >lexicon-tables.h */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "lexicon_table.h"

static void print_bits(int number, const struct lexicon_table *table)
{
    printf("static const struct lexicon_bits bits_%d[] = {\n", number);
    for (uint32_t i = 0; i < table->word_count; i++)
        printf("{0x%" PRIx64 ", 0x%" PRIx64 "},\n", table->front.bits[i].classes,
               table->front.bits[i].begins);
    puts("};");
}

static void print_dates(int number, const struct lexicon_table *table)
{
    printf("static const uint32_t dated_%d[] = {", number);
    for (uint32_t i = 0; i < table->word_count; i++)
        printf("%" PRIu32 ",%c", table->front.dated[i], i % 16 == 15 ? '\n' : ' ');
    printf("};\nstatic const struct lexicon_dates dates_%d[] = {\n", number);
    for (uint32_t i = 0; i < table->date_count; i++) {
        const struct lexicon_dates *dates = &table->front.dates[i];
        printf("{0x%" PRIx32 ", %" PRId32 ", %d, %u, %d, %u, %d, %d, %d, %u, %d, %d, %u, %d, %u},\n", dates->seconds,
               dates->number, dates->ordinal, dates->role, dates->article, dates->unit, dates->plural, dates->step,
               dates->step_mark, dates->month, dates->short_month, dates->month_doubt, dates->preposition,
               dates->tense, dates->more);
    }
    puts("};");
}

static void print_words(int number, const struct lexicon_table *table)
{
    printf("static const struct lexicon_word words_%d[] = {\n", number);
    for (uint32_t i = 0; i < table->word_count; i++) {
        const struct lexicon_word *word = &table->words[i];
        printf("{0x%" PRIx32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", 0x%" PRIx32 "},\n",
               word->hash, word->text, word->size, word->entries, word->phrases, word->seconds);
    }
    puts("};");
}

static void print_entries(int number, const struct lexicon_table *table)
{
    printf("static const struct lexicon_entry entries_%d[] = {\n", number);
    for (uint32_t i = 0; i < table->entry_count; i++) {
        const struct lexicon_entry *entry = &table->entries[i];
        printf("{%" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %u, %u},\n", entry->value,
               entry->next, entry->words, entry->second, entry->count, entry->class);
    }
    puts("};");
}

/* There is one number more than are needed, since C has no empty array. */
static void print_sequence(int number, const struct lexicon_table *table)
{
    printf("static const uint32_t sequence_%d[] = {", number);
    for (uint32_t i = 0; i < table->sequence_count; i++)
        printf("%" PRIu32 ",%c", table->sequence[i], i % 16 == 15 ? '\n' : ' ');
    puts("0};");
}

static void print_slots(int number, const struct lexicon_table *table)
{
    printf("static const struct lexicon_slot slots_%d[] = {\n", number);
    for (uint32_t i = 0; i <= table->mask; i++)
        if (table->slots[i].number)
            printf("[%" PRIu32 "] = {0x%" PRIx32 ", %" PRIu32 "},\n", i, table->slots[i].hash,
                   table->slots[i].number);
    printf("[%" PRIu32 "] = {0, 0},\n};\n", table->mask + 1);
}

/* As numbers: C limits how long a string may be. */
static void print_texts(int number, const struct lexicon_table *table)
{
    printf("static const char texts_%d[] = {\n", number);
    for (uint32_t i = 0; i < table->text_size; i++)
        printf("%d,%c", table->texts[i], i % 32 == 31 ? '\n' : ' ');
    puts("0};");
}

static void print_table(int number, const struct lexicon_table *table)
{
    print_bits(number, table);
    print_dates(number, table);
    print_words(number, table);
    print_entries(number, table);
    print_sequence(number, table);
    print_slots(number, table);
    print_texts(number, table);
}

static void print_head(int number, const struct lexicon_table *table, uint64_t contents)
{
    printf("{0x%" PRIx64 ", {{bits_%d, dated_%d, dates_%d}, words_%d, entries_%d, sequence_%d, slots_%d, texts_%d, %" PRIu32
           ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", %" PRIu32 ", 0x%" PRIx64 ", 0x%" PRIx64
           "}},\n",
           contents, number, number, number, number, number, number, number, number, table->word_count,
           table->date_count, table->entry_count, table->sequence_count, table->text_size, table->mask, table->classes,
           table->fingerprint);
}

enum { MOST_PACKS = 64 };

int main(int argc, char **argv)
{
    struct lexicon_table tables[MOST_PACKS];
    uint64_t contents[MOST_PACKS];
    int count = 0;
    puts("/* made by lexicon-tables from conf/lang */");
    for (; count + 1 < argc && count < MOST_PACKS; count++) {
        masthead_error error = MASTHEAD_ERROR_INIT;
        if (lexicon_read(argv[count + 1], &tables[count], &error) ||
            lexicon_contents(argv[count + 1], &contents[count], &error)) {
            fprintf(stderr, "%s\n", error.message);
            return EXIT_FAILURE;
        }
        print_table(count, &tables[count]);
    }
    puts("static const struct {\nuint64_t contents;\nstruct lexicon_table table;\n} compiled[] = {");
    for (int i = 0; i < count; i++) {
        print_head(i, &tables[i], contents[i]);
        lexicon_table_free(&tables[i]);
    }
    puts("};");
    return EXIT_SUCCESS;
}
