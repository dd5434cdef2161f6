/* SPDX-License-Identifier: EUPL-1.2 */
/* The swap square: who may offer and ask, who gets it, and what moves along. */
#include "base/vec.h"
#include "goods/goods_booth.h"
#include "mail/mail.h"
#include "test_after.h"

int allocation_swap_test(void);

static int64_t offered(struct after *after, int64_t shop, const struct thing *thing)
{
    int64_t id = 0;
    assert_int_equal(allocation_swap_offer(&after->ctx, shop, thing->code, &id), OK);
    return id;
}

static void asks(struct after *after, int64_t shop, int64_t offer)
{
    assert_int_equal(allocation_swap_ask(&after->ctx, shop, offer, true), OK);
}

/* Lets the offers that are open now run out and decides them. */
static int64_t decided(struct after *after)
{
    int64_t count = 0;
    after_at(after, after->ctx.now_ms + SWAP_HOURS * MS_PER_HOUR);
    assert_int_equal(allocation_swap_decide(&after->ctx, &count), OK);
    return count;
}

static size_t open_offers(struct after *after, int64_t shop)
{
    struct swap_offers offers;
    assert_int_equal(allocation_swap_offers(&after->ctx, shop, &offers), OK);
    return offers.count;
}

static struct points_entry newest_points(struct after *after, int64_t shop)
{
    struct points_entries entries;
    assert_int_equal(allocation_points(&after->ctx, shop, NO_I64, 1, &entries), OK);
    assert_int_equal(entries.count, 1);
    return entries.ptr[0];
}

static void assert_refused(struct after *after, int64_t shop, const struct thing *thing,
                           enum status wanted)
{
    int64_t id = 0;
    assert_int_equal(allocation_swap_offer(&after->ctx, shop, thing->code, &id), wanted);
    assert_string_equal(after->ctx.err.field, "code");
    after->ctx.err = (struct ctx_error){0};
}

static void test_the_least_served_asker_gets_the_lot_and_the_points_move(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_ups list;
    (void)state;
    test_draw_balance(ctx, after.hjulet, 50000);
    test_draw_balance(ctx, after.storogliten, 30000);
    test_draw_balance(ctx, after.sportsloftet, 20000);
    const struct thing thing = after_collected(&after, after.hjulet);
    const int64_t offer = offered(&after, after.hjulet, &thing);
    asks(&after, after.storogliten, offer);
    asks(&after, after.storogliten, offer);
    after_at(&after, ctx->now_ms + 1000);
    asks(&after, after.sportsloftet, offer);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.sportsloftet);
    assert_int_equal(after_balance(&after, after.hjulet), 50000 - LOT_MP);
    assert_int_equal(after_balance(&after, after.storogliten), 30000);
    assert_int_equal(after_balance(&after, after.sportsloftet), 20000 + LOT_MP);
    assert_int_equal(newest_points(&after, after.hjulet).kind, POINTS_SWAPPED_AWAY);
    assert_int_equal(newest_points(&after, after.sportsloftet).kind, POINTS_SWAPPED_IN);
    assert_int_equal(newest_points(&after, after.sportsloftet).thing_id, thing.id);
    assert_int_equal(allocation_pick_ups_of(ctx, after.hjulet, PICK_UP_PASSED_ON, 9, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(open_offers(&after, after.hjulet), 0);
    /* It is the taker's from a round now, to be offered on. */
    (void)offered(&after, after.sportsloftet, &thing);
    after_end(&after);
}

static void test_both_are_told_by_mail(void **state)
{
    struct after after = after_begin();
    struct mail_items items;
    bool got = false;
    bool taken = false;
    (void)state;
    test_draw_balance(&after.ctx, after.storogliten, 0);
    const struct thing thing = after_collected(&after, after.hjulet);
    asks(&after, after.storogliten, offered(&after, after.hjulet, &thing));
    assert_int_equal(decided(&after), 1);
    assert_int_equal(mail_list(&after.ctx, 20, &items), OK);
    for (size_t i = 0; i < items.count; i++) {
        const struct str to = items.ptr[i].to;
        got |= str_equal(to, STR("stor-og-liten@example.no")) &&
               str_find(items.ptr[i].text, thing.code) >= 0 &&
               str_find(items.ptr[i].text, STR("hjulet")) >= 0;
        taken |= str_equal(to, STR("hjulet@example.no")) &&
                 str_find(items.ptr[i].text, STR("stor-og-liten")) >= 0;
    }
    assert_true(got);
    assert_true(taken);
    after_end(&after);
}

static void test_of_two_with_equal_points_who_asked_first_gets_it(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    test_draw_balance(ctx, after.storogliten, 30000);
    test_draw_balance(ctx, after.sportsloftet, 30000);
    const struct thing thing = after_collected(&after, after.hjulet);
    const int64_t offer = offered(&after, after.hjulet, &thing);
    asks(&after, after.storogliten, offer);
    after_at(&after, ctx->now_ms + 1);
    asks(&after, after.sportsloftet, offer);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.storogliten);
    after_end(&after);
}

