/* tune.c - masthead tune: fit the weights of a config to judged queries
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Coordinate ascent (Metzler & Croft, Information Retrieval 10, 2007): one number after the other is moved up or down
 * as long as the mean of the measure grows by more than its standard error, first by large steps, then by smaller ones.
 * A climb goes where the topics that it happens to see lead it; so there are several, each by a sample of the topics drawn
 * with replacement, and what is taken is the mean of where they end (bagging: Breiman, Machine Learning 24, 1996).  Of
 * the way there as much is gone as the gain is sure: 1 - SHRINK / t², with t the mean gain by its standard error, and none when that
 * is negative (James & Stein's positive part, as in Efron & Morris, JASA 70, 1975).
 *
 * What a point in the space of numbers is worth is found out by ranking, for every topic, the documents that the config
 * as it is finds, with a config that has these numbers, which is the config that would be written.
 *
 * What the numbers are worth on queries that they were not fitted to is told by cross-validation: the topics are
 * dealt into folds, and each fold is ranked with numbers fitted to the others.  All climbs begin at the same
 * point and try much the same ones, so each point is worked out once, for all topics. */
#include "command.h"

#include "file.h"
#include "input.h"
#include "rewrite.h"
#include "trial.h"
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_NUMBERS = 64,
    TOP = 200,
    CLIMBS = 12,
    POINT_BYTES = 64 << 20,
    MOST_THREADS = 16,
    TOPICS_A_THREAD = 50
};

static const double LEAST_GAIN = 0.0005, SHRINK = 1, NEAR_ZERO = 0.05;

struct options {
    struct trial_options trial;
    const char *output;
    enum measure measure;
    unsigned long folds, times;
    bool dry_run;
};

/* ---- The numbers -------------------------------------------------------------------------------- */

/* How a number is moved. */
enum scale {
    SCALE_FACTOR, /* a weight: multiplied; 0 is tried as well */
    SCALE_SHARE   /* from 0 to 1: added to */
};

/* How many standard errors a gain must be to move a number: the archive decides what words are worth, but b and k1 come
 * out much alike in all of them. */
enum steadiness { WEIGHT = 1, SHAPE = 2 };

struct number {
    const char *keys[REWRITE_KEYS];
    enum scale scale;
    enum steadiness errors;
    double least, most;
};

struct numbers {
    struct number at[MOST_NUMBERS];
    double start[MOST_NUMBERS];
    size_t count;
};

static void add(struct numbers *numbers, const char *const keys[REWRITE_KEYS], enum scale scale,
                enum steadiness errors, double least, double most, double value)
{
    if (numbers->count == MOST_NUMBERS)
        return;
    struct number *number = &numbers->at[numbers->count];
    *number = (struct number){{keys[0], keys[1], keys[2]}, scale, errors, least, most};
    numbers->start[numbers->count++] = value;
}

#define KEYS(...) ((const char *const[REWRITE_KEYS]){__VA_ARGS__})

static bool has_words(const masthead_field *field)
{
    return field->kind == MASTHEAD_FIELD_TEXT || field->kind == MASTHEAD_FIELD_BYLINE;
}

static bool has_publication_slot(const masthead *m)
{
    for (size_t i = 0; i < masthead_field_count(m); i++)
        if (masthead_field_at(m, i)->kind == MASTHEAD_FIELD_DATE &&
            masthead_field_at(m, i)->slot >= 0)
            return true;
    return false;
}

/* Lists the numbers of a config that can be fitted.  The plain text's weight is what the others are measured
 * against. */
