/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading and writing rounds, their lots, and what is frozen at the close. */
#include "allocation/allocation_store.h"

#include "allocation_sql.h"
#include "base/vec.h"

#include "base/banned.h"

static int64_t or_none(int64_t id)
{
    return id == 0 ? NO_I64 : id;
}

/* ---- rounds ------------------------------------------------------------------------------------
 */

static struct round round_of(const struct allocation_round_row *row)
{
    return (struct round){
        .id = row->id,
        .number = row->number,
        .label = row->label,
        .parent_id = row->parent_id,
        .state = row->state,
        .planned = row->planned != 0,
        .opens_ms = row->opens_ms,
        .closes_ms = row->closes_ms,
        .draw_ms = row->draw_ms,
        .rules_id = row->rules_id,
        .chain = row->chain,
        .beacon_round = row->beacon_round,
        .points_ppm = row->points_ppm,
        .opened_ms = row->opened_ms,
        .closed_ms = row->closed_ms,
        .drawn_ms = row->drawn_ms,
        .published_ms = row->published_ms,
        .settled_ms = row->settled_ms,
        .run_id = row->run_id,
        .reason = row->reason,
        .version = row->version,
    };
}

enum status allocation_round(struct ctx *ctx, int64_t round_id, struct round *ret_round)
{
    struct allocation_round_row row;
    TRY(one_allocation_round(ctx, ctx->centre_id, round_id, &row));
    *ret_round = round_of(&row);
    return OK;
}

enum status allocation_round_by_number(struct ctx *ctx, int64_t number, struct round *ret_round)
{
    struct allocation_round_row row;
    TRY(one_allocation_round_by_number(ctx, ctx->centre_id, number, &row));
    *ret_round = round_of(&row);
    return OK;
}

static enum status collect(struct ctx *ctx, struct rows rows,
                           bool (*next)(struct rows *, struct allocation_round_row *),
                           struct rounds *ret_rounds)
{
    struct rounds rounds = {0};
    struct allocation_round_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, &rounds, round_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rounds = rounds;
    return OK;
}

enum status allocation_rounds(struct ctx *ctx, bool drafts, int64_t before_number, int64_t limit,
                              struct rounds *ret_rounds)
{
    return collect(ctx,
                   sql_allocation_round_rows(ctx, ctx->centre_id, drafts ? ROUND_DRAFT : ROUND_OPEN,
                                             before_number == NO_I64 ? INT64_MAX : before_number,
                                             limit),
                   next_allocation_round_rows, ret_rounds);
}

enum status allocation_open_rounds(struct ctx *ctx, struct rounds *ret_rounds)
{
    return collect(ctx, sql_allocation_rounds_open(ctx, ctx->centre_id, ctx->now_ms),
                   next_allocation_rounds_open, ret_rounds);
}

enum status allocation_store_next_number(struct ctx *ctx, int64_t *ret_number)
{
    struct allocation_newest_number_row row;
    TRY(one_allocation_newest_number(ctx, ctx->centre_id, &row));
    *ret_number = row.number == NO_I64 ? 1 : row.number + 1;
    return OK;
}

enum status allocation_store_add_round(struct ctx *ctx, int64_t id, int64_t number,
                                       const struct new_round *round)
{
    return sql_allocation_round_add(ctx, &(struct allocation_round_add_args){
                                             .centre_id = ctx->centre_id,
                                             .id = id,
                                             .number = number,
                                             .label = round->label,
                                             .parent_id = round->parent_id,
                                             .opens_ms = round->opens_ms,
                                             .closes_ms = round->closes_ms,
                                             .draw_ms = round->draw_ms,
                                             .points_ppm = round->points_ppm,
                                             .made_ms = ctx->now_ms,
                                             .made_by = or_none(ctx->actor.person_id),
                                         });
}

