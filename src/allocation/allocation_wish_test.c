/* SPDX-License-Identifier: EUPL-1.2 */
/* Wishes: who may wish when, what the last word is, and what standing wishes become. */
#include <stdio.h>

#include "allocation/allocation.h"
#include "allocation/allocation_wish_store.h"
#include "base/clock.h"
#include "centre/centre.h"
#include "tenants/tenants.h"
#include "test_db.h"

int allocation_allocation_wish_test(void);

/* Tuesday 15 December 2026, 16:00 in Oslo; the wishes close on Wednesday at 12. */
#define TUESDAY_MS   INT64_C(1797346800000)
#define WEDNESDAY_MS INT64_C(1797418800000)
#define ROUND        INT64_C(7001)
#define OTHER_ROUND  INT64_C(7002)

struct scene {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shop;
    int64_t other_shop;
    struct thing bike;
    struct thing broken_bike;
    struct thing snowsuit;
    struct thing pram;
};

/* ---- rows that the rest of the room makes in its own way ---- */

#define NUMBERS_MAX 8

struct numbers {
    const struct sql *sql;
    int64_t number[NUMBERS_MAX];
};

static enum status write_numbers(struct ctx *ctx, void *arg)
{
    const struct numbers *numbers = arg;
    struct db_value values[NUMBERS_MAX];
    for (int i = 0; i < numbers->sql->param_count; i++) {
        values[i] = db_i64(numbers->number[i]);
    }
    return db_exec(ctx, numbers->sql, values);
}

static const enum db_kind all_numbers[NUMBERS_MAX] = {DB_I64, DB_I64, DB_I64, DB_I64,
                                                      DB_I64, DB_I64, DB_I64, DB_I64};

#define ROUND_SQL(centre, id, number, state, closes)                                               \
    "INSERT INTO round (centre_id, id, number, label, parent_id, state, planned, opens_ms, "       \
    "closes_ms, draw_ms, rules_id, chain, beacon_round, points_ppm, opened_ms, reminded_ms, "      \
    "closed_ms, drawn_ms, published_ms, settled_ms, run_id, made_ms, made_by, version) VALUES "    \
    "(" centre ", " id ", " number ", 'Uke 51', NULL, " state ", 0, 0, " closes ", " closes        \
    ", NULL, '', 0, 1000000, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 1)"

static const struct sql round_sql = {
    .name = "test_round",
    .text = {ROUND_SQL("?1", "?2", "?3", "?4", "?5"), ROUND_SQL("$1", "$2", "$3", "$4", "$5")},
    .param_kinds = all_numbers,
    .param_count = 5,
    .writes = true};

#define LOT_SQL(centre, round, thing, station, category)                                           \
    "INSERT INTO round_lot (centre_id, round_id, thing_id, code, station_id, category_id, "        \
    "points_mp, quota_class, requires, withdrawn) VALUES (" centre ", " round ", " thing           \
    ", '', " station ", " category ", 1000, '', '', 0)"

static const struct sql lot_sql = {
    .name = "test_round_lot",
    .text = {LOT_SQL("?1", "?2", "?3", "?4", "?5"), LOT_SQL("$1", "$2", "$3", "$4", "$5")},
    .param_kinds = all_numbers,
    .param_count = 5,
    .writes = true};

#define STATE_SQL(centre, round, state)                                                            \
    "UPDATE round SET state = " state " WHERE centre_id = " centre " AND id = " round

static const struct sql state_sql = {
    .name = "test_round_state",
    .text = {STATE_SQL("?1", "?2", "?3"), STATE_SQL("$1", "$2", "$3")},
    .param_kinds = all_numbers,
    .param_count = 3,
    .writes = true};

#define DELEGATE_SQL(centre, tenant)                                                               \
    "INSERT INTO participant (centre_id, tenant_id, lead_id, weight, startup, cap_lots, state, "   \
    "delegated, version) VALUES (" centre ", " tenant ", " tenant ", 1, 0, NULL, 1, 1, 1)"

