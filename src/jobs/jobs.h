/* SPDX-License-Identifier: EUPL-1.2 */
/* Background work: a table of jobs, one runner elected by a lease row, retries with back-off.
 *
 * A kind is a name, a function and, for clockwork, an interval. A job row is queued inside a write
 * (so it exists exactly when what it belongs to exists) or by the clock. Functions are idempotent:
 * after a crash a job runs again. */
#ifndef OMBRUK_JOBS_JOBS_H
#define OMBRUK_JOBS_JOBS_H

#include "db/db.h"

/* Does the work. `argument` is what was queued. OK: done. GONE: there is nothing to do any more,
 * also done. Any other: tried again after 1, 2, 4 … minutes, at most 24 hours apart, eight times;
 * then the row is kept as failed and shows in `ombruk doctor`. A run is counted before it begins,
 * so a job that takes the process with it is given up too. Clockwork is never given up: it runs
 * again after its interval. ctx has a session, 64 MiB of memory, no actor; ctx->centre_id is the
 * job's centre, 0 for a global kind. */
typedef enum status job_fn(struct ctx *ctx, struct str argument);

struct job_kind {
    const char *name;
    job_fn *run;
    /* 0: only when queued. Else run by the clock in each centre (or once if `global`). */
    int64_t every_ms;
    bool global;
    /* Runs in a process of its own or is long: two different ones at most at a time, never delays
     * the light ones. */
    bool heavy;
};

/* Tables of all rooms, each ending with name NULL; set once before use. */
void jobs_register(const struct job_kind *const *tables, size_t count);

/* Queues a job inside db_write(): it exists when the transaction commits. A waiting job of the same
 * kind and argument in the centre is enough; then nothing is added, but if that one is running just
 * now it runs once more. `not_before_ms` 0: now. `kind` must be registered and not clockwork
 * (assert). */
MUST_CHECK enum status job_queue(struct ctx *ctx, const char *kind, struct str argument,
                                 int64_t not_before_ms);

struct job_runner;

/* Starts the runner's threads: elects itself when the lease is free, renews it, runs what is due.
 */
MUST_CHECK enum status job_runner_start(struct db *db, struct job_runner **ret_runner);
/* Waits for the jobs under way (at most ten seconds), gives the lease back. NULL is allowed. False:
 * a job is still running and uses `db`; the caller must end the process without db_close(). */
MUST_CHECK bool job_runner_stop(struct job_runner *runner);

/* Runs all that is due now, in the calling thread, and returns how many; for tests, demo and
 * `ombruk jobs run`. Stops after `limit` (0: no limit). BUSY while a runner has the lease (then
 * that one does the work); UNAVAILABLE on database errors. */
MUST_CHECK enum status jobs_run_due(struct db *db, int limit, int *ret_run);

/* How much waits and has failed in the centre (ctx->centre_id 0: everywhere); for doctor and the
 * manager's page. */
struct jobs_backlog {
    int64_t waiting;       /* queued work that is not done; clockwork is not counted */
    int64_t failed;        /* given up, and clockwork that failed more than eight times in a row */
    int64_t oldest_due_ms; /* of what is or will be due next; NO_I64 if there is nothing */
};
MUST_CHECK enum status jobs_backlog(struct ctx *ctx, struct jobs_backlog *ret_backlog);

/* Failed jobs of the centre (0: everywhere) wait anew, as if just queued. */
MUST_CHECK enum status jobs_retry_failed(struct ctx *ctx, int64_t *ret_count);

#endif
