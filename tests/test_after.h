/* SPDX-License-Identifier: EUPL-1.2 */
/* A centre with two stations and three shops, and a draw published in it: for the tests of what
 * follows a draw. */
#ifndef OMBRUK_TESTS_TEST_AFTER_H
#define OMBRUK_TESTS_TEST_AFTER_H

#include "base/clock.h"
#include "base/day.h"
#include "centre/centre.h"
#include "test_db.h"
#include "test_draw.h"
#include "test_house.h"

/* Wednesday 16 December 2026, 12:00 in Oslo. */
#define WEDNESDAY_MS INT64_C(1797418800000)
#define THURSDAY_10  (WEDNESDAY_MS + 22 * MS_PER_HOUR)
#define THURSDAY_12  (WEDNESDAY_MS + 24 * MS_PER_HOUR)
#define FRIDAY_10    (WEDNESDAY_MS + 46 * MS_PER_HOUR)
#define FRIDAY_12    (WEDNESDAY_MS + 48 * MS_PER_HOUR)

#define ROUND      INT64_C(7001)
#define LATER      INT64_C(7011)
#define PENALTY_MP INT64_C(5000)
#define SWAP_HOURS INT64_C(24)
#define LOT_MP     INT64_C(10000)

struct after {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t other_station;
    int64_t hjulet;
    int64_t storogliten;
    int64_t sportsloftet;
    int64_t rules_id;
    int64_t keys; /* lots received so far */
};

static inline int64_t after_shop(struct ctx *ctx, const char *slug, const char *number)
{
    const struct tenant tenant = {.slug = str_of(slug),
                                  .name = str_of(slug),
                                  .organisation_number = str_of(number),
                                  .email = str_format(ctx->mem, "%s@example.no", slug)};
    int64_t id = 0;
    assert_int_equal(tenants_add(ctx, &tenant, &id), OK);
    return id;
}

static inline struct after after_begin(void)
{
    struct after after = {.db = test_db_open(test_db_engine())};
    struct ctx *ctx = &after.ctx;
    const struct centre centre = test_house_centre();
    clock_set_ms(WEDNESDAY_MS);
    test_ctx_begin(ctx, after.db);
    assert_int_equal(centre_add(ctx, &centre), OK);
    assert_int_equal(goods_load_codes(ctx), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &after.station), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Nesset"), &after.other_station),
                     OK);
    after.hjulet = after_shop(ctx, "hjulet", "100001381");
    after.storogliten = after_shop(ctx, "stor-og-liten", "100000016");
    after.sportsloftet = after_shop(ctx, "sportsloftet", "200000005");
    struct allocation_rules rules = allocation_rules_first(ctx);
    rules.from_day = centre_today(ctx);
    rules.note = STR("Reglene vi begynner med");
    rules.penalty_mp = PENALTY_MP;
    rules.swap_hours = SWAP_HOURS;
    rules.second_call_ppm = 250000;
    rules.newcomer_credit_mp = 1000;
    assert_int_equal(allocation_rules_add(ctx, &rules, &after.rules_id), OK);
    test_draw_round(ctx, ROUND, 1, after.rules_id, NO_I64);
    return after;
}

static inline void after_end(struct after *after)
{
    test_ctx_end(&after->ctx);
    centre_close(after->db);
    db_close(after->db);
    clock_release();
}

static inline void after_at(struct after *after, int64_t now_ms)
{
    clock_set_ms(now_ms);
    after->ctx.now_ms = now_ms;
    after->ctx.err = (struct ctx_error){0};
}

static inline struct thing after_receive(struct after *after, int64_t station_id)
{
    struct ctx *ctx = &after->ctx;
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_format(ctx->mem, "lot-%lld", (long long)++after->keys),
                            .holder_id = station_id,
                            .source_id = station_id,
                            .category_id = goods_codes_category_by_key(STR("snowsuits"))->id,
                            .count = 2,
                            .g = 1200,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(ctx, &lot, &thing, &is_new), OK);
    return thing;
}

/* A lot of the round that nobody got. */
static inline struct thing after_lot(struct after *after)
{
    const struct thing thing = after_receive(after, after->station);
    test_draw_lot(&after->ctx, ROUND, &thing, LOT_MP, STR(""));
    return thing;
}

/* A lot at the station that the shop got; its pick-up is made by after_publish(). */
static inline struct thing after_award(struct after *after, int64_t shop, int64_t station_id)
{
    const struct thing thing = after_receive(after, station_id);
    test_draw_lot(&after->ctx, ROUND, &thing, LOT_MP, STR(""));
    test_draw_award(&after->ctx, ROUND, &thing, shop, LOT_MP);
    return thing;
}

static inline void after_publish(struct after *after)
{
    int64_t leads[] = {after->sportsloftet, after->hjulet, after->storogliten};
    test_draw_pick_ups(&after->ctx, ROUND, leads, 3);
}

static inline int64_t after_window(struct after *after, int64_t station_id, int64_t starts_ms,
                                   int64_t capacity)
{
    const struct pick_up_window window = {.round_id = ROUND,
                                          .station_id = station_id,
                                          .starts_ms = starts_ms,
                                          .ends_ms = starts_ms + 2 * MS_PER_HOUR,
                                          .capacity_lots = capacity};
    int64_t id = 0;
    assert_int_equal(allocation_window_add(&after->ctx, &window, &id), OK);
    return id;
}

static inline struct thing after_thing(struct after *after, int64_t thing_id)
{
    struct thing thing;
    assert_int_equal(goods_thing(&after->ctx, thing_id, &thing), OK);
    return thing;
}

static inline int64_t after_balance(struct after *after, int64_t shop)
{
    int64_t mp = NO_I64;
    assert_int_equal(allocation_balance(&after->ctx, shop, &mp), OK);
    return mp;
}

/* A lot that the shop has collected at both sides of the dock. */
static inline struct thing after_collected(struct after *after, int64_t shop)
{
    struct pick_up pick_up;
    const struct thing thing = after_award(after, shop, after->station);
    after_publish(after);
    assert_int_equal(allocation_give(&after->ctx, thing.code, after->station, &pick_up), OK);
    assert_int_equal(allocation_receive(&after->ctx, thing.code, shop, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_COLLECTED);
    return after_thing(after, thing.id);
}

#endif
