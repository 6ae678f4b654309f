/* names-train.c - learn the weights of the name recognizer
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     names-train [OPTION...] LANG-FOLDER FILE...
 *
 * Each FILE has one article a line: fold, spans, text, separated by tabs.  `fold` is a number; lines of fold
 * 0 are only learnt from, those of fold -N together with those of fold N and never tested.  `spans` are the names' bytes in the text as "10-19 30-35".  In the text \n, \t and \\ stand
 * for line ends, tabs and backslashes.  names-rows.py makes such files.
 *
 *     --folds N      learn N times, each time without the articles of one fold, and print how well the names of
 *                    those are found
 *     --test N       the same for fold N alone
 *     --model FILE   learn from everything and write the model
 *     --rounds N     passes over the articles; the weights are the mean of those of the later half
 *     --l1 X         strength of a pull of weights to 0, which most reach
 *     --l2 X         strength of a pull that grows with the weight
 *     --cut N        leave out features seen in fewer than N articles
 *     --drop X       share of features that a step passes over
 *     --forget X     share of the names of made-up articles and variants that the lists do not know
 *     --lean X       how much the scores lean towards names: careful weights miss more than they find falsely
 *     --least N      leave out features whose weights are all smaller than this
 *     --skip N,N...  leave out templates, by their number in names_features.c
 *     --first        learn and print the first pass only
 *     --glance FILE  learn instead what tells at a glance that a unit is hardly of a name, from all but the articles of fold 1, print how
 *                    many names of those it would lose, and write it
 *     --keep X       how much the glance leans towards names: what it comes to is this higher
 *     --errors N     print N mistakes
 *
 * The model is a linear-chain conditional random field, fitted by stochastic gradient descent with AdaGrad steps and an L2
 * penalty.  The second pass learns from first-pass labels that were made without the article that they label.
 *
 * The glance is a logistic regression over units, in which those of names count more.  It can learn from what the
 * recognizer itself has found in any articles. */
#include <assert.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_TRAINING
#include "names_features.c" /* once more, with readable names */
#include "names_model.h"

enum { INNER = 3, L = LABEL_COUNT, ROOM = 8 }; /* rows of labels have room for whole vectors */

struct article {
    int fold, inner;
    uint32_t salt;
    char *text;
    size_t size;
    uint32_t (*spans)[2];
    uint32_t span_count;
    struct arena arena;
    struct passage passage;
    masthead_field field;
    struct reading reading;
    struct name_units units;
    uint8_t *gold;
    uint32_t *features[2];   /* indices, all units' in a row, of each pass */
    uint32_t *feature_at[2]; /* where unit u's begin; count + 1 */
};

static struct article *articles;
static uint32_t article_count;
static masthead_settings settings;

/* ---- Features ----------------------------------------------------------------------------------- */

struct known {
    uint32_t id, articles, last;
    char *name;
};

static struct known *known;
static uint32_t known_count, known_capacity, *known_table, known_mask;

static uint32_t know(uint32_t id, const char *name, uint32_t article)
{
    if (known_count * 2 >= known_mask) {
        uint32_t size = known_mask ? (known_mask + 1) * 2 : 1 << 16;
        free(known_table);
        known_table = calloc(size, sizeof *known_table);
        known_mask = size - 1;
        for (uint32_t k = 0; k < known_count; k++) {
            uint32_t i = known[k].id & known_mask;
            while (known_table[i])
                i = (i + 1) & known_mask;
            known_table[i] = k + 1;
        }
    }
    uint32_t at = id & known_mask;
    while (known_table[at] && known[known_table[at] - 1].id != id)
        at = (at + 1) & known_mask;
    if (!known_table[at]) {
        if (known_count == known_capacity) {
            known_capacity *= 2;
            known = realloc(known, known_capacity * sizeof *known);
        }
        known[known_count] = (struct known){id, 0, UINT32_MAX, strdup(name)};
        known_table[at] = ++known_count;
    }
    struct known *k = &known[known_table[at] - 1];
    if (k->last != article) {
        k->last = article;
        k->articles++;
    }
    return known_table[at] - 1;
}

static char names[MOST_FEATURES][FEATURE_NAME];

static bool skip[TEMPLATES];

static const char *glance; /* the file to write, or NULL */

