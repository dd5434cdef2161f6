/* SPDX-License-Identifier: EUPL-1.2 */
/* What a source of randomness answers is read strictly. */
#include "allocation/allocation_office_beacon.h"

#include "base/arena.h"
#include "test.h"

int allocation_allocation_office_beacon_test(void);

static struct ctx ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static void test_round_randomness_and_signature_are_read(void **state)
{
    struct beacon beacon;
    (void)state;
    assert_int_equal(
        allocation_office_beacon_read(&ctx,
                                      STR("{\"round\":24531877,\"randomness\":\"ab01\","
                                          "\"signature\":\"cd02\",\"previous_signature\":\"\"}"),
                                      24531877, &beacon),
        OK);
    assert_int_equal(beacon.source, BEACON_FETCHED);
    assert_str(beacon.randomness, "ab01");
    assert_str(beacon.signature, "cd02");
}

static void test_another_round_is_refused_and_named(void **state)
{
    struct beacon beacon;
    (void)state;
    assert_int_equal(
        allocation_office_beacon_read(
            &ctx, STR("{\"round\":8,\"randomness\":\"ab\",\"signature\":\"cd\"}"), 7, &beacon),
        INVALID);
    assert_str(ctx.err.detail, "8");
}

static void test_what_is_no_answer_is_refused(void **state)
{
    static const char *const answers[] = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"round\":7}",
        "{\"round\":\"7\",\"randomness\":\"ab\",\"signature\":\"cd\"}",
        "{\"round\":7,\"randomness\":1,\"signature\":\"cd\"}",
        "{\"round\":7,\"round\":8,\"randomness\":\"ab\",\"signature\":\"cd\"}",
        "{\"round\":7,\"randomness\":\"ab\",\"signature\":\"cd\"} and more",
    };
    struct beacon beacon;
    (void)state;
    for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        ctx.err = (struct ctx_error){0};
        assert_int_equal(allocation_office_beacon_read(&ctx, str_of(answers[i]), 7, &beacon),
                         INVALID);
        assert_non_null(ctx.err.message);
    }
}

static void test_the_number_goes_into_the_address(void **state)
{
    struct allocation_rules rules = {.chain = STR("drand-quicknet"), .chain_url = STR("")};
    (void)state;
    assert_str(allocation_office_beacon_address(&ctx, STR("https://a.example/{round}/x"), 7),
               "https://a.example/7/x");
    assert_str(allocation_office_beacon_place(&ctx, &rules, 7),
               "https://api.drand.sh/"
               "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/public/7");
    rules.chain_url = STR("https://b.example/{round}");
    assert_str(allocation_office_beacon_place(&ctx, &rules, 7), "https://b.example/7");
    rules = (struct allocation_rules){.chain = STR("our own"), .chain_url = STR("")};
    assert_str(allocation_office_beacon_place(&ctx, &rules, 7), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int allocation_allocation_office_beacon_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_round_randomness_and_signature_are_read),
        TEST(test_another_round_is_refused_and_named),
        TEST(test_what_is_no_answer_is_refused),
        TEST(test_the_number_goes_into_the_address),
    };
    return cmocka_run_group_tests_name("beacon", tests, NULL, NULL);
}
