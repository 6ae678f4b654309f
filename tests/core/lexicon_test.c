/* lexicon_test.c
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "arena.h"
#include "lexicon.h"
#include "lexicon_table.h"
#include "lexicon_values.h"
#include "scan.h"
#include "test.h"
#include "unicode.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/masthead-lexicon-XXXXXX";

static const char *write_list(const char *name, const char *text)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    fputs(text, file);
    fclose(file);
    return path;
}

static const char *const good =
    "# offices and months\n"
    "[office]\n"
    "prime minister\n"
    "PM = prime minister\n"
    "minister\n"
    "Secretary-General   # of anything\n"
    "secretary of state\n"
    "Präsident = president\n"
    "[month]\n"
    "august = 8\n"
    "Aug. = 8\n"
    "[abbreviation]\n"
    "gen.\n"
    "[part of day]\n"
    "p.m. = EV\n"
    "[holiday]\n"
    "new year's day = 1-1\n"
    "[office]\n"
    "attorney gen. = attorney general\n";

/* text, class, how many tokens the entry at the first token spans, its value */
static const struct {
    const char *text;
    enum lexicon_class class;
    uint32_t count;
    const char *value;
} matches[] = {
    {"Prime Minister Modi", LEX_OFFICE, 2, "prime minister"},
    {"PRIME MINISTER", LEX_OFFICE, 2, "prime minister"},
    {"prime-minister", LEX_OFFICE, 3, "prime minister"},
    {"PM May", LEX_OFFICE, 1, "prime minister"},
    {"minister", LEX_OFFICE, 1, "minister"},
    {"Prime Time", LEX_OFFICE, 0, NULL},
    {"secretary general", LEX_OFFICE, 2, "secretary general"},
    {"Secretary of State Blinken", LEX_OFFICE, 3, "secretary of state"},
    {"Secretary of", LEX_OFFICE, 0, NULL},
    {"président", LEX_OFFICE, 0, NULL},
    {"präsident", LEX_OFFICE, 1, "president"},
    {"PRASIDENT", LEX_OFFICE, 1, "president"},
    {"Aug. 17", LEX_MONTH, 1, "8"},
    {"prime minister", LEX_MONTH, 0, NULL},
    {"p.m. on", LEX_DAY_PART, 3, "ev"},
    {"P.M. on", LEX_DAY_PART, 1, "ev"},
    {"pm", LEX_DAY_PART, 1, "ev"},
    {"New Year's Day", LEX_HOLIDAY, 3, "1-1"},
    {"New Year’s Day", LEX_HOLIDAY, 3, "1-1"},
    {"attorney Gen.", LEX_OFFICE, 2, "attorney general"},
    {"prime. minister", LEX_OFFICE, 0, NULL},
};

/* a list that is wrong, and the message */
static const struct {
    const char *text;
    const char *message;
} bad[] = {
    {"[offce]\npope\n", "z.txt:1:2: unknown class 'offce' (did you mean 'office'?)\n[offce]\n ^\n"},
    {"[office\n", "z.txt:1:1: a class line must end in ']'\n[office\n^\n"},
    {"pope\n", "z.txt:1:1: an entry before the first [class]\npope\n^\n"},
    {"[office]\n  ... = pope\n", "z.txt:2:3: an entry without a word\n  ... = pope\n  ^\n"},
    {"[office]\npope =\n", "z.txt:2:6: nothing behind '='\npope =\n     ^\n"},
    {"[office]\na b c d e f g h i j k l m n o p q\n",
     "z.txt:2:1: an entry of more than 16 words\na b c d e f g h i j k l m n o p q\n^\n"},
    {"[month]\naugust = 13\n",
     "z.txt:2:10: a value of [month] reads {1..12}[.][?|v|n][!], not '13'\naugust = 13\n         ^\n"},
    {"[month]\naugust\n",
     "z.txt:2:1: a value of [month] reads {1..12}[.][?|v|n][!], not 'august'\naugust\n^\n"},
    {"[place]\nparis = city\n",
     "z.txt:2:9: an entry of [place] has no value\nparis = city\n        ^\n"},
    {"[office]\nvice \xa0pope\n", "z.txt:2:6: not valid UTF-8\nvice ?pope\n     ^\n"},
    {"[office]\npo\x01pe\n", "z.txt:2:3: a control character\npo pe\n  ^\n"},
};

