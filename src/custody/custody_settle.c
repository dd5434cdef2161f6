/* SPDX-License-Identifier: EUPL-1.2 */
/* The differences of a stocktake are settled, each by what it turns out to be. */
#include "custody/custody_store.h"

#include "base/banned.h"

struct settling {
    int64_t id;
    const struct stocktake_settling *with;
    struct str why;
};

static bool suits(int64_t kind, enum stocktake_outcome outcome)
{
    switch (outcome) {
    case STOCKTAKE_MOVED:
        return kind == STOCKTAKE_ELSEWHERE;
    case STOCKTAKE_LOST:
    case STOCKTAKE_FOUND:
    case STOCKTAKE_DISPOSED:
        return kind == STOCKTAKE_MISSING;
    case STOCKTAKE_LEFT:
        return kind == STOCKTAKE_ELSEWHERE || kind == STOCKTAKE_UNKNOWN;
    default:
        return false;
    }
}

static struct str reason_of(struct ctx *ctx, const struct stocktake *take)
{
    return str_format(ctx->mem, "stocktake=%lld", (long long)take->id);
}

/* What the ledger thought was gone is there: one of it, until somebody counts. */
static enum status bring_here(struct ctx *ctx, const struct stocktake *take,
                              const struct thing *thing)
{
    const struct goods_move move = {thing->id, thing->holder_id, NO_I64};
    struct i64_list moved;
    if (thing->count == 0) {
        TRY(goods_recount(ctx, thing->id, thing->holder_id, thing->seq, 1, WHY_FOUND));
    }
    return thing->holder_id == take->holder_id
               ? OK
               : goods_move(ctx, &move, 1, take->holder_id, reason_of(ctx, take), &moved);
}

static enum status dispose(struct ctx *ctx, const struct thing *thing, int64_t discard)
{
    if (goods_discard_words(discard) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose why it was thrown away."), "discard");
    }
    return goods_dispose(ctx, thing->id, thing->holder_id, GOODS_DISCARDED, thing->count,
                         (enum goods_discard)discard);
}

static enum status do_it(struct ctx *ctx, const struct stocktake *take,
                         const struct stocktake_row *row, const struct stocktake_settling *with)
{
    struct thing thing;
    if (with->outcome == STOCKTAKE_LEFT || with->outcome == STOCKTAKE_FOUND) {
        return OK;
    }
    TRY(goods_thing(ctx, row->thing_id, &thing));
    if (with->outcome == STOCKTAKE_MOVED) {
        return bring_here(ctx, take, &thing);
    }
    /* Somebody has done something with it since: then it is not missing here any more. */
    if (thing.holder_id != take->holder_id || thing.count == 0) {
        return OK;
    }
    return with->outcome == STOCKTAKE_LOST
               ? goods_recount(ctx, thing.id, thing.holder_id, thing.seq, 0, WHY_LOST)
               : dispose(ctx, &thing, with->discard);
}

static enum status settle_one(struct ctx *ctx, const struct stocktake *take,
                              const struct settling *settling, int64_t number)
{
    struct stocktake_row row;
    const enum status found = custody_store_row(ctx, take->id, number, &row);
    if (found == NOT_FOUND) {
        return ctx_fail(ctx, INVALID, N_("Tick what you want to settle."), "rows");
    }
    TRY(found);
    if (row.outcome != STOCKTAKE_UNSETTLED) {
        return OK;
    }
    if (!suits(row.kind, settling->with->outcome)) {
        (void)ctx_fail(ctx, INVALID, N_("{detail}: this does not suit what was found there."),
                       "rows");
        ctx->err.detail = row.code;
        return INVALID;
    }
    TRY(do_it(ctx, take, &row, settling->with));
    return custody_store_settle_row(ctx, take->id, number, settling->with->outcome, settling->why);
}

static bool needs_why(enum stocktake_outcome outcome)
{
    return outcome == STOCKTAKE_LOST || outcome == STOCKTAKE_LEFT;
}

static enum status settle(struct ctx *ctx, void *arg)
{
    const struct settling *settling = arg;
    struct stocktake take;
    TRY(custody_store_stocktake(ctx, settling->id, &take));
    if (take.state != STOCKTAKE_SETTLING) {
        return ctx_fail(ctx, CONFLICT,
                        take.state == STOCKTAKE_CLOSED ? N_("This stocktake is closed.")
                                                       : N_("End the counting first."),
                        NULL);
    }
    for (size_t i = 0; i < settling->with->numbers->count; i++) {
        TRY(settle_one(ctx, &take, settling, settling->with->numbers->ptr[i]));
    }
    return OK;
}

enum status custody_stocktake_settle(struct ctx *ctx, int64_t id,
                                     const struct stocktake_settling *with)
{
    struct settling settling = {
        .id = id, .with = with, .why = with->why.ptr == NULL ? STR("") : str_trim(with->why)};
    if (with->numbers->count == 0) {
        return ctx_fail(ctx, INVALID, N_("Tick what you want to settle."), "rows");
    }
    if (needs_why(with->outcome) && str_utf8_length(settling.why) < CUSTODY_WHY_MIN) {
        return ctx_fail(ctx, INVALID, N_("Write what happened, in at least 5 signs."), "why");
    }
    return db_write(ctx, settle, &settling);
}
