/* lexicon_fuzz.c - any bytes as a language pack
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The bytes are two word lists, parted by the first form feed.  A pack that is read finds the words of its
 * own text; one that is not has a message in UTF-8 with its place. */
#include "config.h"

#include "arena.h"
#include "error.h"
#include "fuzz.h"
#include "lexicon.h"
#include "scan.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[64] = "/dev/shm/lexicon-fuzz-XXXXXX";
static char paths[2][80];

static void leave(void)
{
    for (int i = 0; i < 2; i++)
        unlink(paths[i]);
    rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!mkdtemp(folder)) {
        strcpy(folder, "lexicon-fuzz-XXXXXX");
        CHECK(mkdtemp(folder));
    }
    for (int i = 0; i < 2; i++)
        snprintf(paths[i], sizeof paths[i], "%s/%d.txt", folder, i);
    atexit(leave);
    return 0;
}

static void write_list(const char *path, const uint8_t *data, size_t size)
{
    FILE *file = fopen(path, "w");
    CHECK(file && fwrite(data, 1, size, file) == size && fclose(file) == 0);
}

static void check_lexicon(const struct lexicon *lexicon, const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct tokens tokens;
    char *text = exact_copy(data, size);
    CHECK(!scan(lexicon, view_of(text, size), &arena, &tokens));
    for (uint32_t i = 0; i < tokens.count; i++)
        for (int class = 0; class < LEX_CLASS_COUNT; class++) {
            const char *value = "";
            uint32_t count =
                lexicon_match(lexicon, &tokens, i, (enum lexicon_class) class, &value);
            CHECK(i + count <= tokens.count && (!count || value));
        }
    arena_free(&arena);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *feed = size ? memchr(data, '\f', size) : NULL;
    size_t first = feed ? (size_t)(feed - data) : size;
    struct lexicon *lexicon = NULL;
    masthead_error err = MASTHEAD_ERROR_INIT;
    write_list(paths[0], data, first);
    write_list(paths[1], feed ? feed + 1 : data, feed ? size - first - 1 : 0);
    masthead_status status = lexicon_open(folder, &lexicon, &err);
    CHECK(status == err.status && !status == (lexicon != NULL));
    if (status) {
        CHECK(status == MASTHEAD_BAD_CONFIG);
        check_error(&err);
        CHECK(err.line > 0 && err.column > 0);
        return 0;
    }
    check_lexicon(lexicon, data, size < 2000 ? size : 2000);
    lexicon_close(lexicon);
    return 0;
}
