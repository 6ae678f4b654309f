/* page_fuzz.c - any bytes as an article shown as a page and as JSON
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first byte chooses between a text and JSON Lines, and between the two ways of showing them.  A page must
 * be made of the page's own elements, rightly nested, and nothing of an article may be markup in it; JSON
 * must be JSON. */
#include "commands.h"

#include <jansson.h>

#include "../../plugin/command/analyze.c"
#include "../../plugin/command/page.c"

static masthead *m;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(masthead_open("conf/news.yaml", NULL, &m, NULL) == MASTHEAD_OK);
    return 0;
}

/* ---- A page ---- */

enum { MOST_OPEN = 32 };

struct page {
    const char *at, *end;
    char open[MOST_OPEN][16];
    int depth;
};

static bool begins(const struct page *page, const char *text)
{
    size_t size = strlen(text);
    return (size_t)(page->end - page->at) >= size && memcmp(page->at, text, size) == 0;
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static void read_name(struct page *page, char name[16])
{
    size_t size = 0;
    while (page->at < page->end && size < 15 &&
           ((*page->at >= 'a' && *page->at <= 'z') || (*page->at >= '0' && *page->at <= '9') ||
            *page->at == '-'))
        name[size++] = *page->at++;
    name[size] = '\0';
    CHECK(size > 0);
}

/* A reference of a character in text or in an attribute. */
static void read_reference(struct page *page)
{
    CHECK(begins(page, "&lt;") || begins(page, "&gt;") || begins(page, "&amp;") ||
          begins(page, "&quot;"));
    page->at++;
}

static void read_attribute(struct page *page)
{
    static const char *const names[] = {"lang",  "charset", "name",   "content",    "class", "title",
                                        "viewBox", "role",  "aria-label", "x1",     "x2",    "y1",
                                        "y2",    "x",       "y",      "cx",         "cy",    "r",
                                        "rx",    "width",   "height", "datetime",   "view",  NULL};
    char name[16];
    read_name(page, name);
    if (strcmp(name, "view") == 0) { /* viewBox */
        CHECK(begins(page, "Box"));
        page->at += 3;
    }
    CHECK(is_one_of(name, names) && begins(page, "=\""));
    for (page->at += 2; page->at < page->end && *page->at != '"'; page->at++) {
        CHECK(*page->at != '<' && *page->at != '>');
        if (*page->at == '&')
            read_reference(page);
    }
    CHECK(page->at < page->end);
    page->at++;
}

static void close_element(struct page *page)
{
    char name[16];
    page->at += 2;
    read_name(page, name);
    CHECK(page->depth > 0 && strcmp(page->open[--page->depth], name) == 0 && begins(page, ">"));
    page->at++;
}

static void open_element(struct page *page)
{
    static const char *const names[] = {
        "html", "head",  "meta", "title", "style", "body",   "header",     "b",   "span",
        "mark", "main",  "article", "div", "p",    "h1",     "h2",         "time", "figure",
        "svg",  "line",  "text", "circle", "rect", "aside",  "ul",         "li",   "small",
        "i",    "figcaption", NULL};
    char name[16];
    page->at++;
    read_name(page, name);
    CHECK(is_one_of(name, names));
    while (begins(page, " ")) {
        page->at++;
        read_attribute(page);
    }
    bool empty = begins(page, "/>");
    page->at += empty;
    CHECK(begins(page, ">"));
    page->at++;
    if (strcmp(name, "style") == 0)
        while (!begins(page, "</style>"))
            CHECK(++page->at < page->end);
    if (!empty && strcmp(name, "meta") != 0) {
        CHECK(page->depth < MOST_OPEN);
        strcpy(page->open[page->depth++], name);
    }
}

static void check_page(const char *text, size_t size)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    struct page page = {.at = text, .end = text + size};
    check_text(text, size, true);
    CHECK(begins(&page, doctype));
    page.at += strlen(doctype);
    while (page.at < page.end) {
        if (begins(&page, "</"))
            close_element(&page);
        else if (*page.at == '<')
            open_element(&page);
        else if (*page.at == '&')
            read_reference(&page);
        else
            CHECK(*page.at++ != '>');
    }
    CHECK(page.depth == 0);
}

static void check_json(const char *text, size_t size)
{
    check_text(text, size, true);
    for (size_t begin = 0, end; begin < size; begin = end + 1) {
        const char *newline = memchr(text + begin, '\n', size - begin);
        CHECK(newline);
        end = (size_t)(newline - text);
        json_t *object = json_loadb(text + begin, end - begin,
                                    JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
        CHECK(json_is_object(object) && json_is_array(json_object_get(object, "mentions")));
        json_decref(object);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 20000)
        return 0;
    struct command command = {.name = "analyze"};
    char *words[] = {(char *)command.name, NULL};
    struct invocation in = {.command = &command, .argc = 1, .argv = words};
    struct options options = {.keep_going = true,
                              .input.format = data[0] & 1 ? INPUT_JSONL : INPUT_TEXT,
                              .published = data[0] & 4 ? "2021-08-17" : NULL,
                              .view = data[0] & 2 ? &json_view : &page_view};
    articles = 0;
    begin_command(data + 1, size - 1);
    optind = 1;
    analyze(&in, m, &options);
    struct output output = end_command();
    (data[0] & 2 ? check_json : check_page)(output.text, output.size);
    free(output.text);
    return 0;
}
