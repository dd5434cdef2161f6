/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing and reading windows and pick-ups, and settling rounds. */
#include "allocation/allocation_after_store.h"

#include "allocation_after_sql.h"
#include "base/id.h"
#include "base/vec.h"

#include "base/banned.h"

#define AT_STATION_MAX 500

static int64_t actor_of(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

/* ---- windows --------------------------------------------------------------------------------- */

static struct pick_up_window window_of(const struct allocation_window_row *row)
{
    return (struct pick_up_window){.id = row->id,
                                   .round_id = row->round_id,
                                   .station_id = row->station_id,
                                   .starts_ms = row->starts_ms,
                                   .ends_ms = row->ends_ms,
                                   .capacity_lots = row->capacity_lots,
                                   .taken_lots = row->taken_lots};
}

enum status allocation_after_store_window(struct ctx *ctx, int64_t id,
                                          struct pick_up_window *ret_window)
{
    struct allocation_window_row row;
    TRY(one_allocation_window(ctx, ctx->centre_id, id, &row));
    *ret_window = window_of(&row);
    return OK;
}

enum status allocation_windows(struct ctx *ctx, int64_t round_id,
                               struct pick_up_windows *ret_windows)
{
    struct pick_up_windows windows = {0};
    struct allocation_window_row row;
    struct rows rows = sql_allocation_windows_of(ctx, ctx->centre_id, round_id);
    while (next_allocation_windows_of(&rows, &row)) {
        vec_push(ctx->mem, &windows, window_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_windows = windows;
    return OK;
}

enum status allocation_after_store_add_window(struct ctx *ctx, const struct pick_up_window *window)
{
    return sql_allocation_window_put(ctx, &(struct allocation_window_put_args){
                                              .centre_id = ctx->centre_id,
                                              .id = window->id,
                                              .round_id = window->round_id,
                                              .station_id = window->station_id,
                                              .starts_ms = window->starts_ms,
                                              .ends_ms = window->ends_ms,
                                              .capacity_lots = window->capacity_lots,
                                          });
}

enum status allocation_after_store_delete_window(struct ctx *ctx, int64_t id)
{
    struct allocation_window_used_row used;
    const enum status in_use = one_allocation_window_used(ctx, ctx->centre_id, id, &used);
    if (in_use != NOT_FOUND) {
        return in_use == OK ? CONFLICT : in_use;
    }
    TRY(sql_allocation_window_forget(ctx, ctx->centre_id, id));
    return sql_allocation_window_delete(ctx, ctx->centre_id, id);
}

/* ---- pick-ups -------------------------------------------------------------------------------- */

static struct pick_up_row row_of(const struct allocation_pick_up_row *row)
{
    return (struct pick_up_row){.id = row->id,
                                .thing_id = row->thing_id,
                                .round_id = row->round_id,
                                .tenant_id = row->tenant_id,
                                .station_id = row->station_id,
                                .window_id = row->window_id,
                                .due_ms = row->due_ms,
                                .state = row->state,
                                .given_ms = row->given_ms,
                                .received_ms = row->received_ms};
}

static enum status collect(struct ctx *ctx, struct rows rows,
                           bool (*next)(struct rows *, struct allocation_pick_up_row *),
                           struct pick_up_rows *ret_rows)
{
    struct pick_up_rows list = {0};
    struct allocation_pick_up_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, &list, row_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rows = list;
    return OK;
}

static struct pick_up pick_up_of(const struct pick_up_row *row, const struct thing *thing,
                                 int64_t starts_ms)
{
    return (struct pick_up){.id = row->id,
                            .thing = *thing,
                            .round_id = row->round_id,
                            .tenant_id = row->tenant_id,
                            .station_id = row->station_id,
                            .window_id = row->window_id,
                            .starts_ms = starts_ms,
                            .due_ms = row->due_ms,
                            .state = row->state,
                            .given_ms = row->given_ms,
                            .received_ms = row->received_ms};
}

static enum status starts_of(struct ctx *ctx, int64_t window_id, int64_t *ret_starts_ms)
{
    struct pick_up_window window = {.starts_ms = NO_I64};
    if (window_id != NO_I64) {
        TRY(allocation_after_store_window(ctx, window_id, &window));
    }
    *ret_starts_ms = window.starts_ms;
    return OK;
}

enum status allocation_after_store_pick_up(struct ctx *ctx, const struct pick_up_row *row,
                                           struct pick_up *ret_pick_up)
{
    struct thing thing;
    int64_t starts_ms = NO_I64;
    TRY(starts_of(ctx, row->window_id, &starts_ms));
    TRY(goods_thing(ctx, row->thing_id, &thing));
    *ret_pick_up = pick_up_of(row, &thing, starts_ms);
    return OK;
}

/* Rows of one window mostly stand together: each run of them asks for it once. */
static enum status filled(struct ctx *ctx, const struct pick_up_rows *rows,
                          struct pick_ups *ret_list)
{
    struct pick_ups list = {0};
    struct i64_list ids = {0};
    struct things things;
    int64_t starts_ms = NO_I64;
    for (size_t i = 0; i < rows->count; i++) {
        vec_push(ctx->mem, &ids, rows->ptr[i].thing_id);
    }
    TRY(goods_things(ctx, &ids, &things));
    for (size_t i = 0; i < rows->count; i++) {
        const struct pick_up_row *row = &rows->ptr[i];
        if (i == 0 || row->window_id != row[-1].window_id) {
            TRY(starts_of(ctx, row->window_id, &starts_ms));
        }
        vec_push(ctx->mem, &list, pick_up_of(row, &things.ptr[i], starts_ms));
    }
    *ret_list = list;
    return OK;
}

enum status allocation_pick_ups_of(struct ctx *ctx, int64_t tenant_id, int64_t state, int64_t limit,
                                   struct pick_ups *ret_list)
{
    struct pick_up_rows rows;
    TRY(collect(ctx, sql_allocation_pick_ups_of(ctx, ctx->centre_id, tenant_id, state, limit),
                next_allocation_pick_ups_of, &rows));
    return filled(ctx, &rows, ret_list);
}

enum status allocation_pick_ups_at(struct ctx *ctx, int64_t station_id, int64_t from_ms,
                                   int64_t to_ms, struct pick_ups *ret_list)
{
    struct pick_up_rows rows;
    TRY(collect(
        ctx,
        sql_allocation_pick_ups_at(ctx, ctx->centre_id, station_id, from_ms, to_ms, AT_STATION_MAX),
        next_allocation_pick_ups_at, &rows));
    return filled(ctx, &rows, ret_list);
}

enum status allocation_unreceived(struct ctx *ctx, int64_t limit, struct pick_ups *ret_list)
{
    struct pick_up_rows rows;
    TRY(collect(ctx, sql_allocation_pick_ups_unreceived(ctx, ctx->centre_id, ctx->now_ms, limit),
                next_allocation_pick_ups_unreceived, &rows));
    return filled(ctx, &rows, ret_list);
}

enum status allocation_after_store_row(struct ctx *ctx, int64_t id, struct pick_up_row *ret_row)
{
    struct allocation_pick_up_row row;
    TRY(one_allocation_pick_up(ctx, ctx->centre_id, id, &row));
    *ret_row = row_of(&row);
    return OK;
}

enum status allocation_after_store_of_thing(struct ctx *ctx, int64_t thing_id,
                                            struct pick_up_row *ret_row)
{
    struct allocation_pick_up_row row;
    TRY(one_allocation_pick_up_of_thing(ctx, ctx->centre_id, thing_id, &row));
    *ret_row = row_of(&row);
    return OK;
}

enum status allocation_after_store_newest(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                                          struct pick_up_rows *ret_rows)
{
    return collect(ctx, sql_allocation_pick_ups_newest(ctx, ctx->centre_id, tenant_id, limit),
                   next_allocation_pick_ups_newest, ret_rows);
}

enum status allocation_after_store_waiting_of(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                                              struct pick_up_rows *ret_rows)
{
    return collect(
        ctx, sql_allocation_pick_ups_of(ctx, ctx->centre_id, tenant_id, PICK_UP_WAITING, limit),
        next_allocation_pick_ups_of, ret_rows);
}

enum status allocation_after_store_waiting_at(struct ctx *ctx, int64_t station_id, int64_t limit,
                                              struct pick_up_rows *ret_rows)
{
    return collect(ctx, sql_allocation_pick_ups_waiting_at(ctx, ctx->centre_id, station_id, limit),
                   next_allocation_pick_ups_waiting_at, ret_rows);
}

enum status allocation_after_store_late(struct ctx *ctx, int64_t limit,
                                        struct pick_up_rows *ret_rows)
{
    return collect(ctx, sql_allocation_pick_ups_late(ctx, ctx->centre_id, ctx->now_ms, limit),
                   next_allocation_pick_ups_late, ret_rows);
}

enum status allocation_after_store_received(struct ctx *ctx, int64_t due_ms, int64_t limit,
                                            struct pick_up_rows *ret_rows)
{
    return collect(ctx, sql_allocation_pick_ups_received(ctx, ctx->centre_id, due_ms, limit),
                   next_allocation_pick_ups_received, ret_rows);
}

enum status allocation_after_store_missed_by(struct ctx *ctx, int64_t thing_id, int64_t tenant_id)
{
    struct allocation_pick_up_missed_by_row row;
    return one_allocation_pick_up_missed_by(ctx, ctx->centre_id, thing_id, tenant_id, &row);
}

enum status allocation_after_store_add_pick_up(struct ctx *ctx, const struct pick_up_row *row)
{
    return sql_allocation_pick_up_put(
        ctx, &(struct allocation_pick_up_put_args){
                 .centre_id = ctx->centre_id,
                 .id = id_new(),
                 .thing_id = row->thing_id,
                 .round_id = row->round_id,
                 .tenant_id = row->tenant_id,
                 .station_id = row->station_id,
                 .window_id = row->window_id,
                 .due_ms = row->due_ms,
                 .state = row->state,
                 .ended_ms = row->state == PICK_UP_WAITING ? NO_I64 : ctx->now_ms,
             });
}

enum status allocation_after_store_confirm(struct ctx *ctx, int64_t id, bool by_station)
{
    return by_station
               ? sql_allocation_pick_up_given(ctx, ctx->centre_id, id, ctx->now_ms, actor_of(ctx))
               : sql_allocation_pick_up_received(ctx, ctx->centre_id, id, ctx->now_ms,
                                                 actor_of(ctx));
}

enum status allocation_after_store_not_given(struct ctx *ctx, int64_t id)
{
    TRY(sql_allocation_pick_up_not_given(ctx, ctx->centre_id, id));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status allocation_after_store_end(struct ctx *ctx, int64_t id, int64_t from_state,
                                       int64_t state)
{
    TRY(sql_allocation_pick_up_end(ctx, ctx->centre_id, id, from_state, state, ctx->now_ms));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status allocation_after_store_movable(struct ctx *ctx, const struct pick_up_group *group,
                                           int64_t *ret_lots, int64_t *ret_due_ms)
{
    struct allocation_pick_ups_movable_row row;
    TRY(one_allocation_pick_ups_movable(ctx, ctx->centre_id, group->tenant_id, group->round_id,
                                        group->station_id, group->window_id, &row));
    *ret_lots = row.lots;
    *ret_due_ms = row.due_ms;
    return OK;
}

enum status allocation_after_store_move(struct ctx *ctx, const struct pick_up_group *group,
                                        const struct pick_up_window *to)
{
    return sql_allocation_pick_ups_move(ctx, &(struct allocation_pick_ups_move_args){
                                                 .centre_id = ctx->centre_id,
                                                 .tenant_id = group->tenant_id,
                                                 .round_id = group->round_id,
                                                 .station_id = group->station_id,
                                                 .window_id = group->window_id,
                                                 .to_window = to->id,
                                                 .due_ms = to->ends_ms,
                                             });
}

enum status allocation_after_store_begun(struct ctx *ctx, int64_t round_id)
{
    struct allocation_pick_ups_begun_row row;
    return one_allocation_pick_ups_begun(ctx, ctx->centre_id, round_id, &row);
}

enum status allocation_after_store_take_back(struct ctx *ctx, int64_t round_id)
{
    TRY(sql_allocation_swaps_end_round(ctx, ctx->centre_id, round_id, SWAP_WITHDRAWN, ctx->now_ms));
    return sql_allocation_pick_ups_end_round(ctx, ctx->centre_id, round_id, PICK_UP_TAKEN_BACK,
                                             ctx->now_ms);
}

enum status allocation_after_store_awarded(struct ctx *ctx, int64_t round_id, int64_t run_id,
                                           struct awarded_list *ret_list)
{
    struct awarded_list list = {0};
    struct allocation_pick_ups_awarded_row row;
    struct rows rows = sql_allocation_pick_ups_awarded(ctx, ctx->centre_id, round_id, run_id);
    while (next_allocation_pick_ups_awarded(&rows, &row)) {
        vec_push(ctx->mem, &list,
                 (struct awarded){row.thing_id, row.lead_id, row.tenant_id, row.station_id});
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return OK;
}

enum status allocation_after_store_lot(struct ctx *ctx, int64_t round_id, int64_t thing_id,
                                       int64_t *ret_points_mp, struct str *ret_requires)
{
    struct allocation_lot_of_row row;
    TRY(one_allocation_lot_of(ctx, ctx->centre_id, round_id, thing_id, &row));
    *ret_points_mp = row.points_mp;
    *ret_requires = row.requires;
    return OK;
}

/* ---- settling -------------------------------------------------------------------------------- */

enum status allocation_after_store_settleable(struct ctx *ctx, struct i64_list *ret_round_ids)
{
    struct i64_list list = {0};
    struct allocation_settleable_row row;
    struct rows rows = sql_allocation_settleable(ctx, ctx->centre_id);
    while (next_allocation_settleable(&rows, &row)) {
        vec_push(ctx->mem, &list, row.id);
    }
    TRY(rows_done(&rows));
    *ret_round_ids = list;
    return OK;
}

enum status allocation_after_store_settle(struct ctx *ctx, int64_t round_id)
{
    return sql_allocation_settle_round(ctx, ctx->centre_id, round_id, ctx->now_ms);
}
