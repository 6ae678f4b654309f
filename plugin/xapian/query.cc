/* query.cc - the query side: a host's query string with the config's fields in it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Stock Xapian parses, on a parser of the module's own that is given the settings of the host's
 * and the config's fields besides.  A field of plain words is a term prefix.  A person, an office,
 * a day or a keyword is a callback: clause.c has found the value, the core makes a tree of terms
 * of it, and that becomes a query.
 *
 * Words without a field are looked for in every text field, unless the host has said where to
 * look. That finds all that stock Xapian finds, and more, as long as more words found mean more
 * documents; where they are forbidden ("-word", NOT, XOR), what stock Xapian would find is added
 * again. */
#include "query.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <list>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "clause.h"
#include "layout.h"
#include "plan.h"
#include "recency.h"
#include "wording.h"
#include "xap_host.h"

namespace
{

typedef Xapian::QueryParser::Internal parser_inside;

/* Gives one parser the settings of another. */
void copy_settings(const parser_inside &from, parser_inside &to)
{
    to.stemmer = from.stemmer;
    to.stem_action = from.stem_action;
    to.stopper = from.stopper;
    to.default_op = from.default_op;
    to.db = from.db;
    to.stoplist = from.stoplist;
    to.unstem = from.unstem;
    to.field_map = from.field_map;
    to.rangeprocs = from.rangeprocs;
    to.max_wildcard_expansion = from.max_wildcard_expansion;
    to.max_partial_expansion = from.max_partial_expansion;
    to.max_wildcard_type = from.max_wildcard_type;
    to.max_partial_type = from.max_partial_type;
#if XAPIAN_MAJOR_VERSION >= 2
    to.stop_mode = from.stop_mode;
    to.max_fuzzy_expansion = from.max_fuzzy_expansion;
    to.max_fuzzy_type = from.max_fuzzy_type;
    to.min_wildcard_prefix_len = from.min_wildcard_prefix_len;
    to.min_partial_prefix_len = from.min_partial_prefix_len;
#endif
}

/* A query string while it is parsed. */
struct reading {
    const masthead *m;
    const parser_inside &host;
    const collection articles; /* of the parser's database */
    struct clauses clauses = {};
    bool positional = false; /* words without an operator between them must stand near each other */
    std::unique_ptr<plan> ranking; /* null: ranking is left to the host */

    reading(const masthead *masthead_, const parser_inside &host_)
        : m(masthead_), host(host_), articles(masthead_, host_.db)
    {
    }
    reading(const reading &) = delete;
    reading &operator=(const reading &) = delete;
    ~reading()
    {
        clauses_free(&clauses);
    }
    bool is_indexed() const /* by the module */
    {
        return !articles.schema().empty();
    }
};

/* ---- From the core's tree to a query --------------------------------------------------------- */

Xapian::Query scale(const Xapian::Query &query, double weight)
{
    return weight == 1 || query.empty()
               ? query
               : Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, weight);
}

/* The weight that all nodes of a list have; else 1. */
double common_weight(const masthead_query_node *node)
{
    for (size_t i = 1; i < node->child_count; i++)
        if (node->children[i]->weight != node->children[0]->weight)
            return 1;
    return node->child_count ? node->children[0]->weight : 1;
}

bool has_leaves_only(const masthead_query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++)
        if (node->children[i]->op != MASTHEAD_QUERY_TERM)
            return false;
    return true;
}

Xapian::Query build_range(const masthead_query_node *node)
{
    if (!*node->from && !*node->to)
        return Xapian::Query::MatchAll;
    if (!*node->from)
        return Xapian::Query(Xapian::Query::OP_VALUE_LE, node->slot, node->to);
    if (!*node->to)
        return Xapian::Query(Xapian::Query::OP_VALUE_GE, node->slot, node->from);
    return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, node->slot, node->from, node->to);
}

/* Makes a query of a tree.  `ranking` ranks its terms, else the host does. */
class builder
{
    plan *ranking;

    static void collect(const masthead_query_node *node, std::vector<plan::weighted_term> &out)
    {
        if (node->op == MASTHEAD_QUERY_TERM)
            out.push_back({std::string(node->term, node->term_size), node->weight});
        for (size_t i = 0; i < node->child_count; i++)
            collect(node->children[i], out);
    }

