/* SPDX-License-Identifier: EUPL-1.2 */
/* Readers and writers on keep-alive connections against a running server, with a watchdog.
 *
 * Each connection of a reader or writer sends its next request when the last is answered; those of
 * a stream when one is due. A request that is not answered within two seconds is reported by the
 * watchdog while it lasts and fails the run, as does a code outside 200–399 (of a stream: and no
 * refusal) or a connection that ends half way. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "soak.h"

#include "base/banned.h"

#define WATCHDOG_US INT64_C(2000000)
#define ENDING_US   INT64_C(10000000)

struct run {
    struct options options;
    int epoll;
    struct connection *connections;
    int count;
    bool ending; /* nothing new is asked */
    struct histogram reads;
    struct histogram writes;
    uint64_t codes[CODES];
    uint64_t broken; /* connections that ended before the answer was whole */
    uint64_t barks;
};

/* ---- requests ------------------------------------------------------------------------------ */

static size_t fill_body(const struct options *o, char *out, size_t size)
{
    size_t len = 0;
    for (const char *at = o->body; *at != '\0' && len + UUID_TEXT_SIZE < size;) {
        if (strncmp(at, "{uuid}", 6) == 0) {
            id_uuid(out + len);
            len += UUID_TEXT_SIZE - 1;
            at += 6;
        } else {
            out[len++] = *at++;
        }
    }
    return len;
}

static void write_request(const struct run *run, struct connection *c)
{
    const struct options *o = &run->options;
    static char body[REQUEST_MAX / 2];
    static char headers[REQUEST_MAX / 2];
    size_t header_len = 0;
    headers[0] = '\0';
    for (int i = 0; i < o->header_count; i++) {
        header_len += (size_t)snprintf(headers + header_len, sizeof(headers) - header_len, "%s\r\n",
                                       o->headers[i]);
        if (header_len >= sizeof(headers)) {
            soak_fail("too long", "--header");
        }
    }
    if (c->writer) {
        const size_t len = fill_body(o, body, sizeof(body));
        c->request_len = (size_t)snprintf(c->request, REQUEST_MAX,
                                          "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: %s\r\n"
                                          "Content-Length: %zu\r\n\r\n%.*s",
                                          o->write, o->host, headers, o->type, len, (int)len, body);
    } else {
        const char *path = o->reads[c->turn++ % o->read_count];
        c->request_len =
            (size_t)snprintf(c->request, REQUEST_MAX, "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n", path,
                             o->host, headers);
    }
    if (c->request_len >= REQUEST_MAX) {
        soak_fail("too long", "the request");
    }
}

static void watch(struct run *run, struct connection *c, uint32_t events, int operation)
{
    struct epoll_event event = {.events = events, .data.ptr = c};
    epoll_ctl(run->epoll, operation, c->fd, &event);
}

/* Sends what the socket takes; the rest when it takes more. */
static void push(struct run *run, struct connection *c)
{
    while (c->sent < c->request_len) {
        const ssize_t sent =
            send(c->fd, c->request + c->sent, c->request_len - c->sent, MSG_NOSIGNAL);
        if (sent <= 0) {
            break;
        }
        c->sent += (size_t)sent;
    }
    watch(run, c, c->sent < c->request_len ? EPOLLIN | EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD);
}

/* The next one of a stream may not be due yet. */
static void next_request(struct run *run, struct connection *c)
{
    const int64_t now_us = clock_monotonic_us();
    c->idle = run->ending ||
              (c->stream != NULL && !soak_stream_next(c->stream, &run->options, now_us, c));
    c->sent = 0;
    c->received = 0;
    c->barked = false;
    if (c->idle) {
        return;
    }
    if (c->stream == NULL) {
        c->begin_us = now_us;
        write_request(run, c);
    }
    push(run, c);
}

static void dial(struct run *run, struct connection *c)
{
    const int on = 1;
    c->fd = socket(run->options.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0 || connect(c->fd, (const struct sockaddr *)&run->options.address,
                             run->options.address_len) != 0) {
        soak_fail("cannot connect", strerrorname_np(errno));
    }
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    watch(run, c, EPOLLIN, EPOLL_CTL_ADD);
    next_request(run, c);
}

static void redial(struct run *run, struct connection *c)
{
    close(c->fd);
    dial(run, c);
}

