/* SPDX-License-Identifier: EUPL-1.2 */
/* What each process does for itself every minute, whoever runs the jobs. */
#ifndef OMBRUK_APP_HOUSEKEEPING_H
#define OMBRUK_APP_HOUSEKEEPING_H

#include "app/app.h"

#define HOUSEKEEPING_MS INT64_C(60000)

/* Starts the thread: renews the node lease, writes the last use of sessions. NULL when no thread
 * could be had; that is logged, and the lease then ends after five minutes. */
struct housekeeping *housekeeping_start(struct app *app);
/* Stops and frees it; what sessions remember is written once more. NULL is allowed. */
void housekeeping_stop(struct housekeeping *housekeeping);

/* One round, in the calling thread. */
void housekeeping_round(struct app *app);

#endif
