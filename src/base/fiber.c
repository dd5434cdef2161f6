/* SPDX-License-Identifier: EUPL-1.2 */
/* Fibers by ucontext, each stack with a page below it that nobody may touch. */
#include "base/fiber.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "base/banned.h"

/* As a worker thread has; memory is taken only for the pages that are used. */
#define STACK_SIZE ((size_t)512 * 1024)

#if defined(__SANITIZE_ADDRESS__)
#define FIBER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FIBER_ASAN 1
#endif
#endif

#ifdef FIBER_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

struct fiber {
    ucontext_t own;
    ucontext_t thread;
    char *memory;
    size_t guard;
    fiber_fn *fn;
    fiber_wake_fn *wake;
    void *arg;
    bool ended;
    void *own_fake_stack;
    const void *thread_stack;
    size_t thread_stack_size;
};

static _Thread_local struct fiber *current;

/* The sanitizer has to be told which stack is in use. */
static void leave_thread(const struct fiber *fiber, void **fake_stack)
{
#ifdef FIBER_ASAN
    __sanitizer_start_switch_fiber(fake_stack, fiber->memory + fiber->guard, STACK_SIZE);
#else
    (void)fiber;
    (void)fake_stack;
#endif
}

static void back_on_thread(void *fake_stack)
{
#ifdef FIBER_ASAN
    __sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
#else
    (void)fake_stack;
#endif
}

static void leave_fiber(struct fiber *fiber, bool for_good)
{
#ifdef FIBER_ASAN
    __sanitizer_start_switch_fiber(for_good ? NULL : &fiber->own_fake_stack, fiber->thread_stack,
                                   fiber->thread_stack_size);
#else
    (void)fiber;
    (void)for_good;
#endif
}

static void back_in_fiber(struct fiber *fiber)
{
#ifdef FIBER_ASAN
    __sanitizer_finish_switch_fiber(fiber->own_fake_stack, &fiber->thread_stack,
                                    &fiber->thread_stack_size);
#else
    (void)fiber;
#endif
}

/* First on each new stack; makecontext() cannot hand over a pointer, the thread can. */
static void enter(void)
{
    struct fiber *fiber = current;
    fiber->own_fake_stack = NULL;
    back_in_fiber(fiber);
    fiber->fn(fiber->arg);
    fiber->ended = true;
    leave_fiber(fiber, true);
    setcontext(&fiber->thread);
    abort();
}

struct fiber *fiber_create(void)
{
    const size_t guard = (size_t)sysconf(_SC_PAGESIZE);
    struct fiber *fiber = calloc(1, sizeof(*fiber));
    if (fiber == NULL) {
        return NULL;
    }
    char *memory = mmap(NULL, guard + STACK_SIZE, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        free(fiber);
        return NULL;
    }
    fiber->memory = memory;
    fiber->guard = guard;
    fiber->ended = true;
    if (mprotect(memory, guard, PROT_NONE) != 0) {
        fiber_destroy(fiber);
        return NULL;
    }
    return fiber;
}

void fiber_destroy(struct fiber *fiber)
{
    if (fiber == NULL) {
        return;
    }
    assert(fiber->ended);
    munmap(fiber->memory, fiber->guard + STACK_SIZE);
    free(fiber);
}

bool fiber_resume(struct fiber *fiber)
{
    void *fake_stack = NULL;
    assert(current == NULL && !fiber->ended);
    current = fiber;
    leave_thread(fiber, &fake_stack);
    if (swapcontext(&fiber->thread, &fiber->own) != 0) {
        abort();
    }
    back_on_thread(fake_stack);
    current = NULL;
    return fiber->ended;
}

bool fiber_start(struct fiber *fiber, fiber_fn *fn, fiber_wake_fn *wake, void *arg)
{
    assert(fiber->ended);
    fiber->fn = fn;
    fiber->wake = wake;
    fiber->arg = arg;
    fiber->ended = false;
    if (getcontext(&fiber->own) != 0) {
        abort();
    }
    fiber->own.uc_stack.ss_sp = fiber->memory + fiber->guard;
    fiber->own.uc_stack.ss_size = STACK_SIZE;
    fiber->own.uc_link = NULL;
    makecontext(&fiber->own, enter, 0);
    return fiber_resume(fiber);
}

struct fiber *fiber_current(void)
{
    return current;
}

void fiber_wait(void)
{
    struct fiber *fiber = current;
    assert(fiber != NULL);
    leave_fiber(fiber, false);
    if (swapcontext(&fiber->own, &fiber->thread) != 0) {
        abort();
    }
    back_in_fiber(fiber);
}

void fiber_wake(struct fiber *fiber)
{
    fiber->wake(fiber->arg);
}
