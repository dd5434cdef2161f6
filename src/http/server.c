/* SPDX-License-Identifier: EUPL-1.2 */
/* Starts and stops listener, loops and workers. */
#include "http/server.h"

#include <errno.h>
#include <malloc.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/loop.h"

#include "base/banned.h"

#define LOOPS_MAX        64
#define WORKERS_MAX      256
#define LISTEN_BACKLOG   1024
#define DRAIN_MS         10000
#define DRAIN_STEP_NS    5000000
#define MALLOC_ARENA_MAX 4
#define MALLOC_KEEP      (2 * 1024 * 1024)
#define MALLOC_STEP      (256 * 1024)

struct server {
    struct loop_setup setup;
    int port;
    int listen_fd;
    int loop_count;
    struct loop *loops[LOOPS_MAX];
};

static int or_default(int value, int otherwise)
{
    return value > 0 ? value : otherwise;
}

static int core_count(void)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > LOOPS_MAX ? LOOPS_MAX : (int)cores;
}

static enum status open_listener(struct server *server, struct str listen_text, char ret_why[256])
{
    struct sockaddr_storage address;
    socklen_t len = 0;
    const int on = 1;
    if (!address_parse_listen(listen_text, &address, &len)) {
        snprintf(ret_why, 256, "cannot read the address to listen on; write 127.0.0.1:8080");
        return INVALID;
    }
    server->listen_fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (server->listen_fd < 0 ||
        setsockopt(server->listen_fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
        bind(server->listen_fd, (const struct sockaddr *)&address, len) != 0 ||
        listen(server->listen_fd, LISTEN_BACKLOG) != 0 ||
        getsockname(server->listen_fd, (struct sockaddr *)&address, &len) != 0) {
        char reason[128];
        snprintf(ret_why, 256, "cannot listen on %.*s: %s; choose another with --listen",
                 STR_ARG(str_slice(listen_text, 0, 60)), strerror_r(errno, reason, sizeof(reason)));
        return UNAVAILABLE;
    }
    /* The port stands at the same place for IPv4 and IPv6. */
    struct sockaddr_in in;
    memcpy(&in, &address, sizeof(in));
    server->port = ntohs(in.sin_port);
    return OK;
}

static enum status fill_setup(struct server *server, const struct http_app *app,
                              const struct server_options *options, char ret_why[256])
{
    const bool sqlite = app->db == NULL || db_engine(app->db) == DB_SQLITE;
    const int workers = or_default(options->workers, sqlite ? 64 : 16);
    const int connections = or_default(options->connections_max, 2000);
    server->loop_count = or_default(options->loops, core_count());
    if (workers > WORKERS_MAX || server->loop_count > LOOPS_MAX) {
        snprintf(ret_why, 256, "at most %d workers and %d loops", WORKERS_MAX, LOOPS_MAX);
        return INVALID;
    }
    if (!address_blocks_parse(options->trusted_proxies, &server->setup.trusted)) {
        snprintf(ret_why, 256, "cannot read trusted_proxies; write 127.0.0.1,10.0.0.0/8");
        return INVALID;
    }
    server->setup.app = app;
    server->setup.connections_max = (connections + server->loop_count - 1) / server->loop_count;
    server->setup.idle_timeout_s = or_default(options->idle_timeout_s, 30);
    server->setup.header_deadline_s = or_default(options->header_deadline_s, 10);
    server->setup.request_deadline_s = or_default(options->request_deadline_s, 60);
    server->setup.workers = worker_pool_create(workers, or_default(options->queue_max, 256));
    server->setup.census = census_create(server->setup.connections_max * server->loop_count,
                                         or_default(options->connections_per_address, 100));
    return OK;
}

static void destroy(struct server *server)
{
    for (int i = 0; i < server->loop_count; i++) {
        if (server->loops[i] != NULL) {
            loop_stop(server->loops[i]);
        }
    }
    worker_pool_destroy(server->setup.workers);
    census_destroy(server->setup.census);
    if (server->listen_fd >= 0) {
        close(server->listen_fd);
    }
    free(server);
}

static enum status start(struct server *server, const struct http_app *app,
                         const struct server_options *options, char ret_why[256])
{
    TRY(fill_setup(server, app, options, ret_why));
    TRY(open_listener(server, options->listen, ret_why));
    for (int i = 0; i < server->loop_count; i++) {
        server->loops[i] = loop_start(&server->setup, server->listen_fd);
        if (server->loops[i] == NULL) {
            snprintf(ret_why, 256, "cannot start the HTTP library or a thread for it");
            return UNAVAILABLE;
        }
    }
    return OK;
}

enum status server_start(const struct http_app *app, struct server_options options,
                         struct server **ret_server, char ret_why[256])
{
    struct server *server = calloc(1, sizeof(*server));
    if (server == NULL) {
        log_error("server", "why=\"out of memory\"");
        abort();
    }
    /* One heap per worker would hold memory that the others miss. */
    mallopt(M_ARENA_MAX, MALLOC_ARENA_MAX);
    /* Giving a little back after each request and taking it again costs two calls of the kernel. */
    mallopt(M_TRIM_THRESHOLD, MALLOC_KEEP);
    mallopt(M_TOP_PAD, MALLOC_STEP);
    server->listen_fd = -1;
    const enum status status = start(server, app, &options, ret_why);
    if (status != OK) {
        destroy(server);
        return status;
    }
    *ret_server = server;
    return OK;
}

int server_port(const struct server *server)
{
    return server->port;
}

static int sum_over(const struct server *server, int (*count)(const struct loop *loop))
{
    int sum = 0;
    for (int i = 0; i < server->loop_count; i++) {
        sum += count(server->loops[i]);
    }
    return sum;
}

void server_stop(struct server *server)
{
    if (server == NULL) {
        return;
    }
    const int64_t until_ms = clock_monotonic_ms() + DRAIN_MS;
    const struct timespec step = {.tv_nsec = DRAIN_STEP_NS};
    for (int i = 0; i < server->loop_count; i++) {
        loop_drain(server->loops[i]);
    }
    while (sum_over(server, loop_active) > 0 && clock_monotonic_ms() < until_ms) {
        nanosleep(&step, NULL);
    }
    const int stuck = sum_over(server, loop_working);
    if (stuck > 0) {
        log_warn("server", "why=\"requests did not finish in time\" count=%d", stuck);
        return;
    }
    destroy(server);
}
