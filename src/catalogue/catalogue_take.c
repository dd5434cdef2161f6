/* SPDX-License-Identifier: EUPL-1.2 */
/* What the till does to a listing. */
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_seller_store.h"

#include "base/banned.h"

/* Ends the buyer's own hold and returns how many it had reserved. */
static enum status collect_hold(struct ctx *ctx, const struct listing *listing, int64_t hold_id,
                                int64_t *ret_count)
{
    struct stored_hold stored;
    bool changed = false;
    if (hold_id == 0) {
        *ret_count = 0;
        return OK;
    }
    TRY(catalogue_store_hold(ctx, hold_id, &stored));
    if (stored.hold.listing_id != listing->id) {
        return NOT_FOUND;
    }
    TRY(catalogue_store_end_hold(ctx, hold_id, HOLD_COLLECTED, &changed));
    if (changed) {
        TRY(goods_remark(ctx, listing->thing_id, GOODS_HOLD_ENDED, stored.hold.count, NO_I64));
    }
    *ret_count = changed ? stored.hold.count : 0;
    return OK;
}

/* What it was sold for, for those who set a price later. */
static enum status remember_price(struct ctx *ctx, const struct listing *listing, int64_t count,
                                  int64_t price_ore)
{
    struct thing thing;
    if (price_ore / count == 0) {
        return OK;
    }
    TRY(goods_thing(ctx, listing->thing_id, &thing));
    return catalogue_seller_store_sold(ctx, listing, thing.kind_key, price_ore / count, count);
}

enum status catalogue_take(struct ctx *ctx, int64_t tenant_id, int64_t listing_id, int64_t count,
                           int64_t price_ore, int64_t hold_id)
{
    struct indexed_listing row;
    int64_t collected = 0;
    TRY(catalogue_store_get(ctx, listing_id, &row));
    struct listing *listing = &row.listing;
    if (listing->tenant_id != tenant_id) {
        return NOT_FOUND;
    }
    if (listing->state == LISTING_SOLD) {
        return ctx_fail(ctx, CONFLICT, N_("This has been sold or given away already."), "count");
    }
    if (listing->state != LISTING_PUBLIC) {
        return ctx_fail(ctx, CONFLICT, N_("This is no longer for sale."), "count");
    }
    if (count < 1 || count > listing->count_left) {
        return ctx_fail(ctx, CONFLICT, N_("There are not so many left."), "count");
    }
    TRY(collect_hold(ctx, listing, hold_id, &collected));
    listing->held -= collected;
    if (listing->count_left - listing->held < count) {
        return ctx_fail(ctx, CONFLICT, N_("What is left is held for someone. Ask for their code."),
                        "hold");
    }
    listing->count_left -= count;
    if (listing->count_left == 0) {
        TRY(catalogue_index_end_holds(ctx, &row, hold_id, HOLD_CANCELLED));
        TRY(catalogue_index_remove(ctx, &row));
        listing->state = LISTING_SOLD;
        listing->ended_ms = ctx->now_ms;
    }
    TRY(remember_price(ctx, listing, count, price_ore));
    return catalogue_store_set(ctx, &row);
}

enum status catalogue_give_back(struct ctx *ctx, int64_t tenant_id, int64_t listing_id,
                                int64_t count, int64_t price_ore)
{
    struct indexed_listing row;
    struct thing thing;
    TRY(catalogue_store_get(ctx, listing_id, &row));
    struct listing *listing = &row.listing;
    if (listing->tenant_id != tenant_id) {
        return NOT_FOUND;
    }
    TRY(goods_thing(ctx, listing->thing_id, &thing));
    TRY(catalogue_seller_store_unsold(ctx, listing, price_ore / count, count));
    listing->count_left += count;
    if (listing->state == LISTING_SOLD && !goods_sellable(&thing)) {
        listing->state = LISTING_WITHDRAWN;
        TRY(goods_remark(ctx, listing->thing_id, GOODS_UNLISTED, listing->count_left, NO_I64));
    } else if (listing->state == LISTING_SOLD) {
        listing->state = LISTING_PUBLIC;
        listing->ended_ms = NO_I64;
        /* Back as the newest: an index has no place for it among those published since. */
        TRY(catalogue_store_next_seq(ctx, &listing->seq));
        TRY(catalogue_index_add(ctx, &row));
    }
    return catalogue_store_set(ctx, &row);
}
