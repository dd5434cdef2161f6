/* SPDX-License-Identifier: EUPL-1.2 */
/* Hands out jobs by number. */
#include "fair/fair_threads.h"

#include <pthread.h>
#include <stdatomic.h>

#include "fair/fair.h"

#include "base/banned.h"

struct pool {
    _Atomic uint32_t next;
    uint32_t count;
    void (*job)(void *arg, uint32_t i, int worker);
    void *arg;
};

struct thread {
    struct pool *pool;
    pthread_t id;
    int worker;
};

static void *work(void *arg)
{
    const struct thread *thread = arg;
    struct pool *pool = thread->pool;
    for (;;) {
        const uint32_t i = atomic_fetch_add_explicit(&pool->next, 1, memory_order_relaxed);
        if (i >= pool->count) {
            return NULL;
        }
        pool->job(pool->arg, i, thread->worker);
    }
}

void fair_threads_run(int threads, uint32_t count, void (*job)(void *arg, uint32_t i, int worker),
                      void *arg)
{
    struct pool pool = {.count = count, .job = job, .arg = arg};
    struct thread all[FAIR_THREADS_MAX];
    int begun = 1;
    if ((uint32_t)threads > count) {
        threads = (int)count;
    }
    while (begun < threads) {
        all[begun] = (struct thread){.pool = &pool, .worker = begun};
        if (pthread_create(&all[begun].id, NULL, work, &all[begun]) != 0) {
            break;
        }
        begun++;
    }
    all[0] = (struct thread){.pool = &pool};
    (void)work(&all[0]);
    for (int i = 1; i < begun; i++) {
        (void)pthread_join(all[i].id, NULL);
    }
}
