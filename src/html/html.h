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

/* Truth of a value in {{ if }}: a non-empty text, markup or address, a number that is not zero, a
 * pointer that is not NULL, a list (`ptr` and `count` first, as VEC makes it) with elements. Takes
 * the address of the value, so that one macro serves all types; what is none of them does not
 * compile. */
static inline bool html_true_str(const void *value)
{
    return ((const struct str *)value)->len > 0;
}
static inline bool html_true_html(const void *value)
{
    return ((const struct html *)value)->markup.len > 0;
}
static inline bool html_true_url(const void *value)
{
    return ((const struct url *)value)->href.len > 0;
}
static inline bool html_true_bool(const void *value)
{
    return *(const bool *)value;
}
static inline bool html_true_i64(const void *value)
{
    return *(const int64_t *)value != 0;
}
static inline bool html_true_size(const void *value)
{
    return *(const size_t *)value != 0;
}
static inline bool html_true_int(const void *value)
{
    return *(const int *)value != 0;
}
static inline bool html_true_unsigned(const void *value)
{
    return *(const unsigned *)value != 0;
}
static inline bool html_true_ptr(const void *value)
{
    const void *pointer = NULL;
    memcpy(&pointer, value, sizeof(pointer));
    return pointer != NULL;
}
struct html_list {
    const void *ptr;
    size_t count;
};
static inline bool html_true_list(const void *value)
{
    /* Any list's type: copied, as reading it through another type would be undefined. */
    struct html_list list;
    memcpy(&list, value, sizeof(list));
    return list.count > 0;
}
/* __builtin_classify_type: 12 for a struct, 5 for a pointer (gcc typeclass.h). */
#define HTML_IS_RECORD(value) (__builtin_classify_type(value) == 12)
#define HTML_IS_LIST(value)                                                                        \
    ((void)sizeof(struct {                                                                         \
         _Static_assert(!HTML_IS_RECORD(value) || sizeof(value) == sizeof(struct html_list) ||     \
                            sizeof(value) == sizeof(struct html_list) + sizeof(size_t),            \
                        "no list, text, address or number: {{ if }} cannot tell its truth");       \
         int checked;                                                                              \
     }),                                                                                           \
     HTML_IS_RECORD(value))
#define HTML_TRUE(value)                                                                           \
    _Generic((value), struct str                                                                   \
             : html_true_str, struct html                                                          \
             : html_true_html, struct url                                                          \
             : html_true_url, bool                                                                 \
             : html_true_bool, int64_t                                                             \
             : html_true_i64, size_t                                                               \
             : html_true_size, int                                                                 \
             : html_true_int, unsigned                                                             \
             : html_true_unsigned, default                                                         \
             : HTML_IS_LIST(value) ? html_true_list : html_true_ptr)(&(value))

/* ---- translations ---------------------------------------------------------------------------- */

enum html_place {
    HTML_IN_TEXT,
    HTML_IN_ATTRIBUTE
};

struct i18n_arg;

/* {{ t "…" }}: `source` in the language of out->ctx with its {names} replaced, escaped as a whole
 * for its place. xgettext --keyword=html_t:3 */
void html_t(struct html_out *out, enum html_place place, const char *source,
            const struct i18n_arg *args, size_t arg_count);
/* {{ tn "…" "…" count }}. xgettext --keyword=html_tn:3,4 */
void html_tn(struct html_out *out, enum html_place place, const char *one, const char *many,
             int64_t count, const struct i18n_arg *args, size_t arg_count);

/* A value for a {name}: text as it is, a number grouped as people read it (i18n_number). */
#define HTML_ARGUMENT(ctx, value)                                                                  \
    _Generic((value), struct str                                                                   \
             : html_argument_str, char *                                                           \
             : html_argument_cstr, const char *                                                    \
             : html_argument_cstr, int64_t                                                         \
             : html_argument_i64, int                                                              \
             : html_argument_i64, size_t                                                           \
             : html_argument_i64)((ctx), (value))
struct str html_argument_str(struct ctx *ctx, struct str value);
struct str html_argument_cstr(struct ctx *ctx, const char *value);
struct str html_argument_i64(struct ctx *ctx, int64_t value);

/* ---- data for search engines ------------------------------------------------------------------
 */

/* {{ jsonld v.data }}: printed JSON text inside <script type="application/ld+json">; `<`, `>`, `&`
 * and U+2028/9 become \u escapes, so that it cannot leave the script. */
void html_jsonld(struct html_out *out, struct str json);

/* ---- addresses ------------------------------------------------------------------------------- */

/* Fills a route pattern: "/ting/{}/hold", "/finn?kategori={}&side={}". Values are percent-encoded;
 * a query parameter whose value is empty is left out. An empty value in the path, which would make
 * another address of it, gives the empty url. */
struct url url_build(struct ctx *ctx, const char *pattern, const struct str *values, size_t count);
/* http://, https://, mailto:, tel: and geo: only, without spaces and control bytes; anything else
 * gives the empty url. */
struct url url_external(struct ctx *ctx, struct str address);
/* An own address that takes no prefix: a photo, or this page in another language. `path` begins
 * with one "/" and has no spaces, control bytes or backslashes; anything else gives the empty url.
 */
struct url url_fixed(struct ctx *ctx, struct str path);
/* What an address is. URL_NONE: empty, or made by none of these functions. */
enum url_kind {
    URL_NONE,
    URL_OWN,   /* takes the prefix */
    URL_FIXED, /* own, as it is */
    URL_EXTERNAL
};
enum url_kind url_kind_of(struct url url);
/* The served path of the embedded asset `name`; a missing one is a programming error. In a program
 * built without the front end (no assets at all) it is "/a/". */
struct url url_asset(const char *name);
/* Writes an own address with the prefix before it (unless it is fixed), an external one as it is;
 * attribute-escaped. What none of the functions above could have made writes nothing. */
void html_url(struct html_out *out, struct url url);
/* As html_url(), but an external address writes nothing: in action=, where the form token goes
 * along, in hx-…= and in the src of a script. */
void html_url_own(struct html_out *out, struct url url);
/* As url_asset(). */
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

/* What the templates of a set refer to, for the test that every address, asset and icon exists:
 * NAME_url_uses, NAME_asset_uses and NAME_icon_uses end with a row of NULL. */
struct tmplc_url_use {
    const char *pattern;
    const char *file;
    int line;
};
struct tmplc_name_use {
    const char *name;
    const char *file;
    int line;
};

/* The hidden token field; tmplc puts it into every <form method="post">. */
void html_form_token(struct html_out *out);

#endif
