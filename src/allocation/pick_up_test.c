/* SPDX-License-Identifier: EUPL-1.2 */
/* Pick-ups: who comes when, what both sides confirm, and what happens to what nobody collects. */
#include "base/vec.h"
#include "mail/mail.h"
#include "test_after.h"

int allocation_pick_up_test(void);

static struct pick_ups waiting(struct after *after, int64_t shop)
{
    struct pick_ups list;
    assert_int_equal(allocation_pick_ups_of(&after->ctx, shop, PICK_UP_WAITING, 100, &list), OK);
    return list;
}

static struct pick_up only(struct after *after, int64_t shop)
{
    const struct pick_ups list = waiting(after, shop);
    assert_int_equal(list.count, 1);
    return list.ptr[0];
}

static void assert_refused(struct after *after, enum status status, enum status wanted)
{
    assert_int_equal(status, wanted);
    assert_string_equal(after->ctx.err.field, "code");
    after->ctx.err = (struct ctx_error){0};
}

/* ---- windows */

static void test_a_window_needs_a_time_to_come_room_and_a_station(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    int64_t id = 0;
    (void)state;
    struct pick_up_window window = {.round_id = ROUND,
                                    .station_id = after.station,
                                    .starts_ms = WEDNESDAY_MS,
                                    .ends_ms = THURSDAY_12,
                                    .capacity_lots = 1};
    assert_int_equal(allocation_window_add(ctx, &window, &id), INVALID);
    assert_string_equal(ctx->err.field, "from");
    window.starts_ms = THURSDAY_12;
    assert_int_equal(allocation_window_add(ctx, &window, &id), INVALID);
    assert_string_equal(ctx->err.field, "to");
    window.ends_ms = window.starts_ms + 14 * MS_PER_DAY + 1;
    assert_int_equal(allocation_window_add(ctx, &window, &id), INVALID);
    window.ends_ms = window.starts_ms + 14 * MS_PER_DAY;
    window.capacity_lots = 0;
    assert_int_equal(allocation_window_add(ctx, &window, &id), INVALID);
    assert_string_equal(ctx->err.field, "capacity");
    window.capacity_lots = 1;
    window.station_id = after.hjulet;
    assert_int_equal(allocation_window_add(ctx, &window, &id), INVALID);
    assert_string_equal(ctx->err.field, "station");
    window.station_id = after.station;
    window.round_id = 1;
    assert_int_equal(allocation_window_add(ctx, &window, &id), NOT_FOUND);
    window.round_id = ROUND;
    assert_int_equal(allocation_window_add(ctx, &window, &id), OK);
    assert_int_equal(allocation_window_remove(ctx, id), OK);
    assert_int_equal(allocation_window_remove(ctx, id), NOT_FOUND);
    after_end(&after);
}

static void test_a_window_that_shops_come_in_stays(void **state)
{
    struct after after = after_begin();
    (void)state;
    const int64_t window = after_window(&after, after.station, THURSDAY_10, 5);
    (void)after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    assert_int_equal(allocation_window_remove(&after.ctx, window), CONFLICT);
    after_end(&after);
}

