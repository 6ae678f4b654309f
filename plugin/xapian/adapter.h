/* adapter.h - what the preloaded module and the adapter say to each other
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The module comes in two files.  masthead-xapian.so is what the dynamic linker loads first: it
 * holds only the functions that it takes over, needs no library but libc, and can so be loaded
 * into any program, even one that uses no Xapian.  masthead-adapter.so is loaded when a config was
 * named and the process has libxapian: it links with libxapian and holds all the work. */
#ifndef MASTHEAD_XAPIAN_ADAPTER_H
#define MASTHEAD_XAPIAN_ADAPTER_H

#include <cstddef>
#include <string>

#include <xapian.h>

#if XAPIAN_MAJOR_VERSION >= 2
#include <string_view>
typedef std::string_view xapian_text;
typedef xapian_text xapian_text_argument;
#else
#include <string>
typedef std::string xapian_text;
typedef const xapian_text &xapian_text_argument;
#endif

/* The functions of libxapian that the module takes over, as plain functions whose first argument
 * is the object. A new one is a row here, its definition in preload.cc, and its line in masthead-
 * xapian.map. */
struct xapian_functions {
    void (*index_text)(Xapian::TermGenerator *generator, const Xapian::Utf8Iterator &text,
                       Xapian::termcount wdf, xapian_text_argument prefix);
    void (*index_text_without_positions)(Xapian::TermGenerator *generator,
                                         const Xapian::Utf8Iterator &text, Xapian::termcount wdf,
                                         xapian_text_argument prefix);
    Xapian::docid (*add_document)(Xapian::WritableDatabase *database,
                                  const Xapian::Document &document);
    void (*replace_document)(Xapian::WritableDatabase *database, Xapian::docid did,
                             const Xapian::Document &document);
    Xapian::docid (*replace_document_by_term)(Xapian::WritableDatabase *database,
                                              xapian_text_argument term,
                                              const Xapian::Document &document);
    Xapian::Query (*parse_query)(Xapian::QueryParser *parser, xapian_text_argument text,
                                 unsigned flags, xapian_text_argument default_prefix);
    void (*compact)(const Xapian::Database *database, const xapian_text *output, int fd,
                    unsigned flags, int block_size, Xapian::Compactor *compactor);
    void (*open_registry)(Xapian::Registry *registry);
    void (*open_writable)(Xapian::WritableDatabase *database, xapian_text_argument path, int flags,
                          int block_size);
};

/* Makes the adapter ready.  `stock` are libxapian's own functions; *taken_over receives the
 * adapter's, with the same signatures.  On failure returns false and writes the reason, one line
 * without a newline or several that end in one, into `message`. */
typedef bool adapter_open_function(const char *config, const xapian_functions *stock,
                                   xapian_functions *taken_over, char *message, std::size_t room);

extern "C" adapter_open_function masthead_adapter_open;

#endif
