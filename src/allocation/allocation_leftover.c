/* SPDX-License-Identifier: EUPL-1.2 */
/* What no shop got: called out once more, then to a partner outside, then to recycling. */
#include "allocation/allocation_after_store.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

#define LEFTOVER_STEP 500

/* ---- what is left over ----------------------------------------------------------------------- */

/* At the station where it was, given to nobody, free to go on. */
static bool stands_there(const struct thing *thing, int64_t station_id)
{
    return thing->holder_id == station_id && thing->allotted_to == NO_I64 && thing->count > 0 &&
           !thing->blocked;
}

static struct leftover leftover_of(const struct leftover_row *row, const struct thing *thing)
{
    return (struct leftover){.lot = {.thing = *thing,
                                     .station_id = row->station_id,
                                     .points_mp = row->points_mp,
                                     .quota_class = row->quota_class,
                                     .requires = row->requires},
                             .round_id = row->round_id,
                             .second = row->parent_id != NO_I64};
}

static enum status things_of(struct ctx *ctx, const struct leftover_rows *rows,
                             struct things *ret_things)
{
    struct i64_list ids = {0};
    for (size_t i = 0; i < rows->count; i++) {
        vec_push(ctx->mem, &ids, rows->ptr[i].thing_id);
    }
    return goods_things(ctx, &ids, ret_things);
}

enum status allocation_leftovers(struct ctx *ctx, int64_t limit, struct leftovers *ret_lots)
{
    struct leftovers lots = {0};
    struct leftover_rows rows;
    struct things things;
    int64_t after_round = 0;
    int64_t after_thing = 0;
    do {
        TRY(allocation_after_store_leftovers(ctx, after_round, after_thing, LEFTOVER_STEP, &rows));
        TRY(things_of(ctx, &rows, &things));
        for (size_t i = 0; i < rows.count && (int64_t)lots.count < limit; i++) {
            after_round = rows.ptr[i].round_id;
            after_thing = rows.ptr[i].thing_id;
            if (stands_there(&things.ptr[i], rows.ptr[i].station_id)) {
                vec_push(ctx->mem, &lots, leftover_of(&rows.ptr[i], &things.ptr[i]));
            }
        }
    } while (rows.count == LEFTOVER_STEP && (int64_t)lots.count < limit);
    *ret_lots = lots;
    return OK;
}

/* The lot as it is left over now; NOT_FOUND when it is not. */
static enum status leftover_now(struct ctx *ctx, int64_t thing_id, struct leftover_row *ret_row,
                                struct thing *ret_thing)
{
    struct leftover_row row;
    TRY(allocation_after_store_leftover(ctx, thing_id, &row));
    TRY(goods_thing(ctx, thing_id, ret_thing));
    if (!stands_there(ret_thing, row.station_id)) {
        return NOT_FOUND;
    }
    *ret_row = row;
    return OK;
}

/* Nobody keeps it for a round any more. */
static enum status set_free(struct ctx *ctx, int64_t thing_id)
{
    int64_t owner_id = NO_I64;
    TRY(goods_reserved_for(ctx, thing_id, &owner_id));
    return owner_id == NO_I64 ? OK : goods_release(ctx, thing_id, owner_id);
}

/* ---- the second call ------------------------------------------------------------------------- */

struct calling {
    const struct i64_list *thing_ids;
    struct new_round round;
    int64_t round_id;
};

static enum status gone(struct ctx *ctx)
{
    return ctx_fail(ctx, CONFLICT,
                    N_("One of the lots has been dealt with meanwhile. Choose again."), "things");
}

static enum status call_out(struct ctx *ctx, struct calling *calling, int64_t thing_id)
{
    struct leftover_row row;
    struct thing thing;
    const enum status found = leftover_now(ctx, thing_id, &row, &thing);
    if (found != OK) {
        return found == NOT_FOUND ? gone(ctx) : found;
    }
    if (row.parent_id != NO_I64) {
        return ctx_fail(ctx, CONFLICT,
                        N_("One of the lots has been called out twice. It is for a partner now."),
                        "things");
    }
    const struct decision decision = {.thing_id = thing_id,
                                      .round_id = row.round_id,
                                      .outcome = LEFTOVER_SECOND_CALL,
                                      .next_round_id = calling->round_id,
                                      .partner_id = NO_I64,
                                      .reason = STR("")};
    TRY(allocation_after_store_decide(ctx, &decision));
    return set_free(ctx, thing_id);
}

