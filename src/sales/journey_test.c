/* SPDX-License-Identifier: EUPL-1.2 */
/* One thing's way through the rooms, below the pages, on both engines: from the station to the
 * figure, and what happens when two want the same. */
#include <pthread.h>
#include <stdio.h>

#include "base/id.h"
#include "sales/sales_world.h"

int sales_journey_test(void);

/* ---- the whole way --------------------------------------------------------------------------- */

static void test_a_code_that_is_taken_is_not_given_again(void **state)
{
    struct world world = world_begin();
    (void)state;
    random_fix(3);
    const struct thing first = receive(&world, "first", 1, 900);
    random_fix(3);
    const struct thing second = receive(&world, "second", 1, 900);
    random_release();
    assert_false(str_equal(first.code, second.code));
    world_end(&world);
}

static void test_a_lot_goes_all_the_way_and_the_figure_counts_it(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct thing lot = in_hand(&world, "a", 3, 3000);
    const struct thing_part part = {.count = 1, .g = NO_I64};
    struct things parts;
    struct listing listing;
    struct sale sale;
    struct impact_figures_list sums;
    bool is_new = false;
    int64_t added = 0;
    assert_int_equal(goods_split(ctx, lot.id, world.shop, lot.seq, &part, 1, &parts), OK);
    assert_int_equal(parts.ptr[0].g, 1000);
    assert_int_equal(try_publish(&world, &parts.ptr[0], 25000, &listing), OK);
    assert_int_equal(total_found(&world, "parkdresser", "", NO_I64), 1);
    const struct new_sale input = sale_of(&listing, "sale-1");
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_int_equal(total_found(&world, "parkdress", "", NO_I64), 0);
    assert_int_equal(impact_follow(ctx, &added), OK);
    assert_int_equal(added, 1);
    assert_int_equal(impact_follow(ctx, &added), OK);
    assert_int_equal(added, 0);
    const int64_t today = centre_today(ctx);
    assert_int_equal(impact_sums(ctx, today, today, &sums), OK);
    assert_int_equal(sums.ptr[0].sum.count, 1);
    assert_int_equal(sums.ptr[0].sum.mass_g, 1000);
    /* One kilo of children's clothes: 22.31 × 0.28 = 6.2 kg, × 0.5 and × 0.646 ÷ 0.28 around it. */
    const struct impact_grams co2 = impact_method_headline(&sums.ptr[0].sum);
    assert_int_equal(co2.low_g, 3123);
    assert_int_equal(co2.central_g, 6247);
    assert_int_equal(co2.high_g, 14412);
    /* What the page of one like it says before it is sold is the same; without a weight, nothing.
     */
    struct impact_grams likely;
    assert_int_equal(impact_likely(ctx, world.snowsuits, STR("child_snowsuit"), 1, 1000, &likely),
                     OK);
    assert_int_equal(likely.low_g, 3123);
    assert_int_equal(likely.high_g, 14412);
    assert_int_equal(impact_likely(ctx, world.snowsuits, STR("child_snowsuit"), 1, NO_I64, &likely),
                     NOT_FOUND);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_undo_is_a_new_event_and_takes_the_figure_back(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    const struct new_sale input = sale_of(&listing, "sale-1");
    struct sale sale;
    struct goods_events events;
    struct impact_figures_list sums;
    bool is_new = false;
    int64_t added = 0;
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_int_equal(sales_undo(ctx, world.shop, sale.id), OK);
    assert_int_equal(goods_events_of(ctx, listing.thing_id, &events), OK);
    assert_int_equal(events.ptr[events.count - 1].kind, GOODS_CORRECTED);
    assert_true(events.ptr[events.count - 1].refers_to == sale.event_id);
    assert_int_equal(total_found(&world, "", "", NO_I64), 1);
    assert_int_equal(impact_follow(ctx, &added), OK);
    assert_int_equal(added, 2);
    assert_int_equal(impact_sums(ctx, 0, INT64_MAX, &sums), OK);
    assert_int_equal(sums.ptr[0].sum.count, 0);
    assert_int_equal(sums.ptr[0].sum.mass_g, 0);
    assert_int_equal(sales_undo(ctx, world.shop, sale.id), CONFLICT);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_only_sales_of_today_can_be_undone_and_only_ones_own(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    const struct new_sale input = sale_of(&listing, "sale-1");
    struct sale sale;
    bool is_new = false;
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_int_equal(sales_undo(ctx, world.other_shop, sale.id), NOT_FOUND);
    at(&world, MONDAY_MS + MS_PER_DAY);
    assert_int_equal(sales_undo(ctx, world.shop, sale.id), CONFLICT);
    world_end(&world);
}

/* ---- the same twice -------------------------------------------------------------------------- */

static void test_the_same_key_makes_one_lot_and_one_sale(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct thing first = receive(&world, "same", 1, 500);
    const struct thing again = receive(&world, "same", 1, 500);
    assert_true(first.id == again.id);
    const struct listing listing = published(&world, "a", 1);
    const struct new_sale input = sale_of(&listing, "double-click");
    struct sale sale;
    struct sale twice;
    bool is_new = false;
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_true(is_new);
    assert_int_equal(sales_sell(ctx, world.shop, &input, &twice, &is_new), OK);
    assert_false(is_new);
    assert_true(sale.id == twice.id);
    const struct new_sale later = sale_of(&listing, "another");
    assert_int_equal(sales_sell(ctx, world.shop, &later, &twice, &is_new), CONFLICT);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_a_lot_is_given_once_and_picked_up_by_its_shop_only(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    struct thing thing = receive(&world, "a", 1, NO_I64);
    bool is_new = false;
    assert_int_equal(goods_pick_up(ctx, thing.code, world.shop, &thing, &is_new), NOT_FOUND);
    assert_int_equal(goods_allot(ctx, thing.id, world.shop), OK);
    assert_int_equal(goods_allot(ctx, thing.id, world.other_shop), CONFLICT);
    assert_int_equal(goods_allot(ctx, thing.id, world.station), INVALID);
    assert_int_equal(goods_pick_up(ctx, thing.code, world.other_shop, &thing, &is_new), NOT_FOUND);
    assert_string_equal(ctx->err.field, "code");
    assert_int_equal(goods_pick_up(ctx, thing.code, world.shop, &thing, &is_new), OK);
    assert_true(is_new);
    assert_int_equal(goods_pick_up(ctx, thing.code, world.shop, &thing, &is_new), OK);
    assert_false(is_new);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_a_lot_split_by_two_at_once_is_a_conflict(void **state)
{
    (void)state;
    struct world world = world_begin();
    const struct thing lot = in_hand(&world, "a", 5, NO_I64);
    const struct thing_part part = {.count = 2, .g = 700};
    const struct thing_part too_many = {.count = 6, .g = NO_I64};
    struct things parts;
    struct ctx *ctx = &world.ctx;
    assert_int_equal(goods_split(ctx, lot.id, world.shop, lot.seq, &part, 1, &parts), OK);
    assert_int_equal(goods_split(ctx, lot.id, world.shop, lot.seq, &part, 1, &parts), CONFLICT);
    assert_int_equal(goods_split(ctx, lot.id, world.shop, lot.seq + 1, &too_many, 1, &parts),
                     INVALID);
    assert_int_equal(goods_split(ctx, lot.id, world.other_shop, lot.seq + 1, &part, 1, &parts),
                     NOT_FOUND);
    assert_ledger_is_right(&world);
    world_end(&world);
}

/* ---- finding --------------------------------------------------------------------------------- */

static void test_things_are_found_by_words_category_size_and_price(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    assert_int_equal(total_found(&world, "grønne parkdresser", "", NO_I64), 1);
    assert_int_equal(total_found(&world, "parkdresser bukse", "", NO_I64), 0);
    assert_int_equal(total_found(&world, "snowsuit", "h104", NO_I64), 1);
    assert_int_equal(total_found(&world, "parkdress", "h98", NO_I64), 0);
    assert_int_equal(total_found(&world, "", "h104", 25000), 1);
    assert_int_equal(total_found(&world, "", "h104", 24999), 0);
    assert_int_equal(total_found(&world, "\"* _k1 OR", "", NO_I64), 0);
    assert_int_equal(total_found(&world, "!!", "", NO_I64), 0);
    assert_int_equal(catalogue_set_price(ctx, world.shop, listing.id, listing.version, 9000), OK);
    assert_int_equal(catalogue_set_price(ctx, world.shop, listing.id, listing.version, 8000),
                     CONFLICT);
    assert_int_equal(total_found(&world, "parkdress", "", 10000), 1);
    assert_int_equal(catalogue_withdraw(ctx, world.other_shop, listing.id), NOT_FOUND);
    assert_int_equal(catalogue_withdraw(ctx, world.shop, listing.id), OK);
    assert_int_equal(total_found(&world, "parkdress", "", NO_I64), 0);
    assert_int_equal(total_found(&world, "", "", NO_I64), 0);
    world_end(&world);
}

static void test_bad_prices_sizes_and_grades_name_their_field(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct thing thing = in_hand(&world, "a", 1, 500);
    struct listing listing;
    const struct publication right = {.thing_id = thing.id,
                                      .title = STR(""),
                                      .wear = STR(""),
                                      .category_id = world.snowsuits,
                                      .kind_key = STR("child_snowsuit"),
                                      .grade = GRADE_USED,
                                      .size_key = STR("h104"),
                                      .colour_id = 1,
                                      .price_ore = 0,
                                      .place = STR("")};
    struct publication wrong[6] = {right, right, right, right, right, right};
    static const char *const fields[] = {"price", "size", "grade", "category", "kind", "colour"};
    wrong[0].price_ore = CATALOGUE_PRICE_MAX_ORE + 1;
    wrong[1].size_key = STR("");
    wrong[2].grade = 5;
    wrong[3].category_id = 7;
    wrong[4].kind_key = STR("no_such_kind");
    wrong[5].colour_id = 999;
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(catalogue_publish(ctx, world.shop, &wrong[i], &listing), INVALID);
        assert_string_equal(ctx->err.field, fields[i]);
    }
    assert_int_equal(total_found(&world, "", "", NO_I64), 0);
    assert_int_equal(catalogue_publish(ctx, world.shop, &right, &listing), OK);
    assert_str(listing.title, "Parkdress, hvit");
    assert_ledger_is_right(&world);
    world_end(&world);
}

/* ---- holding --------------------------------------------------------------------------------- */

static void test_a_hold_keeps_the_last_one_until_it_ends_by_itself(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct hold hold;
    struct hold other;
    struct str token;
    int64_t released = 0;
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("+4790000001"), STR(""), &hold, &token),
                     OK);
    /* Tuesday at 16:00 in Oslo. */
    assert_true(hold.until_ms == MONDAY_MS + MS_PER_DAY + 5 * MS_PER_HOUR);
    assert_int_equal(hold.pickup_code.len, 3);
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("+4790000002"), STR(""), &other, &token),
                     CONFLICT);
    at(&world, hold.until_ms);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(released, 1);
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("+4790000002"), STR(""), &other, &token),
                     OK);
    assert_int_equal(catalogue_hold_cancel(ctx, token), OK);
    assert_int_equal(catalogue_hold_cancel(ctx, token), OK);
    assert_ledger_is_right(&world);
    world_end(&world);
}

