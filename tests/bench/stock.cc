/* stock.cc - Xapian's own TermGenerator, to be measured against
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "bench.h"

#include <xapian.h>

unsigned stock_terms(const char *text, size_t size)
{
    static Xapian::TermGenerator generator;
    static bool ready;
    if (!ready)
        generator.set_stemmer(Xapian::Stem("english"));
    ready = true;
    generator.set_document(Xapian::Document());
    generator.set_termpos(0);
    generator.index_text(Xapian::Utf8Iterator(text, size));
    return generator.get_termpos();
}