    /* Alternatives, or a single term. */
    Xapian::Query ranked(const masthead_query_node *node)
    {
        std::vector<plan::weighted_term> terms;
        collect(node, terms);
        return ranking->any_of(terms);
    }

    Xapian::Query list(const masthead_query_node *node, bool weighted)
    {
        bool together = weighted && has_leaves_only(node);
        if (together && ranking && node->op == MASTHEAD_QUERY_OR)
            return ranked(node);
        std::vector<Xapian::Query> children;
        for (size_t i = 0; i < node->child_count; i++)
            children.push_back(
                build(node->children[i], weighted && !(together && common_weight(node) != 1)));
        Xapian::Query::op op =
            node->op == MASTHEAD_QUERY_AND ? Xapian::Query::OP_AND : Xapian::Query::OP_OR;
        Xapian::Query list(op, children.begin(), children.end());
        return together ? scale(list, common_weight(node)) : list;
    }

  public:
    explicit builder(plan *ranking_) : ranking(ranking_)
    {
    }

    Xapian::Query build(const masthead_query_node *node, bool weighted)
    {
        switch (node->op) {
        case MASTHEAD_QUERY_TERM: {
            if (weighted && ranking)
                return ranked(node);
            Xapian::Query term(std::string(node->term, node->term_size));
            return weighted ? scale(term, node->weight) : term;
        }
        case MASTHEAD_QUERY_AND:
        case MASTHEAD_QUERY_OR:
            return list(node, weighted);
        case MASTHEAD_QUERY_RANGE:
            return build_range(node);
        case MASTHEAD_QUERY_WORDS: /* only of fields that stock Xapian reads itself */
        case MASTHEAD_QUERY_NOTHING:
            break;
        }
        return Xapian::Query::MatchNothing;
    }
};

/* ---- One field ------------------------------------------------------------------------------- */

/* Lists the terms of the parser's database for the core. */
int list_terms(void *user, const char *prefix, size_t size,
               int (*each)(void *each_user, const char *term, size_t size), void *each_user)
{
    try {
        const reading &about = *static_cast<const reading *>(user);
        const std::string begin(prefix, size);
        if (const auto few = about.articles.terms_with(begin)) {
            for (const std::string &text : *few)
                if (each(each_user, text.data(), text.size()))
                    return 1;
            return 0;
        }
        const Xapian::TermIterator end = about.host.db.allterms_end(begin);
        for (Xapian::TermIterator term = about.host.db.allterms_begin(begin); term != end; ++term) {
            const std::string text = *term;
            if (each(each_user, text.data(), text.size()))
                return 1;
        }
        return 0;
    } catch (...) {
        return xap_keep_exception();
    }
}

bool is_filter(const masthead_query_field *field)
{
    return field->kind == MASTHEAD_QUERY_AS_PUBLISHED || field->kind == MASTHEAD_QUERY_AS_KEYWORD;
}

struct query_closer {
    masthead_query *query = nullptr;
    ~query_closer()
    {
        masthead_query_close(query);
    }
};

/* Counts the articles of the parser's database that have a term. */
uint32_t count_articles(void *user, const char *term, size_t size)
{
    try {
        return static_cast<const reading *>(user)->articles.articles_with(std::string(term, size));
    } catch (...) {
        xap_keep_exception();
        return 0;
    }
}

masthead_query_options options_of(const reading &about)
{
    masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
    options.today = query_today(about.m);
    if (about.host.db.size()) {
        options.terms = list_terms;
        options.count = count_articles;
        options.user = const_cast<reading *>(&about);
    }
    return options;
}

Xapian::Query read_value(const reading &about, const masthead_query_field *field, const char *value,
                         size_t size, bool positional)
{
    masthead_error error = MASTHEAD_ERROR_INIT;
    const masthead_query_options options = options_of(about);
    query_closer closer;
    masthead_status status =
        masthead_query_value(about.m, field, value, size, &options, &closer.query, &error);
    xap_rethrow();
    if (status == MASTHEAD_NO_MEMORY)
        throw std::bad_alloc();
    if (status)
        throw Xapian::QueryParserError(std::string(field->name) + ": " + error.message);
    return builder(about.ranking.get())
        .build(masthead_query_root(closer.query), !positional && !is_filter(field));
}

