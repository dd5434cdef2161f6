/* SPDX-License-Identifier: EUPL-1.2 */
/* Sizes as people type them, and which suit each other. */
#include "goods/goods_size.h"
#include "test.h"

int goods_goods_size_test(void);

static const struct goods_size *size_of(const char *key)
{
    const struct goods_size *size = goods_codes_size_by_key(str_of(key));
    assert_non_null(size);
    return size;
}

static void test_double_sizes_suit_both_their_halves(void **state)
{
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        bool fits;
    } rows[] = {
        {"h92", "h92", true},     {"h86-92", "h92", true},       {"h86-92", "h86", true},
        {"h86-92", "h98", false}, {"h86-92", "h92-98", true},    {"h92", "h98", false},
        {"s28-29", "s29", true},  {"s28", "s29", false},         {"h92", "s29", false},
        {"w12", "w14", false},    {"a-m", "a-l", false},         {"hat48-52", "hat50", true},
        {"one", "h92", false},    {"car9-18", "car9-36", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(goods_size_fits(size_of(rows[i].a), size_of(rows[i].b)), rows[i].fits);
        assert_int_equal(goods_size_fits(size_of(rows[i].b), size_of(rows[i].a)), rows[i].fits);
    }
}

static void test_the_next_size_is_six_centimetres_up(void **state)
{
    (void)state;
    assert_str(goods_size_next(size_of("h92"))->key, "h98");
    assert_str(goods_size_next(size_of("h86-92"))->key, "h98");
    assert_str(goods_size_next(size_of("s28"))->key, "s29");
    assert_null(goods_size_next(size_of("h176")));
    assert_null(goods_size_next(size_of("a-m")));
}

static void test_sizes_are_read_as_people_type_them(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        const char *system;
        const char *key;
    } rows[] = {
        {"98", "", "h98"},
        {"98/104", "", "h98-104"},
        {"98-104", "", "h98-104"},
        {"98 \xE2\x80\x93 104 cm", "", "h98-104"},
        {"str 104", "", "h104"},
        {"Str. 104", "body", "h104"},
        {"104 cl", "", "h104"},
        {"104cl", "", "h104"},
        {"3\xE2\x80\x93"
         "4 \xC3\xA5r",
         "", "h98-104"},
        {"4 \xC3\xA5r", "", "h104"},
        {"12 mnd.", "", "h80"},
        {"6-9 mois", "", "h68-74"},
        {"0-1 md", "", "h50"},
        {"4 ans", "body", "h104"},
        {"sko 28", "", "s28"},
        {"28", "", "s28"},
        {"28,5", "", "s28-29"},
        {"38.5 ", "shoe", "s38-39"},
        {"35/36", "shoe", "s35-36"},
        {"54", "adult", "n54"},
        {"M", "", "a-m"},
        {"str. xl", "", "a-xl"},
        {"XXXL", "adult", "a-3xl"},
        {"3XL", "adult", "a-3xl"},
        {"2XL", "", "a-xxl"},
        {"One Size", "", "one"},
        {"one size", "body", "one"},
        {"12\"", "wheel", "w12"},
        {"27,5 tommer", "wheel", "w27-5"},
        {"9-18 kg", "carseat", "car9-18"},
        {"40-105 cm", "carseat", "isize40-105"},
        {"26,5", "mondo", "mondo265"},
        {"138 cm", "ski", "ski135"},
        {"52-56", "head", "hat52-56"},
        {"49 cm", "head", "hat49"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct goods_size *size =
            goods_size_read(str_of(rows[i].typed), str_of(rows[i].system));
        if (size == NULL || !str_equal(size->key, str_of(rows[i].key))) {
            fail_msg("%s in %s: %s", rows[i].typed, rows[i].system,
                     size == NULL ? "nothing" : size->key.ptr);
        }
    }
}

static void test_what_is_no_size_is_nothing(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",     "liten",        "93",           "98/104/110",   "98-105",
        "-",    "999999999999", "25 \xC3\xA5r", "M 98 104 110", "12.345",
        "1 2 3"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        if (goods_size_read(str_of(wrong[i]), STR("")) != NULL) {
            fail_msg("read as a size: %s", wrong[i]);
        }
    }
    assert_null(goods_size_read(STR("M"), STR("shoe")));
    assert_null(goods_size_read(STR("4 \xC3\xA5r"), STR("shoe")));
    assert_null(goods_size_read(STR("98"), STR("nothing")));
}

int goods_goods_size_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_double_sizes_suit_both_their_halves),
        cmocka_unit_test(test_the_next_size_is_six_centimetres_up),
        cmocka_unit_test(test_sizes_are_read_as_people_type_them),
        cmocka_unit_test(test_what_is_no_size_is_nothing),
    };
    return cmocka_run_group_tests_name("goods size", tests, NULL, NULL);
}
