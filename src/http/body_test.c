/* SPDX-License-Identifier: EUPL-1.2 */
/* Bodies: what is well formed is read, what is broken is refused with a message. */
#include "http/body.h"

#include <stdio.h>

#include "base/strbuf.h"

#include "test.h"

int http_body_test(void);

static struct ctx ctx;
static struct form_pairs pairs;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static void expect_pair(size_t i, const char *name, const char *value)
{
    assert_true(i < pairs.count);
    assert_str(pairs.ptr[i].name, name);
    assert_str(pairs.ptr[i].value, value);
}

static void test_pairs_are_decoded(void **state)
{
    (void)state;
    assert_int_equal(body_urlencoded(&ctx, STR("a=1&b=%C3%A5+x%2b&a=&c&d=x=y"), &pairs), OK);
    assert_int_equal(pairs.count, 5);
    expect_pair(0, "a", "1");
    expect_pair(1, "b", "\xC3\xA5 x+");
    expect_pair(2, "a", "");
    expect_pair(3, "c", "");
    expect_pair(4, "d", "x=y");
    assert_int_equal(body_urlencoded(&ctx, STR(""), &pairs), OK);
    assert_int_equal(pairs.count, 0);
}

static void test_broken_pairs_are_refused_in_bodies_and_left_out_of_queries(void **state)
{
    static const char *const broken[] = {"a=%",   "a=%4",     "a=%zz",      "a=%00",
                                         "a=%FF", "=x",       "a=1&&b=2",   "&",
                                         "a=1&",  "%C0%80=1", "a=%ED%A0%80"};
    (void)state;
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        ctx.err = (struct ctx_error){0};
        if (body_urlencoded(&ctx, str_of(broken[i]), &pairs) != MALFORMED ||
            ctx.err.message == NULL) {
            fail_msg("taken: %s", broken[i]);
        }
    }
    body_query(&ctx, STR("a=%zz&b=2&&=x&c=%FF&d=3"), &pairs);
    assert_int_equal(pairs.count, 2);
    expect_pair(0, "b", "2");
    expect_pair(1, "d", "3");
}

static void test_the_number_of_pairs_and_the_length_of_names_are_limited(void **state)
{
    (void)state;
    char *text = arena_alloc(ctx.mem, 4096);
    for (int i = 0; i <= BODY_PAIRS_MAX; i++) {
        text[2 * i] = 'a';
        text[2 * i + 1] = '&';
    }
    const size_t len = 2 * (BODY_PAIRS_MAX + 1) - 1;
    assert_int_equal(body_urlencoded(&ctx, (struct str){text, len}, &pairs), MALFORMED);
    assert_int_equal(body_urlencoded(&ctx, (struct str){text, len - 2}, &pairs), OK);
    memset(text, 'a', BODY_NAME_MAX + 1);
    assert_int_equal(body_urlencoded(&ctx, (struct str){text, BODY_NAME_MAX + 1}, &pairs),
                     MALFORMED);
    assert_int_equal(body_urlencoded(&ctx, (struct str){text, BODY_NAME_MAX}, &pairs), OK);
}

#define TYPE     STR("multipart/form-data; boundary=XX")
#define OPEN     "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n"
#define FIELD(n) "--XX\r\nContent-Disposition: form-data; name=\"" n "\"\r\n\r\n"

static void test_parts_become_pairs(void **state)
{
    (void)state;
    static const char body[] =
        FIELD("a") "1\r\n" FIELD("b") "\r\n" FIELD("c") "x\r\n--X\r\n--XY\r\n" FIELD(
            "q%22%0D%0A%41") "z\r\n"
                             "--XX\r\ncontent-disposition: form-data; name=\"f\"; "
                             "filename=\"C:\\b\xC3\xA5.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                             "\xFF\xD8\0\r\n--X\r\n--XX--\r\n";
    assert_int_equal(body_multipart(&ctx, TYPE, (struct str){body, sizeof(body) - 1}, &pairs), OK);
    assert_int_equal(pairs.count, 5);
    expect_pair(0, "a", "1");
    expect_pair(1, "b", "");
    expect_pair(2, "c", "x\r\n--X\r\n--XY");
    expect_pair(3, "q\"\r\n%41", "z");
    assert_true(pairs.ptr[4].is_file);
    assert_str(pairs.ptr[4].content_type, "image/jpeg");
    assert_int_equal(pairs.ptr[4].value.len, 8);
    assert_memory_equal(pairs.ptr[4].value.ptr, "\xFF\xD8\0\r\n--X", 8);
}

static void test_no_part_at_all_is_a_form_without_fields(void **state)
{
    (void)state;
    assert_int_equal(body_multipart(&ctx, TYPE, STR("--XX--"), &pairs), OK);
    assert_int_equal(pairs.count, 0);
}

