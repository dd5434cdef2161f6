/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of jobs and the lease. */
#include "jobs/job_store.h"

#include "base/id.h"
#include "base/vec.h"
#include "jobs_sql.h"

#include "base/banned.h"

enum status job_store_add(struct ctx *ctx, int64_t centre_id, const struct job_kind *kind,
                          struct str argument, int64_t due_ms)
{
    return sql_jobs_add(ctx, &(struct jobs_add_args){.centre_id = centre_id,
                                                     .id = id_new(),
                                                     .kind = str_of(kind->name),
                                                     .argument = argument,
                                                     .clockwork = kind->every_ms > 0,
                                                     .heavy = kind->heavy,
                                                     .due_ms = due_ms,
                                                     .queued_ms = ctx->now_ms});
}

enum status job_store_due(struct ctx *ctx, bool heavy, struct job_row *ret_job)
{
    struct jobs_due_row row;
    TRY(one_jobs_due(ctx, heavy, ctx->now_ms, &row));
    *ret_job = (struct job_row){.centre_id = row.centre_id,
                                .id = row.id,
                                .kind = row.kind,
                                .argument = row.argument,
                                .clockwork = row.clockwork != 0,
                                .wanted = row.wanted,
                                .tries = row.tries};
    return OK;
}

struct begin {
    const struct job_row *job;
    int64_t due_ms;
};

static enum status write_begin(struct ctx *ctx, void *arg)
{
    const struct begin *begin = arg;
    const struct job_row *job = begin->job;
    TRY(sql_jobs_begin(ctx, job->centre_id, job->id, job->tries, begin->due_ms));
    return db_changes(ctx) == 1 ? OK : GONE;
}

enum status job_store_begin(struct ctx *ctx, const struct job_row *job, int64_t due_ms)
{
    return db_write(ctx, write_begin, &(struct begin){job, due_ms});
}

static enum status write_done(struct ctx *ctx, void *arg)
{
    const struct job_row *job = *(const struct job_row *const *)arg;
    if (job->clockwork) {
        return sql_jobs_again(ctx, job->centre_id, job->id, INT64_MAX);
    }
    TRY(sql_jobs_done(ctx, job->centre_id, job->id, job->wanted));
    return db_changes(ctx) > 0 ? OK : sql_jobs_again(ctx, job->centre_id, job->id, ctx->now_ms);
}

enum status job_store_done(struct ctx *ctx, const struct job_row *job)
{
    return db_write(ctx, write_done, &job);
}

struct outcome {
    const struct job_row *job;
    const char *text;
};

static enum status write_note(struct ctx *ctx, void *arg)
{
    const struct outcome *outcome = arg;
    return sql_jobs_note(ctx, outcome->job->centre_id, outcome->job->id, str_of(outcome->text));
}

enum status job_store_note(struct ctx *ctx, const struct job_row *job, enum status outcome)
{
    return db_write(ctx, write_note, &(struct outcome){job, status_name(outcome)});
}

static enum status write_fail(struct ctx *ctx, void *arg)
{
    const struct outcome *outcome = arg;
    return sql_jobs_fail(ctx, outcome->job->centre_id, outcome->job->id, str_of(outcome->text),
                         ctx->now_ms);
}

enum status job_store_fail(struct ctx *ctx, const struct job_row *job, const char *outcome)
{
    return db_write(ctx, write_fail, &(struct outcome){job, outcome});
}

static enum status write_forget(struct ctx *ctx, void *arg)
{
    const struct job_row *job = *(const struct job_row *const *)arg;
    return sql_jobs_forget(ctx, job->centre_id, job->id);
}

enum status job_store_forget(struct ctx *ctx, const struct job_row *job)
{
    return db_write(ctx, write_forget, &job);
}

struct centres {
    int64_t *ptr;
    size_t count;
    size_t capacity;
};

static enum status centres_without(struct ctx *ctx, const struct job_kind *kind,
                                   struct centres *ret_centres)
{
    struct centres centres = {0};
    if (kind->global) {
        struct jobs_clock_known_row known;
        const enum status status = one_jobs_clock_known(ctx, 0, str_of(kind->name), &known);
        if (status == NOT_FOUND) {
            vec_push(ctx->mem, &centres, 0);
        } else if (status != OK) {
            return status;
        }
    } else {
        struct rows rows = sql_jobs_clock_missing(ctx, str_of(kind->name));
        struct jobs_clock_missing_row row;
        while (next_jobs_clock_missing(&rows, &row)) {
            vec_push(ctx->mem, &centres, row.centre_id);
        }
        TRY(rows_done(&rows));
    }
    *ret_centres = centres;
    return OK;
}

struct winding {
    const struct job_kind *kind;
    struct centres centres;
};

static enum status write_wind(struct ctx *ctx, void *arg)
{
    const struct winding *winding = arg;
    for (size_t i = 0; i < winding->centres.count; i++) {
        TRY(job_store_add(ctx, winding->centres.ptr[i], winding->kind, STR(""), ctx->now_ms));
    }
    return OK;
}

enum status job_store_wind(struct ctx *ctx, const struct job_kind *kind)
{
    struct winding winding = {.kind = kind};
    TRY(centres_without(ctx, kind, &winding.centres));
    return winding.centres.count == 0 ? OK : db_write(ctx, write_wind, &winding);
}

struct lease {
    int64_t holder;
    int64_t lease_ms;
};

static enum status write_lease(struct ctx *ctx, void *arg)
{
    const struct lease *lease = arg;
    TRY(sql_jobs_lease_take(ctx, lease->holder, ctx->now_ms + lease->lease_ms, ctx->now_ms,
                            ctx->now_ms + 2 * lease->lease_ms));
    return db_changes(ctx) == 1 ? OK : BUSY;
}

enum status job_store_lease(struct ctx *ctx, int64_t holder, int64_t lease_ms)
{
    return db_write(ctx, write_lease, &(struct lease){holder, lease_ms});
}

static enum status write_lease_give(struct ctx *ctx, void *arg)
{
    const int64_t *holder = arg;
    return sql_jobs_lease_give(ctx, *holder);
}

enum status job_store_lease_give(struct ctx *ctx, int64_t holder)
{
    return db_write(ctx, write_lease_give, &holder);
}

enum status job_store_backlog(struct ctx *ctx, struct jobs_backlog *ret_backlog)
{
    struct jobs_backlog_row row;
    TRY(one_jobs_backlog(ctx, ctx->centre_id, JOB_RETRIES_MAX, &row));
    *ret_backlog = (struct jobs_backlog){
        .waiting = row.waiting, .failed = row.failed, .oldest_due_ms = row.oldest_due_ms};
    return OK;
}

static enum status write_retry(struct ctx *ctx, void *arg)
{
    int64_t *count = arg;
    TRY(sql_jobs_failed_drop(ctx, ctx->centre_id));
    TRY(sql_jobs_failed_revive(ctx, ctx->centre_id, ctx->now_ms));
    *count = db_changes(ctx);
    return OK;
}

enum status job_store_retry(struct ctx *ctx, int64_t *ret_count)
{
    return db_write(ctx, write_retry, ret_count);
}
