/* SPDX-License-Identifier: EUPL-1.2 */
/* Times as people type them. */
#include "base/arena.h"
#include "centre/centre_forms.h"
#include "test.h"

int centre_centre_forms_test(void);

static void test_times_are_read_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int minute;
    } right[] = {{"10", 600},   {"9", 540},      {"10.30", 630},  {"10:30", 630},
                 {"1030", 630}, {"930", 570},    {"0", 0},        {"00.00", 0},
                 {"24", 1440},  {"24.00", 1440}, {"23:59", 1439}, {"9.05", 545}};
    for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
        int minute = -1;
        assert_true(centre_forms_minute(str_of(right[i].typed), &minute));
        assert_int_equal(minute, right[i].minute);
    }
}

static void test_what_is_no_time_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",       "25",     "24.01", "10.60", "10.5",
                                        "10.",    ".30",    "10.3.", "ti",    "-1",
                                        "10.300", "123456", "10 30", "1.0.0"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        int minute = -1;
        assert_false(centre_forms_minute(str_of(wrong[i]), &minute));
        assert_int_equal(minute, -1);
    }
}

static void test_a_time_is_shown_as_it_would_be_typed(void **state)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    (void)state;
    assert_str(centre_forms_minute_text(arena, 600), "10");
    assert_str(centre_forms_minute_text(arena, 545), "9.05");
    for (int minute = 0; minute <= 1440; minute++) {
        int back = -1;
        assert_true(centre_forms_minute(centre_forms_minute_text(arena, minute), &back));
        assert_int_equal(back, minute);
    }
    arena_destroy(arena);
}

int centre_centre_forms_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_are_read_as_people_type_them),
        cmocka_unit_test(test_what_is_no_time_is_refused),
        cmocka_unit_test(test_a_time_is_shown_as_it_would_be_typed),
    };
    return cmocka_run_group_tests_name("centre_forms", tests, NULL, NULL);
}
