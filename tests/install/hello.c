/* hello.c - the names in one sentence: a program that links with the installed libmasthead
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include <masthead.h>

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    static const char text[] = "Prime Minister Boris Johnson took a call from Mr. Biden on Tuesday.";
    masthead_error err = MASTHEAD_ERROR_INIT;
    masthead *m = NULL;
    masthead_article *a = NULL;
    if (argc != 2 || masthead_abi() < MASTHEAD_ABI)
        return 2;
    if (masthead_open(argv[1], NULL, &m, &err) || masthead_article_open(m, &a, &err) ||
        masthead_article_metadata(a, "body", 4, text, strlen(text), &err) ||
        masthead_article_resolve(a, &err)) {
        fputs(masthead_error_text(&err), stderr);
        return 1;
    }
    for (size_t i = 0; i < masthead_article_mention_count(a); i++) {
        const masthead_mention *mention = masthead_article_mention_at(a, i);
        if (mention->kind == MASTHEAD_NAME)
            printf("%.*s: %s\n", (int)(mention->end - mention->begin), mention->text, mention->value);
    }
    masthead_article_close(a);
    masthead_close(m);
    return 0;
}
