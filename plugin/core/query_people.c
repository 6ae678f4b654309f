/* query_people.c - a person asked for, under the forms that the index has
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * "Biden, Joe" says which part is which.  Any other name is read as every split into given and family
 * name; what the index has decides which of them is somebody.  Given names agree when one can stand for the other: initials,
 * nicknames, middle names left out.
 *
 * "zelenski~" asks for names that are spelt nearly so, too: of the index's family names that begin with a letter that sounds
 * the same, the nearest MOST_NEAR.  At most MOST_LISTED terms are looked at, so that a query's time has a bound.
 *
 * In a plain query ("what did boris johnson say in leeds") words that stand together are read as names from the longest
 * stretch to the shortest; what the index has decides here, too. */
#include <stdio.h>

#include "forms.h"
#include "near.h"
#include "query_tree.h"
#include "unicode.h"

enum { MOST_NAME_WORDS = 8, MOST_NEAR = 8, MOST_LISTED = 200000, MOST_ALTERNATIVES = 64 };

/* How given names are compared with those of the index. */
enum match {
    MATCH_USUAL,
    MATCH_NEAR, /* those that are spelt nearly alike agree, too */
    MATCH_ALL   /* every word asked for must be in the index */
};

/* A person's name as typed, folded and split into words. */
struct asked {
    struct view words[MOST_NAME_WORDS];
    uint32_t count;
    uint32_t family; /* words before it are the family name when a comma says so; else 0 */
};

/* The words of a given name: "john f" of a term or of the query. */
static uint32_t split_words(struct view text, struct view words[MOST_NAME_WORDS])
{
    uint32_t count = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= text.size; i++)
        if (i == text.size || strchr(" .-", text.at[i])) {
            if (i > begin && count < MOST_NAME_WORDS)
                words[count++] = view_of(text.at + begin, i - begin);
            begin = i + 1;
        }
    return count;
}

static uint64_t classes_of(const struct lexicon *lexicon, struct view word)
{
    uint32_t number = lexicon_word(lexicon, unicode_fold_hash(word), word);
    return number ? lexicon_classes(lexicon, number) : 0;
}

static const char *nickname_of(const struct lexicon *lexicon, struct view word)
{
    uint32_t number = lexicon_word(lexicon, unicode_fold_hash(word), word);
    return number ? lexicon_value(lexicon, number, LEX_NICKNAME) : NULL;
}

/* The name that a nickname stands for, or the word itself. */
static struct view formal(const struct lexicon *lexicon, struct view word)
{
    const char *name = nickname_of(lexicon, word);
    return name ? view_string(name) : word;
}

/* "j" agrees with "joe", "joe" with "joseph"; when near ones are meant, "volodimir" with "volodymyr". */
static bool words_agree(const struct lexicon *lexicon, bool near, struct view a, struct view b)
{
    if (a.size == 1 || b.size == 1)
        return a.at[0] == b.at[0];
    return view_equal(a, b) || view_equal(formal(lexicon, a), formal(lexicon, b)) ||
           (near && near_distance(a, b) != NOT_NEAR);
}

/* Whether two given names can be one person's: the first words agree, and what follows in the one with fewer words agrees,
 * in order, with words of the other. */
static bool given_agree(const struct lexicon *lexicon, bool near, const struct view *a,
                        uint32_t a_count, const struct view *b, uint32_t b_count)
{
    if (a_count > b_count)
        return given_agree(lexicon, near, b, b_count, a, a_count);
    if (a_count == 0 || !words_agree(lexicon, near, a[0], b[0]))
        return false;
    uint32_t k = 1;
    for (uint32_t i = 1; i < a_count; i++, k++) {
        while (k < b_count && !words_agree(lexicon, near, a[i], b[k]))
            k++;
        if (k == b_count)
            return false;
    }
    return true;
}

struct person_search {
    struct reader *r;
    struct list *list;
    const struct view *given; /* as asked */
    uint32_t given_count;
    enum match match;
    size_t skip; /* bytes of a term before its given name */
    uint32_t listed;
};

