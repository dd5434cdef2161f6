/* SPDX-License-Identifier: EUPL-1.2 */
/* Charts: whole drawings, hostile text, and values at the edges. */
#include "base/vec.h"
#include "html/chart.h"
#include "html/chart_svg.h"
#include "test.h"

#include "base/banned.h"

int html_chart_test(void);

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

static void add(struct ctx *ctx, struct chart *chart, const char *label, int64_t value,
                const char *text)
{
    vec_push(ctx->mem, &chart->points,
             (struct chart_point){
                 .label = str_of(label), .value = value, .text = str_of(text), .color = 2});
}

static bool contains(struct html html, const char *text)
{
    return str_find(html.markup, str_of(text)) >= 0;
}

static void test_columns_stand_on_zero_and_carry_their_values(void **state)
{
    struct ctx *ctx = *state;
    struct chart chart = {.heading = STR("Sold?")};
    add(ctx, &chart, "Mon", 50, "50 kr");
    add(ctx, &chart, "Tue", 100, "100 kr");
    assert_str(chart_columns_svg(ctx, &chart, 200, 148).markup,
               "<svg viewBox=\"0 0 200 148\" width=\"200\" height=\"148\" role=\"img\" "
               "aria-label=\"Sold? Mon: 50 kr. Tue: 100 kr.\" class=\"ob-chart ob-chart--14\">"
               "<path class=\"ob-gridline\" d=\"M0 124L200 124\"/>"
               "<rect x=\"27\" y=\"74\" width=\"46\" height=\"50\" rx=\"4\" class=\"ob-c2\"/>"
               "<text x=\"50\" y=\"67\" text-anchor=\"middle\" class=\"ob-value\">50 kr</text>"
               "<text x=\"50\" y=\"142\" text-anchor=\"middle\" class=\"ob-axis\">Mon</text>"
               "<rect x=\"127\" y=\"24\" width=\"46\" height=\"100\" rx=\"4\" class=\"ob-c2\"/>"
               "<text x=\"150\" y=\"17\" text-anchor=\"middle\" class=\"ob-value\">100 kr</text>"
               "<text x=\"150\" y=\"142\" text-anchor=\"middle\" class=\"ob-axis\">Tue</text>"
               "</svg>");
}

static void test_an_axis_with_figures_counts_in_its_own_unit(void **state)
{
    struct ctx *ctx = *state;
    struct chart chart = {.heading = STR("Kilos?"), .axis_unit = 1000};
    add(ctx, &chart, "J", 11800, "11.8 kg");
    const struct html svg = chart_columns_svg(ctx, &chart, 560, 220);
    assert_true(contains(svg, "class=\"ob-axis\">12</text>"));
    assert_true(contains(svg, "class=\"ob-axis\">0</text>"));
    assert_false(contains(svg, "12,000"));
}

static void add_to(struct ctx *ctx, struct chart_points *points, const char *label, int64_t value)
{
    vec_push(ctx->mem, points,
             (struct chart_point){.label = str_of(label),
                                  .value = value,
                                  .text = str_format(ctx->mem, "%d kg", (int)value),
                                  .color = 2});
}

static void test_bands_go_into_one_bar_and_out_of_it(void **state)
{
    struct ctx *ctx = *state;
    struct sankey sankey = {.heading = STR("Where?")};
    add_to(ctx, &sankey.left, "Skogheim", 100);
    add_to(ctx, &sankey.right, "Sold", 75);
    add_to(ctx, &sankey.right, "<Held>", 25);
    const struct html svg = chart_sankey_svg(ctx, &sankey, 300);
    assert_true(contains(svg,
                         "<svg viewBox=\"0 0 300 206\" width=\"300\" height=\"206\" role=\"img\" "
                         "aria-label=\"Where? Skogheim: 100 kg. Sold: 75 kg. &lt;Held&gt;: 25 "
                         "kg.\""));
    /* From the left, all of it; to the right, three quarters above one quarter. */
    assert_true(contains(svg, "<path class=\"ob-c2 ob-range\" d=\"M12 3C77 3 77 3 143 3"
                              "L143 203C77 203 77 203 12 203Z\"/>"));
    assert_true(contains(svg, "<path class=\"ob-c2 ob-range\" d=\"M288 0C222 0 222 3 157 3"
                              "L157 153C222 153 222 150 288 150Z\"/>"));
    assert_true(contains(svg, "<path class=\"ob-c2 ob-range\" d=\"M288 156C222 156 222 153 157 153"
                              "L157 203C222 203 222 206 288 206Z\"/>"));
    assert_true(contains(svg, "class=\"ob-over\">Skogheim</text>"));
    assert_true(contains(svg, "text-anchor=\"end\" class=\"ob-over ob-value\">25 kg</text>"));
}

