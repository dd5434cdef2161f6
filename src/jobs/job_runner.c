/* SPDX-License-Identifier: EUPL-1.2 */
/* The runner: one thread keeps the lease, one runs light jobs, two run heavy jobs. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "jobs/job.h"

#include "base/banned.h"

#define POLL_MS       1000
#define STOP_WAIT_S   10
#define RUN_THREADS   3
#define WIND_EVERY_MS (60 * INT64_C(1000))

struct job_runner {
    struct arena *home; /* where this struct itself lives */
    struct db *db;
    int64_t holder;
    pthread_t threads[1 + RUN_THREADS];
    size_t started;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    bool stopping;
    /* Until when the lease is surely ours, on the monotonic clock. */
    _Atomic int64_t elected_until_ms;
};

/* Sleeps; true when it is time to stop. */
static bool runner_sleep(struct job_runner *runner, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&runner->mutex);
    int waited = 0;
    while (!runner->stopping && waited == 0) {
        waited = pthread_cond_clockwait(&runner->wake, &runner->mutex, CLOCK_MONOTONIC, &until);
    }
    const bool stopping = runner->stopping;
    pthread_mutex_unlock(&runner->mutex);
    return stopping;
}

static void *keep_lease(void *arg)
{
    struct job_runner *runner = arg;
    int64_t wound_ms = INT64_MIN / 2;
    enum status last = OK;
    do {
        const int64_t now_ms = clock_monotonic_ms();
        const bool wind = now_ms - wound_ms >= WIND_EVERY_MS;
        const enum status status = job_lease_take(runner->db, runner->holder, wind);
        if (status == OK) {
            atomic_store(&runner->elected_until_ms, now_ms + JOB_LEASE_MS);
            wound_ms = wind ? now_ms : wound_ms;
        } else if (status != BUSY && status != last) {
            log_warn("jobs", "lease=none status=%s", status_name(status));
        }
        last = status;
    } while (!runner_sleep(runner, JOB_RENEW_MS));
    return NULL;
}

static void run_jobs(struct job_runner *runner, bool heavy)
{
    enum status status = NOT_FOUND;
    do {
        const bool elected = clock_monotonic_ms() < atomic_load(&runner->elected_until_ms);
        status = elected ? job_run_next(runner->db, heavy) : NOT_FOUND;
    } while (!runner_sleep(runner, status == OK ? 0 : POLL_MS));
}

static void *run_light(void *arg)
{
    run_jobs(arg, false);
    return NULL;
}

static void *run_heavy(void *arg)
{
    run_jobs(arg, true);
    return NULL;
}

/* OK leaves nothing of the runner; false when a thread did not come home in time. */
static bool runner_join(struct job_runner *runner)
{
    pthread_mutex_lock(&runner->mutex);
    runner->stopping = true;
    pthread_cond_broadcast(&runner->wake);
    pthread_mutex_unlock(&runner->mutex);
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += STOP_WAIT_S;
    bool home = true;
    for (size_t i = 0; i < runner->started; i++) {
        home = pthread_clockjoin_np(runner->threads[i], NULL, CLOCK_MONOTONIC, &until) == 0 && home;
    }
    return home;
}

static void runner_destroy(struct job_runner *runner)
{
    pthread_cond_destroy(&runner->wake);
    pthread_mutex_destroy(&runner->mutex);
    arena_destroy(runner->home);
}

enum status job_runner_start(struct db *db, struct job_runner **ret_runner)
{
    static void *(*const bodies[])(void *) = {keep_lease, run_light, run_heavy, run_heavy};
    struct arena *home = arena_create(ARENA_BLOCK_SIZE);
    struct job_runner *runner = ARENA_NEW(home, struct job_runner);
    runner->home = home;
    runner->db = db;
    runner->holder = job_holder_new();
    pthread_mutex_init(&runner->mutex, NULL);
    pthread_cond_init(&runner->wake, NULL);
    atomic_init(&runner->elected_until_ms, INT64_MIN);
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        if (pthread_create(&runner->threads[i], NULL, bodies[i], runner) != 0) {
            if (runner_join(runner)) {
                runner_destroy(runner);
            }
            return UNAVAILABLE;
        }
        runner->started++;
    }
    *ret_runner = runner;
    return OK;
}

bool job_runner_stop(struct job_runner *runner)
{
    if (runner == NULL) {
        return true;
    }
    if (!runner_join(runner)) {
        log_warn("jobs", "stop=late seconds=%d", STOP_WAIT_S);
        return false;
    }
    if (job_lease_give(runner->db, runner->holder) != OK) {
        log_warn("jobs", "lease=kept");
    }
    runner_destroy(runner);
    return true;
}
