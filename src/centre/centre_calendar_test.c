/* SPDX-License-Identifier: EUPL-1.2 */
/* Holidays of twenty-one years, the order of the rules, and the minutes at the edges. */
#include "base/arena.h"
#include "base/vec.h"
#include "centre/centre_calendar.h"
#include "test.h"

int centre_centre_calendar_test(void);

#define SHOP  INT64_C(7)
#define OTHER INT64_C(8)

static int64_t on(int year, int month, int day)
{
    return day_from_date((struct date){year, month, day});
}

static void add_week(struct arena *arena, struct calendar *calendar, int64_t owner_id, int weekday,
                     int opens_hour, int closes_hour)
{
    vec_push(arena, &calendar->weeks,
             (struct calendar_week){.owner_id = owner_id,
                                    .from_day = 0,
                                    .to_day = NO_I64,
                                    .weekday = weekday,
                                    .opens_minute = opens_hour * 60,
                                    .closes_minute = closes_hour * 60});
}

static void add_exception(struct arena *arena, struct calendar *calendar, int64_t owner_id,
                          int64_t day, int opens_hour, int closes_hour)
{
    struct calendar_exception exception = {.owner_id = owner_id, .day = day};
    exception.open = opens_hour >= 0;
    exception.opens_minute = exception.open ? opens_hour * 60 : 0;
    exception.closes_minute = exception.open ? closes_hour * 60 : 0;
    exception.reason[LANG_NB] = STR("Opptelling");
    exception.reason[LANG_EN] = STR("Stocktaking");
    vec_push(arena, &calendar->exceptions, exception);
}

/* Monday to Friday 10–19, Saturday 10–16; SHOP only Tuesday 12–17 and Sunday 12–17. */
static int set_up(void **state)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct calendar *calendar = ARENA_NEW(arena, struct calendar);
    for (int weekday = 1; weekday <= 5; weekday++) {
        add_week(arena, calendar, CENTRE_HOUSE, weekday, 10, 19);
    }
    add_week(arena, calendar, CENTRE_HOUSE, 6, 10, 16);
    add_week(arena, calendar, SHOP, 2, 12, 17);
    add_week(arena, calendar, SHOP, 7, 12, 17);
    void **pair = arena_array(arena, 2, sizeof(void *));
    pair[0] = arena;
    pair[1] = calendar;
    *state = pair;
    return 0;
}

static int tear_down(void **state)
{
    void **pair = *state;
    arena_destroy(pair[0]);
    return 0;
}

static struct calendar *calendar_of(void **state)
{
    void **pair = *state;
    return pair[1];
}

static struct arena *arena_of(void **state)
{
    void **pair = *state;
    return pair[0];
}

/* Easter Sundays as published in almanacs, not computed. */
static const struct date easters[] = {
    {2020, 4, 12}, {2021, 4, 4},  {2022, 4, 17}, {2023, 4, 9},  {2024, 3, 31}, {2025, 4, 20},
    {2026, 4, 5},  {2027, 3, 28}, {2028, 4, 16}, {2029, 4, 1},  {2030, 4, 21}, {2031, 4, 13},
    {2032, 3, 28}, {2033, 4, 17}, {2034, 4, 9},  {2035, 3, 25}, {2036, 4, 13}, {2037, 4, 5},
    {2038, 4, 25}, {2039, 4, 10}, {2040, 4, 1}};

static bool is_holiday_by_almanac(struct date easter, int64_t day)
{
    static const int after[] = {-3, -2, 0, 1, 39, 49, 50};
    static const struct date fixed[] = {{0, 1, 1}, {0, 5, 1}, {0, 5, 17}, {0, 12, 25}, {0, 12, 26}};
    for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++) {
        if (day_from_date(easter) + after[i] == day) {
            return true;
        }
    }
    const struct date date = day_to_date(day);
    for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
        if (fixed[i].month == date.month && fixed[i].day == date.day) {
            return true;
        }
    }
    return false;
}

