/* squeeze.c - compressing many small texts
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "squeeze.h"

#include <limits.h>

/* The texts are a few hundred or thousand bytes long.  To begin a stream means to clear its hash table, whose size
 * depends on MEMORY: with the greatest one that takes longer than to compress such a text. */
enum { LEVEL = 1, WINDOW = 15, MEMORY = 5 };

static void *take(void *user, unsigned count, unsigned size)
{
    (void)user;
    return calloc(count, size);
}

static void give_back(void *user, void *at)
{
    (void)user;
    free(at);
}

static bool begin(struct squeeze *squeeze)
{
    if (squeeze->is_open)
        return deflateReset(&squeeze->stream) == Z_OK;
    squeeze->stream = (z_stream){.zalloc = take, .zfree = give_back};
    squeeze->is_open =
        deflateInit2(&squeeze->stream, LEVEL, Z_DEFLATED, -WINDOW, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
    return squeeze->is_open;
}

bool squeeze(struct squeeze *squeeze, const uint8_t *bytes, size_t size, bool *is_smaller)
{
    *is_smaller = false;
    if (size > INT_MAX)
        return true;
    squeeze->out.size = 0;
    if (!bytes_room(&squeeze->out, size))
        return false;
    if (!begin(squeeze)) {
        errno = ENOMEM;
        return false;
    }
    z_stream *stream = &squeeze->stream;
    stream->next_in = (Bytef *)(uintptr_t)bytes; /* zlib does not write there */
    stream->avail_in = (uInt)size;
    stream->next_out = squeeze->out.at;
    stream->avail_out = (uInt)size;
    *is_smaller = deflate(stream, Z_FINISH) == Z_STREAM_END && stream->total_out < size;
    squeeze->out.size = stream->total_out;
    return true;
}

void squeeze_free(struct squeeze *squeeze)
{
    if (squeeze->is_open)
        deflateEnd(&squeeze->stream);
    free(squeeze->out.at);
    *squeeze = (struct squeeze){.is_open = false};
}
