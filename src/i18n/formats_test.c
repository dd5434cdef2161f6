/* SPDX-License-Identifier: EUPL-1.2 */
/* Money, weights, numbers, days and times in the three languages. */
#include "base/day.h"
#include "i18n/i18n.h"
#include "test.h"

#include "base/banned.h"

int i18n_formats_test(void);

#define NBSP  "\xc2\xa0"
#define MINUS "\xe2\x88\x92"

struct expected {
    int64_t value;
    const char *nb;
    const char *en;
};

static struct ctx ctx;

static int setup(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP), .zone = STR("Europe/Oslo")};
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static void check(struct str (*format)(struct ctx *ctx, int64_t value), const struct expected *rows,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ctx.lang = LANG_NB;
        assert_str(format(&ctx, rows[i].value), rows[i].nb);
        ctx.lang = LANG_NN;
        assert_str(format(&ctx, rows[i].value), rows[i].nb);
        ctx.lang = LANG_EN;
        assert_str(format(&ctx, rows[i].value), rows[i].en);
    }
}

#define CHECK(format, rows) check((format), (rows), sizeof(rows) / sizeof((rows)[0]))

static void test_money_shows_ore_only_when_there_are_some(void **state)
{
    (void)state;
    static const struct expected rows[] = {
        {0, "0" NBSP "kr", "NOK" NBSP "0"},
        {5, "0,05" NBSP "kr", "NOK" NBSP "0.05"},
        {1250, "12,50" NBSP "kr", "NOK" NBSP "12.50"},
        {25000, "250" NBSP "kr", "NOK" NBSP "250"},
        {120000, "1" NBSP "200" NBSP "kr", "NOK" NBSP "1,200"},
        {123456789, "1" NBSP "234" NBSP "567,89" NBSP "kr", "NOK" NBSP "1,234,567.89"},
        {-4950, MINUS "49,50" NBSP "kr", MINUS "NOK" NBSP "49.50"},
    };
    CHECK(i18n_money, rows);
}

static void test_numbers_are_grouped_by_three(void **state)
{
    (void)state;
    static const struct expected rows[] = {
        {0, "0", "0"},
        {999, "999", "999"},
        {1284, "1" NBSP "284", "1,284"},
        {-1000000, MINUS "1" NBSP "000" NBSP "000", MINUS "1,000,000"},
        {INT64_MIN, MINUS "9" NBSP "223" NBSP "372" NBSP "036" NBSP "854" NBSP "775" NBSP "808",
         MINUS "9,223,372,036,854,775,808"},
    };
    CHECK(i18n_number, rows);
}

static void test_weights_have_at_most_three_digits_rounded_half_up(void **state)
{
    (void)state;
    static const struct expected rows[] = {
        {0, "0" NBSP "g", "0" NBSP "g"},
        {350, "350" NBSP "g", "350" NBSP "g"},
        {999, "999" NBSP "g", "999" NBSP "g"},
        {1000, "1" NBSP "kg", "1" NBSP "kg"},
        {1004, "1" NBSP "kg", "1" NBSP "kg"},
        {1005, "1,01" NBSP "kg", "1.01" NBSP "kg"},
        {1200, "1,2" NBSP "kg", "1.2" NBSP "kg"},
        {12340, "12,3" NBSP "kg", "12.3" NBSP "kg"},
        {12350, "12,4" NBSP "kg", "12.4" NBSP "kg"},
        {64000, "64" NBSP "kg", "64" NBSP "kg"},
        {999499, "999" NBSP "kg", "999" NBSP "kg"},
        {999500, "1" NBSP "tonn", "1" NBSP "tonne"},
        {11784000, "11,8" NBSP "tonn", "11.8" NBSP "tonnes"},
        {1234567890, "1" NBSP "230" NBSP "tonn", "1,230" NBSP "tonnes"},
        {-1250, MINUS "1,25" NBSP "kg", MINUS "1.25" NBSP "kg"},
    };
    CHECK(i18n_grams, rows);
}

static int64_t day_of(int year, int month, int day)
{
    return day_from_date((struct date){year, month, day});
}

