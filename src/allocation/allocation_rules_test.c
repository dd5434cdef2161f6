/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules by date, and what a lot counts by them. */
#include "allocation/allocation_scene.h"

int allocation_allocation_rules_test(void);

static void test_the_first_rules_can_be_used_as_they_are(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct allocation_rules kept;
    struct allocation_rules_list list;
    assert_int_equal(allocation_rules_on(&scene.ctx, centre_today(&scene.ctx), &kept), NOT_FOUND);
    const struct allocation_rules first = allocation_rules_first(&scene.ctx);
    const int64_t id = scene_rules(&scene);
    assert_int_equal(allocation_rules_get(&scene.ctx, id, &kept), OK);
    assert_int_equal(kept.points.count, 12);
    assert_int_equal(kept.points.count, first.points.count);
    assert_int_equal(kept.classes.count, first.classes.count);
    assert_int_equal(kept.decay_num, 917);
    assert_int_equal(kept.floor_mp, first.floor_mp);
    assert_true(kept.show_names);
    assert_true(kept.made_by == NO_I64);
    assert_int_equal(kept.made_ms, SCENE_MS);
    assert_str(kept.chain, "drand quicknet");
    assert_int_equal(allocation_rules_list(&scene.ctx, &list), OK);
    assert_int_equal(list.count, 1);
    /* Half is left after eight rounds. */
    int64_t mp = 1000000;
    for (int i = 0; i < 8; i++) {
        assert_true(allocation_floor_scale(mp, kept.decay_num, kept.decay_den, &mp));
    }
    assert_in_range(mp, 499000, 501000);
    scene_end(&scene);
}

static void test_the_newest_rules_of_the_day_are_in_force(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const int64_t today = centre_today(ctx);
    struct allocation_rules rules = allocation_rules_first(ctx);
    struct allocation_rules found;
    int64_t first = 0;
    int64_t later = 0;
    int64_t again = 0;
    assert_int_equal(allocation_rules_add(ctx, &rules, &first), OK);
    rules.from_day = today + 7;
    assert_int_equal(allocation_rules_add(ctx, &rules, &later), OK);
    rules.from_day = today;
    assert_int_equal(allocation_rules_add(ctx, &rules, &again), OK);
    assert_int_equal(allocation_rules_on(ctx, today - 1, &found), NOT_FOUND);
    assert_int_equal(allocation_rules_on(ctx, today, &found), OK);
    assert_int_equal(found.id, again);
    assert_int_equal(allocation_rules_on(ctx, today + 6, &found), OK);
    assert_int_equal(found.id, again);
    assert_int_equal(allocation_rules_on(ctx, today + 7, &found), OK);
    assert_int_equal(found.id, later);
    assert_int_equal(allocation_rules_get(ctx, first, &found), OK);
    assert_int_equal(allocation_rules_get(ctx, 1, &found), NOT_FOUND);
    scene_end(&scene);
}

static void assert_refused(struct scene *scene, const struct allocation_rules *rules,
                           const char *field)
{
    int64_t id = 0;
    assert_int_equal(allocation_rules_add(&scene->ctx, rules, &id), INVALID);
    assert_non_null(scene->ctx.err.field);
    assert_string_equal(scene->ctx.err.field, field);
    assert_non_null(scene->ctx.err.message);
    scene->ctx.err = (struct ctx_error){0};
}

