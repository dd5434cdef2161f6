/* SPDX-License-Identifier: EUPL-1.2 */
/* What titles say, what prices are like, and things a shop takes in itself; on both engines. */
#include "catalogue/seller_scene.h"

int catalogue_seller_test(void);

struct taking {
    const struct listing *listing;
    int64_t count;
    int64_t price_ore;
    bool back;
};

static enum status take(struct ctx *ctx, void *arg)
{
    const struct taking *taking = arg;
    const struct listing *listing = taking->listing;
    return taking->back ? catalogue_give_back(ctx, listing->tenant_id, listing->id, taking->count,
                                              taking->price_ore)
                        : catalogue_take(ctx, listing->tenant_id, listing->id, taking->count,
                                         taking->price_ore, 0);
}

/* Sells `count` of a new listing at `kr` each. */
static struct listing sell(struct scene *scene, int shop, int64_t count, int64_t kr)
{
    const struct listing listing = scene_listed(scene, shop, count, kr);
    struct taking taking = {&listing, count, kr * 100 * count, false};
    assert_int_equal(db_write(&scene->ctx, take, &taking), OK);
    return listing;
}

static struct price_band band_of(struct scene *scene, const char *kind, const char *size)
{
    struct price_band band;
    assert_int_equal(
        catalogue_seller_band(&scene->ctx, scene->snowsuits, str_of(kind), str_of(size), &band),
        OK);
    return band;
}

static void test_prices_are_told_from_five_sales_by_three_shops(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    sell(&scene, 0, 1, 80);
    sell(&scene, 0, 1, 100);
    sell(&scene, 1, 1, 110);
    sell(&scene, 1, 1, 120);
    assert_int_equal(band_of(&scene, "child_snowsuit", "h104").sales, 0);
    sell(&scene, 1, 1, 500);
    /* Five sales, but two shops. */
    assert_int_equal(band_of(&scene, "child_snowsuit", "h104").sales, 0);
    sell(&scene, 2, 1, 90);
    const struct price_band band = band_of(&scene, "child_snowsuit", "h104");
    /* 80 90 100 110 120 500: ranks 2 and 5. */
    assert_int_equal(band.sales, 6);
    assert_int_equal(band.low_ore, 9000);
    assert_int_equal(band.high_ore, 12000);
    assert_int_equal(band_of(&scene, "child_snowsuit", "h110").sales, 0);
    /* An unknown kind falls back on the category. */
    assert_int_equal(band_of(&scene, "", "h104").sales, 6);
    assert_int_equal(band_of(&scene, "rain_jacket", "h104").sales, 6);
    /* A year and a day later nothing of it counts. */
    scene_at(&scene, MONDAY_MS + 366 * DAY_MS);
    assert_int_equal(band_of(&scene, "child_snowsuit", "h104").sales, 0);
    scene_end(&scene);
}

static void test_each_of_a_counted_sale_counts_and_gifts_and_undone_ones_do_not(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    sell(&scene, 0, 1, 10);
    sell(&scene, 1, 1, 30);
    const struct listing many = sell(&scene, 2, 4, 20);
    sell(&scene, 3, 9, 0);
    struct price_band band = band_of(&scene, "child_snowsuit", "h104");
    assert_int_equal(band.sales, 6);
    assert_int_equal(band.low_ore, 2000);
    assert_int_equal(band.high_ore, 2000);
    struct taking back = {&many, 4, 8000, true};
    assert_int_equal(db_write(&scene.ctx, take, &back), OK);
    assert_int_equal(band_of(&scene, "child_snowsuit", "h104").sales, 0);
    scene_end(&scene);
}

static struct suggestion suggested(struct scene *scene, const char *title)
{
    struct suggestion suggestion;
    catalogue_seller_suggest(&scene->ctx, str_of(title), &suggestion);
    return suggestion;
}

static const char *category_key(const struct suggestion *suggestion)
{
    const struct goods_category *category = goods_codes_category(suggestion->category_id);
    return category == NULL ? "" : category->key.ptr;
}

