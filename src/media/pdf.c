/* SPDX-License-Identifier: EUPL-1.2 */
/* PDF from our own HTML by WeasyPrint, in a process without network. */
#include <unistd.h>

#include "media/media.h"
#include "media/process.h"

#include "base/banned.h"

#define PDF_TIMEOUT_MS  30000
#define PDF_CPU_SECONDS 30
#define PDF_MEMORY_MAX  ((size_t)1536 * 1024 * 1024)
/* Leaves room beside it in a request's arena. */
#define PDF_BYTES_MAX ((size_t)12 * 1024 * 1024)

static enum status pdf_run(int html, int css, int pdf)
{
    static const char *const argv[] = {
        "weasyprint",   "--encoding", "utf-8", "--base-url", "about:blank",
        "--stylesheet", "/dev/fd/3",  "-",     "-",          NULL};
    const int fds[] = {html, pdf, -1, css};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = sizeof(fds) / sizeof(fds[0]),
                                    .timeout_ms = PDF_TIMEOUT_MS,
                                    .cpu_seconds = PDF_CPU_SECONDS,
                                    .memory_max = PDF_MEMORY_MAX,
                                    .file_max = PDF_BYTES_MAX};
    struct process_result result = {0};
    TRY(process_run(&process, &result));
    return result.end == PROCESS_EXITED && result.code == 0 ? OK : UNAVAILABLE;
}

static void close_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fds[i] >= 0) {
            close(fds[i]);
        }
    }
}

enum status pdf_from_html(struct ctx *ctx, struct str html, struct str css, struct str *ret_pdf)
{
    const int fds[] = {process_input(html), process_input(css), process_input(STR(""))};
    struct str pdf = {0};
    enum status status = UNAVAILABLE;
    if (fds[0] >= 0 && fds[1] >= 0 && fds[2] >= 0) {
        status = pdf_run(fds[0], fds[1], fds[2]);
    }
    if (status == OK) {
        status = process_output(ctx->mem, fds[2], PDF_BYTES_MAX, &pdf);
    }
    close_all(fds, sizeof(fds) / sizeof(fds[0]));
    if (status != OK || !str_starts_with(pdf, STR("%PDF-"))) {
        return ctx_fail(ctx, UNAVAILABLE,
                        N_("The document could not be made right now. Try again in a moment."),
                        NULL);
    }
    *ret_pdf = pdf;
    return OK;
}
