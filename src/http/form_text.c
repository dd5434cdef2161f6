/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads shaped text by hand-written rules: each is short enough to be checked by eye. */
#include "http/form_text.h"

#include "base/arena.h"
#include "base/day.h"

#include "base/banned.h"

#define EMAIL_MAX       254
#define EMAIL_LOCAL_MAX 64
#define LABEL_MAX       63

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    const char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'z';
}

bool form_text_has_control(struct str text, const char *allowed)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const bool c1 = c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0;
        if (c1 || ((c < ' ' || c == 0x7F) && (c == 0 || strchr(allowed, c) == NULL))) {
            return true;
        }
    }
    return false;
}

static bool is_atom_byte(char c)
{
    return is_letter(c) || is_digit(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool is_dot_atom(struct str local)
{
    bool dot = true;
    for (size_t i = 0; i < local.len; i++) {
        if (local.ptr[i] == '.' ? dot : !is_atom_byte(local.ptr[i])) {
            return false;
        }
        dot = local.ptr[i] == '.';
    }
    return !dot && local.len <= EMAIL_LOCAL_MAX;
}

static bool is_label(struct str label)
{
    if (label.len == 0 || label.len > LABEL_MAX || label.ptr[0] == '-' ||
        label.ptr[label.len - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < label.len; i++) {
        if (!is_letter(label.ptr[i]) && !is_digit(label.ptr[i]) && label.ptr[i] != '-') {
            return false;
        }
    }
    return true;
}

static bool is_domain(struct str domain)
{
    struct str label = {0};
    int labels = 0;
    while (str_split(&domain, '.', &label)) {
        if (!is_label(label)) {
            return false;
        }
        labels++;
    }
    /* The last label of a numeric address is a number; no top domain begins with a digit. */
    return labels >= 2 && is_letter(label.ptr[0]);
}

bool form_text_email(struct arena *arena, struct str text, struct str *ret_email)
{
    const ptrdiff_t at = str_find_byte(text, '@');
    if (at < 0 || text.len > EMAIL_MAX) {
        return false;
    }
    const struct str local = str_slice(text, 0, (size_t)at);
    const struct str domain = str_slice(text, (size_t)at + 1, text.len);
    if (!is_dot_atom(local) || domain.len == 0 || !is_domain(domain)) {
        return false;
    }
    *ret_email =
        str_concat(arena, str_slice(text, 0, (size_t)at + 1), str_lower_ascii(arena, domain));
    return true;
}

/* Bytes of a space or no-break space (U+00A0, U+202F) at the start of `text`; 0 if none. */
static size_t space_length(struct str text)
{
    if (str_starts_with(text, STR(" "))) {
        return 1;
    }
    if (str_starts_with(text, STR("\xC2\xA0"))) {
        return 2;
    }
    return str_starts_with(text, STR("\xE2\x80\xAF")) ? 3 : 0;
}

/* Digits of `text` with a '+' first if it had one; false on anything that is not punctuation. */
static bool phone_digits(struct str text, char digits[17], size_t *ret_len)
{
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        const char c = text.ptr[i];
        const size_t space = space_length(str_slice(text, i, text.len));
        if (is_digit(c) || (c == '+' && len == 0)) {
            if (len == 16) {
                return false;
            }
            digits[len++] = c;
            i++;
        } else if (space > 0) {
            i += space;
        } else if (c == '-' || c == '.' || c == '(' || c == ')') {
            i++;
        } else {
            return false;
        }
    }
    *ret_len = len;
    return true;
}

bool form_text_phone(struct arena *arena, struct str text, struct str *ret_phone)
{
    char buffer[17];
    struct str digits = {buffer, 0};
    if (!phone_digits(text, buffer, &digits.len)) {
        return false;
    }
    if (str_starts_with(digits, STR("00"))) {
        digits = str_concat(arena, STR("+"), str_slice(digits, 2, digits.len));
    } else if (digits.len == 8 && buffer[0] >= '2' && buffer[0] <= '9') {
        digits = str_concat(arena, STR("+47"), digits);
    }
    if (digits.len < 8 || digits.len > 16 || digits.ptr[0] != '+' || digits.ptr[1] == '0') {
        return false;
    }
    if (str_starts_with(digits, STR("+47")) && digits.len != 11) {
        return false;
    }
    *ret_phone = str_copy(arena, digits);
    return true;
}

bool form_text_uuid(struct arena *arena, struct str text, struct str *ret_uuid)
{
    if (text.len != 36) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char lower = (char)(text.ptr[i] | 0x20);
        const bool hex = is_digit(text.ptr[i]) || (lower >= 'a' && lower <= 'f');
        if (dash ? text.ptr[i] != '-' : !hex) {
            return false;
        }
    }
    *ret_uuid = str_lower_ascii(arena, text);
    return true;
}

static bool part_to_int(struct str part, size_t digits_min, size_t digits_max, int *ret_number)
{
    int64_t number = 0;
    if (part.len < digits_min || part.len > digits_max || !is_digit(part.ptr[0]) ||
        !str_to_i64(part, &number)) {
        return false;
    }
    *ret_number = (int)number;
    return true;
}

bool form_text_day(struct str text, int64_t *ret_day)
{
    struct str day = {0};
    struct str month = {0};
    struct date date = {0};
    if (day_parse_iso(text, ret_day)) {
        return true;
    }
    if (!str_split(&text, '.', &day) || !str_split(&text, '.', &month) || text.ptr == NULL ||
        !part_to_int(day, 1, 2, &date.day) || !part_to_int(month, 1, 2, &date.month) ||
        !part_to_int(text, 4, 4, &date.year) || !day_date_is_valid(date)) {
        return false;
    }
    *ret_day = day_from_date(date);
    return true;
}

bool form_text_i64(struct arena *arena, struct str text, int64_t *ret_number)
{
    char *plain = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        const size_t space = space_length(str_slice(text, i, text.len));
        if (space > 0) {
            if (i == 0 || !is_digit(text.ptr[i - 1]) || i + space == text.len ||
                !is_digit(text.ptr[i + space])) {
                return false;
            }
            i += space;
        } else {
            plain[len++] = text.ptr[i++];
        }
    }
    return str_to_i64((struct str){plain, len}, ret_number);
}