static void make_features(uint32_t number, int pass)
{
    struct article *a = &articles[number];
    struct features f = {.name = names};
    struct name_run run;
    uint32_t capacity = 0, count = 0;
    memcpy(f.skip, skip, sizeof skip);
    free(a->features[pass]);
    free(a->feature_at[pass]);
    a->features[pass] = NULL;
    a->feature_at[pass] = malloc((a->units.count + 1) * sizeof(uint32_t));
    for (uint32_t begin = 0; begin < a->units.count;) {
        uint32_t end = name_run_end(&a->units, begin);
        name_run_open(&run, &a->units, begin, end);
        for (uint32_t u = begin; u < end; u++) {
            if (pass)
                name_second_features(&a->units, u, begin, end, &f);
            else
                name_features(&a->units, &run, u, &f);
            assert(f.count <= MOST_FEATURES);
            if (count + f.count > capacity) {
                capacity = (capacity + f.count) * 2;
                a->features[pass] = realloc(a->features[pass], capacity * sizeof(uint32_t));
            }
            a->feature_at[pass][u] = count;
            for (uint32_t k = 0; k < f.count; k++)
                a->features[pass][count++] = know(f.id[k], names[k], number);
        }
        begin = end;
    }
    a->feature_at[pass][a->units.count] = count;
}

/* ---- The random field --------------------------------------------------------------------------- */

struct field {
    uint32_t feature_count;
    float (*w)[ROOM], (*g)[ROOM]; /* weights and sums of squared gradients */
    float steps[L + 1][L], steps_g[L + 1][L];
};

static double l1 = 0.5, l2 = 0.3, rate = 0.12, drop = 0.1, forget = 0.15, lean = 0.33;
static uint32_t rounds = 12, cut = 4;

static struct field *field_new(void)
{
    struct field *f = calloc(1, sizeof *f);
    f->feature_count = known_count;
    f->w = aligned_alloc(32, (known_count * sizeof *f->w + 31) & ~31ul);
    f->g = aligned_alloc(32, (known_count * sizeof *f->g + 31) & ~31ul);
    memset(f->w, 0, known_count * sizeof *f->w);
    memset(f->g, 0, known_count * sizeof *f->g);
    return f;
}

static void field_free(struct field *f)
{
    free(f->w);
    free(f->g);
    free(f);
}

static void add_field(struct field *to, const struct field *f)
{
    for (uint32_t k = 0; k < f->feature_count; k++)
        for (int y = 0; y < L; y++)
            to->w[k][y] += f->w[k][y];
    for (int x = 0; x <= L; x++)
        for (int y = 0; y < L; y++)
            to->steps[x][y] += f->steps[x][y];
}

static void divide_field(struct field *f, float by)
{
    for (uint32_t k = 0; k < f->feature_count; k++)
        for (int y = 0; y < L; y++)
            f->w[k][y] /= by;
    for (int x = 0; x <= L; x++)
        for (int y = 0; y < L; y++)
            f->steps[x][y] /= by;
}

static bool usable(uint32_t k)
{
    return known[k].articles >= cut;
}

static void unit_scores(const struct field *f, const struct article *a, uint32_t u, int passes,
                        float *s)
{
    for (int y = 0; y < ROOM; y++)
        s[y] = 0;
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t i = a->feature_at[pass][u]; i < a->feature_at[pass][u + 1]; i++) {
            uint32_t k = a->features[pass][i];
            if (k < f->feature_count)
                for (int y = 0; y < ROOM; y++)
                    s[y] += f->w[k][y];
        }
}

static float log_sum(const float *v)
{
    float most = v[0];
    for (int y = 1; y < L; y++)
        most = v[y] > most ? v[y] : most;
    float sum = 0;
    for (int y = 0; y < L; y++)
        sum += expf(v[y] - most);
    return most + logf(sum);
}

static const float never = -1e9f;

static void step(float *w, float *g, float gradient)
{
    *g += gradient * gradient;
    *w += (float)rate * gradient / (sqrtf(*g) + 1e-6f);
}

/* A step with a pull towards 0 that does not lessen near it, so that what says little has no weight at all. */
static void sparse_step(float *w, float *g, float gradient, float pull)
{
    *g += gradient * gradient;
    float rate_now = (float)rate / (sqrtf(*g) + 1e-6f), next = *w + rate_now * gradient;
    float size = fabsf(next) - rate_now * pull;
    *w = size > 0 ? copysignf(size, next) : 0;
}

static uint64_t random_state = 88172645463325252ULL;
static uint32_t random_next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 32);
}

static void shuffle(uint32_t *order, uint32_t count)
{
    for (uint32_t i = count; i > 1; i--) {
        uint32_t j = random_next() % i, t = order[i - 1];
        order[i - 1] = order[j];
        order[j] = t;
    }
}

