/* search.cc - searching as a program under the module searches, for the command
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a term adds to a document's score is found out by asking: each part of the query is searched for by
 * itself among that one document.  That holds for whatever Xapian or the module makes of a query, and
 * the parts are what a host sees. */
#include "search.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

#include "bm25f.h"
#include "config.h"
#include "query.h"
#include "read_back.h"
#include "rescorer.h"

struct search {
    Xapian::Database database;
    std::string id_prefix;
    std::unordered_map<Xapian::docid, std::string> ids; /* with their prefix; "": it has none */
    Xapian::Query query;
};

struct search_kept {
    rescorer documents;
};

namespace
{

masthead_status fail(masthead_error *err, masthead_status status, const char *message)
{
    *err = masthead_error MASTHEAD_ERROR_INIT;
    err->status = status;
    std::snprintf(err->message, sizeof err->message, "%s", message);
    return status;
}

template <class Work>
masthead_status guarded(masthead_error *err, masthead_status on_error, Work work) noexcept
{
    try {
        work();
        return MASTHEAD_OK;
    } catch (const std::bad_alloc &) {
        return fail(err, MASTHEAD_NO_MEMORY, "out of memory");
    } catch (const Xapian::Error &error) {
        return fail(err, on_error, error.get_msg().c_str());
    } catch (const std::exception &error) {
        return fail(err, on_error, error.what());
    }
}

masthead_status open(const char *const *paths, size_t count, const char *id_prefix,
                     struct search **out, masthead_error *err)
{
    struct search *s = nullptr;
    const char *path = nullptr;
    masthead_status status = guarded(err, MASTHEAD_CANNOT_READ, [&] {
        s = new struct search;
        s->id_prefix = id_prefix;
        for (size_t i = 0; i < count; i++)
            s->database.add_database(Xapian::Database(path = paths[i]));
    });
    if (status) {
        delete s;
        if (path)
            std::snprintf(err->file, sizeof err->file, "%s", path);
        return status;
    }
    *out = s;
    return MASTHEAD_OK;
}

void close(struct search *s)
{
    delete s;
}

/* ---- Asking ------------------------------------------------------------------------------------- */

Xapian::Query parse_stock(Xapian::QueryParser *parser, xapian_text_argument text, unsigned flags,
                          xapian_text_argument default_prefix)
{
    return parser->parse_query(text, flags, default_prefix);
}

masthead_status ask(struct search *s, const masthead *m, const char *query, size_t size,
                    masthead_error *err)
{
    return guarded(err, MASTHEAD_BAD_INPUT, [&] {
        xapian_functions stock = {};
        stock.parse_query = parse_stock;
        const std::string text(query, size);
        Xapian::QueryParser parser;
        parser.set_database(s->database);
        parser.set_stemmer(Xapian::Stem(m ? masthead_settings_of(m)->language : "en"));
        parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
        s->query = m ? query_parse(m, stock, parser, text, Xapian::QueryParser::FLAG_DEFAULT, "")
                     : parser.parse_query(text);
    });
}

/* ---- Documents ---------------------------------------------------------------------------------- */

/* Returns the document's first term with the prefix of ids, or "". */
const std::string &id_of(struct search *s, Xapian::docid document)
{
    auto known = s->ids.find(document);
    if (known != s->ids.end())
        return known->second;
    std::string id;
    if (!s->id_prefix.empty()) {
        Xapian::TermIterator term = s->database.termlist_begin(document);
        term.skip_to(s->id_prefix);
        if (term != s->database.termlist_end(document) &&
            (*term).compare(0, s->id_prefix.size(), s->id_prefix) == 0)
            id = *term;
    }
    return s->ids[document] = id;
}

masthead_status hits(struct search *s, uint32_t count, search_hit_fn *each, void *user,
                     masthead_error *err)
{
    return guarded(err, MASTHEAD_CANNOT_READ, [&] {
        Xapian::Enquire enquire(s->database);
        enquire.set_query(s->query);
        Xapian::MSet found = enquire.get_mset(0, count);
        for (Xapian::MSetIterator at = found.begin(); at != found.end(); ++at) {
            const std::string &id = id_of(s, *at);
            struct search_hit hit = {*at, at.get_weight(), nullptr, 0};
            if (!id.empty()) {
                hit.id = id.data() + s->id_prefix.size();
                hit.id_size = id.size() - s->id_prefix.size();
            }
            each(user, &hit);
        }
    });
}

masthead_status find(struct search *s, const char *id, size_t size, uint32_t *document,
                     masthead_error *err)
{
    return guarded(err, MASTHEAD_CANNOT_READ, [&] {
        const std::string term = s->id_prefix + std::string(id, size);
        Xapian::PostingIterator at = s->database.postlist_begin(term);
        *document = s->id_prefix.empty() || at == s->database.postlist_end(term) ? 0 : *at;
    });
}

/* ---- The tree ----------------------------------------------------------------------------------- */

const char *op_name(Xapian::Query::op op)
{
    switch (op) {
    case Xapian::Query::OP_AND:
        return "and";
    case Xapian::Query::OP_OR:
        return "or";
    case Xapian::Query::OP_AND_NOT:
        return "and not";
    case Xapian::Query::OP_XOR:
        return "xor";
    case Xapian::Query::OP_AND_MAYBE:
        return "and maybe";
    case Xapian::Query::OP_FILTER:
        return "filter";
    case Xapian::Query::OP_NEAR:
        return "near";
    case Xapian::Query::OP_PHRASE:
        return "phrase";
    case Xapian::Query::OP_SCALE_WEIGHT:
        return "scale";
    case Xapian::Query::OP_ELITE_SET:
        return "elite set";
    case Xapian::Query::OP_SYNONYM:
        return "synonym";
    case Xapian::Query::OP_MAX:
        return "max";
    case Xapian::Query::OP_WILDCARD:
        return "wildcard";
    case Xapian::Query::OP_VALUE_RANGE:
    case Xapian::Query::OP_VALUE_GE:
    case Xapian::Query::OP_VALUE_LE:
        return "values";
    case Xapian::Query::LEAF_TERM:
        return "term";
    case Xapian::Query::LEAF_POSTING_SOURCE:
        return "source";
    case Xapian::Query::LEAF_MATCH_ALL:
        return "all";
    case Xapian::Query::LEAF_MATCH_NOTHING:
        return "nothing";
    default:
        return "other";
    }
}

std::string text_of(const Xapian::Query &query)
{
    if (query.get_type() == Xapian::Query::LEAF_TERM)
        return *query.get_terms_begin();
    if (query.get_type() == Xapian::Query::LEAF_POSTING_SOURCE) {
        const std::string source = read_description(query), begin = "PostingSource(";
        return source.compare(0, begin.size(), begin) == 0
                   ? source.substr(begin.size(), source.size() - begin.size() - 1)
                   : source;
    }
    return query.get_num_subqueries() ? std::string() : read_description(query);
}

enum {
    MOST_TERMS = 8
}; /* of a word that are listed; a day has one for each day in which it may have been reported */

/* A word that is looked for in several fields. */
void walk_word(const bm25f_word &word, unsigned depth, double factor, search_node_fn *each,
               void *user)
{
    const std::size_t count = word.terms.size();
    const bool single = count == 1;
    const struct search_node node = {depth, "word", factor, "", 0};
    if (!single)
        each(user, &node);
    for (std::size_t i = 0; i < count && i < MOST_TERMS; i++) {
        const bm25f_term &term = word.terms[i];
        const struct search_node leaf = {depth + !single, "term",
                                         term.weight * (single ? factor : 1), term.term.data(),
                                         term.term.size()};
        each(user, &leaf);
    }
    if (count > MOST_TERMS) {
        const std::string rest = "and " + std::to_string(count - MOST_TERMS) + " more";
        const struct search_node more = {depth + 1, "…", 1, rest.data(), rest.size()};
        each(user, &more);
    }
}

/* The words of a range, as alternatives. */
void walk_range(const bm25f_words &words, std::size_t begin, std::size_t end, unsigned depth,
                double factor, search_node_fn *each, void *user)
{
    const struct search_node node = {depth, "or", factor, "", 0};
    const bool single = end - begin == 1;
    if (!single)
        each(user, &node);
    for (std::size_t i = begin; i < end; i++)
        walk_word(*words.list[i], depth + !single, single ? factor : 1, each, user);
}

void walk_words(const bm25f_words &words, unsigned depth, double factor, search_node_fn *each,
                void *user)
{
    const struct search_node node = {depth, "and maybe", factor, "", 0};
    const bool all = words.finding == words.list.size();
    if (!all)
        each(user, &node);
    walk_range(words, 0, words.finding, depth + !all, all ? factor : 1, each, user);
    if (!all)
        walk_range(words, words.finding, words.list.size(), depth + 1, 1, each, user);
}

void walk(const Xapian::Query &query, unsigned depth, double factor, search_node_fn *each,
          void *user)
{
    if (read_is_scale(query)) {
        walk(query.get_subquery(0), depth, factor * read_factor(query), each, user);
        return;
    }
    if (read_shows_terms(query)) {
        walk(query.get_subquery(0), depth, factor, each, user);
        return;
    }
    if (const std::shared_ptr<const bm25f_words> words = read_words(query)) {
        walk_words(*words, depth, factor, each, user);
        return;
    }
    const std::string text = text_of(query);
    const struct search_node node = {depth, op_name(query.get_type()), factor, text.data(),
                                     text.size()};
    each(user, &node);
    for (size_t i = 0; i < query.get_num_subqueries(); i++)
        walk(query.get_subquery(i), depth + 1, 1, each, user);
}

masthead_status tree(struct search *s, search_node_fn *each, void *user, masthead_error *err)
{
    return guarded(err, MASTHEAD_BAD_INPUT, [&] { walk(s->query, 0, 1, each, user); });
}

/* ---- The parts of a score ----------------------------------------------------------------------- */

/* A search among one document. */
class explainer
{
    Xapian::Enquire enquire;
    Xapian::Query only; /* finds that document by its id, and no other */
    search_part_fn *each;
    void *user;

