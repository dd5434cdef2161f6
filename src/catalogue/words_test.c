/* SPDX-License-Identifier: EUPL-1.2 */
/* Stems: Norwegian forms meet, capitals and signs do not matter, hostile text is harmless. */
#include "catalogue/catalogue_words.h"
#include "test.h"

int catalogue_words_test(void);

static void test_forms_of_a_word_have_one_stem(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    static const char *const pairs[][2] = {{"bukser", "bukse"},
                                           {"st\xC3\xB8vlene", "ST\xC3\x98VLER"},
                                           {"Jakker,", "jakkene"},
                                           {"parkdresser", "parkdressen"}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        const struct str a = catalogue_stems(&ctx, str_of(pairs[i][0]));
        const struct str b = catalogue_stems(&ctx, str_of(pairs[i][1]));
        assert_true(a.len > 0);
        assert_true(str_equal(a, b));
    }
    arena_destroy(ctx.mem);
}

static void test_each_stem_stands_once_and_signs_divide(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    assert_str(catalogue_stems(&ctx, STR("Lue/lue \xE2\x80\x93 lue_104 \"\xC2\xA0*\"")), "lue 104");
    assert_str(catalogue_stems(&ctx, STR("")), "");
    assert_str(catalogue_stems(&ctx, STR("\xFF\xC3")), "");
    arena_destroy(ctx.mem);
}

static void test_tokens_are_quoted_for_each_engine_and_bounded(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    assert_str(catalogue_tokens(&ctx, DB_SQLITE,
                                STR("lu r\xC3\xB8"
                                    "d"),
                                STR("_k1 _c2")),
               "\"lu\" \"r\xC3\xB8"
               "d\" \"_k1\" \"_c2\"");
    assert_str(catalogue_tokens(&ctx, DB_POSTGRES, STR("lu"), STR("_k1")), "'lu' & '_k1'");
    assert_str(catalogue_tokens(&ctx, DB_SQLITE, STR(""), STR("")), "");
    const struct str many = catalogue_stems(&ctx, STR("a b c d e f g h i j k l m n o p"));
    const struct str tokens = catalogue_tokens(&ctx, DB_SQLITE, many, STR(""));
    size_t quotes = 0;
    for (size_t i = 0; i < tokens.len; i++) {
        quotes += tokens.ptr[i] == '"';
    }
    assert_int_equal(quotes, 2 * SEARCH_WORDS_MAX);
    arena_destroy(ctx.mem);
}

int catalogue_words_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_a_word_have_one_stem),
        cmocka_unit_test(test_each_stem_stands_once_and_signs_divide),
        cmocka_unit_test(test_tokens_are_quoted_for_each_engine_and_bounded),
    };
    return cmocka_run_group_tests_name("catalogue words", tests, NULL, NULL);
}
