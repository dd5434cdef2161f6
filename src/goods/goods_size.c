/* SPDX-License-Identifier: EUPL-1.2 */
/* Sizes that suit each other, and sizes as people type them. */
#include "goods/goods_size.h"

#include <stdio.h>

#include "base/units.h"

#include "base/banned.h"

bool goods_size_fits(const struct goods_size *a, const struct goods_size *b)
{
    if (a == b) {
        return true;
    }
    return a->by_overlap && b->by_overlap && str_equal(a->system, b->system) && a->min <= b->max &&
           b->min <= a->max;
}

const struct goods_size *goods_size_next(const struct goods_size *size)
{
    const struct goods_size *next = NULL;
    if (!size->by_overlap) {
        return NULL;
    }
    do {
        next = goods_codes_size_in(size->system, next);
    } while (next != NULL && (next->min <= size->max || next->min != next->max));
    return next;
}

/* ---- reading ---- */

#define WORDS_MAX 4

enum age_unit {
    NO_AGE,
    MONTHS,
    YEARS
};

/* One or two numbers, in tenths, and the words around them. */
struct typed_size {
    int64_t tenths[2];
    int number_count;
    struct str words[WORDS_MAX];
    int word_count;
};

/* Code bytes of a word: letters, also those beyond ASCII, but not dashes and quotes (E2 80 xx). */
static bool is_letter(struct str s, size_t i)
{
    const unsigned char c = (unsigned char)s.ptr[i];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC3 && c <= 0xC5) ||
           (c >= 0x80 && c < 0xC0 && i > 0 && (unsigned char)s.ptr[i - 1] >= 0xC3 &&
            (unsigned char)s.ptr[i - 1] <= 0xC5);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "28", "28,5": at most one decimal. False on more digits than a size has. */
static bool take_number(struct str s, size_t *at, struct typed_size *typed)
{
    const size_t from = *at;
    int64_t tenths = 0;
    while (*at < s.len && (is_digit(s.ptr[*at]) || ((s.ptr[*at] == ',' || s.ptr[*at] == '.') &&
                                                    *at + 1 < s.len && is_digit(s.ptr[*at + 1])))) {
        (*at)++;
    }
    if (typed->number_count == 2 || *at - from > 6 ||
        !decimal_parse(str_slice(s, from, *at), 1, &tenths)) {
        return false;
    }
    typed->tenths[typed->number_count++] = tenths;
    return true;
}

static bool take_word(struct str s, size_t *at, struct typed_size *typed)
{
    const size_t from = *at;
    while (*at < s.len && is_letter(s, *at)) {
        (*at)++;
    }
    if (typed->word_count == WORDS_MAX) {
        return false;
    }
    typed->words[typed->word_count++] = str_slice(s, from, *at);
    return true;
}

/* "3XL" is a word of its own. */
static bool is_letter_size(struct str s, size_t at)
{
    return at + 2 < s.len && is_digit(s.ptr[at]) && (s.ptr[at + 1] | 0x20) == 'x' &&
           (s.ptr[at + 2] | 0x20) == 'l';
}

static bool take_apart(struct str s, struct typed_size *ret_typed)
{
    struct typed_size typed = {0};
    for (size_t at = 0; at < s.len;) {
        bool good = true;
        if (is_letter_size(s, at) && typed.word_count < WORDS_MAX) {
            typed.words[typed.word_count++] = str_slice(s, at, at + 3);
            at += 3;
        } else if (is_digit(s.ptr[at])) {
            good = take_number(s, &at, &typed);
        } else if (is_letter(s, at)) {
            good = take_word(s, &at, &typed);
        } else {
            at++;
        }
        if (!good) {
            return false;
        }
    }
    *ret_typed = typed;
    return true;
}

static bool has_word(const struct typed_size *typed, const char *const *words)
{
    for (int i = 0; i < typed->word_count; i++) {
        for (const char *const *word = words; *word != NULL; word++) {
            if (str_equal_nocase(typed->words[i], str_of(*word))) {
                return true;
            }
        }
    }
    return false;
}

