/* SPDX-License-Identifier: EUPL-1.2 */
/* What the room does by the clock. */
#include "base/day.h"
#include "custody/custody.h"
#include "goods/goods_booth.h"

#include "base/banned.h"

/* The first run of a day decides for that day: which is early in the morning, as published. */
static enum status booth_days_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return goods_booth_note_full(ctx);
}

const struct job_kind custody_jobs[] = {
    {.name = "custody_booth_days", .run = booth_days_job, .every_ms = MS_PER_HOUR},
    {.name = NULL},
};
