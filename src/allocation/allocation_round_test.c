/* SPDX-License-Identifier: EUPL-1.2 */
/* Rounds: made, filled, opened, called off. */
#include "allocation/allocation_scene.h"
#include "centre/centre.h"
#include "mail/mail.h"

int allocation_allocation_round_test(void);

/* Of the newest mail. */
static struct str last_line(struct scene *scene)
{
    struct mail_items items;
    assert_int_equal(mail_list(&scene->ctx, 1, &items), OK);
    struct str rest = str_trim(items.ptr[0].text);
    struct str line = {0};
    while (str_split(&rest, '\n', &line)) {
    }
    return line;
}

static int64_t mails(struct scene *scene)
{
    struct mail_items items;
    assert_int_equal(mail_list(&scene->ctx, 100, &items), OK);
    return (int64_t)items.count;
}

static int64_t reserved_for(struct scene *scene, int64_t thing_id)
{
    int64_t owner_id = 0;
    assert_int_equal(goods_reserved_for(&scene->ctx, thing_id, &owner_id), OK);
    return owner_id;
}

static void assert_refused(struct scene *scene, const struct new_round *round, const char *field)
{
    int64_t id = 0;
    assert_int_equal(allocation_round_add(&scene->ctx, round, &id), INVALID);
    assert_string_equal(scene->ctx.err.field, field);
}

static void test_a_round_must_make_sense(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct new_round good = scene_times(&scene);
    struct new_round bad = good;
    bad.label = STR("   ");
    assert_refused(&scene, &bad, "label");
    bad = good;
    bad.label = STR("a\nb");
    assert_refused(&scene, &bad, "label");
    bad = good;
    bad.closes_ms = scene.ctx.now_ms;
    assert_refused(&scene, &bad, "closes");
    bad = good;
    bad.opens_ms = bad.closes_ms;
    assert_refused(&scene, &bad, "opens");
    bad = good;
    bad.draw_ms = bad.closes_ms - 1;
    assert_refused(&scene, &bad, "draw");
    bad = good;
    bad.points_ppm = 1000001;
    assert_refused(&scene, &bad, "points");
    bad = good;
    bad.parent_id = 5;
    assert_refused(&scene, &bad, "parent");
    scene_end(&scene);
}

static void test_rounds_are_numbered_and_drafts_are_the_offices(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct new_round times = scene_times(&scene);
    struct rounds rounds;
    struct round round;
    int64_t first = 0;
    int64_t second = 0;
    assert_int_equal(allocation_round_add(ctx, &times, &first), OK);
    assert_int_equal(allocation_round_add(ctx, &times, &second), OK);
    assert_int_equal(scene_round(&scene, first).number, 1);
    assert_int_equal(scene_round(&scene, second).number, 2);
    assert_int_equal(allocation_rounds(ctx, true, NO_I64, 10, &rounds), OK);
    assert_int_equal(rounds.count, 2);
    assert_int_equal(rounds.ptr[0].number, 2);
    assert_int_equal(allocation_rounds(ctx, false, NO_I64, 10, &rounds), OK);
    assert_int_equal(rounds.count, 0);
    assert_int_equal(allocation_round_by_number(ctx, 2, &round), OK);
    assert_int_equal(round.id, second);
    times.label = STR("Uke 49");
    assert_int_equal(allocation_round_set(ctx, second, 1, &times), OK);
    assert_int_equal(allocation_round_set(ctx, second, 1, &times), CONFLICT);
    assert_str(scene_round(&scene, second).label, "Uke 49");
    assert_int_equal(allocation_round_plan(ctx, second, 2, true), OK);
    assert_true(scene_round(&scene, second).planned);
    scene_end(&scene);
}

