/* SPDX-License-Identifier: EUPL-1.2 */
/* Readers and writers on keep-alive connections against a running server, with a watchdog.
 *
 * Each connection sends its next request when the last is answered. A request that is not
 * answered within two seconds is reported by the watchdog while it lasts and fails the run, as
 * does a code outside 200–399 or a connection that ends half way. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "http/address.h"

#include "base/banned.h"

#define CONNECTIONS_MAX 4096
#define PATHS_MAX       64
#define HEADERS_MAX     16
#define REQUEST_MAX     ((size_t)32 * 1024)
#define RESPONSE_MAX    ((size_t)1024 * 1024)
#define WATCHDOG_US     INT64_C(2000000)
#define FINE_US         10 /* bucket width up to FINE_COUNT × FINE_US = 100 ms */
#define FINE_COUNT      10000
#define COARSE_US       1000 /* and after that, up to a minute */
#define COARSE_COUNT    60000
#define CODES           600

static const char usage[] =
    "Usage: soak [OPTION…]\n"
    "  --address HOST:PORT   127.0.0.1:8080\n"
    "  --seconds N           60\n"
    "  --requests N          ends after so many answers, if that is sooner\n"
    "  --readers N           32    connections that GET\n"
    "  --writers N           0     connections that POST\n"
    "  --read PATH           /     may be given several times: taken in turn\n"
    "  --write PATH          where writers post\n"
    "  --body TEXT           what they post; {uuid} is replaced by a new one each time\n"
    "  --type TYPE           application/json\n"
    "  --header LINE         sent with every request; may be given several times\n"
    "  --pid PID             measure processor time and memory of the server\n"
    "The exit code is 1 after any error or a request unanswered for two seconds.\n";

struct options {
    struct sockaddr_storage address;
    socklen_t address_len;
    const char *host;
    int64_t seconds;
    int64_t requests; /* 0: no limit */
    int64_t readers;
    int64_t writers;
    int64_t pid;
    const char *reads[PATHS_MAX];
    int read_count;
    const char *write;
    const char *body;
    const char *type;
    const char *headers[HEADERS_MAX];
    int header_count;
};

struct histogram {
    uint64_t fine[FINE_COUNT];
    uint64_t coarse[COARSE_COUNT];
    uint64_t count;
    int64_t max_us;
};

struct connection {
    int fd;
    bool writer;
    bool barked; /* the watchdog has told of this request */
    int turn;
    int64_t begin_us;
    char request[REQUEST_MAX];
    size_t request_len;
    size_t sent;
    char *response;
    size_t received;
};

struct run {
    struct options options;
    int epoll;
    struct connection *connections;
    int count;
    struct histogram reads;
    struct histogram writes;
    uint64_t codes[CODES];
    uint64_t broken; /* connections that ended before the answer was whole */
    uint64_t barks;
};

/* ---- command line -------------------------------------------------------------------------- */

static void fail(const char *why, const char *what)
{
    fprintf(stderr, "soak: %s: %s\n", why, what);
    exit(2);
}

static int64_t number(const char *name, const char *value, int64_t max)
{
    int64_t parsed = 0;
    if (!str_to_i64(str_of(value), &parsed) || parsed < 0 || parsed > max) {
        fail("not a number that can be used", name);
    }
    return parsed;
}

static void add(const char **list, int *count, int max, const char *value, const char *name)
{
    if (*count == max) {
        fail("given too often", name);
    }
    list[(*count)++] = value;
}

