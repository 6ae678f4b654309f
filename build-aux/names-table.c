/* names-table.c - make the C tables of the name recognizer
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     names-table names.model names.kinds names.glance >names-table.h
 *
 * A line of the model is a comment, "step PASS FROM" and five weights, or the hash of a feature, its name, and ten
 * weights.  Those that are met most often come first, so that they lie together.  A line of the kinds is a comment, or the hash
 * of a word, the word, and two numbers; hashes rise.  A line of the glance is a comment, or where, what and a value in
 * hexadecimal, a weight, and perhaps a word. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names_id.h"

enum { LABELS = 5, PASSES = 2, WEIGHTS = PASSES * (LABELS - 1), SIDES = 3 };

static const char *file;
static unsigned line;

static bool fail(const char *what)
{
    fprintf(stderr, "%s:%u: %s\n", file, line, what);
    return false;
}

/* Prints five weights of steps from a label: see struct name_steps. */
static bool print_step(const char *text, unsigned from)
{
    int of[LABELS];
    if (sscanf(text, "%d %d %d %d %d", &of[0], &of[1], &of[2], &of[3], &of[4]) != LABELS)
        return fail("five weights expected");
    for (unsigned to = 0; to < LABELS; to++) {
        bool inside = from == 1 || from == 2, goes_on = to == 2 || to == 3;
        of[to] = inside == goes_on ? of[to] * NAME_PATH + NAME_PATH - 1 - (int)from : NAME_NEVER;
    }
    printf("{%d, {%d, %d, %d, %d}},\n", of[0], of[1], of[2], of[3], of[4]);
    return true;
}

/* Reads a hash, a tab, a name and a tab.  Returns what is behind them; NULL when they are not there. */
static const char *read_hash(const char *text, uint32_t *hash)
{
    const char *name = strchr(text, '\t'), *rest = name ? strchr(name + 1, '\t') : NULL;
    *hash = (uint32_t)strtoul(text, NULL, 16);
    if (!rest)
        fail("a hash, a name and numbers expected");
    return rest;
}

/* The rows of the model, in their order in the file.  The first has no weights. */
static struct row {
    uint32_t id;
    uint32_t template, a, b; /* of a template that has a table or whose values are words; else 0 */
    uint16_t number;         /* of its weights, or its place among the other rows */
    int weights[WEIGHTS];
} rows[1 << 17];
static uint32_t row_count = 1, hashed_count = 1;

/* Different weights of rows that a table tells; the first are none. */
static int weights[1 << 16][WEIGHTS];
static uint32_t weights_count = 1;

/* Words and what stands in their place. */
static struct known {
    uint32_t hash;
    unsigned small, capital;
    int glance[SIDES];
    uint16_t rows[NAME_WORD_TEMPLATES]; /* numbers of weights */
} known[NAME_KNOWN];
static uint32_t known_count;

static const uint32_t word_templates[] = {
#define X(template) template,
    NAME_WORDS(X)
#undef X
};

/* Finds what is known of a word, or begins it.  NULL: there are too many. */
static struct known *known_word(uint32_t hash)
{
    static uint32_t table[4 * NAME_KNOWN];
    uint32_t at = hash % (4 * NAME_KNOWN);
    while (table[at] && known[table[at] - 1].hash != hash)
        at = (at + 1) % (4 * NAME_KNOWN);
    if (!table[at]) {
        if (known_count == NAME_KNOWN / 32 * 31)
            return fail("more words than there is room for"), NULL;
        known[known_count].hash = hash;
        table[at] = ++known_count;
    }
    return &known[table[at] - 1];
}

static bool read_kind(const char *text)
{
    uint32_t hash;
    const char *rest = read_hash(text, &hash);
    struct known *word = rest ? known_word(hash) : NULL;
    if (!word)
        return false;
    if (sscanf(rest, "%u %u", &word->small, &word->capital) != 2 || word->small > 255 || word->capital > 255)
        return fail("two kinds expected");
    return true;
}

/* ---- Places ------------------------------------------------------------------------------------- */

/* What is looked for by a hash goes to a place of its own by a number of its bucket's, its turn: "hash and displace", after
 * Belazzougui, Botelho and Dietzfelbinger, "Hash, displace, and compress" (ESA 2009).  The largest buckets choose first. */
struct placing {
    uint32_t (*bucket)(uint32_t hash);
    uint32_t (*place)(uint32_t hash, uint16_t turn);
    uint32_t bucket_count;
    uint16_t *turns, *places; /* of the buckets; of what is there, the number, from 1 */
};

enum { MOST_BUCKETS = 1 << 13 };

