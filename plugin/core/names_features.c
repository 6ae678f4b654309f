/* names_features.c - what a unit is judged by
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each template is added in one place, by its letterhead in the model file ("w-1", "suffix3").  Values are hashes of words,
 * class bits, or small numbers in which several small facts are packed.  The model knows only a few hundred sets of class bits, so
 * that they are numbered, and a table tells the weights of two such values together (names_id.h); those of words are found by their
 * hash.  What follows from the unit's word alone is kept from one time to the next. */
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

/* The weights of a feature, against those for LABEL_OUT: of the other labels in the first pass, and then in the second. */
struct name_row {
    uint32_t id;
    int8_t weights[8];
};

#define NAMES_KINDS
#ifndef NAMES_TRAINING
#define NAMES_ROWS
#endif
#include "names-table.h"

enum { MOST_ADDED = 24 }; /* to one list */

/* ---- Hashing ------------------------------------------------------------------------------------ */

static inline struct name_fact number(uint32_t value)
{
    return (struct name_fact){value, value};
}

#ifdef NAMES_TRAINING
#define NUMBER_OF(domain, value) 0
#else
#define NUMBER_OF(domain, value) numbers_##domain[value]

/* Finds the number of a value of any size; 0: it has none. */
static uint32_t number_in(const struct name_number *numbers, uint32_t value)
{
    uint32_t at = name_number_place(value);
    while (numbers[at].number && numbers[at].value != value)
        at = (at + 1) % NAME_NUMBERS;
    return numbers[at].number;
}
#endif

static inline struct name_fact classes_here(uint32_t classes)
{
#ifdef NAMES_TRAINING
    return number(classes);
#else
    return (struct name_fact){classes, number_in(numbers_here, classes)};
#endif
}

/* What features are added to. */
struct list {
#ifdef NAMES_TRAINING
    struct features *out;
#else
    name_scores scores;             /* of those whose rows a table tells */
    uint32_t count, id[MOST_ADDED]; /* of the others, those that the model may know */
#endif
};

#ifdef NAMES_TRAINING

static inline void add_joined(struct list *list, uint32_t template, const char *head, uint32_t a, uint32_t b)
{
    struct features *out = list->out;
    if (out->skip[template])
        return;
    snprintf(out->name[out->count], FEATURE_NAME, b ? "%s=%x,%x" : "%s=%x", head, a, b);
    out->id[out->count++] = name_id(template, a, b);
}

#define add_pair(list, template, head, a, b) add_joined(list, template, head, (a).value, (b).value)

#else

/* The list grows without a jump that depends on whether the model may know the id: half of them it does, in no order that
 * a processor could foresee. */
static inline void add_joined(struct list *list, uint32_t template, const char *head, uint32_t a, uint32_t b)
{
    const uint32_t id = name_id(template, a, b);
    (void)head;
    list->id[list->count] = id;
    list->count += name_seen(model_seen, id);
}

