/* SPDX-License-Identifier: EUPL-1.2 */
/* From the close to publication, and what people try at each step. */
#include <pthread.h>

#include "allocation/allocation_draw_scene.h"

int allocation_allocation_draw_test(void);

/* ---- the whole way
 * --------------------------------------------------------------------------------- */

/* Parts of the list of awards are what the whole list has there. */
static void check_parts(struct ctx *ctx, int64_t run_id, const struct awards *all)
{
    for (int64_t first = 0; first <= (int64_t)all->count + 1; first++) {
        const struct awards_part part = {.first = first, .most = 2};
        struct awards some;
        int64_t count = 0;
        assert_int_equal(allocation_awards_page(ctx, run_id, false, &part, &some, &count), OK);
        assert_int_equal(count, all->count);
        const int64_t left = (int64_t)all->count - first;
        assert_int_equal(some.count, left < 0 ? 0 : left < 2 ? left : 2);
        for (size_t i = 0; i < some.count; i++) {
            assert_true(some.ptr[i].thing.id == all->ptr[(size_t)first + i].thing.id);
        }
    }
}

static void test_a_round_goes_from_wishes_to_lots_and_points(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct thing lots[4];
    struct awards awards;
    struct draw_files files;
    struct str bytes;
    struct goods_queue waiting;
    (void)scene_rules(&scene);
    for (int i = 0; i < 4; i++) {
        lots[i] = scene_lot(&scene, scene.category, "");
    }
    const int64_t round = opened(&scene);
    for (int i = 0; i < 3; i++) {
        wish(&scene, round, 0, &lots[i], 1);
        wish(&scene, round, 1, &lots[i], 1);
    }
    closed(&scene, round);
    struct draw_run run = run_of(&scene, round);
    assert_int_equal(run.commitment.len, 64);
    assert_int_equal(run.state, RUN_COMMITTED);
    assert_int_equal(allocation_files(ctx, &run, &files), OK);
    assert_int_equal(files.count, 1);
    assert_str(files.ptr[0].name, "commitment.txt");
    assert_int_equal(allocation_file(ctx, &run, STR("wishes.csv"), &bytes), NOT_FOUND);
    assert_int_equal(allocation_publish(ctx, round), CONFLICT);
    drawn(&scene, round);
    run = run_of(&scene, round);
    assert_int_equal(allocation_awards(ctx, run.id, false, &awards), NOT_FOUND);
    assert_int_equal(allocation_awards(ctx, run.id, true, &awards), OK);
    assert_int_equal(awards.count, 3);
    assert_int_equal(allocation_awards_of(ctx, run.id, scene.shops[0], &awards), NOT_FOUND);
    assert_int_equal(allocation_file(ctx, &run, STR("awards.csv"), &bytes), NOT_FOUND);
    assert_true(shop_of(&scene, lots[0].id) == NO_I64);
    published(&scene, round);
    assert_int_equal(allocation_publish(ctx, round), CONFLICT);
    run = run_of(&scene, round);
    assert_int_equal(allocation_awards(ctx, run.id, false, &awards), OK);
    check_parts(ctx, run.id, &awards);
    for (size_t i = 0; i < awards.count; i++) {
        assert_int_equal(shop_of(&scene, awards.ptr[i].thing.id), awards.ptr[i].tenant_id);
        assert_true(str_equal(awards.ptr[i].name, awards.ptr[i].alias));
    }
    assert_true(shop_of(&scene, lots[3].id) == NO_I64);
    assert_int_equal(goods_unallotted_queue(ctx, &waiting), OK);
    assert_int_equal(waiting.lots, 1);
    assert_int_equal(goods_allot(ctx, lots[3].id, scene.shops[2]), OK);
    assert_int_equal(allocation_files(ctx, &run, &files), OK);
    assert_int_equal(files.count, FAIR_IN_COUNT + FAIR_OUT_COUNT);
    /* 3 lots of 2 points between two shops: 4 and 2, then a 917th of a thousandth is left. */
    const int64_t first = scene_balance(&scene, scene.shops[0]);
    const int64_t second = scene_balance(&scene, scene.shops[1]);
    assert_int_equal(first + second, 3668 + 1834);
    assert_int_equal(scene_balance(&scene, scene.shops[2]), 0);
    assert_int_equal(mails_about(&scene, "åpen"), SCENE_SHOPS);
    assert_int_equal(mails_about(&scene, "stengt"), SCENE_SHOPS);
    assert_int_equal(mails_about(&scene, "publisert"), SCENE_SHOPS);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_a_wish_counts_until_the_last_millisecond(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct awards awards;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    const int64_t closes_ms = scene_round(&scene, round).closes_ms;
    scene_at(&scene, closes_ms - 1);
    assert_int_equal(allocation_close(ctx, round), CONFLICT);
    wish(&scene, round, 1, &lot, 2);
    scene_at(&scene, closes_ms);
    assert_int_equal(allocation_wish_set(ctx, round, scene.shops[0], lot.id, 3, WISH_OWN),
                     CONFLICT);
    assert_int_equal(allocation_close(ctx, round), OK);
    assert_int_equal(allocation_close(ctx, round), OK);
    assert_int_equal(allocation_wish_set(ctx, round, scene.shops[0], lot.id, 3, WISH_OWN),
                     CONFLICT);
    drawn(&scene, round);
    published(&scene, round);
    assert_int_equal(allocation_close(ctx, round), OK);
    assert_int_equal(allocation_awards_of(ctx, run_of(&scene, round).id, scene.shops[1], &awards),
                     OK);
    assert_int_equal(awards.count, 1);
    scene_end(&scene);
}

struct stepper {
    struct scene *scene;
    int64_t round_id;
    enum status (*step)(struct ctx *, int64_t);
    enum status status;
};

static void *step_in_thread(void *arg)
{
    struct stepper *stepper = arg;
    struct ctx ctx;
    test_ctx_begin(&ctx, stepper->scene->db);
    ctx.centre_id = stepper->scene->ctx.centre_id;
    ctx.now_ms = stepper->scene->ctx.now_ms;
    stepper->status = stepper->step(&ctx, stepper->round_id);
    test_ctx_end(&ctx);
    return NULL;
}

/* Two do the same at a time; gives how many were told OK. */
static int at_once(struct scene *scene, int64_t round_id,
                   enum status (*step)(struct ctx *, int64_t))
{
    pthread_t threads[2];
    struct stepper steppers[2];
    int done = 0;
    db_session_end(&scene->ctx);
    for (int i = 0; i < 2; i++) {
        steppers[i] = (struct stepper){scene, round_id, step, INTERNAL};
        assert_int_equal(pthread_create(&threads[i], NULL, step_in_thread, &steppers[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(steppers[i].status == OK || steppers[i].status == CONFLICT);
        done += steppers[i].status == OK;
    }
    db_session_begin(&scene->ctx, scene->db);
    return done;
}

static void test_two_close_and_publish_once(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct draw_runs runs;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &lot, 1);
    scene_at(&scene, scene_round(&scene, round).closes_ms);
    assert_int_equal(at_once(&scene, round, allocation_close), 2);
    assert_int_equal(allocation_runs(&scene.ctx, round, &runs), OK);
    assert_int_equal(runs.count, 1);
    assert_int_equal(mails_about(&scene, "stengt"), SCENE_SHOPS);
    drawn(&scene, round);
    assert_int_equal(at_once(&scene, round, allocation_publish), 1);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), 1834);
    assert_int_equal(mails_about(&scene, "publisert"), SCENE_SHOPS);
    assert_ledgers(&scene);
    scene_end(&scene);
}

/* ---- the randomness
 * ---------------------------------------------------------------------------------- */

static void assert_refused(struct scene *scene, int64_t round_id, const struct beacon *beacon,
                           enum status status, const char *field)
{
    bool done = false;
    assert_int_equal(allocation_beacon(&scene->ctx, round_id, beacon, &done), status);
    assert_non_null(scene->ctx.err.message);
    if (field != NULL) {
        assert_string_equal(scene->ctx.err.field, field);
    }
    assert_false(done);
    assert_int_equal(scene_round(scene, round_id).state, ROUND_CLOSED);
}

static void test_two_people_must_enter_the_same_number(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct beacon_entries entries;
    bool done = false;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &lot, 1);
    const struct beacon right = beacon_of(ctx, SIGNATURE, BEACON_BY_HAND);
    const struct beacon other = beacon_of(ctx, "abcd", BEACON_BY_HAND);
    struct beacon wrong = right;
    ctx->actor.person_id = 1;
    assert_int_equal(allocation_beacon(ctx, round, &right, &done), CONFLICT);
    closed(&scene, round);
    assert_refused(&scene, round, &right, CONFLICT, NULL);
    scene_at(&scene, scene_round(&scene, round).draw_ms - 1);
    assert_refused(&scene, round, &right, CONFLICT, NULL);
    scene_at(&scene, scene_round(&scene, round).draw_ms);
    wrong.randomness = other.randomness;
    assert_refused(&scene, round, &wrong, INVALID, "randomness");
    wrong = right;
    wrong.randomness = STR("12");
    assert_refused(&scene, round, &wrong, INVALID, "randomness");
    wrong = right;
    wrong.signature = STR("xyz");
    assert_refused(&scene, round, &wrong, INVALID, "signature");
    wrong.signature = STR("");
    assert_refused(&scene, round, &wrong, INVALID, "signature");
    const struct beacon fallback = {BEACON_FALLBACK, STR(""), STR(""), STR("1-2-3-4-5-6-7")};
    assert_refused(&scene, round, &fallback, CONFLICT, NULL);
    assert_int_equal(allocation_beacon(ctx, round, &right, &done), OK);
    assert_false(done);
    assert_refused(&scene, round, &right, CONFLICT, NULL);
    ctx->actor.person_id = 2;
    assert_refused(&scene, round, &other, CONFLICT, NULL);
    assert_int_equal(allocation_beacon_entries(ctx, round, &entries), OK);
    assert_int_equal(entries.count, 2);
    assert_int_equal(entries.ptr[0].person_id, 1);
    assert_int_equal(entries.ptr[1].person_id, 2);
    struct beacon capitals = right;
    capitals.signature = STR("  "
                             "B6B6A585449B66EB12E875B64FCBAB3799861A00E4DBF092D99E969A5EAC57DD3F798"
                             "ACF61E705FE4F093DB926626807 ");
    assert_int_equal(allocation_beacon(ctx, round, &capitals, &done), OK);
    assert_true(done);
    assert_int_equal(allocation_beacon(ctx, round, &right, &done), CONFLICT);
    const struct draw_run run = run_of(&scene, round);
    assert_str(run.signature, SIGNATURE);
    assert_true(str_equal(run.randomness, right.randomness));
    scene_end(&scene);
}

