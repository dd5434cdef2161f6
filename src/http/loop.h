/* SPDX-License-Identifier: EUPL-1.2 */
/* One event loop: a thread, its library instance, its connections and the requests on them. */
#ifndef OMBRUK_HTTP_LOOP_H
#define OMBRUK_HTTP_LOOP_H

#include "http/address.h"
#include "http/census.h"
#include "http/http.h"
#include "http/worker.h"

/* What all loops of a server share. */
struct loop_setup {
    const struct http_app *app;
    struct worker_pool *workers;
    struct census *census;
    struct address_blocks trusted;
    int connections_max; /* of this loop */
    int idle_timeout_s;
    int header_deadline_s;
    int request_deadline_s;
};

struct loop;

/* Starts a loop on its own copy of `listen_fd`. NULL if the library or the thread cannot start.
 * `setup` must outlive the loop. */
struct loop *loop_start(const struct loop_setup *setup, int listen_fd);

/* Asks the loop to take no more connections and to answer what is under way with "Connection:
 * close"; returns at once. */
void loop_drain(struct loop *loop);
/* Requests under way, from the first line received to the last byte sent; and of these, how many
 * are with a worker. */
int loop_active(const struct loop *loop);
int loop_working(const struct loop *loop);
/* Cuts all connections off, waits for the workers' last answers, ends the thread and frees. */
void loop_stop(struct loop *loop);

#endif
