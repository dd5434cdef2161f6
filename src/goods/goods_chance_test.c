/* SPDX-License-Identifier: EUPL-1.2 */
/* Every operation on goods in random order, on both engines: the balance holds, and the ledger
 * rebuilds all of it. */
#include "base/vec.h"
#include "goods/goods_yard.h"

int goods_goods_chance_test(void);

#define OPERATIONS 400

struct chance {
    struct yard *yard;
    uint64_t random;
    struct i64_list things;
    int64_t done;
};

static int64_t draw(struct chance *chance, int64_t bound)
{
    chance->random = chance->random * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((chance->random >> 33) % (uint64_t)bound);
}

static struct thing any(struct chance *chance)
{
    return yard_now(chance->yard, chance->things.ptr[draw(chance, (int64_t)chance->things.count)]);
}

static enum status give(struct chance *chance, const struct thing *thing)
{
    struct ctx *ctx = &chance->yard->ctx;
    struct thing got;
    bool is_new = false;
    if (draw(chance, 3) == 0) {
        return goods_unallot(ctx, thing->id, chance->yard->shop);
    }
    return draw(chance, 2) == 0
               ? goods_allot(ctx, thing->id, chance->yard->shop)
               : goods_pick_up(ctx, thing->code, chance->yard->shop, &got, &is_new);
}

static enum status take_away(struct chance *chance, const struct thing *thing)
{
    struct ctx *ctx = &chance->yard->ctx;
    int64_t event_id = 0;
    const int64_t count = draw(chance, 3) + 1;
    switch (draw(chance, 4)) {
    case 0:
        return goods_dispose(ctx, thing->id, thing->holder_id, GOODS_DISCARDED, count,
                             (enum goods_discard)(draw(chance, 7)));
    case 1:
        return goods_dispose(ctx, thing->id, thing->holder_id, GOODS_PASSED_ON, count, 0);
    default:
        TRY(goods_hand_over(ctx, thing->id, thing->holder_id, count, 100, &event_id));
        return draw(chance, 2) == 0 ? OK : goods_undo_hand_over(ctx, event_id, thing->holder_id);
    }
}

static enum status change(struct chance *chance, const struct thing *thing)
{
    struct ctx *ctx = &chance->yard->ctx;
    const enum goods_stop stop = (enum goods_stop)(1 << draw(chance, 6));
    bool is_new = false;
    switch (draw(chance, 6)) {
    case 0:
        return goods_stop_set(ctx, thing->id, stop, STR("a=b"), &is_new);
    case 1:
        return goods_stop_clear(ctx, thing->id, stop, STR(""), &is_new);
    case 2:
        return goods_tested(ctx, thing->id, draw(chance, 2) == 0, chance->done, &is_new);
    case 3:
        return goods_remark(ctx, thing->id, GOODS_LISTED + (draw(chance, 3) == 0 ? 0 : 13),
                            thing->count, 100);
    case 4:
        return goods_weigh(ctx, thing->id, thing->holder_id, draw(chance, 5000) + 1);
    default:
        return goods_recount(ctx, thing->id, thing->holder_id, thing->seq, draw(chance, 9),
                             (enum goods_why)(draw(chance, 4) + 1));
    }
}

static enum status shift(struct chance *chance, const struct thing *thing)
{
    static const int64_t places[] = {HOLDER_HOUSE, HOLDER_TRANSPORT, HOLDER_REPAIR};
    const int64_t at = draw(chance, 5);
    const int64_t to = at < 3 ? places[at] : at == 3 ? chance->yard->shop : chance->yard->station;
    const struct goods_move move = {thing->id, thing->holder_id, thing->seq};
    struct i64_list moved;
    return goods_move(&chance->yard->ctx, &move, 1, to, STR(""), &moved);
}

static enum status regroup(struct chance *chance, const struct thing *thing)
{
    struct ctx *ctx = &chance->yard->ctx;
    const struct thing_part part = {.count = draw(chance, 3) + 1, .g = NO_I64};
    struct things parts;
    struct thing whole;
    if (draw(chance, 2) == 0) {
        return yard_merge(chance->yard, thing, any(chance).id, &whole);
    }
    TRY(goods_split(ctx, thing->id, thing->holder_id, thing->seq, &part, 1, &parts));
    vec_push(ctx->mem, &chance->things, parts.ptr[0].id);
    return OK;
}

static void test_whatever_is_done_in_whatever_order_the_ledger_is_right(void **state)
{
    static enum status (*const operations[])(struct chance *, const struct thing *) = {
        give, take_away, change, change, shift, regroup};
    struct yard yard = yard_begin();
    struct chance chance = {.yard = &yard, .random = 20261123};
    int64_t right = 0;
    (void)state;
    for (; chance.done < OPERATIONS; chance.done++) {
        if (chance.done % 20 == 0) {
            struct lot lot = yard_lot(&yard);
            lot.stops = draw(&chance, 4) == 0 ? STOP_UNTESTED : 0;
            lot.g = draw(&chance, 4) == 0 ? NO_I64 : 3000;
            lot.kind_key = STR("");
            vec_push(yard.ctx.mem, &chance.things, yard_receive(&yard, &lot).id);
        }
        yard_wait(&yard, YARD_HOUR_MS / 4);
        const struct thing thing = any(&chance);
        right += operations[draw(&chance, 6)](&chance, &thing) == OK ? 1 : 0;
    }
    assert_true(right > OPERATIONS / 4);
    yard_bucket(&yard, BUCKET_HELD); /* holds */
    yard_end(&yard);
}

int goods_goods_chance_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whatever_is_done_in_whatever_order_the_ledger_is_right),
    };
    return cmocka_run_group_tests_name("goods chance", tests, NULL, NULL);
}
