/* SPDX-License-Identifier: EUPL-1.2 */
/* Selling and undoing. */
#include "sales/sales.h"

#include "base/id.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "sales/sales_store.h"

#include "base/banned.h"

#define KEY_MAX 64

struct selling {
    int64_t tenant_id;
    const struct new_sale *input;
    struct sale sale;
    bool is_new;
};

static enum status sell(struct ctx *ctx, void *arg)
{
    struct selling *selling = arg;
    const struct new_sale *input = selling->input;
    struct sale *sale = &selling->sale;
    struct listing listing;
    const enum status known = sales_store_by_key(ctx, input->key, sale);
    if (known != NOT_FOUND) {
        selling->is_new = false;
        return known == OK && sale->tenant_id != selling->tenant_id ? NOT_FOUND : known;
    }
    TRY(catalogue_listing(ctx, input->listing_id, &listing));
    if (listing.tenant_id != selling->tenant_id) {
        return NOT_FOUND;
    }
    TRY(catalogue_take(ctx, selling->tenant_id, listing.id, input->count, input->price_ore,
                       input->hold_id));
    *sale = (struct sale){
        .id = id_new(),
        .tenant_id = selling->tenant_id,
        .at_ms = ctx->now_ms,
        .day = centre_today(ctx),
        .total_ore = input->price_ore,
        .undone_ms = NO_I64,
        .listing_id = listing.id,
        .thing_id = listing.thing_id,
        .count = input->count,
    };
    TRY(goods_hand_over(ctx, listing.thing_id, selling->tenant_id, input->count, input->price_ore,
                        &sale->event_id));
    TRY(sales_store_add(ctx, sale, input->key, input->hold_id));
    selling->is_new = true;
    return OK;
}

enum status sales_sell(struct ctx *ctx, int64_t tenant_id, const struct new_sale *sale,
                       struct sale *ret_sale, bool *ret_new)
{
    struct selling selling = {.tenant_id = tenant_id, .input = sale};
    if (sale->price_ore < 0 || sale->price_ore > CATALOGUE_PRICE_MAX_ORE) {
        return ctx_fail(ctx, INVALID, N_("The price must be from 0 to 100 000 kr."), "price");
    }
    if (sale->key.len == 0 || sale->key.len > KEY_MAX) {
        return INVALID;
    }
    TRY(db_write(ctx, sell, &selling));
    *ret_sale = selling.sale;
    *ret_new = selling.is_new;
    return OK;
}

struct undoing {
    int64_t tenant_id;
    int64_t sale_id;
};

static enum status undo(struct ctx *ctx, void *arg)
{
    const struct undoing *undoing = arg;
    struct sale sale;
    TRY(sales_get(ctx, undoing->tenant_id, undoing->sale_id, &sale));
    if (sale.undone_ms != NO_I64) {
        return ctx_fail(ctx, CONFLICT, N_("This sale is undone already."), NULL);
    }
    if (sale.day != centre_today(ctx)) {
        return ctx_fail(ctx, CONFLICT, N_("Only sales of today can be undone."), NULL);
    }
    TRY(sales_store_undo(ctx, sale.id));
    TRY(goods_undo_hand_over(ctx, sale.event_id, undoing->tenant_id));
    return catalogue_give_back(ctx, undoing->tenant_id, sale.listing_id, sale.count,
                               sale.total_ore);
}

enum status sales_undo(struct ctx *ctx, int64_t tenant_id, int64_t sale_id)
{
    struct undoing undoing = {tenant_id, sale_id};
    return db_write(ctx, undo, &undoing);
}

enum status sales_get(struct ctx *ctx, int64_t tenant_id, int64_t sale_id, struct sale *ret_sale)
{
    struct sale sale;
    TRY(sales_store_get(ctx, sale_id, &sale));
    if (sale.tenant_id != tenant_id) {
        return NOT_FOUND;
    }
    *ret_sale = sale;
    return OK;
}
