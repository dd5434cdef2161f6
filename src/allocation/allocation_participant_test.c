/* SPDX-License-Identifier: EUPL-1.2 */
/* Who takes part, who is counted with whom, and what becomes of the points then. */
#include "allocation/allocation_scene.h"

int allocation_allocation_participant_test(void);

static void test_every_shop_takes_part_until_something_else_is_said(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct participants list;
    assert_int_equal(allocation_participants(&scene.ctx, &list), OK);
    assert_int_equal(list.count, SCENE_SHOPS);
    const struct participant first = scene_participant(&scene, 0);
    assert_str(first.name, "hjulet");
    assert_int_equal(first.lead_id, scene.shops[0]);
    assert_int_equal(first.weight, 1);
    assert_int_equal(first.state, PARTICIPANT_ACTIVE);
    assert_true(first.cap_lots == NO_I64);
    assert_false(first.startup);
    struct participant nobody;
    assert_int_equal(allocation_participant(&scene.ctx, 7, &nobody), NOT_FOUND);
    scene_end(&scene);
}

static void test_shops_with_one_organisation_number_are_one(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct groups groups;
    assert_int_equal(scene_participant(&scene, 2).lead_id, scene.shops[2]);
    assert_int_equal(scene_participant(&scene, 3).lead_id, scene.shops[2]);
    assert_int_equal(allocation_groups(&scene.ctx, &groups), OK);
    assert_int_equal(groups.count, 3);
    struct participant liten = scene_participant(&scene, 3);
    liten.lead_id = liten.tenant_id;
    assert_int_equal(allocation_participant_set(&scene.ctx, &liten, STR("they want to part")),
                     INVALID);
    assert_string_equal(scene.ctx.err.field, "lead");
    scene_end(&scene);
}

static void test_a_change_is_logged_with_its_reason(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct participant_changes changes;
    struct participant shop = scene_participant(&scene, 0);
    shop.weight = 3;
    shop.startup = true;
    shop.cap_lots = 12;
    assert_int_equal(allocation_participant_set(ctx, &shop, STR("too short")), INVALID);
    assert_string_equal(ctx->err.field, "reason");
    assert_int_equal(allocation_participant_set(ctx, &shop, STR("three times the floor")), OK);
    assert_int_equal(allocation_participant_set(ctx, &shop, STR("with an old version")), CONFLICT);
    const struct participant kept = scene_participant(&scene, 0);
    assert_int_equal(kept.weight, 3);
    assert_true(kept.startup);
    assert_int_equal(kept.cap_lots, 12);
    assert_int_equal(allocation_participant_changes(ctx, scene.shops[0], 10, &changes), OK);
    assert_int_equal(changes.count, 1);
    assert_str(changes.ptr[0].reason, "three times the floor");
    assert_true(str_find(changes.ptr[0].what, STR("1 → 3")) >= 0);
    assert_int_equal(changes.ptr[0].at_ms, SCENE_MS);
    struct participant bad = kept;
    bad.weight = 0;
    assert_int_equal(allocation_participant_set(ctx, &bad, STR("nothing at all")), INVALID);
    assert_string_equal(ctx->err.field, "weight");
    bad = kept;
    bad.state = 4;
    assert_int_equal(allocation_participant_set(ctx, &bad, STR("nothing at all")), INVALID);
    bad = kept;
    bad.lead_id = 7;
    assert_int_equal(allocation_participant_set(ctx, &bad, STR("nothing at all")), INVALID);
    scene_end(&scene);
}

