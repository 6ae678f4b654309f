/* settings_fuzz.c - any bytes as a config
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A config that is read has a schema that equals itself; one that is not has a message, in UTF-8 and on
 * a line or three.  The bytes are also compared, as a stored schema, with a right one.
 *
 * Seeds: settings.d; run by tests/fuzz/run, or give tests/bad and conf as further folders. */
#include "fuzz.h"
#include "schema.h"

static void check_schema(struct settings *settings)
{
    char *schema = NULL;
    CHECK(schema_write(settings, 7, &schema) == MASTHEAD_OK);
    struct view text = view_string(schema);
    CHECK(schema_compare(text, text, NULL) == MASTHEAD_OK);
    /* what is compared by parts is equal only if it is the same */
    for (size_t i = 0; i < text.size; i += text.size / 16 + 1)
        CHECK(schema_compare(view_of(text.at, i), text, NULL) == MASTHEAD_DIFFERS);
    free(schema);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char own[] = "masthead 1\nlanguage en\nwords 0\nfield body kind text\n";
    struct view text = view_of((const char *)data, size);
    struct settings settings;
    masthead_error err = MASTHEAD_ERROR_INIT;
    masthead_status status = settings_read(text, "fuzz.yaml", &settings, &err);
    CHECK(status == err.status);
    if (status) {
        check_error(&err);
    } else {
        check_schema(&settings);
        settings_free(&settings);
    }
    if (schema_compare(text, view_string(own), &err))
        check_error(&err);
    return 0;
}
