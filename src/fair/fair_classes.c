/* SPDX-License-Identifier: EUPL-1.2 */
/* Draws class after class, each in parts that no wish connects. */
#include <string.h>

#include "base/ctx.h"
#include "fair/fair_draw.h"
#include "fair/fair_threads.h"

#include "base/banned.h"

/* Below so many wishes a class is drawn before a thread has begun. */
#define WISHES_FOR_THREADS 4096

/* ---- who takes part -------------------------------------------------------------------------- */

static uint32_t room_below(int64_t cap, int64_t got)
{
    const int64_t room = cap - got;
    return room >= UINT32_MAX ? UINT32_MAX : (uint32_t)(room < 0 ? 0 : room);
}

/* How many lots the tenant may still get in the class. */
static uint32_t room_in(const struct fair_draw *draw, const struct fair_class *class,
                        uint32_t tenant)
{
    const struct fair_tenant *one = &draw->all->tenants[tenant];
    const struct fair_cap *cap = fair_cap_of(draw->all, tenant, class->name);
    uint32_t room = UINT32_MAX;
    if (one->cap != FAIR_NO_CAP) {
        room = room_below(one->cap, draw->total[tenant]);
    }
    if (cap != NULL && room_below(cap->cap, cap->got) < room) {
        room = room_below(cap->cap, cap->got);
    }
    return room;
}

/* Keeps the segments of those who take part; gives how many. */
static uint32_t admit(struct fair_draw *draw, const struct fair_class *class)
{
    struct fair_segment *segments = draw->segments + class->segment_from;
    uint32_t count = 0;
    for (uint32_t i = 0; i < class->segment_to - class->segment_from; i++) {
        const uint32_t tenant = segments[i].tenant;
        draw->got[tenant] = 0;
        draw->room[tenant] = room_in(draw, class, tenant);
        if (draw->room[tenant] > 0) {
            segments[count++] = segments[i];
        }
    }
    return count;
}

/* ---- parts ----------------------------------------------------------------------------------- */

static uint32_t root_of(uint32_t *parents, uint32_t lot)
{
    while (parents[lot] != lot) {
        parents[lot] = parents[parents[lot]];
        lot = parents[lot];
    }
    return lot;
}

/* Joins the lots of each segment, under the lowest of them. */
static void join_lots(struct fair_draw *draw, const struct fair_class *class, uint32_t count)
{
    uint32_t *parents = draw->reacher;
    for (uint32_t lot = class->lot_from; lot < class->lot_to; lot++) {
        parents[lot] = lot;
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct fair_segment *segment = &draw->segments[class->segment_from + i];
        uint32_t root = root_of(parents, fair_wish_lot(draw->accepted[segment->from]));
        for (uint32_t at = segment->from + 1; at < segment->to; at++) {
            const uint32_t other = root_of(parents, fair_wish_lot(draw->accepted[at]));
            parents[other > root ? other : root] = other > root ? root : other;
            root = other > root ? root : other;
        }
    }
}

struct parts {
    struct fair_part *ptr;
    uint32_t count;
};

/* Where each part's segments and lots begin, from how many there are. */
static void begin_parts(struct parts *parts, const struct fair_class *class)
{
    uint32_t segment = 0;
    uint32_t lot = class->lot_from;
    for (uint32_t i = 0; i < parts->count; i++) {
        struct fair_part *part = &parts->ptr[i];
        segment += part->segment_to;
        lot += part->lot_to;
        part->segment_from = segment - part->segment_to;
        part->segment_to = part->segment_from;
        part->lot_from = lot - part->lot_to;
        part->lot_to = part->lot_from;
        part->too_large = FAIR_NONE;
    }
}

/* Numbers the parts in the order of their first segment and sorts segments and lots by part. The
 * number of a part stands with its root in draw->reached, which no search has used yet. */
static void split(struct fair_draw *draw, const struct fair_class *class, uint32_t count,
                  struct parts *parts)
{
    struct fair_segment *segments = draw->segments + class->segment_from;
    uint32_t *number_of = draw->reached;
    uint32_t *parents = draw->reacher;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t root = root_of(parents, fair_wish_lot(draw->accepted[segments[i].from]));
        if (number_of[root] == 0) {
            number_of[root] = ++parts->count;
        }
        draw->part_of[segments[i].tenant] = number_of[root] - 1;
    }
    parts->ptr = arena_array(draw->mem, parts->count, sizeof(parts->ptr[0]));
    for (uint32_t i = 0; i < count; i++) {
        parts->ptr[draw->part_of[segments[i].tenant]].segment_to++;
    }
    for (uint32_t lot = class->lot_from; lot < class->lot_to; lot++) {
        const uint32_t number = number_of[root_of(parents, lot)];
        if (number > 0) {
            parts->ptr[number - 1].lot_to++;
        }
    }
    begin_parts(parts, class);
    for (uint32_t lot = class->lot_from; lot < class->lot_to; lot++) {
        const uint32_t number = number_of[root_of(parents, lot)];
        if (number > 0) {
            draw->part_lots[parts->ptr[number - 1].lot_to++] = lot;
        }
    }
    struct fair_segment *unsorted = arena_array(draw->mem, count, sizeof(unsorted[0]));
    memcpy(unsorted, segments, count * sizeof(unsorted[0]));
    for (uint32_t i = 0; i < count; i++) {
        segments[parts->ptr[draw->part_of[unsorted[i].tenant]].segment_to++] = unsorted[i];
    }
    memset(number_of + class->lot_from, 0,
           (class->lot_to - class->lot_from) * sizeof(number_of[0]));
}