static void list_numbers(const masthead *m, struct numbers *out)
{
    const masthead_settings *settings = masthead_settings_of(m);
    out->count = 0;
    for (size_t i = 0; i < masthead_field_count(m); i++) {
        const masthead_field *field = masthead_field_at(m, i);
        if (!has_words(field))
            continue;
        if (*field->prefix)
            add(out, KEYS("fields", field->name, "weight"), SCALE_FACTOR, WEIGHT, 0, 100, field->weight);
        add(out, KEYS("fields", field->name, "b"), SCALE_SHARE, SHAPE, 0, 1, field->b);
    }
    add(out, KEYS("ranking", "k1"), SCALE_FACTOR, SHAPE, 0.1, 10, settings->k1);
    add(out, KEYS("names", "weight"), SCALE_FACTOR, WEIGHT, 0, 100, settings->name_weight);
    add(out, KEYS("titles", "weight"), SCALE_FACTOR, WEIGHT, 0, 100, settings->title_weight);
    add(out, KEYS("dates", "weight"), SCALE_FACTOR, WEIGHT, 0, 100, settings->date_weight);
    if (settings->recency_half_life > 0 && settings->recency_weight > 0 && has_publication_slot(m))
        add(out, KEYS("ranking", "recency", "weight"), SCALE_FACTOR, WEIGHT, 0, 10,
            settings->recency_weight);
}

/* ---- What a point is worth ---------------------------------------------------------------------- */

/* A point that was tried, and what came of it, by topic. */
struct point {
    double at[MOST_NUMBERS];
    double *worth;
    struct point *next;
};

struct tuner {
    const struct options *options;
    struct invocation *in;
    masthead *m; /* the config as it is */
    char *text;
    size_t text_size;
    struct trial trial;
    struct topics topics; /* those that can be measured */
    struct judgments judgments;
    struct trial_kept *kept; /* by topic */
    struct numbers numbers;
    unsigned *fold_of; /* by topic */
    struct point *points;
    size_t point_count;
    time_t begun;
    unsigned long round, rounds; /* which fit is being worked on, and how many there are: one a fold, and the whole */
    double round_share;
    char doing[64];
};

static char *text_of(const struct tuner *t, const double *at, size_t *size)
{
    struct change changes[MOST_NUMBERS];
    size_t count = 0;
    for (size_t i = 0; i < t->numbers.count; i++)
        if (at[i] != t->numbers.start[i]) {
            changes[count] = (struct change){.value = at[i]};
            memcpy(changes[count++].keys, t->numbers.at[i].keys, sizeof changes->keys);
        }
    return rewrite_text(view_of(t->text, t->text_size), changes, count, size);
}

static masthead *config_of(const struct tuner *t, const double *at)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    size_t size;
    masthead *m = NULL;
    char *text = text_of(t, at, &size);
    if (masthead_reweigh(t->m, text, size, config_path(t->in), &m, &err))
        fprintf(stderr, "masthead: %s", masthead_error_text(&err));
    free(text);
    return m;
}

static void show(const struct tuner *t)
{
    progress_share(t->begun, ((double)t->round + t->round_share) / (double)t->rounds, t->doing);
}

/* Every so-many-th of the topics, for one thread. */
struct share {
    const struct tuner *t;
    const masthead *m;
    double *worth;
    size_t first, step;
    bool good;
};

static void *rank_share(void *arg)
{
    struct share *share = arg;
    const struct tuner *t = share->t;
    for (size_t i = share->first; i < t->topics.count && share->good; i += share->step) {
        struct judged judged = judgments_of(&t->judgments, t->topics.at[i].id);
        struct measures measures;
        share->good = trial_rank(&t->trial, share->m, &t->kept[i], &judged, &measures);
        if (share->good)
            share->worth[i] = measures.at[t->options->measure];
    }
    return NULL;
}

static size_t thread_count(const struct tuner *t)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = t->topics.count / TOPICS_A_THREAD + 1;
    if (processors >= 1 && count > (size_t)processors)
        count = (size_t)processors;
    return count < MOST_THREADS ? count : MOST_THREADS;
}

