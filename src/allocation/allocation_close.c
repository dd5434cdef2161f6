/* SPDX-License-Identifier: EUPL-1.2 */
/* The close: who takes part and what they wish is frozen, written out and committed to. */
#include "allocation/allocation_draw.h"
#include "allocation/allocation_group.h"
#include "allocation/allocation_mail.h"
#include "allocation/allocation_stopped.h"
#include "base/id.h"

#include "base/banned.h"

static enum status freeze(struct ctx *ctx, const struct draw_input *input)
{
    for (size_t i = 0; i < input->entrants.count; i++) {
        TRY(allocation_store_add_entrant(ctx, input->round.id, &input->entrants.ptr[i]));
    }
    for (size_t i = 0; i < input->members.count; i++) {
        TRY(allocation_store_add_member(ctx, input->round.id, &input->members.ptr[i]));
    }
    for (size_t i = 0; i < input->wishes.count; i++) {
        TRY(allocation_store_expand_wish(ctx, input->round.id, &input->wishes.ptr[i]));
    }
    return OK;
}

static enum status close_open(struct ctx *ctx, const struct round *round)
{
    struct drawing drawing = {0};
    struct draw_run run = {.id = id_new(),
                           .round_id = round->id,
                           .number = 1,
                           .state = RUN_COMMITTED,
                           .reason = STR(""),
                           .seed = STR(""),
                           .randomness = STR(""),
                           .signature = STR("")};
    TRY(allocation_participants_settle(ctx));
    TRY(allocation_stopped_round(ctx, round));
    TRY(allocation_input_now(ctx, round->id, &drawing.input));
    TRY(allocation_draw_commit(ctx, &drawing));
    run.commitment = str_trim(drawing.out[FAIR_COMMITMENT]);
    TRY(freeze(ctx, &drawing.input));
    TRY(allocation_store_add_run(ctx, &run));
    TRY(allocation_draw_keep_files(ctx, run.id, &drawing, true));
    TRY(allocation_store_close_round(ctx, round->id, run.id));
    return allocation_mail_closed(ctx, round, &run);
}

static enum status close_round(struct ctx *ctx, void *arg)
{
    const int64_t *round_id = arg;
    struct round round;
    TRY(allocation_store_lock_round(ctx, *round_id, &round));
    if (round.state == ROUND_DRAFT || round.state == ROUND_CANCELLED) {
        return ctx_fail(ctx, CONFLICT, N_("The round is not open."), NULL);
    }
    if (round.state != ROUND_OPEN) {
        return OK;
    }
    if (ctx->now_ms < round.closes_ms) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The round is open until its time. It cannot be closed earlier."), NULL);
    }
    return close_open(ctx, &round);
}

enum status allocation_close(struct ctx *ctx, int64_t round_id)
{
    struct ctx large = allocation_large_begin(ctx);
    const enum status status = db_write(&large, close_round, &round_id);
    allocation_large_end(&large, ctx);
    return status;
}
