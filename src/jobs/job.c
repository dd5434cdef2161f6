/* SPDX-License-Identifier: EUPL-1.2 */
/* The kinds of jobs the program knows, and the way into the queue. */
#include "jobs/job.h"

#include <assert.h>

#include "jobs/job_store.h"

#include "base/banned.h"

/* Set once by jobs_register(), before threads. */
static const struct job_kind *const *job_tables;
static size_t job_table_count;

void jobs_register(const struct job_kind *const *tables, size_t count)
{
    job_tables = tables;
    job_table_count = count;
}

const struct job_kind *job_kind_find(struct str name)
{
    for (size_t i = 0; i < job_table_count; i++) {
        for (const struct job_kind *kind = job_tables[i]; kind->name != NULL; kind++) {
            if (str_equal(str_of(kind->name), name)) {
                return kind;
            }
        }
    }
    return NULL;
}

enum status job_kinds_wind(struct ctx *ctx)
{
    for (size_t i = 0; i < job_table_count; i++) {
        for (const struct job_kind *kind = job_tables[i]; kind->name != NULL; kind++) {
            if (kind->every_ms > 0) {
                TRY(job_store_wind(ctx, kind));
            }
        }
    }
    return OK;
}

enum status job_queue(struct ctx *ctx, const char *kind_name, struct str argument,
                      int64_t not_before_ms)
{
    const struct job_kind *kind = job_kind_find(str_of(kind_name));
    assert(kind != NULL && kind->every_ms == 0);
    return job_store_add(ctx, kind->global ? 0 : ctx->centre_id, kind, argument,
                         not_before_ms == 0 ? ctx->now_ms : not_before_ms);
}

enum status jobs_backlog(struct ctx *ctx, struct jobs_backlog *ret_backlog)
{
    return job_store_backlog(ctx, ret_backlog);
}

enum status jobs_retry_failed(struct ctx *ctx, int64_t *ret_count)
{
    return job_store_retry(ctx, ret_count);
}
