/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints JSON straight into a buffer. */
#include "json/json.h"

#include "base/banned.h"

static void comma(struct json_out *out)
{
    if (out->comma) {
        strbuf_byte(out->buf, ',');
    }
    out->comma = true;
}

static void begin(struct json_out *out, char bracket)
{
    comma(out);
    strbuf_byte(out->buf, bracket);
    out->comma = false;
}

static void end(struct json_out *out, char bracket)
{
    strbuf_byte(out->buf, bracket);
    out->comma = true;
}

void json_object_begin(struct json_out *out)
{
    begin(out, '{');
}

void json_object_end(struct json_out *out)
{
    end(out, '}');
}

void json_array_begin(struct json_out *out)
{
    begin(out, '[');
}

void json_array_end(struct json_out *out)
{
    end(out, ']');
}

static void put_escaped_byte(struct strbuf *buf, unsigned char c)
{
    static const char short_escapes[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                         ['\r'] = 'r', ['"'] = '"',  ['\\'] = '\\'};
    if (c < sizeof(short_escapes) && short_escapes[c] != 0) {
        strbuf_byte(buf, '\\');
        strbuf_byte(buf, short_escapes[c]);
    } else {
        strbuf_format(buf, "\\u%04x", c);
    }
}

static void put_utf8(struct strbuf *buf, struct str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || c == '"' || c == '\\' || c == 0x7F) {
            strbuf_bytes(buf, text.ptr + from, i - from);
            put_escaped_byte(buf, c);
            from = i + 1;
        }
    }
    strbuf_bytes(buf, text.ptr + from, text.len - from);
}

/* Bytes that are no UTF-8 would make the whole text unreadable to every reader. */
static void put_repaired(struct strbuf *buf, struct str text)
{
    while (text.len > 0) {
        size_t len = 1;
        while (len <= 4 && len <= text.len && !str_is_utf8(str_slice(text, 0, len))) {
            len++;
        }
        if (len > 4 || len > text.len) {
            strbuf_literal(buf, "\\ufffd");
            len = 1;
        } else {
            put_utf8(buf, str_slice(text, 0, len));
        }
        text = str_slice(text, len, text.len);
    }
}

static void put_text(struct strbuf *buf, struct str text)
{
    strbuf_byte(buf, '"');
    if (str_is_utf8(text)) {
        put_utf8(buf, text);
    } else {
        put_repaired(buf, text);
    }
    strbuf_byte(buf, '"');
}

void json_key(struct json_out *out, const char *name)
{
    comma(out);
    put_text(out->buf, str_of(name));
    strbuf_byte(out->buf, ':');
    out->comma = false;
}

void json_put_str(struct json_out *out, struct str value)
{
    comma(out);
    put_text(out->buf, value);
}

void json_put_i64(struct json_out *out, int64_t number)
{
    comma(out);
    strbuf_i64(out->buf, number);
}

void json_put_id(struct json_out *out, int64_t id)
{
    comma(out);
    strbuf_byte(out->buf, '"');
    strbuf_i64(out->buf, id);
    strbuf_byte(out->buf, '"');
}

void json_put_bool(struct json_out *out, bool flag)
{
    comma(out);
    strbuf_cstr(out->buf, flag ? "true" : "false");
}

void json_put_null(struct json_out *out)
{
    comma(out);
    strbuf_literal(out->buf, "null");
}
