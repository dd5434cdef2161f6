/* SPDX-License-Identifier: EUPL-1.2 */
/* What was received: by its sender's key, and what a place gets most of. */
#include "goods/goods_store.h"

#include "base/banned.h"

enum status goods_by_key(struct ctx *ctx, struct str key_source, struct str key,
                         struct thing *ret_thing)
{
    struct stored_thing stored;
    TRY(goods_store_by_key(ctx, key_source, key, &stored));
    *ret_thing = stored.thing;
    return OK;
}

enum status goods_often(struct ctx *ctx, int64_t holder_id, int64_t from_day, int64_t limit,
                        struct goods_oftens *ret_list)
{
    return goods_store_often(ctx, holder_id, from_day, limit, ret_list);
}
