/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of the page of a thing. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_ITEM_H
#define OMBRUK_CATALOGUE_CATALOGUE_ITEM_H

#include "catalogue/catalogue_cards.h"

/* Its pictures, the chosen one (from 1) first; and the one that the words about wear name. */
MUST_CHECK enum status catalogue_item_pictures(struct ctx *ctx, const struct listing *listing,
                                               int64_t chosen, struct item_view *view);
/* What the ledger tells that anybody may read: where it came in and when, what was done with it,
 * its weight; and what it probably saves. Never people, nor who else wanted it. */
MUST_CHECK enum status catalogue_item_story(struct ctx *ctx, const struct thing *thing,
                                            struct item_view *view);
/* Of the same kind: first the same size, then the next one up, then any. */
MUST_CHECK enum status catalogue_item_similar(struct ctx *ctx, const struct shop_names *names,
                                              const struct listing *listing,
                                              struct thing_cards *ret_cards, struct url *ret_url);
/* The answer for a code that has no page any more: on to the lot that it was put into, else 410
 * with similar things. `listing` NULL: there never was one, then NOT_FOUND. */
MUST_CHECK enum status catalogue_item_gone(struct ctx *ctx, struct request *req,
                                           struct response *res, struct str code,
                                           const struct listing *listing);

#endif
