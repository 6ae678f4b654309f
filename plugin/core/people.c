/* people.c - the mentions of one article joined into its people
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Names of several words come first, the longest before the shorter, so that the fullest name of a person is there
 * when the others are read.  Every person is entered in an index under all that he or she may be called later:
 *
 *     the end of the name     Obama; Suu Kyi; van der Bellen; López Obrador
 *     its family name         Xi, of Xi Jinping; García, of García Márquez
 *     given names             Joe; Jean-Claude
 *     initials                JFK
 *
 * Then each mention is looked up: what it may mean as the end of a name counts before what it may mean as a given name.  Of
 * several people, those of the other gender ("Mrs") fall out, then those who had not been introduced by then; when not
 * one is left alone the mention is nobody's, and its value is the surname.  All work is by hash tables: names that
 * are spelt alike are compared once, and a family of more than MOST_RELATIVES people only by exact spelling, so that
 * the time grows with the number of mentions. */
#include "people.h"

#include "eight.h"

#include <stdlib.h>

#include "config.h"
#include "forms.h"
#include "unicode.h"

enum { NONE = UINT32_MAX, MOST_WORDS = 8, MOST_RELATIVES = 32 };

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };

/* What a key stands for, in the order in which it is believed. */
enum sense { SENSE_FAMILY, SENSE_GIVEN, SENSE_INITIALS, SENSE_COUNT };

/* A name as it is compared: plain words, apart by one space. */
struct said {
    struct view words;
    struct view given, family; /* its beginning and its end */
    struct view suffix;
    uint32_t count; /* of words */
    bool joined;    /* family names with a hyphen alone, as of two people: "Biden-Trump" */
    uint32_t mention;
    enum gender gender;
};

struct individual {
    struct said name; /* the fullest */
    uint32_t
        introduced; /* the mention that first has a name of several words, or the only kind there is */
    enum gender gender;
    uint32_t relative; /* the next of the same family */
};

/* People who may be meant by a key. */
struct key {
    struct view text;
    uint32_t hash;
    uint32_t first[SENSE_COUNT]; /* in links */
    uint32_t family;             /* first individual whose family name it is */
    uint32_t relatives;
};

struct link {
    uint32_t individual, next;
    bool whole; /* the key is the whole name, as it was said */
};

struct resolver {
    const struct reading *reading;
    struct mentions *mentions;
    struct said *said; /* of the name mentions, in order */
    uint32_t said_count;
    struct individual *individuals;
    uint32_t individual_count, individual_capacity;
    struct key *keys; /* keys[0] is none */
    uint32_t key_count, key_capacity;
    uint32_t *table;
    uint32_t mask;
    struct link *links;
    uint32_t link_count, link_capacity;
};

/* ---- Views of words ----------------------------------------------------------------------------- */

static struct view behind(struct view text, struct view part)
{
    return view_of(part.at + part.size, (size_t)(text.at + text.size - part.at) - part.size);
}

static struct view next_word(struct view text)
{
    while (text.size && text.at[0] == ' ')
        text = view_of(text.at + 1, text.size - 1);
    const char *space = text.size ? memchr(text.at, ' ', text.size) : NULL;
    return space ? view_of(text.at, (size_t)(space - text.at)) : text;
}

static uint32_t count_words(struct view text)
{
    uint32_t count = 0;
    for (struct view word = next_word(text); word.size; word = next_word(behind(text, word)))
        count++;
    return count;
}

/* ---- The index ---------------------------------------------------------------------------------- */

static void *grown(void *at, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return at;
    uint32_t wanted = *capacity ? *capacity * 2 : 64;
    void *moved = realloc(at, wanted * size);
    if (moved)
        *capacity = wanted;
    return moved;
}

static uint32_t *slot_of(const struct resolver *r, struct view text, uint32_t hash)
{
    uint32_t i = hash & r->mask;
    while (r->table[i] &&
           (r->keys[r->table[i]].hash != hash || !view_equal(r->keys[r->table[i]].text, text)))
        i = (i + 1) & r->mask;
    return &r->table[i];
}

