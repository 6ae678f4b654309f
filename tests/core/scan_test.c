/* scan_test.c
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "scan.h"
#include "arena.h"
#include "test.h"
#include "unicode.h"
#include "vocabulary.h"

/* Each token as `text`, behind it / and its flags:
 *   l lower  t title  u upper  m mixed  i initial  d digits  h has a digit  p possessive  n not ASCII
 *   + no space before  L first of a line  P of a paragraph  S of a sentence
 * A mark has no case flags; a number is followed by #. */
static const struct row {
    const char *text, *tokens;
} rows[] = {
    {"", ""},
    {"Joe Biden spoke", "Joe/tLPS Biden/t spoke/l"},
    {"the U.K. said", "the/lLP U.K/ui ./+ said/l"},
    {"J.F. Kennedy", "J.F/uiLPS ./+ Kennedy/t"},
    {"John F. Kennedy", "John/tLPS F/ti ./+ Kennedy/t"},
    {"don't AT&T O'Brien", "don't/lLP AT&T/u O'Brien/m"},
    {"al-Assad", "al/lLP -/+ Assad/t+"},
    {"2021-08-17", "2021#/dhLPS -/+ 08#/dh+ -/+ 17#/dh+"},
    {"54,000 or 3.5 in the 1990s, 17th", "54,000#/hLPS or/l 3.5#/h in/l the/l 1990s#/lh ,/+ 17th#/lh"},
    {"G20 F-16 COVID19", "G20/thLPS F/ti -/+ 16#/dh+ COVID19/uh"},
    {"Psaki's Psaki’s PSAKI'S", "Psaki's/tpLPS Psaki’s/tp PSAKI'S/up"},
    {"James' book, the Smiths’ car", "James/tpLPS '/+ book/l ,/+ the/l Smiths/tp ’/+ car/l"},
    {"McDonald eBay X", "McDonald/mLPS eBay/m X/ti"},
    {"Élodie ÉCOLE", "Élodie/tnLPS ÉCOLE/un"},
    {"中文 слово Слово", "中文/lnLP слово/ln Слово/tn"},
};

static const struct row sentence_rows[] = {
    {"It rained. He left", "It/tLPS rained/l ./+ He/tS left/l"},
    {"He asked: \"Why?\" She left", "He/tLPS asked/l :/+ \"/ Why/t+S ?/+ \"/+ She/tS left/l"},
    {"He said, “We will.” They did", "He/tLPS said/l ,/+ “/ We/t+S will/l ./+ ”/+ They/tS did/l"},
    {"\"We are\"", "\"/LP We/t+S are/l \"/+"},
    {"in Yahoo! answers", "in/lLP Yahoo/t !/+ answers/l"},
    {"Mr Smith (the one.) Then", "Mr/tLPS Smith/t (/ the/l+ one/l ./+ )/+ Then/tS"},
    {"see example.Com", "see/lLP example/l ./+ Com/t+"},
    {"Head Line\nThe text", "Head/tLPS Line/t The/tLS text/l"},
    {"One\n\nTwo\r\n\r\nThree\rFour", "One/tLPS Two/tLPS Three/tLPS Four/tLS"},
    {"This line is filled with so many words that Joe\nBiden had to be put on the next one.",
     "This/tLPS line/l is/l filled/l with/l so/l many/l words/l that/l Joe/t Biden/tL had/l to/l be/l put/l "
     "on/l the/l next/l one/l ./+"},
    {"This line is filled with so many words that then\n    The next paragraph begins.",
     "This/tLPS line/l is/l filled/l with/l so/l many/l words/l that/l then/l The/tLS next/l paragraph/l "
     "begins/l ./+"},
    {"Wait… He said... Then", "Wait/tLPS …/+ He/tS said/l ./+ ./+ ./+ Then/tS"},
};

