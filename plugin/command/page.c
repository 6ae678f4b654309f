/* page.c - masthead analyze --html: a page that needs nothing else
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Articles are sections of one page, each with its mentions marked, a side list of its people, offices and
 * days, and a time line of the days spoken of against the day of publication.  Every byte of an article goes
 * through put_text(), which leaves nothing that HTML reads as its own. */
#include "analyze.h"
#include "digest.h"
#include "utf8.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--paper:#fcfbf8;--ink:#1c1a17;--soft:#6b665e;--line:#d9d4c9;"
    "--name:#0b5f8a;--name-bg:#dceef7;--title:#8a5200;--title-bg:#f8ead0;--date:#2c6b2f;--date-bg:#"
    "e0f0dc}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#16171a;--ink:#e6e3dc;--soft:#9b968c;--line:#"
    "3a3b40;"
    "--name:#8fd0f5;--name-bg:#173345;--title:#f0c27a;--title-bg:#3d2e14;--date:#9ed79c;--date-bg:#"
    "1d3a1f}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:1.5rem 1.25rem "
    "4rem;max-width:66rem;background:var(--paper);color:var(--ink);"
    "font:1.06rem/1.6 Charter,'Bitstream Charter',Georgia,'Times New "
    "Roman',serif;overflow-wrap:break-word}\n"
    "header.page{border-bottom:3px double "
    "var(--ink);padding-bottom:.5rem;display:flex;flex-wrap:wrap;"
    "gap:.3rem 1.4rem;align-items:baseline;justify-content:space-between}\n"
    "header.page b{font-size:1.25rem;letter-spacing:.01em}\n"
    ".key,.meta,aside,figure{font-family:system-ui,-apple-system,'Segoe UI','DejaVu "
    "Sans',sans-serif;"
    "font-size:.82rem;line-height:1.45}\n"
    ".key span{margin-left:.9rem}\n"
    "article{display:grid;grid-template:auto auto 1fr/minmax(0,1fr) "
    "16.5rem;column-gap:2.75rem;padding:2rem 0 2.5rem;"
    "border-bottom:1px solid var(--line)}\n"
    "article>div,article>figure{grid-column:1}aside{grid-column:2;grid-row:1/span 3}\n"
    "h1{font-size:2.05rem;line-height:1.16;margin:.1rem 0 "
    ".55rem;font-weight:700;text-wrap:balance}\n"
    "h1.id{font-size:1.35rem;color:var(--soft);font-weight:600}\n"
    ".meta{color:var(--soft);margin:0 0 "
    ".35rem}.meta.section{text-transform:uppercase;letter-spacing:.09em;"
    "font-weight:600}\n"
    ".standfirst{font-size:1.2rem;line-height:1.42;color:var(--soft);margin:0 0 .7rem}\n"
    ".text{max-width:40em}.text p{margin:0 0 .95em;hyphens:auto}\n"
    "mark{color:inherit;background:none;border-radius:.2em;padding:.04em .08em;margin:0 -.08em;"
    "-webkit-box-decoration-break:clone;box-decoration-break:clone;cursor:help}\n"
    "mark.name{background:var(--name-bg);box-shadow:inset 0 -2px var(--name)}\n"
    "mark.title{background:var(--title-bg);box-shadow:inset 0 -1px var(--title)}\n"
    "mark.date{background:var(--date-bg);box-shadow:inset 0 -1px var(--date)}\n"
    "h1 mark,.standfirst mark{background:none!important}\n"
    ".key mark{margin:0}\n"
    "aside{border-left:1px solid var(--line);padding-left:1.4rem}\n"
    "aside "
    "h2{font-size:.74rem;text-transform:uppercase;letter-spacing:.1em;color:var(--soft);margin:1."
    "5rem 0 .4rem}\n"
    "aside h2:first-child{margin-top:.2rem}\n"
    "aside ul{list-style:none;margin:0;padding:0}\n"
    "aside li{display:grid;grid-template-columns:1fr auto;column-gap:.8rem;padding:.22rem 0;"
    "border-bottom:1px dotted var(--line)}\n"
    "aside li:last-child{border:0}aside li b{font-weight:600;color:var(--name)}aside li "
    "i{font-style:normal}\n"
    ".titles li i{color:var(--title)}.dates li i{color:var(--date)}\n"
    "aside small{grid-column:1;color:var(--soft);font-size:.92em}aside "
    ".n{grid-row:1;grid-column:2;color:var(--soft);"
    "font-variant-numeric:tabular-nums}\n"
    "figure{margin:.2rem 0 1.1rem;max-width:40rem}figcaption{color:var(--soft)}\n"
    "svg{display:block;width:100%;height:auto;overflow:visible}\n"
    "svg text{font:11px system-ui,-apple-system,'Segoe UI','DejaVu "
    "Sans',sans-serif;fill:var(--soft);text-anchor:middle}\n"
    "svg .axis{stroke:var(--line)}svg .day{fill:var(--date);fill-opacity:.75}"
    "svg .span{fill:var(--date);fill-opacity:.28}svg .now{stroke:var(--ink);stroke-width:1.5}\n"
    "@media(max-width:48rem){article{display:block}aside{border:0;border-top:1px solid var(--line);"
    "padding:1rem 0 0;margin-top:1.5rem}h1{font-size:1.65rem}}\n"
    "@media print{body{max-width:none}mark{box-shadow:none}}\n";

