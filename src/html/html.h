/* SPDX-License-Identifier: EUPL-1.2 */
/* What compiled templates call. tools/tmplc chooses the function by context; C code outside
 * templates only fills view structs. See tools/tmplc/README.md for the language. */
#ifndef OMBRUK_HTML_HTML_H
#define OMBRUK_HTML_HTML_H

#include "base/ctx.h"
#include "base/strbuf.h"

/* Ready markup. Made only by templates (html_render) and by cmark with raw HTML off. */
struct html {
    struct str markup;
};

/* A checked address: made by url_build() from a route pattern, or by one of the functions below. */
struct url {
    struct str href;
    bool fixed; /* written as it is, without the prefix: an asset, a photo, another language */
};

struct html_out {
    struct strbuf *buf;
    struct ctx *ctx;
    struct str prefix; /* put before our own links: "/c/slug/nn" */
    /* Gives the hidden field's value for <form method="post">; NULL where forms cannot be. */
    struct str (*form_token)(void *arg);
    void *form_token_arg;
};

typedef void html_body(struct html_out *out, const void *arg);

/* Renders `body(out, arg)` into ctx->mem as ready markup (for a fragment inside another view). */
struct html html_render(struct html_out *out, html_body *body, const void *arg);

/* ---- by context ---------------------------------------------------------------------------- */

void html_raw(struct html_out *out, const char *markup, size_t len); /* template literals only */
void html_text_str(struct html_out *out, struct str text);
void html_text_cstr(struct html_out *out, const char *text);
void html_text_i64(struct html_out *out, int64_t number);
void html_text_html(struct html_out *out, struct html html);
void html_attr_str(struct html_out *out, struct str text);
void html_attr_cstr(struct html_out *out, const char *text);
void html_attr_i64(struct html_out *out, int64_t number);

/* No other type compiles. */
#define HTML_TEXT(out, value)                                                                      \
    _Generic((value), struct str                                                                   \
             : html_text_str, struct html                                                          \
             : html_text_html, char *                                                              \
             : html_text_cstr, const char *                                                        \
             : html_text_cstr, int64_t                                                             \
             : html_text_i64, int                                                                  \
             : html_text_i64, size_t                                                               \
             : html_text_i64)((out), (value))
#define HTML_ATTR(out, value)                                                                      \
    _Generic((value), struct str                                                                   \
             : html_attr_str, char *                                                               \
             : html_attr_cstr, const char *                                                        \
             : html_attr_cstr, int64_t                                                             \
             : html_attr_i64, int                                                                  \
             : html_attr_i64, size_t                                                               \
             : html_attr_i64)((out), (value))

/* Truth of a value in {{ if }}: a non-empty text, a non-zero number, a non-NULL pointer, a list
 * with elements (tmplc writes v.list.count). */
static inline bool html_true_str(struct str s)
{
    return s.len > 0;
}
static inline bool html_true_html(struct html h)
{
    return h.markup.len > 0;
}
static inline bool html_true_url(struct url u)
{
    return u.href.len > 0;
}
static inline bool html_true_i64(int64_t number)
{
    return number != 0;
}
static inline bool html_true_bool(bool flag)
{
    return flag;
}
static inline bool html_true_ptr(const void *ptr)
{
    return ptr != NULL;
}
#define HTML_TRUE(value)                                                                           \
    _Generic((value), struct str                                                                   \
             : html_true_str, struct html                                                          \
             : html_true_html, struct url                                                          \
             : html_true_url, bool                                                                 \
             : html_true_bool, int64_t                                                             \
             : html_true_i64, int                                                                  \
             : html_true_i64, size_t                                                               \
             : html_true_i64, default                                                              \
             : html_true_ptr)(value)

/* ---- addresses ------------------------------------------------------------------------------- */

/* Fills a route pattern: "/ting/{}/hold", "/finn?kategori={}&side={}". Values are percent-encoded;
 * a query parameter whose value is empty (`.ptr == NULL`) is left out. */
struct url url_build(struct ctx *ctx, const char *pattern, const struct str *values, size_t count);
/* http:, https:, mailto:, tel: and geo: only; anything else gives the empty url. */
struct url url_external(struct ctx *ctx, struct str address);
/* An own address that takes no prefix: a photo, or this page in another language. `path` begins
 * with one "/"; anything else gives the empty url. */
struct url url_fixed(struct ctx *ctx, struct str path);
/* The served path of the embedded asset `name`; a missing one is a programming error. */
struct url url_asset(const char *name);
/* Writes an own address with the prefix before it (unless it is fixed), an external one as it is;
 * attribute-escaped. */
void html_url(struct html_out *out, struct url url);
/* The served path of an embedded asset ("app.css"); a missing one is a programming error. */
void html_asset(struct html_out *out, const char *name);

/* Symbol `id` of the sprite, drawn in the colour of the text around it and hidden from screen
 * readers: <svg class="ob-icon" aria-hidden="true" focusable="false"><use href="…#id"/></svg>, with
 * the served path of the asset "icons.svg". Ids are [a-z0-9-]; any other text writes nothing. */
void html_icon(struct html_out *out, struct str id);

/* A number or text as a url value. */
#define URL_VALUE(ctx, value)                                                                      \
    _Generic((value), struct str                                                                   \
             : url_value_str, char *                                                               \
             : url_value_cstr, const char *                                                        \
             : url_value_cstr, int64_t                                                             \
             : url_value_i64, int                                                                  \
             : url_value_i64, size_t                                                               \
             : url_value_i64)((ctx), (value))
struct str url_value_str(struct ctx *ctx, struct str value);
struct str url_value_cstr(struct ctx *ctx, const char *value);
struct str url_value_i64(struct ctx *ctx, int64_t value);

/* The hidden token field; tmplc puts it into every <form method="post">. */
void html_form_token(struct html_out *out);

#endif
