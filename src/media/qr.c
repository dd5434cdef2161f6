/* SPDX-License-Identifier: EUPL-1.2 */
/* QR codes as one SVG path: each run of dark modules in a row is a rectangle. */
#include <qrencode.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "media/media.h"

#include "base/banned.h"

#define QR_TEXT_MAX   300
#define QR_QUIET_ZONE 4
/* 300 bytes at level M are at most 73 × 73 modules; a run is written in under 16 bytes. */
#define QR_MARKUP_MAX ((size_t)64 * 1024)

static bool module_is_dark(const QRcode *code, int x, int y)
{
    return (code->data[y * code->width + x] & 1) != 0;
}

static void row_write(struct strbuf *path, const QRcode *code, int y)
{
    int x = 0;
    while (x < code->width) {
        const int from = x;
        while (x < code->width && module_is_dark(code, x, y)) {
            x++;
        }
        if (x > from) {
            strbuf_format(path, "M%d %dh%dv1h-%dz", from + QR_QUIET_ZONE, y + QR_QUIET_ZONE,
                          x - from, x - from);
        } else {
            x++;
        }
    }
}

enum status qr_svg(struct ctx *ctx, struct str text, struct str *ret_svg)
{
    if (text.len == 0 || text.len > QR_TEXT_MAX) {
        return INVALID;
    }
    QRcode *code =
        QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return INTERNAL;
    }
    struct strbuf svg;
    strbuf_init(&svg, QR_MARKUP_MAX);
    const int side = code->width + 2 * QR_QUIET_ZONE;
    strbuf_format(&svg,
                  "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                  "shape-rendering=\"crispEdges\" aria-hidden=\"true\"><path d=\"",
                  side, side);
    for (int y = 0; y < code->width; y++) {
        row_write(&svg, code, y);
    }
    strbuf_literal(&svg, "\"/></svg>");
    QRcode_free(code);
    const enum status status = svg.overflow ? INTERNAL : OK;
    if (status == OK) {
        *ret_svg = strbuf_copy(&svg, ctx->mem);
    }
    strbuf_finish(&svg);
    return status;
}
