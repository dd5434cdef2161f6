/* SPDX-License-Identifier: EUPL-1.2 */
/* Publication: what was drawn becomes points and lots that are given. */
#include "allocation/allocation_publish.h"

#include "allocation/allocation_after.h"
#include "allocation/allocation_group.h"
#include "allocation/allocation_mail.h"

#include "base/banned.h"

enum status allocation_publish_read(struct ctx *ctx, const struct round *round,
                                    const struct draw_run *run, struct drawing *ret_drawing)
{
    struct drawing drawing = {0};
    TRY(allocation_input_frozen(ctx, round->id, run->id, run->id, &drawing.input));
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        TRY(allocation_store_file(ctx, run->id, str_of(fair_in_names[i]), &drawing.in[i]));
    }
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        TRY(allocation_store_file(ctx, run->id, str_of(fair_out_names[i]), &drawing.out[i]));
    }
    TRY(allocation_outcome_read(ctx, &drawing.input, drawing.out, &drawing.outcome));
    *ret_drawing = drawing;
    return OK;
}

/* ---- points
 * ------------------------------------------------------------------------------------------ */

/* The entries of a lead that one row of the ledger comes to. They are differences: what came in
 * between close and publication (a lot by hand, a penalty) stays beside them. */
struct ledger_entries {
    int64_t opening_mp; /* NO_I64: none, for it had points at the close */
    int64_t gained_mp;
    int64_t decayed_mp;
    int64_t raised_mp;
};
/* INTERNAL if the row is none that the rules could come to. */
static enum status entries_of(const struct allocation_rules *rules, const struct ledger_row *row,
                              bool newcomer, struct ledger_entries *ret)
{
    const int64_t sum = row->before_mp + row->gained_mp;
    int64_t left = 0;
    if (!allocation_floor_scale(sum, rules->decay_num, rules->decay_den, &left) ||
        row->after_mp < left || (rules->floor_mp == NO_I64 && row->after_mp != left)) {
        return INTERNAL;
    }
    *ret = (struct ledger_entries){
        .opening_mp = newcomer ? row->before_mp : NO_I64,
        .gained_mp = row->gained_mp,
        .decayed_mp = left - sum,
        .raised_mp = row->after_mp - left,
    };
    return OK;
}

struct publishing {
    const struct round *round;
    const struct draw_run *run;
    const struct drawing *drawing;
    const struct draw_run *before;
};

static enum status add(struct ctx *ctx, const struct publishing *publishing, int64_t lead_id,
                       enum points_kind kind, int64_t mp, int64_t thing_id)
{
    const struct points_entry entry = {.kind = kind,
                                       .mp = mp,
                                       .round_id = publishing->round->id,
                                       .run_id = publishing->run->id,
                                       .thing_id = thing_id,
                                       .note = STR("")};
    return allocation_points_add(ctx, lead_id, &entry);
}

/* A newcomer's points open once: unless something opened them since the close, or when the run that
 * opened them has been taken back. */
static enum status open_newcomer(struct ctx *ctx, const struct publishing *publishing,
                                 int64_t lead_id, int64_t mp)
{
    int64_t balance_mp = NO_I64;
    int64_t ignored = 0;
    bool opened_before = false;
    if (publishing->before != NULL) {
        TRY(allocation_store_points_of_run(ctx, lead_id, publishing->before->id, 0, 0, &ignored,
                                           &opened_before));
    }
    TRY(allocation_balance(ctx, lead_id, &balance_mp));
    if (balance_mp != NO_I64 && !opened_before) {
        return OK;
    }
    return add(ctx, publishing, lead_id, POINTS_OPENING, mp, NO_I64);
}

static enum status add_gains(struct ctx *ctx, const struct publishing *publishing, int64_t lead_id,
                             int64_t gained_mp)
{
    int64_t sum = 0;
    for (size_t i = 0; i < publishing->drawing->outcome.awards.count; i++) {
        const struct stored_award *award = &publishing->drawing->outcome.awards.ptr[i];
        if (award->lead_id == lead_id) {
            sum += award->points_mp;
            TRY(add(ctx, publishing, lead_id, POINTS_GAINED, award->points_mp, award->thing_id));
        }
    }
    return sum == gained_mp ? OK : INTERNAL;
}

