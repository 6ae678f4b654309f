/* current.cc - the config as it is in its file now, for searching
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "current.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "fork_lock.h"

namespace
{

bool is_same(const struct stat &a, const struct stat &b)
{
    return a.st_ino == b.st_ino && a.st_dev == b.st_dev && a.st_size == b.st_size &&
           a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

} // namespace

masthead_status current_config::open(const char *file, const masthead **out, masthead_error *err)
{
    masthead *m;
    stat(file, &seen); /* first: what changes from here on is seen later */
    masthead_status status = masthead_open(file, nullptr, &m, err);
    if (status)
        return status;
    path = file;
    latest.reset(m, [](const masthead *) {});
    *out = opened = m;
    return MASTHEAD_OK;
}

/* A file that is just being written may be read half: it changes once more, and is read again. */
void current_config::read_again()
{
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    masthead_error error = MASTHEAD_ERROR_INIT;
    masthead *m;
    if (masthead_reweigh(opened, text.data(), text.size(), path.c_str(), &m, &error))
        std::fprintf(stderr, "masthead: the weights stay as they were: %s",
                     masthead_error_text(&error));
    else
        latest.reset(m, [](const masthead *old) { masthead_close(const_cast<masthead *>(old)); });
}

std::shared_ptr<const masthead> current_config::now()
{
    struct stat found;
    fork_lock lock;
    if (stat(path.c_str(), &found) == 0 && !is_same(found, seen)) {
        seen = found;
        read_again();
    }
    return latest;
}
