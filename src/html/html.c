/* SPDX-License-Identifier: EUPL-1.2 */
/* What compiled templates call: writes values, escaped for the place where they stand. */
#include "html/html.h"

#include <assert.h>

#include "html/escape.h"
#include "http/assets.h"
#include "http/form.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define FRAGMENT_MAX ((size_t)4 * 1024 * 1024)
#define ICON_ID_MAX  40

struct html html_render(struct html_out *out, html_body *body, const void *arg)
{
    struct strbuf buf;
    strbuf_init(&buf, FRAGMENT_MAX);
    struct html_out inner = *out;
    inner.buf = &buf;
    body(&inner, arg);
    const struct html html = {strbuf_copy(&buf, out->ctx->mem)};
    if (buf.overflow) {
        out->buf->overflow = true;
    }
    strbuf_finish(&buf);
    return html;
}

/* ---- by context -------------------------------------------------------------------------------
 */

void html_raw(struct html_out *out, const char *markup, size_t len)
{
    strbuf_bytes(out->buf, markup, len);
}

void html_text_str(struct html_out *out, struct str text)
{
    escape_text(out->buf, text);
}

void html_text_cstr(struct html_out *out, const char *text)
{
    escape_text(out->buf, str_of(text));
}

void html_text_i64(struct html_out *out, int64_t number)
{
    strbuf_i64(out->buf, number);
}

void html_text_html(struct html_out *out, struct html html)
{
    strbuf_str(out->buf, html.markup);
}

void html_attr_str(struct html_out *out, struct str text)
{
    escape_attribute(out->buf, text);
}

void html_attr_cstr(struct html_out *out, const char *text)
{
    escape_attribute(out->buf, str_of(text));
}

void html_attr_i64(struct html_out *out, int64_t number)
{
    strbuf_i64(out->buf, number);
}

void html_jsonld(struct html_out *out, struct str json)
{
    escape_script_json(out->buf, json);
}

/* ---- translations -----------------------------------------------------------------------------
 */

static void write_at(struct html_out *out, enum html_place place, struct str text)
{
    if (place == HTML_IN_TEXT) {
        escape_text(out->buf, text);
    } else {
        escape_attribute(out->buf, text);
    }
}

static void write_filled(struct html_out *out, enum html_place place, const char *translated,
                         const struct i18n_arg *args, size_t arg_count)
{
    write_at(out, place,
             arg_count == 0 ? str_of(translated)
                            : i18n_replace(out->ctx, translated, args, arg_count));
}

void html_t(struct html_out *out, enum html_place place, const char *source,
            const struct i18n_arg *args, size_t arg_count)
{
    write_filled(out, place, i18n_text(out->ctx->lang, source), args, arg_count);
}

void html_tn(struct html_out *out, enum html_place place, const char *one, const char *many,
             int64_t count, const struct i18n_arg *args, size_t arg_count)
{
    write_filled(out, place, i18n_plural(out->ctx->lang, one, many, count), args, arg_count);
}

struct str html_argument_str(struct ctx *ctx, struct str value)
{
    (void)ctx;
    return value;
}

struct str html_argument_cstr(struct ctx *ctx, const char *value)
{
    (void)ctx;
    return str_of(value);
}

struct str html_argument_i64(struct ctx *ctx, int64_t value)
{
    return i18n_number(ctx, value);
}

/* ---- addresses, icons, forms ------------------------------------------------------------------
 */

void html_url(struct html_out *out, struct url url)
{
    const enum url_kind kind = url_kind_of(url);
    if (kind == URL_NONE) {
        return;
    }
    if (kind == URL_OWN) {
        escape_attribute(out->buf, out->prefix);
    }
    escape_attribute(out->buf, url.href);
}

void html_url_own(struct html_out *out, struct url url)
{
    if (url_kind_of(url) != URL_EXTERNAL) {
        html_url(out, url);
    }
}

void html_asset(struct html_out *out, const char *name)
{
    escape_attribute(out->buf, url_asset(name).href);
}

static bool is_icon_id(struct str id)
{
    for (size_t i = 0; i < id.len; i++) {
        const char c = id.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return id.len > 0 && id.len <= ICON_ID_MAX;
}

void html_icon(struct html_out *out, struct str id)
{
    if (!is_icon_id(id)) {
        return;
    }
    strbuf_literal(out->buf,
                   "<svg class=\"ob-icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"");
    html_asset(out, "icons.svg");
    strbuf_literal(out->buf, "#");
    strbuf_str(out->buf, id);
    strbuf_literal(out->buf, "\"/></svg>");
}

void html_form_token(struct html_out *out)
{
    assert(out->form_token != NULL);
    strbuf_literal(out->buf, "<input type=\"hidden\" name=\"" FORM_TOKEN_FIELD "\" value=\"");
    escape_attribute(out->buf, out->form_token(out->form_token_arg));
    strbuf_literal(out->buf, "\">");
}
