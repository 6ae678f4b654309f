/* masthead.h - understand news articles: names, titles, dates and field weights
 *
 * Copyright (C) 2026 The Masthead authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * This header is the whole C interface of libmasthead.  It has no C++ types and needs no Xapian: any
 * language with a C foreign-function interface can use it.
 *
 *     masthead *m;
 *     masthead_article *a;
 *     masthead_error err = MASTHEAD_ERROR_INIT;
 *
 *     if (masthead_open("news.yaml", NULL, &m, &err)) {
 *         fputs(masthead_error_text(&err), stderr);
 *         return 1;
 *     }
 *     masthead_article_open(m, &a, &err);
 *     masthead_article_metadata(a, "published", 9, "2021-08-17", 10, &err);
 *     masthead_article_text(a, masthead_field_named(m, "body", 4), text, size, NULL, NULL, &err);
 *     masthead_article_resolve(a, &err);
 *     masthead_article_emit(a, MASTHEAD_EMIT_ALL, &sink, &err);
 *     masthead_article_close(a);
 *     masthead_close(m);
 *
 * Conventions.  A function that can fail returns a masthead_status, MASTHEAD_OK being 0, and takes as its
 * last argument a masthead_error that may be NULL.  On failure the out-parameters are unchanged.  Text is
 * UTF-8, given as bytes and a length, and need not end in NUL; invalid bytes are read as Xapian reads them
 * (each as the Latin-1 character of its value).  Strings that the library returns end in NUL as well.
 * Offsets are bytes, ranges are half open.  Nothing here reads the clock, the locale, the environment or a
 * global: the same input gives the same output everywhere.
 *
 * Threads.  A `masthead` is immutable: any number of threads may share one.  A masthead_article or a
 * masthead_query belongs to one thread at a time.
 */
#ifndef MASTHEAD_H
#define MASTHEAD_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) && __GNUC__ >= 4
#define MASTHEAD_API __attribute__((visibility("default")))
#else
#define MASTHEAD_API
#endif

/* ---- Version ------------------------------------------------------------------------------------ */

/* The version of this interface.  It grows by one when something is added; what was there keeps its
 * meaning.  The size member that opens every struct the caller fills tells the library which members the
 * caller knows: set it to sizeof the struct (the …_INIT macros do). */
#define MASTHEAD_ABI 1

/* Returns the newest interface version that the loaded library serves.  A caller built with a greater
 * MASTHEAD_ABI must not go on. */
MASTHEAD_API uint32_t masthead_abi(void);

/* Returns the library's version, as "1.0.0".  Static. */
MASTHEAD_API const char *masthead_version(void);

/* ---- Errors ------------------------------------------------------------------------------------- */

typedef enum masthead_status {
    MASTHEAD_OK = 0,
    MASTHEAD_NO_MEMORY,    /* an allocation failed; the object can still be reset or closed */
    MASTHEAD_BAD_ARGUMENT, /* a struct of unknown size, an unknown field or option */
    MASTHEAD_CANNOT_READ,  /* a file is missing or cannot be read */
    MASTHEAD_BAD_CONFIG,   /* the config or one of its lists is wrong */
    MASTHEAD_BAD_INPUT,    /* an article's metadata or a query's value cannot be understood */
    MASTHEAD_TOO_LARGE,    /* a text is 4 GiB or more, or a stated limit is passed */
    MASTHEAD_STOPPED,      /* a callback asked to stop */
    MASTHEAD_DIFFERS       /* the two schemas compared index differently */
} masthead_status;

/* What went wrong, in memory that the caller owns, so that running out of memory can be reported as well.
 * `line` and `column` count from 1; 0 means that the place is unknown or the error has none. */
typedef struct masthead_error {
    size_t size; /* sizeof(masthead_error) */
    masthead_status status;
    uint32_t line;
    uint32_t column;
    char file[256];    /* the file's name as given, or "" */
    char message[512]; /* one sentence without a full stop or newline */
    char excerpt[256]; /* the source line, or "" */
    char text[1280];   /* room for masthead_error_text() */
} masthead_error;

