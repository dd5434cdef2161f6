/* SPDX-License-Identifier: EUPL-1.2 */
/* What has stood longest where it is. */
#include <stdlib.h>

#include "base/vec.h"
#include "goods/goods.h"
#include "goods/goods_booth_store.h"
#include "goods/goods_find.h"

#include "base/banned.h"

static int by_since(const void *a, const void *b)
{
    const struct stood_thing *x = a;
    const struct stood_thing *y = b;
    const int64_t left = x->since_ms != y->since_ms ? x->since_ms : x->id;
    const int64_t right = x->since_ms != y->since_ms ? y->since_ms : y->id;
    return left < right ? -1 : left > right ? 1 : 0;
}

/* Where the page before ended; what has moved meanwhile begins anew where it is. */
static enum status read_after(struct ctx *ctx, int64_t after_id, struct stood_thing *ret)
{
    struct thing thing;
    *ret = (struct stood_thing){0, -1};
    if (after_id == 0) {
        return OK;
    }
    const enum status found = goods_thing(ctx, after_id, &thing);
    if (found == OK) {
        *ret = (struct stood_thing){thing.id, thing.since_ms};
    }
    return found == NOT_FOUND ? OK : found;
}

/* The longest of each holder, and of those the longest of all. */
static enum status of_all(struct ctx *ctx, const struct stood_thing *after, int64_t most,
                          struct stood_things *stood)
{
    struct holders holders;
    TRY(goods_holders(ctx, 0, &holders));
    for (size_t i = 0; i < holders.count; i++) {
        TRY(goods_booth_store_longest(ctx, holders.ptr[i].id, after, most, stood));
    }
    if (stood->count > 0) {
        qsort(stood->ptr, stood->count, sizeof(*stood->ptr), by_since);
    }
    return OK;
}

enum status goods_longest(struct ctx *ctx, int64_t holder_id, int64_t after_id, int64_t limit,
                          struct goods_found *ret_found)
{
    struct goods_found found = {0};
    struct stood_thing after;
    struct stood_things stood = {0};
    struct i64_list ids = {0};
    if (limit < 1 || limit > GOODS_FIND_MAX) {
        return INVALID;
    }
    TRY(read_after(ctx, after_id, &after));
    TRY(holder_id == 0 ? of_all(ctx, &after, limit + 1, &stood)
                       : goods_booth_store_longest(ctx, holder_id, &after, limit + 1, &stood));
    for (size_t i = 0; i < stood.count && (int64_t)i < limit; i++) {
        vec_push(ctx->mem, &ids, stood.ptr[i].id);
        found.next_id = stood.ptr[i].id;
    }
    TRY(goods_things(ctx, &ids, &found.things));
    found.more = (int64_t)stood.count > limit;
    *ret_found = found;
    return OK;
}
