/* SPDX-License-Identifier: EUPL-1.2 */
/* What is stopped, or counted again, while it is out for sale, on both engines. */
#include "sales/sales_world.h"

int sales_follow_test(void);

static void test_what_is_recalled_is_neither_held_nor_sold_and_comes_off_sale(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 2);
    const struct new_sale input = sale_of(&listing, "sale-1");
    struct listing after;
    struct sale sale;
    struct hold hold;
    struct str token;
    bool is_new = false;
    int64_t followed = 0;
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("+4790000001"), STR(""), &hold, &token),
                     OK);
    assert_int_equal(goods_stop_set(ctx, listing.thing_id, STOP_RECALLED, STR("recall=1"), &is_new),
                     OK);
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), CONFLICT);
    assert_string_equal(ctx->err.message, goods_stop_refusal(STOP_RECALLED));
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("+4790000002"), STR(""), &hold, &token),
                     GONE);
    assert_int_equal(catalogue_follow(ctx, &followed), OK);
    assert_int_equal(followed, 1);
    assert_int_equal(catalogue_follow(ctx, &followed), OK);
    assert_int_equal(followed, 0);
    assert_int_equal(catalogue_listing(ctx, listing.id, &after), OK);
    assert_int_equal(after.state, LISTING_WITHDRAWN);
    assert_int_equal(after.held, 0);
    assert_int_equal(total_found(&world, "parkdress", "", NO_I64), 0);
    struct thing thing;
    assert_int_equal(goods_thing(ctx, listing.thing_id, &thing), OK);
    assert_int_equal(try_publish(&world, &thing, 25000, &after), CONFLICT);
    assert_int_equal(
        goods_stop_clear(ctx, listing.thing_id, STOP_RECALLED, STR("recall=1"), &is_new), OK);
    assert_int_equal(try_publish(&world, &thing, 25000, &after), OK);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_what_is_counted_again_is_offered_as_often_as_it_is_there(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 5);
    struct listing after;
    struct thing thing;
    int64_t followed = 0;
    assert_int_equal(goods_thing(ctx, listing.thing_id, &thing), OK);
    assert_int_equal(goods_recount(ctx, thing.id, world.shop, thing.seq, 3, WHY_LOST), OK);
    assert_int_equal(catalogue_follow(ctx, &followed), OK);
    assert_int_equal(catalogue_listing(ctx, listing.id, &after), OK);
    assert_int_equal(after.state, LISTING_PUBLIC);
    assert_int_equal(after.count_left, 3);
    assert_int_equal(goods_thing(ctx, listing.thing_id, &thing), OK);
    assert_int_equal(goods_recount(ctx, thing.id, world.shop, thing.seq, 0, WHY_STOCKTAKE), OK);
    assert_int_equal(catalogue_follow(ctx, &followed), OK);
    assert_int_equal(catalogue_listing(ctx, listing.id, &after), OK);
    assert_int_equal(after.state, LISTING_WITHDRAWN);
    assert_int_equal(catalogue_follow(ctx, &followed), OK);
    assert_int_equal(followed, 0);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_a_recalled_thing_that_comes_back_is_not_out_again(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    const struct new_sale input = sale_of(&listing, "sale-1");
    struct listing after;
    struct sale sale;
    bool is_new = false;
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_int_equal(goods_stop_set(ctx, listing.thing_id, STOP_RECALLED, STR(""), &is_new), OK);
    assert_int_equal(sales_undo(ctx, world.shop, sale.id), OK);
    assert_int_equal(catalogue_listing(ctx, listing.id, &after), OK);
    assert_int_equal(after.state, LISTING_WITHDRAWN);
    assert_int_equal(total_found(&world, "parkdress", "", NO_I64), 0);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_nothing_that_is_stopped_is_put_out_whatever_stops_it(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct thing thing = in_hand(&world, "a", 1, 1000);
    struct listing listing;
    bool is_new = false;
    for (int stop = STOP_RECALLED; stop <= STOP_HOLDING; stop *= 2) {
        assert_int_equal(
            goods_stop_set(ctx, thing.id, (enum goods_stop)stop, STR("test=1"), &is_new), OK);
        assert_int_equal(try_publish(&world, &thing, 25000, &listing), CONFLICT);
        assert_string_equal(ctx->err.message, goods_stop_refusal(stop));
        assert_int_equal(total_found(&world, "parkdress", "", NO_I64), 0);
        assert_int_equal(
            goods_stop_clear(ctx, thing.id, (enum goods_stop)stop, STR("test=1"), &is_new), OK);
    }
    assert_int_equal(STOP_HOLDING * 2 - 1, STOPS_ALL);
    assert_int_equal(try_publish(&world, &thing, 25000, &listing), OK);
    assert_int_equal(total_found(&world, "parkdress", "", NO_I64), 1);
    assert_ledger_is_right(&world);
    world_end(&world);
}

int sales_follow_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_recalled_is_neither_held_nor_sold_and_comes_off_sale),
        cmocka_unit_test(test_nothing_that_is_stopped_is_put_out_whatever_stops_it),
        cmocka_unit_test(test_what_is_counted_again_is_offered_as_often_as_it_is_there),
        cmocka_unit_test(test_a_recalled_thing_that_comes_back_is_not_out_again),
    };
    return TEST_DB_RUN("what is offered follows", tests);
}
