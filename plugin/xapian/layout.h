/* layout.h - the private members of Xapian's classes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a host has set on a TermGenerator or QueryParser cannot be asked for: there are no getters;
 * and what a Document holds can be had only a copied string at a time.  The classes keep it in an object behind a pointer, whose layout is part of no interface but is
 * fixed for a released version.  It is declared here for the version that this file is compiled
 * with; layout_check() makes such objects through the public interface and reads them through
 * these declarations before anything relies on them.
 *
 * Only data members matter.  Nothing here is ever constructed or destroyed by the module. */
#ifndef MASTHEAD_XAPIAN_LAYOUT_H
#define MASTHEAD_XAPIAN_LAYOUT_H

#include <list>
#include <map>
#include <string>
#include <vector>

#include <xapian.h>

#include "adapter.h"
#include "backend.h"

#if XAPIAN_MAJOR_VERSION >= 2
typedef std::less<> layout_less;
#else
typedef std::less<std::string> layout_less;
#endif

class Xapian::TermGenerator::Internal : public Xapian::Internal::intrusive_base
{
  public:
    Stem stemmer;
    stem_strategy strategy;
    Xapian::Internal::opt_intrusive_ptr<const Stopper> stopper;
    stop_strategy stop_mode;
    Document doc;
    termpos cur_pos;
#if XAPIAN_MAJOR_VERSION >= 2
    termpos pos_limit;
#endif
    TermGenerator::flags flags;
    unsigned max_word_length;
    WritableDatabase db;

    Internal() = delete;
};

/* What a field name of a query stands for. */
struct layout_field {
    enum { IN_TEXT, FILTER, EXCLUSIVE_FILTER } type;
    std::string grouping;
    std::vector<std::string> prefixes;
    Xapian::Internal::opt_intrusive_ptr<Xapian::FieldProcessor> processor;
};

struct layout_range {
    Xapian::Internal::opt_intrusive_ptr<Xapian::RangeProcessor> processor;
    std::string grouping;
    bool default_grouping;
};

class Xapian::QueryParser::Internal : public Xapian::Internal::intrusive_base
{
  public:
    Stem stemmer;
    stem_strategy stem_action;
    Xapian::Internal::opt_intrusive_ptr<const Stopper> stopper;
#if XAPIAN_MAJOR_VERSION >= 2
    stop_strategy stop_mode;
#endif
    Query::op default_op;
    const char *errmsg;
    Database db;
    std::list<std::string> stoplist;
    std::multimap<std::string, std::string, layout_less> unstem;
    std::map<std::string, layout_field, layout_less> field_map;
    std::list<layout_range> rangeprocs;
    std::string corrected_query;
    termcount max_wildcard_expansion, max_partial_expansion;
#if XAPIAN_MAJOR_VERSION >= 2
    termcount max_fuzzy_expansion;
#endif
    int max_wildcard_type, max_partial_type;
#if XAPIAN_MAJOR_VERSION >= 2
    int max_fuzzy_type;
    unsigned min_wildcard_prefix_len, min_partial_prefix_len;
#endif

    Internal() = delete;
};

#if XAPIAN_MAJOR_VERSION < 2

/* A document's entry for a term. */
struct layout_term {
    Xapian::termcount wdf;
    unsigned split; /* where a second ascending run of positions begins; 0: there is one */
    std::vector<Xapian::termpos> positions;

    bool is_deleted() const
    {
        return positions.empty() && split;
    }
};

/* `terms` and `values` hold once termlist_count() and values_count() have been asked for. */
class Xapian::Document::Internal : public Xapian::Internal::intrusive_base
{
  public:
    Xapian::Internal::intrusive_ptr<const Database::Internal> database;
    bool data_here, values_here, terms_here, positions_modified;
    std::string data;
    std::map<valueno, std::string> values;
    std::map<std::string, layout_term> terms;
    termcount termlist_size;
    docid did;

    virtual ~Internal();

    Internal() = delete;
};

#else

/* A Document's object starts with the pointer to its virtual functions and the count of its
 * owners. */
class Xapian::Document::Internal : public Xapian::Internal::intrusive_base
{
  public:
    virtual ~Internal();

    Internal() = delete;
};

#endif

/* Returns whether objects of the libxapian in this process, whose functions these are, have these layouts. */
bool layout_check(const xapian_functions &stock);

#endif
