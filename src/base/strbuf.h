/* SPDX-License-Identifier: EUPL-1.2 */
/* A growing text with a mandatory maximum and a sticky error, checked once at the end.
 *
 * Lives in malloc'ed memory of its own (it may outlast an arena, e.g. a response body):
 * init/finish. Appending past the maximum writes nothing more and sets `.overflow`. */
#ifndef OMBRUK_BASE_STRBUF_H
#define OMBRUK_BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct strbuf {
    char *ptr;
    size_t len;
    size_t capacity;
    size_t max;
    bool overflow;
};

/* `max` is the most bytes it may ever hold, without the NUL. Allocates nothing yet. */
void strbuf_init(struct strbuf *buf, size_t max);
/* Frees; the struct is then as zeroed. Zeroed structs are accepted. */
void strbuf_finish(struct strbuf *buf);
/* Empties it and clears the error; keeps the memory. */
void strbuf_clear(struct strbuf *buf);

void strbuf_grow(struct strbuf *buf, size_t more);

static inline void strbuf_bytes(struct strbuf *buf, const char *ptr, size_t len)
{
    if (len >= buf->capacity - buf->len) {
        strbuf_grow(buf, len);
        if (buf->overflow) {
            return;
        }
    }
    if (len > 0) {
        memcpy(buf->ptr + buf->len, ptr, len);
    }
    buf->len += len;
    buf->ptr[buf->len] = '\0';
}

static inline void strbuf_str(struct strbuf *buf, struct str s)
{
    strbuf_bytes(buf, s.ptr, s.len);
}

static inline void strbuf_byte(struct strbuf *buf, char c)
{
    strbuf_bytes(buf, &c, 1);
}

#define strbuf_literal(buf, literal) strbuf_bytes((buf), "" literal, sizeof(literal) - 1)

void strbuf_cstr(struct strbuf *buf, const char *text);
/* Decimal digits of `number`. */
void strbuf_i64(struct strbuf *buf, int64_t number);
void strbuf_format(struct strbuf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What it holds, NUL-terminated; valid until the next change. */
static inline struct str strbuf_view(const struct strbuf *buf)
{
    return (struct str){buf->ptr == NULL ? "" : buf->ptr, buf->len};
}

/* A copy in `arena`. */
struct str strbuf_copy(const struct strbuf *buf, struct arena *arena);

#endif