/* With the English language pack. */
static const struct row lexicon_rows[] = {
    {"in the U.S. The president", "in/lLP the/l U.S/ui ./+ The/tS president/l"},
    {"the U.S. Senate", "the/lLP U.S/ui ./+ Senate/t"},
    {"met Mr. Smith", "met/lLP Mr/t ./+ Smith/t"},
    {"by John F. Kennedy. He", "by/lLP John/t F/ti ./+ Kennedy/t ./+ He/tS"},
};

static void render(const struct tokens *t, char *out, size_t room)
{
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < t->count; i++) {
        static const struct {
            unsigned bit;
            char letter;
        } flags[] = {{SHAPE_LOWER, 'l'},     {SHAPE_TITLE, 't'},      {SHAPE_UPPER, 'u'},
                     {SHAPE_MIXED, 'm'},     {SHAPE_INITIAL, 'i'},    {SHAPE_DIGITS, 'd'},
                     {SHAPE_HAS_DIGIT, 'h'}, {SHAPE_POSSESSIVE, 'p'}, {SHAPE_NON_ASCII, 'n'}};
        const struct token *token = &t->at[i];
        struct view text = token_text(t, i);
        char letters[32];
        size_t count = 0;
        for (size_t f = 0; f < sizeof flags / sizeof *flags; f++)
            if (token->shape & flags[f].bit)
                letters[count++] = flags[f].letter;
        if (!(token->shape & SHAPE_SPACE))
            letters[count++] = '+';
        if (token->shape & SHAPE_LINE)
            letters[count++] = 'L';
        if (token->shape & SHAPE_PARAGRAPH)
            letters[count++] = 'P';
        if (token->shape & SHAPE_SENTENCE)
            letters[count++] = 'S';
        used += (size_t)snprintf(out + used, room - used, "%s%.*s%s/%.*s", i ? " " : "", (int)text.size,
                                 text.at, token->kind == TOKEN_NUMBER ? "#" : "", (int)count, letters);
    }
}

/* Each row is scanned without a vocabulary and twice with one: a word is the same when it has been met before. */
static void test_rows_of(const struct lexicon *lexicon, const struct row *row, size_t count)
{
    struct vocabulary *vocabulary;
    ok(vocabulary_open("en", lexicon, &vocabulary) == MASTHEAD_OK, "a vocabulary opens");
    for (; count--; row++) {
        struct arena arena = {0};
        struct tokens tokens;
        char got[4096], again[4096];
        scan(lexicon, view_string(row->text), &arena, &tokens);
        render(&tokens, got, sizeof got);
        same(got, row->tokens, row->text);
        for (int known = 0; known < 2; known++) {
            scan_with(vocabulary, view_string(row->text), &arena, &tokens);
            render(&tokens, again, sizeof again);
            same(again, got, known ? "again, with a vocabulary" : "with a vocabulary");
        }
        arena_free(&arena);
    }
    vocabulary_close(vocabulary);
}

