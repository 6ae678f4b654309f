/* linker.h - inside of the links between titles and people
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * links.c makes the passes; linker.c reads what stands around a title, links_beside.c links it by a name in its
 * sentence, links_alone.c by who else holds the office. */
#ifndef MASTHEAD_CORE_LINKER_H
#define MASTHEAD_CORE_LINKER_H

#include "people.h"
#include "titles.h"

enum {
    SENTENCE = 400, /* tokens that a sentence or a headline has at most */
    ASIDE = 14,     /* tokens of a bracket behind a name */
    TERM = 2,       /* words of "second term", between "X's" and "as" */
    MOST_HOLDERS = 64,
    MOST_STYLES = 32,
    CLAUSE = 12 /* tokens from a title to the end of its clause */
};

struct holder {
    uint32_t person;
    uint32_t title; /* the mention that says so */
    const char *value;
    const char *status, *body;
    bool was; /* "was mayor", "served as mayor": formerly or not */
};

struct candidates {
    uint32_t person[MOST_HOLDERS];
    uint32_t count;
};

struct read {
    bool known;
    struct title_phrase phrase;
};

/* Who it is that is called "His Majesty". */
struct style {
    const char *value;
    uint32_t person; /* NO_PERSON: several are */
};

/* A person by the family name. */
struct relative {
    struct view family;
    uint32_t person;
};

struct linker {
    const struct reading *reading;
    const struct people *people;
    const struct relative *relatives; /* all people, by family and number */
    struct mentions *mentions;
    struct mentions extra; /* of plurals, put in place behind pass 3 */
    const struct tokens *tokens;
    struct read *read; /* of each mention */
    /* Of each mention: the name before it in its passage, or the count of mentions; and the next name of the same person. */
    uint32_t *names_before, *next_named;
    uint32_t *first_named, *named; /* of each person: the first mention by name, and how many there are */
    uint32_t *titles; /* those of the mentions that are titles */
    uint32_t title_count;
    struct holder holders[MOST_HOLDERS];
    uint32_t holder_count;
    struct style styles[MOST_STYLES];
    uint32_t style_count;
    bool no_memory;
};

/* What a title that stands alone says of its holder. */
struct asked {
    const char *value, *status, *body;
    uint32_t title; /* the mention */
    bool country;   /* `body` is a country or an institution */
    bool begins;    /* it begins a sentence */
    bool speaks;    /* "said" stands beside it */
    bool as;        /* "as president" may be said of any time */
    bool fresh;     /* "the new president" is not the outgoing one */
    uint32_t field; /* the first word of a body in small letters: "of the local paper"; 0 */
    uint32_t after; /* the mention that the holder's title comes behind */
    uint32_t until; /* the one that it comes before; 0 when it need not */
};

static inline struct mention *at(const struct linker *l, uint32_t i)
{
    return &l->mentions->at[i];
}

static inline uint64_t classes_at(const struct linker *l, uint32_t i)
{
    return i < l->tokens->count ? lexicon_classes(l->reading->lexicon, l->tokens->at[i].word) : 0;
}

/* ---- linker.c ---- */

/* Whether no sentence begins between two tokens. */
bool linker_in_sentence(const struct linker *l, uint32_t from, uint32_t to);

bool linker_begins_sentence(const struct linker *l, uint32_t i);

/* Where the sentence that token i is in begins. */
uint32_t linker_sentence_begin(const struct linker *l, uint32_t i);

/* "Presidents", "Messrs." */
bool linker_is_plural(const struct linker *l, const struct mention *title);

/* "Mr.", "Her Majesty": no office and no rank. */
bool linker_is_honorific(const struct linker *l, const struct mention *title);

/* What stands around a title, read once for as long as the mentions stay where they are. */
struct title_phrase linker_phrase_of(const struct linker *l, const struct mention *title);

/* The country or body in a title's modifier, without the status before it. */
const char *linker_body_of(const struct mention *title, const struct title_phrase *phrase);

/* Whether mention i is there, in the passage, and of the kind. */
bool linker_is_kind(const struct linker *l, uint32_t i, uint32_t passage,
                    masthead_mention_kind kind);

/* The title that is the last mention before i but for dates, in its passage; the count of mentions when there is none. */
uint32_t linker_title_before(const struct linker *l, uint32_t i);

/* The name that begins at a token, looked for behind mention i; the count of mentions when there is none.  Titles
 * may stand before it: "Gen. Sir Nick Carter". */
uint32_t linker_name_at(const struct linker *l, uint32_t i, uint32_t token);

