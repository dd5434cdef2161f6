/* SPDX-License-Identifier: EUPL-1.2 */
/* Exact reading of amounts. */
#include "base/units.h"

#include <assert.h>

#include "base/banned.h"

#define MONEY_MAX_ORE INT64_C(1000000000)
#define GRAMS_MAX     INT64_C(100000000)

bool decimal_parse(struct str s, int decimals, int64_t *ret_scaled)
{
    const bool negative = s.len > 0 && s.ptr[0] == '-';
    int64_t number = 0;
    int left = decimals;
    bool point = false;
    bool digit_seen = false;
    for (size_t i = negative ? 1 : 0; i < s.len; i++) {
        const char c = s.ptr[i];
        if ((c == ',' || c == '.') && !point && digit_seen && i + 1 < s.len) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || (point && left-- == 0) ||
            __builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, c - '0', &number)) {
            return false;
        }
        digit_seen = true;
    }
    if (!digit_seen) {
        return false;
    }
    while (left-- > 0) {
        if (__builtin_mul_overflow(number, 10, &number)) {
            return false;
        }
    }
    *ret_scaled = negative ? -number : number;
    return true;
}

/* Copies `s` without grouping spaces (plain, U+00A0, U+202F) into `out`; a space must stand
 * before a group of exactly three digits. False if it does not fit or is not so. */
static bool without_groups(struct str s, char *out, size_t size, struct str *ret_plain)
{
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        size_t step = 0;
        if (s.ptr[i] == ' ') {
            step = 1;
        } else if (str_starts_with(str_slice(s, i, s.len), STR("\xC2\xA0"))) {
            step = 2;
        } else if (str_starts_with(str_slice(s, i, s.len), STR("\xE2\x80\xAF"))) {
            step = 3;
        }
        if (step > 0) {
            size_t digits = 0;
            while (i + step + digits < s.len && s.ptr[i + step + digits] >= '0' &&
                   s.ptr[i + step + digits] <= '9') {
                digits++;
            }
            if (digits != 3 || len == 0) {
                return false;
            }
            i += step - 1;
            continue;
        }
        if (len + 1 >= size) {
            return false;
        }
        out[len++] = s.ptr[i];
    }
    out[len] = '\0';
    *ret_plain = (struct str){out, len};
    return true;
}

static struct str without_suffix(struct str s, struct str suffix)
{
    if (s.len > suffix.len && str_equal_nocase(str_slice(s, s.len - suffix.len, s.len), suffix)) {
        return str_trim(str_slice(s, 0, s.len - suffix.len));
    }
    return s;
}

bool money_parse(struct str s, int64_t *ret_ore)
{
    char plain[40];
    struct str amount = str_trim(s);
    if (amount.len > 3 && str_equal_nocase(str_slice(amount, 0, 3), STR("NOK"))) {
        amount = str_trim(str_slice(amount, 3, amount.len));
    }
    amount = without_suffix(amount, STR("kr."));
    amount = without_suffix(amount, STR("kr"));
    amount = without_suffix(amount, STR(",-"));
    int64_t ore = 0;
    if (!without_groups(amount, plain, sizeof(plain), &amount) || !decimal_parse(amount, 2, &ore) ||
        amount.ptr[0] == '-' || ore > MONEY_MAX_ORE) {
        return false;
    }
    *ret_ore = ore;
    return true;
}

bool grams_parse(struct str s, int64_t *ret_g)
{
    char plain[40];
    struct str amount = str_trim(s);
    int decimals = 3;
    struct str kilos = without_suffix(amount, STR("kg"));
    if (kilos.len == amount.len) {
        const struct str grams = without_suffix(amount, STR("g"));
        decimals = grams.len == amount.len ? 3 : 0;
        kilos = grams;
    }
    int64_t g = 0;
    if (!without_groups(kilos, plain, sizeof(plain), &amount) ||
        !decimal_parse(amount, decimals, &g) || amount.ptr[0] == '-' || g > GRAMS_MAX) {
        return false;
    }
    *ret_g = g;
    return true;
}

bool scale_half_up(int64_t a, int64_t b, int64_t c, int64_t *ret_result)
{
    assert(c > 0);
    __extension__ typedef __int128 wide;
    const wide twice = (wide)a * b * 2 + c;
    const wide divisor = (wide)c * 2;
    wide result = twice / divisor;
    if (twice % divisor < 0) {
        result--;
    }
    if (result > INT64_MAX || result < INT64_MIN) {
        return false;
    }
    *ret_result = (int64_t)result;
    return true;
}

bool minute_parse(struct str s, int *ret_minute)
{
    int digits[4] = {0};
    int count = 0;
    int before_mark = -1;
    for (size_t i = 0; i < s.len; i++) {
        const char sign = s.ptr[i];
        if (sign >= '0' && sign <= '9' && count < 4) {
            digits[count++] = sign - '0';
        } else if ((sign == '.' || sign == ':') && before_mark < 0 && count > 0) {
            before_mark = count;
        } else {
            return false;
        }
    }
    const int hour_digits = before_mark >= 0 ? before_mark : count <= 2 ? count : count - 2;
    const int minute_digits = count - hour_digits;
    if (hour_digits < 1 || hour_digits > 2 || (minute_digits != 0 && minute_digits != 2) ||
        (before_mark >= 0 && minute_digits == 0)) {
        return false;
    }
    int hour = 0;
    int minute = 0;
    for (int i = 0; i < count; i++) {
        int *part = i < hour_digits ? &hour : &minute;
        *part = *part * 10 + digits[i];
    }
    if (minute > 59 || hour * 60 + minute > 24 * 60) {
        return false;
    }
    *ret_minute = hour * 60 + minute;
    return true;
}
