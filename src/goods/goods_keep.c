/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeping the sums of months and years that are over. Past days never change: an event counts on
 * the day it is made. */
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_store.h"

#include "base/banned.h"

/* The month or year that `day` is in. */
static struct kept_span span_at(enum goods_span span, int64_t day)
{
    const struct date date = day_to_date(day);
    struct date from = {date.year, date.month, 1};
    struct date next = {date.year + (date.month == 12), date.month % 12 + 1, 1};
    if (span == SPAN_YEAR) {
        from.month = 1;
        next = (struct date){date.year + 1, 1, 1};
    }
    return (struct kept_span){span, day_from_date(from), day_from_date(next) - 1};
}

static bool is_kept(const struct kept_spans *kept, const struct kept_span *span)
{
    for (size_t i = 0; i < kept->count; i++) {
        if (kept->ptr[i].span == span->span && kept->ptr[i].from_day == span->from_day) {
            return true;
        }
    }
    return false;
}

static enum status keep(struct ctx *ctx, void *arg)
{
    return goods_store_keep(ctx, arg);
}

/* Each in a transaction of its own, so that nobody waits long. */
static enum status keep_all(struct ctx *ctx, const struct kept_spans *kept, enum goods_span span,
                            int64_t first_day)
{
    const int64_t today = centre_today(ctx);
    struct kept_span at = span_at(span, first_day);
    while (at.to_day < today) {
        if (!is_kept(kept, &at)) {
            TRY(db_write(ctx, keep, &at));
        }
        at = span_at(span, at.to_day + 1);
    }
    return OK;
}

enum status goods_keep_spans(struct ctx *ctx)
{
    struct kept_spans kept;
    int64_t first_day = NO_I64;
    TRY(goods_store_first_day(ctx, &first_day));
    if (first_day == NO_I64) {
        return OK;
    }
    TRY(goods_store_kept_spans(ctx, &kept));
    TRY(keep_all(ctx, &kept, SPAN_MONTH, first_day));
    return keep_all(ctx, &kept, SPAN_YEAR, first_day);
}
