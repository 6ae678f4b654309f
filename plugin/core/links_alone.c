/* links_alone.c - titles without a name: after a pronoun, and alone
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "linker.h"
#include "office.h"

enum {
    NEAR = 60,         /* tokens in which one of several holders is the one meant */
    SHORTEST_PART = 5, /* letters of a body's name that can stand for all of it */
    FAR = 120,         /* tokens of what is said by one who was named just before */
    MOST_AHEAD = 3,    /* sentences to the one in which the subject of the first is named */
    SPEECH = 250,      /* tokens that are said by one before he is named again */
    INTRODUCED = 32    /* sentences with a name in which it is said of which country somebody is */
};

/* ---- After a pronoun ---------------------------------------------------------------------------- */

/* Whether "he", "she" stands at token i; `owner`: "his", "her". */
static bool is_anaphor(const struct linker *l, uint32_t i, bool owner)
{
    return owner ? token_is_word(l->tokens, i, "his") || token_is_word(l->tokens, i, "her")
                 : linker_is_pronoun(l, i);
}

/* Whether "he" stands before a verb with no more than "has been" or "officially" between. */
static bool has_pronoun(const struct linker *l, uint32_t verb)
{
    for (uint32_t i = verb; i > 0 && verb - i < 3; i--)
        if (linker_is_pronoun(l, i - 1))
            return true;
        else if (l->tokens->at[i - 1].kind == TOKEN_MARK)
            break;
    return false;
}

/* Whether the pronoun is the subject of a clause behind the main one, whose subject it takes up: "until she became". */
static bool is_subordinate(const struct linker *l, uint32_t pronoun)
{
    return pronoun > 0 && linker_is_conjunction(l, pronoun - 1) &&
           !(l->tokens->at[pronoun - 1].shape & (SHAPE_SENTENCE | SHAPE_PARAGRAPH));
}

/* Whether "his" or "her" stands before what somebody did "as" mayor: it need not be the subject's. */
static bool has_owner(const struct linker *l, uint32_t as)
{
    for (uint32_t i = as; i > 0 && as - i < TERM; i--)
        if (is_anaphor(l, i - 1, true))
            return true;
    return false;
}

/* Whether tokens i and k are "he" and "she", so that two people are meant. */
static bool are_two(const struct linker *l, uint32_t i, uint32_t k)
{
    return (token_is_word(l->tokens, i, "he") && token_is_word(l->tokens, k, "she")) ||
           (token_is_word(l->tokens, i, "she") && token_is_word(l->tokens, k, "he"));
}

/* Whether the pronoun is that of another person than the first one of its sentence, whom the verb before has as its object: "X urged
 * him to remember that he", "X said he was sure that she". */
static bool is_of_object(const struct linker *l, uint32_t begin, uint32_t pronoun)
{
    for (uint32_t i = begin; i < pronoun; i++)
        if (token_is_word(l->tokens, i, "him") || are_two(l, i, pronoun))
            return true;
    return false;
}

/* The pronoun that the title is said of: the last one of its sentence before it, or one behind the clause that the sentence begins
 * with, "As mayor, she ..."; the title when there is none. */
static uint32_t anaphor_of(const struct linker *l, const struct title_phrase *phrase, bool owner)
{
    uint32_t begin = linker_sentence_begin(l, phrase->begin);
    for (uint32_t i = phrase->begin; i > begin; i--)
        if (is_anaphor(l, i - 1, owner))
            return i - 1;
    return phrase->begin;
}

/* Whether a pronoun takes up the clause that ends with a title: "Upon taking the post of mayor in May, she ...". */
static bool has_pronoun_behind(const struct linker *l, const struct title_phrase *phrase)
{
    const uint32_t comma = linker_clause_comma(l, phrase->end);
    return comma && linker_is_pronoun(l, comma + 1);
}

/* Links with whom the pronoun of the sentence means: the subject of the nearest sentence with a name, or of this one when nobody else
 * is in it. */
