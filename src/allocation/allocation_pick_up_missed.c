/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop does not collect in time: penalty, back to the station, on to the swap square. */
#include "allocation/allocation_after_mail.h"
#include "base/day.h"
#include "base/vec.h"

#include "base/banned.h"

#define LATE_STEP 500

/* Late lots of one shop, station and time, which one mail tells about. */
struct missing {
    const struct pick_up_row *rows;
    size_t count;
    int64_t missed;
};
struct missed {
    struct pick_up *ptr;
    size_t count;
    size_t capacity;
};

static bool same_time(const struct pick_up_row *a, const struct pick_up_row *b)
{
    return a->tenant_id == b->tenant_id && a->round_id == b->round_id && a->due_ms == b->due_ms &&
           a->station_id == b->station_id;
}

static enum status penalise(struct ctx *ctx, const struct pick_up_row *row,
                            const struct allocation_rules *rules)
{
    struct participant participant;
    if (rules->penalty_mp == 0) {
        return OK;
    }
    TRY(allocation_participant(ctx, row->tenant_id, &participant));
    const struct points_entry entry = {.kind = POINTS_PENALTY,
                                       .mp = rules->penalty_mp,
                                       .round_id = row->round_id,
                                       .run_id = NO_I64,
                                       .thing_id = row->thing_id,
                                       .note = STR("")};
    return allocation_points_add(ctx, participant.lead_id, &entry);
}

/* The house offers it; what the shop offered itself ends, and its askers ask the house. */
static enum status offer_by_house(struct ctx *ctx, const struct pick_up_row *row,
                                  const struct allocation_rules *rules)
{
    struct swap_row own;
    struct swap_row offer = {.thing_id = row->thing_id,
                             .from_tenant = NO_I64,
                             .round_id = row->round_id,
                             .until_ms = ctx->now_ms + rules->swap_hours * MS_PER_HOUR};
    struct str requires;
    int64_t offer_id = 0;
    TRY(allocation_after_store_lot(ctx, row->round_id, row->thing_id, &offer.points_mp, &requires));
    const enum status open = allocation_after_store_swap_of(ctx, row->thing_id, &own);
    if (open == OK) {
        TRY(allocation_after_store_end_swap(ctx, own.id, SWAP_WITHDRAWN, NO_I64));
    } else if (open != NOT_FOUND) {
        return open;
    }
    TRY(allocation_after_store_add_swap(ctx, &offer, &offer_id));
    if (open == OK) {
        TRY(allocation_after_store_move_asks(ctx, own.id, offer_id, row->tenant_id));
    }
    return goods_reserve(ctx, row->thing_id, offer_id);
}

/* A lot that was stopped could not be collected: no penalty, and nobody is offered it. */
static enum status miss_one(struct ctx *ctx, const struct pick_up_row *row,
                            const struct allocation_rules *rules, struct missed *missed)
{
    struct pick_up lot;
    TRY(allocation_after_store_pick_up(ctx, row, &lot));
    TRY(allocation_after_store_end(ctx, row->id, PICK_UP_WAITING,
                                   lot.thing.blocked ? PICK_UP_TAKEN_BACK : PICK_UP_MISSED));
    TRY(goods_unallot(ctx, row->thing_id, row->tenant_id));
    if (lot.thing.blocked) {
        return OK;
    }
    vec_push(ctx->mem, missed, lot);
    TRY(penalise(ctx, row, rules));
    return offer_by_house(ctx, row, rules);
}

static enum status miss(struct ctx *ctx, void *arg)
{
    struct missing *missing = arg;
    struct missed missed = {0};
    struct round round;
    struct allocation_rules rules;
    TRY(allocation_round(ctx, missing->rows[0].round_id, &round));
    TRY(allocation_rules_get(ctx, round.rules_id, &rules));
    for (size_t i = 0; i < missing->count; i++) {
        struct pick_up_row row;
        TRY(allocation_after_store_row(ctx, missing->rows[i].id, &row));
        /* Somebody may have confirmed or moved it since it was read. */
        if (row.state == PICK_UP_WAITING && row.given_ms == NO_I64 && row.received_ms == NO_I64 &&
            row.due_ms <= ctx->now_ms) {
            TRY(miss_one(ctx, &row, &rules, &missed));
        }
    }
    missing->missed = (int64_t)missed.count;
    return missed.count == 0
               ? OK
               : allocation_after_mail_missed(ctx, missed.ptr, missed.count, rules.penalty_mp);
}

enum status allocation_miss_late(struct ctx *ctx, int64_t *ret_missed)
{
    struct pick_up_rows rows;
    int64_t missed = 0;
    TRY(allocation_after_store_late(ctx, LATE_STEP, &rows));
    for (size_t i = 0; i < rows.count;) {
        struct missing missing = {.rows = &rows.ptr[i], .count = 1};
        while (i + missing.count < rows.count &&
               same_time(&rows.ptr[i], &rows.ptr[i + missing.count])) {
            missing.count++;
        }
        TRY(db_write(ctx, miss, &missing));
        i += missing.count;
        missed += missing.missed;
    }
    *ret_missed = missed;
    return OK;
}
