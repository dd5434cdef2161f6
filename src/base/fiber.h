/* SPDX-License-Identifier: EUPL-1.2 */
/* A function with a stack of its own that may stop in the middle and go on later, so that one
 * thread can have many requests that wait.
 *
 * A fiber runs on the thread that started it, and only there. What it may not do while it waits:
 * hold a lock, or lean on what is the thread's alone (errno, say). */
#ifndef OMBRUK_BASE_FIBER_H
#define OMBRUK_BASE_FIBER_H

#include <stdbool.h>

struct fiber;

typedef void fiber_fn(void *arg);
/* On any thread, once for each fiber_wait(), perhaps before that has stopped the fiber: sees to it
 * that the fiber's thread calls fiber_resume(). */
typedef void fiber_wake_fn(void *arg);

/* NULL if there is no memory for its stack. May be started many times, one after the other. */
struct fiber *fiber_create(void);
/* NULL is allowed. It must not be under way. */
void fiber_destroy(struct fiber *fiber);

/* Runs `fn` until it ends (true) or waits (false). Not from within a fiber. */
bool fiber_start(struct fiber *fiber, fiber_fn *fn, fiber_wake_fn *wake, void *arg);
/* Goes on with one that waits: true when its function has ended. */
bool fiber_resume(struct fiber *fiber);

/* The fiber this code runs in, or NULL. */
struct fiber *fiber_current(void);
/* Within a fiber: gives the thread back until fiber_resume(). */
void fiber_wait(void);
/* Calls the fiber's `wake`. */
void fiber_wake(struct fiber *fiber);

#endif
