/* names_features.c - what a unit is judged by
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each template is added in one place, by its letterhead in the model file ("w-1", "suffix3").  Values are hashes of words,
 * class bits, or small numbers in which several small facts are packed. */
#include "names_features.h"

#include <stdio.h>

#include "config.h"
#include "names_id.h"
#include "names_model.h"

/* A word's kind in lower case and with a capital: 0 where it is rare so.  Words that stand beside like words are of one kind
 * (conf/lang/en/names.kinds). */
struct name_kind {
    uint32_t hash;
    uint8_t small, capital;
};

#define NAMES_KINDS
#define NAMES_SMALL
#include "names-table.h"

/* ---- Hashing ------------------------------------------------------------------------------------ */

static inline uint32_t joined(uint32_t a, uint32_t b)
{
    return name_joined(a, b);
}

/* Where the next id and the next row go.  It is on the stack of name_features(), so that it is kept in registers. */
struct list {
    uint32_t *end;
    uint16_t *row_end;
    const uint32_t *seen;
    struct features *out;
};

static inline struct list list_begin(struct features *out)
{
    return (struct list){out->id, out->row, out->seen, out};
}

static inline void list_end(const struct list *list)
{
    list->out->count = (uint32_t)(list->end - list->out->id);
    list->out->row_count = (uint32_t)(list->row_end - list->out->row);
}

/* The list grows without a jump that depends on whether the model may know the id: half of them it does, in no order that
 * a processor could foresee. */
static inline void add(struct list *list, uint32_t template, const char *head, uint32_t value)
{
    uint32_t id = joined(template, value);
#ifdef NAMES_TRAINING
    struct features *out = list->out;
    if (out->skip[template])
        return;
    snprintf(out->name[list->end - out->id], FEATURE_NAME, "%s=%x", head, value);
    *list->end++ = id;
#else
    (void)head;
    *list->end = id;
    list->end += name_seen(list->seen, id);
#endif
}

/* Adds the feature of a template with few values. */
static inline void add_row(struct list *list, uint32_t template, const uint16_t *rows,
                           const char *head, uint32_t value)
{
#ifdef NAMES_TRAINING
    (void)rows;
    add(list, template, head, value);
#else
    (void)template, (void)head;
    *list->row_end = rows[value];
    list->row_end += rows[value] != 0;
#endif
}