static bool rehash(struct resolver *r)
{
    uint32_t size = r->mask ? (r->mask + 1) * 2 : 256;
    uint32_t *table = calloc(size, sizeof *table);
    if (!table)
        return false;
    for (uint32_t k = 1; k < r->key_count; k++) {
        uint32_t i = r->keys[k].hash & (size - 1);
        while (table[i])
            i = (i + 1) & (size - 1);
        table[i] = k;
    }
    free(r->table);
    r->table = table;
    r->mask = size - 1;
    return true;
}

/* Returns the key of a text, NULL when it has none. */
static struct key *find_key(const struct resolver *r, struct view text)
{
    uint32_t k = *slot_of(r, text, eight_hash(text.at, text.size));
    return k ? &r->keys[k] : NULL;
}

/* Returns the key of a text, a new one if need be; NULL when there is no memory. */
static struct key *enter_key(struct resolver *r, struct view text)
{
    if (r->key_count > r->mask / 2 && !rehash(r))
        return NULL;
    struct key *keys = grown(r->keys, r->key_count, &r->key_capacity, sizeof *keys);
    if (!keys)
        return NULL;
    r->keys = keys;
    uint32_t hash = eight_hash(text.at, text.size), *slot = slot_of(r, text, hash);
    if (!*slot) {
        *slot = r->key_count++;
        keys[*slot] = (struct key){text, hash, {NONE, NONE, NONE}, NONE, 0};
    }
    return &keys[*slot];
}

/* Enters the individual under a text, once. */
static bool add_link(struct resolver *r, struct view text, enum sense sense, uint32_t individual,
                     bool whole)
{
    if (!text.size)
        return true;
    struct key *key = enter_key(r, text);
    struct link *links = grown(r->links, r->link_count, &r->link_capacity, sizeof *links);
    if (links)
        r->links = links;
    if (!key || !links)
        return false;
    if (key->first[sense] != NONE && links[key->first[sense]].individual == individual && !whole)
        return true;
    links[r->link_count] = (struct link){individual, key->first[sense], whole};
    key->first[sense] = r->link_count++;
    return true;
}

/* ---- What mentions say -------------------------------------------------------------------------- */

static const struct {
    const char *word;
    enum gender gender;
} addresses[] = {
    {"mr", GENDER_MALE},         {"sir", GENDER_MALE},        {"lord", GENDER_MALE},
    {"monsieur", GENDER_MALE},   {"herr", GENDER_MALE},       {"king", GENDER_MALE},
    {"prince", GENDER_MALE},     {"brother", GENDER_MALE},    {"mister", GENDER_MALE},
    {"mrs", GENDER_FEMALE},      {"ms", GENDER_FEMALE},       {"miss", GENDER_FEMALE},
    {"mme", GENDER_FEMALE},      {"madam", GENDER_FEMALE},    {"madame", GENDER_FEMALE},
    {"frau", GENDER_FEMALE},     {"lady", GENDER_FEMALE},     {"dame", GENDER_FEMALE},
    {"queen", GENDER_FEMALE},    {"princess", GENDER_FEMALE}, {"sister", GENDER_FEMALE},
    {"baroness", GENDER_FEMALE}, {"signora", GENDER_FEMALE},  {"senora", GENDER_FEMALE},
};

/* Returns the gender that the word before the mention tells. */
static enum gender addressed(const struct reading *reading, const struct mention *mention)
{
    const struct tokens *tokens = &reading->passages[mention->passage].tokens;
    if (!mention->first)
        return GENDER_UNKNOWN;
    uint32_t i = mention->first - 1;
    if (i > 0 && tokens->at[i].kind == TOKEN_MARK && tokens->at[i].mark == '.')
        i--;
    char folded[3 * 16];
    const struct token *token = &tokens->at[i];
    if (token->kind != TOKEN_WORD || token->stop - token->begin > 16)
        return GENDER_UNKNOWN;
    struct view text = view_of(tokens->text + token->begin, token->stop - token->begin);
    struct view word = view_of(folded, unicode_fold(text, folded));
    for (size_t row = 0; row < sizeof addresses / sizeof *addresses; row++)
        if (view_equal(word, view_string(addresses[row].word)))
            return addresses[row].gender;
    return GENDER_UNKNOWN;
}

