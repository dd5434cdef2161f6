/* SPDX-License-Identifier: EUPL-1.2 */
/* A binary heap that knows where each tenant stands. */
#include "fair/fair_heap.h"

#include "base/banned.h"

/* The sign of a / v − b / w, by cross products: no fraction is rounded. */
static int compare_fractions(int64_t a, uint32_t v, int64_t b, uint32_t w)
{
    const fair_wide left = (fair_wide)a * w;
    const fair_wide right = (fair_wide)b * v;
    return (left > right) - (left < right);
}

bool fair_is_before(const struct fair_draw *draw, const struct fair_class *class, uint32_t a,
                    uint32_t b)
{
    const uint32_t v = draw->all->tenants[a].weight;
    const uint32_t w = draw->all->tenants[b].weight;
    int order = 0;
    if (class->points > 0) {
        order = compare_fractions(fair_balance(draw, class, a), v, fair_balance(draw, class, b), w);
    } else {
        order = compare_fractions(draw->got[a], v, draw->got[b], w);
        if (order == 0) {
            order = compare_fractions(draw->begin[a], v, draw->begin[b], w);
        }
    }
    return order != 0 ? order < 0 : draw->rank[a] < draw->rank[b];
}

static void put(struct fair_heap *heap, uint32_t at, uint32_t tenant)
{
    heap->items[at] = tenant;
    heap->place[tenant] = at;
}

static void sink(struct fair_heap *heap, uint32_t at, uint32_t tenant)
{
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= heap->count) {
            break;
        }
        if (child + 1 < heap->count &&
            fair_is_before(heap->draw, heap->class, heap->items[child + 1], heap->items[child])) {
            child++;
        }
        if (fair_is_before(heap->draw, heap->class, tenant, heap->items[child])) {
            break;
        }
        put(heap, at, heap->items[child]);
        at = child;
    }
    put(heap, at, tenant);
}

static void rise(struct fair_heap *heap, uint32_t at, uint32_t tenant)
{
    while (at > 0) {
        const uint32_t parent = (at - 1) / 2;
        if (!fair_is_before(heap->draw, heap->class, tenant, heap->items[parent])) {
            break;
        }
        put(heap, at, heap->items[parent]);
        at = parent;
    }
    put(heap, at, tenant);
}

void fair_heap_add(struct fair_heap *heap, uint32_t tenant)
{
    heap->count++;
    rise(heap, heap->count - 1, tenant);
}

void fair_heap_remove(struct fair_heap *heap, uint32_t tenant)
{
    const uint32_t at = heap->place[tenant];
    const uint32_t last = heap->items[heap->count - 1];
    heap->count--;
    heap->place[tenant] = FAIR_NONE;
    if (last == tenant) {
        return;
    }
    sink(heap, at, last);
    rise(heap, heap->place[last], last);
}

void fair_heap_grown(struct fair_heap *heap, uint32_t tenant)
{
    sink(heap, heap->place[tenant], tenant);
}
