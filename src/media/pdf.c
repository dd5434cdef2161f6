/* SPDX-License-Identifier: EUPL-1.2 */
/* PDF from our own HTML by WeasyPrint, in a process without network. */
#include <signal.h>
#include <unistd.h>

#include "media/media.h"
#include "media/process.h"

#include "base/banned.h"

#define PDF_TIMEOUT_MS  30000
#define PDF_CPU_SECONDS 30
#define PDF_MEMORY_MAX  ((size_t)1536 * 1024 * 1024)
/* Leaves room beside it in a request's arena. */
#define PDF_BYTES_MAX ((size_t)12 * 1024 * 1024)

/* Seldom a library below WeasyPrint crashes on what it prints the next time. */
static bool has_crashed(const struct process_result *result)
{
    return result->end == PROCESS_KILLED && result->code == SIGSEGV;
}

static enum status pdf_run(int html, int css, int pdf, struct process_result *ret_result)
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
    TRY(process_run(&process, ret_result));
    return ret_result->end == PROCESS_EXITED && ret_result->code == 0 ? OK : UNAVAILABLE;
}

static void close_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fds[i] >= 0) {
            close(fds[i]);
        }
    }
}

static enum status pdf_make(struct ctx *ctx, struct str html, struct str css, struct str *ret_pdf,
                            bool *ret_crashed)
{
    const int fds[] = {process_input(html), process_input(css), process_input(STR(""))};
    struct process_result result = {0};
    enum status status = UNAVAILABLE;
    if (fds[0] >= 0 && fds[1] >= 0 && fds[2] >= 0) {
        status = pdf_run(fds[0], fds[1], fds[2], &result);
    }
    if (status == OK) {
        status = process_output(ctx->mem, fds[2], PDF_BYTES_MAX, ret_pdf);
    }
    close_all(fds, sizeof(fds) / sizeof(fds[0]));
    *ret_crashed = has_crashed(&result);
    return status;
}

enum status pdf_from_html(struct ctx *ctx, struct str html, struct str css, struct str *ret_pdf)
{
    struct str pdf = {0};
    bool crashed = false;
    enum status status = pdf_make(ctx, html, css, &pdf, &crashed);
    if (crashed) {
        status = pdf_make(ctx, html, css, &pdf, &crashed);
    }
    if (status != OK || !str_starts_with(pdf, STR("%PDF-"))) {
        return ctx_fail(ctx, UNAVAILABLE,
                        N_("The document could not be made right now. Try again in a moment."),
                        NULL);
    }
    *ret_pdf = pdf;
    return OK;
}
