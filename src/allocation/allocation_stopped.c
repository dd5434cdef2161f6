/* SPDX-License-Identifier: EUPL-1.2 */
/* What is stopped while a round waits for its draw is taken out of it: a stopped lot is never
 * shared out, and nobody waits for it. */
#include "allocation/allocation_stopped.h"

#include "allocation/allocation_mail.h"
#include "allocation/allocation_store.h"
#include "base/vec.h"

#include "base/banned.h"

#define LOT_STEP 500

static bool is_out(const struct thing *thing)
{
    return thing->blocked || thing->count == 0;
}

/* Its wishes go with it, and whoever had wished for it is told. */
static enum status take_out(struct ctx *ctx, const struct round *round, const struct thing *thing)
{
    struct i64_list shops;
    TRY(allocation_store_wishers(ctx, round->id, thing->id, &shops));
    TRY(allocation_store_forget_wishes(ctx, round->id, thing->id));
    TRY(allocation_store_remove_lot(ctx, round->id, thing->id));
    TRY(goods_release(ctx, thing->id, round->id));
    for (size_t i = 0; i < shops.count; i++) {
        TRY(allocation_mail_stopped(ctx, round, shops.ptr[i], thing));
    }
    return OK;
}

enum status allocation_stopped_lot(struct ctx *ctx, int64_t thing_id)
{
    struct round round;
    struct thing thing;
    int64_t owner_id = NO_I64;
    TRY(goods_thing(ctx, thing_id, &thing));
    TRY(goods_reserved_for(ctx, thing_id, &owner_id));
    if (!is_out(&thing) || owner_id == NO_I64) {
        return OK;
    }
    const enum status found = allocation_store_lock_round(ctx, owner_id, &round);
    if (found == NOT_FOUND) {
        /* An offer on the swap square: it ends by itself. */
        return OK;
    }
    TRY(found);
    return round.state == ROUND_DRAFT || round.state == ROUND_OPEN ? take_out(ctx, &round, &thing)
                                                                   : OK;
}

static enum status take_step(struct ctx *ctx, const struct round *round, int64_t *after_id,
                             bool *ret_more)
{
    struct stored_lots lots;
    struct i64_list ids = {0};
    struct things things;
    TRY(allocation_store_lots(ctx, round->id, *after_id, LOT_STEP, &lots));
    for (size_t i = 0; i < lots.count; i++) {
        vec_push(ctx->mem, &ids, lots.ptr[i].thing_id);
        *after_id = lots.ptr[i].thing_id;
    }
    TRY(goods_things(ctx, &ids, &things));
    for (size_t i = 0; i < things.count; i++) {
        if (is_out(&things.ptr[i])) {
            TRY(take_out(ctx, round, &things.ptr[i]));
        }
    }
    *ret_more = lots.count == LOT_STEP;
    return OK;
}

enum status allocation_stopped_round(struct ctx *ctx, const struct round *round)
{
    int64_t after_id = 0;
    bool more = true;
    while (more) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(take_step(ctx, round, &after_id, &more));
        arena_reset(ctx->mem, mark);
    }
    return OK;
}
