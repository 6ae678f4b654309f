/* plan.cc - a query as stock Xapian has read it, made one that ranks by the config
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The tree is rebuilt from the top.  A word is a term of a ranked field, or several terms side by side that are the same word
 * in different fields, which is how stock Xapian writes a word that it looks for in several fields; words that are
 * alternatives become one source.  A phrase, or words near each other, stay as they are for finding and get their weight from the same words
 * as sources.  What the tree has besides (wildcards, synonyms, values, terms of the host's own) is left to stock Xapian
 * and to the host's weighting, as is what is only there to filter or to exclude.
 *
 * Xapian does not look into a source for terms.  They are added to the right of
 *
 *     query AND_NOT (nothing AND_MAYBE (term OR term OR …))
 *
 * where the matcher opens only the source that matches nothing, and the host finds them. */
#include "plan.h"

#include <algorithm>
#include <numeric>
#include <string>

typedef Xapian::Query Query;

enum { MOST_SHOWN = 16 }; /* of the terms for one thing: a span of days has more, and stands in no text */

/* A word of a ranked field, as a term has it. */
struct plan::plain_word {
    std::size_t field;
    bool stem;
    std::string text;

    bool is_same(const plain_word &other) const
    {
        return stem == other.stem && text == other.text;
    }
    /* With Z before a stem, as markers have it. */
    std::string form() const
    {
        return stem ? "Z" + text : text;
    }
};

/* The words of a leaf, or, in order, of a phrase or of words near each other. */
struct plan::plain_words {
    std::vector<plain_word> list;
    std::vector<std::size_t> fields; /* in which they are looked for */
};

/* Words looked for by one query for each field, in place of which one source is put; without words, one query that
 * stays. */
struct plan::alternative {
    plain_words words;
    std::vector<Query> queries;
    unsigned times = 1; /* it was asked for */

    /* The same for the same words asked for in the same way. */
    std::string key() const
    {
        std::string all = std::to_string(queries[0].get_type());
        for (const std::size_t field : words.fields)
            all += ' ' + std::to_string(field);
        for (const plain_word &word : words.list)
            all.append(1, '\0').append(1, word.stem ? 'Z' : ' ').append(word.text);
        return all;
    }
};

plan::plan(const masthead *m_, const collection &articles_) : m(m_), articles(articles_)
{
}

void plan::show(const std::string &term)
{
    if (is_shown.insert(term).second)
        shown.push_back(term);
}

/* Shows a word as it is in the fields, unless it can be seen already, and without a prefix: the host marks only
 * such. */
void plan::show(const plain_word &word, const std::vector<std::size_t> &fields, bool seen)
{
    for (std::size_t i = 0; i < fields.size() && !seen; i++)
        if (i == 0 || articles.has(fields[i]))
            show(term_of(word, fields[i]));
    if (!seen || std::find(fields.begin(), fields.end(), 0) == fields.end())
        show(word.form());
}

/* ---- Sources --------------------------------------------------------------------------------- */

std::string plan::term_of(const plain_word &word, std::size_t field) const
{
    return (word.stem ? "Z" : "") + std::string(masthead_ranked_at(m, field)->prefix) + word.text;
}

/* A word in several fields weighs by how many articles have it in any ranked field; in one field, by how many have it
 * there. */
std::shared_ptr<const bm25f_word> plan::in_fields(const plain_word &word,
                                                  const std::vector<std::size_t> &fields,
                                                  double weight)
{
    auto out = std::make_shared<bm25f_word>();
    std::vector<std::string> terms;
    for (std::size_t field : fields) {
        if (field != fields[0] && !articles.has(field))
            continue;
        const masthead_field *of = masthead_ranked_at(m, field);
        const double average = articles.average(field), b = average > 0 ? of->b : 0;
        terms.push_back(term_of(word, field));
        out->terms.push_back({terms.back(), static_cast<unsigned>(field), of->weight, 1 - b,
                              average > 0 ? b / average : 0});
    }
    if (fields.size() == 1)
        out->counted = terms;
    else if (fields.size() == masthead_ranked_count(m))
        out->counted = {term_of(word, 0), collection_marker(word.form())};
    out->count = fields.size() == 1 ? articles.articles_with(terms)
                                    : articles.articles_with(word.form(), term_of(word, 0));
    out->scale = weight * articles.idf(out->count) * (masthead_settings_of(m)->k1 + 1);
    return out;
}

Query plan::any_of(const std::vector<weighted_term> &terms)
{
    auto word = std::make_shared<bm25f_word>();
    std::vector<std::string> texts;
    double most = 0;
    for (const weighted_term &term : terms)
        most = std::max(most, term.weight);
    for (const weighted_term &term : terms) {
        const double share = most > 0 ? term.weight / most : 0;
        word->terms.push_back({term.text, bm25f_term::NO_FIELD, share, 1, 0});
        texts.push_back(term.text);
    }
    word->count = articles.articles_with(texts);
    if (!word->count)
        return Query::MatchNothing;
    for (std::size_t i = 0; i < texts.size() && texts.size() <= MOST_SHOWN; i++)
        show(texts[i]);
    if (texts.size() == 1)
        word->counted = texts;
    word->scale = most * articles.idf(word->count) * (masthead_settings_of(m)->k1 + 1);
    return together({word}, {});
}

