/* SPDX-License-Identifier: EUPL-1.2 */
/* One run of one job: begun, done, and its outcome kept. */
#include <inttypes.h>
#include <pthread.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/id.h"
#include "base/log.h"
#include "jobs/job.h"
#include "jobs/job_store.h"

#include "base/banned.h"

#define JOB_ARENA_CAP    ((size_t)64 * 1024 * 1024)
#define JOB_WAIT_MAX_MS  MS_PER_DAY
#define JOB_WAIT_LOG_MAX 11 /* 2^11 minutes are more than a day */

/* 1, 2, 4 … minutes after the first, second, third … run. */
static int64_t wait_after(int64_t runs)
{
    if (runs > JOB_WAIT_LOG_MAX) {
        return JOB_WAIT_MAX_MS;
    }
    const int64_t wait_ms = MS_PER_MINUTE << (runs > 0 ? runs - 1 : 0);
    return wait_ms < JOB_WAIT_MAX_MS ? wait_ms : JOB_WAIT_MAX_MS;
}

/* When it comes up again if nothing more is heard of it; clockwork never waits longer than its
 * interval. */
static int64_t next_due_ms(const struct ctx *ctx, const struct job_kind *kind,
                           const struct job_row *job)
{
    return ctx->now_ms + (job->clockwork ? kind->every_ms : wait_after(job->tries + 1));
}

static enum status job_call(struct db *db, const struct job_kind *kind, const struct job_row *job)
{
    struct arena *arena = arena_create(JOB_ARENA_CAP);
    struct ctx ctx = {.mem = arena, .now_ms = clock_now_ms(), .centre_id = job->centre_id};
    db_session_begin(&ctx, db);
    const enum status status = kind->run(&ctx, job->argument);
    db_session_end(&ctx);
    arena_destroy(arena);
    return status;
}

static enum status job_finish(struct ctx *ctx, const struct job_row *job, enum status outcome)
{
    if (outcome == OK || outcome == GONE) {
        return job_store_done(ctx, job);
    }
    log_warn("job", "kind=%.*s centre=%" PRId64 " id=%" PRId64 " run=%" PRId64 " status=%s",
             STR_ARG(job->kind), job->centre_id, job->id, job->tries + 1, status_name(outcome));
    if (!job->clockwork && job->tries >= JOB_RETRIES_MAX) {
        return job_store_fail(ctx, job, status_name(outcome));
    }
    return job_store_note(ctx, job, outcome);
}

/* ---- what runs in this process ----------------------------------------------------------------
 * A job that takes longer than its wait is due again while it runs; its own process knows. */

static pthread_mutex_t running_mutex = PTHREAD_MUTEX_INITIALIZER;
static int64_t running[JOB_THREADS_MAX]; /* ids; 0: free */

/* False if it runs already, or as many as may. */
static bool running_enter(int64_t id)
{
    size_t free_at = JOB_THREADS_MAX;
    bool known = false;
    pthread_mutex_lock(&running_mutex);
    for (size_t i = 0; i < JOB_THREADS_MAX; i++) {
        known = known || running[i] == id;
        free_at = running[i] == 0 ? i : free_at;
    }
    const bool entered = !known && free_at < JOB_THREADS_MAX;
    if (entered) {
        running[free_at] = id;
    }
    pthread_mutex_unlock(&running_mutex);
    return entered;
}

static void running_leave(int64_t id)
{
    pthread_mutex_lock(&running_mutex);
    for (size_t i = 0; i < JOB_THREADS_MAX; i++) {
        running[i] = running[i] == id ? 0 : running[i];
    }
    pthread_mutex_unlock(&running_mutex);
}

