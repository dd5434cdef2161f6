/* SPDX-License-Identifier: EUPL-1.2 */
/* What the office's side of the draw does by the clock. */
#include "allocation/allocation.h"
#include "allocation/allocation_office_beacon.h"
#include "base/day.h"

#include "base/banned.h"

/* Asking the source waits on the network, so it never stands in the way of light jobs. */
const struct job_kind allocation_office_jobs[] = {
    {.name = "allocation_beacon",
     .run = allocation_office_beacon_job,
     .every_ms = 30 * MS_PER_SECOND,
     .heavy = true},
    {.name = NULL},
};
