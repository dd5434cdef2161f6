/* SPDX-License-Identifier: EUPL-1.2 */
/* Worker threads on one FIFO queue. */
#include "http/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/log.h"

#include "base/banned.h"

/* A request needs some tens of kilobytes; PDF and pictures run in jobs or processes of their own.
 */
#define WORKER_STACK ((size_t)512 * 1024)

struct worker_pool {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct work *first;
    struct work *last;
    int queued;
    int queue_max;
    int idle;
    int started;
    int threads_max;
    bool ending;
    pthread_t threads[];
};

struct worker_pool *worker_pool_create(int threads_max, int queue_max)
{
    struct worker_pool *pool =
        calloc(1, sizeof(*pool) + (size_t)threads_max * sizeof(pool->threads[0]));
    if (pool == NULL) {
        log_error("worker", "why=\"out of memory\"");
        abort();
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->wake, NULL);
    pool->threads_max = threads_max;
    pool->queue_max = queue_max;
    return pool;
}

/* Waits for work; NULL when the pool ends. */
static struct work *next_work(struct worker_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->idle++;
    while (pool->first == NULL && !pool->ending) {
        pthread_cond_wait(&pool->wake, &pool->lock);
    }
    pool->idle--;
    struct work *work = pool->first;
    if (work != NULL) {
        pool->first = work->next;
        pool->queued--;
    }
    pthread_mutex_unlock(&pool->lock);
    return work;
}

static void *worker_main(void *arg)
{
    struct worker_pool *pool = arg;
    struct work *work;
    while ((work = next_work(pool)) != NULL) {
        work->run(work);
    }
    return NULL;
}

/* Signals belong to the main thread. */
static void start_one(struct worker_pool *pool)
{
    sigset_t all;
    sigset_t before;
    pthread_attr_t attributes;
    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, WORKER_STACK);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int error = pthread_create(&pool->threads[pool->started], &attributes, worker_main, pool);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (error == 0) {
        pool->started++;
    } else {
        log_error("worker", "why=\"cannot start a thread\" error=%d started=%d", error,
                  pool->started);
    }
}

bool worker_pool_add(struct worker_pool *pool, struct work *work)
{
    pthread_mutex_lock(&pool->lock);
    if (pool->queued >= pool->idle && pool->started < pool->threads_max) {
        start_one(pool);
    }
    const bool taken = pool->queued < pool->queue_max && pool->started > 0;
    if (taken) {
        work->next = NULL;
        if (pool->first == NULL) {
            pool->first = work;
        } else {
            pool->last->next = work;
        }
        pool->last = work;
        pool->queued++;
        pthread_cond_signal(&pool->wake);
    }
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

void worker_pool_destroy(struct worker_pool *pool)
{
    if (pool == NULL) {
        return;
    }
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->wake);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->started; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    pthread_cond_destroy(&pool->wake);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}