static void learn_run(struct field *f, const struct article *a, uint32_t begin, uint32_t end,
                      int passes, float decay)
{
    enum { MOST = 4096 };
    static float s[MOST][ROOM], al[MOST][L], be[MOST][L];
    uint32_t n = end - begin;
    if (n > MOST)
        return;
    for (uint32_t u = 0; u < n; u++)
        unit_scores(f, a, begin + u, passes, s[u]);
    for (int y = 0; y < L; y++)
        al[0][y] = name_step_allowed(LABEL_OUT, y) ? f->steps[L][y] + s[0][y] : never;
    for (uint32_t u = 1; u < n; u++)
        for (int y = 0; y < L; y++) {
            float v[L];
            for (int x = 0; x < L; x++)
                v[x] = name_step_allowed(x, y) ? al[u - 1][x] + f->steps[x][y] : never;
            al[u][y] = log_sum(v) + s[u][y];
        }
    for (int y = 0; y < L; y++)
        be[n - 1][y] = name_step_allowed(y, LABEL_OUT) ? 0 : never;
    for (uint32_t u = n - 1; u-- > 0;)
        for (int x = 0; x < L; x++) {
            float v[L];
            for (int y = 0; y < L; y++)
                v[y] =
                    name_step_allowed(x, y) ? be[u + 1][y] + f->steps[x][y] + s[u + 1][y] : never;
            be[u][x] = log_sum(v);
        }
    float v[L];
    for (int y = 0; y < L; y++)
        v[y] = al[n - 1][y] + be[n - 1][y];
    float z = log_sum(v);
    for (uint32_t u = 1; u < n; u++)
        for (int x = 0; x < L; x++)
            for (int y = 0; y < L; y++)
                if (name_step_allowed(x, y)) {
                    float p = expf(al[u - 1][x] + f->steps[x][y] + s[u][y] + be[u][y] - z);
                    float gold = a->gold[begin + u - 1] == x && a->gold[begin + u] == y;
                    step(&f->steps[x][y], &f->steps_g[x][y], gold - p);
                }
    for (uint32_t u = 0; u < n; u++) {
        float gradient[ROOM] = {0};
        float size = 0;
        for (int y = 0; y < L; y++) {
            gradient[y] = (a->gold[begin + u] == y) - expf(al[u][y] + be[u][y] - z);
            size += fabsf(gradient[y]);
        }
        if (u == 0)
            for (int y = 0; y < L; y++)
                step(&f->steps[L][y], &f->steps_g[L][y], gradient[y]);
        if (size < 1e-4f)
            continue;
        for (int pass = 0; pass < passes; pass++)
            for (uint32_t i = a->feature_at[pass][begin + u];
                 i < a->feature_at[pass][begin + u + 1]; i++) {
                uint32_t k = a->features[pass][i];
                if (!usable(k) || (drop > 0 && random_next() < drop * 4294967295.0))
                    continue;
                for (int y = 0; y < ROOM; y++)
                    sparse_step(&f->w[k][y], &f->g[k][y], gradient[y] - decay * f->w[k][y],
                                (float)l1 / 1000);
            }
    }
}

/* Learns from the articles for which `use` is not 0. */
static struct field *learn(const uint8_t *use, int passes)
{
    struct field *f = field_new();
    uint32_t *order = malloc(article_count * sizeof *order), n = 0, units = 0;
    for (uint32_t i = 0; i < article_count; i++)
        if (use[i]) {
            order[n++] = i;
            units += articles[i].units.count;
        }
    float decay = (float)l2 / 1000;
    struct field *sum = field_new();
    uint32_t added = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        shuffle(order, n);
        for (uint32_t i = 0; i < n; i++) {
            const struct article *a = &articles[order[i]];
            for (uint32_t begin = 0; begin < a->units.count;) {
                uint32_t end = name_run_end(&a->units, begin);
                learn_run(f, a, begin, end, passes, decay);
                begin = end;
            }
        }
        if (round >= rounds / 2) {
            add_field(sum, f);
            added++;
        }
    }
    free(order);
    divide_field(sum, (float)added);
    field_free(f);
    return sum;
}

static void label_article(const struct field *f, struct article *a, int passes)
{
    uint8_t *labels = malloc(a->units.count + 1);
    for (uint32_t begin = 0; begin < a->units.count;) {
        uint32_t end = name_run_end(&a->units, begin), n = end - begin;
        float best[L], s[ROOM];
        uint8_t(*from)[L] = malloc(n * sizeof *from);
        unit_scores(f, a, begin, passes, s);
        s[LABEL_OUT] -= (float)lean;
        for (int y = 0; y < L; y++)
            best[y] = name_step_allowed(LABEL_OUT, y) ? f->steps[L][y] + s[y] : never;
        for (uint32_t u = 1; u < n; u++) {
            float next[L];
            unit_scores(f, a, begin + u, passes, s);
            s[LABEL_OUT] -= (float)lean;
            for (int y = 0; y < L; y++) {
                next[y] = never * 2;
                for (int x = 0; x < L; x++)
                    if (name_step_allowed(x, y) && best[x] + f->steps[x][y] > next[y]) {
                        next[y] = best[x] + f->steps[x][y];
                        from[u][y] = (uint8_t)x;
                    }
                next[y] += s[y];
            }
            memcpy(best, next, sizeof best);
        }
        int label = 0;
        for (int y = 1; y < L; y++)
            if (name_step_allowed(y, LABEL_OUT) && best[y] > best[label])
                label = y;
        for (uint32_t u = n; u-- > 0;) {
            labels[begin + u] = (uint8_t)label;
            if (u)
                label = from[u][label];
        }
        free(from);
        begin = end;
    }
    for (uint32_t u = 0; u < a->units.count; u++)
        a->units.at[u].label = labels[u];
    free(labels);
}

