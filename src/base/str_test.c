/* SPDX-License-Identifier: EUPL-1.2 */
/* Text views. */
#include "base/arena.h"
#include "base/str.h"
#include "test.h"

int base_str_test(void);

static void test_split_yields_one_part_more_than_separators(void **state)
{
    (void)state;
    struct str rest = STR("a,,b,");
    struct str part;
    const char *expected[] = {"a", "", "b", ""};
    size_t n = 0;
    while (str_split(&rest, ',', &part)) {
        assert_true(n < 4);
        assert_str(part, expected[n++]);
    }
    assert_int_equal(n, 4);
}

static void test_numbers_are_whole_and_in_range(void **state)
{
    (void)state;
    int64_t number = 5;
    assert_true(str_to_i64(STR("-9223372036854775808"), &number));
    assert_true(number == INT64_MIN);
    assert_true(str_to_i64(STR("9223372036854775807"), &number));
    assert_true(number == INT64_MAX);
    static const char *const wrong[] = {
        "", "-", "9223372036854775808", "-9223372036854775809", "1 ", "+1", "0x1", "1.0"};
    number = 7;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_false(str_to_i64(str_of(wrong[i]), &number));
    }
    assert_int_equal(number, 7);
}

static void test_utf8_refuses_what_the_standard_refuses(void **state)
{
    (void)state;
    assert_true(str_is_utf8(STR("bl\xC3\xA5 \xE2\x82\xAC \xF0\x9F\xA7\xB8")));
    static const char *const wrong[] = {
        "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80",        "\xF4\x90\x80\x80",
        "\xC3",     "\x80",         "\xF8\x88\x80\x80\x80"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_false(str_is_utf8(str_of(wrong[i])));
    }
    assert_int_equal(str_utf8_length(STR("bl\xC3\xA5")), 3);
    assert_str(str_utf8_prefix(STR("bl\xC3\xA5tt"), 3), "bl\xC3\xA5");
    assert_str(str_utf8_prefix(STR("bl\xC3\xA5tt"), 2), "bl");
}

static void test_find_trim_and_compare(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    assert_int_equal(str_find(STR("ombruk"), STR("bru")), 2);
    assert_int_equal(str_find(STR("ombruk"), STR("x")), -1);
    assert_int_equal(str_find((struct str){0}, STR("x")), -1);
    assert_str(str_trim(STR(" \t a b \r\n")), "a b");
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_equal((struct str){0}, STR("")));
    assert_true(str_equal_nocase(STR("Content-Length"), STR("content-length")));
    assert_str(str_hex(arena, "\x00\xFFz", 3), "00ff7a");
    unsigned char back[3];
    assert_true(str_from_hex(STR("00FF7a"), back, 3));
    assert_int_equal(back[1], 255);
    assert_false(str_from_hex(STR("00FF7g"), back, 3));
    assert_str(str_format(arena, "%d-%s", 4, "x"), "4-x");
    assert_str(str_concat(arena, STR("a"), STR("b")), "ab");
    arena_destroy(arena);
}

static void test_numbers_become_digits(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    assert_true(str_equal(str_of_i64(arena, 0), STR("0")));
    assert_true(str_equal(str_of_i64(arena, -70), STR("-70")));
    assert_true(str_equal(str_of_i64(arena, INT64_MAX), STR("9223372036854775807")));
    assert_true(str_equal(str_of_i64(arena, INT64_MIN), STR("-9223372036854775808")));
    arena_destroy(arena);
}

int base_str_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split_yields_one_part_more_than_separators),
        cmocka_unit_test(test_numbers_are_whole_and_in_range),
        cmocka_unit_test(test_numbers_become_digits),
        cmocka_unit_test(test_utf8_refuses_what_the_standard_refuses),
        cmocka_unit_test(test_find_trim_and_compare),
    };
    return cmocka_run_group_tests_name("base str", tests, NULL, NULL);
}
