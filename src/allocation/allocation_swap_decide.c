/* SPDX-License-Identifier: EUPL-1.2 */
/* The swap square decides: the least served of those who ask gets the lot, and the points move. */
#include "allocation/allocation_after_mail.h"
#include "allocation/allocation_after_plan.h"
#include "allocation/allocation_group.h"
#include "allocation/allocation_swap.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

#define ENDED_STEP 200

/* Points and weight of the shop's participant; what a newcomer would start with. NOT_FOUND when it
 * has left the draw. */
static enum status fill_ask(const struct groups *groups, int64_t lead_id, int64_t credit_mp,
                            struct swap_ask *ask)
{
    for (size_t i = 0; i < groups->count; i++) {
        const struct group *group = &groups->ptr[i];
        if (group->lead_id != lead_id) {
            continue;
        }
        ask->lead_id = lead_id;
        ask->weight = group->weight;
        ask->balance_mp = group->balance_mp;
        if (ask->balance_mp == NO_I64 &&
            !allocation_group_opening(groups, group->weight, credit_mp, &ask->balance_mp)) {
            ask->balance_mp = -credit_mp;
        }
        return OK;
    }
    return NOT_FOUND;
}

/* Those of the askers who may have it now, with their figures, which are kept for whoever asks why.
 */
