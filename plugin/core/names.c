/* names.c - the names of people
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     words with capitals ─ names_units ─▶ runs ─ names_model (names_features) ─▶ labels ─ here ─▶ mentions
 *
 * Half of the runs are passed over at a glance: a cascade after Viola and Jones, "Rapid object detection using a boosted cascade of
 * simple features" (CVPR 2001).  A learnt linear model labels each word of the others; see names_model.c.  What it labels as a
 * name becomes a mention with its given names, family name and suffix. */
#include "config.h"

#include "names_features.h"
#include "names_model.h"
#include "names_parts.h"
#include "office.h"
#include "recognize.h"

static masthead_status add_name(const struct name_units *units, uint32_t first, uint32_t last,
                                struct mentions *out)
{
    struct mention mention = {
        .kind = MASTHEAD_NAME,
        .passage = units->at[first].passage,
        .first = units->at[first].token,
        .last = units->at[last].token + 1,
        .person = NO_PERSON,
    };
    name_span(units, first, last, &mention.begin, &mention.end);
    if (!name_parts(units, first, last, &mention.name) || !mentions_add(out, &mention))
        return MASTHEAD_NO_MEMORY;
    return MASTHEAD_OK;
}

/* The first unit of a name that is no title: the model can take a rare one ("Rear Admiral") for a given name.  A
 * word that is a given name, too, is a title only before another: "Dean Elliot Crane". */
static uint32_t behind_titles(const struct name_units *units, uint32_t first, uint32_t last)
{
    while (first < last) {
        const struct unit *unit = &units->at[first];
        const struct tokens *tokens = &units->reading->passages[unit->passage].tokens;
        struct office office;
        uint32_t next = first;
        bool given = unit->classes & SIG_GIVEN;
        if (!office_read(units->reading->lexicon, tokens, unit->token, &office) || office.plural)
            break;
        while (next <= last && units->at[next].token < office.last)
            next++;
        if (next > last || (given && (next == last || !(units->at[next].classes & SIG_GIVEN))))
            break;
        first = next;
    }
    return first;
}

/* Words of other names than people's. */
static const uint32_t other_names = SIG_PLACE | SIG_ORGANISATION | SIG_COMMON | SIG_HONORIFIC |
                                    SIG_OFFICE | SIG_DEMONYM | SIG_COUNTRY | SIG_CALENDAR |
                                    SIG_SAYING;

enum { LONGEST_TITLE = 5 }; /* tokens */

/* Whether what may begin a title stands not far before a token, with a capital; without a jump, as each word with a capital
 * that is no name comes here. */
static bool may_have_title(const struct tokens *tokens, uint32_t i)
{
    const struct token *token = &tokens->at[i], *first = token - (i < LONGEST_TITLE ? i : LONGEST_TITLE);
    unsigned found = 0;
    while (token > first) {
        token--;
        found |= token->concerns & ((token->shape & SHAPE_LOWER) - 1U); /* SHAPE_LOWER is 1 */
    }
    return found & CONCERNS_OFFICES;
}

/* The title that ends right before a unit: "Rear Adm. | Paul West".  False when there is none. */
static bool title_before(const struct name_units *units, uint32_t u, struct office *office)
{
    const struct unit *unit = &units->at[u];
    const struct tokens *tokens = &units->reading->passages[unit->passage].tokens;
    const struct lexicon *lexicon = units->reading->lexicon;
    const struct token *before = &tokens->at[unit->token] - 1;
    if (!before->word && !(before->kind == TOKEN_MARK && before->mark == '.'))
        return false; /* the last word of a title is in a list, or a full stop is behind it */
    for (uint32_t back = 1; back <= LONGEST_TITLE && back <= unit->token; back++) {
        uint32_t i = unit->token - back;
        if (tokens->at[i].concerns & CONCERNS_OFFICES && office_read(lexicon, tokens, i, office) &&
            office->last == unit->token && !office->plural)
            return true;
    }
    return false;
}

static bool is_behind_title(const struct name_units *units, uint32_t u)
{
    struct office office;
    if (!title_before(units, u, &office))
        return false;
    const struct passage *passage = &units->reading->passages[units->at[u].passage];
    return !(passage->tokens.at[office.first].shape & SHAPE_LOWER) || office.specified ||
           office.classes & LEX_BIT(OFFICE);
}

/* A given name and one more word behind a title are a name, though the model has not seen the like. */
static void label_behind_titles(struct name_units *units)
{
    for (uint32_t u = 0; u + 1 < units->count; u++) {
        struct unit *given = &units->at[u], *family = given + 1;
        if (given->label != LABEL_OUT || family->label != LABEL_OUT || given->starts ||
            family->gap != GAP_SPACE || given->passage != family->passage ||
            !(given->classes & SIG_GIVEN) || family->classes & SIG_PARTICLE)
            continue;
        if ((family->classes & other_names && !(family->classes & SIG_FAMILY)) ||
            (u + 2 < units->count && family[1].gap == GAP_SPACE && family[1].label == LABEL_OUT) ||
            !is_behind_title(units, u))
            continue;
        given->label = LABEL_FIRST;
        family->label = LABEL_LAST;
    }
}

