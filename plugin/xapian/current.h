/* current.h - the config as it is in its file now, for searching
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a config says about searching takes effect with the next query of a program that is
 * running.  A config that is changed in any other way, or is wrong, has no effect on it: the weights
 * that were read last stay in use, and standard error tells why. */
#ifndef MASTHEAD_XAPIAN_CURRENT_H
#define MASTHEAD_XAPIAN_CURRENT_H

#include <memory>
#include <string>

#include <sys/stat.h>

#include "masthead.h"

class current_config
{
    const masthead *opened = nullptr;
    std::shared_ptr<const masthead> latest;
    std::string path;
    struct stat seen = {};

    void read_again();

  public:
    /* Opens the config that the process starts with, which is never closed, and stores it in *out. */
    masthead_status open(const char *file, const masthead **out, masthead_error *err);

    /* Returns the config to search by, having read the file again if it has changed.  Any thread. */
    std::shared_ptr<const masthead> now();
};

#endif
