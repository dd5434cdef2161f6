/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeping a lot at a station for somebody, so that nobody else gives it away meanwhile. */
#include "goods/goods_record.h"

#include "base/banned.h"

struct reserving {
    int64_t thing_id;
    int64_t owner_id;
};

static enum status reserve(struct ctx *ctx, void *arg)
{
    const struct reserving *reserving = arg;
    struct stored_thing stored;
    int64_t owner_id = NO_I64;
    TRY(goods_record_at_station(ctx, reserving->thing_id, &stored));
    TRY(goods_reserved_for(ctx, reserving->thing_id, &owner_id));
    if (owner_id == reserving->owner_id) {
        return OK;
    }
    if (owner_id != NO_I64) {
        return ctx_fail(ctx, CONFLICT, N_("This lot is part of another round."), NULL);
    }
    return goods_store_add_reservation(ctx, reserving->thing_id, reserving->owner_id);
}

enum status goods_reserve(struct ctx *ctx, int64_t thing_id, int64_t owner_id)
{
    struct reserving reserving = {thing_id, owner_id};
    return db_write(ctx, reserve, &reserving);
}

static enum status release(struct ctx *ctx, void *arg)
{
    const struct reserving *reserving = arg;
    return goods_store_remove_reservation(ctx, reserving->thing_id, reserving->owner_id);
}

enum status goods_release(struct ctx *ctx, int64_t thing_id, int64_t owner_id)
{
    struct reserving reserving = {thing_id, owner_id};
    return db_write(ctx, release, &reserving);
}
