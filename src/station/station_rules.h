/* SPDX-License-Identifier: EUPL-1.2 */
/* The stop list as the station shows it. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_RULES_H
#define OMBRUK_STATION_STATION_RULES_H

#include "base/ctx.h"
#include "json/json.h"

/* Member "rules" of today's stop list: [] while no room keeps one. */
MUST_CHECK enum status station_rules_put(struct ctx *ctx, struct json_out *out);

#endif
