/* SPDX-License-Identifier: EUPL-1.2 */
/* Folding, bar codes, and what makes a score. */
#include "base/vec.h"
#include "safety/safety_import_row.h"
#include "safety/safety_score.h"
#include "test.h"

int safety_score_test(void);

static struct arena *mem;

static struct str fold(const char *text)
{
    return safety_text_fold(mem, str_of(text));
}

static void test_what_people_write_is_folded_to_one_form(void **state)
{
    (void)state;
    assert_str(fold("  KINDERKRAFT®  I-CARE "), "kinderkraft i care");
    assert_str(fold("Children´s  O'Neill’s"), "childrens oneills");
    assert_str(fold("Citroën Łódź Ærø Tärnljus"), "citroen lodz aro tarnljus");
    assert_str(fold("АА0062239"), "АА0062239");
    assert_str(fold("—"), "");
    /* Half a sign at the end is no reason to read on. */
    assert_str(fold("a\xF0"), "a");
}

static void test_words_are_found_whole_and_side_by_side(void **state)
{
    (void)state;
    assert_true(safety_text_has(fold("grå stokke vogn"), STR("stokke")));
    assert_true(safety_text_has(fold("maxi cosi ava"), STR("maxi cosi")));
    assert_false(safety_text_has(fold("stokkeland"), STR("stokke")));
    assert_false(safety_text_has(fold("mini stokkeland stokk"), STR("stokke")));
    assert_true(safety_text_has(fold("stokkeland stokke"), STR("stokke")));
    assert_false(safety_text_has(fold("maxi og cosi"), STR("maxi cosi")));
    assert_false(safety_text_has(fold("noe"), STR("")));
}

static void test_a_bar_code_has_a_check_digit(void **state)
{
    struct str gtin;
    (void)state;
    assert_true(safety_text_gtin_valid(STR("5902533919246")));
    assert_false(safety_text_gtin_valid(STR("5902533919247")));
    assert_false(safety_text_gtin_valid(STR("59025339192")));
    assert_false(safety_text_gtin_valid(STR("59025339192a6")));
    assert_true(safety_text_gtin(mem, STR("5902533-919246"), &gtin));
    assert_str(gtin, "05902533919246");
    assert_true(safety_text_gtin(mem, STR("640058818727"), &gtin));
    assert_str(gtin, "00640058818727");
    assert_false(safety_text_gtin(mem, STR("B0CHYPVWHV"), &gtin));
    assert_false(safety_text_gtin(mem, STR("1234567"), &gtin));
    assert_false(safety_text_gtin(mem, STR("123456789012345"), &gtin));
}

/* A list of one, for as long as the tests run. */
static struct str_list one(const char *text)
{
    struct str_list list = {0};
    vec_push(mem, &list, str_of(text));
    return list;
}

/* The car seat of A12/01879/24. */
static struct score_recall car_seat(void)
{
    static int64_t baby_gear[] = {30000};
    return (struct score_recall){
        .brands = one("kinderkraft"),
        .model = STR("i care i size"),
        .product = STR("childrens car seat"),
        .batches = one("23w17"),
        .gtins = one("05902533919246"),
        .categories = {baby_gear, 1, 1},
        .categories_known = true,
    };
}

static struct score_thing nothing_known(int64_t category_id)
{
    return (struct score_thing){.brand = STR(""),
                                .model = STR(""),
                                .batch = STR(""),
                                .gtin = STR(""),
                                .note = STR(""),
                                .names = STR(""),
                                .category_id = category_id};
}

static struct score score_of(struct score_thing thing)
{
    const struct score_recall recall = car_seat();
    return safety_score(mem, &thing, &recall);
}

static void test_the_bar_code_alone_is_enough(void **state)
{
    struct score_thing thing = nothing_known(120000);
    (void)state;
    thing.gtin = STR("05902533919246");
    assert_int_equal(score_of(thing).points, 70);
    assert_str(score_of(thing).reasons, "gtin=100 category-other=-30");
    thing.category_id = 30200;
    assert_int_equal(score_of(thing).points, 100);
}

static void test_a_kind_alone_is_never_under_suspicion(void **state)
{
    struct score_thing thing = nothing_known(30200);
    (void)state;
    thing.names = STR("car seats child car seat");
    assert_int_equal(score_of(thing).points, 0);
    thing.model = STR("i care");
    assert_int_equal(score_of(thing).points, 0);
}

