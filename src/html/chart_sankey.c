/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws what came in and what became of it as bands: from the left into one bar, and out of it to
 * the right. */
#include "html/chart_svg.h"

#include "base/banned.h"

#define BAR        12
#define MIDDLE     14
#define BANDS_MAX  200 /* height of all bands together */
#define SLOT_LEAST 26  /* room for a line of text */
#define SLOT_TWO   42  /* and for two, where the drawing is narrow */
#define NARROW     400
#define SLOT_GAP   6
#define LABEL_GAP  6
#define NAME_PART  43 /* per cent of the width that a name with its value may take */

struct side {
    const struct chart_points *points;
    int bar_x;    /* of the bars */
    int inner_x;  /* where their bands begin */
    int middle_x; /* where they end */
    int text_x;
    enum chart_anchor anchor;
    int most; /* width for a name with its value */
};

static int64_t sum_of(const struct chart_points *points)
{
    int64_t sum = 0;
    for (size_t i = 0; i < points->count; i++) {
        sum += points->ptr[i].value > 0 ? points->ptr[i].value : 0;
    }
    return sum;
}

/* At least a pixel, so that what is there can be seen. */
static int band_of(const struct chart_point *point, int64_t all)
{
    const int height = chart_svg_scale(point->value, all, BANDS_MAX);
    return point->value > 0 && height < 1 ? 1 : height;
}

static int slot_of(const struct chart_point *point, int64_t all, int width)
{
    const int band = band_of(point, all);
    const int least = width < NARROW ? SLOT_TWO : SLOT_LEAST;
    return band > least ? band : least;
}

static int side_height(const struct chart_points *points, int64_t all, int width)
{
    int height = 0;
    for (size_t i = 0; i < points->count; i++) {
        height += slot_of(&points->ptr[i], all, width) + (i > 0 ? SLOT_GAP : 0);
    }
    return height;
}

static void draw_band(struct chart_svg *svg, const struct side *side, int y, int middle_y,
                      int height, int color)
{
    const int from = side->inner_x;
    const int to = side->middle_x;
    const int half = (from + to) / 2;
    strbuf_format(&svg->buf, "<path class=\"ob-c%d ob-range\" d=\"M%d %dC%d %d %d %d %d %d",
                  color >= 1 && color <= 6 ? color : 1, from, y, half, y, half, middle_y, to,
                  middle_y);
    strbuf_format(&svg->buf, "L%d %dC%d %d %d %d %d %dZ\"/>", to, middle_y + height, half,
                  middle_y + height, half, y + height, from, y + height);
}

/* In the middle of its slot: name and value in a line, or below each other where it is narrow. */
static void draw_label(struct chart_svg *svg, const struct side *side, int middle,
                       const struct chart_point *point)
{
    struct ctx *ctx = svg->out.ctx;
    const int base = middle + svg->text * 4 / 10;
    if (svg->width < NARROW) {
        const int half = svg->text * 6 / 10;
        chart_svg_text(svg, side->text_x, base - half, side->anchor, "ob-over",
                       chart_svg_fit(svg, point->label, side->most));
        chart_svg_text(svg, side->text_x, base + half, side->anchor, "ob-over ob-value",
                       point->text);
        return;
    }
    const int value = chart_svg_width(svg, point->text);
    const struct str name = chart_svg_fit(svg, point->label, side->most - value);
    chart_svg_text(svg, side->text_x, base, side->anchor, "ob-over",
                   str_format(ctx->mem, "%.*s %.*s", STR_ARG(name), STR_ARG(point->text)));
}

/* Bands first, so that text stands on them. */
static void draw_side(struct chart_svg *svg, const struct side *side, int64_t all)
{
    int y = (svg->height - side_height(side->points, all, svg->width)) / 2;
    int middle_y = (svg->height - BANDS_MAX) / 2;
    for (size_t i = 0; i < side->points->count; i++) {
        const struct chart_point *point = &side->points->ptr[i];
        const int band = band_of(point, all);
        const int slot = slot_of(point, all, svg->width);
        const int top = y + (slot - band) / 2;
        draw_band(svg, side, top, middle_y, band, point->color);
        chart_svg_box(svg, &(struct chart_box){side->bar_x, top, BAR, band, 2, point->color}, "");
        draw_label(svg, side, y + slot / 2, point);
        y += slot + SLOT_GAP;
        middle_y += band;
    }
}

struct html chart_sankey_svg(struct ctx *ctx, const struct sankey *sankey, int width)
{
    struct chart_svg svg;
    const int64_t in = sum_of(&sankey->left);
    const int64_t out = sum_of(&sankey->right);
    const int64_t all = in > out ? in : out;
    if (all == 0) {
        return (struct html){STR("")};
    }
    const int left_height = side_height(&sankey->left, all, width);
    const int right_height = side_height(&sankey->right, all, width);
    int height = left_height > right_height ? left_height : right_height;
    height = height > BANDS_MAX ? height : BANDS_MAX;
    chart_svg_begin(&svg, ctx, width, height, sankey->heading);
    for (size_t i = 0; i < sankey->left.count; i++) {
        chart_svg_label(&svg, sankey->left.ptr[i].label, sankey->left.ptr[i].text);
    }
    for (size_t i = 0; i < sankey->right.count; i++) {
        chart_svg_label(&svg, sankey->right.ptr[i].label, sankey->right.ptr[i].text);
    }
    chart_svg_open(&svg);
    const int middle = (width - MIDDLE) / 2;
    const int most = width * NAME_PART / 100;
    const struct side left = {&sankey->left, 0, BAR, middle, BAR + LABEL_GAP, ANCHOR_START, most};
    const struct side right = {&sankey->right,          width - BAR, width - BAR, middle + MIDDLE,
                               width - BAR - LABEL_GAP, ANCHOR_END,  most};
    draw_side(&svg, &left, all);
    draw_side(&svg, &right, all);
    chart_svg_box(
        &svg, &(struct chart_box){middle, (height - BANDS_MAX) / 2, MIDDLE, BANDS_MAX, 2, 1}, "");
    return chart_svg_end(&svg);
}
