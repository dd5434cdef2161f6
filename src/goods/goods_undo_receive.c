/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking back a lot that was registered by mistake. */
#include "centre/centre.h"
#include "goods/goods_record.h"

#include "base/banned.h"

/* What one event after the first means for taking back; INTAKE_OPEN: nothing. */
static enum goods_intake state_after(const struct goods_event *event, int64_t received_id)
{
    switch (event->kind) {
    case GOODS_PHOTOGRAPHED:
    case GOODS_UNPHOTOGRAPHED:
    case GOODS_LABELLED:
        return INTAKE_OPEN;
    case GOODS_ALLOTTED:
        return INTAKE_GIVEN;
    case GOODS_PICKED_UP:
        return INTAKE_PICKED_UP;
    case GOODS_CORRECTED:
        return event->refers_to == received_id ? INTAKE_UNDONE : INTAKE_CHANGED;
    default:
        return INTAKE_CHANGED;
    }
}

/* The furthest that the lot has come: a lot that was given and picked up is picked up. One that was
 * given by mistake is no longer given, but not as registered either. */
static enum goods_intake state_of(const struct goods_events *events, int64_t today)
{
    enum goods_intake state = INTAKE_OPEN;
    if (events->count == 0 || events->ptr[0].kind != GOODS_RECEIVED) {
        return INTAKE_CHANGED;
    }
    for (size_t i = 1; i < events->count; i++) {
        const enum goods_intake after = state_after(&events->ptr[i], events->ptr[0].id);
        state = after > state || goods_event_undoes_allotment(&events->ptr[i]) ? after : state;
    }
    return state == INTAKE_OPEN && events->ptr[0].day != today ? INTAKE_OLD : state;
}

/* What the ledger says, and whether the lot is reserved, which does not stand there. */
static enum status read_state(struct ctx *ctx, int64_t thing_id, struct goods_events *ret_events,
                              enum goods_intake *ret_state)
{
    struct goods_events events;
    int64_t owner_id = NO_I64;
    TRY(goods_events_of(ctx, thing_id, &events));
    enum goods_intake state = state_of(&events, centre_today(ctx));
    if (state < INTAKE_RESERVED) {
        TRY(goods_reserved_for(ctx, thing_id, &owner_id));
        state = owner_id == NO_I64 ? state : INTAKE_RESERVED;
    }
    *ret_events = events;
    *ret_state = state;
    return OK;
}

enum status goods_intake_state(struct ctx *ctx, int64_t thing_id, enum goods_intake *ret_state)
{
    struct goods_events events;
    return read_state(ctx, thing_id, &events, ret_state);
}

static const char *why_not(enum goods_intake state)
{
    switch (state) {
    case INTAKE_OLD:
        return N_("This was registered on another day and can no longer be undone here. "
                  "Ask the centre.");
    case INTAKE_RESERVED:
        return N_("This lot is part of a round. It cannot be undone here. Ask the centre.");
    case INTAKE_GIVEN:
        return N_("The centre has given this lot to a shop. It cannot be undone here. "
                  "Ask the centre.");
    case INTAKE_PICKED_UP:
        return N_("A shop has picked this lot up. It cannot be undone any more.");
    default:
        return N_("Something has been done with this lot since. It cannot be undone here. "
                  "Ask the centre.");
    }
}

struct undoing {
    int64_t thing_id;
    int64_t holder_id;
    bool is_new;
};

static enum status undo(struct ctx *ctx, void *arg)
{
    struct undoing *undoing = arg;
    struct stored_thing stored;
    struct goods_events events;
    enum goods_intake state = INTAKE_OPEN;
    TRY(goods_store_thing(ctx, undoing->thing_id, &stored));
    TRY(read_state(ctx, undoing->thing_id, &events, &state));
    if (events.count == 0 || events.ptr[0].to_holder != undoing->holder_id) {
        return NOT_FOUND;
    }
    const struct goods_event *received = &events.ptr[0];
    undoing->is_new = state == INTAKE_OPEN;
    if (state == INTAKE_UNDONE) {
        return OK;
    }
    if (state != INTAKE_OPEN) {
        return ctx_fail(ctx, CONFLICT, why_not(state), NULL);
    }
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_CORRECTED);
    event.from_holder = undoing->holder_id;
    event.count = received->count;
    event.g = received->g;
    event.refers_to = received->id;
    event.detail = str_format(ctx->mem, "undo=%d", GOODS_RECEIVED);
    return goods_record(ctx, &stored, &event);
}

enum status goods_undo_receive(struct ctx *ctx, int64_t thing_id, int64_t holder_id, bool *ret_new)
{
    struct undoing undoing = {.thing_id = thing_id, .holder_id = holder_id};
    TRY(db_write(ctx, undo, &undoing));
    *ret_new = undoing.is_new;
    return OK;
}