static enum status changed_one(struct ctx *ctx)
{
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status allocation_store_set_round(struct ctx *ctx, int64_t id, int64_t version,
                                       const struct new_round *round)
{
    TRY(sql_allocation_round_set(ctx, &(struct allocation_round_set_args){
                                          .centre_id = ctx->centre_id,
                                          .id = id,
                                          .version = version,
                                          .label = round->label,
                                          .parent_id = round->parent_id,
                                          .opens_ms = round->opens_ms,
                                          .closes_ms = round->closes_ms,
                                          .draw_ms = round->draw_ms,
                                          .points_ppm = round->points_ppm,
                                      }));
    return changed_one(ctx);
}

enum status allocation_store_plan_round(struct ctx *ctx, int64_t id, int64_t version, bool planned)
{
    TRY(sql_allocation_round_plan(ctx, ctx->centre_id, id, version, planned));
    return changed_one(ctx);
}

enum status allocation_store_open_round(struct ctx *ctx, const struct round *round)
{
    TRY(sql_allocation_round_opened(ctx, &(struct allocation_round_opened_args){
                                             .centre_id = ctx->centre_id,
                                             .id = round->id,
                                             .rules_id = round->rules_id,
                                             .chain = round->chain,
                                             .beacon_round = round->beacon_round,
                                             .now_ms = ctx->now_ms,
                                         }));
    return changed_one(ctx);
}

enum status allocation_store_close_round(struct ctx *ctx, int64_t id, int64_t run_id)
{
    TRY(sql_allocation_round_closed(ctx, ctx->centre_id, id, run_id, ctx->now_ms));
    return changed_one(ctx);
}

enum status allocation_store_draw_round(struct ctx *ctx, int64_t id)
{
    TRY(sql_allocation_round_drawn(ctx, ctx->centre_id, id, ctx->now_ms));
    return changed_one(ctx);
}

enum status allocation_store_publish_round(struct ctx *ctx, int64_t id, int64_t run_id)
{
    TRY(sql_allocation_round_published(ctx, ctx->centre_id, id, run_id, ctx->now_ms));
    return changed_one(ctx);
}

enum status allocation_store_cancel_round(struct ctx *ctx, int64_t id, struct str reason)
{
    TRY(sql_allocation_round_cancelled(ctx, ctx->centre_id, id, reason));
    return changed_one(ctx);
}

enum status allocation_store_lock_round(struct ctx *ctx, int64_t id, struct round *ret_round)
{
    TRY(sql_allocation_round_lock(ctx, ctx->centre_id, id));
    return allocation_round(ctx, id, ret_round);
}

enum status allocation_store_delete_round(struct ctx *ctx, int64_t id)
{
    TRY(sql_allocation_lots_remove(ctx, ctx->centre_id, id));
    TRY(sql_allocation_round_delete(ctx, ctx->centre_id, id));
    return changed_one(ctx);
}

enum status allocation_store_remind_round(struct ctx *ctx, int64_t id)
{
    TRY(sql_allocation_round_reminded(ctx, ctx->centre_id, id, ctx->now_ms));
    return changed_one(ctx);
}

enum status allocation_store_due(struct ctx *ctx, int64_t soon_ms, struct rounds_due *ret)
{
    struct rounds_due due = {0};
    struct allocation_rounds_due_open_row open;
    struct allocation_rounds_due_reminder_row remind;
    struct allocation_rounds_due_close_row close;
    struct allocation_rounds_in_state_row closed;
    struct rows rows = sql_allocation_rounds_due_open(ctx, ctx->centre_id, ctx->now_ms);
    while (next_allocation_rounds_due_open(&rows, &open)) {
        vec_push(ctx->mem, &due.open, open.id);
    }
    TRY(rows_done(&rows));
    rows = sql_allocation_rounds_due_reminder(ctx, ctx->centre_id, ctx->now_ms, soon_ms);
    while (next_allocation_rounds_due_reminder(&rows, &remind)) {
        vec_push(ctx->mem, &due.remind, remind.id);
    }
    TRY(rows_done(&rows));
    rows = sql_allocation_rounds_due_close(ctx, ctx->centre_id, ctx->now_ms);
    while (next_allocation_rounds_due_close(&rows, &close)) {
        vec_push(ctx->mem, &due.close, close.id);
    }
    TRY(rows_done(&rows));
    rows = sql_allocation_rounds_in_state(ctx, ctx->centre_id, ROUND_CLOSED);
    while (next_allocation_rounds_in_state(&rows, &closed)) {
        vec_push(ctx->mem, &due.closed, closed.id);
    }
    TRY(rows_done(&rows));
    *ret = due;
    return OK;
}

enum status allocation_store_drawing(struct ctx *ctx, bool *ret_drawing)
{
    static const enum round_state states[] = {ROUND_CLOSED, ROUND_DRAWN};
    struct allocation_rounds_in_state_row row;
    *ret_drawing = false;
    for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
        struct rows rows = sql_allocation_rounds_in_state(ctx, ctx->centre_id, states[i]);
        while (next_allocation_rounds_in_state(&rows, &row)) {
            *ret_drawing = true;
        }
        TRY(rows_done(&rows));
    }
    return OK;
}