#define MASTHEAD_ERROR_INIT {sizeof(masthead_error), MASTHEAD_OK, 0, 0, "", "", "", ""}

/* Formats an error for people: "news.yaml:14:7: unknown key 'wieght' (did you mean 'weight'?)", then, when
 * the source line is known, that line and a caret under the column.  Ends in a newline.  The text lies in
 * `err` and is valid until it is used again. */
MASTHEAD_API const char *masthead_error_text(masthead_error *err);

/* ---- Opening a config --------------------------------------------------------------------------- */

/* A config and its language pack, opened.  Immutable. */
typedef struct masthead masthead;

typedef struct masthead_open_options {
    size_t size;          /* sizeof(masthead_open_options) */
    const char *lang_dir; /* the folder that holds the language packs (en/, de/, …); NULL: the folder
                             lang/ beside the config, else the one that was installed */
} masthead_open_options;

#define MASTHEAD_OPEN_OPTIONS_INIT {sizeof(masthead_open_options), NULL}

/* Reads the config file `path` and the language pack it names.
 *
 * On success stores a new object in *out, which the caller closes with masthead_close().  `options` may be
 * NULL.  Fails with MASTHEAD_CANNOT_READ or MASTHEAD_BAD_CONFIG, saying where, MASTHEAD_BAD_ARGUMENT or
 * MASTHEAD_NO_MEMORY. */
MASTHEAD_API masthead_status masthead_open(const char *path, const masthead_open_options *options,
                                           masthead **out, masthead_error *err);

/* As masthead_open(), with the config's text in memory; `name` stands for the file in messages and its
 * folder is where lang/ is looked for. */
MASTHEAD_API masthead_status masthead_open_text(const char *text, size_t size, const char *name,
                                                const masthead_open_options *options, masthead **out,
                                                masthead_error *err);

/* Reads a config's text once more for what concerns searching alone: weights, `b` and `ranking`.  What decides how
 * articles are indexed must be as in `m`, whose language pack the new object shares.  Cheap enough to be done
 * before a query whenever the file has changed.
 *
 * On success stores a new object in *out, which the caller closes with masthead_close(), before `m` or after
 * it.  Fails as masthead_open_text() does, and with MASTHEAD_DIFFERS when the two index differently. */
MASTHEAD_API masthead_status masthead_reweigh(const masthead *m, const char *text, size_t size,
                                              const char *name, masthead **out, masthead_error *err);

/* Frees `m`, which may be NULL.  Every article and query opened from it must have been closed. */
MASTHEAD_API void masthead_close(masthead *m);

/* ---- What the config says ----------------------------------------------------------------------- */

typedef enum masthead_field_kind {
    MASTHEAD_FIELD_TEXT,     /* words, names, titles and dates are read from it */
    MASTHEAD_FIELD_BYLINE,   /* as text; its names are the authors */
    MASTHEAD_FIELD_DATELINE, /* "SALVADOR, Feb 26 -": place and day */
    MASTHEAD_FIELD_DATE,     /* a day, in one of the formats */
    MASTHEAD_FIELD_KEYWORD,  /* one term for the whole value */
    MASTHEAD_FIELD_ID        /* one term that identifies the article */
} masthead_field_kind;

/* One field of the config.  Valid, with all it points to, until masthead_close(). */
typedef struct masthead_field {
    const char *name;   /* "headline" */
    const char *prefix; /* term prefix: "S"; "" for the body; of the first date, the day of publication,
                           "D" (and M and Y with it), of another "": it has no terms */
    masthead_field_kind kind;
    int32_t slot;  /* value slot, or -1 */
    double weight; /* worth of a word of this field against one of weight 1 */
    double b;      /* BM25F length normalization, 0 to 1 */
    size_t from_count;
    const char *const *from; /* metadata names that fill the field */
    size_t format_count;
    const char *const *formats; /* of a date: strptime formats, tried in order */
} masthead_field;

