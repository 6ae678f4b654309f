/* scan.c - text to tokens
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * words.c says where the words are; what stands between two of them is read here for marks, white space and
 * line ends.  Whether a word begins a sentence is kept as a state that marks change and the next word uses up:
 *
 *   RUNNING      inside a sentence
 *   ENDED        after . ! ? … and what closes behind them
 *   ABBREVIATED  after the full stop of an abbreviation or of initials, which seldom ends a sentence too: only if a
 *                common word with a capital follows that is no name ("in the U.S. The president")
 *   STARTS       at the start of a paragraph or line, or in a quotation that a comma or colon leads in
 */
#include "scan.h"

#include <limits.h>
#include <stdlib.h>

#include "arena.h"
#include "eight.h"
#include "unicode.h"
#include "vocabulary.h"
#include "words.h"

enum { GUARD = 2, FORM_BYTES = 64 };

/* A line that is filled to between so many bytes was broken because the next word did not fit. */
enum { WRAP_LEAST = 45, WRAP_MOST = 100 };

enum sentence { RUNNING, ENDED, ABBREVIATED, STARTS };

struct scanner {
    const struct lexicon *lexicon;
    struct vocabulary *vocabulary; /* or NULL */
    const char *text;
    size_t size;
    struct arena *arena;
    struct token *at; /* GUARD tokens before the first */
    size_t count, capacity, line_capacity;
    struct token_list capitals, of_dates, of_offices; /* each with room for `capacity` and one */
    struct token_line *lines;                         /* with room for `line_capacity` and one */
    uint32_t line_count;
    uint32_t words, plain_words, small; /* words and numbers, words, SHAPE_LONG ones */
    /* between tokens */
    unsigned line_ends; /* since the last token */
    bool space;
    size_t line;               /* where the line begins */
    size_t last_line, last_indent; /* those of the last token's line */
    enum sentence sentence;
    bool apart; /* the end of the sentence is set apart from the next word: white space, quote or bracket */
};

/* What a word looks like without its possessive ending. */
struct form {
    struct fold_hash hash;   /* of the folded form */
    uint32_t characters;     /* combining marks not counted */
    unsigned any, all, rest; /* CHAR_ bits of any character, of all, and of those behind the first letter */
    bool non_ascii;
    char folded[FORM_BYTES + 8]; /* the beginning of the folded form */
};

/* Gives a list another, larger piece of memory. */
static void grow_list(struct token_list *list, uint32_t *piece)
{
    if (list->count)
        memcpy(piece, list->at, list->count * sizeof *piece);
    list->at = piece;
}

/* Tokens are what was taken from the arena last, so that they can be cut to their number at the end. */
static bool grow(struct scanner *s)
{
    size_t capacity = s->capacity ? s->capacity * 2 : s->size / 4 + 64;
    size_t size = s->at ? (s->capacity + 2 * GUARD) * sizeof(struct token) : 0;
    uint32_t *lists = arena_take(s->arena, 3 * (capacity + 1) * sizeof *lists);
    struct token *at = lists ? arena_resize(s->arena, s->at, size, (capacity + 2 * GUARD) * sizeof *at) : NULL;
    if (!at)
        return false;
    grow_list(&s->capitals, lists);
    grow_list(&s->of_dates, lists + capacity + 1);
    grow_list(&s->of_offices, lists + 2 * (capacity + 1));
    s->at = at;
    s->capacity = capacity;
    return true;
}

/* Most lines of a text are longer than this takes them for, so that this is called once, before the tokens are taken. */
static bool grow_lines(struct scanner *s)
{
    const size_t capacity = s->line_capacity ? 2 * s->line_capacity : s->size / 32 + 15;
    const size_t size = s->lines ? (s->line_capacity + 1) * sizeof *s->lines : 0;
    struct token_line *lines = arena_resize(s->arena, s->lines, size, (capacity + 1) * sizeof *lines);
    if (!lines)
        return false;
    s->lines = lines;
    s->line_capacity = capacity;
    return true;
}

static void append(struct token_list *list, uint32_t token, bool is)
{
    list->at[list->count] = token; /* no jump: no processor could foresee it */
    list->count += is;
}

/* Lists the last token, a word or a number. */
static void enlist(struct scanner *s, const struct token *token)
{
    const uint32_t i = (uint32_t)s->count - 1;
    append(&s->capitals, i, token->shape & SHAPE_CAPITAL);
    append(&s->of_dates, i, token->concerns & CONCERNS_DATES);
    append(&s->of_offices, i, token->concerns & CONCERNS_OFFICES);
    s->words++;
    s->plain_words += token->kind == TOKEN_WORD;
    s->small += (token->shape & SHAPE_LONG) != 0;
}

