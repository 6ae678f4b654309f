/* colour.c - masthead analyze on a terminal: the article with its mentions in colour, and the digest
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Text is broken into lines at white space.  A word is held back until its end is seen, with the colours that
 * begin and end in it, and then goes on the line or on the next one. */
#include "config.h"

#include "analyze.h"
#include "digest.h"
#include "utf8.h"
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* SGR parameters (ECMA-48). */
#define PLAIN "0"
#define BOLD  "1"
#define DIM   "2"
#define NAME  "1;36"
#define TITLE "33"
#define DATE  "32"

enum { LEAST_WIDTH = 40, USUAL_WIDTH = 80, MOST_WIDTH = 96 };

/* The sheet that is written on.  There is one standard output, so there is one of these. */
static struct {
    bool colour;
    int width, indent, column;
    bool space;       /* white space was seen since the last word on the line */
    char word[4096];  /* not written yet, with its colours */
    size_t word_size; /* in bytes */
    int word_width;   /* in columns */
} sheet;

/* ---- Lines -------------------------------------------------------------------------------------- */

static void put_newline(void)
{
    putchar('\n');
    sheet.column = 0;
    sheet.space = false;
}

static void put_word(void)
{
    if (sheet.word_width > 0) {
        int gap = sheet.column == 0 ? sheet.indent : sheet.space ? 1 : 0;
        if (sheet.column > sheet.indent && sheet.column + gap + sheet.word_width > sheet.width) {
            put_newline();
            gap = sheet.indent;
        }
        printf("%*s", gap, "");
        sheet.column += gap + sheet.word_width;
        sheet.space = false;
    }
    fwrite(sheet.word, 1, sheet.word_size, stdout);
    sheet.word_size = 0;
    sheet.word_width = 0;
}

static void end_line(void)
{
    put_word();
    put_newline();
}

