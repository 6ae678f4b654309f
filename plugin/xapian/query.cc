/* query.cc - the query side: a host's query string with the config's fields in it
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "query.h"

Xapian::Query query_parse(const masthead *, const xapian_functions &stock,
                          Xapian::QueryParser &parser, xapian_text_argument text, unsigned flags,
                          xapian_text_argument default_prefix)
{
    return stock.parse_query(&parser, text, flags, default_prefix);
}
