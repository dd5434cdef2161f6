/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds: made, filled with lots, opened and called off. */
#include "allocation/allocation_group.h"
#include "allocation/allocation_mail.h"
#include "allocation/allocation_stopped.h"
#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

#define LABEL_MAX 60
#define PPM       INT64_C(1000000)
#define LOT_STEP  200

const char *allocation_round_words(int64_t state)
{
    switch (state) {
    case ROUND_DRAFT:
        return N_("draft");
    case ROUND_OPEN:
        return N_("open for wishes");
    case ROUND_CLOSED:
        return N_("closed, waits for the draw");
    case ROUND_DRAWN:
        return N_("drawn, not published");
    case ROUND_PUBLISHED:
        return N_("published");
    case ROUND_SETTLED:
        return N_("settled");
    case ROUND_CANCELLED:
        return N_("called off");
    default:
        return NULL;
    }
}

/* ---- made and changed
 * ---------------------------------------------------------------------------- */

struct rounding {
    int64_t round_id;
    int64_t version;
    const struct new_round *round;
    bool planned;
    const struct i64_list *thing_ids;
    struct str reason;
    int64_t added;
};

static bool label_is_valid(struct str label)
{
    if (str_trim(label).len == 0 || !str_is_utf8(label) || str_utf8_length(label) > LABEL_MAX) {
        return false;
    }
    for (size_t i = 0; i < label.len; i++) {
        const unsigned char sign = (unsigned char)label.ptr[i];
        if (sign < ' ' || sign == 127) {
            return false;
        }
    }
    return true;
}

static enum status check_times(struct ctx *ctx, const struct new_round *round)
{
    if (round->closes_ms <= ctx->now_ms) {
        return ctx_fail(ctx, INVALID, N_("The close must be in the future."), "closes");
    }
    if (round->opens_ms >= round->closes_ms) {
        return ctx_fail(ctx, INVALID, N_("The round must open before it closes."), "opens");
    }
    if (round->draw_ms < round->closes_ms) {
        return ctx_fail(ctx, INVALID, N_("The draw cannot come before the close."), "draw");
    }
    return OK;
}

static enum status check_parent(struct ctx *ctx, const struct new_round *round)
{
    struct round parent;
    if (round->parent_id == NO_I64) {
        return OK;
    }
    const enum status found = allocation_round(ctx, round->parent_id, &parent);
    if (found == NOT_FOUND || (found == OK && parent.state != ROUND_PUBLISHED)) {
        return ctx_fail(ctx, INVALID, N_("Only a published round has lots for a second call."),
                        "parent");
    }
    return found;
}

static enum status check(struct ctx *ctx, const struct new_round *round)
{
    if (!label_is_valid(round->label)) {
        return ctx_fail(ctx, INVALID, N_("Give the round a name of 1 to 60 characters."), "label");
    }
    TRY(check_times(ctx, round));
    if (round->points_ppm < 0 || round->points_ppm > PPM) {
        return ctx_fail(ctx, INVALID, N_("The share must be from 0 to 100 percent."), "points");
    }
    return OK;
}

static enum status add(struct ctx *ctx, void *arg)
{
    const struct rounding *rounding = arg;
    int64_t number = 0;
    TRY(check_parent(ctx, rounding->round));
    TRY(allocation_store_next_number(ctx, &number));
    return allocation_store_add_round(ctx, rounding->round_id, number, rounding->round);
}

enum status allocation_round_add(struct ctx *ctx, const struct new_round *round, int64_t *ret_id)
{
    struct rounding rounding = {.round_id = id_new(), .round = round};
    TRY(check(ctx, round));
    TRY(db_write(ctx, add, &rounding));
    *ret_id = rounding.round_id;
    return OK;
}

static enum status read_draft(struct ctx *ctx, int64_t round_id, struct round *ret_round)
{
    TRY(allocation_round(ctx, round_id, ret_round));
    return ret_round->state == ROUND_DRAFT
               ? OK
               : ctx_fail(ctx, CONFLICT, N_("The round has opened. It cannot be changed any more."),
                          NULL);
}

static enum status set(struct ctx *ctx, void *arg)
{
    const struct rounding *rounding = arg;
    struct round round;
    TRY(read_draft(ctx, rounding->round_id, &round));
    TRY(check_parent(ctx, rounding->round));
    return allocation_store_set_round(ctx, rounding->round_id, rounding->version, rounding->round);
}