static void test_windows_are_filled_in_the_order_of_the_tickets(void **state)
{
    struct after after = after_begin();
    struct pick_up_windows windows;
    (void)state;
    const int64_t first = after_window(&after, after.station, THURSDAY_10, 3);
    const int64_t second = after_window(&after, after.station, FRIDAY_10, 2);
    for (int i = 0; i < 2; i++) {
        (void)after_award(&after, after.hjulet, after.station);
        (void)after_award(&after, after.storogliten, after.station);
    }
    (void)after_award(&after, after.sportsloftet, after.station);
    (void)after_award(&after, after.sportsloftet, after.other_station);
    after_publish(&after);
    const struct pick_ups sport = waiting(&after, after.sportsloftet);
    assert_int_equal(sport.count, 2);
    assert_int_equal(sport.ptr[0].window_id, first);
    assert_int_equal(sport.ptr[0].due_ms, THURSDAY_12);
    assert_int_equal(sport.ptr[1].window_id, NO_I64);
    assert_int_equal(sport.ptr[1].due_ms, WEDNESDAY_MS + PICK_UP_DAYS * MS_PER_DAY);
    const struct pick_ups hjulet = waiting(&after, after.hjulet);
    assert_int_equal(hjulet.count, 2);
    assert_int_equal(hjulet.ptr[0].window_id, first);
    assert_int_equal(hjulet.ptr[1].window_id, first);
    const struct pick_ups stor = waiting(&after, after.storogliten);
    assert_int_equal(stor.count, 2);
    assert_int_equal(stor.ptr[0].window_id, second);
    assert_int_equal(stor.ptr[1].window_id, second);
    assert_int_equal(allocation_windows(&after.ctx, ROUND, &windows), OK);
    assert_int_equal(windows.ptr[0].taken_lots, 3);
    assert_int_equal(windows.ptr[1].taken_lots, 2);
    after_end(&after);
}

static void test_what_fits_no_window_whole_is_spread(void **state)
{
    struct after after = after_begin();
    (void)state;
    const int64_t first = after_window(&after, after.station, THURSDAY_10, 2);
    const int64_t second = after_window(&after, after.station, FRIDAY_10, 1);
    for (int i = 0; i < 4; i++) {
        (void)after_award(&after, after.hjulet, after.station);
    }
    after_publish(&after);
    const struct pick_ups list = waiting(&after, after.hjulet);
    assert_int_equal(list.count, 4);
    assert_int_equal(list.ptr[0].window_id, first);
    assert_int_equal(list.ptr[1].window_id, first);
    assert_int_equal(list.ptr[2].window_id, second);
    assert_int_equal(list.ptr[3].window_id, NO_I64);
    after_end(&after);
}

static void test_pick_ups_are_made_once(void **state)
{
    struct after after = after_begin();
    (void)state;
    (void)after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    after_publish(&after);
    assert_int_equal(waiting(&after, after.hjulet).count, 1);
    after_end(&after);
}

/* ---- another time */

static void test_a_shop_moves_its_lots_to_another_time(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    const int64_t first = after_window(&after, after.station, THURSDAY_10, 5);
    const int64_t small = after_window(&after, after.station, FRIDAY_10, 1);
    const int64_t large = after_window(&after, after.station, FRIDAY_12, 2);
    const int64_t elsewhere = after_window(&after, after.other_station, FRIDAY_12, 9);
    (void)after_award(&after, after.hjulet, after.station);
    (void)after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    assert_int_equal(allocation_pick_up_move(ctx, after.hjulet, first, small), CONFLICT);
    assert_string_equal(ctx->err.field, "to");
    assert_int_equal(allocation_pick_up_move(ctx, after.storogliten, first, large), NOT_FOUND);
    assert_int_equal(allocation_pick_up_move(ctx, after.hjulet, first, elsewhere), NOT_FOUND);
    assert_int_equal(allocation_pick_up_move(ctx, after.hjulet, first, 1), NOT_FOUND);
    assert_int_equal(allocation_pick_up_move(ctx, after.hjulet, first, large), OK);
    assert_int_equal(waiting(&after, after.hjulet).ptr[1].window_id, large);
    after_at(&after, THURSDAY_10);
    assert_int_equal(allocation_pick_up_move(ctx, after.hjulet, large, first), CONFLICT);
    after_at(&after, FRIDAY_12 + 2 * MS_PER_HOUR);
    assert_int_equal(allocation_pick_up_move(ctx, after.hjulet, large, small), CONFLICT);
    after_end(&after);
}

static void test_lots_without_a_time_can_be_given_one(void **state)
{
    struct after after = after_begin();
    (void)state;
    (void)after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    const int64_t window = after_window(&after, after.station, THURSDAY_10, 1);
    assert_int_equal(allocation_pick_up_move(&after.ctx, after.hjulet, NO_I64, window), OK);
    assert_int_equal(only(&after, after.hjulet).due_ms, THURSDAY_12);
    after_end(&after);
}