static void link_by_anaphor(struct linker *l, uint32_t i, bool owner)
{
    struct title_phrase phrase = linker_phrase_of(l, at(l, i));
    uint32_t verb = title_before_adverb(l->tokens, phrase.begin) - 1;
    bool as = phrase.begin > 0 && token_is_word(l->tokens, verb, "as");
    bool is =
        phrase.begin > 1 && classes_at(l, verb) & LEX_BIT(LINKING_VERB) && !linker_is_possible(l, verb);
    bool named = phrase.begin > 0 && classes_at(l, verb) & LEX_BIT(NAMING_VERB);
    bool post = phrase.begin > 0 && title_behind_post(l->tokens, verb + 1) <= verb;
    if ((phrase.indefinite && !(is && has_pronoun(l, verb))) ||
        (!owner && as && has_owner(l, verb)))
        return;
    if (owner ? !as : !(as || is || named || (post && has_pronoun_behind(l, &phrase)))) {
        if (!linker_has_unknown_holder(l, i))
            link_as_neighbour(l, i, &phrase);
        return;
    }
    uint32_t begin = linker_sentence_begin(l, phrase.begin),
             pronoun = anaphor_of(l, &phrase, owner);
    uint32_t name = linker_name_before(l, i, pronoun);
    if (name == l->mentions->count || pronoun - at(l, name)->last > NEAR ||
        (pronoun == phrase.begin && !is_anaphor(l, phrase.end, owner) &&
         (owner || !has_pronoun_behind(l, &phrase))))
        return;
    uint32_t subject = linker_subject_of(l, i, at(l, name)->last);
    if (subject == l->mentions->count)
        return;
    if (!owner && at(l, name)->person != at(l, subject)->person && is_of_object(l, begin, pronoun))
        link_to(l, i, name);
    else if (at(l, name)->first < begin || at(l, subject)->person == at(l, name)->person ||
             (!owner && is_subordinate(l, pronoun) && !linker_is_object(l, subject)))
        link_to(l, i, subject);
}

/* "They appointed him mayor": whom the sentence before is about. */
static bool link_by_object(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = linker_phrase_of(l, at(l, i));
    uint32_t pronoun = phrase.begin ? phrase.begin - 1 : 0, none = l->mentions->count;
    pronoun -= pronoun > 0 && token_is_word(l->tokens, pronoun, "as");
    if (pronoun == 0 || !(classes_at(l, pronoun - 1) & LEX_BIT(NAMING_VERB)) ||
        !(token_is_word(l->tokens, pronoun, "him") || token_is_word(l->tokens, pronoun, "her")))
        return false;
    uint32_t name = linker_name_before(l, i, pronoun);
    uint32_t first = name < none ? linker_name_and_titles(l, name) : 0;
    if (first > 0 && linker_in_sentence(l, first, pronoun) &&
        classes_at(l, first - 1) & LEX_BIT(NAMING_VERB)) {
        link_to(l, i, name); /* "elected X a director and named him chairman" */
        return true;
    }
    name = linker_name_before(l, i, linker_sentence_begin(l, pronoun));
    if (name < none && pronoun - at(l, name)->last <= NEAR)
        link_to(l, i, linker_subject_of(l, i, at(l, name)->last));
    return true;
}

void link_by_pronoun(struct linker *l, uint32_t i)
{
    if (!link_by_object(l, i))
        link_by_anaphor(l, i, false);
}

void link_by_owner(struct linker *l, uint32_t i)
{
    link_by_anaphor(l, i, true);
}

/* The last person before a token that "said" stands beside. */
static uint32_t last_speaker(const struct linker *l, uint32_t i, uint32_t token)
{
    uint32_t none = l->mentions->count;
    for (uint32_t name = linker_name_before(l, i, token);
         name < none && token - at(l, name)->last < SPEECH; name = l->names_before[name]) {
        uint32_t first = linker_name_and_titles(l, name);
        if (classes_at(l, at(l, name)->last) & LEX_BIT(SAYING) ||
            (first > 0 && classes_at(l, first - 1) & LEX_BIT(SAYING)))
            return at(l, name)->person;
    }
    return NO_PERSON;
}

/* Whether "I" is the subject of what a title is said of: "I was elected mayor". */
static bool is_said_of_speaker(const struct linker *l, const struct title_phrase *phrase)
{
    uint32_t verb = title_before_adverb(l->tokens, phrase->begin) - 1;
    if (phrase->begin < 2 ||
        !(token_is_word(l->tokens, verb, "as") || classes_at(l, verb) & LEX_BIT(LINKING_VERB) ||
          (classes_at(l, verb) & LEX_BIT(NAMING_VERB) &&
           classes_at(l, verb - 1) & LEX_BIT(LINKING_VERB) &&
           !token_is_word(l->tokens, verb - 1, "be"))))
        return false;
    for (uint32_t k = verb; k < l->tokens->count && verb - k < CLAUSE; k--)
        if (token_is_word(l->tokens, k, "i"))
            return true;
        else if (is_anaphor(l, k, false) || linker_begins_sentence(l, k))
            break;
    return false;
}

/* Whoever "said" stands beside, behind the quotation that token i is in; the count of mentions when it is not told there. */
static uint32_t speaker_behind(const struct linker *l, uint32_t title, uint32_t i)
{
    uint32_t none = l->mentions->count, end = i;
    while (end < i + NEAR && end < l->tokens->count && !token_is_mark(l->tokens, end, '"'))
        end++;
    if (!token_is_mark(l->tokens, end, '"'))
        return none;
    end += 1 + token_is_mark(l->tokens, end + 1, ',');
    if (classes_at(l, end) & LEX_BIT(SAYING))
        return linker_name_at(l, title, end + 1);
    uint32_t name = linker_name_at(l, title, end);
    return name < none && classes_at(l, at(l, name)->last) & LEX_BIT(SAYING) ? name : none;
}