static void test_a_phone_holds_one_thing_and_an_email_confirms(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing first = published(&world, "a", 1);
    const struct listing second = published(&world, "b", 1);
    struct hold hold;
    struct str token;
    int64_t released = 0;
    assert_int_equal(catalogue_hold(ctx, first.code, STR("+4790000001"), STR(""), &hold, &token),
                     OK);
    assert_int_equal(catalogue_hold(ctx, second.code, STR("+4790000001"), STR(""), &hold, &token),
                     TOO_MANY);
    assert_int_equal(
        catalogue_hold(ctx, second.code, STR("ella@example.no"), STR("Ella"), &hold, &token), OK);
    assert_true(hold.confirm_until_ms == MONDAY_MS + HOLD_CONFIRM_MS);
    assert_int_equal(catalogue_hold_confirm(ctx, token, STR("nonsense")), INVALID);
    at(&world, MONDAY_MS + HOLD_CONFIRM_MS);
    assert_int_equal(catalogue_hold_confirm(ctx, token, STR("123456")), GONE);
    assert_int_equal(catalogue_release_holds(ctx, &released), OK);
    assert_int_equal(released, 1);
    world_end(&world);
}

static void test_a_held_thing_is_sold_to_its_holder_only(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct ctx *ctx = &world.ctx;
    const struct listing listing = published(&world, "a", 1);
    struct new_sale input = sale_of(&listing, "sale-1");
    struct hold hold;
    struct str token;
    struct sale sale;
    bool is_new = false;
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("+4790000001"), STR(""), &hold, &token),
                     OK);
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), CONFLICT);
    assert_string_equal(ctx->err.field, "hold");
    assert_int_equal(catalogue_hold_by_code(ctx, world.other_shop, hold.pickup_code, &hold),
                     NOT_FOUND);
    assert_int_equal(
        catalogue_hold_by_code(ctx, world.shop, str_lower_ascii(ctx->mem, hold.pickup_code), &hold),
        OK);
    input.hold_id = hold.id;
    assert_int_equal(sales_sell(ctx, world.shop, &input, &sale, &is_new), OK);
    assert_int_equal(catalogue_hold_by_token(ctx, token, &hold), OK);
    assert_int_equal(hold.state, HOLD_COLLECTED);
    assert_int_equal(catalogue_hold(ctx, listing.code, STR("+4790000009"), STR(""), &hold, &token),
                     GONE);
    assert_ledger_is_right(&world);
    world_end(&world);
}

