/* SPDX-License-Identifier: EUPL-1.2 */
/* System clock with an override for tests. */
#include "base/clock.h"

#include <stdatomic.h>
#include <time.h>

#include "base/banned.h"

static _Atomic int64_t clock_fixed_ms = INT64_MIN;

static int64_t read_ms(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_now_ms(void)
{
    const int64_t fixed = atomic_load_explicit(&clock_fixed_ms, memory_order_relaxed);
    return fixed != INT64_MIN ? fixed : read_ms(CLOCK_REALTIME);
}

int64_t clock_monotonic_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

int64_t clock_monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void clock_set_ms(int64_t ms)
{
    atomic_store(&clock_fixed_ms, ms);
}

void clock_release(void)
{
    atomic_store(&clock_fixed_ms, INT64_MIN);
}
