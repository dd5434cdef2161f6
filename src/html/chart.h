/* SPDX-License-Identifier: EUPL-1.2 */
/* Charts drawn on the server as SVG, each with a table twin (design-language.md section 9). */
#ifndef OMBRUK_HTML_CHART_H
#define OMBRUK_HTML_CHART_H

#include "html/html.h"

struct chart_point {
    struct str label;      /* what the bar is: "Klær", "N" */
    struct str label_long; /* for the table and screen readers: "november 2026"; may be empty */
    int64_t value;
    struct str text; /* the value as people read it: "11,8 t" */
    struct url url;  /* opens what is behind the value; empty: no link */
    int color;       /* 1 to 6 (design-language.md section 2); 0: colour 1 */
};

struct chart_points {
    struct chart_point *ptr;
    size_t count;
    size_t capacity;
};

struct chart {
    struct str id;           /* unique on the page */
    struct str heading;      /* as a question */
    struct str subtitle;     /* unit and period */
    struct str column_label; /* table heads */
    struct str column_value;
    struct chart_points points;
    /* Value of one on the axis, as the subtitle names it: 1000 where grams are shown as kilograms;
     * 0: the axis has no figures. */
    int64_t axis_unit;
    struct url method;  /* "How we count"; empty: none */
    struct html narrow; /* the drawing for phones and for wider screens: chart_draw_…() */
    struct html wide;
};

struct chart_range {
    struct str label;
    int64_t low;
    int64_t central;
    int64_t high;
    struct str text; /* "9–21 kg" */
    struct url url;
    int color;
};

struct chart_ranges {
    struct chart_range *ptr;
    size_t count;
    size_t capacity;
};

struct range_chart {
    struct str id;
    struct str heading;
    struct str subtitle;
    struct str unit; /* at the end of the axis: "kg CO₂e" */
    struct str column_label;
    struct chart_ranges ranges;
    int64_t axis_unit; /* as in struct chart */
    struct url method;
    struct html narrow;
    struct html wide;
};

/* What came in at the left and what became of it at the right. */
struct sankey {
    struct str id;
    struct str heading;
    struct str subtitle;
    struct str left_label; /* table heads */
    struct str right_label;
    struct str column_value;
    struct chart_points left;
    struct chart_points right;
    struct html narrow;
    struct html wide;
};

/* <svg role="img" aria-label="…"> markup only. Values are ≥ 0; negative ones count as 0 there.
 * `width` is the width in CSS pixels at which it will be shown, so that text keeps its size. */
struct html chart_columns_svg(struct ctx *ctx, const struct chart *chart, int width, int height);
struct html chart_bars_svg(struct ctx *ctx, const struct chart *chart, int width);
struct html chart_ranges_svg(struct ctx *ctx, const struct range_chart *chart, int width);
struct html chart_sankey_svg(struct ctx *ctx, const struct sankey *sankey, int width);

/* Draw `narrow` (for a phone's card) and `wide` (for a card of `wide_width` pixels); then include
 * chart_figure, range_figure or sankey_figure. Columns are for a series in time, bars for kinds. */
void chart_draw_columns(struct ctx *ctx, struct chart *chart, int wide_width);
void chart_draw_bars(struct ctx *ctx, struct chart *chart, int wide_width);
void chart_draw_ranges(struct ctx *ctx, struct range_chart *chart, int wide_width);
void chart_draw_sankey(struct ctx *ctx, struct sankey *sankey, int wide_width);

#endif
