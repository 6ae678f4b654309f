/* database_state.cc - what is kept of a database for as long as it stays as it is
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "database_state.h"

#include <cstring>
#include <typeinfo>

#include "layout.h"

bool database_state_read(const Xapian::Database &database, database_state &out)
{
    try {
        out = {database.get_uuid(), database.get_revision(), database.get_doccount(),
               database.get_lastdocid(), database.get_total_length()};
    } catch (const Xapian::UnimplementedError &) {
        return false;
    }
    return !out.uuid.empty();
}

bool database_is_steady(const Xapian::Database &database)
{
#if XAPIAN_MAJOR_VERSION < 2
    for (const auto &part : database.internal) {
        const Xapian::Database::Internal &inside = *part;
        if (std::strcmp(typeid(inside).name(), "13GlassDatabase") != 0)
            return false;
    }
    return database.size() > 0;
#else
    (void)database;
    return false; /* what it is made of is out of reach */
#endif
}
