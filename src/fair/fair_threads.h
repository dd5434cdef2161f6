/* SPDX-License-Identifier: EUPL-1.2 */
/* Work on several threads. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_THREADS_H
#define OMBRUK_FAIR_FAIR_THREADS_H

#include <stdint.h>

/* A list of `count` in parts of `size`: how many parts (the last may be empty), and where one ends.
 */
static inline uint32_t fair_part_count(uint32_t count, uint32_t size)
{
    return count / size + 1;
}

static inline uint32_t fair_part_end(uint32_t part, uint32_t count, uint32_t size)
{
    return part == count / size ? count : (part + 1) * size;
}

/* Calls job(arg, i, worker) once for each i below `count`, in no order, on at most `threads`
 * threads with numbers 0 to threads − 1. Where no thread can be had, fewer do the same. */
void fair_threads_run(int threads, uint32_t count, void (*job)(void *arg, uint32_t i, int worker),
                      void *arg);

#endif
