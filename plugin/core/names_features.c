/* names_features.c - what a unit is judged by
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each template is added in one place, by its letterhead in the model file ("w-1", "suffix3").  Values are hashes of words,
 * class bits, or small numbers in which several small facts are packed. */
#include "names_features.h"

#include <stdio.h>

#include "config.h"

/* A word's kind in lower case and with a capital: 0 where it is rare so.  Words that stand beside like words are of one kind
 * (conf/lang/en/names.kinds). */
struct name_kind {
    uint32_t hash;
    uint8_t small, capital;
};

#define NAMES_KINDS
#include "names-table.h"

/* ---- Hashing ------------------------------------------------------------------------------------ */

static inline uint32_t mix(uint32_t h)
{
    h ^= h >> 16;
    h *= 0x7feb352dU;
    h ^= h >> 15;
    h *= 0x846ca68bU;
    return h ^ h >> 16;
}

static inline uint32_t joined(uint32_t a, uint32_t b)
{
    return mix(a * 0x9e3779b1U + b);
}

/* What features are read from. */
struct sight {
    const struct name_units *units;
    const struct tokens *tokens;
    const struct unit *unit;
    uint32_t u, begin, end;
    struct features *out;
};

static void name_value(struct features *out, const char *head, uint32_t value)
{
    snprintf(out->name[out->count], FEATURE_NAME, "%s=%x", head, value);
}

static inline void add(struct features *out, uint32_t template, const char *head, uint32_t value)
{
    if (out->name)
        name_value(out, head, value);
    out->id[out->count++] = joined(template, value);
}

/* Names the newest feature after text instead of its value. */
static void name_text(struct features *out, const char *head, struct view text)
{
    char *name = out->name[out->count - 1];
    snprintf(name, FEATURE_NAME, "%s=%.*s", head, (int)text.size, text.at);
    for (; *name; name++)
        if (*name == '\t' || *name == '\n' || *name == ' ')
            *name = '_';
}

/* ---- Words and marks ---------------------------------------------------------------------------- */

enum { VALUE_EDGE = 1, VALUE_NUMBER = 16, VALUE_MARK = 0x10000000 };

/* The token at a distance from token i, NULL beyond the line. */
static inline const struct token *token_near(const struct sight *s, uint32_t i, int distance)
{
    int64_t j = (int64_t)i + distance;
    return j < s->unit->begin || j >= s->unit->end ? NULL : &s->tokens->at[j];
}

static uint32_t number_value(const struct token *token)
{
    uint32_t size = token->end - token->begin;
    return VALUE_NUMBER + (token->shape & SHAPE_DIGITS ? (size < 6 ? size : 6) : 8);
}

static uint32_t value_of(const struct token *token)
{
    if (!token)
        return VALUE_EDGE;
    if (token->kind == TOKEN_MARK)
        return VALUE_MARK + token->mark;
    if (token->kind == TOKEN_NUMBER)
        return number_value(token);
    return token->hash;
}

static struct view text_of(const struct sight *s, const struct token *token)
{
    if (!token)
        return view_string("EDGE");
    if (token->kind == TOKEN_NUMBER)
        return view_string("NUMBER");
    return view_of(s->tokens->text + token->begin, token->stop - token->begin);
}

static uint32_t classes_of(const struct sight *s, const struct token *token)
{
    if (!token)
        return SIG_MARK | VALUE_EDGE;
    if (token->kind == TOKEN_MARK)
        return SIG_MARK | (token->mark & 0xff) << 1;
    uint32_t sig = name_classes(s->units, s->unit->passage, (uint32_t)(token - s->tokens->at));
    return sig << 1 | (token->kind == TOKEN_WORD && token->shape & SHAPE_LOWER ? 1U << 24 : 0);
}