/* The value of a header in the response's head, or NULL. */
static const char *header_of(const char *head, const char *name)
{
    const char *at = strcasestr(head, name);
    return at == NULL ? NULL : at + strlen(name);
}

/* Length of the response when it is whole, else 0. Cuts the head off by a NUL. */
static size_t whole_length(struct connection *c, int *ret_code, bool *ret_close)
{
    c->response[c->received] = '\0';
    char *end = strstr(c->response, "\r\n\r\n");
    if (end == NULL) {
        return 0;
    }
    *end = '\0';
    const char *length = header_of(c->response, "\r\nContent-Length: ");
    const size_t body = length == NULL ? 0 : strtoul(length, NULL, 10);
    const size_t whole = (size_t)(end + 4 - c->response) + body;
    const char *connection = header_of(c->response, "\r\nConnection: ");
    *ret_close = connection != NULL && strncasecmp(connection, "close", 5) == 0;
    *ret_code = (int)strtol(c->response + 9, NULL, 10);
    const bool chunked = header_of(c->response, "\r\nTransfer-Encoding: chunked") != NULL;
    *end = '\r';
    if (chunked) {
        /* One request at a time: what is there ends with this answer. */
        const bool last = strcmp(c->response + c->received - 5, "0\r\n\r\n") == 0;
        return last ? c->received : 0;
    }
    return whole <= c->received ? whole : 0;
}

static void finish_response(struct run *run, struct connection *c, int code, bool closing)
{
    const int64_t now_us = clock_monotonic_us();
    if (c->stream != NULL) {
        soak_stream_answer(c->stream, &run->options, now_us, c, code,
                           header_of(c->response, "\r\nLocation: "));
    } else {
        soak_note(c->writer ? &run->writes : &run->reads, now_us - c->begin_us);
        run->codes[code >= 0 && code < CODES ? code : 0]++;
    }
    if (closing) {
        redial(run, c);
    } else {
        next_request(run, c);
    }
}

static void pull(struct run *run, struct connection *c)
{
    int code = 0;
    bool closing = false;
    const ssize_t got =
        recv(c->fd, c->response + c->received, RESPONSE_MAX - 1 - c->received, MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got <= 0 && c->idle) {
        redial(run, c); /* the server ends what is not used */
        return;
    }
    if (got <= 0) {
        run->broken++;
        fprintf(stderr, "soak: a %s's connection ended after %zu bytes of the answer: %s\n",
                c->writer ? "writer" : "reader", c->received,
                got == 0 ? "closed" : strerrorname_np(errno));
        redial(run, c);
        return;
    }
    c->received += (size_t)got;
    if (whole_length(c, &code, &closing) > 0) {
        finish_response(run, c, code, closing);
    } else if (c->received == RESPONSE_MAX - 1) {
        soak_fail("larger than 1 MiB", "an answer");
    }
}

/* ---- the run ------------------------------------------------------------------------------- */

static void bark(struct run *run)
{
    const int64_t now_us = clock_monotonic_us();
    for (int i = 0; i < run->count; i++) {
        struct connection *c = &run->connections[i];
        if (!c->idle && !c->barked && now_us - c->begin_us > WATCHDOG_US) {
            c->barked = true;
            run->barks++;
            fprintf(stderr, "soak: connection %d (%s) has waited two seconds, %zu bytes came\n", i,
                    c->writer ? "writer" : "reader", c->received);
        }
    }
}

static bool is_over(const struct run *run, int64_t until_us)
{
    const int64_t wanted = run->options.requests;
    const int64_t answers = (int64_t)(run->reads.count + run->writes.count);
    return clock_monotonic_us() >= until_us || (wanted > 0 && answers >= wanted);
}

static void start_what_is_due(struct run *run)
{
    for (int i = 0; i < run->count; i++) {
        if (run->connections[i].idle) {
            next_request(run, &run->connections[i]);
        }
    }
}

static bool all_idle(const struct run *run)
{
    int busy = 0;
    for (int i = 0; i < run->count; i++) {
        busy += run->connections[i].idle ? 0 : 1;
    }
    return busy == 0;
}

