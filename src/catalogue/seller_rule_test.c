/* SPDX-License-Identifier: EUPL-1.2 */
/* Prices that fall by a shop's rule, on both engines. */
#include "catalogue/catalogue_seller_rule.h"
#include "catalogue/seller_scene.h"

int catalogue_seller_rule_test(void);

static void set_rule(struct scene *scene, int64_t floor_kr)
{
    const struct price_rule rule = {
        .tenant_id = scene->shops[0], .steps = {{14, 20}, {28, 50}}, .floor_ore = floor_kr * 100};
    assert_int_equal(catalogue_seller_set_rule(&scene->ctx, &rule), OK);
}

static int64_t lower(struct scene *scene)
{
    int64_t fallen = -1;
    assert_int_equal(catalogue_seller_lower(&scene->ctx, &fallen), OK);
    return fallen;
}

static struct listing now(struct scene *scene, const struct listing *listing)
{
    struct listing after;
    assert_int_equal(catalogue_listing(&scene->ctx, listing->id, &after), OK);
    return after;
}

static void test_a_price_falls_twice_and_never_below_the_floor(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing dear = scene_listed(&scene, 0, 1, 199);
    const struct listing cheap = scene_listed(&scene, 0, 1, 45);
    const struct listing floored = scene_listed(&scene, 0, 1, 30);
    const struct listing others = scene_listed(&scene, 1, 1, 199);
    set_rule(&scene, 40);
    assert_int_equal(lower(&scene), 0);
    scene_at(&scene, MONDAY_MS + 13 * DAY_MS);
    assert_int_equal(lower(&scene), 0);
    scene_at(&scene, MONDAY_MS + 14 * DAY_MS);
    assert_int_equal(lower(&scene), 2);
    assert_int_equal(now(&scene, &dear).price_ore, 15900);
    assert_int_equal(now(&scene, &dear).before_ore, 19900);
    assert_int_equal(now(&scene, &cheap).price_ore, 4000);
    assert_int_equal(now(&scene, &floored).price_ore, 3000);
    assert_int_equal(now(&scene, &others).price_ore, 19900);
    /* Again on the same day: nothing. */
    assert_int_equal(lower(&scene), 0);
    scene_at(&scene, MONDAY_MS + 40 * DAY_MS);
    assert_int_equal(lower(&scene), 1);
    assert_int_equal(now(&scene, &dear).price_ore, 9900);
    assert_int_equal(now(&scene, &dear).before_ore, 15900);
    scene_at(&scene, MONDAY_MS + 200 * DAY_MS);
    assert_int_equal(lower(&scene), 0);
    scene_end(&scene);
}

static void test_both_steps_at_once_when_nobody_looked_for_long(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing listing = scene_listed(&scene, 0, 1, 100);
    scene_at(&scene, MONDAY_MS + 30 * DAY_MS);
    set_rule(&scene, 0);
    /* A rule begins the day after it is made. */
    assert_int_equal(lower(&scene), 0);
    scene_at(&scene, MONDAY_MS + 31 * DAY_MS);
    assert_int_equal(lower(&scene), 1);
    assert_int_equal(now(&scene, &listing).price_ore, 5000);
    assert_int_equal(catalogue_seller_end_rule(&scene.ctx, scene.shops[0]), OK);
    struct price_rule rule;
    assert_int_equal(catalogue_seller_rule(&scene.ctx, scene.shops[0], &rule), NOT_FOUND);
    scene_end(&scene);
}

static void test_a_paused_listing_keeps_its_price_and_goes_on_later(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing listing = scene_listed(&scene, 0, 1, 100);
    set_rule(&scene, 0);
    assert_int_equal(catalogue_seller_pause(&scene.ctx, scene.shops[1], listing.id, true),
                     NOT_FOUND);
    assert_int_equal(catalogue_seller_pause(&scene.ctx, scene.shops[0], listing.id, true), OK);
    scene_at(&scene, MONDAY_MS + 20 * DAY_MS);
    assert_int_equal(lower(&scene), 0);
    assert_int_equal(catalogue_seller_pause(&scene.ctx, scene.shops[0], listing.id, false), OK);
    scene_at(&scene, MONDAY_MS + 21 * DAY_MS);
    assert_int_equal(lower(&scene), 1);
    assert_int_equal(now(&scene, &listing).price_ore, 8000);
    scene_end(&scene);
}

