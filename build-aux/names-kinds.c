/* names-kinds.c - sort words into kinds by the words that they stand beside
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     names-kinds LANG-FOLDER KINDS LEAST <TEXTS >names.kinds
 *
 * TEXTS has one article a line, with \n for line ends.  Words that are met LEAST times or more are put into KINDS kinds so
 * that the kind of a word tells as much as it can of the kind of the next: the exchange algorithm of Kneser and Ney,
 * "Improved clustering techniques for class-based statistical language modelling" (Eurospeech 1993).  A word
 * in lower case and the same word with a capital are two.  Prints each folded word with the kind of its lower-case
 * form and that of its form with a capital, 0 where there is none. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "scan.h"
#include "unicode.h"

enum { ROUNDS = 14, RARE = 0, MARKS = 1 << 22 }; /* marks and numbers have the hashes below MARKS */

/* ---- Words -------------------------------------------------------------------------------------- */

struct form {
    char *text; /* folded */
    uint32_t hash, count;
    uint8_t capital;
    uint32_t number; /* among the frequent, or RARE */
};

static struct form *forms;
static uint32_t form_count, form_capacity, *table, mask;
static uint32_t *stream, stream_count, stream_capacity;

static uint32_t form_of(struct view text, uint32_t hash, uint8_t capital)
{
    if (form_count * 2 >= mask) {
        mask = mask ? mask * 2 + 1 : (1 << 18) - 1;
        free(table);
        table = calloc(mask + 1, sizeof *table);
        for (uint32_t f = 0; f < form_count; f++) {
            uint32_t i = (forms[f].hash * 2 + forms[f].capital) & mask;
            while (table[i])
                i = (i + 1) & mask;
            table[i] = f + 1;
        }
    }
    uint32_t i = (hash * 2 + capital) & mask;
    while (table[i] && (forms[table[i] - 1].hash != hash || forms[table[i] - 1].capital != capital))
        i = (i + 1) & mask;
    if (!table[i]) {
        if (form_count == form_capacity)
            forms = realloc(forms, (form_capacity = form_capacity * 2 + 1024) * sizeof *forms);
        char *folded = malloc(3 * text.size + 1);
        folded[unicode_fold(text, folded)] = '\0';
        forms[form_count] = (struct form){folded, hash, 0, capital, RARE};
        table[i] = ++form_count;
    }
    return table[i] - 1;
}

static void push(uint32_t form)
{
    if (stream_count == stream_capacity)
        stream = realloc(stream, (stream_capacity = stream_capacity * 2 + 4096) * sizeof *stream);
    stream[stream_count++] = form;
}

static bool is_capitals(const struct tokens *tokens, uint32_t i)
{
    uint32_t small = 0, capitals = 0;
    for (uint32_t k = i; k < tokens->count && (k == i || !(tokens->at[k].shape & SHAPE_LINE));
         k++) {
        small += tokens->at[k].kind == TOKEN_WORD && tokens->at[k].shape & SHAPE_LOWER;
        capitals += tokens->at[k].kind == TOKEN_WORD && tokens->at[k].shape & SHAPE_UPPER;
    }
    return capitals > small;
}

/* Forms that begin sentences have capital 2: which they are is decided when all are counted. */
static void read_tokens(const struct tokens *tokens)
{
    bool capitals = false;
    for (uint32_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        if (i == 0 || token->shape & SHAPE_LINE)
            capitals = is_capitals(tokens, i);
        if (capitals)
            continue;
        if (i == 0 || token->shape & SHAPE_PARAGRAPH)
            push(form_of(view_string("\n"), 1, 0));
        if (token->kind == TOKEN_MARK) {
            char mark[2] = {(char)(token->mark < 128 ? token->mark : '*'), 0};
            push(form_of(view_string(mark), 2 + token->mark, 0));
        } else if (token->kind == TOKEN_NUMBER) {
            uint32_t size = token->stop - token->begin;
            push(form_of(view_string("0"), 3u << 20 | (size > 6 ? 6 : size), 0));
        } else {
            struct view text = view_of(tokens->text + token->begin, token->stop - token->begin);
            uint8_t capital = token->shape & SHAPE_LOWER      ? 0
                              : token->shape & SHAPE_SENTENCE ? 2
                                                              : 1;
            push(form_of(text, token->hash, capital));
        }
    }
}

