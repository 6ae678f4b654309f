/* emit.c - mentions and metadata to terms and values
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A mention's terms stand at the position of its last word, so that "prime minister" NEAR its holder's
 * name and phrases with the next word work.  A date gives a term for every day, month and year that it
 * speaks of, at the grain it was said in: "17 August 2021" gives the day, the month and the year; "August
 * 2021" the month and the year, and the month once more with a hyphen behind, which says that no day
 * was named: a search for a day in it finds the article too, ranked below.  What is longer than Xapian
 * can store is no name and gives no term. */
#include "emit.h"

#include "forms.h"
#include "headline.h"
#include "office.h"
#include "unicode.h"

enum {
    MOST_DAYS = 31, /* a longer stretch of days is left to its months */
    MOST_MONTHS = 24,
    MOST_YEARS = 100 /* a century */
};

struct output {
    const masthead_sink *sink;
    uint32_t position;
    uint32_t wdf;
    bool stopped;
};

static void put(struct output *out, const char *prefix, struct view text)
{
    char term[TERM_BYTES];
    size_t size = 0;
    for (; prefix[size] && size < sizeof term; size++) /* a letter or two, mostly */
        term[size] = prefix[size];
    if (out->stopped || !out->sink->term || !text.size || size + text.size > sizeof term)
        return;
    memcpy(term + size, text.at, text.size);
    out->stopped =
        out->sink->term(out->sink->user, term, size + text.size, out->position, out->wdf) != 0;
}

/* Puts a number of at least so many digits, with `behind` behind it. */
static void put_number(struct output *out, const char *prefix, uint32_t number, size_t digits, const char *behind)
{
    char text[24];
    const size_t end = 12, tail = strlen(behind);
    size_t begin = end;
    for (; number || end - begin < digits; number /= 10)
        text[--begin] = (char)('0' + number % 10);
    memcpy(text + end, behind, tail);
    put(out, prefix, view_of(text + begin, end - begin + tail));
}

/* The term position of a mention's last word; 0 when it has none. */
static uint32_t position_of(const struct masthead_article *a, const struct mention *mention)
{
    const struct word_positions *positions = &a->texts[mention->passage].positions;
    const struct tokens *tokens = &a->passages[mention->passage].tokens;
    for (uint32_t i = mention->last; i > mention->first; i--) {
        const struct token *token = &tokens->at[i - 1];
        if (token->kind != TOKEN_MARK && token->ordinal < positions->count &&
            positions->at[token->ordinal])
            return positions->at[token->ordinal];
    }
    return 0;
}

/* "biden, joe" gives "biden" and "biden, joe", each under all forms of the family name. */
static void put_name(struct output *out, const struct masthead *m, const char *prefix,
                     const char *value)
{
    const char *comma = strstr(value, ", ");
    struct forms forms;
    char text[2 * LONGEST_FORM + 2];
    forms_of_family(m->lexicon,
                    comma ? view_of(value, (size_t)(comma - value)) : view_string(value), &forms);
    for (uint32_t i = 0; i < forms.count; i++) {
        put(out, prefix, forms.at[i]);
        if (!comma || i >= forms.whole)
            continue;
        struct view form = forms.at[i];
        memcpy(text, form.at, form.size);
        memcpy(text + form.size, ", ", 2);
        size_t given = forms_plain(view_string(comma + 2), text + form.size + 2);
        if (given)
            put(out, prefix, view_of(text, form.size + 2 + given));
    }
}

static void put_modified(struct output *out, const char *prefix, struct view modifier,
                         const char *title)
{
    char text[TERM_BYTES];
    const size_t size = strlen(title);
    if (modifier.size + 1 + size > sizeof text)
        return;
    memcpy(text, modifier.at, modifier.size);
    text[modifier.size] = ' ';
    memcpy(text + modifier.size + 1, title, size);
    put(out, prefix, view_of(text, modifier.size + 1 + size));
}

/* "mr": no office that somebody holds. */
static bool is_honorific(const struct lexicon *lexicon, struct view value)
{
    uint32_t word = lexicon_word(lexicon, unicode_fold_hash(value), value);
    uint64_t classes = word ? lexicon_classes(lexicon, word) : 0;
    return classes & LEX_BIT(HONORIFIC) &&
           !(classes & (LEX_BIT(OFFICE) | LEX_BIT(RANK) | LEX_BIT(OFFICE_HEAD)));
}

