/* SPDX-License-Identifier: EUPL-1.2 */
/* Hostile framing over raw sockets: everything that could be read in two ways is refused. */
#include "http/test_client.h"

int http_server_probe_test(void);

static void test_a_plain_get_is_answered(void **state)
{
    assert_int_equal(probe(*state, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 200);
}

static void test_length_and_chunks_together_are_refused(void **state)
{
    assert_int_equal(probe(*state,
                           POST_HEAD "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     "0\r\n\r\n"),
                     400);
}

static void test_two_lengths_are_refused_also_when_equal(void **state)
{
    assert_int_equal(
        probe(*state, POST_HEAD "Content-Length: 5\r\nContent-Length: 6\r\n\r\n123456"), 400);
    assert_int_equal(probe(*state, POST_HEAD "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
                     400);
    assert_int_equal(probe(*state, POST_HEAD "Content-Length: 2, 2\r\n\r\n{}"), 400);
}

static void test_a_length_that_is_no_plain_number_is_refused(void **state)
{
    static const char *const lengths[] = {"+20", "-1", "0x10", "2 2", "1e3", "", "２"};
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        char text[512];
        snprintf(text, sizeof(text), POST_HEAD "Content-Length: %s\r\n\r\n{}", lengths[i]);
        assert_int_equal(probe(*state, text), 400);
    }
    const int huge = probe(*state, POST_HEAD "Content-Length: 99999999999999999999\r\n\r\n{}");
    assert_int_equal(huge, 413);
}

static void test_only_plain_chunked_is_taken_as_transfer_encoding(void **state)
{
    static const char *const encodings[] = {"gzip, chunked", "chunked, chunked", "identity",
                                            "xchunked",      "chunked;q=1",      "\"chunked\""};
    for (size_t i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++) {
        char text[512];
        snprintf(text, sizeof(text), POST_HEAD "Transfer-Encoding: %s\r\n\r\n0\r\n\r\n",
                 encodings[i]);
        assert_int_equal(probe(*state, text), 400);
    }
}

static void test_names_that_are_no_tokens_are_refused(void **state)
{
    static const char *const lines[] = {
        "Content-Length : 2", "Content Length: 2", ": empty",       "X\x01Y: 1", "X(Y): 1",
        "Tr\xC3\xA6: 1",      "X\tY: 1",           "no colon here",
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        char text[512];
        snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nHost: a\r\n%s\r\nConnection: close\r\n\r\n",
                 lines[i]);
        expect(*state, text, 400, lines[i]);
    }
}

static void test_control_bytes_in_a_value_are_refused(void **state)
{
    static const char first[] = "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\nConnection: close\r\n\r\n";
    static const char last[] = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: a\0b\r\n\r\n";
    static const char name[] = "GET / HTTP/1.1\r\nHost: a\r\nX\0: b\r\nConnection: close\r\n\r\n";
    assert_int_equal(probe_bytes(*state, first, sizeof(first) - 1), 400);
    assert_int_equal(probe_bytes(*state, last, sizeof(last) - 1), 400);
    assert_int_equal(probe_bytes(*state, name, sizeof(name) - 1), 400);
    assert_int_equal(
        probe(*state, "GET / HTTP/1.1\r\nHost: a\r\nX: a\x01\r\nConnection: close\r\n\r\n"), 400);
    assert_int_equal(
        probe(*state, "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\nConnection: close\r\n\r\n"), 400);
}

static void test_line_ends_and_folds_of_old_are_refused(void **state)
{
    assert_int_equal(probe(*state, "GET / HTTP/1.1\r\nHost: a\nX: b\r\nConnection: close\r\n\r\n"),
                     400);
    assert_int_equal(
        probe(*state, "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\nConnection: close\r\n\r\n"),
        400);
}

static void test_exactly_one_host_is_wanted(void **state)
{
    assert_int_equal(probe(*state, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), 400);
    assert_int_equal(
        probe(*state, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\nConnection: close\r\n\r\n"), 400);
    assert_int_equal(probe(*state, "GET / HTTP/1.1\r\nHost: a/b@c\r\nConnection: close\r\n\r\n"),
                     400);
    assert_int_equal(probe(*state, "GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"), 400);
}

static void test_a_target_that_is_no_path_is_refused(void **state)
{
    static const char *const targets[] = {"http://a/", "*",   "form", "/a b",
                                          "/a\x7F",    "/#x", "/\\x", "/\xC3\xA5"};
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        char text[512];
        snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                 targets[i]);
        expect(*state, text, 400, targets[i]);
    }
}

static void test_a_header_over_the_limits_is_refused(void **state)
{
    static char text[120000];
    size_t len = (size_t)snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nHost: a\r\nX: ");
    memset(text + len, 'x', 100000);
    snprintf(text + len + 100000, 10, "\r\n\r\n");
    assert_int_equal(probe(*state, text), 431);
    len = (size_t)snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 2000; i++) {
        len += (size_t)snprintf(text + len, sizeof(text) - len, "X%d: y\r\n", i);
    }
    snprintf(text + len, sizeof(text) - len, "\r\n");
    assert_int_equal(probe(*state, text), 431);
    len = (size_t)snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < HTTP_HEADERS_MAX; i++) {
        len += (size_t)snprintf(text + len, sizeof(text) - len, "X%d: y\r\n", i);
    }
    snprintf(text + len, sizeof(text) - len, "\r\n");
    assert_int_equal(probe(*state, text), 431);
    len = (size_t)snprintf(text, sizeof(text), "GET /");
    memset(text + len, 'x', HTTP_TARGET_MAX);
    snprintf(text + len + HTTP_TARGET_MAX, 100, " HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(probe(*state, text), 414);
}

