/* SPDX-License-Identifier: EUPL-1.2 */
/* From the station to a shop; describing, weighing and remarks that move nothing. */
#include "goods/goods_booth.h"
#include "goods/goods_record.h"

#include "base/banned.h"

struct moving {
    int64_t thing_id;
    int64_t tenant_id;
    int64_t owner_id; /* whose reservation it comes from; NO_I64: by hand */
    bool drawn;       /* the booth was asked before the draw */
    struct str code;
    struct stored_thing stored;
    bool is_new;
};

static enum status record_allotted(struct ctx *ctx, struct stored_thing *stored,
                                   const struct moving *moving)
{
    struct goods_event event = goods_record_new(ctx, stored, GOODS_ALLOTTED);
    event.from_holder = stored->thing.holder_id;
    event.to_holder = moving->tenant_id;
    if (moving->owner_id != NO_I64) {
        event.detail = str_format(ctx->mem, "owner=%lld", (long long)moving->owner_id);
    }
    return goods_record(ctx, stored, &event);
}

static enum status allot(struct ctx *ctx, void *arg)
{
    const struct moving *moving = arg;
    struct stored_thing stored;
    TRY(goods_record_shop(ctx, moving->tenant_id));
    TRY(goods_record_at_station(ctx, moving->thing_id, &stored));
    TRY(goods_record_unreserved(ctx, moving->thing_id));
    TRY(goods_booth_room(ctx, moving->tenant_id));
    return record_allotted(ctx, &stored, moving);
}

enum status goods_allot(struct ctx *ctx, int64_t thing_id, int64_t tenant_id)
{
    struct moving moving = {.thing_id = thing_id, .tenant_id = tenant_id, .owner_id = NO_I64};
    return db_write(ctx, allot, &moving);
}

static enum status allot_reserved(struct ctx *ctx, void *arg)
{
    const struct moving *moving = arg;
    struct stored_thing stored;
    int64_t owner_id = NO_I64;
    TRY(goods_record_shop(ctx, moving->tenant_id));
    TRY(goods_record_at_station(ctx, moving->thing_id, &stored));
    TRY(goods_reserved_for(ctx, moving->thing_id, &owner_id));
    if (owner_id != moving->owner_id) {
        return ctx_fail(ctx, CONFLICT, N_("This lot is not kept for this round."), NULL);
    }
    if (!moving->drawn) {
        TRY(goods_booth_room(ctx, moving->tenant_id));
    }
    TRY(goods_release(ctx, moving->thing_id, owner_id));
    return record_allotted(ctx, &stored, moving);
}

enum status goods_allot_reserved(struct ctx *ctx, int64_t thing_id, int64_t tenant_id,
                                 int64_t owner_id)
{
    struct moving moving = {.thing_id = thing_id, .tenant_id = tenant_id, .owner_id = owner_id};
    return db_write(ctx, allot_reserved, &moving);
}

enum status goods_allot_drawn(struct ctx *ctx, int64_t thing_id, int64_t tenant_id,
                              int64_t owner_id)
{
    struct moving moving = {
        .thing_id = thing_id, .tenant_id = tenant_id, .owner_id = owner_id, .drawn = true};
    return db_write(ctx, allot_reserved, &moving);
}

static enum status not_waiting(struct ctx *ctx)
{
    return ctx_fail(ctx, NOT_FOUND,
                    N_("No lot with this label is waiting for your shop. Check the label."),
                    "code");
}

static enum status pick_up(struct ctx *ctx, void *arg)
{
    struct moving *moving = arg;
    struct stored_thing stored;
    const enum status found = goods_store_by_code(ctx, moving->code, &stored);
    if (found != OK) {
        return found == NOT_FOUND ? not_waiting(ctx) : found;
    }
    if (stored.thing.holder_id == moving->tenant_id && stored.thing.parent_id == NO_I64) {
        moving->stored = stored;
        moving->is_new = false;
        return OK;
    }
    if (stored.thing.allotted_to != moving->tenant_id) {
        return not_waiting(ctx);
    }
    if (stored.thing.blocked) {
        return ctx_fail(ctx, CONFLICT, N_("This lot is stopped. Ask at the station."), "code");
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_PICKED_UP);
    event.from_holder = stored.thing.holder_id;
    event.to_holder = moving->tenant_id;
    TRY(goods_record(ctx, &stored, &event));
    moving->stored = stored;
    moving->is_new = true;
    return OK;
}

