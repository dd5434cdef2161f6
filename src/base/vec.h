/* SPDX-License-Identifier: EUPL-1.2 */
/* A growing array in an arena.
 *
 * Declare a type with VEC(struct thing) — any struct with `ptr`, `count` and `capacity` will do —
 * and append with vec_push(arena, &list, element). Elements move when it grows: keep indices, not
 * pointers, while appending. Templates loop over anything with `ptr` and `count`. */
#ifndef OMBRUK_BASE_VEC_H
#define OMBRUK_BASE_VEC_H

#include <stddef.h>

struct arena;

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *ptr;                                                                                 \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

/* Makes room for one more element of `size` bytes; returns the (moved) array. */
void *vec_reserve(struct arena *arena, void *ptr, size_t count, size_t *capacity, size_t size);

#define vec_push(arena, vec, ...)                                                                  \
    do {                                                                                           \
        (vec)->ptr =                                                                               \
            vec_reserve((arena), (vec)->ptr, (vec)->count, &(vec)->capacity, sizeof(*(vec)->ptr)); \
        (vec)->ptr[(vec)->count++] = (__VA_ARGS__);                                                \
    } while (0)

#endif
