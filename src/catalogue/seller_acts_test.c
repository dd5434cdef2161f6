/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts, undo, the declaration and what the manager takes off, on both engines. */
#include "catalogue/catalogue_brands.h"
#include "catalogue/catalogue_seller_control.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_sample.h"
#include "catalogue/seller_scene.h"
#include "safety/safety.h"

int catalogue_seller_acts_test(void);

static struct listing now(struct scene *scene, const struct listing *listing)
{
    struct listing after;
    assert_int_equal(catalogue_listing(&scene->ctx, listing->id, &after), OK);
    return after;
}

static struct listing put_out(struct scene *scene, const struct publication *publication)
{
    struct listing listing;
    assert_int_equal(catalogue_seller_publish(&scene->ctx, scene->shops[0], publication, &listing),
                     OK);
    return listing;
}

static int64_t found(struct scene *scene)
{
    const struct search search = {.words = STR(""),
                                  .size_key = STR(""),
                                  .price_min_ore = NO_I64,
                                  .price_max_ore = NO_I64,
                                  .before_seq = NO_I64};
    struct found hits;
    assert_int_equal(catalogue_search(&scene->ctx, &search, &hits), OK);
    return hits.total;
}

/* As the clock does it. */
static void run_job(struct scene *scene, const char *name)
{
    const struct job_kind *kind = catalogue_jobs;
    while (kind->name != NULL && strcmp(kind->name, name) != 0) {
        kind++;
    }
    assert_non_null(kind->name);
    assert_true(kind->every_ms > 0);
    assert_int_equal(kind->run(&scene->ctx, STR("")), OK);
}

/* ---- drafts ---------------------------------------------------------------------------------- */

static void test_a_draft_is_kept_as_typed_until_it_is_put_out(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct thing thing = scene_in_hand(&scene, 0, 1);
    const struct draft typed = {.title = STR("Blå dress <b>"), .price = STR("to hundre")};
    struct draft draft;
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[0], thing.id, &draft), NOT_FOUND);
    assert_int_equal(catalogue_seller_save_draft(ctx, scene.shops[0], thing.id, &typed), OK);
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[0], thing.id, &draft), OK);
    assert_string_equal(draft.title.ptr, "Blå dress <b>");
    assert_string_equal(draft.price.ptr, "to hundre");
    assert_string_equal(draft.wear.ptr, "");
    assert_int_equal(draft.saved_ms, MONDAY_MS);
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[1], thing.id, &draft), NOT_FOUND);
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[0], 0, &draft), NOT_FOUND);
    const struct publication publication = scene_publication(&thing, 90);
    put_out(&scene, &publication);
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[0], thing.id, &draft), NOT_FOUND);
    scene_end(&scene);
}

static void test_a_draft_that_nobody_touched_for_a_month_is_forgotten(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct thing old = scene_in_hand(&scene, 0, 1);
    const struct thing touched = scene_in_hand(&scene, 0, 1);
    const struct draft typed = {.title = STR("Dress"),
                                .brand = STR("Reima"),
                                .seasons = STR("1"),
                                .material = STR("Ull"),
                                .washed = STR("1")};
    struct draft draft;
    assert_int_equal(catalogue_seller_save_draft(ctx, scene.shops[0], old.id, &typed), OK);
    assert_int_equal(catalogue_seller_save_draft(ctx, scene.shops[0], touched.id, &typed), OK);
    scene_at(&scene, MONDAY_MS + DRAFT_KEPT_DAYS * DAY_MS);
    assert_int_equal(catalogue_seller_forget_drafts(ctx), OK);
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[0], old.id, &draft), OK);
    assert_string_equal(draft.brand.ptr, "Reima");
    assert_string_equal(draft.seasons.ptr, "1");
    assert_string_equal(draft.material.ptr, "Ull");
    assert_string_equal(draft.washed.ptr, "1");
    assert_int_equal(catalogue_seller_save_draft(ctx, scene.shops[0], touched.id, &typed), OK);
    scene_at(&scene, MONDAY_MS + DRAFT_KEPT_DAYS * DAY_MS + 1);
    run_job(&scene, "catalogue_drafts");
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[0], old.id, &draft), NOT_FOUND);
    assert_int_equal(catalogue_seller_draft(ctx, scene.shops[0], touched.id, &draft), OK);
    scene_end(&scene);
}

