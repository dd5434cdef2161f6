/* SPDX-License-Identifier: EUPL-1.2 */
/* One event, one state, one set of sums, in one transaction. */
#include "goods/goods_record.h"

#include "base/id.h"
#include "centre/centre.h"

#include "base/banned.h"

static int64_t or_none(int64_t id)
{
    return id == 0 ? NO_I64 : id;
}

static struct thing_state state_of(const struct stored_thing *stored)
{
    const struct thing *thing = &stored->thing;
    struct thing_state state = {
        .code = thing->code,
        .parent_id = thing->parent_id,
        .category_id = thing->category_id,
        .kind_key = thing->kind_key,
        .holder_id = thing->holder_id,
        .allotted_to = thing->allotted_to,
        .source_id = thing->source_id,
        .count = thing->count,
        .g = thing->g,
        .weight_method = thing->weight_method,
        .station_state = thing->station_state,
        .grade = thing->grade,
        .size_key = thing->size_key,
        .received_ms = thing->received_ms,
        .blocked = thing->blocked,
        .seq = thing->seq,
        .place_id = thing->place_id,
        .since_ms = thing->since_ms,
        .stops = thing->stops,
        .listed = thing->listed,
    };
    memcpy(state.hash, stored->hash, sizeof(state.hash));
    return state;
}

static void thing_of(int64_t id, const struct thing_state *state, struct stored_thing *ret)
{
    struct thing *thing = &ret->thing;
    thing->id = id;
    thing->code = state->code;
    thing->parent_id = state->parent_id;
    thing->category_id = state->category_id;
    thing->kind_key = state->kind_key;
    thing->holder_id = state->holder_id;
    thing->allotted_to = state->allotted_to;
    thing->source_id = state->source_id;
    thing->count = state->count;
    thing->g = state->g;
    thing->weight_method = state->weight_method;
    thing->station_state = state->station_state;
    thing->grade = state->grade;
    thing->size_key = state->size_key;
    thing->received_ms = state->received_ms;
    thing->blocked = state->blocked;
    thing->seq = state->seq;
    thing->place_id = state->place_id;
    thing->since_ms = state->since_ms;
    thing->stops = state->stops;
    thing->listed = state->listed;
    memcpy(ret->hash, state->hash, sizeof(ret->hash));
}

static struct goods_event event_now(struct ctx *ctx, enum goods_event_kind kind)
{
    return (struct goods_event){
        .id = id_new(),
        .kind = kind,
        .at_ms = ctx->now_ms,
        .day = centre_today(ctx),
        .person_id = or_none(ctx->actor.person_id),
        .device_id = or_none(ctx->actor.device_id),
        .from_holder = NO_I64,
        .to_holder = NO_I64,
        .g = NO_I64,
        .refers_to = NO_I64,
        .kind_key = STR(""),
        .detail = STR(""),
    };
}

struct goods_event goods_record_new(struct ctx *ctx, const struct stored_thing *thing,
                                    enum goods_event_kind kind)
{
    struct goods_event event = event_now(ctx, kind);
    if (thing == NULL) {
        return event;
    }
    event.thing_id = thing->thing.id;
    event.seq = thing->thing.seq + 1;
    event.weight_method = thing->thing.weight_method;
    event.category_id = thing->thing.category_id;
    event.kind_key = thing->thing.kind_key;
    event.source_id = thing->thing.source_id;
    return event;
}

struct str goods_detail_part(struct ctx *ctx, const char *key, int64_t number)
{
    return number == 0 ? STR("") : str_format(ctx->mem, "&%s=%lld", key, (long long)number);
}

static void chain(struct ctx *ctx, struct goods_event *event, const unsigned char previous[32])
{
    unsigned char *hash = arena_alloc(ctx->mem, 32);
    goods_event_hash(ctx->centre_id, event, previous, hash);
    event->previous_hash = str_copy(ctx->mem, (struct str){(const char *)previous, 32});
    event->hash = (struct str){(const char *)hash, 32};
}