    struct decider : Xapian::MatchDecider {
        Xapian::docid wanted;
        bool operator()(const Xapian::Document &document) const override
        {
            return document.get_docid() == wanted;
        }
    } is_it; /* for a document without an id */

  public:
    explainer(struct search *s, Xapian::docid document, search_part_fn *each_, void *user_)
        : enquire(s->database), only(id_of(s, document)), each(each_), user(user_)
    {
        is_it.wanted = document;
    }

    double score(const Xapian::Query &query)
    {
        bool has_id = only.get_type() == Xapian::Query::LEAF_TERM;
        enquire.set_query(has_id ? Xapian::Query(Xapian::Query::OP_FILTER, query, only) : query);
        Xapian::MSet found = enquire.get_mset(0, 1, 0, nullptr, has_id ? nullptr : &is_it);
        return found.empty() ? 0 : found.begin().get_weight();
    }

    /* Tells of the parts of what the query gives the document, `score` before it is scaled. */
    void take_apart(const Xapian::Query &query, double score, double factor)
    {
        if (score == 0)
            return;
        if (read_is_scale(query)) {
            double own = read_factor(query);
            take_apart(query.get_subquery(0), score / own, factor * own);
        } else if (const std::shared_ptr<const bm25f_words> words = read_words(query)) {
            for (const auto &word : words->list)
                take_word_apart(*words, *word, factor);
        } else if (!take_children_apart(query, score, factor)) {
            const std::string text = query.get_num_subqueries() ? read_description(query) : text_of(query);
            const struct search_part part = {text.data(), text.size(), score * factor};
            each(user, &part);
        }
    }

