/* SPDX-License-Identifier: EUPL-1.2 */
/* Leaving the house: to the end user, which is what counts as reuse, for a time, or otherwise. */
#include "goods/goods_record.h"

#include "base/banned.h"

struct leaving {
    int64_t thing_id;
    int64_t holder_id;
    enum goods_event_kind kind;
    int64_t count;
    int64_t price_ore; /* NO_I64: not handed over to its end user */
    enum goods_discard reason;
    int64_t version; /* NO_I64: as the thing stands */
    int64_t event_id;
};

static struct str detail_of(struct ctx *ctx, const struct leaving *leaving)
{
    if (leaving->price_ore != NO_I64) {
        return str_format(ctx->mem, "price_ore=%lld", (long long)leaving->price_ore);
    }
    return leaving->reason == 0 ? STR("") : str_format(ctx->mem, "reason=%d", (int)leaving->reason);
}

/* What is stopped goes nowhere but, when recalled or unsafe, out of the house as such. */
static enum status check_stops(struct ctx *ctx, const struct leaving *leaving,
                               const struct thing *thing)
{
    const bool as_dangerous =
        leaving->reason == DISCARD_UNSAFE || leaving->reason == DISCARD_RECALLED;
    const bool thrown_away = leaving->kind == GOODS_RECYCLED || leaving->kind == GOODS_DISCARDED;
    if (goods_sellable(thing) || (thrown_away && !thing->blocked)) {
        return OK;
    }
    if (thrown_away && (thing->stops & STOP_LEGAL) == 0) {
        return as_dangerous
                   ? OK
                   : ctx_fail(ctx, CONFLICT,
                              N_("This is stopped. It can be thrown away only as unsafe or "
                                 "recalled."),
                              "reason");
    }
    return ctx_fail(ctx, CONFLICT, goods_stop_refusal(thing->stops), NULL);
}

static enum status leave(struct ctx *ctx, void *arg)
{
    struct leaving *leaving = arg;
    struct stored_thing stored;
    TRY(goods_record_held(ctx, leaving->thing_id, leaving->holder_id, &stored));
    TRY(check_stops(ctx, leaving, &stored.thing));
    if (leaving->count > stored.thing.count) {
        return ctx_fail(ctx, CONFLICT,
                        stored.thing.count == 0 ? N_("This has been sold or given away already.")
                                                : N_("There are not so many left."),
                        "count");
    }
    struct goods_event event = goods_record_new(ctx, &stored, leaving->kind);
    event.from_holder = leaving->holder_id;
    event.count = leaving->count;
    event.g = goods_share(stored.thing.g, leaving->count, stored.thing.count);
    event.detail = detail_of(ctx, leaving);
    TRY(goods_record(ctx, &stored, &event));
    leaving->event_id = event.id;
    return OK;
}

static enum status check_count(struct ctx *ctx, int64_t count)
{
    return count >= 1 && count <= GOODS_COUNT_MAX
               ? OK
               : ctx_fail(ctx, INVALID, N_("The number must be from 1 to 10 000."), "count");
}

enum status goods_hand_over(struct ctx *ctx, int64_t thing_id, int64_t holder_id, int64_t count,
                            int64_t price_ore, int64_t *ret_event_id)
{
    struct leaving leaving = {.thing_id = thing_id,
                              .holder_id = holder_id,
                              .kind = price_ore > 0 ? GOODS_SOLD : GOODS_GIVEN,
                              .count = count,
                              .price_ore = price_ore};
    TRY(check_count(ctx, count));
    if (price_ore < 0) {
        return ctx_fail(ctx, INVALID, N_("The price cannot be below zero."), "price");
    }
    TRY(db_write(ctx, leave, &leaving));
    *ret_event_id = leaving.event_id;
    return OK;
}

static enum status dispose(struct ctx *ctx, void *arg)
{
    const struct leaving *leaving = arg;
    struct stored_thing stored;
    TRY(goods_record_unreserved(ctx, leaving->thing_id));
    TRY(goods_store_thing(ctx, leaving->thing_id, &stored));
    if (stored.thing.holder_id == leaving->holder_id && stored.thing.listed != LISTED_NOT) {
        return ctx_fail(ctx, CONFLICT, N_("This is out for sale. Take it off sale first."), NULL);
    }
    return leave(ctx, arg);
}

enum status goods_dispose(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                          enum goods_event_kind kind, int64_t count, enum goods_discard reason)
{
    struct leaving leaving = {.thing_id = thing_id,
                              .holder_id = holder_id,
                              .kind = kind,
                              .count = count,
                              .price_ore = NO_I64,
                              .reason = reason};
    TRY(check_count(ctx, count));
    if (kind != GOODS_RECYCLED && kind != GOODS_DISCARDED && kind != GOODS_PASSED_ON) {
        return INVALID;
    }
    if (kind == GOODS_PASSED_ON ? reason != 0 : goods_discard_words(reason) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose why it leaves the house."), "reason");
    }
    return db_write(ctx, dispose, &leaving);
}

static enum status rent_out(struct ctx *ctx, void *arg)
{
    const struct leaving *leaving = arg;
    struct stored_thing stored;
    TRY(goods_record_unreserved(ctx, leaving->thing_id));
    TRY(goods_record_held(ctx, leaving->thing_id, leaving->holder_id, &stored));
    /* A double click rents out no more than one. */
    if (leaving->version != NO_I64 && leaving->version != stored.thing.seq) {
        return ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    return leave(ctx, arg);
}

enum status goods_rent_out(struct ctx *ctx, int64_t thing_id, int64_t holder_id, int64_t version,
                           int64_t count, int64_t *ret_event_id)
{
    struct leaving leaving = {.thing_id = thing_id,
                              .holder_id = holder_id,
                              .kind = GOODS_RENTED_OUT,
                              .count = count,
                              .price_ore = NO_I64,
                              .version = version};
    TRY(check_count(ctx, count));
    TRY(db_write(ctx, rent_out, &leaving));
    *ret_event_id = leaving.event_id;
    return OK;
}

struct undoing {
    int64_t event_id;
    int64_t holder_id;
};

static enum status undo(struct ctx *ctx, void *arg)
{
    const struct undoing *undoing = arg;
    struct goods_event done;
    struct stored_thing stored;
    TRY(goods_event(ctx, undoing->event_id, &done));
    if (done.kind != GOODS_SOLD && done.kind != GOODS_GIVEN) {
        return NOT_FOUND;
    }
    TRY(goods_record_held(ctx, done.thing_id, undoing->holder_id, &stored));
    const enum status corrected = goods_store_correction(ctx, done.thing_id, done.id);
    if (corrected == OK) {
        return ctx_fail(ctx, CONFLICT, N_("This sale is undone already."), NULL);
    }
    if (corrected != NOT_FOUND) {
        return corrected;
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_CORRECTED);
    event.from_holder = done.from_holder;
    event.to_holder = undoing->holder_id;
    event.count = done.count;
    event.g = done.g;
    event.category_id = done.category_id;
    event.refers_to = done.id;
    event.detail = str_format(ctx->mem, "undo=%d", (int)done.kind);
    return goods_record(ctx, &stored, &event);
}

enum status goods_undo_hand_over(struct ctx *ctx, int64_t event_id, int64_t holder_id)
{
    struct undoing undoing = {event_id, holder_id};
    return db_write(ctx, undo, &undoing);
}
