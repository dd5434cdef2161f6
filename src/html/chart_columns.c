/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws a series in time as columns: zero based, few hairlines, the last and the highest named. */
#include "html/chart_svg.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define NAME_EACH   8 /* up to this many columns each carries its value */
#define COLUMN_MAX  46
#define BELOW       24 /* room for the labels under the columns */
#define ABOVE       24 /* room for a value over the highest column */
#define AXIS_LETTER 8

struct plot {
    int left;
    int right;
    int top;
    int bottom;
    struct chart_axis axis;
};

static int64_t largest_of(const struct chart *chart)
{
    int64_t largest = 0;
    for (size_t i = 0; i < chart->points.count; i++) {
        if (chart->points.ptr[i].value > largest) {
            largest = chart->points.ptr[i].value;
        }
    }
    return largest;
}

static struct str figure_of(struct chart_svg *svg, const struct chart *chart, int64_t value)
{
    return i18n_number(svg->out.ctx, value / chart->axis_unit);
}

static struct plot plot_of(struct chart_svg *svg, const struct chart *chart)
{
    struct plot plot = {
        .left = 0,
        .right = svg->width,
        .top = ABOVE,
        .bottom = svg->height - BELOW,
        .axis = chart_svg_axis(largest_of(chart), chart->axis_unit),
    };
    if (plot.axis.figures) {
        plot.left = chart_svg_width(svg, figure_of(svg, chart, plot.axis.top)) + AXIS_LETTER;
    }
    return plot;
}

static void draw_axis(struct chart_svg *svg, const struct chart *chart, const struct plot *plot)
{
    if (!plot->axis.figures) {
        chart_svg_line(svg, plot->left, plot->bottom, plot->right, plot->bottom);
        return;
    }
    for (int64_t value = 0; value <= plot->axis.top; value += plot->axis.step) {
        const int y =
            plot->bottom - chart_svg_scale(value, plot->axis.top, plot->bottom - plot->top);
        chart_svg_line(svg, plot->left, y, plot->right, y);
        chart_svg_text(svg, plot->left - AXIS_LETTER, y + 4, ANCHOR_END, "ob-axis",
                       figure_of(svg, chart, value));
    }
}

static bool is_named(const struct chart *chart, size_t i, int64_t largest)
{
    return chart->points.count <= NAME_EACH || i + 1 == chart->points.count ||
           chart->points.ptr[i].value == largest;
}

static void draw_column(struct chart_svg *svg, const struct plot *plot,
                        const struct chart_point *point, int middle, int width, bool named)
{
    const int length = chart_svg_scale(point->value, plot->axis.top, plot->bottom - plot->top);
    if (length > 0) {
        chart_svg_box(svg,
                      &(struct chart_box){middle - width / 2, plot->bottom - length, width, length,
                                          length < 4 ? 1 : 4, point->color},
                      "");
    }
    if (named) {
        chart_svg_text(svg, middle, plot->bottom - length - 7, ANCHOR_MIDDLE, "ob-value",
                       point->text);
    }
    chart_svg_text(svg, middle, plot->bottom + 18, ANCHOR_MIDDLE, "ob-axis", point->label);
}

/* A value is named only where its neighbours leave room; the last one always is. */
static void draw_columns(struct chart_svg *svg, const struct chart *chart, const struct plot *plot)
{
    const int count = (int)chart->points.count;
    const int64_t largest = largest_of(chart);
    int named_to = plot->left;
    for (int i = 0; i < count; i++) {
        const struct chart_point *point = &chart->points.ptr[i];
        const int slot = (plot->right - plot->left) / count;
        const int middle = plot->left + slot * i + slot / 2;
        const int width = slot * 7 / 10 < COLUMN_MAX ? slot * 7 / 10 : COLUMN_MAX;
        const int half = chart_svg_width(svg, point->text) / 2;
        const bool last = i + 1 == count;
        bool named = is_named(chart, (size_t)i, largest) && middle - half >= named_to;
        if (!last) {
            const int last_from = plot->left + slot * (count - 1) + slot / 2 -
                                  chart_svg_width(svg, chart->points.ptr[count - 1].text) / 2;
            named = named && middle + half <= last_from;
        }
        draw_column(svg, plot, point, middle, width > 2 ? width : 2, named || last);
        named_to = named ? middle + half : named_to;
    }
}

struct html chart_columns_svg(struct ctx *ctx, const struct chart *chart, int width, int height)
{
    struct chart_svg svg;
    if (chart->points.count == 0) {
        return (struct html){STR("")};
    }
    chart_svg_begin(&svg, ctx, width, height, chart->heading);
    for (size_t i = 0; i < chart->points.count; i++) {
        const struct chart_point *point = &chart->points.ptr[i];
        chart_svg_label(&svg, point->label_long.len > 0 ? point->label_long : point->label,
                        point->text);
    }
    chart_svg_open(&svg);
    const struct plot plot = plot_of(&svg, chart);
    draw_axis(&svg, chart, &plot);
    draw_columns(&svg, chart, &plot);
    return chart_svg_end(&svg);
}