void link_by_speaker(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = linker_phrase_of(l, at(l, i));
    if (linker_is_plural(l, at(l, i)) || linker_has_unknown_holder(l, i) ||
        !is_said_of_speaker(l, &phrase))
        return;
    uint32_t name = speaker_behind(l, i, phrase.end);
    if (name < l->mentions->count)
        link_to(l, i, name);
    else
        at(l, i)->person = last_speaker(l, i, phrase.begin);
}

/* ---- Alone -------------------------------------------------------------------------------------- */

static bool is_past(const char *status)
{
    return status && (strcmp(status, "former") == 0 || strcmp(status, "late") == 0);
}

/* "His Majesty", "her excellency": said of one person as if it were an office. */
static bool is_style(const struct linker *l, const struct mention *title)
{
    return linker_is_honorific(l, title) && strchr(title->value, ' ');
}

static const struct style *style_of(const struct linker *l, const char *value)
{
    for (uint32_t k = 0; k < l->style_count; k++)
        if (strcmp(l->styles[k].value, value) == 0)
            return &l->styles[k];
    return NULL;
}

static void add_style(struct linker *l, const struct mention *title)
{
    const struct style *known = style_of(l, title->value);
    if (known && known->person != title->person)
        l->styles[known - l->styles].person = NO_PERSON;
    else if (!known && l->style_count < MOST_STYLES)
        l->styles[l->style_count++] = (struct style){title->value, title->person};
}

/* "was mayor", "had served as mayor" */
static bool is_told_of_past(const struct linker *l, const struct title_phrase *phrase)
{
    uint32_t verb = title_before_adverb(l->tokens, phrase->begin) - 1;
    if (phrase->begin < 2)
        return false;
    verb -= token_is_word(l->tokens, verb, "as");
    return token_is_word(l->tokens, verb, "was") || token_is_word(l->tokens, verb, "served") ||
           (token_is_word(l->tokens, verb, "been") && token_is_word(l->tokens, verb - 1, "had"));
}

void linker_add_holder(struct linker *l, uint32_t i)
{
    const struct mention *title = at(l, i);
    if (is_style(l, title))
        add_style(l, title);
    if (l->holder_count == MOST_HOLDERS || linker_is_honorific(l, title))
        return;
    struct title_phrase phrase = linker_phrase_of(l, title);
    l->holders[l->holder_count++] = (struct holder){.person = title->person,
                                                    .title = i,
                                                    .value = title->value,
                                                    .status = phrase.status,
                                                    .body = linker_body_of(title, &phrase),
                                                    .was = is_told_of_past(l, &phrase)};
}

/* Whether `letters` are the first letters of the last words of `body`: "bjp" and "goa bharatiya janata party". */
static bool are_initials(const char *letters, const char *body)
{
    size_t i = strlen(letters), words = i;
    const char *of = strstr(body, " of "); /* "the Democratic Party of Japan" */
    for (const char *c = of ? of : body + strlen(body); c > body && i > 0; c--)
        if ((c - 1 == body || c[-2] == ' ') && c[-1] != letters[--i])
            return false;
    return words > 1 && i == 0;
}

/* "Ninth Army" and "Ninth Army Corps". */
static bool begins_with(const char *body, const char *part)
{
    size_t size = strlen(part);
    return size >= SHORTEST_PART && strncmp(body, part, size) == 0 && body[size] == ' ';
}

/* "Australian Greens" and "Greens" */
static bool ends_with(const char *body, const char *part)
{
    size_t size = strlen(body), part_size = strlen(part);
    return part_size >= SHORTEST_PART && size > part_size + 1 &&
           body[size - part_size - 1] == ' ' && strcmp(body + size - part_size, part) == 0;
}

static bool same_body(const char *a, const char *b)
{
    return strcmp(a, b) == 0 || are_initials(a, b) || are_initials(b, a) || begins_with(a, b) ||
           begins_with(b, a);
}

/* Whether somebody who leads a committee of a house sits in it: "the senator" of the chairman of the Senate Finance Committee. */
static bool sits_in(const char *body, const char *member)
{
    static const char *const houses[][2] = {
        {"senator", "senate"}, {"congressman", "house"}, {"congresswoman", "house"}};
    for (size_t k = 0; body && k < sizeof houses / sizeof *houses; k++)
        if (strcmp(member, houses[k][0]) == 0)
            return strncmp(body, houses[k][1], strlen(houses[k][1])) == 0 &&
                   body[strlen(houses[k][1])] == ' ';
    return false;
}

/* Who leads a country, "the French leader"; of a body, anybody with an office is called so. */
static bool is_of_state(const char *office)
{
    static const char *const offices[] = {"president", "prime minister", "premier", "chancellor",
                                          "supreme leader"};
    return STRING_IS_AMONG(office, offices);
}