/* What the title right before a unit lets be a name. */
enum faith {
    NO_FAITH,
    IN_LISTED, /* "King": a given name itself, so that firms are called like that: names that a list has */
    IN_UNKNOWN, /* "President": also words that no list has */
    IN_ANY /* "Mr": also words that are names of buildings or ordinary words, if they are names, too */
};

static enum faith faith_before(const struct name_units *units, uint32_t u)
{
    struct office office;
    const struct tokens *tokens = &units->reading->passages[units->at[u].passage].tokens;
    if (!may_have_title(tokens, units->at[u].token) || !title_before(units, u, &office) ||
        tokens->at[office.first].shape & SHAPE_LOWER ||
        tokens->at[office.last - 1].shape & SHAPE_POSSESSIVE)
        return NO_FAITH;
    uint64_t classes = lexicon_classes(units->reading->lexicon, tokens->at[office.core].word);
    bool common = classes & LEX_BIT(COMMON) && !(classes & LEX_BIT(ABBREVIATION));
    bool honorific = office.classes & LEX_BIT(HONORIFIC) && !common;
    if (!honorific && !(office.classes & LEX_BIT(OFFICE)))
        return NO_FAITH;
    return classes & LEX_BIT(GIVEN) ? IN_LISTED : honorific ? IN_ANY : IN_UNKNOWN;
}

/* Whether a unit can be in a name as far as the lists know. */
static bool is_open(const struct name_units *units, uint32_t u, enum faith faith)
{
    static const uint32_t never = SIG_OFFICE | SIG_HONORIFIC | SIG_COUNTRY | SIG_DEMONYM;
    static const uint32_t rather = SIG_COMMON | SIG_ORGANISATION;
    const struct unit *unit = &units->at[u];
    const struct token *token = &units->reading->passages[unit->passage].tokens.at[unit->token];
    if (unit->label != LABEL_OUT || unit->line == LINE_CAPITALS || unit->line == LINE_TABLE ||
        unit->starts || token->shape & SHAPE_LOWER)
        return false;
    bool follower =
        lexicon_classes(units->reading->lexicon, token->word) & LEX_BIT(OFFICE_FOLLOWER);
    if (unit->classes & (SIG_GIVEN | SIG_FAMILY) && !(unit->classes & never))
        return faith == IN_ANY || (!follower && !(unit->classes & rather));
    const struct name_word *word = &units->words[unit->word]; /* small in an address, perhaps */
    return faith > IN_LISTED && !(unit->classes & (other_names | SIG_PHRASE)) && !follower &&
           2 * word->small <= word->middle;
}

/* Up to three words behind such a title are a name, even when no list has them: "President Chaves". */
static void label_unknown(struct name_units *units)
{
    enum { MOST = 3 };
    for (uint32_t u = 0; u < units->count; u++) {
        enum faith faith = units->at[u].label == LABEL_OUT ? faith_before(units, u) : NO_FAITH;
        uint32_t end = u, run = u + 1;
        if (!faith)
            continue;
        while (run < units->count && units->at[run].gap != GAP_NONE && run - u <= MOST + 1)
            run++;
        if (run - u > MOST + 1)
            continue;
        if (run - 1 > u && units->at[run - 1].classes & (SIG_NUMERAL | SIG_SUFFIX)) {
            run--; /* "King Ubu II" is no firm */
            faith = faith == IN_LISTED ? IN_UNKNOWN : faith;
        }
        while (end < run && is_open(units, end, faith))
            end++;
        if (end == u || end < run || end - u > MOST)
            continue;
        for (uint32_t i = u; i < end; i++)
            units->at[i].label = LABEL_MIDDLE;
        units->at[u].label = end - u > 1 ? LABEL_FIRST : LABEL_ONLY;
        if (end - u > 1)
            units->at[end - 1].label = LABEL_LAST;
    }
}

/* Whether a unit is a run of its own, or only has a word before it that begins the sentence: "Then Williams". */
static bool stands_alone(const struct name_units *units, uint32_t u)
{
    const struct unit *unit = &units->at[u];
    bool first = unit->gap == GAP_NONE ||
                 (unit->gap == GAP_SPACE && unit[-1].gap == GAP_NONE && unit[-1].starts &&
                  unit[-1].label == LABEL_OUT && unit[-1].classes & SIG_COMMON);
    return first && (u + 1 == units->count || unit[1].gap == GAP_NONE);
}

/* The family name of somebody in the article, or a given name, is that person where it stands alone, if it is no other
 * word or stands first in full names as the "Park" of "Park Geun-hye". */