/* ---- two at once ----------------------------------------------------------------------------- */

struct buyer {
    struct world *world;
    struct new_sale sale;
    enum status status;
};

static void *buy(void *arg)
{
    struct buyer *buyer = arg;
    struct ctx ctx;
    struct sale sale;
    bool is_new = false;
    test_ctx_begin(&ctx, buyer->world->db);
    ctx.centre_id = buyer->world->ctx.centre_id;
    ctx.now_ms = MONDAY_MS;
    buyer->status = sales_sell(&ctx, buyer->world->shop, &buyer->sale, &sale, &is_new);
    test_ctx_end(&ctx);
    return NULL;
}

static void test_two_who_want_the_last_one_get_one_sale_and_one_answer(void **state)
{
    (void)state;
    struct world world = world_begin();
    for (int round = 0; round < 5; round++) {
        char keys[3][16];
        pthread_t threads[2];
        struct buyer buyers[2];
        snprintf(keys[2], sizeof(keys[2]), "lot-%d", round);
        const struct listing listing = published(&world, keys[2], 1);
        for (int i = 0; i < 2; i++) {
            snprintf(keys[i], sizeof(keys[i]), "buy-%d-%d", round, i);
            buyers[i] = (struct buyer){&world, sale_of(&listing, keys[i]), INTERNAL};
            assert_int_equal(pthread_create(&threads[i], NULL, buy, &buyers[i]), 0);
        }
        for (int i = 0; i < 2; i++) {
            pthread_join(threads[i], NULL);
        }
        const bool first = buyers[0].status == OK && buyers[1].status == CONFLICT;
        const bool second = buyers[1].status == OK && buyers[0].status == CONFLICT;
        assert_true(first != second);
    }
    assert_ledger_is_right(&world);
    world_end(&world);
}