static const char *value_in(const struct lexicon *lexicon, struct view word,
                            enum lexicon_class class)
{
    uint32_t number = lexicon_word(lexicon, unicode_fold_hash(word), word);
    return number ? lexicon_value(lexicon, number, class) : NULL;
}

static enum gender gender_of_given(const struct lexicon *lexicon, struct view given)
{
    struct view word = next_word(given);
    const char *value = word.size ? value_in(lexicon, word, LEX_GIVEN) : NULL;
    if (!value || value[0] == '\0' || value[1] != '\0')
        return GENDER_UNKNOWN;
    return value[0] == 'm' ? GENDER_MALE : value[0] == 'f' ? GENDER_FEMALE : GENDER_UNKNOWN;
}

/* Writes a part of a name plainly: no apostrophes, one space for all that parts words, "j.f" as "j f". */
static char *write_plain(struct view part, char *out)
{
    char *begin = out;
    for (size_t i = 0; i < part.size; i++) {
        char c = part.at[i];
        if (c == '\'')
            continue;
        if (c == '-' || c == '.' || c == ' ') {
            if (out > begin && out[-1] != ' ')
                *out++ = ' ';
        } else {
            *out++ = c;
        }
    }
    while (out > begin && out[-1] == ' ')
        out--;
    return out;
}

/* Whether two words are a family name and a given name behind it that goes on in small letters, "Choi Min-seok": names joined elsewhere
 * go on with a capital, "Joliot-Curie". */
static bool is_family_first(const struct reading *reading, const struct mention *mention)
{
    const char *text = reading->passages[mention->passage].tokens.text;
    const struct person_name *name = &mention->name;
    if (!memchr(name->family.at, '-', name->family.size) || count_words(name->given) != 1 ||
        memchr(name->given.at, '-', name->given.size) ||
        (value_in(reading->lexicon, name->given, LEX_GIVEN) &&
         !value_in(reading->lexicon, name->given, LEX_FAMILY_FIRST)))
        return false;
    for (size_t i = mention->begin; i + 1 < mention->end; i++)
        if (text[i] == '-' && text[i + 1] >= 'a' && text[i + 1] <= 'z')
            return true;
    return false;
}

/* What the mention says, each word on its side: an initial is no family name, "Edward E. Hartley". */
static bool read_mention(const struct reading *reading, const struct mention *mention,
                         uint32_t number, struct said *out)
{
    struct person_name said = mention->name, *name = &said;
    if (is_family_first(reading, mention))
        said = (struct person_name){said.family, said.given, said.suffix};
    char *text =
        arena_take(reading->arena, name->given.size + name->family.size + name->suffix.size + 4);
    if (!text)
        return false;
    *out = (struct said){.mention = number};
    char *given_end = write_plain(name->given, text);
    char *family = given_end > text ? given_end + 1 : text;
    if (given_end > text)
        *given_end = ' ';
    char *family_end = write_plain(name->family, family);
    char *suffix_end = write_plain(name->suffix, family_end);
    while (given_end > text && family_end - family > 2 && family[1] == ' ') {
        given_end = family + 1;
        family += 2;
    }
    out->given = view_of(text, (size_t)(given_end - text));
    out->family = view_of(family, (size_t)(family_end - family));
    out->words = view_of(text, (size_t)(family_end - text));
    out->suffix = view_of(family_end, (size_t)(suffix_end - family_end));
    out->count = count_words(out->words);
    out->joined = !name->given.size && memchr(name->family.at, '-', name->family.size);
    out->gender = addressed(reading, mention);
    if (out->gender == GENDER_UNKNOWN)
        out->gender = gender_of_given(reading->lexicon, out->given);
    return true;
}

/* ---- Agreement ---------------------------------------------------------------------------------- */