/* The last name that ends at or before a token; the count of mentions when there is none. */
uint32_t linker_name_before(const struct linker *l, uint32_t i, uint32_t token);

/* The people of a family, as many as are stored. */
const struct relative *linker_family(const struct linker *l, struct view family, uint32_t *count);

/* Of several people, the one who is named at least twice as often as each of the others. */
uint32_t linker_foremost_of(const struct linker *l, const struct candidates *among);

/* Links a title with the person that a name means.  False when that is nobody for sure. */
bool link_to(struct linker *l, uint32_t title, uint32_t name);

bool linker_is_capital(const struct linker *l, uint32_t i);
/* "and", "&" */
bool linker_is_and(const struct linker *l, uint32_t i);
/* "and", a comma, "of", "nor", "or" */
bool linker_joins_names(const struct linker *l, uint32_t i);

/* A word in small letters that is neither a verb nor one of the small words. */
bool linker_is_plain_word(const struct linker *l, uint32_t i);

/* The comma that ends the clause whose verb stands before token i, and before the next verb; 0 when there is none near. */
uint32_t linker_clause_comma(const struct linker *l, uint32_t i);

/* Where the bracket that opens at token i closes; i when it is no short one. */
uint32_t linker_bracket_end(const struct linker *l, uint32_t i);

/* A verb: what stands before it is its subject and not set off. */
bool linker_is_verb(const struct linker *l, uint32_t i);

/* ---- links_beside.c ---- */

/* "Prime Minister Jonas Dahl", "foreign ministers Lavrov and Wang". */
void link_before_name(struct linker *l, uint32_t i);

/* In apposition, as what somebody is or was made, or joined to a title that is: the second pass. */
void link_beside_name(struct linker *l, uint32_t i);

/* "He", "she". */
bool linker_is_pronoun(const struct linker *l, uint32_t i);

/* A word that begins a clause beside the main one. */
bool linker_is_conjunction(const struct linker *l, uint32_t i);

/* The first name of the sentence that token i is in, of its main clause if there is one. */
uint32_t linker_subject_of(const struct linker *l, uint32_t title, uint32_t i);

/* Where a name begins with the titles before it. */
uint32_t linker_name_and_titles(const struct linker *l, uint32_t name);

/* Whether a preposition stands before a name and its titles: "the office of President X". */
bool linker_is_object(const struct linker *l, uint32_t name);

/* "X could be mayor": nobody is yet. */
bool linker_is_possible(const struct linker *l, uint32_t verb);

/* Whether the word, in small letters, stands before the title: "new", but not of "New Jersey". */
bool linker_has_adjective(const struct linker *l, const struct mention *title,
                          const struct title_phrase *phrase, const char *word);

/* "X, president and chief executive": joined to the title before, which is beside its name. */
bool link_as_neighbour(struct linker *l, uint32_t i, const struct title_phrase *phrase);

/* "chairman and chief executive, X": joined to the title behind it. */
void link_to_next(struct linker *l, uint32_t i);

/* A capitalized word follows, so that the holder is likely somebody whose name was not found. */
bool linker_has_unknown_holder(const struct linker *l, uint32_t i);

/* ---- links_alone.c ---- */

/* "Before that she had served as mayor", "As mayor he had ...", "He is a former mayor". */
void link_by_pronoun(struct linker *l, uint32_t i);

/* "I was elected mayor," X said. */
void link_by_speaker(struct linker *l, uint32_t i);

/* "His time as mayor", when the article names no mayor. */
void link_by_owner(struct linker *l, uint32_t i);

/* Notes who a linked title says holds what, or is called what. */
void linker_add_holder(struct linker *l, uint32_t i);

/* Whether a title that stands alone can mean the holder. */
bool linker_can_mean(const struct linker *l, const struct holder *holder, const struct asked *asked);

/* "The mayor said", of the one person who holds that office. */
void link_alone(struct linker *l, uint32_t i);

/* "The minister will also become prime minister", "the prime minister, who is the chief executive". */
void link_by_title(struct linker *l, uint32_t i);

/* "The chairman of the panel said no.  Sen. X, ...": of nobody before, so of whoever the next sentences are about. */
void link_ahead(struct linker *l, uint32_t i);

/* "The former minister said": when nobody has that office, who speaks or the sentence before is about. */
void link_to_topic(struct linker *l, uint32_t i);

/* "The two presidents", "both ministers", when the article has two of them. */
void link_counted(struct linker *l, uint32_t i);

/* "His Highness the Emir", whose title is linked; "His Majesty", when one person of the article is called so. */
void link_style(struct linker *l, uint32_t i);

#endif
