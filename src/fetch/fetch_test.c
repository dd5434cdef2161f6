/* SPDX-License-Identifier: EUPL-1.2 */
/* Fetching keeps its limits, whatever the other side answers. */
#include "fetch/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "test.h"

int fetch_fetch_test(void);

/* A server on this machine that answers each connection with the same bytes. */
struct fake {
    int listener;
    int port;
    pthread_t thread;
    const char *answer; /* NULL: takes the connection and says nothing */
    char asked[2048];   /* the newest request */
    int connections;
};

static void *serve(void *arg)
{
    struct fake *fake = arg;
    for (;;) {
        const int fd = accept(fake->listener, NULL, NULL);
        if (fd < 0) {
            return NULL;
        }
        const ssize_t len = recv(fd, fake->asked, sizeof(fake->asked) - 1, 0);
        fake->asked[len < 0 ? 0 : len] = '\0';
        fake->connections++;
        if (fake->answer != NULL) {
            (void)!write(fd, fake->answer, strlen(fake->answer));
        } else {
            char end = 0;
            (void)!recv(fd, &end, 1, 0); /* until the other side gives up */
        }
        close(fd);
    }
}

static void open_fake(struct fake *fake)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof(at);
    fake->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fake->listener, (struct sockaddr *)&at, sizeof(at)), 0);
    assert_int_equal(listen(fake->listener, 4), 0);
    assert_int_equal(getsockname(fake->listener, (struct sockaddr *)&at, &len), 0);
    fake->port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&fake->thread, NULL, serve, fake), 0);
}

static void close_fake(struct fake *fake)
{
    shutdown(fake->listener, SHUT_RDWR);
    pthread_join(fake->thread, NULL);
    close(fake->listener);
}

static struct ctx ctx;

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

static const struct fetch_limits small = {.bytes = 100, .seconds = 10, .plain_here = true};

static enum status fetch(const struct fake *fake, const struct fetch_limits *limits,
                         struct str *ret_body)
{
    return fetch_get(&ctx, str_format(ctx.mem, "http://127.0.0.1:%d/chain/7", fake->port), limits,
                     ret_body);
}

static enum status fetch_answer(const char *answer, struct str *ret_body)
{
    struct fake fake = {.answer = answer};
    ctx.err = (struct ctx_error){0};
    open_fake(&fake);
    const enum status status = fetch(&fake, &small, ret_body);
    close_fake(&fake);
    assert_int_equal(fake.connections, 1);
    return status;
}

static void test_the_body_of_a_200_is_given(void **state)
{
    struct str body = {0};
    (void)state;
    assert_int_equal(
        fetch_answer("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"round\":7}", &body), OK);
    assert_str(body, "{\"round\":7}");
}

static void test_only_the_program_is_named_to_the_other_side(void **state)
{
    struct fake fake = {.answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
    struct str body = {0};
    (void)state;
    open_fake(&fake);
    assert_int_equal(fetch(&fake, &small, &body), OK);
    close_fake(&fake);
    assert_non_null(strstr(fake.asked, "GET /chain/7 HTTP/1.1\r\n"));
    assert_non_null(strstr(fake.asked, "User-Agent: Ombruk\r\n"));
    assert_null(strstr(fake.asked, "Cookie"));
}

static void test_a_redirect_is_no_answer(void **state)
{
    struct str body = {0};
    (void)state;
    assert_int_equal(fetch_answer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                                  "Content-Length: 0\r\n\r\n",
                                  &body),
                     UNAVAILABLE);
    assert_str(ctx.err.detail, "302");
    assert_int_equal(fetch_answer("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", &body),
                     UNAVAILABLE);
    assert_str(ctx.err.detail, "404");
}

static void test_more_than_allowed_is_cut_off(void **state)
{
    static char answer[400];
    struct str body = {0};
    (void)state;
    assert_int_equal(
        fetch_answer("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\nannounced only", &body),
        TOO_LARGE);
    /* Without a length only counting helps. */
    snprintf(answer, sizeof(answer), "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%0200d", 7);
    assert_int_equal(fetch_answer(answer, &body), TOO_LARGE);
    assert_null(body.ptr);
}

static void test_what_is_no_http_is_told(void **state)
{
    struct str body = {0};
    (void)state;
    assert_int_equal(fetch_answer("\x16\x03\x01 nonsense\r\n\r\n", &body), UNAVAILABLE);
    assert_true(ctx.err.detail.len > 0);
}

static void test_silence_ends_with_the_time(void **state)
{
    const struct fetch_limits short_time = {.bytes = 100, .seconds = 1, .plain_here = true};
    struct fake fake = {.answer = NULL};
    struct str body = {0};
    (void)state;
    open_fake(&fake);
    assert_int_equal(fetch(&fake, &short_time, &body), UNAVAILABLE);
    close_fake(&fake);
    assert_string_equal(ctx.err.message, "There was no answer in time.");
}

static void test_a_door_that_is_shut_is_told(void **state)
{
    struct fake fake = {.answer = ""};
    struct str body = {0};
    (void)state;
    open_fake(&fake);
    close_fake(&fake);
    assert_int_equal(fetch(&fake, &small, &body), UNAVAILABLE);
    assert_int_equal(fake.connections, 0);
}

static void test_only_https_is_asked(void **state)
{
    static const char *const addresses[] = {
        "http://127.0.0.1:1/a",
        "http://example.no/",
        "ftp://example.no/",
        "file:///etc/passwd",
        "https://example.no/a b",
        "https://example.no/\r\nX: y",
        "",
        "example.no",
    };
    const struct fetch_limits limits = {.bytes = 100, .seconds = 1};
    struct str body = {0};
    (void)state;
    for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
        assert_int_equal(fetch_get(&ctx, str_of(addresses[i]), &limits, &body), INVALID);
    }
    char *longer = arena_alloc(ctx.mem, FETCH_ADDRESS_MAX + 20);
    snprintf(longer, FETCH_ADDRESS_MAX + 20, "https://example.no/%0500d", 0);
    assert_int_equal(fetch_get(&ctx, str_of(longer), &limits, &body), INVALID);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int fetch_fetch_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_body_of_a_200_is_given),
        TEST(test_only_the_program_is_named_to_the_other_side),
        TEST(test_a_redirect_is_no_answer),
        TEST(test_more_than_allowed_is_cut_off),
        TEST(test_what_is_no_http_is_told),
        TEST(test_silence_ends_with_the_time),
        TEST(test_a_door_that_is_shut_is_told),
        TEST(test_only_https_is_asked),
    };
    return cmocka_run_group_tests_name("fetch", tests, NULL, NULL);
}