static int consider_term(void *user, const char *term, size_t size)
{
    struct person_search *search = user;
    struct view given[MOST_NAME_WORDS];
    uint32_t count = split_words(view_of(term + search->skip, size - search->skip), given);
    if ((search->match != MATCH_ALL || search->given_count <= count) &&
        given_agree(search->r->m->lexicon, search->match == MATCH_NEAR, search->given,
                    search->given_count, given, count))
        tree_push_term(search->r, search->list, "", view_of(term, size),
                       search->r->m->settings.public.name_weight);
    return search->r->status != MASTHEAD_OK || search->list->count >= MOST_ALTERNATIVES ||
           ++search->listed >= MOST_LISTED;
}

/* Looks for one spelling of one reading of the name, under the given names that the index has. */
static void push_spelling(struct reader *r, struct list *list, struct view family,
                          const struct view *given, uint32_t given_count, enum match match)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct view form = tree_words(r, given, given_count);
    size_t prefix = strlen(settings->name_prefix), room = prefix + family.size + form.size + 3;
    char *text = tree_take(r, room);
    if (!text)
        return;
    snprintf(text, room, "%s%.*s, %.*s", settings->name_prefix, (int)family.size, family.at,
             (int)form.size, form.at);
    if (!r->options->terms) {
        tree_push_term(r, list, "", view_string(text), settings->name_weight);
        return;
    }
    struct person_search search = {.r = r,
                                   .list = list,
                                   .given = given,
                                   .given_count = given_count,
                                   .match = match,
                                   .skip = prefix + family.size + 2};
    r->options->terms(r->options->user, text, search.skip, consider_term, &search);
}

/* ---- Family names that are spelt nearly alike ---------------------------------------------------- */

struct near_search {
    struct view family;
    size_t skip; /* bytes of a term's prefix */
    uint32_t listed, count;
    struct {
        uint32_t distance;
        size_t size;
        char text[LONGEST_NEAR];
    } at[MOST_NEAR + 1]; /* by rising distance; the last is room to insert */
};

static void keep_near(struct near_search *search, struct view family)
{
    uint32_t distance = near_distance(search->family, family), i = search->count;
    if (distance == NOT_NEAR)
        return;
    for (; i > 0 && search->at[i - 1].distance > distance; i--)
        search->at[i] = search->at[i - 1];
    search->at[i].distance = distance;
    search->at[i].size = family.size;
    memcpy(search->at[i].text, family.at, family.size);
    if (search->count < MOST_NEAR)
        search->count++;
}

/* A family name is a term without a comma. */
static int consider_family(void *user, const char *term, size_t size)
{
    struct near_search *search = user;
    struct view family = view_of(term + search->skip, size - search->skip);
    if (family.size <= LONGEST_NEAR && !memchr(family.at, ',', family.size))
        keep_near(search, family);
    return ++search->listed >= MOST_LISTED;
}

static void find_near(struct reader *r, struct view family, struct near_search *search)
{
    const char *prefix = r->m->settings.public.name_prefix;
    size_t size = strlen(prefix);
    char *text = tree_take(r, size + 1);
    *search = (struct near_search){.family = family, .skip = size};
    if (!text || !r->options->terms || !family.size)
        return;
    memcpy(text, prefix, size);
    for (const char *letter = near_beginnings(family.at[0]);
         *letter && search->listed < MOST_LISTED; letter++) {
        text[size] = *letter;
        r->options->terms(r->options->user, text, size + 1, consider_family, search);
    }
}

/* ---- Readings ------------------------------------------------------------------------------------ */

/* Adds a family name, or a family name with the given names that the index has. */
static void push_form(struct reader *r, struct list *list, struct view family,
                      const struct view *given, uint32_t given_count, enum match match)
{
    const masthead_settings *settings = &r->m->settings.public;
    if (given_count)
        push_spelling(r, list, family, given, given_count, match);
    else
        tree_push_term(r, list, settings->name_prefix, family, settings->name_weight);
}

static bool has_form(const struct forms *forms, struct view form)
{
    for (uint32_t i = 0; i < forms->count; i++)
        if (view_equal(forms->at[i], form))
            return true;
    return false;
}

/* Looks for one reading of the name: a family name, and a given name if any. */
static void push_person(struct reader *r, struct list *list, struct view family,
                        const struct view *given, uint32_t given_count, enum match match)
{
    struct forms forms;
    struct near_search search;
    if (r->status)
        return;
    forms_asked(r->m->lexicon, family, &forms);
    for (uint32_t i = 0; i < forms.count; i++)
        push_form(r, list, forms.at[i], given, given_count, match);
    if (match != MATCH_NEAR || r->status)
        return;
    find_near(r, family, &search);
    for (uint32_t i = 0; i < search.count; i++) {
        struct view form = view_of(search.at[i].text, search.at[i].size);
        if (!has_form(&forms, form))
            push_form(r, list, form, given, given_count, match);
    }
}

