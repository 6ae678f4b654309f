/* headline.c - the terms by which a headline is found as a whole
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Who types a headline wants the article that it stands over, not one that has the same words more often.  So a
 * headline is a term, too: its words, folded, in their order, with one space between.  Case, accents, punctuation and
 * the full stops of "U.S." make no difference, nor do the words that are operators in a query (AND, OR, NOT, NEAR,
 * ADJ, XOR).
 *
 *     headline = [ kicker ( ":" | "|" | "-" ) ] words [ ( "|" | "-" ) source ]
 *
 * A kicker ("UPDATE 1", "Opinion") has up to three words, a source ("Reuters", "The Daily Mail") up to four;
 * what they stand beside, at least three.  The term is made with and without each, by the same rule in articles and in
 * queries, so that it does not matter on which side they are. */
#include "headline.h"

#include <stdio.h>

#include "unicode.h"

enum { MOST_WORDS = 100, LONGEST_KICKER = 3, LONGEST_SOURCE = 4, FEWEST_WORDS = 3, UNHASHED = 190 };

struct outline {
    char text[3 * HEADLINE_BYTES]; /* words with one space between */
    size_t size;
    uint32_t begin[MOST_WORDS + 1]; /* of each word; behind the last, the size and one */
    uint32_t count;
    uint32_t kicker; /* words in it */
    uint32_t source; /* the word it begins with; 0 when there is none */
};

static bool is_operator(struct view word)
{
    static const char *const operators[] = {"and", "or", "not", "near", "adj", "xor"};
    if (word.size > 4)
        return false; /* as most are */
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (view_equal(word, view_string(operators[i])))
            return true;
    return false;
}

/* Ends the word that was being written, if any; drops an operator. */
static void end_word(struct outline *o)
{
    uint32_t begin = o->begin[o->count];
    if (o->size == begin)
        return;
    if (is_operator(view_of(o->text + begin, o->size - begin))) {
        o->size = begin;
        return;
    }
    o->text[o->size++] = ' ';
    o->begin[++o->count] = (uint32_t)o->size;
}

/* A colon ends a kicker only; a bar, and a dash with space around it, may stand before a source as well. */
static void note_cut(struct outline *o, char mark)
{
    if (!o->kicker && o->count >= 1 && o->count <= LONGEST_KICKER)
        o->kicker = o->count;
    if (mark != ':')
        o->source = o->count;
}

static bool is_space_at(struct view text, size_t at)
{
    return at >= text.size || text.at[at] == ' ' || text.at[at] == '\t' || text.at[at] == '\n';
}

static bool is_cut(struct view text, size_t at)
{
    char c = text.at[at];
    if (c == ':')
        return is_space_at(text, at + 1);
    return c == '|' || (c == '-' && at > 0 && (text.at[at - 1] == ' ' || text.at[at - 1] == '-') &&
                        (is_space_at(text, at + 1) || text.at[at + 1] == '-'));
}

static bool is_word_at(struct view text, size_t at, unsigned *length)
{
    uint32_t ch;
    return unicode_class_at(text.at, text.size, at, &ch, length) & CHAR_WORD && ch != '_';
}

/* Where the characters of a word end that begin at text[at]. */
static size_t word_end(struct view text, size_t at)
{
    unsigned length;
    while (at < text.size && is_word_at(text, at, &length))
        at += length;
    return at;
}

/* Splits the folded text into words and notes where it may be cut. */
static void read_words(struct view text, struct outline *o)
{
    for (size_t at = 0; at < text.size && o->count < MOST_WORDS;) {
        const size_t end = word_end(text, at);
        memcpy(o->text + o->size, text.at + at, end - at);
        o->size += end - at;
        at = end;
        if (at == text.size)
            break;
        unsigned length;
        const char ch = text.at[at];
        is_word_at(text, at, &length);
        bool inside = ch == '\'' || (ch == '.' && at + 1 < text.size &&
                                     unicode_ascii[(uint8_t)text.at[at + 1]] & CHAR_WORD);
        if (!inside) {
            end_word(o);
            if (is_cut(text, at))
                note_cut(o, ch);
        }
        at += length;
    }
    end_word(o);
}

/* Adds the words [first, last); of a long form the tail is a hash. */
static void add_form(struct headline *out, const struct outline *o, uint32_t first, uint32_t last)
{
    struct view form = view_of(o->text + o->begin[first], o->begin[last] - 1 - o->begin[first]);
    char *to = out->form[out->count];
    size_t size = form.size < HEADLINE_FORM_BYTES ? form.size : UNHASHED;
    memcpy(to, form.at, size);
    if (size < form.size)
        size += (size_t)snprintf(to + size, HEADLINE_FORM_BYTES - size, "~%08x",
                                 (unsigned)unicode_fold_hash(form));
    out->size[out->count++] = size;
}

void headline_read(struct view text, struct headline *out)
{
    char folded[3 * HEADLINE_BYTES];
    struct outline o;
    o.size = o.begin[0] = o.count = o.kicker = o.source = 0;
    out->count = out->words = 0;
    if (text.size > HEADLINE_BYTES)
        return;
    read_words(view_of(folded, unicode_fold(text, folded)), &o);
    if (o.count < 2)
        return;
    out->words = o.count;
    bool kicker = o.kicker && o.count - o.kicker >= FEWEST_WORDS;
    bool source = o.source && o.source < o.count && o.count - o.source <= LONGEST_SOURCE &&
                  o.source >= FEWEST_WORDS;
    add_form(out, &o, 0, o.count);
    if (kicker)
        add_form(out, &o, o.kicker, o.count);
    if (source)
        add_form(out, &o, 0, o.source);
    if (kicker && source && o.source >= o.kicker + FEWEST_WORDS)
        add_form(out, &o, o.kicker, o.source);
}

struct view headline_of(struct view text)
{
    const struct view none = {NULL, 0};
    while (text.size && memchr(" \t\r\n", text.at[0], 4))
        text = view_of(text.at + 1, text.size - 1);
    const char *end = text.size ? memchr(text.at, '\n', text.size) : NULL;
    if (!end || (size_t)(end - text.at) > HEADLINE_BYTES)
        return none;
    struct view line = view_trim(view_of(text.at, (size_t)(end - text.at)));
    for (end++; end < text.at + text.size && memchr(" \t\r", *end, 3); end++)
        ;
    bool blank = end < text.at + text.size && *end == '\n';
    return blank && line.size && line.at[line.size - 1] != '.' ? line : none;
}