static void label_known_names(struct name_units *units)
{
    name_count_labels(units); /* those of the second pass, too */
    for (uint32_t u = 0; u < units->count; u++) {
        struct unit *unit = &units->at[u];
        const struct name_word *word = &units->words[unit->word];
        bool leads = word->as[LABEL_FIRST] && unit->classes & SIG_FAMILY_FIRST;
        bool known = word->as[LABEL_LAST] || (word->as[LABEL_FIRST] && unit->classes & SIG_GIVEN);
        if ((leads || (known && !(unit->classes & other_names))) && unit->label == LABEL_OUT &&
            unit->line != LINE_CAPITALS && !word->small && stands_alone(units, u))
            unit->label = LABEL_ONLY;
    }
}

/* A word that is a line by itself, but for a mark, and not known for a name by a list or from the rest of the article, is none. */
static void unlabel_lone_words(struct name_units *units)
{
    static const uint32_t listed = SIG_GIVEN | SIG_FAMILY | SIG_FAMILY_FIRST;
    for (uint32_t u = 0; u < units->count; u++) {
        struct unit *unit = &units->at[u];
        const uint16_t *as = units->words[unit->word].as;
        if (unit->label == LABEL_ONLY && unit->starts == 2 && unit->end - unit->begin <= 2 &&
            !(unit->classes & listed) && !as[LABEL_FIRST] && !as[LABEL_LAST])
            unit->label = LABEL_OUT;
    }
}

/* Takes in a suffix behind a name of several words. */
static uint32_t with_suffix(const struct name_units *units, uint32_t first, uint32_t last)
{
    uint32_t next = last + 1;
    if (last > first && next < units->count && units->at[next].gap == GAP_SPACE &&
        units->at[next].label == LABEL_OUT && units->at[next].classes & SIG_SUFFIX)
        return next;
    return last;
}

/* Takes in a particle that begins a sentence: the "Bin" of "Bin Laden". */
static uint32_t with_particle(const struct name_units *units, uint32_t first)
{
    const struct unit *unit = &units->at[first];
    if (first > 0 && unit->gap == GAP_SPACE && unit[-1].label == LABEL_OUT && unit[-1].starts &&
        unit[-1].gap == GAP_NONE && unit[-1].classes & SIG_PARTICLE &&
        !(unit[-1].classes & SIG_COMMON))
        return first - 1;
    return first;
}

static bool is_capital(const struct token *token)
{
    return token->kind == TOKEN_WORD && !(token->shape & (SHAPE_LOWER | SHAPE_SENTENCE));
}

/* "Johnson & Johnson", and nothing else with a capital around it, is a firm; "Modi & Amit Shah" are two. */
static bool is_of_firm(const struct name_units *units, uint32_t first, uint32_t last)
{
    const struct unit *unit = &units->at[first];
    const struct token *at = &units->reading->passages[unit->passage].tokens.at[unit->token];
    if (first != last)
        return false;
    if (at[-1].kind == TOKEN_MARK && at[-1].mark == '&')
        at -= 2;
    return at->kind == TOKEN_WORD && at[1].kind == TOKEN_MARK && at[1].mark == '&' &&
           at[2].kind == TOKEN_WORD && !(at[2].shape & SHAPE_LOWER) && !is_capital(&at[-1]) &&
           !is_capital(&at[3]);
}

static masthead_status add_names(const struct name_units *units, struct mentions *out)
{
    for (uint32_t u = 0; u < units->count; u++) {
        uint32_t first = u;
        if (units->at[u].label != LABEL_FIRST && units->at[u].label != LABEL_ONLY)
            continue;
        while (units->at[u].label != LABEL_LAST && units->at[u].label != LABEL_ONLY)
            u++;
        first = with_particle(units, behind_titles(units, first, u));
        u = with_suffix(units, first, u);
        if (is_of_firm(units, first, u))
            continue;
        masthead_status status = add_name(units, first, u, out);
        if (status)
            return status;
    }
    return MASTHEAD_OK;
}

masthead_status names_recognize(const struct reading *reading, struct mentions *out)
{
    struct name_units units;
    struct name_cache_room room;
    struct name_cache few;
    if (!lexicon_has(reading->lexicon, LEX_GIVEN))
        return MASTHEAD_OK; /* in a language without lists of names, capitals alone say too little */
    if (!reading->names)
        few = name_cache_in(&room);
    masthead_status status = name_units_find(reading, reading->names ? reading->names : &few, &units);
    if (!status)
        status = name_units_count(&units);
    if (!status)
        status = name_model_label(&units);
    if (!status) {
        label_behind_titles(&units);
        label_unknown(&units);
        label_known_names(&units);
        unlabel_lone_words(&units);
    }
    if (!status)
        status = add_names(&units, out);
    return status;
}