static void test_who_joins_brings_its_points_and_who_parts_stands_as_before(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    scene_give(&scene, scene.shops[0], 6000);
    scene_give(&scene, scene.shops[1], 2000);
    struct participant garn = scene_participant(&scene, 1);
    garn.lead_id = scene.shops[0];
    assert_int_equal(allocation_participant_set(ctx, &garn, STR("bought by Hjulet AS")), OK);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), 8000);
    assert_int_equal(scene_balance(&scene, scene.shops[1]), 0);
    assert_int_equal(scene_participant(&scene, 1).lead_id, scene.shops[0]);
    /* A lead that has others cannot itself be counted with somebody. */
    struct participant hjulet = scene_participant(&scene, 0);
    hjulet.lead_id = scene.shops[2];
    assert_int_equal(allocation_participant_set(ctx, &hjulet, STR("bought by Stor AS")), INVALID);
    assert_string_equal(ctx->err.field, "lead");
    /* Nor somebody with one that is not a lead. */
    struct participant stor = scene_participant(&scene, 2);
    stor.lead_id = scene.shops[1];
    assert_int_equal(allocation_participant_set(ctx, &stor, STR("bought by Garn AS")), INVALID);
    hjulet = scene_participant(&scene, 0);
    hjulet.weight = 4;
    assert_int_equal(allocation_participant_set(ctx, &hjulet, STR("has a larger shop")), OK);
    garn = scene_participant(&scene, 1);
    garn.lead_id = scene.shops[1];
    assert_int_equal(allocation_participant_set(ctx, &garn, STR("sold again by Hjulet")), OK);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), 8000);
    assert_int_equal(scene_balance(&scene, scene.shops[1]), 2000);
    scene_end(&scene);
}

static enum status settle(struct ctx *ctx, void *arg)
{
    (void)arg;
    return allocation_participants_settle(ctx);
}

static void test_points_follow_when_a_number_shows_that_two_are_one(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct tenant garn;
    struct participant_changes changes;
    assert_int_equal(db_write(ctx, settle, NULL), OK);
    scene_give(&scene, scene.shops[0], 1000);
    scene_give(&scene, scene.shops[1], 500);
    assert_int_equal(tenants_get(ctx, scene.shops[1], &garn), OK);
    garn.organisation_number = STR("100001381");
    assert_int_equal(tenants_change(ctx, &garn), OK);
    assert_int_equal(scene_participant(&scene, 1).lead_id, scene.shops[0]);
    assert_int_equal(db_write(ctx, settle, NULL), OK);
    assert_int_equal(db_write(ctx, settle, NULL), OK);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), 1500);
    assert_int_equal(scene_balance(&scene, scene.shops[1]), 0);
    assert_int_equal(allocation_participant_changes(ctx, scene.shops[1], 10, &changes), OK);
    assert_int_equal(changes.count, 1);
    scene_end(&scene);
}

static void test_approvals_and_caps_replace_what_was_there(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct str names[] = {STR_INIT("electrical"), STR_INIT("child seats")};
    struct participant_cap limits[] = {{STR_INIT("books"), 4}};
    const struct str_list requires = {names, 2, 2};
    const struct participant_caps caps = {limits, 1, 1};
    const struct str_list none = {0};
    const struct participant_caps no_caps = {0};
    struct str_list kept;
    struct participant_caps kept_caps;
    assert_int_equal(
        allocation_approve(ctx, scene.shops[0], &requires, &caps, STR("papers were shown")), OK);
    assert_int_equal(allocation_approvals(ctx, scene.shops[0], &kept, &kept_caps), OK);
    assert_int_equal(kept.count, 2);
    assert_int_equal(kept_caps.count, 1);
    assert_int_equal(kept_caps.ptr[0].cap_lots, 4);
    assert_int_equal(
        allocation_approve(ctx, scene.shops[0], &none, &no_caps, STR("papers ran out")), OK);
    assert_int_equal(allocation_approvals(ctx, scene.shops[0], &kept, &kept_caps), OK);
    assert_int_equal(kept.count, 0);
    assert_int_equal(kept_caps.count, 0);
    names[1] = names[0];
    assert_int_equal(
        allocation_approve(ctx, scene.shops[0], &requires, &caps, STR("named it twice")), INVALID);
    assert_string_equal(ctx->err.field, "requires");
    limits[0].cap_lots = -1;
    assert_int_equal(allocation_approve(ctx, scene.shops[0], &none, &caps, STR("below zero lots")),
                     INVALID);
    assert_string_equal(ctx->err.field, "caps");
    assert_int_equal(allocation_approve(ctx, 7, &none, &no_caps, STR("nobody is there")),
                     NOT_FOUND);
    scene_end(&scene);
}