static void test_a_lot_is_in_one_round_at_a_time(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct new_round times = scene_times(&scene);
    const struct thing given = scene_lot(&scene, scene.category, "");
    const struct thing free = scene_lot(&scene, scene.category, "");
    int64_t other = 0;
    int64_t count = 0;
    assert_int_equal(goods_allot(ctx, given.id, scene.shops[0]), OK);
    const int64_t round = scene_draft(&scene);
    assert_int_equal(allocation_lot_count(ctx, round, &count), OK);
    assert_int_equal(count, 1);
    assert_int_equal(reserved_for(&scene, free.id), round);
    int64_t ids[] = {free.id};
    const struct i64_list list = {ids, 1, 1};
    assert_int_equal(allocation_round_add(ctx, &times, &other), OK);
    assert_int_equal(allocation_round_add_lots(ctx, other, &list), CONFLICT);
    assert_int_equal(allocation_round_add_lots(ctx, round, &list), OK);
    ids[0] = given.id;
    assert_int_equal(allocation_round_add_lots(ctx, other, &list), CONFLICT);
    ids[0] = 12;
    assert_int_equal(allocation_round_add_lots(ctx, other, &list), NOT_FOUND);
    ids[0] = free.id;
    assert_int_equal(allocation_round_remove_lots(ctx, round, &list), OK);
    assert_true(reserved_for(&scene, free.id) == NO_I64);
    assert_int_equal(allocation_round_add_lots(ctx, other, &list), OK);
    assert_int_equal(reserved_for(&scene, free.id), other);
    scene_end(&scene);
}

static void test_a_mail_leads_to_the_page_it_is_about(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct centre centre;
    struct round round;
    scene_lot(&scene, scene.category, "");
    scene_rules(&scene);
    mail_configure((struct mail_settings){.public_url = STR("https://ombruk.example.no")});
    const int64_t id = scene_draft(&scene);
    assert_int_equal(allocation_round_open(&scene.ctx, id), OK);
    mail_configure((struct mail_settings){.smtp_url = STR("")});
    assert_int_equal(allocation_round(&scene.ctx, id, &round), OK);
    assert_int_equal(centre_get(&scene.ctx, &centre), OK);
    assert_str(last_line(&scene),
               str_format(scene.ctx.mem, "https://ombruk.example.no/c/%s/onsker?runde=%d",
                          centre.slug.ptr, (int)round.number)
                   .ptr);
    scene_end(&scene);
}

static void test_a_round_opens_with_the_rules_of_that_day(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct thing lot = scene_lot(&scene, scene.category, "");
    struct round_lots lots;
    struct rounds open;
    struct new_round times = scene_times(&scene);
    int64_t empty = 0;
    times.opens_ms += MS_PER_HOUR;
    times.points_ppm = 500000;
    int64_t round = 0;
    int64_t added = 0;
    assert_int_equal(allocation_round_add(ctx, &times, &empty), OK);
    assert_int_equal(allocation_round_add(ctx, &times, &round), OK);
    assert_int_equal(allocation_round_add_all(ctx, round, &added), OK);
    assert_int_equal(added, 1);
    assert_int_equal(allocation_round_open(ctx, round), CONFLICT);
    const int64_t rules = scene_rules(&scene);
    assert_int_equal(allocation_round_open(ctx, empty), CONFLICT);
    assert_int_equal(allocation_lots(ctx, round, 0, 10, &lots), OK);
    assert_int_equal(lots.ptr[0].points_mp, 1000);
    assert_int_equal(allocation_round_open(ctx, round), OK);
    assert_int_equal(allocation_round_open(ctx, round), OK);
    const struct round opened = scene_round(&scene, round);
    assert_int_equal(opened.state, ROUND_OPEN);
    assert_int_equal(opened.rules_id, rules);
    assert_int_equal(opened.opens_ms, ctx->now_ms);
    assert_str(opened.chain, "drand quicknet");
    assert_true(1692803367000 + (opened.beacon_round - 1) * 3000 >= opened.draw_ms);
    assert_true(1692803367000 + (opened.beacon_round - 2) * 3000 < opened.draw_ms);
    assert_int_equal(allocation_lots(ctx, round, 0, 10, &lots), OK);
    assert_int_equal(lots.count, 1);
    assert_int_equal(lots.ptr[0].thing.id, lot.id);
    assert_int_equal(lots.ptr[0].points_mp, 1000);
    assert_true(lots.ptr[0].quota_class.len > 0);
    /* A change of the rules does not reach it any more. */
    struct allocation_rules later = allocation_rules_first(ctx);
    later.points.ptr[3].points_mp = 77000;
    int64_t ignored = 0;
    assert_int_equal(allocation_rules_add(ctx, &later, &ignored), OK);
    assert_int_equal(allocation_lots(ctx, round, 0, 10, &lots), OK);
    assert_int_equal(lots.ptr[0].points_mp, 1000);
    assert_int_equal(mails(&scene), SCENE_SHOPS);
    assert_int_equal(allocation_open_rounds(ctx, &open), OK);
    assert_int_equal(open.count, 1);
    scene_at(&scene, times.closes_ms);
    assert_int_equal(allocation_open_rounds(ctx, &open), OK);
    assert_int_equal(open.count, 0);
    const struct i64_list none = {0};
    assert_int_equal(allocation_round_add_lots(ctx, round, &none), CONFLICT);
    assert_int_equal(allocation_round_set(ctx, round, opened.version, &times), INVALID);
    scene_end(&scene);
}

