/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of goods_booth.sql. */
#include "goods/goods_booth_store.h"

#include "base/vec.h"
#include "goods_booth_sql.h"

#include "base/banned.h"

static struct booth of_row(const struct goods_booth_at_row *row)
{
    return (struct booth){.tenant_id = row->tenant_id,
                          .from_day = row->from_day,
                          .lots_max = row->lots_max,
                          .litres_max = row->litres_max,
                          .fee_ore = row->fee_ore};
}

enum status goods_booth_store_set(struct ctx *ctx, const struct booth *booth)
{
    TRY(sql_goods_booth_remove(ctx, ctx->centre_id, booth->tenant_id, booth->from_day));
    return sql_goods_booth_add(ctx, &(struct goods_booth_add_args){.centre_id = ctx->centre_id,
                                                                   .tenant_id = booth->tenant_id,
                                                                   .from_day = booth->from_day,
                                                                   .lots_max = booth->lots_max,
                                                                   .litres_max = booth->litres_max,
                                                                   .fee_ore = booth->fee_ore});
}

enum status goods_booth_store_at(struct ctx *ctx, int64_t tenant_id, int64_t day, struct booth *ret)
{
    struct goods_booth_at_row row;
    TRY(one_goods_booth_at(ctx, ctx->centre_id, tenant_id, day, &row));
    *ret = of_row(&row);
    return OK;
}

enum status goods_booth_store_all(struct ctx *ctx, int64_t day, struct booths *ret)
{
    struct booths booths = {0};
    struct goods_booth_at_row row;
    struct rows rows = sql_goods_booth_all(ctx, ctx->centre_id, day);
    while (next_goods_booth_all(&rows, &row)) {
        vec_push(ctx->mem, &booths, of_row(&row));
    }
    TRY(rows_done(&rows));
    *ret = booths;
    return OK;
}

static enum status read_piles(struct ctx *ctx, struct rows rows, struct booth_piles *ret)
{
    struct booth_piles piles = {0};
    struct goods_booth_awaiting_row row;
    while (next_goods_booth_awaiting(&rows, &row)) {
        vec_push(ctx->mem, &piles,
                 (struct booth_pile){row.kind_key.ptr == NULL ? STR("") : row.kind_key, row.lots,
                                     row.count});
    }
    TRY(rows_done(&rows));
    *ret = piles;
    return OK;
}

enum status goods_booth_store_awaiting(struct ctx *ctx, int64_t tenant_id, struct booth_piles *ret)
{
    return read_piles(ctx, sql_goods_booth_awaiting(ctx, ctx->centre_id, tenant_id), ret);
}

enum status goods_booth_store_in_hand(struct ctx *ctx, int64_t tenant_id, struct booth_piles *ret)
{
    return read_piles(ctx, sql_goods_booth_in_hand(ctx, ctx->centre_id, tenant_id), ret);
}

enum status goods_booth_store_add_day(struct ctx *ctx, const struct booth_day *day)
{
    return sql_goods_booth_day_add(ctx,
                                   &(struct goods_booth_day_add_args){.centre_id = ctx->centre_id,
                                                                      .tenant_id = day->tenant_id,
                                                                      .day = day->day,
                                                                      .lots = day->lots,
                                                                      .litres = day->litres,
                                                                      .fee_ore = day->fee_ore});
}

enum status goods_booth_store_days(struct ctx *ctx, int64_t tenant_id, int64_t from_day,
                                   int64_t to_day, struct booth_days *ret)
{
    struct booth_days days = {0};
    struct goods_booth_full_days_row row;
    struct rows rows = sql_goods_booth_full_days(ctx, ctx->centre_id, tenant_id, from_day, to_day);
    while (next_goods_booth_full_days(&rows, &row)) {
        vec_push(ctx->mem, &days,
                 (struct booth_day){row.tenant_id, row.day, row.lots, row.litres, row.fee_ore});
    }
    TRY(rows_done(&rows));
    *ret = days;
    return OK;
}

enum status goods_booth_store_longest(struct ctx *ctx, int64_t holder_id,
                                      const struct stood_thing *after, int64_t limit,
                                      struct stood_things *stood)
{
    struct goods_booth_longest_row row;
    struct rows rows =
        sql_goods_booth_longest(ctx, ctx->centre_id, holder_id, after->since_ms, after->id, limit);
    while (next_goods_booth_longest(&rows, &row)) {
        vec_push(ctx->mem, stood, (struct stood_thing){row.id, row.since_ms});
    }
    return rows_done(&rows);
}
