/* SPDX-License-Identifier: EUPL-1.2 */
/* Borrowed, immutable text: a pointer and a length.
 *
 * Made by an arena or a literal it is always followed by a NUL byte, so `.ptr` may be given to
 * C functions; a slice (str_slice, str_trim, str_split) need not be. `.ptr` is never NULL in a
 * value made here; a zeroed struct is the empty string and is accepted everywhere. */
#ifndef OMBRUK_BASE_STR_H
#define OMBRUK_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
    const char *ptr;
    size_t len;
};

/* A literal: STR("abc"). The STR_INIT form initialises static data. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_INIT(literal)                                                                          \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).len, ((s).ptr == NULL ? "" : (s).ptr)

/* A view of a C string; NULL gives the empty string. */
static inline struct str str_of(const char *text)
{
    return text == NULL ? (struct str){"", 0} : (struct str){text, strlen(text)};
}

/* Copies into `arena`, NUL-terminated. */
struct str str_copy(struct arena *arena, struct str s);

/* printf into `arena`. */
struct str str_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* `number` in decimal digits. */
struct str str_of_i64(struct arena *arena, int64_t number);

/* `a` followed by `b`, in `arena`. */
struct str str_concat(struct arena *arena, struct str a, struct str b);

bool str_equal(struct str a, struct str b);
/* As str_equal, ASCII letters compared without case. */
bool str_equal_nocase(struct str a, struct str b);
/* Order of bytes, then length: negative, 0, positive. */
int str_compare(struct str a, struct str b);
bool str_starts_with(struct str s, struct str prefix);
bool str_ends_with(struct str s, struct str suffix);

/* Where `needle` begins in `s`, or -1. The empty needle is at 0. */
ptrdiff_t str_find(struct str s, struct str needle);
/* Where byte `c` first stands in `s`, or -1. */
ptrdiff_t str_find_byte(struct str s, char c);

/* Bytes [from, to) of `s`, both cut to the length. A view, not a copy. */
struct str str_slice(struct str s, size_t from, size_t to);
/* Without ASCII white space at both ends. A view. */
struct str str_trim(struct str s);

/* Takes the text up to `separator` (or all) from `*rest` and leaves the remainder there.
 * False when `*rest` was exhausted: a string of n separators yields n + 1 parts. Start with
 * `.ptr` not NULL; after the last part `rest->ptr` is NULL. */
bool str_split(struct str *rest, char separator, struct str *ret_part);

/* ASCII lower case, in `arena`. */
struct str str_lower_ascii(struct arena *arena, struct str s);

/* A whole decimal number with optional '-', nothing else; false on anything else or overflow. */
bool str_to_i64(struct str s, int64_t *ret_number);

/* True if `s` is valid UTF-8 (RFC 3629: no overlong forms, no surrogates). */
bool str_is_utf8(struct str s);
/* Code points in valid UTF-8. */
size_t str_utf8_length(struct str s);
/* The longest prefix of at most `code_points`, never cutting one apart. A view. */
struct str str_utf8_prefix(struct str s, size_t code_points);

/* Lower-case hexadecimal of `len` bytes, in `arena`; and back: false unless it is exactly
 * 2 × `len` hexadecimal digits. */
struct str str_hex(struct arena *arena, const void *bytes, size_t len);
bool str_from_hex(struct str s, void *ret_bytes, size_t len);

#endif
