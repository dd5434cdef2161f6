/* SPDX-License-Identifier: EUPL-1.2 */
/* Making the sums of the mass balance anew from the ledger. */
#include "goods/goods_sums.h"

#include "base/banned.h"

#define STEP_THINGS 500

/* Follows one thing as far as its events follow each other; `goods_verify` tells where they do not.
 */
static void follow(struct arena *scratch, const struct goods_events *events, size_t *at,
                   struct goods_sums *sums)
{
    const int64_t thing_id = events->ptr[*at].thing_id;
    struct thing_state state = {0};
    bool sound = true;
    for (; *at < events->count && events->ptr[*at].thing_id == thing_id; (*at)++) {
        struct goods_deltas deltas = {0};
        sound = sound && goods_apply(scratch, &state, &events->ptr[*at], &deltas) == OK;
        if (sound) {
            goods_sums_add_deltas(sums, events->ptr[*at].day, &deltas);
        }
    }
}

/* Reads a step into a scratch arena, so that memory does not grow with the ledger. */
static enum status read_step(struct ctx *ctx, struct goods_sums *sums, int64_t *after,
                             bool *ret_more)
{
    struct ctx step = *ctx;
    struct goods_snapshots things;
    struct goods_events events = {0};
    step.mem = arena_create(ARENA_DEFAULT_CAP * 4);
    enum status status = goods_store_snapshots(&step, *after, STEP_THINGS, &things);
    *ret_more = status == OK && things.count > 0;
    if (*ret_more) {
        const int64_t last = things.ptr[things.count - 1].id;
        status = goods_store_events_between(&step, *after, last, &events);
        *after = last;
    }
    for (size_t at = 0; status == OK && at < events.count;) {
        follow(step.mem, &events, &at, sums);
    }
    arena_destroy(step.mem);
    return status;
}

static enum status write_sums(struct ctx *ctx, void *arg)
{
    const struct goods_sums *sums = arg;
    bool was_due = false;
    TRY(goods_store_total_due_done(ctx, &was_due));
    if (!was_due) {
        return OK; /* another process was first, and has written since */
    }
    TRY(goods_store_remove_totals(ctx));
    for (size_t i = 0; i < sums->capacity; i++) {
        const struct sum_entry *entry = &sums->entries[i];
        if (entry->used && !goods_sum_is_zero(entry->row.sum)) {
            TRY(goods_store_add_total(ctx, &entry->row));
        }
    }
    return OK;
}

static enum status rebuild(struct ctx *ctx)
{
    struct goods_sums sums = {0};
    int64_t after = 0;
    bool more = true;
    enum status status = OK;
    while (more && status == OK) {
        status = read_step(ctx, &sums, &after, &more);
    }
    if (status == OK) {
        status = db_write(ctx, write_sums, &sums);
    }
    goods_sums_finish(&sums);
    return status;
}

enum status goods_rebuild_due(struct ctx *ctx)
{
    struct i64_list centres;
    TRY(goods_store_totals_due(ctx, &centres));
    for (size_t i = 0; i < centres.count; i++) {
        struct ctx centre = *ctx;
        centre.centre_id = centres.ptr[i];
        TRY(rebuild(&centre));
    }
    return OK;
}
