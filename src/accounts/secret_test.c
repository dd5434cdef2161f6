/* SPDX-License-Identifier: EUPL-1.2 */
/* Passwords, PINs, tokens, roles and ways back: the rules that need no database. */
#include "accounts/accounts_memory.h"
#include "accounts/accounts_secret.h"
#include "accounts/accounts_sign_in.h"
#include "test.h"

int accounts_secret_test(void);

static int set_up(void **state)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct ctx *ctx = ARENA_NEW(arena, struct ctx);
    ctx->mem = arena;
    *state = ctx;
    return 0;
}

static int tear_down(void **state)
{
    const struct ctx *ctx = *state;
    arena_destroy(ctx->mem);
    return 0;
}

static void test_weak_passwords_are_refused_and_long_ones_taken(void **state)
{
    struct ctx *ctx = *state;
    static const char *const weak[] = {"",
                                       "short",
                                       "elevensigns",
                                       "aaaaaaaaaaaaaaaa",
                                       "abababababababab",
                                       "Passord123456",
                                       "QWERTYQWERTY"};
    for (size_t i = 0; i < sizeof(weak) / sizeof(weak[0]); i++) {
        assert_int_equal(accounts_secret_password_check(ctx, str_of(weak[i])), INVALID);
        assert_string_equal(ctx->err.field, "password");
    }
    assert_int_equal(accounts_secret_password_check(ctx, STR("sykkel lampe bjørk vott")), OK);
    /* Twelve code points, more bytes. */
    assert_int_equal(accounts_secret_password_check(ctx, STR("æøåÆØÅæøåÆØÅ")), OK);
}

static void test_a_password_over_200_bytes_is_refused(void **state)
{
    struct ctx *ctx = *state;
    char text[202];
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = (char)('a' + i % 20);
    }
    assert_int_equal(accounts_secret_password_check(ctx, (struct str){text, 200}), OK);
    assert_int_equal(accounts_secret_password_check(ctx, (struct str){text, 201}), INVALID);
}

static void test_a_password_of_broken_text_is_refused(void **state)
{
    struct ctx *ctx = *state;
    assert_int_equal(accounts_secret_password_check(ctx, STR("abcdefghijkl\xff")), INVALID);
}

static void test_a_pin_is_four_to_eight_digits_not_all_the_same(void **state)
{
    struct ctx *ctx = *state;
    static const char *const wrong[] = {"", "123", "123456789", "12a4", "1111", "12 4", "٣٤٥٦"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_int_equal(accounts_secret_pin_check(ctx, str_of(wrong[i])), INVALID);
    }
    assert_int_equal(accounts_secret_pin_check(ctx, STR("2580")), OK);
    assert_int_equal(accounts_secret_pin_check(ctx, STR("12345678")), OK);
}

static void test_a_hash_knows_its_password_and_nobody_knows_none(void **state)
{
    struct ctx *ctx = *state;
    struct str hash = {0};
    assert_int_equal(accounts_secret_hash(ctx, STR("sykkel lampe bjørk"), &hash), OK);
    assert_true(str_starts_with(hash, STR("$argon2id$")));
    assert_true(accounts_secret_verify(hash, STR("sykkel lampe bjørk")));
    assert_false(accounts_secret_verify(hash, STR("sykkel lampe bjork")));
    assert_false(accounts_secret_verify(hash, STR("")));
    assert_false(accounts_secret_verify((struct str){0}, STR("sykkel lampe bjørk")));
}

static void test_tokens_differ_and_their_digests_too(void **state)
{
    struct ctx *ctx = *state;
    const struct str first = accounts_secret_token(ctx);
    const struct str second = accounts_secret_token(ctx);
    assert_int_equal(first.len, 43);
    assert_false(str_equal(first, second));
    assert_true(accounts_secret_equal(accounts_secret_digest(ctx, first),
                                      accounts_secret_digest(ctx, first)));
    assert_false(accounts_secret_equal(accounts_secret_digest(ctx, first),
                                       accounts_secret_digest(ctx, second)));
    assert_false(accounts_secret_equal(STR(""), STR("")));
}