#define add_small(list, template, head, value)                                                     \
    add_row(list, template, small_##template, head, value)

/* Names the newest feature after text instead of its value. */
static inline void name_text(struct list *list, const char *head, struct view text)
{
#ifdef NAMES_TRAINING
    if (list->end == list->out->id)
        return;
    char *name = list->out->name[list->end - list->out->id - 1];
    snprintf(name, FEATURE_NAME, "%s=%.*s", head, (int)text.size, text.at);
    for (; *name; name++)
        if (*name == '\t' || *name == '\n' || *name == ' ')
            *name = '_';
#endif
    (void)list, (void)head, (void)text;
}

/* ---- Kinds of words ----------------------------------------------------------------------------- */

static const struct name_kind *kind_of_word(uint32_t hash)
{
    static const struct name_kind none;
    uint32_t bucket = hash >> kind_shift;
    for (uint32_t row = kind_starts[bucket]; row < kind_starts[bucket + 1]; row++)
        if (kind_rows[row].hash == hash)
            return &kind_rows[row];
    return &none;
}

/* The kind in the case in which the word stands there; in a line of capitals, of the lower-case word if there is one. */
static uint32_t kind_near(const struct name_kind *kind, const struct token *token, bool capitals)
{
    if (token->shape & SHAPE_LOWER)
        return kind->small;
    return capitals && kind->small ? 512U | kind->small : 256U | kind->capital;
}

/* ---- Tokens ------------------------------------------------------------------------------------- */

enum { VALUE_EDGE = 1, VALUE_NUMBER = 16, VALUE_MARK = 0x10000000 };

static uint32_t number_value(const struct token *token)
{
    uint32_t size = token->end - token->begin;
    return VALUE_NUMBER + (token->shape & SHAPE_DIGITS ? (size < 6 ? size : 6) : 8);
}

/* The classes of token i of the line of a unit. */
static uint32_t classes_near(const struct name_sight *s, const struct unit *unit, uint32_t i)
{
    if (i < unit->begin || i >= unit->end)
        return SIG_MARK | VALUE_EDGE;
    const struct token *token = &s->tokens->at[i];
    if (token->kind == TOKEN_MARK)
        return SIG_MARK | (token->mark & 0xff) << 1;
    return name_classes(s->units->reading->lexicon, token) << 1 |
           (token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER ? 1U << 24 : 0);
}

/* Looks at token i of the line of a unit. */
static struct name_look look(const struct name_sight *s, const struct unit *unit, uint32_t i)
{
    struct name_look at = {.classes = classes_near(s, unit, i)};
    if (i < unit->begin || i >= unit->end) {
        at.value = VALUE_EDGE;
        at.kind = VALUE_EDGE << 10;
        return at;
    }
    const struct token *token = at.token = &s->tokens->at[i];
    if (token->kind == TOKEN_WORD) {
        const struct name_kind *kind = kind_of_word(token->hash);
        at.value = token->hash;
        at.small = kind->small;
        at.capital = kind->capital;
        at.kind = kind_near(kind, token, unit->line == LINE_CAPITALS);
    } else if (token->kind == TOKEN_NUMBER) {
        at.value = number_value(token);
        at.kind = 3 << 10 | at.value;
    } else {
        at.value = VALUE_MARK + token->mark;
        at.kind = 2 << 10 | (token->mark & 0x3ff);
    }
    return at;
}

static inline void add_word(struct list *out, uint32_t template, const char *head,
                            const struct name_sight *s, const struct name_look *at)
{
    add(out, template, head, at->value);
    name_text(out, head,
              !at->token                        ? view_string("EDGE")
              : at->token->kind == TOKEN_NUMBER ? view_string("NUMBER")
                                                : view_of(s->tokens->text + at->token->begin,
                                                          at->token->stop - at->token->begin));
}

/* ---- The word itself ---------------------------------------------------------------------------- */

static uint32_t shape_of(const struct token *token)
{
    uint32_t size = token->stop - token->begin, shape = token->shape;
    uint32_t value = shape & SHAPE_INITIAL ? 1
                     : shape & SHAPE_UPPER ? 2
                     : shape & SHAPE_MIXED ? 3
                     : shape & SHAPE_LOWER ? 4
                                           : 5;
    uint32_t length = size <= 2 ? 0 : size <= 4 ? 1 : size <= 7 ? 2 : 3;
    return value | (shape & SHAPE_NON_ASCII ? 8 : 0) | (shape & SHAPE_POSSESSIVE ? 16 : 0) |
           length << 5;
}

static inline void add_affix(struct list *out, uint32_t template, const char *head,
                             struct view text)
{
    uint32_t hash = (uint32_t)text.size;
    for (size_t i = 0; i < text.size; i++)
        hash = hash * 257 +
               ((unsigned char)text.at[i] | (text.at[i] >= 'A' && text.at[i] <= 'Z' ? 0x20 : 0));
    add(out, template, head, hash);
    name_text(out, head, text);
}

/* Letters of the word in lower case, other bytes as they are; affixes count bytes. */
static inline void add_affixes(struct list *out, const struct name_sight *s)
{
    const struct token *token = s->here.token;
    const uint32_t size = token->stop - token->begin;
    const char *begin = s->tokens->text + token->begin, *end = begin + size;
    if (size > 3)
        add_affix(out, 20, "prefix3", view_of(begin, 3));
    if (size > 2)
        add_affix(out, 21, "suffix2", view_of(end - 2, 2));
    if (size > 3)
        add_affix(out, 22, "suffix3", view_of(end - 3, 3));
    if (size > 4)
        add_affix(out, 23, "suffix4", view_of(end - 4, 4));
}

static inline void add_kinds(struct list *out, const struct name_sight *s, const struct unit *unit)
{
    const uint32_t here = s->here.capital;
    add_small(out, 90, "kind", here);
    add_small(out, 91, "kind-small", (uint32_t)s->here.small << 4 | unit->line);
    add_small(out, 92, "kind-1", s->left.kind);
    add_small(out, 93, "kind+1", s->right.kind);
    add(out, 94, "kind-1,0", joined(s->left.kind, here));
    add(out, 95, "kind0,+1", joined(here, s->right.kind));
    add(out, 96, "kind-1,+1", joined(s->left.kind, s->right.kind));
    add(out, 99, "kind+classes", joined(here, unit->classes));
}

/* ---- Evidence of the article -------------------------------------------------------------------- */

static uint32_t some(uint32_t count)
{
    return count > 2 ? 2 : count;
}

static inline void add_article(struct list *out, const struct name_sight *s,
                               const struct unit *unit)
{
    const struct name_word *word = &s->units->words[unit->word];
    uint32_t middle = word->middle;
    if (middle && unit->starts == 0 && unit->line == LINE_PROSE)
        middle--; /* itself */
    uint32_t use = some(word->small) | some(middle) << 2;
    bool capitals = unit->line == LINE_CAPITALS;
    add_small(out, 40, "use", use | unit->starts << 4 | (uint32_t)capitals << 6);
    add(out, 41, "use+classes", joined(use, unit->classes));
    uint32_t company = some(word->honorific) | some(word->given) << 2 | some(word->leading) << 4 |
                       some(word->body) << 6;
    add_small(out, 42, "company", company);
    add_small(out, 43, "company+place",
              company << 4 | (s->u == s->begin) << 1 | (s->u + 1 == s->end));
}

/* ---- Places in the run -------------------------------------------------------------------------- */

static uint32_t least(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

static inline void add_run(struct list *out, const struct name_sight *s, const struct unit *unit)
{
    uint32_t front = least(s->u - s->begin, 3), back = least(s->end - 1 - s->u, 3);
    uint32_t place = front | back << 2;
    add_small(out, 50, "place", place);
    add(out, 51, "place+classes", joined(place, unit->classes));
    add(out, 52, "place+first", joined(place, s->units->at[s->begin].classes));
    add_word(out, 54, "before", s, &s->before);
    add_word(out, 55, "after", s, &s->after);
    add(out, 56, "place+before", joined(place, s->before.classes));
    add(out, 57, "place+after", joined(place, s->after.classes));
    add(out, 58, "around", joined(s->before.classes, s->after.classes));
    add(out, 59, "behind", joined(place, s->behind));
}

static inline void add_classes(struct list *out, const struct name_sight *s,
                               const struct unit *unit)
{
    uint32_t here = unit->classes;
    add(out, 30, "classes", here);
    add(out, 31, "classes-1", s->left.classes);
    add(out, 32, "classes+1", s->right.classes);
    add(out, 33, "classes-1,0", joined(s->left.classes, here));
    add(out, 34, "classes0,+1", joined(here, s->right.classes));
    add(out, 35, "classes-1,0,+1", joined(joined(s->left.classes, here), s->right.classes));
    add(out, 36, "classes+line", joined(here, unit->line | (uint32_t)unit->starts << 4));
    for (uint32_t rest = here & (SIG_NUMBER - 1); rest; rest &= rest - 1)
        add_small(out, 37, "class", (uint32_t)__builtin_ctz(rest));
    if (!here)
        add_small(out, 37, "class", 31);
}

static const struct unit *unit_at(const struct name_sight *s, uint32_t u)
{
    return &s->units->at[u];
}

void name_sight_open(struct name_sight *s, const struct name_units *units, uint32_t begin,
                     uint32_t end)
{
    *s = (struct name_sight){.units = units, .u = begin, .begin = begin, .end = end};
    const struct unit *first = unit_at(s, begin), *last = unit_at(s, end - 1);
    s->tokens = &units->reading->passages[first->passage].tokens;
    s->left = s->before = look(s, first, first->token - 1);
    s->here = look(s, first, first->token);
    s->right = look(s, first, first->token + 1);
    s->after = begin + 1 == end ? s->right : look(s, last, last->token + 1);
    s->behind = joined(joined(s->after.classes, classes_near(s, last, last->token + 2)),
                       classes_near(s, last, last->token + 3));
}

/* Goes on to the next unit, which stands right behind the last or with a mark between. */
static void sight_next(struct name_sight *s)
{
    if (++s->u == s->end)
        return;
    const struct unit *unit = unit_at(s, s->u);
    bool adjacent = unit->token == unit[-1].token + 1;
    s->left = adjacent ? s->here : s->right;
    s->here = adjacent ? s->right : look(s, unit, unit->token);
    s->right = s->u + 1 == s->end ? s->after : look(s, unit, unit->token + 1);
}

void name_features(struct name_sight *s, struct features *out)
{
    const struct unit *unit = unit_at(s, s->u);
    const struct token *left = s->left.token, *right = s->right.token;
    uint32_t shape = shape_of(s->here.token);
    struct list list = list_begin(out);
    add_small(&list, 1, "bias", 0);
    add_word(&list, 2, "w", s, &s->here);
    add_word(&list, 3, "w-1", s, &s->left);
    add_word(&list, 4, "w+1", s, &s->right);
    add_affixes(&list, s);
    add_kinds(&list, s, unit);
    add_small(&list, 10, "shape", shape);
    add(&list, 12, "shapes",
        joined((left ? left->shape & 0x3f : 0) << 2 | unit->gap,
               (shape & 31) << 8 | (right ? right->shape & 0x3f : 0)));
    add_small(&list, 13, "gap", unit->gap);
    add_classes(&list, s, unit);
    add_article(&list, s, unit);
    add_run(&list, s, unit);
    list_end(&list);
    sight_next(s);
}

/* ---- The second pass ---------------------------------------------------------------------------- */

void name_count_labels(struct name_units *units)
{
    for (uint32_t u = 0; u < units->count; u++) {
        uint16_t *counter = &units->words[units->at[u].word].as[units->at[u].label];
        if (*counter < UINT16_MAX)
            ++*counter;
    }
}

/* What the first pass made of the same word elsewhere, packed. */
static uint32_t elsewhere(const struct name_units *units, uint32_t u)
{
    const uint16_t *as = units->words[units->at[u].word].as;
    uint32_t label = units->at[u].label;
    uint32_t out = as[LABEL_OUT] - (label == LABEL_OUT);
    uint32_t first = as[LABEL_FIRST] - (label == LABEL_FIRST);
    uint32_t last = as[LABEL_LAST] + as[LABEL_ONLY] - (label == LABEL_LAST || label == LABEL_ONLY);
    uint32_t in = first + last + as[LABEL_MIDDLE] - (label == LABEL_MIDDLE);
    uint32_t share = out + in == 0 ? 0 : in == 0 ? 1 : in < out ? 2 : out == 0 ? 4 : 3;
    return share | (out + in >= 3) << 3 | (first > last) << 4;
}

void name_second_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end,
                          struct features *out)
{
    const struct unit *unit = &units->at[u];
    const uint16_t *as = units->words[unit->word].as;
    uint32_t here = elsewhere(units, u);
    uint32_t left = u > begin ? 8U | units->at[u - 1].label : 0;
    uint32_t right = u + 1 < end ? 8U | units->at[u + 1].label : 0;
    uint32_t last = as[LABEL_LAST] - (unit->label == LABEL_LAST);
    uint32_t only = as[LABEL_ONLY] - (unit->label == LABEL_ONLY);
    struct list list = list_begin(out);
    add_small(&list, 70, "label", unit->label);
    add_small(&list, 71, "elsewhere", here << 4 | unit->label);
    add_small(&list, 72, "labels", left << 8 | unit->label << 4 | right);
    add_small(&list, 73, "elsewhere+line", here << 8 | unit->line << 4 | unit->starts);
    add_small(&list, 74, "elsewhere-1",
              u > begin ? elsewhere(units, u - 1) << 4 | unit->label : 0xfff);
    add_small(&list, 75, "elsewhere+1",
              u + 1 < end ? elsewhere(units, u + 1) << 4 | unit->label : 0xfff);
    add_small(&list, 76, "elsewhere+place", here << 4 | (u == begin) << 1 | (u + 1 == end));
    add_small(&list, 77, "last+only",
              some(last) << 4 | some(only) << 2 | (unit->label == LABEL_OUT));
    list_end(&list);
}