static void settle_forms(void)
{
    for (uint32_t i = 0; i < stream_count; i++)
        forms[stream[i]].count++;
    for (uint32_t i = 0; i < stream_count; i++) {
        const struct form *form = &forms[stream[i]];
        if (form->capital != 2)
            continue;
        struct view text = view_string(form->text);
        uint32_t hash = form->hash;
        uint32_t small = form_of(text, hash, 0), capital = form_of(text, hash, 1);
        stream[i] = forms[small].count > forms[capital].count ? small : capital;
    }
    for (uint32_t f = 0; f < form_count; f++)
        forms[f].count = 0;
    for (uint32_t i = 0; i < stream_count; i++)
        forms[stream[i]].count++;
}

/* ---- Kinds -------------------------------------------------------------------------------------- */

struct pair {
    uint32_t other, count;
};
static struct pair *pairs[2]; /* of each word, the words behind and before it */
static uint32_t *pairs_at[2];
static uint32_t words, kinds, *kind, *total, *of_kind, *both; /* both[a * kinds + b] */
static double *n_log_n;

static double nln(int64_t n)
{
    return n < 1 << 22 ? n_log_n[n] : (double)n * log((double)n);
}

static int by_pair(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return x[0] != y[0] ? (x[0] < y[0] ? -1 : 1) : x[1] < y[1] ? -1 : x[1] > y[1];
}

static void count_pairs(int way)
{
    uint32_t n = stream_count - 1, (*all)[2] = malloc(n * sizeof *all), out = 0;
    for (uint32_t i = 0; i < n; i++) {
        all[i][way] = forms[stream[i]].number;
        all[i][!way] = forms[stream[i + 1]].number;
    }
    qsort(all, n, sizeof *all, by_pair);
    pairs[way] = malloc(n * sizeof **pairs);
    pairs_at[way] = calloc(words + 1, sizeof(uint32_t));
    for (uint32_t i = 0, word = 0; i < n;) {
        uint32_t k = i;
        while (k < n && all[k][0] == all[i][0] && all[k][1] == all[i][1])
            k++;
        while (word < all[i][0])
            pairs_at[way][++word] = out;
        pairs[way][out++] = (struct pair){all[i][1], k - i};
        i = k;
        if (i == n)
            while (word < words)
                pairs_at[way][++word] = out;
    }
    free(all);
}

static uint32_t side[2][1024], side_list[2][1024], side_count[2], self;

/* Counts the kinds beside a word. */
static void look_beside(uint32_t word)
{
    self = 0;
    for (int way = 0; way < 2; way++) {
        for (uint32_t i = 0; i < side_count[way]; i++)
            side[way][side_list[way][i]] = 0;
        side_count[way] = 0;
        for (uint32_t p = pairs_at[way][word]; p < pairs_at[way][word + 1]; p++) {
            if (pairs[way][p].other == word) {
                self = pairs[way][p].count;
                continue;
            }
            uint32_t k = kind[pairs[way][p].other];
            if (!side[way][k])
                side_list[way][side_count[way]++] = k;
            side[way][k] += pairs[way][p].count;
        }
    }
}

/* Adds (sign 1) or takes away (-1) the word to or from a kind. */
static void move(uint32_t word, uint32_t k, int sign)
{
    for (uint32_t i = 0; i < side_count[0]; i++)
        both[k * kinds + side_list[0][i]] += (uint32_t)sign * side[0][side_list[0][i]];
    for (uint32_t i = 0; i < side_count[1]; i++)
        both[side_list[1][i] * kinds + k] += (uint32_t)sign * side[1][side_list[1][i]];
    both[k * kinds + k] += (uint32_t)sign * self;
    of_kind[k] += (uint32_t)sign * total[word];
}