static void test_a_title_says_what_it_is(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    static const struct {
        const char *title;
        const char *category;
        const char *size;
        const char *colour;
    } cases[] = {
        {"Blå parkdress 98/104", "snowsuits", "h98-104", "blue"},
        {"vinterdress str 104", "snowsuits", "h104", ""},
        {"Snowsuit, 3-4 years, red", "snowsuits", "h98-104", "red"},
        {"Vinterparkdress", "snowsuits", "", ""},
        {"Fin gave fra bestemor", "", "", ""},
        {"", "", "", ""},
        {"\xff\xfe\x01 ;--", "", "", ""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct suggestion got = suggested(&scene, cases[i].title);
        assert_string_equal(category_key(&got), cases[i].category);
        assert_true(str_equal(got.size_key, str_of(cases[i].size)));
        assert_string_equal(got.colour_id == NO_I64 ? ""
                                                    : goods_codes_colour(got.colour_id)->key.ptr,
                            cases[i].colour);
    }
    const struct suggestion bodies = suggested(&scene, "bodyer 62-68");
    assert_true(bodies.category_id != 0);
    assert_true(str_equal(bodies.size_key, STR("h62-68")));
    scene_end(&scene);
}

/* Every name of our own lists leads to something that is called so. */
static void test_every_category_is_found_by_its_own_name(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct suggestion got = suggested(&scene, codes->categories[i].name.in[LANG_NB].ptr);
        if (got.category_id == 0) {
            fail_msg("%s", codes->categories[i].name.in[LANG_NB].ptr);
        }
    }
    scene_end(&scene);
}

static struct own_thing own_of(struct scene *scene, const char *key, int64_t count)
{
    return (struct own_thing){
        .key = str_of(key),
        .count = count,
        .publication = {.title = STR("Bodyer"),
                        .wear = STR(""),
                        .category_id = scene->snowsuits,
                        .kind_key = STR("child_snowsuit"),
                        .grade = GRADE_NICE,
                        .size_key = STR("h62-68"),
                        .colour_id = NO_I64,
                        .price_ore = 2000,
                        .place = STR("")},
    };
}

static void test_what_a_shop_takes_in_is_out_at_once_and_only_once(void **state)
{
    (void)state;
    struct scene scene = scene_begin();
    struct ctx *ctx = &scene.ctx;
    struct own_thing own = own_of(&scene, "0b4c7a51-0000-4000-8000-000000000001", 20);
    struct thing thing;
    struct thing again;
    struct listing listing;
    bool published = false;
    assert_int_equal(catalogue_seller_put_out(ctx, scene.shops[0], &own, &thing, &published), OK);
    assert_true(published);
    assert_int_equal(catalogue_by_code(ctx, thing.code, &listing), OK);
    assert_int_equal(listing.count_left, 20);
    assert_int_equal(listing.price_ore, 2000);
    assert_int_equal(listing.state, LISTING_PUBLIC);
    assert_int_equal(thing.source_id, scene.shops[0]);
    assert_int_equal(catalogue_seller_put_out(ctx, scene.shops[0], &own, &again, &published), OK);
    assert_int_equal(again.id, thing.id);
    /* The same key of another shop is another thing. */
    assert_int_equal(catalogue_seller_put_out(ctx, scene.shops[1], &own, &again, &published), OK);
    assert_true(again.id != thing.id);
    /* What is refused leaves nothing in hand. */
    struct things before;
    struct things after;
    assert_int_equal(goods_in_hand(ctx, scene.shops[2], NO_I64, 100, &before), OK);
    own.publication.size_key = STR("");
    assert_int_equal(catalogue_seller_put_out(ctx, scene.shops[2], &own, &thing, &published),
                     INVALID);
    assert_string_equal(ctx->err.field, "size");
    own = own_of(&scene, "0b4c7a51-0000-4000-8000-000000000002", 0);
    assert_int_equal(catalogue_seller_put_out(ctx, scene.shops[2], &own, &thing, &published),
                     INVALID);
    own = own_of(&scene, "0b4c7a51-0000-4000-8000-000000000003", 1);
    own.publication.category_id = 999999;
    assert_int_equal(catalogue_seller_put_out(ctx, scene.shops[2], &own, &thing, &published),
                     INVALID);
    assert_int_equal(goods_in_hand(ctx, scene.shops[2], NO_I64, 100, &after), OK);
    assert_int_equal(after.count, before.count);
    scene_end(&scene);
}

int catalogue_seller_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prices_are_told_from_five_sales_by_three_shops),
        cmocka_unit_test(test_each_of_a_counted_sale_counts_and_gifts_and_undone_ones_do_not),
        cmocka_unit_test(test_a_title_says_what_it_is),
        cmocka_unit_test(test_every_category_is_found_by_its_own_name),
        cmocka_unit_test(test_what_a_shop_takes_in_is_out_at_once_and_only_once),
    };
    return TEST_DB_RUN("seller", tests);
}