/* The rest of the config. */
typedef enum masthead_ranking {
    MASTHEAD_RANK_BM25F, /* by the weights of the config */
    MASTHEAD_RANK_HOST   /* as the host ranks without Masthead */
} masthead_ranking;

typedef struct masthead_settings {
    const char *language;
    const char *name_prefix, *title_prefix, *date_prefix;
    const char *place_prefix; /* of the dateline's place: "XL" */
    double name_weight, title_weight, date_weight;
    double k1;
    double recency_half_life; /* days; 0 when not set */
    double recency_weight;
    int day_first; /* 1: 3/4/2021 is 3 April; 0: it is March 4 */
    masthead_ranking ranking;
} masthead_settings;

MASTHEAD_API size_t masthead_field_count(const masthead *m);

/* Returns the field at `index` in the config's order; NULL past the end. */
MASTHEAD_API const masthead_field *masthead_field_at(const masthead *m, size_t index);

/* Returns the field of that name ("headline"), or NULL. */
MASTHEAD_API const masthead_field *masthead_field_named(const masthead *m, const char *name, size_t size);

/* Returns the field that the metadata name ("og:title") fills, or NULL.  ASCII case is ignored. */
MASTHEAD_API const masthead_field *masthead_field_from(const masthead *m, const char *name, size_t size);

/* Returns the field whose text is indexed under the term prefix, or NULL. */
MASTHEAD_API const masthead_field *masthead_field_prefixed(const masthead *m, const char *prefix,
                                                           size_t size);

MASTHEAD_API const masthead_settings *masthead_settings_of(const masthead *m);

/* The ranked fields: those of kind text or byline, in whose words articles are looked for, sorted by prefix.  The first
 * is the main one: the field with the prefix "", if there is one. */
MASTHEAD_API size_t masthead_ranked_count(const masthead *m);
MASTHEAD_API const masthead_field *masthead_ranked_at(const masthead *m, size_t index);

/* Returns the indexing part of the config as canonical text, one line a fact, to be kept with an index.
 * Two configs with equal schemas index alike.  Valid until masthead_close(). */
MASTHEAD_API const char *masthead_schema(const masthead *m);

/* Compares a schema kept with an index with the config's.  MASTHEAD_OK when they are equal; else
 * MASTHEAD_DIFFERS, and the message names the fields that differ and how. */
MASTHEAD_API masthead_status masthead_schema_compare(const masthead *m, const char *schema, size_t size,
                                                     masthead_error *err);

/* Returns 1 when an index of that schema keeps the lengths of the config's ranked fields, so that it can be ranked by
 * them; else 0. */
MASTHEAD_API int masthead_schema_has_lengths(const masthead *m, const char *schema, size_t size);

/* ---- Lengths of fields --------------------------------------------------------------------------- */

/* An index keeps, besides an article's words, how many words each ranked field has, and which words stand in no more than
 * the fields beside the main one: plugin/core/lengths.c tells in which terms and values.  The length of a field is the
 * sum of the wdf of its plain words; when only their stems are in the index, of those. */
#define MASTHEAD_LENGTHS_PREFIX "XMH"     /* of all these terms; no field may have a prefix that begins so */
#define MASTHEAD_LENGTHS_SLOT   19784     /* "MH"; no field may have it */
#define MASTHEAD_LONGEST_FIELD  65533     /* longer ones count as this */

/* Reads a document's value in that slot as `count` lengths, one for each ranked field.  An empty value is that of a
 * document without lengths. */
MASTHEAD_API void masthead_lengths_read(const char *value, size_t size, uint32_t *lengths,
                                        size_t count);

