/* SPDX-License-Identifier: EUPL-1.2 */
/* Adding up everybody's points, drawing what was published again from its files, and comparing. */
#include "allocation/allocation_publish.h"

#include "base/banned.h"

#define STEP_ENTRIES 2000
#define STEP_RUNS    1

struct verification {
    struct ctx *ctx;
    struct allocation_verdict verdict;
};

static void differ(struct verification *check, const char *what, int64_t id)
{
    if (check->verdict.differences++ == 0) {
        check->verdict.first = str_format(check->ctx->mem, "%s (%lld)", what, (long long)id);
    }
}

/* ---- points
 * --------------------------------------------------------------------------------------------------
 */

/* Where the walk over all entries stands: a lead, its last number and the balance there. */
struct adding {
    int64_t lead_id;
    int64_t seq;
    int64_t balance_mp;
};

static void add_entry(struct verification *check, struct adding *adding,
                      const struct lead_entry *row)
{
    if (row->lead_id != adding->lead_id) {
        *adding = (struct adding){.lead_id = row->lead_id};
        check->verdict.leads++;
    }
    if (row->entry.seq != adding->seq + 1) {
        differ(check, "an entry of points is missing for shop", row->lead_id);
    }
    if (row->entry.balance_mp != adding->balance_mp + row->entry.mp) {
        differ(check, "a balance of points does not add up for shop", row->lead_id);
    }
    adding->seq = row->entry.seq;
    adding->balance_mp = row->entry.balance_mp;
    check->verdict.entries++;
}

static enum status add_up(struct verification *check)
{
    struct adding adding = {.lead_id = INT64_MIN + 1};
    struct lead_entries entries = {.count = STEP_ENTRIES};
    while (entries.count == STEP_ENTRIES) {
        struct ctx step = allocation_large_begin(check->ctx);
        const enum status status = allocation_store_points_after(&step, adding.lead_id, adding.seq,
                                                                 STEP_ENTRIES, &entries);
        for (size_t i = 0; status == OK && i < entries.count; i++) {
            add_entry(check, &adding, &entries.ptr[i]);
        }
        allocation_large_end(&step, check->ctx);
        TRY(status);
    }
    return OK;
}

/* ---- runs
 * ----------------------------------------------------------------------------------------------------
 */

static void compare_files(struct verification *check, const struct draw_run *run,
                          const struct drawing *kept, const struct drawing *again)
{
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        if (i != FAIR_REPORT && !str_equal(kept->out[i], again->out[i])) {
            differ(check, "a file is not what the draw gives, of run", run->id);
        }
    }
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        if (!str_equal(kept->in[i], again->in[i])) {
            differ(check, "a file is not what was frozen, of run", run->id);
        }
    }
    if (!str_equal(run->commitment, str_trim(again->out[FAIR_COMMITMENT])) ||
        !str_equal(run->seed, again->outcome.seed)) {
        differ(check, "commitment or seed is not that of the files, of run", run->id);
    }
}

static bool same_award(const struct stored_award *a, const struct stored_award *b)
{
    return a->thing_id == b->thing_id && a->lead_id == b->lead_id && a->tenant_id == b->tenant_id &&
           a->turn == b->turn && a->points_mp == b->points_mp;
}

static bool same_refusal(const struct stored_refusal *a, const struct stored_refusal *b)
{
    return a->lead_id == b->lead_id && a->thing_id == b->thing_id && str_equal(a->code, b->code) &&
           a->turn == b->turn && a->other_id == b->other_id && a->own_turn == b->own_turn &&
           a->turn_id == b->turn_id && a->startup_turn == b->startup_turn &&
           a->own_balance_mp == b->own_balance_mp && a->other_balance_mp == b->other_balance_mp &&
           a->own_lots == b->own_lots && a->other_lots == b->other_lots;
}

static const struct stored_refusal *find_refusal(const struct stored_refusals *refusals,
                                                 const struct stored_refusal *wanted)
{
    for (size_t i = 0; i < refusals->count; i++) {
        if (refusals->ptr[i].thing_id == wanted->thing_id) {
            return &refusals->ptr[i];
        }
    }
    return NULL;
}

