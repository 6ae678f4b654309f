/* omega.h - what masthead run does for the omega CGI program
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_COMMAND_OMEGA_H
#define MASTHEAD_COMMAND_OMEGA_H

/* Omega 1.4 goes on for ever when the parameter START or END of a request is a date that it does not know, such as
 * START=2020-01-01.  Writes the dates of the request that the program will read (in the environment, on its command line
 * `program`, or on standard input) as Omega knows them, and leaves out those that are none.  Does nothing
 * for other programs.  Returns STATUS_GOOD, or reports why not and returns STATUS_BAD. */
int omega_mend_request(char **program);

#endif
