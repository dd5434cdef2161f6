/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of the demo centre: what it has to have whatever day it is made on. */
#include "app/demo.h"

#include "app/demo_cast.h"
#include "base/clock.h"
#include "base/day.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "safety/safety.h"
#include "test.h"
#include "test_db.h"

int app_demo_test(void);

#define THINGS 40 /* so few that shops run out of most that they deal in */

/* A demo centre made on `date`, and a ctx in it. */
struct demo_day {
    struct arena *mem;
    struct app app;
    struct ctx ctx;
};

static char *no_environment(const char *name)
{
    (void)name;
    return NULL;
}

static void begin(struct demo_day *made, struct date date)
{
    static int count;
    const struct demo_plan plan = {.seed = 1, .things = THINGS, .pictures = 1};
    char url[TEST_DB_URL_MAX];
    char why[256] = "";
    struct ctx_error error = {0};
    struct i64_list centres;
    *made = (struct demo_day){.mem = arena_create(ARENA_DEFAULT_CAP)};
    test_db_create(test_db_engine(), url);
    const struct setting_flag flags[] = {{STR("database"), str_of(url)},
                                         {STR("log-level"), STR("error")}};
    struct settings settings;
    if (settings_read(made->mem, str_format(made->mem, "%s/demo-%d", test_folder(), ++count), flags,
                      sizeof(flags) / sizeof(flags[0]), no_environment, &settings, why) != OK) {
        fail_msg("%s", why);
    }
    clock_set_ms(day_from_date(date) * MS_PER_DAY + 9 * MS_PER_HOUR);
    if (app_open(&made->app, &settings, APP_MIGRATE, why) != OK) {
        fail_msg("%s", why);
    }
    assert_int_equal(demo_fill(&made->app, &plan, NULL, NULL, &error), OK);
    app_begin(&made->app, &made->ctx);
    assert_int_equal(centre_list(&made->ctx, &centres), OK);
    assert_int_equal(centres.count, 1);
    made->ctx.centre_id = centres.ptr[0];
}

static void end(struct demo_day *made)
{
    app_end(&made->ctx);
    assert_true(app_close(&made->app));
    arena_destroy(made->mem);
    clock_release();
}

static size_t matches(struct demo_day *made, enum safety_match_state state)
{
    struct safety_matches found;
    assert_int_equal(safety_matches(&made->ctx, state, NO_I64, 10, &found), OK);
    return found.count;
}

static void there_is_a_recall_to_decide_on_every_day(void **state)
{
    (void)state;
    static const struct date dates[] = {{2026, 12, 31}, {2027, 7, 23}};
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        struct demo_day made;
        begin(&made, dates[i]);
        assert_int_equal(matches(&made, MATCH_BLOCKED), 1);
        assert_int_equal(matches(&made, MATCH_ASKED), 1);
        assert_int_equal(matches(&made, MATCH_OPEN), 1);
        end(&made);
    }
}

static void a_brand_is_a_name_and_wear_a_sentence(void **state)
{
    (void)state;
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        const bool branded = demo_cast_brand(codes->categories[i].id, 1).len > 0;
        for (int64_t number = 0; number < 12; number++) {
            const struct str brand = demo_cast_brand(codes->categories[i].id, number);
            const struct str wear = demo_cast_wear(codes->categories[i].id, number);
            assert_int_equal(str_find(brand, STR(".")), -1);
            /* A category has brands for all of its numbers or for none. */
            assert_true(number % 3 == 0 || (brand.len > 0) == branded);
            assert_true(wear.len > 1 && wear.ptr[wear.len - 1] == '.');
        }
    }
}

int app_demo_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_brand_is_a_name_and_wear_a_sentence),
        cmocka_unit_test(there_is_a_recall_to_decide_on_every_day),
    };
    return TEST_DB_RUN("demo", tests);
}
