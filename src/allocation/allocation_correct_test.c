/* SPDX-License-Identifier: EUPL-1.2 */
/* Corrections, draws for trying out, what the clock does, and the largest round. */
#include "allocation/allocation_after.h"
#include "allocation/allocation_draw_scene.h"

int allocation_allocation_correct_test(void);

/* ---- corrections
 * --------------------------------------------------------------------------------------- */

static void test_a_correction_draws_anew_and_keeps_both_runs(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct draw_runs runs;
    struct awards awards;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &a, 1);
    wish(&scene, round, 1, &a, 1);
    wish(&scene, round, 1, &b, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const struct draw_run before = run_of(&scene, round);
    assert_int_equal(shop_of(&scene, a.id), scene.shops[0]);
    assert_int_equal(shop_of(&scene, b.id), scene.shops[1]);
    int64_t ids[] = {b.id};
    struct correction correction = {.reason = STR("The lot was broken.")};
    assert_int_equal(allocation_correct(ctx, round, &correction), INVALID);
    correction.withdrawn = (struct i64_list){ids, 1, 1};
    correction.reason = STR("broken");
    assert_int_equal(allocation_correct(ctx, round, &correction), INVALID);
    correction.reason = STR("The lot was broken.");
    scene_at(&scene, ctx->now_ms + MS_PER_HOUR);
    assert_int_equal(allocation_correct(ctx, round, &correction), OK);
    assert_int_equal(allocation_runs(ctx, round, &runs), OK);
    assert_int_equal(runs.count, 2);
    assert_int_equal(runs.ptr[0].state, RUN_REPLACED);
    assert_int_equal(runs.ptr[1].state, RUN_PUBLISHED);
    assert_str(runs.ptr[1].reason, "The lot was broken.");
    assert_true(str_equal(runs.ptr[0].randomness, runs.ptr[1].randomness));
    assert_false(str_equal(runs.ptr[0].commitment, runs.ptr[1].commitment));
    assert_int_equal(scene_round(&scene, round).run_id, runs.ptr[1].id);
    assert_true(shop_of(&scene, b.id) == NO_I64);
    assert_int_equal(allocation_awards(ctx, before.id, false, &awards), OK);
    assert_int_equal(awards.count, 2);
    assert_int_equal(allocation_awards(ctx, runs.ptr[1].id, false, &awards), OK);
    assert_int_equal(awards.count, 1);
    const int64_t winner = awards.ptr[0].lead_id;
    assert_int_equal(scene_balance(&scene, winner), 1834);
    assert_int_equal(scene_balance(&scene, scene.shops[0]) + scene_balance(&scene, scene.shops[1]),
                     1834);
    assert_ledgers(&scene);
    /* And once more, without the winner. */
    int64_t barred[] = {winner};
    const struct correction again = {.barred = {barred, 1, 1},
                                     .reason = STR("The shop had no approval.")};
    assert_int_equal(allocation_correct(ctx, round, &again), OK);
    assert_true(shop_of(&scene, a.id) != winner && shop_of(&scene, a.id) != NO_I64);
    assert_int_equal(scene_balance(&scene, winner), 0);
    assert_int_equal(mails_about(&scene, "rettet"), 2 * SCENE_SHOPS);
    assert_ledgers(&scene);
    barred[0] = 5;
    assert_int_equal(allocation_correct(ctx, round, &again), NOT_FOUND);
    assert_int_equal(allocation_runs(ctx, round, &runs), OK);
    assert_int_equal(runs.count, 3);
    scene_end(&scene);
}

static void test_what_is_collected_is_not_drawn_anew(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct pick_up pick_up;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &a, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    assert_int_equal(allocation_give(ctx, a.code, scene.station, &pick_up), OK);
    assert_int_equal(allocation_receive(ctx, a.code, scene.shops[0], &pick_up), OK);
    const int64_t balance = scene_balance(&scene, scene.shops[0]);
    int64_t ids[] = {b.id};
    const struct correction correction = {.withdrawn = {ids, 1, 1},
                                          .reason = STR("The lot was broken.")};
    assert_int_equal(allocation_correct(ctx, round, &correction), CONFLICT);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), balance);
    struct draw_runs runs;
    assert_int_equal(allocation_runs(ctx, round, &runs), OK);
    assert_int_equal(runs.count, 1);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_a_lot_that_is_not_free_any_more_is_named(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const struct thing c = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &a, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    /* What nobody got has been given by hand since. */
    assert_int_equal(goods_allot(ctx, c.id, scene.shops[1]), OK);
    int64_t ids[] = {b.id, c.id};
    struct correction correction = {.withdrawn = {ids, 1, 1}, .reason = STR("The lot was broken.")};
    assert_int_equal(allocation_correct(ctx, round, &correction), CONFLICT);
    assert_true(str_equal(ctx->err.detail, c.code));
    correction.withdrawn.count = 2;
    assert_int_equal(allocation_correct(ctx, round, &correction), OK);
    assert_int_equal(shop_of(&scene, c.id), scene.shops[1]);
    assert_ledgers(&scene);
    scene_end(&scene);
}