/* ---- Words together -------------------------------------------------------------------------- */

Query plan::together(const word_list &finding, const word_list &adding)
{
    auto words = std::make_shared<bm25f_words>();
    words->list = finding;
    words->finding = finding.size();
    words->list.insert(words->list.end(), adding.begin(), adding.end());
    words->all = articles.all();
    words->k1 = masthead_settings_of(m)->k1;
    words->field_count = static_cast<unsigned>(masthead_ranked_count(m));
    const Query query = bm25f_query(words);
    made.insert({query.internal.get(), {query, words}});
    return query;
}

/* Returns the words that a query was made of; null when there is more to it. */
std::shared_ptr<const bm25f_words> plan::made_of(const Query &query) const
{
    auto at = made.find(query.internal.get());
    return at == made.end() ? nullptr : at->second.second;
}

/* One source for the words of several; what only adds to some of them then adds to all. */
Query plan::any(const std::vector<Query> &queries)
{
    std::vector<Query> all;
    word_list finding, adding;
    for (const Query &query : queries) {
        const std::shared_ptr<const bm25f_words> words = made_of(query);
        if (!words) {
            all.push_back(query);
            continue;
        }
        if (finding.size() + adding.size() + words->list.size() > bm25f_words::MOST && !finding.empty()) {
            all.push_back(together(finding, adding));
            finding.clear();
            adding.clear();
        }
        const auto others = words->list.begin() + static_cast<std::ptrdiff_t>(words->finding);
        finding.insert(finding.end(), words->list.begin(), others);
        adding.insert(adding.end(), others, words->list.end());
    }
    if (!finding.empty())
        all.insert(all.begin(), together(finding, adding));
    return Query(Query::OP_OR, all.begin(), all.end());
}

Query plan::maybe(const Query &query, const Query &more)
{
    const std::shared_ptr<const bm25f_words> words = made_of(query), others = made_of(more);
    if (!words || !others || words->list.size() + others->list.size() > bm25f_words::MOST)
        return Query(Query::OP_AND_MAYBE, query, more);
    const auto behind = words->list.begin() + static_cast<std::ptrdiff_t>(words->finding);
    word_list adding(behind, words->list.end());
    adding.insert(adding.end(), others->list.begin(), others->list.end());
    return together(word_list(words->list.begin(), behind), adding);
}

/* ---- Reading the tree ------------------------------------------------------------------------ */

bool plan::read_leaf(const Query &query, plain_word &out) const
{
    if (query.get_type() != Query::LEAF_TERM)
        return false;
    const std::string term = *query.get_terms_begin();
    masthead_plain_term plain;
    if (!masthead_plain_term_read(m, term.data(), term.size(), &plain))
        return false;
    out = {plain.field, plain.stem != 0, std::string(plain.word, plain.size)};
    return true;
}

bool is_positional(const Query &query)
{
    return query.get_type() == Query::OP_PHRASE || query.get_type() == Query::OP_NEAR;
}

/* Reads a leaf, or a phrase or the like all of whose words are in one ranked field. */
bool plan::read_words(const Query &query, plain_words &out) const
{
    out.list.clear();
    for (std::size_t i = 0; i < (is_positional(query) ? query.get_num_subqueries() : 1); i++) {
        plain_word word;
        if (!read_leaf(is_positional(query) ? query.get_subquery(i) : query, word) ||
            (i && word.field != out.list[0].field))
            return false;
        out.list.push_back(word);
    }
    out.fields = {out.list[0].field};
    return true;
}

/* Whether the query looks for the same words in the same way in a further field; adds that field. */
bool plan::continues(const Query &first, const Query &query, plain_words &out) const
{
    plain_words more;
    if (query.get_type() != first.get_type() || !read_words(query, more) ||
        more.list.size() != out.list.size() ||
        std::find(out.fields.begin(), out.fields.end(), more.fields[0]) != out.fields.end())
        return false;
    for (std::size_t i = 0; i < more.list.size(); i++)
        if (!more.list[i].is_same(out.list[i]))
            return false;
    out.fields.push_back(more.fields[0]);
    return true;
}

/* ---- Rebuilding it --------------------------------------------------------------------------- */

/* The words once as sources; those that must stand together, filtered by the queries that see to it. */
Query plan::weighed(const plain_words &words, const std::vector<Query> &queries, double weight)
{
    std::vector<Query> sources;
    for (const plain_word &word : words.list)
        sources.push_back(together({in_fields(word, words.fields, weight)}, {}));
    Query all(Query::OP_AND, sources.begin(), sources.end());
    for (const plain_word &word : words.list)
        show(word, words.fields, is_positional(queries[0]));
    return is_positional(queries[0])
               ? Query(Query::OP_FILTER, all, Query(Query::OP_OR, queries.begin(), queries.end()))
               : all;
}