/* "JF" typed in capitals stands for "J. F.". */
static bool are_initials(struct view word)
{
    if (word.size < 2 || word.size > 3)
        return false;
    for (size_t i = 0; i < word.size; i++)
        if (word.at[i] < 'A' || word.at[i] > 'Z')
            return false;
    return true;
}

/* Folds a word as typed, without apostrophes, the possessive's "s" and, for "JF" in capitals, with its letters apart. */
static void read_word(struct reader *r, struct view raw, bool initials, struct asked *out)
{
    char *text = tree_take(r, 6 * raw.size + 1);
    if (!text)
        return;
    char *folded = text + 3 * raw.size;
    struct view word = view_of(text, forms_plain(view_of(folded, unicode_fold(raw, folded)), text));
    for (size_t k = 0; initials && k < word.size && out->count < MOST_NAME_WORDS; k++)
        out->words[out->count++] = view_of(word.at + k, 1);
    if (!initials && word.size && out->count < MOST_NAME_WORDS)
        out->words[out->count++] = word;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The comma behind the family name; one between digits is part of a word, as it is for Xapian. */
static const char *find_comma(struct view value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.at[i] == ',' && !(i > 0 && i + 1 < value.size && is_digit(value.at[i - 1]) &&
                                    is_digit(value.at[i + 1])))
            return value.at + i;
    return NULL;
}

/* Folds a name as typed into words; a comma behind the family name is remembered. */
static void read_name(struct reader *r, struct view value, struct asked *out)
{
    *out = (struct asked){0};
    struct view raw[MOST_NAME_WORDS];
    const char *comma = find_comma(value);
    size_t family = comma ? (size_t)(comma - value.at) : 0;
    uint32_t family_words = split_words(view_of(value.at, family), raw);
    uint32_t count = family_words;
    if (comma)
        family++;
    struct view rest[MOST_NAME_WORDS];
    uint32_t rest_count = split_words(view_of(value.at + family, value.size - family), rest);
    for (uint32_t i = 0; i < rest_count && count < MOST_NAME_WORDS; i++)
        raw[count++] = rest[i];
    for (uint32_t i = 0; i < count; i++) {
        bool initials = are_initials(raw[i]) && (comma ? i >= family_words : i + 1 < count);
        read_word(r, raw[i], initials, out);
        if (i + 1 == family_words)
            out->family = out->count;
    }
}

/* Takes away a ~ before or behind a name. */
static struct view without_tilde(struct view value)
{
    if (value.size && value.at[0] == '~')
        return view_of(value.at + 1, value.size - 1);
    if (value.size && value.at[value.size - 1] == '~')
        value.size--;
    return value;
}

/* Every split of "joe biden" into given and family name, and, for the first two words, the family name first. */
static void read_in_order(struct reader *r, struct list *list, const struct view *words,
                          uint32_t count, enum match match)
{
    push_person(r, list, tree_words(r, words, count), NULL, 0, match);
    for (uint32_t i = 1; i < count; i++)
        push_person(r, list, tree_words(r, words + i, count - i), words, i, match);
    for (uint32_t i = 1; i < count && i <= 2; i++)
        push_person(r, list, tree_words(r, words, i), words + i, count - i, match);
}

/* How many words before the last are titles: "king" of "king fahd", which no article has in the name. */
static uint32_t leading_titles(const struct lexicon *lexicon, const struct view *words,
                               uint32_t count)
{
    static const uint64_t titles = LEX_BIT(HONORIFIC) | LEX_BIT(OFFICE) | LEX_BIT(RANK);
    uint32_t leading = 0;
    while (leading + 1 < count && classes_of(lexicon, words[leading]) & titles)
        leading++;
    return leading;
}

/* A name's readings: "Biden, Joe" says it all; else every split of "joe biden" into given and family name, and, for
 * two words, the family name first, as in "Xi Jinping".  The index decides which of them is somebody. */