static void add_word(const struct sight *s, uint32_t template, const char *head,
                     const struct token *token)
{
    add(s->out, template, head, value_of(token));
    if (s->out->name)
        name_text(s->out, head, text_of(s, token));
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

/* The kind of the word in the case in which it stands there; in a line of capitals, of the lower-case word if there is one. */
static uint32_t kind_near(const struct token *token, bool capitals)
{
    if (!token)
        return VALUE_EDGE << 10;
    if (token->kind == TOKEN_MARK)
        return 2 << 10 | (token->mark & 0x3ff);
    if (token->kind == TOKEN_NUMBER)
        return 3 << 10 | number_value(token);
    const struct name_kind *kind = kind_of_word(token->hash);
    if (token->shape & SHAPE_LOWER)
        return kind->small;
    return capitals && kind->small ? 512U | kind->small : 256U | kind->capital;
}

static void add_kinds(const struct sight *s, const struct token *token, const struct token *left,
                      const struct token *right)
{
    const struct name_kind *kind = kind_of_word(token->hash);
    bool capitals = s->unit->line == LINE_CAPITALS;
    uint32_t here = kind->capital, before = kind_near(left, capitals),
             after = kind_near(right, capitals);
    add(s->out, 90, "kind", here);
    add(s->out, 91, "kind-small", kind->small << 4 | s->unit->line);
    add(s->out, 92, "kind-1", before);
    add(s->out, 93, "kind+1", after);
    add(s->out, 94, "kind-1,0", joined(before, here));
    add(s->out, 95, "kind0,+1", joined(here, after));
    add(s->out, 96, "kind-1,+1", joined(before, after));
    add(s->out, 99, "kind+classes", joined(here, s->unit->classes));
}

/* ---- Shapes and affixes ------------------------------------------------------------------------- */

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

/* Letters of the word in lower case, other bytes as they are; affixes count bytes. */
static void add_affixes(const struct sight *s, const struct token *token)
{
    static const struct {
        const char *head;
        uint8_t size;
        bool at_end;
    } rows[] = {
        {"prefix3", 3, false}, {"suffix2", 2, true}, {"suffix3", 3, true}, {"suffix4", 4, true}};
    uint32_t size = token->stop - token->begin;
    const char *text = s->tokens->text + token->begin;
    for (uint32_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        uint32_t length = rows[row].size, hash = length;
        if (size <= length)
            continue;
        const char *at = rows[row].at_end ? text + size - length : text;
        for (uint32_t i = 0; i < length; i++)
            hash = hash * 257 + ((unsigned char)at[i] | (at[i] >= 'A' && at[i] <= 'Z' ? 0x20 : 0));
        add(s->out, 20 + row, rows[row].head, hash);
        if (s->out->name)
            name_text(s->out, rows[row].head, view_of(at, length));
    }
}

/* ---- Evidence of the article -------------------------------------------------------------------- */

static uint32_t some(uint32_t count)
{
    return count > 2 ? 2 : count;
}

static const struct name_word *word_of(const struct sight *s, uint32_t u)
{
    return &s->units->words[s->units->at[u].word];
}

static void add_article(const struct sight *s)
{
    const struct name_word *word = word_of(s, s->u);
    const struct unit *unit = s->unit;
    uint32_t middle = word->middle;
    if (middle && unit->starts == 0 && unit->line == LINE_PROSE)
        middle--; /* itself */
    uint32_t use = some(word->small) | some(middle) << 2;
    bool capitals = unit->line == LINE_CAPITALS;
    add(s->out, 40, "use", use | unit->starts << 4 | (uint32_t)capitals << 6);
    add(s->out, 41, "use+classes", joined(use, unit->classes));
    uint32_t company = some(word->honorific) | some(word->given) << 2 | some(word->leading) << 4 |
                       some(word->body) << 6;
    add(s->out, 42, "company", company);
    add(s->out, 43, "company+place", company << 4 | (s->u == s->begin) << 1 | (s->u + 1 == s->end));
}

/* ---- The templates ------------------------------------------------------------------------------ */

static uint32_t least(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

static void add_run(const struct sight *s)
{
    const struct unit *at = s->units->at;
    const struct unit *unit = s->unit;
    uint32_t front = least(s->u - s->begin, 3), back = least(s->end - 1 - s->u, 3);
    uint32_t place = front | back << 2;
    const struct token *before = token_near(s, at[s->begin].token, -1);
    const struct token *after = token_near(s, at[s->end - 1].token, 1);
    const struct token *after2 = token_near(s, at[s->end - 1].token, 2);
    const struct token *after3 = token_near(s, at[s->end - 1].token, 3);
    uint32_t before_classes = classes_of(s, before), after_classes = classes_of(s, after);
    add(s->out, 50, "place", place);
    add(s->out, 51, "place+classes", joined(place, unit->classes));
    add(s->out, 52, "place+first", joined(place, at[s->begin].classes));
    add_word(s, 54, "before", before);
    add_word(s, 55, "after", after);
    add(s->out, 56, "place+before", joined(place, before_classes));
    add(s->out, 57, "place+after", joined(place, after_classes));
    add(s->out, 58, "around", joined(before_classes, after_classes));
    uint32_t behind = joined(joined(after_classes, classes_of(s, after2)), classes_of(s, after3));
    add(s->out, 59, "behind", joined(place, behind));
}

static void add_classes(const struct sight *s, const struct token *before,
                        const struct token *after)
{
    const struct unit *unit = s->unit;
    uint32_t here = unit->classes, left = classes_of(s, before), right = classes_of(s, after);
    add(s->out, 30, "classes", here);
    add(s->out, 31, "classes-1", left);
    add(s->out, 32, "classes+1", right);
    add(s->out, 33, "classes-1,0", joined(left, here));
    add(s->out, 34, "classes0,+1", joined(here, right));
    add(s->out, 35, "classes-1,0,+1", joined(joined(left, here), right));
    add(s->out, 36, "classes+line", joined(here, unit->line | unit->starts << 4));
    for (uint32_t bit = 0; bit < 15; bit++)
        if (here >> bit & 1)
            add(s->out, 37, "class", bit);
    if (!here)
        add(s->out, 37, "class", 31);
}

void name_features(const struct name_units *units, uint32_t u, uint32_t begin, uint32_t end,
                   struct features *out)
{
    const struct unit *unit = &units->at[u];
    const struct passage *passage = &units->reading->passages[unit->passage];
    struct sight s = {units, &passage->tokens, unit, u, begin, end, out};
    const struct token *token = &passage->tokens.at[unit->token];
    uint32_t i = unit->token;
    const struct token *left = token_near(&s, i, -1), *right = token_near(&s, i, 1);
    out->count = 0;
    add(out, 1, "bias", 0);
    add_word(&s, 2, "w", token);
    add_word(&s, 3, "w-1", left);
    add_word(&s, 4, "w+1", right);
    add_affixes(&s, token);
    add_kinds(&s, token, left, right);
    uint32_t shape = shape_of(token);
    add(out, 10, "shape", shape);
    add(out, 12, "shapes",
        joined((left ? left->shape & 0x3f : 0) << 2 | unit->gap,
               (shape & 31) << 8 | (right ? right->shape & 0x3f : 0)));
    add(out, 13, "gap", unit->gap);
    add_classes(&s, left, right);
    add_article(&s);
    add_run(&s);
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
static uint32_t elsewhere(const struct sight *s, uint32_t u)
{
    const uint16_t *as = word_of(s, u)->as;
    uint32_t label = s->units->at[u].label;
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
    const struct passage *passage = &units->reading->passages[unit->passage];
    struct sight s = {units, &passage->tokens, unit, u, begin, end, out};
    uint32_t here = elsewhere(&s, u);
    uint32_t left = u > begin ? 8U | units->at[u - 1].label : 0;
    uint32_t right = u + 1 < end ? 8U | units->at[u + 1].label : 0;
    uint32_t last = word_of(&s, u)->as[LABEL_LAST] - (unit->label == LABEL_LAST);
    uint32_t only = word_of(&s, u)->as[LABEL_ONLY] - (unit->label == LABEL_ONLY);
    out->count = 0;
    add(out, 70, "label", unit->label);
    add(out, 71, "elsewhere", here << 4 | unit->label);
    add(out, 72, "labels", left << 8 | unit->label << 4 | right);
    add(out, 73, "elsewhere+line", here << 8 | unit->line << 4 | unit->starts);
    add(out, 74, "elsewhere-1", u > begin ? elsewhere(&s, u - 1) << 4 | unit->label : 0xfff);
    add(out, 75, "elsewhere+1", u + 1 < end ? elsewhere(&s, u + 1) << 4 | unit->label : 0xfff);
    add(out, 76, "elsewhere+place", here << 4 | (u == begin) << 1 | (u + 1 == end));
    add(out, 77, "last+only", some(last) << 4 | some(only) << 2 | (unit->label == LABEL_OUT));
}