/* "prime minister"; with its modifier "former uk prime minister"; and "former prime minister", since
 * who asks for that may not say of which country.  "prime minister: johnson" says whose it is. */
static void put_title(struct output *out, const struct masthead_article *a,
                      const struct mention *mention)
{
    const struct masthead *m = a->masthead;
    const char *prefix = m->settings.public.title_prefix;
    put(out, prefix, view_string(mention->value));
    struct view status = office_status(m->lexicon, mention->modifier);
    if (mention->modifier)
        put_modified(out, prefix, view_string(mention->modifier), mention->value);
    if (status.size && mention->modifier[status.size])
        put_modified(out, prefix, status, mention->value);
    char held[TERM_BYTES];
    size_t size = strlen(prefix);
    if (mention->person == NO_PERSON || size >= sizeof held ||
        is_honorific(m->lexicon, view_string(mention->value)))
        return;
    memcpy(held, prefix, size);
    if (office_held(m->lexicon, mention->modifier, mention->value, held + size, sizeof held - size))
        put_name(out, m, held, a->people.at[mention->person].value);
}

/* A headline is a term as well, behind a quotation mark, with which no office begins. */
static void put_headline(struct output *out, const struct masthead *m, struct view text)
{
    struct headline headline;
    headline_read(text, &headline);
    for (uint32_t i = 0; i < headline.count; i++) {
        char term[HEADLINE_FORM_BYTES + 1] = "\"";
        memcpy(term + 1, headline.form[i], headline.size[i]);
        put(out, m->settings.public.title_prefix, view_of(term, headline.size[i] + 1));
    }
}

/* The short texts that have a prefix, and the headline that a body begins with. */
static void put_headlines(struct output *out, const struct masthead_article *a)
{
    for (uint32_t i = 0; i < a->passage_count; i++) {
        const struct passage *passage = &a->passages[i];
        struct view text = view_of(passage->tokens.text, passage->tokens.size);
        if (passage->field->kind == MASTHEAD_FIELD_TEXT)
            put_headline(out, a->masthead, *passage->field->prefix ? text : headline_of(text));
    }
}

static uint32_t month_number(struct day day)
{
    return (uint32_t)(day.year * 12 + day.month - 1);
}

static void put_month(struct output *out, const char *prefix, uint32_t month, bool alone)
{
    put_number(out, prefix, month, 6, "");
    if (alone)
        put_number(out, prefix, month, 6, "-");
}

/* The last one that is written of a stretch: of one that is too long, only the first. */
static int32_t last_written(int32_t from, int32_t to, int32_t most)
{
    return to - from < most ? to : from;
}

static void put_date(struct output *out, const char *prefix, const struct mention *mention)
{
    if (mention->grain == GRAIN_DAY) {
        int32_t from = calendar_number(mention->from);
        int32_t to = last_written(from, calendar_number(mention->to), MOST_DAYS);
        for (int32_t i = from; i <= to; i++)
            put_number(out, prefix, calendar_packed(calendar_day(i)), 8, "");
    }
    if (mention->grain == GRAIN_DAY || mention->grain == GRAIN_MONTH) {
        int32_t from = (int32_t)month_number(mention->from), to = (int32_t)month_number(mention->to);
        const bool alone = mention->grain == GRAIN_MONTH && from == to;
        to = last_written(from, to, MOST_MONTHS);
        for (int32_t i = from; i <= to; i++)
            put_month(out, prefix, (uint32_t)(i / 12 * 100 + i % 12 + 1), alone);
    }
    int from = mention->from.year, to = last_written(from, mention->to.year, MOST_YEARS);
    for (int year = from; year <= to; year++)
        put_number(out, prefix, (uint32_t)year, 4, "");
}

static void put_mention(struct output *out, const struct masthead_article *a,
                        const struct mention *mention)
{
    const struct masthead *m = a->masthead;
    const masthead_settings *settings = &m->settings.public;
    switch (mention->kind) {
    case MASTHEAD_NAME:
        if (mention->value)
            put_name(out, m, settings->name_prefix, mention->value);
        break;
    case MASTHEAD_TITLE:
        if (mention->value)
            put_title(out, a, mention);
        break;
    case MASTHEAD_DATE:
        if (mention->grain != GRAIN_NONE)
            put_date(out, settings->date_prefix, mention);
        break;
    }
}