static struct bucket {
    uint32_t number, count;
    struct item {
        uint32_t hash;
        uint16_t number;
    } items[64];
} buckets[MOST_BUCKETS];
_Static_assert(MOST_BUCKETS >= (int)NAME_BUCKETS && MOST_BUCKETS >= (int)NAME_KNOWN_BUCKETS, "room for both");

static void begin_placing(const struct placing *p)
{
    memset(buckets, 0, sizeof buckets);
    for (uint32_t i = 0; i < p->bucket_count; i++)
        buckets[i].number = i;
}

static bool add_to_bucket(const struct placing *p, uint32_t hash, uint16_t number)
{
    struct bucket *bucket = &buckets[p->bucket(hash)];
    if (bucket->count == sizeof bucket->items / sizeof *bucket->items)
        return fail("too many features or words have nearly the same hash");
    bucket->items[bucket->count++] = (struct item){hash, number};
    return true;
}

static int by_count(const void *a, const void *b)
{
    const struct bucket *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count ? 1 : -1) : x->number < y->number ? -1 : 1;
}

/* Puts what is in a bucket into free places; they stay free when one of them is not. */
static bool put_bucket(const struct placing *p, const struct bucket *bucket, uint16_t turn)
{
    uint32_t put = 0;
    for (; put < bucket->count; put++) {
        uint16_t *place = &p->places[p->place(bucket->items[put].hash, turn)];
        if (*place)
            break;
        *place = bucket->items[put].number;
    }
    if (put == bucket->count)
        return true;
    while (put-- > 0)
        p->places[p->place(bucket->items[put].hash, turn)] = 0;
    return false;
}

static bool put_buckets(const struct placing *p)
{
    qsort(buckets, p->bucket_count, sizeof *buckets, by_count);
    for (uint32_t i = 0; i < p->bucket_count; i++) {
        uint32_t turn = 0;
        while (turn <= UINT16_MAX && !put_bucket(p, &buckets[i], (uint16_t)turn))
            turn++;
        if (turn > UINT16_MAX)
            return fail("two features or words have the same hash");
        p->turns[buckets[i].number] = (uint16_t)turn;
    }
    return true;
}

static uint16_t row_turns[NAME_BUCKETS], row_places[NAME_PLACES];

static bool put_rows(void)
{
    const struct placing p = {name_bucket, name_place, NAME_BUCKETS, row_turns, row_places};
    begin_placing(&p);
    for (uint32_t i = 1; i < row_count; i++)
        if (!rows[i].template && !add_to_bucket(&p, rows[i].id, rows[i].number))
            return false;
    return put_buckets(&p); /* of others a table tells where they are */
}

static void print_weights(const int of[WEIGHTS])
{
    printf("{");
    for (int k = 0; k < WEIGHTS; k++)
        printf("%d,", of[k]);
    printf("}");
}

static void print_rows(void)
{
    puts("static const struct name_row model_rows[] = {{0, {0}},");
    for (uint32_t i = 1; i < row_count; i++) {
        if (rows[i].template)
            continue;
        printf("{0x%" PRIx32 "U, ", rows[i].id);
        print_weights(rows[i].weights);
        puts("},");
    }
    puts("};\nstatic const name_scores model_weights[] = {");
    for (uint32_t i = 0; i < weights_count; i++) {
        print_weights(weights[i]);
        puts(",");
    }
    puts("};");
}

static void print_numbers(const char *name, const uint16_t *numbers, uint32_t count)
{
    printf("static const uint16_t %s[] = {\n", name);
    for (uint32_t i = 0; i < count; i++)
        printf("%u,%c", numbers[i], i % 16 == 15 ? '\n' : ' ');
    puts("};");
}

static void print_seen(void)
{
    static uint64_t seen[NAME_SEEN / NAME_SEEN_BITS];
    for (uint32_t i = 1; i < row_count; i++) {
        if (rows[i].template)
            continue;
        uint32_t place = rows[i].id >> NAME_SEEN_SHIFT;
        seen[place / NAME_SEEN_BITS] |= UINT64_C(1) << place % NAME_SEEN_BITS;
    }
    puts("static const uint64_t model_seen[] = {");
    for (uint32_t i = 0; i < NAME_SEEN / NAME_SEEN_BITS; i++)
        printf("0x%" PRIx64 "U,%c", seen[i], i % 4 == 3 ? '\n' : ' ');
    puts("};");
}

/* ---- Tables ------------------------------------------------------------------------------------- */

/* The values of features: numbers below a limit, or those that the model knows of some domain. */
struct domain {
    const char *name;
    uint32_t limit; /* 0: any number is a value */
    uint32_t count, values[NAME_NUMBERS / 2]; /* of a named one: values[i] has the number i + 1 */
};

