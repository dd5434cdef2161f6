/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of custody.sql on stocktakes. */
#include "base/vec.h"
#include "custody/custody_store.h"
#include "custody_sql.h"

#include "base/banned.h"

static int64_t actor(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

static struct stocktake take_of(const struct custody_take_row_row *row)
{
    return (struct stocktake){.id = row->id,
                              .holder_id = row->holder_id,
                              .category_id = row->category_id,
                              .state = row->state,
                              .label = row->label,
                              .begun_ms = row->begun_ms,
                              .begun_by = row->begun_by,
                              .closed_ms = row->closed_ms,
                              .closed_by = row->closed_by,
                              .seen = row->seen,
                              .different = row->different,
                              .unsettled = row->unsettled};
}

enum status custody_store_add_stocktake(struct ctx *ctx, const struct stocktake *take)
{
    return sql_custody_take_insert(
        ctx, &(struct custody_take_insert_args){.centre_id = ctx->centre_id,
                                                .id = take->id,
                                                .holder_id = take->holder_id,
                                                .category_id = take->category_id,
                                                .label = take->label,
                                                .begun_ms = ctx->now_ms,
                                                .begun_by = actor(ctx)});
}

enum status custody_store_stocktake(struct ctx *ctx, int64_t id, struct stocktake *ret)
{
    struct custody_take_row_row row;
    TRY(one_custody_take_row(ctx, ctx->centre_id, id, &row));
    *ret = take_of(&row);
    return OK;
}

enum status custody_store_stocktakes(struct ctx *ctx, int64_t before_id, int64_t limit,
                                     struct stocktakes *ret)
{
    struct stocktakes takes = {0};
    struct custody_take_row_row row;
    struct rows rows = sql_custody_take_rows(ctx, ctx->centre_id,
                                             before_id == NO_I64 ? INT64_MAX : before_id, limit);
    while (next_custody_take_rows(&rows, &row)) {
        vec_push(ctx->mem, &takes, take_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = takes;
    return OK;
}

enum status custody_store_open_stocktake(struct ctx *ctx, int64_t holder_id)
{
    struct custody_take_open_row row;
    return one_custody_take_open(ctx, ctx->centre_id, holder_id, &row);
}

enum status custody_store_stocktake_state(struct ctx *ctx, int64_t id, enum stocktake_state state)
{
    const bool closed = state == STOCKTAKE_CLOSED;
    return sql_custody_take_set_state(ctx, ctx->centre_id, id, (int64_t)state,
                                      closed ? ctx->now_ms : NO_I64, closed ? actor(ctx) : NO_I64);
}

enum status custody_store_row_count(struct ctx *ctx, int64_t id, int64_t *ret_count)
{
    struct custody_take_count_row row;
    TRY(one_custody_take_count(ctx, ctx->centre_id, id, &row));
    *ret_count = row.rows;
    return OK;
}

enum status custody_store_add_row(struct ctx *ctx, int64_t id, const struct stocktake_row *row,
                                  bool *ret_new)
{
    TRY(sql_custody_take_row_insert(
        ctx, &(struct custody_take_row_insert_args){.centre_id = ctx->centre_id,
                                                    .stocktake_id = id,
                                                    .code = row->code,
                                                    .number = row->number,
                                                    .thing_id = row->thing_id,
                                                    .kind = row->kind,
                                                    .outcome = row->outcome,
                                                    .at_ms = ctx->now_ms,
                                                    .person_id = actor(ctx)}));
    *ret_new = db_changes(ctx) == 1;
    return OK;
}

static struct stocktake_row row_of(const struct custody_take_list_row *row)
{
    return (struct stocktake_row){.number = row->number,
                                  .code = row->code,
                                  .thing_id = row->thing_id,
                                  .kind = row->kind,
                                  .outcome = row->outcome,
                                  .why = row->why};
}

enum status custody_store_rows(struct ctx *ctx, int64_t id, int64_t kind, int64_t after,
                               int64_t limit, struct stocktake_rows *ret)
{
    struct stocktake_rows list = {0};
    struct custody_take_list_row row;
    struct rows rows = sql_custody_take_list(ctx, ctx->centre_id, id, kind, after, limit);
    while (next_custody_take_list(&rows, &row)) {
        vec_push(ctx->mem, &list, row_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status custody_store_row(struct ctx *ctx, int64_t id, int64_t number,
                              struct stocktake_row *ret)
{
    struct custody_take_list_row row;
    TRY(one_custody_take_by_number(ctx, ctx->centre_id, id, number, &row));
    *ret = row_of(&row);
    return OK;
}

enum status custody_store_row_by_code(struct ctx *ctx, int64_t id, struct str code,
                                      struct stocktake_row *ret)
{
    struct custody_take_list_row row;
    TRY(one_custody_take_seen_code(ctx, ctx->centre_id, id, code, &row));
    *ret = row_of(&row);
    return OK;
}

enum status custody_store_settle_row(struct ctx *ctx, int64_t id, int64_t number,
                                     enum stocktake_outcome outcome, struct str why)
{
    return sql_custody_take_row_set(ctx,
                                    &(struct custody_take_row_set_args){.centre_id = ctx->centre_id,
                                                                        .stocktake_id = id,
                                                                        .number = number,
                                                                        .outcome = (int64_t)outcome,
                                                                        .why = why,
                                                                        .at_ms = ctx->now_ms,
                                                                        .person_id = actor(ctx)});
}
