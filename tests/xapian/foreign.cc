/* foreign.cc - a libxapian that the module is not built for, as far as it can tell
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Loaded before libxapian, it claims the version in FOREIGN_VERSION, or the right version while a
 * setter has no effect, as if its member lay elsewhere. */
#include <cstdio>
#include <cstdlib>

#include <dlfcn.h>
#include <xapian.h>

const struct Xapian::Internal::constinfo *Xapian::Internal::get_constinfo_() noexcept
{
    typedef const struct constinfo *about_function();
    about_function *real = reinterpret_cast<about_function *>(
        dlsym(RTLD_NEXT, "_ZN6Xapian8Internal14get_constinfo_Ev"));
    static struct constinfo about = *real();
    const char *version = std::getenv("FOREIGN_VERSION");
    if (version)
        std::snprintf(about.str, sizeof about.str, "%s", version);
    return &about;
}

void Xapian::TermGenerator::set_max_word_length(unsigned) {}
