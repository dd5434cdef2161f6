/* SPDX-License-Identifier: EUPL-1.2 */
/* A started server spoken to over raw sockets: hostile framing, limits, deadlines, suspended
 * requests. No test measures time; a watchdog of WATCHDOG_MS turns a hang into a failure. */
#include "http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/test_app.h"

int http_server_test(void);

#define WATCHDOG_MS 20000

static struct http_app app;

static struct server *start(struct server_options options)
{
    struct server *server = NULL;
    char why[256] = "";
    if (options.listen.ptr == NULL) {
        options.listen = STR("127.0.0.1:0");
    }
    if (server_start(&app, options, &server, why) != OK) {
        fail_msg("%s", why);
    }
    return server;
}

static int set_up(void **state)
{
    app = test_app_create();
    *state = start((struct server_options){.loops = 2});
    return 0;
}

static int tear_down(void **state)
{
    server_stop(*state);
    test_app_destroy(&app);
    return 0;
}

static int dial(const struct server *server)
{
    const struct sockaddr_in to = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)server_port(server)),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof(to)), 0);
    return fd;
}

/* The server may hang up before all is sent: that is an answer too. */
static void say(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        const ssize_t sent = send(fd, bytes, len, MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes += sent;
        len -= (size_t)sent;
    }
}

static void say_text(int fd, const char *text)
{
    say(fd, text, strlen(text));
}

/* Reads until `enough` says so or the server closes; false when the watchdog barks. */
struct heard {
    char text[65536];
    size_t len;
    bool closed;
};

static bool hear_more(int fd, struct heard *heard)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    if (poll(&wait, 1, WATCHDOG_MS) != 1) {
        fail_msg("no answer within %d ms; heard %zu bytes", WATCHDOG_MS, heard->len);
    }
    const ssize_t got = recv(fd, heard->text + heard->len, sizeof(heard->text) - 1 - heard->len, 0);
    if (got <= 0) {
        heard->closed = true;
        return false;
    }
    heard->len += (size_t)got;
    heard->text[heard->len] = '\0';
    return true;
}

static void hear_all(int fd, struct heard *heard)
{
    heard->len = 0;
    heard->text[0] = '\0';
    heard->closed = false;
    while (hear_more(fd, heard)) {
    }
}

/* Length of the first response in `heard` when it is whole, else 0. */
static size_t response_length(const struct heard *heard, bool head)
{
    const char *end = strstr(heard->text, "\r\n\r\n");
    if (end == NULL) {
        return 0;
    }
    const char *length = strstr(heard->text, "Content-Length: ");
    const size_t body = head || length == NULL || length > end ? 0 : strtoul(length + 16, NULL, 10);
    const size_t whole = (size_t)(end + 4 - heard->text) + body;
    return whole <= heard->len ? whole : 0;
}

static int code_of(const char *response)
{
    return strncmp(response, "HTTP/1.1 ", 9) == 0 ? (int)strtol(response + 9, NULL, 10) : 0;
}

/* Reads one response and takes it out of `heard`. */
static int hear_one(int fd, struct heard *heard, char *ret_response, size_t size, bool head)
{
    size_t len;
    while ((len = response_length(heard, head)) == 0) {
        if (!hear_more(fd, heard)) {
            return 0;
        }
    }
    assert_true(len < size);
    memcpy(ret_response, heard->text, len);
    ret_response[len] = '\0';
    memmove(heard->text, heard->text + len, heard->len - len + 1);
    heard->len -= len;
    return code_of(ret_response);
}

/* Sends bytes, returns the code of the answer (0: closed without one). The connection must end. */
static int probe_bytes(const struct server *server, const char *bytes, size_t len)
{
    static struct heard heard;
    const int fd = dial(server);
    say(fd, bytes, len);
    hear_all(fd, &heard);
    close(fd);
    return code_of(heard.text);
}

static int probe(const struct server *server, const char *text)
{
    return probe_bytes(server, text, strlen(text));
}

static void expect(const struct server *server, const char *text, int code, const char *what)
{
    const int got = probe(server, text);
    if (got != code) {
        fail_msg("%d instead of %d for: %s", got, code, what);
    }
}

#define POST_HEAD "POST /api/v1/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"

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

