/* snowball.c - the stemmers of libstemmer
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "snowball.h"

#include <dlfcn.h>
#include <errno.h>
#include <libstemmer.h>
#include <stdatomic.h>

/* The functions that are used, in the order of their names. */
enum { NEW, DELETE, STEM, LENGTH, FUNCTIONS };
static const char *const names[FUNCTIONS] = {"sb_stemmer_new", "sb_stemmer_delete", "sb_stemmer_stem",
                                             "sb_stemmer_length"};
static void *_Atomic functions[FUNCTIONS]; /* NULL: not loaded yet */

typedef struct sb_stemmer *new_fn(const char *algorithm, const char *encoding);
typedef void delete_fn(struct sb_stemmer *stemmer);
typedef const sb_symbol *stem_fn(struct sb_stemmer *stemmer, const sb_symbol *word, int size);
typedef int length_fn(struct sb_stemmer *stemmer);

/* A pointer to a function as dlsym() gives it. */
#define FUNCTION(type, which) ((union { void *address; type *function; }){functions[which]}.function)

/* Loads libstemmer, for good.  Threads that do so at once find the same. */
static masthead_status load(void)
{
    if (functions[FUNCTIONS - 1])
        return MASTHEAD_OK;
    errno = 0;
    void *library = dlopen(STEMMER_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!library && errno == ENOMEM)
        return MASTHEAD_NO_MEMORY;
    for (int i = 0; library && i < FUNCTIONS; i++) {
        void *function = dlsym(library, names[i]);
        functions[i] = function;
        if (!function)
            library = NULL;
    }
    return library ? MASTHEAD_OK : MASTHEAD_CANNOT_READ;
}

masthead_status snowball_open(const char *language, struct sb_stemmer **out)
{
    masthead_status status = load();
    if (status)
        return status;
    errno = 0; /* no other way to tell an unknown language from a lack of memory */
    *out = FUNCTION(new_fn, NEW)(language, "UTF_8");
    return *out || errno != ENOMEM ? MASTHEAD_OK : MASTHEAD_NO_MEMORY;
}

void snowball_close(struct sb_stemmer *stemmer)
{
    if (stemmer)
        FUNCTION(delete_fn, DELETE)(stemmer);
}

struct view snowball_stem(struct sb_stemmer *stemmer, struct view word)
{
    const sb_symbol *stem = FUNCTION(stem_fn, STEM)(stemmer, (const sb_symbol *)word.at, (int)word.size);
    return stem ? view_of((const char *)stem, (size_t)FUNCTION(length_fn, LENGTH)(stemmer)) : view_of(NULL, 0);
}
