/* SPDX-License-Identifier: EUPL-1.2 */
/* Follows the ledger, so that no way of taking a thing in or describing it passes the rules by; and
 * the daily work. */
#include "base/day.h"
#include "base/id.h"
#include "centre/centre.h"
#include "safety/safety_checks.h"
#include "safety/safety_dealer.h"
#include "safety/safety_match.h"

#include "base/banned.h"

/* Events of a slow transaction may show up with an id below the cursor. */
#define LOOK_BACK_MS (2 * MS_PER_MINUTE)
#define STEP_EVENTS  200
#define EVERY_MS     (20 * MS_PER_SECOND)

/* ---- one thing ------------------------------------------------------------------------------- */

/* The stops that the classes want and the thing has not: set unless it was tested or wiped. */
static enum status ensure_stops(struct ctx *ctx, const struct thing *thing)
{
    struct safety_tests tests;
    struct safety_wipes wipes;
    int64_t stops = 0;
    bool is_new = false;
    TRY(safety_checks_stops(ctx, thing->category_id, thing->kind_key,
                            centre_day_of(ctx, thing->received_ms), &stops));
    stops &= ~thing->stops;
    if ((stops & STOP_UNTESTED) != 0) {
        TRY(safety_store_tests(ctx, thing->id, &tests));
        if (tests.count == 0) {
            TRY(goods_stop_set(ctx, thing->id, STOP_UNTESTED, STR("class=electrical"), &is_new));
        }
    }
    if ((stops & STOP_UNWIPED) != 0) {
        TRY(safety_store_wipes(ctx, thing->id, &wipes));
        if (wipes.count == 0) {
            TRY(goods_stop_set(ctx, thing->id, STOP_UNWIPED, STR("class=data"), &is_new));
        }
    }
    return OK;
}

static enum status received(struct ctx *ctx, void *arg)
{
    const struct thing *thing = arg;
    struct holder source;
    if (thing->count == 0) {
        return OK;
    }
    TRY(ensure_stops(ctx, thing));
    TRY(goods_holder(ctx, thing->source_id, &source));
    TRY(safety_dealer_enter(ctx, thing, source.kind));
    /* Nothing is written on it yet: only a note can name something. */
    return thing->note.len == 0 ? OK : safety_match_thing(ctx, thing);
}

enum status safety_received(struct ctx *ctx, const struct thing *thing)
{
    struct thing copy = *thing;
    return db_write(ctx, received, &copy);
}

static enum status divided(struct ctx *ctx, const struct thing *part)
{
    TRY(safety_checks_divide(ctx, part));
    TRY(safety_dealer_divide(ctx, part));
    TRY(safety_match_divide(ctx, part));
    return ensure_stops(ctx, part);
}

/* "from=17&…" of the event of the lot that took another in; false for the other's own. */
static bool merged_from(struct str detail, int64_t *ret_thing_id)
{
    struct str rest = detail;
    struct str first;
    return str_split(&rest, '&', &first) && str_starts_with(first, STR("from=")) &&
           str_to_i64(str_slice(first, sizeof("from=") - 1, first.len), ret_thing_id);
}

static enum status merged(struct ctx *ctx, const struct thing *into, int64_t from_id)
{
    TRY(safety_dealer_merge(ctx, into, from_id));
    return safety_match_copy(ctx, from_id, into->id);
}

/* ---- the ledger ------------------------------------------------------------------------------ */

struct following {
    int64_t from_id;  /* begin after this one; a step that is run again begins there again */
    int64_t after_id; /* where it came to */
    size_t read;
};

static enum status follow_event(struct ctx *ctx, const struct goods_event *event)
{
    struct thing thing;
    int64_t from_id = 0;
    if (event->kind != GOODS_RECEIVED && event->kind != GOODS_SPLIT &&
        event->kind != GOODS_GRADED && event->kind != GOODS_MERGED) {
        return OK;
    }
    TRY(goods_thing(ctx, event->thing_id, &thing));
    if (event->kind == GOODS_RECEIVED) {
        return received(ctx, &thing);
    }
    if (thing.count == 0) {
        return OK;
    }
    /* The first event of a part; a lot's own says only what it gave. */
    if (event->kind == GOODS_SPLIT) {
        return event->seq == 1 && thing.parent_id != NO_I64 ? divided(ctx, &thing) : OK;
    }
    if (event->kind == GOODS_MERGED) {
        return merged_from(event->detail, &from_id) ? merged(ctx, &thing, from_id) : OK;
    }
    return ensure_stops(ctx, &thing);
}

static enum status follow_step(struct ctx *ctx, void *arg)
{
    struct following *following = arg;
    struct goods_events events;
    int64_t cursor = 0;
    TRY(safety_store_cursor(ctx, &cursor));
    TRY(goods_events_after(ctx, following->from_id, STEP_EVENTS, &events));
    for (size_t i = 0; i < events.count; i++) {
        TRY(follow_event(ctx, &events.ptr[i]));
    }
    following->read = events.count;
    following->after_id = events.count == 0 ? following->from_id : events.ptr[events.count - 1].id;
    return following->after_id > cursor ? safety_store_set_cursor(ctx, following->after_id) : OK;
}

static enum status follow_job(struct ctx *ctx, struct str argument)
{
    struct following following = {0};
    int64_t cursor = 0;
    (void)argument;
    TRY(safety_store_cursor(ctx, &cursor));
    if (cursor == 0) {
        return safety_follow_from_now(ctx);
    }
    following.after_id = id_floor(id_time_ms(cursor) - LOOK_BACK_MS);
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        following.from_id = following.after_id;
        TRY(db_write(ctx, follow_step, &following));
        arena_reset(ctx->mem, mark);
    } while (following.read == STEP_EVENTS);
    return OK;
}

static enum status from_now(struct ctx *ctx, void *arg)
{
    (void)arg;
    return safety_store_set_cursor(ctx, id_floor(ctx->now_ms + LOOK_BACK_MS));
}

enum status safety_follow_from_now(struct ctx *ctx)
{
    return db_write(ctx, from_now, NULL);
}

/* ---- every day ------------------------------------------------------------------------------- */

static enum status daily_job(struct ctx *ctx, struct str argument)
{
    int64_t released = 0;
    int64_t erased = 0;
    (void)argument;
    return safety_dealer_daily(ctx, &released, &erased);
}

const struct job_kind safety_jobs[] = {
    {.name = "safety_follow", .run = follow_job, .every_ms = EVERY_MS},
    /* Each hour, so that what may be sold today is free in the morning. */
    {.name = "safety_daily", .run = daily_job, .every_ms = MS_PER_HOUR},
    {.name = NULL},
};