enum status goods_pick_up(struct ctx *ctx, struct str code, int64_t tenant_id,
                          struct thing *ret_thing, bool *ret_new)
{
    struct moving moving = {.code = code, .tenant_id = tenant_id};
    TRY(db_write(ctx, pick_up, &moving));
    *ret_thing = moving.stored.thing;
    *ret_new = moving.is_new;
    return OK;
}

/* ---- describing and weighing ----------------------------------------------------------------- */

struct describing {
    int64_t thing_id;
    int64_t holder_id;
    const struct description *description;
};

static enum status describe(struct ctx *ctx, void *arg)
{
    const struct describing *describing = arg;
    const struct description *to = describing->description;
    struct stored_thing stored;
    TRY(goods_record_held(ctx, describing->thing_id, describing->holder_id, &stored));
    const struct thing *thing = &stored.thing;
    if (goods_grade_words(to->grade) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose the condition."), "grade");
    }
    if (goods_store_category(ctx, to->category_id) != OK) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    if (thing->category_id == to->category_id && thing->grade == to->grade &&
        str_equal(thing->kind_key, to->kind_key) && str_equal(thing->size_key, to->size_key)) {
        return OK;
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_GRADED);
    event.category_id = to->category_id;
    event.kind_key = to->kind_key.ptr == NULL ? STR("") : to->kind_key;
    event.detail = str_format(ctx->mem, "grade=%d%s%.*s", (int)to->grade,
                              to->size_key.len > 0 ? "&size=" : "", STR_ARG(to->size_key));
    return goods_record(ctx, &stored, &event);
}

enum status goods_describe(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                           const struct description *description)
{
    struct describing describing = {thing_id, holder_id, description};
    return db_write(ctx, describe, &describing);
}

struct weighing {
    int64_t thing_id;
    int64_t holder_id;
    int64_t g;
};

static enum status weigh(struct ctx *ctx, void *arg)
{
    const struct weighing *weighing = arg;
    struct stored_thing stored;
    TRY(goods_record_in_hand(ctx, weighing->thing_id, weighing->holder_id, &stored));
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_WEIGHED);
    event.count = stored.thing.count;
    event.g = weighing->g;
    event.weight_method = WEIGHT_SCALE;
    return goods_record(ctx, &stored, &event);
}

enum status goods_weigh(struct ctx *ctx, int64_t thing_id, int64_t holder_id, int64_t g)
{
    struct weighing weighing = {thing_id, holder_id, g};
    if (g < 1 || g > GOODS_GRAMS_MAX) {
        return ctx_fail(ctx, INVALID, N_("The weight must be from 1 g to 5 000 kg."), "weight");
    }
    return db_write(ctx, weigh, &weighing);
}

/* ---- remarks --------------------------------------------------------------------------------- */

struct remark {
    int64_t thing_id;
    enum goods_event_kind kind;
    int64_t count;
    int64_t price_ore;
};

static enum status add_remark(struct ctx *ctx, void *arg)
{
    const struct remark *remark = arg;
    struct stored_thing stored;
    TRY(goods_store_thing(ctx, remark->thing_id, &stored));
    struct goods_event event = goods_record_new(ctx, &stored, remark->kind);
    event.count = remark->count;
    if (remark->price_ore != NO_I64) {
        event.detail = str_format(ctx->mem, "price_ore=%lld", (long long)remark->price_ore);
    }
    return goods_record(ctx, &stored, &event);
}

enum status goods_remark(struct ctx *ctx, int64_t thing_id, enum goods_event_kind kind,
                         int64_t count, int64_t price_ore)
{
    struct remark remark = {thing_id, kind, count, price_ore};
    return db_write(ctx, add_remark, &remark);
}
