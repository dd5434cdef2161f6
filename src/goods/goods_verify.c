/* SPDX-License-Identifier: EUPL-1.2 */
/* Rebuilding everything from the ledger and comparing. */
#include "goods/goods_sums.h"

#include "base/banned.h"

#define STEP_THINGS 500
#define STEP_SEALS  200

/* Besides the sums: one row for each day, category and source of the balance. */
#define VERIFY_MEMORY_MAX ((size_t)256 * 1024 * 1024)

struct verification {
    struct ctx *ctx;
    struct goods_verdict verdict;
    struct goods_sums sums;
};

static void differ(struct verification *check, const char *what, int64_t id)
{
    if (check->verdict.differences++ == 0) {
        check->verdict.first = str_format(check->ctx->mem, "%s (%lld)", what, (long long)id);
    }
}

/* ---- sums ------------------------------------------------------------------------------------ */

static void take_kept(void *arg, const struct goods_total_row *row)
{
    struct verification *check = arg;
    goods_sums_add(&check->sums, row, -1);
}

/* Kept totals are taken away from the rebuilt ones: nothing may be left. */
static enum status compare_totals(struct verification *check)
{
    struct goods_total_rows reused;
    TRY(goods_store_each_total(check->ctx, take_kept, check));
    TRY(goods_store_reused_by_day(check->ctx, &reused));
    for (size_t i = 0; i < reused.count; i++) {
        const struct goods_total_row row = goods_sums_reused(reused.ptr[i].day, reused.ptr[i].sum);
        goods_sums_add(&check->sums, &row, -1);
    }
    for (size_t i = 0; i < check->sums.capacity; i++) {
        const struct sum_entry *entry = &check->sums.entries[i];
        if (entry->used && !goods_sum_is_zero(entry->row.sum)) {
            differ(check, "a kept total differs from the ledger on day", entry->row.day);
        }
    }
    return OK;
}

/* The days of a kept month or year have been compared: it must be their sum. */
static enum status compare_spans(struct verification *check)
{
    struct kept_spans kept;
    TRY(goods_store_kept_spans(check->ctx, &kept));
    for (size_t i = 0; i < kept.count; i++) {
        int64_t wrong = 0;
        TRY(goods_store_kept_wrong(check->ctx, &kept.ptr[i], &wrong));
        if (wrong > 0) {
            differ(check, "a kept month or year differs from its days from day",
                   kept.ptr[i].from_day);
        }
    }
    return OK;
}

/* ---- things ---------------------------------------------------------------------------------- */

static bool same_state(const struct thing_state *a, const struct thing_state *b)
{
    return str_equal(a->code, b->code) && a->parent_id == b->parent_id &&
           a->category_id == b->category_id && str_equal(a->kind_key, b->kind_key) &&
           a->holder_id == b->holder_id && a->allotted_to == b->allotted_to &&
           a->source_id == b->source_id && a->count == b->count && a->g == b->g &&
           a->weight_method == b->weight_method && a->station_state == b->station_state &&
           a->grade == b->grade && str_equal(a->size_key, b->size_key) &&
           a->received_ms == b->received_ms && a->blocked == b->blocked && a->seq == b->seq &&
           a->place_id == b->place_id && a->since_ms == b->since_ms && a->stops == b->stops &&
           a->listed == b->listed && memcmp(a->hash, b->hash, sizeof(a->hash)) == 0;
}

static void replay(struct verification *check, struct arena *scratch, struct thing_state *state,
                   const struct goods_event *event)
{
    unsigned char hash[32];
    struct goods_deltas deltas = {0};
    goods_event_hash(check->ctx->centre_id, event, state->hash, hash);
    if (event->hash.len != 32 || memcmp(hash, event->hash.ptr, 32) != 0 ||
        event->previous_hash.len != 32 || memcmp(state->hash, event->previous_hash.ptr, 32) != 0) {
        differ(check, "an event does not have the hash it should have", event->id);
    }
    if (goods_apply(scratch, state, event, &deltas) != OK) {
        differ(check, "an event cannot follow the one before it", event->id);
        return;
    }
    goods_sums_add_deltas(&check->sums, event->day, &deltas);
}

