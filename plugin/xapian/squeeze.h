/* squeeze.h - compressing many small texts
 * SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MASTHEAD_XAPIAN_SQUEEZE_H
#define MASTHEAD_XAPIAN_SQUEEZE_H

#include <zlib.h>

#include "bytes.h"

/* All zero is valid. */
struct squeeze {
    z_stream stream;
    bool is_open;
    struct bytes out;
};

/* Compresses bytes to a raw deflate stream, out of which any inflate of a window of 32 KB gets them back.  Stores
 * whether that made them fewer; if so, they are in squeeze->out until the next call.  False: no memory. */
bool squeeze(struct squeeze *squeeze, const uint8_t *bytes, size_t size, bool *is_smaller);

void squeeze_free(struct squeeze *squeeze);

#endif
