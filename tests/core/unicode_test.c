/* unicode_test.c - classes and case are compared with Xapian's in tests/xapian/terms_test.cc
 * SPDX-License-Identifier: GPL-2.0-or-later */
#include "unicode.h"
#include "test.h"

static const struct {
    const char *text, *folded;
} folds[] = {
    {"", ""},
    {"Boris Johnson", "boris johnson"},
    {"ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎ", "aaaaaaaaaaaaaaaaaaaa"},
    {"Ç ç Ć č Đ đ Ð ð Ď", "c c c c d d d d d"},
    {"Æsop æ Œuvre œ Þór þ Straße STRAẞE Ĳ ĳ", "aesop ae oeuvre oe thor th strasse strasse ij ij"},
    {"Łódź Øre Ħal ŋ ĸ Ŧ İstanbul ıspanak ſ", "lodz ore hal n k t istanbul ispanak s"},
    {"Nguyễn Xuân Phúc, Trần Đại Quang", "nguyen xuan phuc, tran dai quang"},
    {"Erdoğan Šefčovič Dvořák Ţepeş Țepeș Ål", "erdogan sefcovic dvorak tepes tepes al"},
    {"Əliyev Ǆ ǆ ǅ ŉ Ǽ ǿ", "aliyev dz dz dz 'n ae o"},
    {"Ɓauna Ɗan Ƙofa Ɔ Ɛ Ⱥ Ⱡ", "bauna dan kofa o e a l"},
    {"e\xcc\x81lan A\xcc\x8angstro\xcc\x88m \xe2\x84\xab \xe2\x84\xaa", "elan angstrom a k"},
    {"O’Brien O‘Brien OʼBrien O`Brien Hawaiʻi", "o'brien o'brien o'brien o'brien hawai'i"},
    {"a–b—c‐d‑e−f", "a-b-c-d-e-f"},
    {"“a” „b“ «c» ‹d›", "\"a\" \"b\" \"c\" 'd'"},
    {"co\xc2\xadoperate zero\xe2\x80\x8bwidth\xef\xbb\xbf", "cooperate zerowidth"},
    {"ΑΘΗΝΑ Σίσυφος МОСКВА Йод", "αθηνα σίσυφος москва йод"},
    {"שלום مرحبا 中文 한국", "שלום مرحبا 中文 한국"},
    {"caf\xe9 \xff \xc3", "cafe y a"}, /* Latin-1 */
    {"$5 & 7% … ½", "$5 & 7% … ½"},
};

static void test_folding(void)
{
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        char out[300];
        struct view text = view_string(folds[i].text);
        out[unicode_fold(text, out)] = '\0';
        same(out, folds[i].folded, folds[i].text);
        ok(unicode_fold_hash(text) == unicode_fold_hash(view_string(folds[i].folded)),
           "the hash is that of the folded form");
    }
}

/* ASCII is folded eight characters at a time: what comes of each does not depend on its place or on the length. */
static void test_ascii_in_all_places(void)
{
    unsigned wrong = 0, hashed_wrong = 0;
    for (unsigned first = 0; first < 128; first++)
        for (unsigned size = 1; size <= 20; size++) {
            char text[20], out[60], each[20];
            struct fold_hash hash = {0};
            for (unsigned i = 0; i < size; i++) {
                text[i] = (char)((first + 7 * i) % 128);
                each[i] = (char)(text[i] == '`' ? '\'' : text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 'a' - 'A' : text[i]);
                fold_hash_add(&hash, each[i]);
            }
            size_t folded = unicode_fold(view_of(text, size), out);
            wrong += !view_equal(view_of(out, folded), view_of(each, size));
            hashed_wrong += unicode_fold_hash(view_of(text, size)) != fold_hash_end(hash);
        }
    ok(wrong == 0, "ASCII folds alike in all places");
    ok(hashed_wrong == 0, "and so does its hash");
}

/* Folding every character once and twice, within the room that the header asks for. */
static void test_all_characters(void)
{
    unsigned unstable = 0, too_long = 0, unread = 0;
    for (uint32_t ch = 0; ch <= 0x10FFFF; ch++) {
        char text[4], once[16], twice[48];
        if (ch == 0xD800)
            ch = 0xE000; /* between them are halves of pairs, which are no characters */
        unsigned length, size = unicode_write(ch, text);
        unread += unicode_read(text, size, 0, &length) != ch || length != size;
        size_t folded = unicode_fold(view_of(text, size), once);
        size_t again = unicode_fold(view_of(once, folded), twice);
        unstable += !view_equal(view_of(once, folded), view_of(twice, again));
        too_long += folded > 3 * size || folded > UNICODE_FOLD_BYTES;
    }
    ok(unread == 0, "every character is read as it was written");
    ok(unstable == 0, "to fold twice is to fold once");
    ok(too_long == 0, "no folded form is longer than it may be");
    for (unsigned byte = 0; byte < 256; byte++) {
        char text = (char)byte, out[4];
        too_long += unicode_fold(view_of(&text, 1), out) > 3;
    }
    ok(too_long == 0, "nor that of a stray byte");
}

static void test_past_the_end(void)
{
    unsigned length;
    ok(unicode_class(0x110000) == 0 && unicode_class(UINT32_MAX) == 0, "there is nothing past U+10FFFF");
    ok(unicode_lower(UINT32_MAX) == UINT32_MAX, "and it has no other case");
    ok(unicode_read("\xe2\x80\x99", 2, 0, &length) == 0xe2 && length == 1,
       "a character that is cut off is read as bytes");
    ok(unicode_fold_hash(view_of("", 0)) != 0, "no hash is 0");
}

int main(void)
{
    test_folding();
    test_ascii_in_all_places();
    test_all_characters();
    test_past_the_end();
    return done();
}
