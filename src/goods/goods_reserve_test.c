/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeping lots, giving them from what is kept, taking back and passing on, on both engines: the
 * ledger rebuilds each of them. */
#include "base/clock.h"
#include "base/day.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_booth.h"
#include "goods/goods_codes.h"
#include "test_db.h"
#include "test_house.h"

int goods_goods_reserve_test(void);

/* Monday 23 November 2026, 11:00 in Oslo. */
#define MONDAY_MS  INT64_C(1795428000000)
#define ROUND      77
#define OTHER_LOTS 3

struct yard {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shop;
    int64_t other;
};

static struct yard yard_begin(void)
{
    struct yard yard = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    clock_set_ms(MONDAY_MS);
    test_ctx_begin(&yard.ctx, yard.db);
    struct ctx *ctx = &yard.ctx;
    assert_int_equal(centre_add(ctx, &centre), OK);
    assert_int_equal(goods_load_codes(ctx), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &yard.station), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_TENANT, STR("Hjulet"), &yard.shop), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_TENANT, STR("Garn"), &yard.other), OK);
    return yard;
}

static void yard_end(struct yard *yard)
{
    test_ctx_end(&yard->ctx);
    centre_close(yard->db);
    db_close(yard->db);
    clock_release();
}

static struct thing receive(struct yard *yard, const char *key)
{
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of(key),
                            .holder_id = yard->station,
                            .source_id = yard->station,
                            .category_id = goods_codes_category_by_key(STR("snowsuits"))->id,
                            .kind_key = STR("child_snowsuit"),
                            .count = 4,
                            .g = 3000,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR("h104"),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&yard->ctx, &lot, &thing, &is_new), OK);
    return thing;
}

static struct thing now(struct yard *yard, int64_t thing_id)
{
    struct thing thing;
    assert_int_equal(goods_thing(&yard->ctx, thing_id, &thing), OK);
    return thing;
}

static void assert_ledger(struct yard *yard)
{
    struct goods_verdict verdict;
    assert_int_equal(goods_verify(&yard->ctx, &verdict), OK);
    if (verdict.differences > 0) {
        print_error("%.*s\n", STR_ARG(verdict.first));
    }
    assert_int_equal(verdict.differences, 0);
}

static int64_t reserved_for(struct yard *yard, int64_t thing_id)
{
    int64_t owner_id = 0;
    assert_int_equal(goods_reserved_for(&yard->ctx, thing_id, &owner_id), OK);
    return owner_id;
}

static void test_a_reserved_lot_is_given_only_by_who_keeps_it(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const struct thing lot = receive(&yard, "a");
    struct goods_events events;
    assert_int_equal(goods_reserve(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_reserve(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_reserve(ctx, lot.id, ROUND + 1), CONFLICT);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), CONFLICT);
    assert_non_null(ctx->err.message);
    assert_int_equal(goods_allot_reserved(ctx, lot.id, yard.shop, ROUND + 1), CONFLICT);
    assert_int_equal(goods_allot_reserved(ctx, lot.id, yard.station, ROUND), INVALID);
    assert_true(now(&yard, lot.id).allotted_to == NO_I64);
    assert_int_equal(goods_allot_reserved(ctx, lot.id, yard.shop, ROUND), OK);
    assert_int_equal(now(&yard, lot.id).allotted_to, yard.shop);
    assert_true(reserved_for(&yard, lot.id) == NO_I64);
    assert_int_equal(goods_events_of(ctx, lot.id, &events), OK);
    assert_int_equal(goods_event_owner(&events.ptr[1]), ROUND);
    assert_int_equal(goods_allot_reserved(ctx, lot.id, yard.shop, ROUND), CONFLICT);
    assert_int_equal(goods_reserve(ctx, lot.id, ROUND), CONFLICT);
    assert_ledger(&yard);
    yard_end(&yard);
}

