/* SPDX-License-Identifier: EUPL-1.2 */
/* Ids increase whatever the clock does. */
#include "base/clock.h"
#include "base/id.h"
#include "test.h"

int base_id_test(void);

static void test_ids_increase_when_the_clock_stands_still_or_goes_back(void **state)
{
    (void)state;
    clock_set_ms(ID_EPOCH_MS + INT64_C(300000000000));
    int64_t last = id_new();
    for (int i = 0; i < 10000; i++) {
        if (i == 5000) {
            clock_set_ms(ID_EPOCH_MS + INT64_C(299999000000));
        }
        const int64_t id = id_new();
        assert_true(id > last);
        last = id;
    }
    clock_release();
}

static void test_an_id_tells_when_and_where_it_was_made(void **state)
{
    (void)state;
    const int64_t now = ID_EPOCH_MS + INT64_C(400000000000);
    clock_set_ms(now);
    id_set_node(77);
    const int64_t id = id_new();
    assert_true(id > 0);
    assert_int_equal(id_time_ms(id), now);
    assert_int_equal((id >> 12) & 1023, 77);
    assert_true(id_floor(now) <= id && id < id_floor(now + 1));
    id_set_node(0);
    clock_release();
}

static void test_random_numbers_stay_under_the_bound(void **state)
{
    (void)state;
    unsigned seen = 0;
    for (int i = 0; i < 2000; i++) {
        const uint32_t number = random_below(7);
        assert_true(number < 7);
        seen |= 1u << number;
    }
    assert_int_equal(seen, 127);
}

static void test_uuids_are_of_version_seven_and_come_in_order(void **state)
{
    (void)state;
    char texts[3][UUID_TEXT_SIZE];
    clock_set_ms(INT64_C(1645557742000)); /* the example of RFC 9562 appendix A.6 */
    id_uuid(texts[0]);
    assert_memory_equal(texts[0], "017f22e2-79b0-7", 15);
    assert_non_null(strchr("89ab", texts[0][19]));
    assert_int_equal(strlen(texts[0]), UUID_TEXT_SIZE - 1);
    id_uuid(texts[1]);
    assert_string_not_equal(texts[0], texts[1]);
    clock_set_ms(INT64_C(1645557742001));
    id_uuid(texts[2]);
    assert_true(strcmp(texts[0], texts[2]) < 0 && strcmp(texts[1], texts[2]) < 0);
    clock_release();
}

static void test_fixed_random_numbers_repeat_and_release_ends_it(void **state)
{
    (void)state;
    unsigned char first[20];
    unsigned char again[20];
    random_fix(7);
    random_bytes(first, sizeof(first));
    random_fix(7);
    random_bytes(again, sizeof(again));
    assert_memory_equal(first, again, sizeof(first));
    random_release();
    random_bytes(again, sizeof(again));
    assert_memory_not_equal(first, again, sizeof(first));
}

int base_id_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_increase_when_the_clock_stands_still_or_goes_back),
        cmocka_unit_test(test_an_id_tells_when_and_where_it_was_made),
        cmocka_unit_test(test_random_numbers_stay_under_the_bound),
        cmocka_unit_test(test_uuids_are_of_version_seven_and_come_in_order),
        cmocka_unit_test(test_fixed_random_numbers_repeat_and_release_ends_it),
    };
    return cmocka_run_group_tests_name("base id", tests, NULL, NULL);
}