static void test_a_price_set_by_hand_is_a_new_beginning(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing listing = scene_listed(&scene, 0, 1, 100);
    set_rule(&scene, 0);
    scene_at(&scene, MONDAY_MS + 14 * DAY_MS);
    assert_int_equal(lower(&scene), 1);
    struct listing fallen = now(&scene, &listing);
    assert_int_equal(
        catalogue_set_price(&scene.ctx, scene.shops[0], fallen.id, fallen.version, 20000), OK);
    /* Seen on the next day; from there the first step is fourteen days away. */
    scene_at(&scene, MONDAY_MS + 15 * DAY_MS);
    assert_int_equal(lower(&scene), 0);
    scene_at(&scene, MONDAY_MS + 28 * DAY_MS);
    assert_int_equal(lower(&scene), 0);
    scene_at(&scene, MONDAY_MS + 29 * DAY_MS);
    assert_int_equal(lower(&scene), 1);
    fallen = now(&scene, &listing);
    assert_int_equal(fallen.price_ore, 16000);
    assert_int_equal(fallen.before_ore, 20000);
    scene_end(&scene);
}

static void test_a_rule_must_go_on_downwards(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct price_rule rule = {.tenant_id = scene.shops[0], .steps = {{14, 20}, {14, 50}}};
    assert_int_equal(catalogue_seller_set_rule(&scene.ctx, &rule), INVALID);
    assert_string_equal(scene.ctx.err.field, "second_days");
    rule.steps[1].days = 15;
    rule.steps[1].percent = 20;
    assert_int_equal(catalogue_seller_set_rule(&scene.ctx, &rule), INVALID);
    assert_string_equal(scene.ctx.err.field, "second_percent");
    rule.steps[1].days = 0;
    rule.steps[1].percent = 0;
    scene.ctx.err = (struct ctx_error){0};
    assert_int_equal(catalogue_seller_set_rule(&scene.ctx, &rule), OK);
    scene_end(&scene);
}

static void test_the_next_step_is_told(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct listing listing = scene_listed(&scene, 0, 1, 100);
    struct price_rule rule;
    struct price_fall fall;
    int64_t day = 0;
    int64_t price_ore = 0;
    set_rule(&scene, 60);
    assert_int_equal(catalogue_seller_rule(&scene.ctx, scene.shops[0], &rule), OK);
    assert_int_equal(catalogue_seller_fall_of(&scene.ctx, &listing, &fall), OK);
    assert_true(catalogue_seller_next_fall(&rule, &fall, &day, &price_ore));
    assert_int_equal(day, listing.published_day + 14);
    assert_int_equal(price_ore, 8000);
    fall.steps = 1;
    fall.price_ore = 8000;
    assert_true(catalogue_seller_next_fall(&rule, &fall, &day, &price_ore));
    assert_int_equal(day, listing.published_day + 28);
    assert_int_equal(price_ore, 6000);
    fall.steps = 2;
    assert_false(catalogue_seller_next_fall(&rule, &fall, &day, &price_ore));
    scene_end(&scene);
}

int catalogue_seller_rule_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_price_falls_twice_and_never_below_the_floor),
        cmocka_unit_test(test_both_steps_at_once_when_nobody_looked_for_long),
        cmocka_unit_test(test_a_paused_listing_keeps_its_price_and_goes_on_later),
        cmocka_unit_test(test_a_price_set_by_hand_is_a_new_beginning),
        cmocka_unit_test(test_a_rule_must_go_on_downwards),
        cmocka_unit_test(test_the_next_step_is_told),
    };
    return TEST_DB_RUN("prices that fall", tests);
}