static void put_published(struct output *out, uint32_t packed)
{
    put_number(out, "D", packed, 8, "");
    put_number(out, "M", packed / 100, 6, "");
    put_number(out, "Y", packed / 10000, 4, "");
}

/* As Omega writes a boolean term: a colon keeps a capital apart from a prefix of several letters. */
struct view keyword_form(const masthead_field *field, struct view value, char room[TERM_BYTES])
{
    size_t size = 0;
    bool lower = field->kind == MASTHEAD_FIELD_KEYWORD;
    if (value.size && !lower && field->prefix[0] && field->prefix[1] && value.at[0] >= 'A' &&
        value.at[0] <= 'Z')
        room[size++] = ':';
    for (size_t i = 0; i < value.size;) {
        unsigned length;
        char character[4];
        uint32_t ch = unicode_read(value.at, value.size, i, &length);
        unsigned count = unicode_write(lower ? unicode_lower(ch) : ch, character);
        if (size + count > TERM_BYTES)
            return view_of(NULL, 0);
        memcpy(room + size, character, count);
        size += count;
        i += length;
    }
    return view_of(room, size);
}

static void put_metadata(struct output *out, const struct masthead_article *a)
{
    char place[3 * TERM_BYTES];
    if (a->published)
        put_published(out, a->published);
    if (a->place.size && a->place.size <= TERM_BYTES)
        put(out, a->masthead->settings.public.place_prefix,
            view_of(place, unicode_fold(a->place, place)));
    for (uint32_t i = 0; i < a->value_count && !out->stopped; i++) {
        const struct article_value *value = &a->values[i];
        char room[TERM_BYTES];
        if (value->field->kind != MASTHEAD_FIELD_DATE)
            put(out, value->field->prefix, keyword_form(value->field, value->value, room));
        if (value->field->slot >= 0 && out->sink->value)
            out->stopped = out->sink->value(out->sink->user, (uint32_t)value->field->slot,
                                            value->value.at, value->value.size) != 0;
    }
}

/* ---- All together ------------------------------------------------------------------------------ */

static masthead_status put_mentions_and_metadata(const struct masthead_article *a, unsigned what,
                                                 const masthead_sink *sink)
{
    struct output out = {.sink = sink, .wdf = 1};
    if (what & MASTHEAD_EMIT_MENTIONS)
        put_headlines(&out, a);
    if (what & MASTHEAD_EMIT_MENTIONS)
        for (uint32_t i = 0; i < a->mentions.count && !out.stopped; i++) {
            out.position = position_of(a, &a->mentions.at[i]);
            put_mention(&out, a, &a->mentions.at[i]);
        }
    out.position = out.wdf = 0;
    if (what & MASTHEAD_EMIT_METADATA)
        put_metadata(&out, a);
    return out.stopped ? MASTHEAD_STOPPED : MASTHEAD_OK;
}

/* Pushes the words of all texts, and adds them to the lengths. */
static masthead_status put_words(const struct masthead_article *a, struct lengths *lengths, struct arena *arena,
                                 const masthead_sink *sink)
{
    struct postings postings = {0};
    masthead_status status = MASTHEAD_OK;
    for (uint32_t i = 0; i < a->passage_count && !status; i++) {
        const struct passage *passage = &a->passages[i];
        uint32_t position = a->texts[i].position;
        struct word_positions positions;
        struct occurrences words;
        status = terms_find(&passage->tokens, &a->texts[i].options, a->vocabulary, arena, &position, &positions, &words);
        if (!status)
            status = postings_gather(&postings, a->vocabulary, passage->field->prefix, &words);
        if (!status)
            status = lengths_add_postings(a->masthead, &postings, arena, lengths);
        if (!status)
            status = postings_push(&postings, a->vocabulary, sink);
    }
    postings_free(&postings);
    return status;
}

masthead_status emit(const struct masthead_article *a, unsigned what, const masthead_sink *sink)
{
    struct arena arena = {0};
    struct lengths lengths = a->lengths;
    masthead_status status = MASTHEAD_OK;
    if (what & MASTHEAD_EMIT_WORDS && sink->term)
        status = put_words(a, &lengths, &arena, sink);
    if (!status && what & MASTHEAD_EMIT_LENGTHS)
        status = lengths_emit(a->masthead, a->vocabulary, &lengths, sink);
    arena_free(&arena);
    return status ? status : put_mentions_and_metadata(a, what, sink);
}
