/* names-table.c - make the C tables of the name recognizer
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     names-table names.model names.kinds >names-table.h
 *
 * A line of the model is a comment, "step PASS FROM" and five weights, or the hash of a feature, its name, and ten
 * weights.  A line of the kinds is a comment, or the hash of a word, the word, and two numbers.  Hashes rise. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names_id.h"

enum { LABELS = 5, PASSES = 2, KIND_BITS = 13, PLACE_SHIFT = 14, SEEN_PLACES = 16 };

static const char *file;
static unsigned line;

static bool fail(const char *what)
{
    fprintf(stderr, "%s:%u: %s\n", file, line, what);
    return false;
}

/* Prints five weights of steps. */
static bool print_step(const char *text)
{
    int of[LABELS];
    if (sscanf(text, "%d %d %d %d %d", &of[0], &of[1], &of[2], &of[3], &of[4]) != LABELS)
        return fail("five weights expected");
    printf("{%d, %d, %d, %d, %d},\n", of[0], of[1], of[2], of[3], of[4]);
    return true;
}

/* A table by hash, as it is printed. */
struct table {
    uint32_t starts[(1 << KIND_BITS) + 1];
    uint32_t last, rows;
};

/* Counts a row that begins with a hash, a tab, a name and a tab.  Returns what is behind them; NULL when they are not there. */
static const char *begin_row(struct table *table, const char *text)
{
    const char *name = strchr(text, '\t'), *rest = name ? strchr(name + 1, '\t') : NULL;
    uint32_t id = (uint32_t)strtoul(text, NULL, 16);
    if (!rest || (table->rows && id <= table->last)) {
        fail("a hash, a name and numbers expected, by rising hash");
        return NULL;
    }
    table->starts[(id >> (32 - KIND_BITS)) + 1]++;
    table->last = id;
    table->rows++;
    return rest;
}

/* Prints the weights of names_model.h: those for the other labels less those for the first, which no label is. */
static bool print_weights(struct table *table, const char *text)
{
    const char *rest = begin_row(table, text);
    if (!rest)
        return false;
    printf("{0x%08" PRIx32 "U, {", table->last);
    long none = 0;
    for (int i = 0; i < PASSES * LABELS; i++) {
        char *end;
        long weight = strtol(rest, &end, 10);
        if (end == rest || weight > 127 || weight < -127)
            return fail("ten weights expected");
        if (i % LABELS == 0)
            none = weight;
        else if (weight - none > 127 || weight - none < -127)
            return fail("weights too far from one another");
        else
            printf("%ld, ", weight - none + 128);
        rest = end;
    }
    puts("}},");
    return true;
}

static bool print_kind(struct table *table, const char *text)
{
    const char *rest = begin_row(table, text);
    unsigned small, capital;
    if (!rest)
        return false;
    if (sscanf(rest, "%u %u", &small, &capital) != 2 || small > 255 || capital > 255)
        return fail("two kinds expected");
    printf("{0x%08" PRIx32 "U, %u, %u},\n", table->last, small, capital);
    return true;
}

/* What names_model.h calls seen. */
static struct {
    uint32_t bits, rows;
} seen[((UINT32_MAX >> PLACE_SHIFT) + 1) / SEEN_PLACES];

static void see(uint32_t id)
{
    uint32_t place = id >> PLACE_SHIFT;
    seen[place / SEEN_PLACES].bits |= (uint32_t)1 << place % SEEN_PLACES;
    seen[place / SEEN_PLACES].rows++;
}

static void print_seen(void)
{
    puts("static const uint32_t model_seen[] = {");
    for (uint32_t i = 0, before = 0; i < sizeof seen / sizeof *seen; i++) {
        printf("0x%08" PRIx32 "U,%c", before << 16 | seen[i].bits, i % 8 == 7 ? '\n' : ' ');
        before += seen[i].rows;
    }
    puts("};");
}

/* The ids of the rows; the rows of a template's features are found among them. */
static uint32_t ids[UINT16_MAX];

static int by_id(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* For each value of a template: the number of its feature's row, from 1; 0 when there is none. */
static void print_small(uint32_t rows, uint32_t template, uint32_t count)
{
    printf("static const uint16_t small_%" PRIu32 "[] = {\n", template);
    for (uint32_t value = 0; value < count; value++) {
        uint32_t id = name_joined(template, value);
        const uint32_t *row = bsearch(&id, ids, rows, sizeof *ids, by_id);
        printf("%d,%c", row ? (int)(row - ids) + 1 : 0, value % 32 == 31 ? '\n' : ' ');
    }
    puts("};");
}

static bool print_model(FILE *in)
{
    static struct table table;
    char text[512];
    unsigned pass, from;
    int used;
    puts("static const int16_t model_steps[2][6][5] = {");
    for (line = 1; fgets(text, sizeof text, in); line++) {
        if (text[0] == '#')
            continue;
        if (sscanf(text, "step %u %u%n", &pass, &from, &used) == 2) {
            if (table.rows || pass > 1 || from > LABELS)
                return fail("a step out of place");
            printf("[%u][%u] = ", pass, from);
            if (!print_step(text + used))
                return false;
            continue;
        }
        if (!table.rows)
            puts("};\nstatic const struct name_weights model_rows[] = {");
        if (!print_weights(&table, text))
            return false;
        if (table.rows >= UINT16_MAX)
            return fail("more than 65534 features");
        ids[table.rows - 1] = table.last;
        see(table.last);
    }
    puts("{UINT32_MAX, {0}},\n};");
    print_seen();
    puts("#endif\n#ifdef NAMES_SMALL");
#define X(template, count) print_small(table.rows, template, count);
    NAME_SMALL_TEMPLATES(X)
#undef X
    return true;
}

static bool print_kinds(FILE *in)
{
    static struct table table;
    char text[512];
    puts("static const struct name_kind kind_rows[] = {");
    for (line = 1; fgets(text, sizeof text, in); line++)
        if (text[0] != '#' && !print_kind(&table, text))
            return false;
    puts("};\nstatic const uint16_t kind_starts[] = {");
    for (uint32_t i = 0, sum = 0; i <= (uint32_t)1 << KIND_BITS; i++)
        printf("%" PRIu32 ",%c", sum += table.starts[i], i % 16 == 15 ? '\n' : ' ');
    printf("};\nenum { kind_shift = %d };\n", 32 - KIND_BITS);
    return true;
}

int main(int argc, char **argv)
{
    puts("/* made by names-table from conf/lang/en/names.model and names.kinds */");
    for (int i = 1; i < argc && i <= 2; i++) {
        file = argv[i];
        FILE *in = fopen(file, "r");
        if (!in) {
            perror(file);
            return EXIT_FAILURE;
        }
        printf("#ifdef NAMES_%s\n", i == 1 ? "MODEL" : "KINDS");
        if (!(i == 1 ? print_model : print_kinds)(in))
            return EXIT_FAILURE;
        puts("#endif");
        fclose(in);
    }
    return EXIT_SUCCESS;
}
