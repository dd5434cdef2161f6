/* SPDX-License-Identifier: EUPL-1.2 */
/* Doubling array in an arena. */
#include "base/vec.h"

#include <string.h>

#include "base/arena.h"

#include "base/banned.h"

#define VEC_FIRST 8

void *vec_reserve(struct arena *arena, void *ptr, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return ptr;
    }
    const size_t wider = *capacity == 0 ? VEC_FIRST : *capacity * 2;
    void *moved = arena_array(arena, wider, size);
    if (count > 0) {
        memcpy(moved, ptr, count * size);
    }
    *capacity = wider;
    return moved;
}