static const struct sql delegate_sql = {
    .name = "test_delegate",
    .text = {DELEGATE_SQL("?1", "?2"), DELEGATE_SQL("$1", "$2")},
    .param_kinds = all_numbers,
    .param_count = 2,
    .writes = true};

static void add_round(struct scene *scene, int64_t id, int64_t number)
{
    struct numbers row = {&round_sql, {scene->ctx.centre_id, id, number, ROUND_OPEN, WEDNESDAY_MS}};
    assert_int_equal(db_write(&scene->ctx, write_numbers, &row), OK);
}

static void add_lot(struct scene *scene, int64_t round_id, const struct thing *thing)
{
    struct numbers row = {
        &lot_sql,
        {scene->ctx.centre_id, round_id, thing->id, thing->holder_id, thing->category_id}};
    assert_int_equal(db_write(&scene->ctx, write_numbers, &row), OK);
}

static void set_state(struct scene *scene, enum round_state state)
{
    struct numbers row = {&state_sql, {scene->ctx.centre_id, ROUND, state}};
    assert_int_equal(db_write(&scene->ctx, write_numbers, &row), OK);
}

/* ---- the scene ---- */

static struct thing receive(struct scene *scene, const char *key, const char *category,
                            enum station_state state, const char *size)
{
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of(key),
                            .holder_id = scene->station,
                            .source_id = scene->station,
                            .category_id = goods_codes_category_by_key(str_of(category))->id,
                            .kind_key = STR(""),
                            .count = 1,
                            .g = NO_I64,
                            .state = state,
                            .size_key = str_of(size),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&scene->ctx, &lot, &thing, &is_new), OK);
    return thing;
}

static struct tenant shop_named(const char *slug, const char *number)
{
    return (struct tenant){
        .slug = str_of(slug), .name = str_of(slug), .organisation_number = str_of(number)};
}

static struct scene scene_begin(void)
{
    struct scene scene = {.db = test_db_open(test_db_engine())};
    const struct centre centre = {.slug = STR("proven"),
                                  .name = STR("Ombrukssenteret"),
                                  .municipality = STR("Fjordvik"),
                                  .time_zone = STR("Europe/Oslo")};
    const struct tenant shop = shop_named("hjulet", "100001381");
    const struct tenant other = shop_named("sportsloftet", "100000016");
    clock_set_ms(TUESDAY_MS);
    test_ctx_begin(&scene.ctx, scene.db);
    struct ctx *ctx = &scene.ctx;
    assert_int_equal(centre_add(ctx, &centre), OK);
    ctx->zone = centre.time_zone;
    assert_int_equal(goods_load_codes(ctx), OK);
    assert_int_equal(goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &scene.station), OK);
    assert_int_equal(tenants_add(ctx, &shop, &scene.shop), OK);
    assert_int_equal(tenants_add(ctx, &other, &scene.other_shop), OK);
    scene.bike = receive(&scene, "1", "cycles", STATE_WHOLE, "");
    scene.broken_bike = receive(&scene, "2", "cycles", STATE_REPAIR, "");
    scene.snowsuit = receive(&scene, "3", "snowsuits", STATE_WHOLE, "h98-104");
    scene.pram = receive(&scene, "4", "prams", STATE_WHOLE, "");
    add_round(&scene, ROUND, 1);
    add_lot(&scene, ROUND, &scene.bike);
    add_lot(&scene, ROUND, &scene.broken_bike);
    add_lot(&scene, ROUND, &scene.snowsuit);
    add_lot(&scene, ROUND, &scene.pram);
    return scene;
}

static void scene_end(struct scene *scene)
{
    test_ctx_end(&scene->ctx);
    centre_close(scene->db);
    db_close(scene->db);
    clock_release();
}

