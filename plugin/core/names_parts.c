/* names_parts.c - given names, family name and suffix
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     name   = given { given | initial } [ particles ] family [ suffix ]        Joe Biden, Ursula von der Leyen
 *            | family-first syllables { syllables } [ suffix ]                  Xi Jinping, Moon Jae-in
 *            | [ particles ] family                                             Biden, al-Assad
 *
 * The family name is the last word and the particles before it, and two words where the one before ends as Spanish patronymics do
 * ("López Obrador").  A name is read family name first when its first word is a family name that is written first (the lexicon's
 * class says so) and each of the other words is one or two syllables as Chinese, Korean and
 * Vietnamese names are spelt in. */
#include "names_parts.h"

#include "config.h"
#include "unicode.h"

/* ---- Syllables ---------------------------------------------------------------------------------- */

static const char *const onsets[] = {"zh", "ch", "sh", "ph", "th", "tr", "gi", "kh", "ng",
                                     "nh", "kk", "hs", "ts", "b",  "p",  "m",  "f",  "d",
                                     "t",  "n",  "l",  "g",  "k",  "h",  "j",  "q",  "x",
                                     "r",  "z",  "c",  "s",  "y",  "w",  "v"};
static const char *const rhymes[] = {
    "iang", "iew", "ew",  "iong", "uang", "ueng", "yeon", "yong", "yung", "oung", "eong",
    "iao",  "ian", "ing", "ang",  "eng",  "ong",  "uai",  "uan",  "ung",  "yun",  "yeo",
    "eok",  "eon", "eol", "ook",  "oon",  "ich",  "inh",  "anh",  "uong", "uyen", "iet",
    "ien",  "uan", "oan", "ai",   "ei",   "ao",   "ou",   "an",   "en",   "in",   "un",
    "ia",   "ie",  "iu",  "ua",   "uo",   "ui",   "ue",   "eo",   "ae",   "oo",   "ee",
    "oh",   "ah",  "uk",  "ok",   "ak",   "ik",   "ek",   "um",   "im",   "am",   "om",
    "em",   "ul",  "il",  "al",   "ol",   "up",   "ip",   "ap",   "op",   "on",   "at",
    "ut",   "et",  "it",  "er",   "a",    "o",    "e",    "i",    "u",    "y"};

/* Returns the length of the longest of the strings that the text begins with; 0 when there is none. */
static size_t taken(const char *const *strings, size_t count, struct view text)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(strings[i]);
        if (size > most && size <= text.size && memcmp(text.at, strings[i], size) == 0)
            most = size;
    }
    return most;
}

static bool is_syllables(struct view text, int most)
{
    if (text.size == 0)
        return true;
    if (most == 0)
        return false;
    size_t onset = taken(onsets, sizeof onsets / sizeof *onsets, text);
    struct view rest = view_of(text.at + onset, text.size - onset);
    for (size_t i = 0; i < sizeof rhymes / sizeof *rhymes; i++) {
        size_t size = strlen(rhymes[i]);
        if (size <= rest.size && memcmp(rest.at, rhymes[i], size) == 0 &&
            is_syllables(view_of(rest.at + size, rest.size - size), most - 1))
            return true;
    }
    return false;
}

/* ---- Order -------------------------------------------------------------------------------------- */

/* "JF" of "JF Kennedy": capitals that are no given name, in text that has small letters. */
static bool is_initials(const struct unit *unit, const struct token *token)
{
    uint32_t size = token->stop - token->begin;
    return unit->line != LINE_CAPITALS && size >= 2 && size <= 3 && token->shape & SHAPE_UPPER &&
           !(token->shape & SHAPE_NON_ASCII) && !(unit->classes & (SIG_GIVEN | SIG_FAMILY));
}

static struct view fold_unit(const struct name_units *units, uint32_t u, char *room)
{
    const struct unit *unit = &units->at[u];
    const struct tokens *tokens = &units->reading->passages[unit->passage].tokens;
    const struct token *token = &tokens->at[unit->token];
    struct view text = view_of(tokens->text + token->begin, token->stop - token->begin);
    return view_of(room, unicode_fold(text, room));
}

enum { LONGEST_SYLLABLES = 24 };

