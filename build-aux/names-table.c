/* names-table.c - make the C table of the name recognizer's weights
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     names-table <names.model >names-table.h
 *
 * A line of the model is a comment, "step PASS FROM" and five weights, or the hash of a feature, its name, and ten
 * weights.  Features come by rising hash. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABELS = 5, BITS = 15 };

static int fail(unsigned line, const char *what)
{
    fprintf(stderr, "names-table: line %u: %s\n", line, what);
    return EXIT_FAILURE;
}

/* Prints the weights that the text begins with, each within ±most, and returns what is behind them; NULL when they are not
 * there. */
static const char *print_weights(const char *text, long most)
{
    putchar('{');
    for (int i = 0; i < LABELS; i++) {
        char *end;
        long number = strtol(text, &end, 10);
        if (end == text || number > most || number < -most)
            return NULL;
        printf(i ? ", %ld" : "%ld", number);
        text = end;
    }
    putchar('}');
    return text;
}

int main(void)
{
    static uint32_t starts[(1 << BITS) + 1];
    char text[512];
    uint32_t last = 0, rows = 0;
    unsigned line = 0, pass, from;
    int used;
    puts("/* made by names-table from conf/lang/en/names.model */\nstatic const int16_t "
         "table_steps[2][6][5] = {");
    while (fgets(text, sizeof text, stdin)) {
        line++;
        if (text[0] == '#')
            continue;
        if (sscanf(text, "step %u %u%n", &pass, &from, &used) == 2) {
            if (rows || pass > 1 || from > LABELS)
                return fail(line, "a step out of place");
            printf("[%u][%u] = ", pass, from);
            if (!print_weights(text + used, 32767))
                return fail(line, "five weights expected");
            puts(",");
            continue;
        }
        const char *name = strchr(text, '\t'), *weights = name ? strchr(name + 1, '\t') : NULL;
        uint32_t id = (uint32_t)strtoul(text, NULL, 16);
        if (!weights || (rows && id <= last))
            return fail(line, "a feature's hash, name and weights expected, by rising hash");
        if (!rows)
            puts("};\nstatic const struct name_weights table_rows[] = {");
        printf("{0x%08" PRIx32 "U, {", id);
        weights = print_weights(weights, 127);
        putchar(',');
        if (!weights || !print_weights(weights, 127))
            return fail(line, "ten weights expected");
        puts("}},");
        starts[(id >> (32 - BITS)) + 1]++;
        last = id;
        rows++;
    }
    puts("};\nstatic const uint32_t table_starts[] = {");
    for (uint32_t i = 0, sum = 0; i <= 1 << BITS; i++)
        printf("%" PRIu32 ",%c", sum += starts[i], i % 16 == 15 ? '\n' : ' ');
    printf("};\nenum { TABLE_SHIFT = %d };\n", 32 - BITS);
    return EXIT_SUCCESS;
}
