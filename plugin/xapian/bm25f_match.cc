/* bm25f_match.cc - the articles of one database that have words, one after the other, with their scores
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The posting lists of all terms are read side by side.  When the matcher says which score an article must reach, the
 * words that can score least are only looked for where others are, as long as all of them together cannot reach it (MaxScore:
 * Turtle & Flood, "Query evaluation: strategies and optimizations", IPM 31(6), 1995).  Of the articles that are left most are passed
 * over by the wdf alone: a field is at least as long as the word is frequent in it, and the main one as the shortest of all,
 * so that there is a most that the field can add to tf. */
#include "bm25f_match.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "masthead.h"

namespace
{

const double GRAIN = 1 / 68719476736.0; /* 2^-36 */
/* Adding this rounds a double to a multiple of the grain: 1.5 * 2^52 grains. */
const double ROUNDER = 1.5 * 4503599627370496.0 * GRAIN;

double saturated(double scale, double k1, double frequency)
{
    return frequency > 0 ? bm25f_rounded(scale * frequency / (k1 + frequency)) : 0;
}

/* A little more than a score, so that sums of bounds are bounds of sums whatever is rounded. */
double bound_on(double score)
{
    return score > 0 ? score * (1 + 1e-12) + 2 * GRAIN : 0;
}

/* The most that a term can add to tf, where the first field is never shorter than `shortest`.  (An article without lengths is
 * as long as the average.) */
double most_frequency(const bm25f_term &term, double wdf, double shortest)
{
    wdf = bm25f_occurrences(term.field, wdf);
    const double least = term.field == 0 ? std::min(1.0, term.base + term.slope * shortest) : 0;
    return wdf > 0 ? term.weight * wdf / std::max(term.base + term.slope * wdf, least) : 0;
}

/* Returns how long the first field is at the least: its length begins the value, and its lowest seven bits the length, with
 * the eighth set where more follow (lengths.c). */
double shortest_first(const Xapian::Database &database)
{
    const std::string least = database.get_value_lower_bound(MASTHEAD_LENGTHS_SLOT);
    return least.empty() ? 0 : std::min(128, static_cast<int>(static_cast<unsigned char>(least[0])));
}

/* The most that a word can score anywhere.  How often it can stand in a field at the most would have to be asked for, and saves
 * little: fields of nothing but one word are as good as any bound. */
double most_score(const bm25f_word &word, double k1)
{
    double frequency = 0;
    for (const bm25f_term &term : word.terms)
        if (term.weight > 0 && !(term.slope > 0))
            return bound_on(word.scale);
        else
            frequency += term.weight > 0 ? term.weight / term.slope : 0;
    return bound_on(saturated(word.scale, k1, frequency));
}

/* Returns the first place behind `at` whose article is not before `did`, in steps that double, for it is most often near.  The
 * last place of a list is behind all articles. */
const kept_posting *first_from(const kept_posting *at, const kept_posting *last, Xapian::docid did)
{
    std::ptrdiff_t step = 1;
    for (; last - at > step && at[step].did < did; step *= 2)
        at += step;
    return std::lower_bound(at + 1, std::min(at + step, last), did,
                            [](const kept_posting &a, Xapian::docid b) { return a.did < b; });
}

thread_local bm25f_match *made_last; /* matches end in the thread in which they began */

bool has_lengths(const bm25f_words &words)
{
    for (const auto &word : words.list)
        for (const bm25f_term &term : word->terms)
            if (term.slope > 0)
                return true;
    return false;
}

} // namespace

double bm25f_rounded(double score)
{
    return score + ROUNDER - ROUNDER;
}

/* ---- Beginning ------------------------------------------------------------------------------- */

bm25f_match::bm25f_match(std::shared_ptr<const bm25f_words> words_,
                         const Xapian::Database &database_)
    : words(std::move(words_)), database(database_)
{
    if (has_lengths(*words)) {
        lengths = field_length_reader(database, words->field_count);
        shortest = shortest_first(database);
    }
    list.reserve(words->list.size());
    for (std::size_t i = 0; i < words->list.size(); i++)
        add(*words->list[i], i < words->finding);
    std::stable_sort(list.begin(), list.end(),
                     [](const word &a, const word &b) { return a.most > b.most; });
    choose_leading(0);
    made_last = this;
}

