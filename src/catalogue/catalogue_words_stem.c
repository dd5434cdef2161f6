/* SPDX-License-Identifier: EUPL-1.2 */
/* The Norwegian stemmer of Snowball 3, written out: Debian's libstemmer is older and leaves other
 * stems for words with ê ò ó ô and for some that end in "ers". Every step of it only cuts. */
#include "catalogue/catalogue_words.h"

#include "base/banned.h"

/* Where a code point that ends before `end` begins. */
static size_t step_back(struct str word, size_t end)
{
    do {
        end--;
    } while (end > 0 && ((unsigned char)word.ptr[end] & 0xC0) == 0x80);
    return end;
}

static size_t step_on(struct str word, size_t at)
{
    do {
        at++;
    } while (at < word.len && ((unsigned char)word.ptr[at] & 0xC0) == 0x80);
    return at;
}

/* a e i o u y æ å ø ê ò ó ô */
static bool is_vowel(struct str word, size_t at)
{
    if (memchr("aeiouy", word.ptr[at], 6) != NULL) {
        return true;
    }
    return (unsigned char)word.ptr[at] == 0xC3 && at + 1 < word.len &&
           memchr("\xA6\xA5\xB8\xAA\xB2\xB3\xB4", word.ptr[at + 1], 7) != NULL;
}

/* After the first letter that is no vowel and follows one, but not within the first three letters;
 * the end if there is none. SIZE_MAX: the word is too short to be cut. */
static size_t region_of(struct str word)
{
    size_t third = 0;
    for (int i = 0; i < 3; i++) {
        if (third >= word.len) {
            return SIZE_MAX;
        }
        third = step_on(word, third);
    }
    size_t at = 0;
    while (at < word.len && !is_vowel(word, at)) {
        at = step_on(word, at);
    }
    while (at < word.len && is_vowel(word, at)) {
        at = step_on(word, at);
    }
    at = at < word.len ? step_on(word, at) : word.len;
    return at < third ? third : at;
}

/* The longest of `endings` (NULL at the end) that stands within the region; its length. */
static size_t longest(struct str word, size_t region, const char *const *endings)
{
    size_t best = 0;
    for (; *endings != NULL; endings++) {
        const struct str ending = str_of(*endings);
        if (ending.len > best && region + ending.len <= word.len && str_ends_with(word, ending)) {
            best = ending.len;
        }
    }
    return best;
}

/* Whether the genitive's or plural's 's' at the end may go. */
static bool may_lose_s(struct str word)
{
    const struct str before = {word.ptr, word.len - 1};
    if (before.len == 0) {
        return false;
    }
    const char last = before.ptr[before.len - 1];
    if (last == 'r') {
        return before.len < 2 || before.ptr[before.len - 2] != 'e';
    }
    if (last == 'k') {
        const size_t k = step_back(before, before.len);
        return k > 0 && !is_vowel(before, step_back(before, k));
    }
    return memchr("bcdfghjlmnoptvyz", last, 16) != NULL;
}

/* "kappers", "asters": words in which "ers" belongs to the stem. */
static bool keeps_ers(struct str word)
{
    static const char *const before[] = {"amm", "ast", "ind", "kap", "kk",         "lt",
                                         "nk",  "omm", "pp",  "v",   "\xC3\xB8st", NULL};
    static const char *const but[] = {"giv", "hav", "skap", NULL};
    const struct str rest = {word.ptr, word.len - 3};
    for (const char *const *end = but; *end != NULL; end++) {
        if (str_ends_with(rest, str_of(*end))) {
            return false;
        }
    }
    for (const char *const *end = before; *end != NULL; end++) {
        if (str_ends_with(rest, str_of(*end))) {
            return true;
        }
    }
    return false;
}

static size_t cut_main(struct str word, size_t region)
{
    static const char *const endings[] = {
        "a",      "e",   "ede",   "ande", "ende", "ane",  "ene",   "hetene", "en",      "heten",
        "ar",     "er",  "heter", "as",   "es",   "edes", "endes", "enes",   "hetenes", "ens",
        "hetens", "ers", "ets",   "et",   "het",  "ast",  "s",     "erte",   "ert",     NULL};
    const size_t len = longest(word, region, endings);
    const struct str ending = {word.ptr + word.len - len, len};
    if (str_equal(ending, STR("s"))) {
        return may_lose_s(word) ? 1 : 0;
    }
    if (str_equal(ending, STR("ers"))) {
        return keeps_ers(word) ? 0 : 3;
    }
    if (str_equal(ending, STR("erte"))) {
        return 2;
    }
    return str_equal(ending, STR("ert")) ? 1 : len;
}

size_t catalogue_stem(struct str word)
{
    static const char *const pairs[] = {"dt", "vt", NULL};
    static const char *const others[] = {"leg", "eleg", "ig",   "eig",  "lig",     "elig",
                                         "els", "lov",  "elov", "slov", "hetslov", NULL};
    const size_t region = region_of(word);
    if (region == SIZE_MAX) {
        return word.len;
    }
    word.len -= cut_main(word, region);
    if (longest(word, region, pairs) > 0) {
        word.len = step_back(word, word.len);
    }
    return word.len - longest(word, region, others);
}
