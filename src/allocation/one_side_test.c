/* SPDX-License-Identifier: EUPL-1.2 */
/* What one side alone confirmed at the dock: who has it in the end, and that the round ends. */
#include "test_after.h"

int allocation_one_side_test(void);

#define SHOP_ALONE_MS (PICK_UP_SHOP_ALONE_DAYS * MS_PER_DAY)

/* A lot of Hjulet, due on Thursday at 12, that one side has confirmed. */
static struct thing confirmed_by(struct after *after, bool station)
{
    struct pick_up pick_up;
    (void)after_window(after, after->station, THURSDAY_10, 9);
    const struct thing thing = after_award(after, after->hjulet, after->station);
    after_publish(after);
    after_at(after, THURSDAY_10);
    if (station) {
        assert_int_equal(allocation_give(&after->ctx, thing.code, after->station, &pick_up), OK);
    } else {
        assert_int_equal(allocation_receive(&after->ctx, thing.code, after->hjulet, &pick_up), OK);
    }
    return thing;
}

static int64_t collected(struct after *after)
{
    int64_t count = 0;
    assert_int_equal(allocation_collect_received(&after->ctx, &count), OK);
    return count;
}

static int64_t missed(struct after *after)
{
    int64_t count = 0;
    assert_int_equal(allocation_miss_late(&after->ctx, &count), OK);
    return count;
}

static int64_t settled(struct after *after)
{
    int64_t count = 0;
    assert_int_equal(allocation_settle(&after->ctx, &count), OK);
    return count;
}

static struct pick_ups unreceived(struct after *after)
{
    struct pick_ups list;
    assert_int_equal(allocation_unreceived(&after->ctx, 100, &list), OK);
    return list;
}

/* The shop has it, by the act of `person` (NO_I64: nobody), and the goods add up. */
static void assert_picked_up(struct after *after, const struct thing *thing, int64_t person)
{
    struct goods_events events;
    struct goods_verdict verdict;
    struct pick_ups list;
    assert_int_equal(after_thing(after, thing->id).holder_id, after->hjulet);
    assert_int_equal(goods_events_of(&after->ctx, thing->id, &events), OK);
    const struct goods_event *last = &events.ptr[events.count - 1];
    assert_int_equal(last->kind, GOODS_PICKED_UP);
    assert_int_equal(last->to_holder, after->hjulet);
    assert_int_equal(last->person_id, person);
    assert_int_equal(
        allocation_pick_ups_of(&after->ctx, after->hjulet, PICK_UP_COLLECTED, 10, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(goods_verify(&after->ctx, &verdict), OK);
    assert_int_equal(verdict.differences, 0);
}

static void assert_settles(struct after *after)
{
    struct round round;
    assert_int_equal(settled(after), 1);
    assert_int_equal(allocation_round(&after->ctx, ROUND, &round), OK);
    assert_int_equal(round.state, ROUND_SETTLED);
}

/* ---- the shop alone */

static void test_what_the_shop_alone_confirmed_is_collected_after_two_weeks(void **state)
{
    struct after after = after_begin();
    (void)state;
    const struct thing thing = confirmed_by(&after, false);
    after_at(&after, THURSDAY_12 + SHOP_ALONE_MS - 1);
    assert_int_equal(collected(&after), 0);
    assert_int_equal(missed(&after), 0);
    assert_int_equal(settled(&after), 0);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.station);
    after_at(&after, THURSDAY_12 + SHOP_ALONE_MS);
    assert_int_equal(collected(&after), 1);
    assert_int_equal(collected(&after), 0);
    assert_picked_up(&after, &thing, NO_I64);
    assert_int_equal(after_balance(&after, after.hjulet), NO_I64);
    assert_settles(&after);
    after_end(&after);
}

static void test_the_two_weeks_begin_when_the_time_of_a_lot_without_a_window_ends(void **state)
{
    struct after after = after_begin();
    struct pick_up pick_up;
    (void)state;
    const struct thing thing = after_award(&after, after.hjulet, after.station);
    after_publish(&after);
    assert_int_equal(allocation_receive(&after.ctx, thing.code, after.hjulet, &pick_up), OK);
    const int64_t due_ms = WEDNESDAY_MS + PICK_UP_DAYS * MS_PER_DAY;
    after_at(&after, due_ms + SHOP_ALONE_MS - 1);
    assert_int_equal(collected(&after), 0);
    after_at(&after, due_ms + SHOP_ALONE_MS);
    assert_int_equal(collected(&after), 1);
    assert_picked_up(&after, &thing, NO_I64);
    after_end(&after);
}

static void test_the_clock_collects_and_settles(void **state)
{
    struct after after = after_begin();
    struct round round;
    (void)state;
    const struct thing thing = confirmed_by(&after, false);
    after_at(&after, THURSDAY_12 + SHOP_ALONE_MS);
    assert_int_equal(allocation_tick(&after.ctx), OK);
    assert_picked_up(&after, &thing, NO_I64);
    assert_int_equal(allocation_round(&after.ctx, ROUND, &round), OK);
    assert_int_equal(round.state, ROUND_SETTLED);
    after_end(&after);
}

/* ---- the station alone */

static void test_what_the_station_alone_confirmed_is_a_persons_to_decide(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    const struct thing thing = confirmed_by(&after, true);
    after_at(&after, THURSDAY_12 - 1);
    assert_int_equal(unreceived(&after).count, 0);
    after_at(&after, THURSDAY_12);
    const struct pick_ups list = unreceived(&after);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.ptr[0].thing.id, thing.id);
    assert_int_equal(list.ptr[0].tenant_id, after.hjulet);
    assert_int_equal(list.ptr[0].given_ms, THURSDAY_10);
    assert_int_equal(allocation_unreceived_decide(ctx, 1, true), NOT_FOUND);
    after_at(&after, THURSDAY_12 - 1);
    assert_int_equal(allocation_unreceived_decide(ctx, list.ptr[0].id, true), CONFLICT);
    assert_int_equal(allocation_unreceived_decide(ctx, list.ptr[0].id, false), CONFLICT);
    after_at(&after, THURSDAY_12 + 10 * SHOP_ALONE_MS);
    assert_int_equal(collected(&after), 0);
    assert_int_equal(missed(&after), 0);
    assert_int_equal(settled(&after), 0);
    assert_int_equal(unreceived(&after).count, 1);
    after_end(&after);
}

