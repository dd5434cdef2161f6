/* SPDX-License-Identifier: EUPL-1.2 */
/* Tenants by the key of their turn. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_HEAP_H
#define OMBRUK_FAIR_FAIR_HEAP_H

#include "fair/fair_draw.h"

struct fair_heap {
    const struct fair_draw *draw;
    const struct fair_class *class;
    uint32_t *items;
    uint32_t *place; /* by tenant; FAIR_NONE: not inside */
    uint32_t count;
};

/* True if `a` comes before `b`: the key of docs/draw/format.md, Turns. */
bool fair_is_before(const struct fair_draw *draw, const struct fair_class *class, uint32_t a,
                    uint32_t b);

void fair_heap_add(struct fair_heap *heap, uint32_t tenant);
void fair_heap_remove(struct fair_heap *heap, uint32_t tenant);
/* After the key of a tenant inside has grown; a key never shrinks. */
void fair_heap_grown(struct fair_heap *heap, uint32_t tenant);

#endif
