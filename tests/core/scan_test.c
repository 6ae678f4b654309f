/* scan_test.c
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "scan.h"
#include "arena.h"
#include "test.h"
#include "unicode.h"

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

static void test_rows_of(const struct row *row, size_t count)
{
    for (; count--; row++) {
        struct arena arena = {0};
        struct tokens tokens;
        char got[4096];
        scan(NULL, view_string(row->text), &arena, &tokens);
        render(&tokens, got, sizeof got);
        same(got, row->tokens, row->text);
        arena_free(&arena);
    }
}

int main(void)
{
    test_rows_of(rows, sizeof rows / sizeof *rows);
    test_rows_of(sentence_rows, sizeof sentence_rows / sizeof *sentence_rows);
    return done();
}
