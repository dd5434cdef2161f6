/* SPDX-License-Identifier: EUPL-1.2 */
/* Things from one holder to another, many at once; and onto a load. */
#include "base/vec.h"
#include "goods/goods_record.h"

#include "base/banned.h"

struct carrying {
    const struct goods_move *moves;
    size_t count;
    int64_t to_id;
    struct str why;
    struct i64_list moved;
};

static enum status check_receiver(struct ctx *ctx, int64_t to_id)
{
    struct holder to;
    const enum status found = goods_holder(ctx, to_id, &to);
    if (found == NOT_FOUND || (found == OK && goods_is_source_only(to.kind))) {
        return ctx_fail(ctx, INVALID, N_("Choose who gets it from the list."), "to");
    }
    return found;
}

/* Says which of the many it is. */
static enum status refuse(struct ctx *ctx, const struct thing *thing, const char *why)
{
    ctx_fail(ctx, CONFLICT, why, "things");
    ctx->err.detail = thing->code;
    return CONFLICT;
}

static enum status check_movable(struct ctx *ctx, const struct goods_move *move,
                                 const struct thing *thing)
{
    int64_t owner_id = NO_I64;
    if (move->version != NO_I64 && move->version != thing->seq) {
        return refuse(ctx, thing,
                      N_("{detail} has been changed meanwhile. Look at it and choose again."));
    }
    if (thing->count == 0) {
        return refuse(ctx, thing, N_("There is nothing left of {detail}."));
    }
    if (thing->allotted_to != NO_I64) {
        return refuse(ctx, thing, N_("{detail} is given to a shop, which collects it here."));
    }
    if (thing->listed) {
        return refuse(ctx, thing, N_("{detail} is out for sale. Take it off sale first."));
    }
    TRY(goods_reserved_for(ctx, thing->id, &owner_id));
    return owner_id == NO_I64
               ? OK
               : refuse(ctx, thing, N_("{detail} is part of a round. It is shared out there."));
}

static enum status carry_one(struct ctx *ctx, struct carrying *carrying,
                             const struct goods_move *move)
{
    struct stored_thing stored;
    TRY(goods_store_thing(ctx, move->thing_id, &stored));
    if (stored.thing.holder_id == carrying->to_id) {
        return OK;
    }
    if (stored.thing.holder_id != move->from_id) {
        return NOT_FOUND;
    }
    TRY(check_movable(ctx, move, &stored.thing));
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_MOVED);
    event.from_holder = move->from_id;
    event.to_holder = carrying->to_id;
    event.detail = carrying->why.ptr == NULL ? STR("") : carrying->why;
    TRY(goods_record(ctx, &stored, &event));
    vec_push(ctx->mem, &carrying->moved, move->thing_id);
    return OK;
}

static enum status carry(struct ctx *ctx, void *arg)
{
    struct carrying *carrying = arg;
    carrying->moved = (struct i64_list){0};
    TRY(check_receiver(ctx, carrying->to_id));
    for (size_t i = 0; i < carrying->count; i++) {
        TRY(carry_one(ctx, carrying, &carrying->moves[i]));
    }
    return OK;
}

enum status goods_move(struct ctx *ctx, const struct goods_move *moves, size_t count, int64_t to_id,
                       struct str why, struct i64_list *ret_moved)
{
    struct carrying carrying = {.moves = moves, .count = count, .to_id = to_id, .why = why};
    if (count < 1 || count > GOODS_MOVES_MAX) {
        return ctx_fail(ctx, INVALID, N_("Choose from 1 to 500 things."), "things");
    }
    TRY(db_write(ctx, carry, &carrying));
    *ret_moved = carrying.moved;
    return OK;
}

struct loading {
    int64_t thing_id;
    int64_t holder_id;
    int64_t load_id;
};

static enum status put_on_load(struct ctx *ctx, void *arg)
{
    const struct loading *loading = arg;
    struct stored_thing stored;
    TRY(goods_record_held(ctx, loading->thing_id, loading->holder_id, &stored));
    if (stored.thing.count == 0) {
        return ctx_fail(ctx, CONFLICT, N_("There is nothing left of this."), NULL);
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_LOADED);
    event.detail = str_format(ctx->mem, "load=%lld", (long long)loading->load_id);
    return goods_record(ctx, &stored, &event);
}

enum status goods_loaded(struct ctx *ctx, int64_t thing_id, int64_t holder_id, int64_t load_id)
{
    struct loading loading = {thing_id, holder_id, load_id};
    return db_write(ctx, put_on_load, &loading);
}
