/* json.c - masthead analyze --json: one line an article
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "analyze.h"
#include "utf8.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Writes a string in quotes, always as valid UTF-8. */
static void put_string(const char *text, size_t size)
{
    putchar('"');
    for (size_t at = 0, length; at < size; at += length ? length : 1) {
        unsigned char byte = (unsigned char)text[at];
        if (byte >= 0x80) {
            char out[4];
            uint32_t character = utf8_read(text + at, size - at, &length);
            fwrite(out, 1, utf8_write(out, character), stdout);
            continue;
        }
        length = 1;
        if (byte == '"' || byte == '\\')
            printf("\\%c", byte);
        else if (byte == '\n')
            fputs("\\n", stdout);
        else if (byte == '\t')
            fputs("\\t", stdout);
        else if (byte < 0x20 || byte == 0x7F)
            printf("\\u%04X", byte);
        else
            putchar(byte);
    }
    putchar('"');
}

static void put_member(const char *name, const char *value)
{
    printf(",\"%s\":", name);
    put_string(value, strlen(value));
}

static void put_mention(const masthead_mention *mention, bool passages)
{
    static const char *const kinds[] = {"name", "title", "date"};
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    printf("{\"kind\":\"%s\"", kinds[mention->kind]);
    put_member("field", mention->field->name);
    if (passages)
        printf(",\"passage\":%" PRIu32, mention->passage);
    printf(",\"begin\":%" PRIu32 ",\"end\":%" PRIu32 ",\"text\":", mention->begin, mention->end);
    put_string(mention->text, mention->end - mention->begin);
    put_member("value", mention->value);
    if (mention->kind == MASTHEAD_DATE)
        printf(",\"type\":\"%s\"", types[mention->type]);
    if (mention->of)
        put_member("of", mention->of);
    if (mention->modifier)
        put_member("modifier", mention->modifier);
    putchar('}');
}

/* Whether the field has other passages: they stand side by side. */
static bool is_one_of_several(const struct reading *reading, size_t i)
{
    const struct passage *passage = &reading->passages[i];
    return (i > 0 && passage[-1].field == passage->field) ||
           (i + 1 < reading->passage_count && passage[1].field == passage->field);
}

static void put_article(const struct reading *reading)
{
    const struct story *story = reading->story;
    fputs("{\"id\":", stdout);
    if (!story->id)
        fputs("null", stdout);
    else if (story->id_is_number)
        fwrite(story->id, 1, story->id_size, stdout);
    else
        put_string(story->id, story->id_size);
    fputs(",\"mentions\":[", stdout);
    for (size_t p = 0; p < reading->passage_count; p++)
        for (size_t i = reading->passages[p].first; i < reading->passages[p].end; i++) {
            if (i > 0)
                putchar(',');
            put_mention(masthead_article_mention_at(reading->article, i),
                        is_one_of_several(reading, p));
        }
    fputs("]}\n", stdout);
    fflush(stdout);
}

const struct view_format json_view = {NULL, put_article, NULL};