/* ---- trying, problems, outlook
 * ----------------------------------------------------------------------------- */

static void test_a_try_tells_sums_and_keeps_nothing(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct draw_sums sums;
    struct draw_runs runs;
    struct eligibility_problems problems;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing phone =
        scene_lot(&scene, goods_codes_category_by_key(STR("phones"))->id, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &a, 1);
    wish(&scene, round, 1, &a, 1);
    wish(&scene, round, 0, &phone, 1);
    wish(&scene, round, 1, &phone, 1);
    assert_int_equal(allocation_try(ctx, round, STR("a try"), &sums), OK);
    assert_int_equal(sums.lots, 2);
    assert_int_equal(sums.given, 1);
    assert_int_equal(sums.wishes, 4);
    assert_int_equal(sums.unwished, 1);
    assert_int_equal(allocation_runs(ctx, round, &runs), OK);
    assert_int_equal(runs.count, 0);
    assert_int_equal(scene_round(&scene, round).state, ROUND_OPEN);
    assert_int_equal(allocation_problems(ctx, round, &problems), OK);
    assert_int_equal(problems.count, 1);
    assert_int_equal(problems.ptr[0].wishes, 2);
    assert_int_equal(problems.ptr[0].shops, 2);
    assert_int_equal(problems.ptr[0].lots, 1);
    const int64_t draft = scene_draft(&scene);
    assert_int_equal(allocation_try(ctx, draft, STR("a try"), &sums), CONFLICT);
    closed(&scene, round);
    assert_int_equal(allocation_problems(ctx, round, &problems), OK);
    assert_int_equal(problems.count, 1);
    scene_end(&scene);
}

static void test_the_outlook_tells_the_place_and_what_nobody_took(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct outlook outlook;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &a, 1);
    closed(&scene, round);
    drawn(&scene, round);
    const int64_t run_id = run_of(&scene, round).id;
    assert_int_equal(allocation_outlook(ctx, run_id, scene.shops[0], &outlook), NOT_FOUND);
    published(&scene, round);
    assert_int_equal(allocation_outlook(ctx, run_id, scene.shops[0], &outlook), OK);
    assert_int_equal(outlook.participants, 3);
    assert_int_equal(outlook.place, 3);
    assert_int_equal(outlook.unclaimed, 1);
    assert_int_equal(outlook.lots.ptr[0].id, b.id);
    assert_int_equal(allocation_outlook(ctx, run_id, scene.shops[1], &outlook), OK);
    assert_int_equal(outlook.place, 1);
    assert_int_equal(outlook.unclaimed, 0);
    scene_end(&scene);
}

/* ---- the clock
 * -----------------------------------------------------------------------------------------------
 */

static void test_the_clock_opens_reminds_closes_and_draws(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct new_round times = scene_times(&scene);
    int64_t round = 0;
    int64_t added = 0;
    (void)scene_rules(&scene);
    (void)scene_lot(&scene, scene.category, "");
    times.opens_ms = ctx->now_ms + MS_PER_HOUR;
    times.closes_ms = ctx->now_ms + 3 * MS_PER_DAY;
    times.draw_ms = times.closes_ms + MS_PER_HOUR;
    assert_int_equal(allocation_round_add(ctx, &times, &round), OK);
    assert_int_equal(allocation_round_add_all(ctx, round, &added), OK);
    scene_at(&scene, times.opens_ms);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_DRAFT);
    assert_int_equal(allocation_round_plan(ctx, round, 1, true), OK);
    scene_at(&scene, times.opens_ms - 1);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_DRAFT);
    scene_at(&scene, times.opens_ms);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_OPEN);
    assert_int_equal(mails_about(&scene, "åpen"), SCENE_SHOPS);
    scene_at(&scene, times.closes_ms - MS_PER_DAY - 1);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(mails_about(&scene, "stenger"), 0);
    scene_at(&scene, times.closes_ms - MS_PER_DAY);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(mails_about(&scene, "stenger"), SCENE_SHOPS);
    scene_at(&scene, times.closes_ms - 1);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_OPEN);
    scene_at(&scene, times.closes_ms + 12345);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_CLOSED);
    scene_at(&scene, times.draw_ms);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_CLOSED);
    scene_end(&scene);
}

