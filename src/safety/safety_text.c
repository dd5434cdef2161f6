/* SPDX-License-Identifier: EUPL-1.2 */
/* Text as it is compared. */
#include "safety/safety_text.h"

#include "base/vec.h"

#include "base/banned.h"

#define GTIN_DIGITS     14
#define GTIN_DIGITS_MIN 8

/* U+00C0 to U+017F, each without its mark. */
#define LATIN_FIRST 0xC0
#define LATIN_LAST  0x17F
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuyts"
                            "aaaaaaaceeeeiiiidnooooo ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
                            "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
_Static_assert(sizeof(latin) - 1 == LATIN_LAST - LATIN_FIRST + 1, "one letter for each");

/* The code point at `*at`, which is moved on. Text from forms and files is UTF-8 already. */
static uint32_t next_point(struct str text, size_t *at)
{
    const unsigned char first = (unsigned char)text.ptr[(*at)++];
    const int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    uint32_t point = more == 0 ? first : first & (0x3FU >> more);
    for (int i = 0; i < more && *at < text.len; i++) {
        point = (point << 6) | ((unsigned char)text.ptr[(*at)++] & 0x3FU);
    }
    return point;
}

static bool is_apostrophe(uint32_t point)
{
    return point == '\'' || point == 0xB4 || point == '`' || point == 0x2019 || point == 0x2018;
}

/* '\0': a letter of another script, kept as it stands; ' ': divides words. */
static char fold_point(uint32_t point)
{
    if (point < 0x80) {
        const char sign = (char)point;
        const bool is_word = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
        return sign >= 'A' && sign <= 'Z' ? (char)(sign - 'A' + 'a') : is_word ? sign : ' ';
    }
    if (point >= LATIN_FIRST && point <= LATIN_LAST) {
        return latin[point - LATIN_FIRST];
    }
    /* Latin-1 signs such as ®, general punctuation, symbols. */
    return point < LATIN_FIRST || (point >= 0x2000 && point <= 0x2BFF) ? ' ' : '\0';
}

struct str safety_text_fold(struct arena *arena, struct str text)
{
    char *folded = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    size_t at = 0;
    while (at < text.len) {
        const size_t from = at;
        const uint32_t point = next_point(text, &at);
        const char sign = fold_point(point);
        if (is_apostrophe(point)) {
            continue;
        }
        if (sign == '\0') {
            memcpy(folded + len, text.ptr + from, at - from);
            len += at - from;
        } else if (sign != ' ' || (len > 0 && folded[len - 1] != ' ')) {
            folded[len++] = sign;
        }
    }
    if (len > 0 && folded[len - 1] == ' ') {
        len--;
    }
    folded[len] = '\0';
    return (struct str){folded, len};
}

struct str_list safety_text_words(struct arena *arena, struct str folded)
{
    struct str_list words = {0};
    struct str rest = folded;
    struct str word;
    while (rest.ptr != NULL && str_split(&rest, ' ', &word)) {
        if (word.len > 0) {
            vec_push(arena, &words, word);
        }
    }
    return words;
}

bool safety_text_has(struct str folded, struct str part)
{
    struct str rest = folded;
    while (part.len > 0 && rest.len >= part.len) {
        const ptrdiff_t at = str_find(rest, part);
        if (at < 0) {
            return false;
        }
        const size_t end = (size_t)at + part.len;
        const bool begins = (at == 0 && rest.ptr == folded.ptr) || rest.ptr[at - 1] == ' ';
        if (begins && (end == rest.len || rest.ptr[end] == ' ')) {
            return true;
        }
        rest = str_slice(rest, (size_t)at + 1, rest.len);
    }
    return false;
}

bool safety_text_gtin(struct arena *arena, struct str text, struct str *ret_gtin)
{
    char *gtin = arena_alloc(arena, GTIN_DIGITS + 1);
    char digits[GTIN_DIGITS];
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char sign = text.ptr[i];
        if (sign == ' ' || sign == '-') {
            continue;
        }
        if (sign < '0' || sign > '9' || count == GTIN_DIGITS) {
            return false;
        }
        digits[count++] = sign;
    }
    if (count < GTIN_DIGITS_MIN) {
        return false;
    }
    memset(gtin, '0', GTIN_DIGITS - count);
    memcpy(gtin + GTIN_DIGITS - count, digits, count);
    gtin[GTIN_DIGITS] = '\0';
    *ret_gtin = (struct str){gtin, GTIN_DIGITS};
    return true;
}

bool safety_text_gtin_valid(struct str digits)
{
    int sum = 0;
    if (digits.len != 8 && digits.len != 12 && digits.len != 13 && digits.len != 14) {
        return false;
    }
    for (size_t i = 0; i < digits.len; i++) {
        const char sign = digits.ptr[digits.len - 1 - i];
        if (sign < '0' || sign > '9') {
            return false;
        }
        sum += (sign - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
}
