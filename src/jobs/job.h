/* SPDX-License-Identifier: EUPL-1.2 */
/* Kinds and runs of jobs, for the files of this floor only. */
#ifndef OMBRUK_JOBS_JOB_H
#define OMBRUK_JOBS_JOB_H

#include "jobs/jobs.h"

/* How long a runner is elected for, and how often it renews. */
#define JOB_LEASE_MS (60 * INT64_C(1000))
#define JOB_RENEW_MS (15 * INT64_C(1000))

/* Jobs that may run at once in one process. */
#define JOB_THREADS_MAX 8

/* NULL if no table has it. */
const struct job_kind *job_kind_find(struct str name);

/* Makes sure that every clockwork kind has its rows. */
MUST_CHECK enum status job_kinds_wind(struct ctx *ctx);

/* A number that no other runner has; positive. */
int64_t job_holder_new(void);
/* Takes or renews the lease for JOB_LEASE_MS, with `wind` also job_kinds_wind(). BUSY if another
 * has it. */
MUST_CHECK enum status job_lease_take(struct db *db, int64_t holder, bool wind);
MUST_CHECK enum status job_lease_give(struct db *db, int64_t holder);

/* Runs the light or heavy job due longest, if any, with memory of its own; logs how it went. OK:
 * one ran (or was found unfit to run). NOT_FOUND: none is due but what this process runs already.
 * Else the database failed. */
MUST_CHECK enum status job_run_next(struct db *db, bool heavy);

#endif