static enum age_unit age_unit(const struct typed_size *typed)
{
    static const char *const years[] = {"\xC3\xA5r", "ar",    "aar", "\xC3\x85R", "an", "ans",
                                        "year",      "years", "yrs", "y",         NULL};
    static const char *const months[] = {"md",
                                         "mnd",
                                         "mdr",
                                         "mths",
                                         "mois",
                                         "month",
                                         "months",
                                         "m\xC3\xA5neder",
                                         "m\xC3\xA5nader",
                                         "m\xC3\xA5ned",
                                         "m\xC3\xA5nad",
                                         NULL};
    if (has_word(typed, years)) {
        return YEARS;
    }
    return has_word(typed, months) ? MONTHS : NO_AGE;
}

/* Body height in cm that a child of this age commonly wears: the step of EN 13402 that the usual
 * size tables print beside the age. */
static int64_t height_at(enum age_unit unit, int64_t age)
{
    static const int64_t by_year[] = {56,  80,  92,  98,  104, 110, 116, 122, 128,
                                      134, 140, 146, 152, 158, 164, 170, 176};
    static const int64_t by_quarter[] = {50, 62, 68, 74, 80, 80, 86, 86};
    if (unit == MONTHS && age < 24) {
        return by_quarter[age / 3];
    }
    const int64_t years = unit == MONTHS ? age / 12 : age;
    return years < (int64_t)(sizeof(by_year) / sizeof(by_year[0])) ? by_year[years] : -1;
}

static const struct goods_size *with_range(struct str system, int64_t min, int64_t max)
{
    const struct goods_size *size = NULL;
    do {
        size = goods_codes_size_in(system, size);
    } while (size != NULL && (size->min != min || size->max != max));
    return size;
}

/* A range of ages is the double size that ends at the older age. */
static const struct goods_size *by_age(const struct typed_size *typed, enum age_unit unit)
{
    const int64_t older = typed->tenths[typed->number_count - 1] / 10;
    const int64_t height = height_at(unit, older);
    if (typed->number_count == 1 || height <= 50) {
        return with_range(STR("body"), height, height);
    }
    return with_range(STR("body"), height - 6, height);
}

/* Size with the key `prefix` + number, or + number + '-' + number. */
static const struct goods_size *by_key(const char *prefix, const int64_t *numbers, int count)
{
    char key[64];
    const int len = count == 1 ? snprintf(key, sizeof(key), "%s%d", prefix, (int)numbers[0])
                               : snprintf(key, sizeof(key), "%s%d-%d", prefix, (int)numbers[0],
                                          (int)numbers[1]);
    return goods_codes_size_by_key((struct str){key, (size_t)len});
}

static bool has_half(const struct typed_size *typed)
{
    return typed->tenths[0] % 10 != 0 || typed->tenths[1] % 10 != 0;
}

static const struct goods_size *shoe(const struct typed_size *typed)
{
    const int64_t whole = typed->tenths[0] / 10;
    if (typed->number_count == 1 && typed->tenths[0] % 10 != 0) {
        return by_key("s", (const int64_t[]){whole, whole + 1}, 2);
    }
    if (has_half(typed)) {
        return NULL;
    }
    return by_key("s", (const int64_t[]){whole, typed->tenths[1] / 10}, typed->number_count);
}

/* Lengths are stored in steps: a ski of 138 cm stands under 135. */
static int64_t stepped(int64_t number, int64_t step)
{
    return number / step * step;
}

static const struct goods_size *wheel(const struct typed_size *typed)
{
    if (typed->tenths[0] == 275) {
        return goods_codes_size_by_key(STR("w27-5"));
    }
    return has_half(typed) ? NULL : by_key("w", (const int64_t[]){typed->tenths[0] / 10}, 1);
}