/* Those of one lead at a time, so that looking one up stays cheap. */
static enum status compare_refusals(struct ctx *ctx, struct verification *check,
                                    const struct draw_run *run, const struct drawing *again)
{
    int64_t count = 0;
    for (size_t i = 0; i < again->input.entrants.count; i++) {
        const int64_t lead_id = again->input.entrants.ptr[i].lead_id;
        struct stored_refusals kept;
        TRY(allocation_store_refusals(ctx, run->id, lead_id, &kept));
        count += (int64_t)kept.count;
        for (size_t j = 0; j < again->outcome.refusals.count; j++) {
            const struct stored_refusal *drawn = &again->outcome.refusals.ptr[j];
            const struct stored_refusal *found =
                drawn->lead_id == lead_id ? find_refusal(&kept, drawn) : NULL;
            if (drawn->lead_id == lead_id && (found == NULL || !same_refusal(found, drawn))) {
                differ(check, "a reason is not what the draw gives, of run", run->id);
            }
        }
    }
    if (count != (int64_t)again->outcome.refusals.count) {
        differ(check, "there are more reasons than the draw gives, of run", run->id);
    }
    return OK;
}

static enum status compare_rows(struct ctx *ctx, struct verification *check,
                                const struct draw_run *run, const struct drawing *again)
{
    struct stored_awards awards;
    TRY(allocation_store_awards(ctx, run->id, 0, &awards));
    bool same = awards.count == again->outcome.awards.count;
    for (size_t i = 0; same && i < awards.count; i++) {
        same = same_award(&awards.ptr[i], &again->outcome.awards.ptr[i]);
    }
    if (!same) {
        differ(check, "the lots are not given as the draw gives them, of run", run->id);
    }
    return compare_refusals(ctx, check, run, again);
}

/* What a run that counts did to the points of a lead is what its ledger says: without the opening
 * where something else opened them meanwhile. */
static enum status compare_ledger(struct ctx *ctx, struct verification *check,
                                  const struct draw_run *run, const struct drawing *again)
{
    for (size_t i = 0; i < again->outcome.ledger.count; i++) {
        const struct ledger_row *row = &again->outcome.ledger.ptr[i];
        bool opening = false;
        int64_t mp = 0;
        TRY(allocation_store_points_of_run(ctx, row->lead_id, run->id, 0, 0, &mp, &opening));
        if (mp != row->after_mp - (opening ? 0 : row->before_mp)) {
            differ(check, "points are not what the draw gives, for shop", row->lead_id);
        }
    }
    return OK;
}

/* Of a run that a correction replaced nothing may be left in the points. */
static enum status compare_taken_back(struct ctx *ctx, struct verification *check,
                                      const struct draw_run *run, const struct drawing *again)
{
    for (size_t i = 0; i < again->input.entrants.count; i++) {
        const int64_t lead_id = again->input.entrants.ptr[i].lead_id;
        bool ignored = false;
        int64_t mp = 0;
        int64_t taken_mp = 0;
        TRY(allocation_store_points_of_run(ctx, lead_id, run->id, 0, 0, &mp, &ignored));
        TRY(allocation_store_points_of_run(ctx, lead_id, run->id, POINTS_TAKEN_BACK, 0, &taken_mp,
                                           &ignored));
        if (mp + taken_mp != 0) {
            differ(check, "points of a corrected draw are not taken back, for shop", lead_id);
        }
    }
    return OK;
}

static enum status verify_run(struct ctx *ctx, struct verification *check,
                              const struct draw_run *run)
{
    struct drawing kept;
    struct drawing again = {0};
    struct round round;
    TRY(allocation_round(ctx, run->round_id, &round));
    TRY(allocation_publish_read(ctx, &round, run, &kept));
    again.input = kept.input;
    TRY(allocation_draw_run(ctx, &again, run->signature, run->randomness));
    compare_files(check, run, &kept, &again);
    TRY(compare_rows(ctx, check, run, &again));
    check->verdict.runs++;
    return run->state == RUN_PUBLISHED ? compare_ledger(ctx, check, run, &again)
                                       : compare_taken_back(ctx, check, run, &again);
}

static enum status verify_runs(struct verification *check)
{
    int64_t after_id = 0;
    for (;;) {
        struct ctx step = allocation_large_begin(check->ctx);
        struct draw_runs runs;
        enum status status =
            allocation_store_runs_after(&step, after_id, RUN_PUBLISHED, STEP_RUNS, &runs);
        const bool more = status == OK && runs.count > 0;
        if (more) {
            after_id = runs.ptr[0].id;
            status = verify_run(&step, check, &runs.ptr[0]);
        }
        allocation_large_end(&step, check->ctx);
        TRY(status);
        if (!more) {
            return OK;
        }
    }
}

enum status allocation_verify(struct ctx *ctx, struct allocation_verdict *ret_verdict)
{
    struct verification check = {.ctx = ctx, .verdict = {.first = STR("")}};
    TRY(add_up(&check));
    TRY(verify_runs(&check));
    *ret_verdict = check.verdict;
    return OK;
}