bm25f_match::~bm25f_match()
{
    if (made_last == this)
        made_last = nullptr;
}

std::shared_ptr<bm25f_match> bm25f_match::latest()
{
    return made_last ? made_last->shared_from_this() : nullptr;
}

/* As many articles have any of two words as if it were by chance that some have both. */
void bm25f_match::add(const bm25f_word &about, bool finds)
{
    const article_count of = count(about);
    const double all = database.get_doccount();
    if (finds) {
        const double likely = found.likely, more = of.likely;
        found.least = std::max(found.least, of.least);
        found.likely = all > 0 ? static_cast<Xapian::doccount>(likely + more - likely * more / all + 0.5) : 0;
        found.most = static_cast<Xapian::doccount>(std::min(all, static_cast<double>(found.most) + of.most));
    }
    list.push_back({&about, most_score(about, words->k1), of.likely, finds, {}, 0});
    most_of_all += list.back().most;
}

bm25f_match::article_count bm25f_match::count(const bm25f_word &about) const
{
    const Xapian::doccount all = database.get_doccount();
    double sum = 0, exact = 0;
    article_count out = {about.count, about.count, about.count};
    if (all == words->all && !about.counted.empty())
        return out; /* the whole */
    out.least = 0;
    for (const bm25f_term &term : about.terms) {
        const Xapian::doccount frequency = database.get_termfreq(term.term);
        out.least = std::max(out.least, frequency);
        sum += frequency;
    }
    out.most = sum < all ? static_cast<Xapian::doccount>(sum) : all;
    out.likely = out.least + (out.most - out.least) / 2;
    for (const std::string &term : about.counted)
        exact += database.get_termfreq(term);
    if (!about.counted.empty() && exact >= out.least && exact <= out.most)
        out.least = out.likely = out.most = static_cast<Xapian::doccount>(exact);
    return out;
}

void bm25f_match::open(word &w, kept_postings *kept)
{
    for (const bm25f_term &term : w.about->terms) {
        posting first = {};
        first.term = &term;
        if (kept && (first.list = kept->find(database, term.term)))
            first.kept = first.list->data();
        else
            first.at = database.postlist_begin(term.term);
        for (unsigned wdf = 0; wdf < SMALL_WDF; wdf++)
            first.most[wdf] =
                bound_on(saturated(w.about->scale, words->k1, most_frequency(term, wdf, shortest)));
        if (first.look())
            w.postings.push_back(std::move(first));
    }
}

/* ---- Moving ---------------------------------------------------------------------------------- */

/* Stores where it stands; false at the end. */
inline bool bm25f_match::posting::look()
{
    if (list)
        return (did = kept->did) != END;
    if (at == Xapian::PostingIterator())
        return false;
    did = *at;
    return true;
}

/* Goes to the first article from `to` on, which is not the current one; false when there is none. */
inline bool bm25f_match::posting::advance(Xapian::docid to)
{
    if (list)
        kept = kept[1].did >= to ? kept + 1 : first_from(kept + 1, &list->back(), to);
    else if (did + 1 == to)
        ++at;
    else
        at.skip_to(to);
    return look();
}

/* Goes to the first article from `did` on that has the word. */
void bm25f_match::advance(word &w, Xapian::docid did)
{
    Xapian::docid first = END;
    posting *each = w.postings.data(), *end = each + w.postings.size();
    while (each != end) {
        if (each->did < did && !each->advance(did)) {
            *each = std::move(*--end);
            w.postings.pop_back();
            continue;
        }
        first = std::min(first, each->did);
        each++;
    }
    w.first = first;
}

/* Lets words lead, of all or of those that find articles, that those which do not cannot score so much together; returns how
 * many articles there are to look at. */
double bm25f_match::lead(double min_wt, bool all)
{
    double articles = 0;
    spare = 0;
    leading.clear();
    following.clear();
    for (word &w : list)
        spare += all || w.finds ? 0 : w.most;
    for (auto w = list.rbegin(); w != list.rend(); ++w) {
        const bool may = all || w->finds;
        if (may && (!leading.empty() || !(spare + w->most < min_wt))) {
            leading.push_back(&*w);
            articles += w->likely;
        } else {
            following.push_back(&*w);
            spare += may ? w->most : 0;
        }
    }
    std::reverse(following.begin(), following.end());
    return articles;
}