  private:
    double score_alone(const bm25f_words &words, const bm25f_word &word)
    {
        auto alone = std::make_shared<bm25f_words>(words);
        alone->list = {std::make_shared<bm25f_word>(word)};
        alone->finding = 1;
        return score(bm25f_query(alone));
    }

    /* A term's part is its share in the sum that BM25F saturates: what that is for a term alone follows from what the
     * term alone would score. */
    void take_word_apart(const bm25f_words &words, const bm25f_word &word, double factor)
    {
        const double total = factor * score_alone(words, word);
        std::vector<double> shares;
        double sum = 0;
        for (const bm25f_term &term : word.terms) {
            bm25f_word alone = word;
            alone.terms = {term};
            alone.counted.clear();
            const double own = score_alone(words, alone), left = word.scale - own;
            shares.push_back(words.k1 > 0 && left > 0 ? own * words.k1 / left : own > 0);
            sum += shares.back();
        }
        for (std::size_t i = 0; i < shares.size(); i++) {
            const std::string &term = word.terms[i].term;
            const struct search_part part = {term.data(), term.size(), total * shares[i] / sum};
            if (shares[i] > 0)
                each(user, &part);
        }
    }

    /* Returns whether the children's scores add up to their parent's, or one of them is it. */
    bool take_children_apart(const Xapian::Query &query, double total, double factor)
    {
        std::vector<double> scores;
        double sum = 0;
        for (size_t i = 0; i < query.get_num_subqueries(); i++) {
            scores.push_back(score(query.get_subquery(i)));
            sum += scores.back();
        }
        const double near = 1e-9 * total;
        bool adds_up = std::fabs(sum - total) <= near;
        for (size_t i = 0; i < scores.size(); i++) {
            bool is_all = !adds_up && std::fabs(scores[i] - total) <= near;
            if (adds_up || is_all)
                take_apart(query.get_subquery(i), scores[i], factor);
            if (is_all)
                return true;
        }
        return adds_up;
    }
};

masthead_status explain(struct search *s, uint32_t document, search_part_fn *each, void *user,
                        double *score, masthead_error *err)
{
    return guarded(err, MASTHEAD_CANNOT_READ, [&] {
        explainer about(s, document, each, user);
        *score = about.score(s->query);
        about.take_apart(s->query, *score, 1);
    });
}

/* ---- Other weights ------------------------------------------------------------------------------ */

masthead_status keep(const struct search *s, const masthead *m, const uint32_t *documents, size_t count,
                     struct search_kept **out, masthead_error *err)
{
    return guarded(err, MASTHEAD_CANNOT_READ, [&] {
        const std::vector<Xapian::docid> list(documents, documents + count);
        *out = new search_kept{rescorer(s->database, s->query, m, list)};
    });
}

masthead_status rescore(const struct search_kept *kept, const masthead *m, double *scores,
                        masthead_error *err)
{
    return guarded(err, MASTHEAD_CANNOT_READ, [&] { kept->documents.score(m, scores); });
}

void release(struct search_kept *kept)
{
    delete kept;
}

const struct search_functions functions = {PACKAGE_VERSION, open, close, ask,     hits,   tree,
                                           find,            explain, keep,  rescore, release};

} // namespace

extern "C" __attribute__((visibility("default"))) const struct search_functions *
masthead_adapter_search(void)
{
    return &functions;
}