/* Words for whoever is at the head of a body, and what such people are. */
static bool is_head(const char *office, bool *any)
{
    static const char *const heads[] = {"head",
                                        "chief",
                                        "leader",
                                        "boss",
                                        "president",
                                        "chairman",
                                        "chairwoman",
                                        "chair",
                                        "chairperson",
                                        "chief executive officer",
                                        "director",
                                        "governor",
                                        "commissioner",
                                        "director general",
                                        "secretary general",
                                        "general secretary",
                                        "managing director",
                                        "executive director",
                                        "commander"};
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
        if (strcmp(office, heads[k]) == 0) {
            *any = k < 4;
            return true;
        }
    return false;
}

/* "the bank's president" and "the bank's chief". */
static bool same_head(const char *office, const char *other)
{
    bool any, other_any;
    return is_head(office, &any) && is_head(other, &other_any) && (any || other_any);
}

/* "president elect" and "president". */
static bool is_elect(const char *office, const char *head)
{
    size_t size = strlen(head);
    return strncmp(office, head, size) == 0 && strcmp(office + size, " elect") == 0;
}

bool linker_can_mean(const struct linker *l, const struct holder *holder, const struct asked *asked)
{
    if (asked->after && strcmp(holder->value, asked->value) != 0)
        return false;
    bool leads = asked->body &&
                 ((strcmp(asked->value, "leader") == 0 &&
                   (is_of_state(holder->value) || strchr(holder->body ? holder->body : "", ' '))) ||
                  (holder->body && same_head(holder->value, asked->value)));
    bool fits = leads || office_is_kind_of(l->reading->lexicon, holder->value, asked->value) ||
                (!asked->body && sits_in(holder->body, asked->value)) ||
                (asked->fresh && is_elect(holder->value, asked->value));
    if (!fits ||
        (is_past(asked->status) != is_past(holder->status) && !(asked->as && !asked->status) &&
         !(holder->was && !holder->status)) ||
        (asked->fresh && holder->status))
        return false;
    return !asked->body ||
           (holder->body ? same_body(holder->body, asked->body) ||
                               (!asked->country && ends_with(holder->body, asked->body))
                         : is_past(asked->status));
}

static bool has(const struct candidates *candidates, uint32_t person)
{
    for (uint32_t i = 0; i < candidates->count; i++)
        if (candidates->person[i] == person)
            return true;
    return false;
}

/* Of several holders, the only one spoken of just before. */
static uint32_t nearest_of(const struct linker *l, uint32_t title, const struct candidates *among)
{
    uint32_t found = NO_PERSON, passage = at(l, title)->passage, first = at(l, title)->first;
    for (uint32_t i = title; i > 0 && at(l, i - 1)->passage == passage; i--) {
        const struct mention *mention = at(l, i - 1);
        if (first - mention->last > NEAR)
            break;
        if (mention->kind == MASTHEAD_DATE || mention->person == NO_PERSON ||
            !has(among, mention->person))
            continue;
        if (found != NO_PERSON && found != mention->person)
            return NO_PERSON;
        found = mention->person;
    }
    return found;
}

/* The first line of a text, when it is no sentence: "Prime minister's aide resigns". */
static bool in_headline(const struct linker *l, uint32_t i)
{
    if (i > SENTENCE)
        return false;
    for (uint32_t k = i; k > 0; k--)
        if (l->tokens->at[k].shape & (SHAPE_PARAGRAPH | SHAPE_SENTENCE))
            return false;
    uint32_t end = i + 1;
    while (end < l->tokens->count && end <= SENTENCE &&
           !(l->tokens->at[end].shape & SHAPE_PARAGRAPH))
        end++;
    return end <= SENTENCE && !token_is_mark(l->tokens, end - 1, '.');
}

/* An office that somebody is to have or the office itself: "named mayor", "for mayor", "the mayor's post". */
static bool is_vacant(const struct linker *l, const struct mention *title,
                      const struct title_phrase *phrase)
{
    static const char *const places[] = {"post", "job",    "position", "seat",
                                         "role", "salary", "race"};
    static const char *const becoming[] = {"become", "becomes", "became", "becoming"};
    uint32_t begin = phrase->begin;
    if (begin > 0 && token_is_word(l->tokens, begin - 1, "for") && !phrase->determined)
        return true;
    if (begin > 1 && classes_at(l, begin - 1) & LEX_BIT(NAMING_VERB) &&
        !token_is_word(l->tokens, begin - 2, "when") &&
        !token_is_word(l->tokens, begin - 2, "being"))
        return true;
    if (begin > 1 && classes_at(l, begin - 2) & LEX_BIT(NAMING_VERB) &&
        (token_is_word(l->tokens, begin - 1, "him") || token_is_word(l->tokens, begin - 1, "her")))
        return true;
    if (TOKEN_IS_AMONG(l->tokens, begin - 1, becoming))
        return true;
    if (TOKEN_IS_AMONG(l->tokens, title->last, places))
        return true;
    if (begin > 1 && token_is_word(l->tokens, begin - 1, "of") &&
        token_is_word(l->tokens, begin - 2, "office"))
        return true;
    return title_behind_post(l->tokens, begin) < begin;
}