/* The operands of an operator, and of the same operator in their place. */
void collect_operands(const Query &query, std::vector<Query> &out)
{
    for (std::size_t i = 0; i < query.get_num_subqueries(); i++) {
        const Query operand = query.get_subquery(i);
        if (operand.get_type() == query.get_type())
            collect_operands(operand, out);
        else
            out.push_back(operand);
    }
}

/* What a word counts that the query has so many times: BM25's (k3 + 1) * times / (k3 + times), with the k3 of 1 that is
 * Xapian's own.  (Stock Xapian's parser hands over a repeated word as several, to which k3 does not apply.) */
double repeated(unsigned times)
{
    return 2.0 * times / (1.0 + times);
}

/* Alternatives, in which the same words in different fields follow each other. */
std::vector<Query> plan::alternatives(const Query &query)
{
    std::vector<Query> operands, out;
    std::vector<alternative> found;
    std::unordered_map<std::string, std::size_t> places; /* in `found` */
    collect_operands(query, operands);
    for (std::size_t i = 0; i < operands.size();) {
        alternative next;
        next.queries = {operands[i++]};
        if (read_words(next.queries[0], next.words))
            while (i < operands.size() && continues(next.queries[0], operands[i], next.words))
                next.queries.push_back(operands[i++]);
        else
            next.words = {};
        if (next.words.list.empty() || places.emplace(next.key(), found.size()).second)
            found.push_back(next);
        else
            found[places[next.key()]].times++;
    }
    for (const alternative &each : found)
        out.push_back(each.words.list.empty()
                          ? ranked(each.queries[0])
                          : weighed(each.words, each.queries, repeated(each.times)));
    return out;
}

/* The operator with its first so many operands rebuilt. */
Query plan::rebuilt(const Query &query, std::size_t count)
{
    std::vector<Query> operands;
    for (std::size_t i = 0; i < query.get_num_subqueries(); i++)
        operands.push_back(i < count ? ranked(query.get_subquery(i)) : query.get_subquery(i));
    return Query(query.get_type(), operands.begin(), operands.end());
}

Query plan::ranked(const Query &query)
{
    plain_words words;
    switch (query.get_type()) {
    case Query::LEAF_TERM:
    case Query::OP_NEAR:
    case Query::OP_PHRASE:
        return read_words(query, words) ? weighed(words, {query}, 1) : query;
    case Query::OP_OR:
        return any(alternatives(query));
    case Query::OP_SYNONYM: {
        const std::vector<Query> operands = alternatives(query);
        return operands.size() == 1 ? operands[0] : query;
    }
    case Query::OP_AND:
    case Query::OP_XOR:
    case Query::OP_AND_MAYBE:
    case Query::OP_MAX:
        return rebuilt(query, query.get_num_subqueries());
    case Query::OP_AND_NOT:
    case Query::OP_FILTER:
        return rebuilt(query, 1);
    default:
        return query;
    }
}

/* Reads a word of the main field, or all words of a list. */
bool plan::read_plain(const Query &query, std::vector<plain_word> &out) const
{
    const bool list = query.get_type() == Query::OP_OR || query.get_type() == Query::OP_AND;
    for (std::size_t i = 0; i < (list ? query.get_num_subqueries() : 1); i++) {
        plain_word word;
        if (!read_leaf(list ? query.get_subquery(i) : query, word) || word.field)
            return false;
        out.push_back(word);
    }
    return true;
}

/* Takes out words that were there before; returns how often each that is left was there. */
std::vector<unsigned> plan::unite(std::vector<plain_word> &words)
{
    std::vector<unsigned> times;
    std::unordered_map<std::string, std::size_t> places;
    for (const plain_word &word : words) {
        const auto place = places.emplace(word.form(), times.size());
        if (place.second) {
            words[times.size()] = word;
            times.push_back(0);
        }
        times[place.first->second]++;
    }
    words.resize(times.size());
    return times;
}

bool plan::ranked_in_all(const Query &query, Query &out)
{
    const bool all = query.get_type() == Query::OP_AND;
    std::vector<plain_word> words;
    if (!read_plain(query, words))
        return false;
    const std::vector<unsigned> times = all ? std::vector<unsigned>(words.size(), 1) : unite(words);
    std::vector<std::size_t> fields(masthead_ranked_count(m));
    std::iota(fields.begin(), fields.end(), 0);
    std::vector<Query> queries;
    word_list some;
    for (std::size_t i = 0; i < words.size(); i++) {
        some.push_back(in_fields(words[i], fields, repeated(times[i])));
        show(words[i], fields, false);
        if (all || some.size() == bm25f_words::MOST || i + 1 == words.size()) {
            queries.push_back(together(some, {}));
            some.clear();
        }
    }
    out = Query(all ? Query::OP_AND : Query::OP_OR, queries.begin(), queries.end());
    return true;
}

Query plan::with_terms(const Query &query) const
{
    if (shown.empty())
        return query;
    std::vector<Query> terms;
    Xapian::termpos place = 0;
    for (const std::string &term : shown)
        terms.push_back(Query(term, 1, ++place));
    const Query all(Query::OP_OR, terms.begin(), terms.end());
    return Query(Query::OP_AND_NOT, query,
                 Query(Query::OP_AND_MAYBE, Query((new nothing_source)->release()), all));
}