static bool rank_all(struct tuner *t, const double *at, double *worth)
{
    masthead *m = config_of(t, at);
    struct share shares[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    bool good = m, started[MOST_THREADS];
    const size_t count = good ? thread_count(t) : 0;
    for (size_t k = 0; k < count; k++) {
        shares[k] = (struct share){t, m, worth, k, count, true};
        started[k] = k > 0 && pthread_create(&threads[k], NULL, rank_share, &shares[k]) == 0;
    }
    for (size_t k = 0; k < count; k++) {
        if (started[k])
            pthread_join(threads[k], NULL);
        else
            rank_share(&shares[k]);
        good &= shares[k].good;
    }
    show(t);
    masthead_close(m);
    return good;
}

static void forget_points(struct tuner *t)
{
    for (struct point *point = t->points, *next; point; point = next) {
        next = point->next;
        free(point->worth);
        free(point);
    }
    t->points = NULL;
    t->point_count = 0;
}

/* Searches for all topics, and keeps what is found. */
static bool keep_all(struct tuner *t)
{
    double full[MOST_NUMBERS];
    for (size_t i = 0; i < t->numbers.count; i++)
        full[i] = t->numbers.start[i] > 0 ? t->numbers.start[i] : 0.5;
    masthead *m = config_of(t, full);
    bool good = m;
    t->kept = allocate(NULL, t->topics.count * sizeof *t->kept);
    memset(t->kept, 0, t->topics.count * sizeof *t->kept);
    for (size_t i = 0; i < t->topics.count && good; i++) {
        struct judged judged = judgments_of(&t->judgments, t->topics.at[i].id);
        good = trial_keep(&t->trial, t->m, m, &t->topics.at[i], &judged, &t->kept[i]);
        progress_share(t->begun, (double)i / (double)t->topics.count, "searching");
    }
    progress_end();
    t->begun = time(NULL);
    masthead_close(m);
    return good;
}

/* Returns what a point is worth by topic, NULL when that cannot be found out. */
static const double *worth_of(struct tuner *t, const double *at)
{
    size_t size = t->numbers.count * sizeof *at;
    for (const struct point *point = t->points; point; point = point->next)
        if (memcmp(point->at, at, size) == 0)
            return point->worth;
    struct point *point = allocate(NULL, sizeof *point);
    *point = (struct point){.worth = allocate(NULL, t->topics.count * sizeof *point->worth),
                            .next = t->points};
    memcpy(point->at, at, size);
    t->points = point;
    t->point_count++;
    return rank_all(t, at, point->worth) ? point->worth : NULL;
}

/* ---- Climbing ----------------------------------------------------------------------------------- */

static const struct step {
    double factor, share;
} steps[] = {{2, 0.2}, {1.4, 0.1}, {1.15, 0.05}};

enum { STEPS = sizeof steps / sizeof *steps, PASSES = 3, MOVES = 4 };

/* The number moved one step; out of its range, its end. */
static double moved(const struct number *number, double value, const struct step *step, bool up)
{
    if (number->scale == SCALE_SHARE)
        value += up ? step->share : -step->share;
    else if (value == 0)
        value = up ? 0.25 : 0;
    else
        value *= up ? step->factor : 1 / step->factor;
    return rewrite_rounded(value < number->least  ? number->least
                           : value > number->most ? number->most
                                                  : value);
}

/* How much more one point is worth than another, over topics that count differently often. */
struct gain {
    double mean, error; /* its standard error */
};

static struct gain gain_of(const double *worth, const double *than, const double *shares, size_t topics)
{
    double sum = 0, squares = 0, count = 0;
    for (size_t i = 0; i < topics; i++) {
        double difference = worth[i] - than[i];
        sum += shares[i] * difference;
        squares += shares[i] * difference * difference;
        count += shares[i];
    }
    double mean = sum / count, variance = count > 1 ? (squares - sum * mean) / (count - 1) : 0;
    return (struct gain){mean, sqrt(fmax(variance, 0) / count)};
}

/* Where a climb is. */
struct climb {
    struct tuner *t;
    const double *shares; /* how often it sees each topic */
    double at[MOST_NUMBERS];
};

/* Tries another value for a number, and stays there if that is better. */
static bool try_value(struct climb *climb, size_t number, double value, bool *better)
{
    double old = climb->at[number];
    const double *before = worth_of(climb->t, climb->at), *after;
    *better = false;
    if (value == old)
        return true;
    climb->at[number] = value;
    after = worth_of(climb->t, climb->at);
    if (!after)
        return false;
    struct gain gain = gain_of(after, before, climb->shares, climb->t->topics.count);
    *better = gain.mean > fmax(LEAST_GAIN, climb->t->numbers.at[number].errors * gain.error);
    if (!*better)
        climb->at[number] = old;
    return true;
}

/* Moves one number as long as that helps; `any` becomes true when it did. */
static bool climb_along(struct climb *climb, size_t i, const struct step *step, bool *any)
{
    const struct number *number = &climb->t->numbers.at[i];
    bool better = false;
    for (int up = 1; up >= 0 && !better; up--)
        for (int moves = 0; moves < MOVES; moves++) {
            bool went;
            if (!try_value(climb, i, moved(number, climb->at[i], step, up), &went))
                return false;
            better |= went;
            if (!went)
                break;
        }
    if (!better && number->least == 0 && step == steps && !try_value(climb, i, 0, &better))
        return false;
    *any |= better;
    return true;
}

static bool climb_up(struct climb *climb)
{
    struct tuner *t = climb->t;
    memcpy(climb->at, t->numbers.start, sizeof climb->at);
    if (!worth_of(t, climb->at))
        return false;
    for (int step = 0; step < STEPS; step++)
        for (int pass = 0, any = 1; pass < PASSES && any; pass++) {
            bool helped = false;
            for (size_t i = 0; i < t->numbers.count; i++)
                if (!climb_along(climb, i, &steps[step], &helped))
                    return false;
            any = helped;
        }
    return true;
}

/* ---- Fitting ------------------------------------------------------------------------------------ */

/* Draws as many of the topics as there are, with replacement; `shares` becomes how often each was drawn. */
static void draw(const struct tuner *t, const double *from, uint64_t *state, double *shares)
{
    size_t *list = allocate(NULL, t->topics.count * sizeof *list), count = 0;
    for (size_t i = 0; i < t->topics.count; i++) {
        shares[i] = 0;
        if (from[i] > 0)
            list[count++] = i;
    }
    for (size_t i = 0; i < count; i++)
        shares[list[measures_chance(state) % count]]++;
    free(list);
}

/* A number on the scale on which means are taken, and back: weights differ by factors, except near 0. */
static double scaled(const struct number *number, double value)
{
    return number->scale == SCALE_FACTOR ? log(value + NEAR_ZERO) : value;
}

static double unscaled(const struct number *number, double value)
{
    return number->scale == SCALE_FACTOR ? exp(value) - NEAR_ZERO : value;
}

/* Goes the given part of the way to what the climbs' ends are on average; what none of them has moved stays. */
static void go(const struct numbers *numbers, const struct climb *climbs, double part, double *out)
{
    for (size_t i = 0; i < numbers->count; i++) {
        const struct number *number = &numbers->at[i];
        double start = scaled(number, numbers->start[i]), way = 0;
        for (int k = 0; k < CLIMBS; k++)
            way += (scaled(number, climbs[k].at[i]) - start) / CLIMBS;
        double value = unscaled(number, start + part * way);
        out[i] = fabs(way) > 1e-9 ? rewrite_rounded(fmin(fmax(value, number->least), number->most))
                                  : numbers->start[i];
    }
}

/* Fits the numbers to the topics whose share is 1. */
static bool fit(struct tuner *t, const double *shares, double *out)
{
    struct climb *climbs = allocate(NULL, CLIMBS * sizeof *climbs);
    double *drawn = allocate(NULL, t->topics.count * sizeof *drawn);
    const double *before = NULL, *after = NULL;
    uint64_t state = t->round;
    bool good = true;
    if (t->point_count > POINT_BYTES / (t->topics.count * sizeof *before))
        forget_points(t);
    for (int k = 0; k < CLIMBS && good; k++) {
        climbs[k] = (struct climb){.t = t, .shares = drawn};
        t->round_share = (double)k / CLIMBS;
        draw(t, shares, &state, drawn);
        good = climb_up(&climbs[k]);
    }
    if (good) {
        go(&t->numbers, climbs, 1, out);
        good = (before = worth_of(t, t->numbers.start)) && (after = worth_of(t, out));
    }
    if (good) {
        struct gain gain = gain_of(after, before, shares, t->topics.count);
        double noise = gain.error * gain.error, sure = gain.mean * gain.mean;
        go(&t->numbers, climbs, gain.mean > 0 ? fmax(0, 1 - SHRINK * noise / sure) : 0, out);
    }
    free(climbs);
    free(drawn);
    return good;
}

/* ---- Folds -------------------------------------------------------------------------------------- */

/* FNV-1a of a topic's id, by which topics are dealt out: neighbours in a file are often alike. */
static uint64_t hash(const char *id)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 29;
}

