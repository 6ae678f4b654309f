/* module.h - the files of the module, and searching through it
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_MODULE_H
#define MASTHEAD_MODULE_H

#include "../xapian/search.h"
#include <stdbool.h>
#include <stddef.h>

/* Finds a file of the module: beside the executable in a build tree, else where it was installed.  Stores its path
 * in `path`, also when it is missing, and then returns false. */
bool module_file(const char *name, char *path, size_t room);

/* Loads what is needed to search.  Returns NULL when it cannot be, which has been reported. */
const struct search_functions *module_search(void);

#endif
