/* SPDX-License-Identifier: EUPL-1.2 */
/* Which window, whose turn, how long: the figures alone. */
#include "allocation/allocation_after_plan.h"
#include "base/day.h"
#include "base/vec.h"
#include "test.h"

int allocation_after_plan_test(void);

#define NOW     INT64_C(1000)
#define STATION INT64_C(7)

static struct pick_up_windows windows_of(struct arena *mem)
{
    struct pick_up_windows windows = {0};
    const struct pick_up_window begun = {1, 1, STATION, NOW, NOW + 50, 9, 0};
    const struct pick_up_window elsewhere = {2, 1, STATION + 1, NOW + 10, NOW + 50, 9, 0};
    const struct pick_up_window small = {3, 1, STATION, NOW + 20, NOW + 50, 3, 1};
    const struct pick_up_window large = {4, 1, STATION, NOW + 30, NOW + 60, 5, 0};
    vec_push(mem, &windows, begun);
    vec_push(mem, &windows, elsewhere);
    vec_push(mem, &windows, small);
    vec_push(mem, &windows, large);
    return windows;
}

static void test_lots_go_into_the_first_window_to_come_that_has_room_for_all(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct pick_up_windows windows = windows_of(mem);
    (void)state;
    assert_int_equal(allocation_after_plan_window(&windows, STATION, NOW, 2)->id, 3);
    assert_int_equal(allocation_after_plan_window(&windows, STATION, NOW, 3)->id, 4);
    assert_null(allocation_after_plan_window(&windows, STATION, NOW, 6));
    assert_int_equal(allocation_after_plan_window(&windows, STATION + 1, NOW, 6)->id, 2);
    assert_null(allocation_after_plan_window(&windows, STATION, NOW + 30, 1));
    arena_destroy(mem);
}

static int64_t taker_of(const struct swap_ask *a, const struct swap_ask *b)
{
    struct swap_ask both[] = {*a, *b};
    const struct swap_asks asks = {both, 2, 2};
    struct swap_ask turned[] = {*b, *a};
    const struct swap_asks other = {turned, 2, 2};
    const int64_t taker = allocation_after_plan_taker(&asks)->tenant_id;
    assert_int_equal(allocation_after_plan_taker(&other)->tenant_id, taker);
    return taker;
}

static void test_the_asker_with_the_least_points_per_weight_gets_it(void **state)
{
    const struct swap_ask light = {1, 50, 1, 2000, 1};
    const struct swap_ask heavy = {2, 60, 2, 3000, 2};
    (void)state;
    assert_int_equal(taker_of(&light, &heavy), 2);
}

static void test_of_equals_the_smaller_weight_then_who_asked_first_gets_it(void **state)
{
    const struct swap_ask light = {1, 60, 1, 2000, 1};
    const struct swap_ask heavy = {2, 50, 2, 4000, 2};
    const struct swap_ask late = {3, 70, 3, 2000, 1};
    const struct swap_ask twin = {4, 60, 4, 2000, 1};
    (void)state;
    assert_int_equal(taker_of(&light, &heavy), 1);
    assert_int_equal(taker_of(&light, &late), 1);
    assert_int_equal(taker_of(&light, &twin), 1);
}

static void test_the_largest_balances_and_weights_are_compared_exactly(void **state)
{
    const struct swap_ask a = {1, 50, 1, INT64_C(9007199254740991), 1000000};
    const struct swap_ask b = {2, 50, 2, INT64_C(9007199254740990), 1000000};
    const struct swap_ask debt = {3, 50, 3, INT64_C(-9007199254740991), 999999};
    (void)state;
    assert_int_equal(taker_of(&a, &b), 2);
    assert_int_equal(taker_of(&b, &debt), 3);
}

static void test_nobody_gets_it_when_nobody_asks(void **state)
{
    const struct swap_asks none = {0};
    (void)state;
    assert_null(allocation_after_plan_taker(&none));
}

static int64_t day(int year, int month, int day_of_month)
{
    return day_from_date((struct date){year, month, day_of_month});
}

static void test_twelve_months_end_the_day_before_the_same_date(void **state)
{
    (void)state;
    assert_int_equal(allocation_after_plan_last_day(day(2026, 11, 25)), day(2027, 11, 24));
    assert_int_equal(allocation_after_plan_last_day(day(2027, 3, 1)), day(2028, 2, 29));
    assert_int_equal(allocation_after_plan_last_day(day(2028, 2, 29)), day(2029, 2, 28));
}

static void test_an_agreement_runs_from_its_first_to_its_last_day(void **state)
{
    struct partner partner = {.term = PARTNER_TWELVE_MONTHS, .from_day = 100, .to_day = 200};
    (void)state;
    assert_false(allocation_after_plan_partner_runs(&partner, 99, NO_I64));
    assert_true(allocation_after_plan_partner_runs(&partner, 100, NO_I64));
    assert_true(allocation_after_plan_partner_runs(&partner, 200, 150));
    assert_false(allocation_after_plan_partner_runs(&partner, 201, NO_I64));
    partner.ended = true;
    assert_false(allocation_after_plan_partner_runs(&partner, 150, NO_I64));
}

static void test_an_agreement_for_once_is_used_up_after_a_day(void **state)
{
    const struct partner partner = {.term = PARTNER_ONCE, .from_day = 100, .to_day = 200};
    (void)state;
    assert_true(allocation_after_plan_partner_runs(&partner, 120, NO_I64));
    assert_true(allocation_after_plan_partner_runs(&partner, 120, 120));
    assert_false(allocation_after_plan_partner_runs(&partner, 121, 120));
}

int allocation_after_plan_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lots_go_into_the_first_window_to_come_that_has_room_for_all),
        cmocka_unit_test(test_the_asker_with_the_least_points_per_weight_gets_it),
        cmocka_unit_test(test_of_equals_the_smaller_weight_then_who_asked_first_gets_it),
        cmocka_unit_test(test_the_largest_balances_and_weights_are_compared_exactly),
        cmocka_unit_test(test_nobody_gets_it_when_nobody_asks),
        cmocka_unit_test(test_twelve_months_end_the_day_before_the_same_date),
        cmocka_unit_test(test_an_agreement_runs_from_its_first_to_its_last_day),
        cmocka_unit_test(test_an_agreement_for_once_is_used_up_after_a_day),
    };
    return cmocka_run_group_tests_name("allocation_after_plan", tests, NULL, NULL);
}
