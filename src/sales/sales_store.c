/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing and reading sales. */
#include "sales/sales_store.h"

#include <assert.h>

#include "base/id.h"
#include "base/vec.h"
#include "sales_sql.h"

#include "base/banned.h"

static struct sale sale_of(const struct sales_get_row *row)
{
    return (struct sale){
        .id = row->id,
        .tenant_id = row->tenant_id,
        .at_ms = row->at_ms,
        .day = row->day,
        .total_ore = row->total_ore,
        .undone_ms = row->undone_ms,
        .listing_id = row->listing_id,
        .thing_id = row->thing_id,
        .count = row->count,
        .event_id = row->event_id,
    };
}

enum status sales_store_get(struct ctx *ctx, int64_t sale_id, struct sale *ret_sale)
{
    struct sales_get_row row;
    TRY(one_sales_get(ctx, ctx->centre_id, sale_id, &row));
    *ret_sale = sale_of(&row);
    return OK;
}

enum status sales_store_by_key(struct ctx *ctx, struct str key, struct sale *ret_sale)
{
    struct sales_get_row row;
    TRY(one_sales_by_key(ctx, ctx->centre_id, key, &row));
    *ret_sale = sale_of(&row);
    return OK;
}

enum status sales_store_add(struct ctx *ctx, const struct sale *sale, struct str key,
                            int64_t hold_id)
{
    TRY(sql_sales_add(ctx,
                      &(struct sales_add_args){
                          .centre_id = ctx->centre_id,
                          .id = sale->id,
                          .tenant_id = sale->tenant_id,
                          .person_id = ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id,
                          .at_ms = sale->at_ms,
                          .day = sale->day,
                          .total_ore = sale->total_ore,
                          .key = key,
                      }));
    return sql_sales_add_line(ctx, &(struct sales_add_line_args){
                                       .centre_id = ctx->centre_id,
                                       .id = id_new(),
                                       .sale_id = sale->id,
                                       .listing_id = sale->listing_id,
                                       .thing_id = sale->thing_id,
                                       .count = sale->count,
                                       .price_ore = sale->total_ore,
                                       .event_id = sale->event_id,
                                       .hold_id = hold_id == 0 ? NO_I64 : hold_id,
                                   });
}

enum status sales_store_undo(struct ctx *ctx, int64_t sale_id)
{
    TRY(sql_sales_undo(ctx, ctx->centre_id, sale_id, ctx->now_ms));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status sales_of_day(struct ctx *ctx, int64_t tenant_id, int64_t day, int64_t limit,
                         struct sales *ret_sales)
{
    struct sales list = {0};
    struct sales_get_row row;
    struct rows rows = sql_sales_of_day(ctx, ctx->centre_id, tenant_id, day, limit);
    while (next_sales_of_day(&rows, &row)) {
        vec_push(ctx->mem, &list, sale_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_sales = list;
    return OK;
}

enum status sales_per_day(struct ctx *ctx, int64_t tenant_id, int64_t from_day, int64_t to_day,
                          struct sales_days *ret_days)
{
    struct sales_days list = {0};
    struct sales_per_day_row row;
    assert(from_day <= to_day);
    for (int64_t day = from_day; day <= to_day; day++) {
        vec_push(ctx->mem, &list, (struct sales_day){.day = day});
    }
    struct rows rows = sql_sales_per_day(ctx, ctx->centre_id, tenant_id, from_day, to_day);
    while (next_sales_per_day(&rows, &row)) {
        list.ptr[row.day - from_day].things = row.things;
        list.ptr[row.day - from_day].total_ore = row.total_ore;
    }
    TRY(rows_done(&rows));
    *ret_days = list;
    return OK;
}