static enum status job_run(struct ctx *ctx, const struct job_row *job)
{
    const struct job_kind *kind = job_kind_find(job->kind);
    if (kind == NULL) {
        log_warn("job", "kind=%.*s centre=%" PRId64 " id=%" PRId64 " status=UNKNOWN_KIND",
                 STR_ARG(job->kind), job->centre_id, job->id);
        return job->clockwork ? job_store_forget(ctx, job)
                              : job_store_fail(ctx, job, "UNKNOWN_KIND");
    }
    if (!job->clockwork && job->tries > JOB_RETRIES_MAX) {
        /* Its last run never came to an end: it took the process with it. */
        return job_store_fail(ctx, job, "CRASHED");
    }
    const enum status begun = job_store_begin(ctx, job, next_due_ms(ctx, kind, job));
    if (begun != OK) {
        return begun == GONE ? OK : begun;
    }
    struct db *db = db_of(ctx);
    db_session_end(ctx);
    const int64_t start_ms = clock_monotonic_ms();
    const enum status outcome = job_call(db, kind, job);
    log_debug("job", "kind=%.*s centre=%" PRId64 " id=%" PRId64 " status=%s ms=%" PRId64,
              STR_ARG(job->kind), job->centre_id, job->id, status_name(outcome),
              clock_monotonic_ms() - start_ms);
    ctx->now_ms = clock_now_ms();
    db_session_begin(ctx, db);
    return job_finish(ctx, job, outcome);
}

enum status job_run_next(struct db *db, bool heavy)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct ctx ctx = {.mem = arena, .now_ms = clock_now_ms()};
    db_session_begin(&ctx, db);
    struct job_row job;
    enum status status = job_store_due(&ctx, heavy, &job);
    if (status == OK && running_enter(job.id)) {
        status = job_run(&ctx, &job);
        running_leave(job.id);
    } else if (status == OK) {
        status = NOT_FOUND;
    }
    db_session_end(&ctx);
    arena_destroy(arena);
    return status;
}

/* ---- all that is due, in this thread ----------------------------------------------------------
 */

int64_t job_holder_new(void)
{
    int64_t number = 0;
    random_bytes(&number, sizeof(number));
    return (number & INT64_MAX) | 1;
}

enum status job_lease_take(struct db *db, int64_t holder, bool wind)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct ctx ctx = {.mem = arena, .now_ms = clock_now_ms()};
    db_session_begin(&ctx, db);
    enum status status = job_store_lease(&ctx, holder, JOB_LEASE_MS);
    if (status == OK && wind) {
        status = job_kinds_wind(&ctx);
    }
    db_session_end(&ctx);
    arena_destroy(arena);
    return status;
}

enum status job_lease_give(struct db *db, int64_t holder)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct ctx ctx = {.mem = arena, .now_ms = clock_now_ms()};
    db_session_begin(&ctx, db);
    const enum status status = job_store_lease_give(&ctx, holder);
    db_session_end(&ctx);
    arena_destroy(arena);
    return status;
}

static enum status run_due(struct db *db, int64_t holder, int limit, int *run)
{
    int64_t renewed_ms = clock_monotonic_ms();
    enum status light = OK;
    enum status heavy = OK;
    while ((light == OK || heavy == OK) && (limit == 0 || *run < limit)) {
        if (clock_monotonic_ms() - renewed_ms > JOB_RENEW_MS) {
            TRY(job_lease_take(db, holder, false));
            renewed_ms = clock_monotonic_ms();
        }
        light = job_run_next(db, false);
        if (light == NOT_FOUND) {
            heavy = job_run_next(db, true);
        }
        const enum status last = light == NOT_FOUND ? heavy : light;
        if (last != OK && last != NOT_FOUND) {
            return last;
        }
        *run += last == OK ? 1 : 0;
    }
    return OK;
}

enum status jobs_run_due(struct db *db, int limit, int *ret_run)
{
    const int64_t holder = job_holder_new();
    TRY(job_lease_take(db, holder, true));
    int run = 0;
    const enum status status = run_due(db, holder, limit, &run);
    const enum status given = job_lease_give(db, holder);
    if (status != OK) {
        return status;
    }
    *ret_run = run;
    return given;
}
