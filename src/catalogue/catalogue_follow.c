/* SPDX-License-Identifier: EUPL-1.2 */
/* What is offered, when the ledger has changed behind it. */
#include "catalogue/catalogue_index.h"

#include "base/banned.h"

#define FOLLOW_STEP 100

/* As many as there are; holds end when they are more than that. */
static enum status offer_what_is_left(struct ctx *ctx, struct indexed_listing *row,
                                      const struct thing *thing)
{
    if (row->listing.held > thing->count) {
        TRY(catalogue_index_end_holds(ctx, row, 0, HOLD_CANCELLED));
    }
    row->listing.count_left = thing->count;
    TRY(catalogue_store_set(ctx, row));
    return goods_remark(ctx, thing->id, GOODS_LISTED, thing->count, row->listing.price_ore);
}

/* Off sale; whoever held it is told when it was stopped, and not merely gone. */
static enum status take_off(struct ctx *ctx, const struct listing *listing,
                            const struct thing *thing)
{
    struct stored_holds holds;
    TRY(catalogue_store_holds_on(ctx, listing->id, HOLD_ACTIVE, &holds));
    TRY(catalogue_withdraw(ctx, listing->tenant_id, listing->id));
    return goods_sellable(thing) ? OK : catalogue_hold_mail_stopped(ctx, listing, &holds);
}

static enum status follow(struct ctx *ctx, void *arg)
{
    const int64_t *thing_id = arg;
    struct indexed_listing row;
    struct thing thing;
    TRY(goods_thing(ctx, *thing_id, &thing));
    if (thing.listed != LISTED_CHANGED) {
        return OK;
    }
    const enum status found = catalogue_store_by_code(ctx, thing.code, &row);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const bool is_public = found == OK && row.listing.state == LISTING_PUBLIC;
    if (is_public && goods_sellable(&thing) && thing.count > 0) {
        return offer_what_is_left(ctx, &row, &thing);
    }
    return is_public ? take_off(ctx, &row.listing, &thing)
                     : goods_remark(ctx, thing.id, GOODS_UNLISTED, thing.count, NO_I64);
}

enum status catalogue_follow(struct ctx *ctx, int64_t *ret_followed)
{
    struct things changed;
    TRY(goods_listed_changed(ctx, FOLLOW_STEP, &changed));
    for (size_t i = 0; i < changed.count; i++) {
        TRY(db_write(ctx, follow, &changed.ptr[i].id));
    }
    *ret_followed = (int64_t)changed.count;
    return OK;
}
