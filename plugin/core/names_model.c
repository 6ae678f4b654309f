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

#define NAMES_MODEL
#include "names-table.h"

const struct name_model name_model = {model_rows, model_seen, model_shift, model_steps};

struct scores {
    int16_t of[2 * LABEL_COUNT];
};

/* Sums of biased weights: of the even and the odd bytes of `first` and of `last`. */
struct sums {
    uint64_t even, odd;
    uint32_t last_even, last_odd;
    uint32_t count;
};

/* What the labels of one unit were reached by. */
struct step {
    uint8_t from[LABEL_COUNT];
};

static uint32_t count_bits(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    bits = (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (uint32_t)(bits * 0x0101010101010101 >> 56);
}

/* A bit may stand for several rows: the row sought is where the bits tell, or a little behind. */
static const struct name_weights *find_weights(const struct name_model *model, uint32_t id)
{
    uint32_t place = id >> model->shift;
    const struct name_seen *seen = &model->seen[place / 64];
    uint64_t bit = (uint64_t)1 << place % 64;
    if (!(seen->bits & bit))
        return NULL;
    const struct name_weights *row =
        model->rows + seen->before + count_bits(seen->bits & (bit - 1));
    while (row->id < id)
        row++;
    return row->id == id ? row : NULL;
}

static int16_t unbiased(const struct sums *sums, uint64_t lanes, int lane)
{
    return (int16_t)((int)(lanes >> 16 * lane & 0xffff) - WEIGHT_BIAS * (int)sums->count);
}

static void add_weights(const struct name_model *model, const struct features *features,
                        struct scores *scores)
{
    static const uint64_t bytes = 0x00ff00ff00ff00ff;
    struct sums sums = {0};
    for (uint32_t f = 0; f < features->count; f++) {
        const struct name_weights *row = find_weights(model, features->id[f]);
        if (!row)
            continue;
        sums.even += row->first & bytes;
        sums.odd += row->first >> 8 & bytes;
        sums.last_even += row->last & 0xff;
        sums.last_odd += row->last >> 8;
        sums.count++;
    }
    for (int lane = 0; lane < 4; lane++) {
        scores->of[2 * lane] += unbiased(&sums, sums.even, lane);
        scores->of[2 * lane + 1] += unbiased(&sums, sums.odd, lane);
    }
    scores->of[8] += unbiased(&sums, sums.last_even, 0);
    scores->of[9] += unbiased(&sums, sums.last_odd, 0);
}

enum { NEVER = INT32_MIN / 4 };

/* Extends the best paths by one unit; `best` holds their scores for each label, before and after. */
static void extend(const int16_t (*steps)[LABEL_COUNT], const int16_t *scores, int32_t *best,
                   struct step *step)
{
    int32_t next[LABEL_COUNT];
    for (uint32_t to = 0; to < LABEL_COUNT; to++) {
        int32_t most = NEVER;
        step->from[to] = LABEL_OUT;
        for (uint32_t from = 0; from < LABEL_COUNT; from++) {
            if (!name_step_allowed(from, to) || best[from] <= NEVER)
                continue;
            int32_t score = best[from] + steps[from][to];
            if (score > most) {
                most = score;
                step->from[to] = (uint8_t)from;
            }
        }
        next[to] = most <= NEVER ? NEVER : most + scores[to];
    }
    memcpy(best, next, sizeof next);
}

static void label_run(const struct name_model *model, int pass, const struct scores *scores,
                      struct step *path, struct unit *units, uint32_t count)
{
    const int16_t(*steps)[LABEL_COUNT] = model->steps[pass];
    int32_t best[LABEL_COUNT];
    if (count == 1) {
        const int16_t *of = scores[0].of + pass * LABEL_COUNT, *from_edge = steps[LABEL_COUNT];
        units[0].label =
            from_edge[LABEL_ONLY] + of[LABEL_ONLY] > from_edge[LABEL_OUT] + of[LABEL_OUT]
                ? LABEL_ONLY
                : LABEL_OUT;
        return;
    }
    for (uint32_t to = 0; to < LABEL_COUNT; to++)
        best[to] = name_step_allowed(LABEL_OUT, to)
                       ? steps[LABEL_COUNT][to] + scores[0].of[pass * LABEL_COUNT + to]
                       : NEVER;
    for (uint32_t u = 1; u < count; u++)
        extend(steps, scores[u].of + pass * LABEL_COUNT, best, &path[u]);
    uint32_t label = LABEL_OUT;
    for (uint32_t last = 0; last < LABEL_COUNT; last++)
        if (name_step_allowed(last, LABEL_OUT) && best[last] > best[label])
            label = last;
    for (uint32_t u = count; u-- > 0;) {
        units[u].label = (uint8_t)label;
        if (u > 0)
            label = path[u].from[label];
    }
}

static void label_runs(const struct name_model *model, int pass, struct scores *scores,
                       struct step *path, struct name_units *units)
{
    struct features features = {.name = NULL};
    for (uint32_t begin = 0; begin < units->count;) {
        uint32_t end = name_run_end(units, begin);
        for (uint32_t u = begin; u < end; u++) {
            if (pass == 0) {
                scores[u] = (struct scores){0};
                name_features(units, u, begin, end, &features);
            } else {
                name_second_features(units, u, begin, end, &features);
            }
            add_weights(model, &features, &scores[u]);
        }
        if (pass == 0)
            label_run(model, pass, scores + begin, path + begin, units->at + begin, end - begin);
        begin = end;
    }
    /* In the second pass labels are read while features are made: they change only when all are made. */
    for (uint32_t begin = 0; pass == 1 && begin < units->count;) {
        uint32_t end = name_run_end(units, begin);
        label_run(model, pass, scores + begin, path + begin, units->at + begin, end - begin);
        begin = end;
    }
}

masthead_status name_model_label(const struct name_model *model, struct name_units *units)
{
    if (!units->count)
        return MASTHEAD_OK;
    struct scores *scores = malloc(units->count * sizeof *scores);
    struct step *path = malloc(units->count * sizeof *path);
    if (scores && path) {
        label_runs(model, 0, scores, path, units);
        name_count_labels(units);
        label_runs(model, 1, scores, path, units);
    }
    masthead_status status = scores && path ? MASTHEAD_OK : MASTHEAD_NO_MEMORY;
    free(scores);
    free(path);
    return status;
}
