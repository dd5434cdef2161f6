/* SPDX-License-Identifier: EUPL-1.2 */
/* Asks the statements of allocation_office.sql. */
#include "allocation/allocation_office_store.h"

#include "allocation_office_sql.h"
#include "base/vec.h"

#include "base/banned.h"

enum status allocation_office_store_wished(struct ctx *ctx, int64_t round_id, int64_t *ret_shops)
{
    struct allocation_office_wished_row row;
    TRY(one_allocation_office_wished(ctx, ctx->centre_id, round_id, &row));
    *ret_shops = row.shops;
    return OK;
}

enum status allocation_office_store_fetch(struct ctx *ctx, int64_t round_id,
                                          struct beacon_fetch *ret_fetch)
{
    struct allocation_office_fetch_row row;
    TRY(one_allocation_office_fetch(ctx, ctx->centre_id, round_id, &row));
    *ret_fetch = (struct beacon_fetch){row.tries, row.tried_ms, row.message, row.detail};
    return OK;
}

enum status allocation_office_store_fetch_failed(struct ctx *ctx, int64_t round_id,
                                                 struct str message, struct str detail)
{
    return sql_allocation_office_fetch_failed(ctx, ctx->centre_id, round_id, ctx->now_ms, message,
                                              detail);
}

enum status allocation_office_store_fetch_done(struct ctx *ctx, int64_t round_id)
{
    return sql_allocation_office_fetch_done(ctx, ctx->centre_id, round_id);
}

enum status allocation_office_store_waiting(struct ctx *ctx, struct i64_list *ret_ids)
{
    struct i64_list ids = {0};
    struct allocation_office_waiting_row row;
    struct rows rows =
        sql_allocation_office_waiting(ctx, ctx->centre_id, ROUND_CLOSED, ctx->now_ms);
    while (next_allocation_office_waiting(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.id);
    }
    TRY(rows_done(&rows));
    *ret_ids = ids;
    return OK;
}
