/* SPDX-License-Identifier: EUPL-1.2 */
/* A client over raw sockets for the tests of the server. No test measures time; a watchdog of
 * WATCHDOG_MS turns a hang into a failure. */
#ifndef OMBRUK_HTTP_TEST_CLIENT_H
#define OMBRUK_HTTP_TEST_CLIENT_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/server.h"
#include "http/test_app.h"

#define WATCHDOG_MS 20000

static struct http_app app;

__attribute__((unused)) static struct server *start(struct server_options options)
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

__attribute__((unused)) static void say_text(int fd, const char *text)
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

__attribute__((unused)) static void hear_all(int fd, struct heard *heard)
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
__attribute__((unused)) static int hear_one(int fd, struct heard *heard, char *ret_response,
                                            size_t size, bool head)
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
__attribute__((unused)) static int probe_bytes(const struct server *server, const char *bytes,
                                               size_t len)
{
    static struct heard heard;
    const int fd = dial(server);
    say(fd, bytes, len);
    hear_all(fd, &heard);
    close(fd);
    return code_of(heard.text);
}

__attribute__((unused)) static int probe(const struct server *server, const char *text)
{
    return probe_bytes(server, text, strlen(text));
}

__attribute__((unused)) static void expect(const struct server *server, const char *text, int code,
                                           const char *what)
{
    const int got = probe(server, text);
    if (got != code) {
        fail_msg("%d instead of %d for: %s", got, code, what);
    }
}

#define POST_HEAD "POST /api/v1/things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"

#endif
