/* SPDX-License-Identifier: EUPL-1.2 */
/* The printed label, and the photos of things. */
#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_pages.h"
#include "goods_html.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

/* A shop prints labels for what it has in hand or is to pick up; station and office for all. */
static bool may_print(const struct ctx *ctx, const struct thing *thing)
{
    if ((ctx->actor.roles & (WHO_STATION_WORKER | WHO_OFFICE)) != 0) {
        return true;
    }
    return ctx->actor.owner_id != 0 &&
           (thing->holder_id == ctx->actor.owner_id || thing->allotted_to == ctx->actor.owner_id);
}

/* What the QR code opens: the thing's public address. */
static struct str label_target(struct ctx *ctx, const struct request *req, struct str code)
{
    const struct str host = request_header(req, "Host");
    if (req->app->public_url.len > 0) {
        return str_format(ctx->mem, "%.*s/ting/%.*s", STR_ARG(req->app->public_url), STR_ARG(code));
    }
    return str_format(ctx->mem, "%s://%.*s/ting/%.*s", req->secure ? "https" : "http",
                      STR_ARG(host), STR_ARG(code));
}

static enum status label_of(struct ctx *ctx, const struct request *req, const struct thing *thing,
                            struct label_view *view)
{
    struct holder holder;
    struct str svg;
    const struct goods_size *size =
        thing->size_key.len == 0 ? NULL : goods_codes_size_by_key(thing->size_key);
    TRY(goods_holder(ctx, thing->holder_id, &holder));
    TRY(qr_svg(ctx, label_target(ctx, req, thing->code), &svg));
    vec_push(ctx->mem, &view->labels,
             (struct label_item){
                 .qr = {svg},
                 .code = thing->code,
                 .code_last = str_slice(thing->code, thing->code.len - 4, thing->code.len),
                 .name = goods_name(ctx, thing),
                 .size = size == NULL ? STR("") : size->name.in[ctx->lang],
                 .price = STR(""),
                 .holder = holder.name,
                 .date = i18n_day(ctx, centre_day_of(ctx, thing->received_ms)),
             });
    return OK;
}

enum status goods_label_pdf(struct ctx *ctx, struct request *req, struct response *res)
{
    struct label_view view = {0};
    struct thing thing;
    struct str code;
    struct str pdf;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    TRY(goods_by_code(ctx, code, &thing));
    if (!may_print(ctx, &thing)) {
        return NOT_FOUND;
    }
    centre_page(ctx, req, PAGE_BARE, req->route->title, "", &view.page);
    view.page.print = true;
    TRY(label_of(ctx, req, &thing, &view));
    struct html_out out = centre_out(ctx, req, res);
    goods_label_html(&out, &view);
    const struct asset *css = asset_by_name("print.css");
    const struct str style =
        css == NULL ? STR("") : (struct str){(const char *)css->bytes, css->len};
    TRY(pdf_from_html(ctx, strbuf_view(&res->body), style, &pdf));
    strbuf_clear(&res->body);
    strbuf_str(&res->body, pdf);
    res->content_type = STR("application/pdf");
    response_header(
        ctx, res, "Content-Disposition",
        str_format(ctx->mem, "inline; filename=\"lapp-%.*s.pdf\"", STR_ARG(thing.code)));
    return OK;
}

/* "HASH-400.webp" */
enum status goods_photo(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct str name = req->params[0];
    const ptrdiff_t dash = str_find_byte(name, '-');
    const char *content_type = NULL;
    int64_t width = 0;
    bool final = false;
    (void)ctx;
    if (dash < 0 || !str_ends_with(name, STR(".webp")) ||
        !str_to_i64(str_slice(name, (size_t)dash + 1, name.len - 5), &width) || width > 1600) {
        return NOT_FOUND;
    }
    TRY(photo_open(str_slice(name, 0, (size_t)dash), (int)width, &res->file_fd, &res->file_size,
                   &content_type, &final));
    res->content_type = str_of(content_type);
    res->cache_control =
        final ? STR("public, max-age=31536000, immutable") : STR("public, max-age=10");
    return OK;
}