static void test_bands_of_nothing_are_not_drawn(void **state)
{
    struct ctx *ctx = *state;
    struct sankey sankey = {.heading = STR("Where?")};
    assert_str(chart_sankey_svg(ctx, &sankey, 300).markup, "");
    add_to(ctx, &sankey.left, "Skogheim", 1000000);
    add_to(ctx, &sankey.right, "Sold", 999999);
    add_to(ctx, &sankey.right, "Lost", 1);
    /* What is there can be seen, and what is below zero is no band. */
    add_to(ctx, &sankey.right, "Below", -5);
    const struct html svg = chart_sankey_svg(ctx, &sankey, 560);
    assert_true(contains(svg, "text-anchor=\"end\" class=\"ob-over\">Sold 999999 kg</text>"));
    assert_true(contains(svg, "height=\"1\" rx=\"2\""));
    assert_true(contains(svg, "height=\"0\" rx=\"2\""));
    assert_true(str_ends_with(svg.markup, STR("</svg>")));
}

static void test_bars_have_name_before_and_value_after(void **state)
{
    struct ctx *ctx = *state;
    struct chart chart = {.heading = STR("Where?")};
    add(ctx, &chart, "Sold", 400, "4 kg");
    add(ctx, &chart, "Lost", 0, "0 kg");
    assert_str(chart_bars_svg(ctx, &chart, 300).markup,
               "<svg viewBox=\"0 0 300 68\" width=\"300\" height=\"68\" role=\"img\" "
               "aria-label=\"Where? Sold: 4 kg. Lost: 0 kg.\" class=\"ob-chart ob-chart--14\">"
               "<text x=\"33\" y=\"22\" text-anchor=\"end\">Sold</text>"
               "<rect x=\"43\" y=\"6\" width=\"214\" height=\"22\" rx=\"5\" class=\"ob-c2\"/>"
               "<text x=\"267\" y=\"22\" class=\"ob-value\">4 kg</text>"
               "<text x=\"33\" y=\"56\" text-anchor=\"end\">Lost</text>"
               "<text x=\"53\" y=\"56\" class=\"ob-value\">0 kg</text>"
               "</svg>");
}

static void test_ranges_show_low_central_and_high(void **state)
{
    struct ctx *ctx = *state;
    struct range_chart chart = {.heading = STR("Saved?"), .unit = STR("kg"), .axis_unit = 1};
    vec_push(ctx->mem, &chart.ranges,
             (struct chart_range){.label = STR("Toys"),
                                  .low = 4,
                                  .central = 8,
                                  .high = 16,
                                  .text = STR("4–16"),
                                  .color = 3});
    const struct html svg = chart_ranges_svg(ctx, &chart, 400);
    /* 384 pixels from x = 8 for 16, and half a pill more at either end. */
    assert_true(contains(svg, "<rect x=\"96\" y=\"28\" width=\"304\" height=\"16\" rx=\"8\" "
                              "class=\"ob-c3 ob-range\"/>"));
    assert_true(contains(svg, "<rect x=\"193\" y=\"29\" width=\"14\" height=\"14\" rx=\"7\" "
                              "class=\"ob-c3 ob-dot\"/>"));
    assert_true(contains(svg, ">16 kg</text>"));
}