/* The newest of the rounds that the lots are left over from stands for all as the parent. */
static enum status newest_round(struct ctx *ctx, struct calling *calling)
{
    calling->round.parent_id = NO_I64;
    for (size_t i = 0; i < calling->thing_ids->count; i++) {
        struct leftover_row row;
        const enum status found =
            allocation_after_store_leftover(ctx, calling->thing_ids->ptr[i], &row);
        if (found != OK) {
            return found == NOT_FOUND ? gone(ctx) : found;
        }
        if (calling->round.parent_id == NO_I64 || row.round_id > calling->round.parent_id) {
            calling->round.parent_id = row.round_id;
        }
    }
    return OK;
}

static enum status second_call(struct ctx *ctx, void *arg)
{
    struct calling *calling = arg;
    struct allocation_rules rules;
    TRY(allocation_rules_on(ctx, centre_today(ctx), &rules));
    calling->round.points_ppm = rules.second_call_ppm;
    TRY(newest_round(ctx, calling));
    TRY(allocation_round_add(ctx, &calling->round, &calling->round_id));
    for (size_t i = 0; i < calling->thing_ids->count; i++) {
        TRY(call_out(ctx, calling, calling->thing_ids->ptr[i]));
    }
    return allocation_round_add_lots(ctx, calling->round_id, calling->thing_ids);
}

enum status allocation_second_call(struct ctx *ctx, const struct i64_list *thing_ids,
                                   const struct new_round *round, int64_t *ret_round_id)
{
    struct calling calling = {.thing_ids = thing_ids, .round = *round};
    if (thing_ids->count == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose at least one lot."), "things");
    }
    TRY(db_write(ctx, second_call, &calling));
    *ret_round_id = calling.round_id;
    return OK;
}

/* ---- out of the house ------------------------------------------------------------------------ */

struct leaving {
    int64_t thing_id;
    int64_t partner_id;     /* NO_I64: to recycling */
    enum goods_discard why; /* to recycling */
    struct str reason;
};

/* No shop would want it, so no shop is asked again. */
static bool is_ruined(enum goods_discard why)
{
    return why == DISCARD_BROKEN || why == DISCARD_DIRTY || why == DISCARD_UNSAFE ||
           why == DISCARD_RECALLED;
}

static enum status check_partner(struct ctx *ctx, int64_t partner_id, int64_t category_id)
{
    struct partner partner;
    const enum status found = allocation_after_store_partner(ctx, partner_id, &partner);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    return found == OK && allocation_partner_may_have(ctx, &partner, category_id, centre_today(ctx))
               ? OK
               : ctx_fail(ctx, INVALID,
                          N_("Choose a partner who has an agreement for such goods today."),
                          "partner");
}

static enum status leave(struct ctx *ctx, void *arg)
{
    const struct leaving *leaving = arg;
    const bool to_partner = leaving->partner_id != NO_I64;
    struct leftover_row row;
    struct thing thing;
    TRY(leftover_now(ctx, leaving->thing_id, &row, &thing));
    if (row.parent_id == NO_I64 && (to_partner || !is_ruined(leaving->why))) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The shops come first: call the lot out a second time before."), NULL);
    }
    if (to_partner) {
        TRY(check_partner(ctx, leaving->partner_id, thing.category_id));
        TRY(allocation_after_store_use_partner(ctx, leaving->partner_id));
    }
    const struct decision decision = {.thing_id = thing.id,
                                      .round_id = row.round_id,
                                      .outcome = to_partner ? LEFTOVER_PARTNER : LEFTOVER_RECYCLED,
                                      .next_round_id = NO_I64,
                                      .partner_id = leaving->partner_id,
                                      .reason = leaving->reason};
    TRY(allocation_after_store_decide(ctx, &decision));
    TRY(set_free(ctx, thing.id));
    return goods_dispose(ctx, thing.id, thing.holder_id,
                         to_partner ? GOODS_PASSED_ON : GOODS_RECYCLED, thing.count, leaving->why);
}

