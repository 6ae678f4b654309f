/* names_model.c - weights, and the best labels under them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The best labels of a run are found by the Viterbi algorithm, first with the weights of the first pass.  Then the second pass
 * scores the same features by weights of its own (both sums are made in one look-up), adds what the first pass made of
 * the words all over the article, and labels each run again.  After Krishnan and Manning, "An effective
 * two-stage model for exploiting non-local dependencies in named entity recognition" (ACL 2006). */
#include "names_model.h"

#include "arena.h"
#include "config.h"
#include "names_features.h"
#include "names_id.h"

/* Scores of paths, or of steps, to the labels behind LABEL_OUT. */
typedef int32_t name_paths __attribute__((vector_size(16)));

/* Steps from a label to LABEL_OUT and to the others; NAME_NEVER where there is none: see name_step_allowed(). */
struct name_steps {
    int32_t out;
    name_paths others;
};

#define NAMES_STEPS
#include "names-table.h"

static inline int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline name_paths larger_of(name_paths a, name_paths b)
{
    const name_paths is = a > b;
    return (a & is) | (b & ~is);
}

/* The scores of a unit in a pass. */
static inline name_paths unit_scores(const name_scores *scores, int pass)
{
    const name_scores of = *scores;
    const int first = 4 * pass;
    return (name_paths){of[first], of[first + 1], of[first + 2], of[first + 3]} * NAME_PATH;
}

/* Extends the best paths by a unit; that to LABEL_OUT has the score 0 before and after.  `step` tells what they came from. */
static inline void extend(const struct name_steps *steps, name_paths scores, name_paths *best, struct name_steps *step)
{
    const int32_t first = (*best)[0], middle = (*best)[1], last = (*best)[2], only = (*best)[3];
    const int32_t out = larger(larger(steps[LABEL_OUT].out, steps[LABEL_LAST].out + last), steps[LABEL_ONLY].out + only);
    name_paths others = larger_of(steps[LABEL_OUT].others, steps[LABEL_FIRST].others + first);
    others = larger_of(others, steps[LABEL_MIDDLE].others + middle);
    others = larger_of(others, steps[LABEL_LAST].others + last);
    others = larger_of(others, steps[LABEL_ONLY].others + only);
    *step = (struct name_steps){out, others};
    *best = (others & ~(NAME_PATH - 1)) + scores - (out & ~(NAME_PATH - 1));
}

/* The label that the path came from that goes to a label. */
static inline uint32_t label_before(const struct name_steps *step, uint32_t label)
{
    const int32_t score = label == LABEL_OUT ? step->out : step->others[label - 1];
    return (NAME_PATH - 1) & ~(uint32_t)score;
}

/* A run of one unit is a name or not. */
static uint32_t label_of_one(int pass, const name_scores *scores)
{
    const struct name_steps *edge = &model_steps[pass][LABEL_COUNT];
    const int32_t only = (edge->others[LABEL_ONLY - 1] & ~(NAME_PATH - 1)) - (edge->out & ~(NAME_PATH - 1));
    return only + (*scores)[4 * pass + LABEL_ONLY - 1] * NAME_PATH > 0 ? LABEL_ONLY : LABEL_OUT;
}

static void label_run(int pass, const name_scores *scores, struct name_steps *path, struct unit *units, uint32_t count)
{
    const struct name_steps *steps = model_steps[pass], *edge = &steps[LABEL_COUNT];
    name_paths best = (edge->others & ~(NAME_PATH - 1)) + unit_scores(scores, pass) - (edge->out & ~(NAME_PATH - 1));
    for (uint32_t u = 1; u < count; u++)
        extend(steps, unit_scores(&scores[u], pass), &best, &path[u]);
    const int32_t last = best[LABEL_LAST - 1], only = best[LABEL_ONLY - 1];
    uint32_t label = last > 0 ? LABEL_LAST : LABEL_OUT;
    label = only > larger(last, 0) ? LABEL_ONLY : label;
    for (uint32_t u = count; u-- > 0;) {
        units[u].label = (uint8_t)label;
        if (u > 0)
            label = label_before(&path[u], label);
    }
}

static void label_runs(int pass, const name_scores *scores,
                       struct name_steps *path, struct name_units *units)
{
    for (uint32_t begin = 0, end; begin < units->count; begin = end) {
        end = name_run_end(units, begin);
        if (end - begin == 1)
            units->at[begin].label = (uint8_t)label_of_one(pass, &scores[begin]);
        else
            label_run(pass, scores + begin, path + begin, units->at + begin, end - begin);
    }
}

masthead_status name_model_label(struct name_units *units)
{
    if (!units->count)
        return MASTHEAD_OK;
    name_scores *scores = arena_take(units->reading->arena, units->count * sizeof *scores);
    struct name_steps *path = arena_take(units->reading->arena, units->count * sizeof *path);
    if (!scores || !path)
        return MASTHEAD_NO_MEMORY;
    name_first_scores(units, scores);
    label_runs(0, scores, path, units);
    name_count_labels(units);
    name_see_elsewhere(units);
    name_second_scores(units, scores);
    label_runs(1, scores, path, units);
    return MASTHEAD_OK;
}
