/* SPDX-License-Identifier: EUPL-1.2 */
/* A bounded pool of threads for requests that may block. */
#ifndef OMBRUK_HTTP_WORKER_H
#define OMBRUK_HTTP_WORKER_H

#include <stdbool.h>

/* One piece of work; embedded in what it works on. */
struct work {
    struct work *next;
    void (*run)(struct work *work);
};

struct worker_pool;

/* Threads are started one by one when work waits and none is idle. */
struct worker_pool *worker_pool_create(int threads_max, int queue_max);
/* False if queue_max pieces wait already; then it was not taken. Thread-safe. */
bool worker_pool_add(struct worker_pool *pool, struct work *work);
/* Runs what is queued, then ends and joins the threads. NULL is allowed. */
void worker_pool_destroy(struct worker_pool *pool);

#endif