/* ---- what is told, and tests ----------------------------------------------------------------- */

static int64_t found_with(struct scene *scene, const struct search *search)
{
    struct found hits;
    assert_int_equal(catalogue_search(&scene->ctx, search, &hits), OK);
    return hits.total;
}

static void test_undo_gives_all_that_was_told_back(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct thing thing = scene_in_hand(&scene, 0, 1);
    struct publication publication = scene_publication(&thing, 90);
    struct str_list brands;
    publication.brand = STR("Name It");
    publication.seasons = SEASON_BIT(SEASON_WINTER);
    publication.material = STR(" Ull, bomull ");
    publication.washed_day = centre_today(ctx) - 3;
    struct listing listing = put_out(&scene, &publication);
    scene_listed(&scene, 1, 1, 50);
    const struct search by_brand = {.words = STR(""),
                                    .size_key = STR(""),
                                    .price_min_ore = NO_I64,
                                    .price_max_ore = NO_I64,
                                    .before_seq = NO_I64,
                                    .brands = {{STR("name-it")}, 1},
                                    .seasons = {{SEASON_WINTER}, 1}};
    assert_int_equal(found_with(&scene, &by_brand), 1);
    assert_string_equal(catalogue_brand_written(ctx, STR("name-it")).ptr, "Name It");
    assert_string_equal(catalogue_brand_written(ctx, STR("nobody")).ptr, "nobody");
    assert_int_equal(catalogue_brands(ctx, &brands), OK);
    assert_int_equal(brands.count, 1);
    publication.brand = STR("");
    publication.seasons = 0;
    publication.material = STR("");
    publication.washed_day = 0;
    listing = put_out(&scene, &publication);
    assert_int_equal(found_with(&scene, &by_brand), 0);
    assert_int_equal(catalogue_seller_undo(ctx, scene.shops[0], listing.id), OK);
    listing = now(&scene, &listing);
    assert_string_equal(listing.brand.ptr, "Name It");
    assert_int_equal(listing.seasons, SEASON_BIT(SEASON_WINTER));
    assert_string_equal(listing.material.ptr, "Ull, bomull");
    assert_int_equal(listing.washed_day, centre_today(ctx) - 3);
    assert_int_equal(found_with(&scene, &by_brand), 1);
    scene_end(&scene);
}

static void add_test(struct scene *scene, int64_t thing_id, bool passed)
{
    const struct safety_test test = {.day = centre_today(&scene->ctx),
                                     .tester = STR("Ella"),
                                     .instrument = STR("Metrel"),
                                     .passed = passed,
                                     .note = STR("")};
    assert_int_equal(safety_test_add(&scene->ctx, thing_id, NO_I64, &test), OK);
}

static void test_a_test_after_it_was_put_out_is_told(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct listing listing = scene_listed(&scene, 0, 1, 90);
    const struct listing other = scene_listed(&scene, 1, 1, 90);
    const struct search checked = {.words = STR(""),
                                   .size_key = STR(""),
                                   .price_min_ore = NO_I64,
                                   .price_max_ore = NO_I64,
                                   .before_seq = NO_I64,
                                   .checked = true};
    int64_t followed = 0;
    assert_int_equal(catalogue_follow_tests(ctx), OK);
    add_test(&scene, listing.thing_id, true);
    assert_false(now(&scene, &listing).checked);
    run_job(&scene, "catalogue_checked");
    assert_true(now(&scene, &listing).checked);
    assert_false(now(&scene, &other).checked);
    assert_int_equal(found_with(&scene, &checked), 1);
    const int64_t version = now(&scene, &listing).version;
    assert_int_equal(catalogue_follow_tests(ctx), OK);
    assert_int_equal(now(&scene, &listing).version, version);
    /* What failed is not checked any more, and comes off sale. */
    scene_at(&scene, MONDAY_MS + DAY_MS);
    add_test(&scene, listing.thing_id, false);
    assert_int_equal(catalogue_follow_tests(ctx), OK);
    assert_false(now(&scene, &listing).checked);
    assert_int_equal(found_with(&scene, &checked), 0);
    assert_int_equal(catalogue_follow(ctx, &followed), OK);
    assert_int_equal(now(&scene, &listing).state, LISTING_WITHDRAWN);
    scene_end(&scene);
}