static enum status wish(struct scene *scene, const struct thing *thing, int64_t stars)
{
    scene->ctx.err = (struct ctx_error){0};
    return allocation_wish_set(&scene->ctx, ROUND, scene->shop, thing->id, stars, WISH_OWN);
}

static int64_t standing(struct scene *scene, const struct standing_wish *wish)
{
    int64_t id = 0;
    assert_int_equal(allocation_standing_add(&scene->ctx, scene->shop, wish, &id), OK);
    assert_true(id > 0);
    return id;
}

static struct standing_wish every(const char *category, int64_t stars)
{
    return (struct standing_wish){.category_id = goods_codes_category_by_key(str_of(category))->id,
                                  .stars = stars};
}

/* Stars of the lot as they would be sent in; 0: not wished. */
static int64_t sent_in(struct scene *scene, const struct thing *thing, int64_t *ret_source)
{
    struct wishes wishes;
    assert_int_equal(allocation_wishes_expanded(&scene->ctx, ROUND, scene->shop, &wishes), OK);
    *ret_source = 0;
    for (size_t i = 0; i < wishes.count; i++) {
        assert_true(wishes.ptr[i].stars > 0);
        if (wishes.ptr[i].thing_id == thing->id) {
            *ret_source = wishes.ptr[i].source;
            return wishes.ptr[i].stars;
        }
    }
    return 0;
}

static void assert_sent_in(struct scene *scene, const struct thing *thing, int64_t stars,
                           int64_t source)
{
    int64_t found = 0;
    assert_int_equal(sent_in(scene, thing, &found), stars);
    assert_int_equal(found, source);
}

/* ---- the tests ---- */

static void the_last_wish_counts(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct wishes wishes;
    assert_int_equal(wish(&scene, &scene.bike, 1), OK);
    assert_int_equal(wish(&scene, &scene.bike, 3), OK);
    assert_int_equal(wish(&scene, &scene.bike, 3), OK);
    assert_int_equal(wish(&scene, &scene.pram, 2), OK);
    assert_int_equal(wish(&scene, &scene.pram, 0), OK);
    assert_int_equal(allocation_wishes(&scene.ctx, ROUND, scene.shop, &wishes), OK);
    assert_int_equal(wishes.count, 2);
    assert_int_equal(wishes.ptr[0].thing_id, scene.bike.id);
    assert_int_equal(wishes.ptr[0].stars, 3);
    assert_int_equal(wishes.ptr[0].source, WISH_OWN);
    assert_int_equal(wishes.ptr[1].stars, 0);
    assert_sent_in(&scene, &scene.bike, 3, WISH_OWN);
    assert_sent_in(&scene, &scene.pram, 0, 0);
    scene_end(&scene);
}

static void another_shop_sees_nothing_of_it(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct wishes wishes;
    assert_int_equal(wish(&scene, &scene.bike, 3), OK);
    assert_int_equal(allocation_wishes(&scene.ctx, ROUND, scene.other_shop, &wishes), OK);
    assert_int_equal(wishes.count, 0);
    assert_int_equal(allocation_wishes_expanded(&scene.ctx, ROUND, scene.other_shop, &wishes), OK);
    assert_int_equal(wishes.count, 0);
    scene_end(&scene);
}

static void stars_go_from_none_to_three(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    assert_int_equal(wish(&scene, &scene.bike, 4), INVALID);
    assert_string_equal(scene.ctx.err.field, "stars");
    assert_int_equal(wish(&scene, &scene.bike, -1), INVALID);
    scene_end(&scene);
}

static void only_lots_of_the_round_can_be_wished(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct thing elsewhere = receive(&scene, "9", "cycles", STATE_WHOLE, "");
    add_round(&scene, OTHER_ROUND, 2);
    add_lot(&scene, OTHER_ROUND, &elsewhere);
    assert_int_equal(wish(&scene, &elsewhere, 1), NOT_FOUND);
    assert_int_equal(allocation_wish_set(&scene.ctx, 1, scene.shop, elsewhere.id, 1, WISH_OWN),
                     NOT_FOUND);
    scene_end(&scene);
}