static bool is_east_asian(const struct name_units *units, uint32_t first, uint32_t last)
{
    if (last == first || last - first > 3 || !(units->at[first].classes & SIG_FAMILY_FIRST))
        return false;
    for (uint32_t u = first + 1; u <= last; u++) {
        const struct unit *unit = &units->at[u];
        const struct token *token = &units->reading->passages[unit->passage].tokens.at[unit->token];
        char room[3 * LONGEST_SYLLABLES];
        if (token->stop - token->begin > LONGEST_SYLLABLES || token->shape & SHAPE_INITIAL ||
            !is_syllables(fold_unit(units, u, room), 3))
            return false;
    }
    return true;
}

static bool is_patronymic(const struct name_units *units, uint32_t u)
{
    const struct unit *unit = &units->at[u];
    const struct token *token = &units->reading->passages[unit->passage].tokens.at[unit->token];
    const char *stop = units->reading->passages[unit->passage].tokens.text + token->stop;
    return token->stop - token->begin >= 4 && stop[-1] == 'z' && stop[-2] == 'e' &&
           unit->classes & SIG_FAMILY;
}

/* Returns the first unit of the family name of a name that ends with it. */
static uint32_t family_begin(const struct name_units *units, uint32_t first, uint32_t last)
{
    uint32_t u = last;
    if (u > first && units->at[u].gap == GAP_HYPHEN && !(units->at[u - 1].classes & SIG_PARTICLE))
        u--; /* Joliot-Curie */
    else if (u > first + 1 && is_patronymic(units, u - 1) && units->at[u - 1].gap == GAP_SPACE)
        u--;
    while (u > first && units->at[u - 1].classes & SIG_PARTICLE) {
        const struct unit *unit = &units->at[u - 1];
        uint16_t shape = units->reading->passages[unit->passage].tokens.at[unit->token].shape;
        if (u - 1 == first && !(shape & SHAPE_LOWER) && !(units->at[u].classes & SIG_PARTICLE) &&
            last - first > 1)
            break; /* Ben, Abu and Ali are given names, too */
        u--;
    }
    return u;
}

/* ---- Parts -------------------------------------------------------------------------------------- */

/* "jf" becomes "j f". */
static size_t spell_out(char *text, size_t size)
{
    for (size_t i = size; i-- > 1;) {
        text[2 * i] = text[i];
        text[2 * i - 1] = ' ';
    }
    return 2 * size - 1;
}

/* Folds units [first, end) into the arena; of given names, initials that are written together are spelt out. */
static bool write_part(const struct name_units *units, uint32_t first, uint32_t end, bool spell,
                       struct view *out)
{
    *out = view_of("", 0);
    if (first >= end)
        return true;
    const struct unit *unit = &units->at[first];
    const struct token *tokens = units->reading->passages[unit->passage].tokens.at;
    size_t room = 0;
    for (uint32_t u = first; u < end; u++)
        room +=
            3 * (size_t)(tokens[units->at[u].token].stop - tokens[units->at[u].token].begin) + 1;
    char *text = arena_take(units->reading->arena, room);
    if (!text)
        return false;
    size_t size = 0;
    for (uint32_t u = first; u < end; u++) {
        if (u > first)
            text[size++] = units->at[u].gap == GAP_HYPHEN ? '-' : ' ';
        struct view folded = fold_unit(units, u, text + size);
        const struct token *token = &tokens[units->at[u].token];
        if (spell && is_initials(&units->at[u], token))
            folded.size = spell_out(text + size, folded.size);
        size += folded.size;
    }
    *out = view_of(text, size);
    return true;
}

bool name_parts(const struct name_units *units, uint32_t first, uint32_t last,
                struct person_name *out)
{
    uint32_t end = last + 1, suffix = end;
    while (suffix > first + 1 && units->at[suffix - 1].classes & SIG_SUFFIX)
        suffix--;
    if (is_east_asian(units, first, suffix - 1)) {
        return write_part(units, first, first + 1, false, &out->family) &&
               write_part(units, first + 1, suffix, true, &out->given) &&
               write_part(units, suffix, end, false, &out->suffix);
    }
    uint32_t family = family_begin(units, first, suffix - 1);
    return write_part(units, first, family, true, &out->given) &&
           write_part(units, family, suffix, false, &out->family) &&
           write_part(units, suffix, end, false, &out->suffix);
}
