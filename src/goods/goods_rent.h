/* SPDX-License-Identifier: EUPL-1.2 */
/* Renting out and getting back: a term of its own in the mass balance. Who has it stands nowhere.
 */
#ifndef OMBRUK_GOODS_GOODS_RENT_H
#define OMBRUK_GOODS_GOODS_RENT_H

#include "goods/goods.h"

/* Leaves the shelf for a time: counted as rented out until it comes back, not as reused. `version`
 * is the number of the thing's newest event as it was seen, NO_I64: any. CONFLICT if that has
 * changed, if it is reserved, stopped (goods_sellable), or less is left (field "count"); NOT_FOUND
 * if `holder_id` does not have it. */
MUST_CHECK enum status goods_rent_out(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                      int64_t version, int64_t count, int64_t *ret_event_id);

/* What a RENTED_OUT event has not got back. */
struct goods_rental {
    int64_t event_id;
    int64_t thing_id;
    int64_t holder_id; /* who rented it out */
    int64_t out_ms;
    int64_t count; /* still out, at least 1 */
    int64_t g;     /* of those; NO_I64: not known */
};
struct goods_rentals {
    struct goods_rental *ptr;
    size_t count;
    size_t capacity;
};
/* Of one thing, the oldest first. */
MUST_CHECK enum status goods_rentals_of(struct ctx *ctx, int64_t thing_id,
                                        struct goods_rentals *ret_rentals);
/* What `holder_id` has out, the newest first; `before_id` is an event, NO_I64: from the newest. */
MUST_CHECK enum status goods_rentals(struct ctx *ctx, int64_t holder_id, int64_t before_id,
                                     int64_t limit, struct goods_rentals *ret_rentals);
/* `count` of what the event rented out come back to whoever has the rest of the lot, stopped or
 * not. `out` is how many were out as it was seen, NO_I64: any. CONFLICT if that has changed, if all
 * is back, or (field "count") fewer are out; NOT_FOUND if `holder_id` has not rented it out. */
MUST_CHECK enum status goods_take_back(struct ctx *ctx, int64_t event_id, int64_t holder_id,
                                       int64_t out, int64_t count);

#endif
