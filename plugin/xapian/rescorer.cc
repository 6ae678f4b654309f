/* rescorer.cc - documents scored for a query by one config after another, without a search
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The query's tree is kept with, at each word, where it stands in the documents.  Sources of words score as they do in a search
 * (bm25f_match.h), with numbers from another config.  What the tree has besides (phrases, values, terms of the host's own)
 * was found out by searching for it once, and is the same in all configs. */
#include "rescorer.h"

#include <algorithm>
#include <string>

#include "bm25f_match.h"
#include "read_back.h"

namespace
{

const double NOT_FOUND = -1;

/* Lets a search find only the documents that are kept. */
class only_kept : public Xapian::MatchDecider
{
    const std::vector<Xapian::docid> &documents;

  public:
    explicit only_kept(const std::vector<Xapian::docid> &documents_) : documents(documents_)
    {
    }
    bool operator()(const Xapian::Document &document) const override
    {
        return std::binary_search(documents.begin(), documents.end(), document.get_docid());
    }
};

bool begins_with(const std::string &text, const char *prefix)
{
    return text.compare(0, std::char_traits<char>::length(prefix), prefix) == 0;
}

} // namespace

/* ---- Reading ------------------------------------------------------------------------------------ */

rescorer::rescorer(const Xapian::Database &database, const Xapian::Query &query, const masthead *m,
                   const std::vector<Xapian::docid> &documents_)
    : documents(documents_), field_count(masthead_ranked_count(m)), slopes(field_count, 0),
      recency(masthead_settings_of(m)->recency_weight), root(read(database, query, m, 1))
{
    read_lengths(database);
}

void rescorer::read_lengths(const Xapian::Database &database)
{
    field_length_reader reader(database, static_cast<unsigned>(field_count));
    for (const Xapian::docid did : documents) {
        const std::uint16_t *row = reader[did];
        lengths.insert(lengths.end(), row, row + field_count);
    }
}

rescorer::column rescorer::search(const Xapian::Database &database, const Xapian::Query &query) const
{
    column scores(documents.size(), NOT_FOUND);
    const only_kept decider(documents);
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    const Xapian::MSet found =
        enquire.get_mset(0, static_cast<Xapian::doccount>(documents.size()), 0, nullptr, &decider);
    for (Xapian::MSetIterator at = found.begin(); at != found.end(); ++at) {
        const auto place = std::lower_bound(documents.begin(), documents.end(), *at);
        scores[static_cast<std::size_t>(place - documents.begin())] = at.get_weight();
    }
    return scores;
}

/* What terms of no ranked field stand for shows in their prefix; those of a headline weigh as much as its words, and what is
 * no person and no office is a day. */
rescorer::multiple rescorer::multiple_of_term(const masthead *m, const std::string &term)
{
    const masthead_settings *settings = masthead_settings_of(m);
    if (begins_with(term, settings->name_prefix))
        return OF_NAMES;
    if (!begins_with(term, settings->title_prefix))
        return OF_DATES;
    if (begins_with(term, (std::string(settings->title_prefix) + '"').c_str()))
        return OF_NONE;
    return term.find(": ") == std::string::npos ? OF_TITLES : OF_HOLDERS;
}

double rescorer::multiple_of(const masthead_settings &settings, enum multiple of)
{
    switch (of) {
    case OF_NAMES:
        return settings.name_weight;
    case OF_TITLES:
        return settings.title_weight;
    case OF_DATES:
        return settings.date_weight;
    case OF_HOLDERS:
        return settings.name_weight + settings.title_weight;
    case OF_NONE:
        break;
    }
    return 1;
}

rescorer::word rescorer::read(const Xapian::Database &database, const bm25f_word &made, bool finds,
                              const masthead *m)
{
    const masthead_settings &settings = *masthead_settings_of(m);
    const bool plain = made.terms.empty() || made.terms[0].field != bm25f_term::NO_FIELD;
    word out = {0, plain ? OF_NONE : multiple_of_term(m, made.terms[0].term), finds, {}, {}};
    out.scale = made.scale / (settings.k1 + 1) / multiple_of(settings, out.of);
    for (std::uint32_t i = 0; i < made.terms.size(); i++) {
        const bm25f_term &each = made.terms[i];
        out.terms.push_back({each.field, each.weight});
        if (each.slope > 0)
            slopes[each.field] = each.slope / masthead_ranked_at(m, each.field)->b;
        Xapian::PostingIterator at = database.postlist_begin(each.term);
        const Xapian::PostingIterator end = database.postlist_end(each.term);
        for (std::uint32_t k = 0; k < documents.size() && at != end; k++) {
            at.skip_to(documents[k]);
            if (at != end && *at == documents[k])
                out.list.push_back({k, i, at.get_wdf()});
        }
    }
    std::stable_sort(out.list.begin(), out.list.end(),
                     [](const occurrence &a, const occurrence &b) { return a.document < b.document; });
    return out;
}

