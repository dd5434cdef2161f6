/* SPDX-License-Identifier: EUPL-1.2 */
/* The HTTP server on a socket: libmicrohttpd behind an interface, worker threads for what blocks.
 *
 * One loop thread per core runs reads on SQLite. Everything else suspends its connection and runs
 * on a bounded pool of workers, so that a loop thread never waits for a disk or a server. Each
 * loop drives its own instance of the library and is the only thread that touches it: a worker
 * hands a finished request back to its loop, and the loop resumes the connection itself. */
#ifndef OMBRUK_HTTP_SERVER_H
#define OMBRUK_HTTP_SERVER_H

#include "http/http.h"

struct server_options {
    struct str listen;           /* "127.0.0.1:8080", "[::1]:8080"; port 0 picks a free one */
    int loops;                   /* 0: one per core */
    int workers;                 /* 0: 64 on SQLite, 16 on PostgreSQL; started when needed */
    int queue_max;               /* 0: 256 requests waiting for a worker, then BUSY */
    int connections_max;         /* 0: 2000 */
    int connections_per_address; /* 0: 100; per /64 on IPv6; does not apply to trusted proxies */
    int idle_timeout_s;          /* 0: 30 */
    int header_deadline_s;       /* 0: 10: the whole header must have come by then */
    int request_deadline_s;      /* 0: 60: the whole body must have come by then */
    struct str trusted_proxies;  /* "127.0.0.1,10.0.0.0/8,::1"; empty: none */
};

struct server;

/* Binds and starts. UNAVAILABLE when the address cannot be had, INVALID for bad options; `ret_why`
 * says what to do. The app and its db must outlive the server. */
MUST_CHECK enum status server_start(const struct http_app *app, struct server_options options,
                                    struct server **ret_server, char ret_why[256]);
/* The port it listens on. */
int server_port(const struct server *server);
/* Stops taking connections, lets requests under way finish (at most ten seconds), frees. What is
 * not finished by then is logged and left as it is: the process is about to end. */
void server_stop(struct server *server);

#endif