static size_t articles; /* written so far */

/* ---- Text --------------------------------------------------------------------------------------- */

/* Writes text as HTML text, and as the value of an attribute in double quotes. */
static void put_text(const char *text, size_t size)
{
    for (size_t at = 0, length; at < size; at += length ? length : 1) {
        uint32_t ch = utf8_read(text + at, size - at, &length);
        char out[4];
        if (ch == '<')
            fputs("&lt;", stdout);
        else if (ch == '>')
            fputs("&gt;", stdout);
        else if (ch == '&')
            fputs("&amp;", stdout);
        else if (ch == '"')
            fputs("&quot;", stdout);
        else if ((ch < 0x20 && ch != '\n' && ch != '\t') || (ch >= 0x7F && ch < 0xA0))
            fputs("\uFFFD", stdout);
        else
            fwrite(out, 1, utf8_write(out, ch), stdout);
    }
}

static void put_string(const char *text)
{
    put_text(text, strlen(text));
}

static const char *const kinds[] = {
    [MASTHEAD_NAME] = "name", [MASTHEAD_TITLE] = "title", [MASTHEAD_DATE] = "date"};

/* The mark's tip says the normal form. */
static void put_mark(const char *text, size_t size, const masthead_mention *mention)
{
    if (!mention) {
        put_text(text, size);
        return;
    }
    printf("<mark class=\"%s\" title=\"%s", kinds[mention->kind], kinds[mention->kind]);
    if (*mention->value) {
        fputs(": ", stdout);
        put_string(mention->value);
    }
    if (mention->modifier) {
        fputs(" (", stdout);
        put_string(mention->modifier);
        putchar(')');
    }
    if (mention->of) {
        fputs(", of ", stdout);
        put_string(mention->of);
    }
    fputs("\">", stdout);
    put_text(text, size);
    fputs("</mark>", stdout);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Writes a text as paragraphs, which empty lines part. */
static void put_paragraphs(const struct reading *reading, const struct passage *passage)
{
    const char *text = passage->text;
    for (size_t at = 0; at < passage->size;) {
        while (at < passage->size && is_blank(text[at]))
            at++;
        size_t end = at, lines = 0, stop = at;
        for (; end < passage->size && lines < 2; end++) {
            lines = text[end] == '\n' ? lines + 1 : is_blank(text[end]) ? lines : 0;
            if (!is_blank(text[end]))
                stop = end + 1;
        }
        if (stop > at) {
            fputs("<p>", stdout);
            walk_passage(reading, passage, at, stop, put_mark);
            fputs("</p>\n", stdout);
        }
        at = end;
    }
}

/* ---- The time line ------------------------------------------------------------------------------ */

/* Days from publication are drawn on a scale of logarithms to both sides, so that yesterday and last century
 * both find room. */
enum { LINE_LEFT = 30, LINE_RIGHT = 610, LINE_Y = 26, LABEL_WIDTH = 58 };

struct scale {
    double least, most; /* logarithms */
};

static double scaled(double days)
{
    return days < 0 ? -log1p(-days) : log1p(days);
}

static double place(const struct scale *scale, double days)
{
    return LINE_LEFT +
           (scaled(days) - scale->least) / (scale->most - scale->least) * (LINE_RIGHT - LINE_LEFT);
}

static struct scale scale_of(const struct entries *days, int32_t published)
{
    struct scale scale = {scaled(-7), scaled(7)};
    for (size_t i = 0; i < days->count; i++) {
        const struct entry *day = &days->at[i];
        if (day->begin == day->end)
            continue;
        double from = scaled(day->begin - published), to = scaled(day->end - published);
        scale.least = from < scale.least ? from : scale.least;
        scale.most = to > scale.most ? to : scale.most;
    }
    return scale;
}

static void put_tick(double at, const char *sign, const char *name)
{
    printf("<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
           "<text x=\"%.1f\" y=\"%d\">%s%s</text>\n",
           at, at, LINE_Y, LINE_Y + 6, at, LINE_Y + 19, sign, name);
}

/* Marks on both sides, from publication outwards, as far as there is room for their names. */
static void put_ticks(const struct scale *scale)
{
    static const struct {
        double days;
        const char *name;
    } ticks[] = {{1, "1 day"},       {7, "1 week"},        {30.44, "1 month"},
                 {365.25, "1 year"}, {3652.5, "10 years"}, {36525, "100 years"}};
    for (int side = -1; side <= 1; side += 2) {
        double last = place(scale, 0) - side * LABEL_WIDTH / 2.;
        for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++) {
            double at = place(scale, side * ticks[i].days);
            if (at < LINE_LEFT - 1 || at > LINE_RIGHT + 1 || fabs(at - last) < LABEL_WIDTH)
                continue;
            put_tick(at, side < 0 ? "\u2212" : "+", ticks[i].name);
            last = at;
        }
    }
}

