/* trial.c - topics put to a database, and what comes of it
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "trial.h"

#include "command.h"
#include "input.h"
#include "unicode.h"
#include <stdlib.h>
#include <string.h>

/* ---- The words of a topic ----------------------------------------------------------------------- */

static bool is_word(uint32_t character)
{
    return character == '_' || unicode_class(character) & CHAR_WORD;
}

static bool is_space(uint32_t character)
{
    return unicode_class(character) & CHAR_SPACE;
}

/* Returns the length of an address at the beginning of the text, 0 when there is none. */
static size_t address_size(struct view text)
{
    size_t at = 4;
    unsigned length;
    if (text.size < 4 || memcmp(text.at, "http", 4) != 0)
        return 0;
    while (at < text.size && !is_space(unicode_read(text.at, text.size, at, &length)))
        at += length;
    return at > 4 ? at : 0;
}

/* Returns the length of an operator that is a word of its own at the beginning of the text, or 0. */
static size_t operator_size(struct view text)
{
    static const char *const operators[] = {"AND", "OR", "NOT", "XOR", "NEAR", "ADJ"};
    unsigned length;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t size = strlen(operators[i]);
        if (text.size >= size && memcmp(text.at, operators[i], size) == 0 &&
            (text.size == size || !is_word(unicode_read(text.at, text.size, size, &length))))
            return size;
    }
    return 0;
}

static size_t syntax_size(struct view text, bool behind_word)
{
    if (strchr("\"()~*:<>+\\", *text.at) || (*text.at == '-' && !behind_word))
        return 1;
    if (text.size > 1 && memcmp(text.at, "..", 2) == 0)
        return 2;
    size_t size = behind_word ? 0 : operator_size(text);
    return size ? size : address_size(text);
}

size_t trial_plain_words(struct view text, char *out)
{
    char *begin = out;
    bool behind_word = false;
    while (text.size) {
        unsigned length;
        size_t syntax = syntax_size(text, behind_word), size = syntax;
        if (syntax) {
            *out++ = ' ';
            behind_word = is_word((unsigned char)text.at[syntax - 1]);
        } else {
            behind_word = is_word(unicode_read(text.at, text.size, 0, &length));
            memcpy(out, text.at, size = length);
            out += size;
        }
        text = view_of(text.at + size, text.size - size);
    }
    return (size_t)(out - begin);
}

/* ---- Searching ---------------------------------------------------------------------------------- */

static const char *id_prefix(const masthead *m)
{
    for (size_t i = 0; i < masthead_field_count(m); i++)
        if (masthead_field_at(m, i)->kind == MASTHEAD_FIELD_ID)
            return masthead_field_at(m, i)->prefix;
    return "";
}

static bool report(const masthead_error *err)
{
    if (*err->file)
        complain("%s: %s", err->file, err->message);
    else
        complain("%s", err->message);
    return false;
}

bool trial_open(struct trial *trial, const masthead *m, const char *const *databases, size_t count)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    trial->functions = module_search();
    if (!trial->functions)
        return false;
    return trial->functions->open(databases, count, id_prefix(m), &trial->search, &err) ==
                   MASTHEAD_OK
               ? true
               : report(&err);
}

void trial_close(struct trial *trial)
{
    if (trial->search)
        trial->functions->close(trial->search);
}

bool trial_read_number(const char *text, unsigned long *number)
{
    char *end;
    *number = strtoul(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && *number >= 1 && *number <= 1000000;
}

int trial_option(const struct invocation *in, int c, struct trial_options *options)
{
    if (c == 'x')
        options->syntax = true;
    else if (c == 't' && !trial_read_number(optarg, &options->top))
        return usage_error(in, "--top takes a number from 1 to 1000000, not '%s'", optarg);
    else if (c == 'd' && options->database_count == TRIAL_DATABASES)
        return usage_error(in, "more than %d databases", TRIAL_DATABASES);
    else if (c == 'd')
        options->databases[options->database_count++] = optarg;
    return STATUS_GOOD;
}

/* Asks for a topic. */
static bool ask(struct trial *trial, const masthead *m, const struct topic *topic)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    struct view words = view_string(topic->text);
    char *plain = allocate(NULL, words.size);
    if (!trial->syntax)
        words = view_of(plain, trial_plain_words(words, plain));
    bool good = trial->functions->ask(trial->search, m, words.at, words.size, &err) == MASTHEAD_OK;
    if (!good)
        complain("topic '%s': %s", topic->id, err.message);
    free(plain);
    return good;
}

/* The documents found for a topic while they come in. */
struct catch
{
    const struct topic *topic;
    const struct judged *judged;
    struct run *run;
    long *grades;
    uint32_t *documents; /* NULL: not wanted */
    size_t count;
};