static void test_head_sends_the_length_and_no_body(void **state)
{
    static struct heard heard;
    const int fd = dial(*state);
    say_text(fd, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    hear_all(fd, &heard);
    close(fd);
    assert_int_equal(code_of(heard.text), 200);
    assert_non_null(strstr(heard.text, "Content-Length: 29\r\n"));
    assert_string_equal(heard.text + heard.len - 4, "\r\n\r\n");
}

static void test_not_modified_has_no_body_and_keeps_the_connection(void **state)
{
    static struct heard heard;
    char response[4096];
    const int fd = dial(*state);
    heard.len = 0;
    heard.text[0] = '\0';
    say_text(fd, "GET /big HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"big-1\"\r\n\r\n"
                 "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), true), 304);
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), false), 200);
    assert_non_null(strstr(response, "<p>home"));
    close(fd);
}

static void test_pipelined_requests_are_answered_in_order(void **state)
{
    static struct heard heard;
    static char response[65536];
    const int fd = dial(*state);
    heard.len = 0;
    heard.text[0] = '\0';
    say_text(fd,
             "GET /en/ HTTP/1.1\r\nHost: a\r\n\r\nGET /big HTTP/1.1\r\nHost: a\r\n\r\n" POST_HEAD
             "Content-Length: 14\r\n\r\n{\"name\":\"Eva\"}GET /nn/ HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), false), 200);
    assert_non_null(strstr(response, "lang=en"));
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), false), 200);
    assert_non_null(strstr(response, "row 999"));
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), false), 200);
    assert_non_null(strstr(response, "Eva"));
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), false), 200);
    assert_non_null(strstr(response, "lang=nn"));
    close(fd);
}

static void test_a_connection_serves_many_requests(void **state)
{
    static struct heard heard;
    char response[4096];
    const int fd = dial(*state);
    heard.len = 0;
    heard.text[0] = '\0';
    for (int i = 0; i < 200; i++) {
        say_text(fd, i % 2 == 0 ? "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
                                : POST_HEAD "Content-Length: 14\r\n\r\n{\"name\":\"Eva\"}");
        assert_int_equal(hear_one(fd, &heard, response, sizeof(response), false), 200);
    }
    close(fd);
}

static void test_a_body_may_come_byte_by_byte(void **state)
{
    static struct heard heard;
    char response[4096];
    const char *body = "{\"name\":\"Eva\"}";
    const int fd = dial(*state);
    heard.len = 0;
    heard.text[0] = '\0';
    say_text(fd, POST_HEAD "Content-Length: 14\r\nExpect: 100-continue\r\n\r\n");
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), true), 100);
    for (size_t i = 0; i < 14; i++) {
        say(fd, body + i, 1);
    }
    assert_int_equal(hear_one(fd, &heard, response, sizeof(response), false), 200);
    close(fd);
}

static void test_a_client_that_trickles_its_header_is_cut_off(void **state)
{
    static struct heard heard;
    struct server *server =
        start((struct server_options){.loops = 1, .header_deadline_s = 1, .idle_timeout_s = 60});
    const int fd = dial(server);
    (void)state;
    say_text(fd, "GET / HTTP/1.1\r\nHost: a\r\nX: ");
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    for (int i = 0; i < WATCHDOG_MS / 200 && poll(&wait, 1, 200) == 0; i++) {
        say(fd, "x", 1);
    }
    hear_all(fd, &heard);
    assert_true(heard.closed);
    assert_int_equal(heard.len, 0);
    close(fd);
    server_stop(server);
}

static void test_a_client_that_trickles_its_body_is_cut_off(void **state)
{
    static struct heard heard;
    struct server *server =
        start((struct server_options){.loops = 1, .request_deadline_s = 1, .idle_timeout_s = 60});
    const int fd = dial(server);
    (void)state;
    say_text(fd, POST_HEAD "Content-Length: 60000\r\n\r\n");
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    for (int i = 0; i < WATCHDOG_MS / 200 && poll(&wait, 1, 200) == 0; i++) {
        say(fd, "x", 1);
    }
    hear_all(fd, &heard);
    assert_true(heard.closed);
    close(fd);
    server_stop(server);
}

