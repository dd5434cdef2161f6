/* SPDX-License-Identifier: EUPL-1.2 */
/* Ways to get here. */
#include "centre/centre_ways.h"
#include "test.h"

#include "base/banned.h"

int centre_centre_ways_test(void);

static int setup(void **state)
{
    static struct ctx ctx;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    *state = &ctx;
    return 0;
}

static int teardown(void **state)
{
    struct ctx *ctx = *state;
    arena_destroy(ctx->mem);
    return 0;
}

static void test_a_heading_and_a_colon_make_a_way(void **state)
{
    struct task way;
    assert_true(centre_ways_read(*state, STR("Buss 240 og 255: Til Handelsparken, 2 min."), &way));
    assert_str(way.what, "Buss 240 og 255");
    assert_str(way.detail, "Til Handelsparken, 2 min.");
    assert_str(way.icon, "bus");
}

static void test_the_first_known_word_chooses_the_icon(void **state)
{
    struct task way;
    assert_true(
        centre_ways_read(*state, STR("Med barnevogn og rullestol: Heis fra bussen."), &way));
    assert_str(way.icon, "pram");
    assert_true(centre_ways_read(*state, STR("Ferge: Kaia er ti minutter unna."), &way));
    assert_str(way.icon, "location");
}

static void test_other_text_is_a_paragraph(void **state)
{
    const char *const others[] = {"",
                                  ":",
                                  "Bussen stopper ved døra.",
                                  ": uten overskrift",
                                  "Buss:",
                                  "Det er åpent alle hverdager, og lørdager også: fra 10."};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        struct task way = {.what = STR("untouched")};
        assert_false(centre_ways_read(*state, str_of(others[i]), &way));
        assert_str(way.what, "untouched");
    }
}

int centre_centre_ways_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_heading_and_a_colon_make_a_way, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_first_known_word_chooses_the_icon, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_other_text_is_a_paragraph, setup, teardown),
    };
    return cmocka_run_group_tests_name("centre ways", tests, NULL, NULL);
}