static void catch_hit(void *user, const struct search_hit *hit)
{
    struct catch *catch = user;
    char number[16];
    const char *id = hit->id;
    size_t size = hit->id_size;
    if (!id) {
        size = (size_t)snprintf(number, sizeof number, "%u", hit->document);
        id = number;
    }
    if (catch->documents)
        catch->documents[catch->count] = hit->document;
    catch->grades[catch->count++] = judged_grade(catch->judged, id, size);
    if (catch->run)
        run_add(catch->run, catch->topic->id, id, size, hit->score, catch->count);
}

/* Asks for a topic and takes in the best `top` documents. */
static bool find(struct trial *trial, const masthead *m, unsigned long top, struct catch *catch)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    if (!ask(trial, m, catch->topic))
        return false;
    if (trial->functions->hits(trial->search, (uint32_t)top, catch_hit, catch, &err) == MASTHEAD_OK)
        return true;
    complain("topic '%s': %s", catch->topic->id, err.message);
    return false;
}

bool trial_topic(struct trial *trial, const masthead *m, const struct topic *topic,
                 const struct judged *judged, struct run *run, struct measures *out)
{
    struct catch catch = {.topic = topic, .judged = judged, .run = run};
    catch.grades = allocate(NULL, trial->top * sizeof *catch.grades);
    bool good = find(trial, m, trial->top, &catch);
    if (good && measures_apply(judged))
        *out = measures_of(judged, catch.grades, catch.count);
    free(catch.grades);
    return good;
}

/* ---- Searching once, and ranking again ---------------------------------------------------------- */

struct place {
    uint32_t document;
    long grade;
};

static int by_document(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return (x->document > y->document) - (x->document < y->document);
}

static void order_by_document(struct trial_kept *kept)
{
    struct place *places = allocate(NULL, kept->count * sizeof *places);
    for (size_t i = 0; i < kept->count; i++)
        places[i] = (struct place){kept->documents[i], kept->grades[i]};
    if (kept->count)
        qsort(places, kept->count, sizeof *places, by_document);
    for (size_t i = 0; i < kept->count; i++) {
        kept->documents[i] = places[i].document;
        kept->grades[i] = places[i].grade;
    }
    free(places);
}

bool trial_keep(struct trial *trial, const masthead *m, const masthead *full, const struct topic *topic,
                const struct judged *judged, struct trial_kept *out)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    const size_t room = trial->top;
    *out = (struct trial_kept){.documents = allocate(NULL, room * sizeof *out->documents),
                               .grades = allocate(NULL, room * sizeof *out->grades)};
    struct catch catch = {
        .topic = topic, .judged = judged, .grades = out->grades, .documents = out->documents};
    if (!find(trial, m, room, &catch))
        return false;
    out->count = catch.count;
    out->documents = allocate(out->documents, out->count * sizeof *out->documents);
    out->grades = allocate(out->grades, out->count * sizeof *out->grades);
    order_by_document(out);
    if (!ask(trial, full, topic))
        return false;
    if (trial->functions->keep(trial->search, full, out->documents, out->count, &out->kept, &err) == MASTHEAD_OK)
        return true;
    complain("topic '%s': %s", topic->id, err.message);
    return false;
}

void trial_forget(const struct trial *trial, struct trial_kept *kept)
{
    if (kept->kept)
        trial->functions->release(kept->kept);
    free(kept->documents);
    free(kept->grades);
    *kept = (struct trial_kept){NULL};
}

/* How many documents come before the one at `i`: equal ones in the order of their numbers, as in a search. */
static size_t rank_of(const double *scores, size_t count, size_t i)
{
    size_t before = 0;
    for (size_t k = 0; k < count; k++)
        before += scores[k] > scores[i] || (scores[k] == scores[i] && k < i);
    return before;
}

bool trial_rank(const struct trial *trial, const masthead *m, const struct trial_kept *kept,
                const struct judged *judged, struct measures *out)
{
    masthead_error err = MASTHEAD_ERROR_INIT;
    double *scores = allocate(NULL, kept->count * sizeof *scores);
    long *grades = allocate(NULL, kept->count * sizeof *grades);
    bool good = trial->functions->rescore(kept->kept, m, scores, &err) == MASTHEAD_OK;
    size_t found = 0;
    memset(grades, 0, kept->count * sizeof *grades);
    for (size_t i = 0; i < kept->count && good; i++) {
        found += scores[i] >= 0;
        if (scores[i] >= 0 && kept->grades[i]) /* few have a grade: no need to sort the others */
            grades[rank_of(scores, kept->count, i)] = kept->grades[i];
    }
    if (good)
        *out = measures_of(judged, grades, found);
    else
        complain("%s", err.message);
    free(grades);
    free(scores);
    return good;
}
