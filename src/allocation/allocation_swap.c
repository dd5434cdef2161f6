/* SPDX-License-Identifier: EUPL-1.2 */
/* The swap square: a shop or the house offers a lot, shops ask, and the least served one gets it.
 */
#include "allocation/allocation_swap.h"

#include "base/day.h"
#include "base/vec.h"
#include "goods/goods_booth.h"

#include "base/banned.h"

#define OPEN_MAX   200
#define NEWEST_MAX 60
/* An offer of what waits at a station ends so long before its time to be collected does. */
#define BEFORE_DUE_MS MS_PER_HOUR

/* ---- what can be offered --------------------------------------------------------------------- */

/* What the ledger says of a lot since it came to the house. */
struct past {
    bool listed; /* out for sale now */
    bool split;
    int64_t received; /* how many it was */
};

static enum status read_past(struct ctx *ctx, int64_t thing_id, struct past *ret_past)
{
    struct goods_events events;
    struct past past = {0};
    TRY(goods_events_of(ctx, thing_id, &events));
    for (size_t i = 0; i < events.count; i++) {
        const struct goods_event *event = &events.ptr[i];
        past.listed = event->kind == GOODS_LISTED || (past.listed && event->kind != GOODS_UNLISTED);
        past.split |= event->kind == GOODS_SPLIT;
        if (event->kind == GOODS_RECEIVED) {
            past.received = event->count;
        }
    }
    *ret_past = past;
    return OK;
}

static enum status refuse(struct ctx *ctx, const char *why)
{
    return ctx_fail(ctx, CONFLICT, why, "code");
}

enum status allocation_swap_check_lot(struct ctx *ctx, const struct thing *thing)
{
    struct past past;
    TRY(read_past(ctx, thing->id, &past));
    if (thing->blocked) {
        return refuse(ctx, N_("This lot is stopped. It must stay where it is."));
    }
    if (past.listed) {
        return refuse(ctx, N_("This lot is out for sale. Take it off sale first."));
    }
    if (past.split || thing->parent_id != NO_I64) {
        return refuse(ctx, N_("This lot has been divided. Only whole lots can be swapped."));
    }
    if (thing->count != past.received) {
        return refuse(ctx, N_("Some of this lot has been sold. Only whole lots can be swapped."));
    }
    return OK;
}

enum status allocation_swap_check_pick_up(struct ctx *ctx, const struct pick_up_row *row)
{
    if (row->state != PICK_UP_WAITING) {
        return OK;
    }
    if (row->given_ms != NO_I64 || row->received_ms != NO_I64) {
        return refuse(ctx, N_("This lot is being handed over. Confirm that first."));
    }
    if (row->due_ms <= ctx->now_ms) {
        return refuse(ctx, N_("The time to collect this lot is over. It goes to the swap square."));
    }
    return OK;
}

/* Until when a lot is offered: what still waits at a station is decided before it would be missed.
 */
static int64_t until_of(const struct ctx *ctx, const struct pick_up_row *row, int64_t swap_hours)
{
    const int64_t until_ms = ctx->now_ms + swap_hours * MS_PER_HOUR;
    const int64_t last_ms = row->due_ms - BEFORE_DUE_MS;
    return row->state == PICK_UP_WAITING && last_ms < until_ms ? last_ms : until_ms;
}

bool allocation_swap_has_it(const struct pick_up_row *row, const struct thing *thing,
                            int64_t tenant_id)
{
    const int64_t whose = row->state == PICK_UP_WAITING ? thing->allotted_to : thing->holder_id;
    return row->tenant_id == tenant_id && whose == tenant_id;
}

struct offering {
    int64_t tenant_id;
    struct str code;
    int64_t offer_id;
};

static enum status not_yours(struct ctx *ctx)
{
    return ctx_fail(ctx, NOT_FOUND,
                    N_("You have no lot from a draw with this label. Check the label."), "code");
}

