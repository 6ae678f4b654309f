/* wording_fuzz.c - any bytes as a query string whose plain words are read as they were meant
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first byte chooses what of stock Xapian's syntax is in use.  The same query is always reworded alike, one without
 * capitals, tags and quotations stays as it is, and one without tags and quotations keeps its letters. */
#include <ctype.h>

#include "../../plugin/xapian/wording.h"
#include "fuzz.h"

/* Whether words may be put beside what was typed: by tags, accounts and quotation marks that no keyboard has. */
static bool may_grow(const char *query, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (query[i] == '#' || query[i] == '@' || query[i] & 0x80)
            return true;
    return false;
}

static void check_letters(const char *query, size_t size, const char *out, size_t out_size)
{
    CHECK(out_size == size);
    for (size_t i = 0; i < size; i++)
        CHECK(out[i] == query[i] || (isupper((unsigned char)query[i]) && out[i] == query[i] - 'A' + 'a'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 20000)
        return 0;
    const struct wording_syntax syntax = {.phrases = data[0] & 1,
                                          .booleans = data[0] >> 1 & 1,
                                          .any_case = data[0] >> 2 & 1,
                                          .alternatives = data[0] >> 3 & 1};
    size--;
    char *query = exact_copy(data + 1, size), *out, *again;
    size_t out_size = 0, again_size = 0;
    CHECK(wording_plain(&syntax, query, size, &out, &out_size) == 0);
    CHECK(wording_plain(&syntax, query, size, &again, &again_size) == 0);
    CHECK(!out == !again && out_size == again_size && (!out || memcmp(out, again, out_size) == 0));
    if (out) {
        CHECK(out_size != size || memcmp(out, query, size) != 0);
        if (!may_grow(query, size))
            check_letters(query, size, out, out_size);
    }
    free(again);
    free(out);
    free(query);
    return 0;
}