static void the_wishes_close_to_the_millisecond(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    scene.ctx.now_ms = WEDNESDAY_MS - 1;
    assert_int_equal(wish(&scene, &scene.bike, 1), OK);
    assert_int_equal(allocation_room_set(&scene.ctx, ROUND, scene.shop, 4), OK);
    scene.ctx.now_ms = WEDNESDAY_MS;
    assert_int_equal(wish(&scene, &scene.bike, 2), CONFLICT);
    assert_string_equal(scene.ctx.err.message, "The wishes closed {detail}.");
    scene.ctx.lang = LANG_EN;
    assert_int_equal(wish(&scene, &scene.bike, 2), CONFLICT);
    assert_string_equal(scene.ctx.err.detail.ptr, "Wednesday 16\u00a0December at 12\u00a0pm");
    assert_int_equal(allocation_room_set(&scene.ctx, ROUND, scene.shop, 9), CONFLICT);
    assert_sent_in(&scene, &scene.bike, 1, WISH_OWN);
    scene_end(&scene);
}

static void a_round_that_is_not_open_takes_no_wishes(void **state)
{
    (void)state;
    static const enum round_state others[] = {ROUND_DRAFT, ROUND_CLOSED, ROUND_DRAWN,
                                              ROUND_PUBLISHED, ROUND_SETTLED};
    struct scene scene = scene_begin();
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        set_state(&scene, others[i]);
        assert_int_equal(wish(&scene, &scene.bike, 1), CONFLICT);
        assert_non_null(scene.ctx.err.message);
    }
    scene_end(&scene);
}

static void the_manager_wishes_only_when_asked_to(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct numbers row = {&delegate_sql, {ctx->centre_id, scene.shop}};
    assert_int_equal(allocation_wish_set(ctx, ROUND, scene.shop, scene.bike.id, 2, WISH_MANAGER),
                     FORBIDDEN);
    assert_int_equal(db_write(ctx, write_numbers, &row), OK);
    assert_int_equal(allocation_wish_set(ctx, ROUND, scene.shop, scene.bike.id, 2, WISH_MANAGER),
                     OK);
    assert_int_equal(
        allocation_wish_set(ctx, ROUND, scene.other_shop, scene.bike.id, 2, WISH_MANAGER),
        FORBIDDEN);
    assert_sent_in(&scene, &scene.bike, 2, WISH_MANAGER);
    scene_end(&scene);
}

static void room_for_lots_is_kept_and_forgotten(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    int64_t most = 0;
    assert_int_equal(allocation_room(ctx, ROUND, scene.shop, &most), OK);
    assert_true(most == NO_I64);
    assert_int_equal(allocation_room_set(ctx, ROUND, scene.shop, 12), OK);
    assert_int_equal(allocation_room(ctx, ROUND, scene.shop, &most), OK);
    assert_int_equal(most, 12);
    assert_int_equal(allocation_room(ctx, ROUND, scene.other_shop, &most), OK);
    assert_true(most == NO_I64);
    assert_int_equal(allocation_room_set(ctx, ROUND, scene.shop, NO_I64), OK);
    assert_int_equal(allocation_room(ctx, ROUND, scene.shop, &most), OK);
    assert_true(most == NO_I64);
    assert_int_equal(allocation_room_set(ctx, ROUND, scene.shop, -1), INVALID);
    assert_int_equal(allocation_room_set(ctx, ROUND, scene.shop, ALLOCATION_LOTS_MAX + 1), INVALID);
    scene_end(&scene);
}

static void a_standing_wish_takes_the_category_with_its_children(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct standing_wish clothes = every("clothes", 1);
    standing(&scene, &clothes);
    assert_sent_in(&scene, &scene.snowsuit, 1, WISH_STANDING);
    assert_sent_in(&scene, &scene.bike, 0, 0);
    scene_end(&scene);
}

