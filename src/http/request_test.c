/* SPDX-License-Identifier: EUPL-1.2 */
/* The gate, headers, cookies and parameters of a request. */
#include "http/http.h"

#include <stdio.h>

#include "test.h"

int http_request_test(void);

static struct http_header headers[HTTP_HEADERS_MAX + 1];

static struct request request_with(const char *name, struct str value)
{
    headers[0] = (struct http_header){STR("Host"), STR("a")};
    headers[1] = (struct http_header){str_of(name), value};
    return (struct request){.target = STR("/"), .headers = headers, .header_count = 2};
}

static enum status gate(const char *name, struct str value)
{
    const struct request req = request_with(name, value);
    return http_gate(&req);
}

static void test_the_gate_lets_ordinary_requests_in(void **state)
{
    (void)state;
    assert_int_equal(gate("Content-Length", STR("0")), OK);
    assert_int_equal(gate("transfer-encoding", STR("Chunked")), OK);
    assert_int_equal(gate("X-!#$%&'*+-.^_`|~9", STR("\t\xC3\xA5 any text")), OK);
    static const char *const hosts[] = {"ombruk.example.no", "localhost:8080", "[::1]:80",
                                        "127.0.0.1"};
    for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
        struct request req = request_with("X", STR(""));
        headers[0].value = str_of(hosts[i]);
        assert_int_equal(http_gate(&req), OK);
    }
}

static void test_the_gate_refuses_what_has_two_readings(void **state)
{
    (void)state;
    assert_int_equal(gate("Content-Length", STR("+2")), MALFORMED);
    assert_int_equal(gate("Content-Length", STR("2, 2")), MALFORMED);
    assert_int_equal(gate("Content-Length", STR("")), MALFORMED);
    assert_int_equal(gate("Content-Length", STR("9999999999999999999")), MALFORMED);
    assert_int_equal(gate("Transfer-Encoding", STR("gzip, chunked")), MALFORMED);
    assert_int_equal(gate("Content-Encoding", STR("gzip")), MALFORMED);
    assert_int_equal(gate("Host", STR("a")), MALFORMED);
    assert_int_equal(gate("Content-Length ", STR("2")), MALFORMED);
    assert_int_equal(gate("", STR("x")), MALFORMED);
    assert_int_equal(gate("X", (struct str){"a\0b", 3}), MALFORMED);
    assert_int_equal(gate("X", STR("a\rb")), MALFORMED);
    assert_int_equal(gate("X", STR("a\x7F")), MALFORMED);
    assert_int_equal(gate("X\xC3\xA5", STR("a")), MALFORMED);
    struct request req = request_with("Content-Length", STR("2"));
    headers[2] = (struct http_header){STR("Transfer-Encoding"), STR("chunked")};
    req.header_count = 3;
    assert_int_equal(http_gate(&req), MALFORMED);
    headers[2] = (struct http_header){STR("content-length"), STR("2")};
    assert_int_equal(http_gate(&req), MALFORMED);
    req.header_count = 0;
    assert_int_equal(http_gate(&req), MALFORMED);
}

static void test_the_gate_has_limits(void **state)
{
    (void)state;
    static char large[HTTP_HEADER_BYTES + 1];
    memset(large, 'x', sizeof(large));
    assert_int_equal(gate("X", (struct str){large, HTTP_HEADER_BYTES - 6}), OK);
    assert_int_equal(gate("X", (struct str){large, HTTP_HEADER_BYTES - 5}), TOO_LARGE);
    struct request req = request_with("X", STR(""));
    for (int i = 2; i <= HTTP_HEADERS_MAX; i++) {
        headers[i] = headers[1];
    }
    req.header_count = HTTP_HEADERS_MAX;
    assert_int_equal(http_gate(&req), OK);
    req.header_count = HTTP_HEADERS_MAX + 1;
    assert_int_equal(http_gate(&req), TOO_LARGE);
    req = request_with("X", STR(""));
    large[0] = '/';
    req.target = (struct str){large, HTTP_TARGET_MAX};
    assert_int_equal(http_gate(&req), OK);
    req.target.len++;
    assert_int_equal(http_gate(&req), TOO_LARGE);
}

static void expect_cookie(const char *header, const char *expected)
{
    const struct request req = request_with("Cookie", str_of(header));
    const struct str value = request_cookie(&req, "a");
    if (expected == NULL) {
        assert_null(value.ptr);
    } else {
        assert_non_null(value.ptr);
        assert_str(value, expected);
    }
}