static void test_each_day_of_2020_to_2040_is_a_holiday_exactly_when_the_almanac_says(void **state)
{
    (void)state;
    int holidays = 0;
    for (size_t i = 0; i < sizeof(easters) / sizeof(easters[0]); i++) {
        const int64_t first = on(easters[i].year, 1, 1);
        const int64_t last = on(easters[i].year, 12, 31);
        for (int64_t day = first; day <= last; day++) {
            const bool is = centre_holiday(day) != NULL;
            assert_int_equal(is, is_holiday_by_almanac(easters[i], day));
            holidays += is;
        }
    }
    /* Twelve a year; 17 May is Whit Monday in 2027 and 2032. */
    assert_int_equal(holidays, 21 * 12 - 2);
}

static void test_the_holidays_of_2027_have_their_names(void **state)
{
    (void)state;
    assert_string_equal(centre_holiday(on(2027, 3, 25)), "Maundy Thursday");
    assert_string_equal(centre_holiday(on(2027, 3, 26)), "Good Friday");
    assert_string_equal(centre_holiday(on(2027, 3, 28)), "Easter Sunday");
    assert_string_equal(centre_holiday(on(2027, 3, 29)), "Easter Monday");
    assert_string_equal(centre_holiday(on(2027, 5, 1)), "Labour Day");
    assert_string_equal(centre_holiday(on(2027, 5, 6)), "Ascension Day");
    assert_string_equal(centre_holiday(on(2027, 5, 16)), "Whit Sunday");
    assert_string_equal(centre_holiday(on(2027, 5, 17)), "Constitution Day");
    assert_null(centre_holiday(on(2027, 5, 18)));
    assert_null(centre_holiday(on(2027, 12, 24)));
}

static void test_a_plain_week_follows_the_pattern_and_sunday_is_closed(void **state)
{
    struct calendar *calendar = calendar_of(state);
    struct hours hours = centre_calendar_hours(calendar, CENTRE_HOUSE, on(2026, 11, 23), LANG_NB);
    assert_true(hours.open);
    assert_int_equal(hours.opens_minute, 600);
    assert_int_equal(hours.closes_minute, 1140);
    hours = centre_calendar_hours(calendar, CENTRE_HOUSE, on(2026, 11, 28), LANG_NB);
    assert_int_equal(hours.closes_minute, 960);
    hours = centre_calendar_hours(calendar, CENTRE_HOUSE, on(2026, 11, 29), LANG_NB);
    assert_false(hours.open);
    assert_null(hours.reason);
}

static void test_a_shop_without_a_week_of_its_own_follows_the_house(void **state)
{
    const struct hours hours =
        centre_calendar_hours(calendar_of(state), OTHER, on(2026, 11, 23), LANG_NB);
    assert_true(hours.open);
    assert_int_equal(hours.closes_minute, 1140);
}

static void test_a_shop_with_its_own_week_is_closed_on_days_it_does_not_name(void **state)
{
    struct calendar *calendar = calendar_of(state);
    assert_false(centre_calendar_hours(calendar, SHOP, on(2026, 11, 23), LANG_NB).open);
    const struct hours tuesday = centre_calendar_hours(calendar, SHOP, on(2026, 11, 24), LANG_NB);
    assert_int_equal(tuesday.opens_minute, 720);
    assert_int_equal(tuesday.closes_minute, 1020);
}

static void test_a_shop_cannot_open_a_sunday_on_which_the_house_is_closed(void **state)
{
    struct calendar *calendar = calendar_of(state);
    assert_false(centre_calendar_hours(calendar, SHOP, on(2026, 11, 29), LANG_NB).open);
    add_week(arena_of(state), calendar, CENTRE_HOUSE, 7, 12, 16);
    assert_true(centre_calendar_hours(calendar, SHOP, on(2026, 11, 29), LANG_NB).open);
    /* Easter Sunday stays closed. */
    const struct hours easter = centre_calendar_hours(calendar, SHOP, on(2027, 3, 28), LANG_NB);
    assert_false(easter.open);
    assert_string_equal(easter.reason, "Easter Sunday");
}