static void test_text_in_a_drawing_cannot_become_markup(void **state)
{
    struct ctx *ctx = *state;
    struct chart chart = {.heading = STR("\"><script>")};
    add(ctx, &chart, "<b>&", 1, "\"'");
    const struct html columns = chart_columns_svg(ctx, &chart, 300, 180);
    const struct html bars = chart_bars_svg(ctx, &chart, 300);
    assert_false(contains(columns, "<script"));
    assert_false(contains(columns, "<b>"));
    assert_false(contains(bars, "<script"));
    assert_false(contains(bars, "<b>"));
    assert_true(contains(bars, "&lt;b&gt;&amp;"));
}

static void test_nothing_to_draw_gives_nothing(void **state)
{
    struct ctx *ctx = *state;
    const struct chart chart = {.heading = STR("?")};
    const struct range_chart ranges = {.heading = STR("?")};
    assert_str(chart_columns_svg(ctx, &chart, 300, 180).markup, "");
    assert_str(chart_bars_svg(ctx, &chart, 300).markup, "");
    assert_str(chart_ranges_svg(ctx, &ranges, 300).markup, "");
}

static void test_negative_zero_and_huge_values_stay_in_the_drawing(void **state)
{
    struct ctx *ctx = *state;
    assert_int_equal(chart_svg_scale(-5, 10, 100), 0);
    assert_int_equal(chart_svg_scale(5, 0, 100), 0);
    assert_int_equal(chart_svg_scale(11, 10, 100), 100);
    assert_int_equal(chart_svg_scale(INT64_MAX / 2, INT64_MAX, 100), 50);
    struct chart chart = {.heading = STR("?"), .axis_unit = 1000};
    add(ctx, &chart, "a", INT64_MAX, "much");
    add(ctx, &chart, "b", -1, "less than nothing");
    add(ctx, &chart, "c", 0, "nothing");
    assert_false(contains(chart_columns_svg(ctx, &chart, 300, 180), "=\"-"));
    assert_false(contains(chart_bars_svg(ctx, &chart, 300), "width=\"-"));
}

static void test_an_axis_takes_round_steps_above_the_largest_value(void **state)
{
    (void)state;
    const struct {
        int64_t largest;
        int64_t unit;
        int64_t step;
        int64_t top;
    } cases[] = {{12, 1, 3, 12},
                 {13, 1, 4, 16},
                 {1, 1, 1, 1},
                 {100, 1, 30, 120},
                 {11800, 1000, 3000, 12000},
                 {16, 1, 4, 16},
                 {999999, 1, 300000, 1200000}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct chart_axis axis = chart_svg_axis(cases[i].largest, cases[i].unit);
        assert_true(axis.figures);
        assert_int_equal(axis.step, cases[i].step);
        assert_int_equal(axis.top, cases[i].top);
    }
    assert_false(chart_svg_axis(500, 1000).figures);
    assert_false(chart_svg_axis(0, 1).figures);
    assert_false(chart_svg_axis(500, 0).figures);
    assert_false(chart_svg_axis(INT64_MAX, 1).figures);
}

static void test_long_names_are_cut_between_letters(void **state)
{
    struct ctx *ctx = *state;
    struct chart_svg svg;
    chart_svg_begin(&svg, ctx, 300, 100, STR(""));
    assert_str(chart_svg_fit(&svg, STR("Blåbærsyltetøy"), 60), "Blåbær…");
    assert_str(chart_svg_fit(&svg, STR("Lego"), 60), "Lego");
    chart_svg_open(&svg);
    assert_true(chart_svg_end(&svg).markup.len > 0);
}

int html_chart_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_columns_stand_on_zero_and_carry_their_values, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_an_axis_with_figures_counts_in_its_own_unit, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_bands_go_into_one_bar_and_out_of_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bands_of_nothing_are_not_drawn, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bars_have_name_before_and_value_after, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_ranges_show_low_central_and_high, setup, teardown),
        cmocka_unit_test_setup_teardown(test_text_in_a_drawing_cannot_become_markup, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_nothing_to_draw_gives_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_negative_zero_and_huge_values_stay_in_the_drawing,
                                        setup, teardown),
        cmocka_unit_test(test_an_axis_takes_round_steps_above_the_largest_value),
        cmocka_unit_test_setup_teardown(test_long_names_are_cut_between_letters, setup, teardown),
    };
    return cmocka_run_group_tests_name("html chart", tests, NULL, NULL);
}
