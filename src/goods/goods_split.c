/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking a lot apart into things. */
#include "base/id.h"
#include "base/vec.h"
#include "goods/goods_record.h"

#include "base/banned.h"

struct splitting {
    int64_t thing_id;
    int64_t holder_id;
    int64_t version;
    bool stopped; /* what is stopped may be divided too: each part keeps the stop */
    const struct thing_part *parts;
    size_t part_count;
    struct things made;
};

struct shares {
    int64_t count;   /* things taken in all */
    int64_t g;       /* grams the lot gives away; NO_I64 when its weight is unknown */
    int64_t *part_g; /* grams of each part */
};

static enum status check_parts(struct ctx *ctx, const struct splitting *splitting,
                               const struct thing *lot, int64_t *ret_count)
{
    int64_t count = 0;
    if (splitting->part_count < 1 || splitting->part_count > GOODS_PARTS_MAX) {
        return ctx_fail(ctx, INVALID, N_("Split into 1 to 50 parts at a time."), "parts");
    }
    for (size_t i = 0; i < splitting->part_count; i++) {
        const struct thing_part *part = &splitting->parts[i];
        if (part->count < 1 || part->count > GOODS_COUNT_MAX) {
            return ctx_fail(ctx, INVALID, N_("Each part needs at least one thing."), "parts");
        }
        if (part->g != NO_I64 && (part->g < 1 || part->g > GOODS_GRAMS_MAX)) {
            return ctx_fail(ctx, INVALID, N_("The weight must be from 1 g to 5 000 kg."), "weight");
        }
        count += part->count;
    }
    if (count > lot->count) {
        ctx_fail(ctx, INVALID, N_("The parts are more than the lot, which has {detail}."), "parts");
        ctx->err.detail = str_format(ctx->mem, "%lld", (long long)lot->count);
        return INVALID;
    }
    *ret_count = count;
    return OK;
}

/* Stated weights are kept; the rest is shared by count among parts without one and what is left. */
static enum status share_out(struct ctx *ctx, const struct splitting *splitting,
                             const struct thing *lot, int64_t count, struct shares *ret)
{
    int64_t stated_g = 0;
    int64_t stated_count = 0;
    struct shares shares = {.count = count, .g = NO_I64};
    shares.part_g = arena_array(ctx->mem, splitting->part_count, sizeof(*shares.part_g));
    for (size_t i = 0; i < splitting->part_count; i++) {
        const struct thing_part *part = &splitting->parts[i];
        shares.part_g[i] = part->g;
        if (part->g != NO_I64) {
            stated_g += part->g;
            stated_count += part->count;
        }
    }
    if (lot->g == NO_I64) {
        *ret = shares;
        return OK;
    }
    if (stated_g > lot->g && lot->weight_method == WEIGHT_SCALE) {
        return ctx_fail(ctx, INVALID, N_("The parts weigh more than the lot on the scale."),
                        "weight");
    }
    int64_t left_g = stated_g > lot->g ? 0 : lot->g - stated_g;
    int64_t left_count = lot->count - stated_count;
    for (size_t i = 0; i < splitting->part_count; i++) {
        if (splitting->parts[i].g == NO_I64) {
            shares.part_g[i] = goods_share(left_g, splitting->parts[i].count, left_count);
            left_g -= shares.part_g[i];
            left_count -= splitting->parts[i].count;
        }
    }
    /* What stays keeps its share; a lot that is used up gives all it had. */
    shares.g = lot->g - (count == lot->count ? 0 : left_g);
    *ret = shares;
    return OK;
}