static void put_day(const struct scale *scale, const struct entry *day, int32_t published)
{
    double from = place(scale, day->begin - published);
    if (day->end == day->begin + 1) {
        double r = 4 + 1.5 * sqrt((double)(day->count - 1));
        printf("<circle class=\"day\" cx=\"%.1f\" cy=\"%d\" r=\"%.1f\">", from, LINE_Y,
               r < 11 ? r : 11);
    } else {
        double to = place(scale, day->end - published);
        printf("<rect class=\"span\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"8\" rx=\"4\">",
               from, LINE_Y - 4, to - from < 8 ? 8 : to - from);
    }
    fputs("<title>", stdout);
    put_text(day->value, strcspn(day->value, "T"));
    printf(" \u00D7%zu</title></%s>\n", day->count, day->end == day->begin + 1 ? "circle" : "rect");
}

static void put_origin(double at, const char *name)
{
    printf("<line class=\"now\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/><text x=\"%.1f\" "
           "y=\"10\">",
           at, at, LINE_Y - 12, LINE_Y + 12, at);
    put_text(name, strlen(name));
    puts("</text>");
}

/* The line counts from publication, or, of an article whose day is unknown, from the last day spoken of. */
static void put_time_line(const struct entries *days, uint32_t packed)
{
    const struct entry *last =
        NULL; /* they are in order, and those whose days are unknown come last */
    for (size_t i = 0; i < days->count && days->at[i].begin != days->at[i].end; i++)
        last = &days->at[i];
    if (!last)
        return;
    int32_t origin = packed ? day_number(packed) : last->begin;
    struct scale scale = scale_of(days, origin);
    printf("<figure><svg viewBox=\"0 0 640 50\" role=\"img\" aria-label=\"The days spoken of\">\n"
           "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
           LINE_LEFT, LINE_RIGHT, LINE_Y, LINE_Y);
    put_ticks(&scale);
    put_origin(place(&scale, 0), packed ? "published" : last->value);
    for (int spans = 1; spans >= 0; spans--)
        for (const struct entry *day = days->at; day <= last; day++)
            if ((day->end - day->begin > 1) == spans)
                put_day(&scale, day, origin);
    fputs("</svg></figure>\n", stdout);
}

/* ---- The side list ------------------------------------------------------------------------------ */

static void put_people(const struct entries *people)
{
    if (people->count == 0)
        return;
    fputs("<h2>People</h2>\n<ul class=\"people\">\n", stdout);
    for (size_t i = 0; i < people->count; i++) {
        const struct entry *person = &people->at[i];
        fputs("<li><b title=\"", stdout);
        put_string(person->value);
        fputs("\">", stdout);
        put_text(person->mention->text, person->mention->end - person->mention->begin);
        printf("</b><span class=\"n\">%zu</span>", person->count);
        for (size_t j = 0; j < person->title_count; j++) {
            fputs(j ? ", " : "<small>", stdout);
            put_string(person->titles[j]);
        }
        puts(person->title_count ? "</small></li>" : "</li>");
    }
    fputs("</ul>\n", stdout);
}

static void put_values(const char *heading, const char *class, const struct entries *entries)
{
    if (entries->count == 0)
        return;
    printf("<h2>%s</h2>\n<ul class=\"%s\">\n", heading, class);
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->at[i];
        bool date = entry->mention->kind == MASTHEAD_DATE;
        fputs("<li><i>", stdout);
        put_text(entry->value, date ? strcspn(entry->value, "T") : strlen(entry->value));
        printf("</i><span class=\"n\">%zu</span>", entry->count);
        if (date) {
            fputs("<small>", stdout);
            put_text(entry->mention->text, entry->mention->end - entry->mention->begin);
            fputs("</small>", stdout);
        }
        puts("</li>");
    }
    fputs("</ul>\n", stdout);
}