static void test_a_full_booth_gets_only_what_a_draw_came_to(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const struct thing lot = receive(&yard, "a");
    const struct booth none = {
        .tenant_id = yard.shop, .from_day = centre_today(ctx), .lots_max = 0, .litres_max = NO_I64};
    assert_int_equal(goods_booth_set(ctx, &none), OK);
    assert_int_equal(goods_reserve(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_allot_reserved(ctx, lot.id, yard.shop, ROUND), CONFLICT);
    assert_int_equal(reserved_for(&yard, lot.id), ROUND);
    assert_int_equal(goods_allot_drawn(ctx, lot.id, yard.shop, ROUND), OK);
    assert_int_equal(now(&yard, lot.id).allotted_to, yard.shop);
    assert_ledger(&yard);
    yard_end(&yard);
}

static void test_a_released_lot_may_be_given_by_hand(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const struct thing lot = receive(&yard, "a");
    assert_int_equal(goods_reserve(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_release(ctx, lot.id, ROUND + 1), OK);
    assert_int_equal(reserved_for(&yard, lot.id), ROUND);
    assert_int_equal(goods_release(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_release(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_allot_reserved(ctx, lot.id, yard.shop, ROUND), CONFLICT);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), OK);
    assert_int_equal(goods_reserve(ctx, 12345, ROUND), NOT_FOUND);
    assert_ledger(&yard);
    yard_end(&yard);
}

static void test_a_reserved_lot_is_neither_undone_nor_thrown_away(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const struct thing lot = receive(&yard, "a");
    enum goods_intake intake = INTAKE_OPEN;
    bool is_new = false;
    assert_int_equal(goods_reserve(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_intake_state(ctx, lot.id, &intake), OK);
    assert_int_equal(intake, INTAKE_RESERVED);
    assert_int_equal(goods_undo_receive(ctx, lot.id, yard.station, &is_new), CONFLICT);
    assert_non_null(ctx->err.message);
    assert_int_equal(goods_dispose(ctx, lot.id, yard.station, GOODS_DISCARDED, 1, DISCARD_BROKEN),
                     CONFLICT);
    assert_int_equal(now(&yard, lot.id).count, 4);
    assert_int_equal(goods_release(ctx, lot.id, ROUND), OK);
    assert_int_equal(goods_intake_state(ctx, lot.id, &intake), OK);
    assert_int_equal(intake, INTAKE_OPEN);
    assert_int_equal(goods_undo_receive(ctx, lot.id, yard.station, &is_new), OK);
    assert_true(is_new);
    assert_ledger(&yard);
    yard_end(&yard);
}

static void test_what_is_reserved_is_not_among_the_free_ones(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct things free;
    struct i64_list reserved;
    int64_t ids[OTHER_LOTS];
    static const char *const keys[OTHER_LOTS] = {"a", "b", "c"};
    for (int i = 0; i < OTHER_LOTS; i++) {
        ids[i] = receive(&yard, keys[i]).id;
    }
    assert_int_equal(goods_reserve(ctx, ids[1], ROUND), OK);
    assert_int_equal(goods_unreserved(ctx, NO_I64, 10, &free), OK);
    assert_int_equal(free.count, 2);
    assert_int_equal(free.ptr[0].id, ids[2]);
    assert_int_equal(free.ptr[1].id, ids[0]);
    struct goods_queue queue;
    assert_int_equal(goods_unallotted_queue(ctx, &queue), OK);
    assert_int_equal(queue.lots, 2);
    assert_int_equal(goods_unreserved(ctx, ids[2], 1, &free), OK);
    assert_int_equal(free.count, 1);
    assert_int_equal(free.ptr[0].id, ids[0]);
    assert_int_equal(goods_reserved(ctx, ids[0], ids[2], &reserved), OK);
    assert_int_equal(reserved.count, 1);
    assert_int_equal(reserved.ptr[0], ids[1]);
    assert_int_equal(goods_reserved(ctx, ids[2], ids[2], &reserved), OK);
    assert_int_equal(reserved.count, 0);
    yard_end(&yard);
}

static void test_a_given_lot_can_be_taken_back_until_it_is_picked_up(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const struct thing lot = receive(&yard, "a");
    struct thing thing;
    struct goods_events events;
    struct goods_shop_queues queues;
    enum goods_intake intake = INTAKE_OPEN;
    bool is_new = false;
    assert_int_equal(goods_unallot(ctx, lot.id, yard.shop), NOT_FOUND);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), OK);
    assert_int_equal(goods_unallot(ctx, lot.id, yard.other), NOT_FOUND);
    assert_int_equal(goods_unallot(ctx, lot.id, yard.shop), OK);
    assert_true(now(&yard, lot.id).allotted_to == NO_I64);
    assert_int_equal(goods_unallot(ctx, lot.id, yard.shop), NOT_FOUND);
    assert_int_equal(goods_pick_up(ctx, lot.code, yard.shop, &thing, &is_new), NOT_FOUND);
    assert_int_equal(goods_intake_state(ctx, lot.id, &intake), OK);
    assert_int_equal(intake, INTAKE_CHANGED);
    assert_int_equal(goods_events_of(ctx, lot.id, &events), OK);
    assert_int_equal(events.count, 3);
    assert_int_equal(events.ptr[2].kind, GOODS_CORRECTED);
    assert_int_equal(events.ptr[2].refers_to, events.ptr[1].id);
    assert_true(goods_event_owner(&events.ptr[1]) == NO_I64);
    assert_true(goods_event_undoes_allotment(&events.ptr[2]));
    assert_false(goods_event_undoes_hand_over(&events.ptr[2]));
    assert_ledger(&yard);
    yard.ctx.now_ms = MONDAY_MS + MS_PER_HOUR;
    assert_int_equal(goods_allot(ctx, lot.id, yard.other), OK);
    assert_int_equal(goods_given_queues(ctx, &queues), OK);
    assert_int_equal(queues.count, 1);
    assert_int_equal(queues.ptr[0].since_ms, MONDAY_MS + MS_PER_HOUR);
    assert_int_equal(goods_pick_up(ctx, lot.code, yard.other, &thing, &is_new), OK);
    assert_int_equal(goods_unallot(ctx, lot.id, yard.other), CONFLICT);
    assert_ledger(&yard);
    yard_end(&yard);
}

static struct goods_sum held(struct yard *yard, enum goods_bucket bucket)
{
    struct goods_balances rows;
    struct goods_sum sum = {0};
    assert_int_equal(goods_balance(&yard->ctx, 0, INT64_MAX, &rows), OK);
    for (size_t i = 0; i < rows.count; i++) {
        assert_true(rows.ptr[i].holds);
        sum.count += rows.ptr[i].buckets[bucket].count;
        sum.g += rows.ptr[i].buckets[bucket].g;
    }
    return sum;
}

static void test_a_lot_passes_from_shop_to_shop_within_the_house(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const struct thing lot = receive(&yard, "a");
    struct thing thing;
    bool is_new = false;
    int64_t event_id = 0;
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), OK);
    assert_int_equal(goods_pass_on(ctx, lot.id, yard.shop, yard.other), NOT_FOUND);
    assert_int_equal(goods_pick_up(ctx, lot.code, yard.shop, &thing, &is_new), OK);
    assert_int_equal(goods_pass_on(ctx, lot.id, yard.other, yard.shop), NOT_FOUND);
    assert_int_equal(goods_pass_on(ctx, lot.id, yard.shop, yard.shop), INVALID);
    assert_int_equal(goods_pass_on(ctx, lot.id, yard.shop, yard.station), INVALID);
    assert_int_equal(goods_hand_over(ctx, lot.id, yard.shop, 1, 5000, &event_id), OK);
    assert_int_equal(goods_pass_on(ctx, lot.id, yard.shop, yard.other), OK);
    assert_int_equal(now(&yard, lot.id).holder_id, yard.other);
    assert_int_equal(now(&yard, lot.id).count, 3);
    assert_int_equal(held(&yard, BUCKET_HELD).count, 3);
    assert_int_equal(held(&yard, BUCKET_PASSED_ON).count, 0);
    assert_ledger(&yard);
    /* And out of the house as before. */
    assert_int_equal(goods_dispose(ctx, lot.id, yard.other, GOODS_PASSED_ON, 3, 0), OK);
    assert_int_equal(held(&yard, BUCKET_PASSED_ON).count, 3);
    assert_int_equal(goods_pass_on(ctx, lot.id, yard.other, yard.shop), CONFLICT);
    assert_ledger(&yard);
    yard_end(&yard);
}

int goods_goods_reserve_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_reserved_lot_is_given_only_by_who_keeps_it),
        cmocka_unit_test(test_a_full_booth_gets_only_what_a_draw_came_to),
        cmocka_unit_test(test_a_released_lot_may_be_given_by_hand),
        cmocka_unit_test(test_a_reserved_lot_is_neither_undone_nor_thrown_away),
        cmocka_unit_test(test_what_is_reserved_is_not_among_the_free_ones),
        cmocka_unit_test(test_a_given_lot_can_be_taken_back_until_it_is_picked_up),
        cmocka_unit_test(test_a_lot_passes_from_shop_to_shop_within_the_house),
    };
    return TEST_DB_RUN("goods reserve", tests);
}