static void test_the_way_out_counts_a_day_later(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    bool done = false;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &lot, 1);
    closed(&scene, round);
    struct beacon fallback = {BEACON_FALLBACK, STR(""), STR(""), STR("  ")};
    scene_at(&scene, scene_round(&scene, round).draw_ms + ALLOCATION_FALLBACK_MS);
    ctx->actor.person_id = 1;
    assert_refused(&scene, round, &fallback, INVALID, "note");
    fallback.note = STR("1-2-3-4-5-6-7");
    assert_int_equal(allocation_beacon(ctx, round, &fallback, &done), OK);
    assert_false(done);
    ctx->actor.person_id = 0;
    assert_int_equal(allocation_beacon(ctx, round, &fallback, &done), FORBIDDEN);
    ctx->actor.person_id = 2;
    assert_int_equal(allocation_beacon(ctx, round, &fallback, &done), OK);
    assert_true(done);
    /* printf '1-2-3-4-5-6-7' | sha256sum */
    assert_str(run_of(&scene, round).randomness,
               "c8eaed6e43a8e6e844a2e4d4a4cdd7e90ba9eea4a9e55a994c370c332585ca15");
    published(&scene, round);
    assert_ledgers(&scene);
    scene_end(&scene);
}

/* ---- who takes part
 * -------------------------------------------------------------------------------------- */

