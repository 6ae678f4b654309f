/* forms.c - the forms under which a person's name is indexed and looked for
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "forms.h"

#include "unicode.h"

size_t forms_plain(struct view folded, char *out)
{
    size_t size = 0;
    if (folded.size > LONGEST_FORM)
        return 0;
    for (size_t i = 0; i < folded.size; i++)
        if (folded.at[i] == '-')
            out[size++] = ' ';
        else if (folded.at[i] != '\'')
            out[size++] = folded.at[i];
    return size;
}

static void add(struct forms *forms, struct view form)
{
    for (uint32_t i = 0; i < forms->count; i++)
        if (view_equal(forms->at[i], form))
            return;
    if (forms->count == MOST_FORMS || form.size == 0 || form.size > LONGEST_FORM)
        return;
    char *room = forms->room + forms->count * LONGEST_FORM;
    memcpy(room, form.at, form.size);
    forms->at[forms->count++] = view_of(room, form.size);
}

/* How Slavic names in -skij are spelt in Latin letters; the last is the one they are found under. */
static const struct {
    const char *ending;
    const char *common;
} endings[] = {
    {"skyy", "sky"}, {"skyi", "sky"}, {"skiy", "sky"},
    {"skii", "sky"}, {"skij", "sky"}, {"skyj", "sky"},
};

static bool ends_in(struct view word, const char *ending)
{
    size_t size = strlen(ending);
    return word.size > size && memcmp(word.at + word.size - size, ending, size) == 0;
}

static void add_spelling(struct forms *forms, const struct lexicon *lexicon, struct view form)
{
    uint32_t word = lexicon_word(lexicon, unicode_fold_hash(form), form);
    const char *common = word ? lexicon_value(lexicon, word, LEX_NAME_VARIANT) : NULL;
    if (common)
        add(forms, view_string(common));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(form, endings[i].ending)) {
            char text[LONGEST_FORM + 8];
            size_t stem = form.size - strlen(endings[i].ending), more = strlen(endings[i].common);
            memcpy(text, form.at, stem);
            memcpy(text + stem, endings[i].common, more);
            add(forms, view_of(text, stem + more));
        }
}

static struct view first_word(struct view text)
{
    const char *space = memchr(text.at, ' ', text.size);
    return space ? view_of(text.at, (size_t)(space - text.at)) : text;
}

static struct view last_word(struct view text)
{
    size_t begin = text.size;
    while (begin > 0 && text.at[begin - 1] != ' ')
        begin--;
    return view_of(text.at + begin, text.size - begin);
}

static bool is_particle(const struct lexicon *lexicon, struct view word)
{
    uint32_t number = lexicon_word(lexicon, unicode_fold_hash(word), word);
    return number && lexicon_classes(lexicon, number) & LEX_BIT(PARTICLE);
}

/* "van der bellen" → "bellen"; never empties a name. */
static struct view without_particles(const struct lexicon *lexicon, struct view form)
{
    for (;;) {
        struct view word = first_word(form);
        if (word.size == form.size || !is_particle(lexicon, word))
            return form;
        form = view_of(form.at + word.size + 1, form.size - word.size - 1);
    }
}

void forms_asked(const struct lexicon *lexicon, struct view family, struct forms *out)
{
    char text[LONGEST_FORM];
    out->count = 0;
    struct view plain = view_of(text, forms_plain(family, text));
    add(out, plain);
    add_spelling(out, lexicon, plain);
    out->whole = out->count;
}

void forms_of_family(const struct lexicon *lexicon, struct view family, struct forms *out)
{
    char text[LONGEST_FORM];
    forms_asked(lexicon, family, out);
    struct view plain = view_of(text, forms_plain(family, text)), bare = without_particles(lexicon, plain);
    if (bare.size < plain.size) {
        add(out, bare);
        add_spelling(out, lexicon, bare);
    }
    out->whole = out->count;
    struct view last = last_word(bare);
    if (last.size < bare.size) {
        add(out, first_word(bare));
        add(out, last);
    }
}