/* What the likelihood gains when the word joins the kind. */
static double gain(uint32_t word, uint32_t k)
{
    double sum = 0;
    for (uint32_t i = 0; i < side_count[0]; i++) {
        uint32_t other = side_list[0][i];
        if (other == k)
            continue;
        int64_t n = both[k * kinds + other];
        sum += nln(n + side[0][other]) - nln(n);
    }
    for (uint32_t i = 0; i < side_count[1]; i++) {
        uint32_t other = side_list[1][i];
        if (other == k)
            continue;
        int64_t n = both[other * kinds + k];
        sum += nln(n + side[1][other]) - nln(n);
    }
    int64_t n = both[k * kinds + k];
    sum += nln(n + self + side[0][k] + side[1][k]) - nln(n);
    return sum - 2 * (nln((int64_t)of_kind[k] + total[word]) - nln(of_kind[k]));
}

static void exchange(void)
{
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t moved = 0;
        for (uint32_t word = 1; word < words; word++) {
            look_beside(word);
            uint32_t from = kind[word], best = from;
            move(word, from, -1);
            double most = gain(word, from);
            for (uint32_t k = 1; k < kinds; k++) {
                double g = k == from ? most : gain(word, k);
                if (g > most) {
                    most = g;
                    best = k;
                }
            }
            kind[word] = best;
            moved += best != from;
            move(word, best, 1);
        }
        fprintf(stderr, "round %d: %u of %u moved\n", round, moved, words);
    }
}

static int by_count(const void *a, const void *b)
{
    uint32_t x = forms[*(const uint32_t *)a].count, y = forms[*(const uint32_t *)b].count;
    return x > y ? -1 : x < y ? 1 : *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1;
}

static int by_hash(const void *a, const void *b)
{
    uint32_t x = forms[*(const uint32_t *)a].hash, y = forms[*(const uint32_t *)b].hash;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    struct lexicon *lexicon;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (argc != 4 || lexicon_open(argv[1], &lexicon, &err))
        return 2;
    kinds = (uint32_t)atoi(argv[2]) + 1;
    uint32_t least = (uint32_t)atoi(argv[3]);
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0) {
        char *to = line;
        for (char *from = line; *from && *from != '\n'; from++) {
            if (*from == '\\' && from[1]) {
                from++;
                *to++ = *from == 'n' ? '\n' : *from;
            } else {
                *to++ = *from;
            }
        }
        struct arena arena = {0};
        struct tokens tokens;
        if (scan(lexicon, view_of(line, (size_t)(to - line)), &arena, &tokens))
            return 1;
        read_tokens(&tokens);
        arena_free(&arena);
    }
    settle_forms();
    uint32_t *order = malloc(form_count * sizeof *order);
    for (uint32_t f = 0; f < form_count; f++)
        order[f] = f;
    qsort(order, form_count, sizeof *order, by_count);
    words = 1;
    for (uint32_t i = 0; i < form_count && forms[order[i]].count >= least; i++)
        forms[order[i]].number = words++;
    fprintf(stderr, "%u tokens, %u forms, %u frequent\n", stream_count, form_count, words);
    n_log_n = malloc(sizeof *n_log_n * (1 << 22));
    for (int i = 0; i < 1 << 22; i++)
        n_log_n[i] = i ? i * log(i) : 0;
    total = calloc(words, sizeof *total);
    kind = calloc(words, sizeof *kind);
    of_kind = calloc(kinds, sizeof *of_kind);
    both = calloc((size_t)kinds * kinds, sizeof *both);
    for (uint32_t word = 1; word < words; word++)
        kind[word] = 1 + (word - 1) % (kinds - 1);
    for (uint32_t i = 0; i < stream_count; i++) {
        uint32_t word = forms[stream[i]].number;
        total[word]++;
        of_kind[kind[word]]++;
        if (i + 1 < stream_count)
            both[kind[word] * kinds + kind[forms[stream[i + 1]].number]]++;
    }
    count_pairs(0);
    count_pairs(1);
    exchange();
    qsort(order, words - 1, sizeof *order, by_hash);
    for (uint32_t i = 0; i + 1 < words; i++) {
        const struct form *form = &forms[order[i]];
        if (form->hash < MARKS || form->capital == 2)
            continue;
        const struct form *other =
            &forms[form_of(view_string(form->text), form->hash, !form->capital)];
        if (form->capital && other->number != RARE)
            continue; /* printed with its lower-case form */
        const struct form *small = form->capital ? other : form,
                          *capital = form->capital ? form : other;
        printf("%08x\t%s\t%u %u\n", form->hash, form->text, kind[small->number],
               kind[capital->number]);
    }
    return 0;
}