static enum status offer(struct ctx *ctx, void *arg)
{
    struct offering *offering = arg;
    struct thing thing;
    struct pick_up_row row;
    struct swap_row open;
    struct round round;
    struct allocation_rules rules;
    struct str requires;
    enum status found = goods_by_code(ctx, offering->code, &thing);
    if (found == OK) {
        found = allocation_after_store_of_thing(ctx, thing.id, &row);
    }
    if (found != OK) {
        return found == NOT_FOUND ? not_yours(ctx) : found;
    }
    if (!allocation_swap_has_it(&row, &thing, offering->tenant_id)) {
        return not_yours(ctx);
    }
    TRY(allocation_swap_check_pick_up(ctx, &row));
    TRY(allocation_swap_check_lot(ctx, &thing));
    found = allocation_after_store_swap_of(ctx, thing.id, &open);
    if (found != NOT_FOUND) {
        return found == OK ? refuse(ctx, N_("This lot is on the swap square already.")) : found;
    }
    TRY(allocation_round(ctx, row.round_id, &round));
    TRY(allocation_rules_get(ctx, round.rules_id, &rules));
    struct swap_row swap = {.thing_id = thing.id,
                            .from_tenant = offering->tenant_id,
                            .round_id = row.round_id,
                            .until_ms = until_of(ctx, &row, rules.swap_hours)};
    if (swap.until_ms <= ctx->now_ms) {
        return refuse(ctx, N_("The time to collect this lot is nearly over. Collect it, or choose "
                              "another time first."));
    }
    TRY(allocation_after_store_lot(ctx, row.round_id, thing.id, &swap.points_mp, &requires));
    return allocation_after_store_add_swap(ctx, &swap, &offering->offer_id);
}

enum status allocation_swap_offer(struct ctx *ctx, int64_t tenant_id, struct str code,
                                  int64_t *ret_id)
{
    struct offering offering = {.tenant_id = tenant_id, .code = code};
    TRY(db_write(ctx, offer, &offering));
    *ret_id = offering.offer_id;
    return OK;
}

/* OK when it could be offered, CONFLICT when not; other statuses are failures. */
static enum status check_offerable(struct ctx *ctx, const struct pick_up_row *row,
                                   int64_t tenant_id, struct thing *ret_thing)
{
    struct swap_row open;
    TRY(goods_thing(ctx, row->thing_id, ret_thing));
    if (!allocation_swap_has_it(row, ret_thing, tenant_id)) {
        return CONFLICT;
    }
    TRY(allocation_swap_check_pick_up(ctx, row));
    const enum status found = allocation_after_store_swap_of(ctx, row->thing_id, &open);
    if (found != NOT_FOUND) {
        return found == OK ? CONFLICT : found;
    }
    return allocation_swap_check_lot(ctx, ret_thing);
}

enum status allocation_swap_offerable(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                                      struct things *ret_things)
{
    struct pick_up_rows rows;
    struct things things = {0};
    struct thing thing;
    TRY(allocation_after_store_newest(ctx, tenant_id, NEWEST_MAX, &rows));
    for (size_t i = 0; i < rows.count && (int64_t)things.count < limit; i++) {
        const enum status can = check_offerable(ctx, &rows.ptr[i], tenant_id, &thing);
        if (can == OK) {
            vec_push(ctx->mem, &things, thing);
        } else if (can != CONFLICT) {
            return can;
        }
    }
    ctx->err = (struct ctx_error){0};
    *ret_things = things;
    return OK;
}

/* ---- asking ---------------------------------------------------------------------------------- */

struct wanting {
    int64_t tenant_id;
    int64_t offer_id;
    bool asks;
};

static enum status over(struct ctx *ctx)
{
    return ctx_fail(ctx, CONFLICT, N_("This offer is over."), NULL);
}

static bool is_open(const struct ctx *ctx, const struct swap_row *swap)
{
    return swap->state == SWAP_OPEN && swap->until_ms > ctx->now_ms;
}

