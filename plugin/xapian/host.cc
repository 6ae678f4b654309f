/* host.cc - what the functions of libxapian do that the module takes over
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each calls the stock function, with what the host gave it, and does its own work before or
 * after.  The work itself is in C (index.c) and in query.cc. */
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "adapter.h"
#include "current.h"
#include "index.h"
#include "layout.h"
#include "query.h"
#include "xap_host.h"

namespace
{

const masthead *opened;  /* never closed: the host may use Xapian until its very end */
current_config &weights = *new current_config; /* neither */
xapian_functions stock;

/* The host's stop words and stemmer, while a text is read. */
size_t stem(void *user, const char *word, size_t size, char *out)
{
    const auto *generator = static_cast<const Xapian::TermGenerator::Internal *>(user);
    try {
        const std::string stemmed = generator->stemmer(std::string(word, size));
        size_t fits = stemmed.size() <= 4 * size + 16 ? stemmed.size() : 0;
        std::memcpy(out, stemmed.data(), fits);
        return fits;
    } catch (...) {
        return 0;
    }
}

int stop(void *user, const char *word, size_t size)
{
    const auto *generator = static_cast<const Xapian::TermGenerator::Internal *>(user);
    try {
        return (*generator->stopper)(std::string(word, size));
    } catch (...) {
        return 0;
    }
}

bool has_cjk_ngrams(const Xapian::TermGenerator::Internal *generator)
{
    if (generator->flags & Xapian::TermGenerator::FLAG_CJK_NGRAM)
        return true;
#if XAPIAN_MAJOR_VERSION < 2
    static const char *const set = std::getenv("XAPIAN_CJK_NGRAM");
    return set && *set;
#else
    return false;
#endif
}

/* How the generator makes words, as far as it moves positions: the words themselves are made
 * already.  The stemmer and the stopper, which may call into a script, are asked only where that
 * depends on them. */
masthead_text_options options_of(const Xapian::TermGenerator::Internal *generator,
                                 Xapian::termcount wdf, bool with_positions)
{
    masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    bool stemmed_only = generator->strategy == Xapian::TermGenerator::STEM_ALL ||
                        generator->strategy == Xapian::TermGenerator::STEM_ALL_Z;
    options.strategy = static_cast<masthead_stem_strategy>(generator->strategy);
    options.max_word_bytes = generator->max_word_length;
    options.wdf = wdf;
    options.with_positions = with_positions && !(stemmed_only && generator->stemmer.is_none());
    options.cjk_ngrams = has_cjk_ngrams(generator);
    options.stop_mode = MASTHEAD_STOP_NONE;
    if (stemmed_only)
        options.stem = stem;
    if (generator->stopper.get() && generator->stop_mode == Xapian::TermGenerator::STOP_ALL) {
        options.stop_mode = MASTHEAD_STOP_ALL;
        options.stop = stop;
    }
    options.user = const_cast<Xapian::TermGenerator::Internal *>(generator);
    return options;
}

typedef void index_function(Xapian::TermGenerator *, const Xapian::Utf8Iterator &,
                            Xapian::termcount, xapian_text_argument);

void index(Xapian::TermGenerator *generator, const Xapian::Utf8Iterator &text,
           Xapian::termcount wdf, xapian_text_argument prefix, bool with_positions,
           index_function *stock_index)
{
    const masthead_field *field = masthead_field_prefixed(opened, prefix.data(), prefix.size());
    if (!field || !text.left()) {
        stock_index(generator, text, wdf, prefix);
        return;
    }
    auto *inside = generator->internal.get();
    mapped_text about = {field,
                         xap_of(&inside->doc),
                         text.raw(),
                         text.left(),
                         options_of(inside, wdf, with_positions),
                         inside->cur_pos,
                         0};
    if (index_text_begins(&about))
        xap_rethrow();
    stock_index(generator, text, wdf, prefix);
    about.position_after = inside->cur_pos;
    if (index_text_ends(opened, &about))
        xap_rethrow();
}

void index_text(Xapian::TermGenerator *generator, const Xapian::Utf8Iterator &text,
                Xapian::termcount wdf, xapian_text_argument prefix)
{
    index(generator, text, wdf, prefix, true, stock.index_text);
}

void index_text_without_positions(Xapian::TermGenerator *generator,
                                  const Xapian::Utf8Iterator &text, Xapian::termcount wdf,
                                  xapian_text_argument prefix)
{
    index(generator, text, wdf, prefix, false, stock.index_text_without_positions);
}

/* Adds what the module knows to the document.  Handles share their document: a second one may
 * write to it. */
void complete(Xapian::WritableDatabase *database, const Xapian::Document &document)
{
    Xapian::Document handle(document);
    if (index_document(opened, xap_of(database), xap_of(&handle)))
        xap_rethrow();
}

Xapian::docid add_document(Xapian::WritableDatabase *database, const Xapian::Document &document)
{
    complete(database, document);
    return stock.add_document(database, document);
}

void replace_document(Xapian::WritableDatabase *database, Xapian::docid did,
                      const Xapian::Document &document)
{
    complete(database, document);
    stock.replace_document(database, did, document);
}

Xapian::docid replace_document_by_term(Xapian::WritableDatabase *database,
                                       xapian_text_argument term, const Xapian::Document &document)
{
    complete(database, document);
    return stock.replace_document_by_term(database, term, document);
}

Xapian::Query parse_query(Xapian::QueryParser *parser, xapian_text_argument text, unsigned flags,
                          xapian_text_argument default_prefix)
{
    return query_parse(weights.now().get(), stock, *parser, text, flags, default_prefix);
}

} // namespace

extern "C" __attribute__((visibility("default"))) bool
masthead_adapter_open(const char *config, const xapian_functions *functions,
                      xapian_functions *taken_over, char *message, std::size_t room)
{
    masthead_error error = MASTHEAD_ERROR_INIT;
    if (!layout_check()) {
        std::snprintf(message, room,
                      "this libxapian calls itself " XAPIAN_VERSION
                      " but is not the one this module is built for; nothing was written");
        return false;
    }
    if (weights.open(config, &opened, &error)) {
        std::snprintf(message, room, "%s", masthead_error_text(&error));
        return false;
    }
    stock = *functions;
    *taken_over = {index_text,       index_text_without_positions, add_document,
                   replace_document, replace_document_by_term,     parse_query};
    return true;
}