static void test_eves_close_at_four_and_say_why(void **state)
{
    struct calendar *calendar = calendar_of(state);
    add_week(arena_of(state), calendar, CENTRE_HOUSE, 6, 10, 18);
    const int64_t eves[] = {on(2026, 12, 24), on(2027, 3, 27), on(2027, 5, 15)};
    const char *names[] = {"Christmas Eve", "Easter Eve", "Whitsun Eve"};
    for (size_t i = 0; i < 3; i++) {
        const struct hours hours = centre_calendar_hours(calendar, CENTRE_HOUSE, eves[i], LANG_NB);
        assert_true(hours.open);
        assert_int_equal(hours.closes_minute, 16 * 60);
        assert_string_equal(hours.reason, names[i]);
    }
}

static void test_an_eve_that_closes_earlier_anyway_is_left_alone(void **state)
{
    const struct hours hours =
        centre_calendar_hours(calendar_of(state), CENTRE_HOUSE, on(2027, 3, 27), LANG_NB);
    assert_int_equal(hours.closes_minute, 960);
    assert_null(hours.reason);
}

static void test_an_exception_of_the_house_beats_the_holiday_for_shops_without_a_week(void **state)
{
    struct calendar *calendar = calendar_of(state);
    add_exception(arena_of(state), calendar, CENTRE_HOUSE, on(2027, 5, 17), 12, 15);
    const struct hours hours = centre_calendar_hours(calendar, OTHER, on(2027, 5, 17), LANG_EN);
    assert_true(hours.open);
    assert_int_equal(hours.closes_minute, 900);
    assert_str(hours.note, "Stocktaking");
}

static void test_an_exception_of_the_house_narrows_a_shop_with_its_own_week(void **state)
{
    struct calendar *calendar = calendar_of(state);
    add_exception(arena_of(state), calendar, CENTRE_HOUSE, on(2026, 11, 24), 10, 14);
    const struct hours tuesday = centre_calendar_hours(calendar, SHOP, on(2026, 11, 24), LANG_NB);
    assert_int_equal(tuesday.opens_minute, 720);
    assert_int_equal(tuesday.closes_minute, 840);
    add_exception(arena_of(state), calendar, CENTRE_HOUSE, on(2026, 11, 25), 10, 14);
    assert_false(centre_calendar_hours(calendar, SHOP, on(2026, 11, 25), LANG_NB).open);
}

static void test_an_exception_of_a_shop_holds_within_the_house(void **state)
{
    struct calendar *calendar = calendar_of(state);
    add_exception(arena_of(state), calendar, SHOP, on(2026, 11, 24), 8, 15);
    add_exception(arena_of(state), calendar, SHOP, on(2026, 11, 25), -1, 0);
    struct hours hours = centre_calendar_hours(calendar, SHOP, on(2026, 11, 24), LANG_NB);
    assert_true(hours.open);
    assert_int_equal(hours.opens_minute, 600);
    assert_int_equal(hours.closes_minute, 900);
    assert_str(hours.note, "Opptelling");
    hours = centre_calendar_hours(calendar, SHOP, on(2026, 11, 25), LANG_EN);
    assert_false(hours.open);
    assert_str(hours.note, "Stocktaking");
    add_exception(arena_of(state), calendar, SHOP, on(2026, 12, 25), 11, 13);
    hours = centre_calendar_hours(calendar, SHOP, on(2026, 12, 25), LANG_NB);
    assert_false(hours.open);
    assert_string_equal(hours.reason, "Christmas Day");
}

static void test_a_shop_within_the_house_never_goes_beyond_it(void **state)
{
    struct calendar *calendar = calendar_of(state);
    add_week(arena_of(state), calendar, OTHER, 6, 9, 20);
    struct hours hours = centre_calendar_hours(calendar, OTHER, on(2026, 11, 28), LANG_NB);
    assert_int_equal(hours.opens_minute, 600);
    assert_int_equal(hours.closes_minute, 960);
    hours = centre_calendar_usual(calendar, OTHER, on(2026, 11, 28));
    assert_int_equal(hours.closes_minute, 960);
    vec_push(arena_of(state), &calendar->own_entrance, OTHER);
    hours = centre_calendar_hours(calendar, OTHER, on(2026, 11, 28), LANG_NB);
    assert_int_equal(hours.opens_minute, 540);
    assert_int_equal(hours.closes_minute, 1200);
    /* The law's holidays and eves hold there too: Easter Eve 2027, Good Friday. */
    hours = centre_calendar_hours(calendar, OTHER, on(2027, 3, 27), LANG_NB);
    assert_int_equal(hours.closes_minute, 960);
    add_week(arena_of(state), calendar, OTHER, 5, 9, 20);
    assert_false(centre_calendar_hours(calendar, OTHER, on(2027, 3, 26), LANG_NB).open);
}