static const struct goods_size *car_seat(const struct typed_size *typed)
{
    static const char *const kilos[] = {"kg", NULL};
    const int64_t range[] = {typed->tenths[0] / 10, typed->tenths[1] / 10};
    if (typed->number_count != 2 || has_half(typed)) {
        return NULL;
    }
    return by_key(has_word(typed, kilos) ? "car" : "isize", range, 2);
}

static const struct goods_size *in_system(const struct typed_size *typed, struct str system)
{
    const int64_t whole[] = {typed->tenths[0] / 10, typed->tenths[1] / 10};
    if (str_equal(system, STR("shoe"))) {
        return shoe(typed);
    }
    if (str_equal(system, STR("wheel"))) {
        return wheel(typed);
    }
    if (str_equal(system, STR("carseat"))) {
        return car_seat(typed);
    }
    if (str_equal(system, STR("mondo"))) {
        return by_key("mondo", (const int64_t[]){stepped(typed->tenths[0], 5)}, 1);
    }
    if (has_half(typed)) {
        return NULL;
    }
    if (str_equal(system, STR("body"))) {
        return by_key("h", whole, typed->number_count);
    }
    if (str_equal(system, STR("adult"))) {
        return by_key("n", whole, typed->number_count);
    }
    if (str_equal(system, STR("head"))) {
        return by_key("hat", whole, typed->number_count);
    }
    if (str_equal(system, STR("ski")) || str_equal(system, STR("pole"))) {
        return by_key(str_equal(system, STR("ski")) ? "ski" : "pole",
                      (const int64_t[]){stepped(whole[0], 5)}, 1);
    }
    return NULL;
}

/* Words alone: adult letters, or one size. */
static const struct goods_size *by_letters(const struct typed_size *typed)
{
    static const char *const one[] = {"one", "onesize", "universal", NULL};
    static const char *const letters[] = {"xxxs", "xxs", "xs",  "s",   "m",   "l",   "xl",  "xxl",
                                          "3xl",  "4xl", "5xl", "6xl", "7xl", "8xl", "9xl", NULL};
    if (has_word(typed, one)) {
        return goods_codes_size_by_key(STR("one"));
    }
    if (has_word(typed, (const char *const[]){"xxxl", NULL})) {
        return goods_codes_size_by_key(STR("a-3xl"));
    }
    if (has_word(typed, (const char *const[]){"2xl", NULL})) {
        return goods_codes_size_by_key(STR("a-xxl"));
    }
    for (const char *const *letter = letters; *letter != NULL; letter++) {
        if (has_word(typed, (const char *const[]){*letter, NULL})) {
            char key[8];
            const int len = snprintf(key, sizeof(key), "a-%s", *letter);
            return goods_codes_size_by_key((struct str){key, (size_t)len});
        }
    }
    return NULL;
}

static bool is_open(struct str system, const char *wanted)
{
    return system.len == 0 || str_equal(system, str_of(wanted));
}

const struct goods_size *goods_size_read(struct str typed_text, struct str system)
{
    static const char *const shoes[] = {"sko", "skor", "shoe", "shoes", NULL};
    static const char *const trial_order[] = {"body", "shoe", "adult"};
    struct typed_size typed;
    if (!take_apart(typed_text, &typed)) {
        return NULL;
    }
    if (typed.number_count == 0) {
        return is_open(system, "adult") || has_word(&typed, (const char *const[]){"one", NULL})
                   ? by_letters(&typed)
                   : NULL;
    }
    const enum age_unit unit = age_unit(&typed);
    if (unit != NO_AGE) {
        return is_open(system, "body") ? by_age(&typed, unit) : NULL;
    }
    if (system.len > 0) {
        return in_system(&typed, system);
    }
    if (has_word(&typed, shoes)) {
        return shoe(&typed);
    }
    for (size_t i = 0; i < sizeof(trial_order) / sizeof(trial_order[0]); i++) {
        const struct goods_size *size = in_system(&typed, str_of(trial_order[i]));
        if (size != NULL) {
            return size;
        }
    }
    return NULL;
}
