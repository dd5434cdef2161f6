/* SPDX-License-Identifier: EUPL-1.2 */
/* What the stop list and the rules of safety mean at the station. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_RULES_H
#define OMBRUK_STATION_STATION_RULES_H

#include "base/ctx.h"
#include "goods/goods.h"
#include "safety/safety.h"
#include "json/json.h"

/* Member "rules" of today's stop list. Rules of a single kind are left out: at the station only the
 * category is chosen, and the rule of the category asks about them. */
MUST_CHECK enum status station_rules_put(struct ctx *ctx, struct json_out *out);

/* Today's rule for a category, or for the nearest of what it is a part of; NOT_FOUND without one.
 * Rules of a single kind are left out. */
MUST_CHECK enum status station_rules_of(struct ctx *ctx, int64_t category_id,
                                        struct safety_rule *ret_rule);

/* Whether a lot of that category may come in when the questions of `rule_id` (NO_I64: none) were
 * answered with yes: INVALID (field "rule") when another rule asks, (field "category") when the
 * stop list refuses it. `*ret_answers` has one "1" for each question. */
MUST_CHECK enum status station_rules_check(struct ctx *ctx, int64_t category_id, int64_t rule_id,
                                           struct str *ret_answers);

/* Sets lot->stops: what is electrical waits for a test, what may hold data for wiping, what is
 * bought for the days a dealer must keep it. Fails as goods_holder() for an unknown source. */
MUST_CHECK enum status station_rules_stops(struct ctx *ctx, struct lot *lot);

#endif
