/* SPDX-License-Identifier: EUPL-1.2 */
/* Growing text with a maximum. */
#include "base/strbuf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"

#include "base/banned.h"

#define STRBUF_FIRST 256

void strbuf_init(struct strbuf *buf, size_t max)
{
    *buf = (struct strbuf){.max = max};
}

void strbuf_finish(struct strbuf *buf)
{
    free(buf->ptr);
    *buf = (struct strbuf){0};
}

void strbuf_clear(struct strbuf *buf)
{
    buf->len = 0;
    buf->overflow = false;
    if (buf->ptr != NULL) {
        buf->ptr[0] = '\0';
    }
}

void strbuf_grow(struct strbuf *buf, size_t more)
{
    if (buf->overflow || more > buf->max - buf->len) {
        buf->overflow = true;
        /* No room left: later appends come here too and are refused. */
        buf->capacity = buf->ptr == NULL ? 0 : buf->len + 1;
        return;
    }
    const size_t needed = buf->len + more + 1;
    if (needed <= buf->capacity) {
        return;
    }
    size_t capacity = buf->capacity == 0 ? STRBUF_FIRST : buf->capacity;
    while (capacity < needed) {
        capacity *= 2;
    }
    if (capacity > buf->max + 1) {
        capacity = buf->max + 1;
    }
    char *ptr = realloc(buf->ptr, capacity);
    if (ptr == NULL) {
        log_error("strbuf", "why=\"out of memory\" bytes=%zu", capacity);
        abort();
    }
    buf->ptr = ptr;
    buf->capacity = capacity;
}

void strbuf_cstr(struct strbuf *buf, const char *text)
{
    strbuf_bytes(buf, text, strlen(text));
}

void strbuf_i64(struct strbuf *buf, int64_t number)
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
    strbuf_bytes(buf, digits + at, sizeof(digits) - at);
}

void strbuf_format(struct strbuf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    const int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    strbuf_grow(buf, (size_t)len);
    if (!buf->overflow) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

struct str strbuf_copy(const struct strbuf *buf, struct arena *arena)
{
    return str_copy(arena, strbuf_view(buf));
}
