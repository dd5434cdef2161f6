/* SPDX-License-Identifier: EUPL-1.2 */
/* Sealing the ledger: each minute's events under one Merkle root, seals chained. */
#include "base/day.h"
#include "base/id.h"
#include "goods/goods_store.h"

#include "base/banned.h"

/* Events older than this are sealed already, unless their transaction was open for that long. */
#define SEAL_LOOK_BACK_MS (10 * MS_PER_MINUTE)
#define SEAL_EVENTS_MAX   100000

static enum status seal(struct ctx *ctx, void *arg)
{
    int64_t *sealed = arg;
    struct seal_row newest = {0};
    struct i64_list ids;
    struct hashes hashes;
    const enum status found = goods_store_newest_seal(ctx, &newest);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const int64_t after = found == OK ? id_floor(newest.at_ms - SEAL_LOOK_BACK_MS) : 0;
    TRY(goods_store_unsealed(ctx, after, SEAL_EVENTS_MAX, &ids, &hashes));
    *sealed = (int64_t)ids.count;
    if (ids.count == 0) {
        return OK;
    }
    struct seal_row row = {
        .id = id_new(),
        .number = newest.number + 1,
        .at_ms = ctx->now_ms,
        .event_count = (int64_t)ids.count,
    };
    memcpy(row.previous, newest.hash, sizeof(row.previous));
    goods_merkle_root((const unsigned char(*)[32])hashes.ptr, hashes.count, row.root);
    goods_seal_hash(ctx->centre_id, row.number, row.at_ms, row.event_count, row.root, row.previous,
                    row.hash);
    return goods_store_add_seal(ctx, &row, &ids);
}

enum status goods_seal(struct ctx *ctx, int64_t *ret_sealed)
{
    int64_t sealed = 0;
    TRY(db_write(ctx, seal, &sealed));
    *ret_sealed = sealed;
    return OK;
}

enum status goods_newest_seal(struct ctx *ctx, struct goods_seal *ret_seal)
{
    struct seal_row row;
    TRY(goods_store_newest_seal(ctx, &row));
    *ret_seal = (struct goods_seal){
        .number = row.number,
        .at_ms = row.at_ms,
        .event_count = row.event_count,
        .hash = str_hex(ctx->mem, row.hash, sizeof(row.hash)),
    };
    return OK;
}

static enum status seal_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    int64_t sealed = 0;
    return goods_seal(ctx, &sealed);
}

static enum status keep_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return goods_keep_spans(ctx);
}

static enum status weights_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return goods_learn_weights(ctx);
}

const struct job_kind goods_jobs[] = {
    {.name = "goods_seal", .run = seal_job, .every_ms = MS_PER_MINUTE},
    {.name = "goods_keep", .run = keep_job, .every_ms = MS_PER_HOUR, .heavy = true},
    {.name = "goods_weights", .run = weights_job, .every_ms = MS_PER_DAY, .heavy = true},
    {.name = NULL},
};
