/* SPDX-License-Identifier: EUPL-1.2 */
/* A started server: connections, deadlines, suspended requests, stopping. */
#include "http/test_client.h"

int http_server_test(void);

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

static void test_quick_requests_wait_on_the_loop_and_are_all_answered(void **state)
{
    enum {
        CLIENTS = 64,
        ROUNDS = 3
    };
    static struct heard heard;
    char response[4096];
    int fds[CLIENTS];
    struct server *server = start((struct server_options){.loops = 1, .workers = 1});
    (void)state;
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = dial(server);
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CLIENTS; i++) {
            say_text(fds[i], "POST /api/v1/quick HTTP/1.1\r\nHost: a\r\n"
                             "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        }
        for (int i = 0; i < CLIENTS; i++) {
            heard.len = 0;
            heard.text[0] = '\0';
            assert_int_equal(hear_one(fds[i], &heard, response, sizeof(response), false), 200);
            assert_non_null(strstr(response, "quick"));
        }
    }
    for (int i = 0; i < CLIENTS; i++) {
        close(fds[i]);
    }
    server_stop(server);
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
        cmocka_unit_test(test_quick_requests_wait_on_the_loop_and_are_all_answered),
        cmocka_unit_test(test_stopping_lets_requests_finish),
        cmocka_unit_test(test_bad_options_say_what_to_do),
    };
    return cmocka_run_group_tests_name("server", tests, set_up, tear_down);
}
