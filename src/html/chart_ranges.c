/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws ranges: a pill from low to high with a dot at the central value, never one number. */
#include "html/chart_svg.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define ROW       40
#define PILL      18
#define DOT       14
#define GAP       10
#define BELOW     28
#define NAME_PART 38 /* per cent of the width that names may take */

struct frame {
    int left;
    int right;
    int bottom;
    struct chart_axis axis;
};

static struct frame frame_of(const struct chart_svg *svg, const struct range_chart *chart)
{
    int name = 0;
    int value = 0;
    int64_t largest = 0;
    for (size_t i = 0; i < chart->ranges.count; i++) {
        const struct chart_range *range = &chart->ranges.ptr[i];
        const int name_width = chart_svg_width(svg, range->label);
        const int value_width = chart_svg_width(svg, range->text);
        name = name_width > name ? name_width : name;
        value = value_width > value ? value_width : value;
        largest = range->high > largest ? range->high : largest;
    }
    if (name > svg->width * NAME_PART / 100) {
        name = svg->width * NAME_PART / 100;
    }
    return (struct frame){
        .left = name + GAP,
        .right = svg->width - value - GAP,
        .bottom = (int)chart->ranges.count * ROW,
        .axis = chart_svg_axis(largest, chart->axis_unit),
    };
}

static int at(const struct frame *frame, int64_t value)
{
    return frame->left + chart_svg_scale(value, frame->axis.top, frame->right - frame->left);
}

static void draw_axis(struct chart_svg *svg, const struct range_chart *chart,
                      const struct frame *frame)
{
    if (!frame->axis.figures) {
        chart_svg_line(svg, frame->left, 0, frame->left, frame->bottom);
        return;
    }
    for (int64_t value = 0; value <= frame->axis.top; value += frame->axis.step) {
        const bool last = value + frame->axis.step > frame->axis.top;
        const struct str figure = i18n_number(svg->out.ctx, value / chart->axis_unit);
        const struct str with_unit =
            str_format(svg->out.ctx->mem, "%.*s %.*s", STR_ARG(figure), STR_ARG(chart->unit));
        chart_svg_line(svg, at(frame, value), 0, at(frame, value), frame->bottom);
        chart_svg_text(svg, at(frame, value), frame->bottom + 18,
                       last ? ANCHOR_START : ANCHOR_MIDDLE, "ob-axis", last ? with_unit : figure);
    }
}

static void draw_range(struct chart_svg *svg, const struct frame *frame,
                       const struct chart_range *range, int row)
{
    const int y = row * ROW + ROW / 2;
    const int from = at(frame, range->low);
    const int to = at(frame, range->high);
    const int length = to - from > PILL ? to - from : PILL;
    const int dot = at(frame, range->central) - DOT / 2;
    chart_svg_text(svg, frame->left - GAP, y + 5, ANCHOR_END, "",
                   chart_svg_fit(svg, range->label, frame->left - GAP));
    chart_svg_box(svg, from, y - PILL / 2, length, PILL, PILL / 2, range->color, "ob-range");
    chart_svg_box(svg, dot, y - DOT / 2, DOT, DOT, DOT / 2, range->color, "ob-dot");
    chart_svg_text(svg, from + length + GAP, y + 5, ANCHOR_START, "ob-value", range->text);
}

struct html chart_ranges_svg(struct ctx *ctx, const struct range_chart *chart, int width)
{
    struct chart_svg svg;
    if (chart->ranges.count == 0) {
        return (struct html){STR("")};
    }
    chart_svg_begin(&svg, ctx, width, (int)chart->ranges.count * ROW + BELOW, chart->heading);
    for (size_t i = 0; i < chart->ranges.count; i++) {
        chart_svg_label(&svg, chart->ranges.ptr[i].label, chart->ranges.ptr[i].text);
    }
    chart_svg_open(&svg);
    const struct frame frame = frame_of(&svg, chart);
    draw_axis(&svg, chart, &frame);
    for (size_t i = 0; i < chart->ranges.count; i++) {
        draw_range(&svg, &frame, &chart->ranges.ptr[i], (int)i);
    }
    return chart_svg_end(&svg);
}