static void test_a_day_names_its_year_only_when_it_is_another(void **state)
{
    (void)state;
    ctx.now_ms = day_of(2026, 11, 23) * MS_PER_DAY;
    ctx.lang = LANG_NB;
    assert_str(i18n_day(&ctx, day_of(2026, 12, 18)), "fredag 18." NBSP "desember");
    assert_str(i18n_day(&ctx, day_of(2027, 1, 2)), "lørdag 2." NBSP "januar 2027");
    ctx.lang = LANG_NN;
    assert_str(i18n_day(&ctx, day_of(2026, 12, 19)), "laurdag 19." NBSP "desember");
    ctx.lang = LANG_EN;
    assert_str(i18n_day(&ctx, day_of(2026, 12, 18)), "Friday 18" NBSP "December");
    assert_str(i18n_day(&ctx, day_of(2025, 12, 31)), "Wednesday 31" NBSP "December 2025");
}

/* 2026-12-31 23:30 UTC is half past midnight of New Year's Day in Oslo. */
static void test_the_year_is_that_of_the_centre(void **state)
{
    (void)state;
    ctx.now_ms = (day_of(2026, 12, 31) * 24 * 60 + 23 * 60 + 30) * MS_PER_MINUTE;
    assert_str(i18n_day(&ctx, day_of(2027, 1, 4)), "mandag 4." NBSP "januar");
    ctx.zone = STR("");
    assert_str(i18n_day(&ctx, day_of(2027, 1, 4)), "mandag 4." NBSP "januar 2027");
}

static void test_days_near_are_told_as_people_say_them(void **state)
{
    (void)state;
    static const struct {
        int ahead;
        const char *text[LANG_COUNT];
    } rows[] = {
        {-2,
         {"lørdag 21." NBSP "november", "laurdag 21." NBSP "november",
          "Saturday 21" NBSP "November"}},
        {-1, {"i går", "i går", "yesterday"}},
        {0, {"i dag", "i dag", "today"}},
        {1, {"i morgen", "i morgon", "tomorrow"}},
        {2, {"på onsdag", "på onsdag", "on Wednesday"}},
        {5, {"på lørdag", "på laurdag", "on Saturday"}},
        {6, {"på søndag", "på søndag", "on Sunday"}},
        {7,
         {"mandag 30." NBSP "november", "måndag 30." NBSP "november", "Monday 30" NBSP "November"}},
        {60,
         {"fredag 22." NBSP "januar 2027", "fredag 22." NBSP "januar 2027",
          "Friday 22" NBSP "January 2027"}},
    };
    const int64_t monday = day_of(2026, 11, 23);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            ctx.lang = (enum lang)lang;
            assert_str(i18n_day_relative(&ctx, monday + rows[i].ahead, monday), rows[i].text[lang]);
        }
    }
}

static void test_times_leave_full_hours_bare(void **state)
{
    (void)state;
    static const struct {
        int minutes;
        const char *nb;
        const char *en;
    } rows[] = {
        {0, "0", "12" NBSP "am"},         {545, "9.05", "9:05" NBSP "am"},
        {720, "12", "12" NBSP "pm"},      {960, "16", "4" NBSP "pm"},
        {990, "16.30", "4:30" NBSP "pm"}, {1439, "23.59", "11:59" NBSP "pm"},
        {1440, "24", "12" NBSP "am"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ctx.lang = LANG_NB;
        assert_str(i18n_time(&ctx, rows[i].minutes), rows[i].nb);
        ctx.lang = LANG_EN;
        assert_str(i18n_time(&ctx, rows[i].minutes), rows[i].en);
    }
}

static void test_thousandths_show_only_the_decimals_there_are(void **state)
{
    (void)state;
    static const struct expected rows[] = {
        {0, "0", "0"},
        {2500, "2,5", "2.5"},
        {-125, MINUS "0,125", MINUS "0.125"},
        {12000, "12", "12"},
        {1050, "1,05", "1.05"},
        {INT64_C(100000000), "100" NBSP "000", "100,000"},
    };
    CHECK(i18n_milli, rows);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int i18n_formats_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_money_shows_ore_only_when_there_are_some),
        TEST(test_numbers_are_grouped_by_three),
        TEST(test_thousandths_show_only_the_decimals_there_are),
        TEST(test_weights_have_at_most_three_digits_rounded_half_up),
        TEST(test_a_day_names_its_year_only_when_it_is_another),
        TEST(test_the_year_is_that_of_the_centre),
        TEST(test_days_near_are_told_as_people_say_them),
        TEST(test_times_leave_full_hours_bare),
    };
    return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