static enum status add_part(struct ctx *ctx, struct splitting *splitting,
                            const struct stored_thing *lot, size_t index, int64_t g)
{
    const struct thing_part *part = &splitting->parts[index];
    const struct thing *from = &lot->thing;
    struct goods_event event = goods_record_new(ctx, NULL, GOODS_SPLIT);
    struct stored_thing made;
    const struct str size = part->size_key.ptr == NULL ? from->size_key : part->size_key;
    struct str code;
    TRY(goods_store_new_code(ctx, &code));
    event.thing_id = id_new();
    event.from_holder = from->holder_id;
    event.to_holder = from->holder_id;
    event.count = part->count;
    event.g = g;
    event.weight_method = part->g != NO_I64                        ? WEIGHT_SCALE
                          : g == NO_I64                            ? WEIGHT_UNKNOWN
                          : from->weight_method == WEIGHT_STANDARD ? WEIGHT_STANDARD
                                                                   : WEIGHT_SHARE;
    event.category_id = part->category_id == 0 ? from->category_id : part->category_id;
    event.kind_key = part->kind_key.ptr == NULL ? from->kind_key : part->kind_key;
    event.source_id = from->source_id;
    event.detail = str_format(
        ctx->mem, "parent=%lld&code=%.*s&state=%d&received=%lld%.*s%.*s%s%.*s", (long long)from->id,
        STR_ARG(code), (int)from->station_state, (long long)from->received_ms,
        STR_ARG(goods_detail_part(ctx, "since", from->since_ms)),
        STR_ARG(goods_detail_part(ctx, "stops", from->stops)), size.len > 0 ? "&size=" : "",
        STR_ARG(size));
    if (goods_store_category(ctx, event.category_id) != OK) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    TRY(goods_record_first(ctx, &event, &made));
    /* The part begins with the lot's photo; the shop may take its own. */
    if (from->photo.len > 0) {
        TRY(goods_store_add_photo(ctx, event.thing_id, 1, from->photo));
        made.thing.photo = from->photo;
    }
    vec_push(ctx->mem, &splitting->made, made.thing);
    return OK;
}

static enum status split(struct ctx *ctx, void *arg)
{
    struct splitting *splitting = arg;
    struct stored_thing lot;
    struct shares shares;
    int64_t count = 0;
    splitting->made = (struct things){0};
    TRY(splitting->stopped
            ? goods_record_held(ctx, splitting->thing_id, splitting->holder_id, &lot)
            : goods_record_in_hand(ctx, splitting->thing_id, splitting->holder_id, &lot));
    if (lot.thing.seq != splitting->version) {
        return ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    TRY(check_parts(ctx, splitting, &lot.thing, &count));
    TRY(share_out(ctx, splitting, &lot.thing, count, &shares));
    struct goods_event event = goods_record_new(ctx, &lot, GOODS_SPLIT);
    event.from_holder = lot.thing.holder_id;
    event.count = shares.count;
    event.g = shares.g;
    TRY(goods_record(ctx, &lot, &event));
    for (size_t i = 0; i < splitting->part_count; i++) {
        TRY(add_part(ctx, splitting, &lot, i, shares.part_g[i]));
    }
    return OK;
}

static enum status run(struct ctx *ctx, struct splitting *splitting, struct things *ret_things)
{
    TRY(db_write(ctx, split, splitting));
    *ret_things = splitting->made;
    return OK;
}

enum status goods_split(struct ctx *ctx, int64_t thing_id, int64_t holder_id, int64_t version,
                        const struct thing_part *parts, size_t part_count,
                        struct things *ret_things)
{
    struct splitting splitting = {.thing_id = thing_id,
                                  .holder_id = holder_id,
                                  .version = version,
                                  .parts = parts,
                                  .part_count = part_count};
    return run(ctx, &splitting, ret_things);
}

enum status goods_split_stopped(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                int64_t version, const struct thing_part *part,
                                struct thing *ret_thing)
{
    struct splitting splitting = {.thing_id = thing_id,
                                  .holder_id = holder_id,
                                  .version = version,
                                  .stopped = true,
                                  .parts = part,
                                  .part_count = 1};
    struct things made;
    TRY(run(ctx, &splitting, &made));
    *ret_thing = made.ptr[0];
    return OK;
}
