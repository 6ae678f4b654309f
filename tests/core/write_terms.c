/* write_terms.c - a text's terms one after the other, as Xapian adds them to a document
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "write_terms.h"

#include <stdlib.h>

#include "scan.h"

static int write_term(const struct vocabulary *v, const char *head, const char *prefix, uint32_t number,
                      uint32_t position, uint32_t wdf, const masthead_sink *sink)
{
    if (number == NO_TERM)
        return 0;
    const struct term *term = &v->terms[number];
    const size_t before = strlen(head) + strlen(prefix);
    char *text = malloc(before + term->size + 1);
    strcpy(text, head);
    strcat(text, prefix);
    memcpy(text + before, term_text(term).at, term->size);
    const int stopped = sink->term(sink->user, text, before + term->size, position, wdf);
    free(text);
    return stopped;
}

masthead_status write_terms(struct view text, const char *prefix, const masthead_text_options *options,
                            struct vocabulary *v, uint32_t *position, const masthead_sink *sink,
                            struct arena *arena, struct word_positions *positions)
{
    struct tokens tokens;
    struct occurrences found;
    if (scan_with(v, text, arena, &tokens) ||
        terms_find(&tokens, options, v, arena, position, positions, sink ? &found : NULL))
        return MASTHEAD_NO_MEMORY;
    for (size_t i = 0; sink && i < found.count; i++) {
        const struct occurrence *o = &found.at[i];
        if (write_term(v, "", prefix, o->word, o->position, o->wdf, sink) ||
            write_term(v, "Z", prefix, o->stem, found.stems_placed ? o->position : 0, o->wdf, sink))
            return MASTHEAD_STOPPED;
    }
    return MASTHEAD_OK;
}