static void test_broken_multipart_is_refused(void **state)
{
    static const char *const bodies[] = {
        "",
        "--XX",
        "--XX\r\n",
        "--YY--",
        "preamble\r\n--XX--",
        "\r\n--XX--",
        "--XX--epilogue",
        "--XX--\r\n\r\n",
        "--XX -- ",
        FIELD("a") "1",
        FIELD("a") "1\r\n--XX",
        FIELD("a") "1\r\n--XX-",
        FIELD("a") "1\r\n--XX \r\n",
        FIELD("a") "1\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XX--",
        "--XX\r\n\r\n1\r\n--XX--",
        "--XX\r\nContent-Type: text/plain\r\n\r\n1\r\n--XX--",
        FIELD("") "1\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--",
        "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"a\\\"b\"\r\n\r\n1\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n1\r\n--XX--",
        OPEN "Content-Disposition: form-data; name=\"b\"\r\n\r\n1\r\n--XX--",
        OPEN "Content-Transfer-Encoding: base64\r\n\r\nMQ==\r\n--XX--",
        "--XX\r\nno colon\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX--",
        FIELD("\xFF") "1\r\n--XX--",
        FIELD("a") "\xFF\r\n--XX--",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        ctx.err = (struct ctx_error){0};
        if (body_multipart(&ctx, TYPE, str_of(bodies[i]), &pairs) != MALFORMED ||
            ctx.err.message == NULL) {
            fail_msg("taken: %s", bodies[i]);
        }
    }
    static const char nul[] = FIELD("a") "1\0002\r\n--XX--";
    assert_int_equal(body_multipart(&ctx, TYPE, (struct str){nul, sizeof(nul) - 1}, &pairs),
                     MALFORMED);
}

static void test_every_cut_of_a_good_multipart_is_refused(void **state)
{
    static const char body[] =
        FIELD("a") "1\r\n--XX\r\nContent-Disposition: form-data; name=\"f\"; "
                   "filename=\"x\"\r\n\r\ndata\r\n--XX--";
    (void)state;
    for (size_t len = 0; len < sizeof(body) - 1; len++) {
        assert_int_equal(body_multipart(&ctx, TYPE, (struct str){body, len}, &pairs), MALFORMED);
    }
    assert_int_equal(body_multipart(&ctx, TYPE, (struct str){body, sizeof(body) - 1}, &pairs), OK);
}

/* 71 bytes of boundary: one too many. */
#define TEN       "aaaaaaaaaa"
#define LONG_TYPE "multipart/form-data; boundary=" TEN TEN TEN TEN TEN TEN TEN "a"

static void test_the_boundary_must_be_plain(void **state)
{
    static const char *const good[] = {
        "multipart/form-data; boundary=XX",
        "multipart/form-data; boundary=\"XX\"",
        "multipart/form-data;charset=utf-8;BOUNDARY=XX",
    };
    static const char *const bad[] = {
        "multipart/form-data",
        "multipart/form-data;",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=XX; boundary=YY",
        "multipart/form-data; boundary=X\"X",
        "multipart/form-data; boundary=X@X",
        "multipart/form-data; XX",
        LONG_TYPE,
    };
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_int_equal(body_multipart(&ctx, str_of(good[i]), STR("--XX--"), &pairs), OK);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (body_multipart(&ctx, str_of(bad[i]), STR("--XX--"), &pairs) != MALFORMED) {
            fail_msg("taken: %s", bad[i]);
        }
    }
}

static void test_the_header_of_a_part_is_limited(void **state)
{
    struct strbuf body;
    (void)state;
    strbuf_init(&body, 65536);
    strbuf_literal(&body, "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n");
    for (int i = 0; i < 100; i++) {
        strbuf_literal(&body, "X-Filler: twenty bytes or so\r\n");
    }
    strbuf_literal(&body, "\r\n1\r\n--XX--");
    assert_int_equal(body_multipart(&ctx, TYPE, strbuf_view(&body), &pairs), MALFORMED);
    strbuf_finish(&body);
}

static void test_a_flat_json_object_becomes_pairs(void **state)
{
    (void)state;
    assert_int_equal(body_json(&ctx,
                               STR("{\"a\":\"x\",\"n\":-12,\"t\":true,\"f\":false,\"z\":null,"
                                   "\"l\":[\"1\",2],\"e\":[],\"d\":1.5}"),
                               &pairs),
                     OK);
    assert_int_equal(pairs.count, 7);
    expect_pair(0, "a", "x");
    expect_pair(1, "n", "-12");
    assert_true(pairs.ptr[1].is_number);
    expect_pair(2, "t", "1");
    expect_pair(3, "f", "");
    expect_pair(4, "l", "1");
    assert_false(pairs.ptr[4].is_number);
    expect_pair(5, "l", "2");
    expect_pair(6, "d", "?");
}

static void test_json_that_is_no_flat_object_is_refused(void **state)
{
    static const char *const texts[] = {"",
                                        "[]",
                                        "\"a\"",
                                        "{\"a\":{}}",
                                        "{\"a\":[[1]]}",
                                        "{\"a\":[null]}",
                                        "{\"a\":1,\"a\":2}",
                                        "{\"a\":"};
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        ctx.err = (struct ctx_error){0};
        if (body_json(&ctx, str_of(texts[i]), &pairs) != MALFORMED || ctx.err.message == NULL) {
            fail_msg("taken: %s", texts[i]);
        }
    }
}

int http_body_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs_are_decoded),
        cmocka_unit_test(test_broken_pairs_are_refused_in_bodies_and_left_out_of_queries),
        cmocka_unit_test(test_the_number_of_pairs_and_the_length_of_names_are_limited),
        cmocka_unit_test(test_parts_become_pairs),
        cmocka_unit_test(test_no_part_at_all_is_a_form_without_fields),
        cmocka_unit_test(test_broken_multipart_is_refused),
        cmocka_unit_test(test_every_cut_of_a_good_multipart_is_refused),
        cmocka_unit_test(test_the_boundary_must_be_plain),
        cmocka_unit_test(test_the_header_of_a_part_is_limited),
        cmocka_unit_test(test_a_flat_json_object_becomes_pairs),
        cmocka_unit_test(test_json_that_is_no_flat_object_is_refused),
    };
    return cmocka_run_group_tests_name("body", tests, set_up, tear_down);
}