/* The first word of a body in small letters behind a title, "editor of the local paper"; 0 when there is none. */
static uint32_t field_of(const struct linker *l, const struct mention *title,
                         const struct title_phrase *phrase)
{
    if (phrase->end <= title->last || linker_body_of(title, phrase))
        return 0;
    return title->last + 1 + token_is_word(l->tokens, title->last + 1, "the");
}

/* Whether the holder's title is not of another body in small letters. */
static bool same_field(const struct linker *l, const struct holder *holder, uint32_t field)
{
    const struct mention *title = at(l, holder->title);
    if (!field || &l->reading->passages[title->passage].tokens != l->tokens)
        return true;
    struct title_phrase phrase = linker_phrase_of(l, title);
    uint32_t its = field_of(l, title, &phrase);
    return !its || l->tokens->at[its].hash == l->tokens->at[field].hash;
}

/* Those who hold the office that the title is said of: `all`, and of them who needs no country, as "the president" of the readers. */
static void find_holders(const struct linker *l, const struct asked *asked, struct candidates *all,
                         struct candidates *plain)
{
    for (uint32_t k = 0; k < l->holder_count; k++) {
        const struct holder *holder = &l->holders[k];
        if (holder->title < asked->after || (asked->until && holder->title > asked->until) ||
            !linker_can_mean(l, holder, asked) || !same_field(l, holder, asked->field))
            continue;
        if (!has(all, holder->person))
            all->person[all->count++] = holder->person;
        if (!holder->body && !has(plain, holder->person))
            plain->person[plain->count++] = holder->person;
    }
}

/* Whether "said" stands at token i, or behind "will", "has", "also" or the like there. */
static bool says(const struct linker *l, uint32_t i)
{
    static const char *const words[] = {"will", "would", "has",  "had",
                                        "also", "later", "then", "further"};
    i += TOKEN_IS_AMONG(l->tokens, i, words);
    return classes_at(l, i) & LEX_BIT(SAYING);
}

/* Whether "said" stands before or behind the title. */
static bool is_speaker(const struct linker *l, const struct title_phrase *phrase)
{
    return says(l, phrase->end) ||
           (phrase->begin > 0 && classes_at(l, phrase->begin - 1) & LEX_BIT(SAYING));
}

/* Whether a sentence begins at token i, or with "but" or "and" before it. */
static bool begins(const struct linker *l, uint32_t i)
{
    return linker_begins_sentence(l, i) ||
           (linker_begins_sentence(l, i - 1) &&
            (token_is_word(l->tokens, i - 1, "but") || token_is_word(l->tokens, i - 1, "and")));
}

/* What title i says by itself. */
static struct asked ask(const struct linker *l, uint32_t i, const struct title_phrase *phrase)
{
    const struct mention *title = at(l, i);
    return (struct asked){.value = title->value,
                          .status = phrase->status,
                          .body = linker_body_of(title, phrase),
                          .title = i,
                          .country = phrase->body,
                          .begins = begins(l, phrase->begin),
                          .speaks = is_speaker(l, phrase),
                          .field = field_of(l, title, phrase)};
}

/* Of several holders, the only one who was called so before: that another became mayor, too, is told later. */
static uint32_t holder_before(const struct linker *l, struct asked asked)
{
    struct candidates all = {.count = 0}, plain = {.count = 0};
    asked.until = asked.title;
    find_holders(l, &asked, &all, &plain);
    return all.count == 1 ? all.person[0] : NO_PERSON;
}

void link_alone(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    struct title_phrase phrase = linker_phrase_of(l, title);
    struct asked asked = ask(l, i, &phrase);
    asked.as = phrase.begin > 0 && (token_is_word(l->tokens, phrase.begin - 1, "as") ||
                                    classes_at(l, phrase.begin - 1) & LEX_BIT(NAMING_VERB));
    asked.fresh = linker_has_adjective(l, title, &phrase, "new");
    bool lower = l->tokens->at[title->first].shape & SHAPE_LOWER;
    if (linker_is_plural(l, title) || linker_is_honorific(l, title) || phrase.indefinite ||
        linker_has_unknown_holder(l, i) || is_vacant(l, title, &phrase) ||
        linker_has_adjective(l, title, &phrase, "next") ||
        (lower && !phrase.determined && !asked.body && !asked.as && !in_headline(l, title->first)))
        return;
    struct candidates all = {.count = 0}, plain = {.count = 0};
    find_holders(l, &asked, &all, &plain);
    if (all.count == 0 && asked.body &&
        (phrase.determined || phrase.body || phrase.end > title->last)) {
        asked.body = NULL; /* "The mayor of Ulm left.  Mayor X ..." */
        asked.after = i;
        find_holders(l, &asked, &all, &plain);
        all.count = 0;
    }
    if (all.count == 1)
        title->person = all.person[0];
    else if (all.count > 1)
        title->person = nearest_of(l, i, &all);
    if (title->person == NO_PERSON && all.count > 1)
        title->person = holder_before(l, asked);
    if (title->person == NO_PERSON && plain.count == 1)
        title->person = plain.person[0];
    if (title->person == NO_PERSON && all.count > 1 && phrase.determined && !asked.as)
        title->person = linker_foremost_of(l, &all);
}

