/* SPDX-License-Identifier: EUPL-1.2 */
/* Addresses of things that have no page any more: they lead on, or say so. */
#include "catalogue/catalogue_item.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define MOVES_MAX 10

/* The code of the lot that it was put into and that is, or was, offered; NOT_FOUND. */
static enum status moved_to(struct ctx *ctx, struct str code, struct str *ret_code)
{
    struct thing thing;
    struct listing listing;
    TRY(goods_by_code(ctx, code, &thing));
    for (int i = 0; i < MOVES_MAX; i++) {
        int64_t into_id = 0;
        TRY(goods_merged_into(ctx, thing.id, &into_id));
        TRY(goods_thing(ctx, into_id, &thing));
        if (catalogue_by_code(ctx, thing.code, &listing) == OK) {
            *ret_code = thing.code;
            return OK;
        }
        ctx->err = (struct ctx_error){0};
    }
    return NOT_FOUND;
}

static enum status show_gone(struct ctx *ctx, struct request *req, struct response *res,
                             const struct listing *listing)
{
    struct gone_view view = {0};
    struct shop_names names;
    TRY(catalogue_cards_shops(ctx, &names));
    centre_page(ctx, req, PAGE_PUBLIC, N_("This is no longer for sale."), "/finn", &view.page);
    view.page.noindex = true;
    view.state = (struct empty_state){
        .picture = url_asset("scene-teddy.svg"),
        .heading = str_of(i18n_text(ctx->lang, N_("This is no longer for sale."))),
        .text = str_of(i18n_text(ctx->lang, N_("It is sold, or the shop has taken it back. Things "
                                               "like it may be here."))),
        .url = url_build(ctx, "/finn", NULL, 0),
        .act = str_of(i18n_text(ctx->lang, N_("Find things"))),
    };
    TRY(catalogue_item_similar(ctx, &names, listing, &view.similar, &view.similar_url));
    struct html_out out = centre_out(ctx, req, res);
    catalogue_gone_html(&out, &view);
    res->code = 410;
    return OK;
}

enum status catalogue_item_gone(struct ctx *ctx, struct request *req, struct response *res,
                                struct str code, const struct listing *listing)
{
    struct str new_code;
    const enum status moved = moved_to(ctx, code, &new_code);
    if (moved == OK && !req->again) {
        TRY(response_redirect(ctx, req, res, str_concat(ctx->mem, STR("/ting/"), new_code)));
        res->code = 301;
        return OK;
    }
    if (moved != OK && moved != NOT_FOUND) {
        return moved;
    }
    ctx->err = (struct ctx_error){0};
    return listing == NULL ? NOT_FOUND : show_gone(ctx, req, res, listing);
}
