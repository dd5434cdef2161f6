/* SPDX-License-Identifier: EUPL-1.2 */
/* The time now, from the system or set by a test. */
#ifndef OMBRUK_BASE_CLOCK_H
#define OMBRUK_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970-01-01T00:00Z. The only way code above base may ask the time. */
int64_t clock_now_ms(void);

/* Milliseconds, microseconds of a clock that never goes back; only differences mean anything. */
int64_t clock_monotonic_ms(void);
int64_t clock_monotonic_us(void);

/* Tests: from now on clock_now_ms() answers `ms`; and lets it run again. Thread-safe. */
void clock_set_ms(int64_t ms);
void clock_release(void);

#endif
