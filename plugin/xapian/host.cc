/* host.cc - what the functions of libxapian do that the module takes over
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each calls the stock function, with what the host gave it, and does its own work before or
 * after.  The work itself is in C (index.c) and in query.cc. */
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <typeinfo>

#include "adapter.h"
#include "batch.h"
#include "bm25f.h"
#include "current.h"
#include "index.h"
#include "layout.h"
#include "loading.h"
#include "query.h"
#include "xap_host.h"

namespace
{

const masthead *opened; /* never closed: the host may use Xapian until its very end */
current_config &weights = *new current_config; /* neither */
xapian_functions stock;

/* The host's stop words and stemmer, while a text is read.  An exception is kept for the host. */
size_t stem(void *user, const char *word, size_t size, char *out)
{
    const auto *generator = static_cast<const Xapian::TermGenerator::Internal *>(user);
    try {
        const std::string stemmed = generator->stemmer(std::string(word, size));
        size_t fits = stemmed.size() <= 4 * size + 16 ? stemmed.size() : 0;
        std::memcpy(out, stemmed.data(), fits);
        return fits;
    } catch (...) {
        xap_keep_exception();
        return 0;
    }
}

int stop(void *user, const char *word, size_t size)
{
    const auto *generator = static_cast<const Xapian::TermGenerator::Internal *>(user);
    try {
        return (*generator->stopper)(std::string(word, size));
    } catch (...) {
        xap_keep_exception();
        return 0;
    }
}

/* Is text without spaces split by ICU's dictionaries? */
bool has_word_breaks(const Xapian::TermGenerator::Internal *generator)
{
#if XAPIAN_MAJOR_VERSION >= 2
    return generator->flags & Xapian::TermGenerator::FLAG_WORD_BREAKS;
#else
    (void)generator;
    return false;
#endif
}

bool has_cjk_ngrams(const Xapian::TermGenerator::Internal *generator)
{
    if (has_word_breaks(generator))
        return false;
    if (generator->flags & Xapian::TermGenerator::FLAG_CJK_NGRAM)
        return true;
    static const char *const set = std::getenv("XAPIAN_CJK_NGRAM");
    return set && *set;
}

/* The type of a stemmer that is Xapian's own; nullptr: the host's. */
const std::type_info *own_type(const Xapian::Stem &stemmer)
{
    const Xapian::StemImplementation *inside = stemmer.internal.get();
    const std::type_info &type = typeid(*inside);
    const char *name = type.name(); /* "N6Xapian19InternalStemEnglishE" */
    const bool own = std::strncmp(name, "N6Xapian", 8) == 0 && std::strstr(name, "InternalStem");
    return own ? &type : nullptr;
}

/* Is this a generator whose words are made here?  Stock Xapian makes those for which it calls the
 * host's own code, those that are spelling data too, and n-grams. */
bool is_plain(const Xapian::TermGenerator::Internal *generator, xapian_text_argument prefix)
{
#if XAPIAN_MAJOR_VERSION >= 2
    (void)generator;
    (void)prefix;
    return false; /* what a document holds is out of reach there, to be added to quickly */
#else
    const Xapian::Stopper *stopper = generator->stopper.get();
    const bool all = generator->strategy == Xapian::TermGenerator::STEM_ALL ||
                     generator->strategy == Xapian::TermGenerator::STEM_ALL_Z;
    const bool spelling = generator->flags & Xapian::TermGenerator::FLAG_SPELLING && prefix.empty();
    return !spelling && !has_cjk_ngrams(generator) &&
           generator->strategy <= Xapian::TermGenerator::STEM_SOME_FULL_POS &&
           (generator->stemmer.is_none() ? !all : own_type(generator->stemmer) != nullptr) &&
           (!stopper || typeid(*stopper) == typeid(Xapian::SimpleStopper));
#endif
}

/* How the generator makes words: all of it when they are made here, else as far as it moves
 * positions; the stemmer and the stopper, which may call into a script, are then asked only where
 * that depends on them. */
masthead_text_options options_of(const Xapian::TermGenerator::Internal *generator,
                                 Xapian::termcount wdf, bool with_positions, bool words_too)
{
    masthead_text_options options = MASTHEAD_TEXT_OPTIONS_INIT;
    const bool stems = !generator->stemmer.is_none();
    const bool stemmed_only = generator->strategy == Xapian::TermGenerator::STEM_ALL ||
                              generator->strategy == Xapian::TermGenerator::STEM_ALL_Z;
    options.strategy = static_cast<masthead_stem_strategy>(generator->strategy);
    if (words_too && !stems)
        options.strategy = MASTHEAD_STEM_NONE;
    options.max_word_bytes = generator->max_word_length;
    options.wdf = wdf;
    options.with_positions = with_positions && (stems || !stemmed_only);
    options.cjk_ngrams = has_cjk_ngrams(generator);
    options.stop_mode = MASTHEAD_STOP_NONE;
    if (stems && (words_too || stemmed_only)) {
        options.stem = stem;
        options.stem_key = own_type(generator->stemmer);
    }
    if (generator->stopper.get() &&
        (words_too || generator->stop_mode == Xapian::TermGenerator::STOP_ALL)) {
        options.stop_mode = static_cast<masthead_stop_strategy>(generator->stop_mode);
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
    const bool words_too = text.left() < UINT32_MAX && is_plain(inside, prefix);
    mapped_text about = {field,
                         xap_of(&inside->doc),
                         text.raw(),
                         text.left(),
                         options_of(inside, wdf, with_positions, words_too),
                         words_too,
                         inside->cur_pos,
                         0};
    if (index_text_begins(&about))
        xap_rethrow();
    if (!words_too)
        stock_index(generator, text, wdf, prefix);
    about.position_after = inside->cur_pos;
    const bool failed = index_text_ends(opened, &about);
    generator->set_termpos(about.position_after);
    if (failed || words_too)
        xap_rethrow();
    xap_forget();
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

void open_writable(Xapian::WritableDatabase *database, xapian_text_argument path, int flags, int block_size)
{
    stock.open_writable(database, path, flags, block_size);
    try {
        loading_open(*database, flags);
    } catch (...) {
        database->~WritableDatabase(); /* the host knows of none yet */
        throw;
    }
}

/* Adds what the module knows to the document; returns whether it is an article.  Handles share their
 * document: a second one may write to it. */
bool complete(Xapian::WritableDatabase *database, const Xapian::Document &document)
{
    Xapian::Document handle(document);
    int article = 0;
    if (index_document(opened, xap_of(database), xap_of(&handle), &article))
        xap_rethrow();
    return article;
}

/* What is no article is written when stock Xapian writes it. */
void added(Xapian::WritableDatabase *database, const Xapian::Document &document, bool article)
{
    Xapian::Document handle(document);
    if (article && !loading_goes_on(*database) && batch_add(xap_of(database), xap_of(&handle)))
        xap_rethrow();
}

Xapian::docid add_document(Xapian::WritableDatabase *database, const Xapian::Document &document)
{
    const bool article = complete(database, document);
    Xapian::docid did = stock.add_document(database, document);
    added(database, document, article);
    return did;
}

void replace_document(Xapian::WritableDatabase *database, Xapian::docid did,
                      const Xapian::Document &document)
{
    const bool article = complete(database, document);
    stock.replace_document(database, did, document);
    added(database, document, article);
}

Xapian::docid replace_document_by_term(Xapian::WritableDatabase *database,
                                       xapian_text_argument term, const Xapian::Document &document)
{
    const bool article = complete(database, document);
    Xapian::docid did = stock.replace_document_by_term(database, term, document);
    added(database, document, article);
    return did;
}

Xapian::Query parse_query(Xapian::QueryParser *parser, xapian_text_argument text, unsigned flags,
                          xapian_text_argument default_prefix)
{
    return query_parse(weights.now().get(), stock, *parser, text, flags, default_prefix);
}

void compact(const Xapian::Database *database, const xapian_text *output, int fd, unsigned flags,
             int block_size, Xapian::Compactor *compactor)
{
    const Xapian::Database committed = loading_committed(*database);
    stock.compact(&committed, output, fd, flags, block_size, compactor);
}

void open_registry(Xapian::Registry *registry)
{
    stock.open_registry(registry);
    bm25f_register(*registry);
}

} // namespace

extern "C" __attribute__((visibility("default"))) bool
masthead_adapter_open(const char *config, const xapian_functions *functions,
                      xapian_functions *taken_over, char *message, std::size_t room)
{
    masthead_error error = MASTHEAD_ERROR_INIT;
    if (!layout_check(*functions)) {
        std::snprintf(message, room,
                      "this libxapian calls itself " XAPIAN_VERSION
                      " but is not the one this module is built for; nothing was written");
        return false;
    }
    if (weights.open(config, &opened, &error)) {
        std::snprintf(message, room, "%s", masthead_error_text(&error));
        return false;
    }
    if (query_today(opened) == UINT32_MAX) {
        std::snprintf(message, room, "MASTHEAD_TODAY: '%.80s' is no day such as 2021-08-17",
                      std::getenv("MASTHEAD_TODAY"));
        return false;
    }
    stock = *functions;
    *taken_over = {index_text,       index_text_without_positions, add_document,
                   replace_document, replace_document_by_term,     parse_query,
                   compact,          open_registry,              open_writable};
    return true;
}
