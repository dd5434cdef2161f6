/* SPDX-License-Identifier: EUPL-1.2 */
/* Away from a shop again: back to the station before it was picked up, or on to another shop. */
#include "goods/goods_record.h"

#include "base/banned.h"

struct returning {
    int64_t thing_id;
    int64_t from_tenant;
    int64_t to_tenant;
};

/* The newest event by which the lot was given; NO_I64 without one. */
static enum status allotment_of(struct ctx *ctx, int64_t thing_id, int64_t *ret_event_id)
{
    struct goods_events events;
    TRY(goods_events_of(ctx, thing_id, &events));
    *ret_event_id = NO_I64;
    for (size_t i = 0; i < events.count; i++) {
        if (events.ptr[i].kind == GOODS_ALLOTTED) {
            *ret_event_id = events.ptr[i].id;
        }
    }
    return OK;
}

static enum status unallot(struct ctx *ctx, void *arg)
{
    const struct returning *returning = arg;
    struct stored_thing stored;
    TRY(goods_store_thing(ctx, returning->thing_id, &stored));
    if (stored.thing.holder_id == returning->from_tenant) {
        return ctx_fail(ctx, CONFLICT, N_("The shop has picked this lot up already."), NULL);
    }
    if (stored.thing.allotted_to != returning->from_tenant) {
        return NOT_FOUND;
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_CORRECTED);
    TRY(allotment_of(ctx, returning->thing_id, &event.refers_to));
    event.from_holder = returning->from_tenant;
    event.to_holder = stored.thing.holder_id;
    event.detail = str_format(ctx->mem, "undo=%d", GOODS_ALLOTTED);
    return goods_record(ctx, &stored, &event);
}

enum status goods_unallot(struct ctx *ctx, int64_t thing_id, int64_t tenant_id)
{
    struct returning returning = {.thing_id = thing_id, .from_tenant = tenant_id};
    return db_write(ctx, unallot, &returning);
}

static enum status pass_on(struct ctx *ctx, void *arg)
{
    const struct returning *returning = arg;
    struct stored_thing stored;
    TRY(goods_record_in_hand(ctx, returning->thing_id, returning->from_tenant, &stored));
    if (returning->to_tenant == returning->from_tenant) {
        return ctx_fail(ctx, INVALID, N_("Choose another shop."), "tenant");
    }
    TRY(goods_record_shop(ctx, returning->to_tenant));
    if (stored.thing.count == 0) {
        return ctx_fail(ctx, CONFLICT, N_("This has been sold or given away already."), NULL);
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_PASSED_ON);
    event.from_holder = returning->from_tenant;
    event.to_holder = returning->to_tenant;
    return goods_record(ctx, &stored, &event);
}

enum status goods_pass_on(struct ctx *ctx, int64_t thing_id, int64_t from_tenant, int64_t to_tenant)
{
    struct returning returning = {thing_id, from_tenant, to_tenant};
    return db_write(ctx, pass_on, &returning);
}