static void a_standing_wish_can_ask_for_size_and_state(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct standing_wish suits = every("snowsuits", 2);
    suits.size_key = STR("h104");
    struct standing_wish broken = every("cycles", 3);
    broken.station_state = STATE_REPAIR;
    standing(&scene, &suits);
    standing(&scene, &broken);
    assert_sent_in(&scene, &scene.snowsuit, 2, WISH_STANDING);
    assert_sent_in(&scene, &scene.broken_bike, 3, WISH_STANDING);
    assert_sent_in(&scene, &scene.bike, 0, 0);
    suits.size_key = STR("h110");
    assert_false(allocation_standing_matches(&suits, &scene.snowsuit));
    /* A lot of which nobody wrote the size is not known to fit. */
    suits.size_key = STR("h104");
    scene.snowsuit.size_key = STR("");
    assert_false(allocation_standing_matches(&suits, &scene.snowsuit));
    scene_end(&scene);
}

static void what_is_said_by_hand_wins_over_a_standing_wish(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct standing_wish bikes = every("cycles", 2);
    standing(&scene, &bikes);
    assert_int_equal(wish(&scene, &scene.bike, 0), OK);
    assert_int_equal(wish(&scene, &scene.broken_bike, 1), OK);
    assert_sent_in(&scene, &scene.bike, 0, 0);
    assert_sent_in(&scene, &scene.broken_bike, 1, WISH_OWN);
    scene_end(&scene);
}

static void of_several_standing_wishes_the_strongest_counts(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct standing_wish bikes = every("cycles", 1);
    struct standing_wish broken = every("cycles", 3);
    broken.station_state = STATE_REPAIR;
    standing(&scene, &bikes);
    standing(&scene, &broken);
    assert_sent_in(&scene, &scene.bike, 1, WISH_STANDING);
    assert_sent_in(&scene, &scene.broken_bike, 3, WISH_STANDING);
    scene_end(&scene);
}

static void a_standing_wish_ends_for_its_own_shop_only(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct standing_wish bikes = every("cycles", 2);
    const int64_t id = standing(&scene, &bikes);
    assert_int_equal(allocation_standing_end(&scene.ctx, scene.other_shop, id), NOT_FOUND);
    assert_sent_in(&scene, &scene.bike, 2, WISH_STANDING);
    assert_int_equal(allocation_standing_end(&scene.ctx, scene.shop, id), OK);
    assert_int_equal(allocation_standing_end(&scene.ctx, scene.shop, id), NOT_FOUND);
    assert_sent_in(&scene, &scene.bike, 0, 0);
    scene_end(&scene);
}

static void the_same_standing_wish_again_changes_its_stars(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct standing_wish once = every("cycles", 1);
    const struct standing_wish again = every("cycles", 3);
    struct standing_wishes wishes;
    standing(&scene, &once);
    standing(&scene, &again);
    assert_int_equal(allocation_standing(&scene.ctx, scene.shop, &wishes), OK);
    assert_int_equal(wishes.count, 1);
    assert_int_equal(wishes.ptr[0].stars, 3);
    scene_end(&scene);
}

static void a_standing_wish_must_be_able_to_match(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    int64_t id = 0;
    struct standing_wish wish = every("cycles", 1);
    wish.category_id = 1;
    assert_int_equal(allocation_standing_add(ctx, scene.shop, &wish, &id), INVALID);
    assert_string_equal(ctx->err.field, "category");
    wish = every("cycles", 1);
    wish.kind_key = STR("child_snowsuit");
    assert_int_equal(allocation_standing_add(ctx, scene.shop, &wish, &id), INVALID);
    assert_string_equal(ctx->err.field, "kind");
    wish = every("snowsuits", 1);
    wish.size_key = STR("huge");
    assert_int_equal(allocation_standing_add(ctx, scene.shop, &wish, &id), INVALID);
    assert_string_equal(ctx->err.field, "size");
    wish = every("snowsuits", 0);
    assert_int_equal(allocation_standing_add(ctx, scene.shop, &wish, &id), INVALID);
    assert_string_equal(ctx->err.field, "stars");
    scene_end(&scene);
}

