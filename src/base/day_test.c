/* SPDX-License-Identifier: EUPL-1.2 */
/* Calendar arithmetic against known dates. */
#include "base/arena.h"
#include "base/day.h"
#include "test.h"

int base_day_test(void);

static void test_days_and_dates_are_inverse_over_four_centuries(void **state)
{
    (void)state;
    for (int64_t day = -150000; day < 150000; day += 7) {
        const struct date date = day_to_date(day);
        assert_true(day_date_is_valid(date));
        assert_int_equal(day_from_date(date), day);
    }
    assert_int_equal(day_from_date((struct date){1970, 1, 1}), 0);
    assert_int_equal(day_from_date((struct date){2000, 3, 1}), 11017);
}

static void test_weekday_of_known_days(void **state)
{
    (void)state;
    assert_int_equal(day_weekday(0), 4);
    assert_int_equal(day_weekday(-1), 3);
    assert_int_equal(day_weekday(day_from_date((struct date){2026, 11, 23})), 1);
    assert_int_equal(day_weekday(day_from_date((struct date){1969, 12, 28})), 7);
}

static void test_easter_of_known_years(void **state)
{
    (void)state;
    static const struct date easters[] = {{1961, 4, 2},  {2000, 4, 23}, {2008, 3, 23},
                                          {2024, 3, 31}, {2027, 3, 28}, {2038, 4, 25}};
    for (size_t i = 0; i < sizeof(easters) / sizeof(easters[0]); i++) {
        assert_int_equal(day_easter(easters[i].year), day_from_date(easters[i]));
    }
}

/* The turns of the year are where weeks go wrong. */
static void test_week_of_known_days(void **state)
{
    (void)state;
    static const struct {
        struct date date;
        int week;
    } known[] = {{{2026, 12, 16}, 51}, {{2026, 12, 31}, 53}, {{2027, 1, 3}, 53},
                 {{2027, 1, 4}, 1},    {{2024, 12, 30}, 1},  {{2023, 1, 1}, 52},
                 {{1970, 1, 1}, 1},    {{2005, 1, 1}, 53}};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        assert_int_equal(day_week(day_from_date(known[i].date)), known[i].week);
    }
}

static void test_iso_dates_must_exist(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    int64_t day = 0;
    assert_true(day_parse_iso(STR("2024-02-29"), &day));
    assert_str(day_iso(arena, day), "2024-02-29");
    static const char *const wrong[] = {
        "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01",  "24-01-01",
        "2024-04-31", "0000-01-01", "2024/01/01", "2024-01-0x", ""};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_false(day_parse_iso(str_of(wrong[i]), &day));
    }
    arena_destroy(arena);
}

int base_day_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_and_dates_are_inverse_over_four_centuries),
        cmocka_unit_test(test_weekday_of_known_days),
        cmocka_unit_test(test_week_of_known_days),
        cmocka_unit_test(test_easter_of_known_years),
        cmocka_unit_test(test_iso_dates_must_exist),
    };
    return cmocka_run_group_tests_name("base day", tests, NULL, NULL);
}
