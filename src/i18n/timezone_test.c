/* SPDX-License-Identifier: EUPL-1.2 */
/* Local time around the changes of summer time, far past and future, and with unknown zones. */
#include "i18n/timezone.h"

#include <pthread.h>

#include "base/day.h"
#include "test.h"

#include "base/banned.h"

int i18n_timezone_test(void);

#define OSLO STR("Europe/Oslo")

static int64_t utc(int year, int month, int day, int hour, int minute)
{
    return day_from_date((struct date){year, month, day}) * MS_PER_DAY + hour * MS_PER_HOUR +
           minute * MS_PER_MINUTE;
}

static void assert_local(struct str zone, int64_t at_ms, struct date date, int minute)
{
    const struct local_time local = timezone_local(zone, at_ms);
    assert_int_equal(local.day, day_from_date(date));
    assert_int_equal(local.minute, minute);
}

static int64_t instant(struct str zone, struct date date, int minute)
{
    return timezone_instant(zone, day_from_date(date), minute);
}

static void test_oslo_is_one_hour_ahead_in_winter_and_two_in_summer(void **state)
{
    (void)state;
    assert_local(OSLO, utc(2026, 1, 15, 12, 0), (struct date){2026, 1, 15}, 13 * 60);
    assert_local(OSLO, utc(2026, 7, 15, 12, 0), (struct date){2026, 7, 15}, 14 * 60);
    assert_local(OSLO, utc(2026, 7, 15, 22, 30), (struct date){2026, 7, 16}, 30);
    assert_local(OSLO, utc(1970, 1, 1, 0, 0), (struct date){1970, 1, 1}, 60);
    assert_local(OSLO, utc(2080, 7, 1, 12, 0), (struct date){2080, 7, 1}, 14 * 60);
}

/* 2026-03-29 01:00 UTC: clocks go from 02:00 to 03:00. */
static void test_the_hour_that_is_missing_in_spring_becomes_the_instant_after_it(void **state)
{
    (void)state;
    const struct date sunday = {2026, 3, 29};
    const int64_t change_ms = utc(2026, 3, 29, 1, 0);
    assert_local(OSLO, change_ms - 1, sunday, 119);
    assert_local(OSLO, change_ms, sunday, 180);
    assert_int_equal(instant(OSLO, sunday, 119), change_ms - MS_PER_MINUTE);
    assert_int_equal(instant(OSLO, sunday, 120), change_ms);
    assert_int_equal(instant(OSLO, sunday, 150), change_ms);
    assert_int_equal(instant(OSLO, sunday, 179), change_ms);
    assert_int_equal(instant(OSLO, sunday, 180), change_ms);
    assert_int_equal(instant(OSLO, sunday, 181), change_ms + MS_PER_MINUTE);
}

/* 2026-10-25 01:00 UTC: clocks go from 03:00 back to 02:00. */
static void test_the_hour_that_comes_twice_in_autumn_means_the_first(void **state)
{
    (void)state;
    const struct date sunday = {2026, 10, 25};
    const int64_t change_ms = utc(2026, 10, 25, 1, 0);
    assert_local(OSLO, change_ms - MS_PER_MINUTE, sunday, 179);
    assert_local(OSLO, change_ms, sunday, 120);
    assert_int_equal(instant(OSLO, sunday, 119), change_ms - 61 * MS_PER_MINUTE);
    assert_int_equal(instant(OSLO, sunday, 120), change_ms - MS_PER_HOUR);
    assert_int_equal(instant(OSLO, sunday, 150), change_ms - 30 * MS_PER_MINUTE);
    assert_int_equal(instant(OSLO, sunday, 180), change_ms + MS_PER_HOUR);
}

static void test_days_have_23_24_or_25_hours(void **state)
{
    (void)state;
    static const struct {
        struct date date;
        int hours;
    } rows[] = {{{2026, 3, 29}, 23}, {{2026, 10, 25}, 25}, {{2026, 6, 1}, 24}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const int64_t day = day_from_date(rows[i].date);
        const int64_t length_ms =
            timezone_instant(OSLO, day + 1, 0) - timezone_instant(OSLO, day, 0);
        assert_int_equal(length_ms, rows[i].hours * MS_PER_HOUR);
    }
}

