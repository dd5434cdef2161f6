/* SPDX-License-Identifier: EUPL-1.2 */
/* Shops that pause or have left: they get nothing, and those that pause can read why. */
#include "allocation/allocation_draw_scene.h"

int allocation_allocation_pause_test(void);

static void set_state(struct scene *scene, int shop, int64_t state)
{
    struct participant participant = scene_participant(scene, shop);
    participant.state = state;
    assert_int_equal(
        allocation_participant_set(&scene->ctx, &participant, STR("as the shop asked for")), OK);
}

static struct str file_of(struct scene *scene, int64_t round_id, const char *name)
{
    const struct draw_run run = run_of(scene, round_id);
    struct str bytes;
    assert_int_equal(allocation_file(&scene->ctx, &run, str_of(name), &bytes), OK);
    return bytes;
}

static struct refusals refused(struct scene *scene, int64_t round_id, int shop)
{
    struct refusals refusals;
    assert_int_equal(allocation_refusals_of(&scene->ctx, run_of(scene, round_id).id,
                                            scene->shops[shop], &refusals),
                     OK);
    return refusals;
}

static void test_who_pauses_or_has_left_gets_nothing(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct str bytes;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    scene_give(&scene, scene.shops[0], 10000);
    scene_give(&scene, scene.shops[1], 10000);
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &lot, 3);
    wish(&scene, round, 1, &lot, 3);
    wish(&scene, round, 2, &lot, 1);
    set_state(&scene, 0, PARTICIPANT_PAUSED);
    set_state(&scene, 1, PARTICIPANT_LEFT);
    closed(&scene, round);
    struct participant stor = scene_participant(&scene, 2);
    assert_int_equal(allocation_participant_set(ctx, &stor, STR("while it is being drawn")),
                     CONFLICT);
    drawn(&scene, round);
    published(&scene, round);
    assert_int_equal(shop_of(&scene, lot.id), scene.shops[2]);
    /* The points of who pauses count less like all others'; who has left is not there. */
    assert_int_equal(scene_balance(&scene, scene.shops[0]), 9170);
    assert_int_equal(scene_balance(&scene, scene.shops[1]), 10000);
    bytes = file_of(&scene, round, "tenants.csv");
    assert_true(str_find(bytes, STR("hjulet,1,10000,,0,0\n")) >= 0);
    assert_true(str_find(bytes, STR("garn")) < 0);
    /* Who pauses can read why; the mails go to those who take part. */
    bytes = file_of(&scene, round, "wishes.csv");
    assert_true(str_find(bytes, str_format(ctx->mem, "hjulet,%.*s,3\n", STR_ARG(lot.code))) >= 0);
    assert_true(str_find(bytes, STR("garn")) < 0);
    const struct refusals refusals = refused(&scene, round, 0);
    assert_int_equal(refusals.count, 1);
    assert_str(refusals.ptr[0].code, "inactive");
    assert_true(refusals.ptr[0].own_balance_mp == NO_I64);
    ctx->lang = LANG_NB;
    assert_str(allocation_refusal_text(ctx, &refusals.ptr[0]), "Dere var ikke med i denne runden.");
    assert_int_equal(refused(&scene, round, 1).count, 0);
    assert_int_equal(mails_about(&scene, "publisert"), 2);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_beside_a_shop_that_takes_part_a_paused_one_has_no_wishes(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 2, &a, 1);
    wish(&scene, round, 3, &a, 3);
    wish(&scene, round, 3, &b, 3);
    set_state(&scene, 3, PARTICIPANT_PAUSED);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const struct str bytes = file_of(&scene, round, "wishes.csv");
    assert_true(str_find(bytes, str_format(ctx->mem, "stor,%.*s,1\n", STR_ARG(a.code))) >= 0);
    assert_true(str_find(bytes, b.code) < 0);
    assert_int_equal(shop_of(&scene, a.id), scene.shops[2]);
    assert_true(shop_of(&scene, b.id) == NO_I64);
    assert_int_equal(refused(&scene, round, 3).count, 0);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_shops_of_one_owner_that_all_pause_read_that_they_took_no_part(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct eligibility_problems problems;
    struct draw_sums sums;
    int64_t id = 0;
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing phone =
        scene_lot(&scene, goods_codes_category_by_key(STR("phones"))->id, "");
    const struct standing_wish standing = {
        .category_id = scene.category, .kind_key = STR(""), .size_key = STR(""), .stars = 2};
    assert_int_equal(allocation_standing_add(ctx, scene.shops[3], &standing, &id), OK);
    const int64_t round = opened(&scene);
    wish(&scene, round, 2, &a, 1);
    wish(&scene, round, 2, &phone, 2);
    wish(&scene, round, 0, &a, 1);
    assert_int_equal(allocation_room_set(ctx, round, scene.shops[2], 1), OK);
    assert_int_equal(allocation_problems(ctx, round, &problems), OK);
    assert_int_equal(problems.count, 1);
    set_state(&scene, 2, PARTICIPANT_PAUSED);
    set_state(&scene, 3, PARTICIPANT_PAUSED);
    /* Wishes that fall away for another reason lack no approval. */
    assert_int_equal(allocation_problems(ctx, round, &problems), OK);
    assert_int_equal(problems.count, 0);
    assert_int_equal(allocation_try(ctx, round, STR("1"), &sums), OK);
    assert_int_equal(sums.given, 1);
    assert_int_equal(sums.unwished, 1);
    assert_int_equal(sums.wishes, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const struct str bytes = file_of(&scene, round, "wishes.csv");
    /* What shop 3 always wishes is nobody's business while it pauses. */
    assert_true(str_find(bytes, str_format(ctx->mem, "stor,%.*s,1\n", STR_ARG(a.code))) >= 0);
    assert_int_equal(shop_of(&scene, a.id), scene.shops[0]);
    for (int shop = 2; shop <= 3; shop++) {
        const struct refusals refusals = refused(&scene, round, shop);
        assert_int_equal(refusals.count, 2);
        assert_str(refusals.ptr[0].code, "inactive");
        assert_str(refusals.ptr[1].code, "inactive");
    }
    assert_true(scene_balance(&scene, scene.shops[3]) == NO_I64);
    assert_ledgers(&scene);
    scene_end(&scene);
}

struct late_wish {
    int64_t round_id;
    struct round_wish wish;
};

static enum status put_late_wish(struct ctx *ctx, void *arg)
{
    const struct late_wish *late = arg;
    return allocation_store_expand_wish(ctx, late->round_id, &late->wish);
}

static void test_a_wish_that_was_not_committed_to_is_not_in_the_run(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 2, &a, 1);
    set_state(&scene, 0, PARTICIPANT_PAUSED);
    closed(&scene, round);
    /* A run of before paused participants' wishes were written out. */
    struct late_wish late = {round, {scene.shops[0], a.id, 3}};
    assert_int_equal(db_write(&scene.ctx, put_late_wish, &late), OK);
    drawn(&scene, round);
    published(&scene, round);
    assert_ledgers(&scene);
    assert_int_equal(refused(&scene, round, 0).count, 0);
    int64_t ids[] = {b.id};
    const struct correction correction = {.withdrawn = {ids, 1, 1},
                                          .reason = STR("it got wet in the rain")};
    assert_int_equal(allocation_correct(&scene.ctx, round, &correction), OK);
    assert_int_equal(refused(&scene, round, 0).count, 0);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_a_correction_keeps_the_wishes_of_who_pauses(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &a, 1);
    wish(&scene, round, 0, &b, 1);
    wish(&scene, round, 1, &a, 1);
    set_state(&scene, 0, PARTICIPANT_PAUSED);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    assert_int_equal(refused(&scene, round, 0).count, 2);
    int64_t ids[] = {b.id};
    struct correction correction = {.withdrawn = {ids, 1, 1},
                                    .reason = STR("it got wet in the rain")};
    assert_int_equal(allocation_correct(&scene.ctx, round, &correction), OK);
    assert_int_equal(refused(&scene, round, 0).count, 1);
    assert_ledgers(&scene);
    correction = (struct correction){.barred = {&scene.shops[0], 1, 1},
                                     .reason = STR("should not have been there")};
    assert_int_equal(allocation_correct(&scene.ctx, round, &correction), OK);
    assert_int_equal(refused(&scene, round, 0).count, 0);
    assert_ledgers(&scene);
    scene_end(&scene);
}

int allocation_allocation_pause_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_pauses_or_has_left_gets_nothing),
        cmocka_unit_test(test_beside_a_shop_that_takes_part_a_paused_one_has_no_wishes),
        cmocka_unit_test(test_shops_of_one_owner_that_all_pause_read_that_they_took_no_part),
        cmocka_unit_test(test_a_wish_that_was_not_committed_to_is_not_in_the_run),
        cmocka_unit_test(test_a_correction_keeps_the_wishes_of_who_pauses),
    };
    return TEST_DB_RUN("allocation pause", tests);
}