/* The token behind the last one, with its place and what stands before it filled in. */
static struct token *add(struct scanner *s, size_t begin, size_t end)
{
    if (s->count == s->capacity && !grow(s))
        return NULL;
    struct token *token = &s->at[GUARD + s->count++];
    *token = (struct token){.begin = (uint32_t)begin,
                            .end = (uint32_t)end,
                            .stop = (uint32_t)end,
                            .ordinal = s->words,
                            .shape = s->space ? SHAPE_SPACE : 0};
    if (s->line_ends) {
        const size_t indent = begin - s->line;
        const size_t filled = token[-1].end - s->last_line + 1 + (end - begin);
        bool wrapped = s->line_ends == 1 && indent <= s->last_indent && filled >= WRAP_LEAST &&
                       filled <= WRAP_MOST;
        token->shape |= s->line_ends > 1 ? SHAPE_LINE | SHAPE_PARAGRAPH : SHAPE_LINE;
        if (!wrapped)
            s->sentence = STARTS;
        s->last_line = s->line;
        s->last_indent = indent;
        if (s->line_count == s->line_capacity && !grow_lines(s))
            return NULL;
        s->lines[s->line_count++] = (struct token_line){(uint32_t)s->count - 1, s->plain_words, s->small};
    }
    s->apart |= s->space;
    s->space = false;
    s->line_ends = 0;
    return token;
}

/* Does the full stop that ends at `end` belong to the word before it? */
static bool abbreviates(const struct scanner *s, const struct token *before, size_t begin)
{
    return before->kind == TOKEN_WORD && before->end == begin &&
           ((before->shape & SHAPE_INITIAL) ||
            (s->lexicon && (lexicon_classes(s->lexicon, before->word) & LEX_BIT(ABBREVIATION))));
}

/* Lets a mark change the state of the sentence. */
static void punctuate(struct scanner *s, const struct token *token)
{
    const struct token *before = token - 1;
    if (s->sentence == STARTS)
        return;
    switch (token->mark) {
    case '.':
        s->sentence = abbreviates(s, before, token->begin) ? ABBREVIATED : ENDED;
        s->apart = false;
        return;
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x3002: /* 。 */
    case 0xFF01:
    case 0xFF1F:
        s->sentence = ENDED;
        s->apart = false;
        return;
    case '"':
    case '\'':
        if (s->sentence == RUNNING && (token->shape & SHAPE_SPACE) &&
            (before->mark == ',' || before->mark == ':') && token->end < s->size &&
            !(unicode_ascii[(uint8_t)s->text[token->end]] & CHAR_SPACE))
            s->sentence = STARTS;
        s->apart = true;
        return;
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
        s->apart = true;
        return;
    case '-':
        if (token->shape & SHAPE_SPACE)
            return;
        break;
    default:
        break;
    }
    s->sentence = RUNNING;
}

/* Reads what stands between two words. */
static bool scan_gap(struct scanner *s, size_t at, size_t end)
{
    unsigned length;
    for (; at < end; at += length) {
        uint32_t ch;
        const unsigned class = unicode_class_at(s->text, s->size, at, &ch, &length);
        if (ch == ' ') {
            s->space = true;
            continue;
        }
        if (class & CHAR_SPACE) {
            s->space = true;
            if (ch == '\n' || (ch == '\r' && (at + 1 == s->size || s->text[at + 1] != '\n')) ||
                ch == 0x2028 || ch == 0x2029) {
                s->line_ends += ch == 0x2029 ? 2 : 1;
                s->line = at + length;
            }
        } else if (!(class & CHAR_FORMAT)) {
            struct token *token = add(s, at, at + length);
            if (!token)
                return false;
            token->kind = TOKEN_MARK;
            token->mark = unicode_plain(ch);
            punctuate(s, token);
        }
    }
    return true;
}

/* The length of the apostrophe at text[at], 0 when there is none. */
static size_t apostrophe_at(const char *text, size_t size, size_t at)
{
    if (at >= size)
        return 0;
    if (text[at] == '\'')
        return 1;
    if ((uint8_t)text[at] < 0x80)
        return 0;
    unsigned length;
    uint32_t ch = unicode_read(text, size, at, &length);
    return ch == 0x2019 || ch == 0x201B || ch == 0x02BC ? length : 0;
}

