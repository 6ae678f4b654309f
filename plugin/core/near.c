/* near.c - names that are spelt nearly alike
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Names are reduced to how they sound, roughly and whatever the language: sounds that are written in several ways
 * when a name is brought into Latin letters become one letter, doubled letters one, and an h that follows another letter goes.
 * What is left is compared by its edit distance with swaps (Damerau, "A technique for computer detection and
 * correction of spelling errors", 1964). */
#include "near.h"

#include "config.h"

/* The longer come first. */
static const struct {
    const char *letters, *sound;
} sounds[] = {
    {"tsch", "c"}, {"tch", "c"}, {"sch", "s"}, {"sh", "s"}, {"ch", "c"}, {"kh", "k"}, {"gh", "g"},
    {"ph", "v"},   {"dj", "i"},  {"zh", "z"},  {"ts", "z"}, {"tz", "z"}, {"ck", "k"}, {"ks", "x"},
    {"ou", "u"},   {"oo", "u"},  {"ee", "i"},  {"ie", "i"}, {"ei", "i"}, {"ae", "e"}, {"oe", "o"},
    {"ue", "u"},   {"q", "k"},   {"c", "k"},   {"f", "v"},  {"w", "v"},  {"y", "i"},  {"j", "i"},
};

/* Writes the sound of a name; it is no longer than the name. */
static uint32_t write_sound(struct view name, char *out)
{
    uint32_t size = 0;
    for (size_t i = 0; i < name.size;) {
        const char *sound = name.at + i;
        size_t taken = 1;
        for (size_t row = 0; row < sizeof sounds / sizeof *sounds; row++) {
            size_t length = strlen(sounds[row].letters);
            if (length <= name.size - i && memcmp(name.at + i, sounds[row].letters, length) == 0) {
                sound = sounds[row].sound;
                taken = length;
                break;
            }
        }
        bool silent = *sound == 'h' && i > 0 && name.at[i - 1] != ' ';
        if (!silent && (size == 0 || out[size - 1] != *sound))
            out[size++] = *sound;
        i += taken;
    }
    return size;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The edit distance with swaps of two short texts. */
static uint32_t edits(const char *a, uint32_t a_size, const char *b, uint32_t b_size)
{
    uint32_t rows[3][LONGEST_NEAR + 1], *before = rows[0], *last = rows[1], *row = rows[2];
    for (uint32_t k = 0; k <= b_size; k++)
        last[k] = k;
    for (uint32_t i = 1; i <= a_size; i++) {
        row[0] = i;
        for (uint32_t k = 1; k <= b_size; k++) {
            row[k] = least(last[k - 1] + (a[i - 1] != b[k - 1]), least(last[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                row[k] = least(row[k], before[k - 2] + 1);
        }
        uint32_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b_size];
}

uint32_t near_distance(struct view a, struct view b)
{
    char x[LONGEST_NEAR], y[LONGEST_NEAR];
    if (a.size > LONGEST_NEAR || b.size > LONGEST_NEAR)
        return NOT_NEAR;
    uint32_t x_size = write_sound(a, x), y_size = write_sound(b, y);
    uint32_t shorter = (uint32_t)(a.size < b.size ? a.size : b.size);
    uint32_t most = shorter < 4 ? 0 : shorter < 8 ? 1 : 2;
    if (x_size > y_size + most || y_size > x_size + most)
        return NOT_NEAR;
    uint32_t distance = edits(x, x_size, y, y_size);
    return distance <= most ? distance : NOT_NEAR;
}

const char *near_beginnings(char letter)
{
    static const char *const alike[] = {"aeou",  "cksztqg", "dijy",    "eaiy",  "fpvw", "gkqj",
                                        "hkg",   "iyjed",   "jiyzdhg", "kcqgx", "oau",  "pfb",
                                        "qkgc",  "stzcx",   "tszc",    "uoa",   "vwf",  "wvf",
                                        "xskhz", "yijeu",   "zstjx"};
    static const char single[26][2] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                       "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                       "s", "t", "u", "v", "w", "x", "y", "z"};
    for (size_t row = 0; row < sizeof alike / sizeof *alike; row++)
        if (alike[row][0] == letter)
            return alike[row];
    return letter >= 'a' && letter <= 'z' ? single[letter - 'a'] : "";
}
