/* SPDX-License-Identifier: EUPL-1.2 */
/* Lots on their way to shops: windows, the pick-ups a publication makes, and another time. */
#include "allocation/allocation_after_plan.h"
#include "base/day.h"
#include "base/id.h"

#include "base/banned.h"

#define WINDOW_DAYS_MAX 14

/* ---- windows --------------------------------------------------------------------------------- */

struct adding {
    struct pick_up_window window;
};

static enum status add_window(struct ctx *ctx, void *arg)
{
    struct adding *adding = arg;
    struct round round;
    struct holder holder;
    TRY(allocation_round(ctx, adding->window.round_id, &round));
    const enum status found = goods_holder(ctx, adding->window.station_id, &holder);
    if (found == NOT_FOUND || (found == OK && !goods_is_store(holder.kind))) {
        return ctx_fail(ctx, INVALID, N_("Choose a station from the list."), "station");
    }
    TRY(found);
    adding->window.id = id_new();
    return allocation_after_store_add_window(ctx, &adding->window);
}

enum status allocation_window_add(struct ctx *ctx, const struct pick_up_window *window,
                                  int64_t *ret_id)
{
    struct adding adding = {.window = *window};
    if (window->starts_ms <= ctx->now_ms) {
        return ctx_fail(ctx, INVALID, N_("Choose a time that is still to come."), "from");
    }
    if (window->ends_ms <= window->starts_ms ||
        window->ends_ms - window->starts_ms > WINDOW_DAYS_MAX * MS_PER_DAY) {
        return ctx_fail(ctx, INVALID, N_("The end must be after the start, at most 14 days."),
                        "to");
    }
    if (window->capacity_lots < 1) {
        return ctx_fail(ctx, INVALID, N_("There must be room for at least one lot."), "capacity");
    }
    TRY(db_write(ctx, add_window, &adding));
    *ret_id = adding.window.id;
    return OK;
}

static enum status remove_window(struct ctx *ctx, void *arg)
{
    const int64_t *window_id = arg;
    struct pick_up_window window;
    TRY(allocation_after_store_window(ctx, *window_id, &window));
    const enum status deleted = allocation_after_store_delete_window(ctx, *window_id);
    return deleted == CONFLICT
               ? ctx_fail(ctx, CONFLICT,
                          N_("Shops are to collect lots in this time. It must stay."), NULL)
               : deleted;
}

enum status allocation_window_remove(struct ctx *ctx, int64_t window_id)
{
    return db_write(ctx, remove_window, &window_id);
}

/* ---- made by publication ----------------------------------------------------------------------
 */

static enum status add_waiting(struct ctx *ctx, int64_t round_id, const struct awarded *lot,
                               struct pick_up_window *window)
{
    const struct pick_up_row row = {
        .thing_id = lot->thing_id,
        .round_id = round_id,
        .tenant_id = lot->tenant_id,
        .station_id = lot->station_id,
        .window_id = window == NULL ? NO_I64 : window->id,
        .due_ms = window == NULL ? ctx->now_ms + PICK_UP_DAYS * MS_PER_DAY : window->ends_ms,
        .state = PICK_UP_WAITING,
    };
    if (window != NULL) {
        window->taken_lots++;
    }
    return allocation_after_store_add_pick_up(ctx, &row);
}

/* One shop's lots at one station: into one window where they fit together, else spread. */
static enum status place(struct ctx *ctx, int64_t round_id, struct pick_up_windows *windows,
                         const struct awarded *lots, size_t count)
{
    struct pick_up_window *all =
        allocation_after_plan_window(windows, lots[0].station_id, ctx->now_ms, (int64_t)count);
    for (size_t i = 0; i < count; i++) {
        struct pick_up_window *window =
            all != NULL ? all
                        : allocation_after_plan_window(windows, lots[i].station_id, ctx->now_ms, 1);
        TRY(add_waiting(ctx, round_id, &lots[i], window));
    }
    return OK;
}