static enum status askers(struct ctx *ctx, const struct swap_row *swap, struct swap_asks *ret_asks)
{
    struct swap_asks all;
    struct swap_asks asks = {0};
    struct groups groups;
    struct allocation_rules rules;
    TRY(allocation_groups(ctx, &groups));
    TRY(allocation_rules_on(ctx, centre_today(ctx), &rules));
    TRY(allocation_after_store_asks(ctx, swap->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        struct swap_ask ask = all.ptr[i];
        struct participant participant;
        enum status may = allocation_swap_check_taker(ctx, swap, ask.tenant_id, &participant);
        if (may == OK) {
            may = fill_ask(&groups, participant.lead_id, rules.newcomer_credit_mp, &ask);
        }
        if (may == CONFLICT || may == FORBIDDEN || may == NOT_FOUND) {
            ctx->err = (struct ctx_error){0};
            continue;
        }
        TRY(may);
        TRY(allocation_after_store_seen(ctx, swap->id, &ask));
        vec_push(ctx->mem, &asks, ask);
    }
    *ret_asks = asks;
    return OK;
}

static enum status add_points(struct ctx *ctx, const struct swap_row *swap, int64_t lead_id,
                              enum points_kind kind, int64_t mp)
{
    const struct points_entry entry = {.kind = kind,
                                       .mp = mp,
                                       .round_id = swap->round_id,
                                       .run_id = NO_I64,
                                       .thing_id = kind == POINTS_OPENING ? NO_I64 : swap->thing_id,
                                       .note = STR("")};
    return allocation_points_add(ctx, lead_id, &entry);
}

static enum status move_points(struct ctx *ctx, const struct swap_row *swap,
                               const struct swap_ask *taker)
{
    struct participant giver;
    int64_t balance_mp = NO_I64;
    TRY(allocation_balance(ctx, taker->lead_id, &balance_mp));
    if (balance_mp == NO_I64) {
        TRY(add_points(ctx, swap, taker->lead_id, POINTS_OPENING, taker->balance_mp));
    }
    TRY(add_points(ctx, swap, taker->lead_id, POINTS_SWAPPED_IN, swap->points_mp));
    if (swap->from_tenant == NO_I64) {
        return OK;
    }
    TRY(allocation_participant(ctx, swap->from_tenant, &giver));
    return add_points(ctx, swap, giver.lead_id, POINTS_SWAPPED_AWAY, -swap->points_mp);
}

/* A pick-up for who got a lot that stands at a station; `due_ms` of it. */
static enum status wait_for(struct ctx *ctx, const struct swap_row *swap, int64_t station_id,
                            int64_t tenant_id, int64_t *ret_due_ms)
{
    struct pick_up_windows windows = {0};
    TRY(allocation_windows(ctx, swap->round_id, &windows));
    const struct pick_up_window *window =
        allocation_after_plan_window(&windows, station_id, ctx->now_ms, 1);
    const struct pick_up_row row = {
        .thing_id = swap->thing_id,
        .round_id = swap->round_id,
        .tenant_id = tenant_id,
        .station_id = station_id,
        .window_id = window == NULL ? NO_I64 : window->id,
        .due_ms = window == NULL ? ctx->now_ms + PICK_UP_DAYS * MS_PER_DAY : window->ends_ms,
        .state = PICK_UP_WAITING,
    };
    *ret_due_ms = row.due_ms;
    return allocation_after_store_add_pick_up(ctx, &row);
}

/* From shop to shop in the house. */
static enum status pass_on(struct ctx *ctx, const struct swap_row *swap,
                           const struct pick_up_row *from, int64_t taker_id)
{
    const struct pick_up_row row = {.thing_id = swap->thing_id,
                                    .round_id = swap->round_id,
                                    .tenant_id = taker_id,
                                    .station_id = from->station_id,
                                    .window_id = NO_I64,
                                    .due_ms = ctx->now_ms,
                                    .state = PICK_UP_COLLECTED};
    TRY(goods_pass_on(ctx, swap->thing_id, swap->from_tenant, taker_id));
    TRY(allocation_after_store_end(ctx, from->id, PICK_UP_COLLECTED, PICK_UP_PASSED_ON));
    return allocation_after_store_add_pick_up(ctx, &row);
}

struct handing {
    struct swap_row swap;
    struct thing thing;
    struct pick_up_row from; /* of the shop that gives; not of the house's offers */
};

static enum status hand_over(struct ctx *ctx, struct handing *handing, int64_t taker_id)
{
    struct swap_row *swap = &handing->swap;
    int64_t due_ms = NO_I64;
    const bool by_house = swap->from_tenant == NO_I64;
    const bool in_house = !by_house && handing->from.state == PICK_UP_COLLECTED;
    swap->taker_id = taker_id;
    if (in_house) {
        TRY(pass_on(ctx, swap, &handing->from, taker_id));
    } else if (by_house) {
        TRY(goods_allot_reserved(ctx, swap->thing_id, taker_id, swap->id));
        TRY(wait_for(ctx, swap, handing->thing.holder_id, taker_id, &due_ms));
    } else {
        TRY(goods_unallot(ctx, swap->thing_id, swap->from_tenant));
        TRY(goods_reserve(ctx, swap->thing_id, swap->id));
        TRY(goods_allot_reserved(ctx, swap->thing_id, taker_id, swap->id));
        TRY(allocation_after_store_end(ctx, handing->from.id, PICK_UP_WAITING, PICK_UP_PASSED_ON));
        TRY(wait_for(ctx, swap, handing->thing.holder_id, taker_id, &due_ms));
    }
    TRY(allocation_after_mail_got(ctx, swap, &handing->thing, in_house ? swap->from_tenant : NO_I64,
                                  due_ms));
    return by_house ? OK : allocation_after_mail_taken(ctx, swap, &handing->thing, in_house);
}

/* OK when the lot is still where it was offered from and whole; CONFLICT when not. */
static enum status still_there(struct ctx *ctx, struct handing *handing)
{
    const struct swap_row *swap = &handing->swap;
    TRY(goods_thing(ctx, swap->thing_id, &handing->thing));
    if (swap->from_tenant == NO_I64) {
        return handing->thing.blocked || handing->thing.count == 0 ||
                       handing->thing.allotted_to != NO_I64
                   ? CONFLICT
                   : OK;
    }
    const enum status found = allocation_after_store_of_thing(ctx, swap->thing_id, &handing->from);
    if (found != OK) {
        return found == NOT_FOUND ? CONFLICT : found;
    }
    if (!allocation_swap_has_it(&handing->from, &handing->thing, swap->from_tenant)) {
        return CONFLICT;
    }
    TRY(allocation_swap_check_pick_up(ctx, &handing->from));
    return allocation_swap_check_lot(ctx, &handing->thing);
}

/* Nobody gets it: what the house offered stands there as the rest of its round does. */
static enum status end_without(struct ctx *ctx, const struct handing *handing, int64_t state)
{
    const struct swap_row *swap = &handing->swap;
    TRY(allocation_after_store_end_swap(ctx, swap->id, state, NO_I64));
    return swap->from_tenant == NO_I64 ? goods_release(ctx, swap->thing_id, swap->id) : OK;
}

static enum status decide(struct ctx *ctx, void *arg)
{
    const int64_t *offer_id = arg;
    struct handing handing = {0};
    struct swap_asks asks;
    TRY(allocation_after_store_swap(ctx, *offer_id, &handing.swap));
    if (handing.swap.state != SWAP_OPEN) {
        return OK;
    }
    const enum status there = still_there(ctx, &handing);
    if (there == CONFLICT) {
        ctx->err = (struct ctx_error){0};
        return end_without(ctx, &handing, SWAP_WITHDRAWN);
    }
    TRY(there);
    TRY(askers(ctx, &handing.swap, &asks));
    const struct swap_ask *taker = allocation_after_plan_taker(&asks);
    if (taker == NULL) {
        return end_without(ctx, &handing, SWAP_ENDED);
    }
    TRY(allocation_after_store_end_swap(ctx, handing.swap.id, SWAP_TAKEN, taker->tenant_id));
    TRY(move_points(ctx, &handing.swap, taker));
    return hand_over(ctx, &handing, taker->tenant_id);
}

enum status allocation_swap_decide(struct ctx *ctx, int64_t *ret_decided)
{
    struct swap_rows rows;
    TRY(allocation_after_store_swaps_ended(ctx, ENDED_STEP, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        TRY(db_write(ctx, decide, &rows.ptr[i].id));
    }
    *ret_decided = (int64_t)rows.count;
    return OK;
}
