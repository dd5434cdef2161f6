/* SPDX-License-Identifier: EUPL-1.2 */
/* What is decided from figures alone after a draw: which window a shop's lots go into, who of those
 * who ask is served least, and how long things last. No database, no clock. Inside the room only.
 */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_PLAN_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_PLAN_H

#include "allocation/allocation_after_store.h"

/* The first window of `windows` (in order of their start) at the station that begins after `now_ms`
 * and has room for `lots`; NULL when there is none. */
struct pick_up_window *allocation_after_plan_window(struct pick_up_windows *windows,
                                                    int64_t station_id, int64_t now_ms,
                                                    int64_t lots);

/* The one with the least points per weight, then the smaller weight, then who asked first, then the
 * smaller id; NULL when there is none. Exact: balances up to 2^53 and weights up to 1 000 000. */
const struct swap_ask *allocation_after_plan_taker(const struct swap_asks *asks);

/* The last day of an agreement of twelve months that begins on `from_day`: the day before the same
 * date next year (28 February stands for 29 February where there is none). */
int64_t allocation_after_plan_last_day(int64_t from_day);

/* Whether the agreement runs on `day`: neither stopped nor over, and, where it is for once, not
 * used on an earlier day (`used_day`; NO_I64: never). Categories are not looked at. */
bool allocation_after_plan_partner_runs(const struct partner *partner, int64_t day,
                                        int64_t used_day);

#endif