static void test_a_shop_without_a_real_address_holds_nothing_up(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct tenant shop;
    (void)scene_rules(&scene);
    (void)scene_lot(&scene, scene.category, "");
    assert_int_equal(tenants_get(&scene.ctx, scene.shops[0], &shop), OK);
    shop.email = STR("nobody, nowhere");
    assert_int_equal(tenants_change(&scene.ctx, &shop), OK);
    const int64_t round = scene_draft(&scene);
    assert_int_equal(allocation_round_open(&scene.ctx, round), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_OPEN);
    assert_int_equal(mails(&scene), SCENE_SHOPS - 1);
    scene_end(&scene);
}

static void test_a_round_whose_close_has_passed_does_not_open(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    (void)scene_rules(&scene);
    (void)scene_lot(&scene, scene.category, "");
    const int64_t round = scene_draft(&scene);
    scene_at(&scene, scene.ctx.now_ms + MS_PER_DAY);
    assert_int_equal(allocation_round_open(&scene.ctx, round), CONFLICT);
    scene_end(&scene);
}

static void test_a_draft_is_deleted_and_an_open_round_called_off(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct round gone;
    (void)scene_rules(&scene);
    const struct thing lot = scene_lot(&scene, scene.category, "");
    const int64_t draft = scene_draft(&scene);
    assert_int_equal(allocation_round_cancel(ctx, draft, STR("")), OK);
    assert_int_equal(allocation_round(ctx, draft, &gone), NOT_FOUND);
    assert_true(reserved_for(&scene, lot.id) == NO_I64);
    const int64_t round = scene_draft(&scene);
    assert_int_equal(allocation_round_open(ctx, round), OK);
    assert_int_equal(allocation_round_cancel(ctx, round, STR("no")), INVALID);
    assert_int_equal(allocation_round_cancel(ctx, round, STR("The station burned down.")), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_CANCELLED);
    assert_str(scene_round(&scene, round).reason, "The station burned down.");
    assert_true(reserved_for(&scene, lot.id) == NO_I64);
    assert_int_equal(mails(&scene), 2 * SCENE_SHOPS);
    assert_int_equal(allocation_round_cancel(ctx, round, STR("The station burned down.")),
                     CONFLICT);
    const int64_t late = scene_draft(&scene);
    assert_int_equal(allocation_round_open(ctx, late), OK);
    scene_at(&scene, scene_round(&scene, late).closes_ms);
    assert_int_equal(allocation_round_cancel(ctx, late, STR("The station burned down.")), CONFLICT);
    scene_end(&scene);
}

static void test_a_round_has_at_most_so_many_lots(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    const struct new_round times = scene_times(&scene);
    int64_t round = 0;
    int64_t added = 0;
    struct things more;
    if (test_db_engine() != DB_SQLITE) {
        scene_end(&scene);
        return; /* so many statements one by one over a connection take minutes */
    }
    const struct arena_mark mark = arena_mark(ctx->mem);
    for (int i = 0; i < ALLOCATION_LOTS_MAX + 2; i++) {
        (void)scene_lot(&scene, scene.category, "");
        arena_reset(ctx->mem, mark);
    }
    assert_int_equal(allocation_round_add(ctx, &times, &round), OK);
    assert_int_equal(allocation_round_add_all(ctx, round, &added), OK);
    assert_int_equal(added, ALLOCATION_LOTS_MAX);
    assert_int_equal(goods_unreserved(ctx, NO_I64, 10, &more), OK);
    assert_int_equal(more.count, 2);
    const struct i64_list list = {&more.ptr[0].id, 1, 1};
    assert_int_equal(allocation_round_add_lots(ctx, round, &list), INVALID);
    assert_string_equal(ctx->err.field, "lots");
    scene_end(&scene);
}

static void recall(struct scene *scene, int64_t thing_id)
{
    bool is_new = false;
    assert_int_equal(goods_stop_set(&scene->ctx, thing_id, STOP_RECALLED, STR("recall=7"), &is_new),
                     OK);
}

