/* SPDX-License-Identifier: EUPL-1.2 */
/* Instants as people say them, in the centre's own time. */
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str day_and_time(struct ctx *ctx, struct str day, int64_t at_ms)
{
    const struct i18n_arg args[] = {{"day", day}, {"time", centre_clock(ctx, at_ms)}};
    return i18n_fill(ctx, N_("{day} at {time}"), args, 2);
}

struct str centre_clock(struct ctx *ctx, int64_t at_ms)
{
    return i18n_time(ctx, centre_minute_of(ctx, at_ms));
}

struct str centre_when(struct ctx *ctx, int64_t at_ms)
{
    return day_and_time(ctx, i18n_day(ctx, centre_day_of(ctx, at_ms)), at_ms);
}

struct str centre_when_near(struct ctx *ctx, int64_t at_ms)
{
    const int64_t day = centre_day_of(ctx, at_ms);
    return day_and_time(ctx, i18n_day_relative(ctx, day, centre_today(ctx)), at_ms);
}