void link_by_title(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = linker_phrase_of(l, at(l, i));
    uint32_t before = linker_title_before(l, i);
    uint32_t begin = title_before_adverb(l->tokens, phrase.begin);
    if (begin == 0 || before == l->mentions->count ||
        !(classes_at(l, begin - 1) & LEX_BIT(LINKING_VERB)) || linker_has_unknown_holder(l, i))
        return;
    const struct mention *subject = at(l, before);
    uint32_t from = linker_phrase_of(l, subject).end;
    if (token_is_mark(l->tokens, from, ',') && token_is_word(l->tokens, from + 1, "who"))
        from++;
    if (from >= begin || begin - from > 4)
        return;
    for (uint32_t k = from; k < begin; k++)
        if (l->tokens->at[k].kind == TOKEN_MARK || !(l->tokens->at[k].shape & SHAPE_LOWER))
            return;
    at(l, i)->person = subject->person;
}

/* Words for many office-holders: who is called so need not have been given this very office before. */
static bool is_loose(const char *office)
{
    static const char *const words[] = {"leader",   "senator",    "mp",
                                        "lawmaker", "legislator", "parliamentarian"};
    return STRING_IS_AMONG(office, words);
}

/* How many sentences begin between two tokens, at most MOST_AHEAD and one more. */
static uint32_t sentences_between(const struct linker *l, uint32_t from, uint32_t to)
{
    uint32_t count = 0;
    for (uint32_t i = from; i < to && count <= MOST_AHEAD; i++)
        count += linker_begins_sentence(l, i);
    return count;
}

/* "was chosen on Monday as president" */
static bool is_made(const struct linker *l, const struct title_phrase *phrase)
{
    uint32_t begin = linker_sentence_begin(l, phrase->begin);
    for (uint32_t i = phrase->begin; i > begin + 1; i--)
        if (classes_at(l, i - 1) & LEX_BIT(NAMING_VERB) &&
            classes_at(l, i - 2) & LEX_BIT(LINKING_VERB))
            return true;
    return false;
}

/* Whether the sentence that a title is the subject of says that its holder said something, and names nobody. */
static bool says_unnamed(const struct linker *l, const struct title_phrase *phrase)
{
    uint32_t i = phrase->end;
    while (i < phrase->end + CLAUSE && !linker_is_verb(l, i) && linker_in_sentence(l, i - 1, i))
        i++;
    return classes_at(l, i) & LEX_BIT(SAYING);
}

/* Whether "said" stands beside a name, in a bracket's distance; or, unless it has to, whether the name is the subject of a sentence,
 * "X, a lawyer, said". */
static bool speaks(const struct linker *l, uint32_t name, bool beside)
{
    uint32_t first = linker_name_and_titles(l, name);
    return (!beside && linker_begins_sentence(l, first)) ||
           (first > 0 && classes_at(l, first - 1) & LEX_BIT(SAYING)) ||
           classes_at(l, linker_bracket_end(l, at(l, name)->last)) & LEX_BIT(SAYING);
}

/* Whether nothing that the article says of a person is against the office: ranks, seats in a house and the like. */
static bool can_hold(const struct linker *l, uint32_t person, const char *office)
{
    for (uint32_t k = 0; k < l->holder_count; k++) {
        const struct holder *holder = &l->holders[k];
        const struct mention *title = at(l, holder->title);
        const struct tokens *tokens = &l->reading->passages[title->passage].tokens;
        uint64_t classes = lexicon_classes(l->reading->lexicon, tokens->at[title->first].word);
        if (holder->person == person && !(classes & LEX_BIT(RANK)) && !is_loose(holder->value) &&
            !office_is_kind_of(l->reading->lexicon, holder->value, office) &&
            !same_head(holder->value, office))
            return false;
    }
    return true;
}

/* Whether what begins at a token is the subject of a sentence, or of "..., the mayor said" behind it. */
static bool stands_first(const struct linker *l, uint32_t i)
{
    return linker_begins_sentence(l, i) || (i > 0 && token_is_mark(l->tokens, i - 1, ','));
}