/* Writes the term of all articles whose ranked field of that number has the bit set in its length, or, with bit -1,
 * that have the field at all.  Returns its length; 0 when there is not enough room. */
MASTHEAD_API size_t masthead_length_term(const masthead *m, size_t field, int bit, char *out,
                                         size_t room);

/* A plain word of a ranked field, as a term has it. */
typedef struct masthead_plain_term {
    size_t field;     /* its number among the ranked fields */
    int stem;         /* 1: it is a stem */
    const char *word; /* in the term */
    size_t size;
} masthead_plain_term;

/* Takes a term apart.  Returns 0 when it is no plain word of a ranked field. */
MASTHEAD_API int masthead_plain_term_read(const masthead *m, const char *term, size_t size,
                                          masthead_plain_term *out);

/* ---- One article -------------------------------------------------------------------------------- */

/* An article being read: its texts, its metadata and what is recognized in them. */
typedef struct masthead_article masthead_article;

/* How stock Xapian turns a text into terms: the settings of a Xapian::TermGenerator, with its defaults. */
typedef enum masthead_stem_strategy {
    MASTHEAD_STEM_NONE,
    MASTHEAD_STEM_SOME,
    MASTHEAD_STEM_ALL,
    MASTHEAD_STEM_ALL_Z,
    MASTHEAD_STEM_SOME_FULL_POS
} masthead_stem_strategy;

typedef enum masthead_stop_strategy {
    MASTHEAD_STOP_NONE,
    MASTHEAD_STOP_ALL,
    MASTHEAD_STOP_STEMMED
} masthead_stop_strategy;

typedef struct masthead_text_options {
    size_t size;                      /* sizeof(masthead_text_options) */
    masthead_stem_strategy strategy;  /* MASTHEAD_STEM_SOME */
    masthead_stop_strategy stop_mode; /* MASTHEAD_STOP_STEMMED */
    uint32_t max_word_bytes;          /* longer words are left out: 64 */
    uint32_t wdf;                     /* what each occurrence adds: 1 */
    int with_positions;               /* 1 */
    int cjk_ngrams;                   /* 0 */
    /* Writes the stem of a word into `out` (room for 4 × size + 16 bytes) and returns its length; the
     * length 0 means that there is none.  NULL: the Snowball stemmer of the config's language. */
    size_t (*stem)(void *user, const char *word, size_t size, char *out);
    /* Returns 1 for a stop word.  NULL: there are none. */
    int (*stop)(void *user, const char *word, size_t size);
    void *user; /* passed to both */
    /* Texts with the same key and `stem` have the same stems: a word that one of them asked for need not be
     * asked for again.  NULL: each text asks for itself. */
    const void *stem_key;
    /* Receives the plain terms of the text at once, as MASTHEAD_EMIT_WORDS would give them later, but put
     * together: in byte order, a term's positions one after the other, and its whole wdf with the first of them
     * (with the others 0).  NULL: they are not asked for. */
    const struct masthead_sink *words;
} masthead_text_options;

#define MASTHEAD_TEXT_OPTIONS_INIT                                                                     \
    {sizeof(masthead_text_options), MASTHEAD_STEM_SOME, MASTHEAD_STOP_STEMMED, 64, 1, 1, 0, NULL, NULL, \
     NULL, NULL, NULL}

/* Opens an article, to be closed with masthead_article_close().  MASTHEAD_CANNOT_READ when libstemmer cannot be loaded, or
 * MASTHEAD_NO_MEMORY. */
MASTHEAD_API masthead_status masthead_article_open(const masthead *m, masthead_article **out,
                                                   masthead_error *err);

/* Frees `a`, which may be NULL. */
MASTHEAD_API void masthead_article_close(masthead_article *a);

/* Empties the article for the next one and keeps its memory. */
MASTHEAD_API void masthead_article_reset(masthead_article *a);