/* Start-up turns count over the whole class, so it stays in one piece. */
static void keep_whole(struct fair_draw *draw, const struct fair_class *class, uint32_t count,
                       struct parts *parts)
{
    parts->count = 1;
    parts->ptr = arena_array(draw->mem, 1, sizeof(parts->ptr[0]));
    *parts->ptr = (struct fair_part){.segment_to = count,
                                     .lot_from = class->lot_from,
                                     .lot_to = class->lot_to,
                                     .too_large = FAIR_NONE};
    for (uint32_t i = 0; i < count; i++) {
        draw->part_of[draw->segments[class->segment_from + i].tenant] = 0;
    }
    for (uint32_t lot = class->lot_from; lot < class->lot_to; lot++) {
        draw->part_lots[lot] = lot;
    }
}

/* ---- a class --------------------------------------------------------------------------------- */

struct job {
    struct fair_draw *draw;
    const struct fair_class *class;
    struct parts parts;
};

static void draw_part(void *arg, uint32_t i, int worker)
{
    const struct job *job = arg;
    struct fair_part *part = &job->parts.ptr[i];
    const struct fair_worker *own = &job->draw->workers[worker];
    part->worker = (uint8_t)worker;
    part->row_from = (uint32_t)(own->rows.len / sizeof(struct fair_turn));
    fair_turns_run(job->draw, job->class, part);
    part->trade_from = (uint32_t)(own->rows.len / sizeof(struct fair_turn));
    if (part->too_large == FAIR_NONE) {
        fair_trades_run(job->draw, job->class, part);
    }
    part->row_to = (uint32_t)(own->rows.len / sizeof(struct fair_turn));
}

static uint32_t wishes_of(const struct fair_draw *draw, const struct fair_class *class,
                          uint32_t count)
{
    uint32_t wishes = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct fair_segment *segment = &draw->segments[class->segment_from + i];
        wishes += segment->to - segment->from;
    }
    return wishes;
}

/* What the class leaves behind for the next one. */
static void close_class(struct fair_draw *draw, const struct fair_class *class, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t tenant = draw->segments[class->segment_from + i].tenant;
        struct fair_cap *cap = fair_cap_of(draw->all, tenant, class->name);
        draw->begin[tenant] = fair_balance(draw, class, tenant);
        draw->total[tenant] += draw->got[tenant];
        if (cap != NULL) {
            cap->got += draw->got[tenant];
        }
        draw->got[tenant] = 0;
    }
}

static enum status draw_class(struct fair_draw *draw, struct fair_class *class)
{
    const struct arena_mark mark = arena_mark(draw->mem);
    const uint32_t count = admit(draw, class);
    struct job job = {.draw = draw, .class = class};
    if (class->points > 0 && draw->all->settings.startup_share_ppm > 0) {
        keep_whole(draw, class, count, &job.parts);
    } else {
        join_lots(draw, class, count);
        split(draw, class, count, &job.parts);
    }
    const bool small = wishes_of(draw, class, count) < WISHES_FOR_THREADS;
    fair_threads_run(small ? 1 : draw->threads, job.parts.count, draw_part, &job);
    for (uint32_t i = 0; i < job.parts.count; i++) {
        if (job.parts.ptr[i].too_large != FAIR_NONE) {
            return fair_ledger_refuse(draw, job.parts.ptr[i].too_large);
        }
    }
    fair_merge_parts(draw, class, job.parts.ptr, job.parts.count);
    class->turn_to = draw->turn_count;
    close_class(draw, class, count);
    arena_reset(draw->mem, mark);
    return OK;
}

/* ---- all classes ----------------------------------------------------------------------------- */

static uint32_t *numbers(struct fair_draw *draw, uint32_t count)
{
    return arena_array(draw->mem, count, sizeof(uint32_t));
}

static void make_room(struct fair_draw *draw)
{
    const uint32_t tenants = draw->all->tenant_count;
    const uint32_t lots = draw->all->lot_count;
    const uint32_t segments =
        draw->class_count == 0 ? 0 : draw->classes[draw->class_count - 1].segment_to;
    uint32_t **const by_tenant[] = {
        &draw->got,    &draw->total,      &draw->room,          &draw->from,    &draw->to,
        &draw->cursor, &draw->distance,   &draw->nearest,       &draw->queued,  &draw->entered,
        &draw->depth,  &draw->heap_place, &draw->startup_place, &draw->part_of, &draw->twos,
        &draw->ones,   &draw->seat};
    uint32_t **const by_lot[] = {&draw->owner,        &draw->reached,   &draw->reacher,
                                 &draw->reached_lots, &draw->part_lots, &draw->index_of};
    uint32_t **const by_segment[] = {&draw->queue, &draw->stack, &draw->stack_wishes};
    for (size_t i = 0; i < sizeof(by_tenant) / sizeof(by_tenant[0]); i++) {
        *by_tenant[i] = numbers(draw, tenants);
    }
    for (size_t i = 0; i < sizeof(by_lot) / sizeof(by_lot[0]); i++) {
        *by_lot[i] = numbers(draw, lots);
    }
    for (size_t i = 0; i < sizeof(by_segment) / sizeof(by_segment[0]); i++) {
        *by_segment[i] = numbers(draw, segments);
    }
    draw->held_stars = arena_array(draw->mem, lots, sizeof(draw->held_stars[0]));
    draw->frozen = arena_array(draw->mem, lots, sizeof(draw->frozen[0]));
    memset(draw->owner, 0xff, lots * sizeof(draw->owner[0]));
}

enum status fair_classes_draw(struct fair_draw *draw)
{
    make_room(draw);
    for (uint32_t i = 0; i < draw->class_count; i++) {
        TRY(draw_class(draw, &draw->classes[i]));
    }
    return OK;
}