static struct domain domains[] = {
#define X(name, limit) {#name, limit, 0, {0}},
    NAME_DOMAINS(X)
#undef X
};
enum { DOMAINS = sizeof domains / sizeof *domains };

static struct table {
    uint32_t template;
    const char *of[2]; /* as they are written in NAME_TABLES */
    struct domain *domain[2]; /* NULL: limit[i] says all */
    uint32_t limit[2];
} tables[] = {
#define X(template, a, b) {template, {#a, #b}, {NULL, NULL}, {0, 0}},
    NAME_TABLES(X)
#undef X
};
enum { TABLES = sizeof tables / sizeof *tables };

static struct domain *domain_named(const char *name)
{
    for (int d = 0; d < DOMAINS; d++)
        if (strcmp(domains[d].name, name) == 0)
            return &domains[d];
    return NULL;
}

static void find_domains(void)
{
    for (int t = 0; t < TABLES; t++)
        for (int i = 0; i < 2; i++) {
            tables[t].limit[i] = (uint32_t)strtoul(tables[t].of[i], NULL, 10);
            tables[t].domain[i] = domain_named(tables[t].of[i]);
        }
}

/* Finds the number of a value, a new one if need be.  0: there are too many. */
static uint32_t number_of(struct domain *domain, uint32_t value)
{
    for (uint32_t i = 0; i < domain->count; i++)
        if (domain->values[i] == value)
            return i + 1;
    if (domain->count == NAME_NUMBERS / 2 || (domain->limit && value >= domain->limit))
        return 0;
    domain->values[domain->count++] = value;
    return domain->count;
}

/* Which place of a table's side a value has. */
static bool side_of(const struct table *table, int side, uint32_t value, uint32_t *at)
{
    if (!table->domain[side]) {
        *at = value;
        return value < table->limit[side] || fail("a value that is too large for its template");
    }
    *at = number_of(table->domain[side], value);
    return *at || fail("too many values");
}

/* Finds the template of a row's feature and its values, which its name ends with, by its hash. */
static bool read_values(struct row *row, const char *name, size_t size)
{
    const char *equals = memchr(name, '=', size);
    char *end;
    if (!equals)
        return true;
    uint32_t a = (uint32_t)strtoul(equals + 1, &end, 16), b = 0, at;
    if (*end == ',')
        b = (uint32_t)strtoul(end + 1, &end, 16);
    for (int t = 0; t < TABLES && end == name + size; t++) {
        if (name_id(tables[t].template, a, b) != row->id)
            continue;
        row->template = tables[t].template;
        row->a = a;
        row->b = b;
        return side_of(&tables[t], 0, a, &at) && side_of(&tables[t], 1, b, &at);
    }
    for (uint32_t comma = (uint32_t)size; comma-- > 0;) {
        if (name[comma] != ',')
            continue;
        a = (uint32_t)strtoul(name + comma + 1, NULL, 16);
        for (int w = 0; w < NAME_WORD_TEMPLATES; w++)
            if (name_id(word_templates[w], a, 0) == row->id) {
                row->template = word_templates[w];
                row->a = a;
            }
        break;
    }
    return true;
}

static uint32_t side_size(const struct table *table, int side)
{
    return table->domain[side] ? table->domain[side]->count + 1 : table->limit[side];
}

/* Prints the rows of a template's features. */
static void print_table(const struct table *table)
{
    const uint32_t height = side_size(table, 0), width = side_size(table, 1);
    uint16_t *cells = calloc((size_t)height * width, sizeof *cells);
    for (uint32_t r = 1; cells && r < row_count; r++) {
        uint32_t a, b;
        if (rows[r].template == table->template && side_of(table, 0, rows[r].a, &a) &&
            side_of(table, 1, rows[r].b, &b))
            cells[a * width + b] = rows[r].number;
    }
    printf("static const uint16_t rows_%" PRIu32 "[%" PRIu32 "][%" PRIu32 "] = {\n", table->template, height, width);
    for (uint32_t a = 0; cells && a < height; a++) {
        printf("{");
        for (uint32_t b = 0; b < width; b++)
            printf("%u,%s", cells[a * width + b], b % 32 == 31 ? "\n" : "");
        puts("},");
    }
    puts("};");
    free(cells);
}

