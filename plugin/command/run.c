/* run.c - masthead run: start a program that uses Xapian with the module loaded into it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The module comes in through LD_PRELOAD and learns the config's path from MASTHEAD_CONFIG; it
 * takes both out of the environment again once it is at home in the program
 * (plugin/xapian/preload.cc). */
#include "config.h"

#include "command.h"
#include "file.h"
#include "module.h"
#include "omega.h"
#include "settings.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    STATUS_CANNOT_EXECUTE = 126, /* as shells have it */
    STATUS_NOT_FOUND = 127
};

/* Puts the module before what LD_PRELOAD names already. */
static int set_environment(const char *module, const char *config)
{
    const char *before = getenv("LD_PRELOAD");
    size_t room = strlen(module) + (before ? strlen(before) : 0) + 2;
    char *preload = malloc(room);
    if (!preload)
        return complain("out of memory");
    if (before && *before)
        snprintf(preload, room, "%s:%s", module, before);
    else
        snprintf(preload, room, "%s", module);
    int failed = setenv("LD_PRELOAD", preload, 1) || setenv("MASTHEAD_CONFIG", config, 1);
    free(preload);
    return failed ? complain("out of memory") : STATUS_GOOD;
}

/* Reads the config to report what is wrong with it before anything runs, and stores its path for a
 * process that may change its folder.  The language pack is left to the module: reading it takes longer than
 * all that a short search does, and once is enough. */
static int check_config(const struct invocation *in, char *path)
{
    struct settings settings;
    masthead_error err = MASTHEAD_ERROR_INIT;
    char *text;
    size_t size;
    masthead_status status = read_file(config_path(in), &text, &size, &err);
    if (!status) {
        status = settings_read(view_of(text, size), config_path(in), &settings, &err);
        free(text);
    }
    if (status) {
        fprintf(stderr, "masthead: %s", masthead_error_text(&err));
        return STATUS_BAD;
    }
    settings_free(&settings);
    if (!realpath(config_path(in), path))
        return complain("%s: %s", config_path(in), strerror(errno));
    return STATUS_GOOD;
}

/* Stock scriptindex reads standard input only when it is given no file, and takes "-" for a file's
 * name.  Lets "-" mean what it means elsewhere, unless there is such a file. */
static void name_standard_input(char **program)
{
    static char standard_input[] = "/dev/stdin";
    const char *slash = strrchr(program[0], '/');
    if (strcmp(slash ? slash + 1 : program[0], "scriptindex") != 0 || access("-", F_OK) == 0)
        return;
    for (char **argument = program + 1; *argument; argument++)
        if (strcmp(*argument, "-") == 0)
            *argument = standard_input;
}

int run_command(struct invocation *in)
{
    static const struct option options[] = {COMMON_OPTIONS, {0}};
    char config[PATH_MAX], module[PATH_MAX + 64];
    for (int c; (c = next_option(in, "+c:h", options)) != OPTIONS_END;)
        return in->status;
    if (optind >= in->argc)
        return usage_error(in, "which program?");
    int status = check_config(in, config);
    if (status)
        return status;
    if (!module_file("masthead-xapian.so", module, sizeof module))
        return complain("the module %s is missing", module);
    if (strpbrk(module, ": "))
        return complain("%s: LD_PRELOAD cannot name a path with a colon or a space", module);
    status = set_environment(module, config);
    if (status)
        return status;
    char **program = in->argv + optind;
    name_standard_input(program);
    status = omega_mend_request(program);
    if (status)
        return status;
    execvp(program[0], program);
    status = errno == ENOENT ? STATUS_NOT_FOUND : STATUS_CANNOT_EXECUTE;
    complain("%s: %s", program[0], strerror(errno));
    return status;
}