static void test_who_no_longer_asks_does_not_get_it(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    test_draw_balance(ctx, after.storogliten, 0);
    test_draw_balance(ctx, after.sportsloftet, 90000);
    const struct thing thing = after_collected(&after, after.hjulet);
    const int64_t offer = offered(&after, after.hjulet, &thing);
    asks(&after, after.storogliten, offer);
    asks(&after, after.sportsloftet, offer);
    assert_int_equal(allocation_swap_ask(ctx, after.storogliten, offer, false), OK);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.sportsloftet);
    after_end(&after);
}

static void test_a_newcomer_gets_its_starting_points_first(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct points_entries entries;
    (void)state;
    test_draw_balance(ctx, after.hjulet, 50000);
    test_draw_balance(ctx, after.storogliten, 30000);
    const struct thing thing = after_collected(&after, after.hjulet);
    const int64_t offer = offered(&after, after.hjulet, &thing);
    asks(&after, after.sportsloftet, offer);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(allocation_points(ctx, after.sportsloftet, NO_I64, 9, &entries), OK);
    assert_int_equal(entries.count, 2);
    assert_int_equal(entries.ptr[1].kind, POINTS_OPENING);
    assert_int_equal(entries.ptr[1].mp, 40000 - 1000);
    assert_int_equal(after_balance(&after, after.sportsloftet), 39000 + LOT_MP);
    after_end(&after);
}

static void test_only_whole_lots_of_ones_own_from_a_round_can_be_offered(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct things things;
    struct thing by_hand = after_receive(&after, after.station);
    bool is_new = false;
    (void)state;
    const struct thing listed = after_collected(&after, after.hjulet);
    const struct thing split = after_collected(&after, after.hjulet);
    const struct thing sold = after_collected(&after, after.hjulet);
    const struct thing fine = after_collected(&after, after.hjulet);
    const struct thing unwon = after_lot(&after);
    assert_int_equal(goods_allot(ctx, by_hand.id, after.hjulet), OK);
    assert_int_equal(goods_pick_up(ctx, by_hand.code, after.hjulet, &by_hand, &is_new), OK);
    assert_int_equal(allocation_swap_offerable(ctx, after.hjulet, 9, &things), OK);
    assert_int_equal(things.count, 4);
    assert_int_equal(goods_remark(ctx, listed.id, GOODS_LISTED, listed.count, 10000), OK);
    const struct thing_part part = {.count = 1, .g = NO_I64};
    assert_int_equal(goods_split(ctx, split.id, after.hjulet, split.seq, &part, 1, &things), OK);
    int64_t event = 0;
    assert_int_equal(goods_hand_over(ctx, sold.id, after.hjulet, 1, 5000, &event), OK);
    assert_refused(&after, after.hjulet, &by_hand, NOT_FOUND);
    assert_refused(&after, after.hjulet, &unwon, NOT_FOUND);
    assert_refused(&after, after.storogliten, &fine, NOT_FOUND);
    assert_refused(&after, after.hjulet, &listed, CONFLICT);
    assert_refused(&after, after.hjulet, &split, CONFLICT);
    assert_refused(&after, after.hjulet, &sold, CONFLICT);
    (void)offered(&after, after.hjulet, &fine);
    assert_refused(&after, after.hjulet, &fine, CONFLICT);
    assert_int_equal(allocation_swap_offerable(ctx, after.hjulet, 9, &things), OK);
    assert_int_equal(things.count, 0);
    assert_int_equal(goods_remark(ctx, listed.id, GOODS_UNLISTED, listed.count, NO_I64), OK);
    (void)offered(&after, after.hjulet, &listed);
    after_end(&after);
}

static void test_a_lot_that_was_put_out_for_sale_meanwhile_stays(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    test_draw_balance(ctx, after.hjulet, 50000);
    const struct thing thing = after_collected(&after, after.hjulet);
    asks(&after, after.storogliten, offered(&after, after.hjulet, &thing));
    assert_int_equal(goods_remark(ctx, thing.id, GOODS_LISTED, thing.count, 10000), OK);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.hjulet);
    assert_int_equal(after_balance(&after, after.hjulet), 50000);
    assert_int_equal(open_offers(&after, after.storogliten), 0);
    after_end(&after);
}