static void take_option(struct options *o, const char *name, const char *value)
{
    if (strcmp(name, "--address") == 0) {
        o->host = value;
    } else if (strcmp(name, "--seconds") == 0) {
        o->seconds = number(name, value, 86400);
    } else if (strcmp(name, "--requests") == 0) {
        o->requests = number(name, value, INT32_MAX);
    } else if (strcmp(name, "--readers") == 0) {
        o->readers = number(name, value, CONNECTIONS_MAX / 2);
    } else if (strcmp(name, "--writers") == 0) {
        o->writers = number(name, value, CONNECTIONS_MAX / 2);
    } else if (strcmp(name, "--read") == 0) {
        add(o->reads, &o->read_count, PATHS_MAX, value, name);
    } else if (strcmp(name, "--write") == 0) {
        o->write = value;
    } else if (strcmp(name, "--body") == 0) {
        o->body = value;
    } else if (strcmp(name, "--type") == 0) {
        o->type = value;
    } else if (strcmp(name, "--header") == 0) {
        add(o->headers, &o->header_count, HEADERS_MAX, value, name);
    } else if (strcmp(name, "--pid") == 0) {
        o->pid = number(name, value, INT32_MAX);
    } else {
        fail("unknown option", name);
    }
}

static struct options read_options(int argc, char **argv)
{
    struct options o = {.host = "127.0.0.1:8080",
                        .seconds = 60,
                        .readers = 32,
                        .body = "",
                        .type = "application/json"};
    for (int i = 1; i < argc; i += 2) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            exit(0);
        }
        if (i + 1 == argc) {
            fail("needs a value", argv[i]);
        }
        take_option(&o, argv[i], argv[i + 1]);
    }
    if (o.read_count == 0) {
        o.reads[o.read_count++] = "/";
    }
    if (o.writers > 0 && o.write == NULL) {
        fail("writers need", "--write");
    }
    if (o.readers + o.writers == 0 || o.seconds == 0) {
        fail("nothing to do", "--readers, --writers, --seconds");
    }
    if (!address_parse_listen(str_of(o.host), &o.address, &o.address_len)) {
        fail("not an address such as 127.0.0.1:8080", o.host);
    }
    return o;
}

/* ---- figures ------------------------------------------------------------------------------- */

static void note(struct histogram *h, int64_t us)
{
    if (us < (int64_t)FINE_US * FINE_COUNT) {
        h->fine[us / FINE_US]++;
    } else {
        const int64_t at = us / COARSE_US;
        h->coarse[at < COARSE_COUNT ? at : COARSE_COUNT - 1]++;
    }
    h->count++;
    h->max_us = us > h->max_us ? us : h->max_us;
}

/* Upper edge of the bucket that holds the per mille of all answers. */
static double quantile_ms(const struct histogram *h, uint64_t per_mille)
{
    const uint64_t wanted = (h->count * per_mille + 999) / 1000;
    uint64_t seen = 0;
    for (int i = 0; i < FINE_COUNT; i++) {
        seen += h->fine[i];
        if (seen >= wanted) {
            return (i + 1) * FINE_US / 1000.0;
        }
    }
    for (int i = 0; i < COARSE_COUNT; i++) {
        seen += h->coarse[i];
        if (seen >= wanted) {
            return (i + 1) * COARSE_US / 1000.0;
        }
    }
    return (double)h->max_us / 1000.0;
}

/* Processor time of a process in microseconds: fields 14 and 15 of /proc/PID/stat, in ticks. */
static int64_t processor_us(int64_t pid)
{
    char path[64];
    char text[1024] = "";
    snprintf(path, sizeof(path), "/proc/%lld/stat", (long long)pid);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return 0;
    }
    const size_t len = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[len] = '\0';
    const char *at = strrchr(text, ')');
    for (int field = 2; at != NULL && field < 14; field++) {
        at = strchr(at + 1, ' ');
    }
    if (at == NULL) {
        return 0;
    }
    char *end = NULL;
    const long long user = strtoll(at, &end, 10);
    const long long system = strtoll(end, NULL, 10);
    return (user + system) * (1000000 / sysconf(_SC_CLK_TCK));
}

/* Memory of a process that is no file's, in kB. The database is mapped from its file: those pages
 * are the system's cache and not counted. */
