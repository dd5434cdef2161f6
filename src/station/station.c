/* SPDX-License-Identifier: EUPL-1.2 */
/* What others may make at a station. */
#include "station/station.h"

#include "station/station_help.h"
#include "station/station_rolls.h"

#include "base/banned.h"

enum status station_add_roll(struct ctx *ctx, int64_t station_id, int64_t count,
                             int64_t *ret_roll_id)
{
    return station_rolls_make(ctx, station_id, count, ret_roll_id);
}

enum status station_add_help(struct ctx *ctx, int64_t station_id, struct str key, struct str body,
                             const char *why, int64_t *ret_case_id)
{
    const struct help_case help = {
        .kind = HELP_FIELD,
        .key = key,
        .station_id = station_id,
        .received_ms = ctx->now_ms,
        .why = str_of(why),
        .body = station_help_text(ctx, body),
        .thing_id = NO_I64,
        .other_id = NO_I64,
        .settled = NO_I64,
        .reason = NO_I64,
    };
    return station_help_open(ctx, &help, ret_case_id);
}