/* ---- undo ------------------------------------------------------------------------------------ */

static void test_putting_out_changing_and_taking_off_are_undone(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const int64_t shop = scene.shops[0];
    const struct thing thing = scene_in_hand(&scene, 0, 1);
    struct publication publication = scene_publication(&thing, 90);
    struct listing listing = put_out(&scene, &publication);
    assert_int_equal(catalogue_seller_undo(ctx, scene.shops[1], listing.id), NOT_FOUND);
    assert_int_equal(catalogue_seller_undo(ctx, shop, listing.id), OK);
    assert_int_equal(now(&scene, &listing).state, LISTING_WITHDRAWN);
    assert_int_equal(found(&scene), 0);
    /* Once. */
    assert_int_equal(catalogue_seller_undo(ctx, shop, listing.id), CONFLICT);
    listing = put_out(&scene, &publication);
    publication.price_ore = 4000;
    publication.wear = STR("Hull på kneet.");
    listing = put_out(&scene, &publication);
    assert_int_equal(listing.before_ore, 9000);
    assert_int_equal(catalogue_seller_undo(ctx, shop, listing.id), OK);
    listing = now(&scene, &listing);
    assert_int_equal(listing.price_ore, 9000);
    assert_true(listing.before_ore == NO_I64);
    assert_string_equal(listing.wear.ptr, "");
    assert_int_equal(catalogue_seller_withdraw(ctx, shop, listing.id), OK);
    assert_int_equal(found(&scene), 0);
    assert_int_equal(catalogue_seller_undo(ctx, shop, listing.id), OK);
    assert_int_equal(found(&scene), 1);
    assert_int_equal(now(&scene, &listing).price_ore, 9000);
    scene_end(&scene);
}

static void test_what_somebody_held_since_or_is_a_day_old_is_not_undone(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct thing thing = scene_in_hand(&scene, 0, 2);
    const struct publication publication = scene_publication(&thing, 90);
    const struct listing listing = put_out(&scene, &publication);
    enum undo_act act = UNDO_CHANGE;
    struct hold hold;
    struct str token;
    assert_int_equal(catalogue_seller_undoable(ctx, scene.shops[0], &listing, &act), OK);
    assert_int_equal(act, UNDO_PUT_OUT);
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("a@example.no"), STR(""), &hold, &token),
                     OK);
    assert_int_equal(catalogue_seller_undo(ctx, scene.shops[0], listing.id), CONFLICT);
    assert_int_equal(now(&scene, &listing).state, LISTING_PUBLIC);
    const struct thing other = scene_in_hand(&scene, 0, 1);
    const struct publication later = scene_publication(&other, 50);
    const struct listing old = put_out(&scene, &later);
    scene_at(&scene, MONDAY_MS + DAY_MS + 1);
    assert_int_equal(catalogue_seller_undoable(ctx, scene.shops[0], &old, &act), NOT_FOUND);
    assert_int_equal(catalogue_seller_undo(ctx, scene.shops[0], old.id), CONFLICT);
    scene_end(&scene);
}

/* ---- only used things ------------------------------------------------------------------------ */

