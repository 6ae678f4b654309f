/* dump.h - scriptindex's input and its index script, which must fit each other
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An article is a record of `name=value` lines, in which a newline in the value is followed by '=', and ends
 * with an empty line.  A rule of the script is "name name : action action=argument".  A name in a rule begins
 * with a letter or digit, then come these and '_': a name that is not so can be in the input, but no rule
 * can speak of it.
 */
#ifndef MASTHEAD_DUMP_H
#define MASTHEAD_DUMP_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a rule of the script can speak of the name. */
bool dump_can_name(const char *name);

/* Writes a field's name to standard output, every character that a rule cannot have turned into '_'. */
void dump_put_name(const char *name);

/* Whether a line of a record is of the field of this name. */
bool dump_is_field(const char *line, const char *name);

/* Writes a line `name=value` and what it goes on with to standard output.  A carriage return, with or
 * without a newline behind it, is a newline. */
void dump_put_value(const char *name, const char *value, size_t size);

#endif