static void test_the_house_sets_its_short_days_within_the_law(void **state)
{
    struct calendar *calendar = calendar_of(state);
    calendar->eves[EVE_CHRISTMAS] = 13 * 60;
    calendar->eves[EVE_NEW_YEAR] = 15 * 60;
    calendar->eves[EVE_EASTER] = -1;
    struct hours hours = centre_calendar_hours(calendar, CENTRE_HOUSE, on(2026, 12, 24), LANG_NB);
    assert_int_equal(hours.closes_minute, 780);
    assert_string_equal(hours.reason, "Christmas Eve");
    hours = centre_calendar_hours(calendar, OTHER, on(2026, 12, 31), LANG_NB);
    assert_int_equal(hours.closes_minute, 900);
    assert_string_equal(hours.reason, "New Year's Eve");
    hours = centre_calendar_hours(calendar, CENTRE_HOUSE, on(2027, 3, 27), LANG_NB);
    assert_false(hours.open);
    assert_string_equal(hours.reason, "Easter Eve");
    calendar->eves[EVE_NEW_YEAR] = 0;
    hours = centre_calendar_hours(calendar, CENTRE_HOUSE, on(2026, 12, 31), LANG_NB);
    assert_int_equal(hours.closes_minute, 1140);
    assert_null(hours.reason);
}

static void test_a_shop_with_its_own_entrance_follows_its_own_exception(void **state)
{
    struct calendar *calendar = calendar_of(state);
    vec_push(arena_of(state), &calendar->own_entrance, SHOP);
    add_exception(arena_of(state), calendar, CENTRE_HOUSE, on(2026, 12, 25), -1, 0);
    add_exception(arena_of(state), calendar, SHOP, on(2026, 12, 25), 11, 13);
    const struct hours hours = centre_calendar_hours(calendar, SHOP, on(2026, 12, 25), LANG_NB);
    assert_true(hours.open);
    assert_int_equal(hours.opens_minute, 660);
    assert_str(hours.note, "Opptelling");
}

static void test_a_pattern_counts_only_on_days_it_is_in_force(void **state)
{
    struct calendar *calendar = calendar_of(state);
    calendar->weeks.ptr[0].to_day = on(2026, 11, 29);
    assert_true(centre_calendar_hours(calendar, OTHER, on(2026, 11, 23), LANG_NB).open);
    assert_false(centre_calendar_hours(calendar, OTHER, on(2026, 11, 30), LANG_NB).open);
}

static void test_open_and_closed_at_the_edge_minutes(void **state)
{
    struct calendar *calendar = calendar_of(state);
    const int64_t monday = on(2026, 11, 23);
    int64_t day = 0;
    struct hours hours;
    assert_int_equal(
        centre_calendar_state(calendar, CENTRE_HOUSE, monday, 599, LANG_NB, &day, &hours),
        OPEN_LATER);
    assert_int_equal(day, monday);
    assert_int_equal(
        centre_calendar_state(calendar, CENTRE_HOUSE, monday, 600, LANG_NB, &day, &hours),
        OPEN_NOW);
    assert_int_equal(
        centre_calendar_state(calendar, CENTRE_HOUSE, monday, 1139, LANG_NB, &day, &hours),
        OPEN_NOW);
    assert_int_equal(
        centre_calendar_state(calendar, CENTRE_HOUSE, monday, 1140, LANG_NB, &day, &hours),
        OPEN_LATER);
    assert_int_equal(day, monday + 1);
}

