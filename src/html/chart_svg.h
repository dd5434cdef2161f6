/* SPDX-License-Identifier: EUPL-1.2 */
/* What the chart drawings share: the frame, text, bars, and round figures for an axis. Lengths are
 * in CSS pixels. For chart_*.c only. */
#ifndef OMBRUK_HTML_CHART_SVG_H
#define OMBRUK_HTML_CHART_SVG_H

#include "html/chart.h"

/* A drawing under way; chart_svg_end() frees it. */
struct chart_svg {
    struct strbuf buf;
    struct html_out out;
    int width;
    int height;
    int text; /* size of the text: larger where the drawing may be shrunk */
};

enum chart_anchor {
    ANCHOR_START,
    ANCHOR_MIDDLE,
    ANCHOR_END
};

/* Opens <svg role="img" …>. The label is told by chart_svg_label() calls that follow at once, then
 * chart_svg_open(). */
void chart_svg_begin(struct chart_svg *svg, struct ctx *ctx, int width, int height,
                     struct str heading);
/* One more value for those who hear the drawing: "Klær: 11,8 t". */
void chart_svg_label(struct chart_svg *svg, struct str name, struct str value);
void chart_svg_open(struct chart_svg *svg);
/* Closes it and gives the markup, in ctx->mem. */
struct html chart_svg_end(struct chart_svg *svg);

/* `kind` is a class of ours in the style sheet, or "". */
void chart_svg_text(struct chart_svg *svg, int x, int y, enum chart_anchor anchor, const char *kind,
                    struct str text);
void chart_svg_line(struct chart_svg *svg, int x1, int y1, int x2, int y2);
/* A filled box with round corners; `color` 1 to 6 (other numbers: 1), `kind` as above. */
struct chart_box {
    int x;
    int y;
    int width;
    int height;
    int radius;
    int color; /* 1 to 6; any other is 1 */
};
void chart_svg_box(struct chart_svg *svg, const struct chart_box *box, const char *kind);

/* About how wide `text` is drawn; digits and letters differ, so this errs on the wide side. */
int chart_svg_width(const struct chart_svg *svg, struct str text);
/* The longest beginning of `text` that fits, with "…" where something was cut. */
struct str chart_svg_fit(struct chart_svg *svg, struct str text, int width);

/* `value` as a length where `max` is `length` long; at least 0, at most `length`. */
int chart_svg_scale(int64_t value, int64_t max, int length);

/* Round figures for an axis: 0, step, 2 × step … up to at least the largest value. */
struct chart_axis {
    int64_t step;
    int64_t top;
    bool figures; /* false: the axis has no figures */
};
struct chart_axis chart_svg_axis(int64_t largest, int64_t unit);

#endif
