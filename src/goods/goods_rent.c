/* SPDX-License-Identifier: EUPL-1.2 */
/* What is rented out, and how it comes back. Who has it stands nowhere: that is the shop's own. */
#include "base/vec.h"
#include "goods/goods_record.h"

#include "base/banned.h"

/* What of it is still out, after `event`. */
static void see(struct goods_rental *rental, const struct goods_event *event)
{
    if (event->kind != GOODS_RETURNED || event->refers_to != rental->event_id) {
        return;
    }
    rental->count -= event->count;
    rental->g = rental->g == NO_I64 || event->g == NO_I64 ? NO_I64 : rental->g - event->g;
}

enum status goods_rentals_of(struct ctx *ctx, int64_t thing_id, struct goods_rentals *ret_rentals)
{
    struct goods_rentals rentals = {0};
    struct goods_events events;
    TRY(goods_events_of(ctx, thing_id, &events));
    for (size_t i = 0; i < events.count; i++) {
        const struct goods_event *event = &events.ptr[i];
        if (event->kind != GOODS_RENTED_OUT) {
            continue;
        }
        struct goods_rental rental = {.event_id = event->id,
                                      .thing_id = thing_id,
                                      .holder_id = event->from_holder,
                                      .out_ms = event->at_ms,
                                      .count = event->count,
                                      .g = event->g};
        for (size_t later = i + 1; later < events.count; later++) {
            see(&rental, &events.ptr[later]);
        }
        if (rental.count > 0) {
            vec_push(ctx->mem, &rentals, rental);
        }
    }
    *ret_rentals = rentals;
    return OK;
}

/* NOT_FOUND when all of it is back. */
static enum status rental_of(struct ctx *ctx, int64_t thing_id, int64_t event_id,
                             struct goods_rental *ret_rental)
{
    struct goods_rentals rentals;
    TRY(goods_rentals_of(ctx, thing_id, &rentals));
    for (size_t i = 0; i < rentals.count; i++) {
        if (rentals.ptr[i].event_id == event_id) {
            *ret_rental = rentals.ptr[i];
            return OK;
        }
    }
    return NOT_FOUND;
}

enum status goods_rentals(struct ctx *ctx, int64_t holder_id, int64_t before_id, int64_t limit,
                          struct goods_rentals *ret_rentals)
{
    struct goods_rentals rentals = {0};
    struct goods_rentals open;
    TRY(goods_store_rentals(ctx, holder_id, before_id, limit, &open));
    for (size_t i = 0; i < open.count; i++) {
        struct goods_rental rental;
        TRY(rental_of(ctx, open.ptr[i].thing_id, open.ptr[i].event_id, &rental));
        vec_push(ctx->mem, &rentals, rental);
    }
    *ret_rentals = rentals;
    return OK;
}

/* ---- back ------------------------------------------------------------------------------------ */

struct taking_back {
    int64_t event_id;
    int64_t holder_id;
    int64_t out;
    int64_t count;
};

static enum status take_back(struct ctx *ctx, void *arg)
{
    const struct taking_back *taking = arg;
    struct goods_event done;
    struct goods_rental rental;
    struct stored_thing stored;
    TRY(goods_event(ctx, taking->event_id, &done));
    if (done.kind != GOODS_RENTED_OUT || done.from_holder != taking->holder_id) {
        return NOT_FOUND;
    }
    TRY(goods_store_thing(ctx, done.thing_id, &stored));
    const enum status found = rental_of(ctx, done.thing_id, done.id, &rental);
    if (found == NOT_FOUND) {
        return ctx_fail(ctx, CONFLICT, N_("This has come back already."), NULL);
    }
    TRY(found);
    /* A double click takes back no more than was meant. */
    if (taking->out != NO_I64 && taking->out != rental.count) {
        return ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    if (taking->count > rental.count) {
        return ctx_fail(ctx, CONFLICT, N_("There are not so many out."), "count");
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_RETURNED);
    event.from_holder = done.from_holder;
    event.to_holder = stored.thing.holder_id;
    event.count = taking->count;
    event.g = goods_share(rental.g, taking->count, rental.count);
    event.category_id = done.category_id;
    event.refers_to = done.id;
    return goods_record(ctx, &stored, &event);
}

enum status goods_take_back(struct ctx *ctx, int64_t event_id, int64_t holder_id, int64_t out,
                            int64_t count)
{
    struct taking_back taking = {event_id, holder_id, out, count};
    if (count < 1 || count > GOODS_COUNT_MAX) {
        return ctx_fail(ctx, INVALID, N_("The number must be from 1 to 10 000."), "count");
    }
    return db_write(ctx, take_back, &taking);
}
