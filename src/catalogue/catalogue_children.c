/* SPDX-License-Identifier: EUPL-1.2 */
/* Children in a signed cookie, and the size a child has at its age. */
#include "catalogue/catalogue_children.h"

#include <sodium.h>

#include "base/day.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "catalogue/catalogue_ages.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"
#include "http/percent.h"

#include "base/banned.h"

#define COOKIE       "ob_children"
#define COOKIE_S     (INT64_C(365) * 24 * 3600)
#define COOKIE_BYTES ((size_t)3000)
#define MAC_BYTES    16
#define MAC_HEX      ((size_t)32)

static int64_t this_month(struct ctx *ctx)
{
    const struct date today = day_to_date(centre_today(ctx));
    return (int64_t)today.year * 12 + today.month - 1;
}

bool catalogue_children_month(struct ctx *ctx, struct str typed, int64_t *ret_born)
{
    int64_t year = 0;
    int64_t month = 0;
    if (typed.len != 7 || typed.ptr[4] != '-') {
        return false;
    }
    for (size_t i = 0; i < typed.len; i++) {
        const char c = typed.ptr[i];
        if (i == 4) {
            continue;
        }
        if (c < '0' || c > '9') {
            return false;
        }
        int64_t *part = i < 4 ? &year : &month;
        *part = *part * 10 + (c - '0');
    }
    const int64_t age = this_month(ctx) - (year * 12 + month - 1);
    *ret_born = year * 12 + month - 1;
    return month >= 1 && month <= 12 && age >= 0 && age < CHILD_MONTHS_MAX;
}

const struct goods_size *catalogue_children_size(struct ctx *ctx, const struct child *child)
{
    struct str key = child->size_key;
    if (child->born != NO_I64) {
        key = catalogue_growth_size(catalogue_growth_body, CATALOGUE_GROWTH_BODY,
                                    this_month(ctx) - child->born);
    }
    const struct goods_size *size = key.len == 0 ? NULL : goods_codes_size_by_key(key);
    return size != NULL && str_equal(size->system, STR("body")) && size->min == size->max ? size
                                                                                          : NULL;
}

struct str catalogue_children_sizes(struct ctx *ctx, const struct child *child)
{
    const struct str body = catalogue_children_size(ctx, child)->key;
    const struct str shoe =
        child->born == NO_I64 ? STR("")
                              : catalogue_growth_size(catalogue_growth_shoe, CATALOGUE_GROWTH_SHOE,
                                                      this_month(ctx) - child->born);
    return shoe.len == 0 ? body
                         : str_format(ctx->mem, "%.*s%c%.*s", STR_ARG(body), CATALOGUE_LIST_MARK,
                                      STR_ARG(shoe));
}

struct str catalogue_children_span(struct ctx *ctx, const struct goods_size *size)
{
    const struct goods_size *next = goods_size_next(size);
    const struct str name = size->name.in[ctx->lang];
    return next == NULL ? name
                        : str_format(ctx->mem, "%.*s–%.*s", STR_ARG(name),
                                     STR_ARG(next->name.in[ctx->lang]));
}

/* ---- the cookie: MAC, then NAME:SIZE or NAME:YYYY-MM for each, '!' between ---------------------
 */

static struct str mac_of(struct ctx *ctx, const struct request *req, struct str text)
{
    unsigned char mac[MAC_BYTES];
    const struct str signed_text =
        str_format(ctx->mem, "children:%lld:%.*s", (long long)ctx->centre_id, STR_ARG(text));
    crypto_generichash(mac, sizeof(mac), (const unsigned char *)signed_text.ptr, signed_text.len,
                       req->app->secret, sizeof(req->app->secret));
    return str_hex(ctx->mem, mac, sizeof(mac));
}

static struct str next_part(struct str *rest, char end)
{
    const ptrdiff_t at = str_find_byte(*rest, end);
    const size_t len = at < 0 ? rest->len : (size_t)at;
    const struct str part = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, len + 1, rest->len);
    return part;
}

