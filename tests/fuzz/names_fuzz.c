/* names_fuzz.c - any bytes as the text in which people are found
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "recognizer.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    open_lexicon();
    return 0;
}

static void check_name(const struct mention *m)
{
    CHECK(m->kind == MASTHEAD_NAME && m->person == NO_PERSON);
    CHECK(m->name.given.size + m->name.family.size > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size <= 20000)
        fuzz_recognizer(names_recognize, data, size, check_name);
    return 0;
}
