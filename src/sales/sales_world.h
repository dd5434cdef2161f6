/* SPDX-License-Identifier: EUPL-1.2 */
/* A centre with a station and two shops that put out snowsuits, for the tests that go through the
 * rooms. */
#ifndef OMBRUK_SALES_SALES_WORLD_H
#define OMBRUK_SALES_SALES_WORLD_H

#include "base/clock.h"
#include "base/day.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "impact/impact.h"
#include "sales/sales.h"
#include "tenants/tenants.h"
#include "test_db.h"
#include "test_house.h"

/* Monday 23 November 2026, 11:00 in Oslo. */
#define MONDAY_MS INT64_C(1795428000000)

struct world {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shop;
    int64_t other_shop;
    int64_t snowsuits;
};

static inline struct world world_begin(void)
{
    struct world world = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    const struct tenant shop = test_house_shop(STR("hjulet"), STR("hjulet"), STR("100001381"));
    const struct tenant other =
        test_house_shop(STR("stor-og-liten"), STR("stor-og-liten"), STR("100000016"));
    clock_set_ms(MONDAY_MS);
    test_ctx_begin(&world.ctx, world.db);
    struct ctx *ctx = &world.ctx;
    assert_int_equal(centre_add(ctx, &centre), OK);
    assert_int_equal(goods_load_codes(ctx), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &world.station), OK);
    assert_int_equal(tenants_add(ctx, &shop, &world.shop), OK);
    assert_int_equal(tenants_add(ctx, &other, &world.other_shop), OK);
    world.snowsuits = goods_codes_category_by_key(STR("snowsuits"))->id;
    return world;
}

static inline void world_end(struct world *world)
{
    test_ctx_end(&world->ctx);
    centre_close(world->db);
    db_close(world->db);
    clock_release();
}

static inline void at(struct world *world, int64_t now_ms)
{
    clock_set_ms(now_ms);
    world->ctx.now_ms = now_ms;
    world->ctx.err = (struct ctx_error){0};
}

static inline struct thing receive(struct world *world, const char *key, int64_t count, int64_t g)
{
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of(key),
                            .holder_id = world->station,
                            .source_id = world->station,
                            .category_id = world->snowsuits,
                            .kind_key = STR("child_snowsuit"),
                            .count = count,
                            .g = g,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR("h104"),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&world->ctx, &lot, &thing, &is_new), OK);
    return thing;
}

/* A lot that the shop has in hand. */
static inline struct thing in_hand(struct world *world, const char *key, int64_t count, int64_t g)
{
    struct thing thing = receive(world, key, count, g);
    bool is_new = false;
    assert_int_equal(goods_allot(&world->ctx, thing.id, world->shop), OK);
    assert_int_equal(goods_pick_up(&world->ctx, thing.code, world->shop, &thing, &is_new), OK);
    assert_true(is_new);
    return thing;
}

static inline enum status try_publish(struct world *world, const struct thing *thing,
                                      int64_t price_ore, struct listing *ret)
{
    const struct publication publication = {.thing_id = thing->id,
                                            .title = STR("Parkdress, mørk grønn"),
                                            .wear = STR("Litt slitt"),
                                            .category_id = world->snowsuits,
                                            .kind_key = STR("child_snowsuit"),
                                            .grade = GRADE_NICE,
                                            .size_key = STR("h104"),
                                            .colour_id = NO_I64,
                                            .price_ore = price_ore,
                                            .place = STR("stativ 4")};
    return catalogue_publish(&world->ctx, world->shop, &publication, ret);
}

static inline struct listing published(struct world *world, const char *key, int64_t count)
{
    const struct thing thing = in_hand(world, key, count, 1000 * count);
    struct listing listing;
    assert_int_equal(try_publish(world, &thing, 25000, &listing), OK);
    return listing;
}

static inline struct new_sale sale_of(const struct listing *listing, const char *key)
{
    return (struct new_sale){
        .key = str_of(key), .listing_id = listing->id, .count = 1, .price_ore = 25000};
}

static inline void assert_ledger_is_right(struct world *world)
{
    struct goods_verdict goods;
    struct impact_verdict impact;
    int64_t sealed = 0;
    int64_t added = 0;
    assert_int_equal(goods_seal(&world->ctx, &sealed), OK);
    assert_int_equal(goods_verify(&world->ctx, &goods), OK);
    assert_str(goods.first, "");
    assert_int_equal(goods.differences, 0);
    assert_true(goods.seals > 0);
    assert_int_equal(impact_follow(&world->ctx, &added), OK);
    assert_int_equal(impact_verify(&world->ctx, &impact), OK);
    assert_str(impact.first, "");
}

static inline int64_t total_found(struct world *world, const char *words, const char *size,
                                  int64_t max_ore)
{
    const struct search search = {.words = str_of(words),
                                  .size_key = str_of(size),
                                  .price_min_ore = NO_I64,
                                  .price_max_ore = max_ore,
                                  .before_seq = NO_I64};
    struct found found;
    assert_int_equal(catalogue_search(&world->ctx, &search, &found), OK);
    assert_int_equal(found.total, found.listings.count);
    return found.total;
}

#endif