static bool words_agree(const struct lexicon *lexicon, struct view a, struct view b)
{
    if (view_equal(a, b))
        return true;
    if (a.size == 1 || b.size == 1)
        return a.at[0] == b.at[0];
    const char *x = value_in(lexicon, a, LEX_NICKNAME), *y = value_in(lexicon, b, LEX_NICKNAME);
    struct view formal_a = x ? view_string(x) : a, formal_b = y ? view_string(y) : b;
    return view_equal(formal_a, formal_b);
}

/* The "al" of Arabic names, which is often left out: "Ahmad Al-Nawaf", "Ahmad Nawaf". */
static bool is_article(struct view word)
{
    return view_equal(word, view_string("al")) || view_equal(word, view_string("el"));
}

/* Whether two given names can be one person's: their first words agree, and each further word of the shorter agrees, in
 * order, with one of the longer. */
static bool given_agree(const struct lexicon *lexicon, struct view a, struct view b)
{
    if (count_words(a) > count_words(b)) {
        struct view t = a;
        a = b;
        b = t;
    }
    struct view x = next_word(a), y = next_word(b);
    if (!x.size || !words_agree(lexicon, x, y))
        return false;
    for (x = next_word(behind(a, x)), y = next_word(behind(b, y)); x.size;
         x = next_word(behind(a, x))) {
        if (is_article(x))
            continue;
        while (y.size && !words_agree(lexicon, x, y))
            y = next_word(behind(b, y));
        if (!y.size)
            return false;
        y = next_word(behind(b, y));
    }
    return true;
}

static bool genders_agree(enum gender a, enum gender b)
{
    return a == GENDER_UNKNOWN || b == GENDER_UNKNOWN || a == b;
}

static bool suffixes_agree(struct view a, struct view b)
{
    return a.size == 0 || b.size == 0 || view_equal(a, b);
}

/* ---- People ------------------------------------------------------------------------------------- */

static bool add_initials(struct resolver *r, const struct said *said, uint32_t individual)
{
    if (said->count < 3 || said->count > MOST_WORDS)
        return true;
    char *letters = arena_take(r->reading->arena, said->count);
    if (!letters)
        return false;
    size_t size = 0;
    for (struct view w = next_word(said->words); w.size; w = next_word(behind(said->words, w)))
        letters[size++] = w.at[0];
    return add_link(r, view_of(letters, size), SENSE_INITIALS, individual, false);
}

/* Enters all that a person of this name may be called. */
static bool add_names(struct resolver *r, const struct said *said, uint32_t individual)
{
    if (!add_link(r, said->words, SENSE_FAMILY, individual, true) ||
        !add_link(r, said->family, SENSE_FAMILY, individual, false))
        return false;
    if (said->count > MOST_WORDS)
        return true;
    if (said->joined)
        return true;
    struct view words = said->words;
    for (struct view w = next_word(behind(words, next_word(words))); w.size;
         w = next_word(behind(words, w))) {
        struct view end = view_of(w.at, (size_t)(words.at + words.size - w.at));
        if (!add_link(r, end, SENSE_FAMILY, individual, false))
            return false;
    }
    if (!said->given.size)
        return true;
    for (struct view w = behind(words, next_word(words)); said->count > 2 && w.size;
         w = behind(w, next_word(w))) {
        struct view begin = view_of(words.at, (size_t)(w.at - words.at));
        if (memchr(begin.at, ' ', begin.size) &&
            !add_link(r, begin, SENSE_GIVEN, individual, false))
            return false; /* "Carlos Alvarado" */
    }
    return add_link(r, next_word(said->family), SENSE_FAMILY, individual, false) &&
           add_link(r, said->given, SENSE_GIVEN, individual, false) &&
           add_link(r, next_word(said->given), SENSE_GIVEN, individual, false) &&
           add_initials(r, said, individual);
}

/* Returns the number of a new person; NONE when there is no memory. */
static uint32_t add_individual(struct resolver *r, const struct said *said)
{
    struct individual *individuals =
        grown(r->individuals, r->individual_count, &r->individual_capacity, sizeof *individuals);
    if (!individuals)
        return NONE;
    r->individuals = individuals;
    uint32_t number = r->individual_count++;
    individuals[number] = (struct individual){*said, said->mention, said->gender, NONE};
    if (!add_names(r, said, number))
        return NONE;
    struct key *key = enter_key(r, said->family);
    if (!key)
        return NONE;
    individuals[number].relative = key->family;
    key->family = number;
    key->relatives++;
    return number;
}