static void test_what_is_given_by_hand_counts(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct points_entries entries;
    const struct thing early = scene_lot(&scene, scene.category, "");
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const struct thing back = scene_lot(&scene, scene.category, "");
    assert_int_equal(goods_allot(ctx, early.id, scene.shops[0]), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_true(scene_balance(&scene, scene.shops[0]) == NO_I64);
    struct allocation_rules rules = allocation_rules_first(ctx);
    int64_t id = 0;
    rules.from_day = centre_today(ctx) + 1;
    rules.newcomer_credit_mp = 500;
    assert_int_equal(allocation_rules_add(ctx, &rules, &id), OK);
    scene_at(&scene, SCENE_MS + MS_PER_DAY);
    assert_int_equal(goods_allot(ctx, lot.id, scene.shops[3]), OK);
    assert_int_equal(goods_allot(ctx, back.id, scene.shops[1]), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    /* Everybody begins alike, with the first lot that counts; a shop's lot counts for its owner. */
    assert_int_equal(scene_balance(&scene, scene.shops[0]), -500);
    assert_int_equal(scene_balance(&scene, scene.shops[2]), 1500);
    assert_true(scene_balance(&scene, scene.shops[3]) == NO_I64);
    assert_int_equal(scene_balance(&scene, scene.shops[1]), 1500);
    scene_at(&scene, SCENE_MS + MS_PER_DAY + MS_PER_HOUR);
    assert_int_equal(goods_unallot(ctx, back.id, scene.shops[1]), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_balance(&scene, scene.shops[1]), -500);
    assert_int_equal(allocation_points(ctx, scene.shops[1], NO_I64, 10, &entries), OK);
    assert_int_equal(entries.count, 3);
    assert_int_equal(entries.ptr[0].kind, POINTS_BY_HAND);
    /* What a round gives is not given by hand. */
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &back, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const int64_t balance = scene_balance(&scene, scene.shops[0]);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), balance);
    assert_ledgers(&scene);
    scene_end(&scene);
}

/* ---- as large as it gets
 * --------------------------------------------------------------------------------------- */

static void test_the_largest_round_goes_through(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct draw_sums sums;
    if (test_db_engine() != DB_SQLITE) {
        scene_end(&scene);
        return; /* 5 000 lots one by one over a connection take most of a minute */
    }
    (void)scene_rules(&scene);
    const struct arena_mark mark = arena_mark(ctx->mem);
    for (int i = 0; i < ALLOCATION_LOTS_MAX; i++) {
        (void)scene_lot(&scene, scene.category, "");
        arena_reset(ctx->mem, mark);
    }
    const int64_t round = opened(&scene);
    for (int shop = 0; shop < 2; shop++) {
        const struct standing_wish all = {
            .category_id = scene.category, .kind_key = STR(""), .size_key = STR(""), .stars = 1};
        int64_t id = 0;
        assert_int_equal(allocation_standing_add(ctx, scene.shops[shop], &all, &id), OK);
    }
    closed(&scene, round);
    drawn(&scene, round);
    assert_int_equal(allocation_sums(ctx, run_of(&scene, round).id, &sums), OK);
    assert_int_equal(sums.lots, ALLOCATION_LOTS_MAX);
    assert_int_equal(sums.given, ALLOCATION_LOTS_MAX);
    assert_int_equal(sums.wishes, 2 * ALLOCATION_LOTS_MAX);
    published(&scene, round);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), INT64_C(5000000) * 917 / 1000);
    assert_ledgers(&scene);
    scene_end(&scene);
}

int allocation_allocation_correct_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_correction_draws_anew_and_keeps_both_runs),
        cmocka_unit_test(test_what_is_collected_is_not_drawn_anew),
        cmocka_unit_test(test_a_lot_that_is_not_free_any_more_is_named),
        cmocka_unit_test(test_a_try_tells_sums_and_keeps_nothing),
        cmocka_unit_test(test_the_outlook_tells_the_place_and_what_nobody_took),
        cmocka_unit_test(test_the_clock_opens_reminds_closes_and_draws),
        cmocka_unit_test(test_what_is_given_by_hand_counts),
        cmocka_unit_test(test_the_largest_round_goes_through),
    };
    return TEST_DB_RUN("allocation correct", tests);
}
