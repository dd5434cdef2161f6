/* SPDX-License-Identifier: EUPL-1.2 */
/* Text views and their copies in arenas. */
#include "base/str.h"

#include <assert.h>
#include <stdio.h>

#include "base/arena.h"

#include "base/banned.h"

struct str str_copy(struct arena *arena, struct str s)
{
    char *bytes = arena_alloc(arena, s.len + 1);
    if (s.len > 0) {
        memcpy(bytes, s.ptr, s.len);
    }
    bytes[s.len] = '\0';
    return (struct str){bytes, s.len};
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    const int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    char *bytes = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(bytes, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){bytes, (size_t)len};
}

struct str str_of_i64(struct arena *arena, int64_t number)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    return str_copy(arena, (struct str){digits + at, sizeof(digits) - at});
}

struct str str_concat(struct arena *arena, struct str a, struct str b)
{
    char *bytes = arena_alloc(arena, a.len + b.len + 1);
    if (a.len > 0) {
        memcpy(bytes, a.ptr, a.len);
    }
    if (b.len > 0) {
        memcpy(bytes + a.len, b.ptr, b.len);
    }
    bytes[a.len + b.len] = '\0';
    return (struct str){bytes, a.len + b.len};
}

bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool str_equal_nocase(struct str a, struct str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.ptr[i]) != lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

int str_compare(struct str a, struct str b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
    if (order != 0) {
        return order;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}

bool str_starts_with(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends_with(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_equal(str_slice(s, s.len - suffix.len, s.len), suffix);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0) {
        return 0;
    }
    if (s.len == 0) {
        return -1;
    }
    const char *at = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return at == NULL ? -1 : at - s.ptr;
}

ptrdiff_t str_find_byte(struct str s, char c)
{
    if (s.len == 0) {
        return -1;
    }
    const char *at = memchr(s.ptr, c, s.len);
    return at == NULL ? -1 : at - s.ptr;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.len) {
        to = s.len;
    }
    if (s.len == 0 || from >= to) {
        return (struct str){"", 0};
    }
    return (struct str){s.ptr + from, to - from};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    size_t from = 0;
    size_t to = s.len;
    while (from < to && is_space(s.ptr[from])) {
        from++;
    }
    while (to > from && is_space(s.ptr[to - 1])) {
        to--;
    }
    return str_slice(s, from, to);
}

bool str_split(struct str *rest, char separator, struct str *ret_part)
{
    if (rest->ptr == NULL) {
        return false;
    }
    const ptrdiff_t at = str_find_byte(*rest, separator);
    if (at < 0) {
        *ret_part = *rest;
        *rest = (struct str){NULL, 0};
        return true;
    }
    *ret_part = (struct str){rest->ptr, (size_t)at};
    *rest = (struct str){rest->ptr + at + 1, rest->len - (size_t)at - 1};
    return true;
}

struct str str_lower_ascii(struct arena *arena, struct str s)
{
    char *bytes = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        bytes[i] = (char)lower(s.ptr[i]);
    }
    bytes[s.len] = '\0';
    return (struct str){bytes, s.len};
}

bool str_to_i64(struct str s, int64_t *ret_number)
{
    const bool negative = s.len > 0 && s.ptr[0] == '-';
    size_t i = negative ? 1 : 0;
    int64_t number = 0;
    if (i == s.len) {
        return false;
    }
    for (; i < s.len; i++) {
        const int digit = s.ptr[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(number, 10, &number) ||
            __builtin_sub_overflow(number, digit, &number)) {
            return false;
        }
    }
    /* Built as a negative number, whose range is one wider. */
    if (!negative && __builtin_sub_overflow((int64_t)0, number, &number)) {
        return false;
    }
    *ret_number = number;
    return true;
}

/* Length of the sequence that begins at s[i], or 0 if it is not valid UTF-8. */
static size_t utf8_sequence(struct str s, size_t i)
{
    const unsigned char *at = (const unsigned char *)s.ptr + i;
    const size_t left = s.len - i;
    if (at[0] < 0x80) {
        return 1;
    }
    if (at[0] < 0xC2 || at[0] > 0xF4) {
        return 0;
    }
    const size_t len = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    if (left < len) {
        return 0;
    }
    for (size_t k = 1; k < len; k++) {
        if ((at[k] & 0xC0) != 0x80) {
            return 0;
        }
    }
    if ((at[0] == 0xE0 && at[1] < 0xA0) || (at[0] == 0xED && at[1] > 0x9F) ||
        (at[0] == 0xF0 && at[1] < 0x90) || (at[0] == 0xF4 && at[1] > 0x8F)) {
        return 0;
    }
    return len;
}

bool str_is_utf8(struct str s)
{
    size_t i = 0;
    while (i < s.len) {
        const size_t step = utf8_sequence(s, i);
        if (step == 0) {
            return false;
        }
        i += step;
    }
    return true;
}

size_t str_utf8_length(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return count;
}

struct str str_utf8_prefix(struct str s, size_t code_points)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (((unsigned char)s.ptr[i] & 0xC0) != 0x80 && count++ == code_points) {
            return str_slice(s, 0, i);
        }
    }
    return s;
}

struct str str_hex(struct arena *arena, const void *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *in = bytes;
    char *out = arena_alloc(arena, 2 * len + 1);
    for (size_t i = 0; i < len; i++) {
        out[2 * i] = digits[in[i] >> 4];
        out[2 * i + 1] = digits[in[i] & 15];
    }
    out[2 * len] = '\0';
    return (struct str){out, 2 * len};
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const int letter = lower(c) - 'a';
    return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

bool str_from_hex(struct str s, void *ret_bytes, size_t len)
{
    unsigned char *out = ret_bytes;
    if (s.len != 2 * len) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (hex_value(s.ptr[i]) < 0) {
            return false;
        }
    }
    for (size_t i = 0; i < len; i++) {
        out[i] = (unsigned char)(hex_value(s.ptr[2 * i]) * 16 + hex_value(s.ptr[2 * i + 1]));
    }
    return true;
}