/* Until the time is over; then until what a stream has asked is answered. */
static void serve_events(struct run *run, int64_t until_us)
{
    const bool streams = run->options.stream_count > 0;
    struct epoll_event events[256];
    int64_t looked_us = 0;
    while (run->ending ? !all_idle(run) && clock_monotonic_us() < until_us + ENDING_US
                       : !is_over(run, until_us)) {
        const int count = epoll_wait(run->epoll, events, 256, streams ? 1 : 100);
        for (int i = 0; i < count; i++) {
            struct connection *c = events[i].data.ptr;
            if ((events[i].events & EPOLLOUT) != 0) {
                push(run, c);
            }
            if ((events[i].events & ~(uint32_t)EPOLLOUT) != 0) {
                pull(run, c);
            }
        }
        if (streams && !run->ending) {
            start_what_is_due(run);
        }
        if (clock_monotonic_us() - looked_us > 100000) {
            looked_us = clock_monotonic_us();
            bark(run);
        }
    }
    bark(run);
}

static uint64_t print_codes(const struct run *run)
{
    uint64_t errors = 0;
    for (int code = 0; code < CODES; code++) {
        if (run->codes[code] > 0) {
            printf("code   %d: %llu\n", code, (unsigned long long)run->codes[code]);
            errors += code < 200 || code > 399 ? run->codes[code] : 0;
        }
    }
    return errors;
}

static void print_process(const struct run *run, int64_t used_us, int64_t before_kb)
{
    const uint64_t answers = run->reads.count + run->writes.count;
    if (run->options.pid > 0 && answers > 0) {
        printf("server %.1f us processor per request, anonymous memory %lld kB before, %lld kB "
               "after\n",
               (double)used_us / (double)answers, (long long)before_kb,
               (long long)soak_anonymous_kb(run->options.pid));
    }
}

/* Connections of readers, then of writers, then of each stream. */
static struct stream *stream_of(struct run *run, int64_t number)
{
    number -= run->options.readers + run->options.writers;
    for (int i = 0; i < run->options.stream_count && number >= 0; i++) {
        if (number < run->options.streams[i].connections) {
            return &run->options.streams[i];
        }
        number -= run->options.streams[i].connections;
    }
    return NULL;
}

static void open_connections(struct run *run)
{
    for (int i = 0; i < run->options.stream_count; i++) {
        run->options.streams[i].begin_us = clock_monotonic_us();
    }
    for (int i = 0; i < run->count; i++) {
        struct connection *c = &run->connections[i];
        c->response = malloc(RESPONSE_MAX);
        if (c->response == NULL) {
            soak_fail("out of memory", "connections");
        }
        c->stream = stream_of(run, i);
        c->writer = i >= run->options.readers;
        c->turn = i;
        dial(run, c);
    }
}

int main(int argc, char **argv)
{
    static struct run run;
    soak_options(argc, argv, &run.options);
    run.count = (int)(run.options.readers + run.options.writers);
    for (int i = 0; i < run.options.stream_count; i++) {
        run.count += (int)run.options.streams[i].connections;
    }
    run.connections = calloc((size_t)run.count, sizeof(*run.connections));
    run.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (run.connections == NULL || run.epoll < 0) {
        soak_fail("out of memory or descriptors", "connections");
    }
    const int64_t before_us = soak_processor_us(run.options.pid);
    const int64_t before_kb = soak_anonymous_kb(run.options.pid);
    const int64_t begin_us = clock_monotonic_us();
    open_connections(&run);
    serve_events(&run, begin_us + run.options.seconds * 1000000);
    const double seconds = (double)(clock_monotonic_us() - begin_us) / 1e6;
    if (run.options.stream_count > 0) {
        run.ending = true;
        serve_events(&run, clock_monotonic_us());
    }
    soak_print_kind("GET", &run.reads, seconds);
    soak_print_kind("POST", &run.writes, seconds);
    uint64_t errors = print_codes(&run);
    for (int i = 0; i < run.options.stream_count; i++) {
        errors += soak_stream_print(&run.options.streams[i], seconds);
    }
    print_process(&run, soak_processor_us(run.options.pid) - before_us, before_kb);
    printf("errors %llu  broken connections %llu  unanswered for two seconds %llu\n",
           (unsigned long long)errors, (unsigned long long)run.broken,
           (unsigned long long)run.barks);
    return errors + run.broken + run.barks > 0;
}
