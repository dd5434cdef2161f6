/* SPDX-License-Identifier: EUPL-1.2 */
/* What no shop got: the order of its steps, and who outside may have it. */
#include "base/vec.h"
#include "test_after.h"

int allocation_leftover_test(void);

#define REASON STR("Ingen butikk ønsket det i to runder")

static struct leftovers left(struct after *after)
{
    struct leftovers lots;
    assert_int_equal(allocation_leftovers(&after->ctx, 100, &lots), OK);
    return lots;
}

static int64_t partner_from(struct after *after, int64_t from_day, enum partner_term term,
                            const char *category)
{
    int64_t categories[] = {goods_codes_category_by_key(str_of(category))->id};
    const struct partner partner = {.name = STR("Kirkens nødhjelp"),
                                    .organisation_number = STR("100000008"),
                                    .email = STR("post@partner.example"),
                                    .term = term,
                                    .from_day = from_day,
                                    .categories = {categories, 1, 1}};
    int64_t id = 0;
    assert_int_equal(allocation_partner_add(&after->ctx, &partner, &id), OK);
    return id;
}

/* A lot that nobody got in a second call either. */
static struct thing called_twice(struct after *after)
{
    struct ctx *ctx = &after->ctx;
    const struct thing thing = after_receive(after, after->station);
    test_draw_lot(ctx, LATER, &thing, LOT_MP / 4, STR(""));
    return thing;
}

static void test_what_nobody_got_is_left_over_until_it_is_decided(void **state)
{
    struct after after = after_begin();
    (void)state;
    const struct thing thing = after_lot(&after);
    (void)after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    const struct leftovers lots = left(&after);
    assert_int_equal(lots.count, 1);
    assert_int_equal(lots.ptr[0].lot.thing.id, thing.id);
    assert_int_equal(lots.ptr[0].round_id, ROUND);
    assert_false(lots.ptr[0].second);
    after_end(&after);
}

static void test_a_second_call_is_a_round_of_its_own_with_fewer_points(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct round round;
    int64_t round_id = 0;
    int64_t owner = NO_I64;
    int64_t count = 0;
    (void)state;
    const struct thing a = after_lot(&after);
    const struct thing b = after_lot(&after);
    int64_t ids[] = {a.id, b.id};
    const struct i64_list things = {ids, 2, 2};
    const struct i64_list none = {0};
    const struct new_round wanted = {.label = STR("Rester uke 51"),
                                     .opens_ms = ctx->now_ms,
                                     .closes_ms = THURSDAY_10,
                                     .draw_ms = THURSDAY_12};
    assert_int_equal(allocation_second_call(ctx, &none, &wanted, &round_id), INVALID);
    assert_string_equal(ctx->err.field, "things");
    assert_int_equal(allocation_second_call(ctx, &things, &wanted, &round_id), OK);
    assert_int_equal(allocation_round(ctx, round_id, &round), OK);
    assert_int_equal(round.state, ROUND_DRAFT);
    assert_int_equal(round.parent_id, ROUND);
    assert_int_equal(round.points_ppm, 250000);
    assert_int_equal(allocation_lot_count(ctx, round_id, &count), OK);
    assert_int_equal(count, 2);
    assert_int_equal(goods_reserved_for(ctx, a.id, &owner), OK);
    assert_int_equal(owner, round_id);
    assert_int_equal(left(&after).count, 0);
    assert_int_equal(allocation_second_call(ctx, &things, &wanted, &round_id), CONFLICT);
    assert_string_equal(ctx->err.field, "things");
    after_end(&after);
}

static void test_the_shops_come_before_partners_and_recycling(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    const struct thing thing = after_lot(&after);
    const int64_t partner =
        partner_from(&after, centre_today(ctx), PARTNER_TWELVE_MONTHS, "snowsuits");
    assert_int_equal(allocation_to_partner(ctx, thing.id, partner, REASON), CONFLICT);
    assert_int_equal(allocation_recycle(ctx, thing.id, DISCARD_NO_DEMAND, REASON), CONFLICT);
    assert_int_equal(left(&after).count, 1);
    after_end(&after);
}

