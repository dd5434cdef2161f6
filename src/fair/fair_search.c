/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds what the breadth-first search of docs/draw/format.md finds, mostly without searching.
 *
 * Let D(t) be how many tenants a shortest exchange passes that begins with t and ends with a free
 * lot, and D(l) that of a lot: 0 if it is free, else D of its holder. So D(t) = 1 + the least D of
 * the lots that t wishes and that are not frozen.
 *
 * 1. The search finds the path that takes, at each tenant t, the first lot in scan order with
 *    D(l) = D(t) − 1. For tenants come into the queue in the order of their paths (compare the
 *    first step, then the second, …), whatever is reached at the wrong depth lies on no shortest
 *    path, and of tenants on a shortest path each reaches the next one at the same depth.
 *
 * 2. No D ever shrinks while a class has its turns. Free lots get a holder and never become free
 *    again, lots are frozen for good, and along an executed path a lot goes from a holder with
 *    D(k) = d to one with d + 1.
 *
 * So each tenant keeps a lower bound of its D (draw->distance) and how far it has scanned for it
 * (draw->cursor): what it has passed is too far for good. If the bound of no lot fits, the bound
 * becomes 1 + the least that was passed (draw->nearest), and the scan begins again. A walk goes
 * along fitting bounds and steps back from a tenant whose bound had to grow; when it comes to a
 * free lot, every bound on its path is exact, and by 1 it is the path of the search. Bounds grow to
 * at most the length of the longest exchange, and over all turns shortest exchanges are few and
 * short: n log² n steps for n turns (Bernstein, Holm, Rotenberg: Online bipartite matching with
 * amortized O(log² n) replacements, 2019). So all walks together scan each wish once for each
 * value of a bound, where the plain search scans all wishes in each turn.
 *
 * A walk cannot see quickly that nothing is free, and bounds that are far too low make it slow.
 * Therefore the plain search goes along with it, each as many wishes as the other, and whoever ends
 * first has the answer. When that is the search, it makes the bounds exact along its path: with
 * length n, a tenant at depth e has D ≥ n − e. A failed search freezes all it has scanned, so
 * failures cost each wish once. */
#include "fair/fair_search.h"

#include <assert.h>

#include "base/banned.h"

#define FIRST_BUDGET 512

enum step {
    FOUND,
    NOTHING,
    GOES_ON
};

void fair_search_begin(struct fair_search *search, struct fair_draw *draw,
                       const struct fair_class *class, const struct fair_part *part)
{
    const uint32_t at = class->segment_from + part->segment_from;
    *search = (struct fair_search){
        .draw = draw,
        .worker = &draw->workers[part->worker],
        .tenants = draw->stack + at,
        .wishes = draw->stack_wishes + at,
        .queue = draw->queue + at,
        .lots = draw->reached_lots + part->lot_from,
        .hopeless = part->segment_to - part->segment_from + 1,
    };
    for (uint32_t i = at; i < class->segment_from + part->segment_to; i++) {
        const struct fair_segment *segment = &draw->segments[i];
        const uint32_t tenant = segment->tenant;
        draw->from[tenant] = segment->from;
        draw->to[tenant] = segment->to;
        draw->cursor[tenant] = segment->from;
        draw->distance[tenant] = 1;
        draw->nearest[tenant] = FAIR_NONE;
        draw->queued[tenant] = 0;
    }
}

static uint32_t distance_of_lot(const struct fair_draw *draw, uint32_t lot)
{
    if (draw->frozen[lot]) {
        return FAIR_NONE;
    }
    return draw->owner[lot] == FAIR_NONE ? 0 : draw->distance[draw->owner[lot]];
}

/* ---- the walk -------------------------------------------------------------------------------- */

/* Moves the tenant's cursor to the first lot that fits its bound; false if none does. */
static bool find_fitting(struct fair_draw *draw, uint32_t tenant, int64_t *budget)
{
    const uint32_t wanted = draw->distance[tenant] - 1;
    const uint32_t to = draw->to[tenant];
    uint32_t nearest = draw->nearest[tenant];
    uint32_t at = draw->cursor[tenant];
    bool found = false;
    *budget -= 1;
    for (; at < to; at++) {
        const uint32_t distance = distance_of_lot(draw, fair_wish_lot(draw->accepted[at]));
        if (distance == wanted) {
            found = true;
            break;
        }
        nearest = distance < nearest ? distance : nearest;
    }
    *budget -= at - draw->cursor[tenant];
    draw->cursor[tenant] = at;
    draw->nearest[tenant] = nearest;
    return found;
}

static void raise_bound(struct fair_draw *draw, uint32_t tenant, uint32_t distance)
{
    draw->distance[tenant] = distance;
    draw->cursor[tenant] = draw->from[tenant];
    draw->nearest[tenant] = FAIR_NONE;
}

/* One more than the least that was passed. A bound that nobody can have means: never. */
static void raise_to_nearest(const struct fair_search *search, uint32_t tenant)
{
    const uint32_t nearest = search->draw->nearest[tenant];
    raise_bound(search->draw, tenant, nearest < search->hopeless ? nearest + 1 : FAIR_NONE);
}

