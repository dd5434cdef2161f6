/* SPDX-License-Identifier: EUPL-1.2 */
/* Label codes: every wrong sign is noticed, and people may type them as they like. */
#include "goods/goods.h"
#include "test.h"

int goods_code_test(void);

static const char signs[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

static void test_every_wrong_sign_is_noticed(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    for (int round = 0; round < 50; round++) {
        const struct str code = goods_code_new(&ctx);
        struct str read;
        assert_int_equal(goods_code_read(&ctx, code, &read), OK);
        assert_true(str_equal(code, read));
        for (int at = 0; at < GOODS_CODE_LEN; at++) {
            for (const char *sign = signs; *sign != '\0'; sign++) {
                char wrong[GOODS_CODE_LEN];
                memcpy(wrong, code.ptr, sizeof(wrong));
                wrong[at] = *sign;
                const enum status expected = code.ptr[at] == *sign ? OK : INVALID;
                assert_int_equal(goods_code_read(&ctx, (struct str){wrong, sizeof(wrong)}, &read),
                                 expected);
            }
        }
    }
    arena_destroy(ctx.mem);
}

static void test_nearly_every_swap_of_neighbours_is_noticed(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    int swaps = 0;
    int missed = 0;
    for (int round = 0; round < 2000; round++) {
        const struct str code = goods_code_new(&ctx);
        for (int at = 0; at + 1 < GOODS_CODE_LEN; at++) {
            char swapped[GOODS_CODE_LEN];
            struct str read;
            memcpy(swapped, code.ptr, sizeof(swapped));
            swapped[at] = code.ptr[at + 1];
            swapped[at + 1] = code.ptr[at];
            if (swapped[at] != swapped[at + 1]) {
                swaps++;
                missed +=
                    goods_code_read(&ctx, (struct str){swapped, sizeof(swapped)}, &read) == OK;
            }
        }
    }
    assert_true(missed * 100 < swaps);
    arena_destroy(ctx.mem);
}

static void test_codes_are_read_as_people_and_scanners_give_them(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    const struct str code = goods_code_new(&ctx);
    const struct str forms[] = {
        str_lower_ascii(ctx.mem, code),
        str_format(ctx.mem, "  %.4s-%.4s ", code.ptr, code.ptr + 4),
        str_format(ctx.mem, "https://ombruk.example/nn/ting/%.*s?x=1", STR_ARG(code)),
        str_format(ctx.mem, "/ting/%.*s", STR_ARG(code)),
    };
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        struct str read;
        assert_int_equal(goods_code_read(&ctx, forms[i], &read), OK);
        assert_true(str_equal(read, code));
    }
    arena_destroy(ctx.mem);
}

static void test_a_wrong_code_says_what_is_wrong(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    static const struct {
        const char *typed;
        const char *words;
    } rows[] = {{"2345", "Type all of them"},
                {"234567892", "This has more"},
                {"0BCDEFGH", "never have the sign"},
                {"\xC3\xA5"
                 "BCDEFGH",
                 "never have the sign"},
                {"", "Type all of them"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct str read = STR("untouched");
        assert_int_equal(goods_code_read(&ctx, str_of(rows[i].typed), &read), INVALID);
        assert_non_null(strstr(ctx.err.message, rows[i].words));
        assert_string_equal(ctx.err.field, "code");
        assert_str(read, "untouched");
    }
    arena_destroy(ctx.mem);
}

int goods_code_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_wrong_sign_is_noticed),
        cmocka_unit_test(test_nearly_every_swap_of_neighbours_is_noticed),
        cmocka_unit_test(test_codes_are_read_as_people_and_scanners_give_them),
        cmocka_unit_test(test_a_wrong_code_says_what_is_wrong),
    };
    return cmocka_run_group_tests_name("goods code", tests, NULL, NULL);
}