static bool read_child(struct ctx *ctx, struct str text, struct child *child)
{
    const struct str name = next_part(&text, ':');
    *child = (struct child){.size_key = STR(""), .born = NO_I64};
    if (!percent_decode(ctx->mem, name, false, &child->name) || child->name.len == 0) {
        return false;
    }
    if (!catalogue_children_month(ctx, text, &child->born)) {
        child->born = NO_I64;
        child->size_key = str_copy(ctx->mem, text);
    }
    return catalogue_children_size(ctx, child) != NULL;
}

struct children catalogue_children_read(struct ctx *ctx, const struct request *req)
{
    struct children children = {.count = 0};
    const struct str cookie = request_cookie(req, COOKIE);
    if (cookie.len <= MAC_HEX || cookie.len > COOKIE_BYTES) {
        return children;
    }
    struct str rest = str_slice(cookie, MAC_HEX, cookie.len);
    const struct str mac = mac_of(ctx, req, rest);
    if (sodium_memcmp(mac.ptr, cookie.ptr, MAC_HEX) != 0) {
        return children;
    }
    while (rest.len > 0 && children.count < CHILDREN_MAX) {
        /* A child that has grown up is left out. */
        if (read_child(ctx, next_part(&rest, '!'), &children.items[children.count])) {
            children.count++;
        }
    }
    return children;
}

static void write_child(struct ctx *ctx, struct strbuf *out, const struct child *child)
{
    strbuf_cstr(out, strbuf_view(out).len > 0 ? "!" : "");
    strbuf_str(out, percent_encode(ctx->mem, child->name));
    if (child->born == NO_I64) {
        strbuf_format(out, ":%.*s", STR_ARG(child->size_key));
    } else {
        strbuf_format(out, ":%04lld-%02lld", (long long)(child->born / 12),
                      (long long)(child->born % 12 + 1));
    }
}

void catalogue_children_keep(struct ctx *ctx, const struct request *req, struct response *res,
                             const struct children *children)
{
    struct strbuf out;
    strbuf_init(&out, COOKIE_BYTES);
    for (size_t i = 0; i < children->count; i++) {
        write_child(ctx, &out, &children->items[i]);
    }
    const struct str text = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    response_cookie(ctx, req, res, COOKIE,
                    text.len == 0 ? STR("") : str_concat(ctx->mem, mac_of(ctx, req, text), text),
                    "/", text.len == 0 ? -1 : COOKIE_S);
}

/* ---- chips ----------------------------------------------------------------------------------- */

static void write_growth(struct strbuf *out, const struct growth *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        strbuf_format(out, "%s%d:%s", strbuf_view(out).len > 0 ? " " : "", rows[i].months,
                      rows[i].size_key == NULL ? "" : rows[i].size_key);
    }
}

/* "0:h50 1:h56 … 0:s15 …", for the browser that makes its own chips. */
static struct str growth_text(struct ctx *ctx)
{
    struct strbuf out;
    strbuf_init(&out, COOKIE_BYTES);
    write_growth(&out, catalogue_growth_body, CATALOGUE_GROWTH_BODY);
    write_growth(&out, catalogue_growth_shoe, CATALOGUE_GROWTH_SHOE);
    const struct str text = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    return text;
}

struct child_chips catalogue_children_chips(struct ctx *ctx, const struct request *req,
                                            const struct find_input *find)
{
    const struct children children = catalogue_children_read(ctx, req);
    struct child_chips chips = {.param = STR("storrelse"), .growth = growth_text(ctx)};
    struct find_input other = *find;
    other.after = STR("");
    other.sizes = STR("");
    other.grows = false;
    chips.url = catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &other);
    chips.page = url_build(ctx, "/barn", NULL, 0);
    for (size_t i = 0; i < children.count; i++) {
        const struct child *child = &children.items[i];
        const struct goods_size *size = catalogue_children_size(ctx, child);
        const struct str sizes = catalogue_children_sizes(ctx, child);
        const bool chosen = find->grows && str_equal(find->sizes, sizes);
        other.sizes = chosen ? STR("") : sizes;
        other.grows = !chosen;
        vec_push(ctx->mem, &chips.known,
                 (struct child_chip){.letter = str_utf8_prefix(child->name, 1),
                                     .name = child->name,
                                     .span = catalogue_children_span(ctx, size),
                                     .url = catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &other),
                                     .chosen = chosen});
    }
    return chips;
}
