/* wording_test.c - the plain words of a query string as they were meant
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "test.h"
#include "wording.h"

enum { PHRASES = 1, BOOLEANS = 2, ANY_CASE = 4, ALTERNATIVES = 8, DEFAULTS = 11, CASE = 15 };

/* A query, and what it becomes; NULL: it stays. */
static const struct {
    const char *query, *want;
    unsigned flags;
} rows[] = {
    {"", NULL, DEFAULTS},
    {"flood warnings", NULL, DEFAULTS},
    {"Flood Warnings for Oslo", "flood warnings for oslo", DEFAULTS},
    {"FLOOD", "fLOOD", DEFAULTS},
    {"\u00d8rsted \u00c9mile", "\u00f8rsted \u00e9mile", DEFAULTS},
    {"Oslo AND Bergen OR Rome", "oslo AND bergen OR rome", DEFAULTS},
    {"Oslo AND Bergen", "oslo aND bergen", PHRASES | ALTERNATIVES},
    {"Oslo And Bergen", "oslo and bergen", DEFAULTS},
    {"Oslo And Bergen", "oslo And bergen", CASE},
    {"Oslo NEAR/3 Rome", "oslo NEAR/3 rome", DEFAULTS},
    {"U.S. Navy", "U.S. navy", DEFAULTS},
    {"AT&T Don't Anglo-Saxon", "aT&T don't anglo-Saxon", DEFAULTS},
    {"Person:mhq0 Title:Rome x", NULL, DEFAULTS},
    {"(Oslo +Rome ~Sea Riv*)", "(oslo +rome ~sea riv*)", DEFAULTS},
    {"\"New York\" Times", "\"New York\" times", DEFAULTS},
    {"\"New York Times", NULL, DEFAULTS},
    {"\"New York\" Times", "\"new york\" times", BOOLEANS | ALTERNATIVES},
    /* more would mean less */
    {"Oslo -Rome", NULL, DEFAULTS},
    {"Oslo NOT Rome", NULL, DEFAULTS},
    {"Oslo XOR Rome", NULL, DEFAULTS},
    {"Oslo not Rome", NULL, CASE},
    {"Oslo not Rome", "oslo not rome", DEFAULTS},
    {"Oslo -\"Rome\"", NULL, DEFAULTS},
    {"Oslo - Rome", "oslo - rome", DEFAULTS},
    {"Anglo-Saxon -", "anglo-Saxon -", DEFAULTS},
    /* quotations */
    {"he said \u201cNever again, ever\u201d today",
     "he said (\u201cNever again, ever\u201d OR never again ever) today", DEFAULTS},
    {"\u201cSun\u201d \u201csea\u201d", "(\u201cSun\u201d OR sun) (\u201csea\u201d OR sea)",
     DEFAULTS},
    {"x OR \u201cpost-war a:b (OR)\u201d",
     "x OR (\u201cpost-war a:b (OR)\u201d OR post war a b oR)", DEFAULTS},
    {"\u201cnever again\u201d", NULL, DEFAULTS},
    {" \u201cnever again\u201d. ", NULL, DEFAULTS},
    {"said \u201cnever again", NULL, DEFAULTS},
    {"said \u201c \u201d x", NULL, DEFAULTS},
    {"x \u201cnever again\u201d", NULL, PHRASES | BOOLEANS},
    {"x \u201cnever again\u201d", NULL, PHRASES | ALTERNATIVES},
    {"x +\u201cnever again\u201d", NULL, DEFAULTS},
    {"x title:\u201cnever again\u201d", NULL, DEFAULTS},
    {"x NEAR \u201cnever again\u201d", NULL, DEFAULTS},
    {"\u201cnever again\u201d ADJ x", NULL, DEFAULTS},
    {"x -\u201cnever again\u201d", NULL, DEFAULTS},
    /* tags and accounts */
    {"#OsloFloods again", "#osloFloods oslo floods again", DEFAULTS},
    {"#oslo_floods again", "#oslo_floods oslo floods again", DEFAULTS},
    {"see @OsloNews24 (@BBCNews)", "see @osloNews24 oslo news 24 (@bBCNews bBC news)", DEFAULTS},
    {"#G20Summit #Storm_over_Bergen.", "#g20Summit g20 summit #storm_over_Bergen storm over bergen.",
     DEFAULTS},
    {"#\u00c9coleNormale", "#\u00e9coleNormale \u00e9cole normale", DEFAULTS},
    {"#floods #FLOODS @T_V #JFKeaton", "#floods #fLOODS @t_V #jFKeaton jF keaton", DEFAULTS},
    {"OsloFloods editor@OsloNews C#SharpNotes", "osloFloods editor@OsloNews c#sharpNotes", DEFAULTS},
    {"#OsloFlo* @OsloNews's", "#osloFlo* @osloNews's", DEFAULTS},
    {"+#OsloFloods #OsloFloods", "+#osloFloods #osloFloods oslo floods", DEFAULTS},
    {"#OsloFloods AND rain", "#osloFloods AND rain", DEFAULTS},
    {"#OsloFloods rain", "#osloFloods rain", PHRASES | BOOLEANS},
    {"\xff\xff Rome", "\xff\xff rome", DEFAULTS},
};

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const unsigned flags = rows[i].flags;
        const struct wording_syntax syntax = {!!(flags & PHRASES), !!(flags & BOOLEANS),
                                              !!(flags & ANY_CASE), !!(flags & ALTERNATIVES)};
        char *out, shown[512];
        size_t size = 0, length = strlen(rows[i].query);
        char *query = malloc(length ? length : 1); /* so that a sanitizer sees its end */
        memcpy(query, rows[i].query, length);
        ok(wording_plain(&syntax, query, length, &out, &size) == 0, "%s", rows[i].query);
        snprintf(shown, sizeof shown, "%.*s", (int)size, out ? out : "");
        same(out ? shown : NULL, rows[i].want, rows[i].query);
        free(out);
        free(query);
    }
    return done();
}