/* What a search among people found. */
struct choice {
    uint32_t one;   /* the last */
    uint32_t count; /* how many could be meant */
};

static bool can_be(const struct individual *individual, const struct said *said)
{
    return genders_agree(individual->gender, said->gender) &&
           suffixes_agree(individual->name.suffix, said->suffix);
}

/* Looks for a person of exactly this name. */
static struct choice find_same(const struct resolver *r, const struct said *said)
{
    struct choice choice = {NONE, 0};
    const struct key *key = find_key(r, said->words);
    uint32_t seen = 0;
    for (uint32_t l = key ? key->first[SENSE_FAMILY] : NONE; l != NONE && seen < MOST_RELATIVES;
         l = r->links[l].next, seen++) {
        uint32_t i = r->links[l].individual;
        if (i == choice.one || !can_be(&r->individuals[i], said) || !r->links[l].whole)
            continue;
        choice.one = i;
        choice.count++;
    }
    return choice;
}

/* Looks for a person of the same family and an agreeing given name. */
static struct choice find_relative(const struct resolver *r, const struct said *said)
{
    struct choice choice = {NONE, 0};
    const struct key *key = find_key(r, said->family);
    uint32_t i = key ? key->family : NONE;
    for (uint32_t n = 0; i != NONE && n < MOST_RELATIVES; i = r->individuals[i].relative, n++)
        if (can_be(&r->individuals[i], said) && r->individuals[i].name.given.size &&
            given_agree(r->reading->lexicon, r->individuals[i].name.given, said->given)) {
            choice.one = i;
            choice.count++;
        }
    return choice;
}

/* Looks for people of whose longer names this is the end, "Suu Kyi", "López Obrador", or the beginning: "Carlos Alvarado", of Carlos
 * Alvarado Quesada. */
static struct choice find_part(const struct resolver *r, const struct said *said, enum sense sense)
{
    struct choice choice = {NONE, 0};
    const struct key *key = find_key(r, said->words);
    uint32_t seen = 0;
    for (uint32_t l = key ? key->first[sense] : NONE; l != NONE && seen < MOST_RELATIVES;
         l = r->links[l].next, seen++)
        if (r->links[l].individual != choice.one && !r->links[l].whole &&
            can_be(&r->individuals[r->links[l].individual], said)) {
            choice.one = r->links[l].individual;
            choice.count++;
        }
    return choice;
}

static void introduce(struct individual *individual, const struct said *said)
{
    if (said->mention < individual->introduced)
        individual->introduced = said->mention;
    if (individual->gender == GENDER_UNKNOWN)
        individual->gender = said->gender;
    if (!individual->name.suffix.size)
        individual->name.suffix = said->suffix;
}

static bool begins_with_given(const struct lexicon *lexicon, struct view words)
{
    struct view word = next_word(words);
    uint32_t number = lexicon_word(lexicon, unicode_fold_hash(word), word);
    return number && lexicon_classes(lexicon, number) & LEX_BIT(GIVEN) &&
           !(lexicon_classes(lexicon, number) & LEX_BIT(FAMILY));
}

/* What is said alone is the family name: "López Obrador", of Andrés Manuel López Obrador.  It may also be the end of another
 * name that the person has been given, and then this one stays as it is. */
static void split_before(struct said *longer, struct view family)
{
    struct view words = longer->words;
    if (family.size >= words.size)
        return;
    size_t given = words.size - family.size - 1;
    struct view end = view_of(words.at + given + 1, family.size);
    if (words.at[given] != ' ' || !view_equal(end, family))
        return;
    longer->given = view_of(words.at, given);
    longer->family = end;
}

/* Finds or adds the person of a name of several words; NO_PERSON when it could be one of several.  False when there
 * is no memory. */