static enum status withdraw(struct ctx *ctx, void *arg)
{
    const struct wanting *wanting = arg;
    struct swap_row swap;
    TRY(allocation_after_store_swap(ctx, wanting->offer_id, &swap));
    if (swap.from_tenant != wanting->tenant_id) {
        return NOT_FOUND;
    }
    if (swap.state == SWAP_WITHDRAWN) {
        return OK;
    }
    return is_open(ctx, &swap)
               ? allocation_after_store_end_swap(ctx, swap.id, SWAP_WITHDRAWN, NO_I64)
               : over(ctx);
}

enum status allocation_swap_withdraw(struct ctx *ctx, int64_t tenant_id, int64_t offer_id)
{
    struct wanting wanting = {tenant_id, offer_id, false};
    return db_write(ctx, withdraw, &wanting);
}

static bool approved(const struct str_list *approvals, struct str requires)
{
    for (size_t i = 0; i < approvals->count; i++) {
        if (str_equal(approvals->ptr[i], requires)) {
            return true;
        }
    }
    return requires.len == 0;
}

enum status allocation_swap_check_taker(struct ctx *ctx, const struct swap_row *swap,
                                        int64_t tenant_id, struct participant *ret_participant)
{
    struct participant participant;
    struct str_list approvals;
    struct participant_caps caps;
    struct str requires = STR("");
    int64_t points_mp = 0;
    TRY(allocation_participant(ctx, tenant_id, &participant));
    if (participant.state != PARTICIPANT_ACTIVE) {
        return ctx_fail(ctx, CONFLICT, N_("Your shop takes no part in the draw right now."), NULL);
    }
    if (swap->round_id != NO_I64) {
        TRY(allocation_after_store_lot(ctx, swap->round_id, swap->thing_id, &points_mp, &requires));
    }
    TRY(allocation_approvals(ctx, tenant_id, &approvals, &caps));
    if (!approved(&approvals, requires)) {
        return ctx_fail(ctx, FORBIDDEN,
                        N_("Your shop is not approved for such goods. Ask the centre manager."),
                        NULL);
    }
    TRY(goods_booth_room(ctx, tenant_id));
    *ret_participant = participant;
    return OK;
}

static enum status ask(struct ctx *ctx, void *arg)
{
    const struct wanting *wanting = arg;
    struct swap_row swap;
    struct participant participant;
    TRY(allocation_after_store_swap(ctx, wanting->offer_id, &swap));
    if (!is_open(ctx, &swap)) {
        return over(ctx);
    }
    if (wanting->asks) {
        if (swap.from_tenant == wanting->tenant_id) {
            return ctx_fail(ctx, CONFLICT, N_("You offer this yourself."), NULL);
        }
        const enum status missed =
            allocation_after_store_missed_by(ctx, swap.thing_id, wanting->tenant_id);
        if (missed != NOT_FOUND) {
            return missed == OK ? ctx_fail(ctx, CONFLICT,
                                           N_("You did not collect this lot in time. It is for "
                                              "the other shops now."),
                                           NULL)
                                : missed;
        }
        TRY(allocation_swap_check_taker(ctx, &swap, wanting->tenant_id, &participant));
    }
    return allocation_after_store_ask(ctx, swap.id, wanting->tenant_id, wanting->asks);
}

enum status allocation_swap_ask(struct ctx *ctx, int64_t tenant_id, int64_t offer_id, bool asks)
{
    struct wanting wanting = {tenant_id, offer_id, asks};
    return db_write(ctx, ask, &wanting);
}

enum status allocation_swap_offers(struct ctx *ctx, int64_t tenant_id,
                                   struct swap_offers *ret_offers)
{
    struct str_list approvals;
    struct participant_caps caps;
    struct swap_offers offers;
    TRY(allocation_approvals(ctx, tenant_id, &approvals, &caps));
    TRY(allocation_after_store_swaps_open(ctx, tenant_id, OPEN_MAX, &offers));
    for (size_t i = 0; i < offers.count; i++) {
        offers.ptr[i].approved = approved(&approvals, offers.ptr[i].requires);
    }
    *ret_offers = offers;
    return OK;
}
