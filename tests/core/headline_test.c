/* headline_test.c - the forms of headlines
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "headline.h"
#include "test.h"

/* The forms, with / between. */
static const struct {
    const char *text, *forms;
} rows[] = {
    {"", ""},
    {"Flood", ""},
    {"Flood ends", "flood ends"},
    {"The Mayor of York Is to Retire", "the mayor of york is to retire"},
    {"THE MAYOR OF YORK IS TO RETIRE", "the mayor of york is to retire"},
    {"U.S. and U.K. sign; 3 don\u2019t \u2013 caf\u00e9 na\u00efve!",
     "us uk sign 3 dont cafe naive/us uk sign 3 dont"},
    {"US, UK sign: 3 don't caf\xc3\xa9", "us uk sign 3 dont cafe/3 dont cafe"},
    {"Update: Mayor quits after vote", "update mayor quits after vote/mayor quits after vote"},
    {"OPINION | Why the Mayor Must Go", "opinion why the mayor must go/why the mayor must go"},
    {"UPDATE 2 - Mayor quits after vote", "update 2 mayor quits after vote/mayor quits after vote"},
    {"Mayor quits after vote - Reuters", "mayor quits after vote reuters/mayor quits after vote"},
    {"Exclusive: Mayor quits after vote | The York Post",
     "exclusive mayor quits after vote the york post/mayor quits after vote the york post/"
     "exclusive mayor quits after vote/mayor quits after vote"},
    {"Mayor-elect quits take-or-pay talks", "mayor elect quits take pay talks"},
    {"Score at 3:30: York 1-2 Leeds", "score at 3 30 york 1 2 leeds"},
    {"Mayor: no", "mayor no"},
    {"OIL AND GAS OR COAL", "oil gas coal"},
    {" | - : ", ""},
    {"\xff\xfe a", "yth a"},
};

/* The headline that a text begins with. */
static const struct {
    const char *text, *headline;
} bodies[] = {
    {"", ""},
    {"Mayor quits", ""},
    {"Mayor quits\n\nHe left.", "Mayor quits"},
    {"\n Mayor quits \r\n \r\nHe left.", "Mayor quits"},
    {"Mayor quits\nHe left.", ""},
    {"The mayor has quit.\n\nHe left.", ""},
};

static void check_length(void)
{
    struct headline one, other;
    char text[HEADLINE_BYTES + 1];
    memset(text, 'a', sizeof text);
    for (size_t i = 5; i < sizeof text; i += 6)
        text[i] = ' ';
    headline_read(view_of(text, HEADLINE_BYTES), &one);
    ok(one.count == 1 && one.size[0] <= HEADLINE_FORM_BYTES, "a long headline has one short form");
    text[400] = 'b';
    headline_read(view_of(text, HEADLINE_BYTES), &other);
    ok(!view_equal(view_of(one.form[0], one.size[0]), view_of(other.form[0], other.size[0])),
       "whose tail still tells it from others");
    headline_read(view_of(text, HEADLINE_BYTES + 1), &one);
    ok(one.count == 0, "what is longer is no headline");
}

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct headline headline;
        char got[HEADLINE_FORMS * (HEADLINE_FORM_BYTES + 1) + 1] = "";
        headline_read(view_string(rows[i].text), &headline);
        for (uint32_t k = 0; k < headline.count; k++) {
            strcat(got, k ? "/" : "");
            strncat(got, headline.form[k], headline.size[k]);
        }
        same(got, rows[i].forms, rows[i].text);
    }
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct view headline = headline_of(view_string(bodies[i].text));
        char got[100] = "";
        if (headline.size)
            strncat(got, headline.at, headline.size);
        same(got, bodies[i].headline, bodies[i].text);
    }
    check_length();
    return done();
}
