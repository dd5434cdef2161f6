/* SPDX-License-Identifier: EUPL-1.2 */
/* Translations: found, filled, and read from files that are broken on purpose. */
#include "i18n/i18n.h"

#include <pthread.h>

#include "i18n/catalogue.h"
#include "test.h"

#include "base/banned.h"

int i18n_i18n_test(void);

static void test_each_language_has_its_words(void **state)
{
    (void)state;
    const char *source = status_message(FORBIDDEN);
    assert_string_equal(i18n_text(LANG_NB, source), "Rollen din gir ikke tilgang til dette.");
    assert_string_equal(i18n_text(LANG_NN, source), "Rolla di gir ikkje tilgang til dette.");
    assert_ptr_equal(i18n_text(LANG_EN, source), source);
}

static void test_every_status_is_translated(void **state)
{
    (void)state;
    for (int status = OK; status < STATUS_COUNT; status++) {
        const char *source = status_message((enum status)status);
        assert_string_not_equal(i18n_text(LANG_NB, source), source);
        assert_string_not_equal(i18n_text(LANG_NN, source), source);
    }
}

static void test_an_unknown_string_is_its_own_translation(void **state)
{
    (void)state;
    static const char *const unknown[] = {"", "Nobody ever wrote this.", "Done ", "done"};
    for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
        assert_ptr_equal(i18n_text(LANG_NB, unknown[i]), unknown[i]);
        assert_string_equal(i18n_plural(LANG_NN, "one", unknown[i], 2), unknown[i]);
    }
}

static void test_two_strings_of_their_own_are_a_plural_too(void **state)
{
    (void)state;
    assert_string_equal(i18n_plural(LANG_NB, "1 thing", "{n} things", 1), "1 ting");
    assert_string_equal(i18n_plural(LANG_NB, "1 thing", "{n} things", 4), "{n} ting");
    assert_string_equal(i18n_plural(LANG_EN, "1 thing", "{n} things", 0), "{n} things");
}

static void test_names_are_filled_in_any_order(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .lang = LANG_EN};
    const struct i18n_arg args[] = {{"a", STR("1")}, {"bc", STR("")}, {"d", STR("{a}")}};
    static const struct {
        const char *source;
        const char *filled;
    } rows[] = {
        {"", ""},
        {"{a}", "1"},
        {"{d}{bc}{a}", "{a}1"},
        {"x{a}y{a}z", "x1y1z"},
        {"{e} {a}", "{e} 1"},
        {"{a", "{a"},
        {"a}", "a}"},
        {"{{a}}", "{1}"},
        {"{}", "{}"},
        {"{ a }", "{ a }"},
        {"{x{a}", "{x1"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_str(i18n_fill(&ctx, rows[i].source, args, 3), rows[i].filled);
    }
    arena_destroy(ctx.mem);
}

static void test_codes_and_prefixes(void **state)
{
    (void)state;
    assert_string_equal(i18n_code(LANG_NB), "nb");
    assert_string_equal(i18n_code(LANG_NN), "nn");
    assert_string_equal(i18n_code(LANG_EN), "en");
    assert_string_equal(i18n_prefix(LANG_NB), "");
    assert_string_equal(i18n_prefix(LANG_NN), "/nn");
    assert_string_equal(i18n_prefix(LANG_EN), "/en");
}

static void *look_up(void *failures)
{
    for (int i = 0; i < 2000; i++) {
        if (strcmp(i18n_text(LANG_NB, status_message(GONE)),
                   "Dette er ikke tilgjengelig lenger.") != 0) {
            (*(int *)failures)++;
        }
    }
    return NULL;
}

static void test_threads_read_the_same_words(void **state)
{
    (void)state;
    pthread_t threads[4];
    int failures[4] = {0};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, look_up, &failures[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(failures[i], 0);
    }
}

/* ---- files ------------------------------------------------------------------------------------
 */

/* Two strings: "a" → "A", and "one\0many" → "én\0mange"; rows at 28 and 44, text from 60. */
static const unsigned char two_strings[] =
    "\xde\x12\x04\x95\0\0\0\0\x02\0\0\0\x1c\0\0\0\x2c\0\0\0\0\0\0\0\0\0\0\0"
    "\x01\0\0\0\x3c\0\0\0\x08\0\0\0\x3e\0\0\0"
    "\x01\0\0\0\x47\0\0\0\x09\0\0\0\x49\0\0\0"
    "a\0one\0many\0A\0\xc3\xa9n\0mange";

static void test_a_catalogue_finds_singular_and_plural(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct catalogue catalogue;
    assert_int_equal(catalogue_read(arena, two_strings, sizeof(two_strings), &catalogue), OK);
    assert_int_equal(catalogue.count, 2);
    assert_string_equal(catalogue_find(&catalogue, "a")->text, "A");
    assert_string_equal(catalogue_find(&catalogue, "a")->many, "A");
    assert_string_equal(catalogue_find(&catalogue, "one")->text, "\xc3\xa9n");
    assert_string_equal(catalogue_find(&catalogue, "one")->many, "mange");
    assert_null(catalogue_find(&catalogue, "many"));
    assert_null(catalogue_find(&(struct catalogue){0}, "a"));
    arena_destroy(arena);
}

static void test_a_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct catalogue catalogue;
    for (size_t len = 0; len < sizeof(two_strings) - 1; len++) {
        unsigned char *cut = arena_alloc(arena, len);
        memcpy(cut, two_strings, len);
        assert_int_equal(catalogue_read(arena, cut, len, &catalogue), INVALID);
    }
    arena_destroy(arena);
}

static void test_numbers_that_point_outside_are_refused(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct catalogue catalogue;
    unsigned char bytes[sizeof(two_strings)];
    /* Magic, version, count, both tables, and length and place of the first string. */
    static const size_t places[] = {3, 6, 11, 15, 19, 31, 35, 47, 51};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        memcpy(bytes, two_strings, sizeof(bytes));
        bytes[places[i]] = 0xff;
        assert_int_equal(catalogue_read(arena, bytes, sizeof(bytes), &catalogue), INVALID);
    }
    arena_destroy(arena);
}

int i18n_i18n_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_language_has_its_words),
        cmocka_unit_test(test_every_status_is_translated),
        cmocka_unit_test(test_an_unknown_string_is_its_own_translation),
        cmocka_unit_test(test_two_strings_of_their_own_are_a_plural_too),
        cmocka_unit_test(test_names_are_filled_in_any_order),
        cmocka_unit_test(test_codes_and_prefixes),
        cmocka_unit_test(test_threads_read_the_same_words),
        cmocka_unit_test(test_a_catalogue_finds_singular_and_plural),
        cmocka_unit_test(test_a_file_cut_anywhere_is_refused),
        cmocka_unit_test(test_numbers_that_point_outside_are_refused),
    };
    return cmocka_run_group_tests_name("i18n", tests, NULL, NULL);
}