void link_ahead(struct linker *l, uint32_t i)
{
    struct title_phrase phrase = linker_phrase_of(l, at(l, i));
    uint32_t none = l->mentions->count, passage = at(l, i)->passage, next = i + 1;
    bool made = phrase.begin > 0 && token_is_word(l->tokens, phrase.begin - 1, "as") &&
                !linker_has_adjective(l, at(l, i), &phrase, "next");
    if (l->names_before[i] < none || linker_is_plural(l, at(l, i)) ||
        linker_is_honorific(l, at(l, i)) || linker_has_unknown_holder(l, i) ||
        !(made ? is_made(l, &phrase) : stands_first(l, phrase.begin) && says_unnamed(l, &phrase)))
        return;
    while (next < none && at(l, next)->passage == passage && at(l, next)->kind != MASTHEAD_NAME &&
           at(l, next)->first < at(l, i)->last + FAR)
        next++;
    if (!linker_is_kind(l, next, passage, MASTHEAD_NAME) || at(l, next)->person == NO_PERSON ||
        linker_in_sentence(l, at(l, i)->last, at(l, next)->first) ||
        sentences_between(l, at(l, i)->last, at(l, next)->first) > MOST_AHEAD ||
        !speaks(l, next, phrase.indefinite) || !can_hold(l, at(l, next)->person, at(l, i)->value))
        return;
    link_to(l, i, next);
}

/* Whether a country is spoken of in the sentence of token i. */
static bool in_sentence_with(const struct linker *l, uint32_t i, const char *country)
{
    const char *value;
    uint32_t begin = linker_sentence_begin(l, i);
    for (uint32_t k = begin; k < l->tokens->count && (k <= i || linker_in_sentence(l, k - 1, k)); k++)
        if ((lexicon_match(l->reading->lexicon, l->tokens, k, LEX_COUNTRY, &value) ||
             lexicon_match(l->reading->lexicon, l->tokens, k, LEX_DEMONYM, &value)) &&
            strcmp(value, country) == 0)
            return true;
    return false;
}

/* Whether one of the first sentences that name the person speaks of the country, too. */
static bool is_of_country(const struct linker *l, uint32_t title, uint32_t person,
                          const char *country)
{
    uint32_t i = l->first_named[person];
    for (uint32_t n = 0; n < INTRODUCED && i < l->mentions->count; n++, i = l->next_named[i])
        if (at(l, i)->passage == at(l, title)->passage && in_sentence_with(l, at(l, i)->first, country))
            return true;
    return false;
}

enum meaning {
    MEANS_NOT,
    MEANS_COUNTRYMAN, /* if the holder is of the country that is asked for */
    MEANS
};

/* Whether one who holds an office can be meant by a title that nobody in the article was given: "the BJP leader" of the secretary of
 * the party, "the Egyptian president" of a president who is not said to be another country's, "the Dockside boss" of the club's
 * manager. */
static enum meaning may_mean(const struct linker *l, const struct holder *holder,
                             const struct asked *asked)
{
    bool past = is_past(asked->status), was = is_past(holder->status);
    if (past && asked->speaks)
        return is_of_state(asked->value) ? MEANS_NOT : MEANS;
    if (past != was)
        return MEANS_NOT;
    if (!past && holder->body && asked->body && strcmp(holder->value, asked->value) == 0 &&
        !same_body(holder->body, asked->body))
        return MEANS_NOT; /* "the Greens leader" of the leader of the Nationals */
    if (past || (is_loose(asked->value) && !(asked->country && is_of_state(holder->value))))
        return MEANS;
    bool boss = strcmp(asked->value, "boss") == 0 || strcmp(asked->value, "captain") == 0;
    bool leads = strcmp(asked->value, "leader") == 0;
    if (strcmp(holder->value, "leader") == 0 && office_is_kind_of(l->reading->lexicon, asked->value, holder->value))
        return MEANS; /* "the opposition leader" of a party's leader */
    if (!asked->body || !(leads || office_is_kind_of(l->reading->lexicon, holder->value, asked->value)))
        return MEANS_NOT;
    return boss ? MEANS : !holder->body && asked->country ? MEANS_COUNTRYMAN : MEANS_NOT;
}

/* Whether a person is said to be in the office. */
static bool holds_still(const struct linker *l, uint32_t person, const char *office)
{
    for (uint32_t k = 0; k < l->holder_count; k++)
        if (l->holders[k].person == person && !is_past(l->holders[k].status) &&
            !l->holders[k].was &&
            office_is_kind_of(l->reading->lexicon, l->holders[k].value, office))
            return true;
    return false;
}

