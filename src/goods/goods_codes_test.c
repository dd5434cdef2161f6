/* SPDX-License-Identifier: EUPL-1.2 */
/* The code lists hold together: ids, parents, names, sizes, kinds. */
#include "goods/goods_codes.h"
#include "test.h"

int goods_goods_codes_test(void);

/* All three languages, and no white space at the ends. */
static void assert_named(struct goods_name name)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        assert_true(name.in[lang].len > 0);
        assert_int_equal(str_trim(name.in[lang]).len, name.in[lang].len);
    }
}

static void test_the_tree_has_three_levels_and_parents_that_exist(void **state)
{
    (void)state;
    const struct goods_codes *codes = goods_codes_all();
    assert_true(codes->category_count > 100);
    int64_t sort = 0;
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        assert_named(category->name);
        assert_true(category->id > 0);
        assert_in_range(category->level, 1, 3);
        assert_true(category->icon.len > 0);
        assert_true(category->sort > sort);
        sort = category->sort;
        assert_ptr_equal(goods_codes_category(category->id), category);
        assert_ptr_equal(goods_codes_category_by_key(category->key), category);
        if (category->size_required) {
            assert_non_null(goods_codes_size_in(category->size_system, NULL));
        }
        assert_true(category->parent_id == 0 ||
                    goods_codes_is_within(category->id, category->parent_id));
    }
    assert_null(goods_codes_category(999));
    assert_null(goods_codes_category_by_key(STR("nothing")));
}

static void test_the_top_level_is_as_designed(void **state)
{
    (void)state;
    static const char *const expected[] = {"clothes",      "shoes", "baby_gear",      "toys",
                                           "books_school", "sport", "furniture_home", "electronics",
                                           "hobby",        "party", "lending",        "other"};
    const struct goods_category *category = NULL;
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        category = goods_codes_child(0, category);
        assert_non_null(category);
        assert_str(category->key, expected[i]);
    }
    assert_null(goods_codes_child(0, category));
}

static void test_children_follow_their_parent_and_know_it(void **state)
{
    (void)state;
    const struct goods_category *snowsuits = goods_codes_category_by_key(STR("snowsuits"));
    const struct goods_category *clothes = goods_codes_category_by_key(STR("clothes"));
    assert_int_equal(snowsuits->level, 3);
    assert_true(goods_codes_is_within(snowsuits->id, clothes->id));
    assert_true(goods_codes_is_within(clothes->id, clothes->id));
    assert_false(goods_codes_is_within(clothes->id, snowsuits->id));
    assert_false(goods_codes_is_within(999, clothes->id));
    assert_true(snowsuits->size_required);
    assert_str(snowsuits->size_system, "body");
}

static void test_the_station_has_six_tiles(void **state)
{
    (void)state;
    for (int64_t place = 1; place <= 6; place++) {
        assert_non_null(goods_codes_tile(place));
        assert_named(goods_codes_tile(place)->tile_name);
    }
    assert_null(goods_codes_tile(7));
    assert_null(goods_codes_tile(0));
    assert_str(goods_codes_tile(2)->tile_name.in[LANG_NB], "Sykkel");
}

static void test_every_kind_has_category_names_and_a_sourced_weight_or_none(void **state)
{
    (void)state;
    const struct goods_codes *codes = goods_codes_all();
    assert_int_equal(codes->kind_count, 277);
    size_t weighed = 0;
    for (size_t i = 0; i < codes->kind_count; i++) {
        const struct goods_kind *kind = &codes->kinds[i];
        assert_named(kind->name);
        assert_non_null(goods_codes_category(kind->category_id));
        assert_ptr_equal(goods_codes_kind(kind->key), kind);
        assert_int_equal(kind->default_weight_g > 0, kind->weight_source.len > 0);
        assert_int_not_equal(kind->default_weight_g, 0);
        assert_true(goods_codes_size_class(kind->size_class).len > 0);
        assert_true(kind->picture.len > 0);
        weighed += kind->default_weight_g > 0;
    }
    assert_int_equal(weighed, 118);
    assert_int_equal(goods_codes_kind(STR("pram"))->default_weight_g, 14000);
    assert_int_equal(goods_codes_kind(STR("child_snowsuit"))->default_weight_g, -1);
    assert_null(goods_codes_kind(STR("unicorn")));
}

static void test_sizes_are_in_order_within_their_system(void **state)
{
    (void)state;
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->size_count; i++) {
        const struct goods_size *size = &codes->sizes[i];
        assert_named(size->name);
        assert_ptr_equal(goods_codes_size(size->id), size);
        assert_ptr_equal(goods_codes_size_by_key(size->key), size);
        assert_true(size->min <= size->max);
        assert_int_equal(size->min >= 0, size->unit.len > 0);
        assert_true(!size->by_overlap || size->min >= 0);
    }
    size_t body = 0;
    for (const struct goods_size *size = goods_codes_size_in(STR("body"), NULL); size != NULL;
         size = goods_codes_size_in(STR("body"), size)) {
        assert_true(size->min >= 44 && size->max <= 176);
        assert_int_equal((size->min - 44) % 6, 0);
        assert_named(size->age);
        body++;
    }
    assert_int_equal(body, 23 + 22);
    assert_null(goods_codes_size_by_key(STR("h93")));
}

static void test_grades_colours_and_materials_are_complete(void **state)
{
    (void)state;
    const struct goods_codes *codes = goods_codes_all();
    assert_int_equal(codes->condition_count, 4);
    for (int64_t grade = 1; grade <= 4; grade++) {
        assert_named(goods_codes_condition(grade)->name);
        assert_named(goods_codes_condition(grade)->meaning);
    }
    assert_null(goods_codes_condition(5));
    assert_str(goods_codes_condition(4)->name.in[LANG_NB], "Til lek i skogen");
    assert_int_equal(codes->colour_count, 12);
    for (size_t i = 0; i < codes->colour_count; i++) {
        unsigned char rgb[3];
        assert_named(codes->colours[i].name);
        assert_true(str_from_hex(codes->colours[i].swatch, rgb, sizeof(rgb)));
        assert_ptr_equal(goods_codes_colour(codes->colours[i].id), &codes->colours[i]);
    }
    assert_str(goods_codes_colour_by_key(STR("blue"))->name.in[LANG_NN], "Bl\xC3\xA5");
    for (size_t i = 0; i < codes->material_count; i++) {
        assert_named(codes->materials[i].name);
        assert_ptr_equal(goods_codes_material(codes->materials[i].id), &codes->materials[i]);
        assert_ptr_equal(goods_codes_material_by_key(codes->materials[i].key),
                         &codes->materials[i]);
    }
}

int goods_goods_codes_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_tree_has_three_levels_and_parents_that_exist),
        cmocka_unit_test(test_the_top_level_is_as_designed),
        cmocka_unit_test(test_children_follow_their_parent_and_know_it),
        cmocka_unit_test(test_the_station_has_six_tiles),
        cmocka_unit_test(test_every_kind_has_category_names_and_a_sourced_weight_or_none),
        cmocka_unit_test(test_sizes_are_in_order_within_their_system),
        cmocka_unit_test(test_grades_colours_and_materials_are_complete),
    };
    return cmocka_run_group_tests_name("goods codes", tests, NULL, NULL);
}