/* Adds a text of a field of kind text or byline.  The text is copied.  Several texts of one field are
 * several passages, numbered from 0 in each field.
 *
 * *position, when not NULL, holds the term position before the text's first word and is moved behind its
 * last, exactly as Xapian's TermGenerator moves it; NULL: go on where the last text ended.  `options` may
 * be NULL; what it points to must stay valid until the article is emitted, reset or closed.
 * Fails with MASTHEAD_TOO_LARGE, MASTHEAD_NO_MEMORY or, when options->words asked to stop, MASTHEAD_STOPPED; the
 * article then holds what it held before. */
MASTHEAD_API masthead_status masthead_article_text(masthead_article *a, const masthead_field *field,
                                                   const char *text, size_t size,
                                                   const masthead_text_options *options, uint32_t *position,
                                                   masthead_error *err);

/* Adds a piece of metadata under one of the names that the config maps (`from`, or a field's own name).
 * For a field of kind text or byline this is masthead_article_text() with default options.  A date is
 * checked: MASTHEAD_BAD_INPUT when it fits none of the formats or is no day.  A name that the config does not
 * map is MASTHEAD_BAD_ARGUMENT.  An empty value is no value. */
MASTHEAD_API masthead_status masthead_article_metadata(masthead_article *a, const char *name,
                                                       size_t name_size, const char *value, size_t size,
                                                       masthead_error *err);

/* Adds one of the plain terms that the article has, with its prefix and all of its wdf.  A host that makes the words itself
 * tells them so, for MASTHEAD_EMIT_LENGTHS.  Other terms may be told as well and are passed over. */
MASTHEAD_API masthead_status masthead_article_term(masthead_article *a, const char *term, size_t size,
                                                   uint32_t wdf, masthead_error *err);

/* Recognizes and resolves: finds names, titles and dates in all texts, joins the mentions of one person,
 * and reads relative dates against the day of publication.  Call it once, when the article is complete. */
MASTHEAD_API masthead_status masthead_article_resolve(masthead_article *a, masthead_error *err);

typedef enum masthead_mention_kind {
    MASTHEAD_NAME,
    MASTHEAD_TITLE,
    MASTHEAD_DATE
} masthead_mention_kind;

/* A TIMEX3 type (TimeML annotation guidelines 1.2.1). */
typedef enum masthead_date_type {
    MASTHEAD_DATE_DATE,
    MASTHEAD_DATE_TIME,
    MASTHEAD_DATE_DURATION,
    MASTHEAD_DATE_SET
} masthead_date_type;

/* One recognized mention.  Valid until the article is reset or closed.
 *
 * What a mention's text is: of a name the name alone, without a title.  Of a title the words that make it this office
 * or honorific, a full stop of an abbreviation included: "President", "Deputy Prime Minister", "national security
 * adviser", "minister of finance", "Gov.-elect", "police chief", "Lt. Gen.".  Not in the text but in `modifier` are the
 * holder's time and whose office it is: former, acting, then; U.K., White House, Liverpool.  Two titles side by side
 * are two mentions ("Archbishop" "Dr"); a plural before several names is one for each of them. */
typedef struct masthead_mention {
    masthead_mention_kind kind;
    masthead_date_type type; /* of a date */
    const masthead_field *field;
    uint32_t passage;     /* which text of the field, from 0 */
    uint32_t begin, end;  /* bytes in that text */
    const char *text;     /* its text, end - begin bytes, not ended by NUL */
    const char *value;    /* normal form: "biden, joe", "prime minister", "2021-08-17"; "" if none */
    const char *of;       /* of a title: the value of the person who holds it, or NULL */
    const char *modifier; /* of a title: "uk", "former"; or NULL */
} masthead_mention;

/* The number of mentions after masthead_article_resolve(), in order of field, passage and place. */
MASTHEAD_API size_t masthead_article_mention_count(const masthead_article *a);
MASTHEAD_API const masthead_mention *masthead_article_mention_at(const masthead_article *a, size_t index);

