/* query.h - the query side: a host's query string with the config's fields in it
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_QUERY_H
#define MASTHEAD_XAPIAN_QUERY_H

#include <cstdint>

#include "adapter.h"
#include "masthead.h"

/* Parses as QueryParser::parse_query() does, and understands the fields of the config that the
 * host has not defined itself.  The host's parser keeps its settings as they are; what parsing
 * leaves in it (stop words found, the corrected query) is there afterwards, as stock Xapian leaves
 * it. */
Xapian::Query query_parse(const masthead *m, const xapian_functions &stock,
                          Xapian::QueryParser &parser, xapian_text_argument text, unsigned flags,
                          xapian_text_argument default_prefix);

/* The day that the environment's MASTHEAD_TODAY names (2021-08-17), as YYYYMMDD: "last week" in a query is read
 * against it.  0 when it is not set, and UINT32_MAX when it is no day.  Programs have no other way to say it: the clock is
 * not looked at. */
std::uint32_t query_today(const masthead *m);

#endif
