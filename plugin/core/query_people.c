/* query_people.c - a person asked for, under the forms that the index has
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * "Biden, Joe" says which part is which.  Any other name is read as every split into given and family
 * name; what the index has decides which of them is somebody.  Given names agree when one can stand for the other: initials,
 * nicknames, middle names left out. */
#include <stdio.h>

#include "forms.h"
#include "query_tree.h"
#include "unicode.h"

enum { MOST_NAME_WORDS = 8 };

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

/* "j" agrees with "joe", "joe" with "joseph". */
static bool words_agree(const struct lexicon *lexicon, struct view a, struct view b)
{
    if (a.size == 1 || b.size == 1)
        return a.at[0] == b.at[0];
    return view_equal(a, b) || view_equal(formal(lexicon, a), formal(lexicon, b));
}

/* Whether two given names can be one person's: the first words agree, and what follows in the one with fewer words agrees,
 * in order, with words of the other. */
static bool given_agree(const struct lexicon *lexicon, const struct view *a, uint32_t a_count,
                        const struct view *b, uint32_t b_count)
{
    if (a_count > b_count)
        return given_agree(lexicon, b, b_count, a, a_count);
    if (a_count == 0 || !words_agree(lexicon, a[0], b[0]))
        return false;
    uint32_t k = 1;
    for (uint32_t i = 1; i < a_count; i++, k++) {
        while (k < b_count && !words_agree(lexicon, a[i], b[k]))
            k++;
        if (k == b_count)
            return false;
    }
    return true;
}

struct person_search {
    struct reader *r;
    struct list *list;
    struct view given[MOST_NAME_WORDS]; /* as asked */
    uint32_t given_count;
    size_t skip; /* bytes of a term before its given name */
    double weight;
};

static int consider_term(void *user, const char *term, size_t size)
{
    struct person_search *search = user;
    struct view given[MOST_NAME_WORDS];
    uint32_t count = split_words(view_of(term + search->skip, size - search->skip), given);
    if (given_agree(search->r->m->lexicon, search->given, search->given_count, given, count))
        tree_push_term(search->r, search->list, "", view_of(term, size), search->weight);
    return search->r->status != MASTHEAD_OK;
}

/* Looks for one spelling of one reading of the name, under the given names that the index has. */
static void push_spelling(struct reader *r, struct list *list, struct view family, struct view form,
                          const struct view *given, uint32_t given_count)
{
    const masthead_settings *settings = &r->m->settings.public;
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
                                   .given_count = given_count,
                                   .skip = prefix + family.size + 2,
                                   .weight = settings->name_weight};
    memcpy(search.given, given, given_count * sizeof *given);
    r->options->terms(r->options->user, text, search.skip, consider_term, &search);
}

/* Looks for one reading of the name: a family name and a given name. */
static void push_person(struct reader *r, struct list *list, struct view family,
                        const struct view *given, uint32_t given_count)
{
    struct view form = tree_words(r, given, given_count);
    struct forms forms;
    if (r->status)
        return;
    forms_asked(r->m->lexicon, family, &forms);
    for (uint32_t i = 0; i < forms.count; i++)
        push_spelling(r, list, forms.at[i], form, given, given_count);
}

static void push_family(struct reader *r, struct list *list, struct view family)
{
    const masthead_settings *settings = &r->m->settings.public;
    struct forms forms;
    if (r->status)
        return;
    forms_asked(r->m->lexicon, family, &forms);
    for (uint32_t i = 0; i < forms.count; i++)
        tree_push_term(r, list, settings->name_prefix, forms.at[i], settings->name_weight);
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

/* Folds a name as typed into words; a comma behind the family name is remembered. */
static void read_name(struct reader *r, struct view value, struct asked *out)
{
    *out = (struct asked){0};
    struct view raw[MOST_NAME_WORDS];
    const char *comma = memchr(value.at, ',', value.size);
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
        char *text = tree_take(r, 6 * raw[i].size + 1);
        if (!text)
            return;
        char *folded = text + 3 * raw[i].size;
        struct view word =
            view_of(text, forms_plain(view_of(folded, unicode_fold(raw[i], folded)), text));
        for (size_t k = 0; initials && k < word.size && out->count < MOST_NAME_WORDS; k++)
            out->words[out->count++] = view_of(word.at + k, 1);
        if (!initials && word.size && out->count < MOST_NAME_WORDS)
            out->words[out->count++] = word;
        if (i + 1 == family_words)
            out->family = out->count;
    }
}

/* A name's readings: "Biden, Joe" says it all; else every split of "joe biden" into given and family name, and, for
 * two words, the family name first, as in "Xi Jinping".  The index decides which of them is somebody. */
void query_person(struct reader *r, struct view value, struct list *list)
{
    struct asked name;
    read_name(r, value, &name);
    if (r->status || !name.count) {
        tree_fail(r, value, "is no name");
        return;
    }
    if (name.family && name.family < name.count) {
        push_person(r, list, tree_words(r, name.words, name.family), name.words + name.family,
                    name.count - name.family);
        return;
    }
    push_family(r, list, tree_words(r, name.words, name.count));
    for (uint32_t i = 1; i < name.count; i++)
        push_person(r, list, tree_words(r, name.words + i, name.count - i), name.words, i);
    for (uint32_t i = 1; i < name.count && i <= 2; i++)
        push_person(r, list, tree_words(r, name.words, i), name.words + i, name.count - i);
}
