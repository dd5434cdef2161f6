/* SPDX-License-Identifier: EUPL-1.2 */
/* Escaping of text for each place in HTML. */
#include "html/escape.h"

#include "base/banned.h"

/* Which bytes need something else, by place; a bit each. */
enum {
    IN_TEXT = 1,
    IN_ATTRIBUTE = 2,
    IN_JSON = 4
};

static const unsigned char special[256] = {
    ['&'] = IN_TEXT | IN_ATTRIBUTE | IN_JSON,
    ['<'] = IN_TEXT | IN_ATTRIBUTE | IN_JSON,
    ['>'] = IN_TEXT | IN_ATTRIBUTE | IN_JSON,
    ['"'] = IN_ATTRIBUTE,
    ['\''] = IN_ATTRIBUTE,
    [0xe2] = IN_JSON, /* first byte of U+2028 */
};

static struct str entity(char c)
{
    switch (c) {
    case '&':
        return STR("&amp;");
    case '<':
        return STR("&lt;");
    case '>':
        return STR("&gt;");
    case '"':
        return STR("&#34;");
    default:
        return STR("&#39;");
    }
}

/* Bytes up to the next special one, at most all. */
static size_t plain_run(const char *ptr, size_t len, unsigned char place)
{
    size_t run = 0;
    while (run < len && (special[(unsigned char)ptr[run]] & place) == 0) {
        run++;
    }
    return run;
}

static void escape_entities(struct strbuf *out, struct str text, unsigned char place)
{
    size_t at = 0;
    while (at < text.len) {
        const size_t run = plain_run(text.ptr + at, text.len - at, place);
        strbuf_bytes(out, text.ptr + at, run);
        at += run;
        if (at < text.len) {
            strbuf_str(out, entity(text.ptr[at]));
            at++;
        }
    }
}

void escape_text(struct strbuf *out, struct str text)
{
    escape_entities(out, text, IN_TEXT);
}

void escape_attribute(struct strbuf *out, struct str text)
{
    escape_entities(out, text, IN_ATTRIBUTE);
}

/* Bytes of `rest` that become one escape; 0 if its first byte stands for itself. */
static size_t json_special(struct str rest, const char **ret_escape)
{
    switch (rest.ptr[0]) {
    case '&':
        *ret_escape = "\\u0026";
        return 1;
    case '<':
        *ret_escape = "\\u003c";
        return 1;
    case '>':
        *ret_escape = "\\u003e";
        return 1;
    default:
        break;
    }
    if (str_starts_with(rest, STR("\xe2\x80\xa8"))) {
        *ret_escape = "\\u2028";
        return 3;
    }
    if (str_starts_with(rest, STR("\xe2\x80\xa9"))) {
        *ret_escape = "\\u2029";
        return 3;
    }
    return 0;
}

void escape_script_json(struct strbuf *out, struct str json)
{
    size_t at = 0;
    while (at < json.len) {
        const size_t run = plain_run(json.ptr + at, json.len - at, IN_JSON);
        strbuf_bytes(out, json.ptr + at, run);
        at += run;
        if (at == json.len) {
            return;
        }
        const char *escape = NULL;
        const size_t taken = json_special(str_slice(json, at, json.len), &escape);
        if (taken == 0) {
            strbuf_byte(out, json.ptr[at]);
            at++;
        } else {
            strbuf_cstr(out, escape);
            at += taken;
        }
    }
}