static bool ends_in_s(const struct scanner *s, const struct span *span)
{
    return span->end - span->begin >= 2 && (s->text[span->end - 1] | 0x20) == 's';
}

/* The length of a possessive 's at the end of a word. */
static size_t possessive_ending(const struct scanner *s, const struct span *span)
{
    if (ends_in_s(s, span) && !span->acronym)
        for (size_t size = 1; size <= 3 && span->begin + size < span->end - 1; size++)
            if (apostrophe_at(s->text, span->end - 1, span->end - 1 - size) == size)
                return size + 1;
    return 0;
}

/* Does a word end in s with an apostrophe behind? */
static bool is_possessive_plural(const struct scanner *s, const struct span *span)
{
    if (!ends_in_s(s, span) || span->acronym)
        return false;
    size_t behind = apostrophe_at(s->text, s->size, span->end);
    return behind && !apostrophe_at(s->text, s->size, span->end + behind);
}

/* Adds a character's bits.  Here a letter has one of two: UPPER, or STEM when it is no capital. */
static void form_class(struct form *form, unsigned class)
{
    form->rest |= form->any & (CHAR_UPPER | CHAR_STEM) ? class : 0;
    form->any |= class;
    form->all &= class;
    form->characters++;
}

static void form_byte(struct form *form, char folded)
{
    if (form->hash.size < FORM_BYTES)
        form->folded[form->hash.size] = folded;
    fold_hash_add(&form->hash, folded);
}

static void form_character(struct form *form, uint32_t ch)
{
    char folded[UNICODE_FOLD_BYTES];
    unsigned class = unicode_class(ch), size = unicode_fold_char(ch, folded);
    if (class & CHAR_UPPER)
        class &= ~(unsigned)CHAR_STEM;
    if (!(class & CHAR_MARK))
        form_class(form, class);
    for (unsigned i = 0; i < size; i++)
        form_byte(form, folded[i]);
    form->non_ascii = true;
}

/* Adds the first `count` of eight bytes, which are letters. */
static void form_letters(struct form *form, uint64_t bytes, unsigned count)
{
    const uint64_t capitals = eight_first(~bytes & EIGHT_TIMES(0x20), count);
    const uint64_t folded = eight_first(bytes | EIGHT_TIMES(0x20), count);
    const bool begins = form->characters == 0;
    form->characters += count;
    form->any |= (capitals ? CHAR_UPPER : 0) |
                 (capitals != eight_first(EIGHT_TIMES(0x20), count) ? CHAR_STEM : 0);
    form->rest |= capitals >> (begins ? 8 : 0) ? CHAR_UPPER : 0;
    form->all = 0;
    if (form->hash.size < FORM_BYTES)
        eight_store(folded, form->folded + form->hash.size);
    fold_hash_some(&form->hash, folded, count);
}

/* Looks at the characters [begin, stop). */
static void measure(const struct scanner *s, size_t begin, size_t stop, bool acronym, struct form *form)
{
    size_t at = begin;
    unsigned letters = 8;

    form->hash = (struct fold_hash){0};
    form->characters = form->any = form->rest = 0;
    form->all = UINT_MAX;
    form->non_ascii = false;
    for (; letters == 8 && at < stop && s->size - at >= 8; at += letters) {
        const uint64_t bytes = eight_load(s->text + at);
        letters = eight_letters(bytes);
        letters = letters < stop - at ? letters : (unsigned)(stop - at);
        if (letters)
            form_letters(form, bytes, letters);
    }
    while (at < stop) {
        const uint8_t byte = (uint8_t)s->text[at];
        if (byte >= 0x80) {
            unsigned length;
            form_character(form, unicode_read(s->text, stop, at, &length));
            at += length;
            continue;
        }
        at++;
        if (acronym && byte == '.')
            continue;
        const unsigned class = unicode_ascii[byte];
        form_class(form, class);
        form_byte(form, (char)(class & CHAR_UPPER ? byte + ('a' - 'A') : byte));
    }
}

static unsigned shape_of(const struct form *form, bool acronym)
{
    unsigned shape = form->non_ascii ? SHAPE_NON_ASCII : 0;
    if (form->any & CHAR_DIGIT)
        shape |= SHAPE_HAS_DIGIT;
    if (form->all & CHAR_DIGIT && !form->non_ascii)
        shape |= SHAPE_DIGITS;
    if (!(form->any & CHAR_UPPER))
        return form->any & CHAR_STEM ? shape | SHAPE_LOWER : shape;
    if (acronym || form->characters == 1)
        shape |= SHAPE_INITIAL;
    if (!(form->rest & CHAR_UPPER))
        return shape | SHAPE_TITLE; /* the only capital is the first letter */
    return shape | (form->any & CHAR_STEM ? SHAPE_MIXED : SHAPE_UPPER);
}