static void test_asking_for_ones_own_or_for_what_is_over_is_a_conflict(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    const struct thing thing = after_collected(&after, after.hjulet);
    const int64_t offer = offered(&after, after.hjulet, &thing);
    assert_int_equal(allocation_swap_ask(ctx, after.hjulet, offer, true), CONFLICT);
    assert_int_equal(allocation_swap_ask(ctx, after.hjulet, 1, true), NOT_FOUND);
    assert_int_equal(allocation_swap_withdraw(ctx, after.storogliten, offer), NOT_FOUND);
    after_at(&after, ctx->now_ms + SWAP_HOURS * MS_PER_HOUR);
    assert_int_equal(allocation_swap_ask(ctx, after.storogliten, offer, true), CONFLICT);
    assert_int_equal(allocation_swap_withdraw(ctx, after.hjulet, offer), CONFLICT);
    after_end(&after);
}

static void test_a_withdrawn_offer_goes_to_nobody(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    const struct thing thing = after_collected(&after, after.hjulet);
    const int64_t offer = offered(&after, after.hjulet, &thing);
    asks(&after, after.storogliten, offer);
    assert_int_equal(allocation_swap_withdraw(ctx, after.hjulet, offer), OK);
    assert_int_equal(allocation_swap_withdraw(ctx, after.hjulet, offer), OK);
    assert_int_equal(decided(&after), 0);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.hjulet);
    after_end(&after);
}

static void approve(struct after *after, int64_t shop, const char *requires)
{
    struct str_list list = {0};
    const struct participant_caps caps = {0};
    if (requires != NULL) {
        vec_push(after->ctx.mem, &list, str_of(requires));
    }
    assert_int_equal(
        allocation_approve(&after->ctx, shop, &list, &caps, STR("Godkjent av senteret")), OK);
}

static void test_what_needs_an_approval_goes_only_to_the_approved(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct swap_offers offers;
    struct pick_up pick_up;
    (void)state;
    const struct thing lamp = after_receive(&after, after.station);
    test_draw_lot(ctx, ROUND, &lamp, LOT_MP, STR("electrical"));
    test_draw_award(ctx, ROUND, &lamp, after.hjulet, LOT_MP);
    after_publish(&after);
    assert_int_equal(allocation_give(ctx, lamp.code, after.station, &pick_up), OK);
    assert_int_equal(allocation_receive(ctx, lamp.code, after.hjulet, &pick_up), OK);
    const int64_t offer = offered(&after, after.hjulet, &lamp);
    assert_int_equal(allocation_swap_ask(ctx, after.storogliten, offer, true), FORBIDDEN);
    assert_int_equal(allocation_swap_offers(ctx, after.storogliten, &offers), OK);
    assert_false(offers.ptr[0].approved);
    approve(&after, after.storogliten, "electrical");
    approve(&after, after.sportsloftet, "electrical");
    asks(&after, after.storogliten, offer);
    assert_int_equal(allocation_swap_offers(ctx, after.storogliten, &offers), OK);
    assert_true(offers.ptr[0].approved);
    assert_true(offers.ptr[0].asked);
    asks(&after, after.sportsloftet, offer);
    approve(&after, after.storogliten, NULL);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, lamp.id).holder_id, after.sportsloftet);
    after_end(&after);
}