static void test_on_a_closed_day_the_next_open_day_is_named(void **state)
{
    struct calendar *calendar = calendar_of(state);
    int64_t day = 0;
    struct hours hours;
    /* Good Friday 2027: Saturday is open, the eve until 16. */
    assert_int_equal(
        centre_calendar_state(calendar, CENTRE_HOUSE, on(2027, 3, 26), 700, LANG_NB, &day, &hours),
        CLOSED_TODAY);
    assert_int_equal(day, on(2027, 3, 27));
    assert_int_equal(hours.opens_minute, 600);
}

static void test_a_house_that_never_opens_has_no_next_day(void **state)
{
    (void)state;
    const struct calendar empty = {0};
    int64_t day = 0;
    struct hours hours;
    assert_int_equal(
        centre_calendar_state(&empty, CENTRE_HOUSE, on(2026, 11, 23), 700, LANG_NB, &day, &hours),
        CLOSED_TODAY);
    assert_int_equal(day, NO_I64);
    assert_false(hours.open);
    assert_false(
        centre_calendar_next(&empty, CENTRE_HOUSE, on(2026, 11, 23), LANG_NB, &day, &hours));
}

static void test_a_hold_ends_at_four_or_at_closing(void **state)
{
    (void)state;
    const struct hours usual = {.open = true, .opens_minute = 600, .closes_minute = 1140};
    const struct hours brief = {.open = true, .opens_minute = 600, .closes_minute = 900};
    const struct hours evening = {.open = true, .opens_minute = 1020, .closes_minute = 1200};
    assert_int_equal(centre_calendar_hold_minute(&usual), 960);
    assert_int_equal(centre_calendar_hold_minute(&brief), 900);
    assert_int_equal(centre_calendar_hold_minute(&evening), 1200);
}

static void test_a_week_must_open_before_it_closes_and_end_by_midnight(void **state)
{
    (void)state;
    int week[7][2] = {{600, 1140}, {0, 0}, {0, 1440}, {600, 601}, {0, 0}, {0, 0}, {0, 0}};
    assert_true(centre_calendar_week_valid((const int(*)[2])week));
    week[6][0] = 900;
    week[6][1] = 900;
    assert_false(centre_calendar_week_valid((const int(*)[2])week));
    week[6][1] = 1441;
    assert_false(centre_calendar_week_valid((const int(*)[2])week));
    week[6][0] = -1;
    week[6][1] = 60;
    assert_false(centre_calendar_week_valid((const int(*)[2])week));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int centre_centre_calendar_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_day_of_2020_to_2040_is_a_holiday_exactly_when_the_almanac_says),
        cmocka_unit_test(test_the_holidays_of_2027_have_their_names),
        TEST(test_a_plain_week_follows_the_pattern_and_sunday_is_closed),
        TEST(test_a_shop_without_a_week_of_its_own_follows_the_house),
        TEST(test_a_shop_with_its_own_week_is_closed_on_days_it_does_not_name),
        TEST(test_a_shop_cannot_open_a_sunday_on_which_the_house_is_closed),
        TEST(test_eves_close_at_four_and_say_why),
        TEST(test_an_eve_that_closes_earlier_anyway_is_left_alone),
        TEST(test_an_exception_of_the_house_beats_the_holiday_for_shops_without_a_week),
        TEST(test_an_exception_of_the_house_narrows_a_shop_with_its_own_week),
        TEST(test_an_exception_of_a_shop_holds_within_the_house),
        TEST(test_a_shop_within_the_house_never_goes_beyond_it),
        TEST(test_the_house_sets_its_short_days_within_the_law),
        TEST(test_a_shop_with_its_own_entrance_follows_its_own_exception),
        TEST(test_a_pattern_counts_only_on_days_it_is_in_force),
        TEST(test_open_and_closed_at_the_edge_minutes),
        TEST(test_on_a_closed_day_the_next_open_day_is_named),
        cmocka_unit_test(test_a_house_that_never_opens_has_no_next_day),
        cmocka_unit_test(test_a_hold_ends_at_four_or_at_closing),
        cmocka_unit_test(test_a_week_must_open_before_it_closes_and_end_by_midnight),
    };
    return cmocka_run_group_tests_name("centre_calendar", tests, NULL, NULL);
}