static void print_domain(const struct domain *domain)
{
    static struct name_number places_of[NAME_NUMBERS];
    if (domain->limit) {
        uint16_t *numbers = calloc(domain->limit, sizeof *numbers);
        char name[64];
        for (uint32_t i = 0; numbers && i < domain->count; i++)
            numbers[domain->values[i]] = (uint16_t)(i + 1);
        snprintf(name, sizeof name, "numbers_%s", domain->name);
        if (numbers)
            print_numbers(name, numbers, domain->limit);
        free(numbers);
        return;
    }
    memset(places_of, 0, sizeof places_of);
    for (uint32_t i = 0; i < domain->count; i++) {
        uint32_t at = name_number_place(domain->values[i]);
        while (places_of[at].number)
            at = (at + 1) % NAME_NUMBERS;
        places_of[at] = (struct name_number){domain->values[i], (uint16_t)(i + 1)};
    }
    printf("static const struct name_number numbers_%s[] = {\n", domain->name);
    for (uint32_t i = 0; i < NAME_NUMBERS; i++)
        printf("{0x%" PRIx32 "U, %u},%c", places_of[i].value, places_of[i].number, i % 8 == 7 ? '\n' : ' ');
    puts("};");
}

static bool print_known(void)
{
    static uint16_t turns[NAME_KNOWN_BUCKETS], places[NAME_KNOWN];
    const struct placing p = {name_known_bucket, name_known_place, NAME_KNOWN_BUCKETS, turns, places};
    begin_placing(&p);
    for (uint32_t i = 0; i < known_count; i++)
        if (!add_to_bucket(&p, known[i].hash, (uint16_t)(i + 1)))
            return false;
    if (!put_buckets(&p))
        return false;
    puts("static const struct name_known known_rows[] = {{0, 0, 0, {0}, {0}},");
    for (uint32_t i = 0; i < NAME_KNOWN; i++) {
        const struct known none = {0}, *word = places[i] ? &known[places[i] - 1] : &none;
        printf("{0x%08" PRIx32 "U, %u, %u, {%d, %d, %d}, {", word->hash, word->small, word->capital, word->glance[0],
               word->glance[1], word->glance[2]);
        for (int w = 0; w < NAME_WORD_TEMPLATES; w++)
            printf("%u,", word->rows[w]);
        puts("}},");
    }
    puts("};");
    print_numbers("known_turns", turns, NAME_KNOWN_BUCKETS);
    return true;
}

/* ---- Files -------------------------------------------------------------------------------------- */

/* Finds the number of weights, a new one if need be. */
static uint16_t number_of_weights(const int of[WEIGHTS])
{
    static uint16_t table[1 << 17];
    uint32_t at = 0;
    for (int k = 0; k < WEIGHTS; k++)
        at = (at ^ (uint32_t)of[k]) * 0x9e3779b1U;
    for (at >>= 15; table[at] && memcmp(weights[table[at]], of, sizeof *weights) != 0;)
        at = (at + 1) % (1 << 17);
    if (!table[at] && memcmp(weights[0], of, sizeof *weights) != 0) {
        memcpy(weights[weights_count], of, sizeof *weights);
        table[at] = (uint16_t)weights_count++;
    }
    return table[at];
}

/* Reads weights: those for the other labels less those for the first, which no label is. */
static bool read_weights(const char *text)
{
    if (row_count == sizeof rows / sizeof *rows)
        return fail("too many features");
    struct row *row = &rows[row_count++];
    const char *rest = read_hash(text, &row->id), *name = strchr(text, '\t') + 1;
    if (!rest || !read_values(row, name, (size_t)(rest - name)))
        return false;
    int *to = row->weights;
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
            *to++ = (int)(weight - none);
        rest = end;
    }
    if (row->template ? weights_count == UINT16_MAX : hashed_count == NAME_PLACES / 32 * 31)
        return fail("more features than there are numbers for");
    row->number = row->template ? number_of_weights(row->weights) : (uint16_t)hashed_count++;
    for (int w = 0; w < NAME_WORD_TEMPLATES; w++) {
        struct known *word = row->template == word_templates[w] ? known_word(row->a) : NULL;
        if (word)
            word->rows[w] = row->number;
        else if (row->template == word_templates[w])
            return false;
    }
    return true;
}

static bool print_model(FILE *in)
{
    char text[512];
    unsigned pass, from;
    int used;
    puts("#ifdef NAMES_STEPS\nstatic const struct name_steps model_steps[2][6] = {");
    for (line = 1; fgets(text, sizeof text, in); line++) {
        if (text[0] == '#')
            continue;
        if (sscanf(text, "step %u %u%n", &pass, &from, &used) != 2) {
            if (!read_weights(text))
                return false;
            continue;
        }
        if (pass > 1 || from > LABELS)
            return fail("a step out of place");
        printf("[%u][%u] = ", pass, from);
        if (!print_step(text + used, from))
            return false;
    }
    puts("};\n#endif\n#ifdef NAMES_ROWS");
    if (!put_rows())
        return false;
    print_rows();
    print_seen();
    print_numbers("model_turns", row_turns, NAME_BUCKETS);
    print_numbers("model_places", row_places, NAME_PLACES);
    for (int d = 0; d < DOMAINS; d++)
        print_domain(&domains[d]);
    for (int t = 0; t < TABLES; t++)
        print_table(&tables[t]);
    return true;
}

