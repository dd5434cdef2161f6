/* SPDX-License-Identifier: EUPL-1.2 */
/* Addresses: filled from route patterns, or checked. */
#include <assert.h>

#include "html/html.h"
#include "http/assets.h"

#include "base/banned.h"

#define URL_MAX ((size_t)8 * 1024)

/* RFC 3986, 2.3 unreserved: all else is percent-encoded in a value. */
static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static void percent_encode(struct strbuf *out, struct str value)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        if (is_unreserved((char)c)) {
            strbuf_byte(out, (char)c);
        } else {
            const char code[3] = {'%', digits[c >> 4], digits[c & 15]};
            strbuf_bytes(out, code, sizeof(code));
        }
    }
}

/* "name={}&name=value" of the query; a name with an empty value is left out. Returns how many
 * values it took. */
static size_t build_query(struct strbuf *out, struct str query, const struct str *values,
                          size_t count)
{
    size_t used = 0;
    char separator = '?';
    struct str part;
    while (str_split(&query, '&', &part)) {
        const ptrdiff_t hole = str_find(part, STR("{}"));
        assert(hole < 0 || used < count);
        const struct str value = hole < 0 ? STR("") : values[used++];
        if (hole >= 0 && value.len == 0) {
            continue;
        }
        strbuf_byte(out, separator);
        separator = '&';
        strbuf_str(out, hole < 0 ? part : str_slice(part, 0, (size_t)hole));
        percent_encode(out, value);
    }
    return used;
}

/* The path, or the fragment. False if a value is empty. Adds to `*used` how many it took. */
static bool build_path(struct strbuf *out, struct str path, const struct str *values, size_t count,
                       size_t *used)
{
    size_t at = 0;
    ptrdiff_t hole = 0;
    while ((hole = str_find(str_slice(path, at, path.len), STR("{}"))) >= 0) {
        strbuf_str(out, str_slice(path, at, at + (size_t)hole));
        at += (size_t)hole + 2;
        assert(*used < count);
        if (values[*used].len == 0) {
            return false;
        }
        percent_encode(out, values[(*used)++]);
    }
    strbuf_str(out, str_slice(path, at, path.len));
    return true;
}

static struct str cut_at(struct str *rest, char c)
{
    const ptrdiff_t at = str_find_byte(*rest, c);
    if (at < 0) {
        return STR("");
    }
    const struct str cut = str_slice(*rest, (size_t)at, rest->len);
    *rest = str_slice(*rest, 0, (size_t)at);
    return cut;
}

static bool build(struct strbuf *out, struct str path, const struct str *values, size_t count)
{
    const struct str fragment = cut_at(&path, '#');
    const struct str query = cut_at(&path, '?');
    size_t used = 0;
    if (!build_path(out, path, values, count, &used)) {
        return false;
    }
    if (query.len > 0) {
        const struct str *rest = used < count ? values + used : NULL;
        used += build_query(out, str_slice(query, 1, query.len), rest, count - used);
    }
    const bool built = build_path(out, fragment, values, count, &used);
    assert(!built || used == count);
    return built && !out->overflow;
}

struct url url_build(struct ctx *ctx, const char *pattern, const struct str *values, size_t count)
{
    struct url url = {0};
    struct strbuf out;
    strbuf_init(&out, URL_MAX);
    if (build(&out, str_of(pattern), values, count)) {
        url.href = strbuf_copy(&out, ctx->mem);
    }
    strbuf_finish(&out);
    return url;
}

/* Browsers drop line breaks and tabs and read a backslash as "/": none of them may be there. */
static bool is_clean(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c <= 0x20 || c == 0x7f || c == '\\') {
            return false;
        }
    }
    return true;
}

static bool is_external(struct str address)
{
    static const struct str schemes[] = {STR_INIT("https://"), STR_INIT("http://"),
                                         STR_INIT("mailto:"), STR_INIT("tel:"), STR_INIT("geo:")};
    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        if (address.len > schemes[i].len &&
            str_equal_nocase(str_slice(address, 0, schemes[i].len), schemes[i])) {
            return is_clean(address);
        }
    }
    return false;
}

static bool is_own(struct str path)
{
    return path.len > 0 && path.ptr[0] == '/' && (path.len == 1 || path.ptr[1] != '/') &&
           is_clean(path);
}

struct url url_external(struct ctx *ctx, struct str address)
{
    return is_external(address) ? (struct url){.href = str_copy(ctx->mem, address)}
                                : (struct url){0};
}

struct url url_fixed(struct ctx *ctx, struct str path)
{
    return is_own(path) ? (struct url){.href = str_copy(ctx->mem, path), .fixed = true}
                        : (struct url){0};
}

struct url url_asset(const char *name)
{
    const struct asset *asset = asset_by_name(name);
    assert(asset != NULL || assets[0].name == NULL);
    return (struct url){.href = asset == NULL ? STR("/a/") : str_of(asset->path), .fixed = true};
}

enum url_kind url_kind_of(struct url url)
{
    if (is_own(url.href)) {
        return url.fixed ? URL_FIXED : URL_OWN;
    }
    return is_external(url.href) ? URL_EXTERNAL : URL_NONE;
}

struct str url_value_str(struct ctx *ctx, struct str value)
{
    (void)ctx;
    return value;
}

struct str url_value_cstr(struct ctx *ctx, const char *value)
{
    (void)ctx;
    return str_of(value);
}

struct str url_value_i64(struct ctx *ctx, int64_t value)
{
    return str_of_i64(ctx->mem, value);
}