static int64_t lots_of(struct scene *scene, int64_t round_id)
{
    int64_t count = 0;
    assert_int_equal(allocation_lot_count(&scene->ctx, round_id, &count), OK);
    return count;
}

static void test_a_recalled_lot_leaves_the_open_round_and_who_wished_is_told(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct mail_items items;
    struct wishes wishes;
    (void)scene_rules(&scene);
    const struct thing bad = scene_lot(&scene, scene.category, "");
    const struct thing good = scene_lot(&scene, scene.category, "");
    const int64_t round = scene_draft(&scene);
    assert_int_equal(allocation_round_open(ctx, round), OK);
    assert_int_equal(allocation_wish_set(ctx, round, scene.shops[0], bad.id, 3, WISH_OWN), OK);
    assert_int_equal(allocation_wish_set(ctx, round, scene.shops[0], good.id, 1, WISH_OWN), OK);
    const int64_t before = mails(&scene);
    recall(&scene, bad.id);
    scene_at(&scene, ctx->now_ms + MS_PER_MINUTE);
    assert_int_equal(allocation_tick(ctx), OK);
    assert_int_equal(lots_of(&scene, round), 1);
    assert_true(reserved_for(&scene, bad.id) == NO_I64);
    assert_int_equal(reserved_for(&scene, good.id), round);
    assert_int_equal(allocation_wishes(ctx, round, scene.shops[0], &wishes), OK);
    assert_int_equal(wishes.count, 1);
    assert_int_equal(mails(&scene), before + 1);
    assert_int_equal(mail_list(ctx, 1, &items), OK);
    assert_str(items.ptr[0].to, "hjulet@shop.example");
    assert_true(str_find(items.ptr[0].text, bad.code) >= 0);
    scene_end(&scene);
}

static void test_what_is_stopped_is_not_in_what_is_committed_to(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    (void)scene_rules(&scene);
    const struct thing bad = scene_lot(&scene, scene.category, "");
    const struct thing early = scene_lot(&scene, scene.category, "");
    (void)scene_lot(&scene, scene.category, "");
    const int64_t round = scene_draft(&scene);
    recall(&scene, early.id);
    assert_int_equal(allocation_round_open(ctx, round), OK);
    assert_int_equal(lots_of(&scene, round), 2);
    scene_at(&scene, ctx->now_ms + MS_PER_DAY);
    recall(&scene, bad.id);
    assert_int_equal(allocation_close(ctx, round), OK);
    assert_int_equal(lots_of(&scene, round), 1);
    assert_int_equal(scene_round(&scene, round).state, ROUND_CLOSED);
    assert_true(reserved_for(&scene, bad.id) == NO_I64);
    scene_end(&scene);
}

static void test_a_round_whose_only_lot_is_stopped_still_closes(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    (void)scene_rules(&scene);
    const struct thing bad = scene_lot(&scene, scene.category, "");
    const int64_t round = scene_draft(&scene);
    assert_int_equal(allocation_round_open(ctx, round), OK);
    recall(&scene, bad.id);
    scene_at(&scene, ctx->now_ms + MS_PER_DAY);
    assert_int_equal(allocation_close(ctx, round), OK);
    assert_int_equal(scene_round(&scene, round).state, ROUND_CLOSED);
    scene_end(&scene);
}

int allocation_allocation_round_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_round_must_make_sense),
        cmocka_unit_test(test_rounds_are_numbered_and_drafts_are_the_offices),
        cmocka_unit_test(test_a_lot_is_in_one_round_at_a_time),
        cmocka_unit_test(test_a_mail_leads_to_the_page_it_is_about),
        cmocka_unit_test(test_a_round_opens_with_the_rules_of_that_day),
        cmocka_unit_test(test_a_shop_without_a_real_address_holds_nothing_up),
        cmocka_unit_test(test_a_round_whose_close_has_passed_does_not_open),
        cmocka_unit_test(test_a_draft_is_deleted_and_an_open_round_called_off),
        cmocka_unit_test(test_a_recalled_lot_leaves_the_open_round_and_who_wished_is_told),
        cmocka_unit_test(test_what_is_stopped_is_not_in_what_is_committed_to),
        cmocka_unit_test(test_a_round_whose_only_lot_is_stopped_still_closes),
        cmocka_unit_test(test_a_round_has_at_most_so_many_lots),
    };
    return TEST_DB_RUN("allocation round", tests);
}