/* What stock Xapian asks for the words of one field. */
class field_reader : public Xapian::FieldProcessor
{
    const reading &about;
    const masthead_query_field *field;

  public:
    field_reader(const reading &about_, const masthead_query_field *field_)
        : about(about_), field(field_)
    {
    }

    Xapian::Query operator()(const std::string &word) override
    {
        const struct clause *clause = clause_of_word(&about.clauses, word.data(), word.size());
        if (!clause || clause->field != field)
            return read_value(about, field, word.data(), word.size(), about.positional);
        return read_value(about, field, clause->value, clause->size,
                          about.positional || clause->positional);
    }
};

/* Values of one field under any of its names are alternatives. */
std::string grouping_of(const masthead *m, const masthead_query_field *field)
{
    const masthead_field *of = masthead_field_named(m, field->name, std::strlen(field->name));
    if (!of)
        of = masthead_field_from(m, field->name, std::strlen(field->name));
    return std::string("masthead ") + (of ? of->name : field->name);
}

/* Whether a query string can name a field. */
bool can_have_fields(xapian_text_argument text)
{
    return text.find(':') != xapian_text::npos;
}

/* A parser with the host's settings and the config's fields. */
struct extended_parser {
    std::list<field_reader> readers;
    Xapian::QueryParser parser;

    extended_parser(const reading &about, xapian_text_argument text)
    {
        copy_settings(about.host, *parser.internal);
        for (size_t i = 0; can_have_fields(text) && i < masthead_query_field_count(about.m); i++)
            add(about, masthead_query_field_at(about.m, i));
    }

    void add(const reading &about, const masthead_query_field *field)
    {
        if (about.host.field_map.count(field->name))
            return;
        if (field->kind == MASTHEAD_QUERY_IN_TEXT) {
            parser.add_prefix(field->name, field->prefix);
            return;
        }
        readers.emplace_back(about, field);
        const std::string grouping = grouping_of(about.m, field);
        if (is_filter(field))
            parser.add_boolean_prefix(field->name, &readers.back(), &grouping);
        else
            parser.add_prefix(field->name, &readers.back());
    }
};

/* ---- Finding the fields' clauses ------------------------------------------------------------- */

const masthead_query_field *field_of(void *user, const char *name, size_t size)
{
    const reading &about = *static_cast<const reading *>(user);
    for (size_t i = 0; i < masthead_query_field_count(about.m); i++) {
        const masthead_query_field *field = masthead_query_field_at(about.m, i);
        if (std::strlen(field->name) == size && std::memcmp(field->name, name, size) == 0)
            return field->kind == MASTHEAD_QUERY_IN_TEXT || about.host.field_map.count(field->name)
                       ? nullptr
                       : field;
    }
    return nullptr;
}

/* Whether a range processor of the host's takes the range. */
int is_host_range(void *user, const char *begin, size_t begin_size, const char *end,
                  size_t end_size)
{
    const reading &about = *static_cast<const reading *>(user);
    try {
        for (const layout_range &range : about.host.rangeprocs) {
            auto *processor = const_cast<Xapian::RangeProcessor *>(range.processor.get());
            if (processor->check_range(std::string(begin, begin_size), std::string(end, end_size))
                    .get_type() != Xapian::Query::OP_INVALID)
                return 1;
        }
    } catch (...) {
        return 1; /* stock Xapian will ask again, and the host gets the exception from there */
    }
    return 0;
}

/* ---- Words without a field ------------------------------------------------------------------- */

/* Returns the further prefixes to look for words under, those of fields that any article has; none when the host has said where
 * to look, or when more prefixes could mean fewer documents: an elite set takes only so many terms, and a
 * limit on wildcards could be passed. */