static enum status add_points(struct ctx *ctx, const struct publishing *publishing,
                              const struct ledger_row *row)
{
    const struct draw_input *input = &publishing->drawing->input;
    const struct entrant *entrant =
        &input->entrants.ptr[allocation_input_entrant(input, row->lead_id)];
    struct ledger_entries entries;
    TRY(entries_of(&input->rules, row, entrant->balance_mp == NO_I64, &entries));
    if (entries.opening_mp != NO_I64) {
        TRY(open_newcomer(ctx, publishing, row->lead_id, entries.opening_mp));
    }
    TRY(add_gains(ctx, publishing, row->lead_id, entries.gained_mp));
    if (entries.decayed_mp != 0) {
        TRY(add(ctx, publishing, row->lead_id, POINTS_DECAYED, entries.decayed_mp, NO_I64));
    }
    if (entries.raised_mp != 0) {
        TRY(add(ctx, publishing, row->lead_id, POINTS_RAISED, entries.raised_mp, NO_I64));
    }
    return OK;
}

/* ---- lots
 * -------------------------------------------------------------------------------------------- */

/* Says which lot it was: the manager has to find it. */
static enum status give(struct ctx *ctx, const struct publishing *publishing,
                        const struct stored_award *award)
{
    const enum status status =
        goods_allot_drawn(ctx, award->thing_id, award->tenant_id, publishing->round->id);
    if (status == CONFLICT) {
        ctx->err = (struct ctx_error){
            .message =
                N_("The lot {detail} is stopped or no longer at the station. Take it out of the "
                   "round by a correction."),
            .detail = award->code};
    }
    return status;
}

enum status allocation_publish_run(struct ctx *ctx, const struct round *round,
                                   const struct draw_run *run, const struct drawing *drawing,
                                   const struct draw_run *before)
{
    const struct publishing publishing = {round, run, drawing, before};
    const struct draw_outcome *outcome = &drawing->outcome;
    for (size_t i = 0; i < outcome->ledger.count; i++) {
        TRY(add_points(ctx, &publishing, &outcome->ledger.ptr[i]));
    }
    for (size_t i = 0; i < outcome->awards.count; i++) {
        TRY(give(ctx, &publishing, &outcome->awards.ptr[i]));
    }
    TRY(allocation_round_release(ctx, round->id));
    TRY(allocation_store_set_run_state(ctx, run->id, RUN_PUBLISHED));
    TRY(allocation_store_publish_round(ctx, round->id, run->id));
    TRY(allocation_pick_ups_make(ctx, round->id, run->id, &outcome->leads_by_ticket));
    return allocation_mail_published(ctx, round, run);
}

static enum status publish(struct ctx *ctx, void *arg)
{
    const int64_t *round_id = arg;
    struct round round;
    struct draw_run run;
    struct drawing drawing;
    TRY(allocation_store_lock_round(ctx, *round_id, &round));
    if (round.state != ROUND_DRAWN) {
        return ctx_fail(ctx, CONFLICT,
                        round.state == ROUND_PUBLISHED || round.state == ROUND_SETTLED
                            ? N_("This round is published already.")
                            : N_("This round is not drawn yet."),
                        NULL);
    }
    TRY(allocation_store_run(ctx, round.run_id, &run));
    TRY(allocation_publish_read(ctx, &round, &run, &drawing));
    return allocation_publish_run(ctx, &round, &run, &drawing, NULL);
}

enum status allocation_publish(struct ctx *ctx, int64_t round_id)
{
    struct ctx large = allocation_large_begin(ctx);
    const enum status status = db_write(&large, publish, &round_id);
    allocation_large_end(&large, ctx);
    return status;
}
