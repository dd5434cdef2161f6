/* SPDX-License-Identifier: EUPL-1.2 */
/* A centre with a station and a shop, for the tests of what happens to goods. */
#ifndef OMBRUK_GOODS_GOODS_YARD_H
#define OMBRUK_GOODS_GOODS_YARD_H

#include "base/clock.h"
#include "centre/centre.h"
#include "goods/goods_apply.h"
#include "goods/goods_codes.h"
#include "test_db.h"
#include "test_house.h"

/* Monday 23 November 2026, 11:00 in Oslo. */
#define YARD_MONDAY_MS INT64_C(1795428000000)
#define YARD_HOUR_MS   INT64_C(3600000)
#define YARD_DAY_MS    (24 * YARD_HOUR_MS)
#define YARD_ROUND     77

struct yard {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shop;
    int64_t lots;
};

static inline struct yard yard_begin(void)
{
    struct yard yard = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    clock_set_ms(YARD_MONDAY_MS);
    test_ctx_begin(&yard.ctx, yard.db);
    struct ctx *ctx = &yard.ctx;
    assert_int_equal(centre_add(ctx, &centre), OK);
    assert_int_equal(goods_load_codes(ctx), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &yard.station), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_TENANT, STR("Hjulet"), &yard.shop), OK);
    return yard;
}

/* Whatever has happened, the ledger says the same as the tables. */
static inline void yard_end(struct yard *yard)
{
    struct goods_verdict verdict;
    assert_int_equal(goods_verify(&yard->ctx, &verdict), OK);
    assert_str(verdict.first, "");
    assert_int_equal(verdict.differences, 0);
    test_ctx_end(&yard->ctx);
    centre_close(yard->db);
    db_close(yard->db);
    clock_release();
}

static inline void yard_wait(struct yard *yard, int64_t ms)
{
    yard->ctx.now_ms += ms;
    clock_set_ms(yard->ctx.now_ms);
}

static inline struct lot yard_lot(struct yard *yard)
{
    return (struct lot){.key_source = STR("test"),
                        .key = str_format(yard->ctx.mem, "lot-%lld", (long long)yard->lots++),
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
}

static inline struct thing yard_receive(struct yard *yard, const struct lot *lot)
{
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&yard->ctx, lot, &thing, &is_new), OK);
    assert_true(is_new);
    return thing;
}

static inline struct thing yard_received(struct yard *yard)
{
    const struct lot lot = yard_lot(yard);
    return yard_receive(yard, &lot);
}

static inline struct thing yard_now(struct yard *yard, int64_t thing_id)
{
    struct thing thing;
    assert_int_equal(goods_thing(&yard->ctx, thing_id, &thing), OK);
    return thing;
}

static inline void yard_move(struct yard *yard, const struct thing *thing, int64_t to_id)
{
    struct i64_list moved;
    const struct goods_move move = {thing->id, thing->holder_id, NO_I64};
    assert_int_equal(goods_move(&yard->ctx, &move, 1, to_id, STR(""), &moved), OK);
    assert_int_equal(moved.count, 1);
}

static inline struct thing yard_in_shop(struct yard *yard)
{
    const struct thing lot = yard_received(yard);
    yard_move(yard, &lot, yard->shop);
    return yard_now(yard, lot.id);
}

static inline struct goods_sum yard_bucket(struct yard *yard, enum goods_bucket bucket)
{
    struct goods_balances rows;
    struct goods_sum sum = {0};
    const int64_t today = centre_today(&yard->ctx);
    assert_int_equal(goods_balance(&yard->ctx, today - 30, today, &rows), OK);
    for (size_t i = 0; i < rows.count; i++) {
        assert_true(rows.ptr[i].holds);
        sum = goods_sum_add(sum, rows.ptr[i].buckets[bucket]);
    }
    return sum;
}

static inline enum status yard_merge(struct yard *yard, const struct thing *into, int64_t other,
                                     struct thing *ret)
{
    int64_t ids[] = {other};
    const struct i64_list others = {ids, 1, 1};
    return goods_merge(&yard->ctx, into->id, into->holder_id, into->seq, &others, ret);
}

#endif