std::vector<std::string> text_prefixes(const reading &about, unsigned flags,
                                       xapian_text_argument default_prefix)
{
    bool limited = (flags & Xapian::QueryParser::FLAG_WILDCARD) &&
                   about.host.max_wildcard_expansion &&
                   about.host.max_wildcard_type == Xapian::Query::WILDCARD_LIMIT_ERROR;
    std::vector<std::string> prefixes;
    if (!about.is_indexed() || !default_prefix.empty() || about.host.field_map.count("") || limited ||
        about.host.default_op == Xapian::Query::OP_ELITE_SET)
        return prefixes;
    for (size_t i = 0; i < masthead_ranked_count(about.m); i++) {
        const masthead_field *field = masthead_ranked_at(about.m, i);
        if (*field->prefix && about.articles.has(i))
            prefixes.push_back(field->prefix);
    }
    return prefixes;
}

/* Whether a query string may be nothing but words, so that each can be read once and then be looked for in every field. */
bool may_be_words(const reading &about, const std::string &text, unsigned flags)
{
    const unsigned asking = Xapian::QueryParser::FLAG_SPELLING_CORRECTION |
                            Xapian::QueryParser::FLAG_PARTIAL | Xapian::QueryParser::FLAG_SYNONYM |
                            Xapian::QueryParser::FLAG_AUTO_SYNONYMS |
                            Xapian::QueryParser::FLAG_AUTO_MULTIWORD_SYNONYMS; /* the database */
    return about.ranking && !(flags & asking) &&
           text.find_first_of("\"()*+-~:") == std::string::npos;
}

/* Operators within operators to which a query is read.  No person writes so many, and stock Xapian makes a tree of any depth, for
 * which a walk from node to node has not enough stack. */
enum { MOST_NESTED = 500 };

bool is_nested_too_deeply(const Xapian::Query &query, int most = MOST_NESTED)
{
    if (most == 0)
        return true;
    for (size_t i = 0; i < query.get_num_subqueries(); i++)
        if (is_nested_too_deeply(query.get_subquery(i), most - 1))
            return true;
    return false;
}

/* Whether finding more documents for a part of the query can mean finding fewer for the whole. */
bool has_exclusion(const Xapian::Query &query)
{
    if (query.get_type() == Xapian::Query::OP_AND_NOT || query.get_type() == Xapian::Query::OP_XOR)
        return true;
    for (size_t i = 0; i < query.get_num_subqueries(); i++)
        if (has_exclusion(query.get_subquery(i)))
            return true;
    return false;
}

/* ---- Parsing --------------------------------------------------------------------------------- */

/* Hands what parsing leaves behind from the module's parser to the host's, also when it fails. */
struct outcome {
    const reading &about;
    parser_inside &from, &to;
    xapian_text_argument text;

    ~outcome()
    {
        to.stoplist.swap(from.stoplist);
        to.unstem.swap(from.unstem);
        to.corrected_query.swap(from.corrected_query);
        to.errmsg = from.errmsg;
        char *restored;
        size_t size;
        if (to.corrected_query.empty() || !about.clauses.count ||
            clauses_restore(&about.clauses, text.data(), to.corrected_query.data(),
                            to.corrected_query.size(), &restored, &size))
            return;
        try {
            to.corrected_query.assign(restored, size);
        } catch (...) {
        }
        std::free(restored);
    }
};

/* Says once in a process that the index and the config differ.  A search works all the same, as far as
 * it can. */
void compare_schemas(const masthead *m, const std::string &schema)
{
    static std::atomic<bool> said;
    masthead_error error = MASTHEAD_ERROR_INIT;
    if (!schema.empty() && !said &&
        masthead_schema_compare(m, schema.data(), schema.size(), &error) == MASTHEAD_DIFFERS &&
        !said.exchange(true))
        std::fprintf(stderr, "masthead: the database was indexed with another config: %s\n",
                     error.message);
}

/* Returns a query string with its plain words as they were meant; as typed when the host ranks. */
std::string reworded(const reading &about, const std::string &text, unsigned flags)
{
    const wording_syntax syntax = {(flags & Xapian::QueryParser::FLAG_PHRASE) != 0,
                                   (flags & Xapian::QueryParser::FLAG_BOOLEAN) != 0,
                                   (flags & Xapian::QueryParser::FLAG_BOOLEAN_ANY_CASE) != 0,
                                   about.host.default_op == Xapian::Query::OP_OR};
    char *words = nullptr;
    size_t size = 0;
    if (about.ranking && wording_plain(&syntax, text.data(), text.size(), &words, &size))
        throw std::bad_alloc();
    const std::unique_ptr<char, void (*)(void *)> owner(words, std::free);
    return words ? std::string(words, size) : text;
}

