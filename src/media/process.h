/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs another program to its end, shut in: no network, no inherited files, limits on everything.
 *
 * For work on hostile or heavy input (pictures, documents) that may crash, hang or eat memory
 * without harm to the server. Files go in and come out as descriptors; there are no pipes, so
 * nothing can block. */
#ifndef OMBRUK_MEDIA_PROCESS_H
#define OMBRUK_MEDIA_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/str.h"

struct arena;

#define PROCESS_FDS_MAX 8

struct process {
    /* Ends with NULL. A name without '/' is looked for in /usr/local/bin, /usr/bin and /bin. */
    const char *const *argv;
    /* The child's descriptors 0, 1, 2 …; -1, or missing among the first three: /dev/null. All
     * others are closed in the child. They stay the caller's. */
    const int *fds;
    size_t fd_count;
    /* Wall clock; then the child and all its children are killed. */
    int timeout_ms;
    int cpu_seconds;
    /* Address space (not applied when built with AddressSanitizer), and the size of each file it
     * writes. */
    size_t memory_max;
    size_t file_max;
};

enum process_end {
    PROCESS_EXITED,  /* `code` is what it returned */
    PROCESS_KILLED,  /* by a signal: it crashed or went over a limit; `code` is the signal */
    PROCESS_TIMEOUT, /* went over `timeout_ms`, or was called off */
};

struct process_result {
    enum process_end end;
    int code;
};

/* Starts it with a lower priority, PATH, LANG=C.UTF-8 and little else in its environment, and
 * waits. Opening any socket fails in the child. Three run at a time; others wait for their turn, at
 * most 15 s, then BUSY. OK says only that it ran: look at the result. NOT_FOUND if the program is
 * not installed, UNAVAILABLE if no process could be started. */
MUST_CHECK enum status process_run(const struct process *process,
                                   struct process_result *ret_result);

/* With `off` all children end now and new ones at once, with PROCESS_TIMEOUT. Thread-safe. */
void process_call_off(bool off);

/* A file that lives in memory only, holding `bytes`, at its start; -1 if there is no room. The
 * caller closes it. An empty one takes a child's output. */
int process_input(struct str bytes);

/* All bytes of the file `fd` (at most `max`), in `arena`. TOO_LARGE over `max`, UNAVAILABLE if it
 * cannot be read. */
MUST_CHECK enum status process_output(struct arena *arena, int fd, size_t max, struct str *ret);

#endif