static void clear_counts(struct article *a)
{
    for (uint32_t w = 0; w < a->units.word_count; w++)
        memset(a->units.words[w].as, 0, sizeof a->units.words[w].as);
}

static void first_pass(const struct field *f, uint32_t number)
{
    struct article *a = &articles[number];
    clear_counts(a);
    label_article(f, a, 1);
    name_count_labels(&a->units);
    name_see_elsewhere(&a->units);
    make_features(number, 1);
}

static bool only_first;

/* Learns both passes, or only the first. */
static void learn_both(const uint8_t *use, struct field *out[2])
{
    if (only_first) {
        out[0] = out[1] = learn(use, 1);
        return;
    }
    uint8_t *part = malloc(article_count);
    for (int inner = 0; inner < INNER; inner++) {
        for (uint32_t i = 0; i < article_count; i++)
            part[i] = use[i] && articles[i].inner != inner;
        struct field *f = learn(part, 1);
        for (uint32_t i = 0; i < article_count; i++)
            if (use[i] && articles[i].inner == inner)
                first_pass(f, i);
        field_free(f);
        fprintf(stderr, ".");
    }
    free(part);
    out[0] = learn(use, 1);
    out[1] = learn(use, 2);
    fprintf(stderr, "\n");
}

/* ---- The weights of the model --------------------------------------------------------------------- */

static double scale = 24;
static int least_weight = 4;

static int quantized(float w)
{
    double v = round(w * scale);
    return v > 127 ? 127 : v < -127 ? -127 : (int)v;
}

/* The weights of a feature as the model has them, of both passes.  False when it leaves them out. */
static bool model_row(struct field *const f[2], uint32_t k, int row[2][L])
{
    int most = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int y = 0; y < L; y++) {
            row[pass][y] = k < f[pass]->feature_count ? quantized(f[pass]->w[k][y]) : 0;
            most = abs(row[pass][y]) > most ? abs(row[pass][y]) : most;
        }
    return most >= least_weight;
}

/* Makes weights what the model has of them; returns how many features it has. */
static uint32_t round_weights(struct field *const f[2])
{
    uint32_t kept = 0;
    for (uint32_t k = 0; k < f[1]->feature_count; k++) {
        int row[2][L];
        bool keep = usable(k) && model_row(f, k, row);
        kept += keep;
        for (int pass = 0; pass < 2; pass++)
            for (int y = 0; y < L && k < f[pass]->feature_count; y++)
                f[pass]->w[k][y] = keep ? (float)(row[pass][y] / scale) : 0;
    }
    return kept;
}

/* ---- Scores ------------------------------------------------------------------------------------- */

struct tally {
    uint32_t good, found, gold;
};

static void print_tally(const char *what, struct tally t)
{
    double p = t.found ? (double)t.good / t.found : 0, r = t.gold ? (double)t.good / t.gold : 0;
    printf("%-12s P %.4f R %.4f F1 %.4f  (%u gold)\n", what, p, r,
           p + r > 0 ? 2 * p * r / (p + r) : 0, t.gold);
}

static int errors;

