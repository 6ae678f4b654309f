/* layout.cc - does the libxapian in this process have the layouts that were compiled in?
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "layout.h"

namespace
{

class no_query : public Xapian::FieldProcessor
{
    Xapian::Query operator()(const std::string &) override
    {
        return Xapian::Query();
    }
};

class no_range : public Xapian::RangeProcessor
{
};

bool check_generator()
{
    Xapian::SimpleStopper stopper;
    Xapian::TermGenerator generator;
    Xapian::Document document;
    const auto *inside = generator.internal.get();
    bool fresh = inside->stemmer.is_none() && !inside->stopper.get() && inside->cur_pos == 0 &&
                 inside->strategy == Xapian::TermGenerator::STEM_SOME &&
                 inside->stop_mode == Xapian::TermGenerator::STOP_STEMMED && inside->flags == 0 &&
                 inside->max_word_length == 64;
    generator.set_stemmer(Xapian::Stem("en"));
    generator.set_stopper(&stopper);
    generator.set_document(document);
    generator.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL_Z);
    generator.set_stopper_strategy(Xapian::TermGenerator::STOP_ALL);
    generator.set_max_word_length(1234567);
    generator.set_termpos(7654321);
    generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
    return fresh && !inside->stemmer.is_none() && inside->stopper.get() == &stopper &&
           inside->strategy == Xapian::TermGenerator::STEM_ALL_Z &&
           inside->stop_mode == Xapian::TermGenerator::STOP_ALL &&
           inside->doc.internal.get() == document.internal.get() && inside->cur_pos == 7654321 &&
           inside->flags == Xapian::TermGenerator::FLAG_CJK_NGRAM &&
           inside->max_word_length == 1234567;
}

bool check_parser()
{
    Xapian::SimpleStopper stopper;
    no_query processor;
    no_range range;
    const std::string group = "group";
    Xapian::Database database;
    Xapian::QueryParser parser;
    const auto *inside = parser.internal.get();
    bool fresh = inside->stemmer.is_none() && inside->field_map.empty() &&
                 inside->rangeprocs.empty() && inside->default_op == Xapian::Query::OP_OR &&
                 inside->max_partial_expansion == 100;
    if (!fresh)
        return false;
    parser.set_stemmer(Xapian::Stem("en"));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_ALL_Z);
    parser.set_stopper(&stopper);
    parser.set_default_op(Xapian::Query::OP_NEAR);
    parser.set_database(database);
    parser.set_max_expansion(1234567, Xapian::Query::WILDCARD_LIMIT_FIRST,
                             Xapian::QueryParser::FLAG_WILDCARD);
    parser.set_max_expansion(7654321, Xapian::Query::WILDCARD_LIMIT_ERROR,
                             Xapian::QueryParser::FLAG_PARTIAL);
    parser.add_prefix("text", "XA");
    parser.add_prefix("text", "XB");
    parser.add_boolean_prefix("filter", &processor, &group);
    parser.add_rangeprocessor(&range, &group);
    auto text = inside->field_map.find("text"), filter = inside->field_map.find("filter");
    return inside->field_map.size() == 2 && text != inside->field_map.end() &&
           filter != inside->field_map.end() && text->second.type == layout_field::IN_TEXT &&
           text->second.prefixes == std::vector<std::string>{"XA", "XB"} &&
           !text->second.processor.get() && filter->second.type == layout_field::EXCLUSIVE_FILTER &&
           filter->second.grouping == group && filter->second.processor.get() == &processor &&
           inside->rangeprocs.size() == 1 && inside->rangeprocs.front().processor.get() == &range &&
           inside->rangeprocs.front().grouping == group &&
           !inside->rangeprocs.front().default_grouping && inside->stopper.get() == &stopper &&
           !inside->stemmer.is_none() && inside->stem_action == Xapian::QueryParser::STEM_ALL_Z &&
           inside->default_op == Xapian::Query::OP_NEAR && !inside->errmsg &&
           inside->stoplist.empty() && inside->unstem.empty() && inside->corrected_query.empty() &&
           inside->max_wildcard_expansion == 1234567 && inside->max_partial_expansion == 7654321 &&
           inside->max_wildcard_type == Xapian::Query::WILDCARD_LIMIT_FIRST &&
           inside->max_partial_type == Xapian::Query::WILDCARD_LIMIT_ERROR;
}

bool check_document()
{
    Xapian::Document document;
    const auto *inside = document.internal.get();
    bool alone = inside->_refs == 1;
    Xapian::Document another(document);
    if (!alone || inside->_refs != 2)
        return false;
#if XAPIAN_MAJOR_VERSION < 2
    document.add_posting("b", 9, 2);
    document.add_posting("b", 4, 3);
    document.add_term("a", 7);
    document.add_term("c");
    document.remove_term("c");
    document.add_value(1234567, "value");
    const auto a = inside->terms.find("a"), b = inside->terms.find("b"), c = inside->terms.find("c");
    return inside->terms.size() == 3 && a->second.wdf == 7 && a->second.positions.empty() &&
           !a->second.is_deleted() && b->second.wdf == 5 && b->second.split == 1 &&
           b->second.positions == std::vector<Xapian::termpos>{9, 4} && c->second.is_deleted() &&
           inside->values.size() == 1 && inside->values.begin()->first == 1234567 &&
           inside->values.begin()->second == "value" && inside->terms_here && inside->values_here &&
           !inside->data_here && inside->termlist_size == 2 && inside->did == 0;
#else
    return true;
#endif
}

#if XAPIAN_MAJOR_VERSION < 2
/* The postings of a term that the first document has three times. */
bool check_postings(LeafPostList *postings)
{
    const Xapian::Internal::intrusive_ptr<backend_postings> list(reinterpret_cast<backend_postings *>(postings));
    bool found = list->get_termfreq() == 1 && !list->next(0) && !list->at_end() && list->get_docid() == 1 &&
                 list->get_wdf() == 3 && list->get_doclength() == 3 && list->get_wdf_upper_bound() == 3;
    return found && !list->skip_to(2, 0) && list->at_end();
}
#endif

/* Functions from all over the table of a database in memory. */
bool check_backend(const xapian_functions &stock)
{
#if XAPIAN_MAJOR_VERSION < 2
    Xapian::WritableDatabase database;
    database.~WritableDatabase();
    stock.open_writable(&database, std::string(), Xapian::DB_BACKEND_INMEMORY, 0);
    auto *inside = database.internal[0].get();
    Xapian::Document document;
    document.add_term("term", 3);
    bool fresh = inside->_refs == 1 && inside->transaction_state == inside->UNIMPLEMENTED &&
                 inside->get_doccount() == 0 && inside->get_lastdocid() == 0;
    return fresh && inside->add_document(document) == 1 && inside->get_doclength(1) == 3 &&
           inside->term_exists("term") && check_postings(inside->open_post_list("term")) && !inside->has_positions() &&
           (inside->set_metadata("key", "value"), inside->get_metadata("key") == "value") &&
           !inside->reopen() && (inside->delete_document(1), inside->get_doccount() == 0) &&
           inside->get_uuid() == database.get_uuid() && inside->get_backend_info(nullptr) == 1 &&
           inside->locked() == database.locked();
#else
    (void)stock;
    return true;
#endif
}

} // namespace

bool layout_check(const xapian_functions &stock)
{
    return check_generator() && check_parser() && check_document() && check_backend(stock);
}