/* Makes a correction one of the query as it was typed. */
void correct_typed(const xapian_functions &stock, const reading &about, const std::string &text,
                   unsigned flags, xapian_text_argument default_prefix, parser_inside &out)
{
    extended_parser typed(about, text);
    stock.parse_query(&typed.parser, text, flags, default_prefix);
    out.corrected_query.swap(typed.parser.internal->corrected_query);
}

/* Reads the query as stock Xapian does, looking for words in every text field. */
Xapian::Query parse(const xapian_functions &stock, extended_parser &extended, const reading &about,
                    unsigned flags, xapian_text_argument default_prefix)
{
    auto ranked = [&about](const Xapian::Query &query) {
        return about.ranking ? about.ranking->ranked(query) : query;
    };
    const std::string typed(about.clauses.text, about.clauses.size);
    const std::string text = reworded(about, typed, flags);
    const std::vector<std::string> prefixes = text_prefixes(about, flags, default_prefix);
    if (!prefixes.empty() && may_be_words(about, text, flags)) {
        Xapian::Query found;
        if (about.ranking->ranked_in_all(
                stock.parse_query(&extended.parser, text, flags, default_prefix), found))
            return found;
    }
    if (!prefixes.empty()) {
        extended.parser.add_prefix("", "");
        for (const std::string &prefix : prefixes)
            extended.parser.add_prefix("", prefix);
    }
    Xapian::Query query = stock.parse_query(&extended.parser, text, flags, default_prefix);
    if (text != typed && !extended.parser.internal->corrected_query.empty())
        correct_typed(stock, about, typed, flags, default_prefix, *extended.parser.internal);
    const bool is_deep = is_nested_too_deeply(query);
    if (!is_deep && (prefixes.empty() || !has_exclusion(query)))
        return ranked(query);
    if (is_deep && prefixes.empty())
        return query;
    extended_parser unwidened(about, text);
    Xapian::Query narrow = stock.parse_query(&unwidened.parser, text, flags, default_prefix);
    if (is_deep)
        return narrow;
    return narrow.get_description() == query.get_description()
               ? ranked(query)
               : Xapian::Query(Xapian::Query::OP_MAX, ranked(query), ranked(narrow));
}

/* ---- People, offices and days in plain words ------------------------------------------------- */

/* Blots out "name:value" and name:"several words". */
void blot_fields(std::string &text)
{
    for (size_t colon = text.find(':'); colon != std::string::npos;
         colon = text.find(':', colon + 1)) {
        size_t begin = text.find_last_of(" ()\"", colon), end = colon + 1;
        begin = begin == std::string::npos ? 0 : begin + 1;
        if (begin == colon || end >= text.size() || text[end] == ' ')
            continue;
        end = text[end] == '"' ? text.find('"', end + 1) : text.find_first_of(" )", end);
        end = end == std::string::npos ? text.size() : end;
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
                  text.begin() + static_cast<std::ptrdiff_t>(end), '|');
    }
}

/* The query string with what is asked for in fields blotted out. */
std::string plain_part(const reading &about, const std::string &text)
{
    std::string plain = text;
    blot_fields(plain);
    for (size_t i = 0; i < about.clauses.count; i++) {
        const struct clause &clause = about.clauses.at[i];
        std::fill(plain.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                  plain.begin() + static_cast<std::ptrdiff_t>(clause.end), '|');
    }
    return plain;
}

/* Whether words without a field are looked for in the main text. */
bool is_looked_for_in_main(const reading &about, xapian_text_argument default_prefix)
{
    auto where = about.host.field_map.find("");
    if (!default_prefix.empty() || where == about.host.field_map.end())
        return default_prefix.empty();
    const std::vector<std::string> &prefixes = where->second.prefixes;
    return std::find(prefixes.begin(), prefixes.end(), "") != prefixes.end();
}