static void test_figures_that_the_files_cannot_carry_are_refused(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct allocation_rules good = allocation_rules_first(&scene.ctx);
#define REFUSED(field_name, ...)                                                                   \
    do {                                                                                           \
        struct allocation_rules bad = good;                                                        \
        __VA_ARGS__;                                                                               \
        assert_refused(&scene, &bad, field_name);                                                  \
    } while (0)
    REFUSED("from_day", bad.from_day--);
    REFUSED("note", bad.note = STR("  short  "));
    REFUSED("startup_share", bad.startup_share_ppm = 1000001);
    REFUSED("decay", bad.decay_num = bad.decay_den + 1);
    REFUSED("decay", bad.decay_den = 0);
    REFUSED("floor", bad.floor_mp = -1);
    REFUSED("newcomer_credit", bad.newcomer_credit_mp = ALLOCATION_POINTS_MAX_MP + 1);
    REFUSED("penalty", bad.penalty_mp = -1);
    REFUSED("second_call", bad.second_call_ppm = -1);
    REFUSED("swap_hours", bad.swap_hours = 0);
    REFUSED("chain", bad.chain = STR("a, b"));
    REFUSED("chain", bad.chain = STR(""));
    REFUSED("chain_period", bad.chain_period_ms = 0);
    REFUSED("chain_url", bad.chain_url = STR("http://example.org/{round}"));
    REFUSED("chain_url", bad.chain_url = STR("https://example.org/"));
    REFUSED("fallback", bad.fallback = STR(""));
    REFUSED("points", bad.points.count--);
    REFUSED("points", vec_push(scene.ctx.mem, &bad.points, bad.points.ptr[0]));
    REFUSED("points",
            vec_push(scene.ctx.mem, &bad.points, (struct tariff_points){99, 0, STATE_WHOLE, 1}));
    REFUSED("classes",
            vec_push(scene.ctx.mem, &bad.classes, (struct tariff_class){0, STR("b"), STR("")}));
    REFUSED("classes", vec_push(scene.ctx.mem, &bad.classes,
                                (struct tariff_class){scene.category, STR("a\"b"), STR("")}));
    REFUSED("classes", vec_push(scene.ctx.mem, &bad.classes,
                                (struct tariff_class){scene.category, STR(" b"), STR("")}));
    REFUSED("classes", vec_push(scene.ctx.mem, &bad.classes,
                                (struct tariff_class){scene.category, STR(""), STR("")}));
#undef REFUSED
    scene_end(&scene);
}

static void test_a_lot_counts_by_the_nearest_row_above_it(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct allocation_rules rules = allocation_rules_first(ctx);
    const int64_t clothes = goods_codes_category_by_key(STR("clothes"))->id;
    const int64_t phones = goods_codes_category_by_key(STR("phones"))->id;
    vec_push(ctx->mem, &rules.points,
             (struct tariff_points){clothes, GOODS_SIZE_M, STATE_WHOLE, -500});
    const struct thing suit = {
        .category_id = scene.category, .kind_key = STR(""), .station_state = STATE_WHOLE};
    struct thing other = suit;
    struct str class;
    struct str requires;
    int64_t mp = 0;
    allocation_rules_apply(&rules, &suit, &mp, &class, &requires);
    assert_int_equal(mp, -500);
    assert_str(requires, "");
    other.station_state = STATE_REPAIR;
    allocation_rules_apply(&rules, &other, &mp, &class, &requires);
    assert_int_equal(mp, 1000);
    other.station_state = 9;
    allocation_rules_apply(&rules, &other, &mp, &class, &requires);
    assert_int_equal(mp, 1500);
    other = suit;
    other.category_id = phones;
    allocation_rules_apply(&rules, &other, &mp, &class, &requires);
    assert_int_equal(mp, 2000);
    assert_true(requires.len > 0);
    assert_false(str_equal(class, rules.classes.ptr[0].quota_class));
    scene_end(&scene);
}

static void test_the_round_of_the_source_is_the_first_not_before(void **state)
{
    (void)state;
    const struct allocation_rules rules = {.chain_genesis_ms = 1000, .chain_period_ms = 3000};
    assert_int_equal(allocation_beacon_round(&rules, 0), 1);
    assert_int_equal(allocation_beacon_round(&rules, 1000), 1);
    assert_int_equal(allocation_beacon_round(&rules, 1001), 2);
    assert_int_equal(allocation_beacon_round(&rules, 4000), 2);
    assert_int_equal(allocation_beacon_round(&rules, 4001), 3);
}

int allocation_allocation_rules_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_rules_can_be_used_as_they_are),
        cmocka_unit_test(test_the_newest_rules_of_the_day_are_in_force),
        cmocka_unit_test(test_figures_that_the_files_cannot_carry_are_refused),
        cmocka_unit_test(test_a_lot_counts_by_the_nearest_row_above_it),
        cmocka_unit_test(test_the_round_of_the_source_is_the_first_not_before),
    };
    return TEST_DB_RUN("allocation rules", tests);
}
