/* file.h - a file's contents
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_CORE_FILE_H
#define MASTHEAD_CORE_FILE_H

#include "masthead.h"

/* Reads a whole file into memory that the caller frees.  CANNOT_READ or NO_MEMORY. */
masthead_status read_file(const char *path, char **text, size_t *size, masthead_error *err);

#endif
