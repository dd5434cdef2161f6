/* SPDX-License-Identifier: EUPL-1.2 */
/* A code for what a householder delivered. */
#include "base/id.h"
#include "centre/centre.h"
#include "custody/custody_store.h"

#include "base/banned.h"

#define CODE_TRIES 8

struct delivering {
    struct delivery delivery;
    const struct i64_list *things;
};

static enum status bind_thing(struct ctx *ctx, const struct delivery *delivery, int64_t thing_id)
{
    struct thing thing;
    bool is_new = false;
    const enum status found = goods_thing(ctx, thing_id, &thing);
    if (found == NOT_FOUND || (found == OK && thing.place_id != delivery->place_id) ||
        (found == OK && centre_day_of(ctx, thing.received_ms) < delivery->day - 1)) {
        return ctx_fail(ctx, INVALID,
                        N_("Only what was received here today or yesterday can get a code."),
                        "things");
    }
    TRY(found);
    TRY(custody_store_bind(ctx, delivery->id, thing_id, &is_new));
    if (!is_new) {
        (void)ctx_fail(ctx, CONFLICT,
                       N_("{detail} belongs to a code already. Take it out of your choice."),
                       "things");
        ctx->err.detail = thing.code;
        return CONFLICT;
    }
    return OK;
}

static enum status deliver(struct ctx *ctx, void *arg)
{
    struct delivering *delivering = arg;
    struct delivery *delivery = &delivering->delivery;
    bool is_new = false;
    delivery->id = id_new();
    delivery->day = centre_today(ctx);
    for (int i = 0; i < CODE_TRIES && !is_new; i++) {
        delivery->code = goods_code_new(ctx);
        TRY(custody_store_add_delivery(ctx, delivery, &is_new));
    }
    if (!is_new) {
        return BUSY;
    }
    for (size_t i = 0; i < delivering->things->count; i++) {
        TRY(bind_thing(ctx, delivery, delivering->things->ptr[i]));
    }
    return OK;
}

enum status custody_delivery_new(struct ctx *ctx, int64_t place_id, const struct i64_list *things,
                                 struct delivery *ret_delivery)
{
    struct delivering delivering = {.delivery = {.place_id = place_id}, .things = things};
    if (things->count == 0 || things->count > CUSTODY_DELIVER_MAX) {
        return ctx_fail(ctx, INVALID, N_("Tick what was delivered, 1 to 100 lots."), "things");
    }
    TRY(db_write(ctx, deliver, &delivering));
    *ret_delivery = delivering.delivery;
    return OK;
}

enum status custody_delivery(struct ctx *ctx, struct str code, struct delivery *ret_delivery)
{
    struct str read;
    const struct ctx_error kept = ctx->err;
    if (goods_code_read(ctx, code, &read) != OK) {
        ctx->err = kept;
        return NOT_FOUND;
    }
    return custody_store_delivery(ctx, read, ret_delivery);
}

enum status custody_delivery_of(struct ctx *ctx, int64_t thing_id, struct delivery *ret_delivery)
{
    return custody_store_delivery_of(ctx, thing_id, ret_delivery);
}

enum status custody_delivery_newest(struct ctx *ctx, struct delivery *ret_delivery)
{
    return custody_store_newest_delivery(ctx, ret_delivery);
}

enum status custody_delivery_things(struct ctx *ctx, int64_t delivery_id,
                                    struct i64_list *ret_things)
{
    return custody_store_delivery_things(ctx, delivery_id, ret_things);
}