static bool read_kinds(FILE *in)
{
    char text[512];
    for (line = 1; fgets(text, sizeof text, in); line++)
        if (text[0] != '#' && !read_kind(text))
            return false;
    return true;
}

/* What a glance at a unit says, but for words. */
static int glance_classes[SIDES][NAME_NUMBERS / 2 + 1], glance_kind[SIDES][NAME_KIND_VALUES], glance_shape[NAME_SHAPE_VALUES],
    glance_place[NAME_PLACE_VALUES];

/* Where the weight of a value is; NULL: nowhere, as it is in no domain. */
static int *glance_at(int side, const char *what, uint32_t value)
{
    static int none;
    const struct domain *near = domain_named("near");
    if (strcmp(what, "word") == 0) {
        struct known *word = known_word(value);
        return word ? &word->glance[side] : NULL;
    }
    if (strcmp(what, "classes") == 0) {
        for (uint32_t i = 0; i < near->count; i++)
            if (near->values[i] == value)
                return &glance_classes[side][i + 1];
        return &none; /* the model does not know it, so that it has no number */
    }
    if (strcmp(what, "kind") == 0 && value < NAME_KIND_VALUES)
        return &glance_kind[side][value];
    if (strcmp(what, "shape") == 0 && value < NAME_SHAPE_VALUES)
        return &glance_shape[value];
    if (strcmp(what, "place") == 0 && value < NAME_PLACE_VALUES)
        return &glance_place[value];
    fail("unknown value");
    return NULL;
}

static bool read_glance(FILE *in)
{
    static const char *const sides[SIDES] = {"left", "here", "right"};
    char text[512], where[8], what[8];
    uint32_t value;
    int weight;
    for (line = 1; fgets(text, sizeof text, in); line++) {
        if (text[0] == '#')
            continue;
        int side = 0;
        if (sscanf(text, "%7s %7s %" SCNx32 " %d", where, what, &value, &weight) != 4 || weight > 127 || weight < -127)
            return fail("where, what, a value and a weight expected");
        while (side < SIDES && strcmp(where, sides[side]) != 0)
            side++;
        int *to = side < SIDES ? glance_at(side, what, value) : NULL;
        if (!to)
            return side < SIDES ? false : fail("left, here or right expected");
        *to = weight;
    }
    return true;
}

/* Prints one side's weights, or those of all. */
static void print_glances(const char *name, const int *of, int sides, uint32_t count)
{
    if (sides > 1)
        printf("static const int8_t %s[%d][%" PRIu32 "] = {\n", name, sides, count);
    else
        printf("static const int8_t %s[%" PRIu32 "] = ", name, count);
    for (int side = 0; side < sides; side++, of += count) {
        puts("{");
        for (uint32_t i = 0; i < count; i++)
            printf("%d,%c", of[i], i % 32 == 31 ? '\n' : ' ');
        puts(side + 1 < sides ? "}," : sides > 1 ? "}};" : "};");
    }
}

static bool print_glance(FILE *in)
{
    if (!read_glance(in))
        return false;
    puts("#endif\n#ifdef NAMES_ROWS");
    print_glances("glance_classes", glance_classes[0], SIDES, NAME_NUMBERS / 2 + 1);
    print_glances("glance_kind", glance_kind[0], SIDES, NAME_KIND_VALUES);
    print_glances("glance_shape", glance_shape, 1, NAME_SHAPE_VALUES);
    print_glances("glance_place", glance_place, 1, NAME_PLACE_VALUES);
    puts("#endif\n#ifdef NAMES_KINDS");
    return print_known();
}

int main(int argc, char **argv)
{
    find_domains();
    static bool (*const readers[])(FILE *in) = {print_model, read_kinds, print_glance};
    puts("/* made by names-table from conf/lang/en/names.model, names.kinds and names.glance */");
    for (int i = 1; i < argc && i <= 3; i++) {
        file = argv[i];
        FILE *in = fopen(file, "r");
        if (!in) {
            perror(file);
            return EXIT_FAILURE;
        }
        if (!readers[i - 1](in))
            return EXIT_FAILURE;
        fclose(in);
    }
    puts("#endif");
    return EXIT_SUCCESS;
}
