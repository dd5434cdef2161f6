/* SPDX-License-Identifier: EUPL-1.2 */
/* Leases of node numbers, so that two processes never make the same id. */
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "db/db_engine.h"
#include "db/migrate.h"
#include "db_sql.h"

#include "base/banned.h"

#define LEASE_MS (INT64_C(5) * 60 * 1000)

struct lease {
    int64_t holder;
    int64_t now_ms;
    int64_t node;
};

/* The lowest number that is not leased, or ID_NODE_MAX + 1. Rows come in order. */
static enum status find_free(struct ctx *ctx, int64_t now_ms, int64_t *ret_node)
{
    struct rows rows = sql_db_node_list(ctx);
    struct db_node_list_row row;
    int64_t node = 0;
    while (next_db_node_list(&rows, &row)) {
        /* A lease from the future, after a clock was set back, still counts. */
        if (row.node == node && row.renewed_ms > now_ms - LEASE_MS) {
            node++;
        }
    }
    TRY(rows_done(&rows));
    *ret_node = node;
    return OK;
}

static enum status take(struct ctx *ctx, void *arg)
{
    struct lease *lease = arg;
    TRY(find_free(ctx, lease->now_ms, &lease->node));
    if (lease->node > ID_NODE_MAX) {
        return CONFLICT;
    }
    return sql_db_node_take(ctx, lease->node, lease->holder, lease->now_ms);
}

static enum status keep(struct ctx *ctx, void *arg)
{
    const struct lease *lease = arg;
    TRY(sql_db_node_keep(ctx, lease->node, lease->holder, lease->now_ms));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

static enum status write_lease(struct db *db, db_write_fn *fn, struct lease *lease)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    db_session_begin(&ctx, db);
    const enum status status = db_write(&ctx, fn, lease);
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    return status;
}

enum status db_node_lease(struct db *db, int *ret_node)
{
    struct lease lease = {.now_ms = clock_now_ms()};
    random_bytes(&lease.holder, sizeof(lease.holder));
    lease.holder &= INT64_MAX;
    TRY(write_lease(db, take, &lease));
    db->node_holder = lease.holder;
    *ret_node = (int)lease.node;
    return OK;
}

enum status db_node_renew(struct db *db, int node)
{
    struct lease lease = {.node = node, .now_ms = clock_now_ms(), .holder = db->node_holder};
    return write_lease(db, keep, &lease);
}
