/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws kinds as lying bars: name before, value after. */
#include "html/chart_svg.h"

#include "base/banned.h"

#define ROW       34
#define BAR       22
#define GAP       10
#define NAME_PART 42 /* per cent of the width that names may take */

struct columns {
    int name;  /* width of the names */
    int value; /* width of the longest value */
    int64_t largest;
};

static struct columns columns_of(const struct chart_svg *svg, const struct chart *chart)
{
    struct columns columns = {.name = 0, .value = 0, .largest = 0};
    for (size_t i = 0; i < chart->points.count; i++) {
        const struct chart_point *point = &chart->points.ptr[i];
        const int name = chart_svg_width(svg, point->label);
        const int value = chart_svg_width(svg, point->text);
        columns.name = name > columns.name ? name : columns.name;
        columns.value = value > columns.value ? value : columns.value;
        columns.largest = point->value > columns.largest ? point->value : columns.largest;
    }
    if (columns.name > svg->width * NAME_PART / 100) {
        columns.name = svg->width * NAME_PART / 100;
    }
    return columns;
}

static void draw_row(struct chart_svg *svg, const struct columns *columns,
                     const struct chart_point *point, int row)
{
    const int y = row * ROW + (ROW - BAR) / 2;
    const int from = columns->name + GAP;
    const int room = svg->width - from - GAP - columns->value;
    int length = chart_svg_scale(point->value, columns->largest, room);
    if (point->value > 0 && length < 3) {
        length = 3; /* what is there can be seen */
    }
    chart_svg_text(svg, columns->name, y + BAR - 6, ANCHOR_END, "",
                   chart_svg_fit(svg, point->label, columns->name));
    if (length > 0) {
        chart_svg_box(
            svg, &(struct chart_box){from, y, length, BAR, length < 5 ? 1 : 5, point->color}, "");
    }
    chart_svg_text(svg, from + length + GAP, y + BAR - 6, ANCHOR_START, "ob-value", point->text);
}

struct html chart_bars_svg(struct ctx *ctx, const struct chart *chart, int width)
{
    struct chart_svg svg;
    if (chart->points.count == 0) {
        return (struct html){STR("")};
    }
    chart_svg_begin(&svg, ctx, width, (int)chart->points.count * ROW, chart->heading);
    for (size_t i = 0; i < chart->points.count; i++) {
        chart_svg_label(&svg, chart->points.ptr[i].label, chart->points.ptr[i].text);
    }
    chart_svg_open(&svg);
    const struct columns columns = columns_of(&svg, chart);
    for (size_t i = 0; i < chart->points.count; i++) {
        draw_row(&svg, &columns, &chart->points.ptr[i], (int)i);
    }
    return chart_svg_end(&svg);
}