/* a class, a value, and whether the class takes it */
static const struct {
    enum lexicon_class class;
    const char *value;
    bool fits;
} values[] = {
    {LEX_MONTH, "12", true},
    {LEX_MONTH, "9.?", true},
    {LEX_MONTH, "1.!", true},
    {LEX_MONTH, "0", false},
    {LEX_MONTH, "08", false},
    {LEX_MONTH, "", false},
    {LEX_MONTH, "8 ", false},
    {LEX_WEEKDAY, "1evs", true},
    {LEX_WEEKDAY, "1a", false},
    {LEX_WEEKDAY, "10", false},
    {LEX_NUMBER, "0", true},
    {LEX_NUMBER, "1000000", true},
    {LEX_NUMBER, "1000001", false},
    {LEX_NUMBER, "-1", false},
    {LEX_NUMBER, "99999999999999999999", false},
    {LEX_TIME_UNIT, "we+", true},
    {LEX_TIME_UNIT, "2w", true},
    {LEX_TIME_UNIT, "z", false},
    {LEX_DAY_PART, "24", true},
    {LEX_DAY_PART, "m", false},
    {LEX_HOLIDAY, "12-25", true},
    {LEX_HOLIDAY, "11w4-4>-1", true},
    {LEX_HOLIDAY, "9w1-1?", true},
    {LEX_HOLIDAY, "i9-1+30", true},
    {LEX_HOLIDAY, "x", true},
    {LEX_HOLIDAY, "13-1", false},
    {LEX_HOLIDAY, "9w6-1", false},
    {LEX_HOLIDAY, "e2000000000", false},
    {LEX_HOLIDAY, "i13-1", false},
    {LEX_RELATIVE_DAY, "-1ni", true},
    {LEX_RELATIVE_DAY, "-1n", false},
    {LEX_RELATIVE_DAY, "-0", false},
    {LEX_RELATIVE_DAY, "99999", false},
    {LEX_AGO, "-1<", true},
    {LEX_AGO, "2", false},
    {LEX_FREQUENCY, "pt1h", true},
    {LEX_FREQUENCY, "xxxx-xx-xxtni", true},
    {LEX_FREQUENCY, "xxxx-wxx-7", true},
    {LEX_FREQUENCY, "daily", false},
    {LEX_DATE_PREPOSITION, "weak deadline", true},
    {LEX_DATE_PREPOSITION, "weak dead", false},
    {LEX_PERIOD_NAME, "q4", true},
    {LEX_PERIOD_NAME, "q", false},
    {LEX_PERIOD_NAME, "h3", false},
};

static void test_values(void)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        ok(lexicon_fits(lexicon_pattern(values[i].class), values[i].value) == values[i].fits,
           "'%s' %s a value of class %d", values[i].value, values[i].fits ? "is" : "is not",
           (int)values[i].class);
}

static void test_matches(const struct lexicon *lexicon)
{
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        struct arena arena = {0};
        struct tokens tokens;
        const char *value = NULL;
        scan(lexicon, view_string(matches[i].text), &arena, &tokens);
        uint32_t count = lexicon_match(lexicon, &tokens, 0, matches[i].class, &value);
        ok(count == matches[i].count, "%s spans %u", matches[i].text, matches[i].count);
        same(count ? value : NULL, matches[i].value, matches[i].text);
        arena_free(&arena);
    }
}

static uint32_t word_of(const struct lexicon *lexicon, const char *word)
{
    return lexicon_word(lexicon, unicode_fold_hash(view_string(word)), view_string(word));
}

static void test_words(const struct lexicon *lexicon)
{
    uint32_t prime = word_of(lexicon, "prime"), minister = word_of(lexicon, "minister");
    ok(word_of(lexicon, "nobody") == 0, "an unknown word has no number");
    ok(lexicon_classes(lexicon, 0) == 0 && lexicon_begins(lexicon, 0) == 0, "no word is in no class");
    ok(lexicon_classes(lexicon, minister) == LEX_BIT(OFFICE), "a word by itself");
    ok(lexicon_classes(lexicon, prime) == 0 && lexicon_begins(lexicon, prime) == LEX_BIT(OFFICE),
       "a word that only begins an entry");
    ok(lexicon_number(lexicon, word_of(lexicon, "aug"), LEX_MONTH, 0) == 8, "a number");
    ok(lexicon_number(lexicon, minister, LEX_MONTH, -1) == -1, "no number in another class");
    ok(lexicon_number(lexicon, minister, LEX_OFFICE, -1) == -1, "a value that is no number");
}

static void test_bad_lists(void)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *path = write_list("z.txt", bad[i].text);
        struct lexicon *lexicon = NULL;
        masthead_error err = MASTHEAD_ERROR_INIT;
        masthead_status status = lexicon_open(folder, &lexicon, &err);
        ok(status == MASTHEAD_BAD_CONFIG && !lexicon, "refused: %s", bad[i].text);
        const char *text = masthead_error_text(&err);
        same(text + (strlen(folder) + 1), bad[i].message, "with a place");
        unlink(path);
    }
}

static void test_later_lines_win(void)
{
    struct lexicon *lexicon = NULL;
    unlink(write_list("a.txt", ""));
    const char *path = write_list("user.txt", "[month]\nagosto = 8\naugust = 12\n");
    ok(lexicon_open(folder, &lexicon, NULL) == MASTHEAD_OK, "a user's list is read with the others");
    ok(lexicon_number(lexicon, word_of(lexicon, "agosto"), LEX_MONTH, 0) == 8, "and adds to them");
    ok(lexicon_number(lexicon, word_of(lexicon, "august"), LEX_MONTH, 0) == 12,
       "and what it says of a word they have wins");
    lexicon_close(lexicon);
    unlink(path);
}