/* Columns that a character takes (Unicode's East Asian Width, and marks that join the character before). */
static int width_of(uint32_t ch)
{
    static const struct {
        uint32_t from, to;
        int width;
    } ranges[] = {{0x300, 0x36F, 0},    {0x1100, 0x115F, 2}, {0x200B, 0x200F, 0},
                  {0x20D0, 0x20FF, 0},  {0x2E80, 0xA4CF, 2}, {0xAC00, 0xD7A3, 2},
                  {0xF900, 0xFAFF, 2},  {0xFE00, 0xFE0F, 0}, {0xFE30, 0xFE6F, 2},
                  {0xFF00, 0xFF60, 2},  {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1FAFF, 2},
                  {0x20000, 0x3FFFD, 2}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (ch >= ranges[i].from && ch <= ranges[i].to)
            return ranges[i].width;
    return 1;
}

static void put_character(uint32_t ch)
{
    if (ch == '\n') {
        end_line();
        return;
    }
    if (ch == ' ' || ch == '\t' || ch == '\r') {
        put_word();
        sheet.space = true;
        return;
    }
    /* A terminal must not take orders from an article. */
    if (ch < 0x20 || (ch >= 0x7F && ch < 0xA0) || (ch >= 0x202A && ch <= 0x202E) ||
        (ch >= 0x2066 && ch <= 0x2069))
        ch = 0xFFFD;
    if (sheet.word_size + 64 > sizeof sheet.word ||
        sheet.word_width + 2 > sheet.width - sheet.indent)
        put_word();
    sheet.word_size += utf8_write(sheet.word + sheet.word_size, ch);
    sheet.word_width += width_of(ch);
}

static void put_text(const char *text, size_t size)
{
    for (size_t at = 0, length; at < size; at += length ? length : 1)
        put_character(utf8_read(text + at, size - at, &length));
}

static void put_string(const char *text)
{
    put_text(text, strlen(text));
}

static void put_style(const char *style)
{
    if (!sheet.colour)
        return;
    if (sheet.word_size + 64 > sizeof sheet.word)
        put_word();
    sheet.word_size += (size_t)sprintf(sheet.word + sheet.word_size, "\033[%sm", style);
}

static void put_styled(const char *style, const char *text, size_t size)
{
    put_style(style);
    put_text(text, size);
    put_style(PLAIN);
}

/* ---- The article -------------------------------------------------------------------------------- */

static const char *const styles[] = {
    [MASTHEAD_NAME] = NAME, [MASTHEAD_TITLE] = TITLE, [MASTHEAD_DATE] = DATE};
static const char *around; /* the style of the text between mentions; NULL: none */

static void put_stretch(const char *text, size_t size, const masthead_mention *mention)
{
    if (mention)
        put_styled(styles[mention->kind], text, size);
    else
        put_text(text, size);
    if (mention && around != NULL)
        put_style(around);
}

static void put_passage(const struct reading *reading, const struct passage *passage)
{
    size_t end = passage->size, begin = 0;
    while (end > 0 && strchr(" \t\r\n", passage->text[end - 1]) && passage->text[end - 1])
        end--;
    while (begin < end && (passage->text[begin] == '\n' || passage->text[begin] == '\r'))
        begin++;
    bool body = *passage->field->prefix == 0;
    around = strcmp(passage->field->prefix, "S") == 0 ? BOLD : NULL;
    if (body && passage != reading->passages)
        put_newline();
    if (around)
        put_style(around);
    walk_passage(reading, passage, begin, end, put_stretch);
    if (around)
        put_style(PLAIN);
    end_line();
}

/* "── t01-kabul-call ──────────── Tuesday, 17 August 2021 ──" */
static void put_rule(const struct reading *reading)
{
    char day[40] = "";
    uint32_t published = masthead_article_published(reading->article);
    if (published)
        day_text(published, day);
    put_style(DIM);
    put_string("\u2500\u2500");
    if (reading->story->id) {
        put_character(' ');
        put_text(reading->story->id, reading->story->id_size);
        put_character(' ');
    }
    put_word();
    int left =
        sheet.width - sheet.column - (sheet.space ? 1 : 0) - (*day ? (int)strlen(day) + 4 : 0);
    if (sheet.space)
        putchar(' ');
    sheet.space = false;
    for (; left > 0; left--)
        fputs("\u2500", stdout);
    if (*day)
        printf(" %s \u2500\u2500", day);
    put_style(PLAIN);
    end_line();
}

/* ---- The digest --------------------------------------------------------------------------------- */

/* Begins a line of a list, the first one under the list's name. */
static void begin_list(const char *name)
{
    sheet.indent = 0;
    put_newline();
    put_style(BOLD);
    put_string(name);
    put_style(PLAIN);
    end_line();
    sheet.indent = 2;
}

static void put_count(size_t count)
{
    char text[32];
    if (count < 2)
        return;
    snprintf(text, sizeof text, " \u00D7%zu", count);
    put_styled(DIM, text, strlen(text));
}

/* Shows a mention's text on one line. */
static void put_mention(const struct entry *entry, const char *style)
{
    const masthead_mention *mention = entry->mention;
    put_style(style);
    for (size_t at = 0, size = mention->end - mention->begin, length; at < size;
         at += length ? length : 1) {
        uint32_t ch = utf8_read(mention->text + at, size - at, &length);
        put_character(ch == '\n' ? ' ' : ch);
    }
    put_style(PLAIN);
}

static void put_people(const struct entries *people)
{
    if (people->count > 0)
        begin_list("People");
    for (size_t i = 0; i < people->count; i++) {
        const struct entry *person = &people->at[i];
        put_mention(person, NAME);
        put_count(person->count);
        for (size_t j = 0; j < person->title_count; j++) {
            put_string(j ? ", " : " \u2014 ");
            put_styled(TITLE, person->titles[j], strlen(person->titles[j]));
        }
        end_line();
    }
}

static void put_values(const char *name, const struct entries *entries, const char *style)
{
    if (entries->count > 0)
        begin_list(name);
    for (size_t i = 0; i < entries->count; i++) {
        const char *value = entries->at[i].value;
        size_t size =
            entries->at[i].mention->kind == MASTHEAD_DATE ? strcspn(value, "T") : strlen(value);
        put_styled(style, value, size);
        put_count(entries->at[i].count);
        put_string(i + 1 < entries->count ? ", " : "\n");
    }
}

static void put_article(const struct reading *reading)
{
    struct digest digest = digest_of(reading->article);
    sheet.indent = sheet.column = 0;
    put_rule(reading);
    for (size_t i = 0; i < reading->passage_count; i++)
        put_passage(reading, &reading->passages[i]);
    put_people(&digest.people);
    put_values("Offices and honorifics", &digest.offices, TITLE);
    put_values("Days", &digest.days, DATE);
    sheet.indent = 0;
    put_newline();
    digest_free(&digest);
    fflush(stdout);
}

/* ---- Beginning ---------------------------------------------------------------------------------- */

static int terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return USUAL_WIDTH;
    return size.ws_col < LEAST_WIDTH  ? LEAST_WIDTH
           : size.ws_col > MOST_WIDTH ? MOST_WIDTH
                                      : size.ws_col;
}

static void begin_plain(void)
{
    sheet.colour = false;
    sheet.width = terminal_width();
}

static void begin_colour(void)
{
    sheet.colour = true;
    sheet.width = terminal_width();
}

const struct view_format plain_view = {begin_plain, put_article, NULL};
const struct view_format colour_view = {begin_colour, put_article, NULL};