/* Returns the day of publication as YYYYMMDD, or 0: from a date field, or from the text's own first
 * line. */
MASTHEAD_API uint32_t masthead_article_published(const masthead_article *a);

enum {
    MASTHEAD_EMIT_WORDS = 1,    /* the plain words of the texts, as stock Xapian makes them */
    MASTHEAD_EMIT_MENTIONS = 2, /* people, offices, days */
    MASTHEAD_EMIT_METADATA = 4, /* publication date, section, place, id; and the values */
    MASTHEAD_EMIT_LENGTHS = 8,  /* the lengths of fields, from the terms told and, with WORDS, from the words */
    MASTHEAD_EMIT_ALL = 15
};

/* Where terms and values go.  A callback returns 0 to go on; anything else stops masthead_article_emit()
 * with MASTHEAD_STOPPED.  Terms are at most 245 bytes, as Xapian's; they need not come in order, and one term may come
 * several times (its wdf adds up). */
typedef struct masthead_sink {
    size_t size; /* sizeof(masthead_sink) */
    void *user;
    /* position 0: the term has none */
    int (*term)(void *user, const char *term, size_t size, uint32_t position, uint32_t wdf);
    int (*value)(void *user, uint32_t slot, const char *value, size_t size);
} masthead_sink;

/* Pushes the parts named by `what` into the sink.  Call it after masthead_article_resolve(). */
MASTHEAD_API masthead_status masthead_article_emit(const masthead_article *a, unsigned what,
                                                   const masthead_sink *sink, masthead_error *err);

/* ---- Queries ------------------------------------------------------------------------------------ */

typedef enum masthead_query_op {
    MASTHEAD_QUERY_NOTHING, /* matches no article */
    MASTHEAD_QUERY_TERM,    /* term */
    MASTHEAD_QUERY_AND,     /* all children */
    MASTHEAD_QUERY_OR,      /* any child */
    MASTHEAD_QUERY_RANGE,   /* value in slot from `from` to `to`, both included; "" means open */
    MASTHEAD_QUERY_WORDS    /* plain words: `term` is their text as typed, `prefix` the field's; the host
                               reads them with its own query parser */
} masthead_query_op;

/* A node of a query tree.  Read-only; valid until the query is closed. */
typedef struct masthead_query_node {
    masthead_query_op op;
    size_t child_count;
    const struct masthead_query_node *const *children;
    const char *term; /* of TERM and WORDS */
    size_t term_size;
    const char *prefix; /* of WORDS */
    double weight;      /* 0: a filter that adds nothing to the score */
    uint32_t slot;      /* of RANGE */
    const char *from, *to;
    uint32_t begin, end; /* the bytes of the query string it was read from */
} masthead_query_node;

typedef struct masthead_query masthead_query;

typedef struct masthead_query_options {
    size_t size;    /* sizeof(masthead_query_options) */
    uint32_t today; /* YYYYMMDD that relative dates are read against; 0: there is none and they are errors */
    /* Lists the index's terms that begin with `prefix`, in byte order: calls `each` for every one until
     * it returns non-zero.  Lets a person be found under the forms that the index knows.  May be NULL. */
    int (*terms)(void *user, const char *prefix, size_t size,
                 int (*each)(void *each_user, const char *term, size_t size), void *each_user);
    void *user;
    /* Returns how many articles have the term.  Lets a word be taken for a name when it is one in most articles that have
     * it.  May be NULL. */
    uint32_t (*count)(void *user, const char *term, size_t size);
} masthead_query_options;

#define MASTHEAD_QUERY_OPTIONS_INIT {sizeof(masthead_query_options), 0, NULL, NULL, NULL}

