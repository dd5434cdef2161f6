/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of custody.sql on loads and deliveries. */
#include "custody/custody_store.h"

#include "base/vec.h"
#include "custody_sql.h"

#include "base/banned.h"

static int64_t actor(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

/* ---- loads ----------------------------------------------------------------------------------- */

static struct load load_of(const struct custody_load_by_code_row *row)
{
    return (struct load){.id = row->id,
                         .code = row->code,
                         .from_id = row->from_id,
                         .to_id = row->to_id,
                         .state = row->state,
                         .made_ms = row->made_ms,
                         .made_by = row->made_by,
                         .sent_ms = row->sent_ms,
                         .sent_by = row->sent_by,
                         .arrived_ms = row->arrived_ms,
                         .arrived_by = row->arrived_by,
                         .lots = row->lots};
}

enum status custody_store_add_load(struct ctx *ctx, const struct load *load, bool *ret_new)
{
    TRY(sql_custody_load_insert(ctx, &(struct custody_load_insert_args){.centre_id = ctx->centre_id,
                                                                        .id = load->id,
                                                                        .code = load->code,
                                                                        .from_id = load->from_id,
                                                                        .to_id = load->to_id,
                                                                        .made_ms = ctx->now_ms,
                                                                        .made_by = actor(ctx)}));
    *ret_new = db_changes(ctx) == 1;
    return OK;
}

enum status custody_store_load(struct ctx *ctx, int64_t id, struct load *ret)
{
    struct custody_load_by_code_row row;
    TRY(one_custody_load_by_id(ctx, ctx->centre_id, id, &row));
    *ret = load_of(&row);
    return OK;
}

enum status custody_store_load_by_code(struct ctx *ctx, struct str code, struct load *ret)
{
    struct custody_load_by_code_row row;
    TRY(one_custody_load_by_code(ctx, ctx->centre_id, code, &row));
    *ret = load_of(&row);
    return OK;
}

static enum status read_loads(struct ctx *ctx, struct rows rows, struct loads *ret)
{
    struct loads loads = {0};
    struct custody_load_by_code_row row;
    while (next_custody_load_by_code(&rows, &row)) {
        vec_push(ctx->mem, &loads, load_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = loads;
    return OK;
}

enum status custody_store_loads(struct ctx *ctx, int64_t holder_id, int64_t before_id,
                                int64_t limit, struct loads *ret)
{
    return read_loads(ctx,
                      sql_custody_load_rows(ctx, ctx->centre_id, holder_id,
                                            before_id == NO_I64 ? INT64_MAX : before_id, limit),
                      ret);
}

enum status custody_store_open_loads(struct ctx *ctx, int64_t holder_id, int64_t limit,
                                     struct loads *ret)
{
    return read_loads(ctx, sql_custody_load_open_rows(ctx, ctx->centre_id, holder_id, limit), ret);
}

enum status custody_store_load_state(struct ctx *ctx, int64_t id, enum load_state state)
{
    const enum status set =
        state == LOAD_SENT
            ? sql_custody_load_set_sent(ctx, ctx->centre_id, id, ctx->now_ms, actor(ctx))
        : state == LOAD_ARRIVED
            ? sql_custody_load_set_arrived(ctx, ctx->centre_id, id, ctx->now_ms, actor(ctx))
            : sql_custody_load_set_called_off(ctx, ctx->centre_id, id);
    TRY(set);
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status custody_store_load_lots(struct ctx *ctx, int64_t load_id, struct stored_load_lots *ret)
{
    struct stored_load_lots lots = {0};
    struct custody_load_lot_rows_row row;
    struct rows rows = sql_custody_load_lot_rows(ctx, ctx->centre_id, load_id);
    while (next_custody_load_lot_rows(&rows, &row)) {
        vec_push(ctx->mem, &lots,
                 (struct stored_load_lot){.thing_id = row.thing_id,
                                          .number = (int64_t)lots.count + 1,
                                          .count = row.count,
                                          .g = row.g,
                                          .outcome = row.outcome,
                                          .why = row.why});
    }
    TRY(rows_done(&rows));
    *ret = lots;
    return OK;
}

enum status custody_store_on_other_load(struct ctx *ctx, int64_t load_id, int64_t thing_id)
{
    struct custody_load_on_other_row row;
    return one_custody_load_on_other(ctx, ctx->centre_id, load_id, thing_id, &row);
}

enum status custody_store_add_load_lot(struct ctx *ctx, int64_t load_id,
                                       const struct stored_load_lot *lot)
{
    return sql_custody_load_lot_insert(
        ctx, &(struct custody_load_lot_insert_args){.centre_id = ctx->centre_id,
                                                    .load_id = load_id,
                                                    .thing_id = lot->thing_id,
                                                    .number = lot->number,
                                                    .count = lot->count,
                                                    .g = lot->g,
                                                    .outcome = lot->outcome,
                                                    .why = lot->why});
}

enum status custody_store_set_load_lot(struct ctx *ctx, int64_t load_id,
                                       const struct stored_load_lot *lot)
{
    return sql_custody_load_lot_set(ctx,
                                    &(struct custody_load_lot_set_args){.centre_id = ctx->centre_id,
                                                                        .load_id = load_id,
                                                                        .thing_id = lot->thing_id,
                                                                        .count = lot->count,
                                                                        .g = lot->g,
                                                                        .outcome = lot->outcome,
                                                                        .why = lot->why});
}

enum status custody_store_remove_load_lot(struct ctx *ctx, int64_t load_id, int64_t thing_id)
{
    return sql_custody_load_lot_remove(ctx, ctx->centre_id, load_id, thing_id);
}

/* ---- deliveries ------------------------------------------------------------------------------ */

static struct delivery delivery_of(const struct custody_delivery_by_code_row *row)
{
    return (struct delivery){row->id, row->code, row->place_id, row->day};
}

enum status custody_store_add_delivery(struct ctx *ctx, const struct delivery *delivery,
                                       bool *ret_new)
{
    TRY(sql_custody_delivery_insert(ctx, ctx->centre_id, delivery->id, delivery->code,
                                    delivery->place_id, delivery->day));
    *ret_new = db_changes(ctx) == 1;
    return OK;
}

enum status custody_store_bind(struct ctx *ctx, int64_t delivery_id, int64_t thing_id,
                               bool *ret_new)
{
    TRY(sql_custody_delivery_lot_insert(ctx, ctx->centre_id, thing_id, delivery_id));
    *ret_new = db_changes(ctx) == 1;
    return OK;
}

enum status custody_store_delivery(struct ctx *ctx, struct str code, struct delivery *ret)
{
    struct custody_delivery_by_code_row row;
    TRY(one_custody_delivery_by_code(ctx, ctx->centre_id, code, &row));
    *ret = delivery_of(&row);
    return OK;
}

enum status custody_store_delivery_of(struct ctx *ctx, int64_t thing_id, struct delivery *ret)
{
    struct custody_delivery_by_code_row row;
    TRY(one_custody_delivery_of_thing(ctx, ctx->centre_id, thing_id, &row));
    *ret = delivery_of(&row);
    return OK;
}

enum status custody_store_newest_delivery(struct ctx *ctx, struct delivery *ret)
{
    struct custody_delivery_by_code_row row;
    TRY(one_custody_delivery_newest(ctx, ctx->centre_id, &row));
    *ret = delivery_of(&row);
    return OK;
}

enum status custody_store_delivery_things(struct ctx *ctx, int64_t delivery_id,
                                          struct i64_list *ret)
{
    struct i64_list things = {0};
    struct custody_delivery_lots_row row;
    struct rows rows = sql_custody_delivery_lots(ctx, ctx->centre_id, delivery_id);
    while (next_custody_delivery_lots(&rows, &row)) {
        vec_push(ctx->mem, &things, row.thing_id);
    }
    TRY(rows_done(&rows));
    *ret = things;
    return OK;
}