static void test_without_a_declaration_of_this_year_nothing_is_put_out(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct thing thing = scene_in_hand(&scene, 0, 1);
    const struct publication publication = scene_publication(&thing, 90);
    struct listing listing;
    int64_t until = 0;
    assert_int_equal(catalogue_seller_declared(ctx, scene.station, &until), OK);
    assert_true(until == NO_I64);
    assert_int_equal(catalogue_seller_must_declare(ctx, scene.station), CONFLICT);
    scene_at(&scene, MONDAY_MS + (DECLARATION_DAYS - 1) * DAY_MS);
    assert_int_equal(catalogue_seller_must_declare(ctx, scene.shops[0]), OK);
    scene_at(&scene, MONDAY_MS + DECLARATION_DAYS * DAY_MS);
    assert_int_equal(catalogue_seller_publish(ctx, scene.shops[0], &publication, &listing),
                     CONFLICT);
    assert_int_equal(found(&scene), 0);
    assert_int_equal(catalogue_declare(ctx, scene.shops[0]), OK);
    assert_int_equal(catalogue_declare(ctx, scene.shops[0]), OK);
    assert_int_equal(catalogue_seller_publish(ctx, scene.shops[0], &publication, &listing), OK);
    scene_end(&scene);
}

static void test_many_alike_as_new_are_told_to_the_manager(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct controls controls;
    for (int i = 0; i < 3; i++) {
        const struct thing thing = scene_in_hand(&scene, 0, 1);
        struct publication publication = scene_publication(&thing, 90);
        publication.grade = GRADE_LIKE_NEW;
        put_out(&scene, &publication);
        assert_int_equal(catalogue_seller_controls(&scene.ctx, &controls), OK);
        assert_int_equal(controls.count, i < 2 ? 0 : 1);
    }
    scene_listed(&scene, 1, 50, 90);
    assert_int_equal(catalogue_seller_controls(&scene.ctx, &controls), OK);
    assert_int_equal(controls.count, 1);
    assert_int_equal(controls.ptr[0].tenant_id, scene.shops[0]);
    assert_int_equal(controls.ptr[0].count, 3);
    assert_string_equal(controls.ptr[0].size_key.ptr, "h104");
    scene_end(&scene);
}

static void test_the_spot_check_can_be_drawn_again_by_its_seed(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct samples drawn = {0};
    int64_t ids[9];
    assert_int_equal(catalogue_seller_draw_sample(ctx, 7), OK);
    assert_int_equal(catalogue_seller_samples(ctx, &drawn), NOT_FOUND);
    for (int i = 0; i < 9; i++) {
        ids[i] = scene_listed(&scene, 0, 1, 90).id;
    }
    const struct listing only = scene_listed(&scene, 1, 1, 90);
    assert_int_equal(catalogue_seller_draw_sample(ctx, 7), OK);
    /* Once a month, whatever the seed. */
    assert_int_equal(catalogue_seller_draw_sample(ctx, 8), OK);
    assert_int_equal(catalogue_seller_samples(ctx, &drawn), OK);
    assert_int_equal(drawn.seed, 7);
    assert_int_equal(drawn.count, SAMPLE_PER_SHOP + 1);
    for (size_t i = 0; i < drawn.count; i++) {
        const struct sample *sample = &drawn.ptr[i];
        int lower = 0;
        assert_int_equal(sample->listed, sample->tenant_id == scene.shops[0] ? 9 : 1);
        for (int at = 0; at < 9 && sample->tenant_id == scene.shops[0]; at++) {
            lower += catalogue_seller_sample_rank(7, ids[at]) <
                             catalogue_seller_sample_rank(7, sample->listing_id)
                         ? 1
                         : 0;
        }
        assert_true(lower < SAMPLE_PER_SHOP);
    }
    assert_int_equal(catalogue_seller_take_off(ctx, only.id, MODERATION_WRONG, STR("x")), OK);
    assert_int_equal(catalogue_seller_sample_used(ctx, only.id), CONFLICT);
    assert_int_equal(catalogue_seller_sample_used(ctx, 1), NOT_FOUND);
    /* The next month has its own. */
    scene_at(&scene, MONDAY_MS + 20 * DAY_MS);
    assert_int_equal(catalogue_seller_samples(ctx, &drawn), NOT_FOUND);
    assert_int_equal(catalogue_seller_draw_sample(ctx, 0), OK);
    assert_int_equal(catalogue_seller_samples(ctx, &drawn), OK);
    assert_int_equal(drawn.count, SAMPLE_PER_SHOP);
    scene_end(&scene);
}

