/* SPDX-License-Identifier: EUPL-1.2 */
/* Stops, positions, and the links made of them. */
#include "centre/centre_ways.h"
#include "test.h"

int centre_centre_links_test(void);

static void begin(struct ctx *ctx)
{
    *ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
}

static void test_a_stop_is_read_as_people_copy_it(void **state)
{
    struct ctx ctx;
    struct str stop;
    (void)state;
    begin(&ctx);
    assert_int_equal(centre_ways_stop(&ctx, STR(" nsr:stopplace:59872 "), &stop), OK);
    assert_str(stop, "NSR:StopPlace:59872");
    assert_int_equal(centre_ways_stop(&ctx, STR("59872"), &stop), OK);
    assert_str(stop, "NSR:StopPlace:59872");
    assert_int_equal(centre_ways_stop(&ctx, STR(""), &stop), OK);
    assert_int_equal(stop.len, 0);
    assert_int_equal(centre_ways_planner(&ctx, stop).href.len, 0);
    static const char *const wrong[] = {"NSR:Quay:1", "NSR:StopPlace:", "1&x=2", "1234567890",
                                        "-1"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_int_equal(centre_ways_stop(&ctx, str_of(wrong[i]), &stop), INVALID);
        assert_string_equal(ctx.err.field, "stop_id");
    }
    arena_destroy(ctx.mem);
}

static void test_a_position_is_two_numbers_in_degrees(void **state)
{
    struct ctx ctx;
    struct str position;
    (void)state;
    begin(&ctx);
    assert_int_equal(centre_ways_position(&ctx, STR("59.78290, -10.4905"), &position), OK);
    assert_str(position, "59.78290,-10.4905");
    static const char *const wrong[] = {
        "59.7", "90.1, 10", "59, 180", "59.1234567, 10", "59,78290, 10,49050", "a, b", "59., 10"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_int_equal(centre_ways_position(&ctx, str_of(wrong[i]), &position), INVALID);
    }
    arena_destroy(ctx.mem);
}

static void test_links_lead_to_planners_by_https(void **state)
{
    struct ctx ctx;
    (void)state;
    begin(&ctx);
    assert_str(centre_ways_planner(&ctx, STR("NSR:StopPlace:59872")).href,
               "https://entur.no/travel-result?stopId=NSR:StopPlace:59872");
    assert_str(centre_ways_route(&ctx, STR("59.7829,10.4905"), BY_BICYCLE).href,
               "https://www.openstreetmap.org/"
               "directions?engine=fossgis_osrm_bike&route=%3B59.7829%2C10.4905");
    assert_int_equal(centre_ways_route(&ctx, STR(""), BY_CAR).href.len, 0);
    arena_destroy(ctx.mem);
}

int centre_centre_links_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_stop_is_read_as_people_copy_it),
        cmocka_unit_test(test_a_position_is_two_numbers_in_degrees),
        cmocka_unit_test(test_links_lead_to_planners_by_https),
    };
    return cmocka_run_group_tests_name("centre_links", tests, NULL, NULL);
}
