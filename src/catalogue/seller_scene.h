/* SPDX-License-Identifier: EUPL-1.2 */
/* A centre with shops that have things in hand, for the tests of those who sell. */
#ifndef OMBRUK_CATALOGUE_SELLER_SCENE_H
#define OMBRUK_CATALOGUE_SELLER_SCENE_H

#include <stdio.h>

#include "base/clock.h"
#include "base/day.h"
#include "catalogue/catalogue_seller.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "tenants/tenants.h"
#include "test_db.h"
#include "test_house.h"

/* Monday 23 November 2026, 11:00 in Oslo. */
#define MONDAY_MS   INT64_C(1795428000000)
#define DAY_MS      (INT64_C(24) * 3600 * 1000)
#define SCENE_SHOPS 4

struct scene {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shops[SCENE_SHOPS];
    int64_t snowsuits;
    int things;
};

static inline struct scene scene_begin(void)
{
    static const char *const numbers[SCENE_SHOPS] = {"100001381", "100000016", "100000024",
                                                     "100000032"};
    struct scene scene = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    clock_set_ms(MONDAY_MS);
    test_ctx_begin(&scene.ctx, scene.db);
    struct ctx *ctx = &scene.ctx;
    assert_int_equal(centre_add(ctx, &centre), OK);
    assert_int_equal(goods_load_codes(ctx), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &scene.station), OK);
    for (size_t i = 0; i < SCENE_SHOPS; i++) {
        const struct tenant shop =
            test_house_shop(str_format(ctx->mem, "butikk-%zu", i),
                            str_format(ctx->mem, "Butikk %zu", i), str_of(numbers[i]));
        assert_int_equal(tenants_add(ctx, &shop, &scene.shops[i]), OK);
        assert_int_equal(catalogue_declare(ctx, scene.shops[i]), OK);
    }
    scene.snowsuits = goods_codes_category_by_key(STR("snowsuits"))->id;
    return scene;
}

static inline void scene_end(struct scene *scene)
{
    test_ctx_end(&scene->ctx);
    centre_close(scene->db);
    db_close(scene->db);
    clock_release();
}

static inline void scene_at(struct scene *scene, int64_t now_ms)
{
    clock_set_ms(now_ms);
    scene->ctx.now_ms = now_ms;
    scene->ctx.err = (struct ctx_error){0};
}

/* Snowsuits of size 104 that shop number `shop` has in hand. */
static inline struct thing scene_in_hand(struct scene *scene, int shop, int64_t count)
{
    struct ctx *ctx = &scene->ctx;
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of_i64(ctx->mem, ++scene->things),
                            .holder_id = scene->station,
                            .source_id = scene->station,
                            .category_id = scene->snowsuits,
                            .kind_key = STR("child_snowsuit"),
                            .count = count,
                            .g = 900 * count,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR("h104"),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(ctx, &lot, &thing, &is_new), OK);
    assert_int_equal(goods_allot(ctx, thing.id, scene->shops[shop]), OK);
    assert_int_equal(goods_pick_up(ctx, thing.code, scene->shops[shop], &thing, &is_new), OK);
    return thing;
}

static inline struct publication scene_publication(const struct thing *thing, int64_t kr)
{
    return (struct publication){.thing_id = thing->id,
                                .title = STR(""),
                                .wear = STR(""),
                                .category_id = thing->category_id,
                                .kind_key = thing->kind_key,
                                .grade = GRADE_NICE,
                                .size_key = thing->size_key,
                                .colour_id = NO_I64,
                                .price_ore = kr * 100,
                                .place = STR("")};
}

static inline struct listing scene_listed(struct scene *scene, int shop, int64_t count, int64_t kr)
{
    const struct thing thing = scene_in_hand(scene, shop, count);
    const struct publication publication = scene_publication(&thing, kr);
    struct listing listing;
    assert_int_equal(catalogue_publish(&scene->ctx, scene->shops[shop], &publication, &listing),
                     OK);
    return listing;
}

#endif