static void test_a_device_code_may_be_typed_with_small_letters_and_hyphens(void **state)
{
    struct ctx *ctx = *state;
    assert_str(accounts_secret_code_typed(ctx, STR("7k4m-2pxq")), "7K4M2PXQ");
    assert_str(accounts_secret_code_typed(ctx, STR(" 7K4M 2PXQ ")), "7K4M2PXQ");
    const struct str code = accounts_secret_device_code(ctx);
    assert_int_equal(code.len, ACCOUNTS_DEVICE_CODE_LEN);
    assert_str(accounts_secret_code_typed(ctx, code), code.ptr);
}

static void test_roles_have_names_both_ways(void **state)
{
    struct ctx *ctx = *state;
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        const char *key = accounts_role_key((enum role)role);
        assert_non_null(key);
        assert_non_null(accounts_role_label((enum role)role));
        assert_int_equal(accounts_role_of(str_of(key)), role);
    }
    assert_int_equal(accounts_role_of(STR("king")), ROLE_COUNT);
    assert_null(accounts_role_key(ROLE_COUNT));
    assert_str(accounts_who_keys(ctx->mem, WHO_OFFICE), "manager,auditor");
    assert_str(accounts_who_keys(ctx->mem, EVERYONE), "everyone");
    assert_str(accounts_who_keys(ctx->mem, 0), "");
}

static void test_only_paths_of_this_site_are_ways_back(void **state)
{
    (void)state;
    assert_true(accounts_sign_in_local_path(STR("/")));
    assert_true(accounts_sign_in_local_path(STR("/kontor/folk?side=2")));
    assert_false(accounts_sign_in_local_path(STR("")));
    assert_false(accounts_sign_in_local_path(STR("//example.com")));
    assert_false(accounts_sign_in_local_path(STR("/\\example.com")));
    assert_false(accounts_sign_in_local_path(STR("https://example.com")));
    assert_false(accounts_sign_in_local_path(STR("/a b")));
    assert_false(accounts_sign_in_local_path(STR("/a\r\nSet-Cookie: x")));
    assert_false(accounts_sign_in_local_path(STR("/å")));
}

static void test_the_last_use_is_remembered_and_taken_once(void **state)
{
    (void)state;
    const struct db *db = (const struct db *)state;
    struct accounts_use uses[4];
    accounts_memory_touch((struct accounts_use){db, 1, 77, 1000});
    accounts_memory_touch((struct accounts_use){db, 1, 77, 3000});
    accounts_memory_touch((struct accounts_use){db, 1, 77, 2000});
    assert_int_equal(accounts_memory_last(db, 77), 3000);
    assert_int_equal(accounts_memory_take(db, uses, 4), 1);
    assert_int_equal(uses[0].used_ms, 3000);
    assert_int_equal(accounts_memory_take(db, uses, 4), 0);
    assert_int_equal(accounts_memory_last(db, 77), 3000);
    accounts_memory_drop(db);
    assert_int_equal(accounts_memory_last(db, 77), 0);
}

static void test_a_crowded_memory_forgets_the_least_used(void **state)
{
    (void)state;
    const struct db *db = (const struct db *)state;
    for (int64_t id = 1; id <= 100000; id++) {
        accounts_memory_touch((struct accounts_use){db, 1, id, id});
    }
    assert_int_equal(accounts_memory_last(db, 100000), 100000);
    assert_int_equal(accounts_memory_last(db, 1), 0);
    accounts_memory_drop(db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int accounts_secret_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_weak_passwords_are_refused_and_long_ones_taken),
        TEST(test_a_password_over_200_bytes_is_refused),
        TEST(test_a_password_of_broken_text_is_refused),
        TEST(test_a_pin_is_four_to_eight_digits_not_all_the_same),
        TEST(test_a_hash_knows_its_password_and_nobody_knows_none),
        TEST(test_tokens_differ_and_their_digests_too),
        TEST(test_a_device_code_may_be_typed_with_small_letters_and_hyphens),
        TEST(test_roles_have_names_both_ways),
        cmocka_unit_test(test_only_paths_of_this_site_are_ways_back),
        cmocka_unit_test(test_the_last_use_is_remembered_and_taken_once),
        cmocka_unit_test(test_a_crowded_memory_forgets_the_least_used),
    };
    return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