static void test_many_headers_within_the_limits_are_taken(void **state)
{
    static char text[32768];
    size_t len = (size_t)snprintf(text, sizeof(text), "GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < HTTP_HEADERS_MAX - 2; i++) {
        len += (size_t)snprintf(text + len, sizeof(text) - len, "X%d: %0200d\r\n", i, i);
    }
    snprintf(text + len, sizeof(text) - len, "Connection: close\r\n\r\n");
    assert_int_equal(probe(*state, text), 200);
}

static void test_a_body_over_the_limit_is_refused_before_it_comes(void **state)
{
    assert_int_equal(probe(*state, POST_HEAD "Content-Length: 70000\r\n\r\n"), 413);
    assert_int_equal(probe(*state, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"),
                     413);
    assert_int_equal(
        probe(*state, "POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"), 404);
    assert_int_equal(probe(*state, "POST /big HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"),
                     405);
    assert_int_equal(
        probe(*state, "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        413);
}

static void test_chunks_are_taken_up_to_the_limit(void **state)
{
    static char text[200000];
    assert_int_equal(probe(*state,
                           POST_HEAD "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                     "5\r\n{\"nam\r\n9\r\ne\":\"Ola\"}\r\n0\r\n\r\n"),
                     200);
    size_t len =
        (size_t)snprintf(text, sizeof(text), POST_HEAD "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 10; i++) {
        len += (size_t)snprintf(text + len, sizeof(text) - len, "2710\r\n%010000d\r\n", 0);
    }
    snprintf(text + len, sizeof(text) - len, "0\r\n\r\n");
    assert_int_equal(probe(*state, text), 413);
}

static void test_unknown_methods_are_not_implemented(void **state)
{
    static const char *const methods[] = {"PATCH", "OPTIONS", "TRACE", "get", "BREW"};
    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        char text[128];
        snprintf(text, sizeof(text), "%s / HTTP/1.1\r\nHost: a\r\n\r\n", methods[i]);
        assert_int_equal(probe(*state, text), 501);
    }
}

int http_server_probe_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_plain_get_is_answered),
        cmocka_unit_test(test_length_and_chunks_together_are_refused),
        cmocka_unit_test(test_two_lengths_are_refused_also_when_equal),
        cmocka_unit_test(test_a_length_that_is_no_plain_number_is_refused),
        cmocka_unit_test(test_only_plain_chunked_is_taken_as_transfer_encoding),
        cmocka_unit_test(test_names_that_are_no_tokens_are_refused),
        cmocka_unit_test(test_control_bytes_in_a_value_are_refused),
        cmocka_unit_test(test_line_ends_and_folds_of_old_are_refused),
        cmocka_unit_test(test_exactly_one_host_is_wanted),
        cmocka_unit_test(test_a_target_that_is_no_path_is_refused),
        cmocka_unit_test(test_a_header_over_the_limits_is_refused),
        cmocka_unit_test(test_many_headers_within_the_limits_are_taken),
        cmocka_unit_test(test_a_body_over_the_limit_is_refused_before_it_comes),
        cmocka_unit_test(test_chunks_are_taken_up_to_the_limit),
        cmocka_unit_test(test_unknown_methods_are_not_implemented),
    };
    return cmocka_run_group_tests_name("server probes", tests, set_up, tear_down);
}