static void a_shop_has_fifty_standing_wishes_at_most(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    int64_t id = 0;
    const struct goods_codes *codes = goods_codes_all();
    assert_true(codes->category_count > ALLOCATION_STANDING_MAX);
    for (size_t i = 0; i < ALLOCATION_STANDING_MAX; i++) {
        const struct standing_wish wish = {.category_id = codes->categories[i].id, .stars = 1};
        standing(&scene, &wish);
    }
    const struct standing_wish more = {.category_id = codes->categories[ALLOCATION_STANDING_MAX].id,
                                       .stars = 1};
    assert_int_equal(allocation_standing_add(&scene.ctx, scene.shop, &more, &id), INVALID);
    assert_string_equal(scene.ctx.err.field, "category");
    const struct standing_wish again = {.category_id = codes->categories[0].id, .stars = 2};
    standing(&scene, &again);
    scene_end(&scene);
}

static void habits_are_what_the_shop_wished_in_rounds_before(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct i64_list habits;
    assert_int_equal(wish(&scene, &scene.bike, 3), OK);
    assert_int_equal(wish(&scene, &scene.broken_bike, 1), OK);
    assert_int_equal(wish(&scene, &scene.pram, 0), OK);
    assert_int_equal(
        allocation_wish_set(ctx, ROUND, scene.other_shop, scene.snowsuit.id, 2, WISH_OWN), OK);
    /* The round itself does not count: else the first press would change what suits a new shop. */
    assert_int_equal(allocation_wish_store_habits(ctx, 1, scene.shop, &habits), OK);
    assert_int_equal(habits.count, 0);
    assert_int_equal(allocation_wish_store_habits(ctx, 2, scene.shop, &habits), OK);
    assert_int_equal(habits.count, 1);
    assert_int_equal(habits.ptr[0], scene.bike.category_id);
    assert_int_equal(allocation_wish_store_habits(ctx, 21, scene.shop, &habits), OK);
    assert_int_equal(habits.count, 1);
    assert_int_equal(allocation_wish_store_habits(ctx, 22, scene.shop, &habits), OK);
    assert_int_equal(habits.count, 0);
    scene_end(&scene);
}

int allocation_allocation_wish_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_wish_counts),
        cmocka_unit_test(another_shop_sees_nothing_of_it),
        cmocka_unit_test(stars_go_from_none_to_three),
        cmocka_unit_test(only_lots_of_the_round_can_be_wished),
        cmocka_unit_test(the_wishes_close_to_the_millisecond),
        cmocka_unit_test(a_round_that_is_not_open_takes_no_wishes),
        cmocka_unit_test(the_manager_wishes_only_when_asked_to),
        cmocka_unit_test(room_for_lots_is_kept_and_forgotten),
        cmocka_unit_test(a_standing_wish_takes_the_category_with_its_children),
        cmocka_unit_test(a_standing_wish_can_ask_for_size_and_state),
        cmocka_unit_test(what_is_said_by_hand_wins_over_a_standing_wish),
        cmocka_unit_test(of_several_standing_wishes_the_strongest_counts),
        cmocka_unit_test(a_standing_wish_ends_for_its_own_shop_only),
        cmocka_unit_test(the_same_standing_wish_again_changes_its_stars),
        cmocka_unit_test(a_standing_wish_must_be_able_to_match),
        cmocka_unit_test(a_shop_has_fifty_standing_wishes_at_most),
        cmocka_unit_test(habits_are_what_the_shop_wished_in_rounds_before),
    };
    return TEST_DB_RUN("allocation_wish", tests);
}
