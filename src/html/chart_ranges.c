/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws ranges: a pill from low to high with a dot at the central value, never one number. Name and
 * value stand over the pill, so that it gets the whole width. */
#include "html/chart_svg.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define ROW   54
#define TEXT  15 /* base line of name and value in their row */
#define PILL  16
#define DOT   14
#define TRACK 36 /* middle of the pill in its row */
#define BELOW 22
#define EDGE  8 /* room for a dot at either end */

struct frame {
    int left;
    int right;
    int bottom;
    struct chart_axis axis;
};

static struct frame frame_of(const struct chart_svg *svg, const struct range_chart *chart)
{
    int64_t largest = 0;
    for (size_t i = 0; i < chart->ranges.count; i++) {
        if (chart->ranges.ptr[i].high > largest) {
            largest = chart->ranges.ptr[i].high;
        }
    }
    return (struct frame){
        .left = EDGE,
        .right = svg->width - EDGE,
        .bottom = (int)chart->ranges.count * ROW,
        .axis = chart_svg_axis(largest, chart->axis_unit),
    };
}

static int at(const struct frame *frame, int64_t value)
{
    return frame->left + chart_svg_scale(value, frame->axis.top, frame->right - frame->left);
}

static void draw_figure(struct chart_svg *svg, const struct range_chart *chart,
                        const struct frame *frame, int64_t value, bool last)
{
    const struct str figure = i18n_number(svg->out.ctx, value / chart->axis_unit);
    if (last) {
        const struct str text =
            str_format(svg->out.ctx->mem, "%.*s %.*s", STR_ARG(figure), STR_ARG(chart->unit));
        chart_svg_text(svg, svg->width, frame->bottom + BELOW - 6, ANCHOR_END, "ob-axis", text);
        return;
    }
    chart_svg_text(svg, at(frame, value), frame->bottom + BELOW - 6,
                   value == 0 ? ANCHOR_START : ANCHOR_MIDDLE, "ob-axis", figure);
}

static void draw_axis(struct chart_svg *svg, const struct range_chart *chart,
                      const struct frame *frame)
{
    const int64_t step = frame->axis.figures ? frame->axis.step : frame->axis.top;
    for (int64_t value = 0; value <= frame->axis.top; value += step) {
        const int x = at(frame, value);
        for (int top = 0; top < frame->bottom; top += ROW) {
            chart_svg_line(svg, x, top + TRACK - PILL, x, top + TRACK + PILL);
        }
        if (frame->axis.figures) {
            draw_figure(svg, chart, frame, value, value + step > frame->axis.top);
        }
    }
}

static void draw_range(struct chart_svg *svg, const struct frame *frame,
                       const struct chart_range *range, int top)
{
    const int from = at(frame, range->low) - PILL / 2;
    const int to = at(frame, range->high) + PILL / 2;
    const int dot = at(frame, range->central) - DOT / 2;
    const int value = chart_svg_width(svg, range->text);
    chart_svg_text(svg, 0, top + TEXT, ANCHOR_START, "",
                   chart_svg_fit(svg, range->label, svg->width - value - EDGE));
    chart_svg_text(svg, svg->width, top + TEXT, ANCHOR_END, "ob-value", range->text);
    chart_svg_box(
        svg,
        &(struct chart_box){from, top + TRACK - PILL / 2, to - from, PILL, PILL / 2, range->color},
        "ob-range");
    chart_svg_box(svg,
                  &(struct chart_box){dot, top + TRACK - DOT / 2, DOT, DOT, DOT / 2, range->color},
                  "ob-dot");
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
        draw_range(&svg, &frame, &chart->ranges.ptr[i], (int)i * ROW);
    }
    return chart_svg_end(&svg);
}