static bool place_full(struct resolver *r, const struct said *said, uint32_t *person)
{
    struct choice choice = find_same(r, said);
    if (choice.count == 1) {
        *person = choice.one;
        introduce(&r->individuals[choice.one], said);
        return true;
    }
    choice = find_relative(r, said);
    if (choice.count == 0) {
        choice = find_part(r, said, SENSE_FAMILY);
        if (choice.count == 1 && !begins_with_given(r->reading->lexicon, said->words))
            split_before(&r->individuals[choice.one].name, said->words);
    }
    if (choice.count == 0)
        choice = find_part(r, said, SENSE_GIVEN);
    if (choice.count > 1) {
        *person = NO_PERSON;
        return true;
    }
    if (choice.count == 0) {
        *person = add_individual(r, said);
        return *person != NONE;
    }
    *person = choice.one;
    introduce(&r->individuals[choice.one], said);
    return add_names(r, said, choice.one);
}

/* ---- Short mentions ----------------------------------------------------------------------------- */

/* Of the people of a list, those who fit; of several those who were introduced before. */
static struct choice choose(const struct resolver *r, uint32_t list, const struct said *said)
{
    struct choice all = {NONE, 0}, before = {NONE, 0};
    uint32_t seen = 0;
    for (uint32_t l = list; l != NONE && seen < MOST_RELATIVES; l = r->links[l].next, seen++) {
        uint32_t i = r->links[l].individual;
        if (i == all.one || !can_be(&r->individuals[i], said))
            continue;
        all.one = i;
        all.count++;
        if (i != before.one && r->individuals[i].introduced < said->mention) {
            before.one = i;
            before.count++;
        }
    }
    return before.count == 1 && all.count > 1 ? before : all;
}

static bool is_plural(const struct reading *reading, const struct mention *mention)
{
    const struct tokens *tokens = &reading->passages[mention->passage].tokens;
    if (!mention->first)
        return false;
    const struct token *token = &tokens->at[mention->first - 1];
    const char *text = tokens->text + token->begin;
    return token->kind == TOKEN_WORD && token->end - token->begin == 3 && (text[0] | 0x20) == 't' &&
           text[1] == 'h' && text[2] == 'e';
}

/* Finds who a name of one word, or a family name alone, means.  *value becomes the surname of a mention that is nobody's. */
static bool place_short(struct resolver *r, const struct said *said, uint32_t *person,
                        struct view *value)
{
    *value = said->family;
    const struct mention *mention = &r->mentions->at[said->mention];
    struct view family = said->family;
    if (is_plural(r->reading, mention) && family.size > 2 && family.at[family.size - 1] == 's') {
        struct view one = view_of(family.at, family.size - 1);
        const struct key *key = find_key(r, one);
        if (key && key->first[SENSE_FAMILY] != NONE && !find_key(r, family)) {
            *value = one;
            *person = NO_PERSON;
            return true;
        }
    }
    const struct key *key = find_key(r, family);
    for (int sense = 0; key && sense < SENSE_COUNT; sense++) {
        struct choice choice = choose(r, key->first[sense], said);
        if (choice.count > 1) {
            *person = NO_PERSON;
            return true;
        }
        if (choice.count == 1) {
            *person = choice.one;
            introduce(&r->individuals[choice.one], said);
            return true;
        }
    }
    *person = add_individual(r, said);
    return *person != NONE;
}

/* ---- All of them -------------------------------------------------------------------------------- */

/* Orders names so that the fuller comes first: more words; given names before initials. */
static int fullest_first(const void *left, const void *right)
{
    const struct said *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    bool a_initial = next_word(a->given).size == 1, b_initial = next_word(b->given).size == 1;
    if (a_initial != b_initial)
        return a_initial ? 1 : -1;
    return a->mention < b->mention ? -1 : a->mention > b->mention;
}

