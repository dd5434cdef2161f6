/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests and wiping, for the rest of the room. */
#ifndef OMBRUK_SAFETY_SAFETY_CHECKS_H
#define OMBRUK_SAFETY_SAFETY_CHECKS_H

#include "safety/safety_store.h"

/* STOP_UNTESTED and STOP_UNWIPED as the classes of the day want them. */
MUST_CHECK enum status safety_checks_stops(struct ctx *ctx, int64_t category_id,
                                           struct str kind_key, int64_t day, int64_t *ret_stops);
/* The part gets the newest test and wiping of its lot from before it was divided, unless it has one
 * of its own. Inside db_write(). */
MUST_CHECK enum status safety_checks_divide(struct ctx *ctx, const struct thing *part);

#endif