/* Puts articles first that speak of the people, offices and days of the query.  Which of them are excluded is not known
 * where anything is. */
Xapian::Query with_mentions(const reading &about, const std::string &text,
                            xapian_text_argument default_prefix, const Xapian::Query &query)
{
    masthead_error error = MASTHEAD_ERROR_INIT;
    const masthead_query_options options = options_of(about);
    query_closer closer;
    if (!about.ranking || about.positional || query.empty() || is_nested_too_deeply(query) || has_exclusion(query) ||
        !is_looked_for_in_main(about, default_prefix))
        return query;
    const std::string plain = plain_part(about, text);
    masthead_status status = masthead_query_mentions(about.m, plain.data(), plain.size(), &options,
                                                     &closer.query, &error);
    xap_rethrow();
    if (status == MASTHEAD_NO_MEMORY)
        throw std::bad_alloc();
    std::vector<Xapian::Query> mentions;
    const masthead_query_node *root = status ? nullptr : masthead_query_root(closer.query);
    for (size_t i = 0; root && i < root->child_count; i++)
        mentions.push_back(builder(about.ranking.get()).build(root->children[i], true));
    return mentions.empty() ? query : about.ranking->maybe(query, about.ranking->any(mentions));
}

/* ---- Offices and their holders --------------------------------------------------------------- */

/* Puts articles first in which the person holds the office. */
Xapian::Query with_holder(const reading &about, const struct clause &office,
                          const struct clause &person, const Xapian::Query &query)
{
    masthead_error error = MASTHEAD_ERROR_INIT;
    const masthead_query_options options = options_of(about);
    query_closer closer;
    masthead_status status = masthead_query_holder(about.m, office.value, office.size, person.value,
                                                   person.size, &options, &closer.query, &error);
    xap_rethrow();
    if (status == MASTHEAD_NO_MEMORY)
        throw std::bad_alloc();
    const Xapian::Query holder =
        status ? Xapian::Query() : builder(about.ranking.get()).build(masthead_query_root(closer.query), true);
    if (holder.empty() || !about.ranking)
        return holder.empty() ? query : Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, holder);
    return about.ranking->maybe(query, holder);
}

/* Whether a clause asks for a person or an office wherever it stands. */
bool is_free(const reading &about, const struct clause &clause, masthead_query_kind kind)
{
    return clause.field->kind == kind && !about.positional && !clause.positional;
}

Xapian::Query with_holders(const reading &about, Xapian::Query query)
{
    enum { MOST_PAIRS = 16 };
    std::vector<const struct clause *> offices, people;
    for (size_t i = 0; i < about.clauses.count; i++) {
        const struct clause &clause = about.clauses.at[i];
        if (is_free(about, clause, MASTHEAD_QUERY_AS_OFFICE))
            offices.push_back(&clause);
        else if (is_free(about, clause, MASTHEAD_QUERY_AS_PERSON))
            people.push_back(&clause);
    }
    int pairs = 0;
    for (const struct clause *office : offices)
        for (const struct clause *person : people) {
            if (pairs++ == MOST_PAIRS)
                return query;
            query = with_holder(about, *office, *person, query);
        }
    return query;
}

/* ---- Headlines ------------------------------------------------------------------------------- */

/* Whether a query string begins with a phrase or has a field: what is asked for is no headline. */
bool has_syntax(xapian_text_argument text)
{
    for (size_t i = 0; i + 1 < text.size(); i++)
        if (text[i] == ':' && text[i + 1] != ' ')
            return true;
    return text[0] == '"';
}

/* Puts the article first whose headline the query string is, even one with the word NOT in capitals. */
Xapian::Query with_headline(const reading &about, xapian_text_argument text,
                            xapian_text_argument default_prefix, const Xapian::Query &query)
{
    masthead_error error = MASTHEAD_ERROR_INIT;
    query_closer closer;
    if (!about.is_indexed() || about.clauses.count || about.positional || query.empty() ||
        !default_prefix.empty() || about.host.field_map.count("") || has_syntax(text))
        return query;
    if (masthead_query_headline(about.m, text.data(), text.size(), &closer.query, &error))
        throw std::bad_alloc();
    const Xapian::Query headline =
        builder(about.ranking.get()).build(masthead_query_root(closer.query), true);
    if (headline.empty() || !about.ranking)
        return headline.empty() ? query : Xapian::Query(Xapian::Query::OP_OR, query, headline);
    return about.ranking->any({query, headline});
}

