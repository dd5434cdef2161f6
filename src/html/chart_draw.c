/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws a chart twice, for a phone and for a wider screen: text keeps its size in both. */
#include "html/chart.h"

#include "base/banned.h"

#define NARROW_WIDTH  300
#define NARROW_HEIGHT 180
#define WIDE_HEIGHT   220

void chart_draw_columns(struct ctx *ctx, struct chart *chart, int wide_width)
{
    chart->narrow = chart_columns_svg(ctx, chart, NARROW_WIDTH, NARROW_HEIGHT);
    chart->wide = chart_columns_svg(ctx, chart, wide_width, WIDE_HEIGHT);
}

void chart_draw_bars(struct ctx *ctx, struct chart *chart, int wide_width)
{
    chart->narrow = chart_bars_svg(ctx, chart, NARROW_WIDTH);
    chart->wide = chart_bars_svg(ctx, chart, wide_width);
}

void chart_draw_ranges(struct ctx *ctx, struct range_chart *chart, int wide_width)
{
    chart->narrow = chart_ranges_svg(ctx, chart, NARROW_WIDTH);
    chart->wide = chart_ranges_svg(ctx, chart, wide_width);
}

void chart_draw_sankey(struct ctx *ctx, struct sankey *sankey, int wide_width)
{
    sankey->narrow = chart_sankey_svg(ctx, sankey, NARROW_WIDTH);
    sankey->wide = chart_sankey_svg(ctx, sankey, wide_width);
}