enum status allocation_round_set(struct ctx *ctx, int64_t round_id, int64_t version,
                                 const struct new_round *round)
{
    struct rounding rounding = {.round_id = round_id, .version = version, .round = round};
    TRY(check(ctx, round));
    return db_write(ctx, set, &rounding);
}

static enum status plan(struct ctx *ctx, void *arg)
{
    const struct rounding *rounding = arg;
    struct round round;
    TRY(read_draft(ctx, rounding->round_id, &round));
    return allocation_store_plan_round(ctx, rounding->round_id, rounding->version,
                                       rounding->planned);
}

enum status allocation_round_plan(struct ctx *ctx, int64_t round_id, int64_t version, bool planned)
{
    struct rounding rounding = {.round_id = round_id, .version = version, .planned = planned};
    return db_write(ctx, plan, &rounding);
}

/* ---- lots
 * ------------------------------------------------------------------------------------------ */

/* What nobody got in a published round is free for a second call, and for nothing else until the
 * manager has decided about it. */
static enum status check_elsewhere(struct ctx *ctx, const struct round *round, int64_t thing_id)
{
    const int64_t last_state = round->parent_id == NO_I64 ? ROUND_PUBLISHED : ROUND_DRAWN;
    bool elsewhere = false;
    TRY(allocation_store_lot_elsewhere(ctx, round->id, thing_id, last_state, &elsewhere));
    return elsewhere ? ctx_fail(ctx, CONFLICT, N_("This lot is part of another round."), NULL) : OK;
}

static enum status add_lot(struct ctx *ctx, const struct round *round, int64_t thing_id,
                           int64_t *count)
{
    struct stored_lot there;
    struct thing thing;
    const enum status found = allocation_store_lot(ctx, round->id, thing_id, &there);
    if (found != NOT_FOUND) {
        return found;
    }
    if (*count >= ALLOCATION_LOTS_MAX) {
        return ctx_fail(ctx, INVALID, N_("A round can have at most 5000 lots."), "lots");
    }
    TRY(goods_thing(ctx, thing_id, &thing));
    TRY(check_elsewhere(ctx, round, thing_id));
    TRY(goods_reserve(ctx, thing_id, round->id));
    TRY(allocation_store_add_lot(ctx, round->id, &thing));
    (*count)++;
    return OK;
}

static enum status add_lots(struct ctx *ctx, void *arg)
{
    const struct rounding *rounding = arg;
    struct round round;
    int64_t count = 0;
    TRY(read_draft(ctx, rounding->round_id, &round));
    TRY(allocation_lot_count(ctx, round.id, &count));
    for (size_t i = 0; i < rounding->thing_ids->count; i++) {
        TRY(add_lot(ctx, &round, rounding->thing_ids->ptr[i], &count));
    }
    return OK;
}

enum status allocation_round_add_lots(struct ctx *ctx, int64_t round_id,
                                      const struct i64_list *thing_ids)
{
    struct rounding rounding = {.round_id = round_id, .thing_ids = thing_ids};
    return db_write(ctx, add_lots, &rounding);
}

static enum status remove_lots(struct ctx *ctx, void *arg)
{
    const struct rounding *rounding = arg;
    struct round round;
    TRY(read_draft(ctx, rounding->round_id, &round));
    for (size_t i = 0; i < rounding->thing_ids->count; i++) {
        TRY(goods_release(ctx, rounding->thing_ids->ptr[i], round.id));
        TRY(allocation_store_remove_lot(ctx, round.id, rounding->thing_ids->ptr[i]));
    }
    return OK;
}

enum status allocation_round_remove_lots(struct ctx *ctx, int64_t round_id,
                                         const struct i64_list *thing_ids)
{
    struct rounding rounding = {.round_id = round_id, .thing_ids = thing_ids};
    return db_write(ctx, remove_lots, &rounding);
}

