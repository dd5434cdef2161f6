/* SPDX-License-Identifier: EUPL-1.2 */
/* Walking along the things for a search. */
#include "goods/goods_find.h"
#include "goods/goods_store.h"
#include "goods_sql.h"

#include "base/banned.h"

static struct rows walk(struct ctx *ctx, const struct goods_find *find, int64_t most)
{
    const int64_t centre_id = ctx->centre_id;
    const int64_t after_id = find->after_id != 0  ? find->after_id
                             : find->oldest_first ? 0
                                                  : INT64_MAX;
    if (find->holder_id != 0) {
        return find->oldest_first
                   ? sql_goods_held_oldest(ctx, centre_id, find->holder_id, after_id, most)
                   : sql_goods_held_newest(ctx, centre_id, find->holder_id, after_id, most);
    }
    if (find->stops != 0) {
        return find->oldest_first ? sql_goods_stopped_oldest(ctx, centre_id, after_id, most)
                                  : sql_goods_stopped_newest(ctx, centre_id, after_id, most);
    }
    return find->oldest_first ? sql_goods_all_oldest(ctx, centre_id, after_id, most)
                              : sql_goods_all_newest(ctx, centre_id, after_id, most);
}

enum status goods_store_candidates(struct ctx *ctx, const struct goods_find *find, int64_t most,
                                   goods_take_fn *take, void *arg, bool *ret_ended)
{
    struct goods_held_newest_row row;
    struct rows rows = walk(ctx, find, most);
    *ret_ended = true;
    while (*ret_ended && next_goods_held_newest(&rows, &row)) {
        const struct goods_candidate candidate = {row.id,        row.code,         row.category_id,
                                                  row.holder_id, row.received_day, row.stops,
                                                  row.count};
        *ret_ended = take(ctx, arg, &candidate);
    }
    return rows_done(&rows);
}