static int by_hash(const void *a, const void *b)
{
    const struct topic *x = a, *y = b;
    uint64_t p = hash(x->id), q = hash(y->id);
    return p == q ? strcmp(x->id, y->id) : p < q ? -1 : 1;
}

/* Deals the topics into folds, each time otherwise. */
static void deal(struct tuner *t, unsigned long turn)
{
    uint64_t state = turn;
    for (size_t i = 0; i < t->topics.count; i++)
        t->fold_of[i] = (unsigned)(i % t->options->folds);
    for (size_t i = t->topics.count; turn && i > 1; i--) {
        size_t other = measures_chance(&state) % i;
        unsigned fold = t->fold_of[i - 1];
        t->fold_of[i - 1] = t->fold_of[other];
        t->fold_of[other] = fold;
    }
}

/* What came of it all. */
struct outcome {
    double best[MOST_NUMBERS]; /* fitted to all topics */
    double *before;            /* by topic */
    double *held_out;          /* each topic by numbers fitted without its fold: the mean of all times */
    double least[MOST_NUMBERS], most[MOST_NUMBERS]; /* of the numbers in the folds */
    unsigned long lost;                             /* in how many folds they were worse */
};

/* Measures a fold with numbers that were fitted to the others. */
static bool hold_out(struct tuner *t, unsigned fold, struct outcome *out)
{
    double *shares = allocate(NULL, t->topics.count * sizeof *shares), at[MOST_NUMBERS], gain = 0;
    for (size_t i = 0; i < t->topics.count; i++)
        shares[i] = t->fold_of[i] != fold;
    const double *worth = fit(t, shares, at) ? worth_of(t, at) : NULL;
    free(shares);
    if (!worth)
        return false;
    for (size_t i = 0; i < t->topics.count; i++)
        if (t->fold_of[i] == fold) {
            out->held_out[i] += worth[i] / (double)t->options->times;
            gain += worth[i] - out->before[i];
        }
    out->lost += gain < 0;
    for (size_t i = 0; i < t->numbers.count; i++) {
        out->least[i] = t->round && out->least[i] < at[i] ? out->least[i] : at[i];
        out->most[i] = t->round && out->most[i] > at[i] ? out->most[i] : at[i];
    }
    return true;
}

