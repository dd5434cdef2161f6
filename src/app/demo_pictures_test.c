/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of the pictures of demo data. */
#include "app/demo_pictures.h"

#include <stdlib.h>

#include "base/arena.h"
#include "goods/goods_codes.h"
#include "media/media.h"
#include "media/photo.h"
#include "test.h"
#include "test_db.h"

#include "base/banned.h"

int app_demo_pictures_test(void);

static int setup(void **state)
{
    struct arena *arena = arena_create((size_t)64 * 1024 * 1024);
    struct ctx *ctx = ARENA_NEW(arena, struct ctx);
    ctx->mem = arena;
    *state = ctx;
    return 0;
}

static int teardown(void **state)
{
    struct ctx *ctx = *state;
    arena_destroy(ctx->mem);
    return 0;
}

static int compare_str(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void four_hundred_pictures_are_all_different(void **state)
{
    struct ctx *ctx = *state;
    const struct demo_pictures *pictures = demo_pictures_open(ctx);
    struct str hashes[DEMO_PICTURES_COUNT];
    for (int i = 0; i < DEMO_PICTURES_COUNT; i++) {
        const struct str svg = demo_pictures_draw(ctx, pictures, i, DEMO_VIEW_WHOLE);
        assert_true(str_starts_with(svg, STR("<svg xmlns=")));
        assert_true(str_ends_with(svg, STR("</svg>\n")));
        assert_int_equal(str_find(svg, STR("feDropShadow")), -1);
        hashes[i] = photo_hash(ctx, svg);
    }
    qsort(hashes, DEMO_PICTURES_COUNT, sizeof(hashes[0]), compare_str);
    for (int i = 1; i < DEMO_PICTURES_COUNT; i++) {
        assert_false(str_equal(hashes[i - 1], hashes[i]));
    }
}

static void a_kind_and_a_number_always_give_the_same_picture_of_that_kind(void **state)
{
    struct ctx *ctx = *state;
    const struct demo_pictures *pictures = demo_pictures_open(ctx);
    const struct demo_pictures *again = demo_pictures_open(ctx);
    bool seen[DEMO_PICTURES_COUNT] = {false};
    int different = 0;
    for (uint64_t seed = 0; seed < 200; seed++) {
        const int number = demo_pictures_for(pictures, STR("snowsuit"), seed);
        assert_in_range(number, 0, DEMO_PICTURES_COUNT - 1);
        assert_int_equal(number, demo_pictures_for(again, STR("snowsuit"), seed));
        different += seen[number] ? 0 : 1;
        seen[number] = true;
        /* It hangs, so it hangs on a rail. */
        assert_true(str_find(demo_pictures_draw(ctx, pictures, number, DEMO_VIEW_WHOLE),
                             STR("y=\"44\"")) > 0);
    }
    /* Four variants, each before at least two backdrops. */
    assert_true(different >= 8);
}

static void a_picture_is_called_by_its_colour(void **state)
{
    struct ctx *ctx = *state;
    const struct demo_pictures *pictures = demo_pictures_open(ctx);
    static const char *const snowsuits[] = {"green", "red", "blue", "green"};
    for (int i = 0; i < 4; i++) {
        assert_str(demo_pictures_colour(pictures, i), snowsuits[i]);
    }
    const int stack = demo_pictures_for(pictures, STR("folded-stack"), 1);
    assert_str(demo_pictures_colour(pictures, stack), "");
    for (int i = 0; i < DEMO_PICTURES_COUNT; i++) {
        const struct str key = demo_pictures_colour(pictures, i);
        assert_true(key.len == 0 || goods_codes_colour_by_key(key) != NULL);
    }
}

static void an_unknown_object_has_no_picture(void **state)
{
    struct ctx *ctx = *state;
    const struct demo_pictures *pictures = demo_pictures_open(ctx);
    assert_int_equal(demo_pictures_for(pictures, STR("object"), 1), -1);
    assert_int_equal(demo_pictures_for(pictures, STR(""), 1), -1);
}

static void a_standing_thing_has_a_shadow_of_its_width(void **state)
{
    struct ctx *ctx = *state;
    const struct demo_pictures *pictures = demo_pictures_open(ctx);
    /* objects.csv: a bike's shadow is 170 wide; 1.08 × 170 = 183.60. */
    const int bike = demo_pictures_for(pictures, STR("bike"), 3);
    const struct str svg = demo_pictures_draw(ctx, pictures, bike, DEMO_VIEW_WHOLE);
    assert_true(str_find(svg, STR("rx=\"183.60\" ry=\"17\"")) > 0);
    const int dress = demo_pictures_for(pictures, STR("dress"), 3);
    assert_int_equal(str_find(demo_pictures_draw(ctx, pictures, dress, DEMO_VIEW_WHOLE),
                              STR("<ellipse cx=\"212\"")),
                     -1);
}

static void a_picture_becomes_a_photo(void **state)
{
    struct ctx *ctx = *state;
    assert_int_equal(media_start(str_of(test_folder())), OK);
    struct demo_pictures *pictures = demo_pictures_open(ctx);
    const int number = demo_pictures_for(pictures, STR("teapot"), 7);
    struct str hash = {0};
    struct str again = {0};
    assert_int_equal(demo_pictures_store(ctx, pictures, number, DEMO_VIEW_WHOLE, &hash), OK);
    assert_int_equal(demo_pictures_store(ctx, pictures, number, DEMO_VIEW_WHOLE, &again), OK);
    assert_ptr_equal(hash.ptr, again.ptr);
    assert_int_equal(photo_make_sizes(ctx, hash), OK);
    /* Closer, it is another one. */
    assert_int_equal(demo_pictures_store(ctx, pictures, number, DEMO_VIEW_CLOSE, &again), OK);
    assert_false(str_equal(hash, again));
    assert_int_equal(photo_make_sizes(ctx, again), OK);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int app_demo_pictures_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(four_hundred_pictures_are_all_different),
        TEST(a_kind_and_a_number_always_give_the_same_picture_of_that_kind),
        TEST(a_picture_is_called_by_its_colour),
        TEST(an_unknown_object_has_no_picture),
        TEST(a_standing_thing_has_a_shadow_of_its_width),
        TEST(a_picture_becomes_a_photo),
    };
    return cmocka_run_group_tests_name("app_demo_pictures", tests, NULL, NULL);
}