/* A word that finds articles, but too many, need not lead when one that only adds does: "president" of "president havel". */
void bm25f_match::choose_leading(double min_wt)
{
    wanted = min_wt;
    if (min_wt > 0 && words->finding < list.size() && lead(min_wt, true) < lead(min_wt, false))
        lead(min_wt, true);
    else
        lead(min_wt, false);
}

/* Finds the first article that has a leading word, and which of them it has. */
Xapian::docid bm25f_match::first_of_leading()
{
    Xapian::docid first = END;
    here.clear();
    for (word *w : leading) {
        if (w->first < floor)
            advance(*w, floor);
        if (w->first > first)
            continue;
        if (w->first < first)
            here.clear();
        first = w->first;
        here.push_back(w);
    }
    return first;
}

void bm25f_match::open_all()
{
    const std::shared_ptr<kept_postings> kept = kept_postings::of(database);
    for (word &w : list)
        open(w, kept.get());
    begun = true;
}

void bm25f_match::settle(double min_wt)
{
    if (!begun)
        open_all();
    if (min_wt != wanted)
        choose_leading(min_wt);
    for (;; floor = current + 1) {
        current = first_of_leading();
        weight = -1;
        row = nullptr;
        if (current == END || reaches(min_wt))
            return;
    }
}

void bm25f_match::next(double min_wt)
{
    floor = current + 1;
    settle(min_wt);
}

void bm25f_match::skip_to(Xapian::docid did, double min_wt)
{
    if (begun && current >= did)
        return;
    floor = did;
    settle(min_wt);
}

/* ---- Weighing -------------------------------------------------------------------------------- */

/* Looks at the word's terms in the current article; returns the most that it can score there. */
inline double bm25f_match::bound_of(word &w)
{
    double sum = 0;
    for (posting &each : w.postings)
        if (each.did == current) {
            each.wdf = each.read_wdf();
            sum += each.wdf < SMALL_WDF
                       ? each.most[each.wdf]
                       : bound_on(saturated(w.about->scale, words->k1,
                                            most_frequency(*each.term, each.wdf, shortest)));
        }
    return sum;
}

/* What a term's occurrences in the current article are divided by. */
inline double bm25f_match::norm_of(const bm25f_term &term, double occurrences)
{
    if (!(term.slope > 0))
        return term.base;
    if (!row)
        row = lengths[current];
    return bm25f_norm(term.base, term.slope, occurrences, row[term.field]);
}

/* The score of a word in the current article, which bound_of() has looked at. */
inline double bm25f_match::score_of(const word &w)
{
    bm25f_frequency frequency;
    for (const posting &each : w.postings)
        if (each.did == current && each.term->weight > 0) {
            const double occurrences = bm25f_occurrences(each.term->field, each.wdf);
            frequency.add(each.term->weight, occurrences, norm_of(*each.term, occurrences));
        }
    return frequency.score(w.about->scale, words->k1);
}

/* Whether the current article, where leading words stand, scores so much.  How long its fields are is looked up last: where they
 * are not in memory yet that takes longest. */
bool bm25f_match::reaches(double min_wt)
{
    if (!(min_wt > 0))
        return true;
    double bound = spare, sum = 0;
    bool is_found = false;
    for (word *w : here)
        bound += bound_of(*w);
    for (word *w : following) {
        if (bound < min_wt)
            return false;
        bound -= w->most;
        if (w->first < current)
            advance(*w, current);
        if (w->first != current)
            continue;
        bound += bound_of(*w);
        here.push_back(w);
    }
    if (bound < min_wt)
        return false;
    for (const word *w : here) {
        sum += score_of(*w);
        is_found |= w->finds;
    }
    weight = sum;
    return is_found && sum >= min_wt;
}

double bm25f_match::score()
{
    if (weight >= 0)
        return weight;
    weight = 0;
    for (word &w : list) {
        if (w.first < current)
            advance(w, current);
        if (w.first == current && bound_of(w) > 0)
            weight += score_of(w);
    }
    return weight;
}

std::size_t bm25f_match::matching()
{
    score();
    std::size_t count = 0;
    for (const word &w : list)
        count += w.finds && w.first == current;
    return count;
}
