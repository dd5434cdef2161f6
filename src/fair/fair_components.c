/* SPDX-License-Identifier: EUPL-1.2 */
/* Strongly connected components of the graph of trades (Tarjan 1972, with a stack of its own).
 *
 * Arrows are as many as lots times wishes. Therefore they go through a node for each holder and
 * number of stars: a lot with s stars leads to node s of its holder, node s leads to node s + 1 and
 * to the lots with s stars. So the work is linear in the wishes. */
#include "fair/fair_trades.h"

#include "base/banned.h"

#define DONE FAIR_NONE
#define END  FAIR_NONE
#define GAP  (FAIR_NONE - 1)

/* By node: lots by index, then three for each tenant of the part. */
struct walk {
    struct fair_trades *trades;
    uint32_t *order; /* 0: not visited */
    uint32_t *low;
    uint32_t *step;
    uint32_t *open;
    uint32_t *path;
    uint32_t open_count;
    uint32_t path_count;
    uint32_t visited_count;
};

static uint32_t star_node(const struct fair_trades *trades, uint32_t seat, uint32_t stars)
{
    return trades->count + 3 * seat + (stars - 1);
}

/* The first of a tenant's wishes with fewer than `stars`. */
static uint32_t fewer_than(const struct fair_draw *draw, uint32_t tenant, uint32_t stars)
{
    uint32_t low = draw->from[tenant];
    uint32_t high = draw->to[tenant];
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (fair_wish_stars(draw->accepted[middle]) >= stars) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The node of a wished lot, if somebody holds it. */
static uint32_t lot_node(const struct fair_trades *trades, uint32_t wish)
{
    const uint32_t index = trades->draw->index_of[fair_wish_lot(wish)];
    return index != FAIR_NONE ? index : GAP;
}

/* The i-th node that a node leads to; END after the last, GAP where one is left out. */
static uint32_t next_node(const struct fair_trades *trades, uint32_t node, uint32_t i)
{
    const struct fair_draw *draw = trades->draw;
    if (node < trades->count) {
        const struct fair_node *lot = &trades->nodes[node];
        return i == 0 ? star_node(trades, lot->seat, lot->stars) : END;
    }
    const uint32_t stars = (node - trades->count) % 3 + 1;
    if (i == 0) {
        return stars < 3 ? node + 1 : GAP;
    }
    const uint32_t tenant = trades->seats[(node - trades->count) / 3].tenant;
    const uint32_t begins[] = {draw->ones[tenant], draw->twos[tenant], draw->from[tenant]};
    const uint32_t ends[] = {draw->to[tenant], draw->ones[tenant], draw->twos[tenant]};
    const uint32_t at = begins[stars - 1] + i - 1;
    return at < ends[stars - 1] ? lot_node(trades, draw->accepted[at]) : END;
}

static void enter(struct walk *walk, uint32_t node)
{
    walk->order[node] = ++walk->visited_count;
    walk->low[node] = walk->visited_count;
    walk->open[walk->open_count++] = node;
    walk->path[walk->path_count++] = node;
}

/* Takes a finished component from the open nodes. */
static void take_component(struct walk *walk, uint32_t node)
{
    struct fair_trades *trades = walk->trades;
    uint32_t member = END;
    do {
        member = walk->open[--walk->open_count];
        walk->order[member] = DONE;
        if (member < trades->count) {
            trades->nodes[member].component = trades->component_count;
        }
    } while (member != node);
    trades->component_count++;
}

static void leave(struct walk *walk, uint32_t node)
{
    const uint32_t low = walk->low[node];
    walk->path_count--;
    if (walk->path_count > 0) {
        const uint32_t parent = walk->path[walk->path_count - 1];
        walk->low[parent] = low < walk->low[parent] ? low : walk->low[parent];
    }
    if (low == walk->order[node]) {
        take_component(walk, node);
    }
}

static void visit(struct walk *walk, uint32_t root)
{
    enter(walk, root);
    while (walk->path_count > 0) {
        const uint32_t node = walk->path[walk->path_count - 1];
        const uint32_t next = next_node(walk->trades, node, walk->step[node]++);
        if (next == END) {
            leave(walk, node);
        } else if (next == GAP || walk->order[next] == DONE) {
            continue;
        } else if (walk->order[next] == 0) {
            enter(walk, next);
        } else if (walk->order[next] < walk->low[node]) {
            walk->low[node] = walk->order[next];
        }
    }
}

void fair_components_make(struct fair_trades *trades)
{
    struct arena *mem = trades->worker->mem;
    const struct arena_mark mark = arena_mark(mem);
    const size_t nodes =
        trades->count + 3 * (size_t)(trades->part->segment_to - trades->part->segment_from);
    struct walk walk = {.trades = trades};
    uint32_t **const by_node[] = {&walk.order, &walk.low, &walk.step, &walk.open, &walk.path};
    for (size_t i = 0; i < sizeof(by_node) / sizeof(by_node[0]); i++) {
        *by_node[i] = arena_array(mem, nodes, sizeof(uint32_t));
    }
    for (uint32_t i = 0; i < trades->seat_count; i++) {
        const uint32_t tenant = trades->seats[i].tenant;
        trades->draw->twos[tenant] = fewer_than(trades->draw, tenant, 3);
        trades->draw->ones[tenant] = fewer_than(trades->draw, tenant, 2);
    }
    for (uint32_t i = 0; i < trades->count; i++) {
        if (walk.order[i] == 0) {
            visit(&walk, i);
        }
    }
    arena_reset(mem, mark);
}