/* ---- at the dock */

static void test_a_lot_is_the_shops_when_both_have_confirmed(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_up pick_up;
    (void)state;
    const struct thing a = after_award(&after, after.hjulet, after.station);
    const struct thing b = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    assert_int_equal(allocation_give(ctx, a.code, after.station, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_WAITING);
    assert_int_equal(allocation_give(ctx, a.code, after.station, &pick_up), OK);
    assert_int_equal(after_thing(&after, a.id).holder_id, after.station);
    assert_int_equal(allocation_receive(ctx, a.code, after.hjulet, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_COLLECTED);
    assert_int_equal(after_thing(&after, a.id).holder_id, after.hjulet);
    assert_int_equal(allocation_receive(ctx, a.code, after.hjulet, &pick_up), OK);
    assert_int_equal(allocation_give(ctx, a.code, after.station, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_COLLECTED);
    assert_int_equal(allocation_receive(ctx, b.code, after.hjulet, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_WAITING);
    assert_int_equal(after_thing(&after, b.id).holder_id, after.station);
    assert_int_equal(allocation_give(ctx, b.code, after.station, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_COLLECTED);
    assert_int_equal(waiting(&after, after.hjulet).count, 0);
    after_end(&after);
}

static void test_labels_of_others_are_not_found(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_up pick_up;
    (void)state;
    const struct thing won = after_award(&after, after.hjulet, after.station);
    const struct thing unwon = after_lot(&after);
    after_publish(&after);
    assert_refused(&after, allocation_receive(ctx, won.code, after.storogliten, &pick_up),
                   NOT_FOUND);
    assert_refused(&after, allocation_give(ctx, won.code, after.other_station, &pick_up),
                   NOT_FOUND);
    assert_refused(&after, allocation_give(ctx, unwon.code, after.station, &pick_up), NOT_FOUND);
    assert_refused(&after, allocation_receive(ctx, STR("22222222"), after.hjulet, &pick_up),
                   NOT_FOUND);
    after_end(&after);
}

static void test_a_lot_given_by_hand_needs_no_station_and_one_of_a_round_does(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    const struct thing won = after_award(&after, after.hjulet, after.station);
    const struct thing given = after_receive(&after, after.station);
    assert_int_equal(goods_allot(ctx, given.id, after.hjulet), OK);
    after_publish(&after);
    assert_refused(&after, allocation_take(ctx, given.code, after.storogliten), NOT_FOUND);
    assert_refused(&after, allocation_take(ctx, won.code, after.storogliten), NOT_FOUND);
    assert_int_equal(allocation_take(ctx, given.code, after.hjulet), OK);
    assert_int_equal(after_thing(&after, given.id).holder_id, after.hjulet);
    assert_int_equal(allocation_take(ctx, won.code, after.hjulet), OK);
    assert_int_equal(after_thing(&after, won.id).holder_id, after.station);
    assert_int_equal(only(&after, after.hjulet).received_ms, WEDNESDAY_MS);
    after_end(&after);
}

static void test_after_the_window_nothing_can_be_begun_but_what_is_begun_can_be_ended(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_up pick_up;
    (void)state;
    (void)after_window(&after, after.station, THURSDAY_10, 5);
    const struct thing begun = after_award(&after, after.hjulet, after.station);
    const struct thing late = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    after_at(&after, THURSDAY_12 - 1);
    assert_int_equal(allocation_give(ctx, begun.code, after.station, &pick_up), OK);
    after_at(&after, THURSDAY_12);
    assert_refused(&after, allocation_give(ctx, late.code, after.station, &pick_up), CONFLICT);
    assert_refused(&after, allocation_receive(ctx, late.code, after.hjulet, &pick_up), CONFLICT);
    assert_int_equal(allocation_receive(ctx, begun.code, after.hjulet, &pick_up), OK);
    assert_int_equal(pick_up.state, PICK_UP_COLLECTED);
    after_end(&after);
}

static void test_the_last_four_signs_will_do_where_the_lot_waits(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct str code;
    (void)state;
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    const struct str last = str_lower_ascii(ctx->mem, str_slice(thing.code, 4, 8));
    assert_int_equal(allocation_pick_up_code(ctx, last, after.station, NO_I64, &code), OK);
    assert_true(str_equal(code, thing.code));
    assert_int_equal(allocation_pick_up_code(ctx, last, NO_I64, after.hjulet, &code), OK);
    assert_refused(&after, allocation_pick_up_code(ctx, last, after.other_station, NO_I64, &code),
                   NOT_FOUND);
    assert_refused(&after, allocation_pick_up_code(ctx, last, NO_I64, after.storogliten, &code),
                   NOT_FOUND);
    assert_int_equal(allocation_pick_up_code(ctx, thing.code, after.station, NO_I64, &code), OK);
    assert_refused(&after,
                   allocation_pick_up_code(ctx, STR("2222222"), after.station, NO_I64, &code),
                   INVALID);
    after_end(&after);
}

static void test_the_desk_sees_who_comes_today_and_what_hangs(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_ups list;
    struct pick_up pick_up;
    (void)state;
    (void)after_window(&after, after.station, THURSDAY_10, 2);
    (void)after_window(&after, after.station, FRIDAY_10, 5);
    const struct thing a = after_award(&after, after.hjulet, after.station);
    (void)after_award(&after, after.hjulet, after.station);
    (void)after_award(&after, after.storogliten, after.station);
    (void)after_award(&after, after.storogliten, after.other_station);
    after_publish(&after);
    const int64_t thursday = THURSDAY_10 - 10 * MS_PER_HOUR;
    const int64_t friday = thursday + MS_PER_DAY;
    assert_int_equal(allocation_pick_ups_at(ctx, after.station, thursday, friday, &list), OK);
    assert_int_equal(list.count, 2);
    after_at(&after, THURSDAY_10);
    assert_int_equal(allocation_give(ctx, a.code, after.station, &pick_up), OK);
    assert_int_equal(allocation_pick_ups_at(ctx, after.station, friday, friday + MS_PER_DAY, &list),
                     OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.ptr[0].thing.id, a.id);
    assert_int_equal(list.ptr[1].tenant_id, after.storogliten);
    after_end(&after);
}

/* ---- taken back */

static enum status take_back(struct ctx *ctx, void *arg)
{
    (void)arg;
    return allocation_pick_ups_take_back(ctx, ROUND);
}

static void test_a_correction_takes_back_what_nobody_has_touched(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct swap_offers offers;
    int64_t offer = 0;
    (void)state;
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    assert_int_equal(allocation_swap_offer(ctx, after.hjulet, thing.code, &offer), OK);
    assert_int_equal(db_write(ctx, take_back, NULL), OK);
    assert_int_equal(waiting(&after, after.hjulet).count, 0);
    assert_int_equal(allocation_swap_offers(ctx, after.storogliten, &offers), OK);
    assert_int_equal(offers.count, 0);
    after_end(&after);
}

static void test_a_correction_comes_too_late_when_one_side_has_confirmed(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_up pick_up;
    (void)state;
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    assert_int_equal(allocation_give(ctx, thing.code, after.station, &pick_up), OK);
    assert_int_equal(db_write(ctx, take_back, NULL), CONFLICT);
    assert_int_equal(waiting(&after, after.hjulet).count, 1);
    after_end(&after);
}

/* ---- missed */

static struct str newest_mail(struct after *after, const char *to)
{
    struct mail_items items;
    assert_int_equal(mail_list(&after->ctx, 20, &items), OK);
    for (size_t i = 0; i < items.count; i++) {
        if (str_equal(items.ptr[i].to, str_of(to))) {
            return items.ptr[i].text;
        }
    }
    fail_msg("no mail to %s", to);
    return STR("");
}

static void test_what_is_missed_costs_a_penalty_and_goes_to_the_swap_square(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct swap_offers offers;
    struct points_entries entries;
    struct pick_up pick_up;
    int64_t missed = 0;
    int64_t owner = NO_I64;
    (void)state;
    (void)after_window(&after, after.station, THURSDAY_10, 9);
    test_draw_balance(ctx, after.hjulet, 40000);
    const struct thing late = after_award(&after, after.hjulet, after.station);
    const struct thing begun = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    after_at(&after, THURSDAY_12 - 1);
    assert_int_equal(allocation_give(ctx, begun.code, after.station, &pick_up), OK);
    assert_int_equal(allocation_miss_late(ctx, &missed), OK);
    assert_int_equal(missed, 0);
    after_at(&after, THURSDAY_12);
    assert_int_equal(allocation_miss_late(ctx, &missed), OK);
    assert_int_equal(missed, 1);
    assert_int_equal(allocation_miss_late(ctx, &missed), OK);
    assert_int_equal(missed, 0);
    assert_int_equal(after_balance(&after, after.hjulet), 40000 + PENALTY_MP);
    assert_int_equal(allocation_points(ctx, after.hjulet, NO_I64, 1, &entries), OK);
    assert_int_equal(entries.ptr[0].kind, POINTS_PENALTY);
    assert_int_equal(entries.ptr[0].thing_id, late.id);
    assert_int_equal(after_thing(&after, late.id).allotted_to, NO_I64);
    assert_int_equal(after_thing(&after, begun.id).allotted_to, after.hjulet);
    assert_int_equal(allocation_swap_offers(ctx, after.storogliten, &offers), OK);
    assert_int_equal(offers.count, 1);
    assert_int_equal(offers.ptr[0].thing.id, late.id);
    assert_int_equal(offers.ptr[0].from_tenant, NO_I64);
    assert_int_equal(offers.ptr[0].points_mp, LOT_MP);
    assert_int_equal(offers.ptr[0].until_ms, THURSDAY_12 + SWAP_HOURS * MS_PER_HOUR);
    assert_int_equal(goods_reserved_for(ctx, late.id, &owner), OK);
    assert_int_equal(owner, offers.ptr[0].id);
    const struct str mail = newest_mail(&after, "hjulet@example.no");
    assert_true(str_find(mail, late.code) >= 0);
    assert_true(str_find(mail, STR("5,0")) >= 0);
    assert_int_equal(allocation_swap_ask(ctx, after.hjulet, offers.ptr[0].id, true), CONFLICT);
    after_end(&after);
}

static void test_one_mail_tells_of_all_that_was_missed_at_once(void **state)
{
    struct after after = after_begin();
    struct mail_items items;
    int64_t missed = 0;
    size_t mails = 0;
    (void)state;
    (void)after_window(&after, after.station, THURSDAY_10, 9);
    for (int i = 0; i < 3; i++) {
        (void)after_award(&after, after.hjulet, after.station);
    }
    after_publish(&after);
    after_at(&after, THURSDAY_12);
    assert_int_equal(allocation_miss_late(&after.ctx, &missed), OK);
    assert_int_equal(missed, 3);
    assert_int_equal(after_balance(&after, after.hjulet), 3 * PENALTY_MP);
    assert_int_equal(mail_list(&after.ctx, 20, &items), OK);
    for (size_t i = 0; i < items.count; i++) {
        mails += str_equal(items.ptr[i].to, STR("hjulet@example.no")) ? 1 : 0;
    }
    assert_int_equal(mails, 1);
    after_end(&after);
}

/* ---- settled */

static void test_a_round_is_settled_when_nothing_waits(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct round round;
    struct pick_up pick_up;
    int64_t settled = 0;
    (void)state;
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    assert_int_equal(allocation_settle(ctx, &settled), OK);
    assert_int_equal(settled, 0);
    assert_int_equal(allocation_give(ctx, thing.code, after.station, &pick_up), OK);
    assert_int_equal(allocation_receive(ctx, thing.code, after.hjulet, &pick_up), OK);
    assert_int_equal(allocation_settle(ctx, &settled), OK);
    assert_int_equal(settled, 1);
    assert_int_equal(allocation_round(ctx, ROUND, &round), OK);
    assert_int_equal(round.state, ROUND_SETTLED);
    after_end(&after);
}

/* ---- the calendar */

static void test_a_calendar_address_is_secret_and_ends_with_a_new_one(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct str old_token;
    struct str token;
    struct str text;
    int64_t made_ms = 0;
    (void)state;
    (void)after_window(&after, after.station, THURSDAY_10, 9);
    (void)after_award(&after, after.hjulet, after.station);
    (void)after_award(&after, after.hjulet, after.station);
    (void)after_award(&after, after.storogliten, after.station);
    after_publish(&after);
    assert_int_equal(allocation_feed_made(ctx, after.hjulet, &made_ms), NOT_FOUND);
    assert_int_equal(allocation_feed_renew(ctx, after.hjulet, &old_token), OK);
    assert_int_equal(allocation_feed_made(ctx, after.hjulet, &made_ms), OK);
    assert_int_equal(made_ms, WEDNESDAY_MS);
    assert_int_equal(allocation_feed_text(ctx, old_token, &text), OK);
    assert_true(str_find(text, STR("SUMMARY:Hent 2 partier på Skogheim")) >= 0);
    assert_true(str_find(text, STR("DTSTART:20261217T090000Z")) >= 0);
    assert_true(str_find(text, STR("DTEND:20261217T110000Z")) >= 0);
    assert_true(str_find(text, STR("Hent 1 parti")) < 0);
    assert_int_equal(allocation_feed_renew(ctx, after.hjulet, &token), OK);
    assert_int_equal(allocation_feed_text(ctx, old_token, &text), NOT_FOUND);
    assert_int_equal(allocation_feed_text(ctx, token, &text), OK);
    assert_int_equal(allocation_feed_text(ctx, STR(""), &text), NOT_FOUND);
    after_end(&after);
}

int allocation_pick_up_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_window_needs_a_time_to_come_room_and_a_station),
        cmocka_unit_test(test_a_window_that_shops_come_in_stays),
        cmocka_unit_test(test_windows_are_filled_in_the_order_of_the_tickets),
        cmocka_unit_test(test_what_fits_no_window_whole_is_spread),
        cmocka_unit_test(test_pick_ups_are_made_once),
        cmocka_unit_test(test_a_shop_moves_its_lots_to_another_time),
        cmocka_unit_test(test_lots_without_a_time_can_be_given_one),
        cmocka_unit_test(test_a_lot_is_the_shops_when_both_have_confirmed),
        cmocka_unit_test(test_labels_of_others_are_not_found),
        cmocka_unit_test(test_a_lot_given_by_hand_needs_no_station_and_one_of_a_round_does),
        cmocka_unit_test(test_after_the_window_nothing_can_be_begun_but_what_is_begun_can_be_ended),
        cmocka_unit_test(test_the_last_four_signs_will_do_where_the_lot_waits),
        cmocka_unit_test(test_the_desk_sees_who_comes_today_and_what_hangs),
        cmocka_unit_test(test_a_correction_takes_back_what_nobody_has_touched),
        cmocka_unit_test(test_a_correction_comes_too_late_when_one_side_has_confirmed),
        cmocka_unit_test(test_what_is_missed_costs_a_penalty_and_goes_to_the_swap_square),
        cmocka_unit_test(test_one_mail_tells_of_all_that_was_missed_at_once),
        cmocka_unit_test(test_a_round_is_settled_when_nothing_waits),
        cmocka_unit_test(test_a_calendar_address_is_secret_and_ends_with_a_new_one),
    };
    return TEST_DB_RUN("allocation_pick_up", tests);
}