/* A token's hash and word are those of its folded form. */
static void test_words(const struct lexicon *lexicon)
{
    static const struct {
        const char *text, *form;
    } words[] = {{"U.K.", "uk"},       {"Psaki's", "psaki"},       {"PSAKI’S", "psaki"}, {"Erdoğan", "erdogan"},
                 {"January", "january"}, {"December’s", "december"}, {"JAMES'", "james"}, {"1990's", "1990"},
                 {"O’Brien", "o'brien"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct arena arena = {0};
        struct tokens tokens;
        struct view form = view_string(words[i].form);
        scan(lexicon, view_string(words[i].text), &arena, &tokens);
        ok(tokens.count && tokens.at[0].hash == unicode_fold_hash(form), "%s is %s", words[i].text,
           words[i].form);
        ok(tokens.at[0].word == lexicon_word(lexicon, unicode_fold_hash(form), form),
           "and that in the lexicon");
        arena_free(&arena);
    }
}

/* Long words, and many of them: sizes at which something is read eight bytes at a time or grows. */
static void test_sizes(void)
{
    static char text[20000];
    unsigned wrong = 0;
    for (size_t size = 1; size < sizeof text; size += size < 300 ? 1 : 997) {
        struct arena arena = {0};
        struct tokens tokens;
        memset(text, 'B', size);
        struct view all = view_of(text, size);
        wrong += scan(NULL, all, &arena, &tokens) || tokens.count != 1 || tokens.at[0].end != size ||
                 tokens.at[0].hash != unicode_fold_hash(all) ||
                 !(tokens.at[0].shape & (size > 1 ? SHAPE_UPPER : SHAPE_INITIAL));
        text[size / 2] = ' ';
        memset(text, 'b', size / 2);
        wrong += scan(NULL, all, &arena, &tokens) || tokens.count != (size > 2 ? 2u : size > 1);
        memset(text, '.', size);
        wrong += scan(NULL, all, &arena, &tokens) || tokens.count != size || tokens.at[-2].mark != 0 ||
                 tokens.at[size - 1].begin != size - 1 || tokens.at[size + 1].begin != size;
        arena_free(&arena);
    }
    ok(wrong == 0, "texts of all sizes");
}

static unsigned differs(const struct token_list *list, uint32_t *next, uint32_t i, bool is)
{
    if (!is)
        return list->at[*next] == i;
    return list->at[(*next)++] != i;
}

/* The lists are what going through all tokens would find. */
static unsigned wrong_lists(const struct tokens *t)
{
    uint32_t capitals = 0, dates = 0, offices = 0, lines = 0, words = 0, small = 0;
    unsigned wrong = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        const struct token *token = &t->at[i];
        if (token->shape & SHAPE_LINE) {
            const struct token_line *line = &t->lines[lines++];
            wrong += line->first != i || line->words != words || line->small != small;
        }
        wrong += differs(&t->capitals, &capitals, i, token->shape & SHAPE_CAPITAL) +
                 differs(&t->of_dates, &dates, i, token->concerns & CONCERNS_DATES) +
                 differs(&t->of_offices, &offices, i, token->concerns & CONCERNS_OFFICES);
        words += token->kind == TOKEN_WORD;
        small += (token->shape & SHAPE_LONG) != 0;
    }
    return wrong + (t->capitals.count != capitals || t->of_dates.count != dates || t->of_offices.count != offices) +
           (t->capitals.at[capitals] != UINT32_MAX || t->line_count != lines || t->lines[lines].first != t->count ||
            t->lines[lines].words != words || t->lines[lines].small != small);
}

static void test_lists(const struct lexicon *lexicon)
{
    static const char *const lines[] = {"", "Prime Minister Ada Smith spoke on May 5,\n 1990.\n\n\nThen \"more\" than 2 kings left.\n",
                                        "A\nb\n1\n,\n", "- - -", "(a)(B)(1)"};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        char text[8192] = "";
        unsigned wrong = 0;
        for (size_t times = 0; times < 60; times++) {
            struct arena arena = {0};
            struct tokens tokens;
            wrong += scan(lexicon, view_string(text), &arena, &tokens) || wrong_lists(&tokens);
            arena_free(&arena);
            memcpy(text + times * strlen(lines[k]), lines[k], strlen(lines[k]) + 1);
        }
        ok(wrong == 0, "lists of \"%s\", once and many times", lines[k]);
    }
}

int main(void)
{
    struct lexicon *lexicon;
    masthead_error err;
    if (!ok(lexicon_open(source_path("conf/lang/en"), &lexicon, &err) == MASTHEAD_OK, "the lexicon opens"))
        return done();
    test_rows_of(NULL, rows, sizeof rows / sizeof *rows);
    test_rows_of(NULL, sentence_rows, sizeof sentence_rows / sizeof *sentence_rows);
    test_rows_of(lexicon, lexicon_rows, sizeof lexicon_rows / sizeof *lexicon_rows);
    test_words(lexicon);
    test_lists(lexicon);
    test_sizes();
    lexicon_close(lexicon);
    return done();
}