static void test_a_lot_that_the_shop_has_is_collected(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    (void)state;
    const struct thing thing = confirmed_by(&after, true);
    after_at(&after, THURSDAY_12);
    const int64_t id = unreceived(&after).ptr[0].id;
    ctx->actor.person_id = 77;
    assert_int_equal(allocation_unreceived_decide(ctx, id, true), OK);
    assert_int_equal(allocation_unreceived_decide(ctx, id, false), CONFLICT);
    assert_non_null(ctx->err.message);
    assert_int_equal(allocation_unreceived_decide(ctx, id, true), CONFLICT);
    ctx->actor.person_id = 0;
    assert_picked_up(&after, &thing, 77);
    assert_int_equal(unreceived(&after).count, 0);
    assert_int_equal(missed(&after), 0);
    assert_settles(&after);
    after_end(&after);
}

static void test_a_lot_that_stands_at_the_station_is_missed_and_goes_on(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct swap_offers offers;
    struct leftovers left;
    int64_t decided = 0;
    int64_t round_id = 0;
    (void)state;
    const struct thing thing = confirmed_by(&after, true);
    after_at(&after, THURSDAY_12);
    const int64_t id = unreceived(&after).ptr[0].id;
    assert_int_equal(allocation_unreceived_decide(ctx, id, false), OK);
    assert_int_equal(allocation_unreceived_decide(ctx, id, true), CONFLICT);
    assert_int_equal(allocation_unreceived_decide(ctx, id, false), CONFLICT);
    assert_int_equal(unreceived(&after).count, 0);
    assert_int_equal(settled(&after), 0);
    assert_int_equal(missed(&after), 1);
    assert_int_equal(after_balance(&after, after.hjulet), PENALTY_MP);
    assert_int_equal(after_thing(&after, thing.id).holder_id, after.station);
    assert_int_equal(after_thing(&after, thing.id).allotted_to, NO_I64);
    assert_int_equal(allocation_swap_offers(ctx, after.storogliten, &offers), OK);
    assert_int_equal(offers.count, 1);
    assert_int_equal(offers.ptr[0].thing.id, thing.id);
    assert_int_equal(settled(&after), 0);
    after_at(&after, offers.ptr[0].until_ms);
    assert_int_equal(allocation_swap_decide(ctx, &decided), OK);
    assert_int_equal(allocation_leftovers(ctx, 100, &left), OK);
    assert_int_equal(left.count, 1);
    int64_t ids[] = {thing.id};
    const struct i64_list things = {ids, 1, 1};
    const struct new_round again = {.label = STR("Rester uke 51"),
                                    .opens_ms = ctx->now_ms,
                                    .closes_ms = ctx->now_ms + MS_PER_DAY,
                                    .draw_ms = ctx->now_ms + MS_PER_DAY};
    assert_int_equal(allocation_second_call(ctx, &things, &again, &round_id), OK);
    assert_settles(&after);
    after_end(&after);
}

static void test_a_shop_that_confirms_at_last_has_decided_itself(void **state)
{
    struct after after = after_begin();
    struct ctx *ctx = &after.ctx;
    struct pick_up pick_up;
    (void)state;
    const struct thing thing = confirmed_by(&after, true);
    after_at(&after, THURSDAY_12 + MS_PER_DAY);
    const int64_t id = unreceived(&after).ptr[0].id;
    assert_int_equal(allocation_receive(ctx, thing.code, after.hjulet, &pick_up), OK);
    assert_int_equal(allocation_unreceived_decide(ctx, id, false), CONFLICT);
    assert_int_equal(unreceived(&after).count, 0);
    assert_picked_up(&after, &thing, NO_I64);
    assert_settles(&after);
    after_end(&after);
}

int allocation_one_side_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_the_shop_alone_confirmed_is_collected_after_two_weeks),
        cmocka_unit_test(test_the_two_weeks_begin_when_the_time_of_a_lot_without_a_window_ends),
        cmocka_unit_test(test_the_clock_collects_and_settles),
        cmocka_unit_test(test_what_the_station_alone_confirmed_is_a_persons_to_decide),
        cmocka_unit_test(test_a_lot_that_the_shop_has_is_collected),
        cmocka_unit_test(test_a_lot_that_stands_at_the_station_is_missed_and_goes_on),
        cmocka_unit_test(test_a_shop_that_confirms_at_last_has_decided_itself),
    };
    return TEST_DB_RUN("allocation_one_side", tests);
}
