/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of QR codes: the path, painted back, is the code that libqrencode made. */
#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "media/media.h"
#include "test.h"

#include "base/banned.h"

int media_qr_test(void);

#define SIDE_MAX 85

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

/* Paints the runs of the path; returns the side of the viewBox. */
static int paint(struct str svg, char modules[SIDE_MAX][SIDE_MAX])
{
    memset(modules, 0, SIDE_MAX * SIDE_MAX);
    int side = 0;
    const char *box = strstr(svg.ptr, "viewBox=\"0 0 ");
    assert_non_null(box);
    assert_int_equal(sscanf(box, "viewBox=\"0 0 %d", &side), 1); /* NOLINT(cert-err34-c) */
    const char *at = strstr(svg.ptr, " d=\"");
    assert_non_null(at);
    at += strlen(" d=\"");
    int x = 0;
    int y = 0;
    int run = 0;
    int used = 0;
    while (sscanf(at, "M%d %dh%dv1h-%*dz%n", &x, &y, &run, &used) == 3) { /* NOLINT(cert-err34-c) */
        assert_true(y < SIDE_MAX && x + run <= SIDE_MAX && run > 0);
        memset(&modules[y][x], 1, (size_t)run);
        at += used;
    }
    assert_string_equal(at, "\"/></svg>");
    return side;
}

static void test_the_path_is_the_code_with_a_quiet_zone_of_four(void **state)
{
    struct ctx *ctx = *state;
    static const char text[] = "https://ombruk.example.no/ting/7K2M9QXP";
    struct str svg = {0};
    assert_int_equal(qr_svg(ctx, str_of(text), &svg), OK);
    char modules[SIDE_MAX][SIDE_MAX];
    const int side = paint(svg, modules);
    QRcode *code =
        QRcode_encodeData((int)strlen(text), (const unsigned char *)text, 0, QR_ECLEVEL_M);
    assert_int_equal(side, code->width + 8);
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            const int cx = x - 4;
            const int cy = y - 4;
            const int inside = cx >= 0 && cy >= 0 && cx < code->width && cy < code->width;
            const int wanted = inside ? code->data[cy * code->width + cx] & 1 : 0;
            assert_int_equal(modules[y][x], wanted);
        }
    }
    QRcode_free(code);
}

static void test_markup_in_the_text_never_reaches_the_svg(void **state)
{
    struct ctx *ctx = *state;
    struct str svg = {0};
    assert_int_equal(qr_svg(ctx, STR("\"><script>alert(1)</script>"), &svg), OK);
    assert_int_equal(str_find(svg, STR("script")), -1);
}

static void test_three_hundred_bytes_fit_and_one_more_does_not(void **state)
{
    struct ctx *ctx = *state;
    char text[301];
    memset(text, 'x', sizeof(text));
    struct str svg = {0};
    assert_int_equal(qr_svg(ctx, (struct str){text, 300}, &svg), OK);
    char modules[SIDE_MAX][SIDE_MAX];
    assert_true(paint(svg, modules) <= SIDE_MAX);
    assert_int_equal(qr_svg(ctx, (struct str){text, 301}, &svg), INVALID);
    assert_int_equal(qr_svg(ctx, STR(""), &svg), INVALID);
}

int media_qr_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_path_is_the_code_with_a_quiet_zone_of_four, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_markup_in_the_text_never_reaches_the_svg, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_three_hundred_bytes_fit_and_one_more_does_not, setup,
                                        teardown),
    };
    return cmocka_run_group_tests_name("media_qr", tests, NULL, NULL);
}