static bool person_may_mean(const struct linker *l, uint32_t person, const struct asked *asked)
{
    enum meaning most = MEANS_NOT;
    if (is_past(asked->status) && holds_still(l, person, asked->value))
        return false;
    if (is_past(asked->status) && asked->begins && !is_of_state(asked->value))
        return person != NO_PERSON; /* "The former first lady left" */
    for (uint32_t k = 0; k < l->holder_count && person != NO_PERSON && most < MEANS; k++) {
        enum meaning meaning = l->holders[k].person == person ? may_mean(l, &l->holders[k], asked) : MEANS_NOT;
        most = meaning > most ? meaning : most;
    }
    return most == MEANS ||
           (most == MEANS_COUNTRYMAN && is_of_country(l, asked->title, person, asked->body));
}

/* Whom the sentence before a title is about; NO_PERSON when another of its people can be meant, too. */
static uint32_t topic_before(const struct linker *l, uint32_t i, uint32_t token,
                             const struct asked *asked)
{
    uint32_t none = l->mentions->count, name = linker_name_before(l, i, token);
    if (name == none || token - at(l, name)->last > (asked->speaks ? FAR : NEAR))
        return NO_PERSON;
    uint32_t subject = linker_subject_of(l, i, at(l, name)->last);
    uint32_t person = subject < none ? at(l, subject)->person : NO_PERSON;
    if (at(l, name)->person != person && person_may_mean(l, at(l, name)->person, asked))
        return NO_PERSON;
    return person;
}

void link_to_topic(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    struct title_phrase phrase = linker_phrase_of(l, title);
    struct asked asked = ask(l, i, &phrase);
    if (!token_is_word(l->tokens, phrase.begin, "the") ||
        !(asked.speaks || asked.body || asked.begins) || linker_is_plural(l, title) ||
        linker_is_honorific(l, title) || linker_has_unknown_holder(l, i) || is_vacant(l, title, &phrase) ||
        linker_has_adjective(l, title, &phrase, "new"))
        return;
    struct candidates all = {.count = 0}, plain = {.count = 0};
    find_holders(l, &asked, &all, &plain);
    if (all.count == 1)
        title->person = all.person[0]; /* one linked here before */
    if (all.count)
        return;
    uint32_t person = topic_before(l, i, phrase.begin, &asked);
    if (asked.speaks && !person_may_mean(l, person, &asked))
        person = last_speaker(l, i, phrase.begin);
    if (!person_may_mean(l, person, &asked))
        return;
    title->person = person;
    linker_add_holder(l, i);
}

static bool says_two(const struct linker *l, const struct title_phrase *phrase, uint32_t first)
{
    uint32_t begin = phrase->begin ? phrase->begin - 1 : 0;
    for (uint32_t k = begin; k < first; k++)
        if (token_is_word(l->tokens, k, "two") || token_is_word(l->tokens, k, "both"))
            return true;
    return false;
}

void link_counted(struct linker *l, uint32_t i)
{
    struct mention *title = at(l, i);
    struct title_phrase phrase = linker_phrase_of(l, title);
    struct asked asked = {
        .value = title->value, .status = phrase.status, .body = linker_body_of(title, &phrase)};
    struct candidates all = {.count = 0}, plain = {.count = 0};
    if (!linker_is_plural(l, title) || !says_two(l, &phrase, title->first))
        return;
    find_holders(l, &asked, &all, &plain);
    if (all.count != 2)
        return;
    struct mention other = *title;
    title->person = all.person[0];
    other.person = all.person[1];
    l->no_memory |= !mentions_add(&l->extra, &other);
}

/* The one person of the article with exactly this office. */
static uint32_t only_holder(const struct linker *l, const char *office)
{
    uint32_t found = NO_PERSON;
    for (uint32_t k = 0; k < l->holder_count; k++) {
        const struct holder *holder = &l->holders[k];
        if (holder->person == found || strcmp(holder->value, office) != 0)
            continue;
        if (found != NO_PERSON)
            return NO_PERSON;
        found = holder->person;
    }
    return found;
}

void link_style(struct linker *l, uint32_t i)
{
    static const char *const monarchs[][2] = {
        {"his majesty", "king"}, {"her majesty", "queen"}, {"his holiness", "pope"}};
    struct mention *title = at(l, i);
    if (!is_style(l, title) || linker_has_unknown_holder(l, i))
        return;
    const struct style *known = style_of(l, title->value);
    if (token_is_word(l->tokens, title->last, "the") &&
        linker_is_kind(l, i + 1, title->passage, MASTHEAD_TITLE) &&
        linker_phrase_of(l, at(l, i + 1)).begin == title->last) {
        title->person = at(l, i + 1)->person;
    } else if (known) {
        title->person = known->person;
    } else {
        for (size_t k = 0; k < sizeof monarchs / sizeof *monarchs; k++)
            if (strcmp(title->value, monarchs[k][0]) == 0)
                title->person = only_holder(l, monarchs[k][1]);
    }
    if (title->person != NO_PERSON)
        linker_add_holder(l, i);
}
