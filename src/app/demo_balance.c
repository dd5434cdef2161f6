/* SPDX-License-Identifier: EUPL-1.2 */
/* What makes the demo's mass balance worth looking at. */
#include "app/demo_balance.h"

#include "base/banned.h"

enum goods_discard demo_balance_reason(int64_t number)
{
    static const enum goods_discard reasons[] = {
        DISCARD_BROKEN,    DISCARD_DIRTY,  DISCARD_BROKEN,  DISCARD_NO_DEMAND, DISCARD_UNSAFE,
        DISCARD_NO_DEMAND, DISCARD_BROKEN, DISCARD_NO_ROOM, DISCARD_DIRTY,     DISCARD_NO_DEMAND,
    };
    return reasons[number / 3 % (int64_t)(sizeof(reasons) / sizeof(reasons[0]))];
}

static enum status move(struct ctx *ctx, int64_t thing_id, int64_t from, int64_t to)
{
    const struct goods_move one = {.thing_id = thing_id, .from_id = from, .version = NO_I64};
    struct i64_list moved;
    return goods_move(ctx, &one, 1, to, STR(""), &moved);
}

/* The scale says a little less than the standard weight. */
static enum status weigh(struct ctx *ctx, int64_t tenant_id, const struct thing *thing,
                         int64_t number)
{
    const int64_t g = thing->g == NO_I64 ? 900 * thing->count : thing->g * (86 + number % 11) / 100;
    return g < 1 ? OK : goods_weigh(ctx, thing->id, tenant_id, g);
}

enum status demo_balance_care(struct ctx *ctx, int64_t tenant_id, int64_t thing_id, int64_t number)
{
    struct thing thing;
    TRY(goods_thing(ctx, thing_id, &thing));
    if (thing.count == 0) {
        return OK;
    }
    if (number % 19 == 4) {
        const int64_t repairer = GOODS_HOLDER_OF(HOLDER_REPAIR);
        TRY(move(ctx, thing_id, tenant_id, repairer));
        return move(ctx, thing_id, repairer, tenant_id);
    }
    if (number % 97 == 11) {
        return goods_recount(ctx, thing_id, tenant_id, thing.seq, thing.count + 1, WHY_FOUND);
    }
    return number % 7 == 1 ? weigh(ctx, tenant_id, &thing, number) : OK;
}