/* ---- moderation ------------------------------------------------------------------------------ */

static void test_the_manager_takes_off_the_shop_mends_and_the_manager_sees(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct thing thing = scene_in_hand(&scene, 0, 1);
    const struct publication publication = scene_publication(&thing, 90);
    struct listing listing = put_out(&scene, &publication);
    struct moderated why;
    struct moderateds list;
    assert_int_equal(catalogue_seller_take_off(ctx, listing.id, MODERATION_END, STR("x")), INVALID);
    assert_int_equal(catalogue_seller_why_off(ctx, listing.id, &why), NOT_FOUND);
    ctx->actor.person_id = 77;
    assert_int_equal(catalogue_seller_take_off(ctx, listing.id, MODERATION_WRONG,
                                               STR("Ta et bilde av baksiden også.")),
                     OK);
    ctx->actor.person_id = 0;
    assert_int_equal(found(&scene), 0);
    assert_int_equal(catalogue_seller_why_off(ctx, listing.id, &why), OK);
    assert_int_equal(why.reason, MODERATION_WRONG);
    assert_int_equal(why.person_id, 77);
    assert_string_equal(why.sentence.ptr, "Ta et bilde av baksiden også.");
    /* The shop cannot undo what the manager did, nor is it taken off twice. */
    assert_int_equal(catalogue_seller_undo(ctx, scene.shops[0], listing.id), CONFLICT);
    assert_int_equal(catalogue_seller_take_off(ctx, listing.id, MODERATION_WRONG, STR("x")),
                     CONFLICT);
    scene_at(&scene, MONDAY_MS + 60000);
    assert_int_equal(catalogue_seller_unsettled(ctx, &list), OK);
    assert_int_equal(list.count, 1);
    assert_true(list.ptr[0].mended_ms == NO_I64);
    listing = put_out(&scene, &publication);
    assert_int_equal(catalogue_seller_why_off(ctx, listing.id, &why), NOT_FOUND);
    assert_int_equal(catalogue_seller_unsettled(ctx, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.ptr[0].mended_ms, MONDAY_MS + 60000);
    assert_int_equal(catalogue_seller_seen(ctx, listing.id), OK);
    assert_int_equal(catalogue_seller_unsettled(ctx, &list), OK);
    assert_int_equal(list.count, 0);
    scene_end(&scene);
}

int catalogue_seller_acts_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_draft_is_kept_as_typed_until_it_is_put_out),
        cmocka_unit_test(test_a_draft_that_nobody_touched_for_a_month_is_forgotten),
        cmocka_unit_test(test_undo_gives_all_that_was_told_back),
        cmocka_unit_test(test_a_test_after_it_was_put_out_is_told),
        cmocka_unit_test(test_the_spot_check_can_be_drawn_again_by_its_seed),
        cmocka_unit_test(test_putting_out_changing_and_taking_off_are_undone),
        cmocka_unit_test(test_what_somebody_held_since_or_is_a_day_old_is_not_undone),
        cmocka_unit_test(test_without_a_declaration_of_this_year_nothing_is_put_out),
        cmocka_unit_test(test_many_alike_as_new_are_told_to_the_manager),
        cmocka_unit_test(test_the_manager_takes_off_the_shop_mends_and_the_manager_sees),
    };
    return TEST_DB_RUN("acts of those who sell", tests);
}
