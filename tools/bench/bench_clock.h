/* SPDX-License-Identifier: EUPL-1.2 */
/* Processor time of this program and of the database server's processes that answer it. */
#ifndef OMBRUK_TOOLS_BENCH_CLOCK_H
#define OMBRUK_TOOLS_BENCH_CLOCK_H

#include <time.h>

/* Finds the processes that serve the database of `url` now (none for SQLite); again after more
 * connections were made. */
void bench_clock_open(const char *url);

/* Milliseconds used so far by what `own` counts (CLOCK_THREAD_CPUTIME_ID,
 * CLOCK_PROCESS_CPUTIME_ID) and by those processes. */
double bench_clock_ms(clockid_t own);

#endif
