/* SPDX-License-Identifier: EUPL-1.2 */
/* A correction: the same round drawn anew with the same randomness, without what should not have
 * been in it. The run before stays, beside its reason. */
#include "allocation/allocation_after.h"
#include "allocation/allocation_group.h"
#include "allocation/allocation_publish.h"
#include "base/id.h"

#include "base/banned.h"

struct correcting {
    int64_t round_id;
    const struct correction *correction;
};

static enum status check(struct ctx *ctx, const struct correction *correction)
{
    const struct str reason = str_trim(correction->reason);
    if (correction->withdrawn.count + correction->barred.count == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose what is taken out: lots or shops."), "withdrawn");
    }
    if (str_utf8_length(reason) < ALLOCATION_REASON_MIN ||
        str_utf8_length(reason) > ALLOCATION_NOTE_MAX) {
        return ctx_fail(ctx, INVALID, N_("Write the reason, in 10 to 500 characters."), "reason");
    }
    return OK;
}

static enum status read_round(struct ctx *ctx, int64_t round_id, struct round *ret_round)
{
    TRY(allocation_store_lock_round(ctx, round_id, ret_round));
    if (ret_round->state == ROUND_SETTLED) {
        return ctx_fail(ctx, CONFLICT,
                        N_("This round is settled. It cannot be corrected any more."), NULL);
    }
    return ret_round->state == ROUND_DRAWN || ret_round->state == ROUND_PUBLISHED
               ? OK
               : ctx_fail(ctx, CONFLICT, N_("This round is not drawn yet."), NULL);
}

/* ---- taking back
 * --------------------------------------------------------------------------------------- */

static enum status take_back_points(struct ctx *ctx, const struct round *round,
                                    const struct draw_run *before)
{
    struct entrants entrants;
    TRY(allocation_store_entrants(ctx, round->id, &entrants));
    for (size_t i = 0; i < entrants.count; i++) {
        struct points_entry entry = {.kind = POINTS_TAKEN_BACK,
                                     .round_id = round->id,
                                     .run_id = before->id,
                                     .thing_id = NO_I64,
                                     .note = STR("")};
        bool ignored = false;
        TRY(allocation_store_points_of_run(ctx, entrants.ptr[i].lead_id, before->id, 0, 0,
                                           &entry.mp, &ignored));
        if (entry.mp != 0) {
            entry.mp = -entry.mp;
            TRY(allocation_points_add(ctx, entrants.ptr[i].lead_id, &entry));
        }
    }
    return OK;
}

static enum status take_back_lots(struct ctx *ctx, const struct draw_run *before)
{
    struct stored_awards awards;
    TRY(allocation_store_awards(ctx, before->id, 0, &awards));
    for (size_t i = 0; i < awards.count; i++) {
        const struct stored_award *award = &awards.ptr[i];
        const enum status status = goods_unallot(ctx, award->thing_id, award->tenant_id);
        if (status == NOT_FOUND || status == CONFLICT) {
            ctx->err = (struct ctx_error){
                .message = N_("The lot {detail} has been collected or moved on. The draw cannot be "
                              "made anew any more."),
                .detail = award->code};
            return CONFLICT;
        }
        TRY(status);
    }
    return OK;
}

static enum status take_back(struct ctx *ctx, const struct round *round,
                             const struct draw_run *before)
{
    if (round->state != ROUND_PUBLISHED) {
        return OK;
    }
    TRY(allocation_pick_ups_take_back(ctx, round->id));
    TRY(take_back_points(ctx, round, before));
    return take_back_lots(ctx, before);
}

/* ---- drawing anew
 * -------------------------------------------------------------------------------------- */

static enum status withdraw(struct ctx *ctx, const struct draw_run *before,
                            const struct draw_run *run, const struct correction *correction)
{
    struct i64_list left_out;
    TRY(allocation_store_left_out(ctx, before->id, &left_out));
    for (size_t i = 0; i < left_out.count; i++) {
        TRY(allocation_store_leave_out(ctx, run->id, left_out.ptr[i]));
    }
    for (size_t i = 0; i < correction->withdrawn.count; i++) {
        const int64_t thing_id = correction->withdrawn.ptr[i];
        TRY(allocation_store_withdraw_lot(ctx, run->round_id, thing_id));
        TRY(allocation_store_leave_out(ctx, run->id, thing_id));
        TRY(goods_release(ctx, thing_id, run->round_id));
    }
    return OK;
}

