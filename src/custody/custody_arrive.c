/* SPDX-License-Identifier: EUPL-1.2 */
/* A load arrives: what came, what did not, and why. */
#include "base/vec.h"
#include "custody/custody_codes.h"
#include "custody/custody_store.h"

#include "base/banned.h"

struct arriving {
    int64_t load_id;
    const struct load_arrival *arrival;
    struct str_list extra;
};

static struct str reason_of(struct ctx *ctx, const struct load *load)
{
    return str_format(ctx->mem, "load=%lld", (long long)load->id);
}

static enum load_outcome outcome_of(const struct load_arrival *arrival, size_t number)
{
    return arrival->all ? LOAD_LOT_CAME : (enum load_outcome)arrival->outcomes[number];
}

static enum status move_some(struct ctx *ctx, const struct load *load,
                             const struct stored_load_lots *lots,
                             const struct load_arrival *arrival, enum load_outcome outcome,
                             int64_t to_id)
{
    struct goods_move *moves = arena_array(ctx->mem, lots->count + 1, sizeof(*moves));
    struct i64_list moved;
    size_t count = 0;
    for (size_t i = 0; i < lots->count; i++) {
        if (outcome_of(arrival, i) == outcome) {
            moves[count++] = (struct goods_move){lots->ptr[i].thing_id,
                                                 GOODS_HOLDER_OF(HOLDER_TRANSPORT), NO_I64};
        }
    }
    return count == 0 ? OK : goods_move(ctx, moves, count, to_id, reason_of(ctx, load), &moved);
}

static enum status count_away(struct ctx *ctx, const struct stored_load_lots *lots,
                              const struct load_arrival *arrival)
{
    for (size_t i = 0; i < lots->count; i++) {
        struct thing thing;
        if (outcome_of(arrival, i) != LOAD_LOT_LOST) {
            continue;
        }
        TRY(goods_thing(ctx, lots->ptr[i].thing_id, &thing));
        TRY(goods_recount(ctx, thing.id, GOODS_HOLDER_OF(HOLDER_TRANSPORT), thing.seq, 0,
                          WHY_LOST));
    }
    return OK;
}

static enum status note_outcomes(struct ctx *ctx, const struct load *load,
                                 const struct stored_load_lots *lots,
                                 const struct load_arrival *arrival)
{
    for (size_t i = 0; i < lots->count; i++) {
        struct stored_load_lot lot = lots->ptr[i];
        lot.outcome = (int64_t)outcome_of(arrival, i);
        lot.why = lot.outcome == LOAD_LOT_CAME ? STR("") : arrival->why;
        TRY(custody_store_set_load_lot(ctx, load->id, &lot));
    }
    return OK;
}

static enum status refuse_extra(struct ctx *ctx, enum status status, const char *message,
                                struct str code)
{
    (void)ctx_fail(ctx, status, message, "extra");
    ctx->err.detail = code;
    return status;
}

/* Something came that the list does not have: it is moved here from where the ledger has it. */
static enum status take_extra(struct ctx *ctx, const struct load *load,
                              const struct stored_load_lots *lots, const struct arriving *arriving,
                              size_t number)
{
    const struct str code = arriving->extra.ptr[number];
    struct thing thing;
    struct i64_list moved;
    const enum status found = custody_codes_thing(ctx, code, load->from_id, &thing);
    if (found == NOT_FOUND) {
        return refuse_extra(ctx, INVALID,
                            N_("No thing has the label {detail}. Check the signs, or register it "
                               "as new."),
                            code);
    }
    TRY(found);
    for (size_t i = 0; i < lots->count; i++) {
        if (lots->ptr[i].thing_id == thing.id) {
            return refuse_extra(ctx, INVALID, N_("{detail} is on the list. Tick it there."), code);
        }
    }
    if (thing.holder_id != load->to_id) {
        const struct goods_move move = {thing.id, thing.holder_id, NO_I64};
        TRY(goods_move(ctx, &move, 1, load->to_id, reason_of(ctx, load), &moved));
    }
    const struct stored_load_lot lot = {.thing_id = thing.id,
                                        .number = (int64_t)(lots->count + number) + 1,
                                        .count = thing.count,
                                        .g = thing.g,
                                        .outcome = LOAD_LOT_EXTRA,
                                        .why = arriving->arrival->why};
    return custody_store_add_load_lot(ctx, load->id, &lot);
}

/* A difference is an outcome other than "came", or something besides. */
static enum status check(struct ctx *ctx, const struct stored_load_lots *lots,
                         const struct arriving *arriving)
{
    const struct load_arrival *arrival = arriving->arrival;
    bool differs = arriving->extra.count > 0;
    if (!arrival->all && arrival->outcome_count != lots->count) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The list is not the one you saw. Look at it again, and tell for each "
                           "lot whether it came."),
                        "outcomes");
    }
    for (size_t i = 0; i < lots->count; i++) {
        const enum load_outcome outcome = outcome_of(arrival, i);
        if (outcome < LOAD_LOT_CAME || outcome > LOAD_LOT_LEFT) {
            return ctx_fail(ctx, INVALID, N_("Tell for each lot whether it came."), "outcomes");
        }
        differs = differs || outcome != LOAD_LOT_CAME;
    }
    if (differs && str_utf8_length(str_trim(arrival->why)) < CUSTODY_WHY_MIN) {
        return ctx_fail(ctx, INVALID,
                        N_("Write what happened, in at least 5 signs: the difference is explained "
                           "by it later."),
                        "why");
    }
    return OK;
}

static enum status arrive(struct ctx *ctx, void *arg)
{
    const struct arriving *arriving = arg;
    const struct load_arrival *arrival = arriving->arrival;
    struct load load;
    struct stored_load_lots lots;
    TRY(custody_store_load(ctx, arriving->load_id, &load));
    if (load.state == LOAD_ARRIVED) {
        return OK;
    }
    if (load.state != LOAD_SENT) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The sender has not confirmed this load yet. Ask them to do it first."),
                        NULL);
    }
    TRY(custody_store_load_lots(ctx, load.id, &lots));
    TRY(check(ctx, &lots, arriving));
    TRY(move_some(ctx, &load, &lots, arrival, LOAD_LOT_CAME, load.to_id));
    TRY(move_some(ctx, &load, &lots, arrival, LOAD_LOT_LEFT, load.from_id));
    TRY(count_away(ctx, &lots, arrival));
    TRY(note_outcomes(ctx, &load, &lots, arrival));
    for (size_t i = 0; i < arriving->extra.count; i++) {
        TRY(take_extra(ctx, &load, &lots, arriving, i));
    }
    return custody_store_load_state(ctx, load.id, LOAD_ARRIVED);
}

enum status custody_load_arrive(struct ctx *ctx, int64_t load_id,
                                const struct load_arrival *arrival)
{
    struct load_arrival told = *arrival;
    struct arriving arriving = {.load_id = load_id, .arrival = &told};
    told.why = arrival->why.ptr == NULL ? STR("") : arrival->why;
    if (!arrival->all) {
        custody_codes_split(ctx, arrival->extra, &arriving.extra);
    }
    if (arriving.extra.count > CUSTODY_LOTS_MAX) {
        return ctx_fail(ctx, INVALID, N_("Write at most 200 labels at once."), "extra");
    }
    return db_write(ctx, arrive, &arriving);
}
