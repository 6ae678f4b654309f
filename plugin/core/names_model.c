/* names_model.c - weights, and the best labels under them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The best labels of a run are found by the Viterbi algorithm, first with the weights of the first pass.  Then the second pass
 * scores the same features by weights of its own (both sums are made in one look-up), adds what the first pass made of
 * the words all over the article, and labels each run again.  After Krishnan and Manning, "An effective
 * two-stage model for exploiting non-local dependencies in named entity recognition" (ACL 2006). */
#include "names_model.h"

#include <limits.h>
#include <stdlib.h>

#include "config.h"
#include "names_features.h"

#define NAMES_STEPS
#include "names-table.h"

/* The score of a label other than LABEL_OUT, which has 0. */
static int score_of(name_scores scores, int pass, uint32_t label)
{
    return scores[4 * pass + (int)label - 1];
}

/* What the labels of one unit were reached by. */
struct step {
    uint8_t from[LABEL_COUNT];
};

enum { NEVER = INT32_MIN / 4 };

/* Outside of a name are those that may end one or stand before one; see name_step_allowed(). */
static const uint8_t outside[] = {LABEL_OUT, LABEL_LAST, LABEL_ONLY},
                     inside[] = {LABEL_FIRST, LABEL_MIDDLE};

/* Extends the best paths, of scores `best`, by a unit of label `to`. */
static int32_t best_step(const int16_t (*steps)[LABEL_COUNT], const int32_t *best,
                         const uint8_t *from, uint32_t count, uint32_t to, struct step *step)
{
    int32_t most = NEVER;
    for (uint32_t i = 0; i < count; i++) {
        int32_t score = best[from[i]] + steps[from[i]][to];
        if (score > most) {
            most = score;
            step->from[to] = from[i];
        }
    }
    return most;
}

static void extend(const int16_t (*steps)[LABEL_COUNT], name_scores scores, int pass,
                   int32_t *best, struct step *step)
{
    int32_t next[LABEL_COUNT];
    next[LABEL_OUT] = best_step(steps, best, outside, 3, LABEL_OUT, step);
    next[LABEL_FIRST] = best_step(steps, best, outside, 3, LABEL_FIRST, step);
    next[LABEL_MIDDLE] = best_step(steps, best, inside, 2, LABEL_MIDDLE, step);
    next[LABEL_LAST] = best_step(steps, best, inside, 2, LABEL_LAST, step);
    next[LABEL_ONLY] = best_step(steps, best, outside, 3, LABEL_ONLY, step);
    best[LABEL_OUT] = next[LABEL_OUT];
    for (uint32_t to = 1; to < LABEL_COUNT; to++)
        best[to] = next[to] + score_of(scores, pass, to);
}

static void label_run(int pass, const name_scores *scores,
                      struct step *path, struct unit *units, uint32_t count)
{
    const int16_t(*steps)[LABEL_COUNT] = model_steps[pass], *edge = steps[LABEL_COUNT];
    int32_t best[LABEL_COUNT] = {edge[LABEL_OUT],
                                 edge[LABEL_FIRST] + score_of(*scores, pass, LABEL_FIRST), NEVER,
                                 NEVER, edge[LABEL_ONLY] + score_of(*scores, pass, LABEL_ONLY)};
    for (uint32_t u = 1; u < count; u++)
        extend(steps, scores[u], pass, best, &path[u]);
    uint32_t label = LABEL_OUT;
    for (uint32_t i = 1; i < sizeof outside; i++)
        if (best[outside[i]] > best[label])
            label = outside[i];
    for (uint32_t u = count; u-- > 0;) {
        units[u].label = (uint8_t)label;
        if (u > 0)
            label = path[u].from[label];
    }
}

/* In the second pass labels are read while features are made: they change only when all are made. */
static void score_runs(int pass, name_scores *scores, const struct name_units *units)
{
    struct features features;
    struct name_sight sight;
    for (uint32_t begin = 0, end; begin < units->count; begin = end) {
        end = name_run_end(units, begin);
        if (pass == 0)
            name_sight_open(&sight, units, begin, end);
        for (uint32_t u = begin; u < end; u++) {
            if (pass == 0)
                name_features(&sight, &features);
            else
                name_second_features(units, u, begin, end, &features);
            scores[u] = pass ? scores[u] + features.scores : features.scores;
        }
    }
}

static void label_runs(int pass, const name_scores *scores,
                       struct step *path, struct name_units *units)
{
    for (uint32_t begin = 0, end; begin < units->count; begin = end) {
        end = name_run_end(units, begin);
        label_run(pass, scores + begin, path + begin, units->at + begin, end - begin);
    }
}

masthead_status name_model_label(struct name_units *units)
{
    if (!units->count)
        return MASTHEAD_OK;
    name_scores *scores = malloc(units->count * sizeof *scores);
    struct step *path = malloc(units->count * sizeof *path);
    if (scores && path) {
        for (int pass = 0; pass < 2; pass++) {
            if (pass)
                name_count_labels(units);
            score_runs(pass, scores, units);
            label_runs(pass, scores, path, units);
        }
    }
    masthead_status status = scores && path ? MASTHEAD_OK : MASTHEAD_NO_MEMORY;
    free(scores);
    free(path);
    return status;
}