void query_person(struct reader *r, struct view value, struct list *list)
{
    struct asked name;
    struct view bare = without_tilde(value);
    enum match match = bare.size < value.size ? MATCH_NEAR : MATCH_USUAL;
    read_name(r, bare, &name);
    if (r->status || !name.count) {
        tree_fail(r, value, "is no name");
        return;
    }
    if (name.family && name.family < name.count) {
        push_person(r, list, tree_words(r, name.words, name.family), name.words + name.family,
                    name.count - name.family, match);
        return;
    }
    read_in_order(r, list, name.words, name.count, match);
    uint32_t titles = leading_titles(r->m->lexicon, name.words, name.count);
    if (titles)
        read_in_order(r, list, name.words + titles, name.count - titles, match);
}

/* ---- People in a plain query --------------------------------------------------------------------- */

enum { MOST_STRETCH = 5, MOST_QUERY_WORDS = 64 };

/* A word of a plain query. */
struct plain_word {
    struct view folded;
    uint32_t begin, end;
    bool follows;  /* only a space, hyphen or full stop is between it and the word before */
    bool ordinary; /* a word of the language, which is no family name by itself */
    bool particle;
    bool known; /* the index has people whose family name it is, or ends in it */
};

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80 ||
           c == '\'';
}

/* Words that are no family names by themselves. */
static const uint64_t ordinary =
    LEX_BIT(COMMON) | LEX_BIT(FUNCTION_WORD) | LEX_BIT(DETERMINER) | LEX_BIT(LINKING_VERB) |
    LEX_BIT(PLACE) | LEX_BIT(COUNTRY) | LEX_BIT(DEMONYM) | LEX_BIT(OFFICE) | LEX_BIT(HONORIFIC) |
    LEX_BIT(MONTH) | LEX_BIT(WEEKDAY) | LEX_BIT(ORGANISATION) | LEX_BIT(NUMBER);

static struct view without_possessive(struct view word)
{
    if (word.size > 2 && word.at[word.size - 1] == 's' && word.at[word.size - 2] == '\'')
        word.size -= 2;
    return word;
}

/* Reads the words of a plain query.  Returns how many. */
static uint32_t read_plain(struct reader *r, struct view text, struct plain_word *out)
{
    uint32_t count = 0;
    bool follows = false;
    for (size_t i = 0; i < text.size && count < MOST_QUERY_WORDS && !r->status;) {
        if (!is_word_byte(text.at[i])) {
            follows = follows && memchr(" .-", text.at[i], 3);
            i++;
            continue;
        }
        size_t begin = i;
        while (i < text.size && is_word_byte(text.at[i]))
            i++;
        char *folded = tree_take(r, 6 * (i - begin) + 1);
        if (!folded)
            break;
        char *plain = folded + 3 * (i - begin);
        struct view word = without_possessive(
            view_of(folded, unicode_fold(view_of(text.at + begin, i - begin), folded)));
        uint64_t classes = classes_of(r->m->lexicon, word);
        out[count] = (struct plain_word){.begin = (uint32_t)begin,
                                         .end = (uint32_t)i,
                                         .follows = follows,
                                         .ordinary = classes & ordinary,
                                         .particle = classes & LEX_BIT(PARTICLE)};
        out[count].folded = view_of(plain, forms_plain(word, plain));
        count += out[count].folded.size > 0;
        follows = true;
    }
    return count;
}

struct equal_search {
    struct view term;
    bool found;
};

static int consider_equal(void *user, const char *term, size_t size)
{
    struct equal_search *search = user;
    search->found = view_equal(view_of(term, size), search->term);
    return 1; /* the shortest of a prefix comes first */
}

/* Adds the family name under each form that the index has. */
static void push_known(struct reader *r, struct list *list, struct view family)
{
    const char *prefix = r->m->settings.public.name_prefix;
    struct forms forms;
    forms_asked(r->m->lexicon, family, &forms);
    for (uint32_t i = 0; i < forms.count && !r->status; i++) {
        struct view parts[2] = {view_string(prefix), forms.at[i]};
        char *text = tree_take(r, parts[0].size + parts[1].size);
        if (!text)
            return;
        memcpy(text, parts[0].at, parts[0].size);
        memcpy(text + parts[0].size, parts[1].at, parts[1].size);
        struct equal_search search = {view_of(text, parts[0].size + parts[1].size), false};
        r->options->terms(r->options->user, text, search.term.size, consider_equal, &search);
        if (search.found)
            push_form(r, list, forms.at[i], NULL, 0, MATCH_USUAL);
    }
}

