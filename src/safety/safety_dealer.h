/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules for dealers: what a bought thing owes, who sold it, and when it may be sold. */
#ifndef OMBRUK_SAFETY_SAFETY_DEALER_H
#define OMBRUK_SAFETY_SAFETY_DEALER_H

#include "safety/safety_store.h"

/* The rule that holds for a thing of the category from such a source; NOT_FOUND when none does. */
MUST_CHECK enum status safety_dealer_rule(struct ctx *ctx, int64_t category_id, int64_t source_kind,
                                          int64_t day, struct stored_dealer_rule *ret_rule);
/* Makes the entry that a bought thing owes and stops it, until its days are over and it is written
 * down who sold it. Inside db_write(); nothing when there is one or no rule holds. */
MUST_CHECK enum status safety_dealer_enter(struct ctx *ctx, const struct thing *thing,
                                           int64_t source_kind);
/* A part of a lot that has an entry gets one that refers to it. Inside db_write(). */
MUST_CHECK enum status safety_dealer_divide(struct ctx *ctx, const struct thing *part);
/* What was put into a lot must be kept as long as before, and its seller be known. Inside
 * db_write(). */
MUST_CHECK enum status safety_dealer_merge(struct ctx *ctx, const struct thing *into,
                                           int64_t from_id);
/* Writes down who sold what the entry is about, and lets go of what only waited for that; else as
 * safety_bought. */
MUST_CHECK enum status safety_dealer_seller(struct ctx *ctx, int64_t entry_id,
                                            const struct safety_seller *seller);
/* Lifts the stops whose days are over and whose sellers are known, and erases sellers whose time
 * is; both may be 0. */
MUST_CHECK enum status safety_dealer_daily(struct ctx *ctx, int64_t *ret_released,
                                           int64_t *ret_erased);

/* ---- what is shown of it --------------------------------------------------------------------- */

/* The entry that the seller stands with: its own, or that of the lot it was taken out of. */
MUST_CHECK enum status safety_dealer_seller_of(struct ctx *ctx, const struct dealer_entry *entry,
                                               struct dealer_entry *ret_sold);
/* When it may be sold and what is still missing, in words. */
MUST_CHECK enum status safety_dealer_until(struct ctx *ctx, const struct dealer_entry *entry,
                                           struct str *ret_words);

#endif
