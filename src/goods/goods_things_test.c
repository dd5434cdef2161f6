/* SPDX-License-Identifier: EUPL-1.2 */
/* Many things are read in one question, on both engines. */
#include "base/clock.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "test_db.h"
#include "test_house.h"

int goods_goods_things_test(void);

/* Monday 23 November 2026, 11:00 in Oslo. */
#define MONDAY_MS INT64_C(1795428000000)
#define LOTS      40

struct yard {
    struct db *db;
    struct ctx ctx;
    struct things lots; /* in the order of their ids */
};

static void receive(struct yard *yard, int64_t station, int number)
{
    struct ctx *ctx = &yard->ctx;
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of_i64(ctx->mem, number),
                            .holder_id = station,
                            .source_id = station,
                            .category_id = goods_codes_category_by_key(STR("snowsuits"))->id,
                            .kind_key = STR(""),
                            .count = number + 1,
                            .g = NO_I64,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = number % 3 == 0 ? STR("Mangler en «knapp», 'l'") : STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(ctx, &lot, &thing, &is_new), OK);
    vec_push(ctx->mem, &yard->lots, thing);
}

static struct yard yard_begin(void)
{
    struct yard yard = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    int64_t station = 0;
    clock_set_ms(MONDAY_MS);
    test_ctx_begin(&yard.ctx, yard.db);
    assert_int_equal(centre_add(&yard.ctx, &centre), OK);
    assert_int_equal(goods_load_codes(&yard.ctx), OK);
    assert_int_equal(goods_holder_add(&yard.ctx, 0, HOLDER_STATION, STR("Skogheim"), &station), OK);
    for (int i = 0; i < LOTS; i++) {
        receive(&yard, station, i);
    }
    return yard;
}

static void yard_end(struct yard *yard)
{
    test_ctx_end(&yard->ctx);
    centre_close(yard->db);
    db_close(yard->db);
    clock_release();
}

static void assert_as_asked(struct yard *yard, const struct i64_list *ids)
{
    struct things things;
    assert_int_equal(goods_things(&yard->ctx, ids, &things), OK);
    assert_int_equal(things.count, ids->count);
    for (size_t i = 0; i < ids->count; i++) {
        struct thing thing;
        assert_int_equal(goods_thing(&yard->ctx, ids->ptr[i], &thing), OK);
        assert_int_equal(things.ptr[i].id, ids->ptr[i]);
        assert_int_equal(things.ptr[i].count, thing.count);
        assert_true(str_equal(things.ptr[i].code, thing.code));
        assert_true(str_equal(things.ptr[i].note, thing.note));
    }
}

static void test_things_come_in_the_order_they_are_asked_for(void **state)
{
    struct yard yard = yard_begin();
    struct i64_list ids = {0};
    (void)state;
    assert_as_asked(&yard, &ids);
    for (size_t i = 0; i < LOTS; i++) {
        vec_push(yard.ctx.mem, &ids, yard.lots.ptr[i * 7 % LOTS].id);
    }
    assert_as_asked(&yard, &ids);
    vec_push(yard.ctx.mem, &ids, yard.lots.ptr[3].id);
    vec_push(yard.ctx.mem, &ids, yard.lots.ptr[3].id);
    assert_as_asked(&yard, &ids);
    yard_end(&yard);
}

static void test_one_that_is_not_there_is_told(void **state)
{
    struct yard yard = yard_begin();
    struct i64_list ids = {0};
    struct things things = {0};
    (void)state;
    vec_push(yard.ctx.mem, &ids, yard.lots.ptr[0].id);
    vec_push(yard.ctx.mem, &ids, INT64_MAX);
    assert_int_equal(goods_things(&yard.ctx, &ids, &things), NOT_FOUND);
    ids.ptr[1] = NO_I64;
    assert_int_equal(goods_things(&yard.ctx, &ids, &things), NOT_FOUND);
    yard_end(&yard);
}

int goods_goods_things_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_things_come_in_the_order_they_are_asked_for),
        cmocka_unit_test(test_one_that_is_not_there_is_told),
    };
    return TEST_DB_RUN("goods things", tests);
}
