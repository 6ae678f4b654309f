/* titles_fuzz.c - any bytes as the text in which offices and honorifics are found
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "recognizer.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    open_lexicon();
    return 0;
}

static void check_title(const struct mention *m)
{
    CHECK(m->kind == MASTHEAD_TITLE && m->person == NO_PERSON);
    CHECK(m->value && *m->value && (!m->modifier || *m->modifier));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size <= 20000)
        fuzz_recognizer(titles_recognize, data, size, check_title);
    return 0;
}