struct second_thought {
    struct world *world;
    int64_t thing_id;
    bool gives; /* else takes back */
    enum status status;
};

static void *think_again(void *arg)
{
    struct second_thought *thought = arg;
    struct ctx ctx;
    bool is_new = false;
    test_ctx_begin(&ctx, thought->world->db);
    ctx.centre_id = thought->world->ctx.centre_id;
    ctx.now_ms = MONDAY_MS;
    thought->status = thought->gives ? goods_allot(&ctx, thought->thing_id, thought->world->shop)
                                     : goods_undo_receive(&ctx, thought->thing_id,
                                                          thought->world->station, &is_new);
    test_ctx_end(&ctx);
    return NULL;
}

static void test_a_lot_given_while_it_is_undone_is_one_or_the_other(void **state)
{
    (void)state;
    struct world world = world_begin();
    for (int round = 0; round < 10; round++) {
        char key[20];
        pthread_t threads[2];
        struct second_thought thoughts[2];
        enum goods_intake now = INTAKE_OPEN;
        snprintf(key, sizeof(key), "lot-%d", round);
        const struct thing lot = receive(&world, key, 1, 500);
        for (int i = 0; i < 2; i++) {
            thoughts[i] = (struct second_thought){&world, lot.id, i == 0, INTERNAL};
            assert_int_equal(pthread_create(&threads[i], NULL, think_again, &thoughts[i]), 0);
        }
        for (int i = 0; i < 2; i++) {
            pthread_join(threads[i], NULL);
        }
        const bool given = thoughts[0].status == OK && thoughts[1].status == CONFLICT;
        const bool undone = thoughts[1].status == OK && thoughts[0].status == CONFLICT;
        assert_true(given != undone);
        assert_int_equal(goods_intake_state(&world.ctx, lot.id, &now), OK);
        assert_int_equal(now, given ? INTAKE_GIVEN : INTAKE_UNDONE);
    }
    assert_ledger_is_right(&world);
    world_end(&world);
}

