/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of documents: exact paper size, no network. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "media/media.h"
#include "media/process.h"
#include "test.h"

#include "base/banned.h"

int media_pdf_test(void);

static int setup(void **state)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct ctx *ctx = ARENA_NEW(arena, struct ctx);
    ctx->mem = arena;
    *state = ctx;
    return 0;
}

static int teardown(void **state)
{
    struct ctx *ctx = *state;
    arena_destroy(ctx->mem);
    return 0;
}

/* What pdfinfo (poppler-utils) says about `pdf`. */
static struct str pdfinfo(struct ctx *ctx, struct str pdf)
{
    static const char *const argv[] = {"pdfinfo", "-", NULL};
    const int fds[] = {process_input(pdf), process_input(STR(""))};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = 2,
                                    .timeout_ms = 20000,
                                    .cpu_seconds = 10,
                                    .memory_max = (size_t)512 * 1024 * 1024,
                                    .file_max = (size_t)1024 * 1024};
    struct process_result result = {0};
    assert_int_equal(process_run(&process, &result), OK);
    assert_int_equal(result.end, PROCESS_EXITED);
    assert_int_equal(result.code, 0);
    struct str out = {0};
    assert_int_equal(process_output(ctx->mem, fds[1], (size_t)1024 * 1024, &out), OK);
    close(fds[0]);
    close(fds[1]);
    return out;
}

static void test_a_label_sheet_is_exactly_62_by_29_millimetres(void **state)
{
    struct ctx *ctx = *state;
    struct str svg = {0};
    assert_int_equal(qr_svg(ctx, STR("https://ombruk.example.no/ting/7K2M9QXP"), &svg), OK);
    const struct str html =
        str_format(ctx->mem,
                   "<!doctype html><html lang=\"nb\"><head><title>Etiketter</title></head><body>"
                   "<div>%.*s 7K2M9QXP</div><div>Bl\303\245 dress \342\200\223 98</div>"
                   "</body></html>",
                   STR_ARG(svg));
    struct str pdf = {0};
    assert_int_equal(
        pdf_from_html(ctx, html,
                      STR("@page { size: 62mm 29mm; margin: 2mm } div { break-after: page }"
                          "svg { width: 20mm; height: 20mm }"),
                      &pdf),
        OK);
    const struct str info = pdfinfo(ctx, pdf);
    /* 62 mm × 72 / 25.4 = 175.748 pt; 29 mm = 82.2047 pt. */
    assert_true(str_find(info, STR("175.748 x 82.2047 pts")) >= 0);
    assert_true(str_find(info, STR("Pages:           2\n")) >= 0);
    assert_true(str_find(info, STR("Title:           Etiketter\n")) >= 0);
}

static int listen_here(int *ret_port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(fd, 4), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    *ret_port = ntohs(address.sin_port);
    return fd;
}

static void test_a_document_fetches_nothing(void **state)
{
    struct ctx *ctx = *state;
    int port = 0;
    const int listener = listen_here(&port);
    const struct str html =
        str_format(ctx->mem,
                   "<html><head></head><body><img src=\"http://127.0.0.1:%d/a.png\">"
                   "<link rel=stylesheet href=\"http://127.0.0.1:%d/a.css\">text</body></html>",
                   port, port);
    struct str pdf = {0};
    assert_int_equal(pdf_from_html(ctx, html, STR(""), &pdf), OK);
    struct pollfd event = {.fd = listener, .events = POLLIN};
    assert_int_equal(poll(&event, 1, 0), 0);
    close(listener);
    assert_true(str_starts_with(pdf, STR("%PDF-")));
}

int media_pdf_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_label_sheet_is_exactly_62_by_29_millimetres, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_document_fetches_nothing, setup, teardown),
    };
    return cmocka_run_group_tests_name("media_pdf", tests, NULL, NULL);
}