/* How a name before the colon in a query is read. */
typedef enum masthead_query_kind {
    MASTHEAD_QUERY_IN_TEXT,   /* plain words in one field: give the prefix to the host's parser */
    MASTHEAD_QUERY_AS_PERSON, /* read the value with masthead_query_value(); it adds to the score */
    MASTHEAD_QUERY_AS_OFFICE,
    MASTHEAD_QUERY_AS_DATE,      /* days spoken of; it adds to the score; may be a range */
    MASTHEAD_QUERY_AS_PUBLISHED, /* a filter; may be a range */
    MASTHEAD_QUERY_AS_KEYWORD    /* a filter */
} masthead_query_kind;

typedef struct masthead_query_field {
    const char *name;   /* what stands before the colon: "person", or an alias as "name" */
    const char *prefix; /* term prefix */
    masthead_query_kind kind;
} masthead_query_field;

/* The names that may stand before a colon in a query, aliases included. */
MASTHEAD_API size_t masthead_query_field_count(const masthead *m);
MASTHEAD_API const masthead_query_field *masthead_query_field_at(const masthead *m, size_t index);

/* Reads one value of a query field: "boris johnson" of person:"boris johnson", without quotes.
 * A person's name with a ~ before or behind it, "gen psakki~", means also those that are spelt nearly so.  A range ("2021-08-01..2021-08-17", either end may be missing) is one value.  MASTHEAD_BAD_INPUT when
 * the value cannot be understood (no such day, a range that ends before it begins). */
MASTHEAD_API masthead_status masthead_query_value(const masthead *m, const masthead_query_field *field,
                                                  const char *value, size_t size,
                                                  const masthead_query_options *options,
                                                  masthead_query **out, masthead_error *err);

/* Reads a whole query string: fields with their values, quoted or not, and plain words between them.  All
 * must match, except that several values of one field are alternatives. */
MASTHEAD_API masthead_status masthead_query_open(const masthead *m, const char *query, size_t size,
                                                 const masthead_query_options *options,
                                                 masthead_query **out, masthead_error *err);

/* Reads an office and a person that are asked for together: the terms of articles that say of the person that he or she
 * holds the office (or has held it, when the office is a former one), weighted to outweigh articles that merely speak of
 * both.  NOTHING when there are none.  Meant to be added to the query of the two without being a condition (Xapian's
 * OP_AND_MAYBE). */
MASTHEAD_API masthead_status masthead_query_holder(const masthead *m, const char *office, size_t office_size,
                                                   const char *person, size_t person_size,
                                                   const masthead_query_options *options,
                                                   masthead_query **out, masthead_error *err);

/* Reads a query string as a headline that was typed or pasted: the terms of an article with that headline, weighted to
 * outweigh any article that only has the same words, however often.  Case, accents, punctuation, a kicker ("Update:",
 * "OPINION |") and a trailing source ("- Reuters") make no difference.  NOTHING when the string is no headline: of one
 * word, or longer than 600 bytes.  Meant to be an alternative to the query of the words (Xapian's OP_OR). */
MASTHEAD_API masthead_status masthead_query_headline(const masthead *m, const char *query, size_t size,
                                                     masthead_query **out, masthead_error *err);

/* Reads plain words for what they speak of: the people whom the index knows, offices, and days.  The root is an OR
 * with a child for each of them, which is an OR itself when one thing has several terms; for a day there
 * are two, of what speaks of it and of what was published from it on.  Since the words count as well, a mention has a
 * quarter of the weight of one that is asked for by a field.  What has the weight 0 in the config is left out.  Meant to be added to the query of the words without being a condition. */
MASTHEAD_API masthead_status masthead_query_mentions(const masthead *m, const char *query, size_t size,
                                                     const masthead_query_options *options,
                                                     masthead_query **out, masthead_error *err);

MASTHEAD_API const masthead_query_node *masthead_query_root(const masthead_query *q);

/* Frees `q`, which may be NULL. */
MASTHEAD_API void masthead_query_close(masthead_query *q);

#ifdef __cplusplus
}
#endif

#endif /* MASTHEAD_H */