static enum step walk(struct fair_search *search, int64_t budget)
{
    struct fair_draw *draw = search->draw;
    while (budget > 0) {
        const uint32_t tenant = search->tenants[search->depth];
        if (!find_fitting(draw, tenant, &budget)) {
            raise_to_nearest(search, tenant);
            if (search->depth > 0) {
                search->depth--;
            } else if (draw->distance[tenant] >= search->hopeless) {
                return NOTHING;
            }
            continue;
        }
        const uint32_t wish = draw->accepted[draw->cursor[tenant]];
        const uint32_t holder = draw->owner[fair_wish_lot(wish)];
        search->wishes[search->depth] = wish;
        if (holder == FAIR_NONE) {
            return FOUND;
        }
        search->tenants[++search->depth] = holder;
    }
    return GOES_ON;
}

/* ---- the search ------------------------------------------------------------------------------ */

static void queue_tenant(struct fair_search *search, uint32_t tenant, uint32_t wish, uint32_t depth)
{
    struct fair_draw *draw = search->draw;
    draw->queued[tenant] = search->worker->mark;
    draw->entered[tenant] = wish;
    draw->depth[tenant] = depth;
    search->queue[search->queue_count++] = tenant;
}

static void begin_search(struct fair_search *search, uint32_t tenant)
{
    search->worker->mark++;
    search->queue_count = 0;
    search->lot_count = 0;
    search->head = 0;
    search->at = search->draw->from[tenant];
    queue_tenant(search, tenant, 0, 0);
}

/* The path to the free lot of `wish`, which the tenant at the head has reached. */
static void trace(struct fair_search *search, uint32_t wish)
{
    const struct fair_draw *draw = search->draw;
    uint32_t tenant = search->queue[search->head];
    uint32_t depth = draw->depth[tenant];
    search->depth = depth;
    for (;;) {
        search->tenants[depth] = tenant;
        search->wishes[depth] = wish;
        if (depth == 0) {
            return;
        }
        wish = draw->entered[tenant];
        tenant = draw->reacher[fair_wish_lot(wish)];
        depth--;
    }
}

/* What the search has learnt: nobody in the queue is nearer to a free lot than this. */
static void raise_bounds(struct fair_search *search)
{
    struct fair_draw *draw = search->draw;
    const uint32_t length = search->depth + 1;
    for (uint32_t i = 0; i < search->queue_count; i++) {
        const uint32_t tenant = search->queue[i];
        const uint32_t depth = draw->depth[tenant];
        if (depth < length && draw->distance[tenant] < length - depth) {
            raise_bound(draw, tenant, length - depth);
        }
    }
}

/* True if the lot of the wish is free. */
static bool reach(struct fair_search *search, uint32_t tenant, uint32_t wish)
{
    struct fair_draw *draw = search->draw;
    const uint32_t lot = fair_wish_lot(wish);
    if (draw->frozen[lot] || draw->reached[lot] == search->worker->mark) {
        return false;
    }
    draw->reached[lot] = search->worker->mark;
    draw->reacher[lot] = tenant;
    search->lots[search->lot_count++] = lot;
    const uint32_t holder = draw->owner[lot];
    if (holder == FAIR_NONE) {
        return true;
    }
    if (draw->queued[holder] != search->worker->mark) {
        queue_tenant(search, holder, wish, draw->depth[tenant] + 1);
    }
    return false;
}

static enum step search_on(struct fair_search *search, int64_t budget)
{
    struct fair_draw *draw = search->draw;
    while (search->head < search->queue_count) {
        const uint32_t tenant = search->queue[search->head];
        for (; search->at < draw->to[tenant]; search->at++) {
            if (budget-- <= 0) {
                return GOES_ON;
            }
            const uint32_t wish = draw->accepted[search->at];
            if (reach(search, tenant, wish)) {
                trace(search, wish);
                raise_bounds(search);
                return FOUND;
            }
        }
        search->head++;
        if (search->head < search->queue_count) {
            search->at = draw->from[search->queue[search->head]];
        }
    }
    return NOTHING;
}

bool fair_search_free(struct fair_search *search, uint32_t tenant, struct fair_path *ret_path)
{
    int64_t budget = FIRST_BUDGET;
    search->depth = 0;
    search->tenants[0] = tenant;
    enum step step = walk(search, budget);
    if (step != FOUND) {
        begin_search(search, tenant);
    }
    while (step == GOES_ON) {
        step = search_on(search, budget);
        budget *= 2;
        if (step == GOES_ON) {
            step = walk(search, budget);
        }
    }
    if (step == NOTHING) {
        /* All that can be reached, also when the walk was the one to see it. */
        step = search_on(search, INT64_MAX);
        assert(step == NOTHING);
        return false;
    }
    *ret_path = (struct fair_path){search->tenants, search->wishes, search->depth + 1};
    return true;
}
