/* SPDX-License-Identifier: EUPL-1.2 */
/* From a real draw to its end: pick-ups in their windows, and what nobody wished for called out
 * twice. */
#include "allocation/allocation_after.h"
#include "allocation/allocation_draw_scene.h"
#include "base/day.h"

int allocation_after_draw_test(void);

static void test_a_publication_makes_pick_ups_and_a_correction_takes_them_back(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct pick_ups list;
    struct pick_up pick_up;
    int64_t window_id = 0;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    const struct pick_up_window window = {
        .round_id = round,
        .station_id = a.holder_id,
        .starts_ms = scene_round(&scene, round).draw_ms + MS_PER_DAY,
        .ends_ms = scene_round(&scene, round).draw_ms + MS_PER_DAY + 2 * MS_PER_HOUR,
        .capacity_lots = 9};
    assert_int_equal(allocation_window_add(ctx, &window, &window_id), OK);
    wish(&scene, round, 0, &a, 1);
    wish(&scene, round, 0, &b, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    assert_int_equal(allocation_pick_ups_of(ctx, scene.shops[0], PICK_UP_WAITING, 9, &list), OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.ptr[0].window_id, window_id);
    int64_t withdrawn[] = {b.id};
    const struct correction correction = {.withdrawn = {withdrawn, 1, 1},
                                          .reason = STR("Partiet var ødelagt av vann")};
    assert_int_equal(allocation_correct(ctx, round, &correction), OK);
    assert_int_equal(allocation_pick_ups_of(ctx, scene.shops[0], PICK_UP_WAITING, 9, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.ptr[0].thing.id, a.id);
    assert_int_equal(allocation_give(ctx, a.code, a.holder_id, &pick_up), OK);
    assert_int_equal(allocation_receive(ctx, a.code, scene.shops[0], &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_COLLECTED);
    const struct correction again = {.withdrawn = {(int64_t[]){a.id}, 1, 1},
                                     .reason = STR("Partiet var ødelagt av vann")};
    assert_int_equal(allocation_correct(ctx, round, &again), CONFLICT);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_what_nobody_wishes_for_is_called_out_again_and_then_recycled(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct leftovers lots;
    int64_t second = 0;
    int64_t settled = 0;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t first = opened(&scene);
    closed(&scene, first);
    drawn(&scene, first);
    published(&scene, first);
    assert_int_equal(allocation_leftovers(ctx, 9, &lots), OK);
    assert_int_equal(lots.count, 1);
    int64_t ids[] = {lot.id};
    const struct i64_list things = {ids, 1, 1};
    const struct new_round wanted = {.label = STR("Rester"),
                                     .opens_ms = ctx->now_ms,
                                     .closes_ms = ctx->now_ms + MS_PER_DAY,
                                     .draw_ms = ctx->now_ms + MS_PER_DAY + MS_PER_HOUR};
    assert_int_equal(allocation_second_call(ctx, &things, &wanted, &second), OK);
    assert_int_equal(allocation_settle(ctx, &settled), OK);
    assert_int_equal(settled, 1);
    assert_int_equal(allocation_round_open(ctx, second), OK);
    closed(&scene, second);
    drawn(&scene, second);
    published(&scene, second);
    assert_int_equal(allocation_leftovers(ctx, 9, &lots), OK);
    assert_int_equal(lots.count, 1);
    assert_true(lots.ptr[0].second);
    assert_int_equal(
        allocation_recycle(ctx, lot.id, DISCARD_NO_DEMAND, STR("Ingen ønsket det to ganger")), OK);
    assert_int_equal(allocation_settle(ctx, &settled), OK);
    assert_int_equal(settled, 1);
    assert_int_equal(scene_round(&scene, second).state, ROUND_SETTLED);
    assert_ledgers(&scene);
    scene_end(&scene);
}

int allocation_after_draw_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_publication_makes_pick_ups_and_a_correction_takes_them_back),
        cmocka_unit_test(test_what_nobody_wishes_for_is_called_out_again_and_then_recycled),
    };
    return TEST_DB_RUN("allocation_after_draw", tests);
}