/* Every half hour of a year comes back to itself, but for the gap and the hour that comes twice. */
static void test_there_and_back_is_the_same_instant(void **state)
{
    (void)state;
    const int64_t twice_ms = utc(2026, 10, 25, 1, 0);
    for (int64_t at_ms = utc(2026, 1, 1, 0, 0); at_ms < utc(2027, 1, 1, 0, 0);
         at_ms += 30 * MS_PER_MINUTE) {
        const struct local_time local = timezone_local(OSLO, at_ms);
        const int64_t back_ms = timezone_instant(OSLO, local.day, local.minute);
        const bool second = at_ms >= twice_ms && at_ms < twice_ms + MS_PER_HOUR;
        assert_int_equal(back_ms, second ? at_ms - MS_PER_HOUR : at_ms);
    }
}

static void test_zones_west_and_with_odd_offsets(void **state)
{
    (void)state;
    assert_local(STR("America/New_York"), utc(2026, 7, 1, 2, 0), (struct date){2026, 6, 30},
                 22 * 60);
    assert_local(STR("Asia/Kathmandu"), utc(2026, 7, 1, 0, 0), (struct date){2026, 7, 1}, 345);
    assert_local(STR("UTC"), utc(2026, 7, 1, 0, 1), (struct date){2026, 7, 1}, 1);
    /* 2026-03-08: the gap in New York is 02:00 to 03:00 local, 07:00 UTC. */
    assert_int_equal(instant(STR("America/New_York"), (struct date){2026, 3, 8}, 150),
                     utc(2026, 3, 8, 7, 0));
}

static void test_instants_before_1970_are_days_with_negative_numbers(void **state)
{
    (void)state;
    assert_local(STR("UTC"), -1, (struct date){1969, 12, 31}, 1439);
    assert_local(OSLO, -MS_PER_HOUR, (struct date){1970, 1, 1}, 0);
}

static void test_only_real_zones_exist(void **state)
{
    (void)state;
    static const char *const none[] = {"",
                                       "Oslo",
                                       "europe/oslo",
                                       "../../etc/passwd",
                                       "/etc/x",
                                       "Europe/Oslo ",
                                       "Europe\n",
                                       "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    assert_true(timezone_exists(OSLO));
    assert_true(timezone_exists(STR("America/Argentina/Buenos_Aires")));
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        assert_false(timezone_exists(str_of(none[i])));
    }
    assert_local(STR("No/Where"), utc(2026, 7, 1, 5, 0), (struct date){2026, 7, 1}, 300);
    assert_int_equal(instant(STR("No/Where"), (struct date){2026, 7, 1}, 300),
                     utc(2026, 7, 1, 5, 0));
}

static void *look_up(void *failures)
{
    for (int i = 0; i < 3000; i++) {
        const int64_t at_ms = utc(2026, 1, 1, 12, 0) + i * MS_PER_DAY;
        const struct local_time local =
            timezone_local(i % 2 == 0 ? OSLO : STR("Europe/Paris"), at_ms);
        if (local.minute != 13 * 60 && local.minute != 14 * 60) {
            (*(int *)failures)++;
        }
    }
    return NULL;
}

static void test_threads_share_the_zones(void **state)
{
    (void)state;
    pthread_t threads[4];
    int failures[4] = {0};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, look_up, &failures[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(failures[i], 0);
    }
}

int i18n_timezone_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_oslo_is_one_hour_ahead_in_winter_and_two_in_summer),
        cmocka_unit_test(test_the_hour_that_is_missing_in_spring_becomes_the_instant_after_it),
        cmocka_unit_test(test_the_hour_that_comes_twice_in_autumn_means_the_first),
        cmocka_unit_test(test_days_have_23_24_or_25_hours),
        cmocka_unit_test(test_there_and_back_is_the_same_instant),
        cmocka_unit_test(test_zones_west_and_with_odd_offsets),
        cmocka_unit_test(test_instants_before_1970_are_days_with_negative_numbers),
        cmocka_unit_test(test_only_real_zones_exist),
        cmocka_unit_test(test_threads_share_the_zones),
    };
    return cmocka_run_group_tests_name("timezone", tests, NULL, NULL);
}
