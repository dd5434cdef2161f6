/* SPDX-License-Identifier: EUPL-1.2 */
/* The centre's own average weights: what its scales say of a kind, once they have said it often. */
#include "base/units.h"
#include "centre/centre.h"
#include "goods/goods_store.h"

#include "base/banned.h"

/* Per cent by which an average must have moved to be written anew. */
#define WORTH_TELLING 2

static enum status take_day(struct ctx *ctx, void *arg)
{
    const int64_t *day = arg;
    return goods_store_add_weighed(ctx, *day);
}

/* Past days never change, so each is taken in once. */
static enum status take_days(struct ctx *ctx)
{
    const int64_t yesterday = centre_today(ctx) - 1;
    int64_t day = NO_I64;
    enum status status = goods_store_weighed_day(ctx, &day);
    if (status == NOT_FOUND) {
        status = goods_store_first_day(ctx, &day);
        day = day == NO_I64 ? yesterday : day - 1;
    }
    while (status == OK && day < yesterday) {
        day++;
        status = db_write(ctx, take_day, &day);
    }
    return status;
}

static bool is_new(const struct goods_weighed *weighed, int64_t mean)
{
    const int64_t own = weighed->own_g;
    const int64_t difference = own == NO_I64 ? 0 : own < mean ? mean - own : own - mean;
    return mean > 0 && (own == NO_I64 || difference * 100 > own * WORTH_TELLING);
}

static enum status set_weights(struct ctx *ctx, void *arg)
{
    const struct goods_weighed_list *list = arg;
    for (size_t i = 0; i < list->count; i++) {
        const struct goods_weighed *weighed = &list->ptr[i];
        int64_t mean = 0;
        if (weighed->weighings >= GOODS_OWN_WEIGHINGS &&
            scale_half_up(weighed->g, 1, weighed->things, &mean) && is_new(weighed, mean)) {
            TRY(goods_store_add_weight(ctx, weighed->kind_key, centre_today(ctx), mean,
                                       weighed->weighings));
        }
    }
    return OK;
}

enum status goods_learn_weights(struct ctx *ctx)
{
    struct goods_weighed_list list;
    TRY(take_days(ctx));
    TRY(goods_weighed(ctx, &list));
    return db_write(ctx, set_weights, &list);
}