static void test_an_idle_connection_is_closed(void **state)
{
    static struct heard heard;
    struct server *server = start((struct server_options){.loops = 1, .idle_timeout_s = 1});
    const int fd = dial(server);
    (void)state;
    say_text(fd, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    hear_all(fd, &heard);
    assert_int_equal(code_of(heard.text), 200);
    close(fd);
    server_stop(server);
}

static void test_an_address_has_a_limited_share_of_connections(void **state)
{
    static struct heard heard;
    enum {
        SHARE = 5
    };
    int fds[SHARE];
    char response[4096];
    struct server *server =
        start((struct server_options){.loops = 2, .connections_per_address = SHARE});
    (void)state;
    for (int i = 0; i < SHARE; i++) {
        fds[i] = dial(server);
        heard.len = 0;
        heard.text[0] = '\0';
        say_text(fds[i], "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assert_int_equal(hear_one(fds[i], &heard, response, sizeof(response), false), 200);
    }
    assert_int_equal(probe(server, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 0);
    for (int i = 0; i < SHARE; i++) {
        close(fds[i]);
    }
    int code = 0;
    for (int i = 0; i < 1000 && code != 200; i++) {
        code = probe(server, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
    assert_int_equal(code, 200);
    server_stop(server);
}

static void hear_remote(const struct server *server, const char *headers, const char *expected)
{
    static struct heard heard;
    char text[512];
    const int fd = dial(server);
    snprintf(text, sizeof(text), "GET /remote HTTP/1.1\r\nHost: a\r\n%sConnection: close\r\n\r\n",
             headers);
    say_text(fd, text);
    hear_all(fd, &heard);
    close(fd);
    if (strstr(heard.text, expected) == NULL) {
        fail_msg("expected %s, got %s", expected, heard.text);
    }
}

static void test_only_a_trusted_proxy_says_who_the_client_is(void **state)
{
    static const char headers[] =
        "X-Forwarded-For: 9.9.9.9, 192.0.2.7\r\nX-Forwarded-Proto: https\r\n";
    hear_remote(*state, headers, "remote=127.0.0.1;secure=0");
    struct server *server = start((struct server_options){
        .loops = 1, .trusted_proxies = STR("127.0.0.0/8"), .connections_per_address = 1});
    const int idle = dial(server);
    hear_remote(server, headers, "remote=192.0.2.7;secure=1");
    hear_remote(server, "X-Forwarded-For: 192.0.2.9, 127.0.0.3\r\n", "remote=192.0.2.9;secure=0");
    hear_remote(server, "X-Forwarded-For: 2001:db8::1\r\n", "remote=2001:db8::1;secure=0");
    hear_remote(server, "X-Forwarded-For: rubbish\r\n", "remote=127.0.0.1;secure=0");
    hear_remote(server, "", "remote=127.0.0.1;secure=0");
    close(idle);
    server_stop(server);
}

static void test_suspended_requests_are_all_answered(void **state)
{
    enum {
        CLIENTS = 64,
        ROUNDS = 5
    };
    static struct heard heard[CLIENTS];
    int fds[CLIENTS];
    char response[4096];
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = dial(*state);
        heard[i].len = 0;
        heard[i].text[0] = '\0';
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CLIENTS; i++) {
            say_text(fds[i], POST_HEAD "Content-Length: 14\r\n\r\n{\"name\":\"Eva\"}");
        }
        for (int i = 0; i < CLIENTS; i++) {
            assert_int_equal(hear_one(fds[i], &heard[i], response, sizeof(response), false), 200);
        }
    }
    for (int i = 0; i < CLIENTS; i++) {
        close(fds[i]);
    }
}

/* The library's own loop waits again when one call returns exactly 128 ready sockets. */
static void test_exactly_128_requests_at_once_are_answered(void **state)
{
    enum {
        CLIENTS = 128
    };
    static struct heard heard;
    int fds[CLIENTS];
    char response[4096];
    struct server *server =
        start((struct server_options){.loops = 1, .connections_per_address = 1000});
    (void)state;
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = dial(server);
    }
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < CLIENTS; i++) {
            say_text(fds[i], "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        for (int i = 0; i < CLIENTS; i++) {
            heard.len = 0;
            heard.text[0] = '\0';
            assert_int_equal(hear_one(fds[i], &heard, response, sizeof(response), false), 200);
        }
    }
    for (int i = 0; i < CLIENTS; i++) {
        close(fds[i]);
    }
    server_stop(server);
}

static void test_a_full_queue_answers_busy_and_recovers(void **state)
{
    enum {
        WORKERS = 2,
        QUEUE = 3,
        CLIENTS = 12
    };
    static struct heard heard;
    int fds[CLIENTS];
    char response[4096];
    int waited = 0;
    int busy = 0;
    struct server *server =
        start((struct server_options){.loops = 1, .workers = WORKERS, .queue_max = QUEUE});
    (void)state;
    test_barrier_set(true);
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = dial(server);
        say_text(fds[i], "POST /api/v1/wait HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                         "Connection: close\r\n\r\n");
    }
    /* Those that find no place are answered while the others still wait. */
    struct pollfd waits[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
        waits[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
    }
    assert_true(poll(waits, CLIENTS, WATCHDOG_MS) > 0);
    test_barrier_set(false);
    for (int i = 0; i < CLIENTS; i++) {
        heard.len = 0;
        heard.text[0] = '\0';
        const int code = hear_one(fds[i], &heard, response, sizeof(response), false);
        waited += code == 200;
        busy += code == 503 && strstr(response, "Retry-After: ") != NULL;
        close(fds[i]);
    }
    assert_true(waited >= QUEUE);
    assert_true(busy > 0);
    assert_int_equal(waited + busy, CLIENTS);
    assert_int_equal(probe(server, "POST /api/v1/wait HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
                                   "Connection: close\r\n\r\n"),
                     200);
    server_stop(server);
}

static void test_a_client_that_leaves_while_suspended_does_no_harm(void **state)
{
    struct server *server = start((struct server_options){.loops = 1});
    (void)state;
    test_barrier_set(true);
    for (int i = 0; i < 8; i++) {
        const int fd = dial(server);
        say_text(fd, "POST /api/v1/wait HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        const struct linger reset = {.l_onoff = 1, .l_linger = 0};
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
        close(fd);
    }
    test_barrier_set(false);
    assert_int_equal(probe(server, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 200);
    server_stop(server);
}

static void *stop_server(void *arg)
{
    server_stop(arg);
    return NULL;
}

static void test_stopping_lets_requests_finish(void **state)
{
    static struct heard heard;
    pthread_t stopper;
    struct server *server = start((struct server_options){.loops = 2});
    const int idle = dial(server);
    const int fd = dial(server);
    (void)state;
    test_barrier_set(true);
    say_text(fd, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    pthread_mutex_lock(&test_barrier.lock);
    while (test_barrier.waiting == 0) {
        pthread_cond_wait(&test_barrier.changed, &test_barrier.lock);
    }
    pthread_mutex_unlock(&test_barrier.lock);
    assert_int_equal(pthread_create(&stopper, NULL, stop_server, server), 0);
    test_barrier_set(false);
    hear_all(fd, &heard);
    assert_int_equal(code_of(heard.text), 200);
    assert_non_null(strstr(heard.text, "waited"));
    pthread_join(stopper, NULL);
    close(fd);
    close(idle);
}

static void test_bad_options_say_what_to_do(void **state)
{
    struct server *server = NULL;
    char why[256] = "";
    char taken[32];
    assert_int_equal(
        server_start(&app, (struct server_options){.listen = STR("here")}, &server, why), INVALID);
    assert_non_null(strstr(why, "127.0.0.1:8080"));
    assert_int_equal(server_start(&app,
                                  (struct server_options){.listen = STR("127.0.0.1:0"),
                                                          .trusted_proxies = STR("10.0.0.0/33")},
                                  &server, why),
                     INVALID);
    assert_non_null(strstr(why, "trusted_proxies"));
    snprintf(taken, sizeof(taken), "127.0.0.1:%d", server_port(*state));
    assert_int_equal(
        server_start(&app, (struct server_options){.listen = str_of(taken)}, &server, why),
        UNAVAILABLE);
    assert_non_null(strstr(why, taken));
    assert_null(server);
}

int http_server_test(void)
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
        cmocka_unit_test(test_head_sends_the_length_and_no_body),
        cmocka_unit_test(test_not_modified_has_no_body_and_keeps_the_connection),
        cmocka_unit_test(test_pipelined_requests_are_answered_in_order),
        cmocka_unit_test(test_a_connection_serves_many_requests),
        cmocka_unit_test(test_a_body_may_come_byte_by_byte),
        cmocka_unit_test(test_a_client_that_trickles_its_header_is_cut_off),
        cmocka_unit_test(test_a_client_that_trickles_its_body_is_cut_off),
        cmocka_unit_test(test_an_idle_connection_is_closed),
        cmocka_unit_test(test_an_address_has_a_limited_share_of_connections),
        cmocka_unit_test(test_only_a_trusted_proxy_says_who_the_client_is),
        cmocka_unit_test(test_suspended_requests_are_all_answered),
        cmocka_unit_test(test_exactly_128_requests_at_once_are_answered),
        cmocka_unit_test(test_a_full_queue_answers_busy_and_recovers),
        cmocka_unit_test(test_a_client_that_leaves_while_suspended_does_no_harm),
        cmocka_unit_test(test_stopping_lets_requests_finish),
        cmocka_unit_test(test_bad_options_say_what_to_do),
    };
    return cmocka_run_group_tests_name("server", tests, set_up, tear_down);
}
