/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of how to get here: what is read, what is refused, where it lands on the sheet. */
#include "base/strbuf.h"
#include "centre/centre_map.h"
#include "i18n/i18n.h"
#include "test.h"

#include "base/banned.h"

int centre_centre_map_test(void);

#define SMALL_TOWN                                                                                 \
    "house -50 0, 50 60: floor 2\n"                                                                \
    "road -400 -20, 400 -20: Industriveien\n"                                                      \
    "footpath -100 -40, 0 0\n\n"                                                                   \
    "bus -100 -40: Handelsparken\n"                                                                \
    "Parking 30 40\n"

static int setup(void **state)
{
    static struct ctx ctx;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP), .lang = LANG_EN};
    *state = &ctx;
    return 0;
}

static int teardown(void **state)
{
    struct ctx *ctx = *state;
    arena_destroy(ctx->mem);
    return 0;
}

static struct map_view drawn(struct ctx *ctx, const char *text)
{
    struct map map;
    struct map_view view;
    assert_int_equal(centre_map_read(ctx, str_of(text), &map), OK);
    centre_map_lay_out(ctx, &map, STR("Ombrukssenteret"), &view);
    return view;
}

static void test_a_line_is_a_kind_points_and_a_name(void **state)
{
    struct map map;
    assert_int_equal(centre_map_read(*state, STR(SMALL_TOWN), &map), OK);
    assert_int_equal(map.count, 5);
    assert_int_equal(map.ptr[0].kind, MAP_HOUSE);
    assert_int_equal(map.ptr[0].points.count, 2);
    assert_int_equal(map.ptr[0].points.ptr[1].east, 50);
    assert_int_equal(map.ptr[0].points.ptr[1].north, 60);
    assert_str(map.ptr[0].name, "floor 2");
    assert_int_equal(map.ptr[3].points.ptr[0].east, -100);
    assert_int_equal(map.ptr[4].kind, MAP_PARKING);
    assert_str(map.ptr[4].name, "");
}

static void test_kinds_are_known_in_every_language(void **state)
{
    struct map map;
    assert_int_equal(
        centre_map_read(
            *state, STR("hus 0 0, 9 9\nsykkelstativ 5 5\r\ncycle racks 5 5\nveg 0 1, 2 3"), &map),
        OK);
    assert_int_equal(map.ptr[0].kind, MAP_HOUSE);
    assert_int_equal(map.ptr[1].kind, MAP_BICYCLE);
    assert_int_equal(map.ptr[2].kind, MAP_BICYCLE);
    assert_int_equal(map.ptr[3].kind, MAP_ROAD);
}

static void test_what_cannot_be_read_is_told_by_its_line(void **state)
{
    static const char *const wrong[] = {
        "castle 0 0",
        "bus",
        "bus 5",
        "bus 5 5 5",
        "bus 5 5, 6 6",
        "bus 5,5",
        "bus 1.5 2",
        "bus 5 5001",
        "bus 99999999999999999999 5",
        "house 0 0",
        "road 0 0, 1",
        "road 0 0,, 1 1",
        ": 0 0",
        "bus 0 0: a name that is much longer than a map has room for",
        "trees 1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1",
    };
    struct ctx *ctx = *state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct map map = {.count = 7};
        const struct str text = str_format(ctx->mem, "bus 1 1\n\n%s", wrong[i]);
        assert_int_equal(centre_map_read(ctx, text, &map), INVALID);
        assert_int_equal(map.count, 7);
        assert_string_equal(ctx->err.field, "map");
        assert_true(str_starts_with(str_of(ctx->err.message), STR("Line 3 ")));
    }
}

static void test_a_map_has_at_most_sixty_things(void **state)
{
    struct map map;
    struct strbuf text;
    strbuf_init(&text, 2000);
    for (int i = 0; i < MAP_ITEMS_MAX; i++) {
        strbuf_literal(&text, "bus 1 1\n");
    }
    assert_int_equal(centre_map_read(*state, strbuf_view(&text), &map), OK);
    strbuf_literal(&text, "bus 1 1");
    assert_int_equal(centre_map_read(*state, strbuf_view(&text), &map), INVALID);
    strbuf_finish(&text);
}