static void compare_things(struct verification *check, struct arena *scratch,
                           const struct goods_snapshots *things, const struct goods_events *events)
{
    size_t at = 0;
    for (size_t i = 0; i < things->count; i++) {
        const struct goods_snapshot *thing = &things->ptr[i];
        struct thing_state state = {0};
        while (at < events->count && events->ptr[at].thing_id < thing->id) {
            differ(check, "an event belongs to no thing", events->ptr[at++].id);
        }
        while (at < events->count && events->ptr[at].thing_id == thing->id) {
            replay(check, scratch, &state, &events->ptr[at++]);
            check->verdict.events++;
        }
        if (!same_state(&state, &thing->state)) {
            differ(check, "a thing is not as the ledger says", thing->id);
        }
        check->verdict.things++;
    }
}

/* Reads a step into a scratch arena, so that memory does not grow with the ledger. */
static enum status verify_step(struct verification *check, int64_t *after, bool *ret_more)
{
    struct ctx step = *check->ctx;
    struct goods_snapshots things;
    struct goods_events events;
    step.mem = arena_create(ARENA_DEFAULT_CAP);
    enum status status = goods_store_snapshots(&step, *after, STEP_THINGS, &things);
    *ret_more = status == OK && things.count > 0;
    if (*ret_more) {
        const int64_t last = things.ptr[things.count - 1].id;
        status = goods_store_events_between(&step, *after, last, &events);
        if (status == OK) {
            compare_things(check, step.mem, &things, &events);
        }
        *after = last;
    }
    arena_destroy(step.mem);
    return status;
}

/* ---- seals ----------------------------------------------------------------------------------- */

static enum status verify_seal(struct verification *check, const struct seal_row *seal,
                               const struct seal_row *before)
{
    struct ctx step = *check->ctx;
    struct hashes leaves;
    unsigned char root[32];
    unsigned char hash[32];
    step.mem = arena_create((size_t)64 * 1024 * 1024);
    const enum status status = goods_store_seal_leaves(&step, seal->id, &leaves);
    if (status == OK) {
        bool right = (int64_t)leaves.count == seal->event_count && leaves.count > 0 &&
                     seal->number == before->number + 1 &&
                     memcmp(seal->previous, before->hash, 32) == 0;
        if (right) {
            goods_merkle_root((const unsigned char(*)[32])leaves.ptr, leaves.count, root);
            goods_seal_hash(check->ctx->centre_id, seal->number, seal->at_ms, seal->event_count,
                            root, before->hash, hash);
            right = memcmp(root, seal->root, 32) == 0 && memcmp(hash, seal->hash, 32) == 0;
        }
        if (!right) {
            differ(check, "a seal does not fit its events", seal->number);
        }
        check->verdict.seals++;
    }
    arena_destroy(step.mem);
    return status;
}

static enum status verify_seals(struct verification *check)
{
    struct seal_row before = {0};
    for (;;) {
        struct seal_rows seals;
        TRY(goods_store_seals(check->ctx, before.number, STEP_SEALS, &seals));
        if (seals.count == 0) {
            return goods_store_unsealed_count(check->ctx, &check->verdict.unsealed);
        }
        for (size_t i = 0; i < seals.count; i++) {
            TRY(verify_seal(check, &seals.ptr[i], &before));
            before = seals.ptr[i];
        }
    }
}

static void check_balance(struct verification *check)
{
    struct goods_balances rows;
    if (goods_balance(check->ctx, INT64_MIN + 1, INT64_MAX, &rows) != OK) {
        differ(check, "the mass balance could not be read", 0);
        return;
    }
    for (size_t i = 0; i < rows.count; i++) {
        if (!rows.ptr[i].holds) {
            differ(check, "the mass balance does not hold in category", rows.ptr[i].category_id);
        }
    }
}

static enum status verify(struct verification *check)
{
    int64_t after = 0;
    bool more = true;
    while (more) {
        TRY(verify_step(check, &after, &more));
    }
    TRY(compare_totals(check));
    TRY(compare_spans(check));
    TRY(verify_seals(check));
    check_balance(check);
    return OK;
}

enum status goods_verify(struct ctx *ctx, struct goods_verdict *ret_verdict)
{
    struct ctx own = *ctx;
    struct verification check = {.ctx = &own, .verdict = {.first = STR("")}};
    own.mem = arena_create(VERIFY_MEMORY_MAX);
    const enum status status = verify(&check);
    if (status == OK) {
        *ret_verdict = check.verdict;
        ret_verdict->first = str_copy(ctx->mem, check.verdict.first);
    }
    goods_sums_finish(&check.sums);
    arena_destroy(own.mem);
    return status;
}
