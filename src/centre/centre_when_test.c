/* SPDX-License-Identifier: EUPL-1.2 */
/* Instants in words, also on the days on which clocks are changed. */
#include "base/day.h"
#include "centre/centre.h"
#include "test_centre.h"
#include "test_db.h"

int centre_centre_when_test(void);

static int64_t noon_utc(int year, int month, int day)
{
    return day_from_date((struct date){year, month, day}) * MS_PER_DAY + 12 * MS_PER_HOUR;
}

static void test_a_clock_shows_what_hangs_on_the_wall(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    test_centre_enter(&ctx, 1);
    ctx.lang = LANG_NB;
    /* The last Sundays of March and October have 23 and 25 hours. */
    const int64_t spring_ms = noon_utc(2026, 3, 29);
    const int64_t autumn_ms = noon_utc(2026, 10, 25);
    assert_int_equal(centre_minute_of(&ctx, spring_ms), 14 * 60);
    assert_int_equal(centre_minute_of(&ctx, autumn_ms), 13 * 60);
    assert_str(centre_clock(&ctx, autumn_ms + 5 * MS_PER_MINUTE), "13.05");
    ctx.now_ms = spring_ms - MS_PER_DAY;
    assert_str(centre_when(&ctx, spring_ms), "søndag 29.\u00a0mars kl. 14");
    assert_str(centre_when_near(&ctx, spring_ms), "i morgen kl. 14");
    assert_int_equal(centre_instant(&ctx, centre_day_of(&ctx, autumn_ms), 13 * 60), autumn_ms);
    test_ctx_end(&ctx);
    centre_close(db);
    db_close(db);
}

int centre_centre_when_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_clock_shows_what_hangs_on_the_wall),
    };
    return TEST_DB_RUN("centre: when", tests);
}