static void test_brand_category_and_model_add_up(void **state)
{
    struct score_thing thing = nothing_known(30200);
    (void)state;
    thing.brand = STR("kinderkraft");
    assert_int_equal(score_of(thing).points, 45);
    thing.names = STR("car seats child car seat");
    assert_int_equal(score_of(thing).points, 55);
    thing.model = STR("i care");
    assert_str(score_of(thing).reasons, "brand=35 model=30 product=10 category=10");
    thing.model = STR("i care xrider");
    assert_int_equal(score_of(thing).points, 70);
    thing.model = STR("comfort up");
    assert_int_equal(score_of(thing).points, 50);
    thing.gtin = STR("05902533000001");
    assert_true(score_of(thing).points >= SAFETY_SCORE_MIN);
    thing.names = STR("");
    assert_true(score_of(thing).points < SAFETY_SCORE_MIN);
}

static void test_the_same_batch_speaks_for_it_and_another_says_nothing(void **state)
{
    struct score_thing thing = nothing_known(30200);
    struct score_recall recall = car_seat();
    (void)state;
    vec_push(mem, &recall.batches, STR("23w46"));
    thing.brand = STR("kinderkraft");
    thing.batch = STR("23w46");
    assert_str(safety_score(mem, &thing, &recall).reasons, "brand=35 batch=25 category=10");
    assert_int_equal(safety_score(mem, &thing, &recall).points, 70);
    thing.batch = STR("23w17");
    assert_int_equal(safety_score(mem, &thing, &recall).points, 70);
    /* Whole, not as part of another number. */
    static const char *const others[] = {"23w4", "123w46", "24w46", "23w17 23w46"};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        thing.batch = str_of(others[i]);
        assert_str(safety_score(mem, &thing, &recall).reasons, "brand=35 category=10");
    }
    /* A number alone is nobody's: without brand or bar code nothing speaks for it. */
    thing = nothing_known(30200);
    thing.batch = STR("23w46");
    assert_int_equal(safety_score(mem, &thing, &recall).points, 0);
    thing.gtin = STR("05902533919246");
    assert_str(safety_score(mem, &thing, &recall).reasons, "gtin=100 batch=25 category=10");
}

static void test_another_brand_or_another_sort_of_thing_is_none(void **state)
{
    struct score_thing thing = nothing_known(30200);
    (void)state;
    thing.brand = STR("britax");
    thing.note = STR("kinderkraft pose");
    assert_int_equal(score_of(thing).points, 0);
    thing = nothing_known(10000);
    thing.brand = STR("kinderkraft");
    assert_true(score_of(thing).points < SAFETY_SCORE_MIN);
}

static void test_a_note_may_name_the_brand_but_not_by_a_plain_word(void **state)
{
    struct score_thing thing = nothing_known(30200);
    struct score_recall recall = car_seat();
    (void)state;
    thing.note = STR("gratt kinderkraft sete");
    assert_int_equal(score_of(thing).points, 40);
    recall.brands = one("sport");
    thing.note = STR("fin til sport");
    assert_int_equal(safety_score(mem, &thing, &recall).points, 0);
    recall.brands = one("ds");
    thing.note = STR("ds");
    assert_int_equal(safety_score(mem, &thing, &recall).points, 0);
}

static void test_every_reason_has_words(void **state)
{
    (void)state;
    assert_string_equal(safety_score_words(STR("gtin")), "same bar code");
    assert_null(safety_score_words(STR("gtin=100")));
}

static void test_a_heading_names_the_brand(void **state)
{
    (void)state;
    assert_str(safety_import_brand(STR("Sensio Recalls Steam Espresso Machines Due to Burn")),
               "Sensio");
    assert_str(safety_import_brand(STR("CPSC, Amana Announce Recall to Repair Gas Ranges")),
               "Amana");
    assert_str(safety_import_brand(
                   STR("Countertop Water Dispensers Recalled by Greenway Home Products Due to F")),
               "Greenway Home Products");
    assert_str(safety_import_brand(STR("CPSC Warns Of Fire Hazard With Microtronics Ovens")), "");
    assert_str(safety_import_brand(STR("")), "");
}

int safety_score_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_people_write_is_folded_to_one_form),
        cmocka_unit_test(test_words_are_found_whole_and_side_by_side),
        cmocka_unit_test(test_a_bar_code_has_a_check_digit),
        cmocka_unit_test(test_the_bar_code_alone_is_enough),
        cmocka_unit_test(test_a_kind_alone_is_never_under_suspicion),
        cmocka_unit_test(test_brand_category_and_model_add_up),
        cmocka_unit_test(test_the_same_batch_speaks_for_it_and_another_says_nothing),
        cmocka_unit_test(test_another_brand_or_another_sort_of_thing_is_none),
        cmocka_unit_test(test_a_note_may_name_the_brand_but_not_by_a_plain_word),
        cmocka_unit_test(test_every_reason_has_words),
        cmocka_unit_test(test_a_heading_names_the_brand),
    };
    mem = arena_create(ARENA_DEFAULT_CAP);
    const int failed = cmocka_run_group_tests_name("safety score", tests, NULL, NULL);
    arena_destroy(mem);
    return failed;
}