/* ---- lots --------------------------------------------------------------------------------------
 */

static struct stored_lot lot_of(const struct allocation_lot_row *row)
{
    return (struct stored_lot){
        .thing_id = row->thing_id,
        .code = row->code,
        .station_id = row->station_id,
        .category_id = row->category_id,
        .points_mp = row->points_mp,
        .quota_class = row->quota_class,
        .requires = row->requires,
        .withdrawn = row->withdrawn != 0,
    };
}

enum status allocation_store_lots(struct ctx *ctx, int64_t round_id, int64_t after_id,
                                  int64_t limit, struct stored_lots *ret)
{
    struct stored_lots lots = {0};
    struct allocation_lot_row row;
    struct rows rows = sql_allocation_lots(ctx, ctx->centre_id, round_id, after_id, limit);
    while (next_allocation_lots(&rows, &row)) {
        vec_push(ctx->mem, &lots, lot_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = lots;
    return OK;
}

enum status allocation_store_lot(struct ctx *ctx, int64_t round_id, int64_t thing_id,
                                 struct stored_lot *ret)
{
    struct allocation_lot_row row;
    TRY(one_allocation_lot(ctx, ctx->centre_id, round_id, thing_id, &row));
    *ret = lot_of(&row);
    return OK;
}

enum status allocation_lot_count(struct ctx *ctx, int64_t round_id, int64_t *ret_count)
{
    struct allocation_lot_count_row row;
    TRY(one_allocation_lot_count(ctx, ctx->centre_id, round_id, &row));
    *ret_count = row.lots;
    return OK;
}

enum status allocation_store_add_lot(struct ctx *ctx, int64_t round_id, const struct thing *thing)
{
    return sql_allocation_lot_add(ctx, &(struct allocation_lot_add_args){
                                           .centre_id = ctx->centre_id,
                                           .round_id = round_id,
                                           .thing_id = thing->id,
                                           .code = thing->code,
                                           .station_id = thing->holder_id,
                                           .category_id = thing->category_id,
                                       });
}

enum status allocation_store_remove_lot(struct ctx *ctx, int64_t round_id, int64_t thing_id)
{
    return sql_allocation_lot_remove(ctx, ctx->centre_id, round_id, thing_id);
}

enum status allocation_store_wishers(struct ctx *ctx, int64_t round_id, int64_t thing_id,
                                     struct i64_list *ret_tenants)
{
    struct i64_list tenants = {0};
    struct allocation_wishers_row row;
    struct rows rows = sql_allocation_wishers(ctx, ctx->centre_id, round_id, thing_id);
    while (next_allocation_wishers(&rows, &row)) {
        vec_push(ctx->mem, &tenants, row.tenant_id);
    }
    TRY(rows_done(&rows));
    *ret_tenants = tenants;
    return OK;
}

enum status allocation_store_forget_wishes(struct ctx *ctx, int64_t round_id, int64_t thing_id)
{
    return sql_allocation_wishes_forget(ctx, ctx->centre_id, round_id, thing_id);
}

enum status allocation_store_fix_lot(struct ctx *ctx, int64_t round_id,
                                     const struct stored_lot *lot)
{
    return sql_allocation_lot_fix(ctx, &(struct allocation_lot_fix_args){
                                           .centre_id = ctx->centre_id,
                                           .round_id = round_id,
                                           .thing_id = lot->thing_id,
                                           .category_id = lot->category_id,
                                           .points_mp = lot->points_mp,
                                           .quota_class = lot->quota_class,
                                           .requires = lot->requires,
                                       });
}

enum status allocation_store_withdraw_lot(struct ctx *ctx, int64_t round_id, int64_t thing_id)
{
    TRY(sql_allocation_lot_withdraw(ctx, ctx->centre_id, round_id, thing_id));
    return db_changes(ctx) == 1 ? OK : NOT_FOUND;
}

enum status allocation_store_lot_elsewhere(struct ctx *ctx, int64_t round_id, int64_t thing_id,
                                           int64_t last_state, bool *ret_elsewhere)
{
    struct allocation_lot_elsewhere_row row;
    const enum status found =
        one_allocation_lot_elsewhere(ctx, ctx->centre_id, round_id, thing_id, last_state, &row);
    *ret_elsewhere = found == OK;
    return found == NOT_FOUND ? OK : found;
}

/* ---- the close ----------------------------------------------------------------------------------
 */

enum status allocation_store_add_entrant(struct ctx *ctx, int64_t round_id,
                                         const struct entrant *entrant)
{
    return sql_allocation_entrant_add(ctx, &(struct allocation_entrant_add_args){
                                               .centre_id = ctx->centre_id,
                                               .round_id = round_id,
                                               .lead_id = entrant->lead_id,
                                               .alias = entrant->alias,
                                               .weight = entrant->weight,
                                               .balance_mp = entrant->balance_mp,
                                               .cap_lots = entrant->cap_lots,
                                               .startup = entrant->startup,
                                               .active = entrant->active,
                                           });
}

enum status allocation_store_entrants(struct ctx *ctx, int64_t round_id, struct entrants *ret)
{
    struct entrants entrants = {0};
    struct allocation_entrants_row row;
    struct rows rows = sql_allocation_entrants(ctx, ctx->centre_id, round_id);
    while (next_allocation_entrants(&rows, &row)) {
        vec_push(ctx->mem, &entrants,
                 (struct entrant){row.lead_id, row.alias, row.weight, row.balance_mp, row.cap_lots,
                                  row.startup != 0, row.active != 0});
    }
    TRY(rows_done(&rows));
    *ret = entrants;
    return OK;
}

enum status allocation_store_add_member(struct ctx *ctx, int64_t round_id,
                                        const struct round_member *member)
{
    return sql_allocation_member_add(ctx, ctx->centre_id, round_id, member->tenant_id,
                                     member->lead_id, member->active);
}

enum status allocation_store_members(struct ctx *ctx, int64_t round_id, struct round_members *ret)
{
    struct round_members members = {0};
    struct allocation_members_row row;
    struct rows rows = sql_allocation_members(ctx, ctx->centre_id, round_id);
    while (next_allocation_members(&rows, &row)) {
        vec_push(ctx->mem, &members,
                 (struct round_member){row.tenant_id, row.lead_id, row.active != 0});
    }
    TRY(rows_done(&rows));
    *ret = members;
    return OK;
}

enum status allocation_store_wishes(struct ctx *ctx, int64_t round_id, struct round_wishes *ret)
{
    struct round_wishes wishes = {0};
    struct allocation_round_wishes_row row;
    struct rows rows = sql_allocation_round_wishes(ctx, ctx->centre_id, round_id);
    while (next_allocation_round_wishes(&rows, &row)) {
        vec_push(ctx->mem, &wishes, (struct round_wish){row.tenant_id, row.thing_id, row.stars});
    }
    TRY(rows_done(&rows));
    *ret = wishes;
    return OK;
}

enum status allocation_store_expand_wish(struct ctx *ctx, int64_t round_id,
                                         const struct round_wish *wish)
{
    return sql_allocation_wish_expand(ctx, &(struct allocation_wish_expand_args){
                                               .centre_id = ctx->centre_id,
                                               .round_id = round_id,
                                               .tenant_id = wish->tenant_id,
                                               .thing_id = wish->thing_id,
                                               .stars = wish->stars,
                                               .source = WISH_STANDING,
                                               .at_ms = ctx->now_ms,
                                           });
}