enum rescorer::kind rescorer::kind_of(const Xapian::Query &query)
{
    switch (query.get_type()) {
    case Xapian::Query::OP_AND:
        return ALL;
    case Xapian::Query::OP_OR:
        return ANY;
    case Xapian::Query::OP_AND_MAYBE:
        return MAYBE;
    case Xapian::Query::OP_FILTER:
        return FILTER;
    case Xapian::Query::OP_AND_NOT:
        return WITHOUT;
    case Xapian::Query::OP_MAX:
        return BEST;
    default:
        return read_is_recency(query) ? RECENCY : FIXED;
    }
}

rescorer::node rescorer::read(const Xapian::Database &database, const Xapian::Query &query, const masthead *m,
                              double factor)
{
    if (read_is_scale(query))
        return read(database, query.get_subquery(0), m, factor * read_factor(query));
    if (read_shows_terms(query))
        return read(database, query.get_subquery(0), m, factor);
    node out = {kind_of(query), factor, {}, {}, {}};
    if (const std::shared_ptr<const bm25f_words> words = read_words(query)) {
        out.kind = WORDS;
        for (std::size_t i = 0; i < words->list.size(); i++)
            out.words.push_back(read(database, *words->list[i], i < words->finding, m));
    } else if (out.kind == FIXED || out.kind == RECENCY) {
        out.scores = search(database, query);
    } else {
        for (std::size_t i = 0; i < query.get_num_subqueries(); i++)
            out.parts.push_back(read(database, query.get_subquery(i), m, 1));
    }
    return out;
}

/* ---- Scoring ------------------------------------------------------------------------------------ */

rescorer::numbers rescorer::numbers_of(const masthead *m) const
{
    numbers out = {masthead_settings_of(m), {}, {}};
    for (unsigned i = 0; i < field_count; i++) {
        const masthead_field *field = masthead_ranked_at(m, i);
        const double b = slopes[i] > 0 ? field->b : 0;
        out.fields.push_back({field->weight, 1 - b, slopes[i] * b});
    }
    for (std::size_t i = 0; i < lengths.size(); i++) {
        const numbers::field &field = out.fields[i % field_count];
        out.norms.push_back(bm25f_norm(field.base, field.slope, 0, lengths[i]));
    }
    return out;
}

/* Adds what a word scores in the documents that have it.  It is found there even if it weighs nothing. */
void rescorer::add(const word &about, const numbers &by, column &scores) const
{
    const double k1 = by.settings->k1, scale = about.scale * multiple_of(*by.settings, about.of) * (k1 + 1);
    for (std::size_t i = 0; i < about.list.size();) {
        const std::uint32_t document = about.list[i].document;
        const double *norms = &by.norms[document * field_count];
        bm25f_frequency frequency;
        for (; i < about.list.size() && about.list[i].document == document; i++) {
            const term &of = about.terms[about.list[i].term];
            const double occurrences = bm25f_occurrences(of.field, about.list[i].wdf);
            if (of.field == bm25f_term::NO_FIELD) {
                frequency.add(of.weight, occurrences, 1);
                continue;
            }
            const numbers::field &field = by.fields[of.field];
            if (field.weight > 0)
                frequency.add(field.weight, occurrences,
                              std::max(norms[of.field], field.base + field.slope * occurrences));
        }
        if (about.finds && scores[document] < 0)
            scores[document] = 0;
        if (scores[document] >= 0)
            scores[document] += frequency.score(scale, k1);
    }
}

/* The score of a document by an operator; negative: it is not found. */
double rescorer::joined(enum kind kind, double left, double right)
{
    switch (kind) {
    case ALL:
        return left < 0 || right < 0 ? NOT_FOUND : left + right;
    case ANY:
        return left < 0 || right < 0 ? std::max(left, right) : left + right;
    case MAYBE:
        return left < 0 || right < 0 ? left : left + right;
    case FILTER:
        return right < 0 ? NOT_FOUND : left;
    case WITHOUT:
        return right < 0 ? left : NOT_FOUND;
    default:
        return std::max(left, right);
    }
}

rescorer::column rescorer::score(const node &from, const numbers &by) const
{
    column out = from.parts.empty() ? from.scores : score(from.parts[0], by);
    out.resize(documents.size(), NOT_FOUND);
    for (const word &each : from.words)
        add(each, by, out);
    for (std::size_t i = 1; i < from.parts.size(); i++) {
        const column more = score(from.parts[i], by);
        for (std::size_t k = 0; k < out.size(); k++)
            out[k] = joined(from.kind, out[k], more[k]);
    }
    const double recent = from.kind == RECENCY ? by.settings->recency_weight / recency : 1;
    for (double &each : out)
        each *= each > 0 ? from.factor * recent : 1;
    return out;
}

void rescorer::score(const masthead *m, double *out) const
{
    const column scores = score(root, numbers_of(m));
    std::copy(scores.begin(), scores.end(), out);
}
