/* SPDX-License-Identifier: EUPL-1.2 */
/* What the room does by the clock: rounds open, close and are drawn, what is late is dealt with,
 * what
 * the manager gives by hand is counted, and what is stopped is taken out. */
#include "allocation/allocation_after.h"
#include "allocation/allocation_draw.h"
#include "allocation/allocation_group.h"
#include "allocation/allocation_mail.h"
#include "allocation/allocation_stopped.h"
#include "base/day.h"
#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

#define CLOCK_MS     (30 * MS_PER_SECOND)
#define REMIND_MS    MS_PER_DAY
#define LOOK_BACK_MS (10 * MS_PER_MINUTE)
#define STEP_EVENTS  500

/* ---- rounds
 * ------------------------------------------------------------------------------------------------
 */

static enum status remind(struct ctx *ctx, void *arg)
{
    const int64_t *round_id = arg;
    struct round round;
    TRY(allocation_round(ctx, *round_id, &round));
    if (round.state != ROUND_OPEN) {
        return OK;
    }
    TRY(allocation_store_remind_round(ctx, round.id));
    return allocation_mail_reminder(ctx, &round);
}

/* What cannot be done (a planned round without lots) is tried again and holds nothing else up; the
 * first real failure is what the job ends with. */
static void note(struct ctx *ctx, enum status status, enum status *first)
{
    if (status == CONFLICT || status == INVALID) {
        ctx->err = (struct ctx_error){0};
    } else if (*first == OK) {
        *first = status;
    }
}

static enum status tick_rounds(struct ctx *ctx)
{
    struct rounds_due due;
    enum status first = OK;
    bool drawn = false;
    TRY(allocation_store_due(ctx, ctx->now_ms + REMIND_MS, &due));
    for (size_t i = 0; i < due.open.count; i++) {
        note(ctx, allocation_round_open(ctx, due.open.ptr[i]), &first);
    }
    for (size_t i = 0; i < due.remind.count; i++) {
        note(ctx, db_write(ctx, remind, &due.remind.ptr[i]), &first);
    }
    for (size_t i = 0; i < due.close.count; i++) {
        note(ctx, allocation_close(ctx, due.close.ptr[i]), &first);
    }
    for (size_t i = 0; i < due.closed.count; i++) {
        note(ctx, allocation_draw_if_certain(ctx, due.closed.ptr[i], &drawn), &first);
    }
    return first;
}

/* ---- lots given by hand
 * --------------------------------------------------------------------------------------- */

/* Before the first rules there is nothing to count by; then from the day they are in force. */
static enum status follow_from(struct ctx *ctx, int64_t *ret_after_id)
{
    struct allocation_rules_list rules;
    int64_t cursor = NO_I64;
    TRY(allocation_store_cursor(ctx, &cursor));
    *ret_after_id = NO_I64;
    if (cursor != NO_I64) {
        *ret_after_id = id_floor(id_time_ms(cursor) - LOOK_BACK_MS);
        return OK;
    }
    TRY(allocation_rules_list(ctx, &rules));
    if (rules.count > 0) {
        const int64_t day = rules.ptr[rules.count - 1].from_day;
        *ret_after_id = id_floor(centre_instant(ctx, day, 0));
    }
    return OK;
}

static enum status follow_event(struct ctx *ctx, const struct goods_event *event)
{
    struct goods_event undone;
    if (event->kind == GOODS_ALLOTTED && goods_event_owner(event) == NO_I64) {
        return allocation_points_by_hand(ctx, event->to_holder, event->thing_id, event->at_ms,
                                         false);
    }
    if (event->kind == GOODS_BLOCKED) {
        return allocation_stopped_lot(ctx, event->thing_id);
    }
    if (!goods_event_undoes_allotment(event)) {
        return OK;
    }
    TRY(goods_event(ctx, event->refers_to, &undone));
    return goods_event_owner(&undone) != NO_I64
               ? OK
               : allocation_points_by_hand(ctx, event->from_holder, event->thing_id, event->at_ms,
                                           true);
}

struct following {
    int64_t after_id;
    size_t read;
    int64_t last_id;
};

static enum status follow_step(struct ctx *ctx, void *arg)
{
    struct following *following = arg;
    struct goods_events events;
    int64_t cursor = NO_I64;
    TRY(allocation_store_cursor(ctx, &cursor));
    TRY(goods_events_after(ctx, following->after_id, STEP_EVENTS, &events));
    for (size_t i = 0; i < events.count; i++) {
        TRY(follow_event(ctx, &events.ptr[i]));
    }
    following->read = events.count;
    following->last_id = events.count == 0 ? following->after_id : events.ptr[events.count - 1].id;
    return events.count > 0 && (cursor == NO_I64 || following->last_id > cursor)
               ? allocation_store_set_cursor(ctx, following->last_id)
               : OK;
}

/* Events of a slow transaction may show up below the cursor: some minutes are read again, and what
 * is counted is known by its instant. */
static enum status follow_hand(struct ctx *ctx)
{
    struct following following = {0};
    TRY(follow_from(ctx, &following.after_id));
    if (following.after_id == NO_I64) {
        return OK;
    }
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(db_write(ctx, follow_step, &following));
        following.after_id = following.last_id;
        arena_reset(ctx->mem, mark);
    } while (following.read == STEP_EVENTS);
    return OK;
}

/* ---- the job
 * -----------------------------------------------------------------------------------------------------
 */

enum status allocation_tick(struct ctx *ctx)
{
    enum status first = OK;
    int64_t ignored = 0;
    note(ctx, follow_hand(ctx), &first);
    note(ctx, tick_rounds(ctx), &first);
    note(ctx, allocation_miss_late(ctx, &ignored), &first);
    note(ctx, allocation_collect_received(ctx, &ignored), &first);
    note(ctx, allocation_swap_decide(ctx, &ignored), &first);
    note(ctx, allocation_settle(ctx, &ignored), &first);
    return first;
}

static enum status clock_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return allocation_tick(ctx);
}

const struct job_kind allocation_jobs[] = {
    {.name = "allocation_clock", .run = clock_job, .every_ms = CLOCK_MS},
    {.name = NULL},
};