static bool together(const struct awarded *a, const struct awarded *b)
{
    return a->lead_id == b->lead_id && a->tenant_id == b->tenant_id &&
           a->station_id == b->station_id;
}

/* The lots of `lead_id`, shop by shop and station by station; `lead_id` NO_I64: of all leads that
 * `placed` does not have. */
static enum status place_lead(struct ctx *ctx, int64_t round_id, struct pick_up_windows *windows,
                              const struct awarded_list *lots, int64_t lead_id, bool *placed)
{
    for (size_t i = 0; i < lots->count;) {
        size_t end = i + 1;
        while (end < lots->count && together(&lots->ptr[i], &lots->ptr[end])) {
            end++;
        }
        if (!placed[i] && (lead_id == NO_I64 || lots->ptr[i].lead_id == lead_id)) {
            TRY(place(ctx, round_id, windows, &lots->ptr[i], end - i));
            placed[i] = true;
        }
        i = end;
    }
    return OK;
}

enum status allocation_pick_ups_make(struct ctx *ctx, int64_t round_id, int64_t run_id,
                                     const struct i64_list *leads_by_ticket)
{
    struct pick_up_windows windows;
    struct awarded_list lots;
    TRY(allocation_windows(ctx, round_id, &windows));
    TRY(allocation_after_store_awarded(ctx, round_id, run_id, &lots));
    bool *placed = arena_array(ctx->mem, lots.count, sizeof(*placed));
    for (size_t i = 0; i < leads_by_ticket->count; i++) {
        TRY(place_lead(ctx, round_id, &windows, &lots, leads_by_ticket->ptr[i], placed));
    }
    return place_lead(ctx, round_id, &windows, &lots, NO_I64, placed);
}

enum status allocation_pick_ups_take_back(struct ctx *ctx, int64_t round_id)
{
    const enum status begun = allocation_after_store_begun(ctx, round_id);
    if (begun == OK) {
        return ctx_fail(ctx, CONFLICT,
                        N_("Lots of this round have been collected. It can be corrected no more."),
                        NULL);
    }
    if (begun != NOT_FOUND) {
        return begun;
    }
    return allocation_after_store_take_back(ctx, round_id);
}

/* ---- another time ---------------------------------------------------------------------------- */

struct moving {
    int64_t tenant_id;
    int64_t from_window;
    int64_t to_window;
};

static enum status move(struct ctx *ctx, void *arg)
{
    const struct moving *moving = arg;
    struct pick_up_window to;
    int64_t lots = 0;
    int64_t due_ms = NO_I64;
    TRY(allocation_after_store_window(ctx, moving->to_window, &to));
    const struct pick_up_group group = {moving->tenant_id, to.round_id, to.station_id,
                                        moving->from_window};
    TRY(allocation_after_store_movable(ctx, &group, &lots, &due_ms));
    if (lots == 0) {
        return NOT_FOUND;
    }
    if (moving->from_window == moving->to_window) {
        return OK;
    }
    if (due_ms <= ctx->now_ms) {
        return ctx_fail(ctx, CONFLICT,
                        N_("The time to collect these lots is over. They go to the swap square."),
                        "to");
    }
    if (to.starts_ms <= ctx->now_ms) {
        return ctx_fail(ctx, CONFLICT, N_("This time has begun. Choose a later one."), "to");
    }
    if (to.capacity_lots - to.taken_lots < lots) {
        return ctx_fail(ctx, CONFLICT, N_("This time is full now. Choose another one."), "to");
    }
    return allocation_after_store_move(ctx, &group, &to);
}

enum status allocation_pick_up_move(struct ctx *ctx, int64_t tenant_id, int64_t from_window,
                                    int64_t to_window)
{
    struct moving moving = {tenant_id, from_window, to_window};
    return db_write(ctx, move, &moving);
}