static bool fit_all(struct tuner *t, struct outcome *out)
{
    double *shares = allocate(NULL, t->topics.count * sizeof *shares);
    for (size_t i = 0; i < t->topics.count; i++)
        shares[i] = 1;
    snprintf(t->doing, sizeof t->doing, "all topics");
    bool good = fit(t, shares, out->best);
    free(shares);
    return good;
}

static bool work_out(struct tuner *t, struct outcome *out)
{
    const double *before = worth_of(t, t->numbers.start);
    bool good = before;
    if (good)
        memcpy(out->before, before, t->topics.count * sizeof *before);
    t->rounds = t->options->folds * t->options->times + 1;
    for (t->round = 0; t->round + 1 < t->rounds && good; t->round++) {
        unsigned fold = (unsigned)(t->round % t->options->folds);
        if (fold == 0)
            deal(t, t->round / t->options->folds);
        snprintf(t->doing, sizeof t->doing, "fold %lu of %lu", t->round + 1, t->rounds - 1);
        good = hold_out(t, fold, out);
    }
    good = good && fit_all(t, out);
    progress_end();
    return good;
}

/* ---- Telling ------------------------------------------------------------------------------------ */

static double mean(const double *at, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += at[i];
    return sum / (double)count;
}

static void put_numbers(const struct tuner *t, const struct outcome *outcome)
{
    int width = (int)strlen("ranking.recency.weight");
    char name[200];
    printf("%-*s  %8s  %8s  %s\n", width, "", "before", "fitted", "in the folds");
    for (size_t i = 0; i < t->numbers.count; i++) {
        const char *const *keys = t->numbers.at[i].keys;
        bool field = strcmp(keys[0], "fields") == 0;
        snprintf(name, sizeof name, "%s.%s%s%s", keys[field], keys[field + 1],
                 !field && keys[2] ? "." : "", !field && keys[2] ? keys[2] : "");
        printf("%-*s  %8g  %8g  %g to %g\n", width, name, t->numbers.start[i], outcome->best[i],
               outcome->least[i], outcome->most[i]);
    }
}

