/* process.h - the module's place in the environment of its process
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_PROCESS_H
#define MASTHEAD_XAPIAN_PROCESS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Stores the path of the file that holds the function or object at `address`, and of a file `name`
 * in the same folder.  Returns 0 when it is unknown or does not fit. */
int process_file_of(const void *address, char *path, size_t room);
int process_file_beside(const char *path, const char *name, char *out, size_t room);

/* Takes the module at `path` out of LD_PRELOAD and MASTHEAD_CONFIG out of the environment, so that
 * programs started from here on do not load the module.  What else LD_PRELOAD names stays. */
void process_leave_environment(const char *path);

/* Writes "masthead: " and the message to standard error and ends the process at once with status
 * 1. */
__attribute__((noreturn)) void process_refuse(const char *message);

#ifdef __cplusplus
}
#endif

#endif