static enum status check_reason(struct ctx *ctx, struct str reason)
{
    return str_utf8_length(str_trim(reason)) < ALLOCATION_REASON_MIN
               ? ctx_fail(ctx, INVALID, N_("Write why, with at least 10 characters."), "reason")
               : OK;
}

enum status allocation_to_partner(struct ctx *ctx, int64_t thing_id, int64_t partner_id,
                                  struct str reason)
{
    struct leaving leaving = {.thing_id = thing_id, .partner_id = partner_id, .reason = reason};
    TRY(check_reason(ctx, reason));
    return db_write(ctx, leave, &leaving);
}

struct ruined {
    const struct i64_list *thing_ids;
    enum goods_discard why;
    struct str reason;
};

static enum status recycle_ruined(struct ctx *ctx, void *arg)
{
    const struct ruined *ruined = arg;
    for (size_t i = 0; i < ruined->thing_ids->count; i++) {
        struct leaving leaving = {ruined->thing_ids->ptr[i], NO_I64, ruined->why, ruined->reason};
        const enum status left = leave(ctx, &leaving);
        if (left != OK) {
            return left == NOT_FOUND ? gone(ctx) : left;
        }
    }
    return OK;
}

enum status allocation_recycle_ruined(struct ctx *ctx, const struct i64_list *thing_ids,
                                      enum goods_discard why, struct str reason)
{
    struct ruined ruined = {thing_ids, why, reason};
    if (thing_ids->count == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose at least one lot."), "things");
    }
    if (!is_ruined(why)) {
        return ctx_fail(ctx, INVALID, N_("Choose why it goes to recycling."), "discard");
    }
    TRY(check_reason(ctx, reason));
    return db_write(ctx, recycle_ruined, &ruined);
}

enum status allocation_recycle(struct ctx *ctx, int64_t thing_id, enum goods_discard why,
                               struct str reason)
{
    struct leaving leaving = {thing_id, NO_I64, why, reason};
    TRY(check_reason(ctx, reason));
    if (goods_discard_words(why) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose why it goes to recycling."), "discard");
    }
    return db_write(ctx, leave, &leaving);
}

/* ---- settling -------------------------------------------------------------------------------- */

static enum status has_leftovers(struct ctx *ctx, int64_t round_id, bool *ret_has)
{
    struct leftover_rows rows;
    struct things things;
    int64_t after_thing = 0;
    do {
        TRY(allocation_after_store_leftovers(ctx, round_id, after_thing, LEFTOVER_STEP, &rows));
        TRY(things_of(ctx, &rows, &things));
        for (size_t i = 0; i < rows.count && rows.ptr[i].round_id == round_id; i++) {
            after_thing = rows.ptr[i].thing_id;
            if (stands_there(&things.ptr[i], rows.ptr[i].station_id)) {
                *ret_has = true;
                return OK;
            }
        }
    } while (rows.count == LEFTOVER_STEP && rows.ptr[rows.count - 1].round_id == round_id);
    *ret_has = false;
    return OK;
}

struct settling {
    int64_t round_id;
    bool settled;
};

static enum status settle(struct ctx *ctx, void *arg)
{
    struct settling *settling = arg;
    bool left = false;
    TRY(has_leftovers(ctx, settling->round_id, &left));
    settling->settled = !left;
    return left ? OK : allocation_after_store_settle(ctx, settling->round_id);
}

enum status allocation_settle(struct ctx *ctx, int64_t *ret_settled)
{
    struct i64_list rounds;
    bool left = false;
    int64_t settled = 0;
    TRY(allocation_after_store_settleable(ctx, &rounds));
    for (size_t i = 0; i < rounds.count; i++) {
        struct settling settling = {.round_id = rounds.ptr[i]};
        /* Looked at first, so that a round with leftovers is not a write each time. */
        TRY(has_leftovers(ctx, rounds.ptr[i], &left));
        if (!left) {
            TRY(db_write(ctx, settle, &settling));
            settled += settling.settled ? 1 : 0;
        }
    }
    *ret_settled = settled;
    return OK;
}