static void test_a_new_shop_begins_in_the_middle(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct points_entries entries;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    scene_give(&scene, scene.shops[0], 10000);
    scene_give(&scene, scene.shops[1], 5001);
    const int64_t round = opened(&scene);
    wish(&scene, round, 2, &lot, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    assert_int_equal(allocation_points(ctx, scene.shops[2], NO_I64, 10, &entries), OK);
    assert_int_equal(entries.count, 3);
    assert_int_equal(entries.ptr[2].kind, POINTS_OPENING);
    assert_int_equal(entries.ptr[2].mp, 7500);
    assert_int_equal(entries.ptr[1].kind, POINTS_GAINED);
    assert_int_equal(entries.ptr[1].thing_id, lot.id);
    assert_int_equal(entries.ptr[1].mp, 2000);
    assert_int_equal(entries.ptr[0].kind, POINTS_DECAYED);
    assert_int_equal(entries.ptr[0].balance_mp, 9500 * 917 / 1000);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_what_comes_in_between_stays_beside_the_draw(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    scene_give(&scene, scene.shops[0], 10000);
    scene_give(&scene, scene.shops[1], 10000);
    scene_give(&scene, scene.shops[2], 10000);
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &lot, 1);
    closed(&scene, round);
    scene_give(&scene, scene.shops[0], 2000);
    drawn(&scene, round);
    published(&scene, round);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), 12000 * 917 / 1000 + 2000);
    assert_int_equal(scene_balance(&scene, scene.shops[1]), 9170);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_two_shops_of_one_owner_are_one_in_the_draw(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct awards awards;
    struct str bytes;
    struct str approval[1];
    (void)scene_rules(&scene);
    const struct thing a = scene_lot(&scene, scene.category, "");
    const struct thing b = scene_lot(&scene, scene.category, "");
    const struct thing phone =
        scene_lot(&scene, goods_codes_category_by_key(STR("phones"))->id, "");
    const int64_t round = opened(&scene);
    struct round_lots lots;
    assert_int_equal(allocation_lots(ctx, round, phone.id - 1, 1, &lots), OK);
    approval[0] = lots.ptr[0].requires;
    assert_true(approval[0].len > 0);
    const struct str_list requires = {approval, 1, 1};
    const struct participant_caps none = {0};
    assert_int_equal(
        allocation_approve(ctx, scene.shops[3], &requires, &none, STR("papers were shown")), OK);
    wish(&scene, round, 2, &a, 1);
    wish(&scene, round, 3, &a, 3);
    wish(&scene, round, 2, &b, 2);
    wish(&scene, round, 3, &b, 2);
    wish(&scene, round, 2, &phone, 2);
    assert_int_equal(allocation_room_set(ctx, round, scene.shops[2], 2), OK);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const struct draw_run run = run_of(&scene, round);
    assert_int_equal(allocation_file(ctx, &run, STR("wishes.csv"), &bytes), OK);
    assert_true(str_find(bytes, str_format(ctx->mem, "stor,%.*s,3\n", STR_ARG(a.code))) >= 0);
    assert_int_equal(allocation_file(ctx, &run, STR("tenants.csv"), &bytes), OK);
    assert_true(str_find(bytes, STR("stor,1,,,0,1\n")) >= 0);
    assert_int_equal(shop_of(&scene, a.id), scene.shops[3]);
    assert_int_equal(shop_of(&scene, b.id), scene.shops[2]);
    assert_int_equal(shop_of(&scene, phone.id), scene.shops[2]);
    assert_int_equal(allocation_awards_of(ctx, run.id, scene.shops[3], &awards), OK);
    assert_int_equal(awards.count, 3);
    assert_true(scene_balance(&scene, scene.shops[3]) == NO_I64);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_room_in_all_shops_is_a_limit(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct refusals refusals;
    (void)scene_rules(&scene);
    struct thing lots[3];
    for (int i = 0; i < 3; i++) {
        lots[i] = scene_lot(&scene, scene.category, "");
    }
    const int64_t round = opened(&scene);
    for (int i = 0; i < 3; i++) {
        wish(&scene, round, 2, &lots[i], 1);
        wish(&scene, round, 0, &lots[i], 1);
    }
    assert_int_equal(allocation_room_set(ctx, round, scene.shops[2], 1), OK);
    assert_int_equal(allocation_room_set(ctx, round, scene.shops[3], 0), OK);
    assert_int_equal(allocation_room_set(ctx, round, scene.shops[0], 0), OK);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const struct draw_run run = run_of(&scene, round);
    assert_int_equal(allocation_refusals_of(ctx, run.id, scene.shops[3], &refusals), OK);
    assert_int_equal(refusals.count, 2);
    assert_str(refusals.ptr[0].code, "cap_draw");
    assert_int_equal(allocation_refusals_of(ctx, run.id, scene.shops[0], &refusals), OK);
    assert_int_equal(refusals.count, 3);
    assert_true(refusals.ptr[0].own_turn == NO_I64);
    ctx->lang = LANG_EN;
    assert_str(allocation_refusal_text(ctx, &refusals.ptr[0]),
               "Your limit for the round was 0 lots.");
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_a_round_without_wishes_gives_nothing_away(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct draw_sums sums;
    struct awards awards;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const int64_t run_id = run_of(&scene, round).id;
    assert_int_equal(allocation_awards(ctx, run_id, false, &awards), OK);
    assert_int_equal(awards.count, 0);
    assert_int_equal(allocation_sums(ctx, run_id, &sums), OK);
    assert_int_equal(sums.lots, 1);
    assert_int_equal(sums.given, 0);
    assert_int_equal(sums.unwished, 1);
    assert_int_equal(sums.wishes, 0);
    assert_true(sums.gini_ppm == NO_I64);
    assert_int_equal(scene_balance(&scene, scene.shops[0]), 0);
    assert_int_equal(goods_allot(ctx, lot.id, scene.shops[0]), OK);
    assert_ledgers(&scene);
    scene_end(&scene);
}

static void test_names_are_hidden_where_the_rules_say_so(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct awards awards;
    struct refusals refusals;
    struct str bytes;
    struct allocation_rules rules = allocation_rules_first(ctx);
    int64_t id = 0;
    rules.show_names = false;
    assert_int_equal(allocation_rules_add(ctx, &rules, &id), OK);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t round = opened(&scene);
    wish(&scene, round, 0, &lot, 1);
    wish(&scene, round, 1, &lot, 1);
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    const struct draw_run run = run_of(&scene, round);
    assert_int_equal(allocation_awards(ctx, run.id, false, &awards), OK);
    assert_true(str_starts_with(awards.ptr[0].alias, STR("b-")));
    assert_int_equal(awards.ptr[0].alias.len, 7);
    assert_true(str_equal(awards.ptr[0].name, awards.ptr[0].alias));
    const int loser = awards.ptr[0].lead_id == scene.shops[0] ? 1 : 0;
    ctx->lang = LANG_EN;
    assert_int_equal(allocation_refusals_of(ctx, run.id, scene.shops[loser], &refusals), OK);
    assert_int_equal(refusals.count, 1);
    const struct str text = allocation_refusal_text(ctx, &refusals.ptr[0]);
    const struct str shop = str_format(ctx->mem, "Shop %.*s", STR_ARG(awards.ptr[0].alias));
    assert_true(str_find(text, shop) >= 0);
    assert_int_equal(allocation_file(ctx, &run, STR("tenants.csv"), &bytes), OK);
    assert_true(str_find(bytes, STR("hjulet")) < 0);
    assert_true(str_find(text, STR("hjulet")) < 0);
    assert_true(str_find(text, STR("garn")) < 0);
    scene_end(&scene);
}

int allocation_allocation_draw_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_round_goes_from_wishes_to_lots_and_points),
        cmocka_unit_test(test_a_wish_counts_until_the_last_millisecond),
        cmocka_unit_test(test_two_close_and_publish_once),
        cmocka_unit_test(test_two_people_must_enter_the_same_number),
        cmocka_unit_test(test_the_way_out_counts_a_day_later),
        cmocka_unit_test(test_a_new_shop_begins_in_the_middle),
        cmocka_unit_test(test_what_comes_in_between_stays_beside_the_draw),
        cmocka_unit_test(test_two_shops_of_one_owner_are_one_in_the_draw),
        cmocka_unit_test(test_room_in_all_shops_is_a_limit),
        cmocka_unit_test(test_a_round_without_wishes_gives_nothing_away),
        cmocka_unit_test(test_names_are_hidden_where_the_rules_say_so),
    };
    return TEST_DB_RUN("allocation draw", tests);
}