/* Takes from a name the place that it was run together with: "the President of Argentina | Alberto Fernández". */
static void drop_place(const struct resolver *r, struct mention *mention)
{
    const struct tokens *tokens = &r->reading->passages[mention->passage].tokens;
    const struct lexicon *lexicon = r->reading->lexicon;
    uint32_t first = mention->first, before = first > 1 ? tokens->at[first - 2].word : 0;
    const uint64_t offices = LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD);
    struct view place = next_word(mention->name.given), rest = behind(mention->name.given, place);
    if (!before || !token_is_word(tokens, first - 1, "of") || !rest.size || rest.at[0] != ' ' ||
        !(lexicon_classes(lexicon, before) & offices))
        return;
    bool known = value_in(lexicon, place, LEX_PLACE);
    if (!known && (!value_in(lexicon, next_word(rest), LEX_GIVEN) ||
                   (value_in(lexicon, place, LEX_GIVEN) && !value_in(lexicon, place, LEX_COUNTRY))))
        return;
    mention->name.given = view_of(rest.at + 1, rest.size - 1);
    mention->first++;
    mention->begin = tokens->at[first + 1].begin;
}

static masthead_status read_mentions(struct resolver *r)
{
    const struct mentions *mentions = r->mentions;
    r->said = malloc((mentions->count + 1) * sizeof *r->said);
    if (!r->said)
        return MASTHEAD_NO_MEMORY;
    for (uint32_t m = 0; m < mentions->count; m++) {
        if (mentions->at[m].kind != MASTHEAD_NAME)
            continue;
        drop_place(r, &r->mentions->at[m]);
        if (!read_mention(r->reading, &mentions->at[m], m, &r->said[r->said_count++]))
            return MASTHEAD_NO_MEMORY;
    }
    qsort(r->said, r->said_count, sizeof *r->said, fullest_first);
    return MASTHEAD_OK;
}

static masthead_status place_mentions(struct resolver *r)
{
    for (int full = 1; full >= 0; full--)
        for (uint32_t s = 0; s < r->said_count; s++) {
            const struct said *said = &r->said[s];
            struct mention *mention = &r->mentions->at[said->mention];
            struct view value = said->family;
            if ((said->given.size > 0) != full)
                continue;
            if (full ? !place_full(r, said, &mention->person)
                     : !place_short(r, said, &mention->person, &value))
                return MASTHEAD_NO_MEMORY;
            if (mention->person == NO_PERSON) {
                mention->value = arena_copy(r->reading->arena, value.at, value.size);
                if (!mention->value)
                    return MASTHEAD_NO_MEMORY;
            }
        }
    return MASTHEAD_OK;
}

/* "biden, joe" */
static const char *write_value(const struct reading *reading, const struct said *name)
{
    size_t family = name->family.size, given = name->given.size;
    char *value = arena_take(reading->arena, family + given + 3);
    if (!value)
        return NULL;
    memcpy(value, name->family.at, family);
    if (given) {
        memcpy(value + family, ", ", 2);
        memcpy(value + family + 2, name->given.at, given);
    }
    value[given ? family + 2 + given : family] = '\0';
    return value;
}

static masthead_status write_people(const struct resolver *r, struct people *out)
{
    struct person *people =
        arena_take(r->reading->arena, (r->individual_count + 1) * sizeof *people);
    if (!people)
        return MASTHEAD_NO_MEMORY;
    for (uint32_t i = 0; i < r->individual_count; i++) {
        const struct said *name = &r->individuals[i].name;
        people[i].name = (struct person_name){name->given, name->family, name->suffix};
        people[i].value = write_value(r->reading, name);
        if (!people[i].value)
            return MASTHEAD_NO_MEMORY;
    }
    for (uint32_t s = 0; s < r->said_count; s++) {
        struct mention *mention = &r->mentions->at[r->said[s].mention];
        if (mention->person != NO_PERSON)
            mention->value = people[mention->person].value;
    }
    *out = (struct people){people, r->individual_count};
    return MASTHEAD_OK;
}

masthead_status people_resolve(const struct reading *reading, struct mentions *mentions,
                               struct people *out)
{
    struct resolver r = {.reading = reading, .mentions = mentions, .key_count = 1};
    masthead_status status = read_mentions(&r);
    if (!status && r.said_count)
        status = rehash(&r) ? place_mentions(&r) : MASTHEAD_NO_MEMORY;
    if (!status)
        status = write_people(&r, out);
    free(r.said);
    free(r.individuals);
    free(r.keys);
    free(r.table);
    free(r.links);
    return status;
}
