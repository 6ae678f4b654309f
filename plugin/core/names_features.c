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

/* A word, or another value that features look up like one, and what is known of it: its kind in lower case and with a capital, 0
 * where it is rare so, and the rows of its features.  Words that stand beside like words are of one kind (conf/lang/en/names.kinds). */
struct name_known {
    uint32_t hash;
    uint8_t small, capital;
    int8_t glance[NAME_SIDES];
    uint16_t rows[NAME_WORD_TEMPLATES];
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

enum { AFFIXES = 4, HASHED = 2 }; /* features that a hash finds: of a word itself, of its place */
enum { BATCH = 64 };              /* units */

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
    name_scores scores;   /* of those whose rows a table tells */
    uint32_t count, *ids; /* of the others, those that the model may know */
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
    list->ids[list->count] = id;
    list->count += name_seen(model_seen, id);
}

/* The weights of a row that a hash finds, as they are summed up: all of them, or none. */
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

/* `ids` is where to write those that a hash finds; it may be NULL when there are none. */
static inline void begin_list(struct list *list, name_scores scores, uint32_t *ids)
{
    list->scores = scores;
    list->count = 0;
    list->ids = ids;
}

/* Adds a feature whose row a table tells. */
#define add_pair(list, template, head, a, b)                                                       \
    ((list)->scores += model_weights[rows_##template[(a).number][(b).number]])

/* The weights of a feature that the model may know. */
static inline name_scores found_scores(uint32_t id)
{
    const struct name_row *row = &model_rows[model_places[name_place(id, model_turns[name_bucket(id)])]];
    return scores_of(row->weights, (uint64_t)(row->id != id) - 1);
}

/* What all that was added comes to. */
static inline name_scores sum_of(const struct list *list)
{
    name_scores sum = list->scores;
    for (uint32_t i = 0; i < list->count; i++)
        sum += found_scores(list->ids[i]);
    return sum;
}

#endif

#define add_one(list, template, head, fact) add_pair(list, template, head, fact, number(0))
#define add_small(list, template, head, value) add_one(list, template, head, number(value))

#ifdef NAMES_TRAINING

/* Adds the feature of a text, of which it is told how it is looked up when `value` is not 0. */
static void add_named(struct list *list, uint32_t template, const char *head, uint32_t hash, struct view text, uint32_t value)
{
    enum { MOST = 64 };
    const uint32_t count = list->out->count;
    add_joined(list, template, head, hash, 0);
    if (list->out->count == count)
        return;
    char *name = list->out->name[count];
    int size = snprintf(name, FEATURE_NAME, "%s=%.*s", head, (int)(text.size < MOST ? text.size : MOST), text.at);
    for (int i = 0; i < size; i++)
        if (name[i] == '\t' || name[i] == '\n' || name[i] == ' ')
            name[i] = '_';
    if (value)
        snprintf(name + size, FEATURE_NAME - (size_t)size, ",%08x", value);
}

#define add_text(list, template, head, hash, text) add_named(list, template, head, hash, text, 0)

/* Adds the feature of a word, or of what stands in its place. */
#define add_word(list, template, head, at, row)                                                    \
    add_named(list, template, head, (uint32_t)(at)->key, (at)->text, (uint32_t)(at)->key)

#else

#define add_text(list, template, head, hash, text) add_joined(list, template, head, hash, 0)
#define add_word(list, template, head, at, row) ((list)->scores += model_weights[row])

#endif

/* ---- Words -------------------------------------------------------------------------------------- */

/* Finds it without a jump, as no processor could foresee which words are known.  The first row knows nothing. */
static inline const struct name_known *known_word(uint32_t hash)
{
    const uint32_t row = 1 + name_known_place(hash, known_turns[name_known_bucket(hash)]);
    return &known_rows[row & -(uint32_t)(known_rows[row].hash == hash)];
}

/* The kind in the case in which the word stands there; in a line of capitals, of the lower-case word if there is one. */
static uint16_t kind_in_case(const struct name_known *kind, const struct token *token, bool capitals)
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

/* Token i of a line of tokens [begin, end); NULL beyond it. */
static inline const struct token *token_in(const struct tokens *tokens, uint32_t begin, uint32_t end, uint32_t i)
{
    return i < begin || i >= end ? NULL : &tokens->at[i];
}

/* Token i of the line of a unit; NULL beyond the line. */
static inline const struct token *token_near(const struct tokens *tokens, const struct unit *unit, uint32_t i)
{
    return token_in(tokens, unit->begin, unit->end, i);
}

/* Above all classes, for words in lower case. */
enum { SMALL_CLASS = 1 << 23 };
_Static_assert((uint32_t)SMALL_CLASS > (uint32_t)SIG_INSIDE, "no class has its bit");

/* The classes of a token beside a unit, which may be NULL: twice their bits. */
static uint32_t classes_of(const struct lexicon *lexicon, const struct token *token)
{
    if (!token)
        return SIG_MARK | VALUE_EDGE;
    if (token->kind == TOKEN_MARK)
        return SIG_MARK | (token->mark & 0xff) << 1;
    return name_classes(lexicon, token) << 1 |
           (token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER ? SMALL_CLASS << 1 : 0);
}

/* ---- Words beside ------------------------------------------------------------------------------- */

static inline struct name_fact classes_near(const struct name_look *at)
{
    return (struct name_fact){at->classes, at->class_number};
}

static inline struct name_fact kind_near(const struct name_look *at)
{
    return (struct name_fact){at->kind, at->kind_number};
}

/* What a token says beside a unit. */
static inline void add_left(struct list *out, const struct name_look *at, const struct name_known *known)
{
    add_word(out, 3, "w-1", at, known->rows[NAME_WORD_3]);
    add_one(out, 31, "classes-1", classes_near(at));
    add_one(out, 92, "kind-1", kind_near(at));
}

static inline void add_right(struct list *out, const struct name_look *at, const struct name_known *known)
{
    add_word(out, 4, "w+1", at, known->rows[NAME_WORD_4]);
    add_one(out, 32, "classes+1", classes_near(at));
    add_one(out, 93, "kind+1", kind_near(at));
}

/* What a token is looked for by: see names_cache.h.  The edge of a line has no kind. */
enum { KEY_SHAPES = 32, KEY_CAPITALS = 38, KEY_KIND = 39, KEY_WORD = 41 };
_Static_assert(SHAPES < 1 << (KEY_CAPITALS - KEY_SHAPES) && KEY_WORD + LEXICON_WORD_BITS <= 64, "all have room");

static inline uint64_t look_key(const struct token *token, bool capitals)
{
    if (!token)
        return VALUE_EDGE;
    const uint32_t mark = VALUE_MARK + token->mark; /* a mark has the hash 0 */
    const uint32_t value = token->kind == TOKEN_NUMBER ? number_value(token) : token->hash | (mark & -(uint32_t)(token->kind == TOKEN_MARK));
    return value | (uint64_t)(token->shape & SHAPES) << KEY_SHAPES | (uint64_t)capitals << KEY_CAPITALS |
           (token->kind + UINT64_C(1)) << KEY_KIND | (uint64_t)token->word << KEY_WORD;
}

static inline uint32_t look_place(uint64_t key)
{
    return (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 40); /* 2^64 divided by the golden ratio */
}

/* What a token is looked up by in the model of words. */
static inline uint32_t look_value(const struct name_look *at)
{
    return (uint32_t)at->key;
}

static inline uint32_t look_shape(const struct name_look *at)
{
    return at->key >> KEY_SHAPES & SHAPES;
}

/* Begins to look closely at a token, by nothing but its key.  Returns what is known of its word. */
static const struct name_known *begin_look(const struct lexicon *lexicon, const struct token *token, uint64_t key,
                                           struct name_look *at)
{
    *at = (struct name_look){.key = key};
    const struct name_known *known = known_word(look_value(at));
    at->classes = classes_of(lexicon, token);
    if (!token) {
        at->kind = VALUE_EDGE << 10;
    } else if (token->kind == TOKEN_WORD) {
        at->small = known->small;
        at->capital = known->capital;
        at->kind = kind_in_case(known, token, key >> KEY_CAPITALS & 1);
    } else if (token->kind == TOKEN_NUMBER) {
        at->kind = (uint16_t)(3 << 10 | look_value(at));
    } else {
        at->kind = 2 << 10 | (token->mark & 0x3ff);
    }
#ifndef NAMES_TRAINING
    at->class_number = (uint16_t)number_in(numbers_near, at->classes);
#endif
    return known;
}

#ifdef NAMES_TRAINING

/* Looks at token i of the line of a unit. */
static void look(const struct name_units *units, const struct tokens *tokens, const struct unit *unit, uint32_t i,
                 struct name_look *at)
{
    const struct token *token = token_near(tokens, unit, i);
    begin_look(units->reading->lexicon, token, look_key(token, unit->line == LINE_CAPITALS), at);
    at->text = !token                         ? view_string("EDGE")
               : token->kind == TOKEN_NUMBER ? view_string("NUMBER")
                                              : view_of(tokens->text + token->begin, token->stop - token->begin);
}

#else

static void look_up(const struct lexicon *lexicon, const struct token *token, uint64_t key, struct name_look *at)
{
    const struct name_known *known = begin_look(lexicon, token, key, at);
    at->kind_number = numbers_kind[at->kind];
    at->self = known->rows[NAME_WORD_2];
    at->before = known->rows[NAME_WORD_54];
    at->after = known->rows[NAME_WORD_55];
    struct list list;
    begin_list(&list, (name_scores){0}, NULL);
    add_left(&list, at, known);
    at->left = list.scores;
    begin_list(&list, (name_scores){0}, NULL);
    add_right(&list, at, known);
    at->right = list.scores;
}

/* Looks at token i of the line of a unit. */
static inline void look(const struct name_units *units, const struct tokens *tokens, const struct unit *unit, uint32_t i,
                        struct name_look *at)
{
    const struct token *token = token_near(tokens, unit, i);
    const uint64_t key = look_key(token, unit->line == LINE_CAPITALS);
    struct name_look *known = &units->cache->looks[look_place(key) & units->cache->mask];
    if (known->key != key)
        look_up(units->reading->lexicon, token, key, known);
    *at = *known;
}

#endif

/* ---- At a glance -------------------------------------------------------------------------------- */

/* The kind that a glance goes by: of a unit's own word that of its form with a capital. */
static uint16_t kind_from(const struct name_look *at, int side)
{
    return side == NAME_HERE ? at->capital : at->kind;
}

#ifdef NAMES_TRAINING

void name_glance_values(const struct name_units *units, const struct unit *unit, struct name_glance_values *out)
{
    const struct tokens *tokens = &units->reading->passages[unit->passage].tokens;
    for (int side = 0; side < NAME_SIDES; side++) {
        struct name_look at;
        look(units, tokens, unit, unit->token - 1 + (uint32_t)side, &at);
        out->word[side] = look_value(&at);
        out->classes[side] = at.classes;
        out->kind[side] = kind_from(&at, side);
        out->text[side] = at.text;
        if (side == NAME_HERE)
            out->shape = look_shape(&at);
    }
    out->place = name_place_value(unit->line, unit->starts, unit->gap);
}

struct name_seen name_see(const struct name_units *units, const struct tokens *tokens, uint32_t begin, uint32_t end,
                          enum line_kind line, uint32_t i)
{
    const struct token *token = token_in(tokens, begin, end, i);
    (void)line;
    return (struct name_seen){token ? name_classes(units->reading->lexicon, token) : 0, {0}};
}

int name_see_place(const struct unit *unit)
{
    (void)unit;
    return 0;
}

#else

static void look_briefly(const struct lexicon *lexicon, const struct token *token, uint64_t key, struct name_brief *out)
{
    struct name_look at;
    const struct name_known *known = begin_look(lexicon, token, key, &at);
    *out = (struct name_brief){.key = key, .seen.classes = at.classes >> 1 & (SMALL_CLASS - 1)};
    for (int side = 0; side < NAME_SIDES; side++) {
        const int sum = known->glance[side] + glance_classes[side][at.class_number] +
                        glance_kind[side][kind_from(&at, side)] + (side == NAME_HERE ? glance_shape[look_shape(&at)] : 0);
        out->seen.glance[side] = (int8_t)(sum > INT8_MAX ? INT8_MAX : sum < INT8_MIN ? INT8_MIN : sum);
    }
}

struct name_seen name_see(const struct name_units *units, const struct tokens *tokens, uint32_t begin, uint32_t end,
                          enum line_kind line, uint32_t i)
{
    const struct token *token = token_in(tokens, begin, end, i);
    const uint64_t key = look_key(token, line == LINE_CAPITALS);
    struct name_brief *known = &units->cache->briefs[look_place(key) & units->cache->mask];
    if (known->key != key)
        look_briefly(units->reading->lexicon, token, key, known);
    return known->seen;
}

int name_see_place(const struct unit *unit)
{
    return glance_place[name_place_value(unit->line, unit->starts, unit->gap)];
}

#endif

/* ---- The word itself ---------------------------------------------------------------------------- */

/* Without a jump, as no processor could foresee which words are short. */
static inline uint32_t shape_of(const struct token *token)
{
    _Static_assert((SHAPE_LOWER | SHAPE_TITLE | SHAPE_UPPER | SHAPE_MIXED | SHAPE_INITIAL) == 31, "the places below");
    /* 1: an initial, 2: in capitals, 3: mixed, 4: in lower case, 5: other */
    static const uint8_t values[32] = {5, 4, 5, 4, 2, 2, 2, 2, 3, 3, 3, 3, 2, 2, 2, 2,
                                       1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const uint32_t size = token->stop - token->begin, shape = token->shape;
    const uint32_t length = (size > 2) + (size > 4) + (size > 7);
    return values[shape & 31] | (uint32_t)((shape & SHAPE_NON_ASCII) != 0) << 3 |
           (uint32_t)((shape & SHAPE_POSSESSIVE) != 0) << 4 | length << 5;
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
    const uint32_t size = s->token->stop - s->token->begin;
    const char *begin = s->run->tokens->text + s->token->begin, *end = begin + size;
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
    const struct name_fact kind = number(s->here->capital);
    add_small(out, 1, "bias", 0);
    add_word(out, 2, "w", s->here, s->here->self);
    add_affixes(out, s);
    add_small(out, 10, "shape", s->shape);
    add_one(out, 90, "kind", kind);
    add_small(out, 91, "kind-small", (uint32_t)s->here->small << 4 | unit->line);
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

/* What the word of a unit is looked up by: see struct name_self. */
struct self_key {
    uint64_t word, letters;
};

static inline struct self_key self_key(const struct tokens *tokens, const struct token *token, const struct unit *unit)
{
    const uint32_t size = token->stop - token->begin;
    const char *begin = tokens->text + token->begin;
    const uint32_t classes = unit->classes | shape_of(token) << 20 | (size == 4) << 27 | (uint32_t)unit->line << 28 | 1U << 31;
    return (struct self_key){(uint64_t)classes << 32 | token->hash,
                             size < 4 ? few_bytes(begin, size)
                                      : (uint64_t)four_bytes(begin + size - 4) << 32 | four_bytes(begin)};
}

static inline uint32_t self_place(struct self_key key)
{
    return (uint32_t)key.word ^ (uint32_t)(key.word >> 32) * 0x9e3779b1U >> 16;
}

static name_scores self_scores(const struct name_cache *cache, const struct name_sight *s, const struct unit *unit)
{
    const struct self_key key = self_key(s->run->tokens, s->token, unit);
    struct name_self *known = &cache->selves[self_place(key) & cache->mask];
    if (((known->word ^ key.word) | (known->letters ^ key.letters)) != 0) {
        struct list list;
        uint32_t ids[AFFIXES];
        begin_list(&list, (name_scores){0}, ids);
        add_self(&list, s, unit, s->classes);
        known->word = key.word;
        known->letters = key.letters;
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
    const struct name_word *word = &s->words[unit->word];
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
    add_small(out, 43, "company+place", company << 4 | (uint32_t)(s->u == s->run->begin) << 1 | (s->u + 1 == s->run->end));
}

/* ---- Two and more together ---------------------------------------------------------------------- */

/* What is the same for all units of a run. */
static inline void add_around(struct list *out, const struct name_run *run)
{
    add_word(out, 54, "before", &run->before, run->before.before);
    add_word(out, 55, "after", &run->after, run->after.after);
    add_pair(out, 58, "around", classes_near(&run->before), classes_near(&run->after));
}

static inline void add_classes(struct list *out, const struct name_sight *s, const struct unit *unit, struct name_fact here)
{
    const struct name_fact left = classes_near(s->left), right = classes_near(s->right);
    add_pair(out, 33, "classes-1,0", left, here);
    add_pair(out, 34, "classes0,+1", here, right);
    add_joined(out, 35, "classes-1,0,+1", name_joined(left.value, here.value), right.value);
    add_pair(out, 36, "classes+line", here, number(unit->line | (uint32_t)unit->starts << 4));
}

static inline void add_kinds(struct list *out, const struct name_sight *s)
{
    const struct name_fact left = kind_near(s->left), here = number(s->here->capital), right = kind_near(s->right);
    add_pair(out, 94, "kind-1,0", left, here);
    add_pair(out, 95, "kind0,+1", here, right);
    add_pair(out, 96, "kind-1,+1", left, right);
}

static inline void add_run(struct list *out, const struct name_sight *s, struct name_fact classes)
{
    const struct name_run *run = s->run;
    uint32_t front = least(s->u - run->begin, 3), back = least(run->end - 1 - s->u, 3);
    const struct name_fact place = number(front | back << 2);
    add_one(out, 50, "place", place);
    add_pair(out, 51, "place+classes", place, classes);
    add_pair(out, 52, "place+first", place, run->first);
    add_pair(out, 56, "place+before", place, classes_near(&run->before));
    add_pair(out, 57, "place+after", place, classes_near(&run->after));
    add_joined(out, 59, "behind", place.value, run->behind);
}

static inline void add_shapes(struct list *out, const struct name_sight *s, const struct unit *unit)
{
    const uint32_t left = look_shape(s->left) << 2 | unit->gap;
    const uint32_t right = (s->shape & 31) << 8 | look_shape(s->right);
    add_pair(out, 12, "shapes", ((struct name_fact){left, NUMBER_OF(shape, left)}),
             ((struct name_fact){right, NUMBER_OF(shapes, right)}));
    add_small(out, 13, "gap", unit->gap);
}

/* What the unit has neither from its word or its run alone nor from a word beside it alone. */
static inline void add_place(struct list *out, const struct name_sight *s, const struct unit *unit, struct name_fact classes)
{
    add_shapes(out, s, unit);
    add_classes(out, s, unit, classes);
    add_kinds(out, s);
    add_article(out, s, unit, classes);
    add_run(out, s, classes);
}

void name_run_open(struct name_run *run, const struct name_units *units, uint32_t begin, uint32_t end)
{
    const struct unit *first = &units->at[begin], *last = &units->at[end - 1];
    const struct tokens *tokens = run->tokens = &units->reading->passages[first->passage].tokens;
    const struct lexicon *lexicon = units->reading->lexicon;
    run->begin = begin;
    run->end = end;
    run->first = classes_here(first->classes);
    look(units, tokens, first, first->token - 1, &run->before);
    look(units, tokens, last, last->token + 1, &run->after);
    run->behind = name_joined(name_joined(run->after.classes, classes_of(lexicon, token_near(tokens, last, last->token + 2))),
                              classes_of(lexicon, token_near(tokens, last, last->token + 3)));
#ifndef NAMES_TRAINING
    struct list list;
    begin_list(&list, (name_scores){0}, NULL);
    add_around(&list, run);
    run->around = list.scores;
#endif
}

#ifdef NAMES_TRAINING

void name_features(const struct name_units *units, const struct name_run *run, uint32_t u, struct features *out)
{
    const struct unit *unit = &units->at[u];
    const struct name_fact classes = classes_here(unit->classes);
    struct name_look left, here, right;
    look(units, run->tokens, unit, unit->token - 1, &left);
    look(units, run->tokens, unit, unit->token, &here);
    look(units, run->tokens, unit, unit->token + 1, &right);
    const struct token *token = &run->tokens->at[unit->token];
    const struct name_sight sight = {.words = units->words, .run = run, .u = u, .token = token, .left = &left,
                                     .here = &here, .right = &right, .shape = shape_of(token)};
    struct list list = {out};
    out->count = 0;
    add_self(&list, &sight, unit, classes);
    add_left(&list, &left, &known_rows[0]);
    add_right(&list, &right, &known_rows[0]);
    add_around(&list, run);
    add_place(&list, &sight, unit, classes);
}

#else

/* Units that are scored together: first what has been worked out about their words is looked for, which is there or is not, and
 * then all is summed up without a jump.  The first run may have begun before them. */
struct batch {
    uint32_t run_count, look_count, id_count;
    struct name_run runs[BATCH + 1];
    struct name_look looks[3 * BATCH];
    struct name_sight sights[BATCH];
    uint32_t ids[HASHED * BATCH], owners[HASHED * BATCH]; /* features of places that a hash finds, and of which unit */
};

static const struct name_look *look_again(struct batch *batch, const struct name_units *units, const struct unit *unit, uint32_t i)
{
    struct name_look *at = &batch->looks[batch->look_count++];
    look(units, &units->reading->passages[unit->passage].tokens, unit, i, at);
    return at;
}

/* Looks at unit u, the i-th of the batch, and the tokens beside it; what it comes to by itself. */
static name_scores see(struct batch *batch, const struct name_units *units, uint32_t u, uint32_t i)
{
    const struct unit *unit = &units->at[u];
    if (unit->gap == GAP_NONE)
        name_run_open(&batch->runs[batch->run_count++], units, u, name_run_end(units, u));
    const struct name_run *run = &batch->runs[batch->run_count - 1];
    struct name_sight *s = &batch->sights[i];
    const bool begins = u == run->begin, follows = !begins && i > 0, adjacent = unit->token == unit[-!begins].token + !begins;
    const struct token *token = &run->tokens->at[unit->token];
    *s = (struct name_sight){
        .words = units->words,
        .run = run,
        .u = u,
        .token = token,
        .left = begins     ? &run->before
                : !follows ? look_again(batch, units, unit, unit->token - 1)
                : adjacent ? s[-1].here
                           : s[-1].right,
        .here = follows && adjacent ? s[-1].right : look_again(batch, units, unit, unit->token),
        .right = u + 1 == run->end ? &run->after : look_again(batch, units, unit, unit->token + 1),
        .shape = shape_of(token),
        .classes = begins ? run->first : classes_here(unit->classes)};
    return self_scores(units->cache, s, unit);
}

/* Has the processor fetch what is looked for next. */
static void foresee(const struct name_units *units, const struct unit *unit)
{
    const struct name_cache *cache = units->cache;
    const struct tokens *tokens = &units->reading->passages[unit->passage].tokens;
    for (uint32_t i = unit->token - 1; i != unit->token + 2; i++)
        __builtin_prefetch(&cache->looks[look_place(look_key(token_near(tokens, unit, i), unit->line == LINE_CAPITALS)) & cache->mask]);
    __builtin_prefetch(&cache->selves[self_place(self_key(tokens, &tokens->at[unit->token], unit)) & cache->mask]);
}

static name_scores place_scores(struct batch *batch, const struct name_sight *s, const struct unit *unit, uint32_t i)
{
    struct list list;
    begin_list(&list, s->run->around + s->left->left + s->right->right, &batch->ids[batch->id_count]);
    add_place(&list, s, unit, s->classes);
    for (uint32_t k = 0; k < HASHED; k++)
        batch->owners[batch->id_count + k] = i;
    batch->id_count += list.count;
    return list.scores;
}

void name_first_scores(const struct name_units *units, name_scores *scores)
{
    struct batch batch;
    batch.run_count = 0;
    for (uint32_t begin = 0; begin < units->count; begin += BATCH) {
        const uint32_t count = least(units->count - begin, BATCH);
        name_scores *const of = &scores[begin];
        if (batch.run_count > 0)
            batch.runs[0] = batch.runs[batch.run_count - 1];
        batch.run_count = batch.run_count > 0;
        batch.look_count = batch.id_count = 0;
        for (uint32_t i = 0; i < count; i++)
            foresee(units, &units->at[begin + i]);
        for (uint32_t i = 0; i < count; i++)
            of[i] = see(&batch, units, begin + i, i);
        for (uint32_t i = 0; i < count; i++)
            of[i] += place_scores(&batch, &batch.sights[i], &units->at[begin + i], i);
        for (uint32_t k = 0; k < batch.id_count; k++)
            of[batch.owners[k]] += found_scores(batch.ids[k]);
    }
}

#endif

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
    for (uint32_t u = 0; u < units->count + units->passed; u++) {
        uint16_t *counter = &units->words[units->at[u].word].as[units->at[u].label];
        *counter += *counter < UINT16_MAX;
    }
}

void name_see_elsewhere(struct name_units *units)
{
    for (uint32_t u = 0; u < units->count; u++)
        units->at[u].elsewhere = elsewhere(&units->at[u], units->words[units->at[u].word].as);
}

static inline void add_labels(struct list *list, const struct name_units *units, uint32_t u, bool begins, bool ends)
{
    const struct unit *unit = &units->at[u];
    const uint16_t *as = units->words[unit->word].as;
    uint32_t here = unit->elsewhere;
    uint32_t left = begins ? 0 : 8U | unit[-1].label;
    uint32_t right = ends ? 0 : 8U | unit[1].label;
    uint32_t last = as[LABEL_LAST] - (unit->label == LABEL_LAST);
    uint32_t only = as[LABEL_ONLY] - (unit->label == LABEL_ONLY);
    add_small(list, 70, "label", unit->label);
    add_small(list, 71, "elsewhere", here << 4 | unit->label);
    add_small(list, 72, "labels", left << 8 | unit->label << 4 | right);
    add_small(list, 73, "elsewhere+line", here << 8 | unit->line << 4 | unit->starts);
    add_small(list, 74, "elsewhere-1", begins ? 0xfff : (uint32_t)unit[-1].elsewhere << 4 | unit->label);
    add_small(list, 75, "elsewhere+1", ends ? 0xfff : (uint32_t)unit[1].elsewhere << 4 | unit->label);
    add_small(list, 76, "elsewhere+place", here << 4 | begins << 1 | ends);
    add_small(list, 77, "last+only", some(last) << 4 | some(only) << 2 | (unit->label == LABEL_OUT));
}

#ifdef NAMES_TRAINING

void name_second_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end, struct features *out)
{
    struct list list = {out};
    out->count = 0;
    add_labels(&list, units, u, u == begin, u + 1 == end);
}

#else

void name_second_scores(const struct name_units *units, name_scores *scores)
{
    for (uint32_t u = 0; u < units->count; u++) {
        struct list list;
        begin_list(&list, scores[u], NULL);
        add_labels(&list, units, u, units->at[u].gap == GAP_NONE, u + 1 == units->count || units->at[u + 1].gap == GAP_NONE);
        scores[u] = list.scores;
    }
}

#endif
