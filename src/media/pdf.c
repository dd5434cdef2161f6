/* SPDX-License-Identifier: EUPL-1.2 */
/* PDF from our own HTML by WeasyPrint, in a process without network. */
#include <unistd.h>

#include "base/arena.h"
#include "media/media.h"
#include "media/process.h"

#include "base/banned.h"

#define PDF_TIMEOUT_MS  30000
#define PDF_CPU_SECONDS 30
#define PDF_MEMORY_MAX  ((size_t)1536 * 1024 * 1024)
/* Leaves room beside it in a request's arena. */
#define PDF_BYTES_MAX ((size_t)12 * 1024 * 1024)

/* The stylesheet goes first in <head>, or before everything in a page without one. */
static struct str with_style(struct ctx *ctx, struct str html, struct str css)
{
    static const struct str head = STR_INIT("<head>");
    const ptrdiff_t found = str_find(html, head);
    const size_t at = found < 0 ? 0 : (size_t)found + head.len;
    return str_format(ctx->mem, "%.*s<style>%.*s</style>%.*s", STR_ARG(str_slice(html, 0, at)),
                      STR_ARG(css), STR_ARG(str_slice(html, at, html.len)));
}

static enum status pdf_run(int in, int out)
{
    static const char *const argv[] = {"weasyprint",  "--encoding", "utf-8", "--base-url",
                                       "about:blank", "-",          "-",     NULL};
    const int fds[] = {in, out};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = 2,
                                    .timeout_ms = PDF_TIMEOUT_MS,
                                    .cpu_seconds = PDF_CPU_SECONDS,
                                    .memory_max = PDF_MEMORY_MAX,
                                    .file_max = PDF_BYTES_MAX};
    struct process_result result = {0};
    TRY(process_run(&process, &result));
    return result.end == PROCESS_EXITED && result.code == 0 ? OK : UNAVAILABLE;
}

enum status pdf_from_html(struct ctx *ctx, struct str html, struct str css, struct str *ret_pdf)
{
    const int in = process_input(with_style(ctx, html, css));
    const int out = process_input(STR(""));
    enum status status = UNAVAILABLE;
    if (in >= 0 && out >= 0) {
        status = pdf_run(in, out);
    }
    struct str pdf = {0};
    if (status == OK) {
        status = process_output(ctx->mem, out, PDF_BYTES_MAX, &pdf);
    }
    if (in >= 0) {
        close(in);
    }
    if (out >= 0) {
        close(out);
    }
    if (status != OK || !str_starts_with(pdf, STR("%PDF-"))) {
        return ctx_fail(ctx, UNAVAILABLE,
                        N_("The document could not be made right now. Try again in a moment."),
                        NULL);
    }
    *ret_pdf = pdf;
    return OK;
}
