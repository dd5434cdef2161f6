/* SPDX-License-Identifier: EUPL-1.2 */
/* What a booth still holds is the most that its shop can get in a draw. */
#include "allocation/allocation_input.h"
#include "allocation/allocation_scene.h"
#include "goods/goods_booth.h"

int allocation_booth_cap_test(void);

static int64_t cap_of(struct scene *scene, int64_t round_id, int64_t lead_id)
{
    struct draw_input input;
    scene->ctx.err = (struct ctx_error){0};
    assert_int_equal(allocation_input_now(&scene->ctx, round_id, &input), OK);
    for (size_t i = 0; i < input.entrants.count; i++) {
        if (input.entrants.ptr[i].lead_id == lead_id) {
            return input.entrants.ptr[i].cap_lots;
        }
    }
    fail_msg("the shop is no entrant");
    return 0;
}

static void limit(struct scene *scene, int shop, int64_t lots)
{
    const struct booth booth = {.tenant_id = scene->shops[shop],
                                .from_day = centre_today(&scene->ctx),
                                .lots_max = lots,
                                .litres_max = NO_I64,
                                .fee_ore = 0};
    assert_int_equal(goods_booth_set(&scene->ctx, &booth), OK);
}

static int64_t open_round(struct scene *scene)
{
    (void)scene_rules(scene);
    for (int i = 0; i < 4; i++) {
        (void)scene_lot(scene, scene->category, "");
    }
    const int64_t round_id = scene_draft(scene);
    assert_int_equal(allocation_round_open(&scene->ctx, round_id), OK);
    return round_id;
}

static void test_free_places_in_the_booth_cap_the_draw(void **state)
{
    struct scene scene = scene_begin();
    (void)state;
    const struct thing given = scene_lot(&scene, scene.category, "");
    assert_int_equal(goods_allot(&scene.ctx, given.id, scene.shops[0]), OK);
    const int64_t round_id = open_round(&scene);
    assert_true(cap_of(&scene, round_id, scene.shops[0]) == NO_I64);
    limit(&scene, 0, 3);
    assert_int_equal(cap_of(&scene, round_id, scene.shops[0]), 2);
    limit(&scene, 0, 1);
    assert_int_equal(cap_of(&scene, round_id, scene.shops[0]), 0);
    assert_true(cap_of(&scene, round_id, scene.shops[1]) == NO_I64);
    scene_end(&scene);
}

static void test_the_least_of_booth_and_told_room_counts(void **state)
{
    struct scene scene = scene_begin();
    (void)state;
    const int64_t round_id = open_round(&scene);
    limit(&scene, 0, 3);
    assert_int_equal(allocation_room_set(&scene.ctx, round_id, scene.shops[0], 1), OK);
    assert_int_equal(cap_of(&scene, round_id, scene.shops[0]), 1);
    assert_int_equal(allocation_room_set(&scene.ctx, round_id, scene.shops[0], 9), OK);
    assert_int_equal(cap_of(&scene, round_id, scene.shops[0]), 3);
    scene_end(&scene);
}

static void test_shops_of_one_owner_have_the_places_of_both(void **state)
{
    struct scene scene = scene_begin();
    (void)state;
    const int64_t round_id = open_round(&scene);
    limit(&scene, 2, 2);
    /* The other has no limit: then neither has the owner. */
    assert_true(cap_of(&scene, round_id, scene.shops[2]) == NO_I64);
    limit(&scene, 3, 5);
    assert_int_equal(cap_of(&scene, round_id, scene.shops[2]), 7);
    scene_end(&scene);
}

int allocation_booth_cap_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_free_places_in_the_booth_cap_the_draw),
        cmocka_unit_test(test_the_least_of_booth_and_told_room_counts),
        cmocka_unit_test(test_shops_of_one_owner_have_the_places_of_both),
    };
    return TEST_DB_RUN("booth cap", tests);
}
