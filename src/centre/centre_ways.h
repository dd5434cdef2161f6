/* SPDX-License-Identifier: EUPL-1.2 */
/* Ways to get here, read from the centre's own text. */
#ifndef OMBRUK_CENTRE_CENTRE_WAYS_H
#define OMBRUK_CENTRE_CENTRE_WAYS_H

#include "centre/centre.h"
#include "centre/centre_views.h"

/* A paragraph that begins with at most CENTRE_WAY_WORDS bytes and a colon ("Bus 240 and 255: two
 * minutes to walk.") is a way with that heading and the icon that fits its first words; false for
 * any other paragraph. */
#define CENTRE_WAY_WORDS 40
bool centre_ways_read(struct ctx *ctx, struct str paragraph, struct task *ret_way);

/* The number of a stop as the national stop register has it: "NSR:StopPlace:59872", typed in full
 * or as its digits. INVALID on field "stop_id" for anything else but the empty text. */
MUST_CHECK enum status centre_ways_stop(struct ctx *ctx, struct str typed, struct str *ret_stop_id);
/* "59.78290,10.49050" of two typed numbers, degrees north and east with a point and at most six
 * decimals, and a comma between. INVALID on field "position" for anything else but the empty text.
 */
MUST_CHECK enum status centre_ways_position(struct ctx *ctx, struct str typed,
                                            struct str *ret_position);

/* Who is in the house today, by the hook of centre_start(). */
MUST_CHECK enum status centre_floor_shops(struct ctx *ctx, struct centre_shops *ret_shops);
/* The plan of the floor with the shops that have a number on it. */
MUST_CHECK enum status centre_floor_plan(struct ctx *ctx, struct floor_plan *ret_plan);

/* Plain links to others' route planners. No request of ours leaves for them. Empty without a stop
 * or position. */
struct url centre_ways_planner(struct ctx *ctx, struct str stop_id);
enum way_by {
    BY_FOOT,
    BY_BICYCLE,
    BY_CAR
};
struct url centre_ways_route(struct ctx *ctx, struct str position, enum way_by by);

#endif
