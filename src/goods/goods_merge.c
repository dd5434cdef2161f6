/* SPDX-License-Identifier: EUPL-1.2 */
/* Putting lots together, and counting one again. */
#include "goods/goods_record.h"

#include "base/banned.h"

struct merging {
    int64_t into_id;
    int64_t holder_id;
    int64_t version;
    const struct i64_list *others;
    struct stored_thing into;
};

/* A lot that can go into another or take others in. */
static enum status read_lot(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                            struct stored_thing *ret)
{
    struct stored_thing stored;
    TRY(goods_record_in_hand(ctx, thing_id, holder_id, &stored));
    if (stored.thing.count == 0) {
        return ctx_fail(ctx, CONFLICT, N_("There is nothing left of one of the lots."), "others");
    }
    if (stored.thing.allotted_to != NO_I64) {
        return ctx_fail(ctx, CONFLICT, N_("One of the lots is given to a shop."), "others");
    }
    if (stored.thing.listed != LISTED_NOT) {
        return ctx_fail(ctx, CONFLICT,
                        N_("One of the lots is out for sale. Take it off sale first."), "others");
    }
    TRY(goods_record_unreserved(ctx, thing_id));
    *ret = stored;
    return OK;
}

/* The way of weighing that says least of the two. */
static int64_t weaker(int64_t a, int64_t b)
{
    static const int order[] = {[WEIGHT_SCALE] = 0,
                                [WEIGHT_SHARE] = 1,
                                [WEIGHT_BAND] = 2,
                                [WEIGHT_STANDARD] = 3,
                                [WEIGHT_UNKNOWN] = 4};
    return order[a] >= order[b] ? a : b;
}

static enum status check_fits(struct ctx *ctx, const struct thing *into, const struct thing *other)
{
    if (into->source_id != other->source_id || into->category_id != other->category_id) {
        return ctx_fail(ctx, INVALID,
                        N_("Only lots of the same category and source can be put together."),
                        "others");
    }
    const bool weighed = into->g != NO_I64 && other->g != NO_I64;
    if (into->count + other->count > GOODS_COUNT_MAX ||
        (weighed && into->g + other->g > GOODS_GRAMS_MAX)) {
        return ctx_fail(ctx, INVALID, N_("A lot can have 10 000 things and 5 000 kg at most."),
                        "others");
    }
    return OK;
}

static enum status take_in(struct ctx *ctx, struct merging *merging, int64_t other_id)
{
    struct stored_thing other;
    if (other_id == merging->into_id) {
        return ctx_fail(ctx, INVALID, N_("Choose other lots than the one they go into."), "others");
    }
    TRY(read_lot(ctx, other_id, merging->holder_id, &other));
    TRY(check_fits(ctx, &merging->into.thing, &other.thing));
    const struct thing before = other.thing;
    struct goods_event out = goods_record_new(ctx, &other, GOODS_MERGED);
    out.from_holder = merging->holder_id;
    out.count = before.count;
    out.g = before.g;
    out.detail = str_format(ctx->mem, "into=%lld", (long long)merging->into_id);
    TRY(goods_record(ctx, &other, &out));
    struct goods_event in = goods_record_new(ctx, &merging->into, GOODS_MERGED);
    in.to_holder = merging->holder_id;
    in.count = before.count;
    in.g = before.g;
    in.weight_method = weaker(merging->into.thing.weight_method, before.weight_method);
    in.detail = str_format(ctx->mem, "from=%lld%.*s", (long long)other_id,
                           STR_ARG(goods_detail_part(ctx, "stops", before.stops)));
    return goods_record(ctx, &merging->into, &in);
}

static enum status merge(struct ctx *ctx, void *arg)
{
    struct merging *merging = arg;
    TRY(read_lot(ctx, merging->into_id, merging->holder_id, &merging->into));
    if (merging->into.thing.seq != merging->version) {
        return ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    for (size_t i = 0; i < merging->others->count; i++) {
        TRY(take_in(ctx, merging, merging->others->ptr[i]));
    }
    return OK;
}

enum status goods_merge(struct ctx *ctx, int64_t into_id, int64_t holder_id, int64_t version,
                        const struct i64_list *others, struct thing *ret_thing)
{
    struct merging merging = {
        .into_id = into_id, .holder_id = holder_id, .version = version, .others = others};
    if (others->count < 1 || others->count > GOODS_MERGE_MAX) {
        return ctx_fail(ctx, INVALID, N_("Choose from 1 to 50 lots to put into this one."),
                        "others");
    }
    TRY(db_write(ctx, merge, &merging));
    *ret_thing = merging.into.thing;
    return OK;
}

/* ---- counting again -------------------------------------------------------------------------- */

struct counting {
    int64_t thing_id;
    int64_t holder_id;
    int64_t version;
    int64_t count;
    enum goods_why why;
};

static enum status check_why(struct ctx *ctx, const struct counting *counting, int64_t before)
{
    if (counting->why == WHY_LOST && counting->count > before) {
        return ctx_fail(ctx, INVALID, N_("There are more than before. Nothing is lost."), "why");
    }
    if (counting->why == WHY_FOUND && counting->count < before) {
        return ctx_fail(ctx, INVALID, N_("There are fewer than before. Nothing is found."), "why");
    }
    return OK;
}

static enum status recount(struct ctx *ctx, void *arg)
{
    const struct counting *counting = arg;
    struct stored_thing stored;
    TRY(goods_record_in_hand(ctx, counting->thing_id, counting->holder_id, &stored));
    const struct thing *thing = &stored.thing;
    if (thing->seq != counting->version) {
        return ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    if (thing->count == counting->count) {
        return OK;
    }
    TRY(check_why(ctx, counting, thing->count));
    TRY(goods_record_unreserved(ctx, counting->thing_id));
    const bool fewer = counting->count < thing->count;
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_CORRECTED);
    event.count = fewer ? thing->count - counting->count : counting->count - thing->count;
    event.g = thing->count == 0 ? NO_I64 : goods_share(thing->g, event.count, thing->count);
    if (event.g == NO_I64) {
        event.weight_method = WEIGHT_UNKNOWN;
    }
    *(fewer ? &event.from_holder : &event.to_holder) = counting->holder_id;
    event.detail = str_format(ctx->mem, "recount=1&why=%d", (int)counting->why);
    return goods_record(ctx, &stored, &event);
}

enum status goods_recount(struct ctx *ctx, int64_t thing_id, int64_t holder_id, int64_t version,
                          int64_t count, enum goods_why why)
{
    struct counting counting = {thing_id, holder_id, version, count, why};
    if (count < 0 || count > GOODS_COUNT_MAX) {
        return ctx_fail(ctx, INVALID, N_("The number must be from 0 to 10 000."), "count");
    }
    if (goods_why_words(why) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose why the number is another."), "why");
    }
    return db_write(ctx, recount, &counting);
}

enum status goods_merged_into(struct ctx *ctx, int64_t thing_id, int64_t *ret_into_id)
{
    struct goods_events events;
    TRY(goods_events_of(ctx, thing_id, &events));
    for (size_t i = events.count; i > 0; i--) {
        const struct goods_event *event = &events.ptr[i - 1];
        const int64_t into = goods_detail_i64(event->detail, "into");
        if (event->kind == GOODS_MERGED && into != NO_I64) {
            *ret_into_id = into;
            return OK;
        }
    }
    return NOT_FOUND;
}
