/* SPDX-License-Identifier: EUPL-1.2 */
/* What the floor jobs keeps in the database, for its own files only. */
#ifndef OMBRUK_JOBS_JOB_STORE_H
#define OMBRUK_JOBS_JOB_STORE_H

#include "jobs/jobs.h"

/* Runs after the first one before a job is kept as failed. */
#define JOB_RETRIES_MAX 8

struct job_row {
    int64_t centre_id;
    int64_t id;
    struct str kind;
    struct str argument;
    bool clockwork;
    int64_t wanted;
    int64_t tries; /* runs begun since it last succeeded */
};

/* All functions that change something run inside or as a db_write(). */

MUST_CHECK enum status job_store_add(struct ctx *ctx, int64_t centre_id,
                                     const struct job_kind *kind, struct str argument,
                                     int64_t due_ms);
/* The one due longest; NOT_FOUND if none is. */
MUST_CHECK enum status job_store_due(struct ctx *ctx, bool heavy, struct job_row *ret_job);
/* Counts the run before it happens, so that one which ends the process is counted too; the job is
 * due again at `due_ms`. GONE if another runner was faster. */
MUST_CHECK enum status job_store_begin(struct ctx *ctx, const struct job_row *job, int64_t due_ms);
/* Removes it; or, when it was queued again while it ran, makes it due now. Clockwork stays. */
MUST_CHECK enum status job_store_done(struct ctx *ctx, const struct job_row *job);
/* Notes how a run ended that will be repeated. */
MUST_CHECK enum status job_store_note(struct ctx *ctx, const struct job_row *job,
                                      enum status outcome);
MUST_CHECK enum status job_store_fail(struct ctx *ctx, const struct job_row *job,
                                      const char *outcome);
MUST_CHECK enum status job_store_forget(struct ctx *ctx, const struct job_row *job);

/* Adds the clockwork rows that are missing, due now. */
MUST_CHECK enum status job_store_wind(struct ctx *ctx, const struct job_kind *kind);

/* OK if `holder` has the lease from now for `lease_ms`, BUSY if someone else has it. A lease that
 * ends more than two lease times from now was written by a clock gone wrong and counts as free. */
MUST_CHECK enum status job_store_lease(struct ctx *ctx, int64_t holder, int64_t lease_ms);
MUST_CHECK enum status job_store_lease_give(struct ctx *ctx, int64_t holder);

MUST_CHECK enum status job_store_backlog(struct ctx *ctx, struct jobs_backlog *ret_backlog);
MUST_CHECK enum status job_store_retry(struct ctx *ctx, int64_t *ret_count);

#endif
