/* dateline_test.c
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "dateline.h"
#include "test.h"

/* `rest` is how the article's own words begin; NULL: the text has no dateline. */
static const struct {
    const char *text;
    uint32_t published;
    const char *place;
    int month, day;
    const char *rest;
} rows[] = {
    {" date 2021-08-17 WASHINGTON — President Biden spoke", 20210817, "WASHINGTON", 0, 0,
     "President Biden spoke"},
    {" date 2021-08-16 On the Collapse, Blinken Calls China", 20210816, "", 0, 0,
     "On the Collapse, Blinken Calls China"},
    {"date 2021-08-16\n\nThe ministers met", 20210816, "", 0, 0, "The ministers met"},
    {"Date: 2021-08-16 KABUL, Aug 15 (Reuters) - The city", 20210816, "KABUL", 8, 15, "The city"},
    {"date 2021-08-16 BREAKING - The city", 20210816, "", 0, 0, "BREAKING - The city"},
    {"date 2021-02-31 WASHINGTON — President", 0, "", 0, 0, NULL},
    {"Date 2021-08-16 was a Monday", 0, "", 0, 0, NULL},
    {"dates 2021-08-16", 0, "", 0, 0, NULL},
    {"date 2021-08-161 x", 0, "", 0, 0, NULL},
    {"date night is on Friday", 0, "", 0, 0, NULL},
    {"SALVADOR, Feb 26 - Showers continued", 0, "SALVADOR", 2, 26, "Showers continued"},
    {"SALVADOR, Feb 26 -", 0, "SALVADOR", 2, 26, ""},
    {"    ELYRIA, Ohio, March 11 -\n", 0, "ELYRIA", 3, 11, ""},
    {"WATCHUNG, N.J., March 3 - Calmar Inc", 0, "WATCHUNG", 3, 3, "Calmar Inc"},
    {"MINNEAPOLIS, MINN., March 20 -", 0, "MINNEAPOLIS", 3, 20, ""},
    {"BONN, West Germany, Oct. 3 — The two", 0, "BONN", 10, 3, "The two"},
    {"WASHINGTON (Reuters) - The House", 0, "WASHINGTON", 0, 0, "The House"},
    {"PARIS, March 3 (AP) — Two trains", 0, "PARIS", 3, 3, "Two trains"},
    {"PARIS, March 3, 2021 (AP) — Two trains", 20210303, "PARIS", 0, 0, "Two trains"},
    {"JERUSALEM (AP)_ Turning its back", 0, "JERUSALEM", 0, 0, "Turning its back"},
    {"NEW YORK -- Stocks fell", 0, "NEW YORK", 0, 0, "Stocks fell"},
    {"NEW YORK--Stocks fell", 0, "NEW YORK", 0, 0, "Stocks fell"},
    {"WASHINGTON—President Biden", 0, "WASHINGTON", 0, 0, "President Biden"},
    {"Tokyo, 5 April (Kyodo) - The yen", 0, "Tokyo", 4, 5, "The yen"},
    {"Tokyo (Kyodo) - The yen", 0, "Tokyo", 0, 0, "The yen"},
    {"SÃO PAULO, 12 May – Shares", 0, "SÃO PAULO", 5, 12, "Shares"},
    {"RIO de JANEIRO (AFP) - Police", 0, "RIO de JANEIRO", 0, 0, "Police"},
    {"McALLEN, Texas — Agents", 0, "McALLEN", 0, 0, "Agents"},
    {"ST. LOUIS (AP) — The", 0, "ST. LOUIS", 0, 0, "The"},
    {"PORT-AU-PRINCE, Haiti (AP) — The", 0, "PORT-AU-PRINCE", 0, 0, "The"},
    {"WASHINGTON/KABUL, Aug 16 (Reuters) - Thousands", 0, "WASHINGTON/KABUL", 8, 16, "Thousands"},
    {"NAIROBI (Thomson Reuters Foundation) - Farmers", 0, "NAIROBI", 0, 0, "Farmers"},
    {"MOSUL, Iraq — US forces", 0, "MOSUL", 0, 0, "US forces"},
    {"LONDON, Feb 29 - Leap", 0, "LONDON", 2, 29, "Leap"},
    {"LONDON, Feb 30 - No day", 0, "", 0, 0, NULL},
    {"LONDON, 26 -", 0, "", 0, 0, NULL},
    {"WASHINGTON is the capital - of the country", 0, "", 0, 0, NULL},
    {"BREAKING - Taliban enter Kabul", 0, "", 0, 0, NULL},
    {"EXCLUSIVE: Taliban - enter Kabul", 0, "", 0, 0, NULL},
    {"COVID-19 cases rose", 0, "", 0, 0, NULL},
    {"COVID - 19 cases rose", 0, "", 0, 0, NULL},
    {"THE ALLIES - AFTER NASSAU IN DECEMBER", 0, "", 0, 0, NULL},
    {"Biden - the president - said", 0, "", 0, 0, NULL},
    {"Toronto, Feb 26 - Showers", 0, "Toronto", 2, 26, "Showers"},
    {"Scarborough, Ontario, feb 26 -", 0, "Scarborough", 2, 26, ""},
    {"RICHMOND, Va. Feb 26 -", 0, "RICHMOND", 2, 26, ""},
    {"MONTREAL, Feb 26-", 0, "MONTREAL", 2, 26, ""},
    {"FEDERAL MONEY SUPPLY REPORT - FEB 26", 0, "", 0, 0, NULL},
    {"Monday, July 4 - The day began", 0, "", 0, 0, NULL},
    {"On Monday, July 4 - Independence Day", 0, "", 0, 0, NULL},
    {"Labor Day, Sept. 6 - a holiday", 0, "", 0, 0, NULL},
    {"Boris Johnson - 5 April - a day", 0, "", 0, 0, NULL},
    {"John Boehner (R-Ohio) - speaker", 0, "", 0, 0, NULL},
    {"NATO (North Atlantic Treaty Organization) - was", 0, "", 0, 0, NULL},
    {"President Biden (D) - the", 0, "", 0, 0, NULL},
    {"MARCH 3 - The day", 0, "", 0, 0, NULL},
    {"UP - and away", 0, "", 0, 0, NULL},
    {"A man who was — then — the mayor", 0, "", 0, 0, NULL},
    {"WASHINGTON", 0, "", 0, 0, NULL},
    {"WASHINGTON-based Acme", 0, "", 0, 0, NULL},
    {"WASHINGTON - ", 0, "WASHINGTON", 0, 0, ""},
    {"WASHINGTON (Reuters", 0, "", 0, 0, NULL},
    {"", 0, "", 0, 0, NULL},
    {" ", 0, "", 0, 0, NULL},
    {"—", 0, "", 0, 0, NULL},
    {"\xff\xfe - x", 0, "", 0, 0, NULL},
};

