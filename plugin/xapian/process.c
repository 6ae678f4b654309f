/* process.c - the module's place in the environment of its process
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "process.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int process_file_of(const void *address, char *path, size_t room)
{
    Dl_info info;
    if (!dladdr(address, &info) || !info.dli_fname || strlen(info.dli_fname) >= room)
        return 0;
    strcpy(path, info.dli_fname);
    return 1;
}

int process_file_beside(const char *path, const char *name, char *out, size_t room)
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    int size = snprintf(out, room, "%.*s%s", folder, path, name);
    return size > 0 && (size_t)size < room;
}

/* LD_PRELOAD is a list of paths between colons or spaces. */
static void remove_path(char *list, const char *path)
{
    size_t size = strlen(path);
    char *at = list;
    while (*at) {
        size_t length = strcspn(at, ": ");
        size_t behind = length + (at[length] != '\0');
        if (length == size && memcmp(at, path, size) == 0) {
            memmove(at, at + behind, strlen(at + behind) + 1);
            continue;
        }
        at += behind;
    }
    size_t rest = strlen(list);
    while (rest && (list[rest - 1] == ':' || list[rest - 1] == ' '))
        list[--rest] = '\0';
}

void process_leave_environment(const char *path)
{
    unsetenv("MASTHEAD_CONFIG");
    const char *preload = getenv("LD_PRELOAD");
    char *rest = preload ? strdup(preload) : NULL;
    if (!rest)
        return;
    remove_path(rest, path);
    if (*rest)
        setenv("LD_PRELOAD", rest, 1);
    else
        unsetenv("LD_PRELOAD");
    free(rest);
}

static void write_all(const char *text)
{
    size_t size = strlen(text);
    while (size) {
        ssize_t written = write(STDERR_FILENO, text, size);
        if (written <= 0)
            return;
        text += written;
        size -= (size_t)written;
    }
}

void process_refuse(const char *message)
{
    write_all("masthead: ");
    write_all(message);
    if (!*message || message[strlen(message) - 1] != '\n')
        write_all("\n");
    _exit(1);
}