/* ---- proof ----------------------------------------------------------------------------------- */

static enum status tamper(struct ctx *ctx, void *arg)
{
    const char *text = arg;
    const struct sql sql = {.name = "tamper", .text = {text, text}, .writes = true};
    return db_exec(ctx, &sql, NULL);
}

static void test_verification_finds_what_was_changed_behind_the_ledger(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "UPDATE thing SET g = g + 1",
        "UPDATE goods_event SET g = g - 1 WHERE seq = 1",
        "UPDATE goods_event SET detail = 'code=AAAAAAAA&state=1' WHERE seq = 1",
        "UPDATE goods_total SET count = count + 1 WHERE bucket = 0",
        "INSERT INTO goods_reused_day SELECT centre_id, 1, 0, 1, 1, 0 FROM centre",
        "UPDATE seal SET event_count = event_count + 1",
        "DELETE FROM goods_event WHERE seq = 3",
    };
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct world world = world_begin();
        struct goods_verdict verdict;
        struct thing thing = receive(&world, "a", 1, 500);
        bool is_new = false;
        int64_t sealed = 0;
        assert_int_equal(goods_seal(&world.ctx, &sealed), OK);
        assert_int_equal(goods_allot(&world.ctx, thing.id, world.shop), OK);
        assert_int_equal(goods_pick_up(&world.ctx, thing.code, world.shop, &thing, &is_new), OK);
        assert_int_equal(goods_verify(&world.ctx, &verdict), OK);
        assert_int_equal(verdict.differences, 0);
        assert_int_equal(verdict.unsealed, 2);
        char text[256];
        snprintf(text, sizeof(text), "%s", changes[i]);
        assert_int_equal(db_write(&world.ctx, tamper, text), OK);
        assert_int_equal(goods_verify(&world.ctx, &verdict), OK);
        assert_true(verdict.differences > 0);
        world_end(&world);
    }
}

/* More kept sums than fit in the memory of a request, all of them wrong. */
#define MANY_SUMS 150000
#define MANY_SUMS_TEXT                                                                             \
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000)"            \
    " INSERT INTO goods_total SELECT c.centre_id, n.i, 7, 8, 8, 0, 0, 0, 1, 1, 0 FROM centre c, n"

static void test_verification_takes_more_sums_than_a_request_has_memory_for(void **state)
{
    (void)state;
    struct world world = world_begin();
    struct goods_verdict verdict;
    char text[] = MANY_SUMS_TEXT;
    assert_int_equal(db_write(&world.ctx, tamper, text), OK);
    assert_int_equal(goods_verify(&world.ctx, &verdict), OK);
    assert_true(verdict.differences >= MANY_SUMS);
    world_end(&world);
}

int sales_journey_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_code_that_is_taken_is_not_given_again),
        cmocka_unit_test(test_a_lot_goes_all_the_way_and_the_figure_counts_it),
        cmocka_unit_test(test_undo_is_a_new_event_and_takes_the_figure_back),
        cmocka_unit_test(test_only_sales_of_today_can_be_undone_and_only_ones_own),
        cmocka_unit_test(test_the_same_key_makes_one_lot_and_one_sale),
        cmocka_unit_test(test_a_lot_is_given_once_and_picked_up_by_its_shop_only),
        cmocka_unit_test(test_a_lot_split_by_two_at_once_is_a_conflict),
        cmocka_unit_test(test_things_are_found_by_words_category_size_and_price),
        cmocka_unit_test(test_bad_prices_sizes_and_grades_name_their_field),
        cmocka_unit_test(test_a_hold_keeps_the_last_one_until_it_ends_by_itself),
        cmocka_unit_test(test_a_phone_holds_one_thing_and_an_email_confirms),
        cmocka_unit_test(test_a_held_thing_is_sold_to_its_holder_only),
        cmocka_unit_test(test_two_who_want_the_last_one_get_one_sale_and_one_answer),
        cmocka_unit_test(test_a_lot_given_while_it_is_undone_is_one_or_the_other),
        cmocka_unit_test(test_verification_finds_what_was_changed_behind_the_ledger),
        cmocka_unit_test(test_verification_takes_more_sums_than_a_request_has_memory_for),
    };
    return TEST_DB_RUN("sales journey", tests);
}