/* Counts names whose spans are the gold's to the byte, as the recognizer writes them. */
static void tally_article(const struct article *a, struct tally *t)
{
    t->gold += a->span_count;
    bool *met = calloc(a->span_count + 1, sizeof *met);
    for (uint32_t u = 0; u < a->units.count; u++) {
        uint32_t label = a->units.at[u].label;
        if (label != LABEL_FIRST && label != LABEL_ONLY)
            continue;
        uint32_t last = u;
        while (label == LABEL_FIRST && a->units.at[last].label != LABEL_LAST)
            last++;
        t->found++;
        uint32_t begin, end;
        name_span(&a->units, u, last, &begin, &end);
        bool good = false;
        for (uint32_t s = 0; s < a->span_count; s++)
            if (a->spans[s][0] == begin && a->spans[s][1] == end) {
                good = true;
                met[s] = true;
            }
        t->good += good;
        if (!good && errors > 0) {
            errors--;
            uint32_t from = begin > 40 ? begin - 40 : 0;
            printf("false  %.*s[%.*s]%.*s\n", (int)(begin - from), a->text + from,
                   (int)(end - begin), a->text + begin,
                   (int)(end + 30 < a->size ? 30 : a->size - end), a->text + end);
        }
    }
    for (uint32_t s = 0; s < a->span_count && errors > 0; s++)
        if (!met[s]) {
            uint32_t begin = a->spans[s][0], end = a->spans[s][1],
                     from = begin > 40 ? begin - 40 : 0;
            errors--;
            printf("missed %.*s[%.*s]%.*s\n", (int)(begin - from), a->text + from,
                   (int)(end - begin), a->text + begin,
                   (int)(end + 30 < a->size ? 30 : a->size - end), a->text + end);
        }
    free(met);
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static char *unescape(const char *from, size_t *size)
{
    char *to = malloc(strlen(from) + 1), *at = to;
    for (; *from && *from != '\n'; from++) {
        if (*from == '\\' && from[1]) {
            from++;
            *at++ = *from == 'n' ? '\n' : *from == 't' ? '\t' : *from == 'r' ? '\r' : *from;
        } else {
            *at++ = *from;
        }
    }
    *size = (size_t)(at - to);
    *at = '\0';
    return to;
}

static void gold_labels(struct article *a)
{
    struct name_units *units = &a->units;
    a->gold = calloc(units->count + 1, 1);
    const struct token *tokens = a->passage.tokens.at;
    for (uint32_t s = 0, u = 0; s < a->span_count; s++) {
        while (u < units->count && tokens[units->at[u].token].end <= a->spans[s][0])
            u++;
        uint32_t first = u, last = u;
        while (last < units->count && tokens[units->at[last].token].begin < a->spans[s][1] &&
               (last == first || units->at[last].gap != GAP_NONE))
            last++;
        if (last == first)
            continue;
        last--;
        if (first == last) {
            a->gold[first] = LABEL_ONLY;
        } else {
            for (uint32_t i = first; i <= last; i++)
                a->gold[i] = LABEL_MIDDLE;
            a->gold[first] = LABEL_FIRST;
            a->gold[last] = LABEL_LAST;
        }
        u = last + 1;
    }
}

static void read_article(const struct lexicon *lexicon, char *line)
{
    if (article_count % 256 == 0)
        articles = realloc(articles, (article_count + 256) * sizeof *articles);
    struct article *a = &articles[article_count];
    memset(a, 0, sizeof *a);
    char *spans = strchr(line, '\t'), *text = spans ? strchr(spans + 1, '\t') : NULL;
    if (!text)
        return;
    *text++ = '\0';
    a->fold = atoi(line);
    a->text = unescape(text, &a->size);
    for (char *at = spans + 1; *at;) {
        a->spans = realloc(a->spans, (a->span_count + 1) * sizeof *a->spans);
        a->spans[a->span_count][0] = (uint32_t)strtoul(at, &at, 10);
        a->spans[a->span_count++][1] = (uint32_t)strtoul(at + 1, &at, 10);
        while (*at == ' ')
            at++;
    }
    if (scan(lexicon, view_of(a->text, a->size), &a->arena, &a->passage.tokens))
        exit(1);
    a->inner = (int)(random_next() % INNER);
    a->salt = random_next();
    a->reading.lexicon = lexicon;
    a->reading.settings = &settings;
    article_count++;
}

/* Makes some words of an article unknown to the lexicon that are only known as names, so that lists are not all that is believed. */
static void forget_names(struct article *a)
{
    const uint64_t names = LEX_BIT(GIVEN) | LEX_BIT(FAMILY) | LEX_BIT(FAMILY_FIRST) |
                           LEX_BIT(NICKNAME) | LEX_BIT(NAME_VARIANT);
    for (uint32_t i = 0; i < a->passage.tokens.count; i++) {
        struct token *token = &a->passage.tokens.at[i];
        if (!token->word || lexicon_classes(a->reading.lexicon, token->word) & ~names)
            continue;
        if ((token->hash * 0x9e3779b1U ^ a->salt) * 0x85ebca6bU < forget * 4294967295.0)
            token->word = 0;
    }
}

static void prepare(uint32_t number)
{
    struct article *a = &articles[number];
    if (a->fold <= 0)
        forget_names(a);
    a->passage.field = &a->field;
    a->reading.passages = &a->passage;
    a->reading.passage_count = 1;
    a->reading.arena = &a->arena;
    if (name_units_find(&a->reading, NULL, &a->units))
        exit(1);
    gold_labels(a);
    if (glance)
        return;
    if (name_units_count(&a->units))
        exit(1);
    make_features(number, 0);
}

/* ---- The model file ----------------------------------------------------------------------------- */

/* What most articles have comes first. */
static int by_articles(const void *a, const void *b)
{
    const struct known *x = &known[*(const uint32_t *)a], *y = &known[*(const uint32_t *)b];
    if (x->articles != y->articles)
        return x->articles > y->articles ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static void write_model(const char *path, struct field *f[2])
{
    FILE *out = fopen(path, "w");
    uint32_t *order = malloc(known_count * sizeof *order), n = 0, written = 0;
    for (uint32_t k = 0; k < known_count; k++)
        if (usable(k))
            order[n++] = k;
    qsort(order, n, sizeof *order, by_articles);
    fputs("# Weights of the name recognizer, learnt by build-aux/names-train.c: what is looked at, "
          "then the weights\n"
          "# for no name, first, middle, last and only word of a name, in the first pass and in "
          "the second.\n"
          "# 24 units are a factor of e.  The number before it is the hash that the recognizer "
          "knows it by.  What is met\n"
          "# most often comes first.\n",
          out);
    for (int pass = 0; pass < 2; pass++)
        for (int from = 0; from <= L; from++) {
            fprintf(out, "step %d %d", pass, from);
            for (int y = 0; y < L; y++)
                fprintf(
                    out, " %d",
                    (int)round((f[pass]->steps[from][y] - (y == LABEL_OUT ? lean : 0)) * scale));
            fputc('\n', out);
        }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = order[i];
        int row[2][L];
        if (!model_row(f, k, row))
            continue;
        fprintf(out, "%08x\t%s\t", known[k].id, known[k].name);
        for (int pass = 0; pass < 2; pass++)
            for (int y = 0; y < L; y++)
                fprintf(out, "%s%d", pass + y ? " " : "", row[pass][y]);
        fputc('\n', out);
        written++;
    }
    fclose(out);
    fprintf(stderr, "%u features of %u\n", written, known_count);
}

/* ---- The glance --------------------------------------------------------------------------------- */

enum { SHAPE_SIGHT = 3 * NAME_SIDES, PLACE_SIGHT, SIGHTS, NAME_COUNTS = 30, GLANCE_ROUNDS = 8 };
static const double glance_scale = 8, glance_l2 = 3;
static double keep = 1;

static const char *const sight_names[SIGHTS] = {
    "left word", "left classes", "left kind", "here word", "here classes", "here kind",
    "right word", "right classes", "right kind", "here shape", "here place"};

/* What is seen of units: a number for each different sight, with the weight that it gets. */
static struct sight {
    uint64_t key; /* which of the names, and the value */
    uint32_t articles, last, units;
    float weight, squares;
    char text[32];
} *sights;
static uint32_t sight_count, *sight_table;
enum { MOST_SIGHTS = 1 << 20 };

static uint32_t sight_of(int which, uint32_t value, struct view text, uint32_t article)
{
    const uint64_t key = (uint64_t)which << 32 | value;
    uint32_t at = name_id((uint32_t)which, value, 0) % (4 * MOST_SIGHTS);
    while (sight_table[at] && sights[sight_table[at] - 1].key != key)
        at = (at + 1) % (4 * MOST_SIGHTS);
    if (!sight_table[at]) {
        if (sight_count == MOST_SIGHTS)
            exit(1);
        struct sight *new = &sights[sight_count];
        *new = (struct sight){.key = key, .last = UINT32_MAX};
        snprintf(new->text, sizeof new->text, "%.*s", (int)text.size, text.at);
        for (char *c = new->text; *c; c++)
            *c = *c == '\n' || *c == '\t' || *c == ' ' ? '_' : *c;
        sight_table[at] = ++sight_count;
    }
    struct sight *s = &sights[sight_table[at] - 1];
    s->articles += s->last != article;
    s->last = article;
    s->units++;
    return sight_table[at] - 1;
}

static void see_article(uint32_t number, uint32_t (*out)[SIGHTS])
{
    const struct article *a = &articles[number];
    for (uint32_t u = 0; u < a->units.count; u++, out++) {
        struct name_glance_values v;
        name_glance_values(&a->units, &a->units.at[u], &v);
        for (int side = 0; side < NAME_SIDES; side++) {
            (*out)[3 * side] = sight_of(3 * side, v.word[side], v.text[side], number);
            (*out)[3 * side + 1] = sight_of(3 * side + 1, v.classes[side], view_of("", 0), number);
            (*out)[3 * side + 2] = sight_of(3 * side + 2, v.kind[side], view_of("", 0), number);
        }
        (*out)[SHAPE_SIGHT] = sight_of(SHAPE_SIGHT, v.shape, view_of("", 0), number);
        (*out)[PLACE_SIGHT] = sight_of(PLACE_SIGHT, v.place, view_of("", 0), number);
    }
}

static double glance_sum(const uint32_t seen[SIGHTS])
{
    double sum = 0;
    for (int i = 0; i < SIGHTS; i++)
        sum += sights[seen[i]].weight;
    return sum;
}

static void learn_unit(const uint32_t seen[SIGHTS], bool name)
{
    const double p = 1 / (1 + exp(-glance_sum(seen)));
    const float gradient = (float)(name ? NAME_COUNTS * (1 - p) : -p);
    for (int i = 0; i < SIGHTS; i++) {
        struct sight *s = &sights[seen[i]];
        if (s->articles >= cut)
            step(&s->weight, &s->squares, gradient - (float)glance_l2 / (float)s->units * s->weight);
    }
}

/* Rounds the weights as the file has them, the place's with what leans towards keeping. */
static int glance_weight(const struct sight *s)
{
    const double weight = round((s->weight + (s->key >> 32 == PLACE_SIGHT ? keep : 0)) * glance_scale);
    return s->articles < cut ? 0 : weight > 127 ? 127 : weight < -127 ? -127 : (int)weight;
}

/* Prints what it would lose of the articles of fold 1. */
static void try_glance(uint32_t (**seen)[SIGHTS])
{
    uint32_t runs = 0, units = 0, kept_runs = 0, kept_units = 0, named = 0, lost = 0;
    for (uint32_t i = 0; i < article_count; i++) {
        const struct article *a = &articles[i];
        if (a->fold != 1)
            continue;
        const uint32_t all = a->units.count;
        struct name_units chosen = a->units;
        chosen.at = malloc((all + 1) * sizeof *chosen.at);
        for (uint32_t u = 0; u < all; u++) {
            int sum = 0;
            for (int k = 0; k < SIGHTS; k++)
                sum += glance_weight(&sights[seen[i][u][k]]);
            a->units.at[u].glance = (int16_t)sum;
            a->units.at[u].label = a->gold[u];
        }
        for (uint32_t u = 0, end; u < all; u = end) {
            end = name_run_end(&a->units, u);
            runs++;
            bool is = false;
            struct unit *first = &a->units.at[u];
            first->best = first->glance;
            for (uint32_t k = u; k < end; k++) {
                is |= a->gold[k] != LABEL_OUT;
                first->best = a->units.at[k].glance > first->best ? a->units.at[k].glance : first->best;
            }
            named += is;
            lost += is;
        }
        memcpy(chosen.at, a->units.at, all * sizeof *chosen.at);
        if (!name_units_choose(&chosen))
            exit(1);
        for (uint32_t u = 0, end; u < chosen.count; u = end) {
            end = name_run_end(&chosen, u);
            kept_runs++;
            bool is = false;
            for (uint32_t k = u; k < end; k++)
                is |= chosen.at[k].label != LABEL_OUT;
            lost -= is;
        }
        units += all;
        kept_units += chosen.count;
        free(chosen.at);
    }
    if (named)
        printf("keep %.2f: lost %.4f of %u runs with names; passed over %.3f of %u runs, %.3f of %u units\n", keep,
               (double)lost / named, named, 1 - (double)kept_runs / runs, runs, 1 - (double)kept_units / units, units);
}

static int by_sight(const void *a, const void *b)
{
    const struct sight *x = a, *y = b;
    return x->key >> 32 != y->key >> 32 ? (x->key >> 32 < y->key >> 32 ? -1 : 1)
           : x->articles != y->articles ? (x->articles > y->articles ? -1 : 1)
                                        : (x->key > y->key) - (x->key < y->key);
}

static void write_glance(void)
{
    FILE *out = fopen(glance, "w");
    fprintf(out,
            "# What tells at a glance that a capital is hardly of a name, learnt by build-aux/names-train.c: where, what, its value,\n"
            "# and a weight, of which %d are a factor of e.  Below 0 together, it is passed over.\n",
            (int)glance_scale);
    qsort(sights, sight_count, sizeof *sights, by_sight);
    for (uint32_t k = 0; k < sight_count; k++)
        if (glance_weight(&sights[k]))
            fprintf(out, "%s %x %d%s%s\n", sight_names[sights[k].key >> 32], (uint32_t)sights[k].key, glance_weight(&sights[k]),
                    *sights[k].text ? " " : "", sights[k].text);
    fclose(out);
}

static void learn_glance(void)
{
    uint32_t(**seen)[SIGHTS] = calloc(article_count, sizeof *seen), *order = malloc(article_count * sizeof *order);
    sights = malloc(MOST_SIGHTS * sizeof *sights);
    sight_table = calloc(4 * MOST_SIGHTS, sizeof *sight_table);
    for (uint32_t i = 0; i < article_count; i++) {
        order[i] = i;
        seen[i] = malloc((articles[i].units.count + 1) * sizeof **seen);
        see_article(i, seen[i]);
    }
    for (int round = 0; round < GLANCE_ROUNDS; round++) {
        shuffle(order, article_count);
        for (uint32_t i = 0; i < article_count; i++) {
            const struct article *a = &articles[order[i]];
            for (uint32_t u = 0; u < a->units.count && a->fold != 1; u++)
                learn_unit(seen[order[i]][u], a->gold[u] != LABEL_OUT);
        }
    }
    const double chosen = keep;
    for (keep = -1; keep < 3; keep += 0.5)
        try_glance(seen);
    keep = chosen;
    write_glance();
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"folds", 1, 0, 'f'},
                                            {"test", 1, 0, 't'},
                                            {"model", 1, 0, 'm'},
                                            {"rounds", 1, 0, 'r'},
                                            {"l2", 1, 0, 'l'},
                                            {"cut", 1, 0, 'c'},
                                            {"errors", 1, 0, 'e'},
                                            {"rate", 1, 0, 'a'},
                                            {"drop", 1, 0, 'd'},
                                            {"forget", 1, 0, 'g'},
                                            {"lean", 1, 0, 'k'},
                                            {"l1", 1, 0, 'L'},
                                            {"least", 1, 0, 'w'},
                                            {"skip", 1, 0, 's'},
                                            {"first", 0, 0, 'F'},
                                            {"glance", 1, 0, 'G'},
                                            {"keep", 1, 0, 'K'},
                                            {0}};
    const char *model = NULL;
    int folds = 0, test = 0, option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'f':
            folds = atoi(optarg);
            break;
        case 't':
            test = atoi(optarg);
            break;
        case 'm':
            model = optarg;
            break;
        case 'r':
            rounds = (uint32_t)atoi(optarg);
            break;
        case 'l':
            l2 = atof(optarg);
            break;
        case 'c':
            cut = (uint32_t)atoi(optarg);
            break;
        case 'e':
            errors = atoi(optarg);
            break;
        case 'a':
            rate = atof(optarg);
            break;
        case 'd':
            drop = atof(optarg);
            break;
        case 'g':
            forget = atof(optarg);
            break;
        case 'k':
            lean = atof(optarg);
            break;
        case 'L':
            l1 = atof(optarg);
            break;
        case 'w':
            least_weight = atoi(optarg);
            break;
        case 's':
            for (char *at = optarg; *at; at += *at == ',')
                skip[strtoul(at, &at, 10) % TEMPLATES] = true;
            break;
        case 'F':
            only_first = true;
            break;
        case 'G':
            glance = optarg;
            break;
        case 'K':
            keep = atof(optarg);
            break;
        default:
            return 2;
        }
    }
    struct lexicon *lexicon;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (optind + 1 >= argc || lexicon_open(argv[optind], &lexicon, &err)) {
        fprintf(stderr, "names-train: %s\n", masthead_error_text(&err));
        return 2;
    }
    known_capacity = 1 << 16;
    known = calloc(known_capacity, sizeof *known);
    char *line = NULL;
    size_t room = 0;
    for (int i = optind + 1; i < argc; i++) {
        FILE *in = fopen(argv[i], "r");
        while (in && getline(&line, &room, in) > 0)
            read_article(lexicon, line);
        if (in)
            fclose(in);
    }
    for (uint32_t i = 0; i < article_count; i++)
        prepare(i);
    fprintf(stderr, "%u articles, %u features\n", article_count, known_count);
    if (glance) {
        learn_glance();
        return 0;
    }
    uint8_t *use = malloc(article_count);
    struct field *f[2];
    struct tally all[2] = {{0}};
    int from = test ? test : 1, to = test ? test : folds;
    for (int fold = from; fold <= to; fold++) {
        for (uint32_t i = 0; i < article_count; i++)
            use[i] = abs(articles[i].fold) != fold;
        learn_both(use, f);
        printf("fold %d %u features\n", fold, round_weights(f));
        struct tally t[2] = {{0}};
        for (uint32_t i = 0; i < article_count; i++) {
            if (articles[i].fold != fold)
                continue;
            int keep = errors;
            errors = 0;
            first_pass(f[0], i);
            tally_article(&articles[i], &t[0]);
            errors = keep;
            if (!only_first)
                label_article(f[1], &articles[i], 2);
            tally_article(&articles[i], &t[1]);
        }
        for (int pass = 0; pass < 2; pass++) {
            char what[32];
            snprintf(what, sizeof what, "fold %d %s", fold, pass ? "second" : "first");
            print_tally(what, t[pass]);
            all[pass].good += t[pass].good;
            all[pass].found += t[pass].found;
            all[pass].gold += t[pass].gold;
        }
        field_free(f[0]);
        if (!only_first)
            field_free(f[1]);
        fflush(stdout);
    }
    if (folds) {
        print_tally("all first", all[0]);
        print_tally("all second", all[1]);
    }
    if (model) {
        memset(use, 1, article_count);
        learn_both(use, f);
        write_model(model, f);
    }
    return 0;
}