static bool equal_words(const struct lexicon_table *a, const struct lexicon_table *b)
{
    for (uint32_t i = 1; i < a->word_count; i++) {
        const struct lexicon_word *one = &a->words[i], *other = &b->words[i];
        const struct lexicon_bits *bits = &a->front.bits[i], *other_bits = &b->front.bits[i];
        if (bits->classes != other_bits->classes || bits->begins != other_bits->begins ||
            one->hash != other->hash || one->text != other->text || one->size != other->size ||
            one->entries != other->entries || one->phrases != other->phrases)
            return false;
    }
    return true;
}

static bool equal_dates(const struct lexicon_table *a, const struct lexicon_table *b)
{
    return a->date_count == b->date_count &&
           memcmp(a->front.dated, b->front.dated, a->word_count * sizeof *a->front.dated) == 0 &&
           memcmp(a->front.dates, b->front.dates, a->date_count * sizeof *a->front.dates) == 0;
}

static bool equal_entries(const struct lexicon_table *a, const struct lexicon_table *b)
{
    for (uint32_t i = 1; i < a->entry_count; i++) {
        const struct lexicon_entry *one = &a->entries[i], *other = &b->entries[i];
        if (one->value != other->value || one->next != other->next || one->words != other->words ||
            one->second != other->second || one->count != other->count || one->class != other->class)
            return false;
    }
    return true;
}

/* Whether two tables say the same. */
static bool are_equal(const struct lexicon_table *a, const struct lexicon_table *b)
{
    return a->word_count == b->word_count && a->entry_count == b->entry_count &&
           a->sequence_count == b->sequence_count && a->text_size == b->text_size &&
           a->mask == b->mask && a->classes == b->classes && a->fingerprint == b->fingerprint &&
           equal_words(a, b) && equal_dates(a, b) && equal_entries(a, b) &&
           memcmp(a->sequence, b->sequence, a->sequence_count * sizeof *a->sequence) == 0 &&
           memcmp(a->slots, b->slots, (a->mask + 1) * sizeof *a->slots) == 0 &&
           memcmp(a->texts, b->texts, a->text_size) == 0;
}

/* A pack that the library comes with is in it; one byte in a file, and the files count. */
static void test_compiled(void)
{
    static const char *const packs[] = {"conf/lang/en", "conf/lang/de"};
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++) {
        const char *pack = source_path(packs[i]);
        struct lexicon *first, *second;
        struct lexicon_table read;
        if (!ok(!lexicon_open(pack, &first, NULL) && !lexicon_open(pack, &second, NULL) &&
                    !lexicon_read(pack, &read, NULL),
                "%s can be read", packs[i]))
            continue;
        ok(lexicon_table_of(first)->words == lexicon_table_of(second)->words,
           "%s is compiled in", packs[i]);
        ok(are_equal(lexicon_table_of(first), &read), "%s is compiled as it is read", packs[i]);
        lexicon_table_free(&read);
        lexicon_close(first);
        lexicon_close(second);
    }
}

static void test_contents(void)
{
    static const char *const texts[] = {"[month]\nmay = 5\n", "[month]\nmay = 6\n",
                                        "[month]\nmay = 5\n\n", "[month]\nmay = 5"};
    uint64_t hash[sizeof texts / sizeof *texts] = {0}, moved = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *path = write_list("may.txt", texts[i]);
        ok(!lexicon_contents(folder, &hash[i], NULL), "a folder has contents");
        for (size_t k = 0; k < i; k++)
            ok(hash[k] != hash[i], "and others when its files are others");
        unlink(path);
    }
    ok(lexicon_contents("no/such/folder", &moved, NULL) == MASTHEAD_CANNOT_READ, "no folder has none");
}

int main(void)
{
    struct lexicon *lexicon = NULL;
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (!mkdtemp(folder))
        return EXIT_FAILURE;
    ok(lexicon_open(folder, &lexicon, &err) == MASTHEAD_CANNOT_READ, "a folder without lists");
    write_list("english.txt", good);
    if (ok(lexicon_open(folder, &lexicon, &err) == MASTHEAD_OK, "a good list is read")) {
        uint64_t before = lexicon_fingerprint(lexicon);
        test_words(lexicon);
        test_matches(lexicon);
        lexicon_close(lexicon);
        lexicon_open(folder, &lexicon, &err);
        ok(lexicon_fingerprint(lexicon) == before, "the fingerprint is the contents'");
        lexicon_close(lexicon);
    } else {
        printf("# %s", masthead_error_text(&err));
    }
    test_bad_lists();
    test_compiled();
    test_contents();
    test_values();
    test_later_lines_win();
    unlink(write_list("english.txt", ""));
    rmdir(folder);
    ok(lexicon_open(folder, &lexicon, &err) == MASTHEAD_CANNOT_READ, "a folder that is not there");
    return done();
}