/* Whether the index has people of that family name, or of one that ends in that word. */
static bool is_known(struct reader *r, struct view word)
{
    const char *prefix = r->m->settings.public.name_prefix;
    struct forms forms;
    if (!r->options->count)
        return true;
    forms_asked(r->m->lexicon, word, &forms);
    for (uint32_t i = 0; i < forms.count; i++) {
        char term[sizeof forms.room / MOST_FORMS + 16];
        size_t head = strlen(prefix);
        memcpy(term, prefix, head);
        memcpy(term + head, forms.at[i].at, forms.at[i].size);
        if (r->options->count(r->options->user, term, head + forms.at[i].size))
            return true;
    }
    return false;
}

/* Reads words as one name of the index; *list stays empty when they are none. */
static void read_stretch(struct reader *r, const struct plain_word *words, uint32_t count,
                         struct list *list)
{
    struct view name[MOST_STRETCH];
    for (uint32_t i = 0; i < count; i++)
        name[i] = words[i].folded;
    for (uint32_t i = 1; i < count && words[count - 1].known; i++) {
        uint32_t given = i;
        struct view family = tree_words(r, name + i, count - i);
        while (given > 1 && words[given - 1].particle)
            given--; /* "al" of "bashar al assad", whom some articles call Assad */
        if (count - i == 1 || is_known(r, family)) /* most stretches need no further look */
            push_person(r, list, family, name, given, MATCH_ALL);
    }
    if (count > 1 && words[0].known)
        push_person(r, list, name[0], name + 1, count - 1, MATCH_ALL);
    if (!list->count && words[count - 1].known && (count > 1 || !words[0].ordinary) && !r->status)
        push_known(r, list, tree_words(r, name, count));
}

/* "a" and "i", which are no initials. */
static bool is_letter_word(const struct plain_word *word)
{
    return word->folded.size == 1 && word->ordinary;
}

/* How many words from the first on stand together, and can be one name. */
static uint32_t stretch(const struct plain_word *words, uint32_t count)
{
    uint32_t size = !is_letter_word(words);
    while (size && size < count && size < MOST_STRETCH && words[size].follows &&
           !is_letter_word(&words[size]))
        size++;
    return size;
}

/* How many articles have a word in any field. */
static uint32_t articles_with(const struct reader *r, struct view word)
{
    char marker[TERM_BYTES];
    size_t head = strlen(MASTHEAD_LENGTHS_PREFIX);
    uint32_t count = r->options->count(r->options->user, word.at, word.size);
    if (head + word.size > sizeof marker)
        return count;
    memcpy(marker, MASTHEAD_LENGTHS_PREFIX, head);
    memcpy(marker + head, word.at, word.size);
    return count + r->options->count(r->options->user, marker, head + word.size);
}

/* A word is taken for a name when it is one in most of the articles that have it: "johnson" is, "rice" is not. */
static bool is_mostly_name(const struct reader *r, struct view word, const struct list *list)
{
    uint32_t named = 0;
    if (!r->options->count)
        return true;
    for (const struct branch *branch = list->first; branch; branch = branch->next)
        named += r->options->count(r->options->user, branch->node->term, branch->node->term_size);
    return named > articles_with(r, word) / 2;
}

uint32_t query_people(struct reader *r, struct view text, struct query_person *out, uint32_t most)
{
    struct plain_word words[MOST_QUERY_WORDS];
    uint32_t found = 0, count = r->options->terms ? read_plain(r, text, words) : 0;
    for (uint32_t i = 0; i < count; i++)
        words[i].known = is_known(r, words[i].folded);
    for (uint32_t i = 0; i < count && found < most && !r->status;) {
        uint32_t size = stretch(words + i, count - i);
        struct list list = {0};
        for (; size > 0 && !r->status; size--) {
            read_stretch(r, words + i, size, &list);
            if (list.count)
                break;
        }
        if (list.count && (size > 1 || is_mostly_name(r, words[i].folded, &list)))
            out[found++] = (struct query_person){words[i].begin, words[i + size - 1].end, size > 1,
                                                 tree_join(r, MASTHEAD_QUERY_OR, &list)};
        i += size ? size : 1;
    }
    return r->status ? 0 : found;
}