enum status goods_record(struct ctx *ctx, struct stored_thing *thing, struct goods_event *event)
{
    struct thing_state state = state_of(thing);
    struct goods_deltas deltas = {0};
    chain(ctx, event, thing->hash);
    TRY(goods_apply(ctx->mem, &state, event, &deltas));
    TRY(goods_store_set_thing(ctx, event->thing_id, &state, thing->thing.seq));
    if (!str_equal(state.code, thing->thing.code)) {
        TRY(goods_store_set_code(ctx, event->thing_id, state.code));
    }
    TRY(goods_store_add_event(ctx, event));
    TRY(goods_store_add_deltas(ctx, event->day, &deltas));
    thing_of(event->thing_id, &state, thing);
    return OK;
}

enum status goods_record_first(struct ctx *ctx, struct goods_event *event,
                               struct stored_thing *ret_thing)
{
    static const unsigned char none[32];
    struct thing_state state = {0};
    struct goods_deltas deltas = {0};
    struct stored_thing made = {.thing = {.photo = STR(""), .note = STR(""), .sacks = NO_I64}};
    event->seq = 1;
    chain(ctx, event, none);
    TRY(goods_apply(ctx->mem, &state, event, &deltas));
    TRY(goods_store_add_thing(ctx, event->thing_id, &state, centre_day_of(ctx, state.received_ms)));
    TRY(goods_store_add_event(ctx, event));
    TRY(goods_store_add_deltas(ctx, event->day, &deltas));
    thing_of(event->thing_id, &state, &made);
    *ret_thing = made;
    return OK;
}

enum status goods_record_held(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                              struct stored_thing *ret_thing)
{
    struct stored_thing found;
    TRY(goods_store_thing(ctx, thing_id, &found));
    if (found.thing.holder_id != holder_id) {
        return NOT_FOUND;
    }
    *ret_thing = found;
    return OK;
}

enum status goods_record_in_hand(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                 struct stored_thing *ret_thing)
{
    struct stored_thing found;
    TRY(goods_record_held(ctx, thing_id, holder_id, &found));
    if (found.thing.blocked) {
        return ctx_fail(
            ctx, CONFLICT,
            N_("This thing is stopped and must not be changed or sold. Ask the centre."), NULL);
    }
    *ret_thing = found;
    return OK;
}

enum status goods_record_at_station(struct ctx *ctx, int64_t thing_id,
                                    struct stored_thing *ret_thing)
{
    struct stored_thing found;
    struct holder holder;
    TRY(goods_store_thing(ctx, thing_id, &found));
    TRY(goods_holder(ctx, found.thing.holder_id, &holder));
    if (found.thing.allotted_to != NO_I64) {
        return ctx_fail(ctx, CONFLICT, N_("This lot is given to a shop already."), NULL);
    }
    if (found.thing.blocked) {
        return ctx_fail(ctx, CONFLICT, N_("This lot is stopped and cannot be given away."), NULL);
    }
    if (!goods_is_store(holder.kind) || found.thing.count == 0) {
        return ctx_fail(ctx, CONFLICT, N_("This lot is no longer at a station or in the store."),
                        NULL);
    }
    *ret_thing = found;
    return OK;
}

enum status goods_record_shop(struct ctx *ctx, int64_t tenant_id)
{
    struct holder shop;
    const enum status found = goods_holder(ctx, tenant_id, &shop);
    if (found == NOT_FOUND || (found == OK && shop.kind != HOLDER_TENANT)) {
        return ctx_fail(ctx, INVALID, N_("Choose a shop from the list."), "tenant");
    }
    return found;
}

enum status goods_record_unreserved(struct ctx *ctx, int64_t thing_id)
{
    int64_t owner_id = NO_I64;
    TRY(goods_reserved_for(ctx, thing_id, &owner_id));
    return owner_id == NO_I64
               ? OK
               : ctx_fail(ctx, CONFLICT, N_("This lot is part of a round. It is shared out there."),
                          NULL);
}