static void test_a_shop_chooses_itself_who_wishes_for_it(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct participant_changes changes;
    assert_int_equal(allocation_delegate(ctx, scene.shops[3], true), OK);
    assert_int_equal(allocation_delegate(ctx, scene.shops[3], true), OK);
    assert_true(scene_participant(&scene, 3).delegated);
    assert_int_equal(allocation_delegate(ctx, scene.shops[3], false), OK);
    assert_false(scene_participant(&scene, 3).delegated);
    assert_int_equal(allocation_participant_changes(ctx, scene.shops[3], 10, &changes), OK);
    assert_int_equal(changes.count, 2);
    assert_int_equal(scene_participant(&scene, 3).lead_id, scene.shops[2]);
    scene_end(&scene);
}

static void test_entries_are_added_up_one_after_another(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct points_entries entries;
    assert_true(scene_balance(&scene, scene.shops[0]) == NO_I64);
    scene_give(&scene, scene.shops[0], 1500);
    scene_give(&scene, scene.shops[0], -4000);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), -2500);
    assert_int_equal(allocation_points(ctx, scene.shops[0], NO_I64, 10, &entries), OK);
    assert_int_equal(entries.count, 2);
    assert_int_equal(entries.ptr[0].seq, 2);
    assert_int_equal(entries.ptr[0].balance_mp, -2500);
    assert_int_equal(entries.ptr[1].balance_mp, 1500);
    assert_int_equal(allocation_points(ctx, scene.shops[0], 2, 10, &entries), OK);
    assert_int_equal(entries.count, 1);
    struct scene_points most = {scene.shops[0],
                                {.kind = POINTS_PENALTY,
                                 .mp = ALLOCATION_FIGURE_MAX,
                                 .round_id = NO_I64,
                                 .run_id = NO_I64,
                                 .thing_id = NO_I64,
                                 .note = STR("")}};
    assert_int_equal(db_write(ctx, scene_add_points, &most), OK);
    assert_int_equal(db_write(ctx, scene_add_points, &most), INVALID);
    for (int64_t kind = POINTS_OPENING; kind <= POINTS_OWNER; kind++) {
        assert_non_null(allocation_points_words(kind));
    }
    assert_null(allocation_points_words(POINTS_OWNER + 1));
    scene_end(&scene);
}

static void test_floors_go_toward_minus_infinity(void **state)
{
    (void)state;
    int64_t mp = 0;
    assert_true(allocation_floor_scale(-7, 1, 2, &mp));
    assert_int_equal(mp, -4);
    assert_true(allocation_floor_scale(7, 1, 2, &mp));
    assert_int_equal(mp, 3);
    assert_true(allocation_floor_scale(-8, 1, 2, &mp));
    assert_int_equal(mp, -4);
    assert_false(allocation_floor_scale(ALLOCATION_FIGURE_MAX, 2, 1, &mp));
}

int allocation_allocation_participant_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_shop_takes_part_until_something_else_is_said),
        cmocka_unit_test(test_shops_with_one_organisation_number_are_one),
        cmocka_unit_test(test_a_change_is_logged_with_its_reason),
        cmocka_unit_test(test_who_joins_brings_its_points_and_who_parts_stands_as_before),
        cmocka_unit_test(test_points_follow_when_a_number_shows_that_two_are_one),
        cmocka_unit_test(test_approvals_and_caps_replace_what_was_there),
        cmocka_unit_test(test_a_shop_chooses_itself_who_wishes_for_it),
        cmocka_unit_test(test_entries_are_added_up_one_after_another),
        cmocka_unit_test(test_floors_go_toward_minus_infinity),
    };
    return TEST_DB_RUN("allocation participant", tests);
}
