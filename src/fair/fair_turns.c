/* SPDX-License-Identifier: EUPL-1.2 */
/* The turns of a part of a class. */
#include "fair/fair_heap.h"
#include "fair/fair_search.h"
#include "fair/fair_sort.h"

#include "base/banned.h"

struct run {
    struct fair_draw *draw;
    const struct fair_class *class;
    struct fair_part *part;
    struct fair_worker *worker;
    struct fair_heap inside;
    struct fair_heap startups; /* of those inside */
};

static bool is_startup_turn(const struct run *run)
{
    const struct fair_draw *draw = run->draw;
    const int64_t share = draw->all->settings.startup_share_ppm;
    return run->class->points > 0 && run->startups.count > 0 &&
           draw->given_to_startups < (draw->given + 1) * share / FAIR_MILLION;
}

static void go(struct run *run, uint32_t tenant)
{
    fair_heap_remove(&run->inside, tenant);
    if (run->draw->all->tenants[tenant].startup) {
        fair_heap_remove(&run->startups, tenant);
    }
}

static void leave(struct run *run, uint32_t tenant, const uint32_t *lots, uint32_t count)
{
    struct fair_draw *draw = run->draw;
    const struct fair_turn row = {
        .at = run->worker->frozen.len / sizeof(uint32_t),
        .count = count,
        .tenant = tenant,
        .action = FAIR_LEAVE,
        .worker = run->part->worker,
    };
    struct arena_mark mark = arena_mark(run->worker->mem);
    uint32_t *sorted = arena_array(run->worker->mem, count, sizeof(sorted[0]));
    for (uint32_t i = 0; i < count; i++) {
        draw->frozen[lots[i]] = true;
        sorted[i] = draw->lot_of[lots[i]];
    }
    fair_sort_numbers(sorted, count, arena_array(run->worker->mem, count, sizeof(sorted[0])));
    strbuf_bytes(&run->worker->frozen, (const char *)sorted, count * sizeof(sorted[0]));
    strbuf_bytes(&run->worker->rows, (const char *)&row, sizeof(row));
    arena_reset(run->worker->mem, mark);
    go(run, tenant);
}

/* Each tenant of the path gets the lot that it scanned. */
static void execute(struct run *run, const struct fair_path *path, enum fair_action action)
{
    struct fair_draw *draw = run->draw;
    const struct fair_turn row = {
        .at = run->worker->steps.len / sizeof(struct fair_step_of),
        .count = path->count,
        .tenant = path->tenants[0],
        .action = (uint8_t)action,
        .worker = run->part->worker,
    };
    for (uint32_t i = 0; i < path->count; i++) {
        const uint32_t wish = path->wishes[i];
        const uint32_t lot = fair_wish_lot(wish);
        const struct fair_step_of step = {lot, draw->owner[lot]};
        strbuf_bytes(&run->worker->steps, (const char *)&step, sizeof(step));
        draw->owner[lot] = path->tenants[i];
        draw->held_stars[lot] = (uint8_t)fair_wish_stars(wish);
    }
    strbuf_bytes(&run->worker->rows, (const char *)&row, sizeof(row));
}

/* Counts the lot; false when the balance grew too large. */
static bool count_lot(struct run *run, uint32_t tenant)
{
    struct fair_draw *draw = run->draw;
    const struct fair_tenant *one = &draw->all->tenants[tenant];
    draw->got[tenant]++;
    if (run->class->points > 0 && draw->all->settings.startup_share_ppm > 0) {
        draw->given++;
        draw->given_to_startups += one->startup ? 1 : 0;
    }
    const int64_t balance = fair_balance(draw, run->class, tenant);
    if (balance > FAIR_LARGEST || balance < -FAIR_LARGEST) {
        run->part->too_large = tenant;
        return false;
    }
    if (draw->got[tenant] == draw->room[tenant]) {
        go(run, tenant);
        return true;
    }
    fair_heap_grown(&run->inside, tenant);
    if (one->startup) {
        fair_heap_grown(&run->startups, tenant);
    }
    return true;
}

static bool take_turn(struct run *run, struct fair_search *search)
{
    const uint32_t ordinary = run->inside.items[0];
    const uint32_t tenant = is_startup_turn(run) ? run->startups.items[0] : ordinary;
    struct fair_path path;
    if (!fair_search_free(search, tenant, &path)) {
        leave(run, tenant, search->lots, search->lot_count);
        return true;
    }
    execute(run, &path,
            tenant != ordinary ? FAIR_STARTUP
            : path.count > 1   ? FAIR_CHAIN
                               : FAIR_TAKE);
    return count_lot(run, tenant);
}

void fair_turns_run(struct fair_draw *draw, const struct fair_class *class, struct fair_part *part)
{
    struct fair_worker *worker = &draw->workers[part->worker];
    const struct arena_mark mark = arena_mark(worker->mem);
    const uint32_t count = part->segment_to - part->segment_from;
    struct run run = {.draw = draw, .class = class, .part = part, .worker = worker};
    struct fair_search search;
    run.inside = (struct fair_heap){draw, class, arena_array(worker->mem, count, sizeof(uint32_t)),
                                    draw->heap_place, 0};
    run.startups = (struct fair_heap){
        draw, class, arena_array(worker->mem, count, sizeof(uint32_t)), draw->startup_place, 0};
    fair_search_begin(&search, draw, class, part);
    for (uint32_t i = part->segment_from; i < part->segment_to; i++) {
        const uint32_t tenant = draw->segments[class->segment_from + i].tenant;
        fair_heap_add(&run.inside, tenant);
        if (draw->all->tenants[tenant].startup) {
            fair_heap_add(&run.startups, tenant);
        }
    }
    while (run.inside.count > 0 && take_turn(&run, &search)) {
    }
    arena_reset(worker->mem, mark);
}