static void test_after_two_calls_a_partner_may_have_it(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct goods_events events;
    int64_t settled = 0;
    (void)state;
    test_draw_round(ctx, LATER, 2, after.rules_id, ROUND);
    const struct thing thing = called_twice(&after);
    assert_true(left(&after).ptr[0].second);
    const int64_t partner =
        partner_from(&after, centre_today(ctx), PARTNER_TWELVE_MONTHS, "clothes");
    assert_int_equal(allocation_to_partner(ctx, thing.id, partner, STR("  for kort ")), INVALID);
    assert_string_equal(ctx->err.field, "reason");
    assert_int_equal(allocation_to_partner(ctx, thing.id, partner, REASON), OK);
    assert_int_equal(after_thing(&after, thing.id).count, 0);
    assert_int_equal(goods_events_of(ctx, thing.id, &events), OK);
    assert_int_equal(events.ptr[events.count - 1].kind, GOODS_PASSED_ON);
    assert_int_equal(left(&after).count, 0);
    assert_int_equal(allocation_to_partner(ctx, thing.id, partner, REASON), NOT_FOUND);
    assert_int_equal(allocation_settle(ctx, &settled), OK);
    assert_int_equal(settled, 2);
    after_end(&after);
}

static void test_a_partner_needs_an_agreement_for_the_category_today(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    test_draw_round(ctx, LATER, 2, after.rules_id, ROUND);
    const struct thing thing = called_twice(&after);
    const int64_t today = centre_today(ctx);
    const int64_t other = partner_from(&after, today, PARTNER_TWELVE_MONTHS, "toys");
    const int64_t later = partner_from(&after, today + 1, PARTNER_TWELVE_MONTHS, "snowsuits");
    const int64_t ended = partner_from(&after, today, PARTNER_TWELVE_MONTHS, "snowsuits");
    const int64_t partners[] = {other, later, ended, 1};
    assert_int_equal(allocation_partner_end(ctx, ended), OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(allocation_to_partner(ctx, thing.id, partners[i], REASON), INVALID);
        assert_string_equal(ctx->err.field, "partner");
    }
    assert_int_equal(left(&after).count, 1);
    after_end(&after);
}

static void test_an_agreement_that_ran_out_yesterday_is_none(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct partners partners;
    (void)state;
    test_draw_round(ctx, LATER, 2, after.rules_id, ROUND);
    const struct thing thing = called_twice(&after);
    const int64_t partner =
        partner_from(&after, centre_today(ctx), PARTNER_TWELVE_MONTHS, "snowsuits");
    assert_int_equal(allocation_partners(ctx, &partners), OK);
    const int64_t last_day = partners.ptr[0].to_day;
    after_at(&after, centre_instant(ctx, last_day + 1, 0));
    assert_int_equal(allocation_to_partner(ctx, thing.id, partner, REASON), INVALID);
    after_at(&after, centre_instant(ctx, last_day + 1, 0) - 1);
    assert_int_equal(allocation_to_partner(ctx, thing.id, partner, REASON), OK);
    after_end(&after);
}

static void test_an_agreement_for_once_is_for_one_day(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    test_draw_round(ctx, LATER, 2, after.rules_id, ROUND);
    const struct thing a = called_twice(&after);
    const struct thing b = called_twice(&after);
    const struct thing c = called_twice(&after);
    const int64_t partner = partner_from(&after, centre_today(ctx), PARTNER_ONCE, "snowsuits");
    assert_int_equal(allocation_to_partner(ctx, a.id, partner, REASON), OK);
    assert_int_equal(allocation_to_partner(ctx, b.id, partner, REASON), OK);
    after_at(&after, WEDNESDAY_MS + MS_PER_DAY);
    assert_int_equal(allocation_to_partner(ctx, c.id, partner, REASON), INVALID);
    after_end(&after);
}

static void test_what_is_ruined_goes_to_recycling_without_a_second_call(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct goods_events events;
    (void)state;
    const struct thing a = after_lot(&after);
    const struct thing b = after_lot(&after);
    int64_t ids[] = {a.id, b.id};
    const struct i64_list both = {ids, 2, 2};
    const struct i64_list none = {0};
    assert_int_equal(allocation_recycle_ruined(ctx, &none, DISCARD_DIRTY, REASON), INVALID);
    assert_int_equal(allocation_recycle_ruined(ctx, &both, DISCARD_NO_ROOM, REASON), INVALID);
    assert_string_equal(ctx->err.field, "discard");
    assert_int_equal(allocation_recycle(ctx, a.id, 0, REASON), INVALID);
    assert_int_equal(allocation_recycle(ctx, a.id, DISCARD_NO_DEMAND, REASON), CONFLICT);
    assert_int_equal(allocation_recycle(ctx, a.id, DISCARD_BROKEN, REASON), OK);
    assert_int_equal(allocation_recycle_ruined(ctx, &both, DISCARD_DIRTY, REASON), CONFLICT);
    assert_int_equal(after_thing(&after, b.id).count, b.count);
    const struct i64_list other = {&ids[1], 1, 1};
    assert_int_equal(allocation_recycle_ruined(ctx, &other, DISCARD_DIRTY, REASON), OK);
    assert_int_equal(goods_events_of(ctx, b.id, &events), OK);
    assert_str(events.ptr[events.count - 1].detail, "reason=2");
    assert_int_equal(left(&after).count, 0);
    after_end(&after);
}

