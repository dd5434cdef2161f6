/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of the demo centre: what it has to have whatever day it is made on. */
#include "app/demo.h"

#include "base/clock.h"
#include "base/day.h"
#include "centre/centre.h"
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

int app_demo_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_a_recall_to_decide_on_every_day),
    };
    return TEST_DB_RUN("demo", tests);
}