static int64_t anonymous_kb(int64_t pid)
{
    char path[64];
    char line[256];
    int64_t kb = 0;
    snprintf(path, sizeof(path), "/proc/%lld/smaps_rollup", (long long)pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
        if (strncmp(line, "Anonymous:", 10) == 0) {
            kb = strtoll(line + 10, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kb;
}

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
            fail("too long", "--header");
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
        fail("too long", "the request");
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

static void next_request(struct run *run, struct connection *c)
{
    write_request(run, c);
    c->sent = 0;
    c->received = 0;
    c->barked = false;
    c->begin_us = clock_monotonic_us();
    push(run, c);
}

static void dial(struct run *run, struct connection *c)
{
    const int on = 1;
    c->fd = socket(run->options.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0 || connect(c->fd, (const struct sockaddr *)&run->options.address,
                             run->options.address_len) != 0) {
        fail("cannot connect", strerrorname_np(errno));
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
    note(c->writer ? &run->writes : &run->reads, clock_monotonic_us() - c->begin_us);
    run->codes[code >= 0 && code < CODES ? code : 0]++;
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
        fail("larger than 1 MiB", "an answer");
    }
}

/* ---- the run ------------------------------------------------------------------------------- */

static void bark(struct run *run)
{
    const int64_t now_us = clock_monotonic_us();
    for (int i = 0; i < run->count; i++) {
        struct connection *c = &run->connections[i];
        if (!c->barked && now_us - c->begin_us > WATCHDOG_US) {
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

static void serve_events(struct run *run, int64_t until_us)
{
    struct epoll_event events[256];
    int64_t looked_us = 0;
    while (!is_over(run, until_us)) {
        const int count = epoll_wait(run->epoll, events, 256, 100);
        for (int i = 0; i < count; i++) {
            struct connection *c = events[i].data.ptr;
            if ((events[i].events & EPOLLOUT) != 0) {
                push(run, c);
            }
            if ((events[i].events & ~(uint32_t)EPOLLOUT) != 0) {
                pull(run, c);
            }
        }
        if (clock_monotonic_us() - looked_us > 100000) {
            looked_us = clock_monotonic_us();
            bark(run);
        }
    }
    bark(run);
}

static void print_kind(const char *name, const struct histogram *h, double seconds)
{
    if (h->count > 0) {
        printf("%-6s %10.0f/s  p50 %8.2f ms  p99 %8.2f ms  max %8.2f ms  answers %llu\n", name,
               (double)h->count / seconds, quantile_ms(h, 500), quantile_ms(h, 990),
               (double)h->max_us / 1000.0, (unsigned long long)h->count);
    }
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
               (long long)anonymous_kb(run->options.pid));
    }
}

static void open_connections(struct run *run)
{
    for (int i = 0; i < run->count; i++) {
        struct connection *c = &run->connections[i];
        c->response = malloc(RESPONSE_MAX);
        if (c->response == NULL) {
            fail("out of memory", "connections");
        }
        c->writer = i >= run->options.readers;
        c->turn = i;
        dial(run, c);
    }
}

int main(int argc, char **argv)
{
    static struct run run;
    run.options = read_options(argc, argv);
    run.count = (int)(run.options.readers + run.options.writers);
    run.connections = calloc((size_t)run.count, sizeof(*run.connections));
    run.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (run.connections == NULL || run.epoll < 0) {
        fail("out of memory or descriptors", "connections");
    }
    const int64_t before_us = processor_us(run.options.pid);
    const int64_t before_kb = anonymous_kb(run.options.pid);
    const int64_t begin_us = clock_monotonic_us();
    open_connections(&run);
    serve_events(&run, begin_us + run.options.seconds * 1000000);
    const double seconds = (double)(clock_monotonic_us() - begin_us) / 1e6;
    print_kind("GET", &run.reads, seconds);
    print_kind("POST", &run.writes, seconds);
    print_process(&run, processor_us(run.options.pid) - before_us, before_kb);
    const uint64_t errors = print_codes(&run);
    printf("errors %llu  broken connections %llu  unanswered for two seconds %llu\n",
           (unsigned long long)errors, (unsigned long long)run.broken,
           (unsigned long long)run.barks);
    return errors + run.broken + run.barks > 0;
}
