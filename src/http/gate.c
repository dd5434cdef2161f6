/* SPDX-License-Identifier: EUPL-1.2 */
/* The gate: one reading of a request or none. */
#include "http/http.h"

#include "base/banned.h"

static bool is_token_byte(unsigned char c)
{
    const unsigned char lower = c | 0x20;
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
           (c != 0 && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool is_token(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (!is_token_byte((unsigned char)name.ptr[i])) {
            return false;
        }
    }
    return name.len > 0;
}

static bool is_field_value(struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        if ((c < ' ' && c != '\t') || c == 0x7F) {
            return false;
        }
    }
    return true;
}

static bool is_digits(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len > 0 && text.len <= 18;
}

/* name, IPv4, or [IPv6], with an optional port; nothing that could be taken for a path. */
static bool is_host(struct str host)
{
    for (size_t i = 0; i < host.len; i++) {
        const char c = host.ptr[i];
        const char lower = (char)(c | 0x20);
        const bool plain = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
        if (!plain && (c == '\0' || strchr("-._:[]", c) == NULL)) {
            return false;
        }
    }
    return host.len > 0 && host.len <= 255;
}

static bool is_target(struct str target)
{
    if (target.len == 0 || target.ptr[0] != '/') {
        return false;
    }
    for (size_t i = 0; i < target.len; i++) {
        const unsigned char c = (unsigned char)target.ptr[i];
        if (c <= ' ' || c >= 0x7F || c == '#' || c == '\\') {
            return false;
        }
    }
    return true;
}

struct framing {
    int hosts;
    int lengths;
    int encodings;
    size_t bytes;
};

static bool take_header(struct framing *framing, const struct http_header *header)
{
    if (!is_token(header->name) || !is_field_value(header->value)) {
        return false;
    }
    framing->bytes += header->name.len + header->value.len;
    if (str_equal_nocase(header->name, STR("host"))) {
        framing->hosts++;
        return is_host(header->value);
    }
    if (str_equal_nocase(header->name, STR("content-length"))) {
        framing->lengths++;
        return is_digits(header->value);
    }
    if (str_equal_nocase(header->name, STR("transfer-encoding"))) {
        framing->encodings++;
        return str_equal_nocase(header->value, STR("chunked"));
    }
    return !str_equal_nocase(header->name, STR("content-encoding"));
}

enum status http_gate(const struct request *req)
{
    struct framing framing = {0};
    if (req->target.len > HTTP_TARGET_MAX || req->header_count > HTTP_HEADERS_MAX) {
        return TOO_LARGE;
    }
    if (!is_target(req->target)) {
        return MALFORMED;
    }
    for (size_t i = 0; i < req->header_count; i++) {
        if (!take_header(&framing, &req->headers[i])) {
            return MALFORMED;
        }
    }
    if (framing.bytes > HTTP_HEADER_BYTES) {
        return TOO_LARGE;
    }
    const bool framed_once = framing.lengths + framing.encodings <= 1;
    return framing.hosts == 1 && framed_once ? OK : MALFORMED;
}
