/* SPDX-License-Identifier: EUPL-1.2 */
/* A centre with a station, shops and lots, for tests of the room. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_SCENE_H
#define OMBRUK_ALLOCATION_ALLOCATION_SCENE_H

#include <stdio.h>

#include "allocation/allocation_group.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "test_db.h"
#include "test_house.h"

/* Monday 23 November 2026, 11:00 in Oslo. */
#define SCENE_MS    INT64_C(1795428000000)
#define SCENE_SHOPS 4

struct scene {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shops[SCENE_SHOPS]; /* the third and the fourth have one owner */
    int64_t category;
    int lots;
};

static inline void scene_at(struct scene *scene, int64_t now_ms)
{
    clock_set_ms(now_ms);
    scene->ctx.now_ms = now_ms;
    scene->ctx.err = (struct ctx_error){0};
}

static inline int64_t scene_shop(struct scene *scene, const char *slug, const char *number)
{
    const struct tenant shop = {.slug = str_of(slug),
                                .name = str_of(slug),
                                .organisation_number = str_of(number),
                                .about_nb = STR(""),
                                .about_nn = STR(""),
                                .about_en = STR(""),
                                .place = STR(""),
                                .unit = STR(""),
                                .icon = STR("tag"),
                                .email = str_format(scene->ctx.mem, "%s@shop.example", slug),
                                .phone = STR("")};
    int64_t id = 0;
    assert_int_equal(tenants_add(&scene->ctx, &shop, &id), OK);
    return id;
}

static inline struct scene scene_begin(void)
{
    struct scene scene = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    clock_set_ms(SCENE_MS);
    test_ctx_begin(&scene.ctx, scene.db);
    assert_int_equal(centre_add(&scene.ctx, &centre), OK);
    assert_int_equal(goods_load_codes(&scene.ctx), OK);
    assert_int_equal(
        goods_holder_add(&scene.ctx, 0, HOLDER_STATION, STR("Skogheim"), &scene.station), OK);
    scene.shops[0] = scene_shop(&scene, "hjulet", "100001381");
    scene.shops[1] = scene_shop(&scene, "garn", "100000016");
    scene.shops[2] = scene_shop(&scene, "stor", "100000024");
    scene.shops[3] = scene_shop(&scene, "liten", "100000024");
    scene.category = goods_codes_category_by_key(STR("snowsuits"))->id;
    return scene;
}

static inline void scene_end(struct scene *scene)
{
    test_ctx_end(&scene->ctx);
    centre_close(scene->db);
    db_close(scene->db);
    clock_release();
}

static inline struct thing scene_lot(struct scene *scene, int64_t category_id, const char *kind)
{
    char key[32];
    (void)snprintf(key, sizeof(key), "lot-%d", scene->lots++);
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of(key),
                            .holder_id = scene->station,
                            .source_id = scene->station,
                            .category_id = category_id,
                            .kind_key = str_of(kind),
                            .count = 1,
                            .g = 1000,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&scene->ctx, &lot, &thing, &is_new), OK);
    return thing;
}

static inline int64_t scene_rules(struct scene *scene)
{
    const struct allocation_rules rules = allocation_rules_first(&scene->ctx);
    int64_t id = 0;
    assert_int_equal(allocation_rules_add(&scene->ctx, &rules, &id), OK);
    return id;
}

/* Opens now, closes in a day, is drawn an hour later. */
static inline struct new_round scene_times(const struct scene *scene)
{
    return (struct new_round){.label = STR("Uke 48"),
                              .parent_id = NO_I64,
                              .opens_ms = scene->ctx.now_ms,
                              .closes_ms = scene->ctx.now_ms + MS_PER_DAY,
                              .draw_ms = scene->ctx.now_ms + MS_PER_DAY + MS_PER_HOUR,
                              .points_ppm = 1000000};
}

/* A draft with all free lots. */
static inline int64_t scene_draft(struct scene *scene)
{
    const struct new_round times = scene_times(scene);
    int64_t id = 0;
    int64_t added = 0;
    assert_int_equal(allocation_round_add(&scene->ctx, &times, &id), OK);
    assert_int_equal(allocation_round_add_all(&scene->ctx, id, &added), OK);
    return id;
}

static inline struct round scene_round(struct scene *scene, int64_t id)
{
    struct round round;
    assert_int_equal(allocation_round(&scene->ctx, id, &round), OK);
    return round;
}

static inline struct participant scene_participant(struct scene *scene, int shop)
{
    struct participant participant;
    assert_int_equal(allocation_participant(&scene->ctx, scene->shops[shop], &participant), OK);
    return participant;
}

static inline int64_t scene_balance(struct scene *scene, int64_t lead_id)
{
    int64_t mp = 0;
    assert_int_equal(allocation_balance(&scene->ctx, lead_id, &mp), OK);
    return mp;
}

struct scene_points {
    int64_t lead_id;
    struct points_entry entry;
};

static inline enum status scene_add_points(struct ctx *ctx, void *arg)
{
    const struct scene_points *points = arg;
    return allocation_points_add(ctx, points->lead_id, &points->entry);
}

/* Points from anywhere, to begin a test with. */
static inline void scene_give(struct scene *scene, int64_t lead_id, int64_t mp)
{
    struct scene_points points = {lead_id,
                                  {.kind = POINTS_BY_HAND,
                                   .mp = mp,
                                   .round_id = NO_I64,
                                   .run_id = NO_I64,
                                   .thing_id = NO_I64,
                                   .note = STR("")}};
    assert_int_equal(db_write(&scene->ctx, scene_add_points, &points), OK);
}

#endif