/* Weights as they are summed up: all of them, or none. */
static inline name_scores scores_of(const int8_t weights[8], uint64_t all)
{
    typedef int8_t bytes __attribute__((vector_size(16)));
    uint64_t eight;
    bytes twice = {0};
    memcpy(&eight, weights, sizeof eight);
    eight &= all;
    memcpy(&twice, &eight, sizeof eight);
#ifdef __clang__
    twice = __builtin_shufflevector(twice, twice, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
#else
    twice = __builtin_shuffle(twice, (bytes){0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7});
#endif
    return (name_scores)twice >> 8;
}

static inline void begin_list(struct list *list, name_scores scores)
{
    list->scores = scores;
    list->count = 0;
}

/* Adds a feature whose row a table tells. */
#define add_pair(list, template, head, a, b)                                                       \
    ((list)->scores += scores_of(model_weights[rows_##template[(a).number][(b).number]], UINT64_MAX))

/* What all that was added comes to. */
static inline name_scores sum_of(const struct list *list)
{
    name_scores sum = list->scores;
    for (uint32_t i = 0; i < list->count; i++) {
        const uint32_t id = list->id[i];
        const struct name_row *row = &model_rows[model_places[name_place(id, model_turns[name_bucket(id)])]];
        sum += scores_of(row->weights, (uint64_t)(row->id != id) - 1);
    }
    return sum;
}

#endif

#define add_one(list, template, head, fact) add_pair(list, template, head, fact, number(0))
#define add_small(list, template, head, value) add_one(list, template, head, number(value))

/* Adds the feature of a text. */
static inline void add_text(struct list *list, uint32_t template, const char *head, uint32_t hash, struct view text)
{
#ifdef NAMES_TRAINING
    const uint32_t count = list->out->count;
    add_joined(list, template, head, hash, 0);
    if (list->out->count == count)
        return;
    char *name = list->out->name[count];
    snprintf(name, FEATURE_NAME, "%s=%.*s", head, (int)text.size, text.at);
    for (; *name; name++)
        if (*name == '\t' || *name == '\n' || *name == ' ')
            *name = '_';
#else
    (void)text;
    add_joined(list, template, head, hash, 0);
#endif
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
static uint16_t kind_in_case(const struct name_kind *kind, const struct token *token, bool capitals)
{
    if (token->shape & SHAPE_LOWER)
        return kind->small;
    return (uint16_t)(capitals && kind->small ? 512U | kind->small : 256U | kind->capital);
}

/* ---- Tokens ------------------------------------------------------------------------------------- */

enum { VALUE_EDGE = 1, VALUE_NUMBER = 16, VALUE_MARK = 0x10000000 };
enum { SHAPES = 0x3f }; /* what is asked of the shape of a token beside a unit */

static uint32_t number_value(const struct token *token)
{
    uint32_t size = token->end - token->begin;
    return VALUE_NUMBER + (token->shape & SHAPE_DIGITS ? (size < 6 ? size : 6) : 8);
}

/* Token i of the line of a unit; NULL beyond the line. */
static const struct token *token_near(const struct name_sight *s, const struct unit *unit, uint32_t i)
{
    return i < unit->begin || i >= unit->end ? NULL : &s->tokens->at[i];
}

/* The classes of a token beside a unit, which may be NULL. */
static uint32_t classes_of(const struct name_sight *s, const struct token *token)
{
    if (!token)
        return SIG_MARK | VALUE_EDGE;
    if (token->kind == TOKEN_MARK)
        return SIG_MARK | (token->mark & 0xff) << 1;
    return name_classes(s->units->reading->lexicon, token) << 1 |
           (token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER ? 1U << 24 : 0);
}

static inline void add_word(struct list *out, uint32_t template, const char *head, const struct name_sight *s,
                            const struct name_look *at)
{
    add_text(out, template, head, at->value,
             !at->token                        ? view_string("EDGE")
             : at->token->kind == TOKEN_NUMBER ? view_string("NUMBER")
                                               : view_of(s->tokens->text + at->token->begin,
                                                         at->token->stop - at->token->begin));
}

/* ---- Words beside ------------------------------------------------------------------------------- */

/* What a token is looked up by. */
static struct name_look look_key(const struct token *token, bool capitals)
{
    if (!token)
        return (struct name_look){.value = VALUE_EDGE, .form = 1 << 15};
    struct name_look key = {.token = token,
                            .value = token->kind == TOKEN_MARK ? VALUE_MARK + token->mark : token->hash,
                            .word = token->word,
                            .form = (uint16_t)((token->kind + 1U) << 8 | (uint32_t)capitals << 7 |
                                               (token->shape & SHAPES))};
    if (token->kind == TOKEN_NUMBER)
        key.value = number_value(token);
    return key;
}

/* Looks closely at a token, by nothing but its key. */
static void look_up(const struct name_sight *s, struct name_look *at)
{
    at->classes = classes_of(s, at->token);
    if (!at->token) {
        at->kind = VALUE_EDGE << 10;
    } else if (at->token->kind == TOKEN_WORD) {
        const struct name_kind *kind = kind_of_word(at->token->hash);
        at->small = kind->small;
        at->capital = kind->capital;
        at->kind = kind_in_case(kind, at->token, at->form & 1 << 7);
    } else if (at->token->kind == TOKEN_NUMBER) {
        at->kind = (uint16_t)(3 << 10 | at->value);
    } else {
        at->kind = 2 << 10 | (at->token->mark & 0x3ff);
    }
#ifndef NAMES_TRAINING
    at->class_number = (uint16_t)number_in(numbers_near, at->classes);
    at->kind_number = numbers_kind[at->kind];
#endif
}

/* Looks at token i of the line of a unit. */
static struct name_look look(const struct name_sight *s, const struct unit *unit, uint32_t i)
{
    struct name_look at = look_key(token_near(s, unit, i), unit->line == LINE_CAPITALS);
#ifdef NAMES_TRAINING
    look_up(s, &at);
#else
    const struct name_cache *cache = s->units->cache;
    struct name_look *known = &cache->looks[name_joined(at.value, at.form) & cache->mask];
    if (known->value != at.value || known->word != at.word || known->form != at.form) {
        look_up(s, &at);
        *known = at;
    } else {
        const struct token *token = at.token;
        at = *known;
        at.token = token;
    }
#endif
    return at;
}

static inline struct name_fact classes_near(const struct name_look *at)
{
    return (struct name_fact){at->classes, at->class_number};
}

static inline struct name_fact kind_near(const struct name_look *at)
{
    return (struct name_fact){at->kind, at->kind_number};
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

/* The hash of an affix that begins with `count` and goes on with bytes that have the hash `rest` by themselves. */
static inline uint32_t affix_hash(uint32_t count, uint32_t rest)
{
    uint32_t hash = count;
    for (uint32_t i = 0; i < count; i++)
        hash *= 257;
    return hash + rest;
}

/* A letter in lower case; other bytes as they are. */
static inline uint32_t small_byte(char byte)
{
    return (uint8_t)byte | (byte >= 'A' && byte <= 'Z' ? 0x20U : 0);
}

/* Affixes count bytes. */
static inline void add_affixes(struct list *out, const struct name_sight *s)
{
    const struct token *token = s->here.token;
    const uint32_t size = token->stop - token->begin;
    const char *begin = s->tokens->text + token->begin, *end = begin + size;
    if (size <= 2)
        return;
    const uint32_t two = small_byte(end[-2]) * 257 + small_byte(end[-1]), three = small_byte(end[-3]) * 257 * 257 + two;
    add_text(out, 21, "suffix2", affix_hash(2, two), view_of(end - 2, 2));
    if (size <= 3)
        return;
    const uint32_t prefix = (small_byte(begin[0]) * 257 + small_byte(begin[1])) * 257 + small_byte(begin[2]);
    add_text(out, 20, "prefix3", affix_hash(3, prefix), view_of(begin, 3));
    add_text(out, 22, "suffix3", affix_hash(3, three), view_of(end - 3, 3));
    if (size > 4)
        add_text(out, 23, "suffix4", affix_hash(4, small_byte(end[-4]) * 257 * 257 * 257 + three), view_of(end - 4, 4));
}

/* What the word says and what the lists say about it. */
static inline void add_self(struct list *out, const struct name_sight *s, const struct unit *unit,
                            struct name_fact classes)
{
    const struct name_fact kind = number(s->here.capital);
    add_small(out, 1, "bias", 0);
    add_word(out, 2, "w", s, &s->here);
    add_affixes(out, s);
    add_small(out, 10, "shape", s->shape);
    add_one(out, 90, "kind", kind);
    add_small(out, 91, "kind-small", (uint32_t)s->here.small << 4 | unit->line);
    add_pair(out, 99, "kind+classes", kind, classes);
    add_one(out, 30, "classes", classes);
    for (uint32_t rest = classes.value & (SIG_NUMBER - 1); rest; rest &= rest - 1)
        add_small(out, 37, "class", (uint32_t)__builtin_ctz(rest));
    if (!classes.value)
        add_small(out, 37, "class", 31);
}

#ifndef NAMES_TRAINING

static inline uint32_t four_bytes(const char *at)
{
    uint32_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/* The first bytes of a short word. */
static uint32_t few_bytes(const char *at, uint32_t size)
{
    uint32_t bytes = 0;
    while (size > 0)
        bytes = bytes << 8 | (uint8_t)at[--size];
    return bytes;
}

static name_scores self_scores(const struct name_sight *s, const struct unit *unit, struct name_fact classes)
{
    const struct token *token = s->here.token;
    const uint32_t size = token->stop - token->begin;
    const char *begin = s->tokens->text + token->begin;
    const struct name_self key = {
        .hash = token->hash,
        .classes = unit->classes | s->shape << 20 | (size == 4) << 27 | (uint32_t)unit->line << 28 | 1U << 31,
        .head = size < 4 ? few_bytes(begin, size) : four_bytes(begin),
        .tail = size < 4 ? 0 : four_bytes(begin + size - 4)};
    const struct name_cache *cache = s->units->cache;
    struct name_self *known = &cache->selves[(key.hash ^ key.classes * 0x9e3779b1U >> 16) & cache->mask];
    if (((known->hash ^ key.hash) | (known->classes ^ key.classes) | (known->head ^ key.head) |
         (known->tail ^ key.tail)) != 0) {
        struct list list;
        begin_list(&list, (name_scores){0});
        add_self(&list, s, unit, classes);
        *known = key;
        known->scores = sum_of(&list);
    }
    return known->scores;
}

#endif

/* ---- The unit in its place ---------------------------------------------------------------------- */

static uint32_t some(uint32_t count)
{
    return count > 2 ? 2 : count;
}

static uint32_t least(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

static inline void add_article(struct list *out, const struct name_sight *s, const struct unit *unit, struct name_fact classes)
{
    const struct name_word *word = &s->units->words[unit->word];
    uint32_t middle = word->middle;
    if (middle && unit->starts == 0 && unit->line == LINE_PROSE)
        middle--; /* itself */
    uint32_t use = some(word->small) | some(middle) << 2;
    bool capitals = unit->line == LINE_CAPITALS;
    add_small(out, 40, "use", use | (uint32_t)unit->starts << 4 | (uint32_t)capitals << 6);
    add_pair(out, 41, "use+classes", number(use), classes);
    uint32_t company = some(word->honorific) | some(word->given) << 2 | some(word->leading) << 4 |
                       some(word->body) << 6;
    add_small(out, 42, "company", company);
    add_small(out, 43, "company+place", company << 4 | (uint32_t)(s->u == s->begin) << 1 | (s->u + 1 == s->end));
}

/* ---- Two and more together ---------------------------------------------------------------------- */

/* What is the same for all units of a run. */
static inline void add_around(struct list *out, const struct name_sight *s)
{
    add_word(out, 54, "before", s, &s->before);
    add_word(out, 55, "after", s, &s->after);
    add_pair(out, 58, "around", classes_near(&s->before), classes_near(&s->after));
}

static inline void add_classes(struct list *out, const struct name_sight *s, const struct unit *unit, struct name_fact here)
{
    const struct name_fact left = classes_near(&s->left), right = classes_near(&s->right);
    add_one(out, 31, "classes-1", left);
    add_one(out, 32, "classes+1", right);
    add_pair(out, 33, "classes-1,0", left, here);
    add_pair(out, 34, "classes0,+1", here, right);
    add_joined(out, 35, "classes-1,0,+1", name_joined(left.value, here.value), right.value);
    add_pair(out, 36, "classes+line", here, number(unit->line | (uint32_t)unit->starts << 4));
}

static inline void add_kinds(struct list *out, const struct name_sight *s)
{
    const struct name_fact left = kind_near(&s->left), here = number(s->here.capital), right = kind_near(&s->right);
    add_one(out, 92, "kind-1", left);
    add_one(out, 93, "kind+1", right);
    add_pair(out, 94, "kind-1,0", left, here);
    add_pair(out, 95, "kind0,+1", here, right);
    add_pair(out, 96, "kind-1,+1", left, right);
}

static inline void add_run(struct list *out, const struct name_sight *s, struct name_fact classes)
{
    uint32_t front = least(s->u - s->begin, 3), back = least(s->end - 1 - s->u, 3);
    const struct name_fact place = number(front | back << 2);
    add_one(out, 50, "place", place);
    add_pair(out, 51, "place+classes", place, classes);
    add_pair(out, 52, "place+first", place, s->first);
    add_pair(out, 56, "place+before", place, classes_near(&s->before));
    add_pair(out, 57, "place+after", place, classes_near(&s->after));
    add_joined(out, 59, "behind", place.value, s->behind);
}

static inline void add_shapes(struct list *out, const struct name_sight *s, const struct unit *unit)
{
    const uint32_t left = (uint32_t)(s->left.form & SHAPES) << 2 | unit->gap;
    const uint32_t right = (s->shape & 31) << 8 | (s->right.form & SHAPES);
    add_pair(out, 12, "shapes", ((struct name_fact){left, NUMBER_OF(shape, left)}),
             ((struct name_fact){right, NUMBER_OF(shapes, right)}));
    add_small(out, 13, "gap", unit->gap);
}

/* What the unit does not have from its word or its run alone. */
static inline void add_place(struct list *out, const struct name_sight *s, const struct unit *unit, struct name_fact classes)
{
    add_word(out, 3, "w-1", s, &s->left);
    add_word(out, 4, "w+1", s, &s->right);
    add_shapes(out, s, unit);
    add_classes(out, s, unit, classes);
    add_kinds(out, s);
    add_article(out, s, unit, classes);
    add_run(out, s, classes);
}

static const struct unit *unit_at(const struct name_sight *s, uint32_t u)
{
    return &s->units->at[u];
}

void name_sight_open(struct name_sight *s, const struct name_units *units, uint32_t begin,
                     uint32_t end)
{
    s->units = units;
    s->u = s->begin = begin;
    s->end = end;
    const struct unit *first = unit_at(s, begin), *last = unit_at(s, end - 1);
    s->tokens = &units->reading->passages[first->passage].tokens;
    s->first = classes_here(first->classes);
    s->left = s->before = look(s, first, first->token - 1);
    s->here = look(s, first, first->token);
    s->right = look(s, first, first->token + 1);
    s->after = begin + 1 == end ? s->right : look(s, last, last->token + 1);
    s->behind = name_joined(name_joined(s->after.classes, classes_of(s, token_near(s, last, last->token + 2))),
                       classes_of(s, token_near(s, last, last->token + 3)));
#ifndef NAMES_TRAINING
    struct list list;
    begin_list(&list, (name_scores){0});
    add_around(&list, s);
    s->around = sum_of(&list);
#endif
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
    s->shape = shape_of(s->here.token);
    const struct name_fact classes = s->u == s->begin ? s->first : classes_here(unit->classes);
#ifdef NAMES_TRAINING
    struct list list = {out};
    out->count = 0;
    add_self(&list, s, unit, classes);
    add_around(&list, s);
#else
    struct list list;
    begin_list(&list, s->around + self_scores(s, unit, classes));
#endif
    add_place(&list, s, unit, classes);
#ifndef NAMES_TRAINING
    out->scores = sum_of(&list);
#endif
    sight_next(s);
}

/* ---- The second pass ---------------------------------------------------------------------------- */

/* What the first pass made of the same word elsewhere, packed. */
static uint8_t elsewhere(const struct unit *unit, const uint16_t *as)
{
    uint32_t label = unit->label;
    uint32_t out = as[LABEL_OUT] - (label == LABEL_OUT);
    uint32_t first = as[LABEL_FIRST] - (label == LABEL_FIRST);
    uint32_t last = as[LABEL_LAST] + as[LABEL_ONLY] - (label == LABEL_LAST || label == LABEL_ONLY);
    uint32_t in = first + last + as[LABEL_MIDDLE] - (label == LABEL_MIDDLE);
    static const uint8_t shares[] = {0, 1, 4, 3, 0, 1, 0, 2}; /* none, none in, all in, most in, less in */
    uint32_t share = shares[(out > 0) | (in > 0) << 1 | (in < out) << 2];
    return (uint8_t)(share | (out + in >= 3) << 3 | (first > last) << 4);
}

void name_count_labels(struct name_units *units)
{
    for (uint32_t u = 0; u < units->count; u++) {
        uint16_t *counter = &units->words[units->at[u].word].as[units->at[u].label];
        if (*counter < UINT16_MAX)
            ++*counter;
    }
    for (uint32_t u = 0; u < units->count; u++)
        units->at[u].elsewhere = elsewhere(&units->at[u], units->words[units->at[u].word].as);
}

void name_second_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end,
                          struct features *out)
{
    const struct unit *unit = &units->at[u];
    const uint16_t *as = units->words[unit->word].as;
    uint32_t here = unit->elsewhere;
    uint32_t left = u > begin ? 8U | units->at[u - 1].label : 0;
    uint32_t right = u + 1 < end ? 8U | units->at[u + 1].label : 0;
    uint32_t last = as[LABEL_LAST] - (unit->label == LABEL_LAST);
    uint32_t only = as[LABEL_ONLY] - (unit->label == LABEL_ONLY);
#ifdef NAMES_TRAINING
    struct list list = {out};
    out->count = 0;
#else
    struct list list;
    begin_list(&list, (name_scores){0});
#endif
    add_small(&list, 70, "label", unit->label);
    add_small(&list, 71, "elsewhere", here << 4 | unit->label);
    add_small(&list, 72, "labels", left << 8 | unit->label << 4 | right);
    add_small(&list, 73, "elsewhere+line", here << 8 | unit->line << 4 | unit->starts);
    add_small(&list, 74, "elsewhere-1",
              u > begin ? (uint32_t)unit[-1].elsewhere << 4 | unit->label : 0xfff);
    add_small(&list, 75, "elsewhere+1",
              u + 1 < end ? (uint32_t)unit[1].elsewhere << 4 | unit->label : 0xfff);
    add_small(&list, 76, "elsewhere+place", here << 4 | (u == begin) << 1 | (u + 1 == end));
    add_small(&list, 77, "last+only",
              some(last) << 4 | some(only) << 2 | (unit->label == LABEL_OUT));
#ifndef NAMES_TRAINING
    out->scores = sum_of(&list);
#endif
}