static void put_gain(const struct tuner *t, const char *where, double before, double after)
{
    const char *name = measure_names[t->options->measure];
    printf("%s on the topics %s: %.4f before, %.4f after, %+.4f", name, where, before, after,
           after - before);
}

/* Returns whether something was gained on topics that were held out. */
static bool put_outcome(struct tuner *t, const struct outcome *outcome)
{
    size_t count = t->topics.count;
    double before = mean(outcome->before, count), held_out = mean(outcome->held_out, count);
    put_numbers(t, outcome);
    putchar('\n');
    put_gain(t, "fitted to", before, mean(worth_of(t, outcome->best), count));
    putchar('\n');
    put_gain(t, "held out", before, held_out);
    printf(", p %.4f (%zu topics, %lu folds", measures_p(outcome->held_out, outcome->before, count),
           count, t->options->folds);
    if (t->options->times > 1)
        printf(", %lu times; worse in %lu of %lu", t->options->times, outcome->lost,
               t->options->folds * t->options->times);
    puts(")");
    return held_out > before;
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static bool write_new(const char *path, struct view text)
{
    FILE *file = fopen(path, "w");
    bool good = file && fwrite(text.at, 1, text.size, file) == text.size;
    int reason = errno;
    if (file && fclose(file) && good) {
        good = false;
        reason = errno;
    }
    if (!good)
        complain("%s: %s", path, strerror(reason));
    return good;
}

static int write_config(const struct tuner *t, const double *at)
{
    const char *path = t->options->output ? t->options->output : config_path(t->in);
    size_t size;
    char *made = text_of(t, at, &size);
    struct view text = view_of(made, size);
    bool good = t->options->output ? write_new(path, text)
                                   : rewrite_file(path, view_of(t->text, t->text_size), text);
    free(made);
    if (good)
        printf("%s: written\n", path);
    return good ? STATUS_GOOD : STATUS_BAD;
}

/* What helps only on the topics that it was fitted to is not written. */
static int conclude(struct tuner *t, const struct outcome *outcome)
{
    bool gained = put_outcome(t, outcome);
    if (memcmp(outcome->best, t->numbers.start, t->numbers.count * sizeof *t->numbers.start) ==
        0)
        puts("no other numbers are better; nothing is written");
    else if (!gained)
        puts("nothing was gained on topics held out; nothing is written");
    else if (!t->options->dry_run)
        return write_config(t, outcome->best);
    return STATUS_GOOD;
}

/* ---- The command -------------------------------------------------------------------------------- */

/* Leaves out the topics that cannot be measured. */
static bool read_topics(struct tuner *t, const char *topics, const char *judgments)
{
    size_t kept = 0;
    if (!topics_read(topics, &t->topics) || !judgments_read(judgments, &t->judgments))
        return false;
    for (size_t i = 0; i < t->topics.count; i++) {
        struct judged judged = judgments_of(&t->judgments, t->topics.at[i].id);
        if (measures_apply(&judged))
            t->topics.at[kept++] = t->topics.at[i];
    }
    t->topics.count = kept;
    qsort(t->topics.at, kept, sizeof *t->topics.at, by_hash);
    t->fold_of = allocate(NULL, kept * sizeof *t->fold_of);
    if (kept >= t->options->folds)
        return true;
    complain("%s: %zu topics with a relevant document are too few for %lu folds", topics, kept,
             t->options->folds);
    return false;
}

static bool read_config(struct tuner *t)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    t->m = open_config(t->in);
    if (!t->m)
        return false;
    if (read_file(config_path(t->in), &t->text, &t->text_size, &err)) {
        fprintf(stderr, "masthead: %s", masthead_error_text(&err));
        return false;
    }
    list_numbers(t->m, &t->numbers);
    return true;
}

