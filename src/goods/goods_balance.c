/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance, from the kept sums. */
#include "base/vec.h"
#include "goods/goods_store.h"

#include "base/banned.h"

static bool balance_holds(const struct goods_balance *row)
{
    struct goods_sum out = {0};
    for (int bucket = BUCKET_HELD; bucket < BUCKET_COUNT; bucket++) {
        out = goods_sum_add(out, row->buckets[bucket]);
    }
    return goods_sum_is_zero(goods_sum_add(row->buckets[BUCKET_RECEIVED], goods_sum_negate(out)));
}

enum status goods_balance(struct ctx *ctx, int64_t from_day, int64_t to_day,
                          struct goods_balances *ret_rows)
{
    struct goods_total_rows totals;
    struct goods_balances rows = {0};
    TRY(goods_store_totals(ctx, from_day, to_day, &totals));
    for (size_t i = 0; i < totals.count; i++) {
        const struct goods_total_row *total = &totals.ptr[i];
        struct goods_balance *last = rows.count == 0 ? NULL : &rows.ptr[rows.count - 1];
        if (last == NULL || last->category_id != total->category_id ||
            last->source_id != total->source_id) {
            vec_push(ctx->mem, &rows,
                     (struct goods_balance){.category_id = total->category_id,
                                            .source_id = total->source_id});
            last = &rows.ptr[rows.count - 1];
        }
        if (total->bucket < 0 || total->bucket >= BUCKET_COUNT) {
            return INTERNAL;
        }
        last->buckets[total->bucket] = total->sum;
    }
    for (size_t i = 0; i < rows.count; i++) {
        rows.ptr[i].holds = balance_holds(&rows.ptr[i]);
    }
    *ret_rows = rows;
    return OK;
}