static void test_a_cookie_is_found_among_others(void **state)
{
    (void)state;
    expect_cookie("a=1", "1");
    expect_cookie("b=2; a=1; c", "1");
    expect_cookie("b=2;a=1=x", "1=x");
    expect_cookie("aa=1; a=; b=a=3", "");
    expect_cookie("b=2", NULL);
    expect_cookie("", NULL);
    expect_cookie(";;;", NULL);
    expect_cookie("A=1", NULL);
}

static void test_a_repeated_cookie_counts_as_absent(void **state)
{
    (void)state;
    expect_cookie("a=1; a=2", NULL);
    expect_cookie("a=1; b=2; a=1", NULL);
}

static void test_parameters_are_decoded(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct request req = {.query = STR("q=%C3%A5+x&n=5&n=6&bad=%zz&e="),
                          .params = {STR("12"), STR("-3"), STR("x")}};
    assert_str(request_query(&ctx, &req, "q"), "\xC3\xA5 x");
    assert_str(request_query(&ctx, &req, "n"), "5");
    assert_null(request_query(&ctx, &req, "bad").ptr);
    assert_non_null(request_query(&ctx, &req, "e").ptr);
    assert_null(request_query(&ctx, &req, "none").ptr);
    int64_t id = 0;
    assert_int_equal(request_param_i64(&req, 0, &id), OK);
    assert_int_equal(id, 12);
    assert_int_equal(request_param_i64(&req, 1, &id), NOT_FOUND);
    assert_int_equal(request_param_i64(&req, 2, &id), NOT_FOUND);
    assert_int_equal(request_param_i64(&req, 3, &id), NOT_FOUND);
    arena_destroy(ctx.mem);
}

static void test_tries_are_limited_per_key_and_window(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(rate_limit("pin", STR("anna"), 5, 1000, 10000 + i), OK);
    }
    assert_int_equal(rate_limit("pin", STR("anna"), 5, 1000, 10100), TOO_MANY);
    assert_int_equal(rate_limit("pin", STR("bo"), 5, 1000, 10100), OK);
    assert_int_equal(rate_limit("code", STR("anna"), 5, 1000, 10100), OK);
    assert_int_equal(rate_limit("pin", STR("anna"), 5, 1000, 10999), TOO_MANY);
    assert_int_equal(rate_limit("pin", STR("anna"), 5, 1000, 11000), OK);
    rate_limit_clear("pin", STR("anna"));
    for (int i = 0; i < 5; i++) {
        assert_int_equal(rate_limit("pin", STR("anna"), 5, 1000, 11000), OK);
    }
    assert_int_equal(rate_limit("pin", STR("anna"), 5, 1000, 11000), TOO_MANY);
    rate_limit_clear("pin", STR("nobody"));
}

static void test_a_clock_set_back_does_not_lock_for_ever(void **state)
{
    (void)state;
    assert_int_equal(rate_limit("back", STR("k"), 1, 1000, 1000000), OK);
    assert_int_equal(rate_limit("back", STR("k"), 1, 1000, 999500), TOO_MANY);
    assert_int_equal(rate_limit("back", STR("k"), 1, 1000, 900000), OK);
}

static void test_the_oldest_key_makes_room(void **state)
{
    (void)state;
    char key[32];
    assert_int_equal(rate_limit("room", STR("first"), 1, 1000000, 0), OK);
    assert_int_equal(rate_limit("room", STR("first"), 1, 1000000, 0), TOO_MANY);
    for (int i = 0; i < 100000; i++) {
        snprintf(key, sizeof(key), "%d", i);
        assert_int_equal(rate_limit("room", str_of(key), 1, 1000000, 1), OK);
    }
    assert_int_equal(rate_limit("room", STR("99999"), 1, 1000000, 1), TOO_MANY);
    assert_int_equal(rate_limit("room", STR("first"), 1, 1000000, 1), OK);
}

int http_request_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_gate_lets_ordinary_requests_in),
        cmocka_unit_test(test_the_gate_refuses_what_has_two_readings),
        cmocka_unit_test(test_the_gate_has_limits),
        cmocka_unit_test(test_a_cookie_is_found_among_others),
        cmocka_unit_test(test_a_repeated_cookie_counts_as_absent),
        cmocka_unit_test(test_parameters_are_decoded),
        cmocka_unit_test(test_tries_are_limited_per_key_and_window),
        cmocka_unit_test(test_a_clock_set_back_does_not_lock_for_ever),
        cmocka_unit_test(test_the_oldest_key_makes_room),
    };
    return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