/* ---- The article -------------------------------------------------------------------------------- */

static bool is_body(const struct passage *passage)
{
    return passage->field->kind == MASTHEAD_FIELD_TEXT && *passage->field->prefix == 0;
}

/* The first text that is not the body, in the config's order. */
static const struct passage *headline_of(const struct reading *reading)
{
    for (size_t i = 0; i < reading->passage_count; i++)
        if (reading->passages[i].field->kind == MASTHEAD_FIELD_TEXT &&
            !is_body(&reading->passages[i]))
            return &reading->passages[i];
    return NULL;
}

static void begin_page(const struct reading *reading)
{
    const struct passage *headline = reading ? headline_of(reading) : NULL;
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>",
          stdout);
    if (headline)
        put_text(headline->text, headline->size);
    else if (reading && reading->story->id)
        put_text(reading->story->id, reading->story->id_size);
    else
        fputs("Articles", stdout);
    printf("</title>\n<style>\n%s</style>\n</head>\n<body>\n<header class=\"page\"><b>Masthead</b>"
           "<span class=\"key\"><span><mark class=\"name\">Name</mark></span>"
           "<span><mark class=\"title\">Title</mark></span><span><mark "
           "class=\"date\">Date</mark></span></span>"
           "</header>\n<main>\n",
           style);
}

static void put_section(const struct story *story)
{
    size_t count = 0;
    for (size_t i = 0; i < story->piece_count; i++) {
        if (story->pieces[i].field->kind != MASTHEAD_FIELD_KEYWORD)
            continue;
        fputs(count++ ? " \u00B7 " : "<p class=\"meta section\">", stdout);
        put_text(story->pieces[i].text, story->pieces[i].size);
    }
    if (count)
        puts("</p>");
}

static void put_day_and_place(const struct reading *reading)
{
    uint32_t published = masthead_article_published(reading->article);
    char day[40] = "";
    size_t count = 0;
    for (size_t i = 0; i < reading->passage_count; i++) {
        const struct passage *passage = &reading->passages[i];
        if (passage->field->kind != MASTHEAD_FIELD_BYLINE &&
            passage->field->kind != MASTHEAD_FIELD_DATELINE)
            continue;
        fputs(count++ ? " \u00B7 " : "<p class=\"meta\">", stdout);
        walk_passage(reading, passage, 0, passage->size, put_mark);
    }
    if (published) {
        day_text(published, day);
        printf("%s<time datetime=\"%04u-%02u-%02u\">%s</time>",
               count++ ? " \u00B7 " : "<p class=\"meta\">", (unsigned)(published / 10000),
               (unsigned)(published / 100 % 100), (unsigned)(published % 100), day);
    }
    if (count)
        puts("</p>");
}

static void put_heading(const struct reading *reading)
{
    const struct passage *headline = headline_of(reading);
    put_section(reading->story);
    if (headline) {
        fputs("<h1>", stdout);
        walk_passage(reading, headline, 0, headline->size, put_mark);
        puts("</h1>");
    } else if (reading->story->id) {
        fputs("<h1 class=\"id\">", stdout);
        put_text(reading->story->id, reading->story->id_size);
        puts("</h1>");
    }
    for (size_t i = 0; i < reading->passage_count; i++) {
        const struct passage *passage = &reading->passages[i];
        if (passage == headline || passage->field->kind != MASTHEAD_FIELD_TEXT || is_body(passage))
            continue;
        fputs("<p class=\"standfirst\">", stdout);
        walk_passage(reading, passage, 0, passage->size, put_mark);
        puts("</p>");
    }
    put_day_and_place(reading);
}

static void put_article(const struct reading *reading)
{
    struct digest digest = digest_of(reading->article);
    if (articles++ == 0)
        begin_page(reading);
    puts("<article>\n<div>");
    put_heading(reading);
    puts("</div>");
    put_time_line(&digest.days, masthead_article_published(reading->article));
    puts("<div class=\"text\">");
    for (size_t i = 0; i < reading->passage_count; i++)
        if (is_body(&reading->passages[i]))
            put_paragraphs(reading, &reading->passages[i]);
    puts("</div>\n<aside>");
    put_people(&digest.people);
    put_values("Offices and honorifics", "titles", &digest.offices);
    put_values("Days", "dates", &digest.days);
    puts("</aside>\n</article>");
    digest_free(&digest);
}

static void end_page(void)
{
    if (articles == 0)
        begin_page(NULL);
    puts("</main>\n</body>\n</html>");
}

const struct view_format page_view = {NULL, put_article, end_page};