/* Does the word begin a sentence?  It ends what came before. */
static bool starts_sentence(struct scanner *s, const struct token *token)
{
    const enum sentence sentence = s->sentence;
    s->sentence = RUNNING;
    if (sentence == RUNNING || (token->shape & SHAPE_LOWER))
        return false;
    if (sentence == STARTS)
        return true;
    if (!s->apart || sentence == ENDED)
        return s->apart;
    const uint64_t classes = s->lexicon ? lexicon_classes(s->lexicon, token->word) : 0;
    return (classes & LEX_BIT(COMMON)) && !(classes & (LEX_BIT(GIVEN) | LEX_BIT(FAMILY)));
}

/* Looks a word up whose term, if it has one, may know what the lexicon says. */
static uint32_t look_up(struct scanner *s, const struct form *form, uint32_t hash, uint32_t number)
{
    const struct view folded = view_of(form->folded, form->hash.size);
    if (!s->lexicon || !form->hash.size || form->hash.size > FORM_BYTES)
        return 0;
    struct term *term = number == NO_TERM ? NULL : &s->vocabulary->terms[number];
    if (!term || !view_equal(term_text(term), folded))
        return lexicon_word(s->lexicon, hash, folded);
    if (!term->looked_up) {
        term->word = lexicon_word(s->lexicon, hash, folded) & 0x3fffffff;
        term->looked_up = 1;
    }
    return term->word;
}

/* What makes words stand out, which is asked of all of them. */
static unsigned word_shape(unsigned shape, size_t size)
{
    if (shape & (SHAPE_TITLE | SHAPE_UPPER | SHAPE_MIXED | SHAPE_INITIAL))
        return SHAPE_CAPITAL;
    return shape & SHAPE_LOWER && size > 3 ? SHAPE_LONG : 0;
}

/* Works out what a word's bytes say; they alone make it an acronym. */
static void study(struct scanner *s, const struct span *span, struct spelling *out)
{
    struct form form;
    uint32_t ch;
    unsigned length;
    out->ending = possessive_ending(s, span) & 15;
    measure(s, span->begin, span->end - out->ending, span->acronym, &form);
    out->shape = (uint16_t)(shape_of(&form, span->acronym) | (out->ending ? SHAPE_POSSESSIVE : 0));
    const unsigned first = unicode_class_at(s->text, s->size, span->begin, &ch, &length);
    out->kind = (first & CHAR_DIGIT ? TOKEN_NUMBER : TOKEN_WORD) & 3;
    if (out->kind == TOKEN_WORD)
        out->shape |= word_shape(out->shape, span->end - span->begin) & UINT16_MAX;
    out->hash = fold_hash_end(form.hash);
    out->word = look_up(s, &form, out->hash, out->term);
    out->concerns = ((out->word ? lexicon_concerns(s->lexicon, out->word) : 0) |
                     (out->kind == TOKEN_NUMBER ? CONCERNS_DATES : 0U)) & 3;
}

/* Finds the term that a word gives. */
static bool find_term(struct scanner *s, const struct span *span, struct spelling *spelling)
{
    char room[2 * TERM_BYTES + 4], *lower = room;
    const size_t size = span->end - span->begin; /* no character doubles more than its size */
    if (size > TERM_BYTES && !(lower = malloc(2 * size + 4)))
        return false;
    const size_t lower_size = words_lower(s->text, span->begin, span->end, span->acronym, lower, 2 * size);
    spelling->term = vocabulary_term(s->vocabulary, view_of(lower, lower_size));
    if (lower != room)
        free(lower);
    return spelling->term != NO_TERM;
}

/* A word that has been found but not been looked up. */
struct word {
    struct span span;
    struct word_bytes bytes;
};

static bool scan_word(struct scanner *s, const struct word *word)
{
    const struct span *span = &word->span;
    struct token *token = add(s, span->begin, span->end);
    const struct spelling *spelling = s->vocabulary ? vocabulary_find(s->vocabulary, &word->bytes) : NULL;
    struct spelling new;
    if (!token)
        return false;
    if (!spelling) {
        new = (struct spelling){.term = NO_TERM};
        if (s->vocabulary && !find_term(s, span, &new))
            return false;
        study(s, span, &new);
        if (s->vocabulary && !vocabulary_add(s->vocabulary, &word->bytes, &new))
            return false;
        spelling = &new;
    }
    token->stop -= spelling->ending;
    token->shape |= spelling->shape;
    token->kind = spelling->kind;
    token->concerns = spelling->concerns;
    token->hash = spelling->hash;
    token->word = spelling->word;
    token->term = spelling->term;
    if (!spelling->ending && is_possessive_plural(s, span))
        token->shape |= SHAPE_POSSESSIVE;
    if (starts_sentence(s, token))
        token->shape |= SHAPE_SENTENCE;
    enlist(s, token);
    return true;
}