/* A step of the free lots; those that another round still has are left out, not refused. */
static enum status add_step(struct ctx *ctx, const struct round *round, int64_t *before_id,
                            int64_t *count, bool *ret_more)
{
    struct things free;
    TRY(goods_unreserved(ctx, *before_id, LOT_STEP, &free));
    *ret_more = free.count == LOT_STEP;
    for (size_t i = 0; i < free.count && *count < ALLOCATION_LOTS_MAX; i++) {
        bool elsewhere = false;
        TRY(allocation_store_lot_elsewhere(ctx, round->id, free.ptr[i].id, ROUND_PUBLISHED,
                                           &elsewhere));
        if (!elsewhere) {
            TRY(add_lot(ctx, round, free.ptr[i].id, count));
        }
        *before_id = free.ptr[i].id;
    }
    return OK;
}

static enum status add_all(struct ctx *ctx, void *arg)
{
    struct rounding *rounding = arg;
    struct round round;
    int64_t before_id = NO_I64;
    int64_t count = 0;
    bool more = true;
    TRY(read_draft(ctx, rounding->round_id, &round));
    TRY(allocation_lot_count(ctx, round.id, &count));
    const int64_t there = count;
    while (more && count < ALLOCATION_LOTS_MAX) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(add_step(ctx, &round, &before_id, &count, &more));
        arena_reset(ctx->mem, mark);
    }
    rounding->added = count - there;
    return OK;
}

enum status allocation_round_add_all(struct ctx *ctx, int64_t round_id, int64_t *ret_added)
{
    struct rounding rounding = {.round_id = round_id};
    TRY(db_write(ctx, add_all, &rounding));
    *ret_added = rounding.added;
    return OK;
}

static struct round_lot round_lot_of(const struct stored_lot *lot, const struct thing *thing)
{
    return (struct round_lot){
        .thing = *thing,
        .station_id = lot->station_id,
        .points_mp = lot->points_mp,
        .quota_class = lot->quota_class,
        .requires = lot->requires,
        .withdrawn = lot->withdrawn,
    };
}

static int64_t reduced(int64_t points_mp, int64_t points_ppm)
{
    int64_t mp = 0;
    return allocation_floor_scale(points_mp, points_ppm, PPM, &mp) ? mp : 0;
}

static enum status things_of(struct ctx *ctx, const struct stored_lots *lots,
                             struct things *ret_things)
{
    struct i64_list ids = {0};
    for (size_t i = 0; i < lots->count; i++) {
        vec_push(ctx->mem, &ids, lots->ptr[i].thing_id);
    }
    return goods_things(ctx, &ids, ret_things);
}

enum status allocation_lots(struct ctx *ctx, int64_t round_id, int64_t after_thing_id,
                            int64_t limit, struct round_lots *ret_lots)
{
    struct round_lots lots = {0};
    struct allocation_rules rules;
    struct stored_lots stored;
    struct things things;
    struct round round;
    TRY(allocation_round(ctx, round_id, &round));
    /* A draft shows what the lots would count if it opened now. */
    const enum status ruled = round.state == ROUND_DRAFT
                                  ? allocation_rules_on(ctx, centre_today(ctx), &rules)
                                  : NOT_FOUND;
    if (ruled != OK && ruled != NOT_FOUND) {
        return ruled;
    }
    TRY(allocation_store_lots(ctx, round_id, after_thing_id, limit, &stored));
    TRY(things_of(ctx, &stored, &things));
    for (size_t i = 0; i < stored.count; i++) {
        struct round_lot lot = round_lot_of(&stored.ptr[i], &things.ptr[i]);
        if (ruled == OK) {
            allocation_rules_apply(&rules, &lot.thing, &lot.points_mp, &lot.quota_class,
                                   &lot.requires);
            lot.points_mp = reduced(lot.points_mp, round.points_ppm);
        }
        vec_push(ctx->mem, &lots, lot);
    }
    *ret_lots = lots;
    return OK;
}

/* ---- opened
 * ---------------------------------------------------------------------------------------- */

static enum status fix_lots(struct ctx *ctx, const struct round *round,
                            const struct allocation_rules *rules)
{
    int64_t after_id = 0;
    for (;;) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        struct stored_lots lots;
        struct things things;
        TRY(allocation_store_lots(ctx, round->id, after_id, LOT_STEP, &lots));
        TRY(things_of(ctx, &lots, &things));
        for (size_t i = 0; i < lots.count; i++) {
            struct stored_lot lot = lots.ptr[i];
            lot.category_id = things.ptr[i].category_id;
            allocation_rules_apply(rules, &things.ptr[i], &lot.points_mp, &lot.quota_class,
                                   &lot.requires);
            lot.points_mp = reduced(lot.points_mp, round->points_ppm);
            TRY(allocation_store_fix_lot(ctx, round->id, &lot));
            after_id = lot.thing_id;
        }
        const bool more = lots.count == LOT_STEP;
        arena_reset(ctx->mem, mark);
        if (!more) {
            return OK;
        }
    }
}

