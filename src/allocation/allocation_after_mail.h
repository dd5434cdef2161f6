/* SPDX-License-Identifier: EUPL-1.2 */
/* What shops are told by mail after a draw. Inside the room only, inside db_write(). A shop without
 * an address is not written to. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_MAIL_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_MAIL_H

#include "allocation/allocation_after_store.h"

/* These lots (of one shop, station and time) were not collected; the rule, and `penalty_mp` for
 * each of them. */
MUST_CHECK enum status allocation_after_mail_missed(struct ctx *ctx, const struct pick_up *lots,
                                                    size_t count, int64_t penalty_mp);
/* The shop got it on the swap square: from another shop, which hands it over in the house (`giver`,
 * a tenant), or to be collected at the station until `due_ms` (`giver` NO_I64). */
MUST_CHECK enum status allocation_after_mail_got(struct ctx *ctx, const struct swap_row *offer,
                                                 const struct thing *thing, int64_t giver,
                                                 int64_t due_ms);
/* Another shop took what the shop offered; `in_house`: it has to be handed over. */
MUST_CHECK enum status allocation_after_mail_taken(struct ctx *ctx, const struct swap_row *offer,
                                                   const struct thing *thing, bool in_house);

#endif