int main(void)
{
    struct lexicon *lexicon;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (lexicon_open(source_path("conf/lang/en"), &lexicon, &err)) {
        ok(false, "the language pack: %s", masthead_error_text(&err));
        return done();
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct view text = view_string(rows[i].text);
        struct dateline got = dateline_read(text, lexicon);
        size_t begin = rows[i].rest ? text.size - strlen(rows[i].rest) : 0;
        bool good = got.published == rows[i].published && got.month == rows[i].month &&
                    got.day == rows[i].day && got.text_begin == begin &&
                    view_equal(got.place, view_string(rows[i].place));
        if (!ok(good, "'%s'", rows[i].text))
            printf("# got %u '%.*s' %d-%d, text at %zu\n", got.published, (int)got.place.size,
                   got.place.at ? got.place.at : "", got.month, got.day, got.text_begin);
        for (size_t size = 0; size < text.size;
             size++) { /* an exact buffer lets a sanitizer see overruns */
            char *part = malloc(size + 1);
            memcpy(part, text.at, size);
            struct dateline cut = dateline_read(view_of(part, size), lexicon);
            if (cut.text_begin > size || cut.place.size > size)
                ok(false, "'%s' cut after %zu bytes", rows[i].text, size);
            free(part);
        }
    }
    lexicon_close(lexicon);
    return done();
}
