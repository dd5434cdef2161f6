/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes the pieces of a chart as SVG. */
#include "html/chart_svg.h"

#include "base/units.h"

#include "base/banned.h"

#define CHART_MAX_BYTES ((size_t)256 * 1024)
#define NARROW          400
#define TEXT_NARROW     14
#define TEXT_WIDE       13
#define AXIS_STEPS      4

void chart_svg_begin(struct chart_svg *svg, struct ctx *ctx, int width, int height,
                     struct str heading)
{
    *svg = (struct chart_svg){
        .width = width,
        .height = height,
        .text = width < NARROW ? TEXT_NARROW : TEXT_WIDE,
    };
    strbuf_init(&svg->buf, CHART_MAX_BYTES);
    svg->out = (struct html_out){.buf = &svg->buf, .ctx = ctx};
    strbuf_format(&svg->buf, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" ",
                  width, height, width, height);
    strbuf_literal(&svg->buf, "aria-label=\"");
    html_attr_str(&svg->out, heading);
}

void chart_svg_label(struct chart_svg *svg, struct str name, struct str value)
{
    strbuf_literal(&svg->buf, " ");
    html_attr_str(&svg->out, name);
    strbuf_literal(&svg->buf, ": ");
    html_attr_str(&svg->out, value);
    strbuf_literal(&svg->buf, ".");
}

void chart_svg_open(struct chart_svg *svg)
{
    strbuf_format(&svg->buf, "\" class=\"ob-chart ob-chart--%d\">", svg->text);
}

struct html chart_svg_end(struct chart_svg *svg)
{
    strbuf_literal(&svg->buf, "</svg>");
    /* A drawing cut in the middle would break the page; the table below it still tells all. */
    const struct html markup = {svg->buf.overflow ? STR("")
                                                  : strbuf_copy(&svg->buf, svg->out.ctx->mem)};
    strbuf_finish(&svg->buf);
    return markup;
}

void chart_svg_text(struct chart_svg *svg, int x, int y, enum chart_anchor anchor, const char *kind,
                    struct str text)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    strbuf_format(&svg->buf, "<text x=\"%d\" y=\"%d\"", x, y);
    if (anchor != ANCHOR_START) {
        strbuf_format(&svg->buf, " text-anchor=\"%s\"", anchors[anchor]);
    }
    if (kind[0] != '\0') {
        strbuf_format(&svg->buf, " class=\"%s\"", kind);
    }
    strbuf_literal(&svg->buf, ">");
    html_text_str(&svg->out, text);
    strbuf_literal(&svg->buf, "</text>");
}

void chart_svg_line(struct chart_svg *svg, int x1, int y1, int x2, int y2)
{
    strbuf_format(&svg->buf, "<path class=\"ob-gridline\" d=\"M%d %dL%d %d\"/>", x1, y1, x2, y2);
}

void chart_svg_box(struct chart_svg *svg, const struct chart_box *box, const char *kind)
{
    strbuf_format(&svg->buf, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" ",
                  box->x, box->y, box->width, box->height, box->radius);
    strbuf_format(&svg->buf, "class=\"ob-c%d%s%s\"/>",
                  box->color >= 1 && box->color <= 6 ? box->color : 1, kind[0] == '\0' ? "" : " ",
                  kind);
}

int chart_svg_width(const struct chart_svg *svg, struct str text)
{
    return (int)str_utf8_length(text) * svg->text * 6 / 10;
}

struct str chart_svg_fit(struct chart_svg *svg, struct str text, int width)
{
    const int signs = width * 10 / (svg->text * 6);
    if (chart_svg_width(svg, text) <= width || signs < 2) {
        return text;
    }
    const struct str start = str_trim(str_utf8_prefix(text, (size_t)signs - 1));
    return str_concat(svg->out.ctx->mem, start, STR("…"));
}

int chart_svg_scale(int64_t value, int64_t max, int length)
{
    int64_t scaled = 0;
    if (value <= 0 || max <= 0 || length <= 0) {
        return 0;
    }
    if (value >= max || !scale_half_up(value, length, max, &scaled)) {
        return length;
    }
    return (int)scaled;
}

struct chart_axis chart_svg_axis(int64_t largest, int64_t unit)
{
    static const int64_t round_figures[] = {1, 2, 3, 4, 5, 8};
    const int64_t in_units = unit > 0 ? unit : 1;
    const int64_t units = largest / in_units;
    const bool huge = units > INT64_MAX / 100 / in_units;
    const int64_t wanted = huge ? 0 : (units + AXIS_STEPS - 1) / AXIS_STEPS;
    if (unit <= 0 || wanted <= 0) {
        return (struct chart_axis){.step = 0, .top = largest > 0 ? largest : 1, .figures = false};
    }
    for (int64_t tens = 1;; tens *= 10) {
        for (size_t i = 0; i < sizeof(round_figures) / sizeof(round_figures[0]); i++) {
            const int64_t step = round_figures[i] * tens;
            if (step >= wanted) {
                const int64_t steps = (largest + step * in_units - 1) / (step * in_units);
                return (struct chart_axis){
                    .step = step * in_units, .top = steps * step * in_units, .figures = true};
            }
        }
    }
}