static void test_what_nobody_outside_wants_goes_to_recycling(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct goods_events events;
    (void)state;
    test_draw_round(ctx, LATER, 2, after.rules_id, ROUND);
    const struct thing thing = called_twice(&after);
    assert_int_equal(allocation_recycle(ctx, thing.id, DISCARD_NO_DEMAND, STR("ni tegn!!")),
                     INVALID);
    assert_int_equal(allocation_recycle(ctx, thing.id, DISCARD_NO_DEMAND, REASON), OK);
    assert_int_equal(goods_events_of(ctx, thing.id, &events), OK);
    assert_int_equal(events.ptr[events.count - 1].kind, GOODS_RECYCLED);
    assert_int_equal(allocation_recycle(ctx, thing.id, DISCARD_NO_DEMAND, REASON), NOT_FOUND);
    after_end(&after);
}

static void test_an_agreement_needs_a_name_a_number_and_a_category(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    int64_t categories[] = {999999};
    int64_t id = 0;
    (void)state;
    struct partner partner = {.name = STR(""),
                              .organisation_number = STR("100000009"),
                              .email = STR(""),
                              .from_day = centre_today(ctx) - 1};
    assert_int_equal(allocation_partner_add(ctx, &partner, &id), INVALID);
    assert_string_equal(ctx->err.field, "name");
    partner.name = STR("Kirkens nødhjelp");
    assert_int_equal(allocation_partner_add(ctx, &partner, &id), INVALID);
    assert_string_equal(ctx->err.field, "organisation_number");
    partner.organisation_number = STR("100000008");
    assert_int_equal(allocation_partner_add(ctx, &partner, &id), INVALID);
    assert_string_equal(ctx->err.field, "term");
    partner.term = PARTNER_ONCE;
    assert_int_equal(allocation_partner_add(ctx, &partner, &id), INVALID);
    assert_string_equal(ctx->err.field, "from");
    partner.from_day++;
    assert_int_equal(allocation_partner_add(ctx, &partner, &id), INVALID);
    assert_string_equal(ctx->err.field, "category");
    partner.categories = (struct i64_list){categories, 1, 1};
    assert_int_equal(allocation_partner_add(ctx, &partner, &id), INVALID);
    assert_string_equal(ctx->err.field, "category");
    assert_int_equal(allocation_partner_end(ctx, 1), NOT_FOUND);
    after_end(&after);
}

static void test_a_round_with_leftovers_is_not_settled(void **state)
{
    struct after after = after_begin();
    int64_t settled = 0;
    (void)state;
    (void)after_lot(&after);
    assert_int_equal(allocation_settle(&after.ctx, &settled), OK);
    assert_int_equal(settled, 0);
    after_end(&after);
}

int allocation_leftover_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_nobody_got_is_left_over_until_it_is_decided),
        cmocka_unit_test(test_a_second_call_is_a_round_of_its_own_with_fewer_points),
        cmocka_unit_test(test_the_shops_come_before_partners_and_recycling),
        cmocka_unit_test(test_after_two_calls_a_partner_may_have_it),
        cmocka_unit_test(test_a_partner_needs_an_agreement_for_the_category_today),
        cmocka_unit_test(test_an_agreement_that_ran_out_yesterday_is_none),
        cmocka_unit_test(test_an_agreement_for_once_is_for_one_day),
        cmocka_unit_test(test_what_is_ruined_goes_to_recycling_without_a_second_call),
        cmocka_unit_test(test_what_nobody_outside_wants_goes_to_recycling),
        cmocka_unit_test(test_an_agreement_needs_a_name_a_number_and_a_category),
        cmocka_unit_test(test_a_round_with_leftovers_is_not_settled),
    };
    return TEST_DB_RUN("allocation_leftover", tests);
}