static void test_nothing_written_is_no_map(void **state)
{
    assert_str(drawn(*state, "").title, "");
    assert_str(drawn(*state, "\n \r\n").title, "");
}

static void test_the_sheet_shows_house_path_and_places(void **state)
{
    const struct map_view view = drawn(*state, SMALL_TOWN);
    assert_str(view.title, "Map of the way to Ombrukssenteret, north up");
    assert_int_equal(view.houses.count, 1);
    assert_true(view.houses.ptr[0].own);
    assert_int_equal(view.places.count, 2);
    for (size_t i = 0; i < view.places.count; i++) {
        const struct map_place *place = &view.places.ptr[i];
        assert_in_range(place->x, 24, MAP_WIDTH - 24);
        assert_in_range(place->y, 24, MAP_HEIGHT - 24);
    }
    assert_true(view.places.ptr[0].x < view.places.ptr[1].x);
    assert_true(view.places.ptr[0].y > view.places.ptr[1].y);
    assert_str(view.places.ptr[0].letter, "B");
    assert_int_equal(view.roads_named.count, 1);
    assert_in_range(view.roads_named.ptr[0].x, 1, MAP_WIDTH);
}

static void test_the_door_is_in_the_wall_at_the_entrance(void **state)
{
    const struct map_view view = drawn(*state, "house -50 0, 50 60");
    /* 153 m over 720 units. */
    assert_str(view.houses.ptr[0].path, "M122 381L592 381L592 98L122 98Z");
    assert_str(view.door, "M319 381L395 381");
}

static void test_the_map_is_told_in_words(void **state)
{
    static const struct {
        const char *line;
        const char *words;
    } cases[] = {
        {"bus -100 -40: Main street", "Bus, Main street: 110 m west of the entrance"},
        {"bus -60 -40", "Bus: 70 m south-west of the entrance"},
        {"bus 0 -31", "Bus: 30 m south of the entrance"},
        {"lift 3 -4", "Lift: at the entrance"},
        {"parking 40 44", "Parking: 60 m north-east of the entrance"},
        {"cycle racks 30 0", "Cycle racks: 30 m east of the entrance"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_str(drawn(*state, cases[i].line).words.ptr[0], cases[i].words);
    }
}

static void test_letters_tell_the_places_apart_in_every_language(void **state)
{
    struct ctx *ctx = *state;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        ctx->lang = (enum lang)lang;
        const struct map_view view =
            drawn(ctx, "bus 1 1\nbus 2 2\ntrain 1 1\ncycle racks 1 1\nparking 1 1\nlift 1 1");
        assert_int_equal(view.places.count, 6);
        assert_int_equal(view.legend.count, 5);
        for (size_t i = 0; i < view.legend.count; i++) {
            for (size_t j = 0; j < i; j++) {
                assert_false(str_equal(view.legend.ptr[i].letter, view.legend.ptr[j].letter));
            }
        }
    }
}

static void test_water_bends_and_the_far_edge_does_no_harm(void **state)
{
    const struct map_view view = drawn(
        *state,
        "water -5000 5000, 0 0, 5000 -5000\nwater 0 0, 9 9\nhouse 7 7, 7 7, 7 7\nbus 5000 5000");
    assert_true(str_find(view.waters.ptr[0].path, STR("Q")) > 0);
    assert_true(str_find(view.waters.ptr[1].path, STR("L")) > 0);
    assert_str(view.door, "");
    assert_str(view.scale_text, "1000 m");
}

int centre_centre_map_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_line_is_a_kind_points_and_a_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_kinds_are_known_in_every_language, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_cannot_be_read_is_told_by_its_line, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_map_has_at_most_sixty_things, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_written_is_no_map, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_sheet_shows_house_path_and_places, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_the_door_is_in_the_wall_at_the_entrance, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_the_map_is_told_in_words, setup, teardown),
        cmocka_unit_test_setup_teardown(test_letters_tell_the_places_apart_in_every_language, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_water_bends_and_the_far_edge_does_no_harm, setup,
                                        teardown),
    };
    return cmocka_run_group_tests_name("centre map", tests, NULL, NULL);
}