/* Finds the next words, so that what is known of them is in the cache when they are looked up.  Returns how many. */
static unsigned find_words(const struct scanner *s, struct words *words, struct word out[], unsigned most)
{
    unsigned count = 0;
    for (; count < most && words_next(words, &out[count].span); count++) {
        if (!s->vocabulary)
            continue;
        out[count].bytes = word_bytes_of(view_of(s->text, s->size), out[count].span.begin, out[count].span.end);
        vocabulary_prefetch(s->vocabulary, &out[count].bytes);
    }
    return count;
}

/* Scans words and what stands before each; returns where the last ends, SIZE_MAX: no memory. */
static size_t scan_words(struct scanner *s)
{
    enum { AHEAD = 16 };
    struct words words = {.text = s->text, .size = s->size};
    struct word found[AHEAD];
    size_t behind = 0;
    unsigned count;
    do {
        count = find_words(s, &words, found, AHEAD);
        for (unsigned i = 0; i < count; i++) {
            if (!scan_gap(s, behind, found[i].span.begin) || !scan_word(s, &found[i]))
                return SIZE_MAX;
            behind = found[i].span.end;
        }
    } while (count == AHEAD);
    return behind;
}

static masthead_status scan_text(const struct lexicon *lexicon, struct vocabulary *vocabulary, struct view text,
                                 struct arena *arena, struct tokens *out)
{
    struct scanner s = {.lexicon = lexicon,
                        .vocabulary = vocabulary,
                        .text = text.at,
                        .size = text.size,
                        .arena = arena,
                        .line_ends = 2,
                        .space = true,
                        .sentence = STARTS};
    if (!grow_lines(&s) || !grow(&s))
        return MASTHEAD_NO_MEMORY;
    for (size_t i = 0; i < GUARD; i++)
        s.at[i] = (struct token){.kind = TOKEN_MARK};
    const size_t behind = scan_words(&s);
    if (behind == SIZE_MAX || !scan_gap(&s, behind, text.size))
        return MASTHEAD_NO_MEMORY;
    for (size_t i = 0; i < GUARD; i++)
        s.at[GUARD + s.count + i] = (struct token){.begin = (uint32_t)text.size,
                                                   .end = (uint32_t)text.size,
                                                   .stop = (uint32_t)text.size,
                                                   .ordinal = s.words,
                                                   .kind = TOKEN_MARK};
    s.at = arena_resize(arena, s.at, (s.capacity + 2 * GUARD) * sizeof *s.at,
                        (s.count + 2 * GUARD) * sizeof *s.at);
    append(&s.capitals, UINT32_MAX, false);
    append(&s.of_dates, UINT32_MAX, false);
    append(&s.of_offices, UINT32_MAX, false);
    s.lines[s.line_count] = (struct token_line){(uint32_t)s.count, s.plain_words, s.small};
    *out = (struct tokens){.text = text.at,
                           .size = text.size,
                           .at = s.at + GUARD,
                           .count = (uint32_t)s.count,
                           .capitals = s.capitals,
                           .of_dates = s.of_dates,
                           .of_offices = s.of_offices,
                           .lines = s.lines,
                           .line_count = s.line_count};
    return MASTHEAD_OK;
}

masthead_status scan(const struct lexicon *lexicon, struct view text, struct arena *arena, struct tokens *out)
{
    return scan_text(lexicon, NULL, text, arena, out);
}

masthead_status scan_with(struct vocabulary *vocabulary, struct view text, struct arena *arena, struct tokens *out)
{
    return scan_text(vocabulary->lexicon, vocabulary, text, arena, out);
}

bool token_is_among(const struct tokens *t, uint32_t i, const char *const *words, size_t count)
{
    if (i >= t->count || t->at[i].kind != TOKEN_WORD)
        return false;
    const char first = (char)(t->text[t->at[i].begin] | 0x20);
    for (size_t k = 0; k < count; k++)
        if (words[k][0] == first && token_is_word(t, i, words[k]))
            return true;
    return false;
}