static enum status bar(struct ctx *ctx, const struct draw_run *before, const struct draw_run *run,
                       const struct correction *correction)
{
    struct i64_list barred;
    struct round_members members;
    TRY(allocation_store_barred(ctx, before->id, &barred));
    TRY(allocation_store_members(ctx, run->round_id, &members));
    for (size_t i = 0; i < barred.count; i++) {
        TRY(allocation_store_bar(ctx, run->id, barred.ptr[i]));
    }
    for (size_t i = 0; i < correction->barred.count; i++) {
        bool took_part = false;
        for (size_t j = 0; j < members.count; j++) {
            took_part = took_part || members.ptr[j].tenant_id == correction->barred.ptr[i];
        }
        if (!took_part) {
            return NOT_FOUND;
        }
        TRY(allocation_store_bar(ctx, run->id, correction->barred.ptr[i]));
    }
    return OK;
}

/* What nobody got was free to be given otherwise after publication: what the new draw may give must
 * be there again. */
static enum status reserve(struct ctx *ctx, const struct draw_input *input)
{
    for (size_t i = 0; i < input->lots.count; i++) {
        const enum status status = goods_reserve(ctx, input->lots.ptr[i].thing_id, input->round.id);
        if (status == CONFLICT) {
            ctx->err = (struct ctx_error){
                .message = N_("The lot {detail} is no longer free. Take it out of the round too."),
                .detail = input->lots.ptr[i].code};
        }
        TRY(status);
    }
    return OK;
}

static enum status correct(struct ctx *ctx, void *arg)
{
    const struct correcting *correcting = arg;
    struct drawing drawing = {0};
    struct draw_run before;
    struct draw_runs runs;
    struct round round;
    TRY(read_round(ctx, correcting->round_id, &round));
    TRY(allocation_store_run(ctx, round.run_id, &before));
    TRY(allocation_runs(ctx, round.id, &runs));
    TRY(take_back(ctx, &round, &before));
    struct draw_run run = {.id = id_new(),
                           .round_id = round.id,
                           .number = (int64_t)runs.count + 1,
                           .state = RUN_DRAWN,
                           .reason = str_trim(correcting->correction->reason),
                           .commitment = STR(""),
                           .seed = STR(""),
                           .randomness = before.randomness,
                           .signature = before.signature};
    /* What is left out stands beside the run, which therefore comes first; what it committed to
     * follows. */
    TRY(allocation_store_add_run(ctx, &run));
    TRY(withdraw(ctx, &before, &run, correcting->correction));
    TRY(bar(ctx, &before, &run, correcting->correction));
    TRY(allocation_input_frozen(ctx, round.id, before.id, run.id, &drawing.input));
    TRY(reserve(ctx, &drawing.input));
    TRY(allocation_draw_run(ctx, &drawing, run.signature, run.randomness));
    run.commitment = str_trim(drawing.out[FAIR_COMMITMENT]);
    run.seed = drawing.outcome.seed;
    TRY(allocation_store_commit_run(ctx, &run));
    TRY(allocation_draw_keep_files(ctx, run.id, &drawing, false));
    TRY(allocation_draw_keep_rows(ctx, run.id, &drawing));
    TRY(allocation_store_set_run_state(ctx, before.id, RUN_REPLACED));
    return allocation_publish_run(ctx, &round, &run, &drawing,
                                  round.state == ROUND_PUBLISHED ? &before : NULL);
}

enum status allocation_correct(struct ctx *ctx, int64_t round_id,
                               const struct correction *correction)
{
    struct correcting correcting = {round_id, correction};
    TRY(check(ctx, correction));
    struct ctx large = allocation_large_begin(ctx);
    const enum status status = db_write(&large, correct, &correcting);
    allocation_large_end(&large, ctx);
    return status;
}