static void test_a_lot_at_the_station_gets_a_new_pick_up(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_ups list;
    struct pick_up pick_up;
    (void)state;
    test_draw_balance(ctx, after.hjulet, 50000);
    test_draw_balance(ctx, after.storogliten, 0);
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    const int64_t window = after_window(&after, after.station, FRIDAY_10, 1);
    asks(&after, after.storogliten, offered(&after, after.hjulet, &thing));
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, thing.id).allotted_to, after.storogliten);
    assert_int_equal(allocation_pick_ups_of(ctx, after.storogliten, PICK_UP_WAITING, 9, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.ptr[0].window_id, window);
    assert_int_equal(allocation_pick_ups_of(ctx, after.hjulet, PICK_UP_WAITING, 9, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(after_balance(&after, after.hjulet), 50000 - LOT_MP);
    assert_int_equal(allocation_receive(ctx, thing.code, after.hjulet, &pick_up), NOT_FOUND);
    assert_int_equal(allocation_give(ctx, thing.code, after.station, &pick_up), OK);
    assert_int_equal(allocation_receive(ctx, thing.code, after.storogliten, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_COLLECTED);
    after_end(&after);
}

static void test_what_waits_is_offered_until_an_hour_before_it_would_be_missed(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct swap_offers offers;
    struct pick_up pick_up;
    (void)state;
    (void)after_window(&after, after.station, WEDNESDAY_MS + 4 * MS_PER_HOUR, 9);
    const struct thing a = after_award(&after, after.hjulet, after.station);
    const struct thing b = after_award(&after, after.hjulet, after.station);
    const struct thing c = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    (void)offered(&after, after.hjulet, &a);
    assert_int_equal(allocation_swap_offers(ctx, after.storogliten, &offers), OK);
    assert_int_equal(offers.ptr[0].until_ms, WEDNESDAY_MS + 5 * MS_PER_HOUR);
    assert_int_equal(allocation_give(ctx, c.code, after.station, &pick_up), OK);
    assert_refused(&after, after.hjulet, &c, CONFLICT);
    after_at(&after, WEDNESDAY_MS + 5 * MS_PER_HOUR);
    assert_refused(&after, after.hjulet, &b, CONFLICT);
    after_end(&after);
}

/* Somebody asked the shop, the shop did not collect: now the house is asked. */
static void test_who_asked_the_shop_asks_the_house_when_it_is_missed(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct swap_offers offers;
    int64_t missed = 0;
    (void)state;
    test_draw_balance(ctx, after.hjulet, 50000);
    test_draw_balance(ctx, after.storogliten, 0);
    (void)after_window(&after, after.station, THURSDAY_10, 9);
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    asks(&after, after.storogliten, offered(&after, after.hjulet, &thing));
    /* The job came late: the offer has run out, but the lot is missed before it is decided. */
    after_at(&after, THURSDAY_12);
    assert_int_equal(allocation_miss_late(ctx, &missed), OK);
    assert_int_equal(missed, 1);
    assert_int_equal(allocation_swap_offers(ctx, after.storogliten, &offers), OK);
    assert_int_equal(offers.count, 1);
    assert_true(offers.ptr[0].asked);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, thing.id).allotted_to, after.storogliten);
    assert_int_equal(after_balance(&after, after.storogliten), LOT_MP);
    assert_int_equal(after_balance(&after, after.hjulet), 50000 + PENALTY_MP);
    after_end(&after);
}

static void test_what_the_house_offered_in_vain_is_left_over(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct leftovers lots;
    int64_t missed = 0;
    int64_t owner = NO_I64;
    (void)state;
    (void)after_window(&after, after.station, THURSDAY_10, 9);
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    after_at(&after, THURSDAY_12);
    assert_int_equal(allocation_miss_late(ctx, &missed), OK);
    assert_int_equal(allocation_leftovers(ctx, 9, &lots), OK);
    assert_int_equal(lots.count, 0);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(allocation_leftovers(ctx, 9, &lots), OK);
    assert_int_equal(lots.count, 1);
    assert_int_equal(lots.ptr[0].lot.thing.id, thing.id);
    assert_int_equal(goods_reserved_for(ctx, thing.id, &owner), OK);
    assert_int_equal(owner, NO_I64);
    after_end(&after);
}

static void test_a_full_booth_neither_asks_nor_gets(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    test_draw_balance(ctx, after.storogliten, 0);
    test_draw_balance(ctx, after.sportsloftet, 90000);
    const struct thing thing = after_collected(&after, after.hjulet);
    const int64_t offer = offered(&after, after.hjulet, &thing);
    asks(&after, after.storogliten, offer);
    asks(&after, after.sportsloftet, offer);
    const struct booth none = {.tenant_id = after.storogliten,
                               .from_day = centre_today(ctx),
                               .lots_max = 0,
                               .litres_max = NO_I64};
    assert_int_equal(goods_booth_set(ctx, &none), OK);
    assert_int_equal(allocation_swap_ask(ctx, after.storogliten, offer, true), CONFLICT);
    assert_int_equal(decided(&after), 1);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.sportsloftet);
    after_end(&after);
}

int allocation_swap_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_least_served_asker_gets_the_lot_and_the_points_move),
        cmocka_unit_test(test_both_are_told_by_mail),
        cmocka_unit_test(test_of_two_with_equal_points_who_asked_first_gets_it),
        cmocka_unit_test(test_a_full_booth_neither_asks_nor_gets),
        cmocka_unit_test(test_who_no_longer_asks_does_not_get_it),
        cmocka_unit_test(test_a_newcomer_gets_its_starting_points_first),
        cmocka_unit_test(test_only_whole_lots_of_ones_own_from_a_round_can_be_offered),
        cmocka_unit_test(test_a_lot_that_was_put_out_for_sale_meanwhile_stays),
        cmocka_unit_test(test_asking_for_ones_own_or_for_what_is_over_is_a_conflict),
        cmocka_unit_test(test_a_withdrawn_offer_goes_to_nobody),
        cmocka_unit_test(test_what_needs_an_approval_goes_only_to_the_approved),
        cmocka_unit_test(test_a_lot_at_the_station_gets_a_new_pick_up),
        cmocka_unit_test(test_what_waits_is_offered_until_an_hour_before_it_would_be_missed),
        cmocka_unit_test(test_who_asked_the_shop_asks_the_house_when_it_is_missed),
        cmocka_unit_test(test_what_the_house_offered_in_vain_is_left_over),
    };
    return TEST_DB_RUN("allocation_swap", tests);
}
