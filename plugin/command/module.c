/* module.c - the files of the module, and searching through it
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "module.h"

#include "command.h"
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Stores the folder of this executable, without a slash at the end. */
static bool own_folder(char *folder, size_t room)
{
    ssize_t size = readlink("/proc/self/exe", folder, room - 1);
    if (size <= 0)
        return false;
    folder[size] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    return slash != NULL;
}

bool module_file(const char *name, char *path, size_t room)
{
    static const char *const in_build_tree[] = {"/.libs/", "/"};
    char folder[PATH_MAX];
    if (own_folder(folder, sizeof folder))
        for (size_t i = 0; i < sizeof in_build_tree / sizeof *in_build_tree; i++) {
            int size = snprintf(path, room, "%s%s%s", folder, in_build_tree[i], name);
            if (size > 0 && (size_t)size < room && access(path, R_OK) == 0)
                return true;
        }
    snprintf(path, room, "%s/%s", MASTHEAD_MODULE_DIR, name);
    return access(path, R_OK) == 0;
}

const struct search_functions *module_search(void)
{
    char path[PATH_MAX + 64];
    if (!module_file("masthead-adapter.so", path, sizeof path)) {
        complain("the module %s is missing", path);
        return NULL;
    }
    void *adapter = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *found = adapter ? dlsym(adapter, "masthead_adapter_search") : NULL;
    if (!found) {
        complain("%s", dlerror());
        return NULL;
    }
    adapter_search_function *search;
    memcpy(&search, &found, sizeof search); /* C has no cast for it */
    if (strcmp(search()->version, PACKAGE_VERSION) != 0) {
        complain("the module %s is of version %s, this is %s", path, search()->version,
                 PACKAGE_VERSION);
        return NULL;
    }
    return search();
}
