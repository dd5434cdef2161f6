/* SPDX-License-Identifier: EUPL-1.2 */
/* What must hold for a lot to be swapped, when it is offered and when it changes hands. Inside the
 * room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_SWAP_H
#define OMBRUK_ALLOCATION_ALLOCATION_SWAP_H

#include "allocation/allocation_after_store.h"

/* True if the pick-up is the shop's and the lot is where that says: given to it, or in its hands.
 */
bool allocation_swap_has_it(const struct pick_up_row *row, const struct thing *thing,
                            int64_t tenant_id);
/* CONFLICT (field "code"), with the reason, unless the lot is whole and free to change hands. */
MUST_CHECK enum status allocation_swap_check_lot(struct ctx *ctx, const struct thing *thing);
/* CONFLICT (field "code") for a pick-up that is half confirmed or late. */
MUST_CHECK enum status allocation_swap_check_pick_up(struct ctx *ctx,
                                                     const struct pick_up_row *row);
/* OK when the shop may have what the offer is of; CONFLICT when it takes no part, FORBIDDEN without
 * the approval, both with why, CONFLICT too when its booth is full; NOT_FOUND for no shop. */
MUST_CHECK enum status allocation_swap_check_taker(struct ctx *ctx, const struct swap_row *swap,
                                                   int64_t tenant_id,
                                                   struct participant *ret_participant);

#endif