/* ---- Newer articles -------------------------------------------------------------------------- */

/* The slot of the first date that has one: the day of publication. */
bool date_slot(const masthead *m, Xapian::valueno &slot)
{
    for (size_t i = 0; i < masthead_field_count(m); i++) {
        const masthead_field *field = masthead_field_at(m, i);
        if (field->kind == MASTHEAD_FIELD_DATE && field->slot >= 0) {
            slot = static_cast<Xapian::valueno>(field->slot);
            return true;
        }
    }
    return false;
}

/* Puts newer articles first among equals: newer than others against MASTHEAD_TODAY, or against the newest of the
 * database. */
Xapian::Query with_recency(const reading &about, const Xapian::Query &query)
{
    const masthead_settings *settings = masthead_settings_of(about.m);
    Xapian::valueno slot;
    if (!about.ranking || query.empty() || !(settings->recency_weight > 0) ||
        !date_slot(about.m, slot))
        return query;
    const std::uint32_t today = query_today(about.m);
    const std::int32_t day = recency_day(today && today != UINT32_MAX
                                             ? std::to_string(today)
                                             : about.host.db.get_value_upper_bound(slot));
    if (day == RECENCY_NO_DAY)
        return query;
    Xapian::Query newer((new recency_source(slot, day, settings->recency_half_life,
                                            settings->recency_weight))
                            ->release());
    return Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, newer);
}

} // namespace

std::uint32_t query_today(const masthead *m)
{
    const char *named = std::getenv("MASTHEAD_TODAY");
    unsigned year, month, day;
    int size = 0;
    if (!named || !*named)
        return 0;
    masthead_query_options options = MASTHEAD_QUERY_OPTIONS_INIT;
    if (std::sscanf(named, "%4u-%2u-%2u%n", &year, &month, &day, &size) == 3 && !named[size])
        options.today = (year * 100 + month) * 100 + day;
    query_closer closer;
    if (!options.today || masthead_query_open(m, "", 0, &options, &closer.query, nullptr))
        return UINT32_MAX;
    return options.today;
}

Xapian::Query query_parse(const masthead *m, const xapian_functions &stock,
                          Xapian::QueryParser &parser, xapian_text_argument text, unsigned flags,
                          xapian_text_argument default_prefix)
{
    if (text.empty())
        return stock.parse_query(&parser, text, flags, default_prefix);
    reading about(m, *parser.internal);
    const clause_syntax syntax = {(flags & Xapian::QueryParser::FLAG_PHRASE) != 0,
                                  (flags & Xapian::QueryParser::FLAG_BOOLEAN) != 0,
                                  (flags & Xapian::QueryParser::FLAG_BOOLEAN_ANY_CASE) != 0,
                                  (flags & Xapian::QueryParser::FLAG_PARTIAL) != 0,
                                  field_of,
                                  is_host_range,
                                  &about};
    about.positional = about.host.default_op == Xapian::Query::OP_NEAR ||
                       about.host.default_op == Xapian::Query::OP_PHRASE;
    if (clauses_find(&syntax, text.data(), text.size(), &about.clauses))
        throw std::bad_alloc();
    const std::string &schema = about.articles.schema();
    compare_schemas(m, schema);
    if (about.is_indexed() && masthead_settings_of(m)->ranking == MASTHEAD_RANK_BM25F &&
        masthead_schema_has_lengths(m, schema.data(), schema.size()))
        about.ranking.reset(new plan(m, about.articles));
    extended_parser extended(about, text);
    outcome at_end = {about, *extended.parser.internal, *parser.internal, text};
    const Xapian::Query found =
        with_mentions(about, std::string(text), default_prefix, parse(stock, extended, about, flags, default_prefix));
    const Xapian::Query query =
        with_recency(about, with_headline(about, text, default_prefix, with_holders(about, found)));
    return about.ranking ? about.ranking->with_terms(query) : query;
}
