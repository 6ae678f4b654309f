/* scan_fuzz.c - any bytes as text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first four bytes choose the options of terms_find(); the rest is scanned, folded and written as terms, and
 * what the headers promise is checked. */
#include "arena.h"
#include "fuzz.h"
#include "scan.h"
#include "../core/write_terms.c"
#include "words.h"

static struct lexicon *lexicon;
static struct vocabulary *vocabulary;

/* Run in the source tree, the lexicon is part of what is tested. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (lexicon_open("conf/lang/en", &lexicon, NULL))
        lexicon = NULL;
    CHECK(vocabulary_open("en", lexicon, &vocabulary) == MASTHEAD_OK && vocabulary->snowball);
    return 0;
}

static void check_word(const struct tokens *t, const struct token *token, const struct span *span,
                       char *room)
{
    CHECK(token->kind != TOKEN_MARK && token->begin == span->begin && token->end == span->end);
    CHECK(token->stop > token->begin && token->stop <= token->end);
    size_t size = 0;
    for (size_t at = token->begin; at < token->stop; at++)
        if (!(span->acronym && t->text[at] == '.'))
            room[size++] = t->text[at];
    CHECK(token->hash == unicode_fold_hash(view_of(room, size)));
}

static void check_tokens(const struct tokens *t, char *room)
{
    struct words words = {.text = t->text, .size = t->size};
    struct span span;
    uint32_t ordinal = 0, behind = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        const struct token *token = &t->at[i];
        CHECK(token->begin >= behind && token->begin < token->end && token->end <= t->size);
        CHECK(token->ordinal == ordinal);
        behind = token->end;
        if (token->kind == TOKEN_MARK) {
            CHECK(token->mark != 0);
            continue;
        }
        CHECK(words_next(&words, &span) && span.kind == SPAN_WORD);
        check_word(t, token, &span, room);
        ordinal++;
    }
    CHECK(!words_next(&words, &span));
    for (int i = -2; i < 2; i++) {
        const struct token *guard = &t->at[i < 0 ? i : (int64_t)t->count + i];
        CHECK(guard->kind == TOKEN_MARK && guard->mark == 0 && guard->begin == (i < 0 ? 0 : t->size));
    }
}

static bool same_token(const struct token *a, const struct token *b)
{
    return a->begin == b->begin && a->end == b->end && a->stop == b->stop && a->hash == b->hash &&
           a->word == b->word && a->ordinal == b->ordinal && a->mark == b->mark && a->shape == b->shape &&
           a->kind == b->kind;
}

static void check_folding(struct view text, char *room)
{
    char *once = room, *twice = room + 3 * text.size;
    size_t size = unicode_fold(text, once);
    CHECK(size <= 3 * text.size);
    CHECK(unicode_fold(view_of(once, size), twice) == size);
    CHECK(size == 0 || memcmp(once, twice, size) == 0);
    CHECK(unicode_fold_hash(text) == unicode_fold_hash(view_of(once, size)));
}

struct check {
    uint32_t position;
    size_t longest;
};

static int take_term(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf)
{
    struct check *check = user;
    CHECK(size > 0 && size <= check->longest && term[0] != '\0' && wdf == 1);
    CHECK(position == 0 || position == check->position || position == check->position + 1);
    if (position)
        check->position = position;
    return 0;
}

static int is_stop_word(void *user, const char *word, size_t size)
{
    (void)user;
    return size < 4 && (word[0] == 'a' || word[0] == 't');
}

static void check_terms(struct view text, const uint8_t *choice, uint32_t words, struct arena *arena)
{
    masthead_text_options o = MASTHEAD_TEXT_OPTIONS_INIT;
    o.strategy = choice[0] % 5;
    o.stop_mode = choice[1] % 3;
    o.stop = choice[1] & 4 ? is_stop_word : NULL;
    o.with_positions = choice[2] & 1;
    o.cjk_ngrams = choice[2] >> 1 & 1;
    o.max_word_bytes = choice[3];
    struct check check = {0, 4 * (size_t)o.max_word_bytes + 20};
    const masthead_sink sink = {sizeof sink, &check, take_term, NULL};
    struct word_positions positions, again;
    uint32_t position = 0, same = 0;
    CHECK(!write_terms(text, "XSF", &o, vocabulary, &position, &sink, arena, &positions));
    CHECK(position == check.position && positions.count == words);
    CHECK(!write_terms(text, "XSF", &o, vocabulary, &same, NULL, arena, &again));
    CHECK(same == position && again.count == words);
    for (uint32_t i = 0, last = 0; i < words; i++) {
        CHECK(positions.at[i] == again.at[i]);
        CHECK(positions.at[i] == 0 || (positions.at[i] > last && positions.at[i] <= position));
        last = positions.at[i] ? positions.at[i] : last;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    /* a copy of its own, so that reading past the end is seen */
    struct view text = view_of(malloc(size - 4 ? size - 4 : 1), size - 4);
    char *room = malloc(6 * size);
    struct arena arena = {0};
    struct tokens tokens;
    CHECK(text.at && room);
    memcpy((char *)text.at, data + 4, text.size);
    CHECK(scan(lexicon, text, &arena, &tokens) == MASTHEAD_OK);
    check_tokens(&tokens, room);
    for (int known = 0; known < 2; known++) { /* a word is the same when it has been met before */
        struct tokens again;
        CHECK(scan_with(vocabulary, text, &arena, &again) == MASTHEAD_OK && again.count == tokens.count);
        for (uint32_t i = 0; i < tokens.count; i++)
            CHECK(same_token(&again.at[i], &tokens.at[i]));
    }
    check_folding(text, room);
    check_terms(text, data, tokens.at[tokens.count].ordinal, &arena);
    arena_free(&arena);
    free(room);
    free((char *)text.at);
    return 0;
}