static int fit_and_conclude(struct tuner *t)
{
    const size_t size = t->topics.count * sizeof(double);
    struct outcome *outcome = allocate(NULL, sizeof *outcome);
    *outcome = (struct outcome){.before = allocate(NULL, size), .held_out = allocate(NULL, size)};
    memset(outcome->held_out, 0, size);
    int status = work_out(t, outcome) ? conclude(t, outcome) : STATUS_BAD;
    free(outcome->before);
    free(outcome->held_out);
    free(outcome);
    return status;
}

static void close_all(struct tuner *t)
{
    forget_points(t);
    for (size_t i = 0; i < t->topics.count && t->kept; i++)
        trial_forget(&t->trial, &t->kept[i]);
    free(t->kept);
    free(t->fold_of);
    free(t->text);
    trial_close(&t->trial);
    topics_free(&t->topics);
    judgments_free(&t->judgments);
    masthead_close(t->m);
}

static int tune(struct invocation *in, const struct options *options)
{
    struct tuner t = {.options = options,
                      .in = in,
                      .begun = time(NULL),
                      .trial = {.top = options->trial.top, .syntax = options->trial.syntax}};
    int status = STATUS_BAD;
    if (!options->trial.database_count)
        return usage_error(in, "which --database?");
    if (in->argc - optind != 2)
        return usage_error(in, "which topics, and which judgments?");
    if (!in->config && !options->output && !options->dry_run)
        return usage_error(in, "which --config is to be written?");
    if (read_topics(&t, in->argv[optind], in->argv[optind + 1]) && read_config(&t) &&
        trial_open(&t.trial, t.m, options->trial.databases, options->trial.database_count) &&
        keep_all(&t))
        status = fit_and_conclude(&t);
    close_all(&t);
    return status;
}

static bool read_measure(const char *name, enum measure *out)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (strcmp(measure_names[i], name) == 0) {
            *out = (enum measure)i;
            return true;
        }
    return false;
}

int tune_command(struct invocation *in)
{
    static const struct option long_options[] = {COMMON_OPTIONS,
                                                 TRIAL_OPTIONS,
                                                 {"syntax", no_argument, NULL, 'x'},
                                                 {"output", required_argument, NULL, 'o'},
                                                 {"dry-run", no_argument, NULL, 'n'},
                                                 {"folds", required_argument, NULL, 'f'},
                                                 {"times", required_argument, NULL, 'r'},
                                                 {"measure", required_argument, NULL, 'm'},
                                                 {0}};
    struct options options = {.folds = 5, .times = 1, .trial.top = TOP, .measure = MEASURE_MAP};
    for (int c; (c = next_option(in, "c:hd:no:", long_options)) != OPTIONS_END;)
        switch (c) {
        case 'd':
        case 't':
        case 'x':
            if (trial_option(in, c, &options.trial))
                return STATUS_USAGE;
            break;
        case 'o':
            options.output = optarg;
            break;
        case 'n':
            options.dry_run = true;
            break;
        case 'f':
            if (!trial_read_number(optarg, &options.folds) || options.folds < 2)
                return usage_error(in, "--folds takes a number from 2, not '%s'", optarg);
            break;
        case 'r':
            if (!trial_read_number(optarg, &options.times))
                return usage_error(in, "--times takes a number from 1 to 1000000, not '%s'", optarg);
            break;
        case 'm':
            if (!read_measure(optarg, &options.measure))
                return usage_error(in, "--measure is MAP, nDCG@10, MRR, P@5 or R@100, not '%s'",
                                   optarg);
            break;
        default:
            return in->status;
        }
    return tune(in, &options);
}
