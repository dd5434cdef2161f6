/* SPDX-License-Identifier: EUPL-1.2 */
/* Amounts as people type them. */
#include "base/units.h"
#include "test.h"

static void test_a_time_of_day_as_people_type_it(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",  "24.01", "12.5", "12.60",
                                        "a", "12.",   ".30",  "12:05:00"};
    int minute = 0;
    assert_true(minute_parse(STR("10"), &minute));
    assert_int_equal(minute, 600);
    assert_true(minute_parse(STR("12.05"), &minute));
    assert_int_equal(minute, 725);
    assert_true(minute_parse(STR("12:05"), &minute));
    assert_int_equal(minute, 725);
    assert_true(minute_parse(STR("0930"), &minute));
    assert_int_equal(minute, 570);
    assert_true(minute_parse(STR("24"), &minute));
    assert_int_equal(minute, 1440);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_false(minute_parse(str_of(wrong[i]), &minute));
    }
}

int base_units_test(void);

static void test_money_as_people_type_it(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int64_t ore;
    } rows[] = {
        {"250", 25000},
        {"12,50", 1250},
        {"12.5", 1250},
        {"1 200", 120000},
        {"1 200,-", 120000},
        {" 60 kr ", 6000},
        {"NOK 60", 6000},
        {"0", 0},
        {"60kr.", 6000},
        {"1\xC2\xA0"
         "200",
         120000},
        {"10 000 000", 1000000000},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int64_t ore = -1;
        assert_true(money_parse(str_of(rows[i].typed), &ore));
        assert_int_equal(ore, rows[i].ore);
    }
    static const char *const wrong[] = {"",
                                        "kr",
                                        "-5",
                                        "1,234",
                                        "1 20",
                                        "1 2000",
                                        "12,",
                                        ",5",
                                        "1e3",
                                        "10 000 001",
                                        "99999999999999999999",
                                        "5 5 5",
                                        "tolv"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        int64_t ore = -1;
        assert_false(money_parse(str_of(wrong[i]), &ore));
        assert_int_equal(ore, -1);
    }
}

static void test_weight_as_people_type_it(void **state)
{
    (void)state;
    int64_t g = 0;
    assert_true(grams_parse(STR("1,2"), &g));
    assert_int_equal(g, 1200);
    assert_true(grams_parse(STR("0.350 kg"), &g));
    assert_int_equal(g, 350);
    assert_true(grams_parse(STR("350 g"), &g));
    assert_int_equal(g, 350);
    assert_true(grams_parse(STR("12"), &g));
    assert_int_equal(g, 12000);
    assert_false(grams_parse(STR("-1"), &g));
    assert_false(grams_parse(STR("1,2345"), &g));
    assert_false(grams_parse(STR("1,5 g"), &g));
    assert_false(grams_parse(STR("100001"), &g));
}

static void test_scaling_rounds_half_up_without_overflow(void **state)
{
    (void)state;
    int64_t result = 0;
    assert_true(scale_half_up(5, 1, 2, &result));
    assert_int_equal(result, 3);
    assert_true(scale_half_up(-5, 1, 2, &result));
    assert_int_equal(result, -2);
    assert_true(scale_half_up(INT64_MAX, 1000000, 1000000, &result));
    assert_true(result == INT64_MAX);
    assert_false(scale_half_up(INT64_MAX, 2, 1, &result));
    assert_true(scale_half_up(7, 1, 3, &result));
    assert_int_equal(result, 2);
}

int base_units_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_money_as_people_type_it),
        cmocka_unit_test(test_weight_as_people_type_it),
        cmocka_unit_test(test_a_time_of_day_as_people_type_it),
        cmocka_unit_test(test_scaling_rounds_half_up_without_overflow),
    };
    return cmocka_run_group_tests_name("base units", tests, NULL, NULL);
}