static enum status check_opening(struct ctx *ctx, const struct round *round)
{
    int64_t lots = 0;
    if (round->closes_ms <= ctx->now_ms) {
        return ctx_fail(ctx, CONFLICT, N_("The time to close has passed. Choose a new one."), NULL);
    }
    TRY(allocation_lot_count(ctx, round->id, &lots));
    return lots > 0 ? OK
                    : ctx_fail(ctx, CONFLICT, N_("The round has no lots. Add some first."), NULL);
}

static enum status open_round(struct ctx *ctx, void *arg)
{
    const struct rounding *rounding = arg;
    struct allocation_rules rules;
    struct round round;
    TRY(allocation_store_lock_round(ctx, rounding->round_id, &round));
    if (round.state == ROUND_OPEN) {
        return OK;
    }
    TRY(read_draft(ctx, rounding->round_id, &round));
    TRY(allocation_stopped_round(ctx, &round));
    TRY(check_opening(ctx, &round));
    const enum status ruled = allocation_rules_on(ctx, centre_today(ctx), &rules);
    if (ruled != OK) {
        return ruled == NOT_FOUND
                   ? ctx_fail(ctx, CONFLICT,
                              N_("There are no rules for the draw yet. Make them first."), NULL)
                   : ruled;
    }
    round.rules_id = rules.id;
    round.chain = rules.chain;
    round.beacon_round = allocation_beacon_round(&rules, round.draw_ms);
    TRY(allocation_participants_settle(ctx));
    TRY(fix_lots(ctx, &round, &rules));
    TRY(allocation_store_open_round(ctx, &round));
    return allocation_mail_opened(ctx, &round);
}

enum status allocation_round_open(struct ctx *ctx, int64_t round_id)
{
    struct rounding rounding = {.round_id = round_id};
    return db_write(ctx, open_round, &rounding);
}

/* ---- called off
 * ------------------------------------------------------------------------------------ */

enum status allocation_round_release(struct ctx *ctx, int64_t round_id)
{
    int64_t after_id = 0;
    for (;;) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        struct stored_lots lots;
        TRY(allocation_store_lots(ctx, round_id, after_id, LOT_STEP, &lots));
        for (size_t i = 0; i < lots.count; i++) {
            TRY(goods_release(ctx, lots.ptr[i].thing_id, round_id));
            after_id = lots.ptr[i].thing_id;
        }
        const bool more = lots.count == LOT_STEP;
        arena_reset(ctx->mem, mark);
        if (!more) {
            return OK;
        }
    }
}

static enum status call_off(struct ctx *ctx, const struct round *round, struct str reason)
{
    const struct str text = str_trim(reason);
    if (ctx->now_ms >= round->closes_ms) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The wishes have closed. The round cannot be called off."), NULL);
    }
    if (str_utf8_length(text) < ALLOCATION_REASON_MIN ||
        str_utf8_length(text) > ALLOCATION_NOTE_MAX) {
        return ctx_fail(ctx, INVALID, N_("Write the reason, in 10 to 500 characters."), "reason");
    }
    TRY(allocation_round_release(ctx, round->id));
    TRY(allocation_store_cancel_round(ctx, round->id, text));
    return allocation_mail_cancelled(ctx, round, text);
}

static enum status cancel(struct ctx *ctx, void *arg)
{
    const struct rounding *rounding = arg;
    struct round round;
    TRY(allocation_round(ctx, rounding->round_id, &round));
    if (round.state == ROUND_DRAFT) {
        TRY(allocation_round_release(ctx, round.id));
        return allocation_store_delete_round(ctx, round.id);
    }
    if (round.state != ROUND_OPEN) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The wishes have closed. The round cannot be called off."), NULL);
    }
    return call_off(ctx, &round, rounding->reason);
}

enum status allocation_round_cancel(struct ctx *ctx, int64_t round_id, struct str reason)
{
    struct rounding rounding = {.round_id = round_id, .reason = reason};
    return db_write(ctx, cancel, &rounding);
}
