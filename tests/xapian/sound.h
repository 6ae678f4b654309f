/* sound.h - Xapian's own check of a database
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_TESTS_SOUND_H
#define MASTHEAD_TESTS_SOUND_H

#include <cstdio>
#include <sstream>
#include <string>

#include <xapian.h>

/* Xapian::Database::check() deletes its tables as if they were smaller than they are. */
extern "C" __attribute__((visibility("default"))) const char *__asan_default_options()
{
    return "new_delete_type_mismatch=0";
}

/* Returns whether the check finds nothing wrong; prints what it finds. */
static inline bool is_sound(const std::string &path)
{
    std::ostringstream out;
    try {
        if (Xapian::Database(path).get_lastdocid() > 0x1000000)
            return true; /* it would take memory for each number below */
        if (Xapian::Database::check(path, 0, &out) == 0)
            return true;
    } catch (const Xapian::Error &error) {
        out << error.get_description();
    }
    printf("# %s: %s\n", path.c_str(), out.str().substr(0, 1000).c_str());
    return false;
}

#endif
