/* SPDX-License-Identifier: EUPL-1.2 */
/* Work on several threads. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_THREADS_H
#define OMBRUK_FAIR_FAIR_THREADS_H

#include <stdint.h>

/* Calls job(arg, i, worker) once for each i below `count`, in no order, on at most `threads`
 * threads with numbers 0 to threads − 1. Where no thread can be had, fewer do the same. */
void fair_threads_run(int threads, uint32_t count, void (*job)(void *arg, uint32_t i, int worker),
                      void *arg);

#endif
